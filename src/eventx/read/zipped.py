"""ZIP archives: each member is an input of its own. Nothing is extracted to disk; a member's path is only a name."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from typing import BinaryIO, cast

from eventx.read.base import Content, Format, Outcome, ReadOptions, Skip, Source, metered

MAX_DIRECTORY = 32 * 2**20
"""Bytes of an archive's list of members, which is read at once: enough for some 300,000."""
_OFFICE = (b"[Content_Types].xml", b"mimetype", b"META-INF/", b"_rels/")


def read(source: Source, content: Content, options: ReadOptions) -> Iterator[Outcome | Source]:
    """Yields the members in the order of the archive, without folders and hidden files."""
    with open_zip(content) as archive:
        for member in archive.infolist():
            if member.is_dir() or is_hidden(member.filename):
                continue
            yield source.member(member.filename, partial(open_member, archive, member, source))


def is_hidden(name: str) -> bool:
    """Tells whether a member's name says that it is not meant to be seen."""
    parts = name.replace("\\", "/").split("/")
    return any(part == "__MACOSX" or (part.startswith(".") and part not in (".", "..")) for part in parts)


@contextmanager
def open_zip(content: Content) -> Iterator[zipfile.ZipFile]:
    """Opens an archive, unless its list of members would not fit into memory."""
    with zipfile.ZipFile(cast(BinaryIO, _Guarded(content.seekable()))) as archive:
        yield archive


class _Guarded(io.RawIOBase):
    """A stream of which no more is read at once than a list of members may have."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream

    def read(self, size: int = -1) -> bytes:
        data = self._stream.read(size if 0 <= size <= MAX_DIRECTORY else MAX_DIRECTORY + 1)
        if len(data) > MAX_DIRECTORY:
            raise Skip("too_large", "a ZIP archive with too long a list of members")
        return data

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        return self._stream.seek(offset, whence)

    def tell(self) -> int:
        return self._stream.tell()


def open_member(archive: zipfile.ZipFile, member: zipfile.ZipInfo, source: Source) -> BinaryIO:
    """Opens a member's bytes, metered.

    Raises:
        Skip: It is encrypted, or compressed in a way that can't be undone piece by piece.
    """
    if member.flag_bits & 1:
        raise Skip("unreadable", "encrypted with a password")
    if member.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise Skip("unreadable", "a rare way of compression; pack the archive anew")
    return metered(cast(BinaryIO, archive.open(member)), source.budget)


def sniff(head: bytes) -> bool:
    """Tells whether the bytes begin like a ZIP archive, and not like an office document, which is one as well."""
    return head.startswith(b"PK\x03\x04") and not head.startswith(_OFFICE, 30)


FORMAT = Format("ZIP", (".zip",), read, sniff)
