"""The words of the time grammar, read from a model folder."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from eventx.modeldir import ModelError, load_yaml


@dataclass(frozen=True, slots=True)
class TenseWords:
    """The words from which the tense around a time is told."""

    reach: int
    forward: frozenset[str]
    modals: frozenset[str]
    forward_to: frozenset[str]
    backward: frozenset[str]
    past_endings: tuple[str, ...]
    breaks: frozenset[str]


@dataclass(frozen=True, slots=True)
class HolidayRule:
    """When a holiday falls: a fixed day, days from Easter, or the nth weekday of a month (and days after it).

    `bare` is False for a name that is read as a time only after a preposition ("at Christmas").
    """

    month: int = 0
    day: int = 0
    easter: int | None = None
    weekday: int | None = None
    nth: int = 0
    plus: int = 0
    bare: bool = True


class Lexicon:
    """The word lists of `lexicon/times.yml`, ready for look-up."""

    def __init__(self, data: dict[str, Any]) -> None:
        self.month_names: dict[str, int] = data["months"]
        self.months: dict[str, int] = {**data["months"], **data["month_abbreviations"]}
        self.weekday_names: dict[str, int] = data["weekdays"]
        self.weekdays: dict[str, int] = {**data["weekdays"], **data["weekday_abbreviations"]}
        self.units: dict[str, str] = data["units"]
        self.seasons: dict[str, int] = data["seasons"]
        self.cardinals: dict[str, int] = data["cardinals"]
        self.tens: dict[str, int] = data["tens"]
        self.ordinals: dict[str, int] = data["ordinals"]
        self.decades: dict[str, int] = data["decades"]
        self.century_words: dict[str, int] = data["century_words"]
        self.deictic_days: dict[str, int] = data["deictic_days"]
        self.deictic_nights: dict[str, int] = data["deictic_nights"]
        self.dayparts: dict[str, str] = data["dayparts"]
        self.holidays = {name: HolidayRule(**rule) for name, rule in data["holidays"].items()}
        self.tense = TenseWords(
            **{
                key: value
                if isinstance(value, int)
                else (tuple(value) if key == "past_endings" else frozenset(value))
                for key, value in data["tense"].items()
            }
        )
        self.context_reach: int = data["limits"]["context_reach"]
        self.near_future_days: int = data["limits"]["near_future_days"]
        self._sets = {key: frozenset(value) for key, value in data.items() if isinstance(value, list)}
        # Phrases of several words, longest first, so that the longest is tried first.
        self.phrases = {key: sorted(value, key=len, reverse=True) for key, value in self._sets.items()}
        self.phrases["holidays"] = sorted(self.holidays, key=len, reverse=True)
        self.phrases["deictic_days"] = sorted(self.deictic_days, key=len, reverse=True)

    def has(self, name: str, word: str) -> bool:
        """Tells whether a word is in the list of that name."""
        return word in self._sets[name]


def load_lexicon(path: Path) -> Lexicon:
    """Reads the lexicon file of the times stage.

    Raises:
        ModelError: A list is missing or of the wrong shape.
    """
    try:
        return Lexicon(load_yaml(path))
    except (KeyError, TypeError, AttributeError) as error:
        raise ModelError(f"{path}: not a lexicon of times: {error!r}") from None
