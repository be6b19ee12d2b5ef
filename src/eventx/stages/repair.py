"""Mends what a small parser gets wrong so often that rules can't be written around it.

Each repair looks at one sentence right after parsing and moves an arc only where the words leave no other reading.
"""

from __future__ import annotations

from collections.abc import Callable

from spacy.tokens import Doc, Token

FINITE = frozenset({"VBD", "VBZ", "VBP"})
SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj", "csubjpass", "expl"})
LOOSE = frozenset({"npadvmod", "dobj", "attr", "dep"})
MISREAD = frozenset({"appos", "conj", "dep", "npadvmod", "dobj", "pobj", "attr"})


def repair(sentence: Doc) -> None:
    """Mends the tree of one parsed sentence in place."""
    for mend in REPAIRS:
        mend(sentence)


def give_subject(sentence: Doc) -> None:
    """Gives a finite verb the noun phrase before it as its subject, where it has none.

    "Alongside the talks, France and Spain held a vote": the parser takes "France" for an apposition of "talks".
    """
    for verb in sentence:
        if verb.pos_ not in {"VERB", "AUX"} or not _lacks_subject(verb):
            continue
        noun = _phrase_before(verb)
        if noun is not None and _free(noun, verb):
            noun.head = verb
            noun.dep_ = "nsubjpass" if any(c.dep_ == "auxpass" for c in verb.children) else "nsubj"


def _lacks_subject(verb: Token) -> bool:
    if verb.dep_ not in {"ROOT", "ccomp", "advcl"} or any(c.dep_ in SUBJECTS for c in verb.children):
        return False
    auxiliaries = [c for c in verb.children if c.dep_ in {"aux", "auxpass"}]
    return verb.tag_ in FINITE if not auxiliaries else auxiliaries[0].tag_ in {*FINITE, "MD"}


def _phrase_before(verb: Token) -> Token | None:
    """Returns the head of the noun phrase that ends right before a verb's auxiliaries and adverbs."""
    own = {c.i for c in verb.children if c.dep_ in {"aux", "auxpass", "advmod", "neg"}}
    i = verb.i - 1
    while i >= 0 and i in own:
        i -= 1
    if i < 0 or verb.doc[i].pos_ not in {"NOUN", "PROPN", "PRON"}:
        return None
    here = verb.doc[i]
    while here.dep_ in {"conj", "compound", "flat"} and here.head.i < verb.i:
        here = here.head
    return here


def _free(noun: Token, verb: Token) -> bool:
    """Tells whether a noun phrase opens its clause: after a comma, hung on a word before that comma."""
    start = noun.left_edge.i
    if noun.dep_ not in MISREAD or start == 0 or noun.head.i >= start or verb in set(noun.subtree):
        return False
    if noun.doc[start - 1].text != ",":
        return False
    return noun.dep_ in {"appos", "conj", "dep"} and noun.head.dep_ in {"pobj", "npadvmod", "dobj", "appos", "pcomp"}


def join_list(sentence: Doc) -> None:
    """Joins "B and C" to "A" in "over A, B and C", where the parser hung B on the verb."""
    for noun in sentence:
        if noun.dep_ not in LOOSE or noun.pos_ not in {"NOUN", "PROPN"} or noun.ent_type_ in {"DATE", "TIME"}:
            continue
        start = noun.left_edge.i
        if start < 2 or sentence[start - 1].text != "," or not any(c.dep_ == "conj" for c in noun.children):
            continue
        before = sentence[start - 2]
        while before.dep_ in {"compound", "conj"} and before.head.i < start and before.head.pos_ in {"NOUN", "PROPN"}:
            before = before.head
        if before.dep_ == "pobj" and before.pos_ in {"NOUN", "PROPN"} and not before.is_ancestor(noun):
            noun.head = before
            noun.dep_ = "conj"


REPAIRS: tuple[Callable[[Doc], None], ...] = (give_subject, join_list)
