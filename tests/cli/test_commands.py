"""The other commands, and what every command does with wrong input: a message that helps, never a traceback."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from fakes import Run, lines

EVENTX = [sys.executable, "-m", "eventx"]


def test_extract_writes_events_and_nothing_else_to_stdout(eventx: Run, folder: Path) -> None:
    result = eventx("extract", folder / "sub/a.txt")
    assert (result.exit_code, result.stderr) == (0, "")
    assert [json.loads(line)["type"] for line in result.stdout.splitlines()] == ["strike", "talks"]


def test_extract_reads_stdin(eventx: Run) -> None:
    assert len(eventx("extract", "-", stdin="Some text.").stdout.splitlines()) == 1


def test_annotate_writes_a_line_an_article(eventx: Run) -> None:
    result = eventx("annotate", "-", stdin='{"id": "a", "text": "x"}\n{"id": "b", "text": "y"}\n')
    assert [json.loads(line)["doc"]["id"] for line in result.stdout.splitlines()] == ["a", "b"]


@pytest.mark.parametrize("command", ["extract", "annotate"])
def test_what_was_skipped_is_said_on_stderr(eventx: Run, command: str) -> None:
    result = eventx(command, "-", stdin='{"id": "a", "text": "x"}\n{"id": \n')
    assert result.exit_code == 3
    assert len(result.stdout.splitlines()) == 1
    assert "line 2" in result.stderr and "bad_json" in result.stderr


def test_schema_is_that_of_the_event_types(eventx: Run) -> None:
    schema = json.loads(eventx("schema").stdout)
    assert {"talks", "strike", "casualty"} <= set(schema["discriminator"]["mapping"])


def test_show_makes_a_table(eventx: Run, folder: Path, tmp_path: Path) -> None:
    eventx("run", folder, "-o", tmp_path / "out")
    result = eventx("show", tmp_path / "out")
    assert result.exit_code == 0
    for word in ("sub/a: 2 events", "strike drone", "Rebels", "1,200 drone", "More talks took place."):
        assert word in result.stdout
    assert eventx("show", tmp_path / "out/events.jsonl").stdout == result.stdout


def test_rules_are_listed_and_checked(eventx: Run) -> None:
    listed = eventx("rules", "list").stdout.splitlines()
    assert all(len(line.split("\t")) == 3 for line in listed)
    assert f"{len(listed)} rules" in eventx("rules", "check").stderr


WRONG_USE = {
    "no such path": (["extract", "nowhere.txt"], "nowhere.txt"),
    "no such folder": (["run", "nowhere", "-o", "out"], "nowhere"),
    "folder with nothing in it": (["run", "empty", "-o", "out"], "nothing to read"),
    "folder where a file is wanted": (["extract", "empty"], "eventx run"),
    "bad date": (["run", "a.txt", "-o", "out", "--published", "5.2.2026"], "YYYY-MM-DD"),
    "no such date": (["extract", "a.txt", "--published", "2026-02-30"], "2026-02-30"),
    "unknown model": (["extract", "a.txt", "--model", "klingon"], "eventx_en"),
    "unknown spaCy model": (["run", "a.txt", "-o", "out", "--spacy-model", "xx_nope"], "pip install"),
    "unknown type": (["extract", "a.txt", "--types", "strike,wedding"], "wedding"),
    "no type": (["extract", "a.txt", "--types", ","], "--types"),
    "malformed rule": (["extract", "a.txt", "--model", "model"], "strike.yml:3"),
    "malformed rule, checked": (["rules", "check", "--model", "model"], "strike.yml:3"),
    "output is a file": (["run", "a.txt", "-o", "a.txt"], "is a file"),
    "no output": (["run", "a.txt"], "--out"),
    "no jobs": (["run", "a.txt", "-o", "out", "--jobs", "0"], "--jobs"),
    "no such option": (["run", "--bogus"], "--bogus"),
    "no such command": (["frobnicate"], "frobnicate"),
    "no such run": (["show", "empty"], "eventx run"),
    "no events": (["show", "a.txt"], "a.txt:1"),
    "output is below a file": (["run", "a.txt", "-o", "a.txt/out"], "a.txt is a file"),
    "model folder without a model": (["extract", "a.txt", "--model", "empty"], "config.cfg"),
    "the same, its rules checked": (["rules", "check", "--model", "empty"], "config.cfg"),
}


@pytest.mark.parametrize(("args", "says"), WRONG_USE.values(), ids=WRONG_USE)
def test_wrong_use_ends_with_2_and_a_message(
    eventx: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, args: list[str], says: str
) -> None:
    from shutil import copytree  # noqa: PLC0415

    from eventx.modeldir import model_dir  # noqa: PLC0415

    monkeypatch.undo()  # the true model: what is wrong is found before it is loaded, or by loading it
    monkeypatch.chdir(tmp_path)
    Path("empty").mkdir()
    Path("a.txt").write_text("Rebels attacked.")
    if "model" in args:
        copytree(model_dir(), "model")
        Path("model/rules/strike.yml").write_text("type: strike\nroles: [\n")
    result = eventx(*args)
    assert result.exit_code == 2, result.output
    assert says in result.stderr
    assert result.stdout == ""
    assert "Traceback" not in result.stderr
    assert not Path("out").exists()


def test_a_run_that_is_not_done_is_not_shown(eventx: Run, tmp_path: Path) -> None:
    (tmp_path / "checkpoint.json").write_text("{}")
    result = eventx("show", tmp_path)
    assert result.exit_code == 2
    assert "unfinished run; the command that began it goes on with it" in result.stderr


def test_file_names_cannot_drive_the_terminal(eventx: Run, tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in/\x1b]0;owned\x07\n.txt").write_text("")
    result = eventx("extract", tmp_path / "in/\x1b]0;owned\x07\n.txt")
    assert result.exit_code == 3
    assert "\x1b" not in result.stderr
    assert "\\x1b]0;owned\\x07\\n.txt" in result.stderr


def test_help_and_version_answer_at_once() -> None:
    code = "import sys; from eventx.cli import app; app(['--help'], standalone_mode=False); print(*sys.modules)"
    output = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    help_text, modules = output.rsplit("\n", 2)[0], output.rsplit("\n", 2)[1].split()
    assert "extract" in help_text
    assert not {"spacy", "numpy", "pydantic", "yaml", "trafilatura", "dateparser"} & set(modules)
    version = subprocess.run([*EVENTX, "--version"], capture_output=True, text=True, check=True).stdout
    assert version.startswith("eventx ")


def test_every_command_and_option_has_help() -> None:
    from typer.main import get_command  # noqa: PLC0415

    from eventx.cli import app  # noqa: PLC0415

    def walk(command: object, name: str) -> None:
        assert command.help, name  # type: ignore[attr-defined]
        for parameter in command.params:  # type: ignore[attr-defined]
            assert getattr(parameter, "help", None) or parameter.name == "help", f"{name} {parameter.name}"
        for child, below in getattr(command, "commands", {}).items():
            walk(below, f"{name} {child}")

    walk(get_command(app), "eventx")


SLOW_MODEL = """
import sys, time
from multiprocessing import freeze_support
if __name__ == "__main__":
    sys.path.insert(0, {tests!r})
    from fakes import FakeSpec
    import eventx.cli
    eventx.cli._spec = lambda *args, **options: FakeSpec()
    eventx.cli.main()
"""


@pytest.mark.skipif(os.name == "nt", reason="signals of POSIX")
@pytest.mark.parametrize("jobs", ["1", "2"])
def test_ctrl_c_ends_a_run_and_says_where_it_stands(tmp_path: Path, jobs: str) -> None:
    script = tmp_path / "slow.py"
    script.write_text(SLOW_MODEL.format(tests=str(Path(__file__).parent)))
    with (tmp_path / "in.jsonl").open("w") as out:
        for n in range(200):
            out.write(
                json.dumps({"id": str(n), "text": f"Rebels {'hang' if n == 100 else 'march'} on town {n}."}) + "\n"
            )
    args = [sys.executable, str(script), "run", str(tmp_path / "in.jsonl"), "-o", str(tmp_path / "out"), "--jobs", jobs]
    run = subprocess.Popen(args, stderr=subprocess.PIPE, text=True, start_new_session=True)
    partial = tmp_path / "out/articles.jsonl.partial"
    for _ in range(600):
        time.sleep(0.05)
        if partial.exists() and partial.stat().st_size:
            break
    begin = time.monotonic()
    os.killpg(run.pid, signal.SIGINT)
    _, stderr = run.communicate(timeout=30)
    assert run.returncode == 130, stderr
    assert time.monotonic() - begin < 20
    assert "interrupted after" in stderr and "articles" in stderr
    assert "Traceback" not in stderr
    assert "the same command goes on" in stderr
    assert lines(partial)
    assert not (tmp_path / "out/run.json").exists()


MISSING = {
    "no stdout to write to": (["schema", ">&-"], 1, "standard output: Bad file descriptor"),
    "no room on stdout": (["schema", ">/dev/full"], 1, "standard output: No space left on device"),
    "no stdin to read": (["run", "-", "-o", "out", "<&-"], 3, "skipped: unreadable 1"),
    "no stderr to speak to": (["run", "a.txt", "-o", "out", "2>&-"], 0, ""),
    "none of them": (["run", "a.txt", "-o", "out", "<&- >&- 2>&-"], 0, ""),
}


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="/dev/full")
@pytest.mark.parametrize(("command", "code", "says"), MISSING.values(), ids=MISSING)
def test_standard_streams_may_be_missing(tmp_path: Path, command: list[str], code: int, says: str) -> None:
    script = tmp_path / "fake.py"
    script.write_text(SLOW_MODEL.format(tests=str(Path(__file__).parent)))
    (tmp_path / "a.txt").write_text("Rebels attacked.")
    line = " ".join([sys.executable, str(script), *command])
    result = subprocess.run(["bash", "-c", line], check=False, capture_output=True, text=True, cwd=tmp_path)
    assert result.returncode == code, result.stderr
    assert says in result.stderr
    assert "Traceback" not in result.stderr and "AttributeError" not in result.stderr
    if command[0] == "run" and code == 0:
        assert len(lines(tmp_path / "out/events.jsonl")) == 1


@pytest.mark.parametrize("command", ["rules list", "show out"])
def test_a_reader_that_has_had_enough_is_no_error(eventx: Run, tmp_path: Path, folder: Path, command: str) -> None:
    eventx("run", folder, "-o", tmp_path / "out")
    many = (tmp_path / "out/events.jsonl").read_bytes() * 2_000
    (tmp_path / "out/events.jsonl").write_bytes(many)
    command = f"cd {tmp_path}; {sys.executable} -m eventx {command} | head -n 1; exit ${{PIPESTATUS[0]}}"
    result = subprocess.run(["bash", "-c", command], check=False, capture_output=True, text=True)
    assert (result.returncode, result.stderr) == (0, "")
