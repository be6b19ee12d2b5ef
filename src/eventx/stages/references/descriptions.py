"""Nouns that stand for somebody or something named before: "the president", "the group", "the city"."""

from __future__ import annotations

from collections.abc import Sequence

from eventx.annotations import MentionRecord
from eventx.stages import phrases
from eventx.stages.references.candidates import choose, heads_before
from eventx.stages.references.context import PLURAL, Context
from eventx.stages.references.countries import is_capital, own_country, resolve_capital
from eventx.stages.references.definite import has_name, is_definite
from eventx.stages.references.pairs import number_of, resolve_several
from eventx.stages.references.places import NAMED_PLACES, described_place
from eventx.stages.references.roles import resolve_role
from eventx.stages.words import Word

PLACES = NAMED_PLACES | {"place.city", "place.village"}


def resolve_description(context: Context, token: Word) -> Sequence[MentionRecord]:
    """Returns whom or what a noun stands for, by the sort of noun it is."""
    if token.dep_ == "appos" and token.head.i < token.i:
        return _apposed_to(context, token)
    if token.dep_ in {"attr", "oprd"} or token.ent_type_ == "PERSON":
        return ()
    term = context.term_at.get(token.i)
    noun = term.lemma.lower() if term is not None else token.lemma
    plural = token.tag_ in PLURAL
    counts = plural or token.lower_ in context.words.numbers or token.lower_ in context.words.twosomes
    if counts and (number := number_of(context, token, noun)):
        return resolve_several(context, token, noun, number)
    if noun in context.words.homelands and (owner := phrases.possessor(token)) is not None:
        return own_country(context, owner)
    if "capital" in noun and is_capital(context, noun):
        return resolve_capital(context, token)
    if term is not None and "person" in term.classes and not plural:
        return resolve_role(context, token, noun) if is_definite(context, token) else ()
    described = context.words.descriptions
    labels = described.get(token.lower_) or described.get(noun)
    if not labels or (plural and token.lower_ not in described):
        return ()
    if token.pos_ != "NOUN" or token.text[:1].isupper() or not is_definite(context, token):
        return ()
    if any(c.dep_ in {"poss", "relcl", "appos", "nummod"} for c in token.children) or has_name(context, token):
        return ()
    if labels & PLACES and any(c.dep_ == "prep" and c.lower_ == "of" for c in token.rights):
        return ()  # "the area of the attack"
    return () if _is_of_a_kind(context, token, labels) else _described(context, token, labels)


def _is_of_a_kind(context: Context, token: Word, labels: frozenset[str]) -> bool:
    """Tells whether a noun says what kind of body it is, and so need not be the last one: "the rights group"."""
    if labels & PLACES:
        return False
    kinds = [c for c in token.lefts if c.dep_ == "compound" and c.pos_ == "NOUN"]
    armed = any("person.militant" in r.classes for c in kinds for r in context.by_head.get(c.i, ()))
    return bool(kinds) and not armed and f"{kinds[-1].lower_} {token.lower_}" not in context.words.descriptions


def _apposed_to(context: Context, token: Word) -> Sequence[MentionRecord]:
    """Returns the named head that a common noun is in apposition to ("the Nok Front, a rebel group")."""
    own, named = context.by_head.get(token.i, ()), [r for r in context.records(token.head.i) if r.named]
    if len(own) != 1 or len(named) != 1 or own[0].named or token.tag_ in PLURAL:
        return ()
    alike = [{"person"}, {"org", "group"}, {"place", "country"}, {"facility", "org"}]
    return named if any({own[0].kind, named[0].kind} <= kinds for kinds in alike) else ()


def _described(context: Context, token: Word, labels: frozenset[str]) -> Sequence[MentionRecord]:
    if labels == {"country"} and any(c.dep_ == "amod" for c in token.lefts):
        return ()
    if labels & NAMED_PLACES:
        return described_place(context, token, labels)
    for heads in heads_before(context, token, context.words.reach["place"]):
        fitting = [h for h in heads if any(r.classes & labels and r.named for r in context.records(h))]
        strong = [h for h in fitting if any("armed_group" in r.classes for r in context.records(h))]
        chosen = strong if strong and "armed_group" in labels else fitting
        if chosen:
            names = {r.name for h in chosen for r in context.records(h) if r.classes & labels}
            if len(names) == 1:
                return [r for r in context.records(chosen[-1]) if r.classes & labels][:1]
            best = choose(context, token, chosen)
            return [r for r in context.records(best) if r.classes & labels][:1] if best is not None else ()
    return ()
