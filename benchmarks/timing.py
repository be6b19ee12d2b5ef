"""How time is taken: processes of their own that do the same in turns, and what they spend.

Where one process is meant, CPU time counts, so that others on the machine matter little; what is compared works in
turns, a block of texts each, so that a slow minute hits all alike.
"""

from __future__ import annotations

import multiprocessing
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any, Self, TypeVar

from eventx.article import Article

T = TypeVar("T")
Work = Callable[[Sequence[Article]], Any]
Load = Callable[[], Work]
"""Makes something ready to work; a function of a module, or a partial of one: it is pickled by name."""

ROOT = Path(__file__).resolve().parents[1]
THREADS = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")
_work: list[Work] = []


def one_thread() -> None:
    """Keeps the numerical libraries of processes that are started from now on from using several cores each."""
    os.environ.update(dict.fromkeys(THREADS, "1"))


def fresh(function: Callable[..., T], *arguments: Any) -> T:
    """Returns what a function returns in a new process, which knows nothing of what was done before."""
    with ProcessPoolExecutor(1, mp_context=multiprocessing.get_context("spawn")) as pool:
        return pool.submit(function, *arguments).result()


class Runner:
    """A process of its own that has loaded something, and is timed while it works on articles."""

    def __init__(self, load: Load) -> None:
        context = multiprocessing.get_context("spawn")
        self._pool = ProcessPoolExecutor(1, mp_context=context, initializer=_load, initargs=(load,))

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._pool.shutdown()

    @property
    def pid(self) -> int:
        """The process, once it does nothing else."""
        return self._pool.submit(os.getpid).result()

    def begin(self, articles: Sequence[Article]) -> Future[float]:
        """Begins to work on articles."""
        return self._pool.submit(_timed, articles)

    def seconds(self, articles: Sequence[Article]) -> float:
        """Returns the CPU seconds that the work on articles takes."""
        return self.begin(articles).result()


def _load(load: Load) -> None:
    _work.append(load())


def _timed(articles: Sequence[Article]) -> float:
    started = time.process_time()
    _work[-1](articles)
    return time.process_time() - started


@contextmanager
def ready(contenders: Mapping[str, Load], warm_up: Sequence[Article]) -> Iterator[dict[str, Runner]]:
    """Starts a process for each contender; it has loaded and read some articles when the time begins to count."""
    with ExitStack() as started:
        runners = {name: started.enter_context(Runner(load)) for name, load in contenders.items()}
        for begun in [runner.begin(warm_up) for runner in runners.values()]:
            begun.result()
        yield runners


def race(
    contenders: Mapping[str, Load], blocks: Sequence[Sequence[Article]], warm_up: Sequence[Article]
) -> dict[str, float]:
    """Returns the CPU seconds that each contender takes for all blocks; they take turns."""
    taken = dict.fromkeys(contenders, 0.0)
    names = list(contenders)
    with ready(contenders, warm_up) as runners:
        for k, block in enumerate(blocks):
            for name in names[k % len(names) :] + names[: k % len(names)]:
                taken[name] += runners[name].seconds(block)
    return taken


@dataclass(frozen=True, slots=True)
class Spent:
    """What a command took.

    Attributes:
        wall: Seconds on the clock.
        cpu: Seconds of CPU, of the process and of those that it waited for.
    """

    wall: float
    cpu: float


def command(arguments: Sequence[str], *, codes: frozenset[int] = frozenset({0})) -> Spent:
    """Runs a command of this Python to its end, and returns what it took.

    Raises:
        RuntimeError: It ends with another exit code than those given.
    """
    started = time.perf_counter()
    with python(arguments) as process:
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode not in codes:
        raise RuntimeError(f"python {' '.join(arguments)}: exit code {process.returncode}")
    return Spent(time.perf_counter() - started, usage.ru_utime + usage.ru_stime)


@contextmanager
def python(arguments: Sequence[str]) -> Iterator[subprocess.Popen[bytes]]:
    """Starts a command of this Python; what it says is dropped, and it is ended where it has not ended by itself."""
    with subprocess.Popen(
        [sys.executable, *arguments], cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as process:
        try:
            yield process
        except BaseException:
            process.kill()
            raise


def medians(runs: Sequence[Mapping[str, float]]) -> dict[str, float]:
    """Returns the median of each value over several runs."""
    return {name: statistics.median(run[name] for run in runs) for name in runs[0]}
