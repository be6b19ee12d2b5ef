"""What is packed: archives, compression, and the bounds that hold for them."""

from __future__ import annotations

import bz2
import gzip
import io
import json
import sys
import zipfile
from pathlib import Path

import pytest
import zstandard

from eventx.article import Article
from eventx.read import ReadOptions, Skipped, read
from eventx.read.base import Budget, Skip

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
from nasty import tarred, zipped


def ids(path: Path, **options: int) -> list[str]:
    found = read(path, options=ReadOptions(**options))  # type: ignore[arg-type]
    return [f"{o.reason}!" if isinstance(o, Skipped) else o.id for o in found]


def write(path: Path, data: bytes) -> Path:
    path.write_bytes(data)
    return path


@pytest.mark.parametrize(
    ("ending", "compress"),
    [(".gz", gzip.compress), (".bz2", bz2.compress), (".zst", zstandard.ZstdCompressor().compress)],
)
def test_compressed_files_are_read_as_what_is_within(tmp_path: Path, ending: str, compress: object) -> None:
    assert callable(compress)
    lines = b'{"text": "One."}\n{"text": "Two."}\n'
    assert ids(write(tmp_path / f"a.jsonl{ending}", compress(lines))) == ["a.jsonl#1", "a.jsonl#2"]
    assert ids(write(tmp_path / f"b{ending}", compress(b"It rose."))) == ["b"]


def test_members_are_inputs(tmp_path: Path) -> None:
    members: dict[str, bytes | str] = {
        "x/a.txt": "It rose.",
        "b.jsonl": json.dumps({"text": "It fell."}),
        ".c.txt": "No.",
    }
    path = write(tmp_path / "news.zip", zipped(members))
    first, second = read(path)
    assert isinstance(first, Article)
    assert isinstance(second, Article)
    assert (first.id, first.source) == ("news.zip/x/a", f"{path}/x/a.txt")
    assert second.id == "news.zip/b#1"
    assert ids(write(tmp_path / "news.tar", tarred(members))) == ["news.tar/x/a", "news.tar/b#1"]
    assert ids(write(tmp_path / "news.tar.gz", gzip.compress(tarred(members)))) == ["news.tar/x/a", "news.tar/b#1"]
    assert ids(write(tmp_path / "old.tgz", gzip.compress(tarred(members)))) == ["old.tar/x/a", "old.tar/b#1"]
    assert ids(write(tmp_path / "outer.zip", zipped({"in.zip": zipped(members)}))) == [
        "outer.zip/in.zip/x/a",
        "outer.zip/in.zip/b#1",
    ]


def test_a_path_out_of_the_archive_is_only_a_name(tmp_path: Path) -> None:
    path = write(tmp_path / "a.zip", zipped({"../../up.txt": "It rose.", "/etc/x.txt": "It fell."}))
    first, second = read(path)
    assert isinstance(first, Article)
    assert (first.id, first.source) == ("a.zip/up", f"{path}/../../up.txt")
    assert isinstance(second, Article)
    assert second.id == "a.zip/etc/x"
    assert [p.name for p in tmp_path.iterdir()] == ["a.zip"]


def test_max_bytes_holds_for_the_article_not_for_what_it_is_packed_in(tmp_path: Path) -> None:
    lines = (
        b"".join(b'{"text": "It rose by %d metres."}\n' % n for n in range(100)) + b'{"text": "' + b"x" * 100 + b'"}\n'
    )
    for path in (write(tmp_path / "a.jsonl", lines), write(tmp_path / "a.jsonl.gz", gzip.compress(lines))):
        found = ids(path, max_bytes=80)
        assert (len(found), found[-1]) == (101, "too_large!")
    assert ids(write(tmp_path / "a.txt", b"x" * 81), max_bytes=80) == ["too_large!"]
    assert ids(write(tmp_path / "b.txt", b"x" * 80), max_bytes=80) == ["b"]
    assert ids(write(tmp_path / "a.zip", zipped({"a.txt": "x" * 81, "b.txt": "x" * 80})), max_bytes=80) == [
        "too_large!",
        "a.zip/b",
    ]


def test_what_came_before_the_damage_is_kept(tmp_path: Path) -> None:
    lines = b"".join(b'{"text": "It rose by %d metres."}\n' % n for n in range(20_000))
    found = ids(write(tmp_path / "a.jsonl.gz", gzip.compress(lines)[:-2000]))
    assert len(found) > 1000
    assert found[-1] == "unreadable!"
    assert found[0] == "a.jsonl#1"


def test_an_archive_from_a_stream_that_can_not_be_wound_back(tmp_path: Path) -> None:
    data = gzip.compress(zipped({"a.txt": "It rose."}))
    assert ids(write(tmp_path / "a.zip.gz", data)) == ["a.zip/a"]


def test_a_bomb_uses_up_its_budget() -> None:
    budget = Budget()
    budget.take(1000)
    budget.give(10**8)
    with pytest.raises(Skip, match="more than 100 times its size"):
        budget.give(10**9)
    with pytest.raises(Skip):
        budget.give(0)
    budget = Budget()
    with pytest.raises(Skip, match="too many members"):
        for _ in range(20_000):
            budget.enter(4)


def test_an_empty_archive_is_accounted_for(tmp_path: Path) -> None:
    assert ids(write(tmp_path / "a.zip", zipped({}))) == ["unreadable!"] or ids(tmp_path / "a.zip") == ["empty!"]


def test_a_format_whose_package_is_missing_names_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pypdf", None)
    (found,) = read(write(tmp_path / "a.pdf", b"%PDF-1.7\n"))
    assert isinstance(found, Skipped)
    assert found.reason == "unreadable"
    assert found.message == "PDF needs the package pypdf: pip install 'eventx[formats]'"


def test_archives_are_read_lazily(tmp_path: Path) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for n in range(2000):
            archive.writestr(f"{n}.txt", "It rose.")
    first = next(iter(read(write(tmp_path / "a.zip", out.getvalue()))))
    assert isinstance(first, Article)
