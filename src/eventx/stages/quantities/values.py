"""What is read: values, numbers, numbers with their units, and figures with their bounds."""

from __future__ import annotations

from fractions import Fraction
from typing import NamedTuple

from eventx.events import Bound

Exact = int | Fraction
"""A value as it is written: no float before it leaves the stage, an `int` where that says it (it reckons faster)."""

LIMIT = 10**18
"""No news counts higher; more is a serial number."""


def exact(value: float | str | Fraction) -> Exact:
    """Returns a value as an exact number."""
    fraction = Fraction(value)
    return fraction.numerator if fraction.denominator == 1 else fraction


class Number(NamedTuple):
    """A number read from atoms [start, end).

    Attributes:
        mantissa: What stands before the scale words: 1.2 in "1.2 million".
        scale: Product of the scale words: a million.
        fraction: Whether it is a proper part of something ("two-thirds"), not a count.
        plain: Whether it is one numeral and nothing else.
        alone: Whether nothing can follow that belongs to it ("five of them", not "five hundred").
    """

    value: Exact
    start: int
    end: int
    mantissa: Exact
    scale: Exact
    fraction: bool = False
    plain: bool = False
    alone: bool = False


class Amount(NamedTuple):
    """A number with its unit, without modifiers; it lies in atoms [start, end)."""

    number: Number
    start: int
    end: int
    unit: str | None


class Figure(NamedTuple):
    """A quantity over atoms [start, end), before it becomes a record."""

    start: int
    end: int
    value: Exact | None
    low: Exact | None
    high: Exact | None
    bound: Bound
    unit: str | None


def bounded(value: Exact, bound: Bound) -> tuple[Exact | None, Exact | None]:
    """Returns low and high of a value under a bound."""
    low = value if bound in ("exact", "at_least", "over") else None
    high = value if bound in ("exact", "at_most", "under") else None
    return low, high
