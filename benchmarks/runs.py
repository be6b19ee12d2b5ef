"""Whole runs (`eventx run`): two processes against one, memory as the inputs grow, Ray against processes."""

from __future__ import annotations

import json
import os
import statistics
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from benchmarks.report import Figure, Section
from benchmarks.texts import repeated
from benchmarks.timing import command, python
from eventx.article import Article

DONE = frozenset({0, 3})
"""Exit codes of a run that is done; 3: something was skipped."""
LOOK = 0.25
"""Seconds between two looks at the memory."""
PROC = Path("/proc")


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
    """Measures two processes against one, from start to end of a run."""
    wall: dict[int, list[float]] = {1: [], 2: []}
    with tempfile.TemporaryDirectory() as name:
        file = write_articles(articles, Path(name) / "articles.jsonl")
        for _ in range(repetitions):
            for jobs, seconds in wall.items():
                seconds.append(command(run_command(file, Path(name) / "out", jobs), codes=DONE).wall)
    ratio = statistics.median(one / two for one, two in zip(wall[1], wall[2], strict=True))
    rows = [(f"`--jobs {jobs}`", f"{statistics.median(seconds):.1f}") for jobs, seconds in wall.items()]
    about = f"`eventx run` over {len(articles)} articles, seconds on the clock, start and end with it."
    return Section("Processes", about, ("", "s"), rows, [Figure("2 jobs against 1", ratio, 1.8, upper=False)])


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
    if process.returncode not in DONE:
        raise RuntimeError(f"eventx run: exit code {process.returncode}")
    return most


def family(pid: int) -> list[int]:
    """Returns a process and all that descend from it."""
    found = [pid]
    for parent in found:  # grows on the way
        for tasks in PROC.glob(f"{parent}/task/*/children"):
            try:
                found += map(int, tasks.read_text().split())
            except OSError:  # it has ended
                continue
    return found


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
