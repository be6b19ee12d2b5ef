"""Feeds readers, rule files and the pipeline with random and mutilated input; anything but an answer is a finding."""

from __future__ import annotations

import argparse
import random
import re
import sys
import tempfile
import time
import traceback
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import yaml

from eventx.article import Article
from eventx.modeldir import ModelError, model_dir
from eventx.pipeline import Extractor, load
from eventx.read import ReadOptions, from_text, read
from eventx.rules.language import load_rules

ROOT = Path(__file__).resolve().parents[1]
ENDINGS = re.split(
    " ", ".txt .html .jsonl .md .pdf .eml .mbox .xml .rss .warc .csv .docx .zip .tar .gz .bz2 .zst .nitf"
)
BYTES = (
    b"\x00",
    b"\xff\xfe",
    b"<",
    b">",
    b"{",
    b'"',
    b"\n\n",
    b"From ",
    b"]]>",
    b"PK\x03\x04",
    b"\x1f\x8b",
    b"\xed\xa0\x80",
)
SIGNS = "\x00\u2028\u202e\ufffd\n\"'“”(),.;:-–%$€0123456789 eé🙂\u0301"


def mutilated(chance: random.Random, blob: bytes) -> bytes:
    """Returns bytes with some of them changed, cut, doubled or put elsewhere."""
    for _ in range(chance.randint(1, 8)):
        first, last = sorted(chance.randint(0, len(blob)) for _ in range(2))
        part = chance.choice((b"", blob[first:last] * chance.randint(1, 3), chance.choice(BYTES), chance.randbytes(4)))
        blob = blob[:first] + part + blob[min(last, first + chance.randint(0, 40)) :]
    return blob[:200_000]


def fuzz_reader(chance: random.Random, folder: Path, seeds: list[bytes], _: Extractor) -> None:
    path = folder / f"x{chance.choice(ENDINGS)}"
    path.write_bytes(mutilated(chance, chance.choice(seeds)))
    for outcome in read(path, options=ReadOptions(select=chance.random() < 0.5)):
        str(getattr(outcome, "text", "")).encode("utf-8")


def fuzz_rules(chance: random.Random, folder: Path, seeds: list[bytes], _: Extractor) -> None:
    """A rule file that is wrong is told to be, with a message, and nothing in it is executed."""
    model = model_dir()
    copy = folder / "model"
    for path in model.rglob("*.yml"):
        target = copy / path.relative_to(model)
        if path.parent.name == "rules" or path.parent == model:
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(path.read_bytes())
    victim = chance.choice(sorted((copy / "rules").glob("*.yml")))
    victim.write_bytes(mutilated(chance, victim.read_bytes()))
    with suppress(ModelError):
        load_rules(copy)


def fuzz_text(chance: random.Random, folder: Path, seeds: list[bytes], extractor: Extractor) -> None:
    words = chance.choice(seeds).decode("utf-8", "replace").split(" ")
    start = chance.randrange(len(words))
    part = words[start : start + chance.randint(1, 60)]
    for _ in range(chance.randint(0, 10)):
        part.insert(chance.randint(0, len(part)), "".join(chance.choices(SIGNS, k=chance.randint(1, 4))))
    article = from_text(" ".join(part))
    if isinstance(article, Article):
        for event in extractor.extract(article):
            assert article.text[event.trigger.start : event.trigger.end] == event.trigger.text
            event.model_dump_json().encode("utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=600)
    parser.add_argument("--seed", type=int, default=None)
    options = parser.parse_args()
    seed = options.seed if options.seed is not None else random.SystemRandom().randrange(10**9)
    chance, findings, tries = random.Random(seed), Counter[str](), Counter[str]()
    seeds = [path.read_bytes() for path in sorted((ROOT / "seeds").iterdir()) if path.is_file()]
    seeds += [(ROOT / "README.md").read_bytes(), yaml.safe_dump({"a": [1, "b"]}).encode()]
    extractor = load()
    targets: list[Callable[[random.Random, Path, list[bytes], Extractor], None]] = [fuzz_reader, fuzz_rules, fuzz_text]
    end = time.monotonic() + options.seconds
    with tempfile.TemporaryDirectory() as folder:
        while time.monotonic() < end:
            target = chance.choices(targets, weights=(6, 1, 6))[0]
            tries[target.__name__] += 1
            begin = time.monotonic()
            try:
                target(chance, Path(folder), seeds, extractor)
            except Exception as error:
                where = traceback.extract_tb(error.__traceback__)[-1]
                key = f"{target.__name__}: {type(error).__name__} at {Path(where.filename).name}:{where.lineno}"
                if not findings[key]:
                    print(f"{key}: {error}", file=sys.stderr, flush=True)
                findings[key] += 1
            if time.monotonic() - begin > 20:
                findings[f"{target.__name__}: slow"] += 1
    print(f"seed {seed}:", *(f"{name} {n}" for name, n in tries.items()), "findings:", dict(findings) or "none")
    sys.exit(bool(findings))


if __name__ == "__main__":
    main()
