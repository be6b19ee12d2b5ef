"""Pronouns for several and for bodies: "they", and "it" where that stands for a country, an army or a thing."""

from __future__ import annotations

from collections.abc import Sequence

from eventx.annotations import MentionRecord
from eventx.stages import phrases
from eventx.stages.references.candidates import (
    commanding_subjects,
    coordinated_owner,
    excluded_heads,
    excluded_names,
    heads_before,
)
from eventx.stages.references.context import COLLECTIVE, PLURAL, SUBJECTS, Context, Records
from eventx.stages.words import Word

UNSPOKEN = frozenset({"event", "document"})


def resolve_collective(context: Context, token: Word, plural: bool) -> Sequence[MentionRecord]:
    """Returns whom or what "they" (plural) or "it" stands for: of its own sentence, else of those before."""
    partner = coordinated_owner(context, token)
    if partner and partner[0].kind in COLLECTIVE:
        return partner
    around = excluded_heads(context, token)
    barred = excluded_names(context, token)
    for subject in commanding_subjects(context, token):
        if plural and (others := _told_of(context, subject)):
            return others
        if subject.i not in around and (found := _group(context, subject, plural) or spoken_for(context, subject)):
            return () if barred.issuperset(r.name for r in found) else found
        if subject.i in context.by_head and subject.i not in around and not plural:
            record = context.records(subject.i)[0]
            if record.kind in {"weapon", "facility", "place"} or record.classes & UNSPOKEN:
                break
    if context.in_quote(token):
        return ()
    here, *back = heads_before(context, token, context.words.reach["pronoun" if plural else "thing"])
    if plural and token.dep_ == "nsubj" and context.doc[token.i - 1].lower_ == ";":
        subjects = [context.doc[h] for h in here if context.doc[h].dep_ in SUBJECTS and _is_person(context, h)]
        if subjects:
            return _with_partner(context, subjects[0], here)
    if not plural and token.dep_ == "poss" and context.doc[token.i - 1].lower_ == ";":
        owners = [_group(context, context.doc[h], plural) for h in here if context.doc[h].dep_ in SUBJECTS]
        if len(owners) == 1 and owners[0]:
            return owners[0]  # "a delegation arrived; its visit is the first"
    return _told_before(context, token, plural, barred, here, back)


def _told_before(
    context: Context,
    token: Word,
    plural: bool,
    barred: frozenset[str],
    here: Sequence[int],
    back: Sequence[Sequence[int]],
) -> Sequence[MentionRecord]:
    """Returns what a collective pronoun stands for of its own sentence before it, or of those before."""
    if plural and token.dep_ == "dobj" and (beside := _beside(context, here, barred)):
        return beside
    for heads in back:
        subjects = [h for h in heads if context.doc[h].dep_ in SUBJECTS]
        for choice in (
            [h for h in subjects if context.doc[h].head.dep_ == "ROOT"],
            subjects,
            heads if plural else [],
        ):
            told = (_group(context, context.doc[h], plural) for h in choice)
            found_groups = [g for g in told if g and _may_be(g, barred)]
            if len({_names(g) for g in found_groups}) == 1:
                return found_groups[0]
        if subjects:
            return ()
    return ()


def _beside(context: Context, heads: Sequence[int], barred: frozenset[str]) -> Records:
    """Returns the only ones of its own sentence that an object may be: "fired on two men, killing them"."""
    told = [(h, _group(context, context.doc[h], plural=True)) for h in heads] if barred else []
    fitting = [(h, group) for h, group in told if group and _may_be(group, barred)]
    for choice in (fitting, [(h, group) for h, group in fitting if context.doc[h].tag_ in PLURAL]):
        if len({_names(group) for _, group in choice}) == 1:
            return choice[0][1]
    return ()


def _with_partner(context: Context, first: Word, heads: Sequence[int]) -> Records:
    """Returns the two of whom a clause tells: "Vega is to meet Demir; they spoke in May"."""
    objects = (context.doc[h] for h in heads if context.doc[h].dep_ in {"dobj", "pobj"} and _is_somebody(context, h))
    second = next((t for t in objects if phrases.governor(t)[0] in {"dobj", "with"}), None)
    return (*context.records(first.i)[:1], *context.records(second.i)[:1]) if second is not None else ()


def _is_somebody(context: Context, head: int) -> bool:
    return any(r.kind == "person" or r.kind in COLLECTIVE for r in context.records(head))


def _is_person(context: Context, head: int) -> bool:
    return any(r.kind == "person" for r in context.records(head))


def _told_of(context: Context, speaker: Word) -> Records:
    """Returns the several whom a single body tells of before: "the rebels fled, the army said, after they had"."""
    told = next((c for c in speaker.head.lefts if c.dep_ == "ccomp"), None)
    subject = next((c for c in told.lefts if c.dep_ in SUBJECTS), None) if told is not None else None
    if subject is None or speaker.tag_ not in {"NN", "NNP"} or subject.tag_ not in PLURAL:
        return ()
    return _group(context, subject, plural=True)


def _group(context: Context, head: Word, plural: bool) -> Records:
    """Returns what a plural (or a collective) pronoun can mean at a head and what it is coordinated with."""
    heads = phrases.conjuncts(phrases.first_conjunct(head))
    found = tuple(r for t in heads for r in context.records(t.i))
    if not found or any(r.classes & UNSPOKEN for r in found):
        return ()
    several = len({r.name for r in found}) > 1 or head.tag_ in PLURAL or head.lower_ in context.words.plurals
    if found[0].named and len(found) == 1 and found[0].kind in {"group", "org"}:
        return found
    if plural:
        if several:
            return found if all(r.kind != "other" or r.classes for r in found) else ()
        is_country = found[0].kind == "country" or "place.country" in found[0].classes
        return found if found[0].kind in COLLECTIVE and not is_country else ()
    if several or head.lower_ in context.words.always_plural:
        return ()
    return found[:1] if found[0].kind in COLLECTIVE | {"weapon"} or found[0].classes & {"vehicle"} else ()


def spoken_for(context: Context, subject: Word, kinds: frozenset[str] = COLLECTIVE) -> Records:
    """Returns whom somebody speaks for: "a spokesman for the army said it had", "a Houthi spokesman"."""
    nouns = (subject, *(c for c in subject.lefts if c.dep_ == "compound"))
    for noun in (n for n in nouns if n.lemma in context.words.spokesmen):
        preps = [c for c in noun.rights if c.lower_ in context.words.spoken_for]
        bodies = [c for prep in preps for c in prep.children if c.dep_ == "pobj"]
        bodies += [c for c in (*noun.lefts, *subject.lefts) if c.dep_ in {"poss", "compound", "amod", "nmod"}]
        for body in bodies:
            if found := [r for r in context.records(body.i) if r.kind in kinds]:
                return tuple(found[:1])
    return ()


def is_empty(context: Context, token: Word) -> bool:
    """Tells whether "it" only fills the place of the subject ("it is clear that")."""
    if token.dep_ == "expl":
        return True
    if token.lower_ != "it" or token.dep_ not in SUBJECTS:
        return False
    verb = token.head.head if token.head.dep_ == "aux" else token.head
    if verb.lemma in context.words.empty_it_verbs:
        return True
    told = [c for c in verb.rights if c.dep_ in {"acomp", "attr", "advmod", "xcomp"}]
    clause = any(c.dep_ in {"ccomp", "csubj", "xcomp", "advcl", "relcl"} for c in verb.rights)
    if any(c.lemma in context.words.empty_it_verbs for c in told):
        return True
    if verb.lemma == "be" and (clause or any(c.lower_ in context.words.empty_it_adjectives for c in told)):
        return True
    return verb.pos_ == "ADJ" or (token.dep_ == "nsubjpass" and clause)


def _names(group: Records) -> tuple[str, ...]:
    return tuple(sorted(r.name for r in group))


def _may_be(group: Records, barred: frozenset[str]) -> bool:
    """Tells whether a pronoun may stand for a group, of which it must not be certain ones only."""
    return not barred.issuperset(r.name for r in group)
