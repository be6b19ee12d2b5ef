"""Personal pronouns: "he" and "she" for persons, "himself", and the "we" of a quotation."""

from __future__ import annotations

from collections.abc import Sequence

from eventx.annotations import MentionRecord
from eventx.stages import phrases
from eventx.stages.persons.lexicon import Gender
from eventx.stages.references.candidates import (
    choose,
    commanding_subjects,
    coordinated_owner,
    excluded_names,
    heads_before,
)
from eventx.stages.references.collectives import is_empty, resolve_collective, spoken_for
from eventx.stages.references.context import COLLECTIVE, Context
from eventx.stages.words import Word


def resolve_pronoun(context: Context, token: Word, sort: str | None) -> Sequence[MentionRecord]:
    """Returns whom or what a personal pronoun stands for, by its sort in the lexicon."""
    if token.lower_ in context.words.reflexives and token.dep_ == "dobj":
        doer = next(commanding_subjects(context, token), None)
        found = context.records(doer.i) if doer is not None else ()
        return [r for r in found if r.kind == "person" and "weapon" not in r.classes][:1]
    if sort in ("male", "female"):
        return _person(context, token, "male" if sort == "male" else "female")
    if sort == "several":
        return resolve_collective(context, token, plural=True)
    if sort == "thing":
        return () if is_empty(context, token) else resolve_collective(context, token, plural=False)
    if sort in ("speaker", "speakers"):
        return _speaker(context, token)
    return ()


def _person(context: Context, token: Word, gender: Gender) -> Sequence[MentionRecord]:
    partner = coordinated_owner(context, token)
    if partner and _fits_person(context, partner[0], gender):
        return partner[:1]
    quoted = context.in_quote(token)
    barred = excluded_names(context, token)
    for subject in commanding_subjects(context, token):  # "the president's spokesman said he would resign"
        principal = spoken_for(context, subject, frozenset({"person"}))
        if principal and _may_be(context, principal[0], gender, barred):
            return principal
    for heads in heads_before(context, token, context.words.reach["pronoun"]):
        same = heads and context.sentence_of[heads[0]] == context.sentence_of[token.i]
        side = [h for h in heads if context.in_quote(context.doc[h]) is quoted] if same or not quoted else heads
        fitting = [h for h in side if any(_may_be(context, r, gender, barred) for r in context.records(h))]
        if not fitting:
            continue
        best = choose(context, token, fitting)
        return [r for r in context.records(best) if _fits_person(context, r, gender)][:1] if best is not None else ()
    return ()


def _may_be(context: Context, record: MentionRecord, gender: Gender, barred: frozenset[str]) -> bool:
    return _fits_person(context, record, gender) and record.name not in barred


def _fits_person(context: Context, record: MentionRecord, gender: Gender) -> bool:
    return record.kind == "person" and context.gender(record) in (None, gender)


def _speaker(context: Context, token: Word) -> Sequence[MentionRecord]:
    """Returns who says the sentence that a first person stands in, where the same sentence tells."""
    last = token
    for up in phrases.ancestors(token):
        if last.dep_ == "ccomp" and context.in_quote(token):
            for child in up.children:
                if child.dep_ == "nsubj":
                    found = [r for r in context.records(child.i) if r.named and r.kind in COLLECTIVE | {"person"}]
                    return found[:1]
        last = up
    return ()
