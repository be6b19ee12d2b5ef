"""Who says what: reporting verbs, attributions ("according to"), hedges ("reportedly"), quotations, headlines.

Each way of saying is found by a function of its own that yields `ClaimRecord`s; none relies on one reading of the parse,
because a long sentence with a reporting clause is where the parser errs most. What is said is a range of tokens: from the
start of the complement to the next thing that is certainly the article's own voice.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import Any

from spacy.language import Language
from spacy.tokens import Doc, Token

from eventx.annotations import ClaimRecord, Extent, TimeRecord, extent
from eventx.events import Stance
from eventx.modeldir import ModelError, load_yaml, model_dir
from eventx.stages.trees import (
    NOMINAL,
    SUBJECTS,
    bounds,
    coordinated,
    edges,
    is_passive,
    is_verb,
    lemma,
    noun_phrase_after,
    noun_phrase_before,
    outermost_noun,
    quotations,
    step,
)

Range = tuple[int, int]
_END = frozenset({".", "!", "?", ";", "…"})
_CLAUSAL = frozenset({"ccomp", "advcl", "relcl", "acl", "conj", "xcomp", "pcomp", "parataxis", "dep"})
_PHRASE = frozenset({"NOUN", "PROPN", "PRON", "DET", "ADJ", "NUM"})
_MODALS = frozenset({"would", "will", "could", "may", "might", "should", "must", "shall", "'ll", "’ll"})
_MAX_TAG = 14
"""Tokens that may stand between a reporting verb's clause and its quotation on the other side of a comma."""


@dataclass(frozen=True)
class SpeechLexicon:
    """The words of saying of a model folder (`lexicon/speech.yml` explains each list)."""

    frames: Mapping[str, frozenset[str]]
    sets: Mapping[str, frozenset[str]]
    prepositions: Mapping[str, frozenset[str]]
    blocked_objects: Mapping[str, frozenset[str]]
    nouns: Mapping[str, Stance]
    attributions: tuple[tuple[str, ...], ...]
    forms: Mapping[str, str]

    def __contains__(self, word: object) -> bool:
        return word in self.reporting

    @cached_property
    def reporting(self) -> frozenset[str]:
        """All verbs that can report."""
        return frozenset().union(*self.frames.values(), self.prepositions)

    def verb(self, token: Token) -> str | None:
        """Returns the lemma of a token used as a reporting verb, or None."""
        word = lemma(token) if is_verb(token) else self.forms.get(token.lower_)
        return word if word in self.reporting else None


_SETS = (
    "denying denying_claims_only claim_nouns weak citing passive quoted_as adverbs adjectives noun_prepositions not_sources "
    "first_person evidence_nouns headline_sources continuations own_voice"
).split()


def load_speech(path: Path) -> SpeechLexicon:
    """Reads the words of saying of a model folder.

    Raises:
        ModelError: The file is missing or a list in it is.
    """
    data: dict[str, Any] = load_yaml(path)
    try:
        nouns: dict[str, Stance] = {word: "asserts" for word in data["nouns"]["asserts"]}
        nouns |= {word: "denies" for word in data["nouns"]["denies"]}
        return SpeechLexicon(
            frames={name: frozenset(words) for name, words in data["frames"].items()},
            sets={name: frozenset(data[name]) for name in _SETS},
            prepositions={verb: frozenset(words) for verb, words in data["prepositions"].items()},
            blocked_objects={verb: frozenset(words) for verb, words in data["blocked_objects"].items()},
            nouns=nouns,
            attributions=tuple(tuple(words) for words in data["attributions"]),
            forms=data["forms"],
        )
    except (KeyError, TypeError, AttributeError) as error:
        raise ModelError(f"{path}: the list {error} is missing or no list") from None


@dataclass(frozen=True, slots=True)
class _Text:
    """A document with what the finders look up again and again."""

    doc: Doc
    speech: SpeechLexicon
    quotes: tuple[Range, ...]

    def quote_at(self, i: int) -> Range | None:
        """Returns the quotation that token i lies in, its marks included."""
        return next((q for q in self.quotes if q[0] <= i < q[1]), None)

    def in_quote(self, i: int) -> bool:
        return self.quote_at(i) is not None


# --- who says it ---------------------------------------------------------------------------------------------------


def _direct_subject(verb: Token) -> Token | None:
    return next((c for c in verb.children if c.dep_ in SUBJECTS and c.dep_ != "expl"), None)


def _antecedent(subject: Token, verb: Token) -> Token:
    """Returns the noun that a relative pronoun stands for, or the subject itself."""
    if subject.tag_ in {"WP", "WDT"} and verb.dep_ == "relcl" and verb.head.i < verb.i:
        return verb.head
    return subject


def _tag_subject(text: _Text, verb: Token) -> Token | None:
    """Returns the noun phrase that alone fills the room between a comma or quotation and the verb: ", the army said"."""
    doc, (start, _) = text.doc, bounds(verb)
    last = k = step(doc, verb.i - 1, start - 1)
    while k is not None and doc[k].pos_ == "ADV":
        last = k = step(doc, k - 1, start - 1)
    if last is None or k is None or doc[last].pos_ not in NOMINAL or doc[last].tag_ in {"WP", "WDT"}:
        return None
    while k is not None and (
        doc[k].pos_ in _PHRASE or doc[k].tag_ in {"POS", "PRP$", "HYPH"} or doc[k].lower_ in {"of", "for"}
    ):
        k = step(doc, k - 1, start - 1)
    if k is None or not (doc[k].text in {",", "–", "—"} or _ends_quote(text, k)):
        return None
    return outermost_noun(doc[last], k + 1)


def _plausible(text: _Text, subject: Token) -> bool:
    """Tells whether a noun can say something: a pronoun, a name, or a noun of people and offices."""
    words = text.speech.sets["headline_sources"]
    return (
        subject.pos_ in {"PRON", "PROPN"}
        or bool(subject.ent_type_)
        or lemma(subject) in words
        or subject.lower_ in words
    )


def _inner(text: _Text, node: Token) -> bool:
    """Tells whether a verb is what somebody says, not who says it."""
    return node.dep_ == "ccomp" and text.speech.verb(node) is None and text.speech.verb(node.head) is not None


def _subject(text: _Text, verb: Token) -> Token | None:
    """Returns who does the saying: the verb's subject, or that of the verb it hangs on, or the nearest noun phrase."""
    node = verb
    if _direct_subject(verb) is None and (tag := _tag_subject(text, verb)) is not None:
        return tag
    for _ in range(5):
        if node.i != verb.i and any(c.lower_ in _MODALS for c in node.children if c.dep_ == "aux"):
            return None
        subject = _direct_subject(node)
        if subject is not None and (node.i == verb.i or _plausible(text, subject) or not _inner(text, node)):
            return _antecedent(subject, node)
        if node.dep_ == "acl":
            witness = (
                lemma(node.head) in text.speech.sets["evidence_nouns"]
                or lemma(node.head) in text.speech.nouns
            )
            return node.head if witness or _plausible(text, node.head) else None
        if node.dep_ in {"conj", "xcomp", "advcl", "pcomp", "ccomp", "prep"} and node.head.i != node.i:
            if node.dep_ == "conj" and _inverted_subject(text, verb) is not None:
                return None
            node = node.head
            continue
        break
    start, _ = bounds(verb)
    return (
        noun_phrase_before(text.doc, verb.i, start)
        if verb.tag_ in {"VBD", "VBZ", "VBP"} or not is_verb(verb)
        else None
    )


def _inverted_subject(text: _Text, verb: Token) -> Token | None:
    """Returns the subject of "..., said the mayor": a noun phrase after the verb and no room for another subject before."""
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
    if before is None or not (doc[before].text in {",", "”", '"', "''", "’", "'", "?", "!", "–", "—"}):
        return None
    after = step(doc, verb.i + 1, end)
    if after is None or text.in_quote(after):
        return None
    return noun_phrase_after(doc, after, end)


def _agent(verb: Token) -> Token | None:
    for child in verb.children:
        if child.dep_ == "agent" or (child.dep_ == "prep" and child.lower_ == "by"):
            return next((c for c in child.children if c.dep_ == "pobj"), None)
    return None


def _whole_word(noun: Token) -> Token:
    """Returns the noun, or the word that it was torn from: "co-chairman", "Lt.Col." """
    doc, (start, end) = noun.doc, bounds(noun)
    if noun.i + 2 < end and doc[noun.i + 1].text == "-" and doc[noun.i + 2].pos_ in NOMINAL:
        return doc[noun.i + 2]
    if not noun.text[:1].isalnum() and noun.i > start and doc[noun.i - 1].text[:1].isalnum():
        return doc[noun.i - 1]
    return noun


def _speakers(text: _Text, head: Token | None) -> tuple[Token, ...]:
    """Returns the heads of who says it, coordinated ones apart; none for "I", "we" and what is no source."""
    if head is None:
        return ()
    words = text.speech.sets
    heads = tuple(_whole_word(h) for h in coordinated(head))
    if any(c.lower_ == "no" for c in head.children):
        return ()
    return tuple(
        h for h in heads if h.lower_ not in words["first_person"] and lemma(h) not in words["not_sources"]
    )


# --- what is said --------------------------------------------------------------------------------------------------


def _limit(verb: Token) -> int:
    """Returns where the stretch that can depend on the verb ends: its sentence, or its subtree within a larger one."""
    _, end = bounds(verb)
    node = verb
    while node.dep_ == "conj" and is_verb(node.head):
        node = node.head
    if node.head.i == node.i or node.dep_ in {"ccomp", "parataxis", "dep"}:
        return end
    return max(edges(verb)[1], verb.i + 1)


def _comma_before(doc: Doc, i: int, start: int) -> int | None:
    """Returns the comma or dash right before token i (a conjunction may stand between), or None."""
    k = step(doc, i - 1, start - 1)
    if k is not None and doc[k].dep_ == "cc":
        k = step(doc, k - 1, start - 1)
    return k if k is not None and doc[k].text in {",", "–", "—", ";"} else None


def _shares_subject(child: Token) -> bool:
    return not any(c.dep_ in SUBJECTS for c in child.children)


def _backshifted(child: Token) -> bool:
    marks = {c.lower_ for c in child.children if c.dep_ in {"aux", "auxpass", "mark"}}
    return bool(marks & {"had", "would", "could", "that", "might"})


def _right_end(text: _Text, verb: Token, start: int) -> int:
    """Returns where a complement that begins at `start`, right of its verb, is over."""
    doc, end = text.doc, _limit(verb)
    for child in verb.rights:
        if child.i <= start or text.in_quote(child.i):
            continue
        left = edges(child)[0]
        comma = _comma_before(doc, left, start)
        if child.dep_ == "conj" and is_verb(child):
            reports = text.speech.verb(child) is not None
            own = (comma is not None and not _backshifted(child)) or _shares_subject(child)
            if reports or own:
                end = min(end, comma if comma is not None else left)
        elif child.dep_ == "advcl" and comma is not None and left > start:
            end = min(end, comma)
    return max(end, start)


def _sentence_part(text: _Text, verb: Token, tag: int) -> int:
    """Returns where the stretch before a tag ("..., police said") begins: its sentence, clause, or last semicolon."""
    start, _ = bounds(verb)
    if verb.head.i != verb.i and verb.dep_ in {"advcl", "relcl"} and edges(verb)[0] < tag:
        start = max(start, edges(verb)[0])
    for k in range(tag - 1, start, -1):
        if text.doc[k].text == ";" and not text.in_quote(k):
            return k + 1
    return start


def _finite(doc: Doc, start: int, end: int) -> bool:
    return any(doc[k].tag_ in {"VBD", "VBZ", "VBP", "MD"} for k in range(start, end))


def _continues(text: _Text, left: Range, comma: int, end: int) -> bool:
    """Tells whether what follows a tag in mid-sentence goes on with what is said."""
    doc = text.doc
    after = step(doc, comma + 1, end)
    if after is None:
        return False
    if doc[after].text in {"“", '"', "‘", "``"}:
        return True
    words = text.speech.sets
    if not _finite(doc, *left):
        return True
    if text.speech.verb(doc[after]):
        return False
    return doc[after].lower_ in words["continuations"] and doc[after].lower_ not in words["own_voice"]


def _tag_end(text: _Text, verb: Token, floor: int) -> int:
    """Returns where a tag ends: at the next comma or quotation after its verb and its source."""
    doc, (_, end) = text.doc, bounds(verb)
    for k in range(max(verb.i + 1, floor), end):
        if doc[k].text in {",", ";", "–", "—", ":"} or doc[k].text in {"“", '"', "``"}:
            return k
    return end


def _around(text: _Text, verb: Token, tag: int, after: int) -> list[Range]:
    """Returns what is said around a tag that begins at token `tag` and whose last word comes before `after`."""
    doc, (_, end) = text.doc, bounds(verb)
    left = (_sentence_part(text, verb, tag), tag)
    ranges = [left] if left[0] < left[1] else []
    comma = _tag_end(text, verb, after)
    if comma < end and doc[comma].text != ";" and _continues(text, left, comma, end):
        ranges.append((comma, _stop_own_voice(text, comma, end)))
    return ranges


def _stop_own_voice(text: _Text, start: int, end: int) -> int:
    doc = text.doc
    for k in range(start + 1, end - 1):
        if text.in_quote(k):
            continue
        if doc[k].text == ";" or (
            doc[k].text == "," and doc[k + 1].lower_ in {"as", "while", "although", "though"}
        ):
            return k
    return end


def _right_start(text: _Text, verb: Token, detached: bool, inverted: Token | None) -> int | None:
    """Returns where what is said begins, if it follows its verb; None if it doesn't."""
    doc, word = text.doc, text.speech.verb(verb) or ""
    end = _limit(verb)
    weak = word in text.speech.sets["weak"] or word in text.speech.frames["mental"]
    if inverted is not None:
        first = _tag_end(text, verb, inverted.i + 1)
        return first if first < end and doc[first].text == ":" else None
    for k in range(verb.i + 1, min(end, verb.i + 1 + _MAX_TAG * 2)):
        if doc[k].text == ":" and not text.in_quote(k) and not _finite(doc, verb.i + 1, k):
            return k + 1
    clauses = [c for c in verb.rights if c.dep_ == "ccomp" and edges(c)[0] > verb.i]
    if clauses and not any(c.dep_ == "aux" and c.lower_ == "to" for c in clauses[0].children):
        left = _clause_start(text, verb, clauses[0])
        if doc[left].text not in {","} and not (detached and _comma_between(doc, verb.i, left)):
            return left
    before = any(c.dep_ == "ccomp" for c in verb.lefts)
    if not (detached and before) and (that := _that(text, verb, end)) is not None:
        return that
    if detached or weak:
        return _quote_start(text, verb, end)
    return (
        _quote_start(text, verb, end) or _bare_clause(text, verb, end) or _headline_clause(text, verb, word)
    )


def _headline_clause(text: _Text, verb: Token, word: str) -> int | None:
    """Finds a clause without its auxiliary: "Army says nine rebels killed", "Kenya says ready for talks"."""
    if word in text.speech.frames["noun_phrase"] or word not in text.speech.frames["clause"]:
        return None
    for child in verb.rights:
        bare = child.dep_ == "dobj" and any(c.dep_ == "acl" and c.tag_ == "VBN" for c in child.children)
        if bare or (child.dep_ == "acomp" and child.pos_ == "ADJ"):
            return verb.i + 1
    return None


def _next_quote(text: _Text, first: int) -> list[Range]:
    """Returns the quotation that a colon at the end of a sentence announces: it may be the next paragraph."""
    after = step(text.doc, first, len(text.doc))
    if text.doc[first - 1].text != ":" or after is None or after < bounds(text.doc[first - 1])[1]:
        return []
    return [q for q in text.quotes if q[0] == after]


def _clause_start(text: _Text, verb: Token, clause: Token) -> int:
    """Returns where a clause begins; the parser may have given its subject to the audience ("told Reuters five died")."""
    left = edges(clause)[0]
    if not _shares_subject(clause) or not _finite(text.doc, left, clause.i + 1):
        return left
    hearer = step(text.doc, verb.i + 1, left)
    if text.speech.verb(verb) not in text.speech.frames["audience"]:
        broken = any(c.dep_ in {"dobj", "attr"} for c in verb.rights if c.i < left) and not _comma_between(
            text.doc, verb.i, left
        )
        return verb.i + 1 if broken and hearer is not None else left
    if hearer is not None and text.doc[hearer].pos_ in NOMINAL and hearer + 1 < left:
        return hearer + 1
    return left


def _comma_between(doc: Doc, start: int, end: int) -> bool:
    return any(doc[k].text == "," for k in range(start, end))


def _that(text: _Text, verb: Token, end: int) -> int | None:
    """Finds "that" after the verb, its adverbs and its audience."""
    doc = text.doc
    for k in range(verb.i + 1, min(end, verb.i + _MAX_TAG)):
        if doc[k].text == "," and k + 1 < end and doc[k + 1].tag_ == "VBG":
            return None
        if (
            doc[k].text in _END
            or doc[k].text == ":"
            or (is_verb(doc[k]) and doc[k].tag_ not in {"VBG", "VBN"})
        ):
            return None
        if doc[k].lower_ == "that" and doc[k].dep_ in {"mark", "nsubj", "det", "nsubjpass"}:
            return k if doc[k].dep_ == "mark" or k == verb.i + 1 else None
    return None


def _quote_start(text: _Text, verb: Token, end: int) -> int | None:
    """Finds a quotation that follows the verb within its clause ("told reporters in Geneva, “...")."""
    doc = text.doc
    for k in range(verb.i + 1, min(end, verb.i + 1 + _MAX_TAG)):
        if any(q[0] == k for q in text.quotes):
            return k
        if doc[k].text in _END or (is_verb(doc[k]) and doc[k].tag_ in {"VBD", "VBZ", "VBP"}):
            return None
    return None


def _bare_clause(text: _Text, verb: Token, end: int) -> int | None:
    """Finds a clause without "that" which the parser took for something else: a finite verb follows with no break."""
    doc, word = text.doc, text.speech.verb(verb)
    first = step(doc, verb.i + 1, end)
    if any(_blocked_object(text, word or "", c) for c in verb.rights if c.dep_ == "dobj"):
        return None
    if first is None or word not in text.speech.frames["clause"]:
        return None
    if word in text.speech.frames["audience"]:
        audience = next((c for c in verb.rights if c.dep_ in {"dobj", "dative"}), None)
        first = (
            step(doc, edges(audience)[1], end)
            if audience is not None and edges(audience)[0] >= first
            else first
        )
        if first is None:
            return None
    if (
        doc[first].text in {",", "–", "—"}
        or doc[first].pos_ in {"ADP", "PUNCT", "SCONJ"}
        or doc[first].lower_ == "to"
    ):
        return None
    for k in range(first, end):
        if doc[k].text in {",", ";", ":"} or doc[k].tag_ in {"WP", "WDT", "WRB"}:
            return None
        if doc[k].tag_ in {"VBD", "VBZ", "VBP", "MD"}:
            own = k > first and doc[k - 1].dep_ != "cc" and doc[k].dep_ != "relcl"
            return first if own else None
    return None


# --- the finders ---------------------------------------------------------------------------------------------------


def _cue(text: _Text, verb: Token) -> Extent:
    return extent(text.doc, verb.i, verb.i + 1)


def _said(doc: Doc, verb: Token, scope: Sequence[Range]) -> TimeRecord | None:
    """Returns the time of the saying: the first time expression that hangs on the verb, outside of what is said."""
    for record in doc._.times:
        inside = any(start <= record.start < end for start, end in scope)
        owner = doc[record.start]
        while record.start <= owner.head.i < record.end and owner.head.i != owner.i:
            owner = owner.head
        if owner.dep_ == "pobj":
            owner = owner.head
        if not inside and owner.head.i == verb.i:
            return record  # type: ignore[no-any-return]
    return None


def _records(
    text: _Text,
    verb: Token,
    speakers: Iterable[Token | None],
    scope: Sequence[Range],
    stance: Stance = "asserts",
) -> Iterator[ClaimRecord]:
    ranges = tuple(sorted(r for r in scope if any(not t.is_space for t in text.doc[r[0] : r[1]])))
    if not ranges:
        return
    said = _said(text.doc, verb, ranges)
    for speaker in speakers:
        where = None if speaker is None else speaker.i
        yield ClaimRecord(*(_cue(text, verb), where, ranges), stance=stance, said=said)


def _stance(text: _Text, verb: Token, word: str) -> Stance:
    """Returns `denies` for a denying verb that isn't itself negated ("did not deny")."""
    negated = any(c.dep_ == "neg" for c in verb.children)
    return (
        "denies"
        if (word in text.speech.sets["denying"]) != negated and word in text.speech.sets["denying"]
        else "asserts"
    )


def _blocked(text: _Text, verb: Token, word: str) -> bool:
    """Tells whether an auxiliary or a form shows that the verb is no report: "to say", "asked to confirm", "did not say"."""
    if verb.tag_ == "VB":
        aux = {c.lower_ for c in verb.children if c.dep_ in {"aux", "auxpass"}}
        inside = text.in_quote(verb.i)
        if "to" in aux and verb.dep_ not in {"xcomp", "ccomp"} and not inside:
            return False
        if verb.dep_ == "ROOT" and not aux and _direct_subject(verb) is None:
            return True  # an imperative: "see below"
        if any(c.lower_ in _MODALS for c in verb.children if c.dep_ == "aux"):
            return True  # "would say": nobody has said it
    negated = any(c.dep_ == "neg" for c in verb.children)
    return negated and word not in text.speech.sets["denying"]


def _evident(text: _Text, verb: Token, word: str, subject: Token | None) -> bool:
    """Tells whether a verb of showing has a subject that can bear witness; other verbs always pass."""
    frames = text.speech.frames
    if word in frames["clause"] or word in frames["mental"] or word not in frames["evidence"]:
        return True
    return subject is not None and lemma(subject) in text.speech.sets["evidence_nouns"]


def verb_claims(text: _Text, verb: Token) -> Iterator[ClaimRecord]:
    """Yields what a reporting verb says: a clause, a quotation, an event noun, or all around it if it is a tag."""
    word = text.speech.verb(verb)
    if word is None or _blocked(text, verb, word):
        return
    if is_passive(verb):
        yield from _passive_claims(text, verb, word)
        return
    if verb.tag_ == "VBN" and not any(c.dep_ == "aux" for c in verb.children) and verb.dep_ != "conj":
        inverted = _inverted_subject(text, verb)
        if inverted is None and _direct_subject(verb) is None:
            return
    inverted = _inverted_subject(text, verb)
    subject = _direct_subject(verb)
    if inverted is None or (subject is not None and subject.i < verb.i and subject.tag_ not in {"WP", "WDT"}):
        inverted, subject = None, _subject(text, verb)
    speaker = inverted if inverted is not None else subject
    speakers = _speakers(text, speaker)
    if speaker is None or not speakers or not _evident(text, verb, word, speaker):
        return
    if verb.tag_ == "VBG" and not any(_plausible(text, s) for s in speakers):
        return
    stance = _stance(text, verb, word)
    if word in text.speech.sets["citing"] and verb.tag_ == "VBG":
        return  # see `cited_claims`
    tag = verb.i if inverted is not None else min(edges_of_subject(speaker, verb), verb.i)
    start, _ = bounds(verb)
    before = step(text.doc, tag - 1, start - 1)
    detached = before is not None and (
        text.doc[before].text in {",", "–", "—", "?", "!"} or _ends_quote(text, before)
    )
    scope: list[Range] = []
    if (first := _right_start(text, verb, detached, inverted)) is not None:
        scope = [(first, _right_end(text, verb, first)), *_next_quote(text, first)]
    elif (objects := _object_scope(text, verb, word)) is not None and not (detached and inverted):
        scope = objects
    elif word in text.speech.frames["clause"] and detached and _is_tag(text, verb, word, tag):
        after = max(verb.i, inverted.i if inverted is not None else verb.i) + 1
        scope = [r for r in _around(text, verb, before if before is not None else tag, after)]
    yield from _records(text, verb, speakers, scope, stance)


def _ends_quote(text: _Text, i: int) -> bool:
    quote = text.quote_at(i)
    return quote is not None and quote[1] == i + 1


def edges_of_subject(subject: Token | None, verb: Token) -> int:
    """Returns where a tag begins: at its subject's noun phrase, cut at a comma that the parser swallowed."""
    if subject is None or subject.i > verb.i:
        return verb.i
    first = edges(subject)[0]
    for k in range(subject.i - 1, first - 1, -1):
        if subject.doc[k].text in {",", "”", '"', "''"} or subject.doc[k].tag_ in {"VBD", "VBZ", "VBP", "MD"}:
            return k + 1
    return first


def _is_tag(text: _Text, verb: Token, word: str, tag: int) -> bool:
    """Tells whether a reporting clause set off by a comma reports what stands before it, and nothing of its own."""
    doc, (_, end) = text.doc, bounds(verb)
    if word in text.speech.sets["weak"] or word in text.speech.frames["mental"]:
        before = step(doc, tag - 1, bounds(verb)[0] - 1)
        return word in text.speech.frames["mental"] or (before is not None and _ends_quote(text, before))
    if (
        verb.dep_ == "relcl"
        and _direct_subject(verb) is not None
        and _direct_subject(verb).tag_ in {"WP", "WDT"}
    ):  # type: ignore[union-attr]
        return False
    if verb.tag_ == "VBG":
        return False
    owner = [c for c in verb.rights if c.dep_ == "dobj" and c.i > verb.i]
    if owner and word not in text.speech.frames["audience"] and owner[0].ent_type_ not in {"PERSON", "ORG"}:
        after = step(doc, verb.i + 1, end)
        return after is not None and doc[after].text in {",", "."}
    return True


def _object_scope(text: _Text, verb: Token, word: str) -> list[Range] | None:
    """Returns what is said where it is no clause: an event noun, an infinitive, or what follows a preposition."""
    frames, doc = text.speech.frames, text.doc
    for child in verb.rights:
        if child.dep_ in {"xcomp", "ccomp"} and word in frames["infinitive"] and child.i > verb.i:
            return [(edges(child)[0], edges(child)[1])]
    wanted = text.speech.prepositions.get(word, frozenset())
    for child in verb.subtree if wanted else ():
        if child.dep_ == "prep" and child.lower_ in wanted and child.i > verb.i:
            first = next((c.i for c in verb.rights if c.dep_ == "dobj"), child.i)
            return [(min(first, child.i), max(edges(child)[1], _right_end(text, verb, child.i)))]
    target = next((c for c in verb.rights if c.dep_ in {"dobj", "attr", "oprd"}), None)
    if target is None or word not in frames["noun_phrase"]:
        return None
    if _blocked_object(text, word, target) or any(c.dep_ == "dative" for c in verb.children):
        return None
    first, last = edges(target)
    stop = min(
        [
            _right_end(text, verb, last),
            *(edges(c)[0] for c in verb.rights if c.dep_ == "advcl" and c.i > last),
        ]
    )
    stop = next((k for k in range(last, stop) if doc[k].text in {",", ";", ":"}), stop)
    return [(first, max(last, stop))]


def _blocked_object(text: _Text, word: str, target: Token) -> bool:
    noun, words = lemma(target), text.speech.sets
    if word in words["denying_claims_only"]:
        return noun not in words["claim_nouns"]
    return noun in text.speech.blocked_objects.get(word, frozenset())


def _passive_claims(text: _Text, verb: Token, word: str) -> Iterator[ClaimRecord]:
    """Yields claims of passive verbs: "is said to have", "it was reported that", "was quoted as saying"."""
    sets = text.speech.sets
    stance = _stance(text, verb, word)
    quoted = next((c for c in verb.children if c.dep_ == "prep" and c.lower_ == "as"), None)
    if quoted is not None and word in sets["quoted_as"]:
        for saying in quoted.children:
            if saying.dep_ == "pcomp" and text.speech.verb(saying):
                speakers = _speakers(text, _subject(text, verb))
                yield from _records(
                    text, verb, speakers, [(saying.i + 1, _right_end(text, saying, saying.i + 1))]
                )
                return
    agent = _agent(verb)
    speakers: tuple[Token | None, ...] = _speakers(text, agent) if agent is not None else (None,)
    if agent is None and word not in sets["passive"]:
        return
    for child in verb.rights:
        if child.dep_ in {"ccomp", "xcomp"} and (agent is None or edges(child)[0] > verb.i):
            yield from _records(text, verb, speakers, [edges(child)], stance)
            return
    audience = verb.dep_ != "acl" and word in text.speech.frames["audience"]
    if (
        agent is not None
        and not audience
        and word in text.speech.frames["clause"] | text.speech.frames["noun_phrase"]
    ):
        owner = verb.head if verb.dep_ == "acl" else _direct_subject(verb)
        if owner is not None and owner.i != verb.i:
            first, last = edges(owner)
            yield from _records(
                text, verb, speakers, [(first, min(last, verb.i) if first < verb.i else last)], stance
            )


def cited_claims(text: _Text, verb: Token) -> Iterator[ClaimRecord]:
    """Yields the claim of who is cited: "State media said ..., citing the ministry"."""
    if lemma(verb) not in text.speech.sets["citing"] or verb.tag_ != "VBG":
        return
    start, end = bounds(verb)
    cited = next((c for c in verb.rights if c.dep_ == "dobj"), None) or noun_phrase_after(
        text.doc, verb.i + 1, end
    )
    before = step(text.doc, verb.i - 1, start - 1)
    if cited is None or before is None or text.doc[before].text != "," or text.in_quote(verb.i):
        return
    if not (
        cited.ent_type_
        or lemma(cited) in text.speech.sets["headline_sources"] | text.speech.sets["evidence_nouns"]
    ):
        return
    yield from _records(text, verb, _speakers(text, cited), [(start, before)])


def attribution_claims(text: _Text, i: int) -> Iterator[ClaimRecord]:
    """Yields the claim of "according to X" and its like, beginning at token i."""
    doc = text.doc
    words = next((w for w in text.speech.attributions if _matches(doc, i, w)), None)
    if words is None:
        return
    first = i + len(words)
    start, end = bounds(doc[i])
    if first >= end:
        return
    head = next((c for c in doc[first - 1].children if c.dep_ == "pobj" and c.text[:1].isalnum()), None)
    head = head or noun_phrase_after(doc, first, end)
    if head is None:
        return
    speakers = _speakers(text, head)
    if not speakers or doc[first].lower_ == "which":
        return
    stop = _phrase_end(doc, head, first, end)
    before = step(doc, i - 1, start - 1)
    leading = (
        before is None
        or doc[before].dep_ == "cc"
        or doc[before].tag_ in {"IN", "CC"}
        or doc[before].text in {";", ":"}
    )
    leading = leading or (doc[before].text in {"“", '"', "–", "—"} and not _finite(doc, start, i))  # type: ignore[index]
    cue = extent(doc, i, first)
    if leading:
        scope = [(stop, _stop_own_voice(text, stop, end))]
    else:
        left_edge = before + 1 if before is not None and doc[before].text != "," else before or i
        left = (_sentence_part(text, doc[i], i), left_edge)
        scope = [left]
        if stop < end and doc[stop].text in {",", "–", "—"} and _continues(text, left, stop, end):
            scope.append((stop, _stop_own_voice(text, stop, end)))
    ranges = tuple((a, b) for a, b in scope if a < b)
    for speaker in speakers if ranges else ():
        yield ClaimRecord(cue, speaker.i, ranges)


def _matches(doc: Doc, i: int, words: tuple[str, ...]) -> bool:
    return i + len(words) <= len(doc) and all(doc[i + k].lower_ == word for k, word in enumerate(words))


def _phrase_end(doc: Doc, head: Token, first: int, end: int) -> int:
    """Returns where a source's noun phrase ends: the parser may have hung the rest of the sentence on it."""
    last = min(edges(head)[1], end)
    for k in range(head.i + 1, last):
        if doc[k].text in {",", ";", "–", "—", ":"}:
            return k
    return max(last, head.i + 1)


def hedge_claims(text: _Text, token: Token) -> Iterator[ClaimRecord]:
    """Yields claims of nobody: "reportedly", "alleged"."""
    sets = text.speech.sets
    if token.lower_ in sets["adverbs"]:
        owner = token.head
        while owner.pos_ not in {"VERB", "AUX", "NOUN", "PROPN"} and owner.head.i != owner.i:
            owner = owner.head
        after = step(text.doc, token.i + 1, bounds(token)[1])
        if after is not None and is_verb(text.doc[after]):
            owner = text.doc[after]
            while owner.dep_ in {"aux", "auxpass"}:
                owner = owner.head
    elif token.lower_ in sets["adjectives"] and token.dep_ == "amod":
        owner = token.head
    else:
        return
    if text.speech.verb(owner) and owner.pos_ in {"VERB", "AUX"}:
        return  # "reportedly told": who tells is the source
    first, last = edges(owner)
    yield ClaimRecord(extent(text.doc, token.i, token.i + 1), None, ((first, last),))


def noun_claims(text: _Text, noun: Token) -> Iterator[ClaimRecord]:
    """Yields what a noun of saying says: "reports that", "the army's claim of", "the denial by"."""
    stance = text.speech.nouns.get(lemma(noun))
    if stance is None or noun.pos_ not in {"NOUN", "PROPN"}:
        return
    owner = next((c for c in noun.children if c.dep_ == "poss"), None)
    by = next((c for c in noun.children if c.dep_ == "prep" and c.lower_ in {"by", "from"}), None)
    if owner is None and by is not None:
        owner = next((c for c in by.children if c.dep_ == "pobj"), None)
    clause = None
    for child in noun.rights:
        opener = text.doc[edges(child)[0]].lower_
        if (
            child.dep_ in {"acl", "ccomp", "relcl"}
            and opener == "that"
            and text.doc[edges(child)[0]].dep_ == "mark"
        ):
            clause = child
        elif (
            child.dep_ == "prep"
            and child.lower_ in text.speech.sets["noun_prepositions"]
            and owner is None
            and clause is None
        ):
            clause = child if lemma(noun) in {"report", "allegation", "claim", "rumour", "rumor"} else None
    if clause is None or any(
        _blocked_object(text, lemma(noun), c) for c in clause.children if c.dep_ == "pobj"
    ):
        return
    speakers = _speakers(text, owner) if owner is not None else (None,)
    first, last = edges(clause)
    for speaker in speakers:
        yield ClaimRecord(
            extent(text.doc, noun.i, noun.i + 1),
            None if speaker is None else speaker.i,
            ((first, last),),
            stance,
        )


def headline_claims(text: _Text, start: int, end: int) -> Iterator[ClaimRecord]:
    """Yields the claim of a headline with a colon: "Four drown in floods: police", "Police: four drown"."""
    doc = text.doc
    last = step(doc, end - 1, start - 1)
    if last is None or doc[last].text in _END or last - start > 30:
        return
    for k in range(start + 1, last):
        if doc[k].text != ":" or text.in_quote(k):
            continue
        for side, scope in (((start, k), (k + 1, last + 1)), ((k + 1, last + 1), (start, k))):
            if side[1] - side[0] <= 5 and _names_speaker(text, *side) and scope[1] - scope[0] > 2:
                head = noun_phrase_after(doc, *side)
                if head is not None:
                    yield ClaimRecord(extent(doc, k, k + 1), head.i, (scope,))
                    return


def _names_speaker(text: _Text, start: int, end: int) -> bool:
    tokens = [t for t in text.doc[start:end] if not t.is_space]
    if not tokens or any(t.tag_ in {"VBD", "VBZ", "VBP", "MD"} for t in tokens):
        return False
    speaker = any(t.lower_ in text.speech.sets["headline_sources"] for t in tokens)
    return speaker or all(t.ent_type_ in {"PERSON"} for t in tokens)


# --- quotations over several sentences -------------------------------------------------------------------------------


def _paragraph(doc: Doc, i: int) -> Range:
    start, end = i, i
    while start > 0 and not (doc[start - 1].is_space and "\n" in doc[start - 1].text):
        start -= 1
    while end < len(doc) and not (doc[end].is_space and "\n" in doc[end].text):
        end += 1
    return start, end


def _speaks(text: _Text, quote: Range) -> bool:
    """Tells whether a quotation is a sentence or more, not a few quoted words."""
    return quote[1] - quote[0] >= 6 and _finite(text.doc, *quote)


def _whole_sentence(text: _Text, quote: Range) -> bool:
    """Tells whether nothing stands around the quotation in its sentences."""
    first, last = bounds(text.doc[quote[0]])[0], bounds(text.doc[quote[1] - 1])[1]
    inner = [k for k in range(first, last) if not quote[0] <= k < quote[1]]
    return all(text.doc[k].is_space or text.doc[k].is_punct for k in inner)


def spread_quotations(text: _Text, records: Sequence[ClaimRecord]) -> Iterator[ClaimRecord]:
    """Yields the records, those that reach into a quotation widened to all of it, and quotations that go on alone.

    A quotation without a tag of its own belongs to who was quoted last in the paragraph, or in the paragraph before if it
    ends with a colon or this one is nothing but the quotation.
    """
    speaker: ClaimRecord | None = None
    owned: dict[Range, ClaimRecord] = {}
    for record in records:
        reached = [q for q in text.quotes if _speaks(text, q) and _reaches(record, q)]
        for quote in reached:
            if not (quote[0] <= record.cue.start < quote[1]):
                owned.setdefault(quote, record)
        mine = [q for q in reached if owned.get(q) is record or not (q[0] <= record.cue.start < q[1])]
        yield replace(record, scope=_merged([*record.scope, *mine])) if mine else record
    anchor = 0  # where the speaker was last heard
    for quote in text.quotes:
        paragraph = _paragraph(text.doc, quote[0])
        if quote in owned:
            speaker, anchor = owned[quote], quote[0]
            continue
        if not _speaks(text, quote) or not _whole_sentence(text, quote):
            continue
        for record in records:  # somebody else may have spoken since
            if (
                anchor < record.cue.start < quote[0]
                and record.source is not None
                and not text.in_quote(record.cue.start)
            ):
                speaker, anchor = record, record.cue.start
        if speaker is not None and _near(text.doc, anchor, paragraph):
            yield replace(speaker, scope=(quote,), stance="asserts")
            anchor = quote[0]


def _near(doc: Doc, anchor: int, paragraph: Range) -> bool:
    """Tells whether a token lies in the paragraph or in the one before."""
    if anchor >= paragraph[0]:
        return True
    k = step(doc, paragraph[0] - 1, -1)
    return k is not None and anchor >= _paragraph(doc, k)[0]


def _reaches(record: ClaimRecord, quote: Range) -> bool:
    return any(min(b, quote[1]) - max(a, quote[0]) > 1 for a, b in record.scope)


def _merged(ranges: Sequence[Range]) -> tuple[Range, ...]:
    merged: list[Range] = []
    for start, end in sorted(ranges):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return tuple(merged)


# --- all together ----------------------------------------------------------------------------------------------------


def find_claims(doc: Doc, speech: SpeechLexicon) -> tuple[ClaimRecord, ...]:
    """Finds every act of saying in a parsed document, in text order of the cues."""
    text = _Text(doc, speech, tuple(quotations(doc)))
    found: list[ClaimRecord] = []
    for sentence in doc.sents:
        for token in sentence:
            found.extend(verb_claims(text, token))
            cited = list(cited_claims(text, token))
            if cited:  # who is cited is the source, not who cites
                found = [
                    r for r in found if not (r.cue.start >= sentence.start and r.covers(cited[0].scope[0][0]))
                ]
                found.extend(cited)
            found.extend(attribution_claims(text, token.i))
            found.extend(hedge_claims(text, token))
            found.extend(noun_claims(text, token))
        if not any(r.cue.start >= sentence.start for r in found):
            found.extend(headline_claims(text, sentence.start, sentence.end))
    found.sort(key=lambda r: (r.cue.start, -1 if r.source is None else r.source))
    spread = list(spread_quotations(text, found))
    return tuple(sorted(spread, key=lambda r: (r.cue.start, -1 if r.source is None else r.source, r.scope)))


def claims_about(claims: Iterable[ClaimRecord], token: int) -> tuple[ClaimRecord, ...]:
    """Returns who answers for the word at a token index: of nested claims, the innermost with a named source.

    "The minister said that rebels claimed to have ..." is the rebels' claim. Coordinated sources come together.
    """
    around = sorted((r for r in claims if r.covers(token)), key=_size)
    named = [r for r in around if r.source is not None]
    if not named:
        return tuple(around[:1])
    return tuple(r for r in named if r.cue == named[0].cue)


def _size(record: ClaimRecord) -> tuple[int, int]:
    return sum(end - start for start, end in record.scope), -record.cue.start


class Claims:
    """Writes `doc._.claims`."""

    def __init__(self, speech: SpeechLexicon) -> None:
        self.speech = speech

    def __call__(self, doc: Doc) -> Doc:
        """Finds who says what in one document."""
        doc._.claims = find_claims(doc, self.speech)
        return doc


@Language.factory(
    "eventx_claims",
    assigns=["doc._.claims"],
    requires=["token.dep", "token.tag", "token.lemma", "token.is_sent_start"],
    default_config={"model_dir": None, "lexicon": "lexicon/speech.yml"},
)
def create_claims(nlp: Language, name: str, model_dir: str | None, lexicon: str) -> Claims:
    """Builds the stage from a model folder (None: the bundled one)."""
    return Claims(load_speech(_folder(model_dir) / lexicon))


_folder = model_dir
