"""Of which classes a name or a pronoun may be, by what the rest of its document says."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from eventx.gate.context import Sentence, beginning
from eventx.gate.marks import ANIMATE, COMMON, NAME, NUMBER, THING, Marks

KINDS = ANIMATE | THING


@dataclass(frozen=True, slots=True)
class Hinted:
    """Classes that words of a sentence may have by what the document says.

    Attributes:
        names: Those of its names.
        nouns: Those of nouns that may stand for what is named elsewhere ("the group").
        near: Those of other words that may stand for something told here or shortly before.
        pronouns: Those of pronouns, by the signs of their kinds.
        initial: Whether its first word may be a name.
    """

    names: frozenset[str]
    nouns: frozenset[str]
    near: frozenset[str]
    pronouns: Mapping[int, frozenset[str]]
    initial: bool


class Hints:
    """The classes told in a document, those told beside each name, and those told shortly before; all as bits.

    Args:
        sentences: The sentences of the document.
        marks: Which bits stand for what.
        back: How many sentences back a pronoun may point.
    """

    def __init__(self, sentences: Sequence[Sentence], marks: Marks, back: int) -> None:
        self._marks = marks
        self._sentences = sentences
        self._back = back
        introduced = marks.labels
        beside: defaultdict[str, int] = defaultdict(int)
        names: set[str] = set()
        self._here: list[int] = []
        for sentence in sentences:
            names.update(sentence.names)
            here = marks.told(sentence.bits)
            self._here.append(here)
            if here and sentence.bits & NAME:
                introduced |= here
                for name in sentence.named:
                    beside[name] |= here
        self._introduced = introduced & ~marks.things
        self._beside = beside
        self._names = names
        self._of_names: list[int | None] = [None] * len(sentences)
        self._near: list[int | None] = [None] * len(sentences)

    def may_begin_with_name(self, sentence: Sentence) -> bool:
        """Tells whether the first word of a sentence may be a name, if it is a capitalised one."""
        first = sentence.words[beginning(sentence.words)]
        return (first.is_name and not first.bits & COMMON) or first.text in self._names

    def of_names(self, k: int) -> int:
        """Returns the classes that the names of the k-th sentence may have.

        What a thing is, its name tells itself or the word that it stands before; of a person or a group, others tell.
        """
        found = self._of_names[k]
        if found is None:
            found = self._of_names[k] = self._classes_of_names(self._sentences[k])
        return found

    def _classes_of_names(self, sentence: Sentence) -> int:
        if not sentence.bits & NAME or (not sentence.is_named and sentence.initial not in self._names):
            return 0
        beside = 0
        for name in sentence.names:
            beside |= self._beside.get(name, 0)
        if sentence.initial and self.may_begin_with_name(sentence):
            beside |= self._beside.get(sentence.initial, 0)
        return self._marks.named(sentence.bits) | self._marks.labels | beside & ~self._marks.things

    def near(self, k: int) -> int:
        """Returns the classes of what the k-th sentence and the few before it tell and name."""
        found = self._near[k]
        if found is None:
            found = 0
            for j in range(max(0, k - self._back), k + 1):
                found |= self._here[j] | self.of_names(j)
            self._near[k] = found
        return found

    def of_pronouns(self, kinds: int, k: int) -> int:
        """Returns the classes that the pronouns of the k-th sentence may have, by the signs of their kinds."""
        near = self.near(k) if kinds else 0
        if kinds == ANIMATE:
            return near & self._marks.persons
        return near & ~self._marks.persons if kinds == THING else near

    def hinted(self, k: int) -> Hinted:
        """Returns the classes that words of the k-th sentence may have."""
        names, sentence = self._marks.names, self._sentences[k]
        kinds = (ANIMATE, THING, KINDS)
        return Hinted(
            names(self.of_names(k)),
            names(self._introduced),
            names(self.near(k)),
            {kind: names(self.of_pronouns(kind, k)) for kind in kinds},
            self.may_begin_with_name(sentence),
        )

    def clauses(self, k: int) -> int:
        """Returns the clauses that the k-th sentence may meet, by its words and what its names and pronouns may be."""
        marks, bits = self._marks, self._sentences[k].bits
        found = marks.clauses(bits) | marks.hinted(self.of_names(k) | self.of_pronouns(bits & KINDS, k))
        return found | marks.counted(self.near(k)) if bits & NUMBER else found
