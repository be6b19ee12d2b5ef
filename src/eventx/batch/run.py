"""One run: a stream of articles in, the files of an output folder out."""

from __future__ import annotations

import json
from collections import deque
from collections.abc import Callable, Generator, Iterator, Mapping, Sequence
from contextlib import closing
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from eventx.article import Article
from eventx.batch.counts import Counts
from eventx.batch.inputs import ChangedError, Inputs, Origin
from eventx.batch.ledger import EventLines, Ledger, Repeated, differences, start_of
from eventx.batch.processes import has_stdin_to_give
from eventx.batch.reader import read_apart, read_here
from eventx.batch.seen import Seen
from eventx.batch.workers import Failure, ModelSpec, Pause, Results, process
from eventx.read import Skipped
from eventx.read.discover import STDIN
from eventx.write.folder import OutputError, RunFolder, WriteError, check_folder
from eventx.write.lines import event_line, json_line
from eventx.write.manifest import fingerprint, manifest, model_record, versions

if TYPE_CHECKING:
    from eventx.pipeline import Extractor

TIMEOUT = 60.0
"""Seconds that an article may take, for each begun 100,000 characters."""

PLACES = frozenset({"jobs", "engine"})
"""Options that say where the work is done: they make no difference to what comes out."""

Tell = Callable[[Counts, int | None], None]
"""Is told what is done, and up to which byte of all input; None before anything of it has been found."""


def extract_lines(
    extractor: Extractor, articles: Sequence[Article], types: frozenset[str] | None = None
) -> Iterator[EventLines]:
    """Yields the events of each article (of some types only, if given) as output lines."""
    for _, events in extractor.extract_many(articles):
        yield [(event.type, event_line(event)) for event in events if types is None or event.type in types]


def skipped_of(item: Article | Skipped, result: object) -> Skipped | None:
    """Returns why an item gave no result, or None if it gave one."""
    if isinstance(item, Skipped):
        return item
    if isinstance(result, Failure):
        return Skipped(item.source or item.id, result.reason, result.message)
    return None


def run(
    inputs: Inputs,
    folder: Path,
    spec: ModelSpec,
    *,
    jobs: int | None = None,
    types: frozenset[str] | None = None,
    texts: bool = False,
    force: bool = False,
    restart: bool = False,
    keep_duplicates: bool = False,
    timeout: float | None = TIMEOUT,
    options: Mapping[str, Any] | None = None,
    progress: Tell = lambda counts, position: None,
    processor: Callable[..., Results[Any, EventLines]] = process,
) -> Counts:
    """Extracts the events of many articles into a folder: `events.jsonl` and what goes with it.

    An unfinished run that the folder holds is gone on with, if it was begun with the same inputs, options, model and
    versions. However the run ends, what was committed is safe, and the next one goes on from there.

    Args:
        inputs: What to read.
        folder: Made if it isn't there.
        spec: The model.
        jobs: Number of processes; None: as many as are worth it.
        types: Keep events of these types only.
        texts: Keep the texts of the articles too.
        force: Replace a finished run.
        restart: Begin anew where the folder holds an unfinished run.
        keep_duplicates: Don't skip an article whose text and date came before.
        timeout: Seconds that an article may take, for each begun 100,000 characters; None: no limit.
        options: Kept in `run.json`; but for `PLACES`, the same are needed to go on with a run.
        progress: Called now and then with what is done so far, and the bytes of input that are done.
        processor: Does the work: `workers.process`, or what gives the same results.

    Raises:
        ReadError: A path is not there, or there is nothing in it.
        OutputError: The folder can't be used, or its unfinished run is of other inputs, options, model or versions.
        WriteError: Writing failed; the run can be gone on with.
        ModelError, SpacyModelError: The model can't be loaded.
    """
    check_folder(folder, force=force, texts=texts)
    inputs.check()
    model = model_record(spec.model, spec.spacy_model)
    identity = identify(model, options or {})
    with RunFolder(folder, texts=texts) as out, Seen(keep_duplicates=keep_duplicates) as seen:
        out.claim()
        check_folder(folder, force=force, texts=texts)
        saved = None if restart else out.saved()
        if saved is not None:
            check_same(folder, saved["identity"], identity)
            if saved.get("manifest"):
                out.complete(saved)
                return Counts.of_record(saved["counts"])
        work = _Work(inputs, out, identity, saved, seen, progress)
        task = partial(extract_lines, types=types)
        with closing(work.read(timeout)) as found:
            next(found)  # reading begins while the model is loaded
            with closing(processor(found, task, spec, jobs, isolated=True, timeout=timeout, idle=work.tick)) as results:
                ledger = work.begin()
                work.write(results)
                out.finish(manifest(model, options or {}, ledger.counts.record(), ledger.seconds), ledger.state())
    return ledger.counts


class _Work:
    """What is between reading and writing: repetitions are found, results booked and committed in time."""

    def __init__(
        self,
        inputs: Inputs,
        out: RunFolder,
        identity: Mapping[str, Any],
        saved: Mapping[str, Any] | None,
        seen: Seen,
        progress: Tell,
    ) -> None:
        self.inputs = inputs
        self.out = out
        self.identity = identity
        self.saved = saved
        self.seen = seen
        self.progress = progress
        self.ledger: Ledger | None = None
        self._positions: deque[int] = deque()
        self._position: int | None = None

    def begin(self) -> Ledger:
        """Opens the folder: only now is it known that the model can be loaded."""
        self.out.open(self.saved)
        self.ledger = Ledger(self.out, self.identity, self.saved)
        self.seen.restore(self.out.journal("seen.bin"), self.out.sizes["seen.bin"])
        self.ledger.commit()
        return self.ledger

    def read(self, timeout: float | None) -> Generator[Article | Origin | Skipped | Repeated | Pause, None, None]:
        """Yields what the inputs give from where the saved run stood, repetitions marked.

        The first item is a pause: ask for it to start reading, and for others after `begin`.
        """
        start = start_of(self.out, self.saved)
        apart = STDIN not in self.inputs.paths or has_stdin_to_give()
        with closing(read_apart(self.inputs, start, timeout) if apart else read_here(self.inputs, start)) as reading:
            try:
                for found in reading:
                    if not isinstance(found, Pause):
                        self._positions.append(self.inputs.position)
                        self._position = self._positions[0] if self._position is None else self._position
                    repeated = self.seen.repetition(found) if isinstance(found, Article) else None
                    yield Repeated(found, repeated) if repeated and isinstance(found, Article) else found
            except ChangedError as error:
                raise OutputError(
                    f"{self.out.folder} holds an unfinished run over other inputs: {error}; {ADVICE}"
                ) from error

    def write(self, results: Results[Any, EventLines]) -> None:
        """Books all results; on the way out, for whatever reason, commits what is booked."""
        assert self.ledger is not None
        try:
            for item, lines in results:
                self.book(item, lines)
                self.tick()
        except WriteError:
            raise
        except BaseException:
            self.ledger.commit()
            raise
        self.ledger.commit()

    def book(self, item: Article | Origin | Skipped | Repeated, lines: EventLines | Failure | None) -> None:
        """Books one item."""
        assert self.ledger is not None
        self._position = self._positions.popleft()
        if isinstance(item, Origin):
            self.ledger.begin(item)
        elif isinstance(item, Repeated):
            self.ledger.book_skipped(item, item.skipped)
        elif (skipped := skipped_of(item, lines)) is not None:
            self.ledger.book_skipped(item, skipped)
        elif isinstance(item, Article) and isinstance(lines, list):
            self.ledger.book_events(item, lines)

    def tick(self) -> None:
        """Commits if it is time, and tells how far the run has come."""
        if self.ledger is not None:
            self.ledger.commit_if_due()
            self.progress(self.ledger.counts, self._position)


ADVICE = "the command that began it goes on with it, --restart begins anew"


def identify(model: Mapping[str, Any], options: Mapping[str, Any]) -> dict[str, Any]:
    """Returns what must be the same for a run to go on: versions, program, model, and the options but for `PLACES`."""
    package = Path(__file__).resolve().parent.parent
    identity = {
        "version": {**versions(), "code": fingerprint(package.rglob("*.py"), package)},
        "model": dict(model),
        "option": {name: value for name, value in options.items() if name not in PLACES},
    }
    return cast(dict[str, Any], json.loads(json.dumps(identity, default=str)))  # as it comes back from the checkpoint


def check_same(folder: Path, before: Mapping[str, Any], now: Mapping[str, Any]) -> None:
    """Checks that an unfinished run may go on.

    Raises:
        OutputError: Something differs; the message names it.
    """
    found = differences(before, now)
    if found:
        raise OutputError(f"{folder} holds an unfinished run, but something differs: {'; '.join(found)}; {ADVICE}")


def annotate_lines(extractor: Extractor, articles: Sequence[Article]) -> Iterator[str]:
    """Yields what the stages find in each article, as one output line."""
    return (json_line(extractor.annotate(article)) for article in articles)
