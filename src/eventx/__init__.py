"""News articles in, typed events out.

`extract`, `extract_many` and `load` do the work; the event types describe what comes out; `eventx.read` reads files.
Everything is imported when it is first used: `import eventx` alone costs nothing.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from eventx import read as read
    from eventx.api import EventList, Model, Result, extract, extract_many, load
    from eventx.article import Article
    from eventx.events import (
        Agreement,
        Casualty,
        Change,
        Claim,
        Codes,
        DocInfo,
        Event,
        EventBase,
        Exchange,
        Interception,
        Mention,
        Place,
        Quantity,
        Span,
        Strike,
        Talks,
        Time,
        Transfer,
        Victims,
        Visit,
        Weapon,
        json_schema,
    )

__all__ = [
    "Agreement",
    "Article",
    "Casualty",
    "Change",
    "Claim",
    "Codes",
    "DocInfo",
    "Event",
    "EventBase",
    "EventList",
    "Exchange",
    "Interception",
    "Mention",
    "Model",
    "Place",
    "Quantity",
    "Result",
    "Span",
    "Strike",
    "Talks",
    "Time",
    "Transfer",
    "Victims",
    "Visit",
    "Weapon",
    "__version__",
    "extract",
    "extract_many",
    "json_schema",
    "load",
    "read",
]

_MODULES = {
    **dict.fromkeys(("EventList", "Model", "Result", "extract", "extract_many", "load"), "eventx.api"),
    "Article": "eventx.article",
}
_EVENTS = "eventx.events"

__version__: str


def __getattr__(name: str) -> Any:
    """Imports a public name when it is first asked for."""
    if name == "__version__":
        value: Any = import_module("importlib.metadata").version("eventx")
    elif name == "read":
        return import_module("eventx.read")
    elif name in __all__:
        value = getattr(import_module(_MODULES.get(name, _EVENTS)), name)
    else:
        raise AttributeError(f"module 'eventx' has no attribute {name!r}")
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    """Lists the public names."""
    return sorted({*globals(), *__all__})
