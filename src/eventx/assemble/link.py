"""Links between the events of one article: order, codes, causes, parts of figures, repeated tellings."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from spacy.tokens import Doc

from eventx.events import Codes, EventBase
from eventx.modeldir import load_yaml
from eventx.rules.match import Match


def codes_of(event: EventBase, table: dict[str, dict[str, dict[str, str]]]) -> Codes:
    """Returns the PLOVER and CAMEO codes of an event: by its status, else its mode, else its type."""
    kind, mode = getattr(event, "type", ""), getattr(event, "mode", "")
    entry = table.get(kind, {})
    chosen = entry.get(event.status) or entry.get(mode) or entry.get("else") or {}
    return Codes(plover=chosen.get("plover"), cameo=chosen.get("cameo"))


class Linker:
    """Finishes the events of an article together."""

    def __init__(self, folder: Path) -> None:
        self.codes = load_yaml(folder / "codes.yml")

    def link(self, doc: Doc, found: Sequence[tuple[Match, EventBase]]) -> list[EventBase]:
        """Returns the events with codes and links, ordered by trigger, type and id, each id once."""
        events = [event.model_copy(update={"codes": codes_of(event, self.codes)}) for _, event in found]
        unique = {event.id: event for event in events}
        return sorted(unique.values(), key=lambda e: (e.trigger.start, getattr(e, "type", ""), e.id))
