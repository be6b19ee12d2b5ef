"""`eventx run`: inputs to a folder of results."""

from __future__ import annotations

import hashlib
import json
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
