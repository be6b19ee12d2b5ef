"""Parts of speech and lemmas of tagged and parsed sentences, worked out once a word.

spaCy's attribute ruler and rule lemmatizer look at one token at a time, but for a few patterns of two words. What they
make of a word with a tag and a dependency label is remembered, so that they run only on sentences with something new.
Morphological features are worked out, for lemmas follow from them, but not kept: nobody asks for them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

import numpy as np
from numpy.typing import NDArray
from spacy.attrs import DEP, LEMMA, MORPH, ORTH, POS, TAG
from spacy.language import Language
from spacy.pipeline import AttributeRuler
from spacy.pipeline.lemmatizer import Lemmatizer
from spacy.tokens import Doc
from spacy.vocab import Vocab

COMPONENTS = ("attribute_ruler", "lemmatizer")
LOCAL = frozenset({"TAG", "LOWER", "DEP", "IS_SPACE"})
"""What a pattern of one token may test to be remembered by word, tag and dependency label."""
MOST = 50_000
"""Words remembered at most; frequent ones come early."""
OTHER = "*other"
APART = ","
"""Stands between words that are looked at side by side, so that no pattern takes two of them together."""
KEY, RULED, VALUE = [ORTH, TAG, DEP], [POS, MORPH, LEMMA], [POS, LEMMA]
SPREAD = np.array([1, 0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F], dtype=np.uint64)
"""What the three numbers of a key are multiplied by to make a single one, as distinct as the hashes that they are."""

Key = tuple[int, int, int]
Numbers = NDArray[np.uint64]


class Morphology:
    """Runs the attribute ruler and the lemmatizer of a pipeline, or recalls what they said.

    Attributes:
        verb_forms: The lemmas of verb forms that are known better than the lemmatizer can.
    """

    def __init__(
        self, ruler: AttributeRuler, lemmatizer: Lemmatizer, patterns: Patterns, verb_forms: Mapping[str, str]
    ) -> None:
        self.ruler = ruler
        self.lemmatizer = lemmatizer
        self.patterns = patterns
        self.verb_forms = verb_forms
        self._by_tag: dict[Key, tuple[int, ...]] = {}
        self._texts: dict[int, str] = {}
        self._forget()

    def _forget(self) -> None:
        self._rows: dict[int, int] = {}
        self._lemmas: list[str] = []
        self._values: Numbers = np.zeros((0, len(VALUE)), dtype=np.uint64)
        self._apart = np.zeros(0, dtype=np.bool_)

    def __call__(self, docs: Sequence[Doc]) -> None:
        """Sets part of speech and lemma in each document."""
        docs = [doc for doc in docs if len(doc)]
        if not docs:
            return
        tables: list[Any] = [doc.to_array(KEY) for doc in docs]
        table = np.concatenate(tables)
        table[~np.isin(table[:, 2], self.patterns.labels), 2] = self.patterns.other
        rows = self._looked_up(docs[0].vocab, table)
        values: Any = self._values[rows]
        for text in {self._lemmas[row] for row in np.unique(rows[values[:, 1] != table[:, 0]]).tolist()}:
            docs[0].vocab.strings.add(text)  # a memory zone that is over may have taken it away
        marks = np.flatnonzero(self._apart[rows])
        ends = np.cumsum([len(doc) for doc in docs])
        marked = np.split(marks, np.searchsorted(marks, ends[:-1])) if len(marks) else ()
        for doc, own, end in zip(docs, marked, ends.tolist(), strict=False):
            if len(own):
                start = end - len(doc)
                self._look_again(doc, values[start:end], self._spots((own - start).tolist(), len(doc)))
        for doc, end in zip(docs, ends.tolist(), strict=True):
            doc.from_array(VALUE, values[end - len(doc) : end])

    def _looked_up(self, vocab: Vocab, table: Numbers) -> NDArray[np.int64]:
        """Returns the rows of what is remembered for words with tag and label, the new ones worked out."""
        keys = np.bitwise_xor.reduce(table * SPREAD, axis=1).tolist()
        try:
            return np.array([self._rows[key] for key in keys])
        except KeyError:
            pass
        if len(self._rows) > MOST:
            self._forget()
        new = {key: k for k, key in enumerate(keys) if key not in self._rows}
        self._learn(vocab, list(new), [(row[0], row[1], row[2]) for row in table[list(new.values())].tolist()])
        return np.array([self._rows[key] for key in keys])

    def _spots(self, marks: Sequence[int], size: int) -> list[int]:
        """Returns the tokens that a pattern of several tokens might take in, for those that it must have one of."""
        reach = self.patterns.longest - 1
        return sorted({j for k in marks for j in range(max(0, k - reach), min(size, k + reach + 1))})

    def _look_again(self, doc: Doc, table: Any, spots: Sequence[int]) -> None:
        """Puts into a table what ruler and lemmatizer say of tokens that stand beside each other."""
        rows: Any = doc.to_array(KEY)
        groups = [[j for _, j in group] for _, group in groupby(enumerate(spots), key=lambda pair: pair[1] - pair[0])]
        order = [j for group in groups for j in (*group, None)]
        strings = doc.vocab.strings
        part = Doc(doc.vocab, words=[APART if j is None else strings[int(rows[j, 0])] for j in order])
        comma = (strings.add(APART), 0)
        tags: Any = np.array([comma if j is None else rows[j, 1:] for j in order], dtype="uint64")
        part.from_array([TAG, DEP], tags)
        self.ruler(part)
        self.lemmatizer(part)
        mend_lemmas(part, self.verb_forms)
        for j, values in zip(order, part.to_array(VALUE), strict=True):
            if j is not None:
                table[j] = values

    def _learn(self, vocab: Vocab, keys: Sequence[int], words: Sequence[Key]) -> None:
        """Remembers what is to be said of words, worked out side by side as one document."""
        doc = self._ruled(vocab, words)
        self.lemmatizer(doc)
        mend_lemmas(doc, self.verb_forms)
        values: Any = doc.to_array(VALUE)
        apart = self.patterns.apart
        beside = [word[2] in apart or token.lower in apart for token, word in zip(doc, words, strict=True)]
        self._rows.update(zip(keys, range(len(self._rows), len(self._rows) + len(keys)), strict=True))
        self._lemmas += [token.lemma_ for token in doc]
        self._values = np.concatenate([self._values, values])
        self._apart = np.concatenate([self._apart, np.array(beside, dtype=np.bool_)])

    def _ruled(self, vocab: Vocab, keys: Sequence[Key]) -> Doc:
        """Returns words with what the ruler says of each; of one that no pattern names, only the tag matters to it."""
        texts = [vocab.strings[orth] for orth, _, _ in keys]
        kinds = [
            (key[0] if self.patterns.name(text.lower()) else 0, *key[1:]) for key, text in zip(keys, texts, strict=True)
        ]
        first = {kind: k for k, kind in reversed(list(enumerate(kinds))) if kind not in self._by_tag}
        sample = Doc(vocab, words=[text for k in first.values() for text in (texts[k], APART)])
        tags: Any = np.array(
            [row for kind in first for row in (kind[1:], (vocab.strings.add(APART), 0))], dtype="uint64"
        ).reshape(-1, 2)
        sample.from_array([TAG, DEP], tags)
        self.ruler(sample)
        rows = sample.to_array(RULED).tolist()[::2]
        for kind, token, row in zip(first, list(sample)[::2], rows, strict=True):
            self._by_tag[kind] = tuple(row)
            self._texts[row[1]] = str(token.morph)
        for text in {self._texts[self._by_tag[kind][1]] for kind in kinds}:
            vocab.strings.add(text)
        doc = Doc(vocab, words=texts)
        table: Any = np.array([(*kind[1:], *self._by_tag[kind]) for kind in kinds], dtype="uint64")
        doc.from_array([TAG, DEP, *RULED], table)
        return doc


def mend_lemmas(sentence: Doc, verb_forms: Mapping[str, str]) -> None:
    """Gives verbs the lemma that the lexicon says: rules of spelling alone make "stag" of "staged"."""
    for token in sentence:
        if token.pos_ == "VERB" and (lemma := verb_forms.get(token.lower_)):
            token.lemma_ = lemma


@dataclass(frozen=True, slots=True)
class Patterns:
    """What the patterns of an attribute ruler look at.

    Attributes:
        words: The lower-case words that patterns of one token name.
        regexes: Regular expressions of lower-case words, in the same patterns.
        labels: The dependency labels that any pattern names.
        other: A label that stands for all others.
        apart: Words and labels of which a match of several tokens must have one.
        longest: Tokens of the longest pattern.
    """

    words: frozenset[str]
    regexes: tuple[re.Pattern[str], ...]
    labels: Numbers
    other: int
    apart: frozenset[int]
    longest: int

    def name(self, word: str) -> bool:
        """Tells whether a pattern of one token names a lower-case word."""
        return word in self.words or any(regex.search(word) for regex in self.regexes)


def patterns_of(ruler: AttributeRuler) -> Patterns | None:
    """Reads what the patterns of a ruler look at, or returns None where that is more than they can be known by."""
    entries: list[Any] = ruler.patterns
    patterns: list[list[dict[str, Any]]] = [pattern for entry in entries for pattern in entry["patterns"]]
    words: set[str] = set()
    regexes: list[re.Pattern[str]] = []
    apart: set[str] = set()
    for tests in patterns:
        if len(tests) == 1:
            lower = tests[0].get("LOWER")
            told = _literals({"LOWER": lower})
            regex = lower.get("REGEX") if isinstance(lower, dict) else None
            if not set(tests[0]) <= LOCAL or (lower and not told and not regex):
                return None
            words.update(told)
            regexes += [re.compile(regex)] if regex else []
            continue
        mark = min((_literals(test) for test in tests), key=lambda found: len(found) or MOST)
        if not mark:
            return None
        apart.update(mark)
    labels = {label for tests in patterns for test in tests for label in _named(test.get("DEP"))}
    longest = max(map(len, patterns), default=1)
    add = ruler.vocab.strings.add
    return Patterns(
        words=frozenset(words),
        regexes=tuple(regexes),
        labels=np.array([add(label) for label in labels], dtype=np.uint64),
        other=add(OTHER),
        apart=frozenset(map(add, apart)),
        longest=longest,
    )


def morphology_of(base: Language, verb_forms: Mapping[str, str]) -> Morphology | None:
    """Returns the stage for a pipeline, or None where its components look at more than a word.

    Args:
        base: The pipeline.
        verb_forms: The lemmas of verb forms that are known better than the lemmatizer can.
    """
    if not all(base.has_pipe(name) for name in COMPONENTS):
        return None
    ruler, lemmatizer = (base.get_pipe(name) for name in COMPONENTS)
    if not isinstance(ruler, AttributeRuler) or not isinstance(lemmatizer, Lemmatizer) or lemmatizer.mode != "rule":
        return None
    patterns = patterns_of(ruler)
    if patterns is None:
        return None
    index = lemmatizer.lookups.get_table("lemma_index", {})
    for part in index:  # lists as they come, in which each look-up goes through tens of thousands of words
        index[part] = frozenset(index[part])
    return Morphology(ruler, lemmatizer, patterns, verb_forms)


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
