"""The events of the sample articles, one readable line each, as they were last looked through by a person.

`pytest tests/test_golden.py --update` (or `make golden`) writes them anew; read the diff before you commit it.
"""

from __future__ import annotations

import difflib
from pathlib import Path
from typing import Any

import pytest

from articles import seeds
from eventx.article import Article
from eventx.events import EventBase
from eventx.pipeline import Extractor

GOLDEN = Path(__file__).parent / "golden"
SKIPPED = {
    "schema_version",
    "id",
    "doc",
    "type",
    "mode",
    "trigger",
    "evidence",
    "status",
    "codes",
    "rule",
    "confidence",
}
LINKS = ("same_as", "cause", "part_of")


def shown(value: Any) -> str:
    """A value of an event on one line."""
    if isinstance(value, list):
        return "; ".join(shown(v) for v in value)
    if not isinstance(value, dict):
        return str(value)
    if "who" in value:
        sides = [value[side]["name"] if value[side] else "?" for side in ("giver", "receiver")]
        return f"{' -> '.join(sides)}: {counted(value['count'])}{shown(value['who'])}"
    if "item" in value:
        return f"{counted(value['count'])}{shown(value['item'])}"
    if "cue" in value:
        said = f" on {shown(value['said'])}" if value["said"] else ""
        return f"{shown(value['source']) if value['source'] else '?'} {value['stance']} ({value['cue']['text']}{said})"
    if "earliest" in value:
        return f"{value['text']} = {value['earliest']}..{value['latest']}"
    if "bound" in value:
        return f"{value['text']} = {value['bound']} {value['value']} [{value['low']}, {value['high']}]"
    if "percent" in value:
        return f"{value['percent']} % since {shown(value['since']) if value['since'] else '?'}"
    if "kind" in value:
        name = value["name"] if value["name"] != value["text"] else ""
        details = ", ".join(filter(None, [name, value["kind"], value["country"], value.get("category")]))
        return f"{value['text']} <{details}>"
    return str(value["text"])


def counted(count: dict[str, Any] | None) -> str:
    return f"[{shown(count)}] " if count else ""


def readable(events: list[EventBase]) -> str:
    """All events of an article: type, mode, trigger and status, then a line for each field that says anything."""
    number = {event.id: k for k, event in enumerate(events, 1)}
    text = []
    for k, event in enumerate(events, 1):
        line = event.model_dump(mode="json")
        text.append(f"{k}. {line['type']} / {line['mode']} / {line['status']}: {line['trigger']['text']}")
        text.append(f"    in: {' '.join(line['evidence']['text'].split())}")
        fields = [name for name in line if name not in SKIPPED and name not in LINKS and line[name]]
        text += [f"    {name}: {shown(line[name])}" for name in fields]
        text += [f"    {link}: {number[line[link]]}" for link in LINKS if line.get(link)]
    return "\n".join(text) + "\n"


@pytest.mark.parametrize("article", seeds(), ids=lambda a: a.id)
def test_the_events_of_a_sample_article(extractor: Extractor, request: pytest.FixtureRequest, article: Article) -> None:
    path = GOLDEN / f"{article.id}.txt"
    have = readable(extractor.extract(article))
    if request.config.getoption("--update"):
        path.write_text(have, encoding="utf-8")
    want = path.read_text(encoding="utf-8")
    if have != want:
        diff = difflib.unified_diff(want.splitlines(), have.splitlines(), "golden", "now", lineterm="", n=3)
        pytest.fail("the events have changed; if for the better, `make golden`:\n" + "\n".join(diff), pytrace=False)
