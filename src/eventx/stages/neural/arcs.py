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
from spacy import attrs
from spacy.language import Language
from spacy.pipeline import DependencyParser
from spacy.tokens import Doc

from eventx.stages.neural.encoder import Floats, groups, param, product, steps
from eventx.stages.neural.lower import Lower, lower_of

FEATURES = 8
"""Words that a move is chosen by: two of the buffer, three of the stack, and the last children of the topmost ones."""
NEXT, SECOND, TOP, UNDER, THIRD, LEFT_OF_NEXT, LEFT_OF_TOP, RIGHT_OF_TOP, HEADLESS, HEAD_OF_TOP, BEFORE_TOP = range(11)
"""These, the topmost word on the stack that has no head, the head of the topmost, and that head's child before it."""
SHIFTABLE, NONE, MOVE = range(11, 14)
"""The next word unless it was put back; no word; the move: what is written somewhere is one of all these."""
SELF, AFTER, BELOW, LOOSE, HEAD, DRAWN, LAST_LEFT, LAST_RIGHT, BEFORE, FRESH, NOTHING = range(11)
"""What is known of each word, as `State` has it."""
READ = {
    NEXT: (NEXT, SELF),
    SECOND: (NEXT, AFTER),
    TOP: (TOP, SELF),
    UNDER: (TOP, BELOW),
    THIRD: (TOP, NOTHING),
    LEFT_OF_NEXT: (NEXT, LAST_LEFT),
    LEFT_OF_TOP: (TOP, LAST_LEFT),
    RIGHT_OF_TOP: (TOP, LAST_RIGHT),
    HEADLESS: (TOP, LOOSE),
    HEAD_OF_TOP: (TOP, HEAD),
    BEFORE_TOP: (TOP, BEFORE),
    SHIFTABLE: (NEXT, FRESH),
    NONE: (NEXT, NOTHING),
    MOVE: (NEXT, NOTHING),
}
"""Where each of these is read: what of the next or of the topmost word (the third and the move are put in later)."""
SHIFT, REDUCE, LEFT, RIGHT = range(4)
KINDS = {"S": SHIFT, "D": REDUCE, "L": LEFT, "R": RIGHT}
"""What spaCy calls the moves."""
BREAK = "B"
"""The move that begins another sentence; there is none here."""
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


def effects(kind: int, *, is_alone: bool, has_head: bool) -> tuple[list[tuple[int, int, int]], tuple[int, int]]:
    """Returns what a move makes, in terms of the words that play a part.

    Args:
        kind: Its kind.
        is_alone: Whether the topmost word is the only one on the stack.
        has_head: Whether an arc goes to it.

    Returns:
        What becomes known (what, of which word, a word), and the words that are next and topmost afterwards.
    """
    if kind == SHIFT:
        return [(BELOW, NEXT, TOP), (LOOSE, NEXT, NEXT)], (SECOND, NEXT)
    if kind == REDUCE:  # a word that no arc goes to is put back into the buffer
        return ([], (NEXT, UNDER)) if has_head else ([(AFTER, TOP, NEXT), (FRESH, TOP, NONE)], (TOP, UNDER))
    if kind == RIGHT:
        arc = [(HEAD, NEXT, TOP), (DRAWN, NEXT, MOVE), (BEFORE, NEXT, RIGHT_OF_TOP), (LAST_RIGHT, TOP, NEXT)]
        return [*arc, (BELOW, NEXT, TOP), (LOOSE, NEXT, HEADLESS)], (SECOND, NEXT)
    arc = [(HEAD, TOP, NEXT), (DRAWN, TOP, MOVE), (LAST_LEFT, NEXT, TOP), (FRESH, NEXT, NEXT)]
    if has_head:  # the arc that went to the word is replaced
        arc.append((LAST_RIGHT, HEAD_OF_TOP, BEFORE_TOP))
    if is_alone:  # the stack is empty: nothing else is allowed but to put the next word there
        return [*arc, (BELOW, NEXT, NONE), (LOOSE, NEXT, NEXT)], (SECOND, NEXT)
    return arc, (NEXT, UNDER)


def _cases() -> tuple[Ints, Ints]:
    """Returns the effects of all cases: by kind, then whether the topmost word is alone, then whether it has a head.

    Returns:
        Which words become known something of, then what, then those next and topmost: an array (cases, 2 * most + 2);
        what becomes known of these words: an array (cases, most).
    """
    found = [
        effects(kind, is_alone=is_alone, has_head=has_head)
        for kind in range(len(KINDS))
        for is_alone in (False, True)
        for has_head in (False, True)
    ]
    most = max(len(written) for written, _ in found)
    # all cases write as much; what is nothing may be written of no word
    filled = [(written + [(NOTHING, NONE, NONE)] * (most - len(written)), after) for written, after in found]
    parts = [[*(of for _, of, _ in written), *(word for _, _, word in written), *after] for written, after in filled]
    return np.array(parts), np.array([[what for what, _, _ in written] for written, _ in filled])


PARTS, KNOWN = _cases()
"""What all moves make, as arrays."""
READ_OF = np.array([int(READ[part][0] == TOP) for part in range(len(READ))])
READ_WHAT = np.array([READ[part][1] for part in range(len(READ))])
"""The same as `READ`, as arrays: 0 for the next word or 1 for the topmost, and what is read of it."""


class State:
    """Where some sentences stand; words are numbered through, and the number after the last stands for no word.

    Buffer and stack are chains of words. What is told of a word that is not there means nothing, but for what is below.

    Attributes:
        none: The number that stands for no word.
        known: What is known of each word (and of none), an array (11, words + 1): itself; the word after it in the
            buffer, below it on the stack; the topmost word with no head at or below it; its head, and the move that
            drew the arc; its last child on the left, on the right; the last child on the right that its head had before
            it; itself, unless it was put back from the stack and no arc to its left was drawn since; no word.
        ahead: The next word of the buffer and the topmost on the stack of each sentence that isn't finished: an array
            (sentences, 2).
    """

    def __init__(self, lengths: Ints) -> None:
        self.ends = np.cumsum(lengths)
        self.starts = self.ends - lengths
        self.none = none = int(self.ends[-1])
        self.known: Ints = np.full((NOTHING + 1, none + 1), none)
        self.known[[SELF, LOOSE, FRESH]] = np.arange(none + 1)
        self.known[AFTER, :-1] = np.arange(1, none + 1)
        self.known[AFTER, self.ends - 1] = none
        unfinished = self.starts[lengths > 1]  # the first word can only be put on the stack
        self.ahead: Ints = np.stack([unfinished + 1, unfinished], axis=1)
        self._flat = self.known.reshape(-1)
        self._read_what, self._known = READ_WHAT * (none + 1), KNOWN * (none + 1)
        self._rows = np.arange(len(unfinished))[:, None] * len(READ)

    def words(self) -> Ints:
        """Returns the words that moves are chosen by and may put somewhere: an array (sentences, 14)."""
        places = self.ahead.take(READ_OF, axis=1)
        places += self._read_what
        found: Ints = self._flat.take(places)
        found[:, THIRD] = self.known[BELOW].take(found[:, UNDER])
        return found

    def make(self, words: Ints, cases: Ints) -> None:
        """Makes one move for each unfinished sentence.

        Args:
            words: The words that play a part, and the move: an array (sentences, 14).
            cases: The number of the case.
        """
        places = PARTS.take(cases, axis=0)
        places += self._rows[: len(words)]
        found = words.reshape(-1).take(places)
        most = KNOWN.shape[1]
        self._flat[found[:, :most] + self._known.take(cases, axis=0)] = found[:, most : 2 * most]
        self.ahead = found[:, 2 * most :]
        self._close()

    def _close(self) -> None:
        """Goes on where the buffer is empty: what has no head waits again, unless it is the root of all."""
        where = np.flatnonzero(self.ahead[:, 0] == self.none)
        if not len(where):
            return
        words = self.known[LOOSE].take(self.ahead[where, 1])
        tops = self.known[BELOW].take(words)
        self.ahead[where, 0], self.ahead[where, 1] = words, tops
        self.known[AFTER, words], self.known[FRESH, words] = self.none, self.none
        if (tops == self.none).any():
            self.ahead = self.ahead[self.ahead[:, 1] != self.none]


def parse(moves: Moves, table: Floats, lengths: Ints) -> State:
    """Parses sentences.

    Args:
        moves: The weights.
        table: The vectors of the words, sentence after sentence, as `Lower.table` gives them.
        lengths: How many words each sentence has, none of them 0.
    """
    state = State(lengths)
    shift, reduce = (int(np.flatnonzero(moves.kinds == kind)[0]) for kind in (SHIFT, REDUCE))
    cases = 4 * moves.kinds
    while len(state.ahead):
        words = state.words()
        scores = product(moves.lower.hidden(table, words[:, :FEATURES]), moves.weights)
        scores += moves.bias
        lacks = words == state.none
        is_alone = lacks[:, UNDER]
        np.copyto(scores[:, shift], -np.inf, where=lacks[:, SECOND] | lacks[:, SHIFTABLE])
        np.copyto(scores[:, reduce], -np.inf, where=is_alone)
        best = scores.argmax(axis=1)
        words[:, MOVE] = best
        state.make(words, cases.take(best) + 2 * is_alone + (words[:, HEADLESS] != words[:, TOP]))
    return state


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
            vectors = product(np.concatenate([doc.tensor for doc in group]), weights)
            vectors += bias
            lengths = np.array([len(doc) for doc in group])
            self._write(group, parse(self._moves, self._moves.lower.table(vectors), lengths))

    def _write(self, docs: Sequence[Doc], state: State) -> None:
        moves, none = self._moves, state.none
        head = state.known[HEAD, :none]
        has_head = head != none
        move = np.where(has_head, state.known[DRAWN, :none], 0)
        table = np.empty((none, 2), dtype=np.uint64)
        table[:, 0] = np.where(has_head, head - np.arange(none), 0).astype(np.uint64)
        table[:, 1] = np.where(has_head, moves.labels[move], np.uint64(moves.root))
        is_lifted = np.logical_or.reduceat(moves.is_lifted[move] & has_head, state.starts).tolist()
        for doc, start, end, lifted in zip(docs, state.starts.tolist(), state.ends.tolist(), is_lifted, strict=True):
            filled: Any = table[start:end]
            doc.from_array([attrs.HEAD, attrs.DEP], filled)
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
