"""Mends the trees around who tells something and what is told (see `repair`)."""

from __future__ import annotations

from spacy.tokens import Doc, Token

from eventx.stages.looks import FINITE, SUBJECTS
from eventx.stages.repair_arcs import make_subject, take_place

_FIGURED = frozenset({"at", "to"})


def state_in_number(sentence: Doc, found: frozenset[str], states: frozenset[str]) -> None:
    """Hangs on people what they are believed to be: "the number of people believed killed rose", "put it at nine"."""
    for told in sentence[3:-1]:
        noun, state = told.nbor(-1), told.nbor()
        number = noun.head.head
        if told.lower_ not in found or state.lower_ not in states or noun.head.lower_ != "of":
            continue
        if noun.dep_ != "pobj" or number.lower_ != "number":
            continue
        top = told if told.is_ancestor(state) else state
        verb = next((c for t in (state, told) for c in t.rights if c.i > state.i and c.tag_ in FINITE), None)
        above = number.head
        if verb is not None and number.head.i in {told.i, state.i}:
            take_place(verb, top)
            make_subject(number, verb)
            above = verb
        told.head, told.dep_, told.tag_ = noun, "acl", "VBN"
        state.head, state.dep_ = told, "oprd"
        for child in [c for t in (told, state) for c in t.rights if c.dep_ == "prep" and c.lower_ in _FIGURED]:
            child.head = above


def teller_after_told(sentence: Doc) -> None:
    """Gives who tells it the first of two subjects: "a man died, says the army, and a tank opened fire"."""
    for verb in sentence:
        subjects = [c for c in verb.lefts if c.dep_ == "nsubj"]
        teller = verb.head
        if len(subjects) != 2 or verb.dep_ != "ccomp" or teller.i >= subjects[0].i or teller.tag_ not in FINITE:
            continue
        right_after = subjects[0].left_edge.i == teller.i + 1
        if not right_after or sentence[subjects[1].left_edge.i - 1].dep_ != "cc":
            continue
        if any(c.dep_ == "ccomp" for c in teller.lefts) and not any(c.dep_ in SUBJECTS for c in teller.children):
            subjects[0].head = teller


def nobody_after_aside(sentence: Doc) -> None:
    """Gives "there were" what it lacks, after who tells it: "there were, he wrote on Telegram, no casualties"."""
    for there in sentence:
        verb = there.head
        if there.dep_ != "expl" or any(c.dep_ in {"attr", "dobj"} for c in verb.children):
            continue
        nouns = (t for t in sentence[verb.i + 1 :] if t.dep_ in {"appos", "npadvmod", "dobj", "conj"})
        noun = next((t for t in nouns if t.left_edge.lower_ == "no" and t.left_edge.nbor(-1).text == ","), None)
        if noun is not None and noun.pos_ == "NOUN":
            noun.head, noun.dep_ = verb, "attr"


def object_of_told(sentence: Doc, saying_forms: frozenset[str]) -> None:
    """Makes a relative pronoun the object of what is said: "Vega, whom the army said in May it had wounded"."""
    for pronoun in sentence:
        saying = pronoun.head
        if (
            pronoun.dep_ not in {"dobj", "dep"}
            or pronoun.tag_ not in {"WP", "WDT"}
            or saying.lower_ not in saying_forms
        ):
            continue
        told = next((c for c in saying.rights if c.dep_ == "ccomp" and c.pos_ == "VERB"), None)
        if told is None or not any(c.dep_ == "nsubj" for c in told.lefts):
            continue
        if not any(c.dep_ in {"dobj", "ccomp", "auxpass"} for c in told.children):
            pronoun.head, pronoun.dep_ = told, "dobj"


def setting_of_told(sentence: Doc) -> None:
    """Hangs on what is told where and when it was: "In Gao, local media reported, nine people died"."""
    for setting in sentence:
        teller = setting.head
        if setting.dep_ not in {"prep", "npadvmod"} or teller.i < setting.i or setting.left_edge.i > 0:
            continue
        comma = setting.right_edge.i + 1
        told = next((c for c in (*teller.rights, teller.head) if _told_after(c, teller)), None)
        if told is not None and sentence[comma].text == "," and any(c.dep_ == "nsubj" for c in teller.lefts):
            setting.head = told


def _told_after(verb: Token, teller: Token) -> bool:
    """Tells whether a clause of its own follows who tells it and a comma."""
    if verb.i <= teller.i or verb.pos_ != "VERB" or not {verb.dep_, teller.dep_} & {"ccomp"}:
        return False
    subject = next((c for c in verb.lefts if c.dep_ in SUBJECTS), None)
    return subject is not None and teller.nbor().text == "," and subject.left_edge.i == teller.i + 2
