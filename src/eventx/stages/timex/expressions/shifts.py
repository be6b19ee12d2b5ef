"""What is counted from the day of the article, from the time in focus, or from another time."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from eventx.annotations import record
from eventx.events import Anchor, Grain
from eventx.stages.timex import dates
from eventx.stages.timex.dates import Period
from eventx.stages.timex.expressions.frame import Expression, Frame, Value

_WHOLE = frozenset({"week", "month", "year"})

_HOURS = {"hour": 1 / 24, "minute": 1 / 1440}


def origin_of(frame: Frame, contextual: bool, n: int) -> tuple[date | None, Anchor]:
    """Returns the day to count from: the focus if asked for; what follows something needs that something."""
    if contextual and frame.focus:
        return frame.focus[-1].latest if n > 0 else frame.focus[-1].earliest, "context"
    if contextual and n > 0:
        return None, "context"
    return frame.published, "published"


def counted(day: date, amounts: tuple[tuple[int, str], ...], sign: int) -> date:
    """Returns the day so far after another (sign 1) or before it (-1)."""
    for n, unit in amounts:
        if unit in _HOURS:
            day += timedelta(days=sign * round(n * _HOURS[unit]))
        else:
            day = dates.shift(day, unit, sign * n)
    return day


@record
class DayShift:
    """A day counted from the anchor ("yesterday"), or from the day before to it ("overnight")."""

    days: int = 0
    length: int = 1
    grain: Grain = "day"

    def resolve(self, frame: Frame) -> Value | None:
        """Counts from the publication day."""
        if frame.published is None:
            return None
        first = frame.published + timedelta(days=self.days)
        return Value(Period(first, first + timedelta(days=self.length - 1), self.grain), "published")


@record
class UnitShift:
    """A calendar unit counted from the anchor's ("last month", "next year", "this week")."""

    unit: str
    n: int
    contextual: bool = False  # "the previous week": from the time in focus, where there is one

    def resolve(self, frame: Frame) -> Value | None:
        """Counts from the unit of the publication day, or of the time in focus."""
        base, anchor = origin_of(frame, self.contextual, self.n)
        return Value(dates.calendar_unit(base, self.unit, self.n), anchor) if base else None


@record
class Units:
    """Several whole calendar units before or after the anchor's ("the last two quarters")."""

    unit: str
    count: int
    forward: bool = False

    def resolve(self, frame: Frame) -> Value | None:
        """Counts from the unit of the publication day."""
        if frame.published is None:
            return None
        near = dates.calendar_unit(frame.published, self.unit, 1 if self.forward else -1)
        far = dates.calendar_unit(frame.published, self.unit, self.count if self.forward else -self.count)
        first, last = (near, far) if self.forward else (far, near)
        return Value(Period(first.earliest, last.latest, "period"), "published")


@record
class Rolling:
    """So many units that end at the anchor ("the past 24 hours") or begin after it ("the next two weeks")."""

    amounts: tuple[tuple[int, str], ...]
    forward: bool = False

    def resolve(self, frame: Frame) -> Value | None:
        """Counts from the publication day."""
        anchor = frame.published
        if frame.narrative and self.forward and frame.focus:
            return self._from(frame.focus[-1].latest)
        if anchor is None or frame.narrative:
            return None
        far = counted(anchor, self.amounts, 1 if self.forward else -1)
        if self.forward:
            return Value(Period(min(anchor + timedelta(days=1), far), far, "period"), "published")
        return Value(Period(far, anchor, "period"), "published")

    def _from(self, day: date) -> Value:
        """Counts from a day that was told of: "the next year", "the next two years"."""
        n, unit = self.amounts[0]
        if len(self.amounts) == 1 and n == 1 and unit in _WHOLE:
            return Value(dates.calendar_unit(day, unit, 1), "context")
        return Value(Period(day + timedelta(days=1), counted(day, self.amounts, 1), "period"), "context")


@record
class Distance:
    """So far from the anchor, the focus, or another time ("three days ago", "two weeks before Easter")."""

    amounts: tuple[tuple[int, str], ...]
    sign: int
    base: Expression | None = None
    contextual: bool = False

    def resolve(self, frame: Frame) -> Value | None:
        """Counts from the base; the smallest unit named tells how exactly."""
        unit = self.amounts[-1][1]
        if self.base is not None:
            value = self.base.resolve(frame)
            if value is None:
                return None
            if unit in ("day", "week", "night", "fortnight") or value.period.grain == "day":
                start = value.earliest if self.sign < 0 else value.latest
                return Value(dates.of_day(counted(start, self.amounts, self.sign)), value.anchor)
            day, anchor = value.earliest, value.anchor
        else:
            origin, anchor = origin_of(frame, self.contextual, self.sign)
            if origin is None:
                return None
            day = origin
        day = counted(day, self.amounts, self.sign)
        if unit in ("week", "fortnight") and self.contextual:
            return Value(dates.of_day(day), anchor)
        if unit in ("week", "fortnight"):
            return Value(dates.of_week(day), anchor)
        if unit in ("month", "year", "decade", "century"):
            small = "year" if unit in ("decade", "century") else unit
            return Value(dates.calendar_unit(day, small), anchor)
        return Value(dates.of_day(day), anchor)


@record
class Lasting:
    """So long from a first day ("three days starting Monday")."""

    first: Expression
    amounts: tuple[tuple[int, str], ...]

    def resolve(self, frame: Frame) -> Value | None:
        """Adds the length to the first day."""
        value = self.first.resolve(frame)
        if value is None:
            return None
        last = counted(value.earliest, self.amounts, 1) - timedelta(days=1)
        return replace(value, period=Period(value.earliest, max(last, value.earliest), "period"))


@record
class Weekend:
    """A weekend: the last one, the present one, or the next one if a verb (or "this") looks ahead."""

    this: bool = False

    def resolve(self, frame: Frame) -> Value | None:
        """Chooses by tense."""
        if frame.published is None:
            return None
        this = dates.of_weekend(frame.published)
        ahead = frame.published < this.earliest
        past = ahead and (frame.tense == "past" if self.this else frame.tense != "future")
        return Value(dates.calendar_unit(frame.published, "weekend", -1) if past else this, "published")


@record
class WorkingWeek:
    """Monday to Friday of a calendar week."""

    n: int

    def resolve(self, frame: Frame) -> Value | None:
        """Counts from the week of the publication day."""
        if frame.published is None:
            return None
        week = dates.calendar_unit(frame.published, "week", self.n)
        return Value(Period(week.earliest, week.earliest + timedelta(days=4), "period"), "published")
