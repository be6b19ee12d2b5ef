"""A document of the kept sentences: every other one is blanked out.

Each sentence left out becomes a single token of white space, as long as the sentence was. So every character stands
where it stood, every sentence has its number, and what lies between two sentences still lies between them.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from spacy.tokens import Doc

from eventx.annotations import TEXT
from eventx.stages.syntax import Tokens

Bounds = tuple[int, int]


def blanked(doc: Doc, tokens: Tokens, kept: Sequence[bool]) -> tuple[Doc, list[int]]:
    """Returns the document with the sentences that aren't kept blanked out, and where its tokens now are.

    Args:
        doc: The document, split into sentences.
        tokens: Its tokens.
        kept: Which of its sentences to keep.

    Returns:
        The new document, and for each token of the old one its index in the new one (of the blank, if it is in one).
    """
    words: list[int | str] = []  # hashes, which need not be made again, and blanks
    texts: list[str] = []
    spaces: list[bool] = []
    starts: list[bool | int | None] = []
    places: list[int] = []
    for (start, end), keep in zip(tokens.bounds(), kept, strict=True):
        if keep:
            places += range(len(words), len(words) + end - start)
            words += tokens.orths[start:end]
            texts += tokens.texts[start:end]
            spaces += tokens.spaces[start:end]
            starts += [True] + [False] * (end - start - 1)
        else:
            places += [len(words)] * (end - start)
            texts.append(blank(tokens, start, end))
            words.append(texts[-1])
            spaces.append(False)
            starts.append(True)
    text = "".join([word + " " if space else word for word, space in zip(texts, spaces, strict=True)])
    data = {**doc.user_data, TEXT: text}
    given: Any = words
    kept_doc = Doc(doc.vocab, words=given, spaces=spaces, sent_starts=starts, user_data=data)
    return kept_doc, places


def blank(tokens: Tokens, start: int, end: int) -> str:
    """Returns white space as long as a sentence, with the line breaks that end it."""
    length = sum(map(len, tokens.texts[start:end])) + sum(tokens.spaces[start:end])
    tail = tokens.texts[end - 1] if tokens.is_space[end - 1] and start < end - 1 else ""
    return tail.rjust(length)
