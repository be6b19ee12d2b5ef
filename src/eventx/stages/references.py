"""References: pronouns and descriptions that stand for somebody or something named elsewhere in the article.

Every anaphor is resolved on its own evidence (number, gender, class, title, country) against the mentions before it,
nearest sentence first, subjects before others. Where two candidates fit equally it stays unresolved: a wrong actor
costs more than none. What was resolved counts as a mention for what follows.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from spacy.language import Language
from spacy.tokens import Doc

from eventx.annotations import Extent, Geo, MentionRecord, Once, Reference, Term, mentions, note
from eventx.columns import columns_of
from eventx.modeldir import load_yaml, model_dir, reading_lists
from eventx.stages import phrases
from eventx.stages.persons import Gender, NameUse, Person, Titles, fold, load_titles, read_persons
from eventx.stages.trees import MARKS, quotations, sentences_of
from eventx.stages.words import Word, place_of, words_of

Records = tuple[MentionRecord, ...]
Keep = Callable[[MentionRecord], bool]

RELATIVE = frozenset({"WDT", "WP", "WP$"})
SUBJECTS = frozenset({"nsubj", "nsubjpass"})
PRONOUN_TAGS = frozenset({"PRP", "PRP$"})
ANAPHORIC = RELATIVE | PRONOUN_TAGS
ADVERBS = frozenset({"that", "where", "there", "here"})
PLURAL = frozenset({"NNS", "NNPS"})
NOMINAL = frozenset({"NOUN", "PROPN", "DET", "NUM", "PRON"})
COLLECTIVE = frozenset({"country", "org", "group"})
PLACES = frozenset({"city", "capital", "region", "country", "place.city", "place.village"})
OFFICE = frozenset({"person.leader", "person.official"})
UNSPOKEN = frozenset({"event", "document"})
_OF_STATE = frozenset({"armed_force", "ministry", "government"})


@dataclass(frozen=True, slots=True)
class Capital:
    """The capital of a country."""

    name: str
    geo: Geo


@dataclass(frozen=True, slots=True)
class ReferenceWords:
    """Word lists about anaphors (`lexicon/references.yml`) and the countries' capitals."""

    pronouns: Mapping[str, str]
    reflexives: frozenset[str]
    reach: Mapping[str, int]
    empty_it_verbs: frozenset[str]
    empty_it_adjectives: frozenset[str]
    numbers: Mapping[str, int]
    twosomes: Mapping[str, int]
    bare_pairs: frozenset[str]
    pairs: Mapping[str, frozenset[str]]
    roles: Mapping[str, frozenset[str]]
    abbreviations: Mapping[str, str]
    descriptions: Mapping[str, frozenset[str]]
    determiners: frozenset[str]
    unseated: frozenset[str]
    settings: frozenset[str]
    women: frozenset[str]
    outcomes: frozenset[str]
    plurals: frozenset[str]
    always_plural: frozenset[str]
    plural_verbs: frozenset[str]
    nobody: frozenset[str]
    spokesmen: frozenset[str]
    spoken_for: frozenset[str]
    homelands: frozenset[str]
    lesser_capitals: frozenset[str]
    capitals: Mapping[str, Capital]
    countries: Mapping[str, str]


def load_reference_words(lexicon: Path, gazetteer: Path) -> ReferenceWords:
    """Reads the word lists about anaphors and the capitals of the gazetteer.

    Raises:
        ModelError: A file is missing, or a list in the lexicon is.
    """
    data = load_yaml(lexicon)
    with reading_lists(lexicon):
        return _reference_words(data, gazetteer)


def _reference_words(data: Mapping[str, Any], gazetteer: Path) -> ReferenceWords:
    pairs = data["pairs"]
    return ReferenceWords(
        pronouns={word: sort for sort, words in data["pronouns"].items() for word in words},
        reflexives=frozenset(data["reflexives"]),
        reach=data["reach"],
        empty_it_verbs=frozenset(data["empty_it_verbs"]),
        empty_it_adjectives=frozenset(data["empty_it_adjectives"]),
        numbers=pairs["numbers"],
        twosomes=pairs["twosomes"],
        bare_pairs=frozenset(pairs["bare"]),
        pairs={name: frozenset(pairs[name]) for name in ("countries", "sides", "leaders")},
        roles={role.lower(): frozenset(w.lower() for w in same) for role, same in data["roles"].items()},
        abbreviations=data["abbreviations"],
        descriptions={noun.lower(): frozenset(labels) for noun, labels in data["descriptions"].items()},
        determiners=frozenset(data["determiners"]),
        unseated=frozenset(data["unseated"]),
        settings=frozenset(data["settings"]),
        women=frozenset(pairs["women"]),
        outcomes=frozenset(data["outcomes"]),
        plurals=frozenset(data["plurals"]),
        always_plural=frozenset(data["always_plural"]),
        plural_verbs=frozenset(data["plural_verbs"]),
        nobody=frozenset(data["nobody"]),
        spokesmen=frozenset(data["spokesmen"]),
        spoken_for=frozenset(data["spoken_for"]),
        homelands=frozenset(data["homelands"]),
        lesser_capitals=frozenset(data["lesser_capitals"]),
        capitals=dict(_capitals(gazetteer / "cities.tsv")),
        countries=dict(_countries(gazetteer / "countries.tsv")),
    )


def _rows(path: Path, cell: str = "") -> Iterator[dict[str, str]]:
    """Yields the rows of a table that have a cell, which may be any; few lines of a large one need be taken apart."""
    header, _, lines = path.read_text(encoding="utf-8").partition("\n")
    names = header.split("\t")
    sought = f"\t{cell}\t" if cell else "\t"
    at = lines.find(sought)
    while at >= 0:
        end = lines.find("\n", at)
        line = lines[lines.rfind("\n", 0, at) + 1 : end if end >= 0 else None]
        yield dict(zip(names, line.split("\t"), strict=False))
        at = lines.find(sought, end) if end >= 0 else -1


def _capitals(path: Path) -> Iterator[tuple[str, Capital]]:
    for row in _rows(path, "capital"):
        if row["flag"] == "capital":
            geo = Geo("city", float(row["lat"]), float(row["lon"]), int(row["geonameid"]), row["admin1"] or None)
            yield row["country"], Capital(row["name"], geo)


def _countries(path: Path) -> Iterator[tuple[str, str]]:
    for row in _rows(path):
        yield row["country"], row["name"]


@dataclass(slots=True)
class _Tally:
    """How often each of a sort is mentioned, and its last mention, up to a point that moves on through the text."""

    counts: Counter[str] = field(default_factory=Counter)
    last: dict[str, MentionRecord] = field(default_factory=dict)
    done: int = 0


class Resolver:
    """Resolves the anaphors of one document, in text order."""

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
        self.genders: dict[int, Gender | None] = {}
        self.tallies: dict[str, _Tally] = {}
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
            for role in self._roles(person):
                found.setdefault(role, []).append(person)
        return found

    def references(self) -> Iterator[Reference]:
        """Yields the anaphors that could be resolved, in text order."""
        for token in self._may_refer():
            if token.is_space or token.i in self.within_names:
                continue
            found = self._resolve(token)
            if found:
                where = self._extent(token)
                records = _distinct(_standing_for(where, token.i, record) for record in found)
                self.resolved[token.i] = records
                heads = self.heads[self.sentence_of[token.i]]
                if token.i not in heads:
                    heads.append(token.i)
                    heads.sort()
                yield Reference(token.i, records)

    def _may_refer(self) -> list[Word]:
        """Returns the tokens that are a pronoun, a noun of its own, or a word such as "there" at all."""
        apposed, columns = self.apposed, columns_of(self.source)
        rows = enumerate(zip(columns.pos, columns.tag, columns.lower, columns.dep, strict=True))
        return [
            self.doc[i]
            for i, (pos, tag, lower, dep) in rows
            if (pos in NOMINAL and (dep not in phrases.DEPENDENT or pos == "PRON"))
            or tag in ANAPHORIC
            or lower in ADVERBS
            or i in apposed
        ]

    def _resolve(self, token: Word) -> Sequence[MentionRecord]:
        if token.tag_ in RELATIVE or (token.tag_ in {"IN", "DT", "WRB"} and token.lower_ in {"that", "where"}):
            return self._relative(token)
        sort = self.words.pronouns.get(token.lower_)
        if token.tag_ in PRONOUN_TAGS or (sort in {"male", "female"} and token.pos_ == "PRON"):
            return self._pronoun(token, sort)
        if token.lower_ in {"there", "here"}:
            return self._there(token)
        if token.i in self.apposed and token.tag_ not in {"NNS", "NNPS"}:
            person, use = self.apposed[token.i]
            return self._mention_of(person, use.start + 1)
        if token.pos_ in NOMINAL and phrases.is_head(token):
            return self._description(token)
        return ()

    def _extent(self, token: Word) -> Extent:
        known = self.by_head.get(token.i)
        if known and token.tag_ not in PRONOUN_TAGS:
            m = known[0]
            return Extent(m.start, m.end, m.start_char, m.end_char)
        return Extent(token.i, token.i + 1, *place_of(self.doc, token.i, token.i + 1))

    # what there is to refer to

    def records(self, head: int) -> Sequence[MentionRecord]:
        """Returns what a head stands for: itself, or what it was resolved to."""
        return self.resolved.get(head) or self.by_head.get(head) or ()

    def _before(self, token: Word, reach: int) -> Iterator[list[int]]:
        """Yields the heads before a token, sentence by sentence backwards from its own."""
        here = self.sentence_of[token.i]
        around = self._around(token)
        for k in range(here, max(-1, here - reach - 1), -1):
            yield [h for h in self.heads[k] if h < token.i and h not in around]

    def _around(self, token: Word) -> set[int]:
        """Returns the heads that a token can't refer to: its own phrase, and the other arguments of its verb."""
        out = {token.i}
        if token.dep_ == "poss":
            noun = token.head
            out |= {noun.i, *(t.i for t in noun.subtree if t.i > token.i)}
            return out
        if token.dep_ in {"dobj", "dative", "pobj"}:
            verb = token.head.head if token.dep_ == "pobj" else token.head
            out |= {c.i for c in self._doers(verb)}
        elif token.dep_ in SUBJECTS and _is_bare_complement(token.head):
            out |= {c.i for c in self._doers(token.head.head)}  # "they let them go"
        return out

    def _doers(self, verb: Word) -> list[Word]:
        """Returns the subjects of a verb: its own, or those that it shares with the verb above ("came and freed them").

        What a clause led to has a subject only where that clause is of somebody else, too: not in "the king survived an
        attack, leaving him weak", but in "the king hit a guard, leaving him hurt".
        """
        found = [c for c in verb.children if c.dep_ in SUBJECTS]
        if found or verb.head.i == verb.i:
            return found
        above = verb.head
        objects = [c for c in above.children if c.dep_ == "dobj"]
        if verb.dep_ == "xcomp" and objects:
            return objects  # "urged them to free him"
        does = verb.dep_ == "advcl" and verb.tag_ == "VBG"
        if does and verb.lemma in self.words.outcomes:
            does = any(r.kind in {"person", "group"} for c in objects for r in self.records(c.i))
        return self._doers(above) if does or verb.dep_ in {"conj", "xcomp"} else []

    def _commanding_subjects(self, token: Word) -> Iterator[Word]:
        """Yields the subjects of the clauses around a token, innermost first."""
        last = token
        quoted = self._in_quote(token)
        for up in phrases.ancestors(token):
            if quoted and not self._in_quote(up):
                return
            for child in up.lefts:
                if child.dep_ in SUBJECTS and child.i < token.i and child.i != last.i and not _is_part_of(token, child):
                    yield child
                elif child.dep_ == "advcl" and child.i < token.i and child.i != last.i:
                    yield from (c for c in child.lefts if c.dep_ in SUBJECTS)
            last = up

    # relative pronouns

    def _relative(self, token: Word) -> Sequence[MentionRecord]:
        verb = token
        for up in phrases.ancestors(token):
            verb = up
            if up.dep_ == "relcl":
                break
        if verb.dep_ != "relcl" or verb.head.i > token.i:
            return ()
        found: list[MentionRecord] = []
        noun = verb.head
        if noun.dep_ == "appos" and any(r.named for r in self.records(noun.head.i)):
            noun = noun.head
        if token.lower_ in {"who", "whom"} and noun.dep_ == "pobj" and not self._is_agent(noun):
            outer_noun = noun.head.head
            noun = outer_noun if self._is_agent(outer_noun) else noun
        if token.lower_ == "where" and noun.dep_ == "pobj" and noun.head.lower_ == "of":
            outer = self.records(noun.head.head.i)
            if outer and outer[0].kind == "place":
                return outer
        plural = any(t.tag_ == "VBP" or t.lower_ in self.words.plural_verbs for t in (verb, *verb.lefts))
        if noun.dep_ == "conj" and plural and noun.tag_ not in {"NNS", "NNPS"}:
            for t in phrases.conjuncts(phrases.first_conjunct(noun)):
                found += self.records(t.i)
        return found or self.records(noun.i)

    def _is_agent(self, noun: Word) -> bool:
        return any(r.kind in COLLECTIVE | {"person"} for r in self.records(noun.i))

    # pronouns

    def _pronoun(self, token: Word, sort: str | None) -> Sequence[MentionRecord]:
        if token.lower_ in self.words.reflexives and token.dep_ == "dobj":
            doer = next(self._commanding_subjects(token), None)
            found = self.records(doer.i) if doer is not None else ()
            return [r for r in found if r.kind == "person" and "weapon" not in r.classes][:1]
        if sort in ("male", "female"):
            return self._person(token, "male" if sort == "male" else "female")
        if sort == "several":
            return self._collective(token, plural=True)
        if sort == "thing":
            return () if self._is_empty(token) else self._collective(token, plural=False)
        if sort in ("speaker", "speakers"):
            return self._speaker(token)
        return ()

    def gender(self, record: MentionRecord) -> Gender | None:
        """Returns the gender that titles, nouns or the given name tell."""
        known = id(record)
        if known not in self.genders:
            self.genders[known] = self._gender(record)
        return self.genders[known]

    def _gender(self, record: MentionRecord) -> Gender | None:
        if "person.woman" in record.classes and "person.man" not in record.classes:
            return "female"
        if "person.man" in record.classes and "person.woman" not in record.classes:
            return "male"
        if record.named:
            person = self.persons.find(record.name, record.head)
            if person is not None and person.gender:
                return person.gender
            return self.persons.titles.given.get(fold(record.name).split(" ")[0]) if " " in record.name else None
        return None

    def _fits_person(self, record: MentionRecord, gender: Gender) -> bool:
        return record.kind == "person" and self.gender(record) in (None, gender)

    def _person(self, token: Word, gender: Gender) -> Sequence[MentionRecord]:
        partner = self._coordinated_owner(token)
        if partner and self._fits_person(partner[0], gender):
            return partner[:1]
        quoted = self._in_quote(token)
        barred = self._barred(token)
        for subject in self._commanding_subjects(token):  # "the president's spokesman said he would resign"
            principal = self._spoken_for(subject, frozenset({"person"}))
            if principal and self._may_be(principal[0], gender, barred):
                return principal
        for heads in self._before(token, self.words.reach["pronoun"]):
            same = heads and self.sentence_of[heads[0]] == self.sentence_of[token.i]
            side = [h for h in heads if self._in_quote(self.doc[h]) is quoted] if same or not quoted else heads
            fitting = [h for h in side if any(self._may_be(r, gender, barred) for r in self.records(h))]
            if not fitting:
                continue
            best = self._one(token, fitting)
            return [r for r in self.records(best) if self._fits_person(r, gender)][:1] if best is not None else ()
        return ()

    def _may_be(self, record: MentionRecord, gender: Gender, barred: frozenset[str]) -> bool:
        return self._fits_person(record, gender) and record.name not in barred

    def _barred(self, token: Word) -> frozenset[str]:
        """Returns the names of the other arguments of a pronoun's verb: "she thanked her" is about two persons."""
        if token.dep_ == "poss":
            return frozenset()
        return frozenset(r.name for h in self._around(token) for r in self.records(h))

    def _one(self, token: Word, heads: Sequence[int]) -> int | None:
        """Returns the head that a pronoun means among those of one sentence, or None where it is open."""
        if len({self.records(h)[0].name for h in heads}) == 1:
            return heads[-1]
        if self.sentence_of[heads[0]] == self.sentence_of[token.i]:
            for subject in self._commanding_subjects(token):
                if subject.i in heads:
                    return subject.i
        subjects = [h for h in heads if self.doc[h].dep_ in SUBJECTS]
        main = [h for h in subjects if self.doc[h].head.dep_ == "ROOT"]
        for choice in (main, subjects):
            if len({self.records(h)[0].name for h in choice}) == 1:
                return choice[-1]
        named = [h for h in heads if self.records(h)[0].named]
        return named[0] if len({self.records(h)[0].name for h in named}) == 1 else None

    def _coordinated_owner(self, token: Word) -> Sequence[MentionRecord]:
        """Returns the first of coordinated phrases that owns the next ("Chad and its allies")."""
        if token.dep_ != "poss" or token.head.dep_ != "conj":
            return ()
        first = phrases.first_conjunct(token.head)
        return self.records(first.i) if first.i < token.i else ()

    def _collective(self, token: Word, plural: bool) -> Sequence[MentionRecord]:
        partner = self._coordinated_owner(token)
        if partner and partner[0].kind in COLLECTIVE:
            return partner
        around = self._around(token)
        barred = self._barred(token)
        for subject in self._commanding_subjects(token):
            if plural and (others := self._told_of(subject)):
                return others
            if subject.i not in around and (found := self._group(subject, plural) or self._spoken_for(subject)):
                return () if barred.issuperset(r.name for r in found) else found
            if subject.i in self.by_head and subject.i not in around and not plural:
                record = self.records(subject.i)[0]
                if record.kind in {"weapon", "facility", "place"} or record.classes & UNSPOKEN:
                    break
        if self._in_quote(token):
            return ()
        here, *back = self._before(token, self.words.reach["pronoun" if plural else "thing"])
        if plural and token.dep_ == "nsubj" and self.doc[token.i - 1].lower_ == ";":
            subjects = [self.doc[h] for h in here if self.doc[h].dep_ in SUBJECTS and self._is_person(h)]
            if subjects:
                return self._with_partner(subjects[0], here)
        if not plural and token.dep_ == "poss" and self.doc[token.i - 1].lower_ == ";":
            owners = [self._group(self.doc[h], plural) for h in here if self.doc[h].dep_ in SUBJECTS]
            if len(owners) == 1 and owners[0]:
                return owners[0]  # "a delegation arrived; its visit is the first"
        return self._told_before(token, plural, barred, here, back)

    def _told_before(
        self, token: Word, plural: bool, barred: frozenset[str], here: Sequence[int], back: Sequence[Sequence[int]]
    ) -> Sequence[MentionRecord]:
        """Returns what a collective pronoun stands for of its own sentence before it, or of those before."""
        if plural and token.dep_ == "dobj" and (beside := self._beside(here, barred)):
            return beside
        for heads in back:
            subjects = [h for h in heads if self.doc[h].dep_ in SUBJECTS]
            for choice in (
                [h for h in subjects if self.doc[h].head.dep_ == "ROOT"],
                subjects,
                heads if plural else [],
            ):
                told = (self._group(self.doc[h], plural) for h in choice)
                found_groups = [g for g in told if g and _may_be(g, barred)]
                if len({_names(g) for g in found_groups}) == 1:
                    return found_groups[0]
            if subjects:
                return ()
        return ()

    def _beside(self, heads: Sequence[int], barred: frozenset[str]) -> Records:
        """Returns the only ones of its own sentence that an object may be: "fired on two men, killing them"."""
        told = [(h, self._group(self.doc[h], plural=True)) for h in heads] if barred else []
        fitting = [(h, group) for h, group in told if group and _may_be(group, barred)]
        for choice in (fitting, [(h, group) for h, group in fitting if self.doc[h].tag_ in PLURAL]):
            if len({_names(group) for _, group in choice}) == 1:
                return choice[0][1]
        return ()

    def _with_partner(self, first: Word, heads: Sequence[int]) -> Records:
        """Returns the two of whom a clause tells: "Vega is to meet Demir; they spoke in May"."""
        objects = (self.doc[h] for h in heads if self.doc[h].dep_ in {"dobj", "pobj"} and self._is_somebody(h))
        second = next((t for t in objects if phrases.governor(t)[0] in {"dobj", "with"}), None)
        return (*self.records(first.i)[:1], *self.records(second.i)[:1]) if second is not None else ()

    def _is_somebody(self, head: int) -> bool:
        return any(r.kind == "person" or r.kind in COLLECTIVE for r in self.records(head))

    def _is_person(self, head: int) -> bool:
        return any(r.kind == "person" for r in self.records(head))

    def _told_of(self, speaker: Word) -> Records:
        """Returns the several whom a single body tells of before: "the rebels fled, the army said, after they had"."""
        told = next((c for c in speaker.head.lefts if c.dep_ == "ccomp"), None)
        subject = next((c for c in told.lefts if c.dep_ in SUBJECTS), None) if told is not None else None
        if subject is None or speaker.tag_ not in {"NN", "NNP"} or subject.tag_ not in {"NNS", "NNPS"}:
            return ()
        return self._group(subject, plural=True)

    def _group(self, head: Word, plural: bool) -> Records:
        """Returns what a plural (or a collective) pronoun can mean at a head and what it is coordinated with."""
        heads = phrases.conjuncts(phrases.first_conjunct(head))
        found = tuple(r for t in heads for r in self.records(t.i))
        if not found or any(r.classes & UNSPOKEN for r in found):
            return ()
        several = len({r.name for r in found}) > 1 or head.tag_ in {"NNS", "NNPS"} or head.lower_ in self.words.plurals
        if found[0].named and len(found) == 1 and found[0].kind in {"group", "org"}:
            return found
        if plural:
            if several:
                return found if all(r.kind != "other" or r.classes for r in found) else ()
            is_country = found[0].kind == "country" or "place.country" in found[0].classes
            return found if found[0].kind in COLLECTIVE and not is_country else ()
        if several or head.lower_ in self.words.always_plural:
            return ()
        return found[:1] if found[0].kind in COLLECTIVE | {"weapon"} or found[0].classes & {"vehicle"} else ()

    def _spoken_for(self, subject: Word, kinds: frozenset[str] = COLLECTIVE) -> Records:
        """Returns whom somebody speaks for: "a spokesman for the army said it had", "a Houthi spokesman"."""
        nouns = (subject, *(c for c in subject.lefts if c.dep_ == "compound"))
        for noun in (n for n in nouns if n.lemma in self.words.spokesmen):
            preps = [c for c in noun.rights if c.lower_ in self.words.spoken_for]
            bodies = [c for prep in preps for c in prep.children if c.dep_ == "pobj"]
            bodies += [c for c in (*noun.lefts, *subject.lefts) if c.dep_ in {"poss", "compound", "amod", "nmod"}]
            for body in bodies:
                if found := [r for r in self.records(body.i) if r.kind in kinds]:
                    return tuple(found[:1])
        return ()

    def _is_empty(self, token: Word) -> bool:
        """Tells whether "it" only fills the place of the subject ("it is clear that")."""
        if token.dep_ == "expl":
            return True
        if token.lower_ != "it" or token.dep_ not in SUBJECTS:
            return False
        verb = token.head.head if token.head.dep_ == "aux" else token.head
        if verb.lemma in self.words.empty_it_verbs:
            return True
        told = [c for c in verb.rights if c.dep_ in {"acomp", "attr", "advmod", "xcomp"}]
        clause = any(c.dep_ in {"ccomp", "csubj", "xcomp", "advcl", "relcl"} for c in verb.rights)
        if any(c.lemma in self.words.empty_it_verbs for c in told):
            return True
        if verb.lemma == "be" and (clause or any(c.lower_ in self.words.empty_it_adjectives for c in told)):
            return True
        return verb.pos_ == "ADJ" or (token.dep_ == "nsubjpass" and clause)

    def _speaker(self, token: Word) -> Sequence[MentionRecord]:
        """Returns who says the sentence that a first person stands in, where the same sentence tells."""
        last = token
        for up in phrases.ancestors(token):
            if last.dep_ == "ccomp" and self._in_quote(token):
                for child in up.children:
                    if child.dep_ == "nsubj":
                        found = [r for r in self.records(child.i) if r.named and r.kind in COLLECTIVE | {"person"}]
                        return found[:1]
            last = up
        return ()

    def _in_quote(self, token: Word) -> bool:
        """Tells whether a token is part of a quotation."""
        return token.i in self.quoted

    # places

    def _there(self, token: Word) -> Sequence[MentionRecord]:
        if token.dep_ == "expl" or token.tag_ == "EX" or token.dep_ not in {"advmod", "pobj", "pcomp"}:
            return ()
        if token.i and self.doc[token.i - 1].dep_ == "neg":
            return ()  # "was reached not there but by telephone"
        if token.lower_ == "here":
            first = [r for h in (self.heads[0] if self.heads else []) for r in self.records(h)]
            dateline = self.sentences and not any(
                t.pos_ in {"VERB", "AUX"} for t in self.doc[slice(*self.sentences[0])]
            )
            return [r for r in first if r.kind == "place"][:1] if dateline else ()
        start = self.doc[token.i].sentence[0]
        if any(r.kind == "facility" for i in range(start, token.i) for r in self.by_head.get(i, ())):
            return ()  # "they stormed the bank and shot everybody there"
        return self._last_place(token, frozenset({"city", "capital", "region", "country"}))

    def _last_place(self, token: Word, labels: frozenset[str]) -> Sequence[MentionRecord]:
        def fits(record: MentionRecord) -> bool:
            return (
                bool(record.classes & labels)
                and record.named
                and (record.kind == "place" or "country" in record.classes)
            )

        for heads in self._before(token, self.words.reach["place"]):
            fitting = [h for h in heads if any(fits(r) for r in self.records(h))]
            exact = [h for h in fitting if any(r.kind == "place" for r in self.records(h))]
            chosen = exact or fitting
            if token.pos_ == "NOUN":  # "the city" is none of "Lima, Cusco and Tacna"
                chosen = [h for h in chosen if not self._listed(h, chosen)]
            if chosen:
                if "country" in labels and len({r.name for h in chosen for r in self.records(h)}) > 1:
                    return ()
                return [r for r in self.records(chosen[-1]) if fits(r)][:1]
        return ()

    def _listed(self, head: int, others: Sequence[int]) -> bool:
        """Tells whether others are coordinated with a head."""
        together = phrases.conjuncts(phrases.first_conjunct(self.doc[head]))
        return any(t.i != head and t.i in others for t in together)

    # descriptions

    def _description(self, token: Word) -> Sequence[MentionRecord]:
        if token.dep_ == "appos" and token.head.i < token.i:
            return self._apposed_to(token)
        if token.dep_ in {"attr", "oprd"} or token.ent_type_ == "PERSON":
            return ()
        term = self.term_at.get(token.i)
        noun = term.lemma.lower() if term is not None else token.lemma
        plural = token.tag_ in PLURAL
        counts = plural or token.lower_ in self.words.numbers or token.lower_ in self.words.twosomes
        if counts and (number := self._number(token, noun)):
            return self._several(token, noun, number)
        if noun in self.words.homelands and (owner := phrases.possessor(token)) is not None:
            return self._own_country(owner)
        if "capital" in noun and self._is_capital(noun):
            return self._capital(token)
        if term is not None and "person" in term.classes and not plural:
            return self._role(token, noun) if self._is_definite(token) else ()
        described = self.words.descriptions
        labels = described.get(token.lower_) or described.get(noun)
        if not labels or (plural and token.lower_ not in described):
            return ()
        if token.pos_ != "NOUN" or token.text[:1].isupper() or not self._is_definite(token):
            return ()
        if any(c.dep_ in {"poss", "relcl", "appos", "nummod"} for c in token.children) or self._has_name(token):
            return ()
        if labels & PLACES and any(c.dep_ == "prep" and c.lower_ == "of" for c in token.rights):
            return ()  # "the area of the attack"
        return () if self._is_of_a_kind(token, labels) else self._described(token, labels)

    def _is_of_a_kind(self, token: Word, labels: frozenset[str]) -> bool:
        """Tells whether a noun says what kind of body it is, and so need not be the last one: "the rights group"."""
        if labels & PLACES:
            return False
        kinds = [c for c in token.lefts if c.dep_ == "compound" and c.pos_ == "NOUN"]
        armed = any("person.militant" in r.classes for c in kinds for r in self.by_head.get(c.i, ()))
        return bool(kinds) and not armed and f"{kinds[-1].lower_} {token.lower_}" not in self.words.descriptions

    def _is_capital(self, noun: str) -> bool:
        """Tells whether a noun is "capital", but not of a mere province."""
        return "capital" in noun.split(" ") and not any(lesser in noun for lesser in self.words.lesser_capitals)

    def _apposed_to(self, token: Word) -> Sequence[MentionRecord]:
        """Returns the named head that a common noun is in apposition to ("the Nok Front, a rebel group")."""
        own, named = self.by_head.get(token.i, ()), [r for r in self.records(token.head.i) if r.named]
        if len(own) != 1 or len(named) != 1 or own[0].named or token.tag_ in {"NNS", "NNPS"}:
            return ()
        alike = [{"person"}, {"org", "group"}, {"place", "country"}, {"facility", "org"}]
        return named if any({own[0].kind, named[0].kind} <= kinds for kinds in alike) else ()

    def _is_definite(self, token: Word) -> bool:
        return bool(token.lefts) and (self._has_determiner(token) or self._has_demonym(token))

    def _has_determiner(self, token: Word) -> bool:
        marks = {"det", "amod", "nsubj"} if token.tag_ not in {"NNS", "NNPS"} else {"det"}
        return any(c.lower_ in self.words.determiners and c.dep_ in marks for c in token.lefts)

    def _has_demonym(self, token: Word) -> bool:
        return any(r.classes & {"demonym"} for m in phrases.modifiers(token) for r in self.by_head.get(m.i, ()))

    def _has_name(self, token: Word) -> bool:
        """Tells whether a description holds a name of its own ("the Nok group", "the army of Chad")."""
        inside = [*phrases.modifiers(token), *phrases.objects(token, "of")]
        return any(
            t.pos_ == "PROPN" or t.i in self.within_names or any(r.named for r in self.records(t.i)) for t in inside
        )

    def _is_restricted(self, token: Word) -> bool:
        """Tells whether a relative clause without a comma says which one is meant."""
        clauses = (c for c in token.rights if c.dep_ == "relcl")
        return any(c.edges[0] > 0 and self.doc[c.edges[0] - 1].text != "," for c in clauses)

    def _own_country(self, owner: Word) -> Sequence[MentionRecord]:
        for record in self.records(owner.i):
            if record.country and record.kind in {"person", "org", "group"}:
                return [self._as_country(record)]
        return ()

    def _capital(self, token: Word) -> Sequence[MentionRecord]:
        for apposed in phrases.appositives(token):
            if found := [r for r in self.records(apposed.i) if r.classes & {"capital", "city"}]:
                return found[:1]
        known = [r for r in self.by_head.get(token.i, ()) if r.country]
        followed = token.i + 1 < len(self.doc) and any(
            "capital" in r.classes for r in self.by_head.get(token.i + 1, ())
        )
        if followed or not (self._is_definite(token) or known):
            return ()
        if not known:
            owner = phrases.possessor(token)
            known = [r for r in self.records(owner.i) if r.country] if owner is not None else []
        if known:
            country = str(known[0].country)
            if (named := self.first_capital.get(country)) is not None:
                return [replace(named, kind="place")]
            if capital := self.words.capitals.get(country):
                source = self._naming(token, country) or known[0]
                return [
                    replace(
                        source,
                        name=capital.name,
                        kind="place",
                        country=country,
                        geo=capital.geo,
                        classes=frozenset({"capital"}),
                        named=True,
                    )
                ]
            return ()
        return [replace(r, kind="place") for r in self._described(token, frozenset({"capital"}))]

    def _naming(self, token: Word, country: str) -> MentionRecord | None:
        """Returns the mention of a country within a phrase."""
        for t in [*phrases.modifiers(token), *phrases.objects(token, "of")]:
            for record in self.by_head.get(t.i, ()):
                if record.country == country:
                    return record
        return None

    def _described(self, token: Word, labels: frozenset[str]) -> Sequence[MentionRecord]:
        if labels == {"country"} and any(c.dep_ == "amod" for c in token.lefts):
            return ()
        if labels & {"city", "capital", "region", "country"}:
            found = self._last_place(token, labels)
            return [] if self._says_otherwise(token, found) else found
        for heads in self._before(token, self.words.reach["place"]):
            fitting = [h for h in heads if any(r.classes & labels and r.named for r in self.records(h))]
            strong = [h for h in fitting if any("armed_group" in r.classes for r in self.records(h))]
            chosen = strong if strong and "armed_group" in labels else fitting
            if chosen:
                names = {r.name for h in chosen for r in self.records(h) if r.classes & labels}
                if len(names) == 1:
                    return [r for r in self.records(chosen[-1]) if r.classes & labels][:1]
                best = self._one(token, chosen)
                return [r for r in self.records(best) if r.classes & labels][:1] if best is not None else ()
        return ()

    def _says_otherwise(self, token: Word, found: Sequence[MentionRecord]) -> bool:
        """Tells whether a description names another country than what it was resolved to."""
        own = {r.country for r in self.by_head.get(token.i, ()) if r.country}
        return bool(own and found and found[0].country not in own)

    def _role(self, token: Word, noun: str) -> Sequence[MentionRecord]:
        """Returns the person with the role (and the country) of a description."""
        if self._is_restricted(token) or any(c.dep_ in {"appos", "nummod"} for c in token.children):
            return ()
        if any(c.lower_ in self.words.unseated for c in token.lefts):
            return ()
        countries = {r.country for r in self.by_head.get(token.i, ()) if r.country}
        if (self._has_name(token) or self._in_quote(token)) and not countries:
            return ()
        wanted = self.words.roles.get(noun, frozenset({noun}))
        having = {id(p): p for role in wanted for p in self.with_role.get(role, ())}.values()
        fitting = [p for p in having if p.country in countries or not countries]
        before = [p for p in fitting if p.uses[0].start < token.i]
        exactly = {id(p) for p in self.with_role.get(noun, ())}
        exact = [p for p in before if id(p) in exactly]
        best = self._nearest(exact or before, token.i)
        if best is None or (countries and len(before) > 1 and not exact):
            return () if len(before) != 1 else self._mention_of(before[0], token.i)
        if (
            not countries
            and self.sentence_of[token.i] - self.sentence_of[self._last_use(best, token.i)] > self.words.reach["place"]
        ):
            return ()
        if not countries and (newer := self._introduced(noun, self._last_use(best, token.i), token.i)):
            return newer
        return self._mention_of(best, token.i)

    def _introduced(self, noun: str, start: int, end: int) -> Sequence[MentionRecord]:
        """Returns who was introduced without a name between two tokens: "a spokesman in Bern"."""
        for i in range(end - 1, start, -1):
            token = self.doc[i]
            if token.lemma == noun and token.tag_ == "NN" and any(c.lower_ in {"a", "an"} for c in token.lefts):
                return [r for r in self.by_head.get(i, ()) if r.kind == "person"][:1]
        return ()

    def _roles(self, person: Person) -> frozenset[str]:
        return frozenset(self.words.abbreviations.get(role, role) for role in person.roles)

    def _last_use(self, person: Person, before: int) -> int:
        return person.uses[max(0, bisect_left(person.uses, before, key=_start) - 1)].start

    def _nearest(self, people: Sequence[Person], before: int) -> Person | None:
        return max(people, key=lambda p: self._last_use(p, before), default=None)

    def _mention_of(self, person: Person, before: int) -> Sequence[MentionRecord]:
        found = self.named[person.name].get(self._last_use(person, before))
        return () if found is None else [found]

    # pairs

    def _number(self, token: Word, noun: str) -> int | None:
        """Returns how many a phrase such as "the two countries", "both sides" or "the sides" speaks of."""
        numbers = self.words.numbers
        plural = token.tag_ in {"NNS", "NNPS"}
        if token.lower_ in self.words.twosomes:
            alone = token.dep_ in SUBJECTS and not any(c.dep_ == "prep" for c in token.rights)
            return self.words.twosomes[token.lower_] if alone and self._has_determiner(token) else None
        if not plural and token.lower_ not in numbers:
            return None
        lefts = {c.lower_: c for c in token.lefts}
        if token.lower_ in numbers and token.dep_ in {"nsubj", "nsubjpass", "dobj", "pobj"} and not any(token.rights):
            definite = token.lower_ == "both" or "the" in lefts
            return numbers[token.lower_] if definite and not plural else None
        if not plural or self._is_restricted(token) or any(c.dep_ in {"acl", "poss"} for c in token.children):
            return None
        definite = self._has_determiner(token) or "both" in lefts
        for word, value in numbers.items():
            if word in lefts and definite:
                return value
        if noun in self.words.bare_pairs or token.lower_ in self.words.bare_pairs:
            return (
                2
                if "the" in lefts and not any(c.dep_ in {"amod", "prep"} and c.lower_ == "of" for c in token.children)
                else None
            )
        return None

    def _several(self, token: Word, noun: str, number: int) -> Sequence[MentionRecord]:
        if token.lower_ in self.words.twosomes:
            found = self._pair(token, "leaders", number)
            return found if all(r.classes & OFFICE for r in found) else ()
        if token.lower_ in self.words.numbers:
            sorts = ["leaders", "countries", "sides"]
        else:
            sorts = [s for s, nouns in self.words.pairs.items() if noun in nouns or token.lower_ in nouns]
        if "leaders" in sorts and (found := self._with_speaker(token, number)):
            return found
        if noun in self.words.women:  # "the three women" are no three leaders who may be men
            found = self._pair(token, "leaders", number)
            return found if all(self.gender(r) == "female" for r in found) else ()
        for sort in sorts:
            if found := self._pair(token, sort, number):
                return found if sort == "leaders" else [self._as_side(r, sort) for r in found]
        return ()

    def _with_speaker(self, token: Word, number: int) -> Sequence[MentionRecord]:
        """Returns who says it and whom else his sentence has named: "Vega met Demir, who said the two had talked"."""
        here = next(iter(self._before(token, 1)), ())
        named = self._keyed([self.doc[h] for h in here], "leaders")
        speakers = {r.name for s in list(self._commanding_subjects(token))[:1] for r in self.records(s.i)}
        return list(named.values()) if len(named) == number and not speakers.isdisjoint(named) else ()

    def _as_side(self, record: MentionRecord, sort: str) -> MentionRecord:
        """Returns a country for what is its own: of sides, only for what belongs to its state."""
        return self._as_country(record) if sort == "countries" or record.classes & _OF_STATE else record

    def _as_country(self, record: MentionRecord) -> MentionRecord:
        """Returns the country that a mention belongs to, as a mention of its own."""
        name = self.words.countries.get(record.country or "", record.name)
        return replace(record, name=name, kind="country", classes=frozenset({"country"}), named=True, geo=None)

    def _key(self, record: MentionRecord, sort: str) -> str | None:
        """Returns what tells two of a sort apart, or None for what is not of the sort."""
        if sort == "leaders":
            return record.name if record.kind == "person" and record.named else None
        if record.kind == "person":
            return None
        if "armed_group" in record.classes or ("group.militant" in record.classes and record.named):
            return record.name if sort == "sides" else None
        if record.classes & {"person.militant", "group.militant"}:
            return None
        if record.country is None or record.kind in {"facility", "weapon", "other"} or "media" in record.classes:
            return None
        if record.kind == "place" and not record.classes & {"country"}:
            return None
        return record.country

    def _pair(self, token: Word, sort: str, number: int) -> Sequence[MentionRecord]:
        """Returns the last coordinated pair of a sort, else the last ones named, else the article's main ones."""
        barred = {self._key(r, sort) for h in self._around(token) for r in self.records(h)}
        for subject in list(self._commanding_subjects(token))[:1]:
            barred |= {self._key(r, sort) for r in self.records(subject.i)}
        seen: dict[str, MentionRecord] = {}
        for back, heads in enumerate(self._before(token, self.words.reach["pair"])):
            near = back < 2
            inside = [h for h in heads if not self._in_phrase(h, token)]
            for head in reversed(inside):
                group = self._keyed(phrases.conjuncts(phrases.first_conjunct(self.doc[head])), sort)
                if len(group) == number and not barred & set(group):
                    return list(group.values())
            here = self._keyed([self.doc[h] for h in inside], sort)
            here = {k: r for k, r in here.items() if k not in barred}
            if len(here) == number:
                return list(here.values())
            if len(here) > number:
                break
            if near:
                seen.update({k: r for k, r in here.items() if k not in seen})
                if len(seen) == number:
                    counts, _ = self._counts(token, sort)
                    return list(seen.values()) if all(counts[key] > 1 for key in seen) else ()
        return self._main(token, sort, number, barred)

    def _in_phrase(self, head: int, token: Word) -> bool:
        return any(m.start <= head < m.end for m in self.by_head.get(token.i, ()))

    def _keyed(self, tokens: Sequence[Word], sort: str) -> dict[str, MentionRecord]:
        found: dict[str, MentionRecord] = {}
        for t in tokens:
            if sort != "leaders" and self._is_setting(t):
                continue
            for record in self.records(t.i):
                if (key := self._key(record, sort)) and (key not in found or record.kind == "country"):
                    found[key] = record
        return found

    def _is_setting(self, token: Word) -> bool:
        """Tells whether a country is only where something is, or what kind of thing something is."""
        first = phrases.first_conjunct(token)
        if first.dep_ in {"compound", "amod", "nmod"}:
            owned = self.term_at.get(first.head.i)
            return owned is None or "event" not in owned.classes
        relation, governor = phrases.governor(token)
        if relation == "of" and governor is not None:
            return any(r.kind == "place" for r in self.by_head.get(governor.i, ()))
        return relation in self.words.settings

    def _main(self, token: Word, sort: str, number: int, barred: set[str | None]) -> Sequence[MentionRecord]:
        """Returns those of a sort that the article so far speaks of most, if they stand out."""
        counts, last = self._counts(token, sort)
        ranked = [pair for pair in counts.most_common() if pair[0] not in barred][: number + 1]
        if len(ranked) < number or (len(ranked) > number and ranked[number - 1][1] < 2 * ranked[number][1]):
            return ()
        return [last[key] for key, _ in ranked[:number]]

    def _counts(self, token: Word, sort: str) -> tuple[Counter[str], dict[str, MentionRecord]]:
        """Returns how often each of a sort is mentioned before a token, and its last mention."""
        tally = self.tallies.setdefault(sort, _Tally())
        while tally.done < len(self.ordered) and self.ordered[tally.done] < token.i:
            for record in self.records(self.ordered[tally.done]):
                if key := self._key(record, sort):
                    tally.counts[key] += 1
                    tally.last[key] = record
            tally.done += 1
        return tally.counts, tally.last


def _start(use: NameUse) -> int:
    return use.start


def _is_bare_complement(verb: Word) -> bool:
    """Tells whether a verb is a complement without an auxiliary: "let them go"."""
    bare = verb.dep_ in {"ccomp", "xcomp"} and verb.tag_ == "VB"
    return bare and all(c.dep_ not in {"aux", "auxpass", "mark"} for c in verb.children)


def _is_part_of(token: Word, subject: Word) -> bool:
    return any(up.i == subject.i for up in phrases.ancestors(token))


def _names(group: Records) -> tuple[str, ...]:
    return tuple(sorted(r.name for r in group))


def _may_be(group: Records, barred: frozenset[str]) -> bool:
    """Tells whether a pronoun may stand for a group, of which it must not be certain ones only."""
    return not barred.issuperset(r.name for r in group)


def _standing_for(where: Extent, head: int, record: MentionRecord) -> MentionRecord:
    """Returns a mention at the anaphor's place with all that its antecedent is."""
    source = record.resolved_from or Extent(record.start, record.end, record.start_char, record.end_char)
    return MentionRecord(
        where.start,
        where.end,
        where.start_char,
        where.end_char,
        head,
        record.name,
        record.kind,
        record.country,
        record.classes,
        record.geo,
        record.named,
        source,
    )


def _distinct(records: Iterator[MentionRecord]) -> Records:
    return tuple({(r.name, r.country): r for r in records}.values())


def find_references(doc: Doc, words: ReferenceWords, titles: Titles) -> tuple[Reference, ...]:
    """Returns the resolved anaphors of a document, in text order."""
    return tuple(Resolver(doc, words, titles).references())


class References:
    """Writes `doc._.references`."""

    def __init__(self, words: ReferenceWords, titles: Titles) -> None:
        self.words = words
        self.titles = titles

    def __call__(self, doc: Doc) -> Doc:
        """Resolves the anaphors of one document."""
        note(doc, "references", find_references(doc, self.words, self.titles))
        return doc


@Language.factory(
    "eventx_references",
    assigns=["doc._.references"],
    requires=["doc._.mentions", "doc._.entities", "doc._.terms"],
    default_config={
        "model_dir": None,
        "lexicon": "lexicon/references.yml",
        "titles": "lexicon/titles.yml",
        "gazetteer": "gazetteer",
    },
)
def create_references(
    nlp: Language,
    name: str,
    model_dir: str | None,
    lexicon: str,
    titles: str,
    gazetteer: str,
) -> References:
    """Builds the stage from a model folder (None: the bundled one)."""
    folder = _folder(model_dir)
    words = load_reference_words(folder / lexicon, folder / gazetteer)
    return References(words, load_titles(folder / titles))


_folder = model_dir
