"""Paths as rows of steps, and the tests on the tokens that steps arrive at."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from eventx.rules.paths.predicates import PREDICATES, has_subject
from eventx.rules.tree import Tree

Classes = Callable[[int], frozenset[str]]
"""Gives the semantic classes of the token at an index (see `eventx.annotations.Term`)."""

CLAUSE_DEPS = frozenset({"ccomp", "advcl", "relcl", "parataxis", "csubj"})


@dataclass(frozen=True, slots=True)
class TokenTest:
    """Conditions on one token; all that are given must hold, each by one of its values."""

    lemma: frozenset[str] = frozenset()
    text: frozenset[str] = frozenset()
    pos: frozenset[str] = frozenset()
    tag: frozenset[str] = frozenset()
    dep: frozenset[str] = frozenset()
    cls: frozenset[str] = frozenset()
    no_cls: frozenset[str] = frozenset()
    no_lemma: frozenset[str] = frozenset()

    @property
    def is_open(self) -> bool:
        """Whether any token passes."""
        wanted = self.lemma or self.text or self.pos or self.tag or self.dep or self.cls
        return not (wanted or self.no_cls or self.no_lemma)

    def passes(self, tree: Tree, i: int, classes: Classes) -> bool:
        """Tells whether the token at an index passes."""
        if self.lemma and tree.lemma[i] not in self.lemma and tree.lower[i] not in self.lemma:
            return False
        if self.no_lemma and tree.lemma[i] in self.no_lemma:
            return False
        if self.text and tree.lower[i] not in self.text:
            return False
        if self.pos and tree.pos[i] not in self.pos:
            return False
        if self.tag and tree.tag[i] not in self.tag:
            return False
        if self.dep and tree.dep[i] not in self.dep:
            return False
        if not self.cls and not self.no_cls:
            return True
        have = classes(i)
        return not (self.cls and self.cls.isdisjoint(have)) and self.no_cls.isdisjoint(have)


@dataclass(frozen=True, slots=True)
class Step:
    """One move: `>` to children, `<` to the parent, `>>` to the whole clause; `=` stays and tests a predicate."""

    direction: str
    deps: frozenset[str]
    test: TokenTest
    predicate: str = ""
    is_open: bool = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "is_open", self.test.is_open)

    def walk(self, tree: Tree, i: int, classes: Classes) -> list[int]:
        """Returns the tokens that the step arrives at, in text order."""
        dep, deps, direction = tree.dep, self.deps, self.direction
        if direction == ">":
            found = [c for c in tree.children[i] if dep[c] in deps] if deps else tree.children[i]
        elif direction == "=":
            return [i] if PREDICATES[self.predicate](tree, i) else []
        elif direction == "<":
            head = tree.head[i]
            found = [head] if head != i and (not deps or dep[i] in deps) else []
        elif direction == ">>":
            found = [t for t in clause(tree, i) if t != i and (not deps or dep[t] in deps)]
        else:
            beside = i + 1 if direction == "+" else i - 1
            found = [beside] if tree.start[i] <= beside < tree.end[i] and (not deps or dep[beside] in deps) else []
        if self.is_open or not found:
            return found
        test = self.test
        return [t for t in found if test.passes(tree, t, classes)]


@dataclass(frozen=True, slots=True)
class Path:
    """A compiled path: steps and tests in the order written."""

    source: str
    steps: tuple[Step, ...]


def clause(tree: Tree, i: int) -> list[int]:
    """Returns the tokens of the clause that a token governs, without the clauses inside it, in text order."""
    found: list[int] = []
    stack = [i]
    while stack:
        here = stack.pop()
        found.append(here)
        stack += [
            t
            for t in tree.children[here]
            if tree.dep[t] not in CLAUSE_DEPS and not (tree.dep[t] == "conj" and has_subject(tree, t))
        ]
    return sorted(found)
