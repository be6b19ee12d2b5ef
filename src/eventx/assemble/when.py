"""When an event happened: the time expression of its sentence that belongs to its trigger."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from spacy.tokens import Doc, Token

from eventx.annotations import TimeRecord, times


def _head(doc: Doc, record: TimeRecord) -> int:
    """Returns the token of a time expression that hangs on something outside it."""
    inside = range(record.start, record.end)
    return next((i for i in inside if doc[i].head.i not in inside or doc[i].head.i == i), record.start)


def _governed_by(doc: Doc, record: TimeRecord, words: frozenset[str], trigger: int) -> bool:
    """Tells whether a time hangs on one of some words ("since", "before"), by the parse or close before it.

    The way back to the word ends at the trigger ("before the talks on Monday" dates the talks), a verb and a comma.
    """
    head = doc[_head(doc, record)]
    if head.dep_ == "poss":
        return False
    if head.dep_ == "pobj" and head.head.i < record.start and {head.head.lower_, head.head.head.lower_} & words:
        return trigger not in range(head.head.i, record.start)
    for i in range(record.start - 1, max(record.start - 8, doc[record.start].sent.start - 1), -1):
        if i == trigger or doc[i].is_punct or doc[i].pos_ in {"VERB", "AUX"}:
            return False
        if doc[i].lower_ in words:
            return doc[i].dep_ != "agent"  # "seized by rebels in May"
    return False


def time_of(
    doc: Doc,
    trigger: int,
    reach: Mapping[int, int],
    avoid: frozenset[str],
    speech: frozenset[int],
    clock: frozenset[str] = frozenset(),
) -> TimeRecord | None:
    """Returns the time expression that dates the event, or None.

    Args:
        doc: The document.
        trigger: Token index of the trigger.
        reach: Levels by token (see `reach.levels`).
        avoid: Prepositions whose time dates something else or a period ("since", "by").
        speech: Token indices of saying verbs, whose times date the saying.
        clock: Words for an hour of the day; what is before or after one is still on its day.
    """
    sentence = doc[trigger].sent
    found: list[tuple[int, int, int]] = []
    records: Sequence[TimeRecord] = [r for r in times(doc) if sentence.start <= r.start < sentence.end]
    for k, record in enumerate(records):
        head = doc[_head(doc, record)]
        if _dates_saying(doc, head.i, speech):
            continue
        if head.dep_ == "pobj" and any(doc[i].lower_ in clock for i in range(record.start, record.end)):
            level = reach.get(head.head.head.i)  # "before dawn on Monday" is on Monday, whatever "before" says
        elif _governed_by(doc, record, avoid, trigger):
            continue
        else:
            level = reach.get(record.start, reach.get(head.i))
        aside = _in_participle(doc, head.i, trigger)
        if level is not None and not (aside and _runs_since(doc[trigger])):
            found.append((level + (2 if record.earliest is None else 0) + aside, abs(head.i - trigger), k))
    return records[min(found)[2]] if found else None


def _runs_since(trigger: Token) -> bool:
    """Tells whether an event is counted since some time, so that only a time of its own can date it."""
    return any(child.lower_ == "since" for child in trigger.children)


def _in_participle(doc: Doc, head: int, trigger: int) -> bool:
    """Tells whether a time dates a participle inside what a verb governs: "men seized in May were freed in June"."""
    token = doc[head]
    while token.i not in {trigger, token.head.i}:
        if token.dep_ == "acl" and token.pos_ == "VERB":
            return doc[trigger].pos_ == "VERB" and doc[trigger].is_ancestor(token)
        token = token.head
    return False


def _dates_saying(doc: Doc, head: int, speech: frozenset[int]) -> bool:
    token = doc[head]
    while token.dep_ in {"pobj", "prep", "npadvmod", "compound", "nummod"} and token.head.i != token.i:
        token = token.head
        if token.i in speech:
            return True
    return token.i in speech
