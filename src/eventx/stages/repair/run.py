"""Runs the repairs over parsed sentences.

Most sentences need none: what a repair can't do without is looked for first, in the columns of tags and relations.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from spacy.attrs import DEP, HEAD, LEMMA, POS, TAG
from spacy.tokens import Doc

from eventx.stages.repair.looks import Shape
from eventx.stages.repair.table import Repairs


def repair_all(sentences: Sequence[Doc], repairs: Repairs) -> None:
    """Mends the trees of parsed sentences in place, none of which may be empty."""
    if not sentences:
        return
    shape = Shape(sentences)
    may_act = np.zeros((len(repairs), len(sentences)), dtype=np.bool_)
    for acts, (_, look) in zip(may_act, repairs.values(), strict=True):
        acts[shape.sentence[look(shape)]] = True
    for k in np.flatnonzero(may_act.any(axis=0)).tolist():
        _mend(sentences[k], may_act[:, k].tolist(), repairs)


def repair(sentence: Doc, repairs: Repairs) -> None:
    """Mends the tree of one parsed sentence in place."""
    repair_all([sentence] if len(sentence) else [], repairs)


def _mend(sentence: Doc, may_act: Sequence[bool], repairs: Repairs) -> None:
    """Runs the repairs that may act on a sentence; once one has changed it, so may all that come later."""
    before = _tree(sentence)
    is_changed = False
    for (mend, _), may in zip(repairs.values(), may_act, strict=True):
        if is_changed:
            mend(sentence)
        elif may:
            mend(sentence)
            is_changed = _tree(sentence) != before


def _tree(sentence: Doc) -> bytes:
    """Returns all that a repair may change."""
    return sentence.to_array([TAG, POS, LEMMA, DEP, HEAD]).tobytes()
