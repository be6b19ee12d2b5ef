"""Imports spaCy without its command line, which takes a third of the time and brings web clients and trainers along.

`import spacy` imports `spacy.cli` for the sake of one function, `spacy.info`. Here both come when they are first used.
"""

from __future__ import annotations

import sys
from importlib import import_module
from types import ModuleType
from typing import Any

INFO = "spacy.cli.info"


def import_spacy() -> ModuleType:
    """Imports spaCy, if that hasn't been done yet; to those who use it, it is the same as ever."""
    if "spacy" in sys.modules:
        return sys.modules["spacy"]
    stand_in = ModuleType(INFO)
    vars(stand_in)["info"] = None
    sys.modules[INFO] = stand_in
    try:
        spacy = import_module("spacy")
    except (ImportError, AttributeError):  # it wants more of its command line than this
        del sys.modules[INFO]
        return import_module("spacy")
    del sys.modules[INFO]
    names = vars(spacy)
    if "info" in names and names["info"] is None:
        del names["info"]
        names.setdefault("__getattr__", _later)
    return spacy


def _later(name: str) -> Any:
    """Returns an attribute of spaCy that needs its command line."""
    if name == "info":
        return import_module(INFO).info
    if name == "cli":
        return import_module("spacy.cli")
    raise AttributeError(f"module 'spacy' has no attribute {name!r}")
