"""References: pronouns and descriptions that stand for somebody or something named elsewhere in the article.

Every anaphor is resolved on its own evidence (number, gender, class, title, country) against the mentions before it,
nearest sentence first, subjects before others. Where two candidates fit equally it stays unresolved: a wrong actor
costs more than none. What was resolved counts as a mention for what follows.

`lexicon` holds the words and `context` what the article has told so far; `resolve` goes through the document and asks
one module for each sort of anaphor (`relatives`, `pronouns`, `descriptions`, ...), which look for who is meant among
the `candidates`.
"""

from __future__ import annotations

from spacy.language import Language
from spacy.tokens import Doc

from eventx.annotations import Reference, note
from eventx.modeldir import model_dir as folder_of
from eventx.stages.persons.lexicon import Titles, load_titles
from eventx.stages.references.context import Context
from eventx.stages.references.lexicon import ReferenceWords, load_reference_words
from eventx.stages.references.resolve import resolve_all


def find_references(doc: Doc, words: ReferenceWords, titles: Titles) -> tuple[Reference, ...]:
    """Returns the resolved anaphors of a document, in text order."""
    return tuple(resolve_all(Context(doc, words, titles)))


class References:
    """Writes `doc._.references`."""

    def __init__(self, words: ReferenceWords, titles: Titles) -> None:
        self.words = words
        self.titles = titles

    def __call__(self, doc: Doc) -> Doc:
        """Resolves the anaphors of one document."""
        note(doc, "references", find_references(doc, self.words, self.titles))
        return doc


@Language.factory(
    "eventx_references",
    assigns=["doc._.references"],
    requires=["doc._.mentions", "doc._.entities", "doc._.terms"],
    default_config={
        "model_dir": None,
        "lexicon": "lexicon/references.yml",
        "titles": "lexicon/titles.yml",
        "gazetteer": "gazetteer",
    },
)
def create_references(
    nlp: Language,
    name: str,
    model_dir: str | None,
    lexicon: str,
    titles: str,
    gazetteer: str,
) -> References:
    """Builds the stage from a model folder (None: the bundled one)."""
    folder = folder_of(model_dir)
    words = load_reference_words(folder / lexicon, folder / gazetteer)
    return References(words, load_titles(folder / titles))
