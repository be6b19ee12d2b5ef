"""What a run says of where it stands."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from fakes import FakeSpec

from eventx.batch import progress
from eventx.batch.counts import Counts
from eventx.batch.inputs import Inputs
from eventx.batch.progress import Progress, describe, duration
from eventx.batch.run import run
from eventx.read import ReadOptions


class Clock:
    """A clock that goes only when it is told to."""

    now = 1000.0

    def monotonic(self) -> float:
        return self.now


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    monkeypatch.setattr(progress, "time", clock := Clock())
    return clock


@pytest.mark.parametrize(
    ("counts", "rate", "left", "says"),
    [
        (Counts(), None, None, "0 articles, 0 events"),
        (Counts(articles=1, events=1), None, None, "1 article, 1 event"),
        (
            Counts(articles=1200, events=4000, skipped=3),
            3.14,
            130.0,
            "1,200 articles, 4,000 events, 3 skipped, 3.1 articles/s, 2 min left",
        ),
    ],
)
def test_articles_events_skipped_rate_and_time_left(
    counts: Counts, rate: float | None, left: float | None, says: str
) -> None:
    assert describe(counts, rate, left) == says


@pytest.mark.parametrize(("seconds", "says"), [(40.2, "40 s"), (720, "12 min"), (12_000, "3 h 20 min")])
def test_a_duration_is_told_as_people_do(seconds: float, says: str) -> None:
    assert duration(seconds) == says


def said(clock: Clock, told: Progress, *steps: tuple[float, int, int | None]) -> str:
    """Returns the last line after steps of seconds, articles and position."""
    for seconds, articles, position in steps:
        clock.now += seconds
        told(Counts(articles=articles), position)
    return told.summary(left=True)


def test_the_time_left_follows_from_the_bytes_that_are_done(clock: Clock) -> None:
    told = Progress(lambda: 1000)
    told._find_total()
    assert (
        said(clock, told, (0, 0, None), (3, 0, 0), (20, 10, 250)) == "10 articles, 0 events, 0.4 articles/s, 1 min left"
    )


def test_what_was_done_before_a_stop_says_nothing_about_the_speed(clock: Clock) -> None:
    told = Progress(lambda: 1000)
    told._find_total()
    says = said(clock, told, (0, 50, None), (2, 50, 500), (10, 62, 600))
    assert says == "62 articles, 0 events, 1.0 articles/s, 40 s left"


@pytest.mark.parametrize("total", [None, 0, 200])
def test_nothing_is_guessed_from_nothing(clock: Clock, total: int | None) -> None:
    told = Progress(lambda: total)
    told._find_total()
    assert "left" not in said(clock, told, (0, 0, None), (3, 0, 0), (60, 10, 250))


def test_a_plain_line_now_and_then_where_there_is_no_terminal(clock: Clock, capsys: pytest.CaptureFixture[str]) -> None:
    with Progress() as told:
        said(clock, told, *[(1.0, n, None) for n in range(70)])
    assert capsys.readouterr().err == "eventx: 29 articles, 0 events, 1.0 articles/s\n" + (
        "eventx: 59 articles, 0 events, 1.0 articles/s\n"
    )


def test_without_stderr_nothing_is_said(
    clock: Clock, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "stderr", None)
    with Progress() as told:
        said(clock, told, (0, 3, 0), (60, 5, 10))
    assert capsys.readouterr().out == ""


def test_what_is_read_ahead_is_not_done(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    for n in range(12):
        (tmp_path / f"in/{n:02}.txt").write_text(f"Rebels wait for town {n}.")
    places: list[tuple[int, int | None]] = []
    inputs = Inputs((str(tmp_path / "in"),), ReadOptions(select=True))
    run(inputs, tmp_path / "out", FakeSpec(), jobs=1, progress=lambda counts, at: places.append((counts.articles, at)))
    size = len("Rebels wait for town 0.")
    assert all(at <= (articles + 1) * (size + 1) for articles, at in places if at is not None)
    assert places[-1][1] == inputs.position
