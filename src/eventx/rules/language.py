"""The rule language: what a rule file may say, and how it is read and checked.

A file under a model's `rules/` holds one event type: its roles with what may fill them, word lists, and rules. A rule
is a trigger, conditions on what stands around it, roles with the named paths that lead to them, and examples.
docs/rules.md is the whole language.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path as File
from types import MappingProxyType
from typing import Any, Literal, TypeVar

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator

from eventx.events import modes_of
from eventx.modeldir import ModelError, load_yaml
from eventx.rules.paths.book import PathBook
from eventx.rules.paths.compile import PathError, compile_book
from eventx.rules.paths.steps import TokenTest

RoleKind = Literal[
    "mentions", "mention", "items", "transfers", "returns", "span", "quantity", "victims", "change", "aux"
]
STRUCTURE = ConfigDict(extra="forbid", frozen=True)
M = TypeVar("M", bound=BaseModel)


class Condition(BaseModel):
    """A test of a token; every list that is given must hold one of its values (`not_class`: none)."""

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)

    lemma: tuple[str, ...] = ()
    text: tuple[str, ...] = ()
    pos: tuple[str, ...] = ()
    tag: tuple[str, ...] = ()
    dep: tuple[str, ...] = ()
    cls: tuple[str, ...] = Field((), alias="class")
    not_class: tuple[str, ...] = ()
    trigger_of: tuple[str, ...] = ()

    @field_validator("*", mode="before")
    @classmethod
    def _one_or_many(cls, value: Any) -> Any:
        return (value,) if isinstance(value, str) else value


class Trigger(BaseModel):
    """Which words say that it happened: lemmas (of several words: the first is the head), by part of speech."""

    model_config = STRUCTURE

    lemma: tuple[str, ...]
    pos: tuple[Literal["VERB", "AUX", "NOUN", "ADJ"], ...] = ("VERB",)

    @field_validator("lemma", "pos", mode="before")
    @classmethod
    def _one_or_many(cls, value: Any) -> Any:
        return (value,) if isinstance(value, str) else value


class Fill(BaseModel):
    """What may fill a role: one of the kinds or classes, and none of the classes in `not_class`."""

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)

    kind: tuple[str, ...] = ()
    cls: tuple[str, ...] = Field((), alias="class")
    not_class: tuple[str, ...] = ()
    not_lemma: tuple[str, ...] = ()
    text: tuple[str, ...] = ()  # words that may as they are, whatever they are ("us")
    number: bool = False  # a bare number may stand for it ("killed five")
    earlier: bool = False  # a bare number may that counts what an earlier phrase names ("31 were brought down")
    unknown: bool = False  # so may a counted plural that no lexicon knows ("killed two ushers")
    country: bool = False  # anything that belongs to a country may
    any: bool = False


class Theme(BaseModel):
    """What a passage is about: so many different words of these classes or lemmas, and no more of another theme."""

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)

    cls: frozenset[str] = Field(frozenset(), alias="class")
    lemma: frozenset[str] = frozenset()
    not_lemma: frozenset[str] = frozenset()  # of its classes, but said of much else
    least: int = Field(1, ge=1)
    over: str | None = None


class Role(BaseModel):
    """A role of an event type; `also` names roles whose fillers belong to this one too (a giver is a party)."""

    model_config = STRUCTURE

    fill: str
    kind: RoleKind = "mentions"
    also: tuple[str, ...] = ()


class RoleRule(BaseModel):
    """How one rule fills a role: alternatives of unions of named paths, and what may fill it here."""

    model_config = STRUCTURE

    path: str
    fill: str | None = None


class Example(BaseModel):
    """A sentence that the rule must match, and what it must give."""

    model_config = STRUCTURE

    text: str
    gives: dict[str, Any] = {}


class Rule(BaseModel):
    """One rule as written."""

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)

    id: str
    trigger: Trigger
    mode: str | dict[str, str] | None = None
    where: dict[str, RoleRule] = {}
    need: tuple[tuple[str, ...], ...] = Field((), alias="require")
    when: tuple[dict[str, Condition], ...] = Field((), alias="if")
    unless: tuple[dict[str, Condition], ...] = ()
    fixed: dict[str, str] = Field({}, alias="set")  # fields of the event that the rule itself decides
    priority: int = 0
    fallback: bool = False  # counts only in a sentence where no other rule of its type does
    anchored: bool | None = None  # False: counts even with no role, time or place; None: verbs do, nouns don't
    prior: float = Field(0.8, ge=0, le=1)
    examples: tuple[Example, ...] = Field(min_length=1)
    counter_examples: tuple[str, ...] = ()

    @field_validator("where", mode="before")
    @classmethod
    def _short_roles(cls, value: Any) -> Any:
        return (
            {k: {"path": v} if isinstance(v, str) else v for k, v in value.items()}
            if isinstance(value, dict)
            else value
        )

    @field_validator("need", mode="before")
    @classmethod
    def _alternatives(cls, value: Any) -> Any:
        return (
            tuple(tuple(str(v).replace("|", " ").split()) for v in value) if isinstance(value, (list, tuple)) else value
        )

    @field_validator("when", "unless", mode="before")
    @classmethod
    def _one_or_many(cls, value: Any) -> Any:
        return (value,) if isinstance(value, dict) else value


class RuleFile(BaseModel):
    """One file of rules: an event type."""

    model_config = STRUCTURE

    type: str
    roles: dict[str, Role]
    modes: dict[str, str] = {}
    default_mode: str | None = None
    each: str | None = None
    parts: RoleRule | None = None  # paths from what fills `each`, or from the trigger, to subsets of it
    lists: dict[str, tuple[str, ...]] = {}
    unless: tuple[dict[str, Condition], ...] = ()
    rules: tuple[Rule, ...] = Field(min_length=1)

    @field_validator("parts", mode="before")
    @classmethod
    def _short_parts(cls, value: Any) -> Any:
        return {"path": value} if isinstance(value, str) else value


@dataclass(frozen=True, slots=True)
class RuleBook:
    """All rules of a model, with the paths and filler types that they name."""

    files: tuple[RuleFile, ...]
    paths: PathBook
    fills: Mapping[str, Fill]
    themes: Mapping[str, Theme] = field(default_factory=dict)

    def rules(self) -> Iterator[tuple[RuleFile, Rule]]:
        """Yields every rule with its file."""
        for file in self.files:
            for rule in file.rules:
                yield file, rule


@lru_cache(maxsize=4096)
def alternatives(path: str) -> list[list[str]]:
    """Splits a role's path into alternatives (`|`) of unions (`+`) of path names."""
    return [[name.strip() for name in part.split("+")] for part in path.split("|")]


def token_test(test: Condition) -> TokenTest:
    """Compiles a rule's test of a token."""
    return TokenTest(
        lemma=frozenset(test.lemma),
        text=frozenset(test.text),
        pos=frozenset(test.pos),
        tag=frozenset(test.tag),
        dep=frozenset(test.dep),
        cls=frozenset(test.cls),
        no_cls=frozenset(test.not_class),
    )


def load_rules(folder: File) -> RuleBook:
    """Reads and checks the paths, filler types and rules of a model folder.

    Raises:
        ModelError: One of the files is malformed; the message names file, line and cause.
    """
    data = load_yaml(folder / "paths.yml")
    try:
        book = compile_book(
            data["paths"], data.get("lists", {}), data.get("prepositions", ()), data.get("templates", ())
        )
    except (KeyError, TypeError) as error:
        raise ModelError(f"{folder / 'paths.yml'}: missing or malformed section {error}") from None
    except PathError as error:
        raise ModelError(f"{folder / 'paths.yml'}: {error}") from None
    path = folder / "fills.yml"
    fills = {name: _validated(Fill, value, path, (name,)) for name, value in load_yaml(path).items()}
    themes = load_themes(folder / "themes.yml")
    sources = sorted((folder / "rules").glob("*.yml"))
    if not sources:
        raise ModelError(f"{folder / 'rules'}: no rule files (*.yml)")
    files = tuple(load_rule_file(source, book, fills, themes) for source in sources)
    _unique_ids(files, sources)
    return RuleBook(files, book, fills, themes)


def load_themes(path: File) -> dict[str, Theme]:
    """Reads the themes that conditions may name; a model need have none.

    Raises:
        ModelError: One is malformed.
    """
    if not path.exists():
        return {}
    themes = {name: _validated(Theme, value, path, (name,)) for name, value in load_yaml(path).items()}
    for name, theme in themes.items():
        if theme.over and theme.over not in themes:
            raise ModelError(f"{path}:{line_of(path, (name, 'over'))}: {name}: no theme {theme.over!r}")
    return themes


def load_rule_file(
    path: File, book: PathBook, fills: Mapping[str, Fill], themes: Mapping[str, Theme] = MappingProxyType({})
) -> RuleFile:
    """Reads and checks one rule file.

    Raises:
        ModelError: It is malformed; the message names file, line and cause.
    """
    data = load_yaml(path)
    if not isinstance(data, dict):
        raise ModelError(f"{path}:1: a rule file is a mapping with type, roles and rules")
    file = _validated(RuleFile, _expand(data, data.get("lists") or {}, path), path, ())
    for name, role in file.roles.items():
        if role.fill not in fills:
            line = line_of(path, ("roles", name))
            raise ModelError(f"{path}:{line}: role {name!r}: no filler type {role.fill!r} in fills.yml")
    for key, problem in _part_problems(file, book, fills):
        raise ModelError(f"{path}:{line_of(path, (key,))}: {key}: {problem}")
    for i, rule in enumerate(file.rules):
        for where, problem in _problems(file, rule, book, fills, themes):
            raise ModelError(f"{path}:{line_of(path, ('rules', i, *where))}: rule {rule.id!r}: {problem}")
    return file


def _part_problems(file: RuleFile, book: PathBook, fills: Mapping[str, Fill]) -> Iterator[tuple[str, str]]:
    """Yields what is wrong with `each` and `parts`."""
    if file.each and file.each not in file.roles:
        yield "each", f"type {file.type!r} has no role {file.each!r}; it has {', '.join(file.roles)}"
    if file.parts and not file.each:
        yield "parts", "subsets of what? `each` names no role"
    if file.parts:
        for name in (n for union in alternatives(file.parts.path) for n in union):
            if name not in book.named:
                yield "parts", f"no path {name!r} in paths.yml"
        if file.parts.fill and file.parts.fill not in fills:
            yield "parts", f"no filler type {file.parts.fill!r} in fills.yml"


def _problems(
    file: RuleFile, rule: Rule, book: PathBook, fills: Mapping[str, Fill], themes: Mapping[str, Theme]
) -> Iterator[tuple[tuple[str | int, ...], str]]:
    """Yields what pydantic can't see: names that lead nowhere."""
    known = modes_of(file.type)
    for mode in [rule.mode] if isinstance(rule.mode, str) else (rule.mode or {}).values():
        if known and mode not in known:
            yield ("mode",), f"type {file.type!r} has no mode {mode!r}; it has {', '.join(sorted(known))}"
    yield from _role_problems(file, rule, book, fills)
    for kind, conditions in (("if", rule.when), ("unless", rule.unless), ("unless", file.unless)):
        for condition, name in ((c, n) for c in conditions for n in c):
            if name == "theme" and (unknown := set(condition[name].text) - set(themes)):
                yield (kind,), f"no theme {', '.join(sorted(unknown))} in themes.yml"
            if name not in book.named and name not in ANCHORS:
                yield (kind,), f"no path {name!r} in paths.yml (and it is none of {', '.join(sorted(ANCHORS))})"


def _role_problems(
    file: RuleFile, rule: Rule, book: PathBook, fills: Mapping[str, Fill]
) -> Iterator[tuple[tuple[str | int, ...], str]]:
    for role, spec in rule.where.items():
        if role not in file.roles:
            yield ("where", role), f"type {file.type!r} has no role {role!r}; it has {', '.join(file.roles)}"
        for name in (n for union in alternatives(spec.path) for n in union):
            if name not in book.named:
                yield ("where", role), f"no path {name!r} in paths.yml"
        if spec.fill and spec.fill not in fills:
            yield ("where", role), f"no filler type {spec.fill!r} in fills.yml"
    for role in (r for group in rule.need for r in group):
        if role not in rule.where:
            yield ("require",), f"requires {role!r}, which `where` gives no path for"


ANCHORS = frozenset({"trigger", "before", "after", "sentence", "article", "document", "theme"})
"""What a condition may test besides a path: the trigger, its neighbours, any word of its sentence or document..."""


def _expand(value: Any, lists: Mapping[str, Sequence[str]], path: File) -> Any:
    """Replaces `$name` in lists by the words of that list."""
    if isinstance(value, dict):
        return {k: v if k == "lists" else _expand(v, lists, path) for k, v in value.items()}
    if isinstance(value, list):
        expanded: list[Any] = []
        for v in value:
            expanded += _list(v, lists, path) if _is_list_name(v) else [_expand(v, lists, path)]
        return expanded
    return _list(value, lists, path) if _is_list_name(value) else value


def _is_list_name(value: Any) -> bool:
    if not isinstance(value, str) or value[:1] != "$":
        return False
    return value[1:].replace("_", "").isalnum() and not value[1:].isdigit()


def _list(name: str, lists: Mapping[str, Sequence[str]], path: File) -> list[str]:
    if name[1:] not in lists:
        raise ModelError(f"{path}: no word list {name!r}; the file's `lists` has {', '.join(lists) or 'none'}")
    return [w for v in lists[name[1:]] for w in (_list(v, lists, path) if _is_list_name(v) else [v])]


def _validated(model: type[M], value: Any, path: File, prefix: tuple[str | int, ...]) -> M:
    try:
        return model.model_validate(value)
    except ValidationError as error:
        first = min(error.errors(), key=lambda e: e["type"] != "extra_forbidden")  # a misspelt key misses its right one
        where = (*prefix, *first["loc"])
        place = ".".join(map(str, where))
        raise ModelError(f"{path}:{line_of(path, where)}: {place}: {first['msg']}") from None


def line_of(path: File, where: tuple[str | int, ...]) -> int:
    """Returns the line (from 1) of the node at a key path in a YAML file, or of the deepest node on the way there."""
    from eventx.yamlfile import line_of  # noqa: PLC0415  (for error messages only)

    return line_of(path, where)


def _unique_ids(files: Sequence[RuleFile], sources: Sequence[File]) -> None:
    seen: dict[str, File] = {}
    for file, source in zip(files, sources, strict=True):
        for i, rule in enumerate(file.rules):
            if rule.id in seen:
                raise ModelError(
                    f"{source}:{line_of(source, ('rules', i))}: rule id {rule.id!r} is also in {seen[rule.id]}"
                )
            seen[rule.id] = source
