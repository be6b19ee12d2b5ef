"""Accuracy stays: no figure falls below its pinned floor, and no floor is lowered without a word."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parent.parent
FLOORS = ROOT / "tests" / "floors.json"
SHARED = Path(os.environ.get("EVENTX_SHARED", ROOT.parent / "shared"))


def lowered(name: str, old: float, new: float) -> bool:
    return new > old if name.endswith("(lower is better)") else new < old


def history() -> list[dict[str, Any]]:
    """Every committed state of the floors, the newest first; empty outside a git checkout."""
    log = subprocess.run(
        ["git", "log", "--format=%H", "--", str(FLOORS)], cwd=ROOT, capture_output=True, text=True, check=False
    )
    states = []
    for commit in log.stdout.split():
        shown = subprocess.run(
            ["git", "show", f"{commit}:tests/floors.json"], cwd=ROOT, capture_output=True, text=True, check=False
        )
        if shown.returncode == 0:
            states.append(json.loads(shown.stdout))
    return states


def test_no_floor_is_lowered_silently() -> None:
    now = json.loads(FLOORS.read_text(encoding="utf-8"))
    states = history()
    if not states:
        pytest.skip("no git history of the floors here")
    reasons = {entry["name"] for entry in now["lowered"] if entry.get("why")}
    silent = {
        name
        for state in states
        for name, old in state["floors"].items()
        if name not in now["floors"] or lowered(name, old, now["floors"][name])
    } - reasons
    assert not silent, f"floors lowered or dropped without an entry in `lowered` that says why: {sorted(silent)}"


@pytest.mark.slow
def test_gold_articles_reach_their_floors() -> None:
    if not (SHARED / "eval" / "score.py").exists():
        pytest.skip(f"no evaluation data in {SHARED} (EVENTX_SHARED names the folder)")
    done = subprocess.run(
        [
            sys.executable,
            str(ROOT / "tools" / "evaluate.py"),
            "--only",
            "seeds,dev,plover_gsr,numbers_misc,recognizers_number",
        ],
        capture_output=True,
        text=True,
        check=False,
    )
    below = [line for line in done.stdout.splitlines() if line.endswith("BELOW")]
    assert done.returncode == 0, "\n".join(below) or done.stderr
