"""The gate finds what a run without it finds, over corpora of many kinds, where they lie beside the checkout."""

from __future__ import annotations

import gzip
import json
import os
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from eventx.article import Article
from eventx.pipeline import load

SHARED = Path(os.environ.get("EVENTX_SHARED", Path(__file__).parents[3] / "shared")) / "data"
EVERY = {
    "load_news.jsonl.gz": 20,
    "load_whitehouse.jsonl.gz": 200,
    "wiki_terror.jsonl": 40,
    "drone_attacks.jsonl": 20,
    "isaf_press.jsonl": 15,
    "whitehouse_readouts.jsonl": 25,
    "timebank_timex.jsonl": 10,
}
"""Files, and how many lines to go on for the next article."""
LEAST = 0.995


def articles(name: str, step: int) -> Iterator[Article]:
    path = SHARED / name
    with gzip.open(path, "rt", encoding="utf-8") if path.suffix == ".gz" else path.open(encoding="utf-8") as lines:
        for number, line in enumerate(lines):
            if number % step == 0:
                record = json.loads(line)
                day = date.fromisoformat(record["date"][:10]) if record.get("date") else None
                yield Article(id=f"{name}:{record['id']}", text=record["text"], published=day)


@pytest.mark.slow
@pytest.mark.skipif(not SHARED.is_dir(), reason=f"no corpora in {SHARED}")
def test_the_gate_loses_no_events() -> None:
    sample = [article for name, step in EVERY.items() for article in articles(name, step)]
    found = [
        {
            (article.id, event.model_dump_json())
            for article, events in load(gated=gated).extract_many(sample)
            for event in events
        }
        for gated in (True, False)
    ]
    gated, thorough = found
    differences = sorted(gated ^ thorough)
    assert len(thorough) > 200
    assert len(gated & thorough) >= LEAST * len(gated | thorough), "\n".join(map(str, differences))
