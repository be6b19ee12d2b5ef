"""The documents say what is: the README's outputs are true, and what is named is there."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest
from typer.main import get_command

from eventx.cli import app

ROOT = Path(__file__).resolve().parent.parent
DOCUMENTS = ["README.md", "CHANGELOG.md", "CONTRIBUTING.md", "docs/architecture.md", "docs/rules.md"]
sys.path.insert(0, str(ROOT / "tools"))


def read(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


@pytest.mark.slow
def test_the_outputs_in_the_readme_are_true() -> None:
    from update_readme import EXAMPLE, updated  # noqa: PLC0415

    readme = read("README.md")
    assert len(EXAMPLE.findall(readme)) >= 2
    assert updated(readme) == readme, "run `make readme`"


def test_every_command_is_in_the_readme() -> None:
    readme = read("README.md")
    for name, command in get_command(app).commands.items():  # type: ignore[attr-defined]
        for below in getattr(command, "commands", {"": None}):
            assert f"eventx {name} {below}".strip() in readme


@pytest.mark.parametrize("name", DOCUMENTS)
def test_every_path_that_a_document_names_is_there(name: str) -> None:
    paths = re.findall(r"`((?:src|models|tests|tools|docs|seeds|data)/[\w./*-]*)`", read(name))
    for path in paths:
        assert list(ROOT.glob(path.rstrip("/"))), path


def test_the_architecture_names_every_part() -> None:
    page = read("docs/architecture.md")
    package = ROOT / "src/eventx"
    parts = [p.name + "/" for p in package.iterdir() if (p / "__init__.py").exists()]
    parts += [p.name for p in package.glob("*.py") if not p.name.startswith("__")]
    assert [part for part in sorted(parts) if f"`{part}`" not in page] == []


def test_imports_point_one_way() -> None:
    """`docs/architecture.md`: nothing but the command line knows typer, nothing but `batch` knows processes, ..."""
    sources = {p.relative_to(ROOT / "src/eventx").as_posix(): p.read_text() for p in (ROOT / "src").rglob("*.py")}

    def users(module: str) -> set[str]:
        pattern = re.compile(rf"^\s*(?:from|import) {module}\b", re.MULTILINE)
        return {name for name, source in sources.items() if pattern.search(source)}

    assert users("typer") == {"cli.py"}
    assert {name.split("/")[0] for name in users("multiprocessing")} == {"batch"}
    assert {name for name in users(r"eventx\.cli") if name != "__main__.py"} == set()
    assert not {
        name for name in users(r"eventx\.(?:batch|write|api)") if name.startswith(("read/", "stages/", "rules/"))
    }
    assert not {name for name in users("spacy") if name.startswith(("read/", "events.py", "article.py"))}


def test_no_name_of_a_machine_in_the_project() -> None:
    listed = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=False)
    if listed.returncode:
        pytest.skip("not a git checkout")
    homes = re.compile(r"/(?:home|root|Users|work|opt)/\w")
    for name in listed.stdout.splitlines():
        path = ROOT / name
        if path.suffix in {".py", ".md", ".toml", ".cfg"} and path.exists() and name != "tests/test_docs.py":
            assert not homes.search(path.read_text(encoding="utf-8")), name
