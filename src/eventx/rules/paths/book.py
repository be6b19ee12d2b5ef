"""The paths of a model by their names, and what they need to lead anywhere."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from eventx.rules.paths.bits import Labels, WordSets
from eventx.rules.paths.steps import Path
from eventx.rules.paths.ways import Numbers, Way, ways_of

MOST_WAYS = 20_000
"""Selections of ways remembered at most, a path or a role."""


class Lead(NamedTuple):
    """What the alternatives of a named path need to lead anywhere, seen at a glance.

    Attributes:
        words: The bits of sets of words of each of which the sentence must have one (see `WordSets`).
        around: The bits of the labels around a token that first moves ask for (see `Labels`).
        moves: The same for the first move of each alternative; None where it may always be made.
        open_ways: The ways that some labels around a token leave open, by their bits.
    """

    words: int
    around: int
    moves: tuple[int | None, ...]
    open_ways: dict[int, tuple[Way, ...]]


class Fan:
    """The paths of a role: alternatives, each a union of named paths.

    Attributes:
        unions: The names.
        around: The bits of the labels around a token that their first moves ask for; 0 until somebody asks.
        open_names: What some labels around a token leave open of them, by their bits (see `PathBook.open_names`).
    """

    __slots__ = ("around", "open_names", "unions")

    def __init__(self, unions: tuple[tuple[str, ...], ...]) -> None:
        self.unions = unions
        self.around = 0
        self.open_names: dict[int, Sequence[Branch]] = {}


class Branch(NamedTuple):
    """What is left open of a union of named paths.

    Attributes:
        rank: Its place among the alternatives.
        names: The names, with the bits of the sets of words that they need and the ways that are left open.
    """

    rank: int
    names: tuple[tuple[str, int, tuple[Way, ...]], ...]


@dataclass(frozen=True, slots=True)
class PathBook:
    """The named paths and word lists of a model.

    Attributes:
        named: The paths by name; every preposition is the name of one.
        lists: Lists of words that paths and fillers refer to.
        numbers: The numbers of their steps.
        leads: What they need to lead anywhere.
        words: The sets of words that they and whoever refers to them need.
        labels: The labels that they begin with.
    """

    named: Mapping[str, tuple[Path, ...]]
    lists: Mapping[str, frozenset[str]] = field(default_factory=dict)
    numbers: Numbers = field(init=False, repr=False, compare=False, default_factory=Numbers)
    leads: Mapping[str, Lead] = field(init=False, repr=False, compare=False)
    words: WordSets = field(init=False, repr=False, compare=False, default_factory=WordSets)
    labels: Labels = field(init=False, repr=False, compare=False, default_factory=Labels)

    def __post_init__(self) -> None:
        object.__setattr__(self, "leads", Leads(self.named, self.words, self.labels))

    def ways_from(self, name: str, around: int) -> tuple[Way, ...]:
        """Returns the ways of a named path that may lead somewhere from a token; worked out once for equal labels.

        Args:
            name: The path.
            around: The bits of the labels around the token.
        """
        lead = self.leads[name]
        key = lead.around & around
        found = lead.open_ways.get(key)
        if found is None:
            if len(lead.open_ways) >= MOST_WAYS:
                lead.open_ways.clear()
            open_now = [
                path for path, move in zip(self.named[name], lead.moves, strict=True) if move is None or move & around
            ]
            found = lead.open_ways[key] = ways_of(open_now, list(map(self.numbers.of, open_now)))
        return found

    def open_names(self, fan: Fan, around: int) -> Sequence[Branch]:
        """Returns the paths of a role that may lead somewhere from a token; worked out once for equal labels.

        Args:
            fan: The paths.
            around: The bits of the labels around the token.
        """
        if not fan.open_names:
            for name in (n for union in fan.unions for n in union):
                fan.around |= self.leads[name].around
        key = fan.around & around
        found = fan.open_names.get(key)
        if found is None:
            if len(fan.open_names) >= MOST_WAYS:
                fan.open_names.clear()
            branches = (
                Branch(
                    rank,
                    tuple(
                        (name, self.leads[name].words, ways) for name in names if (ways := self.ways_from(name, around))
                    ),
                )
                for rank, names in enumerate(fan.unions)
            )
            found = fan.open_names[key] = [branch for branch in branches if branch.names]
        return found


class Leads(dict[str, Lead]):
    """What named paths need to lead anywhere, worked out when a path is first asked for."""

    def __init__(self, named: Mapping[str, Sequence[Path]], sets: WordSets, labels: Labels) -> None:
        super().__init__()
        self._named = named
        self._sets = sets
        self._labels = labels

    def __missing__(self, name: str) -> Lead:
        """Works out what a path needs."""
        lead = self[name] = lead_of(self._named[name], self._sets, self._labels)
        return lead


def lead_of(paths: Sequence[Path], sets: WordSets, labels: Labels) -> Lead:
    """Returns what the alternatives of a named path need to lead anywhere.

    Args:
        paths: The alternatives.
        sets: Numbers the words that they need.
        labels: Numbers the labels that they begin with.
    """
    words = [dict.fromkeys(_words(path)) for path in paths]
    common = [some for some in (words[0] if words else ()) if all(some in others for others in words)]
    if not common and all(words):
        common = [frozenset().union(*(min(some, key=len) for some in words))]
    moves = [_first_move(path, labels) for path in paths]
    around = 0
    for move in moves:
        around |= move or 0
    return Lead(sets.mask(common), around, tuple(moves), {})


def _first_move(path: Path, labels: Labels) -> int | None:
    """Returns the bits of the labels one of which a first move needs; None where it may always be made."""
    move = next(step for step in path.steps if step.direction != "=")
    if not move.deps or move.direction not in {">", "<"}:
        return None
    return labels.mask(below=move.deps) if move.direction == ">" else labels.mask(own=move.deps)


def _words(path: Path) -> Iterator[frozenset[str]]:
    """Yields sets of words of each of which a sentence must have one for a path to lead anywhere."""
    return (words for step in path.steps for words in (step.test.lemma, step.test.text) if words)
