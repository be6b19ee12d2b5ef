"""A number with its unit."""

from __future__ import annotations

from eventx.stages.quantities.money import money_prefix, money_scale, money_suffix, with_subunits
from eventx.stages.quantities.no_count import is_pronoun
from eventx.stages.quantities.numbers import read_number
from eventx.stages.quantities.passage import Passage
from eventx.stages.quantities.units import glued_suffix, unit_at
from eventx.stages.quantities.values import Amount, Exact, Number


def amount_at(passage: Passage, i: int) -> Amount | None:
    """Reads a number and its unit from i on."""
    money = money_prefix(passage, i)
    return _sum(passage, i, *money) if money else _measured(passage, i)


def _sum(passage: Passage, i: int, unit: str, at: int, factor: Exact) -> Amount | None:
    """Reads on after a currency: "$5m", "US$ 5 million dollars"."""
    number = read_number(passage, at) if passage.joined(at) else None
    if number is None:
        return None
    number, end = money_suffix(passage, number)
    number = number._replace(value=number.value * factor)
    found = unit_at(passage, end, number)
    if found and found[0] in passage.data.money_units and found[0] in (unit, "USD", "AUD", "CAD"):
        end = found[1]
    return Amount(number, i, end, unit)


def _measured(passage: Passage, i: int) -> Amount | None:
    """Reads a number and the unit behind it: "1.2m people", "half a mile", "thirteen dollars and five cents"."""
    number = read_number(passage, i)
    if number is None or is_pronoun(passage, number):
        return None
    end = number.end
    glued = glued_suffix(passage, number)
    if glued:
        number, end, unit = glued
        if unit:
            return Amount(number, i, end, unit)
    article = end + 1 if number.fraction and passage.low(end) in ("a", "an") and passage.joined(end + 1) else end
    found = unit_at(passage, article, number)
    if found is None:
        return Amount(number, i, end, passage.data.fraction_unit if number.fraction else None)
    unit, end = found
    if unit in passage.data.money_units:
        number, end = _whole_sum(passage, number, unit, end)
    return Amount(number, i, end, unit)


def _whole_sum(passage: Passage, number: Number, unit: str, end: int) -> tuple[Number, int]:
    """Reads what a currency behind a number says of it, and what follows: "5 MEUR", "75 USD million"."""
    code, codes = passage.low(end - 1), passage.data.codes
    if code[1:] in codes and code not in codes:
        number = number._replace(value=number.value * 10**6, scale=10**6)
    number, end = money_scale(passage, number, end)
    return with_subunits(passage, number, unit, end)
