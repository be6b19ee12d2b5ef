"""A run that ended at any instant goes on where it was, and ends with the bytes of an undisturbed one."""

from __future__ import annotations

import importlib.util
import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from fakes import FakeSpec, LimitedSpec, Run, lines

from eventx.batch import ledger, processes
from eventx.batch.inputs import Inputs
from eventx.batch.run import run
from eventx.batch.workers import ModelSpec
from eventx.read import ReadOptions
from eventx.write import folder as folder_module
from eventx.write.folder import FILES, OutputError, RunFolder, WriteError
from eventx.write.lock import LOCK, FolderLock

ROOT = Path(__file__).resolve().parents[2]


class PowerCutError(BaseException):
    """The end of the world, as far as a run is concerned: nothing after it is executed."""


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Processes are forked, and every article is a commit of its own."""
    monkeypatch.setattr(processes, "START_METHOD", "fork")
    monkeypatch.setattr(ledger, "COMMIT_SECONDS", 0.0)
    monkeypatch.setattr("eventx.batch.run.model_record", lambda *args: {"name": "eventx_en", "sha256": "def"})
    monkeypatch.setattr("eventx.batch.run.versions", lambda: {"spacy": "3.8"})
    monkeypatch.setattr("eventx.batch.run.fingerprint", lambda *args: "of the program")


@pytest.fixture
def articles(tmp_path: Path) -> Path:
    """A folder with articles as lines and as files, some of them bad, some repeated."""
    top = tmp_path / "in"
    (top / "files").mkdir(parents=True)
    texts = [f"Rebels {deed} town {n}." for n, deed in enumerate(["attacked", "held talks in", "went boom in"] * 4)]
    records = [json.dumps({"id": f"l{n}", "text": text}) for n, text in enumerate(texts)]
    (top / "a.jsonl").write_text("\n".join([*records[:5], "{broken", records[2], *records[5:]]) + "\n")
    for n, text in enumerate(texts[:4]):
        (top / f"files/{n}.txt").write_text(text if n < 2 else text.replace("town", "village"))
    (top / "files/empty.txt").write_text("")
    return top


def start(source: Path, out: Path, spec: ModelSpec | None = None, **options: object) -> None:
    given = {"texts": True, "jobs": 1, **options}
    run(Inputs((str(source),), ReadOptions(select=True)), out, spec or FakeSpec(), **given)  # type: ignore[arg-type]


def content(out: Path) -> dict[str, bytes]:
    found = {p.relative_to(out).as_posix(): p.read_bytes() for p in out.rglob("*") if p.is_file()}
    counts = json.loads(found.pop("run.json"))["counts"]
    return {**found, "counts": json.dumps(counts).encode()}


@pytest.fixture
def whole(articles: Path, tmp_path: Path) -> dict[str, bytes]:
    """What an undisturbed run writes."""
    start(articles, tmp_path / "whole")
    return content(tmp_path / "whole")


def cut_power(patch: pytest.MonkeyPatch, until: int) -> list[str]:
    """Lets nothing happen on the disk after the n-th step; returns the steps that were done, to be looked at later."""
    done: list[str] = []

    def counted(module: object, name: str) -> None:
        real = getattr(module, name)

        def step(*args: object, **kwargs: object) -> object:
            if len(done) >= until:
                raise PowerCutError
            done.append(name)
            return real(*args, **kwargs)

        patch.setattr(module, name, step)

    for name in ("_write", "_sync_folder"):
        counted(folder_module, name)
    for name in ("replace", "unlink"):
        counted(Path, name)
    counted(folder_module.shutil, "rmtree")
    return done


@pytest.mark.slow
def test_cut_off_at_any_step_no_line_is_torn_lost_or_doubled(
    articles: Path, tmp_path: Path, whole: dict[str, bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Here and there while the articles are written, and at each of the last steps, which name the files."""
    with monkeypatch.context() as patch:
        total = len(_all_steps(patch, articles, tmp_path))
    for until in [*range(1, total - 14, 29), *range(total - 14, total)]:
        out = tmp_path / f"out{until}"
        with monkeypatch.context() as patch, pytest.raises(PowerCutError):
            cut_power(patch, until)
            start(articles, out)
        start(articles, out, force=True)
        assert content(out) == whole, f"cut off at step {until}"


def _all_steps(patch: pytest.MonkeyPatch, articles: Path, folder: Path) -> list[str]:
    done = cut_power(patch, 10**6)
    start(articles, folder / "counted")
    return done


@pytest.mark.parametrize("jobs", [1, 2])
def test_the_number_of_processes_does_not_show(
    articles: Path, tmp_path: Path, whole: dict[str, bytes], jobs: int
) -> None:
    run(Inputs((str(articles),), ReadOptions(select=True)), tmp_path / "out", FakeSpec(), texts=True, jobs=jobs)
    assert content(tmp_path / "out") == whole


def stop_early(source: Path, out: Path, after: int = 4) -> None:
    """Leaves an unfinished run."""
    with pytest.raises(KeyboardInterrupt):

        def interrupted(counts: object, position: int) -> None:
            if counts.articles >= after:  # type: ignore[attr-defined]
                raise KeyboardInterrupt

        start(source, out, progress=interrupted, options={"paths": ["in"]})


CHANGES = {
    "a done input changed": (
        lambda top: (top / "a.jsonl").write_text('{"text": "Other things."}\n'),
        "a.jsonl has changed",
    ),
    "an input came before": (lambda top: (top / "Z.txt").write_text("A new one came."), "Z.txt comes where"),
    "a done input is gone": (lambda top: (top / "a.jsonl").unlink(), "comes where"),
}


@pytest.mark.parametrize(("change", "says"), CHANGES.values(), ids=CHANGES)
def test_other_inputs_are_refused_by_name(
    articles: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, change: object, says: str
) -> None:
    stop_early(articles, tmp_path / "out")
    change(articles)  # type: ignore[operator]
    with pytest.raises(OutputError, match=says):
        start(articles, tmp_path / "out", options={"paths": ["in"]})
    start(articles, tmp_path / "out", options={"paths": ["in"]}, restart=True)


def test_other_options_models_and_versions_are_refused_by_name(
    articles: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stop_early(articles, tmp_path / "out")
    with pytest.raises(OutputError, match=r"option paths \(then \['in'\], now \['elsewhere'\]\)"):
        start(articles, tmp_path / "out", options={"paths": ["elsewhere"]})
    with monkeypatch.context() as patch:
        patch.setattr("eventx.batch.run.versions", lambda: {"spacy": "99.1"})
        with pytest.raises(OutputError, match=r"version spacy \(then 3\.8, now 99\.1\)"):
            start(articles, tmp_path / "out", options={"paths": ["in"]})
    with monkeypatch.context() as patch:
        patch.setattr("eventx.batch.run.model_record", lambda *args: {"name": "eventx_en", "sha256": "abc"})
        with pytest.raises(OutputError, match="model sha256"):
            start(articles, tmp_path / "out", options={"paths": ["in"]})
    start(articles, tmp_path / "out", options={"paths": ["in"], "jobs": 7})


def test_what_is_added_behind_the_place_reached_is_taken_in(
    articles: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stop_early(articles, tmp_path / "out")
    (articles / "z.txt").write_text("One more came late.")
    start(articles, tmp_path / "out", options={"paths": ["in"]})
    start(articles, tmp_path / "whole")
    assert content(tmp_path / "out") == content(tmp_path / "whole")


@pytest.mark.parametrize("damage", ["", "{", '{"format": 1}', '{"format": 99, "files": {}}', "[]"])
def test_a_damaged_checkpoint_is_said_to_be_one(
    articles: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, damage: str
) -> None:
    stop_early(articles, tmp_path / "out")
    (tmp_path / "out/checkpoint.json").write_text(damage)
    with pytest.raises(OutputError, match="--restart"):
        start(articles, tmp_path / "out")


def test_a_file_shorter_than_committed_is_noticed(
    articles: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stop_early(articles, tmp_path / "out")
    os.truncate(tmp_path / "out/events.jsonl.partial", 3)
    with pytest.raises(OutputError, match="shorter than the checkpoint says"):
        start(articles, tmp_path / "out", options={"paths": ["in"]})


def test_repetitions_are_skipped_and_known_after_a_stop(
    eventx: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = tmp_path / "in.jsonl"
    texts = [*(f"Rebels attacked town {n}." for n in range(6)), "Rebels attacked town 0.", "Rebels attacked town 5."]
    source.write_text("".join(json.dumps({"text": text, "date": "2024-05-08"}) + "\n" for text in texts))
    stop_early(source, tmp_path / "out", after=6)
    start(source, tmp_path / "out", options={"paths": ["in"]})
    assert [s["reason"] for s in lines(tmp_path / "out/skipped.jsonl")] == ["duplicate", "duplicate"]
    assert eventx("run", source, "-o", tmp_path / "kept", "--keep-duplicates").exit_code == 0
    assert len(lines(tmp_path / "kept/articles.jsonl")) == 8


def test_the_same_text_of_another_day_is_no_repetition(eventx: Run, tmp_path: Path) -> None:
    records = [{"text": "Rebels attacked.", "date": day} for day in ("2024-05-08", "2024-05-09")]
    (tmp_path / "in.jsonl").write_text("".join(json.dumps(record) + "\n" for record in records))
    assert eventx("run", tmp_path / "in.jsonl", "-o", tmp_path / "out").exit_code == 0


def test_standard_input_can_be_given_again(eventx: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    given = "".join(json.dumps({"text": f"Rebels attacked town {n}."}) + "\n" for n in range(9))
    with monkeypatch.context() as patch:
        patch.setattr("eventx.batch.ledger.Ledger.book_events", _interrupt_at(5))
        assert eventx("run", "-", "-o", tmp_path / "out", stdin=given).exit_code == 130
    refused = eventx("run", "-", "-o", tmp_path / "out", stdin=given.replace("town 2", "town two"))
    assert refused.exit_code == 2
    assert "gives other articles now" in refused.stderr
    resumed = eventx("run", "-", "-o", tmp_path / "out", stdin=given)
    assert resumed.exit_code == 0, resumed.stderr
    assert "going on after 4 articles" in resumed.stderr
    assert len(lines(tmp_path / "out/articles.jsonl")) == 9


def _interrupt_at(number: int) -> object:
    real, calls = ledger.Ledger.book_events, []

    def book(self: ledger.Ledger, *args: object) -> None:
        calls.append(args)
        if len(calls) == number:
            raise KeyboardInterrupt
        real(self, *args)  # type: ignore[arg-type]

    return book


def test_two_runs_do_not_share_a_folder(tmp_path: Path, articles: Path) -> None:
    out = tmp_path / "out"
    out.mkdir()
    code = (
        "import sys, time\nfrom pathlib import Path\nfrom eventx.write.lock import FolderLock\n"
        "lock = FolderLock(Path(sys.argv[1]))\nlock.acquire()\nprint('held', flush=True)\ntime.sleep(60)\n"
    )
    holder = subprocess.Popen([sys.executable, "-c", code, str(out)], stdout=subprocess.PIPE, text=True)
    assert holder.stdout and holder.stdout.readline() == "held\n"
    with pytest.raises(OutputError, match=f"in use by another run .process {holder.pid} on"):
        start(articles, out)
    holder.kill()
    holder.communicate()
    assert (out / LOCK).exists(), "left behind by the killed run"
    start(articles, out)
    assert not (out / LOCK).exists()


def test_a_lock_can_be_taken_again_after_its_release(tmp_path: Path) -> None:
    for _ in range(2):
        lock = FolderLock(tmp_path)
        lock.acquire()
        assert lock.held
        lock.release()
    assert list(tmp_path.iterdir()) == []


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of half a megabyte."""
    disk = tmp_path / "disk"
    disk.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=512k", "tmpfs", str(disk)], check=False, capture_output=True
    )
    if mounted.returncode:
        pytest.skip("mounting a small file system takes the rights of root")
    yield disk
    subprocess.run(["umount", str(disk)], check=True)


def test_a_full_disk_is_named_and_the_run_goes_on_when_there_is_room(
    eventx: Run, tmp_path: Path, small_disk: Path
) -> None:
    records = [{"id": str(n), "text": f"Rebels attacked town {n}. " + "So it went on. " * 60} for n in range(300)]
    (tmp_path / "in.jsonl").write_text("".join(json.dumps(record) + "\n" for record in records))
    full = eventx("run", tmp_path / "in.jsonl", "-o", small_disk / "out")
    assert full.exit_code == 1, full.stderr
    assert "No space left on device" in full.stderr and "the same command goes on" in full.stderr
    subprocess.run(["mount", "-o", "remount,size=8m", str(small_disk)], check=True)
    assert eventx("run", tmp_path / "in.jsonl", "-o", small_disk / "out").exit_code == 0
    assert eventx("run", tmp_path / "in.jsonl", "-o", tmp_path / "whole").exit_code == 0
    assert content(small_disk / "out") == content(tmp_path / "whole")


def test_a_read_only_folder_is_named(eventx: Run, tmp_path: Path, folder: Path, small_disk: Path) -> None:
    subprocess.run(["mount", "-o", "remount,ro", str(small_disk)], check=True)
    for out in (small_disk, small_disk / "out"):
        result = eventx("run", folder, "-o", out)
        assert result.exit_code == 1
        assert "Read-only file system" in result.stderr and str(out) in result.stderr


def test_a_failed_commit_leaves_the_one_before(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with RunFolder(tmp_path) as out:
        out.open(None)
        out.commit({"events.jsonl": b"one\n"}, {"n": 1})
        with monkeypatch.context() as patch:
            patch.setattr(folder_module, "_replace", lambda *args: (_ for _ in ()).throw(OSError(28, "No space left")))
            with pytest.raises(WriteError, match="No space left"):
                out.commit({"events.jsonl": b"two\n"}, {"n": 2})
        out.commit({"events.jsonl": b"three\n"}, {"n": 3})
    with RunFolder(tmp_path) as again:
        saved = again.saved()
        assert saved and saved["n"] == 3
        again.open(saved)
        assert (tmp_path / "events.jsonl.partial").read_bytes() == b"one\nthree\n"


LOST_FOR_MEMORY = {
    "a limit of its own": ("The rebels gorge on everything.", "twice the worker process ran out of memory over it"),
    "the system": ("Rebels were killed by the system.", "twice the worker process was ended by SIGKILL, as the system"),
}


@pytest.mark.skipif(sys.platform != "linux", reason="limits of Linux")
@pytest.mark.parametrize(("text", "says"), LOST_FOR_MEMORY.values(), ids=LOST_FOR_MEMORY)
def test_an_article_that_takes_all_memory_is_named_and_costs_only_itself(
    tmp_path: Path, whole: dict[str, bytes], articles: Path, text: str, says: str
) -> None:
    with (articles / "a.jsonl").open("a") as out:
        out.write(json.dumps({"id": "glutton", "text": text}) + "\n")
    with pytest.raises(KeyboardInterrupt):
        start(articles, tmp_path / "out", LimitedSpec(), jobs=2, progress=_interrupted_after(6))
    start(articles, tmp_path / "out", LimitedSpec(), jobs=2)
    (skipped,) = (s for s in lines(tmp_path / "out/skipped.jsonl") if s["reason"] == "crashed")
    assert skipped["message"].startswith(says)
    found = content(tmp_path / "out")
    assert found["events.jsonl"] == whole["events.jsonl"]
    assert found["articles.jsonl"] == whole["articles.jsonl"]


def _interrupted_after(articles: int) -> object:
    def progress(counts: object, position: int) -> None:
        if counts.articles >= articles:  # type: ignore[attr-defined]
            raise KeyboardInterrupt

    return progress


def test_a_file_that_may_not_grow_is_named_and_the_run_goes_on_when_it_may(
    articles: Path, tmp_path: Path, whole: dict[str, bytes]
) -> None:
    resource = pytest.importorskip("resource")
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (3000, before[1]))
    try:
        with pytest.raises(WriteError, match=r"out.*File too large"):
            start(articles, tmp_path / "out")
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    start(articles, tmp_path / "out")
    assert content(tmp_path / "out") == whole


KILLS_ITS_READER = """
import os, sys
sys.path.insert(0, {tests!r})
from fakes import FakeSpec
from eventx.batch import inputs
import eventx.cli

read_source = inputs.read_source

def read_or_die(source, options):
    for item in read_source(source, options):
        if "die" in getattr(item, "text", ""):
            os._exit(9)
        yield item

inputs.read_source = read_or_die
if __name__ == "__main__":
    eventx.cli._spec = lambda *args, **options: FakeSpec()
    eventx.cli.app()
"""


def test_standard_input_that_kills_its_reader_costs_what_comes_after_it(tmp_path: Path) -> None:
    script = tmp_path / "script.py"
    script.write_text(KILLS_ITS_READER.format(tests=str(Path(__file__).parent)))
    texts = ["Rebels attacked.", "Rebels held talks.", "Rebels die.", "Rebels attacked again."]
    given = "".join(json.dumps({"text": text}) + "\n" for text in texts)
    command = [sys.executable, str(script), "run", "-", "-o", str(tmp_path / "out"), "--jobs", "1"]
    result = subprocess.run(command, check=False, input=given, capture_output=True, text=True, timeout=60)
    assert result.returncode == 3, result.stderr
    assert len(lines(tmp_path / "out/articles.jsonl")) == 2
    (skipped,) = lines(tmp_path / "out/skipped.jsonl")
    assert skipped["reason"] == "crashed"
    assert skipped["message"] == "the process that read it ended with exit code 9 after 2 articles of it"


def test_replaced_surrogates_are_counted(eventx: Run, tmp_path: Path) -> None:
    (tmp_path / "in.jsonl").write_text('{"text": "Rebels \\ud800 attacked \\udfff."}\n{"text": "Others attacked."}\n')
    assert eventx("run", tmp_path / "in.jsonl", "-o", tmp_path / "out").exit_code == 0
    assert [a.get("replaced") for a in lines(tmp_path / "out/articles.jsonl")] == [2, None]


@pytest.mark.parametrize("behaviour", ["die", "hang"])
def test_an_input_that_kills_its_reader_costs_only_itself(
    articles: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, behaviour: str
) -> None:
    from eventx.batch import inputs  # noqa: PLC0415

    real = inputs.read_source

    def read_source(source: object, options: object) -> Iterator[object]:
        for item in real(source, options):  # type: ignore[arg-type]
            if source.name == "a.jsonl" and getattr(item, "id", "") == "l7":  # type: ignore[attr-defined]
                os._exit(9) if behaviour == "die" else time.sleep(60)
            yield item

    monkeypatch.setattr(inputs, "read_source", read_source)
    start(articles, tmp_path / "out", timeout=3.0)
    reasons = [(s["reason"], s["message"]) for s in lines(tmp_path / "out/skipped.jsonl")]
    expected = "crashed" if behaviour == "die" else "timeout"
    assert next(message for reason, message in reasons if reason == expected).endswith("after 9 articles of it")
    assert {a["id"] for a in lines(tmp_path / "out/articles.jsonl")} >= {"l0", "l6", "files/3"}


@pytest.mark.slow
def test_random_kills_leave_the_bytes_of_an_undisturbed_run() -> None:
    """The short form of `make faults`."""
    command = [sys.executable, str(ROOT / "tools/faults.py"), "--light", "--kills", "12", "--articles", "150"]
    result = subprocess.run(command, check=False, capture_output=True, text=True, timeout=300)
    assert result.returncode == 0, result.stderr
    assert result.stdout.startswith("identical: kills")


def test_a_run_that_is_killed_when_all_is_written_has_ended(articles: Path, tmp_path: Path) -> None:
    spec = importlib.util.spec_from_file_location("faults", ROOT / "tools/faults.py")
    assert spec and spec.loader
    faults = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(faults)
    out = tmp_path / "out"
    stop_early(articles, out)
    assert not faults.has_ended(out)
    start(articles, out, options={"paths": ["in"]})
    assert faults.has_ended(out)
    (out / "checkpoint.json").write_text("{}")  # the last that a run takes away
    assert not faults.has_ended(out)


def test_files_are_named_at_the_end_alone(articles: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    stop_early(articles, tmp_path / "out")
    assert not {*FILES, "run.json"} & {path.name for path in (tmp_path / "out").iterdir()}
    start(articles, tmp_path / "out", options={"paths": ["in"]})
    assert {path.name for path in (tmp_path / "out").iterdir()} == {*FILES, "run.json", "texts"}
