"""Mends what hangs on "with" and "between": whom somebody meets, by what, and what they do it with."""

from __future__ import annotations

from spacy.tokens import Doc, Token

from eventx.stages.repair.arcs import SUBJECTS, has
from eventx.stages.repair.looks import Flags, Ids, Shape

_BESIDE = frozenset({"conj", "advcl", "ccomp"})


def partner_not_subject(sentence: Doc) -> None:
    """Makes an object of "with" of what the parser makes the subject of a purpose: "met with the king to discuss"."""
    for word in sentence:
        if word.lower_ != "with" or word.dep_ not in {"mark", "prep"} or has(word, "pobj"):
            continue
        purpose = word.head if word.dep_ == "mark" else _purpose_after(word)
        if purpose is None or purpose.i < word.i or not any(c.tag_ == "TO" for c in purpose.children):
            continue
        verb = purpose.head if word.dep_ == "mark" else word.head
        subject = next((c for c in purpose.children if c.dep_ == "nsubj" and word.i < c.i < purpose.i), None)
        if subject is not None and verb.pos_ == "VERB" and verb.i < word.i:
            word.head, word.dep_ = verb, "prep"
            subject.head, subject.dep_ = word, "pobj"
            purpose.head, purpose.dep_ = verb, "advcl"


def _purpose_after(preposition: Token) -> Token | None:
    """Returns the infinitive clause whose subject follows a preposition that has no object."""
    clauses = [c for c in (*preposition.children, *preposition.head.children) if c.dep_ in {"pcomp", "advcl", "xcomp"}]
    return next((c for c in clauses if c.i > preposition.i and c.left_edge.i <= preposition.i + 1), None)


def object_of_with(sentence: Doc) -> None:
    """Makes an object of "with" of what the parser makes the subject of a participle.

    "They attacked the port with 40 drones and two missiles launched at dawn": what was launched is the missiles.
    """
    for word in sentence:
        if word.lower_ != "with" or word.dep_ != "prep" or has(word, "pobj", "pcomp"):
            continue
        verb = next((c for c in word.head.children if c.i > word.i and c.tag_ == "VBN" and c.dep_ in _BESIDE), None)
        subject = verb and next((c for c in verb.lefts if c.dep_ in SUBJECTS), None)
        if verb is None or subject is None or subject.left_edge.i != word.i + 1:
            continue
        if any(c.dep_ in {"aux", "auxpass", "cc", "mark"} for c in verb.lefts) or subject.pos_ not in {"NOUN", "PROPN"}:
            continue
        subject.head, subject.dep_ = word, "pobj"
        last = max((c for c in subject.subtree if c.dep_ == "conj" and c.head in subject.subtree), default=subject)
        verb.head, verb.dep_ = last, "acl"


def bare_with(shape: Shape) -> Flags:
    """Tells of each token whether it is a "with" that leads to nothing, or to a clause."""
    return shape.word("with") & shape.dep("mark", "prep") & ~shape.has("pobj")


def partner_not_of_device(
    sentence: Doc, devices: frozenset[str], venues: frozenset[str], meeters: frozenset[str]
) -> None:
    """Hangs "with" on who talks, not on what they use or where: "talked by telephone with the president"."""
    for word in sentence:
        device = word.head
        if word.lower_ != "with" or device.dep_ != "pobj":
            continue
        verb = device.head.head
        met = device.lower_ in venues and verb.lemma_ in meeters
        if verb.pos_ == "VERB" and (met or device.lower_ in devices):
            word.head = verb


def with_device(shape: Shape, devices: Ids) -> Flags:
    """Tells of each token whether it is a "with" on something that people talk by, or on where they meet."""
    return shape.word("with") & shape.under(shape.listed(devices))


def partner_not_second_subject(sentence: Doc) -> None:
    """Joins to "between A" the "and B" that became a second subject: "talks between A, the head of X, and B failed"."""
    for partner in sentence:
        start = partner.left_edge.i
        if partner.dep_ not in {"nsubj", "nsubjpass"} or start < 2 or sentence[start - 1].lower_ != "and":
            continue
        inner = sentence[start - 1].head
        first = inner.head if inner.dep_ == "appos" else inner
        subjects = [c for c in partner.head.children if c.dep_ in {"nsubj", "nsubjpass"} and c.i < first.i]
        if first.dep_ == "pobj" and any(c.is_ancestor(first) for c in subjects):
            partner.head, partner.dep_ = first, "conj"


def partner_not_subject_again(sentence: Doc) -> None:
    """Gives "with" the name that became a second subject: "the call with Minister of Chad Ana Vega took place"."""
    for partner in sentence:
        start = partner.left_edge.i
        if partner.dep_ not in {"nsubj", "nsubjpass"} or partner.pos_ != "PROPN" or not start:
            continue
        prep = sentence[start - 1]
        first = prep.head
        if prep.lower_ != "with" or prep.dep_ != "prep" or any(prep.rights) or first.head.i != partner.head.i:
            continue
        if first.dep_ == partner.dep_ and first.i < prep.i:
            partner.head, partner.dep_ = prep, "pobj"


def subject_after_with(shape: Shape) -> Flags:
    """Tells of each token whether it is a name and a subject of which there is another, with a "with" beside."""
    return shape.shared(shape.dep(*SUBJECTS)) & shape.pos("PROPN") & shape.beside(shape.word("with"))


def second_subject(shape: Shape) -> Flags:
    """Tells of each token whether it is a subject of which there is another on the same verb, with an "and" beside."""
    return shape.shared(shape.dep(*SUBJECTS)) & shape.beside(shape.word("and"))
