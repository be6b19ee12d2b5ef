"""Mentions: every noun phrase that names or describes somebody or something.

What a phrase names comes from the proper names and the nouns of the stages before; whom it belongs to from the words
around its head: "senior Russian officials", "Ukraine's power grid", "envoys from Chad and Mali" (one mention for each
country). The seat of a government is a country where the sentence lets it act, and a place where things happen in it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Any

from spacy.language import Language
from spacy.tokens import Doc

from eventx.annotations import Entity, MentionRecord, Term, entities, note, terms, times
from eventx.events import Kind
from eventx.modeldir import model_dir
from eventx.stages import phrases
from eventx.stages.persons import read_persons
from eventx.stages.persons.lexicon import Titles, load_titles
from eventx.stages.persons.people import NameUse, Person
from eventx.stages.phrases import PhraseRules, load_phrase_rules
from eventx.stages.words import Word, place_of, text_of, words_of

LABEL_KINDS: Mapping[str, Kind] = {
    "country": "country",
    "demonym": "country",
    "capital": "place",
    "city": "place",
    "region": "place",
    "water": "place",
    "metonym": "org",
    "org": "org",
    "armed_force": "org",
    "ministry": "org",
    "government": "org",
    "igo": "org",
    "media": "org",
    "armed_group": "group",
    "person": "person",
    "facility": "facility",
    "weapon": "weapon",
    "other": "other",
}
"""Kind of a mention whose head is a proper name, by the label of the name."""

PLACES = frozenset({"capital", "city", "region", "water"})
OWNERS = frozenset(
    {
        "country",
        "demonym",
        "capital",
        "metonym",
        "org",
        "armed_force",
        "ministry",
        "government",
        "city",
        "region",
        "armed_group",
    }
)
"""Labels of names that tell whom a noun beside them belongs to."""

INSTITUTIONS = (
    "group.government",
    "group.company",
    "group.media",
    "group.party",
    "group.military",
    "group.police",
)
CALLED = frozenset({"place.city", "place.village", "place.region", "place.neighbourhood"})
"""Classes of nouns that a name may follow after "of"."""
AGENTS = frozenset({"person", "group"})
ARMED_AGENTS = frozenset({"person", "weapon"})
CALLABLE = frozenset({"city", "capital", "region"})
PARTS = frozenset({"place", "place.neighbourhood"})
"""Classes of nouns for parts of a town."""
NAMEABLE = frozenset({"group", "place", "facility"})
"""Classes of nouns that a name may follow right away ("the rebel group M23")."""
NO_PLACE = frozenset({"vehicle", "event"})
ADJECTIVAL = frozenset({"amod", "compound", "nmod"})
OF_FROM = phrases.OF | {"from"}
PLURAL = frozenset({"NNS", "NNPS"})
NO_CLASSES = frozenset[str]()


def is_plural(head: Word, rules: PhraseRules) -> bool:
    """Tells whether a noun phrase is about several."""
    if head.tag_ in PLURAL or head.lower_ in rules.plurals:
        return True
    several = head.pos_ in {"NUM", "ADJ", "DET"} or head.tag_ in {"VBN", "VBD"}
    return several and head.lower_ not in rules.singles


def _is_single(demonym: Word, rules: PhraseRules) -> bool:
    """Tells whether a demonym is one person ("an Israeli", but "the French")."""
    return any(c.lower_ in rules.singles for c in demonym.lefts) and demonym.tag_ not in PLURAL


def kind_of(classes: frozenset[str], plural: bool) -> Kind:
    """Returns the kind of a common noun with the given classes."""
    if not classes:
        return "other"
    if "person" in classes:
        return "group" if plural else "person"
    if "group" in classes:
        return "org" if not plural and classes.intersection(INSTITUTIONS) else "group"
    if "weapon" in classes:
        return "weapon"
    if "facility" in classes:
        return "facility"
    if "place" in classes and NO_PLACE.isdisjoint(classes):
        return "place"
    return "other"


@lru_cache(maxsize=2_000)
def _named_classes(label: str, subclass: str | None, classes: frozenset[str]) -> frozenset[str]:
    """Returns the classes of a name: what it is, what of that, and those of the noun that it ends with."""
    return frozenset({label}).union(classes, (subclass,) if subclass else ())


def _place(token: Word) -> int:
    return token.i


class MentionReader:
    """Builds the mentions of one document."""

    def __init__(self, doc: Doc, rules: PhraseRules, titles: Titles) -> None:
        self.source = doc
        self.doc = words_of(doc)
        self.rules = rules
        self.entities = entities(doc)
        self.titles = titles
        self.persons = read_persons(doc, titles)
        self.entity_at = self.persons.entity_at
        self.term_at = self.persons.term_at
        self.countries = {e.country for e in self.entities if e.country}
        self.shared: set[int] = set()
        owning = [i for e in self.entities if e.country for i in (e.start, e.end - 1)]
        owning += [u.start for p in self.persons.people for u in p.uses]
        self.owned = {self.doc[i].sentence for i in owning}
        """The sentences in which somebody or something is named that a noun may belong to."""

    # what belongs to whom

    def _belongs(self, entity: Entity) -> bool:
        """Tells whether a name beside a noun says whom the noun belongs to ("Russian-held" doesn't)."""
        doc = self.doc
        if entity.label not in OWNERS or entity.country is None:
            return False
        after = entity.end
        if self._is_against(entity):
            return False
        if after + 1 < len(doc) and doc[after].text in {"-", "–"} and not doc[after].whitespace_:
            return doc[after + 1].lower_ not in self.rules.joined_away
        return True

    def _is_against(self, entity: Entity) -> bool:
        """Tells whether the name only says whose side something is on ("pro-Russian")."""
        before = entity.start - 1
        return before >= 1 and self.doc[before].text == "-" and self.doc[before - 1].lower_ in self.rules.joined_before

    def _countries_in(self, tokens: Iterable[Word]) -> list[tuple[str, Entity]]:
        """Returns the countries that modifiers name, in text order."""
        found: dict[str, Entity] = {}
        for token in tokens:
            entity = self.entity_at.get(token.i)
            if entity is not None and entity.country and self._belongs(entity):
                found.setdefault(entity.country, entity)
        return list(found.items())

    def owners(self, head: Word) -> list[str]:
        """Returns the countries that a noun phrase belongs to; several for coordinated ones."""
        if head.sentence not in self.owned:
            return []
        if not head.lefts and not head.rights:
            return self._shared_owner(head)
        if head.lefts:
            near = [t for t in phrases.modifiers(head) if t.dep_ != "poss"]
            near += [t for m in near for t in m.lefts if t.dep_ in ADJECTIVAL]
            named = [t for t in near if t.i in self.entity_at]
            if named and (found := self._countries_in(sorted(named, key=_place))):
                return [country for country, _ in found]
            if near and self.persons.people and (led := self._led_by(head, near)) is not None:
                return led
        owner = phrases.possessor(head) if head.lefts else None
        if owner is not None:
            if found := self._countries_in(t for t in phrases.conjuncts(owner) if t.i < head.i):
                return [country for country, _ in found]
            if person := self.persons.at(owner.i):
                return [person.country] if person.country else []
            if owner.pos_ in {"NOUN", "PROPN"} and owner.i != head.i:
                return self.owners(owner)
        joined = any(c.dep_ in phrases.JOINING for c in head.rights)
        return (self._after_preposition(head) if joined else []) or self._shared_owner(head)

    def _led_by(self, head: Word, near: Sequence[Word]) -> list[str] | None:
        """Returns the country of a person named before "administration" and its like; None where nobody is."""
        people = [p for t in near if (p := self.persons.at(t.i))]
        if not people or AGENTS.isdisjoint(self.term_classes(head)):
            return None
        if countries := [p.country for p in people if p.country]:
            return countries[:1]
        usual = self.rules.led_by_name.get(head.lower_)
        return None if usual is None else [usual] if usual in self.countries else []

    def _after_preposition(self, head: Word) -> list[str]:
        """Returns the countries named after "of", "from" or "in"."""
        for preposition in self._reaching(self.term_classes(head)):
            objects = phrases.objects(head, preposition)
            if not objects:
                continue
            if found := self._countries_in(objects):
                return [country for country, _ in found]
            if preposition == "of" and objects[0].pos_ in {"NOUN", "PROPN"} and objects[0].i > head.i:
                inner = self.owners(objects[0])
                if inner:
                    return inner
        return []

    def _reaching(self, classes: frozenset[str]) -> Iterator[str]:
        yield "of"
        if not AGENTS.isdisjoint(classes):
            yield "from"
        if "facility" in classes or "group.government" in classes or "person.official" in classes:
            yield "in"

    def _shared_owner(self, head: Word) -> list[str]:
        """Returns the owner of the first of coordinated bare nouns ("Turkish soldiers and officers")."""
        if head.dep_ != "conj" or head.pos_ != "NOUN" or any(c.dep_ in {"det", "poss"} for c in head.lefts):
            return []
        first = phrases.first_conjunct(head)
        bare = first.i < head.i and first.pos_ == "NOUN" and first.i not in self.entity_at
        if not bare or not ARMED_AGENTS & self.term_classes(first) & self.term_classes(head):
            return []
        near = [t for t in phrases.modifiers(first) if t.dep_ in ADJECTIVAL]
        return [country for country, _ in self._countries_in(near)]

    # classes

    def term_classes(self, token: Word) -> frozenset[str]:
        """Returns the lexicon's classes of a token that heads (or is within) a term."""
        term = self.term_at.get(token.i)
        return term.classes if term is not None else NO_CLASSES

    def classes(self, head: Word) -> frozenset[str]:
        """Returns the classes of a common noun with its modifiers: "civilian casualties" are civilians."""
        found, rules = self.term_classes(head), self.rules
        if head.lower_ in rules.aged and head.i > 1 and self.doc[head.i - 2].lower_ in rules.years:
            found |= {"person"}  # "a 17-year-old"
        if self._is_partitive(head):
            inners = phrases.objects(head, "of")[:1]
            if not inners and head.lemma in rules.people_numbers:
                found |= {"person"}
            for inner in inners:  # "a convoy of the peace mission" is no event
                found |= self.term_classes(inner) - ({"event"} if found and "event" not in found else NO_CLASSES)
                if (entity := self.entity_at.get(inner.i)) and entity.label == "demonym":
                    found |= {"person"}
        if "person.victim" in found or (len(found) == 1 and "person" in found):
            for token in phrases.modifiers(head):
                for name in self.term_classes(token):
                    if name.startswith("person."):
                        found |= {name}
                    elif name in {"group.military", "group.police", "group.militant"}:
                        found |= {name.replace("group", "person")}
        return found

    def _is_partitive(self, head: Word) -> bool:
        return head.lemma in self.rules.partitives or head.pos_ in {"NUM", "DET"}

    # capitals

    def acts(self, entity: Entity, root: Word) -> bool:
        """Tells whether the name of a capital stands for the government in it, by what governs it."""
        rules = self.rules
        first = phrases.first_conjunct(root)
        if first.dep_ == "poss":
            return not {"facility", "place", "person.civilian", "event"} & self.term_classes(first.head)
        if first.dep_ in {"compound", "amod", "nmod"}:
            owned = self.term_classes(first.head)
            return bool({"group.military", "group.government", "group.delegation", "weapon"} & owned)
        relation, governor = phrases.governor(root)
        lemma = governor.lemma if governor is not None else ""
        if relation == "nsubj":
            return lemma not in rules.sufferer_verbs
        if relation in {"dobj", "nsubjpass", "dative"}:
            return lemma in rules.addressed_verbs
        if relation == "to":
            return lemma in rules.given_verbs or lemma in rules.given_nouns
        if relation == "from" and governor is not None:
            speaks = bool({"person", "group", "document"} & self.term_classes(governor))
            return speaks or lemma in rules.received_verbs or lemma in rules.given_nouns
        if relation == "of" and governor is not None:
            return bool({"group.government", "document"} & self.term_classes(governor))
        if relation == "between":
            return all(self._is_seat(t) for t in phrases.conjuncts(first))
        return relation in rules.acting_after

    def _is_seat(self, token: Word) -> bool:
        entity = self.entity_at.get(token.i)
        return entity is None or entity.label in {"capital", "country", "metonym", "igo", "government"}

    # mentions

    def mentions(self) -> Iterator[MentionRecord]:
        """Yields the mentions, unordered."""
        taken: set[int] = set()
        titles: set[int] = set()
        for person in self.persons.people:
            for use in person.uses:
                titles.update(range(use.phrase, use.start))
                yield from self._person(person, use)
                taken.update([i for i in range(use.phrase, use.end) if i not in self.entity_at or i >= use.start])
        for entity in self.entities:
            if entity.start in titles and self._is_title(entity):
                taken.update(range(entity.start, entity.end))
                continue
            inside = range(entity.start, entity.end)
            if taken.isdisjoint(inside) and not self._is_against(entity):
                yield from self._entity(entity)
            taken.update(inside)
        for term in terms(self.source):
            if term.end - term.start > 1:
                head = self._term_head(term).i
                taken.update([i for i in range(term.start, term.end) if i != head])
        for time in times(self.source):
            taken.update(range(time.start, time.end))
        taken |= self.shared
        doc, is_head, heads = self.doc, phrases.is_head, set[int]()
        for i in phrases.likely_heads(self.source):
            if i not in taken and is_head(token := doc[i]):
                heads.add(i)
                yield from self._common(token)
        for i, term in self.term_at.items():
            if i not in taken and i not in heads:
                yield from self._modifier(term)

    def _record(self, start: int, end: int, head: int, name: str, kind: Kind, **fields: Any) -> MentionRecord:
        return MentionRecord(start, end, *place_of(self.doc, start, end), head, name, kind, **fields)

    def _root(self, start: int, end: int) -> Word:
        if end - start == 1:
            return self.doc[start]
        inside = range(start, end)
        for i in reversed(inside):
            token = self.doc[i]
            if not token.is_punct and not token.is_space and (token.head.i not in inside or token.head.i == i):
                return token
        return self.doc[end - 1]

    def _term_head(self, term: Term) -> Word:
        return self._root(term.start, term.end)

    def _person(self, person: Person, use: NameUse) -> Iterator[MentionRecord]:
        """Yields a person under the head of the name, and under the title where the parser has that for the head."""
        head = self._root(use.start, use.end).i
        top = self._root(use.phrase, use.end).i
        start, end = phrases.trim(self.doc, use.phrase, use.end, head)
        over = self.entity_at.get(top)
        heads = {head, top} if over is None or self._is_title(over) else {head}
        for at in heads | self._apart(use):
            yield self._record(
                start,
                end,
                at,
                person.name,
                "person",
                country=person.country,
                classes=person.classes,
                named=True,
            )

    def _apart(self, use: NameUse) -> set[int]:
        """Returns the words for offices that the parser parts from the name: "the President of Chad | Ana Vega"."""
        inside = range(use.phrase, use.end)
        found = set[int]()
        for i in range(use.phrase, use.start) if use.start - use.phrase > 2 else ():
            term = self.term_at.get(i)
            if term is None or term.end - 1 != i or "person" not in term.classes or i in self.entity_at:
                continue
            head = self.doc[i]
            if head.dep_ == "conj" or (head.pos_ == "PROPN" and head.head.i not in inside):
                found.add(i)
        return found

    def _entity(self, entity: Entity) -> Iterator[MentionRecord]:
        root = self._root(entity.start, entity.end)
        classes = _named_classes(entity.label, entity.subclass, self.term_classes(root))
        start, end = entity.start, entity.end
        modifier = root.dep_ in {"amod", "compound", "nmod", "poss", "nummod"} and root.head.i >= entity.end
        if not modifier and (phrases.is_head(root) or root.pos_ == "PROPN"):
            low, high = phrases.noun_phrase(root, self.rules, frozenset())
            start, end = min(low, start), max(min(high, entity.end), end)
        kind = LABEL_KINDS.get(entity.label, "other")
        name, country = entity.name, entity.country
        if entity.label == "person" and phrases.governor(root)[0] in self.titles.whereabouts:
            kind, classes = "place", frozenset({"place"})
            name = self._whole_name(entity, start)
        if entity.origin == "ner" and entity.label in {"org", "person"} and self._is_journeys_end(root):
            kind, classes = "place", frozenset({"place", "city"})
        if entity.label == "demonym" and country is None:
            kind = "group"  # a people or a faith without a state
        if found := self._misjudged(entity, root):
            kind, classes = found[0], classes | found[1]
        if entity.label in CALLABLE and (vessel := self._vessel_before(entity)) is not None:
            yield self._record(start, end, root.i, self._phrase_name(entity.start, end), "other", classes=vessel)
            return
        if entity.label == "capital" and entity.country and self.acts(entity, root):
            kind = "country"
        elif entity.label == "demonym" and not modifier and phrases.is_head(root):
            if noun := self._shares_noun(root):
                yield from self._demonym_of(root, noun, country, start)
                return
            kind = "person" if _is_single(root, self.rules) else "group"
            classes |= {"person"}
            if root.pos_ in {"NOUN", "PROPN"} or start < entity.start:
                name = self._phrase_name(start, end)
        if country is None and entity.label not in {"igo", "media", "other"}:
            for owner in self.owners(root)[:1]:
                country = owner
        yield self._record(start, end, root.i, name, kind, country=country, classes=classes, geo=entity.geo, named=True)

    def _vessel_before(self, entity: Entity) -> frozenset[str] | None:
        """Returns the classes of the ship that is called like a town ("the ferry Goma"), or None."""
        before = self.term_at.get(entity.start - 1)
        if before is None or before.end != entity.start or "vehicle.ship" not in before.classes:
            return None
        return None if self.doc[entity.start - 1].tag_ in {"NNS", "NNPS"} else before.classes

    def _whole_name(self, entity: Entity, start: int) -> str:
        """Returns the name of a place of which the statistical NER may only have the last word: "Campo Nuevo"."""
        before = self.doc[start : entity.start]
        return (
            self._phrase_name(start, entity.end) if before and all(t.pos_ == "PROPN" for t in before) else entity.name
        )

    def _is_journeys_end(self, name: Word) -> bool:
        """Tells whether a single word says where somebody goes: "flew to Wabag", but not "flew to the Wabag"."""
        preposition, verb = phrases.governor(name)
        if verb is None or verb.lemma not in self.titles.journeys or name.lefts or name.i in self.term_at:
            return False
        if not name.text.istitle():
            return False
        return preposition == "to" or preposition in self.titles.whereabouts

    def _misjudged(self, entity: Entity, root: Word) -> tuple[Kind, frozenset[str]] | None:
        """Returns kind and classes of what the statistical NER took for some organisation, or for a person."""
        if entity.origin == "ner" and entity.label in {"org", "other", "person"}:
            if self._names_group(self.doc[entity.end - 1]):
                return "group", frozenset({"org", "group", "group.militant"})
            if self._is_title(entity):
                several = self.doc[entity.end - 1].lower_.endswith("s") and root.i in self.term_at
                return "group" if several else "person", frozenset()
        return None

    def _is_title(self, entity: Entity) -> bool:
        """Tells whether the statistical NER took a title for a name ("National Security Advisor")."""
        if entity.origin != "ner" or entity.label not in {"org", "other"}:
            return False
        if self.doc[entity.end - 1].lower_ in self.titles.styles:
            return True
        last = self.term_at.get(entity.end - 1)
        if last is None or last.end != entity.end:
            return False
        words = self.doc[entity.start : entity.end]
        plain = len(words) > 1 and all(t.lower_ != "of" for t in words)
        return plain and "group" not in last.classes and bool({"person.official", "person.leader"} & last.classes)

    def _shares_noun(self, root: Word) -> Word | None:
        """Returns the noun that a demonym shares with what is coordinated with it ("Afghan and coalition forces")."""
        if root.lower_.endswith("s") or root.i + 1 >= len(self.doc) or self.doc[root.i + 1].lower_ not in {"and", "or"}:
            return None
        for noun in phrases.conjuncts(root)[1:]:
            bare = not any(c.dep_ in {"det", "nummod", "poss"} for c in noun.lefts)
            if noun.pos_ == "NOUN" and bare and {"group", "person", "weapon"} & self.term_classes(noun):
                return noun
        return None

    def _demonym_of(self, root: Word, noun: Word, country: str | None, start: int) -> Iterator[MentionRecord]:
        """Yields the whole phrase under both of its heads: the parser took the demonym for a noun."""
        classes = self.classes(noun)
        end = max(noun.i + 1, phrases.noun_phrase(noun, self.rules)[1])
        name = self._phrase_name(start, end)
        self.shared.add(noun.i)
        for head in (root.i, noun.i):
            kind = kind_of(classes, is_plural(noun, self.rules))
            yield self._record(start, end, head, name, kind, country=country, classes=classes)

    def _phrase_name(self, start: int, end: int) -> str:
        if end - start > 1:
            start = phrases.without_determiner(self.doc, start, end)
        text = text_of(self.doc, start, end)
        return text if text.isalnum() else " ".join(text.split())

    def _common(self, head: Word) -> list[MentionRecord]:
        classes = self.classes(head)
        start, end = head.i, head.i + 1
        if head.lefts or head.rights:
            reach = OF_FROM if self._comes_from(head, classes) else phrases.OF
            start, end = phrases.noun_phrase(head, self.rules, reach)
        if (term := self.term_at.get(head.i)) is not None:
            start = min(start, term.start)
            end = max(end, term.end)
        inner = phrases.objects(head, "of")[:1] if head.rights and self._is_partitive(head) else []
        name = self._phrase_name(start, end)
        if head.rights and head.pos_ in {"NUM", "PRON", "DET"}:  # "one of them, a nurse, died"
            for apposed in phrases.appositives(head)[:1]:
                some = any(c.dep_ == "nummod" for c in apposed.lefts) or not is_plural(apposed, self.rules)
                if head.pos_ == "NUM" and head.lower_ not in self.rules.singles and some:
                    break  # "nine died, two women among them", "among them a woman"
                classes |= self.term_classes(apposed)
                name = self._phrase_name(*phrases.noun_phrase(apposed, self.rules))
        if self._names_group(head):
            classes = frozenset({"group", "group.militant"})
        several = inner[0] if inner and head.lower_ not in self.rules.singles else head
        kind = kind_of(classes, is_plural(several, self.rules))
        if classes and (called := self._named_beside(head, classes)):
            named = self._record(
                start,
                max(end, called.end),
                head.i,
                called.name,
                LABEL_KINDS.get(called.label, kind) if kind == "other" else kind,
                country=called.country or next(iter(self.owners(head)), None),
                classes=classes | {called.label},
                geo=called.geo,
                named=True,
            )
            return [named]
        if classes and (place := self._called(head, classes)):
            named = self._record(
                start,
                end,
                head.i,
                place.name,
                "place",
                country=place.country,
                classes=classes | {place.label},
                geo=place.geo,
                named=True,
            )
            return [named]
        first, last = place_of(self.doc, start, end)
        owners: Sequence[str | None] = self.owners(head) or (self._only_country(head),)
        return [MentionRecord(start, end, first, last, head.i, name, kind, country, classes) for country in owners]

    def _named_beside(self, head: Word, classes: frozenset[str]) -> Entity | None:
        """Returns the name right after a noun that says what it is ("the rebel group M23"), or None."""
        entity = self.entity_at.get(head.i + 1)
        if entity is None or is_plural(head, self.rules) or head.pos_ != "NOUN" or NAMEABLE.isdisjoint(classes):
            return None
        if entity.start != head.i + 1 or entity.label in {"demonym", "person", "weapon", "media"}:
            return None
        root = self._root(entity.start, entity.end)
        near = root.dep_ in {"appos", "nmod"} and root.head.i in {head.i, head.head.i, head.head.head.i}
        return entity if near else None

    def _only_country(self, head: Word) -> str | None:
        """Returns the country of "the army" where the article names only one country."""
        if head.lower_ not in self.rules.of_the_country or head.i == 0 or self.doc[head.i - 1].lower_ != "the":
            return None
        if [c.dep_ for c in head.children if not c.is_punct] != ["det"]:
            return None
        return next(iter(self.countries)) if len(self.countries) == 1 else None

    def _names_group(self, last: Word) -> bool:
        """Tells whether a capitalised word ends the name of an armed group ("the Nok Liberation Front")."""
        if last.lower_ not in self.rules.group_names or not last.text[:1].isupper() or last.i == 0:
            return False
        before = self.doc[last.i - 1]
        return before.pos_ in {"PROPN", "ADJ", "NOUN"} and before.text[:1].isupper() and not before.is_sent_start

    def _called(self, head: Word, classes: frozenset[str]) -> Entity | None:
        """Returns the place that "the village of X" or "the state of X" is, or None."""
        if CALLED.isdisjoint(classes) or is_plural(head, self.rules) or head.lower_ == "capital":
            return None
        if classes <= PARTS and (
            all(c.lower_ != "the" for c in head.lefts) or any(c.pos_ == "PROPN" for c in head.lefts)
        ):
            return None  # "a suburb of Lima", "the Karrada suburb of Lima" are not Lima
        for inner in phrases.objects(head, "of"):
            entity = self.entity_at.get(inner.i)
            if entity is not None and entity.label in {"city", "capital", "region"}:
                return entity
        return None

    def _comes_from(self, head: Word, classes: frozenset[str]) -> bool:
        if not head.rights or AGENTS.isdisjoint(classes) or head.sentence not in self.owned:
            return False
        return any(t.i in self.entity_at and self.entity_at[t.i].country for t in phrases.objects(head, "from"))

    def _modifier(self, term: Term) -> Iterator[MentionRecord]:
        """Yields a noun before another noun ("drone" in "a drone attack")."""
        head = self._term_head(term)
        if head.pos_ == "ADJ":
            return
        start, country = term.start, None
        before = self.doc[max(0, start - 1)]
        inside = head.sentence[0] < start
        if inside and before.dep_ == "compound" and before.pos_ == "PROPN" and before.head.i >= head.i:
            start -= 1  # "the Trump administration-led summit"
            owner = self.persons.at(start)
            country = owner.country if owner else next(iter(self.owners(head)), None)
        kind = kind_of(term.classes, is_plural(head, self.rules))
        name = self._phrase_name(start, term.end)
        yield self._record(start, term.end, head.i, name, kind, country=country, classes=term.classes)


def find_mentions(doc: Doc, rules: PhraseRules, titles: Titles) -> tuple[MentionRecord, ...]:
    """Returns the mentions of a document, in text order."""
    found = list(MentionReader(doc, rules, titles).mentions())
    found.sort(key=lambda m: (m.start_char, -m.end_char, m.head))
    return tuple(found)


class Mentions:
    """Writes `doc._.mentions`."""

    def __init__(self, rules: PhraseRules, titles: Titles) -> None:
        self.rules = rules
        self.titles = titles

    def __call__(self, doc: Doc) -> Doc:
        """Finds the mentions of one document."""
        note(doc, "mentions", find_mentions(doc, self.rules, self.titles))
        return doc


@Language.factory(
    "eventx_mentions",
    assigns=["doc._.mentions"],
    requires=["token.dep", "token.head", "doc._.entities", "doc._.terms"],
    default_config={"model_dir": None, "lexicon": "lexicon/phrases.yml", "titles": "lexicon/titles.yml"},
)
def create_mentions(nlp: Language, name: str, model_dir: str | None, lexicon: str, titles: str) -> Mentions:
    """Builds the stage from a model folder (None: the bundled one)."""
    folder = _folder(model_dir)
    return Mentions(load_phrase_rules(folder / lexicon), load_titles(folder / titles))


_folder = model_dir
