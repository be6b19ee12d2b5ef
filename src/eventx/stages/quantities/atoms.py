"""The atoms of a text: words, numerals and signs.

They are not a tokeniser's tokens: "$4bn", "81mm" and "1 000" are cut differently by every tokeniser.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal, overload

from eventx.annotations import Once
from eventx.stages.quantities.values import Exact, exact

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
HYPHENS = frozenset("-‑‐")

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
