"""Where names of persons stand: what the statistical NER, a title, a given name or a role tells to be one."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.lang.lex_attrs import is_quote

from eventx.annotations import Entity
from eventx.stages.persons.lexicon import Titles
from eventx.stages.persons.people import NameUse
from eventx.stages.persons.roles import role_after
from eventx.stages.persons.spelling import fold
from eventx.stages.persons.titles import is_after_rank, is_titled
from eventx.stages.persons.uses import use_at
from eventx.stages.persons.view import View, is_followed_by_name
from eventx.stages.words import Word, text_of


def find_uses(view: View) -> Iterator[NameUse]:
    """Yields the uses of personal names, in text order."""
    done = -1
    for i in _candidates(view):
        if i <= done or not _may_name(view, i):
            continue
        entity = view.entity_at.get(i)
        person = entity if entity is not None and entity.label == "person" else None
        start, end = _run(view, i, person)
        titled = is_titled(view, i) or (start > i and is_titled(view, start))
        known = titled or _is_explained(view, i, end) or _is_given_and_surname(view, i, end) or _is_aged(view, i, end)
        if person is None and not known:
            continue
        if end <= start or text_of(view.doc, start, end).islower():
            continue
        done = end - 1
        yield use_at(view, start, end)


def _candidates(view: View) -> list[int]:
    """Returns the tokens that the tagger or anybody else takes for a name."""
    return [i for i, pos in enumerate(view.columns.pos) if pos == "PROPN" or i in view.entity_at]


def _may_name(view: View, i: int) -> bool:
    token, entity = view.doc[i], view.entity_at.get(i)
    if token.is_space or token.is_punct or not token.text[:1].isalpha() or view.title(i) is not None:
        return False
    if entity is not None and entity.label == "person":
        return token.lower_ not in view.titles.prefixes
    if entity is not None and entity.origin != "ner":
        return entity.label in {"city", "region"} and entity.start == i and is_after_rank(view, i)
    if entity is not None and any(view.title(k) is None for k in range(entity.start, i)):
        return False  # the title is part of a longer name ("Trade Justice Fund")
    return token.pos_ == "PROPN" and token.text[:1].isupper() and view.term_at.get(i) is None


def _is_explained(view: View, start: int, end: int) -> bool:
    """Tells whether a role stands after a name of several words, between commas ("Joe Moyo, the minister")."""
    return end - start > 1 and role_after(view, end) is not None


def _is_given_and_surname(view: View, start: int, end: int) -> bool:
    """Tells whether a name that nothing else knows is a given name and one more word ("Alexei Moyo")."""
    if fold(view.doc[start].text) not in view.titles.given or is_followed_by_name(view, end - 1):
        return False
    if end - start in {2, 3} and _is_after_country(view, start):
        # "Turkey's Recep Moyo", whatever the NER takes him for
        entities = {view.entity_at.get(i) for i in range(start, end)}
        return all(e is None or e.origin == "ner" for e in entities) and view.term_at.get(end - 1) is None
    if end - start != 2:
        return False
    return all(view.entity_at.get(i) is None and view.term_at.get(i) is None for i in range(start, end))


def _is_aged(view: View, start: int, end: int) -> bool:
    """Tells whether an age stands before a name of two words ("five-year-old Joe Moyo")."""
    if end - start != 2 or start < 4 or view.doc[start - 1].lower_ not in {"old", "year-old"}:
        return False
    return view.doc[start - 2].text in {"-", "‑"} and view.term_at.get(end - 1) is None


def _is_after_country(view: View, start: int) -> bool:
    """Tells whether the name of a country in the genitive stands right before a token ("Chad's")."""
    owner = view.entity_at.get(start - 2) if start > 1 and view.doc[start - 1].tag_ == "POS" else None
    return owner is not None and owner.label in {"country", "capital"}


def _run(view: View, i: int, entity: Entity | None) -> tuple[int, int]:
    """Returns the token range of the name that token i begins (or is in)."""
    end = _end_of_run(view, i, entity)
    start = _after_portfolio(view, i, end)
    return start, _without_ending(view, start, end)


def _end_of_run(view: View, start: int, entity: Entity | None) -> int:
    """Returns where the words end that go on a name."""
    doc = view.doc
    stop = doc[start].sentence[1]
    end = entity.end if entity else start + 1
    while end < stop:
        if _is_nickname(view, end, stop):
            end += 3
        elif end > start + 2 and _is_nickname(view, end - 2, stop):  # the NER ends the name at the second quote
            end += 1
        token, last = doc[end], doc[end - 1]
        joined = last.text == "-" or (token.text == "-" and not last.whitespace_ and not token.whitespace_)
        other = view.entity_at.get(end)
        if other is not None and other.origin != "ner" and other.label != "person" and not joined:
            titled = start > 0 and not doc[start].is_sent_start and view.title(start - 1) is not None
            given = end == start + 1 and (titled or fold(doc[start].text) in view.titles.given)
            if not (given and other.label in {"city", "region", "weapon"} and token.pos_ == "PROPN"):
                break
        named = token.pos_ == "PROPN" and token.text[:1].isupper() and token.text[:1].isalpha()
        if not (named or joined):
            suffix = token.lower_ in view.titles.suffixes and end > start
            small = token.lower_ in view.titles.particles and end + 1 < stop and doc[end + 1].text[:1].isupper()
            if not (suffix or (small and _may_join(token, view.titles))):
                break
        elif not joined and view.title(end) is not None and entity is None:
            break
        end += 1
    return end


def _is_nickname(view: View, i: int, stop: int) -> bool:
    """Tells whether a name in quotes within a name begins at a token: "Benjamin “Benny” Borg"."""
    if i + 3 >= stop or not is_quote(view.doc[i].text) or not is_quote(view.doc[i + 2].text):
        return False
    inner, after = view.doc[i + 1], view.doc[i + 3]
    return all(t.text[:1].isupper() and t.text.isalpha() and t.pos_ == "PROPN" for t in (inner, after))


def _after_portfolio(view: View, start: int, end: int) -> int:
    """Returns where a name begins, without the office that runs into it ("Minister of Defence Joe Borg")."""
    doc = view.doc
    while end - start > 2 and doc[start - 1].lower_ in {"of", "for", "and"} and start > 0:
        first, second = fold(doc[start].text), fold(doc[start + 1].text)
        is_office = first in view.titles.portfolios and view.title(start - 2) is not None
        if not is_office and (first in view.titles.given or second not in view.titles.given):
            break
        start += 1
    return start


def _without_ending(view: View, start: int, end: int) -> int:
    """Returns where a name ends, without a possessive ending or a hyphen."""
    doc = view.doc
    while end > start + 1 and (doc[end - 1].tag_ == "POS" or doc[end - 1].text in {"'s", "’s", "-", "'", "’"}):
        end -= 1
    return end


def _may_join(particle: Word, titles: Titles) -> bool:
    """Tells whether what may be part of a surname ("von") is likely one here."""
    likely = particle.pos_ in {"PROPN", "X", "DET", "NOUN", "ADP"} and not particle.is_punct
    return likely and particle.lower_ not in titles.unlikely_particles
