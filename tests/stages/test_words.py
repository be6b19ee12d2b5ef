"""Words: what spaCy says of each token, read once."""

from __future__ import annotations

import pytest
from spacy.language import Language
from spacy.tokens import Doc, Token

from eventx.stages.trees import quotations
from eventx.stages.words import Word, place_of, text_of, words_of

TEXTS = (
    "The army's spokesman, Colonel Anna Borg, said on Monday that two drones had struck the port.",
    "First line.\n\nA second one, with  two spaces and “a quotation”!",
    "What did he say that she had asked them to look at? Nobody knew.",
    "",
)


def spacy_says(token: Token) -> dict[str, object]:
    start = next(i for i in range(token.i, -1, -1) if i == 0 or token.doc[i].is_sent_start)
    end = next((i for i in range(token.i + 1, len(token.doc)) if token.doc[i].is_sent_start), len(token.doc))
    same = ("i", "idx", "text", "lower_", "tag_", "pos_", "dep_", "ent_type_", "whitespace_", "is_space", "is_punct")
    return {
        **{name: getattr(token, name) for name in same},
        "lemma": token.lemma_.lower(),
        "head": token.head.i,
        "lefts": [c.i for c in token.lefts],
        "rights": [c.i for c in token.rights],
        "children": [c.i for c in token.children],
        "subtree": [c.i for c in token.subtree],
        "edges": (token.left_edge.i, token.right_edge.i + 1),
        "sentence": (start, end),
        "is_sent_start": token.i == start,
    }


def says(word: Word, name: str) -> object:
    value = getattr(word, name)
    if name == "head":
        return value.i
    return [w.i for w in value] if name in {"lefts", "rights", "children", "subtree"} else value


@pytest.mark.parametrize("text", TEXTS)
def test_a_word_says_what_the_token_says(nlp: Language, text: str) -> None:
    doc = nlp(text)
    expected = [spacy_says(token) for token in doc]
    assert [{name: says(word, name) for name in row} for word, row in zip(words_of(doc), expected, strict=True)] == (
        expected
    )


def test_a_tree_that_crosses_itself_has_the_edges_that_spacy_gives_it(nlp: Language) -> None:
    doc = Doc(nlp.vocab, words=["a", "b", "c", "d"], heads=[2, 3, 2, 2], deps=["dep", "dep", "ROOT", "dep"])
    assert [w.edges for w in words_of(doc)] == [(t.left_edge.i, t.right_edge.i + 1) for t in doc]


def test_words_are_read_once(nlp: Language) -> None:
    doc = nlp(TEXTS[0])
    assert words_of(doc) is words_of(doc)
    assert quotations(words_of(doc)) is quotations(words_of(doc))


def test_text_and_place_of_a_range(nlp: Language) -> None:
    doc = nlp(TEXTS[1])
    words = words_of(doc)
    for start in range(len(doc)):
        for end in range(start + 1, len(doc) + 1):
            span = doc[start:end]
            assert text_of(words, start, end) == span.text
            assert place_of(words, start, end) == (span.start_char, span.end_char)
