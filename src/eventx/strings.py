"""The strings behind the numbers that spaCy keeps for words and labels, remembered for the next document.

A string has the same number in every vocabulary, so that what one document asks for serves all.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from typing import Generic, TypeVar

from spacy.vocab import Vocab

K = TypeVar("K", bound=Hashable)
T = TypeVar("T")

MOST = 10_000
"""Keys that are remembered before the older ones are let go."""


class Memory(Generic[K, T]):
    """What was found for keys, remembered as long as it is asked for now and then.

    Once there is so much of it, all of it is old: what is asked for again is taken over, and what is not is gone when
    there is as much again. So what is frequent stays, and no more than about twice `most` is kept.

    Args:
        most: Keys that are remembered before the older ones are let go.
    """

    __slots__ = ("_most", "_old", "_recent")

    def __init__(self, most: int = MOST) -> None:
        self._most = most
        self._recent: dict[K, T] = {}
        self._old: dict[K, T] = {}

    def of(self, keys: Sequence[K], find: Callable[[K], T]) -> list[T]:
        """Returns what is known for each key; what is not yet known is found first."""
        recent, rest = self._recent, iter(keys)
        found: list[T] = []
        while True:
            try:
                found.extend(map(recent.__getitem__, rest))
            except KeyError as missing:  # those before it are found; most texts have no more than a few new words
                key = missing.args[0]
            else:
                return found
            if len(recent) > self._most:
                self._old, self._recent = recent, {}
                recent = self._recent
            recent[key] = value = self._old[key] if key in self._old else find(key)
            found.append(value)

    def __len__(self) -> int:
        """Returns how many keys are remembered."""
        return len(self._recent.keys() | self._old.keys())


_strings: Memory[int, str] = Memory()
_lower: Memory[int, str] = Memory()


def strings_of(vocab: Vocab, keys: Sequence[int]) -> list[str]:
    """Returns the string of each number."""
    return _strings.of(keys, vocab.strings.__getitem__)


def lower_strings_of(vocab: Vocab, keys: Sequence[int]) -> list[str]:
    """Returns the string of each number in lower case."""
    return _lower.of(keys, lambda key: vocab.strings[key].lower())
