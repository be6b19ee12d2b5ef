"""Who says it: the head of the noun phrase that a reporting verb or clause names, whatever the parser made of it."""

from __future__ import annotations

from eventx.stages.speech.lexicon import SpokenText, ends_quote
from eventx.stages.trees import (
    NOMINAL,
    SUBJECTS,
    bounds,
    coordinated,
    edges,
    is_verb,
    noun_phrase_after,
    noun_phrase_before,
    outermost_noun,
    step,
)
from eventx.stages.words import Word

_MAX_APPOSITION = 12
_NO_APPOSITION = frozenset({"VBD", "VBZ", "VBP", "MD", "CC", "''", "``", ":"})
_PHRASE = frozenset({"NOUN", "PROPN", "PRON", "DET", "ADJ", "NUM"})


def direct_subject(verb: Word) -> Word | None:
    """Returns the subject that the parser gives the verb itself: of two, one that no semicolon parts from it."""
    found = [c for c in verb.children if c.dep_ in SUBJECTS and c.dep_ != "expl"]
    if len(found) < 2:
        return found[0] if found else None
    parted = max((k for k in range(found[0].i, verb.i) if verb.doc[k].text == ";"), default=-1)
    return next((c for c in found if c.i > parted), found[0])


def _antecedent(subject: Word, verb: Word) -> Word:
    """Returns the noun that a relative pronoun stands for, or the subject itself."""
    if subject.tag_ in {"WP", "WDT"} and verb.dep_ == "relcl" and verb.head.i < verb.i:
        return verb.head
    return subject


def _tag_subject(text: SpokenText, verb: Word) -> Word | None:
    """Returns the noun phrase that alone stands between a comma or quotation and the verb: ", the army said"."""
    doc, (start, _) = text.doc, bounds(verb)
    last = step(doc, verb.i - 1, start - 1)
    while last is not None and doc[last].pos_ == "ADV":
        last = step(doc, last - 1, start - 1)
    return _set_off(text, last, start)


def apposed_subject(text: SpokenText, verb: Word, subject: Word | None) -> Word | None:
    """Returns who a tag names before an apposition, where the parser sees another subject (or none) further left.

    "Nine men died, the Observatory, a war monitor, said": the noun phrase must stand between commas.
    """
    doc, (start, _) = text.doc, bounds(verb)
    comma = step(doc, verb.i - 1, start - 1)
    if comma is None or doc[comma].text != ",":
        return None
    k = step(doc, comma - 1, start - 1)
    while k is not None and comma - k <= _MAX_APPOSITION and doc[k].text != "," and doc[k].tag_ not in _NO_APPOSITION:
        k = step(doc, k - 1, start - 1)
    if k is None or doc[k].text != "," or k + 1 == comma:
        return None
    noun = _set_off(text, step(doc, k - 1, start - 1), start)
    if noun is None or not can_speak(text, noun) or (subject is not None and subject in {noun, noun.head}):
        return None
    return noun if subject is None or subject.i < edges(noun)[0] else None


def _set_off(text: SpokenText, last: int | None, start: int) -> Word | None:
    """Returns the head of the noun phrase that ends at a token, if a comma or quotation stands before it."""
    doc = text.doc
    if last is None or doc[last].pos_ not in NOMINAL or doc[last].tag_ in {"WP", "WDT"}:
        return None
    k: int | None = last
    while k is not None and (
        doc[k].pos_ in _PHRASE or doc[k].tag_ in {"POS", "PRP$", "HYPH"} or doc[k].lower_ in {"of", "for"}
    ):
        k = step(doc, k - 1, start - 1)
    if k is None or not (doc[k].text in {",", "–", "—"} or ends_quote(text, k)):
        return None
    return outermost_noun(doc[last], k + 1)


def can_speak(text: SpokenText, subject: Word) -> bool:
    """Tells whether a noun can say something: a pronoun, a name, or a noun of people and offices."""
    words = text.speech.sets["headline_sources"]
    return (
        subject.pos_ in {"PRON", "PROPN"}
        or bool(subject.ent_type_)
        or subject.lemma in words
        or subject.lower_ in words
    )


def _inner(text: SpokenText, node: Word) -> bool:
    """Tells whether a verb is what somebody says, not who says it."""
    return node.dep_ == "ccomp" and text.speech.verb(node) is None and text.speech.verb(node.head) is not None


def subject_of(text: SpokenText, verb: Word) -> Word | None:
    """Returns who does the saying: the verb's subject, or that of the verb it hangs on, or the nearest noun phrase."""
    node = verb
    own = direct_subject(verb)
    if (own is None or own.tag_ == "CD") and (tag := _tag_subject(text, verb)) is not None:
        return tag
    for _ in range(5):
        if node.i != verb.i and any(c.lower_ in text.speech.sets["modals"] for c in node.children if c.dep_ == "aux"):
            return None
        subject = direct_subject(node)
        if subject is not None and (node.i == verb.i or can_speak(text, subject) or not _inner(text, node)):
            return _antecedent(subject, node)
        if node.dep_ == "acl":
            witness = node.head.lemma in text.speech.sets["evidence_nouns"] or node.head.lemma in text.speech.nouns
            return node.head if witness or can_speak(text, node.head) else None
        if node.dep_ in {"conj", "xcomp", "advcl", "pcomp", "ccomp", "prep"} and node.head.i != node.i:
            if node.dep_ == "conj" and inverted_subject(text, verb) is not None:
                return None
            node = node.head
            continue
        break
    start, _ = bounds(verb)
    return (
        noun_phrase_before(text.doc, verb.i, start) if verb.tag_ in {"VBD", "VBZ", "VBP"} or not is_verb(verb) else None
    )


def inverted_subject(text: SpokenText, verb: Word) -> Word | None:
    """Returns the subject of "..., said the mayor": a noun phrase after the verb, with no room for one before it."""
    doc, (start, end) = text.doc, bounds(verb)
    if text.speech.verb(verb) not in text.speech.frames["inverted"] or verb.tag_ not in {
        "VBD",
        "VBZ",
        "VBP",
        "VBN",
        "NNS",
    }:
        return None
    before = step(doc, verb.i - 1, start - 1)
    if before is None or doc[before].text not in {",", "”", '"', "''", "’", "'", "?", "!", "–", "—"}:
        return None
    after = step(doc, verb.i + 1, end)
    if after is None or text.in_quote(after):
        return None
    return noun_phrase_after(doc, after, end)


def agent_of(verb: Word) -> Word | None:
    """Returns the noun after "by" of a passive verb."""
    for child in verb.children:
        if child.dep_ == "agent" or (child.dep_ == "prep" and child.lower_ == "by"):
            return next((c for c in child.children if c.dep_ == "pobj"), None)
    return None


def _whole_word(noun: Word) -> Word:
    """Returns the noun, or the word that it was torn from ("co-chairman", "Lt.Col.")."""
    doc, (start, end) = noun.doc, bounds(noun)
    if noun.i + 2 < end and doc[noun.i + 1].text == "-" and doc[noun.i + 2].pos_ in NOMINAL:
        return doc[noun.i + 2]
    if not noun.text[:1].isalnum() and noun.i > start and doc[noun.i - 1].text[:1].isalnum():
        return doc[noun.i - 1]
    return noun


def speakers_of(text: SpokenText, head: Word | None) -> tuple[Word, ...]:
    """Returns the heads of who says it, coordinated ones apart; none for "I", "we" and what is no source."""
    if head is None:
        return ()
    words = text.speech.sets
    heads = tuple(_whole_word(h) for h in coordinated(head))
    if any(c.lower_ in {"no", "neither"} for c in head.children):
        return ()
    return tuple(h for h in heads if h.lower_ not in words["first_person"] and h.lemma not in words["not_sources"])


def tag_start(subject: Word | None, verb: Word) -> int:
    """Returns where a tag begins: at its subject's noun phrase, cut at a comma that the parser swallowed."""
    if subject is None or subject.i > verb.i:
        return verb.i
    first = edges(subject)[0]
    for k in range(subject.i - 1, first - 1, -1):
        if subject.doc[k].text in {",", "”", '"', "''"} or subject.doc[k].tag_ in {"VBD", "VBZ", "VBP", "MD"}:
            return k + 1
    return first
