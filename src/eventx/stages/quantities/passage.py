"""A passage of a text to be read: its atoms, the lexicon, and how an expression goes on from atom to atom."""

from __future__ import annotations

from collections.abc import Callable, Container
from dataclasses import dataclass

from spacy.tokens import Doc

from eventx.stages.quantities.atoms import HYPHENS, Atoms, Gap
from eventx.stages.quantities.lexicon import QuantityData
from eventx.stages.quantities.number_words import NumberWords
from eventx.stages.quantities.values import Exact


@dataclass(slots=True, init=False, eq=False)
class Passage:
    """A sentence or more of a document.

    Attributes:
        doc: The document.
        begin: Where the passage begins in its text.
        atoms: What it consists of.
        data: The lexicon.
        words: Its number words.
        lists: Its lists.
        count: Number of atoms.
        texts: The characters of each atom.
        kind: As `Atoms.kind`; so `gap`, `glued` and `value`.
    """

    doc: Doc
    begin: int
    atoms: Atoms
    data: QuantityData
    words: NumberWords
    lists: dict[str, frozenset[str]]
    count: int
    texts: list[str]
    kind: Callable[[int], str]
    gap: Callable[[int], Gap]
    glued: Callable[[int], bool]
    value: Callable[[int], Exact | None]
    _lows: list[str]
    _breaks: frozenset[int]

    def __init__(self, doc: Doc, begin: int, atoms: Atoms, data: QuantityData) -> None:
        self.doc = doc
        self.begin = begin
        self.atoms = atoms
        self.data = data
        self.words = data.words
        self.lists = data.lists
        self.count = len(atoms)
        self.texts = atoms.texts
        self.kind = atoms.kind
        self.gap = atoms.gap
        self.glued = atoms.glued
        self.value = atoms.value
        self._lows = atoms.lows
        self._breaks = atoms.breaks

    def low(self, i: int) -> str:
        """Returns the atom's text in lower case; "" outside the text, and for what is masked."""
        return self._lows[i] if 0 <= i < self.count else ""

    def joined(self, i: int) -> bool:
        """Tells whether atom i follows its predecessor within one expression."""
        return 0 < i < self.count and i not in self._breaks

    def link(self, i: int) -> int:
        """Returns where an expression goes on at i: after a hyphen ("twenty-one", "twenty - one"), or right there."""
        if self.low(i) in HYPHENS and self.joined(i) and self.joined(i + 1):
            return i + 1 if self.gap(i) == self.gap(i + 1) else i
        return i

    def next_word(self, i: int, table: Container[str]) -> int | None:
        """Returns the index of the next atom of the expression if it is one of these words."""
        j = self.link(i)
        return j if self.joined(j) and self.low(j) in table else None

    def matches(self, i: int, words: tuple[str, ...]) -> bool:
        """Tells whether these words stand from i on, with no break between them."""
        if i < 0 or i + len(words) > self.count:
            return False
        lows, joined = self._lows, self.joined
        for k, word in enumerate(words, start=i):  # noqa: SIM110  (asked for every number)
            if lows[k] != word or (k != i and not joined(k)):
                return False
        return True
