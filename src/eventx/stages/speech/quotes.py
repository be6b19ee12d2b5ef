"""Quotations that go on over sentences and paragraphs, and whose they are."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from eventx.annotations import ClaimRecord
from eventx.stages.speech.lexicon import Range, SpokenText
from eventx.stages.trees import bounds, has_finite, step
from eventx.stages.words import Words


def _paragraph(doc: Words, i: int) -> Range:
    start, end = i, i
    while start > 0 and not (doc[start - 1].is_space and "\n" in doc[start - 1].text):
        start -= 1
    while end < len(doc) and not (doc[end].is_space and "\n" in doc[end].text):
        end += 1
    return start, end


def _speaks(text: SpokenText, quote: Range) -> bool:
    """Tells whether a quotation is a sentence or more, not a few quoted words."""
    return quote[1] - quote[0] >= 6 and has_finite(text.doc, *quote)


def _whole_sentence(text: SpokenText, quote: Range) -> bool:
    """Tells whether nothing stands around the quotation in its sentences."""
    first, last = bounds(text.doc[quote[0]])[0], bounds(text.doc[quote[1] - 1])[1]
    inner = [k for k in range(first, last) if not quote[0] <= k < quote[1]]
    return all(text.doc[k].is_space or text.doc[k].is_punct for k in inner)


def spread_quotations(text: SpokenText, records: Sequence[ClaimRecord]) -> Iterator[ClaimRecord]:
    """Yields the records, those that reach into a quotation widened to all of it, and quotations that go on alone.

    A quotation without a tag belongs to who was heard last in the paragraph, or in the paragraph before if it
    ends with a colon or this one is nothing but the quotation.
    """
    speaker: ClaimRecord | None = None
    owned: dict[Range, ClaimRecord] = {}
    for record in records:
        reached = [q for q in text.quotes if _speaks(text, q) and _reaches(record, q)]
        for quote in reached:
            if not (quote[0] <= record.cue.start < quote[1]):
                owned.setdefault(quote, record)
        mine = [q for q in reached if owned.get(q) is record or not (q[0] <= record.cue.start < q[1])]
        yield replace(record, scope=_merged([*record.scope, *mine])) if mine else record
    anchor = 0  # where the speaker was last heard
    for quote in text.quotes:
        paragraph = _paragraph(text.doc, quote[0])
        if quote in owned:
            speaker, anchor = owned[quote], quote[0]
            continue
        if not _speaks(text, quote) or not _whole_sentence(text, quote):
            continue
        for record in records:  # somebody else may have spoken since
            if (
                anchor < record.cue.start < quote[0]
                and record.source is not None
                and not text.in_quote(record.cue.start)
            ):
                speaker, anchor = record, record.cue.start
        if speaker is not None and _near(text.doc, anchor, paragraph):
            yield replace(speaker, scope=(quote,), stance="asserts")
            anchor = quote[0]


def _near(doc: Words, anchor: int, paragraph: Range) -> bool:
    """Tells whether a token lies in the paragraph or in the one before."""
    if anchor >= paragraph[0]:
        return True
    k = step(doc, paragraph[0] - 1, -1)
    return k is not None and anchor >= _paragraph(doc, k)[0]


def _reaches(record: ClaimRecord, quote: Range) -> bool:
    return any(min(b, quote[1]) - max(a, quote[0]) > 1 for a, b in record.scope)


def _merged(ranges: Sequence[Range]) -> tuple[Range, ...]:
    merged: list[Range] = []
    for start, end in sorted(ranges):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return tuple(merged)
