"""spaCy is imported without its command line, and nobody who uses it can tell."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

IMPORT = "import sys; from eventx.leanspacy import import_spacy; spacy = import_spacy(); "


def ran(code: str, path: Path | None = None) -> str:
    """Returns what a program prints, run with a folder of packages of its own."""
    before = f"import sys; sys.path.insert(0, {str(path)!r}); " if path else ""
    done = subprocess.run([sys.executable, "-c", before + code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


def test_the_command_line_is_left_out() -> None:
    code = "print([name for name in sys.modules if name.startswith('spacy.cli')], 'spacy.language' in sys.modules)"
    assert ran(IMPORT + code) == "[] True"


@pytest.mark.parametrize(
    "use",
    [
        "print(spacy.info.__name__)",
        "from spacy import info; print(info.__name__)",
        "from spacy.cli.info import info; print(info.__name__)",
        "print(spacy.cli.info.__name__)",
        "import spacy.cli; print(spacy.cli.info.__name__, hasattr(spacy.cli, 'download'))",
    ],
)
def test_it_comes_when_it_is_used(use: str) -> None:
    assert ran(IMPORT + use).startswith("info")


def test_what_is_not_there_is_not_there() -> None:
    assert ran(IMPORT + "print(hasattr(spacy, 'nothing_of_the_kind'))") == "False"


def test_spacy_that_is_imported_already_stays_as_it_is() -> None:
    assert ran("import spacy as before; " + IMPORT + "print(spacy is before, spacy.info.__name__)") == "True info"


@pytest.mark.parametrize(
    ("init", "shown"),
    [
        ("from .cli.info import info", "told"),
        ("from .cli.info import info, more", "told"),
        ("from . import cli; from .cli.info import info", "told"),
        ("info = lambda: 'own'", "own"),
    ],
)
def test_another_spacy_is_imported_too(tmp_path: Path, init: str, shown: str) -> None:
    package = tmp_path / "spacy"
    (package / "cli").mkdir(parents=True)
    (package / "__init__.py").write_text(init)
    (package / "cli" / "__init__.py").write_text("")
    (package / "cli" / "info.py").write_text("more = 1\ndef info(): return 'told'")
    assert ran(IMPORT + "print(spacy.info())", tmp_path) == shown
