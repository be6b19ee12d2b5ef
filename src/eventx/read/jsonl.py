"""JSON Lines: one article a line; also articles given as dicts with the keys of such a line."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any

from eventx.article import Article
from eventx.read.base import Content, Format, Outcome, ReadOptions, Skip, Skipped, Source, too_large
from eventx.read.decode import check_text, decode_stray, wide_encoding
from eventx.read.published import parse_date

_LOOKS_LIKE = re.compile(r'^[ \t\r\n]*\{[ \t]*"(?:[^"\\\n]|\\.)*"[ \t]*:')


def read(source: Source, content: Content, options: ReadOptions) -> Iterator[Outcome]:
    """Yields an article, or the reason why it is none, for each line that isn't blank."""
    empty = True
    for number, line in lines(content, skip_blank=True):
        if line is None:
            empty = False
            skip = too_large(content.max_bytes)
            yield Skipped(source.label, skip.reason, f"line {number}: {skip.message}")
        elif line.strip():
            empty = False
            yield _read_line(line, number, source)
    if empty:
        raise Skip("empty", "no line in it")


def lines(content: Content, *, skip_blank: bool = False) -> Iterator[tuple[int, str | None]]:
    """Yields decoded lines with their numbers, so that a file of any length needs no more memory than a line.

    A line that is too long is None. Rows of empty lines are passed over if told so.
    """
    wide = wide_encoding(content.head)
    if wide:
        yield from enumerate(_wide_lines(content, wide), start=1)
        return
    check_text(content.head)
    for number, line in content.numbered_lines(skip_blank=skip_blank):
        text = None if line is None else _decode_line(line)
        yield number, text.removeprefix("\ufeff") if text and number == 1 else text


def _wide_lines(content: Content, encoding: str) -> Iterator[str | None]:
    stream = io.TextIOWrapper(content.stream, encoding, "replace", newline="\n")
    first = True
    while line := stream.readline(content.max_bytes + 1):
        if len(line) <= content.max_bytes:
            yield line.removeprefix("\ufeff") if first else line
        else:
            while line and not line.endswith("\n"):
                line = stream.readline(65536)
            yield None
        first = False


def _decode_line(line: bytes) -> str:
    try:
        return line.decode("utf-8")
    except UnicodeDecodeError:
        return decode_stray(line) or line.decode("utf-8", "replace")


def _read_line(line: str, number: int, source: Source) -> Outcome:
    try:
        record = json.loads(line, parse_constant=lambda _: None)
    except json.JSONDecodeError as error:
        cause = error.msg.removesuffix(" at")
        return Skipped(source.label, "bad_json", f"line {number}: not JSON: {cause} at column {error.colno}")
    except (ValueError, RecursionError):
        return Skipped(source.label, "bad_json", f"line {number}: a number too long or nested too deep")
    if not isinstance(record, dict):
        message = f"line {number}: a JSON object is needed, this is {_kind(record)}"
        return Skipped(source.label, "bad_json", message)
    return _blame_line(from_record(record, id=f"{source.id}#{number}", source=source.label), number, source)


def _kind(value: object) -> str:
    """Names the kind of a value as JSON does."""
    if value is None or isinstance(value, bool):
        return json.dumps(value)
    if isinstance(value, int | float):
        return "a number"
    if isinstance(value, list | dict):
        return "an array" if isinstance(value, list) else "an object"
    return "a string" if isinstance(value, str) else f"of type {type(value).__name__}"


def _blame_line(outcome: Outcome, number: int, source: Source) -> Outcome:
    if isinstance(outcome, Skipped):
        return Skipped(source.label, outcome.reason, f"line {number}: {outcome.message}")
    return outcome


def from_record(record: Mapping[str, Any], *, id: str, source: str | None = None) -> Outcome:
    """Returns the article that a mapping with the keys of a JSONL line describes.

    Args:
        record: `text` is required; `id`, `title`, `published` (or `date`), `source` (or `url`), `publisher` are
            understood; everything else is kept in `extra`, and so is a date that can't be read.
        id: Used where the record has no `id`.
        source: Used where the record has neither `source` nor `url`.
    """
    rest = dict(record)
    text = rest.pop("text", None)
    where = source or id
    if text is None:
        return Skipped(where, "bad_json", 'no field "text"')
    if not isinstance(text, str):
        return Skipped(where, "bad_json", f'"text" must be a string, this is {_kind(text)}')
    if not text.strip():
        return Skipped(where, "empty", '"text" is blank')
    published = _take_date(rest, ("published", "date"))
    return Article(
        id=_take_string(rest, ("id",)) or id,
        text=text,
        source=_take_string(rest, ("source", "url")) or source,
        title=_take_string(rest, ("title",)),
        publisher=_take_string(rest, ("publisher",)),
        published=published,
        published_from="metadata" if published else None,
        extra=rest,
    )


def _take_string(rest: dict[str, Any], keys: Iterable[str]) -> str | None:
    """Takes the first usable value out of the record; a value that is unusable stays there."""
    for key in keys:
        value = rest.get(key)
        if isinstance(value, int | float) and not isinstance(value, bool):
            value = rest[key] = str(value)
        if value is None:
            rest.pop(key, None)
        elif isinstance(value, str) and value.strip():
            return str(rest.pop(key))
    return None


def _take_date(rest: dict[str, Any], keys: Iterable[str]) -> date | None:
    for key in keys:
        value = rest.get(key)
        if value is None or value == "":
            rest.pop(key, None)
        elif (day := parse_date(value)) is not None:
            del rest[key]
            return day
    return None


def sniff(head: bytes) -> bool:
    """Tells whether the first line begins like a JSON object."""
    return bool(_LOOKS_LIKE.match(head.decode(wide_encoding(head) or "utf-8", "replace").removeprefix("\ufeff")))


FORMAT = Format("jsonl", (".jsonl", ".ndjson"), read, sniff)
