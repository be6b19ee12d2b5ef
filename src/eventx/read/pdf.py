"""PDF: the text of all pages, its lines re-flowed to paragraphs; a scan without text is empty."""

from __future__ import annotations

import io
import logging
from collections.abc import Iterator
from typing import Any

from eventx.article import Article
from eventx.read.base import Content, Format, Outcome, ReadOptions, Skip, Source, too_large
from eventx.read.decode import normalise
from eventx.read.reflow import join_pages

MAX_PAGES = 2000
MAX_STREAM = 8_000_000
"""Decompressed bytes of one stream in the file: a page of text has some thousand."""
MAX_WORK = 32_000_000
"""The same of all pages together: they are programs, and take a second a megabyte to run."""
MAX_FORMS = 200
"""Drawings within drawings that are run on a page."""


def read(source: Source, content: Content, options: ReadOptions) -> Iterator[Outcome]:
    """Yields the one article of a PDF file.

    Its title is context. The date at which the file was made is not that of publication, so it is only kept (`extra`).
    """
    from pypdf import apply_configuration  # noqa: PLC0415  (an extra, and slow to import)
    from pypdf.errors import LimitReachedError  # noqa: PLC0415

    logging.getLogger("pypdf").addHandler(logging.NullHandler())  # else its warnings go to stderr
    with apply_configuration(
        zlib_maximum_output_length=MAX_STREAM,
        lzw_maximum_output_length=MAX_STREAM,
        run_length_maximum_output_length=MAX_STREAM,
        brotli_maximum_output_length=MAX_STREAM,
        array_based_stream_maximum_output_length=MAX_STREAM,
        xform_maximum_invocations_per_extraction=MAX_FORMS,
        jbig2dec_binary=None,  # a program of the machine; nothing is executed
    ):
        try:
            text, title, created = _document(content.read(), options.max_bytes)
        except LimitReachedError as error:
            raise Skip("too_large", str(error)) from None
    if not text.strip():
        raise Skip("empty", "no text in it; a scan must go through text recognition first")
    extra = {"created": created} if created else {}
    yield Article(id=source.id, text=text, source=source.label, title=title, extra=extra)


def _document(data: bytes, max_bytes: int) -> tuple[str, str | None, str | None]:
    """Returns the text, the title and the day at which the file was made."""
    from pypdf import PdfReader  # noqa: PLC0415

    reader = PdfReader(io.BytesIO(data), strict=False)
    if reader.is_encrypted and not reader.decrypt(""):
        raise Skip("unreadable", "encrypted with a password")
    return normalise(join_pages(list(_pages(reader, max_bytes)))), *_metadata(reader)


def _pages(reader: Any, max_bytes: int) -> Iterator[list[str]]:
    """Yields the lines of every page.

    Raises:
        Skip: `too_large`, where there is more than a document of that kind ever has.
    """
    characters = work = 0
    for number, page in enumerate(reader.pages, start=1):
        contents = page.get_contents()
        work += len(contents.get_data()) if contents is not None else 0
        if number > MAX_PAGES or work > MAX_WORK:
            raise Skip("too_large", f"more than {MAX_PAGES} pages or {MAX_WORK:,} bytes of drawing")
        text = page.extract_text()
        characters += len(text)
        if characters > max_bytes:
            raise too_large(max_bytes)
        yield text.split("\n")


def _metadata(reader: Any) -> tuple[str | None, str | None]:
    """Returns the title and the day at which the file was made, as far as they can be read."""
    try:
        info = reader.metadata
        title = " ".join(str(info.title or "").split()) if info else ""
        created = info.creation_date if info else None
    except Exception:  # metadata are often malformed, and only context
        return None, None
    return title or None, created.date().isoformat() if created else None


def sniff(head: bytes) -> bool:
    """Tells whether the bytes begin like a PDF file."""
    return b"%PDF-" in head[:1024]


FORMAT = Format("PDF", (".pdf",), read, sniff)
