"""Tables (`.csv`, `.tsv`): each row is an article; the first row names the columns."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Sequence

from eventx.read.base import Columns, Content, Format, Outcome, ReadOptions, Skip, Skipped, Source, too_large
from eventx.read.decode import normalise
from eventx.read.jsonl import from_record, lines

USUAL = {
    "text": ("text", "body", "content", "article", "story", "full_text", "fulltext"),
    "title": ("title", "headline"),
    "published": ("published", "date", "publication_date", "published_at", "pub_date", "pubdate", "publish_date"),
    "url": ("url", "link", "source_url", "source"),
    "id": ("id", "article_id", "doc_id"),
    "publisher": ("publisher", "publication", "outlet"),
}
"""Names that a column has if none is given, the likeliest first; case and spaces don't matter."""


_MEANT = frozenset({*USUAL, "date", "source"})


class _TooLong(Exception):  # noqa: N818  (a signal between two functions)
    pass


def read(source: Source, content: Content, options: ReadOptions) -> Iterator[Outcome]:
    """Yields an article, or why it is none, for each row; columns that have no meaning here are kept in `extra`."""
    csv.field_size_limit(2**31 - 1)  # the lines are limited already
    rows = csv.reader(_lines(content), delimiter=_delimiter(source.name, content.head))
    header = [name.strip() for name in next(rows, [])]
    if not header:
        raise Skip("empty", "a table without a first row")
    places = _places(header, options.columns)
    first = rows.line_num + 1
    try:
        for row in rows:
            if any(cell.strip() for cell in row):
                yield _article(row, header, places, first, source)
            first = rows.line_num + 1
    except (csv.Error, _TooLong) as error:
        reason = too_large(options.max_bytes) if isinstance(error, _TooLong) else Skip("unreadable", str(error))
        yield Skipped(source.label, reason.reason, f"line {first}, and all that follows: {reason.message}")


def _lines(content: Content) -> Iterator[str]:
    r"""Yields decoded lines, of `\r` alone too; a row, which may span lines, is no longer than `max_bytes`."""
    size = quotes = 0
    for _, line in lines(content):
        if line is None:
            raise _TooLong
        size += len(line)
        quotes += line.count('"')
        if quotes % 2 == 0:
            size = quotes = 0
        elif size > content.max_bytes:
            raise _TooLong
        yield from normalise(line).splitlines(keepends=True) if "\r" in line[:-2] else (normalise(line),)


def _delimiter(name: str, head: bytes) -> str:
    """Returns the sign that parts the columns: the tab of `.tsv`, else what is most frequent in the first line."""
    if name.lower().endswith((".tsv", ".tab")):
        return "\t"
    line = head.replace(b"\x00", b"").partition(b"\n")[0]
    return max((",", ";", "\t", "|"), key=lambda sign: line.count(sign.encode()))


def _places(header: Sequence[str], given: Columns) -> dict[str, int]:
    """Returns which column holds what.

    Raises:
        Skip: A column that was asked for isn't there, or no column of texts.
    """
    asked = {"text": given.text, "title": given.title, "published": given.date, "url": given.url, "id": given.id}
    places: dict[str, int] = {}
    for key, usual in USUAL.items():
        name = asked.get(key)
        place = _find(header, [name] if name else usual)
        if place is not None:
            places[key] = place
        elif name or key == "text":
            option = "date" if key == "published" else key
            missing = f"no column {name!r}" if name else "no column that is known to hold the text"
            known = ", ".join(name[:40] for name in header[:20])
            raise Skip("unreadable", f"{missing}; there are {known}; --{option}-column says which it is")
    return places


def _find(header: Sequence[str], names: Iterable[str]) -> int | None:
    keys = [_key(name) for name in header]
    return next((keys.index(_key(name)) for name in names if _key(name) in keys), None)


def _key(name: str) -> str:
    return "_".join(name.casefold().replace("-", " ").replace("_", " ").split())


def _article(row: list[str], header: list[str], places: dict[str, int], line: int, source: Source) -> Outcome:
    used = set(places.values())
    columns = enumerate(zip(header, row, strict=False))
    record = {_free(name): cell for at, (name, cell) in columns if at not in used and name}
    for key, place in places.items():
        record[key] = row[place] if place < len(row) else ""
    outcome = from_record(record, id=f"{source.id}#{line}", source=source.label)
    if isinstance(outcome, Skipped):
        return Skipped(source.label, outcome.reason, f"line {line}: {outcome.message}")
    return outcome


def _free(name: str) -> str:
    """Returns the name of a column that is only kept, such that it isn't taken for one that has a meaning."""
    return f"column {name}" if name in _MEANT else name


def sniff(head: bytes) -> bool:
    """A table can't be told from text by its beginning."""
    return False


FORMAT = Format("table", (".csv", ".tsv", ".tab"), read, sniff)
