"""What other sentences a sentence needs to be understood: whom its pronouns and surnames mean, who speaks in it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from eventx.gate.words import DEFINITE, NAME, PRONOUN


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
        names: Its capitalised words.
        quoted: Whether it has a quotation mark.
        paragraph: Number of its paragraph.
    """

    features: frozenset[str]
    names: frozenset[str]
    quoted: bool
    paragraph: int


def needed(sentences: Sequence[Sentence], chosen: Sequence[bool], reach: Reach) -> list[bool]:
    """Returns which sentences are needed for the chosen ones, these among them."""
    keep = [False] * len(sentences)
    first: dict[str, int] = {}
    for k, sentence in enumerate(sentences):
        for name in sentence.names:
            first.setdefault(name, k)
    if any(chosen):
        keep[: reach.lead] = [True] * min(reach.lead, len(keep))
    for k in (k for k, is_chosen in enumerate(chosen) if is_chosen):
        for other in _context(sentences, k, first, reach):
            keep[other] = True
    return keep


def _context(sentences: Sequence[Sentence], k: int, first: Mapping[str, int], reach: Reach) -> Iterator[int]:
    sentence = sentences[k]
    yield k
    back = reach.pronoun if PRONOUN in sentence.features else reach.definite if DEFINITE in sentence.features else 0
    yield from range(max(0, k - back), k)
    yield from (first[name] for name in sentence.names)
    near = [j for j in _paragraph(sentences, k) if sentences[j].quoted]
    if near:
        yield from _paragraph(sentences, k)
        yield max(0, k - 1)


def _paragraph(sentences: Sequence[Sentence], k: int) -> range:
    start, end = k, k + 1
    while start and sentences[start - 1].paragraph == sentences[k].paragraph:
        start -= 1
    while end < len(sentences) and sentences[end].paragraph == sentences[k].paragraph:
        end += 1
    return range(start, end)


__all__ = ["NAME", "Reach", "Sentence", "needed"]
