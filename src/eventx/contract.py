"""The name of the output's contract: known without the models of its events, which take long to import."""

from __future__ import annotations

from typing import Literal

SCHEMA_VERSION: Literal["eventx/1"] = "eventx/1"
"""What every event and `run.json` say that they are."""
