"""Common nouns and their classes."""

from __future__ import annotations

import pytest
import spacy
from spacy.language import Language
from spacy.tokens import Doc

from eventx.annotations import terms
from eventx.modeldir import model_dir
from eventx.stages.terms import Inflection, create_terms, load_inflection, plural, spellings, with_ancestors


@pytest.fixture(scope="module")
def blank() -> Language:
    nlp = spacy.blank("en")
    nlp.add_pipe("eventx_terms")
    return nlp


def found(nlp: Language, text: str) -> dict[str, set[str]]:
    doc = nlp(text)
    return {term.text(doc): set(term.classes) for term in terms(doc)}


@pytest.mark.parametrize(
    ("text", "phrase", "cls"),
    [
        ("Two soldiers died.", "soldiers", "person.military"),
        ("a police officer", "police officer", "person.police"),
        ("three POLICE OFFICERS", "POLICE OFFICERS", "person.police"),
        ("the schoolchildren", "schoolchildren", "person.child"),
        ("women and girls", "women", "person.woman"),
        ("women and girls", "girls", "person.child"),
        ("masked gunmen", "masked gunmen", "person.militant"),
        ("a suicide bomber", "suicide bomber", "person.militant"),
        ("100 prisoners of war", "prisoners of war", "person.captive"),
        ("his sons-in-law", "sons-in-law", "person.kin"),
        ("short-range ballistic missiles", "short-range ballistic missiles", "weapon.missile"),
        ("a quadcopter", "quadcopter", "weapon.drone"),
        ("an improvised explosive device", "improvised explosive device", "weapon.bomb"),
        ("a car bomb", "car bomb", "weapon.bomb"),
        ("air-defense systems", "air-defense systems", "weapon.defence"),
        ("air defence systems", "air defence systems", "weapon.defence"),
        ("the power grid", "power grid", "facility.energy"),
        ("a nine-story building", "nine-story building", "facility.residential"),
        ("a children’s hospital", "children’s hospital", "facility.medical"),
        ("a shopping mall", "shopping mall", "facility.commercial"),
        ("the railway station", "railway station", "facility.transport"),
        ("neighboring villages", "villages", "place.village"),
        ("knives", "knives", "weapon.blade"),
        ("the foreign ministry", "foreign ministry", "group.government"),
        ("the bodies", "bodies", "body"),
    ],
)
def test_a_noun_has_its_class_and_those_above(blank: Language, text: str, phrase: str, cls: str) -> None:
    classes = found(blank, text)[phrase]
    assert set(with_ancestors(cls)) <= classes


def test_a_verb_is_no_noun() -> None:
    words = ["They", "shell", "and", "guard", "the", "mine"]
    doc = Doc(spacy.blank("en").vocab, words=words, pos=["PRON", "VERB", "CCONJ", "VERB", "DET", "NOUN"])
    create_terms(spacy.blank("en", vocab=doc.vocab), "terms", None, "lexicon/terms", "lexicon/inflection.yml")(doc)
    assert [term.text(doc) for term in terms(doc)] == ["mine"]


@pytest.mark.parametrize(
    ("singular", "expected"),
    [
        ("army", "armies"),
        ("convoy", "convoys"),
        ("church", "churches"),
        ("human", "humans"),
        ("security guard", "security guards"),
        ("head of state", "heads of state"),
        ("policewoman", "policewomen"),
        ("kitchen knife", "kitchen knives"),
        ("ministry of defence", "ministries of defence"),
    ],
)
def test_plural(singular: str, expected: str) -> None:
    assert plural(singular, load_inflection(model_dir() / "lexicon/inflection.yml")) == expected


def test_spellings_cover_both_sides_of_the_atlantic_and_all_joins() -> None:
    rules = Inflection({}, frozenset(), {"defence": "defense"})
    forms = {"air-defence", "air defence", "airdefence", "air-defense", "air defense", "airdefense"}
    assert set(spellings("air-defence", rules)) == forms
    assert set(spellings("defence line", rules)) == {"defence line", "defense line"}
    assert set(spellings("boys' school", rules)) == {"boys' school", "boys’ school"}


@pytest.mark.parametrize("text", ["", "\n\n", "\u2028", "???", "A\tB"])
def test_any_text_goes_through(blank: Language, text: str) -> None:
    assert found(blank, text) == {}
