"""Mentions: what noun phrases name, of which kind, and whom they belong to."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from spacy.language import Language
from spacy.tokens import Doc

from eventx.annotations import MentionRecord, mentions
from eventx.stages.mentions import kind_of


def of(doc: Doc, text: str) -> list[MentionRecord]:
    return [m for m in mentions(doc) if m.text(doc) == text]


@pytest.mark.parametrize(
    ("text", "phrase", "name", "kind", "country"),
    [
        # persons: the title belongs to the phrase, not to the name
        ("Maltese Prime Minister Anna Borg spoke.", "Maltese Prime Minister Anna Borg", "Anna Borg", "person", "MLT"),
        ("Peru's President Luis Vega left.", "Peru's President Luis Vega", "Luis Vega", "person", "PER"),
        ("Gen. Paul Moyo resigned.", "Gen. Paul Moyo", "Paul Moyo", "person", None),
        ("Secretary of Education Mary Hill met him.", "Secretary of Education Mary Hill", "Mary Hill", "person", None),
        ("Minister of Defence Itsuno Onoda spoke.", "Minister of Defence Itsuno Onoda", "Itsuno Onoda", "person", None),
        ("First Lady Mary Hill spoke.", "First Lady Mary Hill", "Mary Hill", "person", None),
        ("Paul Moyo, Oman's ambassador to Seoul, spoke.", "Paul Moyo", "Paul Moyo", "person", "OMN"),
        ("Paul Moyo, ambassador to Seoul, spoke.", "Paul Moyo", "Paul Moyo", "person", None),
        ("Prime Minister Anna Borg of Malta spoke.", "Prime Minister Anna Borg", "Anna Borg", "person", "MLT"),
        ("Ali Rezaei, Iran's nuclear chief, spoke.", "Ali Rezaei", "Ali Rezaei", "person", "IRN"),
        ("Dmitri Orlov, the Kremlin spokesman, denied it.", "Dmitri Orlov", "Dmitri Orlov", "person", "RUS"),
        ("The Peruvian foreign minister, Luis Vega, spoke.", "Luis Vega", "Luis Vega", "person", "PER"),
        ("The rebel leader, Col. Omar Idjo, left.", "Col. Omar Idjo", "Omar Idjo", "person", None),
        ("The Minister for Trade and Tourism, Ana Vega, left.", "Ana Vega", "Ana Vega", "person", None),
        # the country of an office before a name; one person with two offices; where an envoy goes is not whose he is
        ("He met President of Oman Oumarou Idjo.", "President of Oman Oumarou Idjo", "Oumarou Idjo", "person", "OMN"),
        ("He met Peru's Minister for Trade, Luis Vega, on Sunday.", "Luis Vega", "Luis Vega", "person", "PER"),
        (
            "Premier and Trade Minister Luis Vega spoke.",
            "Premier and Trade Minister Luis Vega",
            "Luis Vega",
            "person",
            None,
        ),
        ("The President of the Republic of Malta, Anna Borg, left.", "Anna Borg", "Anna Borg", "person", "MLT"),
        ("Peru's ambassador to Mali Luis Vega left.", "Peru's ambassador to Mali Luis Vega", None, "person", "PER"),
        ("The envoy for Chad, Luis Vega, left.", "Luis Vega", "Luis Vega", "person", None),
        ("She met Luca Ferri, Diplomatic Advisor to the Prime Minister of Italy.", "Luca Ferri", None, "person", "ITA"),
        ("She met Sean Burke, Tánaiste, Minister for Defence of Ireland.", "Sean Burke", None, "person", "IRL"),
        (
            "She met the National Security Advisor of Qatar, Dr. Ali Haddad.",
            "Dr. Ali Haddad",
            "Ali Haddad",
            "person",
            "QAT",
        ),
        ("He met Harun Al Said, the Sultan of Oman.", "Harun Al Said", None, "person", "OMN"),
        ("President Ana R. Santos, Jr. of the Philippines spoke.", "President Ana R. Santos", None, "person", "PHL"),
        # an army with nothing beside it is that of the only country spoken of
        ("The army killed a man in Mali, near Kidal.", "The army", "army", "org", "MLI"),
        ("The army of Chad left Mali. The army lost a man.", "The army", "army", "org", None),
        ("The Borg administration left the U.S. alone.", "The Borg administration", None, "org", "USA"),
        # armed groups that no list knows
        ("They joined the Azad Liberation Front.", "the Azad Liberation Front", "Azad Liberation Front", "group", None),
        ("Guards shot dead two raiders.", "two raiders", "two raiders", "group", None),
        # persons by the ending of the noun
        ("Two ropemakers died.", "Two ropemakers", None, "group", None),
        ("A ferrywoman died.", "A ferrywoman", None, "person", None),
        ("A placeholder was found.", "A placeholder", None, "other", None),
        # descriptions belong to a country
        ("Senior Russian military officials met.", "Senior Russian military officials", None, "group", "RUS"),
        ("A Chadian soldier died.", "A Chadian soldier", "Chadian soldier", "person", "TCD"),
        ("Malian soldiers and officers died.", "officers", "officers", "group", "MLI"),
        ("Drones hit Sudan's power grid.", "Sudan's power grid", "Sudan's power grid", "facility", "SDN"),
        ("They hit the airport of Bamako.", "the airport of Bamako", "airport of Bamako", "facility", "MLI"),
        ("Syrian drones crashed.", "Syrian drones", "Syrian drones", "weapon", "SYR"),
        ("The presidency of Ghana agreed.", "The presidency of Ghana", None, "org", "GHA"),
        ("Dozens of Kenyan farmers fled.", "Dozens of Kenyan farmers", None, "group", "KEN"),
        ("Pro-Russian separatists fled.", "Pro-Russian separatists", None, "group", None),
        ("A bomb killed three Turkish-backed rebels.", "three Turkish-backed rebels", None, "group", None),
        # the phrase ends before relative clauses, appositions and coordination
        ("A soldier who fled was shot.", "A soldier", "soldier", "person", None),
        ("A tank and two trucks burned.", "A tank", "tank", "weapon", None),
        ("The wounded were flown out.", "The wounded", "wounded", "group", None),
    ],
)
def test_a_phrase_has_name_kind_and_country(
    nlp: Language, text: str, phrase: str, name: str | None, kind: str, country: str | None
) -> None:
    doc = nlp(text)
    found = of(doc, phrase)
    assert found, [m.text(doc) for m in mentions(doc)]
    assert (found[0].kind, found[0].country) == (kind, country)
    assert name is None or found[0].name == name


@pytest.mark.parametrize(
    ("text", "phrase", "countries"),
    [
        ("Russian and Chinese officials met.", "Russian and Chinese officials", ["RUS", "CHN"]),
        ("Chadian, Malian and French officers met.", "Chadian, Malian and French officers", ["TCD", "MLI", "FRA"]),
        ("They met envoys from Chad, Mali and Ghana.", "envoys from Chad, Mali and Ghana", ["TCD", "MLI", "GHA"]),
        ("Delegations from Tehran and Ankara met.", "Delegations from Tehran and Ankara", ["IRN", "TUR"]),
        ("The presidents of Chad and Mali met.", "The presidents of Chad and Mali", ["TCD", "MLI"]),
    ],
)
def test_coordinated_countries_share_one_phrase(nlp: Language, text: str, phrase: str, countries: list[str]) -> None:
    found = of(nlp(text), phrase)
    assert [m.country for m in found] == countries
    assert len({m.head for m in found}) == 1


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Tehran condemned the attack.", "country"),
        ("The talks between Tehran and Ankara failed.", "country"),
        ("The envoy handed the letter to Tehran.", "country"),
        ("Washington urged Tehran to stop.", "country"),
        ("Tehran's forces fired rockets.", "country"),
        ("The minister arrived in Tehran.", "place"),
        ("A blast shook homes near Tehran.", "place"),
        ("Tehran was hit by two missiles.", "place"),
        ("They flew to Tehran.", "place"),
        ("Tehran's airport closed.", "place"),
    ],
)
def test_a_capital_acts_or_is_a_place(nlp: Language, text: str, kind: str) -> None:
    assert [m.kind for m in mentions(nlp(text)) if m.name == "Tehran"] == [kind]


@pytest.mark.parametrize(
    ("text", "short", "name", "country"),
    [
        ("Borg to visit Chad\n\nMaltese President Anna Borg will go.", "Borg", "Anna Borg", "MLT"),
        ("Peruvian leader Luis Vega spoke. Mr Vega left.", "Mr Vega", "Luis Vega", "PER"),
        ("Luis Vegara, Peru's envoy, spoke. Vegara left.", "Vegara", "Luis Vegara", "PER"),
        ("Omani Sultan Badr al-Rashidi spoke. Al-Rashidi left.", "Al-Rashidi", "Badr al-Rashidi", "OMN"),
        (
            "Ukrainian official Ivan Petrenkovsky met Anna Borg. Petrenkovskyy left.",
            "Petrenkovskyy",
            "Ivan Petrenkovsky",
            "UKR",
        ),
    ],
)
def test_a_name_is_learned_from_its_article(nlp: Language, text: str, short: str, name: str, country: str) -> None:
    doc = nlp(text)
    found = of(doc, short)
    assert [(m.name, m.country) for m in found[:1]] == [(name, country)]


@pytest.mark.parametrize(
    ("text", "short", "name"),
    [
        # somebody of the same name: of the other gender, or only the kin of who is in office
        ("Maria Vega left the house. Mr Vega spoke to Peru.", "Mr Vega", "Vega"),
        ("Mr. Andrea Ferri left the house. Mr. Ferri spoke.", "Mr. Ferri", "Andrea Ferri"),
        ("President Vega spoke. The first lady, Ana Vega, left. President Vega went home.", "President Vega", "Vega"),
        ("The prime minister, Anna Borg, spoke. Prime Minister Borg went home.", "Prime Minister Borg", "Anna Borg"),
        # a bare surname is rather that of the one in office, wherever the other was named last
        ("President Luis Vega spoke. Maria Vega waved. Vega told reporters he was glad.", "Vega", "Luis Vega"),
    ],
)
def test_two_of_one_surname_are_told_apart(nlp: Language, text: str, short: str, name: str) -> None:
    assert of(nlp(text), short)[-1].name == name


@pytest.mark.parametrize(
    ("text", "name", "journalist"),
    [
        ("At the reporters' ball, Borg joked about it.", "Borg", False),
        ("The reporter, Anna Borg, joked about it.", "Anna Borg", True),
    ],
)
def test_a_role_before_a_comma_is_no_possessor(nlp: Language, text: str, name: str, journalist: bool) -> None:
    found = [m for m in mentions(nlp(text)) if m.name == name]
    assert found and ("person.journalist" in found[0].classes) is journalist


@pytest.mark.parametrize(("text", "kind"), [("The ferry Goma sank.", "other"), ("The two ferries left Goma.", "place")])
def test_a_ship_may_be_called_like_a_town(nlp: Language, text: str, kind: str) -> None:
    doc = nlp(text)
    assert {m.kind for m in mentions(doc) if m.text(doc).endswith("Goma")} == {kind}


def test_a_village_is_called_by_its_name(nlp: Language) -> None:
    doc = nlp("The blast in the city of Bamako killed two.")
    (city,) = of(doc, "the city of Bamako")
    assert (city.name, city.kind, city.country) == ("Bamako", "place", "MLI")
    assert city.geo is not None


@pytest.mark.parametrize(
    ("classes", "plural", "kind"),
    [
        ({"person", "person.military"}, True, "group"),
        ({"person", "person.military"}, False, "person"),
        ({"group", "group.government"}, False, "org"),
        ({"group", "group.militant"}, False, "group"),
        ({"weapon", "weapon.drone"}, True, "weapon"),
        ({"facility"}, False, "facility"),
        ({"vehicle"}, False, "other"),
        ({"place", "place.city"}, False, "place"),
        (set(), False, "other"),
    ],
)
def test_kind_of_a_common_noun(classes: set[str], plural: bool, kind: str) -> None:
    assert kind_of(frozenset(classes), plural) == kind


@pytest.mark.parametrize(
    "text",
    [
        "",
        "\n \n",
        "\u2028",
        "“ ” , ;",
        "MR MR MR",
        "PRESIDENT OF OF",
        "'s",
        "A\tB, C,",
        "INSURGENT LEADERSHIP TARGETED",
        "Force Targets Leader",
    ],
)
def test_any_text_goes_through(nlp: Language, text: str) -> None:
    doc = nlp(text)
    for mention in mentions(doc):
        assert 0 <= mention.start <= mention.head < mention.end
        assert mention.name


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(
        st.sampled_from(
            [
                "President",
                "Anna",
                "Borg",
                ",",
                "the",
                "Malian",
                "army",
                "of",
                "Chad",
                "and",
                "“",
                "said",
                "who",
                "he",
                "\n",
                "both",
                "sides",
                ".",
            ]
        ),
        max_size=25,
    )
)
def test_spans_are_sound(nlp: Language, words: list[str]) -> None:
    doc = nlp(" ".join(words))
    for mention in mentions(doc):
        assert mention.start <= mention.head < mention.end
        assert mention.text(doc) == doc[mention.start : mention.end].text
        assert mention.name.strip()


def test_a_kings_name_is_no_surname(nlp: Language) -> None:
    doc = nlp("President Omar Salim spoke on Monday. King Salim of Jordan arrived in Lima on Tuesday.")
    (king,) = [m for m in mentions(doc) if m.text(doc) == "King Salim"]
    assert king.name == "Salim"
    assert "person.leader" in king.classes
