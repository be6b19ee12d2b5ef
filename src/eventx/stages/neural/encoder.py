"""Vectors of words in their context: spaCy's `Tok2Vec` of hashed features and a window of neighbours.

A word's own vector depends on nothing but its letters (and the space after it), so it is computed once, by the layers
of the model itself. The window layers that follow are computed here.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Any

import numpy as np
from numpy.typing import NDArray
from spacy.attrs import ORTH, SPACY
from spacy.tokens import Doc
from thinc.api import Model

Floats = NDArray[np.float32]
Key = tuple[int, int]
"""What a word's own vector depends on: its text (a hash) and whether a space follows."""
TINY = 1e-8
"""What spaCy adds to a variance before dividing by its root."""
KNOWN_WORDS = 20_000
"""Words whose own vectors are remembered."""
ROOM = 1_000
"""Words that the table of their vectors grows by at least."""
ROWS = 1_000
"""Words that are worked on at once: so many that the processor's cache holds them."""
BEGINNING = ["extract_features", "list2ragged", "with_array", "with_array", "ragged2list", "with_array"]
"""The layers of spaCy's `Tok2Vec.v2` with `MultiHashEmbed` and `MaxoutWindowEncoder`."""
WINDOW_LAYERS = (["expand_window", "maxout", "layernorm"], ["expand_window", "maxout", "layernorm", "dropout"])
WORD_FEATURES = frozenset({"ORTH", "LOWER", "NORM", "PREFIX", "SUFFIX", "SHAPE", "IS_SPACE", "SPACY"})
"""Features that follow from a word's text and the space after it."""


@dataclass(frozen=True, slots=True)
class WindowLayer:
    """One layer: of a word and its neighbours, the greatest of some linear maps, normalised and added to the word.

    Attributes:
        weights: An array (3 * width, pieces * width), the pieces one after the other.
        bias: An array (pieces * width).
        gain: An array (width).
        shift: An array (width).
    """

    weights: Floats
    bias: Floats
    gain: Floats
    shift: Floats

    def __call__(self, rows: Floats) -> Floats:
        """Returns the rows (n, width) after the layer; beyond the first and the last one there is nothing."""
        n, width = rows.shape
        windows = np.zeros((n, 3 * width), dtype=np.float32)
        windows[1:, :width] = rows[:-1]
        windows[:, width : 2 * width] = rows
        windows[:-1, 2 * width :] = rows[1:]
        mapped = windows @ self.weights
        mapped += self.bias
        best: Floats = mapped[:, :width]
        for start in range(width, mapped.shape[1], width):
            np.maximum(best, mapped[:, start : start + width], out=best)
        best = best - best.mean(axis=1, keepdims=True, dtype=np.float32)
        variance = np.einsum("ij,ij->i", best, best) / np.float32(width) + np.float32(TINY)
        best /= np.sqrt(variance)[:, None]
        best *= self.gain
        best += self.shift
        best += rows
        return best


class Encoder:
    """A trained `Tok2Vec`, computed sentence by sentence in common batches."""

    def __init__(self, embed: Sequence[Model[Any, Any]], layers: Sequence[WindowLayer], *, with_spaces: bool) -> None:
        self._embed = embed
        self._layers = layers
        self._with_spaces = with_spaces
        self._rows: dict[Key, int] = {}
        self._table: Floats = np.zeros((0, len(layers[0].gain)), dtype=np.float32)

    def vectors(self, docs: Sequence[Doc]) -> Iterator[Floats]:
        """Yields an array (tokens, width) for each document, none of which may be empty.

        What a document gets doesn't depend on the others.
        """
        for group in groups(docs, ROWS):
            yield from self._group_vectors(group)

    def _group_vectors(self, docs: Sequence[Doc]) -> Iterator[Floats]:
        own = self._own_vectors(docs)
        pad = len(self._layers)  # so many rows of nothing keep a sentence from seeing the one beside it
        starts = np.cumsum([pad, *(len(doc) + pad for doc in docs)])
        rows: Floats = np.zeros((int(starts[-1]), own.shape[1]), dtype=np.float32)
        bounds = [(int(start), int(start) + len(doc)) for start, doc in zip(starts, docs, strict=False)]
        filled = np.concatenate([np.arange(start, end) for start, end in bounds])
        rows[filled] = own
        for layer in self._layers:
            rows = layer(rows)
        return (rows[start:end] for start, end in bounds)

    def _own_vectors(self, docs: Sequence[Doc]) -> Floats:
        """Returns the vectors that the words of documents have without their neighbours."""
        keys = list(chain.from_iterable(self._keys(doc) for doc in docs))
        if len(self._rows) > KNOWN_WORDS:
            self._rows, self._table = {}, self._table[:0]
        new = [key for key in dict.fromkeys(keys) if key not in self._rows]
        if new:
            self._learn(docs[0].vocab, new)
        return self._table[[self._rows[key] for key in keys]]

    def _keys(self, doc: Doc) -> Iterator[Key]:
        table: Any = doc.to_array([ORTH, SPACY]).reshape(-1, 2)
        return zip(table[:, 0].tolist(), table[:, 1].tolist() if self._with_spaces else [0] * len(table), strict=True)

    def _learn(self, vocab: Any, keys: Sequence[Key]) -> None:
        doc = Doc(vocab, words=[vocab.strings[orth] for orth, _ in keys], spaces=[bool(space) for _, space in keys])
        found: Any = [doc]
        for layer in self._embed:
            found = layer.predict(found)
        known = len(self._rows)
        if known + len(keys) > len(self._table):
            table = np.empty((known + len(keys) + ROOM, self._table.shape[1]), dtype=np.float32)
            table[:known] = self._table[:known]
            self._table = table
        self._table[known : known + len(keys)] = found.dataXd
        self._rows.update((key, known + k) for k, key in enumerate(keys))


def encoder_of(model: Model[Any, Any]) -> tuple[Encoder, list[Model[Any, Any]]] | None:
    """Returns the encoder that a network begins with, and the layers after it; None: it begins with something else."""
    found = steps(model)
    names = [layer.name.partition("(")[0] for layer in found]
    if names[: len(BEGINNING)] != BEGINNING:
        return None
    columns, encode = set(found[0].attrs["columns"]), found[len(BEGINNING) - 1].layers[0]
    windows = [_window_layer(part) for part in steps(encode)]
    if not columns <= WORD_FEATURES or any(window is None for window in windows):
        return None
    embed = found[: BEGINNING.index("ragged2list")]
    encoder = Encoder(embed, [w for w in windows if w is not None], with_spaces="SPACY" in columns)
    return encoder, found[len(BEGINNING) :]


def steps(model: Model[Any, Any]) -> list[Model[Any, Any]]:
    """Returns the layers that a network applies one after the other, chains within chains laid open."""
    if len(model.layers) > 1 and ">>" in model.name:
        return [step for layer in model.layers for step in steps(layer)]
    return [model]


def product(rows: Floats, weights: Floats) -> Floats:
    """Returns the product of two arrays; none of its rows depends on how many others there are.

    The last bits of the product of a single row would: it is computed in another order.
    """
    return rows @ weights if len(rows) != 1 else (np.repeat(rows, 2, axis=0) @ weights)[:1]


def param(layer: Model[Any, Any], name: str) -> Floats:
    """Returns a trained array of a layer."""
    return np.asarray(layer.get_param(name), dtype=np.float32)


def _window_layer(model: Model[Any, Any]) -> WindowLayer | None:
    if not model.name.startswith("residual"):
        return None
    inner = steps(model.layers[0])
    if [layer.name for layer in inner] not in WINDOW_LAYERS or inner[0].attrs["window_size"] != 1:
        return None
    maxout, norm = inner[1], inner[2]
    weights, bias = param(maxout, "W"), param(maxout, "b")
    width, pieces, seen = weights.shape
    return WindowLayer(
        np.ascontiguousarray(weights.transpose(2, 1, 0).reshape(seen, pieces * width)),
        np.ascontiguousarray(bias.T.reshape(pieces * width)),
        param(norm, "G"),
        param(norm, "b"),
    )


def groups(docs: Iterable[Doc], size: int) -> Iterator[list[Doc]]:
    """Yields documents in groups of about so many words."""
    group: list[Doc] = []
    words = 0
    for doc in docs:
        group.append(doc)
        words += len(doc)
        if words >= size:
            yield group
            group, words = [], 0
    if group:
        yield group
