"""`eventx run --engine ray` from the outside, with the model, on a cluster of its own."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from eventx.write.folder import FILES

pytest.importorskip("ray")
pytestmark = pytest.mark.slow

HALF = 40
DEEDS = [
    "Rebels attacked the town of Kramatorsk with {n} drones.",
    "{n} soldiers were killed in Kharkiv, officials said.",
]
PADDING = "more than any buffer on the way holds back" * 500
RECORDS = [{"id": f"a{n}", "text": DEEDS[n % 2].format(n=n + 3), "padding": PADDING} for n in range(2 * HALF)]
LINES = [json.dumps(record).encode() + b"\n" for record in RECORDS]
PATIENCE = 240.0


def command(out: Path, *options: str) -> list[str]:
    return [sys.executable, "-m", "eventx", "run", "-", "-o", str(out), *options]


def locally(out: Path) -> None:
    subprocess.run(command(out, "--jobs", "1"), input=b"".join(LINES), check=True, capture_output=True)


@pytest.mark.skipif(not hasattr(signal, "pthread_sigmask"), reason="Ctrl-C is sent otherwise there")
def test_an_interrupted_run_is_gone_on_with_by_the_other_engine(tmp_path: Path) -> None:
    """What has come in is worked on while more is waited for, Ctrl-C ends it, and nothing but its own words is said."""
    out, whole = tmp_path / "out", tmp_path / "whole"
    ray = command(out, "--engine", "ray", "--jobs", "2")
    pipe = subprocess.PIPE
    with subprocess.Popen(ray, stdin=pipe, stdout=pipe, stderr=pipe, start_new_session=True) as run:
        assert run.stdin and run.stdout and run.stderr
        run.stdin.write(b"".join(LINES[:HALF]))
        run.stdin.flush()
        committed = out / "articles.jsonl.partial"
        begin = time.monotonic()
        while not (committed.exists() and committed.stat().st_size):
            assert run.poll() is None and time.monotonic() - begin < PATIENCE
            time.sleep(0.2)
        os.killpg(run.pid, signal.SIGINT)  # as a terminal does: all processes that do not stand apart hear it
        said = run.stderr.read().decode()
        try:
            assert run.wait(PATIENCE) == 130
        finally:
            run.kill()
        assert run.stdout.read() == b""
    assert [line for line in said.splitlines() if not line.startswith("eventx: ")] == []
    assert re.search(r"interrupted after [1-9]\d* articles.* the same command goes on from there", said)
    locally(out)
    locally(whole)
    assert {name: (out / name).read_bytes() for name in FILES} == {name: (whole / name).read_bytes() for name in FILES}
