"""What a word shows by its letters alone: the lemmas that it may have, and the classes of the terms that it ends."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from spacy.lang.en.stop_words import STOP_WORDS

from eventx.annotations import Blank
from eventx.gate.marks import Marks, Word, class_mark, label_mark
from eventx.stages.names.tables import Gazetteer, fold
from eventx.stages.terms import TermLexicon, occurrences, with_ancestors
from eventx.strings import Memory

KNOWN_LABELS = frozenset({"country", "demonym", "capital"})
PRONOUNS = {
    ("*pronoun", "*animate"): "persons",
    ("*pronoun", "*thing"): "things",
    ("*pronoun", "*animate", "*thing"): "several",
}
Labels = Mapping[str, frozenset[str]]
PARTS = re.compile(r"[^\W_]+")
_NONE: frozenset[str] = frozenset()


class Ending(NamedTuple):
    """An ending of forms that aren't lemmas.

    Attributes:
        letters: The ending.
        instead: What a lemma may have instead of it.
        after_hissing: Whether there may be nothing instead after a hissing sound alone ("buses", not "bases").
        doubles: Whether a consonant may be doubled before it ("stopped").
    """

    letters: str
    instead: tuple[str, ...]
    after_hissing: bool
    doubles: bool


class Words:
    """The features of words, remembered: lower-case form, possible lemmas, classes of terms, and what they point to."""

    def __init__(
        self,
        data: Mapping[str, Any],
        irregular: Mapping[str, Iterable[str]],
        lexicon: TermLexicon,
        gazetteer: Gazetteer,
        marks: Marks,
        heads: frozenset[str],
        adjectives: frozenset[str],
        back: frozenset[str],
        common: frozenset[str] = frozenset(),
    ) -> None:
        self.lexicon = lexicon
        self.marks = marks
        self.heads = heads
        self.adjectives = adjectives
        self.back = back
        self.common = common
        self.small = STOP_WORDS.difference(data["names_too"])
        self.gazetteer = gazetteer
        self.endings: Mapping[str, list[str]] = data["endings"]
        self.doubled = tuple(data["doubled"])
        self.verbal = tuple(data["verbal"])
        self.compared = tuple(data["compared"])
        self.hissing = tuple(data["hissing"])
        self._endings_by_last: dict[str, list[Ending]] = {}
        for ending in self._read_endings():
            self._endings_by_last.setdefault(ending.letters[-1], []).append(ending)
        self.kinds = {word: kinds for kinds, words in PRONOUNS.items() for word in data["pronouns"][words]}
        self.pronouns = frozenset(self.kinds)
        self.numbers = frozenset(data["numbers"])
        self.quotes = frozenset(data["quotes"])
        self.irregular = {form: frozenset(lemmas) for form, lemmas in irregular.items()}
        self.classes = classes_by_last_word(lexicon)
        self.labels, self.capital_labels = labels_by_word(gazetteer, common)
        self.in_names = words_of_names(gazetteer)
        self.models = frozenset(
            mark
            for _, name in gazetteer.patterns
            for mark in (label_mark("weapon"), *map(class_mark, with_ancestors(name)))
        )
        self._known_lemmas: Memory[str, frozenset[str]] = Memory()
        self._known: Memory[str, Word] = Memory()

    def read(self, texts: Sequence[str]) -> list[Word]:
        """Returns what each word of a text shows."""
        return self._known.of(texts, self._word)

    def _word(self, text: str) -> Word:
        features = self.features(text)
        heads = nouns = _NONE
        if "*head" in features:
            lower = text.lower()
            heads = (features & self.heads) - (self._inflected(lower, self.compared) - self.adjectives)
            nouns = heads - self._inflected(lower, self.verbal)
        return Word(text, features, self.marks.of(features), "*name" in features, heads, nouns)

    def _inflected(self, lower: str, endings: Iterable[str]) -> frozenset[str]:
        """Returns the lemmas that a lower-case word has only by some endings ("according" as a verb)."""
        found = [ending for ending in endings if lower.endswith(ending) and len(lower) > len(ending)]
        stems = {lower[: -len(ending)] + other for ending in found for other in self.endings[ending]}
        stems.update(lower[: -len(ending) - 1] for ending in found if lower[: -len(ending)][-2:-1])
        return frozenset(stems - {lower} - self.irregular.get(lower, _NONE))

    def features(self, word: str) -> frozenset[str]:
        """Returns the features of a word: its lower-case form, possible lemmas, classes of terms, and signs."""
        lower = word.lower()
        plain = lower.isascii() and lower.isalpha()
        if not plain and not any(map(str.isalnum, word)):
            return frozenset({"*quote"}) if word in self.quotes else frozenset()
        found = {lower, *self._lemmas([lower])[0]}
        is_upper = word[0].isupper()
        is_common = is_upper and lower not in self.in_names and not self.common.isdisjoint(found)
        if lower in self.classes:
            found |= self.classes[lower]
        if lower in self.kinds:
            found.update(self.kinds[lower])
        folded = lower if plain else fold(lower)
        parts = (lower,) if plain else {folded, *PARTS.findall(folded)}
        for labels in (self.labels, self.capital_labels) if word != lower else (self.labels,):
            for part in parts:
                if part in labels:
                    found |= labels[part]
        if not plain and any(map(str.isdigit, word)) and any(map(str.isalpha, word)):
            found |= self.models
        if is_upper and not self._is_small(word, lower):
            found.update(self._as_name(folded if plain else fold(word).lower(), is_common=is_common))
        if word[0].isdigit() or lower in self.numbers:
            found.add("*number")
        if word in self.back:
            found.add("*back")
        if not self.heads.isdisjoint(found):
            found.add("*head")
        return frozenset(found)

    def _is_small(self, word: str, lower: str) -> bool:
        """Tells whether a word is one like "the" or "we", which has its capital because something begins with it."""
        return lower in self.small and (len(word) == 1 or not word.isupper())

    def _as_name(self, folded: str, *, is_common: bool) -> Iterator[str]:
        """Yields what the gazetteer says of a capitalised word, which may be in the dictionary as well."""
        yield "*name"
        readings = self.gazetteer.readings(folded)
        if not readings:
            if is_common:
                yield "*common"
            return
        if all(reading.label in KNOWN_LABELS for reading in readings):
            yield "*known"
        for reading in readings:
            if reading.subclass:
                yield from map(class_mark, with_ancestors(reading.subclass))

    def blank(self, texts: Sequence[str]) -> Blank:
        """Returns what is kept of a sentence of these words that is left out."""
        words = [text.lower() for text in texts if not text.isspace()]
        forms = self.lexicon
        begins = [i for i, word in enumerate(words) if word in forms.longest or word in forms.split]
        found = (
            entry
            for start, end in occurrences(words, begins, forms)
            for joiner in (" ", "")
            if (entry := forms.forms.get(joiner.join(words[start:end])))
        )
        return Blank(frozenset(words).union(*self._lemmas(words)), frozenset(found))

    def _lemmas(self, words: Sequence[str]) -> list[frozenset[str]]:
        return self._known_lemmas.of(words, lambda word: frozenset(self.lemmas(word)))

    def lemmas(self, lower: str) -> Iterable[str]:
        """Returns the lemmas that a lower-case word may have."""
        found = self.irregular.get(lower, _NONE)
        endings = self._endings_by_last.get(lower[-1:])
        if endings is None:
            return found
        stems: list[str] = []
        for letters, instead, after_hissing, doubles in endings:
            if not lower.endswith(letters) or len(lower) <= len(letters):
                continue
            stem = lower[: -len(letters)]
            stems += [stem + other for other in instead]
            if after_hissing and stem.endswith(self.hissing):
                stems.append(stem)
            if doubles and len(stem) > 2 and stem[-1] == stem[-2]:
                stems.append(stem[:-1])
        return found.union(stems) if found else stems

    def _read_endings(self) -> Iterator[Ending]:
        for letters, instead in self.endings.items():
            after_hissing = letters == "es" and "" in instead
            always = tuple(other for other in instead if other or not after_hissing)
            yield Ending(letters, always, after_hissing, letters in self.doubled)


def labels_by_word(gazetteer: Gazetteer, common: frozenset[str]) -> tuple[Labels, Labels]:
    """Returns the marks of the names of a gazetteer's smaller tables, and of institutions, by one of their words.

    A name has all its words in the sentence where it stands, so the one that fewest other names have tells it: "Congo",
    not "of". The words of the second table tell it only where they have a capital, as a name begins with one.
    """
    names = {key: frozenset(_marks(gazetteer.names[key])) for key in gazetteer.names}
    bodies = {phrase: frozenset({label_mark(body.label)}) for phrase, body in gazetteer.bodies.items()}
    frequency = Counter(word for key in (*names, *bodies) for word in set(PARTS.findall(key)))
    loose: dict[str, set[str]] = defaultdict(set)
    capital: dict[str, set[str]] = defaultdict(set)
    for key, marks in (*names.items(), *bodies.items()):
        words = PARTS.findall(key) or [key]
        telling = min(words, key=lambda word: (word in STOP_WORDS, word in common, frequency[word], word))
        is_capital = telling == words[0] and key in names and not gazetteer.begins(telling)
        (capital if is_capital else loose)[telling].update(marks)
    return _frozen(loose), _frozen(capital)


def _frozen(table: Mapping[str, set[str]]) -> Labels:
    return {word: frozenset(marks) for word, marks in table.items()}


def _marks(readings: Sequence[Sequence[Any]]) -> Iterator[str]:
    return (label_mark(reading[0]) for reading in readings)


def words_of_names(gazetteer: Gazetteer) -> frozenset[str]:
    """Returns all words of the names of a gazetteer's smaller tables, and of institutions."""
    words = {word for key in gazetteer.names for word in (*key.split(), *PARTS.findall(key))}
    return frozenset(words.union(*(phrase.split() for phrase in gazetteer.bodies)))


class Blanks(Mapping[int, Blank]):
    """What is kept of the sentences of a document that are left out; each is worked out when it is asked for.

    Args:
        words: What tells the features of words.
        texts: The words of the sentences, by the token that stands for each.
    """

    def __init__(self, words: Words, texts: Mapping[int, Sequence[str]]) -> None:
        self._words = words
        self._texts = texts
        self._known: dict[int, Blank] = {}

    def __getitem__(self, token: int) -> Blank:
        """Returns what is kept of the sentence that a token stands for."""
        found = self._known.get(token)
        if found is None:
            found = self._known[token] = self._words.blank(self._texts[token])
        return found

    def __iter__(self) -> Iterator[int]:
        """Iterates over the tokens that stand for sentences."""
        return iter(self._texts)

    def __len__(self) -> int:
        """Returns how many sentences are left out."""
        return len(self._texts)


def classes_by_last_word(lexicon: TermLexicon) -> dict[str, frozenset[str]]:
    """Returns the marks of the classes of all terms, and their lemmas, by the last word of their forms."""
    found: dict[str, set[str]] = defaultdict(set)
    for form, (lemma, classes) in lexicon.forms.items():
        marks = {lemma.lower(), *map(class_mark, classes)}
        for last in {form, form.rpartition(" ")[2], form.rpartition("-")[2]}:
            found[last] |= marks
    return {word: frozenset(marks) for word, marks in found.items()}


def word_tables(lemmatizer: Any, verb_forms: Mapping[str, str]) -> tuple[dict[str, set[str]], frozenset[str]]:
    """Returns the lemmas of irregular forms, and common words, by the tables of a lemmatizer (None: it has none)."""
    irregular: dict[str, set[str]] = defaultdict(set)
    common: set[str] = set(STOP_WORDS)
    for form, lemma in verb_forms.items():
        irregular[form].add(lemma)
    lookups = getattr(lemmatizer, "lookups", None)
    if lookups is not None and lookups.has_table("lemma_exc"):
        for forms in lookups.get_table("lemma_exc").values():
            for form, lemmas in forms.items():
                irregular[form].update(lemmas)
    if lookups is not None and lookups.has_table("lemma_index"):
        common.update(*lookups.get_table("lemma_index").values())
    return irregular, frozenset(common)
