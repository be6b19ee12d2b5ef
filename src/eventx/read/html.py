"""HTML: the article of a web page; title, publisher and date from the page's metadata only."""

from __future__ import annotations

import re
from collections.abc import Iterator

from eventx.article import Article
from eventx.read.base import HEAD_BYTES, Content, Format, Outcome, ReadOptions, Source
from eventx.read.decode import decode

_START = re.compile(rb"(?i)<(?:!doctype\s+html|html|head|body)\b")
_CHARSET = re.compile(rb"(?i)<meta[^>]+charset\s*=\s*[\"']?\s*([\w.:-]+)|\A\s*<\?xml[^>]+encoding=[\"']([\w.:-]+)")


def read(source: Source, content: Content, options: ReadOptions) -> Iterator[Outcome]:
    """Yields the one article of a web page: the title, an empty line, the extracted text."""
    from eventx.read.webpage import parse_page  # noqa: PLC0415  (takes a while, and most runs meet no HTML)

    data = content.read()
    page = parse_page(decode(data, _declared(data[:HEAD_BYTES])))
    yield Article(
        id=source.id,
        text=page.text,
        source=source.label,
        title=page.title,
        publisher=page.publisher,
        published=page.published,
        published_from="metadata" if page.published else None,
    )


def sniff(head: bytes) -> bool:
    """Tells whether the bytes begin like a web page."""
    rest = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    while rest.startswith((b"<!--", b"<?")):  # comments and an XML declaration may stand before it
        end = b"-->" if rest.startswith(b"<!--") else b"?>"
        _, found, rest = rest.partition(end)
        if not found:
            return False
        rest = rest.lstrip()
    return bool(_START.match(rest))


def _declared(head: bytes) -> str | None:
    """Returns the encoding that the page says it has."""
    match = _CHARSET.search(head)
    return (match[1] or match[2]).decode("ascii", "replace") if match else None


FORMAT = Format("html", (".html", ".htm", ".xhtml"), read, sniff)
