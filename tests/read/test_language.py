"""The statistical identifier keeps its tables on the disk, and says what it would say if they were in memory."""

from __future__ import annotations

import pytest
from py3langid.langid import MODEL_FILE, LanguageIdentifier

from eventx.read.language import Identifier


@pytest.fixture(scope="module")
def identifier() -> Identifier:
    return Identifier()


@pytest.fixture(scope="module")
def plain() -> LanguageIdentifier:
    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("the talks were held in the capital on monday", "en"),
        ("die gespräche fanden am montag in der hauptstadt statt", "de"),
        ("las conversaciones tuvieron lugar el lunes en la capital " * 200, "es"),
        ("переговоры состоялись в понедельник в столице", "ru"),
    ],
)
def test_the_same_is_said(identifier: Identifier, plain: LanguageIdentifier, text: str, language: str) -> None:
    ranked = identifier.rank(text)
    assert list(ranked.items()) == plain.rank(text)
    assert next(iter(ranked)) == language


def test_where_there_is_no_disk_the_tables_stay_in_memory(
    monkeypatch: pytest.MonkeyPatch, plain: LanguageIdentifier
) -> None:
    def full() -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("eventx.read.language.TemporaryFile", full)
    text = "die gespräche fanden am montag statt"
    assert list(Identifier().rank(text).items()) == plain.rank(text)
