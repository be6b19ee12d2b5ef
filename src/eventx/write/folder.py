"""The folder that a run writes: streamed into `.partial` files, which take their names when all is done.

A folder with a `run.json` holds a finished run; it is written last and removed first.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from collections.abc import Mapping
from contextlib import ExitStack
from pathlib import Path
from types import TracebackType
from typing import IO, Any, Self
from urllib.parse import quote

from eventx.article import Article

FILES = ("events.jsonl", "articles.jsonl", "skipped.jsonl")
FINISHED = "run.json"
TEXTS = "texts"
PARTIAL = ".partial"


class OutputError(Exception):
    """The output folder can't be used as asked; the message says what to do."""


def check_folder(folder: Path, *, force: bool = False, texts: bool = False) -> None:
    """Tells early whether a run may write here.

    Raises:
        OutputError: It is a file, or holds a finished run and `force` is not given.
    """
    if folder.exists() and not folder.is_dir():
        raise OutputError(f"{folder} is a file; give a folder to write into")
    finished = (folder / FINISHED).exists()
    if texts and (folder / TEXTS).exists() and not finished:
        raise OutputError(f"{folder / TEXTS} is there and is of no finished run; remove it or give another folder")
    if finished and not force:
        raise OutputError(f"{folder} holds a finished run; give another folder, or --force to replace it")


def text_file_name(article_id: str) -> str:
    """Returns the name of the file that holds an article's text: one for each id, safe on any disk."""
    name = quote(article_id, safe="", errors="backslashreplace")
    if len(name) > 180:
        digest = hashlib.sha256(article_id.encode("utf-8", "backslashreplace")).hexdigest()[:16]
        name = f"{name[:160]}-{digest}"
    return f"{name}.txt"


class RunFolder:
    """Writes the files of a run. Leaving it by an exception keeps the `.partial` files and any earlier run."""

    def __init__(self, folder: Path, *, texts: bool = False) -> None:
        self.folder = folder
        self.texts = texts
        self._stack = ExitStack()
        self._streams: dict[str, IO[bytes]] = {}

    def __enter__(self) -> Self:
        """Opens the files."""
        self.folder.mkdir(parents=True, exist_ok=True)
        for name in FILES:
            stream = (self.folder / (name + PARTIAL)).open("wb")
            self._streams[name] = self._stack.enter_context(stream)
        shutil.rmtree(self.folder / (TEXTS + PARTIAL), ignore_errors=True)
        if self.texts:
            (self.folder / (TEXTS + PARTIAL)).mkdir()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Closes the files."""
        self._stack.close()

    def write(self, name: str, line: str) -> None:
        """Adds a line to one of `FILES`."""
        self._streams[name].write(line.encode("utf-8") + b"\n")

    def write_text(self, article: Article) -> None:
        """Keeps the text of an article, as its offsets count it."""
        path = self.folder / (TEXTS + PARTIAL) / text_file_name(article.id)
        path.write_bytes(article.text.encode("utf-8", "replace"))

    def finish(self, manifest: Mapping[str, Any]) -> None:
        """Gives the files their names, in place of an earlier run's, and writes `run.json`."""
        for stream in self._streams.values():
            stream.flush()
            os.fsync(stream.fileno())
        self._stack.close()
        finished = self.folder / FINISHED
        if finished.exists():
            finished.unlink()
            shutil.rmtree(self.folder / TEXTS, ignore_errors=True)
        for name in FILES:
            (self.folder / (name + PARTIAL)).replace(self.folder / name)
        if self.texts:
            (self.folder / (TEXTS + PARTIAL)).replace(self.folder / TEXTS)
        partial = self.folder / (FINISHED + PARTIAL)
        with partial.open("w", encoding="utf-8", newline="\n") as out:
            out.write(json.dumps(manifest, indent=2, ensure_ascii=False) + "\n")
            out.flush()
            os.fsync(out.fileno())
        partial.replace(finished)
