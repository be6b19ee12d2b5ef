"""Parts of speech, morphology and lemmas of tagged and parsed sentences, worked out once a word.

spaCy's attribute ruler and rule lemmatizer look at one token at a time, but for a few patterns of two words. What they
make of a word with a tag and a dependency label is remembered, so that they run only on sentences with something new.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

import numpy as np
from spacy.attrs import DEP, LEMMA, LOWER, MORPH, ORTH, POS, TAG
from spacy.language import Language
from spacy.pipeline import AttributeRuler
from spacy.pipeline.lemmatizer import Lemmatizer
from spacy.tokens import Doc
from spacy.vocab import Vocab

COMPONENTS = ("attribute_ruler", "lemmatizer")
LOCAL = frozenset({"TAG", "LOWER", "ORTH", "DEP", "IS_SPACE"})
"""What a pattern of one token may test to be remembered by word, tag and dependency label."""
MOST = 200_000
"""Words remembered at most; frequent ones come early."""
KEY, VALUE = [ORTH, TAG, DEP], [POS, MORPH, LEMMA]

Key = tuple[int, int, int]
Value = tuple[int, int, int]


class Morphology:
    """Runs the attribute ruler and the lemmatizer of a pipeline, or recalls what they said."""

    def __init__(self, components: Sequence[Any], apart: frozenset[int], labels: frozenset[int]) -> None:
        self.components = components
        self.apart = apart
        self.labels = labels
        self._known: dict[Key, Value] = {}
        self._texts: dict[int, str] = {}

    def __call__(self, docs: Sequence[Doc]) -> None:
        """Sets part of speech, morphology and lemma in each document."""
        if not docs:
            return
        vocab = docs[0].vocab
        labels = self.labels
        rows: list[list[Key]] = [
            [(orth, tag, dep if dep in labels else 0) for orth, tag, dep in doc.to_array(KEY).tolist()] for doc in docs
        ]
        keys = {key for row in rows for key in row}
        known = self._learned(vocab, keys)
        for text in {self._texts[value] for key in keys for value in known[key][1:] if value in self._texts}:
            vocab.strings.add(text)  # a memory zone that is over may have taken it away
        for doc, row in zip(docs, rows, strict=True):
            if self._stands_apart(doc, row):
                self._run(doc)
            else:
                table: Any = np.array([known[key] for key in row], dtype="uint64").reshape(-1, len(VALUE))
                doc.from_array(VALUE, table)

    def _stands_apart(self, doc: Doc, keys: Iterable[Key]) -> bool:
        """Tells whether a pattern of several words might match."""
        labels = {key[2] for key in keys}
        return not self.apart.isdisjoint(labels) or not self.apart.isdisjoint(doc.to_array([LOWER]).ravel().tolist())

    def _run(self, doc: Doc) -> None:
        for component in self.components:
            component(doc)

    def _learned(self, vocab: Vocab, keys: set[Key]) -> dict[Key, Value]:
        """Returns what is known of words, the new ones worked out side by side as one document."""
        new = [key for key in keys if key not in self._known]
        if not new:
            return self._known
        doc = Doc(vocab, words=[vocab.strings[orth] for orth, _, _ in new])
        tags: Any = np.array([key[1:] for key in new], dtype="uint64")
        doc.from_array([TAG, DEP], tags)
        self._run(doc)
        values = {key: tuple(row) for key, row in zip(new, doc.to_array(VALUE).tolist(), strict=True)}
        if len(self._known) >= MOST:
            return {**self._known, **values}
        for token, value in zip(doc, values.values(), strict=True):
            self._texts[value[1]] = str(token.morph)
            self._texts[value[2]] = token.lemma_
        self._known.update(values)
        return self._known


def morphology_of(base: Language) -> Morphology | None:
    """Returns the stage for a pipeline, or None where its components look at more than a word."""
    if not all(base.has_pipe(name) for name in COMPONENTS):
        return None
    ruler, lemmatizer = (base.get_pipe(name) for name in COMPONENTS)
    if not isinstance(ruler, AttributeRuler) or not isinstance(lemmatizer, Lemmatizer) or lemmatizer.mode != "rule":
        return None
    entries: list[Any] = ruler.patterns
    patterns: list[list[dict[str, Any]]] = [pattern for entry in entries for pattern in entry["patterns"]]
    apart: set[str] = set()
    for tests in patterns:
        if len(tests) == 1:
            if not set(tests[0]) <= LOCAL:
                return None
            continue
        mark = min((_literals(test) for test in tests), key=lambda words: len(words) or MOST)
        if not mark:
            return None
        apart.update(mark)
    labels = {label for tests in patterns for test in tests for label in _named(test.get("DEP"))}
    index = lemmatizer.lookups.get_table("lemma_index", {})
    for part in index:  # lists as they come, in which each look-up goes through tens of thousands of words
        index[part] = frozenset(index[part])
    strings = base.vocab.strings
    return Morphology((ruler, lemmatizer), frozenset(map(strings.add, apart)), frozenset(map(strings.add, labels)))


def _literals(test: Mapping[str, Any]) -> list[str]:
    """Returns the words or labels of which a token of a pattern must have one, if it names them."""
    for name in ("DEP", "LOWER"):
        value = test.get(name)
        if isinstance(value, str):
            return [value]
        if isinstance(value, dict) and set(value) == {"IN"}:
            return list(value["IN"])
    return []


def _named(value: Any) -> Iterator[str]:
    """Yields the labels that a test of a pattern names, in whatever way."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for inner in value.values():
            yield from _named(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _named(inner)
