"""The unit after a number: per cent, currencies, measures, times; and letters that touch a numeral."""

from __future__ import annotations

from eventx.stages.quantities.passage import Passage
from eventx.stages.quantities.values import Number


def unit_at(passage: Passage, i: int, number: Number) -> tuple[str, int] | None:
    """Reads the unit at i, after a space, a hyphen or nothing."""
    j = passage.link(i)
    if not passage.joined(j):
        return None
    hyphenated = j > i
    code = passage.low(j)[1:]
    if passage.texts[j].startswith("M") and passage.texts[j].isupper() and code in passage.data.codes:
        return passage.data.codes[code], j + 1
    pound = passage.data.pound
    if passage.low(j) in pound["words"]:
        near = {passage.low(k) for k in range(j + 2, j + 5)} if passage.low(j + 1) == "(" else set()
        mass = hyphenated or passage.low(j + 1) in pound["mass_after"] or bool(near & set(pound["mass_near"]))
        return (pound["mass"] if mass else pound["money"]), j + 1
    for words, unit in passage.data.units.get(passage.low(j), ()):
        if passage.matches(j, words) and not _is_inside_word(passage, j + len(words), unit):
            if words[0] in passage.data.signs and (hyphenated or _numeral_touches(passage, j + 1)):
                return None
            if unit in passage.data.time_units and passage.low(j) == "second" and number.value != 1:
                return None
            return unit, j + len(words)
    return None


def _numeral_touches(passage: Passage, i: int) -> bool:
    return passage.glued(i) and passage.kind(i) == "n"


def _is_inside_word(passage: Passage, end: int, unit: str) -> bool:
    """Tells whether the unit is only the beginning of something glued ("5km-wide" is not)."""
    return passage.glued(end) and passage.kind(end) in "wn" and unit not in ("%", *passage.data.signs.values())


def glued_suffix(passage: Passage, number: Number) -> tuple[Number, int, str | None] | None:
    """Reads letters that touch a numeral: "1.2m people" (million), "200m", "10G"."""
    end = number.end
    if not number.plain or not passage.glued(end) or passage.kind(end) != "w":
        return None
    text, low = passage.texts[end], passage.atoms.low(end)
    if text in passage.data.giga and number.value > 6:
        factor = passage.data.giga[text]
        return number._replace(value=number.value * factor, scale=factor, end=end + 1), end + 1, None
    if text == "m" and _means_million(passage, number):
        factor = passage.data.money_suffixes["m"]
        return number._replace(value=number.value * factor, scale=factor, end=end + 1), end + 1, None
    if low in passage.data.glued_units and not passage.glued(end + 1):
        return number, end + 1, passage.data.glued_units[low]
    return None


def _means_million(passage: Passage, number: Number) -> bool:
    after = number.end + 1
    following = passage.low(after) if passage.joined(after) else ""
    before = {passage.low(k) for k in range(max(0, number.start - 3), number.start)}
    return (
        number.value < 100
        and following.isalpha()
        and following not in passage.lists["metres_after"]
        and not before & passage.lists["metres_before"]
    )
