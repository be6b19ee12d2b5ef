"""A document of the kept sentences: every other one is blanked out.

Each sentence left out becomes a single token of white space, as long as the sentence was. So every character stands
where it stood, every sentence has its number, and what lies between two sentences still lies between them.
"""

from __future__ import annotations

from collections.abc import Sequence

from spacy.attrs import ORTH, SPACY
from spacy.tokens import Doc

Bounds = tuple[int, int]


def blanked(doc: Doc, sentences: Sequence[Bounds], kept: Sequence[bool]) -> tuple[Doc, list[int]]:
    """Returns the document with the sentences that aren't kept blanked out, and where its tokens now are.

    Args:
        doc: The document, split into sentences.
        sentences: Token bounds of its sentences.
        kept: Which of them to keep.

    Returns:
        The new document, and for each token of the old one its index in the new one (of the blank, if it is in one).
    """
    table = doc.to_array([ORTH, SPACY]).tolist()
    words: list[str | int] = []
    spaces: list[bool] = []
    starts: list[bool] = []
    places: list[int] = []
    for (start, end), keep in zip(sentences, kept, strict=True):
        if keep:
            places += range(len(words), len(words) + end - start)
            words += [row[0] for row in table[start:end]]
            spaces += [bool(row[1]) for row in table[start:end]]
            starts += [True] + [False] * (end - start - 1)
        else:
            places += [len(words)] * (end - start)
            words.append(blank(doc, start, end))
            spaces.append(False)
            starts.append(True)
    kept_doc = Doc(doc.vocab, words=words, spaces=spaces, sent_starts=starts, user_data=dict(doc.user_data))
    return kept_doc, places


def blank(doc: Doc, start: int, end: int) -> str:
    """Returns white space as long as a sentence, with the line breaks that end it."""
    last = doc[end - 1]
    length = last.idx + len(last.text_with_ws) - doc[start].idx
    tail = last.text if last.is_space and start < end - 1 else ""
    return tail.rjust(length) if tail else " " * length
