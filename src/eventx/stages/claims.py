"""Who says what: reporting verbs, attributions ("according to"), hedges ("reportedly"), quotations, headlines.

Each way of saying is found by a function of its own that yields `ClaimRecord`s; none relies on one reading of the
parse, because a long sentence with a reporting clause is where the parser errs most. What is said is a range of tokens:
from the start of the complement to the next thing that is certainly the article's own voice.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from spacy.language import Language
from spacy.tokens import Doc

from eventx.annotations import ClaimRecord, Extent, Late, TimeRecord, extent, note
from eventx.columns import columns_of
from eventx.events import Stance
from eventx.modeldir import model_dir
from eventx.stages.speech.lexicon import Range, SpeechLexicon, SpokenText, ends_quote, load_speech
from eventx.stages.speech.quotes import spread_quotations
from eventx.stages.speech.speakers import (
    agent_of,
    apposed_subject,
    can_speak,
    direct_subject,
    inverted_subject,
    speakers_of,
    subject_of,
    tag_start,
)
from eventx.stages.speech.utterances import (
    SENTENCE_END,
    around_tag,
    continues,
    is_blocked_object,
    next_quote,
    right_end,
    right_start,
    sentence_part,
    time_after,
    until_own_voice,
)
from eventx.stages.trees import (
    bounds,
    edges,
    has_finite,
    is_passive,
    is_verb,
    noun_phrase_after,
    step,
)
from eventx.stages.words import Word, Words, words_of

_DETACHING = frozenset({",", "–", "—", "?", "!"})


def _cue(text: SpokenText, verb: Word) -> Extent:
    return extent(text.doc.source, verb.i, verb.i + 1)


def _said(text: SpokenText, verb: Word, scope: Sequence[Range]) -> TimeRecord | None:
    """Returns the time of the saying: the first time expression that hangs on the verb, outside of what is said."""
    for record in text.times.get(verb.sentence[0], ()):
        inside = any(start <= record.start < end for start, end in scope)
        owner = text.doc[record.start]
        while record.start <= owner.head.i < record.end and owner.head.i != owner.i:
            owner = owner.head
        if owner.dep_ == "pobj":
            owner = owner.head
        if not inside and (owner.head.i == verb.i or record is time_after(text, verb)):
            return record
    return None


def _records(
    text: SpokenText,
    verb: Word,
    speakers: Iterable[Word | None],
    scope: Sequence[Range],
    stance: Stance = "asserts",
) -> Iterator[ClaimRecord]:
    ranges = tuple(sorted(r for r in scope if any(not t.is_space for t in text.doc[r[0] : r[1]])))
    if not ranges:
        return
    said = _said(text, verb, ranges)
    for speaker in speakers:
        where = None if speaker is None else speaker.i
        yield ClaimRecord(*(_cue(text, verb), where, ranges), stance=stance, said=said)


def _stance(text: SpokenText, verb: Word, word: str) -> Stance:
    """Returns `denies` for a denying verb that isn't itself negated ("did not deny")."""
    negated = any(c.dep_ == "neg" for c in verb.children)
    return (
        "denies"
        if (word in text.speech.sets["denying"]) != negated and word in text.speech.sets["denying"]
        else "asserts"
    )


def _blocked(text: SpokenText, verb: Word, word: str) -> bool:
    """Tells whether the verb's form shows that it is no report: "see below", "would say", "did not say"."""
    aux = {c.lower_ for c in verb.children if c.dep_ in {"aux", "auxpass"}}
    if verb.tag_ == "VB" and "to" in aux and not text.in_quote(verb.i):
        if verb.head.lemma not in text.speech.sets["infinitive_hosts"]:
            return True  # "declined to comment"
    elif verb.tag_ == "VB" and verb.dep_ == "ROOT" and not aux and direct_subject(verb) is None:
        return True  # an imperative: "see below"
    if any(c.lower_ in text.speech.sets["modals"] for c in verb.children if c.dep_ == "aux"):
        return True  # "would say": nobody has said it
    negated = any(c.dep_ == "neg" for c in verb.children)
    return negated and word not in text.speech.sets["denying"]


def _evident(text: SpokenText, verb: Word, word: str, subject: Word | None) -> bool:
    """Tells whether a verb of showing has a subject that can bear witness; other verbs always pass."""
    frames = text.speech.frames
    if word in frames["clause"] or word in frames["mental"] or word not in frames["evidence"]:
        return True
    return subject is not None and subject.lemma in text.speech.sets["evidence_nouns"]


def verb_claims(text: SpokenText, verb: Word) -> Iterator[ClaimRecord]:
    """Yields what a reporting verb says: a clause, a quotation, an event noun, or all around it if it is a tag."""
    word = text.speech.verb(verb)
    if word is None or _blocked(text, verb, word):
        return
    if is_passive(verb) or _said_to(text, verb):
        yield from _passive_claims(text, verb, word)
    elif (saying := _quoted_saying(text, verb, word)) is not None:
        quoted = next((c for c in verb.rights if c.dep_ == "dobj"), None)
        scope = [(saying.i + 1, right_end(text, saying, saying.i + 1))]
        yield from _records(text, verb, speakers_of(text, quoted), scope)
    elif not _told_elsewhere(text, verb, word):
        yield from _active_claims(text, verb, word)


def _said_to(text: SpokenText, verb: Word) -> bool:
    """Tells whether others say it, in the short form of a headline: "Two men said to be hurt in blast"."""
    after = step(text.doc, verb.i + 1, bounds(verb)[1])
    infinitive = after is not None and text.doc[after].lower_ == "to" and text.doc[after].dep_ == "aux"
    return infinitive and verb.lower_ == "said" and any(c.dep_ == "xcomp" for c in verb.rights)


def _told_elsewhere(text: SpokenText, verb: Word, word: str) -> bool:
    """Tells whether another finder reads the form: "citing X" (`cited_claims`), "quoted as saying"."""
    citing = word in text.speech.sets["citing"] and verb.tag_ == "VBG"
    return citing or (verb.dep_ == "pcomp" and verb.head.lower_ == "as")


def _speaker(text: SpokenText, verb: Word) -> tuple[Word | None, bool]:
    """Returns who says it, and whether the verb comes first ("said the mayor")."""
    inverted, subject = inverted_subject(text, verb), direct_subject(verb)
    if (apposed := apposed_subject(text, verb, subject)) is not None:
        return apposed, False
    bare = verb.tag_ == "VBN" and verb.dep_ != "conj" and not any(c.dep_ == "aux" for c in verb.children)
    if bare and inverted is None and subject is None:
        return None, False  # a participle: "the figures reported in May"
    before = subject is not None and subject.i < verb.i and subject.tag_ not in {"WP", "WDT"}
    if inverted is not None and not before:
        return inverted, True
    return subject_of(text, verb), False


def _active_claims(text: SpokenText, verb: Word, word: str) -> Iterator[ClaimRecord]:
    speaker, inverted = _speaker(text, verb)
    speakers = speakers_of(text, speaker)
    if speaker is None or not speakers or not _evident(text, verb, word, speaker):
        return
    if verb.tag_ == "VBG" and not any(can_speak(text, s) for s in speakers):
        return
    tag = verb.i if inverted else min(tag_start(speaker, verb), verb.i)
    before = step(text.doc, tag - 1, bounds(verb)[0] - 1)
    detached = before is not None and (text.doc[before].text in _DETACHING or ends_quote(text, before))
    scope: list[Range] = []
    stance = _stance(text, verb, word)
    first = right_start(text, verb, detached, speaker if inverted else None)
    if first is not None and stance == "denies" and _judges(text, verb, first):
        first = None
    if first is not None:
        scope = [(first, right_end(text, verb, first)), *next_quote(text, first)]
    elif not inverted and (objects := _object_scope(text, verb, word)) is not None:
        scope = objects
    elif before is not None and detached and _is_tag(text, verb, word, tag):
        scope = around_tag(text, verb, before, max(verb.i, speaker.i if inverted else verb.i) + 1)
    elif (mark := _as_clause(text, verb, word)) is not None:
        scope = around_tag(text, verb, mark, verb.i + 1)
    if stance == "denies":  # "denied that he was swapped, though two others were": these were
        scope = [(start, until_own_voice(text, start, end)) for start, end in scope]
    yield from _records(text, verb, speakers, scope, stance)


def _judges(text: SpokenText, verb: Word, first: int) -> bool:
    """Tells whether a quotation is not what is denied, but said of it: 'dismissed reports of talks as "baseless"'."""
    return text.in_quote(first) and any(c.dep_ == "dobj" and c.i < first for c in verb.rights)


def _as_clause(text: SpokenText, verb: Word, word: str) -> int | None:
    """Returns the "as" of "As the army announced, ...", set off by a comma or at the start of the sentence."""
    mark = next((c for c in verb.lefts if c.lower_ == "as" and c.dep_ in {"mark", "advmod"}), None)
    if mark is None or word not in text.speech.frames["clause"] or word in text.speech.sets["weak"]:
        return None
    before = step(text.doc, mark.i - 1, bounds(verb)[0] - 1)
    return mark.i if before is None or text.doc[before].text in {",", "–", "—"} else None


def _is_tag(text: SpokenText, verb: Word, word: str, tag: int) -> bool:
    """Tells whether a reporting clause set off by a comma reports what stands before it, and nothing of its own."""
    doc, (_, end) = text.doc, bounds(verb)
    if word not in text.speech.frames["clause"]:
        return False
    is_written = word in text.speech.sets["written"] and not any(c.dep_ == "dobj" for c in verb.children)
    if (word in text.speech.sets["weak"] and not is_written) or word in text.speech.frames["mental"]:
        before = step(doc, tag - 1, bounds(verb)[0] - 1)
        return word in text.speech.frames["mental"] or (before is not None and ends_quote(text, before))
    subject = direct_subject(verb)
    if verb.dep_ == "relcl" and subject is not None and subject.tag_ in {"WP", "WDT"}:
        return False
    if verb.tag_ == "VBG":
        return False
    owner = [c for c in verb.rights if c.dep_ == "dobj" and c.i > verb.i]
    if owner and word not in text.speech.frames["audience"] and owner[0].ent_type_ not in {"PERSON", "ORG"}:
        after = step(doc, verb.i + 1, end)
        return after is not None and doc[after].text in {",", "."}
    return True


def _object_scope(text: SpokenText, verb: Word, word: str) -> list[Range] | None:
    """Returns what is said where it is no clause: an event noun, an infinitive, or what follows a preposition."""
    frames, doc = text.speech.frames, text.doc
    for child in verb.rights:
        infinitive = child.dep_ in {"xcomp", "ccomp"} and child.lemma not in text.speech.sets["citing"]
        if infinitive and word in frames["infinitive"] and child.i > verb.i:
            return [(edges(child)[0], edges(child)[1])]
    wanted = text.speech.prepositions.get(word, frozenset())
    required = text.speech.required_objects.get(word)
    if required and not any(c.dep_ == "dobj" and c.lemma in required for c in verb.rights):
        return None
    for child in verb.subtree if wanted else ():
        if child.dep_ == "prep" and child.lower_ in wanted and child.i > verb.i and _is_near(text, child, verb):
            first = next((c.i for c in verb.rights if c.dep_ == "dobj"), child.i)
            return [(min(first, child.i), max(edges(child)[1], right_end(text, verb, child.i)))]
    target = next((c for c in verb.rights if c.dep_ in {"dobj", "attr", "oprd"}), None)
    if target is None or word not in frames["noun_phrase"]:
        return None
    if is_blocked_object(text, word, target) or any(c.dep_ == "dative" for c in verb.children):
        return None
    first, last = edges(target)
    stop = min(
        [
            right_end(text, verb, last),
            *(edges(c)[0] for c in verb.rights if c.dep_ == "advcl" and c.i > last),
        ]
    )
    stop = next((k for k in range(last, stop) if doc[k].text in {",", ";", ":"}), stop)
    return [(first, max(last, stop))]


def _is_near(text: SpokenText, prep: Word, verb: Word) -> bool:
    """Tells whether a preposition belongs to a verb, or to its object or a time: not "spoke on the margins of"."""
    owner = prep.head
    if owner.i == verb.i:
        return True
    if owner.dep_ == "dobj" and owner.head.i != verb.i:
        return False  # "told reporters in Oslo, where he had met the envoy of Chad"
    if owner.dep_ != "pobj":
        return True
    return any(record.start <= owner.i < record.end for record in text.times.get(verb.sentence[0], ()))


def _quoted_saying(text: SpokenText, verb: Word, word: str) -> Word | None:
    """Returns "saying" of "quoted the mayor as saying", "was quoted as saying"."""
    if word not in text.speech.sets["quoted_as"]:
        return None
    inner = (c for p in verb.subtree if p.dep_ == "prep" and p.lower_ == "as" and p.i > verb.i for c in p.children)
    return next((c for c in inner if c.dep_ == "pcomp" and text.speech.verb(c)), None)


def _passive_claims(text: SpokenText, verb: Word, word: str) -> Iterator[ClaimRecord]:
    """Yields claims of passive verbs: "is said to have", "it was reported that", "was quoted as saying"."""
    sets = text.speech.sets
    stance = _stance(text, verb, word)
    if (saying := _quoted_saying(text, verb, word)) is not None:
        scope = [(saying.i + 1, right_end(text, saying, saying.i + 1))]
        yield from _records(text, verb, speakers_of(text, subject_of(text, verb)), scope)
        return
    agent = agent_of(verb)
    speakers: tuple[Word | None, ...] = speakers_of(text, agent) if agent is not None else (None,)
    if agent is None and word not in sets["passive"]:
        return
    for child in verb.rights:
        if child.dep_ in {"ccomp", "xcomp"} and (agent is None or edges(child)[0] > verb.i):
            yield from _records(text, verb, speakers, [edges(child)], stance)
            return
    audience = verb.dep_ != "acl" and word in text.speech.frames["audience"]
    if agent is not None and not audience and word in text.speech.frames["clause"] | text.speech.frames["noun_phrase"]:
        owner = verb.head if verb.dep_ == "acl" else direct_subject(verb)
        if owner is not None and owner.i != verb.i:
            first, last = edges(owner)
            yield from _records(text, verb, speakers, [(first, min(last, verb.i) if first < verb.i else last)], stance)


def cited_claims(text: SpokenText, verb: Word) -> Iterator[ClaimRecord]:
    """Yields the claim of who is cited: "State media said ..., citing the ministry"."""
    if verb.lemma not in text.speech.sets["citing"] or verb.tag_ != "VBG":
        return
    start, end = bounds(verb)
    cited = next((c for c in verb.rights if c.dep_ == "dobj"), None) or noun_phrase_after(text.doc, verb.i + 1, end)
    before = step(text.doc, verb.i - 1, start - 1)
    if cited is None or before is None or text.in_quote(verb.i):
        return
    if text.doc[before].text != "," and text.speech.verb(text.doc[before]) is None:  # "..., the paper reported citing"
        return
    if not (can_speak(text, cited) or cited.lemma in text.speech.sets["evidence_nouns"]):
        return
    yield from _records(text, verb, speakers_of(text, cited), [(start, before)])


def attribution_claims(text: SpokenText, i: int) -> Iterator[ClaimRecord]:
    """Yields the claim of "according to X" and its like, beginning at token i."""
    doc = text.doc
    phrases = text.speech.attributions_by_word.get(doc[i].lower_, ())
    words = next((w for w in phrases if _matches(doc, i, w)), None)
    if words is None:
        return
    first = i + len(words)
    _, end = bounds(doc[i])
    if first >= end:
        return
    head = next((c for c in doc[first - 1].children if c.dep_ == "pobj" and c.text[:1].isalnum()), None)
    head = head or noun_phrase_after(doc, first, end)
    if head is None:
        return
    speakers = speakers_of(text, head)
    if not speakers or doc[first].lower_ == "which":
        return
    yield from _attributed(text, i, first, speakers, _phrase_end(doc, head, first, end))


def counted_claims(text: SpokenText, noun: Word) -> Iterator[ClaimRecord]:
    """Yields the claim of who has counted: "by the army's count, nine died", "by the count of the army"."""
    owner = next((c for c in noun.lefts if c.dep_ == "poss"), None) or _counting(noun)
    if noun.lemma not in text.speech.sets["counts"] or noun.head.lower_ != "by" or owner is None:
        return
    by = noun.head
    if by.i > noun.i or text.in_quote(by.i):
        return
    yield from _attributed(text, by.i, by.i + 1, speakers_of(text, owner), max(noun.i + 1, edges(owner)[1]))


def _counting(noun: Word) -> Word | None:
    """Returns the officials in "the count of officials"."""
    of = next((c for c in noun.rights if c.lower_ == "of"), None)
    return None if of is None else next((c for c in of.rights if c.dep_ == "pobj"), None)


def _attributed(text: SpokenText, i: int, first: int, speakers: Sequence[Word], stop: int) -> Iterator[ClaimRecord]:
    """Yields what an attribution in tokens [i, stop) that names its source from `first` on tells of its sentence."""
    doc = text.doc
    start, end = bounds(doc[i])
    before = step(doc, i - 1, start - 1)
    leading = (
        before is None or doc[before].dep_ == "cc" or doc[before].tag_ in {"IN", "CC"} or doc[before].text in {";", ":"}
    )
    leading = leading or (doc[before].text in {"“", '"', "–", "—"} and not has_finite(doc, start, i))  # type: ignore[index]
    cue = extent(doc.source, i, first)
    if leading:
        scope = [(stop, until_own_voice(text, stop, end))]
    else:
        left_edge = before + 1 if before is not None and doc[before].text != "," else before or i
        left = (sentence_part(text, doc[i], i), left_edge)
        scope = [left]
        if stop < end and doc[stop].text in {",", "–", "—"} and continues(text, left, stop, end):
            scope.append((stop, until_own_voice(text, stop, end)))
    ranges = tuple((a, b) for a, b in scope if a < b)
    for speaker in speakers if ranges else ():
        yield ClaimRecord(cue, speaker.i, ranges)


def _matches(doc: Words, i: int, words: tuple[str, ...]) -> bool:
    return i + len(words) <= len(doc) and all(doc[i + k].lower_ == word for k, word in enumerate(words))


def _phrase_end(doc: Words, head: Word, first: int, end: int) -> int:
    """Returns where a source's noun phrase ends: the parser may have hung the rest of the sentence on it."""
    last = min(edges(head)[1], end)
    for k in range(head.i + 1, last):
        if doc[k].text in {",", ";", "–", "—", ":"}:
            return k
    return max(last, head.i + 1)


def hedge_claims(text: SpokenText, token: Word) -> Iterator[ClaimRecord]:
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
    yield ClaimRecord(extent(text.doc.source, token.i, token.i + 1), None, ((first, last),))


def noun_claims(text: SpokenText, noun: Word) -> Iterator[ClaimRecord]:
    """Yields what a noun of saying says: "reports that", "the army's claim of", "the denial by"."""
    stance = text.speech.nouns.get(noun.lemma)
    if stance is None or noun.pos_ not in {"NOUN", "PROPN"}:
        return
    owner = next((c for c in noun.children if c.dep_ == "poss"), None)
    by = next((c for c in noun.children if c.dep_ == "prep" and c.lower_ in {"by", "from"}), None)
    if owner is None and by is not None:
        owner = next((c for c in by.children if c.dep_ == "pobj"), None)
    clause = _extraposed(text, noun)
    for child in noun.rights:
        opener = text.doc[edges(child)[0]].lower_
        if child.dep_ in {"acl", "ccomp", "relcl"} and opener == "that" and text.doc[edges(child)[0]].dep_ == "mark":
            clause = child
        elif (
            child.dep_ == "prep"
            and child.lower_ in text.speech.sets["noun_prepositions"]
            and owner is None
            and clause is None
        ):
            clause = child if noun.lemma in text.speech.sets["rumoured"] else None
    if clause is None or any(is_blocked_object(text, noun.lemma, c) for c in clause.children if c.dep_ == "pobj"):
        return
    speakers = speakers_of(text, owner) if owner is not None else (None,)
    first, last = edges(clause)
    for speaker in speakers:
        yield ClaimRecord(
            extent(text.doc.source, noun.i, noun.i + 1),
            None if speaker is None else speaker.i,
            ((first, last),),
            stance,
        )


def _extraposed(text: SpokenText, noun: Word) -> Word | None:
    """Returns the clause that stands after the verb of its noun: "rumours spread that the mayor had died"."""
    verb = noun.head
    if noun.dep_ != "nsubj" or verb.lemma not in text.speech.sets["spreading"]:
        return None
    clauses = (c for c in verb.rights if c.dep_ in {"ccomp", "advcl", "acl"} and c.i > verb.i)
    return next((c for c in clauses if text.doc[edges(c)[0]].lower_ == "that"), None)


def headline_claims(text: SpokenText, start: int, end: int) -> Iterator[ClaimRecord]:
    """Yields the claim of a headline with a colon: "Four drown in floods: police", "Police: four drown".

    A sentence has it only with the speaker first.
    """
    doc = text.doc
    last = step(doc, end - 1, start - 1)
    if last is None or last - start > 30:
        return
    whole = doc[last].text in SENTENCE_END
    for k in range(start + 1, last):
        if doc[k].text != ":" or text.in_quote(k):
            continue
        for side, scope in (((start, k), (k + 1, last + 1)), ((k + 1, last + 1), (start, k))):
            if whole and side[0] > start:
                return
            if side[1] - side[0] > 5 or scope[1] - scope[0] <= 2:
                continue
            head = noun_phrase_after(doc, *side)
            if head is not None and _names_speaker(text, *side, head):
                yield ClaimRecord(extent(doc.source, k, k + 1), head.i, (scope,))
                return


def _names_speaker(text: SpokenText, start: int, end: int, head: Word) -> bool:
    """Tells whether the words before a colon name who speaks: "Army chief:", but not "Embassy bombing:"."""
    tokens = [t for t in text.doc[start:end] if not t.is_space]
    if not tokens or any(t.tag_ in {"VBD", "VBZ", "VBP", "MD"} for t in tokens):
        return False
    sources = text.speech.sets["headline_sources"]
    speaker = head.lower_ in sources or (head.pos_ != "NOUN" and any(t.lower_ in sources for t in tokens))
    return speaker or all(t.ent_type_ in {"PERSON"} and not t.text[0].isdigit() for t in tokens)


def sentence_claims(text: SpokenText, start: int, end: int) -> list[ClaimRecord]:
    """Returns what is said in one sentence, by words of saying."""
    found: list[ClaimRecord] = []
    quoting: tuple[int, list[int | None]] | None = None
    speech, columns = text.speech, columns_of(text.doc.source)
    lemmas, words = speech.lemmas, speech.words
    spoken = enumerate(zip(columns.lemma[start:end], columns.lower[start:end], strict=True), start)
    for i, lemma, lower in [(i, lemma, lower) for i, (lemma, lower) in spoken if lemma in lemmas or lower in words]:
        token = text.doc[i]
        if speech.verb(token) is not None:
            found += verb_claims(text, token)
        cited = list(cited_claims(text, token)) if lemma in speech.sets["citing"] else []
        citing = max((r.cue.start for r in found), default=None) if cited else None
        told = [r for r in found if r.cue.start == citing and r.covers(cited[0].scope[0][0])] if cited else []
        if cited and not (_is_paper(text, cited) and any(r.source is not None for r in found)):
            found = [r for r in found if r not in told]  # who is cited is the source, not who cites
            found += [replace(r, said=r.said or told[0].said) for r in cited] if told else cited
            quoting = cited[0].cue.start, [r.source for r in cited]
        if lower in speech.attributions_by_word:
            found += attribution_claims(text, token.i)
        if lower in words:
            found += hedge_claims(text, token)
        if lemma in speech.nouns:
            found += noun_claims(text, token)
        if lemma in speech.sets["counts"]:
            found += counted_claims(text, token)
    return _quoted_on_the_way(found, *quoting) if quoting else found


def _is_paper(text: SpokenText, cited: Sequence[ClaimRecord]) -> bool:
    """Tells whether only a paper is cited: "officials said, citing a survey" is what the officials say."""
    papers = text.speech.sets["evidence_nouns"]
    return all(r.source is not None and text.doc[r.source].lemma in papers for r in cited)


def _quoted_on_the_way(found: list[ClaimRecord], at: int, sources: list[int | None]) -> list[ClaimRecord]:
    """Makes who is cited the source of what follows: "the paper, quoting police, said that nine people had died"."""
    told = [r for r in found if r.source is not None and r.source < at <= max(r.cue.start, r.scope[0][0])]
    quoted = [replace(r, source=source) for r in told for source in sources]
    return [r for r in found if r not in told] + quoted


def find_claims(doc: Doc, speech: SpeechLexicon) -> tuple[ClaimRecord, ...]:
    """Finds every act of saying in a parsed document, in text order of the cues."""
    text = SpokenText(words_of(doc), speech)
    columns = columns_of(doc)
    found: list[ClaimRecord] = []
    for start, end in columns.sentences:
        said = sentence_claims(text, start, end)
        if not said and ":" in columns.lower[start:end]:
            said = list(headline_claims(text, start, end))
        found += said
    if not found:
        return ()
    found.sort(key=lambda r: (r.cue.start, -1 if r.source is None else r.source))
    spread = spread_quotations(text, found) if text.quotes else found
    return tuple(sorted(spread, key=lambda r: (r.cue.start, -1 if r.source is None else r.source, r.scope)))


def claims_about(claims: Iterable[ClaimRecord], token: int) -> tuple[ClaimRecord, ...]:
    """Returns who answers for the word at a token index: of nested claims, the innermost with a named source.

    "The minister said that rebels claimed to have ..." is the rebels' claim. Coordinated sources come together. Of what
    somebody else claims who denies it answers: "rejected the rebels' claim that".
    """
    around = sorted((r for r in claims if r.covers(token)), key=_size)
    named = [r for r in around if r.source is not None]
    if not named:
        return tuple(around[:1])
    inner = named[0]
    others = (r for r in named[1:] if r.source != inner.source and r.scope[0][0] == inner.scope[0][0])
    answering = next((r for r in others if r.stance == "denies"), inner)
    return tuple(r for r in named if r.cue == answering.cue)


def _size(record: ClaimRecord) -> tuple[int, int]:
    return sum(end - start for start, end in record.scope), -record.cue.start


class Claims:
    """Writes `doc._.claims`, which are looked for once somebody asks for them."""

    def __init__(self, speech: SpeechLexicon) -> None:
        self.speech = speech

    def __call__(self, doc: Doc) -> Doc:
        """Finds who says what in one document."""
        note(doc, "claims", Late(lambda: find_claims(doc, self.speech)))
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
