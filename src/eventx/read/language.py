"""Is a text an article in English? Only what surely is none is turned away; a short text passes.

English is known by its small words: they make up a third of any prose. Only a text that has few of them is given to a
statistical identifier (py3langid), and both must agree, at its beginning, middle and end.
"""

from __future__ import annotations

import mmap
import re
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from tempfile import TemporaryFile
from typing import Any

from eventx.modeldir import load_yaml, model_dir

LEXICON = "lexicon/language.yml"
SLICE = 3000
"""Characters of the beginning, the middle and the end that are looked at."""
_WORD = re.compile(r"[^\W\d_]+")
_LATIN = re.compile(r"[A-Za-zÀ-ɏ]+")


@dataclass(frozen=True, slots=True)
class LanguageRules:
    """What `lexicon/language.yml` says.

    Attributes:
        words: Small words of English.
        foreign: Share of small words above which a text is taken for English.
        letters: Letters that a text must have to be turned away.
        latin: Share of Latin letters below which a text is not English.
        doubt: Probability of English from which on the identifier isn't sure.
        sentence_words: Words in a line that make a sentence even without a full stop.
        languages: Names of languages by code, for messages.
    """

    words: frozenset[str]
    foreign: float
    letters: int
    latin: float
    doubt: float
    sentence_words: int
    languages: Mapping[str, str]


@lru_cache(maxsize=8)
def language_rules(model: str | Path | None = None) -> LanguageRules:
    """Returns the settings of a model folder (None: the bundled one).

    Raises:
        ModelError: The folder or its file is missing or malformed.
    """
    data: Mapping[str, Any] = load_yaml(model_dir(model) / LEXICON)
    return LanguageRules(
        words=frozenset(data["small_words"]),
        foreign=float(data["foreign_share"]),
        letters=int(data["letters"]),
        latin=float(data["latin_share"]),
        doubt=float(data["doubt"]),
        sentence_words=int(data["sentence_words"]),
        languages=dict(data["languages"]),
    )


def has_sentence(text: str, rules: LanguageRules) -> bool:
    """Tells whether there is a sentence in a text: some words in a line, or two words and a full stop."""
    return bool(_sentence(rules.sentence_words).search(text))


@lru_cache(maxsize=8)
def _sentence(words: int) -> re.Pattern[str]:
    """Returns a pattern that never looks twice at the same place: each piece keeps all that it has taken."""
    return re.compile(rf"(?<!\w)\w++(?:(?:[^\w\n]++\w++){{{words - 1}}}|[^\w\n]++\w++[^\w\n.!?…]*+[.!?…])")


def other_language(text: str, rules: LanguageRules) -> str | None:
    """Returns the name of the language that a text is surely in, if it isn't English; else None."""
    slices = _slices(text)
    found = [_foreign(piece, rules) for piece in slices]
    return found[0] if all(found) else None


def _slices(text: str) -> list[str]:
    if len(text) <= 3 * SLICE:
        return [text]
    middle = len(text) // 2
    return [text[:SLICE], text[middle : middle + SLICE], text[-SLICE:]]


def _foreign(piece: str, rules: LanguageRules) -> str | None:
    ascii = piece.isascii()
    words = _WORD.findall(piece.lower()) if ascii else [word.casefold() for word in _WORD.findall(piece)]
    letters = sum(map(len, words))
    if letters == 0:
        return None
    if not ascii and sum(map(len, _LATIN.findall(piece))) < rules.latin * letters:
        # Such scripts say more with fewer letters; and no text in them is English.
        return "a language that isn't written in Latin letters" if letters * 4 >= rules.letters else None
    if letters < rules.letters or _share(words, rules.words) > rules.foreign:
        return None
    ranked = _identifier().rank(" ".join(words))  # Spanish may be split with Galician
    if ranked["en"] > rules.doubt:
        return None
    code = next(iter(ranked))
    return str(rules.languages.get(code, code))


def _share(words: list[str], small: frozenset[str]) -> float:
    return sum(map(small.__contains__, words)) / len(words)


@lru_cache(maxsize=1)
def _identifier() -> Identifier:
    return Identifier()


class Identifier:
    """The statistical identifier. Of its tables, 70 MB, a text needs little: they are left on the disk."""

    def __init__(self) -> None:
        import numpy as np  # noqa: PLC0415  (few texts need it)
        from py3langid.langid import MODEL_FILE, LanguageIdentifier  # noqa: PLC0415

        self._maps: list[mmap.mmap] = []
        self._model: Any = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
        weights, moves = self._model.nb_ptc, self._model.tk_nextmove
        with suppress(OSError):  # no room there: they stay in memory
            self._model.nb_ptc = np.frombuffer(self._left(weights), weights.dtype).reshape(weights.shape)
            self._model._full_model = ()  # it refers to what is in memory, and is for choosing languages only
            self._model.tk_nextmove = memoryview(self._left(moves)).cast(moves.typecode)

    def _left(self, table: Any) -> mmap.mmap:
        """Returns the bytes of a table in a nameless file."""
        with TemporaryFile() as file:
            file.write(memoryview(table).cast("B"))
            file.flush()
            self._maps.append(mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ))
        return self._maps[-1]

    def rank(self, text: str) -> dict[str, float]:
        """Returns the probability of each language, the likeliest first."""
        ranked = dict(self._model.rank(text))
        if hasattr(mmap, "MADV_DONTNEED"):
            for table in self._maps:
                table.madvise(mmap.MADV_DONTNEED)  # the file keeps it
        return ranked
