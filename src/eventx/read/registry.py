"""The registry of formats, and reading one source with the format that fits.

A new format is one module with a `FORMAT` in this folder, and one line in `MODULES`.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from importlib import import_module
from pathlib import PurePosixPath
from typing import cast

from eventx.read.base import Content, Format, Outcome, ReadOptions, Skip, Skipped, Source
from eventx.read.finish import finish

MODULES = (
    "eventx.read.jsonl",
    "eventx.read.html",
    "eventx.read.text",  # stays last: where the ending is unknown, it takes whatever is text
)


@lru_cache(maxsize=1)
def formats() -> tuple[Format, ...]:
    """Returns all formats, in the order in which they are asked about an unknown ending."""
    return tuple(cast(Format, import_module(module).FORMAT) for module in MODULES)


def choose_format(name: str, head: bytes) -> Format | None:
    """Returns the format of an input by its file name's ending, else by its first bytes, else None."""
    ending = PurePosixPath(name).suffix.lower()
    for known in formats():
        if ending in known.endings:
            return known
    return next((known for known in formats() if known.sniff(head)), None)


def read_source(source: Source, options: ReadOptions) -> Iterator[Outcome]:
    """Yields the articles of one source; whatever keeps it from being read is a `Skipped`, never an exception."""
    try:
        with source.open() as stream:
            content = Content(stream)
            if not content.head:
                raise Skip("empty", "an empty file")
            chosen = choose_format(source.name, content.head)
            if chosen is None:
                raise Skip("not_text", f"a binary file of no known format; read are {', '.join(_endings())}")
            for outcome in chosen.read(source, content, options):
                yield finish(outcome, options)
    except Skip as skip:
        yield Skipped(source.label, skip.reason, skip.message)
    except OSError as error:
        yield Skipped(source.label, "unreadable", error.strerror or str(error))


def _endings() -> list[str]:
    return sorted(ending for known in formats() for ending in known.endings)
