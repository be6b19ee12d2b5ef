"""How a run tells where it stands: a live line on a terminal, now and then a plain one elsewhere; on stderr only."""

from __future__ import annotations

import sys
import time
from types import TracebackType
from typing import TYPE_CHECKING, Self

from eventx.batch.run import Counts

if TYPE_CHECKING:
    from rich.status import Status

PLAIN_EVERY = 30.0
LIVE_EVERY = 0.2


def describe(counts: Counts, seconds: float) -> str:
    """Says in a line what is done: `12 articles, 40 events, 1 skipped, 3.1 articles/s`."""
    rate = f", {counts.articles / seconds:,.1f} articles/s" if counts.articles and seconds > 0 else ""
    skipped = f", {counts.skipped:,} skipped" if counts.skipped else ""
    return f"{_number(counts.articles, 'article')}, {_number(counts.events, 'event')}{skipped}{rate}"


def _number(n: int, noun: str) -> str:
    return f"{n:,} {noun}" + ("" if n == 1 else "s")


class Progress:
    """Call it with the counts as often as you like; it speaks when there is something to say."""

    def __init__(self) -> None:
        self.begin = time.monotonic()
        self.counts = Counts()
        self._spoke = self.begin
        self._status: Status | None = None

    def __enter__(self) -> Self:
        """Starts the live line if this is a terminal."""
        if sys.stderr.isatty():
            from rich.console import Console  # noqa: PLC0415  (not needed where there is no terminal)

            self._status = Console(stderr=True).status("reading")
            self._status.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Takes the live line away."""
        if self._status:
            self._status.stop()

    def __call__(self, counts: Counts) -> None:
        """Takes note of the counts, and shows them if the last time was long enough ago."""
        self.counts = counts
        now = time.monotonic()
        if now - self._spoke < (LIVE_EVERY if self._status else PLAIN_EVERY):
            return
        self._spoke = now
        if self._status:
            self._status.update(self.summary())
        else:
            print(f"eventx: {self.summary()}", file=sys.stderr, flush=True)

    def summary(self) -> str:
        """Says what is done so far."""
        return describe(self.counts, time.monotonic() - self.begin)
