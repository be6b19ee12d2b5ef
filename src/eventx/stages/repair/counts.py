"""Mends numbers, with what they count and what they are the number of."""

from __future__ import annotations

from spacy.tokens import Doc, Token

from eventx.stages.repair.arcs import SUBJECTS, has, take_from_under, verb_after
from eventx.stages.repair.looks import Flags, Shape, follows, precedes

_ABOUT = ("around", "about", "over")


def number_not_of_subject(sentence: Doc) -> None:
    """Parts a bare number from the subject after it: "they killed two and three others were hurt"."""
    for second in sentence[1:]:
        first, conjunction = second.head, second.nbor(-1)
        noun, deed = first.head, first.head.head
        if second.dep_ != "conj" or second.tag_ != "CD" or conjunction.dep_ != "cc" or conjunction.head.i != first.i:
            continue
        if first.dep_ != "nummod" or noun.dep_ != "dobj" or first.i != deed.i + 1 or noun.i < second.i:
            continue
        verb = verb_after(noun)
        if verb is None or verb.head.i != deed.i or verb.dep_ != "conj" or has(verb, *SUBJECTS):
            continue
        first.head, first.dep_ = deed, "dobj"
        conjunction.head = deed
        second.head, second.dep_ = noun, "nummod"
        noun.head, noun.dep_ = verb, "nsubjpass" if has(verb, "auxpass") else "nsubj"


def number_after_and(shape: Shape) -> Flags:
    """Tells of each token whether it is a coordinated number after a conjunction."""
    return shape.tag("CD") & shape.dep("conj") & follows(shape.dep("cc"), 1)


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
        if word.i == verb.i + 1 and not has(verb, "dobj", "auxpass", "nsubjpass"):
            relation = "dobj"
        elif word.i < verb.i and not has(verb, *SUBJECTS):
            relation = "nsubjpass" if has(verb, "auxpass") else "nsubj"
        else:
            continue
        noun.head, noun.dep_ = verb, relation
        word.head, word.dep_ = low, "quantmod"


def between_numbers(shape: Shape) -> Flags:
    """Tells of each token whether it is a "between" before a number."""
    return shape.word("between") & shape.dep("prep") & precedes(shape.tag("CD"))


def count_around(sentence: Doc) -> None:
    """Makes a count of "around", which the parser takes for a place: "they killed around 50 of the rebels"."""
    for word in sentence:
        verb = word.head
        if word.lower_ not in _ABOUT or word.dep_ != "prep" or verb.pos_ != "VERB" or word.i != verb.i + 1:
            continue
        number = next((c for c in word.rights if c.dep_ == "pobj" and c.tag_ == "CD"), None)
        counts = number is not None and any(c.lower_ == "of" for c in number.rights)
        if number is None or not counts or has(verb, "dobj", "auxpass", "nsubjpass"):
            continue
        number.head, number.dep_ = verb, "dobj"
        word.head, word.dep_ = number, "quantmod"


def around_number(shape: Shape) -> Flags:
    """Tells of each token whether it is an "around" before a number."""
    return shape.dep("prep") & precedes(shape.tag("CD") & shape.dep("pobj")) & follows(shape.pos("VERB"), 1)


def number_as_object(sentence: Doc) -> None:
    """Makes a number the object of the verb before it, where the parser makes a measure: "shot down nine of them"."""
    for number in sentence:
        verb = number.head
        if number.tag_ != "CD" or number.dep_ != "npadvmod" or verb.pos_ != "VERB" or verb.i > number.i:
            continue
        if _counts_some(number) and not has(verb, "dobj", "auxpass", "nsubjpass"):
            number.dep_ = "dobj"


def number_as_measure(shape: Shape) -> Flags:
    """Tells of each token whether it is a number that measures something."""
    return shape.tag("CD") & shape.dep("npadvmod")


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
            take_from_under(top, whole, number.i)
        for child in [c for c in noun.rights if c.dep_ == "prep" and c.nbor(-1).pos_ == "PUNCT"]:
            child.head = whole  # "three of them officers, near Gao": all of them
        noun.head, noun.dep_ = whole, "dep"
        number.head, number.dep_ = noun, "dep"


def _counts_some(number: Token) -> bool:
    """Tells whether a number says how many "of them"."""
    after = number.doc[number.i + 1 : number.i + 3]
    return len(after) == 2 and after[0].lower_ == "of" and after[1].tag_ in {"PRP", "WP", "DT"}


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


def them_of_some(shape: Shape) -> Flags:
    """Tells of each token whether it is the "them" of "three of them"."""
    return shape.tag("PRP", "WP", "DT") & follows(shape.word("of"), 1) & follows(shape.tag("CD"), 2)
