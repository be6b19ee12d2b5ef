"""What is looked up once is remembered, what is frequent for good, what isn't for a while."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from eventx.strings import Memory


def test_what_is_known_is_not_found_again() -> None:
    found: list[str] = []
    memory: Memory[str, int] = Memory()
    for _ in range(2):
        assert memory.of(["a", "bb", "a"], lambda key: found.append(key) or len(key)) == [1, 2, 1]
    assert sorted(found) == ["a", "bb"]


def test_what_is_asked_for_again_and_again_stays() -> None:
    found: list[int] = []
    memory: Memory[int, int] = Memory(most=10)
    for rare in range(100):
        memory.of([-1, rare], lambda key: found.append(key) or key)
    assert found.count(-1) == 1


def test_what_is_rare_is_let_go() -> None:
    memory: Memory[int, int] = Memory(most=10)
    for rare in range(1000):
        memory.of([rare], abs)
    assert len(memory) <= 22


@given(st.lists(st.lists(st.integers(0, 50), max_size=8)), st.integers(0, 20))
def test_whatever_is_forgotten_the_answer_is_the_same(asked: list[list[int]], most: int) -> None:
    memory: Memory[int, str] = Memory(most)
    for keys in asked:
        assert memory.of(keys, str) == [str(key) for key in keys]
