"""From matches to typed events."""

from __future__ import annotations

import hashlib
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

from pydantic import create_model
from spacy.tokens import Doc

from eventx.annotations import (
    ClaimRecord,
    Extent,
    MentionRecord,
    Once,
    QuantityRecord,
    TimeRecord,
    claims,
    extent,
    quantities_in,
    times,
)
from eventx.article import Article
from eventx.assemble import values
from eventx.assemble.figures import (
    FigureWords,
    category_of,
    counted_by_word,
    is_any,
    load_figure_words,
    percent_near,
    period_of,
    scope_of,
)
from eventx.assemble.reach import Bounds, circumstances, joined, levels
from eventx.assemble.when import TimeWords, dates_wish, time_of
from eventx.assemble.where import (
    WIDE,
    Candidates,
    PlaceWords,
    anchors_of,
    candidates_of,
    is_place,
    may_be_place,
    places_of,
    town_of,
    wider_of,
)
from eventx.events import (
    EVENT_MODELS,
    Change,
    Claim,
    Codes,
    DocInfo,
    EventBase,
    Mention,
    Quantity,
    Span,
    Status,
    Time,
    Transfer,
    Victims,
    Weapon,
    built,
    field_names,
    modes_of,
)
from eventx.modeldir import load_yaml
from eventx.rules.language import RuleFile
from eventx.rules.match import Match
from eventx.rules.reader import Filler, Reader
from eventx.stages.claims import claims_about

R = TypeVar("R", bound=Extent)
NO_CODES = Codes()
"""What stands for the codes of an event until it has them (see `link.Linker`)."""
AHEAD: frozenset[Status] = frozenset({"planned", "demanded", "possible"})
"""Statuses of what is yet to come, or may be, when somebody plans it, asks for it or threatens with it."""
HAPPENED: frozenset[Status] = frozenset({"occurred", "ongoing"})
"""Statuses of what nobody denies."""
StatusOf = Callable[[Doc, int, Sequence[ClaimRecord]], Status]


@dataclass(frozen=True)
class AssemblyData:
    """The word lists of assembling, from a model's `assemble.yml`."""

    place_words: PlaceWords
    bounds: Bounds
    clause_types: frozenset[str]
    time_words: TimeWords
    falls: frozenset[str]
    place_roles: Mapping[str, str]
    figures: FigureWords


def load_assembly_data(folder: Path) -> AssemblyData:
    """Reads a model folder's `assemble.yml`."""
    data = load_yaml(folder / "assemble.yml")
    sets = {k: frozenset(data[k]) for k in ("clause_types", "falls")}
    figures = load_figure_words(folder / "figures.yml")
    words = PlaceWords(**{name: frozenset(data[name]) for name in PlaceWords.__slots__})
    time_words = TimeWords(**{name: frozenset(data[name]) for name in TimeWords.__slots__})
    bounds = Bounds(**{name: frozenset(data[name]) for name in Bounds.__slots__})
    places = data["place_roles"]
    return AssemblyData(words, bounds, time_words=time_words, place_roles=places, figures=figures, **sets)


def event_model(file: RuleFile) -> type[EventBase]:
    """Returns the class of an event type: the contract's, else one made from the roles of its rule file."""
    if file.type in EVENT_MODELS:
        return EVENT_MODELS[file.type]
    return _made_model(file.type, tuple((name, role.kind) for name, role in file.roles.items()))


@lru_cache(maxsize=256)
def _made_model(kind: str, roles: tuple[tuple[str, str], ...]) -> type[EventBase]:
    fields: dict[str, Any] = {"type": (str, kind), "mode": (str, "other")}
    kinds: dict[str, tuple[Any, Any]] = {
        "mentions": (list[Mention], []),
        "mention": (Mention | None, None),
        "victims": (Victims | None, None),
        "items": (list[Weapon], []),
        "transfers": (list[Transfer], []),
        "span": (Span | None, None),
        "quantity": (Quantity | None, None),
        "change": (Change | None, None),
    }
    fields |= {name: kinds[role] for name, role in roles if role != "aux"}
    return create_model(f"{kind.title()}Event", __base__=EventBase, **fields)


def doc_info(article: Article) -> DocInfo:
    """Returns what every event says of its article."""
    return DocInfo(
        id=article.id,
        source=article.source,
        title=article.title,
        publisher=article.publisher,
        lang=article.lang,
        published=article.published,
        published_from=article.published_from,
    )


class Setting(NamedTuple):
    """What all events of a trigger have in common.

    Attributes:
        reach: Levels by token (see `reach.levels`).
        when: The time expression that dates them.
        time: The same as it is given out.
        claims: Who says so.
        status: Whether it happened, by the words alone.
    """

    reach: Mapping[int, int]
    when: TimeRecord | None
    time: Time | None
    claims: list[Claim]
    status: Status


class Assembler:
    """Turns the matches of one document into events.

    Attributes:
        strikes: Heads of the triggers of strikes.
        info: The article's part of every event.
        said: What is said in the document.
        speech: Token indices of the words of saying.
        times: The time expressions of each sentence that has any, by where it starts.
        claims_in: What is said in each sentence in which anything is, by where it starts.
    """

    def __init__(
        self,
        doc: Doc,
        article: Article,
        reader: Reader,
        data: AssemblyData,
        status_of: StatusOf,
        strikes: frozenset[int] = frozenset(),
    ) -> None:
        self.doc = doc
        self.tree = reader.tree
        self.article = article
        self.reader = reader
        self.data = data
        self.status_of = status_of
        self.strikes = strikes
        self.info = doc_info(article)
        self.said: Sequence[ClaimRecord] = claims(doc)
        self.speech = frozenset([i for c in self.said for i in range(c.cue.start, c.cue.end)])
        self.times = self._by_sentence(times(doc))
        self.claims_in = self._claims_by_sentence() if self.said else {}
        self._evidence: dict[int, Span] = {}
        self._settings: dict[tuple[int, bool], Setting] = {}
        self._candidates: dict[int, Candidates] = {}
        self._anchors: dict[int, Mapping[int, int]] = {}

    @Once
    def happenings(self) -> frozenset[int]:
        """Head tokens of the mentions of happenings, and of papers, which are signed where they are."""
        told = {"event", "document"}
        return frozenset([head for head, found in self.reader.by_head.items() for m in found if told & m.classes])

    def _by_sentence(self, records: Iterable[R]) -> Mapping[int, Sequence[R]]:
        """Returns the records of each sentence that has any, by where it starts."""
        found: dict[int, list[R]] = defaultdict(list)
        for record in records:
            found[self.tree.start[record.start]].append(record)
        return found

    def _claims_by_sentence(self) -> Mapping[int, Sequence[ClaimRecord]]:
        """Returns what is said in each sentence in which anything is, by where it starts."""
        starts = self.tree.sentences
        found: dict[int, list[ClaimRecord]] = defaultdict(list)
        for claim in self.said:
            spans = ((bisect_right(starts, a) - 1, bisect_left(starts, b)) for a, b in claim.scope if a < b)
            for k in sorted({k for first, last in spans for k in range(first, last)}):
                found[starts[k]].append(claim)
        return found

    def evidence(self, start: int) -> Span:
        """Returns the sentence that starts at a token."""
        found = self._evidence.get(start)
        if found is None:
            last = self.doc[self.tree.end[start] - 1]
            found = self._evidence[start] = values.char_span(self.doc, self.doc[start].idx, last.idx + len(last))
        return found

    def event(self, match: Match) -> EventBase:
        """Returns the event of one match, not yet linked to others."""
        kind, rule = match.file.type, match.rule
        setting = self.setting(match.head, kind)
        roles = self.roles(match)
        trigger = values.span(self.doc, match.trigger)
        model = event_model(match.file)
        fields: dict[str, Any] = {
            "type": kind,
            "mode": match.mode,
            "doc": self.info,
            "trigger": trigger,
            "evidence": self.evidence(self.tree.start[match.head]),
            "time": setting.time,
            "places": [values.place(self.doc, record) for record in self.places(match, setting.reach)],
            "claims": setting.claims,
            "status": setting.status,
            "codes": NO_CODES,
            "rule": rule.id,
            "confidence": rule.prior,
            **roles,
            **rule.fixed,
        }
        if (
            fields["status"] == "occurred"
            and self.is_ahead(setting.when)
            and not self.is_past(match.head, setting.when)
        ):
            fields["status"] = "planned"
        if "scope" in field_names(model):
            fields |= self.figure(match, setting.reach, fields)
        fields["id"] = event_id(self.article.id, kind, trigger, roles)
        modes = modes_of(kind)
        if rule.fixed or (modes and match.mode not in modes):
            return model.model_validate(fields)  # nobody has looked yet whether the rule may say this
        return built(model, fields)

    def places(self, match: Match, reach: Mapping[int, int]) -> Sequence[MentionRecord]:
        """Returns where the event of a match happened, the most exact place first."""
        tree, head, words = self.tree, match.head, self.data.place_words
        start = tree.start[head]
        candidates = self._candidates.get(start)
        if candidates is None:
            candidates = self._candidates[start] = candidates_of(tree, start, self.reader.by_head, words)
        if candidates:
            anchors = self._anchors.get(head)
            if anchors is None:
                clauses = self.circumstances(head)
                anchors = anchors_of(tree, head, reach, words, self.happenings, clauses)
                self._anchors[head] = anchors
            roles = match.file.roles
            fillers = {f.head for fs in match.roles.values() for f in fs}
            topics = {f.head for name, fs in match.roles.items() if roles[name].kind == "span" for f in fs}
            by_head = self.reader.by_head
            deed = tree.head[head]
            struck = [c for c in tree.children[deed] if tree.dep[c] == "dobj"] if deed in self.strikes else ()
            found = places_of(tree, head, by_head, candidates, anchors, reach, words, fillers, topics, struck)
            return self._with_hit(match, [*self._town_within(match, found), *found] if found else ())
        return self._with_hit(match, ())

    def _with_hit(self, match: Match, found: Sequence[MentionRecord]) -> Sequence[MentionRecord]:
        """Returns where something happened; if nothing is said of that, it is what was hit, and what that lies in."""
        tree, by_head, words = self.tree, self.reader.by_head, self.data.place_words
        hit = match.roles.get(self.data.place_roles.get(match.file.type, ""), ())
        spots = [m for f in hit for m in f.mentions if is_place(m) or may_be_place(tree, f.head, m, words)]
        wider = [r for f in hit for r in wider_of(tree, f.head, by_head)] if spots else []
        names = {r.name for r in wider}
        if any(r.name not in names for r in found):
            return found
        told = list({r.name: r for r in (*spots, *wider)}.values())
        return told or [m for f in hit for m in town_of(tree, f.head, by_head)]

    def _town_within(self, match: Match, found: Sequence[MentionRecord]) -> Sequence[MentionRecord]:
        """Returns the town that was hit where only the region around it is said to be where: "shelled Hit in Anbar"."""
        if not all(m.geo and m.geo.precision in WIDE for m in found):
            return ()
        hit = match.roles.get(self.data.place_roles.get(match.file.type, ""), ())
        return [m for f in hit for m in f.mentions if is_place(m) and m.named and "city" in m.classes]

    def circumstances(self, trigger: int) -> Sequence[int]:
        """Returns the verbs that say how it came about, or what else did; a strike in its sentence knows better how."""
        tree, bounds = self.tree, self.data.bounds
        clauses, start, end = circumstances(tree, trigger, bounds), tree.start[trigger], tree.end[trigger]
        if clauses and trigger not in self.strikes and any(start <= i < end for i in self.strikes):
            clauses = []
        return [*clauses, *joined(tree, trigger, bounds)]

    def setting(self, trigger: int, kind: str) -> Setting:
        """Returns what all events of a trigger, of types that treat clauses alike, have in common."""
        parted = kind not in self.data.clause_types
        known = self._settings.get((trigger, parted))
        if known is None:
            known = self._settings[trigger, parted] = self._find_setting(trigger, parted=parted)
        return known

    def _find_setting(self, trigger: int, *, parted: bool) -> Setting:
        sentence, data = self.tree.start[trigger], self.data
        clauses = self.circumstances(trigger)
        reach = levels(
            self.tree, trigger, data.bounds, self.speech, parted=parted, clauses=clauses, events=self.happenings
        )
        near = self._times_told(sentence, trigger)
        status = self.status_of(self.doc, trigger, self.claims_in.get(sentence, ()))
        if near and status in AHEAD:
            near = [r for r in near if not dates_wish(self.tree, r, trigger, reach)]
        when = time_of(self.doc, trigger, near, reach, self.speech, data.time_words) if near else None
        claims = self.claims(trigger)
        if status in HAPPENED:  # what is denied is something else ("denied that the raid had killed civilians")
            claims = [claim for claim in claims if claim.stance != "denies"]
        return Setting(
            reach=reach,
            when=when,
            time=values.time(self.doc, when) if when else None,
            claims=claims,
            status=status,
        )

    def _times_told(self, sentence: int, trigger: int) -> Sequence[TimeRecord]:
        """Returns the times of a sentence, but not when something was said, unless that is what happened."""
        records = self.times.get(sentence, ())
        said = [c.said for c in self.claims_in.get(sentence, ()) if c.said and not c.cue.covers(trigger)]
        return [r for r in records if r not in said] if records and said else records

    def is_ahead(self, when: TimeRecord | None) -> bool:
        """Tells whether a time lies after the day of publication: "arrives on Tuesday" is a plan on Monday."""
        published = self.article.published
        return bool(published and when and when.earliest and when.earliest > published)

    def is_past(self, head: int, when: TimeRecord | None) -> bool:
        """Tells whether a verb says that all is over, whatever the date: "was killed on 5 May 2031".

        The day after the article's own may be over, too, where the sun rises earlier ("fired a missile on Friday").
        """
        tree, day = self.tree, self.article.published
        while True:
            tags = {tree.tag[head], *(tree.tag[c] for c in tree.children[head] if tree.dep[c] in {"aux", "auxpass"})}
            if tags not in ({"VBG"}, {"VBN"}) or tree.dep[head] not in {"advcl", "conj"}:
                break
            head = tree.head[head]  # "were killed and nine hurt", "they fired, killing nine"
        if when is None or "VBD" not in tags or "TO" in tags:
            return False
        return when.anchor == "absolute" or bool(day and when.earliest == day + timedelta(days=1))

    def figure(self, match: Match, reach: Mapping[int, int], fields: Mapping[str, Any]) -> dict[str, Any]:
        """Returns what a figure is of: an event, a running total, or a part of another figure; zero is a negation."""
        words, found, count = self.data.figures, dict[str, Any](), fields.get("count")
        if match.whole:
            found = {"scope": "part", "part_of": self.id_of(match.whole)}
        elif "scope" not in fields:
            one = bool(count and count.value == 1)
            found = {"scope": scope_of(self.tree, reach, words, of_one=one)}
        if found.get("scope") == "cumulative" and (period := self.period(match.head, reach, words.period)):
            found["period"] = values.time(self.doc, period)
        anyone = [f for f in match.roles.get("victims", ()) if is_any(self.tree, f.head, words)]
        if count is None and anyone and fields["status"] == "negated":
            found["count"] = values.counted(self.doc, anyone[0].mentions[0], 0)
        if count is not None and count.value == 0 and fields["status"] in {"occurred", "ongoing"}:
            found["status"] = "negated"
        return found

    def id_of(self, match: Match) -> str:
        """Returns the id of the event of a match."""
        return event_id(self.article.id, match.file.type, values.span(self.doc, match.trigger), self.roles(match))

    def period(self, trigger: int, reach: Mapping[int, int], leads: frozenset[str]) -> TimeRecord | None:
        """Returns the stretch of time that one of some words leads in, in reach of a trigger, or None."""
        return period_of(self.doc, trigger, self.times.get(self.tree.start[trigger], ()), reach, leads)

    def roles(self, match: Match) -> dict[str, Any]:
        """Returns the values of a match's roles by their names."""
        found: dict[str, Any] = {}
        filled = match.roles
        for name, role in match.file.roles.items():
            fillers = filled.get(name, ())
            if role.also:
                fillers = (*fillers, *(f for r in role.also for f in filled.get(r, ())))
            if not fillers or role.kind in {"aux", "returns"}:
                continue
            if role.kind == "mentions":
                found[name] = without_speakers(self.mentions(fillers)) if role.also else self.mentions(fillers)
            elif role.kind == "mention":
                found[name] = values.mention(self.doc, fillers[0].mentions[0])
            elif role.kind == "items":
                found[name] = [self.weapon(f) for f in fillers]
            elif role.kind == "transfers":
                found[name] = self.transfers(match, fillers)
            elif role.kind == "span":
                found[name] = self.phrase(fillers)
            elif role.kind == "quantity":
                found[name] = next((n for f in fillers if (n := self.number(f) or self.single(f))), None)
            elif role.kind == "change":
                found[name] = self.change(fillers[0])
            elif role.kind == "victims":
                found[name] = self.victims(fillers[0])
                found.setdefault("count", self.number(fillers[0]) or self.single(fillers[0]))
        return {k: v for k, v in found.items() if v is not None}

    def mentions(self, fillers: Iterable[Filler]) -> list[Mention]:
        """Returns the mentions of a role, each named once."""
        kept: dict[object, Mention] = {}
        for record in [m for f in fillers for m in f.mentions]:
            country = record.country
            key = ("country", country) if record.kind == "country" and country else (record.name, country)
            if key not in kept:
                kept[key] = values.mention(self.doc, record)
        return list(kept.values())

    def weapon(self, filler: Filler) -> Weapon:
        """Returns a kind of weapon with its number."""
        return built(Weapon, {"item": values.mention(self.doc, filler.mentions[0]), "count": self.number(filler)})

    def number(self, filler: Filler) -> Quantity | None:
        """Returns how many a filler counts, or None."""
        count = filler.count or size_of(self.reader, filler.head, self.data.figures.collectives)
        return values.quantity(self.doc, count) if count else None

    def single(self, filler: Filler) -> Quantity | None:
        """Returns the number that a phrase without one stands for: 1 for a singular person."""
        value = counted_by_word(self.tree, filler.head, filler.mentions, self.data.figures)
        return None if value is None else values.counted(self.doc, filler.mentions[0], value)

    def victims(self, filler: Filler) -> Victims | None:
        """Returns the victims with their category; None where a bare number stands for them ("killed five")."""
        record = filler.mentions[0]
        if filler.count and record.kind == "other" and not record.classes and record.end <= filler.count.end:
            return None
        return values.victims(self.doc, record, category_of(record, self.data.figures))

    def change(self, filler: Filler) -> Change | None:
        """Returns the change in percent that a word like "increase" states."""
        start = self.tree.start[filler.head]
        quantity = percent_near(filler.head, quantities_in(self.doc, start, self.tree.end[start]))
        if quantity is None or quantity.value is None:
            return None
        sign = -1 if self.tree.lemma[filler.head] in self.data.falls else 1
        near = dict.fromkeys(range(start, self.tree.end[start]), 0)
        since = self.period(filler.head, near, self.data.figures.compared)
        return built(
            Change, {"percent": sign * quantity.value, "since": values.time(self.doc, since) if since else None}
        )

    def phrase(self, fillers: Sequence[Filler]) -> Span:
        """Returns the whole phrase of a filler, as a plain span."""
        token = self.doc[fillers[0].head]
        return values.span(self.doc, extent(self.doc, token.left_edge.i, token.right_edge.i + 1))

    def transfers(self, match: Match, fillers: Sequence[Filler]) -> list[Transfer]:
        """Returns who or what passes from whom to whom, in both directions where something is given in return."""
        receiver, giver = (
            values.mention(self.doc, fs[0].mentions[0]) if len(fs := match.roles.get(r, ())) == 1 else None
            for r in ("receiver", "giver")
        )
        returned = [f for r, spec in match.file.roles.items() if spec.kind == "returns" for f in match.roles.get(r, ())]
        return [self.transfer(f, receiver, giver) for f in fillers] + [
            self.transfer(f, giver, receiver) for f in returned
        ]

    def transfer(self, filler: Filler, receiver: Mention | None, giver: Mention | None) -> Transfer:
        """Returns one transfer, counted by its own number, its measure, or what a body is the body of."""
        counted = filler.count or measured(self.reader, filler.head)
        count = values.quantity(self.doc, counted) if counted else self.single(filler)
        who = values.mention(self.doc, filler.mentions[0])
        return built(Transfer, {"receiver": receiver, "giver": giver, "who": who, "count": count})

    def claims(self, trigger: int) -> list[Claim]:
        """Returns who says that the event happened."""
        found: dict[object, Claim] = {}
        near = self.claims_in.get(self.tree.start[trigger])
        if not near:
            return []
        for record in claims_about((c for c in near if not c.cue.covers(trigger)), trigger):
            source = self.source(record)
            said = values.time(self.doc, record.said) if record.said else None
            cue = values.span(self.doc, record.cue)
            claim = built(Claim, {"source": source, "cue": cue, "stance": record.stance, "said": said})
            found.setdefault(source.name if source else None, claim)
        return list(found.values())

    def source(self, record: ClaimRecord) -> Mention | None:
        """Returns who makes a claim; None where nobody is named."""
        if record.source is None:
            return None
        named: Sequence[MentionRecord] = self.reader.named(record.source)
        return values.mention(self.doc, named[0]) if named else None


def without_speakers(found: list[Mention]) -> list[Mention]:
    """Drops the people who stand beside their own country: the president who speaks for it is no second party."""
    countries = {m.country for m in found if m.kind == "country"}
    return [m for m in found if m.kind != "person" or m.country not in countries]


def measured(reader: Reader, token: int) -> QuantityRecord | None:
    """Returns the number of a phrase's measure ("300 tonnes of rice") or of its "of" ("bodies of 12 men"), or None."""
    tree = reader.tree
    of = [prep for prep in tree.children[token] if tree.lower[prep] == "of"]
    inside = [p for prep in of for p in tree.children[prep] if tree.dep[p] == "pobj"]
    bare = next((n for p in inside if (n := reader.quantity_at(p)) and not n.unit), None)  # "bodies of 25 of the 28"
    for spot in (token, *inside, *(t for t in tree.lefts(token) if tree.dep[t] == "poss")):
        for left in (t for t in tree.lefts(spot) if tree.dep[t] in {"nummod", "amod", "det", "quantmod"}):
            if found := reader.quantity_at(left):
                return found
    return bare


def size_of(reader: Reader, token: int, collectives: frozenset[str]) -> QuantityRecord | None:
    """Returns how many a collective noun is of ("a family of five"), or None; "a boy of five" is something else."""
    tree = reader.tree
    if tree.lemma[token] not in collectives or tree.tag[token] not in {"NN", "NNP"}:
        return None
    of = [prep for prep in tree.children[token] if prep == token + 1 and tree.lower[prep] == "of"]
    numbers = [n for prep in of for n in tree.children[prep] if tree.pos[n] == "NUM"]
    found = next((number for n in numbers if (number := reader.quantity_at(n))), None)
    return found if found and not found.unit else None


def event_id(doc_id: str, kind: str, trigger: Span, roles: Mapping[str, Any]) -> str:
    """Returns the stable id of an event: a hash of the article's id, the type, and where trigger and roles stand."""
    found: set[tuple[int, int]] = set()
    for value in roles.values():
        if type(value) is list:
            for one in value:
                _add_spots(found, one)
        else:
            _add_spots(found, value)
    spots = [f"{a}-{b}" for a, b in sorted(found)]
    key = "\x1f".join([doc_id, kind, f"{trigger.start}-{trigger.end}", *spots])
    return hashlib.sha256(key.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def _add_spots(found: set[tuple[int, int]], value: Any) -> None:
    """Adds where a span stands, or those within another model."""
    fields = getattr(value, "__dict__", None)  # a model's; `isinstance` takes pydantic long to answer
    if fields is None:
        return
    if "start" in fields:
        found.add((fields["start"], fields["end"]))
    else:
        for inner in fields.values():
            _add_spots(found, inner)
