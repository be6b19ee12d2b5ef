"""Mends subjects: verbs that lack theirs, and nouns that are taken for something else than a subject."""

from __future__ import annotations

from itertools import takewhile

import numpy as np
from spacy.tokens import Doc, Token

from eventx.stages.repair.arcs import (
    FINITE,
    IN_NAME,
    SUBJECTS,
    has,
    make_subject,
    may_have,
    opens,
    take_place,
    verb_after,
)
from eventx.stages.repair.looks import Flags, Shape, follows

_COMMON = frozenset({"NN", "NNS", "NNPS"})
_OF_NAME = frozenset({"PROPN", "DET", "ADJ"})
_BESIDE_VERB = frozenset({"aux", "auxpass", "advmod", "neg"})
_MEASURED = frozenset({"nummod", "det"})


def give_subject(sentence: Doc) -> None:
    """Gives a finite verb the noun phrase before it as its subject, where it has none.

    "Alongside the talks, France and Spain held a vote": the parser takes "France" for an apposition of "talks".
    "They met in Oslo, the ministry said": it takes "the ministry" for a second Oslo and "said" for a second verb.
    """
    for verb in sentence:
        if verb.pos_ not in {"VERB", "AUX"} or not _lacks_subject(verb):
            continue
        noun = _phrase_before(verb)
        if noun is None or not _free(noun, verb):
            continue
        make_subject(noun, verb)
        if verb.dep_ == "conj":
            _put_above(verb)


def _put_above(verb: Token) -> None:
    """Makes a verb the head of the clause that it was coordinated with: what was said hangs on the saying."""
    said = verb.head
    above, relation = said.head, said.dep_
    if relation == "ROOT":
        verb.head = verb
        verb.dep_ = "ROOT"
    else:
        verb.head = above
        verb.dep_ = relation
    said.head = verb
    said.dep_ = "ccomp"


def _lacks_subject(verb: Token) -> bool:
    if has(verb, *SUBJECTS):
        return False
    if verb.dep_ == "conj":
        head = verb.head
        joined = any(c.dep_ == "cc" and c.i < verb.i for c in head.rights)
        return verb.tag_ in FINITE and not joined and head.pos_ in {"VERB", "AUX"} and head.i < verb.i
    if verb.dep_ not in {"ROOT", "ccomp", "advcl"}:
        return False
    auxiliaries = [c for c in verb.children if c.dep_ in {"aux", "auxpass"}]
    return verb.tag_ in FINITE if not auxiliaries else auxiliaries[0].tag_ in {*FINITE, "MD"}


def _phrase_before(verb: Token) -> Token | None:
    """Returns the head of the noun phrase that ends right before a verb's auxiliaries and adverbs."""
    own = {c.i for c in verb.children if c.dep_ in {"aux", "auxpass", "advmod", "neg"}}
    i = verb.i - 1
    while i >= 0 and i in own:
        i -= 1
    here = _before_aside(verb.doc[i]) if i > 0 and verb.doc[i].text == "," else verb.doc[max(i, 0)]
    if i < 0 or here is None or here.pos_ not in {"NOUN", "PROPN", "PRON"}:
        return None
    while here.head.i < verb.i and here.head.i != here.i and not opens(here):
        if here.dep_ not in {"conj", "compound", "flat", "pobj", "prep", "appos", "nmod"}:
            break
        here = here.head
    return here


def _before_aside(comma: Token) -> Token | None:
    """Returns the noun before an apposition that ends at a comma: "the premier, Ana Vega, won"."""
    aside = comma.doc[comma.i - 1]
    while aside.dep_ in {"compound", "flat", "pobj", "prep"} and aside.head.i < comma.i:
        aside = aside.head
    return aside.head if aside.dep_ == "appos" and opens(aside) and aside.head.i < aside.i else None


def _free(noun: Token, verb: Token) -> bool:
    """Tells whether a noun phrase opens its clause: after a comma, hung on a word before that comma."""
    start = noun.left_edge.i
    if noun.dep_ not in {"appos", "conj", "dep"} or start == 0 or noun.head.i >= start or noun.is_ancestor(verb):
        return verb.dep_ == "conj" and noun.dep_ in {"appos", "conj"} and opens(noun)
    return opens(noun) and noun.head.dep_ in {"pobj", "npadvmod", "dobj", "appos", "pcomp", "conj"}


def bare_verb(shape: Shape) -> Flags:
    """Tells of each token whether it is a verb without a subject, with a noun before its auxiliaries and adverbs."""
    verbs = shape.pos("VERB", "AUX") & _finite(shape) & ~shape.has(*SUBJECTS)
    beside = shape.dep(*_BESIDE_VERB)
    nominal = shape.pos("NOUN", "PROPN", "PRON") | (shape.word(",") & shape.beside(shape.dep("appos")))
    found = np.zeros_like(verbs)
    places = np.flatnonzero(verbs)
    before = places - 1
    while len(places):
        inside = (before >= 0) & (shape.sentence[before] == shape.sentence[places])
        places, before = places[inside], before[inside]
        own = beside[before] & (shape.heads[before] == places)
        found[places[~own & nominal[before]]] = True
        places, before = places[own], before[own] - 1
    return found


def _finite(shape: Shape) -> Flags:
    """Tells of each token whether it is a finite verb of a clause, or has an auxiliary."""
    finite = shape.tag(*FINITE)
    clausal = shape.dep("ROOT", "ccomp", "advcl") & (finite | shape.has("aux", "auxpass"))
    return clausal | (shape.dep("conj") & finite)


def subject_not_compound(sentence: Doc) -> None:
    """Makes a subject of a noun that the parser makes part of a verb: "suicide bomber targets procession".

    Or of one of saying: "nine die, local sources report".
    """
    for noun in sentence:
        verb = noun.head
        if noun.dep_ != "compound" or verb.tag_ not in FINITE or noun.i + 1 != verb.i or noun.pos_ != "NOUN":
            continue
        has_object = any(c.dep_ == "dobj" for c in verb.rights) or any(c.dep_ == "ccomp" for c in verb.lefts)
        if has_object and not has(verb, *SUBJECTS):
            noun.dep_ = "nsubj"


def compound_of_verb(shape: Shape) -> Flags:
    """Tells of each token whether it is taken for a part of a finite verb."""
    return shape.dep("compound") & shape.under(shape.tag(*FINITE))


def subject_after_place(sentence: Doc, place_ends: frozenset[str]) -> None:
    """Parts a place from the subject after it: "In northern Chad rebels fled", "In the West Bank 18 men died"."""
    for prep in sentence[:-2]:
        if prep.dep_ != "prep":
            continue
        subject = next((c for c in prep.rights if c.dep_ == "pobj"), None) or _subject_right_after(prep)
        if subject is None or subject.tag_ not in _COMMON or subject.left_edge.i != prep.i + 1:
            continue
        verb = prep.head if subject.head.i == prep.i else subject.head
        if verb.i < subject.i or not may_have(verb, subject):
            continue
        place = _place_in(subject, place_ends)
        own = [c for c in subject.lefts if place is not None and c.i > place.i]
        if place is None or (subject.tag_ == "NN" and not any(c.dep_ in _MEASURED for c in own)):
            continue
        for child in [c for c in subject.lefts if c.i < place.i]:
            child.head = place
        place.head, place.dep_ = prep, "pobj"
        make_subject(subject, verb)


def _subject_right_after(prep: Token) -> Token | None:
    """Returns the subject that begins right after a preposition which has nothing of its own."""
    after = prep.nbor()
    subject = next((t for t in (after, *after.ancestors) if t.dep_ in SUBJECTS), None)
    return subject if subject is not None and not any(prep.children) else None


def _place_in(noun: Token, place_ends: frozenset[str]) -> Token | None:
    """Returns the last word of the place that a noun phrase begins with, put above the rest of its name.

    Without a known last word ("Sea" in "the Red Sea pirates") it is the first name.
    """
    phrase = noun.doc[noun.left_edge.i : noun.i]
    name = list(takewhile(lambda t: t.pos_ in _OF_NAME or t.tag_ == "POS" or t.lower_ in place_ends, phrase))
    end = next((t for t in reversed(name) if t.lower_ in place_ends), None)
    if end is None:
        lefts = [t for t in noun.lefts if t.dep_ in IN_NAME and t.pos_ == "PROPN"]
        plain = name and name[0].dep_ != "det" and all(t.dep_ not in {"case", "cc", "conj"} for t in name)
        return lefts[0] if lefts and plain and lefts[0] in name else None
    for word in name[: name.index(end)]:
        if word.head.i > end.i:
            word.head = end
    return end


def name_of_place(shape: Shape) -> Flags:
    """Tells of each token whether it is a name soon after a preposition that is part of an object or a subject."""
    prepositions = shape.dep("prep")
    near = follows(prepositions, 1)
    for distance in range(2, 6):
        near |= follows(prepositions, distance)
    inside = shape.dep(*IN_NAME, "poss") & shape.pos("PROPN")
    return near & inside & shape.under(shape.dep("pobj", *SUBJECTS)) & shape.beside(_before_verb(shape))


def _before_verb(shape: Shape) -> Flags:
    """Tells of each token whether it is a noun of a preposition before its verb, or a preposition of nothing."""
    places = np.arange(len(shape.heads))
    nouns = shape.dep("pobj") & shape.tag(*_COMMON) & (shape.heads[shape.heads] > places)
    leads = np.zeros_like(nouns)
    leads[shape.heads[shape.heads != places]] = True
    return nouns | (shape.dep("prep") & ~leads)


def subject_before_aside(sentence: Doc, calendar: frozenset[str]) -> None:
    """Makes a subject of a name that the parser takes for a time: "Chad, meanwhile, shelled the border"."""
    for name in sentence:
        verb = name.head
        if name.dep_ != "npadvmod" or name.pos_ != "PROPN" or name.lower_ in calendar or verb.i < name.i + 2:
            continue
        if sentence[name.i + 1].text == "," and verb.tag_ in FINITE and may_have(verb, name):
            make_subject(name, verb)


def name_as_adverb(shape: Shape) -> Flags:
    """Tells of each token whether it is a name that is taken for a time or a measure."""
    return shape.dep("npadvmod") & shape.pos("PROPN")


def subject_not_beside_object(sentence: Doc) -> None:
    """Makes a subject of what the parser puts beside a preposition's object: "within hours Vega was dead".

    Or in apposition to it, though no comma stands between: "by the count of officials 32 people died".
    """
    for noun in sentence:
        object_, prep = _object_before(noun)
        if object_ is None or prep is None or noun.left_edge.i != object_.i + 1:
            continue
        verb = next((t for t in prep.ancestors if t.i > noun.i), None)
        if verb is not None and may_have(verb, noun):
            make_subject(noun, verb)


def _object_before(noun: Token) -> tuple[Token | None, Token | None]:
    """Returns the object before a noun that stands beside or, as a number, in apposition to it, and its preposition."""
    if noun.dep_ == "pobj":
        first = next((c for c in noun.head.rights if c.dep_ == "pobj" and c.i < noun.i), None)
        return first, noun.head
    if noun.dep_ == "appos" and noun.head.dep_ == "pobj" and noun.left_edge.tag_ == "CD":
        return noun.head, noun.head.head
    return None, None


def beside_object(shape: Shape) -> Flags:
    """Tells of each token whether it is the object of a preposition that has another, or a number's noun beside one."""
    objects = shape.dep("pobj")
    return shape.shared(objects) | (shape.dep("appos") & shape.under(objects) & shape.has("nummod"))


def subject_after_and(sentence: Doc) -> None:
    """Makes a subject of what the parser joins to an object before: "died at a clinic and 16 men, ..., were hurt"."""
    for verb in sentence:
        if verb.pos_ != "VERB" or verb.dep_ == "conj" or not may_have(verb, verb):
            continue
        start = min([verb.i, *(c.i for c in verb.lefts if c.dep_ in _BESIDE_VERB)])
        if start == 0 or sentence[start - 1].text != ",":
            continue
        noun = next((t for t in reversed(sentence[:start]) if t.dep_ == "conj" and _is_counted(t)), None)
        if noun is not None and noun.right_edge.i < start and sentence[noun.left_edge.i - 1].dep_ == "cc":
            make_subject(noun, verb)


def _is_counted(noun: Token) -> bool:
    return noun.tag_ == "NNS" and noun.left_edge.i > 0 and any(c.dep_ == "nummod" for c in noun.lefts)


def counted_conjunct(shape: Shape) -> Flags:
    """Tells of each token whether it is a counted noun that another is coordinated with, in a sentence with a comma."""
    counted = shape.dep("conj") & shape.pos("NOUN", "PROPN") & shape.has("nummod")
    return counted & shape.beside(shape.word(","))


def subject_not_second_object(sentence: Doc, harms: frozenset[str]) -> None:
    """Parts an object from the subject after it: "they killed nine men and six others were hurt".

    The parser joins "six others" to the nine men, and gives "were hurt" no subject or both; of both, they are parted
    only where harm is done to the first.
    """
    for second in sentence:
        first = second.head
        conjunction = next((c for c in first.rights if c.dep_ == "cc" and c.i < second.i), None)
        if second.dep_ != "conj" or conjunction is None or conjunction.i != second.left_edge.i - 1:
            continue
        is_one = second.lower_ == "another" or (second.tag_ == "NN" and has(second, "det", "nummod"))
        if second.tag_ not in {"NNS", "CD"} and not is_one:
            continue
        verb = verb_after(second)
        if verb is None:
            continue
        deed = verb.head
        if first.dep_ in SUBJECTS and first.head.i == verb.i:
            if deed.tag_ not in FINITE or first.left_edge.i != deed.i + 1 or has(verb, "mark") or has(deed, "dobj"):
                continue
            if deed.lower_ not in harms:
                continue
            first.head, first.dep_, verb.dep_ = deed, "dobj", "conj"
        elif (
            first.dep_ not in {"dobj", "attr"} or first.head.i != deed.i or verb.dep_ != "conj" or has(verb, *SUBJECTS)
        ):
            continue
        conjunction.head = deed
        second.head, second.dep_ = verb, "nsubjpass" if has(verb, "auxpass") else "nsubj"


def conjunct_before_verb(shape: Shape) -> Flags:
    """Tells of each token whether it is coordinated with the subject of a clause after it, or the object of a verb.

    The verb of that object has another one coordinated with it.
    """
    second = shape.dep("conj") & shape.tag("NNS", "CD", "NN", "DT") & shape.under(shape.has("cc"))
    subject = shape.dep(*SUBJECTS) & shape.under(shape.dep("advcl", "conj", "ccomp"))
    joined = shape.bearing(shape.dep("conj") & shape.pos("VERB", "AUX"))
    return second & shape.under(subject | (shape.dep("dobj", "attr") & shape.under(joined)))


def since_then(sentence: Doc) -> None:
    """Makes a preposition of "since" in the subject, of which the parser makes a clause.

    "The worst attack since the war took place in Oslo": it takes "the war took place" for what was since.
    """
    for since in sentence:
        verb = since.head
        noun = verb.head
        if since.lower_ != "since" or since.dep_ != "mark" or verb.dep_ != "advcl" or noun.dep_ != "ROOT":
            continue
        inner = next((c for c in verb.lefts if c.dep_ in SUBJECTS and c.i > since.i), None)
        if inner is None or noun.pos_ not in {"NOUN", "PROPN"} or noun.i > since.i or verb.tag_ not in FINITE:
            continue
        rest = [c for c in noun.rights if c.i > verb.i]
        take_place(verb, noun)
        noun.head, noun.dep_ = verb, inner.dep_
        since.head, since.dep_, since.pos_ = noun, "prep", "ADP"
        inner.head, inner.dep_ = since, "pobj"
        for child in rest:
            child.head = verb


def since_as_mark(shape: Shape) -> Flags:
    """Tells of each token whether it is a "since" that leads to a clause."""
    return shape.word("since") & shape.dep("mark")
