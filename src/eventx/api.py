"""The Python calls: texts in, lists of typed events out."""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, SupportsIndex, overload

from eventx.article import Article
from eventx.batch.workers import Failure, ModelSpec, process
from eventx.events import EventBase
from eventx.read import ReadError, ReadOptions, Skipped, from_record, from_text, option_date

if TYPE_CHECKING:
    from eventx.pipeline import Extractor


class EventList(list[EventBase]):
    """The events of an article, in text order: a list that knows its article and shows itself in a notebook."""

    def __init__(self, events: Iterable[EventBase] = (), article: Article | None = None) -> None:
        super().__init__(events)
        self.article = article

    @overload
    def __getitem__(self, index: SupportsIndex) -> EventBase: ...
    @overload
    def __getitem__(self, index: slice) -> EventList: ...
    def __getitem__(self, index: SupportsIndex | slice) -> EventBase | EventList:
        """Returns an event; of a slice, a list like this one."""
        if isinstance(index, slice):
            return EventList(super().__getitem__(index), self.article)
        return super().__getitem__(index)

    def to_records(self) -> list[dict[str, Any]]:
        """Returns the events as plain dicts, as in `events.jsonl`."""
        return [event.model_dump(mode="json") for event in self]

    def to_frame(self) -> Any:
        """Returns a pandas data frame, a row an event, with names and numbers in plain columns.

        Raises:
            ImportError: pandas is not installed (`pip install eventx[pandas]`).
        """
        from eventx.write.rows import COLUMNS, row  # noqa: PLC0415

        try:
            import pandas  # noqa: PLC0415  (an optional dependency, and a heavy one)
        except ImportError:
            raise ImportError("to_frame() needs pandas: pip install 'eventx[pandas]'") from None
        return pandas.DataFrame([row(record) for record in self.to_records()], columns=list(COLUMNS))

    def _repr_html_(self) -> str:
        from eventx.write.html import event_list_html  # noqa: PLC0415

        return event_list_html(self, self.article.text if self.article else None)


@dataclass(frozen=True, slots=True)
class Result:
    """What became of one article: its events, or the error that kept it from having any.

    Attributes:
        article: The article; None where the input was no article at all.
        events: Empty where there is an error.
        error: What went wrong, in words.
    """

    article: Article | None
    events: EventList
    error: str | None = None


class Model:
    """A loaded model; call it with a text or an article. It may be shared by threads."""

    def __init__(self, extractor: Extractor, spec: ModelSpec) -> None:
        self.extractor = extractor
        self.spec = spec
        self._lock = threading.Lock()

    def __call__(
        self,
        text: str | Article,
        *,
        published: date | str | None = None,
        title: str | None = None,
        id: str | None = None,
    ) -> EventList:
        """Extracts the events of one article.

        Args:
            text: A text, or an `Article`, which knows the rest itself.
            published: Day that relative times ("on Tuesday") count from: a date or "YYYY-MM-DD".
            title: Headline, as context; it is not searched for events.
            id: Becomes `doc.id` of the events; None takes a hash of the text.

        Raises:
            ValueError: `published` is no date.
        """
        article = text if isinstance(text, Article) else make_article(text, published, title, id, self.spec)
        with self._lock:  # spaCy pipelines are not promised to be thread-safe
            return EventList(self.extractor.extract(article), article)


def make_article(
    text: str, published: date | str | None, title: str | None, id: str | None, spec: ModelSpec
) -> Article:
    """Makes an article of a text, with the same care as the readers (stray characters, a date in the text)."""
    name = id or "text-" + hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()[:12]
    article = from_text(text, id=name, options=ReadOptions(parse_published(published), spec.model))
    return replace(article, title=title) if isinstance(article, Article) else Article(id=name, text=text)


def parse_published(value: date | str | None) -> date | None:
    """Returns a publication date given as a date, a time or "YYYY-MM-DD".

    Raises:
        ValueError: It is none.
    """
    if value is None:
        return None
    try:
        return option_date(value)
    except ReadError as error:
        raise ValueError(str(error)) from None


_loading = threading.Lock()


@lru_cache(maxsize=2)
def _loaded(spec: ModelSpec) -> Model:
    return Model(spec.load(), spec)


def load(model: str | Path | None = None, spacy_model: str | None = None, *, gated: bool = True) -> Model:
    """Loads a model once; the same arguments give the same model again.

    Args:
        model: A model folder, or the name of one that comes with eventx; None is the English one.
        spacy_model: Name or folder of a spaCy pipeline; None takes the English one that is installed.
        gated: Leave out sentences that can't yield an event before they are parsed; False parses all of them.

    Raises:
        ModelError: The model folder is missing or malformed.
        SpacyModelError: The spaCy model is not installed.
    """
    with _loading:
        return _loaded(ModelSpec(model, spacy_model, gated))


def extract(
    text: str | Article,
    published: date | str | None = None,
    title: str | None = None,
    *,
    id: str | None = None,
    model: str | Path | None = None,
    spacy_model: str | None = None,
) -> EventList:
    """Extracts the events of one text. The model is loaded at the first call and kept.

    Args:
        text: A text, or an `Article`, which knows the rest itself.
        published: Day that relative times ("on Tuesday") count from: a date or "YYYY-MM-DD".
        title: Headline, as context; it is not searched for events.
        id: Becomes `doc.id` of the events; None takes a hash of the text.
        model: As for `load`.
        spacy_model: As for `load`.

    Raises:
        ValueError: `published` is no date.
    """
    return load(model, spacy_model)(text, published=published, title=title, id=id)


def extract_many(
    articles: Iterable[Article | Mapping[str, Any]],
    jobs: int = 1,
    *,
    published: date | str | None = None,
    model: str | Path | None = None,
    spacy_model: str | None = None,
) -> Iterator[Result]:
    """Extracts the events of many articles, as a stream, in order; a bad one is a result with an error.

    With several jobs, call it under `if __name__ == "__main__":`, as everything that starts processes.

    Args:
        articles: `Article`s, or dicts with the keys of a JSONL line (`text`, `id`, `title`, `published`, ...).
        jobs: Number of worker processes; 1 works in this process.
        published: Publication date of the articles that have none.
        model: As for `load`.
        spacy_model: As for `load`.

    Raises:
        ValueError: `published` is no date.
    """
    spec = ModelSpec(model, spacy_model)
    options = ReadOptions(published=parse_published(published), model=model)
    return _results(_articles(articles, options), spec, jobs)


def _articles(given: Iterable[Article | Mapping[str, Any]], options: ReadOptions) -> Iterator[Article | Skipped]:
    for number, item in enumerate(given, start=1):
        if isinstance(item, Article):
            yield item
        elif isinstance(item, Mapping):
            yield from_record(item, id=f"#{number}", options=options)
        else:
            message = f"an Article or a dict is needed, this is a {type(item).__name__}"
            yield Skipped(f"#{number}", "unreadable", message)


def _extract_events(extractor: Extractor, articles: Sequence[Article]) -> Iterator[list[EventBase]]:
    return (events for _, events in extractor.extract_many(articles))


def _results(items: Iterable[Article | Skipped], spec: ModelSpec, jobs: int) -> Iterator[Result]:
    with closing(process(items, _extract_events, spec, jobs)) as stream:
        for item, outcome in stream:
            if isinstance(item, Skipped):
                yield Result(None, EventList(), f"{item.source}: {item.reason}: {item.message}")
            elif isinstance(outcome, Failure):
                yield Result(item, EventList((), item), outcome.message)
            else:
                yield Result(item, EventList(outcome or (), item))
