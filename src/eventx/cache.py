"""A cache on disk for what is made from the files of a model folder and takes long to make.

An entry is plain JSON, found by a hash of all that it was made from: the data, the code that makes it, the version of
Python. Nothing in an entry is ever executed. It lies in a folder that only its owner may read and write; a folder or a
file that somebody else could have written is left alone, and so is a file that is torn or can't be read. The cache is
a convenience: whatever goes wrong with it, the caller gets what it asked for, made anew.

`EVENTX_CACHE` names another folder, or switches the cache off (`off`).
"""

from __future__ import annotations

import json
import os
import stat
import sys
from collections.abc import Callable, Iterable
from contextlib import suppress
from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from typing import Any

VARIABLE = "EVENTX_CACHE"
OFF = frozenset({"", "0", "no", "off", "none"})
FORMAT = "eventx-cache/1"
LARGEST = 64 * 2**20
"""Bytes that an entry may have."""
ENTRIES, TOTAL = 256, 128 * 2**20
"""How many entries are kept, and how many bytes of them; the oldest go first."""


def cache_dir() -> Path | None:
    """Returns the folder of the cache, which need not exist; None where it is switched off."""
    given = os.environ.get(VARIABLE)
    if given is not None:
        return None if given.strip().lower() in OFF else Path(given)
    if sys.platform == "win32":
        base = os.environ.get("LOCALAPPDATA")
        return Path(base) / "eventx" / "cache" if base else None
    try:
        home = Path.home()
    except RuntimeError:  # a user without a home
        return None
    if sys.platform == "darwin":
        return home / "Library" / "Caches" / "eventx"
    given = os.environ.get("XDG_CACHE_HOME", "")
    return (Path(given) if given.startswith("/") else home / ".cache") / "eventx"


def key_of(parts: Iterable[bytes | str], code: Iterable[str]) -> str:
    """Returns the key of what the source files `code` make of `parts`."""
    known = sha256(f"{FORMAT} {sys.version_info[:2]}".encode())
    for part in (*map(code_hash, code), *parts):
        data = part.encode("utf-8", "surrogatepass") if isinstance(part, str) else part
        known.update(b"%d:" % len(data))
        known.update(data)
    return known.hexdigest()[:40]


@lru_cache(maxsize=64)
def code_hash(file: str) -> str:
    """Returns the hash of a source file; where there is none to read, the version of the package."""
    try:
        return sha256(Path(file).read_bytes()).hexdigest()
    except OSError:
        from importlib.metadata import version  # noqa: PLC0415

        return version("eventx")


def cached(kind: str, key: str, make: Callable[[], Any], *, shape: type = dict) -> Any:
    """Returns what `make` returns (plain JSON data), from the cache where it is there.

    What `make` raises is raised, and nothing is kept then.

    Args:
        kind: A word for people who look into the folder.
        key: From `key_of`.
        make: Makes it.
        shape: The type of what it makes; an entry of another is ignored.
    """
    folder = cache_dir()
    path = None if folder is None else folder / f"{kind}-{key}.json"
    if path is not None and (found := read_entry(path)) is not None and isinstance(found, shape):
        return found
    made = make()
    if path is not None and is_plain(made):
        write_entry(path, made)
    return made


def is_plain(data: Any) -> bool:
    """Tells whether JSON gives the data back as they are."""
    kind = type(data)
    if kind is dict:
        return all(type(k) is str for k in data) and all(map(is_plain, data.values()))
    if kind is list:
        return all(map(is_plain, data))
    return kind in (str, int, float, bool) or data is None


def read_entry(path: Path) -> Any:
    """Returns the data of an entry; None where it is missing, torn, or might be somebody else's."""
    try:
        if not _is_private(os.lstat(path.parent)):
            return None
        flags = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
        with open(os.open(path, flags), "rb") as stream:  # noqa: PTH123  (no following of links)
            about = os.fstat(stream.fileno())
            if not stat.S_ISREG(about.st_mode) or not _is_private(about) or about.st_size > LARGEST:
                return None
            head, _, body = stream.read().partition(b"\n")
        if head != _head(body):
            return None
        return json.loads(body)
    except (OSError, ValueError, RecursionError):
        return None


def write_entry(path: Path, data: Any) -> None:
    """Writes an entry whole or not at all; says nothing where it can't."""
    part = path.with_name(f".{path.name}.{os.getpid()}.{os.urandom(4).hex()}")
    try:
        body = json.dumps(data, separators=(",", ":")).encode()
        if len(body) > LARGEST:
            return
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        if not _is_private(os.lstat(path.parent)):
            return
        flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)
        with open(os.open(part, flags, 0o600), "wb") as stream:  # noqa: PTH123
            stream.write(_head(body) + b"\n" + body)
        part.replace(path)
        _prune(path.parent)
    except (OSError, ValueError, RecursionError):
        with suppress(OSError):
            part.unlink()


def _head(body: bytes) -> bytes:
    """Returns the first line of an entry, which tells whether the rest is whole."""
    return f"{FORMAT} {sha256(body).hexdigest()}".encode()


def _is_private(about: os.stat_result) -> bool:
    """Tells whether a file or folder is ours and nobody else may write to it."""
    if sys.platform == "win32":  # the folder of a user's local data is closed to others
        return True
    return about.st_uid == os.getuid() and not stat.S_ISLNK(about.st_mode) and not about.st_mode & 0o022


def _prune(folder: Path) -> None:
    """Removes the entries that were written first where there are too many, and what dead processes left."""
    entries = [(file.stat(), file) for file in folder.iterdir() if ".json" in file.name]
    total = 0
    for number, (about, file) in enumerate(sorted(entries, key=lambda entry: entry[0].st_mtime, reverse=True)):
        total += about.st_size
        if number >= ENTRIES or total > TOTAL:
            file.unlink(missing_ok=True)
