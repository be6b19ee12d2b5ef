"""The columns of a document say what spaCy's tokens say."""

from __future__ import annotations

from spacy.tokens import Doc
from spacy.vocab import Vocab

from eventx.columns import columns_of


def a_doc() -> Doc:
    """Returns two parsed sentences."""
    return Doc(
        Vocab(),
        words=["Rebels", "Fled", ".", "They", "hid"],
        spaces=[True, False, True, True, False],
        heads=[1, 1, 1, 4, 4],
        deps=["nsubj", "ROOT", "punct", "nsubj", "ROOT"],
        tags=["NNS", "VBD", ".", "PRP", "VBD"],
        pos=["NOUN", "VERB", "PUNCT", "PRON", "VERB"],
        lemmas=["rebel", "Flee", ".", "they", "hide"],
        sent_starts=[True, False, False, True, False],
    )


def test_each_column_has_what_the_tokens_have() -> None:
    doc = a_doc()
    columns = columns_of(doc)
    assert columns.orth == [t.orth for t in doc]
    assert [bool(space) for space in columns.space] == [bool(t.whitespace_) for t in doc]
    assert columns.lower == [t.lower_ for t in doc]
    assert columns.pos == [t.pos_ for t in doc]
    assert columns.tag == [t.tag_ for t in doc]
    assert columns.dep == [t.dep_ for t in doc]
    assert columns.entity == [t.ent_type_ for t in doc]
    assert columns.iob == [t.ent_iob for t in doc]
    assert columns.lemma == [t.lemma_.lower() for t in doc]
    assert columns.above == [t.head.i for t in doc]
    assert columns.sentences == [(s.start, s.end) for s in doc.sents]


def test_they_are_read_once() -> None:
    doc = a_doc()
    assert columns_of(doc) is columns_of(doc)


def test_a_document_without_words_has_empty_columns() -> None:
    assert columns_of(Doc(Vocab())).sentences == []
