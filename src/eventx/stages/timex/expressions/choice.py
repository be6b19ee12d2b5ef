"""Which one is meant among the same day (month, season, holiday) of several years."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date

from eventx.stages.timex.dates import Period
from eventx.stages.timex.expressions.frame import Direction, Frame, Value

_YEAR_DAYS, _BACK_DAYS = 366, 92


def choose(frame: Frame, anchor: date, options: Iterable[Period], far: int | None = None) -> Period | None:
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


def valid(build: Callable[[int, int], Period], pairs: Iterable[tuple[int, int]]) -> list[Period]:
    """Returns what is built of those pairs of numbers that the calendar has."""
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


def pointed(options: Sequence[Period], anchor: date, direction: Direction) -> Period:
    """Returns the last one before a day, the next one after it, or the one around it, else the last of its year.

    Args:
        options: The same month, season or holiday of the years around, in order.
        anchor: The day.
        direction: Which of these.
    """
    if direction == "last":
        return [p for p in options if p.latest < anchor][-1]
    if direction == "next":
        return next(p for p in options if p.earliest > anchor)
    around = next((p for p in options if p.earliest <= anchor <= p.latest), None)
    return around or [p for p in options if p.earliest.year == anchor.year][-1]
