"""Triggers: the words of a sentence that wake rules."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from eventx.rules.compiled import Compiled
from eventx.rules.tree import Tree

VERBAL = frozenset({"VBN", "VBG", "VBD"})
PREMODIFIERS = frozenset({"amod", "compound", "nummod", "poss", "nmod"})


PARTS = frozenset({"prt", "advmod", "prep", "dobj", "acomp", "oprd", "attr", "advcl"})


class Wake(NamedTuple):
    """A trigger: its head, its tokens [start, end), and the index of the rule that it wakes."""

    head: int
    start: int
    end: int
    rule: int


def _is_bare_verb(tree: Tree, i: int) -> bool:
    """Tells whether a word is a verb without "to" that another governs: "let them go"."""
    bare = tree.dep[i] in {"ccomp", "xcomp"} and tree.tag[i] == "VB"
    return bare and all(tree.dep[child] != "aux" for child in tree.children[i])


def _follows(tree: Tree, i: int, rest: tuple[str, ...]) -> int | None:
    """Returns the end (token index) of a trigger of several words that starts at its head, or None."""
    words = list(rest)
    if tree.lemma[i + 1 : i + 1 + len(rest)] == words:
        return i + 1 + len(rest)
    for child in tree.children[i]:
        if (
            child > i
            and tree.lemma[child] == rest[0]
            and (tree.dep[child] in PARTS or _is_bare_verb(tree, child))
            and tree.lemma[child : child + len(rest)] == words
        ):
            return i + 1
    return None


def _precedes(tree: Tree, i: int, rest: tuple[str, ...]) -> int | None:
    """Returns the start (token index) of a trigger of several words that ends at its head, or None."""
    start = i - len(rest)
    if start < 0:
        return None
    for k, wanted in enumerate(rest, start):
        if wanted != (tree.lower[k] if tree.pos[k] == "ADJ" else tree.lemma[k]):
            return None
    return start


def wakes(tree: Tree, compiled: Compiled) -> Iterator[Wake]:
    """Yields every trigger in the document with the rule that it wakes, in text order."""
    heads, lemmas, new = compiled.heads, tree.lemma, tuple.__new__
    for i in [i for i, lemma in enumerate(lemmas) if lemma in heads]:
        if not tree.dep[i]:
            continue
        bounds: dict[tuple[tuple[str, ...], bool], int | None] = {}
        for rest, rule, is_noun in heads[lemmas[i]].entries(tree.pos[i], verbal=tree.tag[i] in VERBAL):
            if not rest:
                yield new(Wake, (i, i, i + 1, rule))
                continue
            key = rest, is_noun
            if key not in bounds:
                bounds[key] = _precedes(tree, i, rest) if is_noun else _follows(tree, i, rest)
            bound = bounds[key]
            if bound is not None:
                yield Wake(i, bound, i + 1, rule) if is_noun else Wake(i, i, bound, rule)
