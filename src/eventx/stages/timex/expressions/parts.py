"""Parts of times, what reaches from one to another, and what only a verb or the text around decides."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from eventx.annotations import record
from eventx.events import Grain
from eventx.stages.timex import dates
from eventx.stages.timex.dates import Period
from eventx.stages.timex.expressions.calendar import CalendarDate
from eventx.stages.timex.expressions.frame import Expression, Frame, Value

_GRAINS: dict[str, Grain] = {"day": "day", "night": "night", "week": "week", "month": "month", "year": "year"}


@record
class Part:
    """A part of a time ("early March", "late 2021", "Sunday night")."""

    whole: Expression
    part: str

    def resolve(self, frame: Frame) -> Value | None:
        """Cuts the whole."""
        value = self.whole.resolve(frame)
        if value is None:
            return None
        return replace(value, period=dates.part_of(value.period, self.part))


@record
class UpToNow:
    """A unit as far as it has gone ("earlier this year"), or what is left of it ("later this month")."""

    whole: Expression
    later: bool = False

    def resolve(self, frame: Frame) -> Value | None:
        """Cuts the whole at the publication day."""
        value = self.whole.resolve(frame)
        if value is None or frame.published is None or not value.earliest <= frame.published <= value.latest:
            return value
        if self.later:
            return replace(value, period=Period(frame.published, value.latest, "period"))
        return replace(value, period=Period(value.earliest, frame.published, "period"))


@record
class Into:
    """The night before and the day ("overnight into Friday")."""

    day: Expression

    def resolve(self, frame: Frame) -> Value | None:
        """Adds the day before."""
        value = self.day.resolve(frame)
        if value is None:
            return None
        return replace(value, period=Period(value.earliest - timedelta(days=1), value.latest, "night"))


@record
class NthOf:
    """The nth unit, weekday or day of a longer time ("the first week of May", "the last Monday of March")."""

    nth: int
    unit: str | int
    whole: Expression
    count: int = 1

    def resolve(self, frame: Frame) -> Value | None:
        """Counts from the start of the whole, or from its end where n is negative."""
        value = self.whole.resolve(frame)
        if value is None:
            return None
        period = value.period
        if isinstance(self.unit, int):
            start = dates.on_weekday(period.earliest + timedelta(days=6), self.unit)
            end = dates.on_weekday(period.latest, self.unit)
            day = end if self.nth < 0 else start + timedelta(days=7 * (self.nth - 1))
            return replace(value, period=dates.of_day(day)) if period.earliest <= day <= period.latest else None
        n = self.nth - 1 if self.nth > 0 else -self.count
        origin = period.earliest if self.nth > 0 else period.latest + timedelta(days=1)
        if self.unit == "week" and (period.latest - period.earliest).days > 31:
            # Weeks of a year are calendar weeks: the first one holds its first Thursday.
            origin = dates.of_week(origin + timedelta(days=3)).earliest
        start = dates.shift(origin, self.unit, n)
        end = dates.shift(start, self.unit, self.count) - timedelta(days=1)
        grain: Grain = "period" if self.count > 1 else _GRAINS.get(self.unit, "period")
        return replace(value, period=Period(start, end, grain))


@record
class WeekOf:
    """The calendar week of a day ("the week of March 4")."""

    day: Expression

    def resolve(self, frame: Frame) -> Value | None:
        """Widens the day."""
        value = self.day.resolve(frame)
        return replace(value, period=dates.of_week(value.earliest)) if value else None


@record
class Range:
    """From the first day of one time to the last of another."""

    first: Expression
    second: Expression
    night: bool = False

    def resolve(self, frame: Frame) -> Value | None:
        """Resolves the first end, then the second as the next such time after it."""
        first, second = self.first, self.second
        if isinstance(first, CalendarDate) and isinstance(second, CalendarDate):
            first = first.completed(second)
            second = second.continued(first)
        start = first.resolve(frame)
        if start is None:
            return None
        end = second.resolve(replace(frame, after=start.earliest))
        if end is None or end.latest < start.earliest:
            return None
        return Value(Period(start.earliest, end.latest, "night" if self.night else "period"), start.anchor)


@record
class Past:
    """A date that is said to be the last such one ("last Aug. 6")."""

    date: Expression

    def resolve(self, frame: Frame) -> Value | None:
        """Resolves it as under a past verb."""
        return self.date.resolve(replace(frame, tense="past"))


@record
class Ahead:
    """A date that is said to be the next such one ("this coming Sunday")."""

    date: Expression

    def resolve(self, frame: Frame) -> Value | None:
        """Resolves it as under a verb that looks ahead."""
        return self.date.resolve(replace(frame, tense="future"))


@record
class IfForward:
    """A time only where a verb looks ahead ("will vote in two weeks"); else it is none, not one without dates."""

    time: Expression

    def resolve(self, frame: Frame) -> Value | None:
        """Resolves the time under a verb that looks ahead."""
        return self.time.resolve(frame) if frame.tense == "future" else None


@record
class InFocus:
    """The time spoken of ("that day", "the same month")."""

    unit: str

    def resolve(self, frame: Frame) -> Value | None:
        """Returns the unit around the last time mentioned that is no longer than it."""
        limit = {"day": 1, "night": 1, "week": 7, "weekend": 7, "month": 31}.get(self.unit, 366)
        for value in reversed(frame.focus):
            if (value.latest - value.earliest).days < limit + (self.unit == "night"):
                return Value(dates.calendar_unit(value.earliest, self.unit), "context")
        return None


@record
class Unknown:
    """A time that no calendar tells ("in recent weeks", "since the invasion began")."""

    grain: Grain = "period"

    def resolve(self, frame: Frame) -> Value | None:
        """Returns None."""
        return None
