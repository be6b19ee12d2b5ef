"""Countries and their capitals, told by what belongs to them: "the French capital", "his country"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from eventx.annotations import MentionRecord
from eventx.stages import phrases
from eventx.stages.references.context import Context
from eventx.stages.references.definite import is_definite
from eventx.stages.references.lexicon import Capital
from eventx.stages.references.places import described_place
from eventx.stages.words import Word


def as_country(context: Context, record: MentionRecord) -> MentionRecord:
    """Returns the country that a mention belongs to, as a mention of its own."""
    name = context.words.countries.get(record.country or "", record.name)
    return replace(record, name=name, kind="country", classes=frozenset({"country"}), named=True, geo=None)


def resolve_half(context: Context, token: Word, countries: Sequence[str]) -> Sequence[MentionRecord]:
    """Returns the countries that "the North" or "the two Koreas" are, if the article names one in full."""
    own = context.by_head.get(token.i)
    if not own or not any(c.lower_ == "the" for c in token.lefts) or any(c.dep_ == "prep" for c in token.rights):
        return ()
    parts = {country for half in context.words.halves.values() for country in half}
    if context.countries_named.isdisjoint(parts) or own[0].country:
        return ()
    return [as_country(context, replace(own[0], country=country)) for country in countries]


def own_country(context: Context, owner: Word) -> Sequence[MentionRecord]:
    """Returns the country of an owner: "his country"."""
    for record in context.records(owner.i):
        if record.country and record.kind in {"person", "org", "group"}:
            return [as_country(context, record)]
    return ()


def is_capital(context: Context, noun: str) -> bool:
    """Tells whether a noun is "capital", but not of a mere province."""
    return "capital" in noun.split(" ") and not any(lesser in noun for lesser in context.words.lesser_capitals)


def resolve_capital(context: Context, token: Word) -> Sequence[MentionRecord]:
    """Returns the capital that "the French capital" is, by the country that it names, else the last one named."""
    for apposed in phrases.appositives(token):
        if found := [r for r in context.records(apposed.i) if r.classes & {"capital", "city"}]:
            return found[:1]
    known = [r for r in context.by_head.get(token.i, ()) if r.country]
    followed = token.i + 1 < len(context.doc) and any(
        "capital" in r.classes for r in context.by_head.get(token.i + 1, ())
    )
    if followed or not (is_definite(context, token) or known):
        return ()
    if not known:
        owner = phrases.possessor(token)
        known = [r for r in context.records(owner.i) if r.country] if owner is not None else []
    if known:
        country = str(known[0].country)
        if (named := context.first_capital.get(country)) is not None:
            return [replace(named, kind="place")]
        capital = context.words.capitals.get(country)
        return [_as_capital(capital, country, _naming(context, token, country) or known[0])] if capital else ()
    return [replace(r, kind="place") for r in described_place(context, token, frozenset({"capital"}))]


def _as_capital(capital: Capital, country: str, source: MentionRecord) -> MentionRecord:
    """Returns a capital that is nowhere named as a mention, which comes from where its country is named."""
    classes = frozenset({"capital"})
    return replace(
        source, name=capital.name, kind="place", country=country, geo=capital.geo, classes=classes, named=True
    )


def _naming(context: Context, token: Word, country: str) -> MentionRecord | None:
    """Returns the mention of a country within a phrase."""
    for t in [*phrases.modifiers(token), *phrases.objects(token, "of")]:
        for record in context.by_head.get(t.i, ()):
            if record.country == country:
                return record
    return None
