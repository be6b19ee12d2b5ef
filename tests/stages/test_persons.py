"""Names of persons: which two may be one person's, and how few must be compared to find out."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from eventx.stages.persons.lexicon import Titles
from eventx.stages.persons.people import Person, Persons
from eventx.stages.persons.spelling import alike, fold, keys, name_words, same_person

WORD = st.text("abc", min_size=1, max_size=3) | st.sampled_from(["kowalska", "kowalsky", "moyo", "anna", "a."])
NAME = st.lists(WORD, min_size=1, max_size=4).map(tuple)
NO_TITLES = Titles({}, {}, frozenset(), frozenset(), frozenset())
PARTICLES = frozenset({"al", "von"})
SUFFIXES = frozenset({"jr."})


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Ivan Petrenkovsky", "Petrenkovskyy", True),
        ("Omar al-Rashid", "Rashid", True),
        ("Karl von Weber", "Weber", True),
        ("Joseph “Joe” Borg", "Joseph Borg", True),
        ("José Núñez", "Jose Nunez", True),
        ("Paul Moyo Jr.", "Moyo", True),
        ("Anna Borg", "Paul Borg", False),
        ("Ivan Petrenko", "Olha Petrenka", False),
        ("Moyo", "Mayo", False),
    ],
)
def test_same_person(one: str, other: str, same: bool) -> None:
    assert same_person(name_words(one, PARTICLES, SUFFIXES), name_words(other, PARTICLES, SUFFIXES)) is same


def test_fold_and_alike() -> None:
    assert fold("Yıldırım-Łuk") == "yildirim luk"
    assert alike("petrenkovsky", "petrenkovskyy")
    assert not alike("moyo", "mayo")


@given(NAME, NAME)
@example(("kowalsky",), ("anna", "kowalska"))
@example(("anna",), ("anna", "moyo"))
@example(("moyo",), ("anna", "moyo", "borg"))
@example(("a.", "kowalsky"), ("anna", "kowalska"))
def test_names_that_may_be_one_persons_share_a_key(one: tuple[str, ...], other: tuple[str, ...]) -> None:
    if same_person(one, other):
        assert not keys(one).isdisjoint(keys(other))


@given(st.lists(NAME, max_size=8), NAME)
def test_a_name_fits_the_same_persons_as_if_it_were_compared_with_all(
    known: list[tuple[str, ...]], name: tuple[str, ...]
) -> None:
    persons = Persons(NO_TITLES)
    for words in known:
        persons.add(Person(" ".join(words), words))
        persons.fitting(" ".join(name))
    assert persons.fitting(" ".join(name)) == [p for p in persons.people if same_person(name, p.words)]
