"""Bare surnames of persons named elsewhere in the article, whatever the statistical NER takes them for."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from eventx.stages.persons.people import NameUse, Persons
from eventx.stages.persons.spelling import alike
from eventx.stages.persons.uses import use_at
from eventx.stages.persons.view import View
from eventx.stages.words import text_of

COMMONLY_MISTAGGED = frozenset({"NOUN", "ADJ", "VERB", "X", "ADV", "INTJ"})
"""What the tagger takes unknown names for."""


def bare_surnames(view: View, persons: Persons) -> Iterator[NameUse]:
    """Yields surnames of known persons that the statistical NER took for something else, or missed."""
    if not persons.people:
        return
    known = {i for p in persons.people for u in p.uses for i in range(u.start, u.end)}
    surnames: dict[str, set[str]] = {}
    for person in persons.people:
        surname = person.words[-1]
        surnames.setdefault(surname[0], set()).add(surname)

    @cache
    def is_surname(word: str) -> bool:
        return any(alike(word, surname) for surname in surnames.get(word[0], ()))

    doc = view.doc
    for joined in view.entities:  # "Al-Rashidi" is three tokens
        if joined.origin != "ner" or joined.end - joined.start < 2 or joined.start in known:
            continue
        words = persons.words(text_of(doc, joined.start, joined.end))
        if len(words) == 1 and is_surname(words[0]):
            known.update(range(joined.start, joined.end))
            yield use_at(view, joined.start, joined.end)
    capitalised = [t for t in doc if (t.pos_ == "PROPN" or t.pos_ in COMMONLY_MISTAGGED) and t.text[:1].isupper()]
    lower = {t.text for t in doc} if any(t.pos_ != "PROPN" for t in capitalised) else set()
    for token in capitalised:
        if token.pos_ != "PROPN" and token.lower_ in lower:
            continue
        if token.i in known or len(token.text) < 2 or token.i in view.term_at:
            continue
        entity = view.entity_at.get(token.i)
        if entity is not None and (entity.origin != "ner" or entity.end - entity.start > 1):
            continue
        if is_surname(persons.words(token.text)[-1]) and persons.find(token.text, token.i):
            yield use_at(view, token.i, token.i + 1)
