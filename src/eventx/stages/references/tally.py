"""Of countries, sides and leaders: what tells two of a sort apart, and how often each is mentioned."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from eventx.annotations import MentionRecord


def key_of(record: MentionRecord, sort: str) -> str | None:
    """Returns what tells two of a sort apart, or None for what is not of the sort."""
    if sort == "leaders":
        return record.name if record.kind == "person" and record.named else None
    if record.kind == "person":
        return None
    if "armed_group" in record.classes or ("group.militant" in record.classes and record.named):
        return record.name if sort == "sides" else None
    if record.classes & {"person.militant", "group.militant"}:
        return None
    if record.country is None or record.kind in {"facility", "weapon", "other"} or "media" in record.classes:
        return None
    if record.kind == "place" and not record.classes & {"country"}:
        return None
    return record.country


@dataclass(slots=True)
class Tally:
    """How often each of a sort is mentioned, and its last mention, up to a point that moves on through the text."""

    counts: Counter[str] = field(default_factory=Counter)
    last: dict[str, MentionRecord] = field(default_factory=dict)
    done: int = 0
