"""Small questions about the parse that several stages ask; none of them trusts the parser more than it must."""

from __future__ import annotations

from collections.abc import Iterator

from eventx.stages.words import Word, Words

NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "NUM"})
OPENING = frozenset("“«„")
CLOSING = frozenset("”»")
MARKS = OPENING | CLOSING | {'"', "``", "''", "‘", "’", "'"}
COMMAS = frozenset({",", "–", "—", "--", "-", "(", ")"})
MARKUP = frozenset({"_", "*", "**", "__"})
SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj", "csubjpass", "expl"})


def is_verb(token: Word) -> bool:
    """Tells whether the tagger takes the token for a verb form."""
    return token.tag_.startswith("VB") or token.pos_ in {"VERB", "AUX"}


def bounds(token: Word) -> tuple[int, int]:
    """Returns the token range of the sentence that the token is in."""
    return token.sentence


def sentences_of(words: Words) -> list[tuple[int, int]]:
    """Returns the token ranges of the sentences, in text order."""
    found: list[tuple[int, int]] = []
    i = 0
    while i < len(words):
        found.append(words[i].sentence)
        i = words[i].sentence[1]
    return found


def step(doc: Words, i: int, stop: int, skip: frozenset[str] = frozenset()) -> int | None:
    """Returns the first index from i towards `stop` (not included) that is no white space and not in `skip`."""
    way = 1 if stop >= i else -1
    for k in range(i, stop, way):
        if not doc[k].is_space and doc[k].text not in skip:
            return k
    return None


def edges(token: Word) -> tuple[int, int]:
    """Returns the token range of the subtree, cut to the sentence."""
    first, last = bounds(token)
    low, high = token.edges
    return max(first, low), min(last, high)


def is_passive(verb: Word) -> bool:
    """Tells whether the verb form is passive: by its auxiliary, its subject, or as a bare participle on a noun."""
    if verb.tag_ != "VBN":
        return False
    marks = {c.dep_ for c in verb.children}
    if marks & {"auxpass", "nsubjpass", "csubjpass"}:
        return True
    if verb.dep_ == "conj" and is_verb(verb.head) and not marks & {"nsubj", "aux"}:
        return is_passive(verb.head)
    return verb.dep_ == "acl"


def noun_phrase_after(doc: Words, start: int, stop: int) -> Word | None:
    """Returns the head of the noun phrase that begins at `start`, or None."""
    first = step(doc, start, stop, MARKUP)
    if first is None:
        return None
    token = doc[first]
    if (
        token.pos_ not in NOMINAL
        and token.pos_ not in {"DET", "ADJ", "ADV"}
        and token.tag_ not in {"PRP$", "VBN", "VBG", "POS"}
    ):
        return None
    head = None
    for k in range(first, stop):
        t = doc[k]
        if t.is_space or t.text in MARKUP:
            continue
        if t.pos_ in {"NOUN", "PROPN", "PRON", "NUM"} and t.tag_ != "PRP$":
            head = t
        elif t.tag_ not in {"POS", "PRP$", "HYPH", "VBN", "VBG"} and t.pos_ not in {"DET", "ADJ"}:
            if t.text == "." and k + 1 < stop and doc[k - 1].pos_ == "PROPN" and doc[k + 1].pos_ == "PROPN":
                continue  # an abbreviated title: "Col. Raj Singh"
            break
    if head is None:
        return None
    while (
        head.head.i != head.i
        and first <= head.head.i < stop
        and head.dep_ in {"compound", "nmod", "poss", "amod", "flat"}
    ):
        if head.head.pos_ not in NOMINAL:
            break
        head = head.head
    return head


def noun_phrase_before(doc: Words, end: int, start: int) -> Word | None:
    """Returns the head of the noun phrase whose last word stands right before `end`, or None."""
    last = step(doc, end - 1, start - 1)
    while last is not None and last > start and doc[last].pos_ in {"ADV", "AUX", "PART"}:
        last = step(doc, last - 1, start - 1)
    if last is None:
        return None
    token = doc[last]
    if token.text == "," or token.text in COMMAS:
        return _before_comma(doc, last, start)
    if token.pos_ not in NOMINAL:
        return None
    return outermost_noun(token, start)


def outermost_noun(token: Word, start: int) -> Word:
    """Climbs from a word of a noun phrase to the head of the phrase: "of the army" to "spokesman"."""
    while token.head.i != token.i and start <= token.head.i:
        up = token.head
        if token.dep_ in {"compound", "appos", "nmod", "poss", "flat"} and up.pos_ in NOMINAL:
            token = up
        elif token.dep_ == "pobj" and up.dep_ == "prep" and up.head.pos_ in NOMINAL and start <= up.head.i < up.i:
            token = up.head
        else:
            break
    return token


def _before_comma(doc: Words, comma: int, start: int) -> Word | None:
    """Returns the head of a noun phrase with an apposition or relative clause between commas, which ends at `comma`."""
    for k in range(comma - 1, start, -1):
        if doc[k].text == ",":
            inner = doc[k - 1]
            return outermost_noun(inner, start) if inner.pos_ in NOMINAL else None
    return None


def coordinated(token: Word) -> Iterator[Word]:
    """Yields a noun and the nouns coordinated with it."""
    yield token
    for child in token.children:
        if child.dep_ == "conj" and child.pos_ in NOMINAL:
            yield from coordinated(child)


def quotations(doc: Words) -> tuple[tuple[int, int], ...]:
    """Returns the token ranges of the quotations, marks included, in text order; worked out at the first call.

    A quotation that no mark closes ends with its paragraph. Straight marks open and close in turn, paragraph by
    paragraph. Single quotes count where they open before a word and close after a punctuation mark or a space.
    """
    if doc.quotations is None:
        doc.quotations = tuple(_quotations(doc))
    return doc.quotations


def _quotations(doc: Words) -> Iterator[tuple[int, int]]:
    opened: int | None = None
    mark = ""
    for i, token in enumerate(doc):
        text = token.text
        if token.is_space:
            if "\n" in text:
                if opened is not None and mark != "‘":
                    yield opened, i
                opened = None
        elif text not in MARKS:
            continue
        elif opened is None:
            if text in OPENING or text in {'"', "``"} or (text in {"‘", "'"} and _opens_single(doc, i)):
                opened, mark = i, text
        elif _closes(doc, i, mark):
            yield opened, i + 1
            opened = None
    if opened is not None and mark not in {"‘", "'"}:
        yield opened, len(doc)


def _opens_single(doc: Words, i: int) -> bool:
    before = i == 0 or bool(doc[i - 1].whitespace_) or doc[i - 1].is_space
    return before and i + 1 < len(doc) and not doc[i].whitespace_ and not doc[i + 1].is_space


def _closes(doc: Words, i: int, mark: str) -> bool:
    text = doc[i].text
    if mark in {"‘", "'"}:
        last = i + 1 == len(doc) or bool(doc[i].whitespace_) or doc[i + 1].is_space or doc[i + 1].is_punct
        return text in {"’", "'"} and last and doc[i].tag_ != "POS"
    if mark in {'"', "``"}:
        return text in {'"', "''", "”"}
    return text in CLOSING or text == '"'


def has_finite(doc: Words, start: int, end: int) -> bool:
    """Tells whether a finite verb stands in a token range."""
    return any(doc[k].tag_ in {"VBD", "VBZ", "VBP", "MD"} for k in range(start, end))


def shares_subject(child: Word) -> bool:
    """Tells whether a verb has no subject of its own."""
    return not any(c.dep_ in SUBJECTS for c in child.children)


def comma_between(doc: Words, start: int, end: int) -> bool:
    """Tells whether a comma stands in a token range."""
    return any(doc[k].text == "," for k in range(start, end))
