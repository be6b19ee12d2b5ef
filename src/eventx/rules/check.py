"""Do the examples of the rules hold? Each rule's sentences are its tests."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from eventx.events import EventBase, Mention, Quantity, Span, Transfer, Weapon
from eventx.rules.language import Example, Rule, RuleBook

Extract = Callable[[str], Sequence[EventBase]]
_ARTICLE = re.compile(r"^(the|a|an) ", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Failure:
    """An example that does not hold.

    Attributes:
        rule: Id of the rule.
        text: The sentence.
        problem: What is wrong with what came out.
    """

    rule: str
    text: str
    problem: str


def check_examples(book: RuleBook, extract: Extract) -> Iterator[Failure]:
    """Yields every example that doesn't give what it should, and every counter-example that the rule matches."""
    for file, rule in book.rules():
        for example in rule.examples:
            yield from _check_example(file.type, rule, example, extract)
        for text in rule.counter_examples:
            wrong = [e for e in extract(text) if e.model_dump().get("type") == file.type]
            if wrong:
                yield Failure(rule.id, text, f"gives a {file.type} event ({wrong[0].rule}), should give none")


def _check_example(kind: str, rule: Rule, example: Example, extract: Extract) -> Iterator[Failure]:
    events = [e for e in extract(example.text) if e.rule == rule.id]
    if not events:
        others = sorted({e.rule for e in extract(example.text)})
        fired = ", ".join(others) or "nothing"
        yield Failure(rule.id, example.text, f"gives no {kind} event by this rule; fired: {fired}")
        return
    problems = [sorted(_problems(event, example.gives)) for event in events]
    best = min(problems, key=len)
    for problem in best:
        yield Failure(rule.id, example.text, problem)


def _problems(event: EventBase, gives: Mapping[str, Any]) -> Iterator[str]:
    for name, wanted in gives.items():
        value = getattr(event, name, None)
        if isinstance(value, Quantity):
            value = value.value
        if isinstance(wanted, list):
            have = [_names(v) for v in (value if isinstance(value, list) else [value] if value else [])]
            missing = [w for w in wanted if not any(_fits(w, names) for names in have)]
            if missing or len(have) != len(wanted):
                yield f"{name}: want {wanted}, got {[names[0] if names else '' for names in have]}"
        elif isinstance(value, Span):
            if not _fits(wanted, _names(value)):
                yield f"{name}: want {wanted!r}, got {value.text!r}"
        elif value != wanted:
            yield f"{name}: want {wanted!r}, got {value!r}"


def _names(value: Any) -> list[str]:
    if isinstance(value, Weapon):
        return _names(value.item)
    if isinstance(value, Transfer):
        return _names(value.who)
    if isinstance(value, Mention):
        return [value.text, value.name, value.country or ""]
    return [value.text] if isinstance(value, Span) else [str(value)]


def _fits(wanted: Any, names: Sequence[str]) -> bool:
    plain = _ARTICLE.sub("", str(wanted)).lower()
    return any(plain in _ARTICLE.sub("", name).lower() for name in names)
