"""A process that has loaded the model once and forks workers from itself, which share its memory until they change it.

A worker costs milliseconds then, and the memory of the work, not of the model. Forking is safe here and only here: the
process has a single thread (where a model starts others, there is no nursery, and each worker loads the model itself)
and does nothing but wait for requests. It answers in the order in which it is asked, ends workers and takes note of
how they ended, and when it ends itself, or whoever started it does, so do all of them.
"""

from __future__ import annotations

import gc
import os
import signal
import sys
import threading
import traceback
from collections.abc import Callable
from contextlib import suppress
from multiprocessing import parent_process
from multiprocessing.connection import Connection, wait
from multiprocessing.reduction import recv_handle, send_handle
from pathlib import Path
from typing import Generic, Literal, TypeVar

from eventx.batch.processes import WorkerError, context, ended_at_start, portable, starting

M = TypeVar("M")
Serve = Callable[[Connection, M], None]
"""The life of a worker, given the connection to the parent and what was loaded."""
STARTS = 3
"""Times that a nursery which has died is started anew for one worker."""
STOP_SECONDS = 5.0
"""How long it may take to end its workers."""


class ThreadsError(Exception):
    """Loading started threads, so that forking is not safe."""


def available() -> bool:
    """Tells whether workers can be forked: where the system's own libraries allow it."""
    return sys.platform == "linux"


class Nursery(Generic[M]):
    """The parent's side of the process; `start` it before it is asked for workers."""

    def __init__(self, load: Callable[[], M], serve: Serve[M]) -> None:
        self._load = load
        self._serve = serve

    def start(self) -> None:
        """Starts the process and waits until it has loaded.

        Raises:
            ThreadsError: Loading started threads.
            WorkerError: The process ended.
            Exception: Whatever `load` raised.
        """
        self._connection, theirs = context().Pipe()
        arguments = (theirs, self._load, self._serve)
        self._process = context().Process(target=_tend, args=arguments, daemon=True)  # type: ignore[attr-defined]
        with starting():
            self._process.start()
        theirs.close()
        try:
            answer = self._connection.recv()
        except (EOFError, OSError):
            self._process.join()
            raise WorkerError(ended_at_start(self._process.exitcode)) from None
        except BaseException:
            self._process.kill()
            raise
        if answer is not None:
            self.stop()
            raise answer

    def fork(self) -> tuple[Connection, int]:
        """Starts a worker; returns the connection to it and its process id.

        Raises:
            WorkerError: It can't be started.
        """
        for _ in range(STARTS):
            ours, theirs = context().Pipe()
            try:
                self._connection.send("fork")
                send_handle(self._connection, theirs.fileno(), self._process.pid)
                answer = self._connection.recv()
            except (EOFError, OSError):  # it has died, and with it all workers: they will be heard of
                ours.close()
                self.stop()
                self.start()
                continue
            finally:
                theirs.close()
            if isinstance(answer, int):
                return ours, answer
            ours.close()
            raise WorkerError(f"a worker process can't be started: {answer}")
        raise WorkerError("the process that starts the workers died again and again; is there enough memory?")

    def end(self, pid: int) -> int | None:
        """Ends a worker; returns the exit code if it had ended before, that of a kill if not, None if nobody knows."""
        try:
            self._connection.send(pid)
            return self._connection.recv()  # type: ignore[no-any-return]
        except (EOFError, OSError):
            return None

    def stop(self) -> None:
        """Ends the process and all its workers."""
        with suppress(OSError):
            self._connection.send("end")
        self._process.join(STOP_SECONDS)
        self._process.kill()
        self._process.join()
        self._connection.close()


def _tend(connection: Connection, load: Callable[[], M], serve: Serve[M]) -> None:
    """The life of the process."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    with suppress(EOFError, OSError):
        try:
            loaded = load()
        except Exception as error:
            connection.send(portable(error))
            return
        if len(list(Path("/proc/self/task").iterdir())) > 1:
            connection.send(ThreadsError())
            return
        gc.collect()
        gc.freeze()  # the collector would write to every object, and so unshare it
        connection.send(None)
        _answer(connection, lambda theirs, alive: _live(theirs, serve, loaded, alive))


def _answer(connection: Connection, live: Callable[[Connection, int], None]) -> None:
    """Does what the parent asks for, until one of them ends."""
    workers: set[int] = set()
    alive, lives = os.pipe()  # closed by the end of this process: so the workers learn of it
    parent = parent_process()
    assert parent is not None
    try:
        while connection in wait([connection, parent.sentinel]):
            request: Literal["fork", "end"] | int = connection.recv()
            if request == "end":
                return
            if request == "fork":
                with Connection(recv_handle(connection)) as theirs:
                    answer = _fork()
                    if answer == 0:
                        os.close(lives)
                        connection.close()
                        live(theirs, alive)
                if isinstance(answer, int):
                    workers.add(answer)
                connection.send(answer)
            else:
                known = request in workers
                workers.discard(request)
                connection.send(_end(request) if known else None)
    finally:
        for pid in workers:
            _end(pid)


def _fork() -> int | str:
    """Returns the number of the new process, which itself is told 0, or why there is none."""
    try:
        return os.fork()
    except OSError as error:
        return str(error)


def _end(pid: int) -> int:
    os.kill(pid, signal.SIGKILL)  # no other process can have the number before it has been waited for
    return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])


def _live(connection: Connection, serve: Serve[M], loaded: M, alive: int) -> None:
    """The life of a forked worker, which never returns to what its parent was doing."""
    code = 1
    try:
        threading.Thread(target=_follow, args=(alive,), daemon=True).start()
        serve(connection, loaded)
        code = 0
    except SystemExit as end:
        code = end.code if isinstance(end.code, int) else 1
    except BaseException:
        traceback.print_exc()
    finally:
        os._exit(code)


def _follow(alive: int) -> None:
    os.read(alive, 1)
    os._exit(1)
