"""What is called false, unsure or thwarted."""

from __future__ import annotations

from eventx.events import Status
from eventx.stages.status.cues import StatusCues
from eventx.stages.status.verb_group import is_negated, is_negated_by, predicates, said_of_subject, verb_group
from eventx.stages.trees import is_passive
from eventx.stages.words import Word


def called(verb: Word, cues: StatusCues) -> Status | None:
    """Judges what a clause is called: "it is likely that rebels shelled the town", "it is not true that"."""
    sets, words = cues.sets, predicates(verb)
    negated = is_negated(verb, cues)
    if any(w in sets["maybe"] for w in words):
        return "possible"
    false = any(w in (sets["truths"] if negated else sets["falsehoods"]) for w in words)
    return "negated" if false else None


def is_untrue(noun: Word, cues: StatusCues) -> bool:
    """Tells whether what is reported is called false: "reports that he had died were untrue"."""
    sets = cues.sets
    if noun.lemma not in sets["tellings"] or noun.dep_ not in {"nsubj", "nsubjpass"}:
        return False
    verb = noun.head
    inner = (c for v in verb.children if v.dep_ == "xcomp" for c in said_of_subject(v))
    told = [verb, *said_of_subject(verb), *inner]
    denied = is_negated_by(verb, verb.children, cues)
    if any(word.lemma in sets["falsehoods"] for word in told):
        return not denied
    if denied and any(word.lemma in sets["truths"] for word in told):
        return True
    nothing = any(c.dep_ == "dobj" and c.lower_ in sets["negative_pronouns"] for c in verb.rights)
    return (denied or nothing) and any(t.lemma in sets["realities"] for t in verb.subtree if t.i > verb.i)


def is_thwarted(plan: Word, cues: StatusCues) -> bool:
    """Tells whether a plan came to nothing: "a plot to kill the king was foiled"."""
    table = {"nsubjpass": "passive_subjects", "dobj": "objects"}.get(plan.dep_)
    verb = plan.head
    undone = table is not None and cues.get(table, verb.lemma) == "negated"
    return undone and not is_negated(verb, cues)


def is_unsure(verb: Word, cues: StatusCues) -> bool:
    """Tells whether a verb of saying leaves it open: "fears that", "could not confirm that"."""
    sets, word = cues.sets, verb.lemma
    return word in sets["uncertain"] or (word in sets["confirming"] and is_negated(verb, cues))


def is_unconfirmed(verb: Word, cues: StatusCues) -> bool:
    """Tells whether nobody could say that its subject is so: "the raid could not be verified"."""
    return verb.lemma in cues.sets["confirming"] and is_passive(verb) and is_negated(verb, cues)


def is_doubted(verb: Word, known: Status | None, own: Status | None, cues: StatusCues) -> bool:
    """Tells whether a verb leaves open what it says: "is believed to", "may have"."""
    return known == "possible" or (own == "possible" and any(t.lower_ == "have" for t in verb_group(verb, cues)))


def explains(verb: Word, status: Status | None, cues: StatusCues) -> bool:
    """Tells whether a doubt is about a cause, not about what it led to: "wind may have caused the bus to crash"."""
    return status == "possible" and verb.tag_ in {"VBD", "VBN"} and verb.lemma in cues.sets["causing"]
