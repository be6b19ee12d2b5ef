"""Dependency trees: spaCy's arc-eager transition parser, its moves made for many sentences side by side.

A sentence is read from left to right. Words wait in a buffer and on a stack; each move shifts the next word onto the
stack, takes the topmost off it, or draws an arc between the two. Every sentence takes about two moves a word, so
sentences of like length go well together: one product of matrices chooses the next move of all of them.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from spacy.attrs import DEP, HEAD
from spacy.language import Language
from spacy.pipeline import DependencyParser
from spacy.tokens import Doc

from eventx.stages.neural.encoder import Floats, groups, param, product, steps
from eventx.stages.neural.lower import Lower, lower_of

FEATURES = 8
"""Words that a move is chosen by: two of the buffer, three of the stack, and the last children of the topmost ones."""
SHIFT, REDUCE, LEFT, RIGHT, BREAK = range(5)
KINDS = {"S": SHIFT, "D": REDUCE, "L": LEFT, "R": RIGHT, "B": BREAK}
"""What spaCy calls the moves."""
ROOT = "ROOT"
SUBTOKEN = "subtok"
LIFTED = "||"
"""What is in the label of an arc that was lifted to keep the tree projective."""
WORDS = 6_000
"""Words of the sentences that are parsed side by side."""
Ints = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Moves:
    """The weights that choose moves.

    Attributes:
        lower: What the words that a move is chosen by add to a hidden layer.
        weights: The scores of moves: an array (hidden, moves).
        bias: An array (moves).
        kinds: The kind of each move.
        labels: The hash of the label of the arc that each move draws.
        root: The hash of the label of a word that no arc goes to.
        lifted: The hashes of labels of arcs that were lifted.
    """

    lower: Lower
    weights: Floats
    bias: Floats
    kinds: Ints
    labels: NDArray[np.uint64]
    root: int
    lifted: frozenset[int]


class State:
    """Where some sentences stand; words are numbered through, and the number after the last stands for no word."""

    def __init__(self, starts: Ints, ends: Ints) -> None:
        self.none = none = int(ends[-1])
        self.starts = starts
        self.ends = ends
        longest = int((ends - starts).max())
        self.stack: Ints = np.full((len(starts), longest + 3), none)
        self.depth: Ints = np.zeros(len(starts), dtype=np.int64)
        self.returned: Ints = np.full((len(starts), longest + 1), none)  # words that were put back from the stack
        self.returns: Ints = np.zeros(len(starts), dtype=np.int64)
        self.next: Ints = starts.copy()
        self.was_returned = np.zeros(none + 1, dtype=bool)
        self.head: Ints = np.full(none + 1, none)
        self.move: Ints = np.zeros(none + 1, dtype=np.int64)
        self.last_left: Ints = np.full(none + 1, none)
        self.last_right: Ints = np.full(none + 1, none)
        self.right_before: Ints = np.full(none + 1, none)

    def words(self, rows: Ints) -> Ints:
        """Returns the words that the next move of some sentences is chosen by: an array (sentences, 8)."""
        depth, returns, following, ends = self.depth[rows], self.returns[rows], self.next[rows], self.ends[rows]
        found = np.empty((FEATURES, len(rows)), dtype=np.int64)
        first = np.where(following < ends, following, self.none)
        second = np.where(following + 1 < ends, following + 1, self.none)
        returned = self.returned[rows, returns - 1]
        found[0] = np.where(returns > 0, returned, first)
        found[1] = np.where(returns > 1, self.returned[rows, returns - 2], np.where(returns == 1, first, second))
        found[2], found[3], found[4] = (self.stack[rows, depth + k] for k in (2, 1, 0))
        found[5] = self.last_left[found[0]]
        found[6] = self.last_left[found[2]]
        found[7] = self.last_right[found[2]]
        return found.T

    def forbidden(self, rows: Ints, first: Ints) -> Floats:
        """Returns an array (sentences, kinds of moves): infinite for what a sentence may not do, else 0.

        Args:
            rows: The sentences.
            first: The next word of each.
        """
        depth = self.depth[rows]
        waiting = self.ends[rows] - self.next[rows] + self.returns[rows]
        begins = first == self.starts[rows]
        found = np.full((len(rows), len(KINDS)), np.inf, dtype=np.float32)  # a sentence is one sentence: no break
        found[(depth == 0) | ((waiting > 1) & ~begins & ~self.was_returned[first]), SHIFT] = 0
        found[(depth > 0) & ((waiting == 0) | (depth > 1) | begins), REDUCE] = 0
        found[(depth > 0) & (waiting > 0) & ~begins, LEFT : RIGHT + 1] = 0
        return found

    def shift(self, rows: Ints, words: Ints) -> None:
        """Puts the next words onto the stacks."""
        was_returned = self.returns[rows] > 0
        self.returns[rows] -= was_returned
        self.next[rows] += ~was_returned
        self.stack[rows, self.depth[rows] + 3] = words
        self.depth[rows] += 1

    def reduce(self, rows: Ints, words: Ints) -> None:
        """Takes the topmost words off the stacks; one that has no head yet waits again, unless it was the last."""
        again = (self.head[words] == self.none) & (self.depth[rows] > 1)
        waits, waiting = rows[again], words[again]
        self.was_returned[waiting] = True
        self.returned[waits, self.returns[waits]] = waiting
        self.returns[waits] += 1
        self.depth[rows] -= 1

    def draw_left(self, rows: Ints, heads: Ints, children: Ints, moves: Ints) -> None:
        """Draws arcs from the next words to the topmost ones, which leave the stacks and any head they had."""
        before = self.head[children]
        had = before != self.none
        self.last_right[before[had]] = self.right_before[children[had]]
        self.head[children], self.move[children] = heads, moves
        self.last_left[heads] = children
        self.was_returned[heads] = False
        self.depth[rows] -= 1

    def draw_right(self, rows: Ints, heads: Ints, children: Ints, moves: Ints) -> None:
        """Draws arcs from the topmost words to the next ones, which go onto the stacks."""
        self.head[children], self.move[children] = heads, moves
        self.right_before[children] = self.last_right[heads]
        self.last_right[heads] = children
        self.shift(rows, children)

    def unfinished(self, rows: Ints) -> Ints:
        """Returns the sentences among `rows` that still have words."""
        return rows[(self.depth[rows] > 0) | (self.next[rows] < self.ends[rows]) | (self.returns[rows] > 0)]


def parse(moves: Moves, vectors: Floats, lengths: Ints) -> State:
    """Parses sentences.

    Args:
        moves: The weights.
        vectors: An array (words, width), sentence after sentence.
        lengths: How many words each sentence has, none of them 0.
    """
    added = moves.lower.added(vectors)
    ends = np.cumsum(lengths)
    state = State(ends - lengths, ends)
    rows = np.arange(len(lengths))
    while len(rows):
        words = state.words(rows)
        scores = product(moves.lower.hidden(added, words), moves.weights) + moves.bias
        scores -= state.forbidden(rows, words[:, 0])[:, moves.kinds]
        best = scores.argmax(axis=1)
        make(state, rows, words, best, moves.kinds[best])
        rows = state.unfinished(rows)
    return state


def make(state: State, rows: Ints, words: Ints, moves: Ints, kinds: Ints) -> None:
    """Makes one move for each sentence."""
    first, top = words[:, 0], words[:, 2]
    of = [np.flatnonzero(kinds == kind) for kind in range(BREAK)]
    state.shift(rows[of[SHIFT]], first[of[SHIFT]])
    state.reduce(rows[of[REDUCE]], top[of[REDUCE]])
    left, right = of[LEFT], of[RIGHT]
    state.draw_left(rows[left], first[left], top[left], moves[left])
    state.draw_right(rows[right], top[right], first[right], moves[right])


class Parser:
    """A trained parser; it reads the vectors that the tagger left (`Doc.tensor`)."""

    def __init__(self, weights: tuple[Floats, Floats], moves: Moves, finish: Sequence[Callable[[Doc], None]]) -> None:
        self._weights = weights
        self._moves = moves
        self._finish = finish

    def __call__(self, docs: Sequence[Doc]) -> None:
        """Parses documents that are one sentence each, not empty, and whose words can't begin another one."""
        for group in groups(sorted(docs, key=len), WORDS):
            weights, bias = self._weights
            vectors = np.concatenate([doc.tensor for doc in group])
            lengths = np.array([len(doc) for doc in group])
            self._write(group, parse(self._moves, product(vectors, weights) + bias, lengths))

    def _write(self, docs: Sequence[Doc], state: State) -> None:
        moves, none = self._moves, state.none
        has_head = state.head[:none] != none
        table = np.empty((none, 2), dtype=np.uint64)
        table[:, 0] = np.where(has_head, state.head[:none] - np.arange(none), 0).astype(np.uint64)
        table[:, 1] = np.where(has_head, moves.labels[state.move[:none]], np.uint64(moves.root))
        for doc, start, end in zip(docs, state.starts.tolist(), state.ends.tolist(), strict=True):
            filled: Any = table[start:end]
            doc.from_array([HEAD, DEP], filled)
            if not moves.lifted.isdisjoint(filled[:, 1].tolist()):
                for finish in self._finish:
                    finish(doc)


def parser_of(base: Language, name: str) -> Parser | None:
    """Returns the parser that a component of a spaCy pipeline is; None: it is of another kind."""
    component: Any = base.get_pipe(name)
    if type(component) is not DependencyParser or component.cfg["beam_width"] != 1:
        return None
    model = component.model
    found, lower = steps(model.get_ref("tok2vec")), lower_of(model, FEATURES)
    if [layer.name for layer in found] != ["tok2vec-listener", "list2array", "linear"] or lower is None:
        return None
    names = [component.moves.get_class_name(k).partition("-") for k in range(component.moves.n_moves)]
    upper, strings = model.get_ref("upper"), component.vocab.strings
    if len(param(upper, "W")) != len(names) or SUBTOKEN in {label for _, _, label in names}:
        return None
    weights = (np.ascontiguousarray(param(found[2], "W").T), param(found[2], "b"))
    moves = Moves(
        lower=lower,
        weights=np.ascontiguousarray(param(upper, "W").T),
        bias=param(upper, "b"),
        kinds=np.array([KINDS[kind] for kind, _, _ in names]),
        labels=np.array([strings.add(label) if label else 0 for _, _, label in names], dtype=np.uint64),
        root=strings.add(ROOT),
        lifted=frozenset(strings.add(label) for _, _, label in names if LIFTED in label),
    )
    return Parser(weights, moves, component.postprocesses)
