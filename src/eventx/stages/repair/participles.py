"""Mends participles that are taken for verbs, and verbs that are taken for participles."""

from __future__ import annotations

from spacy.tokens import Doc, Token

from eventx.stages.repair.arcs import FINITE, SUBJECTS, has, make_subject, take_place
from eventx.stages.repair.looks import Flags, Ids, Shape, follows

_OWN = frozenset({"aux", "auxpass", "mark", "neg", *SUBJECTS})
_OBJECTS = frozenset({"dobj", "pobj"})
_INSIDE = frozenset({"pobj", "prep", "agent", "dobj", "acl"})
_QUOTES = frozenset({"``", "''"})


def participle_not_past(sentence: Doc) -> None:
    """Makes a participle of a past tense that hangs on a noun and has no subject: "the crew held captive by rebels"."""
    for verb in sentence:
        if verb.tag_ == "VBD" and verb.dep_ == "acl" and not has(verb, *SUBJECTS, "aux"):
            verb.tag_ = "VBN"


def past_on_noun(shape: Shape) -> Flags:
    """Tells of each token whether it is a verb in the past that hangs on a noun."""
    return shape.tag("VBD") & shape.dep("acl")


def participle_not_verb(sentence: Doc) -> None:
    """Makes a participle of the first of two verbs that nothing joins: "rockets fired from a hill crashed into it".

    The parser hangs the second on the first, or the first on the second where that is a clause.
    """
    for verb in sentence:
        if verb.tag_ != "VBD" or has(verb, *_OWN, "cc"):
            continue
        inside = next((c for c in verb.lefts if c.dep_ == "advcl" and c.tag_ in {"VBD", "VBN"}), None)
        first = verb.head if inside is None else inside
        subject = next((c for c in first.lefts if c.dep_ in SUBJECTS), None)
        if subject is None or first.i > verb.i or not _may_be_participle(first, subject, verb):
            continue
        if inside is None and verb.dep_ in {"advcl", "conj"} and first.dep_ in {"ROOT", "advcl", "ccomp"}:
            above, relation = first.head, first.dep_
            verb.head, verb.dep_ = (verb if relation == "ROOT" else above), relation
        elif inside is None or verb.dep_ != "ccomp":
            continue
        else:
            verb.dep_ = "advcl"
        subject.head, subject.dep_ = verb, "nsubj"
        for child in [c for c in first.children if c.i > verb.i or (c.i < first.i and c.i != subject.i)]:
            child.head = verb
        first.head, first.dep_, first.tag_ = subject, "acl", "VBN"


def _may_be_participle(first: Token, subject: Token, verb: Token) -> bool:
    """Tells whether nothing but prepositions and their objects stand between a bare verb and the next."""
    between = first.doc[first.i + 1 : verb.i]
    if first.tag_ not in {"VBD", "VBN"} or subject.i != first.i - 1 or subject.pos_ not in {"NOUN", "PROPN"}:
        return False
    if has(first, "aux", "auxpass", "dobj", "cc") or not between or between[0].dep_ not in {"prep", "agent"}:
        return False
    is_parted = any(t.is_punct and t.tag_ != "HYPH" for t in between)
    return not is_parted and between[-1].pos_ in {"NOUN", "PROPN"}


def bare_past(shape: Shape) -> Flags:
    """Tells of each token whether it is a verb in the past without a subject, beside or above another clause's verb."""
    bare = shape.tag("VBD", "VBN") & shape.has(*SUBJECTS) & ~shape.has("aux", "auxpass", "dobj", "cc")
    beside = shape.dep("advcl", "conj") & shape.under(bare & shape.dep("ROOT", "ccomp", "advcl"))
    above = shape.dep("ccomp") & shape.bearing(bare & shape.dep("advcl"))
    return (beside | above) & shape.tag("VBD") & ~shape.has(*_OWN, "cc")


def participle_before_verb(sentence: Doc) -> None:
    """Makes a participle of what the parser takes for the verb: "a truce agreed upon in May in Lima has held"."""
    for first in sentence:
        noun = _right_before(first)
        if noun is None or has(first, "dobj", "aux", "auxpass", "xcomp"):
            continue
        verb = next((c for c in first.rights if c.dep_ == "ccomp" and _begins_with_auxiliary(c)), None)
        if verb is None or any(t.pos_ == "PUNCT" for t in sentence[first.i : verb.left_edge.i]):
            continue
        others = [c for c in first.children if c.i < noun.left_edge.i or c.i > verb.i]
        near = sentence[first.i - 1]
        take_place(verb, first)
        make_subject(noun, verb)
        first.head, first.dep_, first.tag_ = (near if near.pos_ in {"NOUN", "PROPN"} else noun), "acl", "VBN"
        for child in others:
            child.head = verb


def _right_before(verb: Token) -> Token | None:
    """Returns the subject whose phrase ends right before a verb in the past, or None."""
    if verb.tag_ not in {"VBD", "VBN"}:
        return None
    subject = next((c for c in verb.lefts if c.dep_ == "nsubj" and c.right_edge.i == verb.i - 1), None)
    return None if subject is None or subject.pos_ == "PRON" else subject


def believed_not_verb(sentence: Doc, found: frozenset[str]) -> None:
    """Makes a participle of what the parser takes for the verb: "men believed to be rebels attacked a base"."""
    for first in sentence:
        noun = next((c for c in first.lefts if c.dep_ in {"nsubj", "nsubjpass"} and c.i == first.i - 1), None)
        if first.lower_ not in found or noun is None or noun.pos_ == "PRON" or has(first, "dobj", "aux", "auxpass"):
            continue
        guess = next((c for c in first.rights if c.dep_ == "xcomp"), None)
        verb = next((c for c in first.rights if c.dep_ == "ccomp" and c.tag_ == "VBD"), None)
        if guess is None or verb is None or verb.left_edge.i != guess.right_edge.i + 1:
            continue
        others = [c for c in first.children if c.i < noun.left_edge.i or c.i > verb.i]
        own = [c for c in verb.lefts if c.dep_ in _OWN]
        if len(own) == 1 and own[0].dep_ == "nsubj" and guess.lower_ == "be" and not any(guess.rights):
            own[0].head, own[0].dep_ = guess, "attr"
        elif own:
            continue
        take_place(verb, first)
        make_subject(noun, verb)
        first.head, first.dep_, first.tag_ = noun, "acl", "VBN"
        for child in others:
            child.head = verb


def found_with_clause(shape: Shape, found: Ids) -> Flags:
    """Tells of each token whether it is one of some participles right after its subject, with a clause."""
    after_subject = shape.right_after_own(shape.dep("nsubj", "nsubjpass"))
    return shape.listed(found) & after_subject & shape.has("xcomp") & shape.has("ccomp")


def _begins_with_auxiliary(verb: Token) -> bool:
    """Tells whether a clause begins with a finite auxiliary and so has no subject."""
    start = verb.left_edge
    return start.dep_ in {"aux", "auxpass"} and start.tag_ in {*FINITE, "MD"} and start.head.i == verb.i


def past_with_clause(shape: Shape) -> Flags:
    """Tells of each token whether it is a verb in the past with a subject and a clause, but no object."""
    clause = shape.bearing(shape.dep("ccomp") & shape.has("aux", "auxpass"))
    return shape.tag("VBD", "VBN") & shape.has("nsubj") & clause & ~shape.has("dobj", "aux", "auxpass")


def name_of_participle(sentence: Doc) -> None:
    """Puts together a noun whose last word the parser gives to a participle: "a roadside bomb planted by rebels"."""
    for name in sentence[1:]:
        participle, first = name.head, name.nbor(-1)
        if name.dep_ != "nsubj" or participle.tag_ != "VBN" or participle.i != name.i + 1 or participle.dep_ != "acl":
            continue
        if participle.head.i != first.i or first.pos_ not in {"NOUN", "PROPN"} or not has(participle, "agent"):
            continue
        name.head, name.dep_ = first.head, first.dep_
        for child in list(first.lefts):
            child.head = name
        first.head, first.dep_ = name, "compound"
        participle.head = name


def subject_of_participle(shape: Shape) -> Flags:
    """Tells of each token whether it is the subject of a participle that hangs on a noun."""
    return shape.dep("nsubj") & shape.under(shape.dep("acl"))


def verb_of_root_noun(sentence: Doc, endings: frozenset[str]) -> None:
    """Gives a noun its verb, which the parser hangs on the last noun before it: "a bomb laid by rebels exploded"."""
    for verb in sentence:
        inner = verb.head
        if verb.lower_ not in endings or verb.dep_ != "acl" or verb.tag_ not in {"VBN", "VBD"} or inner.i != verb.i - 1:
            continue
        participle = inner.head if inner.dep_ == "dobj" else inner.head.head
        noun = participle.head
        if inner.dep_ not in _OBJECTS or participle.dep_ != "acl" or noun.dep_ != "ROOT" or noun.i >= participle.i:
            continue
        if noun.pos_ not in {"NOUN", "PROPN"} or has(verb, *_OWN) or not noun.is_ancestor(verb):
            continue
        verb.tag_, verb.dep_, verb.head = "VBD", "ROOT", verb
        for child in [c for c in noun.children if c.i > verb.i or (c.dep_ in {"prep", "punct"} and c.i < noun.i)]:
            child.head = verb
        noun.head, noun.dep_ = verb, "nsubj"


def participle_of_noun(shape: Shape, endings: Ids) -> Flags:
    """Tells of each token whether it is one of some verbs, on a noun right before it."""
    return shape.listed(endings) & shape.dep("acl")


def verb_with_object(sentence: Doc) -> None:
    """Gives a noun a verb that has an object: "a drone of an armed group targeted a depot", where no other verb is."""
    for verb in sentence:
        inner = verb.head
        if verb.dep_ != "acl" or verb.tag_ != "VBN" or inner.i != verb.i - 1 or has(verb, "agent", *_OWN):
            continue
        noun = inner
        while noun.dep_ in _INSIDE and noun.head.i < noun.i:
            noun = noun.head
        if noun.dep_ != "ROOT" or noun.i == inner.i or noun.pos_ not in {"NOUN", "PROPN"}:
            continue
        if not any(c.dep_ == "dobj" for c in verb.rights):
            continue
        verb.tag_, verb.dep_, verb.head = "VBD", "ROOT", verb
        for child in [c for c in noun.children if c.i > verb.i or (c.dep_ in {"prep", "punct"} and c.i < noun.i)]:
            child.head = verb
        noun.head, noun.dep_ = verb, "nsubj"


def object_of_participle(shape: Shape) -> Flags:
    """Tells of each token whether it is a participle on a noun, with an object."""
    return shape.tag("VBN") & shape.dep("acl") & shape.has("dobj")


def verb_in_quotes(sentence: Doc) -> None:
    """Makes a verb of a participle set in quotes before its object: 'troops "sent to hell" eleven rebels'."""
    for verb in sentence[1:]:
        noun = verb.head
        if (
            verb.dep_ != "acl"
            or verb.tag_ not in {"VBN", "VBD"}
            or verb.nbor(-1).tag_ not in _QUOTES
            or noun.dep_ != "nsubj"
        ):
            continue
        after = [c for c in (*verb.rights, *noun.rights) if c.i > verb.i and c.dep_ in {"dobj", "appos"}]
        harmed = after[0] if after else None
        teller = noun.head
        if harmed is None or teller.i < harmed.i:
            continue
        if not any(t.tag_ in _QUOTES for t in sentence[verb.i : harmed.i]):
            continue
        if any(c.dep_ == "nsubj" and c.i > harmed.i for c in teller.lefts):
            verb.head, verb.dep_, verb.tag_ = teller, "ccomp", "VBD"
            noun.head, harmed.head, harmed.dep_ = verb, verb, "dobj"


def after_quote(shape: Shape) -> Flags:
    """Tells of each token whether it is a participle of a noun right after a quotation mark."""
    return shape.dep("acl") & follows(shape.tag(*_QUOTES), 1)
