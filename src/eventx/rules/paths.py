"""Named paths over a dependency parse: the syntax that rules refer to by name.

A path is a row of steps from the trigger to a role's head token, written as text in a model's `paths.yml`:

    active >nsubj                  a child by dependency label, if the trigger is active
    passive >agent >pobj           two steps down
    bare <conj >nsubj              up to the verb it is coordinated with, then down; `bare`: it has no subject itself
    >prep[on|against] >pobj        a child with one of these lemmas
    <dobj[#light] >nsubj           a lemma of the named list `light`
    >dobj[pos=NOUN,class=weapon]   tests on the token that the step arrives at
    >>[class=weapon]               any token of the trigger's own clause
    -[pos=NUM]                     the word right before; + is the one right after
    <dobj[#light] @subject         goes on from there as the named path does

A predicate (`active`, `bare`...) tests the token that the path has reached so far. A name stands for alternatives in
order of trust: the first that arrives anywhere wins.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field
from typing import NamedTuple

from spacy.tokens import Token

from eventx.rules.tree import Tree, tree_of

Classes = Callable[[int], frozenset[str]]
"""Gives the semantic classes of the token at an index (see `eventx.annotations.Term`)."""
TokenClasses = Callable[[Token], frozenset[str]]

MOST_WAYS = 20_000
"""Selections of ways remembered at most, a path or a role."""
VERBAL = frozenset({"VERB", "AUX"})
OBJECT_DEPS = frozenset({"dobj", "dative"})
RELATIVE_TAGS = frozenset({"WDT", "WP", "WP$", "WRB"})
CLAUSE_DEPS = frozenset({"ccomp", "advcl", "relcl", "parataxis", "csubj"})
SUBJECT_DEPS = frozenset({"nsubj", "nsubjpass", "csubj", "expl"})
BARE_PASSIVE_DEPS = frozenset(
    {
        "acl",
        "advcl",
        "amod",
        "ROOT",
        "relcl",
        "ccomp",
        "conj",
        "dep",
        "appos",
        "pobj",
        "compound",
        "oprd",
        "xcomp",
        "pcomp",
    }
)
PREDICATES = frozenset(
    {"active", "passive", "bare", "verb", "noun", "participle", "infinitive", "objectless", "contact"}
)
_STEP = re.compile(r"(?P<dir>>>|>|<|-|\+)(?P<deps>[A-Za-z|]*)(?:\[(?P<tests>[^\]]*)\])?")


class PathError(ValueError):
    """A path is not well formed; the message says where."""


@dataclass(frozen=True, slots=True)
class TokenTest:
    """Conditions on one token; all that are given must hold, each by one of its values."""

    lemma: frozenset[str] = frozenset()
    text: frozenset[str] = frozenset()
    pos: frozenset[str] = frozenset()
    tag: frozenset[str] = frozenset()
    dep: frozenset[str] = frozenset()
    cls: frozenset[str] = frozenset()
    no_cls: frozenset[str] = frozenset()
    no_lemma: frozenset[str] = frozenset()

    @property
    def is_open(self) -> bool:
        """Whether any token passes."""
        wanted = self.lemma or self.text or self.pos or self.tag or self.dep or self.cls
        return not (wanted or self.no_cls or self.no_lemma)

    def passes(self, tree: Tree, i: int, classes: Classes) -> bool:
        """Tells whether the token at an index passes."""
        if self.lemma and tree.lemma[i] not in self.lemma and tree.lower[i] not in self.lemma:
            return False
        if self.no_lemma and tree.lemma[i] in self.no_lemma:
            return False
        if self.text and tree.lower[i] not in self.text:
            return False
        if self.pos and tree.pos[i] not in self.pos:
            return False
        if self.tag and tree.tag[i] not in self.tag:
            return False
        if self.dep and tree.dep[i] not in self.dep:
            return False
        if not self.cls and not self.no_cls:
            return True
        have = classes(i)
        return not (self.cls and self.cls.isdisjoint(have)) and self.no_cls.isdisjoint(have)

    def holds(self, token: Token, classes: TokenClasses) -> bool:
        """Tells whether a spaCy token passes."""
        return self.passes(tree_of(token.doc), token.i, lambda i: classes(token.doc[i]))


@dataclass(frozen=True, slots=True)
class Step:
    """One move: `>` to children, `<` to the parent, `>>` to the whole clause; `=` stays and tests a predicate."""

    direction: str
    deps: frozenset[str]
    test: TokenTest
    predicate: str = ""
    is_open: bool = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "is_open", self.test.is_open)

    def walk(self, tree: Tree, i: int, classes: Classes) -> list[int]:
        """Returns the tokens that the step arrives at, in text order."""
        dep, deps, direction = tree.dep, self.deps, self.direction
        if direction == ">":
            found = [c for c in tree.children[i] if dep[c] in deps] if deps else tree.children[i]
        elif direction == "=":
            return [i] if _PREDICATES[self.predicate](tree, i) else []
        elif direction == "<":
            head = tree.head[i]
            found = [head] if head != i and (not deps or dep[i] in deps) else []
        elif direction == ">>":
            found = [t for t in clause(tree, i) if t != i and (not deps or dep[t] in deps)]
        else:
            beside = i + 1 if direction == "+" else i - 1
            found = [beside] if tree.start[i] <= beside < tree.end[i] and (not deps or dep[beside] in deps) else []
        if self.is_open or not found:
            return found
        test = self.test
        return [t for t in found if test.passes(tree, t, classes)]


@dataclass(frozen=True, slots=True)
class Path:
    """A compiled path: steps and tests in the order written."""

    source: str
    steps: tuple[Step, ...]


Way = tuple[tuple[int, Step, int], ...]
"""A path as its steps, each with a number for the way up to there, which paths that begin alike have in common, and the
place of the next path of the same name that begins otherwise: where to go on when the step leads nowhere."""


class WordSets:
    """Sets of words, each a bit of a number, so that what a sentence has and what a path needs are compared at once.

    Attributes:
        size: How many there are; one is numbered when it is first asked for.
    """

    def __init__(self) -> None:
        self.size = 0
        self._numbers: dict[frozenset[str], int] = {}
        self._bits: dict[str, int] = defaultdict(int)
        self._words: set[str] = set()

    def mask(self, sets: Iterable[frozenset[str]]) -> int:
        """Returns the bits of some sets."""
        found = 0
        for some in sets:
            bit = self._numbers.get(some)
            if bit is None:
                bit = self._numbers[some] = 1 << self.size
                self.size += 1
                self._words |= some
                for word in some:
                    self._bits[word] |= bit
            found |= bit
        return found

    def of(self, words: Set[str]) -> int:
        """Returns the bits of the sets that have one of some words."""
        found = 0
        for word in self._words & words:
            found |= self._bits[word]
        return found


class Labels:
    """Dependency labels as bits: those of what hangs on a token, and, further up, its own."""

    def __init__(self) -> None:
        self._bits: dict[str, int] = {}

    def mask(self, below: Iterable[str] = (), own: Iterable[str] = ()) -> int:
        """Returns the bits of labels of what hangs on a token, and of its own."""
        bits, found = self._bits, 0
        for label in below:
            found |= bits.get(label) or bits.setdefault(label, 1 << len(bits))
        for label in own:
            found |= (bits.get(label) or bits.setdefault(label, 1 << len(bits))) << OWN
        return found


OWN = 128
"""How far up the bits of a token's own label stand: there are fewer labels than that."""


class Numbers:
    """The numbers of the steps of paths, each path's worked out when it is first asked for.

    A number stands for the way up to a step: paths that begin alike have the first numbers in common.
    """

    def __init__(self) -> None:
        self._rows: dict[int, tuple[int, ...]] = {}  # by identity: a path is compiled once, and hashing it takes longer
        self._steps: dict[int, int] = {}  # by identity too
        self._equal: dict[Step, int] = {}
        self._below: list[dict[int, int]] = [{}]

    def of(self, path: Path) -> tuple[int, ...]:
        """Returns the numbers of the steps of a path, which must not be gone when another is asked for."""
        row = self._rows.get(id(path))
        if row is None:
            row = self._rows[id(path)] = self._row(path)
        return row

    def _row(self, path: Path) -> tuple[int, ...]:
        steps, tree = self._steps, self._below
        row, number = [], 0
        for step in path.steps:
            same = steps.get(id(step))
            if same is None:
                same = steps[id(step)] = self._equal.setdefault(step, len(self._equal))
            below = tree[number]
            if same in below:
                number = below[same]
            else:
                number = below[same] = len(tree)
                tree.append({})
            row.append(number)
        return tuple(row)


class Lead(NamedTuple):
    """What the alternatives of a named path need to lead anywhere, seen at a glance.

    Attributes:
        words: The bits of sets of words of each of which the sentence must have one (see `WordSets`).
        around: The bits of the labels around a token that first moves ask for (see `Labels`).
        moves: The same for the first move of each alternative; None where it may always be made.
        open_ways: The ways that some labels around a token leave open, by their bits.
    """

    words: int
    around: int
    moves: tuple[int | None, ...]
    open_ways: dict[int, tuple[Way, ...]]


class Fan:
    """The paths of a role: alternatives, each a union of named paths.

    Attributes:
        unions: The names.
        around: The bits of the labels around a token that their first moves ask for; 0 until somebody asks.
        open_names: What some labels around a token leave open of them, by their bits (see `PathBook.open_names`).
    """

    __slots__ = ("around", "open_names", "unions")

    def __init__(self, unions: tuple[tuple[str, ...], ...]) -> None:
        self.unions = unions
        self.around = 0
        self.open_names: dict[int, Sequence[Branch]] = {}


class Branch(NamedTuple):
    """What is left open of a union of named paths.

    Attributes:
        rank: Its place among the alternatives.
        names: The names, with the bits of the sets of words that they need and the ways that are left open.
    """

    rank: int
    names: tuple[tuple[str, int, tuple[Way, ...]], ...]


@dataclass(frozen=True, slots=True)
class PathBook:
    """The named paths and word lists of a model.

    Attributes:
        named: The paths by name; every preposition is the name of one.
        lists: Lists of words that paths and fillers refer to.
        numbers: The numbers of their steps.
        leads: What they need to lead anywhere.
        words: The sets of words that they and whoever refers to them need.
        labels: The labels that they begin with.
    """

    named: Mapping[str, tuple[Path, ...]]
    lists: Mapping[str, frozenset[str]] = field(default_factory=dict)
    numbers: Numbers = field(init=False, repr=False, compare=False, default_factory=Numbers)
    leads: Mapping[str, Lead] = field(init=False, repr=False, compare=False)
    words: WordSets = field(init=False, repr=False, compare=False, default_factory=WordSets)
    labels: Labels = field(init=False, repr=False, compare=False, default_factory=Labels)

    def __post_init__(self) -> None:
        object.__setattr__(self, "leads", Leads(self.named, self.words, self.labels))

    def ways_from(self, name: str, around: int) -> tuple[Way, ...]:
        """Returns the ways of a named path that may lead somewhere from a token; worked out once for equal labels.

        Args:
            name: The path.
            around: The bits of the labels around the token.
        """
        lead = self.leads[name]
        key = lead.around & around
        found = lead.open_ways.get(key)
        if found is None:
            if len(lead.open_ways) >= MOST_WAYS:
                lead.open_ways.clear()
            open_now = [
                path for path, move in zip(self.named[name], lead.moves, strict=True) if move is None or move & around
            ]
            found = lead.open_ways[key] = ways_of(open_now, list(map(self.numbers.of, open_now)))
        return found

    def open_names(self, fan: Fan, around: int) -> Sequence[Branch]:
        """Returns the paths of a role that may lead somewhere from a token; worked out once for equal labels.

        Args:
            fan: The paths.
            around: The bits of the labels around the token.
        """
        if not fan.open_names:
            for name in (n for union in fan.unions for n in union):
                fan.around |= self.leads[name].around
        key = fan.around & around
        found = fan.open_names.get(key)
        if found is None:
            if len(fan.open_names) >= MOST_WAYS:
                fan.open_names.clear()
            branches = (
                Branch(
                    rank,
                    tuple(
                        (name, self.leads[name].words, ways) for name in names if (ways := self.ways_from(name, around))
                    ),
                )
                for rank, names in enumerate(fan.unions)
            )
            found = fan.open_names[key] = [branch for branch in branches if branch.names]
        return found

    def walk(self, name: str, token: Token, classes: TokenClasses) -> list[Token]:
        """Returns what the first alternative of a named path that arrives anywhere arrives at."""
        return next(self.routes(name, token, classes), [])

    def routes(self, name: str, token: Token, classes: TokenClasses) -> Iterator[list[Token]]:
        """Yields what each alternative of a named path arrives at, in order of trust, where it arrives anywhere."""
        doc = token.doc
        walker = Walker(tree_of(doc), self, lambda i: classes(doc[i]))
        return ([doc[i] for i in found] for found in walker.routes(name, token.i))


class Leads(dict[str, Lead]):
    """What named paths need to lead anywhere, worked out when a path is first asked for."""

    def __init__(self, named: Mapping[str, Sequence[Path]], sets: WordSets, labels: Labels) -> None:
        super().__init__()
        self._named = named
        self._sets = sets
        self._labels = labels

    def __missing__(self, name: str) -> Lead:
        """Works out what a path needs."""
        lead = self[name] = lead_of(self._named[name], self._sets, self._labels)
        return lead


def lead_of(paths: Sequence[Path], sets: WordSets, labels: Labels) -> Lead:
    """Returns what the alternatives of a named path need to lead anywhere.

    Args:
        paths: The alternatives.
        sets: Numbers the words that they need.
        labels: Numbers the labels that they begin with.
    """
    words = [dict.fromkeys(_words(path)) for path in paths]
    common = [some for some in (words[0] if words else ()) if all(some in others for others in words)]
    if not common and all(words):
        common = [frozenset().union(*(min(some, key=len) for some in words))]
    moves = [_first_move(path, labels) for path in paths]
    around = 0
    for move in moves:
        around |= move or 0
    return Lead(sets.mask(common), around, tuple(moves), {})


def _first_move(path: Path, labels: Labels) -> int | None:
    """Returns the bits of the labels one of which a first move needs; None where it may always be made."""
    move = next(step for step in path.steps if step.direction != "=")
    if not move.deps or move.direction not in {">", "<"}:
        return None
    return labels.mask(below=move.deps) if move.direction == ">" else labels.mask(own=move.deps)


def _words(path: Path) -> Iterator[frozenset[str]]:
    """Yields sets of words of each of which a sentence must have one for a path to lead anywhere."""
    return (words for step in path.steps for words in (step.test.lemma, step.test.text) if words)


def ways_of(paths: Sequence[Path], numbers: Sequence[Sequence[int]]) -> tuple[Way, ...]:
    """Returns paths as ways, given the numbers of their steps."""
    ways: list[Way] = []
    following: Sequence[int] = ()
    after: list[int] = []
    for place in reversed(range(len(paths))):
        row = numbers[place]
        common = 0
        for here, there in zip(row, following, strict=False):
            if here != there:
                break
            common += 1
        after = after[:common] + [place + 1] * (len(row) - common)
        ways.append(tuple(zip(row, paths[place].steps, after, strict=True)))
        following = row
    return tuple(reversed(ways))


class _Walk:
    """How far the alternatives of a path were walked from a token: where they led, and which comes next."""

    __slots__ = ("found", "next", "ways")

    def __init__(self, ways: Sequence[Way]) -> None:
        self.found: list[list[int]] = []
        self.ways = ways
        self.next = 0


class _Spot:
    """What the walks from a token have in common.

    Attributes:
        around: The bits of the labels around it (see `Labels`).
        lacks: The sets of words that its sentence has no word of: all bits but theirs (see `WordSets`).
        sets: How many sets of words there were when this was seen.
        walks: The walks by the names of their paths.
        reached: Where ways led, by their numbers.
    """

    __slots__ = ("around", "lacks", "reached", "sets", "walks")

    def __init__(self, around: int) -> None:
        self.around = around
        self.lacks = 0
        self.sets = -1
        self.walks: dict[str, _Walk] = {}
        self.reached: dict[int, list[int]] = {}


class Walker:
    """Walks the paths over one document; what several begin with is walked once."""

    def __init__(self, tree: Tree, book: PathBook, classes: Classes) -> None:
        self.tree = tree
        self.classes = classes
        self.book = book
        self._spots: dict[int, _Spot] = {}
        self._lacks: dict[tuple[int, int], int] = {}

    def close(self) -> None:
        """Ends the walks that were begun."""
        self._spots.clear()

    def lacks(self, i: int) -> int:
        """Returns the sets of words that the sentence of a token has no word and no lemma of: all bits but theirs."""
        return self._spot(i).lacks

    def _spot(self, i: int) -> _Spot:
        spot = self._spots.get(i)
        if spot is None or spot.sets != self.book.words.size:  # there are sets that nobody asked for before
            if spot is None:
                dep = self.tree.dep
                below = {dep[child] for child in self.tree.children[i]}
                spot = self._spots[i] = _Spot(self.book.labels.mask(below, (dep[i],)))
            self._look(spot, i)
        return spot

    def _look(self, spot: _Spot, i: int) -> None:
        """Looks which sets of words the sentence of a token has words of."""
        sets = self.book.words
        key = self.tree.start[i], sets.size
        lacks = self._lacks.get(key)
        if lacks is None:
            lacks = self._lacks[key] = ~sets.of(self.tree.words(key[0]))
        spot.lacks, spot.sets = lacks, sets.size

    def open_names(self, fan: Fan, start: int) -> tuple[Sequence[Branch], int]:
        """Returns the paths of a role that the labels around a token leave open, and what words its sentence lacks.

        Args:
            fan: The paths.
            start: The token.
        """
        spot = self._spot(start)
        branches = fan.open_names.get(fan.around & spot.around)
        if branches is None:
            branches = self.book.open_names(fan, spot.around)
            self._look(spot, start)
        return branches, spot.lacks

    def may_lead(self, fan: Fan, start: int) -> bool:
        """Tells whether a path of a role may lead somewhere from a token, by words and labels alone.

        Args:
            fan: The paths.
            start: The token.
        """
        branches, lacks = self.open_names(fan, start)
        for _, names in branches:
            for _, words, _ in names:
                if not words & lacks:
                    return True
        return False

    def route(self, name: str, start: int, nth: int = 0, ways: Sequence[Way] | None = None) -> list[int] | None:
        """Returns where the nth alternative of a named path leads from a token, of those that lead anywhere.

        What was walked is remembered, however many rules ask; what nobody asks for is not walked.

        Args:
            name: The path.
            start: The token.
            nth: Which of those, in order of trust, from 0.
            ways: Those that words and labels leave open, where the caller knows them.
        """
        spot = self._spot(start)
        walk = spot.walks.get(name)
        if walk is None:
            walk = spot.walks[name] = _Walk(self._open(name, start) if ways is None else ways)
        found = walk.found
        while len(found) <= nth:
            if walk.next >= len(walk.ways):
                return None
            self._go_on(walk, spot.reached, start)
        return found[nth]

    def routes(self, name: str, start: int) -> Iterator[list[int]]:
        """Yields where each alternative of a named path leads from a token, in order of trust, if it leads anywhere."""
        nth = 0
        while (found := self.route(name, start, nth)) is not None:
            yield found
            nth += 1

    def first(self, name: str, start: int) -> list[int]:
        """Returns where the first alternative of a named path leads that leads anywhere."""
        return self.route(name, start) or []

    def _open(self, name: str, start: int) -> Sequence[Way]:
        """Returns the ways of a named path that the words of the sentence and what hangs on the token leave open."""
        words = self.book.leads[name].words
        spot = self._spot(start)
        return () if words & spot.lacks else self.book.ways_from(name, spot.around)

    def _go_on(self, walk: _Walk, reached: dict[int, list[int]], start: int) -> None:
        """Walks on to the next alternative that leads anywhere."""
        ways, k = walk.ways, walk.next
        while k < len(ways):
            here = [start]
            for number, step, otherwise in ways[k]:
                there = reached.get(number)
                if there is None:
                    there = reached[number] = self._step(step, here)
                if not there:
                    k = otherwise
                    break
                here = there
            else:
                k += 1
                if start in here:
                    here = [t for t in here if t != start]
                if here:
                    walk.found.append(here)
                    break
        walk.next = k

    def _step(self, step: Step, here: Sequence[int]) -> list[int]:
        """Returns where a step leads from some tokens, without repeats."""
        if len(here) == 1:
            return step.walk(self.tree, here[0], self.classes)
        return list(dict.fromkeys(t for i in here for t in step.walk(self.tree, i, self.classes)))


def is_passive(tree: Tree, verb: int) -> bool:
    """Tells whether a verb is passive: by its auxiliary or subject, or as a bare past participle ("people killed")."""
    deps = {tree.dep[t] for t in tree.children[verb]}
    if deps & {"auxpass", "nsubjpass"}:
        return True
    if tree.tag[verb] != "VBN" or deps & {"dobj", "aux"}:
        return False
    if "nsubj" in deps:  # "and 12 wounded", "Two hurt in crash"
        return True
    if tree.dep[verb] == "conj" and tree.pos[tree.head[verb]] in VERBAL:
        return is_passive(tree, tree.head[verb])
    return tree.dep[verb] in BARE_PASSIVE_DEPS


def is_objectless(tree: Tree, verb: int) -> bool:
    """Tells whether a verb has no object of its own nor one shared with the next verb ("killed and wounded dozens")."""
    chain = [verb, *(t for t in tree.children[verb] if tree.dep[t] == "conj" and not has_subject(tree, t))]
    return not any(tree.dep[c] in OBJECT_DEPS for t in chain for c in tree.children[t])


def is_contact(tree: Tree, verb: int) -> bool:
    """Tells whether a verb has the noun that it hangs on as its object, without a pronoun: "the men they freed"."""
    if tree.dep[verb] != "relcl" or tree.head[verb] > verb or not is_objectless(tree, verb):
        return False
    subjects = [c for c in tree.children[verb] if tree.dep[c] in SUBJECT_DEPS]
    if not subjects or any(c > verb for c in subjects):
        return False
    clause_words = range(tree.head[verb] + 1, verb)
    if any(tree.tag[i] in RELATIVE_TAGS or tree.lower[i] == "that" for i in clause_words):
        return False
    loose = (c for c in tree.children[verb] if tree.dep[c] == "prep")  # "the town they died in"
    return all(any(tree.dep[t] in {"pobj", "pcomp"} for t in tree.children[c]) for c in loose)


def has_subject(tree: Tree, i: int) -> bool:
    """Tells whether a subject hangs on the token itself."""
    return any(tree.dep[t] in SUBJECT_DEPS for t in tree.children[i])


def clause(tree: Tree, i: int) -> list[int]:
    """Returns the tokens of the clause that a token governs, without the clauses inside it, in text order."""
    found: list[int] = []
    stack = [i]
    while stack:
        here = stack.pop()
        found.append(here)
        stack += [
            t
            for t in tree.children[here]
            if tree.dep[t] not in CLAUSE_DEPS and not (tree.dep[t] == "conj" and has_subject(tree, t))
        ]
    return sorted(found)


def is_participle(tree: Tree, i: int) -> bool:
    """Tells whether a token is a participle without an auxiliary."""
    return tree.tag[i] in {"VBG", "VBN"} and not any(tree.dep[c] in {"aux", "auxpass"} for c in tree.children[i])


_PREDICATES: dict[str, Callable[[Tree, int], bool]] = {
    "active": lambda tree, i: tree.pos[i] in VERBAL and not is_passive(tree, i),
    "passive": is_passive,
    "bare": lambda tree, i: not has_subject(tree, i),
    "verb": lambda tree, i: tree.pos[i] in VERBAL,
    "noun": lambda tree, i: tree.pos[i] in {"NOUN", "PROPN"},
    "participle": is_participle,
    "objectless": is_objectless,
    "contact": is_contact,
    "infinitive": lambda tree, i: any(tree.tag[c] == "TO" for c in tree.children[i]),
}


def compile_test(text: str, lists: Mapping[str, frozenset[str]]) -> TokenTest:
    """Compiles the inside of a step's brackets: bare words are lemmas, `#name` a list, `key=a|b` any other test.

    Raises:
        PathError: An unknown key or list.
    """
    same = ("lemma", "text", "pos", "tag", "dep")
    keys = {**dict(zip(same, same, strict=True)), "class": "cls", "not": "no_cls", "but": "no_lemma"}
    values: dict[str, set[str]] = {}
    for part in filter(None, (p.strip() for p in text.split(","))):
        key, equals, right = part.partition("=")
        if not equals:
            key, right = "lemma", part
        if key not in keys:
            raise PathError(f"unknown test {key!r}; known are {', '.join(keys)}")
        for word in right.split("|"):
            if word.startswith("#"):
                if word[1:] not in lists:
                    raise PathError(f"unknown word list {word!r}")
                values.setdefault(keys[key], set()).update(lists[word[1:]])
            else:
                values.setdefault(keys[key], set()).add(word)
    return TokenTest(**{k: frozenset(v) for k, v in values.items()})


def compile_step(word: str, lists: Mapping[str, frozenset[str]]) -> Step | None:
    """Compiles one step or predicate; None where the word is neither.

    Raises:
        PathError: An unknown test or list.
    """
    if word in PREDICATES:
        return Step("=", frozenset(), TokenTest(), word)
    match = _STEP.fullmatch(word)
    if not match:
        return None
    deps = frozenset(filter(None, match["deps"].split("|")))
    return Step(match["dir"], deps, compile_test(match["tests"] or "", lists))


def compile_path(
    source: str, lists: Mapping[str, frozenset[str]], compiled: dict[str, Step | None] | None = None
) -> Path:
    """Compiles one path; `compiled` are the steps of earlier paths, which have most of theirs in common.

    Raises:
        PathError: It is not well formed.
    """
    known = {} if compiled is None else compiled
    steps: list[Step] = []
    for word in source.split():
        if word not in known:
            known[word] = compile_step(word, lists)
        step = known[word]
        if step is None:
            names = ", ".join(sorted(PREDICATES))
            raise PathError(f"{word!r} in path {source!r} is neither a step (>dep, <dep, >>) nor one of: {names}")
        steps.append(step)
    if all(step.direction == "=" for step in steps):
        raise PathError(f"path {source!r} has no step")
    return Path(source, tuple(steps))


def expand(source: str, paths: Mapping[str, Sequence[str]], within: tuple[str, ...] = ()) -> list[str]:
    """Replaces the `@name` that may end a path by each alternative of that named path.

    Raises:
        PathError: There is no such path, or it leads back to itself.
    """
    start, at, name = source.partition("@")
    if not at:
        return [source]
    if name not in paths:
        raise PathError(f"path {source!r} goes on as {name!r}, which is no named path")
    if name in within:
        raise PathError(f"path {source!r} goes round in a circle")
    return [start + rest for inner in paths[name] for rest in expand(inner, paths, (*within, name))]


def compile_book(
    paths: Mapping[str, Sequence[str]],
    lists: Mapping[str, Sequence[str]],
    prepositions: Sequence[str],
    templates: Sequence[str],
) -> PathBook:
    """Compiles a model's paths; every preposition becomes a path of its own name by the templates (`{}` is the word).

    Raises:
        PathError: One of them is not well formed; the message names it.
    """
    words = {name: frozenset(values) for name, values in lists.items()}
    steps: dict[str, Step | None] = {}
    named = {p: tuple(compile_path(t.format(p), words, steps) for t in templates) for p in prepositions}
    for name, sources in paths.items():
        try:
            written = (way for source in sources for way in expand(source, paths, (name,)))
            named[name] = tuple(compile_path(way, words, steps) for way in written)
        except PathError as error:
            raise PathError(f"path {name!r}: {error}") from None
    return PathBook(named, words)
