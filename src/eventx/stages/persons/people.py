"""The persons of an article, and the uses of their names, which are tied to the person whose name they may be."""

from __future__ import annotations

from bisect import bisect_left, bisect_right, insort
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from eventx.annotations import Entity, Term, record
from eventx.stages.persons.lexicon import Gender, Titles
from eventx.stages.persons.spelling import display, keys, name_words, same_person
from eventx.stages.words import Words, text_of

KIN = "person.kin"
"""The class of those who are told by whom they belong to."""


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


def is_barred(person: Person, surname: str, use: NameUse, before_given: frozenset[str]) -> bool:
    """Tells whether a surname with its title can't be that of somebody of the same name.

    "Mr Vega" is not Maria Vega, "President Vega" not the president's wife, the first lady Ana Vega, "King Salim" not
    President Omar Salim.

    Args:
        person: Somebody known.
        surname: The name that stands alone with its title.
        use: Where it stands.
        before_given: Titles that stand before a given name.
    """
    if len(person.words) < 2 or person.words[0] == surname:
        return False
    if use.gender is not None and person.gender not in (None, use.gender):
        return True
    if use.roles & before_given and person.roles.isdisjoint(before_given):
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
            found = self._words[name] = name_words(name, self.titles.particles, self.titles.suffixes)
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
            fitting = [p for p in fitting if not is_barred(p, words[0], use, self.titles.before_given)]
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
            person = self.find(text, use.start, use) or (self._meet(text) if use.sure else None)
            if person is not None:
                self._take_up(person, text, use)
        for person in self.people:
            self._settle(person)

    def _meet(self, text: str) -> Person:
        """Returns the person who is first named so."""
        words = self.words(text)
        person = Person(display(text), words, gender=self.titles.given.get(words[0]) if words[1:] else None)
        self.add(person)
        return person

    def _take_up(self, person: Person, text: str, use: NameUse) -> None:
        """Adds what a use of the name tells of a person."""
        if person.name.isupper() and not text.isupper() and len(person.words) == len(self.words(text)):
            person.name = display(text)
        insort(person.uses, use, key=_start)
        person.classes |= use.classes
        person.gender = use.gender or person.gender
        person.country = person.country or use.country

    def _settle(self, person: Person) -> None:
        """Decides on the country that most uses state, and drops the classes that a person has left behind."""
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


def _start(use: NameUse) -> int:
    return use.start
