"""Where an event happened: the places of its sentence that belong to its trigger, the most exact first."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from spacy.tokens import Doc, Token

from eventx.annotations import MentionRecord

EXACTNESS = {"exact": 0, "city": 1, "region": 2, "country": 3}
SPOTS = frozenset({"place.city", "place.village", "place.region", "place.neighbourhood", "place.country"})
UNKNOWN = 2  # a place that no gazetteer knows stands beside regions


@dataclass(frozen=True, slots=True)
class PlaceWords:
    """The words that lead from an event to its place.

    Attributes:
        locative: Prepositions that say where ("in", "near", "over").
        within: Prepositions that put an event inside a phrase that may have the place ("killed in a raid in Homs").
        part: Prepositions that lead from a place to one in or around it ("a village of Idlib").
        inner: Prepositions that say where somebody is ("two people in Odesa").
        above: Prepositions that say what something flew over ("shot down two drones over Odesa").
        beside: Prepositions after which even an unknown name is a place ("near Ulvik").
        motion: Verbs whose "to" says where what they lead to happens ("return to Oslo for talks").
        visit: Verbs whose object says so ("visit Oslo for talks").
        undergo: Verbs whose subject says so ("Assam suffered floods that killed ten").
        edge: Nouns that "on" puts something at ("on the sidelines of a forum in Davos").
    """

    locative: frozenset[str]
    within: frozenset[str]
    part: frozenset[str]
    inner: frozenset[str]
    above: frozenset[str]
    beside: frozenset[str]
    motion: frozenset[str]
    visit: frozenset[str]
    undergo: frozenset[str]
    edge: frozenset[str]


def is_place(record: MentionRecord) -> bool:
    """Tells whether a mention can be where something happened."""
    if record.kind in {"place", "country"}:
        return "demonym" not in record.classes
    if record.named and (record.kind == "facility" or "metonym" in record.classes):
        return True
    return record.kind == "facility" and bool(record.classes & {"place", "place.neighbourhood"})


def _may_be_place(head: Token, record: MentionRecord, words: PlaceWords) -> bool:
    """Tells whether a name that no list knows is where something is: "near Ulvik"."""
    prep = preposition(head)
    unknown = record.kind in {"org", "other"} and record.classes <= {"org", "other"} and record.country is None
    return prep is not None and prep.lower_ in words.beside and unknown and head.pos_ == "PROPN"


def preposition(token: Token) -> Token | None:
    """Returns the preposition that a phrase hangs on, through coordination and apposition."""
    here = token
    while (
        here.dep_ in {"conj", "appos", "npadvmod", "nmod"}
        and here.head.i < here.i
        and here.head.pos_ in {"NOUN", "PROPN"}
    ):
        here = here.head
    if here.dep_ in {"pobj", "pcomp"} and (here.head.pos_ in {"ADP", "SCONJ", "ADV"} or here.head.dep_ == "prep"):
        return here.head
    return None


def anchors_of(
    trigger: Token, reach: Mapping[int, int], words: PlaceWords, events: frozenset[int], limit: int = 6
) -> dict[int, int]:
    """Returns the tokens that a place of the event may hang on, with their distance from the trigger.

    These are the trigger, the words above it that tell of the same happening, participles and relative clauses of a
    noun among them ("talks held in Minsk"), nouns that they are said to be within ("killed in a raid"), and happenings
    that do what the verbs say ("shelling in Homs killed six").
    """
    found: dict[int, int] = {}
    here, level = trigger, 0
    while True:
        for inner, depth in _inward(here, words, events):
            found.setdefault(inner.i, 2 * level + depth)
        up = here.head
        level += 1
        if up.i == here.i or level > limit or up.i not in reach:
            return found
        here = up


def _inward(token: Token, words: PlaceWords, events: frozenset[int]) -> Iterator[tuple[Token, int]]:
    """Yields a token and what tells of the same happening below it."""
    yield token, 0
    for child in token.children:
        if token.pos_ in {"NOUN", "PROPN"} and child.dep_ in {"acl", "relcl"}:
            yield child, 0
            if child.lemma_.lower() in words.undergo:  # "a raid that saw ten people killed in Mosul"
                yield from ((t, 1) for t in child.subtree if t.tag_ == "VBN" and t.head.head.i == child.i)
        elif token.pos_ in {"VERB", "AUX"} and child.dep_ in {"xcomp", "acomp"}:  # "is due to resume in Geneva"
            yield from _inward(child, words, events)
        elif token.pos_ == "VERB" and (child.dep_ == "csubj" or (child.dep_ == "nsubj" and child.i in events)):
            yield child, 1
        elif child.dep_ == "prep" and child.lower_ in words.within:
            for noun in child.children:
                if noun.dep_ == "pobj" and noun.pos_ == "NOUN":
                    yield noun, 1
                    yield from ((c, 1) for c in noun.children if c.dep_ in {"acl", "relcl"})


def places_of(
    doc: Doc,
    trigger: int,
    by_head: Mapping[int, Iterable[MentionRecord]],
    reach: Mapping[int, int],
    words: PlaceWords,
    fillers: frozenset[int],
) -> list[MentionRecord]:
    """Returns the places of an event, the most exact first.

    A place counts where its preposition hangs on one of the event's anchors (see `anchors_of`), on what fills a role
    ("two people in Odesa were hurt"), or on another place ("in a village of Idlib").

    Args:
        doc: The document.
        trigger: Token index of the trigger.
        by_head: Mentions by head token.
        reach: Levels by token (see `reach.levels`).
        words: The words that lead to a place.
        fillers: Head tokens of the event's roles, which are no places themselves.
    """
    token = doc[trigger]
    events = frozenset(head for head, records in by_head.items() if any("event" in r.classes for r in records))
    anchors = anchors_of(token, reach, words, events)
    found: dict[int, tuple[int, list[MentionRecord]]] = _relative(token, anchors, by_head)
    for head in range(token.sent.start, token.sent.end):
        records = [r for r in by_head.get(head, ()) if is_place(r) or _may_be_place(doc[head], r, words)]
        if not records or head in fillers:
            continue
        level = _level(doc[head], trigger, anchors, reach, fillers, found, words)
        if level is not None:
            found[head] = (level, records)
    named = {
        head: (level, rs)
        for head, (level, rs) in found.items()
        if any(r.named or r.resolved_from for r in rs) or _has_name(doc[head], by_head)
    }
    spots = named or {h: spot for h, spot in found.items() if _is_spot(doc[h], spot[1], token)}
    nearest = min((level for level, _ in spots.values()), default=0)
    kept = {r.name: r for level, records in spots.values() if level == nearest for r in records}
    return sorted(kept.values(), key=_exactness)


def _has_name(head: Token, by_head: Mapping[int, Iterable[MentionRecord]]) -> bool:
    """Tells whether a common noun has the name of a place in it: "the Karrada district"."""
    names = (r for c in head.lefts if c.dep_ in {"compound", "nmod"} for r in by_head.get(c.i, ()))
    return any(r.named and r.kind == "place" for r in names)


def _is_spot(head: Token, records: Iterable[MentionRecord], trigger: Token) -> bool:
    """Tells whether a place without a name says anything: "in a village" does, "at the scene of the attack" doesn't."""
    return not head.is_ancestor(trigger) and any(r.classes & SPOTS for r in records)


def _exactness(record: MentionRecord) -> tuple[int, int]:
    precision = record.geo.precision if record.geo else None
    return (EXACTNESS[precision] if precision else UNKNOWN, record.start)


def _level(
    place: Token,
    trigger: int,
    anchors: Mapping[int, int],
    reach: Mapping[int, int],
    fillers: frozenset[int],
    places: Mapping[int, tuple[int, list[MentionRecord]]],
    words: PlaceWords,
) -> int | None:
    """Returns how far a place is from the trigger; None where it says something else's place."""
    prep = preposition(place)
    if prep is None:
        return _bare_level(place, trigger, anchors, words)
    if prep.lower_ == "of" and prep.head.lower_ in words.locative:  # "ambushed them south of Mosul"
        prep = prep.head
    governor, word = _governor(prep), prep.lower_
    if governor.i in anchors:
        goal = word == "to" and governor.lemma_.lower() in words.motion
        return anchors[governor.i] if goal or word in words.locative else None
    if governor.i in places:
        return places[governor.i][0] if word in words.part or word in words.locative else None
    if governor.i in fillers or (governor.dep_ == "conj" and governor.head.i in fillers):
        return 2 * reach.get(governor.i, 0) if word in words.inner or word in words.above else None
    if governor.dep_ == "acl" and governor.tag_ == "VBG" and governor.head.i in fillers:  # "people queuing in Rafah"
        return 2 * reach.get(governor.head.i, 0) + 1 if word in words.inner else None
    if governor.pos_ == "NUM":  # "34 over Tula, two over Oryol"
        return 0 if governor.i in reach and word in words.locative else None
    return _level_through(governor, anchors, fillers, words) if word in words.part or word in words.inner else None


def _bare_level(place: Token, trigger: int, anchors: Mapping[int, int], words: PlaceWords) -> int | None:
    """Returns how far a place without a preposition is from the trigger."""
    head, dep = place.head, place.dep_
    if dep in {"compound", "nmod", "amod", "poss"} and head.i == trigger:
        return anchors[head.i]
    if head.i not in anchors:
        return None
    lemma = head.lemma_.lower()
    says_where = (
        dep in {"advmod", "npadvmod"}
        or (dep == "dobj" and lemma in words.visit)
        or (dep == "nsubj" and lemma in words.undergo)
    )
    return anchors[head.i] if says_where else None


def _governor(prep: Token) -> Token:
    """Returns what a preposition hangs on, past other prepositions ("out of") and past a date ("on May 1 in Oslo")."""
    governor = prep.head
    for _ in range(4):
        if governor.pos_ == "ADP" or (governor.ent_type_ in {"DATE", "TIME"} and governor.dep_ in {"pobj", "npadvmod"}):
            governor = governor.head
    return governor


def _level_through(
    noun: Token, anchors: Mapping[int, int], fillers: frozenset[int], words: PlaceWords, depth: int = 1
) -> int | None:
    """Returns how far a noun that leads to a place is ("in the resort of Nice", "at a forum in Davos"), or None."""
    prep = preposition(noun)
    if prep is None or depth > 3 or noun.pos_ not in {"NOUN", "PROPN"} or noun.i in fillers:
        return None
    word, governor = prep.lower_, _governor(prep)
    at_edge = word == "on" and noun.lemma_.lower() in words.edge
    if governor.i in anchors or governor.i in fillers:
        return anchors.get(governor.i, 0) + depth if at_edge or word in words.inner else None
    return _level_through(governor, anchors, fillers, words, depth + 1) if word in words.part | words.inner else None


def _relative(
    trigger: Token, anchors: Mapping[int, int], by_head: Mapping[int, Iterable[MentionRecord]]
) -> dict[int, tuple[int, list[MentionRecord]]]:
    """Returns the place that a "where" of the trigger's clause stands for."""
    for i, level in anchors.items():
        verb = trigger.doc[i]
        if verb.dep_ == "relcl" and any(c.lower_ == "where" and not by_head.get(c.i) for c in verb.children):
            records = [r for r in by_head.get(verb.head.i, ()) if is_place(r)]
            return {verb.head.i: (level, records)} if records else {}
    return {}
