"""The rules of the house that a program can hold: what code and model may contain."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from graphlib import TopologicalSorter
from pathlib import Path
from typing import Any

import pytest

from eventx.modeldir import load_yaml

ROOT = Path(__file__).resolve().parents[1]
CODE = sorted((ROOT / "src").rglob("*.py"))
DATA = sorted(p for p in (ROOT / "models").rglob("*") if p.suffix in {".yml", ".cfg", ".tsv"})

# Surnames and names of particular persons in the articles of `seeds/`. Given and family names as such are words of a
# language ("Donald", "Kushner" as one of 10,000 surnames): what must not be there is the person.
PERSONS = [
    "Donald Trump",
    "Volodymyr Zelenskyy",
    "Zelenskyy",
    "Zelensky",
    "Alexus Grynkewich",
    "Grynkewich",
    "Steve Witkoff",
    "Witkoff",
    "Jared Kushner",
    "Rustem Umerov",
    "Umerov",
    "Dmytro Lubinets",
    "Lubinets",
    "Donald Tusk",
]
MANY = 3
WORD = re.compile(r"[a-z][a-z'’ -]*")

# Labels of the parser are closed sets of a theory, not words of a language: code that walks a parse names them.
LABELS = """
    acl acomp advcl advmod agent amod appos attr aux auxpass case cc ccomp compound conj csubj csubjpass dative dep
    det dobj expl intj mark meta neg nmod npadvmod nsubj nsubjpass nummod oprd parataxis pcomp pobj poss preconj predet
    prep prt punct quantmod relcl xcomp flat"""

# So are the labels of names, the small words of grammar that code turns on one by one, and the names of lists.
ENTITIES = """
    capital city country demonym facility government igo media metonym ministry org other person region water weapon"""
GRAMMAR = "a an the and or but of for to"


def sections(data: Any) -> Iterator[Any]:
    """Yields the names of the lists and sections of a data file, inner ones too."""
    for key, value in data.items() if isinstance(data, dict) else ():
        if isinstance(value, list | dict):
            yield key
            yield from sections(value)


SECTIONS = {str(key) for path in DATA if path.suffix == ".yml" for key in sections(load_yaml(path))}
NAMES = {*LABELS.split(), *ENTITIES.split(), *GRAMMAR.split(), *SECTIONS}


def names_of_persons(text: str) -> set[str]:
    small = text.lower()
    return {name for name in PERSONS if name.lower() in small}


@pytest.mark.parametrize("path", [*CODE, *DATA], ids=lambda p: str(p.relative_to(ROOT)))
def test_no_person_of_the_sample_articles_is_known_beforehand(path: Path) -> None:
    assert names_of_persons(path.read_text(encoding="utf-8")) == set()


def test_the_sample_articles_name_the_persons_that_are_looked_for() -> None:
    """Else the test above would hold for nothing."""
    text = "\n".join(p.read_text(encoding="utf-8") for p in (ROOT / "seeds").glob("*.txt"))
    assert len(names_of_persons(text)) > len(PERSONS) / 2


def word_lists(source: str) -> Iterator[tuple[int, list[str]]]:
    """Yields line and words of every literal collection that holds many words of a language."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.List | ast.Set | ast.Tuple):
            values = [e.value for e in node.elts if isinstance(e, ast.Constant)]
        elif isinstance(node, ast.Dict):
            values = [k.value for k in node.keys if isinstance(k, ast.Constant)]
        elif isinstance(node, ast.Constant) and isinstance(node.value, str) and node.value.count("|") >= MANY:
            values = node.value.split("|")
        else:
            continue
        words = [v for v in values if isinstance(v, str) and WORD.fullmatch(v) and v not in NAMES]
        if len(words) > MANY:
            yield node.lineno, words


# Lists in code that are no words of the language that is read.
ALLOWED: dict[str, str] = {
    "read/": "names of formats, tags and metadata fields that readers meet",
    "batch/": "fields of the records of a run",
    "write/": "fields and columns of the output",
    "cli.py": "names of commands and options",
    "assemble/confidence.py": "names of features",
    "annotations.py": "names of the stages' results",
    "events.py": "values of the contract's fields",
    "assemble/event.py": "fields of the contract",
    "assemble/values.py": "fields of the contract",
    "rules/language.py": "words of the rule language",
    "rules/compiled.py: trigger": "words of the rule language",
    "rules/paths/": "words of the path language, and attributes",
    "stages/names/tables.py: name": "columns of a table",
    "stages/words.py": "attributes of a token",
    "stages/timex/lexer.py": "what numbers end with, in a pattern",
}


def allowed(name: str, first: str) -> bool:
    return any(f"{name}: {first}".startswith(entry) for entry in ALLOWED)


@pytest.mark.parametrize("path", CODE, ids=lambda p: str(p.relative_to(ROOT)))
def test_words_are_data(path: Path) -> None:
    """A list of words belongs to the model, where a linguist finds it, not into code."""
    name = path.relative_to(ROOT / "src/eventx").as_posix()
    found = list(word_lists(path.read_text(encoding="utf-8")))
    assert [(line, words) for line, words in found if not allowed(name, words[0])] == []


def test_a_word_list_in_code_is_found() -> None:
    words = {f"attack{letter}" for letter in "abcdefghijklm"}
    assert [len(found) for _, found in word_lists(f"X = frozenset({words!r})")] == [13]
    assert list(word_lists(f"X = {LABELS.split()!r}")) == []


@pytest.mark.parametrize("path", CODE, ids=lambda p: str(p.relative_to(ROOT)))
def test_nothing_asks_the_clock_or_the_network_for_facts(path: Path) -> None:
    """Dates resolve against the article; what records a run may say when it was."""
    name = path.relative_to(ROOT / "src/eventx").as_posix()
    source = path.read_text(encoding="utf-8")
    assert not re.search(r"^\s*(?:import|from) (?:requests|urllib\.request|http\.client)\b", source, re.MULTILINE)
    assert not re.search(r"(?<!\.)\b(?:eval|exec)\(|yaml\.unsafe_load\(", source)
    if not name.startswith(("batch/", "write/")):
        assert not re.search(r"\bdate\.today\(|\bdatetime\.(?:now|utcnow|today)\(|\btime\.time\(", source)


LAYERS = {
    "annotations.py": {"events"},
    "article.py": set(),
    "contract.py": set(),
    "events.py": {"contract"},
    "cache.py": set(),
    "modeldir.py": {"cache", "yamlfile"},
    "yamlfile.py": set(),
    "read/": {"article", "modeldir", "read"},
    "strings.py": set(),
    "columns.py": {"strings"},
    "stages/": {"annotations", "cache", "columns", "events", "modeldir", "stages", "strings"},
    "rules/": {"annotations", "columns", "events", "modeldir", "rules", "strings", "yamlfile"},
    "assemble/": {"annotations", "article", "assemble", "events", "modeldir", "rules", "stages"},
}


@pytest.mark.parametrize("layer", LAYERS)
def test_a_layer_knows_only_those_before_it(layer: str) -> None:
    """The table of `docs/architecture.md`."""
    known: set[str] = set()
    for path in CODE:
        if path.relative_to(ROOT / "src/eventx").as_posix().startswith(layer):
            known |= set(
                re.findall(r"^\s*(?:from|import) eventx\.(\w+)", path.read_text(encoding="utf-8"), re.MULTILINE)
            )
    assert known <= LAYERS[layer]


def modules() -> dict[str, Path]:
    """The modules of the package by their dotted names."""
    names = {path: path.relative_to(ROOT / "src").with_suffix("").parts for path in CODE}
    return {".".join(parts[:-1] if parts[-1] == "__init__" else parts): path for path, parts in names.items()}


def imports(path: Path, known: set[str]) -> Iterator[str]:
    """Yields the modules of the package that one imports anywhere, for types and within functions too."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names if alias.name in known)
        elif isinstance(node, ast.ImportFrom) and node.module in known:
            below = [f"{node.module}.{alias.name}" for alias in node.names]
            yield from (name for name in below if name in known)
            if not all(name in known for name in below):
                yield node.module


def test_no_module_imports_one_that_imports_it() -> None:
    paths = modules()
    graph = {name: set(imports(path, set(paths))) - {name} for name, path in paths.items()}
    assert list(TopologicalSorter(graph).static_order()), "a circle is an error that names it"
