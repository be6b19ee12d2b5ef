"""Lexicons: a list that a stage needs and a model lacks is an error that names the file and the list."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

from eventx.modeldir import ModelError, load_yaml, model_dir
from eventx.stages.persons import load_titles
from eventx.stages.phrases import load_phrase_rules
from eventx.stages.references import load_reference_words
from eventx.stages.repair import load_repair_words

MODEL = model_dir()
LEXICON = MODEL / "lexicon"
LOADERS: dict[str, Callable[[Path], Any]] = {
    "phrases.yml": load_phrase_rules,
    "references.yml": lambda path: load_reference_words(path, MODEL / "gazetteer"),
    "repairs.yml": load_repair_words,
    "titles.yml": lambda path: load_titles(path, LEXICON / "given_names.yml"),
    "given_names.yml": lambda path: load_titles(LEXICON / "titles.yml", path),
}


@pytest.mark.parametrize("file", LOADERS)
def test_a_missing_list_is_named_with_its_file(file: str, tmp_path: Path) -> None:
    lists = load_yaml(LEXICON / file)
    for name in lists:
        path = tmp_path / f"without_{name}.yml"
        path.write_text(yaml.safe_dump({key: words for key, words in lists.items() if key != name}), encoding="utf-8")
        with pytest.raises(ModelError, match=rf"without_{name}\.yml: the list '{name}' is missing"):
            LOADERS[file](path)


@pytest.mark.parametrize("file", LOADERS)
def test_a_list_that_is_none_is_an_error_too(file: str, tmp_path: Path) -> None:
    lists = load_yaml(LEXICON / file)
    path = tmp_path / "misshapen.yml"
    path.write_text(yaml.safe_dump(dict.fromkeys(lists, 1)), encoding="utf-8")
    with pytest.raises(ModelError, match=r"misshapen\.yml: the list .* is missing or no list"):
        LOADERS[file](path)
