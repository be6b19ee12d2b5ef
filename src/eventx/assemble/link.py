"""Links between the events of one article: causes of casualties, repeated tellings, codes, order."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from eventx.events import Casualty, Codes, EventBase, Interception, Mention, Strike, Time
from eventx.modeldir import load_yaml
from eventx.rules.match import Match

HAPPENED = frozenset({"occurred", "ongoing"})
PRINCIPALS = ("participants", "parties", "attacker", "target", "interceptor", "visitor", "host", "transfers", "victims")
"""Roles that tell two happenings of one type apart."""


def kind_of(event: EventBase) -> str:
    """Returns the type of an event."""
    return str(getattr(event, "type", ""))


def codes_of(event: EventBase, table: Mapping[str, Mapping[str, Mapping[str, str]]]) -> Codes:
    """Returns the PLOVER and CAMEO codes of an event: by its status, else its mode, else its type."""
    entry = table.get(kind_of(event), {})
    chosen = entry.get(event.status) or entry.get(getattr(event, "mode", "")) or entry.get("else") or {}
    return Codes(plover=chosen.get("plover"), cameo=chosen.get("cameo"))


def stands_alone(match: Match, event: EventBase, nominal: bool) -> bool:
    """Tells whether an event says anything: a bare noun ("the attack") without a role, time or place does not."""
    if match.rule.anchored is False or not nominal:
        return True
    return bool(event.time or event.places or any(match.roles.values()))


def with_causes(events: Sequence[EventBase]) -> list[EventBase]:
    """Returns the events, casualties tied to the strike of their sentence; each lends the other what it lacks."""
    result = list(events)
    for i, event in enumerate(result):
        if not isinstance(event, Casualty) or event.mode not in {"killed", "injured", "casualties"}:
            continue
        near = [
            (abs(s.trigger.start - event.trigger.start), k)
            for k, s in enumerate(result)
            if isinstance(s, Strike) and s.evidence == event.evidence and s.status in HAPPENED
        ]
        if near and event.status in HAPPENED:
            k = min(near)[1]
            strike = result[k]
            assert isinstance(strike, Strike)
            shared = {"cause": strike.id, **_lent(strike, event), "attacker": event.attacker or strike.attacker}
            result[i] = event.model_copy(update=shared)
            result[k] = strike.model_copy(update=_lent(event, strike))
    return result


def with_owners(events: Sequence[EventBase]) -> list[EventBase]:
    """Returns the events; an interception gets the attacker of the strike that sent the weapons it brings down."""
    senders = {w.item.start: e.attacker for e in events if isinstance(e, Strike) and e.attacker for w in e.weapons}
    result = list(events)
    for i, event in enumerate(result):
        if not isinstance(event, Interception) or event.attacker:
            continue
        spots = [s for w in event.weapons for s in (w.item.start, w.item.resolved_from and w.item.resolved_from.start)]
        found = next((senders[s] for s in spots if s in senders), None)
        if found:
            result[i] = event.model_copy(update={"attacker": found})
    return result


def _lent(giver: EventBase, taker: EventBase) -> dict[str, Any]:
    lent: dict[str, Any] = {}
    if taker.time is None and giver.time is not None:
        lent["time"] = giver.time
    if not taker.places and giver.places:
        lent["places"] = giver.places
    return lent


def _names(value: Any) -> set[str]:
    if isinstance(value, Mention):
        return {value.country} if value.kind == "country" and value.country else {value.name.lower()}
    if isinstance(value, list):
        return {n for v in value for n in _names(v)}
    who = getattr(value, "who", None) or getattr(value, "item", None)
    return _names(who) if who is not None else set()


def _compatible(a: Time | None, b: Time | None) -> bool:
    if a is None or b is None or a.earliest is None or b.earliest is None:
        return True
    return a.earliest <= (b.latest or b.earliest) and b.earliest <= (a.latest or a.earliest)


def same_happening(first: EventBase, second: EventBase) -> bool:
    """Tells whether a later event of an article tells again what an earlier one told."""
    if kind_of(first) != kind_of(second) or not _compatible(first.time, second.time):
        return False
    if (first.status in HAPPENED) != (second.status in HAPPENED):
        return False
    if isinstance(first, Casualty) and isinstance(second, Casualty):
        if (first.mode, first.scope) != (second.mode, second.scope) or first.count is None or second.count is None:
            return False
        if first.count.value is None or first.count.value != second.count.value:
            return False
        mine, yours = first.victims, second.victims
        return not (mine and yours and mine.country and yours.country and mine.country != yours.country)
    shared = False
    for role in PRINCIPALS:
        mine_names, your_names = _names(getattr(first, role, None)), _names(getattr(second, role, None))
        if mine_names and your_names:
            if not mine_names & your_names:
                return False
            shared = True
    places = _names(first.places), _names(second.places)
    if places[0] and places[1] and not places[0] & places[1]:
        return False
    return shared and bool(first.time or first.places or second.time or second.places or getattr(first, "mode", 0))


def with_same_as(events: Sequence[EventBase]) -> list[EventBase]:
    """Returns the events, each later telling pointing at the first one."""
    result: list[EventBase] = []
    firsts: dict[object, list[EventBase]] = {}
    for event in events:
        alike = firsts.setdefault(_gist(event), [])
        first = next((e for e in alike if same_happening(e, event)), None)
        result.append(event.model_copy(update={"same_as": first.id}) if first else event)
        if first is None and event.same_as is None:
            alike.append(event)
    return result


def _gist(event: EventBase) -> object:
    """Returns what tellings of one happening have in common, to look for them among few."""
    if isinstance(event, Casualty):
        return event.mode, event.scope, event.status in HAPPENED, event.count and event.count.value
    return kind_of(event), event.status in HAPPENED


def ordered(events: Iterable[EventBase]) -> list[EventBase]:
    """Returns the events in contract order, each id once."""
    unique = {event.id: event for event in events}
    return sorted(unique.values(), key=lambda e: (e.trigger.start, kind_of(e), e.id))


class Linker:
    """Finishes the events of an article together."""

    def __init__(self, folder: Path) -> None:
        self.codes = load_yaml(folder / "codes.yml")

    def link(self, events: Iterable[EventBase]) -> list[EventBase]:
        """Returns the events with codes and links, in contract order."""
        coded = [e.model_copy(update={"codes": codes_of(e, self.codes)}) for e in events]
        return with_same_as(with_owners(with_causes(ordered(coded))))
