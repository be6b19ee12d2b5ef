"""What the stages wrote is read without `doc._`, and is the same."""

from __future__ import annotations

from importlib import import_module

import pytest
import spacy

from eventx.annotations import DOC_EXTENSIONS, Once, note, published

ANNOTATIONS = import_module("eventx.annotations")
READ = sorted(name for name in DOC_EXTENSIONS if hasattr(ANNOTATIONS, name))


def test_every_record_has_its_reader() -> None:
    assert {"entities", "terms", "quantities", "times", "mentions", "references", "claims", "blanks"} <= set(READ)


@pytest.mark.parametrize("name", READ)
def test_a_reader_gives_what_spacy_keeps(name: str) -> None:
    read = getattr(ANNOTATIONS, name)
    doc = spacy.blank("en")("Some words.")
    assert read(doc) == getattr(doc._, name)
    written = {0: "noted"} if name == "blanks" else ("noted",)
    setattr(doc._, name, written)
    assert read(doc) is written
    assert read(doc.copy()) == written


def test_what_is_noted_is_what_spacy_keeps() -> None:
    doc = spacy.blank("en")("Some words.")
    note(doc, "times", ("noted",))
    assert doc._.times == ("noted",)
    assert published(doc) is doc._.published is None


def test_nothing_can_be_noted_that_nobody_reads() -> None:
    with pytest.raises(AttributeError, match="timez"):
        note(spacy.blank("en")("Some words."), "timez", ())


def test_what_an_object_works_out_once_is_kept() -> None:
    class Counter:
        asked = 0

        @Once
        def answer(self) -> int:
            """How often it was worked out."""
            self.asked += 1
            return self.asked

    counter = Counter()
    assert [counter.answer, counter.answer, Counter().answer] == [1, 1, 1]
    assert isinstance(Counter.answer, Once)
    assert Counter.answer.__doc__ == "How often it was worked out."
