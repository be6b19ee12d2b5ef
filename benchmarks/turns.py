"""Processes that run in turns: while one works for some seconds, the others stand still.

Work of minutes meets a machine that is now faster, now slower. In turns, all that are compared meet the same.
"""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

SECONDS = 3.0
"""How long a turn lasts: so long that stopping and going on cost next to nothing."""
PROC = Path("/proc")


@dataclass(frozen=True, slots=True)
class Contender:
    """Processes that work together.

    Attributes:
        pids: Of those that were started; what descends from them stops and goes on with them.
        done: Waits for at most so many seconds, and tells whether they are done.
    """

    pids: Sequence[int]
    done: Callable[[float], bool]


def take_turns(contenders: Mapping[str, Contender], seconds: float = SECONDS) -> dict[str, float]:
    """Returns for how many seconds on the clock each ran until it was done."""
    ran = dict.fromkeys(contenders, 0.0)
    waiting = dict(contenders)
    for contender in contenders.values():
        _send(signal.SIGSTOP, contender)
    try:
        while waiting:
            for name, contender in list(waiting.items()):
                started = time.perf_counter()
                _send(signal.SIGCONT, contender)
                if contender.done(seconds):
                    del waiting[name]
                else:
                    _send(signal.SIGSTOP, contender)
                ran[name] += time.perf_counter() - started
    finally:
        for contender in waiting.values():  # what stands still could not even end
            _send(signal.SIGCONT, contender)
    return ran


def _send(number: signal.Signals, contender: Contender) -> None:
    """Sends a signal to parents before their children are looked up: one that is stopped gets no more of them."""
    for pid in contender.pids:
        for member in family(pid):
            with suppress(ProcessLookupError):
                os.kill(member, number)


def family(pid: int) -> Iterator[int]:
    """Yields a process and all that descend from it, each before its children are asked for."""
    yield pid
    for tasks in PROC.glob(f"{pid}/task/*/children"):
        try:
            children = [int(child) for child in tasks.read_text().split()]
        except OSError:  # it has ended
            continue
        for child in children:
            yield from family(child)
