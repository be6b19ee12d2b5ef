"""The same work on the machines of a Ray cluster: what `workers.process` does here, `cluster.process` does there.

This process reads, finds repetitions and writes, as it does with local workers; only the task goes out. Chunks of
articles stream through Ray Data to actors that have loaded the model once, and their results come back in order.
Nothing in this module needs Ray before a run asks for it.
"""

from __future__ import annotations

import queue
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar, cast

from eventx.article import Article
from eventx.batch.cluster.connect import EngineError, connected
from eventx.batch.workers import AHEAD, TICK, Failure, ModelSpec, Results, Task, chunks

if TYPE_CHECKING:
    from eventx.batch.cluster.flow import Flow

__all__ = ["EngineError", "process"]

T = TypeVar("T")
P = TypeVar("P")

CHUNK_ITEMS = 512
"""A chunk has more items than one for local workers, where they are short: sending one costs Ray the time of ten."""


def process(
    items: Iterable[Article | P],
    task: Task[T],
    spec: ModelSpec,
    jobs: int | None = None,
    *,
    isolated: bool = True,
    timeout: float | None = None,
    idle: Callable[[], None] = lambda: None,
    address: str | None = None,
) -> Results[P, T]:
    """Yields every article with its result or failure, in order, as `workers.process` does.

    Close the generator when leaving it early: that ends the actors.

    Args:
        items: Articles, read lazily, a bounded number ahead; anything else is given back with None.
        task: What to do with them; it and what it gives are pickled.
        spec: The model, which every node must have.
        jobs: Number of actors; None: one a core of the cluster.
        isolated: Is always so: an actor keeps the model in a process below it, which nothing but a node's end can end
            for more than one article.
        timeout: As in `workers.process`.
        idle: Called at least once a second while waiting for results.
        address: Of a cluster that runs; None: one is started on this machine, and ended.

    Raises:
        EngineError: Ray is not installed, or there is no cluster at the address.
        ModelError, SpacyModelError: The model can't be loaded (before any result is given).
        WorkerError: Ray has given up.
    """
    results = _results(iter(items), task, _everywhere(spec), jobs, timeout, idle, address)
    next(results)  # a generator that has not begun would not end the cluster when it is closed
    return results


def _everywhere(spec: ModelSpec) -> ModelSpec:
    """Returns the model by a path that means the same in any folder."""

    def absolute(name: str | Path | None) -> str | Path | None:
        return Path(name).resolve() if name is not None and Path(name).exists() else name

    spacy_model = absolute(spec.spacy_model)
    return replace(spec, model=absolute(spec.model), spacy_model=None if spacy_model is None else str(spacy_model))


def _results(
    stream: Iterator[Article | P],
    task: Task[T],
    spec: ModelSpec,
    jobs: int | None,
    timeout: float | None,
    idle: Callable[[], None],
    address: str | None,
) -> Results[P, T]:
    """Yields every item with its result, in order, after a first value that means nothing."""
    with connected(address, jobs) as actors:
        from eventx.batch.cluster.flow import Flow  # noqa: PLC0415  (imports Ray)

        with closing(Flow(task, spec, timeout, actors)) as flow:
            flow.give([])  # answered by an actor that has its model, or could not load it
            _wait(flow, idle)
            yield cast("Article", None), None
            yield from _in_order(stream, flow, actors * AHEAD, idle)


def _in_order(
    stream: Iterator[Article | P], flow: Flow[T], ahead: int, idle: Callable[[], None]
) -> Generator[tuple[Article | P, T | Failure | None], None, None]:
    """Gives chunks away as long as not too many are out, and yields what has come back."""
    out: deque[list[Article | P]] = deque()
    for chunk in chunks(stream, CHUNK_ITEMS):
        _give(flow, chunk)
        out.append(chunk)
        idle()
        yield from _come(flow, out)
        while len(out) >= ahead:
            yield from _paired(out.popleft(), flow, idle)
            yield from _come(flow, out)
    while out:
        yield from _paired(out.popleft(), flow, idle)


def _articles(chunk: list[Article | P]) -> list[Article]:
    return [item for item in chunk if isinstance(item, Article)]


def _give(flow: Flow[T], chunk: list[Article | P]) -> None:
    if articles := _articles(chunk):
        flow.give(articles)


def _come(
    flow: Flow[T], out: deque[list[Article | P]]
) -> Generator[tuple[Article | P, T | Failure | None], None, None]:
    """Yields the items of those chunks whose turn it is and that wait for nothing."""
    while out and (flow.ready() or not _articles(out[0])):
        yield from _paired(out.popleft(), flow, lambda: None)


def _paired(
    chunk: list[Article | P], flow: Flow[T], idle: Callable[[], None]
) -> Generator[tuple[Article | P, T | Failure | None], None, None]:
    """Yields the items of the oldest chunk with their results."""
    results = _wait(flow, idle) if _articles(chunk) else []
    found = iter(results)
    for item in chunk:
        yield item, next(found) if isinstance(item, Article) else None


def _wait(flow: Flow[T], idle: Callable[[], None]) -> list[T | Failure]:
    while True:
        try:
            return flow.take(TICK)
        except queue.Empty:
            idle()
