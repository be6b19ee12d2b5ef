"""Compiled rules: what each asks, numbered, so that what rules have in common is looked at once a trigger.

Conditions, paths and what fills a role get numbers here; what a rule needs of the words of its sentence and of the
labels around its trigger becomes the bits of numbers, which are compared before anything is walked.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from types import MappingProxyType
from typing import NamedTuple

from eventx.rules.language import Condition, Fill, Rule, RuleBook, RuleFile, alternatives, token_test
from eventx.rules.paths.book import Fan
from eventx.rules.paths.steps import TokenTest

COST = MappingProxyType({"trigger": 0, "before": 0, "after": 0, "sentence": 1, "document": 3, "article": 3, "theme": 4})
"""How much work a condition is; a path is 2."""
BEYOND = frozenset({"document", "article", "theme"})
"""Where a condition looks beyond the sentence."""
ELSEWHERE = BEYOND | {"before", "after"}
"""Where it may; a neighbour may belong to the next sentence."""
WIDE = frozenset({"sentence", "theme"})
"""Where a condition looks at the sentence, whichever of its words is the trigger."""
ONLY_ELSE = {"else"}
NONE_TAKEN: frozenset[int] = frozenset()
ONLY_OTHER = {"other"}
"""The kind of what no stage knows."""


class _Entry(NamedTuple):
    """A trigger: the words beside its head, the parts of speech that this may have, the rule that it wakes."""

    rest: tuple[str, ...]
    pos: frozenset[str]
    rule: int


class Head(NamedTuple):
    """The triggers that have a lemma as their head: those that go on after it, and nouns, which end with it.

    Attributes:
        verbs: The former.
        nouns: The latter.
        chosen: Those of both that a head with some part of speech can wake, worked out once for equal ones.
    """

    verbs: tuple[_Entry, ...]
    nouns: tuple[_Entry, ...]
    chosen: dict[tuple[str, bool], tuple[tuple[tuple[str, ...], int, bool], ...]]

    def entries(self, pos: str, *, verbal: bool) -> tuple[tuple[tuple[str, ...], int, bool], ...]:
        """Returns other words, rule, and whether it is a noun, of each trigger that a head can wake.

        Args:
            pos: Its part of speech.
            verbal: Whether it is tagged as a form of a verb.
        """
        key = (pos, verbal)
        if key not in self.chosen:
            verbs = [(e.rest, e.rule, False) for e in self.verbs if pos in e.pos or (verbal and "VERB" in e.pos)]
            self.chosen[key] = (*verbs, *((e.rest, e.rule, True) for e in self.nouns if pos in e.pos))
        return self.chosen[key]


@dataclass(frozen=True)
class FillTest:
    """A filler type (see `Fill`), its lists as sets."""

    kind: frozenset[str]
    cls: frozenset[str]
    not_class: frozenset[str]
    not_lemma: frozenset[str]
    text: frozenset[str]
    number: bool
    earlier: bool
    unknown: bool
    country: bool
    any: bool

    @cached_property
    def asked(self) -> frozenset[str] | None:
        """The kinds and classes one of which it takes for a mention to fit; None where others may fit too."""
        others = self.text or self.number or self.earlier or self.unknown or self.country or self.any
        return None if others else self.kind | self.cls


@dataclass(frozen=True, slots=True)
class Slot:
    """How a rule fills a role: where to look, for what; `number` stands for both, `also` for roles that may share."""

    role: str
    fan: Fan
    fill: FillTest
    also: frozenset[str] = frozenset()
    number: int = -1


@dataclass(frozen=True, slots=True)
class Check:
    """A condition at one anchor; equal ones of several rules have the same number.

    Attributes:
        anchor: Where to look.
        test: What must pass there.
        trigger_of: Types of which it must be a trigger.
        number: Its number.
        words: The bits of sets of words of each of which the sentence must have one, if the test looks no further.
        by_words: Whether it holds if the sentence has these.
    """

    anchor: str
    test: TokenTest
    trigger_of: frozenset[str]
    number: int
    words: int = 0
    by_words: bool = False


@dataclass(frozen=True, slots=True)
class Group:
    """Conditions that hold together, and whether they must (`if`) or must not (`unless`); equal ones share a number.

    Attributes:
        wanted: Whether they must.
        checks: The conditions.
        number: Its number.
        words: The bits of sets of words of each of which the sentence must have one for them to hold.
        by_words: Whether they hold if the sentence has these.
    """

    wanted: bool
    checks: tuple[Check, ...]
    number: int
    words: int
    by_words: bool

    @property
    def label(self) -> str:
        """What a rule lacks without it."""
        return f"{'if' if self.wanted else 'unless'} {' and '.join(check.anchor for check in self.checks)}"

    @property
    def cost(self) -> int:
        """How much work it is to look whether it holds."""
        return max((COST.get(check.anchor, 2) for check in self.checks), default=0)

    @property
    def is_far(self) -> bool:
        """Whether it looks beyond the sentence."""
        return any(check.anchor in BEYOND for check in self.checks)


@dataclass(frozen=True, slots=True)
class Plan:
    """A rule as it is matched.

    Attributes:
        file: Its file.
        rule: The rule as written.
        groups: Its conditions in the order written.
        words: The bits of sets of words of each of which the sentence must have one.
        near: Those conditions that words alone don't decide and that look at the sentence, in the order of their work.
        far: The same of those that look beyond it.
        slots: Its roles, each with the alternatives of roles that must be filled by then.
        needed: Alternatives of roles, one of each of which must be filled.
    """

    file: RuleFile
    rule: Rule
    groups: tuple[Group, ...]
    words: int
    near: tuple[Group, ...]
    far: tuple[Group, ...]
    slots: tuple[tuple[Slot, tuple[tuple[str, ...], ...]], ...]
    needed: tuple[tuple[Slot, ...], ...]


@dataclass(frozen=True, slots=True)
class Compiled:
    """A rule book ready to match.

    Attributes:
        book: The book.
        rules: Its rules.
        heads: The triggers by the lemma of their heads.
        plans: How each rule is matched.
        parts: How each type's subsets are found.
    """

    book: RuleBook
    rules: tuple[tuple[RuleFile, Rule], ...]
    heads: Mapping[str, Head]
    plans: tuple[Plan, ...]
    parts: Mapping[str, Slot]


def compile_rules(book: RuleBook) -> Compiled:
    """Indexes the rules of a book by the head lemma of their triggers."""
    rules = tuple(book.rules())
    verbs: dict[str, list[_Entry]] = defaultdict(list)
    nouns: dict[str, list[_Entry]] = defaultdict(list)
    for i, (_, rule) in enumerate(rules):
        for phrase in rule.trigger.lemma:
            words = phrase.lower().split()
            if "NOUN" in rule.trigger.pos:
                nouns[words[-1]].append(_Entry(tuple(words[:-1]), frozenset({"NOUN", "PROPN"}), i))
            others = frozenset(rule.trigger.pos) - {"NOUN"}
            if others:
                verbs[words[0]].append(_Entry(tuple(words[1:]), others, i))
    heads = {
        lemma: Head(tuple(verbs.get(lemma, ())), tuple(nouns.get(lemma, ())), {})
        for lemma in verbs.keys() | nouns.keys()
    }
    planner = Planner(book)
    return Compiled(book, rules, heads, planner.plans(rules), planner.parts(book.files))


class Planner:
    """Compiles rules to plans; equal conditions and equal roles get equal numbers."""

    def __init__(self, book: RuleBook) -> None:
        self.paths = book.paths
        self.fills = {name: fill_test(fill) for name, fill in book.fills.items()}
        self._checks: dict[tuple[str, Condition], Check] = {}
        self._groups: dict[tuple[int, ...], int] = {}
        self._slots: dict[tuple[str, str], int] = {}
        self._fans: dict[str, Fan] = {}

    def plans(self, rules: Iterable[tuple[RuleFile, Rule]]) -> tuple[Plan, ...]:
        """Returns the plan of each rule."""
        return tuple(self._plan(file, rule) for file, rule in rules)

    def parts(self, files: Iterable[RuleFile]) -> dict[str, Slot]:
        """Returns how subsets of what a type counts by are found, for each type that looks for them."""
        return {
            file.type: Slot(
                file.each, self._fan(file.parts.path), self.fills[file.parts.fill or file.roles[file.each].fill]
            )
            for file in files
            if file.each and file.parts
        }

    def _plan(self, file: RuleFile, rule: Rule) -> Plan:
        groups = tuple(
            self._group(wanted, tuple(self._check(anchor, condition) for anchor, condition in conditions.items()))
            for wanted, listed in ((True, rule.when), (False, rule.unless), (False, file.unless))
            for conditions in listed
        )
        words = 0
        for group in groups:
            words |= group.words if group.wanted else 0
        open_groups = sorted((g for g in groups if not (g.wanted and g.by_words)), key=lambda g: g.cost)
        roles = list(rule.where)
        last = [(group, max((roles.index(r) for r in group if r in roles), default=0)) for group in rule.need]
        slots = tuple(
            (self._slot(file, rule, role), tuple(group for group, place in last if place == k))
            for k, role in enumerate(roles)
        )
        return Plan(
            file,
            rule,
            groups,
            words,
            near=tuple(g for g in open_groups if not g.is_far),
            far=tuple(g for g in open_groups if g.is_far),
            slots=slots,
            needed=tuple(tuple(slot for slot, _ in slots if slot.role in group) for group in rule.need),
        )

    def _group(self, wanted: bool, checks: tuple[Check, ...]) -> Group:
        key = (wanted, *(check.number for check in checks))
        words = 0
        for check in checks:
            words |= check.words
        by_words = all(check.by_words for check in checks)
        return Group(wanted, checks, self._groups.setdefault(key, len(self._groups)), words, by_words)

    def _check(self, anchor: str, condition: Condition) -> Check:
        key = (anchor, condition)
        if key not in self._checks:
            test = token_test(condition)
            words = 0 if anchor in ELSEWHERE else self.paths.words.mask(filter(None, (test.lemma, test.text)))
            kinds = frozenset(condition.trigger_of)
            by_words = anchor == "sentence" and test == TokenTest(lemma=test.lemma) and bool(words) and not kinds
            self._checks[key] = Check(anchor, test, kinds, len(self._checks), words, by_words)
        return self._checks[key]

    def _slot(self, file: RuleFile, rule: Rule, role: str) -> Slot:
        spec = rule.where[role]
        fill = spec.fill or file.roles[role].fill
        number = self._slots.setdefault((spec.path, fill), len(self._slots))
        return Slot(role, self._fan(spec.path), self.fills[fill], frozenset(file.roles[role].also), number)

    def _fan(self, path: str) -> Fan:
        if path not in self._fans:
            self._fans[path] = Fan(unions(path))
        return self._fans[path]


def unions(path: str) -> tuple[tuple[str, ...], ...]:
    """Returns the alternatives of a role's path, each a union of named paths."""
    return tuple(tuple(names) for names in alternatives(path))


def fill_test(fill: Fill) -> FillTest:
    """Compiles a filler type."""
    return FillTest(
        kind=frozenset(fill.kind),
        cls=frozenset(fill.cls),
        not_class=frozenset(fill.not_class),
        not_lemma=frozenset(fill.not_lemma),
        text=frozenset(fill.text),
        number=fill.number,
        earlier=fill.earlier,
        unknown=fill.unknown,
        country=fill.country,
        any=fill.any,
    )
