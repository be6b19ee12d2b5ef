"""The stream of chunks through Ray Data: a feeder that this process fills, a read that empties it, the actors.

Ray Data reads from sources that it can split and read again. The source here is a stream, so it is read by one task
that gives block after block, on the node of this process. What it reads is kept by the feeder until its results are
here: should Ray begin the task anew, it is given the same blocks, and empty ones for those that are done.
"""

from __future__ import annotations

import asyncio
import pickle
import queue
import sys
import threading
from collections.abc import Iterator, Sequence
from contextlib import suppress
from itertools import count
from typing import Any, Generic, TypeVar

import pyarrow as pa
import ray
from ray.data import ActorPoolStrategy, DataContext, Dataset
from ray.data.block import BlockMetadata
from ray.data.datasource import Datasource, ReadTask
from ray.util.scheduling_strategies import NodeAffinitySchedulingStrategy

from eventx.article import Article
from eventx.batch.cluster.actor import Extraction, identity
from eventx.batch.processes import WorkerError
from eventx.batch.workers import Failure, ModelSpec, Task

T = TypeVar("T")

CORES_AN_ACTOR = 0.5
"""What Ray counts an actor for, though it fills a core: so nodes have room for the actors of one that is lost."""
TASKS_AN_ACTOR = 2
"""Chunks that an actor is sent: one that it works on, and the next."""
FAREWELL_SECONDS = 5.0
"""How long leaving early waits for Ray Data to see it."""
SCHEMA = pa.schema([("number", pa.int64()), ("blob", pa.large_binary())])
NOTHING = b""
"""Stands for a chunk that is done."""


class Feeder:
    """Holds the chunks that are under way, for whoever asks for them by number."""

    def __init__(self) -> None:
        self._chunks: dict[int, bytes] = {}
        self._oldest = 0
        self._end: int | None = None
        self._changed = asyncio.Condition()

    async def put(self, number: int, blob: bytes | None, oldest: int) -> None:
        """Takes a chunk, or None for the end; those before the oldest are done."""
        async with self._changed:
            if blob is None:
                self._end = number
            else:
                self._chunks[number] = blob
            for done in range(self._oldest, oldest):
                self._chunks.pop(done, None)
            self._oldest = oldest
            self._changed.notify_all()

    async def get(self, number: int) -> bytes | None:
        """Returns a chunk as soon as it is there, None behind the last."""
        async with self._changed:
            await self._changed.wait_for(lambda: number in self._chunks or number < self._oldest or number == self._end)
            return None if number == self._end else self._chunks.get(number, NOTHING)


class ChunkSource(Datasource):  # type: ignore[misc]
    """A source for Ray Data of what a feeder holds: a block a chunk."""

    supports_distributed_reads = False  # but on the node of this process, which keeps what is under way

    def __init__(self, feeder: Any) -> None:
        super().__init__()
        self._feeder = feeder

    def estimate_inmemory_data_size(self) -> None:
        """Nobody knows."""

    def get_read_tasks(self, *_: Any, **__: Any) -> list[ReadTask]:
        """Returns the one task that reads."""
        feeder = self._feeder
        return [ReadTask(lambda: _blocks(feeder), BlockMetadata(None, None, None, None))]


def _blocks(feeder: Any) -> Iterator[pa.Table]:
    for number in count():
        blob = ray.get(feeder.get.remote(number))
        if blob is None:
            return
        yield _block([number], [blob])


def _block(numbers: list[int], blobs: list[bytes]) -> pa.Table:
    return pa.table({"number": numbers, "blob": blobs}, schema=SCHEMA)


class MapExtraction(Extraction[T]):
    """An extraction over the blocks of Ray Data, in a process of Ray."""

    def __init__(self, *arguments: Any) -> None:
        vars(sys.modules["__main__"]).pop("__file__", None)  # else the process below would import Ray, as this one does
        super().__init__(*arguments)

    def __call__(self, block: pa.Table) -> pa.Table:
        """Returns the results of each chunk of a block."""
        blobs = block["blob"].to_pylist()
        return _block(block["number"].to_pylist(), [blob and self.results(blob) for blob in blobs])


class Flow(Generic[T]):
    """Chunks of articles out, their results back, in order.

    Args:
        task: What to do with them.
        spec: The model.
        timeout: As in `workers.process`.
        actors: How many.
    """

    def __init__(self, task: Task[T], spec: ModelSpec, timeout: float | None, actors: int) -> None:
        here = NodeAffinitySchedulingStrategy(ray.get_runtime_context().get_node_id(), soft=False)
        self._feeder = ray.remote(num_cpus=0)(Feeder).options(scheduling_strategy=here).remote()
        self._given = self._taken = 0
        self._back: queue.Queue[tuple[int, bytes] | Exception] = queue.Queue()
        dataset = _dataset(self._feeder, (task, spec, timeout, identity(spec)), actors)
        self._thread = threading.Thread(target=self._collect, args=(dataset,), daemon=True)
        self._thread.start()

    def _collect(self, dataset: Dataset) -> None:
        try:
            for block in dataset.iter_batches(batch_size=None, batch_format="pyarrow", prefetch_batches=0):
                for number, blob in zip(block["number"].to_pylist(), block["blob"].to_pylist(), strict=True):
                    self._back.put((number, blob))
        except Exception as error:
            self._back.put(error)
        else:
            self._back.put(WorkerError("Ray Data came to an end before its input did"))

    def give(self, articles: Sequence[Article]) -> None:
        """Gives a chunk away."""
        self._feeder.put.remote(self._given, pickle.dumps(list(articles)), self._taken)
        self._given += 1

    def ready(self) -> bool:
        """Tells whether the next results are back."""
        return not self._back.empty()

    def take(self, timeout: float) -> list[T | Failure]:
        """Returns the results of the next chunk.

        Raises:
            queue.Empty: They are not back after so many seconds.
            EngineError, ModelError, SpacyModelError: An actor could not load the model, or has another one.
            WorkerError: Ray has given up.
        """
        found = self._back.get(timeout=timeout)
        if isinstance(found, Exception):
            raise WorkerError(f"Ray gave up: {_last_line(found)}") from found
        number, blob = found
        if number != self._taken:
            raise WorkerError(f"Ray gave chunk {number} back, where {self._taken} comes")
        self._taken += 1
        results = pickle.loads(blob)
        if isinstance(results, Exception):
            raise results
        return results  # type: ignore[no-any-return]

    def close(self) -> None:
        """Ends it: at once, if there is still something under way."""
        if self._given == self._taken:
            self._feeder.put.remote(self._given, None, self._taken)
        else:
            ray.kill(self._feeder)
        self._thread.join(FAREWELL_SECONDS)
        with suppress(Exception):
            ray.kill(self._feeder)


def _dataset(feeder: Any, arguments: tuple[Any, ...], actors: int) -> Dataset:
    context = DataContext.get_current()
    context.execution_options.preserve_order = True
    context.enable_progress_bars = False
    context.print_on_execution_start = False
    context.target_max_block_size = context.target_min_block_size = 1  # every chunk is a block of its own
    context.execution_no_progress_timeout_s = -1  # an input may be silent for as long as it likes
    return ray.data.read_datasource(ChunkSource(feeder), override_num_blocks=1, num_cpus=0).map_batches(
        MapExtraction,
        fn_constructor_args=arguments,
        batch_size=None,
        batch_format="pyarrow",
        zero_copy_batch=True,
        compute=ActorPoolStrategy(size=actors, max_tasks_in_flight_per_actor=TASKS_AN_ACTOR),
        num_cpus=CORES_AN_ACTOR,
    )


def _last_line(error: Exception) -> str:
    """Returns what went wrong, without the trace of where."""
    lines = str(error).strip().splitlines() or [type(error).__name__]
    return lines[-1].strip()
