"""What a verb says itself: by its auxiliaries, adverbs and conjunction, as a question, a condition or a command."""

from __future__ import annotations

from collections.abc import Sequence

from spacy.lang.lex_attrs import is_quote

from eventx.events import Status
from eventx.stages.phrases import ancestors
from eventx.stages.status.ahead import lies_ahead
from eventx.stages.status.cues import StatusCues
from eventx.stages.status.verb_group import is_negated_by, predicates, verb_group
from eventx.stages.status.walk import Walk
from eventx.stages.trees import SUBJECTS, edges, is_passive
from eventx.stages.words import Word

_MARKS = frozenset({"mark", "advmod"})


def own_status(verb: Word, walk: Walk) -> Status | None:
    """Returns what the verb's own auxiliaries, adverbs, conjunction and negated arguments say."""
    cues = walk.cues
    near = verb_group(verb, cues)
    if is_negated_by(verb, near, cues):
        return "negated"
    marks = {c.lower_ for c in verb.children if c.dep_ in _MARKS}
    said = _supposed(verb, near, marks, cues) or _modal(verb, near, walk) or _hedged(verb, marks, cues)
    if said is not None:
        return said
    return _infinitive_alone(verb, near) if verb.tag_ == "VB" else None


def aspect(verb: Word, cues: StatusCues) -> Status | None:
    """Present progressive is going on; with a future time it is planned."""
    if verb.tag_ == "VBG":
        near = {t.lower_ for t in verb_group(verb, cues)}
        perfect = "been" in near and not near.isdisjoint(cues.sets["perfect_have"])
        if perfect or not near.isdisjoint(cues.sets["present_be"]):
            return "planned" if lies_ahead(verb, cues) else "ongoing"
    if verb.tag_ in {"VBZ", "VBP"} and cues.get("subjects", verb.lemma) == "ongoing":
        return "ongoing"
    return None


# conditions and questions


def _supposed(verb: Word, near: Sequence[Word], marks: set[str], cues: StatusCues) -> Status | None:
    """Judges a clause that only supposes, or asks: "if they meet", "had they met", "whether they met", "did they?"."""
    sets = cues.sets
    if not marks.isdisjoint(sets["conditions"]):
        return "possible" if verb.dep_ == "ccomp" or _is_left_open(verb, cues) else "hypothetical"
    if _is_inverted(verb, cues):
        return "hypothetical"
    if not marks.isdisjoint(sets["doubts"]) and verb.lower_ != "be":  # "whether it be the attack on Oslo"
        return "possible"
    return "possible" if _is_asked(verb, near, cues) or _is_uncounted(verb, cues) else None


def _is_inverted(verb: Word, cues: StatusCues) -> bool:
    """Tells whether its sentence begins with an auxiliary that says "if": "had the rebels attacked, ..."."""
    doc = verb.doc
    start, end = verb.sentence
    first = start
    while first < verb.i and not doc[first].text[0].isalpha():
        first += 1
    if first >= verb.i or doc[first].lower_ not in cues.sets["inverted"]:
        return False
    comma = next((i for i in range(first, end) if doc[i].text == ","), start)
    return verb.i < comma and all(doc[i].text != "?" for i in range(comma, end))


def _is_left_open(verb: Word, cues: StatusCues) -> bool:
    """Tells whether a clause with "if" is a question nobody can answer: "it was not known if anyone was hurt"."""
    head = verb.head
    return head.i < verb.i and any(word in cues.sets["open_questions"] for word in predicates(head))


def _is_uncounted(verb: Word, cues: StatusCues) -> bool:
    """Tells whether nobody knows to how many it happened, if to any: "it was not known how many were killed"."""
    first = verb.doc[edges(verb)[0]] if verb.dep_ == "ccomp" else verb
    if first.lower_ != "how" or first.i + 1 >= verb.i or verb.head.i > verb.i:
        return False
    head = verb.head
    nobody = head.lemma == "be" or is_passive(head)  # "police don't know how many were killed": some were
    asked = nobody and verb.doc[first.i + 1].lower_ in cues.sets["how_many"]
    return asked and any(word in cues.sets["open_questions"] for word in predicates(head))


def _is_asked(verb: Word, near: Sequence[Word], cues: StatusCues) -> bool:
    """Tells whether its sentence asks if it is so: "did they meet?", but not "when did they meet?"."""
    doc, (start, end) = verb.doc, verb.sentence
    subject = next((c for c in verb.lefts if c.dep_ in SUBJECTS), None)
    if verb.dep_ == "acl" and verb.head.dep_ in SUBJECTS:  # "was the king killed?": the parser takes "was" for all
        near, subject = [verb.head.head], verb.head
    elif not near or near[0].dep_ not in {"aux", "auxpass"}:
        return False
    if subject is None or near[0].i > subject.i:
        return False
    if all(doc[i].text != "?" for i in range(max(start, end - 3), end)):
        return False
    return all(doc[i].lower_ not in cues.sets["asking"] for i in range(start, subject.i))


# auxiliaries and adverbs


def _modal(verb: Word, near: Sequence[Word], walk: Walk) -> Status | None:
    """Returns what the first modal of a verb says: "will", "might", "would"."""
    cues = walk.cues
    conditional = cues.sets["conditional"]
    for token in near:
        word = token.lower_
        if (modal := cues.get("modals", word)) is not None:
            return modal
        if word in conditional and any(t.lower_ == word and t.tag_ == "MD" for t in near):
            return _conditional(verb, near, walk)
    return None


def _conditional(verb: Word, near: Sequence[Word], walk: Walk) -> Status:
    """Judges "would": what somebody said would come is planned, anything else is imagined."""
    sets = walk.cues.sets
    if any(t.lower_ in sets["would_have"] for t in near):
        return "hypothetical"
    clauses = (c for c in verb.children if c.dep_ == "advcl")
    if any(m.lower_ in sets["conditions"] for c in clauses for m in c.children):
        return "hypothetical"
    return "planned" if _is_reported(verb, walk) or _is_provided(verb, walk.cues) else "hypothetical"


def _is_reported(verb: Word, walk: Walk) -> bool:
    """Tells whether the verb stands in indirect speech."""
    if any(r.covers(verb.i) for r in walk.claims):
        return True
    return any(walk.cues.speech.verb(a) is not None for a in ancestors(verb))


def _is_provided(verb: Word, cues: StatusCues) -> bool:
    """Tells whether what a clause says is what a plan provides for: "under the deal, Chad would free nine men"."""
    sets = cues.sets
    preps = [c for c in verb.children if c.dep_ == "prep" and c.lower_ in sets["under"]]
    return any(noun.lemma in sets["frameworks"] for prep in preps for noun in prep.children)


def _hedged(verb: Word, marks: set[str], cues: StatusCues) -> Status | None:
    """Returns what the adverbs before a verb say: "allegedly", "soon"."""
    if not marks:
        return None
    timed = not marks.isdisjoint(cues.sets["timing"])  # "soon after they met", "shortly before the raid was launched"
    for child in verb.lefts:
        if child.dep_ == "advmod" and (hedge := cues.get("adverbs", child.lower_)) is not None:
            if hedge == "planned" and timed:
                continue
            return hedge
    return None


# infinitives


def _infinitive_alone(verb: Word, near: Sequence[Word]) -> Status | None:
    """Returns what an infinitive alone says: "Ministers to meet in Lagos", "“Burn their crops,” he said"."""
    if not near:
        return "demanded" if _is_bidden(verb) else None
    if verb.dep_ != "ROOT" or all(t.lower_ != "to" for t in near):
        return None
    return "planned" if any(c.dep_ in SUBJECTS for c in verb.lefts) else None


def _is_bidden(verb: Word) -> bool:
    """Tells whether a quotation bids to do it: "“Burn their crops, or shoot them,” he said"."""
    first = verb
    while first.dep_ == "conj" and first.head.tag_ == "VB":
        first = first.head
    if any(c.dep_ in SUBJECTS for c in (*first.lefts, *verb.lefts)):
        return False
    return first.i > 0 and is_quote(verb.doc[first.i - 1].text) and first.dep_ in {"ROOT", "ccomp"}
