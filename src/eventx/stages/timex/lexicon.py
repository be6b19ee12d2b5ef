"""The words of the time grammar, read from a model folder."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from eventx.modeldir import load_yaml, reading_lists


@dataclass(frozen=True, slots=True)
class TenseWords:
    """The words from which the tense around a time is told."""

    reach: int
    forward: frozenset[str]
    forward_pairs: frozenset[str]
    forward_participles: frozenset[str]
    limits_before: frozenset[str]
    past_before: frozenset[str]
    past_pairs: frozenset[str]
    modals: frozenset[str]
    forward_to: frozenset[str]
    forward_for: frozenset[str]
    forward_nouns: frozenset[str]
    forward_acts: frozenset[str]
    forward_be: frozenset[str]
    backward: frozenset[str]
    past_endings: tuple[str, ...]
    breaks: frozenset[str]
    relatives: frozenset[str]
    have: frozenset[str]
    present_have: frozenset[str]
    infinitive_have: frozenset[str]
    past_be: frozenset[str]
    past_deeds: frozenset[str]
    possessives: frozenset[str]


@dataclass(frozen=True, slots=True)
class Limits:
    """How many days ahead a date may lie whose year (or month) is not written.

    Attributes:
        near: Meant without a verb that looks ahead, where the last such day is long past.
        far: The farthest with one.
        far_day: The farthest for a day without a month.
    """

    near: int = 45
    far: int = 183
    far_day: int = 31


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
        self.tense = _tense_words(data["tense"])
        self.frames = {opener: frozenset(links) for opener, links in data["frames"].items()}
        self.distance_adverbs: dict[str, int] = data["distance_adverbs"]
        self.distance_links: dict[str, int] = data["distance_links"]
        self.unit_links: dict[str, int] = data["unit_links"]
        self.known_days: dict[str, int] = data["known_days"]
        self.context_reach: int = data["limits"]["context_reach"]
        self.limits = Limits(
            near=data["limits"]["near_future_days"],
            far=data["limits"]["far_future_days"],
            far_day=data["limits"]["far_days_of_month"],
        )
        self._sets = {name: frozenset(data[name]) for name in _LISTS}
        self._phrases = {key: _by_initial(value) for key, value in self._sets.items()}
        self._phrases["holidays"] = _by_initial(self.holidays)
        self._phrases["deictic_days"] = _by_initial(self.deictic_days)

        self.articles: frozenset[str] = self._sets["articles"]
        self.starters = self._starters()
        self.number_words = frozenset({*self.cardinals, *self.tens} - self.articles)
        self.after_number = self._after_number()

    def _starters(self) -> frozenset[str]:
        """Returns every word that a time can begin with: most words of a text are none and need no closer look."""
        words: set[str] = set(self._sets["starters"])
        for table in (self.months, self.weekdays, self.seasons, self.cardinals, self.tens, self.ordinals):
            words.update(table)
        for names in (
            self.decades,
            self.century_words,
            self.deictic_days,
            self.deictic_nights,
            self.dayparts,
            self.holidays,
        ):
            words.update(names)
        for key in _STARTING:
            words.update(self._sets[key])
        return frozenset(
            part for word in words for part in (word, word.split()[0], word.split("-")[0], word.split("'")[0])
        )

    def _after_number(self) -> frozenset[str]:
        """Returns the words and marks that may follow a number within a time: most numbers of a text count people."""
        words = set(self._sets["day_links"] | self._sets["after_numbers"])
        for name in ("business", "rolling", "ahead", "meridiem"):
            words.update(word.split()[0] for word in self._sets[name])
        return frozenset(words.union(self.units, self.months, self.cardinals, self.tens, self.ordinals))

    def has(self, name: str, word: str) -> bool:
        """Tells whether a word is in the list of that name."""
        return word in self._sets[name]

    def all(self, name: str) -> frozenset[str]:
        """Returns the list of that name."""
        return self._sets[name]

    def every_phrase(self, name: str) -> list[str]:
        """Returns the phrases of a list."""
        return [text for texts in self._phrases[name].values() for text in texts]

    def phrases(self, name: str, initial: str) -> list[str]:
        """Returns the phrases of a list that begin with two given characters, the longest first."""
        return self._phrases[name].get(initial, [])


_LISTS = (
    "ambiguous_months",
    "small_month_openers",
    "month_verbs",
    "named_month_openers",
    "month_determiners",
    "month_words",
    "month_names",
    "weekday_names_before",
    "weekday_names_after",
    "weekday_words",
    "vague_amounts",
    "pairs",
    "overnight",
    "daypart_openers",
    "daypart_prepositions",
    "daypart_determiners",
    "daypart_modifiers",
    "last",
    "this",
    "next",
    "rolling",
    "rolling_determiners",
    "ahead",
    "business",
    "working",
    "vague_periods",
    "told_directions",
    "told_daypart_directions",
    "daypart_directions",
    "no_season_directions",
    "coming",
    "final",
    "rest_of",
    "early",
    "mid",
    "late",
    "start_of",
    "middle_of",
    "end_of",
    "approximate",
    "back_words",
    "now",
    "duration_openers",
    "counted_back",
    "ranks",
    "distance_words",
    "first_day_openers",
    "first_day_prepositions",
    "same_as",
    "moments",
    "context_determiners",
    "year_openers",
    "year_determiners",
    "doubtful_year_openers",
    "worded_year_openers",
    "narrated_after",
    "before_christ",
    "count_links",
    "age_openers",
    "counted",
    "month_openers",
    "day_openers",
    "after_bare_day",
    "period_openers",
    "known_adjectives",
    "known_nouns",
    "named_after",
    "not_dates",
    "slash_openers",
    "range_links",
    "list_links",
    "list_ends",
    "night_links",
    "after_link",
    "day_links",
    "month_links",
    "two_days_links",
    "after_overnight",
    "season_openers",
    "after_season",
    "weekend_openers",
    "week_openers",
    "habitual",
    "frequency",
    "articles",
    "after_numbers",
    "starters",
    "clock_words",
    "meridiem",
    "clock_openers",
    "clock_modifiers",
    "zones",
    "anchor_events",
    "anchor_adjectives",
    "begin_words",
    "event_determiners",
    "starts",
    "movable",
    "holiday_openers",
    "feast_nouns",
)
_STARTING = (
    "overnight",
    "daypart_openers",
    "last",
    "this",
    "next",
    "rolling",
    "ahead",
    "vague_periods",
    "vague_amounts",
    "pairs",
    "early",
    "mid",
    "late",
    "start_of",
    "middle_of",
    "end_of",
    "approximate",
    "context_determiners",
    "clock_words",
    "starts",
    "movable",
)


def _tense_words(data: dict[str, Any]) -> TenseWords:
    lists: dict[str, Any] = {key: frozenset(value) for key, value in data.items() if isinstance(value, list)}
    return TenseWords(**{**lists, "reach": data["reach"], "past_endings": tuple(data["past_endings"])})


def _by_initial(phrases: Iterable[str]) -> dict[str, list[str]]:
    index: dict[str, list[str]] = {}
    for text in sorted(phrases, key=len, reverse=True):
        index.setdefault(text[:2], []).append(text)
    return index


def load_lexicon(path: Path) -> Lexicon:
    """Reads the lexicon file of the times stage.

    Raises:
        ModelError: A list is missing or of the wrong shape.
    """
    with reading_lists(path):
        return Lexicon(load_yaml(path))
