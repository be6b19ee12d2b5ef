"""What a word shows by its letters alone: the lemmas that it may have, and the classes of the terms that it ends."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from eventx.annotations import Blank
from eventx.modeldir import load_yaml
from eventx.stages.names.tables import Gazetteer, fold
from eventx.stages.terms import TermLexicon, with_ancestors

NAME = "*name"
PRONOUN = "*pronoun"
NUMBER = "*number"
KNOWN = "*known"
"""Feature of a name that needs no introduction."""
KNOWN_LABELS = frozenset({"country", "demonym", "capital"})
MOST = 20_000
"""Words remembered at most."""


def class_mark(name: str) -> str:
    """Returns the feature of a word that ends a term of a class."""
    return f"class:{name}"


class Words:
    """The features of words, remembered: lower-case form, possible lemmas, classes of terms, and what they point to."""

    def __init__(
        self,
        data: Mapping[str, Any],
        irregular: Mapping[str, Iterable[str]],
        lexicon: TermLexicon,
        gazetteer: Gazetteer,
    ) -> None:
        self.gazetteer = gazetteer
        self.endings: Mapping[str, list[str]] = data["endings"]
        self.doubled = tuple(data["doubled"])
        self.pronouns = frozenset(data["pronouns"])
        self.numbers = frozenset(data["numbers"])
        self.irregular = {form: frozenset(lemmas) for form, lemmas in irregular.items()}
        self.classes = classes_by_last_word(lexicon)
        self.terms = terms_by_last_word(lexicon)
        self._known: dict[str, frozenset[str]] = {}

    def features(self, texts: Iterable[str]) -> list[frozenset[str]]:
        """Returns the features of each word of a text."""
        known = self._known
        if len(known) > MOST:
            known.clear()
        found = []
        for text in texts:
            features = known.get(text)
            if features is None:
                features = known[text] = frozenset(self._features(text))
            found.append(features)
        return found

    def _features(self, word: str) -> Iterator[str]:
        lower = word.lower()
        if not any(map(str.isalnum, word)):
            return
        yield lower
        yield from self.lemmas(lower)
        yield from self.classes.get(lower, ())
        if word[0].isupper():
            yield NAME
            yield from self._as_name(word)
        if lower in self.pronouns:
            yield PRONOUN
        if word[0].isdigit() or lower in self.numbers:
            yield NUMBER

    def _as_name(self, word: str) -> Iterator[str]:
        """Yields what the gazetteer says of a capitalised word."""
        readings = self.gazetteer.readings(fold(word).lower())
        if readings and all(reading.label in KNOWN_LABELS for reading in readings):
            yield KNOWN
        for reading in readings:
            if reading.subclass:
                yield from map(class_mark, with_ancestors(reading.subclass))

    def blank(self, features: frozenset[str]) -> Blank:
        """Returns what is kept of a sentence with these features that is left out."""
        found = (term for word in features & self.terms.keys() for term in self.terms[word])
        return Blank(features, frozenset((lemma, classes) for words, lemma, classes in found if words <= features))

    def lemmas(self, lower: str) -> Iterator[str]:
        """Yields the lemmas that a lower-case word may have."""
        yield from self.irregular.get(lower, ())
        for ending, instead in self.endings.items():
            if not lower.endswith(ending) or len(lower) <= len(ending):
                continue
            stem = lower[: -len(ending)]
            yield from (stem + other for other in instead)
            if ending in self.doubled and len(stem) > 2 and stem[-1] == stem[-2]:
                yield stem[:-1]


def classes_by_last_word(lexicon: TermLexicon) -> dict[str, frozenset[str]]:
    """Returns the marks of the classes of all terms, and their lemmas, by the last word of their forms."""
    found: dict[str, set[str]] = defaultdict(set)
    for form, (lemma, classes) in lexicon.forms.items():
        marks = {lemma.lower(), *map(class_mark, classes)}
        for last in {form, form.rpartition(" ")[2], form.rpartition("-")[2]}:
            found[last] |= marks
    return {word: frozenset(marks) for word, marks in found.items()}


def terms_by_last_word(lexicon: TermLexicon) -> dict[str, list[tuple[frozenset[str], str, frozenset[str]]]]:
    """Returns the words, lemma and classes of all terms, by the last word of their forms."""
    found: defaultdict[str, list[tuple[frozenset[str], str, frozenset[str]]]] = defaultdict(list)
    for form, (lemma, classes) in lexicon.forms.items():
        words = form.split(" ")
        found[words[-1]].append((frozenset(words), lemma, classes))
    return dict(found)


def load_words(
    folder: Path, lemmatizer: Any, verb_forms: Mapping[str, str], lexicon: TermLexicon, gazetteer: Gazetteer
) -> Words:
    """Reads the features of words from a model folder and the tables of a lemmatizer (None: it has none)."""
    irregular: dict[str, set[str]] = defaultdict(set)
    for form, lemma in verb_forms.items():
        irregular[form].add(lemma)
    lookups = getattr(lemmatizer, "lookups", None)
    if lookups is not None and lookups.has_table("lemma_exc"):
        for forms in lookups.get_table("lemma_exc").values():
            for form, lemmas in forms.items():
                irregular[form].update(lemmas)
    return Words(load_yaml(folder / "lexicon" / "gate.yml"), irregular, lexicon, gazetteer)
