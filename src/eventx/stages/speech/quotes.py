"""Quotations that go on over sentences and paragraphs, and whose they are."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from eventx.annotations import ClaimRecord
from eventx.stages.speech.lexicon import Range, SpokenText
from eventx.stages.trees import bounds, has_finite, step


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
    spoken = [q for q in text.quotes if _speaks(text, q)]
    starts = [q[0] for q in spoken]
    owned: dict[Range, ClaimRecord] = {}
    for record in records:
        reached = [q for q in _overlapping(record, spoken, starts) if _reaches(record, q)]
        for quote in reached:
            if not (quote[0] <= record.cue.start < quote[1]):
                owned.setdefault(quote, record)
        mine = [q for q in reached if owned.get(q) is record or not (q[0] <= record.cue.start < q[1])]
        yield replace(record, scope=_merged([*record.scope, *mine])) if mine else record
    if spoken:
        yield from _alone(text, spoken, owned, records)


def _alone(
    text: SpokenText, spoken: Sequence[Range], owned: Mapping[Range, ClaimRecord], records: Sequence[ClaimRecord]
) -> Iterator[ClaimRecord]:
    """Yields the quotations that nobody is said to utter, with who was heard before."""
    heard: dict[int, ClaimRecord] = {}
    for record in records:
        if record.source is not None and not text.in_quote(record.cue.start):
            heard.setdefault(record.cue.start, record)
    cues = list(heard)
    speaker: ClaimRecord | None = None
    anchor = 0  # where the speaker was last heard
    for quote in spoken:
        if quote in owned:
            speaker, anchor = owned[quote], quote[0]
            continue
        if not _whole_sentence(text, quote):
            continue
        last = bisect_left(cues, quote[0]) - 1  # somebody else may have spoken since
        if last >= 0 and cues[last] > anchor:
            speaker, anchor = heard[cues[last]], cues[last]
        if speaker is not None and _near(text, anchor, text.paragraph(quote[0])):
            yield replace(speaker, scope=(quote,), stance="asserts")
            anchor = quote[0]


def _near(text: SpokenText, anchor: int, paragraph: Range) -> bool:
    """Tells whether a token lies in the paragraph or in the one before."""
    if anchor >= paragraph[0]:
        return True
    k = step(text.doc, paragraph[0] - 1, -1)
    return k is not None and anchor >= text.paragraph(k)[0]


def _overlapping(record: ClaimRecord, quotes: Sequence[Range], starts: Sequence[int]) -> Sequence[Range]:
    """Returns the quotations between the first and the last token of what a record covers."""
    first = max(0, bisect_right(starts, min(start for start, _ in record.scope)) - 1)
    return quotes[first : bisect_left(starts, max(end for _, end in record.scope))]


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
