"""Fractions and decimals: "two-thirds", "3/4", "half a million", "two and a half", "four point five"."""

from __future__ import annotations

from fractions import Fraction

from eventx.stages.quantities.atoms import HYPHENS
from eventx.stages.quantities.cardinals import Part, cardinal, scales_from, small_number
from eventx.stages.quantities.denominators import denominator
from eventx.stages.quantities.passage import Passage
from eventx.stages.quantities.values import Exact, Number


def sign_fraction(passage: Passage, i: int) -> Number | None:
    """Reads "¾", and what it is of."""
    value = passage.words.fraction_signs.get(passage.low(i))
    return _scaled(passage, value, i, i + 1) if value is not None else None


def slash(passage: Passage, i: int) -> Number | None:
    """Reads "3/4"."""
    end = _slash_end(passage, i)
    if end is None or (i and passage.gap(i) == 0 and passage.low(i - 1) == "/"):
        return None
    top, bottom = passage.value(i), passage.value(i + 2)
    assert top is not None and bottom is not None
    return _scaled(passage, Fraction(top, bottom), i, end)


def part_word(passage: Passage, i: int) -> Number | None:
    """Reads "half", "a third of", "quarter million"."""
    words = passage.words
    j = i + 1 if passage.low(i) in ("a", "an") and passage.joined(i + 1) else i
    word = passage.low(j)
    if word not in words.lone_parts and (j == i or word not in words.denominators):
        return None
    number = _scaled(passage, Fraction(1, words.denominators[word]), i, j + 1)
    if not number.fraction:
        return number
    following = passage.low(j + 1) if passage.joined(j + 1) else ""
    if passage.low(i - 1) in words.not_a_fraction_before or following in HYPHENS:
        return None
    if word == "half":
        fits = following in words.half_after or passage.low(i - 1) in words.half_before or j > i
        return number if fits else None
    return number if j > i and following in words.article_fraction_after else None


def over_denominator(passage: Passage, i: int, part: Part) -> Number | None:
    """Reads "two-thirds", "one twenty-fifth", "ten fifths"."""
    found = denominator(passage, part.end)
    if found is None or passage.low(i - 1) in passage.words.not_a_fraction_before:
        return None
    bottom, end, plural = found
    top = part.value
    hyphenated = passage.link(part.end) > part.end
    if part.open_tens and bottom < 10 and (hyphenated or not part.after_and) and top > part.open_tens:
        top, bottom = top - part.open_tens, bottom + part.open_tens
    if bottom == 4 and top == 2 and not hyphenated:
        return None  # a company's "two quarters"
    if not plural and (top != 1 or bottom == 2 or passage.low(end) in HYPHENS):
        return None
    if passage.kind(i) == "n" and not plural:
        return None
    return _scaled(passage, Fraction(top, bottom), i, end)


def with_tail(passage: Passage, i: int, part: Part) -> Number | None:
    """Reads what follows a whole number: "and a half", "½", "1/2", "point five", and a scale after it."""
    tail = _fraction_tail(passage, part.end) or _point(passage, part.end)
    if tail is None:
        return None
    extra, end = tail
    if part.scale >= 1000:
        return Number(part.value + extra * part.scale, i, end, part.mantissa + extra, part.scale)
    value = part.value + extra
    scale: Exact = 1
    k = passage.next_word(end, passage.words.scales)
    if k is not None:
        scale, end = scales_from(passage, k)
    return Number(value * scale, i, end, value, scale)


def _scaled(passage: Passage, value: Exact, start: int, end: int) -> Number:
    """Reads on after a fraction: "half a million", "three quarters of a billion"; else it is a mere part."""
    j = end
    if passage.low(j) == "of" and passage.low(j + 1) in ("a", "an", "one"):
        j += 1
    if passage.low(j) in ("a", "an") and passage.joined(j):
        j += 1
    k = passage.next_word(j, passage.words.scales)
    if k is not None:
        scale, end = scales_from(passage, k)
        return Number(value * scale, start, end, value, scale)
    return Number(value, start, end, value, 1, fraction=value < 1)


def _slash_end(passage: Passage, i: int) -> int | None:
    if i + 2 >= passage.count or passage.low(i + 1) != "/":
        return None
    one, two, three = passage.atoms[i : i + 3]
    if one.value is None or three.value is None or two.gap or three.gap:
        return None
    if i + 3 < passage.count and passage.low(i + 3) == "/" and not passage.atoms[i + 3].gap:
        return None
    return i + 3 if one.value < three.value and three.value in passage.words.slash_denominators else None


def _fraction_tail(passage: Passage, i: int) -> tuple[Exact, int] | None:
    if not passage.joined(i):
        return None
    sign = passage.words.fraction_signs.get(passage.low(i))
    if sign is not None:
        return sign, i + 1
    end = _slash_end(passage, i)
    if end is not None and (top := passage.value(i)) is not None:
        return Fraction(top, passage.value(i + 2) or 1), end
    j = passage.next_word(i, ("and",))
    if j is None:
        return None
    k = passage.link(j + 1)
    if passage.low(k) in ("a", "an", "one"):
        m = passage.next_word(k + 1, passage.words.denominators)
        if m is not None and (m + 1 >= passage.count or passage.low(m + 1) not in passage.words.not_after_tail):
            return Fraction(1, passage.words.denominators[passage.low(m)]), m + 1
    part = cardinal(passage, k) if passage.joined(k) else None
    found = denominator(passage, part.end) if part else None
    if part and found and found[2] and part.value < found[0]:
        return Fraction(part.value, found[0]), found[1]
    return None


def _point(passage: Passage, i: int) -> tuple[Exact, int] | None:
    """Reads "point five", "point zero three", "point seventy-one"."""
    if passage.low(i) != "point" or not (passage.joined(i) and passage.joined(i + 1)):
        return None
    digits, j = "", i + 1
    while passage.joined(j) and len(digits) < 12:
        text = passage.texts[j]
        small = small_number(passage, j)
        if text.isdigit() and not digits and passage.kind(j) == "n":
            digits, j = text, j + 1
            break
        if small is None:
            break
        digits, j = digits + str(small[0]), small[1]
    return (Fraction(f"0.{digits}"), j) if digits else None
