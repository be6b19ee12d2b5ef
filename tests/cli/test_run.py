"""`eventx run`: inputs to a folder of results."""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from fakes import Run, lines

from eventx.write.folder import text_file_name

FILES = ("events.jsonl", "articles.jsonl", "skipped.jsonl", "run.json")


def jsonl(path: Path, *records: object) -> Path:
    path.write_text("".join(json.dumps(record) + "\n" for record in records), encoding="utf-8")
    return path


def test_a_folder_in_four_files_out(eventx: Run, folder: Path, tmp_path: Path) -> None:
    result = eventx("run", folder, "-o", tmp_path / "out")
    assert (result.exit_code, result.stdout) == (0, "")
    assert {path.name for path in (tmp_path / "out").iterdir()} == set(FILES)
    events = lines(tmp_path / "out/events.jsonl")
    assert [(e["doc"]["id"], e["type"]) for e in events] == [("b", "strike"), ("sub/a", "strike"), ("sub/a", "talks")]
    assert lines(tmp_path / "out/skipped.jsonl") == []
    run = json.loads((tmp_path / "out/run.json").read_text())
    assert run["counts"] == {
        "articles": 2,
        "events": 3,
        "skipped": 0,
        "by_type": {"strike": 2, "talks": 1},
        "by_reason": {},
    }
    assert set(run) == {"schema_version", "versions", "model", "options", "counts", "seconds"}
    assert {"sha256", "rules_sha256", "spacy_model", "spacy_model_version"} <= set(run["model"])


def test_every_article_has_a_line(eventx: Run, tmp_path: Path) -> None:
    record = {"id": "x1", "text": "Räder rolled.", "title": "T", "date": "2024-05-06", "url": "u", "desk": [1]}
    eventx("run", jsonl(tmp_path / "in.jsonl", record), "-o", tmp_path / "out")
    assert lines(tmp_path / "out/articles.jsonl") == [
        {
            "id": "x1",
            "source": "u",
            "title": "T",
            "publisher": None,
            "published": "2024-05-06",
            "published_from": "metadata",
            "lang": "en",
            "sha256": hashlib.sha256("Räder rolled.".encode()).hexdigest(),
            "characters": 13,
            "events": 1,
            "extra": {"desk": [1]},
        }
    ]


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("empty.txt", b"", "empty"),
        ("binary.txt", b"\x00\x01\x02\x03" * 100, "not_text"),
        ("broken.jsonl", b'{"text": "a"\n', "bad_json"),
        ("fails.txt", b"Rebels went boom.", "failed"),
    ],
)
def test_what_gives_nothing_is_told_with_its_reason(
    eventx: Run, folder: Path, tmp_path: Path, name: str, content: bytes, reason: str
) -> None:
    (folder / name).write_bytes(content)
    result = eventx("run", folder, "-o", tmp_path / "out")
    assert result.exit_code == 3
    assert reason in result.stderr
    skipped = lines(tmp_path / "out/skipped.jsonl")
    assert [(s["source"], s["reason"]) for s in skipped] == [(str(folder / name), reason)]
    assert len(lines(tmp_path / "out/articles.jsonl")) == 2


def test_an_id_is_used_once(eventx: Run, tmp_path: Path) -> None:
    source = jsonl(tmp_path / "in.jsonl", {"id": "a", "text": "Rebels came."}, {"id": "a", "text": "Rebels left."})
    assert eventx("run", source, "-o", tmp_path / "out").exit_code == 3
    assert [s["reason"] for s in lines(tmp_path / "out/skipped.jsonl")] == ["duplicate_id"]
    assert [a["characters"] for a in lines(tmp_path / "out/articles.jsonl")] == [12]


def test_a_finished_run_is_replaced_only_by_force(eventx: Run, folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    assert eventx("run", folder, "-o", out, "--texts").exit_code == 0
    before = {name: (out / name).read_bytes() for name in FILES[:3]}
    refused = eventx("run", folder, "-o", out)
    assert refused.exit_code == 2
    assert "--force" in refused.stderr
    assert eventx("run", folder, "-o", out, "--force").exit_code == 0
    assert {name: (out / name).read_bytes() for name in before} == before
    assert not (out / "texts").exists()


def test_texts_are_kept_as_they_are_counted(eventx: Run, tmp_path: Path) -> None:
    text = "A line\u2028and\tmore, Zürich.\nEnd"
    source = jsonl(tmp_path / "in.jsonl", {"id": "../../climb", "text": text})
    eventx("run", source, "-o", tmp_path / "out", "--texts")
    (kept,) = (tmp_path / "out/texts").iterdir()
    assert kept.name == text_file_name("../../climb")
    assert kept.read_bytes().decode() == text


@pytest.mark.parametrize("id", ["a/b", "..", "x" * 400, "a\x00b\n", "\udc80", "CON", "日本"])
def test_any_id_gives_a_file_name(id: str, tmp_path: Path) -> None:
    name = text_file_name(id)
    assert "/" not in name and name.isascii() and len(name) < 200
    (tmp_path / name).touch()


def test_only_the_types_asked_for(eventx: Run, folder: Path, tmp_path: Path) -> None:
    eventx("run", folder, "-o", tmp_path / "out", "--types", "talks, visit")
    assert [e["type"] for e in lines(tmp_path / "out/events.jsonl")] == ["talks"]


def test_stdin_is_read_where_a_dash_stands(eventx: Run, tmp_path: Path) -> None:
    assert eventx("run", "-", "-o", tmp_path / "out", stdin='{"id": "n", "text": "Rebels came."}\n').exit_code == 0
    assert [a["id"] for a in lines(tmp_path / "out/articles.jsonl")] == ["n"]


def test_the_date_given_is_for_articles_without_one(eventx: Run, tmp_path: Path) -> None:
    source = jsonl(tmp_path / "in.jsonl", {"text": "Rebels came."}, {"text": "Rebels left.", "published": "2020-01-01"})
    eventx("run", source, "-o", tmp_path / "out", "--published", "2024-02-03")
    found = [(a["published"], a["published_from"]) for a in lines(tmp_path / "out/articles.jsonl")]
    assert found == [("2024-02-03", "option"), ("2020-01-01", "metadata")]


def test_a_run_that_stops_halfway_leaves_an_earlier_one_alone(
    eventx: Run, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "out"
    eventx("run", folder, "-o", out)
    before = {name: (out / name).read_bytes() for name in FILES}

    def interrupted(*args: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("eventx.batch.ledger.article_record", interrupted)
    result = eventx("run", folder, "-o", out, "--force")
    assert result.exit_code == 130
    assert "interrupted" in result.stderr
    assert {name: (out / name).read_bytes() for name in FILES} == before


NO_NETWORK = """
import os, socket

def note(what):
    with open(os.environ["WATCHED"], "a") as noted:
        print(what, file=noted)

def refused(name):
    def refuse(self, *args, **kwargs):
        if self.family != socket.AF_UNIX:
            note(f"{name} {args}")
            raise AssertionError("the network was asked for")
        return getattr(super(Watched, self), name)(*args, **kwargs)
    return refuse

def lookup(*args, **kwargs):
    note(f"lookup {args}")
    raise AssertionError("a name was looked up")

class Watched(socket.socket):
    connect, connect_ex, listen = refused("connect"), refused("connect_ex"), refused("listen")
    sendto, sendmsg = refused("sendto"), refused("sendmsg")

socket.socket, socket.getaddrinfo, socket.gethostbyname = Watched, lookup, lookup
note("watched")
"""
"""For every process of Python: that a library tries whether sockets of a kind can be made is not yet the network."""

LURES = {
    "page.html": '<html><head><link rel="stylesheet" href="http://x.invalid/a.css"><base href="http://x.invalid/">'
    '<meta http-equiv="refresh" content="0;url=http://x.invalid/"></head><body><h1>News</h1><p>{}</p>'
    '<img src="http://x.invalid/a.png"><script src="http://x.invalid/a.js"></script></body></html>',
    "feed.rss": '<?xml version="1.0"?><!DOCTYPE rss SYSTEM "http://x.invalid/rss.dtd"><rss version="2.0"><channel>'
    "<item><title>News</title><link>http://x.invalid/</link><description>{}</description></item></channel></rss>",
    "mail.eml": "From: a@x.invalid\nSubject: News\nContent-Type: text/plain\n\n{}\n",
    "text.txt": "{} See http://x.invalid/ and ftp://x.invalid/a.",
}


@pytest.mark.slow
@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="sockets of Unix")
def test_no_process_of_a_run_asks_the_network_for_anything(tmp_path: Path) -> None:
    (tmp_path / "watch").mkdir()
    (tmp_path / "watch/sitecustomize.py").write_text(NO_NETWORK)
    (tmp_path / "in").mkdir()
    for name, frame in LURES.items():
        (tmp_path / "in" / name).write_text(frame.format("Rebels fired two rockets at Goma on Tuesday, police said."))
    command = [sys.executable, "-m", "eventx", "run", str(tmp_path / "in"), "-o", str(tmp_path / "out"), "--jobs", "2"]
    path = os.pathsep.join(filter(None, [str(tmp_path / "watch"), os.environ.get("PYTHONPATH")]))
    environment = {**os.environ, "PYTHONPATH": path, "WATCHED": str(tmp_path / "watched")}
    result = subprocess.run(
        [*command, "--keep-duplicates"], check=False, capture_output=True, text=True, env=environment
    )
    noted = (tmp_path / "watched").read_text().splitlines()
    assert set(noted) == {"watched"}
    assert len(noted) >= 3, "the main process, the reader, and the one that forks workers"
    assert len(lines(tmp_path / "out/events.jsonl")) >= 3, result.stderr
