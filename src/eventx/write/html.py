"""Events for a notebook: the text with its events marked, and a table."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from html import escape
from typing import Any

from eventx.events import EventBase, Span
from eventx.write.rows import row

MARKED_UP = 50_000
"""Characters of a text beyond which only the sentences with events are shown."""
TABLE = (
    "type",
    "mode",
    "status",
    "who",
    "whom",
    "what",
    "count",
    "earliest",
    "latest",
    "place",
    "source",
    "trigger",
)
COLOUR = {"trigger": "#ffd480", "role": "#cfe3f7", "time": "#d7f0d0", "place": "#e9d8f5"}


def event_list_html(events: Sequence[EventBase], text: str | None) -> str:
    """Returns the marked-up text and a table of the events, as HTML that holds no markup of the article's own."""
    if not events:
        return "<p>no events</p>"
    shown = marked_text(events, text) if text is not None else ""
    return f"{shown}{table_html(events)}"


def table_html(events: Iterable[EventBase]) -> str:
    """Returns the events as an HTML table."""
    head = "".join(f"<th>{name}</th>" for name in TABLE)
    rows = (row(event.model_dump(mode="json")) for event in events)
    body = "".join(f"<tr>{''.join(f'<td>{_cell(flat[name])}</td>' for name in TABLE)}</tr>" for flat in rows)
    return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"


def _cell(value: Any) -> str:
    return "" if value is None else escape(str(value))


def marked_text(events: Sequence[EventBase], text: str) -> str:
    """Returns the text (of a long one the sentences with events) with triggers, roles, times and places marked."""
    from spacy import displacy  # noqa: PLC0415  (needed in notebooks only)

    marks = sorted(_marks(events), key=lambda mark: mark[0].start)
    stretches = (
        [(0, len(text))] if len(text) <= MARKED_UP else sorted({(e.evidence.start, e.evidence.end) for e in events})
    )
    docs = []
    for start, end in stretches:
        inside = [(s.start - start, s.end - start, label) for s, label in marks if start <= s.start and s.end <= end]
        docs.append(
            {
                "text": text[start:end],
                "ents": [{"start": a, "end": b, "label": name} for a, b, name in inside],
            }
        )
    colours = {label: COLOUR[_kind(label)] for _, label in marks}
    return str(displacy.render(docs, style="ent", manual=True, page=False, jupyter=False, options={"colors": colours}))


def _kind(label: str) -> str:
    return label if label in COLOUR else "trigger" if " " in label else "role"


def _marks(events: Iterable[EventBase]) -> list[tuple[Span, str]]:
    """Returns what to mark, without overlaps: triggers first, then the rest as it comes."""
    taken: list[tuple[Span, str]] = []
    triggers = [(event.trigger, f"{event.type} {event.mode}") for event in events]
    for span, label in [*triggers, *(mark for event in events for mark in _roles(event))]:
        if span.end > span.start and all(span.end <= other.start or other.end <= span.start for other, _ in taken):
            taken.append((span, label))
    return taken


def _roles(event: EventBase) -> Iterator[tuple[Span, str]]:
    if event.time:
        yield event.time, "time"
    for place in event.places:
        yield place, "place"
    for name in type(event).model_fields:
        if name in ("doc", "trigger", "evidence", "time", "places", "claims", "codes"):
            continue
        value = getattr(event, name)
        for item in value if isinstance(value, list) else [value]:
            span = getattr(item, "item", None) or getattr(item, "who", None) or item
            if isinstance(span, Span):
                yield span, name
