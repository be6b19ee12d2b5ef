"""What is said: the stretch of text that a reporting verb governs, up to where the article speaks for itself."""

from __future__ import annotations

from eventx.annotations import TimeRecord
from eventx.stages.speech.lexicon import Range, SpokenText
from eventx.stages.trees import (
    NOMINAL,
    bounds,
    comma_between,
    edges,
    has_finite,
    is_verb,
    shares_subject,
    step,
)
from eventx.stages.words import Word, Words

SENTENCE_END = frozenset({".", "!", "?", ";", "…"})
_MAX_TAG = 14
"""Words that may stand between a reporting verb and what it governs: an audience, a place, a time."""


def _limit(verb: Word) -> int:
    """Returns where the stretch that can depend on the verb ends: its sentence, or its subtree within a larger one."""
    _, end = bounds(verb)
    node = verb
    while node.dep_ == "conj" and is_verb(node.head):
        node = node.head
    if node.head.i == node.i or node.dep_ in {"ccomp", "parataxis", "dep"}:
        return end
    return max(edges(verb)[1], verb.i + 1)


def _comma_before(doc: Words, i: int, start: int) -> int | None:
    """Returns the comma or dash right before token i (a conjunction may stand between), or None."""
    k = step(doc, i - 1, start - 1)
    if k is not None and doc[k].dep_ == "cc":
        k = step(doc, k - 1, start - 1)
    return k if k is not None and doc[k].text in {",", "–", "—", ";"} else None


def _backshifted(text: SpokenText, child: Word) -> bool:
    marks = {c.lower_ for c in child.children if c.dep_ in {"aux", "auxpass", "mark"}}
    return not marks.isdisjoint(text.speech.sets["backshifted"])


def right_end(text: SpokenText, verb: Word, start: int) -> int:
    """Returns where a complement that begins at `start`, right of its verb, is over."""
    doc, end = text.doc, _limit(verb)
    for child in verb.rights:
        if child.i <= start or text.in_quote(child.i):
            continue
        left = edges(child)[0]
        comma = _comma_before(doc, left, start)
        if child.dep_ == "conj" and is_verb(child):
            reports = text.speech.verb(child) is not None
            own = (comma is not None and not _backshifted(text, child)) or shares_subject(child)
            if reports or own:
                end = min(end, comma if comma is not None else left)
        elif child.dep_ == "advcl" and comma is not None and left > start:
            end = min(end, comma)
    return max(end, start)


def sentence_part(text: SpokenText, verb: Word, tag: int) -> int:
    """Returns where the stretch before a tag ("..., police said") begins: its sentence, clause, or last ";" or ":"."""
    start, _ = bounds(verb)
    if verb.head.i != verb.i and verb.dep_ in {"advcl", "relcl"} and edges(verb)[0] < tag:
        start = max(start, edges(verb)[0])
    for k in range(tag - 1, start, -1):
        if text.doc[k].text in {";", ":"} and not text.in_quote(k) and not text.in_quote(k + 1):
            return k + 1
    return start


def continues(text: SpokenText, left: Range, comma: int, end: int) -> bool:
    """Tells whether what follows a tag in mid-sentence goes on with what is said."""
    doc = text.doc
    after = step(doc, comma + 1, end)
    if after is None:
        return False
    if doc[after].text in {"“", '"', "‘", "``"}:
        return True
    words = text.speech.sets
    if not has_finite(doc, *left):
        return True
    if text.speech.verb(doc[after]):
        return False
    if doc[after].tag_ == "VBG" and left[0] <= doc[after].head.i < left[1]:
        return True  # "rebels raided the town, police said, killing nine"
    return doc[after].lower_ in words["continuations"] and doc[after].lower_ not in words["own_voice"]


def _tag_end(text: SpokenText, verb: Word, floor: int) -> int:
    """Returns where a tag ends: at the next comma or quotation after its verb and its source."""
    doc, (_, end) = text.doc, bounds(verb)
    for k in range(max(verb.i + 1, floor), end):
        if doc[k].text in {",", ";", "–", "—", ":"} or doc[k].text in {"“", '"', "``"}:
            return k
    return end


def around_tag(text: SpokenText, verb: Word, tag: int, after: int) -> list[Range]:
    """Returns what is said around a tag that begins at token `tag` and whose last word comes before `after`."""
    doc, (_, end) = text.doc, bounds(verb)
    left = (sentence_part(text, verb, tag), tag)
    ranges = [left] if left[0] < left[1] else []
    comma = _tag_end(text, verb, after)
    if comma < end and doc[comma].text != ";" and continues(text, left, comma, end):
        ranges.append((comma, until_own_voice(text, comma, end)))
    return ranges


def until_own_voice(text: SpokenText, start: int, end: int) -> int:
    """Returns where, between two tokens, the article goes on in its own voice: at ";" or ", as", ", while"."""
    doc = text.doc
    for k in range(start + 1, end - 1):
        if text.in_quote(k):
            continue
        if doc[k].text == ";" or (doc[k].text == "," and doc[k + 1].lower_ in text.speech.sets["contrasts"]):
            return k
    return end


def right_start(text: SpokenText, verb: Word, detached: bool, inverted: Word | None) -> int | None:
    """Returns where what is said begins, if it follows its verb; None if it doesn't."""
    doc, word = text.doc, text.speech.verb(verb) or ""
    end = _limit(verb)
    end = next((k for k in range(verb.i + 1, end) if doc[k].text == ";" and not text.in_quote(k)), end)
    weak = word in text.speech.sets["weak"] or word in text.speech.frames["mental"]
    if inverted is not None:
        first = _tag_end(text, verb, inverted.i + 1)
        return first if first < end and doc[first].text == ":" else None
    for k in range(verb.i + 1, min(end, verb.i + 1 + _MAX_TAG * 2)):
        if doc[k].text == ":" and not text.in_quote(k) and not has_finite(doc, verb.i + 1, k):
            return k + 1
    clauses = [c for c in verb.rights if c.dep_ == "ccomp" and verb.i < edges(c)[0] < end]
    if clauses and not any(c.dep_ == "aux" and c.lower_ == "to" for c in clauses[0].children):
        left = _clause_start(text, verb, clauses[0])
        if detached and any(t.text == ";" for t in doc[verb.i + 1 : left]):  # "..., police said; the mayor denied it"
            return None
        if doc[left].text not in {","} and not (detached and comma_between(doc, verb.i, left)):
            told = time_after(text, verb)
            return told.end if told is not None and left <= told.start < clauses[0].i else left
    before = any(c.dep_ == "ccomp" for c in verb.lefts)
    if not (detached and before) and (that := _that(text, verb, end)) is not None:
        return that
    if detached or weak:
        return _quote_start(text, verb, end)
    return _quote_start(text, verb, end) or _bare_clause(text, verb, end) or _headline_clause(text, verb, word)


def time_after(text: SpokenText, verb: Word) -> TimeRecord | None:
    """Returns the time right after a word of saying, which dates the saying: "said on Monday it had", "said Monday"."""
    doc = text.doc
    for record in text.times.get(verb.sentence[0], ()):
        if record.start > verb.i:
            between = range(verb.i + 1, record.start)
            near = len(between) <= 1 and all(doc[i].lower_ == "on" for i in between)
            last = record.end == verb.sentence[1]
            return record if near and (last or doc[record.end].tag_ != "POS") else None
    return None


def _headline_clause(text: SpokenText, verb: Word, word: str) -> int | None:
    """Finds a clause without its auxiliary: "Army says nine rebels killed", "Kenya says ready for talks"."""
    if word in text.speech.frames["noun_phrase"] or word not in text.speech.frames["clause"]:
        return None
    for child in verb.rights:
        bare = child.dep_ == "dobj" and any(c.dep_ == "acl" and c.tag_ == "VBN" for c in child.children)
        if bare or (child.dep_ == "acomp" and child.pos_ == "ADJ"):
            return verb.i + 1
    return None


def next_quote(text: SpokenText, first: int) -> list[Range]:
    """Returns the quotation that a colon at the end of a sentence announces: it may be the next paragraph."""
    after = step(text.doc, first, len(text.doc))
    if text.doc[first - 1].text != ":" or after is None or after < bounds(text.doc[first - 1])[1]:
        return []
    quote = text.quote_at(after)
    return [quote] if quote is not None and quote[0] == after else []


def _clause_start(text: SpokenText, verb: Word, clause: Word) -> int:
    """Returns where a clause begins; its subject may have been taken for the audience ("told Reuters five died")."""
    left = edges(clause)[0]
    if not shares_subject(clause) or not has_finite(text.doc, left, clause.i + 1):
        return left
    hearer = step(text.doc, verb.i + 1, left)
    if text.speech.verb(verb) not in text.speech.frames["audience"]:
        broken = any(c.dep_ in {"dobj", "attr"} for c in verb.rights if c.i < left) and not comma_between(
            text.doc, verb.i, left
        )
        return verb.i + 1 if broken and hearer is not None else left
    if hearer is not None and text.doc[hearer].pos_ in NOMINAL and hearer + 1 < left:
        return hearer + 1
    return left


def _that(text: SpokenText, verb: Word, end: int) -> int | None:
    """Finds "that" after the verb, its adverbs and its audience."""
    doc = text.doc
    for k in range(verb.i + 1, min(end, verb.i + _MAX_TAG)):
        if doc[k].text == "," and k + 1 < end and doc[k + 1].tag_ == "VBG":
            return None
        if doc[k].text in SENTENCE_END or doc[k].text == ":" or (is_verb(doc[k]) and doc[k].tag_ not in {"VBG", "VBN"}):
            return None
        if doc[k].lower_ == "that" and doc[k].dep_ in {"mark", "nsubj", "det", "nsubjpass"}:
            return k if doc[k].dep_ == "mark" or k == verb.i + 1 else None
    return None


def _quote_start(text: SpokenText, verb: Word, end: int) -> int | None:
    """Finds a quotation that follows the verb within its clause ("told reporters in Geneva, “...")."""
    doc = text.doc
    for k in range(verb.i + 1, min(end, verb.i + 1 + _MAX_TAG)):
        if (quote := text.quote_at(k)) is not None and quote[0] == k:
            return k
        if doc[k].text in SENTENCE_END or (is_verb(doc[k]) and doc[k].tag_ in {"VBD", "VBZ", "VBP"}):
            return None
    return None


def _bare_clause(text: SpokenText, verb: Word, end: int) -> int | None:
    """Finds a clause without "that" which the parser took for something else: a finite verb follows with no break."""
    doc, word = text.doc, text.speech.verb(verb)
    told = time_after(text, verb)
    first = step(doc, told.end if told is not None else verb.i + 1, end)
    if any(is_blocked_object(text, word or "", c) for c in verb.rights if c.dep_ == "dobj"):
        return None
    if first is None or word not in text.speech.frames["clause"]:
        return None
    if word in text.speech.frames["audience"]:
        audience = next((c for c in verb.rights if c.dep_ in {"dobj", "dative"}), None)
        first = step(doc, edges(audience)[1], end) if audience is not None and edges(audience)[0] >= first else first
        if first is None:
            return None
    if doc[first].text in {",", "–", "—"} or doc[first].pos_ in {"ADP", "PUNCT", "SCONJ"} or doc[first].lower_ == "to":
        return None
    relative = any(t.tag_ in {"WDT", "WP"} for t in doc[max(first - 6, bounds(verb)[0]) : verb.i])
    for k in range(first, end):
        if doc[k].text in {",", ";", ":"} or doc[k].tag_ in {"WP", "WDT", "WRB"}:
            return None
        if doc[k].tag_ in {"VBD", "VBZ", "VBP", "MD"} or (relative and k == first and doc[k].tag_ == "VBN"):
            own = (k > first or relative) and doc[k - 1].dep_ != "cc" and (relative or doc[k].dep_ != "relcl")
            return first if own else None
    return None


def is_blocked_object(text: SpokenText, word: str, target: Word) -> bool:
    """Tells whether a verb with this object tells of no event: "claimed responsibility", "denied entry"."""
    noun, words = target.lemma, text.speech.sets
    if word in words["denying_claims_only"]:
        return noun not in words["claim_nouns"]
    return noun in text.speech.blocked_objects.get(word, frozenset())
