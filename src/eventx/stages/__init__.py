"""The spaCy components in pipeline order; `register()` makes all their factories known to spaCy.

They are registered by import, not by entry points: spaCy imports the entry points of every package on the machine at
every `spacy.load`, whoever calls it.
"""

from __future__ import annotations

import importlib
import pkgutil


def register() -> None:
    """Imports every module of this package, so that `nlp.add_pipe("eventx_...")` knows its stage."""
    for module in pkgutil.iter_modules(__path__):
        importlib.import_module(f"{__name__}.{module.name}")
