"""Finding a model folder and reading the data files in it."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Any

from eventx.cache import cached, is_plain, key_of

DEFAULT_MODEL = "eventx_en"
CONFIG = "config.cfg"
"""The file that makes a folder one of a model."""


class ModelError(Exception):
    """A model folder is missing or one of its files is wrong; the message names the file, the line and the cause."""


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
        from eventx.yamlfile import parse_yaml  # noqa: PLC0415  (as a rule it has been parsed before)

        data = parse_yaml(content, path)
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
