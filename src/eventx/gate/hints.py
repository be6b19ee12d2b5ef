"""Of which classes a name or a pronoun may be, by what the rest of its document says."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from functools import lru_cache

from eventx.gate.context import Sentence
from eventx.gate.needs import count_mark, hint_mark
from eventx.gate.words import ANIMATE, NUMBER, THING, class_mark, label_mark

KINDS = frozenset({ANIMATE, THING})
LABELS = frozenset({"capital", "city", "region", "water", "org", "person", "facility", "demonym", "other"})
"""Classes that a name may have whatever its words are: those that the statistical NER or a large table may give it."""


@lru_cache(maxsize=2)
def marks_of(wanted: frozenset[str]) -> tuple[dict[str, str], frozenset[str], frozenset[str]]:
    """Returns the classes by the features that tell them, these features, and those of them that names alone have."""
    by_mark = {mark: name for name in wanted for mark in (class_mark(name), label_mark(name))}
    return by_mark, frozenset(by_mark), frozenset(map(label_mark, wanted))


class Hints:
    """The classes told in a document, and those told beside each name.

    Args:
        sentences: The sentences of the document.
        wanted: The classes that rules ask for.
    """

    def __init__(self, sentences: Sequence[Sentence], wanted: frozenset[str]) -> None:
        self.labels = wanted & LABELS
        self.by_mark, marks, self._label_marks = marks_of(wanted)
        told: set[str] = set()
        beside: defaultdict[str, set[str]] = defaultdict(set)
        for sentence in sentences:
            here = sentence.features & marks
            if here:
                told |= here
                for name in sentence.named:
                    beside[name] |= here
        told = {self.by_mark[mark] for mark in told}
        self.told = frozenset(told) | self.labels
        persons = frozenset(name for name in self.told if name.partition(".")[0] == "person")
        self.of_pronouns = {
            frozenset(): frozenset[str](),
            frozenset({ANIMATE}): persons,
            frozenset({THING}): self.told - persons,
            frozenset({ANIMATE, THING}): self.told,
        }
        self._beside = beside
        self._counts = frozenset(map(count_mark, self.told))
        self._names = frozenset().union(*(sentence.names for sentence in sentences))
        self._names_with: dict[frozenset[str], frozenset[str]] = {}
        self._marks: dict[frozenset[str], frozenset[str]] = {}

    def of_names(self, sentence: Sentence) -> frozenset[str]:
        """Returns the classes that the names of a sentence may have."""
        if not sentence.is_named and sentence.initial not in self._names:
            return frozenset()
        here = sentence.features & self._label_marks
        here = here.union(*(self._beside.get(name, ()) for name in sentence.named))
        known = self._names_with.get(here)
        if known is None:
            known = self._names_with[here] = self.labels.union(self.by_mark[mark] for mark in here)
        return known

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
        return marks | self._counts if NUMBER in sentence.features else marks
