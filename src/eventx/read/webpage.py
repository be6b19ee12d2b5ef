"""The article in a web page: text, title, publisher and publication date, by trafilatura and htmldate.

Slow to import: only `eventx.read.html` does so, and only when it meets a page.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from html import unescape
from itertools import islice
from typing import Any

import htmldate
import trafilatura
from lxml.html import Element, HtmlElement

from eventx.read.published import parse_date

_JSON_DATE = re.compile(r'"date(?:Published|Created|Modified)"\s*:\s*"[^"\\]{4,60}"')
_DATED_CLASS = re.compile(r"(?i)publish|pubdate|entry-date|post-date|article-date|dateline|timestamp")
_PROSE_META = re.compile(r"(?i)title|description|abstract|keyword|image|url|expir|valid|event|birth")
_XML_DECLARATION = re.compile(r"\A\s*<\?xml[^>]*\?>")
_EARLIEST, _LATEST = "1970-01-01", "2199-12-31"  # htmldate's own upper bound would be the machine's clock

MAX_TAGS = 100_000
"""Tags beyond which no tree is built of a page: it takes a hundred times the memory of its text."""
MAX_ATTRIBUTES = 2000
"""Attributes of a tag beyond which the same holds: the parser compares each with each."""
_LONG_TAG = re.compile(r"<[^<>]{10000,}")
MAX_DATED = 50
"""Marked-up dates of a page that are looked at."""
_UNSEEN = frozenset({"title", "script", "style", "template"})
_INLINE = frozenset(
    {"a", "abbr", "b", "cite", "em", "font", "i", "mark", "q", "small", "span", "strong", "sub", "sup", "time", "u"}
)

for _name in ("trafilatura", "htmldate", "justext", "courlan"):
    logging.getLogger(_name).addHandler(logging.NullHandler())  # else their warnings go to stderr


@dataclass(frozen=True, slots=True)
class Page:
    """What a web page says: the extracted text, without its headline, and what its metadata say about it."""

    body: str
    title: str | None = None
    publisher: str | None = None
    published: date | None = None

    @property
    def text(self) -> str:
        """The title, an empty line, the body."""
        return "\n\n".join(part for part in (self.title, self.body) if part)


def parse_page(markup: str) -> Page:
    """Returns the article in a web page; broken markup is read as far as it goes, down to its bare text."""
    markup = _XML_DECLARATION.sub("", markup)
    if markup.count("<") > MAX_TAGS or any(len(tag[0].split()) > MAX_ATTRIBUTES for tag in _LONG_TAG.finditer(markup)):
        return Page(bare_text(markup))
    if "html" not in markup[:50].lower():
        markup = f"<html>{markup}"  # trafilatura takes no fragments
    try:
        tree = trafilatura.load_html(markup)
    except (ValueError, RecursionError, AssertionError):
        tree = None
    if tree is None:
        return Page(bare_text(markup))
    published = find_date(tree)
    title, publisher = _names(tree)
    return Page(_without_title(_body(tree) or bare_text(markup), title), title, publisher, published)


def _body(tree: HtmlElement) -> str | None:
    try:
        return trafilatura.extract(tree, include_comments=False, with_metadata=False) or None
    except Exception:  # whatever a third-party parser makes of broken markup, one page must not end a run
        return None


_TAG_NAME = re.compile(r"</?([A-Za-z][A-Za-z0-9]{0,20})")


def _pieces(markup: str) -> Iterator[str]:
    """Yields the text between the tags, and a line break for each tag of a block.

    Builds no tree, so that nothing can be nested too deep, and passes over the markup once, so that nothing left
    unclosed can be looked for again and again.
    """
    at = 0
    while at < len(markup):
        tag = markup.find("<", at)
        if tag < 0:
            break
        yield markup[at:tag]
        name = _TAG_NAME.match(markup, tag)
        if name:
            at = _after(markup, ">", tag)
            if markup[tag + 1] != "/" and name[1].lower() in _UNSEEN:
                at = _after_element(markup, name[1].lower(), at)
            yield "" if name[1].lower() in _INLINE else "\n"
        elif markup.startswith("<!--", tag):
            at = _after(markup, "-->", tag)
        elif markup.startswith(("<!", "<?"), tag):
            at = _after(markup, ">", tag)
        else:
            yield "<"
            at = tag + 1
    yield markup[at:]


def _after(markup: str, end: str, start: int) -> int:
    """Returns where a tag or a comment ends; one that is never closed takes all the rest with it."""
    found = markup.find(end, start)
    return len(markup) if found < 0 else found + len(end)


def _after_element(markup: str, name: str, start: int) -> int:
    """Returns where the content of a script or style ends."""
    end = re.compile(rf"</{name}", re.IGNORECASE).search(markup, start)
    return end.start() if end else len(markup)


def bare_text(markup: str) -> str:
    """Returns all text between the tags, a line for each block."""
    lines = (" ".join(line.split()) for line in unescape("".join(_pieces(markup))).split("\n"))
    return "\n".join(line for line in lines if line)


def _names(tree: HtmlElement) -> tuple[str | None, str | None]:
    """Returns title and publisher as the page's metadata give them."""
    settings = {"extensive_search": False, "original_date": True, "max_date": _LATEST}
    try:
        found: Any = trafilatura.extract_metadata(tree, date_config=settings, extensive=False)
    except Exception:  # as for the text
        return None, None
    return _one_line(found.title), _one_line(found.sitename)


def _one_line(value: str | None) -> str | None:
    return " ".join(value.split()) or None if value else None


def _without_title(body: str, title: str | None) -> str:
    """Drops the headline where the extracted text repeats it as its first line."""
    first, _, rest = body.partition("\n")
    if title and " ".join(first.lstrip("# ").split()).casefold() == title.casefold():
        return rest.strip()
    return body


def find_date(tree: HtmlElement) -> date | None:
    """Returns the publication date in a page's metadata: meta tags, JSON-LD, marked-up elements, the canonical URL.

    htmldate also reads prose, where the date of some past event stands. So it is given a page that holds nothing but
    metadata.
    """
    try:
        found = htmldate.find_date(
            _metadata_only(tree),
            extensive_search=False,
            original_date=True,
            min_date=_EARLIEST,
            max_date=_LATEST,
            deferred_url_extractor=True,
        )
    except Exception:  # as for the text
        return None
    return parse_date(found) if found else None


def _metadata_only(tree: HtmlElement) -> HtmlElement:
    """Returns a page with those elements of another one that are there to date it."""
    page, head, body = Element("html"), Element("head"), Element("body")
    page.append(head)
    page.append(body)
    for meta in tree.iter("meta"):
        name = " ".join(str(meta.get(key) or "") for key in ("name", "property", "itemprop", "http-equiv"))
        if not _PROSE_META.search(name):
            head.append(Element("meta", dict(meta.attrib)))
    for link in tree.iterfind('.//link[@rel="canonical"]'):
        head.append(Element("link", dict(link.attrib)))
    for script in tree.iterfind('.//script[@type="application/ld+json"]'):
        copy = Element("script", {"type": "application/ld+json"})
        copy.text = "{" + ",".join(_JSON_DATE.findall(script.text or "")) + "}"
        head.append(copy)
    only_time = len(list(islice(tree.iter("time"), 2))) == 1
    dated = (element for element in tree.iter("time", "span", "abbr", "p", "div") if _is_dated(element, only_time))
    for element in islice(dated, MAX_DATED):
        copy = Element(element.tag, dict(element.attrib))
        copy.text = element.text_content()[:100]
        body.append(copy)
    return page


def _is_dated(element: HtmlElement, only_time: bool) -> bool:
    """Tells whether an element is marked as holding the publication date.

    The page's one `<time datetime=...>` is; of several, most belong to other articles.
    """
    if "datePublished" in (element.get("itemprop") or "").split() or "pubdate" in element.attrib:
        return True
    if element.tag not in ("time", "abbr"):
        return False
    if _DATED_CLASS.search(element.get("class") or ""):
        return True
    return only_time and element.tag == "time" and bool(element.get("datetime"))
