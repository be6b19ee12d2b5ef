"""A connection to a Ray cluster, or a cluster of one machine for the time of a run; quiet, and without telemetry."""

from __future__ import annotations

import logging
import os
import secrets
import signal
import socket
import tempfile
import threading
import warnings
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from typing import Any

from eventx.batch.workers import cores

REACHABLE_SECONDS = 4.0
"""How long a cluster may take to answer at all."""
STORE_BYTES = 512 << 20
"""Shared memory of a cluster of our own: far more than the chunks that are under way."""
LONGEST_FOLDER = 30
"""Length up to which the name of a temporary folder leaves room for those of Ray's sockets."""
QUIET = {"RAY_USAGE_STATS_ENABLED": "0", "RAY_DATA_DISABLE_PROGRESS_BARS": "1", "RAY_BACKEND_LOG_LEVEL": "fatal"}
"""Environment variables: what Ray is told before it is imported."""

_HTTP2_HELLO = b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n" + b"\0\0\0\4\0\0\0\0\0"
_SETTINGS = 4
"""Type of the frame with which an HTTP/2 server answers, and so anything that speaks gRPC."""


class EngineError(Exception):
    """There is no cluster to work on; the message says why and what to do."""


@contextmanager
def connected(address: str | None, jobs: int | None) -> Iterator[int]:
    """Is connected to a cluster; gives the number of actors to work with.

    A connection that the process has already is used, and stays.

    Args:
        address: `HOST:PORT`, or `auto` for the cluster that this machine belongs to; None starts one here.
        jobs: Number of actors that are wanted; None: one a core of the cluster.

    Raises:
        EngineError: Ray is not installed, or there is no cluster at the address.
    """
    ray = _import_ray()
    if ray.is_initialized():
        yield jobs or _cluster_cores(ray)
    elif address:
        with _connection(ray, _theirs(address), f"connect to the Ray cluster at {address}"):
            yield jobs or _cluster_cores(ray)
    else:
        with (
            _short_folder() as folder,
            _token(),
            _connection(ray, _ours(jobs, folder), "start a Ray cluster on this machine"),
        ):
            yield jobs or _cluster_cores(ray)


def _import_ray() -> Any:
    for name, value in QUIET.items():
        os.environ.setdefault(name, value)
    try:
        import ray.data  # noqa: PLC0415  (imports pyarrow and pandas too)
    except ImportError as error:
        raise EngineError(
            f"--engine ray needs Ray, which is not installed here ({error}); pip install 'eventx[ray]'"
        ) from error
    warnings.filterwarnings("ignore", module=r"ray\.")
    for handler in logging.getLogger("ray.data").handlers:
        if isinstance(handler, logging.StreamHandler):
            handler.setLevel(logging.CRITICAL)  # its file in the folder of the cluster's logs gets all of it
    return ray


def _hush(ray: Any) -> None:
    """Keeps Ray from printing what nodes report, pages of it when one is lost; there is no setting for that."""
    worker: Any = getattr(getattr(ray, "_private", None), "worker", None)
    if hasattr(worker, "print_to_stdstream"):
        worker.print_to_stdstream = lambda *_, **__: None


def _theirs(address: str) -> dict[str, Any]:
    """Returns what connects to a cluster that is there.

    Raises:
        EngineError: It can't be reached.
    """
    if address != "auto":
        _check_reachable(address)
    return {"address": address}


def _check_reachable(address: str) -> None:
    """Looks whether a cluster answers: Ray itself would try for minutes."""
    host, colon, port = address.rpartition(":")
    if not colon or not port.isdigit() or "/" in host:
        raise EngineError(f"--ray-address {address}: HOST:PORT is needed, or auto for the cluster of this machine")
    advice = f"`ray start --head --port={port}` starts a cluster there, `ray status` tells whether there is one"
    try:
        with socket.create_connection((host.strip("[]"), int(port)), REACHABLE_SECONDS) as connection:
            if os.environ.get("RAY_USE_TLS", "0") != "0":
                return
            connection.sendall(_HTTP2_HELLO)
            answer = connection.recv(9)
    except OSError as error:
        raise EngineError(f"no Ray cluster can be reached at {address} ({_reason(error)}); {advice}") from error
    if len(answer) < 4 or answer[3] != _SETTINGS:
        raise EngineError(f"what answers at {address} is no Ray cluster; {advice}")


def _reason(error: OSError) -> str:
    return "no answer" if isinstance(error, TimeoutError) else error.strerror or str(error)


def _ours(jobs: int | None, folder: str | None) -> dict[str, Any]:
    """Returns what starts a cluster of this machine."""
    return {
        "address": "local",
        "num_cpus": jobs or cores(),
        "num_gpus": 0,
        "include_dashboard": False,
        "object_store_memory": STORE_BYTES,
        "_node_ip_address": "127.0.0.1",
        "_temp_dir": folder,
    }


@contextmanager
def _short_folder() -> Iterator[str | None]:
    """Makes a folder for the files of a cluster of our own; None where its name gets too long for sockets."""
    with tempfile.TemporaryDirectory(prefix="eventx-", ignore_cleanup_errors=True) as folder:
        yield folder if len(folder) <= LONGEST_FOLDER else None


@contextmanager
def _token() -> Iterator[None]:
    """Lets nobody else use a cluster of our own: Ray asks for the token, and would keep one in the home folder."""
    before = {name: os.environ.get(name) for name in ("RAY_AUTH_MODE", "RAY_AUTH_TOKEN")}
    os.environ["RAY_AUTH_TOKEN"] = secrets.token_hex(32)
    try:
        yield
    finally:
        for name, value in before.items():
            os.environ.pop(name, None)
            if value is not None:
                os.environ[name] = value


@contextmanager
def _connection(ray: Any, how: Mapping[str, Any], what: str) -> Iterator[None]:
    try:
        _hush(ray)
        with _signals_kept(), _silent():
            ray.init(**how, log_to_driver=False, logging_level=logging.CRITICAL)
    except (OSError, RuntimeError, ValueError, TimeoutError, ray.exceptions.RayError) as error:
        with suppress(Exception):
            ray.shutdown()
        raise EngineError(f"can't {what}: {' '.join(str(error).split())}") from error
    try:
        yield
    finally:
        ray.shutdown()


def _cluster_cores(ray: Any) -> int:
    return max(1, int(ray.cluster_resources().get("CPU", 1)))


@contextmanager
def _signals_kept() -> Iterator[None]:
    """Ray would take the handling of signals over."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


@contextmanager
def _silent() -> Iterator[None]:
    """Lets the native part of Ray talk to nobody while it starts: it writes to stderr past Python's settings."""
    kept, nothing = os.dup(2), os.open(os.devnull, os.O_WRONLY)
    try:
        os.dup2(nothing, 2)
        yield
    finally:
        os.dup2(kept, 2)
        os.close(kept)
        os.close(nothing)
