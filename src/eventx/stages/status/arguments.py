"""What a verb says of its subject and its object: "talks were cancelled", "called off talks"."""

from __future__ import annotations

from eventx.events import Status
from eventx.stages.status.ahead import is_for_a_time, lies_ahead
from eventx.stages.status.cues import StatusCues
from eventx.stages.status.doubt import is_doubted, is_unconfirmed
from eventx.stages.status.mood import aspect, own_status
from eventx.stages.status.noun_phrase import is_debatable, is_definite, is_empty, is_given
from eventx.stages.status.verb_group import is_infinitive, is_negated, is_negated_by_particle, may_be_passive
from eventx.stages.status.walk import UNREAL, Walk
from eventx.stages.trees import is_passive
from eventx.stages.words import Word

_TOLD_OF_SUBJECT = frozenset({"acomp", "attr", "advmod", "prep", "prt", "oprd"})

# subjects


def subject_status(noun: Word, verb: Word, depth: int, walk: Walk) -> Status | None:
    """Judges an event noun by the verb that it is the subject of."""
    cues = walk.cues
    own, known = own_status(verb, walk), _fate(noun, verb, cues)
    if known == "negated" and own == "negated" and (state := _after_all(verb, cues)) is not None:
        return state
    if is_unconfirmed(verb, cues):
        return "possible"
    if is_doubted(verb, known, own, cues) and is_definite(noun, cues):
        return None  # "the attack is believed to have been the work of": the attack itself is not in doubt
    if known == "ongoing":
        return own if own in UNREAL else ("ongoing" if verb.tag_ in {"VBZ", "VBP", "VBG"} else None)
    if known is not None and own != "negated":
        return known
    state = _predicate(verb, own, depth, walk)
    if state is not None or _is_concluded(noun, walk):
        return state
    if verb.lemma in cues.sets["entering"] and any(c.lemma in cues.sets["stretches"] for c in verb.rights):
        return "ongoing"
    return _subject_of_clause(noun, verb, own, depth, walk)


def _fate(noun: Word, verb: Word, cues: StatusCues) -> Status | None:
    """Returns what a verb means for its subject: "was cancelled", "was called off", "rages on"."""
    active = noun.dep_ != "nsubjpass" and not is_passive(verb)
    if active and (known := cues.get("subjects", verb.lemma)) is not None:
        return known
    if active and not may_be_passive(verb):
        return None
    return _phrasal(verb, cues) or cues.get("passive_subjects", verb.lemma)


def _predicate(verb: Word, own: Status | None, depth: int, walk: Walk) -> Status | None:
    """Returns what a predicate says of an event: "is off", "are under way", "is likely to take place"."""
    cues = walk.cues
    for child in verb.children:
        carried = child.dep_ == "xcomp" and child.lemma in cues.sets["light"]
        if carried and (above := walk.verb(child, depth + 1)) is not None:
            return above
        is_told = verb.lemma in cues.sets["copulas"] and child.dep_ in _TOLD_OF_SUBJECT
        if is_told and (state := cues.get("predicates", _phrase(child))) is not None:
            return own if own in {"negated", "possible", "hypothetical"} else state
    return None


def _phrase(head: Word) -> str:
    """Returns a predicate in lower case, a preposition with its object: "off", "in doubt", "on the cards"."""
    last = head
    while last.dep_ == "prep" and (inner := next((c for c in last.rights if c.dep_ in {"prep", "pobj"}), None)):
        last = inner
    return " ".join(t.lower_ for t in head.doc[head.i : last.i + 1])


def _is_concluded(noun: Word, walk: Walk) -> bool:
    """Tells whether a clause on a noun says that it was made, whatever became of it: "the deal signed in May"."""
    concluding = walk.cues.sets["concluding"]
    for child in noun.rights:
        if child.dep_ in {"acl", "relcl"} and child.lemma in concluding and is_passive(child):
            return not is_infinitive(child) and own_status(child, walk) is None
    return False


def _subject_of_clause(noun: Word, verb: Word, own: Status | None, depth: int, walk: Walk) -> Status | None:
    """Judges a subject by what is said of its whole clause: "the talks will be held", "the raid is going on"."""
    cues = walk.cues
    above = walk.verb(verb, depth + 1)
    if above == "possible" and own is None and is_given(noun, verb, cues):
        return None  # "many suspect that the attack was carried out by": nor is it there
    if above == "possible" and own == "planned" and is_definite(noun, cues):
        above = own  # "hopes that the visit will be a turning point"
    if verb.lemma in cues.sets["light"]:
        if above == "negated":
            return None if _is_harmless(verb, cues) or _describes(verb) else above
        return above or _soon(verb, cues)
    if own == "planned" and verb.lemma in cues.sets["held_at"] and noun.lemma in cues.sets["announced_ahead"]:
        return own  # "her visit will focus on trade"
    if noun.lemma in cues.sets["durative"] and aspect(verb, cues) == "ongoing":
        return "ongoing"
    return above if above in {"planned", "hypothetical", "possible"} and not is_definite(noun, cues) else None


def _soon(verb: Word, cues: StatusCues) -> Status | None:
    """Judges a day to come on a verb that says nothing itself: "talks resume on Monday"."""
    return "planned" if lies_ahead(verb, cues) and verb.tag_ not in {"VBD", "VBN"} else None


def _is_harmless(verb: Word, cues: StatusCues) -> bool:
    """Tells whether only nobody was the object: "the raid killed nobody" tells a raid."""
    nobody = any(c.dep_ in {"dobj", "ccomp"} and is_empty(c, cues) for c in verb.rights)
    return nobody and not is_negated_by_particle(verb, cues)


def _describes(verb: Word) -> bool:
    """Tells whether "be" says what something is like, not that there is something."""
    return verb.lemma == "be" and any(c.dep_ == "acomp" for c in verb.children)


# objects


def object_status(noun: Word, verb: Word, depth: int, walk: Walk) -> Status | None:
    """Judges an event noun by the verb that it is the object of."""
    word, cues = verb.lemma, walk.cues
    if (known := _phrasal(verb, cues)) is not None:
        return _after_all(verb, cues) if known == "negated" and _is_undone(verb, depth, walk) else known
    if cues.get("objects", word) == "negated" and _is_undone(verb, depth, walk):
        return _after_all(verb, cues)
    if is_negated(verb, cues):
        unattended = word in cues.sets["light"] and word not in cues.sets["attending"]
        return "negated" if unattended or not is_definite(noun, cues) else None
    if word in cues.sets["light"]:
        above = walk.verb(verb, depth + 1) or _soon(verb, cues) or _debated(noun, verb, cues)
        return None if above in UNREAL and _is_to_stop(noun, verb, cues) else above
    if word in cues.sets["debating"] and is_debatable(noun, cues):
        return "possible"
    known = _done_to(noun, verb, cues)
    if known == "negated" and (is_infinitive(verb) or walk.verb(verb, depth + 1) in UNREAL):
        return "hypothetical"
    if known is not None or cues.speech.verb(verb) is not None:
        return known
    above = walk.verb(verb, depth + 1)
    there = is_definite(noun, cues) or _is_to_stop(noun, verb, cues)
    return above if above in UNREAL and not there else None


def _debated(noun: Word, verb: Word, cues: StatusCues) -> Status | None:
    """Judges what is talked about: "spoke about securing the release of", "discussed the deal to secure it"."""
    if verb.tag_ not in {"VBG", "VB"} or not is_debatable(noun, cues):
        return None
    above = verb.head.head if verb.dep_ == "pcomp" else verb.head
    by = verb.dep_ in {"xcomp", "advcl", "acl"} or (
        verb.dep_ == "pcomp" and verb.head.lower_ in cues.sets["debated_about"]
    )
    return "possible" if by and above.lemma in cues.sets["debating"] else None


def _is_to_stop(noun: Word, verb: Word, cues: StatusCues) -> bool:
    """Tells whether what is there shall end: "efforts to end the attacks", "agreed to stop attacks"."""
    if verb.lemma not in cues.sets["stopping"] or noun.lemma in cues.sets["announced_ahead"]:
        return False
    return noun.lemma not in cues.sets["accords"]


def _done_to(noun: Word, verb: Word, cues: StatusCues) -> Status | None:
    """Returns what a verb means for its object: "postponed talks", "announced a visit"."""
    word, sets = verb.lemma, cues.sets
    known = cues.get("objects", word)
    if known is not None or noun.lemma not in sets["announced_ahead"]:
        return known
    called = word in sets["summoning"] and is_for_a_time(noun)  # "called a meeting for Monday"
    return "planned" if called or word in sets["announcing"] else None


def _phrasal(verb: Word, cues: StatusCues) -> Status | None:
    """Returns what a verb with its particle means for its object: "called off", "ruled out"."""
    particles = [c.lower_ for c in verb.children if c.dep_ in {"prt", "advmod"}]
    return next((known for p in particles if (known := cues.get("phrasal", f"{verb.lemma} {p}"))), None)


def _is_undone(verb: Word, depth: int, walk: Walk) -> bool:
    """Tells whether what would undo an event is itself negated: "did not rule out", "failed to prevent"."""
    if is_negated(verb, walk.cues):
        return True
    return is_infinitive(verb) and walk.governed(verb, depth + 1) == "negated"


def _after_all(verb: Word, cues: StatusCues) -> Status | None:
    """Returns the status of what nobody undid: what isn't ruled out may be, what wasn't prevented happened."""
    open_still = any(f"{verb.lemma} {c.lower_}" in cues.sets["excluding"] for c in verb.children)
    return "possible" if open_still else None
