"""Goes through a document, and asks of every word that may refer whom or what it stands for."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from eventx.annotations import Extent, MentionRecord, Reference
from eventx.columns import columns_of
from eventx.stages import phrases
from eventx.stages.references.context import PLURAL, PRONOUN_TAGS, Context, Records
from eventx.stages.references.countries import resolve_half
from eventx.stages.references.descriptions import resolve_description
from eventx.stages.references.places import DEICTIC, resolve_there
from eventx.stages.references.pronouns import resolve_pronoun
from eventx.stages.references.relatives import RELATIVE_ADVERBS, RELATIVE_TAGS, resolve_relative
from eventx.stages.references.roles import mention_of
from eventx.stages.words import Word, place_of

ANAPHORIC = RELATIVE_TAGS | PRONOUN_TAGS
ADVERBS = RELATIVE_ADVERBS | DEICTIC
NOMINAL = frozenset({"NOUN", "PROPN", "DET", "NUM", "PRON"})


def resolve_all(context: Context) -> Iterator[Reference]:
    """Yields the anaphors that could be resolved, in text order."""
    for token in _may_refer(context):
        if token.is_space or token.i in context.within_names:
            continue
        found = _resolve(context, token)
        if found:
            where = _extent(context, token)
            records = _distinct(_standing_for(where, token.i, record) for record in found)
            context.resolved[token.i] = records
            heads = context.heads[context.sentence_of[token.i]]
            if token.i not in heads:
                heads.append(token.i)
                heads.sort()
            yield Reference(token.i, records)


def _may_refer(context: Context) -> list[Word]:
    """Returns the tokens that are a pronoun, a noun of its own, or a word such as "there" at all."""
    apposed, columns = context.apposed, columns_of(context.source)
    rows = enumerate(zip(columns.pos, columns.tag, columns.lower, columns.dep, strict=True))
    return [
        context.doc[i]
        for i, (pos, tag, lower, dep) in rows
        if (pos in NOMINAL and (dep not in phrases.DEPENDENT or pos == "PRON"))
        or tag in ANAPHORIC
        or lower in ADVERBS
        or i in apposed
    ]


def _resolve(context: Context, token: Word) -> Sequence[MentionRecord]:
    if token.tag_ in RELATIVE_TAGS or (token.tag_ in {"IN", "DT", "WRB"} and token.lower_ in RELATIVE_ADVERBS):
        return resolve_relative(context, token)
    sort = context.words.pronouns.get(token.lower_)
    if token.tag_ in PRONOUN_TAGS or (sort in {"male", "female"} and token.pos_ == "PRON"):
        return resolve_pronoun(context, token, sort)
    if token.lower_ in DEICTIC:
        return resolve_there(context, token)
    if token.i in context.apposed and token.tag_ not in PLURAL:
        person, use = context.apposed[token.i]
        return mention_of(context, person, use.start + 1)
    if (countries := context.words.halves.get(token.lower_)) and token.text[:1].isupper():
        return resolve_half(context, token, countries)
    if token.pos_ in NOMINAL and phrases.is_head(token):
        return resolve_description(context, token)
    return ()


def _extent(context: Context, token: Word) -> Extent:
    known = context.by_head.get(token.i)
    if known and token.tag_ not in PRONOUN_TAGS:
        m = known[0]
        return Extent(m.start, m.end, m.start_char, m.end_char)
    return Extent(token.i, token.i + 1, *place_of(context.doc, token.i, token.i + 1))


def _standing_for(where: Extent, head: int, record: MentionRecord) -> MentionRecord:
    """Returns a mention at the anaphor's place with all that its antecedent is."""
    source = record.resolved_from or Extent(record.start, record.end, record.start_char, record.end_char)
    return MentionRecord(
        where.start,
        where.end,
        where.start_char,
        where.end_char,
        head,
        record.name,
        record.kind,
        record.country,
        record.classes,
        record.geo,
        record.named,
        source,
    )


def _distinct(records: Iterator[MentionRecord]) -> Records:
    return tuple({(r.name, r.country): r for r in records}.values())
