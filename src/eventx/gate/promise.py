"""Which parsed sentences may still yield an event, before anybody knows the names in them.

A rule is weighed against the bare parse with every doubt in its favour: a name or a pronoun may be of any class that
the document hints at, a number may count anything, what rules an event out counts only where words alone decide it.
What fails even then can't match, so that neither names nor references need to be looked for in its sentence.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from spacy.tokens import Doc

from eventx.annotations import Term, terms
from eventx.gate.needs import DISTANT
from eventx.rules.language import ANCHORS, Fill, Rule, RuleFile, alternatives, token_test
from eventx.rules.match import Compiled, Wake, conjuncts, wakes
from eventx.rules.paths import Path, PathBook, TokenTest, Walker
from eventx.rules.tree import tree_of

OPEN_POS = frozenset({"PROPN", "PRON", "NUM", "DET", "X", "ADJ", "SYM"})
COUNTING = frozenset({"NUM", "ADJ", "DET", "NOUN", "ADV"})
POINTING = frozenset({"person", "group", "place"})
"""Classes of nouns that may stand for a name told elsewhere ("the group")."""


def hopeful(test: TokenTest) -> TokenTest:
    """Returns a test that bars no classes: a name may turn out not to be of them."""
    return replace(test, no_cls=frozenset())


@dataclass(frozen=True, slots=True)
class Hope:
    """What one rule needs at least: tests of single spots, tests that bar it by words alone, and roles."""

    needs: tuple[tuple[str, TokenTest], ...]
    bars: tuple[tuple[tuple[str, TokenTest], ...], ...]
    roles: tuple[tuple[tuple[str, Fill], ...], ...]


@dataclass(frozen=True, slots=True)
class Hopes:
    """The least that each rule of a book needs, by its index, with paths whose tests are hopeful."""

    compiled: Compiled
    paths: PathBook
    rules: tuple[Hope, ...]


def compile_hopes(compiled: Compiled) -> Hopes:
    """Derives from compiled rules what is needed at least for each to match."""
    book = compiled.book
    steps = {id(s): s for paths in book.paths.named.values() for p in paths for s in p.steps}
    changed = {key: replace(step, test=hopeful(step.test)) for key, step in steps.items()}
    named = {
        name: tuple(Path(p.source, tuple(changed[id(s)] for s in p.steps)) for p in paths)
        for name, paths in book.paths.named.items()
    }
    rules = tuple(_hope(file, rule, book.fills) for file, rule in compiled.rules)
    return Hopes(compiled, PathBook(named, book.paths.lists), rules)


def _hope(file: RuleFile, rule: Rule, fills: Mapping[str, Fill]) -> Hope:
    needs = tuple(
        (name, hopeful(token_test(test)))
        for group in rule.when
        for name, test in group.items()
        if name not in DISTANT and not test.trigger_of
    )
    bars = tuple(
        tuple((name, token_test(test)) for name, test in group.items())
        for group in (*rule.unless, *file.unless)
        if all(name in ANCHORS - DISTANT and not (t.cls or t.not_class or t.trigger_of) for name, t in group.items())
    )
    roles = tuple(
        tuple(
            (name, fills[rule.where[role].fill or file.roles[role].fill])
            for role in group
            for union in alternatives(rule.where[role].path)
            for name in union
        )
        for group in rule.need
    )
    return Hope(needs, bars, roles)


def promising(doc: Doc, hopes: Hopes, hinted: frozenset[str]) -> bool:
    """Tells whether any rule may match in a sentence that is parsed, and whose terms are known.

    Args:
        doc: The sentence.
        hopes: What the rules need at least.
        hinted: Classes that a name or a pronoun may be of, by what the whole document says.
    """
    return next(hopeful_rules(doc, hopes, hinted), None) is not None


def hopeful_rules(doc: Doc, hopes: Hopes, hinted: frozenset[str]) -> Iterator[Wake]:
    """Yields the triggers, each with the index of a rule that may match in a parsed sentence."""
    weigher = Weigher(doc, hopes, hinted)
    return (wake for wake in wakes(weigher.tree, hopes.compiled) if weigher.may_match(wake, hopes.rules[wake.rule]))


class Weigher:
    """Weighs rules against one parsed sentence; tokens are named by their index."""

    def __init__(self, doc: Doc, hopes: Hopes, hinted: frozenset[str]) -> None:
        self.tree = tree_of(doc)
        self.hinted = hinted
        self.walker = Walker(self.tree, hopes.paths, self.classes)
        self.term_at: dict[int, Term] = {t.end - 1: t for t in terms(doc)}
        self.capital = [token.text[:1].isupper() for token in doc]

    def classes(self, i: int) -> frozenset[str]:
        """Returns the classes that a token may have: those of its term, and all hinted ones of a name."""
        term = self.term_at.get(i)
        found: frozenset[str] = term.classes if term else frozenset()
        return found | self.hinted if self._is_open(i, term) else found

    def _is_open(self, i: int, term: Term | None) -> bool:
        if self.tree.pos[i] in OPEN_POS or self.capital[i]:
            return True
        return term is not None and not POINTING.isdisjoint(term.classes)

    def may_match(self, wake: Wake, hope: Hope) -> bool:
        """Tells whether a rule may match at a trigger."""
        return (
            all(self._is_met(wake, *need) for need in hope.needs)
            and not any(all(self._is_met(wake, *part) for part in bar) for bar in hope.bars)
            and all(any(self._is_filled(wake.head, *way) for way in ways) for ways in hope.roles)
        )

    def _is_met(self, wake: Wake, name: str, test: TokenTest) -> bool:
        return any(test.passes(self.tree, i, self.classes) for i in self._spots(wake, name))

    def _spots(self, wake: Wake, name: str) -> Sequence[int]:
        if name == "trigger":
            return [wake.head]
        if name == "before":
            return [wake.start - 1] if wake.start else []
        if name == "after":
            return [wake.end] if wake.end < len(self.tree) else []
        if name == "sentence":
            return range(len(self.tree))
        return list(self._ends(name, wake.head))

    def _ends(self, name: str, head: int) -> Iterator[int]:
        return (i for ends in self.walker.routes(name, head) for end in ends for i in conjuncts(self.tree, end))

    def _is_filled(self, head: int, name: str, fill: Fill) -> bool:
        return any(self._may_fill(i, fill) for i in self._ends(name, head))

    def _may_fill(self, i: int, fill: Fill) -> bool:
        tree = self.tree
        below = tree.children[i]
        if fill.any or tree.lower[i] in fill.text or any(tree.lower[c] == "of" for c in below):
            return True
        term = self.term_at.get(i)
        if self._is_open(i, term):
            is_free = bool(fill.kind or fill.number or fill.earlier or fill.country)
            return is_free or not self.hinted.isdisjoint(fill.cls)
        classes: frozenset[str] = term.classes if term else frozenset()
        if not classes.isdisjoint(fill.cls) or (fill.kind and classes):
            return True
        return (fill.number or fill.unknown) and any(c < i and tree.pos[c] in COUNTING for c in below)
