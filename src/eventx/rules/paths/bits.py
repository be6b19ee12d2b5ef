"""Sets of words, and labels, as bits of a number: what is there and what is needed are compared at once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Set

OWN = 128
"""How far up the bits of a token's own label stand: there are fewer labels than that."""


class WordSets:
    """Sets of words, each a bit of a number, so that what a sentence has and what a path needs are compared at once.

    Attributes:
        size: How many there are; one is numbered when it is first asked for.
    """

    def __init__(self) -> None:
        self.size = 0
        self._numbers: dict[frozenset[str], int] = {}
        self._bits: dict[str, int] = defaultdict(int)
        self._words: set[str] = set()

    def mask(self, sets: Iterable[frozenset[str]]) -> int:
        """Returns the bits of some sets."""
        found = 0
        for some in sets:
            bit = self._numbers.get(some)
            if bit is None:
                bit = self._numbers[some] = 1 << self.size
                self.size += 1
                self._words |= some
                for word in some:
                    self._bits[word] |= bit
            found |= bit
        return found

    def of(self, words: Set[str]) -> int:
        """Returns the bits of the sets that have one of some words."""
        found = 0
        for word in self._words & words:
            found |= self._bits[word]
        return found


class Labels:
    """Dependency labels as bits: those of what hangs on a token, and, further up, its own."""

    def __init__(self) -> None:
        self._bits: dict[str, int] = {}

    def mask(self, below: Iterable[str] = (), own: Iterable[str] = ()) -> int:
        """Returns the bits of labels of what hangs on a token, and of its own."""
        bits, found = self._bits, 0
        for label in below:
            found |= bits.get(label) or bits.setdefault(label, 1 << len(bits))
        for label in own:
            found |= (bits.get(label) or bits.setdefault(label, 1 << len(bits))) << OWN
        return found
