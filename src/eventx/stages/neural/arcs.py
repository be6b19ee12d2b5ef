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
NEXT, SECOND, TOP, UNDER, THIRD, LEFT_OF_NEXT, LEFT_OF_TOP, RIGHT_OF_TOP, HEADLESS, NONE = range(10)
"""These, the topmost word on the stack that has no head, and no word: what a move puts somewhere is one of them."""
SHIFT, REDUCE, LEFT, RIGHT = range(4)
KINDS = {"S": SHIFT, "D": REDUCE, "L": LEFT, "R": RIGHT}
"""What spaCy calls the moves."""
BREAK = "B"
"""The move that begins another sentence; there is none here."""
OUTCOMES = {
    SHIFT: (NONE, NONE, NEXT, SECOND, TOP, NEXT),
    REDUCE: (NONE, NONE, UNDER, NEXT, NONE, NONE),
    LEFT: (TOP, NEXT, UNDER, NEXT, NONE, NONE),
    RIGHT: (NEXT, TOP, NEXT, SECOND, TOP, HEADLESS),
}
"""What each kind of move makes: a child and its head; the topmost and the next word; of what was the next word, which
one lies below it now, and which one with no head at or below it (meaningless where it stays in the buffer)."""
EMPTYING = (TOP, NEXT, NEXT, SECOND, UNDER, NEXT)
"""The same for a left arc to the only word of the stack: the next one is put there at once; nothing else is allowed."""
ROOT = "ROOT"
SUBTOKEN = "subtok"
LIFTED = "||"
"""What is in the label of an arc that was lifted to keep the tree projective."""
WORDS = 15_000
"""Words of the sentences that are parsed side by side."""
Ints = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Moves:
    """The weights that choose moves.

    Attributes:
        lower: What the words that a move is chosen by make of a hidden layer.
        weights: The scores of moves: an array (hidden, moves).
        bias: An array (moves).
        kinds: The kind of each move.
        labels: The hash of the label of the arc that each move draws.
        is_lifted: Whether that arc is one that was lifted.
        root: The hash of the label of a word that no arc goes to.
    """

    lower: Lower
    weights: Floats
    bias: Floats
    kinds: Ints
    labels: NDArray[np.uint64]
    is_lifted: NDArray[np.bool_]
    root: int

    def outcomes(self) -> Ints:
        """Returns what each move makes: an array (6, 2 * moves), the second half for a stack of one word."""
        usual = [OUTCOMES[kind] for kind in self.kinds.tolist()]
        alone = [EMPTYING if kind == LEFT else OUTCOMES[kind] for kind in self.kinds.tolist()]
        return np.array(usual + alone).T


class State:
    """Where some sentences stand; words are numbered through, and the number after the last stands for no word.

    Buffer and stack are chains of words. What is told of a word that is not there means nothing, but for `below`.

    Attributes:
        top: The topmost word on the stack of each sentence that isn't finished.
        next: The next word of the buffer of each.
        after: The word after each word in the buffer.
        below: The word below each word on the stack.
        headless: The topmost word with no head at or below each word on the stack.
        was_returned: Whether a word was put back from the stack, and no arc from it was drawn since.
        head: Each word's head.
        move: The move that drew the arc from it.
        last: The last child of each word on its left; then, again for each word, on its right.
        right_before: The last child on the right that a word's head had before it.
    """

    def __init__(self, lengths: Ints) -> None:
        self.ends = np.cumsum(lengths)
        self.starts = self.ends - lengths
        self.none = none = int(self.ends[-1])
        self.after: Ints = np.arange(1, none + 2)
        self.after[self.ends - 1] = self.after[none] = none
        self.below, self.head, self.right_before = (np.full(none + 1, none) for _ in range(3))
        self.headless: Ints = np.arange(none + 1)
        self.last: Ints = np.full(2 * (none + 1), none)
        self.move: Ints = np.zeros(none + 1, dtype=np.int64)
        self.was_returned = np.zeros(none + 1, dtype=np.bool_)
        unfinished = self.starts[lengths > 1]
        self.top: Ints = unfinished  # the first word can only be put on the stack
        self.next: Ints = self.after[unfinished]

    def words(self) -> Ints:
        """Returns the words that moves are chosen by and may put somewhere: an array (10, sentences)."""
        found = np.empty((NONE + 1, len(self.top)), dtype=np.int64)
        found[NEXT], found[TOP], found[NONE] = self.next, self.top, self.none
        found[SECOND] = self.after.take(self.next)
        found[UNDER] = under = self.below.take(self.top)
        found[THIRD] = self.below.take(under)
        right = self.none + 1
        found[LEFT_OF_NEXT:HEADLESS] = self.last.take([self.next, self.top, self.top + right])
        found[HEADLESS] = self.headless.take(self.top)
        return found

    def close(self) -> None:
        """Goes on where the buffer is empty: what has no head waits again, unless it is the root of all."""
        where = np.flatnonzero(self.next == self.none)
        if not len(where):
            return
        words = self.headless[self.top[where]]
        self.top[where] = self.below[words]
        self.next[where] = words
        self.after[words] = self.none
        self.was_returned[words] = True
        unfinished = np.flatnonzero(self.top != self.none)
        if len(unfinished) < len(self.top):
            self.top, self.next = self.top[unfinished], self.next[unfinished]


def parse(moves: Moves, vectors: Floats, lengths: Ints) -> State:
    """Parses sentences.

    Args:
        moves: The weights.
        vectors: An array (words, width), sentence after sentence.
        lengths: How many words each sentence has, none of them 0.
    """
    table = moves.lower.table(vectors)
    state = State(lengths)
    outcomes = moves.outcomes()
    shift, reduce = (int(np.flatnonzero(moves.kinds == kind)[0]) for kind in (SHIFT, REDUCE))
    while len(state.top):
        words = state.words()
        scores = product(moves.lower.hidden(table, words[:FEATURES]), moves.weights)
        scores += moves.bias
        is_alone = words[UNDER] == state.none
        np.copyto(scores[:, shift], -np.inf, where=(words[SECOND] == state.none) | state.was_returned.take(state.next))
        np.copyto(scores[:, reduce], -np.inf, where=is_alone)
        best = scores.argmax(axis=1)
        make(state, words, best, moves.kinds.take(best), outcomes.take(best + is_alone * len(moves.kinds), axis=1))
    return state


def make(state: State, words: Ints, moves: Ints, kinds: Ints, outcomes: Ints) -> None:
    """Makes one move for each unfinished sentence.

    Args:
        state: Where the sentences stand.
        words: The words of each sentence that play a part: an array (parts, sentences).
        moves: The moves.
        kinds: Their kinds.
        outcomes: What they make, by the parts that words play: an array (6, sentences).
    """
    count = len(moves)
    children, heads, top, following, below, headless = words.ravel().take(outcomes * count + np.arange(count))
    first, topmost = words[NEXT], words[TOP]
    has_head = words[HEADLESS] != topmost
    state.was_returned[first[kinds == LEFT]] = False
    had = np.flatnonzero(has_head & (kinds == LEFT))
    if len(had):  # another arc went to the word
        again = topmost[had]
        state.last[state.head[again] + state.none + 1] = state.right_before[again]
    waits = np.flatnonzero(~has_head & (kinds == REDUCE))
    if len(waits):  # no arc goes to the word yet: it is put back into the buffer
        again = topmost[waits]
        state.was_returned[again] = True
        state.after[again] = first[waits]
        following[waits] = again
    state.move[children], state.head[children] = moves, heads
    state.right_before[first] = words[RIGHT_OF_TOP]
    state.last[heads + (state.none + 1) * (kinds == RIGHT)] = children
    state.below[first], state.headless[first] = below, headless
    state.top, state.next = top, following
    state.close()


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
        head, move = state.head[:none], state.move[:none]
        has_head = head != none
        table = np.empty((none, 2), dtype=np.uint64)
        table[:, 0] = np.where(has_head, head - np.arange(none), 0).astype(np.uint64)
        table[:, 1] = np.where(has_head, moves.labels[move], np.uint64(moves.root))
        is_lifted = np.logical_or.reduceat(moves.is_lifted[move] & has_head, state.starts).tolist()
        for doc, start, end, lifted in zip(docs, state.starts.tolist(), state.ends.tolist(), is_lifted, strict=True):
            filled: Any = table[start:end]
            doc.from_array([HEAD, DEP], filled)
            if lifted:
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
    kept = [k for k, (kind, _, _) in enumerate(names) if kind != BREAK]
    labels = [names[k][2] for k in kept]
    moves = Moves(
        lower=lower,
        weights=np.ascontiguousarray(param(upper, "W")[kept].T),
        bias=param(upper, "b")[kept],
        kinds=np.array([KINDS[names[k][0]] for k in kept]),
        labels=np.array([strings.add(label) if label else 0 for label in labels], dtype=np.uint64),
        is_lifted=np.array([LIFTED in label for label in labels]),
        root=strings.add(ROOT),
    )
    return Parser(weights, moves, component.postprocesses)
