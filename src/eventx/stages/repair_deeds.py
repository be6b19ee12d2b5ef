"""Repairs for the clauses that tell of deeds: notes and reports put much into one sentence, and little into each word.

They are run by `eventx.stages.repair`, which says what a repair is.
"""

from __future__ import annotations

from spacy.tokens import Doc, Token

from eventx.stages.looks import FINITE, SUBJECTS
from eventx.stages.repair_arcs import make_subject, take_place

_QUOTES = frozenset({"``", "''"})
_OBJECTS = frozenset({"dobj", "pobj"})
_OWN = frozenset({"aux", "auxpass", "mark", "neg", *SUBJECTS})
_BEGINS = frozenset({"DT", "CD", "PRP$", "JJ", "WP$", "NNP"})
_AT = frozenset({"at", "on", "upon"})
_VERBAL = frozenset({"VERB", "AUX"})
_INSIDE = frozenset({"pobj", "prep", "agent", "dobj", "acl"})
_PLACED = frozenset({"prep", "punct", "advmod", "npadvmod", "agent"})


def subject_not_second_object(sentence: Doc, harms: frozenset[str]) -> None:
    """Parts an object from the subject after it: "they killed nine men and six others were hurt".

    The parser joins "six others" to the nine men, and gives "were hurt" no subject or both; of both, they are parted
    only where harm is done to the first.
    """
    for second in sentence:
        first = second.head
        conjunction = next((c for c in first.rights if c.dep_ == "cc" and c.i < second.i), None)
        if second.dep_ != "conj" or conjunction is None or conjunction.i != second.left_edge.i - 1:
            continue
        is_one = second.lower_ == "another" or (second.tag_ == "NN" and _has(second, "det", "nummod"))
        if second.tag_ not in {"NNS", "CD"} and not is_one:
            continue
        verb = _verb_after(second)
        if verb is None:
            continue
        deed = verb.head
        if first.dep_ in SUBJECTS and first.head.i == verb.i:
            if deed.tag_ not in FINITE or first.left_edge.i != deed.i + 1 or _has(verb, "mark") or _has(deed, "dobj"):
                continue
            if deed.lower_ not in harms:
                continue
            first.head, first.dep_, verb.dep_ = deed, "dobj", "conj"
        elif (
            first.dep_ not in {"dobj", "attr"} or first.head.i != deed.i or verb.dep_ != "conj" or _has(verb, *SUBJECTS)
        ):
            continue
        conjunction.head = deed
        second.head, second.dep_ = verb, "nsubjpass" if _has(verb, "auxpass") else "nsubj"


def _verb_after(noun: Token) -> Token | None:
    """Returns the finite verb whose auxiliaries begin right after a noun phrase, or that stands there itself."""
    after = noun.right_edge.i + 1
    if after >= len(noun.doc):
        return None
    word = noun.doc[after]
    verb = word.head if word.dep_ in {"aux", "auxpass"} else word
    is_finite = word.tag_ in {"VBD", "MD"} or (word.i != verb.i and word.tag_ in FINITE)
    is_finite = is_finite and verb.pos_ in _VERBAL and verb.dep_ in {"conj", "advcl", "ccomp"}
    return verb if is_finite and verb.head.i < noun.i and verb.head.pos_ == verb.pos_ else None


def _has(token: Token, *relations: str) -> bool:
    return any(c.dep_ in relations for c in token.children)


def number_not_of_subject(sentence: Doc) -> None:
    """Parts a bare number from the subject after it: "they killed two and three others were hurt"."""
    for second in sentence[1:]:
        first, conjunction = second.head, second.nbor(-1)
        noun, deed = first.head, first.head.head
        if second.dep_ != "conj" or second.tag_ != "CD" or conjunction.dep_ != "cc" or conjunction.head.i != first.i:
            continue
        if first.dep_ != "nummod" or noun.dep_ != "dobj" or first.i != deed.i + 1 or noun.i < second.i:
            continue
        verb = _verb_after(noun)
        if verb is None or verb.head.i != deed.i or verb.dep_ != "conj" or _has(verb, *SUBJECTS):
            continue
        first.head, first.dep_ = deed, "dobj"
        conjunction.head = deed
        second.head, second.dep_ = noun, "nummod"
        noun.head, noun.dep_ = verb, "nsubjpass" if _has(verb, "auxpass") else "nsubj"


def object_with_participle(sentence: Doc, harms: frozenset[str]) -> None:
    """Makes an object of whom the parser makes the subject of a participle: "beheaded two men working as guards".

    Or of what it makes that of a verb: "downed two drones fired at the port".
    """
    for verb in sentence:
        clause = next((c for c in verb.rights if c.dep_ == "ccomp" and c.tag_ in {"VBG", "VBD", "VBN"}), None)
        if verb.lower_ not in harms or verb.tag_ not in FINITE or clause is None or _has(verb, "dobj", "auxpass"):
            continue
        whom = next((c for c in clause.lefts if c.dep_ == "nsubj"), None)
        if whom is None or whom.left_edge.i != verb.i + 1 or _has(clause, "aux", "auxpass", "mark", "neg"):
            continue
        if any(t.is_punct and t.tag_ != "HYPH" for t in sentence[verb.i + 1 : clause.i]):
            continue
        if clause.tag_ != "VBG" and (_has(clause, "dobj") or not _has(clause, "prep", "agent")):
            continue
        whom.head, whom.dep_ = verb, "dobj"
        clause.head, clause.dep_ = whom, "acl"
        clause.tag_ = "VBN" if clause.tag_ == "VBD" else clause.tag_


def verb_of_root_noun(sentence: Doc, endings: frozenset[str]) -> None:
    """Gives a noun its verb, which the parser hangs on the last noun before it: "a bomb laid by rebels exploded"."""
    for verb in sentence:
        inner = verb.head
        if verb.lower_ not in endings or verb.dep_ != "acl" or verb.tag_ not in {"VBN", "VBD"} or inner.i != verb.i - 1:
            continue
        participle = inner.head if inner.dep_ == "dobj" else inner.head.head
        noun = participle.head
        if inner.dep_ not in _OBJECTS or participle.dep_ != "acl" or noun.dep_ != "ROOT" or noun.i >= participle.i:
            continue
        if noun.pos_ not in {"NOUN", "PROPN"} or _has(verb, *_OWN) or not noun.is_ancestor(verb):
            continue
        verb.tag_, verb.dep_, verb.head = "VBD", "ROOT", verb
        for child in [c for c in noun.children if c.i > verb.i or (c.dep_ in {"prep", "punct"} and c.i < noun.i)]:
            child.head = verb
        noun.head, noun.dep_ = verb, "nsubj"


def count_between(sentence: Doc) -> None:
    """Makes a count of "between ... and ...", which the parser takes for a place: "killing between 23 and 47"."""
    for word in sentence:
        verb = word.head
        if word.lower_ != "between" or word.dep_ != "prep" or verb.pos_ != "VERB":
            continue
        noun = next((c for c in word.rights if c.dep_ == "pobj" and c.tag_ == "NNS"), None)
        low = next((c for c in noun.lefts if c.dep_ == "nummod" and c.i == word.i + 1), None) if noun else None
        if noun is None or low is None or not any(c.dep_ == "conj" and c.tag_ == "CD" for c in low.rights):
            continue
        if word.i == verb.i + 1 and not _has(verb, "dobj", "auxpass", "nsubjpass"):
            relation = "dobj"
        elif word.i < verb.i and not _has(verb, *SUBJECTS):
            relation = "nsubjpass" if _has(verb, "auxpass") else "nsubj"
        else:
            continue
        noun.head, noun.dep_ = verb, relation
        word.head, word.dep_ = low, "quantmod"


def act_after_preposition(sentence: Doc, acts: frozenset[str]) -> None:
    """Makes a noun of an act that has no object: "two were killed in shelling by rebels"."""
    for word in sentence:
        if word.lower_ not in acts or word.tag_ != "VBG" or word.dep_ != "pcomp" or word.head.i != word.i - 1:
            continue
        if word.i + 1 < len(sentence) and word.nbor().lower_ in _AT:
            continue  # "after firing at a patrol"
        if all(c.dep_ in _PLACED for c in word.rights) and not any(word.lefts):
            word.tag_, word.pos_, word.dep_, word.lemma_ = "NN", "NOUN", "pobj", word.lower_


def object_after_weapon(sentence: Doc, arms: frozenset[str]) -> None:
    """Makes an object of what follows the weapon: "they shelled with mortars several camps"."""
    for word in sentence:
        verb = word.head
        if word.lower_ != "with" or word.dep_ != "prep" or word.i != verb.i + 1 or _has(verb, "dobj"):
            continue
        inner = next((c for c in word.rights if c.dep_ == "pobj"), None)
        if verb.tag_ not in {"VBD", "VBN"} or inner is None or _has(verb, "auxpass"):
            continue
        target = _target_in(inner, arms)
        if target is None:
            continue
        subject = verb.head
        if verb.tag_ == "VBN" and verb.dep_ == "acl" and subject.dep_ == "ROOT" and subject.i < verb.i:
            verb.tag_, verb.dep_, verb.head = "VBD", "ROOT", verb
            subject.head, subject.dep_ = verb, "nsubj"
        target.head, target.dep_ = verb, "dobj"


def _target_in(inner: Token, arms: frozenset[str]) -> Token | None:
    """Returns what stands beside a weapon in the object of "with", after it has been parted from the weapon."""
    if inner.lower_ in arms:
        near = (*inner.rights, *inner.head.head.head.rights)  # of the weapon, or of whose deed it is
        beside = (c for c in near if c.dep_ in {"appos", "npadvmod"} and c.pos_ in {"NOUN", "PROPN"})
        return next((c for c in beside if c.left_edge.i == inner.i + 1), None)
    weapon = next((c for c in inner.lefts if c.lower_ in arms and c.i + 1 < inner.i), None)
    if weapon is None or weapon.nbor().tag_ not in _BEGINS or weapon.left_edge.i != inner.left_edge.i:
        return None
    prep = inner.head
    for child in [c for c in inner.lefts if c.i < weapon.i]:
        child.head = weapon
    weapon.head, weapon.dep_, weapon.pos_ = prep, "pobj", "NOUN"
    return inner


def shot_not_noun(sentence: Doc) -> None:
    """Makes a verb of "shot" after a noun: "gunmen on a motorbike shot and killed two", "in a car shot dead two"."""
    for shot in sentence[: max(0, len(sentence) - 2)]:
        noun = next((c for c in shot.lefts if c.dep_ == "compound" and c.i == shot.i - 1), None)
        after, outer = shot.nbor(), shot.head
        if shot.lower_ != "shot" or shot.dep_ not in _OBJECTS or noun is None or outer.i > shot.i:
            continue
        doer = outer if outer.dep_ == "ROOT" else outer.head
        second = sentence[shot.i + 2]
        joined = after.lower_ == "and" and second.tag_ in FINITE and doer.pos_ == "NOUN"
        if joined and doer.dep_ == "ROOT" and second.dep_ == "conj" and second.head.i == doer.i:
            _make_deed(shot, noun, doer)
            for child in [c for c in doer.rights if c.i > shot.i]:
                child.head = shot
        elif joined and doer.dep_ == "nsubj" and second.dep_ == "ROOT" and doer.head.i == second.i:
            _make_deed(shot, noun, doer)
            for child in [c for c in second.lefts if c.i < doer.i]:
                child.head = shot
            after.head, second.head, second.dep_ = shot, shot, "conj"
        elif after.lower_ == "dead" and after.dep_ == "ROOT" and doer.dep_ == "nsubj" and doer.head.i == after.i:
            _make_deed(shot, noun, doer)
            for child in [c for c in after.children if c.i != doer.i]:
                child.head = shot
            after.head, after.dep_ = shot, "oprd"


def _make_deed(shot: Token, noun: Token, doer: Token) -> None:
    """Makes a verb of "shot", whose place the noun before it takes."""
    for child in [c for c in shot.lefts if c.i < noun.i]:
        child.head = noun
    outer, relation = shot.head, shot.dep_
    shot.head, shot.dep_, shot.tag_, shot.pos_, shot.lemma_ = shot, "ROOT", "VBD", "VERB", "shoot"
    noun.head, noun.dep_ = outer, relation
    doer.head, doer.dep_ = shot, "nsubj"


def verb_not_adjective(sentence: Doc) -> None:
    """Makes a verb with an object of one with a subject before a noun: "a drone targeted US forces in Erbil"."""
    for verb in sentence:
        noun = verb.head
        subject = next((c for c in verb.lefts if c.dep_ == "nsubj"), None)
        if verb.dep_ != "amod" or verb.tag_ != "VBD" or noun.dep_ != "ROOT" or noun.i < verb.i or subject is None:
            continue
        if not any(c.dep_ in {"det", "nummod"} for c in subject.lefts) or subject.i != verb.i - 1:
            continue
        before = [c for c in noun.lefts if c.i < subject.left_edge.i]
        verb.head, verb.dep_ = verb, "ROOT"
        noun.head, noun.dep_ = verb, "dobj"
        for child in [*before, *(c for c in noun.rights if c.dep_ == "punct")]:
            child.head = verb


def participle_not_verb(sentence: Doc) -> None:
    """Makes a participle of the first of two verbs that nothing joins: "rockets fired from a hill crashed into it".

    The parser hangs the second on the first, or the first on the second where that is a clause.
    """
    for verb in sentence:
        if verb.tag_ != "VBD" or _has(verb, *_OWN, "cc"):
            continue
        inside = next((c for c in verb.lefts if c.dep_ == "advcl" and c.tag_ in {"VBD", "VBN"}), None)
        first = verb.head if inside is None else inside
        subject = next((c for c in first.lefts if c.dep_ in SUBJECTS), None)
        if subject is None or first.i > verb.i or not _may_be_participle(first, subject, verb):
            continue
        if inside is None and verb.dep_ in {"advcl", "conj"} and first.dep_ in {"ROOT", "advcl", "ccomp"}:
            above, relation = first.head, first.dep_
            verb.head, verb.dep_ = (verb if relation == "ROOT" else above), relation
        elif inside is None or verb.dep_ != "ccomp":
            continue
        else:
            verb.dep_ = "advcl"
        subject.head, subject.dep_ = verb, "nsubj"
        for child in [c for c in first.children if c.i > verb.i or (c.i < first.i and c.i != subject.i)]:
            child.head = verb
        first.head, first.dep_, first.tag_ = subject, "acl", "VBN"


def _may_be_participle(first: Token, subject: Token, verb: Token) -> bool:
    """Tells whether nothing but prepositions and their objects stand between a bare verb and the next."""
    between = first.doc[first.i + 1 : verb.i]
    if first.tag_ not in {"VBD", "VBN"} or subject.i != first.i - 1 or subject.pos_ not in {"NOUN", "PROPN"}:
        return False
    if _has(first, "aux", "auxpass", "dobj", "cc") or not between or between[0].dep_ not in {"prep", "agent"}:
        return False
    is_parted = any(t.is_punct and t.tag_ != "HYPH" for t in between)
    return not is_parted and between[-1].pos_ in {"NOUN", "PROPN"}


def name_of_participle(sentence: Doc) -> None:
    """Puts together a noun whose last word the parser gives to a participle: "a roadside bomb planted by rebels"."""
    for name in sentence[1:]:
        participle, first = name.head, name.nbor(-1)
        if name.dep_ != "nsubj" or participle.tag_ != "VBN" or participle.i != name.i + 1 or participle.dep_ != "acl":
            continue
        if participle.head.i != first.i or first.pos_ not in {"NOUN", "PROPN"} or not _has(participle, "agent"):
            continue
        name.head, name.dep_ = first.head, first.dep_
        for child in list(first.lefts):
            child.head = name
        first.head, first.dep_ = name, "compound"
        participle.head = name


def fire_not_object(sentence: Doc) -> None:
    """Makes a verb of "opened" before "fire": "gunmen on a motorcycle opened fire on two guards"."""
    for opened in sentence[1 : max(1, len(sentence) - 1)]:
        fire, noun = opened.head, opened.nbor(-1)
        prep = fire.head
        doer = prep.head
        if opened.lower_ != "opened" or opened.dep_ != "amod" or fire.i != opened.i + 1 or fire.dep_ != "pobj":
            continue
        if noun.head.i not in {opened.i, fire.i} or noun.pos_ not in {"NOUN", "PROPN"} or prep.i > noun.i:
            continue
        rest = doer.head
        if (
            doer.pos_ not in {"NOUN", "PROPN"}
            or doer.i > prep.i
            or not (doer.dep_ == "ROOT" or _follows(doer, rest, fire))
        ):
            continue
        for child in [c for c in (*fire.lefts, *opened.lefts) if c.i < noun.i]:
            child.head = noun
        opened.head, opened.dep_, opened.tag_ = opened, "ROOT", "VBD"
        if doer.dep_ != "ROOT":
            rest.head, rest.dep_ = opened, "advcl"
        for child in [*rest.lefts, *doer.rights]:
            if child.i not in {doer.i, prep.i} and (child.i > fire.i or child.i < doer.i):
                child.head = opened
        doer.head, doer.dep_ = opened, "nsubj"
        noun.head, noun.dep_ = prep, "pobj"
        fire.head, fire.dep_ = opened, "dobj"
        for child in list(fire.rights):
            child.head = opened


def _follows(doer: Token, verb: Token, word: Token) -> bool:
    """Tells whether a participle that heads the sentence, and has a subject, stands after a word."""
    return doer.dep_ == "nsubj" and verb.dep_ == "ROOT" and verb.tag_ == "VBG" and verb.i > word.i


def name_before_bracket(sentence: Doc) -> None:
    """Takes what stands in brackets from the name before it: "in Kajuru (Kaduna)"."""
    for name in sentence[: max(0, len(sentence) - 3)]:
        inner = name.head
        if name.dep_ not in {"nmod", "compound"} or name.nbor().text != "(" or inner.i < name.i + 2:
            continue
        if inner.i + 1 >= len(sentence) or inner.nbor().text != ")" or inner.pos_ != "PROPN" or name.pos_ != "PROPN":
            continue
        if inner.dep_ == "ROOT":
            continue
        for child in [c for c in inner.lefts if c.i < name.i]:
            child.head = name
        name.head, name.dep_ = inner.head, inner.dep_
        inner.head, inner.dep_ = name, "appos"


def outcome_of_first(sentence: Doc, states: frozenset[str]) -> None:
    """Parts what befell some from what befell others: "2 killed, 5 wounded in a raid", "1 killed 3 injured".

    The parser makes both subjects, or one the other's object.
    """
    for verb in sentence:
        if verb.lower_ not in states or verb.dep_ != "ROOT" or _has(verb, "aux", "auxpass", "mark"):
            continue
        subjects = [c for c in verb.lefts if c.dep_ in SUBJECTS]
        second = next((c for c in verb.rights if c.dep_ == "dobj" and c.tag_ == "CD"), None)
        if len(subjects) == 2:
            first = subjects[0]
            state = next((c for c in first.rights if c.dep_ in {"acl", "relcl"} and c.lower_ in states), None)
            between = sentence[first.i : subjects[1].left_edge.i]
            if state is None or _has(state, *SUBJECTS) or between[-1].text not in {",", ";"}:
                continue
            state.head, state.dep_ = verb, "ccomp"
            first.head, first.dep_ = state, "nsubj"
        elif second is not None and len(subjects) == 1 and subjects[0].tag_ == "CD" and second.i == verb.i + 1:
            state = next((c for c in second.rights if c.dep_ == "acl" and c.lower_ in states), None)
            if state is None or _has(state, *SUBJECTS) or state.i != second.i + 1:
                continue
            state.head, state.dep_ = verb, "conj"
            second.head, second.dep_ = state, "nsubj"
            verb.tag_ = "VBN"


def conjunct_of_object(sentence: Doc) -> None:
    """Joins to an object what the parser joins to its verb: "killing him, his wife and two others"."""
    for noun in sentence:
        verb = noun.head
        if noun.dep_ != "conj" or noun.pos_ not in {"NOUN", "PROPN"} or verb.pos_ != "VERB" or verb.i > noun.i:
            continue
        object_ = next((c for c in verb.rights if c.dep_ == "dobj"), None)
        comma = object_.right_edge.i + 1 if object_ is not None else noun.i
        if object_ is not None and comma < noun.i and sentence[comma].text == "," and noun.left_edge.i == comma + 1:
            noun.head = object_


def state_of_result(sentence: Doc, states: frozenset[str]) -> None:
    """Hangs what became of somebody on them, not on the deed: "they shelled the town, resulting in two men injured"."""
    for state in sentence:
        if state.lower_ not in states or state.dep_ != "advcl" or state.tag_ not in {"VBN", "VBD", "JJ"}:
            continue
        whom = next((t for t in reversed(sentence[: state.i]) if t.dep_ == "pobj"), None)
        if whom is None or whom.right_edge.i != state.i - 1 or not whom.head.head.lower_.startswith("result"):
            continue
        if whom.head.lower_ == "in" and not _has(state, *SUBJECTS, "auxpass", "mark"):
            state.head, state.dep_ = whom, "acl"
            state.tag_ = "VBN" if state.tag_ == "VBD" else state.tag_


def participle_before_verb(sentence: Doc) -> None:
    """Makes a participle of what the parser takes for the verb: "a truce agreed upon in May in Lima has held"."""
    for first in sentence:
        noun = next((c for c in first.lefts if c.dep_ == "nsubj" and c.i == first.i - 1), None)
        if first.tag_ != "VBD" or noun is None or noun.pos_ == "PRON" or _has(first, "dobj", "aux", "auxpass", "xcomp"):
            continue
        verb = next((c for c in first.rights if c.dep_ == "ccomp" and _begins_with_auxiliary(c)), None)
        if verb is None or any(t.pos_ == "PUNCT" for t in sentence[first.i : verb.left_edge.i]):
            continue
        others = [c for c in first.children if c.i < noun.left_edge.i or c.i > verb.i]
        take_place(verb, first)
        make_subject(noun, verb)
        first.head, first.dep_, first.tag_ = noun, "acl", "VBN"
        for child in others:
            child.head = verb


def _begins_with_auxiliary(verb: Token) -> bool:
    """Tells whether a clause begins with a finite auxiliary and so has no subject."""
    start = verb.left_edge
    return start.dep_ in {"aux", "auxpass"} and start.tag_ in {*FINITE, "MD"} and start.head.i == verb.i


def verb_in_quotes(sentence: Doc) -> None:
    """Makes a verb of a participle set in quotes before its object: 'troops "sent to hell" eleven rebels'."""
    for verb in sentence[1:]:
        noun = verb.head
        if (
            verb.dep_ != "acl"
            or verb.tag_ not in {"VBN", "VBD"}
            or verb.nbor(-1).tag_ not in _QUOTES
            or noun.dep_ != "nsubj"
        ):
            continue
        after = [c for c in (*verb.rights, *noun.rights) if c.i > verb.i and c.dep_ in {"dobj", "appos"}]
        harmed = after[0] if after else None
        teller = noun.head
        if harmed is None or teller.i < harmed.i:
            continue
        if not any(t.tag_ in _QUOTES for t in sentence[verb.i : harmed.i]):
            continue
        if any(c.dep_ == "nsubj" and c.i > harmed.i for c in teller.lefts):
            verb.head, verb.dep_, verb.tag_ = teller, "ccomp", "VBD"
            noun.head, harmed.head, harmed.dep_ = verb, verb, "dobj"


def state_of_second(sentence: Doc, states: frozenset[str]) -> None:
    """Hangs a state on the second of two counted, where the first has its own: "left one dead and 30 injured"."""
    for state in sentence[1:]:
        second = state.nbor(-1)
        first, verb = second.head, state.head
        if state.lower_ not in states or state.dep_ not in {"oprd", "advcl"} or second.dep_ != "conj":
            continue
        if first.dep_ != "dobj" or first.head.i != verb.i or _has(state, *SUBJECTS, "auxpass", "aux"):
            continue
        if any(c.lower_ in states and c.i < second.i for c in (*first.rights, *verb.rights)):
            state.head, state.dep_ = second, "acl"
            state.tag_ = "VBN" if state.tag_ == "VBD" else state.tag_


def verb_with_object(sentence: Doc) -> None:
    """Gives a noun a verb that has an object: "a drone of an armed group targeted a depot", where no other verb is."""
    for verb in sentence:
        inner = verb.head
        if verb.dep_ != "acl" or verb.tag_ != "VBN" or inner.i != verb.i - 1 or _has(verb, "agent", *_OWN):
            continue
        noun = inner
        while noun.dep_ in _INSIDE and noun.head.i < noun.i:
            noun = noun.head
        if noun.dep_ != "ROOT" or noun.i == inner.i or noun.pos_ not in {"NOUN", "PROPN"}:
            continue
        if not any(c.dep_ == "dobj" and c.i > verb.i for c in verb.children):
            continue
        verb.tag_, verb.dep_, verb.head = "VBD", "ROOT", verb
        for child in [c for c in noun.children if c.i > verb.i or (c.dep_ in {"prep", "punct"} and c.i < noun.i)]:
            child.head = verb
        noun.head, noun.dep_ = verb, "nsubj"
