"""The tables of the gazetteer: what each name may stand for.

All names are in one index by their folded letters, which is plain data and kept in the cache on disk. Of the cities
and divisions, most of which no article ever names, the index holds the lines of the tables, in bunches of names that
begin alike; a name is taken in when one with its first word is asked for, and its line is read when the name is.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import astuple, dataclass, field, replace
from functools import lru_cache
from pathlib import Path
from typing import Any
from unicodedata import combining, normalize

from eventx import modeldir
from eventx.annotations import Geo, record
from eventx.cache import cached, key_of
from eventx.events import Precision
from eventx.modeldir import ModelError, load_yaml, reading_lists

_FOLDING = str.maketrans(dict.fromkeys("’'‘ʻʼʿʾ`´.") | dict.fromkeys("-‐‑–", " ") | {",": " , "})
HAND_KEPT = ("regions", "names", "weapons")
"""Tables of the gazetteer folder that are written by hand, in the order in which they win."""
LINED = ("admin1", "cities")
"""Large tables, of which the index holds lines, in the order in which they win."""
INHABITANTS = ("well_known", "as_city", "division_over_city")
SETTINGS = (
    "place_prepositions",
    "directions",
    "place_heads",
    "town_kinds",
    "person_verbs",
    "titles",
    "region_kinds",
    "sure_region_kinds",
    "no_towns",
    "words_in_capitals",
    "no_names",
    "weapon_nouns",
    "ambiguous",
    "name_articles",
    "name_joints",
    "small_region_kinds",
    "wider_places",
)
"""Word lists of the lexicon."""
_ALIKE = 3
"""Letters that the first words of names in one bunch share."""
_MOST = 20_000
"""Names and words remembered at most."""


@lru_cache(maxsize=8192)
def fold(text: str) -> str:
    """Returns a name without accents, apostrophes and full stops, with hyphens as spaces; case is kept."""
    if not text.isascii():
        text = "".join(c for c in normalize("NFKD", text) if not combining(c))
    return " ".join(text.translate(_FOLDING).split())


@record
class Reading:
    """What a name may stand for.

    Attributes:
        label: As in `Entity`.
        name: Canonical name.
        country: ISO 3166-1 alpha-3, or None.
        geo: Coordinates, for places.
        evidence: `w` for what is named like a word, `n` like a person, `a` for another spelling of a place, `d` for a
            short form that counts only beside a longer one; else nothing.
        population: Of a city; of a division that of its cities.
        others: Further countries that the name may belong to ("Congolese").
        subclass: Class of a weapon.
        form: The spelling that was matched, with its case; None where any capitalised one will do.
        known: Whether it is a city that the world's news speak of.
    """

    label: str
    name: str
    country: str | None = None
    geo: Geo | None = None
    evidence: str = ""
    population: int = 0
    others: tuple[str, ...] = ()
    subclass: str | None = None
    form: str | None = None
    known: bool = False


@dataclass(frozen=True, slots=True)
class Body:
    """What comes after a country to make an institution: "defence ministry", "air force"."""

    label: str
    name: str
    alone: bool


@dataclass(slots=True, repr=False, eq=False)
class Gazetteer:
    """The names of a model folder.

    Attributes:
        names: Readings of the smaller tables by folded lower-case name, as plain data.
        small: First words, as they are written, of names that begin with no capital.
        longest: How many words the longest name has that begins with these two words.
        lines: Of the larger tables, by the first letters: lines of a name and where it stands in the tables, in order,
            each with a line's end before it.
        tables: The larger tables.
        bodies: What comes after a country, by folded lower-case phrase.
        body_words: How many words the longest of them has that begins with a word.
        adjectives: "Russian" for RUS.
        settings: Word lists of `gazetteer.yml`.
        inhabitants: From how many a town is `well_known`; `as_city`: how many a division counts as having where a city
            of its name lies in another country; `division_over_city`: how many times as many as a city that only has
            its name besides.
        patterns: Regular expressions of weapon models, with their class.
        any_pattern: One that finds something wherever one of them does; None: they can't be joined.
        written: The readings of names by their folded letters with their case, as far as they were looked up.
    """

    names: Mapping[str, Sequence[Any]]
    small: frozenset[str]
    longest: dict[str, int]
    lines: Mapping[str, str]
    tables: Sequence[bytes]
    bodies: Mapping[str, Body]
    body_words: Mapping[str, int]
    adjectives: Mapping[str, str]
    settings: Mapping[str, frozenset[str]]
    inhabitants: Mapping[str, int]
    patterns: Sequence[tuple[re.Pattern[str], str]]
    any_pattern: re.Pattern[str] | None
    written: dict[str, tuple[Reading, ...]] = field(default_factory=dict)
    _taken: set[str] = field(default_factory=set)
    _places: dict[str, str] = field(default_factory=dict)
    _read: dict[str, tuple[Reading, ...]] = field(default_factory=dict)

    def readings(self, key: str) -> tuple[Reading, ...]:
        """Returns the readings of a folded lower-case name, the likelier kinds first.

        Where the name is another spelling of a place, or a word too, the readings of places say so.
        """
        found = self._read.get(key)
        if found is None:
            if len(self._read) > _MOST:
                self._read.clear()
            found = self._read[key] = tuple(self._readings(key))
        return found

    def _readings(self, key: str) -> Iterator[Reading]:
        ambiguous = key in self.settings["ambiguous"]
        for reading in self._known(key):
            evidence = reading.evidence
            if reading.label == "city" and not reading.known and fold(reading.name).lower() != key:
                evidence += "a"
            if ambiguous and reading.label in {"city", "region"}:
                evidence += "w"
            yield reading if evidence == reading.evidence else replace(reading, evidence=evidence)

    def _known(self, key: str) -> Iterator[Reading]:
        yield from map(_from_plain, self.names.get(key, ()))
        self.take_in(key)
        for place in self._places.get(key, "").split():
            table, _, offset = place.partition(":")
            yield _PARSERS[int(table)](_line_at(self.tables[int(table)], int(offset)))

    def take_in(self, word: str) -> None:
        """Takes in the places whose names begin with the first word of a name."""
        first = word.partition(" ")[0]
        if first in self._taken:
            return
        bunch = self.lines.get(first[:_ALIKE], "")
        begins = f"\n{first}"
        if begins in bunch:
            self._take_in(bunch, begins)
        self._taken.add(first)  # last, for another thread may be asking for the same

    def _take_in(self, bunch: str, begins: str) -> None:
        for then in "\t ":  # in order, names of this word alone come right before those of more words
            begin = begins + then
            at = bunch.find(begin)
            while at >= 0:
                end = bunch.find("\n", at + 1)
                key, _, places = bunch[at + 1 : end if end >= 0 else None].partition("\t")
                self._places[key] = places
                _note_length(key, self.longest)
                at = end if bunch.startswith(begin, end) else -1

    def begins(self, word: str) -> bool:
        """Tells whether a name begins with a folded word, written as it is."""
        lower = word.lower()
        if word[:1].islower() and word not in self.small and lower not in self.settings["name_articles"]:
            return False
        self.take_in(lower)
        return lower in self.longest or lower in self.names or lower in self._places


def _line_at(table: bytes, offset: int) -> str:
    return table[offset : table.index(b"\n", offset)].decode("utf-8")


@lru_cache(maxsize=4096)
def parse_city(line: str) -> Reading:
    """Returns the reading of a line of `cities.tsv`."""
    name, country, admin1, lat, lon, population, geonameid, flag, evidence, _ = line.split("\t")
    geo = Geo("city", float(lat), float(lon), int(geonameid), admin1 or None)
    label = "capital" if flag == "capital" else "city"
    return Reading(label, name, country, geo, evidence, int(population), known=bool(flag))


@lru_cache(maxsize=1024)
def parse_division(line: str) -> Reading:
    """Returns the reading of a line of `admin1.tsv`."""
    cells = dict(zip(_DIVISION, line.split("\t"), strict=False))
    geo = _point(cells, "region", cells["name"])
    return Reading("region", cells["name"], cells["country"], geo, cells["evidence"], int(cells["population"]))


_DIVISION = ("name", "country", "lat", "lon", "population", "geonameid", "kind", "evidence")
_PARSERS: tuple[Callable[[str], Reading], ...] = (parse_division, parse_city)


def rows_of(path: Path, content: bytes) -> Iterator[dict[str, str]]:
    """Yields the rows of a TSV with a header; lines that start with `#` are comments.

    Raises:
        ModelError: A line has more cells than the header.
    """
    lines = content.decode("utf-8").split("\n")
    header = lines[0].split("\t")
    for number, line in enumerate(lines[1:], start=2):
        if not line or line.startswith("#"):
            continue
        cells = line.split("\t")
        if len(cells) > len(header):
            raise ModelError(f"{path}:{number}: {len(cells)} cells, the header has {len(header)}")
        yield dict(zip(header, cells + [""] * (len(header) - len(cells)), strict=True))


def read_rows(path: Path) -> Iterator[dict[str, str]]:
    """Yields the rows of a table of the gazetteer.

    Raises:
        ModelError: The file is missing, or a line has more cells than the header.
    """
    return rows_of(path, _content(path))


def _content(path: Path) -> bytes:
    try:
        return path.read_bytes().replace(b"\r\n", b"\n")
    except FileNotFoundError:
        raise ModelError(f"{path}: no such file in the model folder") from None


def _point(row: Mapping[str, str], precision: Precision, admin1: str | None = None) -> Geo | None:
    if not row.get("lat"):
        return Geo(precision, admin1=admin1)
    number = row.get("geonameid")
    return Geo(precision, float(row["lat"]), float(row["lon"]), int(number) if number else None, admin1)


Rows = Iterable[Mapping[str, str]]


def _country_names(rows: Rows) -> Iterator[tuple[str, Reading]]:
    for row in rows:
        reading = Reading("country", row["name"], row["country"], _point(row, "country"), row["evidence"])
        for form in row["forms"].split("|"):
            yield form, replace(reading, form=form)


def _demonyms(rows: Rows) -> Iterator[tuple[str, Reading]]:
    for row in rows:
        countries = tuple(c for c in row["countries"].split("|") if c)
        first = countries[0] if countries else None
        reading = Reading("demonym", row["name"] or row["form"], first, others=countries[1:], form=row["form"])
        yield row["form"], reading


def _hand_kept(rows: Rows) -> Iterator[tuple[str, Reading]]:
    """Yields the names of a hand-kept table: label, name, country, forms; perhaps subclass, evidence, lat, lon."""
    for row in rows:
        country = row.get("country") or None
        place = row["label"] in {"region", "water"}
        geo = _point(row, "region", row["name"] if country else None) if place else None
        evidence, subclass = row.get("evidence", ""), row.get("subclass")
        reading = Reading(row["label"], row["name"], country, geo, evidence, subclass=subclass)
        for form in [row["name"], *filter(None, row["forms"].split("|"))]:
            if subclass:
                yield form, replace(reading, name=form, form=form)
                yield f"{form}s", replace(reading, name=form, form=f"{form}s", evidence="")
            else:
                yield form, replace(reading, form=form)


def _to_plain(reading: Reading) -> list[Any]:
    """Returns a reading as JSON knows it."""
    fields = [list(value) if isinstance(value, tuple) else value for value in astuple(reading)]
    return fields


def _from_plain(fields: Sequence[Any]) -> Reading:
    label, name, country, geo, evidence, population, others, subclass, form, known = fields
    place = None if geo is None else Geo(*geo)
    return Reading(label, name, country, place, evidence, population, tuple(others), subclass, form, known)


def _note_length(key: str, longest: dict[str, int]) -> None:
    """Notes how long a name of several words is, by its first word (whether there is one) and its first two."""
    first, space, rest = key.partition(" ")
    if space:
        pair = f"{first} {rest.partition(' ')[0]}"
        size = 1 + key.count(" ")
        longest[first] = 2
        if longest.get(pair, 1) < size:
            longest[pair] = size


def _any_of(begins: str, patterns: Sequence[re.Pattern[str]]) -> re.Pattern[str] | None:
    """Returns a pattern that finds something where one of several does, all of which begin like `begins`.

    None: they can't be joined.
    """
    if any(pattern.groups or pattern.flags != re.UNICODE for pattern in patterns):
        return None
    joined = "|".join(f"(?:{pattern.pattern})" for pattern in patterns)
    return re.compile(f"(?={begins})(?:{joined})")


def _index(folder: Path, contents: Mapping[str, bytes]) -> dict[str, Any]:
    """Returns the index of the tables of a folder, as plain data."""

    def rows(name: str) -> Rows:
        return rows_of(folder / f"{name}.tsv", contents[name])

    names: dict[str, list[Any]] = {}
    small: set[str] = set()
    for source in (
        *(_hand_kept(rows(name)) for name in HAND_KEPT),
        _country_names(rows("countries")),
        _demonyms(rows("demonyms")),
    ):
        for form, reading in source:
            folded = fold(form)
            names.setdefault(folded.lower(), []).append(_to_plain(reading))
            if folded[:1].islower():
                small.add(folded.partition(" ")[0])
    places: dict[str, str] = {}
    for number, name in enumerate(LINED):
        for keys, offset in _keys_of_lines(contents[name]):
            for key in keys:
                place = f"{number}:{offset}"
                places[key] = f"{places[key]} {place}" if key in places else place
    bunches: dict[str, list[str]] = {}
    for key, where in places.items():
        bunches.setdefault(key.partition(" ")[0][:_ALIKE], []).append(f"{key}\t{where}")
    return {
        "names": names,
        "small": sorted(small),
        "lines": {first: "".join(f"\n{line}" for line in sorted(bunch)) for first, bunch in bunches.items()},
        "adjectives": {r["country"]: r["adjective"] for r in rows("countries") if r["adjective"]},
    }


def _keys_of_lines(table: bytes) -> Iterator[tuple[list[str], int]]:
    """Yields the keys of each line of a table, which end it, and where in the table the line begins."""
    table.decode("utf-8")  # what is no UTF-8 is an error now, not when its line is asked for
    offset = table.index(b"\n") + 1
    for line in table[offset:].split(b"\n")[:-1]:
        yield line[line.rfind(b"\t") + 1 :].decode("utf-8").split("|"), offset
        offset += len(line) + 1


@lru_cache(maxsize=4)
def load_gazetteer(folder: Path, lexicon: Path) -> Gazetteer:
    """Reads the tables of a gazetteer folder and its word lists (once per process).

    Raises:
        ModelError: One of the files is missing or malformed.
    """
    with reading_lists(lexicon):
        data = load_yaml(lexicon)
        settings = {name: frozenset(data["words"][name]) for name in SETTINGS}
        inhabitants = {name: int(data["inhabitants"][name]) for name in INHABITANTS}
        bodies = {
            fold(phrase).lower(): Body(entry["label"], entry["name"], entry.get("alone", False))
            for entry in data["bodies"]
            for phrase in entry["phrases"]
        }
        patterns = [(re.compile(p["regex"]), p["class"]) for p in data["weapon_patterns"]]
    contents = {name: _content(folder / f"{name}.tsv") for name in (*HAND_KEPT, "countries", "demonyms", *LINED)}
    key = key_of(contents.values(), (__file__, modeldir.__file__))
    index = cached("gazetteer", key, lambda: _index(folder, contents))
    longest: dict[str, int] = {}
    for name in index["names"]:
        _note_length(name, longest)
    body_words: dict[str, int] = {}
    for phrase in bodies:
        first = phrase.partition(" ")[0]
        body_words[first] = max(body_words.get(first, 1), 1 + phrase.count(" "))
    return Gazetteer(
        names=index["names"],
        small=frozenset(index["small"]),
        longest=longest,
        lines=index["lines"],
        tables=[contents[name] for name in LINED],
        bodies=bodies,
        body_words=body_words,
        adjectives=index["adjectives"],
        settings=settings,
        inhabitants=inhabitants,
        patterns=patterns,
        any_pattern=_any_of(data.get("weapon_begins", ""), [pattern for pattern, _ in patterns]),
    )
