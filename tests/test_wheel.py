"""Installed from a wheel it works as from the checkout: the model travels in the package."""

from __future__ import annotations

import site
import subprocess
import sys
import venv
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
TEXT = "Rebels fired three rockets at the airport of Goma on Tuesday, killing two soldiers."
EXTRACT = ["extract", "-", "--published", "2024-05-08"]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built with the build backend that is installed here."""
    folder = tmp_path_factory.mktemp("dist")
    build = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(folder), str(ROOT)]
    subprocess.run(build, check=True, capture_output=True)
    (path,) = folder.glob("*.whl")
    return path


@pytest.fixture(scope="module")
def python(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A fresh environment with the wheel; what it depends on is borrowed from this one."""
    folder = tmp_path_factory.mktemp("venv")
    venv.create(folder, with_pip=False)
    python = next(path for path in (folder / "bin/python", folder / "Scripts/python.exe") if path.exists())
    code = "import sysconfig; print(sysconfig.get_path('purelib'))"
    packages = subprocess.run([python, "-c", code], check=True, capture_output=True, text=True).stdout.strip()
    Path(packages, "borrowed.pth").write_text("\n".join(site.getsitepackages()))
    install = [sys.executable, "-m", "pip", "--python", str(python), "install", "--no-deps", "--no-index", str(wheel)]
    subprocess.run(install, check=True, capture_output=True)
    return python


@pytest.mark.slow
def test_the_wheel_holds_the_package_and_its_model(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()
    files = [p for top in ("src/eventx", "models") for p in (ROOT / top).rglob("*") if p.is_file()]
    wanted = {p.relative_to(ROOT).as_posix().replace("src/", "").replace("models/", "eventx/models/") for p in files}
    assert {n for n in wanted if "__pycache__" not in n and not n.endswith(".DS_Store")} <= set(names)
    assert not [n for n in names if not n.startswith("eventx")]


@pytest.mark.slow
def test_installed_from_it_the_output_is_that_of_the_checkout(python: Path, tmp_path: Path) -> None:
    where = subprocess.run(
        [python, "-c", "import eventx; print(eventx.__file__)"],
        cwd=tmp_path,
        check=True,
        capture_output=True,
        text=True,
    ).stdout
    assert Path(where.strip()).is_relative_to(python.parent.parent)
    installed = subprocess.run(
        [python.with_name("eventx"), *EXTRACT], cwd=tmp_path, input=TEXT.encode(), capture_output=True, check=False
    )
    checkout = subprocess.run(
        [sys.executable, "-m", "eventx", *EXTRACT], cwd=ROOT, input=TEXT.encode(), capture_output=True, check=False
    )
    assert (installed.returncode, installed.stderr) == (0, b"")
    assert installed.stdout == checkout.stdout
    assert installed.stdout.count(b"\n") >= 1
