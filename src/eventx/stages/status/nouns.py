"""What is said on a noun, and where a noun hangs: on a verb, a preposition or another noun."""

from __future__ import annotations

from eventx.events import Status
from eventx.stages.phrases import ancestors
from eventx.stages.status.arguments import object_status, subject_status
from eventx.stages.status.cues import StatusCues
from eventx.stages.status.noun_phrase import is_empty, is_headline
from eventx.stages.status.prepositions import preposition_status
from eventx.stages.status.verb_group import is_infinitive
from eventx.stages.status.walk import DEPTH, UNREAL, Walk
from eventx.stages.trees import SUBJECTS, is_passive, is_verb
from eventx.stages.words import Word

# on the noun itself


def modified_status(noun: Word, walk: Walk) -> Status | None:
    """Returns what determiners, adjectives and clauses on a noun say."""
    cues = walk.cues
    if is_empty(noun, cues):
        return "negated"
    for child in noun.lefts:
        if child.lower_ == "any" and child.dep_ == "det":
            return "hypothetical"
    weak: Status | None = None
    for child in noun.children:
        known = _modifier(noun, child, cues)
        # A failed attack was made; a failed handover was not.
        undone = known == "negated" and noun.lemma in cues.sets["given_up"]
        if known is not None and not undone and child.lower_ in cues.sets["weak_modifiers"]:
            weak = known if known not in {"hypothetical", "negated"} else weak
        elif known is not None:
            return known
        if (told := _clause(noun, child, walk)) is not None:
            return told
    return weak


def _modifier(noun: Word, child: Word, cues: StatusCues) -> Status | None:
    """Returns what an adjective, a noun before it or a participle says: "planned talks", "talks planned for May"."""
    dep = child.dep_
    before = dep in {"amod", "compound", "nmod", "advmod"} and child.i < noun.i
    if not before and (dep != "acl" or _ends(child, cues)):
        return None
    if (known := cues.get("modifiers", child.lower_)) is not None or child.i < noun.i:
        return known
    made = noun.lemma in cues.sets["accords"] and child.lemma in cues.sets["concluding"]
    made = made or child.lemma in cues.sets["perpetrating"]  # "atrocities committed by the rebels"
    return None if made else cues.get("passives", child.lemma)


def _ends(word: Word, cues: StatusCues) -> bool:
    """Tells whether a word on an event says that it is to end: "a truce due to expire on Sunday"."""
    ending = cues.sets["ending"]
    return any(c.lemma in ending for c in word.children if c.dep_ == "xcomp")


def _clause(noun: Word, child: Word, walk: Walk) -> Status | None:
    """Returns what a clause on a noun says: "talks to be held", "Talks to resume", "the talks, which will be held"."""
    dep = child.dep_
    if dep in {"acl", "relcl"} and is_infinitive(child) and is_passive(child):
        return "planned"
    if dep in {"acl", "relcl", "advcl"} and is_headline(noun, walk.cues) and _is_to_happen(child, walk.cues):
        return "planned"
    return _relative_clause(child, walk) if dep == "relcl" else None


def _is_to_happen(verb: Word, cues: StatusCues) -> bool:
    """Tells whether an infinitive says that something will be: "to resume", but not "to end the war"."""
    told = is_infinitive(verb) and verb.lemma in cues.sets["light"]
    return told and not any(c.dep_ == "dobj" for c in verb.children)


def _relative_clause(verb: Word, walk: Walk) -> Status | None:
    """Returns what a relative clause says of its noun: "the talks, which will be held in May"."""
    sets = walk.cues.sets
    if verb.lemma not in sets["light"] and verb.lemma not in sets["scheduling"]:
        return None
    relative = next((c for c in verb.children if c.tag_ in {"WDT", "WP"}), None)
    if relative is None or (relative.dep_ not in SUBJECTS and relative.dep_ != "dobj"):
        return None
    if not any(c.dep_ in SUBJECTS for c in verb.children):
        return None
    inner = next((c for c in verb.children if c.dep_ == "xcomp" and verb.lemma == "be"), verb)
    told = walk.verb(inner, 1)
    if told == "negated" and any(c.lower_ in sets["lately"] for c in inner.rights):
        return None  # "the talks, which had not been held since May"
    return told if told in {"planned", "negated"} else None


def is_wondered(noun: Word, cues: StatusCues) -> bool:
    """Tells whether a headline without a verb asks: "Twelve dead in Kabul?"."""
    start, end = noun.sentence
    top = noun
    while top.head.i != top.i:
        top = top.head
    if is_verb(top) or noun.doc[end - 1].text != "?":
        return False
    return all(noun.doc[i].lower_ not in cues.sets["asking"] for i in range(start, noun.i))


# above the noun


def noun_governor_status(noun: Word, depth: int, walk: Walk) -> Status | None:
    """Returns what the word that an event noun hangs on says about it."""
    head, dep = noun.head, noun.dep_
    if head.i == noun.i or depth > DEPTH:
        return None
    if dep in {"nsubj", "nsubjpass"}:
        return subject_status(noun, head, depth, walk)
    if dep in {"dobj", "attr", "oprd", "acomp", "dative"}:
        return object_status(noun, head, depth, walk)
    if dep == "pobj":
        return preposition_status(head, noun, depth, walk)
    if dep == "conj":
        return _conjunct(head, depth, walk)
    if dep == "appos":
        above = noun_governor_status(head, depth + 1, walk) or _aside(head, depth, walk)
        return above if above in UNREAL else None
    if dep in {"compound", "nmod", "amod"} and head.pos_ in {"NOUN", "PROPN"}:
        return walk.cues.get("nouns", head.lemma)
    return None


def _conjunct(head: Word, depth: int, walk: Walk) -> Status | None:
    """Judges a noun joined to another: "no talks or visits", "talks and a visit", "no talks but a visit"."""
    joined = {c.lower_ for c in head.children if c.dep_ == "cc"}
    if not joined.isdisjoint({"or", "nor"}) and is_empty(head, walk.cues):
        return "negated"
    return None if "but" in joined else noun_governor_status(head, depth + 1, walk)


def _aside(name: Word, depth: int, walk: Walk) -> Status | None:
    """Judges what is added to a name at the end of a clause: "will fly to Oslo, the first visit of a king"."""
    if name.pos_ != "PROPN":
        return None
    clause = next((a for a in ancestors(name) if is_verb(a)), None)
    return walk.verb(clause, depth + 1) if clause is not None else None
