"""What stands above a verb: the noun, verb or clause that its own clause hangs on."""

from __future__ import annotations

from eventx.events import Status
from eventx.stages.status.complements import complement_status
from eventx.stages.status.cues import StatusCues
from eventx.stages.status.doubt import explains, is_thwarted, is_untrue
from eventx.stages.status.mood import own_status
from eventx.stages.status.noun_phrase import is_empty, is_headline
from eventx.stages.status.prepositions import preposition_status
from eventx.stages.status.verb_group import is_infinitive, is_negated_by_particle, predicates, verb_group
from eventx.stages.status.walk import DEPTH, UNDONE, UNREAL, Walk
from eventx.stages.trees import SUBJECTS, is_passive, is_verb
from eventx.stages.words import Word

_FINITE = frozenset({"VBD", "VBZ", "VBP"})
_TOLD = frozenset({"acl", "relcl", "ccomp"})


def governed_status(verb: Word, depth: int, walk: Walk) -> Status | None:
    """Returns what the word that a verb hangs on says about it."""
    head, dep, cues = verb.head, verb.dep_, walk.cues
    if head.i == verb.i or depth > DEPTH:
        return None
    if dep in _TOLD and not is_verb(head) and (told := _told(verb, head, cues)) is not None:
        return told
    if dep == "ccomp" and _is_apart(verb, head):
        return None
    if dep in {"xcomp", "ccomp"} or (dep in {"advcl", "dep"} and is_infinitive(verb)):
        said = complement_status(verb, head, depth, walk)
        return said or _for_infinitive(verb, head, cues) or _aimed_at(verb, head, cues)
    if dep == "advcl":
        return _adverbial(verb, head, depth, walk)
    if dep == "pcomp":  # "rumours according to which he was killed are unfounded"
        return "negated" if is_untrue(head.head, cues) else preposition_status(head, verb, depth, walk)
    if dep == "conj":
        return _conjunct(verb, head, depth, walk)
    return _on_noun(verb, head, depth, walk) if dep in {"acl", "relcl"} else None


def _is_apart(verb: Word, head: Word) -> bool:
    """Tells whether a clause only stands before another one: "they met in Lima; a second round was cancelled"."""
    return any(verb.doc[i].text == ";" for i in range(verb.i + 1, head.i))


# clauses on verbs


def _adverbial(verb: Word, head: Word, depth: int, walk: Walk) -> Status | None:
    """Judges a clause that says when, or what came of it: "until a deal was signed", "killing nine"."""
    cues = walk.cues
    if verb.tag_ != "VBG":
        before = any(c.lower_ in cues.sets["before"] for c in verb.lefts)
        return _awaited(verb, head, depth, walk) if before else None
    if any(c.dep_ == "mark" for c in verb.children):
        return None
    above = walk.status(head, depth + 1)
    return above if above in UNREAL and not explains(head, above, cues) else None


def _awaited(verb: Word, head: Word, depth: int, walk: Walk) -> Status | None:
    """Judges what something waits for: "will talk when they meet", "would free nobody until a deal was signed"."""
    cues, sets = walk.cues, walk.cues.sets
    group = {t.lower_ for t in verb_group(head, cues)}
    said = any(c.lower_ in sets["awaited"] for c in verb.lefts) and not group.isdisjoint(sets["conditional"])
    if verb.tag_ not in {"VBZ", "VBP", "VB"} and not said:
        return None
    above = walk.status(head, depth + 1)
    if above is None and any(c.lower_ in sets["pending"] for c in verb.lefts):
        return "planned"  # "extended the truce until talks resume"
    if above == "negated":
        ahead = said or any(cues.get("modals", word) == "planned" for word in group)
        return "hypothetical" if ahead else None
    return "planned" if above in {"planned", "demanded"} else None


def _conjunct(verb: Word, head: Word, depth: int, walk: Walk) -> Status | None:
    """A conjunct without an auxiliary of its own shares that of the first: "will meet and sign"."""
    if not is_verb(head):
        return None
    if verb.tag_ == "VB" and head.tag_ in _FINITE and (to := _infinitive_before(verb, head)) is not None:
        return walk.governed(to, depth + 1)
    alone = not any(c.dep_ in {"aux", "auxpass", *SUBJECTS} for c in verb.children)
    if alone and verb.tag_ in {"VB", "VBN"} and verb.tag_ == head.tag_:
        shared = walk.verb(head, depth + 1)
        return None if shared == "negated" and not is_negated_by_particle(head, walk.cues) else shared
    return walk.governed(head, depth + 1)


def _infinitive_before(verb: Word, head: Word) -> Word | None:
    """Returns the infinitive that a bare verb goes on, where the parser joined it to the verb above: see below.

    "They expressed the need to close the gaps, bring the hostages home and end the war."
    """
    if any(c.dep_ in {"aux", "auxpass", *SUBJECTS} for c in verb.lefts):
        return None
    between = (verb.doc[i] for i in range(verb.i - 1, head.i, -1))
    return next((w for w in between if w.tag_ == "VB" and is_infinitive(w)), None)


def _for_infinitive(verb: Word, head: Word, cues: StatusCues) -> Status | None:
    """Judges "for them to meet": what is important or makes sense is asked or possible, what took time is done."""
    if not is_infinitive(verb) or head.lemma in cues.sets["elapsing"]:
        return None
    if not any(c.dep_ == "mark" and c.lower_ == "for" for c in verb.lefts):
        return None
    states = (cues.get("passives", word) for word in predicates(head))
    return next((state for state in states if state is not None), "possible")


def _aimed_at(verb: Word, head: Word, cues: StatusCues) -> Status | None:
    """Judges what a search is for: "raided a house to capture a rebel", "began an operation to free the nurses"."""
    if verb.dep_ not in {"advcl", "xcomp"} or not is_infinitive(verb):
        return None
    names = (head, *(c for c in head.children if c.dep_ in {"dobj", "nsubjpass"}))
    return "planned" if any(name.lemma in cues.sets["aiming"] for name in names) else None


# clauses on nouns


def _told(verb: Word, noun: Word, cues: StatusCues) -> Status | None:
    """Judges what a noun tells in a clause: "no reports that anyone was hurt", "a chance that they will meet"."""
    if is_infinitive(verb) or verb.i < noun.i:  # "the base was hit; no reports of losses"
        return None
    if (noun.lemma in cues.sets["tidings"] and is_empty(noun, cues)) or is_untrue(noun, cues):
        return "negated"
    doubtful = noun.lemma in cues.sets["doubtful"] and any(c.dep_ == "mark" for c in verb.lefts)
    return "possible" if doubtful else None


def _on_noun(verb: Word, head: Word, depth: int, walk: Walk) -> Status | None:
    """Returns what the noun says that a clause hangs on: "plans to meet", "was among those freed"."""
    if head.dep_ == "pobj" and head.head.lower_ in walk.cues.sets["among"]:
        above = walk.status(head.head.head, depth + 1) if is_verb(head.head.head) else None
        return above if above in UNDONE else None
    if verb.tag_ == "VBN" and head.dep_ == "dobj" and head.head.lemma in walk.cues.sets["seeing"]:
        return walk.status(head.head, depth + 1)  # "a deal that would see nine hostages freed"
    if is_infinitive(verb):
        return _noun_to(verb, head, walk)
    provided = verb.dep_ == "relcl" and verb.tag_ in {"VBZ", "VBP"} and head.lemma in walk.cues.sets["frameworks"]
    return "planned" if provided and not any(c.dep_ in {"aux", "auxpass", "neg"} for c in verb.lefts) else None


def _noun_to(verb: Word, head: Word, walk: Walk) -> Status | None:
    """Judges an infinitive on a noun: "plans to meet", "the first king to visit Oslo"."""
    cues = walk.cues
    aim: Status | None = "planned" if head.lemma in cues.sets["aiming"] else None
    known = cues.get("nouns", head.lemma) or aim  # "an operation to capture a rebel leader"
    if known == "possible" and _is_taken(head, walk):
        return None  # "had the opportunity to meet"
    if known is not None:  # "has no plans to visit Oslo"
        return "negated" if is_thwarted(head, cues) or is_empty(head, cues) else known
    if head.dep_ == "attr":
        return own_status(head.head, walk)  # "will be the first king to visit Oslo"
    ahead = is_passive(verb) or is_headline(head, cues)
    return "planned" if ahead else _for_infinitive(verb, head, cues)


def _is_taken(noun: Word, walk: Walk) -> bool:
    """Tells whether an opportunity was there and so was taken: "I had the opportunity to speak with him"."""
    sets, verb = walk.cues.sets, noun.head
    told = noun.dep_ == "dobj" and noun.lemma in sets["occasions"] and verb.lemma in sets["taking"]
    return told and verb.tag_ in {"VBD", "VBN"} and own_status(verb, walk) is None
