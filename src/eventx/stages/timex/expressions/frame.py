"""What expressions are resolved against, and to."""

from __future__ import annotations

from dataclasses import field
from datetime import date
from typing import Literal, Protocol

from eventx.annotations import record
from eventx.events import Anchor
from eventx.stages.timex.dates import Period
from eventx.stages.timex.lexicon import Limits

Tense = Literal["past", "future"]

Direction = Literal["last", "this", "next"]
"""Where the one lies that is meant, as words tell."""


@record
class Value:
    """Days, and what they were reckoned from."""

    period: Period
    anchor: Anchor

    @property
    def earliest(self) -> date:
        """First day."""
        return self.period.earliest

    @property
    def latest(self) -> date:
        """Last day."""
        return self.period.latest


@record
class Frame:
    """What an expression is resolved against.

    Attributes:
        published: The day of the article, or None.
        tense: What the verbs around it tell, or None.
        focus: The times mentioned shortly before, the last one last.
        after: Within a range: the day on which it begins.
        week: The week ahead named just before in the sentence ("next week, on Tuesday").
        story: A date written out shortly before, whose year goes on for the dates without one that follow it.
        limit: Whether "by" or "until" stands before it.
        narrative: Whether a story is told whose dates go by each other, not by the day of the article.
        told: Of such a story the last time before that has its year.
        limits: How far ahead a date may lie.
    """

    published: date | None
    tense: Tense | None = None
    focus: tuple[Value, ...] = ()
    after: date | None = None
    week: Period | None = None
    story: Value | None = None
    limit: bool = False
    narrative: bool = False
    told: Value | None = None
    limits: Limits = field(default_factory=Limits)


class Expression(Protocol):
    """A time expression."""

    def resolve(self, frame: Frame) -> Value | None:
        """Returns its days, or None where what it needs is not known."""
