"""Reads times that are reckoned from another: "yesterday", "last week", "three days ago", "the next day"."""

from __future__ import annotations

from dataclasses import replace

from eventx.events import Grain
from eventx.stages.timex.absolute import AbsoluteGrammar
from eventx.stages.timex.expressions.calendar import CalendarDate
from eventx.stages.timex.expressions.frame import Expression
from eventx.stages.timex.expressions.named import Holiday, InYear, NamedMonth, NamedWeekday, Season
from eventx.stages.timex.expressions.parts import Ahead, IfForward, InFocus, NthOf, Part, Past, Unknown, UpToNow, WeekOf
from eventx.stages.timex.expressions.shifts import (
    DayShift,
    Distance,
    Lasting,
    Rolling,
    Units,
    UnitShift,
    Weekend,
    WorkingWeek,
)
from eventx.stages.timex.reader import FIRST_YEAR, LAST_YEAR, Direction, Parsed

_SIGN: dict[Direction, int] = {"last": -1, "this": 0, "next": 1}
_AMOUNTS = 4  # that may follow each other ("three years, two months and a day")
_RANKED_REACH = 4  # words back to what ranks ("the first such meeting in years")
_GRAIN: dict[str, Grain] = {"day": "day", "night": "night", "week": "week", "month": "month", "year": "year"}


class RelativeGrammar(AbsoluteGrammar):
    """Adds what is counted from the anchor or from the time spoken of."""

    def day_point(self, i: int) -> Parsed:
        """Reads something that is one day: a date, a weekday, "yesterday", a holiday."""
        return self.either(i, self.date, self.deictic, self.weekday_of, self.directed, self.holiday)

    def day_with_time(self, i: int) -> Parsed:
        """Reads a day and the time of day that follows it."""
        day = self.either(i, self.day_point, self.month_of, self.appended)
        if day is None:
            return None
        found, end = day
        if isinstance(found, CalendarDate) and found.day is None and found.weekday is None and found.written is None:
            return day
        if isinstance(found, NamedMonth):
            return day
        later, part = self.after_day(end)
        if isinstance(found, CalendarDate) and found.day is None and self.on(later) == "," and later > end:
            dated = self.dated(later + 1) if self.on(later + 1) else None
            if dated and isinstance(dated[0], CalendarDate) and (dated[0].day or dated[0].written):
                # "Tuesday morning, Jan. 27"
                found, later = replace(dated[0], weekday=found.weekday), dated[1]
        return (Part(found, part) if part else found), later

    def appended(self, i: int) -> Parsed:
        """Reads a weekday that a distance fixes: "Monday two weeks from now", "Thursday, two years from now"."""
        weekday = self.weekday(i)
        if weekday is None:
            return None
        k = weekday[1] + (self.on(weekday[1]) == ",")
        distance = self.distance(k) if self.on(k) else None
        if distance is None or not isinstance(distance[0], Distance) or distance[0].contextual:
            return None
        if any(unit in ("hour", "minute", "day") for _, unit in distance[0].amounts):
            return None
        back = distance[0].sign < 0
        if back and (distance[0].base is not None or k > weekday[1] or distance[0].amounts[-1][1] != "week"):
            return None
        day = replace(distance[0], amounts=(*distance[0].amounts, (0, "day")))
        return NthOf(1, weekday[0], WeekOf(day)), distance[1]

    def anchored(self, i: int) -> Parsed:
        """Reads the time that another is counted from."""
        return self.either(i, self.day_point, self.year_point)

    def deictic(self, i: int) -> Parsed:
        """Reads "yesterday", "the day before yesterday", "tonight", "last night", "this morning"."""
        lexicon = self.lexicon
        j = i + 1 if self.word(i) == "the" else i
        end = self.phrase(j, "deictic_days")
        if end is not None:
            return DayShift(lexicon.deictic_days[self.matched(j, end)]), end
        if self.word(i) in lexicon.deictic_nights:
            return DayShift(0, grain="night"), i + 1
        direction = self.direction(i)
        if direction and lexicon.has("daypart_directions", self.word(direction[1] - 1)):
            part = lexicon.dayparts.get(self.on(direction[1]))
            if part and not self.on(direction[1]).endswith("s"):
                back = -1 if direction[0] == "last" else 0
                return DayShift(back, grain="night" if part == "night" else "day"), direction[1] + 1
        return None

    def directed(self, i: int) -> Parsed:
        """Reads "last Friday", "next March", "this summer", "last Christmas"."""
        direction = self.direction(i)
        if direction is None or self.at(direction[1]).bound:
            return None
        way, k = direction
        contextual = self.lexicon.has("told_directions", self.word(k - 1))
        named = self.date(k)
        if named and isinstance(named[0], CalendarDate) and (named[0].written or (named[0].day and way != "last")):
            return None  # "in this Dec. 31, 2016 photo": the date alone is the time
        weekday = self.weekday(k)
        if weekday:
            coming = self.lexicon.has("coming", self.word(k - 1))
            return (
                Ahead(CalendarDate(weekday=weekday[0])) if coming else NamedWeekday(weekday[0], way, contextual)
            ), weekday[1]
        month = self.month(k)
        dated = self.dated(k) if month and way == "last" else None
        if dated and isinstance(dated[0], CalendarDate) and dated[0].day and dated[0].year is None:
            return Past(dated[0]), dated[1]
        if month and (self.at(k).capital or not self.lexicon.has("month_verbs", self.word(k))):
            return NamedMonth(month[0], way), month[1]
        if self.on(k) in self.lexicon.seasons and not self.lexicon.has("no_season_directions", self.word(k - 1)):
            return NamedMonth(self.lexicon.seasons[self.on(k)], way, season=True), k + 1
        slashed = self.slashed(k) if way == "this" else None
        if slashed and isinstance(slashed[0], CalendarDate) and slashed[0].month and slashed[0].day:
            return NthOf(slashed[0].day, "day", NamedMonth(slashed[0].month, "this", of_year=True)), slashed[1]
        holiday = self.holiday(k)
        if holiday and isinstance(holiday[0], Holiday):
            return replace(holiday[0], direction=way), holiday[1]
        return holiday

    def weekday_of(self, i: int) -> Parsed:
        """Reads "Wednesday next week", "next week on Tuesday", "Tuesday of last week"."""
        weekday = self.weekday(i)
        if weekday is not None:
            k = weekday[1]
            k += self.on(k) == "of"
            week = self.week(k) if self.on(k) else None
            return (NamedWeekday(weekday[0], "this", weeks=week[0]), week[1]) if week else None
        week = self.week(i)
        if week is None:
            return None
        k = week[1]
        k += self.on(k) == "'s"
        k += self.on(k) in ("on", ",")
        weekday = self.weekday(k) if self.on(k) else None
        return (NamedWeekday(weekday[0], "this", weeks=week[0]), weekday[1]) if weekday else None

    def week(self, i: int) -> tuple[int, int] | None:
        """Reads "last week", "next week" as weeks from the anchor's."""
        direction = self.direction(i)
        if direction is None or self.on(direction[1]) != "week":
            return None
        return _SIGN[direction[0]], direction[1] + 1

    def unit_shift(self, i: int) -> Parsed:
        """Reads "last week", "this month", "the previous year", "next weekend"."""
        the = self.word(i) == "the"
        j = i + the
        if the and self.at(j).bound:
            return None
        direction = self.direction(j)
        if direction is None or self.at(direction[1]).bound:
            return None
        way, k = direction
        word = self.word(k - 1)
        working = self.lexicon.has("business", self.on(k))
        k += working
        unit = self.lexicon.units.get(self.on(k))
        if unit is None or unit in ("hour", "minute") or self.on(k) != unit:
            return None
        if working and unit == "week":
            return WorkingWeek(_SIGN[way]), k + 1
        contextual = self.lexicon.has("told_directions", word)
        if the and not contextual:
            # "In the last week" ends at the anchor; "the next decade" and "the current year" are the calendar's.
            if way == "this" or (unit in ("decade", "quarter", "century") and word != "past"):
                return UnitShift(unit, _SIGN[way]), k + 1
            if unit == "weekend":
                return UnitShift(unit, _SIGN[way]), k + 1
            if way == "next" and unit in ("day", "night"):
                return UnitShift(unit, 1, contextual=True), k + 1
            return Rolling(((1, unit),), way == "next"), k + 1
        if unit in ("day", "night"):
            return (UnitShift(unit, _SIGN[way], contextual=True), k + 1) if contextual or way == "next" else None
        if unit == "weekend" and way == "this":
            return Weekend(this=True), k + 1
        if word == "past" and self.word(i) == "past":
            return Rolling(((1, unit),)), k + 1
        return UnitShift(unit, _SIGN[way], contextual), k + 1

    def amount(self, i: int) -> tuple[int, str, int] | None:
        """Reads "three days", "a year", "two and a half years", "a couple of weeks"; a vague amount counts 0."""
        lexicon = self.lexicon
        k = i + (self.word(i) == "a" and (self.phrase(i + 1, "vague_amounts") is not None))
        vague = self.phrase(k, "vague_amounts")
        number: tuple[int, int] | None
        if vague is not None and not self.at(k).text.isdigit():
            pair = self.word(k) == "couple"
            number = (2 if pair else 0), vague + (self.on(vague) == "of")
        elif self.word(i) == "half" and self.on(i + 1) in ("a", "an"):
            number = 1, i + 2
        else:
            number = self.number(i)
        if number is None or not self.on(number[1]):
            return None
        value, k = number
        if self.word(i) == "half":
            return self.half(k)
        if self.on(k) == "-" and self.at(k).glued:
            return None
        half = self.on(k) == "and" and self.on(k + 1) == "a" and self.on(k + 2) == "half"
        k += 3 * half
        working = lexicon.has("working", self.on(k))
        k += lexicon.has("business", self.on(k))
        unit = lexicon.units.get(self.on(k))
        if unit is None:
            return None
        if working and unit == "day":
            unit = "workday"
        if half and unit == "year":
            value, unit = value * 12 + 6, "month"
        return value, unit, k + 1

    def half(self, k: int) -> tuple[int, str, int] | None:
        """Reads the unit of "half a year", "half a century"."""
        smaller = {"year": (6, "month"), "decade": (5, "year"), "century": (50, "year"), "hour": (30, "minute")}
        found = smaller.get(self.lexicon.units.get(self.on(k), ""))
        return (*found, k + 1) if found else None

    def amounts(self, i: int) -> tuple[tuple[tuple[int, str], ...], int] | None:
        """Reads several amounts in a row ("three months and two days")."""
        found: list[tuple[int, str]] = []
        end = i
        amount = self.amount(i)
        while amount is not None and len(found) < _AMOUNTS:
            found.append(amount[:2])
            end = amount[2]
            more = self.on(end) in ("and", ",") and self.on(end + 1)
            amount = self.amount(end + 1) if more else None
        return (tuple(found), end) if found else None

    def distance(self, i: int) -> Parsed:
        """Reads "almost four years ago", "two weeks before Easter", "a day later", "three years from now"."""
        lexicon = self.lexicon
        j = self.phrase(i, "approximate") or i
        if j > i and self.at(j).bound:
            return None
        read = self.amounts(j)
        if read is None:
            return None
        amounts, k = read
        unknown = any(n == 0 for n, _ in amounts)
        word = self.on(k)
        if lexicon.has("back_words", word):
            return (Unknown(), k + 1) if unknown else self.ago(amounts, k + 1)
        lasting = lexicon.has("duration_openers", self.word(i - 1)) and not self.at(i).bound
        if lasting and not lexicon.has("counted_back", word):
            return None
        small = all(unit in ("hour", "minute") for _, unit in amounts)
        if (word == "from" and lexicon.has("now", self.on(k + 1))) or word == "hence":
            return (Unknown() if unknown else Distance(amounts, 1)), k + 1 + (word == "from")
        if small:
            return None
        way = lexicon.distance_adverbs.get(word)
        if way is not None and not (word == "on" and self.on(k + 1) not in (",", ".")):
            if self.on(k + 1) == "than":
                return None
            return (Unknown() if unknown else Distance(amounts, way, contextual=True)), k + 1
        sign = lexicon.distance_links.get(word)
        if sign is None or unknown:
            return None
        k += 1 + (word == "prior" and self.on(k + 1) == "to")
        k += self.on(k) == "the" and self.on(k + 1) == "year"
        k += self.on(k) == "year"
        base = self.anchored(k) if self.on(k) else None
        if base is None:
            ends = not self.on(k) or self.at(k).kind == "mark"
            return (Distance(amounts, sign, contextual=True), k) if ends and sign < 0 else None
        if isinstance(base[0], CalendarDate) and base[0].day is None and base[0].weekday is None:
            base = NthOf(1, "day", base[0]), base[1]
        return Distance(amounts, sign, base[0]), base[1]

    def ago(self, amounts: tuple[tuple[int, str], ...], k: int) -> Parsed:
        """Reads on after "ago": "a year ago today", "three weeks ago on Saturday", "two weeks ago Friday"."""
        whole = all(unit in ("week", "fortnight", "month", "year") for _, unit in amounts)
        day = self.phrase(k, "deictic_days") if whole and self.on(k) else None
        if day is not None and abs(shift := self.lexicon.deictic_days[self.matched(k, day)]) <= 1:
            return Distance(amounts, -1, DayShift(shift)), day
        weeks = whole and amounts[-1][1] == "week"
        told = weeks and self.on(k) == "on"
        weekday = self.weekday(k + told) if weeks and self.on(k + told) else None
        if weekday is None or self.on(weekday[1]) == "'s":
            return Distance(amounts, -1), k
        if told:
            return NthOf(1, weekday[0], WeekOf(Distance((*amounts, (0, "day")), -1))), weekday[1]
        return Distance(amounts, -1, Past(CalendarDate(weekday=weekday[0]))), weekday[1]

    def before_last(self, i: int) -> Parsed:
        """Reads "the Tuesday before last", "the week before last", "the night before last"."""
        if self.word(i) != "the" or self.at(i + 1).bound:
            return None
        weekday = self.weekday(i + 1)
        unit = self.lexicon.units.get(self.word(i + 1))
        k = weekday[1] if weekday else i + 2
        lexicon, after = self.lexicon, self.on(k + 2)
        if self.on(k) != "before" or self.on(k + 1) != "last":
            return None
        if any(after in names for names in (lexicon.units, lexicon.weekdays, lexicon.months, lexicon.seasons)):
            return None  # "the week before last month's vote"
        if weekday is not None:
            return Distance(((1, "week"),), -1, NamedWeekday(weekday[0], "last")), k + 2
        if self.word(i + 1) == "night":
            return DayShift(-2, grain="night"), k + 2
        known = unit in ("week", "weekend", "month", "year", "quarter") and self.word(i + 1) == unit
        return (UnitShift(unit, -2), k + 2) if unit and known else None

    def week_after(self, i: int) -> Parsed:
        """Reads "Monday week": the Monday a week after the next one."""
        weekday = self.weekday(i)
        if weekday is None or self.on(weekday[1]) != "week" or self.at(weekday[1] + 1).kind in ("word", "number"):
            return None
        return Distance(((1, "week"),), 1, Ahead(CalendarDate(weekday=weekday[0]))), weekday[1] + 1

    def ahead_by(self, i: int) -> Parsed:
        """Reads the amount of "in two weeks": a time where the verb looks ahead, else a duration."""
        if self.at(i).bound or self.word(i - 1) != "in":
            return None
        amounts = self.amounts(i)
        if amounts is None or self.ranked(i - 2) or any(n == 0 or unit in ("hour", "minute") for n, unit in amounts[0]):
            return None
        return IfForward(Distance(amounts[0], 1)), amounts[1]

    def ranked(self, i: int) -> bool:
        """Tells whether a phrase that ends at a word says how often or how rarely: "the first such meeting"."""
        for k in range(i, max(i - _RANKED_REACH, -1), -1):
            word = self.word(k)
            if word in self.lexicon.tense.forward or self.at(k).kind == "mark":
                return False
            if self.lexicon.has("ranks", word):
                return True
        return False

    def starting(self, i: int) -> Parsed:
        """Reads "three days starting Monday", "for a week from 20 May": a duration with its first day."""
        amounts = self.amounts(i)
        if amounts is None or any(n == 0 or unit in ("hour", "minute") for n, unit in amounts[0]):
            return None
        k = amounts[1]
        k += self.on(k) == ","
        opener = self.on(k)
        begun = self.lexicon.has("first_day_openers", opener)
        if not begun and not (opener == "from" and self.word(i - 1) == "for"):
            return None
        k += 1 + self.lexicon.has("first_day_prepositions", self.on(k + 1))
        day = self.day_with_time(k) if self.on(k) else None
        return (Lasting(day[0], amounts[0]), day[1]) if day else None

    def rest(self, i: int) -> Parsed:
        """Reads "the rest of the week", "the remainder of 2025"."""
        k = i + (self.word(i) == "the" and not self.at(i + 1).bound)
        if not self.lexicon.has("rest_of", self.word(k)) or self.on(k + 1) != "of" or not self.on(k + 2):
            return None
        whole = self.either(k + 2, self.the_unit, self.unit_shift, self.year_point)
        return (UpToNow(whole[0], later=True), whole[1]) if whole else None

    def rolling(self, i: int) -> Parsed:
        """Reads "the past 24 hours", "the last three months", "the next two weeks", "the previous four quarters"."""
        k = i + (self.word(i) == "the" or self.lexicon.has("rolling_determiners", self.word(i)))
        word = self.word(k) if k == i or not self.at(k).bound else ""
        count: tuple[int, int] | None = None
        if not self.lexicon.has("rolling", word) and not self.lexicon.has("ahead", word):
            count = self.number(k)  # "the three next weeks"
            if count is None or not self.on(count[1]) or self.word(k) in ("a", "an"):
                return None
            word, k = self.on(count[1]), count[1]
        back, ahead = self.lexicon.has("rolling", word), self.lexicon.has("ahead", word)
        if not back and not ahead:
            return None
        k += 1
        if count is not None:
            unit = self.lexicon.units.get(self.on(k))
            several = unit not in (None, "minute") and 2 <= count[0] < 100 and self.on(k).endswith("s")
            return (Rolling(((count[0], unit),), ahead), k + 1) if unit and several else None
        if not self.on(k) or self.on(k) in ("a", "an"):
            return None
        if k == i + 1 and not self.lexicon.has("period_openers", self.word(i - 1)):
            return None  # "the truce will last three days"
        amounts = self.amounts(k)
        if amounts is None:
            return None
        if any(n == 0 for n, _ in amounts[0]):
            return Unknown(), amounts[1]
        value, unit = amounts[0][0]
        if unit == "minute":
            return None
        if unit == "quarter":
            return Units(unit, value, ahead), amounts[1]
        if len(amounts[0]) > 1 and self.lexicon.has("distance_words", self.on(amounts[1])):
            # "For the last three months, and two days ago ...": the second amount goes with "ago".
            single = self.amount(k)
            return (Rolling(((value, unit),), ahead), single[2]) if single else None
        return Rolling(amounts[0], ahead), amounts[1]

    def vague(self, i: int) -> Parsed:
        """Reads "recent days", "the coming weeks", "the past few months", which no calendar tells."""
        k = i + (self.word(i) == "the" and not self.at(i + 1).bound)
        if not self.lexicon.has("vague_periods", self.word(k)):
            return None
        word = self.on(k + 1)
        return (Unknown(), k + 2) if word in self.lexicon.units and word.endswith("s") else None

    def contextual(self, i: int) -> Parsed:
        """Reads "that day", "the same month", "the day before", "the day after the talks"."""
        start = i
        if self.phrase(i, "context_determiners") is not None:
            k = self.phrase(i, "context_determiners") or i
            if not self.on(k) or (k == i + 1 and self.word(i) == "same"):
                return None
            unit = self.lexicon.units.get(self.on(k))
            part = self.lexicon.dayparts.get(self.on(k))
            if unit in ("hour", "minute", "quarter", "decade", "century"):
                unit = None
            if unit and self.on(k) == unit:
                # "The same day as", "the same day that": another clause tells which.
                told = self.lexicon.has("same_as", self.on(k + 1)) and self.word(k - 1) == "same"
                return Unknown(_GRAIN.get(unit, "period")) if told else InFocus(unit), k + 1
            if part and not self.lexicon.has("moments", self.on(k)) and not self.on(k).endswith("s"):
                return Part(InFocus("day"), "night") if part == "night" else InFocus("day"), k + 1
            return None
        the = self.word(i) == "the"
        k = i + the
        direction = self.direction(k) if the else None
        if direction and self.lexicon.has("told_daypart_directions", self.word(k)):
            part = self.lexicon.dayparts.get(self.on(direction[1]))
            shift = UnitShift("night" if part == "night" else "day", _SIGN[direction[0]], contextual=True)
            return (shift, direction[1] + 1) if part and not self.on(direction[1]).endswith("s") else None
        unit = self.lexicon.units.get(self.on(k)) if the else None
        if unit in ("day", "night", "week", "month", "year") and self.on(k) == unit:
            word = self.on(k + 1)
            sign = self.lexicon.unit_links.get(word)
            if sign is None:
                return None
            j = k + 2 + (word == "prior" and self.on(k + 2) == "to")
            base = self.day_point(j) if self.on(j) else None
            if base is not None and unit in ("day", "night", "week"):
                return Distance(((1, unit),), sign, base[0]), base[1]
            if base is not None:
                return None
            if not self.on(j) or self.at(j).kind == "mark":
                return UnitShift(unit, sign, contextual=True), k + 2
            return (Unknown("day"), k + 2) if unit == "day" else None
        return self.event_anchored(start)

    def event_anchored(self, i: int) -> Parsed:
        """Reads "since the invasion began", "the start of the war", "since the outbreak of fighting"."""
        since = self.word(i) == "since"
        k = i + since
        starts = False
        if self.word(k) == "the" or since:
            j = k + (self.word(k) == "the")
            if self.lexicon.has("starts", self.on(j)) and self.on(j + 1) == "of":
                starts, k = True, j + 2
        if not since and not starts:
            return None
        j = k
        if self.lexicon.has("event_determiners", self.on(j)) or self.at(j).capital:
            j += 1
            while self.on(j) == "'s" or self.at(j).capital:
                if not self.on(j) or self.lexicon.has("anchor_events", self.on(j)):
                    break
                j += 1
        while self.on(j) and (adjective := self.phrase(j, "anchor_adjectives")) is not None:
            j = adjective
        if not self.on(j) or not self.lexicon.has("anchor_events", self.on(j)):
            return None
        j += 1
        if since or starts:
            began = self.phrase(j, "begin_words") if self.on(j) else None
            return Unknown(), began or j
        return None

    def month_of(self, i: int) -> Parsed:
        """Reads "June last year", "January of this year", "10 May last year"."""
        read = self.dated_loose(i)
        if read is None or not isinstance(read[0], CalendarDate):
            return None
        found, end = read[0], read[1]
        if found.year is not None or found.written is not None or found.month is None:
            return None
        direction = self.year_direction(end + (self.on(end) == ",")) if self.on(end) else None
        if direction is None:
            told = self.told_year(end)
            if told is None:
                return None
            of_told = InYear(found.month, told[0])
            return (NthOf(found.day, "day", of_told) if found.day is not None else of_told), told[1]
        month = NamedMonth(found.month, direction[0], of_year=True)
        if found.day is not None:
            return NthOf(found.day, "day", month), direction[1]
        return month, direction[1]

    def told_year(self, i: int) -> tuple[Expression, int] | None:
        """Reads "of the following year", "that same year", "the next year" after a month or a season."""
        if not self.on(i):
            return None
        k = i + (self.on(i) in ("of", "in"))
        k += k == i and self.on(i) == ","
        if not self.on(k):
            return None
        found = self.contextual(k)
        if found is not None and isinstance(found[0], InFocus) and found[0].unit == "year":
            return found
        j = k + (self.on(k) == "the")
        direction = self.direction(j) if self.on(j) else None
        if direction is None or direction[0] == "this" or self.on(direction[1]) != "year":
            return None
        if j == k and not self.lexicon.has("told_directions", self.on(j)):
            return None
        return UnitShift("year", _SIGN[direction[0]], contextual=True), direction[1] + 1

    def dated_loose(self, i: int) -> Parsed:
        """Reads a date in which a month alone needs no preposition, because "last year" follows."""
        month = self.month(i)
        if month and self.at(i).capital and (self.year_direction(month[1]) or self.told_year(month[1])):
            return CalendarDate(month=month[0]), month[1]
        return self.dated(i)

    def season(self, i: int) -> Parsed:
        """Reads "the summer of 2014", "winter 1994", "in the spring", "spring last year"."""
        k = i + (self.word(i) == "the" and not self.at(i + 1).bound)
        month = self.lexicon.seasons.get(self.word(k))
        if month is None:
            return None
        end = k + 1
        j = end + (self.on(end) == "of")
        year = (self.year(j) or self.slashed_year(j)) if self.on(j) else None
        if year is not None:
            return Season(month, year[0]), self.over_new_year(*year)
        direction = self.year_direction(end) if self.on(end) else None
        if direction is not None:
            return NamedMonth(month, direction[0], season=True, of_year=True), direction[1]
        told = self.told_year(end)
        if told is not None:
            return InYear(month, told[0], season=True), told[1]
        opener = self.word(i - 1) if not self.at(i).bound else ""
        temporal = self.lexicon.has("season_openers", opener)
        clear = self.on(end) != "of" and self.at(end).kind != "word"
        if k > i and temporal and (clear or self.lexicon.has("after_season", self.on(end))):
            return Season(month), end
        return None

    def slashed_year(self, i: int) -> tuple[int, int] | None:
        """Reads the first year of "2022/23"."""
        lexeme = self.at(i)
        if lexeme.kind != "number" or len(lexeme.text) != 4 or self.on(i + 1) != "/":
            return None
        year = int(lexeme.text)
        return (year, i + 1) if FIRST_YEAR <= year <= LAST_YEAR and self.over_new_year(year, i + 1) > i + 1 else None

    def over_new_year(self, year: int, k: int) -> int:
        """Reads on over the second year of a winter ("the winter of 1941-42")."""
        second = self.at(k + 1)
        joined = self.on(k) in ("-", "/") and self.at(k).glued and second.glued and second.kind == "number"
        return k + 2 if joined and int(second.text[-2:]) == (year + 1) % 100 else k

    def nth_of(self, i: int) -> Parsed:
        """Reads "the first week of May", "the last Monday of March", "the first two weeks of 2021"."""
        k = i + (self.word(i) == "the" and not self.at(i + 1).bound)
        ordinal = (-1, k + 1) if self.lexicon.has("final", self.word(k)) else self.ordinal(k)
        if ordinal is None or not self.on(ordinal[1]):
            return None
        nth, k = ordinal
        count = self.number(k)
        number = 1
        if count and 2 <= count[0] <= 60 and abs(nth) == 1:
            number, k = count
        weekday = self.weekday(k)
        unit: str | int | None = weekday[0] if weekday else self.lexicon.units.get(self.on(k))
        if unit is None or unit in ("hour", "minute", "night", "weekend", "century"):
            return None
        several = number == 1 and abs(nth) == 1 and not weekday and self.on(k) != unit  # "the first days of May"
        k = weekday[1] if weekday else k + 1
        if self.on(k) not in ("of", "in") or not self.on(k + 1):
            return None
        whole = self.either(k + 1, self.year_point, self.month_of, self.unit_shift, self.dated, self.the_unit)
        if whole is None or isinstance(whole[0], Rolling | InFocus):
            return None
        if isinstance(whole[0], CalendarDate) and (whole[0].day or whole[0].written):
            return None
        if several:
            return Part(whole[0], "early" if nth > 0 else "late"), whole[1]
        return NthOf(nth, unit, whole[0], number), whole[1]

    def the_unit(self, i: int) -> Parsed:
        """Reads "the year", "the month" after "the end of"."""
        k = i + (self.word(i) == "the")
        if (k > i and self.at(k).bound) or self.word(k) not in (
            "week",
            "month",
            "year",
            "decade",
            "century",
            "day",
        ):
            return None
        return UnitShift(self.word(k), 0), k + 1

    def weekend(self, i: int) -> Parsed:
        """Reads "the weekend", and "weekend" after "over"."""
        k = i + (self.word(i) == "the" and not self.at(i + 1).bound)
        if self.word(k) != "weekend":
            return None
        if self.on(k + 1) == "of" and self.on(k + 2):
            holiday = self.holiday(k + 2)
            if holiday and isinstance(holiday[0], Holiday):
                return replace(holiday[0], weekend=True), holiday[1]
            return None
        if k == i and not self.lexicon.has("weekend_openers", self.word(i - 1)):
            return None
        return Weekend(), k + 1

    def week_of(self, i: int) -> Parsed:
        """Reads "the week of March 4", "the week beginning 4 March", "w/c 4 March"."""
        k = i + (self.word(i) == "the" and not self.at(i + 1).bound)
        if self.word(k) == "week" and self.lexicon.has("week_openers", self.on(k + 1)):
            k += 2
        elif self.word(k) == "w" and self.on(k + 1) == "/" and self.on(k + 2) == "c":
            k += 3
        else:
            return None
        day = self.either(k, self.date, self.lone_day) if self.on(k) else None
        return (WeekOf(day[0]), day[1]) if day else None
