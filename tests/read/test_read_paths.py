"""Paths, folders, standard input; the registry; what the reader imports."""

from __future__ import annotations

import io
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace

import pytest

from eventx.article import Article
from eventx.read import Outcome, ReadError, Skipped, discover, read, read_all
from eventx.read.registry import choose_format, formats


def ids(outcomes: Iterator[Outcome]) -> list[str]:
    return [f"{o.reason}!" if isinstance(o, Skipped) else o.id for o in outcomes]


def write(path: Path, content: str = "It rose.") -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(content, encoding="utf-8")
    return path


def test_folder_is_read_recursively_in_order_without_hidden_files(tmp_path: Path) -> None:
    for name in ["b.txt", "a/z.md", "a/b/c.v2.txt", "a.txt", ".hidden.txt", ".git/x.txt", "c.png", "B.txt"]:
        write(tmp_path / name)
    (tmp_path / "c.png").write_bytes(b"\x89PNG\r\n\x1a\n")
    assert ids(read(tmp_path)) == ["B", "a/b/c.v2", "a/z", "a", "b", "not_text!"]


def test_a_single_file_is_named_by_its_stem_even_if_hidden(tmp_path: Path) -> None:
    assert ids(read(write(tmp_path / "deep" / "one.txt"))) == ["one"]
    assert ids(read(write(tmp_path / ".draft.txt"))) == [".draft"]


def test_jsonl_lines_below_a_folder(tmp_path: Path) -> None:
    write(tmp_path / "sub" / "x.jsonl", '{"text": "One."}\n{"text": "Two."}')
    assert ids(read(tmp_path)) == ["sub/x#1", "sub/x#2"]


def test_inputs_are_found_lazily(tmp_path: Path) -> None:
    write(tmp_path / "a.txt")
    write(tmp_path / "z" / "b.txt")
    found = discover(tmp_path)
    next(found)
    write(tmp_path / "z" / "c.txt")
    assert len(list(found)) == 2


def test_no_such_path(tmp_path: Path) -> None:
    with pytest.raises(ReadError, match=r"gone: no such file or folder; check the path"):
        read(tmp_path / "gone")
    with pytest.raises(ReadError, match="no such file"):
        read_all([write(tmp_path / "a.txt"), tmp_path / "gone"])
    with pytest.raises(ReadError):
        read("x" * 5000)


def test_folder_with_nothing_to_read(tmp_path: Path) -> None:
    (tmp_path / "sub").mkdir()
    write(tmp_path / ".hidden")
    with pytest.raises(ReadError, match="nothing to read"):
        read(tmp_path)
    with pytest.raises(ReadError, match="nothing to read"):
        read_all([])


def test_several_paths_keep_their_order(tmp_path: Path) -> None:
    assert ids(read_all([write(tmp_path / "b.txt"), write(tmp_path / "a.txt")])) == ["b", "a"]


def test_links(tmp_path: Path) -> None:
    write(tmp_path / "a" / "x.txt")
    (tmp_path / "a" / "loop").symlink_to(tmp_path, target_is_directory=True)
    (tmp_path / "b").symlink_to(tmp_path / "a" / "x.txt")
    (tmp_path / "c").symlink_to(tmp_path / "nowhere")
    outcomes = list(read(tmp_path))
    assert ids(iter(outcomes)) == ["unreadable!", "a/x", "b", "unreadable!"]
    assert [o.message for o in outcomes if isinstance(o, Skipped)] == ["a link to a folder above it", "a broken link"]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs named pipes")
def test_pipes_in_a_folder_are_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    assert ids(read(tmp_path)) == ["unreadable!"]


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may read everything")
def test_forbidden_file(tmp_path: Path) -> None:
    write(tmp_path / "a.txt").chmod(0)
    assert ids(read(tmp_path)) == ["unreadable!"]


def test_a_file_that_vanishes_is_unreadable(tmp_path: Path) -> None:
    path = write(tmp_path / "a.txt")
    outcomes = read(path)
    path.unlink()
    (outcome,) = outcomes
    assert outcome == Skipped(str(path), "unreadable", "No such file or directory")


@pytest.mark.skipif(sys.platform != "linux", reason="needs file names of any bytes")
def test_file_names_that_are_no_utf8(tmp_path: Path) -> None:
    Path(os.fsdecode(os.fsencode(tmp_path) + b"/caf\xe9\n.txt")).write_text("It rose.", encoding="utf-8")
    (outcome,) = read(tmp_path)
    assert isinstance(outcome, Article)
    assert outcome.id == "caf\ufffd\n"


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ("It rose.", ["stdin"]),
        ('{"text": "One."}\n{"id": "b", "text": "Two."}\n', ["stdin#1", "b"]),
        ('\n{"text": "One."}\nbroken\n', ["stdin#2", "bad_json!"]),
        ("{It rose} in the night.", ["stdin"]),
        ("<!doctype html><html><body><p>It rose.</p></body></html>", ["stdin"]),
        ("", ["empty!"]),
        ("\x00\x01\x02\x03", ["not_text!"]),
    ],
)
def test_stdin(content: str, expected: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO(content.encode())))
    outcomes = list(read("-"))
    assert ids(iter(outcomes)) == expected
    assert outcomes[0].source == "-"


def test_every_ending_belongs_to_one_format() -> None:
    endings = [ending for known in formats() for ending in known.endings]
    assert len(endings) == len(set(endings))
    for known in formats():
        for ending in known.endings:
            assert choose_format(f"X{ending.upper()}", b"") is known


def test_reading_text_imports_nothing_heavy(tmp_path: Path) -> None:
    write(tmp_path / "a.txt")
    code = (
        "import sys; from eventx.read import read; list(read(sys.argv[1]));"
        "heavy = ('spacy', 'trafilatura', 'dateparser', 'pydantic', 'charset_normalizer');"
        "print([name for name in heavy if name in sys.modules])"
    )
    result = subprocess.run([sys.executable, "-c", code, str(tmp_path)], capture_output=True, text=True, check=True)
    assert result.stdout.strip() == "[]"
