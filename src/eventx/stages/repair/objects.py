"""Mends objects of verbs and prepositions that are taken for subjects, clauses or appositions."""

from __future__ import annotations

from collections.abc import Mapping

from spacy.tokens import Doc, Token

from eventx.stages.repair.arcs import FINITE, SUBJECTS, has, opens, take_from_under
from eventx.stages.repair.looks import Flags, Ids, Shape, follows

_BEGINS = frozenset({"DT", "CD", "PRP$", "JJ", "WP$", "NNP"})


def object_not_clause(sentence: Doc) -> None:
    """Makes a noun phrase right after a verb its object, where the parser took it for a clause ("signed a deal")."""
    for noun in sentence:
        if (
            noun.dep_ != "ccomp"
            or noun.pos_ not in {"NOUN", "PROPN"}
            or noun.head.pos_ != "VERB"
            or noun.left_edge.i != noun.head.i + 1
        ):
            continue
        if not has(noun, *SUBJECTS, "aux", "mark", "cop"):
            noun.dep_ = "dobj"


def noun_as_clause(shape: Shape) -> Flags:
    """Tells of each token whether it is a noun that heads a clause within another."""
    return shape.dep("ccomp") & shape.pos("NOUN", "PROPN")


def object_with_participle(sentence: Doc, harms: frozenset[str]) -> None:
    """Makes an object of whom the parser makes the subject of a participle: "beheaded two men working as guards".

    Or of what it makes that of a verb: "downed two drones fired at the port".
    """
    for verb in sentence:
        clause = next((c for c in verb.rights if c.dep_ == "ccomp" and c.tag_ in {"VBG", "VBD", "VBN"}), None)
        if verb.lower_ not in harms or verb.tag_ not in FINITE or clause is None or has(verb, "dobj", "auxpass"):
            continue
        whom = next((c for c in clause.lefts if c.dep_ == "nsubj"), None)
        if whom is None or whom.left_edge.i != verb.i + 1 or has(clause, "aux", "auxpass", "mark", "neg"):
            continue
        if any(t.is_punct and t.tag_ != "HYPH" for t in sentence[verb.i + 1 : clause.i]):
            continue
        if clause.tag_ != "VBG" and (has(clause, "dobj") or not has(clause, "prep", "agent")):
            continue
        whom.head, whom.dep_ = verb, "dobj"
        clause.head, clause.dep_ = whom, "acl"
        clause.tag_ = "VBN" if clause.tag_ == "VBD" else clause.tag_


def before_participle(shape: Shape, harms: Ids) -> Flags:
    """Tells of each token whether it is one of some verbs, with a clause for its object."""
    return shape.listed(harms) & shape.has("ccomp")


def object_not_attribute(sentence: Doc, copulas: frozenset[str]) -> None:
    """Makes an object of a name that no verb can say somebody is: "had eliminated Omar Demir"."""
    for name in sentence:
        verb = name.head
        if name.dep_ != "attr" or name.pos_ != "PROPN" or verb.pos_ != "VERB" or verb.lemma_ in copulas:
            continue
        if verb.i < name.i and not has(verb, "dobj", "auxpass"):
            name.dep_ = "dobj"


def name_as_attribute(shape: Shape) -> Flags:
    """Tells of each token whether it is a name that a full verb is taken to say its subject is."""
    return shape.dep("attr") & shape.pos("PROPN") & ~shape.under(shape.pos("AUX"))


def receiver_not_object(sentence: Doc, giving: frozenset[str]) -> None:
    """Makes a receiver of the first of two objects: "handed Chad the remains of nine soldiers"."""
    for first in sentence:
        verb = first.head
        if first.dep_ != "dobj" or first.pos_ != "PROPN" or verb.lemma_ not in giving:
            continue
        if first.left_edge.i == verb.i + 1 and any(c.dep_ == "dobj" and c.i > first.i for c in verb.rights):
            first.dep_ = "dative"


def second_object(shape: Shape) -> Flags:
    """Tells of each token whether it is an object of what has another."""
    return shape.shared(shape.dep("dobj"))


def object_after_aside(sentence: Doc) -> None:
    """Makes an object of what the parser takes for a second name of a partner: "signed, with Chad, a deal"."""
    for noun in sentence:
        partner = noun.head
        prep = partner.head
        verb = prep.head
        if noun.dep_ != "appos" or noun.pos_ != "NOUN" or partner.dep_ != "pobj" or partner.pos_ != "PROPN":
            continue
        if verb.pos_ != "VERB" or verb.i != prep.i - 2 or sentence[prep.i - 1].text != "," or not opens(noun):
            continue
        if not has(verb, "dobj"):
            noun.head, noun.dep_ = verb, "dobj"


def aside_of_object(shape: Shape) -> Flags:
    """Tells of each token whether it is an apposition after a preposition, in a sentence with another after a comma."""
    apposed = shape.dep("appos") & shape.under(shape.dep("pobj"))
    return apposed & shape.beside(shape.dep("prep") & follows(shape.word(","), 1))


def object_after_weapon(sentence: Doc, arms: frozenset[str]) -> None:
    """Makes an object of what follows the weapon: "they shelled with mortars several camps"."""
    for word in sentence:
        verb = word.head
        if word.lower_ != "with" or word.dep_ != "prep" or word.i != verb.i + 1 or has(verb, "dobj"):
            continue
        inner = next((c for c in word.rights if c.dep_ == "pobj"), None)
        if verb.tag_ not in {"VBD", "VBN"} or inner is None or has(verb, "auxpass"):
            continue
        target = _target_in(inner, arms)
        if target is None:
            continue
        subject = verb.head
        if verb.tag_ == "VBN" and verb.dep_ == "acl" and subject.dep_ == "ROOT" and subject.i < verb.i:
            verb.tag_, verb.dep_, verb.head = "VBD", "ROOT", verb
            subject.head, subject.dep_ = verb, "nsubj"
        target.head, target.dep_ = verb, "dobj"


def _target_in(inner: Token, arms: frozenset[str]) -> Token | None:
    """Returns what stands beside a weapon in the object of "with", after it has been parted from the weapon."""
    if inner.lower_ in arms:
        near = (*inner.rights, *inner.head.head.head.rights)  # of the weapon, or of whose deed it is
        beside = (c for c in near if c.dep_ in {"appos", "npadvmod"} and c.pos_ in {"NOUN", "PROPN"})
        return next((c for c in beside if c.left_edge.i == inner.i + 1), None)
    weapon = next((c for c in inner.lefts if c.lower_ in arms and c.i + 1 < inner.i), None)
    if weapon is None or weapon.nbor().tag_ not in _BEGINS or weapon.left_edge.i != inner.left_edge.i:
        return None
    prep = inner.head
    for child in [c for c in inner.lefts if c.i < weapon.i]:
        child.head = weapon
    weapon.head, weapon.dep_, weapon.pos_ = prep, "pobj", "NOUN"
    return inner


def with_arms(shape: Shape, arms: Ids) -> Flags:
    """Tells of each token whether it is a "with", in a sentence with weapons."""
    return shape.word("with") & shape.dep("prep") & shape.beside(shape.listed(arms))


def object_in_participle(sentence: Doc) -> None:
    """Makes an object of a preposition of what the parser makes a subject: "a gunman dressed as a guard shot two".

    The verb is that of the noun which the participle tells of.
    """
    for word in sentence:
        noun = word.head.head
        if word.dep_ != "prep" or word.head.dep_ != "acl" or noun.i > word.i or noun.pos_ not in {"NOUN", "PROPN"}:
            continue
        if has(word, "pobj", "pcomp"):
            continue
        verb = next((c for c in (*noun.rights, noun.head) if c.i > word.i and _subject_at(c, word.i + 1)), None)
        if verb is None or any(c.dep_ in {"aux", "mark"} or c.tag_ in {"WP", "WDT"} for c in verb.lefts):
            continue
        subject = _subject_at(verb, word.i + 1)
        assert subject is not None
        if verb.head.i == noun.i and verb.dep_ == "relcl":
            take_from_under(noun, verb, 0)
            noun.head, noun.dep_ = verb, "nsubj"
        elif noun.head.i != verb.i or noun.dep_ not in SUBJECTS:
            continue
        subject.head, subject.dep_ = word, "pobj"
        verb.tag_ = "VBD" if verb.tag_ == "VBN" else verb.tag_


def _subject_at(verb: Token, start: int) -> Token | None:
    """Returns the subject of a verb whose phrase begins at a token, or None."""
    if verb.pos_ != "VERB":
        return None
    return next((c for c in verb.lefts if c.dep_ == "nsubj" and c.left_edge.i == start), None)


def bare_in_participle(shape: Shape) -> Flags:
    """Tells of each token whether it is a preposition that leads to nothing, on a participle of a noun."""
    return shape.dep("prep") & ~shape.has("pobj", "pcomp") & shape.under(shape.dep("acl"))


def received_not_apposed(sentence: Doc, receiving: frozenset[str]) -> None:
    """Makes an object of what the parser puts beside a place: "received at the palace the envoy of Chad"."""
    for verb in sentence:
        if verb.lower_ not in receiving or verb.tag_ not in FINITE or has(verb, "dobj"):
            continue
        for place in _objects_of_prepositions(verb):
            guest = next((c for c in place.rights if c.dep_ == "appos"), None)
            start = guest.left_edge.i if guest is not None else 0
            if guest is not None and sentence[start].tag_ == "DT" and not sentence[start - 1].is_punct:
                guest.head, guest.dep_ = verb, "dobj"


def _objects_of_prepositions(verb: Token) -> list[Token]:
    """Returns what stands after the prepositions of a verb."""
    return [c for prep in verb.rights if prep.dep_ == "prep" for c in prep.rights if c.dep_ == "pobj"]


def blamed_on(sentence: Doc, blaming: Mapping[str, str], crimes: frozenset[str]) -> None:
    """Hangs on a verb of blaming who is blamed or for what: "blamed the raid on rebels", "accused rebels of a raid"."""
    for verb in sentence:
        word = blaming.get(verb.lower_)
        blamed = next((c for c in verb.rights if c.dep_ == "dobj"), None) if word and verb.pos_ == "VERB" else None
        if blamed is None or any(c.lower_ == word for c in verb.rights):
            continue
        inside = blamed.rights if word == "of" else blamed.subtree
        preps = [c for c in inside if c.dep_ == "prep" and c.lower_ == word]
        deeds = {c.lower_ for prep in preps[-1:] for c in prep.rights} if word == "of" else {blamed.lower_}
        if preps and not deeds.isdisjoint(crimes):
            preps[-1].head = verb


def of_blamed(shape: Shape, blaming: Ids) -> Flags:
    """Tells of each token whether it is a verb of blaming with an object."""
    return shape.listed(blaming) & shape.has("dobj")
