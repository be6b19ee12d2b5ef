"""What words and sentences show, as the bits of a number: what a sentence shows is what its words show, put together.

From the lowest: signs (`NAME`, `PRONOUN`...), the classes that a word is or ends a term of, those that only names have,
and the clauses of the rules' needs that it meets (see `eventx.gate.needs`).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import compress

Clause = frozenset[str]
"""Features of which a sentence must have one."""
LABELS = frozenset({"capital", "city", "region", "water", "org", "person", "facility", "demonym", "other"})
"""Classes that a name may have whatever its words are: those that the statistical NER or a large table may give it."""
THINGS = frozenset({"weapon", "vehicle", "goods", "body"})
"""Kinds of classes that no name has because of what stands beside it elsewhere."""


NAME, COMMON, KNOWN, PRONOUN, ANIMATE, THING, NUMBER, PERSON, BACK, QUOTE, HEAD = (1 << bit for bit in range(11))
"""Signs: a name; a word that is none where it only begins a sentence; a name that needs no introduction; a pronoun; one
that may mean persons; one that may mean something else; a number; a noun for persons; a word that may point back to
what was named; a quotation mark; a word that may be the head of a trigger."""
SIGNS = {
    "*name": NAME,
    "*common": COMMON,
    "*known": KNOWN,
    "*pronoun": PRONOUN,
    "*animate": ANIMATE,
    "*thing": THING,
    "*number": NUMBER,
    "*back": BACK,
    "*quote": QUOTE,
    "*head": HEAD,
    "class:person": PERSON,
}
"""Signs by the features that tell them."""


def label_mark(name: str) -> str:
    """Returns the feature of a word that is part of some name with a label."""
    return f"label:{name}"


def class_mark(name: str) -> str:
    """Returns the feature of a word that ends a term of a class."""
    return f"class:{name}"


def hint_mark(name: str) -> str:
    """Returns the feature of a sentence with a word that may be of a class by what other sentences say."""
    return f"hint:{name}"


def count_mark(name: str) -> str:
    """Returns the feature of a sentence with a number, in a document with a word of a class."""
    return f"count:{name}"


@dataclass(frozen=True, slots=True)
class Word:
    """What a word shows by itself.

    Attributes:
        text: The word.
        features: Its lower-case form, possible lemmas, classes of terms, signs.
        bits: The same as far as anybody asks.
        is_name: Whether it has a capital.
        heads: Its lemmas that may be the head of a trigger.
        nouns: Those of them that it may have as a noun.
    """

    text: str
    features: frozenset[str]
    bits: int
    is_name: bool
    heads: frozenset[str]
    nouns: frozenset[str]


class Marks:
    """Which bits stand for what.

    Args:
        classes: The classes that rules ask for.
        clauses: The clauses of the rules' needs.

    Attributes:
        labels: The bits of classes that any name may have.
        persons: The bits of the classes of persons.
        things: The bits of the classes of `THINGS`.
    """

    def __init__(self, classes: Iterable[str], clauses: Sequence[Clause]) -> None:
        self.classes = sorted(classes)
        self._all = (1 << len(self.classes)) - 1
        self._told = len(SIGNS)
        self._named = self._told + len(self.classes)
        self._clauses = self._named + len(self.classes)
        self.labels = sum(1 << i for i, name in enumerate(self.classes) if name in LABELS)
        self.persons = sum(1 << i for i, name in enumerate(self.classes) if name.partition(".")[0] == "person")
        self.things = sum(1 << i for i, name in enumerate(self.classes) if name.partition(".")[0] in THINGS)
        self._met: dict[str, int] = {}
        for number, clause in enumerate(clauses):
            for feature in clause:
                self._met[feature] = self._met.get(feature, 0) | 1 << number
        self._bits = {feature: met << self._clauses for feature, met in self._met.items()}
        self._add(SIGNS)
        for i, name in enumerate(self.classes):
            told, named = 1 << self._told + i, 1 << self._named + i
            self._add({class_mark(name): told, label_mark(name): told | named})
        self._names: dict[int, frozenset[str]] = {}
        self._hinted: dict[tuple[str, int], int] = {}

    def _add(self, bits: Mapping[str, int]) -> None:
        for feature, bit in bits.items():
            self._bits[feature] = self._bits.get(feature, 0) | bit

    def of(self, features: Iterable[str]) -> int:
        """Returns the bits of features."""
        bits, found = self._bits, 0
        for feature in features:
            if feature in bits:
                found |= bits[feature]
        return found

    def told(self, bits: int) -> int:
        """Returns the classes that words are of, as bits of their own."""
        return bits >> self._told & self._all

    def named(self, bits: int) -> int:
        """Returns the classes that words are of as parts of names, as bits of their own."""
        return bits >> self._named & self._all

    def clauses(self, bits: int) -> int:
        """Returns the clauses that words meet, as bits of their own."""
        return bits >> self._clauses

    def hinted(self, classes: int) -> int:
        """Returns the clauses that a name or a pronoun meets which may be of some classes."""
        return self._by_class("hint:", classes)

    def counted(self, classes: int) -> int:
        """Returns the clauses that a number meets which may count something of some classes."""
        return self._by_class("count:", classes)

    def _by_class(self, kind: str, classes: int) -> int:
        found = self._hinted.get((kind, classes))
        if found is None:
            found = 0
            for name in self.names(classes):
                found |= self._met.get(kind + name, 0)
            self._hinted[kind, classes] = found
        return found

    def names(self, classes: int) -> frozenset[str]:
        """Returns the names of some classes."""
        found = self._names.get(classes)
        if found is None:
            if len(self._names) > MOST:
                self._names.clear()
                self._hinted.clear()
            is_in = f"{classes:b}"[::-1].encode().replace(b"0", b"\0")
            found = self._names[classes] = frozenset(compress(self.classes, is_in))
        return found


MOST = 1_000
"""Sets of classes remembered at most."""
