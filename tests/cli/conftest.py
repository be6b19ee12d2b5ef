"""The command line, run in this process on a fake model."""

from __future__ import annotations

from pathlib import Path

import pytest
from fakes import FakeExtractor, Run
from typer.testing import CliRunner, Result

from eventx.batch import processes
from eventx.batch.workers import ModelSpec
from eventx.cli import app


@pytest.fixture
def eventx(monkeypatch: pytest.MonkeyPatch) -> Run:
    """Runs a command; the model is a fake one, which forked processes inherit."""
    monkeypatch.setattr(ModelSpec, "load", lambda self: FakeExtractor())
    monkeypatch.setattr(processes, "START_METHOD", "fork")

    def run(*args: object, stdin: str | bytes | None = None) -> Result:
        return CliRunner().invoke(app, [str(arg) for arg in args], input=stdin)

    return run


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Two articles, one of them in a folder below."""
    (tmp_path / "in/sub").mkdir(parents=True)
    (tmp_path / "in/b.txt").write_text("Rebels attacked.")
    (tmp_path / "in/sub/a.txt").write_text("More talks took place.")
    return tmp_path / "in"
