"""Which tagged sentences may still yield an event, before anybody has parsed them.

A rule asks for paths over the parse: a subject of some class, a preposition with its object. Where such words may stand
is known by their tags alone: a subject before its verb and not in the phrase of a preposition, an object in the phrase
right after its verb. So a path is walked over all places that its steps may lead to, and a rule that can't arrive with
what it needs can't match. What the order of words doesn't tell may stand anywhere.

The tags of a sentence are read as a string of letters, one a word, so that phrases are found by regular expressions.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import repeat

from eventx.gate.hints import KINDS, Hinted
from eventx.gate.marks import Word, class_mark, label_mark
from eventx.gate.promise import BESIDE, KIND_OF, NAMED_KINDS, NO_CLASSES, Hopes, Spot
from eventx.rules.match import FillTest
from eventx.rules.paths import Step, TokenTest

Places = int
"""Places in a sentence, as the bits of a number."""

LETTERS = {
    **dict.fromkeys(("NN", "NNS"), "n"),
    **dict.fromkeys(("NNP", "NNPS"), "N"),
    **dict.fromkeys(("JJ", "JJR"), "j"),
    **dict.fromkeys(("CD", "$"), "c"),
    **dict.fromkeys(("DT", "PDT"), "d"),
    **dict.fromkeys(("PRP$", "WP$"), "s"),
    **dict.fromkeys(("PRP", "EX"), "p"),
    **dict.fromkeys(("WDT", "WP"), "w"),
    **dict.fromkeys(("VBZ", "VBP"), "F"),
    **dict.fromkeys((",", ":", "``", "''", "-LRB-", "-RRB-"), ","),
    **dict.fromkeys(("RB", "RBR", "RBS"), "r"),
    "JJS": "J",
    "MD": "m",
    "VBG": "g",
    "VBN": "v",
    "VBD": "f",
    "VB": "b",
    "TO": "t",
    "IN": "i",
    "RP": "q",
    "WRB": "W",
    "CC": "k",
    "POS": "s",
    "HYPH": "-",
}
"""A letter for all fine tags that mean the same here; "x" for the rest."""
OF, BY, PREPOSITION, COUNTING, INFINITIVE = "o", "y", "h", "a", "T"
"""Letters of words: "of", "by", another preposition that begins no clause, one before a number; "to" before a verb."""
LETTER_OF = {"of": OF, "by": BY}
COUNTED = (["c"], ["J"])

VERBS = "bgvfF"
VERBAL = VERBS + "njN"
"""What may be a verb though the tagger took it for a noun."""
OPENING = ",kihaxr-w"
"""What a clause may begin after, or with."""
PLACING = "ihyaotqgvrjk"
"""What may be a preposition, or a participle that stands for one."""
PHRASE = "dsjJnNcgvrx,kpwWqoa-"
"""What a phrase after a verb or preposition is made of, several of them joined."""
_HEAD = re.compile(r"[nNpwx]|d(?![nNjJcgvrs-])|[jJcgv](?![nNs])")
_PLACED = re.compile(r"(?<=[nNcpjx])[hyt]([dsjJnNcgvrx-]*p?)")
_TO = re.compile(r"t(?=r*b)")
_PHRASE_BEGINS = re.compile(r"r*[dsjJnNcpa]")
_HELPED = re.compile(r"r*[vg]")
_AIDED = re.compile(r"[mfFTrvgb]*$")


@lru_cache(maxsize=64)
def _table(letters: str) -> dict[int, str]:
    every = {*LETTERS.values(), "x", OF, BY, PREPOSITION, COUNTING, INFINITIVE}
    return {ord(letter): "01"[letter in letters] for letter in every}


def places(found: Places) -> Iterator[int]:
    """Yields the places that some bits stand for, the last one first."""
    while found:
        last = found.bit_length() - 1
        yield last
        found ^= 1 << last


def span(start: int, end: int) -> Places:
    """Returns the places from one up to another."""
    return (1 << end) - (1 << start) if end > start else 0


@dataclass(frozen=True, slots=True)
class Forms:
    """Words that the order of others depends on.

    Attributes:
        prepositions: Prepositions that begin no clause.
        passive: Lemmas of verbs that make a passive with a participle.
        perfect: Lemmas of verbs that make a perfect with one.
        counting: Prepositions that may belong to the number after them ("over 80").
    """

    prepositions: frozenset[str]
    passive: frozenset[str]
    perfect: frozenset[str]
    counting: frozenset[str]


def forms_of(data: Mapping[str, Iterable[str]]) -> Forms:
    """Reads the words of a model's `gate.yml` that the order of others depends on."""
    return Forms(**{name: frozenset(words) for name, words in data.items()})


class Sketch:
    """Where the words of a tagged sentence may hang.

    Args:
        words: The words.
        tags: Their tags.
        forms: Words that the order of others depends on.
    """

    def __init__(self, words: Sequence[Word], tags: Sequence[str], forms: Forms) -> None:
        self.words = words
        self.tags = tags
        self.forms = forms
        letters = [*map(LETTERS.get, tags, repeat("x"))]
        for i, letter in enumerate(letters):
            if letter == "i" and (text := words[i].text.lower()) in forms.prepositions:
                letters[i] = LETTER_OF.get(text, PREPOSITION)
                if text in forms.counting and letters[i + 1 : i + 2] in COUNTED:
                    letters[i] = COUNTING
        self.shape = _TO.sub(INFINITIVE, "".join(letters))
        self.full = (1 << len(letters)) - 1
        self._of: dict[str, Places] = {}
        self._subjects: dict[int, Places] = {}

    def of(self, letters: str) -> Places:
        """Returns the places of some letters."""
        found = self._of.get(letters)
        if found is None:
            found = self._of[letters] = int(self.shape.translate(_table(letters))[::-1] or "0", 2)
        return found

    @cached_property
    def heads(self) -> Places:
        """The places of words that a phrase may be about."""
        heads = 0
        for found in _HEAD.finditer(self.shape):
            heads |= 1 << found.start()
        return heads

    @cached_property
    def placed(self) -> Places:
        """The places of words in the phrase of a preposition that goes on after a noun."""
        return sum(span(*found.span(1)) for found in _PLACED.finditer(self.shape))

    @cached_property
    def fronted(self) -> Places:
        """The places of prepositions before their verb: at the start or where a clause may begin."""
        return self.of(PLACING) & (self.of(OPENING) << 1 | 1)

    def after(self, here: Places) -> Places:
        """Returns the places of the phrases right after some words."""
        runs = self.of(PHRASE)
        begun = here << 1 & runs
        return runs & ~(runs + begun) | begun  # what is carried goes on to the end of each run

    def phrase(self, i: int) -> int:
        """Returns where the phrases that end in a word begin."""
        shape = self.shape
        while i and shape[i - 1] in PHRASE and shape[i - 1] != OF:
            i -= 1
        return i

    def subjects(self, here: Places) -> Places:
        """Returns where the subjects of verbs may stand."""
        end = here.bit_length() - 1
        if here & (here - 1):
            return self.heads & ~self.placed & span(0, end)
        found = self._subjects.get(end)
        if found is None:
            found = self._subjects[end] = self._find_subjects(end)
        return found

    def _find_subjects(self, i: int) -> Places:
        before = span(0, i)
        heads = self.heads & ~self.placed & before
        if not heads:
            return self.heads
        shape = self.shape
        finite = self.of("fFm") & before
        while finite:
            other = finite.bit_length() - 1
            if heads >> other and not ("," in shape[other:i] and "," in shape[:other]):
                relative = self.of("wW") & span(0, other)
                if not relative:
                    return heads >> other << other | self.of("w") & before
            finite ^= 1 << other
        return heads | self.of("w") & before

    def to_next_verb(self, here: Places) -> Places:
        """Returns the places up to the first finite verb after some words."""
        finite = self.of("fFm") & -(1 << here.bit_length())
        return (finite & -finite) - 1 if finite else self.full

    def own(self, here: Places) -> Places:
        """Returns the places before a verb that no other finite verb parts from it."""
        end = here.bit_length() - 1
        if self.shape[end] not in VERBS:
            return 0
        chain = _AIDED.search(self.shape, 0, end)
        finite = self.of("fF") & span(0, chain.start() if chain else end)
        return span(finite.bit_length(), end)

    def asked(self, here: Places) -> Places:
        """Returns where a relative pronoun may stand that is the object of a verb: before its subject."""
        found = self.of("w") & self.own(here)
        last = 1 << found.bit_length() - 1 if found else 0
        return last if last and self.heads & before(here) & -(last << 1) else 0

    def is_auxiliary(self, i: int) -> bool:
        """Tells whether a word only helps the verb after it."""
        return self._aids(i) and _HELPED.match(self.shape, i + 1) is not None

    def aid(self, i: int) -> frozenset[str]:
        """Returns the features of the word before a verb, adverbs aside."""
        while i and self.shape[i - 1] == "r":
            i -= 1
        return self.words[i - 1].features if i else frozenset()

    def is_passive(self, i: int) -> bool:
        """Tells whether a word may be a passive verb."""
        letter = self.shape[i]
        if letter == "v":
            aid = self.aid(i)
            return self.forms.perfect.isdisjoint(aid) or not self.forms.passive.isdisjoint(aid)
        return letter not in "fFbg" or not self.forms.passive.isdisjoint(self.aid(i))

    def is_active(self, i: int) -> bool:
        """Tells whether a word may be an active verb."""
        letter = self.shape[i]
        if letter != "v":
            return letter in VERBS
        aid = self.aid(i)
        return self.forms.passive.isdisjoint(aid) and (
            not self.forms.perfect.isdisjoint(aid) or _PHRASE_BEGINS.match(self.shape, i + 1) is not None
        )

    def is_joined(self, i: int) -> bool:
        """Tells whether a verb may go on after another one: after a conjunction or a comma, words of its own aside."""
        k = i
        while k and (self.shape[k - 1] in "rmTq" or self._aids(k - 1)):
            k -= 1
        return k > 0 and (self.shape[k - 1] in "k,-x" or self.words[k - 1].text in {"as", "than"})

    def _aids(self, i: int) -> bool:
        features = self.words[i].features
        return not (self.forms.passive.isdisjoint(features) and self.forms.perfect.isdisjoint(features))


Move = Callable[[Sketch, Places], Places]
"""From some places to those where a step may lead."""


def first(here: Places) -> int:
    """Returns the first of some places."""
    return (here & -here).bit_length() - 1


def before(here: Places) -> Places:
    """Returns all places before the last of some."""
    return (1 << here.bit_length() - 1) - 1


def _anywhere(sketch: Sketch, here: Places) -> Places:
    return sketch.full


def _anywhere_after(sketch: Sketch, here: Places) -> Places:
    return sketch.full & -(2 << first(here))


def _anywhere_before(sketch: Sketch, here: Places) -> Places:
    return before(here)


def _down_object(sketch: Sketch, here: Places) -> Places:
    here &= sketch.of(VERBS)
    return sketch.after(here) & sketch.heads | sketch.asked(here) if here else 0


def _down_phrase(sketch: Sketch, here: Places) -> Places:
    return sketch.after(here) & sketch.heads


def _down_complement(sketch: Sketch, here: Places) -> Places:
    found = sketch.after(here)
    return (found | found << 1 | here << 1) & sketch.full | sketch.asked(here)


def _down_receiver(sketch: Sketch, here: Places) -> Places:
    return _down_phrase(sketch, here) | _down_preposition(sketch, here) & sketch.of(PREPOSITION + "ti")


def _down_modifier(sketch: Sketch, here: Places) -> Places:
    found = 0
    for i in places(here):
        found |= span(sketch.phrase(i), i)
    return found


def _down_number(sketch: Sketch, here: Places) -> Places:
    return _down_modifier(sketch, here) | sketch.after(here)


def _down_preposition(sketch: Sketch, here: Places) -> Places:
    found = sketch.of(PLACING) & -(2 << first(here)) & sketch.to_next_verb(here)
    return found | sketch.fronted & sketch.own(here)


def _down_agent(sketch: Sketch, here: Places) -> Places:
    return sketch.of(BY) & -(2 << first(here))


def _down_verb_after(sketch: Sketch, here: Places) -> Places:
    return sketch.of(VERBAL) & -(2 << first(here))


def _down_verb(sketch: Sketch, here: Places) -> Places:
    return sketch.of(VERBAL)


def _down_aid(sketch: Sketch, here: Places) -> Places:
    found = 0
    for i in places(here & ~sketch.of("fF")):
        run = _AIDED.search(sketch.shape, 0, i)
        found |= span(run.start(), i) if run else 0
    return found


def _up_object(sketch: Sketch, here: Places) -> Places:
    return _governing(sketch, here) & sketch.of(VERBAL)


def _governing(sketch: Sketch, here: Places) -> Places:
    """Returns the words before the phrases that some words end, and those within."""
    found = 0
    for i in places(here & ~sketch.of("bfFm")):
        start = sketch.phrase(i)
        found |= span(start - 1 if start else 0, i)
    return found


def _up_phrase(sketch: Sketch, here: Places) -> Places:
    found = _governing(sketch, here)
    inner = found & sketch.of(OF)
    while inner:
        outer = _governing(sketch, inner)
        inner = outer & sketch.of(OF) & ~found
        found |= outer
    return found & sketch.of(PLACING + VERBS)


def _up_subject(sketch: Sketch, here: Places) -> Places:
    here &= ~sketch.of("bfF")
    return sketch.of(VERBS) & -(2 << first(here)) if here else 0


def _up_joined(sketch: Sketch, here: Places) -> Places:
    i = here.bit_length() - 1
    if here & (here - 1) or sketch.shape[i] not in VERBS:
        joints = sketch.of("k,-x") & before(here)
        return before(joints) if joints else 0
    return before(here) if sketch.is_joined(i) else 0


def _up_infinitive(sketch: Sketch, here: Places) -> Places:
    here &= ~sketch.of("fFm")
    return before(here) if here else 0


def _up_complement(sketch: Sketch, here: Places) -> Places:
    here &= ~sketch.of("bfFm")
    return before(here) if here else 0


def _up_clause(sketch: Sketch, here: Places) -> Places:
    return sketch.of(VERBAL)


def _up_bare_clause(sketch: Sketch, here: Places) -> Places:
    return sketch.of(VERBAL) if here & ~sketch.of("fF") else 0


def _up_participle(sketch: Sketch, here: Places) -> Places:
    here &= ~sketch.of("F")
    return before(here) if here else 0


def _up_modified(sketch: Sketch, here: Places) -> Places:
    return sketch.after(here)


def _up_modified_beside(sketch: Sketch, here: Places) -> Places:
    return sketch.after(here) | _down_modifier(sketch, here)


DOWN: Mapping[str, Move] = {
    "dobj": _down_object,
    "pobj": _down_phrase,
    "dative": _down_receiver,
    "attr": _down_complement,
    "acomp": _down_complement,
    "oprd": _down_complement,
    "pcomp": _anywhere_after,
    "prt": _down_complement,
    "compound": _down_modifier,
    "nmod": _down_modifier,
    "poss": _down_modifier,
    "det": _down_modifier,
    "predet": _down_modifier,
    "amod": _down_number,
    "nummod": _down_number,
    "quantmod": _down_number,
    "nsubj": Sketch.subjects,
    "nsubjpass": Sketch.subjects,
    "agent": _down_agent,
    "appos": _anywhere_after,
    "conj": _anywhere_after,
    "xcomp": _down_verb_after,
    "acl": _down_verb_after,
    "relcl": _down_verb_after,
    "advcl": _down_verb,
    "ccomp": _down_verb,
    "aux": _down_aid,
    "prep": _down_preposition,
}
"""Where what hangs on a word may stand, by its label; anywhere, if its label isn't here."""
UP: Mapping[str, Move] = {
    "dobj": _up_object,
    "pobj": _up_phrase,
    "attr": _anywhere_before,
    "acomp": _anywhere_before,
    "oprd": _anywhere_before,
    "pcomp": _up_complement,
    "compound": _up_modified,
    "nmod": _up_modified,
    "poss": _up_modified,
    "nummod": _up_modified,
    "det": _up_modified,
    "quantmod": _up_modified,
    "amod": _up_modified_beside,
    "nsubj": _up_subject,
    "nsubjpass": _up_subject,
    "conj": _up_joined,
    "xcomp": _up_infinitive,
    "advcl": _up_clause,
    "bare advcl": _up_bare_clause,
    "acl": _up_participle,
    "relcl": _anywhere_before,
    "agent": _anywhere_before,
    "appos": _anywhere_before,
}
"""Where the word may stand that a word hangs on by a label; "bare" of one without a subject of its own."""
PREDICATES: Mapping[str, Callable[[Sketch, int], bool]] = {
    "active": Sketch.is_active,
    "passive": Sketch.is_passive,
    "verb": lambda sketch, i: sketch.shape[i] in VERBS,
    "noun": lambda sketch, i: sketch.shape[i] in "nNjgcx",
    "participle": lambda sketch, i: sketch.shape[i] in "gv",
    "objectless": lambda sketch, i: sketch.shape[i + 1 : i + 2] not in ("s", "p"),
    "infinitive": lambda sketch, i: sketch.shape[i] == "b" and INFINITIVE in sketch.shape[max(0, i - 4) : i],
}
"""What a predicate of a path asks, as far as tags tell."""


@dataclass(frozen=True, slots=True, eq=False)
class Asked:
    """What a word must show, as far as it shows before the parse.

    Attributes:
        words: Sets of words of each of which it must be one.
        tags: Tags of which it must have one.
        classes: Classes of which it must have one.
        marks: The features that tell them.
        named: Whether any name or word for one will do.
        counted: Whether any number will do.
        plural: Whether any plural will do.
        text: Words that will do as they are.
    """

    words: tuple[frozenset[str], ...] = ()
    tags: frozenset[str] = frozenset()
    classes: frozenset[str] = frozenset()
    marks: frozenset[str] = frozenset()
    named: bool = False
    counted: bool = False
    plural: bool = False
    text: frozenset[str] = frozenset()


@lru_cache(maxsize=2_000)
def asked_by(test: TokenTest) -> Asked | None:
    """Returns what a test asks of a word, None: nothing."""
    words = tuple(filter(None, (test.lemma, test.text)))
    return Asked(words, test.tag, test.cls, _marks_of(test.cls)) if words or test.tag or test.cls else None


@lru_cache(maxsize=2_000)
def asked_of_filler(fill: FillTest) -> Asked | None:
    """Returns what may fill a role, None: anything."""
    if fill.any or fill.country or "other" in fill.kind:
        return None
    wide = fill.kind | {"person", "org"} if fill.kind & {"person", "group", "org"} else fill.kind
    classes = fill.cls.union(name for name, kind in KIND_OF.items() if kind in wide)
    return Asked(
        classes=classes,
        marks=_marks_of(classes),
        named=not fill.kind.isdisjoint(NAMED_KINDS),
        counted=fill.number or fill.earlier,
        plural=fill.unknown,
        text=fill.text,
    )


def _marks_of(classes: frozenset[str]) -> frozenset[str]:
    return frozenset(mark(name) for name in classes for mark in (class_mark, label_mark))


@dataclass(frozen=True, slots=True)
class Fork:
    """A step that paths have in common, and where they go on.

    Attributes:
        moves: Where the step may lead; none: it stays.
        predicate: What the word must be where the step stays.
        asked: What the word must show where it arrives.
        words: Words of which the sentence must have one, if any are given.
        then: The steps after it.
        is_end: Whether a path ends here.
    """

    moves: tuple[Move, ...]
    predicate: Callable[[Sketch, int], bool] | None
    asked: Asked | None
    words: frozenset[str]
    then: tuple[Fork, ...]
    is_end: bool

    def reach(self, draft: Draft, here: Places) -> Places:
        """Returns where the paths through this step may lead from some places."""
        sketch = draft.sketch
        if self.words and self.words.isdisjoint(draft.features):
            return 0
        if self.moves:
            there = 0
            for move in self.moves:
                there |= move(sketch, here)
            if self.asked and there:
                there = draft.passing(self.asked, there)
        elif self.predicate:
            there = 0
            for i in places(here):
                if self.predicate(sketch, i):
                    there |= 1 << i
        else:
            there = here
        found = there if self.is_end else 0
        if there:
            for fork in self.then:
                found |= fork.reach(draft, there)
        return found


def forks(paths: Sequence[Sequence[Step]], *, bare: bool = False) -> tuple[Fork, ...]:
    """Returns the steps that some paths begin with, each with where they go on."""
    firsts = dict.fromkeys(path[0] for path in paths)
    found = []
    for step in firsts:
        rest = [path[1:] for path in paths if path[0] == step]
        here = step.direction == "="
        found.append(
            Fork(
                () if here else _moves(step, bare=bare),
                PREDICATES.get(step.predicate),
                asked_by(step.test),
                step.test.lemma or step.test.text,
                forks([path for path in rest if path], bare=here and (bare or step.predicate == "bare")),
                not all(rest),
            )
        )
    return tuple(found)


def _moves(step: Step, *, bare: bool) -> tuple[Move, ...]:
    if step.direction == ">":
        table = DOWN
    elif step.direction == "<":
        table = UP
    else:
        return (_beside(step.direction),)
    labels = (f"bare {label}" if bare and f"bare {label}" in table else label for label in step.deps)
    return tuple(dict.fromkeys(table.get(label, _anywhere) for label in labels)) or (_anywhere,)


def _beside(direction: str) -> Move:
    if direction == "+":
        return lambda sketch, here: here << 1 & sketch.full
    if direction == "-":
        return lambda _, here: here >> 1
    return _anywhere


@dataclass(frozen=True, slots=True)
class Outline:
    """What one rule needs at least of a tagged sentence.

    Attributes:
        needs: Conditions: where to look, and for what.
        bars: Words that bar the rule: places beside the trigger and forms of words, which hold together.
        roles: Roles that are filled, each with the paths to what may fill it.
    """

    needs: tuple[tuple[str, Asked | None], ...]
    bars: tuple[tuple[tuple[str, frozenset[str]], ...], ...]
    roles: tuple[tuple[tuple[str, Asked | None], ...], ...]


class Outlines:
    """What each rule of a book needs at least of a tagged sentence, by its index.

    Args:
        hopes: What the rules need of a parse.
        forms: Words that the order of others depends on.
    """

    def __init__(self, hopes: Hopes, forms: Forms) -> None:
        self.forms = forms
        self.signs = hopes.signs
        self.paths = {name: forks([path.steps for path in paths]) for name, paths in hopes.paths.named.items()}
        spots = {spot.number: asked_by(spot.hopeful) for hope in hopes.rules for spot in hope.needs}
        ways = {way.number: asked_of_filler(way.fill) for hope in hopes.rules for role in hope.roles for way in role}
        self.rules = tuple(
            Outline(
                tuple((spot.anchor, spots[spot.number]) for spot in hope.needs),
                tuple(_words_of(bar) for bar in hope.bars if all(map(_is_worded, bar))),
                tuple(tuple((way.path, ways[way.number]) for way in role) for role in hope.roles),
            )
            for hope in hopes.rules
        )


def _is_worded(spot: Spot) -> bool:
    """Tells whether a condition asks for nothing but words at a place that is known before the parse."""
    test = spot.test
    return spot.anchor in BESIDE and bool(test.lemma or test.text) and test == TokenTest(test.lemma, test.text)


def _words_of(bar: Iterable[Spot]) -> tuple[tuple[str, frozenset[str]], ...]:
    return tuple((spot.anchor, (spot.test.lemma & spot.test.text) or spot.test.lemma or spot.test.text) for spot in bar)


class Draft:
    """Weighs rules against one tagged sentence.

    Args:
        words: Its words.
        tags: Their tags.
        outlines: What the rules need.
        hinted: Classes that its words may have.
    """

    def __init__(self, words: Sequence[Word], tags: Sequence[str], outlines: Outlines, hinted: Hinted) -> None:
        self.sketch = Sketch(words, tags, outlines.forms)
        self.outlines = outlines
        self.hinted = hinted
        self.features = frozenset[str]().union(*[word.features for word in words])
        self._hints: dict[int, frozenset[str]] = {}
        self._reached: dict[tuple[str, int], Places] = {}
        self._passing: dict[Asked, tuple[Places, Places]] = {}

    def may_match(self, rule: int, i: int, *, alone: bool) -> bool:
        """Tells whether a rule may match at a trigger.

        Args:
            rule: Its index.
            i: The place of the head of the trigger.
            alone: Whether the trigger is but one word.
        """
        outline = self.outlines.rules[rule]
        return (
            not self.sketch.is_auxiliary(i)
            and all(self._may_hold(anchor, asked, i, alone=alone) for anchor, asked in outline.needs)
            and not any(all(self._holds(*spot, i, alone=alone) for spot in bar) for bar in outline.bars)
            and all(any(self._arrives(path, asked, i) for path, asked in ways) for ways in outline.roles)
        )

    def _holds(self, anchor: str, words: frozenset[str], i: int, *, alone: bool) -> bool:
        """Tells whether a word stands beside a trigger for sure."""
        if anchor == "sentence":
            return any(word.text.lower() in words for word in self.sketch.words)
        i += {"before": -1, "after": 1}.get(anchor, 0)
        beside = (alone or anchor == "trigger") and 0 <= i < len(self.sketch.words)
        return beside and self.sketch.words[i].text.lower() in words

    def _may_hold(self, anchor: str, asked: Asked | None, i: int, *, alone: bool) -> bool:
        if anchor not in BESIDE:
            return self._arrives(anchor, asked, i)
        if anchor == "trigger":
            here = 1 << i
        elif anchor == "sentence":
            here = self.sketch.full
        elif not alone:
            return True
        else:
            here = 2 << i & self.sketch.full if anchor == "after" else 1 << i >> 1
        return bool(here if asked is None else self.passing(asked, here))

    def _arrives(self, name: str, asked: Asked | None, i: int) -> bool:
        found = self._reached.get((name, i))
        if found is None:
            found = 0
            for fork in self.outlines.paths[name]:
                found |= fork.reach(self, 1 << i)
            self._reached[name, i] = found
        return bool(found and (asked is None or self.passing(asked, found)))

    def passing(self, asked: Asked, here: Places) -> Places:
        """Returns those of some places whose words show what is asked."""
        known, passing = self._passing.get(asked, (0, 0))
        new = here & ~known
        if new:
            for i in places(new):
                if self._passes(asked, i):
                    passing |= 1 << i
            self._passing[asked] = known | new, passing
        return here & passing

    def _passes(self, asked: Asked, i: int) -> bool:
        features = self.sketch.words[i].features
        for wanted in asked.words:
            if wanted.isdisjoint(features):
                return False
        if asked.tags and self.sketch.tags[i] not in asked.tags:
            return False
        if not asked.classes or not asked.marks.isdisjoint(features) or not asked.text.isdisjoint(features):
            return True
        if asked.counted and (self.sketch.shape[i] in "cdjJ" or not self.outlines.signs.counts.isdisjoint(features)):
            return True
        if asked.plural and self.sketch.tags[i] == "NNS":
            return True
        hint = self._hints.get(i)
        if hint is None:
            hint = self._hints[i] = self._hint(i)
        return bool(hint) if asked.named else not asked.classes.isdisjoint(hint)

    def _hint(self, i: int) -> frozenset[str]:
        """Returns the classes that a word may have by what the document says."""
        shape, word = self.sketch.shape, self.sketch.words[i]
        letter = shape[i]
        if letter == "p":
            return self.hinted.pronouns.get(word.bits & KINDS, self.hinted.others)
        if letter == "N" or word.text[:1].isupper():
            around = shape[max(0, i - 1) : i] + shape[i + 1 : i + 2]
            return self.hinted.names | self.hinted.others if around.strip("fFmvbirhT") else self.hinted.names
        points = letter == "w" or word.text.lower() in self.outlines.signs.pointers
        if points or not POINTING.isdisjoint(word.features) or (letter in "dc" and shape[i + 1 : i + 2] == ","):
            return self.hinted.others
        return NO_CLASSES


POINTING = frozenset(map(class_mark, ("person", "group", "place")))
