"""TAR archives: each member is an input of its own. Nothing is extracted to disk; a member's path is only a name."""

from __future__ import annotations

import tarfile
from collections.abc import Iterator
from functools import partial
from typing import BinaryIO, Self, cast

from eventx.read.base import Content, Format, Outcome, ReadOptions, Skip, Skipped, Source
from eventx.read.zipped import is_hidden

MAX_HEADER = 2**20
"""Bytes of a long name or of extended headers, which are held in memory."""
_LONG = (
    tarfile.XHDTYPE,
    tarfile.XGLTYPE,
    tarfile.SOLARIS_XHDTYPE,
    tarfile.GNUTYPE_LONGNAME,
    tarfile.GNUTYPE_LONGLINK,
)


class _Header(tarfile.TarInfo):
    """A member's header that is refused where it would fill the memory, and where it is damaged."""

    @classmethod
    def frombuf(cls, buf: bytes | bytearray, encoding: str, errors: str) -> Self:
        try:
            header = super().frombuf(buf, encoding, errors)
        except tarfile.HeaderError as error:
            if type(error).__name__ != "InvalidHeaderError":
                raise
            # `tarfile` would take it for the end of the archive
            raise Skip("unreadable", f"damaged TAR: {error}") from None
        if header.type == tarfile.GNUTYPE_SPARSE or (header.type in _LONG and header.size > MAX_HEADER):
            raise Skip("too_large", "a TAR archive with headers that fill the memory")
        return header


def read(source: Source, content: Content, options: ReadOptions) -> Iterator[Outcome | Source]:
    """Yields the files in the order of the archive, without hidden ones; links and devices are not followed."""
    with tarfile.open(fileobj=content.stream, mode="r|", tarinfo=_Header) as archive:
        while member := archive.next():
            archive.members.clear()  # type: ignore[attr-defined]  # else the list of those passed grows with the archive
            if member.isdir() or is_hidden(member.name):
                continue
            if not member.isfile():
                yield Skipped(f"{source.label}/{member.name}", "unreadable", "no regular file")
            elif (stream := archive.extractfile(member)) is not None:
                yield source.member(member.name, partial(_open, cast(BinaryIO, stream)))


def _open(stream: BinaryIO) -> BinaryIO:
    return stream


def sniff(head: bytes) -> bool:
    """Tells whether the bytes begin like a TAR archive."""
    return head[257:262] == b"ustar"


FORMAT = Format("TAR", (".tar",), read, sniff)
