"""The lexicon of the quantities stage: number words, bounds, units, and what isn't a quantity."""

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
from eventx.modeldir import ModelError, load_yaml
from eventx.stages.numbers import Exact, NumberWords, exact, lex

Phrases = dict[str, list[tuple[tuple[str, ...], Any]]]
"""Phrases as tuples of atoms with what they mean, by a word that finds them (their first or last), longest first."""


def _words(phrase: str) -> tuple[str, ...]:
    words = tuple(phrase.lower().split())
    if phrase.isascii() and all(map(str.isalpha, words)):
        return words
    return tuple(atom.low for atom in lex(phrase))


def _phrases(items: Iterable[tuple[str, Any]], key: int = 0) -> Phrases:
    table: Phrases = {}
    for phrase, meaning in items:
        words = _words(str(phrase))
        table.setdefault(words[key], []).append((words, meaning))
    for entries in table.values():
        entries.sort(key=lambda entry: -len(entry[0]))
    return table


def _flat(table: dict[str, list[str]]) -> list[tuple[str, str]]:
    return [(phrase, meaning) for meaning, phrases in table.items() for phrase in phrases]


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


@dataclass(frozen=True, slots=True)
class QuantityData:
    """The lexicon of the stage, ready to use.

    Attributes:
        starters: Words that a figure can begin with.
        wordy: Those of them that a figure without a number can begin with ("no", "dozens").
        openers: These, and what a sum of money can begin with.
        money: What a sum of money can begin with.
        followers: Of starters that are frequent, the words that must follow.
        minus: Signs that make a numeral negative.
    """

    words: NumberWords
    starters: frozenset[str]
    wordy: frozenset[str]
    openers: frozenset[str]
    money: frozenset[str]
    followers: dict[str, frozenset[str]]
    minus: frozenset[str]
    masks: Masks
    digit_masks: Masks
    before: Phrases
    after: Phrases
    or_equal: Phrases
    fillers: Phrases
    units: Phrases
    fixed: Phrases
    vague: Phrases
    lists: dict[str, frozenset[str]]
    designators: Phrases
    number_words: Phrases
    signs: dict[str, str]
    sign_prefixes: dict[str, str]
    codes: dict[str, str]
    letter_currencies: dict[str, str]
    time_units: frozenset[str]
    money_units: frozenset[str]
    glued_units: dict[str, str]
    money_suffixes: dict[str, Exact]
    giga: dict[str, Exact]
    range_openers: dict[str, frozenset[str]]
    pound: dict[str, Any]
    share_denominators: frozenset[int]
    verb_endings: tuple[str, ...]
    headline_share: float
    fraction_unit: str

    def may_begin(self, words: Sequence[str], i: int) -> bool:
        """Tells whether a figure may begin with the i-th of some lower-case words, by that and the next one."""
        word = words[i]
        if word not in self.starters:
            return any(map(str.isdigit, word))
        followers = self.followers.get(word)
        after = words[i + 1] if i + 1 < len(words) else ""
        return followers is None or after in followers or any(map(str.isdigit, after))


_LISTS = [
    "half_before",
    "couple_more",
    "no",
    "no_not_before",
    "number_of",
    "vague_before_scale",
    "vague_of",
    "scores_after",
    "scores_before",
    "vague_not_after",
    "vague_adjectives",
    "plus_signs",
    "not_before_durations",
    "over_after",
    "range_links",
    "or_links",
    "change_links",
    "series_links",
    "dotted_currencies",
    "change_words",
    "score_words",
    "subunits",
    "one_determiners",
    "one_adjectives",
    "one_not_before",
    "year_before",
    "year_weak_bounds",
    "plural_people",
    "year_nouns",
    "hyphen_nouns",
    "metres_before",
    "metres_after",
    "calibre_units",
    "not_calibre_after",
    "single",
    "months",
    "spaced_sign_prefixes",
    "name_figure_after",
]


_PLACEHOLDER = re.compile(r"\{[A-Za-z]+\}")


def _alternatives(words: Iterable[str]) -> str:
    return "(?:" + "|".join(sorted(map(re.escape, words), key=len, reverse=True)) + ")"


def _masks(data: dict[str, Any], regexes: dict[str, str]) -> Masks:
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


_MINUS = frozenset("-−‑")


def _starters(data: dict[str, Any], words: NumberWords) -> frozenset[str]:
    """Returns the words and signs that a figure can begin with, sums of money aside."""
    phrases = [*data["fixed"], *data["vague"], *data["vague_before_scale"], *data["number_words"], *words.before_scale]
    tables = (words.ones, words.tens, words.scales, words.fraction_signs, _MINUS)
    lists = (data[name] for name in ("no", "single", "number_of"))
    smaller = words.lone_parts | words.negatives
    return frozenset(smaller.union(("a", "an"), *tables, *lists, (_words(phrase)[0] for phrase in phrases)))


def _wordy(data: dict[str, Any]) -> frozenset[str]:
    """Returns the words that a figure without a number can begin with."""
    phrases = [*data["fixed"], *data["vague"], *data["vague_before_scale"], *data["number_words"]]
    lists = (data[name] for name in ("no", "single", "number_of"))
    return frozenset({"a", "an"}.union(*lists, (_words(phrase)[0] for phrase in phrases)))


def _money_openers(data: dict[str, Any]) -> frozenset[str]:
    codes = [code.lower() for code in data["currency_codes"]]
    letters = (letter.lower() for letter in data["letter_currencies"])
    millions = (f"m{code}" for code in codes)
    return frozenset([*data["currency_signs"], *data["sign_prefixes"], *letters, *codes, *millions])


def _followers(data: dict[str, Any], words: NumberWords) -> dict[str, frozenset[str]]:
    """Returns what must follow the words that are frequent and seldom begin a figure ("a", "some", "large")."""
    hyphens = frozenset("-‑‐")
    seconds: dict[str, set[str]] = {}
    for phrase in (*data["fixed"], *data["vague"], *data["vague_before_scale"], *words.before_scale):
        first, *rest = _words(phrase)
        seconds.setdefault(first, set()).add(rest[0] if rest else "")
    number_of = frozenset(data["number_of"]).union(_words(phrase)[0] for phrase in data["number_words"])
    scales = frozenset(words.scales)
    parts = scales.union(words.denominators, hyphens, words.lone_parts, ("couple",))
    found = {article: parts | number_of | seconds.get(article, set()) | {"$", "."} for article in ("a", "an")}
    alone = {first for first, rest in seconds.items() if "" in rest and first not in data["vague_before_scale"]}
    counting = alone.union(words.ones, words.tens, words.scales, seconds, data["no"], data["single"])
    money = _money_openers(data)
    found |= {word: number_of for word in data["number_of"] if word not in counting | money}
    scaled = (word for word in data["vague_before_scale"] if " " not in word and word not in data["vague"])
    found |= {word: scales for word in scaled if word not in money and word not in data["number_of"]}
    return found


def load_quantity_data(path: Path) -> QuantityData:
    """Reads the lexicon of the stage.

    Raises:
        ModelError: The file is missing, malformed, or lacks a section.
    """
    data = load_yaml(path)
    try:
        key = key_of([path.read_bytes()], [__file__, modeldir.__file__])
        regexes = cached("quantities", key, lambda: _regexes(data, path))
        money = _flat(data["currency_words"]) + [(c, c) for c in data["currency_codes"]]
        times = _flat(data["time_units"])
        pound = data["ambiguous_pound"]
        units = [*data["percent"].items(), *times, *_flat(data["other_units"]), *money]
        units += [(sign, unit) for sign, unit in data["currency_signs"].items()]
        words = NumberWords.from_data(data)
        return QuantityData(
            words=words,
            starters=(starters := _starters(data, words)),
            wordy=starters & _wordy(data),
            openers=starters | (money_openers := _money_openers(data)),
            money=money_openers,
            followers=_followers(data, words),
            minus=_MINUS,
            masks=_masks(data, regexes["masks"]),
            digit_masks=_masks(data, regexes["digit_masks"]),
            before=_phrases(_flat(data["before"]), key=-1),
            after=_phrases(_flat(data["after"])),
            or_equal=_phrases([(phrase, None) for phrase in data["or_equal"]]),
            fillers=_phrases([(phrase, None) for phrase in data["fillers"]], key=-1),
            units=_phrases(units),
            fixed=_phrases(data["fixed"].items()),
            vague=_phrases(data["vague"].items()),
            lists={name: frozenset(map(str, data[name])) for name in _LISTS},
            designators=_phrases([(phrase, None) for phrase in data["designators"]], key=-1),
            number_words=_phrases([(phrase, None) for phrase in data["number_words"]]),
            signs=data["currency_signs"],
            sign_prefixes=data["sign_prefixes"],
            codes={c.lower(): c for c in data["currency_codes"]},
            letter_currencies=data["letter_currencies"],
            time_units=frozenset(data["time_units"]),
            money_units=frozenset([*data["currency_words"], *data["currency_codes"], *data["currency_signs"].values()]),
            glued_units=data["glued_units"],
            money_suffixes={w: exact(v) for w, v in data["money_suffixes"].items()},
            giga={w: exact(v) for w, v in data["giga"].items()},
            range_openers={w: frozenset(v) for w, v in data["range_openers"].items()},
            pound=pound,
            share_denominators=frozenset(data["share_denominators"]),
            verb_endings=tuple(data["verb_endings"]),
            headline_share=float(data["headline_share"]),
            fraction_unit=data["fraction_unit"],
        )
    except KeyError as error:
        raise ModelError(f"{path}: no section {error.args[0]!r}") from None


_DIGITS = re.compile(r"\d+")
_REACH = 24  # characters: of a date around a digit
_FAR = 80  # characters: of an age or a time in words around the word that tells it


def masked(text: str, data: QuantityData) -> list[tuple[int, int]]:
    """Returns the stretches of a text in which no number counts: dates, ages, names, addresses."""
    flat = _blanked(text)
    spans = []
    for mask in data.masks.within(f" {' '.join(flat.split())} "):  # sentences that were left out are long blanks
        for start, end in _windows_around(flat, mask.holds):
            spans += [m.span() for m in mask.pattern.finditer(text, start, end)]
    for start, end in digit_windows(text):
        window = flat[start:end].translate(_AS_ZERO)
        window += window.translate(_AS_LETTER)
        for mask in data.digit_masks.within(window):
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


_AS_ZERO = str.maketrans("123456789", "000000000")
_AS_LETTER = str.maketrans(ascii_lowercase, "A" * 26)
_BLANKS = "\t\n\r\x0b\x0c\x85\u00a0\u2002\u2003\u2009\u202f\u2028\u2029"


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
