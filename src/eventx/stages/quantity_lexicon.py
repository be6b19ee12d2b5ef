"""The lexicon of the quantities stage: number words, bounds, units, and what isn't a quantity."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Any

from eventx.modeldir import ModelError, load_yaml
from eventx.stages.numbers import NumberWords, lex

Phrases = dict[str, list[tuple[tuple[str, ...], Any]]]
"""Phrases as tuples of atoms with what they mean, by a word that finds them (their first or last), longest first."""


def _words(phrase: str) -> tuple[str, ...]:
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


@dataclass(frozen=True, slots=True)
class QuantityData:
    """The lexicon of the stage, ready to use."""

    words: NumberWords
    masks: tuple[re.Pattern[str], ...]
    digit_masks: tuple[re.Pattern[str], ...]
    before: Phrases
    after: Phrases
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
    money_suffixes: dict[str, Fraction]
    giga: dict[str, Fraction]
    range_openers: dict[str, frozenset[str]]
    pound: dict[str, Any]
    share_denominators: frozenset[int]
    headline_share: float
    fraction_unit: str


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
    "plus_signs",
    "not_before_durations",
    "range_links",
    "or_links",
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
    "or_equal",
    "single",
    "months",
    "spaced_sign_prefixes",
    "name_figure_after",
]


_PLACEHOLDER = re.compile(r"\{[A-Za-z]+\}")


def _alternatives(words: Iterable[str]) -> str:
    return "(?:" + "|".join(sorted(map(re.escape, words), key=len, reverse=True)) + ")"


def _masks(data: dict[str, Any], section: str, path: Path) -> tuple[re.Pattern[str], ...]:
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
    masks = []
    for name, pattern in data[section].items():
        try:
            masks.append(re.compile(_PLACEHOLDER.sub(lambda m: lists.get(m[0], m[0]), pattern)))
        except re.error as error:
            raise ModelError(f"{path}: {section}.{name}: not a regular expression: {error}") from None
    return tuple(masks)


def load_quantity_data(path: Path) -> QuantityData:
    """Reads the lexicon of the stage.

    Raises:
        ModelError: The file is missing, malformed, or lacks a section.
    """
    data = load_yaml(path)
    try:
        money = _flat(data["currency_words"]) + [(c, c) for c in data["currency_codes"]]
        times = _flat(data["time_units"])
        pound = data["ambiguous_pound"]
        units = [*data["percent"].items(), *times, *_flat(data["other_units"]), *money]
        units += [(sign, unit) for sign, unit in data["currency_signs"].items()]
        return QuantityData(
            words=NumberWords.from_data(data),
            masks=_masks(data, "masks", path),
            digit_masks=_masks(data, "digit_masks", path),
            before=_phrases(_flat(data["before"]), key=-1),
            after=_phrases(_flat(data["after"])),
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
            money_suffixes={w: Fraction(v) for w, v in data["money_suffixes"].items()},
            giga={w: Fraction(v) for w, v in data["giga"].items()},
            range_openers={w: frozenset(v) for w, v in data["range_openers"].items()},
            pound=pound,
            share_denominators=frozenset(data["share_denominators"]),
            headline_share=float(data["headline_share"]),
            fraction_unit=data["fraction_unit"],
        )
    except KeyError as error:
        raise ModelError(f"{path}: no section {error.args[0]!r}") from None


_DIGITS = re.compile(r"\d+")
_REACH = 40  # characters: the longest date


def masked(text: str, data: QuantityData) -> list[tuple[int, int]]:
    """Returns the stretches of a text in which no number counts: dates, ages, names, addresses."""
    spans = [m.span() for mask in data.masks for m in mask.finditer(text)]
    for start, end in digit_windows(text):
        spans += [m.span() for mask in data.digit_masks for m in mask.finditer(text, start, end)]
    return spans


def digit_windows(text: str) -> list[tuple[int, int]]:
    """Returns the stretches around digits, whole words, without overlaps: most of a text holds none."""
    windows: list[tuple[int, int]] = []
    last = 0
    for match in _DIGITS.finditer(text):
        if match.end() + _REACH <= last:
            continue
        start, end = max(last, match.start() - _REACH), min(len(text), match.end() + _REACH)
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
