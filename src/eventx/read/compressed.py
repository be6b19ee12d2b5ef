"""Compressed files (`.gz`, `.bz2`, `.zst`): what is within is read as a file without that ending."""

from __future__ import annotations

import bz2
import gzip
from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import Any, BinaryIO, cast

from eventx.read.base import Content, Format, Outcome, ReadOptions, Source, metered

_MAGIC = (b"\x1f\x8b", b"BZh", b"\x28\xb5\x2f\xfd")
_TARS = (".tgz", ".tbz", ".tbz2", ".tzst")


def read(source: Source, content: Content, options: ReadOptions) -> Iterator[Outcome | Source]:
    """Yields the one source within."""
    name = PurePosixPath(source.name)
    inner = f"{name.stem}.tar" if name.suffix.lower() in _TARS else name.stem
    yield source.layer(inner, metered(cast(BinaryIO, _decompressed(content)), source.budget))


def _decompressed(content: Content) -> Any:
    stream = content.stream
    if content.head.startswith(b"\x1f\x8b"):
        return gzip.GzipFile(fileobj=stream)
    if content.head.startswith(b"BZh"):
        return bz2.BZ2File(cast(BinaryIO, stream))
    if content.head.startswith(b"\x28\xb5\x2f\xfd"):
        import zstandard  # noqa: PLC0415  (an extra)

        return zstandard.ZstdDecompressor(max_window_size=2**27).stream_reader(stream, read_across_frames=True)
    raise ValueError("neither gzip nor bzip2 nor zstd")


def sniff(head: bytes) -> bool:
    """Tells whether the bytes begin like a compressed file."""
    return head.startswith(_MAGIC)


FORMAT = Format("compressed file", (".gz", ".bz2", ".zst", *_TARS), read, sniff)
