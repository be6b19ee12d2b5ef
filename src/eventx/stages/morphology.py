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
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray
from spacy.attrs import DEP, LEMMA, ORTH, POS, TAG
from spacy.language import Language
from spacy.matcher import Matcher
from spacy.pipeline import AttributeRuler
from spacy.pipeline.lemmatizer import Lemmatizer
from spacy.tokens import Doc, Token
from spacy.vocab import Vocab

from eventx.stages.lemmas import KNOWN, LemmaOf, lemma_of

COMPONENTS = ("attribute_ruler", "lemmatizer")
LOCAL = frozenset({"TAG", "LOWER", "DEP", "IS_SPACE"})
"""What a pattern of one token may test to be remembered by word, tag and dependency label."""
MOST = 50_000
"""Words remembered at most; frequent ones come early."""
OTHER = "*other"
APART = ","
"""Stands between words that are looked at side by side, so that no pattern takes two of them together."""
KEY, VALUE = [ORTH, TAG, DEP], [POS, LEMMA]
SPREAD = np.array([1, 0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F], dtype=np.uint64)
"""What the three numbers of a key are multiplied by to make a single one, as distinct as the hashes that they are."""

Key = tuple[int, int, int]
"""Word, tag, and dependency label."""
KindKey = tuple[str, int, int]
"""The same of all words that are told from each other by their lemmas alone; empty, where no pattern names the word."""
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
        self._kinds: dict[KindKey, Kind] = {}
        self._forget()

    def _forget(self) -> None:
        self._rows: dict[int, int] = {}
        self._lemmas: list[str] = []
        self._values: Numbers = np.zeros((0, len(VALUE)), dtype=np.uint64)
        self._apart = np.zeros(0, dtype=np.bool_)
        self._beside: dict[bytes, tuple[list[str], Numbers]] = {}

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
        ends = np.cumsum([len(doc) for doc in docs])
        marks = np.flatnonzero(self._apart[rows])
        if len(marks):
            self._look_again(docs[0].vocab, np.concatenate(tables), values, self._groups(marks, ends))
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

    def _groups(self, marks: NDArray[np.int64], ends: NDArray[np.int64]) -> list[list[int]]:
        """Returns the tokens that a pattern of several tokens might take in, in groups that stand side by side.

        Args:
            marks: The tokens of which such a pattern must have one, in order.
            ends: The index after the last token of each document.
        """
        reach = self.patterns.longest - 1
        own = np.searchsorted(ends, marks, side="right")
        firsts, lasts = np.maximum(marks - reach, np.append(0, ends)[own]), np.minimum(marks + reach, ends[own] - 1)
        groups: list[list[int]] = []
        before = None
        for number, first, last in zip(own.tolist(), firsts.tolist(), lasts.tolist(), strict=True):
            if number == before and first <= groups[-1][-1] + 1:
                groups[-1] += range(groups[-1][-1] + 1, last + 1)
            else:
                groups.append(list(range(first, last + 1)))
            before = number
        return groups

    def _look_again(self, vocab: Vocab, table: Numbers, values: Numbers, groups: Sequence[Sequence[int]]) -> None:
        """Puts into `values` what ruler and lemmatizer say of tokens that a pattern of several tokens takes in.

        Args:
            vocab: The vocabulary.
            table: The key of each token.
            values: What is said of each token.
            groups: The indices of tokens that stand side by side, which such a pattern might take in.
        """
        matched = self._matched(vocab, table, groups)
        keys = [table[group].tobytes() for group in matched]
        new = {key: group for key, group in zip(keys, matched, strict=True) if key not in self._beside}
        if new:
            part, places = _side_by_side(vocab, table, list(new.values()))
            self.ruler(part)
            self.lemmatizer(part)
            mend_lemmas(part, self.verb_forms)
            said: Any = part.to_array(VALUE)
            for key, own in zip(new, places, strict=True):
                self._beside[key] = ([part[k].lemma_ for k in own], said[own])
        for key, group in zip(keys, matched, strict=True):
            lemmas, values[group] = self._beside[key]
            for lemma in lemmas:
                vocab.strings.add(lemma)

    def _matched(self, vocab: Vocab, table: Numbers, groups: Sequence[Sequence[int]]) -> list[list[int]]:
        """Returns the tokens that patterns of several tokens take in, those together that stand side by side."""
        part, places = _side_by_side(vocab, table, groups)
        found = {k for _, start, end in self.patterns.beside(part, allow_missing=True) for k in range(start, end)}
        matched: list[list[int]] = []
        for group, own in zip(groups, places, strict=True):
            for is_found, run in groupby(zip(own, group, strict=True), key=lambda pair: pair[0] in found):
                if is_found:
                    matched.append([j for _, j in run])
        return matched

    def _learn(self, vocab: Vocab, keys: Sequence[int], words: Sequence[Key]) -> None:
        """Remembers what is to be said of words."""
        texts = [vocab.strings[orth] for orth, _, _ in words]
        lowers = list(map(str.lower, texts))
        kinds = self._kinds_of(vocab, words, texts, lowers)
        lemmas = [
            (kind.is_verb and self.verb_forms.get(lower)) or kind.lemma_of(text, lower)
            for kind, text, lower in zip(kinds, texts, lowers, strict=True)
        ]
        numbers = map(vocab.strings.add, lemmas)
        values = np.array([(kind.pos, lemma) for kind, lemma in zip(kinds, numbers, strict=True)], dtype=np.uint64)
        apart = self.patterns.apart
        labels = set(map(vocab.strings.add, apart))
        beside = [lower in apart or word[2] in labels for lower, word in zip(lowers, words, strict=True)]
        self._rows.update(zip(keys, range(len(self._rows), len(self._rows) + len(keys)), strict=True))
        self._lemmas += lemmas
        self._values = np.concatenate([self._values, values])
        self._apart = np.concatenate([self._apart, np.array(beside, dtype=np.bool_)])

    def _kinds_of(self, vocab: Vocab, words: Sequence[Key], texts: Sequence[str], lowers: Sequence[str]) -> list[Kind]:
        """Returns what is to be said of each word; to one that no pattern names, only tag and label matter."""
        keys = [
            (lower if self.patterns.name(lower) else "", tag, label)
            for lower, (_, tag, label) in zip(lowers, words, strict=True)
        ]
        place = {key: k for k, key in enumerate(keys) if key not in self._kinds}
        new = {key: self.patterns.like(*key) for key in place}
        first = {like: place[key] for key, like in new.items() if like not in self._kinds}
        if first:
            sample = Doc(vocab, words=[text for k in first.values() for text in (texts[k], APART)])
            comma = (vocab.strings.add(APART), 0)
            tags: Any = np.array([row for _, *own in first for row in (own, comma)], dtype="uint64")
            sample.from_array([TAG, DEP], tags)
            self.ruler(sample)
            made = (kind_of(self.lemmatizer, token) for token in list(sample)[::2])
            self._kinds.update(zip(first, made, strict=True))
        self._kinds.update((key, self._kinds[like]) for key, like in new.items())
        return [self._kinds[key] for key in keys]


class Kind(NamedTuple):
    """What is said of all words with a tag and a label.

    Attributes:
        pos: The part of speech.
        is_verb: Whether it is that of verbs.
        lemma_of: How their lemmas are made.
    """

    pos: int
    is_verb: bool
    lemma_of: LemmaOf


def kind_of(lemmatizer: Lemmatizer, token: Token) -> Kind:
    """Returns the kind of a word that the ruler has looked at."""
    return Kind(token.pos, token.pos_ == "VERB", lemma_of(lemmatizer, token))


def _side_by_side(vocab: Vocab, table: Numbers, groups: Sequence[Sequence[int]]) -> tuple[Doc, list[list[int]]]:
    """Returns groups of tokens, given by their indices in a table of keys, as one document, and their places in it."""
    strings = vocab.strings
    comma = (strings.add(APART), 0)
    words: list[str] = []
    tags: list[Any] = []
    places: list[list[int]] = []
    for group in groups:
        rows = table[group].tolist()
        places.append(list(range(len(words), len(words) + len(group))))
        words += [*(strings[row[0]] for row in rows), APART]
        tags += [*(row[1:] for row in rows), comma]
    doc = Doc(vocab, words=words)
    filled: Any = np.array(tags, dtype=np.uint64)
    doc.from_array([TAG, DEP], filled)
    return doc, places


def mend_lemmas(sentence: Doc, verb_forms: Mapping[str, str]) -> None:
    """Gives verbs the lemma that the lexicon says: rules of spelling alone make "stag" of "staged"."""
    for token in sentence:
        if token.pos_ == "VERB" and (lemma := verb_forms.get(token.lower_)):
            token.lemma_ = lemma


class LabelTest(NamedTuple):
    """What else a pattern tests that tests the dependency label of its only token.

    Attributes:
        words: The lower-case words that the token must be one of (none: any).
        tags: The tags that it must have one of (none: any).
        labels: The labels that the test names.
    """

    words: frozenset[str]
    tags: frozenset[int]
    labels: frozenset[int]


@dataclass(frozen=True, slots=True)
class Patterns:
    """What the patterns of an attribute ruler look at.

    Attributes:
        words: The lower-case words that patterns of one token name.
        regexes: Regular expressions of lower-case words, in the same patterns.
        labels: The dependency labels that any pattern names.
        tests: The tests of labels in patterns of one token.
        other: A label that stands for all others.
        apart: Words and labels of which a match of several tokens must have one.
        longest: Tokens of the longest pattern.
        beside: Finds what the patterns of several tokens take in.
    """

    words: frozenset[str]
    regexes: tuple[re.Pattern[str], ...]
    labels: Numbers
    tests: tuple[LabelTest, ...]
    other: int
    apart: frozenset[str]
    longest: int
    beside: Matcher

    def name(self, word: str) -> bool:
        """Tells whether a pattern of one token may tell a lower-case word from others: it is named, or white space."""
        return word in self.words or word.isspace() or any(regex.search(word) for regex in self.regexes)

    def like(self, word: str, tag: int, label: int) -> KindKey:
        """Returns the same with `other` for a label that no pattern tells from others, the word and tag being these."""
        told = any(
            label in test.labels and (not test.words or word in test.words) and (not test.tags or tag in test.tags)
            for test in self.tests
        )
        return word, tag, label if told else self.other


def patterns_of(ruler: AttributeRuler) -> Patterns | None:
    """Reads what the patterns of a ruler look at, or returns None where that is more than they can be known by."""
    entries: list[Any] = ruler.patterns
    patterns: list[list[dict[str, Any]]] = [pattern for entry in entries for pattern in entry["patterns"]]
    words: set[str] = set()
    regexes: list[re.Pattern[str]] = []
    apart: set[str] = set()
    label_tests: list[LabelTest] = []
    add = ruler.vocab.strings.add
    beside = Matcher(ruler.vocab)
    for tests in patterns:
        if len(tests) == 1:
            lower = tests[0].get("LOWER")
            told = _literals(tests[0], ["LOWER"])
            regex = lower.get("REGEX") if isinstance(lower, dict) else None
            if not set(tests[0]) <= LOCAL or (lower and not told and not regex):
                return None
            words.update(told)
            regexes += [re.compile(regex)] if regex else []
            if named := frozenset(map(add, _named(tests[0].get("DEP")))):
                tags = frozenset(map(add, _literals(tests[0], ["TAG"])))
                label_tests.append(LabelTest(frozenset(told), tags, named))
            continue
        mark = min((_literals(test) for test in tests), key=lambda found: len(found) or MOST)
        if not mark:
            return None
        apart.update(mark)
        beside.add(APART, [tests])
    labels = {label for tests in patterns for test in tests for label in _named(test.get("DEP"))}
    longest = max(map(len, patterns), default=1)
    return Patterns(
        words=frozenset(words),
        regexes=tuple(regexes),
        labels=np.array([add(label) for label in labels], dtype=np.uint64),
        tests=tuple(label_tests),
        other=add(OTHER),
        apart=frozenset(apart),
        longest=longest,
        beside=beside,
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
    if type(lemmatizer) not in KNOWN or not isinstance(lemmatizer, Lemmatizer) or lemmatizer.mode != "rule":
        return None
    if not isinstance(ruler, AttributeRuler) or (patterns := patterns_of(ruler)) is None:
        return None
    index = lemmatizer.lookups.get_table("lemma_index", {})
    for part in index:  # lists as they come, in which each look-up goes through tens of thousands of words
        index[part] = frozenset(index[part])
    return Morphology(ruler, lemmatizer, patterns, verb_forms)


def _literals(test: Mapping[str, Any], names: Sequence[str] = ("DEP", "LOWER")) -> list[str]:
    """Returns the labels or words (or tags) of which a token of a pattern must have one, if it names them."""
    for name in names:
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
