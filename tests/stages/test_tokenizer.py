"""The tokenizer: spaCy's for English, but for the hyphens after some prefixes; only quicker."""

from __future__ import annotations

import pytest
import spacy
from hypothesis import given
from hypothesis import strategies as st
from spacy.lang.en import English

from eventx.stages.tokenizer import create_tokenizer, without_idle_attributes

PLAIN = English()
OURS = English(create_tokenizer=lambda nlp: create_tokenizer(nlp, ["re", "co"]))

SIGNS = ("'", '"', "…", "...", ".", ",", ":", "/", "-", "–", "—", "(", ")", "@", "°C", "²", "+", "$", " ")
PIECES = ("US$", "C$", "A$", "5", "12.5", "km", "m", "kg", "'s", "’s", "www", "com", "http://", "don't", "e.g.", "a")


def words(text: str, nlp: English) -> list[str]:
    return [token.text for token in nlp.make_doc(text)]


@given(st.lists(st.sampled_from((*SIGNS, *PIECES, "Word", "B", "über", "Åb")), max_size=12).map("".join))
def test_pieces_in_any_order_are_cut_as_spacy_cuts_them(text: str) -> None:
    assert words(text, OURS) == words(text, PLAIN)


@given(st.text(max_size=30))
def test_any_text_is_cut_as_spacy_cuts_it(text: str) -> None:
    assert words(text.replace("-", " "), OURS) == words(text.replace("-", " "), PLAIN)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("They re-establish ties", ["They", "re-establish", "ties"]),
        ("its Co-founder", ["its", "Co-founder"]),
        ("the well-known site", ["the", "well", "-", "known", "site"]),
        ("in pre-war Ruritania", ["in", "pre", "-", "war", "Ruritania"]),
        ("US$5m, 12km.", ["US$", "5", "m", ",", "12", "km", "."]),
        ("see example.com/news.", ["see", "example.com/news", "."]),
    ],
)
def test_words_are_cut(text: str, expected: list[str]) -> None:
    assert words(text, OURS) == expected


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
