"""Mends lists of nouns that are taken apart, or for appositions."""

from __future__ import annotations

import numpy as np
from spacy.tokens import Doc, Token

from eventx.stages.repair.arcs import SUBJECTS, has
from eventx.stages.repair.looks import Flags, Shape, follows, precedes

_LOOSE = frozenset({"npadvmod", "dobj", "attr", "dep"})
_PAIR_NAME = 5  # words, at most, up to the comma between two names


def join_list(sentence: Doc) -> None:
    """Joins "B and C" to "A" in "over A, B and C", where the parser hung B on the verb, or beside A."""
    for noun in sentence:
        if _is_second_name(noun) or _is_second_body(noun):
            noun.dep_ = "conj"
        if noun.dep_ not in _LOOSE or noun.pos_ not in {"NOUN", "PROPN"} or noun.ent_type_ in {"DATE", "TIME"}:
            continue
        start = noun.left_edge.i
        if start < 2 or sentence[start - 1].text != "," or not has(noun, "conj"):
            continue
        before = sentence[start - 2]
        while before.dep_ in {"compound", "conj"} and before.head.i < start and before.head.pos_ in {"NOUN", "PROPN"}:
            before = before.head
        if before.dep_ == "pobj" and before.pos_ in {"NOUN", "PROPN"} and not before.is_ancestor(noun):
            noun.head = before
            noun.dep_ = "conj"


def _is_second_name(noun: Token) -> bool:
    """Tells whether a name only seems to say what the one before is: "a tour of Tuvalu, Nauru and Kiribati"."""
    first = noun.head
    if noun.dep_ != "appos" or first.pos_ != "PROPN" or first.i != noun.i - 2 or noun.nbor(-1).text != ",":
        return False
    third = next((c for c in noun.rights if c.dep_ == "conj" and c.pos_ == "PROPN" and c.i == noun.i + 2), None)
    if noun.pos_ != "PROPN" or third is None:
        return False
    if first.dep_ == "pobj":
        return not any(first.lefts)
    ends = first.dep_ in SUBJECTS and third.i == first.right_edge.i and third.i < first.head.i
    return ends and not any(noun.lefts) and all(c.tag_ == "NNP" and c.dep_ == "compound" for c in first.lefts)


def _is_second_body(noun: Token) -> bool:
    """Tells whether it is the second of three that are named alike: "the UN, the EU and the AU met"."""
    first = noun.head
    third = next((c for c in noun.rights if c.dep_ == "conj" and c.i == noun.i + 3), None)
    if noun.dep_ != "appos" or third is None or first.i != noun.i - 3 or first.nbor(1).text != ",":
        return False
    named = all(t.pos_ == "PROPN" and t.text.isupper() and t.nbor(-1).lower_ == "the" for t in (noun, third))
    return named and first.pos_ == "PROPN" and first.text.isupper()


def loose_list(shape: Shape) -> Flags:
    """Tells of each token whether it is a noun that begins a list, with no place in its clause."""
    names = shape.dep("appos") & shape.pos("PROPN") & shape.under(shape.dep("pobj", "dobj", *SUBJECTS))
    loose = (names | (shape.dep(*_LOOSE) & shape.pos("NOUN", "PROPN"))) & shape.has("conj")
    return loose & shape.beside(shape.word(","))


def close_apposition(sentence: Doc) -> None:
    """Joins B to A in "between A, the head of X, and B", where the parser joined it to the apposition or to X."""
    for noun in sentence:
        if noun.dep_ != "conj" or noun.pos_ not in {"NOUN", "PROPN"} or not _after_comma_and(noun):
            continue
        here = noun.head
        while here.dep_ in {"conj", "pobj", "prep", "compound"} and here.head.i < here.i:
            here = here.head
        if (
            here.dep_ == "appos"
            and here.head.i < here.i
            and here.head.pos_ in {"NOUN", "PROPN"}
            and here.i != noun.head.i
        ):
            noun.head = here.head


def _after_comma_and(noun: Token) -> bool:
    start = noun.left_edge.i
    return start > 1 and noun.doc[start - 1].lower_ == "and" and noun.doc[start - 2].text == ","


def comma_and(shape: Shape) -> Flags:
    """Tells of each token whether it is an "and" after a comma, in a sentence with an apposition."""
    return shape.word("and") & follows(shape.word(","), 1) & shape.beside(shape.dep("appos"))


def conjunct_of_object(sentence: Doc) -> None:
    """Joins to an object what the parser joins to its verb: "killing him, his wife and two others"."""
    for noun in sentence:
        verb = noun.head
        if noun.dep_ != "conj" or noun.pos_ not in {"NOUN", "PROPN"} or verb.pos_ != "VERB" or verb.i > noun.i:
            continue
        object_ = next((c for c in verb.rights if c.dep_ == "dobj"), None)
        comma = object_.right_edge.i + 1 if object_ is not None else noun.i
        if object_ is not None and comma < noun.i and sentence[comma].text == "," and noun.left_edge.i == comma + 1:
            noun.head = object_


def noun_beside_verb(shape: Shape) -> Flags:
    """Tells of each token whether it is a noun that is coordinated with a verb that has an object."""
    joined = shape.dep("conj") & shape.pos("NOUN", "PROPN")
    return joined & shape.under(shape.pos("VERB", "AUX") & shape.has("dobj"))


def headline_pair(sentence: Doc) -> None:
    """Joins the two names that a headline begins with: "Chad, Niger hold talks", "Chad, Niger to hold talks"."""
    comma = next((t.i for t in sentence[1:_PAIR_NAME] if t.text == ","), 0)
    after = next((t.i for t in sentence[comma + 1 :] if t.pos_ != "PROPN"), 0)
    if not comma or after < comma + 2 or any(t.pos_ != "PROPN" for t in sentence[:comma]):
        return
    to = sentence[after].tag_ == "TO" and after + 1 < len(sentence)
    verb, first, second = sentence[after + to], sentence[comma - 1], sentence[after - 1]
    if verb.tag_ not in ({"VB"} if to else {"VBP"}) or verb.pos_ != "VERB":
        return
    if to and first.dep_ == "ROOT" and verb.dep_ in {"relcl", "acl"} and verb.head.i == first.i:
        later = [c for c in first.rights if c.i > second.i and c.i != verb.i]
        verb.head, verb.dep_ = verb, "ROOT"
        for child in later:
            child.head = verb
    elif second.head.i not in {first.i, verb.i} or first.head.i not in {second.i, verb.i} or first.is_ancestor(verb):
        return
    first.head, first.dep_ = verb, "nsubj"
    second.head, second.dep_ = first, "conj"


def name_comma(shape: Shape) -> Flags:
    """Tells of each token whether it is a comma close to the start of its sentence, with a name before and after it."""
    names = shape.pos("PROPN")
    close = np.zeros_like(names)
    close[_PAIR_NAME:] = shape.sentence[_PAIR_NAME:] != shape.sentence[:-_PAIR_NAME]
    close[:_PAIR_NAME] = True
    return shape.word(",") & follows(names, 1) & precedes(names) & close


def place_in_place(sentence: Doc) -> None:
    """Puts a name after another that lies in it: in "at Hit, Anbar, Iraq" the parser joins the second to the first."""
    for name in sentence[2:]:
        town, wider = name.head, next((c for c in name.rights if c.dep_ == "appos"), None)
        if name.dep_ != "conj" or name.pos_ != "PROPN" or town.pos_ != "PROPN" or town.i > name.i or wider is None:
            continue
        parted = sentence[name.left_edge.i - 1].text == "," and sentence[wider.left_edge.i - 1].text == ","
        plain = wider.pos_ == "PROPN" and not has(wider, "cc", "det") and not has(name, "cc", "conj")
        if parted and plain and not has(town, "cc"):
            name.dep_ = "appos"


def joined_name(shape: Shape) -> Flags:
    """Tells of each token whether it is a name that is joined to another and has one in apposition."""
    return shape.dep("conj") & shape.pos("PROPN") & shape.has("appos") & shape.under(shape.pos("PROPN"))
