"""Web archives (WARC): each page is an input of its own, under its address."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, BinaryIO, cast

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
_ENDINGS = {"gzip": ".gz", "x-gzip": ".gz", "zstd": ".zst"}


def read(source: Source, content: Content, options: ReadOptions) -> Iterator[Outcome | Source]:
    """Yields the records that hold content; the day on which they were fetched is not that of publication."""
    from fastwarc.warc import ArchiveIterator, WarcRecordType  # noqa: PLC0415  (an extra)

    kinds = WarcRecordType.response | WarcRecordType.resource | WarcRecordType.conversion
    stream = _Quiet(content.stream)
    records = ArchiveIterator(cast(BinaryIO, stream), record_types=kinds, parse_http=True, auto_decode="transfer")
    try:
        for number, record in enumerate(records, start=1):
            yield _piece(record, number, source, options.max_bytes)
    except BaseException as error:
        if type(error).__name__ != "PanicException":  # FastWARC's own, which is meant to end the process
            raise
        raise ValueError(str(error)) from None
    if stream.error:
        raise stream.error


class _Quiet:
    """A stream that ends where reading it fails: an exception in the midst of it would end FastWARC, and all else."""

    def __init__(self, stream: Any) -> None:
        self._stream = stream
        self._given = 0
        self.error: Exception | None = None

    def read(self, size: int = -1) -> bytes:
        try:
            data: bytes = b"" if self.error else self._stream.read(size)
        except Exception as error:
            self.error = error
            return b""
        self._given += len(data)
        return data

    def tell(self) -> int:
        return self._given


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
    if len(data) > limit:
        return Skipped(address, "too_large", f"record {number}: {too_large(limit).message}")
    encoding = (record.http_headers.get("Content-Encoding") or "").strip().lower() if record.is_http else ""
    if encoding not in ("", "identity", "gzip", "x-gzip", "zstd"):
        return Skipped(address, "unreadable", f"record {number}: content encoding {encoding[:40]}")
    return source.part(number, _NAMES.get(kind, "page") + _ENDINGS.get(encoding, ""), data, address)


def sniff(head: bytes) -> bool:
    """Tells whether the bytes begin like a web archive."""
    return head.startswith(b"WARC/")


FORMAT = Format("WARC", (".warc", ".wet"), read, sniff)
