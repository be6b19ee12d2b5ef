"""The books of a run: what came out of each input, committed to the folder in batches.

Everything that an article adds (its events, its line, its text, its count, the place reached) is booked together, and
together it becomes durable: the lines of half an article are never written.
"""

from __future__ import annotations

import time
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from typing import Any

from eventx.article import Article
from eventx.batch.counts import Counts
from eventx.batch.inputs import Done, Origin, Start
from eventx.batch.processes import interrupts_deferred
from eventx.batch.seen import digests
from eventx.read import Skipped
from eventx.write.folder import FILES, JOURNALS, RunFolder
from eventx.write.lines import article_record, json_line

COMMIT_SECONDS = 3.0
COMMIT_BYTES = 4_000_000
EVENTS, ARTICLES, SKIPPED = FILES
INPUTS, SEEN = JOURNALS

EventLines = list[tuple[str, str]]
"""The events of an article: type and output line of each."""


@dataclass(frozen=True, slots=True)
class Repeated:
    """An article that came before, and the reason to skip it."""

    article: Article
    skipped: Skipped


def start_of(folder: RunFolder, saved: Mapping[str, Any] | None) -> Start:
    """Returns where the inputs of a run go on, by its saved state."""
    if saved is None:
        return Start()
    size = int(saved["files"][INPUTS])
    return Start((folder.journal(INPUTS), size) if size else None, saved["inputs"], _current(saved))


def _current(saved: Mapping[str, Any] | None) -> Done | None:
    return Done.of_line(saved["current"]) if saved and saved["current"] else None


class Ledger:
    """Books what a run finds, from the beginning or from where a saved state left it."""

    def __init__(self, folder: RunFolder, identity: Mapping[str, Any], saved: Mapping[str, Any] | None) -> None:
        self.folder = folder
        self.identity = identity
        self.counts = Counts.of_record(saved["counts"]) if saved else Counts()
        self.inputs: int = saved["inputs"] if saved else 0
        self.current = _current(saved)
        self._earlier: float = saved["seconds"] if saved else 0.0
        self._begin = time.monotonic()
        self._committed = self._begin
        self._data: dict[str, bytearray] = {name: bytearray() for name in (*FILES, *JOURNALS)}
        self._texts: list[Article] = []
        self._bytes = 0

    @property
    def seconds(self) -> float:
        """How long the run has taken, all its parts together."""
        return self._earlier + time.monotonic() - self._begin

    def begin(self, origin: Origin) -> None:
        """Books that an input begins, and so that the one before is done."""
        line = _line(self.current.line()) if self.current else b""
        with interrupts_deferred():
            self._data[INPUTS] += line
            self.inputs += self.current is not None
            self.current = Done(origin)

    def book_events(self, article: Article, lines: EventLines) -> None:
        """Books the events of an article."""
        events = b"".join(_line(line) for _, line in lines)
        record = _line(json_line(article_record(article, len(lines))))
        known, reached = b"".join(digests(article)), self._after(article)
        with interrupts_deferred():
            self._data[EVENTS] += events
            self._data[ARTICLES] += record
            self._data[SEEN] += known
            self.counts.articles += 1
            self.counts.events += len(lines)
            self.counts.by_type.update(kind for kind, _ in lines)
            self.current = reached
            self._bytes += len(events) + len(record)
            if self.folder.texts:
                self._texts.append(article)
                self._bytes += len(article.text)

    def book_skipped(self, item: Article | Skipped | Repeated, skipped: Skipped) -> None:
        """Books why an item gave no events."""
        given = item.article if isinstance(item, Repeated) else item
        noted = isinstance(given, Article) and skipped.reason != "duplicate_id"
        known = b"".join(digests(given)) if noted and isinstance(given, Article) else b""
        line, reached = _line(json_line(asdict(skipped))), self._after(given)
        with interrupts_deferred():
            self._data[SKIPPED] += line
            self._data[SEEN] += known
            self.counts.skipped += 1
            self.counts.by_reason[skipped.reason] += 1
            self.current = reached
            self._bytes += len(line)

    def _after(self, item: Article | Skipped) -> Done:
        assert self.current is not None
        return self.current.after(item)

    def commit_if_due(self) -> None:
        """Commits if enough has been booked, or anything long enough ago; waiting for results writes nothing.

        Raises:
            WriteError: It could not be written.
        """
        if not any(self._data.values()):
            return
        if self._bytes >= COMMIT_BYTES or time.monotonic() - self._committed >= COMMIT_SECONDS:
            self.commit()

    def commit(self) -> None:
        """Makes what has been booked durable.

        Raises:
            WriteError: It could not be written.
        """
        with interrupts_deferred():
            self.folder.commit({name: bytes(blob) for name, blob in self._data.items()}, self.state(), self._texts)
            for blob in self._data.values():
                blob.clear()
            self._texts.clear()
            self._bytes = 0
        self._committed = time.monotonic()

    def state(self) -> dict[str, Any]:
        """Returns what must be remembered to go on."""
        return {
            "identity": self.identity,
            "counts": self.counts.record(),
            "inputs": self.inputs,
            "current": self.current.line() if self.current else None,
            "seconds": round(self.seconds, 3),
        }


def _line(text: str) -> bytes:
    return text.encode("utf-8") + b"\n"


def differences(before: Mapping[str, Any], now: Mapping[str, Any], within: Iterable[str] = ()) -> list[str]:
    """Names what differs between two nested records, with both values."""
    found: list[str] = []
    for key in dict.fromkeys((*before, *now)):
        old, new, path = before.get(key), now.get(key), (*within, key)
        if isinstance(old, Mapping) and isinstance(new, Mapping):
            found += differences(old, new, path)
        elif old != new:
            found.append(f"{' '.join(path)} (then {_short(old)}, now {_short(new)})")
    return found


def _short(value: object) -> str:
    text = str(value)
    return text if len(text) <= 40 else f"{text[:12]}..."
