"""What a verb or adjective says of the clause it governs: "plans to", "is likely to", "failed to", "demanded that"."""

from __future__ import annotations

from eventx.events import Status
from eventx.stages.status.cues import StatusCues
from eventx.stages.status.doubt import called, explains, is_unsure
from eventx.stages.status.mood import own_status
from eventx.stages.status.noun_phrase import is_empty
from eventx.stages.status.verb_group import is_bare, is_infinitive, is_negated, predicates
from eventx.stages.status.walk import UNDONE, Walk
from eventx.stages.trees import SUBJECTS, is_passive, is_verb
from eventx.stages.words import Word


def complement_status(verb: Word, head: Word, depth: int, walk: Walk) -> Status | None:
    """Judges a clause that a verb or adjective governs, or an infinitive that says what for."""
    cues = walk.cues
    with_to = is_infinitive(verb)
    infinitive = with_to or is_bare(verb)
    if verb.dep_ == "ccomp" and not with_to and _is_mandative(verb, head, cues):
        return "demanded"
    if verb.dep_ == "ccomp" and not infinitive and cues.speech.verb(head):
        return "possible" if head.i < verb.i and is_unsure(head, cues) else None
    if infinitive and _is_bidding(verb, head, cues):
        return "demanded"
    if (state := _under_be_or_have(verb, head, cues) or _striven_for(verb, head, depth, walk)) is not None:
        return state
    if infinitive and verb.dep_ != "advcl" and is_verb(head) and is_negated(head, cues):
        return None if cues.get("complements", head.lemma) == "negated" else "negated"
    known = _meant(verb, head, infinitive, walk)
    if known is None or (head.lemma in cues.sets["transparent"] and known != "negated"):
        return _passed_on(verb, head, infinitive, depth, walk)
    if known == "ongoing":
        above = walk.verb(head, depth + 1) if is_verb(head) else None
        return above if above in UNDONE else "ongoing"
    return _carried_out(verb, head, known, infinitive, cues)


def _meant(verb: Word, head: Word, infinitive: bool, walk: Walk) -> Status | None:
    """Returns what a word alone says of its clause: "agreed to", "was seen to"."""
    cues, word = walk.cues, head.lemma
    passive = is_passive(head) or head.pos_ == "ADJ" or word in cues.sets["as_passive"]
    known = (cues.get("passives", word) if passive else None) or _intended(head, walk)
    if verb.dep_ == "advcl" and known in {"negated", "possible", "ongoing"}:
        return None
    if not infinitive and known == "ongoing":
        return None
    return "planned" if known == "possible" and word in cues.sets["rather_planned"] else known


def _intended(head: Word, walk: Walk) -> Status | None:
    """Returns what a verb says of its infinitive: a plan is only possible where there may be none."""
    known = walk.cues.get("complements", head.lemma)
    if head.lemma in walk.cues.sets["going"] and head.tag_ != "VBG":
        return None
    if known == "planned" and is_verb(head) and own_status(head, walk) in {"possible", "hypothetical"}:
        return "possible"  # "asked whether he had decided to go"
    return known


def _passed_on(verb: Word, head: Word, infinitive: bool, depth: int, walk: Walk) -> Status | None:
    """Returns what is said about a word that says nothing of its clause, as far as that holds for the clause too."""
    if not infinitive or (verb.dep_ == "ccomp" and walk.cues.speech.verb(head)):
        return None
    above = walk.status(head, depth + 1)
    real = explains(head, above, walk.cues) or (above == "negated" and verb.dep_ == "advcl")
    return above if above in UNDONE and not real else None


def _carried_out(verb: Word, head: Word, known: Status, infinitive: bool, cues: StatusCues) -> Status | None:
    """Returns what a word says of its clause, unless the clause has a form in which it tells what has happened."""
    if known == "planned" and not infinitive and verb.dep_ == "ccomp":
        return None
    if known == "demanded" and not infinitive and verb.tag_ != "VB":
        return None
    wishes = known == "demanded" and head.lemma in cues.sets["wishes"]
    return "possible" if wishes and not any(c.dep_ in SUBJECTS for c in verb.lefts) else known


def _tells_done(word: Word, cues: StatusCues) -> bool:
    """Tells whether what somebody is has done what follows: "it is my honour to meet", "she is the first to visit"."""
    if word.dep_ not in {"attr", "acomp"}:
        return False
    words = {word.lower_, *(c.lower_ for c in word.lefts)}
    return word.lemma in cues.sets["occasions"] or not words.isdisjoint(cues.sets["firsts"])


def _is_bidding(verb: Word, head: Word, cues: StatusCues) -> bool:
    """Tells whether a clause says what shall be done: "let's bring them home", "we have got to meet"."""
    if head.lemma in cues.sets["letting"] and verb.dep_ == "ccomp":
        return head.tag_ == "VB" and not any(c.dep_ in {*SUBJECTS, "aux"} for c in head.lefts)
    got = head.lower_ in cues.sets["bound"] and is_infinitive(verb)
    return got and any(c.lower_ in cues.sets["perfect_have"] for c in head.lefts)


def _is_mandative(verb: Word, head: Word, cues: StatusCues) -> bool:
    """Tells whether a that-clause says what shall be done: "demanded that he go", "ordered that it be bombed"."""
    sets = cues.sets
    asked = any(w in sets["mandative"] for w in predicates(head))
    if not asked and head.lemma not in sets["insisting"]:
        return False
    base = verb.tag_
    for child in verb.lefts:
        if child.dep_ in {"aux", "auxpass"}:
            if child.lower_ != "be":
                return False
            base = "VB"
    # A plural subject hides the mood ("insisted that they go"): there a past tense before it tells.
    return base == "VB" or (base == "VBP" and (asked or head.tag_ in {"VBD", "VBN"}))


def _striven_for(verb: Word, head: Word, depth: int, walk: Walk) -> Status | None:
    """Judges what somebody works for: "negotiated to gain the release of the girls"."""
    if head.lemma not in walk.cues.sets["striving"] or not is_verb(head) or not is_infinitive(verb):
        return None
    above = walk.status(head, depth + 1)
    return above if above in UNDONE else "possible"


def _under_be_or_have(verb: Word, head: Word, cues: StatusCues) -> Status | None:
    """Judges a clause under "be" or "have": "have yet to meet", "are to meet", "is likely that they met"."""
    if head.lemma not in cues.sets["yet_verbs"]:
        return None
    if is_infinitive(verb) or is_bare(verb):
        if any(c.lower_ in cues.sets["yet"] for c in head.children):
            return "negated"
        to_come = head.lemma == "be" and is_infinitive(verb) and verb.dep_ in {"xcomp", "ccomp"}
        if to_come and any(c.lower_ in cues.sets["would_have"] for c in verb.lefts):
            return "negated"  # "was to have visited Oslo"
        if to_come and any(c.dep_ in SUBJECTS and is_empty(c, cues) for c in head.lefts):
            return "negated"  # "no prisoner is to be freed"
        return "planned" if to_come and not any(_tells_done(c, cues) for c in head.rights if c.i < verb.i) else None
    return called(head, cues) if verb.i > head.i and verb.dep_ == "ccomp" else None
