"""Which texts a run has read before, in a few bytes each."""

from __future__ import annotations

from array import array
from hashlib import blake2b, sha256

from eventx.article import Article


def fingerprint(article: Article) -> bytes:
    """Returns what is equal for articles with the same text and the same date."""
    digest = sha256(article.text.encode("utf-8", "replace")).hexdigest()
    return fingerprint_of(digest, article.published.isoformat() if article.published else None)


def fingerprint_of(text_sha256: str, published: str | None) -> bytes:
    """Returns the fingerprint of an article that is known by its line in `articles.jsonl`."""
    return f"{text_sha256} {published or '-'}".encode()


class Seen:
    """A set of keys that only grows and can't be listed, in at most 32 bytes a key.

    It holds 64 bits of a key's hash: of a million keys, two are taken for each other with a chance of 1 in 37 million.
    """

    def __init__(self) -> None:
        self._slots = array("Q", bytes(8 * 1024))
        self._count = 0

    def __len__(self) -> int:
        return self._count

    def add(self, key: bytes) -> bool:
        """Adds a key; returns whether it is new."""
        value = int.from_bytes(blake2b(key, digest_size=8).digest(), "little") or 1  # 0 marks a free slot
        if not self._put(value):
            return False
        self._count += 1
        if self._count * 2 > len(self._slots):
            self._grow()
        return True

    def _put(self, value: int) -> bool:
        slots, mask = self._slots, len(self._slots) - 1
        at = value & mask
        while slots[at]:
            if slots[at] == value:
                return False
            at = (at + 1) & mask
        slots[at] = value
        return True

    def _grow(self) -> None:
        old = self._slots
        self._slots = array("Q", bytes(16 * len(old)))
        for value in old:
            if value:
                self._put(value)
