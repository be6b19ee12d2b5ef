"""The parse of a document as plain lists, a column each, read from spaCy once for all who work on it."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

from spacy.attrs import DEP, ENT_IOB, ENT_TYPE, HEAD, LEMMA, LOWER, ORTH, POS, SENT_START, SPACY, TAG
from spacy.tokens import Doc

from eventx.strings import lower_strings_of, strings_of

_ATTRIBUTES = [ORTH, SPACY, LOWER, POS, TAG, DEP, ENT_TYPE, ENT_IOB, LEMMA, SENT_START, HEAD]
_KEY = "eventx_columns"


@dataclass(slots=True)
class Columns:
    """A parsed document; each list has an entry a token, but for `sentences`.

    Attributes:
        orth: The number that spaCy has for the word.
        space: Whether a space follows.
        lower: The word in lower case.
        pos: The part of speech.
        tag: The fine-grained tag.
        dep: The dependency label.
        entity: The label of the statistical NER, or "".
        iob: What spaCy marks a token with: 1 if it goes on with a name, 2 if it is in none, 3 if it begins one.
        lemma: The lemma in lower case.
        above: The index of the token that it hangs on; for a root its own.
        sentences: First token of each sentence and the one after its last, in order.
    """

    orth: list[int]
    space: list[int]
    lower: list[str]
    pos: list[str]
    tag: list[str]
    dep: list[str]
    entity: list[str]
    iob: list[int]
    lemma: list[str]
    above: list[int]
    sentences: list[tuple[int, int]]


def columns_of(doc: Doc) -> Columns:
    """Returns the columns of a document that is parsed and won't be parsed anew; read at the first call."""
    columns: Columns | None = doc.user_data.get(_KEY)
    if columns is None:
        columns = doc.user_data[_KEY] = _read(doc)
    return columns


def _read(doc: Doc) -> Columns:
    table = doc.to_array(_ATTRIBUTES).reshape(-1, len(_ATTRIBUTES)).T
    orth, space, lower, pos, tag, dep, entity, iob, lemma, marks = table[:-1].tolist()
    offsets = table[-1].astype("int64").tolist()
    starts = [i for i, mark in enumerate(marks) if mark == 1 or i == 0]
    vocab = doc.vocab
    return Columns(
        orth=orth,
        space=space,
        lower=strings_of(vocab, lower),
        pos=strings_of(vocab, pos),
        tag=strings_of(vocab, tag),
        dep=strings_of(vocab, dep),
        entity=strings_of(vocab, entity),
        iob=iob,
        lemma=lower_strings_of(vocab, lemma),
        above=[i + offset for i, offset in enumerate(offsets)],
        sentences=list(pairwise([*starts, len(marks)])),
    )
