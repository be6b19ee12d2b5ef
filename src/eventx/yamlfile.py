"""Parsing YAML with the safe loader: no objects are constructed, words are words, no key is lost."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import yaml


class YamlError(ValueError):
    """A file is no well-formed YAML; the message names file, line and cause."""


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


def parse_yaml(content: bytes, path: Path) -> Any:
    """Returns what a YAML file holds.

    Raises:
        YamlError: It is malformed.
    """
    try:
        return yaml.load(content.decode("utf-8"), Loader=WordLoader)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise YamlError(f"{path}:{line}: not well-formed YAML: {error.problem}") from None
    except (yaml.YAMLError, ValueError, RecursionError) as error:  # no UTF-8, control characters, no such day, too deep
        raise YamlError(f"{path}: not well-formed YAML: {str(error).splitlines()[0]}") from None


def line_of(path: Path, where: tuple[str | int, ...]) -> int:
    """Returns the line (from 1) of the node at a key path in a YAML file, or of the deepest node on the way there."""
    node = yaml.compose(path.read_text(encoding="utf-8"), Loader=yaml.SafeLoader)
    for key in where:
        if isinstance(node, yaml.MappingNode):
            found = next((v for k, v in node.value if k.value == str(key)), None)
        elif isinstance(node, yaml.SequenceNode) and isinstance(key, int) and key < len(node.value):
            found = node.value[key]
        else:
            found = None
        if found is None:
            break
        node = found
    return int(node.start_mark.line) + 1 if node is not None else 1
