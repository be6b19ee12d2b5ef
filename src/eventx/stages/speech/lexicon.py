"""The words of saying, and a text with what the finders of claims look up in it."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from eventx.annotations import Once, TimeRecord, times
from eventx.columns import columns_of
from eventx.events import Stance
from eventx.modeldir import load_yaml, reading_lists
from eventx.stages.trees import MARKS, is_verb, quotations
from eventx.stages.words import Word, Words

Range = tuple[int, int]


@dataclass(frozen=True)
class SpeechLexicon:
    """The words of saying of a model folder (`lexicon/speech.yml` explains each list)."""

    frames: Mapping[str, frozenset[str]]
    sets: Mapping[str, frozenset[str]]
    prepositions: Mapping[str, frozenset[str]]
    blocked_objects: Mapping[str, frozenset[str]]
    required_objects: Mapping[str, frozenset[str]]
    nouns: Mapping[str, Stance]
    attributions: tuple[tuple[str, ...], ...]
    forms: Mapping[str, str]

    def __contains__(self, word: object) -> bool:
        return word in self.reporting

    @cached_property
    def reporting(self) -> frozenset[str]:
        """All verbs that can report."""
        return frozenset().union(*self.frames.values(), self.prepositions)

    @cached_property
    def lemmas(self) -> frozenset[str]:
        """The lemmas of all words that can be the cue of a claim."""
        return self.reporting.union(self.sets["citing"], self.sets["counts"], self.nouns)

    @cached_property
    def words(self) -> frozenset[str]:
        """The forms of all words that can be, or begin, the cue of a claim whatever their lemma is."""
        return self.sets["adverbs"].union(self.sets["adjectives"], self.forms, self.attributions_by_word)

    @cached_property
    def attributions_by_word(self) -> Mapping[str, tuple[tuple[str, ...], ...]]:
        """The phrases of attribution by their first word, each list in its order."""
        firsts = dict.fromkeys(words[0] for words in self.attributions)
        return {first: tuple(words for words in self.attributions if words[0] == first) for first in firsts}

    def verb(self, token: Word) -> str | None:
        """Returns the lemma of a token used as a reporting verb, or None."""
        word = token.lemma if is_verb(token) else self._misread(token)
        return word if word in self.reporting else None

    def _misread(self, token: Word) -> str | None:
        """Returns the verb that a form is though the tagger takes it for a noun, which has nothing that nouns have."""
        word = self.forms.get(token.lower_)
        return None if word is None or any(c.dep_ in _OF_NOUNS for c in token.children) else word


_OF_NOUNS = frozenset({"det", "poss", "relcl"})
"""What only a noun has: "claims which could not be verified"."""
_SETS = (
    "denying",
    "denying_claims_only",
    "claim_nouns",
    "weak",
    "written",
    "citing",
    "counts",
    "passive",
    "quoted_as",
    "adverbs",
    "adjectives",
    "noun_prepositions",
    "not_sources",
    "first_person",
    "evidence_nouns",
    "headline_sources",
    "continuations",
    "own_voice",
    "infinitive_hosts",
    "modals",
    "backshifted",
    "contrasts",
    "rumoured",
    "spreading",
)


def load_speech(path: Path) -> SpeechLexicon:
    """Reads the words of saying of a model folder.

    Raises:
        ModelError: The file is missing or a list in it is.
    """
    data: dict[str, Any] = load_yaml(path)
    with reading_lists(path):
        nouns: dict[str, Stance] = dict.fromkeys(data["nouns"]["asserts"], "asserts")
        nouns |= dict.fromkeys(data["nouns"]["denies"], "denies")
        return SpeechLexicon(
            frames={name: frozenset(words) for name, words in data["frames"].items()},
            sets={name: frozenset(data[name]) for name in _SETS},
            prepositions={verb: frozenset(words) for verb, words in data["prepositions"].items()},
            blocked_objects={verb: frozenset(words) for verb, words in data["blocked_objects"].items()},
            required_objects={verb: frozenset(words) for verb, words in data["required_objects"].items()},
            nouns=nouns,
            attributions=tuple(tuple(words) for words in data["attributions"]),
            forms=data["forms"],
        )


@dataclass(frozen=True)
class SpokenText:
    """A document with what the finders look up again and again."""

    doc: Words
    speech: SpeechLexicon

    @Once
    def quotes(self) -> tuple[Range, ...]:
        """The quotations, in text order."""
        return () if MARKS.isdisjoint(columns_of(self.doc.source).lower) else quotations(self.doc)

    @Once
    def quote_of(self) -> Mapping[int, Range]:
        """The quotation that a token lies in."""
        return {i: quote for quote in self.quotes for i in range(*quote)}

    @Once
    def times(self) -> Mapping[int, Sequence[TimeRecord]]:
        """The time expressions of a sentence, by its first token."""
        found: dict[int, list[TimeRecord]] = {}
        for record in times(self.doc.source):
            found.setdefault(self.doc[record.start].sentence[0], []).append(record)
        return found

    @Once
    def breaks(self) -> Sequence[int]:
        """The tokens that end a paragraph."""
        return [word.i for word in self.doc if word.is_space and "\n" in word.text]

    def quote_at(self, i: int) -> Range | None:
        """Returns the quotation that token i lies in, its marks included."""
        return self.quote_of.get(i)

    def in_quote(self, i: int) -> bool:
        """Tells whether token i lies in a quotation."""
        return i in self.quote_of

    def paragraph(self, i: int) -> Range:
        """Returns the token range of the paragraph of token i; a token that ends one is no part of it."""
        k = bisect_left(self.breaks, i)
        start = self.breaks[k - 1] + 1 if k else 0
        return start, self.breaks[k] if k < len(self.breaks) else len(self.doc)


def ends_quote(text: SpokenText, i: int) -> bool:
    """Tells whether token i is the mark that closes a quotation."""
    quote = text.quote_at(i)
    return quote is not None and quote[1] == i + 1
