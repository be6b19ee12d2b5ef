"""What a noun phrase looks like: whether it names nobody, something known, or stands as in a headline."""

from __future__ import annotations

from eventx.stages.status.cues import StatusCues
from eventx.stages.trees import is_verb
from eventx.stages.words import Word

_DETERMINERS = frozenset({"det", "cc", "preconj", "neg", "advmod"})


def is_empty(noun: Word, cues: StatusCues) -> bool:
    """Tells whether a noun phrase names nobody: "no drones", "none of them", "neither side"."""
    sets, doc = cues.sets, noun.doc
    if noun.lower_ in sets["negative_pronouns"]:
        return True
    if noun.lower_ == "one" and noun.i and doc[noun.i - 1].lower_ == "no":
        return True
    for child in noun.lefts:
        if child.lower_ in sets["negative_determiners"] and child.dep_ in _DETERMINERS:
            return True
        before = doc[max(0, child.i - 2) : child.i] if child.lower_ in sets["singles"] else ()
        if any(t.lower_ in sets["negations"] for t in before):
            return True  # "not one drone", "not a single drone"
    return False


def is_definite(noun: Word, cues: StatusCues) -> bool:
    """Tells whether a noun phrase speaks of something known: "the attack", "Monday's attack", "its attack"."""
    definite = cues.sets["definite"]
    return any((c.dep_ == "det" and c.lower_ in definite) or c.dep_ == "poss" for c in noun.lefts)


def is_given(noun: Word, verb: Word, cues: StatusCues) -> bool:
    """Tells whether a verb tells more of what is known to have happened: "the attack was the work of"."""
    told = verb.tag_ in {"VBD", "VBN"} or (verb.lemma == "be" and verb.tag_ in {"VBZ", "VBP"})
    return told and is_definite(noun, cues)


def is_debatable(noun: Word, cues: StatusCues) -> bool:
    """Tells whether what is talked about is yet to be agreed: "discussed a truce", "the release of hostages"."""
    sets = cues.sets
    if any(c.lower_ in sets["done_lately"] for c in noun.lefts):
        return False
    return noun.lemma in sets["given_up"] or (noun.lemma in sets["arranged"] and not is_definite(noun, cues))


def is_headline(noun: Word, cues: StatusCues) -> bool:
    """Tells whether a noun phrase stands as in a headline: "Turkish president to visit Oslo", "Talks to resume"."""
    if noun.dep_ not in {"ROOT", "dep", "ccomp"} or is_verb(noun):
        return False
    return all(c.dep_ != "det" and c.lower_ not in cues.sets["firsts"] for c in noun.lefts)
