"""A document as the reader of names sees it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from spacy.tokens import Doc

from eventx.annotations import Entity, Term, entities, terms, times
from eventx.columns import Columns, columns_of
from eventx.stages.persons.lexicon import Titles
from eventx.stages.words import Words, words_of

OF = frozenset({"of", "for", "to"})
"""Small words between a title and its office ("Minister for Trade")."""


@dataclass(frozen=True, slots=True)
class View:
    """The words of a document with what names, terms and titles they belong to.

    Attributes:
        doc: The words.
        columns: Their columns.
        titles: The words around personal names.
        entities: The proper names.
        entity_at: The proper name that each token belongs to.
        term_at: The noun of the lexicon that each token belongs to.
        timed: The tokens of expressions of time.
        title_at: The classes of the title or role noun that each token belongs to.
    """

    doc: Words
    columns: Columns
    titles: Titles
    entities: Sequence[Entity]
    entity_at: Mapping[int, Entity]
    term_at: Mapping[int, Term]
    timed: frozenset[int]
    title_at: Mapping[int, frozenset[str]]

    def title(self, i: int) -> frozenset[str] | None:
        """Returns the classes of the title or role noun that token i belongs to, or None."""
        return self.title_at.get(i)


def view_of(doc: Doc, titles: Titles) -> View:
    """Returns a document as the reader of names sees it."""
    words, columns, named, nouns = words_of(doc), columns_of(doc), entities(doc), terms(doc)
    return View(
        words,
        columns,
        titles,
        named,
        {i: e for e in named for i in range(e.start, e.end)},
        {i: t for t in nouns for i in range(t.start, t.end)},
        frozenset(i for t in times(doc) for i in range(t.start, t.end)),
        dict(_titles_of(words, columns, nouns, titles)),
    )


def is_followed_by_name(view: View, i: int) -> bool:
    """Tells whether a capitalised name stands right after token i."""
    after = view.doc[i + 1] if i + 1 < len(view.doc) else None
    return after is not None and after.pos_ == "PROPN" and after.text[:1].isupper()


def _titles_of(
    doc: Words, columns: Columns, nouns: Sequence[Term], titles: Titles
) -> Iterator[tuple[int, frozenset[str]]]:
    """Yields the tokens that belong to a title or a role noun, with its classes."""
    for term in nouns:
        if found := _person_classes(term.classes):
            yield from ((i, found) for i in range(term.start, term.end))
    classes = titles.classes
    for i in [i for i, lower in enumerate(columns.lower) if lower in classes]:
        token = doc[i]
        if token.text[:1].isupper() or token.lower_.endswith("."):
            yield i, classes[token.lower_]
            parted = not token.whitespace_ and i + 1 < len(doc) and doc[i + 1].text == "."
            if parted and f"{token.lower_}." in classes:  # "Col.", of which the tokenizer makes two
                yield i + 1, classes[token.lower_]


@lru_cache(maxsize=10_000)
def _person_classes(classes: frozenset[str]) -> frozenset[str] | None:
    """Returns the classes of a title among those of a noun; None if it is none ("the death of Dr. Vega")."""
    if "event" not in classes and any(c.startswith("person.") for c in classes):
        return frozenset(c for c in classes if c.startswith("person"))
    return None
