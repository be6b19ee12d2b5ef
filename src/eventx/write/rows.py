"""An event as one flat row of names and numbers: for data frames and tables. Works on records, not on models."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

Record = Mapping[str, Any]

ACTING = ("attacker", "interceptor", "visitor", "participants", "parties")
TOUCHED = ("target", "host", "victims")
COLUMNS = (
    "id",
    "type",
    "mode",
    "status",
    "who",
    "whom",
    "what",
    "count",
    "low",
    "high",
    "earliest",
    "latest",
    "place",
    "lat",
    "lon",
    "source",
    "mediators",
    "topic",
    "scope",
    "doc",
    "published",
    "trigger",
    "evidence",
    "plover",
    "cameo",
    "same_as",
    "rule",
    "confidence",
)


def row(event: Record) -> dict[str, Any]:
    """Returns the event as one row with the keys of `COLUMNS`."""
    figure: Record = event.get("count") or {}
    time: Record = event.get("time") or {}
    place: Record = next(iter(event.get("places") or ()), {})
    doc: Record = event.get("doc") or {}
    codes: Record = event.get("codes") or {}
    return {
        "id": event.get("id"),
        "type": event.get("type"),
        "mode": event.get("mode"),
        "status": event.get("status"),
        "who": _joined(name for role in ACTING for name in _names(event.get(role))),
        "whom": _joined(name for role in TOUCHED for name in _names(event.get(role))),
        "what": _joined(_things(event)),
        "count": figure.get("value"),
        "low": figure.get("low"),
        "high": figure.get("high"),
        "earliest": time.get("earliest"),
        "latest": time.get("latest"),
        "place": place.get("name"),
        "lat": place.get("lat"),
        "lon": place.get("lon"),
        "source": _joined(_sources(event)),
        "mediators": _joined(_names(event.get("mediators"))),
        "topic": (event.get("topic") or {}).get("text"),
        "scope": event.get("scope"),
        "doc": doc.get("id"),
        "published": doc.get("published"),
        "trigger": (event.get("trigger") or {}).get("text"),
        "evidence": (event.get("evidence") or {}).get("text"),
        "plover": codes.get("plover"),
        "cameo": codes.get("cameo"),
        "same_as": event.get("same_as"),
        "rule": event.get("rule"),
        "confidence": event.get("confidence"),
    }


def _joined(names: Iterable[str]) -> str | None:
    return "; ".join(dict.fromkeys(names)) or None


def _names(role: Any) -> list[str]:
    """Returns the names of a role's mentions, be they one, many or none."""
    mentions = [role] if isinstance(role, Mapping) else role or []
    return [mention.get("name") or mention.get("text", "") for mention in mentions]


def _things(event: Record) -> list[str]:
    """Returns the weapons and the transfers, each with its number."""
    weapons = [_counted(w.get("count"), w.get("item")) for w in event.get("weapons") or ()]
    return weapons + [_transfer(t) for t in event.get("transfers") or ()]


def _counted(figure: Record | None, item: Record | None) -> str:
    """Returns a name with its number, once: a name may begin with the words of its number."""
    names = _names(item)
    counted = figure and any(name.startswith(str(figure.get("text"))) for name in names)
    return " ".join(filter(None, ("" if counted else number(figure), *names)))


def _transfer(transfer: Record) -> str:
    giver, receiver = _names(transfer.get("giver")), _names(transfer.get("receiver"))
    way = [f"from {name}" for name in giver] + [f"to {name}" for name in receiver]
    return " ".join([_counted(transfer.get("count"), transfer.get("who")), *way])


def counted_victims(event: Record) -> str:
    """Says whom an event touched, with the number that it gives."""
    whom = [name for role in TOUCHED[:-1] for name in _names(event.get(role))]
    victims = _counted(event.get("count"), event.get("victims"))
    return _joined(filter(None, [*whom, victims])) or ""


def number(figure: Record | None) -> str:
    """Says a quantity in short: `55,000`, `> 30`, `20-30`, `dozens`."""
    if not figure:
        return ""
    value, low, high = figure.get("value"), figure.get("low"), figure.get("high")
    sign = {"about": "~", "at_least": "≥ ", "at_most": "≤ ", "over": "> ", "under": "< "}
    if value is not None:
        return f"{sign.get(str(figure.get('bound')), '')}{value:,}"
    if low is not None and high is not None:
        return f"{low:,}-{high:,}"
    return str(figure.get("text", ""))


def _sources(event: Record) -> list[str]:
    claims = event.get("claims") or ()
    return [
        name for claim in claims for name in _names(claim.get("source")) or [(claim.get("cue") or {}).get("text", "")]
    ]
