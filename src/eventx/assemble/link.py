"""Links between the events of one article: causes of casualties, repeated tellings, codes, order."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from heapq import merge
from operator import itemgetter
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
    strikes: dict[tuple[int, int], list[int]] = defaultdict(list)
    for k, event in enumerate(result):
        if isinstance(event, Strike) and event.status in HAPPENED:
            strikes[event.evidence.start, event.evidence.end].append(k)
    for i, event in enumerate(result):
        if not isinstance(event, Casualty) or event.mode not in {"killed", "injured", "casualties"}:
            continue
        near = strikes.get((event.evidence.start, event.evidence.end))
        if near and event.status in HAPPENED:
            k = min(near, key=lambda k: (abs(result[k].trigger.start - event.trigger.start), k))
            strike = result[k]
            assert isinstance(strike, Strike)
            shared = {"cause": strike.id, **_lent(strike, event), "attacker": event.attacker or strike.attacker}
            result[i] = event.model_copy(update=shared)
            if lent := _lent(event, strike):
                result[k] = strike.model_copy(update=lent)
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


@lru_cache(maxsize=256)
def principals(model: type[EventBase]) -> tuple[str, ...]:
    """Returns the roles of an event type that tell two of its happenings apart."""
    return tuple(role for role in PRINCIPALS if role in model.model_fields)


@dataclass(frozen=True, slots=True)
class Telling:
    """What tells whether a later event of an article tells again what an earlier one told.

    Attributes:
        event: The event.
        roles: Who or what has which part in it.
        places: Where it happened.
    """

    event: EventBase
    roles: Mapping[str, frozenset[str]]
    places: frozenset[str]

    @classmethod
    def of(cls, event: EventBase) -> Telling:
        """Returns what an event tells."""
        told = ((role, getattr(event, role)) for role in principals(type(event)))
        roles = {role: names for role, value in told if value and (names := frozenset(_names(value)))}
        return cls(event, roles, frozenset(_names(event.places)))

    @property
    def keys(self) -> Iterator[object]:
        """What another telling of the same has at least one of."""
        event = self.event
        if isinstance(event, Casualty):
            if event.count is not None and event.count.value is not None:
                yield "casualty", event.mode, event.scope, event.status in HAPPENED, event.count.value
        else:
            for role, names in self.roles.items():
                yield from ((kind_of(event), event.status in HAPPENED, role, name) for name in names)


def same_happening(first: Telling, second: Telling) -> bool:
    """Tells whether a later event tells again what an earlier one told; they have one of their `keys` in common."""
    one, other = first.event, second.event
    if not _compatible(one.time, other.time):
        return False
    if isinstance(one, Casualty) and isinstance(other, Casualty):
        mine, yours = one.victims, other.victims
        return not (mine and yours and mine.country and yours.country and mine.country != yours.country)
    if any(names.isdisjoint(second.roles.get(role, names)) for role, names in first.roles.items()):
        return False
    if first.places and second.places and first.places.isdisjoint(second.places):
        return False
    return bool(one.time or one.places or other.time or other.places or getattr(one, "mode", 0))


def with_same_as(events: Sequence[EventBase]) -> list[EventBase]:
    """Returns the events, each later telling pointing at the first one."""
    result: list[EventBase] = []
    firsts: dict[object, list[tuple[int, Telling]]] = defaultdict(list)
    for place, event in enumerate(events):
        telling = Telling.of(event)
        keys = list(telling.keys)
        alike = merge(*(firsts[key] for key in keys if key in firsts), key=itemgetter(0))
        first = next((earlier.event for _, earlier in alike if same_happening(earlier, telling)), None)
        result.append(event.model_copy(update={"same_as": first.id}) if first else event)
        if first is None and event.same_as is None:
            for key in keys:
                firsts[key].append((place, telling))
    return result


def ordered(events: Iterable[EventBase]) -> list[EventBase]:
    """Returns the events in contract order, each id once."""
    unique = {event.id: event for event in events}
    return sorted(unique.values(), key=lambda e: (e.trigger.start, kind_of(e), e.id))


class Linker:
    """Finishes the events of an article together."""

    def __init__(self, folder: Path) -> None:
        self.codes = load_yaml(folder / "codes.yml")
        self._known: dict[tuple[str, str, str], Codes] = {}

    def link(self, events: Iterable[EventBase]) -> list[EventBase]:
        """Returns the events with codes and links, in contract order."""
        coded = [e.model_copy(update={"codes": self._codes(e)}) for e in events]
        return with_same_as(with_owners(with_causes(ordered(coded))))

    def _codes(self, event: EventBase) -> Codes:
        """Returns the codes of an event; equal ones are made once."""
        key = (kind_of(event), event.status, getattr(event, "mode", ""))
        if key not in self._known:
            self._known[key] = codes_of(event, self.codes)
        return self._known[key]
