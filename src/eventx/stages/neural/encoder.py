"""Vectors of words in their context: spaCy's `Tok2Vec` of hashed features and a window of neighbours.

A word's own vector depends on nothing but its letters (and the space after it), so it is computed once, and what many
words have in common (a shape, an ending) once for all new words of a batch.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray
from spacy.attrs import ORTH, SPACY
from spacy.tokens import Doc
from thinc.api import Model

Floats = NDArray[np.float32]
Ints = NDArray[np.int64]
TINY = 1e-8
"""What spaCy adds to a variance before dividing by its root."""
KNOWN_WORDS = 20_000
"""Words whose own vectors are remembered."""
ROOM = 1_000
"""Words that the table of their vectors grows by at least."""
WORDS = 10_000
"""Words of which each different one is looked at once."""
ROWS = 1_000
"""Words that are worked on at once: so many that the processor's cache holds them."""
COLUMNS = 64
"""Columns that a product has at least, of which the best is chosen."""
BEGINNING = ["extract_features", "list2ragged", "with_array", "with_array", "ragged2list", "with_array"]
"""The layers of spaCy's `Tok2Vec.v2` with `MultiHashEmbed` and `MaxoutWindowEncoder`."""
WINDOW_LAYERS = (["expand_window", "maxout", "layernorm"], ["expand_window", "maxout", "layernorm", "dropout"])
HASHED = ["ints-getitem", "hashembed"]
MIX_LAYERS = (["maxout", "layernorm"], ["maxout", "layernorm", "dropout"])
"""The layers of `MultiHashEmbed`: those of one feature, and those over all of them."""
WORD_FEATURES = frozenset({"ORTH", "LOWER", "NORM", "PREFIX", "SUFFIX", "SHAPE", "IS_SPACE", "SPACY"})
"""Features that follow from a word's text and the space after it."""


@dataclass(frozen=True, slots=True)
class WindowLayer:
    """One layer: of a word and its neighbours, the greatest of some linear maps, normalised and added to the word.

    What normalising adds to all words alike is left out here, and put into the bias of the layers that follow.

    Attributes:
        weights: An array (3 * width, pieces * width), the pieces one after the other.
        bias: An array (pieces * width).
        gain: An array (width).
    """

    weights: Floats
    bias: Floats
    gain: Floats

    def finish(self, mapped: Floats, words: Floats, out: Floats) -> Floats:
        """Returns words (n, width) after the layer.

        Args:
            mapped: What the linear maps make of the words and their neighbours: (n, pieces * width).
            words: The words before the layer: (n, width).
            out: Where to write what is returned.
        """
        width = len(self.gain)
        np.copyto(out, mapped[:, :width])
        for start in range(width, mapped.shape[1], width):
            np.maximum(out, mapped[:, start : start + width], out=out)
        out -= (np.einsum("ij->i", out) / np.float32(width))[:, None]
        variance = np.einsum("ij,ij->i", out, out) / np.float32(width) + np.float32(TINY)
        out *= (1 / np.sqrt(variance))[:, None]
        out *= self.gain
        out += words
        return out


class Encoder:
    """A trained `Tok2Vec`, computed sentence by sentence in common batches.

    A layer is computed for the words of a sentence and for as many places before and after it as the next layers look
    at. What lies further away is the same everywhere: nothing at first, `_beyond[k]` after k layers.
    """

    def __init__(
        self, embedding: Embedding, layers: Sequence[WindowLayer], shift: Floats, *, with_spaces: bool
    ) -> None:
        self._embedding = embedding
        self._layers = layers
        self._shift = shift
        self._with_spaces = with_spaces
        self._rows: dict[int, int] = {}
        self._table: Floats = np.zeros((0, len(layers[0].gain)), dtype=np.float32)
        self._beyond = _beyond(layers)

    def vectors(self, docs: Sequence[Doc]) -> Floats:
        """Returns the vectors of the words of documents, none of which may be empty, one after the other.

        What a document gets doesn't depend on the others.

        Returns:
            An array (words of all documents, width).
        """
        found: Floats = np.empty((sum(map(len, docs)), self._table.shape[1]), dtype=np.float32)
        start = 0
        for some in groups(docs, WORDS):
            rows, which = np.unique(self._own_rows(some), return_inverse=True)
            words = np.concatenate([self._beyond[0], self._table[rows]])
            self._add_context(words, which + 1, some, found[start : start + len(which)])
            start += len(which)
        return found

    def _add_context(self, words: Floats, which: Ints, docs: Sequence[Doc], out: Floats) -> None:
        """Writes the vectors of the words of some documents.

        Args:
            words: Words by themselves; the first one stands for none.
            which: The words of the documents, one after the other.
            docs: The documents.
            out: Where to write the vectors.
        """
        added = by_place(self._layers[0].weights, words)
        added[1] += self._layers[0].bias
        lengths = [np.array([len(doc) for doc in group]) for group in groups(docs, ROWS)]
        around = len(self._layers)  # places beside a sentence that may have to be computed too
        most = max(int(own.sum()) + len(own) * around for own in lengths)
        memory = Memory.of(most, words.shape[1], added.shape[2])
        start = 0
        for own in lengths:
            end = start + int(own.sum())
            np.add(self._contextual(words, added, which[start:end], own, memory), self._shift, out=out[start:end])
            start = end

    def _contextual(self, words: Floats, added: Floats, which: Ints, lengths: Ints, memory: Memory) -> Floats:
        """Returns the vectors of the words of some sentences without the shift, in memory that the next call will use.

        Args:
            words: Words by themselves; the first one stands for none.
            added: What these add to the first layer, by their place in a window, with its bias.
            which: The words of the sentences, one sentence after the other.
            lengths: How many of them each sentence has.
            memory: Where to work.
        """
        first, *others = self._layers
        reach = min(1, len(others))
        at = np.concatenate([[0], which]).take(neighbours(lengths, 0, reach).T)
        count = at.shape[1]
        mapped = added[0].take(at[0], axis=0, out=memory.mapped[:count], mode="clip")
        for k in (1, 2):
            mapped += added[k].take(at[k], axis=0, out=memory.added[:count], mode="clip")
        found = first.finish(mapped, words.take(at[1], axis=0), memory.found[1 : count + 1])
        for k, layer in enumerate(others, 1):
            before, reach = reach, min(k + 1, len(others) - k)
            memory.found[0] = self._beyond[k]
            at = neighbours(lengths, before, reach)
            count = len(at)
            windows = memory.found.take(at, axis=0, out=memory.windows[:count], mode="clip")
            mapped = product(windows.reshape(count, -1), layer.weights, out=memory.mapped[:count])
            mapped += layer.bias
            found = layer.finish(mapped, windows[:, 1], memory.found[1 : count + 1])
        return found

    def _own_rows(self, docs: Sequence[Doc]) -> Ints:
        """Returns the rows of the table for the words of documents: vectors that they have without their neighbours."""
        tables: list[Any] = [doc.to_array([ORTH, SPACY]).reshape(-1, 2) for doc in docs]
        table = np.concatenate(tables)
        if not self._with_spaces:
            table[:, 1] = 0
        keys = (table[:, 0] ^ table[:, 1]).tolist()
        known = self._rows
        try:
            return np.array([known[key] for key in keys])
        except KeyError:
            pass
        if len(known) > KNOWN_WORDS:
            known = self._rows = {}
            self._table = self._table[:0]
        new = {key: k for k, key in enumerate(keys) if key not in known}
        self._learn(docs[0].vocab, list(new), table[list(new.values())].tolist())
        return np.array([known[key] for key in keys])

    def _learn(self, vocab: Any, keys: Sequence[int], words: Sequence[tuple[int, int]]) -> None:
        doc = Doc(vocab, words=[vocab.strings[orth] for orth, _ in words], spaces=[bool(space) for _, space in words])
        known, size = len(self._rows), len(keys)
        if known + size > len(self._table):
            table = np.empty((known + size + ROOM, self._table.shape[1]), dtype=np.float32)
            table[:known] = self._table[:known]
            self._table = table
        self._embedding.write(doc, self._table[known : known + size])
        self._rows.update((key, known + k) for k, key in enumerate(keys))


@dataclass(frozen=True, slots=True)
class Embedding:
    """The layers that give words vectors of their own: a vector for each of their features, and a layer over these.

    Attributes:
        columns: The features.
        tables: What gives the vectors of each feature's values.
        layer: The layer over all features, one after the other: weights (features * width, pieces * width).
        shift: What it adds to all words alike.
    """

    columns: Sequence[str]
    tables: Sequence[Model[Any, Any]]
    layer: WindowLayer
    shift: Floats

    def write(self, doc: Doc, out: Floats) -> None:
        """Writes the vectors of the words of a document: an array (words, width)."""
        values: Any = doc.to_array(list(self.columns)).reshape(len(doc), -1).astype(np.uint64)
        width = len(self.layer.weights) // len(self.columns)
        added, places = [], []
        for k, table in enumerate(self.tables):
            different, place = np.unique(values[:, k], return_inverse=True)
            added.append(product(table.predict(different), self.layer.weights[k * width : (k + 1) * width]))
            places.append(place.reshape(-1))
        added[0] += self.layer.bias
        for start in range(0, len(doc), ROWS):
            here = slice(start, start + ROWS)
            mapped = added[0].take(places[0][here], axis=0)
            for more, place in zip(added[1:], places[1:], strict=True):
                mapped += more.take(place[here], axis=0)
            self.layer.finish(mapped, self.shift, out[here])


def by_place(weights: Floats, words: Floats) -> Floats:
    """Returns what words add to linear maps of windows, by their place: an array (3, words, maps)."""
    width = words.shape[1]
    found = np.empty((3, len(words), weights.shape[1]), dtype=np.float32)
    for k, out in enumerate(found):
        product(words, weights[k * width : (k + 1) * width], out=out)
    return found


@dataclass(frozen=True, slots=True)
class Memory:
    """Where the layers are computed: memory that is asked for anew each time has to be cleared by the system first.

    Attributes:
        windows: Words between their neighbours: (places, 3, width).
        mapped: What linear maps make of them: (places, maps).
        added: What one of the three adds to these, in the same memory as `windows`, which nobody needs then.
        found: What lies beyond a sentence, and the places after a layer: (places + 1, width).
    """

    windows: Floats
    mapped: Floats
    added: Floats
    found: Floats

    @classmethod
    def of(cls, size: int, width: int, maps: int) -> Memory:
        """Returns memory for so many places."""
        windows = np.empty(size * max(3 * width, maps), dtype=np.float32)
        return cls(
            windows=windows[: size * 3 * width].reshape(size, 3, width),
            mapped=np.empty((size, maps), dtype=np.float32),
            added=windows[: size * maps].reshape(size, maps),
            found=np.empty((size + 1, width), dtype=np.float32),
        )


def neighbours(lengths: Ints, reach: int, wider: int) -> Ints:
    """Returns where the neighbours of places in and around sentences are found: an array (places, 3).

    Args:
        lengths: How many words each sentence has.
        reach: How many places there are before and after each sentence. All places are numbered from 1 on, sentence
            after sentence; 0 is what lies further away.
        wider: How many places before and after each sentence are asked for: one more than `reach` at most.
    """
    sizes = lengths + 2 * wider
    ends = np.cumsum(sizes)
    middle = np.arange(ends[-1]) + np.repeat((reach - wider) * (2 * np.arange(len(lengths)) + 1) + 1, sizes)
    found: Ints = np.empty((len(middle), 3), dtype=np.int64)
    found[:, 0], found[:, 1], found[:, 2] = middle - 1, middle, middle + 1
    too_far = wider - reach
    if too_far >= 0:
        corner = np.array([3 * row + column for row in range(too_far + 1) for column in range(too_far + 1 - row)])
        flat = found.reshape(-1)
        flat[np.add.outer(3 * (ends - sizes), corner)] = 0
        flat[np.subtract.outer(3 * ends - 1, corner)] = 0
    return found


def encoder_of(model: Model[Any, Any]) -> tuple[Encoder, list[Model[Any, Any]]] | None:
    """Returns the encoder that a network begins with, and the layers after it; None: it begins with something else."""
    found = steps(model)
    names = [layer.name.partition("(")[0] for layer in found]
    if names[: len(BEGINNING)] != BEGINNING:
        return None
    columns, encode = set(found[0].attrs["columns"]), found[len(BEGINNING) - 1].layers[0]
    windows = [_window_layer(part) for part in steps(encode)]
    embedding = _embedding(found[0], found[2].layers[0], found[3].layers[0])
    if not columns <= WORD_FEATURES or embedding is None or any(window is None for window in windows):
        return None
    layers, shift = without_shifts([window for window in windows if window is not None])
    return Encoder(embedding, layers, shift, with_spaces="SPACY" in columns), found[len(BEGINNING) :]


def steps(model: Model[Any, Any]) -> list[Model[Any, Any]]:
    """Returns the layers that a network applies one after the other, chains within chains laid open."""
    if len(model.layers) > 1 and ">>" in model.name:
        return [step for layer in model.layers for step in steps(layer)]
    return [model]


def product(rows: Floats, weights: Floats, out: Floats | None = None) -> Floats:
    """Returns the product of two arrays, written to `out` if given; no row depends on how many others there are.

    The last bits of the product of a single row would: it is computed in another order.
    """
    if len(rows) != 1:
        return np.matmul(rows, weights, out=out)
    found: Floats = (np.repeat(rows, 2, axis=0) @ weights)[:1]
    if out is None:
        return found
    out[:] = found
    return out


def choosing(weights: Floats, bias: Floats) -> tuple[Floats, Floats]:
    """Returns the weights (hidden, classes) and bias of scores to choose by, with classes that are never chosen.

    Of a product with few columns, the last bits of a row would depend on how many others there are.
    """
    more = max(0, COLUMNS - len(bias))
    return np.ascontiguousarray(np.pad(weights, ((0, 0), (0, more)))), np.pad(bias, (0, more), constant_values=-np.inf)


def param(layer: Model[Any, Any], name: str) -> Floats:
    """Returns a trained array of a layer."""
    return np.asarray(layer.get_param(name), dtype=np.float32)


def without_shifts(layers: Sequence[tuple[WindowLayer, Floats]]) -> tuple[list[WindowLayer], Floats]:
    """Returns layers that are given with what they add to all words alike, and what is left to be added at the end.

    What a layer adds is the same for all that the next ones look at, so that they see it as a part of their bias.
    """
    added = np.zeros_like(layers[0][1])
    found: list[WindowLayer] = []
    for layer, shift in layers:
        found.append(replace(layer, bias=layer.bias + product(np.tile(added, 3)[None], layer.weights)[0]))
        added = added + shift
    return found, added


def _beyond(layers: Sequence[WindowLayer]) -> list[Floats]:
    """Returns what there is far from all words: nothing (1, width), and the same after each layer."""
    found: list[Floats] = [np.zeros((1, len(layers[0].gain)), dtype=np.float32)]
    for layer in layers:
        mapped = product(np.tile(found[-1], 3), layer.weights) + layer.bias
        found.append(layer.finish(mapped, found[-1], np.empty_like(found[-1])))
    return found


def _embedding(features: Model[Any, Any], parts: Model[Any, Any], mix: Model[Any, Any]) -> Embedding | None:
    """Returns the layers that give words vectors of their own; None: they are others than spaCy's `MultiHashEmbed`."""
    columns, tables, inner = list(features.attrs["columns"]), [steps(part) for part in parts.layers], steps(mix)
    if [[layer.name for layer in table] for table in tables] != [HASHED] * len(columns):
        return None
    if [layer.name for layer in inner] not in MIX_LAYERS:
        return None
    return Embedding(columns, [table[-1] for table in tables], *_maxout(inner[0], inner[1]))


def _window_layer(model: Model[Any, Any]) -> tuple[WindowLayer, Floats] | None:
    """Returns a window layer of spaCy's, and what it adds to all words alike; None: it is of another kind."""
    if not model.name.startswith("residual"):
        return None
    inner = steps(model.layers[0])
    if [layer.name for layer in inner] not in WINDOW_LAYERS or inner[0].attrs["window_size"] != 1:
        return None
    return _maxout(inner[1], inner[2])


def _maxout(maxout: Model[Any, Any], norm: Model[Any, Any]) -> tuple[WindowLayer, Floats]:
    """Returns two layers of spaCy's as one, and what it adds to all words alike."""
    weights, bias = param(maxout, "W"), param(maxout, "b")
    width, pieces, seen = weights.shape
    layer = WindowLayer(
        np.ascontiguousarray(weights.transpose(2, 1, 0).reshape(seen, pieces * width)),
        np.ascontiguousarray(bias.T.reshape(pieces * width)),
        param(norm, "G"),
    )
    return layer, param(norm, "b")


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
