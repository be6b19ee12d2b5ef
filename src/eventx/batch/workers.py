"""Runs a task over a stream of articles, in this process or in several, and gives the results back in order.

Nothing here knows what the task does. It is given articles in chunks, because models work faster in batches, and gives
a result for each. An exception in the task, or the death of a worker, becomes a `Failure` of the one article that
caused it: the articles of the chunk that have no result yet are done again, each alone. The stream goes on. At most
a few chunks a worker are in flight, so memory stays flat however long the stream is. What is in the stream and is no
article passes through untouched, so that the reasons why an input was not read keep their place.
"""

from __future__ import annotations

import math
import multiprocessing
import os
import time
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from functools import partial
from multiprocessing.connection import Connection, wait
from pathlib import Path
from typing import TYPE_CHECKING, Generic, Literal, Protocol, TypeVar, cast

from eventx.article import Article
from eventx.batch.nursery import Nursery, ThreadsError, available
from eventx.batch.processes import (
    OUT_OF_MEMORY,
    WorkerError,
    begin_child,
    context,
    ended_at_start,
    give_back_memory,
    how_it_ended,
    portable,
    starting,
)
from eventx.leanspacy import import_spacy

if TYPE_CHECKING:
    from eventx.pipeline import Extractor

T = TypeVar("T")
P = TypeVar("P")
Task = Callable[["Extractor", Sequence[Article]], Iterator[T]]
"""Yields one result an article, in order; what it finds in one must not depend on the others."""

CHUNK_ITEMS = 64
CHUNK_CHARACTERS = 60_000
"""A chunk is full when it has as many items, or characters; the first ones are smaller, so that work begins at once."""
AHEAD = 4
"""Chunks a worker that are read before the oldest one is written."""
WORTH_WORKERS = 400_000
"""Characters of text below which loading the model for one more worker takes longer than it saves."""
CHARACTERS_A_TURN = 100_000
"""An article, or what is left of a chunk, may take the time limit once for each of these."""
CHARACTERS_A_LIFE = 500_000
"""After as many a forked worker makes way for a new one: what its libraries and caches have gathered goes with it. The
first ones do so earlier, one after the other, so that never all are at their largest at once."""
CHARACTERS_AN_ARTICLE = 800
"""What an article counts for beside its own: short ones bring as many new names and words with far fewer."""
TICK = 1.0
"""Seconds after which waiting for results is interrupted, to look at the clock."""
PATIENCE = 0.05
"""Seconds to listen to the workers when there is nothing to read just now."""
FALSE_STARTS = 3
"""Workers that may end in a row while they start."""


@dataclass(frozen=True, slots=True)
class ModelSpec:
    """Which model to load: what a worker process is told instead of being sent the model.

    Attributes:
        model: The model folder; None: the bundled English one.
        spacy_model: The spaCy pipeline; None: the first one installed.
        gated: Whether sentences that can't yield an event are left out before they are parsed.
    """

    model: str | Path | None = None
    spacy_model: str | None = None
    gated: bool = True

    def load(self) -> Extractor:
        """Loads the model."""
        import_spacy()  # here and no earlier
        from eventx.pipeline import load  # noqa: PLC0415  (imports all of spaCy)

        extractor = load(self.model, self.spacy_model, gated=self.gated)
        _ = extractor.rules  # read now, so that a malformed rule is a fault of the model and not of an article
        return extractor


class Pause:
    """In a stream of items: there is none just now. What has been read goes to the workers, results are given back."""


@dataclass(frozen=True, slots=True)
class Failure:
    """Why there is no result: `failed` (the task raised), `crashed` or `timeout` (its process died or hung, twice)."""

    reason: Literal["failed", "crashed", "timeout"]
    message: str


Results = Generator[tuple[Article | P, T | Failure | None], None, None]
"""Items in order, each article with its result."""


def process(
    items: Iterable[Article | P],
    task: Task[T],
    spec: ModelSpec,
    jobs: int | None = 1,
    *,
    isolated: bool = False,
    timeout: float | None = None,
    idle: Callable[[], None] = lambda: None,
) -> Results[P, T]:
    """Yields every article with its result or failure, in order, whatever the number of jobs.

    Close the generator (`contextlib.closing`) when leaving it early: that ends the workers.

    Args:
        items: Articles, read lazily, a bounded number ahead; anything else is given back with None.
        task: What to do with them; a function of a module (it is pickled by name when it goes to a process).
        spec: The model that the task is given, loaded once a process.
        jobs: Number of processes; None begins with one and takes up to all cores as there is enough to do.
        isolated: Let even a single job work in a process of its own, so that nothing can end this one.
        timeout: Seconds after which a process is taken for hanging, for each begun `CHARACTERS_A_TURN` of an article
            (or of several that are done at once, which costs them nothing but being done again, each alone).
        idle: Called at least once a second while waiting for results.

    Raises:
        ModelError, SpacyModelError: The model can't be loaded (before any result is given).
        WorkerError: Worker processes can't be started.
    """
    stream = iter(items)
    if jobs == 1 and not isolated:
        return _in_process(stream, task, spec.load())
    pool: _Pool[P, T] = _Pool(task, spec, jobs, timeout, idle)
    pool.start()
    results = pool.results(stream)
    next(results)  # a generator that has not begun would not end the workers when it is closed
    return results


def cores() -> int:
    """Returns the number of processor cores that this process may use."""
    affinity = getattr(os, "sched_getaffinity", None)
    return len(affinity(0)) if affinity else os.cpu_count() or 1


def one_by_one(
    function: Callable[[Extractor, Article], T], extractor: Extractor, articles: Sequence[Article]
) -> Iterator[T]:
    """Does something with each article; as `partial(one_by_one, function)` it is a task."""
    return (function(extractor, article) for article in articles)


def _size(item: object) -> int:
    return len(item.text) if isinstance(item, Article) else 0


def chunks(stream: Iterator[Article | P], items: int = CHUNK_ITEMS) -> Iterator[list[Article | P]]:
    """Yields what travels together, no more than so many items; an empty list where there is a pause and none waits."""
    chunk: list[Article | P] = []
    characters, most = 0, 1
    for item in stream:
        if isinstance(item, Pause):
            yield chunk
            chunk, characters = [], 0
            continue
        chunk.append(item)
        characters += _size(item)
        if len(chunk) >= most or characters >= CHUNK_CHARACTERS:
            yield chunk
            chunk, characters, most = [], 0, min(2 * most, items)
    if chunk:
        yield chunk


def _attempts(task: Task[T], extractor: Extractor, articles: Sequence[Article]) -> Iterator[T | Failure]:
    """Yields a result or failure for each article; where the task fails, those without a result are done one by one."""
    done = 0
    try:
        for _, result in zip(articles, task(extractor, articles), strict=True):
            done += 1
            yield result
        return
    except MemoryError:
        if multiprocessing.parent_process() is not None:
            os._exit(OUT_OF_MEMORY)  # what is left of this process is not to be trusted
        failure = Failure("failed", "out of memory")
    except Exception as error:
        failure = Failure("failed", f"{type(error).__name__}: {error}")
    left = articles[done:]
    if left and len(articles) == 1:
        yield failure
    else:
        for article in left:
            yield from _attempts(task, extractor, [article])


def _in_process(stream: Iterator[Article | P], task: Task[T], extractor: Extractor) -> Results[P, T]:
    for items in chunks(stream):
        # all of a chunk before the first is given away: a task that stands still may keep others from the model
        results = iter(list(_attempts(task, extractor, [item for item in items if isinstance(item, Article)])))
        for item in items:
            yield item, next(results) if isinstance(item, Article) else None


def _serve(task: Task[T], connection: Connection, extractor: Extractor) -> None:
    """The life of a worker: answer for each article of a chunk until the other end is closed."""
    with suppress(EOFError, BrokenPipeError, ConnectionResetError):
        connection.send(None)
        while True:
            for result in _attempts(task, extractor, connection.recv()):
                connection.send(result)
            give_back_memory()


def _load_and_serve(connection: Connection, task: Task[T], spec: ModelSpec) -> None:
    """The life of a worker that has a model of its own."""
    begin_child()
    try:
        extractor = spec.load()
    except Exception as error:
        with suppress(BrokenPipeError, ConnectionResetError):
            connection.send(portable(error))
        return
    _serve(task, connection, extractor)


class _Process(Protocol):
    """A worker process: it can be ended, and tells how it ended."""

    connection: Connection

    def stop(self) -> int | None: ...


class _Forked:
    """A worker process that the nursery has forked."""

    def __init__(self, nursery: Nursery[Extractor]) -> None:
        self._nursery = nursery
        self.connection, self._pid = nursery.fork()

    def stop(self) -> int | None:
        return self._nursery.end(self._pid)


class _Spawned:
    """A worker process that loads the model itself."""

    def __init__(self, task: Task[T], spec: ModelSpec) -> None:
        self.connection, theirs = context().Pipe()
        arguments = (theirs, task, spec)
        self._process = context().Process(target=_load_and_serve, args=arguments, daemon=True)  # type: ignore[attr-defined]
        with starting():
            self._process.start()
        theirs.close()

    def stop(self) -> int | None:
        self._process.kill()
        self._process.join()
        return self._process.exitcode  # type: ignore[no-any-return]


@dataclass(slots=True)
class _Chunk(Generic[P, T]):
    """Items that travel together, and the results of its articles that have come back, by position."""

    items: list[Article | P]
    results: dict[int, T | Failure] = field(default_factory=dict)

    @property
    def articles(self) -> tuple[int, ...]:
        return tuple(k for k, item in enumerate(self.items) if isinstance(item, Article))

    @property
    def done(self) -> bool:
        return len(self.results) == len(self.articles)


@dataclass(frozen=True, slots=True)
class _Work(Generic[P, T]):
    """Some articles of a chunk, as sent to a worker; `again` after a worker was lost with a single one."""

    chunk: _Chunk[P, T]
    positions: tuple[int, ...]
    again: bool = False


class _Worker(Generic[P, T]):
    """A worker process and what it is busy with."""

    def __init__(self, process: _Process, characters: int = 0) -> None:
        self.process = process
        self.connection = process.connection
        self.work: _Work[P, T] | None = None
        self.left: deque[int] = deque()
        self.since = 0.0
        self.ready = False
        self.fresh = True
        self.characters = characters

    def give(self, work: _Work[P, T]) -> None:
        self.work, self.left, self.since, self.fresh = work, deque(work.positions), time.monotonic(), False
        self.characters += sum(CHARACTERS_AN_ARTICLE + _size(work.chunk.items[k]) for k in work.positions)
        with suppress(BrokenPipeError, ConnectionResetError):  # it has died: seen when its answer is read
            self.connection.send([work.chunk.items[k] for k in work.positions])

    def take(self, answer: T | Failure) -> None:
        """Notes the result of the first of the articles that it is busy with."""
        assert self.work is not None
        self.work.chunk.results[self.left.popleft()] = answer
        self.since = time.monotonic()
        if not self.left:
            self.work = None

    def late(self, timeout: float) -> bool:
        """Tells whether it has been busy without a result for too long."""
        if self.work is None:
            return False
        turns = 1 + sum(_size(self.work.chunk.items[k]) for k in self.left) // CHARACTERS_A_TURN
        return time.monotonic() - self.since > timeout * turns

    def stop(self) -> int | None:
        """Ends it; returns its exit code, if that is known."""
        self.connection.close()
        return self.process.stop()


class _Pool(Generic[P, T]):
    """Workers, what waits for them, and the chunks that are not yet given back."""

    def __init__(
        self, task: Task[T], spec: ModelSpec, jobs: int | None, timeout: float | None, idle: Callable[[], None]
    ) -> None:
        self.task = task
        self.spec = spec
        self.jobs = jobs or cores()
        self.starting = jobs or 1
        self.characters = 0
        self.timeout = timeout
        self.idle = idle
        self.nursery: Nursery[Extractor] | None = None
        self.ended = False
        self.started = False
        self.false_starts = 0
        self.listened = time.monotonic()
        self.workers: list[_Worker[P, T]] = []
        self.waiting: deque[_Work[P, T]] = deque()
        self.retries: deque[_Work[P, T]] = deque()
        self.pending: deque[_Chunk[P, T]] = deque()

    def start(self) -> None:
        """Starts the workers and waits until the first has its model."""
        try:
            if available():
                self._open_nursery()
            for _ in range(self.starting):
                self._add_worker()
            while not self.started:
                self._listen()
        except BaseException:
            self._stop()
            raise

    def _open_nursery(self) -> None:
        nursery = Nursery(self.spec.load, partial(_serve, self.task))
        with suppress(ThreadsError):
            nursery.start()
            self.nursery = nursery

    def results(self, stream: Iterator[Article | P]) -> Results[P, T]:
        """Yields every item with its result, in order, after a first value that means nothing."""
        try:
            yield cast("Article", None), None
            for items in chunks(stream):
                self._add(_Chunk(items))
                self._listen(wait_for=0 if items else PATIENCE)
                yield from self._finished()
                while len(self.pending) >= len(self.workers) * AHEAD:
                    self._listen()
                    yield from self._finished()
            self.ended = True
            while self.pending:
                self._listen()
                yield from self._finished()
        finally:
            self._stop()

    def _add(self, chunk: _Chunk[P, T]) -> None:
        if chunk.items:
            self.pending.append(chunk)
        if chunk.articles:
            self.waiting.append(_Work(chunk, chunk.articles))
        self.characters += sum(map(_size, chunk.items))
        if len(self.workers) < self.jobs and len(self.waiting) > 1 and self._is_worth_more():
            self._add_worker()

    def _is_worth_more(self) -> bool:
        """Tells whether there is so much to do that one more worker makes it faster."""
        return self.nursery is not None or self.characters >= WORTH_WORKERS

    def _finished(self) -> Iterator[tuple[Article | P, T | Failure | None]]:
        while self.pending and self.pending[0].done:
            chunk = self.pending.popleft()
            yield from ((item, chunk.results.get(k)) for k, item in enumerate(chunk.items))

    def _feed(self) -> None:
        for k, worker in enumerate(self.workers):
            if worker.ready and worker.work is None:
                if self.nursery and self.waiting and worker.characters >= CHARACTERS_A_LIFE:
                    worker.stop()
                    self.workers[k] = self._new_worker()
                elif worker.fresh and self.retries:
                    worker.give(self.retries.popleft())
                elif self.waiting:
                    worker.give(self._portion(self.waiting.popleft()))

    def _portion(self, work: _Work[P, T]) -> _Work[P, T]:
        """Returns as much of some work as should be given out at once: little near the end, for all to end together."""
        if not self.ended or self.jobs == 1:
            return work
        left = len(work.positions) + sum(len(other.positions) for other in self.waiting)
        share = math.ceil(left / (2 * self.jobs))
        if share >= len(work.positions):
            return work
        self.waiting.appendleft(_Work(work.chunk, work.positions[share:]))
        return _Work(work.chunk, work.positions[:share])

    def _listen(self, wait_for: float = TICK) -> None:
        """Waits a little until a worker says something, or dies, and deals with it; then gives out work."""
        if not self.pending or not self.pending[0].done:
            by_connection = {worker.connection: worker for worker in self.workers}
            for connection in wait(list(by_connection), wait_for):
                self._hear(by_connection[connection])  # type: ignore[index]
        if self.timeout is not None:
            self._forgive_absence()
            for worker in [worker for worker in self.workers if worker.late(self.timeout)]:
                self._replace(worker, "timeout")
        self._feed()
        self.idle()

    def _forgive_absence(self) -> None:
        """Sets the workers' clocks on by the time in which nobody listened (the machine slept, the disk was slow)."""
        now = time.monotonic()
        absence = now - self.listened - 2 * TICK
        self.listened = now
        if absence > 0:
            for worker in self.workers:
                worker.since += absence

    def _hear(self, worker: _Worker[P, T]) -> None:
        try:
            answer = worker.connection.recv()
        except (EOFError, OSError):
            self._replace(worker, "crashed")
            return
        if worker.work is not None:
            worker.take(answer)
        elif isinstance(answer, Exception):
            raise answer
        else:
            worker.ready = self.started = True
            self.false_starts = 0

    def _replace(self, worker: _Worker[P, T], reason: Literal["crashed", "timeout"]) -> None:
        """Puts a new worker in the place of a lost one.

        The articles that it had no result for are done again, each alone. One that ends a worker alone is tried once
        more, in a worker that has done nothing else; each such retry comes along with a new worker that can take it.
        """
        exit_code = worker.stop()
        if not worker.ready:
            self._count_false_start(exit_code)
        if work := worker.work:
            if len(work.positions) > 1:
                self.waiting.extendleft(_Work(work.chunk, (k,)) for k in reversed(worker.left))
            elif not work.again:
                self.retries.append(_Work(work.chunk, work.positions, again=True))
            else:
                work.chunk.results[work.positions[0]] = _failure(reason, exit_code)
        self.workers[self.workers.index(worker)] = self._new_worker()

    def _add_worker(self) -> None:
        self.workers.append(self._new_worker(CHARACTERS_A_LIFE * len(self.workers) // self.jobs))

    def _new_worker(self, characters: int = 0) -> _Worker[P, T]:
        return _Worker(_Forked(self.nursery) if self.nursery else _Spawned(self.task, self.spec), characters)

    def _count_false_start(self, exit_code: int | None) -> None:
        """Gives up where no worker ever started, or several in a row did not."""
        self.false_starts += 1
        if self.false_starts > FALSE_STARTS or not self.started:
            raise WorkerError(ended_at_start(exit_code))

    def _stop(self) -> None:
        if self.nursery is not None:
            self.nursery.stop()
        for worker in self.workers:
            worker.stop()
        self.workers = []


def _failure(reason: Literal["crashed", "timeout"], exit_code: int | None) -> Failure:
    if reason == "timeout":
        return Failure(reason, "it took too long, twice")
    return Failure(reason, f"twice the worker process {how_it_ended(exit_code)} over it")
