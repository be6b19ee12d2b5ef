"""Weekdays, months, seasons and holidays that are pointed at: the last, this, the next one."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from eventx.annotations import record
from eventx.stages.timex import dates
from eventx.stages.timex.dates import Period
from eventx.stages.timex.expressions.choice import choose, following, pointed
from eventx.stages.timex.expressions.frame import Direction, Expression, Frame, Value
from eventx.stages.timex.expressions.shifts import origin_of
from eventx.stages.timex.lexicon import HolidayRule


@record
class NamedWeekday:
    """A weekday pointed at ("last Friday", "next Tuesday", "Wednesday of next week", "the previous Monday")."""

    weekday: int
    direction: Direction
    contextual: bool = False
    weeks: int | None = None

    def resolve(self, frame: Frame) -> Value | None:
        """Counts in calendar weeks where a week is named, else to the nearest."""
        origin, anchor = origin_of(frame, self.contextual, {"last": -1, "this": 0, "next": 1}[self.direction])
        if origin is None:
            return None
        weeks = self.weeks
        if weeks is None and self.direction == "last":
            return Value(dates.of_day(dates.on_weekday(origin - timedelta(days=1), self.weekday)), anchor)
        if self.contextual and self.direction == "next":
            return Value(dates.of_day(dates.on_weekday(origin + timedelta(days=7), self.weekday)), anchor)
        weeks = weeks if weeks is not None else int(self.direction == "next")
        monday = dates.of_week(origin).earliest
        return Value(dates.of_day(monday + timedelta(days=7 * weeks + self.weekday)), anchor)


@record
class NamedMonth:
    """A month or season pointed at ("last May", "this summer", "next March"), or one of a year ("June last year")."""

    month: int
    direction: Direction
    season: bool = False
    of_year: bool = False

    def resolve(self, frame: Frame) -> Value | None:
        """Counts from the publication day."""
        anchor = frame.published
        if anchor is None:
            return None
        build = dates.of_season if self.season else dates.of_month
        if self.of_year:
            year = anchor.year + {"last": -1, "this": 0, "next": 1}[self.direction]
            return Value(build(year, self.month), "published")
        options = [build(y, self.month) for y in range(anchor.year - 2, anchor.year + 3)]
        return Value(pointed(options, anchor, self.direction), "published")


@record
class InYear:
    """A month or season of a year that is reckoned from one told before ("March of the following year")."""

    month: int
    year: Expression
    season: bool = False

    def resolve(self, frame: Frame) -> Value | None:
        """Takes the year."""
        value = self.year.resolve(frame)
        if value is None:
            return None
        build = dates.of_season if self.season else dates.of_month
        return replace(value, period=build(value.earliest.year, self.month))


@record
class Season:
    """A season without a year ("in the spring"), or with one."""

    month: int
    year: int | None = None

    def resolve(self, frame: Frame) -> Value | None:
        """Fills in the year from the anchor."""
        if self.year is not None:
            return Value(dates.of_season(self.year, self.month), "absolute")
        if frame.narrative:
            told = following(frame.told, lambda year: [dates.of_season(year, self.month)])
            return Value(told, "context") if told else None
        if frame.published is None:
            return None
        years = range(frame.published.year - 2, frame.published.year + 3)
        options = [dates.of_season(y, self.month) for y in years]
        found = choose(frame, frame.published, options)
        return Value(found, "published") if found else None


@record
class Holiday:
    """A holiday, of a year where one is named."""

    rule: HolidayRule
    year: int | None = None
    direction: Direction | None = None
    weekend: bool = False

    def resolve(self, frame: Frame) -> Value | None:
        """Fills in the year from the anchor."""
        if self.year is not None:
            return Value(self._extent(dates.of_holiday(self.rule, self.year)), "absolute")
        anchor = frame.published
        if frame.narrative and self.direction is None:
            next_one = following(frame.told, lambda year: [dates.of_holiday(self.rule, year)])
            return Value(self._extent(next_one), "context") if next_one else None
        if anchor is None:
            return None
        options = [dates.of_holiday(self.rule, y) for y in range(anchor.year - 2, anchor.year + 3)]
        told = self.direction
        found = choose(frame, anchor, options) if told is None or told == "this" else pointed(options, anchor, told)
        return Value(self._extent(found), "published") if found else None

    def _extent(self, day: Period) -> Period:
        if not self.weekend:
            return day
        # The weekend that a holiday makes long reaches from it or to it.
        weekday = day.earliest.weekday()
        saturday = (
            dates.on_weekday(day.earliest, 5) if weekday in (5, 6, 0) else dates.of_weekend(day.earliest).earliest
        )
        last = max(saturday + timedelta(days=1), day.latest)
        return Period(min(saturday, day.earliest), last, "period")
