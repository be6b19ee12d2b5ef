"""Kills runs at random instants and lets them go on, until they are done; all must write what an undisturbed one does.

Each start is a process of its own that is ended by SIGKILL, with all that it has started. The model is loaded once and
inherited, so that most kills hit work and not loading. Texts are made by this script; those of a folder with JSON
Lines (`EVENTX_SHARED`/data, default `../shared/data`) are added where it exists. They are given as one JSONL file and
as files. Beside the inputs that an article comes from, some make a worker die or hang, if the extractor is a light one.
"""

from __future__ import annotations

import argparse
import gzip
import itertools
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

from eventx.article import Article
from eventx.batch import ledger, processes
from eventx.batch.inputs import Inputs
from eventx.batch.run import run
from eventx.batch.workers import ModelSpec
from eventx.read import ReadOptions
from eventx.write.folder import FINISHED, is_unfinished
from eventx.write.lock import LOCK

FILES = ("events.jsonl", "articles.jsonl", "skipped.jsonl")
SIDES = ("Rebels", "The army", "Militants", "Government forces", "Coastguards", "Insurgents")
DEEDS = ("attacked", "shelled", "fired rockets at", "raided", "bombed", "seized")
AIMS = ("a village", "the airport", "two checkpoints", "a convoy", "the harbour", "a power station")
TOLLS = ("killing {n} people", "wounding {n} soldiers", "after which {n} civilians were missing", "and nobody was hurt")
BOUND_TO_REPEAT = 97
COPIED = "EVENTX_FAULTS_COPIED"


def made_texts() -> Iterator[str]:
    """Yields short reports without end, always the same ones; now and then one comes again."""
    chance = random.Random(4)
    for k in itertools.count():
        parts = [chance.choice(choices) for choices in (SIDES, DEEDS, AIMS, TOLLS)]
        text = f"{parts[0]} {parts[1]} {parts[2]} on Tuesday, {parts[3]}, officials said. Report {k}.".format(
            n=k % 40 + 2
        )
        yield text
        if k % BOUND_TO_REPEAT == 0:
            yield text


def shared_texts() -> Iterator[str]:
    """Yields the texts of the shared folder, short ones first, if there is such a folder."""
    folder = Path(os.environ.get("EVENTX_SHARED", "../shared")) / "data"
    for path in sorted(folder.glob("*.jsonl")) + sorted(folder.glob("*.jsonl.gz")):
        with gzip.open(path, "rt", encoding="utf-8") if path.suffix == ".gz" else path.open(encoding="utf-8") as lines:
            yield from (str(json.loads(line)["text"]) for line in itertools.islice(lines, 400))


def corpus(folder: Path, articles: int) -> list[Path]:
    """Writes a corpus, half of it as JSONL, half as files, some of them of no use; returns its paths."""
    texts = list(itertools.islice(shared_texts(), articles // 2))
    texts += itertools.islice(made_texts(), articles - len(texts))
    random.Random(5).shuffle(texts)
    half = articles // 2
    lines = folder / "lines.jsonl"
    with lines.open("w", encoding="utf-8") as out:
        for k, text in enumerate(texts[:half]):
            out.write(json.dumps({"id": f"a{k % (half - 9)}", "text": text, "date": "2024-05-08"}) + "\n")
            if k % 50 == 0:
                out.write('{"id": broken\n')
    for k, text in enumerate(texts[half:]):
        path = folder / "files" / f"{k % 7}" / f"{k}.txt"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"" if k % 60 == 0 else text.encode("utf-8", "replace"))
    return [lines, folder / "files"]


class LightExtractor:
    """Stands for a model where speed is wanted: an event-like line for every sentence, made from its words."""

    def extract(self, article: Article) -> list[Any]:
        """Returns the "events" of an article, after a moment."""
        time.sleep(0.001)
        if "Report 20." in article.text and article.text.startswith("R"):
            os._exit(9)
        return [_Line(article.id, sentence) for sentence in article.text.split(". ")]

    def extract_many(self, articles: Iterable[Article]) -> Iterator[tuple[Article, list[Any]]]:
        """Yields each article with its "events"."""
        return ((article, self.extract(article)) for article in articles)


class _Line:
    type = "strike"

    def __init__(self, name: str, sentence: str) -> None:
        self.record = {"id": name, "sentence": sentence}

    def model_dump_json(self) -> str:
        return json.dumps(self.record)


def attempt(paths: list[Path], out: Path, jobs: int) -> int:
    """Runs to the end in a child process; returns its process id."""
    pid = os.fork()
    if pid:
        return pid
    code = 1
    try:
        os.setsid()  # so that its workers can be killed along with it
        inputs = Inputs(tuple(map(str, paths)), ReadOptions(select=True))
        run(inputs, out, ModelSpec(), jobs=jobs, options={"paths": [str(p) for p in paths]}, texts=True)
        code = 0
    except BaseException as error:
        print(f"{type(error).__name__}: {error}", file=sys.stderr)
    finally:
        os._exit(code)


def finish(pid: int) -> None:
    """Waits for a run to end well."""
    _, status = os.waitpid(pid, 0)
    if status:
        raise SystemExit(f"a run ended with status {status}")


def kill_after(pid: int, delay: float, *, whole_group: bool) -> bool:
    """Kills a run after a while, with or without its workers; returns whether it was still running."""
    end = time.monotonic() + delay
    while time.monotonic() < end:
        done, status = os.waitpid(pid, os.WNOHANG)
        if done:
            if status:
                raise SystemExit(f"a run ended with status {status}")
            return False
        time.sleep(0.001)
    try:
        (os.killpg if whole_group else os.kill)(pid, signal.SIGKILL)
    except ProcessLookupError:  # it had not yet become the leader of its group
        os.kill(pid, signal.SIGKILL)
    os.waitpid(pid, 0)
    return True


def has_ended(out: Path) -> bool:
    """Tells whether a run that was killed had nothing left to do but let go of its folder."""
    return (out / FINISHED).exists() and not is_unfinished(out)


def content(out: Path) -> dict[str, bytes]:
    """Returns the bytes of all output files, but for `run.json`, which holds a duration, and of that the counts."""
    found = {path.relative_to(out).as_posix(): path.read_bytes() for path in out.rglob("*") if path.is_file()}
    counts = json.loads(found.pop("run.json"))["counts"]
    return {**found, "counts": json.dumps(counts).encode()}


def survive(paths: list[Path], work: Path, kills: int, jobs: int, seed: int) -> dict[str, Any]:
    """Makes one undisturbed run, then disturbed ones until enough kills have hit; compares what they write."""
    chance = random.Random(seed)
    begin = time.monotonic()
    finish(attempt(paths, work / "whole", jobs))
    seconds = time.monotonic() - begin
    expected = content(work / "whole")
    hits = rounds = 0
    while hits < kills:
        rounds += 1
        out = work / f"killed{rounds}"
        longest = max(1.0, 8 * seconds / max(kills, 8))
        while kill_after(
            attempt(paths, out, jobs),
            chance.uniform(0, longest) if hits < kills else 10 * seconds + 60,
            whole_group=chance.random() < 0.5,
        ):
            hits += 1
            if hits % 25 == 0:
                print(f"{hits} kills", file=sys.stderr, flush=True)
            if has_ended(out):
                (out / LOCK).unlink(missing_ok=True)  # left by the kill; it locks nothing
                break
        if content(out) != expected:
            raise SystemExit(f"round {rounds} wrote something else: compare {work / 'whole'} and {out}")
        shutil.rmtree(out)
    lines = {name: expected[name].count(b"\n") for name in FILES}
    return {"kills": hits, "runs ended": rounds, "seconds undisturbed": round(seconds, 1), **lines}


def prepare(*, light: bool) -> None:
    """Loads the model once, for all runs to inherit; makes commits frequent, so that there is more to hit."""
    loaded: Any = LightExtractor() if light else ModelSpec().load()
    load: Callable[[ModelSpec], Any] = lambda spec: loaded  # noqa: E731
    ModelSpec.load = load  # type: ignore[method-assign]
    processes.START_METHOD = "fork"
    ledger.COMMIT_SECONDS = 0.05


def work_on_copy(folder: Path) -> None:
    """Begins this program anew on a copy of the package and its model: to change them meanwhile must do no harm."""
    root = Path(__file__).resolve().parents[1]
    for name in ("src", "models"):
        shutil.copytree(root / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
    os.environ.setdefault("EVENTX_SHARED", str(root.parent / "shared"))
    path = os.pathsep.join([str(folder / "src"), *filter(None, [os.environ.get("PYTHONPATH")])])
    sys.exit(
        subprocess.run(
            [sys.executable, *sys.argv], check=False, env={**os.environ, "PYTHONPATH": path, COPIED: "1"}
        ).returncode
    )


def main() -> None:
    if COPIED not in os.environ:
        with tempfile.TemporaryDirectory() as folder:
            work_on_copy(Path(folder))
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--articles", type=int, default=2000)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--light", action="store_true", help="a light extractor in place of the model")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        paths = corpus(Path(folder), options.articles)
        prepare(light=options.light)
        figures = survive(paths, Path(folder), options.kills, options.jobs, options.seed)
    print("identical:", ", ".join(f"{name} {value}" for name, value in figures.items()))


if __name__ == "__main__":
    main()
