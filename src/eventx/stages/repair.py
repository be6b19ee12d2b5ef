"""Mends what a small parser gets wrong so often that rules can't be written around it.

Each repair looks at one sentence right after parsing and moves an arc only where the words leave no other reading.
Most sentences need none: what a repair can't do without is looked for first, in the numbers of tags and relations.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from itertools import pairwise
from typing import NamedTuple

import numpy as np
from spacy.attrs import DEP, HEAD, LOWER, POS, TAG
from spacy.strings import get_string_id
from spacy.tokens import Doc, Token

FINITE = frozenset({"VBD", "VBZ", "VBP"})
SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj", "csubjpass", "expl"})
NAME_SUFFIXES = frozenset({"jr", "jr.", "sr", "sr.", "ii", "iii", "iv"})
WEEKDAYS = frozenset({"monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"})
BESIDE = frozenset({"neighbouring", "neighboring", "surrounding", "adjoining"})
LOOSE = frozenset({"npadvmod", "dobj", "attr", "dep"})


def repair(sentence: Doc) -> None:
    """Mends the tree of one parsed sentence in place."""
    shape = shape_of(sentence)
    for mend, may_act in REPAIRS.items():
        if may_act(shape):
            mend(sentence)
            shape = shape_of(sentence)


def noun_not_verb(sentence: Doc) -> None:
    """Makes a noun of a word that stands where only a noun can: "as a result of the drone strikes"."""
    for token in sentence:
        if (
            token.tag_ not in {"VBZ", "VBP", "VB"}
            or token.dep_ not in {"pobj", "dobj"}
            or token.head.pos_ not in {"ADP", "VERB"}
        ):
            continue
        lefts = [c for c in token.children if c.i < token.i]
        if not lefts or any(c.dep_ in {"aux", "auxpass", "mark", "neg"} for c in lefts) or lefts[-1].i != token.i - 1:
            continue
        lemma = token.lemma_
        token.tag_, token.pos_ = ("NNS", "NOUN") if token.tag_ == "VBZ" else ("NN", "NOUN")
        token.lemma_ = lemma
        for child in lefts:
            if child.dep_ in SUBJECTS | {"dep", "dobj"}:
                child.dep_ = "compound"
            for modifier in list(child.lefts):
                if modifier.dep_ in {"det", "amod", "poss", "nummod"}:
                    modifier.head = token


def give_subject(sentence: Doc) -> None:
    """Gives a finite verb the noun phrase before it as its subject, where it has none.

    "Alongside the talks, France and Spain held a vote": the parser takes "France" for an apposition of "talks".
    "They met in Oslo, the ministry said": it takes "the ministry" for a second Oslo and "said" for a second verb.
    """
    for verb in sentence:
        if verb.pos_ not in {"VERB", "AUX"} or not _lacks_subject(verb):
            continue
        noun = _phrase_before(verb)
        if noun is None or not _free(noun, verb):
            continue
        noun.head = verb
        noun.dep_ = "nsubjpass" if any(c.dep_ == "auxpass" for c in verb.children) else "nsubj"
        if verb.dep_ == "conj":
            _put_above(verb)


def _put_above(verb: Token) -> None:
    """Makes a verb the head of the clause that it was coordinated with: what was said hangs on the saying."""
    said = verb.head
    above, relation = said.head, said.dep_
    if relation == "ROOT":
        verb.head = verb
        verb.dep_ = "ROOT"
    else:
        verb.head = above
        verb.dep_ = relation
    said.head = verb
    said.dep_ = "ccomp"


def _lacks_subject(verb: Token) -> bool:
    if any(c.dep_ in SUBJECTS for c in verb.children):
        return False
    if verb.dep_ == "conj":
        head = verb.head
        joined = any(c.dep_ == "cc" and head.i < c.i < verb.i for c in head.children)
        return verb.tag_ in FINITE and not joined and head.pos_ in {"VERB", "AUX"} and head.i < verb.i
    if verb.dep_ not in {"ROOT", "ccomp", "advcl"}:
        return False
    auxiliaries = [c for c in verb.children if c.dep_ in {"aux", "auxpass"}]
    return verb.tag_ in FINITE if not auxiliaries else auxiliaries[0].tag_ in {*FINITE, "MD"}


def _phrase_before(verb: Token) -> Token | None:
    """Returns the head of the noun phrase that ends right before a verb's auxiliaries and adverbs."""
    own = {c.i for c in verb.children if c.dep_ in {"aux", "auxpass", "advmod", "neg"}}
    i = verb.i - 1
    while i >= 0 and i in own:
        i -= 1
    if i < 0 or verb.doc[i].pos_ not in {"NOUN", "PROPN", "PRON"}:
        return None
    here = verb.doc[i]
    while here.head.i < verb.i and here.head.i != here.i and not _opens(here):
        if here.dep_ not in {"conj", "compound", "flat", "pobj", "prep", "appos", "nmod"}:
            break
        here = here.head
    return here


def _opens(noun: Token) -> bool:
    start = noun.left_edge.i
    return start > 0 and noun.doc[start - 1].text == "," and noun.pos_ in {"NOUN", "PROPN", "PRON"}


def _free(noun: Token, verb: Token) -> bool:
    """Tells whether a noun phrase opens its clause: after a comma, hung on a word before that comma."""
    start = noun.left_edge.i
    if noun.dep_ not in {"appos", "conj", "dep"} or start == 0 or noun.head.i >= start or noun.is_ancestor(verb):
        return verb.dep_ == "conj" and noun.dep_ in {"appos", "conj"} and _opens(noun)
    return _opens(noun) and noun.head.dep_ in {"pobj", "npadvmod", "dobj", "appos", "pcomp", "conj"}


def object_not_clause(sentence: Doc) -> None:
    """Makes a noun phrase right after a verb its object, where the parser took it for a clause ("signed a deal")."""
    for noun in sentence:
        if (
            noun.dep_ != "ccomp"
            or noun.pos_ not in {"NOUN", "PROPN"}
            or noun.head.pos_ != "VERB"
            or noun.left_edge.i != noun.head.i + 1
        ):
            continue
        if not any(c.dep_ in SUBJECTS | {"aux", "mark", "cop"} for c in noun.children):
            noun.dep_ = "dobj"


def close_apposition(sentence: Doc) -> None:
    """Joins B to A in "between A, the head of X, and B", where the parser joined it to the apposition or to X."""
    for noun in sentence:
        if noun.dep_ != "conj" or noun.pos_ not in {"NOUN", "PROPN"} or not _after_comma_and(noun):
            continue
        here = noun.head
        while here.dep_ in {"conj", "pobj", "prep", "compound"} and here.head.i < here.i:
            here = here.head
        if (
            here.dep_ == "appos"
            and here.head.i < here.i
            and here.head.pos_ in {"NOUN", "PROPN"}
            and here.i != noun.head.i
        ):
            noun.head = here.head


def _after_comma_and(noun: Token) -> bool:
    start = noun.left_edge.i
    return start > 1 and noun.doc[start - 1].lower_ == "and" and noun.doc[start - 2].text == ","


def join_list(sentence: Doc) -> None:
    """Joins "B and C" to "A" in "over A, B and C", where the parser hung B on the verb."""
    for noun in sentence:
        if noun.dep_ not in LOOSE or noun.pos_ not in {"NOUN", "PROPN"} or noun.ent_type_ in {"DATE", "TIME"}:
            continue
        start = noun.left_edge.i
        if start < 2 or sentence[start - 1].text != "," or not any(c.dep_ == "conj" for c in noun.children):
            continue
        before = sentence[start - 2]
        while before.dep_ in {"compound", "conj"} and before.head.i < start and before.head.pos_ in {"NOUN", "PROPN"}:
            before = before.head
        if before.dep_ == "pobj" and before.pos_ in {"NOUN", "PROPN"} and not before.is_ancestor(noun):
            noun.head = before
            noun.dep_ = "conj"


def fold_suffix(sentence: Doc) -> None:
    """Hangs "Jr." on the name before it, of which the parser makes a second noun: "Adam Hill, Jr., met"."""
    for suffix in sentence:
        before = suffix.i - 2 if suffix.i > 1 and sentence[suffix.i - 1].text == "," else suffix.i - 1
        if suffix.lower_ not in NAME_SUFFIXES or before < 0 or sentence[before].pos_ != "PROPN":
            continue
        name = sentence[before]
        if suffix in name.subtree:
            continue
        if name.head.i == suffix.i:
            name.dep_ = suffix.dep_
            name.head = name if suffix.head.i == suffix.i else suffix.head
        for child in list(suffix.children):
            child.head = name
        suffix.head = name
        suffix.dep_ = "nmod"


def partner_not_subject(sentence: Doc) -> None:
    """Makes an object of "with" of what the parser makes the subject of a purpose: "met with the king to discuss"."""
    for word in sentence:
        if word.lower_ != "with" or word.dep_ not in {"mark", "prep"} or any(c.dep_ == "pobj" for c in word.children):
            continue
        purpose = word.head if word.dep_ == "mark" else _purpose_after(word)
        if purpose is None or purpose.i < word.i or not any(c.tag_ == "TO" for c in purpose.children):
            continue
        verb = purpose.head if word.dep_ == "mark" else word.head
        subject = next((c for c in purpose.children if c.dep_ == "nsubj" and word.i < c.i < purpose.i), None)
        if subject is not None and verb.pos_ == "VERB" and verb.i < word.i:
            word.head, word.dep_ = verb, "prep"
            subject.head, subject.dep_ = word, "pobj"
            purpose.head, purpose.dep_ = verb, "advcl"


def _purpose_after(preposition: Token) -> Token | None:
    """Returns the infinitive clause whose subject follows a preposition that has no object."""
    clauses = [c for c in (*preposition.children, *preposition.head.children) if c.dep_ in {"pcomp", "advcl", "xcomp"}]
    return next((c for c in clauses if c.i > preposition.i and c.left_edge.i <= preposition.i + 1), None)


def participle_not_past(sentence: Doc) -> None:
    """Makes a participle of a past tense that hangs on a noun and has no subject: "the crew held captive by rebels"."""
    for verb in sentence:
        if verb.tag_ == "VBD" and verb.dep_ == "acl" and not any(c.dep_ in SUBJECTS | {"aux"} for c in verb.children):
            verb.tag_ = "VBN"


def infinitive_not_noun(sentence: Doc) -> None:
    """Makes a verb of a noun that "to" makes an infinitive: "offered to host talks"."""
    for word in sentence:
        if (
            word.tag_ == "NN"
            and word.dep_ == "xcomp"
            and any(c.tag_ == "TO" and c.i == word.i - 1 for c in word.children)
        ):
            word.tag_, word.pos_ = "VB", "VERB"


def gerund_as_noun(sentence: Doc) -> None:
    """Makes a noun of a gerund that is a subject and governs no object: "shelling in the east killed two"."""
    for word in sentence:
        if (
            word.tag_ == "VBG"
            and word.dep_ == "csubj"
            and all(c.dep_ in {"det", "amod", "prep", "compound", "punct"} for c in word.children)
        ):
            word.tag_, word.pos_, word.dep_, word.lemma_ = "NN", "NOUN", "nsubj", word.lower_


def day_not_counted(sentence: Doc) -> None:
    """Takes a number from the weekday after it: "rose to six Friday" counts no Fridays."""
    for day in sentence:
        number = next((c for c in day.lefts if c.dep_ == "nummod" and c.i == day.i - 1), None)
        if day.lower_ not in WEEKDAYS or day.dep_ not in {"pobj", "dobj", "attr"} or number is None:
            continue
        number.head, number.dep_ = day.head, day.dep_
        day.head, day.dep_ = (day.head.head if day.dep_ == "pobj" else day.head), "npadvmod"


def adjective_of_place(sentence: Doc) -> None:
    """Makes an adjective of "neighbouring" before a name, of which the parser makes a verb: "in neighbouring Chad"."""
    for word in sentence:
        if word.lower_ not in BESIDE or word.dep_ != "pcomp" or word.i + 1 >= len(sentence):
            continue
        noun = next((c for c in word.rights if c.dep_ == "dobj" and c.left_edge.i == word.i + 1), None)
        if noun is not None:
            noun.head, noun.dep_ = word.head, "pobj"
            word.head, word.dep_, word.tag_, word.pos_ = noun, "amod", "JJ", "ADJ"


def age_as_noun(sentence: Doc) -> None:
    """Makes a noun of the age that stands for a person: "shot a 17-year-old"."""
    for word in sentence[2:]:
        if (
            word.lower_ == "old"
            and word.dep_ not in {"amod", "acomp"}
            and sentence[word.i - 2].lower_ in {"year", "month"}
        ):
            word.pos_, word.tag_ = "NOUN", "NN"


def face_to_face(sentence: Doc) -> None:
    """Makes an adverb of "face to face", which is nothing that one meets."""
    for word in sentence[: max(0, len(sentence) - 2)]:
        if word.dep_ == "dobj" and [sentence[word.i + k].lower_ for k in range(3)] == ["face", "to", "face"]:
            word.dep_, word.pos_, word.tag_ = "advmod", "ADV", "RB"


# -- what a repair can't do without: a quick look at the numbers of a sentence before its tokens are asked


class Shape(NamedTuple):
    """The tree of a sentence in numbers, token by token (strings by their hashes, as signed numbers).

    Attributes:
        heads: The place of each token's head.
        arcs: Every head's place with the relation of a word that hangs on it.
        marks: Every tag with a relation that a word so tagged has.
    """

    tags: list[int]
    deps: list[int]
    pos: list[int]
    lowers: list[int]
    heads: list[int]
    arcs: set[tuple[int, int]]
    marks: set[tuple[int, int]]


def shape_of(sentence: Doc) -> Shape:
    """Returns the tree of a sentence in numbers."""
    table = sentence.to_array([TAG, DEP, POS, LOWER, HEAD]).astype(np.int64).T.tolist()
    tags, deps, pos, lowers, steps = table
    heads = [i + step for i, step in enumerate(steps)]
    return Shape(tags, deps, pos, lowers, heads, set(zip(heads, deps, strict=True)), set(zip(tags, deps, strict=True)))


def _id(word: str) -> int:
    return int(np.uint64(get_string_id(word)).astype(np.int64))


def _ids(words: Iterable[str]) -> frozenset[int]:
    return frozenset(map(_id, words))


_NOUNS = _ids(("NOUN", "PROPN"))
_NOMINAL = _ids(("NOUN", "PROPN", "PRON"))
_VERBAL = _ids(("VERB", "AUX"))
_FINITE_IDS = _ids(FINITE)
_SUBJECT_IDS = _ids(SUBJECTS)
_LOOSE_IDS = _ids(LOOSE)
_WEEKDAY_IDS = _ids(WEEKDAYS)
_BESIDE_IDS = _ids(BESIDE)
_SUFFIX_IDS = _ids(NAME_SUFFIXES)
_CLAUSAL = _ids(("ROOT", "ccomp", "advcl"))
_BEFORE_VERB = _ids(("aux", "auxpass", "advmod", "neg"))
_OBJECTS = _ids(("pobj", "dobj", "attr"))
_AS_NOUN = frozenset((_id(tag), _id(dep)) for tag in ("VBZ", "VBP", "VB") for dep in ("pobj", "dobj"))
_AGE = _ids(("year", "month"))
_OF_AGE = _ids(("amod", "acomp"))
_LINKING = _ids(("mark", "prep"))
_PAST_ACL, _NOUN_XCOMP, _GERUND_CSUBJ = (
    (_id(tag), _id(dep)) for tag, dep in (("VBD", "acl"), ("NN", "xcomp"), ("VBG", "csubj"))
)
_CONJ, _CCOMP, _NSUBJ, _POBJ, _NUMMOD, _PCOMP, _AUX, _AUXPASS = map(
    _id, ("conj", "ccomp", "nsubj", "pobj", "nummod", "pcomp", "aux", "auxpass")
)
_COMMA, _AND, _WITH, _OLD, _FACE = map(_id, (",", "and", "with", "old", "face"))


def _has_suffix(shape: Shape) -> bool:
    return not _SUFFIX_IDS.isdisjoint(shape.lowers)


def _has_bare_with(shape: Shape) -> bool:
    return _WITH in shape.lowers and any(
        word == _WITH and shape.deps[i] in _LINKING and (i, _POBJ) not in shape.arcs
        for i, word in enumerate(shape.lowers)
    )


def _has_verb_as_object(shape: Shape) -> bool:
    return not _AS_NOUN.isdisjoint(shape.marks)


def _has_noun_as_clause(shape: Shape) -> bool:
    return _CCOMP in shape.deps and any(
        dep == _CCOMP and pos in _NOUNS for dep, pos in zip(shape.deps, shape.pos, strict=True)
    )


def _has_bare_verb(shape: Shape) -> bool:
    """Tells whether a verb without a subject has a noun before its auxiliaries and adverbs."""
    return any(
        pos in _VERBAL and _is_finite(shape, i) and _noun_before(shape, i) and not _has_subject(shape, i)
        for i, pos in enumerate(shape.pos)
    )


def _has_subject(shape: Shape, i: int) -> bool:
    return (i, _NSUBJ) in shape.arcs or any((i, dep) in shape.arcs for dep in _SUBJECT_IDS)


def _is_finite(shape: Shape, i: int) -> bool:
    if shape.deps[i] in _CLAUSAL:
        return shape.tags[i] in _FINITE_IDS or (i, _AUX) in shape.arcs or (i, _AUXPASS) in shape.arcs
    return shape.deps[i] == _CONJ and shape.tags[i] in _FINITE_IDS


def _noun_before(shape: Shape, i: int) -> bool:
    k = i - 1
    while k >= 0 and shape.heads[k] == i and shape.deps[k] in _BEFORE_VERB:
        k -= 1
    return k >= 0 and shape.pos[k] in _NOMINAL


def _has_loose_list(shape: Shape) -> bool:
    return _COMMA in shape.lowers and any(
        dep == _CONJ and shape.deps[i] in _LOOSE_IDS and shape.pos[i] in _NOUNS for i, dep in shape.arcs
    )


def _has_comma_and(shape: Shape) -> bool:
    return _AND in shape.lowers and (_COMMA, _AND) in pairwise(shape.lowers)


def _has_past_on_noun(shape: Shape) -> bool:
    return _PAST_ACL in shape.marks


def _has_noun_as_infinitive(shape: Shape) -> bool:
    return _NOUN_XCOMP in shape.marks


def _has_gerund_as_subject(shape: Shape) -> bool:
    return _GERUND_CSUBJ in shape.marks


def _has_counted_day(shape: Shape) -> bool:
    return not _WEEKDAY_IDS.isdisjoint(shape.lowers) and any(
        word in _WEEKDAY_IDS and shape.deps[i] in _OBJECTS and (i, _NUMMOD) in shape.arcs
        for i, word in enumerate(shape.lowers)
    )


def _has_age(shape: Shape) -> bool:
    return _OLD in shape.lowers and any(
        word == _OLD and shape.deps[i] not in _OF_AGE and shape.lowers[i - 2] in _AGE
        for i, word in enumerate(shape.lowers)
        if i > 1
    )


def _has_verb_of_place(shape: Shape) -> bool:
    return not _BESIDE_IDS.isdisjoint(shape.lowers) and _PCOMP in shape.deps


def _has_face(shape: Shape) -> bool:
    return _FACE in shape.lowers


REPAIRS: dict[Callable[[Doc], None], Callable[[Shape], bool]] = {
    fold_suffix: _has_suffix,
    partner_not_subject: _has_bare_with,
    noun_not_verb: _has_verb_as_object,
    object_not_clause: _has_noun_as_clause,
    give_subject: _has_bare_verb,
    join_list: _has_loose_list,
    close_apposition: _has_comma_and,
    participle_not_past: _has_past_on_noun,
    infinitive_not_noun: _has_noun_as_infinitive,
    gerund_as_noun: _has_gerund_as_subject,
    day_not_counted: _has_counted_day,
    age_as_noun: _has_age,
    adjective_of_place: _has_verb_of_place,
    face_to_face: _has_face,
}
"""The repairs in their order, each with what tells at a glance that it has nothing to do."""
