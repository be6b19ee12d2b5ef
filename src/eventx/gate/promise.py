"""Which parsed sentences may still yield an event, before anybody knows the names in them.

A rule is weighed against the bare parse with every doubt in its favour: a name or a pronoun may be of any class that
the document hints at, a number may count anything. What depends on words and parse alone is taken as it is. What fails
even then can't match, so that neither names nor references need to be looked for in its sentence.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, replace

from spacy.tokens import Doc

from eventx.annotations import terms
from eventx.events import Kind
from eventx.gate.context import Candidate
from eventx.gate.hints import Hinted
from eventx.gate.needs import DISTANT
from eventx.rules.compiled import Compiled, FillTest, fill_test
from eventx.rules.language import ANCHORS, Fill, Rule, RuleFile, alternatives, token_test
from eventx.rules.paths.bits import WordSets
from eventx.rules.paths.book import PathBook
from eventx.rules.paths.steps import Path, TokenTest
from eventx.rules.reader import RELATIVE, Reader
from eventx.rules.tree import Tree
from eventx.rules.wake import Wake
from eventx.stages.mentions import LABEL_KINDS
from eventx.stages.quantities.lexicon import QuantityData

CLAUSES = frozenset({"relcl", "advcl", "ccomp", "acl", "parataxis", "csubj"})
SUBJECTS = frozenset({"nsubj", "nsubjpass"})
COUNTING = frozenset({"NUM", "DET", "SYM"})
NUMERAL = frozenset({"NUM", "SYM"})
QUALIFYING = frozenset({"DET", "ADJ"})
FIGURE = 3
"""How many words further on in a figure one of them may stand that isn't its first."""
POINTING = frozenset({"person", "group", "place"})
"""Classes of nouns that may stand for a name told elsewhere ("the group")."""
CLASS_KINDS: Mapping[str, Kind] = {"group": "org", "place": "place", **LABEL_KINDS}
"""Kind of what may be of a class: a noun's, or the label of a name."""
PERSONAL = frozenset({"PRP", "PRP$"})
INDEFINITE = frozenset({"NN", "EX"})
"""Tags of pronouns that stand for nothing told elsewhere ("everyone", "there")."""
NAMED_KINDS: frozenset[Kind] = frozenset({"person", "group", "org", "place", "country", "facility"})
"""Kinds that a name may have whatever its words are."""
NO_CLASSES: frozenset[str] = frozenset()
Finder = Callable[[Doc], Doc]
BESIDE = ANCHORS - DISTANT
"""What a condition may test in its sentence without a path."""


@dataclass(frozen=True, slots=True)
class Spot:
    """A condition at one place of a sentence.

    Attributes:
        anchor: The place: a path, or one of `BESIDE`.
        test: What must be true of the token there.
        hopeful: The same as far as bare words and parse tell: a name may turn out not to be of a class.
        exact: Whether the place is told by words and parse alone.
        words: The bits of sets of words of each of which the sentence must have one (see `WordSets`).
        number: The same for equal ones.
    """

    anchor: str
    test: TokenTest
    hopeful: TokenTest
    exact: bool
    words: int
    number: int


@dataclass(frozen=True, slots=True)
class Way:
    """One path to what may fill a role; equal ones have the same number."""

    path: str
    fill: FillTest
    number: int


@dataclass(frozen=True, slots=True)
class Hope:
    """What one rule needs at least.

    Attributes:
        needs: Conditions that hold.
        bars: Groups of conditions that don't hold together.
        roles: Roles that are filled, each with the ways to what may fill it.
        others: The ways to what may fill the other roles.
    """

    needs: tuple[Spot, ...]
    bars: tuple[tuple[Spot, ...], ...]
    roles: tuple[tuple[Way, ...], ...]
    others: tuple[Way, ...]


@dataclass(frozen=True, slots=True)
class Hopes:
    """The least that each rule of a book needs, by its index, with paths whose tests are hopeful."""

    compiled: Compiled
    paths: PathBook
    rules: tuple[Hope, ...]
    signs: Signs


@dataclass(frozen=True, slots=True)
class Signs:
    """Words that point beyond their sentence.

    Attributes:
        pronouns: Pronouns that stand for what other sentences name, with the signs of what they may mean.
        speakers: Pronouns for who speaks, whom the sentence names.
        pointers: Words before a noun that does.
        counts: Words that may be a number.
        figures: What tells where a figure may begin.
        quotes: Quotation marks.
    """

    pronouns: Mapping[str, int]
    speakers: frozenset[str]
    pointers: frozenset[str]
    counts: frozenset[str]
    figures: QuantityData
    quotes: frozenset[str]


def hopeful(test: TokenTest) -> TokenTest:
    """Returns a test that bars no classes: a name may turn out not to be of them."""
    return replace(test, no_cls=NO_CLASSES)


def compile_hopes(compiled: Compiled, signs: Signs) -> Hopes:
    """Derives from compiled rules what is needed at least for each to match."""
    book = compiled.book
    steps = {id(s): s for paths in book.paths.named.values() for p in paths for s in p.steps}
    changed = {key: replace(step, test=hopeful(step.test)) for key, step in steps.items()}
    named = {
        name: tuple(Path(p.source, tuple(changed[id(s)] for s in p.steps)) for p in paths)
        for name, paths in book.paths.named.items()
    }
    exact = BESIDE.union(name for name, paths in book.paths.named.items() if not any(map(_asks_classes, paths)))
    lists = book.paths.lists
    paths = PathBook(named, lists)
    numbers = _Numbers(book.fills, exact, paths.words)
    rules = tuple(numbers.hope(file, rule) for file, rule in compiled.rules)
    counts = signs.counts.union(lists.get("bare_counts", ()), lists.get("groups", ()))
    return Hopes(compiled, paths, rules, replace(signs, counts=counts))


def _asks_classes(path: Path) -> bool:
    """Tells whether it depends on what names mean where a path leads."""
    return any(step.test.cls or step.test.no_cls for step in path.steps)


class _Numbers:
    """Compiles what rules need; equal conditions and equal ways are one."""

    def __init__(self, fills: Mapping[str, Fill], exact: frozenset[str], words: WordSets) -> None:
        self.words = words
        self.fills = {name: fill_test(fill) for name, fill in fills.items()}
        self.exact = exact
        self.spots: dict[tuple[str, TokenTest], Spot] = {}
        self.ways: dict[tuple[str, str], Way] = {}

    def spot(self, name: str, test: TokenTest) -> Spot:
        """Returns the condition at a place."""
        key = name, test
        if key not in self.spots:
            words = self.words.mask(filter(None, (test.lemma, test.text)))
            self.spots[key] = Spot(name, test, hopeful(test), name in self.exact, words, len(self.spots))
        return self.spots[key]

    def way(self, name: str, fill: str) -> Way:
        """Returns the way of a path to what has a filler type."""
        key = name, fill
        if key not in self.ways:
            self.ways[key] = Way(name, self.fills[fill], len(self.ways))
        return self.ways[key]

    def hope(self, file: RuleFile, rule: Rule) -> Hope:
        """Returns what a rule needs at least, what is quickly looked at first."""
        needs = [
            self.spot(name, token_test(test))
            for group in rule.when
            for name, test in group.items()
            if name not in DISTANT and not test.trigger_of
        ]
        bars = [
            tuple(self.spot(name, token_test(test)) for name, test in group.items())
            for group in (*rule.unless, *file.unless)
            if all(name in self.exact and not test.trigger_of for name, test in group.items())
        ]
        ways = {
            role: [
                self.way(name, spec.fill or file.roles[role].fill)
                for union in alternatives(spec.path)
                for name in union
            ]
            for role, spec in rule.where.items()
        }
        needed = {role for group in rule.need for role in group}
        return Hope(
            tuple(sorted(needs, key=lambda spot: spot.anchor not in BESIDE)),
            tuple(sorted(bars, key=lambda group: any(spot.anchor not in BESIDE for spot in group))),
            tuple(tuple(way for role in group for way in ways[role]) for group in rule.need),
            tuple(way for role, found in ways.items() if role not in needed for way in found),
        )


def candidate_of(
    doc: Doc, woken: Iterable[Wake], hopes: Hopes, hinted: Hinted, find_terms: Finder, *, is_open: bool
) -> Candidate | None:
    """Returns what in a parsed sentence may belong to an event; None where no rule may match.

    Args:
        doc: The sentence.
        woken: Its triggers.
        hopes: What the rules need at least.
        hinted: Classes that a name or a pronoun may be of.
        find_terms: Finds the terms of a document; asked for them only where they matter.
        is_open: Whether it begins within a quotation.
    """
    with closing(Weigher(doc, hopes, hinted, find_terms)) as weigher:
        return _candidate(weigher, woken, is_open=is_open)


def _candidate(weigher: Weigher, woken: Iterable[Wake], *, is_open: bool) -> Candidate | None:
    hopes, doc = weigher.hopes, weigher.doc
    found = [wake for wake in woken if weigher.may_match(wake, hopes.rules[wake.rule])]
    if not found:
        return None
    tree, signs = weigher.tree, hopes.signs
    heads = weigher.involved(found)
    tokens = within(tree, heads)
    lower = tree.lower
    marks = [i for i, word in enumerate(lower) if word in signs.quotes]
    return Candidate(
        frozenset(doc[i].text for i in tokens),
        any(lower[i] in signs.pronouns for i in tokens),
        any(tree.pos[i] == "NUM" for i in heads),
        any((sum(m < wake.head for m in marks) + is_open) % 2 == 1 for wake in found),
    )


def within(tree: Tree, heads: Iterable[int]) -> set[int]:
    """Returns the tokens of some phrases, without the clauses in them."""
    found = set(heads)
    stack = list(found)
    while stack:
        for child in tree.children[stack.pop()]:
            if child not in found and tree.dep[child] not in CLAUSES:
                found.add(child)
                stack.append(child)
    return found


class Weigher(Reader):
    """Weighs rules against one parsed sentence; tokens are named by their index."""

    def __init__(self, doc: Doc, hopes: Hopes, hinted: Hinted, find_terms: Finder) -> None:
        super().__init__(doc, hopes.compiled.book.fills, hopes.paths)
        self.hopes = hopes
        self.hinted = hinted
        self._find_terms = find_terms
        self._certain: dict[int, frozenset[str]] | None = None
        self._met: dict[tuple[int, int, int], bool] = {}
        self._on_way: dict[tuple[int, int], list[int]] = {}
        self._reached: dict[tuple[str, int], list[int]] = {}
        self._open: dict[int, frozenset[str] | None] = {}
        self.signs = hopes.signs

    def classes(self, i: int) -> frozenset[str]:
        """Returns the classes that a token may have: those of its term, and what a name or pronoun may be."""
        found = self._classes.get(i)
        if found is None:
            found = self.certain(i).union(self.open_classes(i) or (), *(self.certain(c) for c in self._parts(i)))
            self._classes[i] = found
        return found

    def _parts(self, i: int) -> Iterator[int]:
        """Yields what a noun tells the number or the kind of ("a group of leaders")."""
        tree = self.tree
        for prep in tree.children[i]:
            if tree.lower[prep] == "of":
                for inner in tree.children[prep]:
                    yield from self.conjuncts(inner)

    def certain(self, i: int) -> frozenset[str]:
        """Returns the classes that a token has whatever else is known of it."""
        known = self._certain
        if known is None:
            known = self._certain = {term.end - 1: term.classes for term in terms(self._find_terms(self.doc))}
        return known.get(i, NO_CLASSES)

    def open_classes(self, i: int) -> frozenset[str] | None:
        """Returns the classes that a name, or a word that stands for one, may have; None: the token is neither."""
        if i not in self._open:
            self._open[i] = self._open_classes(i)
        return self._open[i]

    def _open_classes(self, i: int) -> frozenset[str] | None:
        tree, hinted, signs = self.tree, self.hinted, self.signs
        pos, lower = tree.pos[i], tree.lower[i]
        if lower in signs.pronouns:
            return hinted.pronouns[signs.pronouns[lower]]
        if pos == "PRON" and tree.tag[i] in PERSONAL:
            return hinted.names if lower in signs.speakers else None
        if pos == "PRON" and tree.tag[i] in INDEFINITE:
            return None
        if pos == "PRON" or tree.tag[i] in RELATIVE or lower in signs.pointers:
            return hinted.near
        apposed = [c for c in tree.children[i] if tree.dep[c] == "appos"]
        if pos in COUNTING:
            return hinted.nouns.union(*map(self.certain, apposed)) if apposed else None
        if pos in {"PROPN", "X"} or self._is_capital(i):
            return hinted.names | hinted.nouns if self._points(i) else hinted.names
        if POINTING.isdisjoint(self.certain(i)):
            return None
        if self._is_named_after(i):
            return hinted.names | hinted.nouns
        return hinted.nouns.union(*map(self.certain, apposed)) if apposed or self._points(i) else None

    def _is_capital(self, i: int) -> bool:
        return (i > 0 or self.hinted.initial) and self.doc[i].text[:1].isupper()

    def _is_named_after(self, i: int) -> bool:
        """Tells whether a name may follow a noun."""
        return i + 1 < len(self.tree) and self._is_capital(i + 1)

    def _points(self, i: int) -> bool:
        """Tells whether a noun may stand for what is named elsewhere, or beside it."""
        tree = self.tree
        if tree.dep[i] == "appos" or self._is_named_after(i):
            return True
        return any(c < i and (tree.lower[c] in self.signs.pointers or self._is_capital(c)) for c in tree.children[i])

    def may_match(self, wake: Wake, hope: Hope) -> bool:
        """Tells whether a rule may match at a trigger."""
        return (
            all(self._may_hold(wake, need) for need in hope.needs)
            and all(any(self._held(way.path, wake.head) for way in ways) for ways in hope.roles)
            and not any(all(self._holds(wake, spot) for spot in bar) for bar in hope.bars)
            and all(any(self._filling(wake.head, way) for way in ways) for ways in hope.roles)
        )

    def involved(self, found: Sequence[Wake]) -> set[int]:
        """Returns the heads of what may fill a role of some triggers or tell of them, and of what conditions ask."""
        tree = self.tree
        heads: set[int] = set()
        for wake in found:
            hope = self.hopes.rules[wake.rule]
            for ways in (*hope.roles, hope.others):
                for way in ways:
                    heads.update(self._filling(wake.head, way))
            for need in hope.needs:
                if need.test.cls and need.anchor not in BESIDE:
                    heads.update(self._spots(wake, need))
        above = {0}.union(*(self._above(wake.head) for wake in found))
        above.update(i for i, dep in enumerate(tree.dep) if dep in {"ROOT", "parataxis"})
        heads.update(c for i in above for c in tree.children[i] if tree.dep[c] in SUBJECTS)
        return heads

    def _above(self, i: int) -> Iterator[int]:
        while self.tree.head[i] != i:
            i = self.tree.head[i]
            yield i

    def _may_hold(self, wake: Wake, spot: Spot) -> bool:
        key = (spot.number, wake.head, wake.start - wake.end)
        known = self._met.get(key)
        if known is None:
            known = self._met[key] = self._has_words(wake, spot) and any(
                spot.hopeful.passes(self.tree, i, self.classes) for i in self._spots(wake, spot)
            )
        return known

    def _has_words(self, wake: Wake, spot: Spot) -> bool:
        """Tells whether the sentence has the words that a condition asks for."""
        return not spot.words & self.walker.lacks(wake.head)

    def _holds(self, wake: Wake, spot: Spot) -> bool:
        """Tells whether a condition holds for sure."""
        key = (-1 - spot.number, wake.head, wake.start - wake.end)
        known = self._met.get(key)
        if known is None:
            known = self._met[key] = self._has_words(wake, spot) and any(
                self._passes(spot.test, i) for i in self._spots(wake, spot)
            )
        return known

    def _passes(self, test: TokenTest, i: int) -> bool:
        if not test.no_cls:
            return test.passes(self.tree, i, self.certain)
        return test.passes(self.tree, i, self.certain) and test.no_cls.isdisjoint(self.classes(i))

    def _spots(self, wake: Wake, spot: Spot) -> Sequence[int]:
        anchor = spot.anchor
        if anchor == "trigger":
            return [wake.head]
        if anchor == "before":
            return [wake.start - 1] if wake.start else []
        if anchor == "after":
            return [wake.end] if wake.end < len(self.tree) else []
        if anchor == "sentence":
            return range(len(self.tree))
        if spot.exact:
            return [i for end in self.walker.first(anchor, wake.head) for i in self.conjuncts(end)]
        return self._ends(anchor, wake.head)

    def _ends(self, name: str, head: int) -> list[int]:
        return [i for ends in self.walker.routes(name, head) for end in ends for i in self.conjuncts(end)]

    def _filling(self, head: int, way: Way) -> list[int]:
        """Returns what may fill a role on one way."""
        key = head, way.number
        found = self._on_way.get(key)
        if found is None:
            found = self._on_way[key] = [i for i in self._held(way.path, head) if self.may_fill(i, way.fill)]
        return found

    def _held(self, path: str, head: int) -> list[int]:
        """Returns what a path leads to: heads, and what they hold ("dozens of drones")."""
        found = self._reached.get((path, head))
        if found is None:
            ends: dict[int, None] = {}
            for i in self._ends(path, head):
                inner = self.content(i)
                if inner != i:
                    ends |= dict.fromkeys(self.conjuncts(inner))
                if inner == i or self.tree.tag[i] not in RELATIVE:
                    ends[i] = None
            found = self._reached[path, head] = list(ends)
        return found

    def may_fill(self, i: int, fill: FillTest) -> bool:
        """Tells whether a token may fill a role."""
        tree = self.tree
        if fill.any or tree.lower[i] in fill.text:
            return True
        if tree.lemma[i] in fill.not_lemma:
            return False
        if (fill.number or fill.earlier) and self._may_count(i):
            return True
        found = self.open_classes(i)
        if found is None and not self.certain(i).isdisjoint(fill.not_class):
            return False
        classes = self.classes(i)
        if fill.country or not classes.isdisjoint(fill.cls):
            return True
        if fill.kind and not self._kinds(i, classes, found).isdisjoint(fill.kind):
            return True
        counted = fill.unknown and tree.tag[i] == "NNS" and not self.certain(i)
        return counted and any(tree.dep[c] == "nummod" for c in tree.children[i])

    def _may_count(self, i: int) -> bool:
        tree, pos, counts = self.tree, self.tree.pos[i], self.signs.counts
        if pos in NUMERAL or tree.lower[i] in counts or tree.lemma[i] in counts:
            return True
        begins = self.signs.figures.may_begin
        return pos in QUALIFYING and any(begins(tree.lower, j) for j in range(max(0, i - FIGURE), i + 1))

    def _kinds(self, i: int, classes: frozenset[str], found: frozenset[str] | None) -> frozenset[str]:
        """Returns the kinds of mentions that a token may be, by its classes and whether it may be a name."""
        kinds: set[Kind] = {"other", *(kind for name in classes if (kind := CLASS_KINDS.get(name)))}
        if "person" in kinds or "org" in kinds:
            kinds |= {"person", "group", "org"}
        if found is not None:
            kinds |= NAMED_KINDS
        return frozenset(kinds)
