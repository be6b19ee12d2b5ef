"""An extractor without a model, for what stands around the pipeline; importable by worker processes."""

from __future__ import annotations

import json
import os
import signal
import threading
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import takewhile
from pathlib import Path
from typing import Any

from typer.testing import Result

from eventx.article import Article
from eventx.batch.workers import ModelSpec
from eventx.events import DocInfo, EventBase, Mention, Quantity, Span, Strike, Talks, Weapon

Run = Callable[..., Result]
HANGS = 1.0
"""Seconds after which a worker is taken to hang: more than a busy machine makes one wait that does not."""
GORGED = 1 << 30
"""Bytes that some texts make the extractor take."""


class FakeExtractor:
    """Finds a strike in every article and talks where the text says so; some texts make it fail, or slow."""

    def extract(self, article: Article) -> list[EventBase]:
        text = article.text
        if "boom" in text:
            raise ValueError("boom")
        if "die" in text:
            os._exit(7)
        if "devour" in text:
            raise MemoryError
        if "gorge" in text:
            self.eaten = bytearray(GORGED)
        if "killed by the system" in text:
            os.kill(os.getpid(), signal.SIGKILL)
        if "linger" in text:
            time.sleep(HANGS * 1.3)
        if "wait" in text:
            time.sleep(0.05)
        if "hang" in text:
            time.sleep(600)
        whole = Span(text=text, start=0, end=len(text))
        word = Span(text=text[:1], start=0, end=1)
        mention = Mention(**word.model_dump(), name="Rebels", kind="group")
        drones = Mention(**word.model_dump(), name="drone", kind="weapon")
        common: dict[str, Any] = {
            "doc": DocInfo(id=article.id, source=article.source, published=article.published),
            "trigger": word,
            "evidence": whole,
            "rule": "fake",
            "confidence": 0.5,
        }
        count = Quantity(**word.model_dump(), value=1200)
        weapons = [Weapon(item=drones, count=count)]
        strike = Strike(id=f"s-{article.id}", mode="drone", attacker=[mention], weapons=weapons, **common)
        talks = Talks(id=f"t-{article.id}", mode="call", participants=[mention], **common)
        return [strike, talks] if "talks" in text else [strike]

    busy = False

    def extract_many(self, articles: Iterable[Article]) -> Iterator[tuple[Article, list[EventBase]]]:
        self.busy = True
        yield from ((article, self.extract(article)) for article in articles)
        self.busy = False

    def annotate(self, article: Article) -> dict[str, Any]:
        return {"doc": {"id": article.id}, "quantities": [], "times": [], "mentions": []}


@dataclass(frozen=True, slots=True)
class FakeSpec(ModelSpec):
    """Stands for a model that loads at once."""

    loaded: FakeExtractor = field(default_factory=FakeExtractor)

    def load(self) -> Any:
        return self.loaded


@dataclass(frozen=True, slots=True)
class LimitedSpec(ModelSpec):
    """Stands for a model in a process that may not take much more memory than it has."""

    def load(self) -> Any:
        import resource  # noqa: PLC0415  (not on every system)

        taken = int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize()
        resource.setrlimit(resource.RLIMIT_AS, (taken + GORGED // 2, taken + GORGED))
        return FakeExtractor()


@dataclass(frozen=True, slots=True)
class BrokenSpec(ModelSpec):
    """Stands for a model that can't be loaded."""

    def load(self) -> Any:
        from eventx.modeldir import ModelError  # noqa: PLC0415

        raise ModelError("rules/strike.yml:3: no such path")


@dataclass(frozen=True, slots=True)
class DyingSpec(ModelSpec):
    """Stands for a worker process that can't even start."""

    def load(self) -> Any:
        os._exit(9)


@dataclass(frozen=True, slots=True)
class ThreadedSpec(ModelSpec):
    """Stands for a model whose libraries start threads."""

    def load(self) -> Any:
        threading.Thread(target=time.sleep, args=(600,), daemon=True).start()
        return FakeExtractor()


def environment(extractor: FakeExtractor, articles: Sequence[Article]) -> Iterator[str | None]:
    """A task that tells how many threads the numerical library may have."""
    return (os.environ.get("OPENBLAS_NUM_THREADS") for _ in articles)


def process_id(extractor: FakeExtractor, articles: Sequence[Article]) -> Iterator[int]:
    """A task that tells who does it."""
    return (os.getpid() for _ in articles)


def count_letters(extractor: FakeExtractor, articles: Sequence[Article]) -> Iterator[int]:
    """A task: as simple as can be, with the failures of the extractor."""
    return (len(article.text) for article, _ in extractor.extract_many(articles))


def count_at_once(extractor: FakeExtractor, articles: Sequence[Article]) -> Iterator[tuple[int, int]]:
    """A task that works on all articles before it gives the first result; each comes with the number of articles."""
    found = list(extractor.extract_many(articles))
    return ((len(article.text), len(found)) for article, _ in found)


def stops_early(extractor: FakeExtractor, articles: Sequence[Article]) -> Iterator[int]:
    """A task that says nothing about an article with a "d"."""
    return (1 for article in takewhile(lambda article: "d" not in article.text, articles))


def lines(path: Path) -> list[dict[str, Any]]:
    """Returns the records of a JSONL file."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").split("\n") if line]
