"""Long texts, a window at a time, with what the article has told before.

A text of any length goes through the pipeline in windows that end at paragraph bounds. Before each window but the first
stands a context: the article's beginning, and the sentences that introduced the names which the window has, so that
"he", "the general" and a bare surname still find whom they stand for. What is found in a context is dropped; what is
found in a window is moved to where it stands in the article.
"""

from __future__ import annotations

import hashlib
import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import accumulate
from typing import Any, TypeVar

from pydantic import BaseModel
from spacy.tokens import Doc

from eventx.annotations import mentions
from eventx.article import Article
from eventx.assemble.link import ordered, with_same_as
from eventx.events import EventBase, Span

WINDOW = 100_000
"""Characters that go through the pipeline at once: more than a long article has, far less than spaCy takes."""
LEAD = 2_000
CONTEXT = 4_000
"""Characters of the context at most, and of the article's beginning within it."""
SHORTEST = 30
"""No sentence that introduces somebody is shorter."""
BREAK = "\n\n"

_WORD = re.compile(r"\w+")
_BOUNDS = tuple(map(re.compile, (r"\n[ \t]*\n\s*", r"\n\s*", r"[.!?][\"”’)]*\s+", r"\s+")))
"""Where a text may be parted, the best first: paragraphs, lines, sentences, words."""

LINKS = ("id", "same_as", "cause", "part_of")
"""The fields of an event that hold an event's id."""

M = TypeVar("M", bound=BaseModel)


class Introduced:
    """The persons that an article has introduced so far, each with the bounds of the sentence that did."""

    def __init__(self) -> None:
        self._bounds: dict[str, tuple[int, int]] = {}
        self._by_surname: defaultdict[str, list[str]] = defaultdict(list)

    def __contains__(self, name: object) -> bool:
        """Tells whether a name is known."""
        return name in self._bounds

    def add(self, name: str, start: int, end: int) -> None:
        """Adds a person's name, and the bounds of the sentence that told it."""
        self._bounds[name] = (start, end)
        self._by_surname[_surname(name)].append(name)

    def named_in(self, text: str) -> list[tuple[int, int]]:
        """Returns where those were introduced whose surnames a text has, the last first.

        Those that the text tells in full itself come after the others.
        """
        words = self._by_surname.keys() & _WORD.findall(text)
        names = [name for word in words for name in self._by_surname[word]]
        places = [(name not in text, self._bounds[name]) for name in names]
        return [bounds for _, bounds in sorted(places, reverse=True)]


def _surname(name: str) -> str:
    return next(reversed(_WORD.findall(name)), "")


@dataclass(frozen=True, slots=True)
class Window:
    """A part of an article, as an article of its own.

    Attributes:
        article: Its text is the context, if there is one, and the window.
        begin: Where the window begins in that text.
        pieces: Start in that text and start in the article's text, of each stretch that comes from the article.
    """

    article: Article
    begin: int
    pieces: tuple[tuple[int, int], ...]

    def place(self, offset: int) -> int:
        """Returns where a character of the window's text stands in the article's."""
        mine, theirs = self.pieces[bisect_right(self.pieces, offset, key=lambda piece: piece[0]) - 1]
        return theirs + offset - mine


def bounds(text: str, size: int = WINDOW) -> list[tuple[int, int]]:
    """Returns the windows of a text, none longer than `size`; they follow each other without a gap."""
    found: list[tuple[int, int]] = []
    start = 0
    while len(text) - start > size:
        end = _parting(text, start, start + size)
        found.append((start, end))
        start = end
    return [*found, (start, len(text))]


def _parting(text: str, start: int, limit: int) -> int:
    """Returns the last good place to part a text within the second half of [start, limit)."""
    middle = (start + limit) // 2
    for pattern in _BOUNDS:
        last = max((match.end() for match in pattern.finditer(text, middle, limit)), default=None)
        if last is not None:
            return last
    return limit


def window(article: Article, start: int, end: int, known: Introduced) -> Window:
    """Returns a window with its context: the article's beginning, and the sentences that introduced its names."""
    if start == 0:
        return Window(replace(article, text=article.text[:end]), 0, ((0, 0),))
    lead = _parting(article.text, 0, LEAD)
    stretches = [(0, lead)]
    room = CONTEXT - lead
    for first, last in known.named_in(article.text[start:end]):
        if room < SHORTEST:
            break
        if first >= lead and last <= start and last - first <= room:
            stretches.append((first, last))
            room -= last - first
    stretches = [*sorted(set(stretches)), (start, end)]
    texts = [article.text[first:last] for first, last in stretches]
    begins = accumulate((len(text) + len(BREAK) for text in texts), initial=0)
    pieces = tuple((mine, first) for mine, (first, _) in zip(begins, stretches, strict=False))
    return Window(replace(article, text=BREAK.join(texts)), pieces[-1][0], pieces)


def moved(value: M, where: Window) -> M:
    """Returns a value of the output with its spans where they stand in the article."""
    fields = {name: _moved(getattr(value, name), where) for name in type(value).model_fields}
    if isinstance(value, Span):
        start = where.place(value.start)
        fields |= {"start": start, "end": start + value.end - value.start}
    return value.model_copy(update=fields)


def _moved(value: Any, where: Window) -> Any:
    if isinstance(value, list):
        return [_moved(item, where) for item in value]
    return moved(value, where) if isinstance(value, BaseModel) else value


def placed(events: Iterable[EventBase], where: Window) -> Iterator[EventBase]:
    """Yields the events of a window as events of the article; their ids take the window in."""
    for event in events:
        links = {name: _renamed(getattr(event, name), where) for name in LINKS if getattr(event, name, None)}
        yield moved(event, where).model_copy(update=links) if where.begin else event


def _renamed(event_id: str, where: Window) -> str:
    return hashlib.sha256(f"{event_id}@{where.pieces[-1][1]}".encode()).hexdigest()[:16]


def relinked(events: Iterable[EventBase], further: frozenset[str]) -> list[EventBase]:
    """Returns the events of all windows in contract order, with the tellings of one happening tied across windows."""
    return with_same_as(ordered(event.model_copy(update={"same_as": None}) for event in events), further)


def introduced(doc: Doc, begin: int, known: Container[str]) -> dict[str, tuple[int, int]]:
    """Returns the unknown persons that are told in full after `begin`, each with the bounds of its sentence."""
    found: dict[str, tuple[int, int]] = {}
    for mention in mentions(doc):
        name = mention.name
        if mention.start_char < begin or not mention.named or mention.kind != "person" or " " not in name:
            continue
        if name not in known and name not in found:
            sentence = doc[mention.head].sent
            found[name] = (sentence.start_char, sentence.end_char)
    return found
