"""Links between the events of one article: causes of casualties, repeated tellings, codes, order."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import lru_cache
from heapq import merge
from itertools import chain, pairwise
from operator import itemgetter
from pathlib import Path
from typing import Any, NamedTuple

from eventx.events import Casualty, Codes, EventBase, Interception, Mention, Strike, Time, changed, field_names
from eventx.modeldir import load_yaml
from eventx.rules.match import Match

HAPPENED = frozenset({"occurred", "ongoing"})
PRINCIPALS = ("participants", "parties", "attacker", "target", "interceptor", "visitor", "host", "transfers", "victims")
"""Roles that tell two happenings of one type apart."""


def kind_of(event: EventBase) -> str:
    """Returns the type of an event."""
    return event.type


def codes_of(event: EventBase, table: Mapping[str, Mapping[str, Mapping[str, str]]]) -> Codes:
    """Returns the PLOVER and CAMEO codes of an event: by its status, else its mode, else its type."""
    entry = table.get(kind_of(event), {})
    chosen = entry.get(event.status) or entry.get(event.mode) or entry.get("else") or {}
    return Codes(plover=chosen.get("plover"), cameo=chosen.get("cameo"))


def stands_alone(match: Match, event: EventBase, nominal: bool) -> bool:
    """Tells whether an event says anything: a bare noun ("the attack") without a role, time or place does not."""
    if match.rule.anchored is False or not nominal:
        return True
    return bool(event.time or event.places or any(match.roles.values()))


def with_causes(events: Sequence[EventBase], apart: Collection[str] = ()) -> list[EventBase]:
    """Returns the events, casualties tied to the strike of their sentence; each lends the other what it lacks.

    Args:
        events: The events of an article.
        apart: Pairs of words that tell one happening from another ("a week after", "in retaliation for").
    """
    result = list(events)
    strikes: dict[int, list[int]] = defaultdict(list)
    for k, event in enumerate(result):
        if type(event) is Strike and event.status in HAPPENED:
            strikes[event.evidence.start].append(k)
    for i, event in enumerate(result if strikes else ()):
        if type(event) is not Casualty or event.mode not in {"killed", "injured", "casualties"}:
            continue
        near = [k for k in strikes.get(event.evidence.start, ()) if not _is_another(result[k], event, apart)]
        if near and event.status in HAPPENED:
            k = min(near, key=lambda k: (abs(result[k].trigger.start - event.trigger.start), k))
            strike = result[k]
            assert isinstance(strike, Strike)
            # "a convoy struck a mine, killing nine": it attacked nobody
            hit = {who.start for who in strike.target} if strike.attacker or strike.weapons else set()
            doers = [who for who in event.attacker if who.start not in hit]
            doers = doers or [who for who in strike.attacker if not _is_victim(who, event)]
            arms = [weapon for weapon in event.weapons if weapon.item.start not in hit]
            shared = {"cause": strike.id, **_lent(strike, event), "attacker": doers, "weapons": arms}
            result[i] = changed(event, **shared)
            # "the attacker died two days later"
            later = event.time is not None and event.time.anchor in {None, "context"}
            if lent := _lent(changed(event, time=None) if later else event, strike):
                result[k] = changed(strike, **lent)
    return result


def _is_victim(who: Mention, harm: Casualty) -> bool:
    """Tells whether an attacker is who came to harm: "the assailant was killed after he attacked a guard"."""
    hurt = harm.victims
    return hurt is not None and (who.start == hurt.start or who.name.lower() == hurt.name.lower())


def _is_another(strike: EventBase, harm: EventBase, apart: Collection[str]) -> bool:
    """Tells whether harm is told not to have come of a strike, by the words between the two.

    It came long before or after ("was shot a week after his brother was killed"), or the strike answers it ("shelled
    the town in retaliation for the killing of nine").
    """
    start = harm.evidence.start
    first, second = sorted([strike.trigger, harm.trigger], key=lambda span: span.start)
    between = harm.evidence.text[first.end - start : second.start - start].lower().split()
    return any(f"{a} {b}" in apart for a, b in pairwise(between))


def with_owners(events: Sequence[EventBase]) -> list[EventBase]:
    """Returns the events; an interception gets the attacker of the strike that sent the weapons it brings down."""
    result = list(events)
    orphans = [(i, e) for i, e in enumerate(result) if type(e) is Interception and not e.attacker]
    if not orphans:
        return result
    senders = {w.item.start: e.attacker for e in events if type(e) is Strike and e.attacker for w in e.weapons}
    for i, event in orphans:
        spots = [s for w in event.weapons for s in (w.item.start, w.item.resolved_from and w.item.resolved_from.start)]
        found = next((senders[s] for s in spots if s in senders), None)
        if found:
            result[i] = changed(event, attacker=found)
    return result


def _lent(giver: EventBase, taker: EventBase) -> dict[str, Any]:
    lent: dict[str, Any] = {}
    if taker.time is None and giver.time is not None:
        lent["time"] = giver.time
    if not taker.places and giver.places:
        lent["places"] = giver.places
    return lent


def _names(value: Any) -> set[str]:
    if isinstance(value, list):
        return {n for v in value for n in _names(v)}
    fields = value.__dict__  # of a model: a mention, or one with a mention
    if "kind" in fields:
        country = fields["country"]
        return {country} if country and fields["kind"] == "country" else {fields["name"].lower()}
    who = fields.get("who") or fields.get("item")
    return _names(who) if who else set()


def _compatible(a: Time | None, b: Time | None) -> bool:
    if a is None or b is None or a.earliest is None or b.earliest is None:
        return True
    return a.earliest <= (b.latest or b.earliest) and b.earliest <= (a.latest or a.earliest)


@lru_cache(maxsize=256)
def principals(model: type[EventBase]) -> tuple[str, ...]:
    """Returns the roles of an event type that tell two of its happenings apart."""
    return tuple(role for role in PRINCIPALS if role in field_names(model))


class Telling(NamedTuple):
    """What tells whether a later event of an article tells again what an earlier one told.

    Attributes:
        event: The event.
        roles: Who or what has which part in it; figures are told apart by their numbers.
        keys: What another telling of the same has at least one of.
    """

    event: EventBase
    roles: Mapping[str, set[str]]
    keys: Sequence[object]


def telling_of(event: EventBase) -> Telling:
    """Returns what an event tells."""
    happened = event.status in HAPPENED
    if type(event) is Casualty:
        value = event.count.value if event.count else None
        return Telling(event, {}, () if value is None else [("casualty", event.mode, event.scope, happened, value)])
    fields = event.__dict__
    told = [(role, value) for role in principals(type(event)) if (value := fields[role])]
    roles = {role: names for role, value in told if (names := _names(value))}
    kind = kind_of(event)
    return Telling(event, roles, [(kind, happened, role, name) for role, names in roles.items() for name in names])


def _on_top(event: Casualty, further: frozenset[str]) -> bool:
    """Tells whether a figure is told to come on top of others: "two more people", not "more than two"."""
    told = (span.text.lower().replace("more than", "").split() for span in (event.count, event.victims) if span)
    return any(not further.isdisjoint(words) for words in told)


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
    if one.places and other.places and _names(one.places).isdisjoint(_names(other.places)):
        return False
    return bool(one.time or one.places or other.time or other.places or one.mode)


def with_same_as(events: Sequence[EventBase], further: frozenset[str]) -> list[EventBase]:
    """Returns the events, each later telling pointing at the first one.

    Args:
        events: The events of an article, in contract order.
        further: Words that set a casualty figure apart from those told before ("two more people").
    """
    if len(events) < 2:
        return list(events)
    result: list[EventBase] = []
    firsts: dict[object, list[tuple[int, Telling]]] = defaultdict(list)
    for place, event in enumerate(events):
        telling = telling_of(event)
        fresh = isinstance(event, Casualty) and _on_top(event, further)
        alike = [] if fresh else [firsts[key] for key in telling.keys if key in firsts]
        earlier = merge(*alike, key=itemgetter(0)) if len(alike) > 1 else chain.from_iterable(alike)
        first = next((known.event for _, known in earlier if same_happening(known, telling)), None)
        result.append(changed(event, same_as=first.id) if first else event)
        if first is None and event.same_as is None:
            for key in telling.keys:
                firsts[key].append((place, telling))
    return result


def one_of_each_figure(events: Sequence[EventBase]) -> list[EventBase]:
    """Returns the events without a figure that two words tell ("a toll of 24 dead"): the one that says more is kept."""
    kept: dict[tuple[int, str], Casualty] = {}
    dropped: dict[str, str] = {}
    for event in events:
        if type(event) is not Casualty or event.count is None or event.scope == "part":
            continue
        key = event.count.start, event.mode
        first = kept.setdefault(key, event)
        if first is event or not _told_together(first, event):
            continue
        more = kept[key] = event if _told(event) > _told(first) else first
        dropped[(first if more is event else event).id] = more.id
    return [_part_of_kept(event, dropped) for event in events if event.id not in dropped] if dropped else list(events)


def _told_together(event: Casualty, other: Casualty) -> bool:
    """Tells whether two words tell one figure: they overlap, or one of them follows it ("24 dead", "40 men killed")."""
    one, two = sorted((event.trigger, other.trigger), key=lambda t: t.start)
    ends = {span.end + 1 for e in (event, other) for span in (e.count, e.victims) if span}
    return two.start < one.end or two.start in ends or one.start in ends


def _told(event: Casualty) -> int:
    """Returns how much is told of a figure."""
    return sum(map(bool, (event.victims, event.attacker, event.places, event.time)))


def _part_of_kept(event: EventBase, dropped: Mapping[str, str]) -> EventBase:
    """Returns an event; a part of a figure that was dropped is one of the other telling."""
    whole = event.part_of if type(event) is Casualty else None
    return changed(event, part_of=dropped[whole]) if whole is not None and whole in dropped else event


def ordered(events: Iterable[EventBase]) -> list[EventBase]:
    """Returns the events in contract order, each id once."""
    unique = {event.id: event for event in events}
    return sorted(unique.values(), key=lambda e: (e.trigger.start, kind_of(e), e.id))


def with_outcomes(events: Sequence[EventBase], rules: Collection[str], reach: int) -> list[EventBase]:
    """Returns the events; figures by some rules get the outcome of the last figure before them, or are left out.

    Args:
        events: The events of an article, in order.
        rules: Ids of the rules whose events count whom an earlier sentence told of.
        reach: How many characters back that may be.
    """
    result, last = list[EventBase](), None
    for event in events:
        if event.rule not in rules:
            result.append(event)
            if type(event) is Casualty and (last is None or last.evidence != event.evidence):
                last = event  # "killed 31 and hurt 57": the figure is that of the dead
        elif last is not None and event.trigger.start - last.trigger.end <= reach:
            result.append(changed(event, mode=last.__dict__["mode"]))
    return result


class Linker:
    """Finishes the events of an article together."""

    def __init__(self, folder: Path) -> None:
        self.codes = load_yaml(folder / "codes.yml")
        words = load_yaml(folder / "assemble.yml")
        self.further = frozenset(words["further"])
        self.as_before, self.reach = frozenset(words["as_before"]), int(words["as_before_reach"])
        pairs = (("stretches", "sequence"), ("answering", "answered"))
        self.apart = frozenset(f"{a} {b}" for one, other in pairs for a in words[one] for b in words[other])
        self._known: dict[tuple[str, str, str], Codes] = {}

    def link(self, events: Iterable[EventBase]) -> list[EventBase]:
        """Returns the events with codes and links, in contract order."""
        told = with_outcomes(ordered(events), self.as_before, self.reach)
        coded = [changed(event, codes=self._codes(event)) for event in told]
        once = one_of_each_figure(ordered(coded))
        return with_same_as(with_owners(with_causes(once, self.apart)), self.further)

    def _codes(self, event: EventBase) -> Codes:
        """Returns the codes of an event; equal ones are made once."""
        key = (kind_of(event), event.status, event.mode)
        if key not in self._known:
            self._known[key] = codes_of(event, self.codes)
        return self._known[key]
