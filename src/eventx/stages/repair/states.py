"""Mends what became of people: "left one dead and 30 injured", "two believed killed"."""

from __future__ import annotations

from spacy.tokens import Doc, Token

from eventx.stages.repair.arcs import FINITE, SUBJECTS, has, make_subject, take_place
from eventx.stages.repair.looks import Flags, Ids, Shape, follows


def state_of_second(sentence: Doc, states: frozenset[str]) -> None:
    """Hangs a state on the second of two counted, where the first has its own: "left one dead and 30 injured"."""
    for state in sentence[1:]:
        second = state.nbor(-1)
        first, verb = second.head, state.head
        if state.lower_ not in states or state.dep_ not in {"oprd", "advcl"} or second.dep_ != "conj":
            continue
        if has(state, *SUBJECTS, "auxpass", "aux"):
            continue
        told = first.dep_ == "dobj" and first.head.i == verb.i
        told = told and any(c.lower_ in states and c.i < second.i for c in (*first.rights, *verb.rights))
        if told or _is_of_object(first, states):  # "left six men dead and 30 injured": the parser has "dead and 30"
            verb = first.head
            state.head, state.dep_ = second, "acl"
            state.tag_ = "VBN" if state.tag_ == "VBD" else state.tag_
            for child in [c for c in state.rights if c.dep_ == "prep" and c.i == state.i + 1]:
                child.head = verb  # where and when it was, for all of them


def _is_of_object(state: Token, states: frozenset[str]) -> bool:
    """Tells whether a word says what became of the object before it: "left six men dead"."""
    if state.lower_ not in states or state.dep_ not in {"oprd", "acomp"}:
        return False
    return any(c.dep_ == "dobj" and c.i < state.i for c in state.head.rights)


def state_after_conjunct(shape: Shape, states: Ids) -> Flags:
    """Tells of each token whether it says what became of somebody, after a word that is coordinated."""
    return shape.listed(states) & follows(shape.dep("conj"), 1)


def state_of_first(sentence: Doc, states: frozenset[str]) -> None:
    """Parts two states of which the parser makes one clause: "leaving [six men dead and 30] injured"."""
    for state in sentence[1:]:
        verb, second = state.head, state.nbor(-1)
        if state.lower_ not in states or state.dep_ != "ccomp" or second.tag_ != "CD" or has(state, "aux", "auxpass"):
            continue
        whom = next((c for c in state.lefts if c.dep_ == "nsubj"), None)
        if whom is None or second.dep_ != "conj" or second.head.i != whom.i or verb.i > whom.left_edge.i:
            continue
        first = next((c for c in whom.rights if c.lower_ in states and c.i < second.i), None)
        if first is None:
            continue
        whom.head, whom.dep_ = verb, "dobj"
        first.head, first.dep_ = verb, "oprd"
        second.head = first
        state.head, state.dep_ = second, "acl"


def state_as_complement(shape: Shape, states: Ids) -> Flags:
    """Tells of each token whether it says what became of somebody, as a clause after a number."""
    return shape.listed(states) & shape.dep("ccomp") & follows(shape.tag("CD"), 1)


def setting_of_states(sentence: Doc, states: frozenset[str]) -> None:
    """Hangs on both what the parser hangs on the second: "left two dead and three others hurt in Goma on Monday"."""
    for state in sentence:
        verb = state.head
        if state.lower_ not in states or state.dep_ != "conj" or state.tag_ not in {"VBN", "VBD"}:
            continue
        if not has(verb, "dobj") or not has(verb, "oprd", "acomp") or has(state, "aux", "auxpass", "dobj"):
            continue
        if has(state, "nsubj", "nsubjpass"):
            for child in [c for c in state.rights if c.dep_ == "prep" and c.tag_ == "IN"]:
                child.head = verb


def state_as_conjunct(shape: Shape, states: Ids) -> Flags:
    """Tells of each token whether it says what became of somebody, coordinated with something that has an object."""
    return shape.listed(states) & shape.dep("conj") & shape.under(shape.has("oprd", "acomp"))


def state_of_result(sentence: Doc, states: frozenset[str]) -> None:
    """Hangs what became of somebody on them, not on the deed: "they shelled the town, resulting in two men injured"."""
    for state in sentence:
        if state.lower_ not in states or state.dep_ != "advcl" or state.tag_ not in {"VBN", "VBD", "JJ"}:
            continue
        whom = next((t for t in reversed(sentence[: state.i]) if t.dep_ == "pobj"), None)
        if whom is None or whom.right_edge.i != state.i - 1 or not whom.head.head.lower_.startswith("result"):
            continue
        if whom.head.lower_ == "in" and not has(state, *SUBJECTS, "auxpass", "mark"):
            state.head, state.dep_ = whom, "acl"
            state.tag_ = "VBN" if state.tag_ == "VBD" else state.tag_


def state_as_clause(shape: Shape, states: Ids) -> Flags:
    """Tells of each token whether it says what became of somebody, as a clause of a verb."""
    return shape.listed(states) & shape.dep("advcl")


def outcome_of_first(sentence: Doc, states: frozenset[str]) -> None:
    """Parts what befell some from what befell others: "2 killed, 5 wounded in a raid", "1 killed 3 injured".

    The parser makes both subjects, or one the other's object.
    """
    for verb in sentence:
        if verb.lower_ not in states or verb.dep_ != "ROOT" or has(verb, "aux", "auxpass", "mark"):
            continue
        subjects = [c for c in verb.lefts if c.dep_ in SUBJECTS]
        second = next((c for c in verb.rights if c.dep_ == "dobj" and c.tag_ == "CD"), None)
        if len(subjects) == 2:
            first = subjects[0]
            state = next((c for c in first.rights if c.dep_ in {"acl", "relcl"} and c.lower_ in states), None)
            between = sentence[first.i : subjects[1].left_edge.i]
            if state is None or has(state, *SUBJECTS) or between[-1].text not in {",", ";"}:
                continue
            state.head, state.dep_ = verb, "ccomp"
            first.head, first.dep_ = state, "nsubj"
        elif second is not None and len(subjects) == 1 and subjects[0].tag_ == "CD" and second.i == verb.i + 1:
            state = next((c for c in second.rights if c.dep_ == "acl" and c.lower_ in states), None)
            if state is None or has(state, *SUBJECTS) or state.i != second.i + 1:
                continue
            state.head, state.dep_ = verb, "conj"
            second.head, second.dep_ = state, "nsubj"
            verb.tag_ = "VBN"


def state_as_root(shape: Shape, states: Ids) -> Flags:
    """Tells of each token whether it says what became of somebody, and heads its sentence."""
    roots = shape.listed(states) & shape.dep("ROOT") & ~shape.has("aux", "auxpass")
    subjects = shape.dep(*SUBJECTS)
    two_subjects: Flags = shape.count(subjects) == 2
    numbers = shape.bearing(shape.dep("dobj") & shape.tag("CD")) & shape.bearing(subjects & shape.tag("CD"))
    return roots & (two_subjects | numbers)


def found_of_number(shape: Shape, found: Ids) -> Flags:
    """Tells of each token whether it says what somebody is believed to be, where "number" is told."""
    return shape.listed(found) & shape.beside(shape.word("number"))


def found_alone(shape: Shape, found: Ids) -> Flags:
    """Tells of each token whether it says what somebody is believed to be, as a verb with a subject alone."""
    return shape.listed(found) & shape.has("nsubj") & ~shape.has("aux", "dobj")


def found_to_be(sentence: Doc, found: frozenset[str], states: frozenset[str]) -> None:
    """Makes a passive of "five confirmed dead": nobody confirms there, the five are what is confirmed."""
    for verb in sentence:
        if verb.lower_ not in found or verb.dep_ == "auxpass" or verb.i + 1 == len(sentence):
            continue
        subject = next((c for c in verb.lefts if c.dep_ == "nsubj"), None)
        is_told = verb.nbor().lower_ in states and verb.nbor().head.i == verb.i
        if subject is not None and is_told and not has(verb, "aux", "dobj"):
            verb.tag_, subject.dep_ = "VBN", "nsubjpass"


def state_in_number(sentence: Doc, found: frozenset[str], states: frozenset[str], figures: frozenset[str]) -> None:
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
        for child in [c for t in (told, state) for c in t.rights if c.dep_ == "prep" and c.lower_ in figures]:
            child.head = above
