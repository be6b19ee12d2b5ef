"""Reads inputs in a process of its own, so that one that makes a reader die or hang costs only itself.

The process sends what it finds through a pipe, which holds little: it never gets far ahead. One that dies, or is silent
for too long, is replaced by one that goes on at the same place; an input that ends two of them is left. What can't be
read twice (standard input, a pipe) is left at once, and may be silent for as long as it likes: others fill it.
"""

from __future__ import annotations

import math
from collections.abc import Generator
from contextlib import suppress
from multiprocessing.connection import Connection
from typing import TypeAlias

from eventx.batch.inputs import STREAM, Done, Inputs, Origin, Start
from eventx.batch.processes import (
    OUT_OF_MEMORY,
    WorkerError,
    begin_child,
    context,
    how_it_ended,
    portable,
    starting,
    take_stdin,
)
from eventx.batch.workers import Pause
from eventx.read import Outcome, Skipped
from eventx.read.base import Reason
from eventx.read.discover import STDIN

BYTES_A_TURN = 20_000_000
"""An input may take the time limit once for each of these."""
SILENCE = 0.2
"""Seconds without anything read that make a pause."""

Found: TypeAlias = Origin | Outcome


def _serve(connection: Connection, inputs: Inputs, start: Start) -> None:
    """The life of the process: send all that the inputs give, then None; or the error that ends it."""
    begin_child()
    if STDIN in inputs.paths:
        take_stdin()
    with suppress(BrokenPipeError, ConnectionResetError):
        try:
            for found in inputs.stream(start):
                connection.send((found, inputs.position))
        except MemoryError:
            raise SystemExit(OUT_OF_MEMORY) from None
        except (BrokenPipeError, ConnectionResetError):
            raise
        except Exception as error:
            connection.send((portable(error), 0))
        connection.send((None, inputs.position))


def read_apart(inputs: Inputs, start: Start, timeout: float | None) -> Generator[Found | Pause, None, None]:
    """Yields what `inputs.stream(start)` does, from another process; keeps `inputs.position` up to date.

    The first item is a pause, given once the process is started: it reads ahead while others load what they need.
    Close the generator when leaving it early: that ends the process.

    Args:
        inputs: What to read; standard input only if it is that of the system (`has_stdin_to_give`).
        start: Where to begin.
        timeout: Seconds after which a silent process is taken for a hanging one (longer for large inputs).

    Raises:
        ChangedError, ReadError: As `Inputs.stream`.
        WorkerError: The process dies though it reads no input.
    """
    place = start
    failed_at: tuple[int, int] | None = None
    while True:
        failure: Reason | None = None
        silent = 0.0
        reader = _Reader(inputs, place)
        try:
            yield Pause()
            while failure is None:
                received = reader.receive()
                if isinstance(received, Pause):
                    silent += SILENCE
                    failure = "timeout" if silent > _allowance(place, timeout) else None
                    yield received
                elif isinstance(received, str):
                    failure = received
                elif received is None:
                    return
                else:
                    silent = 0.0
                    place = _advance(place, received)
                    yield received
        finally:
            reader.stop()
        current = place.current
        if current is None:
            raise WorkerError(f"the process that finds the inputs {how_it_ended(reader.exit_code)}")
        if current.origin.stamp == STREAM or failed_at == (place.passed, current.items):
            yield Skipped(current.origin.label, failure, _message(failure, current, reader.exit_code))
            place = Start(passed=place.passed + 1)
        else:
            failed_at = place.passed, current.items


def _advance(place: Start, found: Found) -> Start:
    """Returns the place behind what was found."""
    if isinstance(found, Origin):
        return Start(passed=place.passed + (place.current is not None), current=Done(found))
    assert place.current is not None
    return Start(passed=place.passed, current=place.current.after(found))


def _allowance(place: Start, timeout: float | None) -> float:
    origin = place.current.origin if place.current else None
    if timeout is None or (origin and origin.stamp == STREAM):
        return math.inf
    return timeout * (1 + (origin.size // BYTES_A_TURN if origin else 0))


def _message(failure: Reason, current: Done, exit_code: int | None) -> str:
    after = f" after {current.items} articles of it" if current.items else ""
    if failure == "timeout":
        return f"reading it took too long, twice{after}"
    times = "" if current.origin.stamp == STREAM else "twice "
    return f"{times}the process that read it {how_it_ended(exit_code)}{after}"


class _Reader:
    """The process and this end of the pipe from it."""

    def __init__(self, inputs: Inputs, start: Start) -> None:
        self._inputs = inputs
        self._connection, theirs = context().Pipe(duplex=False)
        self._process = context().Process(target=_serve, args=(theirs, inputs, start), daemon=True)  # type: ignore[attr-defined]
        with starting():
            self._process.start()
        theirs.close()

    @property
    def exit_code(self) -> int | None:
        return self._process.exitcode  # type: ignore[no-any-return]

    def receive(self) -> Found | Pause | Reason | None:
        """Returns what it found next, a pause if that takes a while, None at the end, or what became of the process."""
        try:
            if not self._connection.poll(SILENCE):
                return Pause()
            found, self._inputs.position = self._connection.recv()
        except (EOFError, OSError):
            return "crashed"
        if isinstance(found, Exception):
            raise found
        return found  # type: ignore[no-any-return]

    def stop(self) -> None:
        self._process.kill()
        self._process.join()
        self._connection.close()


def read_here(inputs: Inputs, start: Start) -> Generator[Found | Pause, None, None]:
    """Yields what `read_apart` does, from this process: only it has a standard input that a program made."""
    yield Pause()
    yield from inputs.stream(start)
