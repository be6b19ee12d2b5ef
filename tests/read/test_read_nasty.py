"""Hostile and broken input: whatever it is, it is accounted for, in bounded time and memory, without a network."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

pytest.importorskip("zstandard")
ROOT = Path(__file__).resolve().parent.parent
MEMORY = 1500 * 2**20
SECONDS = 30
"""For one file, on a busy machine; most take less than a tenth of a second."""

READ_ALL = """
import json, resource, socket, sys, time

resource.setrlimit(resource.RLIMIT_AS, (int(sys.argv[2]),) * 2)

class NoSocket(socket.socket):
    def __init__(self, *args, **kwargs):
        raise AssertionError("a socket was opened")

socket.socket = NoSocket

from eventx.read import ReadOptions, Skipped, discover, read_source

options = ReadOptions(select=True)
for source in discover(sys.argv[1]):
    begin = time.process_time()
    outcomes = [source] if isinstance(source, Skipped) else read_source(source, options)
    reasons, label = {}, source.source if isinstance(source, Skipped) else source.label
    for outcome in outcomes:
        reason = outcome.reason if isinstance(outcome, Skipped) else "read"
        reasons[reason] = reasons.get(reason, 0) + 1
        if not isinstance(outcome, Skipped):
            outcome.text.encode("utf-8")
    print(json.dumps([label, reasons, time.process_time() - begin]))
print(json.dumps(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024))
"""


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="needs Linux's memory limit and file names")
def test_a_folder_of_nasty_files(tmp_path: Path) -> None:
    sys.path.insert(0, str(ROOT))
    from nasty import make  # noqa: PLC0415

    count = make(tmp_path / "in")
    command = [sys.executable, "-c", READ_ALL, str(tmp_path / "in"), str(MEMORY)]
    result = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert (result.returncode, result.stderr) == (0, "")
    *lines, memory = [json.loads(line) for line in result.stdout.splitlines()]

    assert count >= 150
    accounted = {label for label, _, _ in lines}
    assert len(accounted) == len(lines) == count
    assert [label for label, reasons, _ in lines if not reasons] == []
    assert [(label, seconds) for label, _, seconds in lines if seconds > SECONDS] == []
    assert memory < MEMORY
    assert [path.name for path in tmp_path.iterdir()] == ["in"], "something was written"
    assert not (Path("/tmp/owned.txt").exists() or Path("/etc/owned.txt").exists())

    found = {Path(label).name: reasons for label, reasons, _ in lines}
    for name, reasons in EXPECTED.items():
        assert found[name] == reasons, name


EXPECTED = {
    "empty.txt": {"empty": 1},
    "scrap.txt": {"too_short": 1},
    "german.txt": {"not_english": 1},
    "chinese.txt": {"not_english": 1},
    "random.txt": {"not_text": 1},
    "utf16_le.txt": {"read": 1},
    "nuls_in_text.txt": {"read": 1},
    "long_line.txt": {"read": 1},
    "deep.html": {"read": 1},
    "torn.jsonl": {"read": 1, "bad_json": 1},
    "bomb.txt.gz": {"too_large": 1},
    "bomb.txt.zst": {"too_large": 1},
    "broken.txt.gz": {"unreadable": 1},
    "climbing.zip": {"read": 3},
    "climbing.tar": {"read": 2},
    "encrypted.zip": {"unreadable": 1},
    "links.tar": {"unreadable": 1},
    "good.tar.gz": {"read": 2},
    "nested.zip": {"too_large": 1},
    "many_members.zip": {"read": 3000},
    "long_directory.zip": {"too_large": 1},
    "bomb.pdf": {"too_large": 1},
    "bomb_entities.docx": {"unreadable": 1},
    "external.nitf": {"unreadable": 1},
    "external_dtd.nitf": {"read": 1},
    "unknown.xml": {"not_text": 1},
    "good.mbox": {"read": 2},
    "good.warc.gz": {"read": 1},
    "no_entries.rss": {"empty": 1},
}
