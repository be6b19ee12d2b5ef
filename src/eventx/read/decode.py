"""Bytes to text: finds the encoding, tells text from binary, repairs what UTF-8 can't carry."""

from __future__ import annotations

import codecs
import re

from eventx.read.base import HEAD_BYTES, Skip

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_SIGNATURES = (
    (b"%PDF-", "a PDF file"),
    (b"PK\x03\x04", "a ZIP archive or an office document"),
    (b"\x1f\x8b", "a gzip file"),
    (b"BZh", "a bzip2 file"),
    (b"\x28\xb5\x2f\xfd", "a zstd file"),
    (b"\xfd7zXZ\x00", "an xz file"),
    (b"7z\xbc\xaf\x27\x1c", "a 7-zip archive"),
    (b"Rar!\x1a\x07", "a RAR archive"),
    (b"\x89PNG", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF87a", "a GIF image"),
    (b"GIF89a", "a GIF image"),
    (b"\x7fELF", "a program"),
    (b"MZ\x90\x00", "a program"),
    (b"SQLite format 3\x00", "a database"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old office document"),
    (b"{\\rtf", "an RTF document"),
)
_CONTROLS = bytes(b for b in range(32) if b not in b"\t\n\v\f\r\x1b")
_HIGH = bytes(range(0x80, 0x100))
_UTF8_SEQUENCE = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")
_SURROGATES = re.compile("[\ud800-\udfff]")
_UTF8_SURROGATE = re.compile(rb"\xed[\xa0-\xbf][\x80-\xbf]")
_REPLACEMENT = "\ufffd"
SAMPLE_BYTES = 2**20
"""How much of a text is looked at to tell UTF-8 with stray bytes from cp1252."""
GUESS_BYTES = 2**16
"""How much of it is looked at to guess a rare encoding."""


def _stray(error: UnicodeError) -> tuple[str, int]:
    """Codec error handler: reads a byte that is no UTF-8 as cp1252, an encoded surrogate as U+FFFD."""
    if not isinstance(error, UnicodeDecodeError):
        raise error
    data, start = error.object, error.start
    if _UTF8_SURROGATE.match(data, start):
        return _REPLACEMENT, start + 3
    return data[start : start + 1].decode("cp1252", "replace"), start + 1


codecs.register_error("eventx_stray", _stray)


def replace_surrogates(text: str) -> str:
    """Replaces lone surrogates, which no UTF-8 file and no spaCy document can hold, by U+FFFD, one for one."""
    return _SURROGATES.sub(_REPLACEMENT, text)


def count_surrogates(text: str) -> int:
    """Returns how many lone surrogates there are in a text."""
    try:
        text.encode("utf-8")  # thirty times as fast as looking for them, and nearly always enough
    except UnicodeEncodeError:
        return len(_SURROGATES.findall(text))
    return 0


def normalise(text: str) -> str:
    r"""Returns decoded text as ingested: no BOM, line ends `\n`, neither NUL nor lone surrogate."""
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    return replace_surrogates(text).replace("\x00", _REPLACEMENT)


def wide_encoding(head: bytes) -> str | None:
    """Returns the UTF-16 or UTF-32 encoding that the first bytes of an input show, else None."""
    for mark, encoding in _BOMS[1:]:
        if head.startswith(mark):
            return encoding
    sample = head[: HEAD_BYTES // 2 * 2]
    pairs = len(sample) // 2
    low, high = sample[0::2].count(0), sample[1::2].count(0)
    if pairs >= 2 and high > 0.6 * pairs and low < 0.05 * pairs:
        return "utf-16-le"
    if pairs >= 2 and low > 0.6 * pairs and high < 0.05 * pairs:
        return "utf-16-be"
    return None


def check_text(data: bytes) -> None:
    """Raises `Skip` where bytes (not of UTF-16 or UTF-32) are those of a binary file."""
    for signature, what in _SIGNATURES:
        if data.startswith(signature):
            raise Skip("not_text", f"{what}, not text")
    controls = len(data) - len(data.translate(None, _CONTROLS))
    if controls * 20 > len(data) or controls > 2 + len(data) / 100:
        raise Skip("not_text", "a binary file, not text")


def decode(data: bytes, declared: str | None = None) -> str:
    r"""Returns the text of a file, without BOM, with line ends `\n`.

    Tried in this order: a byte order mark, UTF-16 by its zero bytes, UTF-8, the declared encoding, UTF-8 with stray
    bytes, cp1252; for what is mostly not ASCII, a guess from its statistics.

    Args:
        data: The whole content.
        declared: Encoding that the content itself names (HTML does), used where UTF-8 fails.

    Raises:
        Skip: `not_text` for binary data, `encoding` where no encoding fits.
    """
    wide = wide_encoding(data[:HEAD_BYTES])
    if wide:
        return normalise(_decode_wide(data, wide))
    check_text(data)
    try:
        return normalise(data.decode("utf-8"))
    except UnicodeDecodeError:
        pass
    return normalise(_decode_declared(data, declared) or decode_stray(data) or _decode_guessed(data))


def _decode_wide(data: bytes, encoding: str) -> str:
    text = data.decode(encoding, "replace").removeprefix("\ufeff")
    if 20 * (text.count(_REPLACEMENT) + text.count("\x00")) > len(text) + 20:
        raise Skip("not_text", "a binary file, not text")
    return text


def _decode_declared(data: bytes, declared: str | None) -> str | None:
    """Decodes as declared; what calls itself ASCII or Latin-1 is cp1252, as in every browser."""
    if not declared:
        return None
    try:
        encoding = codecs.lookup(declared).name
        if encoding in ("ascii", "iso8859-1"):
            return None
        return data.decode(encoding)
    except (LookupError, UnicodeError):
        return None


def decode_stray(data: bytes) -> str | None:
    """Decodes cp1252, or UTF-8 with bytes of cp1252 strewn in; None where neither is likely."""
    sample = data[:SAMPLE_BYTES]
    sequences = _UTF8_SEQUENCE.findall(sample)
    high = len(sample) - len(sample.translate(None, _HIGH))
    stray = high - sum(map(len, sequences))
    if len(sequences) > stray:
        return data.decode("utf-8", "eventx_stray")
    if high * 4 > len(sample):  # no Western language has every fourth letter beyond ASCII
        return None
    return data.decode("cp1252", "replace")


def _decode_guessed(data: bytes) -> str:
    from charset_normalizer import from_bytes  # noqa: PLC0415  (rarely needed)

    best = from_bytes(data[:GUESS_BYTES]).best()
    if best is None:
        raise Skip("encoding", "the encoding can't be told; save the file as UTF-8")
    return str(best) if len(data) <= GUESS_BYTES else data.decode(best.encoding, "replace")
