"""Mends names with what belongs to them: suffixes, offices, honours, brackets."""

from __future__ import annotations

from spacy.tokens import Doc

from eventx.stages.repair.arcs import IN_NAME
from eventx.stages.repair.looks import Flags, Ids, Shape, precedes

_IN_TITLE = frozenset({"PROPN", "ADJ", "NOUN"})


def fold_suffix(sentence: Doc, suffixes: frozenset[str]) -> None:
    """Hangs "Jr." on the name before it, of which the parser makes a second noun: "Adam Hill, Jr., met"."""
    for suffix in sentence:
        before = suffix.i - 2 if suffix.i > 1 and sentence[suffix.i - 1].text == "," else suffix.i - 1
        if suffix.lower_ not in suffixes or before < 0 or sentence[before].pos_ != "PROPN":
            continue
        name = sentence[before]
        if suffix.head.i == name.i and suffix.dep_ == "appos":  # "Adam Hill, Jr. of Malta"
            suffix.dep_ = "nmod"
            for child in list(suffix.children):
                child.head = name
        if suffix in name.subtree:
            continue
        if name.head.i == suffix.i:
            name.dep_ = suffix.dep_
            name.head = name if suffix.head.i == suffix.i else suffix.head
        for child in list(suffix.children):
            child.head = name
        suffix.head = name
        suffix.dep_ = "nmod"


def two_with_titles(sentence: Doc, titles: frozenset[str]) -> None:
    """Parts two people with their titles, of whom the parser makes one: "President Vega and King Demir met"."""
    for joined in sentence:
        first = joined.head
        outer = first.head if first.dep_ == "appos" else first  # "President" of "President Vega"
        last = outer.head
        if joined.dep_ != "conj" or outer.dep_ not in IN_NAME or {first.pos_, last.pos_} != {"PROPN"}:
            continue
        if not outer.i <= first.i < joined.i < last.i or first.lower_ in titles:
            continue
        between = sentence[joined.i : last.i]
        if any(word.pos_ not in _IN_TITLE for word in between) or not any(word.lower_ in titles for word in between):
            continue
        first.dep_, first.head = last.dep_, (first if last.head.i == last.i else last.head)
        for child in [c for c in last.lefts if c.i < first.i]:
            child.head = first
        last.head, last.dep_ = first, "conj"
        joined.head, joined.dep_ = last, "compound"


def joined_to_name(shape: Shape, titles: Ids) -> Flags:
    """Tells of each token whether it is joined to a part of a name, in a sentence with titles."""
    titled = shape.beside(shape.listed(titles))
    return titled & shape.dep("conj") & shape.under(shape.dep(*IN_NAME, "appos") & shape.pos("PROPN"))


def office_not_honour(sentence: Doc, honours: frozenset[str]) -> None:
    """Puts an office above the honour before it: "His Excellency the Minister of Trade met the envoy"."""
    for honour in sentence:
        if honour.lower_ not in honours or honour.i + 2 >= len(sentence) or honour.nbor().lower_ != "the":
            continue
        office = next((c for c in honour.rights if c.left_edge.i == honour.i + 1), None)
        if office is None or office.pos_ not in {"PROPN", "NOUN"} or office.dep_ not in {"appos", "npadvmod", "dep"}:
            continue
        office.dep_, office.head = honour.dep_, (office if honour.head.i == honour.i else honour.head)
        for child in [c for c in honour.rights if c.i != office.i]:
            child.head = office
            child.dep_ = "appos" if child.dep_ == "npadvmod" else child.dep_
        honour.head, honour.dep_ = office, "nmod"


def name_before_bracket(sentence: Doc) -> None:
    """Takes what stands in brackets from the name before it: "in Kajuru (Kaduna)"."""
    for name in sentence[: max(0, len(sentence) - 3)]:
        inner = name.head
        if name.dep_ not in {"nmod", "compound"} or name.nbor().text != "(" or inner.i < name.i + 2:
            continue
        if inner.i + 1 >= len(sentence) or inner.nbor().text != ")" or inner.pos_ != "PROPN" or name.pos_ != "PROPN":
            continue
        if inner.dep_ == "ROOT":
            continue
        for child in [c for c in inner.lefts if c.i < name.i]:
            child.head = name
        name.head, name.dep_ = inner.head, inner.dep_
        inner.head, inner.dep_ = name, "appos"


def before_bracket(shape: Shape) -> Flags:
    """Tells of each token whether it is a part of another word, with a bracket after it."""
    return precedes(shape.word("(")) & shape.dep(*IN_NAME, "appos")
