"""Reads times that the calendar names: dates, years, decades, holidays, clock times."""

from __future__ import annotations

from dataclasses import replace

from eventx.stages.timex import dates
from eventx.stages.timex.expressions.calendar import CalendarDate, Fixed, KnownDay
from eventx.stages.timex.expressions.frame import Expression
from eventx.stages.timex.expressions.named import Holiday
from eventx.stages.timex.expressions.parts import NthOf, Part, Unknown
from eventx.stages.timex.expressions.shifts import UnitShift
from eventx.stages.timex.reader import FIRST_YEAR, LAST_YEAR, Direction, Parsed, Reader

_SIGN: dict[Direction, int] = {"last": -1, "this": 0, "next": 1}


class AbsoluteGrammar(Reader):
    """Adds the calendar's own names."""

    def date(self, i: int) -> Parsed:
        """Reads a date: "Feb. 24, 2022", "24 February", "Sunday, 14 July", "March 2016", "2022-02-24"."""
        if self.at(i).kind == "date":
            return CalendarDate(written=self.word(i)), i + 1
        weekday = self.weekday(i)
        if weekday is not None:
            k = weekday[1]
            closing = ""
            if self.on(k) in (",", "("):
                closing = ")" if self.on(k) == "(" else ""
                k += 1
            k += self.on(k) in ("on", "the") and closing == "" and self.on(k) == "on"
            inner = None if self.at(k).bound else self.either(k, self.dated, self.day_only)
            if inner and isinstance(inner[0], CalendarDate) and (inner[0].day or inner[0].written):
                end = inner[1]
                if closing and self.on(end) != closing:
                    return CalendarDate(weekday=weekday[0]), weekday[1]
                return replace(inner[0], weekday=weekday[0]), end + (closing != "")
            return CalendarDate(weekday=weekday[0]), weekday[1]
        return self.dated(i)

    def day_only(self, i: int) -> Parsed:
        """Reads the day that stands beside a weekday ("Tuesday the eleventh", "Tue 13th")."""
        k = i + 1 if self.word(i) == "the" else i
        if k > i and self.at(k).bound:
            return None
        found = self.ordinal(k)
        if found is None or found[0] > 31:
            return None
        if self.at(k).kind != "ordinal" and self.at(i - 1).text == ",":
            return None  # "on Tuesday, the first in years"
        closed = self.at(k).kind == "ordinal" and k == i
        return (CalendarDate(day=found[0]), found[1]) if closed or self.closes(found[1]) else None

    def dated(self, i: int) -> Parsed:
        """Reads a date without weekday that names its month."""
        if self.at(i).kind == "date":
            return CalendarDate(written=self.word(i)), i + 1
        return self.either(i, self.month_first, self.day_first, self.year_first, self.slashed)

    def month_first(self, i: int) -> Parsed:
        """Reads "Feb. 24, 2022", "February 24", "March 2016", and "March" where a month may stand alone."""
        month = self.month(i)
        if month is None:
            return None
        value, k = month
        j = k + 1 if self.on(k) in (",", "-") else k  # "April-2017", "March, 2017"
        day = self.day(k) if self.on(k) and not self.counts_day(k) else None
        worded = self.year(k) if day and self.at(k).kind == "word" else None
        if worded is not None:  # "August nineteen forty-five"
            return CalendarDate(year=worded[0], month=value), worded[1]
        if day is not None:
            end = day[1]
            return self.with_year(CalendarDate(month=value, day=day[0]), i, end)
        j += self.on(j) == "of"
        year = self.year(j, short=self.on(j - 1) == "of") if self.on(j) else None
        if year is not None:
            return CalendarDate(year=year[0], month=value), year[1]
        if self.bare_month(i, k):
            return CalendarDate(month=value), k
        return None

    def counts_day(self, k: int) -> bool:
        """Tells whether the number after a month is no day: "in May 12 people died", "March 5:30"."""
        before = self.word(k - 1 - (self.on(k - 1) == ".") - 1)
        is_spelled = self.at(k).kind == "word" and self.on(k) != "the" and self.at(k + 1).kind == "word"
        if is_spelled and self.lexicon.has("small_month_openers", before) and self.year(k) is None:
            # "last July ten men"
            return not self.at(k + 1).bound and not self.lexicon.has("zones", self.at(k + 1).text)
        if before != "in":
            return False  # "the May 12 attacks"
        if self.at(k).kind == "number" and self.at(k + 1).text in ("-",) and self.at(k + 1).glued:
            return self.lexicon.has("counted", self.at(k + 2).text)
        after = self.at(k + 1)
        return (
            self.at(k).kind in ("number", "word")
            and self.on(k) != "the"
            and not after.bound
            and (self.lexicon.has("counted", after.text) or after.text == "%")
            and not self.lexicon.has("zones", after.text)
        )

    def day_first(self, i: int) -> Parsed:
        """Reads "24 February 2022", "the 24th of February", "6th day of August"."""
        day = self.day(i)
        if day is None:
            return None
        k = day[1]
        if self.on(k) == "day" and self.on(k + 1) == "of":
            k += 1
        k += self.on(k) in ("of", "-")
        month = self.month(k) if self.on(k) else None
        if month is None:
            return None
        month_word = self.at(k)
        if (
            self.lexicon.has("ambiguous_months", month_word.text)
            and not month_word.capital
            and self.on(k - 1) != "of"
            and self.at(i).kind == "word"
        ):
            return None
        return self.with_year(CalendarDate(month=month[0], day=day[0]), i, month[1])

    def with_year(self, found: CalendarDate, i: int, k: int) -> Parsed:
        """Adds the year that follows a day and month."""
        j = k
        if self.on(j) in (",", "of"):
            j += 1
        of = self.on(j - 1) == "of" and j > k
        year = self.year(j, short=of or j == k) if self.on(j) else None
        if year is None:
            return self.known(found, k), k
        digits = all(c.isdigit() for c in self.at(year[1] - 1).text) and len(self.at(year[1] - 1).text) == 4
        if digits and any(c.isdigit() for c in self.matched(i, k)):
            written = dates.iso_or_written(self.matched(i, year[1]), year[0], found.month, found.day)
            return CalendarDate(month=found.month, day=found.day, written=written), year[1]
        return replace(found, year=year[0]), year[1]

    def known(self, found: CalendarDate, k: int) -> Expression:
        """Returns the day that a day and month stand for before certain nouns ("the Sept. 11 attacks")."""
        k += self.lexicon.has("known_adjectives", self.on(k))
        if self.lexicon.has("known_nouns", self.on(k)):
            year = self.lexicon.known_days.get(f"{found.month}-{found.day}")
            if year:
                return KnownDay(found, year)
        return found

    def year_first(self, i: int) -> Parsed:
        """Reads "2017 April", "2016 10 16", "2015-3", "12-2015"."""
        lexeme = self.at(i)
        if lexeme.kind != "number" or (lexeme.glued and self.at(i - 1).text in "-/.:$#"):
            return None
        second = self.at(i + 1)
        if len(lexeme.text) == 4 and second.kind == "word":
            year, month = self.year(i), self.month(i + 1)
            if year and month and self.on(i + 1) and self.at(i + 2).kind not in ("number", "ordinal"):
                return CalendarDate(year=year[0], month=month[0]), month[1]
        if len(lexeme.text) == 4 and second.kind == "number" and self.at(i + 2).kind == "number" and not second.bound:
            month_value, day_value = int(second.text), int(self.at(i + 2).text)
            if month_value <= 12 and 1 <= day_value <= 31 and self.year(i) and self.on(i + 2):
                return CalendarDate(written="-".join(self.word(k) for k in (i, i + 1, i + 2))), i + 3
        glued = second.text in ("-", "/") and second.glued and self.at(i + 2).glued
        third = self.at(i + 2)
        if not glued or third.kind != "number" or (self.at(i + 3).glued and self.on(i + 3) in ("-", "/")):
            return None
        first_value, third_value = int(lexeme.text[:4]), int(third.text[:4])
        # "2010-12" may be a span of years; "2015-3" and "2015-03" can't.
        no_span = third_value <= first_value % 100 or len(third.text) == 1
        if len(lexeme.text) == 4 and len(third.text) <= 2 and self.year(i) and 1 <= third_value <= 12 and no_span:
            return CalendarDate(year=first_value, month=third_value), i + 3
        if len(lexeme.text) <= 2 and len(third.text) == 4 and 1 <= first_value <= 12 and self.year(i + 2):
            return CalendarDate(year=third_value, month=first_value), i + 3
        return None

    def slashed(self, i: int) -> Parsed:
        """Reads "8/27" after a preposition; not fractions, scores, or "9/11"."""
        a, slash, b = self.at(i), self.at(i + 1), self.at(i + 2)
        if a.kind == "grouped":  # "on 8.27"
            month_text, _, day_text = a.text.partition(".")
            dotted = self.word(i - 1) == "on" and len(month_text) <= 2 and len(day_text) == 2 and self.closes(i + 1)
            valid = dotted and 1 <= int(month_text) <= 12 and 1 <= int(day_text) <= 31
            return (CalendarDate(month=int(month_text), day=int(day_text)), i + 1) if valid else None
        if a.kind != "number" or b.kind != "number" or slash.text != "/" or not slash.glued or not b.glued:
            return None
        if self.lexicon.has("not_dates", self.matched(i, i + 3)) or len(a.text) > 2 or len(b.text) > 2:
            return None
        month, day = int(a.text), int(b.text)
        if not (1 <= month <= 12 and 1 <= day <= 31) or (self.at(i + 3).glued and self.on(i + 3) == "/"):
            return None
        before = self.word(i - 1 - (self.word(i - 1) == "."))
        opened = not a.bound and (self.lexicon.has("slash_openers", before) or before in self.lexicon.weekdays)
        alone = a.bound and self.at(i + 3).bound
        ranging = self.on(i + 3) == "-" and self.at(i + 4).kind == "date"
        return (CalendarDate(month=month, day=day), i + 3) if opened or alone or ranging else None

    def bare_month(self, i: int, end: int) -> bool:
        """Tells whether a month without day and year is one."""
        lexeme, before, after = self.at(i), self.at(i - 1), self.at(end)
        lexicon = self.lexicon
        opened = not lexeme.bound and lexicon.has("month_openers", before.text)
        abbreviated = lexeme.text not in lexicon.month_names
        if lexicon.has("ambiguous_months", lexeme.text) or abbreviated:
            if not lexeme.capital:
                surely = lexicon.has("small_month_openers", before.text)
                return opened and surely and not lexicon.has("month_verbs", lexeme.text)
            if lexeme.text in self._names and not (opened and lexicon.has("named_month_openers", before.text)):
                return False
            named = lexicon.has("month_determiners", before.text) and after.kind == "word" and not after.capital
            possessive = after.text == "'s" and not lexicon.has("month_names", lexeme.text)
            word = lexicon.has("month_words", lexeme.text)
            return opened or ((named or possessive) and not word and not lexeme.bound)
        return lexeme.capital or opened

    def clock(self, i: int, *, bare: bool = False, inner: bool = False) -> int | None:
        """Reads a clock time ("5 p.m.", "10:35", "noon", "1700 GMT"); with `bare` also "nine"."""
        lexeme, lexicon = self.at(i), self.lexicon
        k: int | None = None
        if lexicon.has("clock_words", lexeme.text) or lexeme.kind == "clock":
            k = i + 1
        else:
            number = self.number(i) if lexeme.text not in ("a", "an") else None
            if number and (number[0] <= 24 or len(lexeme.text) == 4):
                j = number[1]
                if self.on(j) and self.phrase(j, "meridiem"):
                    k = j
                elif (
                    self.on(j)
                    and len(lexeme.text) == 4
                    and lexeme.kind == "number"
                    and (self.phrase(j, "zones") or self.on(j) == "hours")
                ):
                    k = j + (self.on(j) == "hours")
                elif bare and number[0] <= 24:
                    k = j
        if k is None:
            return None
        for name in ("meridiem", "zones"):
            if self.on(k):
                k = self.phrase(k, name) or k
        if self.on(k) == "(" and not inner:  # "7:20 p.m. (1620 GMT)"
            end = self.clock(k + 1, inner=True)
            if end and self.on(end) == ")":
                k = end + 1
        return k

    def after_day(self, k: int) -> tuple[int, str | None]:
        """Reads on over the time of day after a day; returns the end and "night" where it is said to be night."""
        part: str | None = None
        lexicon, j = self.lexicon, k
        if lexicon.has("daypart_prepositions", self.on(j)) and lexicon.has("daypart_determiners", self.on(j + 1)):
            j += 1 if self.on(j + 1) == "night" else 2
        modified = lexicon.has("daypart_modifiers", self.on(j))
        j += modified
        if modified and self.on(j) == "in" and self.on(j + 1) == "the":
            j += 2
        word = self.on(j)
        if word in lexicon.dayparts and not word.endswith("mornings"):
            k, part = j + 1, "night" if lexicon.dayparts[word] == "night" else None
        j = k + lexicon.has("clock_openers", self.on(k)) if self.on(k) else k
        j += lexicon.has("clock_modifiers", self.on(j)) and j > k
        clock = self.clock(j) if self.on(j) else None
        if clock is not None:
            k = clock
        return k, part

    def holiday(self, i: int) -> Parsed:
        """Reads "Christmas Eve", "Labor Day weekend", "Easter 2019", "New Year's Day last year"."""
        movable = self.phrase(i, "movable")
        if movable is not None:
            return (
                (Unknown("day" if self.at(i).text != "ramadan" else "period"), movable)
                if self.festive(i, movable)
                else None
            )
        end = self.phrase(i, "holidays")
        if end is None or not (self.at(i).capital or not self.at(end - 1).capital):
            return None
        if self.lexicon.has("named_after", self.on(end)):
            return None  # "the Good Friday Agreement"
        rule = self.lexicon.holidays[self.matched(i, end)]
        weekend = self.on(end) == "weekend"
        year = self.year(end) if self.on(end) else None
        year_of = self.year_direction(end) if year is None and self.on(end) else None
        opened = not self.at(i).bound and self.lexicon.has("holiday_openers", self.word(i - 1))
        if not rule.bare and not (opened or weekend or year):
            return None
        if year:
            return Holiday(rule, year[0], weekend=self.on(year[1]) == "weekend"), year[1] + (
                self.on(year[1]) == "weekend"
            )
        if weekend:
            year = self.year(end + 1) if self.on(end + 1) else None
            return Holiday(rule, year[0] if year else None, weekend=True), year[1] if year else end + 1
        if year_of and year_of[0] == "last":
            return Holiday(rule, direction="last"), year_of[1]
        return Holiday(rule), end

    def festive(self, i: int, end: int) -> bool:
        """Tells whether a feast is named as a time: after a preposition, with no noun after it."""
        opened = not self.at(i).bound and self.lexicon.has("holiday_openers", self.word(i - 1))
        return opened and not self.lexicon.has("feast_nouns", self.on(end))

    def year_direction(self, i: int) -> tuple[Direction, int] | None:
        """Reads "last year", "of this year", "next year" after a month or holiday."""
        k = i + (self.word(i) == "of")
        direction = self.direction(k)
        if direction and self.on(direction[1]) == "year":
            return direction[0], direction[1] + 1
        return None

    def decade(self, i: int) -> Parsed:
        """Reads "the 1990s", "1990 s", "the '90s", "the nineties", "the 11th century"."""
        k = i + (self.word(i) == "the" and not self.at(i + 1).bound)
        lexeme = self.at(k)
        if lexeme.kind == "number" and len(lexeme.text) == 4 and lexeme.text.endswith("0"):
            suffix = self.at(k + 1)
            j = k + 1 + (suffix.text == "'" and suffix.glued)
            if self.on(j) in ("s", "'s") and int(lexeme.text) >= FIRST_YEAR and (self.on(j) == "s" or k > i):
                first = int(lexeme.text)
                return Fixed(dates.of_years(first, first + 9)), j + 1
        short = lexeme.text == "'" and self.at(k + 1).glued and self.at(k + 2).text == "s" and self.at(k + 2).glued
        if short and self.at(k + 1).kind == "number" and len(self.at(k + 1).text) == 2:
            first = int(self.at(k + 1).text)
            first += 1900 if first >= 30 else 2000
            return Fixed(dates.of_years(first, first + 9)), k + 3
        if lexeme.text in self.lexicon.decades and not self.lexicon.has("age_openers", self.word(i - 1)):
            first = 1900 + self.lexicon.decades[lexeme.text]
            return Fixed(dates.of_years(first, first + 9)), k + 1
        ordinal = self.ordinal(k)
        if ordinal and 1 <= ordinal[0] <= 21:
            j = ordinal[1] + (self.on(ordinal[1]) == "-")
            if self.on(j) == "century" and not self.lexicon.has("before_christ", self.on(j + 1)):
                last = ordinal[0] * 100
                return Fixed(dates.of_years(last - 99, last)), j + 1
        return None

    def quarter(self, i: int) -> Parsed:
        """Reads "the first quarter of 2020", "Q3 2019", "2019 Q1", "2019-Q1"."""
        k = i + (self.word(i) == "the" and not self.at(i + 1).bound)
        ordinal = self.ordinal(k)
        if ordinal and 1 <= ordinal[0] <= 4 and self.on(ordinal[1]) == "quarter":
            j = ordinal[1] + 1
            year = self.year(j + (self.on(j) == "of")) if self.on(j) else None
            if year:
                return Fixed(dates.of_quarter(year[0], ordinal[0])), year[1]
            direction = self.year_direction(j) if self.on(j) else None
            if direction:
                return NthOf(ordinal[0], "quarter", UnitShift("year", _SIGN[direction[0]])), direction[1]
            return None
        quarter = self.q(k)
        if quarter:
            j = quarter[1] + (self.on(quarter[1]) in (",", "of", "-"))
            year = self.year(j) if self.on(j) else None
            return (Fixed(dates.of_quarter(year[0], quarter[0])), year[1]) if year else None
        year = self.year(k)
        if year:
            j = year[1] + (self.on(year[1]) in ("-", ","))
            quarter = self.q(j) if self.on(j) else None
            return (Fixed(dates.of_quarter(year[0], quarter[0])), quarter[1]) if quarter else None
        return None

    def half_year(self, i: int) -> Parsed:
        """Reads "H1 2024", "H2 of 2024"."""
        after = self.at(i + 1)
        if self.word(i) != "h" or not after.glued or after.text not in ("1", "2") or not self.at(i).capital:
            return None
        j = i + 2 + (self.on(i + 2) in (",", "of", "-"))
        year = self.year(j) if self.on(j) else None
        part = "first half" if after.text == "1" else "second half"
        return (Part(CalendarDate(year=year[0]), part), year[1]) if year else None

    def fiscal(self, i: int) -> Parsed:
        """Reads "FY2024", "FY 2024", "FY24"."""
        number = self.at(i + 1)
        if self.word(i) != "fy" or number.kind != "number" or not self.on(i + 1) or not self.at(i).capital:
            return None
        if self.on(i + 2) and self.at(i + 2).capital:
            return None  # "the FY 2024 Pacific Defence Act"
        short = number.glued and len(number.text) == 2
        value = 2000 + int(number.text) if short else int(number.text) if len(number.text) == 4 else 0
        return (CalendarDate(year=value), i + 2) if 1900 <= value <= LAST_YEAR else None

    def q(self, i: int) -> tuple[int, int] | None:
        """Reads "Q3"."""
        after = self.at(i + 1)
        if self.word(i) == "q" and after.glued and after.text in ("1", "2", "3", "4"):
            return int(after.text), i + 2
        return None

    def year_point(self, i: int) -> Parsed:
        """Reads a year where a year may stand."""
        year = self.year(i)
        if year is None:
            return None
        value, end = year
        lexeme, before, after = self.at(i), self.at(i - 1), self.at(end)
        lexicon = self.lexicon
        hyphened = after.glued and not after.bound and after.text in ("-", ":", "/") and self.at(end + 1).glued
        if hyphened and self.at(end + 1).kind in ("number", "word") and self.on(end + 1) != "era":
            return None
        if lexeme.glued and before.text in ("-", ":", "/", "'"):
            return (
                (CalendarDate(year=value), end) if before.text == "-" and self.before_month(self.word(i - 2)) else None
            )
        opened = not lexeme.bound and lexicon.has("year_openers", before.text)
        determined = not lexeme.bound and lexicon.has("year_determiners", before.text)
        noun = after.kind == "word" and not after.bound
        enclosed = before.text == "(" and after.text in (")", ",") and lexeme.kind == "number"
        written = before.text == "," and self.at(i - 2).kind in ("number", "ordinal") and lexeme.kind == "number"
        compound = self.on(end) == "'s" and value >= 1900
        rival = self.at(end + 1)
        linked = not after.bound and lexicon.has("count_links", after.text)
        if linked and rival.kind in ("number", "grouped") and len(rival.text) > 3 and self.year(end + 1) is None:
            return None  # "from 2000 to 3000 people"
        if lexeme.kind != "number":
            # "Nineteen ninety-six" is nothing but a year; "two thousand" needs to be told.
            plain = lexeme.text in lexicon.century_words and lexeme.text != "twenty"
            told = opened and lexicon.has("worded_year_openers", before.text)
            return (CalendarDate(year=value), end) if plain or told else None
        if opened and lexicon.has("doubtful_year_openers", before.text):
            plausible = value >= 1900 and not (noun and after.text.endswith("s"))
            return (CalendarDate(year=value), end) if plausible else None
        if opened or enclosed or compound or (written and value >= 1900):
            return CalendarDate(year=value), end
        if determined and noun and value >= 1800:
            return CalendarDate(year=value), end
        return None

    def lone_day(self, i: int) -> Parsed:
        """Reads "the 24th" where a day may stand alone."""
        if self.word(i) != "the":
            return None
        lexeme, ordinal = self.at(i), self.ordinal(i + 1) if self.on(i + 1) else None
        if ordinal is None or not 1 <= ordinal[0] <= 31 or self.at(i + 1).kind != "ordinal":
            return None
        direction = self.direction(ordinal[1] + 1) if self.on(ordinal[1]) == "of" and self.on(ordinal[1] + 1) else None
        if direction and self.on(direction[1]) == "month":
            return NthOf(ordinal[0], "day", UnitShift("month", _SIGN[direction[0]])), direction[1] + 1
        opened = not lexeme.bound and self.lexicon.has("day_openers", self.word(i - 1))
        return (CalendarDate(day=ordinal[0]), ordinal[1]) if opened and self.closes(ordinal[1]) else None
