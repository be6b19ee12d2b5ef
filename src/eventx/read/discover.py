"""From a path to its inputs: folders are walked lazily, sorted by name, hidden files left out."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import AbstractContextManager, nullcontext
from functools import partial
from pathlib import Path
from typing import BinaryIO

from eventx.read.base import ReadError, Skipped, Source

STDIN = "-"


def discover(path: str | Path) -> Iterator[Source | Skipped]:
    """Returns the inputs of a path (`-`: standard input), found as they are asked for.

    A folder that can't be listed and a link that leads back to a folder above it are `Skipped`.

    Raises:
        ReadError: At once, where there is no such path, or no file in a folder.
    """
    if str(path) == STDIN:
        return iter([Source("stdin", STDIN, STDIN, _open_stdin)])
    top = Path(path)
    try:
        exists = top.exists()
    except OSError as error:
        raise ReadError(f"{show(top)}: can't be reached ({error.strerror}); check the path") from None
    if not exists:
        raise ReadError(f"{show(top)}: no such file or folder; check the path (- reads standard input)")
    if not top.is_dir():
        return iter([_source(top, top.stem)])
    found = _walk(top)
    first = next(found, None)
    if first is None:
        raise ReadError(f"{show(top)}: nothing to read, the folder holds no file; name a file or another folder")
    return _chain(first, found)


def _chain(first: Source | Skipped, rest: Iterator[Source | Skipped]) -> Iterator[Source | Skipped]:
    yield first
    yield from rest


def _walk(top: Path) -> Iterator[Source | Skipped]:
    """Yields the inputs below a folder, in the order of their names, depth first, however deep."""
    open_folders: list[tuple[tuple[int, int], Iterator[Path]]] = []
    pending: Path | None = top
    while pending or open_folders:
        if pending:
            try:
                opened = _list(pending)
            except OSError as error:
                yield Skipped(show(pending), "unreadable", error.strerror or str(error))
            else:
                if any(opened[0] == key for key, _ in open_folders):
                    yield Skipped(show(pending), "unreadable", "a link to a folder above it")
                else:
                    open_folders.append(opened)
            pending = None
            continue
        path = next(open_folders[-1][1], None)
        if path is None:
            open_folders.pop()
        elif path.is_dir():
            pending = path
        elif path.is_file():
            yield _source(path, path.relative_to(top).with_suffix("").as_posix())
        else:
            yield Skipped(show(path), "unreadable", "a broken link" if path.is_symlink() else "no regular file")


def _list(folder: Path) -> tuple[tuple[int, int], Iterator[Path]]:
    """Returns a key that tells a folder from all others, and its entries, sorted, without the hidden ones."""
    stat = folder.stat()
    names = sorted(name for name in os.listdir(folder) if not name.startswith("."))  # noqa: PTH208
    return (stat.st_dev, stat.st_ino), (folder / name for name in names)


def _source(path: Path, id: str) -> Source:
    return Source(show(id), show(path), path.name, partial(_open, path))


def _open(path: Path) -> AbstractContextManager[BinaryIO]:
    return path.open("rb")


def _open_stdin() -> AbstractContextManager[BinaryIO]:
    return nullcontext(sys.stdin.buffer)


def show(path: str | Path) -> str:
    """Returns a path as text that can be written: bytes of its name that are no UTF-8 are replaced."""
    return os.fsencode(path).decode("utf-8", "replace")
