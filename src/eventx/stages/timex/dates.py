"""Calendar arithmetic: periods of days, and the ones that a month, a week, a season or a holiday is."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import replace
from datetime import date, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING

from eventx.annotations import record
from eventx.events import Grain
from eventx.stages.timex.lexicon import HolidayRule

if TYPE_CHECKING:
    from dateparser.date import DateDataParser

_ONE = timedelta(days=1)
_PIVOT = 10  # years that a date with a two-digit year may lie ahead of its anchor


@record
class Period:
    """The days from `earliest` to `latest`, both included, and how exactly they are meant."""

    earliest: date
    latest: date
    grain: Grain = "day"


def of_day(day: date, grain: Grain = "day") -> Period:
    """Returns one day."""
    return Period(day, day, grain)


def of_month(year: int, month: int) -> Period:
    """Returns a calendar month."""
    return Period(date(year, month, 1), date(year, month, monthrange(year, month)[1]), "month")


def of_year(year: int) -> Period:
    """Returns a calendar year."""
    return Period(date(year, 1, 1), date(year, 12, 31), "year")


def of_years(first: int, last: int) -> Period:
    """Returns whole years, both included."""
    return Period(date(first, 1, 1), date(last, 12, 31), "period")


def of_week(day: date) -> Period:
    """Returns the calendar week of a day, Monday to Sunday."""
    monday = day - timedelta(days=day.weekday())
    return Period(monday, monday + timedelta(days=6), "week")


def of_weekend(day: date) -> Period:
    """Returns the Saturday and Sunday that end the calendar week of a day."""
    sunday = of_week(day).latest
    return Period(sunday - _ONE, sunday, "period")


def of_quarter(year: int, quarter: int) -> Period:
    """Returns a calendar quarter (1 to 4)."""
    first = of_month(year, 3 * quarter - 2)
    return Period(first.earliest, of_month(year, 3 * quarter).latest, "period")


def of_season(year: int, first_month: int) -> Period:
    """Returns a season of three months, northern hemisphere; winter begins in the December of its year."""
    last_year, last_month = add_months(year, first_month, 2)
    return Period(date(year, first_month, 1), of_month(last_year, last_month).latest, "season")


def add_months(year: int, month: int, months: int) -> tuple[int, int]:
    """Returns the year and month so many months on."""
    index = year * 12 + month - 1 + months
    return index // 12, index % 12 + 1


def shift(day: date, unit: str, n: int) -> date:
    """Returns the day n units on; a day that its month doesn't have becomes the month's last."""
    if unit in ("day", "night"):
        return day + n * _ONE
    if unit == "workday":
        step = _ONE if n > 0 else -_ONE
        for _ in range(min(abs(n), 1000)):
            day += step
            while day.weekday() > 4:
                day += step
        return day
    if unit in ("week", "weekend"):
        return day + 7 * n * _ONE
    if unit == "fortnight":
        return day + 14 * n * _ONE
    months = {"month": 1, "quarter": 3, "year": 12, "decade": 120, "century": 1200}[unit] * n
    year, month = add_months(day.year, day.month, months)
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def calendar_unit(day: date, unit: str, n: int = 0) -> Period:
    """Returns the calendar unit of a day ("this month"), or the one n units on ("last month": -1)."""
    day = shift(day.replace(day=1) if unit in ("month", "quarter") else day, unit, n)
    match unit:
        case "week":
            return of_week(day)
        case "fortnight":
            return Period(of_week(day).earliest, of_week(day).latest + 7 * _ONE, "period")
        case "weekend":
            return of_weekend(day)
        case "month":
            return of_month(day.year, day.month)
        case "quarter":
            return of_quarter(day.year, (day.month + 2) // 3)
        case "year":
            return of_year(day.year)
        case "decade":
            return of_years(day.year // 10 * 10, day.year // 10 * 10 + 9)
        case "century":
            return of_years(day.year // 100 * 100, day.year // 100 * 100 + 99)
    return of_day(day, "night" if unit == "night" else "day")


def on_weekday(day: date, weekday: int) -> date:
    """Returns the nearest such weekday that is not after the day."""
    return day - timedelta(days=(day.weekday() - weekday) % 7)


def nth_weekday(year: int, month: int, weekday: int, nth: int) -> date:
    """Returns the nth (from 1; -1: the last) such weekday of a month."""
    whole = of_month(year, month)
    if nth < 0:
        return on_weekday(whole.latest, weekday)
    return on_weekday(whole.earliest + timedelta(days=6), weekday) + timedelta(days=7 * (nth - 1))


def easter(year: int) -> date:
    """Returns Easter Sunday of the western churches (Gauss's rule in the form of Meeus, Jones and Butcher)."""
    golden, (century, rest) = year % 19, divmod(year, 100)
    moon = (19 * golden + century - century // 4 - (century - (century + 8) // 25 + 1) // 3 + 15) % 30
    sunday = (32 + 2 * (century % 4) + 2 * (rest // 4) - moon - rest % 4) % 7
    late = (golden + 11 * moon + 22 * sunday) // 451
    month, day = divmod(moon + sunday - 7 * late + 114, 31)
    return date(year, month, day + 1)


def of_holiday(rule: HolidayRule, year: int) -> Period:
    """Returns the day of a holiday in a year."""
    if rule.easter is not None:
        day = easter(year) + timedelta(days=rule.easter)
    elif rule.weekday is not None:
        day = nth_weekday(year, rule.month, rule.weekday, rule.nth)
    else:
        day = date(year, rule.month, rule.day)
    return of_day(day + timedelta(days=rule.plus))


def part_of(whole: Period, part: str) -> Period:
    """Returns the `early`, `mid` or `late` third of a period, or its `first` or `second` half; of one day, the day."""
    days = (whole.latest - whole.earliest).days + 1
    if days < 3:
        return replace(whole, grain="night") if part == "night" else whole
    if part in ("first half", "second half"):
        middle = whole.earliest + timedelta(days=days // 2)
        middle = middle.replace(day=1) if days > 300 else middle
        if part == "first half":
            return Period(whole.earliest, middle - _ONE, "period")
        return Period(middle, whole.latest, "period")
    by_month = days > 360 and whole.earliest.day == 1
    third = {"early": 0, "mid": 1, "late": 2}[part]
    if by_month and days < 367:
        first = of_month(whole.earliest.year, 4 * third + 1)
        return Period(first.earliest, of_month(whole.earliest.year, 4 * third + 4).latest, "period")
    if by_month and 3650 <= days <= 3653:
        start = whole.earliest.year
        bounds = ((start, start + 3), (start + 4, start + 6), (start + 7, start + 9))[third]
        return of_years(*bounds)
    a, b = (
        whole.earliest + timedelta(days=days * third // 3),
        whole.earliest + timedelta(days=days * (third + 1) // 3),
    )
    return Period(a, b - _ONE, "period")


@lru_cache(maxsize=2)
def _parser(order: str) -> DateDataParser:
    # Loaded on first use: the import takes a while, and spaCy imports this module on every `spacy.load`.
    from dateparser.date import DateDataParser  # noqa: PLC0415

    # Only what is written counts: all three parts are required, so that nothing is filled in from a base or the clock.
    settings = {
        "DATE_ORDER": order,
        "REQUIRE_PARTS": ["day", "month", "year"],
        "PARSERS": ["absolute-time"],
        "RETURN_AS_TIMEZONE_AWARE": False,
    }
    return DateDataParser(languages=["en"], settings=settings)


_ISO = re.compile(r"[1-9]\d{3}-\d\d-\d\d", re.ASCII)
_NUMBERED = r"\d{1,2}(?:st|nd|rd|th)?"
_PLAIN = re.compile(rf"[a-z]+\.? {_NUMBERED},? \d{{4}}|{_NUMBERED} (?:of )?[a-z]+\.?,? \d{{4}}", re.ASCII)


def iso_or_written(written: str, year: int, month: int | None, day: int | None) -> str:
    """Returns a date in ISO form where it is plainly written ("may 5, 2014"), as it is written where not."""
    if month is None or day is None or not _PLAIN.fullmatch(written):
        return written
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return written


@lru_cache(maxsize=4096)
def read_full_date(written: str, anchor_year: int | None) -> date | None:
    """Reads a date whose day, month and year are all written; None if there is no such day.

    A two-digit year that would lie far ahead of the anchor's is one of the century before.
    """
    if _ISO.fullmatch(written):
        try:
            return date.fromisoformat(written)
        except ValueError:
            pass
    order = "DMY" if "." in written and written[:1].isdigit() else "MDY"
    try:
        found = _parser(order).get_date_data(written).date_obj
    except (ValueError, OverflowError):
        return None
    if found is None:
        return None
    day: date = found.date()
    short_year = not any(len(part) == 4 for part in "".join(c if c.isdigit() else " " for c in written).split())
    if short_year and anchor_year is not None:
        century = anchor_year // 100 * 100
        year = century + day.year % 100
        year -= 100 if year > anchor_year + _PIVOT else 0
        try:
            day = day.replace(year=year)
        except ValueError:
            return None
    return day
