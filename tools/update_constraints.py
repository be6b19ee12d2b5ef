"""Pins the newest versions of all dependencies, and of theirs, in `constraints.txt`.

Run it with the oldest Python that is supported, and run the tests afterwards.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
HEADER = """\
# Every package that eventx and its development need, pinned. `make demo` and `make test` install from it, so that they
# give the same in a year. Made by `make constraints`.
"""


def frozen(folder: Path) -> list[str]:
    """Returns the pins of a fresh environment with eventx and all its extras installed."""
    venv.create(folder, with_pip=True)
    python = next(path for path in (folder / "bin/python", folder / "Scripts/python.exe") if path.exists())
    pip = [str(python), "-m", "pip", "--disable-pip-version-check", "--quiet"]
    subprocess.run([*pip, "install", "hatchling", "editables"], check=True)
    extras = f"{ROOT}[dev,formats,gazetteer,pandas]"
    subprocess.run([*pip, "install", "--no-build-isolation", "-e", extras], check=True)
    freeze = [*pip, "freeze", "--exclude-editable"]
    return subprocess.run(freeze, check=True, capture_output=True, text=True).stdout.splitlines()


def main() -> int:
    """Writes the file."""
    with tempfile.TemporaryDirectory() as folder:
        pins = frozen(Path(folder))
    foreign = [pin for pin in pins if "==" not in pin or "@" in pin]
    if foreign:
        print(f"not from a package index, can't be pinned: {foreign}", file=sys.stderr)
        return 1
    (ROOT / "constraints.txt").write_text(HEADER + "".join(f"{pin}\n" for pin in pins), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
