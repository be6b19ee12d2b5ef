"""Figures of two numbers: "20-30", "between 5 and 10", "one in three"."""

from __future__ import annotations

from fractions import Fraction

from eventx.stages.quantities.amounts import amount_at
from eventx.stages.quantities.numbers import read_number
from eventx.stages.quantities.passage import Passage
from eventx.stages.quantities.units import unit_at
from eventx.stages.quantities.values import Amount, Exact, Figure


def second_amount(passage: Passage, first: Amount) -> Amount | None:
    """Reads the number that a range goes on with: "20-30", "5 to 10", "between 5 and 10"."""
    link = first.end
    if not passage.joined(link) or not passage.joined(link + 1):
        return None
    word, opener = passage.low(link), passage.low(first.start - 1)
    linked = word in passage.data.range_openers.get(opener, ()) and passage.joined(first.start)
    if not linked and word not in passage.lists["range_links"] and word not in passage.lists["or_links"]:
        return None
    if word in "-–—‑~" and passage.gap(link) != passage.gap(link + 1):
        return None
    second = amount_at(passage, link + 1)
    if second is None or passage.atoms.low(second.start) in ("-", "a", "an") or second.number.fraction:
        return None
    return second


def range_of(passage: Passage, first: Amount, second: Amount, last: int) -> Figure | None:
    """Makes one figure of two amounts; None where they are two figures."""
    link = passage.low(first.end)
    opener = passage.low(first.start - 1) if passage.joined(first.start) else ""
    opened = link in passage.data.range_openers.get(opener, ()) and first.start - 1 >= last
    low, high = _low_of(passage, first, second), second.number.value
    swapped = opened and low > high and low < 0
    if not (low < high or swapped) or not _units_agree(passage, first, second) or first.number.fraction:
        return None
    if link in passage.lists["or_links"] and not (high <= 3 * low and first.number.scale <= 1000):
        return None
    if opener == "from" and _changes(passage, first.start - 1):
        return None
    if link in passage.lists["change_links"] and not opened and _changes(passage, first.start):
        return None
    start = first.start - 1 if opened else first.start
    return Figure(start, second.end, None, min(low, high), max(low, high), "range", second.unit or first.unit)


def _low_of(passage: Passage, first: Amount, second: Amount) -> Exact:
    """Returns the first value of a range, which may share the scale of the second: "two to three million"."""
    low, mantissa = first.number.value, second.number.mantissa
    if second.number.scale == 1 or first.number.scale != 1 or not -mantissa < low < mantissa:
        return low
    same = first.unit in (None, second.unit) or (second.unit is None and first.unit in passage.data.money_units)
    return low * second.number.scale if same else low


def _units_agree(passage: Passage, first: Amount, second: Amount) -> bool:
    """Tells whether two amounts are of the same: "$5 to 10", "5 to 10 km", not "5 km to 10"."""
    if first.unit and second.unit:
        return first.unit == second.unit
    return not first.unit or first.unit in passage.data.money_units


def _changes(passage: Passage, i: int) -> bool:
    """Tells whether a verb of change stands before i: "rose from 5 to 10" names two figures."""
    words: set[str] = set()
    for k in range(i - 1, max(-1, i - 6), -1):
        if passage.low(k) in (".", ";", ":") or passage.gap(k) == 2:
            break
        if not (passage.low(k) == "up" and passage.low(k + 1) == "to"):
            words.add(passage.low(k))
    return bool(words & passage.lists["change_words"])


def share_of(passage: Passage, amount: Amount) -> Figure | None:
    """Reads "one in three", "one out of 20", "1 over 3" as a fraction; "50 out of 60" stays a count."""
    number, link = amount.number, amount.end
    word = passage.low(link)
    if word not in ("in", "out", "over") or amount.unit or number.scale != 1 or not passage.joined(link):
        return None
    if number.value not in range(1, 10):
        return None
    j = link + 2 if word == "out" and passage.low(link + 1) == "of" else link + 1
    if (word == "out" and j == link + 1) or not passage.joined(j):
        return None
    other = read_number(passage, j)
    if (
        other is None
        or other.value <= number.value
        or other.value.denominator != 1
        or unit_at(passage, other.end, other)
    ):
        return None
    if other.plain and len(passage.texts[j]) == 4 and 1900 <= other.value < 2100:
        return None
    following = passage.low(other.end) if passage.joined(other.end) else ""
    bare = not following.isalpha() or following == "or"
    before = passage.low(amount.start - 1) if passage.joined(amount.start) else ""
    rate = word == "out" or (word == "in" and not before.endswith(passage.data.verb_endings))
    one_in = number.value == 1 and other.value > 2
    seven_in_ten = word == "in" and other.value in passage.data.share_denominators
    if not bare and not (rate and (one_in or seven_in_ten)):
        return None
    value = Fraction(number.value, other.value)
    return Figure(amount.start, other.end, value, None, None, "exact", passage.data.fraction_unit)


def combined(passage: Passage, figures: list[Figure]) -> list[Figure]:
    """Joins "at least 20 and at most 100" into one range."""
    out: list[Figure] = []
    for figure in figures:
        previous = out[-1] if out else None
        if previous and previous.unit == figure.unit and figure.start - previous.end == 1:
            pair = (previous.low, previous.high), (figure.low, figure.high)
            low = next((a for a, b in pair if a is not None and b is None), None)
            high = next((b for a, b in pair if a is None and b is not None), None)
            joined = passage.joined(figure.start) and passage.low(previous.end) in ("and", "but")
            if joined and low is not None and high is not None and low < high:
                out[-1] = Figure(previous.start, figure.end, None, low, high, "range", figure.unit)
                continue
        out.append(figure)
    return out
