"""Mends days and months, with what stands beside them."""

from __future__ import annotations

from spacy.tokens import Doc

from eventx.stages.repair.arcs import SUBJECTS, has, make_subject
from eventx.stages.repair.looks import Flags, Ids, Shape


def day_not_counted(sentence: Doc, weekdays: frozenset[str]) -> None:
    """Takes a number from the weekday after it: "rose to six Friday" counts no Fridays."""
    for day in sentence:
        number = next((c for c in day.lefts if c.dep_ == "nummod" and c.i == day.i - 1), None)
        if day.lower_ not in weekdays or day.dep_ not in {"pobj", "dobj", "attr"} or number is None:
            continue
        number.head, number.dep_ = day.head, day.dep_
        day.head, day.dep_ = (day.head.head if day.dep_ == "pobj" else day.head), "npadvmod"


def counted_day(shape: Shape, weekdays: Ids) -> Flags:
    """Tells of each token whether it is the name of a day with a number."""
    return shape.listed(weekdays) & shape.dep("pobj", "dobj", "attr") & shape.has("nummod")


def subject_after_day(sentence: Doc, calendar: frozenset[str]) -> None:
    """Parts a day from the subject after it: "On Monday shells fell", of which the parser makes Monday's shells."""
    for day in sentence:
        noun, prep = day.head, day.head.head
        verb = prep.head
        if day.dep_ != "compound" or noun.dep_ != "pobj" or day.lower_ not in calendar or day.i != prep.i + 1:
            continue
        if not verb.i > noun.i or verb.pos_ not in {"VERB", "AUX"} or has(verb, *SUBJECTS):
            continue
        day.head, day.dep_ = prep, "pobj"
        make_subject(noun, verb)


def day_as_compound(shape: Shape, calendar: Ids) -> Flags:
    """Tells of each token whether it is the name of a day that stands before another noun."""
    return shape.listed(calendar) & shape.dep("compound")


def of_act_not_date(sentence: Doc, calendar: frozenset[str]) -> None:
    """Hangs "of" on an act, not on its date: "the bombing on 1 April of a hotel"."""
    for of in sentence:
        day = of.head
        act = day.head.head
        if of.lower_ != "of" or day.lower_ not in calendar or day.dep_ != "pobj" or day.head.dep_ != "prep":
            continue
        if act.pos_ == "NOUN" and act.i < day.i and all(c.pos_ != "NUM" for c in of.children):
            of.head = act


def of_day(shape: Shape, calendar: Ids) -> Flags:
    """Tells of each token whether it is an "of" on the name of a day or a month."""
    return shape.word("of") & shape.under(shape.listed(calendar))
