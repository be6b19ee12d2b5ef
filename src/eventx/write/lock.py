"""A lock that keeps two runs out of one folder.

The operating system holds it for the process and lets go of it when the process ends, however it ends: a lock file
left behind by a killed run is no lock, and the next run takes it over.
"""

from __future__ import annotations

import json
import os
import socket
import sys
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

if sys.platform == "win32":
    import msvcrt

    def _lock(descriptor: int) -> None:
        msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
else:
    import fcntl

    def _lock(descriptor: int) -> None:
        fcntl.lockf(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)  # of the process: a child does not inherit it


LOCK = "run.lock"


class LockedError(Exception):
    """Another run holds the folder; the message says which."""


class FolderLock:
    """The lock of a folder, held from `acquire` to `release`."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / LOCK
        self._descriptor: int | None = None

    @property
    def held(self) -> bool:
        """Tells whether this object holds the lock."""
        return self._descriptor is not None

    def acquire(self) -> None:
        """Takes the lock.

        Raises:
            LockedError: Another process has it.
            OSError: The folder can't be written to.
        """
        while self._descriptor is None:
            descriptor = os.open(self.path, os.O_RDWR | os.O_CREAT, 0o644)
            try:
                _lock(descriptor)
            except OSError as error:
                os.close(descriptor)
                raise LockedError(f"{self.path.parent} is in use by another run{self._holder()}") from error
            if self._is_file(descriptor):
                self._descriptor = descriptor
            else:  # its last holder removed the file between our opening and locking it
                os.close(descriptor)
        note = {"pid": os.getpid(), "host": socket.gethostname(), "since": datetime.now(UTC).isoformat(" ", "seconds")}
        with suppress(OSError):  # the note is for people; on a full disk the lock holds without it
            os.ftruncate(self._descriptor, 0)
            os.write(self._descriptor, json.dumps(note).encode() + b"\n")

    def release(self) -> None:
        """Lets go of the lock and removes its file."""
        if self._descriptor is None:
            return
        with suppress(OSError):  # removed while it is held, so that nobody can hold a file that is gone
            self.path.unlink()
        os.close(self._descriptor)
        self._descriptor = None

    def _is_file(self, descriptor: int) -> bool:
        try:
            return os.path.samestat(os.fstat(descriptor), os.stat(self.path))  # noqa: PTH116
        except FileNotFoundError:
            return False

    def _holder(self) -> str:
        """Says who holds the lock, as far as its file tells."""
        try:
            note = json.loads(self.path.read_text(encoding="utf-8"))
            return f" (process {int(note['pid'])} on {note['host']}, since {note['since']})"
        except (OSError, ValueError, KeyError, TypeError):
            return ""
