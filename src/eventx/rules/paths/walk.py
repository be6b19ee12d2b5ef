"""Walking the paths of a book over one document."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from eventx.rules.paths.book import Branch, Fan, PathBook
from eventx.rules.paths.steps import Classes, Step
from eventx.rules.paths.ways import Way
from eventx.rules.tree import Tree


class _Walk:
    """How far the alternatives of a path were walked from a token: where they led, and which comes next."""

    __slots__ = ("found", "next", "ways")

    def __init__(self, ways: Sequence[Way]) -> None:
        self.found: list[list[int]] = []
        self.ways = ways
        self.next = 0


class _Spot:
    """What the walks from a token have in common.

    Attributes:
        around: The bits of the labels around it (see `Labels`).
        lacks: The sets of words that its sentence has no word of: all bits but theirs (see `WordSets`).
        sets: How many sets of words there were when this was seen.
        walks: The walks by the names of their paths.
        reached: Where ways led, by their numbers.
    """

    __slots__ = ("around", "lacks", "reached", "sets", "walks")

    def __init__(self, around: int) -> None:
        self.around = around
        self.lacks = 0
        self.sets = -1
        self.walks: dict[str, _Walk] = {}
        self.reached: dict[int, list[int]] = {}


class Walker:
    """Walks the paths over one document; what several begin with is walked once."""

    def __init__(self, tree: Tree, book: PathBook, classes: Classes) -> None:
        self.tree = tree
        self.classes = classes
        self.book = book
        self._spots: dict[int, _Spot] = {}
        self._lacks: dict[tuple[int, int], int] = {}

    def close(self) -> None:
        """Ends the walks that were begun."""
        self._spots.clear()

    def lacks(self, i: int) -> int:
        """Returns the sets of words that the sentence of a token has no word and no lemma of: all bits but theirs."""
        return self._spot(i).lacks

    def _spot(self, i: int) -> _Spot:
        spot = self._spots.get(i)
        if spot is None or spot.sets != self.book.words.size:  # there are sets that nobody asked for before
            if spot is None:
                dep = self.tree.dep
                below = {dep[child] for child in self.tree.children[i]}
                spot = self._spots[i] = _Spot(self.book.labels.mask(below, (dep[i],)))
            self._look(spot, i)
        return spot

    def _look(self, spot: _Spot, i: int) -> None:
        """Looks which sets of words the sentence of a token has words of."""
        sets = self.book.words
        key = self.tree.start[i], sets.size
        lacks = self._lacks.get(key)
        if lacks is None:
            lacks = self._lacks[key] = ~sets.of(self.tree.words(key[0]))
        spot.lacks, spot.sets = lacks, sets.size

    def open_names(self, fan: Fan, start: int) -> tuple[Sequence[Branch], int]:
        """Returns the paths of a role that the labels around a token leave open, and what words its sentence lacks.

        Args:
            fan: The paths.
            start: The token.
        """
        spot = self._spot(start)
        branches = fan.open_names.get(fan.around & spot.around)
        if branches is None:
            branches = self.book.open_names(fan, spot.around)
            self._look(spot, start)
        return branches, spot.lacks

    def may_lead(self, fan: Fan, start: int) -> bool:
        """Tells whether a path of a role may lead somewhere from a token, by words and labels alone.

        Args:
            fan: The paths.
            start: The token.
        """
        branches, lacks = self.open_names(fan, start)
        for _, names in branches:
            for _, words, _ in names:
                if not words & lacks:
                    return True
        return False

    def route(self, name: str, start: int, nth: int = 0, ways: Sequence[Way] | None = None) -> list[int] | None:
        """Returns where the nth alternative of a named path leads from a token, of those that lead anywhere.

        What was walked is remembered, however many rules ask; what nobody asks for is not walked.

        Args:
            name: The path.
            start: The token.
            nth: Which of those, in order of trust, from 0.
            ways: Those that words and labels leave open, where the caller knows them.
        """
        spot = self._spot(start)
        walk = spot.walks.get(name)
        if walk is None:
            walk = spot.walks[name] = _Walk(self._open(name, start) if ways is None else ways)
        found = walk.found
        while len(found) <= nth:
            if walk.next >= len(walk.ways):
                return None
            self._go_on(walk, spot.reached, start)
        return found[nth]

    def routes(self, name: str, start: int) -> Iterator[list[int]]:
        """Yields where each alternative of a named path leads from a token, in order of trust, if it leads anywhere."""
        nth = 0
        while (found := self.route(name, start, nth)) is not None:
            yield found
            nth += 1

    def first(self, name: str, start: int) -> list[int]:
        """Returns where the first alternative of a named path leads that leads anywhere."""
        return self.route(name, start) or []

    def _open(self, name: str, start: int) -> Sequence[Way]:
        """Returns the ways of a named path that the words of the sentence and what hangs on the token leave open."""
        words = self.book.leads[name].words
        spot = self._spot(start)
        return () if words & spot.lacks else self.book.ways_from(name, spot.around)

    def _go_on(self, walk: _Walk, reached: dict[int, list[int]], start: int) -> None:
        """Walks on to the next alternative that leads anywhere."""
        ways, k = walk.ways, walk.next
        while k < len(ways):
            here = [start]
            for number, step, otherwise in ways[k]:
                there = reached.get(number)
                if there is None:
                    there = reached[number] = self._step(step, here)
                if not there:
                    k = otherwise
                    break
                here = there
            else:
                k += 1
                if start in here:
                    here = [t for t in here if t != start]
                if here:
                    walk.found.append(here)
                    break
        walk.next = k

    def _step(self, step: Step, here: Sequence[int]) -> list[int]:
        """Returns where a step leads from some tokens, without repeats."""
        if len(here) == 1:
            return step.walk(self.tree, here[0], self.classes)
        return list(dict.fromkeys(t for i in here for t in step.walk(self.tree, i, self.classes)))
