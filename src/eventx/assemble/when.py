"""When an event happened: the time expression of its sentence that belongs to its trigger."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from spacy.tokens import Doc

from eventx.annotations import TimeRecord, times


def _head(doc: Doc, record: TimeRecord) -> int:
    """Returns the token of a time expression that hangs on something outside it."""
    inside = range(record.start, record.end)
    return next((i for i in inside if doc[i].head.i not in inside or doc[i].head.i == i), record.start)


def _preposition(doc: Doc, record: TimeRecord) -> str:
    before = doc[record.start - 1].lower_ if record.start else ""
    head = doc[_head(doc, record)].head
    return head.lower_ if head.dep_ == "prep" and head.i < record.start else before


def time_of(
    doc: Doc, trigger: int, reach: Mapping[int, int], avoid: frozenset[str], speech: frozenset[int]
) -> TimeRecord | None:
    """Returns the time expression that dates the event, or None.

    Args:
        doc: The document.
        trigger: Token index of the trigger.
        reach: Levels by token (see `reach.levels`).
        avoid: Prepositions whose time dates something else or a period ("since", "by").
        speech: Token indices of saying verbs, whose times date the saying.
    """
    sentence = doc[trigger].sent
    found: list[tuple[int, int, int]] = []
    records: Sequence[TimeRecord] = [r for r in times(doc) if sentence.start <= r.start < sentence.end]
    for k, record in enumerate(records):
        head = doc[_head(doc, record)]
        if _preposition(doc, record) in avoid or _dates_saying(doc, head.i, speech):
            continue
        level = reach.get(record.start, reach.get(head.i))
        if level is not None:
            found.append((level + (2 if record.earliest is None else 0), abs(head.i - trigger), k))
    return records[min(found)[2]] if found else None


def _dates_saying(doc: Doc, head: int, speech: frozenset[int]) -> bool:
    token = doc[head]
    while token.dep_ in {"pobj", "prep", "npadvmod", "compound", "nummod"} and token.head.i != token.i:
        token = token.head
        if token.i in speech:
            return True
    return token.i in speech
