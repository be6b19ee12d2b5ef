"""What `eventx/1` promises, held against all that comes out for whole articles."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from articles import own, seeds
from eventx.article import Article
from eventx.events import EVENT_MODELS, EventBase, event_adapter
from eventx.pipeline import Extractor

ARTICLES = [*seeds(), *own()]
Found = dict[str, tuple[Article, list[dict[str, Any]]]]


@pytest.fixture(scope="module")
def found(extractor: Extractor) -> Found:
    """The events of every article as they are written, with the article."""
    results = extractor.extract_many(ARTICLES)
    return {article.id: (article, [e.model_dump(mode="json") for e in events]) for article, events in results}


@pytest.fixture(params=[a.id for a in ARTICLES])
def case(request: pytest.FixtureRequest, found: Found) -> tuple[Article, list[dict[str, Any]]]:
    return found[request.param]


def inside(value: Any, name: str = "") -> Iterator[tuple[str, Any]]:
    """Yields every value of an event with the name of the field that holds it."""
    yield name, value
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from inside(inner, key)
    elif isinstance(value, list):
        for inner in value:
            yield from inside(inner, name)


def spans(event: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    return ((name, v) for name, v in inside(event) if isinstance(v, dict) and {"text", "start", "end"} <= set(v))


def test_articles_with_news_give_events(found: Found) -> None:
    assert {name for name, (_, events) in found.items() if not events} == {"quiet"}


def test_events_stand_in_order(case: tuple[Article, list[dict[str, Any]]]) -> None:
    _, events = case
    keys = [(e["trigger"]["start"], e["type"], e["id"]) for e in events]
    assert keys == sorted(keys)


def test_ids_are_unique_and_links_lead_to_events(case: tuple[Article, list[dict[str, Any]]]) -> None:
    _, events = case
    by_id = {e["id"]: e for e in events}
    assert len(by_id) == len(events)
    for event in events:
        for link in ("same_as", "cause", "part_of"):
            if event.get(link):
                assert event[link] in by_id, link
                assert event[link] != event["id"]
        if event["same_as"]:
            first = by_id[event["same_as"]]
            assert (first["type"], first["same_as"]) == (event["type"], None)
            assert first["trigger"]["start"] <= event["trigger"]["start"]
        if event.get("cause"):
            assert by_id[event["cause"]]["type"] == "strike"
        if event.get("part_of"):
            assert event["scope"] == "part"
            assert by_id[event["part_of"]]["type"] == "casualty"


def test_every_span_gives_back_the_text(case: tuple[Article, list[dict[str, Any]]]) -> None:
    article, events = case
    for event in events:
        for name, span in spans(event):
            assert article.text[span["start"] : span["end"]] == span["text"], name
            assert span["text"].strip(), name


def test_the_evidence_is_the_one_sentence_of_the_trigger(
    case: tuple[Article, list[dict[str, Any]]], extractor: Extractor
) -> None:
    article, events = case
    whole = {s.text.strip() for s in extractor.doc(article).sents}
    for event in events:
        evidence, trigger = event["evidence"], event["trigger"]
        assert evidence["text"] in whole
        assert evidence["start"] <= trigger["start"] < trigger["end"] <= evidence["end"]


def test_nothing_is_left_out(case: tuple[Article, list[dict[str, Any]]]) -> None:
    """Empty roles are [], absent values null: each line has every field of its type."""
    _, events = case
    for event in events:
        model = EVENT_MODELS[event["type"]]
        assert set(event) == set(model.model_fields)
        for name, field in model.model_fields.items():
            if str(field.annotation).startswith("list["):
                assert isinstance(event[name], list), name


def test_values_keep_to_their_bounds(case: tuple[Article, list[dict[str, Any]]]) -> None:
    _, events = case
    for event in events:
        assert event["schema_version"] == "eventx/1"
        assert 0 <= event["confidence"] <= 1
        for name, value in inside(event):
            if isinstance(value, dict) and "earliest" in value and value["earliest"]:
                assert date.fromisoformat(value["earliest"]) <= date.fromisoformat(value["latest"]), name
            if isinstance(value, dict) and "bound" in value and None not in (value["low"], value["high"]):
                assert value["low"] <= value["high"], value
            if name == "country" and value is not None:
                assert len(value) == 3 and value.isupper(), value
            if isinstance(value, dict) and value.get("lat") is not None:
                assert -90 <= value["lat"] <= 90 and -180 <= value["lon"] <= 180


def test_what_stands_for_another_says_from_where(case: tuple[Article, list[dict[str, Any]]]) -> None:
    article, events = case
    for event in events:
        for name, value in inside(event):
            if isinstance(value, dict) and value.get("resolved_from"):
                origin = value["resolved_from"]
                assert article.text[origin["start"] : origin["end"]] == origin["text"], name
                assert (origin["start"], origin["end"]) != (value["start"], value["end"]), name


def test_no_mention_stands_twice_in_a_role(case: tuple[Article, list[dict[str, Any]]]) -> None:
    _, events = case
    for event in events:
        for name, value in event.items():
            if isinstance(value, list) and value and "name" in value[0]:
                keys = [(m["name"], m["country"]) for m in value]
                assert len(keys) == len(set(keys)), name


def test_places_stand_the_most_exact_first(case: tuple[Article, list[dict[str, Any]]]) -> None:
    order = ["exact", "city", "region", "country"]
    _, events = case
    for event in events:
        known = [order.index(p["precision"]) for p in event["places"] if p["precision"]]
        assert all(a <= b for a, b in pairwise(known))


def test_claims_and_status_agree(case: tuple[Article, list[dict[str, Any]]]) -> None:
    """Who denies is named in `claims`; a zero is no occurrence."""
    _, events = case
    for event in events:
        if event["status"] == "denied":
            assert event["claims"]
        if event.get("count") and event["count"]["value"] == 0:
            assert event["status"] not in {"occurred", "ongoing"}


def test_a_line_is_read_back_as_the_same_event(case: tuple[Article, list[dict[str, Any]]]) -> None:
    _, events = case
    for event in events:
        again = event_adapter.validate_json(json.dumps(event))
        assert type(again) is EVENT_MODELS[event["type"]]
        assert again.model_dump(mode="json") == event


def lines(events: list[EventBase]) -> list[str]:
    return [e.model_dump_json() for e in events]


def test_alone_and_among_others_an_article_gives_the_same_bytes(extractor: Extractor, found: Found) -> None:
    for article in (ARTICLES[-1], ARTICLES[-3]):
        alone = lines(extractor.extract(article))
        assert alone == lines(extractor.extract(article))
        assert [json.loads(line) for line in alone] == found[article.id][1]


WORDS = """rebels the army said kill killed 12 “ ” " , . - — 's talks in Oslo Chad and between of on Monday not if
( ) \u2028 \u00e9 \U0001f680"""


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture]
)
@given(st.one_of(st.text(max_size=80), st.lists(st.sampled_from(WORDS.split(" ")), max_size=30).map(" ".join)))
def test_no_text_makes_it_fail(extractor: Extractor, text: str) -> None:
    article = Article(id="any", text=text, published=date(2024, 5, 8))
    events = extractor.extract(article)
    assert lines(events) == lines(extractor.extract(article))
    for event in events:
        for _, span in spans(event.model_dump()):
            assert text[span["start"] : span["end"]] == span["text"]
