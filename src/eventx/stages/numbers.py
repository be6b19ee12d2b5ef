"""Reads the value of a number expression: digits, number words, fractions, and the two mixed ("1.2 million").

Works on atoms (words, numerals, signs) of its own, not on a tokeniser's tokens: "$4bn", "81mm" and "1 000" are cut
differently by every tokeniser. Values are exact fractions until they leave the stage.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Container, Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from typing import Any, Literal, NamedTuple, overload

from eventx.annotations import Once

Exact = int | Fraction
"""A value as it is written: no float before it leaves the stage, an `int` where that says it (it reckons faster)."""

LIMIT = 10**18
"""No news counts higher; more is a serial number."""

_SPACES = "\u00a0\u2009\u202f"
_NUMERAL = rf"""
    \d{{1,2}}(?:,\d{{2}}){{1,6}},\d{{3}}(?!\d)(?:\.\d+)?               # 12,34,567.89
  | \d{{1,3}}(?:,\d{{3}}){{1,6}}(?!\d)(?:\.\d+)?                       # 1,234,567.8
  | \d{{1,3}}(?:\.\d{{3}}){{1,6}},\d{{1,2}}(?!\d)                      # 1.234,5
  | \d{{1,3}}(?:\.\d{{3}}){{2,6}}(?![\d.])                           # 1.234.567
  | (?<!\d[ ])[1-9]\d{{0,2}}(?:[ {_SPACES}]\d{{3}}){{1,5}}(?![\d,]|[.]\d|[ ]\d) # 1 234 567
  | \d+,\d{{1,2}}(?![\d,])                                           # 1,5
  | (?:\d+(?:\.\d+)?|(?<![\w.])\.\d+)(?:[eE][+-]?\d{{1,2}}(?![\w.]))?
"""
_ATOM = re.compile(rf"\s*+([^\W\d_]+(?:['’][^\W\d_]+)*|(?=[\d.])(?:{_NUMERAL})|\S)", re.VERBOSE)
"""White space is passed over in one go: sentences that were left out are nothing else."""
_LINE_END = re.compile(r"[\n\r\x85\u2028\u2029]")
_SEPARATORS = re.compile(rf"[ {_SPACES}]")
_HYPHENS = frozenset("-‑‐")

Gap = Literal[0, 1, 2]  # what stands before an atom: nothing, white space, a break that no expression spans


@dataclass(slots=True)
class Atom:
    """A word, a numeral or a sign.

    Attributes:
        kind: `n` for a numeral, `w` for a word, `s` for a sign, `x` for what isn't to be read as a number.
        low: The text in lower case.
        gap: What stands before it.
        value: Of a numeral.
    """

    kind: str
    text: str
    low: str
    start: int
    end: int
    gap: Gap
    value: Exact | None = None


class Number(NamedTuple):
    """A number read from atoms [start, end).

    Attributes:
        mantissa: What stands before the scale words: 1.2 in "1.2 million".
        scale: Product of the scale words: a million.
        fraction: Whether it is a proper part of something ("two-thirds"), not a count.
        plain: Whether it is one numeral and nothing else.
        alone: Whether nothing can follow that belongs to it ("five of them", not "five hundred").
    """

    value: Exact
    start: int
    end: int
    mantissa: Exact
    scale: Exact
    fraction: bool = False
    plain: bool = False
    alone: bool = False


def exact(value: float | str | Fraction) -> Exact:
    """Returns a value as an exact number."""
    fraction = Fraction(value)
    return fraction.numerator if fraction.denominator == 1 else fraction


@lru_cache(maxsize=4096)
def _numeral(text: str) -> Exact | None:
    """Returns the value of a numeral with separators, None where it is too long to count anything."""
    digits = _SEPARATORS.sub("", text)
    if len(digits) > 24:
        return None
    if "e" not in digits.lower():
        if re.search(r"\.\d{3},\d{1,2}$", digits):
            digits = digits.replace(".", "").replace(",", ".")
        elif digits.count(".") > 1:
            digits = digits.replace(".", "")
        elif re.search(r"^\d+,\d{1,2}$", digits):
            digits = digits.replace(",", ".")
        else:
            digits = digits.replace(",", "")
    try:
        return exact(digits)
    except ValueError:
        return None


def _is_break(between: str, following: str) -> bool:
    """Tells whether the line ends in what stands between two atoms part them: a hard-wrapped line goes on."""
    breaks = len(_LINE_END.findall(between))
    return breaks > 1 or (breaks == 1 and not following[:1].islower())


class Atoms(Sequence[Atom]):
    """The atoms of a text. Most are never looked at: only their words are at hand, the rest is made when asked for.

    Attributes:
        texts: The characters of each atom.
        lows: Each in lower case; "" for what isn't to be read (kind `x`).
        numerals: Where numerals stand, without those too long to count anything, which aren't to be read.
    """

    def __init__(self, text: str) -> None:
        self.text = text
        self.texts: list[str] = _ATOM.findall(text.rstrip())
        self.lows = list(map(str.lower, self.texts))
        if "’" in text:
            self.lows = [word.replace("’", "'") for word in self.lows]
        self._hidden: set[int] = set()
        self._made: dict[int, Atom] = {}
        self.numerals = self._numerals()

    @Once
    def starts(self) -> list[int]:
        """Where each atom begins in the text: nothing but white space stands between two."""
        found, at, find = [], 0, self.text.find
        for word in self.texts:
            at = find(word, at)
            found.append(at)
            at += len(word)
        return found

    @Once
    def breaks(self) -> frozenset[int]:
        """The atoms with a break before them (gap 2)."""
        after = {bisect_right(self.starts, match.start()) for match in _LINE_END.finditer(self.text)}
        return frozenset(i for i in after if i < len(self.texts) and _is_break(self._before(i), self.texts[i]))

    def mask(self, spans: Iterable[tuple[int, int]]) -> None:
        """Takes what touches these stretches [start, end) of the text from the reading: kind `x`."""
        for start, end in spans:
            i = max(0, bisect_right(self.starts, start) - 1)
            while i < len(self.starts) and self.starts[i] < end:
                if self.end(i) > start:
                    self._hide(i)
                i += 1

    def _numerals(self) -> list[int]:
        likely = [i for i, word in enumerate(self.texts) if not ":" <= word < "\x80"]  # most words, at a glance
        places = [i for i in likely if (first := (word := self.texts[i])[0]).isdecimal() or (first == "." != word)]
        for i in places:
            if _numeral(self.texts[i]) is None:
                self._hide(i)
        return [i for i in places if i not in self._hidden]

    def _hide(self, i: int) -> None:
        self._hidden.add(i)
        self._made.pop(i, None)
        self.lows[i] = ""

    def kind(self, i: int) -> str:
        """Returns the kind of atom i."""
        if i in self._hidden:
            return "x"
        word = self.texts[i]
        if word[0].isdecimal() or (word[0] == "." != word):
            return "n"
        return "w" if word[0].isalnum() else "s"

    def end(self, i: int) -> int:
        """Returns the place after atom i in the text."""
        return self.starts[i] + len(self.texts[i])

    def gap(self, i: int) -> Gap:
        """Tells what stands before atom i."""
        if self.starts[i] == (self.end(i - 1) if i else 0):
            return 0
        return 2 if i in self.breaks else 1

    def low(self, i: int) -> str:
        """Returns atom i in lower case, also where it isn't to be read."""
        return self.texts[i].lower().replace("’", "'")

    def value(self, i: int) -> Exact | None:
        """Returns the value of a numeral; None where atom i is none."""
        return _numeral(self.texts[i]) if self.kind(i) == "n" else None

    def _before(self, i: int) -> str:
        return self.text[self.end(i - 1) if i else 0 : self.starts[i]]

    def glued(self, i: int) -> bool:
        """Tells whether atom i touches its predecessor."""
        return 0 < i < len(self.texts) and self.starts[i] == self.end(i - 1)

    def __len__(self) -> int:
        """Counts the atoms."""
        return len(self.texts)

    @overload
    def __getitem__(self, i: int) -> Atom: ...

    @overload
    def __getitem__(self, i: slice) -> list[Atom]: ...

    def __getitem__(self, i: int | slice) -> Atom | list[Atom]:
        """Returns atom i, or several."""
        if isinstance(i, slice):
            return [self[k] for k in range(*i.indices(len(self)))]
        atom = self._made.get(i)
        if atom is None:
            i = range(len(self))[i]
            kind, word, value = self.kind(i), self.texts[i], self.value(i)
            atom = self._made[i] = Atom(kind, word, self.low(i), self.starts[i], self.end(i), self.gap(i), value)
        return atom


def lex(text: str, masked: Iterable[tuple[int, int]] = ()) -> Atoms:
    """Cuts a text into atoms; what touches a masked stretch [start, end) becomes kind `x`."""
    atoms = Atoms(text)
    atoms.mask(masked)
    return atoms


@dataclass(frozen=True, slots=True)
class NumberWords:
    """The number words of a language, from its lexicon."""

    ones: dict[str, int]
    tens: dict[str, int]
    scales: dict[str, Exact]
    suffixes: dict[str, Exact]
    denominators: dict[str, int]
    plural_denominators: dict[str, int]
    ordinal_ends: dict[str, int]
    fraction_signs: dict[str, Exact]
    slash_denominators: frozenset[int]
    lone_parts: frozenset[str]
    negatives: frozenset[str]
    hundreds: frozenset[str]
    dozens: frozenset[str]
    not_after_tail: frozenset[str]
    half_before: frozenset[str]
    half_after: frozenset[str]
    not_a_fraction_before: frozenset[str]
    article_fraction_after: frozenset[str]
    before_scale: dict[str, int]
    before_scale_from: dict[str, list[tuple[tuple[str, ...], int]]]  # by the first word
    ordinals: dict[str, int]  # denominators and the last words of ordinals
    parts: dict[str, int]  # ... and the plurals of denominators
    plain_ones: dict[str, int]  # ones that begin nothing but a whole number
    going_on: frozenset[str]  # what may follow a number within a longer one

    @classmethod
    def from_data(cls, data: dict[str, Any]) -> NumberWords:
        """Builds the words from the lexicon's sections of the same names."""
        ordinals = {**data["denominators"], **data["ordinal_ends"]}
        parts = {**data["denominators"], **data["plural_denominators"], **data["ordinal_ends"]}
        others = {*_ARTICLES, *data["lone_parts"], *data["negatives"], *data["fraction_signs"]}
        return cls(
            ones=data["ones"],
            tens=data["tens"],
            scales={w: exact(v) for w, v in data["scales"].items()},
            suffixes={w: exact(v) for w, v in {**data["suffixes"], **data["capital_suffixes"]}.items()},
            denominators=data["denominators"],
            plural_denominators=data["plural_denominators"],
            ordinal_ends=data["ordinal_ends"],
            fraction_signs={c: Fraction(*pair) for c, pair in data["fraction_signs"].items()},
            slash_denominators=frozenset(data["slash_denominators"]),
            lone_parts=frozenset(data["lone_parts"]),
            negatives=frozenset(data["negatives"]),
            hundreds=frozenset(word for word, value in data["scales"].items() if value == 100),
            dozens=frozenset(word for word, value in data["scales"].items() if value == 12),
            not_after_tail=frozenset(data["not_after_tail"]),
            half_before=frozenset(data["half_before"]),
            half_after=frozenset(data["half_after"]),
            not_a_fraction_before=frozenset(data["not_a_fraction_before"]),
            article_fraction_after=frozenset(data["article_fraction_after"]),
            before_scale=data["before_scale"],
            before_scale_from=_by_first_word(data["before_scale"]),
            ordinals=ordinals,
            parts=parts,
            plain_ones={word: value for word, value in data["ones"].items() if word not in others},
            going_on=_LINKS.union(data["scales"], data["tens"], data["fraction_signs"], parts),
        )


_ARTICLES = frozenset({"a", "an"})
_LINKS = _HYPHENS | {"/", "and", "point", "k"}


def _by_first_word(phrases: dict[str, int]) -> dict[str, list[tuple[tuple[str, ...], int]]]:
    table: dict[str, list[tuple[tuple[str, ...], int]]] = {}
    for phrase, value in phrases.items():
        words = tuple(phrase.split())
        table.setdefault(words[0], []).append((words, value))
    return table


class _Part(NamedTuple):
    """A partly read cardinal: its value, the atom after it, and a bare tens word at its end (value, after "and")."""

    value: Exact
    end: int
    mantissa: Exact
    scale: Exact
    open_tens: int = 0
    after_and: bool = False


class NumberReader:
    """Reads numbers at given places of one list of atoms."""

    def __init__(self, atoms: Atoms, words: NumberWords) -> None:
        self.atoms = atoms
        self.words = words
        self._lows = atoms.lows
        self._breaks = atoms.breaks
        self._count = len(atoms)

    def low(self, i: int) -> str:
        """Returns the atom's text in lower case; "" outside the text, and for what is masked."""
        return self._lows[i] if 0 <= i < self._count else ""

    def joined(self, i: int) -> bool:
        """Tells whether atom i follows its predecessor within one expression."""
        return 0 < i < self._count and i not in self._breaks

    def link(self, i: int) -> int:
        """Returns where an expression goes on at i: after a hyphen ("twenty-one", "twenty - one"), or right there."""
        if self.low(i) in _HYPHENS and self.joined(i) and self.joined(i + 1):
            return i + 1 if self.atoms.gap(i) == self.atoms.gap(i + 1) else i
        return i

    def next_word(self, i: int, table: Container[str]) -> int | None:
        """Returns the index of the next atom of the expression if it is one of these words."""
        j = self.link(i)
        return j if self.joined(j) and self.low(j) in table else None

    def read(self, i: int) -> Number | None:
        """Reads the longest number that starts at atom i; None where none does."""
        sign, j = self._sign(i)
        number = self._alone(j) or self._unsigned(j)
        if number is None or not -LIMIT < number.value < LIMIT:
            return None
        if j == i:
            return number
        return number._replace(value=sign * number.value, mantissa=sign * number.mantissa, start=i, plain=False)

    def ordinal_end(self, i: int) -> int | None:
        """Returns where an ordinal in words ends that starts at i ("twenty-first", "two hundredth"); None for none."""
        part = self._cardinal(i) if self.atoms.kind(i) != "n" else None
        if part is None:
            return None
        words = self.words
        j = self.next_word(part.end, words.ordinals)
        if j is None or self.low(j) in words.lone_parts:
            return None
        hyphenated = j > part.end
        if (
            (part.open_tens and self._ordinal_value(j) < 10)
            or part.scale >= 100
            or hyphenated
            or self._ordinal_value(j) >= 100
        ):
            return j + 1 if part.value != 1 else None
        return None

    def _ordinal_value(self, i: int) -> int:
        word = self.low(i)
        return self.words.denominators.get(word) or self.words.ordinal_ends.get(word) or 0

    def _sign(self, i: int) -> tuple[int, int]:
        low = self.low(i)
        if low in self.words.negatives and self.joined(i + 1):
            return -1, i + 1
        if low in ("-", "−", "‑") and i + 1 < self._count and self.atoms.gap(i + 1) == 0:
            free = i == 0 or self.atoms.gap(i) or self.low(i - 1) in "([$£€"
            if free and self.atoms.kind(i + 1) == "n":
                return -1, i + 1
        return 1, i

    def _unsigned(self, i: int) -> Number | None:
        if i >= self._count:
            return None
        return self._sign_fraction(i) or self._slash(i) or self._part_word(i) or self._counted(i)

    def _alone(self, i: int) -> Number | None:
        """Reads a numeral or a small number word that nothing after it can belong to: most numbers are such."""
        after = i + 1
        if self.low(after) in self.words.going_on or not i < self._count:
            return None
        kind = self.atoms.kind(after) if after < self._count else "s"
        if kind == "n" or (kind == "w" and self.atoms.glued(after)):
            return None
        value = self.atoms.value(i)
        if value is not None:
            return Number(value, i, after, value, 1, plain=True, alone=True)
        small = self.words.plain_ones.get(self.low(i))
        return None if small is None else Number(small, i, after, small, 1, alone=True)

    def _sign_fraction(self, i: int) -> Number | None:
        value = self.words.fraction_signs.get(self.low(i))
        return self._scaled_fraction(value, i, i + 1) if value is not None else None

    def _slash(self, i: int) -> Number | None:
        """Reads "3/4"."""
        end = self._slash_end(i)
        if end is None or (i and self.atoms.gap(i) == 0 and self.low(i - 1) == "/"):
            return None
        top, bottom = self.atoms.value(i), self.atoms.value(i + 2)
        assert top is not None and bottom is not None
        return self._scaled_fraction(Fraction(top, bottom), i, end)

    def _slash_end(self, i: int) -> int | None:
        if i + 2 >= self._count or self.low(i + 1) != "/":
            return None
        one, two, three = self.atoms[i : i + 3]
        if one.value is None or three.value is None or two.gap or three.gap:
            return None
        if i + 3 < len(self.atoms) and self.low(i + 3) == "/" and not self.atoms[i + 3].gap:
            return None
        return i + 3 if one.value < three.value and three.value in self.words.slash_denominators else None

    def _scaled_fraction(self, value: Exact, start: int, end: int) -> Number:
        """Reads on after a fraction: "half a million", "three quarters of a billion"; else it is a mere part."""
        j = end
        if self.low(j) == "of" and self.low(j + 1) in ("a", "an", "one"):
            j += 1
        if self.low(j) in ("a", "an") and self.joined(j):
            j += 1
        k = self.next_word(j, self.words.scales)
        if k is not None:
            scale, end = self.scales_from(k)
            return Number(value * scale, start, end, value, scale)
        return Number(value, start, end, value, 1, fraction=value < 1)

    def _part_word(self, i: int) -> Number | None:
        """Reads "half", "a third of", "quarter million"."""
        words = self.words
        j = i + 1 if self.low(i) in ("a", "an") and self.joined(i + 1) else i
        word = self.low(j)
        if word not in words.lone_parts and (j == i or word not in words.denominators):
            return None
        number = self._scaled_fraction(Fraction(1, words.denominators[word]), i, j + 1)
        if not number.fraction:
            return number
        following = self.low(j + 1) if self.joined(j + 1) else ""
        if self.low(i - 1) in words.not_a_fraction_before or following in _HYPHENS:
            return None
        if word == "half":
            fits = following in words.half_after or self.low(i - 1) in words.half_before or j > i
            return number if fits else None
        return number if j > i and following in words.article_fraction_after else None

    def _counted(self, i: int) -> Number | None:
        part = self._cardinal(i)
        if part is None:
            return None
        plain = part.end == i + 1 and self.atoms.kind(i) == "n"
        return (
            self._over_denominator(i, part)
            or self._with_tail(i, part)
            or Number(part.value, i, part.end, part.mantissa, part.scale, plain=plain)
        )

    def _denominator(self, i: int) -> tuple[int, int, bool] | None:
        """Reads "thirds", "twenty-firsts": value, end, whether it is plural."""
        j = self.link(i)
        if not self.joined(j):
            return None
        words, word = self.words, self.low(j)
        if word in words.plural_denominators:
            return words.plural_denominators[word], j + 1, True
        if word in words.denominators:
            return words.denominators[word], j + 1, False
        k = self.link(j + 1)
        if word in words.tens and self.joined(k):
            end = words.parts.get(self.low(k))
            if end and end < 10:
                return words.tens[word] + end, k + 1, self.low(k).endswith("s")
        return None

    def _over_denominator(self, i: int, part: _Part) -> Number | None:
        """Reads "two-thirds", "one twenty-fifth", "ten fifths"."""
        found = self._denominator(part.end)
        if found is None or self.low(i - 1) in self.words.not_a_fraction_before:
            return None
        bottom, end, plural = found
        top = part.value
        hyphenated = self.link(part.end) > part.end
        if part.open_tens and bottom < 10 and (hyphenated or not part.after_and) and top > part.open_tens:
            top, bottom = top - part.open_tens, bottom + part.open_tens
        if bottom == 4 and top == 2 and not hyphenated:
            return None  # a company's "two quarters"
        if not plural and (top != 1 or bottom == 2 or self.low(end) in _HYPHENS):
            return None
        if self.atoms.kind(i) == "n" and not plural:
            return None
        return self._scaled_fraction(Fraction(top, bottom), i, end)

    def _with_tail(self, i: int, part: _Part) -> Number | None:
        """Reads what follows a whole number: "and a half", "½", "1/2", "point five", and a scale after it."""
        tail = self._fraction_tail(part.end) or self._point(part.end)
        if tail is None:
            return None
        extra, end = tail
        if part.scale >= 1000:
            return Number(part.value + extra * part.scale, i, end, part.mantissa + extra, part.scale)
        value = part.value + extra
        scale: Exact = 1
        k = self.next_word(end, self.words.scales)
        if k is not None:
            scale, end = self.scales_from(k)
        return Number(value * scale, i, end, value, scale)

    def _fraction_tail(self, i: int) -> tuple[Exact, int] | None:
        if not self.joined(i):
            return None
        sign = self.words.fraction_signs.get(self.low(i))
        if sign is not None:
            return sign, i + 1
        end = self._slash_end(i)
        if end is not None and (top := self.atoms.value(i)) is not None:
            return Fraction(top, self.atoms.value(i + 2) or 1), end
        j = self.next_word(i, ("and",))
        if j is None:
            return None
        k = self.link(j + 1)
        if self.low(k) in ("a", "an", "one"):
            m = self.next_word(k + 1, self.words.denominators)
            if m is not None and (m + 1 >= len(self.atoms) or self.low(m + 1) not in self.words.not_after_tail):
                return Fraction(1, self.words.denominators[self.low(m)]), m + 1
        part = self._cardinal(k) if self.joined(k) else None
        found = self._denominator(part.end) if part else None
        if part and found and found[2] and part.value < found[0]:
            return Fraction(part.value, found[0]), found[1]
        return None

    def _point(self, i: int) -> tuple[Exact, int] | None:
        """Reads "point five", "point zero three", "point seventy-one"."""
        if self.low(i) != "point" or not (self.joined(i) and self.joined(i + 1)):
            return None
        digits, j = "", i + 1
        while self.joined(j) and len(digits) < 12:
            text = self.atoms.texts[j]
            small = self._small(j)
            if text.isdigit() and not digits and self.atoms.kind(j) == "n":
                digits, j = text, j + 1
                break
            if small is None:
                break
            digits, j = digits + str(small[0]), small[1]
        return (Fraction(f"0.{digits}"), j) if digits else None

    def _small(self, i: int) -> tuple[int, int, int] | None:
        """Reads a number word below a hundred: value, end, and its tens if it is nothing else."""
        words, word = self.words, self.low(i)
        if word in words.ones:
            return words.ones[word], i + 1, 0
        if word not in words.tens:
            return None
        j = self.next_word(i + 1, words.ones)
        if j is not None and 0 < words.ones[self.low(j)] < 10:
            return words.tens[word] + words.ones[self.low(j)], j + 1, 0
        return words.tens[word], i + 1, words.tens[word]

    def scales_from(self, i: int) -> tuple[Exact, int]:
        """Multiplies the scale words from i on ("hundred thousand")."""
        scale, j = self.words.scales[self.low(i)], i + 1
        k = self.next_word(j, self.words.scales)
        while k is not None and scale < LIMIT:
            scale, j = scale * self.words.scales[self.low(k)], k + 1
            k = self.next_word(j, self.words.scales)
        return scale, j

    def _start(self, i: int) -> tuple[Exact, int, int] | None:
        """Reads what may stand before a scale: a numeral, a word below a hundred, "a", "a couple"."""
        numeral = self.atoms.value(i)
        if numeral is not None:
            suffix = self._suffix(i)
            return (numeral * suffix, i + 2, 0) if suffix else (numeral, i + 1, 0)
        small = self._small(i)
        if small:
            return small[0], small[1], small[2]
        for phrase, value in self.words.before_scale_from.get(self.low(i), ()):
            j = i
            for word in phrase:
                j = j + 1 if self.low(j) == word and (j == i or self.joined(j)) else -1
                if j < 0:
                    break
            if j > 0 and self.next_word(j, self.words.scales) is not None:
                return value, j, 0
        if self.atoms.low(i) in ("a", "an"):
            k = self.next_word(i + 1, self.words.scales)
            if k is not None and not self._is_plural_scale(k):
                return 1, i + 1, 0
        return None

    def _suffix(self, i: int) -> Exact | None:
        """Returns the multiplier glued to the numeral at i ("5bn", "3000K"), or its letter after a space ("2 k")."""
        if i + 1 >= self._count or self.atoms.kind(i + 1) != "w":
            return None
        text = self.atoms.texts[i + 1]
        if self.atoms.gap(i + 1) and not (self.joined(i + 1) and text == "k"):
            return None
        return self.words.suffixes.get(text) or self.words.suffixes.get(self.atoms.low(i + 1))

    def _is_plural_scale(self, i: int) -> bool:
        word = self.low(i)
        return word.endswith("s") and word[:-1] in self.words.scales

    def _cardinal(self, i: int, ceiling: Exact = LIMIT) -> _Part | None:
        """Reads a whole number (or a decimal) in digits, words or both; its scales stay below the ceiling."""
        if i >= self._count:
            return None
        start = self._start(i)
        if start is None:
            if self.low(i) not in self.words.scales or self._is_plural_scale(i):
                return None
            start = 1, i, 0
        value, j, tens = start
        part = _Part(value, j, value, 1, tens)
        k = self._scale_at(j, first=j == i)
        if k is None:
            return part
        scale = self.words.scales[self.low(k)]
        if scale >= ceiling:
            return part if j > i else None
        part = self._after_hundred(value, k) if scale == 100 else _Part(value * scale, k + 1, value, scale)
        k = self._scale_at(part.end)
        while k is not None and part.scale * self.words.scales[self.low(k)] < min(ceiling, LIMIT):
            scale = self.words.scales[self.low(k)]
            part = _Part(part.value * scale, k + 1, part.mantissa, part.scale * scale)
            k = self._scale_at(part.end)
        return self._with_rest(part, worded=self.atoms.kind(i) != "n")

    def _scale_at(self, i: int, first: bool = False) -> int | None:
        if first:
            return i
        return self.next_word(i, self.words.scales)

    def _after_hundred(self, value: Exact, at: int) -> _Part:
        """Reads on after the word "hundred" at the given atom: "and five", "five", "and 21"."""
        base, end = value * 100, at + 1
        j = self.next_word(end, ("and",))
        k = self.link(j + 1) if j is not None else self.link(end)
        if not self.joined(k):
            return _Part(base, end, value, 100)
        small, text = self._small(k), self.atoms.texts[k]
        if small is None and j is not None and len(text) <= 2 and text.isdigit() and self.atoms.kind(k) == "n":
            small = int(text), k + 1, 0
        if small is None or not small[0] or self._denominates(small[1], j is not None, small[0]):
            return _Part(base, end, value, 100)
        if j is not None and self.next_word(small[1], self.words.hundreds) is not None:
            return _Part(base, end, value, 100)
        dozen = self.next_word(small[1], self.words.dozens) if j is not None else None
        if dozen is not None:
            return _Part(base + small[0] * 12, dozen + 1, value, 100)
        total = base + small[0]
        return _Part(total, small[1], total, 1, small[2], j is not None)

    def _denominates(self, i: int, after_and: bool, top: int) -> bool:
        """Tells whether the number before i is the top of a proper fraction: "two hundred and three fifths"."""
        found = self._denominator(i) if after_and else None
        return found is not None and top < found[0] and found[2]

    def _with_rest(self, part: _Part, worded: bool) -> _Part:
        """Adds the lower part of a number after its scale: "thousand and five", "million two hundred thousand"."""
        if part.scale < 1000 or part.value >= LIMIT:
            return part
        j = self.next_word(part.end, ("and",))
        k = self.link(j + 1 if j is not None else part.end)
        if not self.joined(k) or self.low(k) in ("a", "an"):
            return part
        rest = self._cardinal(k, ceiling=part.scale)
        if rest is None or not 0 < rest.value < part.scale:
            return part
        numeral = self.atoms.kind(k) == "n"
        if rest.scale == 1 and rest.value < 100 and (numeral or (j is not None and not worded)):
            return part
        if rest.scale == 1 and numeral:
            return part
        if j is not None and self._denominates(rest.end, True, int(rest.value)):
            return part
        return _Part(
            part.value + rest.value,
            rest.end,
            part.value + rest.value,
            1,
            rest.open_tens,
            j is not None,
        )
