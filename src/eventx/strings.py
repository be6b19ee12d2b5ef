"""The strings behind the numbers that spaCy keeps for words and labels, remembered for the next document.

A string has the same number in every vocabulary, so that what one document asks for serves all.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

from spacy.vocab import Vocab

T = TypeVar("T")

_MOST = 20_000
"""Numbers remembered at most."""
_strings: dict[int, str] = {}
_lower: dict[int, str] = {}


def strings_of(vocab: Vocab, keys: Sequence[int]) -> list[str]:
    """Returns the string of each number."""
    return looked_up(_strings, keys, vocab.strings.__getitem__)


def lower_strings_of(vocab: Vocab, keys: Sequence[int]) -> list[str]:
    """Returns the string of each number in lower case."""
    return looked_up(_lower, keys, lambda key: vocab.strings[key].lower())


def looked_up(known: dict[int, T], keys: Sequence[int], find: Callable[[int], T]) -> list[T]:
    """Returns what is known for each key; what is not yet known is found first."""
    try:
        return list(map(known.__getitem__, keys))
    except KeyError:
        if len(known) > _MOST:
            known.clear()
        for key in set(keys).difference(known):
            known[key] = find(key)
        return list(map(known.__getitem__, keys))
