"""Noun phrases: where they begin and end, what modifies their heads, who owns them.

The parser is small and errs, so nothing here trusts it further than the words next to each other bear out.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from spacy.tokens import Doc

from eventx.columns import columns_of
from eventx.modeldir import load_yaml, reading_lists
from eventx.stages.words import Word, Words

MODIFIERS = frozenset({"amod", "compound", "nmod", "poss", "nummod", "quantmod"})
DEPENDENT = frozenset({"compound", "amod", "nmod", "nummod", "quantmod", "det", "predet", "case", "expl"})
LEFT = MODIFIERS | {"det", "predet", "advmod", "npadvmod", "punct", "neg"}
NOUNS = frozenset({"NOUN", "PROPN", "PRON", "NUM"})
JOINING = frozenset({"prep", "agent"})
ARGUMENTS = frozenset({"nsubj", "nsubjpass", "dobj", "pobj", "dative"})
FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
QUOTES = frozenset('"“”„«»')
BREAKS = frozenset({",", ";", ":", "–", "—", "--", "(", ")"})
LOOSE = frozenset({"SPACE", "ADP", "CCONJ", "SCONJ", "PART", "AUX"})
OF_NUMBER = frozenset({"advmod", "quantmod"})
OF = frozenset({"of"})
PERSONAL = frozenset({"PRP", "PRP$", "WP", "WP$", "WDT", "EX", "WRB"})


@dataclass(frozen=True, slots=True)
class PhraseRules:
    """Word lists about noun phrases (`lexicon/phrases.yml` explains each list)."""

    degrees: frozenset[str]
    predicates: frozenset[str]
    plurals: frozenset[str]
    singles: frozenset[str]
    partitives: frozenset[str]
    people_numbers: frozenset[str]
    aged: frozenset[str]
    years: frozenset[str]
    joined_away: frozenset[str]
    joined_before: frozenset[str]
    addressed_verbs: frozenset[str]
    given_verbs: frozenset[str]
    given_nouns: frozenset[str]
    received_verbs: frozenset[str]
    sufferer_verbs: frozenset[str]
    acting_after: frozenset[str]
    group_names: frozenset[str]
    of_the_country: frozenset[str]
    led_by_name: Mapping[str, str]


def load_phrase_rules(path: Path) -> PhraseRules:
    """Reads the word lists about noun phrases.

    Raises:
        ModelError: The file is missing or a list in it is.
    """
    data: dict[str, Any] = load_yaml(path)
    with reading_lists(path):
        lists = {name: frozenset(data[name]) for name in PhraseRules.__slots__ if name != "led_by_name"}
        return PhraseRules(**lists, led_by_name=data["led_by_name"])


def is_head(token: Word) -> bool:
    """Tells whether the token heads a noun phrase of its own (no modifier of another noun, no pronoun for a name)."""
    if token.dep_ in DEPENDENT:
        return False
    pos = token.pos_
    if pos not in NOUNS:
        if token.dep_ not in ARGUMENTS or not (pos in {"ADJ", "DET"} or token.tag_ in {"VBN", "JJ"}):
            return False
        if pos == "VERB" and not any(c.dep_ == "det" for c in token.lefts):
            return False
    return not (token.tag_ in PERSONAL or token.is_punct or token.is_space)


def likely_heads(doc: Doc) -> list[int]:
    """Returns the indices of the tokens that may head a noun phrase (see `is_head`), by their labels alone."""
    columns = columns_of(doc)
    labels = zip(columns.dep, columns.pos, strict=True)
    return [i for i, (dep, pos) in enumerate(labels) if dep not in DEPENDENT and (pos in NOUNS or dep in ARGUMENTS)]


def conjuncts(token: Word) -> list[Word]:
    """Returns a token and what is coordinated with it to its right, in text order."""
    found = [token]
    for child in token.rights:
        if child.dep_ == "conj":
            found += conjuncts(child)
    return found


def first_conjunct(token: Word) -> Word:
    """Returns the first of the coordinated phrases that the token belongs to: the one the sentence governs."""
    while token.dep_ == "conj" and token.head.i < token.i:
        token = token.head
    return token


def modifiers(head: Word) -> list[Word]:
    """Returns the words that modify a noun from the left, with those coordinated ("Russian and Ukrainian")."""
    found: list[Word] = []
    for child in head.lefts:
        if child.dep_ in MODIFIERS or child.dep_ == "det":
            found += [t for t in conjuncts(child) if t.i < head.i] if child.rights else [child]
    return found


def possessor(head: Word) -> Word | None:
    """Returns the head of the possessive phrase before a noun ("Ukraine" in "Ukraine's grid"), or None."""
    return next((c for c in head.lefts if c.dep_ == "poss"), None)


def objects(head: Word, *prepositions: str) -> list[Word]:
    """Returns the objects of prepositions on a head, with those coordinated ("of France and Spain")."""
    found: list[Word] = []
    for prep in head.rights:
        if prep.dep_ in JOINING and prep.lower_ in prepositions:
            for child in prep.rights:
                if child.dep_ == "pobj":
                    found += conjuncts(child)
    return found


def appositives(head: Word) -> list[Word]:
    """Returns the heads of the appositions to a noun."""
    return [c for c in head.rights if c.dep_ == "appos"]


def _left_edge(head: Word, stop: int, rules: PhraseRules) -> int:
    start = head.i
    for child in reversed(head.lefts):
        dep, low = child.dep_, child.i
        if dep not in LEFT or low < stop or child.tag_ in FINITE:
            break
        if child.lower_ in rules.predicates and head.doc[low + 1].pos_ in {"DET", "NUM"}:
            break  # "shot dead two raiders"
        if dep == "advmod" and child.lower_ not in rules.degrees:
            break
        if child.lefts or child.rights:
            low = max(stop, child.edges[0])
            if low < child.i and any(t.tag_ in FINITE for t in head.doc[low : child.i]):
                break
        start = min(start, low)
    return start


def _right_edge(head: Word, stop: int, reach: frozenset[str], rules: PhraseRules) -> int:
    doc = head.doc
    end = head.i + 1
    for child in head.rights:
        if child.i >= stop or child.dep_ == "case":
            break
        first = child.edges[0]
        if first != end:
            break
        if child.dep_ == "prep" and child.lower_ in reach:
            inner = next((c for c in child.rights if c.dep_ == "pobj"), None)
            if inner is None or inner.i >= stop or _left_edge(inner, child.i + 1, rules) > child.i + 2:
                break
            end = max(_coordinated_end(t, stop, rules) for t in conjuncts(inner))
        elif child.dep_ == "nummod" and child.pos_ == "NUM" and doc[head.i].pos_ == "PROPN":
            end = child.i + 1
        else:
            break
    return end


def _coordinated_end(token: Word, stop: int, rules: PhraseRules) -> int:
    nominal = token.pos_ in NOUNS or token.dep_ == "pobj"
    return _right_edge(token, stop, OF, rules) if nominal else token.i


def trim(doc: Words, start: int, end: int, head: int) -> tuple[int, int]:
    """Cuts a range to what can be one phrase around its head: no loose marks, no half of a quotation."""
    if end - start == 1:
        return start, end
    for token in doc[start:end]:
        if token.is_punct or token.is_space:
            return _trim_marks(doc, start, end, head)
    while start < head and _is_loose(doc[start]):
        start += 1
    return start, end


def _is_loose(token: Word) -> bool:
    """Tells whether a word is no part of the phrase that it begins; "at least" or "over" is part of a number."""
    return token.pos_ in LOOSE and (token.dep_ not in OF_NUMBER or token.tag_ == "WRB")  # "how many people"


def _trim_marks(doc: Words, start: int, end: int, head: int) -> tuple[int, int]:
    """Cuts a range that holds marks or white space."""
    marks = [t.i for t in doc[start:end] if t.text in QUOTES]
    if len(marks) % 2:
        before = [i for i in marks if i < head]
        after = [i for i in marks if i > head]
        if before and len(before) % 2:
            start = before[-1] + 1
        elif after:
            end = after[0]
    for i in range(head - 1, start - 1, -1):
        dash = doc[i].text == "-" and doc[i].whitespace_ and doc[i - 1].whitespace_
        if dash or (doc[i].text in BREAKS and not _lists_modifiers(doc, i, start, head)):
            start = i + 1
            break
    while start < head and (doc[start].text not in QUOTES and (doc[start].is_punct or _is_loose(doc[start]))):
        start += 1
    while end > head + 1 and (doc[end - 1].is_space or doc[end - 1].is_punct) and doc[end - 1].text not in QUOTES:
        end -= 1
    if start < head and doc[start].text in QUOTES and doc[end - 1].text not in QUOTES:
        pairs = [i for i in range(start, end) if doc[i].text in QUOTES]
        if len(pairs) % 2:
            start += 1
    return start, end


def _lists_modifiers(doc: Words, comma: int, start: int, head: int) -> bool:
    """Tells whether a comma stands between modifiers of one noun ("large, armed groups", "Malian, Chadian and ...")."""
    if comma <= start or comma + 1 >= head or doc[comma].text != ",":
        return False
    return doc[comma - 1].pos_ in {"ADJ", "NUM", "VERB", "ADV"} or (
        doc[comma - 1].dep_ in {"amod", "conj", "compound"}
        and (doc[comma + 1].pos_ == "ADJ" or doc[comma + 1].dep_ in {"amod", "conj"})
    )


def noun_phrase(head: Word, rules: PhraseRules, reach: frozenset[str] = OF) -> tuple[int, int]:
    """Returns the token range of a noun phrase: determiner, modifiers, head and its of-phrase.

    Relative clauses, appositions and what is coordinated with the head stay out.

    Args:
        head: Its head.
        rules: The word lists about noun phrases.
        reach: Prepositions whose phrases belong to it.
    """
    if not head.lefts and not head.rights:
        return head.i, head.i + 1
    i = head.i
    low, high = head.sentence
    start = _left_edge(head, low, rules) if head.lefts else i
    end = _right_edge(head, high, reach, rules) if head.rights else i + 1
    return (start, end) if end - start == 1 else trim(head.doc, start, end, i)


def without_determiner(doc: Words, start: int, end: int) -> int:
    """Returns where a phrase starts once its articles and other determiners are left out."""
    while start < end - 1 and (
        doc[start].is_space or doc[start].pos_ == "DET" or doc[start].lower_ in {"the", "a", "an"}
    ):
        start += 1
    return start


def governor(token: Word) -> tuple[str, Word | None]:
    """Returns how the sentence governs a noun phrase: the relation (a preposition's own word) and the governing token.

    Coordinated phrases are governed like the first of them.
    """
    token = first_conjunct(token)
    if token.dep_ in {"pobj", "pcomp"} and token.head.i != token.i:
        preposition = token.head
        return preposition.lower_, preposition.head if preposition.head.i != preposition.i else None
    return token.dep_, token.head if token.head.i != token.i else None


def ancestors(token: Word) -> Iterator[Word]:
    """Yields the governors of a token, nearest first."""
    while token.head.i != token.i:
        token = token.head
        yield token
