"""Runs the examples of the README and puts their true output below them.

A block of `python` or of `console` (one command after `$ `) is an example; the block that follows it is its output.
Other blocks (`sh`, ...) are left alone. `tests/test_docs.py` checks that the outputs are true.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
README = ROOT / "README.md"
EXAMPLE = re.compile(
    r"```(?P<kind>python|console)\n(?P<code>(?:(?!```).)*)```\n+```(?P<out>\w*)\n(?P<output>(?:(?!```).)*)```",
    re.DOTALL,
)


def run(kind: str, code: str) -> str:
    """Returns what an example writes to stdout."""
    folder = Path(sys.executable).parent
    environment = {**os.environ, "PATH": f"{folder}{os.pathsep}{os.environ.get('PATH', '')}", "PYTHONUTF8": "1"}
    command = [sys.executable, "-c", code] if kind == "python" else ["bash", "-c", code.removeprefix("$ ")]
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, check=False)
    if done.returncode:
        raise SystemExit(f"an example of the README fails:\n{code}\n{done.stderr.decode()}")
    return done.stdout.decode("utf-8")


def updated(text: str) -> str:
    """Returns the README with the true outputs of its examples."""

    def example(match: re.Match[str]) -> str:
        start = match.start("output") - match.start()
        return f"{match[0][:start]}{run(match['kind'], match['code'])}```"

    return EXAMPLE.sub(example, text)


if __name__ == "__main__":
    README.write_text(updated(README.read_text(encoding="utf-8")), encoding="utf-8")
