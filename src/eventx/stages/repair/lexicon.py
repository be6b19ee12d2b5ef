"""The words of the language that repairs look for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from eventx.modeldir import load_yaml, reading_lists


@dataclass(frozen=True, slots=True)
class RepairWords:
    """The words that repairs look for (`lexicon/repairs.yml`).

    Attributes:
        name_suffixes: What belongs to the name before it ("Jr.").
        weekdays: Names of days, which nobody counts.
        beside: Adjectives that look like verbs before the name of a place ("neighbouring").
        ages: What an age is counted in.
        found: Participles of saying in what state somebody is ("confirmed dead").
        states: Words for these states.
        acts: Acts that are told by a noun which looks like a participle ("shelling").
        titles: What stands before the names of those who meet ("President").
        outcomes: What comes of a deed ("killing nine").
        months: Names of months, which nothing is part of.
        place_ends: The last words of names of places ("the West Bank").
        devices: What people talk by ("telephone").
        saying_forms: Forms of verbs whose clause may lack its object ("whom they said they had hit").
        sayings: Nouns that are verbs where they end a sentence ("local media report").
        copulas: Verbs that say what their subject is ("become").
        giving: Verbs with whom and what ("handed Chad the remains").
        venues: Where people meet ("palace").
        meeters: Verbs of meeting somebody.
        honours: What a dignitary is called before the office ("His Excellency the Minister").
        receiving: Past forms of verbs whose object may follow a place ("received at the palace the envoy of").
        gerunds: Participles of deeds that look like nouns, with their verbs ("bombing": "bomb").
        blaming: Forms of verbs of blaming, with the preposition before who is blamed, or for what ("blamed": "on").
        crimes: What somebody is blamed for ("raid").
        read_as: Names that look like other words, with those that are shown to the parser in their stead.
        emphatic: Words after which it is no name in capitals, but a verb with stress ("it IS so").
        errands: What follows those who may go somewhere, and are not let go ("to").
        courses: What headlines say of the course of events, in words that may be nouns ("talks resume").
        harms: What is done to somebody, in the past tense ("beheaded").
        endings: What becomes of a weapon, in the past tense ("exploded").
        company: What leads to those who do something beside ("with police shelling of").
        aims: What leads to whom an act is aimed at ("firing at a patrol").
        figures: What leads to how many there are ("put it at nine", "rose to nine").
        arms: What somebody attacks with, said before whom they attack ("shelled with mortars several camps").
        raids: Nouns that name an attack after its weapons ("a missile and drone attack").
    """

    name_suffixes: frozenset[str]
    weekdays: frozenset[str]
    beside: frozenset[str]
    ages: frozenset[str]
    found: frozenset[str]
    states: frozenset[str]
    acts: frozenset[str]
    titles: frozenset[str]
    outcomes: frozenset[str]
    months: frozenset[str]
    place_ends: frozenset[str]
    devices: frozenset[str]
    saying_forms: frozenset[str]
    sayings: frozenset[str]
    errands: frozenset[str]
    courses: frozenset[str]
    copulas: frozenset[str]
    giving: frozenset[str]
    venues: frozenset[str]
    meeters: frozenset[str]
    honours: frozenset[str]
    receiving: frozenset[str]
    harms: frozenset[str]
    endings: frozenset[str]
    company: frozenset[str]
    aims: frozenset[str]
    figures: frozenset[str]
    arms: frozenset[str]
    raids: frozenset[str]
    emphatic: frozenset[str]
    crimes: frozenset[str]
    blaming: Mapping[str, str]
    gerunds: Mapping[str, str]
    read_as: Mapping[str, str]


def load_repair_words(path: Path) -> RepairWords:
    """Reads the words that repairs look for.

    Raises:
        ModelError: The file is missing or a list in it is.
    """
    data = load_yaml(path)
    with reading_lists(path):
        tables = {name: dict(data[name]) for name in ("gerunds", "read_as", "blaming")}
        fields: dict[str, Any] = {name: frozenset(data[name]) for name in RepairWords.__slots__}
        return RepairWords(**(fields | tables))
