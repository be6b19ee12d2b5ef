"""What belongs to a sum of money: the currency before it, "m" and "million" after it, and cents."""

from __future__ import annotations

from fractions import Fraction

from eventx.stages.quantities.numbers import read_number
from eventx.stages.quantities.passage import Passage
from eventx.stages.quantities.units import unit_at
from eventx.stages.quantities.values import Exact, Number


def money_prefix(passage: Passage, i: int) -> tuple[str, int, Exact] | None:
    """Reads "$", "US$", "c $", "USD", "MEUR": the currency, the atom after it, and a factor."""
    data, low = passage.data, passage.low(i)
    if low and low not in data.money:
        return None
    if low in data.signs:
        return data.signs[low], i + 1, 1
    spaced = low in passage.lists["spaced_sign_prefixes"] and passage.joined(i + 1)
    if low in data.sign_prefixes and passage.low(i + 1) == "$" and (spaced or passage.glued(i + 1)):
        return data.sign_prefixes[low], i + 2, 1
    letters = data.letter_currencies.get(passage.texts[i])
    if letters and _is_large(passage, i + 1 + (passage.low(i + 1) == ".")):
        return letters, i + 1 + (passage.low(i + 1) == "."), 1
    if not passage.texts[i].isupper() or i + 1 >= passage.count:
        return None
    if passage.kind(i + 1) != "n" or passage.gap(i + 1) == 2:
        return None
    if low in data.codes:
        return data.codes[low], i + 1, 1
    if low[:1] == "m" and low[1:] in data.codes:
        return data.codes[low[1:]], i + 1, 10**6
    return None


def _is_large(passage: Passage, i: int) -> bool:
    """Tells whether a sum in thousands or more stands at i: after a letter, a small number is a name ("K2")."""
    if not passage.joined(i) or passage.kind(i) != "n":
        return False
    number = read_number(passage, i)
    scaled = number is not None and (number.scale > 1 or "," in passage.texts[i] or _is_glued_to(passage, number, "m"))
    return scaled and (passage.gap(i) == 0 or passage.low(i - 1) in passage.lists["dotted_currencies"])


def _is_glued_to(passage: Passage, number: Number, word: str) -> bool:
    """Tells whether this word touches the number's end."""
    return passage.glued(number.end) and passage.low(number.end) == word


def money_suffix(passage: Passage, number: Number) -> tuple[Number, int]:
    """Reads the "m" of "$5m"."""
    end = number.end
    if passage.glued(end) and number.scale == 1 and passage.kind(end) == "w":
        text, low = passage.texts[end], passage.atoms.low(end)
        factor = passage.data.money_suffixes.get(text) or passage.words.suffixes.get(low)
        if factor and not (passage.glued(end + 1) and passage.kind(end + 1) in "wn"):
            return number._replace(value=number.value * factor, scale=factor, end=end + 1), end + 1
    return number, end


def money_scale(passage: Passage, number: Number, end: int) -> tuple[Number, int]:
    """Reads the scale after the currency: "75 USD million"."""
    scale = passage.words.scales.get(passage.low(end)) if passage.joined(end) else None
    if scale is None or number.scale != 1:
        return number, end
    return number._replace(value=number.value * scale, scale=scale), end + 1


def with_subunits(passage: Passage, number: Number, unit: str, end: int) -> tuple[Number, int]:
    """Reads "and forty-five cents" after "thirteen dollars"."""
    j = end + 1 if passage.low(end) == "and" and passage.joined(end) else end
    part = read_number(passage, j) if unit not in passage.lists["subunits"] and passage.joined(j) else None
    if part is None or part.scale != 1 or not 0 < part.value < 100 or part.value.denominator != 1:
        return number, end
    found = unit_at(passage, part.end, part)
    total = number._replace(value=number.value + Fraction(part.value, 100))
    if found and found[0] in passage.lists["subunits"]:
        return total, found[1]
    if found is None and (part.end >= passage.count or passage.low(part.end) == "."):
        return total, part.end
    return number, end
