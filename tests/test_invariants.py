"""What holds for any text, whatever it says."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from eventx.article import Article
from eventx.events import Span
from eventx.modeldir import ModelError, load_yaml
from eventx.pipeline import Extractor

SAMPLE = (
    "Rebels fired two dozen rockets at Goma killing 12 soldiers on Tuesday , said “ the army ” President met \n Smith "
    ". \u2028 \u202e \x00 \ufffd 1,000km 50% 🙂 e\u0301 ß overnight - ( he They"
)
WORDS = st.sampled_from(re.split(" ", SAMPLE))
TEXTS = st.one_of(st.lists(WORDS, max_size=30).map(" ".join), st.text(st.characters(codec="utf-8"), max_size=80))
QUICK = settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


def check_spans(value: object, text: str) -> None:
    if isinstance(value, Span):
        assert text[value.start : value.end] == value.text
    if isinstance(value, list):
        for item in value:
            check_spans(item, text)
    elif hasattr(type(value), "model_fields"):
        for name in type(value).model_fields:
            check_spans(getattr(value, name), text)


@QUICK
@given(TEXTS)
def test_any_text_is_taken_and_spans_give_it_back(extractor: Extractor, text: str) -> None:
    events = extractor.extract(Article(id="a", text=text))
    check_spans(events, text)
    assert [e.model_dump_json() for e in extractor.extract(Article(id="a", text=text))] == [
        e.model_dump_json() for e in events
    ]


@QUICK
@given(st.lists(TEXTS, min_size=2, max_size=3), st.randoms())
def test_an_articles_events_do_not_depend_on_what_came_before(
    extractor: Extractor, texts: list[str], chance: object
) -> None:
    articles = [Article(id=str(k), text=text) for k, text in enumerate(texts)]
    before = {a.id: extractor.extract(a) for a in articles}
    chance.shuffle(articles)  # type: ignore[attr-defined]
    assert {a.id: events for a, events in extractor.extract_many(articles)} == before


def test_after_an_error_the_next_article_is_as_good(extractor: Extractor, monkeypatch: pytest.MonkeyPatch) -> None:
    article = Article(id="a", text="Rebels fired two rockets at Goma.")
    before = extractor.extract(article)
    with monkeypatch.context() as patch, pytest.raises(ZeroDivisionError):
        patch.setattr(Extractor, "_assembled", lambda *args: 1 / 0)
        extractor.extract(article)
    assert extractor.extract(article) == before


@pytest.mark.parametrize(
    "content",
    [
        b"type: \xce(",
        b"a: \x03",
        b"a: 2024-99-99",
        b"? [a, b]\n: c",
        b"[" * 3000,
        b"!!python/object:os.system {}",
        b"a: 1\na: 2",
    ],
)
def test_a_file_of_a_model_that_is_no_yaml_is_said_to_be_none(tmp_path: Path, content: bytes) -> None:
    """Found by `make fuzz`, or feared."""
    (tmp_path / "x.yml").write_bytes(content)
    with pytest.raises(ModelError, match=r"x\.yml"):
        load_yaml(tmp_path / "x.yml")
