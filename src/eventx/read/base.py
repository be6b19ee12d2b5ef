"""What every reader takes and gives: a `Source` of bytes in; `Article` or `Skipped` out."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import BinaryIO, Literal, TypeAlias

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
"""Why an input gave no article. Readers give the first six; the batch runner owns the rest."""

HEAD_BYTES = 8192
"""How much of an input is looked at to tell its format."""


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
class ReadOptions:
    """Settings of a run that readers need.

    Attributes:
        published: Publication date of articles whose metadata have none.
        model: Model folder or name (None: the bundled one); its lexicon finds the date in a text.
    """

    published: date | None = None
    model: str | Path | None = None


class Content:
    """The bytes of one input: looked into without being used up, then read whole or line by line, once."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self.head = stream.read(HEAD_BYTES)

    def read(self) -> bytes:
        """Returns all bytes."""
        return self.head + self._stream.read()

    def lines(self) -> Iterator[bytes]:
        r"""Yields the lines, split at `\n` and at nothing else, with their line ends."""
        *whole, rest = self.head.split(b"\n")
        for line in whole:
            yield line + b"\n"
        rest += self._stream.readline()
        if rest:
            yield rest
        yield from self._stream


@dataclass(frozen=True, slots=True)
class Source:
    """One input: a file, standard input, or (for container formats) a member of another source.

    Attributes:
        id: `doc.id` of its article, unless the content gives one.
        label: What is written as `doc.source`: path or URL as given.
        name: File name; its ending tells the format.
        open: Opens the bytes, as a context manager.
    """

    id: str
    label: str
    name: str
    open: Callable[[], AbstractContextManager[BinaryIO]]


@dataclass(frozen=True, slots=True)
class Format:
    """A file format: how to know it and how to read it.

    Attributes:
        name: Short name for messages.
        endings: File name endings, lower case, with their dot.
        read: Yields the articles of a source; may raise `Skip` or `OSError` for the input as a whole.
        sniff: Tells from the first bytes whether an input of unknown ending is of this format.
    """

    name: str
    endings: tuple[str, ...]
    read: Callable[[Source, Content, ReadOptions], Iterator[Outcome]]
    sniff: Callable[[bytes], bool]
