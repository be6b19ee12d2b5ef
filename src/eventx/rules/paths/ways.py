"""Paths that begin alike, as ways that are walked together up to where they part."""

from __future__ import annotations

from collections.abc import Sequence

from eventx.rules.paths.steps import Path, Step

Way = tuple[tuple[int, Step, int], ...]
"""A path as its steps, each with a number for the way up to there, which paths that begin alike have in common, and the
place of the next path of the same name that begins otherwise: where to go on when the step leads nowhere."""


class Numbers:
    """The numbers of the steps of paths, each path's worked out when it is first asked for.

    A number stands for the way up to a step: paths that begin alike have the first numbers in common.
    """

    def __init__(self) -> None:
        self._rows: dict[int, tuple[int, ...]] = {}  # by identity: a path is compiled once, and hashing it takes longer
        self._steps: dict[int, int] = {}  # by identity too
        self._equal: dict[Step, int] = {}
        self._below: list[dict[int, int]] = [{}]

    def of(self, path: Path) -> tuple[int, ...]:
        """Returns the numbers of the steps of a path, which must not be gone when another is asked for."""
        row = self._rows.get(id(path))
        if row is None:
            row = self._rows[id(path)] = self._row(path)
        return row

    def _row(self, path: Path) -> tuple[int, ...]:
        steps, tree = self._steps, self._below
        row, number = [], 0
        for step in path.steps:
            same = steps.get(id(step))
            if same is None:
                same = steps[id(step)] = self._equal.setdefault(step, len(self._equal))
            below = tree[number]
            if same in below:
                number = below[same]
            else:
                number = below[same] = len(tree)
                tree.append({})
            row.append(number)
        return tuple(row)


def ways_of(paths: Sequence[Path], numbers: Sequence[Sequence[int]]) -> tuple[Way, ...]:
    """Returns paths as ways, given the numbers of their steps."""
    ways: list[Way] = []
    following: Sequence[int] = ()
    after: list[int] = []
    for place in reversed(range(len(paths))):
        row = numbers[place]
        common = 0
        for here, there in zip(row, following, strict=False):
            if here != there:
                break
            common += 1
        after = after[:common] + [place + 1] * (len(row) - common)
        ways.append(tuple(zip(row, paths[place].steps, after, strict=True)))
        following = row
    return tuple(reversed(ways))
