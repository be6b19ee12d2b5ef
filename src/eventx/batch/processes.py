"""What every process of a run does at its start and its end."""

from __future__ import annotations

import ctypes
import os
import pickle
import signal
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from multiprocessing import get_context, parent_process
from multiprocessing.context import BaseContext

from eventx.threads import THREADS

START_METHOD = "spawn"
"""How processes are started: a fresh interpreter, which takes over no threads, locks or open files."""

OUT_OF_MEMORY = 77
"""Exit code of a process that ran out of memory."""


class WorkerError(Exception):
    """Worker processes can't be started; the message says why and what to do."""


def context() -> BaseContext:
    """Returns the way in which processes are started."""
    return get_context(START_METHOD)


def has_stdin_to_give() -> bool:
    """Tells whether the standard input is that of the system, which a child has too, and not one made by a program."""
    try:
        return sys.stdin.fileno() == 0
    except (AttributeError, OSError, ValueError):
        return False


def take_stdin() -> None:
    """Gives a child the standard input that it was started with; `multiprocessing` takes it from its children."""
    sys.stdin = open(0, encoding="utf-8", closefd=False)  # noqa: SIM115


def begin_child() -> None:
    """Is called first in a child: Ctrl-C is for the parent, and without a parent there is no child."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    threading.Thread(target=_follow_parent, daemon=True).start()


def _follow_parent() -> None:
    parent = parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def give_back_memory() -> None:
    """Gives memory that is free back to the system, where the C library can: else a process stays as large as it was.

    What a batch has used lies between what is kept, and is given back by nothing else.
    """
    if (trim := _trim()) is not None:
        trim(0)


@cache
def _trim() -> Callable[[int], object] | None:
    if sys.platform != "linux":
        return None
    return getattr(ctypes.CDLL(None), "malloc_trim", None)


def how_it_ended(exit_code: int | None) -> str:
    """Says how a process came to its end, to go on a sentence that begins with the process."""
    if exit_code is None:
        return "ended"
    if exit_code == OUT_OF_MEMORY:
        return "ran out of memory"
    if exit_code >= 0:
        return f"ended with exit code {exit_code}"
    name = signal.Signals(-exit_code).name if -exit_code in set(signal.Signals) else f"signal {-exit_code}"
    by_system = ", as the system does when memory runs out" if name == "SIGKILL" else ""
    return f"was ended by {name}{by_system}"


def ended_at_start(exit_code: int | None) -> str:
    """Says that a process ended before it could do anything, and what may be the cause."""
    return (
        f"while it started, a worker process {how_it_ended(exit_code)}; is there enough memory? "
        "A script that asks for several jobs must do so under `if __name__ == '__main__':`"
    )


def portable(error: Exception) -> Exception:
    """Returns the error, or one that says the same where it can't be sent to another process."""
    try:
        pickle.loads(pickle.dumps(error))
    except Exception:
        return WorkerError(f"{type(error).__name__}: {error}")
    return error


@contextmanager
def starting() -> Iterator[None]:
    """Sets what a process being started inherits: one thread for linear algebra, and no Ctrl-C until it is ready."""
    missing = [name for name in THREADS if name not in os.environ]
    os.environ.update(dict.fromkeys(missing, "1"))  # read when the libraries are loaded, and never again
    blocked = hasattr(signal, "pthread_sigmask")
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT}) if blocked else set()
    try:
        yield
    finally:
        if blocked:
            signal.pthread_sigmask(signal.SIG_SETMASK, before)  # what came meanwhile is delivered now
        for name in missing:
            del os.environ[name]


@contextmanager
def interrupts_deferred() -> Iterator[None]:
    """Lets what must not be torn in two end before Ctrl-C (or the wish to terminate) is heard."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    heard: list[int] = []
    before = {n: signal.signal(n, lambda number, _: heard.append(number)) for n in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
        if heard:
            signal.raise_signal(heard[0])


class TerminatedError(KeyboardInterrupt):
    """The process was asked to end, or its terminal went away."""

    def __init__(self, number: int) -> None:
        super().__init__()
        self.code = 128 + number


@contextmanager
def end_on_signals() -> Iterator[None]:
    """Makes a request to terminate, or the loss of the terminal, end things as orderly as Ctrl-C does."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return

    def stop(number: int, _: object) -> None:
        raise TerminatedError(number)

    names = [name for name in ("SIGTERM", "SIGHUP") if hasattr(signal, name)]
    before = {name: signal.signal(getattr(signal, name), stop) for name in names}
    try:
        yield
    finally:
        for name, handler in before.items():
            signal.signal(getattr(signal, name), handler)
