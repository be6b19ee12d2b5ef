"""Patterns of what is no quantity: dates, ages, names, addresses; no number is read in the stretches they match."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from string import ascii_lowercase
from typing import Any

from eventx import modeldir
from eventx.cache import cached, key_of
from eventx.modeldir import ModelError

_PLACEHOLDER = re.compile(r"\{[A-Za-z]+\}")
_DIGITS = re.compile(r"\d+")
_REACH = 24  # characters: of a date around a digit
_FAR = 80  # characters: of an age or a time in words around the word that tells it
_AS_ZERO = str.maketrans("123456789", "000000000")
_AS_LETTER = str.maketrans(ascii_lowercase, "A" * 26)
_BLANKS = "\t\n\r\x0b\x0c\x85\u00a0\u2002\u2003\u2009\u202f\u2028\u2029"


@dataclass(frozen=True)
class Mask:
    """A pattern of what is no quantity, and strings of which each of its matches holds one (no strings: any text)."""

    regex: str
    holds: tuple[str, ...]

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """The pattern, put together when it is first needed: most texts need few."""
        return re.compile(self.regex)


class Masks:
    """Patterns of what is no quantity, and which of them may match in a text.

    Attributes:
        every: The patterns.
    """

    def __init__(self, every: Iterable[Mask]) -> None:
        self.every = tuple(every)
        self._always = [mask for mask in self.every if not mask.holds]
        self._holding = [(string, number) for number, mask in enumerate(self.every) for string in mask.holds]
        self._any = re.compile(one_of({string for string, _ in self._holding}))

    def within(self, text: str) -> list[Mask]:
        """Returns the masks that may match somewhere in a text; most texts hold none of their strings."""
        if self._any.search(text) is None:
            return self._always
        held = {number for string, number in self._holding if string in text}
        return [mask for number, mask in enumerate(self.every) if number in held or not mask.holds]


def one_of(strings: Collection[str]) -> str:
    """Returns a regular expression of some strings that tries their common beginnings once."""
    if not strings or "" in strings:
        return ""
    rests: dict[str, list[str]] = {}
    for string in sorted(strings):
        rests.setdefault(string[0], []).append(string[1:])
    return f"(?:{'|'.join(re.escape(first) + one_of(rest) for first, rest in rests.items())})"


# the patterns of a lexicon


def load_masks(data: dict[str, Any], path: Path) -> dict[str, Masks]:
    """Returns the masks of a lexicon by section; its patterns are put together once.

    Raises:
        ModelError: One is no regular expression.
    """
    key = key_of([path.read_bytes()], [__file__, modeldir.__file__])
    regexes = cached("quantities", key, lambda: _regexes(data, path))
    return {section: _masks_of(data, patterns) for section, patterns in regexes.items()}


def _masks_of(data: dict[str, Any], regexes: dict[str, str]) -> Masks:
    return Masks(Mask(regex, tuple(data["masks_hold"].get(name, ()))) for name, regex in regexes.items())


def _regexes(data: dict[str, Any], path: Path) -> dict[str, dict[str, str]]:
    """Returns the patterns of the masks, by section and name, with the words that stand for their placeholders.

    Raises:
        ModelError: One is no regular expression.
    """
    ones = _alternatives(w for w, v in data["ones"].items() if v)
    tens = _alternatives(data["tens"])
    lists = {
        "{month}": _alternatives(data["months"]),
        "{Month}": _alternatives(form for m in data["months"] for form in (m.capitalize(), m.upper())),
        "{weekday}": _alternatives(data["weekdays"]),
        "{num}": rf"(?:\d{{1,3}}|(?:{tens}[ -])?{ones}|{tens})",
        "{code}": _alternatives(data["currency_codes"]),
        "{letters}": _alternatives(data["letter_currencies"]),
    }
    found: dict[str, dict[str, str]] = {}
    for section in ("masks", "digit_masks"):
        found[section] = {}
        for name, pattern in data[section].items():
            regex = found[section][name] = _PLACEHOLDER.sub(lambda m: lists.get(m[0], m[0]), pattern)
            try:
                re.compile(regex)
            except re.error as error:
                raise ModelError(f"{path}: {section}.{name}: not a regular expression: {error}") from None
    return found


def _alternatives(words: Iterable[str]) -> str:
    return "(?:" + "|".join(sorted(map(re.escape, words), key=len, reverse=True)) + ")"


# where they match


def masked(text: str, masks: Masks, digit_masks: Masks) -> list[tuple[int, int]]:
    """Returns the stretches of a text in which no number counts: dates, ages, names, addresses.

    Args:
        text: Any text.
        masks: Patterns that match around the strings they hold.
        digit_masks: Patterns that match around digits.
    """
    flat = _blanked(text)
    spans = []
    for mask in masks.within(f" {' '.join(flat.split())} "):  # sentences that were left out are long blanks
        for start, end in _windows_around(flat, mask.holds):
            spans += [m.span() for m in mask.pattern.finditer(text, start, end)]
    for start, end in digit_windows(text):
        window = flat[start:end].translate(_AS_ZERO)
        window += window.translate(_AS_LETTER)
        for mask in digit_masks.within(window):
            spans += [m.span() for m in mask.pattern.finditer(text, start, end)]
    return spans


def _blanked(text: str) -> str:
    """Returns a text in lower case, every character in its place, white space as blanks."""
    lower = text.lower()
    if len(lower) != len(text):
        lower = "".join(c.lower() if len(c.lower()) == 1 else c for c in text)
    for blank in _BLANKS:
        if blank in lower:
            lower = lower.replace(blank, " ")
    return lower


def _windows_around(flat: str, words: Sequence[str]) -> list[tuple[int, int]]:
    """Returns the stretches of a text around certain strings (none: all), whole words, in order, without overlaps."""
    if not words:
        return [(0, len(flat))]
    places = []
    for word in words:
        at = flat.find(word)
        while at >= 0:
            places.append((at, at + len(word)))
            at = flat.find(word, at + 1)
    return _windows(flat, sorted(places), _FAR)


def digit_windows(text: str) -> list[tuple[int, int]]:
    """Returns the stretches around digits, whole words, without overlaps: most of a text holds none."""
    return _windows(text, (match.span() for match in _DIGITS.finditer(text)), _REACH)


def _windows(text: str, places: Iterable[tuple[int, int]], reach: int) -> list[tuple[int, int]]:
    windows: list[tuple[int, int]] = []
    last = 0
    for first, after in places:
        if after + reach <= last:
            continue
        start, end = max(last, first - reach), min(len(text), after + reach)
        while start > last and not text[start - 1].isspace():
            start -= 1
        while end < len(text) and not text[end].isspace():
            end += 1
        if windows and start <= last:
            windows[-1] = windows[-1][0], end
        else:
            windows.append((start, end))
        last = end
    return windows
