"""`docs/rules.md` is true: its event type runs as it stands, its outputs are those, it names all of the language."""

from __future__ import annotations

import re
import shutil
from pathlib import Path
from typing import get_args

import pytest
from typer.testing import CliRunner

from eventx.article import Article
from eventx.cli import app
from eventx.modeldir import load_yaml, model_dir
from eventx.pipeline import load
from eventx.rules.language import ANCHORS, Condition, Fill, Role, RoleKind, Rule, RuleFile, Theme, load_rules
from eventx.rules.paths.compile import compile_path
from eventx.rules.paths.predicates import PREDICATES

PAGE = (Path(__file__).resolve().parents[2] / "docs/rules.md").read_text(encoding="utf-8")
EXAMPLE = PAGE.split("## A new event type")[1]
RULE_FILE, FILL_LINE = re.findall(r"```yaml\n(.*?)```", EXAMPLE, re.DOTALL)
(CONSOLE,) = re.findall(r"```console\n(.*?)```", EXAMPLE, re.DOTALL)


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the bundled model with the event type of the page and no other."""
    folder = tmp_path_factory.mktemp("guide") / "model"
    shutil.copytree(model_dir(), folder, ignore=shutil.ignore_patterns("rules"))
    (folder / "rules").mkdir()
    (folder / "rules" / "protest.yml").write_text(RULE_FILE, encoding="utf-8")
    with (folder / "fills.yml").open("a", encoding="utf-8") as fills:
        fills.write(FILL_LINE)
    return folder


def commands() -> list[tuple[str, str]]:
    """The commands of the page's example, each with the output below it."""
    return [(c, out.strip("\n")) for c, out in re.findall(r"^\$ (.*)\n((?:(?!\$ ).*\n)*)", CONSOLE, re.MULTILINE)]


def test_the_page_shows_check_test_and_explain() -> None:
    assert [re.search(r"eventx (rules \w+|\w+)", command)[1] for command, _ in commands()] == [  # type: ignore[index]
        "rules check",
        "rules test",
        "explain",
    ]


@pytest.mark.parametrize(("command", "output"), commands())
def test_the_outputs_on_the_page_are_true(model: Path, command: str, output: str) -> None:
    text, _, call = command.rpartition(" | ")
    stdin = text.removeprefix('echo "').removesuffix('"') + "\n"
    args = [str(model) if arg == "DIR" else arg for arg in call.split()[1:]]
    result = CliRunner().invoke(app, args, input=stdin)
    assert result.exit_code == 0, result.output
    assert result.output.strip("\n") == output


def test_the_new_type_gives_typed_events(model: Path) -> None:
    text = "Nurses staged a rally against the new law in Lagos on Monday."
    (event,) = load(model).extract(Article(id="a", text=text))
    assert (type(event).__name__, event.type, event.mode) == ("ProtestEvent", "protest", "rally")
    line = event.model_dump(mode="json")
    assert [who["item"]["text"] for who in line["protesters"]] == ["Nurses"]
    assert line["topic"]["text"].startswith("the new law")
    assert (line["places"][0]["name"], line["time"]["text"]) == ("Lagos", "Monday")
    assert line["codes"] == {"plover": None, "cameo": None}


def test_the_new_type_stands_beside_the_others(model: Path, tmp_path: Path) -> None:
    """The file is all there is to add: the bundled rules load with it."""
    folder = tmp_path / "model"
    shutil.copytree(model, folder, ignore=shutil.ignore_patterns("gazetteer"))
    for source in (model_dir() / "rules").glob("*.yml"):
        shutil.copy(source, folder / "rules")
    assert {file.type for file in load_rules(folder).files} >= {"protest", "strike", "talks"}


def aliases(model: type) -> set[str]:
    return {field.alias or name for name, field in model.model_fields.items()}  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    "names",
    [
        aliases(RuleFile),
        aliases(Rule),
        aliases(Role),
        aliases(Condition),
        aliases(Fill),
        aliases(Theme),
        set(ANCHORS),
        set(PREDICATES),
        set(get_args(RoleKind)),
    ],
    ids=["file", "rule", "role", "condition", "fill", "theme", "anchor", "predicate", "kind"],
)
def test_the_page_names_every_word_of_the_language(names: set[str]) -> None:
    fences = r"```\w*\n(.*?)```"
    code = "\n".join(
        re.findall(fences, PAGE, re.DOTALL) + re.findall(r"`([^`\n]+)`", re.sub(fences, "", PAGE, flags=re.DOTALL))
    )
    assert {name for name in names if not re.search(rf"(?<![\w.]){name}\b", code)} == set()


@pytest.mark.parametrize("step", re.findall(r"^\| `([-+<>@[][^`]*)`", PAGE, re.MULTILINE))
def test_every_step_and_test_on_the_page_compiles(step: str) -> None:
    lists = {name: frozenset(words) for name, words in load_yaml(model_dir() / "paths.yml")["lists"].items()}
    source = step.replace("\\|", "|")
    compile_path(f">dobj{source}" if source.startswith("[") else source.replace("@subject", ">"), lists)


def test_every_path_and_list_that_the_page_quotes_from_the_model_is_there() -> None:
    data = load_yaml(model_dir() / "paths.yml")
    assert {"subject", "holder", "including"} <= set(data["paths"])
    assert {"groups", "bare_counts", "joining", "light", "party"} <= set(data["lists"])
