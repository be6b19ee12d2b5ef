"""What a repair can't do without: a quick look at many sentences at once before the tokens of any are asked.

Each look tells of every token of a batch whether a repair may begin there. Those of single repairs stand beside them.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache

import numpy as np
from numpy.typing import NDArray
from spacy.attrs import DEP, HEAD, LOWER, POS, TAG
from spacy.strings import get_string_id
from spacy.tokens import Doc

Numbers = NDArray[np.int64]
Flags = NDArray[np.bool_]
"""What is told of each token; none of a `Shape` may be changed in place."""
Ids = frozenset[int]
"""The numbers of the words of a list."""

_TAG, _DEP, _POS, _LOWER, _HAS = range(5)


class Shape:
    """The trees of sentences as columns, one after the other, and what has been asked of them.

    Attributes:
        heads: The place of each token's head.
        sentence: The number of each token's sentence.
    """

    __slots__ = ("_columns", "_known", "heads", "sentence")

    def __init__(self, sentences: Sequence[Doc]) -> None:
        tables = [sentence.to_array([TAG, DEP, POS, LOWER, HEAD]) for sentence in sentences]
        *self._columns, steps = np.concatenate(tables).astype(np.int64).T.copy()
        self.heads: Numbers = np.arange(len(steps)) + steps
        self.sentence: Numbers = np.repeat(np.arange(len(tables)), [len(table) for table in tables])
        self._known: dict[tuple[int, tuple[str, ...] | Ids], Flags] = {}

    def tag(self, *tags: str) -> Flags:
        """Tells of each token whether it has one of some tags."""
        return self._labelled(_TAG, tags)

    def dep(self, *relations: str) -> Flags:
        """Tells of each token whether it has one of some relations."""
        return self._labelled(_DEP, relations)

    def pos(self, *parts: str) -> Flags:
        """Tells of each token whether it is one of some parts of speech."""
        return self._labelled(_POS, parts)

    def word(self, text: str) -> Flags:
        """Tells of each token whether it is a word, in whatever case."""
        return self._labelled(_LOWER, (text,))

    def listed(self, words: Ids) -> Flags:
        """Tells of each token whether it is one of the words of a list."""
        found = self._known.get((_LOWER, words))
        return self._keep(_LOWER, words, _among(self._columns[_LOWER], words)) if found is None else found

    def has(self, *relations: str) -> Flags:
        """Tells of each token whether a word with one of some relations hangs on it."""
        found = self._known.get((_HAS, relations))
        return self._keep(_HAS, relations, self.bearing(self.dep(*relations))) if found is None else found

    def bearing(self, tokens: Flags) -> Flags:
        """Tells of each token whether one of some tokens hangs on it."""
        found = np.zeros(len(self.heads), dtype=np.bool_)
        found[self.heads[tokens]] = True
        return found

    def under(self, tokens: Flags) -> Flags:
        """Tells of each token whether it hangs on one of some tokens; a root hangs on itself."""
        return tokens[self.heads]

    def count(self, tokens: Flags) -> NDArray[np.intp]:
        """Returns how many of some tokens hang on each token."""
        return np.bincount(self.heads[tokens], minlength=len(self.heads))

    def shared(self, tokens: Flags) -> Flags:
        """Tells of each token whether it is one of some tokens and hangs where another of them does."""
        return tokens & (self.count(tokens)[self.heads] > 1)

    def beside(self, tokens: Flags) -> Flags:
        """Tells of each token whether one of some tokens is in its sentence."""
        found = np.zeros(int(self.sentence[-1]) + 1, dtype=np.bool_)
        found[self.sentence[tokens]] = True
        return found[self.sentence]

    def before_head(self) -> Flags:
        """Tells of each token whether it stands before the one that it hangs on."""
        found: Flags = self.heads > np.arange(len(self.heads))
        return found

    def right_after_own(self, tokens: Flags) -> Flags:
        """Tells of each token whether one of some tokens stands right before it and hangs on it."""
        found = np.zeros_like(tokens)
        found[1:] = tokens[:-1] & (self.heads[:-1] == np.arange(1, len(self.heads)))
        return found

    def _labelled(self, column: int, labels: tuple[str, ...]) -> Flags:
        found = self._known.get((column, labels))
        return self._keep(column, labels, _among(self._columns[column], map(_id, labels))) if found is None else found

    def _keep(self, column: int, asked: tuple[str, ...] | Ids, found: Flags) -> Flags:
        found.flags.writeable = False
        self._known[column, asked] = found
        return found


def _among(values: Numbers, some: Iterable[int]) -> Flags:
    """Tells of each value whether it is one of some few."""
    found = np.zeros(len(values), dtype=np.bool_)
    for one in some:
        found |= values == one
    return found


@cache
def _id(word: str) -> int:
    return int(np.uint64(get_string_id(word)).astype(np.int64))


def ids(words: Iterable[str]) -> Ids:
    """Returns the numbers of some words."""
    return frozenset(map(_id, words))


def follows(tokens: Flags, distance: int) -> Flags:
    """Tells of each token whether one of some tokens stands so far before it, in whatever sentence."""
    found = np.zeros_like(tokens)
    found[distance:] = tokens[:-distance]
    return found


def precedes(tokens: Flags) -> Flags:
    """Tells of each token whether one of some tokens stands right after it, in whatever sentence."""
    found = np.zeros_like(tokens)
    found[:-1] = tokens[1:]
    return found


def any_of(shape: Shape, words: Ids) -> Flags:
    """Tells of each token whether it is one of some words."""
    return shape.listed(words)
