"""The words of saying, and a text with what the finders of claims look up in it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from eventx.events import Stance
from eventx.modeldir import ModelError, load_yaml
from eventx.stages.trees import is_verb, lemma
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

    def verb(self, token: Word) -> str | None:
        """Returns the lemma of a token used as a reporting verb, or None."""
        word = lemma(token) if is_verb(token) else self.forms.get(token.lower_)
        return word if word in self.reporting else None


_SETS = (
    "denying",
    "denying_claims_only",
    "claim_nouns",
    "weak",
    "citing",
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
)


def load_speech(path: Path) -> SpeechLexicon:
    """Reads the words of saying of a model folder.

    Raises:
        ModelError: The file is missing or a list in it is.
    """
    data: dict[str, Any] = load_yaml(path)
    try:
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
    except (KeyError, TypeError, AttributeError) as error:
        raise ModelError(f"{path}: the list {error} is missing or no list") from None


@dataclass(frozen=True, slots=True)
class SpokenText:
    """A document with what the finders look up again and again."""

    doc: Words
    speech: SpeechLexicon
    quotes: tuple[Range, ...]

    def quote_at(self, i: int) -> Range | None:
        """Returns the quotation that token i lies in, its marks included."""
        return next((q for q in self.quotes if q[0] <= i < q[1]), None)

    def in_quote(self, i: int) -> bool:
        """Tells whether token i lies in a quotation."""
        return self.quote_at(i) is not None


def ends_quote(text: SpokenText, i: int) -> bool:
    """Tells whether token i is the mark that closes a quotation."""
    quote = text.quote_at(i)
    return quote is not None and quote[1] == i + 1
