"""Articles go through one or several processes and come back in order, each with its result or failure."""

from __future__ import annotations

import multiprocessing
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing
from itertools import islice
from pathlib import Path

import pytest
from fakes import BrokenSpec, DyingSpec, FakeExtractor, FakeSpec, count_at_once, count_letters, stops_early

from eventx.article import Article
from eventx.batch import workers
from eventx.batch.workers import AHEAD, CHUNK_ITEMS, Failure, Pause, WorkerError, process
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


@pytest.mark.parametrize("jobs", [1, 2])
def test_articles_are_worked_on_in_chunks(jobs: int) -> None:
    together = [result[1] for _, result in process(articles(*["a"] * 99), count_at_once, FakeSpec(), jobs)]
    assert together[0] == 1, "the first result is not kept waiting"
    assert max(together) > 16


@pytest.mark.parametrize("jobs", [1, 2])
@pytest.mark.parametrize("behaviour", ["boom", "die", "hang"])
def test_who_shared_a_chunk_with_a_bad_article_is_done_again_alone(jobs: int, behaviour: str) -> None:
    texts = ["a"] * 30
    texts[20] = behaviour
    stream = process(articles(*texts), count_at_once, FakeSpec(), jobs, isolated=True, timeout=0.5)
    results = [result for _, result in stream]
    assert isinstance(results.pop(20), Failure)
    assert [letters for letters, _ in results] == [1] * 29
    assert [together for _, together in results[15:]] == [1] * 14


def test_a_task_that_gives_too_little_is_asked_again_and_then_blamed() -> None:
    results = [result for _, result in process(articles(*"abcd"), stops_early, FakeSpec(), 1)]
    assert [isinstance(result, Failure) for result in results] == [False, False, False, True]


def test_the_model_is_free_while_results_are_given_away() -> None:
    extractor = FakeExtractor()
    for _ in process(articles(*"abcdefgh"), count_letters, FakeSpec(extractor), 1):
        assert not extractor.busy


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


@pytest.mark.parametrize(("characters", "processes"), [(100, 1), (100_000, 3)])
def test_more_processes_are_started_when_there_is_enough_to_do(
    monkeypatch: pytest.MonkeyPatch, characters: int, processes: int
) -> None:
    monkeypatch.setattr(workers, "cores", lambda: 3)
    given = articles(*["x" * characters] * 9)
    with closing(process(given, count_letters, FakeSpec(), None)) as results:
        assert [result for _, result in islice(results, 8)] == [characters] * 8
        assert len(multiprocessing.active_children()) == processes


def test_a_worker_that_hangs_costs_only_the_article_it_hangs_at() -> None:
    texts = ["a"] * 30
    texts[3] = texts[20] = "hang"
    results = [r for _, r in process(articles(*texts), count_letters, FakeSpec(), 2, timeout=0.5)]
    assert [n for n, result in enumerate(results) if result != 1] == [3, 20]
    assert all(isinstance(results[n], Failure) and results[n].reason == "timeout" for n in (3, 20))


def test_a_long_article_may_take_longer() -> None:
    long = "linger" + " " * (3 * workers.CHARACTERS_A_TURN)
    assert [r for _, r in process(articles(long), count_letters, FakeSpec(), 2, timeout=0.4)] == [len(long)]


def test_a_worker_without_memory_costs_only_the_article_that_took_it() -> None:
    results = [r for _, r in process(articles("a", "devour", "b"), count_letters, FakeSpec(), 1, isolated=True)]
    assert results[0] == results[2] == 1
    assert isinstance(results[1], Failure) and results[1].reason == "crashed"


def test_a_pause_in_the_stream_lets_results_through() -> None:
    def trickle() -> Iterator[Article | Pause]:
        yield from articles("a")
        while not given:
            yield Pause()
        yield from articles("b")

    given: list[object] = []
    for _, result in process(trickle(), count_letters, FakeSpec(), 1, isolated=True):
        given.append(result)
    assert given == [1, 1]


def test_workers_do_not_outlive_what_started_them(tmp_path: Path) -> None:
    script = tmp_path / "parent.py"
    script.write_text(
        f"import sys; sys.path.insert(0, {str(Path(__file__).parent)!r})\n"
        "if __name__ == '__main__':\n"
        "    from fakes import FakeSpec, count_letters\n"
        "    from eventx.article import Article\n"
        "    from eventx.batch.workers import process\n"
        "    import multiprocessing\n"
        "    results = process([Article('a', 'b'), Article('h', 'hang')], count_letters, FakeSpec(), 2)\n"
        "    print(*[child.pid for child in multiprocessing.active_children()], flush=True)\n"
        "    list(results)\n"
    )
    parent = subprocess.Popen([sys.executable, str(script)], stdout=subprocess.PIPE, text=True)
    assert parent.stdout
    children = [int(pid) for pid in parent.stdout.readline().split()]
    assert len(children) == 2
    parent.kill()
    parent.communicate()
    deadline = time.monotonic() + 10
    while any(map(alive, children)) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not any(map(alive, children))


def alive(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().split()[2] != "Z"
    except OSError:
        return False
