"""Articles go through one or several processes and come back in order, each with its result or failure."""

from __future__ import annotations

import multiprocessing
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import closing, suppress
from itertools import islice
from pathlib import Path

import pytest
from fakes import (
    HANGS,
    BrokenSpec,
    DyingSpec,
    FakeExtractor,
    FakeSpec,
    ThreadedSpec,
    count_at_once,
    count_letters,
    environment,
    process_id,
    stops_early,
)

from eventx.article import Article
from eventx.batch import nursery, processes, workers
from eventx.batch.workers import AHEAD, CHUNK_CHARACTERS, CHUNK_ITEMS, Failure, Pause, WorkerError, chunks, process
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


def test_a_worker_that_dies_costs_only_the_article_it_died_of(way: str) -> None:
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


@pytest.mark.parametrize(
    ("texts", "most", "sizes"),
    [
        ("x" * 10, 64, [1, 2, 4, 3]),
        ("x" * 10, 2, [1, 2, 2, 2, 2, 1]),
        (["long" * CHUNK_CHARACTERS, *"xyz"], 64, [1, 2, 1]),
        (["x", "y", "long" * CHUNK_CHARACTERS, "z"], 64, [1, 2, 1]),
        ([], 64, []),
    ],
    ids=["the first ones are small", "items are bounded", "characters too", "within a chunk", "nothing"],
)
def test_chunks_are_bounded_by_items_and_characters(texts: Sequence[str], most: int, sizes: list[int]) -> None:
    assert [len(chunk) for chunk in chunks(iter(articles(*texts)), most)] == sizes


@pytest.mark.parametrize("jobs", [1, 2])
@pytest.mark.parametrize("behaviour", ["boom", "die", "hang"])
def test_who_shared_a_chunk_with_a_bad_article_is_done_again_alone(jobs: int, behaviour: str) -> None:
    texts = ["a"] * 500
    texts[20] = behaviour  # in the fifth chunk, the one of 16 articles
    stream = process(articles(*texts), count_at_once, FakeSpec(), jobs, isolated=True, timeout=HANGS)
    results = [result for _, result in stream]
    assert isinstance(results.pop(20), Failure)
    assert [letters for letters, _ in results] == [1] * 499
    assert [together for _, together in results[7:32]] == [8] * 8 + [1] * 15 + [32] * 2


def test_near_the_end_work_is_given_out_in_small_portions() -> None:
    together = [result[1] for _, result in process(articles(*["a"] * 31), count_at_once, FakeSpec(), 3)]
    assert max(together) <= 6
    assert together[-1] == 1


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


def test_workers_that_cannot_start_end_in_an_explanation(way: str) -> None:
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


@pytest.fixture(params=["forked", "spawned"])
def way(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """Workers are forked from a process that has the model where that is possible, else each loads it."""
    if request.param == "spawned":
        monkeypatch.setattr(workers, "available", lambda: False)
    elif not nursery.available():
        pytest.skip("workers are not forked on this system")
    return str(request.param)


@pytest.fixture(autouse=True)
def _others() -> None:
    """Notes which processes other tests have left behind, or left to a cluster."""
    OTHERS.clear()
    OTHERS.update(children(os.getpid()))


OTHERS: set[int] = set()


def started(way: str) -> int:
    """Returns the number of workers that this process has started in this test."""
    return len(set(children(os.getpid())) - OTHERS) - (way == "forked")


def children(parent: int) -> list[int]:
    """Returns a process's children and theirs, but for the one that multiprocessing keeps for itself."""
    if sys.platform != "linux":
        return [child.pid or 0 for child in multiprocessing.active_children()]
    found: list[int] = []
    for path in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):
            fields = (path / "stat").read_text().rpartition(")")[2].split()
            if int(fields[1]) == parent and b"resource_tracker" not in (path / "cmdline").read_bytes():
                found += [int(path.name), *children(int(path.name))]
    return found


@pytest.mark.parametrize("taken", [0, 1])
def test_leaving_early_ends_the_workers(taken: int, way: str) -> None:
    results = process(articles(*["a"] * CHUNK_ITEMS, *["hang"] * 400), count_letters, FakeSpec(), 2)
    assert started(way) == 2
    assert len(list(islice(results, taken))) == taken
    results.close()
    assert children(os.getpid()) == []


@pytest.mark.parametrize(("characters", "processes"), [(100, 1), (100_000, 3)])
def test_more_processes_that_load_the_model_are_started_when_there_is_enough_to_do(
    monkeypatch: pytest.MonkeyPatch, characters: int, processes: int
) -> None:
    monkeypatch.setattr(workers, "available", lambda: False)
    monkeypatch.setattr(workers, "cores", lambda: 3)
    given = articles(*["x" * characters] * 9)
    with closing(process(given, count_letters, FakeSpec(), None)) as results:
        assert [result for _, result in islice(results, 8)] == [characters] * 8
        assert started("spawned") == processes


@pytest.mark.parametrize(("number", "processes"), [(1, 1), (99, 3)])
def test_more_processes_are_forked_as_soon_as_there_is_something_to_do(
    monkeypatch: pytest.MonkeyPatch, number: int, processes: int
) -> None:
    if not nursery.available():
        pytest.skip("workers are not forked on this system")
    monkeypatch.setattr(workers, "cores", lambda: 3)
    with closing(process(articles(*["wait"] * number), count_letters, FakeSpec(), None)) as results:
        next(results)
        assert started("forked") == processes


def test_a_model_that_starts_threads_is_not_forked() -> None:
    results = process(articles("a", "b"), count_letters, ThreadedSpec(), 2)
    assert started("spawned") == 2
    assert [result for _, result in results] == [1, 1]


def test_workers_are_there_again_after_the_loss_of_the_process_that_forks_them() -> None:
    if not nursery.available():
        pytest.skip("workers are not forked on this system")
    results = process(articles(*["wait"] * 99), count_letters, FakeSpec(), 2)
    found = [next(results)]
    (forking,) = (child for child in multiprocessing.active_children() if child.pid not in OTHERS)
    forking.kill()
    assert [result for _, result in [*found, *results]] == [4] * 99


def test_forked_workers_make_way_for_new_ones_after_many_articles_however_short(
    monkeypatch: pytest.MonkeyPatch, way: str
) -> None:
    monkeypatch.setattr(workers, "CHARACTERS_A_LIFE", 90 * workers.CHARACTERS_AN_ARTICLE)
    results = [result for _, result in process(articles(*["a"] * 500), process_id, FakeSpec(), 1, isolated=True)]
    assert (len(set(results)) > 2) == (way == "forked")


def test_workers_never_are_at_their_largest_all_at_once() -> None:
    pool: workers._Pool[Article, int] = workers._Pool(count_letters, FakeSpec(), 4, None, lambda: None)
    pool.start()
    try:
        ages = [worker.characters for worker in pool.workers]
    finally:
        pool._stop()
    assert ages == [k * workers.CHARACTERS_A_LIFE // 4 for k in range(4)]


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="asks Linux for the memory of a process")
def test_what_a_worker_has_freed_goes_back_to_the_system() -> None:
    if processes._trim() is None:
        pytest.skip("the C library has no way to do so")

    def resident() -> int:
        return int(Path("/proc/self/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")

    pieces = [bytearray(2_000) for _ in range(40_000)]
    kept = pieces[-1]  # above all the others
    del pieces
    before = resident()
    processes.give_back_memory()
    assert before - resident() > 40_000_000
    assert len(kept) == 2_000


def test_workers_have_one_thread_for_linear_algebra(monkeypatch: pytest.MonkeyPatch, way: str) -> None:
    monkeypatch.delenv("OPENBLAS_NUM_THREADS", raising=False)
    assert [result for _, result in process(articles("a"), environment, FakeSpec(), 2)] == ["1"]
    assert "OPENBLAS_NUM_THREADS" not in os.environ
    monkeypatch.setenv("OPENBLAS_NUM_THREADS", "7")
    assert [result for _, result in process(articles("a"), environment, FakeSpec(), 2)] == ["7"], (
        "who sets it, wants it"
    )


def test_a_worker_that_hangs_costs_only_the_article_it_hangs_at(way: str) -> None:
    texts = ["a"] * 30
    texts[3] = texts[20] = "hang"
    results = [r for _, r in process(articles(*texts), count_letters, FakeSpec(), 2, timeout=HANGS)]
    assert [n for n, result in enumerate(results) if result != 1] == [3, 20]
    assert all(isinstance(results[n], Failure) and results[n].reason == "timeout" for n in (3, 20))


def test_a_long_article_may_take_longer() -> None:
    long = "linger" + " " * (3 * workers.CHARACTERS_A_TURN)
    assert [r for _, r in process(articles(long), count_letters, FakeSpec(), 2, timeout=HANGS)] == [len(long)]


def test_a_worker_without_memory_costs_only_the_article_that_took_it(way: str) -> None:
    results = [r for _, r in process(articles("a", "devour", "b"), count_letters, FakeSpec(), 1, isolated=True)]
    assert results[0] == results[2] == 1
    assert results[1] == Failure("crashed", "twice the worker process ran out of memory over it")


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


@pytest.mark.parametrize("victim", ["parent", "forking process"])
def test_workers_do_not_outlive_what_started_them(tmp_path: Path, victim: str) -> None:
    script = tmp_path / "parent.py"
    script.write_text(
        f"import sys; sys.path.insert(0, {str(Path(__file__).parent)!r})\n"
        "if __name__ == '__main__':\n"
        "    from fakes import FakeSpec, count_letters\n"
        "    from eventx.article import Article\n"
        "    from eventx.batch.workers import process\n"
        "    results = process([Article('a', 'b'), Article('h', 'hang')], count_letters, FakeSpec(), 2)\n"
        "    print('started', flush=True)\n"
        "    list(results)\n"
    )
    parent = subprocess.Popen([sys.executable, str(script)], stdout=subprocess.PIPE, text=True)
    assert parent.stdout and parent.stdout.readline() == "started\n"
    first, *others = children(parent.pid)
    assert len(others) >= 1
    if victim == "parent":
        others.append(first)
        parent.kill()
    else:
        os.kill(first, signal.SIGKILL)
    deadline = time.monotonic() + 10
    while any(map(alive, others)) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not any(map(alive, others))
    parent.kill()
    parent.communicate()


def alive(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().split()[2] != "Z"
    except OSError:
        return False
