"""What several repairs ask of a tree, and arcs that several move."""

from __future__ import annotations

from spacy.tokens import Token

FINITE = frozenset({"VBD", "VBZ", "VBP"})
SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj", "csubjpass", "expl"})
IN_NAME = frozenset({"nmod", "compound", "amod"})
_VERBAL = frozenset({"VERB", "AUX"})


def has(token: Token, *relations: str) -> bool:
    """Tells whether a word with one of some relations hangs on a token."""
    return any(c.dep_ in relations for c in token.children)


def may_have(verb: Token, subject: Token) -> bool:
    """Tells whether a verb is finite and has no subject but, maybe, one."""
    if verb.pos_ not in {"VERB", "AUX"} or any(c.dep_ in SUBJECTS and c.i != subject.i for c in verb.children):
        return False
    return any(t.tag_ in FINITE or t.tag_ == "MD" for t in (verb, *verb.lefts))


def opens(noun: Token) -> bool:
    """Tells whether a noun phrase begins right after a comma."""
    start = noun.left_edge.i
    return start > 0 and noun.doc[start - 1].text == "," and noun.pos_ in {"NOUN", "PROPN", "PRON"}


def verb_after(noun: Token) -> Token | None:
    """Returns the finite verb whose auxiliaries begin right after a noun phrase, or that stands there itself."""
    after = noun.right_edge.i + 1
    if after >= len(noun.doc):
        return None
    word = noun.doc[after]
    verb = word.head if word.dep_ in {"aux", "auxpass"} else word
    is_finite = word.tag_ in {"VBD", "MD"} or (word.i != verb.i and word.tag_ in FINITE)
    is_finite = is_finite and verb.pos_ in _VERBAL and verb.dep_ in {"conj", "advcl", "ccomp"}
    return verb if is_finite and verb.head.i < noun.i and verb.head.pos_ == verb.pos_ else None


def take_place(word: Token, above: Token) -> None:
    """Puts a word where the one above it stands in the tree."""
    head, relation = above.head, above.dep_
    word.head, word.dep_ = (word, "ROOT") if relation == "ROOT" else (head, relation)


def make_subject(noun: Token, verb: Token) -> None:
    """Makes a noun the subject of a verb, passive where the verb is."""
    noun.head = verb
    noun.dep_ = "nsubjpass" if any(c.dep_ == "auxpass" for c in verb.children) else "nsubj"


def take_from_under(top: Token, whole: Token, before: int) -> None:
    """Puts the clause with one token in the place of a token that the parser put above it."""
    if not top.is_ancestor(whole):
        return
    clause = next(c for c in (whole, *whole.ancestors) if c.head.i == top.i)
    above, relation = top.head, top.dep_
    for child in [c for c in top.lefts if c.i < before and c.i != clause.i]:
        child.head = clause
    clause.head, clause.dep_ = (clause, "ROOT") if above.i == top.i else (above, relation)
