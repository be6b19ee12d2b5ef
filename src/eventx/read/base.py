"""What every reader takes and gives: a `Source` of bytes in; `Article` or `Skipped` out."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path, PurePosixPath
from typing import Any, BinaryIO, Literal, TypeAlias, cast

from eventx.article import Article

Reason = Literal[
    "empty",
    "too_short",
    "not_text",
    "unreadable",
    "encoding",
    "bad_json",
    "not_english",
    "duplicate",
    "duplicate_id",
    "failed",
    "timeout",
    "crashed",
    "too_large",
]
"""Why an input gave no article. `duplicate_id`, `failed`, `timeout` and `crashed` are given by the batch runner."""

HEAD_BYTES = 8192
"""How much of an input is looked at to tell its format."""
MAX_BYTES = 64 * 2**20
"""Bytes of one article's file, line, message or member, by default: beyond them it is skipped as `too_large`."""
MAX_DEPTH = 5
"""Layers of archives and compression that are opened: `.tar.gz` is two."""
MAX_MEMBERS = 1_000_000
"""Members of one input; those of an archive within an archive count a hundredfold."""
MAX_RATIO = 100
"""How many times its size an input may decompress to: text does so 3 to 20 times, a bomb a thousand times."""
FREE_BYTES = 128 * 2**20
"""Decompressed bytes of an input that are not held against it."""


class ReadError(Exception):
    """Wrong use: no such path, nothing to read, a bad date; the message says what is wrong and what to do."""


class Skip(Exception):  # noqa: N818  (a signal between a format and the registry, not an error)
    """Raised within a reader to give up on the whole input; the registry turns it into a `Skipped`."""

    def __init__(self, reason: Reason, message: str) -> None:
        super().__init__(message)
        self.reason: Reason = reason
        self.message = message


@dataclass(frozen=True, slots=True)
class Skipped:
    """One input that gave no article, and why.

    Attributes:
        source: Path or URL as given.
        reason: Code, one of `Reason`.
        message: The cause in words; names the line where there is one.
    """

    source: str
    reason: Reason
    message: str


Outcome: TypeAlias = Article | Skipped


@dataclass(frozen=True, slots=True)
class Columns:
    """Names of the columns of a table; None: the usual names are tried."""

    text: str | None = None
    title: str | None = None
    date: str | None = None
    url: str | None = None
    id: str | None = None


@dataclass(frozen=True, slots=True)
class ReadOptions:
    """Settings of a run that readers need.

    Attributes:
        published: Publication date of articles whose metadata have none.
        model: Model folder or name (None: the bundled one); its lexicons find the date and the language of a text.
        max_bytes: Bytes that the file, line, message or archive member of one article may have.
        columns: Which column of a table holds what.
        select: Skip what is no article in English (`too_short`, `not_english`), as a run does; else all that has text
            in it is read.
    """

    published: date | None = None
    model: str | Path | None = None
    max_bytes: int = MAX_BYTES
    columns: Columns = Columns()
    select: bool = False


class Budget:
    """What one input, with all that is packed in it, may grow to; a bomb uses it up and is given up."""

    def __init__(self) -> None:
        self.taken = 0
        self.given = 0
        self.members = 0
        self.spent: str | None = None

    def take(self, count: int) -> None:
        """Notes bytes of the input itself."""
        self.taken += count

    def give(self, count: int) -> None:
        """Notes decompressed bytes.

        Raises:
            Skip: They are too many for the size of the input.
        """
        self.given += count
        if self.given > FREE_BYTES + MAX_RATIO * self.taken:
            self.spent = f"it decompresses to more than {MAX_RATIO} times its size"
        self.check()

    def enter(self, depth: int) -> None:
        """Notes a member of an archive, `depth` layers deep.

        Raises:
            Skip: There are too many, or it lies too deep.
        """
        self.members += 1 if depth < 3 else 100
        if self.members > MAX_MEMBERS:
            self.spent = "too many members in archives"
        self.check()
        if depth > MAX_DEPTH:
            raise Skip("too_large", f"more than {MAX_DEPTH} archives, one within the other")

    def check(self) -> None:
        """Raises `Skip` once the budget is used up."""
        if self.spent:
            raise Skip("too_large", self.spent)


class _Counted(io.RawIOBase):
    """A stream that begins with bytes already read from it, and reports how many it gives."""

    def __init__(self, stream: BinaryIO, head: bytes = b"", count: Callable[[int], None] = lambda n: None) -> None:
        self._source = stream
        self._head = head
        self._count = count

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any, /) -> int:
        view = memoryview(buffer)
        if self._head:
            data, self._head = self._head[: len(view)], self._head[len(view) :]
        else:
            data = self._source.read(len(view))
            self._count(len(data))
        view[: len(data)] = data
        return len(data)


def metered(stream: BinaryIO, budget: Budget) -> BinaryIO:
    """Returns a decompressing stream that is given up where it grows beyond all measure."""
    return cast(BinaryIO, io.BufferedReader(_Counted(stream, count=budget.give), 65536))


class Content:
    """The bytes of one input: looked into without being used up, then read once, whole or piece by piece."""

    def __init__(self, stream: BinaryIO, max_bytes: int = MAX_BYTES, budget: Budget | None = None) -> None:
        self._source = stream
        self._budget = budget or Budget()
        self.max_bytes = max_bytes
        self.head = stream.read(HEAD_BYTES)
        self._budget.take(len(self.head))
        counted = _Counted(stream, self.head, self._budget.take)
        self.stream = io.BufferedReader(cast(io.RawIOBase, counted), 65536)

    def read(self, limit: int | None = None) -> bytes:
        """Returns all bytes.

        Raises:
            Skip: `too_large`, if they are more than the limit (None: `max_bytes`).
        """
        limit = min(limit or self.max_bytes, self.max_bytes)
        data = self.stream.read(limit + 1)
        if len(data) > limit:
            raise too_large(limit)
        return data

    def lines(self) -> Iterator[bytes | None]:
        r"""Yields the lines, split at `\n` and at nothing else, with their line ends; None for one that is too long."""
        return (line for _, line in self.numbered_lines(skip_blank=False))

    def numbered_lines(self, *, skip_blank: bool = True) -> Iterator[tuple[int, bytes | None]]:
        r"""Yields the lines as `lines` does, with their numbers, without those in a row of `\n` if told so."""
        number = 0
        while line := self.stream.readline(self.max_bytes + 1):
            number += 1
            if line == b"\n" and skip_blank:
                number += self._skip_newlines()
            elif len(line) <= self.max_bytes:
                yield number, line
            else:
                while line and not line.endswith(b"\n"):
                    line = self.stream.readline(65536)
                yield number, None

    def _skip_newlines(self) -> int:
        r"""Skips the `\n` that come next, all that are in the buffer at once; returns how many."""
        ahead = self.stream.peek()
        count = len(ahead) - len(ahead.lstrip(b"\n"))
        self.stream.read(count)
        return count

    def seekable(self) -> BinaryIO:
        """Returns the bytes as a stream to jump about in: the file itself, else a copy in memory.

        Raises:
            Skip: `too_large`, if a copy would be needed and there are more than `max_bytes`.
        """
        if not self._source.seekable():
            return io.BytesIO(self.read())
        size = self._source.seek(0, io.SEEK_END)
        self._budget.take(max(0, size - len(self.head)))
        self._source.seek(0)
        return self._source


def too_large(limit: int) -> Skip:
    """Returns the signal that something has more bytes than it may."""
    return Skip("too_large", f"more than {limit:,} bytes; --max-bytes sets how many are read")


@dataclass(frozen=True, slots=True)
class Source:
    """One input: a file, standard input, or a member of another source.

    Attributes:
        id: `doc.id` of its article, unless the content gives one.
        label: What is written as `doc.source`: path or URL as given.
        name: File name; its ending tells the format.
        open: Opens the bytes, as a context manager.
        depth: How many layers it is packed in.
        budget: What it may grow to, together with all that is packed with it.
    """

    id: str
    label: str
    name: str
    open: Callable[[], AbstractContextManager[BinaryIO]]
    depth: int = 0
    budget: Budget = field(default_factory=Budget, compare=False, repr=False)

    def member(self, name: str, open: Callable[[], AbstractContextManager[BinaryIO]]) -> Source:
        """Returns the member of an archive as an input; its name is only a name, wherever it points to."""
        parts = [part for part in name.replace("\\", "/").split("/") if part not in ("", ".", "..")]
        inner = PurePosixPath(*parts) if parts else PurePosixPath("member")
        ending = PurePosixPath(self.name).suffix
        outer = self.id if self.id.endswith(ending) else self.id + ending
        id = f"{outer}/{inner.with_suffix('').as_posix()}"
        return Source(id, f"{self.label}/{name}", inner.name, open, self.depth + 1, self.budget)

    def layer(self, name: str, stream: BinaryIO) -> Source:
        """Returns what this compressed file holds, under the same label."""
        return Source(self.id, self.label, name, lambda: nullcontext(stream), self.depth + 1, self.budget)

    def part(self, number: int, name: str, data: bytes, label: str | None = None) -> Source:
        """Returns a numbered piece of this source (a record, a message), which is already in memory."""
        stream = cast(BinaryIO, io.BytesIO(data))
        return Source(
            f"{self.id}#{number}",
            label or self.label,
            name,
            lambda: nullcontext(stream),
            self.depth + 1,
            self.budget,
        )


@dataclass(frozen=True, slots=True)
class Format:
    """A file format: how to know it and how to read it.

    Attributes:
        name: Short name for messages.
        endings: File name endings, lower case, with their dot.
        read: Yields the articles of a source, and sources within it, which are read in turn. What it raises ends the
            reading of this source only: `Skip` gives a reason, anything else means that it is damaged.
        sniff: Tells from the first bytes whether an input of unknown ending is of this format.
    """

    name: str
    endings: tuple[str, ...]
    read: Callable[[Source, Content, ReadOptions], Iterator[Outcome | Source]]
    sniff: Callable[[bytes], bool]
