"""Reading paths as they are written in a model's `paths.yml`."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from eventx.rules.paths.book import PathBook
from eventx.rules.paths.predicates import PREDICATES
from eventx.rules.paths.steps import Path, Step, TokenTest

_STEP = re.compile(r"(?P<dir>>>|>|<|-|\+)(?P<deps>[A-Za-z|]*)(?:\[(?P<tests>[^\]]*)\])?")


class PathError(ValueError):
    """A path is not well formed; the message says where."""


def compile_book(
    paths: Mapping[str, Sequence[str]],
    lists: Mapping[str, Sequence[str]],
    prepositions: Sequence[str],
    templates: Sequence[str],
) -> PathBook:
    """Compiles a model's paths; every preposition becomes a path of its own name by the templates (`{}` is the word).

    Raises:
        PathError: One of them is not well formed; the message names it.
    """
    words = {name: frozenset(values) for name, values in lists.items()}
    steps: dict[str, Step | None] = {}
    named = {p: tuple(compile_path(t.format(p), words, steps) for t in templates) for p in prepositions}
    for name, sources in paths.items():
        try:
            written = (way for source in sources for way in expand(source, paths, (name,)))
            named[name] = tuple(compile_path(way, words, steps) for way in written)
        except PathError as error:
            raise PathError(f"path {name!r}: {error}") from None
    return PathBook(named, words)


def expand(source: str, paths: Mapping[str, Sequence[str]], within: tuple[str, ...] = ()) -> list[str]:
    """Replaces the `@name` that may end a path by each alternative of that named path.

    Raises:
        PathError: There is no such path, or it leads back to itself.
    """
    start, at, name = source.partition("@")
    if not at:
        return [source]
    if name not in paths:
        raise PathError(f"path {source!r} goes on as {name!r}, which is no named path")
    if name in within:
        raise PathError(f"path {source!r} goes round in a circle")
    return [start + rest for inner in paths[name] for rest in expand(inner, paths, (*within, name))]


def compile_path(
    source: str, lists: Mapping[str, frozenset[str]], compiled: dict[str, Step | None] | None = None
) -> Path:
    """Compiles one path; `compiled` are the steps of earlier paths, which have most of theirs in common.

    Raises:
        PathError: It is not well formed.
    """
    known = {} if compiled is None else compiled
    steps: list[Step] = []
    for word in source.split():
        if word not in known:
            known[word] = compile_step(word, lists)
        step = known[word]
        if step is None:
            names = ", ".join(sorted(PREDICATES))
            raise PathError(f"{word!r} in path {source!r} is neither a step (>dep, <dep, >>) nor one of: {names}")
        steps.append(step)
    if all(step.direction == "=" for step in steps):
        raise PathError(f"path {source!r} has no step")
    return Path(source, tuple(steps))


def compile_step(word: str, lists: Mapping[str, frozenset[str]]) -> Step | None:
    """Compiles one step or predicate; None where the word is neither.

    Raises:
        PathError: An unknown test or list.
    """
    if word in PREDICATES:
        return Step("=", frozenset(), TokenTest(), word)
    match = _STEP.fullmatch(word)
    if not match:
        return None
    deps = frozenset(filter(None, match["deps"].split("|")))
    return Step(match["dir"], deps, compile_test(match["tests"] or "", lists))


def compile_test(text: str, lists: Mapping[str, frozenset[str]]) -> TokenTest:
    """Compiles the inside of a step's brackets: bare words are lemmas, `#name` a list, `key=a|b` any other test.

    Raises:
        PathError: An unknown key or list.
    """
    same = ("lemma", "text", "pos", "tag", "dep")
    keys = {**dict(zip(same, same, strict=True)), "class": "cls", "not": "no_cls", "but": "no_lemma"}
    values: dict[str, set[str]] = {}
    for part in filter(None, (p.strip() for p in text.split(","))):
        key, equals, right = part.partition("=")
        if not equals:
            key, right = "lemma", part
        if key not in keys:
            raise PathError(f"unknown test {key!r}; known are {', '.join(keys)}")
        for word in right.split("|"):
            if word.startswith("#"):
                if word[1:] not in lists:
                    raise PathError(f"unknown word list {word!r}")
                values.setdefault(keys[key], set()).update(lists[word[1:]])
            else:
                values.setdefault(keys[key], set()).add(word)
    return TokenTest(**{k: frozenset(v) for k, v in values.items()})
