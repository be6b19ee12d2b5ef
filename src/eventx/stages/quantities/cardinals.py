"""Whole numbers in digits, words or both: "1.2 million", "two hundred and five", "a couple of hundred"."""

from __future__ import annotations

from typing import NamedTuple

from eventx.stages.quantities.denominators import denominates
from eventx.stages.quantities.passage import Passage
from eventx.stages.quantities.values import LIMIT, Exact


class Part(NamedTuple):
    """A partly read cardinal: its value, the atom after it, and a bare tens word at its end (value, after "and")."""

    value: Exact
    end: int
    mantissa: Exact
    scale: Exact
    open_tens: int = 0
    after_and: bool = False


def cardinal(passage: Passage, i: int, ceiling: Exact = LIMIT) -> Part | None:
    """Reads a whole number (or a decimal) in digits, words or both; its scales stay below the ceiling."""
    if i >= passage.count:
        return None
    start = _start(passage, i)
    if start is None:
        if passage.low(i) not in passage.words.scales or _is_plural_scale(passage, i):
            return None
        start = 1, i, 0
    value, j, tens = start
    part = Part(value, j, value, 1, tens)
    k = _scale_at(passage, j, first=j == i)
    if k is None:
        return part
    scale = passage.words.scales[passage.low(k)]
    if scale >= ceiling:
        return part if j > i else None
    part = _after_hundred(passage, value, k) if scale == 100 else Part(value * scale, k + 1, value, scale)
    k = _scale_at(passage, part.end)
    while k is not None and part.scale * passage.words.scales[passage.low(k)] < min(ceiling, LIMIT):
        scale = passage.words.scales[passage.low(k)]
        part = Part(part.value * scale, k + 1, part.mantissa, part.scale * scale)
        k = _scale_at(passage, part.end)
    return _with_rest(passage, part, worded=passage.kind(i) != "n")


def _start(passage: Passage, i: int) -> tuple[Exact, int, int] | None:
    """Reads what may stand before a scale: a numeral, a word below a hundred, "a", "a couple"."""
    numeral = passage.value(i)
    if numeral is not None:
        suffix = _suffix(passage, i)
        return (numeral * suffix, i + 2, 0) if suffix else (numeral, i + 1, 0)
    small = small_number(passage, i)
    if small:
        return small[0], small[1], small[2]
    for phrase, value in passage.words.before_scale_from.get(passage.low(i), ()):
        j = i
        for word in phrase:
            j = j + 1 if passage.low(j) == word and (j == i or passage.joined(j)) else -1
            if j < 0:
                break
        if j > 0 and passage.next_word(j, passage.words.scales) is not None:
            return value, j, 0
    if passage.atoms.low(i) in ("a", "an"):
        k = passage.next_word(i + 1, passage.words.scales)
        if k is not None and not _is_plural_scale(passage, k):
            return 1, i + 1, 0
    return None


def small_number(passage: Passage, i: int) -> tuple[int, int, int] | None:
    """Reads a number word below a hundred: value, end, and its tens if it is nothing else."""
    words, word = passage.words, passage.low(i)
    if word in words.ones:
        return words.ones[word], i + 1, 0
    if word not in words.tens:
        return None
    j = passage.next_word(i + 1, words.ones)
    if j is not None and 0 < words.ones[passage.low(j)] < 10:
        return words.tens[word] + words.ones[passage.low(j)], j + 1, 0
    return words.tens[word], i + 1, words.tens[word]


def _suffix(passage: Passage, i: int) -> Exact | None:
    """Returns the multiplier glued to the numeral at i ("5bn", "3000K"), or its letter after a space ("2 k")."""
    if i + 1 >= passage.count or passage.kind(i + 1) != "w":
        return None
    text = passage.texts[i + 1]
    if passage.gap(i + 1) and not (passage.joined(i + 1) and text == "k"):
        return None
    return passage.words.suffixes.get(text) or passage.words.suffixes.get(passage.atoms.low(i + 1))


def _is_plural_scale(passage: Passage, i: int) -> bool:
    word = passage.low(i)
    return word.endswith("s") and word[:-1] in passage.words.scales


def scales_from(passage: Passage, i: int) -> tuple[Exact, int]:
    """Multiplies the scale words from i on ("hundred thousand")."""
    scale, j = passage.words.scales[passage.low(i)], i + 1
    k = passage.next_word(j, passage.words.scales)
    while k is not None and scale < LIMIT:
        scale, j = scale * passage.words.scales[passage.low(k)], k + 1
        k = passage.next_word(j, passage.words.scales)
    return scale, j


def _scale_at(passage: Passage, i: int, first: bool = False) -> int | None:
    if first:
        return i
    return passage.next_word(i, passage.words.scales)


def _after_hundred(passage: Passage, value: Exact, at: int) -> Part:
    """Reads on after the word "hundred" at the given atom: "and five", "five", "and 21"."""
    base, end = value * 100, at + 1
    j = passage.next_word(end, ("and",))
    k = passage.link(j + 1) if j is not None else passage.link(end)
    if not passage.joined(k):
        return Part(base, end, value, 100)
    small, text = small_number(passage, k), passage.texts[k]
    if small is None and j is not None and len(text) <= 2 and text.isdigit() and passage.kind(k) == "n":
        small = int(text), k + 1, 0
    if small is None or not small[0] or denominates(passage, small[1], j is not None, small[0]):
        return Part(base, end, value, 100)
    if j is not None and passage.next_word(small[1], passage.words.hundreds) is not None:
        return Part(base, end, value, 100)
    dozen = passage.next_word(small[1], passage.words.dozens) if j is not None else None
    if dozen is not None:
        return Part(base + small[0] * 12, dozen + 1, value, 100)
    total = base + small[0]
    return Part(total, small[1], total, 1, small[2], j is not None)


def _with_rest(passage: Passage, part: Part, worded: bool) -> Part:
    """Adds the lower part of a number after its scale: "thousand and five", "million two hundred thousand"."""
    if part.scale < 1000 or part.value >= LIMIT:
        return part
    j = passage.next_word(part.end, ("and",))
    k = passage.link(j + 1 if j is not None else part.end)
    if not passage.joined(k) or passage.low(k) in ("a", "an"):
        return part
    rest = cardinal(passage, k, ceiling=part.scale)
    if rest is None or not 0 < rest.value < part.scale:
        return part
    numeral = passage.kind(k) == "n"
    if rest.scale == 1 and rest.value < 100 and (numeral or (j is not None and not worded)):
        return part
    if rest.scale == 1 and numeral:
        return part
    if j is not None and denominates(passage, rest.end, True, int(rest.value)):
        return part
    return Part(
        part.value + rest.value,
        rest.end,
        part.value + rest.value,
        1,
        rest.open_tens,
        j is not None,
    )
