"""Where an event happened: the places of its sentence that belong to its trigger, the most exact first."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from spacy.tokens import Doc, Token

from eventx.annotations import MentionRecord

EXACTNESS = {"exact": 0, "city": 1, "region": 2, "country": 3, None: 2}


def is_place(record: MentionRecord) -> bool:
    """Tells whether a mention can be where something happened."""
    return record.kind == "place" or record.geo is not None


def preposition(token: Token) -> Token | None:
    """Returns the preposition that a phrase hangs on, through coordination and apposition."""
    here = token
    while here.dep_ in {"conj", "appos"} and here.head.i < here.i:
        here = here.head
    if here.dep_ in {"pobj", "pcomp"} and here.head.pos_ in {"ADP", "SCONJ", "ADV"}:
        return here.head
    return None


def places_of(
    doc: Doc,
    trigger: int,
    by_head: Mapping[int, Iterable[MentionRecord]],
    reach: Mapping[int, int],
    locative: frozenset[str],
    fillers: frozenset[int],
) -> list[MentionRecord]:
    """Returns the places of an event, the most exact first.

    Args:
        doc: The document.
        trigger: Token index of the trigger.
        by_head: Mentions by head token.
        reach: Levels by token (see `reach.levels`).
        locative: Prepositions that say where ("in", "near", "over").
        fillers: Head tokens of the event's roles, which are no places themselves.
    """
    sentence = doc[trigger].sent
    found: list[tuple[int, MentionRecord]] = []
    for head in range(sentence.start, sentence.end):
        level = reach.get(head)
        if level is None or head in fillers:
            continue
        for record in by_head.get(head, ()):
            if is_place(record) and _locates(doc[head], trigger, locative):
                found.append((level, record))
    if not found:
        return []
    nearest = min(level for level, _ in found)
    kept = {r.name: r for level, r in found if level == nearest or (level == nearest + 1 and nearest == 0)}
    near = [r for level, r in found if level == nearest]
    kept = {r.name: r for r in near}
    return sorted(kept.values(), key=lambda r: (EXACTNESS[r.geo.precision if r.geo else None], r.start))


def _locates(token: Token, trigger: int, locative: frozenset[str]) -> bool:
    """Tells whether a place says where: under a locative preposition, or before the noun ("the Nice attack")."""
    if (prep := preposition(token)) is not None:
        return prep.lower_ in locative
    if token.dep_ in {"compound", "nmod", "amod", "poss"}:
        return token.head.i == trigger
    return token.dep_ in {"advmod", "npadvmod"}
