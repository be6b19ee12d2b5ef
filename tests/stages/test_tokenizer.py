"""The tokenizer: spaCy's for English, but for the hyphens after some prefixes; only quicker."""

from __future__ import annotations

import re

import pytest
import spacy
from hypothesis import assume, given
from hypothesis import strategies as st
from spacy.lang.en import English
from spacy.vocab import Vocab

from eventx.modeldir import find_spacy_model
from eventx.stages.tokenizer import LONG_TEXT, Rehearsal, create_tokenizer, without_idle_attributes

PLAIN = English()
OURS = English(create_tokenizer=lambda nlp: create_tokenizer(nlp, ["re", "co"]))

SIGNS = ("'", '"', "…", "...", ".", ",", ":", "/", "-", "–", "—", "(", ")", "@", "°C", "²", "+", "$", " ")
DOTTED = re.compile(r"[A-Z]\.[-–—][A-Za-z]")
PIECES = ("US$", "C$", "A$", "5", "12.5", "km", "m", "kg", "'s", "’s", "www", "com", "http://", "don't", "e.g.", "a")


def words(text: str, nlp: English) -> list[str]:
    return [token.text for token in nlp.make_doc(text)]


@given(st.lists(st.sampled_from((*SIGNS, *PIECES, "Word", "B", "über", "Åb")), max_size=12).map("".join))
def test_pieces_in_any_order_are_cut_as_spacy_cuts_them(text: str) -> None:
    assume(not DOTTED.search(text))
    assert words(text, OURS) == words(text, PLAIN)


@given(st.text(max_size=30))
def test_any_text_is_cut_as_spacy_cuts_it(text: str) -> None:
    assume(not DOTTED.search(text))
    assert words(text.replace("-", " "), OURS) == words(text.replace("-", " "), PLAIN)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("They re-establish ties", ["They", "re-establish", "ties"]),
        ("its Co-founder", ["its", "Co-founder"]),
        ("U.S.-brokered talks", ["U.S.", "-", "brokered", "talks"]),
        ("the U.S.–Chad pact", ["the", "U.S.", "–", "Chad", "pact"]),
        ("the well-known site", ["the", "well", "-", "known", "site"]),
        ("in pre-war Ruritania", ["in", "pre", "-", "war", "Ruritania"]),
        ("US$5m, 12km.", ["US$", "5", "m", ",", "12", "km", "."]),
        ("see example.com/news.", ["see", "example.com/news", "."]),
    ],
)
def test_words_are_cut(text: str, expected: list[str]) -> None:
    assert words(text, OURS) == expected


WORDS = (
    "Colour",
    "colour",
    "’s",
    "—",
    "US$",
    "THE",
    "The",
    "the",
    "1,000",
    "iPhone",
    "Kh-101",
    "»",
    "x" * 99,
    "Xy" * 60,
)


def facts(vocab: Vocab, word: str) -> tuple[object, ...]:
    lexeme = vocab[word]
    flags = lexeme.is_punct, lexeme.is_space, lexeme.is_stop
    return lexeme.lower_, lexeme.norm_, lexeme.shape_, lexeme.prefix_, lexeme.suffix_, *flags


@pytest.fixture(scope="module")
def both() -> tuple[Vocab, Vocab]:
    bases = [spacy.load(find_spacy_model()) for _ in range(2)]
    without_idle_attributes(bases[0])
    return bases[0].vocab, bases[1].vocab


@given(word=st.one_of(st.sampled_from(WORDS), st.text(min_size=1, max_size=12), st.from_regex("[A-Za-z]{1,9}")))
def test_what_is_asked_of_a_word_is_what_spacy_says(both: tuple[Vocab, Vocab], word: str) -> None:
    ours, theirs = both
    assert facts(ours, word) == facts(theirs, word)


def test_what_no_stage_asks_of_a_word_is_not_worked_out() -> None:
    nlp = spacy.blank("en")
    without_idle_attributes(nlp)
    token = nlp("Seven")[0]
    assert (token.shape_, token.norm_, token.is_stop, token.like_num) == ("Xxxxx", "seven", False, False)


def test_what_a_pattern_of_the_pipeline_names_is_worked_out() -> None:
    nlp = spacy.blank("en")
    ruler = nlp.add_pipe("attribute_ruler")
    ruler.add([[{"LIKE_NUM": True}]], {"TAG": "CD"})  # type: ignore[attr-defined]
    without_idle_attributes(nlp)
    assert nlp("about seventy")[1].tag_ == "CD"


def test_words_that_come_again_in_a_long_text_are_cut_once() -> None:
    asked: list[str] = []
    nlp = English(create_tokenizer=lambda nlp: create_tokenizer(nlp, []))
    tokenizer = nlp.tokenizer
    find = tokenizer.prefix_search
    tokenizer.prefix_search = lambda text: asked.append(text) or find(text)
    text = "They don't know. " + "Gardens aren't lakes, said Vega. " * (LONG_TEXT // 20)
    before = [token.text for token in PLAIN.make_doc(text)]
    rehearse = Rehearsal(tokenizer)
    rehearse(text)
    assert [token.text for token in nlp.make_doc(text)] == before
    assert 0 < asked.count("Gardens") <= 2
    asked.clear()
    rehearse(text)
    nlp.make_doc(text)
    assert "Gardens" not in asked


def test_short_texts_are_not_rehearsed() -> None:
    nlp = English(create_tokenizer=lambda nlp: create_tokenizer(nlp, []))
    asked: list[str] = []
    nlp.tokenizer.prefix_search = asked.append
    asked.clear()
    Rehearsal(nlp.tokenizer)("Gardens are gardens. " * 5)
    assert not asked
