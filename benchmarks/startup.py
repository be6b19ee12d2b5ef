"""How long it takes until something happens: the help text, the events of one article."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path
from unittest.mock import patch

from benchmarks.report import Figure, Section
from benchmarks.texts import made_war
from benchmarks.timing import command, medians
from eventx.cache import VARIABLE
from eventx.modeldir import find_spacy_model

EMPTY = "import typer\napp = typer.Typer()\n@app.command()\ndef main() -> None: ...\napp(['--help'])"
LABELS = {
    "empty": "an empty typer program, `--help`",
    "help": "`eventx --help`",
    "spacy": "loading the spaCy model alone",
    "extract": "`eventx extract` of one article",
    "first": "the same for the first time, nothing cached",
}


def startup(repetitions: int) -> dict[str, float]:
    """Returns the CPU seconds of commands, medians of some repetitions in turns."""
    with tempfile.TemporaryDirectory() as name:
        file = Path(name) / "article.txt"
        file.write_text(next(made_war()).text, encoding="utf-8")
        extract = ["-m", "eventx", "extract", str(file), "--published", "2024-05-08"]
        commands = {
            "empty": ["-c", EMPTY],
            "help": ["-m", "eventx", "--help"],
            "spacy": ["-c", f"import spacy\nspacy.load({find_spacy_model()!r})"],
            "extract": extract,
        }
        with patch.dict(os.environ, {VARIABLE: str(Path(name) / "cache")}):
            first = command(extract).cpu
            for arguments in commands.values():
                command(arguments)
            runs = [{key: command(given).cpu for key, given in commands.items()} for _ in range(repetitions)]
    return {**medians(runs), "first": first}


def section(repetitions: int) -> Section:
    """Measures what starting takes."""
    seconds = startup(repetitions)
    rows = [(label, f"{seconds[key] * 1000:.0f}") for key, label in LABELS.items()]
    figures = [
        Figure("`eventx --help` against an empty typer program", seconds["help"] / seconds["empty"], 1.5),
        Figure("`eventx extract` of one article against loading spaCy", seconds["extract"] / seconds["spacy"], 1.5),
    ]
    return Section("Start-up", "CPU milliseconds from start to end of a process.", ("", "ms"), rows, figures)
