"""What words a sentence must have for a rule to match in it: derived from the compiled rules, kept by nobody.

A rule needs a form of its trigger's lemma, one word for each list of lemmas that a condition or each way to a required
role names, and a term for each class. A sentence without them need not be tagged. A name may be of the classes that
stand beside it anywhere in the document, a pronoun of any that the document has a term of.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from eventx.gate.words import class_mark
from eventx.rules.language import Fill, Rule, RuleFile, alternatives, token_test
from eventx.rules.match import Compiled
from eventx.rules.paths import Path, TokenTest

DISTANT = frozenset({"article", "document", "theme"})
"""What a condition may test beyond its sentence."""
NEAR = frozenset({"trigger", "before", "after", "sentence"})
OPEN_KINDS = frozenset({"kind", "number", "unknown", "country", "any"})

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

Clause = frozenset[str]
"""Features of which a sentence must have one."""
Ways = tuple[tuple[Clause, ...], ...]
"""Alternatives, each of clauses that must all be met."""


@dataclass(frozen=True, slots=True)
class Need:
    """What one rule needs besides the head of its trigger: words all of which, and alternatives one of each.

    Attributes:
        words: The words of the trigger.
        pos: The parts of speech that its head may have.
        clauses: Alternatives of words.
        ways: Alternatives of such.
    """

    words: frozenset[str]
    pos: frozenset[str]
    clauses: tuple[Clause, ...]
    ways: tuple[Ways, ...]

    def met(self, found: frozenset[str]) -> bool:
        """Tells whether a sentence with these features may have it."""
        return (
            self.words <= found
            and not any(clause.isdisjoint(found) for clause in self.clauses)
            and all(
                any(not any(clause.isdisjoint(found) for clause in way) for way in alternative)
                for alternative in self.ways
            )
        )


@dataclass(frozen=True, slots=True)
class Needs:
    """The needs of all rules.

    Attributes:
        by_head: By the lemma of the trigger's head.
        by_rule: By the rule's index, without the words of the trigger.
        heads: The lemmas of all heads.
        classes: The classes that are asked for.
    """

    by_head: Mapping[str, tuple[Need, ...]]
    by_rule: tuple[Need, ...]
    heads: frozenset[str]
    classes: frozenset[str]

    def may_yield(self, heads: frozenset[str], found: frozenset[str]) -> bool:
        """Tells whether a sentence may hold an event.

        Args:
            heads: Its words that may be the head of a trigger.
            found: The features of its words, and marks of the classes that its names and pronouns may have.
        """
        return any(need.met(found) for head in heads for need in self.by_head[head])

    def may_wake(self, found: frozenset[str], words: Sequence[frozenset[str]], tags: Sequence[str]) -> bool:
        """Tells the same of a tagged sentence.

        Args:
            found: As in `may_yield`.
            words: The features of each word.
            tags: Its tag.
        """
        before = ""
        for features, tag in zip(words, tags, strict=True):
            pos = POS.get(tag, NO_POS)
            if before in INFINITIVE and tag.startswith("NN"):
                pos = ANY_POS  # a verb, if the tagger is wrong
            before = tag
            if not pos or self.heads.isdisjoint(features):
                continue
            for head in features & self.heads:
                if any(not need.pos.isdisjoint(pos) and need.met(found) for need in self.by_head[head]):
                    return True
        return False


def hint_mark(name: str) -> str:
    """Returns the feature of a sentence with a word that may be of a class by what other sentences say."""
    return f"hint:{name}"


def count_mark(name: str) -> str:
    """Returns the feature of a sentence with a number, in a document with a word of a class."""
    return f"count:{name}"


def compile_needs(compiled: Compiled) -> Needs:
    """Derives from compiled rules what words each needs."""
    by_head: dict[str, dict[Need, None]] = defaultdict(dict)
    by_rule = []
    for file, rule in compiled.rules:
        clauses, ways = rule_needs(compiled, file, rule)
        pos = frozenset(rule.trigger.pos)
        by_rule.append(Need(frozenset(), pos, clauses, ways))
        for phrase in rule.trigger.lemma:
            words = phrase.lower().split()
            for k in {0 if set(rule.trigger.pos) - {"NOUN"} else -1, -1 if "NOUN" in rule.trigger.pos else 0}:
                by_head[words[k]][Need(frozenset(words), pos, clauses, ways)] = None
    marks = {
        mark
        for needs in by_head.values()
        for need in needs
        for clause in (*need.clauses, *(c for ways in need.ways for way in ways for c in way))
        for mark in clause
    }
    classes = frozenset(mark.partition(":")[2] for mark in marks if mark.startswith(("hint:", "count:")))
    return Needs({head: tuple(needs) for head, needs in by_head.items()}, tuple(by_rule), frozenset(by_head), classes)


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
