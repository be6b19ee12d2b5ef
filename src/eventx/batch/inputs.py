"""The inputs of a run as a stream that can be left and entered again at any article.

The stream says where each input begins (`Origin`) and then gives what the readers find in it. How far a run has come
is told by the inputs that are done and the place within the one that is being read (`Done`). To go on, the inputs are
found anew in the same order, those that are done are compared with what they were and passed over, and the one that was
being read is read up to that place.
"""

from __future__ import annotations

import hashlib
import json
import os
import stat
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager, suppress
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import BinaryIO

from eventx.article import Article
from eventx.read import Outcome, ReadOptions, Skipped, Source, discover, read_source

EDGE = 1 << 20
"""Bytes at both ends of an input that are looked at to see whether it is still the same."""
STREAM = "stream"
"""The stamp of what can't be looked at without using it up: standard input, a pipe."""


class ChangedError(Exception):
    """The inputs are not those that an unfinished run began with; the message names the first that differs."""


@dataclass(frozen=True, slots=True)
class Origin:
    """An input; what follows in the stream is from it.

    Attributes:
        label: Path as given.
        stamp: Tells whether its content is still the same.
        size: In bytes; 0 where it is not known.
    """

    label: str
    stamp: str
    size: int = 0


@dataclass(frozen=True, slots=True)
class Done:
    """How far an input has been read.

    Attributes:
        origin: The input.
        items: Articles and skipped ones that it gave.
        chain: One digest of all of them.
        over: It ended the process that read it, and gives no more.
    """

    origin: Origin
    items: int = 0
    chain: str = ""
    over: bool = False

    def after(self, item: Outcome) -> Done:
        """Returns the place after one more article."""
        over = isinstance(item, Skipped) and item.reason in {"timeout", "crashed"}
        return Done(self.origin, self.items + 1, link(self.chain, item), over)

    def line(self) -> str:
        """Returns it as a line of JSON."""
        origin = self.origin
        return json.dumps([origin.label, origin.stamp, origin.size, self.items, self.chain, self.over])

    @classmethod
    def of_line(cls, line: str) -> Done:
        """Returns what `line` wrote."""
        label, stamp, size, items, chain, over = json.loads(line)
        return cls(Origin(label, stamp, size), items, chain, over)


@dataclass(frozen=True, slots=True)
class Start:
    """Where to enter the stream: the very beginning, if nothing is given.

    Attributes:
        journal: File of the inputs that are done, and its length in bytes; they are compared.
        passed: Number of inputs to pass over, those in the journal included.
        current: How far the next one has been read; its `Origin` is not given again.
    """

    journal: tuple[Path, int] | None = None
    passed: int = 0
    current: Done | None = None


def link(chain: str, item: Outcome) -> str:
    """Returns the digest of a chain of items with one more."""
    digest = hashlib.blake2b(chain.encode(), digest_size=16)
    parts = (item.source, item.reason, item.message) if isinstance(item, Skipped) else _identity(item)
    for part in parts:
        blob = str(part).encode("utf-8", "backslashreplace")
        digest.update(len(blob).to_bytes(8, "big") + blob)
    return digest.hexdigest()


def _identity(article: Article) -> tuple[object, ...]:
    return article.id, article.title, article.published, article.text


@dataclass(slots=True)
class Inputs:
    """What the paths of a run lead to.

    Attributes:
        paths: Files, folders, or `-`.
        options: For the readers.
        position: Bytes of input that have been read, for an estimate of the time left.
    """

    paths: tuple[str, ...]
    options: ReadOptions = field(default_factory=ReadOptions)
    position: int = 0

    def check(self) -> None:
        """Looks whether the paths are there.

        Raises:
            ReadError: One is not, or is a folder with no file in it.
        """
        for path in self.paths:
            discover(path)

    def stream(self, start: Start) -> Iterator[Origin | Outcome]:
        """Yields every input and what it gives, lazily, from a place on.

        Raises:
            ChangedError: The inputs up to there are not what they were.
            ReadError: A path is not there.
        """
        found = (source for path in self.paths for source in discover(path))
        passed = 0
        for done in _journal(start.journal):
            self._pass(next(found, None), done)
            passed += 1
        while passed < start.passed and (source := next(found, None)) is not None:
            self.position += origin_of(source).size
            passed += 1
        if start.current and start.current.over:
            self._pass(next(found, None), start.current)
        elif start.current:
            yield from self._resume(next(found, None), start.current)
        for source in found:
            origin = origin_of(source)
            yield origin
            yield from self._read(source, origin)

    def _pass(self, source: Source | Skipped | None, done: Done) -> None:
        """Passes over an input that is done."""
        origin = _same(source, done)
        self.position += origin.size
        if (
            origin.stamp == STREAM and not done.over
        ):  # nothing but reading tells whether it is the same, or gets behind it
            for _ in self._resume(source, done):
                raise ChangedError(f"{origin.label} goes on where it ended before")

    def _resume(self, source: Source | Skipped | None, done: Done) -> Iterator[Outcome]:
        """Yields the rest of an input that was read in part."""
        origin = _same(source, done)
        assert source is not None
        reached = Done(origin)
        for item in self._read(source, origin):
            if reached.items < done.items:
                reached = reached.after(item)
                if reached.items == done.items and reached.chain != done.chain:
                    raise ChangedError(f"{origin.label} gives other articles now")
                continue
            yield item
        if reached.items < done.items:
            raise ChangedError(f"{origin.label} gives fewer articles now")

    def _read(self, source: Source | Skipped, origin: Origin) -> Iterator[Outcome]:
        """Yields what an input gives; an error of a reader is the reason why it gives no more."""
        if isinstance(source, Skipped):
            yield source
            return
        before, opened = self.position, _Opened(source.open)
        try:
            for item in read_source(replace(source, open=opened), self.options):
                self.position = before + opened.tell()
                yield item
        except MemoryError:
            raise
        except Exception as error:
            yield Skipped(source.label, "unreadable", f"{type(error).__name__}: {error}")
        self.position = before + origin.size


class _Opened:
    """Opens an input and knows how far it has been read."""

    def __init__(self, opener: Callable[[], AbstractContextManager[BinaryIO]]) -> None:
        self._opener = opener
        self._stream: BinaryIO | None = None

    @contextmanager
    def _open(self) -> Iterator[BinaryIO]:
        with self._opener() as self._stream:
            yield self._stream

    def __call__(self) -> AbstractContextManager[BinaryIO]:
        return self._open()

    def tell(self) -> int:
        with suppress(OSError, ValueError, AttributeError):
            return self._stream.tell() if self._stream and self._stream.seekable() else 0
        return 0


def _journal(journal: tuple[Path, int] | None) -> Iterator[Done]:
    if journal is None:
        return
    path, size = journal
    with path.open("rb") as stream:
        while stream.tell() < size:
            yield Done.of_line(stream.readline().decode("utf-8"))


def _same(source: Source | Skipped | None, done: Done) -> Origin:
    """Returns the origin of an input that must be the same as before."""
    before = done.origin
    if source is None:
        raise ChangedError(f"{before.label} is no longer there")
    origin = origin_of(source)
    if origin.label != before.label:
        raise ChangedError(f"{origin.label} comes where {before.label} came before")
    if origin.stamp != before.stamp:
        raise ChangedError(f"{origin.label} has changed")
    return origin


def origin_of(source: Source | Skipped) -> Origin:
    """Returns what tells an input and its content from others.

    Small files are told by their content alone (a copy of a folder passes), large ones by both ends, size and time.
    """
    if isinstance(source, Skipped):
        return Origin(source.source, f"skipped {source.reason}")
    if source.name == "-" or _is_special(source.label):
        return Origin(source.label, STREAM)
    try:
        with source.open() as stream:
            return _origin_of_file(source.label, stream)
    except OSError as error:
        return Origin(source.label, f"unreadable {error.strerror}")


def _is_special(label: str) -> bool:
    """Tells whether a path leads to a pipe or a device, which opening might use up."""
    try:
        return not stat.S_ISREG(os.stat(label).st_mode)  # noqa: PTH116
    except (OSError, ValueError):
        return False


def _origin_of_file(label: str, stream: BinaryIO) -> Origin:
    status = os.fstat(stream.fileno())
    digest = hashlib.blake2b(stream.read(EDGE), digest_size=16)
    time = 0
    if status.st_size > EDGE:
        stream.seek(max(EDGE, status.st_size - EDGE))
        digest.update(stream.read(EDGE))
    if status.st_size > 2 * EDGE:
        time = status.st_mtime_ns
    return Origin(label, f"{status.st_size} {time} {digest.hexdigest()}", status.st_size)


def total_size(paths: Iterable[str]) -> int | None:
    """Returns the size of all inputs in bytes, about; None where there is no knowing it."""
    total = 0
    for path in paths:
        if path == "-":
            return None
        if not os.path.isdir(path):  # noqa: PTH112  (strings throughout: this walks over many files)
            total += _size(path)
        for folder, _, names in os.walk(path):
            total += sum(_size(os.path.join(folder, name)) for name in names if not name.startswith("."))  # noqa: PTH118
    return total


def _size(path: str) -> int:
    try:
        return os.stat(path).st_size  # noqa: PTH116
    except OSError:
        return 0
