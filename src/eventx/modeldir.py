"""Finding a model folder and reading the data files in it."""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

DEFAULT_MODEL = "eventx_en"


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
    if path.is_dir():
        return path
    bundled = bundled_models() / str(model)
    if path.parent == Path() and bundled.is_dir():
        return bundled
    names = ", ".join(sorted(p.name for p in bundled_models().glob("*") if p.is_dir()))
    raise ModelError(f"no model folder {str(model)!r}; give a folder with a config.cfg, or one of: {names}")


class WordLoader(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):  # type: ignore[misc]
    """The safe YAML loader, in which "on", "off", "yes" and "no" are words, as in YAML 1.2, and a key stands once."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
        """Builds a mapping; a key that stands twice is an error, not a silent loss of the first."""
        seen: set[str] = set()
        for key, _ in node.value:
            if str(key.value) in seen:
                problem = f"key {key.value!r} stands twice in one mapping"
                raise yaml.constructor.ConstructorError(None, None, problem, key.start_mark)
            seen.add(str(key.value))
        mapping: dict[Any, Any] = super().construct_mapping(node, deep)
        return mapping


WordLoader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if tag != "tag:yaml.org,2002:bool"]
    for first, resolvers in WordLoader.yaml_implicit_resolvers.items()
}
WordLoader.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile("^(true|false)$"), ["t", "f"])


@lru_cache(maxsize=64)
def _load(path: Path, stamp: int) -> Any:
    try:
        with path.open(encoding="utf-8") as stream:
            return yaml.load(stream, Loader=WordLoader)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise ModelError(f"{path}:{line}: not well-formed YAML: {error.problem}") from None
    except (yaml.YAMLError, ValueError, RecursionError) as error:  # no UTF-8, control characters, no such day, too deep
        raise ModelError(f"{path}: not well-formed YAML: {str(error).splitlines()[0]}") from None


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
