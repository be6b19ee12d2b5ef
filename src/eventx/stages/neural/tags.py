"""Part-of-speech tags: the best of a linear map of each word's vector."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, cast

import numpy as np
from numpy.typing import NDArray
from spacy.attrs import TAG
from spacy.language import Language
from spacy.pipeline import Tagger as SpacyTagger
from spacy.pipeline.tok2vec import Tok2Vec
from spacy.tokens import Doc

from eventx.stages.neural.encoder import Encoder, Floats, choosing, encoder_of, param, product, steps

KINDS = [Tok2Vec, SpacyTagger]
"""The components that make up a tagger, in order."""
LAYERS = ["tok2vec-listener", "with_array(softmax)"]
"""The layers of spaCy's `Tagger.v2`."""


@dataclass(frozen=True, slots=True)
class Tagger:
    """A trained tagger with its encoder, whose vectors the parser reads too.

    Attributes:
        encoder: The encoder.
        weights: An array (width, tags), perhaps with more columns than there are tags.
        bias: An array (tags); of what isn't a tag, such that it is never the best.
        tags: The hashes of the tags.
    """

    encoder: Encoder
    weights: Floats
    bias: Floats
    tags: NDArray[np.uint64]

    def __call__(self, docs: Sequence[Doc]) -> None:
        """Tags documents that aren't empty, and leaves them their words' vectors as `Doc.tensor`."""
        if not docs:
            return
        vectors = self.encoder.vectors(docs)
        scores = product(vectors, self.weights)
        scores += self.bias
        best: Any = self.tags[scores.argmax(axis=1)][:, None]
        start = 0
        for doc in docs:
            end = start + len(doc)
            doc.from_array([TAG], best[start:end])
            doc.tensor = cast("Any", vectors[start:end])
            start = end


def tagger_of(base: Language, names: Sequence[str]) -> Tagger | None:
    """Returns the tagger that some components of a spaCy pipeline make up; None: they are of other kinds."""
    components: list[Any] = [base.get_pipe(name) for name in names]
    if [type(component) for component in components] != KINDS:
        return None
    tok2vec, tagger = components
    encoded, found = encoder_of(tok2vec.model), steps(tagger.model)
    if encoded is None or encoded[1] or [layer.name for layer in found] != LAYERS:
        return None
    softmax = found[1].layers[0]
    strings = tagger.vocab.strings
    tags = np.array([strings.add(label) for label in tagger.labels], dtype=np.uint64)
    return Tagger(encoded[0], *choosing(param(softmax, "W").T, param(softmax, "b")), tags)
