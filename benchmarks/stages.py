"""What the time goes into, stage by stage."""

from __future__ import annotations

import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from typing import Any
from unittest.mock import patch

from spacy.tokens import Doc

from benchmarks.report import Figure, Section
from benchmarks.speed import warm_up
from benchmarks.timing import fresh, medians
from eventx import pipeline
from eventx.article import Article
from eventx.batch import run
from eventx.pipeline import Extractor
from eventx.stages.syntax import Step, Syntax, Unit

SPACY = ("tokenise", "tag", "parse", "lemmas", "names")
GATE = ("sentences", "gate")
LAST = ("rules", "export", "other")
LABELS = {
    "tokenise": "tokenise (spaCy)",
    "tag": "tag (spaCy)",
    "parse": "parse (spaCy)",
    "lemmas": "parts of speech, lemmas (spaCy, remembered)",
    "names": "names (spaCy's NER)",
    "gate": "gate: what must be parsed",
    "repair": "repaired trees",
    "rules": "rules, assembling events",
    "export": "export: lines of JSON",
    "other": "batches and the like",
}


class Clock:
    """Books CPU time under names; what is booked within something else is not booked twice."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = defaultdict(float)
        self._names: list[str] = []
        self._last = time.process_time()

    @contextmanager
    def running(self, name: str) -> Iterator[None]:
        """Books the time within under a name."""
        self._book()
        self._names.append(name)
        try:
            yield
        finally:
            self._book()
            self._names.pop()

    def _book(self) -> None:
        now = time.process_time()
        if self._names:
            self.seconds[self._names[-1]] += now - self._last
        self._last = now

    def timed(self, name: str, function: Callable[..., Any]) -> Callable[..., Any]:
        """Returns a function whose time is booked."""

        def wrapped(*args: Any, **kwargs: Any) -> Any:
            with self.running(name):
                return function(*args, **kwargs)

        return wrapped


@contextmanager
def booked(extractor: Extractor, clock: Clock) -> Iterator[None]:
    """Books what the parts of an extractor take, and does not change what they do."""
    stages = {id(component): name for name, component in extractor.nlp.pipeline}
    syntax = next(component for _, component in extractor.nlp.pipeline if isinstance(component, Syntax))
    run_stage, run_components = pipeline.run_stage, syntax._run

    def timed_stage(component: Callable[[Doc], Doc], docs: Iterable[Doc]) -> Iterable[Doc]:
        made = list(docs)  # is the work of the stages before
        with clock.running("repair" if component is syntax else stages[id(component)]):
            return list(run_stage(component, made))

    turns = {id(syntax.taggers): "tag", id(syntax.parsers): "parse", id(syntax.namers): "names"}

    def timed_components(steps: Sequence[Step], units: Sequence[Unit]) -> None:
        with clock.running(turns[id(steps)]):
            run_components(steps, units)

    with ExitStack() as patches:
        patches.enter_context(patch.object(pipeline, "run_stage", timed_stage))
        patches.enter_context(patch.object(syntax, "_run", timed_components))
        for owner, attribute, name in (
            (syntax, "parse", "repair"),
            (syntax, "morphology", "lemmas"),
            (extractor.nlp, "make_doc", "tokenise"),
            (extractor, "_matched", "rules"),
            (extractor, "_assembled", "rules"),
            (run, "event_line", "export"),
            *([(extractor.gate, "docs", "gate")] if extractor.gate else []),
        ):
            timed = clock.timed(name, getattr(owner, attribute))
            patches.enter_context(patch.object(owner, attribute, timed))
        yield


def seconds_by_stage(articles: Sequence[Article]) -> dict[str, float]:
    """Returns the CPU seconds of each stage of the gated pipeline, in this process."""
    extractor = pipeline.load()
    list(run.extract_lines(extractor, warm_up()))
    clock = Clock()
    with booked(extractor, clock), clock.running("other"):
        list(run.extract_lines(extractor, articles))
    return dict(clock.seconds)


def shares(articles: Sequence[Article], repetitions: int) -> dict[str, float]:
    """Returns the seconds of each stage, medians of some repetitions, each in a new process."""
    return medians([fresh(seconds_by_stage, articles) for _ in range(repetitions)])


def share(seconds: Mapping[str, float], stages: Iterable[str]) -> float:
    """Returns the share of some stages in the time of all."""
    return sum(seconds.get(stage, 0.0) for stage in stages) / sum(seconds.values())


def share_of_own(seconds: Mapping[str, float]) -> float:
    """Returns the share of all that is neither spaCy's nor the gate's: stages, rules and export."""
    return share(seconds, seconds.keys() - {*SPACY, *GATE})


def section(corpora: Mapping[str, Sequence[Article]], repetitions: int) -> Section:
    """Measures the shares of the stages over corpora, by their names."""
    found = {name: shares(articles, repetitions) for name, articles in corpora.items()}
    stages = {stage: None for seconds in found.values() for stage in seconds}
    order = [*SPACY, *GATE, *(s for s in stages if s not in (*SPACY, *GATE, *LAST)), *LAST]

    groups = {LABELS.get(stage, stage): [stage] for stage in order}
    groups["**together: spaCy**"] = list(SPACY)
    groups["**together: sentences and gate**"] = list(GATE)
    groups["**together: stages, rules and export**"] = [s for s in order if s not in (*SPACY, *GATE)]
    rows = [(label, *(f"{share(seconds, group):.1%}" for seconds in found.values())) for label, group in groups.items()]
    figures = [
        Figure(f"rules, stages and export, of the whole time, {name}", share_of_own(seconds), 0.2, percent=True)
        for name, seconds in found.items()
    ]
    return Section("Where the time goes", "Shares of the CPU time of one process.", ("", *found), rows, figures)
