"""One run: a stream of articles in, the files of an output folder out."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import closing
from dataclasses import asdict, dataclass, field
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from eventx.article import Article
from eventx.batch.workers import Failure, ModelSpec, Results, process
from eventx.read import Skipped
from eventx.write.folder import RunFolder, check_folder
from eventx.write.lines import article_record, event_line, json_line
from eventx.write.manifest import manifest, model_record

if TYPE_CHECKING:
    from eventx.pipeline import Extractor

EventLines = list[tuple[str, str]]
"""The events of an article: type and output line of each."""


@dataclass(slots=True)
class Counts:
    """What a run has done so far."""

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


def extract_lines(extractor: Extractor, article: Article, types: frozenset[str] | None = None) -> EventLines:
    """Extracts the events of an article (of some types only, if given) as output lines."""
    events = extractor.extract(article)
    return [(event.type, event_line(event)) for event in events if types is None or event.type in types]


def unique(items: Iterable[Article | Skipped]) -> Iterator[Article | Skipped]:
    """Replaces every article whose id was used before by the reason to skip it."""
    seen: set[str] = set()
    for item in items:
        if isinstance(item, Article) and item.id in seen:
            yield Skipped(item.source or item.id, "duplicate_id", f"the id {item.id!r} was used before in this run")
            continue
        if isinstance(item, Article):
            seen.add(item.id)
        yield item


def skipped_of(item: Article | Skipped, result: object) -> Skipped | None:
    """Returns why an item gave no result, or None if it gave one."""
    if isinstance(item, Skipped):
        return item
    if isinstance(result, Failure):
        return Skipped(item.source or item.id, result.reason, result.message)
    return None


def run(
    items: Iterable[Article | Skipped],
    folder: Path,
    spec: ModelSpec,
    *,
    jobs: int | None = None,
    types: frozenset[str] | None = None,
    texts: bool = False,
    force: bool = False,
    options: Mapping[str, Any] | None = None,
    progress: Callable[[Counts], None] = lambda counts: None,
) -> Counts:
    """Extracts the events of a stream of articles into a folder: `events.jsonl` and what goes with it.

    Args:
        items: What the readers give.
        folder: Made if it isn't there.
        spec: The model.
        jobs: Number of processes; None: as many as are worth it.
        types: Keep events of these types only.
        texts: Keep the texts of the articles too.
        force: Replace a finished run.
        options: Kept in `run.json`.
        progress: Called after every input with what is done so far.

    Raises:
        OutputError: The folder can't be used.
        ModelError, SpacyModelError: The model can't be loaded.
    """
    check_folder(folder, force=force, texts=texts)
    model = model_record(spec.model, spec.spacy_model)
    begin = time.perf_counter()
    task = partial(extract_lines, types=types)
    counts = Counts()
    with closing(process(unique(items), task, spec, jobs)) as results, RunFolder(folder, texts=texts) as out:
        _write(results, out, counts, progress)
        out.finish(manifest(model, options or {}, counts.record(), time.perf_counter() - begin))
    return counts


def _write(
    results: Results[Skipped, EventLines], out: RunFolder, counts: Counts, progress: Callable[[Counts], None]
) -> None:
    for item, lines in results:
        skipped = skipped_of(item, lines)
        if skipped is not None:
            counts.skipped += 1
            counts.by_reason[skipped.reason] += 1
            out.write("skipped.jsonl", json_line(asdict(skipped)))
        elif isinstance(item, Article) and isinstance(lines, list):
            counts.articles += 1
            counts.events += len(lines)
            counts.by_type.update(kind for kind, _ in lines)
            for _, line in lines:
                out.write("events.jsonl", line)
            out.write("articles.jsonl", json_line(article_record(item, len(lines))))
            if out.texts:
                out.write_text(item)
        progress(counts)


def annotate_line(extractor: Extractor, article: Article) -> str:
    """Returns what the stages find in an article, as one output line."""
    return json_line(extractor.annotate(article))
