"""Runs a task over a stream of articles, in this process or in several, and gives the results back in order.

Nothing here knows what the task does. An exception in the task, or the death of a worker, becomes a `Failure`
of the one article that caused it; the stream goes on. At most a few chunks a worker are in flight, so memory
stays flat however long the stream is. What is in the stream and is no article passes through untouched, so that
the reasons why an input was not read keep their place.
"""

from __future__ import annotations

import os
import pickle
import signal
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from itertools import chain
from multiprocessing import get_context
from multiprocessing.connection import Connection, wait
from multiprocessing.context import SpawnContext
from pathlib import Path
from typing import TYPE_CHECKING, Generic, Literal, TypeVar, cast

from eventx.article import Article

if TYPE_CHECKING:
    from eventx.pipeline import Extractor

T = TypeVar("T")
P = TypeVar("P")
Task = Callable[["Extractor", Article], T]

CHUNK_ITEMS = 16
CHUNK_CHARACTERS = 60_000
AHEAD = 4
"""Chunks a worker that are read before the oldest one is written."""
WORTH_WORKERS = 400_000
"""Characters of text below which starting worker processes takes longer than they save."""


class WorkerError(Exception):
    """Worker processes can't be started; the message says why and what to do."""


@dataclass(frozen=True, slots=True)
class ModelSpec:
    """Which model to load: what a worker process is told instead of being sent the model."""

    model: str | Path | None = None
    spacy_model: str | None = None

    def load(self) -> Extractor:
        """Loads the model."""
        from eventx.pipeline import load  # noqa: PLC0415  (spaCy is imported here and no earlier)

        extractor = load(self.model, self.spacy_model)
        _ = extractor.rules  # read now, so that a malformed rule is a fault of the model and not of an article
        return extractor


@dataclass(frozen=True, slots=True)
class Failure:
    """Why there is no result: `failed` (the task raised) or `crashed` (its process died, twice)."""

    reason: Literal["failed", "crashed"]
    message: str


Results = Generator[tuple[Article | P, T | Failure | None], None, None]
"""Items in order, each article with its result."""


def process(items: Iterable[Article | P], task: Task[T], spec: ModelSpec, jobs: int | None = 1) -> Results[P, T]:
    """Yields every article with its result or failure, in order, whatever the number of jobs.

    Close the generator (`contextlib.closing`) when leaving it early: that ends the workers.

    Args:
        items: Articles, read lazily, a bounded number ahead; anything else is given back with None.
        task: What to do with each; a function of a module (it is pickled by name when `jobs` is not 1).
        spec: The model that the task is given, loaded once a process.
        jobs: Number of processes; 1 works in this one, None takes all cores if there is enough to do.

    Raises:
        ModelError, SpacyModelError: The model can't be loaded (before any result is given).
        WorkerError: Worker processes can't be started.
    """
    stream = iter(items)
    if jobs is None:
        stream, jobs = _choose_jobs(stream)
    if jobs <= 1:
        return _in_process(stream, task, spec.load())
    pool: _Pool[P, T] = _Pool(task, spec, jobs)
    pool.start()
    results = pool.results(stream)
    next(results)  # a generator that has not begun would not end the workers when it is closed
    return results


def cores() -> int:
    """Returns the number of processor cores that this process may use."""
    affinity = getattr(os, "sched_getaffinity", None)
    return len(affinity(0)) if affinity else os.cpu_count() or 1


def _size(item: object) -> int:
    return len(item.text) if isinstance(item, Article) else 0


def _choose_jobs(stream: Iterator[P]) -> tuple[Iterator[P], int]:
    """Reads on until there is enough for several processes; returns the whole stream and their number."""
    if cores() == 1:
        return stream, 1
    head: list[P] = []
    characters = 0
    for item in stream:
        head.append(item)
        characters += _size(item)
        if characters >= WORTH_WORKERS:
            return chain(head, stream), cores()
    return iter(head), 1


def _chunks(stream: Iterator[P]) -> Iterator[list[P]]:
    chunk: list[P] = []
    characters = 0
    for item in stream:
        chunk.append(item)
        characters += _size(item)
        if len(chunk) >= CHUNK_ITEMS or characters >= CHUNK_CHARACTERS:
            yield chunk
            chunk, characters = [], 0
    if chunk:
        yield chunk


def _attempt(task: Task[T], extractor: Extractor, article: Article) -> T | Failure:
    try:
        return task(extractor, article)
    except Exception as error:
        return Failure("failed", f"{type(error).__name__}: {error}")


def _in_process(stream: Iterator[Article | P], task: Task[T], extractor: Extractor) -> Results[P, T]:
    for item in stream:
        yield item, _attempt(task, extractor, item) if isinstance(item, Article) else None


def _portable(error: Exception) -> Exception:
    """Returns the error, or one that says the same where it can't be sent to another process."""
    try:
        pickle.loads(pickle.dumps(error))
    except Exception:
        return WorkerError(f"{type(error).__name__}: {error}")
    return error


def _serve(connection: Connection, task: Task[T], spec: ModelSpec) -> None:
    """The life of a worker: load the model, then answer chunks with results until the other end is closed."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent decides; it ends its workers
    with suppress(EOFError, BrokenPipeError, ConnectionResetError):
        try:
            extractor = spec.load()
        except Exception as error:
            connection.send(_portable(error))
            return
        connection.send(None)
        while True:
            connection.send([_attempt(task, extractor, article) for article in connection.recv()])


@contextmanager
def _sigint_blocked() -> Iterator[None]:
    """Keeps Ctrl-C from a process being started, which inherits the mask; here it is delivered afterwards."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


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
    """Some articles of a chunk, as sent to a worker; `alone` after a worker died of it."""

    chunk: _Chunk[P, T]
    positions: tuple[int, ...]
    alone: bool = False


class _Worker(Generic[P, T]):
    """A worker process, the parent's end of the pipe to it, and what it is busy with."""

    def __init__(self, context: SpawnContext, task: Task[T], spec: ModelSpec) -> None:
        self.work: _Work[P, T] | None = None
        self.ready = False
        self.connection, theirs = context.Pipe()
        self.process = context.Process(target=_serve, args=(theirs, task, spec), daemon=True)
        with _sigint_blocked():
            self.process.start()
        theirs.close()

    def give(self, work: _Work[P, T]) -> None:
        self.work = work
        with suppress(BrokenPipeError, ConnectionResetError):  # it has died: seen when its answer is read
            self.connection.send([work.chunk.items[k] for k in work.positions])

    def stop(self) -> None:
        self.process.terminate()
        self.process.join()
        self.connection.close()


class _Pool(Generic[P, T]):
    """Workers, what waits for them, and the chunks that are not yet given back."""

    def __init__(self, task: Task[T], spec: ModelSpec, jobs: int) -> None:
        self.task = task
        self.spec = spec
        self.jobs = jobs
        self.context = get_context("spawn")
        self.workers: list[_Worker[P, T]] = []
        self.waiting: deque[_Work[P, T]] = deque()
        self.pending: deque[_Chunk[P, T]] = deque()

    def start(self) -> None:
        """Starts the workers and waits until the first has its model."""
        try:
            self.workers = [_Worker(self.context, self.task, self.spec) for _ in range(self.jobs)]
            while not any(worker.ready for worker in self.workers):
                self._listen()
        except BaseException:
            self._stop()
            raise

    def results(self, stream: Iterator[Article | P]) -> Results[P, T]:
        """Yields every item with its result, in order, after a first value that means nothing."""
        try:
            yield cast("Article", None), None
            for items in _chunks(stream):
                chunk: _Chunk[P, T] = _Chunk(items)
                self.pending.append(chunk)
                if chunk.articles:
                    self.waiting.append(_Work(chunk, chunk.articles))
                self._listen(timeout=0)
                yield from self._finished()
                while len(self.pending) >= self.jobs * AHEAD:
                    self._listen()
                    yield from self._finished()
            while self.pending:
                self._listen()
                yield from self._finished()
        finally:
            self._stop()

    def _finished(self) -> Iterator[tuple[Article | P, T | Failure | None]]:
        while self.pending and self.pending[0].done:
            chunk = self.pending.popleft()
            yield from ((item, chunk.results.get(k)) for k, item in enumerate(chunk.items))

    def _feed(self) -> None:
        for worker in self.workers:
            if self.waiting and worker.ready and worker.work is None:
                worker.give(self.waiting.popleft())

    def _listen(self, timeout: float | None = None) -> None:
        """Waits until a worker says something, or dies, and deals with it; then gives out work."""
        by_connection = {worker.connection: worker for worker in self.workers}
        for connection in wait(list(by_connection), timeout):
            worker = by_connection[connection]  # type: ignore[index]
            try:
                answer = worker.connection.recv()
            except (EOFError, OSError):
                self._replace(worker)
                continue
            if worker.work is not None:
                worker.work.chunk.results.update(zip(worker.work.positions, answer, strict=True))
                worker.work = None
            elif isinstance(answer, Exception):
                raise answer
            else:
                worker.ready = True
        self._feed()

    def _replace(self, worker: _Worker[P, T]) -> None:
        """Puts a new worker in the place of a dead one; its articles are tried again, each alone, once."""
        worker.stop()
        if not worker.ready:
            raise WorkerError(
                f"a worker process ended while it started (exit code {worker.process.exitcode}); "
                "a script that asks for several jobs must do so under `if __name__ == '__main__':`"
            )
        work = worker.work
        if work and work.alone:
            message = f"the worker process died of it twice (exit code {worker.process.exitcode})"
            work.chunk.results[work.positions[0]] = Failure("crashed", message)
        elif work:
            self.waiting.extendleft(_Work(work.chunk, (k,), alone=True) for k in reversed(work.positions))
        self.workers[self.workers.index(worker)] = _Worker(self.context, self.task, self.spec)

    def _stop(self) -> None:
        for worker in self.workers:
            worker.process.terminate()
        for worker in self.workers:
            worker.stop()
        self.workers = []
