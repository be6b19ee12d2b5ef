"""Word documents (`.docx`): the paragraphs as they stand, without headers, footnotes and what was deleted."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator

from eventx.article import Article
from eventx.read.base import Content, Format, Outcome, ReadOptions, Skip, Source, too_large
from eventx.read.decode import normalise
from eventx.read.xml import local, text_of, walk
from eventx.read.zipped import open_member, open_zip

_MARKS = {"t": "", "tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}
"""What elements stand for in the text; nothing: their content."""
_BODY, _PROPERTIES = "word/document.xml", "docProps/core.xml"


def read(source: Source, content: Content, options: ReadOptions) -> Iterator[Outcome]:
    """Yields the one article of a document; its title is context, the day it was made is kept in `extra`."""
    with open_zip(content) as archive:
        body = _member(archive, _BODY, source, options.max_bytes)
        if body is None:
            raise Skip("unreadable", f"no Word document: it holds no {_BODY}")
        properties = _member(archive, _PROPERTIES, source, options.max_bytes)
    title, created = _properties(properties)
    yield Article(
        id=source.id,
        text=normalise("\n".join(_paragraphs(body))),
        source=source.label,
        title=title,
        extra={"created": created} if created else {},
    )


def _member(archive: zipfile.ZipFile, name: str, source: Source, limit: int) -> bytes | None:
    if name not in archive.NameToInfo:
        return None
    with open_member(archive, archive.NameToInfo[name], source) as stream:
        data = stream.read(limit + 1)
    if len(data) > limit:
        raise too_large(limit)
    return data


def _paragraphs(data: bytes) -> Iterator[str]:
    """Yields the paragraphs; one in a text box comes before the one that holds the box."""
    open_paragraphs: list[list[str]] = [[]]
    fallbacks = 0  # the same once more, for programs that can't show it
    for event, element in walk(data, drop=True):
        name = local(element)
        step = 1 if event == "start" else -1
        if name == "Fallback":
            fallbacks += step
        elif name == "p" and event == "start":
            open_paragraphs.append([])
        elif name == "p":
            text = "".join(open_paragraphs.pop())
            if not fallbacks:
                yield text
        elif event == "end" and name in _MARKS:
            open_paragraphs[-1].append(_MARKS[name] or element.text or "")


def _properties(data: bytes | None) -> tuple[str | None, str | None]:
    title = created = None
    try:
        for event, element in walk(data) if data else ():
            if event == "end" and local(element) == "title":
                title = text_of(element) or None
            elif event == "end" and local(element) == "created":
                created = text_of(element)[:10] or None
    except Skip:
        return None, None  # only context
    return title, created


def sniff(head: bytes) -> bool:
    """Tells whether the bytes begin like a Word document."""
    return head.startswith(b"PK\x03\x04") and b"word/" in head


FORMAT = Format("Word", (".docx",), read, sniff)
