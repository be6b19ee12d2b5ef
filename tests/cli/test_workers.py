"""Articles go through one or several processes and come back in order, each with its result or failure."""

from __future__ import annotations

import multiprocessing
from collections.abc import Iterator
from contextlib import closing
from itertools import islice

import pytest
from fakes import BrokenSpec, DyingSpec, FakeSpec, count_letters

from eventx.article import Article
from eventx.batch import workers
from eventx.batch.workers import AHEAD, CHUNK_ITEMS, Failure, WorkerError, process
from eventx.modeldir import ModelError


def articles(*texts: str) -> list[Article]:
    return [Article(id=str(n), text=text) for n, text in enumerate(texts)]


@pytest.mark.parametrize("jobs", [1, 2])
def test_results_come_in_order_whatever_the_number_of_processes(jobs: int) -> None:
    given = articles(*("wait" if n % 7 == 0 else "x" * n for n in range(1, 100)))
    results = list(process(given, count_letters, FakeSpec(), jobs))
    assert [item for item, _ in results] == given
    assert [result for _, result in results] == [len(article.text) for article in given]


@pytest.mark.parametrize("jobs", [1, 2])
def test_an_exception_is_a_failure_of_its_article_alone(jobs: int) -> None:
    results = [result for _, result in process(articles("a", "boom", "b"), count_letters, FakeSpec(), jobs)]
    assert results == [1, Failure("failed", "ValueError: boom"), 1]


@pytest.mark.parametrize("jobs", [1, 2])
def test_what_is_no_article_passes_through_in_its_place(jobs: int) -> None:
    items = ["first", *articles("a"), "last"]
    assert list(process(items, count_letters, FakeSpec(), jobs)) == [("first", None), (items[1], 1), ("last", None)]


def test_a_worker_that_dies_costs_only_the_article_it_died_of() -> None:
    texts = ["a"] * 40
    texts[5] = texts[30] = "die"
    results = [result for _, result in process(articles(*texts), count_letters, FakeSpec(), 2)]
    assert [n for n, result in enumerate(results) if result != 1] == [5, 30]
    assert all(isinstance(results[n], Failure) and results[n].reason == "crashed" for n in (5, 30))


def test_a_model_that_cannot_be_loaded_says_so_before_anything_is_done() -> None:
    for jobs in (1, 2):
        with pytest.raises(ModelError, match=r"strike\.yml:3"):
            process(articles("a"), count_letters, BrokenSpec(), jobs)


def test_workers_that_cannot_start_end_in_an_explanation() -> None:
    with pytest.raises(WorkerError, match="exit code 9"):
        process(articles("a"), count_letters, DyingSpec(), 2)


def test_the_input_is_read_a_bounded_number_ahead() -> None:
    read = 0

    def endless() -> Iterator[Article]:
        nonlocal read
        while True:
            read += 1
            yield Article(id=str(read), text="x")

    with closing(process(endless(), count_letters, FakeSpec(), 2)) as results:
        for _ in range(100):
            next(results)
    assert read <= 100 + (2 * AHEAD + 1) * CHUNK_ITEMS


@pytest.mark.parametrize("taken", [0, 1])
def test_leaving_early_ends_the_workers(taken: int) -> None:
    results = process(articles(*["a"] * CHUNK_ITEMS, *["hang"] * 400), count_letters, FakeSpec(), 2)
    assert len(multiprocessing.active_children()) == 2
    assert len(list(islice(results, taken))) == taken
    results.close()
    assert multiprocessing.active_children() == []


def test_small_inputs_are_not_worth_processes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workers, "cores", lambda: 8)
    few, jobs = workers._choose_jobs(iter(articles("a", "b")))
    assert (len(list(few)), jobs) == (2, 1)
    many, jobs = workers._choose_jobs(iter(articles(*["x" * 100_000] * 9)))
    assert (len(list(many)), jobs) == (9, 8)
