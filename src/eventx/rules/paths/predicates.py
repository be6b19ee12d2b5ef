"""What a path asks of the token that it has reached: `active`, `bare`, `contact`..."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from eventx.rules.tree import Tree

VERBAL = frozenset({"VERB", "AUX"})
OBJECT_DEPS = frozenset({"dobj", "dative"})
RELATIVE_TAGS = frozenset({"WDT", "WP", "WP$", "WRB"})
SUBJECT_DEPS = frozenset({"nsubj", "nsubjpass", "csubj", "expl"})
BARE_PASSIVE_DEPS = frozenset(
    {
        "acl",
        "advcl",
        "amod",
        "ROOT",
        "relcl",
        "ccomp",
        "conj",
        "dep",
        "appos",
        "pobj",
        "compound",
        "oprd",
        "xcomp",
        "pcomp",
    }
)


def is_passive(tree: Tree, verb: int) -> bool:
    """Tells whether a verb is passive: by its auxiliary or subject, or as a bare past participle ("people killed")."""
    deps = {tree.dep[t] for t in tree.children[verb]}
    if deps & {"auxpass", "nsubjpass"}:
        return True
    if tree.tag[verb] != "VBN" or deps & {"dobj", "aux"}:
        return False
    if "nsubj" in deps:  # "and 12 wounded", "Two hurt in crash"
        return True
    if tree.dep[verb] == "conj" and tree.pos[tree.head[verb]] in VERBAL:
        return is_passive(tree, tree.head[verb])
    return tree.dep[verb] in BARE_PASSIVE_DEPS


def is_objectless(tree: Tree, verb: int) -> bool:
    """Tells whether a verb has no object of its own nor one shared with the next verb ("killed and wounded dozens")."""
    chain = [verb, *(t for t in tree.children[verb] if tree.dep[t] == "conj" and not has_subject(tree, t))]
    return not any(tree.dep[c] in OBJECT_DEPS for t in chain for c in tree.children[t])


def is_contact(tree: Tree, verb: int) -> bool:
    """Tells whether a verb has the noun that it hangs on as its object, without a pronoun: "the men they freed"."""
    if tree.dep[verb] != "relcl" or tree.head[verb] > verb or not is_objectless(tree, verb):
        return False
    subjects = [c for c in tree.children[verb] if tree.dep[c] in SUBJECT_DEPS]
    if not subjects or any(c > verb for c in subjects):
        return False
    clause_words = range(tree.head[verb] + 1, verb)
    if any(tree.tag[i] in RELATIVE_TAGS or tree.lower[i] == "that" for i in clause_words):
        return False
    loose = (c for c in tree.children[verb] if tree.dep[c] == "prep")  # "the town they died in"
    return all(any(tree.dep[t] in {"pobj", "pcomp"} for t in tree.children[c]) for c in loose)


def has_subject(tree: Tree, i: int) -> bool:
    """Tells whether a subject hangs on the token itself."""
    return any(tree.dep[t] in SUBJECT_DEPS for t in tree.children[i])


def is_participle(tree: Tree, i: int) -> bool:
    """Tells whether a token is a participle without an auxiliary."""
    return tree.tag[i] in {"VBG", "VBN"} and not any(tree.dep[c] in {"aux", "auxpass"} for c in tree.children[i])


PREDICATES: Mapping[str, Callable[[Tree, int], bool]] = {
    "active": lambda tree, i: tree.pos[i] in VERBAL and not is_passive(tree, i),
    "passive": is_passive,
    "bare": lambda tree, i: not has_subject(tree, i),
    "verb": lambda tree, i: tree.pos[i] in VERBAL,
    "noun": lambda tree, i: tree.pos[i] in {"NOUN", "PROPN"},
    "participle": is_participle,
    "objectless": is_objectless,
    "contact": is_contact,
    "infinitive": lambda tree, i: any(tree.tag[c] == "TO" for c in tree.children[i]),
}
"""What each tells of the token at an index."""
