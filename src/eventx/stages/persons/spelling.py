"""How names are spelled: folded words, and whether two spellings may be one person's."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from functools import lru_cache

from rapidfuzz import fuzz
from spacy.lang.lex_attrs import is_quote

SAME_SURNAME = 90
"""Least similarity (rapidfuzz ratio) of two spellings of one surname."""
SAME_SURNAME_GIVEN = 70
"""The same where the given names are alike as well."""
SHORTEST_FUZZY = 5
"""Shorter names must agree to the letter."""
_LETTERS = str.maketrans("ıłøđßæ-", "ilodsa ")


@lru_cache(maxsize=10_000)
def fold(text: str) -> str:
    """Returns a name in lower case, without accents, apostrophes and the like."""
    plain = unicodedata.normalize("NFKD", text.lower())
    kept = "".join(c for c in plain if not unicodedata.combining(c) and c not in "'’ʼ`")
    return kept.translate(_LETTERS)


def alike(a: str, b: str, least: float = SAME_SURNAME) -> bool:
    """Tells whether two folded words may be spellings of one name."""
    if a == b:
        return True
    return a[0] == b[0] and min(len(a), len(b)) >= SHORTEST_FUZZY and fuzz.ratio(a, b) >= least


@lru_cache(maxsize=10_000)
def name_words(name: str, particles: frozenset[str], suffixes: frozenset[str]) -> tuple[str, ...]:
    """Returns the folded words of a name, without particles and suffixes ("Omar al-Bashir" -> omar, bashir)."""
    words = [w for w in fold(display(name)).split() if w.strip(".")]
    kept = [w for w in words if w not in particles and w not in suffixes]
    return tuple(kept or words)


def same_person(a: Sequence[str], b: Sequence[str]) -> bool:
    """Tells whether two names (as folded words) may be one person's: the shorter must fit into the longer."""
    if len(a) > len(b):
        a, b = b, a
    if not a:
        return False
    if len(a) == 1:
        return alike(a[0], b[-1]) or (len(b) > 1 and (a[0] == b[0] or (len(b) > 2 and a[0] == b[-2])))
    given = alike(a[0], b[0], 80) or (1 in (len(a[0].strip(".")), len(b[0].strip("."))) and a[0][0] == b[0][0])
    return given and alike(a[-1], b[-1], SAME_SURNAME_GIVEN)


def keys(words: Sequence[str]) -> set[str]:
    """Returns what a name (as folded words) shares at least one of with every name that may be the same person's.

    That is the first letter of its surname, where spelling may vary, and each word that may stand for all of it.
    """
    return {words[-1][0], words[0], *words[-2:]} if words else set()


def display(name: str) -> str:
    """Returns a name as it is shown: on one line, without a possessive ending or a nickname in quotes."""
    plain = " ".join(word for word in name.split() if not (is_quote(word[0]) and is_quote(word[-1])) or len(word) < 3)
    for ending in ("'s", "’s"):
        plain = plain.removesuffix(ending)
    return plain
