"""What every process of a run does at its start and its end."""

from __future__ import annotations

import os
import pickle
import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from multiprocessing import get_context, parent_process
from multiprocessing.context import BaseContext

START_METHOD = "spawn"
"""How processes are started: a fresh interpreter, which takes over no threads, locks or open files."""

OUT_OF_MEMORY = 77
"""Exit code of a process that ran out of memory."""


class WorkerError(Exception):
    """Worker processes can't be started; the message says why and what to do."""


def context() -> BaseContext:
    """Returns the way in which processes are started."""
    return get_context(START_METHOD)


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


def portable(error: Exception) -> Exception:
    """Returns the error, or one that says the same where it can't be sent to another process."""
    try:
        pickle.loads(pickle.dumps(error))
    except Exception:
        return WorkerError(f"{type(error).__name__}: {error}")
    return error


@contextmanager
def sigint_blocked() -> Iterator[None]:
    """Keeps Ctrl-C from a process being started, which inherits the mask; here it is delivered afterwards."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


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
