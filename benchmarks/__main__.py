"""The command: measures, says how it goes on stderr, and gives a report."""

from __future__ import annotations

import argparse
import os
import signal
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from functools import partial
from itertools import islice
from pathlib import Path
from unittest.mock import patch

from benchmarks import growth, runs, speed, stages, startup
from benchmarks.report import Section, markdown, put_into
from benchmarks.texts import made_news, made_war, read_articles, repeated, taken
from benchmarks.timing import ROOT, one_thread
from eventx.article import Article
from eventx.cache import VARIABLE

PAGE = ROOT / "docs" / "performance.md"
MADE = 4_000
"""Articles that are made where no file is given."""
RUN = 1_500
"""Articles of a run that is timed by the clock: so many that starting is a small part of it."""
WAR_SHARE = 0.5
"""Characters of war reporting that are read, to those of general news."""
LENGTHS = (1_000, 3_000, 60_000, 1_000_000, 5_000_000)


def parsed(arguments: Sequence[str] | None = None) -> argparse.Namespace:
    """Returns the options."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument(
        "--news", type=Path, metavar="PATH", help="general news: a file or folder, as `eventx run` reads"
    )
    parser.add_argument("--war", type=Path, metavar="PATH", help="war reporting, in the same way")
    parser.add_argument("--texts", default="", metavar="WORDS", help="what these are, for the report")
    parser.add_argument("--only", default="", metavar="A,B", help="some benchmarks: those below, parted by commas")
    parser.add_argument("--repetitions", type=int, default=3, metavar="N")
    parser.add_argument(
        "--characters", type=int, default=250_000, metavar="N", help="general news that is read in a turn"
    )
    parser.add_argument("--longest", type=int, default=300_000, metavar="N", help="characters of the longest article")
    parser.add_argument(
        "--articles", type=int, default=2_000, metavar="N", help="most articles, where memory is measured"
    )
    parser.add_argument("--ray", type=int, default=0, metavar="N", help="measure Ray too, over that many articles")
    parser.add_argument("--write", action="store_true", help=f"put the report into {PAGE.relative_to(ROOT)}")
    parser.epilog = "benchmarks: speed, stages, startup, jobs, memory, length, number, rules, ray"
    return parser.parse_args(arguments)


def benchmarks(
    options: argparse.Namespace, news: Sequence[Article], war: Sequence[Article]
) -> dict[str, Callable[[], Section]]:
    """Returns what can be measured, by name."""
    size, times = options.characters, options.repetitions
    corpora = {"general news": taken(news, size), "war reporting": taken(war, int(size * WAR_SHARE))}
    sample = corpora["general news"]
    lengths = [length for length in LENGTHS if length < options.longest] + [options.longest]
    number = max(10, len(sample) // 8)
    found: dict[str, Callable[[], Section]] = {
        "speed": partial(speed.section, corpora, times),
        "stages": partial(stages.section, corpora, times),
        "startup": partial(startup.section, max(5, times)),
        "jobs": partial(runs.jobs_section, repeated(news, RUN), times),
        "length": partial(growth.length_section, news, lengths, options.longest, times),
        "number": partial(growth.number_section, news, (number, 4 * number, 16 * number), times),
        "rules": partial(growth.rules_section, sample, times),
    }
    if runs.has_memory_figures():
        found["memory"] = partial(runs.memory_section, news, (1_000, options.articles))
    if options.ray:
        found["ray"] = partial(runs.ray_section, repeated(news, options.ray), 10, times)
    return found


def main() -> int:
    """Measures what the options ask for, with a cache of its own."""
    options = parsed()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))  # so that what was started is ended too
    with tempfile.TemporaryDirectory() as cache, patch.dict(os.environ, {VARIABLE: cache}):
        one_thread()
        return measured(options)


def measured(options: argparse.Namespace) -> int:
    """Measures, and gives the report; returns the exit code."""
    news = read_articles(options.news) if options.news else list(islice(made_news(), MADE))
    war = read_articles(options.war) if options.war else list(islice(made_war(), MADE))
    found = benchmarks(options, news, war)
    wanted = options.only.split(",") if options.only else list(found)
    if unknown := set(wanted) - set(found):
        print(f"no such benchmark: {', '.join(sorted(unknown))}; there are {', '.join(found)}", file=sys.stderr)
        return 2
    sections = []
    for name in wanted:
        started = time.perf_counter()
        sections.append(found[name]())
        print(f"{name}: {time.perf_counter() - started:.0f} s", file=sys.stderr)
    report = markdown(sections, options.texts or texts_used(options))
    print(report)
    if options.write:
        PAGE.write_text(put_into(PAGE.read_text(encoding="utf-8"), report), encoding="utf-8")
    return 0


def texts_used(options: argparse.Namespace) -> str:
    """Describes the texts by where they come from."""
    names = [
        path.name if path else "made of the templates in `benchmarks/texts.yml`" for path in (options.news, options.war)
    ]
    return f"general news: {names[0]}; war reporting: {names[1]}"


if __name__ == "__main__":
    sys.exit(main())
