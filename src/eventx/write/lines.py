"""The lines of the output files, as JSON text without a line end."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from eventx.article import Article

if TYPE_CHECKING:
    from eventx.events import EventBase


def event_line(event: EventBase) -> str:
    """Returns the line of an event in `events.jsonl`."""
    return event.model_dump_json()


def article_record(article: Article, events: int) -> dict[str, Any]:
    """Returns the record of an article in `articles.jsonl`."""
    return {
        "id": article.id,
        "source": article.source,
        "title": article.title,
        "publisher": article.publisher,
        "published": article.published.isoformat() if article.published else None,
        "published_from": article.published_from,
        "lang": article.lang,
        "sha256": hashlib.sha256(article.text.encode("utf-8", "replace")).hexdigest(),
        "characters": len(article.text),
        "events": events,
        **({"replaced": article.replaced} if article.replaced else {}),
        "extra": dict(article.extra),
    }


def json_line(record: Mapping[str, Any]) -> str:
    """Returns a record as one line of JSON; what UTF-8 can't carry (lone surrogates) stays escaped."""
    text = json.dumps(record, ensure_ascii=False, separators=(",", ":"), default=str)
    return text.encode("utf-8", "backslashreplace").decode("utf-8")
