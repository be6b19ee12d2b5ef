"""The hidden layer of spaCy's transition systems: what each word adds to it in each of its roles, computed once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from thinc.api import Model

from eventx.stages.neural.encoder import Floats, param, product


@dataclass(frozen=True, slots=True)
class Lower:
    """A hidden layer over some words in their roles (`precomputable_affine`), the greatest of some pieces.

    Attributes:
        weights: An array (own, roles * pieces * hidden).
        lacking: What is added where there is no word: an array (roles, pieces * hidden).
        bias: An array (pieces * hidden).
        width: Width of the hidden layer.
    """

    weights: Floats
    lacking: Floats
    bias: Floats
    width: int

    def added(self, vectors: Floats) -> Floats:
        """Returns what words add in each role: (words + 1, roles, pieces * hidden); the last row stands for no word."""
        table = np.empty((len(vectors) + 1, *self.lacking.shape), dtype=np.float32)
        table[:-1] = product(vectors, self.weights).reshape(len(vectors), *self.lacking.shape)
        table[-1] = self.lacking
        return table

    def hidden(self, added: Floats, words: NDArray[np.int64]) -> Floats:
        """Returns the hidden layer (n, hidden) for the words in their roles (n, roles), as indices into `added`."""
        roles = words.shape[1]
        flat = added.reshape(-1, added.shape[-1])
        places = (words * roles + np.arange(roles)).T
        sums = flat[places[0]]
        more = np.empty_like(sums)
        for role in range(1, roles):  # all of them at once would be too much for the cache
            np.take(flat, places[role], axis=0, out=more, mode="clip")
            sums += more
        return self.activation(sums)

    def activation(self, sums: Floats) -> Floats:
        """Returns the hidden layer for sums (n, pieces * hidden) of what the words add; changes these."""
        sums += self.bias
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
    return Lower(
        weights=np.ascontiguousarray(param(lower, "W").transpose(3, 0, 2, 1).reshape(-1, roles * size)),
        lacking=np.ascontiguousarray(param(lower, "pad")[0].transpose(0, 2, 1).reshape(roles, size)),
        bias=np.ascontiguousarray(param(lower, "b").T.reshape(size)),
        width=lower.get_dim("nO"),
    )
