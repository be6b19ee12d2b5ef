"""What all tests share: the bundled model, loaded once."""

from __future__ import annotations

import pytest
from spacy.language import Language

from eventx.pipeline import Extractor, load


def pytest_addoption(parser: pytest.Parser) -> None:
    """Adds `--update`, which writes the golden files anew."""
    parser.addoption("--update", action="store_true", help="write the golden files anew")


@pytest.fixture(scope="session")
def extractor() -> Extractor:
    """The bundled English model."""
    return load()


@pytest.fixture(scope="session")
def nlp(extractor: Extractor) -> Language:
    """Its pipeline of stages."""
    return extractor.nlp
