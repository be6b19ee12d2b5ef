"""What an actor does: it keeps a model, and answers chunk after chunk."""

from __future__ import annotations

import pickle
import platform
from collections import deque
from collections.abc import Iterator, Mapping
from typing import Any, Generic, TypeVar

from eventx.article import Article
from eventx.batch.cluster.connect import EngineError
from eventx.batch.processes import portable
from eventx.batch.run import identify
from eventx.batch.workers import Failure, ModelSpec, Pause, Task, process
from eventx.write.manifest import model_record

T = TypeVar("T")


def identity(spec: ModelSpec) -> dict[str, Any]:
    """Returns what must be the same on every node, so that their results are the same."""
    return identify(model_record(spec.model, spec.spacy_model), {})


class Extraction(Generic[T]):
    """Does a task for chunks of articles, in a process of its own that loads the model once.

    That process is a local worker: what happens to an article that makes it fail, hang or die is what happens in a run
    without a cluster. The death of the actor itself, or of its node, is left to Ray.

    Args:
        task: What to do.
        spec: The model to load.
        timeout: As in `workers.process`.
        expected: The identity of the run.
    """

    def __init__(self, task: Task[T], spec: ModelSpec, timeout: float | None, expected: Mapping[str, Any]) -> None:
        self._inbox: deque[Article] = deque()
        self._error: Exception | None = None
        try:
            check_same_here(expected, identity(spec))
            self._results = process(self._stream(), task, spec, 1, isolated=True, timeout=timeout)
        except Exception as error:
            self._error = portable(error)

    def _stream(self) -> Iterator[Article | Pause]:
        while True:
            yield self._inbox.popleft() if self._inbox else Pause()

    def results(self, blob: bytes) -> bytes:
        """Returns the results of pickled articles, or the error that prevents them, pickled."""
        if self._error is not None:
            return pickle.dumps(self._error)
        articles: list[Article] = pickle.loads(blob)
        self._inbox.extend(articles)
        try:
            found: list[T | Failure | None] = [next(self._results)[1] for _ in articles]
        except Exception as error:
            self._error = portable(error)
            return pickle.dumps(self._error)
        return pickle.dumps(found)

    def close(self) -> None:
        """Ends the process; it would end with this one at the latest."""
        if self._error is None:
            self._results.close()


def check_same_here(expected: Mapping[str, Any], here: Mapping[str, Any]) -> None:
    """Checks that this node has the program, the packages and the model of the run.

    Raises:
        EngineError: Something differs; the message names it.
    """
    theirs, ours = dict(_flat(expected)), dict(_flat(here))
    different = [
        f"{name} {ours.get(name)} (the run: {theirs[name]})" for name in theirs if ours.get(name) != theirs[name]
    ]
    if different:
        raise EngineError(f"node {platform.node()} has not what the run has: {', '.join(different)}")


def _flat(record: Mapping[str, Any], before: str = "") -> Iterator[tuple[str, object]]:
    for key, value in record.items():
        if isinstance(value, Mapping):
            yield from _flat(value, f"{before}{key} ")
        else:
            yield f"{before}{key}", value if value is None else str(value)[:20]
