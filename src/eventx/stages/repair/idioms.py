"""Mends set phrases, whose words the parser takes one by one."""

from __future__ import annotations

from spacy.tokens import Doc, Token

from eventx.stages.repair.arcs import has, take_place
from eventx.stages.repair.looks import Flags, Shape, follows

_AFTER_GOING = frozenset({"punct", "prep", "npadvmod", "advcl", "dep"})
_IN_DEPTH = ["in", "-", "depth"]
_FACE_TO_FACE = ["face", "to", "face"]


def face_to_face(sentence: Doc) -> None:
    """Makes an adverb of "face to face", which is nothing that one meets."""
    for word in sentence[: max(0, len(sentence) - 2)]:
        if word.dep_ == "dobj" and [sentence[word.i + k].lower_ for k in range(3)] == _FACE_TO_FACE:
            word.dep_, word.pos_, word.tag_ = "advmod", "ADV", "RB"


def face(shape: Shape) -> Flags:
    """Tells of each token whether it is "face"."""
    return shape.word("face")


def depth_as_adjective(sentence: Doc) -> None:
    """Makes an object of the noun after "in-depth", which the parser takes for a preposition and its object."""
    for word in sentence:
        if word.lower_ != "in" or word.dep_ != "prep" or [t.lower_ for t in sentence[word.i : word.i + 3]] != _IN_DEPTH:
            continue
        noun = next((c for c in word.rights if c.dep_ == "pobj" and c.i > word.i + 2 and c.pos_ == "NOUN"), None)
        above = word.head
        if noun is None or above.i > word.i:
            continue
        if above.pos_ == "ADJ":  # "held candid, in-depth talks"
            noun.head, noun.dep_ = above.head, above.dep_
            above.head, above.dep_ = noun, "amod"
        elif above.pos_ == "VERB" and not has(above, "dobj"):
            noun.head, noun.dep_ = above, "dobj"
        else:
            continue
        word.head, word.dep_ = noun, "amod"


def in_depth(shape: Shape) -> Flags:
    """Tells of each token whether it is the "depth" of what may be "in-depth"."""
    return shape.word("depth") & follows(shape.word("in"), 2)


def let_go(sentence: Doc, errands: frozenset[str]) -> None:
    """Makes a verb with an object of "let" and "go": "rebels let go four men", "rebels let four men go on Friday"."""
    for word in sentence:
        gone = next((c for c in word.rights if c.dep_ == "ccomp" and c.lower_ == "go"), None)
        whom = next((c for c in gone.lefts if c.dep_ == "nsubj"), None) if gone is not None else None
        after = (
            [c for c in gone.rights if c.dep_ not in _AFTER_GOING or c.lower_ in errands] if gone is not None else []
        )
        if word.lower_ == "let" and gone is not None and whom is not None and not after:
            whom.head, whom.dep_ = word, "dobj"
            gone.dep_ = "xcomp"
            for child in list(gone.rights):
                child.head = word
            continue
        if word.lower_ == "let" and _joins_go(word):
            continue
        go = word.head
        if word.lower_ != "let" or word.dep_ != "aux" or go.i != word.i + 1 or go.lower_ != "go":
            continue
        children = [c for c in go.children if c.i != word.i]
        take_place(word, go)
        word.pos_ = "VERB"
        go.head, go.dep_ = word, "xcomp"
        for child in children:
            child.head = word


def _joins_go(let: Token) -> bool:
    """Gives "let" the object of the "go" right after it ("has let go two traders"); tells whether there was one."""
    go = next((c for c in let.rights if c.dep_ == "xcomp" and c.lower_ == "go" and c.i == let.i + 1), None)
    if go is None or has(let, "dobj") or not has(go, "dobj"):
        return False
    for child in list(go.rights):
        child.head = let
    return True


def let(shape: Shape) -> Flags:
    """Tells of each token whether it is "let"."""
    return shape.word("let")


def fire_not_object(sentence: Doc) -> None:
    """Makes a verb of "opened" before "fire": "gunmen on a motorcycle opened fire on two guards"."""
    for opened in sentence[1 : max(1, len(sentence) - 1)]:
        fire, noun = opened.head, opened.nbor(-1)
        prep = fire.head
        doer = prep.head
        if opened.lower_ != "opened" or opened.dep_ != "amod" or fire.i != opened.i + 1 or fire.dep_ != "pobj":
            continue
        if noun.head.i not in {opened.i, fire.i} or noun.pos_ not in {"NOUN", "PROPN"} or prep.i > noun.i:
            continue
        rest = doer.head
        if (
            doer.pos_ not in {"NOUN", "PROPN"}
            or doer.i > prep.i
            or not (doer.dep_ == "ROOT" or _follows(doer, rest, fire))
        ):
            continue
        for child in [c for c in (*fire.lefts, *opened.lefts) if c.i < noun.i]:
            child.head = noun
        opened.head, opened.dep_, opened.tag_ = opened, "ROOT", "VBD"
        if doer.dep_ != "ROOT":
            rest.head, rest.dep_ = opened, "advcl"
        for child in [*rest.lefts, *doer.rights]:
            if child.i not in {doer.i, prep.i} and (child.i > fire.i or child.i < doer.i):
                child.head = opened
        doer.head, doer.dep_ = opened, "nsubj"
        noun.head, noun.dep_ = prep, "pobj"
        fire.head, fire.dep_ = opened, "dobj"
        for child in list(fire.rights):
            child.head = opened


def _follows(doer: Token, verb: Token, word: Token) -> bool:
    """Tells whether a participle that heads the sentence, and has a subject, stands after a word."""
    return doer.dep_ == "nsubj" and verb.dep_ == "ROOT" and verb.tag_ == "VBG" and verb.i > word.i


def opened_as_adjective(shape: Shape) -> Flags:
    """Tells of each token whether it is an "opened" that is taken for an adjective."""
    return shape.word("opened") & shape.dep("amod")
