"""What is coordinated with a token: "drones and missiles", "John Hill, an aide, and two guards"."""

from __future__ import annotations

from eventx.rules.paths.predicates import has_subject
from eventx.rules.tree import Tree


def conjuncts(tree: Tree, i: int) -> list[int]:
    """Returns a token and all that is coordinated with it, except clauses."""
    found = [i]
    for child in tree.children[i]:
        if tree.dep[child] == "conj" and tree.pos[child] in {"NOUN", "PROPN", "PRON", "NUM", "ADJ", "X"}:
            found += [] if _begins_clause(tree, i, child) else conjuncts(tree, child)
        elif tree.dep[child] == "appos":
            found += [t for t in _listed(tree, i, child) if t not in found]
    return found


def _begins_clause(tree: Tree, i: int, conj: int) -> bool:
    """Tells whether what hangs on an object as its second half is the subject of the next clause, by the word after.

    The parser reads "killed a guard and two others were hurt" as "killed a guard and two others".
    """
    after = conj + 1
    if tree.dep[i] in {"nsubj", "nsubjpass", "conj"} or after >= tree.end[conj]:
        return False
    verb = tree.head[after] if tree.dep[after] in {"aux", "auxpass"} else after
    return tree.tag[after] in {"VBD", "VBP", "VBZ"} and tree.pos[after] == "AUX" and not has_subject(tree, verb)


def _listed(tree: Tree, i: int, apposed: int) -> list[int]:
    """Returns what a parse hangs on an apposition though it goes on with the list that the token began.

    "envoys Karl Weber and John Hill" has two names of one plural, "Ali Demir, the army chief, and Omani officials" a
    second member after the comma that closes the apposition, "Ali Demir, Ana Vega (his aide) and Rosa Mora" three.
    """
    names = conjuncts(tree, apposed)
    if tree.entity[apposed] == "PERSON" and (
        tree.entity[i] == "PERSON" or (tree.tag[i] == "NNP" and not tree.entity[i])
    ):
        return names  # "His Majesty, King X" too: a form of address names nobody
    if tree.tag[i] == "NNS" and tree.pos[apposed] == "PROPN":
        return names[1:]
    if tree.pos[i] == "PROPN" and any(tree.tag[t] == "NNS" for t in names[1:]) and tree.tag[apposed] == "NN":
        return names  # "Vega, an aide and three guards": one name is no four people
    if tree.entity[apposed] == "PERSON" and min(tree.subtree(apposed)) == i + 1:
        return names[1:]  # "the constable Ali Demir and two guards": a title before a name counts nobody
    starts = {t: min(tree.subtree(t)) for t in names[1:]}
    return [
        t for t, start in starts.items() if start > 1 and tree.dep[start - 1] == "cc" and tree.lower[start - 2] == ","
    ]
