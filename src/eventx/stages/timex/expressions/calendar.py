"""Days, months and years by their calendar names, with or without the year."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

from eventx.annotations import record
from eventx.stages.timex import dates
from eventx.stages.timex.dates import Period
from eventx.stages.timex.expressions.choice import choose, following, valid
from eventx.stages.timex.expressions.frame import Frame, Value

_STORY_DAYS = 62
"""How far dates of one story lie apart, and how far back an article's own days reach."""

_MONTH_DAYS = 31


@record
class CalendarDate:
    """A day, month or year by its calendar names; parts that are not written are None."""

    year: int | None = None
    month: int | None = None
    day: int | None = None
    weekday: int | None = None
    written: str | None = None

    def resolve(self, frame: Frame) -> Value | None:
        """Fills in the year (month...) from the anchor, towards the past unless a verb looks ahead."""
        anchor = frame.published
        if self.written is not None:
            day = dates.read_full_date(self.written, anchor.year if anchor else None)
            return Value(dates.of_day(day), "absolute") if day else None
        if self.year is not None:
            if self.month is None:
                return Value(dates.of_year(self.year), "absolute")
            if self.day is None:
                return Value(dates.of_month(self.year, self.month), "absolute")
            return Value(dates.of_day(date(self.year, self.month, self.day)), "absolute")
        told = self._told(frame, anchor)
        if told is not None:
            return told
        if frame.narrative:
            return self._narrated(frame)
        if anchor is None:
            return None
        if frame.week and self.weekday is not None and self.day is None:
            return Value(dates.of_day(frame.week.earliest + timedelta(days=self.weekday)), "published")
        # A weekday is never far; a day without month is within a month.
        far = None if self.month is not None else frame.limits.far_day if self.day is not None else 7
        if far == 7 and frame.tense is None:
            frame = replace(frame, tense="past")
        period = choose(frame, anchor, self._options(frame.after or anchor), far)
        return Value(period, "published") if period else None

    def _told(self, frame: Frame, anchor: date | None) -> Value | None:
        """Reads the year off a date told just before, if this one follows it and is not of the article's own days."""
        if frame.story is None or self.month is None or frame.after is not None:
            return None
        told = replace(self, year=frame.story.latest.year).resolve(frame)
        if told is None or not -1 < (told.earliest - frame.story.earliest).days <= _STORY_DAYS:
            return None
        own = replace(self, weekday=None).resolve(replace(frame, story=None))
        if own and anchor and abs((anchor - own.earliest).days) <= _STORY_DAYS:
            return None
        return replace(told, anchor="context")

    def _narrated(self, frame: Frame) -> Value | None:
        """Fills in what isn't written from the time that the story has come to."""
        if frame.after is not None:
            period = choose(frame, frame.after, self._options(frame.after))
        elif self.month is not None:
            period = following(frame.told, lambda year: valid(self._in_year(year), [(year, self.month or 1)]))
        elif self.weekday is not None:
            near = frame.story if self.day is None else None
            after = near.latest + timedelta(days=7) if near and near.period.grain in ("day", "night") else None
            period = dates.of_day(dates.on_weekday(after, self.weekday)) if after else None
        else:
            period = self._day_of(frame.told)
        return Value(period, "context") if period else None

    def _in_year(self, year: int) -> Callable[[int, int], Period]:
        day = self.day
        return dates.of_month if day is None else lambda y, m: dates.of_day(date(y, m, day))

    def _day_of(self, told: Value | None) -> Period | None:
        """Returns the next such day of a month in a story that has come to a day or a month."""
        if told is None or self.day is None or (told.latest - told.earliest).days > _MONTH_DAYS:
            return None
        base = told.earliest
        year, month = dates.add_months(base.year, base.month, int(self.day < base.day))
        return next(iter(valid(lambda y, m: dates.of_day(date(y, m, self.day or 1)), [(year, month)])), None)

    def _options(self, anchor: date) -> list[Period]:
        if self.month is not None:
            years = [(y, self.month) for y in range(anchor.year - 9, anchor.year + 9)]
            if self.day is None:
                return valid(dates.of_month, years[8:11])
            day = self.day
            found = valid(lambda y, m: dates.of_day(date(y, m, day)), years)
            agreeing = [p for p in found if p.earliest.weekday() == self.weekday]
            # A weekday that agrees decides the year, as long as it doesn't lead far off.
            near = [p for p in agreeing if abs((p.earliest - anchor).days) < 400]
            return (near or found) if self.weekday is not None else found
        if self.day is not None:
            day = self.day
            months = [dates.add_months(anchor.year, anchor.month, k) for k in range(-30, 30)]
            found = valid(lambda y, m: dates.of_day(date(y, m, day)), months)
            return [p for p in found if self.weekday is None or p.earliest.weekday() == self.weekday]
        if self.weekday is not None:
            last = dates.on_weekday(anchor, self.weekday)
            return [dates.of_day(last + timedelta(days=7 * k)) for k in (-1, 0, 1)]
        return []

    def completed(self, other: CalendarDate) -> CalendarDate:
        """Returns this first end of a range with what only the second end says ("5 to 7 May 2019")."""
        if other.written is not None:
            day = dates.read_full_date(other.written, None)
            other = CalendarDate(day.year, day.month, day.day) if day else other
        month, year = self.month, self.year
        if month is None and self.day is not None and self.weekday is None:
            month = other.month
            if month is not None and other.day is not None and self.day > other.day:  # "the 27th to the 3rd of April"
                month = month - 1 or 12
        if year is None and month is not None and other.year is not None:
            year = other.year - (other.month is not None and month > other.month)
        return replace(self, year=year, month=month)

    def continued(self, first: CalendarDate) -> CalendarDate:
        """Returns this second end of a range with the month of the first ("April 27 to the 30th")."""
        if self.month is not None or not self.day or not first.month or self.weekday is not None:
            return self
        if first.day is not None and self.day < first.day:
            year, month = dates.add_months(first.year or 2000, first.month, 1)
            return replace(self, month=month, year=year if first.year else None)
        return replace(self, month=first.month, year=first.year)


@record
class KnownDay:
    """A day that everybody knows by its month and day ("the Sept. 11 attacks")."""

    date: CalendarDate
    year: int

    def resolve(self, frame: Frame) -> Value | None:
        """Returns the known day, unless the article is older than it."""
        known = replace(self.date, year=self.year).resolve(frame)
        if known and frame.published and frame.published < known.earliest:
            return self.date.resolve(frame)
        return known


@record
class Fixed:
    """Days that need no anchor ("the 1990s", "the first quarter of 2020")."""

    period: Period

    def resolve(self, frame: Frame) -> Value | None:
        """Returns them."""
        return Value(self.period, "absolute")
