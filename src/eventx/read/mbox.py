"""Mailboxes (`.mbox`): each message is an article, as in `.eml` files."""

from __future__ import annotations

import re
from collections.abc import Iterator

from eventx.read.base import Content, Format, Outcome, ReadOptions, Skip, Skipped, Source, too_large

_FROM = re.compile(rb"From [^\r\n]{1,500}\d\d:\d\d[^\r\n]{0,100}\r?\n?\Z")
_QUOTED = re.compile(rb"(?m)^>(>*From )")


def read(source: Source, content: Content, options: ReadOptions) -> Iterator[Outcome | Source]:
    """Yields the messages one by one."""
    number = 0
    for number, data in enumerate(_messages(content), start=1):
        if data is None:
            yield Skipped(source.label, "too_large", f"message {number}: {too_large(content.max_bytes).message}")
        else:
            yield source.part(number, "message.eml", _QUOTED.sub(rb"\1", data))
    if not number:
        raise Skip("unreadable", "no mailbox: no line that begins a message")


def _messages(content: Content) -> Iterator[bytes | None]:
    """Yields the bytes of each message, None for one that is too long."""
    message = bytearray()
    begun, blank, whole = False, True, True
    for line in content.lines():
        if line is not None and blank and _FROM.match(line):
            if begun:
                yield bytes(message) if whole else None
            message.clear()
            begun, blank, whole = True, False, True
            continue
        blank = line is not None and not line.strip()
        whole = whole and line is not None and len(message) + len(line) <= content.max_bytes
        if whole and line is not None:
            message += line
    if begun:
        yield bytes(message) if whole else None


def sniff(head: bytes) -> bool:
    """Tells whether the bytes begin like a mailbox."""
    return bool(_FROM.match(head.partition(b"\n")[0]))


FORMAT = Format("mailbox", (".mbox",), read, sniff)
