"""XML of unknown origin, for the formats that are XML: bounded in depth and size, without entities of its own."""

from __future__ import annotations

import io
from collections.abc import Iterator
from html.entities import html5
from typing import Any, TypeAlias
from xml.etree.ElementTree import Element

from eventx.read.base import Skip

MAX_NESTING = 500
"""Elements within one another; news has some twenty."""
MAX_EVENTS = 1_000_000
ENTITIES = {name[:-1]: text for name, text in html5.items() if name.endswith(";")}

Events: TypeAlias = Iterator[tuple[str, "Element"]]


def walk(data: bytes, *, drop: bool = False) -> Events:
    """Yields `start` and `end` with each element, as it is read.

    Args:
        data: The document.
        drop: Forget an element after its end, so that the tree never grows.

    Raises:
        Skip: It is no XML, defines or fetches entities, or is nested too deep.
    """
    from defusedxml import DefusedXmlException  # noqa: PLC0415  (few runs meet XML)
    from defusedxml.ElementTree import DefusedXMLParser, ParseError, iterparse  # noqa: PLC0415

    parser: Any = DefusedXMLParser()
    parser.entity.update(ENTITIES)  # NITF uses those of HTML, whose definitions are not fetched
    stack: list[Element] = []
    count = 0
    try:
        for event, element in iterparse(io.BytesIO(data), events=("start", "end"), parser=parser):
            count += 1
            if event == "start":
                stack.append(element)
            else:
                stack.pop()
            if len(stack) > MAX_NESTING or count > MAX_EVENTS:
                raise Skip("too_large", f"XML with more than {MAX_NESTING} levels or {MAX_EVENTS // 2:,} elements")
            yield event, element
            if drop and event == "end" and stack:
                del stack[-1][:]
    except DefusedXmlException as error:
        raise Skip("unreadable", f"XML that defines or fetches entities ({type(error).__name__})") from None
    except ParseError as error:
        raise Skip("unreadable", f"damaged XML: {error}") from None
    except (LookupError, ValueError) as error:
        raise Skip("unreadable", f"XML in an unknown encoding: {error}") from None


def local(element: Element) -> str:
    """Returns the name of an element without its namespace."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def text_of(element: Element) -> str:
    """Returns all text in an element, on one line."""
    return " ".join("".join(element.itertext()).split())
