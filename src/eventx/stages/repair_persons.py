"""Mends the trees around persons with their offices and names, as official reports put them (see `repair`)."""

from __future__ import annotations

from spacy.tokens import Doc, Token

from eventx.stages.looks import FINITE


def teller_not_apposed(sentence: Doc) -> None:
    """Makes the teller of what the parser puts beside a name: "met his colleague Ana Vega, the ministry said".

    The name before the comma is then that of the noun before it, not of who says all that.
    """
    for name in sentence:
        verb, start = name.head, name.left_edge.i
        if name.dep_ != "nsubj" or name.pos_ != "PROPN" or start == 0 or verb.tag_ not in FINITE:
            continue
        teller = next((c for c in name.rights if c.dep_ == "appos" and c.right_edge.i == verb.i - 1), None)
        noun = sentence[start - 1]
        if (
            teller is None
            or noun.pos_ != "NOUN"
            or noun.dep_ not in {"pobj", "dobj"}
            or teller.left_edge.i == 0
            or sentence[teller.left_edge.i - 1].text != ","
        ):
            continue
        if not any(c.dep_ == "ccomp" and c.is_ancestor(noun) for c in verb.lefts):
            continue
        teller.head, teller.dep_ = verb, "nsubj"
        name.head, name.dep_ = noun.head, noun.dep_
        noun.head, noun.dep_ = name, "compound"
        for child in list(noun.lefts):
            child.head = name


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


def received_not_apposed(sentence: Doc, receiving: frozenset[str]) -> None:
    """Makes an object of what the parser puts beside a place: "received at the palace the envoy of Chad"."""
    for verb in sentence:
        if verb.lower_ not in receiving or verb.tag_ not in FINITE or any(c.dep_ == "dobj" for c in verb.children):
            continue
        for place in _objects_of_prepositions(verb):
            guest = next((c for c in place.rights if c.dep_ == "appos"), None)
            start = guest.left_edge.i if guest is not None else 0
            if guest is not None and sentence[start].tag_ == "DT" and not sentence[start - 1].is_punct:
                guest.head, guest.dep_ = verb, "dobj"


def _objects_of_prepositions(verb: Token) -> list[Token]:
    """Returns what stands after the prepositions of a verb."""
    return [c for prep in verb.rights if prep.dep_ == "prep" for c in prep.rights if c.dep_ == "pobj"]


def depth_as_adjective(sentence: Doc) -> None:
    """Makes an object of the noun after "in-depth", which the parser takes for a preposition and its object."""
    for word in sentence:
        if word.lower_ != "in" or word.dep_ != "prep" or [t.lower_ for t in sentence[word.i : word.i + 3]] != _IN_DEPTH:
            continue
        noun = next((c for c in word.rights if c.dep_ == "pobj" and c.i > word.i + 2 and c.pos_ == "NOUN"), None)
        above = word.head
        if noun is None or above.i > word.i:
            continue
        if above.pos_ == "ADJ":  # "held candid, in-depth talks"
            noun.head, noun.dep_ = above.head, above.dep_
            above.head, above.dep_ = noun, "amod"
        elif above.pos_ == "VERB" and not any(c.dep_ == "dobj" for c in above.children):
            noun.head, noun.dep_ = above, "dobj"
        else:
            continue
        word.head, word.dep_ = noun, "amod"


_IN_DEPTH = ["in", "-", "depth"]
