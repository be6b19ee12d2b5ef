"""Tokens and articles a second, beside the stock spaCy pipeline with all its components."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path

from benchmarks.report import Figure, Section
from benchmarks.texts import blocks, made_war, taken, token_count
from benchmarks.timing import Load, Work, medians, race
from eventx.article import Article

WARM_UP = 5_000
"""Characters that each process reads before it is timed."""
CONTENDERS = {"spacy": "spaCy, all components", "gated": "eventx", "every": "eventx, every sentence parsed"}
GOALS = {"general news": 4.0, "war reporting": 1.6}


def load_stock() -> Work:
    """Loads the spaCy pipeline that `eventx` stands on, as it comes."""
    import spacy  # noqa: PLC0415

    from eventx.modeldir import find_spacy_model  # noqa: PLC0415

    nlp = spacy.load(find_spacy_model())

    def work(articles: Sequence[Article]) -> int:
        return sum(len(doc.ents) for doc in nlp.pipe(article.text for article in articles))

    return work


def load_eventx(model: Path | None = None, *, gated: bool = True) -> Work:
    """Loads `eventx`, which reads articles and writes lines."""
    from eventx.batch.run import extract_lines  # noqa: PLC0415
    from eventx.pipeline import load  # noqa: PLC0415

    extractor = load(model, gated=gated)

    def work(articles: Sequence[Article]) -> int:
        return sum(len(line) for lines in extract_lines(extractor, articles) for _, line in lines)

    return work


def contenders() -> dict[str, Load]:
    """Returns what is compared."""
    return {"spacy": load_stock, "gated": partial(load_eventx, gated=True), "every": partial(load_eventx, gated=False)}


def warm_up() -> list[Article]:
    """Returns what is read before the time counts."""
    return taken(made_war(seed=7), WARM_UP)


def speed(articles: Sequence[Article], repetitions: int) -> dict[str, float]:
    """Returns the CPU seconds of each contender, the medians of some repetitions, each in new processes."""
    return medians([race(contenders(), blocks(articles), warm_up()) for _ in range(repetitions)])


def section(corpora: Mapping[str, Sequence[Article]], repetitions: int) -> Section:
    """Measures the speed over corpora, by their names."""
    rows: list[tuple[str, ...]] = []
    figures = []
    for name, articles in corpora.items():
        tokens = token_count(articles)
        seconds = speed(articles, repetitions)
        for key, label in CONTENDERS.items():
            took = seconds[key]
            rates = (f"{tokens / took:,.0f}", f"{len(articles) / took:.1f}", f"{took / tokens * 1e6:.0f}")
            rows.append((f"{name}: {label}", *rates, f"{seconds['spacy'] / took:.2f}"))
        ratio = seconds["spacy"] / seconds["gated"]
        figures.append(Figure(f"one process, {name}, against spaCy", ratio, GOALS[name], upper=False))
        rows.append((f"({len(articles)} articles, {tokens:,} tokens)", *[""] * 4))
    about = "One process each, taking turns; CPU time, loading aside; `eventx` writes its lines, spaCy nothing."
    columns = ("", "tokens/s", "articles/s", "µs a token", "times as fast as spaCy")
    return Section("Speed", about, columns, rows, figures)
