"""What other sentences a sentence needs to be understood: whom its pronouns and surnames mean, who speaks in it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from eventx.gate.words import DEFINITE, PRONOUN


@dataclass(frozen=True, slots=True)
class Reach:
    """How many sentences back words point, and what opens or closes a quotation."""

    pronoun: int
    definite: int
    lead: int
    quotes: frozenset[str]

    @classmethod
    def of(cls, data: Mapping[str, Any]) -> Reach:
        """Reads the settings of a model's `gate.yml`."""
        return cls(data["reach"]["pronoun"], data["reach"]["definite"], data["lead"], frozenset(data["quotes"]))


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence as its bare words show it.

    Attributes:
        features: Of all its words.
        names: Its capitalised words, but for the first.
        initial: Its first word, if that is capitalised.
        marks: How many quotation marks it has.
        paragraph: Number of its paragraph.
    """

    features: frozenset[str]
    names: frozenset[str]
    initial: str | None
    marks: int
    paragraph: int


def needed(sentences: Sequence[Sentence], chosen: Sequence[bool], reach: Reach) -> list[bool]:
    """Returns which sentences are needed for the chosen ones, these among them."""
    keep = [False] * len(sentences)
    if any(chosen):
        keep[: reach.lead] = [True] * min(reach.lead, len(keep))
    first = first_mentions(sentences)
    quotes = quotations(sentences)
    for k in (k for k, is_chosen in enumerate(chosen) if is_chosen):
        for other in _context(sentences, k, first, quotes, reach):
            keep[other] = True
    for group in set(quotes.values()):
        if any(keep[k] for k in group):
            keep[group.start : group.stop] = [True] * len(group)
    return keep


def first_mentions(sentences: Sequence[Sentence]) -> dict[str, int]:
    """Returns the sentence in which each capitalised word comes first, words that only ever begin sentences aside."""
    names = frozenset().union(*(sentence.names for sentence in sentences))
    first: dict[str, int] = {}
    for k, sentence in enumerate(sentences):
        if sentence.initial in names:
            first.setdefault(sentence.initial, k)
        for name in sentence.names:
            first.setdefault(name, k)
    return first


def quotations(sentences: Sequence[Sentence]) -> dict[int, range]:
    """Returns for each sentence with a quotation mark or within quotation marks all that the quotation reaches over."""
    found: dict[int, range] = {}
    start = 0
    is_open = False
    for k, sentence in enumerate(sentences):
        if k and sentence.paragraph != sentences[k - 1].paragraph:
            is_open = False
        if not is_open:
            start = k
        is_open ^= sentence.marks % 2 == 1
        if is_open or start < k or sentence.marks:
            found |= dict.fromkeys(range(start, k + 1), range(start, k + 1))
    return found


def _context(
    sentences: Sequence[Sentence], k: int, first: Mapping[str, int], quotes: Mapping[int, range], reach: Reach
) -> Iterator[int]:
    sentence = sentences[k]
    yield k
    back = reach.pronoun if PRONOUN in sentence.features else reach.definite if DEFINITE in sentence.features else 0
    yield from range(max(0, k - back), k)
    yield from (first[name] for name in (*sentence.names, sentence.initial) if name in first)
    if k in quotes:
        start = k
        while start and sentences[start - 1].paragraph == sentence.paragraph:
            start -= 1
        yield from range(max(0, start - 1), quotes[k].stop)
        if quotes[k].stop < len(sentences):
            yield quotes[k].stop
