"""Repairs of the parse: what the words leave no other reading for."""

from __future__ import annotations

import pytest
from spacy.language import Language


@pytest.mark.parametrize(
    "text",
    [
        "President Adam R. Hill, Jr., spoke today with the king.",
        "President Adam R. Hill, Jr. spoke today with the king.",
        "President Adam R. Hill Jr. spoke today with the king.",
    ],
)
def test_a_suffix_hangs_on_its_name(nlp: Language, text: str) -> None:
    doc = nlp(text)
    (subject,) = [t for t in doc if t.dep_ == "nsubj"]
    assert subject.text == "Hill"
    assert subject.head.text == "spoke"


@pytest.mark.parametrize(
    "text",
    [
        "Adviser Adam Hill met today with Foreign Minister Mario Búcaro of Guatemala to underscore the importance.",
        "President Adam Hill met today with President Ana Búcaro of South Africa to address ways to deepen our ties.",
        "Adviser Adam Hill spoke today with Prime Minister Edi Búcaro of Albania to express support for our ally.",
    ],
)
def test_whom_somebody_met_is_not_who_acts_next(nlp: Language, text: str) -> None:
    doc = nlp(text)
    partner = next(t for t in doc if t.text == "Búcaro")
    assert (partner.dep_, partner.head.text) == ("pobj", "with")
