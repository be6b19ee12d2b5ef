"""What a run has done so far."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any


@dataclass(slots=True)
class Counts:
    """Numbers of articles, events and skipped inputs."""

    articles: int = 0
    events: int = 0
    skipped: int = 0
    by_type: Counter[str] = field(default_factory=Counter)
    by_reason: Counter[str] = field(default_factory=Counter)

    def record(self) -> dict[str, Any]:
        """Returns the counts as they stand in `run.json`."""
        return {
            **asdict(self),
            "by_type": dict(sorted(self.by_type.items())),
            "by_reason": dict(sorted(self.by_reason.items())),
        }

    @classmethod
    def of_record(cls, record: Mapping[str, Any]) -> Counts:
        """Returns the counts that `record` wrote."""
        tables = {name: Counter(record[name]) for name in ("by_type", "by_reason")}
        return cls(record["articles"], record["events"], record["skipped"], **tables)
