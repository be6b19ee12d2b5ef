"""What rules look up in one annotated document: classes, names, numbers, themes.

Everything is found once, when it is first asked for.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Mapping, Sequence, Set
from dataclasses import replace
from types import MappingProxyType

from spacy.tokens import Doc

from eventx.annotations import (
    Blank,
    Entity,
    MentionRecord,
    Once,
    QuantityRecord,
    Term,
    blanks,
    entities,
    extent,
    mentions,
    quantities_in,
    record,
    references,
    terms,
)
from eventx.rules.compiled import ONLY_OTHER, Compiled, Slot
from eventx.rules.coordination import conjuncts
from eventx.rules.language import Fill, Theme
from eventx.rules.paths.book import PathBook
from eventx.rules.paths.steps import TokenTest
from eventx.rules.paths.walk import Walker
from eventx.rules.tree import tree_of
from eventx.rules.wake import PREMODIFIERS

COUNTING = frozenset({"nummod", "amod", "det", "quantmod", "predet", "compound", "nmod", "advmod", "dep"})
NESTING = frozenset({"compound", "nmod"})
RELATIVE = frozenset({"WDT", "WP", "WP$"})
NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "NUM"})
NOTHING_KNOWN: tuple[Sequence[int], frozenset[str | None]] = ((), frozenset())
ROUNDING = 0.01
"""By how much of itself a share of a number may be off a whole one: "two-thirds" is written 0.667."""
PASSAGE = 5
"""How many sentences on each side of a trigger belong to the passage around it."""


@record
class Filler:
    """What fills a role: the head token of the phrase, whom it names, and how many are counted.

    Attributes:
        head: Token index of the phrase's content head ("drones" in "dozens of drones").
        mentions: Whom or what it names; several for "Russian and American officials".
        count: The number that the phrase gives, or None.
        path: Name of the path that led there.
        rank: Place of that path among its alternatives, 0 the most trusted.
    """

    head: int
    mentions: tuple[MentionRecord, ...]
    count: QuantityRecord | None
    path: str
    rank: int


class Reader:
    """What the matcher looks up in one document, indexed once."""

    def __init__(
        self, doc: Doc, fills: Mapping[str, Fill], paths: PathBook, themes: Mapping[str, Theme] = MappingProxyType({})
    ) -> None:
        self.doc = doc
        self.tree = tree_of(doc)
        self.fills = fills
        self.paths = paths
        self.theme_words = themes
        self.walker = Walker(self.tree, paths, self.classes)
        self._classes: dict[int, frozenset[str]] = {}
        self._named: dict[int, tuple[MentionRecord, ...]] = {}
        self._conjuncts: dict[int, list[int]] = {}
        self._contents: dict[int, list[tuple[int, int]]] = {}
        self._pairs: dict[int, list[tuple[int, int]]] = {}
        self.filled: dict[tuple[int, int, frozenset[int]], tuple[Filler, ...]] = {}
        self._theme_words: dict[tuple[str, int], frozenset[str]] = {}
        self._quantities: dict[int, Mapping[int, QuantityRecord]] = {}

    @Once
    def by_head(self) -> Mapping[int, list[MentionRecord]]:
        """Whom or what the document names, by the head tokens of the phrases; what stands for others names these."""
        found: dict[int, list[MentionRecord]] = {}
        for mention in mentions(self.doc):
            found.setdefault(mention.head, []).append(mention)
        for reference in references(self.doc):
            if reference.antecedents:
                found[reference.head] = list(reference.antecedents)
        return found

    @Once
    def blanks(self) -> Mapping[int, Blank]:
        """What is kept of the sentences that were left out."""
        return blanks(self.doc)

    @Once
    def term_at(self) -> Mapping[int, Term]:
        """The terms by their last tokens."""
        return {term.end - 1: term for term in terms(self.doc)}

    @Once
    def entity_at(self) -> Mapping[int, Entity]:
        """The names by their last tokens."""
        return {entity.end - 1: entity for entity in entities(self.doc)}

    def quantity_at(self, i: int) -> QuantityRecord | None:
        """Returns the number that a token is part of."""
        return self.quantities_near(i).get(i)

    def quantities_near(self, i: int) -> Mapping[int, QuantityRecord]:
        """Returns the numbers in the sentence of a token, by each of their tokens."""
        start = self.tree.start[i]
        found = self._quantities.get(start)
        if found is None:
            near = quantities_in(self.doc, start, self.tree.end[i])
            found = self._quantities[start] = {k: number for number in near for k in range(number.start, number.end)}
        return found

    def close(self) -> None:
        """Ends the walks: they point back here, and would wait for the garbage collector with all they hold."""
        self.walker.close()
        del self.walker

    def classes(self, i: int) -> frozenset[str]:
        """Returns the semantic classes of a token, from its lexicon term, its entity and its mentions."""
        known = self._classes.get(i)
        if known is not None:
            return known
        found: frozenset[str] = frozenset()
        if term := self.term_at.get(i):
            found |= term.classes
        if entity := self.entity_at.get(i):
            found |= {entity.label, entity.subclass} if entity.subclass else {entity.label}
        for mention in self.by_head.get(i, ()):
            found |= mention.classes
        self._classes[i] = found
        return found

    def conjuncts(self, i: int) -> list[int]:
        """Returns a token and all that is coordinated with it, except clauses."""
        found = self._conjuncts.get(i)
        if found is None:
            found = self._conjuncts[i] = conjuncts(self.tree, i)
        return found

    def contents(self, outer: int) -> list[tuple[int, int]]:
        """Returns a head and what it holds, with all that is coordinated there ("36 drones and 9 missiles")."""
        found = self._contents.get(outer)
        if found is None:
            inner = self.content(outer)
            found = self._contents[outer] = [(outer, inner)]
            if inner > outer:
                found += [(t, t) for t in self.conjuncts(inner)[1:]]
        return found

    def held(self, end: int) -> list[tuple[int, int]]:
        """Returns the heads of all that is coordinated with what a path leads to, each with what it holds."""
        found = self._pairs.get(end)
        if found is None:
            found = self._pairs[end] = [pair for t in self.conjuncts(end) for pair in self.contents(t)]
        return found

    def about(self, name: str, i: int) -> bool:
        """Tells whether the passage around a token, its sentence and the few before and after it, is about a theme."""
        theme = self.theme_words.get(name)
        if theme is None:
            return False
        found = len(self._passage_words(name, i))
        return found >= theme.least and (not theme.over or found > len(self._passage_words(theme.over, i)))

    def _passage_words(self, name: str, i: int) -> frozenset[str]:
        starts = self.tree.sentences
        here = bisect_left(starts, self.tree.start[i])
        near = starts[max(0, here - PASSAGE) : here + PASSAGE + 1]
        if len(near) == 1:
            return self._words_about(name, near[0])
        return frozenset().union(*[self._words_about(name, start) for start in near])

    def _words_about(self, name: str, start: int) -> frozenset[str]:
        """Returns the words of a theme in the sentence that starts at a token."""
        found = self._theme_words.get((name, start))
        if found is None:
            theme, blank = self.theme_words[name], self.blanks.get(start)
            found = words_about(theme, blank) if blank else self._find_words_about(theme, start)
            self._theme_words[name, start] = found
        return found

    def _find_words_about(self, theme: Theme, start: int) -> frozenset[str]:
        classes, lemmas, lemma = theme.cls, theme.lemma, self.tree.lemma
        found: frozenset[str] = frozenset()
        if not lemmas.isdisjoint(self.tree.words(start)):
            found = lemmas.intersection(lemma[start : self.tree.end[start]])
        known, around = self._known_in.get(start, NOTHING_KNOWN)
        if classes.isdisjoint(around):
            return found
        named: set[str] = set()
        for i in known:
            if lemma[i] in lemmas:
                continue
            term = self.term_at.get(i)
            if term and not classes.isdisjoint(term.classes) and term.lemma not in theme.not_lemma:
                named.add(term.lemma)
            elif (entity := self.entity_at.get(i)) and (entity.label in classes or entity.subclass in classes):
                named.add(entity.name)
        return found | named

    @Once
    def _known_in(self) -> Mapping[int, tuple[list[int], set[str | None]]]:
        """The tokens of each sentence that end a term or a name, and all their classes, by where it starts."""
        found: dict[int, tuple[list[int], set[str | None]]] = defaultdict(lambda: ([], set()))
        starts, term_at = self.tree.start, self.term_at
        for i, term in term_at.items():
            known, classes = found[starts[i]]
            known.append(i)
            classes.update(term.classes)
        for i, entity in self.entity_at.items():
            known, classes = found[starts[i]]
            if i not in term_at:
                known.append(i)
            classes.update((entity.label, entity.subclass))
        return found

    def content(self, i: int) -> int:
        """Returns the token that carries the meaning of a phrase: through "dozens of", and "who" to its noun."""
        tree = self.tree
        if tree.tag[i] in RELATIVE:
            verb = tree.head[i]
            while tree.dep[verb] in {"conj", "xcomp", "aux", "auxpass", "prep", "agent", "pobj"} or (
                tree.dep[verb] == "ccomp" and tree.dep[tree.head[verb]] == "relcl"  # "which the army said was downed"
            ):
                verb = tree.head[verb]
            noun = tree.head[verb]
            if tree.dep[verb] in {"relcl", "acl"} and noun < i:  # "X, a militia which bombed": of X
                above = tree.head[noun]
                apposed = tree.dep[noun] == "appos" and tree.pos[above] == "PROPN" and tree.pos[noun] == "NOUN"
                return self.content(above if apposed else noun)
            counted = self._counted_before(i)
            return i if counted is None else counted
        if tree.lemma[i] in self.paths.lists["groups"] or tree.pos[i] in {"NUM", "DET", "ADJ"}:
            for prep in tree.children[i]:
                if tree.dep[prep] == "prep" and tree.lower[prep] == "of":
                    for inner in tree.children[prep]:
                        if tree.dep[inner] == "pobj" and (
                            tree.pos[inner] in {"NOUN", "PROPN", "NUM"} or tree.tag[inner] in RELATIVE
                        ):
                            return self.content(inner)
        return i

    def _counted_before(self, relative: int) -> int | None:
        """Returns the noun that "110 of which" is a part of, where the parse loses it: the last one with a number."""
        tree, prep = self.tree, self.tree.head[relative]
        if tree.dep[relative] != "pobj" or tree.lower[prep] != "of":
            return None
        for i in reversed(range(tree.start[relative], min(tree.subtree(tree.head[prep])))):
            if tree.pos[i] == "NOUN" and any(tree.dep[c] == "nummod" for c in tree.children[i]):
                return i
        return None

    def count(self, outer: int, inner: int, *, is_whole: bool = False, is_part: bool = False) -> QuantityRecord | None:
        """Returns the number that counts a phrase: of its outer head ("dozens of drones") or before its noun.

        Args:
            outer: The outer head.
            inner: The noun.
            is_whole: Of "34 of 40 drones" all 40 are meant ("34 of 40 drones launched were downed").
            is_part: The noun only says of what kind another is: "six missile strikes" are no six missiles.
        """
        tree, dep = self.tree, self.tree.dep
        if not self.quantities_near(outer):
            return None
        if outer != inner and (share := self.quantity_at(outer)) and share.value is not None and 0 < share.value < 1:
            whole = self.count(inner, inner)  # "a third of the 60 drones"
            return None if whole is None or whole.value is None else _portion(share, whole, share.value * whole.value)
        for i in (outer, inner) if outer != inner else (inner,):
            before = [c for c in tree.children[i] if c < i and dep[c] in COUNTING]
            inside = [
                t for c in before if dep[c] in NESTING for t in tree.children[c] if tree.pos[t] == "NUM"
            ]  # "six police force men"
            for spot in (i, *before, *inside):
                if (found := self.quantity_at(spot)) and not found.unit:
                    return found if is_whole else self._part_of(found)
        if inner and not is_part and (found := self.quantity_at(inner - 1)) and not found.unit and found.end == inner:
            return found
        return None

    def is_nobody(self, i: int) -> bool:
        """Tells whether a phrase is about nobody ("no group")."""
        tree = self.tree
        none = self.paths.lists.get("nobody", frozenset())
        return any(tree.dep[child] == "det" and tree.lower[child] in none for child in tree.children[i])

    def _part_of(self, whole: QuantityRecord) -> QuantityRecord:
        """Returns the number that is told to be a part of another ("34 of 40 drones"), else the number itself."""
        if whole.start > 1 and self.tree.lower[whole.start - 1] == "of":
            part = self.quantity_at(whole.start - 2)
            if (
                part
                and not part.unit
                and part.value is not None
                and whole.value is not None
                and part.value < whole.value
            ):
                return part
        return whole

    def stands_for_number(self, i: int) -> bool:
        """Tells whether a head is a number itself ("killed five", "another was hurt"), not a unit of something else."""
        if quantity := self.quantity_at(i):
            return not quantity.unit
        return self.tree.lower[i] in self.paths.lists.get("bare_counts", frozenset())

    def named(self, i: int) -> tuple[MentionRecord, ...]:
        """Returns whom or what a head token names; a plain record of its noun phrase where no stage knows it."""
        found = self._named.get(i)
        if found is None:
            found = self._named[i] = tuple(self.by_head.get(i, ())) or self._unnamed(i)
        return found

    def _unnamed(self, i: int) -> tuple[MentionRecord, ...]:
        tree = self.tree
        if (entity := self.entity_at.get(i)) and entity.country and entity.label in {"demonym", "country", "capital"}:
            spot = (entity.start, entity.end, entity.start_char, entity.end_char)
            classes = frozenset({entity.label})
            return (MentionRecord(*spot, i, entity.name, "country", entity.country, classes, entity.geo, True),)
        if tree.pos[i] not in NOMINAL and tree.tag[i] not in {"VBN", "JJ", "CD"} and not self.stands_for_number(i):
            return ()
        start = min((t for t in tree.lefts(i) if tree.dep[t] in PREMODIFIERS), default=i)
        where = extent(self.doc, start, i + 1)
        return (
            MentionRecord(
                where.start,
                where.end,
                where.start_char,
                where.end_char,
                head=i,
                name=where.text(self.doc),
                kind="other",
                classes=self.classes(i),
            ),
        )

    def may_find(self, slot: Slot, start: int) -> bool:
        """Tells whether anything may fill a role of a trigger, by what its sentence has and what hangs on it."""
        asked = slot.fill.asked
        if asked is not None and asked.isdisjoint(self.told_in(self.tree.start[start])):
            return False
        return self.walker.may_lead(slot.fan, start)

    def told_in(self, start: int) -> Set[str]:
        """Returns kinds and classes of what is named in the sentence that starts at a token, and those of anything."""
        return self._told.get(start, ONLY_OTHER)

    @Once
    def _told(self) -> Mapping[int, Set[str]]:
        """Kinds and classes of what is named in each sentence where anything is, by where it starts."""
        starts = self.tree.start
        kinds: dict[int, set[str]] = defaultdict(lambda: {"other"})
        classes: dict[int, set[frozenset[str]]] = defaultdict(set)  # most have the same ones
        for head, named in self.by_head.items():
            start = starts[head]
            for mention in named:
                kinds[start].add(mention.kind)
                classes[start].add(mention.classes)
        for end, term in self.term_at.items():
            classes[starts[end]].add(term.classes)
        for end, entity in self.entity_at.items():
            kinds[starts[end]].update((entity.label, entity.subclass or "", "country"))
        return {start: kinds[start].union(*classes[start]) for start in kinds.keys() | classes.keys()}


def words_about(theme: Theme, blank: Blank) -> frozenset[str]:
    """Returns the words of a theme in a sentence of which only the words are known."""
    terms = {lemma for lemma, classes in blank.terms if not classes.isdisjoint(theme.cls)}
    return blank.words.intersection(theme.lemma) | terms.difference(theme.not_lemma)


def may_pass(test: TokenTest, blank: Blank) -> bool:
    """Tells whether a word passes a test in a sentence of which only the words are known."""
    if test.cls:
        return any(not classes.isdisjoint(test.cls) for _, classes in blank.terms)
    return not blank.words.isdisjoint(test.lemma | test.text)


def _portion(share: QuantityRecord, whole: QuantityRecord, value: float) -> QuantityRecord:
    """Returns the number that is a share of another, in whole ones: "half of the 44" is 22."""
    number = round(value)
    about = whole.bound != "exact" or abs(value - number) > ROUNDING * value or share.bound == "about"
    return replace(
        share,
        end=whole.end,
        end_char=whole.end_char,
        value=number,
        low=None if about or share.low is None else number,
        high=None if about or share.high is None else number,
        bound="about" if about else share.bound,
        unit=None,
    )


def reader_of(doc: Doc, compiled: Compiled) -> Reader:
    """Returns what the rules of a book look up in a document."""
    return Reader(doc, compiled.book.fills, compiled.book.paths, compiled.book.themes)
