"""Matches compiled rules against an annotated document: triggers by lemma, roles by walking the parse.

`attempts` yields every rule that a trigger woke, with what it lacked; `matches` keeps the complete ones, the best a
trigger. The work is linear in the tokens that carry a trigger word: each walks its own sentence only. What rules have
in common (conditions, paths, what fills a role) is numbered when they are compiled and looked at once a trigger, so
that many rules for the same words cost little more than one. Most are ruled out before anything is walked: by the words
that their sentence lacks and the labels around their trigger, which are compared as the bits of numbers.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache

from spacy.tokens import Doc

from eventx.annotations import (
    Extent,
    MentionRecord,
    Once,
    extent,
    record,
)
from eventx.rules.compiled import NONE_TAKEN, ONLY_ELSE, WIDE, Check, Compiled, Group, Plan, Slot
from eventx.rules.fillers import fillers
from eventx.rules.language import Rule, RuleFile
from eventx.rules.paths.steps import TokenTest
from eventx.rules.reader import Filler, Reader, may_pass, reader_of
from eventx.rules.tree import Tree
from eventx.rules.wake import Wake, wakes

ACTORS = ("attacker", "transfers", "visitor")
SINGULAR = frozenset({"NN", "NNP", "JJ"})  # the tagger takes many a rank for an adjective
"""Roles whose fillers may tell the mode."""


@record
class Match:
    """A rule that found all it needs; `whole`: the match that it is a subset of ("including two children")."""

    file: RuleFile
    rule: Rule
    head: int
    trigger: Extent
    mode: str
    roles: Mapping[str, tuple[Filler, ...]]
    whole: Match | None = None


@record
class Attempt:
    """A rule that a trigger woke: its match, or what it lacked."""

    rule: Rule
    trigger: Extent
    match: Match | None
    lacks: tuple[str, ...] = ()


def _has_each(roles: Mapping[str, object], groups: Iterable[Iterable[str]]) -> bool:
    """Tells whether a role of each group is filled."""
    filled = roles.keys()
    for group in groups:  # noqa: SIM110  (asked for every rule that a trigger wakes)
        if filled.isdisjoint(group):
            return False
    return True


class Matcher:
    """Matches the rules against one document."""

    def __init__(self, reader: Reader, compiled: Compiled) -> None:
        self.reader = reader
        self.tree = reader.tree
        self.compiled = compiled
        self.woken = list(wakes(self.tree, compiled))
        self._known: dict[tuple[int, int], bool] = {}
        self._met: dict[tuple[int, int, int], dict[int, bool]] = defaultdict(dict)
        self._elsewhere: dict[int, list[int]] = {}

    @Once
    def _types(self) -> Mapping[int, set[str]]:
        """The types that each noun that woke a rule is a trigger of."""
        found: dict[int, set[str]] = defaultdict(set)
        for wake in self.woken:
            if self.tree.pos[wake.head] in {"NOUN", "PROPN"}:
                found[wake.head].add(self.compiled.rules[wake.rule][0].type)
        return found

    def attempts(self) -> Iterator[Attempt]:
        """Yields every rule that a trigger woke, with its match or all that it lacked."""
        for wake in self.woken:
            plan = self.compiled.plans[wake.rule]
            lacks = [group.label for group in plan.groups if not self._meets(group, wake)]
            roles = self._roles(plan, wake.head, thorough=True) or {}
            lacks += [f"no {' or '.join(group)}" for group in plan.rule.need if not any(map(roles.get, group))]
            match = None if lacks else self._match(plan, wake, roles)
            yield Attempt(plan.rule, self._extent(wake), match, tuple(lacks))

    def best(self) -> list[Match]:
        """Returns the best match of each trigger and type, in text order."""
        best: dict[tuple[str, int], tuple[tuple[int, int, int], Plan, Wake, dict[str, tuple[Filler, ...]]]] = {}
        plans = self.compiled.plans
        last, lacks = -1, 0
        for wake in self.woken:
            head, begin, end, rule = wake
            if head != last:
                last, lacks = head, self.reader.walker.lacks(head)
            plan = plans[rule]
            if plan.words & lacks:
                continue  # the sentence has not all the words
            key = (plan.file.type, head)
            width = end - begin
            rival = best.get(key)
            if rival and (plan.rule.priority, len(plan.slots), width) <= rival[0]:
                continue  # even with all its roles it is no better
            if not self._may_find(plan.needed, head) or not self._allows(plan.near, wake, lacks):
                continue
            roles = self._roles(plan, head)
            if roles is None or not self._allows(plan.far, wake, lacks):
                continue
            worth = (plan.rule.priority, len(roles), width)
            if not rival or worth > rival[0]:
                best[key] = (worth, plan, wake, roles)
        return [self._match(plan, wake, roles) for _, plan, wake, roles in best.values()]

    def _match(self, plan: Plan, wake: Wake, roles: Mapping[str, tuple[Filler, ...]]) -> Match:
        mode = mode_of(self.reader, plan.file, plan.rule, wake.head, roles)
        return Match(plan.file, plan.rule, wake.head, self._extent(wake), mode, roles)

    def _extent(self, wake: Wake) -> Extent:
        return extent(self.reader.doc, wake.start, wake.end)

    def _roles(self, plan: Plan, head: int, thorough: bool = False) -> dict[str, tuple[Filler, ...]] | None:
        """Returns what fills the roles; None, unless all are wanted, where one that must be filled is not."""
        roles: dict[str, tuple[Filler, ...]] = {}
        told = self.reader.told_in(self.tree.start[head])
        for slot, needs in plan.slots:
            asked = slot.fill.asked
            if asked is None or not asked.isdisjoint(told):
                taken = NONE_TAKEN
                if roles:
                    others = [f.head for role, found in roles.items() if role not in slot.also for f in found]
                    taken = frozenset(others)
                if found := fillers(self.reader, slot, head, taken):
                    roles[slot.role] = found
            if needs and not thorough and not _has_each(roles, needs):
                return None
        return roles if thorough or _has_each(roles, plan.rule.need) else None

    def _may_find(self, needed: Sequence[Sequence[Slot]], head: int) -> bool:
        """Tells whether what is named in the sentence and what hangs on a trigger allow one of each roles' filling."""
        may_find = self.reader.may_find
        for slots in needed:
            for slot in slots:
                if may_find(slot, head):
                    break
            else:
                return False
        return True

    def _allows(self, groups: Sequence[Group], wake: Wake, lacks: int) -> bool:
        """Tells whether all of some conditions are met; `lacks`: the sets of words that the sentence has none of."""
        met: dict[int, bool] | None = None
        for group in groups:
            if group.words & lacks:
                if group.wanted:
                    return False
                continue
            if group.by_words:
                return False  # an `unless`, for no other is looked at
            if met is None:
                met = self._met[wake[:3]]
            known = met.get(group.number)
            if known is None:
                known = met[group.number] = self._meets(group, wake)
            if not known:
                return False
        return True

    def _meets(self, group: Group, wake: Wake) -> bool:
        for check in group.checks:
            if not self._holds(check, wake):
                return not group.wanted
        return group.wanted

    def _holds(self, check: Check, wake: Wake) -> bool:
        """Tells whether a condition holds at a trigger; what it looks at tells how often that is worked out."""
        anchor = check.anchor
        if anchor == "trigger":
            return self._passes(check, wake.head)
        if anchor == "before":
            return wake.start > 0 and self._passes(check, wake.start - 1)
        if anchor == "after":
            return wake.end < len(self.tree) and self._passes(check, wake.end)
        if anchor == "article":
            return any(i != wake.head for i in self._triggers(check))
        if check.words and check.words & self.reader.walker.lacks(wake.head):
            return False
        spot = wake.head
        if anchor in WIDE:
            spot = self.tree.start[spot]
        elif anchor == "document":
            spot = 0
        known = self._known.get((check.number, spot))
        if known is None:
            known = self._known[check.number, spot] = self._looked_up(check, spot)
        return known

    def _looked_up(self, check: Check, spot: int) -> bool:
        test = check.test
        if check.anchor == "theme":
            return any(self.reader.about(name, spot) for name in test.text)
        if check.anchor == "document":
            beyond = any(may_pass(test, blank) for blank in self.reader.blanks.values())
            return beyond or any(True for start in self.tree.sentences for _ in self._passing(test, start))
        if check.anchor == "sentence":
            return any(self._is_trigger_of(check, i) for i in self._passing(test, spot))
        ends = self.reader.walker.first(check.anchor, spot)
        return any(self._passes(check, i) for end in ends for i in self.reader.conjuncts(end))

    def _passing(self, test: TokenTest, start: int) -> Iterator[int]:
        """Yields the tokens of the sentence that starts at a token that pass a test."""
        words = self.tree.words(start)
        if all(not wanted or not wanted.isdisjoint(words) for wanted in (test.lemma, test.text)):
            yield from (i for i in range(start, self.tree.end[start]) if test.passes(self.tree, i, self.reader.classes))

    def _triggers(self, check: Check) -> list[int]:
        """Returns the nouns of the document that woke a rule and that a condition holds of."""
        found = self._elsewhere.get(check.number)
        if found is None:
            found = self._elsewhere[check.number] = [i for i in self._types if self._passes(check, i)]
        return found

    def _passes(self, check: Check, i: int) -> bool:
        return check.test.passes(self.tree, i, self.reader.classes) and self._is_trigger_of(check, i)

    def _is_trigger_of(self, check: Check, i: int) -> bool:
        return not check.trigger_of or not check.trigger_of.isdisjoint(self._types.get(i, ()))


def attempts(doc: Doc, compiled: Compiled) -> Iterator[Attempt]:
    """Yields every rule that a trigger of an annotated document woke, with its match or all that it lacked."""
    return Matcher(reader_of(doc, compiled), compiled).attempts()


def mode_of(reader: Reader, file: RuleFile, rule: Rule, head: int, roles: Mapping[str, tuple[Filler, ...]]) -> str:
    """Returns the mode of a match: the rule's own, else by the classes of weapons and of the trigger's modifiers."""
    if isinstance(rule.mode, str):
        return rule.mode
    tree = reader.tree
    table = rule.mode or file.modes
    if table.keys() <= ONLY_ELSE:
        return table.get("else") or file.default_mode or "other"
    spots = [f.head for r, spec in file.roles.items() if spec.kind == "items" for f in roles.get(r, ())]
    dep, children = tree.dep, tree.children
    spots += [t for t in children[head] if t < head and dep[t] in {"compound", "amod", "nmod"}]
    spots += [c for t in spots for c in children[t] if c < t and dep[c] in {"compound", "amod"}]
    actors = [f.head for r in ACTORS for f in roles.get(r, ())]
    named = {f.head: m.classes for fs in roles.values() for f in fs for m in f.mentions}
    for spot in [*spots, head, *actors]:
        names = reader.classes(spot).union(named.get(spot, ()), (tree.lemma[spot], tree.lower[spot]))
        if not table.keys().isdisjoint(names):
            return table[next(name for name in _longest_first(tuple(table)) if name in names)]
    return table.get("else") or file.default_mode or "other"


@lru_cache(maxsize=1024)
def _longest_first(names: tuple[str, ...]) -> list[str]:
    """Returns the names, the longest first; of those as long, the one written first."""
    return sorted(names, key=len, reverse=True)


def matches(doc: Doc, compiled: Compiled, reader: Reader | None = None) -> list[Match]:
    """Returns the complete matches, for each trigger and type the best, in text order of their triggers.

    Args:
        doc: An annotated document.
        compiled: The rules.
        reader: What they look up in it, where the caller has that already (see `reader_of`).
    """
    reader = reader or reader_of(doc, compiled)
    start = reader.tree.start
    best = Matcher(reader, compiled).best()
    if not best:
        return []
    told = {(m.file.type, start[m.head]) for m in best if not m.rule.fallback}
    found = [m for m in best if not m.rule.fallback or (m.file.type, start[m.head]) not in told]
    near: dict[tuple[str, int], list[Match]] = defaultdict(list)
    for match in found:
        near[match.file.type, start[match.head]].append(match)
    kept = [m for m in found if not any(_absorbs(reader, o, m) for o in near[m.file.type, start[m.head]])]
    return [single for match in kept for single in split(reader, match, compiled.parts.get(match.file.type))]


def _absorbs(reader: Reader, one: Match, other: Match) -> bool:
    """Tells whether a match says all of another: a verb and the noun of the same type that it governs are one event."""
    if one is other or one.file.type != other.file.type or one.head == other.head:
        return False
    if _echoes(reader.tree, one, other):
        return True
    if one.file.each and one.mode != other.mode:
        return False  # "17 casualties (six killed and eleven injured)"
    joining = reader.paths.lists.get("joining", frozenset())
    pairs = ((one, other), (other, one))
    up = next((m for m, n in pairs if _governs(reader.tree, m.head, n.head, joining)), None)
    if up is None:
        return False
    return _worth(one) > _worth(other) or (_worth(one) == _worth(other) and one is up)


def _echoes(tree: Tree, one: Match, other: Match) -> bool:
    """Tells whether a verb says of the same ones what the verb before its "or" says ("shot down or jammed")."""
    verb = other.head
    if tree.dep[verb] != "conj" or tree.head[verb] != one.head or one.mode != other.mode or tree.pos[verb] != "VERB":
        return False
    mine, yours = ({f.head for fs in m.roles.values() for f in fs} for m in (one, other))
    return bool(yours) and yours <= mine


def _governs(tree: Tree, verb: int, noun: int, joining: frozenset[str]) -> bool:
    """Tells whether a verb and a noun (or an infinitive) below it, or above it as a participle, tell one happening.

    Args:
        tree: The parse.
        verb: Token index of the verb.
        noun: Token index of the noun.
        joining: Prepositions that may stand between the two.
    """
    head, dep, pos = tree.head, tree.dep, tree.pos
    if pos[verb] != "VERB":
        return False
    if pos[noun] == "VERB":
        return dep[noun] == "xcomp" and head[noun] == verb
    if pos[noun] not in {"NOUN", "PROPN"}:
        return False
    if head[verb] == noun:
        return dep[verb] == "acl"
    while dep[noun] == "conj" and pos[head[noun]] == "NOUN":
        noun = head[noun]  # "signed a protocol and an agreement"
    while dep[noun] == "pobj" and tree.lower[head[noun]] == "of" and pos[head[head[noun]]] == "NOUN":
        noun = head[head[noun]]  # "the first phase of a truce", "as part of a swap"
    above = head[noun]
    if above == verb or (dep[above] == "xcomp" and head[above] == verb):
        return dep[noun] in {"dobj", "nsubj", "nsubjpass", "attr"}
    return dep[noun] == "pobj" and head[above] == verb and tree.lower[above] in joining


def _worth(match: Match) -> tuple[int, int, int]:
    return match.rule.priority, len(match.roles), match.trigger.end - match.trigger.start


def split(reader: Reader, match: Match, parts: Slot | None) -> list[Match]:
    """Splits a match into one for each filler of the role that its type counts by (`each`), and one for each subset."""
    role = match.file.each
    if not role:
        return [match]
    groups = [f for f in match.roles.get(role, ()) if not _names_another(reader.tree, f.head, match.roles[role])]
    told = _counted_together(reader, groups)
    wholes = [replace(match, roles={**match.roles, role: (g,)}) for g in told] if len(groups) > 1 else [match]
    if parts is None:
        return wholes
    return wholes + [part for k, whole in enumerate(wholes) for part in _parts(reader, whole, parts, first=k == 0)]


def _names_another(tree: Tree, head: int, fillers: Sequence[Filler]) -> bool:
    """Tells whether a filler only names another one ("two men, Ali and Omar, were hurt").

    One man can't be two: in "Ali, a judge, and a guard were hurt" the guard is another, though the parser hangs him on
    the judge.
    """
    heads, added = {f.head for f in fillers}, False
    while tree.dep[head] in {"conj", "appos"}:
        apposed, head = tree.dep[head] == "appos", tree.head[head]
        added = added or not apposed
        if apposed and head in heads:
            return not (added and tree.tag[head] in SINGULAR)
    return False


def _counted_together(reader: Reader, groups: Iterable[Filler]) -> list[Filler]:
    """Joins the groups that one number counts: "12 women and children were hurt" are twelve, not twelve and some."""
    kept: list[Filler] = []
    place: dict[int, int] = {}
    for group in groups:
        first = place.get(reader.tree.head[group.head], -1)
        shared = first >= 0 and _shares_number(reader, group, kept[first])
        place[group.head] = first if shared else len(kept)
        if shared:
            kept[first] = replace(kept[first], mentions=(_up_to(reader, kept[first], group), *kept[first].mentions[1:]))
        else:
            kept.append(group)
    return kept


def _shares_number(reader: Reader, group: Filler, first: Filler) -> bool:
    """Tells whether a bare plural after "and" is counted by the number of what stands before it."""
    tree, number = reader.tree, first.count
    bare = tree.dep[group.head] == "conj" and tree.tag[group.head] == "NNS" and not any(tree.lefts(group.head))
    counts = reader.paths.lists.get("bare_counts", frozenset())  # not "12 soldiers and others"
    if not bare or number is None or group.count is not None or tree.lower[group.head] in counts:
        return False
    return tree.tag[first.head] == "NNS" and (number.value is None or number.value > 1)


def _up_to(reader: Reader, first: Filler, last: Filler) -> MentionRecord:
    """Returns the mention of a first group, drawn out to the last of those that are counted with it."""
    one, other = first.mentions[0], last.mentions[0]
    added = " ".join(reader.doc[one.end : other.end].text.split())
    name = f"{one.name}{'' if added.startswith(',') else ' '}{added}"
    return replace(one, end=other.end, end_char=other.end_char, name=name)


def _parts(reader: Reader, whole: Match, slot: Slot, first: bool) -> Iterator[Match]:
    """Yields the subsets that are told beside a whole ("12 people, including two children")."""
    own = {f.head for f in whole.roles.get(slot.role, ())}
    starts = [s for s in sorted(own | ({whole.head} if first else set())) if reader.may_find(slot, s)]
    if not starts:
        return
    taken = frozenset({whole.head, *(f.head for fs in whole.roles.values() for f in fs)})
    found: dict[int, Filler] = {}
    for start in starts:
        for filler in fillers(reader, slot, start, taken):
            found.setdefault(filler.head, filler)
    if not found:
        return
    kept = {name: fs for name, fs in whole.roles.items() if whole.file.roles[name].kind not in {"quantity", "change"}}
    for head in sorted(found):
        yield replace(whole, roles={**kept, slot.role: (found[head],)}, whole=whole)
