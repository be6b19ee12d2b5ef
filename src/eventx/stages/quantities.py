"""Number expressions: "at least 12", "two dozen", "$4bn", "between 20 and 30 per cent", "hundreds".

What is no quantity stays out: years, dates, clock times, ages, ordinals, scores, phone numbers, numbers in names
("MiG-29", "Resolution 1701"). The stage needs nothing but the tokens; a part-of-speech tag, where there is one, settles
"about" (a preposition or "roughly").

How the fields are set: an exact figure has value = low = high; `about` has a value and no bounds; `at_least` and
`over` have a value, which is also `low` (excluded by `over`); `at_most` and `under` have a value, which is also `high`;
a range has `low` and `high` and no value; `vague` has at most a `low`. The unit is "%", an ISO 4217 code, a unit of
measure or time in the singular, or "fraction" ("two-thirds of the crew" is 0.667 of something, not a count).
"""

from __future__ import annotations

from fractions import Fraction
from functools import partial
from itertools import pairwise
from typing import Any, NamedTuple

from spacy.attrs import SENT_START
from spacy.language import Language
from spacy.tokens import Doc

from eventx.annotations import Piecewise, QuantityRecord, doc_text, note
from eventx.events import Bound
from eventx.modeldir import model_dir
from eventx.stages.numbers import Exact, Number, NumberReader, exact, lex
from eventx.stages.quantity_lexicon import Phrases, QuantityData, load_quantity_data, masked

AHEAD = 40
"""Characters after a sentence that are looked at: "1." is no number where a list goes on behind it."""
_STRICT: dict[Bound, Bound] = {"over": "at_least", "under": "at_most"}


class Figure(NamedTuple):
    """A quantity over atoms [start, end), before it becomes a record."""

    start: int
    end: int
    value: Exact | None
    low: Exact | None
    high: Exact | None
    bound: Bound
    unit: str | None


class Amount(NamedTuple):
    """A number with its unit, without modifiers; it lies in atoms [start, end)."""

    number: Number
    start: int
    end: int
    unit: str | None


def _figure_of(value: Exact, start: int, end: int) -> Number:
    return Number(value, start, end, value, 1)


def bounded(value: Exact, bound: Bound) -> tuple[Exact | None, Exact | None]:
    """Returns low and high of a value under a bound."""
    low = value if bound in ("exact", "at_least", "over") else None
    high = value if bound in ("exact", "at_most", "under") else None
    return low, high


class _Finder:
    """Finds the figures of one text. Each method looks at one place and returns what it finds there, or None."""

    def __init__(self, doc: Doc, data: QuantityData, begin: int, end: int) -> None:
        self.doc = doc
        self.data = data
        self.lists = data.lists
        self.begin = begin
        self.text = doc_text(doc)[begin : end + AHEAD]
        self.atoms = lex(self.text)
        self.reader = NumberReader(self.atoms, data.words)
        self.low = self.reader.low
        self.joined = self.reader.joined
        self.glued = self.atoms.glued

    def find(self) -> list[Figure]:
        """Returns the figures in text order, without overlaps."""
        candidates = self._candidates()
        if not candidates:
            return []
        self.atoms.mask(masked(self.text, self.data))
        found: list[Figure] = []
        go_on, last = 0, 0
        for i in candidates:
            if i < go_on or not self._begins(i):
                continue
            figure, go_on = self._at(i, last)
            if figure is not None:
                found.append(figure)
                go_on = last = figure.end
        return self._combined(found)

    def _begins(self, i: int) -> bool:
        """Tells whether a numeral, a word that a figure can begin with, or a sum of money stands at i."""
        kind = self.atoms.kind(i)
        return kind == "n" or (kind != "x" and (self.low(i) in self.data.starters or self._money_prefix(i) is not None))

    def _candidates(self) -> list[int]:
        """Returns where a figure may begin: a quick look, as most words begin none, before anything is masked."""
        openers = self.data.openers
        words = [i for i, low in enumerate(self.atoms.lows) if low in openers and self._may_begin(i)]
        return sorted(words + self.atoms.numerals)

    def _may_begin(self, i: int) -> bool:
        """Tells whether what follows an opening word lets a figure begin with it."""
        low, after = self.low(i), self.low(i + 1)
        if low in self.data.minus:
            return i + 1 < len(self.atoms) and self.atoms.kind(i + 1) == "n"
        followers = self.data.followers.get(low)
        if followers is not None:
            return after in followers
        money = after in ("$", ".") or (i + 1 < len(self.atoms) and self.atoms.kind(i + 1) == "n")
        return money or low in self.data.starters or low in self.data.signs

    def _at(self, i: int, last: int) -> tuple[Figure | None, int]:
        """Looks for a figure whose number starts at i; without one, tells where to look on."""
        if self.low(i) in self.data.wordy and (figure := self._fixed(i) or self._vague(i)):
            return self._with_modifiers(figure, last), i
        amount = self._amount(i)
        if amount is None:
            return None, self.reader.ordinal_end(i) or i + 1
        ordinal = self.reader.ordinal_end(i) if amount.unit is None and not amount.number.alone else None
        if ordinal and ordinal > amount.end:
            return None, ordinal
        second = self._second(amount)
        if second and self._is_score(amount, second):
            return None, second.end
        figure = self._range(amount, second, last) if second else None
        if figure is None:
            if self._is_name(amount):
                return None, self._end_of_series(amount)
            if self._is_odd(amount, last):
                return None, amount.end
            figure = self._share(amount) or Figure(
                amount.start, amount.end, amount.number.value, None, None, "exact", amount.unit
            )
        if self._year_like(amount, figure, second, last):
            return None, figure.end
        return self._with_modifiers(figure, last), i

    # -- one number with its unit

    def _money_prefix(self, i: int) -> tuple[str, int, Exact] | None:
        """Reads "$", "US$", "c $", "USD", "MEUR": the currency, the atom after it, and a factor."""
        data, low = self.data, self.low(i)
        if low and low not in data.money:
            return None
        if low in data.signs:
            return data.signs[low], i + 1, 1
        spaced = low in self.lists["spaced_sign_prefixes"] and self.joined(i + 1)
        if low in data.sign_prefixes and self.low(i + 1) == "$" and (spaced or self.glued(i + 1)):
            return data.sign_prefixes[low], i + 2, 1
        letters = data.letter_currencies.get(self.atoms.texts[i])
        if letters and self._large_number(i + 1 + (self.low(i + 1) == ".")):
            return letters, i + 1 + (self.low(i + 1) == "."), 1
        if not self.atoms.texts[i].isupper() or i + 1 >= len(self.atoms):
            return None
        if self.atoms.kind(i + 1) != "n" or self.atoms.gap(i + 1) == 2:
            return None
        if low in data.codes:
            return data.codes[low], i + 1, 1
        if low[:1] == "m" and low[1:] in data.codes:
            return data.codes[low[1:]], i + 1, 10**6
        return None

    def _amount(self, i: int) -> Amount | None:
        """Reads a number and its unit from i on."""
        money = self._money_prefix(i)
        if money:
            unit, at, factor = money
            if not self.joined(at):
                return None
            number = self.reader.read(at)
            if number is None:
                return None
            number, end = self._money_suffix(number)
            number = number._replace(value=number.value * factor, mantissa=number.mantissa)
            found = self._unit_at(end, number)
            if found and found[0] in self.data.money_units and found[0] in (unit, "USD", "AUD", "CAD"):
                end = found[1]
            return Amount(number, i, end, unit)
        number = self.reader.read(i)
        if number is None or self._blocked_one(number):
            return None
        end = number.end
        glued = self._glued_suffix(number)
        if glued:
            number, end, unit_glued = glued
            if unit_glued:
                return Amount(number, i, end, unit_glued)
        article = end + 1 if number.fraction and self.low(end) in ("a", "an") and self.joined(end + 1) else end
        found = self._unit_at(article, number)
        if found and found[0] in self.data.money_units:
            if self.low(found[1] - 1)[1:] in self.data.codes and self.low(found[1] - 1) not in self.data.codes:
                number = number._replace(value=number.value * 10**6, scale=10**6)
            number, end = self._money_scale(number, found[1])
            number, end = self._subunits(number, found[0], end)
            return Amount(number, i, end, found[0])
        if found:
            return Amount(number, i, found[1], found[0])
        return Amount(number, i, end, self.data.fraction_unit if number.fraction else None)

    def _large_number(self, i: int) -> bool:
        """Tells whether a sum in thousands or more stands at i: after a letter, a small number is a name ("K2")."""
        if not self.joined(i) or self.atoms.kind(i) != "n":
            return False
        number = self.reader.read(i)
        scaled = number is not None and (number.scale > 1 or "," in self.atoms.texts[i] or self.glued_to(number, "m"))
        return scaled and (self.atoms.gap(i) == 0 or self.low(i - 1) in self.lists["dotted_currencies"])

    def glued_to(self, number: Number, word: str) -> bool:
        """Tells whether this word touches the number's end."""
        return self.glued(number.end) and self.low(number.end) == word

    def _money_scale(self, number: Number, end: int) -> tuple[Number, int]:
        """Reads the scale after the currency: "75 USD million"."""
        scale = self.data.words.scales.get(self.low(end)) if self.joined(end) else None
        if scale is None or number.scale != 1:
            return number, end
        return number._replace(value=number.value * scale, scale=scale), end + 1

    def _money_suffix(self, number: Number) -> tuple[Number, int]:
        """Reads the "m" of "$5m"."""
        end = number.end
        if self.glued(end) and number.scale == 1 and self.atoms.kind(end) == "w":
            text, low = self.atoms.texts[end], self.atoms.low(end)
            factor = self.data.money_suffixes.get(text) or self.data.words.suffixes.get(low)
            if factor and not (self.glued(end + 1) and self.atoms.kind(end + 1) in "wn"):
                return number._replace(value=number.value * factor, scale=factor, end=end + 1), end + 1
        return number, end

    def _glued_suffix(self, number: Number) -> tuple[Number, int, str | None] | None:
        """Reads letters that touch a numeral: "1.2m people" (million), "200m", "10G"."""
        end = number.end
        if not number.plain or not self.glued(end) or self.atoms.kind(end) != "w":
            return None
        text, low = self.atoms.texts[end], self.atoms.low(end)
        if text in self.data.giga and number.value > 6:
            factor = self.data.giga[text]
            return number._replace(value=number.value * factor, scale=factor, end=end + 1), end + 1, None
        if text == "m" and self._means_million(number):
            factor = self.data.money_suffixes["m"]
            return number._replace(value=number.value * factor, scale=factor, end=end + 1), end + 1, None
        if low in self.data.glued_units and not self.glued(end + 1):
            return number, end + 1, self.data.glued_units[low]
        return None

    def _means_million(self, number: Number) -> bool:
        after = number.end + 1
        following = self.low(after) if self.joined(after) else ""
        before = {self.low(k) for k in range(max(0, number.start - 3), number.start)}
        return (
            number.value < 100
            and following.isalpha()
            and following not in self.lists["metres_after"]
            and not before & self.lists["metres_before"]
        )

    def _unit_at(self, i: int, number: Number) -> tuple[str, int] | None:
        """Reads the unit at i, after a space, a hyphen or nothing."""
        j = self.reader.link(i)
        if not self.joined(j):
            return None
        hyphenated = j > i
        code = self.low(j)[1:]
        if self.atoms.texts[j].startswith("M") and self.atoms.texts[j].isupper() and code in self.data.codes:
            return self.data.codes[code], j + 1
        pound = self.data.pound
        if self.low(j) in pound["words"]:
            near = {self.low(k) for k in range(j + 2, j + 5)} if self.low(j + 1) == "(" else set()
            mass = hyphenated or self.low(j + 1) in pound["mass_after"] or bool(near & set(pound["mass_near"]))
            return (pound["mass"] if mass else pound["money"]), j + 1
        for words, unit in self.data.units.get(self.low(j), ()):
            if self._matches(j, words) and not self._inside_word(j + len(words), unit):
                if words[0] in self.data.signs and (hyphenated or self._numeral_touches(j + 1)):
                    return None
                if unit in self.data.time_units and self.low(j) == "second" and number.value != 1:
                    return None
                return unit, j + len(words)
        return None

    def _numeral_touches(self, i: int) -> bool:
        return self.glued(i) and self.atoms.kind(i) == "n"

    def _inside_word(self, end: int, unit: str) -> bool:
        """Tells whether the unit is only the beginning of something glued ("5km-wide" is not)."""
        return self.glued(end) and self.atoms.kind(end) in "wn" and unit not in ("%", *self.data.signs.values())

    def _subunits(self, number: Number, unit: str, end: int) -> tuple[Number, int]:
        """Reads "and forty-five cents" after "thirteen dollars"."""
        j = end + 1 if self.low(end) == "and" and self.joined(end) else end
        part = self.reader.read(j) if unit not in self.lists["subunits"] and self.joined(j) else None
        if part is None or part.scale != 1 or not 0 < part.value < 100 or part.value.denominator != 1:
            return number, end
        found = self._unit_at(part.end, part)
        total = number._replace(value=number.value + Fraction(part.value, 100))
        if found and found[0] in self.lists["subunits"]:
            return total, found[1]
        if found is None and (part.end >= len(self.atoms) or self.low(part.end) == "."):
            return total, part.end
        return number, end

    def _matches(self, i: int, words: tuple[str, ...]) -> bool:
        """Tells whether these words stand from i on, with no break between them."""
        if i < 0 or i + len(words) > len(self.atoms):
            return False
        lows, joined = self.atoms.lows, self.joined
        for k, word in enumerate(words, start=i):  # noqa: SIM110  (asked for every number)
            if lows[k] != word or (k != i and not joined(k)):
                return False
        return True

    # -- what isn't a quantity

    def _blocked_one(self, number: Number) -> bool:
        """Tells whether this is "one" as a pronoun: "the one", "one another", "one must"."""
        i = number.start
        if self.low(i) != "one" or number.end != i + 1:
            return False
        before = self.low(i - 1) if self.joined(i) else ""
        after = self.low(i + 1) if self.joined(i + 1) else ""
        blocked = self.lists["one_not_before"]
        if after in blocked or f"{after} {self.low(i + 2)}" in blocked:
            return True
        if before in self.lists["one_determiners"]:
            return after != "of"
        return before in self.lists["one_adjectives"] and not after.isalpha()

    def _designated(self, i: int) -> bool:
        """Tells whether a noun before i takes the number as its name: "Flight 17", "Group of Seven"."""
        if not self.joined(i):
            return False
        nouns = self.data.designators.get(self.low(i - 1), ())
        return any(self._matches(i - len(words), words) for words, _ in nouns)

    def _is_name(self, amount: Amount) -> bool:
        """Tells whether the number is part of a name: "Flight 17", "Five Eyes", "Air Force One"."""
        i = amount.start
        if amount.number.scale != 1 or (amount.unit and self.atoms.kind(i) != "w"):
            return False
        if amount.number.value.denominator == 1 and amount.number.value < 100000 and self._designated(i):
            noun = self.atoms.texts[i - 1]
            follows = self.low(amount.end) if self.joined(amount.end) else ""
            counted = follows.isalpha() and follows.endswith("s") and noun.islower()
            return not counted
        if self.atoms.kind(i) != "w":
            return self._named_figure(amount)
        if not self.atoms.texts[i][:1].isupper() or not self.joined(i) or self._headline(i):
            return False
        before = self.atoms[i - 1]
        after = self.atoms[amount.end] if self.joined(amount.end) else None
        if before.kind == "s" and before.low != ",":
            return False
        capital_after = after is not None and after.kind == "w" and after.text[:1].isupper()
        return (before.kind == "w" and before.text[:1].isupper()) or capital_after

    def _end_of_series(self, amount: Amount) -> int:
        """Returns where the numbers of a plural name end: "Articles 5 and 6"."""
        end = amount.end
        if self.low(amount.start - 1).endswith("s"):
            while (
                self.low(end) in self.lists["series_links"]
                and self.joined(end + 1)
                and self.atoms.value(end + 1) is not None
            ):
                end += 2
        return end

    def _named_figure(self, amount: Amount) -> bool:
        """Tells whether a small figure ends a name: "the channel France 2 said"."""
        i, end = amount.start, amount.end
        if not amount.number.plain or amount.unit or amount.number.value > 99 or i < 2 or not self.joined(i):
            return False
        atoms = self.atoms
        if not atoms.texts[i - 1][:1].isupper() or atoms.kind(i - 1) != "w" or atoms.gap(i - 1) == 2:
            return False
        if atoms.kind(i - 2) != "w":
            return False
        if self._before(i, 0, None)[0] < i or self._headline(i):
            return False
        return end < len(self.atoms) and self.low(end) in {*self.lists["name_figure_after"], ".", ","}

    def _headline(self, i: int) -> bool:
        """Tells whether the line of atom i is set in capitals or title case."""
        start = i
        while start > 0 and self.joined(start) and i - start < 40:
            start -= 1
        end = i
        while self.joined(end + 1) and end - i < 40:
            end += 1
        texts = self.atoms.texts
        long = [
            texts[k] for k in range(start, min(end + 1, len(texts))) if len(texts[k]) > 3 and self.atoms.kind(k) == "w"
        ]
        lower = sum(word[:1].islower() for word in long)
        return bool(long) and lower / len(long) < self.data.headline_share

    def _is_odd(self, amount: Amount, last: int) -> bool:
        """Tells whether the number is stuck to something that makes it no count: "28-point", "9M", "a 3-1 win"."""
        i, end = amount.start, amount.end
        if self.glued(i) and i > last:
            before = self.atoms[i - 1]
            if before.kind in "wx" or before.low in "/:_\\":
                return True
            if before.low in "-‑" and i > 1 and self.glued(i - 1) and self.atoms.kind(i - 2) in "wnx":
                return True
        if amount.unit in self.lists["calibre_units"]:
            return not (self.joined(end) and self.low(end) in self.lists["not_calibre_after"])
        if not self.glued(end):
            return False
        after = self.atoms[end]
        if after.kind == "w" and amount.unit is None:
            return True
        if after.low in ("-", "‑") and self.glued(end + 1) and amount.unit is None:
            word = self.atoms[end + 1]
            plain = word.low.rstrip("s") if word.low not in self.lists["hyphen_nouns"] else word.low
            return word.kind != "w" or plain not in self.lists["hyphen_nouns"]
        return after.low in "/:" and self.glued(end + 1) and self.atoms.kind(end + 1) in "wnx" and amount.unit is None

    def _is_score(self, first: Amount, second: Amount) -> bool:
        """Tells whether "3-1" or "1-2" is the result of a game or a vote."""
        if first.unit or second.unit or not first.number.plain or not second.number.plain:
            return False
        dashed = self.low(first.end) in "-–—‑"
        a, b = first.number.value, second.number.value
        if dashed and self.atoms.gap(first.end) == 0 and a >= b:
            return True
        near = {self.low(k) for k in range(max(0, first.start - 5), min(len(self.atoms), second.end + 4))}
        return dashed and b < 20 and bool(near & self.lists["score_words"])

    def _year_like(self, amount: Amount, figure: Figure, second: Amount | None, last: int) -> bool:
        """Tells whether a bare number of four digits is a year."""
        bare = amount.number.plain and amount.unit is None and figure.unit is None and figure.bound != "vague"
        text = self.atoms.texts[amount.start]
        if not bare or len(text) != 4 or not text.isdigit() or not 1500 <= int(text) <= 2099:
            return False
        if figure.value is None and second is not None and not 1500 <= second.number.value <= 2099:
            return False
        _, _, bound = self._before(figure.start, last, figure.unit)
        following = [self.low(k) for k in (figure.end, figure.end + 1) if self.joined(k)]
        people = bool(set(following) & self.lists["plural_people"]) or any(
            w.endswith("s") and len(w) > 3 and w not in self.lists["year_nouns"] for w in following[:2]
        )
        people = people and not (following and following[0] in self.lists["year_nouns"])
        before = self.low(figure.start - 1) if self.joined(figure.start) else ""
        if bound is not None:
            weak = bound in self.lists["year_weak_bounds"]
            return weak and not people and not text.endswith("00")
        if figure.value is None:
            return not people
        if not before and figure.end >= len(self.atoms):
            return int(text) >= 1900
        return before in self.lists["year_before"] or not people

    # -- several numbers

    def _second(self, first: Amount) -> Amount | None:
        """Reads the number that a range goes on with: "20-30", "5 to 10", "between 5 and 10"."""
        link = first.end
        if not self.joined(link) or not self.joined(link + 1):
            return None
        word, opener = self.low(link), self.low(first.start - 1)
        linked = word in self.data.range_openers.get(opener, ()) and self.joined(first.start)
        if not linked and word not in self.lists["range_links"] and word not in self.lists["or_links"]:
            return None
        if word in "-–—‑~" and self.atoms.gap(link) != self.atoms.gap(link + 1):
            return None
        second = self._amount(link + 1)
        if second is None or self.atoms.low(second.start) in ("-", "a", "an") or second.number.fraction:
            return None
        return second

    def _range(self, first: Amount, second: Amount, last: int) -> Figure | None:
        link = self.low(first.end)
        opener = self.low(first.start - 1) if self.joined(first.start) else ""
        opened = link in self.data.range_openers.get(opener, ()) and first.start - 1 >= last
        low: Exact = first.number.value
        high: Exact = second.number.value
        inherits = (
            second.number.scale != 1
            and first.number.scale == 1
            and -second.number.mantissa < low < second.number.mantissa
        )
        if inherits and (
            first.unit in (None, second.unit) or (second.unit is None and first.unit in self.data.money_units)
        ):
            low *= second.number.scale
        swapped = opened and low > high and low < 0
        if not (low < high or swapped) or (first.unit and second.unit and first.unit != second.unit):
            return None
        if first.number.fraction or (
            link in self.lists["or_links"] and not (high <= 3 * low and first.number.scale <= 1000)
        ):
            return None
        if first.unit and not second.unit and first.unit not in self.data.money_units:
            return None
        if opener == "from" and self._changes(first.start - 1):
            return None
        if link in self.lists["change_links"] and not opened and self._changes(first.start):
            return None
        start = first.start - 1 if opened else first.start
        unit = second.unit or first.unit
        low, high = (low, high) if low < high else (high, low)
        return Figure(start, second.end, None, low, high, "range", unit)

    def _changes(self, i: int) -> bool:
        """Tells whether a verb of change stands before i: "rose from 5 to 10" names two figures."""
        words: set[str] = set()
        for k in range(i - 1, max(-1, i - 6), -1):
            if self.low(k) in (".", ";", ":") or self.atoms.gap(k) == 2:
                break
            if not (self.low(k) == "up" and self.low(k + 1) == "to"):
                words.add(self.low(k))
        return bool(words & self.lists["change_words"])

    def _share(self, amount: Amount) -> Figure | None:
        """Reads "one in three", "one out of 20", "1 over 3" as a fraction; "50 out of 60" stays a count."""
        number, link = amount.number, amount.end
        word = self.low(link)
        if word not in ("in", "out", "over") or amount.unit or number.scale != 1 or not self.joined(link):
            return None
        if number.value not in range(1, 10):
            return None
        j = link + 2 if word == "out" and self.low(link + 1) == "of" else link + 1
        if (word == "out" and j == link + 1) or not self.joined(j):
            return None
        other = self.reader.read(j)
        if (
            other is None
            or other.value <= number.value
            or other.value.denominator != 1
            or self._unit_at(other.end, other)
        ):
            return None
        if other.plain and len(self.atoms.texts[j]) == 4 and 1900 <= other.value < 2100:
            return None
        following = self.low(other.end) if self.joined(other.end) else ""
        bare = not following.isalpha() or following == "or"
        before = self.low(amount.start - 1) if self.joined(amount.start) else ""
        rate = word == "out" or (word == "in" and not before.endswith(self.data.verb_endings))
        one_in = number.value == 1 and other.value > 2
        seven_in_ten = word == "in" and other.value in self.data.share_denominators
        if not bare and not (rate and (one_in or seven_in_ten)):
            return None
        value = Fraction(number.value, other.value)
        return Figure(amount.start, other.end, value, None, None, "exact", self.data.fraction_unit)

    def _combined(self, figures: list[Figure]) -> list[Figure]:
        """Joins "at least 20 and at most 100" into one range."""
        out: list[Figure] = []
        for figure in figures:
            previous = out[-1] if out else None
            if previous and previous.unit == figure.unit and figure.start - previous.end == 1:
                pair = (previous.low, previous.high), (figure.low, figure.high)
                low = next((a for a, b in pair if a is not None and b is None), None)
                high = next((b for a, b in pair if a is None and b is not None), None)
                joined = self.joined(figure.start) and self.low(previous.end) in ("and", "but")
                if joined and low is not None and high is not None and low < high:
                    out[-1] = Figure(previous.start, figure.end, None, low, high, "range", figure.unit)
                    continue
            out.append(figure)
        return out

    # -- figures without a number

    def _fixed(self, i: int) -> Figure | None:
        """Reads "a pair of", "nobody", "no" before a noun."""
        for words, value in self.data.fixed.get(self.low(i), ()):
            if self._matches(i, words) and not (self.glued(i) and self.low(i - 1) in "-‑"):
                if (
                    " ".join(words) in self.data.words.before_scale
                    and self.low(i + len(words)) in self.data.words.scales
                ):
                    return None  # "a couple of hundred"
                return Figure(i, i + len(words), exact(value), None, None, "exact", None)
        after = self.low(i + 1) if self.joined(i + 1) else ""
        if self.low(i) in self.lists["single"] and len(self.atoms) == 1:
            return Figure(i, i + 1, 1, None, None, "exact", None)
        if self.low(i) in self.lists["no"] and after.isalpha() and after not in self.lists["no_not_before"]:
            if self.low(i + 1) in self.data.words.ones or self.low(i + 1) in self.data.words.scales:
                return None
            return Figure(i, i + 1, 0, None, None, "exact", None)
        if self.low(i) == "a" and after == "couple":
            more = self.low(i + 2) if self.joined(i + 2) else ""
            if more in self.lists["couple_more"] - set(self.data.words.scales):
                return Figure(i, i + 2, 2, None, None, "exact", None)
        return None

    def _vague(self, i: int) -> Figure | None:
        """Reads "dozens", "several hundred", "a large number of"."""
        end = self._number_of(i)
        if end:
            return Figure(i, end, None, None, None, "vague", None)
        scaled = self._vague_scale(i)
        if scaled:
            return scaled
        for words, low in self.data.vague.get(self.low(i), ()):
            if not self._matches(i, words) or not self._vague_fits(i, i + len(words)):
                continue
            end, name = i + len(words), None
            of = end + 1 if self.low(end) in self.lists["vague_of"] and self.joined(end + 1) else end
            found = self._unit_at(of, _figure_of(2, i, end))
            if found:
                name, end = found
            lowest = None if low is None else exact(low)
            return Figure(i, end, None, lowest, None, "vague", name)
        return None

    def _vague_fits(self, i: int, end: int) -> bool:
        before = self.low(i - 1) if self.joined(i) else ""
        after = self.low(end) if self.joined(end) else ""
        if self.glued(end) and self.low(end) in "-‑" and self.glued(end + 1):
            return False
        if self.low(i) == "scores" and end == i + 1:
            return after in self.lists["scores_after"] or before in self.lists["scores_before"]
        if self.low(i) == "tens" and end == i + 1:
            return after == "of"
        return before not in self.lists["vague_not_after"] or self.low(i) not in self.lists["vague_adjectives"]

    def _vague_scale(self, i: int) -> Figure | None:
        """Reads "several hundred", "a few dozen", "many thousands of"."""
        words = self.low(i)
        j = i + 1
        if words == "a" and self.joined(j):
            words, j = f"a {self.low(j)}", j + 1
        if words not in self.lists["vague_before_scale"] or not self.joined(j):
            return None
        if self.low(j) not in self.data.words.scales:
            return None
        if words == "some" and not self.low(j).endswith("s"):
            return None
        value, after = self.reader.scales_from(j)
        found = self._unit_at(after, _figure_of(value, j, after))
        end, unit = (found[1], found[0]) if found else (after, None)
        return Figure(i, end, None, 2 * value, None, "vague", unit)

    def _number_of(self, i: int) -> int | None:
        """Reads "a large number of", "significant numbers of", "an as yet unknown number of"; returns its end."""
        j = i + 1 if self.low(i) in ("a", "an") and self.joined(i + 1) else i
        k = j
        while self.low(k) in self.lists["number_of"] and self.joined(k + 1) and k < j + 4:
            k += 1
        for words, _ in self.data.number_words.get(self.low(k), ()):
            if self._matches(k, words) and (k > i or words[0] != "number"):
                return k + len(words)
        return None

    # -- modifiers

    def _with_modifiers(self, figure: Figure, last: int) -> Figure:
        """Extends a figure by the words around it that bound it."""
        start, strictest, _ = self._before(figure.start, last, figure.unit)
        end, after = self._after(figure)
        if figure.bound == "range":
            return figure._replace(start=start, end=end)
        if figure.bound == "vague":
            if figure.low is None or strictest not in ("at_least", "at_most", "over"):
                return figure
            return figure._replace(start=start, low=None if strictest == "at_most" else figure.low)
        value = figure.value
        assert value is not None
        bound: Bound = strictest
        if after == "or_equal":
            bound = _STRICT.get(bound, bound)
        elif after is not None and (bound in ("exact", "about") or after != "about"):
            bound = after  # type: ignore[assignment]
        low, high = bounded(value, bound)
        return figure._replace(start=start, end=end, low=low, high=high, bound=bound)

    def _before(self, i: int, last: int, unit: str | None) -> tuple[int, Bound, str | None]:
        """Reads the modifiers that end before i: where they start, the bound they set, and its word (None: none)."""
        start, bound, named, j = i, "exact", None, i
        while j > last and self.joined(j):
            entry = self._ending(self.data.before, j, last, unit)
            if entry:
                words, meaning = entry
                j = start = j - len(words)
                if bound in ("exact", "about") or meaning not in ("about", "exact"):
                    bound = meaning
                named = words[0] if len(words) == 1 else " ".join(words)
                continue
            filler = self._ending(self.data.fillers, j, last, unit)
            if not filler or i - j > 6:
                break
            j -= len(filler[0])
        return start, bound, named  # type: ignore[return-value]

    def _ending(self, table: Phrases, i: int, last: int, unit: str | None) -> tuple[tuple[str, ...], Any] | None:
        """Returns the longest phrase of the table that ends before atom i."""
        for words, meaning in table.get(self.low(i - 1), ()):
            first = i - len(words)
            if first < last or not self._matches(first, words):
                continue
            if len(words) == 1 and self._is_preposition(first, unit):
                continue
            return words, meaning
        return None

    def _is_preposition(self, i: int, unit: str | None) -> bool:
        """Tells whether "over", "around", "about" bounds nothing: "over three days", "about two men", "hand over"."""
        low = self.low(i)
        if low == "over" and i and self.low(i - 1) in self.lists["over_after"]:
            return True
        if low in self.lists["not_before_durations"] and unit in self.data.time_units:
            return True
        return low == "about" and _is_tagged_preposition(self.doc, self.begin + self.atoms.starts[i])

    def _after(self, figure: Figure) -> tuple[int, str | None]:
        """Reads the modifiers after a figure: "or more", "-plus", "+"."""
        end = figure.end
        if self.glued(end) and self.low(end) in self.lists["plus_signs"]:
            return end + 1, "at_least"
        j = self.reader.link(end)
        if not self.joined(j):
            return end, None
        if any(self._matches(j, words) for words, _ in self.data.or_equal.get(self.low(j), ())):
            k = j + 2
            return (
                (k, "or_equal")
                if self.reader.read(k + (self.low(k) == "to")) is None or not self.joined(k)
                else (end, None)
            )
        for words, meaning in self.data.after.get(self.low(j), ()):
            if not self._matches(j, words):
                continue
            after = j + len(words)
            if self._number_follows(after) or (words[-1] == "more" and self.low(after) == "than"):
                continue
            return after, meaning
        return end, None

    def _number_follows(self, i: int) -> bool:
        return self.joined(i) and (
            self.atoms.kind(i) == "n" or self.low(i) in self.data.signs or self.reader.read(i) is not None
        )


def _plain(value: Exact | None) -> float | int | None:
    if value is None:
        return None
    return value.numerator if value.denominator == 1 else float(value)


def _is_tagged_preposition(doc: Doc, start: int) -> bool:
    """Tells whether the tagger sees a preposition in "about", which begins at a character; no tagger sees none."""
    span = doc.char_span(start, start + len("about"))
    return span is not None and len(span) == 1 and span[0].tag_ == "IN"


def find_quantities(doc: Doc, data: QuantityData) -> tuple[QuantityRecord, ...]:
    """Returns the number expressions of a document, in text order, without overlaps."""
    return tuple(number for start, end in sentence_bounds(doc) for number in find_within(doc, data, start, end))


def find_within(doc: Doc, data: QuantityData, start: int, end: int) -> tuple[QuantityRecord, ...]:
    """Returns the number expressions that begin in the tokens [start, end), a sentence or more."""
    begin, stop = doc[start].idx, doc[end - 1].idx + len(doc[end - 1])
    finder = _Finder(doc, data, begin, stop)
    records = (_record(doc, figure, finder) for figure in finder.find())
    return tuple(record for record in records if record and record.start_char < stop)


def sentence_bounds(doc: Doc) -> list[tuple[int, int]]:
    """Returns the tokens [start, end) of each sentence of a document; all of one that is not split into sentences."""
    starts = [i for i, mark in enumerate(doc.to_array(SENT_START).tolist()) if mark == 1 or i == 0]
    return list(pairwise([*starts, len(doc)]))


def _record(doc: Doc, figure: Figure, finder: _Finder) -> QuantityRecord | None:
    """Turns a figure over atoms into a record over tokens and characters."""
    atoms, begin = finder.atoms, finder.begin
    start, end = begin + atoms.starts[figure.start], begin + atoms.end(figure.end - 1)
    span = doc.char_span(start, end, alignment_mode="expand")
    if span is None:
        return None
    return QuantityRecord(
        start=span.start,
        end=span.end,
        start_char=start,
        end_char=end,
        value=_plain(figure.value),
        low=_plain(figure.low),
        high=_plain(figure.high),
        bound=figure.bound,
        unit=figure.unit,
    )


class Quantities:
    """Writes the number expressions of a document to `doc._.quantities`; they are looked for when asked for."""

    def __init__(self, data: QuantityData) -> None:
        self.data = data

    def __call__(self, doc: Doc) -> Doc:
        """Annotates one document."""
        find = partial(find_within, doc, self.data)
        note(doc, "quantities", Piecewise(find, partial(sentence_bounds, doc)))
        return doc


@Language.factory(
    "eventx_quantities",
    assigns=["doc._.quantities"],
    default_config={"model_dir": None, "lexicon": "lexicon/quantities.yml"},
)
def create_quantities(nlp: Language, name: str, model_dir: str | None, lexicon: str) -> Quantities:
    """Builds the stage from a model folder (None: the bundled one)."""
    return Quantities(load_quantity_data(_folder(model_dir) / lexicon))


_folder = model_dir
