"""Where there is no cluster, the message says so within seconds, and what to do."""

from __future__ import annotations

import socket
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from typer.testing import CliRunner

from eventx.batch.cluster.connect import EngineError, connected
from eventx.cli import app


@pytest.fixture
def stranger() -> Iterator[int]:
    """The port of something that is no cluster: it says hello and no more."""
    with socket.create_server(("127.0.0.1", 0)) as server:

        def greet() -> None:
            connection, _ = server.accept()
            with connection:
                connection.sendall(b"220 mail.example.org ready\r\n")

        threading.Thread(target=greet, daemon=True).start()
        yield server.getsockname()[1]


def unused_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as server:
        return int(server.getsockname()[1])


def message(address: str | None) -> str:
    begin = time.monotonic()
    with pytest.raises(EngineError) as raised, connected(address, 1):
        pass
    assert time.monotonic() - begin < 100  # most of it is the import of Ray
    return str(raised.value)


def test_without_ray_the_message_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "ray.data", None)
    assert message(None).endswith("pip install 'eventx[ray]'")


def test_an_address_where_nobody_answers() -> None:
    pytest.importorskip("ray")
    port = unused_port()
    assert message(f"127.0.0.1:{port}").startswith(
        f"no Ray cluster can be reached at 127.0.0.1:{port} (Connection refused)"
    )


def test_an_address_where_something_else_answers(stranger: int) -> None:
    pytest.importorskip("ray")
    assert message(f"127.0.0.1:{stranger}").startswith(f"what answers at 127.0.0.1:{stranger} is no Ray cluster")


@pytest.mark.parametrize("address", ["ray://head:10001", "head", "head:port"])
def test_an_address_must_be_one(address: str) -> None:
    pytest.importorskip("ray")
    assert "HOST:PORT is needed" in message(address)


def test_the_command_line_ends_with_wrong_usage_and_writes_nothing(tmp_path: Path) -> None:
    pytest.importorskip("ray")
    (tmp_path / "a.txt").write_text("Rebels attacked.")
    address = f"127.0.0.1:{unused_port()}"
    out = tmp_path / "out"
    arguments = ["run", str(tmp_path / "a.txt"), "-o", str(out), "--engine", "ray", "--ray-address", address]
    result = CliRunner().invoke(app, arguments)
    assert result.exit_code == 2
    assert f"no Ray cluster can be reached at {address}" in result.stderr
    assert not list(out.glob("*.jsonl*"))


def test_an_address_without_the_engine_is_wrong_usage(tmp_path: Path) -> None:
    result = CliRunner().invoke(app, ["run", str(tmp_path), "-o", str(tmp_path / "out"), "--ray-address", "auto"])
    assert result.exit_code == 2
    assert "--engine ray" in result.stderr
