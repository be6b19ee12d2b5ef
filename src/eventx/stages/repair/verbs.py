"""Mends verbs that are taken for nouns or adjectives."""

from __future__ import annotations

from collections.abc import Mapping

from spacy.tokens import Doc, Token

from eventx.stages.repair.arcs import FINITE, SUBJECTS, has
from eventx.stages.repair.looks import Flags, Shape, precedes

_OBJECTS = frozenset({"dobj", "pobj"})
_NOT_ACTIVE = ("aux", "auxpass", "dobj")


def verb_not_noun(sentence: Doc) -> None:
    """Makes a verb of a noun that has a subject: "rebels have overrun the town", "Toll climbs to 51"."""
    for word in sentence:
        if word.tag_ == "NNS" and word.i and word.nbor(-1).dep_ == "nsubj" and word.nbor(-1).head.i == word.i:
            if word.nbor(-1).tag_ == "NN" and any(c.dep_ == "prep" for c in word.rights):
                word.tag_, word.pos_ = "VBZ", "VERB"
            continue
        if word.tag_ != "NN" or not any(c.dep_ in SUBJECTS for c in word.lefts):
            continue
        if any(c.dep_ == "aux" and c.lemma_ == "have" for c in word.lefts):
            word.tag_, word.pos_ = "VBN", "VERB"


def noun_with_auxiliary(shape: Shape) -> Flags:
    """Tells of each token whether it is taken for a noun though an auxiliary or a subject hangs on it."""
    return (shape.tag("NN") & shape.has("aux")) | (shape.tag("NNS") & shape.right_after_own(shape.dep("nsubj")))


def infinitive_not_noun(sentence: Doc) -> None:
    """Makes a verb of a noun that "to" makes an infinitive: "offered to host talks"."""
    for word in sentence:
        if (
            word.tag_ == "NN"
            and word.dep_ == "xcomp"
            and any(c.tag_ == "TO" and c.i == word.i - 1 for c in word.children)
        ):
            word.tag_, word.pos_ = "VB", "VERB"


def noun_as_infinitive(shape: Shape) -> Flags:
    """Tells of each token whether it is tagged as a noun, where only an infinitive can stand."""
    return shape.tag("NN") & shape.dep("xcomp")


def gerund_not_compound(sentence: Doc, gerunds: Mapping[str, str]) -> None:
    """Makes a verb of a noun that the parser joins to its object: "crossing bridges and bombing posts"."""
    for word in sentence:
        noun = word.head
        verb = noun.head
        if word.dep_ != "compound" or word.tag_ != "NN" or noun.dep_ != "conj" or verb.tag_ != "VBG":
            continue
        lemma = gerunds.get(word.lower_)
        if lemma and word.i == noun.left_edge.i and word.i and word.nbor(-1).dep_ == "cc":
            word.head, word.dep_, word.tag_, word.pos_, word.lemma_ = verb, "conj", "VBG", "VERB", lemma
            noun.head, noun.dep_ = word, "dobj"


def compound_of_conjunct(shape: Shape) -> Flags:
    """Tells of each token whether it is part of a noun that is coordinated with a participle."""
    beside_verb = shape.dep("conj") & shape.under(shape.tag("VBG"))
    return shape.dep("compound") & shape.tag("NN") & shape.under(beside_verb)


def headline_verb(sentence: Doc, courses: frozenset[str]) -> None:
    """Makes a verb of the noun that a headline hangs on: "Peace talks resume in Oslo", "Nuclear talks stall"."""
    for word in sentence:
        before = sentence[word.i - 1] if word.i else word
        if word.dep_ != "ROOT" or word.tag_ != "NN" or word.lower_ not in courses:
            continue
        if before.tag_ != "NNS" or before.dep_ != "compound" or before.head.i != word.i:
            continue
        word.tag_, word.pos_ = "VBP", "VERB"
        before.dep_ = "nsubj"
        for child in [c for c in word.lefts if c.i != before.i]:
            child.head = before


def verb_not_adjective(sentence: Doc) -> None:
    """Makes a verb with an object of one with a subject before a noun: "a drone targeted US forces in Erbil"."""
    for verb in sentence:
        noun = verb.head
        subject = next((c for c in verb.lefts if c.dep_ == "nsubj"), None)
        if verb.dep_ != "amod" or verb.tag_ != "VBD" or noun.dep_ != "ROOT" or noun.i < verb.i or subject is None:
            continue
        if not any(c.dep_ in {"det", "nummod"} for c in subject.lefts) or subject.i != verb.i - 1:
            continue
        before = [c for c in noun.lefts if c.i < subject.left_edge.i]
        verb.head, verb.dep_ = verb, "ROOT"
        noun.head, noun.dep_ = verb, "dobj"
        for child in [*before, *(c for c in noun.rights if c.dep_ == "punct")]:
            child.head = verb


def subject_of_adjective(shape: Shape) -> Flags:
    """Tells of each token whether it is a verb in the past with a subject that is taken for an adjective."""
    return shape.dep("amod") & shape.tag("VBD") & shape.has("nsubj")


def shot_not_noun(sentence: Doc) -> None:
    """Makes a verb of "shot" after a noun: "gunmen on a motorbike shot and killed two", "in a car shot dead two"."""
    for shot in sentence[: max(0, len(sentence) - 2)]:
        noun = next((c for c in shot.lefts if c.dep_ == "compound" and c.i == shot.i - 1), None)
        after, outer = shot.nbor(), shot.head
        if shot.lower_ != "shot" or shot.dep_ not in _OBJECTS or noun is None or outer.i > shot.i:
            continue
        doer = outer if outer.dep_ == "ROOT" else outer.head
        second = sentence[shot.i + 2]
        joined = after.lower_ == "and" and second.tag_ in FINITE and doer.pos_ == "NOUN"
        if joined and doer.dep_ == "ROOT" and second.dep_ == "conj" and second.head.i == doer.i:
            _make_deed(shot, noun, doer)
            for child in [c for c in doer.rights if c.i > shot.i]:
                child.head = shot
        elif joined and doer.dep_ == "nsubj" and second.dep_ == "ROOT" and doer.head.i == second.i:
            _make_deed(shot, noun, doer)
            for child in [c for c in second.lefts if c.i < doer.i]:
                child.head = shot
            after.head, second.head, second.dep_ = shot, shot, "conj"
        elif after.lower_ == "dead" and after.dep_ == "ROOT" and doer.dep_ == "nsubj" and doer.head.i == after.i:
            _make_deed(shot, noun, doer)
            for child in [c for c in after.children if c.i != doer.i]:
                child.head = shot
            after.head, after.dep_ = shot, "oprd"


def _make_deed(shot: Token, noun: Token, doer: Token) -> None:
    """Makes a verb of "shot", whose place the noun before it takes."""
    for child in [c for c in shot.lefts if c.i < noun.i]:
        child.head = noun
    outer, relation = shot.head, shot.dep_
    shot.head, shot.dep_, shot.tag_, shot.pos_, shot.lemma_ = shot, "ROOT", "VBD", "VERB", "shoot"
    noun.head, noun.dep_ = outer, relation
    doer.head, doer.dep_ = shot, "nsubj"


def shot_as_noun(shape: Shape) -> Flags:
    """Tells of each token whether it is a "shot" that is an object, with a part before it."""
    return shape.word("shot") & shape.dep("pobj", "dobj") & shape.has("compound")


def active_with_second(sentence: Doc) -> None:
    """Makes a verb active that shares its object with the next one: "a gunman killed and wounded dozens of people"."""
    for verb in sentence:
        if verb.tag_ != "VBN" or verb.i + 2 >= len(sentence) or sentence[verb.i + 1].lower_ not in {"and", "or"}:
            continue
        k = verb.i + 2
        while k + 1 < len(sentence) and sentence[k].tag_ == "RB":  # "stabbed and seriously wounded"
            k += 1
        second = sentence[k]
        if second.head.i != verb.i or second.dep_ != "conj" or second.tag_ not in {"VBD", "VBN"}:
            continue
        if any(c.dep_ in _NOT_ACTIVE for c in verb.children) or any(c.dep_ in SUBJECTS for c in second.children):
            continue
        if not any(c.dep_ == "dobj" for c in second.rights):
            continue
        subject = next((c for c in verb.lefts if c.dep_ in {"nsubj", "nsubjpass"}), None)
        if subject is not None:
            verb.tag_, subject.dep_ = "VBD", "nsubj"
        elif verb.dep_ == "acl" and verb.head.dep_ == "ROOT" and verb.head.i < verb.i and second.tag_ == "VBD":
            _make_root(verb)


def _make_root(verb: Token) -> None:
    """Puts a verb above the noun that the parser has for a sentence of its own: "a man stabbed and killed two"."""
    noun = verb.head
    verb.tag_, verb.head, verb.dep_ = "VBD", verb, "ROOT"
    for child in [c for c in noun.rights if c.i > verb.i]:
        child.head = verb
    noun.head, noun.dep_ = verb, "nsubj"


def bare_before_second(shape: Shape) -> Flags:
    """Tells of each token whether it is a bare past participle, joined to which a verb has an object."""
    alone = shape.dep("acl") & shape.under(shape.dep("ROOT") & shape.pos("NOUN", "PROPN"))
    bare = shape.tag("VBN") & (alone | shape.has("nsubj", "nsubjpass")) & ~shape.has(*_NOT_ACTIVE)
    second = shape.dep("conj") & shape.tag("VBD", "VBN") & shape.has("dobj")
    return bare & shape.bearing(second) & precedes(shape.dep("cc"))


def conjunct_not_of_passive(sentence: Doc) -> None:
    """Joins a verb with an object to the main one: "freed a man who was held and killed his captors"."""
    for verb in sentence:
        passive = verb.head
        if verb.dep_ != "conj" or verb.tag_ not in {"VBD", "VBN"} or passive.dep_ != "relcl" or passive.i > verb.i:
            continue
        main = passive.head.head
        has_own = any(c.dep_ in {"nsubj", "nsubjpass", "aux", "auxpass"} for c in verb.children)
        if has_own or not has(verb, "dobj") or not has(passive, "auxpass") or passive.head.dep_ != "dobj":
            continue
        if main.pos_ == "VERB" and main.tag_ == "VBD" and has(main, "nsubj"):
            verb.head, verb.tag_ = main, "VBD"


def conjunct_of_passive(shape: Shape) -> Flags:
    """Tells of each token whether it is a verb with an object that is joined to a passive relative clause."""
    passive = shape.dep("relcl") & shape.has("auxpass")
    return shape.dep("conj") & shape.tag("VBD", "VBN") & shape.has("dobj") & shape.under(passive)
