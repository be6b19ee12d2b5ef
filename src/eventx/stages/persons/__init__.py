"""Who is who in one article: names of persons with their titles, and short forms tied to the full name.

A name is learned from its own article. "The Maltese prime minister, Anna Borg" makes every "Borg" of the article her,
Maltese, in the headline before it as well. Spelling may vary a little between mentions.

`names` finds where names stand, `titles`, `roles` and `belonging` read what stands around them, of which `uses` makes
one record; `people` tells which uses are of one person, and `surnames` finds what is left of them in the text.
"""

from __future__ import annotations

from spacy.tokens import Doc

from eventx.stages.persons.lexicon import Titles
from eventx.stages.persons.names import find_uses
from eventx.stages.persons.people import Persons
from eventx.stages.persons.surnames import bare_surnames
from eventx.stages.persons.view import view_of

_KEY = "eventx_persons"


def read_persons(doc: Doc, titles: Titles) -> Persons:
    """Returns the persons whom a document names, each with all uses of the name; worked out at the first call."""
    known: Persons | None = doc.user_data.get(_KEY)
    if known is not None and known.titles is titles:
        return known
    view = view_of(doc, titles)
    persons = Persons(titles)
    persons.entity_at, persons.term_at = view.entity_at, view.term_at
    persons.learn(view.doc, list(find_uses(view)))
    persons.learn(view.doc, list(bare_surnames(view, persons)))
    persons.relate()
    doc.user_data[_KEY] = persons
    return persons
