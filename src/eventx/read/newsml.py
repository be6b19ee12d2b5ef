"""News in XML: NITF, NewsML 1 and NewsML-G2; each news item is an article: headline, empty line, paragraphs."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from xml.etree.ElementTree import Element

from eventx.article import Article
from eventx.read.base import Content, Format, Outcome, ReadOptions, Skip, Source
from eventx.read.decode import normalise
from eventx.read.published import parse_date
from eventx.read.xml import local, text_of, walk

MAX_XML = 16 * 2**20
"""Bytes of a document: its tree takes twenty times as much."""
_ITEMS = frozenset({"newsItem", "NewsItem"})
_HEADLINES = ("hl1", "headline", "HeadLine", "title")
_CONTENTS = ("body.content", "DataContent", "inlineXML", "inlineData", "body")
_PARAGRAPHS = frozenset({"p", "hl2", "h1", "h2", "h3", "h4", "li", "dt", "dd", "pre", "tr", "dateline"})
_NOT_TEXT = frozenset({"head", "media", "media-caption", "hedline", "byline", "style", "script"})
_DATES = (
    ("date.issue", "norm"),
    ("pubdata", "date.publication"),
    ("firstCreated", ""),
    ("FirstCreated", ""),
    ("contentCreated", ""),
    ("versionCreated", ""),
    ("ThisRevisionCreated", ""),
    ("DateAndTime", ""),
    ("story.date", "norm"),
    ("date.release", "norm"),
)
_PUBLISHERS = (("doc.copyright", "holder"), ("pubdata", "name"), ("provider", ""), ("copyrightHolder", ""))
_START = re.compile(rb"<(?:\?xml|!DOCTYPE|nitf|newsItem|newsMessage|NewsML)[\s>]")


def read(source: Source, content: Content, options: ReadOptions) -> Iterator[Outcome]:
    """Yields the news items of a document."""
    number = 0
    root: Element | None = None
    for event, element in walk(content.read(MAX_XML)):
        if root is None:
            root = element
        if event == "end" and local(element) in _ITEMS and element is not root:
            number += 1
            yield _article(element, f"{source.id}#{number}", source)
            element.clear()
    if number:
        return
    if root is None or local(root) not in _ITEMS | {"nitf", "NewsML"}:
        raise Skip("not_text", "XML that is neither NITF nor NewsML nor a feed")
    yield _article(root, source.id, source)


def _article(item: Element, id: str, source: Source) -> Article:
    headline = _headline(item)
    body = next((text for name in _CONTENTS for e in item.iter() if local(e) == name and (text := _text(e))), "")
    dateline = next((text_of(e) for e in item.iter() if local(e) in ("dateline", "DateLine")), "")
    if dateline and dateline not in body[:500]:
        body = f"{dateline}\n{body}"
    published = _published(item)
    return Article(
        id=id,
        text=normalise("\n\n".join(part for part in (headline, body) if part)),
        source=source.label,
        title=headline,
        publisher=_attribute(item, _PUBLISHERS),
        published=published,
        published_from="metadata" if published else None,
    )


def _headline(item: Element) -> str | None:
    found = {local(e): e for e in reversed(list(item.iter())) if local(e) in _HEADLINES}
    return next((text for name in _HEADLINES if name in found and (text := text_of(found[name]))), None)


def _text(content: Element) -> str:
    """Returns the paragraphs in an element, or all its text where it has none."""
    paragraphs = list(_paragraphs(content))
    return "\n".join(paragraphs) if paragraphs else text_of(content)


def _paragraphs(content: Element) -> Iterator[str]:
    stack = [content]
    while stack:
        element = stack.pop()
        name = local(element)
        if name in _NOT_TEXT:
            continue
        if name in _PARAGRAPHS:
            if text := text_of(element):
                yield text
        else:
            stack.extend(reversed(element))


def _published(item: Element) -> date | None:
    for name, attribute in _DATES:
        for element in item.iter():
            if local(element) == name and (day := parse_date(_value(element, attribute))):
                return day
    return None


def _attribute(item: Element, places: tuple[tuple[str, str], ...]) -> str | None:
    for name, attribute in places:
        for element in item.iter():
            if local(element) == name and (value := _value(element, attribute).strip()):
                return value
    return None


def _value(element: Element, attribute: str) -> str:
    return " ".join(str(element.get(attribute) or "").split()) if attribute else text_of(element)


def sniff(head: bytes) -> bool:
    """Tells whether the bytes begin like XML."""
    return bool(_START.match(head.lstrip(b"\xef\xbb\xbf \t\r\n")))


FORMAT = Format("news XML", (".nitf", ".newsml"), read, sniff)
