"""The words around personal names: titles, parts of names, given names."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache
from pathlib import Path
from typing import Any, Literal

from eventx.modeldir import load_yaml, reading_lists
from eventx.stages.persons.spelling import fold

Gender = Literal["male", "female"]


@dataclass(frozen=True, slots=True)
class Titles:
    """Words around personal names.

    Attributes:
        classes: Titles in lower case, with the semantic classes they give away.
        gender: Forms of address in lower case, with the gender they give away.
        particles: Parts of surnames in lower case ("von", "al").
        suffixes: What may follow a name ("Jr.").
        prefixes: What may stand before a title ("former").
        no_role: What may stand after the comma behind a name, and begins no role ("A, who ...").
        within_role: Those of them that a role may go on after ("A, a banker and minister").
        determiners: What may begin a role before a name and its comma ("its foreign minister, Moyo").
        unlikely_particles: Those of the particles that are mostly other words ("at").
        whereabouts: After these a single unknown name is rather a place than a person.
        journeys: Where the preposition of one of these leads to, a single unknown name is a place, too.
        styles: Titles of honour after which a comma may stand ("His Highness, Prince Salim").
        before_given: Titles that stand before a given name, no surname ("King Hussein").
        portfolios: What follows "minister of" and is no part of the name after it ("Minister of Defence Borg").
        outranked: Classes that those of these other classes are no more (once a reporter, now a minister).
        given: Common given names, folded, with the gender they tell (None: they are common for both).
    """

    classes: Mapping[str, frozenset[str]]
    gender: Mapping[str, Gender]
    particles: frozenset[str]
    suffixes: frozenset[str]
    prefixes: frozenset[str]
    no_role: frozenset[str] = frozenset()
    within_role: frozenset[str] = frozenset()
    determiners: frozenset[str] = frozenset()
    unlikely_particles: frozenset[str] = frozenset()
    whereabouts: frozenset[str] = frozenset()
    journeys: frozenset[str] = frozenset()
    styles: frozenset[str] = frozenset()
    before_given: frozenset[str] = frozenset()
    portfolios: frozenset[str] = frozenset()
    outranked: Mapping[str, frozenset[str]] = field(default_factory=dict)
    given: Mapping[str, Gender | None] = field(default_factory=dict)


_LISTS = (
    "particles",
    "suffixes",
    "prefixes",
    "no_role",
    "within_role",
    "determiners",
    "unlikely_particles",
    "whereabouts",
    "journeys",
    "styles",
    "before_given",
    "portfolios",
)


def load_titles(path: Path, given: Path | None = None) -> Titles:
    """Returns the titles of a lexicon file (and the given names of the one beside it, if not told where).

    Raises:
        ModelError: One of the files is missing or a list in it is.
    """
    files = path, given or path.with_name("given_names.yml")
    return _read_titles(*files, *(file.stat().st_mtime_ns if file.exists() else 0 for file in files))


@lru_cache(maxsize=4)
def _read_titles(path: Path, given: Path, *_changed: int) -> Titles:
    """Reads the titles once: stages that share them share the persons of a document."""
    with reading_lists(path):
        titles = _titles(load_yaml(path))
    with reading_lists(given):
        return replace(titles, given=_given(load_yaml(given)))


def _titles(data: Mapping[str, Any]) -> Titles:
    """Returns the titles of a lexicon, without given names."""
    classes: dict[str, frozenset[str]] = {}
    gender: dict[str, Gender] = {}
    for name, words in data["address"].items():
        for word in words:
            classes[word.lower()] = frozenset({"person"})
            if name in ("male", "female"):
                gender[word.lower()] = name
    for name, words in data["abbreviations"].items():
        for word in words:
            classes[word.lower()] = frozenset({"person", name})
    lists: dict[str, Any] = {name: frozenset(w.lower() for w in data[name]) for name in _LISTS}
    outranked = {lower: frozenset(higher) for lower, higher in data["outranked"].items()}
    return Titles(classes, gender, outranked=outranked, **lists)


def _given(names: Mapping[str, Any]) -> dict[str, Gender | None]:
    """Returns given names, folded, with the gender they tell."""
    genders: tuple[Gender, ...] = ("male", "female")
    common: dict[str, Gender | None] = {}
    for sort in genders:
        for folded in map(fold, names[sort]):
            common[folded] = sort if common.get(folded, sort) == sort else None
    return common


def gender_of(classes: frozenset[str]) -> Gender | None:
    """Returns the gender that the classes of a noun or a title tell."""
    if "person.woman" in classes and "person.man" not in classes:
        return "female"
    if "person.man" in classes and "person.woman" not in classes:
        return "male"
    return None
