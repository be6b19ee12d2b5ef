"""Of which classes a name or a pronoun may be, by what the rest of its document says."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from eventx.gate.context import Sentence
from eventx.gate.marks import ANIMATE, NUMBER, THING, Marks

KINDS = ANIMATE | THING


@dataclass(frozen=True, slots=True)
class Hinted:
    """Classes that words of a sentence may have by what the whole document says.

    Attributes:
        names: Those of its names.
        others: Those of other words that may stand for names.
        pronouns: Those of pronouns, by the signs of their kinds.
    """

    names: frozenset[str]
    others: frozenset[str]
    pronouns: Mapping[int, frozenset[str]]


class Hints:
    """The classes told in a document, and those told beside each name; all as bits.

    Args:
        sentences: The sentences of the document.
        marks: Which bits stand for what.
    """

    def __init__(self, sentences: Sequence[Sentence], marks: Marks) -> None:
        self._marks = marks
        told = marks.labels
        beside: defaultdict[str, int] = defaultdict(int)
        names: set[str] = set()
        for sentence in sentences:
            names.update(sentence.names)
            here = marks.told(sentence.bits)
            if here:
                told |= here
                for name in sentence.named:
                    beside[name] |= here
        persons = told & marks.persons
        self.told = told
        self.of_pronouns = {0: 0, ANIMATE: persons, THING: told & ~persons, KINDS: told}
        self._pronouns = {kind: marks.names(found) for kind, found in self.of_pronouns.items() if kind}
        self._beside = beside
        self._names = names

    def of_names(self, sentence: Sentence) -> int:
        """Returns the classes that the names of a sentence may have."""
        if not sentence.is_named and sentence.initial not in self._names:
            return 0
        here = self._marks.named(sentence.bits) | self._marks.labels
        for name in sentence.named:
            here |= self._beside.get(name, 0)
        return here

    def hinted(self, sentence: Sentence) -> Hinted:
        """Returns the classes that words of a sentence may have."""
        names = self._marks.names
        return Hinted(names(self.of_names(sentence)), names(self.told), self._pronouns)

    def clauses(self, sentence: Sentence) -> int:
        """Returns the clauses that a sentence may meet, by its words and what its names and pronouns may be."""
        marks, bits = self._marks, sentence.bits
        found = marks.clauses(bits) | marks.hinted(self.of_names(sentence) | self.of_pronouns[bits & KINDS])
        return found | marks.counted(self.told) if bits & NUMBER else found
