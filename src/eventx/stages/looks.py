"""What a repair can't do without: a quick look at the numbers of many sentences before the tokens of any are asked.

Each look tells of every token of a batch whether a repair (`eventx.stages.repair`) may begin there.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from spacy.attrs import DEP, HEAD, LOWER, POS, TAG
from spacy.strings import get_string_id
from spacy.tokens import Doc

Numbers = NDArray[np.int64]
Flags = NDArray[np.bool_]
FINITE = frozenset({"VBD", "VBZ", "VBP"})
COMMON = frozenset({"NN", "NNS", "NNPS"})
SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj", "csubjpass", "expl"})
IN_NAME = frozenset({"nmod", "compound", "amod"})
PAIR_NAME = 5  # words, at most, up to the comma between two names
LOOSE = frozenset({"npadvmod", "dobj", "attr", "dep"})


class Shape(NamedTuple):
    """The trees of sentences in numbers, one after the other (strings by their hashes, as signed numbers).

    Attributes:
        heads: The place of each token's head.
        sentence: The number of each token's sentence.
    """

    tags: Numbers
    deps: Numbers
    pos: Numbers
    lowers: Numbers
    heads: Numbers
    sentence: Numbers

    def above(self, *relations: int) -> Flags:
        """Tells of each token whether a word with one of some relations hangs on it."""
        return self.below(_among(self.deps, relations))

    def below(self, tokens: Flags) -> Flags:
        """Tells of each token whether one of some tokens hangs on it."""
        found = np.zeros(len(self.heads), dtype=np.bool_)
        found[self.heads[tokens]] = True
        return found

    def beside(self, tokens: Flags) -> Flags:
        """Tells of each token whether one of some tokens is in its sentence."""
        found = np.zeros(int(self.sentence[-1]) + 1, dtype=np.bool_)
        found[self.sentence[tokens]] = True
        return found[self.sentence]


def shape_of(sentences: Sequence[Doc]) -> Shape:
    """Returns the trees of sentences in numbers."""
    tables = [sentence.to_array([TAG, DEP, POS, LOWER, HEAD]) for sentence in sentences]
    tags, deps, pos, lowers, steps = np.concatenate(tables).astype(np.int64).T.copy()
    numbers = np.repeat(np.arange(len(tables)), [len(table) for table in tables])
    return Shape(tags, deps, pos, lowers, np.arange(len(tags)) + steps, numbers)


def _is(values: Numbers, one: int) -> Flags:
    found: Flags = values == one
    return found


def _among(values: Numbers, some: Iterable[int]) -> Flags:
    """Tells of each value whether it is one of some few."""
    found = np.zeros(len(values), dtype=np.bool_)
    for one in some:
        found |= _is(values, one)
    return found


def _id(word: str) -> int:
    return int(np.uint64(get_string_id(word)).astype(np.int64))


def ids(words: Iterable[str]) -> frozenset[int]:
    """Returns the hashes of some words."""
    return frozenset(map(_id, words))


_NOUNS = ids(("NOUN", "PROPN"))
_NOMINAL = ids(("NOUN", "PROPN", "PRON"))
_VERBAL = ids(("VERB", "AUX"))
_FINITE_IDS = ids(FINITE)
_COMMON_IDS = ids(COMMON)
_SUBJECT_IDS = ids(SUBJECTS)
_LOOSE_IDS = ids(LOOSE)
_CLAUSAL = ids(("ROOT", "ccomp", "advcl"))
_BEFORE_VERB = ids(("aux", "auxpass", "advmod", "neg"))
_OBJECTS = ids(("pobj", "dobj", "attr"))
_AS_NOUN = frozenset((_id(tag), _id(dep)) for tag in ("VBZ", "VBP", "VB") for dep in ("pobj", "dobj"))
_OF_AGE = ids(("amod", "acomp"))
_LINKING = ids(("mark", "prep"))
_PAST_ACL, _NOUN_XCOMP, _GERUND_CSUBJ, _GERUND_PCOMP = (
    (_id(tag), _id(dep)) for tag, dep in (("VBD", "acl"), ("NN", "xcomp"), ("VBG", "csubj"), ("VBG", "pcomp"))
)
_CONJ, _CCOMP, _NSUBJ, _POBJ, _APPOS, _NUMMOD, _PCOMP, _AUX, _AUXPASS, _ADVCL = map(
    _id, ("conj", "ccomp", "nsubj", "pobj", "appos", "nummod", "pcomp", "aux", "auxpass", "advcl")
)
_PROPN = _id("PROPN")
_NAMING = ids((*IN_NAME, "appos"))
_COMPOUND, _PREP, _ACL = map(_id, ("compound", "prep", "acl"))
_COMMA, _AND, _WITH, _OLD, _FACE, _OF = map(_id, (",", "and", "with", "old", "face", "of"))
_IN, _DEPTH = map(_id, ("in", "depth"))
_NUMBER, _NUMBER_MEASURE, _NUMBER_CONJ = _id("CD"), (_id("CD"), _id("npadvmod")), (_id("CD"), _id("conj"))
_SOME = ids(("PRP", "WP", "DT"))
_OF_ACT = ids(("acl", "advcl", "xcomp", "aux"))
_INSIDE_NAME = ids((*IN_NAME, "poss"))
_OBJECT_OR_SUBJECT = ids(("pobj", *SUBJECTS))
_SINGULAR, _GERUND, _ATTR, _AUX_POS, _NPADVMOD = map(_id, ("NN", "VBG", "attr", "AUX", "npadvmod"))
_RELATIVE, _LOOSE_OBJECT = ids(("WP", "WDT")), ids(("dobj", "dep"))
_SETTINGS = ids(("prep", "npadvmod"))
_QUOTES = ids(("``", "''"))
_PLURAL, _EXPL, _NO = map(_id, ("NNS", "expl", "no"))
_MARK, _LET, _SINCE = map(_id, ("mark", "let", "since"))
_AMOD, _ROOT, _CC = map(_id, ("amod", "ROOT", "cc"))
_PAST, _BETWEEN, _SHOT, _OPENED, _BRACKET = map(_id, ("VBD", "between", "shot", "opened", "("))
_BESIDE_FIRST = ids(("advcl", "conj", "ccomp"))
_OBJECT_IDS = ids(("pobj", "dobj"))
_COUNTED, _OBJECT_OR_ATTR = ids(("NNS", "CD", "NN", "DT")), ids(("dobj", "attr"))
_DOBJ, _PARTICIPLE_ACL = _id("dobj"), (_id("VBN"), _id("acl"))


def bare_with(shape: Shape) -> Flags:
    """Tells of each token whether it is a "with" that leads to nothing, or to a clause."""
    return _is(shape.lowers, _WITH) & _among(shape.deps, _LINKING) & ~shape.above(_POBJ)


def bare_in_participle(shape: Shape) -> Flags:
    """Tells of each token whether it is a preposition that leads to nothing, on a participle of a noun."""
    prepositions = _is(shape.deps, _PREP) & ~shape.above(_POBJ, _PCOMP)
    return prepositions & _is(shape.deps[shape.heads], _ACL)


def measure(shape: Shape) -> Flags:
    """Tells of each token whether it is a number that measures something."""
    return _tagged_in_relation(shape, _NUMBER_MEASURE)


def some(shape: Shape) -> Flags:
    """Tells of each token whether it is the "them" of "three of them"."""
    return _among(shape.tags, _SOME) & _follows(_is(shape.lowers, _OF), 1) & _follows(_is(shape.tags, _NUMBER), 2)


def _tagged_in_relation(shape: Shape, *marks: tuple[int, int]) -> Flags:
    """Tells of each token whether it has one of some tags, each with a relation."""
    found = np.zeros(len(shape.tags), dtype=np.bool_)
    for tag, dep in marks:
        found |= _is(shape.tags, tag) & _is(shape.deps, dep)
    return found


def verb_as_object(shape: Shape) -> Flags:
    """Tells of each token whether it is tagged as a verb, where only a noun can stand."""
    return _tagged_in_relation(shape, *_AS_NOUN)


def noun_as_clause(shape: Shape) -> Flags:
    """Tells of each token whether it is a noun that heads a clause within another."""
    return _is(shape.deps, _CCOMP) & _among(shape.pos, _NOUNS)


def bare_verb(shape: Shape) -> Flags:
    """Tells of each token whether it is a verb without a subject, with a noun before its auxiliaries and adverbs."""
    verbs = _among(shape.pos, _VERBAL) & _finite(shape) & ~shape.above(_NSUBJ, *_SUBJECT_IDS)
    beside = _among(shape.deps, _BEFORE_VERB)
    nominal = _among(shape.pos, _NOMINAL) | (_is(shape.lowers, _COMMA) & shape.beside(_is(shape.deps, _APPOS)))
    found = np.zeros_like(verbs)
    places = np.flatnonzero(verbs)
    before = places - 1
    while len(places):
        inside = (before >= 0) & (shape.sentence[before] == shape.sentence[places])
        places, before = places[inside], before[inside]
        own = beside[before] & (shape.heads[before] == places)
        found[places[~own & nominal[before]]] = True
        places, before = places[own], before[own] - 1
    return found


def _finite(shape: Shape) -> Flags:
    finite = _among(shape.tags, _FINITE_IDS)
    clausal = _among(shape.deps, _CLAUSAL) & (finite | shape.above(_AUX, _AUXPASS))
    return clausal | (_is(shape.deps, _CONJ) & finite)


def loose_list(shape: Shape) -> Flags:
    """Tells of each token whether it is a noun that begins a list, with no place in its clause."""
    names = _is(shape.deps, _APPOS) & _is(shape.pos, _PROPN) & _is(shape.deps[shape.heads], _POBJ)
    loose = (names | (_among(shape.deps, _LOOSE_IDS) & _among(shape.pos, _NOUNS))) & shape.above(_CONJ)
    return loose & shape.beside(_is(shape.lowers, _COMMA))


def comma_and(shape: Shape) -> Flags:
    """Tells of each token whether it is an "and" after a comma, in a sentence with an apposition."""
    found = _is(shape.lowers, _AND) & _follows(_is(shape.lowers, _COMMA), 1)
    return found & shape.beside(_is(shape.deps, _APPOS))


def _follows(tokens: Flags, distance: int) -> Flags:
    """Tells of each token whether one of some tokens stands so far before it, in whatever sentence."""
    found = np.zeros_like(tokens)
    found[distance:] = tokens[:-distance]
    return found


def past_on_noun(shape: Shape) -> Flags:
    """Tells of each token whether it is a verb in the past that hangs on a noun."""
    return _tagged_in_relation(shape, _PAST_ACL)


def noun_as_infinitive(shape: Shape) -> Flags:
    """Tells of each token whether it is tagged as a noun, where only an infinitive can stand."""
    return _tagged_in_relation(shape, _NOUN_XCOMP)


def gerund_as_subject(shape: Shape) -> Flags:
    """Tells of each token whether it is a gerund that may be a noun ("the killing of")."""
    before_of = np.zeros(len(shape.lowers), dtype=np.bool_)
    before_of[:-1] = _is(shape.lowers, _OF)[1:]
    return _tagged_in_relation(shape, _GERUND_CSUBJ) | (_tagged_in_relation(shape, _GERUND_PCOMP) & before_of)


def compound_of_verb(shape: Shape) -> Flags:
    """Tells of each token whether it is taken for a part of a finite verb."""
    return _is(shape.deps, _COMPOUND) & _among(shape.tags[shape.heads], _FINITE_IDS)


def any_of(shape: Shape, words: frozenset[int]) -> Flags:
    """Tells of each token whether it is one of some words."""
    return _among(shape.lowers, words)


def counted_day(shape: Shape, weekdays: frozenset[int]) -> Flags:
    """Tells of each token whether it is the name of a day with a number."""
    return _among(shape.lowers, weekdays) & _among(shape.deps, _OBJECTS) & shape.above(_NUMMOD)


def day_as_compound(shape: Shape, calendar: frozenset[int]) -> Flags:
    """Tells of each token whether it is the name of a day that stands before another noun."""
    return _among(shape.lowers, calendar) & _is(shape.deps, _COMPOUND)


def age(shape: Shape, ages: frozenset[int]) -> Flags:
    """Tells of each token whether it is an "old" after an age, but no adjective."""
    old = _is(shape.lowers, _OLD) & ~_among(shape.deps, _OF_AGE)
    return old & _follows(_among(shape.lowers, ages), 2)


def verb_of_place(shape: Shape, beside: frozenset[int]) -> Flags:
    """Tells of each token whether it looks like a verb before a place, in a sentence where one may be mistaken."""
    return _among(shape.lowers, beside) & shape.beside(_is(shape.deps, _PCOMP))


def second_subject(shape: Shape) -> Flags:
    """Tells of each token whether it is a subject of which there is another on the same verb."""
    subjects = _among(shape.deps, _SUBJECT_IDS)
    count = np.bincount(shape.heads[subjects], minlength=len(shape.heads))
    return subjects & (count[shape.heads] > 1) & shape.beside(_is(shape.lowers, _AND))


def joined_to_name(shape: Shape, titles: frozenset[int]) -> Flags:
    """Tells of each token whether it is joined to a part of a name, in a sentence with titles."""
    titled = shape.beside(_among(shape.lowers, titles))
    return titled & _is(shape.deps, _CONJ) & (_among(shape.deps, _NAMING) & _is(shape.pos, _PROPN))[shape.heads]


def name_comma(shape: Shape) -> Flags:
    """Tells of each token whether it is a comma close to the start of its sentence, with a name before and after it."""
    names = _is(shape.pos, _PROPN)
    after = np.zeros_like(names)
    after[:-1] = names[1:]
    close = np.zeros_like(names)
    close[PAIR_NAME:] = shape.sentence[PAIR_NAME:] != shape.sentence[:-PAIR_NAME]
    close[:PAIR_NAME] = True
    return _is(shape.lowers, _COMMA) & _follows(names, 1) & after & close


def act(shape: Shape, acts: frozenset[int]) -> Flags:
    """Tells of each token whether it is an act told by a noun that is taken for a verb."""
    return _among(shape.lowers, acts) & _among(shape.deps, _OF_ACT)


def outcome(shape: Shape, outcomes: frozenset[int]) -> Flags:
    """Tells of each token whether it tells what came of a deed, on a verb with a clause."""
    return _among(shape.lowers, outcomes) & _is(shape.deps, _ADVCL) & shape.above(_CCOMP)[shape.heads]


def face(shape: Shape) -> Flags:
    """Tells of each token whether it is "face"."""
    return _is(shape.lowers, _FACE)


def let(shape: Shape) -> Flags:
    """Tells of each token whether it is "let"."""
    return _is(shape.lowers, _LET)


def since_as_mark(shape: Shape) -> Flags:
    """Tells of each token whether it is a "since" that leads to a clause."""
    return _is(shape.lowers, _SINCE) & _is(shape.deps, _MARK)


def name_of_place(shape: Shape, _: frozenset[int]) -> Flags:
    """Tells of each token whether it is a name soon after a preposition that is part of an object or a subject."""
    prepositions = _is(shape.deps, _PREP)
    near = _follows(prepositions, 1)
    for distance in range(2, 6):
        near |= _follows(prepositions, distance)
    inside = _among(shape.deps, _INSIDE_NAME) & _is(shape.pos, _PROPN)
    return near & inside & _among(shape.deps[shape.heads], _OBJECT_OR_SUBJECT) & shape.beside(_before_verb(shape))


def _before_verb(shape: Shape) -> Flags:
    """Tells of each token whether it is a noun of a preposition before its verb, or a preposition of nothing."""
    places = np.arange(len(shape.heads))
    nouns = _is(shape.deps, _POBJ) & _among(shape.tags, _COMMON_IDS) & (shape.heads[shape.heads] > places)
    leads = np.zeros_like(nouns)
    leads[shape.heads[shape.heads != places]] = True
    return nouns | (_is(shape.deps, _PREP) & ~leads)


def of_day(shape: Shape, calendar: frozenset[int]) -> Flags:
    """Tells of each token whether it is an "of" on the name of a day or a month."""
    return _is(shape.lowers, _OF) & _among(shape.lowers[shape.heads], calendar)


def aside(shape: Shape) -> Flags:
    """Tells of each token whether it is an apposition after a preposition, in a sentence with another after a comma."""
    apposed = _is(shape.deps, _APPOS) & _is(shape.deps[shape.heads], _POBJ)
    return apposed & shape.beside(_is(shape.deps, _PREP) & _follows(_is(shape.lowers, _COMMA), 1))


def before_teller(shape: Shape) -> Flags:
    """Tells of each token whether it is a preposition between commas on a verb after it, in a sentence of a clause."""
    later = shape.heads > np.arange(len(shape.heads))
    set_off = _is(shape.deps, _PREP) & later & _follows(_is(shape.lowers, _COMMA), 1)
    return set_off & shape.beside(_is(shape.deps, _CCOMP))


def with_device(shape: Shape, devices: frozenset[int]) -> Flags:
    """Tells of each token whether it is a "with" on something that people talk by."""
    return _is(shape.lowers, _WITH) & _among(shape.lowers[shape.heads], devices)


def noun_of_saying(shape: Shape, sayings: frozenset[int]) -> Flags:
    """Tells of each token whether it is taken for a noun, of those that may be verbs of saying."""
    return _among(shape.lowers, sayings) & _is(shape.tags, _SINGULAR)


def beside_object(shape: Shape) -> Flags:
    """Tells of each token whether it is the object of a preposition that has another, or a number's noun beside one."""
    objects = _is(shape.deps, _POBJ)
    count = np.bincount(shape.heads[objects], minlength=len(shape.heads))
    apposed = _is(shape.deps, _APPOS) & objects[shape.heads] & shape.above(_NUMMOD)
    return (objects & (count[shape.heads] > 1)) | apposed


def compound_of_conjunct(shape: Shape) -> Flags:
    """Tells of each token whether it is part of a noun that is coordinated with a participle."""
    above = shape.heads[shape.heads]
    beside_verb = _is(shape.deps[shape.heads], _CONJ) & _is(shape.tags[above], _GERUND)
    return _is(shape.deps, _COMPOUND) & _is(shape.tags, _SINGULAR) & beside_verb


def noun_with_auxiliary(shape: Shape) -> Flags:
    """Tells of each token whether it is taken for a noun though an auxiliary or a subject hangs on it."""
    subject_before = np.zeros(len(shape.tags), dtype=np.bool_)
    subject_before[1:] = _is(shape.deps, _NSUBJ)[:-1] & (shape.heads[:-1] == np.arange(1, len(shape.heads)))
    return (_is(shape.tags, _SINGULAR) & shape.above(_AUX)) | (_is(shape.tags, _PLURAL) & subject_before)


def counted_conjunct(shape: Shape) -> Flags:
    """Tells of each token whether it is a counted noun that another is coordinated with, in a sentence with a comma."""
    counted = _is(shape.deps, _CONJ) & _among(shape.pos, _NOUNS) & shape.above(_NUMMOD)
    return counted & shape.beside(_is(shape.lowers, _COMMA))


def second_of_two(shape: Shape) -> Flags:
    """Tells of each token whether it is a subject of which there is another on the same verb, with a comma beside."""
    subjects = _among(shape.deps, _SUBJECT_IDS)
    count = np.bincount(shape.heads[subjects], minlength=len(shape.heads))
    return subjects & (count[shape.heads] > 1) & shape.beside(_is(shape.lowers, _COMMA))


def in_depth(shape: Shape) -> Flags:
    """Tells of each token whether it is the "depth" of what may be "in-depth"."""
    return _is(shape.lowers, _DEPTH) & _follows(_is(shape.lowers, _IN), 2)


def name_with_aside(shape: Shape) -> Flags:
    """Tells of each token whether it is the name of a subject with an apposition, in a sentence of a clause."""
    named = _is(shape.deps, _NSUBJ) & _is(shape.pos, _PROPN) & shape.above(_APPOS)
    return named & shape.beside(_is(shape.deps, _CCOMP))


def empty_there(shape: Shape) -> Flags:
    """Tells of each token whether it is a "there" of a verb that has nothing there."""
    return _is(shape.deps, _EXPL) & ~shape.above(_ATTR)[shape.heads] & shape.beside(_is(shape.lowers, _NO))


def past_with_clause(shape: Shape) -> Flags:
    """Tells of each token whether it is a verb in the past right after its subject, with a clause but no object."""
    after_subject = np.zeros(len(shape.tags), dtype=np.bool_)
    after_subject[1:] = _is(shape.deps, _NSUBJ)[:-1] & (shape.heads[:-1] == np.arange(1, len(shape.heads)))
    clause = shape.below(_is(shape.deps, _CCOMP) & shape.above(_AUX, _AUXPASS))
    return _is(shape.tags, _PAST) & after_subject & clause & ~shape.above(_DOBJ, _AUX, _AUXPASS)


def after_quote(shape: Shape) -> Flags:
    """Tells of each token whether it is a participle of a noun right after a quotation mark."""
    return _is(shape.deps, _ACL) & _follows(_among(shape.tags, _QUOTES), 1)


def setting_first(shape: Shape) -> Flags:
    """Tells of each token whether it is a preposition or a time on a later verb, which has or is a clause."""
    settings = _among(shape.deps, _SETTINGS) & (shape.heads > np.arange(len(shape.heads)))
    clause = shape.above(_CCOMP) | _is(shape.deps, _CCOMP)
    return settings & clause[shape.heads] & shape.beside(_is(shape.lowers, _COMMA))


def relative_object(shape: Shape) -> Flags:
    """Tells of each token whether it is a relative pronoun that is the object of a verb with a clause."""
    pronouns = _among(shape.tags, _RELATIVE) & _among(shape.deps, _LOOSE_OBJECT)
    return pronouns & shape.above(_CCOMP)[shape.heads]


def name_as_adverb(shape: Shape, _: frozenset[int]) -> Flags:
    """Tells of each token whether it is a name that is taken for a time or a measure."""
    return _is(shape.deps, _NPADVMOD) & _is(shape.pos, _PROPN)


def name_as_attribute(shape: Shape, _: frozenset[int]) -> Flags:
    """Tells of each token whether it is a name that a full verb is taken to say its subject is."""
    return _is(shape.deps, _ATTR) & _is(shape.pos, _PROPN) & ~_is(shape.pos[shape.heads], _AUX_POS)


def subject_of_adjective(shape: Shape) -> Flags:
    """Tells of each token whether it is a verb in the past with a subject that is taken for an adjective."""
    return _is(shape.deps, _AMOD) & _is(shape.tags, _PAST) & shape.above(_NSUBJ)


def participle_of_noun(shape: Shape, endings: frozenset[int]) -> Flags:
    """Tells of each token whether it is one of some verbs, on a noun right before it."""
    return _among(shape.lowers, endings) & _is(shape.deps, _ACL)


def bare_past(shape: Shape) -> Flags:
    """Tells of each token whether it is a verb in the past without a subject, beside or above another clause's verb."""
    beside = _among(shape.deps, _BESIDE_FIRST) & _among(shape.deps[shape.heads], _CLAUSAL)
    above = _is(shape.deps, _CCOMP) & shape.above(_ADVCL)
    return (beside | above) & _is(shape.tags, _PAST) & ~shape.above(_NSUBJ, *_SUBJECT_IDS)


def before_participle(shape: Shape, harms: frozenset[int]) -> Flags:
    """Tells of each token whether it is one of some verbs, with a clause for its object."""
    return _among(shape.lowers, harms) & shape.above(_CCOMP)


def conjunct_before_verb(shape: Shape) -> Flags:
    """Tells of each token whether it is coordinated with the subject of a clause after it, or the object of a verb.

    The verb of that object has another one coordinated with it.
    """
    first = shape.heads
    above = first[first]
    second = _is(shape.deps, _CONJ) & _among(shape.tags, _COUNTED) & shape.above(_CC)[first]
    subject = _among(shape.deps[first], _SUBJECT_IDS) & _among(shape.deps[above], _BESIDE_FIRST)
    joined = shape.below(_is(shape.deps, _CONJ) & _among(shape.pos, _VERBAL))
    object_ = _among(shape.deps[first], _OBJECT_OR_ATTR) & joined[above]
    return second & (subject | object_)


def number_after_and(shape: Shape) -> Flags:
    """Tells of each token whether it is a coordinated number after a conjunction."""
    return _tagged_in_relation(shape, _NUMBER_CONJ) & _follows(_is(shape.deps, _CC), 1)


def between_numbers(shape: Shape) -> Flags:
    """Tells of each token whether it is a "between" before a number."""
    after = np.zeros(len(shape.lowers), dtype=np.bool_)
    after[:-1] = _is(shape.tags, _NUMBER)[1:]
    return _is(shape.lowers, _BETWEEN) & _is(shape.deps, _PREP) & after


def shot_as_noun(shape: Shape) -> Flags:
    """Tells of each token whether it is a "shot" that is an object, with a part before it."""
    return _is(shape.lowers, _SHOT) & _among(shape.deps, _OBJECT_IDS) & shape.above(_COMPOUND)


def with_arms(shape: Shape, arms: frozenset[int]) -> Flags:
    """Tells of each token whether it is a "with", in a sentence with weapons."""
    return _is(shape.lowers, _WITH) & _is(shape.deps, _PREP) & shape.beside(_among(shape.lowers, arms))


def act_as_clause(shape: Shape, acts: frozenset[int]) -> Flags:
    """Tells of each token whether it is an act that is taken for the clause of a preposition."""
    return _among(shape.lowers, acts) & _tagged_in_relation(shape, _GERUND_PCOMP)


def subject_of_participle(shape: Shape) -> Flags:
    """Tells of each token whether it is the subject of a participle that hangs on a noun."""
    return _is(shape.deps, _NSUBJ) & _is(shape.deps[shape.heads], _ACL)


def opened(shape: Shape) -> Flags:
    """Tells of each token whether it is an "opened" that is taken for an adjective."""
    return _is(shape.lowers, _OPENED) & _is(shape.deps, _AMOD)


def before_bracket(shape: Shape) -> Flags:
    """Tells of each token whether it is a part of another word, with a bracket after it."""
    before = np.zeros(len(shape.lowers), dtype=np.bool_)
    before[:-1] = _is(shape.lowers, _BRACKET)[1:]
    return before & _among(shape.deps, _NAMING)


def state_as_root(shape: Shape, states: frozenset[int]) -> Flags:
    """Tells of each token whether it says what became of somebody, and heads its sentence."""
    roots = _among(shape.lowers, states) & _is(shape.deps, _ROOT) & ~shape.above(_AUX, _AUXPASS)
    subjects = np.bincount(shape.heads[_among(shape.deps, _SUBJECT_IDS)], minlength=len(shape.heads))
    found: Flags = roots & ((subjects == 2) | shape.above(_DOBJ))
    return found


def noun_beside_verb(shape: Shape) -> Flags:
    """Tells of each token whether it is a noun that is coordinated with a verb that has an object."""
    joined = _is(shape.deps, _CONJ) & _among(shape.pos, _NOUNS)
    return joined & _among(shape.pos[shape.heads], _VERBAL) & shape.above(_DOBJ)[shape.heads]


def state_of_deed(shape: Shape, states: frozenset[int]) -> Flags:
    """Tells of each token whether it says what became of somebody, as a clause of a verb."""
    return _among(shape.lowers, states) & _is(shape.deps, _ADVCL)


def state_of_object(shape: Shape, states: frozenset[int]) -> Flags:
    """Tells of each token whether it says what became of somebody, after a word that is coordinated."""
    return _among(shape.lowers, states) & _follows(_is(shape.deps, _CONJ), 1)


def object_of_participle(shape: Shape) -> Flags:
    """Tells of each token whether it is a participle on a noun, with an object."""
    return _tagged_in_relation(shape, _PARTICIPLE_ACL) & shape.above(_DOBJ)
