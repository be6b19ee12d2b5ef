"""Who is who in one article: names of persons with their titles, and short forms tied to the full name.

A name is learned from its own article. "The Maltese prime minister, Anna Borg" makes every "Borg" of the article her,
Maltese, in the headline before it as well. Spelling may vary a little between mentions.
"""

from __future__ import annotations

import unicodedata
from bisect import bisect_left, bisect_right, insort
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, Literal

from rapidfuzz import fuzz
from spacy.tokens import Doc

from eventx.annotations import Entity, Term, entities, record, terms, times
from eventx.columns import columns_of
from eventx.modeldir import load_yaml, reading_lists
from eventx.stages import phrases
from eventx.stages.words import Word, Words, text_of, words_of

Gender = Literal["male", "female"]
_KEY = "eventx_persons"
SAME_SURNAME = 90
"""Least similarity (rapidfuzz ratio) of two spellings of one surname."""
SAME_SURNAME_GIVEN = 70
"""The same where the given names are alike as well."""
_OFFICES = frozenset({"person.leader", "person.official", "person.military"})
"""Classes of titles that are offices."""
_LED = frozenset({"country", "igo", "government"})
"""Labels of what somebody with an office may lead."""
_OF = frozenset({"of", "for", "to"})
"""Small words between a title and its office ("Minister for Trade")."""
_LETTERS = str.maketrans("ıłøđßæ-", "ilodsa ")
COMMONLY_MISTAGGED = frozenset({"NOUN", "ADJ", "VERB", "X", "ADV", "INTJ"})
"""What the tagger takes unknown names for."""
FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
TITLE_WORDS = 14
"""Most words that are read as the title of a name."""
OFFICE_WORDS = 12
"""Most words between a title and the name after its office ("Minister of Foreign Affairs and Trade Borg")."""
KIN = "person.kin"
"""The class of those who are told by whom they belong to."""
SHORTEST_FUZZY = 5
"""Shorter names must agree to the letter."""


@dataclass(frozen=True, slots=True)
class Titles:
    """Words around personal names.

    Attributes:
        classes: Titles in lower case, with the semantic classes they give away.
        gender: Forms of address in lower case, with the gender they give away.
        particles: Parts of surnames in lower case ("von", "al").
        suffixes: What may follow a name ("Jr.").
        prefixes: What may stand before a title ("former").
        no_role: What may stand after the comma behind a name, and begins no role ("A, who ...").
        within_role: Those of them that a role may go on after ("A, a banker and minister").
        determiners: What may begin a role before a name and its comma ("its foreign minister, Moyo").
        unlikely_particles: Those of the particles that are mostly other words ("at").
        whereabouts: After these a single unknown name is rather a place than a person.
        journeys: Where the preposition of one of these leads to, a single unknown name is a place, too.
        styles: Titles of honour after which a comma may stand ("His Highness, Prince Salim").
        portfolios: What follows "minister of" and is no part of the name after it ("Minister of Defence Borg").
        outranked: Classes that those of these other classes are no more (once a reporter, now a minister).
        given: Common given names, folded, with the gender they tell (None: they are common for both).
    """

    classes: Mapping[str, frozenset[str]]
    gender: Mapping[str, Gender]
    particles: frozenset[str]
    suffixes: frozenset[str]
    prefixes: frozenset[str]
    no_role: frozenset[str] = frozenset()
    within_role: frozenset[str] = frozenset()
    determiners: frozenset[str] = frozenset()
    unlikely_particles: frozenset[str] = frozenset()
    whereabouts: frozenset[str] = frozenset()
    journeys: frozenset[str] = frozenset()
    styles: frozenset[str] = frozenset()
    portfolios: frozenset[str] = frozenset()
    outranked: Mapping[str, frozenset[str]] = field(default_factory=dict)
    given: Mapping[str, Gender | None] = field(default_factory=dict)


@record
class NameUse:
    """One occurrence of a personal name.

    Attributes:
        start: First token of the name.
        end: Word after the name.
        phrase: First token of the phrase, title included.
        classes: Semantic classes of the titles and appositions that go with it.
        country: What the titles and appositions say of the country.
        gender: What they say of the gender.
        roles: Titles and role nouns that stand with it, as lemmas in lower case.
        apposed: Word indices of the role nouns in apposition to it.
        owner: Word index of another person whom they relate this one to ("Borg's adviser"), or None.
        sure: Whether it is surely a person's name (a title, or the statistical NER says so).
    """

    start: int
    end: int
    phrase: int
    classes: frozenset[str] = frozenset()
    country: str | None = None
    gender: Gender | None = None
    owner: int | None = None
    roles: frozenset[str] = frozenset()
    apposed: frozenset[int] = frozenset()
    sure: bool = True


@dataclass(slots=True)
class Person:
    """What an article says of a person."""

    name: str
    words: tuple[str, ...]
    country: str | None = None
    classes: frozenset[str] = frozenset({"person"})
    gender: Gender | None = None
    uses: list[NameUse] = field(default_factory=list)

    @property
    def roles(self) -> frozenset[str]:
        """The titles and role nouns that the article gives to this person."""
        return frozenset(role for use in self.uses for role in use.roles)


_LISTS = (
    "particles",
    "suffixes",
    "prefixes",
    "no_role",
    "within_role",
    "determiners",
    "unlikely_particles",
    "whereabouts",
    "journeys",
    "styles",
    "portfolios",
)


def load_titles(path: Path, given: Path | None = None) -> Titles:
    """Returns the titles of a lexicon file (and the given names of the one beside it, if not told where).

    Raises:
        ModelError: One of the files is missing or a list in it is.
    """
    files = path, given or path.with_name("given_names.yml")
    return _read_titles(*files, *(file.stat().st_mtime_ns if file.exists() else 0 for file in files))


@lru_cache(maxsize=4)
def _read_titles(path: Path, given: Path, *_changed: int) -> Titles:
    """Reads the titles once: stages that share them share the persons of a document."""
    with reading_lists(path):
        titles = _titles(load_yaml(path))
    with reading_lists(given):
        return replace(titles, given=_given(load_yaml(given)))


def _titles(data: Mapping[str, Any]) -> Titles:
    """Returns the titles of a lexicon, without given names."""
    classes: dict[str, frozenset[str]] = {}
    gender: dict[str, Gender] = {}
    for name, words in data["address"].items():
        for word in words:
            classes[word.lower()] = frozenset({"person"})
            if name in ("male", "female"):
                gender[word.lower()] = name
    for name, words in data["abbreviations"].items():
        for word in words:
            classes[word.lower()] = frozenset({"person", name})
    lists: dict[str, Any] = {name: frozenset(w.lower() for w in data[name]) for name in _LISTS}
    outranked = {lower: frozenset(higher) for lower, higher in data["outranked"].items()}
    return Titles(classes, gender, outranked=outranked, **lists)


def _given(names: Mapping[str, Any]) -> dict[str, Gender | None]:
    """Returns given names, folded, with the gender they tell."""
    genders: tuple[Gender, ...] = ("male", "female")
    common: dict[str, Gender | None] = {}
    for sort in genders:
        for folded in map(fold, names[sort]):
            common[folded] = sort if common.get(folded, sort) == sort else None
    return common


@lru_cache(maxsize=10_000)
def fold(text: str) -> str:
    """Returns a name in lower case, without accents, apostrophes and the like."""
    plain = unicodedata.normalize("NFKD", text.lower())
    kept = "".join(c for c in plain if not unicodedata.combining(c) and c not in "'’ʼ`")
    return kept.translate(_LETTERS)


def alike(a: str, b: str, least: float = SAME_SURNAME) -> bool:
    """Tells whether two folded words may be spellings of one name."""
    if a == b:
        return True
    return a[0] == b[0] and min(len(a), len(b)) >= SHORTEST_FUZZY and fuzz.ratio(a, b) >= least


def name_words(name: str, titles: Titles) -> tuple[str, ...]:
    """Returns the folded words of a name, without particles and suffixes ("Omar al-Bashir" -> omar, bashir)."""
    return _name_words(name, titles.particles, titles.suffixes)


@lru_cache(maxsize=10_000)
def _name_words(name: str, particles: frozenset[str], suffixes: frozenset[str]) -> tuple[str, ...]:
    words = [w for w in fold(name).split() if w.strip(".")]
    kept = [w for w in words if w not in particles and w not in suffixes]
    return tuple(kept or words)


def same_person(a: Sequence[str], b: Sequence[str]) -> bool:
    """Tells whether two names (as folded words) may be one person's: the shorter must fit into the longer."""
    if len(a) > len(b):
        a, b = b, a
    if not a:
        return False
    if len(a) == 1:
        return alike(a[0], b[-1]) or (len(b) > 1 and (a[0] == b[0] or (len(b) > 2 and a[0] == b[-2])))
    given = alike(a[0], b[0], 80) or (1 in (len(a[0].strip(".")), len(b[0].strip("."))) and a[0][0] == b[0][0])
    return given and alike(a[-1], b[-1], SAME_SURNAME_GIVEN)


def keys(words: Sequence[str]) -> set[str]:
    """Returns what a name (as folded words) shares at least one of with every name that may be the same person's.

    That is the first letter of its surname, where spelling may vary, and each word that may stand for all of it.
    """
    return {words[-1][0], words[0], *words[-2:]} if words else set()


def is_barred(person: Person, surname: str, use: NameUse) -> bool:
    """Tells whether a surname with its title can't be that of somebody of the same name.

    "Mr Vega" is not Maria Vega, and "President Vega" not the president's wife, the first lady Ana Vega.
    """
    if len(person.words) < 2 or person.words[0] == surname:
        return False
    if use.gender is not None and person.gender not in (None, use.gender):
        return True
    in_office = "person.leader" in use.classes and not use.apposed
    return in_office and KIN in person.classes and person.roles.isdisjoint(use.roles)


class Persons:
    """The persons of one article, built from the uses of their names.

    Attributes:
        people: The persons, those with the fullest names first.
        entity_at: The proper name that each token belongs to.
        term_at: The noun of the lexicon that each token belongs to.
    """

    def __init__(self, titles: Titles) -> None:
        self.titles = titles
        self.people: list[Person] = []
        self._words: dict[str, tuple[str, ...]] = {}
        self.entity_at: Mapping[int, Entity] = {}
        self.term_at: Mapping[int, Term] = {}
        self._by_key: dict[str, list[int]] = {}
        self._fitting: dict[str, tuple[int, list[Person]]] = {}
        self._at: dict[int, Person] | None = None

    def words(self, name: str) -> tuple[str, ...]:
        """Returns the folded words of a name."""
        found = self._words.get(name)
        if found is None:
            found = self._words[name] = name_words(name, self.titles)
        return found

    def add(self, person: Person) -> None:
        """Takes up a person."""
        for key in keys(person.words):
            self._by_key.setdefault(key, []).append(len(self.people))
        self.people.append(person)

    def fitting(self, name: str) -> list[Person]:
        """Returns the persons so far whose a name may be; few are compared with it, and each of them once."""
        seen, found = self._fitting.get(name, (0, []))
        if seen < len(self.people):
            words = self.words(name)
            numbers = (self._by_key.get(key, ()) for key in keys(words))
            near = sorted({k for known in numbers for k in known[bisect_left(known, seen) :]})
            found = found + [p for k in near if same_person(words, (p := self.people[k]).words)]
            self._fitting[name] = len(self.people), found
        return found

    def find(self, name: str, near: int = 0, use: NameUse | None = None) -> Person | None:
        """Returns who is meant by a name: an exact fit before a loose one, the nearest use before others.

        Where two share a surname ("Vega"), it is rather that of the one in a high office.

        Args:
            name: The name.
            near: The word index from which the nearest use is looked for.
            use: The use of the name, if what stands with it counts.
        """
        fitting = self.fitting(name)
        words = self.words(name)
        if use is not None and len(words) == 1:
            fitting = [p for p in fitting if not is_barred(p, words[0], use)]
        if len(fitting) < 2:
            return fitting[0] if fitting else None

        def rank(person: Person) -> tuple[bool, int, int, bool, int]:
            exact = 0 if words[-1] == person.words[-1] else 1
            uses = person.uses
            k = bisect_right(uses, near, key=_start)
            away = near - uses[k - 1].start if k else uses[0].start - near if uses else 0
            return person.words != words, exact, 0 if k else 1, "person.leader" not in person.classes, away

        return min(fitting, key=rank)

    def learn(self, doc: Words, uses: Sequence[NameUse]) -> None:
        """Takes up the names of an article: the fullest forms first, short forms with the person that they fit."""
        if not uses:
            return
        self._at = None
        texts = [(text_of(doc, u.start, u.end), u) for u in uses]
        order = sorted(texts, key=lambda pair: (-len(self.words(pair[0])), not pair[1].classes, pair[1].start))
        for text, use in order:
            person = self.find(text, use.start, use)
            if person is None:
                if not use.sure:
                    continue
                words = self.words(text)
                person = Person(display(text), words, gender=self.titles.given.get(words[0]) if words[1:] else None)
                self.add(person)
            if person.name.isupper() and not text.isupper() and len(person.words) == len(self.words(text)):
                person.name = display(text)
            insort(person.uses, use, key=_start)
            person.classes |= use.classes
            person.gender = use.gender or person.gender
            person.country = person.country or use.country
        for person in self.people:
            stated = Counter(u.country for u in person.uses if u.country)
            person.country = stated.most_common(1)[0][0] if stated else None  # of equals, the first
            for lower, higher in self.titles.outranked.items():
                if not higher.isdisjoint(person.classes):
                    person.classes -= {lower}

    def relate(self) -> None:
        """Gives those known only as somebody's aide or kin the country of that somebody."""
        for _ in range(2):
            for person in self.people:
                for use in person.uses:
                    if person.country is None and use.owner is not None:
                        owner = self.at(use.owner)
                        person.country = owner.country if owner and owner is not person else None

    def at(self, token: int) -> Person | None:
        """Returns the person whose name covers the token."""
        if self._at is None:
            self._at = {}
            for person in self.people:
                for use in person.uses:
                    for i in range(use.start, use.end):
                        self._at.setdefault(i, person)
        return self._at.get(token)


@lru_cache(maxsize=10_000)
def _person_classes(classes: frozenset[str]) -> frozenset[str] | None:
    """Returns the classes of a title among those of a noun; None if it is none."""
    if any(c.startswith("person.") for c in classes):
        return frozenset(c for c in classes if c.startswith("person"))
    return None


def display(name: str) -> str:
    """Returns a name as it is shown: on one line, without a possessive ending."""
    plain = " ".join(name.split())
    for ending in ("'s", "’s"):
        plain = plain.removesuffix(ending)
    return plain


class NameReader:
    """Finds personal names with their titles and appositions in one document."""

    def __init__(self, doc: Doc, titles: Titles, entities: Sequence[Entity], terms: Sequence[Term]) -> None:
        self.doc = words_of(doc)
        self.columns = columns_of(doc)
        self.titles = titles
        self.entities = entities
        self.terms = terms
        self.entity_at = {i: e for e in entities for i in range(e.start, e.end)}
        self.term_at = {i: t for t in terms for i in range(t.start, t.end)}
        self.timed = {i for t in times(doc) for i in range(t.start, t.end)}
        self.title_at = dict(self._read_titles())

    def _read_titles(self) -> Iterator[tuple[int, frozenset[str]]]:
        """Yields the tokens that belong to a title or a role noun, with its classes."""
        for term in self.terms:
            if found := _person_classes(term.classes):
                yield from ((i, found) for i in range(term.start, term.end))
        titles = self.titles.classes
        for i in [i for i, lower in enumerate(self.columns.lower) if lower in titles]:
            token = self.doc[i]
            if token.text[:1].isupper() or token.lower_.endswith("."):
                yield i, titles[token.lower_]
                parted = not token.whitespace_ and i + 1 < len(self.doc) and self.doc[i + 1].text == "."
                if parted and f"{token.lower_}." in titles:  # "Col.", of which the tokenizer makes two
                    yield i + 1, titles[token.lower_]

    def title(self, i: int) -> frozenset[str] | None:
        """Returns the classes of the title or role noun that token i belongs to, or None."""
        return self.title_at.get(i)

    def uses(self) -> Iterator[NameUse]:
        """Yields the uses of personal names, in text order."""
        done = -1
        for i in self._candidates():
            if i <= done or not self._may_name(i):
                continue
            entity = self.entity_at.get(i)
            person = entity if entity is not None and entity.label == "person" else None
            start, end = self._run(i, person)
            titled = self._titled(i) or (start > i and self._titled(start))
            known = titled or self._explained(i, end) or self._given_and_surname(i, end) or self._aged(i, end)
            if person is None and not known:
                continue
            if end <= start or text_of(self.doc, start, end).islower():
                continue
            done = end - 1
            yield self.use(start, end)

    def _candidates(self) -> list[int]:
        """Returns the tokens that the tagger or anybody else takes for a name."""
        return [i for i, pos in enumerate(self.columns.pos) if pos == "PROPN" or i in self.entity_at]

    def _may_name(self, i: int) -> bool:
        token, entity = self.doc[i], self.entity_at.get(i)
        if token.is_space or token.is_punct or not token.text[:1].isalpha() or self.title(i) is not None:
            return False
        if entity is not None and entity.label == "person":
            return token.lower_ not in self.titles.prefixes
        if entity is not None and entity.origin != "ner":
            return entity.label in {"city", "region"} and self._after_rank(i)
        if entity is not None and any(self.title(k) is None for k in range(entity.start, i)):
            return False  # the title is part of a longer name ("Trade Justice Fund")
        return token.pos_ == "PROPN" and token.text[:1].isupper() and self.term_at.get(i) is None

    def _after_rank(self, i: int) -> bool:
        """Tells whether a capitalised title of a single person stands right before token i ("President Paris")."""
        if i == 0 or self.doc[i].is_sent_start:
            return False
        before = self.doc[i - 1]
        found = self.title(i - 1)
        high = found is not None and bool({"person.leader", "person.military"} & found)
        if self._after_country_led(i):
            return True
        ranked = high or before.lower_ in self.titles.classes
        term = self.term_at.get(i - 1)  # "President-elect Vega"
        first = self.doc[term.start] if high and term is not None else before
        return ranked and first.text[:1].isupper() and before.tag_ not in {"NNS", "NNPS"}

    def _after_country_led(self, i: int) -> bool:
        """Tells whether a name of two words follows an office and its country ("President of Chad Moussa Deby")."""
        before = self.entity_at.get(i - 1)
        if before is None or before.label not in _LED or before.start <= i <= before.end - 1:
            return False
        return self._followed_by_name(i) and self._office_start(i) is not None

    def _followed_by_name(self, i: int) -> bool:
        after = self.doc[i + 1] if i + 1 < len(self.doc) else None
        return after is not None and after.pos_ == "PROPN" and after.text[:1].isupper()

    def _titled(self, i: int) -> bool:
        """Tells whether a title stands right before token i ("General Moyo", not "generals in Harare")."""
        if i == 0 or self.doc[i].is_sent_start:
            return False
        before = self.doc[i - 1]
        entity = self.entity_at.get(i)
        if self.title(i - 1) is None:
            known = fold(self.doc[i].text) in self.titles.given or (entity is not None and entity.label == "person")
            if known or self._after_portfolio(i):
                return self._office_start(i) is not None
            return self._after_country_led(i)
        if entity is not None and entity.label not in {"person", "org", "other"}:
            return self._after_rank(i)
        return before.tag_ not in {"NNS", "NNPS"} or (entity is not None and entity.label == "person")

    def _after_portfolio(self, i: int) -> bool:
        """Tells whether the office before a name ends with what it is for ("Minister of Defence Borg")."""
        before = fold(self.doc[i - 1].text)
        return i > 2 and before in self.titles.portfolios and self.doc[i - 2].lower_ in _OF and bool(self.title(i - 3))

    def _office_start(self, i: int) -> int | None:
        """Returns where a title with its office begins that ends right before token i ("Minister of Trade Borg")."""
        doc = self.doc
        low = max(doc[i].sentence[0], i - OFFICE_WORDS)
        for k in range(i - 1, low - 1, -1):
            token = doc[k]
            if self.title(k) is not None and k + 1 < i and doc[k + 1].lower_ in _OF:
                return k
            small = token.lower_ in {"of", "for", "the", "and", "&", "to"} and k < i - 1
            if not small and not token.text[:1].isupper():
                return None
        return None

    def _explained(self, start: int, end: int) -> bool:
        """Tells whether a role stands after a name of several words, between commas ("Joe Moyo, the minister")."""
        return end - start > 1 and self._apposition(end) is not None

    def _given_and_surname(self, start: int, end: int) -> bool:
        """Tells whether a name that nothing else knows is a given name and one more word ("Alexei Moyo")."""
        if fold(self.doc[start].text) not in self.titles.given or self._followed_by_name(end - 1):
            return False
        if end - start in {2, 3} and self._after_country(
            start
        ):  # "Turkey's Recep Moyo", whatever the NER takes him for
            entities = {self.entity_at.get(i) for i in range(start, end)}
            return all(e is None or e.origin == "ner" for e in entities) and self.term_at.get(end - 1) is None
        if end - start != 2:
            return False
        return all(self.entity_at.get(i) is None and self.term_at.get(i) is None for i in range(start, end))

    def _aged(self, start: int, end: int) -> bool:
        """Tells whether an age stands before a name of two words ("five-year-old Joe Moyo")."""
        if end - start != 2 or start < 4 or self.doc[start - 1].lower_ not in {"old", "year-old"}:
            return False
        return self.doc[start - 2].text in {"-", "‑"} and self.term_at.get(end - 1) is None

    def _after_country(self, start: int) -> bool:
        """Tells whether the name of a country in the genitive stands right before a token ("Chad's")."""
        owner = self.entity_at.get(start - 2) if start > 1 and self.doc[start - 1].tag_ == "POS" else None
        return owner is not None and owner.label in {"country", "capital"}

    def _run(self, i: int, entity: Entity | None) -> tuple[int, int]:
        """Returns the token range of the name that token i begins (or is in)."""
        doc = self.doc
        stop = doc[i].sentence[1]
        end = entity.end if entity else i + 1
        start = i
        while end < stop:
            token, last = doc[end], doc[end - 1]
            joined = last.text == "-" or (token.text == "-" and not last.whitespace_ and not token.whitespace_)
            other = self.entity_at.get(end)
            if other is not None and other.origin != "ner" and other.label != "person" and not joined:
                titled = start > 0 and not doc[start].is_sent_start and self.title(start - 1) is not None
                given = end == start + 1 and (titled or fold(doc[start].text) in self.titles.given)
                if not (given and other.label in {"city", "region", "weapon"} and token.pos_ == "PROPN"):
                    break
            named = token.pos_ == "PROPN" and token.text[:1].isupper() and token.text[:1].isalpha()
            if not (named or joined):
                suffix = token.lower_ in self.titles.suffixes and end > start
                small = token.lower_ in self.titles.particles and end + 1 < stop and doc[end + 1].text[:1].isupper()
                if not (suffix or (small and _may_join(token, self.titles))):
                    break
            elif not joined and self.title(end) is not None and entity is None:
                break
            end += 1
        while end - start > 2 and doc[start - 1].lower_ in {"of", "for", "and"} and start > 0:
            first, second = fold(doc[start].text), fold(doc[start + 1].text)
            is_office = first in self.titles.portfolios and self.title(start - 2) is not None
            if not is_office and (first in self.titles.given or second not in self.titles.given):
                break
            start += 1
        while end > start + 1 and (doc[end - 1].tag_ == "POS" or doc[end - 1].text in {"'s", "’s", "-", "'", "’"}):
            end -= 1
        return start, end

    def use(self, start: int, end: int) -> NameUse:
        """Returns a name with what stands around it."""
        phrase, classes, gender = self._titles_before(start)
        country, owner = self._owner(phrase, start)
        end_of_name = self._after_suffix(end)
        after = self._apposition(end_of_name)
        before = self._role_before_comma(phrase, end)
        for found in (after, before):
            if found is not None:
                classes |= found[2]
                if country is None:
                    country, near = self._owner(found[0], found[1], first=found is after)
                    owner = owner if owner is not None else near
        if country is None:
            country = self._of_country(end_of_name)
        ranges = [(phrase, start), *(found[:2] for found in (after, before) if found is not None)]
        roles = frozenset(lemma for a, b in ranges for lemma in self._roles(a, b))
        apposed = frozenset(i for a, b in ranges[1:] for i in range(a, b) if self._heads_role(i, a, b))
        apposed = frozenset(i for i in apposed if not any(k < i and self._serves(i, k) for k in apposed))
        sure = bool(classes) or end - start > 1 or phrases.governor(self.doc[start])[0] not in self.titles.whereabouts
        return NameUse(start, end, phrase, classes, country, gender, owner, roles, apposed, sure)

    def _after_suffix(self, end: int) -> int:
        """Returns where a name ends whose suffix stands after a comma ("Borg, Jr., of Malta")."""
        doc = self.doc
        if end + 1 < len(doc) and doc[end].text == "," and doc[end + 1].lower_ in self.titles.suffixes:
            return end + 2
        return end

    def _heads_role(self, i: int, start: int, end: int) -> bool:
        """Tells whether token i is the head of an apposition that is a role."""
        token, term = self.doc[i], self.term_at.get(i)
        inside = range(term.start, term.end) if term is not None else range(i, i + 1)
        outside = not start <= token.head.i < end or token.head.i == i
        later = any(self.doc[k].head.i not in inside and not self.doc[k].is_punct for k in inside if k > i)
        return outside and not later and token.pos_ in {"NOUN", "PROPN"} and self.title(i) is not None

    def _roles(self, start: int, end: int) -> Iterator[str]:
        first = None
        for i in range(start, end):
            if self.title(i) is not None and not (self.doc[i].head.i < end and self._before_noun(i)):
                if first is not None and self._serves(i, first):
                    return  # "adviser to the president" is no president
                first = first if first is not None else i
                term = self.term_at.get(i)
                yield term.lemma.lower() if term is not None else self.doc[i].lower_.rstrip(".")

    def _titles_before(self, start: int) -> tuple[int, frozenset[str], Gender | None]:
        """Returns where the phrase of a name begins, and what the titles before it say."""
        doc = self.doc
        low = max(doc[start].sentence[0], start - TITLE_WORDS)
        classes: frozenset[str] = frozenset()
        gender: Gender | None = None
        i, first, titled = start - 1, start, False
        if i >= low and self.title(i) is None and (office := self._office_start(start)) is not None:
            i = office
        while i >= low:
            token = doc[i]
            found = self.title(i)
            if i in self.timed or (token.is_punct and token.whitespace_ and doc[i - 1].whitespace_):
                break
            if found is not None:
                classes |= found
                gender = gender or self.titles.gender.get(token.lower_) or _gender(found)
                titled, first = True, i
            elif not titled and not (token.lower_ in self.titles.prefixes or token.text == "-"):
                break
            elif self._goes_with_title(i):
                first = i
                serves = doc[i - 1].lower_ == "to" and self.title(i - 2) is not None
                if token.pos_ == "DET" and doc[i - 1].lower_ not in {"of", "for"} and not serves:
                    break
            elif not (titled and first == i + 1 and self._is_second_office(i)):
                break
            i -= 1
        while first < start and (doc[first].is_punct or doc[first].is_space or doc[first].tag_ == "POS"):
            first += 1
        return (first, classes, gender) if titled else (start, frozenset(), None)

    def _is_second_office(self, i: int) -> bool:
        """Tells whether "and" joins two offices of one: "Deputy Premier and Minister Borg", not "the King and ..."."""
        before = self.doc[i - 1]
        if self.doc[i].lower_ != "and" or self.title(i - 1) is None or before.tag_ != "NNP":
            return False
        low, k = self.doc[i].sentence[0], i - 1
        while k >= low and (self.title(k) is not None or self._goes_with_title(k)):
            if self.doc[k].pos_ == "DET":
                return False
            k -= 1
        return True

    def _serves_office(self, i: int) -> bool:
        """Tells whether an article stands after an office and "of": "the Chairman of the Joint Chiefs of Staff"."""
        found = self.title(i - 2) if self.doc[i - 1].lower_ == "of" else None
        return found is not None and not _OFFICES.isdisjoint(found)

    def _goes_with_title(self, i: int) -> bool:
        token = self.doc[i]
        entity = self.entity_at.get(i)
        if entity is not None:
            return True
        if token.lower_ in _OF:
            return i > 0 and self.title(i - 1) is not None
        if token.lower_ == "the" and i > 0 and self.doc[i - 1].lower_ in {"of", "for"}:
            return True
        if token.text == "," and i > 0:  # "His Highness, Crown Prince Salim"
            return self.doc[i - 1].lower_ in self.titles.styles
        if token.tag_ == "POS" or token.text in {"-", "'s", "’s", "&"} or token.lower_ in self.titles.prefixes:
            return True
        return token.pos_ in {"ADJ", "NOUN", "PROPN", "DET"} or token.tag_ in {"PRP$", "NNP", "NNPS"}

    def _owner(self, start: int, end: int, first: bool = False) -> tuple[str | None, int | None]:
        """Returns the country that a title's words name (the first or the last), and the person they relate to."""
        country, owner = None, None
        for i in range(start, end):
            entity = self.entity_at.get(i)
            if entity is not None and entity.label == "person":
                owner = i
            elif entity is not None and entity.label == "city" and entity.end == entity.start + 1 and self.title(i):
                continue  # "the Sultan of Oman"
            elif entity is not None and entity.origin == "ner" and entity.start < end < entity.end:
                continue  # title and name in one ("Sultan Hashim"): its country is that of a namesake
            elif entity is not None and entity.country and _is_sent_to(self.doc, entity):
                pass  # "Chad's ambassador to Niger"
            elif entity is not None and entity.country and not _joined_away(self.doc, entity):
                country = country if first and country else entity.country
            elif entity is None and self.doc[i].pos_ == "PROPN" and self.title(i) is None and owner is None:
                owner = i
        return country, owner

    def _apposition(self, end: int) -> tuple[int, int, frozenset[str]] | None:
        """Returns the range and the classes of the role that follows a name after a comma, or None."""
        doc = self.doc
        if end >= len(doc) or doc[end].text not in {",", "(", "–", "—"} or end + 1 >= len(doc):
            return None
        stop = min(doc[end].sentence[1], end + 22)
        classes: frozenset[str] = frozenset()
        role = -1
        for i in range(end + 1, stop):
            token = doc[i]
            if token.text == "," and role >= 0 and self._goes_on(i + 1, stop):
                continue
            if (
                token.text in {",", ".", ";", ")", "–", "—", "?", "!", ":"}
                or token.is_space
                or token.tag_ in FINITE | {"WP", "WDT", "WP$", "WRB"}
            ):
                break
            if i == end + 1 and token.lower_ in self.titles.no_role:
                return None
            if role < 0 and token.lower_ in self.titles.no_role and token.lower_ not in self.titles.within_role:
                break
            found = self.title(i)
            if found is not None and self._titles_another(i) and not (role >= 0 and self._serves(i, role)):
                return None  # a list: "A, Chancellor B and C"
            if found is not None and not self._before_noun(i):
                if role < 0:
                    classes |= found
                role = i
        else:
            i = stop
        acts = i < stop and doc[i].tag_ in FINITE and doc[end].text == ","  # "freed Vega, the king said"
        return (end + 1, i, classes) if role >= 0 and not acts else None

    def _goes_on(self, i: int, stop: int) -> bool:
        """Tells whether a further role of the same person follows ("deputy premier, Minister for Trade of Malta")."""
        if i >= stop or self.title(i) is None or not self.doc[i].text[:1].isupper():
            return False
        for k in range(i, stop):
            if self.doc[k].text in {",", ".", ";"} or self.doc[k].tag_ in {"VBD", "VBZ", "VBP", "MD"}:
                break
            if self.title(k) is not None and self._titles_another(k):
                return False
        return True

    def _titles_another(self, i: int) -> bool:
        """Tells whether the title at token i stands before somebody's name ("Chancellor B", not "Chief Adviser")."""
        if not self._followed_by_name(i) or self.title(i + 1) is not None:
            return False
        after = i + 1
        while after + 1 < len(self.doc) and self.doc[after].pos_ == "PROPN":
            after += 1
        if self.doc[after].tag_ == "POS":
            return False  # "President B's son-in-law"
        return self.entity_at.get(i + 1) is not self.entity_at.get(i, 0)

    def _serves(self, i: int, role: int) -> bool:
        """Tells whether the role is one beside the person whom token i is a title of ("adviser to President B")."""
        k = i - 1
        while k > role and self.doc[k].lower_ not in _OF and (self.title(k) or self._goes_with_title(k)):
            k -= 1
        return k > role and self.doc[k].lower_ in _OF

    def _before_noun(self, i: int) -> bool:
        """Tells whether the role noun only modifies another noun ("Security Council", "the reporters' club")."""
        token = self.doc[i]
        if token.head.i <= i or self.title(token.head.i) is not None:
            return False
        return token.dep_ == "compound" or (token.dep_ == "poss" and token.tag_ in {"NN", "NNS"})

    def _role_before_comma(self, phrase: int, end: int) -> tuple[int, int, frozenset[str]] | None:
        """Returns the range and the classes of the role before a name and its comma ("its foreign minister, Moyo")."""
        doc = self.doc
        if phrase < 2 or doc[phrase - 1].text != "," or self._acts(end):
            return None  # "a soldier, Major Moyo said"
        listed = any(t.lower_ in {"and", "or", "&"} for t in doc[end : end + 2])  # "the President, Ms Borg and ..."
        low = doc[phrase].sentence[0]
        classes: frozenset[str] = frozenset()
        i = phrase - 2
        role = -1
        while i >= max(low, phrase - 14):
            token = doc[i]
            found = self.title(i)
            if found is not None and role < 0 and not self._before_noun(i):
                classes |= found
                term = self.term_at.get(i)
                i = role = term.start if term is not None else i  # "the President of the Republic, Ms Borg"
            elif role < 0 and token.lower_ == "and" and doc[i + 1].text[:1].isupper() and doc[i - 1].text[:1].isupper():
                pass  # "the Minister for Trade and Tourism, Ms Borg"
            elif role < 0 and token.lower_ == "the" and self.doc[i - 1].lower_ in _OF:
                pass  # "adviser to the president of the Maldives"
            elif token.lower_ == "the" and self._serves_office(i) and i - 2 > low:
                i = role = i - 2  # "the Chairman of the Joint Chiefs of Staff"
            elif token.lower_ in self.titles.determiners:
                said = role >= 0 and (doc[role].text.islower() or (token.lower_ == "the" and not listed))
                return (i, phrase - 1, classes) if said else None
            elif not self._goes_with_title(i) and token.lower_ not in {"of", "for", "in", "to"}:
                break
            i -= 1
        entity = self.entity_at.get(i + 1)
        starts_owned = role >= 0 and entity is not None and entity.label in {"country", "demonym", "capital", "metonym"}
        alone = not listed and self.title(phrase) is None and end < len(doc) and doc[end].text in {",", "."}
        return (i + 1, phrase - 1, classes) if starts_owned and (alone or doc[role].text.islower()) else None

    def _acts(self, end: int) -> bool:
        """Tells whether a verb follows a name with no comma between, so that the name is its subject."""
        doc = self.doc
        while end < len(doc) and doc[end].tag_ == "RB":
            end += 1
        return end < len(doc) and doc[end].tag_ in FINITE

    def _of_country(self, end: int) -> str | None:
        """Returns the country in "Borg of Malta"."""
        doc = self.doc
        if end + 1 >= len(doc) or doc[end].lower_ != "of":
            return None
        i = end + 2 if doc[end + 1].lower_ == "the" and end + 2 < len(doc) else end + 1
        entity = self.entity_at.get(i)
        return entity.country if entity is not None and entity.label == "country" else None


def read_persons(doc: Doc, titles: Titles) -> Persons:
    """Returns the persons whom a document names, each with all uses of the name; worked out at the first call."""
    known: Persons | None = doc.user_data.get(_KEY)
    if known is not None and known.titles is titles:
        return known
    reader = NameReader(doc, titles, entities(doc), terms(doc))
    persons = Persons(titles)
    persons.entity_at, persons.term_at = reader.entity_at, reader.term_at
    persons.learn(reader.doc, list(reader.uses()))
    persons.learn(reader.doc, list(_bare_surnames(reader.doc, reader, persons)))
    persons.relate()
    doc.user_data[_KEY] = persons
    return persons


def _bare_surnames(doc: Words, reader: NameReader, persons: Persons) -> Iterator[NameUse]:
    """Yields surnames of known persons that the statistical NER took for something else, or missed."""
    if not persons.people:
        return
    known = {i for p in persons.people for u in p.uses for i in range(u.start, u.end)}
    surnames: dict[str, set[str]] = {}
    for person in persons.people:
        surname = person.words[-1]
        surnames.setdefault(surname[0], set()).add(surname)

    @cache
    def is_surname(word: str) -> bool:
        return any(alike(word, surname) for surname in surnames.get(word[0], ()))

    for joined in reader.entities:  # "Al-Rashidi" is three tokens
        if joined.origin != "ner" or joined.end - joined.start < 2 or joined.start in known:
            continue
        words = persons.words(text_of(doc, joined.start, joined.end))
        if len(words) == 1 and is_surname(words[0]):
            known.update(range(joined.start, joined.end))
            yield reader.use(joined.start, joined.end)
    capitalised = [t for t in doc if (t.pos_ == "PROPN" or t.pos_ in COMMONLY_MISTAGGED) and t.text[:1].isupper()]
    lower = {t.text for t in doc} if any(t.pos_ != "PROPN" for t in capitalised) else set()
    for token in capitalised:
        if token.pos_ != "PROPN" and token.lower_ in lower:
            continue
        if token.i in known or len(token.text) < 2 or token.i in reader.term_at:
            continue
        entity = reader.entity_at.get(token.i)
        if entity is not None and (entity.origin != "ner" or entity.end - entity.start > 1):
            continue
        if is_surname(persons.words(token.text)[-1]) and persons.find(token.text, token.i):
            yield reader.use(token.i, token.i + 1)


def _start(use: NameUse) -> int:
    return use.start


def _gender(classes: frozenset[str]) -> Gender | None:
    if "person.woman" in classes and "person.man" not in classes:
        return "female"
    if "person.man" in classes and "person.woman" not in classes:
        return "male"
    return None


def _may_join(particle: Word, titles: Titles) -> bool:
    """Tells whether what may be part of a surname ("von") is likely one here."""
    likely = particle.pos_ in {"PROPN", "X", "DET", "NOUN", "ADP"} and not particle.is_punct
    return likely and particle.lower_ not in titles.unlikely_particles


def _is_sent_to(doc: Words, entity: Entity) -> bool:
    """Tells whether a country only says where to an envoy goes or what for: "to Niger", "for the Central Sahel"."""
    before = entity.start - 1
    if entity.label not in {"country", "capital"} or (entity.end < len(doc) and doc[entity.end].tag_ == "POS"):
        return False
    if before > 0 and doc[before].lower_ == "the":
        before -= 1
    return before >= 0 and doc[before].lower_ in {"to", "for"}


def _joined_away(doc: Words, entity: Entity) -> bool:
    """Tells whether a hyphen ties the name to a word that takes the belonging away ("Russian-born")."""
    after = doc[entity.end].text if entity.end < len(doc) else ""
    return after == "-" and not doc[entity.end - 1].whitespace_
