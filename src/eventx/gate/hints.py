"""Of which classes a name or a pronoun may be, by what the rest of its document says."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from eventx.gate.context import Sentence
from eventx.gate.needs import count_mark, hint_mark
from eventx.gate.words import NAME, NUMBER, PRONOUN, class_mark

LABELS = frozenset(
    {"country", "demonym", "capital", "city", "region", "water", "metonym", "org", "armed_force", "ministry"}
    | {"government", "armed_group", "igo", "media", "person", "facility", "weapon", "other"}
)
"""Classes that a name may have whatever the document says of it."""


class Hints:
    """The classes told in a document, and those told beside each name.

    Args:
        sentences: The sentences of the document.
        wanted: The classes that rules ask for.
    """

    def __init__(self, sentences: Sequence[Sentence], wanted: frozenset[str]) -> None:
        self.labels = wanted & LABELS
        by_mark = {class_mark(name): name for name in wanted}
        told: set[str] = set()
        beside: defaultdict[str, set[str]] = defaultdict(set)
        for sentence in sentences:
            here = {by_mark[mark] for mark in sentence.features & by_mark.keys()}
            told |= here
            if here:
                for name in sentence.named:
                    beside[name] |= here
        self.told = frozenset(told)
        self.beside = {name: frozenset(classes) for name, classes in beside.items()}
        self._marks: dict[frozenset[str], frozenset[str]] = {}

    def classes(self, sentence: Sentence) -> frozenset[str]:
        """Returns the classes that the names and pronouns of a sentence may have."""
        if PRONOUN in sentence.features:
            return self.told | self.labels
        if NAME not in sentence.features:
            return frozenset()
        return self.labels.union(*(self.beside.get(name, ()) for name in sentence.named))

    def marks(self, sentence: Sentence) -> frozenset[str]:
        """Returns the same as marks, as needs name them, and those of what a number in it may count."""
        classes = self.classes(sentence)
        marks = self._marks.get(classes)
        if marks is None:
            marks = self._marks[classes] = frozenset(map(hint_mark, classes))
        return marks.union(map(count_mark, self.told)) if NUMBER in sentence.features else marks
