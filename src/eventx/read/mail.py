"""E-mail (`.eml`): subject, empty line, text; the date of sending is that of publication."""

from __future__ import annotations

import re
from collections.abc import Iterator
from email import message_from_bytes, policy
from email.header import decode_header
from email.message import Message

from eventx.article import Article
from eventx.read.base import Content, Format, Outcome, ReadOptions, Skip, Source
from eventx.read.decode import decode, normalise
from eventx.read.published import parse_date
from eventx.read.reflow import unwrap

_HEADER = re.compile(
    rb"(?i)\A(?:from|to|date|subject|received|return-path|message-id|delivered-to|mime-version|reply-to|x-[\w-]+):[ \t]"
)
_OTHER_HEADER = re.compile(rb"(?i)\n(?:from|date|subject|message-id):[ \t]")
_SIGNATURE = re.compile(r"\n-- \n.*\Z", re.DOTALL)
MAX_PARTS = 1000
MAX_HEADER = 2000


def read(source: Source, content: Content, options: ReadOptions) -> Iterator[Outcome]:
    """Yields the one article of a message."""
    yield article(content.read(), source)


def article(data: bytes, source: Source) -> Article:
    """Returns the article in a message: its subject, an empty line, its text part, or its HTML part if it has none.

    Raises:
        Skip: It has neither.
    """
    message: Message = message_from_bytes(data, policy=policy.compat32)
    subject, published = _header(message, "Subject"), parse_date(_header(message, "Date"))
    body = _body(message)
    if not body.strip():
        raise Skip("empty", "a message without text")
    extra = {key.lower(): value for key in ("From", "Message-ID") if (value := _header(message, key))}
    return Article(
        id=source.id,
        text=f"{subject}\n\n{body}" if subject else body,
        source=source.label,
        title=subject,
        published=published,
        published_from="metadata" if published else None,
        extra=extra,
    )


def _header(message: Message, name: str) -> str | None:
    """Returns a header, decoded as far as it goes, on one line."""
    raw = str(message.get(name) or "")[:MAX_HEADER]
    try:
        parts = [
            part.decode(charset or "latin-1", "replace") if isinstance(part, bytes) else part
            for part, charset in decode_header(raw)
        ]
    except (LookupError, ValueError):
        parts = [raw]
    return " ".join(normalise("".join(parts)).split()) or None


def _body(message: Message) -> str:
    parts = list(_text_parts(message))
    for kind in ("text/plain", "text/html"):
        texts = [_text(part) for part in parts if part.get_content_type() == kind]
        if any(text.strip() for text in texts):
            return "\n\n".join(text.strip() for text in texts if text.strip())
    return ""


def _text_parts(message: Message) -> Iterator[Message]:
    """Yields the parts that are text and no attachments; walks without recursion, however deep they are nested."""
    stack, seen = [message], 0
    while stack and seen < MAX_PARTS:
        part = stack.pop()
        seen += 1
        payload = part.get_payload()
        if part.is_multipart() and isinstance(payload, list):
            stack.extend(piece for piece in reversed(payload) if isinstance(piece, Message))
        elif part.get_content_maintype() == "text" and part.get_content_disposition() != "attachment":
            yield part


def _text(part: Message) -> str:
    payload = part.get_payload(decode=True)
    data = payload if isinstance(payload, bytes) else b""
    if not data.strip():
        return ""
    text = decode(data, part.get_content_charset())
    if part.get_content_type() == "text/html":
        from eventx.read.webpage import bare_text  # noqa: PLC0415  (takes a while, and few messages need it)

        return bare_text(text)
    text = _SIGNATURE.sub("\n", text)
    return unwrap(text)


def sniff(head: bytes) -> bool:
    """Tells whether the bytes begin like the headers of a message."""
    return bool(_HEADER.match(head)) and bool(_OTHER_HEADER.search(head))


FORMAT = Format("e-mail", (".eml",), read, sniff)
