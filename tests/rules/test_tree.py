"""The parse as lists says what spaCy says."""

from __future__ import annotations

import pytest
from spacy.language import Language
from spacy.tokens import Doc

from eventx.rules.tree import tree_of

TEXT = "Rebels, who fled,\n attacked the Old Town on Monday. Dozens of people were hurt.\n\nIt rained."


@pytest.fixture(scope="module")
def doc(nlp: Language) -> Doc:
    return nlp(TEXT)


def test_a_token_has_the_same_words_labels_and_relatives(doc: Doc) -> None:
    tree = tree_of(doc)
    for t in doc:
        i = t.i
        assert (tree.lemma[i], tree.lower[i], tree.pos[i]) == (t.lemma_.lower(), t.lower_, t.pos_)
        assert (tree.tag[i], tree.dep[i], tree.entity[i]) == (t.tag_, t.dep_, t.ent_type_)
        assert (tree.head[i], tree.children[i], tree.lefts(i)) == (
            t.head.i,
            [c.i for c in t.children],
            [c.i for c in t.lefts],
        )
        assert tree.subtree(i) == [c.i for c in t.subtree]
        if t.has_head():
            assert [k for k in range(len(tree)) if tree.is_above(k, i)] == sorted(a.i for a in t.ancestors)


def test_a_token_knows_its_sentence(doc: Doc) -> None:
    tree = tree_of(doc)
    assert [(tree.start[t.i], tree.end[t.i]) for t in doc] == [(t.sent.start, t.sent.end) for t in doc]
    assert tree.sentences == [s.start for s in doc.sents]
    assert {"be", "were", "hurt"} <= tree.words(tree.sentences[1])
    assert "monday" not in tree.words(tree.sentences[1])


def test_it_is_read_once(doc: Doc) -> None:
    assert tree_of(doc) is tree_of(doc)


def test_an_empty_document_has_an_empty_tree(nlp: Language) -> None:
    tree = tree_of(nlp.make_doc(""))
    assert (len(tree), tree.sentences) == (0, [])
