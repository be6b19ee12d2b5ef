"""Names of persons: which two may be one person's, and how few must be compared to find out."""

from __future__ import annotations

from hypothesis import example, given
from hypothesis import strategies as st

from eventx.stages.persons import Person, Persons, Titles, keys, same_person

WORD = st.text("abc", min_size=1, max_size=3) | st.sampled_from(["kowalska", "kowalsky", "moyo", "anna", "a."])
NAME = st.lists(WORD, min_size=1, max_size=4).map(tuple)
NO_TITLES = Titles({}, {}, frozenset(), frozenset(), frozenset())


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
