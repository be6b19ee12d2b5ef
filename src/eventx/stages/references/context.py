"""What the anaphors of an article are resolved against: who and what it has mentioned, and how it is told."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from spacy.tokens import Doc

from eventx.annotations import MentionRecord, Once, Term, mentions
from eventx.columns import columns_of
from eventx.stages.persons import read_persons
from eventx.stages.persons.lexicon import Gender, Titles, gender_of
from eventx.stages.persons.people import Person, Persons
from eventx.stages.persons.spelling import fold
from eventx.stages.references.lexicon import ReferenceWords
from eventx.stages.references.tally import Tally
from eventx.stages.trees import MARKS, quotations, sentences_of
from eventx.stages.words import Word, words_of

Records = tuple[MentionRecord, ...]

SUBJECTS = frozenset({"nsubj", "nsubjpass"})
PLURAL = frozenset({"NNS", "NNPS"})
PRONOUN_TAGS = frozenset({"PRP", "PRP$"})
COLLECTIVE = frozenset({"country", "org", "group"})


class Context:
    """One document as its anaphors see it; what they are resolved to is added as the text goes on.

    Attributes:
        source: The document.
        doc: Its words.
        words: The word lists about anaphors.
        persons: The persons whom it names.
        sentences: The token ranges of its sentences.
        sentence_of: The number of the sentence that each token belongs to.
        by_head: The mentions, by their head.
        ordered: The heads of the mentions, in text order.
        heads: What may be referred to in each sentence: the heads of mentions and of resolved anaphors.
        term_at: The noun of the lexicon that each token belongs to.
        resolved: What anaphors stand for, by their head.
        quoted: The tokens within quotations.
        apposed: The role nouns in apposition to a name, each with the person and the use of the name.
        within_names: The tokens of the names of persons, titles included.
        tallies: How often each of a sort has been mentioned so far, by the sort.
    """

    def __init__(self, doc: Doc, words: ReferenceWords, titles: Titles) -> None:
        self.source = doc
        self.doc = words_of(doc)
        self.words = words
        self.persons = read_persons(doc, titles)
        self.sentences = sentences_of(self.doc)
        self.sentence_of = [k for k, (start, end) in enumerate(self.sentences) for _ in range(start, end)]
        self.by_head: dict[int, list[MentionRecord]] = {}
        for mention in mentions(doc):
            self.by_head.setdefault(mention.head, []).append(mention)
        self._genders: dict[int, Gender | None] = {}
        self.tallies: dict[str, Tally] = {}
        self.heads: list[list[int]] = [[] for _ in self.sentences]
        self.ordered = sorted(self.by_head)
        for head in self.ordered:
            if self.doc[head].lower_ not in words.nobody:
                self.heads[self.sentence_of[head]].append(head)
        self.term_at: Mapping[int, Term] = self.persons.term_at
        self.resolved: dict[int, Records] = {}
        quotes = () if MARKS.isdisjoint(columns_of(doc).lower) else quotations(self.doc)
        self.quoted = {i for start, end in quotes for i in range(start, end)}
        self.apposed = {i: (p, u) for p in self.persons.people for u in p.uses for i in u.apposed}
        self.within_names = {i for p in self.persons.people for u in p.uses for i in range(u.phrase, u.end)}

    @Once
    def named(self) -> Mapping[str, Mapping[int, MentionRecord]]:
        """The first mention of a person by name and each of its tokens."""
        people = {person.name for person in self.persons.people}
        found: dict[str, dict[int, MentionRecord]] = {name: {} for name in people}
        for record in (r for records in self.by_head.values() for r in records if r.name in people):
            for i in range(record.start, record.end):
                found[record.name].setdefault(i, record)
        return found

    @Once
    def countries_named(self) -> frozenset[str]:
        """The countries that are named themselves or by what their people are called."""
        told = {"country", "demonym"}
        return frozenset(
            r.country for m in self.by_head.values() for r in m if r.country and not told.isdisjoint(r.classes)
        )

    @Once
    def first_capital(self) -> Mapping[str | None, MentionRecord]:
        """The first mention of each country's capital."""
        found: dict[str | None, MentionRecord] = {}
        for record in (r for records in self.by_head.values() for r in records if "capital" in r.classes):
            found.setdefault(record.country, record)
        return found

    @Once
    def with_role(self) -> Mapping[str, Sequence[Person]]:
        """The persons who have a role, in their order."""
        found: dict[str, list[Person]] = {}
        for person in self.persons.people:
            for role in _roles(person, self.words):
                found.setdefault(role, []).append(person)
        return found

    def records(self, head: int) -> Sequence[MentionRecord]:
        """Returns what a head stands for: itself, or what it was resolved to."""
        return self.resolved.get(head) or self.by_head.get(head) or ()

    def gender(self, record: MentionRecord) -> Gender | None:
        """Returns the gender that titles, nouns or the given name tell."""
        known = id(record)
        if known not in self._genders:
            self._genders[known] = _gender(self.persons, record)
        return self._genders[known]

    def in_quote(self, token: Word) -> bool:
        """Tells whether a token is part of a quotation."""
        return token.i in self.quoted


def _gender(persons: Persons, record: MentionRecord) -> Gender | None:
    if told := gender_of(record.classes):
        return told
    if record.named:
        person = persons.find(record.name, record.head)
        if person is not None and person.gender:
            return person.gender
        return persons.titles.given.get(fold(record.name).split(" ")[0]) if " " in record.name else None
    return None


def _roles(person: Person, words: ReferenceWords) -> frozenset[str]:
    return frozenset(words.abbreviations.get(role, role) for role in person.roles)
