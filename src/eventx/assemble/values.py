"""From the records of the stages to the values of the output."""

from __future__ import annotations

from spacy.tokens import Doc

from eventx.annotations import Extent, MentionRecord, QuantityRecord, TimeRecord, doc_text
from eventx.events import Mention, Place, Quantity, Span, Time, Victims


def span(doc: Doc, where: Extent) -> Span:
    """Returns the span of an extent."""
    return Span(text=where.text(doc), start=where.start_char, end=where.end_char)


def char_span(doc: Doc, start: int, end: int) -> Span:
    """Returns the span of the characters [start, end) without the white space around them."""
    text = doc_text(doc)[start:end]
    start += len(text) - len(text.lstrip())
    text = text.strip()
    return Span(text=text, start=start, end=start + len(text))


def _mention_fields(doc: Doc, record: MentionRecord) -> dict[str, object]:
    origin = record.resolved_from
    return {
        "text": record.text(doc),
        "start": record.start_char,
        "end": record.end_char,
        "name": record.name,
        "kind": record.kind,
        "country": record.country,
        "resolved_from": span(doc, origin) if origin else None,
    }


def mention(doc: Doc, record: MentionRecord) -> Mention:
    """Returns the output form of a mention."""
    return Mention.model_validate(_mention_fields(doc, record))


def place(doc: Doc, record: MentionRecord) -> Place:
    """Returns the output form of a mention of a place, with what the gazetteer knows of it."""
    geo = record.geo
    known = {} if geo is None else {k: getattr(geo, k) for k in ("lat", "lon", "geonameid", "admin1", "precision")}
    return Place.model_validate({**_mention_fields(doc, record), "kind": "place", **known})


def victims(doc: Doc, record: MentionRecord, category: str | None) -> Victims:
    """Returns the output form of a mention of people who were hurt."""
    return Victims.model_validate({**_mention_fields(doc, record), "category": category})


def quantity(doc: Doc, record: QuantityRecord) -> Quantity:
    """Returns the output form of a number."""
    return Quantity(
        text=record.text(doc),
        start=record.start_char,
        end=record.end_char,
        value=record.value,
        low=record.low,
        high=record.high,
        bound=record.bound,
        unit=record.unit,
    )


def one(doc: Doc, record: MentionRecord) -> Quantity:
    """Returns the number 1 that a singular phrase ("a man") stands for."""
    where = span(doc, record)
    return Quantity(text=where.text, start=where.start, end=where.end, value=1, low=1, high=1)


def time(doc: Doc, record: TimeRecord) -> Time:
    """Returns the output form of a time expression."""
    return Time(
        text=record.text(doc),
        start=record.start_char,
        end=record.end_char,
        earliest=record.earliest,
        latest=record.latest,
        grain=record.grain,
        anchor=record.anchor,
    )
