"""The number words of a language: ones, tens, scales, denominators."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from eventx.stages.quantities.atoms import HYPHENS
from eventx.stages.quantities.values import Exact, exact

_ARTICLES = frozenset({"a", "an"})
_LINKS = HYPHENS | {"/", "and", "point", "k"}


@dataclass(frozen=True, slots=True)
class NumberWords:
    """The number words of a language, from its lexicon."""

    ones: dict[str, int]
    tens: dict[str, int]
    scales: dict[str, Exact]
    suffixes: dict[str, Exact]
    denominators: dict[str, int]
    plural_denominators: dict[str, int]
    ordinal_ends: dict[str, int]
    fraction_signs: dict[str, Exact]
    slash_denominators: frozenset[int]
    lone_parts: frozenset[str]
    negatives: frozenset[str]
    hundreds: frozenset[str]
    dozens: frozenset[str]
    not_after_tail: frozenset[str]
    half_before: frozenset[str]
    half_after: frozenset[str]
    not_a_fraction_before: frozenset[str]
    article_fraction_after: frozenset[str]
    before_scale: dict[str, int]
    before_scale_from: dict[str, list[tuple[tuple[str, ...], int]]]  # by the first word
    ordinals: dict[str, int]  # denominators and the last words of ordinals
    parts: dict[str, int]  # ... and the plurals of denominators
    plain_ones: dict[str, int]  # ones that begin nothing but a whole number
    going_on: frozenset[str]  # what may follow a number within a longer one

    @classmethod
    def from_data(cls, data: dict[str, Any]) -> NumberWords:
        """Builds the words from the lexicon's sections of the same names."""
        ordinals = {**data["denominators"], **data["ordinal_ends"]}
        parts = {**data["denominators"], **data["plural_denominators"], **data["ordinal_ends"]}
        others = {*_ARTICLES, *data["lone_parts"], *data["negatives"], *data["fraction_signs"]}
        return cls(
            ones=data["ones"],
            tens=data["tens"],
            scales={w: exact(v) for w, v in data["scales"].items()},
            suffixes={w: exact(v) for w, v in {**data["suffixes"], **data["capital_suffixes"]}.items()},
            denominators=data["denominators"],
            plural_denominators=data["plural_denominators"],
            ordinal_ends=data["ordinal_ends"],
            fraction_signs={c: Fraction(*pair) for c, pair in data["fraction_signs"].items()},
            slash_denominators=frozenset(data["slash_denominators"]),
            lone_parts=frozenset(data["lone_parts"]),
            negatives=frozenset(data["negatives"]),
            hundreds=frozenset(word for word, value in data["scales"].items() if value == 100),
            dozens=frozenset(word for word, value in data["scales"].items() if value == 12),
            not_after_tail=frozenset(data["not_after_tail"]),
            half_before=frozenset(data["half_before"]),
            half_after=frozenset(data["half_after"]),
            not_a_fraction_before=frozenset(data["not_a_fraction_before"]),
            article_fraction_after=frozenset(data["article_fraction_after"]),
            before_scale=data["before_scale"],
            before_scale_from=_by_first_word(data["before_scale"]),
            ordinals=ordinals,
            parts=parts,
            plain_ones={word: value for word, value in data["ones"].items() if word not in others},
            going_on=_LINKS.union(data["scales"], data["tens"], data["fraction_signs"], parts),
        )


def _by_first_word(phrases: dict[str, int]) -> dict[str, list[tuple[tuple[str, ...], int]]]:
    table: dict[str, list[tuple[tuple[str, ...], int]]] = {}
    for phrase, value in phrases.items():
        words = tuple(phrase.split())
        table.setdefault(words[0], []).append((words, value))
    return table
