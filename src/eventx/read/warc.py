"""Web archives (WARC): each page is an input of its own, under its address."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from eventx.read.base import Content, Format, Outcome, ReadOptions, Skipped, Source, too_large

_NAMES = {
    "text/html": "page.html",
    "application/xhtml+xml": "page.html",
    "text/plain": "page.txt",
    "application/pdf": "page.pdf",
    "application/rss+xml": "page.rss",
    "application/atom+xml": "page.atom",
}
"""File names that tell a record's format."""


def read(source: Source, content: Content, options: ReadOptions) -> Iterator[Outcome | Source]:
    """Yields the records that hold content; the day on which they were fetched is not that of publication."""
    from fastwarc.warc import ArchiveIterator, WarcRecordType  # noqa: PLC0415  (an extra)

    kinds = WarcRecordType.response | WarcRecordType.resource | WarcRecordType.conversion
    records = ArchiveIterator(content.stream, record_types=kinds, parse_http=True, auto_decode="all")
    for number, record in enumerate(records, start=1):
        yield _piece(record, number, source, options.max_bytes)


def _piece(record: Any, number: int, source: Source, limit: int) -> Outcome | Source:
    address = record.headers.get("WARC-Target-URI") or f"{source.label}#{number}"
    status = record.http_headers.status_code if record.is_http and record.http_headers else None
    if status is not None and status != 200:
        return Skipped(address, "unreadable", f"record {number}: the server answered {status}")
    kind = (record.http_content_type if record.is_http else record.headers.get("Content-Type")) or ""
    kind = kind.partition(";")[0].strip().lower()
    if kind.startswith(("image/", "video/", "audio/", "font/")) or kind in ("text/css", "text/javascript"):
        return Skipped(address, "not_text", f"record {number}: {kind}")
    data = record.reader.read(limit + 1)
    source.budget.give(len(data))
    if len(data) > limit:
        return Skipped(address, "too_large", f"record {number}: {too_large(limit).message}")
    return source.part(number, _NAMES.get(kind, "page"), data, address)


def sniff(head: bytes) -> bool:
    """Tells whether the bytes begin like a web archive."""
    return head.startswith(b"WARC/")


FORMAT = Format("WARC", (".warc", ".wet"), read, sniff)
