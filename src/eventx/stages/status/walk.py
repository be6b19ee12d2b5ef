"""The walk upwards as those who take part in it know it: each judges one step and asks it for the next.

A noun stands under a verb, the verb in a clause, the clause on a noun again: so the walk leads round, though no module
knows one that comes after it. `judge` has the walk itself.
"""

from __future__ import annotations

from typing import Protocol

from eventx.annotations import ClaimRecord
from eventx.events import Status
from eventx.stages.status.cues import StatusCues
from eventx.stages.words import Word

DEPTH = 9
"""Steps after which the walk ends."""

UNREAL: frozenset[Status] = frozenset({"planned", "possible", "hypothetical", "demanded"})
"""What has not happened, or not yet."""

UNDONE: frozenset[Status] = UNREAL | {"negated"}


class Walk(Protocol):
    """Judges words one above the other; every step returns None where nothing is said about the event."""

    @property
    def cues(self) -> StatusCues:
        """The cue words."""
        ...

    @property
    def claims(self) -> tuple[ClaimRecord, ...]:
        """Who says what."""
        ...

    def status(self, word: Word, depth: int) -> Status | None:
        """Returns what is said about any word."""
        ...

    def verb(self, verb: Word, depth: int) -> Status | None:
        """Returns what a verb says, and what stands above it."""
        ...

    def noun(self, noun: Word, depth: int) -> Status | None:
        """Returns what is said about a noun (or an adjective: "dead")."""
        ...

    def governed(self, verb: Word, depth: int) -> Status | None:
        """Returns what stands above a verb, whatever it says itself."""
        ...
