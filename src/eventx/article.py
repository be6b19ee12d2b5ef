"""The article: what a reader yields and what the pipeline takes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Literal

PublishedFrom = Literal["metadata", "option", "text"]


@dataclass(frozen=True, slots=True)
class Article:
    r"""One article as ingested.

    Attributes:
        id: Unique within a run; becomes `doc.id` of every event.
        text: The text that all character offsets point into (line ends are `\n`, no BOM).
        source: Path or URL as given.
        title: Headline from metadata, context only; None where the text itself holds it.
        publisher: Name of the publishing house, from metadata.
        lang: ISO 639-1 code.
        published: The day all relative times count from; None leaves them unresolved.
        published_from: Where `published` was found.
        replaced: Lone surrogates in the text that were replaced by U+FFFD: no UTF-8 file can hold them.
        extra: Fields of the input that `eventx` does not use, kept for `articles.jsonl`.
    """

    id: str
    text: str
    source: str | None = None
    title: str | None = None
    publisher: str | None = None
    lang: str = "en"
    published: date | None = None
    published_from: PublishedFrom | None = None
    replaced: int = 0
    extra: Mapping[str, Any] = field(default_factory=dict)
