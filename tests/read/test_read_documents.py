"""Documents of one or several articles: PDF, Word, mail, feeds, news XML, tables, web archives."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from eventx.article import Article
from eventx.read import Columns, Outcome, ReadOptions, Skipped, read
from eventx.read.reflow import join_pages, unwrap

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
from nasty import pdf, shown, warc, word


def outcomes(tmp_path: Path, name: str, content: bytes | str, **options: Any) -> list[Outcome]:
    path = tmp_path / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return list(read(path, options=ReadOptions(**options)))


def articles(tmp_path: Path, name: str, content: bytes | str, **options: Any) -> list[Article]:
    found = outcomes(tmp_path, name, content, **options)
    assert all(isinstance(outcome, Article) for outcome in found), found
    return [outcome for outcome in found if isinstance(outcome, Article)]


def article(tmp_path: Path, name: str, content: bytes | str, **options: Any) -> Article:
    (found,) = articles(tmp_path, name, content, **options)
    return found


class TestPdf:
    PAGE = """Flood cuts off two villages
Two villages were cut off by the worst flood in the region for many years, the govern-
ment said on Tuesday. A Dutch-backed plan for dams, which the Dutch-backed fund pays for,
has been late for years.
Help was on its way by boat and by air, the governor added, and nobody had been hurt so
far."""

    def test_lines_are_joined_to_paragraphs(self, tmp_path: Path) -> None:
        found = article(tmp_path, "a.pdf", pdf(shown(self.PAGE)))
        assert found.text.split("\n") == [
            "Flood cuts off two villages",
            "Two villages were cut off by the worst flood in the region for many years, the government said on Tuesday."
            " A Dutch-backed plan for dams, which the Dutch-backed fund pays for, has been late for years.",
            "Help was on its way by boat and by air, the governor added, and nobody had been hurt so far.",
        ]
        assert (found.id, found.title, found.published) == ("a", None, None)

    def test_the_day_it_was_made_is_not_that_of_publication(self, tmp_path: Path) -> None:
        info = b"/Info << /Title (Flood) /CreationDate (D:20240303120000Z) >>"
        found = article(tmp_path, "a.pdf", pdf(shown(self.PAGE), more=info))
        assert (found.title, found.published, found.extra) == ("Flood", None, {"created": "2024-03-03"})

    def test_without_text(self, tmp_path: Path) -> None:
        (found,) = outcomes(tmp_path, "a.pdf", pdf(b""))
        assert isinstance(found, Skipped)
        assert found.reason == "empty"

    def test_known_by_its_start(self, tmp_path: Path) -> None:
        assert article(tmp_path, "download", pdf(shown(self.PAGE))).text.startswith("Flood")


class TestReflow:
    def test_running_heads_and_page_numbers_are_dropped(self) -> None:
        body = "The river rose by two metres in a night, and nobody in the town had been told, he said"
        pages = [["Annual Report 2023", body, body + ".", str(page)] for page in range(1, 5)]
        text = join_pages(pages)
        assert "Annual" not in text
        assert "\n3" not in text
        assert text.count("The river") == 8

    @pytest.mark.parametrize(
        ("lines", "expected"),
        [
            (["the gov-", "ernor of"], "the governor of"),
            (["a Saudi-", "led group"], "a Saudi-led group"),
            (["well-known and well-", "known things"], "well-known and well-known things"),
            (["from London-", "Heathrow now"], "from London- Heathrow now"),
            (["the gov\u00ad", "ernor of"], "the governor of"),
            (["of the dam—", "the largest"], "of the dam—the largest"),
        ],
    )
    def test_hyphens(self, lines: list[str], expected: str) -> None:
        assert join_pages([lines]) == expected

    def test_lists_keep_their_lines(self) -> None:
        assert join_pages([["They agreed on:", "• a truce", "• an exchange"]]) == (
            "They agreed on:\n• a truce\n• an exchange"
        )

    def test_unwrap(self) -> None:
        text = (
            "Flood\n\nTwo villages were cut off by the worst flood in the region for many\n"
            "years, the governor said on Tuesday.\n* first\n* second\n"
        )
        assert unwrap(text) == (
            "Flood\n\nTwo villages were cut off by the worst flood in the region for many "
            "years, the governor said on Tuesday.\n* first\n* second\n"
        )
        assert unwrap("a" * 120 + "\nb") == "a" * 120 + "\nb"


class TestWord:
    def test_paragraphs_without_what_was_deleted(self, tmp_path: Path) -> None:
        body = (
            "<w:p><w:r><w:t>Two men </w:t></w:r><w:del><w:r><w:delText>were</w:delText></w:r></w:del>"
            "<w:r><w:t>died.</w:t><w:tab/><w:t>Friday</w:t></w:r></w:p><w:p/>"
            "<w:tbl><w:tr><w:tc><w:p><w:r><w:t>A cell</w:t></w:r></w:p></w:tc></w:tr></w:tbl>"
        )
        assert article(tmp_path, "a.docx", word(body)).text == "Two men died.\tFriday\n\nA cell"


class TestMail:
    MAIL = (
        "Received: from x\r\nFrom: =?utf-8?Q?Zo=C3=AB?= <z@example.org>\r\nSubject: =?utf-8?B?RmxvZMOp?=\r\n"
        "Date: Sun, 03 Mar 2024 23:30:00 -0500\r\nMIME-Version: 1.0\r\n"
    )

    @pytest.mark.parametrize("name", ["a.eml", "message"])
    def test_subject_empty_line_text(self, tmp_path: Path, name: str) -> None:
        found = article(tmp_path, name, f"{self.MAIL}\r\nTwo men died.\r\n-- \r\nThe editors\r\n")
        assert found.text == "Flodé\n\nTwo men died."
        assert (found.title, found.published, found.published_from) == ("Flodé", date(2024, 3, 3), "metadata")
        assert found.extra["from"] == "Zoë <z@example.org>"

    def test_text_is_preferred_to_html_and_attachments_are_left_out(self, tmp_path: Path) -> None:
        parts = (
            "--b\nContent-Type: text/html\n\n<p>Markup</p>\n--b\nContent-Type: text/plain; charset=cp1252\n"
            "Content-Transfer-Encoding: quoted-printable\n\nZo=EB=92s aide\n"
            "--b\nContent-Type: text/plain\nContent-Disposition: attachment\n\nAttached\n--b--\n"
        )
        mail = f'{self.MAIL}Content-Type: multipart/mixed; boundary="b"\n\n{parts}'.replace("\r\n", "\n")
        assert article(tmp_path, "a.eml", mail).text == "Flodé\n\nZoë’s aide"

    def test_html(self, tmp_path: Path) -> None:
        mail = f"{self.MAIL}Content-Type: text/html\r\n\r\n<style>p</style><p>Two <b>men</b> died.</p><p>He&amp;she</p>"
        assert article(tmp_path, "a.eml", mail).text == "Flodé\n\nTwo men died.\nHe&she"

    def test_mailbox(self, tmp_path: Path) -> None:
        box = "".join(
            f"From z@example.org Sun Mar 03 10:00:00 2024\nSubject: {n}\n\n>From Goma: {n} died.\nFrom here on.\n\n"
            for n in (1, 2)
        )
        assert [(a.id, a.text) for a in articles(tmp_path, "a.mbox", box)] == [
            ("a#1", "1\n\nFrom Goma: 1 died.\nFrom here on."),
            ("a#2", "2\n\nFrom Goma: 2 died.\nFrom here on."),
        ]


class TestFeed:
    RSS = """<?xml version="1.0"?><rss version="2.0"><channel><title>Example Times</title>
<item><title>Flood &amp; fire</title><link>https://example.org/1</link>
<pubDate>Sun, 03 Mar 2024 10:00:00 GMT</pubDate>
<description>&lt;p&gt;Two &lt;b&gt;men&lt;/b&gt; died.&lt;/p&gt;</description></item>
<item><title>Second</title><description>Rain.</description></item></channel></rss>"""
    ATOM = """<feed xmlns="http://www.w3.org/2005/Atom"><title>T</title><entry><title>Flood</title><id>x</id>
<updated>2024-03-04T00:00:00Z</updated><published>2024-03-03T00:00:00Z</published><summary>Short.</summary>
<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>Two men died.</p></div></content></entry></feed>"""

    @pytest.mark.parametrize("name", ["a.rss", "a.xml", "download"])
    def test_rss(self, tmp_path: Path, name: str) -> None:
        first, second = articles(tmp_path, name, self.RSS)
        assert first.text == "Flood & fire\n\nTwo men died."
        assert (first.id, first.source, first.publisher) == (
            "a#1" if "." in name else "download#1",
            "https://example.org/1",
            "Example Times",
        )
        assert (first.published, second.published) == (date(2024, 3, 3), None)

    def test_atom(self, tmp_path: Path) -> None:
        found = article(tmp_path, "a.atom", self.ATOM)
        assert (found.text, found.published) == ("Flood\n\nTwo men died.", date(2024, 3, 3))


class TestNewsXml:
    NITF = """<?xml version="1.0"?><!DOCTYPE nitf SYSTEM "nitf-3-4.dtd"><nitf><head><title>Internal</title>
<docdata><date.issue norm="20240303T101500Z"/><doc.copyright holder="Example Agency"/></docdata></head>
<body><body.head><hedline><hl1>Flood cuts off&nbsp;villages</hl1></hedline><byline>By A. Writer</byline>
<dateline>GOMA, Congo (EA) —</dateline></body.head><body.content><p>Two <em>men</em> died.</p>
<media><media-caption>A photo</media-caption></media><p>It rained.</p></body.content></body></nitf>"""
    G2 = """<newsMessage xmlns="http://iptc.org/std/nar/2006-10-01/"><itemSet>{}</itemSet></newsMessage>"""
    ITEM = """<newsItem><itemMeta><versionCreated>2024-03-03T10:00:00Z</versionCreated></itemMeta><contentMeta>
<headline>Flood</headline></contentMeta><contentSet><inlineXML><html xmlns="http://www.w3.org/1999/xhtml"><head>
<title>x</title></head><body><p>Two men died.</p><p>It rained.</p></body></html></inlineXML></contentSet></newsItem>"""

    @pytest.mark.parametrize("name", ["a.nitf", "a.xml"])
    def test_nitf(self, tmp_path: Path, name: str) -> None:
        found = article(tmp_path, name, self.NITF)
        assert found.text == "Flood cuts off villages\n\nGOMA, Congo (EA) —\nTwo men died.\nIt rained."
        assert (found.title, found.publisher) == ("Flood cuts off villages", "Example Agency")
        assert (found.published, found.published_from) == (date(2024, 3, 3), "metadata")

    def test_newsml_g2(self, tmp_path: Path) -> None:
        first, second = articles(tmp_path, "a.xml", self.G2.format(self.ITEM * 2))
        assert first.text == second.text == "Flood\n\nTwo men died.\nIt rained."
        assert (first.id, second.id, first.published) == ("a#1", "a#2", date(2024, 3, 3))


class TestTable:
    def test_usual_columns(self, tmp_path: Path) -> None:
        table = 'ID,Headline,Body,Date,Section\nx1,Flood,"Two men\ndied, ""he"" said.",3 March 2024,world\n,,Rain.,,\n'
        first, second = articles(tmp_path, "a.csv", table)
        assert first == Article(
            id="x1",
            text='Two men\ndied, "he" said.',
            source=str(tmp_path / "a.csv"),
            title="Flood",
            published=date(2024, 3, 3),
            published_from="metadata",
            extra={"Section": "world"},
        )
        assert (second.id, second.text) == ("a#4", "Rain.")

    def test_named_columns(self, tmp_path: Path) -> None:
        columns = Columns(text="lead", date="day", id="key")
        found = article(tmp_path, "a.tsv", "key\ttext\tlead\tday\n7\tno\tIt rose.\t2024-03-03\n", columns=columns)
        assert (found.id, found.text, found.published, found.extra["column text"]) == (
            "7",
            "It rose.",
            date(2024, 3, 3),
            "no",
        )

    @pytest.mark.parametrize(
        ("table", "columns", "message"),
        [
            (
                "a,b\n1,2\n",
                Columns(),
                "no column that is known to hold the text; there are a, b; --text-column says",
            ),
            ("text\nIt.\n", Columns(date="day"), "no column 'day'; there are text; --date-column says which it is"),
        ],
    )
    def test_missing_columns(self, tmp_path: Path, table: str, columns: Columns, message: str) -> None:
        (found,) = outcomes(tmp_path, "a.csv", table, columns=columns)
        assert isinstance(found, Skipped)
        assert found.message.startswith(message)

    @pytest.mark.parametrize("sign", [";", "\t", "|"])
    @pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
    def test_signs_and_line_ends(self, tmp_path: Path, sign: str, end: str) -> None:
        table = end.join([f"text{sign}id", f"It rose.{sign}1", f"It fell.{sign}2", ""])
        assert [(a.id, a.text) for a in articles(tmp_path, "a.csv", table)] == [("1", "It rose."), ("2", "It fell.")]


class TestWarc:
    def test_pages_by_their_address(self, tmp_path: Path) -> None:
        page = b"<html><head><title>Flood</title></head><body><p>Two men died.</p></body></html>"
        data = warc(("Content-Type: text/html", page), ("Content-Type: image/png", b"x"))
        first, second = outcomes(tmp_path, "a.warc", data)
        assert isinstance(first, Article)
        assert (first.id, first.source, first.text) == ("a#1", "https://x.invalid/0", "Flood\n\nTwo men died.")
        assert second == Skipped("https://x.invalid/1", "not_text", "record 2: image/png")
