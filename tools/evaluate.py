"""Scores the extractor on gold articles and third-party sets, and tells what changed since the last run.

    python tools/evaluate.py [--only NAME,...] [--pin]

Reads `gold/`, `data/` and the scorers in `eval/` of the folder that the environment variable EVENTX_SHARED names (by
default `../shared`), runs the bundled model over all of it, prints a table with the floors of `tests/floors.json`,
then the events that appeared and vanished since the last run, with their sentences. Results are kept in
`data/out/eval/`. Exit code 1 where a figure is below its floor. `--pin` raises floors to the figures reached.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from eventx.article import Article
from eventx.pipeline import Extractor, load
from eventx.read import ReadOptions, read

ROOT = Path(__file__).resolve().parent.parent
SHARED = Path(os.environ.get("EVENTX_SHARED", ROOT.parent / "shared"))
OUT = ROOT / "data" / "out" / "eval"
FLOORS = ROOT / "tests" / "floors.json"
GOLD = {"seeds": "seeds", "dev": "gold/dev/articles.jsonl"}
EVENT_SETS = ("wiki_terror", "drone_attacks", "isaf_press", "whitehouse_readouts", "plover_gsr")
SPAN_SETS = ("recognizers_number", "numbers_misc", "recognizers_datetime", "timebank_timex")
LOWER_IS_BETTER = "(lower is better)"


def articles(path: Path) -> Iterator[Article]:
    """Yields the articles of a file or folder."""
    for item in read(path, options=ReadOptions()):
        if isinstance(item, Article):
            yield item


def run_set(extractor: Extractor, name: str, source: Path) -> Path:
    """Writes what the extractor finds in a set to a file and returns it."""
    target = OUT / f"{name}.jsonl"
    with target.open("w", encoding="utf-8", newline="\n") as stream:
        if name in SPAN_SETS:
            for article in articles(source):
                stream.write(json.dumps(extractor.annotate(article), ensure_ascii=False) + "\n")
        else:
            for _, events in extractor.extract_many(articles(source)):
                stream.writelines(event.model_dump_json() + "\n" for event in events)
    return target


def scorer(script: str, *arguments: object) -> dict[str, Any]:
    """Returns what one of the scorers prints as JSON."""
    command = [sys.executable, str(SHARED / "eval" / script), *map(str, arguments), "--json"]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    result: dict[str, Any] = json.loads(done.stdout)
    return result


def gold_figures(name: str, found: Path) -> dict[str, float]:
    """Returns the figures of a gold file."""
    report = scorer("score.py", SHARED / "gold" / f"{name}.json", found)
    figures = {
        f"{name} {part} {x}": report[part][x] for part in ("records", "events", "roles") for x in ("p", "r", "f1")
    }
    figures |= {f"{name} {fact}": s["rate"] for fact, s in report["facts"].items() if s["rate"] is not None}
    return figures | {f"{name} bad spans {LOWER_IS_BETTER}": report["bad_spans"]}


def set_figures(name: str, source: Path, found: Path) -> dict[str, float]:
    """Returns the figures of a third-party set."""
    return {f"{name} {key}": s["rate"] for key, s in scorer("sets.py", source, found).items()}


def evaluate(only: Iterable[str] = ()) -> dict[str, float]:
    """Runs and scores all sets (or those named) and returns the figures by name."""
    wanted = set(only)
    OUT.mkdir(parents=True, exist_ok=True)
    extractor = load()
    figures: dict[str, float] = {}
    sources = {name: SHARED / path for name, path in GOLD.items()}
    sources |= {name: SHARED / "data" / f"{name}.jsonl" for name in (*EVENT_SETS, *SPAN_SETS)}
    for name, source in sources.items():
        if wanted and name not in wanted:
            continue
        print(f"running {name} ...", file=sys.stderr, flush=True)
        found = run_set(extractor, name, source)
        figures |= gold_figures(name, found) if name in GOLD else set_figures(name, source, found)
    return figures


def below_floor(figure: float, floor: float, name: str) -> bool:
    """Tells whether a figure is worse than its floor."""
    return figure > floor if name.endswith(LOWER_IS_BETTER) else figure < floor


def summaries(path: Path) -> dict[str, str]:
    """Returns the events of an output file: what tells them apart -> a line to read."""
    found = {}
    for line in path.read_text(encoding="utf-8").split("\n") if path.exists() else []:
        if line and "trigger" in (event := json.loads(line)):
            figure = (event.get("count") or {}).get("text")
            key = f"{event['doc']['id']} {event['type']} {event['trigger']['start']} {figure}"
            sentence = event["evidence"]["text"].replace("\n", " ")
            found[key] = f"{event['type']:12} {event['trigger']['text']!r} ({event['rule']}): {sentence[:160]}"
    return found


def changes(name: str) -> Iterator[str]:
    """Yields a line for each event that a set gained or lost since the last run."""
    before, now = summaries(OUT / f"{name}.last.jsonl"), summaries(OUT / f"{name}.jsonl")
    yield from (f"+ {name:12} {now[k]}" for k in now if k not in before)
    yield from (f"- {name:12} {before[k]}" for k in before if k not in now)


def main() -> int:
    """Runs the evaluation; returns the exit code."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--only", default="", help="sets to run, parted by commas")
    parser.add_argument("--pin", action="store_true", help="raise the floors to the figures reached")
    options = parser.parse_args()
    if not (SHARED / "eval" / "score.py").exists():
        print(
            f"no evaluation data in {SHARED}; set EVENTX_SHARED to the folder with gold/, data/ and eval/",
            file=sys.stderr,
        )
        return 2
    figures = evaluate(filter(None, options.only.split(",")))
    pinned: dict[str, Any] = json.loads(FLOORS.read_text(encoding="utf-8"))
    floors: dict[str, float] = pinned["floors"]
    failed = 0
    for name, figure in figures.items():
        floor = floors.get(name)
        bad = floor is not None and below_floor(figure, floor, name)
        failed += bad
        pinned_at = "" if floor is None else f"floor {floor:.3f}"
        print(f"{name:75} {figure:8.3f}  {pinned_at} {'BELOW' if bad else ''}".rstrip())
    for name in (*GOLD, *EVENT_SETS):
        if (OUT / f"{name}.last.jsonl").exists() and (not options.only or name in options.only.split(",")):
            print("\n".join(changes(name)))
        if (OUT / f"{name}.jsonl").exists():
            (OUT / f"{name}.last.jsonl").write_bytes((OUT / f"{name}.jsonl").read_bytes())
    if options.pin:
        for name, figure in figures.items():
            if name in floors and not below_floor(figure, floors[name], name):
                floors[name] = figure
        FLOORS.write_text(json.dumps(pinned, indent=2) + "\n", encoding="utf-8")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
