"""What a token costs as articles get longer, as there are more of them, and as there are more rules."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Mapping, Sequence
from concurrent.futures import Future, wait
from functools import partial
from pathlib import Path
from typing import Any

import yaml

from benchmarks.report import Figure, Section
from benchmarks.speed import load_eventx, warm_up
from benchmarks.texts import blocks, cut, repeated, token_count
from benchmarks.timing import medians, race, ready
from benchmarks.turns import Contender, take_turns
from eventx.article import Article
from eventx.modeldir import load_yaml, model_dir
from eventx.rules.language import load_rules

FACTORS = (1, 4, 16)
LETTERS = "bcdfghjklmnpqrst"


def costs(parts: Mapping[int, Sequence[Article]], repetitions: int) -> dict[int, float]:
    """Returns the CPU seconds a token of several lots of articles, each in a process of its own, loading aside.

    The processes take turns, an article that takes minutes too.
    """
    lots = {str(size): part for size, part in parts.items()}
    tokens = {name: token_count(part) for name, part in lots.items()}
    runs = []
    for _ in range(repetitions):
        with ready(dict.fromkeys(lots, load_eventx), warm_up()) as runners:
            pids = {name: runner.pid for name, runner in runners.items()}
            begun = {name: runners[name].begin(part) for name, part in lots.items()}
            take_turns({name: Contender([pids[name]], partial(_is_done, work)) for name, work in begun.items()})
            runs.append({name: work.result() / tokens[name] for name, work in begun.items()})
    return {int(name): seconds for name, seconds in medians(runs).items()}


def _is_done(work: Future[float], seconds: float) -> bool:
    return bool(wait([work], seconds).done)


def by_length(
    articles: Sequence[Article], lengths: Sequence[int], characters: int, repetitions: int
) -> dict[int, float]:
    """Returns the CPU seconds a token of one text as articles of several lengths."""
    return costs({length: cut(articles, characters, length) for length in lengths}, repetitions)


def by_number(articles: Sequence[Article], counts: Sequence[int], repetitions: int) -> dict[int, float]:
    """Returns the CPU seconds a token of so many articles."""
    return costs({count: repeated(articles, count) for count in counts}, repetitions)


def by_rules(articles: Sequence[Article], factors: Sequence[int], repetitions: int) -> dict[int, float]:
    """Returns the CPU seconds for articles with so many times the rules."""
    with tempfile.TemporaryDirectory() as name:
        models = {str(factor): copy_model(Path(name) / f"x{factor}", factor) for factor in factors}
        loads = {factor: partial(load_eventx, model) for factor, model in models.items()}
        runs = [race(loads, blocks(articles), warm_up()) for _ in range(repetitions)]
    return {int(factor): seconds for factor, seconds in medians(runs).items()}


def copy_model(folder: Path, factor: int) -> Path:
    """Copies the bundled model, each of its rules as often as `factor` says: with other ids and other trigger words."""
    shutil.copytree(model_dir(), folder)
    triggers = {rule.id: rule.trigger.lemma for _, rule in load_rules(model_dir()).rules()}
    for path in sorted((folder / "rules").glob("*.yml")):
        data = load_yaml(path)
        copies = [_copy(rule, triggers[rule["id"]], k) for k in range(1, factor) for rule in data["rules"]]
        data = {**data, "rules": [*data["rules"], *copies]}
        path.write_text(yaml.safe_dump(data, sort_keys=False, allow_unicode=True), encoding="utf-8")
    return folder


def _copy(rule: Mapping[str, Any], words: Sequence[str], k: int) -> dict[str, Any]:
    """Returns a rule with an id and trigger words of its own, which look like words and are none."""
    made = [" ".join(f"{part}{LETTERS[k]}u" for part in word.split()) for word in words]
    return {**rule, "id": f"{rule['id']}.{k}", "trigger": {**rule["trigger"], "lemma": made}}


def length_section(articles: Sequence[Article], lengths: Sequence[int], characters: int, repetitions: int) -> Section:
    """Measures growing articles."""
    found = by_length(articles, lengths, characters, repetitions)
    first = found[lengths[0]]
    rows = [(_size(length), f"{s * 1e6:.1f}", f"{s / first:.2f}") for length, s in found.items()]
    name = f"time a token, articles of {_size(lengths[-1])} against {_size(lengths[0])}"
    about = (
        f"One text of {_size(characters)}, cut into articles at its paragraphs; CPU time of one process each, in turns."
    )
    columns = ("length of an article", "µs a token", "ratio")
    return Section("Growth: length of articles", about, columns, rows, [Figure(name, found[lengths[-1]] / first, 1.15)])


def number_section(articles: Sequence[Article], counts: Sequence[int], repetitions: int) -> Section:
    """Measures growing numbers of articles."""
    found = by_number(articles, counts, repetitions)
    first = found[counts[0]]
    rows = [(f"{count:,}", f"{s * 1e6:.1f}", f"{s / first:.2f}") for count, s in found.items()]
    name = f"time a token, {counts[-1]:,} articles against {counts[0]:,}"
    columns = ("articles", "µs a token", "ratio")
    figures = [Figure(name, found[counts[-1]] / first, 1.15)]
    return Section(
        "Growth: number of articles", "CPU time of one process each, in turns, loading aside.", columns, rows, figures
    )


def rules_section(articles: Sequence[Article], repetitions: int, factors: Sequence[int] = FACTORS) -> Section:
    """Measures growing numbers of rules."""
    seconds = by_rules(articles, factors, repetitions)
    count = sum(1 for _ in load_rules(model_dir()).rules())
    rows = [(f"{count * f:,}", f"{s:.1f}", f"{s / seconds[factors[0]]:.2f}") for f, s in seconds.items()]
    about = (
        "Copies of all rules with other trigger words, which no text holds: what rules cost that find nothing. "
        "CPU time of one process, loading aside."
    )
    name = f"{factors[-1]} times the rules"
    ratio = seconds[factors[-1]] / seconds[factors[0]]
    return Section("Growth: rules", about, ("rules", "s", "ratio"), rows, [Figure(name, ratio, 1.5)])


def _size(characters: int) -> str:
    return f"{characters / 1_000_000:g} MB" if characters >= 1_000_000 else f"{characters / 1000:g} KB"
