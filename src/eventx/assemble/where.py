"""Where an event happened: the places of its sentence that belong to its trigger, the most exact first."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from spacy.tokens import Doc, Token

from eventx.annotations import MentionRecord

EXACTNESS = {"exact": 0, "city": 1, "region": 2, "country": 3, None: 2}


def is_place(record: MentionRecord) -> bool:
    """Tells whether a mention can be where something happened."""
    return record.kind in {"place", "country"} and (record.kind == "place" or "demonym" not in record.classes)


def preposition(token: Token) -> Token | None:
    """Returns the preposition that a phrase hangs on, through coordination and apposition."""
    here = token
    while here.dep_ in {"conj", "appos"} and here.head.i < here.i:
        here = here.head
    if here.dep_ in {"pobj", "pcomp"} and here.head.pos_ in {"ADP", "SCONJ", "ADV"}:
        return here.head
    return None


def chain(trigger: Token, reach: Mapping[int, int], limit: int = 6) -> dict[int, int]:
    """Returns the trigger and the words above it that tell of the same happening, with their levels."""
    found = {trigger.i: 0}
    here = trigger
    for level in range(1, limit):
        here = here.head
        if here.i in found or reach.get(here.i) is None:
            break
        found[here.i] = level
    return found


def places_of(
    doc: Doc,
    trigger: int,
    by_head: Mapping[int, Iterable[MentionRecord]],
    reach: Mapping[int, int],
    locative: frozenset[str],
    fillers: frozenset[int],
) -> list[MentionRecord]:
    """Returns the places of an event, the most exact first.

    A place counts where its preposition hangs on the trigger, on a verb above it that tells of the same happening, on
    what fills a role ("two people in Odesa were hurt"), or on another place ("in a village of Idlib").

    Args:
        doc: The document.
        trigger: Token index of the trigger.
        by_head: Mentions by head token.
        reach: Levels by token (see `reach.levels`).
        locative: Prepositions that say where ("in", "near", "over").
        fillers: Head tokens of the event's roles, which are no places themselves.
    """
    token = doc[trigger]
    anchors = chain(token, reach)
    found: dict[int, tuple[int, list[MentionRecord]]] = {}
    for head in range(token.sent.start, token.sent.end):
        records = [r for r in by_head.get(head, ()) if is_place(r)]
        if not records or head in fillers:
            continue
        level = _level(doc[head], token, anchors, reach, fillers, frozenset(found), locative)
        if level is not None:
            found[head] = (level, records)
    found |= _relative(token, anchors, by_head)
    if not found:
        return []
    nearest = min(level for level, _ in found.values())
    kept = {r.name: r for level, records in found.values() if level == nearest for r in records}
    return sorted(kept.values(), key=lambda r: (EXACTNESS[r.geo.precision if r.geo else None], r.start))


def _level(
    place: Token,
    trigger: Token,
    anchors: Mapping[int, int],
    reach: Mapping[int, int],
    fillers: frozenset[int],
    places: frozenset[int],
    locative: frozenset[str],
) -> int | None:
    """Returns how far a place is from the trigger; None where it says something else's place."""
    prep = preposition(place)
    if prep is None:
        modifies = place.dep_ in {"compound", "nmod", "amod", "poss"} and place.head.i == trigger.i
        adverb = place.dep_ in {"advmod", "npadvmod"} and place.head.i in anchors
        return anchors[place.head.i] if modifies or adverb else None
    if prep.lower_ not in locative:
        return None
    governor = prep.head
    while governor.pos_ == "ADP" and governor.head.i != governor.i:  # "out of", "from within"
        governor = governor.head
    if governor.i in anchors:
        return anchors[governor.i]
    if governor.i in fillers or governor.i in places:
        return reach.get(governor.i, 0)
    if governor.dep_ == "conj" and governor.head.i in fillers:
        return reach.get(governor.i, 0)
    return anchors.get(trigger.i) if governor.pos_ == "NUM" and governor.i in reach else None  # "34 over Tula, two over Oryol"


def _relative(
    trigger: Token, anchors: Mapping[int, int], by_head: Mapping[int, Iterable[MentionRecord]]
) -> dict[int, tuple[int, list[MentionRecord]]]:
    """Returns the place that a "where" of the trigger's clause stands for."""
    for i, level in anchors.items():
        verb = trigger.doc[i]
        if verb.dep_ == "relcl" and any(c.lower_ == "where" for c in verb.children):
            records = [r for r in by_head.get(verb.head.i, ()) if is_place(r)]
            return {verb.head.i: (level, records)} if records else {}
    return {}
