"""Ordinals as what a fraction has below its line: "thirds", "twenty-firsts"."""

from __future__ import annotations

from eventx.stages.quantities.passage import Passage


def denominator(passage: Passage, i: int) -> tuple[int, int, bool] | None:
    """Reads "thirds", "twenty-firsts": value, end, whether it is plural."""
    j = passage.link(i)
    if not passage.joined(j):
        return None
    words, word = passage.words, passage.low(j)
    if word in words.plural_denominators:
        return words.plural_denominators[word], j + 1, True
    if word in words.denominators:
        return words.denominators[word], j + 1, False
    k = passage.link(j + 1)
    if word in words.tens and passage.joined(k):
        end = words.parts.get(passage.low(k))
        if end and end < 10:
            return words.tens[word] + end, k + 1, passage.low(k).endswith("s")
    return None


def denominates(passage: Passage, i: int, after_and: bool, top: int) -> bool:
    """Tells whether the number before i is the top of a proper fraction: "two hundred and three fifths"."""
    found = denominator(passage, i) if after_and else None
    return found is not None and top < found[0] and found[2]


def ordinal_value(passage: Passage, i: int) -> int:
    """Returns what the last word of an ordinal stands for; 0 for none."""
    word = passage.low(i)
    return passage.words.denominators.get(word) or passage.words.ordinal_ends.get(word) or 0
