"""The rules of the bundled model: their own examples are their tests; malformed ones are refused with file and line."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from eventx.article import Article
from eventx.modeldir import ModelError, model_dir
from eventx.pipeline import Extractor
from eventx.rules.check import check_examples
from eventx.rules.language import load_rules


def test_every_example_of_every_rule_holds(extractor: Extractor) -> None:
    def extract(text: str) -> list[object]:
        return list(extractor.extract(Article(id="example", text=text)))

    failures = list(check_examples(extractor.rules.book, extract))  # type: ignore[arg-type]
    assert not failures, "\n".join(f"{f.rule}: {f.text!r}: {f.problem}" for f in failures)


@pytest.fixture
def model(tmp_path: Path) -> Path:
    folder = tmp_path / "model"
    shutil.copytree(model_dir(), folder, ignore=shutil.ignore_patterns("gazetteer"))
    shutil.rmtree(folder / "rules")
    (folder / "rules").mkdir()
    return folder


RULE = """type: parade
roles:
  marcher: {fill: actor}
rules:
  - id: parade.march
    trigger: {lemma: [march], pos: VERB}
    where:
      marcher: subject
    require: [marcher]
    examples:
      - text: "Soldiers marched in Lima."
"""


def test_a_new_event_type_is_one_file(model: Path) -> None:
    (model / "rules" / "parade.yml").write_text(RULE)
    assert [rule.id for _, rule in load_rules(model).rules()] == ["parade.march"]


@pytest.mark.parametrize(
    ("old", "new", "line", "cause"),
    [
        ("marcher: subject", "marcher: subjekt", 8, "no path 'subjekt'"),
        ("      marcher: subject", "      leader: subject", 8, "no role 'leader'"),
        ("{fill: actor}", "{fill: actors}", 3, "no filler type 'actors'"),
        ("require: [marcher]", "require: [crowd]", 9, "requires 'crowd'"),
        ('    examples:\n      - text: "Soldiers marched in Lima."\n', "    examples: []\n", 10, "at least 1 item"),
        ("    trigger:", "    triger:", 6, "Extra inputs"),
        ("pos: VERB}", "pos: VERB", 7, "not well-formed YAML"),
        ("lemma: [march]", "lemma: $march", 1, "no word list '$march'"),
    ],
)
def test_a_malformed_rule_names_file_line_and_cause(model: Path, old: str, new: str, line: int, cause: str) -> None:
    path = model / "rules" / "parade.yml"
    path.write_text(RULE.replace(old, new))
    with pytest.raises(ModelError) as error:
        load_rules(model)
    message = str(error.value)
    assert cause in message
    assert str(path) in message
    if not cause.startswith("no word list"):
        assert f"{path}:{line}:" in message


def test_a_rule_file_can_construct_no_objects(model: Path) -> None:
    (model / "rules" / "evil.yml").write_text("type: !!python/object/apply:os.getcwd []\n")
    with pytest.raises(ModelError):
        load_rules(model)
