"""Cuts a text into the words and numbers of the time grammar.

The text is folded first, character for character (lower case, straight quotes, plain hyphens and blanks), so that
offsets into the folded text are offsets into the text.
"""

from __future__ import annotations

import re
import string
from collections.abc import Collection
from functools import lru_cache
from typing import NamedTuple

_PLAINER = {
    **dict.fromkeys("’‘‛`´", "'"),
    **dict.fromkeys("‐‑‒–—―−", "-"),
    **dict.fromkeys("\u00a0\u2007\u2009\u202f", " "),
}
_FOLD = str.maketrans({**dict(zip(string.ascii_uppercase, string.ascii_lowercase, strict=True)), **_PLAINER})

_ADDRESS = r"(?P<url> (?:https?://|www\.)\S+ | [\w.+-]{1,64}@[\w-]{1,64}\.[\w.]{1,64} ) |"
_PLAIN = r"""(?x) \s*+ (?:
    (?P<plain> (?<!\d) [a-z]+ (?=[ ,]) ) |
    """
"""White space is passed over in one go: sentences that were left out are nothing else. Most lexemes are words before a
blank or a comma, which could be nothing else: they are tried first."""
_LEXEME = r"""
    (?P<date> (?=\d) (?<![\w/.]) (?:
          \d{4}(?P<s1>[-/.])(?:\d{1,2}|[a-z]{3})(?P=s1)\d{1,2} (?=t\d\d|\b)
        | \d{1,2}(?P<s2>[-/.])(?:\d{1,2}|[a-z]{3})(?P=s2)\d{4}
        | \d{1,2}/\d{1,2}/\d{2}
        | \d{1,2}-[a-z]{3}-\d{2} ) (?!\d|/\d|\.\d|-\d{1,3}(?![\d/])|-\d{4}-\d\d\d) )
    | (?P<clock> (?=\d) (?: (?<![\w.:]) \d{1,2}[:.h]\d\d(?::\d\d)? (?=\s?[ap]\.?\s?m\b|\s?(?:gmt|utc|local|hrs)\b)
        | (?<![\w.:]) \d{1,2}:\d\d(?::\d\d)? (?![\w:]) ) )
    | (?P<grouped> \d{1,3}(?:,\d{3})+ (?:\.\d+)? (?!\d) | \d+\.\d+ )
    | (?P<number> \d+ (?P<ordinal> (?:st|nd|rd|th)\b )? )
    | (?P<meridiem> (?<=[\d\s]) [ap]\.m\.? | (?<=\d)[ap]m?\b )
    | (?P<clitic> 's\b | (?<=s)'(?=\s) )
    | (?P<word> [^\W\d_]+ (?:\.[^\W\d_]\b\.?)* (?:'(?!s\b)[^\W\d_]+)? )
    | (?P<mark> \S ) )
    """
_WITH_ADDRESSES = re.compile(_PLAIN + _ADDRESS + _LEXEME)
_WITHOUT = re.compile(_PLAIN + _LEXEME)
_ADDRESS_SIGNS = ("@", "://", "www.")
_LINE_END = re.compile(r"\r\n|[\n\r\u2028\u2029]")


class Lexeme(NamedTuple):
    """A word, number or mark of the folded text.

    Attributes:
        text: Folded characters.
        start: First character in the document.
        end: Character after the last.
        kind: `word`, `number`, `ordinal`, `date`, `clock`, `grouped`, `meridiem`, `clitic`, `mark` or `url`.
        capital: Whether it begins with a capital letter.
        glued: Whether nothing stands between it and the lexeme before.
        bound: Whether nothing may reach over its beginning (a new sentence or paragraph).
    """

    text: str
    start: int
    end: int
    kind: str
    capital: bool
    glued: bool
    bound: bool


END = Lexeme("", 0, 0, "end", False, False, True)
"""What stands after the last lexeme."""


@lru_cache(maxsize=1)
def fold(text: str) -> str:
    """Returns the text in lower case, with plain quotes, hyphens and blanks; every character stays in its place."""
    others = () if text.isascii() else [c for c in set(text) if c > "\x7f"]
    if any(c.lower() != c for c in others):
        return text.translate(_FOLD)  # which takes long: of other alphabets, capitals are left as they are
    folded = text.lower()
    for c in ("`", *others):
        if c in _PLAINER:
            folded = folded.replace(c, _PLAINER[c])
    return folded


def lexemes(text: str, starts: Collection[int] = ()) -> list[Lexeme]:
    """Cuts a text.

    Args:
        text: Any text.
        starts: Character offsets at which sentences begin, where known; else only an empty line is a bound.
    """
    folded = fold(text)
    pattern = _WITH_ADDRESSES if any(sign in folded for sign in _ADDRESS_SIGNS) else _WITHOUT
    new, found = tuple.__new__, list[Lexeme]()
    last = 0
    for match in pattern.finditer(folded, 0, len(folded.rstrip()) + 2):  # of white space at the end, what tells kinds
        start, end = match.span(match.lastgroup or 0)
        kind = match.lastgroup
        if kind == "plain":
            kind = "word"
        elif kind == "number":
            kind = "ordinal" if match["ordinal"] else kind
        elif kind in ("s1", "s2"):
            kind = "date"
        width = start - last
        bound = not found or start in starts or (width > 1 and len(_LINE_END.findall(folded, last, start)) > 1)
        glued = not width and bool(found)
        found.append(new(Lexeme, (folded[start:end], start, end, kind, text[start].isupper(), glued, bound)))
        last = end
    return found
