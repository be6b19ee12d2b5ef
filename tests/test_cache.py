"""The cache on disk: what it keeps, what it never believes, and that nothing depends on it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from eventx.cache import ENTRIES, VARIABLE, cache_dir, cached, is_plain, key_of, read_entry, write_entry
from eventx.modeldir import ModelError, _load, load_yaml

POSIX = pytest.mark.skipif(os.name != "posix", reason="owners and modes of POSIX")
KEY = key_of([b"the data"], [__file__])


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv(VARIABLE, str(tmp_path / "cache"))
    return tmp_path / "cache"


def counting(data: Any) -> tuple[Callable[[], Any], list[int]]:
    calls: list[int] = []

    def make() -> Any:
        calls.append(1)
        return data

    return make, calls


def entry_of(folder: Path) -> Path:
    (entry,) = folder.iterdir()
    return entry


def test_what_was_made_once_is_not_made_again(folder: Path) -> None:
    make, calls = counting({"a": [1, 2.5, None, True, "ü\ud800"]})
    assert cached("test", KEY, make) == cached("test", KEY, make) == {"a": [1, 2.5, None, True, "ü\ud800"]}
    assert len(calls) == 1


def test_other_data_other_code_other_entry(tmp_path: Path) -> None:
    code = tmp_path / "code.py"
    code.write_text("1")
    keys = {key_of([b"a", b"b"], []), key_of([b"ab"], []), key_of([b"a", b"c"], []), key_of([b"a", b"b"], [str(code)])}
    assert len(keys) == 4


@pytest.mark.parametrize(
    ("system", "variables", "expected"),
    [
        ("linux", {"HOME": "/h/x"}, "/h/x/.cache/eventx"),
        ("linux", {"HOME": "/h/x", "XDG_CACHE_HOME": "/big"}, "/big/eventx"),
        ("linux", {"HOME": "/h/x", "XDG_CACHE_HOME": "relative"}, "/h/x/.cache/eventx"),
        ("darwin", {"HOME": "/h/x"}, "/h/x/Library/Caches/eventx"),
        ("win32", {"LOCALAPPDATA": "/L"}, "/L/eventx/cache"),
        ("linux", {VARIABLE: "/mine"}, "/mine"),
        ("linux", {VARIABLE: "off"}, None),
        ("linux", {VARIABLE: ""}, None),
    ],
)
def test_where_it_lies(
    monkeypatch: pytest.MonkeyPatch, system: str, variables: dict[str, str], expected: str | None
) -> None:
    for name in ("HOME", "XDG_CACHE_HOME", "LOCALAPPDATA", VARIABLE):
        monkeypatch.delenv(name, raising=False)
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr(sys, "platform", system)
    assert cache_dir() == (None if expected is None else Path(expected))


def test_switched_off_nothing_is_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv(VARIABLE, "off")
    make, calls = counting({})
    cached("test", KEY, make)
    cached("test", KEY, make)
    assert len(calls) == 2
    assert not list(tmp_path.iterdir())


@POSIX
def test_only_the_owner_may_read_it(folder: Path) -> None:
    cached("test", KEY, lambda: {"a": 1})
    assert folder.stat().st_mode & 0o777 == 0o700
    assert entry_of(folder).stat().st_mode & 0o777 == 0o600


def torn(entry: Path) -> None:
    entry.write_bytes(entry.read_bytes()[:-3])


def changed(entry: Path) -> None:
    entry.write_bytes(entry.read_bytes().replace(b'"a":1', b'"a":2'))


def emptied(entry: Path) -> None:
    entry.write_bytes(b"")


def random_bytes(entry: Path) -> None:
    entry.write_bytes(bytes(range(256)))


def writable_by_others(entry: Path) -> None:
    entry.chmod(0o666)


def a_link(entry: Path) -> None:
    other = entry.parent.parent / "elsewhere"
    entry.rename(other)
    entry.symlink_to(other)


def a_folder(entry: Path) -> None:
    entry.unlink()
    entry.mkdir()


def a_pipe(entry: Path) -> None:
    entry.unlink()
    os.mkfifo(entry)


def in_an_open_folder(entry: Path) -> None:
    entry.parent.chmod(0o777)


def of_another_shape(entry: Path) -> None:
    entry.unlink()
    write_entry(entry, [1])


@POSIX
@pytest.mark.parametrize(
    "harm",
    [
        torn,
        changed,
        emptied,
        random_bytes,
        writable_by_others,
        a_link,
        a_folder,
        a_pipe,
        in_an_open_folder,
        of_another_shape,
    ],
)
def test_what_is_harmed_is_made_anew(folder: Path, harm: Callable[[Path], None]) -> None:
    make, calls = counting({"a": 1})
    cached("test", KEY, make)
    harm(entry_of(folder))
    assert cached("test", KEY, make) == {"a": 1}
    assert len(calls) == 2


@POSIX
def test_what_another_user_wrote_is_ignored(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    cached("test", KEY, lambda: {"a": 1})
    monkeypatch.setattr(os, "getuid", lambda: 4711)
    assert read_entry(entry_of(folder)) is None


def test_a_place_that_cannot_be_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").write_text("")
    monkeypatch.setenv(VARIABLE, str(tmp_path / "file" / "cache"))
    assert cached("test", KEY, lambda: {"a": 1}) == {"a": 1}


@POSIX
@pytest.mark.parametrize("call", ["open", "mkdir"])
def test_a_read_only_file_system(folder: Path, monkeypatch: pytest.MonkeyPatch, call: str) -> None:
    def refused(*_: Any, **__: Any) -> None:
        raise OSError(30, "Read-only file system")

    monkeypatch.setattr(os, call, refused)
    assert cached("test", KEY, lambda: {"a": 1}) == {"a": 1}


def test_a_full_disk_leaves_nothing_behind(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: Any) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", full)
    assert cached("test", KEY, lambda: {"a": 1}) == {"a": 1}
    assert not list(folder.iterdir())


def test_what_fails_is_not_kept(folder: Path) -> None:
    with pytest.raises(ZeroDivisionError):
        cached("test", KEY, lambda: 1 / 0)
    assert not folder.exists()


@pytest.mark.parametrize("data", [{1: "a"}, {"a": (1,)}, {"a": {1, 2}}, {"a": b"b"}, {"a": object()}])
def test_what_json_would_change_is_not_kept(folder: Path, data: Any) -> None:
    assert not is_plain(data)
    assert cached("test", KEY, lambda: data) is data
    assert not folder.exists()


def test_several_at_once(folder: Path) -> None:
    program = "from eventx.cache import cached; print(cached('test', 'k', lambda: {'a': list(range(50_000))})['a'][-1])"
    environment = {**os.environ, VARIABLE: str(folder)}

    def start(_: int) -> str:
        run = subprocess.run(
            [sys.executable, "-c", program], env=environment, capture_output=True, text=True, check=True
        )
        return run.stdout.strip()

    with ThreadPoolExecutor(4) as pool:
        assert set(pool.map(start, range(8))) == {"49999"}
    assert [entry.name for entry in folder.iterdir()] == ["test-k.json"]


def test_it_does_not_grow_without_end(folder: Path) -> None:
    for number in range(ENTRIES + 20):
        cached("test", str(number), lambda: {})
    assert len(list(folder.iterdir())) == ENTRIES


@pytest.mark.parametrize(
    "text",
    ["a: [1, 2.5, yes, null, true]\n", "1: {2: [x]}\n3: y\n", "d: 2024-02-03\n", "- a\n- {b: c}\n", "''\n", ""],
)
def test_a_yaml_file_is_the_same_from_the_cache(folder: Path, tmp_path: Path, text: str) -> None:
    path = tmp_path / "x.yml"
    path.write_text(text)
    first = load_yaml(path)
    _load.cache_clear()
    assert repr(load_yaml(path)) == repr(first)


def test_a_changed_yaml_file_is_read_anew(folder: Path, tmp_path: Path) -> None:
    path = tmp_path / "x.yml"
    path.write_text("a: 1\n")
    os.utime(path, (1, 1))
    assert load_yaml(path) == {"a": 1}
    path.write_text("a: 2\n")
    os.utime(path, (2, 2))
    assert load_yaml(path) == {"a": 2}


def test_a_malformed_yaml_file_is_malformed_each_time(folder: Path, tmp_path: Path) -> None:
    path = tmp_path / "x.yml"
    path.write_text("a: 1\nb: [\n")
    for _ in range(2):
        with pytest.raises(ModelError, match=r"x\.yml:3: not well-formed YAML"):
            load_yaml(path)


def test_an_entry_is_plain_json(folder: Path) -> None:
    cached("test", KEY, lambda: {"a": 1})
    head, body = entry_of(folder).read_bytes().split(b"\n")
    assert head.startswith(b"eventx-cache/1 ")
    assert json.loads(body) == {"a": 1}
