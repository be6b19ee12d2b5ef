"""spaCy's rule lemmatizer for bare words: what it asks of a token is the same for all words of a tag.

Looking at one token at a time, it takes longer to look up part of speech, features and tables than to make the lemma.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence, Set
from dataclasses import dataclass
from typing import Any

from spacy.lang.en.lemmatizer import EnglishLemmatizer
from spacy.pipeline.lemmatizer import Lemmatizer
from spacy.tokens import Token

LemmaOf = Callable[[str, str], str]
"""Gives the lemma of a word, which is given as it stands and in lower case."""
KNOWN = (Lemmatizer, EnglishLemmatizer)
"""Lemmatizers that look at nothing but a token's word, part of speech and features."""
NO_WORDS = frozenset({"", "eol", "space"})
TABLES = ("lemma_index", "lemma_exc", "lemma_rules")


@dataclass(frozen=True, slots=True)
class Inflection:
    """The tables of a part of speech.

    Attributes:
        lemmas: All lemmas known.
        exceptions: Lemmas of irregular forms.
        rules: Endings, and what a lemma has instead of them.
        endings: The endings alone.
    """

    lemmas: Set[str]
    exceptions: Mapping[str, Sequence[str]]
    rules: Sequence[tuple[str, str]]
    endings: tuple[str, ...]

    def __call__(self, word: str, lower: str) -> str:
        """Returns the lemma of a form: what is in the tables is trusted more than what the rules make of it."""
        forms: list[str] = []
        guesses: list[str] = []
        if lower.endswith(self.endings):
            for ending, instead in self.rules:
                if not lower.endswith(ending) or not (form := lower[: len(lower) - len(ending)] + instead):
                    continue
                if form in self.lemmas:
                    forms.insert(0, form)
                else:
                    (guesses if form.isalpha() else forms).append(form)
        for form in self.exceptions.get(lower, ()):
            if form not in forms:
                forms.insert(0, form)
        return (forms or guesses or [word])[0]


def lemma_of(lemmatizer: Lemmatizer, token: Token) -> LemmaOf:
    """Returns how a lemmatizer makes the lemmas of all words with a token's part of speech and features.

    Args:
        lemmatizer: One of `KNOWN`, with rules.
        token: A token that has both, and a lemma where it has one already.
    """
    if token.lemma and not lemmatizer.overwrite:
        given = token.lemma_
        return lambda word, lower: given
    part = token.pos_.lower()
    if part in NO_WORDS or lemmatizer.is_base_form(token):
        return _lower
    tables: list[Any] = [lemmatizer.lookups.get_table(name, {}).get(part) or {} for name in TABLES]
    if not any(tables):
        return _as_it_stands if part == "propn" else _lower
    lemmas, exceptions, rules = tables
    return Inflection(lemmas, exceptions, [(old, new) for old, new in rules], tuple(old for old, _ in rules))


def _lower(word: str, lower: str) -> str:
    return lower


def _as_it_stands(word: str, lower: str) -> str:
    return word
