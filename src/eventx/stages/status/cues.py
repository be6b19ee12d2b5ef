"""The words that tell whether an event happened, and where they must stand: `lexicon/status.yml` of a model folder."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any, get_args

from eventx.events import Status
from eventx.modeldir import ModelError, load_yaml, model_dir, reading_lists
from eventx.stages.speech.lexicon import SpeechLexicon, load_speech

_TABLES = (
    "modals",
    "adverbs",
    "complements",
    "passives",
    "modifiers",
    "objects",
    "phrasal",
    "subjects",
    "passive_subjects",
    "predicates",
    "nouns",
    "prepositions",
    "for_verbs",
    "to_verbs",
    "on_verbs",
)
_SETS = (
    "conditional",
    "inverted",
    "tidings",
    "tellings",
    "falsehoods",
    "realities",
    "answering",
    "negations",
    "not_negating",
    "negative_determiners",
    "negative_pronouns",
    "conditions",
    "doubts",
    "open_questions",
    "doubtful",
    "maybe",
    "truths",
    "awaited",
    "excluding",
    "confirming",
    "singles",
    "transparent",
    "weak_modifiers",
    "light",
    "attending",
    "wishes",
    "uncertain",
    "mandative",
    "insisting",
    "causing",
    "seeing",
    "elapsing",
    "durative",
    "transparent_nouns",
    "averting",
    "aiming",
    "future_words",
    "before",
    "after",
    "entering",
    "stretches",
    "announcing",
    "announced_ahead",
    "summoning",
    "as_passive",
    "rather_planned",
    "scheduling",
    "averted_from",
    "noun_prepositions",
    "topic_prepositions",
    "definite",
    "auxiliaries",
    "negative_adverbs",
    "present_be",
    "perfect_have",
    "would_have",
    "under",
    "frameworks",
    "timing",
    "bargaining",
    "bargained",
    "debating",
    "debated_about",
    "given_up",
    "arranged",
    "scenes",
    "firsts",
    "ending",
    "yet",
    "yet_verbs",
    "basis",
    "asking",
    "copulas",
    "concluding",
    "lately",
    "accords",
    "pending",
    "occasions",
    "taking",
    "how_many",
    "going",
    "among",
    "striving",
    "perpetrating",
    "presupposing",
    "worries",
    "weighing",
    "letting",
    "bound",
    "held_at",
    "joining_words",
    "stopping",
    "together",
    "done_lately",
    "feared",
)


@dataclass(frozen=True)
class StatusCues:
    """The cue words of a model folder (`lexicon/status.yml` explains each list).

    Attributes:
        tables: For each place a cue can stand in, the status that each word there means.
        sets: The lists without a status.
        speech: The words of saying, which don't change a status.
        ends: The last words of the prepositions.
    """

    tables: Mapping[str, Mapping[str, Status]]
    sets: Mapping[str, frozenset[str]]
    speech: SpeechLexicon
    ends: frozenset[str] = field(init=False)

    def __post_init__(self) -> None:
        ends = frozenset(word for phrase in self.tables["prepositions"] for word in phrase.split()[-1:])
        object.__setattr__(self, "ends", ends)

    def get(self, table: str, word: str) -> Status | None:
        """Returns the status that a word means in a place, or None."""
        return self.tables[table].get(word)


def load_status(path: Path, speech: SpeechLexicon) -> StatusCues:
    """Reads the cue words of a model folder.

    Raises:
        ModelError: The file is missing, or a list in it, or a status is none of the contract's.
    """
    data: dict[str, Any] = load_yaml(path)
    with reading_lists(path):
        tables = {name: {word: status for status, words in data[name].items() for word in words} for name in _TABLES}
        sets = {name: frozenset(data[name]) for name in _SETS}
    for name in _TABLES:
        if unknown := set(data[name]) - set(get_args(Status)):
            raise ModelError(f"{path}: {name}: no such status: {', '.join(sorted(unknown))}")
    return StatusCues(tables, sets, speech)


@lru_cache(maxsize=8)
def load_cues(folder: Path | None = None) -> StatusCues:
    """Returns the cues of a model folder (None: the bundled one), loaded once."""
    lexicon = (folder or model_dir()) / "lexicon"
    return load_status(lexicon / "status.yml", load_speech(lexicon / "speech.yml"))
