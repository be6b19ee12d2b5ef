"""The gazetteer stage: which names it finds, what it takes them for, and how its tables are kept."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import pairwise

import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.language import Language
from spacy.tokens import Doc

from eventx.annotations import Entity, entities
from eventx.modeldir import find_spacy_model, model_dir
from eventx.stages import register
from eventx.stages.gazetteer import create_gazetteer, find_entities
from eventx.stages.names.lookup import Words, view_of, weapon_hits
from eventx.stages.names.settle import choose
from eventx.stages.names.tables import Reading, fold, load_gazetteer, read_rows
from eventx.stages.syntax import load_spacy_model

FOLDER = model_dir() / "gazetteer"
LEXICON = model_dir() / "lexicon" / "gazetteer.yml"


@pytest.fixture(scope="module")
def stages() -> Language:
    register()
    nlp = spacy.blank("en", vocab=load_spacy_model(find_spacy_model()).vocab)
    for name in ("sentences", "syntax", "gazetteer"):
        nlp.add_pipe(f"eventx_{name}")
    return nlp


Finder = Callable[[str], list[tuple[str, str, str, str | None]]]


@pytest.fixture(scope="module")
def found(stages: Language) -> Finder:
    def find(text: str) -> list[tuple[str, str, str, str | None]]:
        doc = stages(text)
        return [(e.text(doc), e.label, e.name, e.country) for e in entities(doc)]

    return find


@pytest.mark.parametrize(
    ("text", "entity"),
    [
        ("Troops left the United States.", ("United States", "country", "United States", "USA")),
        ("The US sent aid.", ("US", "country", "United States", "USA")),
        ("The U.K. agreed.", ("U.K.", "country", "United Kingdom", "GBR")),
        ("Floods hit the DR Congo.", ("DR Congo", "country", "Democratic Republic of the Congo", "COD")),
        ("Rains fell in Côte d’Ivoire.", ("Côte d’Ivoire", "country", "Ivory Coast", "CIV")),
        ("Rains fell in Burma.", ("Burma", "country", "Myanmar", "MMR")),
        ("Rains fell in Kosovo.", ("Kosovo", "country", "Kosovo", "XKX")),
        ("A Nigerien soldier fell.", ("Nigerien", "demonym", "Niger", "NER")),
        ("A Nigerian soldier fell.", ("Nigerian", "demonym", "Nigeria", "NGA")),
        ("Two Filipinos drowned.", ("Filipinos", "demonym", "Philippines", "PHL")),
        ("Three Britons drowned.", ("Britons", "demonym", "United Kingdom", "GBR")),
        ("Kurdish parties met.", ("Kurdish", "demonym", "Kurdish", None)),
    ],
)
def test_countries_and_their_people(found: Finder, text: str, entity: tuple[str, str, str, str]) -> None:
    assert entity in found(text)


@pytest.mark.parametrize(
    ("text", "entity"),
    [
        ("Sirens sounded in Kiev.", ("Kiev", "capital", "Kyiv", "UKR")),
        ("Sirens sounded in Kharkov at dawn.", ("Kharkov", "city", "Kharkiv", "UKR")),
        ("The airport of Sana’a reopened.", ("Sana’a", "capital", "Sanaa", "YEM")),
        ("He drove to Deir al-Zour on Monday.", ("Deir al-Zour", "city", "Deir ez-Zor", "SYR")),
        ("The train reached Bombay late.", ("Bombay", "city", "Mumbai", "IND")),
        ("Shells fell on Kharkiv region.", ("Kharkiv region", "region", "Kharkiv", "UKR")),
        ("It lies in Helmand province.", ("Helmand province", "region", "Helmand", "AFG")),
        ("He fled to Florida in May.", ("Florida", "region", "Florida", "USA")),
        ("It was in Atlanta, Georgia, in May.", ("Georgia", "region", "Georgia", "USA")),
        ("It was in Batumi, Georgia, in May.", ("Georgia", "country", "Georgia", "GEO")),
        ("It was in Newtown, Connecticut, in May.", ("Newtown", "city", "Newtown", None)),
        ("Fighting spread across Darfur.", ("Darfur", "region", "Darfur", "SDN")),
        ("The ship sank in the Gulf of Aden.", ("Gulf of Aden", "water", "Gulf of Aden", None)),
        ("It happened in the village of Tselinka.", ("Tselinka", "city", "Tselinka", None)),
        ("The blast shook Ulmak district.", ("Ulmak district", "region", "Ulmak", None)),
        # a longer name than the town's that its last word is known as; small words and hyphens in a name
        ("The blast shook Ulmak Kot district.", ("Ulmak Kot district", "region", "Ulmak Kot", None)),
        ("The blast shook Ulmak Helmand district.", ("Ulmak Helmand district", "region", "Ulmak Helmand", None)),
        ("The blast shook Northern Helmand district.", ("Helmand district", "region", "Helmand", "AFG")),
        ("The blast shook Ulmak-e Sarak district.", ("Ulmak-e Sarak district", "region", "Ulmak-e Sarak", None)),
        ("The blast shook Ulmak wa Ulven district.", ("Ulmak wa Ulven district", "region", "Ulmak wa Ulven", None)),
        # a state, not the far smaller town that only has its name besides
        ("A bus overturned in Bihar.", ("Bihar", "region", "Bihar", "IND")),
        ("Crops failed across the Sahel.", ("Sahel", "region", "Sahel", None)),
    ],
)
def test_places(found: Finder, text: str, entity: tuple[str, str, str, str]) -> None:
    assert entity in found(text)


@pytest.mark.parametrize(
    ("text", "entity"),
    [
        (
            "Russia's Defence Ministry denied it.",
            ("Russia's Defence Ministry", "ministry", "Russian Ministry of Defence", "RUS"),
        ),
        (
            "The Ministry of Defense of Ukraine spoke.",
            ("Ministry of Defense of Ukraine", "ministry", "Ukrainian Ministry of Defence", "UKR"),
        ),
        ("The Ministry of Defence denied it.", ("Ministry of Defence", "ministry", "Ministry of Defence", None)),
        ("The Ethiopian air force bombed it.", ("Ethiopian air force", "armed_force", "Ethiopian Air Force", "ETH")),
        ("The US military left.", ("US military", "armed_force", "US Military", "USA")),
        ("The Kremlin declined.", ("Kremlin", "metonym", "Kremlin", "RUS")),
        ("The State Department declined.", ("State Department", "government", "Department of State", "USA")),
        ("CENTCOM declined.", ("CENTCOM", "armed_force", "US Central Command", "USA")),
        ("The UN Security Council met.", ("UN Security Council", "igo", "UN Security Council", None)),
        ("ISIL retreated.", ("ISIL", "armed_group", "Islamic State", None)),
        ("Islamic State retreated and IS lost.", ("IS", "armed_group", "Islamic State", None)),
        ("Fighters of al-Shabab fled.", ("al-Shabab", "armed_group", "Al-Shabaab", "SOM")),
        ("Tamil Tigers surrendered.", ("Tamil Tigers", "armed_group", "Liberation Tigers of Tamil Eelam", "LKA")),
        ("Amnesty International objected.", ("Amnesty International", "org", "Amnesty International", None)),
        ("It told Reuters so.", ("Reuters", "media", "Reuters", None)),
    ],
)  # fmt: skip
def test_institutions_and_groups(found: Finder, text: str, entity: tuple[str, str, str, str]) -> None:
    assert entity in found(text)


@pytest.mark.parametrize(
    ("text", "surface", "subclass"),
    [
        ("They fired Shaheds at dawn.", "Shaheds", "weapon.drone"),
        ("A Shahed-136 crashed.", "Shahed-136", "weapon.drone"),
        ("It fired Kh-101 missiles.", "Kh-101", "weapon.missile"),
        ("An Su-34 took off.", "Su-34", "weapon.aircraft"),
        ("Patriot missiles arrived.", "Patriot missiles", "weapon.missile"),
        ("He carried an AK-47 home.", "AK-47", "weapon.gun"),
        ("A T-72 burned.", "T-72", "weapon.tank"),
        ("HIMARS were used.", "HIMARS", "weapon.rocket"),
    ],
)
def test_weapons_carry_their_class(stages: Language, text: str, surface: str, subclass: str) -> None:
    doc = stages(text)
    assert (surface, subclass) in [(e.text(doc), e.subclass) for e in entities(doc) if e.label == "weapon"]


def test_each_pattern_of_weapons_is_found_as_if_it_were_sought_alone(stages: Language) -> None:
    gazetteer = load_gazetteer(FOLDER, LEXICON)
    text = "An F/A-18, two F-16/F-15s and an Su-34; AK-47M and S-300PMU1, BM-21s, a Leopard 2A4 or TB-2s."
    alone = replace(gazetteer, any_pattern=None)
    found, expected = (
        [(hit.start, hit.end, hit.best.subclass, hit.best.name) for hit in weapon_hits(view, each)]
        for each in (gazetteer, alone)
        for view in [view_of(stages.make_doc(text), Words(each))]
    )
    assert found == expected
    assert {"F/A-18", "Su-34"} <= {name for *_, name in found}


@pytest.mark.parametrize(
    ("text", "no_place"),
    [
        ("Tell us about it.", "us"),
        ("Reading books along the river is nice.", "Reading"),
        ("Police arrived in March.", "Police"),
        ("Police arrived in March.", "March"),
        ("Mobile phones rang.", "Mobile"),
        ("Michael Jordan retired.", "Jordan"),
        ("President Washington spoke.", "Washington"),
        ("Jack London wrote novels.", "London"),
        ("Students were shot at UVA in May.", "UVA"),
        ("A bomb went off at Kabul Airport.", "Airport"),
        ("A patriot wrote to us.", "patriot"),
        ("He voted for the Patriot Act.", "Patriot"),
        ("IS THAT WHO WE ARE, SHE ASKED US", "WHO"),
    ],
)
def test_words_and_persons_are_no_names_of_places(found: Finder, text: str, no_place: str) -> None:
    labels = {"country", "capital", "city", "region", "igo", "weapon"}
    assert no_place not in [surface for surface, label, *_ in found(text) if label in labels]


@pytest.mark.parametrize(
    ("text", "name"),
    [("Rebels shelled Zarmin (Ildab) again.", "Zarmin"), ("Troops of the Border Force (BF) fled.", "Zarmin")],
)
def test_no_name_ends_within_brackets(stages: Language, text: str, name: str) -> None:
    texts = [e.text(doc) for doc in [stages(text)] for e in entities(doc)]
    assert all(t.count("(") == t.count(")") or t.endswith("BF") for t in texts)
    assert name not in text or name in texts


def test_a_longer_name_is_not_torn_apart(found: Finder) -> None:
    assert ("Sierra Leone Telecom", "org", "Sierra Leone Telecom", "SLE") in found("Sierra Leone Telecom paid.")


def test_capitals_tell_nothing_in_a_line_of_capitals(found: Finder) -> None:
    names = [name for _, _, name, _ in found("UKRAINE SAYS RUSSIAN ARMY SHELLED KHARKIV AGAIN")]
    assert names == ["Ukraine", "Russian Army", "Kharkiv"]


@pytest.mark.parametrize(
    ("text", "country"),
    [
        ("A bomb went off in Tripoli, Lebanon.", "LBN"),
        ("A bomb went off in Tripoli. Libya mourns.", "LBY"),
        ("Lebanese soldiers, Lebanese police and the Lebanese army searched Tripoli.", "LBN"),
        ("A storm hit Birmingham, Alabama.", "USA"),
        ("A storm hit Birmingham.", "GBR"),
    ],
)
def test_which_of_several_cities(stages: Language, text: str, country: str) -> None:
    doc = stages(text)
    assert next(e for e in entities(doc) if e.text(doc) in {"Tripoli", "Birmingham"}).country == country


def test_choose_takes_the_largest_where_nothing_else_tells() -> None:
    small, large = (Reading("city", "X", c, population=p) for c, p in (("AAA", 9_000), ("BBB", 90_000)))
    assert choose([small, large], {}) is large
    assert choose([small, large], {"AAA": 3}) is small
    assert choose([small, large], {"BBB": 9}, [Reading("country", "A", "AAA")]) is small


def test_coordinates(stages: Language) -> None:
    doc = stages("Shells fell on Aleppo.")
    geo = next(e.geo for e in entities(doc) if e.label == "city")
    assert geo is not None
    assert (geo.precision, geo.geonameid, geo.admin1) == ("city", 170063, "Aleppo")
    assert (geo.lat, geo.lon) == (pytest.approx(36.2, abs=0.1), pytest.approx(37.2, abs=0.1))


def test_works_on_bare_tokens() -> None:
    nlp = spacy.blank("en")
    doc = create_gazetteer(nlp, "gazetteer", None, "gazetteer", "lexicon/gazetteer.yml")(
        nlp("The Kremlin said Ukrainian drones hit Belgorod region.")
    )
    assert [e.name for e in entities(doc)] == ["Kremlin", "Ukraine", "Belgorod"]


PIECES = ["Kyiv", "the", "U.S.", "-", "'s", "of", "Ministry", "Defence", "\n", " ", "“", "region", ",", "al-", "Gaza"]
BLANK = spacy.blank("en")


@settings(deadline=None, max_examples=60)
@given(st.lists(st.sampled_from(PIECES), max_size=25))
def test_never_raises_and_never_overlaps(words: list[str]) -> None:
    doc: Doc = BLANK(" ".join(words))
    hits: tuple[Entity, ...] = find_entities(doc, load_gazetteer(FOLDER, LEXICON))
    assert all(0 <= e.start < e.end <= len(doc) for e in hits)
    assert all(a.end <= b.start for a, b in pairwise(hits))


def test_loads_fast() -> None:
    load_gazetteer.cache_clear()
    start = time.process_time()
    load_gazetteer(FOLDER, LEXICON)
    assert time.process_time() - start < 2.0  # about 0.2 s on an idle machine


COUNTRIES = {row["country"] for row in read_rows(FOLDER / "countries.tsv")}


def rows(name: str) -> Iterator[dict[str, str]]:
    yield from read_rows(FOLDER / f"{name}.tsv")


@pytest.mark.parametrize("name", ["countries", "demonyms", "admin1", "cities", "names", "regions", "weapons"])
def test_tables_are_sorted_and_unique(name: str) -> None:
    lines = (FOLDER / f"{name}.tsv").read_text(encoding="utf-8").split("\n")
    body = lines[1:-1]
    assert lines[-1] == ""
    assert body == sorted(set(body))


@pytest.mark.parametrize("name", ["countries", "admin1", "cities", "names", "regions"])
def test_tables_name_countries_by_alpha_3(name: str) -> None:
    assert {r["country"] for r in rows(name)} - {""} <= COUNTRIES
    assert all(re.fullmatch("[A-Z]{3}", c) for c in COUNTRIES)
    assert {"USA", "PSE", "TWN", "XKX", "ESH"} <= COUNTRIES


def test_demonyms_belong_to_countries() -> None:
    assert {c for r in rows("demonyms") for c in r["countries"].split("|")} - {""} <= COUNTRIES
    assert next(r for r in rows("demonyms") if r["form"] == "Congolese")["countries"] == "COD|COG"


def test_cities_have_coordinates_and_folded_keys() -> None:
    for row in rows("cities"):
        assert -90 <= float(row["lat"]) <= 90
        assert -180 <= float(row["lon"]) <= 180
        assert row["flag"] in {"", "known", "capital"}
        assert row["evidence"] in {"", "n", "w"}
        assert fold(row["name"]).lower() == row["keys"].split("|")[0]


def test_hand_kept_labels() -> None:
    assert {r["label"] for r in rows("regions")} == {"region", "water"}
    assert {r["label"] for r in rows("weapons")} == {"weapon"}
    expected = {"metonym", "government", "igo", "armed_force", "armed_group", "media", "org"}
    assert {r["label"] for r in rows("names")} == expected
