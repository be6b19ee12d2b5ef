"""The Python calls: what comes out, and that it comes out the same however it is asked for."""

from __future__ import annotations

import random
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pytest

import eventx
from eventx.batch.run import extract_lines
from eventx.pipeline import Extractor

TEXT = (
    "Rebels fired three rockets at the airport of Goma on Tuesday, killing two soldiers.\n"
    "The presidents of Chad and Niger met in Ndjamena."
)


@pytest.fixture(scope="module")
def events() -> eventx.EventList:
    return eventx.extract(TEXT, published="2024-05-08")


def test_events_come_as_a_list_that_knows_its_article(events: eventx.EventList) -> None:
    assert isinstance(events, list)
    assert events.article and events.article.text == TEXT
    assert {event.type for event in events} >= {"strike"}
    assert isinstance(events[:1], eventx.EventList)
    assert events[:1].article is events.article


def test_every_span_is_in_the_text(events: eventx.EventList) -> None:
    def spans(value: object) -> None:
        if isinstance(value, eventx.Span):
            assert TEXT[value.start : value.end] == value.text
        children = value if isinstance(value, list) else [v for _, v in value] if hasattr(value, "model_fields") else []
        for child in children:
            spans(child)

    spans(list(events))


def test_the_day_counts_as_the_readers_would_say(events: eventx.EventList) -> None:
    assert events[0].doc.published == date(2024, 5, 8)  # type: ignore[attr-defined]
    assert events[0].doc.published_from == "option"  # type: ignore[attr-defined]
    same = [eventx.extract(TEXT, published=day) for day in (date(2024, 5, 8), "2024-05-08")]
    assert same == [events, events]


@pytest.mark.parametrize("day", ["8.5.2024", "2024-02-30", "", "tomorrow"])
def test_a_day_that_is_none_is_refused(day: str) -> None:
    with pytest.raises(ValueError, match="date"):
        eventx.extract(TEXT, published=day)


def test_records_are_the_lines_of_the_output(events: eventx.EventList) -> None:
    records = events.to_records()
    assert [r["id"] for r in records] == [e.id for e in events]
    assert all(r["schema_version"] == "eventx/1" and r["doc"]["published"] == "2024-05-08" for r in records)


def test_a_frame_has_a_row_an_event(events: eventx.EventList) -> None:
    frame = events.to_frame()
    assert list(frame["type"]) == [event.type for event in events]
    assert {"who", "whom", "what", "count", "earliest", "place", "evidence", "confidence"} <= set(frame.columns)
    assert list(eventx.EventList().to_frame().columns) == list(frame.columns)


def test_a_notebook_shows_marked_text_and_a_table() -> None:
    html = eventx.extract("<script>alert(1)</script> Rebels fired rockets at Goma.")._repr_html_()
    assert "<script>" not in html and "&lt;script&gt;" in html
    assert "<mark" in html and "<table>" in html
    assert eventx.EventList()._repr_html_() == "<p>no events</p>"


@pytest.mark.parametrize("text", ["", " \n", "\ud800 lone", "a\x00b", "\u202e\u2028\t", "?" * 5000])
def test_any_string_will_do(text: str) -> None:
    assert isinstance(eventx.extract(text), eventx.EventList)


def test_many_articles_come_in_order_and_a_bad_one_is_a_result() -> None:
    article = eventx.Article(id="mine", text=TEXT)
    given = [{"text": TEXT, "id": "a", "published": "2024-05-08"}, {"title": "no text"}, 7, article]
    results = list(eventx.extract_many(given))  # type: ignore[list-item]
    assert [r.article.id if r.article else None for r in results] == ["a", None, None, "mine"]
    assert [bool(r.error) for r in results] == [False, True, True, False]
    assert "text" in str(results[1].error)
    assert [e.type for e in results[0].events] == [e.type for e in results[3].events]


def test_many_articles_are_streamed() -> None:
    def endless() -> object:
        while True:
            yield {"text": "Rebels fired rockets at Goma."}

    stream = eventx.extract_many(endless())  # type: ignore[arg-type]
    assert next(iter(stream)).events


@pytest.mark.slow
def test_two_jobs_give_what_one_gives(events: eventx.EventList) -> None:
    given = [{"text": TEXT, "id": str(n), "published": "2024-05-08"} for n in range(20)]
    one, two = (list(eventx.extract_many(given, jobs=jobs)) for jobs in (1, 2))
    assert one == two


def test_the_events_of_an_article_do_not_depend_on_those_beside_it(extractor: Extractor) -> None:
    texts = [TEXT, "", "Talks end.", "He fired at them.", "He met her there.\n\n" * 9, "x" * 3000, TEXT[:40], TEXT * 3]
    given = [eventx.Article(id=str(n), text=text) for n, text in enumerate(texts)]
    alone = {article.id: next(extract_lines(extractor, [article])) for article in given}
    chance = random.Random(3)
    for size in (2, 3, 5, 8):
        chosen = chance.sample(given, size)
        assert list(extract_lines(extractor, chosen)) == [alone[article.id] for article in chosen]


def test_a_model_is_loaded_once_and_shared_by_threads(events: eventx.EventList) -> None:
    model = eventx.load()
    assert eventx.load() is model
    with ThreadPoolExecutor(4) as pool:
        results = list(pool.map(lambda _: model(TEXT, published="2024-05-08"), range(12)))
    assert all(result == events for result in results)


def test_an_unknown_model_is_named() -> None:
    with pytest.raises(Exception, match="klingon"):
        eventx.load("klingon")


def test_importing_costs_nothing() -> None:
    code = "import sys, eventx; dir(eventx); print('spacy' in sys.modules, 'pydantic' in sys.modules)"
    output = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert output.split() == ["False", "False"]


def test_every_public_name_is_there() -> None:
    for name in eventx.__all__:
        assert getattr(eventx, name) is not None
    with pytest.raises(AttributeError, match="nonsense"):
        _ = eventx.nonsense
