"""Why a sentence gave the events that it gave: which rules fired, which came near, and what they lacked."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from spacy.tokens import Doc

from eventx.rules.match import Attempt


@dataclass(frozen=True, slots=True)
class Explanation:
    """What became of one rule that a word of a sentence woke.

    Attributes:
        sentence: The sentence.
        rule: Id of the rule.
        trigger: The word or words that woke it.
        fired: Whether it had all it needs.
        mode: The mode it gave, where it fired.
        roles: The phrases that filled its roles, with the paths that led there.
        lacks: What it lacked, where it did not fire.
    """

    sentence: str
    rule: str
    trigger: str
    fired: bool
    mode: str | None
    roles: dict[str, tuple[str, ...]]
    lacks: tuple[str, ...]


def explain(doc: Doc, attempts: Sequence[Attempt]) -> Iterator[Explanation]:
    """Yields the explanations of a document's attempts, in text order."""
    for attempt in attempts:
        match = attempt.match
        roles = {} if match is None else match.roles
        yield Explanation(
            sentence=doc[attempt.trigger.start].sent.text.strip(),
            rule=attempt.rule.id,
            trigger=attempt.trigger.text(doc),
            fired=match is not None,
            mode=match.mode if match else None,
            roles={
                name: tuple(f"{m.text(doc)} (by {f.path})" for f in fillers for m in f.mentions)
                for name, fillers in roles.items()
            },
            lacks=attempt.lacks,
        )
