"""What the names of two times tell of each other, before any day is known."""

from __future__ import annotations

from eventx.stages.timex import dates
from eventx.stages.timex.expressions.calendar import CalendarDate
from eventx.stages.timex.expressions.frame import Expression
from eventx.stages.timex.expressions.parts import Part
from eventx.stages.timex.expressions.shifts import DayShift


def core(expression: Expression) -> Expression:
    """Returns the expression without the parts of it that are named ("late Sunday": "Sunday")."""
    while isinstance(expression, Part):
        expression = expression.whole
    return expression


def adjacent(first: Expression, second: Expression) -> bool:
    """Tells whether the second is the day (or month) right after the first, as far as their names tell."""
    first, second = core(first), core(second)
    if isinstance(first, DayShift) and isinstance(second, DayShift):
        return second.days - first.days == 1
    if not isinstance(first, CalendarDate) or not isinstance(second, CalendarDate):
        return False
    if first.weekday is not None and second.weekday is not None and first.day is second.day is None:
        return (second.weekday - first.weekday) % 7 == 1
    if first.day is not None and second.day is not None:
        same = first.month is None or second.month is None or first.month == second.month
        return same and second.day - first.day == 1
    if first.year and first.month and second.year and second.month and first.day is second.day is None:
        return dates.add_months(first.year, first.month, 1) == (second.year, second.month)
    if first.month and second.month and first.day is second.day is None:
        return (second.month - first.month) % 12 == 1 and first.year in (None, second.year)
    return False
