"""How a run tells where it stands: a live line on a terminal, now and then a plain one elsewhere; on stderr only."""

from __future__ import annotations

import sys
import threading
import time
from collections.abc import Callable
from types import TracebackType
from typing import TYPE_CHECKING, Self

from eventx.batch.counts import Counts

if TYPE_CHECKING:
    from rich.status import Status

PLAIN_EVERY = 30.0
LIVE_EVERY = 0.2
SURE_AFTER = 5.0
"""Seconds of work before a guess of the time left is worth anything."""


def describe(counts: Counts, rate: float | None = None, left: float | None = None) -> str:
    """Says in a line what is done: `12 articles, 40 events, 1 skipped, 3.1 articles/s, 2 min left`."""
    skipped = f", {counts.skipped:,} skipped" if counts.skipped else ""
    speed = f", {rate:,.1f} articles/s" if rate else ""
    rest = f", {duration(left)} left" if left is not None else ""
    return f"{_number(counts.articles, 'article')}, {_number(counts.events, 'event')}{skipped}{speed}{rest}"


def duration(seconds: float) -> str:
    """Says about how long something takes: `40 s`, `12 min`, `3 h 20 min`."""
    if seconds < 60:
        return f"{seconds:.0f} s"
    minutes = round(seconds / 60)
    return f"{minutes} min" if minutes < 60 else f"{minutes // 60} h {minutes % 60:02} min"


def _number(n: int, noun: str) -> str:
    return f"{n:,} {noun}" + ("" if n == 1 else "s")


class Progress:
    """Call it with the counts as often as you like; it speaks when there is something to say.

    Args:
        total: Tells the bytes of all inputs, or None where nobody knows; asked in the background.
    """

    def __init__(self, total: Callable[[], int | None] = lambda: None) -> None:
        self.counts = Counts()
        self.begun = False
        self._total: int | None = None
        self._ask_total = total
        self._begin = time.monotonic()
        self._before = 0
        self._entered: tuple[float, int] | None = None
        self._position = 0
        self._spoke = self._begin
        self._status: Status | None = None

    def __enter__(self) -> Self:
        """Starts the live line if this is a terminal."""
        threading.Thread(target=self._find_total, daemon=True).start()
        if sys.stderr is not None and sys.stderr.isatty():
            from rich.console import Console  # noqa: PLC0415  (not needed where there is no terminal)

            self._status = Console(stderr=True).status("loading the model")
            self._status.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Takes the live line away."""
        if self._status:
            self._status.stop()

    def _find_total(self) -> None:
        self._total = self._ask_total()

    def __call__(self, counts: Counts, position: int | None) -> None:
        """Takes note of the counts and of the bytes that are done; shows them if the last time was long enough ago."""
        now = time.monotonic()
        if not self.begun:  # what an earlier part of the run did says nothing about the speed of this one
            self.begun, self._begin, self._before = True, now, counts.articles
            if counts.articles:
                self._say(f"going on after {describe(counts)}")
        self.counts = counts
        if position is not None:
            self._entered, self._position = self._entered or (now, position), position
        if now - self._spoke < (LIVE_EVERY if self._status else PLAIN_EVERY):
            return
        self._spoke = now
        if self._status:
            self._status.update(self.summary(left=True))
        else:
            self._say(self.summary(left=True))

    def _say(self, message: str) -> None:
        if sys.stderr is not None:
            print(f"eventx: {message}", file=sys.stderr, flush=True)

    def summary(self, counts: Counts | None = None, *, left: bool = False) -> str:
        """Says what is done so far."""
        counts = counts or self.counts
        seconds = time.monotonic() - self._begin
        rate = (counts.articles - self._before) / seconds if self.begun and seconds > 0 else None
        return describe(counts, rate, self._left() if left else None)

    def _left(self) -> float | None:
        """Guesses the seconds left from the bytes that are done and those that there are."""
        if not self._total or self._entered is None or self._position > self._total:
            return None
        seconds, done = time.monotonic() - self._entered[0], self._position - self._entered[1]
        if done <= 0 or seconds < SURE_AFTER:
            return None
        return seconds * (self._total - self._position) / done
