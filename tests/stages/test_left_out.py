"""White space of any length changes nothing: a sentence that was left out is as much white space as it was long."""

from __future__ import annotations

import pytest

from eventx.modeldir import model_dir
from eventx.stages.quantities.atoms import lex
from eventx.stages.quantities.lexicon import load_quantity_data
from eventx.stages.quantities.masks import masked
from eventx.stages.timex.lexer import fold, lexemes

TEXTS = [
    "On 5 May 2014 at 7:30 p.m. they met.",
    "His boss' plan, 1 234 567 strong.",
    "aged 17, or 3-5 of the 1,200 who came on 12/03/2014",
]


@pytest.mark.parametrize("text", TEXTS)
@pytest.mark.parametrize("blank", [" " * 30, "\n" + " " * 30, "\u2003 \n\n"])
def test_white_space_around_a_text_only_moves_its_words(text: str, blank: str) -> None:
    moved = [(w.text, w.kind, w.start - len(blank), w.capital) for w in lexemes(blank + text + blank)]
    assert moved == [(w.text, w.kind, w.start, w.capital) for w in lexemes(text)]
    assert lex(blank + text + blank).texts == lex(text).texts


@pytest.mark.parametrize("text", TEXTS)
def test_white_space_around_a_text_only_moves_what_is_no_quantity(text: str) -> None:
    data, blank = load_quantity_data(model_dir() / "lexicon" / "quantities.yml"), " " * 300
    moved = masked(blank + text + blank, data.masks, data.digit_masks)
    spans = [(start - len(blank), end - len(blank)) for start, end in moved]
    assert sorted(spans) == sorted(masked(text, data.masks, data.digit_masks))


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("MAY 5–7", "may 5-7"),
        ("the president’s `Day`", "the president's 'day'"),
        ("in\u00a0May, São Tomé", "in may, são tomé"),
        ("Élysée, İzmir, Σ’s", "Élysée, İzmir, Σ's"),
    ],
)
def test_folding_leaves_every_character_in_its_place(text: str, folded: str) -> None:
    assert fold(text) == folded
