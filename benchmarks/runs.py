"""Whole runs (`eventx run`): two processes against one, memory as the inputs grow, Ray against processes."""

from __future__ import annotations

import itertools
import json
import os
import statistics
import subprocess
import tempfile
import time
from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from functools import partial
from pathlib import Path

from benchmarks.report import Figure, Section
from benchmarks.texts import repeated
from benchmarks.timing import command, medians, python
from benchmarks.turns import PROC, Contender, family, take_turns
from eventx.article import Article

DONE = frozenset({0, 3})
"""Exit codes of a run that is done; 3: something was skipped."""
LOOK = 0.25
"""Seconds between two looks at the memory."""


def write_articles(articles: Sequence[Article], path: Path) -> Path:
    """Writes articles as JSON lines."""
    with path.open("w", encoding="utf-8") as out:
        for article in articles:
            date = article.published.isoformat() if article.published else None
            out.write(json.dumps({"id": article.id, "text": article.text, "date": date}) + "\n")
    return path


def run_command(file: Path, out: Path, jobs: int, *more: str) -> list[str]:
    """Returns the command of a run over a file."""
    given = ["--jobs", str(jobs), "--keep-duplicates", "--force", *more]
    return ["-m", "eventx", "run", str(file), "-o", str(out), *given]


def jobs_section(articles: Sequence[Article], repetitions: int) -> Section:
    """Measures two processes against one, from start to end of a run, and what two can be worth on this machine."""
    half = len(articles) // 2
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        file = write_articles(articles, folder / "articles.jsonl")
        halves = [
            write_articles(part, folder / f"{k}.jsonl") for k, part in enumerate((articles[:half], articles[half:]))
        ]
        commands = {
            "`--jobs 1`": [run_command(file, folder / "one", 1)],
            "`--jobs 2`": [run_command(file, folder / "two", 2)],
            "two runs at once with `--jobs 1`, half of the articles each": [
                run_command(part, folder / part.stem, 1) for part in halves
            ],
        }
        wall = medians([in_turns(commands) for _ in range(repetitions)])
    one, two, _ = wall.values()
    rows = [(label, f"{seconds:.1f}", f"{one / seconds:.2f}") for label, seconds in wall.items()]
    about = (
        f"`eventx run` over {len(articles)} articles, seconds on the clock, start and end with it, in turns. "
        "Two runs that have nothing in common show what the second core is worth."
    )
    return Section(
        "Processes", about, ("", "s", "times as fast"), rows, [Figure("2 jobs against 1", one / two, 1.8, upper=False)]
    )


def in_turns(commands: Mapping[str, Sequence[Sequence[str]]]) -> dict[str, float]:
    """Returns the seconds on the clock that commands of this Python take, by name; those of one name run at once.

    Raises:
        RuntimeError: A run failed.
    """
    with ExitStack() as started:
        running = {
            name: [started.enter_context(python(arguments)) for arguments in given] for name, given in commands.items()
        }
        contenders = {
            name: Contender([process.pid for process in given], partial(_have_ended, given))
            for name, given in running.items()
        }
        wall = take_turns(contenders)
    for process in itertools.chain.from_iterable(running.values()):
        _check_done(process.returncode)
    return wall


def _have_ended(processes: Sequence[subprocess.Popen[bytes]], seconds: float) -> bool:
    until = time.monotonic() + seconds
    try:
        for process in processes:
            process.wait(max(0.0, until - time.monotonic()))
    except subprocess.TimeoutExpired:
        return False
    return True


def _check_done(code: int) -> None:
    if code not in DONE:
        raise RuntimeError(f"eventx run: exit code {code}")


def memory_section(articles: Sequence[Article], counts: Sequence[int], jobs: int = 2) -> Section:
    """Measures the most memory that all processes of a run hold together, as the number of articles grows."""
    peaks = [peak_memory(repeated(articles, count), jobs) for count in counts]
    rows = [(f"{count:,}", f"{peak / 2**20:.0f}") for count, peak in zip(counts, peaks, strict=True)]
    name = f"peak memory, {counts[-1]:,} articles against {counts[0]:,}"
    about = f"`eventx run --jobs {jobs}`: most memory of all its processes at once; what they share counts once."
    return Section("Memory", about, ("articles", "MB"), rows, [Figure(name, peaks[-1] / peaks[0], 1.1)])


def peak_memory(articles: Sequence[Article], jobs: int) -> int:
    """Returns the most bytes that the processes of a run held at once.

    Raises:
        RuntimeError: The run failed.
    """
    most = 0
    with tempfile.TemporaryDirectory() as name:
        file = write_articles(articles, Path(name) / "articles.jsonl")
        with python(run_command(file, Path(name) / "out", jobs)) as process:
            while process.poll() is None:
                most = max(most, sum(map(held, family(process.pid))))
                time.sleep(LOOK)
    _check_done(process.returncode)
    return most


def held(pid: int) -> int:
    """Returns the bytes that a process holds: of what it shares, its part."""
    for name, field in (("smaps_rollup", "Pss:"), ("status", "VmRSS:")):
        try:
            lines = (PROC / str(pid) / name).read_text().splitlines()
        except OSError:
            continue
        for line in lines:
            if line.startswith(field):
                return int(line.split()[1]) * 1024
    return 0


def ray_section(articles: Sequence[Article], few: int, repetitions: int) -> Section:
    """Measures two Ray actors against two processes, without the time that a run over a few articles takes."""
    engines = {"`--jobs 2`": (), "`--engine ray --jobs 2`": ("--engine", "ray")}
    wall: dict[str, list[float]] = {name: [] for name in engines}
    with tempfile.TemporaryDirectory() as name:
        short = write_articles(articles[:few], Path(name) / "few.jsonl")
        long = write_articles(articles, Path(name) / "articles.jsonl")
        for _ in range(repetitions):
            for label, more in engines.items():
                parts = [command(run_command(f, Path(name) / "out", 2, *more), codes=DONE).wall for f in (short, long)]
                wall[label].append(parts[1] - parts[0])
    local, ray = wall.values()
    ratio = statistics.median(r / p for r, p in zip(ray, local, strict=True))
    rows = [(label, f"{statistics.median(seconds):.1f}") for label, seconds in wall.items()]
    about = (
        f"`eventx run` over {len(articles):,} articles, seconds on the clock, less those of a run over {few} of them."
    )
    return Section("Ray", about, ("", "s"), rows, [Figure("Ray with 2 actors against 2 jobs", ratio, 1.25)])


def has_memory_figures() -> bool:
    """Tells whether the system shows what its processes hold."""
    return (PROC / str(os.getpid()) / "status").exists()
