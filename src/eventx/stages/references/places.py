"""Places that were named before: "there", "here", "the city"."""

from __future__ import annotations

from collections.abc import Sequence

from eventx.annotations import MentionRecord
from eventx.stages import phrases
from eventx.stages.references.candidates import heads_before
from eventx.stages.references.context import Context
from eventx.stages.words import Word

DEICTIC = frozenset({"there", "here"})
NAMED_PLACES = frozenset({"city", "capital", "region", "country"})


def resolve_there(context: Context, token: Word) -> Sequence[MentionRecord]:
    """Returns the place that "there" stands for, or "here", which is that of the dateline."""
    if token.dep_ == "expl" or token.tag_ == "EX" or token.dep_ not in {"advmod", "pobj", "pcomp"}:
        return ()
    if token.i and context.doc[token.i - 1].dep_ == "neg":
        return ()  # "was reached not there but by telephone"
    if token.lower_ == "here":
        first = [r for h in (context.heads[0] if context.heads else []) for r in context.records(h)]
        dateline = context.sentences and not any(
            t.pos_ in {"VERB", "AUX"} for t in context.doc[slice(*context.sentences[0])]
        )
        return [r for r in first if r.kind == "place"][:1] if dateline else ()
    start = context.doc[token.i].sentence[0]
    if any(r.kind == "facility" for i in range(start, token.i) for r in context.by_head.get(i, ())):
        return ()  # "they stormed the bank and shot everybody there"
    return _last_place(context, token, NAMED_PLACES)


def described_place(context: Context, token: Word, labels: frozenset[str]) -> Sequence[MentionRecord]:
    """Returns the last place of a sort, unless the description names another country than it is in."""
    found = _last_place(context, token, labels)
    return [] if _says_otherwise(context, token, found) else found


def _last_place(context: Context, token: Word, labels: frozenset[str]) -> Sequence[MentionRecord]:
    def fits(record: MentionRecord) -> bool:
        return (
            bool(record.classes & labels) and record.named and (record.kind == "place" or "country" in record.classes)
        )

    for heads in heads_before(context, token, context.words.reach["place"]):
        fitting = [h for h in heads if any(fits(r) for r in context.records(h))]
        exact = [h for h in fitting if any(r.kind == "place" for r in context.records(h))]
        chosen = exact or fitting
        if token.pos_ == "NOUN":  # "the city" is none of "Lima, Cusco and Tacna"
            chosen = [h for h in chosen if not _listed(context, h, chosen)]
        if chosen:
            if "country" in labels and len({r.name for h in chosen for r in context.records(h)}) > 1:
                return ()
            return [r for r in context.records(chosen[-1]) if fits(r)][:1]
    return ()


def _listed(context: Context, head: int, others: Sequence[int]) -> bool:
    """Tells whether others are coordinated with a head."""
    together = phrases.conjuncts(phrases.first_conjunct(context.doc[head]))
    return any(t.i != head and t.i in others for t in together)


def _says_otherwise(context: Context, token: Word, found: Sequence[MentionRecord]) -> bool:
    """Tells whether a description names another country than what it was resolved to."""
    own = {r.country for r in context.by_head.get(token.i, ()) if r.country}
    return bool(own and found and found[0].country not in own)
