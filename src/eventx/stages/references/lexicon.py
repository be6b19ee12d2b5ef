"""The word lists about anaphors, and the capitals and names of countries."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from eventx.annotations import Geo
from eventx.modeldir import load_yaml, reading_lists


@dataclass(frozen=True, slots=True)
class Capital:
    """The capital of a country."""

    name: str
    geo: Geo


@dataclass(frozen=True, slots=True)
class ReferenceWords:
    """Word lists about anaphors (`lexicon/references.yml`) and the countries' capitals."""

    pronouns: Mapping[str, str]
    reflexives: frozenset[str]
    reach: Mapping[str, int]
    empty_it_verbs: frozenset[str]
    empty_it_adjectives: frozenset[str]
    numbers: Mapping[str, int]
    twosomes: Mapping[str, int]
    bare_pairs: frozenset[str]
    pairs: Mapping[str, frozenset[str]]
    roles: Mapping[str, frozenset[str]]
    abbreviations: Mapping[str, str]
    descriptions: Mapping[str, frozenset[str]]
    determiners: frozenset[str]
    unseated: frozenset[str]
    settings: frozenset[str]
    women: frozenset[str]
    outcomes: frozenset[str]
    plurals: frozenset[str]
    always_plural: frozenset[str]
    plural_verbs: frozenset[str]
    halves: Mapping[str, Sequence[str]]
    nobody: frozenset[str]
    spokesmen: frozenset[str]
    spoken_for: frozenset[str]
    homelands: frozenset[str]
    lesser_capitals: frozenset[str]
    capitals: Mapping[str, Capital]
    countries: Mapping[str, str]


def load_reference_words(lexicon: Path, gazetteer: Path) -> ReferenceWords:
    """Reads the word lists about anaphors and the capitals of the gazetteer.

    Raises:
        ModelError: A file is missing, or a list in the lexicon is.
    """
    data = load_yaml(lexicon)
    with reading_lists(lexicon):
        return _reference_words(data, gazetteer)


def _reference_words(data: Mapping[str, Any], gazetteer: Path) -> ReferenceWords:
    pairs = data["pairs"]
    return ReferenceWords(
        pronouns={word: sort for sort, words in data["pronouns"].items() for word in words},
        reflexives=frozenset(data["reflexives"]),
        reach=data["reach"],
        empty_it_verbs=frozenset(data["empty_it_verbs"]),
        empty_it_adjectives=frozenset(data["empty_it_adjectives"]),
        numbers=pairs["numbers"],
        twosomes=pairs["twosomes"],
        bare_pairs=frozenset(pairs["bare"]),
        pairs={name: frozenset(pairs[name]) for name in ("countries", "sides", "leaders")},
        roles={role.lower(): frozenset(w.lower() for w in same) for role, same in data["roles"].items()},
        abbreviations=data["abbreviations"],
        descriptions={noun.lower(): frozenset(labels) for noun, labels in data["descriptions"].items()},
        determiners=frozenset(data["determiners"]),
        unseated=frozenset(data["unseated"]),
        settings=frozenset(data["settings"]),
        women=frozenset(pairs["women"]),
        outcomes=frozenset(data["outcomes"]),
        plurals=frozenset(data["plurals"]),
        always_plural=frozenset(data["always_plural"]),
        plural_verbs=frozenset(data["plural_verbs"]),
        halves=data["halves"],
        nobody=frozenset(data["nobody"]),
        spokesmen=frozenset(data["spokesmen"]),
        spoken_for=frozenset(data["spoken_for"]),
        homelands=frozenset(data["homelands"]),
        lesser_capitals=frozenset(data["lesser_capitals"]),
        capitals=dict(_capitals(gazetteer / "cities.tsv")),
        countries=dict(_countries(gazetteer / "countries.tsv")),
    )


def _rows(path: Path, cell: str = "") -> Iterator[dict[str, str]]:
    """Yields the rows of a table that have a cell, which may be any; few lines of a large one need be taken apart."""
    header, _, lines = path.read_text(encoding="utf-8").partition("\n")
    names = header.split("\t")
    sought = f"\t{cell}\t" if cell else "\t"
    at = lines.find(sought)
    while at >= 0:
        end = lines.find("\n", at)
        line = lines[lines.rfind("\n", 0, at) + 1 : end if end >= 0 else None]
        yield dict(zip(names, line.split("\t"), strict=False))
        at = lines.find(sought, end) if end >= 0 else -1


def _capitals(path: Path) -> Iterator[tuple[str, Capital]]:
    for row in _rows(path, "capital"):
        if row["flag"] == "capital":
            geo = Geo("city", float(row["lat"]), float(row["lon"]), int(row["geonameid"]), row["admin1"] or None)
            yield row["country"], Capital(row["name"], geo)


def _countries(path: Path) -> Iterator[tuple[str, str]]:
    for row in _rows(path):
        yield row["country"], row["name"]
