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
    "eventx.read.pdf",
    "eventx.read.docx",
    "eventx.read.zipped",
    "eventx.read.compressed",
    "eventx.read.tarred",
    "eventx.read.warc",
    "eventx.read.mbox",
    "eventx.read.mail",
    "eventx.read.html",
    "eventx.read.feed",
    "eventx.read.newsml",
    "eventx.read.table",
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
    """Yields the articles of one source and of all within it.

    Whatever keeps one from being read is a `Skipped`, never an exception.
    """
    for found in _pieces(source, options):
        if isinstance(found, Source):
            yield from read_source(found, options)
        else:
            yield finish(found, options)


def _pieces(source: Source, options: ReadOptions) -> Iterator[Outcome | Source]:
    """Yields what the format that fits makes of a source; the last is a `Skipped` where it can't go on."""
    what = "file"
    try:
        if source.depth:
            source.budget.enter(source.depth)
        with source.open() as stream:
            content = Content(stream, options.max_bytes, None if source.depth else source.budget)
            if not content.head:
                raise Skip("empty", "an empty file")
            chosen = choose_format(source.name, content.head)
            if chosen is None:
                raise Skip("not_text", f"a binary file of no known format; read are {', '.join(_endings())}")
            what = chosen.name
            nothing = True
            for found in chosen.read(source, content, options):
                nothing = False
                yield found
                source.budget.check()
            if nothing:
                raise Skip("empty", "nothing to read in it")
    except Skip as skip:
        yield Skipped(source.label, skip.reason, skip.message)
    except ImportError as error:
        message = f"{what} needs the package {error.name}: pip install 'eventx[formats]'"
        yield Skipped(source.label, "unreadable", message)
    except OSError as error:
        yield Skipped(source.label, "unreadable", error.strerror or str(error) or type(error).__name__)
    except MemoryError:  # of this process, not of this file alone
        raise
    except Exception as error:  # third-party parsers raise anything on damaged input; one file must not end a run
        if source.budget.spent:
            yield Skipped(source.label, "too_large", source.budget.spent)
        else:
            yield Skipped(source.label, "unreadable", f"damaged {what}: {type(error).__name__}: {str(error)[:200]}")


def _endings() -> list[str]:
    return sorted(ending for known in formats() for ending in known.endings)
