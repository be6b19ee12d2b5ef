"""Finds time expressions in the words of a text.

A recursive-descent grammar over lexemes. Every method takes the index of a lexeme and returns what begins there with
the index after it, or None. `find` reads on from left to right and takes the longest at each place.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from eventx.stages.timex import dates
from eventx.stages.timex.expressions import (
    CalendarDate,
    DayShift,
    Distance,
    Expression,
    Fixed,
    Holiday,
    IfForward,
    InFocus,
    Into,
    NamedMonth,
    NamedWeekday,
    NthOf,
    Part,
    Range,
    Rolling,
    Season,
    UnitShift,
    Units,
    Unknown,
    UpToNow,
    WeekOf,
    Weekend,
    adjacent,
    core,
)
from eventx.stages.timex.lexer import END, Lexeme
from eventx.stages.timex.lexicon import Lexicon

Direction = Literal["last", "this", "next"]
Parsed = tuple[Expression, int] | None
_SIGN: dict[Direction, int] = {"last": -1, "this": 0, "next": 1}
_FIRST_YEAR, _LAST_YEAR = 1500, 2099


@dataclass(frozen=True, slots=True)
class Found:
    """An expression and where it lies in the text."""

    start: int
    end: int
    expression: Expression


class Grammar:
    """Reads the lexemes of one text."""

    def __init__(self, lexicon: Lexicon, words: Sequence[Lexeme], folded: str) -> None:
        self.lexicon = lexicon
        self.words = words
        self.folded = folded
        self._names = self._month_names()

    def find(self) -> Iterator[Found]:
        """Yields the time expressions in text order; they don't overlap."""
        i = 0
        while i < len(self.words):
            found = self.expression(i)
            if found is None or found[1] <= i:
                i += 1
                continue
            expression, end = found
            last = self.words[end - 1]
            yield Found(self.words[i].start, last.end, expression)
            i = end

    # Lexemes.

    def at(self, i: int) -> Lexeme:
        """Returns the lexeme at i, or the end mark."""
        return self.words[i] if 0 <= i < len(self.words) else END

    def word(self, i: int) -> str:
        """Returns the folded characters of the lexeme at i; nothing at a bound (see `Lexeme.bound`)."""
        return self.at(i).text

    def on(self, i: int) -> str:
        """Like `word`, for a lexeme that must belong to the sentence of the one before it."""
        lexeme = self.at(i)
        return "" if lexeme.bound else lexeme.text

    def phrase(self, i: int, name: str) -> int | None:
        """Returns the index after the longest phrase of a list that stands at i."""
        lexeme = self.at(i)
        if lexeme is END:
            return None
        for text in self.lexicon.phrases[name]:
            if not self.folded.startswith(text, lexeme.start):
                continue
            stop = lexeme.start + len(text)
            k = i
            while k < len(self.words) and self.words[k].end < stop:
                k += 1
            if k < len(self.words) and self.words[k].end == stop:
                return k + 1
        return None

    def matched(self, i: int, end: int) -> str:
        """Returns the folded text of the lexemes [i, end)."""
        return self.folded[self.words[i].start : self.words[end - 1].end]

    def either(self, i: int, *readers: Callable[[int], Parsed]) -> Parsed:
        """Returns the longest of several readings; of equally long ones the first."""
        found: Parsed = None
        for reader in readers:
            other = reader(i)
            if other is not None and (found is None or other[1] > found[1]):
                found = other
        return found

    def _month_names(self) -> frozenset[str]:
        """Returns the months that are also somebody's name in this text ("Theresa May")."""
        lexicon, names = self.lexicon, set()
        for k in range(1, len(self.words)):
            lexeme, before = self.words[k], self.words[k - 1]
            if (
                lexicon.has("ambiguous_months", lexeme.text)
                and lexeme.capital
                and before.capital
                and before.kind == "word"
                and not before.text.isdigit()
                and not lexeme.bound
                and not before.bound
                and not self._before_month(before.text)
                and not self.at(k - 2).bound
                and self.at(k + 1).kind not in ("number", "ordinal")
            ):
                names.add(lexeme.text)
        return frozenset(names)

    def _before_month(self, word: str) -> bool:
        lexicon = self.lexicon
        return (
            lexicon.has("month_openers", word)
            or word in lexicon.weekdays
            or word in lexicon.months
            or word in lexicon.ordinals
            or word in lexicon.seasons
        )

    # Numbers.

    def number(self, i: int) -> tuple[int, int] | None:
        """Reads a cardinal below a hundred thousand: "3", "three", "twenty-five"."""
        lexeme, lexicon = self.at(i), self.lexicon
        if lexeme.kind == "number" and len(lexeme.text) <= 5:
            return int(lexeme.text), i + 1
        if lexeme.text in lexicon.tens:
            k = i + 2 if self.on(i + 1) == "-" else i + 1
            units = lexicon.cardinals.get(self.on(k), 0)
            if 1 <= units <= 9 and len(self.on(k)) > 2:
                return lexicon.tens[lexeme.text] + units, k + 1
            return lexicon.tens[lexeme.text], i + 1
        if lexeme.text in lexicon.cardinals:
            return lexicon.cardinals[lexeme.text], i + 1
        return None

    def ordinal(self, i: int) -> tuple[int, int] | None:
        """Reads an ordinal: "24th", "third", "twenty-second"."""
        lexeme, lexicon = self.at(i), self.lexicon
        if lexeme.kind == "ordinal" and len(lexeme.text) <= 5:
            return int(lexeme.text[:-2]), i + 1
        if lexeme.text in lexicon.tens:
            k = i + 2 if self.on(i + 1) == "-" else i + 1
            units = lexicon.ordinals.get(self.on(k), 0)
            return (lexicon.tens[lexeme.text] + units, k + 1) if 1 <= units <= 9 else None
        if lexeme.text in lexicon.ordinals:
            return lexicon.ordinals[lexeme.text], i + 1
        return None

    def year(self, i: int, *, short: bool = False) -> tuple[int, int] | None:
        """Reads a year: "2014", "nineteen ninety-six", "two thousand and five"; with `short` also "87"."""
        lexeme, lexicon = self.at(i), self.lexicon
        if lexeme.kind == "number" and not self._counts(i):
            value = int(lexeme.text) if len(lexeme.text) == 4 else 0
            if _FIRST_YEAR <= value <= _LAST_YEAR:
                return value, i + 1
            if short and len(lexeme.text) == 2 and int(lexeme.text) > 31:
                return 1900 + int(lexeme.text), i + 1
            return None
        if lexeme.text == "'" and self.at(i + 1).glued and self.at(i + 1).kind == "number" and len(self.on(i + 1)) == 2:
            value = int(self.on(i + 1))
            return (1900 if value > 40 else 2000) + value, i + 2
        if lexeme.text == "two" and self.on(i + 1) == "thousand":
            k = i + 3 if self.on(i + 2) == "and" else i + 2
            rest = self.number(k) if self.on(k) else None
            if rest and rest[0] < 100 and self.at(k).kind == "word" and len(self.on(k)) > 2:
                return 2000 + rest[0], rest[1]
            return 2000, i + 2
        century = lexicon.century_words.get(lexeme.text)
        if century and self.on(i + 1) and self.at(i + 1).kind == "word" and len(self.on(i + 1)) > 2:
            rest = self.number(i + 1)
            if rest and 10 <= rest[0] < 100 and self.on(rest[1]) not in lexicon.units:
                return century * 100 + rest[0], rest[1]
        return None

    def _counts(self, i: int) -> bool:
        """Tells whether the number at i counts or measures something."""
        after, before = self.at(i + 1), self.at(i - 1)
        if not after.bound and self.lexicon.has("counted", after.text):
            return True
        if not after.bound and after.glued and (after.text in "%°" or after.kind == "word" or after.text == "/"):
            return True
        return before.text in ("$", "€", "£", "¥", "#", ".", "+", "/", "_") and self.at(i).glued

    # Dates.

    def month(self, i: int) -> tuple[int, int] | None:
        """Reads the name of a month; the stop of an abbreviation belongs to it."""
        lexeme, lexicon = self.at(i), self.lexicon
        value = lexicon.months.get(lexeme.text)
        if value is None or lexeme.kind != "word":
            return None
        stop = lexeme.text not in lexicon.month_names and self.on(i + 1) == "." and self.at(i + 1).glued
        return value, i + 1 + stop

    def day(self, i: int) -> tuple[int, int] | None:
        """Reads the number of a day: "24", "24th", "the twenty-fourth"."""
        k = i + 1 if self.word(i) == "the" else i
        if k > i and self.at(k).bound:
            return None
        lexeme = self.at(k)
        if lexeme.kind == "number" and len(lexeme.text) <= 2 and 1 <= int(lexeme.text) <= 31 and k == i:
            return int(lexeme.text), k + 1
        found = self.ordinal(k)
        if found is None and lexeme.kind == "word" and len(lexeme.text) > 2 and k == i:
            found = self.number(k)
        return found if found and 1 <= found[0] <= 31 else None

    def weekday(self, i: int) -> tuple[int, int] | None:
        """Reads the name of a weekday; a short one ("Sat.") only with its stop or beside a number or month."""
        lexeme, lexicon = self.at(i), self.lexicon
        value = lexicon.weekdays.get(lexeme.text)
        if value is None or lexeme.kind != "word":
            return None
        if lexeme.text in lexicon.weekday_names:
            if not lexeme.bound and lexicon.has("weekday_names_before", self.word(i - 1)) and self.at(i - 1).capital:
                return None
            after = self.at(i + 1)
            if not after.bound and after.capital and lexicon.has("weekday_names_after", after.text) and lexeme.capital:
                return None
            return value, i + 1
        if not lexeme.capital:
            return None
        k = i + 2 if self.on(i + 1) == "." and self.at(i + 1).glued else i + 1
        after = self.on(k + 1) if self.on(k) == "," else self.on(k)
        beside = after[:1].isdigit() or after in lexicon.months or after == "the"
        return (value, k) if beside or (k == i + 2 and lexeme.text not in ("sun", "sat")) else None

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
            inner = None if self.at(k).bound else self.either(k, self._dated, self._day_only)
            if inner and isinstance(inner[0], CalendarDate) and (inner[0].day or inner[0].written):
                end = inner[1]
                if closing and self.on(end) != closing:
                    return CalendarDate(weekday=weekday[0]), weekday[1]
                return replace(inner[0], weekday=weekday[0]), end + (closing != "")
            return CalendarDate(weekday=weekday[0]), weekday[1]
        return self._dated(i)

    def _day_only(self, i: int) -> Parsed:
        """Reads the day that stands beside a weekday ("Tuesday the eleventh", "Tue 13th")."""
        k = i + 1 if self.word(i) == "the" else i
        if k > i and self.at(k).bound:
            return None
        found = self.ordinal(k)
        return (CalendarDate(day=found[0]), found[1]) if found and found[0] <= 31 else None

    def _dated(self, i: int) -> Parsed:
        """Reads a date without weekday that names its month."""
        if self.at(i).kind == "date":
            return CalendarDate(written=self.word(i)), i + 1
        return self.either(i, self._month_first, self._day_first, self._year_first, self._slashed)

    def _month_first(self, i: int) -> Parsed:
        month = self.month(i)
        if month is None:
            return None
        value, k = month
        j = k + 1 if self.on(k) in (",", "-") else k  # "April-2017", "March, 2017"
        day = self.day(k) if self.on(k) and not self._counts_day(k) else None
        if day is not None:
            end = day[1]
            return self._with_year(CalendarDate(month=value, day=day[0]), i, end)
        j += self.on(j) == "of"
        year = self.year(j, short=self.on(j - 1) == "of") if self.on(j) else None
        if year is not None:
            return CalendarDate(year=year[0], month=value), year[1]
        if self._bare_month(i, k):
            return CalendarDate(month=value), k
        return None

    def _counts_day(self, k: int) -> bool:
        """Tells whether the number after a month is no day: "in May 12 people died", "March 5:30"."""
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

    def _day_first(self, i: int) -> Parsed:
        """Reads "24 February 2022", "the 24th of February", "15th day of June"."""
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
        if self.lexicon.has("ambiguous_months", month_word.text) and not month_word.capital and not self.on(k - 1) == "of":
            if self.at(i).kind == "word":
                return None
        return self._with_year(CalendarDate(month=month[0], day=day[0]), i, month[1])

    def _with_year(self, found: CalendarDate, i: int, k: int) -> Parsed:
        """Adds the year that follows a day and month."""
        j = k
        if self.on(j) in (",", "of"):
            j += 1
        of = self.on(j - 1) == "of" and j > k
        year = self.year(j, short=of or j == k) if self.on(j) else None
        if year is None:
            return found, k
        digits = all(c.isdigit() for c in self.at(year[1] - 1).text) and len(self.at(year[1] - 1).text) == 4
        if digits and any(c.isdigit() for c in self.matched(i, k)):
            return CalendarDate(month=found.month, day=found.day, written=self.matched(i, year[1])), year[1]
        return replace(found, year=year[0]), year[1]

    def _year_first(self, i: int) -> Parsed:
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
        if len(lexeme.text) == 4 and len(third.text) <= 2 and self.year(i) and 1 <= third_value <= 12:
            # "2010-12" may be a span of years; "2015-3" and "2015-03" can't.
            if third_value <= first_value % 100 or len(third.text) == 1:
                return CalendarDate(year=first_value, month=third_value), i + 3
        if len(lexeme.text) <= 2 and len(third.text) == 4 and 1 <= first_value <= 12 and self.year(i + 2):
            return CalendarDate(year=third_value, month=first_value), i + 3
        return None

    def _slashed(self, i: int) -> Parsed:
        """Reads "11/20" after a preposition; not fractions, scores, or "9/11"."""
        a, slash, b = self.at(i), self.at(i + 1), self.at(i + 2)
        if a.kind != "number" or b.kind != "number" or slash.text != "/" or not slash.glued or not b.glued:
            return None
        if self.lexicon.has("not_dates", self.matched(i, i + 3)) or len(a.text) > 2 or len(b.text) > 2:
            return None
        month, day = int(a.text), int(b.text)
        opened = not a.bound and self.lexicon.has("slash_openers", self.word(i - 1))
        if not opened or not (1 <= month <= 12 and 1 <= day <= 31) or (self.at(i + 3).glued and self.on(i + 3) == "/"):
            return None
        return CalendarDate(month=month, day=day), i + 3

    def _bare_month(self, i: int, end: int) -> bool:
        """Tells whether a month without day and year is one."""
        lexeme, before, after = self.at(i), self.at(i - 1), self.at(end)
        lexicon = self.lexicon
        opened = not lexeme.bound and lexicon.has("month_openers", before.text)
        abbreviated = lexeme.text not in lexicon.month_names
        if lexicon.has("ambiguous_months", lexeme.text) or abbreviated:
            if not lexeme.capital:
                return opened and before.text in ("in", "since", "until", "last", "next") and lexeme.text not in ("march", "may", "mar")
            if lexeme.text in self._names and not (opened and before.text in ("in", "since", "last", "next")):
                return False
            named = before.text in ("the", "a", "an", "its", "his", "their") and after.kind == "word" and not after.capital
            possessive = after.text == "'s" and lexeme.text not in ("may", "april", "june", "jan")
            return opened or ((named or possessive) and lexeme.text not in ("may", "march", "april", "jan") and not lexeme.bound)
        return lexeme.capital or opened

    # Times of day.

    def clock(self, i: int, *, bare: bool = False) -> int | None:
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
                elif self.on(j) and len(lexeme.text) == 4 and lexeme.kind == "number" and (self.phrase(j, "zones") or self.on(j) == "hours"):
                    k = j + (self.on(j) == "hours")
                elif bare and number[0] <= 24:
                    k = j
        if k is None:
            return None
        for name in ("meridiem", "zones"):
            if self.on(k):
                k = self.phrase(k, name) or k
        if self.on(k) == "(":  # "10:35 a.m. (0735 GMT)"
            inner = self.clock(k + 1)
            if inner and self.on(inner) == ")":
                k = inner + 1
        return k

    def _after_day(self, k: int) -> tuple[int, str | None]:
        """Reads on over the time of day after a day; returns the end and "night" where it is said to be night."""
        part: str | None = None
        j = k
        if self.on(j) in ("in", "at", "during") and self.on(j + 1) in ("the", "night", "around", "about"):
            j += 1 if self.on(j + 1) == "night" else 2
        modified = self.on(j) in ("early", "late", "mid")
        j += modified
        if modified and self.on(j) == "in" and self.on(j + 1) == "the":
            j += 2
        word = self.on(j)
        if word in self.lexicon.dayparts and not word.endswith("mornings"):
            k, part = j + 1, "night" if self.lexicon.dayparts[word] == "night" else None
        j = k + (self.on(k) in ("at", "around", "about", "shortly", "just", ",")) if self.on(k) else k
        j += self.on(j) in ("around", "about", "after", "before") and j > k
        clock = self.clock(j) if self.on(j) else None
        if clock is not None:
            k = clock
        return k, part

    # Points.

    def _day_point(self, i: int) -> Parsed:
        """Reads something that is one day: a date, a weekday, "yesterday", a holiday."""
        return self.either(i, self.date, self._deictic, self._weekday_of, self._directed, self._holiday)

    def _deictic(self, i: int) -> Parsed:
        lexicon = self.lexicon
        j = i + 1 if self.word(i) == "the" else i
        end = self.phrase(j, "deictic_days")
        if end is not None:
            return DayShift(lexicon.deictic_days[self.matched(j, end)]), end
        if self.word(i) in lexicon.deictic_nights:
            return DayShift(0, grain="night"), i + 1
        direction = self._direction(i)
        if direction and direction[0] != "next":
            part = lexicon.dayparts.get(self.on(direction[1]))
            if part and not self.on(direction[1]).endswith("s"):
                back = -1 if direction[0] == "last" else 0
                return DayShift(back, grain="night" if part == "night" else "day"), direction[1] + 1
        return None

    def _overnight(self, i: int) -> Parsed:
        """Reads "overnight", "overnight into Friday", "overnight on Thursday", "Friday night into Saturday"."""
        if not self.lexicon.has("overnight", self.word(i)):
            return None
        k = i + 1
        opener = self.on(k)
        j = k + (opener in ("into", "to", "on", "from", "between")) if opener else k
        day = self._day_point(j) if self.on(j) else None
        if day is None:
            return DayShift(-1, 2, "night"), k
        if self.on(day[1]) in ("into", "to", "-", "and"):
            second = self._day_point(day[1] + 1) if self.on(day[1] + 1) else None
            if second is not None:
                return Range(day[0], second[0], night=True), second[1]
        return Into(day[0]), day[1]

    def _direction(self, i: int) -> tuple[Direction, int] | None:
        """Reads "last", "this", "next" and their like."""
        word, lexicon = self.word(i), self.lexicon
        if word == "this" and lexicon.has("last", self.on(i + 1)):
            return "last", i + 2
        if word == "this" and lexicon.has("next", self.on(i + 1)):
            return "next", i + 2
        for name in ("last", "this", "next"):
            if lexicon.has(name, word):
                return name, i + 1  # type: ignore[return-value]
        return None

    def _directed(self, i: int) -> Parsed:
        """Reads "last Friday", "next March", "this summer", "last Christmas"."""
        direction = self._direction(i)
        if direction is None or self.at(direction[1]).bound:
            return None
        way, k = direction
        contextual = self.word(k - 1) in ("previous", "preceding", "following")
        weekday = self.weekday(k)
        if weekday:
            return NamedWeekday(weekday[0], way, contextual), weekday[1]
        month = self.month(k)
        if month and (self.at(k).capital or self.word(k) not in ("may", "march", "mar")):
            return NamedMonth(month[0], way), month[1]
        if self.on(k) in self.lexicon.seasons and self.word(k - 1) not in ("previous", "following"):
            return NamedMonth(self.lexicon.seasons[self.on(k)], way, season=True), k + 1
        slashed = self._slashed(k) if way == "this" else None
        holiday = slashed or self._holiday(k)
        if holiday and isinstance(holiday[0], Holiday):
            return replace(holiday[0], direction=way), holiday[1]
        return holiday

    def _weekday_of(self, i: int) -> Parsed:
        """Reads "Wednesday next week", "next week on Tuesday", "Tuesday of last week"."""
        weekday = self.weekday(i)
        if weekday is not None:
            k = weekday[1]
            k += self.on(k) == "of"
            week = self._week(k) if self.on(k) else None
            return (NamedWeekday(weekday[0], "this", weeks=week[0]), week[1]) if week else None
        week = self._week(i)
        if week is None:
            return None
        k = week[1]
        k += self.on(k) == "'s"
        k += self.on(k) in ("on", ",")
        weekday = self.weekday(k) if self.on(k) else None
        return (NamedWeekday(weekday[0], "this", weeks=week[0]), weekday[1]) if weekday else None

    def _week(self, i: int) -> tuple[int, int] | None:
        direction = self._direction(i)
        if direction is None or self.on(direction[1]) != "week":
            return None
        return _SIGN[direction[0]], direction[1] + 1

    def _unit_shift(self, i: int) -> Parsed:
        """Reads "last week", "this month", "the previous year", "next weekend"."""
        the = self.word(i) == "the"
        j = i + the
        if the and self.at(j).bound:
            return None
        direction = self._direction(j)
        if direction is None or self.at(direction[1]).bound:
            return None
        way, k = direction
        word = self.word(k - 1)
        k += self.lexicon.has("business", self.on(k))
        unit = self.lexicon.units.get(self.on(k))
        if unit is None or unit in ("hour", "minute") or self.on(k) != unit:
            return None
        contextual = word in ("previous", "preceding", "following")
        if the and not contextual:
            # "In the last week" ends at the anchor; "the next decade" and "the current year" are the calendar's.
            if way == "this" or unit == "decade":
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

    def _amount(self, i: int) -> tuple[int, str, int] | None:
        """Reads "three days", "a year", "two and a half years", "a couple of weeks"; a vague amount counts 0."""
        lexicon = self.lexicon
        k = i + (self.word(i) == "a" and (self.phrase(i + 1, "vague_amounts") is not None))
        vague = self.phrase(k, "vague_amounts")
        number: tuple[int, int] | None
        if vague is not None and not self.at(k).text.isdigit():
            pair = self.word(k) == "couple"
            number = (2 if pair else 0), vague + (self.on(vague) == "of")
        else:
            number = self.number(i)
        if number is None or not self.on(number[1]):
            return None
        value, k = number
        if self.on(k) == "-" and self.at(k).glued:
            return None
        half = self.on(k) == "and" and self.on(k + 1) == "a" and self.on(k + 2) == "half"
        k += 3 * half
        k += lexicon.has("business", self.on(k))
        unit = lexicon.units.get(self.on(k))
        if unit is None:
            return None
        if half and unit == "year":
            value, unit = value * 12 + 6, "month"
        return value, unit, k + 1

    def _amounts(self, i: int) -> tuple[tuple[tuple[int, str], ...], int] | None:
        """Reads several amounts in a row ("three months and two days")."""
        found: list[tuple[int, str]] = []
        k = i
        while (amount := self._amount(k)) is not None:
            found.append(amount[:2])
            end = amount[2]
            joined = self.on(end) in ("and", ",")
            if not joined or not self.on(end + 1) or self._amount(end + 1) is None:
                return tuple(found), end
            k = end + 1
        return None

    def _distance(self, i: int) -> Parsed:
        """Reads "almost four years ago", "two weeks before Easter", "a day later", "three years from now"."""
        j = self.phrase(i, "approximate") or i
        if j > i and self.at(j).bound:
            return None
        read = self._amounts(j)
        if read is None:
            return None
        amounts, k = read
        unknown = any(n == 0 for n, _ in amounts)
        word = self.on(k)
        if self.lexicon.has("back_words", word):
            return (Unknown() if unknown else Distance(amounts, -1)), k + 1
        if self.word(i - 1) in ("for", "during") and not self.at(i).bound and word not in ("earlier", "before"):
            return None
        small = all(unit in ("hour", "minute") for _, unit in amounts)
        if (word == "from" and self.on(k + 1) in ("now", "today")) or word == "hence":
            return (Unknown() if unknown else Distance(amounts, 1)), k + 1 + (word == "from")
        if small:
            return None
        if word in ("later", "earlier", "on") and not (word == "on" and self.on(k + 1) not in (",", ".")):
            later = word != "earlier"
            if self.on(k + 1) == "than":
                return None
            return (Unknown() if unknown else Distance(amounts, 1 if later else -1, contextual=True)), k + 1
        sign = {"after": 1, "since": 1, "from": 1, "following": 1, "before": -1, "prior": -1}.get(word)
        if sign is None or unknown:
            return None
        k += 1 + (word == "prior" and self.on(k + 1) == "to")
        k += self.on(k) == "the" and self.on(k + 1) == "year"
        k += self.on(k) == "year"
        base = self._anchored(k) if self.on(k) else None
        if base is None:
            ends = not self.on(k) or self.at(k).kind == "mark"
            return (Distance(amounts, sign, contextual=True), k) if ends and sign < 0 else None
        if isinstance(base[0], CalendarDate) and base[0].day is None and base[0].weekday is None:
            base = NthOf(1 if sign > 0 else 1, "day", base[0]), base[1]
        return Distance(amounts, sign, base[0]), base[1]

    def _anchored(self, i: int) -> Parsed:
        """Reads the time that another is counted from."""
        return self.either(i, self._day_point, self._year_point)

    def _appended(self, i: int) -> Parsed:
        """Reads a weekday that a distance fixes: "Monday two weeks from now", "Thursday, two years from now"."""
        weekday = self.weekday(i)
        if weekday is None:
            return None
        k = weekday[1] + (self.on(weekday[1]) == ",")
        distance = self._distance(k) if self.on(k) else None
        if distance is None or not isinstance(distance[0], Distance) or distance[0].contextual:
            return None
        if distance[0].sign < 0 or any(unit in ("hour", "minute", "day") for _, unit in distance[0].amounts):
            return None
        day = replace(distance[0], amounts=(*distance[0].amounts, (0, "day")))
        return NthOf(1, weekday[0], WeekOf(day)), distance[1]

    def _rolling(self, i: int) -> Parsed:
        """Reads "the past 24 hours", "the last three months", "the next two weeks", "the previous four quarters"."""
        k = i + (self.word(i) in ("the", "these", "those"))
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
            return (Rolling(((count[0], unit),), ahead), k + 1) if unit else None
        if not self.on(k) or self.on(k) in ("a", "an"):
            return None
        amounts = self._amounts(k)
        if amounts is None:
            return None
        if any(n == 0 for n, _ in amounts[0]):
            return Unknown(), amounts[1]
        value, unit = amounts[0][0]
        if unit == "quarter":
            return Units(unit, value, ahead), amounts[1]
        if len(amounts[0]) > 1 and self.on(amounts[1]) in ("ago", "later", "earlier"):
            # "For the last three months, and two days ago ...": the second amount goes with "ago".
            single = self._amount(k)
            return (Rolling(((value, unit),), ahead), single[2]) if single else None
        return Rolling(amounts[0], ahead), amounts[1]

    def _ahead_by(self, i: int) -> Parsed:
        """Reads the amount of "in two weeks": a time where the verb looks ahead, else a duration."""
        if self.at(i).bound or self.word(i - 1) != "in":
            return None
        amounts = self._amounts(i)
        if amounts is None or any(n == 0 or unit in ("hour", "minute") for n, unit in amounts[0]):
            return None
        return IfForward(Distance(amounts[0], 1)), amounts[1]

    def _vague(self, i: int) -> Parsed:
        """Reads "recent days", "the coming weeks", "the past few months", which no calendar tells."""
        k = i + (self.word(i) == "the" and not self.at(i + 1).bound)
        if not self.lexicon.has("vague_periods", self.word(k)):
            return None
        word = self.on(k + 1)
        return (Unknown(), k + 2) if word in self.lexicon.units and word.endswith("s") else None

    def _contextual(self, i: int) -> Parsed:
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
                return InFocus(unit), k + 1
            if part and self.on(k) not in ("dawn", "noon") and not self.on(k).endswith("s"):
                return Part(InFocus("day"), "night") if part == "night" else InFocus("day"), k + 1
            return None
        the = self.word(i) == "the"
        k = i + the
        unit = self.lexicon.units.get(self.on(k)) if the else None
        if unit in ("day", "night", "week", "month", "year") and self.on(k) == unit:
            word = self.on(k + 1)
            sign = {"after": 1, "before": -1, "prior": -1}.get(word)
            if sign is None:
                return None
            j = k + 2 + (word == "prior" and self.on(k + 2) == "to")
            base = self._day_point(j) if self.on(j) else None
            if base is not None and unit in ("day", "night", "week"):
                return Distance(((1, unit),), sign, base[0]), base[1]
            if base is not None:
                return None
            if not self.on(j) or self.at(j).kind == "mark":
                return UnitShift(unit, sign, contextual=True), k + 2
            return (Unknown(), k + 2) if unit == "day" else None
        return self._event_anchored(start)

    def _event_anchored(self, i: int) -> Parsed:
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
        if self.on(j) in ("the", "a", "its", "their") or self.at(j).capital:
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

    def _holiday(self, i: int) -> Parsed:
        end = self.phrase(i, "holidays")
        if end is None or not (self.at(i).capital or not self.at(end - 1).capital):
            return None
        rule = self.lexicon.holidays[self.matched(i, end)]
        weekend = self.on(end) == "weekend"
        year = self.year(end) if self.on(end) else None
        year_of = self._year_direction(end) if year is None and self.on(end) else None
        opened = not self.at(i).bound and self.lexicon.has("holiday_openers", self.word(i - 1))
        if not rule.bare and not (opened or weekend or year):
            return None
        if year:
            return Holiday(rule, year[0], weekend=self.on(year[1]) == "weekend"), year[1] + (self.on(year[1]) == "weekend")
        if weekend:
            year = self.year(end + 1) if self.on(end + 1) else None
            return Holiday(rule, year[0] if year else None, weekend=True), year[1] if year else end + 1
        if year_of and year_of[0] == "last":
            return Holiday(rule, direction="last"), year_of[1]
        return Holiday(rule), end

    def _year_direction(self, i: int) -> tuple[Direction, int] | None:
        """Reads "last year", "of this year", "next year" after a month or holiday."""
        k = i + (self.word(i) == "of")
        direction = self._direction(k)
        if direction and self.on(direction[1]) == "year":
            return direction[0], direction[1] + 1
        return None

    def _month_of(self, i: int) -> Parsed:
        """Reads "June last year", "January of this year", "10 May last year"."""
        date = self._dated_loose(i)
        if date is None or not isinstance(date[0], CalendarDate):
            return None
        found, end = date
        if found.year is not None or found.written is not None or found.month is None:
            return None
        direction = self._year_direction(end + (self.on(end) == ",")) if self.on(end) else None
        if direction is None:
            return None
        month = NamedMonth(found.month, direction[0], of_year=True)
        if found.day is not None:
            return NthOf(found.day, "day", month), direction[1]
        return month, direction[1]

    def _dated_loose(self, i: int) -> Parsed:
        """Reads a date in which a month alone needs no preposition, because "last year" follows."""
        month = self.month(i)
        if month and self._year_direction(month[1]) and self.at(i).capital:
            return CalendarDate(month=month[0]), month[1]
        return self._dated(i)

    def _season(self, i: int) -> Parsed:
        """Reads "the summer of 2014", "winter 1994", "in the spring", "spring last year"."""
        k = i + (self.word(i) == "the" and not self.at(i + 1).bound)
        month = self.lexicon.seasons.get(self.word(k))
        if month is None:
            return None
        end = k + 1
        j = end + (self.on(end) == "of")
        year = self.year(j) if self.on(j) else None
        if year is not None:
            return Season(month, year[0]), year[1]
        direction = self._year_direction(end) if self.on(end) else None
        if direction is not None:
            return NamedMonth(month, direction[0], season=True, of_year=True), direction[1]
        opener = self.word(i - 1) if not self.at(i).bound else ""
        temporal = opener in ("in", "since", "until", "during", "by", "into", "over", "throughout", "early", "late", "mid")
        clear = self.on(end) != "of" and self.at(end).kind != "word" or self.on(end) in ("and", "after", "when", "but")
        if k > i and temporal and clear:
            return Season(month), end
        return None

    def _decade(self, i: int) -> Parsed:
        """Reads "the 1990s", "1990 s", "the '90s", "the nineties", "the 11th century"."""
        k = i + (self.word(i) == "the" and not self.at(i + 1).bound)
        lexeme = self.at(k)
        if lexeme.kind == "number" and len(lexeme.text) == 4 and lexeme.text.endswith("0"):
            suffix = self.at(k + 1)
            j = k + 1 + (suffix.text == "'" and suffix.glued)
            if self.on(j) in ("s", "'s") and int(lexeme.text) >= _FIRST_YEAR and (self.on(j) == "s" or k > i):
                first = int(lexeme.text)
                return Fixed(dates.of_years(first, first + 9)), j + 1
        short = lexeme.text == "'" and self.at(k + 1).glued and self.at(k + 2).text == "s" and self.at(k + 2).glued
        if short and self.at(k + 1).kind == "number" and len(self.at(k + 1).text) == 2:
            first = int(self.at(k + 1).text)
            first += 1900 if first >= 30 else 2000
            return Fixed(dates.of_years(first, first + 9)), k + 3
        if lexeme.text in self.lexicon.decades and self.word(i - 1) not in ("her", "his", "their", "my", "your"):
            first = 1900 + self.lexicon.decades[lexeme.text]
            return Fixed(dates.of_years(first, first + 9)), k + 1
        ordinal = self.ordinal(k)
        if ordinal and 1 <= ordinal[0] <= 21:
            j = ordinal[1] + (self.on(ordinal[1]) == "-")
            if self.on(j) == "century":
                last = ordinal[0] * 100
                return Fixed(dates.of_years(last - 99, last)), j + 1
        return None

    def _quarter(self, i: int) -> Parsed:
        """Reads "the first quarter of 2020", "Q3 2019", "2019 Q1", "2019-Q1"."""
        k = i + (self.word(i) == "the" and not self.at(i + 1).bound)
        ordinal = self.ordinal(k)
        if ordinal and 1 <= ordinal[0] <= 4 and self.on(ordinal[1]) == "quarter":
            j = ordinal[1] + 1
            year = self.year(j + (self.on(j) == "of")) if self.on(j) else None
            if year:
                return Fixed(dates.of_quarter(year[0], ordinal[0])), year[1]
            direction = self._year_direction(j) if self.on(j) else None
            if direction:
                return NthOf(ordinal[0], "quarter", UnitShift("year", _SIGN[direction[0]])), direction[1]
            return None
        quarter = self._q(k)
        if quarter:
            j = quarter[1] + (self.on(quarter[1]) in (",", "of", "-"))
            year = self.year(j) if self.on(j) else None
            return (Fixed(dates.of_quarter(year[0], quarter[0])), year[1]) if year else None
        year = self.year(k)
        if year:
            j = year[1] + (self.on(year[1]) in ("-", ","))
            quarter = self._q(j) if self.on(j) else None
            return (Fixed(dates.of_quarter(year[0], quarter[0])), quarter[1]) if quarter else None
        return None

    def _q(self, i: int) -> tuple[int, int] | None:
        after = self.at(i + 1)
        if self.word(i) == "q" and after.glued and after.text in ("1", "2", "3", "4"):
            return int(after.text), i + 2
        return None

    def _nth_of(self, i: int) -> Parsed:
        """Reads "the first week of May", "the last Monday of March", "the first two weeks of 2021"."""
        k = i + (self.word(i) == "the" and not self.at(i + 1).bound)
        ordinal = (-1, k + 1) if self.word(k) in ("last", "final") else self.ordinal(k)
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
        k = weekday[1] if weekday else k + 1
        if self.on(k) not in ("of", "in") or not self.on(k + 1):
            return None
        whole = self.either(k + 1, self._year_point, self._month_of, self._unit_shift, self._dated, self._the_unit)
        if whole is None or isinstance(whole[0], Rolling | InFocus):
            return None
        if isinstance(whole[0], CalendarDate) and (whole[0].day or whole[0].written):
            return None
        return NthOf(nth, unit, whole[0], number), whole[1]

    def _the_unit(self, i: int) -> Parsed:
        """Reads "the year", "the month" after "the end of"."""
        k = i + (self.word(i) == "the")
        if (k > i and self.at(k).bound) or self.word(k) not in ("week", "month", "year", "decade", "century", "day"):
            return None
        return UnitShift(self.word(k), 0), k + 1

    def _year_point(self, i: int) -> Parsed:
        """Reads a year where a year may stand."""
        year = self.year(i)
        if year is None:
            return None
        value, end = year
        lexeme, before, after = self.at(i), self.at(i - 1), self.at(end)
        lexicon = self.lexicon
        if after.glued and not after.bound and after.text in ("-", ":", "/") and self.at(end + 1).glued:
            if self.at(end + 1).kind in ("number", "word") and self.on(end + 1) not in ("era",):
                return None
        if lexeme.glued and before.text in ("-", ":", "/", "'"):
            return (CalendarDate(year=value), end) if before.text == "-" and self._before_month(self.word(i - 2)) else None
        opened = not lexeme.bound and lexicon.has("year_openers", before.text)
        determined = not lexeme.bound and lexicon.has("year_determiners", before.text)
        noun = after.kind == "word" and not after.bound
        enclosed = before.text == "(" and after.text in (")", ",") and lexeme.kind == "number"
        written = before.text == "," and self.at(i - 2).kind in ("number", "ordinal") and lexeme.kind == "number"
        compound = self.on(end) == "'s" and value >= 1900
        if lexeme.kind != "number":
            return (CalendarDate(year=value), end) if opened and before.text in ("in", "since", "of", "until", "by", "year") else None
        if opened and before.text in ("and", "or", "to", "with", "for", "as", "up", "about", "around", "over"):
            plausible = value >= 1900 and not (noun and after.text.endswith("s"))
            return (CalendarDate(year=value), end) if plausible else None
        if opened or enclosed or compound or (written and value >= 1900):
            return CalendarDate(year=value), end
        if determined and noun and value >= 1800:
            return CalendarDate(year=value), end
        return None

    def _part(self, i: int) -> Parsed:
        """Reads "early March", "late 2021", "mid-1996", "the end of the month", "earlier this week", "later today"."""
        lexicon = self.lexicon
        word = self.word(i)
        k = i + 1
        if word in ("earlier", "later") and self.on(k):
            shift = self._unit_shift(k)
            if shift and isinstance(shift[0], UnitShift) and shift[0].n == 0:
                return UpToNow(shift[0], word == "later"), shift[1]
            k += self.on(k) == "on"
            k += self.on(k) == "in" and self.on(k + 1) == "the"
            if self.on(k) == "the":
                unit = self._the_unit(k)
                return (UpToNow(unit[0], word == "later"), unit[1]) if unit else None
            return self.either(k, self._contextual, self._day_point) if self.on(k) else None
        part = next((p for p in ("early", "mid", "late") if lexicon.has(p, word)), None)
        if part and self.on(k):
            k += self.on(k) == "-"
            k += self.on(k) in ("in", "on")
            whole = self._whole(k) if self.on(k) else None
            return (Part(whole[0], part), whole[1]) if whole else None
        k = i + (word == "the" and not self.at(i + 1).bound)
        name = self.word(k)
        part = "early" if lexicon.has("start_of", name) else "late" if lexicon.has("end_of", name) else None
        part = "mid" if lexicon.has("middle_of", name) else part
        half = self.ordinal(k)
        if half and half[0] <= 2 and self.on(half[1]) == "half":
            part, k = ("first half", "second half")[half[0] - 1], half[1]
        if part and self.on(k + 1) == "of" and self.on(k + 2):
            whole = self._whole(k + 2) or self._the_unit(k + 2)
            return (Part(whole[0], part), whole[1]) if whole else None
        if name == "year" and self.on(k + 1) in ("'s", "-") and self.on(k + 2) == "end":
            return Part(UnitShift("year", 0), "late"), k + 3
        return None

    def _whole(self, i: int) -> Parsed:
        """Reads what may have an early and a late part."""
        month = self.month(i)
        plain: Parsed = None
        if month and self.at(i).capital:
            plain = CalendarDate(month=month[0]), month[1]
        year = self.year(i)
        if year and self.at(i).kind == "number":
            plain = CalendarDate(year=year[0]), year[1]
        season = self.lexicon.seasons.get(self.word(i))
        if season and not self.on(i + 1) == "of":
            plain = Season(season), i + 1
        readers = (
            self._day_with_time,
            self._month_of,
            self._unit_shift,
            self._decade,
            self._season,
            self._directed,
            self._night_of,
            lambda _: plain,
        )
        found = self.either(i, *readers)
        return None if found and isinstance(found[0], Rolling) else found

    def _night_of(self, i: int) -> Parsed:
        """Reads "the night of 5 May", "the early hours of Monday", "dawn on Tuesday", "the evening before"."""
        k = i + (self.word(i) == "the" and not self.at(i + 1).bound)
        opener = self.phrase(k, "daypart_openers") if self.word(k) else None
        daypart = self.lexicon.dayparts.get(self.word(k))
        if opener is None and daypart is None:
            return None
        end = opener if opener is not None else k + 1
        if self.on(end) not in ("of", "on"):
            return None
        j = end + 1 + (self.on(end + 1) == "the")
        day = self._day_with_time(j) or self._day_with_time(end + 1) if self.on(end + 1) else None
        if day is None:
            return None
        return (Part(day[0], "night"), day[1]) if daypart == "night" else day

    def _clocked(self, i: int) -> Parsed:
        """Reads a clock time with its day: "5 p.m. EST Nov. 9", "noon on Thursday"."""
        k = self.clock(i)
        if k is None:
            return None
        k += self.on(k) in ("on", "of", ",")
        k += self.on(k) == "early" or self.on(k) == "late"
        day = self._day_with_time(k) if self.on(k) else None
        return day

    def _day_with_time(self, i: int) -> Parsed:
        """Reads a day and the time of day that follows it."""
        day = self.either(i, self._day_point, self._month_of, self._appended)
        if day is None:
            return None
        found, end = day
        if isinstance(found, CalendarDate) and found.day is None and found.weekday is None and found.written is None:
            return day
        if isinstance(found, NamedMonth):
            return day
        end, part = self._after_day(end)
        return (Part(found, part) if part else found), end

    def _week_of(self, i: int) -> Parsed:
        """Reads "the week of March 4", "the week beginning 4 March", "w/c 4 March"."""
        k = i + (self.word(i) == "the" and not self.at(i + 1).bound)
        if self.word(k) == "week" and self.on(k + 1) in ("of", "beginning", "starting", "commencing", "ending"):
            k += 2
        elif self.word(k) == "w" and self.on(k + 1) == "/" and self.on(k + 2) == "c":
            k += 3
        else:
            return None
        day = self.either(k, self.date, self._lone_day) if self.on(k) else None
        return (WeekOf(day[0]), day[1]) if day else None

    def _weekend(self, i: int) -> Parsed:
        """Reads "the weekend", and "weekend" after "over"."""
        k = i + (self.word(i) == "the" and not self.at(i + 1).bound)
        if self.word(k) != "weekend" or (k == i and self.word(i - 1) not in ("over", "at")):
            return None
        if self.on(k + 1) == "of" and self.on(k + 2):
            holiday = self._holiday(k + 2)
            if holiday and isinstance(holiday[0], Holiday):
                return replace(holiday[0], weekend=True), holiday[1]
            return None
        return Weekend(), k + 1

    def _lone_day(self, i: int) -> Parsed:
        """Reads "the 24th" where a day may stand alone."""
        if self.word(i) != "the":
            return None
        lexeme, ordinal = self.at(i), self.ordinal(i + 1) if self.on(i + 1) else None
        if ordinal is None or not 1 <= ordinal[0] <= 31 or self.at(i + 1).kind != "ordinal":
            return None
        after = self.at(ordinal[1])
        opened = not lexeme.bound and self.lexicon.has("day_openers", self.word(i - 1))
        closed = after.bound or after.kind in ("mark", "end") or self.lexicon.has("after_bare_day", after.text)
        closed = closed and after.text not in ("-", "/") and not after.kind == "clitic"
        return (CalendarDate(day=ordinal[0]), ordinal[1]) if opened and closed else None

    def point(self, i: int) -> Parsed:
        """Reads one time."""
        return self.either(
            i,
            self._part,
            self._day_with_time,
            self._month_of,
            self._distance,
            self._ahead_by,
            self._rolling,
            self._nth_of,
            self._unit_shift,
            self._vague,
            self._contextual,
            self._season,
            self._decade,
            self._quarter,
            self._week_of,
            self._weekend,
            self._night_of,
            self._clocked,
            self._overnight,
            self._lone_day,
            self._year_point,
        )

    # Ranges.

    def expression(self, i: int) -> Parsed:
        """Reads a time or a range of times; nothing where a frequency or a longer name is told."""
        lexeme = self.at(i)
        if lexeme.kind in ("url", "clitic", "grouped") or lexeme.text in ("'", "(", ",", "."):
            if not (lexeme.text == "'" and self.at(i + 1).kind == "number"):
                return None
        if not lexeme.bound and self.lexicon.has("frequency", self.word(i - 1)):
            return None
        framed = self._framed(i)
        if framed is not None:
            return framed
        found = self._joined(i)
        if found is None:
            return None
        # "Friday mornings", "Mondays": how often, not when.
        if self.on(found[1]) in ("mornings", "nights", "evenings", "afternoons"):
            return None
        return found

    def _framed(self, i: int) -> Parsed:
        """Reads "between A and B", "from A to B"."""
        word = self.word(i)
        links = {"between": ("and",), "from": ("to", "until", "till", "through", "-")}.get(word)
        if links is None or not self.on(i + 1):
            return None
        first = self._end(i + 1)
        if first is None or self.on(first[1]) not in links or not self.on(first[1] + 1):
            return None
        if self.word(first[1] + 1) == "date" and word == "from":
            return Range(first[0], DayShift(0)), first[1] + 2
        second = self._end(first[1] + 1, after=first[0])
        return (Range(first[0], second[0]), second[1]) if second else None

    def _end(self, i: int, after: Expression | None = None) -> Parsed:
        """Reads one end of a range, which may be less than a time ("the ninth", "2014", "nine on Sunday evening")."""
        found = self.point(i)
        if found is not None:
            return found
        month = self.month(i)
        if month and self.at(i).capital:
            return CalendarDate(month=month[0]), month[1]
        clock = self.clock(i, bare=True)
        if clock is not None:
            k = clock + (self.on(clock) in ("on", "in"))
            day = self._day_with_time(k) if self.on(k) else None
            if day is not None:
                return day
        year = self.year(i)
        if year is not None and (after is None or isinstance(after, CalendarDate)):
            return CalendarDate(year=year[0]), year[1]
        day_number = self.day(i)
        if day_number is not None and (after is None or isinstance(core(after), CalendarDate)):
            dated = isinstance(after, CalendarDate) and after.day is not None
            # The first end must find its month in the second, the second in the first.
            if dated or (after is None and self._month_follows(day_number[1])):
                return CalendarDate(day=day_number[0]), day_number[1]
        return None

    def _month_follows(self, k: int) -> bool:
        """Tells whether a link, a day and a month follow the first day of a range."""
        if self.on(k) not in ("and", "to", "until", "till", "through", "-", "/", "&", "or", ","):
            return False
        day = self.day(k + 1) if self.on(k + 1) else None
        if day is None:
            return False
        j = day[1]
        if self.on(j) in ("and", ",", "or", "&"):  # "3, 4 and 5 May"
            return self._month_follows(j)
        j += self.on(j) == "of"
        return bool(self.on(j)) and self.month(j) is not None

    def _joined(self, i: int) -> Parsed:
        """Reads a time and what is joined to it: "Friday and Saturday", "May 5-7", "2014-16", "Monday to Thursday"."""
        first = self._years(i)
        if first is not None:
            return first
        first = self.point(i)
        if first is None:
            day = self.day(i) if self.word(i) not in ("a", "an") else None
            plain = day is not None and not (self.at(i).glued and self.at(i - 1).text not in ("(", "'", '"', "“"))
            if day is None or not plain or not self._month_follows(day[1]):
                return self._short_months(i)
            first = CalendarDate(day=day[0]), day[1]
        found, end = first
        last = found
        while True:
            link = self.on(end)
            k = end + 1
            if link == "," and self.on(k) in ("and", "or"):
                link, k = self.on(k), k + 1
            if link == "into" or (link == "-" and self.on(k) == "into"):
                link, k = "into", k + (link == "-")
            if link in ("and", "or", "into", "&", ",") and self.on(k) in ("on", "in", "again"):
                k += 1
            if link not in ("and", "or", "into", "&", ",", "to", "through", "until", "till", "-", "/", "thru") or not self.on(k):
                return found, end
            ranging = link in ("to", "through", "until", "till", "-", "thru", "into")
            second = self._end(k, after=last)
            if second is None or not self._joins(last, second[0], ranging, link):
                return found, end
            night = link == "into" or _is_night(found, second[0])
            begin = found.first if isinstance(found, Range) and not ranging else found
            if isinstance(begin, Range):
                return found, end
            found = Range(begin, second[0], night)
            last, end = second
            if ranging:
                return found, end

    def _joins(self, first: Expression, second: Expression, ranging: bool, link: str) -> bool:
        """Tells whether two times are one: a range, or neighbours in a list."""
        if isinstance(first, Unknown | Rolling | Units) or isinstance(second, Unknown | Rolling | Units):
            return False
        a, b = core(first), core(second)
        if not ranging:
            return adjacent(first, second)
        if isinstance(a, CalendarDate) and isinstance(b, CalendarDate):
            if link == "-" and a.weekday is None and a.month is None and a.day is None:
                return b.month is None and b.year is not None and a.year is not None and a.year < b.year
            return a.weekday is None or b.weekday is not None or b.day is not None
        days = (CalendarDate, DayShift, NamedWeekday, Holiday)
        if isinstance(a, days) and isinstance(b, days):
            return True
        return type(a) is type(b) and link != "-"

    def _years(self, i: int) -> Parsed:
        """Reads "2014-2016", "1950-53"; also "1914 to 1918" where a year may stand."""
        lexeme, dash, second = self.at(i), self.at(i + 1), self.at(i + 2)
        if lexeme.kind != "number" or len(lexeme.text) != 4 or dash.text not in ("-", "/") or dash.bound or second.bound:
            return None
        first = int(lexeme.text)
        if not _FIRST_YEAR <= first <= _LAST_YEAR or second.kind != "number" or self.at(i - 1).text in ("-", "$", "#", "/"):
            return None
        if self._counts(i + 2) or (self.at(i + 3).glued and self.on(i + 3) in ("-", "/", ":")):
            return None
        last = int(second.text) if len(second.text) == 4 else first // 100 * 100 + int(second.text) if len(second.text) == 2 else 0
        if not first < last <= min(_LAST_YEAR, first + 200):
            return None
        return Range(CalendarDate(year=first), CalendarDate(year=last)), i + 3

    def _short_months(self, i: int) -> Parsed:
        """Reads "Jan-Feb 2017", "January to March 2020": the first month takes its year from the second."""
        month = self.month(i)
        if month is None or not self.at(i).capital:
            return None
        link = self.on(month[1])
        if link not in ("-", "to", "through", "and", "/") or not self.on(month[1] + 1):
            return None
        second = self._dated(month[1] + 1)
        if second is None or not isinstance(second[0], CalendarDate) or second[0].year is None or second[0].day:
            return None
        return Range(CalendarDate(month=month[0]), second[0]), second[1]


def _is_night(first: Expression, second: Expression) -> bool:
    """Tells whether "late Sunday and early Monday" is said."""
    late = isinstance(first, Part) and first.part in ("late", "night")
    return late and isinstance(second, Part) and second.part == "early"
