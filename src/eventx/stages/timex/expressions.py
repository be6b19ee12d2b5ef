"""What the grammar finds: expressions that know which days they stand for, given an anchor.

Each expression has `resolve(frame) -> Value | None`; None where the anchor that it needs is not known. The same
expression gives another value in another frame, so finding and resolving stay apart.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import field, replace
from datetime import date, timedelta
from typing import Literal, Protocol

from eventx.annotations import record
from eventx.events import Anchor, Grain
from eventx.stages.timex import dates
from eventx.stages.timex.dates import Period
from eventx.stages.timex.lexicon import HolidayRule, Limits

Tense = Literal["past", "future"]


@record
class Value:
    """Days, and what they were reckoned from."""

    period: Period
    anchor: Anchor

    @property
    def earliest(self) -> date:
        """First day."""
        return self.period.earliest

    @property
    def latest(self) -> date:
        """Last day."""
        return self.period.latest


@record
class Frame:
    """What an expression is resolved against.

    Attributes:
        published: The day of the article, or None.
        tense: What the verbs around it tell, or None.
        focus: The times mentioned shortly before, the last one last.
        after: Within a range: the day on which it begins.
        week: The week ahead named just before in the sentence ("next week, on Tuesday").
        story: A date written out shortly before, whose year goes on for the dates without one that follow it.
        limit: Whether "by" or "until" stands before it.
        narrative: Whether a story is told whose dates go by each other, not by the day of the article.
        told: Of such a story the last time before that has its year.
        limits: How far ahead a date may lie.
    """

    published: date | None
    tense: Tense | None = None
    focus: tuple[Value, ...] = ()
    after: date | None = None
    week: Period | None = None
    story: Value | None = None
    limit: bool = False
    narrative: bool = False
    told: Value | None = None
    limits: Limits = field(default_factory=Limits)


class Expression(Protocol):
    """A time expression."""

    def resolve(self, frame: Frame) -> Value | None:
        """Returns its days, or None where what it needs is not known."""


def _choose(frame: Frame, anchor: date, options: Iterable[Period], far: int | None = None) -> Period | None:
    """Chooses the one that is meant among the same day (month...) of several years (months...).

    Args:
        frame: Tells the tense.
        anchor: The day to look from.
        options: What it may be.
        far: Days ahead that it may lie at most, for a day; None: as far as the limits let a day of the year.
    """
    found = sorted(options, key=lambda p: p.earliest)
    if frame.after is not None:
        return next((p for p in found if p.earliest >= frame.after), None)
    now = [p for p in found if p.earliest <= anchor <= p.latest]
    past = [p for p in found if p.latest < anchor]
    future = [p for p in found if p.earliest > anchor]
    if now:
        return now[-1]
    if not past or not future:
        return past[-1] if past else future[0] if future else None
    ahead, behind = (future[0].earliest - anchor).days, (anchor - past[-1].latest).days
    a_day = future[0].grain == "day"
    if frame.tense == "future" and (not a_day or ahead <= (frame.limits.far if far is None else far)):
        return future[0]
    if (frame.tense is None or frame.limit) and a_day and ahead <= frame.limits.near and behind > 4 * ahead:
        return future[0]
    return past[-1]


def _valid(build: Callable[[int, int], Period], pairs: Iterable[tuple[int, int]]) -> list[Period]:
    found = []
    for a, b in pairs:
        try:
            found.append(build(a, b))
        except ValueError:
            continue
    return found


def following(told: Value | None, build: Callable[[int], Sequence[Period]]) -> Period | None:
    """Returns what comes next in a story among the same day (month, season) of several years, or was not long before.

    Args:
        told: The time that the story has come to.
        build: What it may be, of a year.
    """
    if told is None or (told.latest - told.earliest).days > _YEAR_DAYS:
        return None
    if told.period.grain == "year":
        return next(iter(build(told.earliest.year)), None)
    near = [p for year in range(told.earliest.year - 1, told.earliest.year + 2) for p in build(year)]
    return next((p for p in near if -_BACK_DAYS <= (p.earliest - told.earliest).days < _YEAR_DAYS - _BACK_DAYS), None)


_YEAR_DAYS, _MONTH_DAYS, _BACK_DAYS = 366, 31, 92
_STORY_DAYS = 62  # how far dates of one story lie apart, and how far back an article's own days reach


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
        period = _choose(frame, anchor, self._options(frame.after or anchor), far)
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
            period = _choose(frame, frame.after, self._options(frame.after))
        elif self.month is not None:
            period = following(frame.told, lambda year: _valid(self._in_year(year), [(year, self.month or 1)]))
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
        return next(iter(_valid(lambda y, m: dates.of_day(date(y, m, self.day or 1)), [(year, month)])), None)

    def _options(self, anchor: date) -> list[Period]:
        if self.month is not None:
            years = [(y, self.month) for y in range(anchor.year - 9, anchor.year + 9)]
            if self.day is None:
                return _valid(dates.of_month, years[8:11])
            day = self.day
            found = _valid(lambda y, m: dates.of_day(date(y, m, day)), years)
            agreeing = [p for p in found if p.earliest.weekday() == self.weekday]
            # A weekday that agrees decides the year, as long as it doesn't lead far off.
            near = [p for p in agreeing if abs((p.earliest - anchor).days) < 400]
            return (near or found) if self.weekday is not None else found
        if self.day is not None:
            day = self.day
            months = [dates.add_months(anchor.year, anchor.month, k) for k in range(-30, 30)]
            found = _valid(lambda y, m: dates.of_day(date(y, m, day)), months)
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
        base, anchor = _origin(frame, self.contextual, self.n)
        return Value(dates.calendar_unit(base, self.unit, self.n), anchor) if base else None


def _origin(frame: Frame, contextual: bool, n: int) -> tuple[date | None, Anchor]:
    """Returns the day to count from: the focus if asked for; what follows something needs that something."""
    if contextual and frame.focus:
        return frame.focus[-1].latest if n > 0 else frame.focus[-1].earliest, "context"
    if contextual and n > 0:
        return None, "context"
    return frame.published, "published"


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
        far = _add(anchor, self.amounts, 1 if self.forward else -1)
        if self.forward:
            return Value(Period(min(anchor + timedelta(days=1), far), far, "period"), "published")
        return Value(Period(far, anchor, "period"), "published")

    def _from(self, day: date) -> Value:
        """Counts from a day that was told of: "the next year", "the next two years"."""
        n, unit = self.amounts[0]
        if len(self.amounts) == 1 and n == 1 and unit in _WHOLE:
            return Value(dates.calendar_unit(day, unit, 1), "context")
        return Value(Period(day + timedelta(days=1), _add(day, self.amounts, 1), "period"), "context")


_WHOLE = frozenset({"week", "month", "year"})


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


_HOURS = {"hour": 1 / 24, "minute": 1 / 1440}


def _add(day: date, amounts: tuple[tuple[int, str], ...], sign: int) -> date:
    for n, unit in amounts:
        if unit in _HOURS:
            day += timedelta(days=sign * round(n * _HOURS[unit]))
        else:
            day = dates.shift(day, unit, sign * n)
    return day


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
                return Value(dates.of_day(_add(start, self.amounts, self.sign)), value.anchor)
            day, anchor = value.earliest, value.anchor
        else:
            origin, anchor = _origin(frame, self.contextual, self.sign)
            if origin is None:
                return None
            day = origin
        day = _add(day, self.amounts, self.sign)
        if unit in ("week", "fortnight") and self.contextual:
            return Value(dates.of_day(day), anchor)
        if unit in ("week", "fortnight"):
            return Value(dates.of_week(day), anchor)
        if unit in ("month", "year", "decade", "century"):
            small = "year" if unit in ("decade", "century") else unit
            return Value(dates.calendar_unit(day, small), anchor)
        return Value(dates.of_day(day), anchor)


@record
class NamedWeekday:
    """A weekday pointed at ("last Friday", "next Tuesday", "Wednesday of next week", "the previous Monday")."""

    weekday: int
    direction: Literal["last", "this", "next"]
    contextual: bool = False
    weeks: int | None = None

    def resolve(self, frame: Frame) -> Value | None:
        """Counts in calendar weeks where a week is named, else to the nearest."""
        origin, anchor = _origin(frame, self.contextual, {"last": -1, "this": 0, "next": 1}[self.direction])
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
    direction: Literal["last", "this", "next"]
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
        if self.direction == "last":
            found = [p for p in options if p.latest < anchor][-1]
        elif self.direction == "next":
            found = next(p for p in options if p.earliest > anchor)
        else:
            this = [p for p in options if p.earliest.year == anchor.year or p.earliest <= anchor <= p.latest]
            found = next((p for p in this if p.earliest <= anchor <= p.latest), this[-1])
        return Value(found, "published")


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
        found = _choose(frame, frame.published, options)
        return Value(found, "published") if found else None


@record
class Holiday:
    """A holiday, of a year where one is named."""

    rule: HolidayRule
    year: int | None = None
    direction: Literal["last", "this", "next"] | None = None
    weekend: bool = False

    def resolve(self, frame: Frame) -> Value | None:
        """Fills in the year from the anchor."""
        if self.year is not None:
            return Value(self._extent(dates.of_holiday(self.rule, self.year)), "absolute")
        anchor = frame.published
        if frame.narrative and self.direction is None:
            told = following(frame.told, lambda year: [dates.of_holiday(self.rule, year)])
            return Value(self._extent(told), "context") if told else None
        if anchor is None:
            return None
        options = [dates.of_holiday(self.rule, y) for y in range(anchor.year - 2, anchor.year + 3)]
        if self.direction == "last":
            found: Period | None = [p for p in options if p.latest < anchor][-1]
        elif self.direction == "next":
            found = next(p for p in options if p.earliest > anchor)
        else:
            found = _choose(frame, anchor, options)
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


@record
class Fixed:
    """Days that need no anchor ("the 1990s", "the first quarter of 2020")."""

    period: Period

    def resolve(self, frame: Frame) -> Value | None:
        """Returns them."""
        return Value(self.period, "absolute")


@record
class Unknown:
    """A time that no calendar tells ("in recent weeks", "since the invasion began")."""

    grain: Grain = "period"

    def resolve(self, frame: Frame) -> Value | None:
        """Returns None."""
        return None


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


_GRAINS: dict[str, Grain] = {"day": "day", "night": "night", "week": "week", "month": "month", "year": "year"}


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
        last = _add(value.earliest, self.amounts, 1) - timedelta(days=1)
        return replace(value, period=Period(value.earliest, max(last, value.earliest), "period"))


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
