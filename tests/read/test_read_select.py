"""What a run leaves out: scraps without a sentence, and what surely isn't English."""

from __future__ import annotations

import pytest

from eventx.article import Article
from eventx.read import ReadOptions, Skipped, from_text
from eventx.read.language import language_rules, other_language

RUN = ReadOptions(select=True)


def judged(text: str) -> str:
    outcome = from_text(text, options=RUN)
    return outcome.reason if isinstance(outcome, Skipped) else "read"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Two soldiers were killed.", "read"),
        ("It rained.", "read"),
        ("Flood hits Goma", "read"),
        ("12 dead", "too_short"),
        ("Photo", "too_short"),
        ("Home\nNews\nSport\n\nLogin", "too_short"),
        ("***", "too_short"),
        ("1\n2\n3", "too_short"),
        ("“He died!”", "read"),
    ],
)
def test_a_sentence_is_enough(text: str, expected: str) -> None:
    assert judged(text) == expected


GERMAN = "Zwei Soldaten wurden am Freitag bei einem Angriff nahe der Stadt getötet, sagte ein Sprecher der Armee. "
FRENCH = (
    "Deux soldats ont été tués vendredi lors d'une attaque près de la ville, a indiqué un porte-parole de l'armée. "
)
SPANISH = "Dos soldados murieron el viernes en un ataque cerca de la ciudad, según informó un portavoz del ejército. "
DUTCH = "Twee soldaten zijn vrijdag gedood bij een aanval in de buurt van de stad, zei een woordvoerder van het leger. "
ENGLISH = "Two soldiers were killed on Friday in an attack near the town, a spokesman for the army said. "


@pytest.mark.parametrize("text", [GERMAN * 3, FRENCH * 3, SPANISH * 3, DUTCH * 3, GERMAN.upper() * 3])
def test_other_languages(text: str) -> None:
    assert judged(text) == "not_english"


@pytest.mark.parametrize(
    "text",
    [
        ENGLISH,
        ENGLISH.upper() * 3,
        GERMAN,
        GERMAN * 40 + ENGLISH * 60,
        ENGLISH * 60 + GERMAN * 40,
        "Ivanov, Petrov, Sidorov, Kuznetsov, Smirnov, Popov, Volkov: 3-1, 2-2, 4-0.",
        "Kyiv Kharkiv Odesa Dnipro Donetsk Zaporizhzhia Lviv Kryvyi Rih Mykolaiv hit overnight, dozens dead.",
    ],
)
def test_what_is_english_in_part_or_short_passes(text: str) -> None:
    assert judged(text) == "read"


@pytest.mark.parametrize(
    "text", ["Два солдата погибли в пятницу при обстреле города, сообщил представитель.", "星期五" * 30]
)
def test_other_scripts_need_fewer_letters(text: str) -> None:
    assert judged(text) == "not_english"
    assert other_language(text, language_rules()) == "a language that isn't written in Latin letters"


def test_outside_a_run_all_that_has_text_is_read() -> None:
    for text in ("Photo", GERMAN * 3):
        assert isinstance(from_text(text), Article)


def test_lone_surrogates_are_counted() -> None:
    found = from_text("a\ud800b\udfff")
    assert isinstance(found, Article)
    assert (found.text, found.replaced) == ("a\ufffdb\ufffd", 2)
