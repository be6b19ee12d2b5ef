"""From the records of the stages to the values of the output."""

from __future__ import annotations

from typing import Any

from spacy.tokens import Doc

from eventx.annotations import Extent, MentionRecord, QuantityRecord, TimeRecord, doc_text
from eventx.events import Mention, Place, Quantity, Span, Time, Victims, built


def span(doc: Doc, where: Extent) -> Span:
    """Returns the span of an extent."""
    return built(Span, {"text": where.text(doc), "start": where.start_char, "end": where.end_char})


def char_span(doc: Doc, start: int, end: int) -> Span:
    """Returns the span of the characters [start, end) without the white space around them."""
    text = doc_text(doc)[start:end]
    start += len(text) - len(text.lstrip())
    text = text.strip()
    return built(Span, {"text": text, "start": start, "end": start + len(text)})


def _mention_fields(doc: Doc, record: MentionRecord) -> dict[str, Any]:
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
    return built(Mention, _mention_fields(doc, record))


def place(doc: Doc, record: MentionRecord) -> Place:
    """Returns the output form of a mention of a place, with what the gazetteer knows of it."""
    fields = _mention_fields(doc, record)
    fields["kind"] = "place"
    if geo := record.geo:
        fields["lat"] = geo.lat
        fields["lon"] = geo.lon
        fields["geonameid"] = geo.geonameid
        fields["admin1"] = geo.admin1
        fields["precision"] = geo.precision
    return built(Place, fields)


def victims(doc: Doc, record: MentionRecord, category: str | None) -> Victims:
    """Returns the output form of a mention of people who were hurt."""
    fields = _mention_fields(doc, record)
    fields["category"] = category
    return built(Victims, fields)


def quantity(doc: Doc, record: QuantityRecord) -> Quantity:
    """Returns the output form of a number."""
    return built(
        Quantity,
        {
            "text": record.text(doc),
            "start": record.start_char,
            "end": record.end_char,
            "value": record.value,
            "low": record.low,
            "high": record.high,
            "bound": record.bound,
            "unit": record.unit,
        },
    )


def counted(doc: Doc, record: MentionRecord, number: int) -> Quantity:
    """Returns the number that a phrase without one stands for: 1 for "a man"."""
    where = {"text": record.text(doc), "start": record.start_char, "end": record.end_char}
    return built(Quantity, {**where, "value": number, "low": number, "high": number})


def time(doc: Doc, record: TimeRecord) -> Time:
    """Returns the output form of a time expression."""
    return built(
        Time,
        {
            "text": record.text(doc),
            "start": record.start_char,
            "end": record.end_char,
            "earliest": record.earliest,
            "latest": record.latest,
            "grain": record.grain,
            "anchor": record.anchor,
        },
    )
