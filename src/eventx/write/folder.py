"""The folder that a run writes, safe against an end at any instant.

While a run goes on, its lines are appended to `.partial` files. `commit` makes a batch of them durable: it writes and
syncs the data, then replaces `checkpoint.json`, which holds the length up to which each file counts, together with
whatever the caller wants to remember. What stands in a file beyond that length was never committed and is cut off
when the run goes on. When all is done the files take their names, `run.json` is written, and the checkpoint goes away
last: a folder with a checkpoint holds an unfinished run, one with only a `run.json` a finished one.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import sys
from collections.abc import Iterable, Mapping
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Any, BinaryIO, Self, cast
from urllib.parse import quote

from eventx.article import Article
from eventx.write.lock import FolderLock, LockedError

FILES = ("events.jsonl", "articles.jsonl", "skipped.jsonl")
JOURNALS = ("inputs.jsonl", "seen.bin")
"""What only an unfinished run needs: the inputs that are done, and the digests that tell repetitions."""
FINISHED = "run.json"
CHECKPOINT = "checkpoint.json"
TEXTS = "texts"
PARTIAL = ".partial"
FRESH = ".new"
FORMAT = 1


class OutputError(Exception):
    """The output folder can't be used as asked; the message says what to do."""


class WriteError(Exception):
    """Writing failed (a full disk, a folder that went away); what was committed before is safe."""


def check_folder(folder: Path, *, force: bool = False, texts: bool = False) -> None:
    """Tells early whether a run may write here.

    Raises:
        OutputError: It is a file, or below one, or holds a finished run and `force` is not given.
    """
    above = next((path for path in (folder, *folder.parents) if path.exists()), None)
    if above is not None and not above.is_dir():
        raise OutputError(f"{above} is a file; give a folder to write into")
    if is_unfinished(folder):
        return
    finished = (folder / FINISHED).exists()
    if texts and (folder / TEXTS).exists() and not finished:
        raise OutputError(f"{folder / TEXTS} is there and is of no finished run; remove it or give another folder")
    if finished and not force:
        raise OutputError(f"{folder} holds a finished run; give another folder, or --force to replace it")


def is_unfinished(folder: Path) -> bool:
    """Tells whether a folder holds a run that has not come to its end."""
    return (folder / CHECKPOINT).exists()


def text_file_name(article_id: str) -> str:
    """Returns the name of the file that holds an article's text: one for each id, safe on any disk."""
    name = quote(article_id, safe="", errors="backslashreplace")
    if len(name) > 180:
        digest = hashlib.sha256(article_id.encode("utf-8", "backslashreplace")).hexdigest()[:16]
        name = f"{name[:160]}-{digest}"
    return f"{name}.txt"


class RunFolder:
    """The files of a run: claim the folder, open it, commit batches, finish. Leaving it lets go of the lock."""

    def __init__(self, folder: Path, *, texts: bool = False) -> None:
        self.folder = folder
        self.texts = texts
        self.sizes: dict[str, int] = dict.fromkeys((*FILES, *JOURNALS), 0)
        self._lock = FolderLock(folder)
        self._streams: dict[str, BinaryIO] = {}

    def __enter__(self) -> Self:
        """Does nothing yet: `claim` and `open` do."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Closes the files and lets go of the folder."""
        self._close()
        self._lock.release()

    def claim(self) -> None:
        """Locks the folder if it is there; an output that doesn't exist is left so until `open`.

        Raises:
            OutputError: Another run has it.
            OSError: It can't be written to.
        """
        if self.folder.is_dir() and not self._lock.held:
            try:
                self._lock.acquire()
            except LockedError as error:
                raise OutputError(f"{error}; wait for it, or give another folder") from None

    def saved(self) -> dict[str, Any] | None:
        """Returns what the checkpoint of an unfinished run holds, or None where there is none.

        Raises:
            OutputError: The checkpoint is damaged, or its files are.
        """
        path = self.folder / CHECKPOINT
        advice = "; --restart begins anew"
        try:
            state = json.loads(path.read_text(encoding="utf-8"))
            if state["format"] != FORMAT:
                raise OutputError(f"{path} is of another version of eventx{advice}")
            sizes = {name: int(state["files"][name]) for name in self.sizes}
        except FileNotFoundError:
            return None
        except (ValueError, KeyError, TypeError):
            raise OutputError(f"{path} is damaged{advice}") from None
        if state.get("manifest") is None:
            for name, size in sizes.items():
                partial = self._partial(name)
                if not partial.exists() or partial.stat().st_size < size:
                    raise OutputError(f"{partial} is shorter than the checkpoint says{advice}")
        return cast(dict[str, Any], state)

    def open(self, saved: Mapping[str, Any] | None) -> None:
        """Opens the files: at what was saved, or empty ones (None).

        Raises:
            OutputError: Another run has the folder.
            OSError: It can't be written to.
        """
        self.folder.mkdir(parents=True, exist_ok=True)
        self.claim()
        if saved is None:
            (self.folder / CHECKPOINT).unlink(missing_ok=True)
            shutil.rmtree(self.folder / (TEXTS + PARTIAL), ignore_errors=True)
        else:
            self.sizes = {name: int(saved["files"][name]) for name in self.sizes}
        if self.texts:
            (self.folder / (TEXTS + PARTIAL)).mkdir(exist_ok=True)
        for name, size in self.sizes.items():
            partial = self._partial(name)
            self._streams[name] = partial.open("wb" if saved is None else "r+b", buffering=0)
            self._streams[name].truncate(size)

    def commit(self, data: Mapping[str, bytes], state: Mapping[str, Any], texts: Iterable[Article] = ()) -> None:
        """Appends to the files and remembers a state, durably and both or neither.

        Raises:
            WriteError: It could not be written; the commit before still counts.
        """
        try:
            for article in texts:
                path = self.folder / (TEXTS + PARTIAL) / text_file_name(article.id)
                _write_synced(path, article.text.encode("utf-8", "replace"))
            if self.texts:
                _sync_folder(self.folder / (TEXTS + PARTIAL))
            for name, blob in data.items():
                if blob:
                    stream = self._streams[name]
                    stream.truncate(self.sizes[name])
                    stream.seek(self.sizes[name])
                    _write(stream, blob)
                    os.fsync(stream.fileno())
            sizes = {name: size + len(data.get(name, b"")) for name, size in self.sizes.items()}
            self._save({**state, "format": FORMAT, "files": sizes})
        except OSError as error:
            raise WriteError(f"{self.folder}: {error.strerror or error}") from error
        self.sizes = sizes

    def journal(self, name: str) -> Path:
        """Returns the path of a journal; it counts up to `sizes[name]`."""
        return self._partial(name)

    def finish(self, manifest: Mapping[str, Any], state: Mapping[str, Any]) -> None:
        """Gives the files their names, in place of an earlier run's, and writes `run.json`.

        Raises:
            WriteError: It could not be done; the next run goes on with it.
        """
        self._close()
        replaces = (self.folder / FINISHED).exists()
        done = {**state, "format": FORMAT, "files": self.sizes, "manifest": dict(manifest), "replaces": replaces}
        try:
            self._save(done)
        except OSError as error:
            raise WriteError(f"{self.folder}: {error.strerror or error}") from error
        self.complete(done)

    def complete(self, done: Mapping[str, Any]) -> None:
        """Does the last steps, all of them or those that a run that was killed within them has left.

        Raises:
            WriteError: It could not be done; the next run goes on with it.
        """
        folder = self.folder
        try:
            if self._partial(FILES[0]).exists():  # nothing has its name yet: what has one is of an earlier run
                (folder / FINISHED).unlink(missing_ok=True)
            if (folder / (TEXTS + PARTIAL)).exists():
                shutil.rmtree(folder / TEXTS, ignore_errors=True)
                (folder / (TEXTS + PARTIAL)).replace(folder / TEXTS)
            elif done["replaces"] and not self.texts:
                shutil.rmtree(folder / TEXTS, ignore_errors=True)
            for name in reversed(FILES):
                if self._partial(name).exists():
                    self._partial(name).replace(folder / name)
            for rest in (*map(self._partial, JOURNALS), folder / (CHECKPOINT + FRESH)):
                rest.unlink(missing_ok=True)
            _replace(folder / FINISHED, json.dumps(done["manifest"], indent=2, ensure_ascii=False) + "\n")
            (folder / CHECKPOINT).unlink()
            _sync_folder(folder)
        except OSError as error:
            raise WriteError(f"{folder}: {error.strerror or error}") from error

    def _partial(self, name: str) -> Path:
        return self.folder / (name + PARTIAL)

    def _save(self, state: Mapping[str, Any]) -> None:
        _replace(self.folder / CHECKPOINT, json.dumps(state, ensure_ascii=False) + "\n")

    def _close(self) -> None:
        for stream in self._streams.values():
            with suppress(OSError):
                stream.close()
        self._streams = {}


def _write(stream: BinaryIO, blob: bytes) -> None:
    """Writes all of it: a raw stream may take less at a time."""
    rest = memoryview(blob)
    while rest:
        rest = rest[stream.write(rest) :]


def _write_synced(path: Path, blob: bytes) -> None:
    with path.open("wb", buffering=0) as stream:
        _write(stream, blob)
        os.fsync(stream.fileno())


def _replace(path: Path, text: str) -> None:
    """Gives a file new content, the old or the new and nothing between."""
    fresh = path.with_name(path.name + FRESH)
    _write_synced(fresh, text.encode("utf-8", "backslashreplace"))
    fresh.replace(path)
    _sync_folder(path.parent)


def _sync_folder(folder: Path) -> None:
    """Makes the names in a folder durable, where the platform can."""
    if sys.platform == "win32":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
