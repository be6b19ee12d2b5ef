"""Mends who tells something, and what is told by them."""

from __future__ import annotations

from spacy.tokens import Doc, Token

from eventx.stages.repair.arcs import FINITE, SUBJECTS, has, make_subject, may_have
from eventx.stages.repair.looks import Flags, Ids, Shape, follows


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


def noun_of_saying(shape: Shape, sayings: Ids) -> Flags:
    """Tells of each token whether it is taken for a noun, of those that may be verbs of saying."""
    return shape.listed(sayings) & shape.tag("NN")


def teller_not_apposed(sentence: Doc) -> None:
    """Makes the teller of what the parser puts beside a name: "met his colleague Ana Vega, the ministry said".

    The name before the comma is then that of the noun before it, not of who says all that.
    """
    for name in sentence:
        verb, start = name.head, name.left_edge.i
        if name.dep_ != "nsubj" or name.pos_ != "PROPN" or start == 0 or verb.tag_ not in FINITE:
            continue
        teller = next((c for c in name.rights if c.dep_ == "appos" and c.right_edge.i == verb.i - 1), None)
        noun = sentence[start - 1]
        if (
            teller is None
            or noun.pos_ != "NOUN"
            or noun.dep_ not in {"pobj", "dobj"}
            or teller.left_edge.i == 0
            or sentence[teller.left_edge.i - 1].text != ","
        ):
            continue
        if not any(c.dep_ == "ccomp" and c.is_ancestor(noun) for c in verb.lefts):
            continue
        teller.head, teller.dep_ = verb, "nsubj"
        name.head, name.dep_ = noun.head, noun.dep_
        noun.head, noun.dep_ = name, "compound"
        for child in list(noun.lefts):
            child.head = name


def name_with_aside(shape: Shape) -> Flags:
    """Tells of each token whether it is the name of a subject with an apposition, in a sentence of a clause."""
    return shape.dep("nsubj") & shape.pos("PROPN") & shape.has("appos") & shape.beside(shape.dep("ccomp"))


def teller_after_quote(sentence: Doc) -> None:
    """Makes the teller of what stands beside the last word of a quotation: '"... many women," a nurse said'."""
    for last in sentence:
        verb = last.head
        if last.dep_ != "nsubj" or verb.tag_ not in FINITE or last.i > verb.i:
            continue
        teller = next((c for c in last.rights if c.dep_ == "appos" and c.right_edge.i < verb.i), None)
        if teller is None or teller.left_edge.i < 2 or sentence[teller.left_edge.i - 1].tag_ != "''":
            continue
        told = next((c for c in verb.lefts if c.dep_ == "ccomp" and c.i < last.i), None)
        if told is None or sentence[teller.left_edge.i - 2].text != ",":
            continue
        teller.head, teller.dep_ = verb, "nsubj"
        last.head, last.dep_ = told, "dep"


def last_of_quote(shape: Shape) -> Flags:
    """Tells of each token whether it stands beside a noun, in a sentence with a closing quotation mark and a clause."""
    return shape.dep("appos") & shape.beside(shape.tag("''")) & shape.beside(shape.dep("ccomp"))


def teller_not_listed(sentence: Doc, sayings: frozenset[str]) -> None:
    """Makes the teller of what the parser puts in a list: "he died in Goma, police and medics said, the first one"."""
    for verb in sentence:
        if verb.lower_ not in sayings or verb.tag_ not in FINITE or verb.i < 3 or has(verb, *SUBJECTS):
            continue
        noun = sentence[verb.i - 1]
        while noun.dep_ == "conj" and noun.pos_ in {"NOUN", "PROPN"} and sentence[noun.left_edge.i - 1].text != ",":
            noun = noun.head
        start = noun.left_edge.i
        if noun.dep_ != "conj" or start == 0 or sentence[start - 1].text != "," or noun.head.pos_ == "VERB":
            continue
        if any(c.dep_ == "cc" and c.i < noun.i for c in noun.head.children) or noun.right_edge.i != verb.i - 1:
            continue
        make_subject(noun, verb)


def saying_without_subject(shape: Shape, sayings: Ids) -> Flags:
    """Tells of each token whether it is a form of saying after a coordinated noun."""
    return shape.listed(sayings) & follows(shape.dep("conj"), 1) & shape.beside(shape.word(","))


def teller_after_told(sentence: Doc) -> None:
    """Gives who tells it the first of two subjects: "a man died, says the army, and a tank opened fire"."""
    for verb in sentence:
        subjects = [c for c in verb.lefts if c.dep_ == "nsubj"]
        teller = verb.head
        if len(subjects) != 2 or verb.dep_ != "ccomp" or teller.i >= subjects[0].i or teller.tag_ not in FINITE:
            continue
        right_after = subjects[0].left_edge.i == teller.i + 1
        if not right_after or sentence[subjects[1].left_edge.i - 1].dep_ != "cc":
            continue
        if any(c.dep_ == "ccomp" for c in teller.lefts) and not has(teller, *SUBJECTS):
            subjects[0].head = teller


def subject_around_teller(sentence: Doc) -> None:
    """Takes from who tells it the subject of what is told: "the nine men, the army said, were killed"."""
    for teller in sentence:
        subjects = [c for c in teller.lefts if c.dep_ in SUBJECTS]
        if len(subjects) != 2 or not any(t.text == "," for t in sentence[subjects[0].i + 1 : subjects[1].i]):
            continue
        told = [c for c in (*teller.rights, teller.head) if c.i > teller.i and c.pos_ in {"VERB", "AUX"}]
        bare = next((v for v in told if v.dep_ in {"ccomp", "ROOT"} and may_have(v, v)), None)
        if bare is not None:
            make_subject(subjects[0], bare)


def second_of_two(shape: Shape) -> Flags:
    """Tells of each token whether it is a subject of which there is another on the same verb, with a comma beside."""
    return shape.shared(shape.dep(*SUBJECTS)) & shape.beside(shape.word(","))


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


def before_teller(shape: Shape) -> Flags:
    """Tells of each token whether it is a preposition between commas on a verb after it, in a sentence of a clause."""
    set_off = shape.dep("prep") & shape.before_head() & follows(shape.word(","), 1)
    return set_off & shape.beside(shape.dep("ccomp"))


def setting_of_told(sentence: Doc) -> None:
    """Hangs on what is told where and when it was: "In Gao, local media reported, nine people died"."""
    for setting in sentence:
        teller = setting.head
        if setting.dep_ not in {"prep", "npadvmod"} or teller.i < setting.i or setting.left_edge.i > 0:
            continue
        comma = setting.right_edge.i + 1
        told = next((c for c in (*teller.rights, teller.head) if _told_after(c, teller)), None)
        if told is not None and sentence[comma].text == "," and any(c.dep_ == "nsubj" for c in teller.lefts):
            setting.head = told


def _told_after(verb: Token, teller: Token) -> bool:
    """Tells whether a clause of its own follows who tells it and a comma."""
    if verb.i <= teller.i or verb.pos_ != "VERB" or not {verb.dep_, teller.dep_} & {"ccomp"}:
        return False
    subject = next((c for c in verb.lefts if c.dep_ in SUBJECTS), None)
    return subject is not None and teller.nbor().text == "," and subject.left_edge.i == teller.i + 2


def setting_first(shape: Shape) -> Flags:
    """Tells of each token whether it is a preposition or a time on a later verb, which has or is a clause."""
    settings = shape.dep("prep", "npadvmod") & shape.before_head()
    clause = shape.has("ccomp") | shape.dep("ccomp")
    return settings & shape.under(clause) & shape.beside(shape.word(","))


def outcome_of_deed(sentence: Doc, outcomes: frozenset[str]) -> None:
    """Hangs what came of a deed on the deed, not on who tells it: "they raided the town, police said, killing nine"."""
    for verb in sentence:
        teller = verb.head
        if verb.lower_ not in outcomes or verb.dep_ != "advcl" or teller.i >= verb.i or teller.pos_ != "VERB":
            continue
        told = [c for c in teller.lefts if c.dep_ == "ccomp" and c.pos_ == "VERB"]
        if told and sentence[verb.i - 1].text == "," and not any(c.dep_ in {"ccomp", "dobj"} for c in teller.rights):
            verb.head = told[-1]


def outcome_of_clause(sentence: Doc, outcomes: frozenset[str], harms: frozenset[str]) -> None:
    """Hangs what came of a deed on the clause that tells it: "war began after they raided a town, killing nine"."""
    for verb in sentence:
        above = verb.head
        if verb.lower_ not in outcomes or verb.dep_ != "advcl" or above.i >= verb.i or above.lower_ in harms:
            continue
        clauses = [c for c in above.rights if c.dep_ == "advcl" and above.i < c.i < verb.i and c.lower_ in harms]
        if not clauses or sentence[verb.i - 1].text != "," or clauses[-1].right_edge.i != verb.i - 2:
            continue
        if has(clauses[-1], "nsubj") and has(clauses[-1], "mark"):
            verb.head = clauses[-1]


def outcome_beside_clause(shape: Shape, outcomes: Ids) -> Flags:
    """Tells of each token whether it tells what came of a deed, beside another clause of its verb."""
    return shape.listed(outcomes) & shape.shared(shape.dep("advcl"))


def outcome_as_clause(shape: Shape, outcomes: Ids) -> Flags:
    """Tells of each token whether it tells what came of a deed, on a verb with a clause."""
    return shape.listed(outcomes) & shape.dep("advcl") & shape.under(shape.has("ccomp"))


def nobody_after_aside(sentence: Doc) -> None:
    """Gives "there were" what it lacks, after who tells it: "there were, he wrote on Telegram, no casualties"."""
    for there in sentence:
        verb = there.head
        if there.dep_ != "expl" or has(verb, "attr", "dobj"):
            continue
        nouns = (t for t in sentence[verb.i + 1 :] if t.dep_ in {"appos", "npadvmod", "dobj", "conj"})
        noun = next((t for t in nouns if t.left_edge.lower_ == "no" and t.left_edge.nbor(-1).text == ","), None)
        if noun is not None and noun.pos_ == "NOUN":
            noun.head, noun.dep_ = verb, "attr"


def empty_there(shape: Shape) -> Flags:
    """Tells of each token whether it is a "there" of a verb that has nothing there."""
    return shape.dep("expl") & ~shape.under(shape.has("attr")) & shape.beside(shape.word("no"))


def object_of_told(sentence: Doc, saying_forms: frozenset[str]) -> None:
    """Makes a relative pronoun the object of what is said: "Vega, whom the army said in May it had wounded"."""
    for pronoun in sentence:
        saying = pronoun.head
        if (
            pronoun.dep_ not in {"dobj", "dep"}
            or pronoun.tag_ not in {"WP", "WDT"}
            or saying.lower_ not in saying_forms
        ):
            continue
        told = next((c for c in saying.rights if c.dep_ == "ccomp" and c.pos_ == "VERB"), None)
        if told is None or not any(c.dep_ == "nsubj" for c in told.lefts):
            continue
        if not has(told, "dobj", "ccomp", "auxpass"):
            pronoun.head, pronoun.dep_ = told, "dobj"


def relative_object(shape: Shape) -> Flags:
    """Tells of each token whether it is a relative pronoun that is the object of a verb with a clause."""
    return shape.tag("WP", "WDT") & shape.dep("dobj", "dep") & shape.under(shape.has("ccomp"))
