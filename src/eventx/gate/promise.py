"""Which parsed sentences may still yield an event, before anybody knows the names in them.

A rule is weighed against the bare parse with every doubt in its favour: a name or a pronoun may belong to any class, a
number may count anything, what rules an event out counts only where words alone decide it. What fails even then can't
match, so that neither names nor references need to be looked for in its sentence.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from spacy.tokens import Doc, Token

from eventx.annotations import Extent, Term, terms
from eventx.rules.language import ANCHORS, Fill, Rule, RuleFile, alternatives, token_test
from eventx.rules.match import Compiled, candidates, coordinated
from eventx.rules.paths import PathBook, TokenTest

OPEN = "?"
"""The class of a token that may turn out to be of any."""
DISTANT = frozenset({"article", "document", "theme"})
"""What a condition may test beyond its sentence."""
OPEN_POS = frozenset({"PROPN", "PRON", "NUM", "DET", "X", "ADJ", "SYM"})


def hopeful(test: TokenTest) -> TokenTest:
    """Returns a test that an open token passes, whatever classes are asked for or barred."""
    return replace(test, cls=test.cls | {OPEN} if test.cls else test.cls, no_cls=frozenset())


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
    book = compiled.book.paths
    named = {
        name: tuple(replace(p, steps=tuple(replace(s, test=hopeful(s.test)) for s in p.steps)) for p in paths)
        for name, paths in book.named.items()
    }
    fills = compiled.book.fills
    return Hopes(
        compiled, replace(book, named=named), tuple(_hope(file, rule, fills) for file, rule in compiled.rules)
    )


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


def promising(doc: Doc, hopes: Hopes) -> bool:
    """Tells whether any rule may match in a sentence that is parsed, and whose terms are known."""
    return next(hopeful_rules(doc, hopes), None) is not None


def hopeful_rules(doc: Doc, hopes: Hopes) -> Iterator[tuple[Token, int]]:
    """Yields trigger and index of every rule that may match in a parsed sentence."""
    weigher = Weigher(doc, hopes)
    for token, where, i in candidates(doc, hopes.compiled):
        if weigher.may_match(token, where, hopes.rules[i]):
            yield token, i


class Weigher:
    """Weighs rules against one parsed sentence."""

    def __init__(self, doc: Doc, hopes: Hopes) -> None:
        self.doc = doc
        self.paths = hopes.paths
        self.term_at: dict[int, Term] = {t.end - 1: t for t in terms(doc)}
        self._classes: dict[int, frozenset[str]] = {}
        self._ends: dict[tuple[str, int], list[list[Token]]] = {}

    def classes(self, token: Token) -> frozenset[str]:
        """Returns the classes that a token may have: those of its term, and `OPEN` where they may be any."""
        found = self._classes.get(token.i)
        if found is None:
            term = self.term_at.get(token.i)
            found = term.classes if term else frozenset()
            if self._is_open(token, term):
                found |= {OPEN}
            self._classes[token.i] = found
        return found

    def _is_open(self, token: Token, term: Term | None) -> bool:
        if token.pos_ in OPEN_POS or token.text[:1].isupper():
            return True
        return any(c.pos_ in OPEN_POS - {"ADJ", "NUM", "DET"} or c.lower_ in {"the", "both"} for c in token.lefts)

    def may_match(self, token: Token, where: Extent, hope: Hope) -> bool:
        """Tells whether a rule may match at a trigger."""
        return (
            all(self._met(token, where, *need) for need in hope.needs)
            and not any(all(self._met(token, where, *part) for part in bar) for bar in hope.bars)
            and all(any(self._filled(token, *way) for way in ways) for ways in hope.roles)
        )

    def _met(self, token: Token, where: Extent, name: str, test: TokenTest) -> bool:
        return any(test.holds(t, self.classes) for t in self._spots(token, where, name))

    def _spots(self, token: Token, where: Extent, name: str) -> Sequence[Token]:
        doc = self.doc
        if name == "trigger":
            return [token]
        if name == "before":
            return [doc[where.start - 1]] if where.start else []
        if name == "after":
            return [doc[where.end]] if where.end < len(doc) else []
        if name == "sentence":
            return list(doc)
        return [t for ends in self.ends(name, token)[:] for end in ends for t in coordinated(end)]

    def ends(self, name: str, token: Token) -> list[list[Token]]:
        """Returns where each alternative of a path arrives, looked up once a trigger."""
        key = (name, token.i)
        if key not in self._ends:
            self._ends[key] = list(self.paths.routes(name, token, self.classes))
        return self._ends[key]

    def _filled(self, token: Token, name: str, fill: Fill) -> bool:
        return any(
            self._may_fill(t, fill) for ends in self.ends(name, token) for end in ends for t in coordinated(end)
        )

    def _may_fill(self, token: Token, fill: Fill) -> bool:
        if fill.any or fill.number or fill.unknown or fill.earlier or token.lower_ in fill.text:
            return True
        classes = self.classes(token)
        if OPEN in classes or any(c.dep_ == "prep" and c.lower_ == "of" for c in token.rights):
            return True
        if not classes:
            return bool({"other", "org", "facility", "group"} & set(fill.kind)) and False
        return bool(set(fill.cls) & classes) or bool(set(fill.kind) & {c.partition(".")[0] for c in classes}) or "place" in fill.kind and bool(classes)
