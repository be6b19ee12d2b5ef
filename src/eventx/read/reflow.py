"""Lines back to paragraphs: for formats that break lines where the page ends and not where the sentence does."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import pairwise

_ENDED = re.compile(r"[.!?:;…][\"'”’»)\]]*$")
_BULLET = re.compile(r"(?:[•‣▪◦●·*–—-]|\(?\d{1,2}[.)]|\(?[a-z]\))\s")
_HYPHENATED = re.compile(r"([^\W\d_]+)-$")
_FIRST_WORD = re.compile(r"[^\W\d_]+")
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_DIGITS = re.compile(r"\d+")
_PAGE_NUMBER = re.compile(r"(?i)\W{0,3}(?:page\s?)?#(?:\s?(?:of|/)\s?#)?\W{0,3}")
_SOFT_HYPHEN = "\u00ad"
SHORT, VERY_SHORT = 0.85, 0.55
"""Shares of the usual width below which a line ends a paragraph: after a full stop, and in any case."""
MAIL_WIDTH = 100
"""Longer lines were not broken by a mail program."""


def join_pages(pages: Sequence[Sequence[str]]) -> str:
    """Returns the paragraphs of printed pages: running heads and page numbers dropped, hyphenated words whole."""
    lines = [line for page in _without_running_heads(pages) for line in page]
    words = {word.casefold() for line in lines for word in _WORD.findall(line)}
    width = _usual_width(lines)
    paragraphs: list[list[str]] = [[]]
    before = ""
    for line in lines:
        if before and (not line.strip() or _ends_paragraph(before, line, width)):
            paragraphs.append([])
        if line.strip():
            paragraphs[-1].append(line.strip())
        before = line
    return "\n".join(_join(paragraph, words) for paragraph in paragraphs if paragraph)


def _without_running_heads(pages: Sequence[Sequence[str]]) -> Iterable[Sequence[str]]:
    """Yields pages without page numbers, and without the top or bottom line that most pages share."""
    trimmed = [_strip_blank(page) for page in pages]
    ends = Counter(key for page in trimmed for key in {_key(line) for line in (*page[:1], *page[-1:])})
    for page in trimmed:
        start, stop = 0, len(page)
        for _ in range(2):
            if start < stop and _is_running(page[start], ends, len(pages)):
                start += 1
            if start < stop and _is_running(page[stop - 1], ends, len(pages)):
                stop -= 1
        yield page[start:stop]


def _strip_blank(page: Sequence[str]) -> Sequence[str]:
    filled = [number for number, line in enumerate(page) if line.strip()]
    return page[filled[0] : filled[-1] + 1] if filled else []


def _key(line: str) -> str:
    return _DIGITS.sub("#", " ".join(line.split()))


def _is_running(line: str, ends: Counter[str], pages: int) -> bool:
    key = _key(line)
    return bool(_PAGE_NUMBER.fullmatch(key)) or (pages > 2 and ends[key] * 2 > pages)


def _usual_width(lines: Sequence[str]) -> int:
    """Returns the length that full lines have: nine of ten lines are no longer."""
    lengths = sorted(len(line.strip()) for line in lines if line.strip())
    return lengths[len(lengths) * 9 // 10] if lengths else 0


def _ends_paragraph(line: str, following: str, width: int) -> bool:
    length = len(line.strip())
    if _BULLET.match(following.strip()):
        return True
    indented = following.startswith(("  ", "\t")) and not line.startswith(("  ", "\t"))
    if indented or _ENDED.search(line.strip()):
        return indented or length < SHORT * width
    return length < VERY_SHORT * width and not following.strip()[:1].islower()


def _join(lines: Sequence[str], words: set[str]) -> str:
    """Joins the lines of a paragraph; keeps the hyphen at a line's end where the word has one elsewhere."""
    parts = [lines[0]]
    for line in lines[1:]:
        last = parts[-1]
        head, first = _HYPHENATED.search(last), _FIRST_WORD.match(line)
        if last.endswith(_SOFT_HYPHEN):
            parts[-1] = last[:-1]
        elif head and first and first[0][0].islower():
            if not _keeps_hyphen(head[1], first[0], words):
                parts[-1] = last[:-1]
        elif not last.endswith("—"):
            parts.append(" ")
        parts.append(line)
    return "".join(parts).replace(_SOFT_HYPHEN, "")


def _keeps_hyphen(head: str, tail: str, words: set[str]) -> bool:
    if f"{head}-{tail}".casefold() in words:
        return True
    return head[0].isupper() and f"{head}{tail}".casefold() not in words


def unwrap(text: str) -> str:
    """Joins the lines that a mail program broke: those to which the next word would not have fitted any more."""
    lines = text.split("\n")
    width = max(map(len, lines), default=0)
    if width > MAIL_WIDTH:
        return text
    parts = lines[:1]
    for before, line in pairwise(lines):
        word = line.split(" ", 1)[0]
        full = bool(before.strip() and word) and len(before.rstrip()) + 1 + len(word) > width
        joins = full and len(before) > MAIL_WIDTH // 2 and not _BULLET.match(line) and not line.startswith(">")
        parts.append(f"{'' if before.endswith(' ') else ' '}{line}" if joins else f"\n{line}")
    return "".join(parts)
