"""Names: spaCy's transition-based entity recogniser, its moves chosen for all words at once.

Of a word outside a name, the best move depends on that word alone: nothing begins there, a name of one word, or the
first word of a longer one. So these are chosen for all words together. Only from the first word of a longer name on
the moves are made one after the other, for all such names side by side, and only two are allowed: go on or end.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from spacy.attrs import ENT_IOB, ENT_TYPE
from spacy.language import Language
from spacy.pipeline import EntityRecognizer
from spacy.tokens import Doc

from eventx.stages.neural.encoder import Encoder, Floats, choosing, encoder_of, param, product
from eventx.stages.neural.lower import Lower, lower_of

FEATURES = 3
"""Words that a move is chosen by: the next one, the first of the open name, the one before."""
BEGIN, IN, LAST, UNIT, OUT = "BILUO"
FORBIDDEN = "U-"
"""The move over a word that was said beforehand to be no name; there is none here."""
Ints = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Moves:
    """The weights that choose moves. A label is a number: that of its place in `labels`.

    Attributes:
        labels: The hashes of the labels.
        lower: What the words that a move is chosen by add to a hidden layer.
        outside: The scores of moves outside of a name: weights (hidden, moves) and bias (moves), for out, then unit and
            begin for each label.
        going_on: By how much going on scores above ending, for each label: weights (labels, hidden), bias (labels).
    """

    labels: NDArray[np.uint64]
    lower: Lower
    outside: tuple[Floats, Floats]
    going_on: tuple[Floats, Floats]


class Recogniser:
    """A trained entity recogniser with its encoder."""

    def __init__(self, encoder: Encoder, moves: Moves) -> None:
        self.encoder = encoder
        self.moves = moves

    def __call__(self, docs: Sequence[Doc]) -> None:
        """Marks the names in documents that are one sentence each, not empty, without white space and names so far."""
        if not docs:
            return
        lengths = np.array([len(doc) for doc in docs])
        labels, ends = name_spans(self.moves, self.encoder.vectors(docs), np.cumsum(lengths))
        table = np.zeros((int(lengths.sum()), 2), dtype=np.uint64)
        table[:, 0] = 2
        free = 0
        for start in np.flatnonzero(ends).tolist():
            if start >= free:
                free = int(ends[start])
                table[start:free] = (1, self.moves.labels[labels[start]])
                table[start, 0] = 3
        start = 0
        for doc in docs:
            filled: Any = table[start : start + len(doc)]
            doc.from_array([ENT_IOB, ENT_TYPE], filled)
            start += len(doc)


def name_spans(moves: Moves, vectors: Floats, sentence_ends: Ints) -> tuple[Ints, Ints]:
    """Returns the name that would begin at each word, if none were open there.

    Args:
        moves: The weights.
        vectors: An array (words, width), sentence after sentence.
        sentence_ends: The index after each sentence's last word.

    Returns:
        The number of its label, and the index after its last word (0: no name begins there); arrays (words).
    """
    scores = product(moves.lower.of_first(vectors), moves.outside[0])
    scores += moves.outside[1]
    labels = len(moves.labels)
    last = sentence_ends - 1
    scores[last, 1 + labels :] = -np.inf  # no long name begins with a sentence's last word
    best = scores.argmax(axis=1)
    label = (best - 1) % labels
    ends = np.where(best > 0, np.arange(1, len(best) + 1), 0)
    is_last = np.zeros(len(best), dtype=bool)
    is_last[last] = True
    start = np.flatnonzero(best > labels)
    here = start + 1
    while len(start):
        words = np.stack([here, start, here - 1], axis=1)
        table = moves.lower.table(vectors.take(words.ravel(), axis=0))
        hidden = moves.lower.hidden(table, np.arange(words.size).reshape(words.shape))
        going_on, base = moves.going_on[0][label[start]], moves.going_on[1][label[start]]
        goes_on = ((hidden * going_on).sum(axis=1) + base >= 0) & ~is_last[here]
        ends[start[~goes_on]] = here[~goes_on] + 1
        start, here = start[goes_on], here[goes_on] + 1
    return label, ends


def recogniser_of(base: Language, name: str) -> Recogniser | None:
    """Returns the entity recogniser that a component of a spaCy pipeline is; None: it is of another kind."""
    component: Any = base.get_pipe(name)
    if type(component) is not EntityRecognizer or component.cfg["beam_width"] != 1:
        return None
    found = encoder_of(component.model.get_ref("tok2vec"))
    if found is None or [layer.name for layer in found[1]] != ["list2array", "linear"]:
        return None
    moves = _moves(component, found[1][1])
    return Recogniser(found[0], moves) if moves else None


def _moves(component: Any, linear: Any) -> Moves | None:
    model = component.model
    lower, upper = lower_of(model, FEATURES), model.get_ref("upper")
    if lower is None:
        return None
    names = [component.moves.get_class_name(k) for k in range(component.moves.n_moves)]
    weights, bias = param(upper, "W"), param(upper, "b")
    labels = list(component.labels)
    wanted = {OUT, *(f"{move}-{label}" for move in (UNIT, BEGIN, IN, LAST) for label in labels)}
    if len(weights) != len(names) or set(names) - {FORBIDDEN} != wanted:
        return None
    places = {name: k for k, name in enumerate(names)}

    def rows(*moves: str) -> list[int]:
        return [places[f"{move}-{label}"] for move in moves for label in labels]

    outside = [places[OUT], *rows(UNIT, BEGIN)]
    strings = component.vocab.strings
    return Moves(
        labels=np.array([strings.add(label) for label in labels], dtype=np.uint64),
        lower=lower.after(param(linear, "W").T, param(linear, "b")),
        outside=choosing(weights[outside].T, bias[outside]),
        going_on=(weights[rows(IN)] - weights[rows(LAST)], bias[rows(IN)] - bias[rows(LAST)]),
    )
