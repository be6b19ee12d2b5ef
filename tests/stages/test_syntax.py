"""The parse of a sentence depends on nothing but itself."""

from __future__ import annotations

import numpy as np
import pytest
from spacy.attrs import HEAD
from spacy.language import Language
from spacy.tokens import Doc
from spacy.vocab import Vocab

from eventx.modeldir import SpacyModelError, find_spacy_model
from eventx.stages.syntax import Unit, write_back

SENTENCES = [
    "Rebels staged an attack on the port of Mombasa on Monday, killing two guards.",
    "The minister said the truce, which both sides signed in May, would hold.",
    "“We will leave,” he said.",
]


def parse(doc: Doc, sentence: str) -> list[tuple[str, str, str, str, str]]:
    """The parse of one sentence of a document, heads as words."""
    (span,) = [s for s in doc.sents if s.text.strip() == sentence]
    return [(t.text, t.tag_, t.lemma_, t.dep_, t.head.text) for t in span if not t.is_space]


@pytest.mark.parametrize("sentence", SENTENCES)
def test_a_sentence_parses_the_same_alone_and_in_an_article(nlp: Language, sentence: str) -> None:
    alone = parse(nlp(sentence), sentence)
    others = [s for s in SENTENCES if s != sentence]
    for article in (
        f"Truce in doubt\n\n{sentence} {others[0]}\n{others[1]}",
        f"{others[1]} {others[0]}\n\n\t{sentence}\n",
    ):
        assert parse(nlp(article), sentence) == alone


def test_a_batch_gives_what_each_document_gives(nlp: Language) -> None:
    together = [[(t.tag_, t.dep_, t.head.i) for t in doc] for doc in nlp.pipe(SENTENCES * 2)]
    assert together == [[(t.tag_, t.dep_, t.head.i) for t in nlp(s)] for s in SENTENCES * 2]


def test_white_space_is_kept_from_the_parser(nlp: Language) -> None:
    plain, torn = nlp("Rebels attacked the old town."), nlp("Rebels  attacked\tthe\nold town.")
    words = [(t.text, t.dep_, t.head.text) for t in torn if not t.is_space]
    assert words == [(t.text, t.dep_, t.head.text) for t in plain]
    assert torn.text == "Rebels  attacked\tthe\nold town."


def test_what_the_parser_did_not_see_hangs_flat_and_tears_no_name() -> None:
    vocab = Vocab()
    words = ["Rain", "fell", "\n", "Anna", " ", "Lee", "\t", "left", "\n", "We", "saw"]
    doc = Doc(vocab, words=words, sent_starts=[k in {0, 3, 9} for k in range(len(words))])
    deps, names = ["compound", "nsubj", "ROOT"], ["B-PERSON", "I-PERSON", "O"]
    second = Doc(vocab, words=["Anna", "Lee", "left"], heads=[1, 2, 2], deps=deps, ents=names)
    first = Doc(vocab, words=["Rain", "fell"], heads=[1, 1], deps=["nsubj", "ROOT"])
    write_back(doc, [Unit(second, [3, 5, 7]), Unit(first, [0, 1])])
    heads = np.arange(len(words)) + doc.to_array([HEAD]).astype(np.int64).ravel()
    assert heads.tolist() == [1, 1, 1, 5, 7, 7, 7, 7, 7, 9, 9]
    assert [token.dep_ for token in doc][3:8] == ["compound", "", "nsubj", "", "ROOT"]
    assert [(name.text, name.label_) for name in doc.ents] == [("Anna   Lee", "PERSON")]


def test_a_line_in_capitals_is_read_in_small_letters_but_kept(nlp: Language) -> None:
    doc = nlp("REBELS ATTACKED THE PORT OF MOMBASA ON MONDAY")
    assert doc.text.isupper()
    (verb,) = [t for t in doc if t.dep_ == "ROOT"]
    assert (verb.text, verb.lemma_, verb.pos_) == ("ATTACKED", "attack", "VERB")


@pytest.mark.parametrize(
    ("text", "tag"),
    [
        ("IS fighters shelled the town.", "NN"),
        ("In Sinai, IS killed two soldiers.", "NN"),
        ("He said that it IS so.", "VB"),
        ("THE TOWN IS ON FIRE AGAIN", "VB"),
    ],
)
def test_a_name_in_capitals_is_no_verb(nlp: Language, text: str, tag: str) -> None:
    assert [t.tag_[:2] for t in nlp(text) if t.text == "IS"] == [tag]


@pytest.mark.parametrize(
    ("text", "lemma"),
    [
        ("Rebels staged a raid.", "stage"),
        ("Chad waged war on Niger.", "wage"),
        ("The sides relaunched the talks.", "relaunch"),
        ("They hoped for peace.", "hope"),
        ("The boys hopped over a wall.", "hop"),
    ],
)
def test_lemmas_of_verbs_that_spelling_misleads(nlp: Language, text: str, lemma: str) -> None:
    assert [t.lemma_ for t in nlp(text) if t.dep_ == "ROOT"] == [lemma]


@pytest.mark.parametrize("text", ["", " \n ", "\u2028", "a", "?" * 50, "\U0001f680\u200b\ufeff", "word " * 400])
def test_any_text_has_a_tree(nlp: Language, text: str) -> None:
    doc = nlp(text)
    assert doc.text == text
    for sentence in doc.sents:
        assert all(sentence.start <= t.head.i < sentence.end for t in sentence)


def test_a_model_that_is_not_installed_says_what_to_install() -> None:
    with pytest.raises(SpacyModelError, match="'xx_none' is not installed"):
        find_spacy_model("xx_none")


def test_the_stages_have_what_they_require(nlp: Language) -> None:
    analysis = nlp.analyze_pipes()
    assert analysis is not None
    assert {k: v for k, v in analysis["problems"].items() if v} == {}
