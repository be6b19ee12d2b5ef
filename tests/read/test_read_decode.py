"""From bytes to text: encodings, line ends, binary files."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eventx.read.base import Skip
from eventx.read.decode import decode

TEXT = "“Nothing is left,” said Zoë Đurić’s aide — 40 € a day.\nTwo died.\n"
WESTERN = "“Nothing is left,” said Zoë’s aide — 40 € a day.\nTwo died.\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_unicode_encodings(encoding: str) -> None:
    assert decode(TEXT.encode(encoding)) == TEXT


@pytest.mark.parametrize("mark", [b"\xff\xfe", b"\xfe\xff"])
def test_utf16_byte_order_marks(mark: bytes) -> None:
    encoding = "utf-16-le" if mark == b"\xff\xfe" else "utf-16-be"
    assert decode(mark + TEXT.encode(encoding)) == TEXT


def test_cp1252() -> None:
    assert decode(WESTERN.encode("cp1252")) == WESTERN


def test_utf8_with_stray_bytes_keeps_both() -> None:
    assert decode("Zoë — Đurić".encode() + b" caf\xe9") == "Zoë — Đurić café"


def test_utf8_cut_within_a_character_stays_utf8() -> None:
    assert decode("Привет, мир — Đurić".encode() + b"\xd0").startswith("Привет, мир — Đurić")


def test_other_encodings_are_guessed() -> None:
    russian = "Министр иностранных дел заявил, что переговоры продолжатся на следующей неделе в столице. " * 5
    assert decode(russian.encode("cp1251")) == russian


def test_line_ends_become_newlines() -> None:
    assert decode(b"a\r\nb\rc\nd\r\n") == "a\nb\nc\nd\n"
    assert decode("a\r\nb".encode("utf-16")) == "a\nb"


def test_unicode_line_separators_stay() -> None:
    assert decode("a\u2028b\u2029c\u0085d".encode()) == "a\u2028b\u2029c\u0085d"


def test_surrogates_and_nuls_become_replacement_characters() -> None:
    assert decode(b"two \xed\xa0\x80 died, the officials in the town said") == (
        "two \ufffd died, the officials in the town said"
    )
    assert decode(b"Two people died in the\x00 town, officials said on Friday.")[22] == "\ufffd"


@pytest.mark.parametrize(
    "data",
    [
        b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR",
        b"%PDF-1.7\n1 0 obj",
        b"PK\x03\x04rest",
        b"\x1f\x8b\x08rest",
        b"\x00",
        bytes(range(256)) * 4,
        random.Random(1).randbytes(5000),
        random.Random(2).randbytes(40),
        b"\xff\xfe" + random.Random(3).randbytes(20) + b"\x00" * 200,
    ],
)
def test_binary_data_is_no_text(data: bytes) -> None:
    with pytest.raises(Skip) as skipped:
        decode(data)
    assert skipped.value.reason == "not_text"


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=300))
def test_utf8_is_given_back_letter_for_letter(text: str) -> None:
    assert decode(text.encode("utf-8-sig")) == text.removeprefix("\ufeff")


@given(st.binary(max_size=300))
def test_any_bytes_give_clean_text_or_a_reason(data: bytes) -> None:
    try:
        text = decode(data)
    except Skip:
        return
    text.encode("utf-8")
    assert "\x00" not in text
    assert "\r" not in text


def test_a_megabyte_of_cp1252_takes_no_time() -> None:
    data = (WESTERN * 20000).encode("cp1252")
    assert len(decode(data)) == len(data)
