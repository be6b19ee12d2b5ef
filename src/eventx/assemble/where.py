"""Where an event happened: the places of its sentence that belong to its trigger, the most exact first."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from operator import itemgetter

from eventx.annotations import MentionRecord
from eventx.rules.tree import Tree

EXACTNESS = {"exact": 0, "city": 1, "region": 2, "country": 3}
WIDE = frozenset({"region", "country"})
SPOTS = frozenset({"place.city", "place.village", "place.region", "place.neighbourhood", "place.country"})
DISTRICTS = frozenset({"place.neighbourhood"})
NOMINAL = frozenset({"NOUN", "PROPN"})
NAMING = frozenset({"compound", "nmod", "poss"})
ASIDE = 99  # a place that only helps to find another gives way to all others
HYPHENS = frozenset({"-", "–"})
ROUNDABOUT = 4  # a place of what something fell on or went into gives way to one that is said right out
_UNTOLD = frozenset({"org", "other", "person", "facility"})
UNKNOWN = 2  # a place that no gazetteer knows stands beside regions
Candidates = Sequence[tuple[int, list[MentionRecord]]]
"""Head tokens with the mentions there that may be places, in text order."""


@dataclass(frozen=True, slots=True)
class PlaceWords:
    """The words that lead from an event to its place.

    Attributes:
        locative: Prepositions that say where ("in", "near", "over").
        within: Prepositions that put an event inside a phrase that may have the place ("killed in a raid in Homs").
        directions: Words that put it to one side of a place, which is not where it was ("south of Mosul").
        part: Prepositions that lead from a place to one in or around it ("a village of Idlib").
        inner: Prepositions that say where somebody is ("two people in Odesa").
        through: Prepositions that lead to a thing that has a place ("into a ravine in Cusco").
        away: Verbs of which the same holds for "from" ("abducted from a school in Kaduna").
        above: Prepositions that say what something flew over ("shot down two drones over Odesa").
        beside: Prepositions after which even an unknown name is a place ("near Ulvik").
        aimed: Verbs whose "at" says whom they are meant for ("fired at Vega").
        kind: Prepositions that say what kind of thing something is ("a camp for the displaced in Hit").
        motion: Verbs whose "to" says where what they lead to happens ("return to Oslo for talks").
        visit: Verbs whose object says so ("visit Oslo for talks").
        undergo: Verbs whose subject says so ("Assam suffered floods that killed ten").
        hosting: Verbs whose subject says so if it is a name ("Oslo hosted talks").
        on_whom: Words whose "on" or "over" says whom or what they are about ("blamed on Chad", "a deal over Sark").
        talking: Nouns of talks: "for" says where ("sat down for talks in Oslo").
        edge: Nouns that "on" puts something at ("on the sidelines of a forum in Davos").
        opposing: Prepositions between a fight and those in it ("a clash with rebels in Kidal").
    """

    locative: frozenset[str]
    directions: frozenset[str]
    within: frozenset[str]
    part: frozenset[str]
    inner: frozenset[str]
    through: frozenset[str]
    away: frozenset[str]
    above: frozenset[str]
    beside: frozenset[str]
    aimed: frozenset[str]
    kind: frozenset[str]
    motion: frozenset[str]
    visit: frozenset[str]
    undergo: frozenset[str]
    hosting: frozenset[str]
    on_whom: frozenset[str]
    talking: frozenset[str]
    edge: frozenset[str]
    opposing: frozenset[str]


def is_place(record: MentionRecord) -> bool:
    """Tells whether a mention can be where something happened."""
    if record.kind in {"place", "country"}:
        return "demonym" not in record.classes
    if record.named and (record.kind == "facility" or "metonym" in record.classes):
        return True
    return record.kind == "facility" and bool(record.classes & {"place", "place.neighbourhood"})


def may_be_place(tree: Tree, head: int, record: MentionRecord, words: PlaceWords) -> bool:
    """Tells whether a name that no list knows is where something is, whatever the NER takes it for: "near Ulvik"."""
    is_name = tree.tag[head] == "NNP" and tree.entity[head] not in {"DATE", "TIME"}
    is_name = is_name and not _is_clock(tree.lower[record.start])  # "at 11:30pm PDT"
    if not is_name or record.country is not None or not record.classes <= _UNTOLD:
        return False
    prep = preposition(tree, head)
    if prep is None or tree.lower[prep] not in words.beside or record.resolved_from:
        return False
    if record.kind not in {"person", "facility"}:
        return True
    return record.start == prep + 1 and tree.lemma[tree.head[prep]] not in words.aimed


def _is_clock(word: str) -> bool:
    return word[0].isdigit() and (":" in word or word.endswith(("am", "pm")))


def preposition(tree: Tree, token: int) -> int | None:
    """Returns the preposition that a phrase hangs on, through coordination and apposition."""
    here, head = token, tree.head[token]
    while tree.dep[here] in {"conj", "appos", "npadvmod", "nmod"} and head < here and tree.pos[head] in NOMINAL:
        here, head = head, tree.head[head]
    if tree.dep[here] in {"pobj", "pcomp"} and (tree.pos[head] in {"ADP", "SCONJ", "ADV"} or tree.dep[head] == "prep"):
        return head
    return None


def anchors_of(
    tree: Tree,
    trigger: int,
    reach: Mapping[int, int],
    words: PlaceWords,
    events: frozenset[int],
    clauses: Iterable[int] = (),
    limit: int = 6,
) -> dict[int, int]:
    """Returns the tokens that a place of the event may hang on, with their distance from the trigger.

    These are the trigger, the words above it that tell of the same happening, participles and relative clauses of a
    noun among them ("talks held in Minsk"), nouns that they are said to be within ("killed in a raid"), and happenings
    that do what the verbs say ("shelling in Homs killed six"); last come clauses that say how it came about.
    """
    found: dict[int, int] = {}
    if tree.pos[trigger] == "VERB":  # "signed a truce in Havana"
        found |= {c: 0 for c in tree.children[trigger] if tree.dep[c] in {"dobj", "nsubjpass"} and c in events}
    here, level = trigger, 0
    while True:
        for inner, depth in _inward(tree, here, words, events):
            if inner in reach or tree.dep[inner] != "xcomp":  # what was only agreed to has places of its own
                found.setdefault(inner, 2 * level + depth)
        up = tree.head[here]
        level += 1
        if up == here or level > limit or up not in reach:
            break
        here = up
    for clause in clauses:
        for inner, depth in _inward(tree, clause, words, events):
            found.setdefault(inner, 4 * limit + depth)
    return found


def _inward(tree: Tree, token: int, words: PlaceWords, events: frozenset[int]) -> Iterator[tuple[int, int]]:
    """Yields a token and what tells of the same happening below it."""
    head, pos = tree.head, tree.pos[token]
    yield token, 0
    for child in tree.children[token]:
        dep = tree.dep[child]
        if pos in NOMINAL and dep in {"acl", "relcl"}:
            yield child, 0
            yield from ((t, 0) for t in tree.children[child] if tree.dep[t] == "xcomp")  # "that was to be held in Oslo"
            if tree.lemma[child] in words.undergo:  # "a raid that saw ten people killed in Mosul"
                yield from ((t, 1) for t in tree.subtree(child) if tree.tag[t] == "VBN" and head[head[t]] == child)
        elif pos in {"VERB", "AUX"} and dep in {"xcomp", "acomp"}:  # "is due to resume in Geneva"
            yield from _inward(tree, child, words, events)
        elif pos == "VERB" and (dep == "csubj" or (dep == "nsubj" and child in events)):
            yield child, 1
        elif dep == "prep" and (tree.lower[child] in words.within or tree.lower[child] == "for"):
            for noun in tree.children[child]:
                for_it = tree.lower[child] == "for" and tree.lemma[noun] not in words.talking
                if tree.dep[noun] == "pobj" and tree.pos[noun] == "NOUN" and not for_it:
                    yield noun, 1
                    yield from ((c, 1) for c in tree.children[noun] if tree.dep[c] in {"acl", "relcl"})


def candidates_of(
    tree: Tree, start: int, by_head: Mapping[int, Sequence[MentionRecord]], words: PlaceWords
) -> Candidates:
    """Returns the mentions of a sentence that may be where something happened.

    Args:
        tree: The parse.
        start: The first token of the sentence.
        by_head: Mentions by head token.
        words: The words that lead to a place.
    """
    found: list[tuple[int, list[MentionRecord]]] = []
    heads = [i for i in range(start, tree.end[start]) if i in by_head and tree.tag[i] != "PRP$"]
    for head in heads:
        if fit := [r for r in by_head[head] if is_place(r) or may_be_place(tree, head, r, words)]:
            found.append((head, fit))
    known = {head for head, _ in found}
    facilities = {tree.head[h] for h in heads if tree.dep[h] in NAMING and h < tree.head[h]}
    towns = [(head, town) for head in facilities - known if (town := town_of(tree, head, by_head))]
    if not towns:
        return found
    countries = {r.country for head, fit in found if preposition(tree, head) is not None for r in fit if r.country}
    found += [
        (h, town) for h, town in towns if not countries or town[0].country in countries
    ]  # "the Lima bar in Kabul"
    return sorted(found, key=itemgetter(0))


def town_of(tree: Tree, head: int, by_head: Mapping[int, Sequence[MentionRecord]]) -> list[MentionRecord]:
    """Returns the place that a facility or an occasion is in: "the Goma airport", "at a Las Vegas music festival"."""
    if tree.pos[head] not in NOMINAL or head == tree.start[head]:
        return []
    prep = preposition(tree, head)
    occasion = tree.pos[head] == "NOUN" and prep is not None and tree.lower[prep] == "at"
    if not occasion and all(r.kind != "facility" or r.named for r in by_head.get(head, ())):
        return []
    names = (c for c in tree.lefts(head) if tree.dep[c] in NAMING)
    return [r for c in names for r in by_head.get(c, ()) if r.named and r.kind == "place" and is_place(r)][:1]


def wider_of(tree: Tree, head: int, by_head: Mapping[int, Sequence[MentionRecord]]) -> list[MentionRecord]:
    """Returns the places that one is said to lie in: "fired at Hit, Anbar, Iraq"."""
    found = list[MentionRecord]()
    below = [c for c in tree.children[head] if tree.dep[c] == "appos"]
    for child in below:  # grows while it is read
        if fit := [r for r in by_head.get(child, ()) if r.named and is_place(r)]:
            found += fit
            below += [c for c in tree.children[child] if tree.dep[c] == "appos"]
    return found


def places_of(
    tree: Tree,
    trigger: int,
    by_head: Mapping[int, Sequence[MentionRecord]],
    candidates: Candidates,
    anchors: Mapping[int, int],
    reach: Mapping[int, int],
    words: PlaceWords,
    fillers: Collection[int],
    topics: Collection[int] = (),
    struck: Collection[int] = (),
) -> list[MentionRecord]:
    """Returns the places of an event, the most exact first.

    A place counts where its preposition hangs on one of the event's anchors (see `anchors_of`), on what fills a role
    ("two people in Odesa were hurt"), or on another place ("in a village of Idlib").

    Args:
        tree: The parse.
        trigger: Token index of the trigger.
        by_head: Mentions by head token.
        candidates: What may be a place in its sentence (see `candidates_of`).
        anchors: What a place of the event may hang on (see `anchors_of`).
        reach: Levels by token (see `reach.levels`).
        words: The words that lead to a place.
        fillers: Head tokens of the event's roles, which are no places themselves.
        topics: Those of what is talked about, of which a place is not that of the talks ("discussed the war in Sudan").
        struck: Those of what was struck by what brought it about ("ambushed a convoy near Hit, killing nine").
    """
    people = [c for c in tree.children[trigger] if tree.dep[c] == "dobj" and _are_people(by_head.get(c, ()))]
    leading = {*people, *fillers, *struck} - set(topics)
    found: dict[int, tuple[int, list[MentionRecord]]] = _relative(tree, anchors, by_head)
    for head, records in candidates:
        if head != trigger and head not in fillers:
            level = _level(tree, head, trigger, anchors, reach, leading, found, words, by_head)
            if level is not None:
                found[head] = (level, records)
    if not found:
        return []
    named = {
        head: (level, rs)
        for head, (level, rs) in found.items()
        if tree.pos[head] == "PROPN" or any(r.named or r.resolved_from for r in rs) or _has_name(tree, head, by_head)
    }
    spots = named or {h: spot for h, spot in found.items() if _is_spot(tree, h, spot[1], trigger)}
    nearest = min([level for level, _ in spots.values()], default=0)
    kept = {r.name: r for level, records in spots.values() if level == nearest for r in records}
    after = [r for level, records in spots.values() if level == nearest + 1 for r in records if r.name not in kept]
    return [*sorted(_within(kept.values(), after), key=_exactness), *sorted(kept.values(), key=_exactness)]


def _within(areas: Collection[MentionRecord], after: Sequence[MentionRecord]) -> list[MentionRecord]:
    """Returns the places one step farther away in a region or country: "in Iraq, ten died in a raid in Hit"."""
    if not after or any(r.geo is None or r.geo.precision not in WIDE for r in areas):
        return []
    countries = {r.country for r in areas}
    coarse = max(_exactness(r)[0] for r in areas)
    fits = [r for r in after if r.named and r.kind == "place" and r.country in {None, *countries}]
    return [r for r in fits if _exactness(r)[0] < coarse or r.country is None or r.classes & DISTRICTS]


def _are_people(records: Sequence[MentionRecord]) -> bool:
    return any("person" in record.classes for record in records)


def _has_name(tree: Tree, head: int, by_head: Mapping[int, Sequence[MentionRecord]]) -> bool:
    """Tells whether a common noun has the name of a place in it: "the Karrada district"."""
    for child in tree.lefts(head):
        if tree.dep[child] in {"compound", "nmod"}:
            names = by_head.get(child, ())
            if any(r.named and r.kind == "place" for r in names):
                return True
            if tree.pos[child] == "PROPN" and all(r.classes <= _UNTOLD for r in names):
                return True  # "Ulven Bay village"
    return False


def _is_spot(tree: Tree, head: int, records: Iterable[MentionRecord], trigger: int) -> bool:
    """Tells whether a place without a name says anything: "in a village" does, "at the scene of the attack" doesn't."""
    return not tree.is_above(head, trigger) and any(r.classes & SPOTS for r in records)


def _exactness(record: MentionRecord) -> tuple[int, int]:
    precision = record.geo.precision if record.geo else None
    return (EXACTNESS[precision] if precision else UNKNOWN, record.start)


def _level(
    tree: Tree,
    place: int,
    trigger: int,
    anchors: Mapping[int, int],
    reach: Mapping[int, int],
    fillers: Collection[int],
    places: Mapping[int, tuple[int, list[MentionRecord]]],
    words: PlaceWords,
    by_head: Mapping[int, Sequence[MentionRecord]],
) -> int | None:
    """Returns how far a place is from the trigger; None where it says something else's place."""
    prep = preposition(tree, place)
    if prep is None:
        return _bare_level(tree, place, trigger, anchors, words, by_head)
    if tree.lower[prep] == "of":
        side = tree.head[prep]
        if tree.lower[side] in words.directions:
            if not _lies_in(tree, side):
                return _level_aside(tree, side, anchors, reach, by_head, fillers, words)
            prep = tree.head[side]  # "in the north of Mali" is in Mali
        elif tree.lower[side] in words.locative:  # "ambushed them outside of Mosul"
            prep = side
    governor, word = _governor(tree, prep), tree.lower[prep]
    known = (fillers, anchors, places)
    while word != "of" and not any(governor in heads for heads in known) and _is_inner_name(tree, governor, by_head):
        governor = _governor(tree, tree.head[governor])
    if prep == trigger + 1 and tree.pos[trigger] in NOMINAL and word in words.inner:
        return 0  # "a raid in Homs", whatever the parser ties the place to
    if governor in anchors or governor in places:
        level = _level_at(tree, governor, word, anchors, words, by_head, trigger) if governor in anchors else None
        if governor in places and (word in words.part or word in words.locative):
            return places[governor][0] if level is None else min(level, places[governor][0])
        return level
    if governor in fillers or (tree.dep[governor] == "conj" and tree.head[governor] in fillers):
        is_part = word == "of" and _is_part(by_head.get(governor, ()), by_head.get(place, ()))  # "the centre of Ulm"
        return 2 * reach.get(governor, 0) if is_part or word in words.inner or word in words.above else None
    return _level_beyond(tree, governor, word, trigger, anchors, reach, fillers, words, by_head)


def _level_beyond(
    tree: Tree,
    governor: int,
    word: str,
    trigger: int,
    anchors: Mapping[int, int],
    reach: Mapping[int, int],
    fillers: Collection[int],
    words: PlaceWords,
    by_head: Mapping[int, Sequence[MentionRecord]],
) -> int | None:
    """Returns how far a place is that hangs on no anchor and on nothing that fills a role; None where it is none."""
    doing = tree.head[governor] if tree.dep[governor] == "dobj" else governor
    if tree.dep[doing] == "acl" and tree.tag[doing] == "VBG" and tree.head[doing] in fillers:
        # "people queuing in Rafah", "people selling fruit in Rafah"
        return 2 * reach.get(tree.head[doing], 0) + 1 if word in words.inner else None
    if tree.pos[governor] == "NUM":  # "34 over Tula, two over Oryol"
        return 0 if governor in reach and word in words.locative else None
    if word not in words.part and word not in words.inner:
        return None
    hit = None
    if word in words.inner:
        hit = _at_hit(tree, governor, trigger, anchors)
        hit = hit or _at_opponent(tree, governor, trigger, anchors, words, by_head)
    return hit or _level_through(tree, governor, anchors, fillers, words)


def _is_kind(tree: Tree, place: int, by_head: Mapping[int, Sequence[MentionRecord]]) -> bool:
    """Tells whether a common noun only says what kind of thing another is: "settlement talks"."""
    if tree.pos[place] != "NOUN" or tree.dep[place] != "compound":
        return False
    return not any(r.named for r in by_head.get(place, ()))


def _is_paired(tree: Tree, place: int, by_head: Mapping[int, Sequence[MentionRecord]]) -> bool:
    """Tells whether a place is one of two sides joined by a hyphen: "the EU-Africa summit" is not in Africa."""
    if place < 2 or tree.lower[place - 1] not in HYPHENS or tree.dep[place] not in NAMING:
        return False
    return all(r.start == place for r in by_head.get(place, ()))


def _at_hit(tree: Tree, governor: int, trigger: int, anchors: Mapping[int, int]) -> int | None:
    """Returns how far what was hit is from what came of it, or what was sought from what befell others; else None.

    "Hit a bridge near Ulm, injuring nine", "killed nine in an operation targeting a gang near Ulm".
    """
    above = tree.head[governor]
    if tree.dep[governor] != "dobj" or above not in anchors or above == trigger:
        return None
    sought = tree.dep[above] == "acl" and tree.tag[above] == "VBG" and not tree.is_above(above, trigger)
    hit = tree.dep[trigger] == "advcl" and tree.head[trigger] == above
    return anchors[above] + ROUNDABOUT if hit or sought else None


def _at_opponent(
    tree: Tree,
    governor: int,
    trigger: int,
    anchors: Mapping[int, int],
    words: PlaceWords,
    by_head: Mapping[int, Sequence[MentionRecord]],
) -> int | None:
    """Returns how far those are with whom there was a fight: "killed in a clash with members of a gang in Ulm"."""
    here = governor
    while tree.dep[here] == "pobj" and tree.lower[tree.head[here]] == "of":
        here = tree.head[tree.head[here]]
    prep = tree.head[here]
    fight = tree.head[prep]
    if tree.dep[here] != "pobj" or tree.lower[prep] not in words.opposing or fight not in anchors or fight == trigger:
        return None
    is_fight = any("event" in r.classes for r in by_head.get(fight, ()))
    is_side = any(r.kind in {"person", "group", "org"} for r in by_head.get(here, ()))
    return anchors[fight] + 1 if is_fight and is_side else None


def _is_part(parts: Sequence[MentionRecord], names: Sequence[MentionRecord]) -> bool:
    """Tells whether something is a part of a town: "the centre of Ulm"."""
    is_spot = any(not r.named and r.kind in {"facility", "place"} for r in parts)
    return is_spot and any(r.named and r.kind == "place" for r in names)


def _level_at(
    tree: Tree,
    governor: int,
    word: str,
    anchors: Mapping[int, int],
    words: PlaceWords,
    by_head: Mapping[int, Sequence[MentionRecord]],
    trigger: int,
) -> int | None:
    """Returns how far a place is that hangs on an anchor by a preposition; None where that says nothing of where."""
    spots = by_head.get(governor, ()) if word == "of" and governor != trigger else ()
    if any(r.kind == "facility" and not is_place(r) for r in spots):
        return anchors[governor] + 1  # "hit three tanks at the port of Odesa"
    goal = word == "to" and tree.lemma[governor] in words.motion
    whom = word in {"on", "over"} and tree.lemma[governor] in words.on_whom
    return anchors[governor] if goal or (word in words.locative and not whom) else None


def _lies_in(tree: Tree, direction: int) -> bool:
    """Tells whether a direction is a part of a place, not a side of it: "in the north of Mali", not "north of Mali"."""
    return tree.dep[direction] == "pobj" and tree.lower[tree.head[direction]] != "to"


def _level_aside(
    tree: Tree,
    direction: int,
    anchors: Mapping[int, int],
    reach: Mapping[int, int],
    by_head: Mapping[int, Sequence[MentionRecord]],
    fillers: Collection[int],
    words: PlaceWords,
) -> int | None:
    """Returns how far a place is on one side of which it happened ("clashes north of Mosul"), or None.

    It only explains another place where it follows one and a comma, or hangs on one ("in Hit, west of Mosul").
    """
    first = min(tree.subtree(direction))
    if first > tree.start[direction] + 1 and tree.lower[first - 1] == ",":
        prep = preposition(tree, first - 2)
        if prep is not None and tree.lower[prep] in words.locative | words.part:
            return None
    here = direction
    for _ in range(4):
        here = tree.head[here]
        if here in anchors:
            return ASIDE + anchors[here]
        if tree.pos[here] == "VERB" or (here in fillers and any(is_place(r) for r in by_head.get(here, ()))):
            return None
    return ASIDE + reach[direction] if direction in reach else None


def _bare_level(
    tree: Tree,
    place: int,
    trigger: int,
    anchors: Mapping[int, int],
    words: PlaceWords,
    by_head: Mapping[int, Sequence[MentionRecord]],
) -> int | None:
    """Returns how far a place without a preposition is from the trigger."""
    if _is_kind(tree, place, by_head) or _is_paired(tree, place, by_head):
        return None
    head, dep = tree.head[place], tree.dep[place]
    if dep in {"compound", "nmod", "amod", "poss"} and head == trigger:
        return anchors[head]
    if head not in anchors:
        return None
    lemma = tree.lemma[head]
    says_where = (
        dep in {"advmod", "npadvmod"}
        or (dep == "dobj" and lemma in words.visit)
        or (dep == "nsubj" and lemma in words.undergo and not _is_beside(tree, trigger, head))
        or (dep == "nsubj" and lemma in words.hosting and tree.pos[place] == "PROPN")
    )
    aside = ASIDE if tree.lower[place] in words.directions else 0  # "40 km south of Mosul"
    return anchors[head] + aside if says_where else None


def _is_beside(tree: Tree, trigger: int, verb: int) -> bool:
    """Tells whether a trigger stands in a clause beside a verb: "had it shot them down, Chad would have faced war"."""
    here = trigger
    while tree.head[here] not in {here, verb}:
        here = tree.head[here]
    return tree.head[here] == verb and tree.dep[here] == "advcl"


def _governor(tree: Tree, prep: int) -> int:
    """Returns what a preposition hangs on, past other prepositions ("out of") and past a date ("on May 1 in Oslo")."""
    governor = tree.head[prep]
    for _ in range(4):
        dated = tree.entity[governor] in {"DATE", "TIME"} and tree.dep[governor] in {"pobj", "npadvmod"}
        if dated or tree.pos[governor] == "ADP":
            governor = tree.head[governor]
    return governor


def _is_inner_name(tree: Tree, noun: int, by_head: Mapping[int, Sequence[MentionRecord]]) -> bool:
    """Tells whether a name ends a longer phrase, to which then belongs what the parser hangs on it.

    "The government of the Central African Republic in Oslo" is in Oslo, and so are talks "hosted by Chad in Oslo".
    """
    if tree.pos[noun] != "PROPN" or tree.dep[noun] != "pobj" or tree.dep[tree.head[noun]] not in {"prep", "agent"}:
        return False
    return all(r.kind != "place" for r in by_head.get(noun, ()))  # "the town of Sikar in Chad": that is where Sikar is


def _level_through(
    tree: Tree, noun: int, anchors: Mapping[int, int], fillers: Collection[int], words: PlaceWords, depth: int = 1
) -> int | None:
    """Returns how far a noun that leads to a place is ("in the resort of Nice", "at a forum in Davos"), or None."""
    prep = preposition(tree, noun)
    if prep is None or depth > 3 or tree.pos[noun] not in NOMINAL or noun in fillers:
        return None
    word, governor = tree.lower[prep], _governor(tree, prep)
    at_edge = word == "on" and tree.lemma[noun] in words.edge
    if governor in anchors or governor in fillers:
        is_kind = governor in fillers and tree.pos[noun] == "NOUN" and word in words.kind  # "a block of flats in Hit"
        if at_edge or is_kind or word in words.inner or tree.dep[prep] == "agent":
            return anchors.get(governor, 0) + depth
        led = word in words.through or (word == "from" and tree.lemma[governor] in words.away)
        led = led or (word == "on" and tree.pos[governor] == "VERB" and tree.lemma[governor] not in words.on_whom)
        return anchors[governor] + depth + ROUNDABOUT if led and governor not in fillers else None
    within = word in words.part or word in words.inner
    return _level_through(tree, governor, anchors, fillers, words, depth + 1) if within else None


def _relative(
    tree: Tree, anchors: Mapping[int, int], by_head: Mapping[int, Sequence[MentionRecord]]
) -> dict[int, tuple[int, list[MentionRecord]]]:
    """Returns the place that a "where" of the trigger's clause stands for."""
    for verb, level in anchors.items():
        clause = tree.head[verb] if tree.dep[verb] == "ccomp" else verb  # "where, the army says, nine men were killed"
        if tree.dep[clause] != "relcl":
            continue
        wheres = [c for t in {verb, clause} for c in tree.children[t] if tree.lower[c] == "where"]
        if any(clause != verb or not by_head.get(c) for c in wheres):
            noun = tree.head[clause]
            records = [r for r in by_head.get(noun, ()) if is_place(r)]
            return {noun: (level, records)} if records else {}
    return {}
