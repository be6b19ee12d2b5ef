"""Parts of speech, morphology and lemmas of tagged and parsed sentences, worked out once a word.

spaCy's attribute ruler and rule lemmatizer look at one token at a time, but for a few patterns of two words. What they
make of a word with a tag and a dependency label is remembered, so that they run only on sentences with something new.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
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

    def __init__(self, components: Sequence[Any], apart: frozenset[int]) -> None:
        self.components = components
        self.apart = apart
        self._known: dict[Key, Value] = {}

    def __call__(self, docs: Sequence[Doc]) -> None:
        """Sets part of speech, morphology and lemma in each document."""
        rows = [[tuple(row) for row in doc.to_array(KEY).tolist()] for doc in docs]
        known = self._learned(docs[0].vocab, {key for keys in rows for key in keys}) if docs else {}
        for doc, keys in zip(docs, rows, strict=True):
            if self._stands_apart(doc, keys):
                self._run(doc)
            else:
                doc.from_array(VALUE, np.array([known[key] for key in keys], dtype="uint64"))

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
        doc.from_array([TAG, DEP], np.array([key[1:] for key in new], dtype="uint64"))
        self._run(doc)
        values = {key: tuple(row) for key, row in zip(new, doc.to_array(VALUE).tolist(), strict=True)}
        if len(self._known) >= MOST:
            return {**self._known, **values}
        for token in doc:
            for text in (token.lemma_, str(token.morph)):  # to be known beyond the memory zone of an article
                vocab.strings.add(text, allow_transient=False)
        self._known.update(values)
        return self._known


def morphology_of(base: Language) -> Morphology | None:
    """Returns the stage for a pipeline, or None where its components look at more than a word."""
    if not all(base.has_pipe(name) for name in COMPONENTS):
        return None
    ruler, lemmatizer = (base.get_pipe(name) for name in COMPONENTS)
    if not isinstance(ruler, AttributeRuler) or not isinstance(lemmatizer, Lemmatizer) or lemmatizer.mode != "rule":
        return None
    apart: set[str] = set()
    for pattern in (pattern for entry in ruler.patterns for pattern in entry["patterns"]):
        if len(pattern) == 1:
            if not LOCAL >= set(pattern[0]):
                return None
            continue
        mark = min((_literals(spec) for spec in pattern), key=lambda words: len(words) or MOST, default=[])
        if not mark:
            return None
        apart.update(mark)
    return Morphology((ruler, lemmatizer), frozenset(base.vocab.strings.add(word) for word in apart))


def _literals(spec: dict[str, Any]) -> list[str]:
    """Returns the words or labels of which a token of a pattern must have one, if it names them."""
    for name in ("DEP", "LOWER"):
        value = spec.get(name)
        if isinstance(value, str):
            return [value]
        if isinstance(value, dict) and set(value) == {"IN"}:
            return list(value["IN"])
    return []
