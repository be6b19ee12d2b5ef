"""The hidden layer of spaCy's transition systems, over the words that a move is chosen by."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from thinc.api import Model

from eventx.stages.neural.encoder import Floats, param, product

ROLES = 4
"""Roles that one product is over. Of one over more, the last bits would depend on how many rows it has."""


@dataclass(frozen=True, slots=True)
class Lower:
    """A hidden layer over some words in their roles (`precomputable_affine`), the greatest of some pieces.

    Words are rows of a table with one column more than they have numbers: it is 0 where there is no word.

    Attributes:
        weights: What a word adds in each of its roles: an array (roles, own + 1, pieces * hidden). The first role is
            never empty: with it comes all that is added whatever the words.
        width: Width of the hidden layer.
    """

    weights: Floats
    width: int

    def table(self, vectors: Floats) -> Floats:
        """Returns the table of words (words + 1, own + 1) to be looked up; its last row stands for no word."""
        table = np.zeros((len(vectors) + 1, self.weights.shape[1]), dtype=np.float32)
        table[:-1, :-1] = vectors
        table[:-1, -1] = 1
        return table

    def hidden(self, table: Floats, words: NDArray[np.int64]) -> Floats:
        """Returns the hidden layer (n, hidden) for the words in their roles, as rows of the table: (n, roles)."""
        rows = table.take(words, axis=0).reshape(len(words), -1)
        weights = self.weights.reshape(rows.shape[1], -1)
        size = ROLES * table.shape[1]
        sums = product(rows[:, :size], weights[:size])
        for first in range(size, len(weights), size):
            sums += product(rows[:, first : first + size], weights[first : first + size])
        return self._greatest(sums)

    def of_first(self, vectors: Floats) -> Floats:
        """Returns the hidden layer for words in the first role where there are no others."""
        sums = product(vectors, self.weights[0, :-1])
        sums += self.weights[0, -1]
        return self._greatest(sums)

    def after(self, weights: Floats, bias: Floats) -> Lower:
        """Returns the layer for words that a linear map makes of others: weights (others, own) and bias (own)."""
        own, there = self.weights[:, :-1], self.weights[:, -1:]
        return Lower(np.concatenate([weights @ own, bias @ own[:, None] + there], axis=1), self.width)

    def _greatest(self, sums: Floats) -> Floats:
        best = sums[:, : self.width]
        for start in range(self.width, sums.shape[1], self.width):
            best = np.maximum(best, sums[:, start : start + self.width])
        return best


def lower_of(model: Model[Any, Any], roles: int) -> Lower | None:
    """Returns the hidden layer of a transition model; None: it is of another kind, or for other roles."""
    if not model.attrs["has_upper"] or model.attrs["unseen_classes"]:
        return None
    lower = model.get_ref("lower")
    if lower.name != "precomputable_affine" or lower.get_dim("nF") != roles:
        return None
    size = lower.get_dim("nP") * lower.get_dim("nO")
    weights = param(lower, "W").transpose(0, 3, 2, 1).reshape(roles, -1, size)
    lacking = param(lower, "pad")[0].transpose(0, 2, 1).reshape(roles, 1, size)
    there = -lacking
    there[0] = param(lower, "b").T.reshape(size) + lacking[1:].sum(axis=0)
    return Lower(np.ascontiguousarray(np.concatenate([weights, there], axis=1)), lower.get_dim("nO"))
