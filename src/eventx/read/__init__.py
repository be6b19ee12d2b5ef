"""Ingest: files of any kind in, `Article` out.

`read(path)` yields one `Article` or `Skipped` after the other, lazily. A format is one module, registered by one line
in `eventx.read.registry`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from eventx.article import Article
from eventx.read.base import MAX_BYTES, Columns, Outcome, ReadError, ReadOptions, Reason, Skipped, Source
from eventx.read.discover import discover
from eventx.read.finish import finish
from eventx.read.jsonl import from_record as _from_record
from eventx.read.published import option_date
from eventx.read.registry import read_source

__all__ = [
    "MAX_BYTES",
    "Columns",
    "Outcome",
    "ReadError",
    "ReadOptions",
    "Reason",
    "Skipped",
    "Source",
    "discover",
    "from_record",
    "from_text",
    "option_date",
    "read",
    "read_all",
    "read_source",
]

_DEFAULTS = ReadOptions()


def read(path: str | Path, *, options: ReadOptions = _DEFAULTS) -> Iterator[Outcome]:
    """Reads a file, a folder with all below it, or standard input (`-`).

    Raises:
        ReadError: At once, where there is no such path, or no file in a folder.
    """
    return _read_found(discover(path), options)


def read_all(paths: Iterable[str | Path], *, options: ReadOptions = _DEFAULTS) -> Iterator[Outcome]:
    """Reads several paths in the order given; every path is checked before the first is read.

    Raises:
        ReadError: At once, where one doesn't exist or is a folder with no file in it.
    """
    found = [discover(path) for path in paths]
    if not found:
        raise ReadError("nothing to read: name a file, a folder, or - for standard input")
    return (outcome for inputs in found for outcome in _read_found(inputs, options))


def _read_found(inputs: Iterator[Source | Skipped], options: ReadOptions) -> Iterator[Outcome]:
    for found in inputs:
        if isinstance(found, Skipped):
            yield found
        else:
            yield from read_source(found, options)


def from_text(text: str, *, id: str = "text", options: ReadOptions = _DEFAULTS) -> Outcome:
    """Makes an article of a string; its offsets are those of the string."""
    return finish(Article(id=id, text=text), options)


def from_record(
    record: Mapping[str, Any],
    *,
    id: str = "record",
    source: str | None = None,
    options: ReadOptions = _DEFAULTS,
) -> Outcome:
    """Makes an article of a mapping with the keys of a JSONL line; `id` and `source` stand in for missing ones."""
    return finish(_from_record(record, id=id, source=source), options)
