"""RSS and Atom files: each entry is an article. A file is read, nothing is ever fetched."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from datetime import date
from typing import Any

from eventx.article import Article
from eventx.read.base import Content, Format, Outcome, ReadOptions, Skip, Source
from eventx.read.decode import normalise
from eventx.read.published import parse_date

MAX_FEED = 16 * 2**20
"""Bytes of a feed: broken ones are repaired, which takes its time."""
_ROOT = re.compile(rb"<(?:rss|feed|rdf:RDF)[\s>]")


def read(source: Source, content: Content, options: ReadOptions) -> Iterator[Outcome]:
    """Yields the entries: title, empty line, content or else summary; the link is the source."""
    import feedparser  # noqa: PLC0415  (an extra)

    data = content.read(MAX_FEED)
    # A stream, since of a string feedparser fetches what it takes for an address.
    feed = feedparser.parse(io.BytesIO(data), resolve_relative_uris=False, sanitize_html=False)
    if not feed.version and not feed.entries:
        raise Skip("unreadable", "no RSS or Atom feed")
    if not feed.entries:
        raise Skip("empty", "a feed without entries")
    publisher = _line(feed.feed.get("title"))
    for number, entry in enumerate(feed.entries, start=1):
        yield _article(entry, number, publisher, source)


def _article(entry: Any, number: int, publisher: str | None, source: Source) -> Article:
    from eventx.read.webpage import bare_text  # noqa: PLC0415  (takes a while)

    title = _line(bare_text(str(entry.get("title") or "")))
    bodies = [str(part.get("value") or "") for part in entry.get("content") or ()]
    body = max([*bodies, str(entry.get("summary") or "")], key=len)
    published = _day(entry)
    return Article(
        id=f"{source.id}#{number}",
        text=normalise("\n\n".join(part for part in (title, bare_text(body)) if part)),
        source=_line(entry.get("link")) or source.label,
        title=title,
        publisher=publisher,
        published=published,
        published_from="metadata" if published else None,
    )


def _day(entry: Any) -> date | None:
    for key in ("published", "issued", "created", "updated", "date"):
        if day := parse_date(entry.get(key)):
            return day
    return None


def _line(value: object) -> str | None:
    return " ".join(normalise(str(value)).split()) or None if value else None


def sniff(head: bytes) -> bool:
    """Tells whether the bytes begin like a feed."""
    return head.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<") and bool(_ROOT.search(head[:2048]))


FORMAT = Format("feed", (".rss", ".atom", ".rdf"), read, sniff)
