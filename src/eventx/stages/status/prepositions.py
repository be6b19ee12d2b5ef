"""What a preposition says of the event behind it, with the verb or noun that it hangs on: "ahead of", "called for"."""

from __future__ import annotations

from spacy.lang.lex_attrs import is_quote

from eventx.events import Status
from eventx.stages.status.arguments import object_status
from eventx.stages.status.cues import StatusCues
from eventx.stages.status.doubt import is_untrue
from eventx.stages.status.mood import own_status
from eventx.stages.status.noun_phrase import is_debatable, is_definite, is_empty, is_given
from eventx.stages.status.walk import DEPTH, Walk
from eventx.stages.trees import is_verb
from eventx.stages.words import Word

_VERB_TABLES = {"for": "for_verbs", "to": "to_verbs", "on": "on_verbs", "upon": "on_verbs"}
_PLURAL = frozenset({"NNS", "NNPS"})
_LONGEST = 4
"""Words of the longest preposition."""


def preposition_status(prep: Word, inner: Word, depth: int, walk: Walk) -> Status | None:
    """Judges an event by the preposition before it and what that hangs on, or by the same preposition before it."""
    return _by_preposition(prep, inner, depth, walk) or _by_twin(prep, inner, depth, walk)


def _by_preposition(prep: Word, inner: Word, depth: int, walk: Walk) -> Status | None:
    word, head, cues = prep.lower_, prep.head, walk.cues
    if (known := _alone(prep, cues)) is not None:
        return known
    if head.i == prep.i or depth > DEPTH:
        return None
    averted = head.lemma in cues.sets["averting"] or cues.get("nouns", head.lemma) == "hypothetical"
    if averted and word in cues.sets["averted_from"]:
        return "hypothetical"
    if is_verb(head):
        return _on_verb(prep, inner, depth, walk) or _on_object(prep, inner, depth, walk)
    if prep.dep_ == "conj" and head.dep_ == "prep":  # "commits them to a truce and to the release of"
        return preposition_status(head, inner, depth + 1, walk)
    if word in cues.sets["noun_prepositions"]:
        return _on_noun(prep, inner, depth, walk)
    if head.dep_ == "prep" or head.pos_ == "ADP":
        return preposition_status(head, inner, depth + 1, walk)
    return None


def _alone(prep: Word, cues: StatusCues) -> Status | None:
    """Returns what a preposition says alone: "without", "ahead of", "in the event of"."""
    if prep.lower_.isalpha() and prep.lower_ not in cues.ends:
        return None
    before = prep.doc[max(0, prep.i - 7) : prep.i + 1]
    spoken = [t.lower_ for t in before if not t.is_space and not is_quote(t.text)]
    for length in range(_LONGEST, 0, -1):
        if (known := cues.get("prepositions", " ".join(spoken[-length:]))) is not None:
            return known
    return None


# on a verb


def _on_verb(prep: Word, inner: Word, depth: int, walk: Walk) -> Status | None:
    """Judges an event in a prepositional phrase on a verb: "called for talks", "will arrive for talks"."""
    cues, sets, word, verb = walk.cues, walk.cues.sets, prep.lower_, prep.head
    if word in sets["debated_about"] and verb.lemma in sets["debating"] and is_debatable(inner, cues):
        return "possible"
    if word == "with" and prep.i and prep.doc[prep.i - 1].lower_ in sets["together"]:
        return object_status(inner, verb, depth, walk)
    table = _VERB_TABLES.get(word)
    known = cues.get(table, verb.lemma) if table else None
    if known is not None and inner.lemma in sets["accords"] and cues.get("on_verbs", verb.lemma) is not None:
        return None  # "agreed on a pact" makes it
    if known is not None or word in sets["after"]:
        return known
    if word in sets["basis"] and inner.lemma in sets["frameworks"]:
        return None
    return _beside_verb(prep, inner, walk.verb(verb, depth + 1), walk)


def _beside_verb(prep: Word, inner: Word, above: Status | None, walk: Walk) -> Status | None:
    """Returns how far what is said of a verb holds for an event beside it: "will fly to Oslo for talks"."""
    cues, sets, word, verb = walk.cues, walk.cues.sets, prep.lower_, prep.head
    if word == "by" and inner.dep_ == "pcomp":
        return above
    if word == "from" and above == "planned":
        return None  # "will return from a visit"
    if above == "negated" and word in sets["scenes"]:
        return None  # "failed to sign a deal at a meeting": they met
    if above == "planned" and word in sets["scenes"] and not is_definite(inner, cues):
        return above  # "will ask for help at a meeting"
    light = verb.lemma in sets["light"]
    if above == "ongoing":
        return above if light or inner.lemma in sets["durative"] else None
    if above == "possible" and own_status(verb, walk) is None and is_given(inner, verb, cues):
        return None  # "suspected that rebels were behind the attack"
    if light or word == "for":
        return None if above == "negated" and is_definite(inner, cues) else above
    return above if above in {"hypothetical", "possible"} and not is_definite(inner, cues) else None


def _on_object(prep: Word, inner: Word, depth: int, walk: Walk) -> Status | None:
    """Judges what the parser hangs on a verb, though it follows its object: "expressed their hope for a truce"."""
    before, sets = prep.doc[prep.i - 1] if prep.i else prep, walk.cues.sets
    if prep.lower_ not in sets["noun_prepositions"] or prep.lower_ in sets["topic_prepositions"]:
        return None
    if before.head.i != prep.head.i or before.dep_ != "dobj" or walk.cues.get("nouns", before.lemma) is None:
        return None
    return _of_noun(prep, before, inner, depth, walk)


def _by_twin(prep: Word, inner: Word, depth: int, walk: Walk) -> Status | None:
    """Judges the second of two phrases: "called for a truce in Gaza, as well as for the release of the men"."""
    doc, start = prep.doc, prep.sentence[0]
    if depth > DEPTH or prep.i - 1 <= start or doc[prep.i - 1].lower_ not in walk.cues.sets["joining_words"]:
        return None
    first = next((doc[i] for i in range(prep.i - 2, start, -1) if doc[i].lower_ == prep.lower_), None)
    if first is None or first.dep_ != "prep" or first.head.i == prep.head.i:
        return None
    return preposition_status(first, inner, depth + 1, walk)


# on a noun


def _is_there(word: str, head: Word, inner: Word, cues: StatusCues) -> bool:
    """Tells whether a noun speaks of what is there: "concern over the strikes", "the importance of the agreement"."""
    sets, definite = cues.sets, is_definite(inner, cues)
    if head.lemma in sets["worries"] and word in sets["topic_prepositions"]:
        return definite or (inner.tag_ in _PLURAL and inner.lemma not in sets["feared"])
    return definite and head.lemma in sets["weighing"] and word == "of" and inner.lemma not in sets["given_up"]


def _on_noun(prep: Word, inner: Word, depth: int, walk: Walk) -> Status | None:
    """Judges an event that another noun governs: "a round of talks", "the threat of an attack"."""
    return _of_noun(prep, prep.head, inner, depth, walk)


def _of_noun(prep: Word, head: Word, inner: Word, depth: int, walk: Walk) -> Status | None:
    """Judges an event by the preposition before it and the noun that this belongs to."""
    cues, sets, word = walk.cues, walk.cues.sets, prep.lower_
    definite = is_definite(inner, cues)
    if definite and head.lemma in sets["presupposing"]:
        return None  # "as a result of today's meeting"
    if head.lemma in sets["transparent_nouns"]:
        return walk.noun(head, depth + 1)
    if word == "of" and not definite and is_empty(head, cues):
        return "negated"
    if word in {"of", "about"} and is_untrue(head, cues):
        return "negated"
    is_open = not definite or is_debatable(inner, cues)
    if head.lemma in sets["bargaining"] and word in sets["bargained"] and is_open:
        return "possible"  # "talks on a truce"
    known = cues.get("nouns", head.lemma)
    if _is_there(word, head, inner, cues):
        return None
    if known is None and word == "of" and head.dep_ == "attr" and is_open:
        imagined = own_status(head.head, walk) == "hypothetical"  # "would be the first target of an attack"
        return "hypothetical" if imagined else None
    if known == "hypothetical" and word == "of" and definite:
        return None  # "a condition of the truce"
    if known in {"planned", "demanded"} and not definite and walk.noun(head, depth + 1) == "negated":
        return "negated"  # "no plans for talks", "rejected an offer of talks"
    return known if known == "possible" or word not in sets["topic_prepositions"] else None
