"""Reads the words and numbers that times are made of."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Literal

from eventx.stages.timex.expressions.frame import Expression
from eventx.stages.timex.lexer import END, Lexeme
from eventx.stages.timex.lexicon import Lexicon

Direction = Literal["last", "this", "next"]
Parsed = tuple[Expression, int] | None
"""What a method of the grammar reads: an expression and the index after it; None for nothing."""

FIRST_YEAR, LAST_YEAR = 1500, 2099
_DIRECTIONS: tuple[Direction, ...] = ("last", "this", "next")


class Reader:
    """Looks at the lexemes of one text; takes the index of one and gives what it finds with the index after it."""

    def __init__(self, lexicon: Lexicon, words: Sequence[Lexeme], folded: str) -> None:
        self.lexicon = lexicon
        self.words = words
        self.count = len(words)
        self.folded = folded
        self._names = self._month_names()

    def at(self, i: int) -> Lexeme:
        """Returns the lexeme at i, or the end mark."""
        return self.words[i] if 0 <= i < self.count else END

    def word(self, i: int) -> str:
        """Returns the folded characters of the lexeme at i; nothing at a bound (see `Lexeme.bound`)."""
        return self.words[i].text if 0 <= i < self.count else ""

    def on(self, i: int) -> str:
        """Like `word`, for a lexeme that must belong to the sentence of the one before it."""
        if not 0 <= i < self.count:
            return ""
        lexeme = self.words[i]
        return "" if lexeme.bound else lexeme.text

    def phrase(self, i: int, name: str) -> int | None:
        """Returns the index after the longest phrase of a list that stands at i."""
        lexeme = self.at(i)
        if lexeme is END:
            return None
        for text in self.lexicon.phrases(name, self.folded[lexeme.start : lexeme.start + 2]):
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
        months = lexicon.all("ambiguous_months")
        for k in [k for k, lexeme in enumerate(self.words) if lexeme.text in months and k]:
            lexeme, before = self.words[k], self.words[k - 1]
            if (
                lexeme.capital
                and before.capital
                and before.kind == "word"
                and not before.text.isdigit()
                and not lexeme.bound
                and not before.bound
                and not self.before_month(before.text)
                and not self.at(k - 2).bound
                and self.at(k + 1).kind not in ("number", "ordinal")
            ):
                names.add(lexeme.text)
        return frozenset(names)

    def before_month(self, word: str) -> bool:
        """Tells whether a word that stands before the name of a month lets it be a month."""
        lexicon = self.lexicon
        return (
            lexicon.has("month_openers", word)
            or word in lexicon.weekdays
            or word in lexicon.months
            or word in lexicon.ordinals
            or word in lexicon.seasons
        )

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
        """Reads a year: "2014", "nineteen forty-five", "two thousand and eight"; with `short` also "87"."""
        lexeme, lexicon = self.at(i), self.lexicon
        if lexeme.kind == "number" and not self.counts(i):
            value = int(lexeme.text) if len(lexeme.text) == 4 else 0
            if self.lexicon.has("before_christ", self.on(i + 1)):
                return None
            if FIRST_YEAR <= value <= LAST_YEAR:
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

    def counts(self, i: int) -> bool:
        """Tells whether the number at i counts or measures something."""
        after, before = self.at(i + 1), self.at(i - 1)
        if not after.bound and self.lexicon.has("counted", after.text):
            return True
        if not after.bound and after.glued and (after.text in "%°" or after.kind == "word" or after.text == "/"):
            return True
        return before.text in ("$", "€", "£", "¥", "#", ".", "+", "/", "_") and self.at(i).glued

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
        if not lexeme.capital or (lexeme.glued and self.word(i - 1) == "-"):
            return None  # "Mon-Fri 9-5"
        k = i + 2 if self.on(i + 1) == "." and self.at(i + 1).glued else i + 1
        beside = self.on(k + 1) if self.on(k) == "," else self.on(k)
        dated = beside[:1].isdigit() or beside in lexicon.months or beside == "the"
        dated = dated or (not lexeme.bound and any(lexicon.has(way, self.word(i - 1)) for way in _DIRECTIONS))
        return (value, k) if dated or (k == i + 2 and not lexicon.has("weekday_words", lexeme.text)) else None

    def closes(self, k: int) -> bool:
        """Tells whether what stands at k ends a day without month: no noun that an ordinal could count."""
        after = self.at(k)
        if after.bound or after.kind == "end":
            return True
        if after.kind in ("mark", "clock", "meridiem"):
            return after.text not in ("-", "/")
        return self.lexicon.has("after_bare_day", after.text)

    def direction(self, i: int) -> tuple[Direction, int] | None:
        """Reads "last", "this", "next" and their like."""
        word, lexicon = self.word(i), self.lexicon
        if word == "this" and lexicon.has("last", self.on(i + 1)):
            return "last", i + 2
        if word == "this" and lexicon.has("next", self.on(i + 1)):
            return "next", i + 2
        for name in _DIRECTIONS:
            if lexicon.has(name, word):
                return name, i + 1
        return None
