"""The lexicon of the quantities stage: number words, bounds, units, and what isn't a quantity."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from eventx.modeldir import ModelError, load_yaml
from eventx.stages.quantities.atoms import HYPHENS, lex
from eventx.stages.quantities.masks import Masks, load_masks
from eventx.stages.quantities.number_words import NumberWords
from eventx.stages.quantities.values import Exact, exact

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
    seconds: dict[str, set[str]] = {}
    for phrase in (*data["fixed"], *data["vague"], *data["vague_before_scale"], *words.before_scale):
        first, *rest = _words(phrase)
        seconds.setdefault(first, set()).add(rest[0] if rest else "")
    number_of = frozenset(data["number_of"]).union(_words(phrase)[0] for phrase in data["number_words"])
    scales = frozenset(words.scales)
    parts = scales.union(words.denominators, HYPHENS, words.lone_parts, ("couple",))
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
        masks = load_masks(data, path)
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
            masks=masks["masks"],
            digit_masks=masks["digit_masks"],
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
