"""What all tests share: the bundled model, loaded once."""

from __future__ import annotations

import atexit
import os
import shutil
import signal
import tempfile

import pytest
from spacy.language import Language

from eventx.pipeline import Extractor, load

if not os.environ.get("EVENTX_TEST_CACHE"):  # of one run, and never the cache of who runs it
    os.environ["EVENTX_TEST_CACHE"] = tempfile.mkdtemp(prefix="eventx-test-cache-")
    atexit.register(shutil.rmtree, os.environ["EVENTX_TEST_CACHE"], ignore_errors=True)
os.environ["EVENTX_CACHE"] = os.environ["EVENTX_TEST_CACHE"]

signal.signal(
    signal.SIGINT, signal.default_int_handler
)  # a shell's background job ignores it, and so would its children


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
