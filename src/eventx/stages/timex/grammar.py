"""Finds time expressions in the words of a text.

A recursive-descent grammar over lexemes, in layers: `reader` knows words and numbers, `absolute` the names of the
calendar, `relative` what is reckoned from another time; here they become parts, ranges and lists. Every method
takes the index of a lexeme and returns what begins there with the index after it, or None.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from functools import lru_cache

from eventx.annotations import record
from eventx.stages.timex.expressions.calendar import CalendarDate
from eventx.stages.timex.expressions.frame import Expression
from eventx.stages.timex.expressions.named import Holiday, NamedWeekday, Season
from eventx.stages.timex.expressions.names import adjacent, core
from eventx.stages.timex.expressions.parts import Into, Part, Range, Unknown, UpToNow
from eventx.stages.timex.expressions.shifts import DayShift, Rolling, Units, UnitShift
from eventx.stages.timex.lexer import lexemes
from eventx.stages.timex.lexicon import Lexicon
from eventx.stages.timex.reader import FIRST_YEAR, LAST_YEAR, Parsed
from eventx.stages.timex.relative import RelativeGrammar

_NUMBERS = frozenset({"number", "ordinal", "date", "clock", "grouped"})  # kinds of lexemes
_NUMERIC = _NUMBERS | {"meridiem"}
_LIST = 6  # days that a list may have


@record
class Found:
    """An expression and where it lies in the text."""

    start: int
    end: int
    expression: Expression


class Grammar(RelativeGrammar):
    """Reads the times of one text."""

    def find(self) -> Iterator[Found]:
        """Yields the time expressions in text order; they don't overlap."""
        known, words, after = readers(self.lexicon), openers(self.lexicon), 0
        for i, lexeme in enumerate(self.words):
            if (
                lexeme.text not in words
                if lexeme.kind == "word"
                else lexeme.kind not in _NUMBERS and lexeme.text != "'"
            ):
                continue
            if i < after or (lexeme.text == "the" and self.first(i) not in known):
                continue
            found = self.expression(i)
            if found is not None and found[1] > i:
                expression, after = found
                yield Found(lexeme.start, self.words[after - 1].end, expression)

    def point(self, i: int) -> Parsed:
        """Reads one time: the longest that a method for its first word finds, the first of equally long ones."""
        found: Parsed = None
        for read in readers(self.lexicon).get(self.first(i), ()):
            other = read(self, i)
            if other is not None and (found is None or other[1] > found[1]):
                found = other
        return found

    def first(self, i: int) -> str:
        """Returns what a time at i is known by: its first word but "the", or the kind of a number."""
        lexeme = self.at(i)
        if lexeme.text == "the":
            lexeme = self.at(i + 1)
        return lexeme.text if lexeme.kind in ("word", "mark", "clitic", "meridiem") else f"#{lexeme.kind}"

    def expression(self, i: int) -> Parsed:
        """Reads a time or a range of times; nothing where a frequency or a longer name is told."""
        lexeme = self.at(i)
        if not self.starts(i):
            return None
        if not lexeme.bound and self.lexicon.has("frequency", self.word(i - 1)):
            return None
        framed = self.framed(i)
        if framed is not None:
            return framed
        found = self.joined(i)
        if found is None:
            return None
        # "Friday mornings", "Mondays": how often, not when.
        if self.lexicon.has("habitual", self.on(found[1])):
            return None
        return found

    def starts(self, i: int) -> bool:
        """Tells whether a time can begin here."""
        lexeme = self.at(i)
        match lexeme.kind:
            case "word":
                return lexeme.text in self.lexicon.starters and self.goes_on(i)
            case "number":
                return len(lexeme.text) == 4 or self.number_goes_on(i)
            case "ordinal" | "date" | "clock":
                return True
            case "grouped":
                return self.word(i - 1) == "on"
        return lexeme.text == "'" and self.at(i + 1).kind == "number"

    def goes_on(self, i: int) -> bool:
        """Tells whether what follows a small word lets a time begin with it: a quick look, as these are frequent."""
        word, lexicon = self.word(i), self.lexicon
        if word not in lexicon.articles:
            return word not in lexicon.number_words or self.number_goes_on(i)
        after = self.at(i + 1)
        if after.kind != "word":
            return word == "the" and not after.bound
        follows = after.text in lexicon.units or after.text in lexicon.starters
        return not after.bound and (follows or lexicon.has("business", after.text))

    def number_goes_on(self, i: int) -> bool:
        """Tells whether what follows a number lets a time begin with it; a number of four digits may be a year."""
        after = self.at(i + 1)
        return not after.bound and (after.text in self.lexicon.after_number or after.kind in _NUMERIC)

    def framed(self, i: int) -> Parsed:
        """Reads "between A and B", "from A to B"."""
        word = self.word(i)
        links = self.lexicon.frames.get(word)
        if links is None or not self.on(i + 1):
            return None
        first = self.end(i + 1)
        if first is None or self.on(first[1]) not in links or not self.on(first[1] + 1):
            return None
        if self.word(first[1] + 1) == "date" and word == "from":
            return Range(first[0], DayShift(0)), first[1] + 2
        second = self.end(first[1] + 1, after=first[0])
        return (Range(first[0], second[0]), second[1]) if second else None

    def end(self, i: int, after: Expression | None = None) -> Parsed:
        """Reads one end of a range, which may be less than a time ("the ninth", "2014", "ten on Friday night")."""
        found = self.point(i)
        if found is not None:
            return found
        month = self.month(i)
        if month and self.at(i).capital:
            return CalendarDate(month=month[0]), month[1]
        clock = self.clock(i, bare=True)
        if clock is not None:
            k = clock + (self.on(clock) in ("on", "in"))
            day = self.day_with_time(k) if self.on(k) else None
            if day is not None:
                return day
        year = self.year(i)
        if year is not None and (after is None or isinstance(after, CalendarDate)):
            return CalendarDate(year=year[0]), year[1]
        day_number = self.day(i)
        if day_number is not None and (after is None or isinstance(core(after), CalendarDate)):
            dated = isinstance(after, CalendarDate) and after.day is not None
            worded = self.at(i).kind == "word"
            if worded and (self.word(i - 1) == "-" or not (after is None or self.closes(day_number[1]))):
                return None  # "August 6 - the third such visit"
            # The first end must find its month in the second, the second in the first.
            if dated or (after is None and self.month_follows(day_number[1])):
                return CalendarDate(day=day_number[0]), day_number[1]
        return None

    def month_follows(self, k: int) -> bool:
        """Tells whether more days and then a month follow the first day: "3, 4 and 5 May"."""
        for _ in range(_LIST):
            if not self.lexicon.has("day_links", self.on(k)):
                return False
            day = self.day(k + 1) if self.on(k + 1) else None
            if day is None:
                return False
            k = day[1]
            month = k + (self.on(k) == "of")
            if self.on(month) and self.month(month) is not None:
                return True
        return False

    def joined(self, i: int) -> Parsed:
        """Reads a time and what is joined to it: "Friday and Saturday", "May 5-7", "2014-16", "Monday to Thursday"."""
        first = self.years(i)
        if first is not None:
            return first
        first = self.point(i)
        if first is None:
            day = self.day(i) if self.word(i) not in ("a", "an") else None
            plain = day is not None and not (self.at(i).glued and self.at(i - 1).text not in ("(", "'", '"', "“"))
            if day is None or not plain or not self.month_follows(day[1]):
                return self.short_months(i)
            first = CalendarDate(day=day[0]), day[1]
        lexicon, (found, end) = self.lexicon, first
        last = found
        while True:
            link = self.on(end)
            k = end + 1
            if link == "," and self.on(k) in ("and", "or"):
                link, k = self.on(k), k + 1
            if link == "into" or (link == "-" and self.on(k) == "into"):
                link, k = "into", k + (link == "-")
            if lexicon.has("night_links", link) and lexicon.has("after_link", self.on(k)):
                k += 1
            ranging = lexicon.has("range_links", link)
            if not (ranging or lexicon.has("list_links", link)) or not self.on(k):
                return found, end
            second = self.end(k, after=last)
            if second is None or not self.joins(last, second[0], ranging, link):
                return found, end
            if link == "," and not lexicon.has("list_ends", self.on(second[1])):
                return found, end  # no list: a comma alone joins nothing
            second = self.year_after(second)
            night = link == "into" or _is_night(found, second[0])
            begin = found.first if isinstance(found, Range) and not ranging else found
            if isinstance(begin, Range):
                return found, end
            found = Range(begin, second[0], night)
            last, end = second
            if ranging:
                return found, end

    def year_after(self, second: tuple[Expression, int]) -> tuple[Expression, int]:
        """Adds the year that stands after the second day of a range ("March 5-7, 2021")."""
        found, end = second
        if not isinstance(found, CalendarDate) or found.day is None or found.month or found.year or found.written:
            return second
        k = end + (self.on(end) == ",")
        year = self.year(k) if self.on(k) else None
        return (replace(found, year=year[0]), year[1]) if year else second

    def joins(self, first: Expression, second: Expression, ranging: bool, link: str) -> bool:
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

    def years(self, i: int) -> Parsed:
        """Reads "2014-2016", "1950-53"; also "1914 to 1918" where a year may stand."""
        lexeme, dash, second = self.at(i), self.at(i + 1), self.at(i + 2)
        if (
            lexeme.kind != "number"
            or len(lexeme.text) != 4
            or dash.text not in ("-", "/")
            or dash.bound
            or second.bound
        ):
            return None
        first = int(lexeme.text)
        if (
            not FIRST_YEAR <= first <= LAST_YEAR
            or second.kind != "number"
            or self.at(i - 1).text in ("-", "$", "#", "/")
        ):
            return None
        if self.counts(i + 2) or (self.at(i + 3).glued and self.on(i + 3) in ("-", "/", ":")):
            return None
        last = (
            int(second.text)
            if len(second.text) == 4
            else first // 100 * 100 + int(second.text)
            if len(second.text) == 2
            else 0
        )
        if not first < last <= min(LAST_YEAR, first + 200):
            return None
        return Range(CalendarDate(year=first), CalendarDate(year=last)), i + 3

    def short_months(self, i: int) -> Parsed:
        """Reads "Jan-Feb 2017", "January to March 2020": the first month takes its year from the second."""
        month = self.month(i)
        if month is None or not self.at(i).capital:
            return None
        link = self.on(month[1])
        if not self.lexicon.has("month_links", link) or not self.on(month[1] + 1):
            return None
        second = self.dated(month[1] + 1)
        if second is None or not isinstance(second[0], CalendarDate) or second[0].year is None or second[0].day:
            return None
        return Range(CalendarDate(month=month[0]), second[0]), second[1]

    def part(self, i: int) -> Parsed:
        """Reads "early March", "late 2021", "mid-1996", "the end of the month", "earlier this week", "later today"."""
        lexicon = self.lexicon
        word = self.word(i)
        k = i + 1
        if word in ("earlier", "later") and self.on(k):
            shift = self.unit_shift(k)
            if shift and isinstance(shift[0], UnitShift) and shift[0].n == 0:
                return UpToNow(shift[0], word == "later"), shift[1]
            k += self.on(k) == "on"
            k += self.on(k) == "in" and self.on(k + 1) == "the"
            if self.on(k) == "the":
                unit = self.the_unit(k)
                return (UpToNow(unit[0], word == "later"), unit[1]) if unit else None
            return self.either(k, self.contextual, self.day_point) if self.on(k) else None
        part = next((p for p in ("early", "mid", "late") if lexicon.has(p, word)), None)
        if part and self.on(k):
            k += self.on(k) == "-"
            k += self.on(k) in ("in", "on")
            whole = self.whole(k) if self.on(k) else None
            return (Part(whole[0], part), whole[1]) if whole else None
        k = i + (word == "the" and not self.at(i + 1).bound)
        name = self.word(k)
        part = "early" if lexicon.has("start_of", name) else "late" if lexicon.has("end_of", name) else None
        part = "mid" if lexicon.has("middle_of", name) else part
        half = self.ordinal(k)
        if half and half[0] <= 2 and self.on(half[1]) == "half":
            part, k = ("first half", "second half")[half[0] - 1], half[1]
        if part and self.on(k + 1) == "-" and self.at(k + 2).glued and self.on(k + 2):  # "end-2025"
            whole = self.whole(k + 2)
            return (Part(whole[0], part), whole[1]) if whole else None
        if part and self.on(k + 1) == "of" and self.on(k + 2):
            whole = self.whole(k + 2) or self.the_unit(k + 2)
            return (Part(whole[0], part), whole[1]) if whole else None
        if name == "year" and self.on(k + 1) in ("'s", "-") and self.on(k + 2) == "end":
            return Part(UnitShift("year", 0), "late"), k + 3
        return None

    def whole(self, i: int) -> Parsed:
        """Reads what may have an early and a late part."""
        month = self.month(i)
        plain: Parsed = None
        if month and self.at(i).capital:
            plain = CalendarDate(month=month[0]), month[1]
        year = self.year(i)
        if year and self.at(i).kind == "number":
            plain = CalendarDate(year=year[0]), year[1]
        season = self.lexicon.seasons.get(self.word(i))
        if season and self.on(i + 1) != "of":
            plain = Season(season), i + 1
        readers = (
            self.day_with_time,
            self.month_of,
            self.unit_shift,
            self.decade,
            self.season,
            self.directed,
            self.night_of,
            lambda _: plain,
        )
        found = self.either(i, *readers)
        return None if found and isinstance(found[0], Rolling) else found

    def night_of(self, i: int) -> Parsed:
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
        nights = self.nights(j) if daypart == "night" and self.on(j) else None
        if nights is not None:
            return nights
        day = self.day_with_time(j) or self.day_with_time(end + 1) if self.on(end + 1) else None
        if day is None:
            return None
        return (Part(day[0], "night"), day[1]) if daypart == "night" else day

    def overnight(self, i: int) -> Parsed:
        """Reads "overnight", "overnight into Friday", "overnight on Feb. 3-4", "overnight Wednesday to Thursday"."""
        if not self.lexicon.has("overnight", self.word(i)):
            return None
        opener = self.on(i + 1)
        k = i + 1 + self.lexicon.has("after_overnight", opener)
        day = self.day_point(k) if self.on(k) else None
        if day is None:
            return DayShift(-1, 2, "night"), i + 1
        return self.nights(k) or (Into(day[0]), day[1])

    def nights(self, i: int) -> Parsed:
        """Reads the two days of a night: "Feb. 3-4", "3-4 February", "Wednesday to Thursday"."""
        day = self.day_point(i)
        if day is None:
            number = self.day(i)
            if number is None or not self.month_follows(number[1]):
                return None
            day = CalendarDate(day=number[0]), number[1]
        if not self.lexicon.has("two_days_links", self.on(day[1])) or not self.on(day[1] + 1):
            return None
        second = self.end(day[1] + 1, after=day[0])
        if second is None:
            return None
        second = self.year_after(second)
        return Range(day[0], second[0], night=True), second[1]

    def clocked(self, i: int) -> Parsed:
        """Reads a clock time with its day: "7 a.m. EST Aug. 6", "noon on Thursday"."""
        k = self.clock(i)
        if k is None:
            return None
        k += self.on(k) in ("on", "of", ",")
        k += self.on(k) == "early" or self.on(k) == "late"
        day = self.day_with_time(k) if self.on(k) else None
        return day


def _is_night(first: Expression, second: Expression) -> bool:
    """Tells whether "late Sunday and early Monday" is said."""
    late = isinstance(first, Part) and first.part in ("late", "night")
    return late and isinstance(second, Part) and second.part == "early"


Read = Callable[[Grammar, int], Parsed]


@lru_cache(maxsize=4)
def readers(lexicon: Lexicon) -> Mapping[str, tuple[Read, ...]]:
    """Returns the methods that read one time, by the first words that it can have for them (see `Grammar.first`)."""
    phrases = {name: _firsts(lexicon, name) for name in _PHRASES}
    numbers = {"#number", *lexicon.tens, *lexicon.cardinals}
    ordinals = {"#ordinal", *lexicon.tens, *lexicon.ordinals}
    directions = lexicon.all("last") | lexicon.all("this") | lexicon.all("next")
    dates = {"#date", "#grouped", *lexicon.months, *numbers, *ordinals}
    years = {"#number", "'", "two", *lexicon.century_words}
    amounts = numbers | phrases["vague_amounts"] | {"half"}
    feasts = phrases["holidays"] | phrases["movable"]
    days = dates | feasts | directions | phrases["deictic_days"] | {*lexicon.weekdays, *lexicon.deictic_nights}
    parts = [lexicon.all(name) for name in ("early", "mid", "late", "start_of", "middle_of", "end_of")]
    units = set(lexicon.units)
    table: tuple[tuple[Read, Iterable[str]], ...] = (
        (Grammar.part, ordinals.union(*parts, ("earlier", "later", "year"))),
        (Grammar.day_with_time, days),
        (Grammar.month_of, dates),
        (Grammar.distance, amounts | phrases["approximate"]),
        (Grammar.ahead_by, amounts),
        (Grammar.starting, amounts),
        (Grammar.before_last, units.union(lexicon.weekdays)),
        (Grammar.week_after, lexicon.weekdays),
        (Grammar.half_year, ("h",)),
        (Grammar.fiscal, ("fy",)),
        (Grammar.rest, lexicon.all("rest_of")),
        (Grammar.rolling, numbers.union(*map(lexicon.all, ("rolling", "ahead", "rolling_determiners")))),
        (Grammar.nth_of, ordinals | lexicon.all("final")),
        (Grammar.unit_shift, directions),
        (Grammar.vague, lexicon.all("vague_periods")),
        (
            Grammar.contextual,
            phrases["context_determiners"].union(directions, units, lexicon.all("starts"), ("since",)),
        ),
        (Grammar.season, lexicon.seasons),
        (Grammar.decade, ordinals.union(lexicon.decades, ("#number", "'"))),
        (Grammar.quarter, ordinals | years | {"q"}),
        (Grammar.week_of, ("week", "w")),
        (Grammar.weekend, ("weekend",)),
        (Grammar.night_of, phrases["daypart_openers"].union(lexicon.dayparts)),
        (Grammar.clocked, numbers.union(lexicon.all("clock_words"), ("#clock",))),
        (Grammar.overnight, lexicon.all("overnight")),
        (Grammar.lone_day, ("#ordinal",)),
        (Grammar.year_point, years),
    )
    found: dict[str, list[Read]] = {}
    for read, words in table:
        for word in words:
            found.setdefault(word, []).append(read)
    return {word: tuple(reads) for word, reads in found.items()}


@lru_cache(maxsize=4)
def openers(lexicon: Lexicon) -> frozenset[str]:
    """Returns the words that a time, or a range of times, can begin with."""
    return lexicon.starters.intersection((*readers(lexicon), "the", "between", "from"))


_PHRASES = (
    "vague_amounts",
    "approximate",
    "holidays",
    "movable",
    "deictic_days",
    "daypart_openers",
    "context_determiners",
)


def _firsts(lexicon: Lexicon, name: str) -> set[str]:
    """Returns the first lexemes but "the" of the phrases of a list."""
    read = (lexemes(phrase.removeprefix("the ")) for phrase in lexicon.every_phrase(name))
    return {words[0].text for words in read}
