"""Long texts: parted where it hurts least, read with what was told before, and every span back in its place."""

from __future__ import annotations

import gc
import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from spacy.tokens import Doc

from eventx import pipeline
from eventx.article import Article
from eventx.pipeline import Extractor, uncollected
from eventx.stages.words import Words
from eventx.windows import Introduced, bounds, window

SMALL = 600
TEXT = (
    "General Sarah Vantongeren, who leads the army of Kenya, spoke to reporters in Nairobi on Monday.\n\n"
    + "Prices at the market had hardly moved since the rains began, traders said. " * 12
    + "\n\nRebels fired three rockets at the airport of Goma on Tuesday, killing two soldiers.\n\n"
    + "The harvest was better than in other years, and nobody complained. " * 12
    + "\n\nVantongeren met the president of Kenya in Mombasa."
)


def spans(value: Any) -> list[dict[str, Any]]:
    """Returns all records with `text`, `start` and `end` in nested ones."""
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    own = [value] if isinstance(value, dict) and {"text", "start", "end"} <= value.keys() else []
    return own + [span for item in inner for span in spans(item)]


@given(st.text(st.sampled_from("ab. \n\u2028"), max_size=300), st.integers(2, 40))
def test_windows_cover_a_text_without_gap_or_overlap(text: str, size: int) -> None:
    found = bounds(text, size)
    assert "".join(text[start:end] for start, end in found) == text
    assert all(end - start <= size for start, end in found)


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("One came.\n\nTwo came. And\nthree", "One came.\n\n"),
        ("One came. Two\ncame. And three", "One came. Two\n"),
        ("One came in. And then three", "One came in. "),
        ("one two three four five six", "one two three "),
        ("onetwothreefourfivesixseven", "onetwothreefourfiv"),
    ],
)
def test_a_text_is_parted_at_the_best_place_there_is(text: str, first: str) -> None:
    start, end = bounds(text, 18)[0]
    assert text[start:end] == first


def test_a_window_knows_where_its_characters_are_from() -> None:
    article = Article(id="a", text="".join(f"Sentence {n} is here.\n\n" for n in range(400)))
    start, end = bounds(article.text, 3000)[2]
    known = Introduced()
    known.add("Sentence here", 2990, 3010)
    known.add("A here", 10**6, 10**6 + 5)
    made = window(article, start, end, known)
    for mine, theirs in made.pieces:
        assert made.article.text[mine : mine + 10] == article.text[theirs : theirs + 10]
    assert made.article.text[made.begin :] == article.text[start:end]
    assert made.place(made.begin + 7) == start + 7


def test_a_window_is_told_whom_its_surnames_mean_and_of_nobody_else() -> None:
    known = Introduced()
    for k, name in enumerate(["Sarah Vantongeren", "Ali Demir", "Rosa Mora", "Kim Jae-in"]):
        known.add(name, 100 * k, 100 * k + 50)
    assert "Ali Demir" in known
    assert "Demir" not in known
    text = "Demir met Rosa Mora. Mora's fans saw Vantongeren."
    assert known.named_in(text) == [(100, 150), (0, 50), (200, 250)]  # Rosa Mora is told in full
    assert known.named_in("Jae-in left.") == [(300, 350)]


def test_a_long_text_gives_events_with_spans_into_it(extractor: Extractor, monkeypatch: pytest.MonkeyPatch) -> None:
    article = Article(id="a", text=TEXT)
    whole = extractor.extract(article)
    monkeypatch.setattr(pipeline, "WINDOW", SMALL)
    monkeypatch.setattr(pipeline, "bounds", lambda text: bounds(text, SMALL))
    parted = extractor.extract(article)
    assert [(e.rule, e.trigger) for e in parted] == [(e.rule, e.trigger) for e in whole]
    assert len({e.id for e in parted}) == len(parted) > 0
    records = [e.model_dump(mode="json") for e in parted] + [extractor.annotate(article)]
    for span in spans(json.loads(json.dumps(records))):
        assert TEXT[span["start"] : span["end"]] == span["text"]


def test_nothing_of_a_long_text_waits_for_the_garbage_collector(
    extractor: Extractor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pipeline, "WINDOW", SMALL)
    monkeypatch.setattr(pipeline, "bounds", lambda text: bounds(text, SMALL))
    gc.collect()
    before = sum(isinstance(found, Doc | Words) for found in gc.get_objects())
    with uncollected():
        assert extractor.extract(Article(id="a", text=TEXT))
        assert sum(isinstance(found, Doc | Words) for found in gc.get_objects()) == before


def test_a_name_told_once_is_known_in_later_windows(extractor: Extractor, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pipeline, "bounds", lambda text: bounds(text, SMALL))
    names = {
        m["name"] for m in extractor.annotate(Article(id="a", text=TEXT))["mentions"] if m["text"] == "Vantongeren"
    }
    assert names == {"Sarah Vantongeren"}
