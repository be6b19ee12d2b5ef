"""Lexicons: a list that a stage needs and a model lacks is an error that names the file and the list."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from eventx.modeldir import ModelError, load_yaml, model_dir
from eventx.stages.names.tables import load_gazetteer
from eventx.stages.persons.lexicon import load_titles
from eventx.stages.phrases import load_phrase_rules
from eventx.stages.references.lexicon import load_reference_words
from eventx.stages.repair.lexicon import load_repair_words
from eventx.stages.sentences import load_sentence_rules
from eventx.stages.speech.lexicon import load_speech
from eventx.stages.status.cues import load_status
from eventx.stages.terms import load_inflection
from eventx.stages.timex.lexicon import load_lexicon

MODEL = model_dir()
LEXICON = MODEL / "lexicon"
LOADERS: dict[str, Callable[[Path], Any]] = {
    "phrases.yml": load_phrase_rules,
    "gazetteer.yml": lambda path: load_gazetteer(MODEL / "gazetteer", path),
    "inflection.yml": load_inflection,
    "references.yml": lambda path: load_reference_words(path, MODEL / "gazetteer"),
    "repairs.yml": load_repair_words,
    "titles.yml": lambda path: load_titles(path, LEXICON / "given_names.yml"),
    "sentences.yml": load_sentence_rules,
    "speech.yml": load_speech,
    "status.yml": lambda path: load_status(path, load_speech(LEXICON / "speech.yml")),
    "times.yml": load_lexicon,
    "given_names.yml": lambda path: load_titles(LEXICON / "titles.yml", path),
}
GROUPS = {"words"}
"""Mappings whose keys are lists of their own."""
OPTIONAL = {"weapon_begins"}


def without_one(lists: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yields the name of each list, and all lists but that."""
    for name, words in lists.items():
        if name not in OPTIONAL:
            yield name, {key: value for key, value in lists.items() if key != name}
        if name in GROUPS:
            yield from ((inner, {**lists, name: rest}) for inner, rest in without_one(words))


@pytest.mark.parametrize("file", LOADERS)
def test_a_missing_list_is_named_with_its_file(file: str, tmp_path: Path) -> None:
    for name, lists in without_one(load_yaml(LEXICON / file)):
        path = tmp_path / f"without_{name}.yml"
        path.write_text(yaml.safe_dump(lists), encoding="utf-8")
        with pytest.raises(ModelError, match=rf"without_{name}\.yml: the list '{name}' is missing"):
            LOADERS[file](path)


@pytest.mark.parametrize("file", LOADERS)
def test_a_list_that_is_none_is_an_error_too(file: str, tmp_path: Path) -> None:
    lists = load_yaml(LEXICON / file)
    path = tmp_path / "misshapen.yml"
    path.write_text(yaml.safe_dump(dict.fromkeys(lists, 1)), encoding="utf-8")
    with pytest.raises(ModelError, match=r"misshapen\.yml: the list .* is missing or no list"):
        LOADERS[file](path)
