"""Mends what a small parser gets wrong so often that rules can't be written around it.

Each repair looks at one sentence right after parsing and moves an arc only where the words leave no other reading.
Most sentences need none: what a repair can't do without is looked for first, in the numbers of tags and relations.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import takewhile
from pathlib import Path
from typing import Any

import numpy as np
from spacy.attrs import DEP, HEAD, LEMMA, POS, TAG
from spacy.tokens import Doc, Token

from eventx.modeldir import load_yaml, reading_lists
from eventx.stages import looks, repair_deeds, repair_telling
from eventx.stages.looks import COMMON, FINITE, IN_NAME, LOOSE, PAIR_NAME, SUBJECTS, Flags, Shape, shape_of
from eventx.stages.repair_arcs import make_subject, take_place
from eventx.stages.repair_persons import (
    depth_as_adjective,
    office_not_honour,
    received_not_apposed,
    teller_not_apposed,
)

_IN_TITLE = frozenset({"PROPN", "ADJ", "NOUN"})
BESIDE = frozenset({"conj", "advcl", "ccomp"})
WITH = frozenset({"with", "without"})
_AFTER_GOING = frozenset({"punct", "prep", "npadvmod", "advcl", "dep"})
_OF_NAME = frozenset({"PROPN", "DET", "ADJ"})
_BESIDE_VERB = frozenset({"aux", "auxpass", "advmod", "neg"})
_MEASURED = frozenset({"nummod", "det"})


@dataclass(frozen=True, slots=True)
class RepairWords:
    """The words that repairs look for (`lexicon/repairs.yml`).

    Attributes:
        name_suffixes: What belongs to the name before it ("Jr.").
        weekdays: Names of days, which nobody counts.
        beside: Adjectives that look like verbs before the name of a place ("neighbouring").
        ages: What an age is counted in.
        found: Participles of saying in what state somebody is ("confirmed dead").
        states: Words for these states.
        acts: Acts that are told by a noun which looks like a participle ("shelling").
        titles: What stands before the names of those who meet ("President").
        outcomes: What comes of a deed ("killing nine").
        months: Names of months, which nothing is part of.
        place_ends: The last words of names of places ("the West Bank").
        devices: What people talk by ("telephone").
        saying_forms: Forms of verbs whose clause may lack its object ("whom they said they had hit").
        sayings: Nouns that are verbs where they end a sentence ("local media report").
        copulas: Verbs that say what their subject is ("become").
        venues: Where people meet ("palace").
        meeters: Verbs of meeting somebody.
        honours: What a dignitary is called before the office ("His Excellency the Minister").
        receiving: Past forms of verbs whose object may follow a place ("received at the palace the envoy of").
        gerunds: Participles of deeds that look like nouns, with their verbs ("bombing": "bomb").
        read_as: Names that look like other words, with those that are shown to the parser in their stead.
        emphatic: Words after which it is no name in capitals, but a verb with stress ("it IS so").
        errands: What follows those who may go somewhere, and are not let go ("to").
        courses: What headlines say of the course of events, in words that may be nouns ("talks resume").
        harms: What is done to somebody, in the past tense ("beheaded").
        endings: What becomes of a weapon, in the past tense ("exploded").
        arms: What somebody attacks with, said before whom they attack ("shelled with mortars several camps").
    """

    name_suffixes: frozenset[str]
    weekdays: frozenset[str]
    beside: frozenset[str]
    ages: frozenset[str]
    found: frozenset[str]
    states: frozenset[str]
    acts: frozenset[str]
    titles: frozenset[str]
    outcomes: frozenset[str]
    months: frozenset[str]
    place_ends: frozenset[str]
    devices: frozenset[str]
    saying_forms: frozenset[str]
    sayings: frozenset[str]
    errands: frozenset[str]
    courses: frozenset[str]
    copulas: frozenset[str]
    venues: frozenset[str]
    meeters: frozenset[str]
    honours: frozenset[str]
    receiving: frozenset[str]
    harms: frozenset[str]
    endings: frozenset[str]
    arms: frozenset[str]
    emphatic: frozenset[str]
    gerunds: Mapping[str, str]
    read_as: Mapping[str, str]


def load_repair_words(path: Path) -> RepairWords:
    """Reads the words that repairs look for.

    Raises:
        ModelError: The file is missing or a list in it is.
    """
    data = load_yaml(path)
    with reading_lists(path):
        tables = {name: dict(data[name]) for name in ("gerunds", "read_as")}
        fields: dict[str, Any] = {name: frozenset(data[name]) for name in RepairWords.__slots__}
        return RepairWords(**(fields | tables))


def repair_all(sentences: Sequence[Doc], repairs: Repairs) -> None:
    """Mends the trees of parsed sentences in place, none of which may be empty."""
    if not sentences:
        return
    shape = shape_of(sentences)
    may_act = np.zeros((len(repairs), len(sentences)), dtype=np.bool_)
    for acts, (_, look) in zip(may_act, repairs.values(), strict=True):
        acts[shape.sentence[look(shape)]] = True
    for k in np.flatnonzero(may_act.any(axis=0)).tolist():
        _mend(sentences[k], may_act[:, k].tolist(), repairs)


def repair(sentence: Doc, repairs: Repairs) -> None:
    """Mends the tree of one parsed sentence in place."""
    repair_all([sentence] if len(sentence) else [], repairs)


def _mend(sentence: Doc, may_act: Sequence[bool], repairs: Repairs) -> None:
    """Runs the repairs that may act on a sentence; once one has changed it, so may all that come later."""
    before = _tree(sentence)
    is_changed = False
    for (mend, _), may in zip(repairs.values(), may_act, strict=True):
        if is_changed:
            mend(sentence)
        elif may:
            mend(sentence)
            is_changed = _tree(sentence) != before


def _tree(sentence: Doc) -> bytes:
    """Returns all that a repair may change."""
    return sentence.to_array([TAG, POS, LEMMA, DEP, HEAD]).tobytes()


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
        make_subject(noun, verb)
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
    here = _before_aside(verb.doc[i]) if i > 0 and verb.doc[i].text == "," else verb.doc[max(i, 0)]
    if i < 0 or here is None or here.pos_ not in {"NOUN", "PROPN", "PRON"}:
        return None
    while here.head.i < verb.i and here.head.i != here.i and not _opens(here):
        if here.dep_ not in {"conj", "compound", "flat", "pobj", "prep", "appos", "nmod"}:
            break
        here = here.head
    return here


def _before_aside(comma: Token) -> Token | None:
    """Returns the noun before an apposition that ends at a comma: "the premier, Ana Vega, won"."""
    aside = comma.doc[comma.i - 1]
    while aside.dep_ in {"compound", "flat", "pobj", "prep"} and aside.head.i < comma.i:
        aside = aside.head
    return aside.head if aside.dep_ == "appos" and _opens(aside) and aside.head.i < aside.i else None


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
    """Joins "B and C" to "A" in "over A, B and C", where the parser hung B on the verb, or beside A."""
    for noun in sentence:
        if _is_second_name(noun):
            noun.dep_ = "conj"
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


def _is_second_name(noun: Token) -> bool:
    """Tells whether a name only seems to say what the one before is: "a tour of Tuvalu, Nauru and Kiribati"."""
    first = noun.head
    if noun.dep_ != "appos" or first.pos_ != "PROPN" or first.i != noun.i - 2 or noun.nbor(-1).text != ",":
        return False
    third = next((c for c in noun.rights if c.dep_ == "conj" and c.pos_ == "PROPN" and c.i == noun.i + 2), None)
    return noun.pos_ == "PROPN" and third is not None and first.dep_ == "pobj" and not any(first.lefts)


def fold_suffix(sentence: Doc, suffixes: frozenset[str]) -> None:
    """Hangs "Jr." on the name before it, of which the parser makes a second noun: "Adam Hill, Jr., met"."""
    for suffix in sentence:
        before = suffix.i - 2 if suffix.i > 1 and sentence[suffix.i - 1].text == "," else suffix.i - 1
        if suffix.lower_ not in suffixes or before < 0 or sentence[before].pos_ != "PROPN":
            continue
        name = sentence[before]
        if suffix.head.i == name.i and suffix.dep_ == "appos":  # "Adam Hill, Jr. of Malta"
            suffix.dep_ = "nmod"
            for child in list(suffix.children):
                child.head = name
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
    """Makes a noun of a gerund without an object: "shelling in the east killed two", "after night shelling of Goma"."""
    for word in sentence:
        if (
            word.tag_ == "VBG"
            and word.dep_ == "csubj"
            and all(c.dep_ in {"det", "amod", "prep", "agent", "compound", "punct"} for c in word.children)
        ):
            word.tag_, word.pos_, word.dep_, word.lemma_ = "NN", "NOUN", "nsubj", word.lower_
        elif word.tag_ == "VBG" and word.dep_ == "pcomp" and _is_act_of(word):
            word.tag_, word.pos_, word.dep_, word.lemma_ = "NN", "NOUN", "pobj", word.lower_
            for child in [*word.lefts, *(c for c in word.head.rights if c.i == word.i - 1)]:
                child.head = word
                child.dep_ = "compound" if child.dep_ in {*SUBJECTS, "pobj"} else child.dep_


def _is_act_of(gerund: Token) -> bool:
    """Tells whether what follows a preposition is an act of something: "after night shelling of the town"."""
    before = [*gerund.lefts, *(c for c in gerund.head.rights if c.i == gerund.i - 1)]
    if gerund.head.lower_ in WITH or not any(c.dep_ in {*SUBJECTS, "pobj", "det", "amod", "compound"} for c in before):
        return False
    if any(c.dep_ in {"dobj", "aux", "neg", "advmod", "xcomp", "ccomp"} for c in gerund.children):
        return False
    return gerund.i + 1 < len(gerund.doc) and gerund.nbor().lower_ == "of" and gerund.nbor().head.i == gerund.i


def subject_not_compound(sentence: Doc) -> None:
    """Makes a subject of a noun that the parser makes part of a verb: "suicide bomber targets procession".

    Or of one of saying: "nine die, local sources report".
    """
    for noun in sentence:
        verb = noun.head
        if noun.dep_ != "compound" or verb.tag_ not in FINITE or noun.i + 1 != verb.i or noun.pos_ != "NOUN":
            continue
        has_object = any(c.dep_ == "dobj" for c in verb.rights) or any(c.dep_ == "ccomp" for c in verb.lefts)
        if has_object and not any(c.dep_ in SUBJECTS for c in verb.children):
            noun.dep_ = "nsubj"


def act_not_participle(sentence: Doc, acts: frozenset[str]) -> None:
    """Makes a noun of an act after its adjective, of which the parser makes a clause: "killed in Turkish shelling".

    Or an auxiliary: "in Lima shelling wounded four".
    """
    for word in sentence[1:]:
        if word.lower_ in acts and word.tag_ == "VBG" and word.dep_ == "aux" and _may_have(word.head, word):
            word.tag_, word.pos_, word.lemma_ = "NN", "NOUN", word.lower_
            make_subject(word, word.head)
            continue
        before = word.nbor(-1)
        if word.lower_ not in acts or word.tag_ != "VBG" or before.dep_ != "pobj" or before.head.i != before.i - 1:
            continue
        if word.dep_ not in {"acl", "advcl", "xcomp"} or any(c.dep_ in {"dobj", "aux", "mark"} for c in word.children):
            continue
        word.tag_, word.pos_, word.dep_, word.lemma_ = "NN", "NOUN", "pobj", word.lower_
        word.head = before.head
        before.head, before.dep_ = word, "amod" if before.pos_ == "ADJ" else "compound"


def day_not_counted(sentence: Doc, weekdays: frozenset[str]) -> None:
    """Takes a number from the weekday after it: "rose to six Friday" counts no Fridays."""
    for day in sentence:
        number = next((c for c in day.lefts if c.dep_ == "nummod" and c.i == day.i - 1), None)
        if day.lower_ not in weekdays or day.dep_ not in {"pobj", "dobj", "attr"} or number is None:
            continue
        number.head, number.dep_ = day.head, day.dep_
        day.head, day.dep_ = (day.head.head if day.dep_ == "pobj" else day.head), "npadvmod"


def outcome_of_deed(sentence: Doc, outcomes: frozenset[str]) -> None:
    """Hangs what came of a deed on the deed, not on who tells it: "they raided the town, police said, killing nine"."""
    for verb in sentence:
        teller = verb.head
        if verb.lower_ not in outcomes or verb.dep_ != "advcl" or teller.i >= verb.i or teller.pos_ != "VERB":
            continue
        told = [c for c in teller.lefts if c.dep_ == "ccomp" and c.pos_ == "VERB"]
        if told and sentence[verb.i - 1].text == "," and not any(c.dep_ in {"ccomp", "dobj"} for c in teller.rights):
            verb.head = told[-1]


def subject_after_day(sentence: Doc, calendar: frozenset[str]) -> None:
    """Parts a day from the subject after it: "On Monday shells fell", of which the parser makes Monday's shells."""
    for day in sentence:
        noun, prep = day.head, day.head.head
        verb = prep.head
        if day.dep_ != "compound" or noun.dep_ != "pobj" or day.lower_ not in calendar or day.i != prep.i + 1:
            continue
        if not verb.i > noun.i or verb.pos_ not in {"VERB", "AUX"} or any(c.dep_ in SUBJECTS for c in verb.children):
            continue
        day.head, day.dep_ = prep, "pobj"
        make_subject(noun, verb)


def adjective_of_place(sentence: Doc, beside: frozenset[str]) -> None:
    """Makes an adjective of "neighbouring" before a name, of which the parser makes a verb: "in neighbouring Chad"."""
    for word in sentence:
        if word.lower_ not in beside or word.dep_ != "pcomp" or word.i + 1 >= len(sentence):
            continue
        noun = next((c for c in word.rights if c.dep_ == "dobj" and c.left_edge.i == word.i + 1), None)
        if noun is not None:
            noun.head, noun.dep_ = word.head, "pobj"
            word.head, word.dep_, word.tag_, word.pos_ = noun, "amod", "JJ", "ADJ"


def age_as_noun(sentence: Doc, ages: frozenset[str]) -> None:
    """Makes a noun of the age that stands for a person: "shot a 17-year-old"."""
    for word in sentence[2:]:
        if word.lower_ == "old" and word.dep_ not in {"amod", "acomp"} and sentence[word.i - 2].lower_ in ages:
            word.pos_, word.tag_ = "NOUN", "NN"


def let_go(sentence: Doc, errands: frozenset[str]) -> None:
    """Makes a verb with an object of "let" and "go": "rebels let go four men", "rebels let four men go on Friday"."""
    for word in sentence:
        gone = next((c for c in word.rights if c.dep_ == "ccomp" and c.lower_ == "go"), None)
        whom = next((c for c in gone.lefts if c.dep_ == "nsubj"), None) if gone is not None else None
        after = (
            [c for c in gone.rights if c.dep_ not in _AFTER_GOING or c.lower_ in errands] if gone is not None else []
        )
        if word.lower_ == "let" and gone is not None and whom is not None and not after:
            whom.head, whom.dep_ = word, "dobj"
            gone.dep_ = "xcomp"
            for child in list(gone.rights):
                child.head = word
            continue
        go = word.head
        if word.lower_ != "let" or word.dep_ != "aux" or go.i != word.i + 1 or go.lower_ != "go":
            continue
        children = [c for c in go.children if c.i != word.i]
        take_place(word, go)
        word.pos_ = "VERB"
        go.head, go.dep_ = word, "xcomp"
        for child in children:
            child.head = word


def since_then(sentence: Doc) -> None:
    """Makes a preposition of "since" in the subject, of which the parser makes a clause.

    "The worst attack since the war took place in Oslo": it takes "the war took place" for what was since.
    """
    for since in sentence:
        verb = since.head
        noun = verb.head
        if since.lower_ != "since" or since.dep_ != "mark" or verb.dep_ != "advcl" or noun.dep_ != "ROOT":
            continue
        inner = next((c for c in verb.lefts if c.dep_ in SUBJECTS and c.i > since.i), None)
        if inner is None or noun.pos_ not in {"NOUN", "PROPN"} or noun.i > since.i or verb.tag_ not in FINITE:
            continue
        rest = [c for c in noun.rights if c.i > verb.i]
        take_place(verb, noun)
        noun.head, noun.dep_ = verb, inner.dep_
        since.head, since.dep_, since.pos_ = noun, "prep", "ADP"
        inner.head, inner.dep_ = since, "pobj"
        for child in rest:
            child.head = verb


def face_to_face(sentence: Doc) -> None:
    """Makes an adverb of "face to face", which is nothing that one meets."""
    for word in sentence[: max(0, len(sentence) - 2)]:
        if word.dep_ == "dobj" and [sentence[word.i + k].lower_ for k in range(3)] == ["face", "to", "face"]:
            word.dep_, word.pos_, word.tag_ = "advmod", "ADV", "RB"


def two_with_titles(sentence: Doc, titles: frozenset[str]) -> None:
    """Parts two people with their titles, of whom the parser makes one: "President Vega and King Demir met"."""
    for joined in sentence:
        first = joined.head
        outer = first.head if first.dep_ == "appos" else first  # "President" of "President Vega"
        last = outer.head
        if joined.dep_ != "conj" or outer.dep_ not in IN_NAME or {first.pos_, last.pos_} != {"PROPN"}:
            continue
        if not outer.i <= first.i < joined.i < last.i or first.lower_ in titles:
            continue
        between = sentence[joined.i : last.i]
        if any(word.pos_ not in _IN_TITLE for word in between) or not any(word.lower_ in titles for word in between):
            continue
        first.dep_, first.head = last.dep_, (first if last.head.i == last.i else last.head)
        for before in [c for c in last.lefts if c.i < first.i]:
            before.head = first
        last.head, last.dep_ = first, "conj"
        joined.head, joined.dep_ = last, "compound"


def partner_not_second_subject(sentence: Doc) -> None:
    """Joins to "between A" the "and B" that became a second subject: "talks between A, the head of X, and B failed"."""
    for partner in sentence:
        start = partner.left_edge.i
        if partner.dep_ not in {"nsubj", "nsubjpass"} or start < 2 or sentence[start - 1].lower_ != "and":
            continue
        inner = sentence[start - 1].head
        first = inner.head if inner.dep_ == "appos" else inner
        subjects = [c for c in partner.head.children if c.dep_ in {"nsubj", "nsubjpass"} and c.i < first.i]
        if first.dep_ == "pobj" and any(c.is_ancestor(first) for c in subjects):
            partner.head, partner.dep_ = first, "conj"


def headline_pair(sentence: Doc) -> None:
    """Joins the two names that a headline begins with: "Chad, Niger hold talks", "Chad, Niger to hold talks"."""
    comma = next((t.i for t in sentence[1:PAIR_NAME] if t.text == ","), 0)
    after = next((t.i for t in sentence[comma + 1 :] if t.pos_ != "PROPN"), 0)
    if not comma or after < comma + 2 or any(t.pos_ != "PROPN" for t in sentence[:comma]):
        return
    to = sentence[after].tag_ == "TO" and after + 1 < len(sentence)
    verb, first, second = sentence[after + to], sentence[comma - 1], sentence[after - 1]
    if verb.tag_ not in ({"VB"} if to else {"VBP"}) or verb.pos_ != "VERB":
        return
    if to and first.dep_ == "ROOT" and verb.dep_ in {"relcl", "acl"} and verb.head.i == first.i:
        later = [c for c in first.rights if c.i > second.i and c.i != verb.i]
        verb.head, verb.dep_ = verb, "ROOT"
        for child in later:
            child.head = verb
    elif second.head.i not in {first.i, verb.i} or first.head.i not in {second.i, verb.i} or first.is_ancestor(verb):
        return
    first.head, first.dep_ = verb, "nsubj"
    second.head, second.dep_ = first, "conj"


def headline_verb(sentence: Doc, courses: frozenset[str]) -> None:
    """Makes a verb of the noun that a headline hangs on: "Peace talks resume in Oslo", "Nuclear talks stall"."""
    for word in sentence:
        before = sentence[word.i - 1] if word.i else word
        if word.dep_ != "ROOT" or word.tag_ != "NN" or word.lower_ not in courses:
            continue
        if before.tag_ != "NNS" or before.dep_ != "compound" or before.head.i != word.i:
            continue
        word.tag_, word.pos_ = "VBP", "VERB"
        before.dep_ = "nsubj"
        for child in [c for c in word.lefts if c.i != before.i]:
            child.head = before


def object_of_with(sentence: Doc) -> None:
    """Makes an object of "with" of what the parser makes the subject of a participle.

    "They attacked the port with 40 drones and two missiles launched at dawn": what was launched is the missiles.
    """
    for word in sentence:
        if word.lower_ != "with" or word.dep_ != "prep" or any(c.dep_ in {"pobj", "pcomp"} for c in word.children):
            continue
        verb = next((c for c in word.head.children if c.i > word.i and c.tag_ == "VBN" and c.dep_ in BESIDE), None)
        subject = verb and next((c for c in verb.lefts if c.dep_ in SUBJECTS), None)
        if verb is None or subject is None or subject.left_edge.i != word.i + 1:
            continue
        if any(c.dep_ in {"aux", "auxpass", "cc", "mark"} for c in verb.lefts) or subject.pos_ not in {"NOUN", "PROPN"}:
            continue
        subject.head, subject.dep_ = word, "pobj"
        last = max((c for c in subject.subtree if c.dep_ == "conj" and c.head in subject.subtree), default=subject)
        verb.head, verb.dep_ = last, "acl"


def object_in_participle(sentence: Doc) -> None:
    """Makes an object of a preposition of what the parser makes a subject: "a gunman dressed as a guard shot two".

    The verb is that of the noun which the participle tells of.
    """
    for word in sentence:
        noun = word.head.head
        if word.dep_ != "prep" or word.head.dep_ != "acl" or noun.i > word.i or noun.pos_ not in {"NOUN", "PROPN"}:
            continue
        if any(c.dep_ in {"pobj", "pcomp"} for c in word.children):
            continue
        verb = next((c for c in (*noun.rights, noun.head) if c.i > word.i and _subject_at(c, word.i + 1)), None)
        if verb is None or any(c.dep_ in {"aux", "mark"} or c.tag_ in {"WP", "WDT"} for c in verb.lefts):
            continue
        subject = _subject_at(verb, word.i + 1)
        assert subject is not None
        if verb.head.i == noun.i and verb.dep_ == "relcl":
            _take_from_under(noun, verb, 0)
            noun.head, noun.dep_ = verb, "nsubj"
        elif noun.head.i != verb.i or noun.dep_ not in SUBJECTS:
            continue
        subject.head, subject.dep_ = word, "pobj"
        verb.tag_ = "VBD" if verb.tag_ == "VBN" else verb.tag_


def _subject_at(verb: Token, start: int) -> Token | None:
    """Returns the subject of a verb whose phrase begins at a token, or None."""
    if verb.pos_ != "VERB":
        return None
    return next((c for c in verb.lefts if c.dep_ == "nsubj" and c.left_edge.i == start), None)


def number_as_object(sentence: Doc) -> None:
    """Makes a number the object of the verb before it, where the parser makes a measure: "shot down nine of them"."""
    for number in sentence:
        verb = number.head
        if number.tag_ != "CD" or number.dep_ != "npadvmod" or verb.pos_ != "VERB" or verb.i > number.i:
            continue
        if _counts_some(number) and not any(c.dep_ in {"dobj", "auxpass", "nsubjpass"} for c in verb.children):
            number.dep_ = "dobj"


def _counts_some(number: Token) -> bool:
    """Tells whether a number says how many "of them"."""
    after = number.doc[number.i + 1 : number.i + 3]
    return len(after) == 2 and after[0].lower_ == "of" and after[1].tag_ in {"PRP", "WP", "DT"}


def some_of_them(sentence: Doc) -> None:
    """Puts together "three of them officers", of which the parser makes a clause: "seven died, three of them officers".

    The noun hangs on the nearest number of people or things before it, and the number counts it.
    """
    for number in sentence[1:]:
        if number.tag_ != "CD" or not _counts_some(number) or not _follows_pause(number):
            continue
        whole, noun = _counted_before(number), _noun_of_part(number)
        if whole is not None and noun is None and _is_second_subject(number):
            number.head, number.dep_ = whole, "appos"
        if whole is None or noun is None or (number.dep_ == "dep" and number.head.i > number.i):
            continue
        for top in (noun, number):
            _take_from_under(top, whole, number.i)
        for child in [c for c in noun.rights if c.dep_ == "prep" and c.nbor(-1).pos_ == "PUNCT"]:
            child.head = whole  # "three of them officers, near Gao": all of them
        noun.head, noun.dep_ = whole, "dep"
        number.head, number.dep_ = noun, "dep"


def _is_second_subject(number: Token) -> bool:
    """Tells whether a number is taken for a subject before the true one: "eight died, five of them here, he says"."""
    if number.dep_ not in SUBJECTS:
        return False
    return any(c.dep_ in SUBJECTS and c.i > number.i for c in number.head.lefts)


def _follows_pause(number: Token) -> bool:
    """Tells whether a number stands after a comma or a dash, with what bounds it between ("at least three of them")."""
    before = number.i - 1
    while before > max(number.i - 4, 0) and number.doc[before].pos_ in {"ADV", "ADP", "ADJ", "SCONJ"}:
        before -= 1
    return number.doc[before].text in {",", "–", "—", "-", ";"}


def _counted_before(number: Token) -> Token | None:
    """Returns the last noun with a number before a number, or number without a noun; none beyond a semicolon."""
    for token in reversed(list(number.doc[: number.i - 1])):
        if token.text == ";":
            return None
        if token.pos_ in {"NOUN", "PROPN", "ADJ"} and any(c.tag_ == "CD" and c.dep_ == "nummod" for c in token.lefts):
            return token
        if token.tag_ == "CD" and token.dep_ in {"nsubj", "nsubjpass", "dobj", "pobj", "attr", "npadvmod"}:
            return token
    return None


def _noun_of_part(number: Token) -> Token | None:
    """Returns the noun that ends the phrase after "of them", where no verb goes on from it."""
    doc, last = number.doc, None
    for token in doc[number.i + 3 :]:
        if token.pos_ in {"NOUN", "PROPN"}:
            last = token
        elif "HYPH" in {token.tag_, token.nbor(-1).tag_}:  # "a 14-year-old boy"
            continue
        elif token.tag_ not in {"DT", "JJ", "CD", "PRP$", "VBN"} or last is not None:
            break
    if last is None or last.i + 1 == len(doc):
        return last
    after = doc[last.i + 1]  # "two of them pupils hit by bullets"
    is_clause = after.pos_ in {"VERB", "AUX", "PART"} and not (after.tag_ == "VBN" and after.head.i == last.i)
    return None if is_clause else last


def _take_from_under(top: Token, whole: Token, before: int) -> None:
    """Puts the clause with one token in the place of a token that the parser put above it."""
    if not top.is_ancestor(whole):
        return
    clause = next(c for c in (whole, *whole.ancestors) if c.head.i == top.i)
    above, relation = top.head, top.dep_
    for child in [c for c in top.lefts if c.i < before and c.i != clause.i]:
        child.head = clause
    clause.head, clause.dep_ = (clause, "ROOT") if above.i == top.i else (above, relation)


def found_to_be(sentence: Doc, found: frozenset[str], states: frozenset[str]) -> None:
    """Makes a passive of "five confirmed dead": nobody confirms there, the five are what is confirmed."""
    for verb in sentence:
        if verb.lower_ not in found or verb.dep_ == "auxpass" or verb.i + 1 == len(sentence):
            continue
        subject = next((c for c in verb.lefts if c.dep_ == "nsubj"), None)
        is_told = verb.nbor().lower_ in states and verb.nbor().head.i == verb.i
        if subject is not None and is_told and not any(c.dep_ in {"aux", "dobj"} for c in verb.children):
            verb.tag_, subject.dep_ = "VBN", "nsubjpass"


def subject_after_place(sentence: Doc, place_ends: frozenset[str]) -> None:
    """Parts a place from the subject after it: "In northern Chad rebels fled", "In the West Bank 18 men died"."""
    for prep in sentence[:-2]:
        if prep.dep_ != "prep":
            continue
        subject = next((c for c in prep.rights if c.dep_ == "pobj"), None) or _subject_right_after(prep)
        if subject is None or subject.tag_ not in COMMON or subject.left_edge.i != prep.i + 1:
            continue
        verb = prep.head if subject.head.i == prep.i else subject.head
        if verb.i < subject.i or not _may_have(verb, subject):
            continue
        place = _place_in(subject, place_ends)
        own = [c for c in subject.lefts if place is not None and c.i > place.i]
        if place is None or (subject.tag_ == "NN" and not any(c.dep_ in _MEASURED for c in own)):
            continue
        for child in [c for c in subject.lefts if c.i < place.i]:
            child.head = place
        place.head, place.dep_ = prep, "pobj"
        make_subject(subject, verb)


def _subject_right_after(prep: Token) -> Token | None:
    """Returns the subject that begins right after a preposition which has nothing of its own."""
    after = prep.nbor()
    subject = next((t for t in (after, *after.ancestors) if t.dep_ in SUBJECTS), None)
    return subject if subject is not None and not any(prep.children) else None


def _place_in(noun: Token, place_ends: frozenset[str]) -> Token | None:
    """Returns the last word of the place that a noun phrase begins with, put above the rest of its name.

    Without a known last word ("Sea" in "the Red Sea pirates") it is the first name.
    """
    phrase = noun.doc[noun.left_edge.i : noun.i]
    name = list(takewhile(lambda t: t.pos_ in _OF_NAME or t.tag_ == "POS" or t.lower_ in place_ends, phrase))
    end = next((t for t in reversed(name) if t.lower_ in place_ends), None)
    if end is None:
        lefts = [t for t in noun.lefts if t.dep_ in IN_NAME and t.pos_ == "PROPN"]
        plain = name and name[0].dep_ != "det" and all(t.dep_ not in {"case", "cc", "conj"} for t in name)
        return lefts[0] if lefts and plain and lefts[0] in name else None
    for word in name[: name.index(end)]:
        if word.head.i > end.i:
            word.head = end
    return end


def _may_have(verb: Token, subject: Token) -> bool:
    """Tells whether a verb is finite and has no subject but, maybe, one."""
    if verb.pos_ not in {"VERB", "AUX"} or any(c.dep_ in SUBJECTS and c.i != subject.i for c in verb.children):
        return False
    return any(t.tag_ in FINITE or t.tag_ == "MD" for t in (verb, *verb.lefts))


def of_act_not_date(sentence: Doc, calendar: frozenset[str]) -> None:
    """Hangs "of" on an act, not on its date: "the bombing on 1 April of a hotel"."""
    for of in sentence:
        day = of.head
        act = day.head.head
        if of.lower_ != "of" or day.lower_ not in calendar or day.dep_ != "pobj" or day.head.dep_ != "prep":
            continue
        if act.pos_ == "NOUN" and act.i < day.i and all(c.pos_ != "NUM" for c in of.children):
            of.head = act


def object_after_aside(sentence: Doc) -> None:
    """Makes an object of what the parser takes for a second name of a partner: "signed, with Chad, a deal"."""
    for noun in sentence:
        partner = noun.head
        prep = partner.head
        verb = prep.head
        if noun.dep_ != "appos" or noun.pos_ != "NOUN" or partner.dep_ != "pobj" or partner.pos_ != "PROPN":
            continue
        if verb.pos_ != "VERB" or verb.i != prep.i - 2 or sentence[prep.i - 1].text != "," or not _opens(noun):
            continue
        if not any(c.dep_ == "dobj" for c in verb.children):
            noun.head, noun.dep_ = verb, "dobj"


def partner_not_of_device(
    sentence: Doc, devices: frozenset[str], venues: frozenset[str], meeters: frozenset[str]
) -> None:
    """Hangs "with" on who talks, not on what they use or where: "talked by telephone with the president"."""
    for word in sentence:
        device = word.head
        if word.lower_ != "with" or device.dep_ != "pobj":
            continue
        verb = device.head.head
        met = device.lower_ in venues and verb.lemma_ in meeters
        if verb.pos_ == "VERB" and (met or device.lower_ in devices):
            word.head = verb


def of_what_is_told(sentence: Doc) -> None:
    """Hangs what stands between what is told and who tells it on the former: "he fell ill, on Friday, police said"."""
    for prep in sentence:
        verb = prep.head
        if prep.dep_ != "prep" or prep.i == 0 or sentence[prep.i - 1].text != "," or verb.i < prep.i:
            continue
        told = next((c for c in verb.lefts if c.dep_ == "ccomp" and c.pos_ == "VERB" and c.i < prep.i), None)
        subject = next((c for c in verb.children if c.dep_ in SUBJECTS), None)
        if told is None or subject is None or subject.i < prep.i:
            continue
        if any(t.text == "," for t in sentence[prep.right_edge.i + 1 : prep.right_edge.i + 2]):
            prep.head = told


def teller_at_end(sentence: Doc, sayings: frozenset[str]) -> None:
    """Makes a verb of "report" at the end, which tells who says all that: "Nine die in Lima, local media report"."""
    end = next((t for t in reversed(sentence) if not t.is_punct and not t.is_space), None)
    if end is None or end.lower_ not in sayings or end.tag_ != "NN" or end.i < 3:
        return
    speaker = end.nbor(-1)
    comma = next((t for t in reversed(sentence[: end.i]) if t.text == ","), None)
    root = next(t for t in sentence if t.dep_ == "ROOT")
    if comma is None or speaker.tag_ != "NNS" or speaker.head.i != end.i or root.i == end.i or end.is_ancestor(root):
        return
    before = [c for c in end.lefts if c.i < comma.i]
    for child in list(end.lefts):
        if child.i > comma.i and child.i != speaker.i:
            child.head = speaker
    for name in before[-1:]:
        name.head, name.dep_ = end.head, end.dep_
    for child in before[:-1]:
        child.head = before[-1]
    speaker.dep_, end.tag_, end.pos_ = "nsubj", "VBP", "VERB"
    end.head, end.dep_ = end, "ROOT"
    root.head, root.dep_ = end, "ccomp"


def subject_not_beside_object(sentence: Doc) -> None:
    """Makes a subject of what the parser puts beside a preposition's object: "within hours Vega was dead".

    Or in apposition to it, though no comma stands between: "by the count of officials 32 people died".
    """
    for noun in sentence:
        object_, prep = _object_before(noun)
        if object_ is None or prep is None or noun.left_edge.i != object_.i + 1:
            continue
        verb = next((t for t in prep.ancestors if t.i > noun.i), None)
        if verb is not None and _may_have(verb, noun):
            make_subject(noun, verb)


def _object_before(noun: Token) -> tuple[Token | None, Token | None]:
    """Returns the object before a noun that stands beside or, as a number, in apposition to it, and its preposition."""
    if noun.dep_ == "pobj":
        first = next((c for c in noun.head.rights if c.dep_ == "pobj" and c.i < noun.i), None)
        return first, noun.head
    if noun.dep_ == "appos" and noun.head.dep_ == "pobj" and noun.left_edge.tag_ == "CD":
        return noun.head, noun.head.head
    return None, None


def subject_before_aside(sentence: Doc, calendar: frozenset[str]) -> None:
    """Makes a subject of a name that the parser takes for a time: "Chad, meanwhile, shelled the border"."""
    for name in sentence:
        verb = name.head
        if name.dep_ != "npadvmod" or name.pos_ != "PROPN" or name.lower_ in calendar or verb.i < name.i + 2:
            continue
        if sentence[name.i + 1].text == "," and verb.tag_ in FINITE and _may_have(verb, name):
            make_subject(name, verb)


def subject_after_and(sentence: Doc) -> None:
    """Makes a subject of what the parser joins to an object before: "died at a clinic and 16 men, ..., were hurt"."""
    for verb in sentence:
        if verb.pos_ != "VERB" or verb.dep_ == "conj" or not _may_have(verb, verb):
            continue
        start = min([verb.i, *(c.i for c in verb.lefts if c.dep_ in _BESIDE_VERB)])
        if start == 0 or sentence[start - 1].text != ",":
            continue
        noun = next((t for t in reversed(sentence[:start]) if t.dep_ == "conj" and _is_counted(t)), None)
        if noun is not None and noun.right_edge.i < start and sentence[noun.left_edge.i - 1].dep_ == "cc":
            make_subject(noun, verb)


def _is_counted(noun: Token) -> bool:
    return noun.tag_ == "NNS" and noun.left_edge.i > 0 and any(c.dep_ == "nummod" for c in noun.lefts)


def subject_around_teller(sentence: Doc) -> None:
    """Takes from who tells it the subject of what is told: "the nine men, the army said, were killed"."""
    for teller in sentence:
        subjects = [c for c in teller.lefts if c.dep_ in SUBJECTS]
        if len(subjects) != 2 or not any(t.text == "," for t in sentence[subjects[0].i + 1 : subjects[1].i]):
            continue
        told = [c for c in (*teller.rights, teller.head) if c.i > teller.i and c.pos_ in {"VERB", "AUX"}]
        bare = next((v for v in told if v.dep_ in {"ccomp", "ROOT"} and _may_have(v, v)), None)
        if bare is not None:
            make_subject(subjects[0], bare)


def gerund_not_compound(sentence: Doc, gerunds: Mapping[str, str]) -> None:
    """Makes a verb of a noun that the parser joins to its object: "crossing bridges and bombing posts"."""
    for word in sentence:
        noun = word.head
        verb = noun.head
        if word.dep_ != "compound" or word.tag_ != "NN" or noun.dep_ != "conj" or verb.tag_ != "VBG":
            continue
        lemma = gerunds.get(word.lower_)
        if lemma and word.i == noun.left_edge.i and word.i and word.nbor(-1).dep_ == "cc":
            word.head, word.dep_, word.tag_, word.pos_, word.lemma_ = verb, "conj", "VBG", "VERB", lemma
            noun.head, noun.dep_ = word, "dobj"


def verb_not_noun(sentence: Doc) -> None:
    """Makes a verb of a noun that has a subject: "rebels have overrun the town", "Toll climbs to 51"."""
    for word in sentence:
        if word.tag_ == "NNS" and word.i and word.nbor(-1).dep_ == "nsubj" and word.nbor(-1).head.i == word.i:
            if word.nbor(-1).tag_ == "NN" and any(c.dep_ == "prep" for c in word.rights):
                word.tag_, word.pos_ = "VBZ", "VERB"
            continue
        if word.tag_ != "NN" or not any(c.dep_ in SUBJECTS for c in word.lefts):
            continue
        if any(c.dep_ == "aux" and c.lemma_ == "have" for c in word.lefts):
            word.tag_, word.pos_ = "VBN", "VERB"


def object_not_attribute(sentence: Doc, copulas: frozenset[str]) -> None:
    """Makes an object of a name that no verb can say somebody is: "had eliminated Omar Demir"."""
    for name in sentence:
        verb = name.head
        if name.dep_ != "attr" or name.pos_ != "PROPN" or verb.pos_ != "VERB" or verb.lemma_ in copulas:
            continue
        if verb.i < name.i and not any(c.dep_ in {"dobj", "auxpass"} for c in verb.children):
            name.dep_ = "dobj"


Mend = Callable[[Doc], None]
Look = Callable[[Shape], Flags]
Repairs = Mapping[str, tuple[Mend, Look]]
"""The repairs in their order, each with what tells at a glance the tokens without which it has nothing to do."""


def repairs_with(words: RepairWords) -> Repairs:
    """Returns all repairs, those that look for certain words with these."""
    found, devices = looks.ids(words.found), looks.ids(words.devices | words.venues)
    deeds = repair_deeds
    return {
        "state_of_second": _looking_for(words.states, deeds.state_of_second, looks.state_of_object),
        "state_of_result": _looking_for(words.states, deeds.state_of_result, looks.state_of_deed),
        "conjunct_of_object": (deeds.conjunct_of_object, looks.noun_beside_verb),
        "outcome_of_first": _looking_for(words.states, deeds.outcome_of_first, looks.state_as_root),
        "name_before_bracket": (deeds.name_before_bracket, looks.before_bracket),
        "fire_not_object": (deeds.fire_not_object, looks.opened),
        "name_of_participle": (deeds.name_of_participle, looks.subject_of_participle),
        "verb_not_adjective": (deeds.verb_not_adjective, looks.subject_of_adjective),
        "verb_of_root_noun": _looking_for(words.endings, deeds.verb_of_root_noun, looks.participle_of_noun),
        "verb_with_object": (deeds.verb_with_object, looks.object_of_participle),
        "participle_not_verb": (deeds.participle_not_verb, looks.bare_past),
        "object_with_participle": _looking_for(words.harms, deeds.object_with_participle, looks.before_participle),
        "subject_not_second_object": _looking_for(
            words.harms, deeds.subject_not_second_object, lambda shape, _: looks.conjunct_before_verb(shape)
        ),
        "number_not_of_subject": (deeds.number_not_of_subject, looks.number_after_and),
        "count_between": (deeds.count_between, looks.between_numbers),
        "shot_not_noun": (deeds.shot_not_noun, looks.shot_as_noun),
        "object_after_weapon": _looking_for(words.arms, deeds.object_after_weapon, looks.with_arms),
        "act_after_preposition": _looking_for(words.acts, deeds.act_after_preposition, looks.act_as_clause),
        "fold_suffix": _looking_for(words.name_suffixes, fold_suffix, looks.any_of),
        "partner_not_subject": (partner_not_subject, looks.bare_with),
        "object_of_with": (object_of_with, looks.bare_with),
        "object_in_participle": (object_in_participle, looks.bare_in_participle),
        "number_as_object": (number_as_object, looks.measure),
        "noun_not_verb": (noun_not_verb, looks.verb_as_object),
        "object_not_clause": (object_not_clause, looks.noun_as_clause),
        "give_subject": (give_subject, looks.bare_verb),
        "join_list": (join_list, looks.loose_list),
        "close_apposition": (close_apposition, looks.comma_and),
        "participle_not_past": (participle_not_past, looks.past_on_noun),
        "infinitive_not_noun": (infinitive_not_noun, looks.noun_as_infinitive),
        "gerund_as_noun": (gerund_as_noun, looks.gerund_as_subject),
        "subject_not_compound": (subject_not_compound, looks.compound_of_verb),
        "act_not_participle": _looking_for(words.acts, act_not_participle, looks.act),
        "day_not_counted": _looking_for(words.weekdays, day_not_counted, looks.counted_day),
        "subject_after_day": _looking_for(words.weekdays, subject_after_day, looks.day_as_compound),
        "subject_after_place": _looking_for(words.place_ends, subject_after_place, looks.name_of_place),
        "gerund_not_compound": (
            lambda sentence: gerund_not_compound(sentence, words.gerunds),
            looks.compound_of_conjunct,
        ),
        "verb_not_noun": (verb_not_noun, looks.noun_with_auxiliary),
        "subject_before_aside": _looking_for(words.weekdays | words.months, subject_before_aside, looks.name_as_adverb),
        "object_not_attribute": _looking_for(words.copulas, object_not_attribute, looks.name_as_attribute),
        "of_act_not_date": _looking_for(words.weekdays | words.months, of_act_not_date, looks.of_day),
        "object_after_aside": (object_after_aside, looks.aside),
        "of_what_is_told": (of_what_is_told, looks.before_teller),
        "partner_not_of_device": (
            lambda sentence: partner_not_of_device(sentence, words.devices, words.venues, words.meeters),
            lambda shape: looks.with_device(shape, devices),
        ),
        "teller_at_end": _looking_for(words.sayings, teller_at_end, looks.noun_of_saying),
        "age_as_noun": _looking_for(words.ages, age_as_noun, looks.age),
        "adjective_of_place": _looking_for(words.beside, adjective_of_place, looks.verb_of_place),
        "outcome_of_deed": _looking_for(words.outcomes, outcome_of_deed, looks.outcome),
        "face_to_face": (face_to_face, looks.face),
        "partner_not_second_subject": (partner_not_second_subject, looks.second_subject),
        "let_go": _looking_for(words.errands, let_go, lambda shape, _: looks.let(shape)),
        "since_then": (since_then, looks.since_as_mark),
        "headline_pair": (headline_pair, looks.name_comma),
        "headline_verb": _looking_for(words.courses, headline_verb, looks.any_of),
        "some_of_them": (some_of_them, looks.some),
        "subject_not_beside_object": (subject_not_beside_object, looks.beside_object),
        "subject_after_and": (subject_after_and, looks.counted_conjunct),
        "participle_before_verb": (repair_deeds.participle_before_verb, looks.past_with_clause),
        "verb_in_quotes": (repair_deeds.verb_in_quotes, looks.after_quote),
        "teller_after_told": (repair_telling.teller_after_told, looks.second_of_two),
        "nobody_after_aside": (repair_telling.nobody_after_aside, looks.empty_there),
        "setting_of_told": (repair_telling.setting_of_told, looks.setting_first),
        "object_of_told": (
            lambda sentence: repair_telling.object_of_told(sentence, words.saying_forms),
            looks.relative_object,
        ),
        "subject_around_teller": (subject_around_teller, looks.second_of_two),
        "teller_not_apposed": (teller_not_apposed, looks.name_with_aside),
        "office_not_honour": _looking_for(words.honours, office_not_honour, looks.any_of),
        "received_not_apposed": _looking_for(words.receiving, received_not_apposed, looks.any_of),
        "depth_as_adjective": (depth_as_adjective, looks.in_depth),
        "found_to_be": (
            lambda sentence: found_to_be(sentence, words.found, words.states),
            lambda shape: looks.any_of(shape, found),
        ),
        "state_in_number": (
            lambda sentence: repair_telling.state_in_number(sentence, words.found, words.states),
            lambda shape: looks.any_of(shape, found),
        ),
        "two_with_titles": _looking_for(words.titles, two_with_titles, looks.joined_to_name),
    }


def _looking_for(
    words: frozenset[str],
    mend: Callable[[Doc, frozenset[str]], None],
    look: Callable[[Shape, frozenset[int]], Flags],
) -> tuple[Mend, Look]:
    """Returns a repair that looks for some words, and its quick look, both with these words."""
    ids = looks.ids(words)
    return lambda sentence: mend(sentence, words), lambda shape: look(shape, ids)
