"""Plain text and Markdown: the decoded content as it stands, Markdown's signs included."""

from __future__ import annotations

from collections.abc import Iterator

from eventx.article import Article
from eventx.read.base import Content, Format, Outcome, ReadOptions, Skip, Source
from eventx.read.decode import check_text, decode, wide_encoding


def read(source: Source, content: Content, options: ReadOptions) -> Iterator[Outcome]:
    """Yields the one article of a text file."""
    yield Article(id=source.id, text=decode(content.read()), source=source.label)


def sniff(head: bytes) -> bool:
    """Tells whether the bytes are text of any kind."""
    try:
        if not wide_encoding(head):
            check_text(head)
    except Skip:
        return False
    return True


FORMAT = Format("text", (".txt", ".text", ".md", ".markdown"), read, sniff)
