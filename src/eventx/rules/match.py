"""Matches compiled rules against an annotated document: triggers by lemma, roles by walking the parse.

`attempts` yields every rule that a trigger woke, with what it lacked; `matches` keeps the complete ones, the best a
trigger. The work is linear in the tokens that carry a trigger word: each walks its own sentence only. What rules have
in common (conditions, paths, what fills a role) is numbered when they are compiled and looked at once a trigger, so
that many rules for the same words cost little more than one. Most are ruled out before anything is walked: by the words
that their sentence lacks and the labels around their trigger, which are compared as the bits of numbers.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from types import MappingProxyType
from typing import NamedTuple

from spacy.tokens import Doc

from eventx.annotations import (
    Blank,
    Entity,
    Extent,
    MentionRecord,
    Once,
    QuantityRecord,
    Term,
    blanks,
    entities,
    extent,
    mentions,
    quantities_in,
    record,
    references,
    terms,
)
from eventx.rules.language import Condition, Fill, Rule, RuleBook, RuleFile, Theme, alternatives, token_test
from eventx.rules.paths import Fan, PathBook, TokenTest, Walker, has_subject
from eventx.rules.tree import Tree, tree_of

ACTORS = ("attacker", "transfers", "visitor")
"""Roles whose fillers may tell the mode."""
COUNTING = frozenset({"nummod", "amod", "det", "quantmod", "predet", "compound", "nmod", "advmod", "dep"})
NESTING = frozenset({"compound", "nmod"})
RELATIVE = frozenset({"WDT", "WP", "WP$"})
ARGUMENTS = frozenset({"nsubj", "nsubjpass", "dobj", "pobj"})
WEAPON = "weapon."
ONE, SEVERAL = frozenset({"NN", "NNP"}), frozenset({"NNS", "NNPS"})
VERBAL = frozenset({"VBN", "VBG", "VBD"})
NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "NUM"})
PREMODIFIERS = frozenset({"amod", "compound", "nummod", "poss", "nmod"})
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
NOTHING_KNOWN: tuple[Sequence[int], frozenset[str | None]] = ((), frozenset())
ROUNDING = 0.01
"""By how much of itself a share of a number may be off a whole one: "two-thirds" is written 0.667."""
PASSAGE = 5
"""How many sentences on each side of a trigger belong to the passage around it."""


@record
class Filler:
    """What fills a role: the head token of the phrase, whom it names, and how many are counted.

    Attributes:
        head: Token index of the phrase's content head ("drones" in "dozens of drones").
        mentions: Whom or what it names; several for "Russian and American officials".
        count: The number that the phrase gives, or None.
        path: Name of the path that led there.
        rank: Place of that path among its alternatives, 0 the most trusted.
    """

    head: int
    mentions: tuple[MentionRecord, ...]
    count: QuantityRecord | None
    path: str
    rank: int


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


class Wake(NamedTuple):
    """A trigger: its head, its tokens [start, end), and the index of the rule that it wakes."""

    head: int
    start: int
    end: int
    rule: int


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


class Reader:
    """What the matcher looks up in one document, indexed once."""

    def __init__(
        self, doc: Doc, fills: Mapping[str, Fill], paths: PathBook, themes: Mapping[str, Theme] = MappingProxyType({})
    ) -> None:
        self.doc = doc
        self.tree = tree_of(doc)
        self.fills = fills
        self.paths = paths
        self.theme_words = themes
        self.walker = Walker(self.tree, paths, self.classes)
        self._classes: dict[int, frozenset[str]] = {}
        self._named: dict[int, tuple[MentionRecord, ...]] = {}
        self._conjuncts: dict[int, list[int]] = {}
        self._contents: dict[int, list[tuple[int, int]]] = {}
        self._pairs: dict[int, list[tuple[int, int]]] = {}
        self._filled: dict[tuple[int, int, frozenset[int]], tuple[Filler, ...]] = {}
        self._theme_words: dict[tuple[str, int], frozenset[str]] = {}
        self._quantities: dict[int, Mapping[int, QuantityRecord]] = {}

    @Once
    def by_head(self) -> Mapping[int, list[MentionRecord]]:
        """Whom or what the document names, by the head tokens of the phrases; what stands for others names these."""
        found: dict[int, list[MentionRecord]] = {}
        for mention in mentions(self.doc):
            found.setdefault(mention.head, []).append(mention)
        for reference in references(self.doc):
            if reference.antecedents:
                found[reference.head] = list(reference.antecedents)
        return found

    @Once
    def blanks(self) -> Mapping[int, Blank]:
        """What is kept of the sentences that were left out."""
        return blanks(self.doc)

    @Once
    def term_at(self) -> Mapping[int, Term]:
        """The terms by their last tokens."""
        return {term.end - 1: term for term in terms(self.doc)}

    @Once
    def entity_at(self) -> Mapping[int, Entity]:
        """The names by their last tokens."""
        return {entity.end - 1: entity for entity in entities(self.doc)}

    def quantity_at(self, i: int) -> QuantityRecord | None:
        """Returns the number that a token is part of."""
        return self.quantities_near(i).get(i)

    def quantities_near(self, i: int) -> Mapping[int, QuantityRecord]:
        """Returns the numbers in the sentence of a token, by each of their tokens."""
        start = self.tree.start[i]
        found = self._quantities.get(start)
        if found is None:
            near = quantities_in(self.doc, start, self.tree.end[i])
            found = self._quantities[start] = {k: number for number in near for k in range(number.start, number.end)}
        return found

    def close(self) -> None:
        """Ends the walks: they point back here, and would wait for the garbage collector with all they hold."""
        self.walker.close()
        del self.walker

    def classes(self, i: int) -> frozenset[str]:
        """Returns the semantic classes of a token, from its lexicon term, its entity and its mentions."""
        known = self._classes.get(i)
        if known is not None:
            return known
        found: frozenset[str] = frozenset()
        if term := self.term_at.get(i):
            found |= term.classes
        if entity := self.entity_at.get(i):
            found |= {entity.label, entity.subclass} if entity.subclass else {entity.label}
        for mention in self.by_head.get(i, ()):
            found |= mention.classes
        self._classes[i] = found
        return found

    def conjuncts(self, i: int) -> list[int]:
        """Returns a token and all that is coordinated with it, except clauses."""
        found = self._conjuncts.get(i)
        if found is None:
            found = self._conjuncts[i] = conjuncts(self.tree, i)
        return found

    def contents(self, outer: int) -> list[tuple[int, int]]:
        """Returns a head and what it holds, with all that is coordinated there ("36 drones and 9 missiles")."""
        found = self._contents.get(outer)
        if found is None:
            inner = self.content(outer)
            found = self._contents[outer] = [(outer, inner)]
            if inner > outer:
                found += [(t, t) for t in self.conjuncts(inner)[1:]]
        return found

    def held(self, end: int) -> list[tuple[int, int]]:
        """Returns the heads of all that is coordinated with what a path leads to, each with what it holds."""
        found = self._pairs.get(end)
        if found is None:
            found = self._pairs[end] = [pair for t in self.conjuncts(end) for pair in self.contents(t)]
        return found

    def about(self, name: str, i: int) -> bool:
        """Tells whether the passage around a token, its sentence and the few before and after it, is about a theme."""
        theme = self.theme_words.get(name)
        if theme is None:
            return False
        found = len(self._passage_words(name, i))
        return found >= theme.least and (not theme.over or found > len(self._passage_words(theme.over, i)))

    def _passage_words(self, name: str, i: int) -> frozenset[str]:
        starts = self.tree.sentences
        here = bisect_left(starts, self.tree.start[i])
        near = starts[max(0, here - PASSAGE) : here + PASSAGE + 1]
        if len(near) == 1:
            return self._words_about(name, near[0])
        return frozenset().union(*[self._words_about(name, start) for start in near])

    def _words_about(self, name: str, start: int) -> frozenset[str]:
        """Returns the words of a theme in the sentence that starts at a token."""
        found = self._theme_words.get((name, start))
        if found is None:
            theme, blank = self.theme_words[name], self.blanks.get(start)
            found = words_about(theme, blank) if blank else self._find_words_about(theme, start)
            self._theme_words[name, start] = found
        return found

    def _find_words_about(self, theme: Theme, start: int) -> frozenset[str]:
        classes, lemmas, lemma = theme.cls, theme.lemma, self.tree.lemma
        found: frozenset[str] = frozenset()
        if not lemmas.isdisjoint(self.tree.words(start)):
            found = lemmas.intersection(lemma[start : self.tree.end[start]])
        known, around = self._known_in.get(start, NOTHING_KNOWN)
        if classes.isdisjoint(around):
            return found
        named: set[str] = set()
        for i in known:
            if lemma[i] in lemmas:
                continue
            term = self.term_at.get(i)
            if term and not classes.isdisjoint(term.classes) and term.lemma not in theme.not_lemma:
                named.add(term.lemma)
            elif (entity := self.entity_at.get(i)) and (entity.label in classes or entity.subclass in classes):
                named.add(entity.name)
        return found | named

    @Once
    def _known_in(self) -> Mapping[int, tuple[list[int], set[str | None]]]:
        """The tokens of each sentence that end a term or a name, and all their classes, by where it starts."""
        found: dict[int, tuple[list[int], set[str | None]]] = defaultdict(lambda: ([], set()))
        starts, term_at = self.tree.start, self.term_at
        for i, term in term_at.items():
            known, classes = found[starts[i]]
            known.append(i)
            classes.update(term.classes)
        for i, entity in self.entity_at.items():
            known, classes = found[starts[i]]
            if i not in term_at:
                known.append(i)
            classes.update((entity.label, entity.subclass))
        return found

    def content(self, i: int) -> int:
        """Returns the token that carries the meaning of a phrase: through "dozens of", and "who" to its noun."""
        tree = self.tree
        if tree.tag[i] in RELATIVE:
            verb = tree.head[i]
            while tree.dep[verb] in {"conj", "xcomp", "aux", "auxpass", "prep", "agent", "pobj"} or (
                tree.dep[verb] == "ccomp" and tree.dep[tree.head[verb]] == "relcl"  # "which the army said was downed"
            ):
                verb = tree.head[verb]
            noun = tree.head[verb]
            if tree.dep[verb] in {"relcl", "acl"} and noun < i:  # "X, a militia which bombed": of X
                above = tree.head[noun]
                apposed = tree.dep[noun] == "appos" and tree.pos[above] == "PROPN" and tree.pos[noun] == "NOUN"
                return self.content(above if apposed else noun)
            counted = self._counted_before(i)
            return i if counted is None else counted
        if tree.lemma[i] in self.paths.lists["groups"] or tree.pos[i] in {"NUM", "DET", "ADJ"}:
            for prep in tree.children[i]:
                if tree.dep[prep] == "prep" and tree.lower[prep] == "of":
                    for inner in tree.children[prep]:
                        if tree.dep[inner] == "pobj" and (
                            tree.pos[inner] in {"NOUN", "PROPN", "NUM"} or tree.tag[inner] in RELATIVE
                        ):
                            return self.content(inner)
        return i

    def _counted_before(self, relative: int) -> int | None:
        """Returns the noun that "110 of which" is a part of, where the parse loses it: the last one with a number."""
        tree, prep = self.tree, self.tree.head[relative]
        if tree.dep[relative] != "pobj" or tree.lower[prep] != "of":
            return None
        for i in reversed(range(tree.start[relative], min(tree.subtree(tree.head[prep])))):
            if tree.pos[i] == "NOUN" and any(tree.dep[c] == "nummod" for c in tree.children[i]):
                return i
        return None

    def earlier(self, word: int, fill: FillTest) -> tuple[MentionRecord, ...]:
        """Returns what a bare number, "most" or "it" is about: the last fitting noun, at most two sentences back."""
        tree = self.tree
        tags = self._stands_for(word)
        if not tags:
            return ()
        start = tree.start[word]
        for _ in range(2):
            start = tree.start[start - 1] if start else start
        counted = [
            mention
            for i in reversed(range(start, word))
            if tree.tag[i] in tags
            for mention in self.by_head.get(i, ())
            if mention.kind in fill.kind or fill.cls & mention.classes
        ]
        if not counted:
            return ()
        mention = next((m for m in counted if self._may_be_of(word, m)), counted[0])
        spot = extent(self.doc, word, word + 1)
        where = {k: getattr(spot, k) for k in ("start", "end", "start_char", "end_char")}
        origin = extent(self.doc, mention.start, mention.end)
        return (replace(mention, **where, head=word, name=self.doc[mention.head].text, resolved_from=origin),)

    def _may_be_of(self, number: int, mention: MentionRecord) -> bool:
        """Tells whether so many may be some of those: of "80 drones and two missiles" 60 can only be drones."""
        part, whole = self.quantity_at(number), self.count(mention.head, mention.head)
        if part is None or whole is None or part.value is None or whole.value is None:
            return True
        return part.value <= whole.value

    def _stands_for(self, word: int) -> Set[str]:
        """Returns the tags of the nouns that a word may be about: of one thing, of several, or none."""
        lower, lists = self.tree.lower[word], self.paths.lists
        if lower in lists.get("one_told", ()):
            return ONE
        is_number = self.tree.pos[word] == "NUM" or self.quantity_at(word)
        return SEVERAL if is_number or lower in lists.get("some_told", ()) else frozenset()

    def count(self, outer: int, inner: int, *, is_whole: bool = False, is_part: bool = False) -> QuantityRecord | None:
        """Returns the number that counts a phrase: of its outer head ("dozens of drones") or before its noun.

        Args:
            outer: The outer head.
            inner: The noun.
            is_whole: Of "34 of 40 drones" all 40 are meant ("34 of 40 drones launched were downed").
            is_part: The noun only says of what kind another is: "six missile strikes" are no six missiles.
        """
        tree, dep = self.tree, self.tree.dep
        if not self.quantities_near(outer):
            return None
        if outer != inner and (share := self.quantity_at(outer)) and share.value is not None and 0 < share.value < 1:
            whole = self.count(inner, inner)  # "a third of the 60 drones"
            return None if whole is None or whole.value is None else _portion(share, whole, share.value * whole.value)
        for i in (outer, inner) if outer != inner else (inner,):
            before = [c for c in tree.children[i] if c < i and dep[c] in COUNTING]
            inside = [
                t for c in before if dep[c] in NESTING for t in tree.children[c] if tree.pos[t] == "NUM"
            ]  # "six police force men"
            for spot in (i, *before, *inside):
                if (found := self.quantity_at(spot)) and not found.unit:
                    return found if is_whole else self._part_of(found)
        if inner and not is_part and (found := self.quantity_at(inner - 1)) and not found.unit and found.end == inner:
            return found
        return None

    def is_nobody(self, i: int) -> bool:
        """Tells whether a phrase is about nobody ("no group")."""
        tree = self.tree
        none = self.paths.lists.get("nobody", frozenset())
        return any(tree.dep[child] == "det" and tree.lower[child] in none for child in tree.children[i])

    def _part_of(self, whole: QuantityRecord) -> QuantityRecord:
        """Returns the number that is told to be a part of another ("34 of 40 drones"), else the number itself."""
        if whole.start > 1 and self.tree.lower[whole.start - 1] == "of":
            part = self.quantity_at(whole.start - 2)
            if (
                part
                and not part.unit
                and part.value is not None
                and whole.value is not None
                and part.value < whole.value
            ):
                return part
        return whole

    def stands_for_number(self, i: int) -> bool:
        """Tells whether a head is a number itself ("killed five", "another was hurt"), not a unit of something else."""
        if quantity := self.quantity_at(i):
            return not quantity.unit
        return self.tree.lower[i] in self.paths.lists.get("bare_counts", frozenset())

    def named(self, i: int) -> tuple[MentionRecord, ...]:
        """Returns whom or what a head token names; a plain record of its noun phrase where no stage knows it."""
        found = self._named.get(i)
        if found is None:
            found = self._named[i] = tuple(self.by_head.get(i, ())) or self._unnamed(i)
        return found

    def _unnamed(self, i: int) -> tuple[MentionRecord, ...]:
        tree = self.tree
        if (entity := self.entity_at.get(i)) and entity.country and entity.label in {"demonym", "country", "capital"}:
            spot = (entity.start, entity.end, entity.start_char, entity.end_char)
            classes = frozenset({entity.label})
            return (MentionRecord(*spot, i, entity.name, "country", entity.country, classes, entity.geo, True),)
        if tree.pos[i] not in NOMINAL and tree.tag[i] not in {"VBN", "JJ", "CD"} and not self.stands_for_number(i):
            return ()
        start = min((t for t in tree.lefts(i) if tree.dep[t] in PREMODIFIERS), default=i)
        where = extent(self.doc, start, i + 1)
        return (
            MentionRecord(
                where.start,
                where.end,
                where.start_char,
                where.end_char,
                head=i,
                name=where.text(self.doc),
                kind="other",
                classes=self.classes(i),
            ),
        )

    def may_find(self, slot: Slot, start: int) -> bool:
        """Tells whether anything may fill a role of a trigger, by what its sentence has and what hangs on it."""
        asked = slot.fill.asked
        if asked is not None and asked.isdisjoint(self.told_in(self.tree.start[start])):
            return False
        return self.walker.may_lead(slot.fan, start)

    def told_in(self, start: int) -> Set[str]:
        """Returns kinds and classes of what is named in the sentence that starts at a token, and those of anything."""
        return self._told.get(start, ONLY_OTHER)

    @Once
    def _told(self) -> Mapping[int, Set[str]]:
        """Kinds and classes of what is named in each sentence where anything is, by where it starts."""
        starts = self.tree.start
        kinds: dict[int, set[str]] = defaultdict(lambda: {"other"})
        classes: dict[int, set[frozenset[str]]] = defaultdict(set)  # most have the same ones
        for head, named in self.by_head.items():
            start = starts[head]
            for mention in named:
                kinds[start].add(mention.kind)
                classes[start].add(mention.classes)
        for end, term in self.term_at.items():
            classes[starts[end]].add(term.classes)
        for end, entity in self.entity_at.items():
            kinds[starts[end]].update((entity.label, entity.subclass or "", "country"))
        return {start: kinds[start].union(*classes[start]) for start in kinds.keys() | classes.keys()}

    def fillers(self, slot: Slot, start: int, taken: frozenset[int]) -> tuple[Filler, ...]:
        """Returns what fills a role of a trigger, looked up once for all rules that fill it alike."""
        key = (slot.number, start, taken)
        found = self._filled.get(key)
        if found is None:
            found = self._filled[key] = fillers(self, start, slot, taken)
        return found


def words_about(theme: Theme, blank: Blank) -> frozenset[str]:
    """Returns the words of a theme in a sentence of which only the words are known."""
    terms = {lemma for lemma, classes in blank.terms if not classes.isdisjoint(theme.cls)}
    return blank.words.intersection(theme.lemma) | terms.difference(theme.not_lemma)


def may_pass(test: TokenTest, blank: Blank) -> bool:
    """Tells whether a word passes a test in a sentence of which only the words are known."""
    if test.cls:
        return any(not classes.isdisjoint(test.cls) for _, classes in blank.terms)
    return not blank.words.isdisjoint(test.lemma | test.text)


def _portion(share: QuantityRecord, whole: QuantityRecord, value: float) -> QuantityRecord:
    """Returns the number that is a share of another, in whole ones: "half of the 44" is 22."""
    number = round(value)
    about = whole.bound != "exact" or abs(value - number) > ROUNDING * value or share.bound == "about"
    return replace(
        share,
        end=whole.end,
        end_char=whole.end_char,
        value=number,
        low=None if about or share.low is None else number,
        high=None if about or share.high is None else number,
        bound="about" if about else share.bound,
        unit=None,
    )


def _begins_clause(tree: Tree, i: int, conj: int) -> bool:
    """Tells whether what hangs on an object as its second half is the subject of the next clause, by the word after.

    The parser reads "killed a guard and two others were hurt" as "killed a guard and two others".
    """
    after = conj + 1
    if tree.dep[i] in {"nsubj", "nsubjpass", "conj"} or after >= tree.end[conj]:
        return False
    verb = tree.head[after] if tree.dep[after] in {"aux", "auxpass"} else after
    return tree.tag[after] in {"VBD", "VBP", "VBZ"} and tree.pos[after] == "AUX" and not has_subject(tree, verb)


def conjuncts(tree: Tree, i: int) -> list[int]:
    """Returns a token and all that is coordinated with it, except clauses."""
    found = [i]
    for child in tree.children[i]:
        if tree.dep[child] == "conj" and tree.pos[child] in {"NOUN", "PROPN", "PRON", "NUM", "ADJ", "X"}:
            found += [] if _begins_clause(tree, i, child) else conjuncts(tree, child)
        elif tree.dep[child] == "appos":
            found += [t for t in _listed(tree, i, child) if t not in found]
    return found


def _listed(tree: Tree, i: int, apposed: int) -> list[int]:
    """Returns what a parse hangs on an apposition though it goes on with the list that the token began.

    "envoys Karl Weber and John Hill" has two names of one plural, "Ali Demir, the army chief, and Omani officials" a
    second member after the comma that closes the apposition, "Ali Demir, Ana Vega (his aide) and Rosa Mora" three.
    """
    names = conjuncts(tree, apposed)
    if tree.entity[apposed] == "PERSON" and (
        tree.entity[i] == "PERSON" or (tree.tag[i] == "NNP" and not tree.entity[i])
    ):
        return names  # "His Majesty, King X" too: a form of address names nobody
    if tree.tag[i] == "NNS" and tree.pos[apposed] == "PROPN":
        return names[1:]
    starts = {t: min(tree.subtree(t)) for t in names[1:]}
    return [
        t for t, start in starts.items() if start > 1 and tree.dep[start - 1] == "cc" and tree.lower[start - 2] == ","
    ]


def may_fill(tree: Tree, mention: MentionRecord, fill: FillTest, head: int, counted: bool) -> bool:
    """Tells whether a mention is of a type that may fill a role; `counted`: its head is a number or stands for one."""
    if fill.any or tree.lower[head] in fill.text:
        return True
    if not fill.not_class.isdisjoint(mention.classes) or tree.lemma[head] in fill.not_lemma:
        return False
    if mention.kind in fill.kind or not fill.cls.isdisjoint(mention.classes):
        return True
    if fill.unknown and tree.tag[head] == "NNS" and mention.kind == "other" and not mention.classes:
        return any(tree.dep[child] == "nummod" for child in tree.children[head])
    as_number = fill.number and counted and mention.kind in {"other", "group"}
    return as_number or (fill.country and mention.country is not None)


def fillers(reader: Reader, start: int, slot: Slot, taken: frozenset[int]) -> tuple[Filler, ...]:
    """Returns what fills a role: the first alternative of the path where anything fits, with all coordinated heads."""
    walker, fill = reader.walker, slot.fill
    branches, lacks = walker.open_names(slot.fan, start)
    for rank, names in branches:
        found: dict[int, Filler] = {}
        for name, words, ways in names:
            if words & lacks:
                continue
            nth = 0
            while (ends := walker.route(name, start, nth, ways)) is not None:
                if fitting := _fitting(reader, start, ends, fill, taken, found, name, rank):
                    found |= fitting
                    break
                nth += 1
        if found:
            return tuple(found.values()) if len(found) == 1 else tuple(found[i] for i in sorted(found))
    return ()


def _fitting(
    reader: Reader,
    start: int,
    ends: Sequence[int],
    fill: FillTest,
    taken: frozenset[int],
    before: Mapping[int, Filler],
    path: str,
    rank: int,
) -> dict[int, Filler]:
    """Returns what fits at the ends of a path; `before`: what was found by other paths."""
    tree = reader.tree
    found: dict[int, Filler] = {}
    for end in ends:
        for outer, held in reader.held(end):
            inner = held
            told = held in taken or held == start or held in before
            if told and not (outer in taken or outer == start or outer in before) and reader.stands_for_number(outer):
                inner = outer  # "12 people, six of whom": the people are told already
            if inner in found or inner in taken or inner == start or inner in before:
                continue
            if tree.pos[start] in NOMINAL and reader.is_nobody(inner):
                continue  # the status of a verb says that it did not happen, that of a noun doesn't
            if end < start < outer and tree.is_above(end, start):
                continue  # "ten men killed and two freed" is no coordination across the trigger
            counted = fill.number and reader.stands_for_number(inner)
            fitting = tuple([m for m in reader.named(inner) if may_fill(tree, m, fill, inner, counted)])
            if not fitting and fill.earlier and (outer == inner or tree.pos[inner] == "NUM"):
                inner = outer  # "50 of 62 were shot down"
                fitting = reader.earlier(inner, fill)
            if tree.dep[inner] in NESTING and _same_weapon(fitting, before.get(tree.head[inner])):
                continue
            if fitting:
                is_told = tree.dep[start] in {"acl", "relcl"} and tree.dep[inner] in ARGUMENTS
                is_whole = is_told and tree.head[start] == inner
                is_part = tree.head[inner] == start and tree.dep[inner] in NESTING
                counted_by = reader.count(outer, inner, is_whole=is_whole, is_part=is_part)
                found[inner] = Filler(inner, fitting, counted_by, path, rank)
    return found


def _same_weapon(records: Sequence[MentionRecord], whole: Filler | None) -> bool:
    """Tells whether a weapon only says of what kind another is: "an FPV drone attack" tells one."""
    kinds = {name for m in (whole.mentions if whole else ()) for name in m.classes if name.startswith(WEAPON)}
    return bool(kinds) and any(not kinds.isdisjoint(m.classes) for m in records)


def _follows(tree: Tree, i: int, rest: tuple[str, ...]) -> int | None:
    """Returns the end (token index) of a trigger of several words that starts at its head, or None."""
    words = list(rest)
    if tree.lemma[i + 1 : i + 1 + len(rest)] == words:
        return i + 1 + len(rest)
    for child in tree.children[i]:
        if (
            child > i
            and tree.lemma[child] == rest[0]
            and tree.dep[child] in {"prt", "advmod", "prep", "dobj", "acomp", "oprd", "attr", "advcl"}
            and tree.lemma[child : child + len(rest)] == words
        ):
            return i + 1
    return None


def _precedes(tree: Tree, i: int, rest: tuple[str, ...]) -> int | None:
    """Returns the start (token index) of a trigger of several words that ends at its head, or None."""
    start = i - len(rest)
    if start < 0:
        return None
    for k, wanted in enumerate(rest, start):
        if wanted != (tree.lower[k] if tree.pos[k] == "ADJ" else tree.lemma[k]):
            return None
    return start


def wakes(tree: Tree, compiled: Compiled) -> Iterator[Wake]:
    """Yields every trigger in the document with the rule that it wakes, in text order."""
    heads, lemmas, new = compiled.heads, tree.lemma, tuple.__new__
    for i in [i for i, lemma in enumerate(lemmas) if lemma in heads]:
        if not tree.dep[i]:
            continue
        bounds: dict[tuple[tuple[str, ...], bool], int | None] = {}
        for rest, rule, is_noun in heads[lemmas[i]].entries(tree.pos[i], verbal=tree.tag[i] in VERBAL):
            if not rest:
                yield new(Wake, (i, i, i + 1, rule))
                continue
            key = rest, is_noun
            if key not in bounds:
                bounds[key] = _precedes(tree, i, rest) if is_noun else _follows(tree, i, rest)
            bound = bounds[key]
            if bound is not None:
                yield Wake(i, bound, i + 1, rule) if is_noun else Wake(i, i, bound, rule)


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
                if found := self.reader.fillers(slot, head, taken):
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


def reader_of(doc: Doc, compiled: Compiled) -> Reader:
    """Returns what the rules of a book look up in a document."""
    return Reader(doc, compiled.book.fills, compiled.book.paths, compiled.book.themes)


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
    wholes = [replace(match, roles={**match.roles, role: (g,)}) for g in groups] if len(groups) > 1 else [match]
    if parts is None:
        return wholes
    return wholes + [part for k, whole in enumerate(wholes) for part in _parts(reader, whole, parts, first=k == 0)]


def _names_another(tree: Tree, head: int, fillers: Sequence[Filler]) -> bool:
    """Tells whether a filler only names another one ("two men, Ali and Omar, were hurt")."""
    heads = {f.head for f in fillers}
    while tree.dep[head] in {"conj", "appos"}:
        apposed, head = tree.dep[head] == "appos", tree.head[head]
        if apposed and head in heads:
            return True
    return False


def _parts(reader: Reader, whole: Match, slot: Slot, first: bool) -> Iterator[Match]:
    """Yields the subsets that are told beside a whole ("12 people, including two children")."""
    own = {f.head for f in whole.roles.get(slot.role, ())}
    starts = [s for s in sorted(own | ({whole.head} if first else set())) if reader.may_find(slot, s)]
    if not starts:
        return
    taken = frozenset({whole.head, *(f.head for fs in whole.roles.values() for f in fs)})
    found: dict[int, Filler] = {}
    for start in starts:
        for filler in fillers(reader, start, slot, taken):
            found.setdefault(filler.head, filler)
    if not found:
        return
    kept = {name: fs for name, fs in whole.roles.items() if whole.file.roles[name].kind not in {"quantity", "change"}}
    for head in sorted(found):
        yield replace(whole, roles={**kept, slot.role: (found[head],)}, whole=whole)
