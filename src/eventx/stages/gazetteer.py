"""Proper names from the gazetteer: countries, cities, regions, forces, ministries, armed groups, weapons and more.

Names are matched by their letters, longest first, with their case ("US" is a country, "us" isn't; in a line of capitals
case says nothing). The gazetteer overrules the statistical NER, which takes Goma for a person, but it doesn't tear a
longer name apart (Jack London, Sierra Leone Telecom). A town that is named like a word or a person (Nice, Jackson) must
show that it is a place.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from math import log10
from pathlib import Path
from unicodedata import combining, normalize

from spacy.language import Language
from spacy.tokens import Doc, Span, Token

from eventx.annotations import Entity, Geo, extent
from eventx.events import Precision
from eventx.modeldir import ModelError, load_yaml, model_dir

_FOLDING = str.maketrans(dict.fromkeys("’'‘ʻʼʿʾ`´.") | dict.fromkeys("-‐‑–", " ") | {",": " , "})
_HYPHENS = frozenset("-‐‑–")
_PLACES = frozenset({"country", "capital", "city", "region", "water"})
_STRONG = frozenset({"country", "capital", "demonym"})
_NER_LABELS = {
    "PERSON": "person",
    "ORG": "org",
    "GPE": "city",
    "LOC": "region",
    "FAC": "facility",
    "NORP": "demonym",
    "PRODUCT": "other",
}


def fold(text: str) -> str:
    """Returns a name without accents, apostrophes and full stops, with hyphens as spaces; case is kept."""
    if not text.isascii():
        text = "".join(c for c in normalize("NFKD", text) if not combining(c))
    return " ".join(text.translate(_FOLDING).split())


@dataclass(frozen=True, slots=True)
class Reading:
    """What a name may stand for.

    Attributes:
        label: As in `Entity`.
        name: Canonical name.
        country: ISO 3166-1 alpha-3, or None.
        geo: Coordinates, for places.
        evidence: `w` for what is named like a word, `n` like a person, `a` for another spelling of a place, `d` for a
            short form that counts only beside a longer one; else nothing.
        population: Of a city.
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


@dataclass(frozen=True, slots=True)
class Hit:
    """Tokens [start, end) and the readings that they may have."""

    start: int
    end: int
    readings: tuple[Reading, ...]

    @property
    def best(self) -> Reading:
        """The reading that comes first."""
        return self.readings[0]


@dataclass(frozen=True, slots=True)
class Words:
    """The words of a document as the index knows them; one token may hold several, or none."""

    lower: list[str]
    cased: list[str]
    token: list[int]
    caps: list[bool]


@dataclass(slots=True, repr=False)
class Gazetteer:
    """The names of a model folder.

    Attributes:
        names: Readings by folded lower-case name.
        divisions: Lines of `admin1.tsv` by folded lower-case name, parsed when they are met.
        cities: Lines of `cities.tsv`, in the same way.
        longest: How many words the longest name with a given first word has (only where more than one).
        bodies: What comes after a country, by folded lower-case phrase.
        adjectives: "Russian" for RUS.
        settings: Word lists of `gazetteer.yml`.
        patterns: Regular expressions of weapon models, with their class.
    """

    names: dict[str, list[Reading]]
    divisions: dict[str, str]
    cities: dict[str, str]
    longest: dict[str, int]
    bodies: dict[str, Body]
    adjectives: dict[str, str]
    settings: Mapping[str, frozenset[str]]
    patterns: Sequence[tuple[re.Pattern[str], str]]

    def readings(self, key: str) -> Iterator[Reading]:
        """Yields the readings of a folded lower-case name, the likelier kinds first."""
        yield from self.names.get(key, ())
        if key in self.divisions:
            yield from map(parse_division, self.divisions[key].split("\n"))
        if key in self.cities:
            yield from map(parse_city, self.cities[key].split("\n"))


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
    return Reading("region", cells["name"], cells["country"], geo, cells["evidence"])


_DIVISION = ("name", "country", "lat", "lon", "geonameid", "kind", "evidence")


def read_rows(path: Path) -> Iterator[dict[str, str]]:
    """Yields the rows of a TSV with a header; lines that start with `#` are comments.

    Raises:
        ModelError: The file is missing, or a line has more cells than the header.
    """
    try:
        lines = path.read_text(encoding="utf-8").split("\n")
    except FileNotFoundError:
        raise ModelError(f"{path}: no such file in the model folder") from None
    header = lines[0].split("\t")
    for number, line in enumerate(lines[1:], start=2):
        if not line or line.startswith("#"):
            continue
        cells = line.split("\t")
        if len(cells) > len(header):
            raise ModelError(f"{path}:{number}: {len(cells)} cells, the header has {len(header)}")
        yield dict(zip(header, cells + [""] * (len(header) - len(cells)), strict=True))


def _point(row: Mapping[str, str], precision: Precision, admin1: str | None = None) -> Geo | None:
    if not row.get("lat"):
        return Geo(precision, admin1=admin1)
    number = row.get("geonameid")
    return Geo(precision, float(row["lat"]), float(row["lon"]), int(number) if number else None, admin1)


def _country_names(folder: Path) -> Iterator[tuple[str, Reading]]:
    for row in read_rows(folder / "countries.tsv"):
        reading = Reading("country", row["name"], row["country"], _point(row, "country"), row["evidence"])
        for form in row["forms"].split("|"):
            yield form, replace(reading, form=form)


def _demonyms(folder: Path) -> Iterator[tuple[str, Reading]]:
    for row in read_rows(folder / "demonyms.tsv"):
        countries = tuple(c for c in row["countries"].split("|") if c)
        first = countries[0] if countries else None
        reading = Reading("demonym", row["name"] or row["form"], first, others=countries[1:], form=row["form"])
        yield row["form"], reading


def _hand_kept(path: Path) -> Iterator[tuple[str, Reading]]:
    """Yields the names of a hand-kept table: label, name, country, forms; perhaps subclass, evidence, lat, lon."""
    for row in read_rows(path):
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


HAND_KEPT = ("regions", "names", "weapons")
"""Tables of the gazetteer folder that are written by hand, in the order in which they win."""


@lru_cache(maxsize=4)
def load_gazetteer(folder: Path, lexicon: Path) -> Gazetteer:
    """Reads the tables of a gazetteer folder and its word lists (once per process).

    Raises:
        ModelError: One of the files is missing or malformed.
    """
    data = load_yaml(lexicon)
    bodies: dict[str, Body] = {}
    gazetteer = Gazetteer(
        names={},
        divisions={},
        cities={},
        longest={},
        bodies=bodies,
        adjectives={r["country"]: r["adjective"] for r in read_rows(folder / "countries.tsv") if r["adjective"]},
        settings={key: frozenset(value) for key, value in data["words"].items()},
        patterns=[(re.compile(p["regex"]), p["class"]) for p in data["weapon_patterns"]],
    )
    for source in (
        *(_hand_kept(folder / f"{name}.tsv") for name in HAND_KEPT),
        _country_names(folder),
        _demonyms(folder),
    ):
        for form, reading in source:
            gazetteer.names.setdefault(fold(form).lower(), []).append(reading)
    for name, table in (("admin1", gazetteer.divisions), ("cities", gazetteer.cities)):
        for line in table_lines(folder / f"{name}.tsv"):
            for key in line.rpartition("\t")[2].split("|"):
                known = table.get(key)
                table[key] = line if known is None else f"{known}\n{line}"
    for entry in data["bodies"]:
        for phrase in entry["phrases"]:
            bodies[fold(phrase).lower()] = Body(entry["label"], entry["name"], entry.get("alone", False))
    for table_ in (gazetteer.names, gazetteer.divisions, gazetteer.cities, bodies):
        _note_lengths(table_, gazetteer.longest)
    return gazetteer


def table_lines(path: Path) -> list[str]:
    """Returns the lines of a table without its header.

    Raises:
        ModelError: The file is missing.
    """
    try:
        return path.read_text(encoding="utf-8").split("\n")[1:-1]
    except FileNotFoundError:
        raise ModelError(f"{path}: no such file in the model folder") from None


def _note_lengths(keys: Iterable[str], longest: dict[str, int]) -> None:
    for key in keys:
        if " " in key:
            first = key[: key.index(" ")]
            size = 1 + key.count(" ")
            if longest.get(first, 1) < size:
                longest[first] = size


def words_of(doc: Doc) -> Words:
    """Returns the words of a document; a token that ends a name (punctuation, a possessive) is an empty word."""
    lower: list[str] = []
    cased: list[str] = []
    index: list[int] = []
    caps: list[bool] = []
    for line in _lines(doc):
        letters = [t.text for t in line if t.is_alpha and len(t) > 1]
        shouted = len(letters) > 3 and sum(w.isupper() for w in letters) >= 0.8 * len(letters)
        for token in line:
            text = token.text
            if text in _HYPHENS:
                if token.whitespace_ or (token.i and doc[token.i - 1].whitespace_):
                    parts = [""]
                else:
                    continue
            elif text in {"'s", "’s", "'S", "’S"}:
                parts = [""]
            else:
                parts = fold(text).split() or [""]
                if parts[0] and not parts[0][0].isalnum() and parts[0] not in "&,":
                    parts = [""]
            for part in parts:
                lower.append(part.lower())
                cased.append(part)
                index.append(token.i)
                caps.append(shouted)
    return Words(lower, cased, index, caps)


def _lines(doc: Doc) -> Iterator[list[Token]]:
    line: list[Token] = []
    for token in doc:
        line.append(token)
        if "\n" in token.text:
            yield line
            line = []
    yield line


def case_fits(form: str | None, cased: str, caps: bool) -> bool:
    """Tells whether a name may be written as it stands in the text (`cased`, folded; `caps`: in a line of capitals)."""
    if form is None:
        return cased[:1].isupper() or (cased[:3].lower() in {"al ", "el "} and any(c.isupper() for c in cased))
    wanted = fold(form)
    if cased == wanted:
        return True
    if cased.isupper():
        return caps or len(cased) > 4
    return cased[:1].isupper() and cased[1:] == wanted[1:] and " " in wanted


def _spelled_alike(reading: Reading, key: str) -> bool:
    return fold(reading.name).lower() == key


def lookup(words: Words, gazetteer: Gazetteer, i: int) -> Hit | None:
    """Returns the longest name that starts at word i."""
    first = words.lower[i]
    if not first or (i and words.token[i - 1] == words.token[i]):
        return None
    for size in range(min(gazetteer.longest.get(first, 1), len(words.lower) - i), 0, -1):
        end = i + size
        if end < len(words.token) and words.token[end] == words.token[end - 1]:
            continue
        key = first if size == 1 else " ".join(words.lower[i:end])
        cased = " ".join(words.cased[i:end])
        fits = []
        for reading in gazetteer.readings(key):
            if not case_fits(reading.form, cased, words.caps[i]):
                continue
            if words.caps[i] and key in gazetteer.settings["words_in_capitals"]:
                continue
            alternate = reading.label == "city" and not reading.known and not _spelled_alike(reading, key)
            fits.append(replace(reading, evidence=reading.evidence + "a") if alternate else reading)
        if key in gazetteer.settings["ambiguous"]:
            fits = [replace(r, evidence=r.evidence + "w") if r.label in {"city", "region"} else r for r in fits]
        if fits:
            return Hit(words.token[i], words.token[end - 1] + 1, tuple(fits))
    return None


def lexical_hits(doc: Doc, gazetteer: Gazetteer) -> list[Hit]:
    """Returns the names of the index, longest first, without overlaps, in text order."""
    words = words_of(doc)
    hits: list[Hit] = []
    i = 0
    while i < len(words.lower):
        hit = lookup(words, gazetteer, i)
        if hit is not None and words.lower[i] == "the":
            inner = lookup(words, gazetteer, i + 1)
            hit = inner if inner is not None and inner.end > hit.end else hit
        if hit is None:
            i += 1
            continue
        hits.append(hit)
        i = bisect_right(words.token, hit.end - 1, lo=i)
    return [_without_article(doc, hit) for hit in hits]


def _without_article(doc: Doc, hit: Hit) -> Hit:
    return replace(hit, start=hit.start + 1) if doc[hit.start].lower_ == "the" and hit.end - hit.start > 1 else hit


def weapon_hits(doc: Doc, gazetteer: Gazetteer) -> Iterator[Hit]:
    """Yields the weapons that a pattern of letters and digits tells ("Kh-101")."""
    for pattern, subclass in gazetteer.patterns:
        for match in pattern.finditer(doc.text):
            span = doc.char_span(*match.span(), alignment_mode="contract")
            if span is not None and len(span):
                yield Hit(span.start, span.end, (Reading("weapon", match.group(), subclass=subclass),))


def body_hits(doc: Doc, gazetteer: Gazetteer, words: Words) -> Iterator[tuple[int, int, Body]]:
    """Yields the institutions without their country: "defence ministry"."""
    i = 0
    while i < len(words.lower):
        first = words.lower[i]
        step = 1
        for size in range(min(gazetteer.longest.get(first, 1), len(words.lower) - i), 0, -1):
            body = gazetteer.bodies.get(" ".join(words.lower[i : i + size]))
            if body is not None:
                yield words.token[i], words.token[i + size - 1] + 1, body
                step = size
                break
        i += step


def _is_possessive(token: Token) -> bool:
    return token.text in {"'s", "’s", "'S", "’S", "'", "’"}


def compose(doc: Doc, hits: Sequence[Hit], gazetteer: Gazetteer) -> list[Hit]:
    """Joins a country with the institution that follows ("Russia's defence ministry") or goes before ("of Iraq")."""
    by_end = {hit.end: hit for hit in hits}
    by_start = {hit.start: hit for hit in hits}
    made: list[Hit] = []
    for start, end, body in body_hits(doc, gazetteer, words_of(doc)):
        before = by_end.get(start) or (by_end.get(start - 1) if start and _is_possessive(doc[start - 1]) else None)
        after = _country_after(doc, end, by_start)
        owner = before if before and before.best.label in _STRONG | {"metonym"} else None
        if owner and (owner.best.country or owner.best.others):
            made.append(_institution(owner.best, body, owner.start, end, gazetteer))
        elif after and after.best.country:
            made.append(_institution(after.best, body, start, after.end, gazetteer))
        elif body.alone and not any(h.start < end and start < h.end for h in hits):
            made.append(Hit(start, end, (Reading(body.label, body.name),)))
    return _longest([*hits, *made])


def _country_after(doc: Doc, end: int, by_start: Mapping[int, Hit]) -> Hit | None:
    """Returns the country in "of Ukraine", "of the United States"."""
    if end >= len(doc) or doc[end].lower_ != "of":
        return None
    at = end + 2 if end + 1 < len(doc) and doc[end + 1].lower_ == "the" else end + 1
    hit = by_start.get(at)
    return hit if hit and hit.best.label == "country" else None


def _institution(owner: Reading, body: Body, start: int, end: int, gazetteer: Gazetteer) -> Hit:
    adjective = gazetteer.adjectives.get(owner.country or "", owner.name)
    return Hit(start, end, (Reading(body.label, f"{adjective} {body.name}", owner.country, others=owner.others),))


def _longest(hits: Iterable[Hit]) -> list[Hit]:
    """Returns the hits without overlaps, the longer ones first; of equally long ones the first given."""
    taken: set[int] = set()
    kept = []
    for hit in sorted(hits, key=lambda h: h.start - h.end):
        if taken.isdisjoint(range(hit.start, hit.end)):
            taken.update(range(hit.start, hit.end))
            kept.append(hit)
    return sorted(kept, key=lambda h: h.start)


def choose(readings: Sequence[Reading], countries: Mapping[str, int], named: Sequence[Reading] = ()) -> Reading:
    """Picks one of several places with the same name.

    Args:
        readings: What the name may stand for, not empty.
        countries: How often the article speaks of each country.
        named: The readings of the place named right after ("Tripoli, Lebanon").

    Returns:
        The reading in the place named after, else the best by size, the article's countries and spelling.
    """
    admins = {fold(r.geo.admin1).lower() for r in named if r.geo and r.geo.admin1}
    within = {r.country for r in named if r.label == "country"}

    def weight(reading: Reading) -> float:
        geo = reading.geo
        value = log10(reading.population + 10)
        value += (1.0 if reading.label == "capital" else 0.0) - ("a" in reading.evidence) * 1.0
        spoken = countries.get(reading.country or "", 0)
        value += min(2.5, 1.2 + 0.4 * spoken) * (0.4 if reading.country == "USA" else 1.0) if spoken else 0.0
        value += 1.5 if reading.known else 0.0
        value += 5.0 if reading.country in within else 0.0
        return value + (6.0 if geo and geo.admin1 and fold(geo.admin1).lower() in admins else 0.0)

    return max(readings, key=weight)


def _countries_spoken_of(hits: Sequence[Hit]) -> Counter[str]:
    """Counts the countries that the article names for certain."""
    found: Counter[str] = Counter()
    for hit in hits:
        best = hit.best
        if best.country and (best.label not in {"city", "region"} or (len(hit.readings) == 1 and not best.evidence)):
            found[best.country] += 1
    return found


def _following(doc: Doc, hit: Hit, by_start: Mapping[int, Hit]) -> Hit | None:
    """Returns the place named after another ("Tripoli, Lebanon", "Tripoli (Lebanon)", "Tripoli in Lebanon")."""
    at = hit.end
    if at >= len(doc) or not (doc[at].text in {",", "("} or doc[at].lower_ in {"in", "of"}):
        return None
    for step in (at + 1, at + 2, at + 3):
        if step in by_start:
            return by_start[step]
        if step >= len(doc) or not doc[step].is_lower:
            return None
    return None


def _ner_span(doc: Doc, hit: Hit) -> list[Span]:
    return [e for e in doc.ents if e.start < hit.end and hit.start < e.end]


def place_like(doc: Doc, hit: Hit, gazetteer: Gazetteer, by_start: Mapping[int, Hit]) -> bool:
    """Tells whether something around a name shows that it is a place."""
    words = gazetteer.settings
    before = doc[hit.start - 1] if hit.start else None
    after = doc[hit.end] if hit.end < len(doc) else None
    if before is not None and before.lower_ in words["place_prepositions"]:
        return not (after is not None and after.lower_ in words["person_verbs"])
    if before is not None and before.lower_ == "of" and hit.start > 1:
        head = doc[hit.start - 2].lower_
        if head in words["place_heads"] or head in words["region_kinds"]:
            return True
    if before is not None and before.lower_ in words["directions"]:
        return True
    if doc[hit.start].is_upper and (before is None or "\n" in before.text) and len(doc[hit.start]) > 3:
        return True
    following = _following(doc, hit, by_start)
    if following is not None and doc[hit.end].text in {",", "("} and following.best.label in {"country", "region"}:
        return True
    return any(
        e.label_ in {"GPE", "LOC", "FAC"} and e.start <= hit.start and e.end <= hit.end + 1 for e in _ner_span(doc, hit)
    )


def person_like(doc: Doc, hit: Hit, gazetteer: Gazetteer) -> bool:
    """Tells whether something around a name shows that it is a person's."""
    words = gazetteer.settings
    before = doc[hit.start - 1] if hit.start else None
    if before is not None and before.text.rstrip(".").lower() in words["titles"] and before.text[:1].isupper():
        return True
    for ent in _ner_span(doc, hit):
        if ent.label_ == "PERSON" and (ent.start < hit.start or ent.end > hit.end):
            rest = [t for t in ent if not hit.start <= t.i < hit.end and t.is_title]
            dateline = doc[hit.start].is_upper and len(doc[hit.start]) > 3
            if rest and not dateline and not any(t.lower_ in words["titles"] for t in rest):
                return True
    return False


def settle(doc: Doc, hits: Sequence[Hit], gazetteer: Gazetteer) -> list[Hit]:
    """Drops names that are no places here, and picks one reading of each that is."""
    by_start = {hit.start: hit for hit in hits}
    countries = _countries_spoken_of(hits)
    surnames = surnames_of(doc, gazetteer)
    evident = {
        _surface(doc, h) for h in hits if h.best.label in {"city", "region"} and place_like(doc, h, gazetteer, by_start)
    }
    names = {(r.label, r.name) for h in hits for r in h.readings if "d" not in r.evidence}
    explained = _explained(doc, hits, by_start)
    settled = []
    for hit in hits:
        following = _following(doc, hit, by_start) or explained.get(_surface(doc, hit))
        reading = _settle_one(hit, countries, following)
        if reading.label in {"city", "capital", "region"} and reading.form is None:
            shown = place_like(doc, hit, gazetteer, by_start)
            keep = _is_place(
                doc,
                hit,
                reading,
                gazetteer,
                shown=shown,
                surnames=surnames,
                evident=evident,
                countries=countries,
            )
        elif reading.label == "weapon":
            keep = "w" not in reading.evidence or _before_weapon_noun(doc, hit, gazetteer)
        elif "d" in reading.evidence:
            keep = (reading.label, reading.name) in names
        else:
            keep = not (reading.evidence and person_like(doc, hit, gazetteer))
        if keep and _is_abroad(reading, countries, following):
            name = _surface(doc, hit)
            reading = Reading("city", name, geo=Geo("city"), form=name)
        if keep:
            settled.append(replace(hit, readings=(reading,)))
    return settled


def _is_abroad(reading: Reading, countries: Mapping[str, int], following: Hit | None) -> bool:
    """Tells whether a small town lies in a country that the article doesn't speak of: then it is some other town."""
    if reading.label != "city" or reading.known or reading.form is not None or reading.population > 150_000:
        return False
    return bool(countries) and reading.country not in countries and following is None


def _explained(doc: Doc, hits: Sequence[Hit], by_start: Mapping[int, Hit]) -> dict[str, Hit]:
    """Returns the place named after a name, where one of its readings lies in it: it tells all others of that name."""
    found: dict[str, Hit] = {}
    for hit in hits:
        after = _following(doc, hit, by_start)
        if after and after.best.label in {"country", "region"} and len(hit.readings) > 1:
            admins = {r.name for r in after.readings if r.label == "region"}
            countries = {r.country for r in after.readings if r.label == "country"}
            if any(r.country in countries or (r.geo and r.geo.admin1 in admins) for r in hit.readings):
                found.setdefault(_surface(doc, hit), after)
    return found


def _is_place(
    doc: Doc,
    hit: Hit,
    reading: Reading,
    gazetteer: Gazetteer,
    *,
    shown: bool,
    surnames: set[str],
    evident: set[str],
    countries: Mapping[str, int],
) -> bool:
    """Tells whether a city, capital or division is meant where its name stands."""
    surface = _surface(doc, hit)
    person = person_like(doc, hit, gazetteer)
    if doc[hit.start].ent_type_ in {"DATE", "TIME"} or surface.lower() in gazetteer.settings["calendar"]:
        return False
    if "w" in reading.evidence:
        return reading.label != "region" and shown and not person and not surface.isupper()
    if surface in surnames and not _explained_here(doc, hit, gazetteer):
        return reading.known and shown and not person
    if person:
        return reading.known and not reading.evidence
    if reading.known or (not reading.evidence and reading.population >= 50_000):
        return True
    at_home = not reading.evidence and reading.country in countries and len(surface) > 4
    return shown or surface in evident or at_home


def _explained_here(doc: Doc, hit: Hit, gazetteer: Gazetteer) -> bool:
    """Tells whether more than a preposition shows that a surname is a place here ("the town of X", "northern X")."""
    before = doc[hit.start - 1].lower_ if hit.start else ""
    head = doc[hit.start - 2].lower_ if hit.start > 1 and before == "of" else ""
    return before in gazetteer.settings["directions"] or head in gazetteer.settings["place_heads"]


def _before_weapon_noun(doc: Doc, hit: Hit, gazetteer: Gazetteer) -> bool:
    """Tells whether a weapon's name stands by a word for weapons ("Patriot missiles", "a missile called Neptune")."""
    nouns = gazetteer.settings["weapon_nouns"]
    return any(t.lower_ in nouns for t in doc[hit.end : min(hit.end + 2, len(doc))])


def surnames_of(doc: Doc, gazetteer: Gazetteer) -> set[str]:
    """Returns the last words of full names: of the NER's persons, and of capitalised words after a title."""
    found = {_last_name(e) for e in doc.ents if e.label_ == "PERSON" and len(e) > 1}
    for token in doc:
        if not (token.is_title and token.text.rstrip(".").lower() in gazetteer.settings["titles"]):
            continue
        end = token.i + 1
        while end < len(doc) and end - token.i < 4 and doc[end].is_title and doc[end].is_alpha:
            end += 1
        if end - token.i > 2:
            found.add(doc[end - 1].text)
    return found - {""}


def _last_name(ent: Span) -> str:
    words = [t.text for t in ent if t.is_alpha]
    return words[-1] if len(words) > 1 else ""


def _surface(doc: Doc, hit: Hit) -> str:
    return str(doc[hit.start : hit.end].text)


def _settle_one(hit: Hit, countries: Mapping[str, int], following: Hit | None) -> Reading:
    best = hit.best
    if best.label == "demonym" and best.others and not countries.get(best.country or ""):
        other = next((c for c in best.others if countries.get(c)), None)
        return replace(best, country=other) if other else best
    named = following.readings if following else ()
    if best.label not in {"city", "capital", "region"} or best.form is not None:
        abroad = [r for r in hit.readings if r.label == "region" and r.country == "USA"]
        return abroad[0] if best.label == "country" and abroad and countries.get("USA", 0) > 2 and named else best
    cities = [r for r in hit.readings if r.label in {"city", "capital"}]
    if not cities:
        return choose(hit.readings, countries, named)
    city = choose(cities, countries, named)
    abroad = [replace(r, population=300_000) for r in hit.readings if r.label == "region" and r.country != city.country]
    return choose([city, *abroad], countries, named)


def merge_regions(doc: Doc, hits: Sequence[Hit], gazetteer: Gazetteer) -> list[Hit]:
    """Joins a name with the kind of region that follows ("Kharkiv region"), known or not."""
    kinds, sure = gazetteer.settings["region_kinds"], gazetteer.settings["sure_region_kinds"]
    by_end = {hit.end: hit for hit in hits}
    by_start = {hit.start: hit for hit in hits}
    countries = _countries_spoken_of(hits)
    made = []
    for token in doc:
        if token.lower_ not in kinds or token.i == 0:
            continue
        hit = by_end.get(token.i)
        if hit is not None:
            known = hit.best.label in {"city", "capital", "region"}
            if known and (token.lower_ in sure or any(r.label == "region" for r in hit.readings)):
                merged = replace(hit, end=token.i + 1)
                following = _following(doc, merged, by_start)
                reading = _as_region(hit, _surface(doc, hit), countries, following.readings if following else ())
                made.append(replace(merged, readings=(reading,)))
        elif token.lower_ in sure:
            start = _proper_start(doc, token.i, by_end)
            if start < token.i:
                name = doc[start : token.i].text
                made.append(Hit(start, token.i + 1, (Reading("region", name, geo=Geo("region"), form=name),)))
    return _longest([*made, *hits])


def _as_region(hit: Hit, hit_name: str, countries: Mapping[str, int], named: Sequence[Reading]) -> Reading:
    """Returns the division that bears the name of a hit, else the city as its seat, else a region nobody knows."""
    divisions = [r for r in hit.readings if r.label == "region"]
    cities = [r for r in hit.readings if r.label != "region"]
    if divisions:
        weighed = [replace(d, population=_seat(d, cities)) for d in divisions]
        best = choose(weighed, countries, named)
        if countries and best.form is None and best.country not in countries:
            return Reading("region", hit_name, geo=Geo("region"), form=hit_name)
        return replace(best, form=best.form or best.name, evidence="", population=0)
    seat = choose(cities, countries, named)
    if seat.country in countries or not countries:
        geo = seat.geo and replace(seat.geo, precision="region")
        return replace(seat, label="region", geo=geo, form=seat.name, evidence="")
    return Reading("region", hit_name, geo=Geo("region"), form=hit_name)


def _seat(division: Reading, cities: Sequence[Reading]) -> int:
    return max((c.population for c in cities if c.country == division.country), default=0)


def _proper_start(doc: Doc, end: int, by_end: Mapping[int, Hit]) -> int:
    """Returns where the run of at most three capitalised words before a token starts (`end` where there is none)."""
    start = end
    while start and end - start < 3 and doc[start - 1].is_title and doc[start - 1].is_alpha and start not in by_end:
        if doc[start - 1].is_sent_start or doc[start - 1].pos_ in {"DET", "ADJ", "ADV"} or doc[start - 1].is_stop:
            break
        start -= 1
    return start


def unknown_towns(doc: Doc, hits: Sequence[Hit], gazetteer: Gazetteer) -> list[Hit]:
    """Returns the towns that no table knows: "the village of X"."""
    taken = {i for hit in hits for i in range(hit.start, hit.end)}
    found = []
    for token in doc[: max(0, len(doc) - 2)]:
        if token.lower_ not in gazetteer.settings["town_kinds"] or doc[token.i + 1].lower_ != "of":
            continue
        start = end = token.i + 2
        while end < len(doc) and end - start < 4 and _in_name(doc, end) and end not in taken:
            end += 1
        if end > start:
            name = doc[start:end].text
            found.append(Hit(start, end, (Reading("city", name, geo=Geo("city"), form=name),)))
    return found


def _in_name(doc: Doc, i: int) -> bool:
    token = doc[i]
    if token.text in _HYPHENS:
        return i + 1 < len(doc) and not token.whitespace_ and not doc[i - 1].whitespace_
    return token.text[:1].isupper() and token.text[-1:].isalpha()


def _entity(doc: Doc, hit: Hit) -> Entity:
    area, best = extent(doc, hit.start, hit.end), hit.best
    return Entity(
        area.start, area.end, area.start_char, area.end_char,
        label=best.label, name=best.name, country=best.country, geo=best.geo, subclass=best.subclass,
    )  # fmt: skip


def _ner_entity(doc: Doc, ent: Span, inside: Sequence[Hit]) -> Entity | None:
    """Returns what the statistical NER found, without article, possessive and stray punctuation."""
    start, end = ent.start, ent.end
    while start < end and (doc[start].is_punct or doc[start].is_space or doc[start].lower_ in {"the", "a", "an"}):
        start += 1
    while end > start and (doc[end - 1].is_punct or doc[end - 1].is_space or _is_possessive(doc[end - 1])):
        end -= 1
    label = _NER_LABELS.get(ent.label_)
    if label is None or start == end or not any(t.text[:1].isupper() for t in doc[start:end]):
        return None
    area = extent(doc, start, end)
    precision: dict[str, Precision] = {"city": "city", "region": "region"}
    country = next((h.best.country for h in inside if h.best.country), None)
    return Entity(
        area.start, area.end, area.start_char, area.end_char,
        label=label, name=doc[start:end].text, country=country, origin="ner",
        geo=Geo(precision[label]) if label in precision else None,
    )  # fmt: skip


def ner_wins(ent: Span, inside: Sequence[Hit], gazetteer: Gazetteer) -> bool:
    """Tells whether a name of the statistical NER is to stand although it holds names of the gazetteer."""
    if any(h.start < ent.start or h.end > ent.end for h in inside):
        return False
    covered = {i for h in inside for i in range(h.start, h.end)}
    rest = [t for t in ent if t.i not in covered and t.is_alpha and t.text[:1].isupper()]
    rest = [t for t in rest if t.lower_ not in gazetteer.settings["titles"] and not t.is_stop]
    rest = [t for t in rest if t.pos_ not in {"VERB", "AUX", "ADV"}]
    if len({h.best.country for h in inside}) > 1:
        return False
    if any(ent.doc[h.start].is_upper and h.best.label in _PLACES and len(ent.doc[h.start]) > 3 for h in inside):
        return all(t.is_upper for t in rest) and bool(rest) and ent.label_ == "ORG"
    if not rest or any(_is_possessive(t) or t.text in ",;:" or t.lower_ in {"and", "or"} for t in ent[:-1]):
        return False
    labels = {h.best.label for h in inside}
    if ent.label_ == "PERSON":
        return labels <= {"city", "capital", "country", "region"} and any(h.best.evidence for h in inside)
    if ent.label_ in {"ORG", "FAC"}:
        return labels <= {"city", "capital", "country", "region", "demonym", "water"}
    return ent.label_ in {"GPE", "LOC"} and labels <= {"city", "region"} and any(h.best.evidence for h in inside)


def _is_known_surname(ent: Span, surnames: set[str], gazetteer: Gazetteer) -> bool:
    """Tells whether a name that the NER takes for something else is a person's: known in full, or after a title."""
    before = ent.doc[ent.start - 1] if ent.start else None
    if before is not None and before.is_title and ent.label_ == "GPE":
        return before.text.rstrip(".").lower() in gazetteer.settings["titles"]
    labels = {"ORG", "GPE", "NORP", "PRODUCT", "FAC", "LOC"}
    return len(ent) <= 2 and ent.label_ in labels and ent[0].text in surnames


def find_entities(doc: Doc, gazetteer: Gazetteer) -> tuple[Entity, ...]:
    """Returns the proper names of a document, in text order, without overlaps.

    Works on tokens alone; tags and `doc.ents` are used where there are any.
    """
    hits = _longest([*lexical_hits(doc, gazetteer), *weapon_hits(doc, gazetteer)])
    hits = compose(doc, hits, gazetteer)
    hits = merge_regions(doc, hits, gazetteer)
    hits = settle(doc, hits, gazetteer)
    hits = _longest([*hits, *unknown_towns(doc, hits, gazetteer)])
    surnames = surnames_of(doc, gazetteer)
    found: list[Entity] = []
    dropped: set[Hit] = set()
    for ent in doc.ents:
        inside = [h for h in hits if h.start < ent.end and ent.start < h.end]
        if inside and not ner_wins(ent, inside, gazetteer):
            continue
        entity = _ner_entity(doc, ent, inside)
        if entity is not None and not inside and _is_known_surname(ent, surnames, gazetteer):
            entity = replace(entity, label="person", geo=None)
        if entity is not None:
            found.append(entity)
            dropped.update(inside)
    found += [_entity(doc, h) for h in hits if h not in dropped]
    return tuple(sorted(found, key=lambda e: e.start))


class GazetteerStage:
    """Writes `doc._.entities`."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self.gazetteer = gazetteer

    def __call__(self, doc: Doc) -> Doc:
        """Finds the proper names of one document."""
        doc._.entities = find_entities(doc, self.gazetteer)
        return doc


@Language.factory(
    "eventx_gazetteer",
    assigns=["doc._.entities"],
    requires=["doc.ents"],
    default_config={"model_dir": None, "folder": "gazetteer", "lexicon": "lexicon/gazetteer.yml"},
)
def create_gazetteer(nlp: Language, name: str, model_dir: str | None, folder: str, lexicon: str) -> GazetteerStage:
    """Builds the gazetteer stage from a model folder (None: the bundled one)."""
    root = _folder(model_dir)
    return GazetteerStage(load_gazetteer(root / folder, root / lexicon))


_folder: Callable[[str | None], Path] = model_dir
