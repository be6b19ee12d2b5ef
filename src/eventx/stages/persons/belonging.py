"""Whom or what a person belongs to: the country of a title, and the person whom "Borg's adviser" relates to."""

from __future__ import annotations

from eventx.annotations import Entity
from eventx.stages.persons.view import View
from eventx.stages.words import Words


def owner_in(view: View, start: int, end: int, first: bool = False) -> tuple[str | None, int | None]:
    """Returns the country that a title's words name (the first or the last), and the person they relate to."""
    country, owner = None, None
    for i in range(start, end):
        entity = view.entity_at.get(i)
        if entity is not None and entity.label == "person":
            owner = i
        elif entity is not None and entity.label == "city" and entity.end == entity.start + 1 and view.title(i):
            continue  # "the Sultan of Oman"
        elif entity is not None and entity.origin == "ner" and entity.start < end < entity.end:
            continue  # title and name in one ("Sultan Hashim"): its country is that of a namesake
        elif entity is not None and entity.country and _is_sent_to(view.doc, entity):
            pass  # "Chad's ambassador to Niger"
        elif entity is not None and entity.country and not _joined_away(view.doc, entity):
            country = country if first and country else entity.country
        elif entity is None and view.doc[i].pos_ == "PROPN" and view.title(i) is None and owner is None:
            owner = i
    return country, owner


def country_after(view: View, end: int) -> str | None:
    """Returns the country in "Borg of Malta"."""
    doc = view.doc
    if end + 1 >= len(doc) or doc[end].lower_ != "of":
        return None
    i = end + 2 if doc[end + 1].lower_ == "the" and end + 2 < len(doc) else end + 1
    entity = view.entity_at.get(i)
    return entity.country if entity is not None and entity.label == "country" else None


def _is_sent_to(doc: Words, entity: Entity) -> bool:
    """Tells whether a country only says where to an envoy goes or what for: "to Niger", "for the Central Sahel"."""
    before = entity.start - 1
    if entity.label not in {"country", "capital"} or (entity.end < len(doc) and doc[entity.end].tag_ == "POS"):
        return False
    if before > 0 and doc[before].lower_ == "the":
        before -= 1
    return before >= 0 and doc[before].lower_ in {"to", "for"}


def _joined_away(doc: Words, entity: Entity) -> bool:
    """Tells whether a hyphen ties the name to a word that takes the belonging away ("Russian-born")."""
    after = doc[entity.end].text if entity.end < len(doc) else ""
    return after == "-" and not doc[entity.end - 1].whitespace_
