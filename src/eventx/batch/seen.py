"""Which articles came before in a run: their ids, and their texts with their dates, as digests.

The digests are kept by SQLite in a temporary file that only it knows, so that they take no memory however many
they are. A run writes them to a journal too, which restores them when it goes on.
"""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType
from typing import Self

from eventx.article import Article
from eventx.read import Skipped

SIZE = 16
_CACHE_KIB = 8 * 1024


class Seen:
    """The ids and texts of a run so far."""

    def __init__(self, *, keep_duplicates: bool = False) -> None:
        self.keep_duplicates = keep_duplicates
        self._table = sqlite3.connect("", isolation_level=None)  # a private temporary file
        for statement in (
            f"PRAGMA cache_size=-{_CACHE_KIB}",
            "PRAGMA journal_mode=OFF",
            "PRAGMA synchronous=OFF",
            "CREATE TABLE seen (digest BLOB PRIMARY KEY) WITHOUT ROWID",
        ):
            self._table.execute(statement)

    def __enter__(self) -> Self:
        """Needs nothing."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Removes the temporary file."""
        self._table.close()

    def restore(self, journal: Path, size: int) -> None:
        """Takes in the digests that a run wrote before."""
        with journal.open("rb") as stream:
            blocks = iter(lambda: stream.read(min(SIZE * 4096, size - stream.tell())), b"")
            digests = ((block[k : k + SIZE],) for block in blocks for k in range(0, len(block), SIZE))
            self._table.executemany("INSERT OR IGNORE INTO seen VALUES (?)", digests)

    def repetition(self, article: Article) -> Skipped | None:
        """Takes note of an article; returns why to skip it if its id or its text came before."""
        where = article.source or article.id
        if not self._add(id_digest(article)):
            return Skipped(where, "duplicate_id", f"the id {article.id!r} was used before in this run")
        if not self.keep_duplicates and not self._add(text_digest(article)):
            return Skipped(
                where, "duplicate", f"article {article.id!r}: the same text and date came before in this run"
            )
        return None

    def _add(self, digest: bytes) -> bool:
        return self._table.execute("INSERT OR IGNORE INTO seen VALUES (?)", (digest,)).rowcount == 1


def id_digest(article: Article) -> bytes:
    """Returns the digest that tells an id."""
    return _digest("id", article.id)


def text_digest(article: Article) -> bytes:
    """Returns the digest that tells a text of a day."""
    return _digest("text", str(article.published), article.text)


def digests(article: Article) -> Iterator[bytes]:
    """Yields what the journal keeps of an article that was no repetition of an id."""
    yield id_digest(article)
    yield text_digest(article)


def _digest(*parts: str) -> bytes:
    digest = hashlib.blake2b(digest_size=SIZE)
    for part in parts:
        blob = part.encode("utf-8", "backslashreplace")
        digest.update(len(blob).to_bytes(8, "big") + blob)
    return digest.digest()
