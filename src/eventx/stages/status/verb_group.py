"""The verb group: auxiliaries, particles and complements of a verb, and whether it is negated."""

from __future__ import annotations

from collections.abc import Sequence

from eventx.stages.status.cues import StatusCues
from eventx.stages.status.noun_phrase import is_empty
from eventx.stages.trees import bounds, step
from eventx.stages.words import Word

_AUXILIARY_DEPS = frozenset({"aux", "auxpass", "neg"})
_BEFORE_VERB = frozenset({"MD", "RB", "TO"})
_ACTIVE_DEPS = frozenset({"aux", "auxpass", "dobj", "dative", "xcomp", "ccomp", "attr", "acomp", "oprd"})
_ARGUMENTS = frozenset({"nsubj", "nsubjpass", "dobj", "preconj", "attr"})


def verb_group(verb: Word, cues: StatusCues) -> list[Word]:
    """Returns the auxiliaries and particles of a verb, by the parse and by the words right before it."""
    found: list[Word] = []
    never, auxiliaries = cues.sets["negative_adverbs"], cues.sets["auxiliaries"]
    for child in verb.children:
        dep = child.dep_
        if dep in _AUXILIARY_DEPS or (dep == "advmod" and child.lower_ in never):
            found.append(child)
    start, _ = bounds(verb)
    for k in range(verb.i - 1, start - 1, -1):
        token = verb.doc[k]
        if token.is_space:
            continue
        tag, is_auxiliary = token.tag_, token.lower_ in auxiliaries
        if not (is_auxiliary or tag in _BEFORE_VERB):
            break
        if (is_auxiliary or tag != "RB" or token.dep_ == "neg") and token not in found:
            found.append(token)
    return found


def is_negated(verb: Word, cues: StatusCues) -> bool:
    """Tells whether the verb, its subject or its object is negated."""
    return is_negated_by(verb, verb_group(verb, cues), cues)


def is_negated_by(verb: Word, near: Sequence[Word], cues: StatusCues) -> bool:
    """Tells whether some of the words near a verb negate it, or it has a subject or an object that is nobody."""
    sets, doc = cues.sets, verb.doc
    for token in near:
        if token.lower_ in sets["negations"] or token.dep_ == "neg":
            after = step(doc, token.i + 1, bounds(verb)[1])
            if after is None or doc[after].lower_ not in sets["not_negating"]:
                return True
        if token.lower_ == "no" and token.i + 1 < len(doc) and doc[token.i + 1].lower_ == "longer":
            return True
    for child in verb.children:
        if child.dep_ in _ARGUMENTS and is_empty(child, cues):
            return True
        if child.dep_ == "advmod" and child.lower_ == "longer" and child.i and doc[child.i - 1].lower_ == "no":
            return True  # "is no longer on the agenda"
    return False


def is_negated_by_particle(verb: Word, cues: StatusCues) -> bool:
    """Tells whether "not" or its like negates a verb, whatever its subject and its object are."""
    return any(t.dep_ == "neg" or t.lower_ in cues.sets["negations"] for t in verb_group(verb, cues))


def is_infinitive(verb: Word) -> bool:
    """Tells whether a verb stands with "to"."""
    return any(c.dep_ == "aux" and c.lower_ == "to" for c in verb.children)


def is_bare(verb: Word) -> bool:
    """Tells whether a complement has no auxiliary: "began shelling", "helped free the men"."""
    return verb.tag_ in {"VBG", "VB"} and not any(c.dep_ in {"aux", "auxpass", "mark"} for c in verb.children)


def may_be_passive(verb: Word) -> bool:
    """Tells whether a past form may be a participle, as headlines have them: "talks cancelled", "summit called off"."""
    return verb.tag_ in {"VBD", "VBN"} and all(c.dep_ not in _ACTIVE_DEPS for c in verb.children)


def is_nominal(token: Word) -> bool:
    """Tells whether a participle is used as a noun: with a determiner, or as the object of a preposition."""
    if token.tag_ != "VBG" or any(c.dep_ == "dobj" for c in token.children):
        return False
    return token.dep_ in {"pobj", "dobj", "nsubj", "nsubjpass"} or any(
        c.dep_ in {"det", "poss"} for c in token.children
    )


def said_of_subject(verb: Word) -> list[Word]:
    """Returns what a verb says its subject is: "were false"."""
    return [c for c in verb.children if c.dep_ in {"acomp", "attr", "oprd"}]


def predicates(verb: Word) -> list[str]:
    """Returns the lemmas of what a verb predicates: its own or, of "be", those of its adjectives."""
    if verb.lemma != "be":
        return [verb.lemma]
    return [c.lemma for c in verb.children if c.dep_ == "acomp"]
