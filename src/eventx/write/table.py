"""Events as a short table to read in a terminal."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby
from pathlib import Path
from typing import IO, Any

from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from eventx.write.folder import FILES, is_unfinished
from eventx.write.plain import printable
from eventx.write.rows import counted_victims, row

PLAIN_WIDTH = 150
"""Columns where the output is no terminal."""
SNIPPET = 60
"""Characters of the sentence that are shown, about."""


class EventsError(Exception):
    """A file is not one of events; the message names file, line and cause."""


def read_events(path: Path) -> Iterator[dict[str, Any]]:
    """Yields the records of an `events.jsonl`, or of the one in a run's folder.

    Raises:
        EventsError: There is no such file, or a line of it is no event.
    """
    if path.is_dir():
        if is_unfinished(path):
            raise EventsError(f"{path} holds an unfinished run; the command that began it goes on with it")
        path = path / FILES[0]
    try:
        with path.open("rb") as lines:
            for n, line in enumerate(lines, start=1):
                yield _parsed(line, f"{path}:{n}")
    except FileNotFoundError:
        raise EventsError(f"{path}: no such file; `eventx run PATH -o DIR` makes one") from None
    except OSError as error:
        raise EventsError(f"{path}: {error.strerror or error}") from None


def _parsed(line: bytes, where: str) -> dict[str, Any]:
    try:
        record = json.loads(line)
    except (ValueError, RecursionError):
        raise EventsError(f"{where}: not a line of JSON; give an events.jsonl or a run's folder") from None
    if not isinstance(record, dict) or "type" not in record or not isinstance(record.get("doc"), dict):
        raise EventsError(f"{where}: no event (no type or doc); give an events.jsonl or a run's folder")
    return record


class _Console(Console):
    """A console that leaves it to its caller what to do when nobody reads its output any more."""

    def on_broken_pipe(self) -> None:
        raise BrokenPipeError


def print_table(events: Iterable[Mapping[str, Any]], stream: IO[str]) -> int:
    """Prints a table for each article; returns how many events there are."""
    console = _Console(file=stream, highlight=False, width=None if stream.isatty() else PLAIN_WIDTH)
    total = 0
    for name, group in groupby(events, key=lambda event: str(event["doc"].get("id"))):
        records = list(group)
        total += len(records)
        console.print(Text(f"{printable(name)}: {len(records)} event{'' if len(records) == 1 else 's'}", style="bold"))
        console.print(_table(records))
    return total


def _table(records: Iterable[Mapping[str, Any]]) -> Table:
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, show_edge=False, expand=True)
    table.add_column("when", no_wrap=True)
    table.add_column("event", no_wrap=True)
    for name, ratio in (("who", 3), ("whom or what", 3), ("where", 2), ("says", 2), ("in the words", 5)):
        table.add_column(name, ratio=ratio, overflow="fold")
    for record in records:
        table.add_row(*(Text(printable(cell)) for cell in _cells(record)))
    return table


def _cells(record: Mapping[str, Any]) -> tuple[str, ...]:
    flat = row(record)
    status = "" if flat["status"] == "occurred" else f" ({flat['status']})"
    return (
        _days(flat["earliest"], flat["latest"]),
        f"{flat['type']} {flat['mode']}{status}",
        flat["who"] or "",
        "; ".join(filter(None, (counted_victims(record), flat["what"]))),
        flat["place"] or "",
        flat["source"] or "",
        _snippet(record),
    )


def _snippet(record: Mapping[str, Any]) -> str:
    """Returns the words around the trigger, within its sentence."""
    trigger, evidence = record.get("trigger") or {}, record.get("evidence") or {}
    text = str(evidence.get("text", ""))
    at = int(trigger.get("start", 0)) - int(evidence.get("start", 0))
    begin, end = max(0, at - SNIPPET // 2), at + SNIPPET // 2
    begin = text.rfind(" ", 0, begin) + 1 if begin else 0
    end = text.find(" ", end) if " " in text[end:] else len(text)
    words = " ".join(text[begin:end].split())
    return f"{'…' if begin else ''}{words}{'…' if end < len(text) else ''}"


def _days(earliest: str | None, latest: str | None) -> str:
    if not earliest or not latest or earliest == latest:
        return earliest or latest or ""
    return f"{earliest}…{latest[5:] if latest[:4] == earliest[:4] else latest}"
