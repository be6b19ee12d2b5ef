"""`run.json`: what a run was made with, what it found, how long it took."""

from __future__ import annotations

import hashlib
import platform
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from eventx.contract import SCHEMA_VERSION
from eventx.modeldir import find_spacy_model, model_dir, package_version, spacy_model_version

PACKAGES = ("eventx", "spacy", "dateparser", "pydantic", "trafilatura")


def fingerprint(files: Iterable[Path], root: Path) -> str:
    """Returns one hash of the names and contents of files."""
    total = hashlib.sha256()
    for path in sorted(files):
        name = path.relative_to(root).as_posix().encode()
        total.update(len(name).to_bytes(8, "big") + name + hashlib.sha256(path.read_bytes()).digest())
    return total.hexdigest()


def model_record(model: str | Path | None, spacy_model: str | None) -> dict[str, Any]:
    """Returns names, versions and hashes of the model folder and the spaCy model.

    Raises:
        ModelError, SpacyModelError: One of them is missing.
    """
    folder = model_dir(model)
    name = find_spacy_model(spacy_model)
    files = [path for path in folder.rglob("*") if path.is_file() and "__pycache__" not in path.parts]
    rules = [path for path in files if path.relative_to(folder).parts[0] == "rules"]
    return {
        "name": folder.name,
        "sha256": fingerprint(files, folder),
        "rules_sha256": fingerprint(rules, folder),
        "spacy_model": name,
        "spacy_model_version": spacy_model_version(name),
    }


def versions() -> dict[str, str | None]:
    """Returns the versions of Python and of the packages that the output depends on."""
    return {"python": platform.python_version(), **{name: package_version(name) for name in PACKAGES}}


def manifest(
    model: Mapping[str, Any], options: Mapping[str, Any], counts: Mapping[str, Any], seconds: float
) -> dict[str, Any]:
    """Puts `run.json` together."""
    return {
        "schema_version": SCHEMA_VERSION,
        "versions": versions(),
        "model": dict(model),
        "options": dict(options),
        "counts": dict(counts),
        "seconds": round(seconds, 3),
    }
