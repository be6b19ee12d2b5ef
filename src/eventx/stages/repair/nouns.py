"""Mends nouns, and the adjectives before them, that are taken for verbs."""

from __future__ import annotations

from collections.abc import Mapping

from spacy.tokens import Doc, Token

from eventx.stages.repair.arcs import SUBJECTS, has, make_subject, may_have, take_place
from eventx.stages.repair.looks import Flags, Ids, Shape, follows, precedes

_FIXED = frozenset({"det", "poss", "amod", "nummod"})
_PLACED = frozenset({"prep", "punct", "advmod", "npadvmod", "agent"})


def noun_not_verb(sentence: Doc) -> None:
    """Makes a noun of a word that stands where only a noun can: "as a result of the drone strikes"."""
    for token in sentence:
        if (
            token.tag_ not in {"VBZ", "VBP", "VB"}
            or token.dep_ not in {"pobj", "dobj"}
            or token.head.pos_ not in {"ADP", "VERB"}
        ):
            continue
        lefts = [c for c in token.children if c.i < token.i]
        if not lefts or any(c.dep_ in {"aux", "auxpass", "mark", "neg"} for c in lefts) or lefts[-1].i != token.i - 1:
            continue
        lemma = token.lemma_
        token.tag_, token.pos_ = ("NNS", "NOUN") if token.tag_ == "VBZ" else ("NN", "NOUN")
        token.lemma_ = lemma
        for child in lefts:
            if child.dep_ in SUBJECTS | {"dep", "dobj"}:
                child.dep_ = "compound"
            for modifier in list(child.lefts):
                if modifier.dep_ in {"det", "amod", "poss", "nummod"}:
                    modifier.head = token


def verb_as_object(shape: Shape) -> Flags:
    """Tells of each token whether it is tagged as a verb, where only a noun can stand."""
    return shape.tag("VBZ", "VBP", "VB") & shape.dep("pobj", "dobj")


def arms_not_verb(sentence: Doc, arms: frozenset[str]) -> None:
    """Makes a noun of what ends a list of weapons: "used artillery and drones against the town"."""
    for token in sentence:
        if token.lower_ not in arms or token.tag_ != "VBZ" or token.dep_ != "conj" or token.head.pos_ != "NOUN":
            continue
        if has(token, *SUBJECTS, "dobj", "aux"):
            continue
        token.tag_, token.pos_ = "NNS", "NOUN"
        first = token.head
        while first.dep_ == "conj" and first.head.pos_ == "NOUN":
            first = first.head
        if first.dep_ == "dobj":
            for child in [c for c in token.rights if c.dep_ in _PLACED]:
                child.head = first.head


def arms_as_verb(shape: Shape, arms: Ids) -> Flags:
    """Tells of each token whether it is taken for a coordinated verb, of the words for weapons."""
    return shape.listed(arms) & shape.tag("VBZ") & shape.dep("conj")


def gerund_as_noun(sentence: Doc, company: frozenset[str]) -> None:
    """Makes a noun of a gerund without an object: "shelling in the east killed two", "after night shelling of Goma"."""
    for word in sentence:
        if (
            word.tag_ == "VBG"
            and (word.dep_ == "csubj" or (word.dep_ == "nsubj" and _precedes_of(word)))
            and all(c.dep_ in {"det", "amod", "prep", "agent", "compound", "punct"} for c in word.children)
        ):
            word.tag_, word.pos_, word.dep_, word.lemma_ = "NN", "NOUN", "nsubj", word.lower_
        elif word.tag_ == "VBG" and word.dep_ == "pcomp" and _is_act_of(word, company):
            word.tag_, word.pos_, word.dep_, word.lemma_ = "NN", "NOUN", "pobj", word.lower_
            for child in [*word.lefts, *(c for c in word.head.rights if c.i == word.i - 1)]:
                child.head = word
                child.dep_ = "compound" if child.dep_ in {*SUBJECTS, "pobj"} else child.dep_


def _is_act_of(gerund: Token, company: frozenset[str]) -> bool:
    """Tells whether what follows a preposition is an act of something: "after night shelling of the town"."""
    before = [*gerund.lefts, *(c for c in gerund.head.rights if c.i == gerund.i - 1)]
    if gerund.head.lower_ in company or not any(
        c.dep_ in {*SUBJECTS, "pobj", "det", "amod", "compound"} for c in before
    ):
        return False
    if has(gerund, "dobj", "aux", "neg", "advmod", "xcomp", "ccomp"):
        return False
    return _precedes_of(gerund)


def _precedes_of(word: Token) -> bool:
    """Tells whether an "of" that belongs to a word stands right after it."""
    return word.i + 1 < len(word.doc) and word.nbor().lower_ == "of" and word.nbor().head.i == word.i


def gerund_as_subject(shape: Shape) -> Flags:
    """Tells of each token whether it is a gerund that may be a noun ("the killing of")."""
    before_of = shape.dep("pcomp", "nsubj") & precedes(shape.word("of"))
    return shape.tag("VBG") & (shape.dep("csubj") | before_of)


def act_at_start(sentence: Doc, gerunds: Mapping[str, str]) -> None:
    """Makes a subject of an act at the start, of which the parser makes a clause of the teller's.

    "Shelling of the camp killed two, the mayor said": the verb after it has what it did for its object.
    """
    for act in sentence[:1]:
        teller = act.head
        if act.lower_ not in gerunds or act.tag_ != "VBG" or act.dep_ != "advcl" or has(act, "dobj", *SUBJECTS):
            continue
        verb = next((t for t in sentence[2 : teller.i] if t.tag_ in {"VBD", "VBN"} or t.text == ","), None)
        if verb is None or verb.text == "," or not act.is_ancestor(verb) or not has(verb, "dobj"):
            continue
        if (
            sentence[1].dep_ != "prep"
            or sentence[verb.i - 1].pos_ not in {"NOUN", "PROPN"}
            or has(verb, "aux", "auxpass")
        ):
            continue
        verb.head, verb.dep_, verb.tag_ = teller, "ccomp", "VBD"
        act.head, act.dep_ = verb, "nsubj"
        act.tag_, act.pos_, act.lemma_ = "NN", "NOUN", act.lower_


def gerund_as_clause(shape: Shape) -> Flags:
    """Tells of each token whether it is a gerund that hangs on a verb as a clause, right before a preposition."""
    return shape.tag("VBG") & shape.dep("advcl") & precedes(shape.dep("prep"))


def act_not_participle(sentence: Doc, acts: frozenset[str]) -> None:
    """Makes a noun of an act after its adjective, of which the parser makes a clause: "killed in Turkish shelling".

    Or an auxiliary: "in Lima shelling wounded four".
    """
    for word in sentence[1:]:
        if word.lower_ in acts and word.tag_ == "VBG" and word.dep_ == "aux" and may_have(word.head, word):
            word.tag_, word.pos_, word.lemma_ = "NN", "NOUN", word.lower_
            make_subject(word, word.head)
            continue
        before = word.nbor(-1)
        if word.lower_ not in acts or word.tag_ != "VBG" or before.dep_ != "pobj" or before.head.i != before.i - 1:
            continue
        if word.dep_ not in {"acl", "advcl", "xcomp"} or has(word, "dobj", "aux", "mark"):
            continue
        word.tag_, word.pos_, word.dep_, word.lemma_ = "NN", "NOUN", "pobj", word.lower_
        word.head = before.head
        before.head, before.dep_ = word, "amod" if before.pos_ == "ADJ" else "compound"


def act_as_verb(shape: Shape, acts: Ids) -> Flags:
    """Tells of each token whether it is an act told by a noun that is taken for a verb."""
    return shape.listed(acts) & shape.dep("acl", "advcl", "xcomp", "aux")


def act_after_preposition(sentence: Doc, acts: frozenset[str], aims: frozenset[str]) -> None:
    """Makes a noun of an act that has no object: "two were killed in shelling by rebels"."""
    for word in sentence:
        if word.lower_ not in acts or word.tag_ != "VBG" or word.dep_ != "pcomp" or word.head.i != word.i - 1:
            continue
        if word.i + 1 < len(sentence) and word.nbor().lower_ in aims:
            continue  # "after firing at a patrol"
        if all(c.dep_ in _PLACED for c in word.rights) and not any(word.lefts):
            word.tag_, word.pos_, word.dep_, word.lemma_ = "NN", "NOUN", "pobj", word.lower_


def act_as_clause(shape: Shape, acts: Ids) -> Flags:
    """Tells of each token whether it is an act that is taken for the clause of a preposition."""
    return shape.listed(acts) & shape.tag("VBG") & shape.dep("pcomp")


def adjective_of_place(sentence: Doc, beside: frozenset[str]) -> None:
    """Makes an adjective of "neighbouring" before a name, of which the parser makes a verb: "in neighbouring Chad"."""
    for word in sentence:
        if word.lower_ not in beside or word.dep_ != "pcomp" or word.i + 1 >= len(sentence):
            continue
        noun = next((c for c in word.rights if c.dep_ == "dobj" and c.left_edge.i == word.i + 1), None)
        if noun is not None:
            noun.head, noun.dep_ = word.head, "pobj"
            word.head, word.dep_, word.tag_, word.pos_ = noun, "amod", "JJ", "ADJ"


def verb_of_place(shape: Shape, beside: Ids) -> Flags:
    """Tells of each token whether it looks like a verb before a place, in a sentence where one may be mistaken."""
    return shape.listed(beside) & shape.beside(shape.dep("pcomp"))


def age_as_noun(sentence: Doc, ages: frozenset[str]) -> None:
    """Makes a noun of the age that stands for a person: "shot a 17-year-old"."""
    for word in sentence[2:]:
        if word.lower_ == "old" and word.dep_ not in {"amod", "acomp"} and sentence[word.i - 2].lower_ in ages:
            word.pos_, word.tag_ = "NOUN", "NN"


def old_after_age(shape: Shape, ages: Ids) -> Flags:
    """Tells of each token whether it is an "old" after an age, but no adjective."""
    return shape.word("old") & ~shape.dep("amod", "acomp") & follows(shape.listed(ages), 2)


def weapons_of_act(sentence: Doc, arms: frozenset[str], raids: frozenset[str]) -> None:
    """Makes one attack of what the parser takes for a weapon and an attack: "launched a missile and drone attack"."""
    for act in sentence:
        first = act.head
        if act.dep_ != "conj" or act.lower_ not in raids or first.tag_ != "NN" or first.lower_ not in arms:
            continue
        second = next((c for c in act.lefts if c.dep_ == "compound" and c.lower_ in arms), None)
        if second is None or second.i != act.left_edge.i or second.i != first.i + 2:
            continue
        if sentence[first.i + 1].lower_ not in {"and", "or"} or not any(c.dep_ in _FIXED for c in first.lefts):
            continue
        take_place(act, first)
        for child in [c for c in first.children if c.dep_ in _FIXED or c.i > act.i]:
            child.head = act
        first.head, first.dep_ = act, "nmod"
        second.head, second.dep_ = first, "conj"


def joined_act(shape: Shape, raids: Ids) -> Flags:
    """Tells of each token whether it names an attack and is joined to a noun in the singular."""
    return shape.listed(raids) & shape.dep("conj") & shape.under(shape.tag("NN"))
