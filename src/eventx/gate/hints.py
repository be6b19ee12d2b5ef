"""Of which classes a name or a pronoun may be, by what the rest of its document says."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from eventx.gate.context import Sentence
from eventx.gate.needs import count_mark, hint_mark
from eventx.gate.words import ANIMATE, NUMBER, THING, class_mark, label_mark

KINDS = frozenset({ANIMATE, THING})
LABELS = frozenset({"capital", "city", "region", "water", "org", "person", "facility", "demonym", "other"})
"""Classes that a name may have whatever its words are: those that the statistical NER or a large table may give it."""


class Hints:
    """The classes told in a document, and those told beside each name.

    Args:
        sentences: The sentences of the document.
        wanted: The classes that rules ask for.
    """

    def __init__(self, sentences: Sequence[Sentence], wanted: frozenset[str]) -> None:
        self.labels = wanted & LABELS
        self.by_mark = {mark: name for name in wanted for mark in (class_mark(name), label_mark(name))}
        marks = self.by_mark.keys()
        told: set[str] = set()
        beside: defaultdict[str, set[str]] = defaultdict(set)
        for sentence in sentences:
            here = {self.by_mark[mark] for mark in sentence.features & marks}
            told |= here
            if here:
                for name in sentence.named:
                    beside[name] |= here
        self.told = frozenset(told) | self.labels
        persons = frozenset(name for name in self.told if name.partition(".")[0] == "person")
        self.of_pronouns = {
            frozenset(): frozenset[str](),
            frozenset({ANIMATE}): persons,
            frozenset({THING}): self.told - persons,
            frozenset({ANIMATE, THING}): self.told,
        }
        self.beside = {name: frozenset(classes) for name, classes in beside.items()}
        self._names = frozenset().union(*(sentence.names for sentence in sentences))
        self._marks: dict[frozenset[str], frozenset[str]] = {}

    def of_names(self, sentence: Sentence) -> frozenset[str]:
        """Returns the classes that the names of a sentence may have."""
        if not sentence.is_named and sentence.initial not in self._names:
            return frozenset()
        here = (self.by_mark[mark] for mark in sentence.features & self.by_mark.keys() if mark.startswith("label:"))
        return self.labels.union(here, *(self.beside.get(name, ()) for name in sentence.named))

    def classes(self, sentence: Sentence) -> frozenset[str]:
        """Returns the classes that the names and pronouns of a sentence may have."""
        names, pronouns = self.of_names(sentence), self.of_pronouns[sentence.features & KINDS]
        return names | pronouns if names and pronouns else names or pronouns

    def marks(self, sentence: Sentence) -> frozenset[str]:
        """Returns the same as marks, as needs name them, and those of what a number in it may count."""
        classes = self.classes(sentence)
        marks = self._marks.get(classes)
        if marks is None:
            marks = self._marks[classes] = frozenset(map(hint_mark, classes))
        return marks.union(map(count_mark, self.told)) if NUMBER in sentence.features else marks
