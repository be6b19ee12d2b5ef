"""What words a sentence must have for a rule to match in it: derived from the compiled rules, kept by nobody.

A rule needs a form of its trigger's lemma, one word for each list of lemmas that a condition or each way to a required
role names, and a term for each class. A sentence without them need not be tagged. A name may be of the classes that
stand beside it anywhere in the document, a pronoun of any that the document has a term of.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from eventx.gate.marks import Clause, Marks, Word, class_mark, count_mark, hint_mark
from eventx.rules.compiled import Compiled
from eventx.rules.language import Fill, Rule, RuleFile, alternatives, token_test
from eventx.rules.paths.steps import Path, TokenTest

DISTANT = frozenset({"article", "document", "theme"})
"""What a condition may test beyond its sentence."""
NEAR = frozenset({"trigger", "before", "after", "sentence"})
OPEN_KINDS = frozenset({"kind", "number", "unknown", "country", "any"})

NOUN = frozenset({"NOUN"})
NO_POS: frozenset[str] = frozenset()
ANY_POS = frozenset({"VERB", "AUX", "NOUN", "ADJ"})
INFINITIVE = frozenset({"TO", "MD"})
POS = {
    **dict.fromkeys(("VB", "VBD", "VBG", "VBN", "VBP", "VBZ", "JJ"), ANY_POS),
    **dict.fromkeys(("NN", "NNS", "NNP", "NNPS"), frozenset({"NOUN", "ADJ"})),
    **dict.fromkeys(("JJR", "JJS"), frozenset({"ADJ"})),
    "MD": frozenset({"AUX", "VERB"}),
}
"""What parts of speech a word with a tag may be, lastly: parser and repairs may see it otherwise than the tagger."""

Ways = tuple[tuple[Clause, ...], ...]
"""Alternatives, each of clauses that must all be met."""


@dataclass(frozen=True, slots=True)
class Need:
    """What one rule needs besides the head of its trigger: clauses all of which, and alternatives one of each.

    Attributes:
        pos: The parts of speech that the head of its trigger may have.
        clauses: The bits of clauses that must all be met.
        ways: Alternatives of such.
        rest: The other words of the trigger: after the head in order, or before a noun from the last one on.
    """

    pos: frozenset[str]
    clauses: int
    ways: tuple[tuple[int, ...], ...]
    rest: tuple[str, ...] = ()

    @property
    def is_noun(self) -> bool:
        """Whether the head of the trigger is a noun."""
        return self.pos == NOUN

    def stands(self, words: Sequence[Word], i: int) -> bool:
        """Tells whether the rest of the trigger stands where it must, if its head is the i-th word."""
        if not self.rest:
            return True
        beside = iter(reversed(words[:i]) if self.is_noun else words[i + 1 :])
        return all(any(wanted in word.features for word in beside) for wanted in self.rest)

    def met(self, found: int) -> bool:
        """Tells whether a sentence that meets some clauses may have it."""
        if self.clauses & ~found:
            return False
        for alternative in self.ways:
            for way in alternative:
                if not way & ~found:
                    break
            else:
                return False
        return True


@dataclass(frozen=True, slots=True)
class Needs:
    """The needs of all rules.

    Attributes:
        by_head: By the lemma of the trigger's head.
        by_rule: By the rule's index, without the words of the trigger.
        marks: Which bits stand for what.
    """

    by_head: Mapping[str, tuple[Need, ...]]
    by_rule: tuple[Need, ...]
    marks: Marks

    def may_yield(self, words: Sequence[Word], found: int) -> bool:
        """Tells whether a sentence may hold an event.

        Args:
            words: Its words.
            found: The clauses that it may meet.
        """
        return any(self._may_head(words, i, ANY_POS, found) for i, word in enumerate(words) if word.heads)

    def may_wake(self, words: Sequence[Word], tags: Sequence[str], found: int) -> bool:
        """Tells the same of a tagged sentence.

        Args:
            words: Its words.
            tags: The tag of each.
            found: As in `may_yield`.
        """
        for i, word in enumerate(words):
            if not word.heads:
                continue
            pos = POS.get(tags[i], NO_POS)
            if i and tags[i - 1] in INFINITIVE and tags[i].startswith("NN"):
                pos = ANY_POS  # a verb, if the tagger is wrong
            if pos and self._may_head(words, i, pos, found):
                return True
        return False

    def _may_head(self, words: Sequence[Word], i: int, pos: frozenset[str], found: int) -> bool:
        """Tells whether the i-th word may head a trigger whose rule has what it needs."""
        word = words[i]
        for head in word.heads:
            for need in self.by_head[head]:
                if (
                    need.met(found)
                    and not need.pos.isdisjoint(pos)
                    and (head in word.nouns or not need.is_noun)
                    and need.stands(words, i)
                ):
                    return True
        return False


def compile_needs(compiled: Compiled) -> Needs:
    """Derives from compiled rules what words each needs."""
    numbers: dict[Clause, int] = {}

    def bits(clauses: Iterable[Clause]) -> int:
        found = 0
        for clause in clauses:
            found |= 1 << numbers.setdefault(clause, len(numbers))
        return found

    by_head: dict[str, dict[Need, None]] = defaultdict(dict)
    by_rule = []
    for file, rule in compiled.rules:
        clauses, alternatives = rule_needs(compiled, file, rule)
        pos = frozenset(rule.trigger.pos)
        needed = bits(clauses)
        ways = tuple(tuple(map(bits, alternative)) for alternative in alternatives)
        by_rule.append(Need(pos, needed, ways))
        for phrase in rule.trigger.lemma:
            words = tuple(phrase.lower().split())
            if pos - NOUN:
                own = needed | bits(frozenset({word}) for word in words[1:])
                by_head[words[0]][Need(pos - NOUN, own, ways, words[1:])] = None
            if pos & NOUN:
                own = needed | bits(frozenset({word}) for word in words[:-1])
                by_head[words[-1]][Need(NOUN, own, ways, words[-2::-1])] = None
    classes = {m.partition(":")[2] for clause in numbers for m in clause if m.startswith(("hint:", "count:"))}
    marks = Marks(classes, list(numbers))
    return Needs({head: tuple(needs) for head, needs in by_head.items()}, tuple(by_rule), marks)


def rule_needs(compiled: Compiled, file: RuleFile, rule: Rule) -> tuple[tuple[Clause, ...], tuple[Ways, ...]]:
    """Returns what a rule needs in its sentence: clauses, and alternatives of clauses."""
    paths = compiled.book.paths.named
    clauses: dict[Clause, None] = {}
    ways: dict[Ways, None] = {}
    for name, condition in ((n, c) for group in rule.when for n, c in group.items()):
        if name in DISTANT:
            continue
        clauses |= dict.fromkeys(test_clauses(token_test(condition)))
        if name not in NEAR:
            ways |= dict.fromkeys(_useful([tuple(path_clauses(path)) for path in paths[name]]))
    for group in rule.need:
        found = []
        for role in group:
            last = fill_clause(compiled.book.fills[rule.where[role].fill or file.roles[role].fill])
            for name in (n for union in alternatives(rule.where[role].path) for n in union):
                found += [(*path_clauses(path), *last) for path in paths[name]]
        ways |= dict.fromkeys(_useful(found))
    return tuple(clauses), tuple(ways)


def _useful(found: Sequence[tuple[Clause, ...]]) -> Iterator[Ways]:
    """Yields the alternatives, unless one of them needs nothing."""
    if all(found):
        yield tuple(dict.fromkeys(found))


def path_clauses(path: Path) -> Iterator[Clause]:
    """Yields what words a path needs to arrive."""
    for step in path.steps:
        yield from test_clauses(step.test)


def test_clauses(test: TokenTest) -> Iterator[Clause]:
    """Yields what words a token test needs; those for classes may be hinted at."""
    if test.lemma:
        yield frozenset(test.lemma)
    if test.text:
        yield frozenset(test.text)
    if test.cls:
        yield frozenset(map(class_mark, test.cls)) | frozenset(map(hint_mark, test.cls))


def fill_clause(fill: Fill) -> tuple[Clause, ...]:
    """Returns what words a role's filler needs: nothing where more than classes and words may fill it."""
    if any(getattr(fill, name) for name in OPEN_KINDS):
        return ()
    marks = {mark(name) for name in fill.cls for mark in (class_mark, hint_mark, *([count_mark] * fill.earlier))}
    return (frozenset(fill.text) | marks,)
