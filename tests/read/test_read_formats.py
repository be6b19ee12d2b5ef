"""Each format: what becomes text, what metadata, what is skipped and why."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from eventx.article import Article
from eventx.read import Outcome, ReadOptions, Skipped, from_record, from_text, read


def one(path: Path, **options: Any) -> Outcome:
    outcomes = list(read(path, options=ReadOptions(**options)))
    assert len(outcomes) == 1
    return outcomes[0]


def article(path: Path, **options: Any) -> Article:
    outcome = one(path, **options)
    assert isinstance(outcome, Article), outcome
    return outcome


def skipped(path: Path) -> Skipped:
    outcome = one(path)
    assert isinstance(outcome, Skipped), outcome
    assert outcome.source == str(path)
    return outcome


class TestText:
    def test_is_the_content_as_it_stands(self, tmp_path: Path) -> None:
        path = tmp_path / "flood.md"
        path.write_bytes(b"\xef\xbb\xbf# Flood\r\n\r\n*Two* people [died](http://x.example).\r\n")
        found = article(path)
        assert found.text == "# Flood\n\n*Two* people [died](http://x.example).\n"
        assert (found.id, found.source, found.title, found.lang) == ("flood", str(path), None, "en")

    @pytest.mark.parametrize("name", ["notes", "notes.log", "NOTES.TXT"])
    def test_unknown_endings_are_looked_into(self, tmp_path: Path, name: str) -> None:
        (tmp_path / name).write_text("Two people died.", encoding="utf-8")
        assert article(tmp_path / name).text == "Two people died."

    @pytest.mark.parametrize("content", ["", " \n\t\n", "\ufeff"])
    def test_blank_files_are_empty(self, tmp_path: Path, content: str) -> None:
        path = tmp_path / "a.txt"
        path.write_text(content, encoding="utf-8")
        assert skipped(path).reason == "empty"

    @pytest.mark.parametrize("name", ["a.txt", "a.html", "a.jsonl", "a.bin", "a"])
    def test_binary_files_are_not_text(self, tmp_path: Path, name: str) -> None:
        path = tmp_path / name
        path.write_bytes(b"\x7fELF\x02\x01\x01" + bytes(range(256)) * 20)
        assert skipped(path).reason == "not_text"


PAGE = """<!DOCTYPE html><html><head>
<title>Flood cuts off two villages - Example Times</title>
<meta property="og:title" content="Flood cuts off two villages">
<meta property="og:site_name" content="Example Times">
<meta property="article:published_time" content="2031-03-04T23:30:00-05:00">
<meta property="article:modified_time" content="2031-03-06T08:00:00-05:00">
</head><body><nav>Home | News | Sport</nav><article><h1>Flood cuts off two villages</h1>
<p>Two villages were cut off by the worst flood since 24 February 2022, the governor said.</p>
<p>Help was on its way by boat and by air, she added, and nobody had been hurt so far.</p></article>
<footer>Copyright 2020 Example Times</footer></body></html>"""


class TestHtml:
    def write(self, tmp_path: Path, markup: str | bytes, name: str = "page.html") -> Path:
        path = tmp_path / name
        path.write_bytes(markup if isinstance(markup, bytes) else markup.encode())
        return path

    def test_title_empty_line_text_and_metadata(self, tmp_path: Path) -> None:
        found = article(self.write(tmp_path, PAGE))
        title, blank, *body = found.text.split("\n")
        assert (title, blank) == ("Flood cuts off two villages", "")
        assert body[0].startswith("Two villages were cut off")
        assert "Copyright" not in found.text
        assert (found.title, found.publisher) == (title, "Example Times")
        assert (found.published, found.published_from) == (date(2031, 3, 4), "metadata")

    @pytest.mark.parametrize(
        "dated",
        [
            '<script type="application/ld+json">{"@type": "NewsArticle", "description": "after 2001-01-01",'
            ' "datePublished": "2019-05-06T07:00:00+02:00"}</script>',
            '<script type="application/ld+json">{"broken": , "datePublished": "2019-05-06"</script>',
            '<meta name="date" content="2019-05-06">',
            '<meta itemprop="datePublished" content="2019-05-06">',
            '<link rel="canonical" href="https://example.org/2019/05/06/flood">',
            '<time datetime="2019-05-06T10:00Z">last May</time>',
            '<time itemprop="datePublished" datetime="2019-05-06">x</time><time datetime="2011-01-01">y</time>',
        ],
    )
    def test_date_from_metadata(self, tmp_path: Path, dated: str) -> None:
        page = f"<html><head>{dated}</head><body><p>The flood of 2018-01-01 was worse.</p></body></html>"
        found = article(self.write(tmp_path, page))
        assert (found.published, found.published_from) == (date(2019, 5, 6), "metadata")

    @pytest.mark.parametrize(
        "page",
        [
            "<html><body><h1>The attack of 24 February 2022</h1><p>It was on 2022-02-24.</p></body></html>",
            "<html><head><title>War of 2022-02-24</title></head><body><p>It began early.</p></body></html>",
            '<html><head><meta name="description" content="2022-02-24: war"></head><body><p>War.</p></body></html>',
            '<html><body><p>War.</p><img src="/uploads/2022/02/24/tank.jpg"></body></html>',
            '<html><body><p>War.</p><time datetime="2022-02-24">a</time><time datetime="2022-02-25">b</time></body>',
        ],
    )
    def test_dates_in_prose_are_no_metadata(self, tmp_path: Path, page: str) -> None:
        found = article(self.write(tmp_path, page))
        assert (found.published, found.published_from) == (None, None)

    def test_dateline_where_metadata_have_no_date(self, tmp_path: Path) -> None:
        page = "<html><head><title>Flood</title></head><body><p>ROME, March 3, 2024 (ANSA) — It rose.</p></body></html>"
        found = article(self.write(tmp_path, page))
        assert (found.published, found.published_from) == (date(2024, 3, 3), "text")

    @pytest.mark.parametrize(
        "markup",
        [
            b"<p>Two people died<b> in the flood <div><table><tr><td>unclosed",
            b"Two people died in the flood",
            b"<html><body><article><p>Two people died in the flood</p><p",
            b"<html><body>" + b"<div>" * 20000 + b"Two people died in the flood",
            b"</div></html><p>Two people died in the flood</p><script>let x = 1",
            b"<head><p>Two people died in the flood",
        ],
    )
    def test_broken_markup_is_read_as_far_as_it_goes(self, tmp_path: Path, markup: bytes) -> None:
        assert "Two people died" in article(self.write(tmp_path, markup)).text

    def test_declared_encoding(self, tmp_path: Path) -> None:
        head = '<html><head><meta charset="windows-1251"><title>Мост</title></head>'
        page = f"{head}<body><p>A bridge fell.</p></body></html>"
        assert article(self.write(tmp_path, page.encode("cp1251"))).title == "Мост"

    def test_xml_declaration(self, tmp_path: Path) -> None:
        declaration = '<?xml version="1.0" encoding="UTF-8"?>'
        page = f"{declaration}<html><head><title>É</title></head><body><p>Two died.</p></body></html>"
        assert article(self.write(tmp_path, page, "a.xhtml")).text == "É\n\nTwo died."

    def test_page_without_text(self, tmp_path: Path) -> None:
        assert skipped(self.write(tmp_path, "<html><body><script>x()</script></body></html>")).reason == "empty"

    def test_known_by_its_start(self, tmp_path: Path) -> None:
        assert article(self.write(tmp_path, PAGE, "download")).publisher == "Example Times"

    def test_says_nothing_on_stderr(self, tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
        list(read(self.write(tmp_path, "<<<>>>")))
        assert capfd.readouterr() == ("", "")


class TestJsonl:
    def write(self, tmp_path: Path, *lines: str | dict[str, Any], name: str = "a.jsonl") -> Path:
        path = tmp_path / name
        texts = [line if isinstance(line, str) else json.dumps(line) for line in lines]
        path.write_bytes("\n".join(texts).encode())
        return path

    def test_all_fields(self, tmp_path: Path) -> None:
        record = {
            "id": "x1",
            "text": "It rose.\r\n",
            "title": "Flood",
            "published": "2024-03-03",
            "source": "https://example.org/1",
            "publisher": "Example Times",
            "section": "world",
            "tags": [1, None],
        }
        assert article(self.write(tmp_path, record)) == Article(
            id="x1",
            text="It rose.\r\n",
            source="https://example.org/1",
            title="Flood",
            publisher="Example Times",
            published=date(2024, 3, 3),
            published_from="metadata",
            extra={"section": "world", "tags": [1, None]},
        )

    def test_aliases_and_defaults(self, tmp_path: Path) -> None:
        path = self.write(
            tmp_path, "", {"text": "One.", "date": "5 February 2026", "url": "u"}, {"text": "Two.", "id": 7}
        )
        first, second = read(path)
        assert isinstance(first, Article)
        assert isinstance(second, Article)
        assert (first.id, first.source, first.published, first.extra) == ("a#2", "u", date(2026, 2, 5), {})
        assert (second.id, second.source, second.published) == ("7", str(path), None)

    def test_a_bad_date_is_kept_but_not_used(self, tmp_path: Path) -> None:
        found = article(self.write(tmp_path, {"text": "It rose.", "published": "soon", "date": "2024-03-03"}))
        assert (found.published, found.extra) == (date(2024, 3, 3), {"published": "soon"})
        found = article(self.write(tmp_path, {"text": "It rose.", "date": "soon"}))
        assert (found.published, found.published_from, found.extra) == (None, None, {"date": "soon"})

    @pytest.mark.parametrize(
        ("line", "reason"),
        [
            ('{"text": "torn', "bad_json"),
            ("no json", "bad_json"),
            ('["text"]', "bad_json"),
            ('{"id": 1}', "bad_json"),
            ('{"text": 5}', "bad_json"),
            ('{"text": ' + "9" * 5000 + "}", "bad_json"),
            ("[" * 100_000, "bad_json"),
            ('{"text": " \\n"}', "empty"),
        ],
    )
    def test_a_broken_line_is_named_and_the_rest_is_read(self, tmp_path: Path, line: str, reason: str) -> None:
        path = self.write(tmp_path, {"text": "One."}, line, {"text": "Three."})
        first, second, third = read(path)
        assert isinstance(first, Article)
        assert isinstance(third, Article)
        assert isinstance(second, Skipped)
        assert (second.source, second.reason) == (str(path), reason)
        assert second.message.startswith("line 2: ")
        assert third.id == "a#3"

    def test_splits_at_newlines_only(self, tmp_path: Path) -> None:
        text = "One.\u2028Two.\u2029Three.\u0085Four.\x0bFive."
        path = tmp_path / "a.jsonl"
        path.write_bytes(json.dumps({"text": text}, ensure_ascii=False).encode() + b"\r\n")
        assert article(path).text == text

    @pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1252"])
    def test_encodings(self, tmp_path: Path, encoding: str) -> None:
        path = tmp_path / "a.jsonl"
        path.write_bytes('{"text": "Zoë’s"}\n{"text": "Two."}\n'.encode(encoding))
        first, second = read(path)
        assert isinstance(first, Article)
        assert first.text == "Zoë’s"
        assert isinstance(second, Article)

    def test_lone_surrogates_are_replaced_everywhere(self, tmp_path: Path) -> None:
        line = r'{"text": "a\ud800b \ud83d\ude00", "title": "\udfff", "x\ud800": ["\ud800"]}'
        found = article(self.write(tmp_path, line))
        assert (found.text, found.title, dict(found.extra)) == ("a\ufffdb 😀", "\ufffd", {"x\ufffd": ["\ufffd"]})

    def test_what_is_nested_too_deep_is_not_kept(self, tmp_path: Path) -> None:
        line = '{"text": "It rose.", "x": ' + "[" * 900 + "]" * 900 + ', "y": [[1]]}'
        found = article(self.write(tmp_path, line))
        assert (found.extra["y"], str(found.extra["x"]).count("[")) == ([[1]], 49)
        assert "(nested too deep)" in str(found.extra["x"])

    def test_lines_longer_than_the_first_look(self, tmp_path: Path) -> None:
        texts = ["a" * 20_000, "b", "c" * 9_000]
        path = self.write(tmp_path, *({"text": text} for text in texts))
        assert [outcome.text for outcome in read(path) if isinstance(outcome, Article)] == texts

    def test_file_of_blank_lines(self, tmp_path: Path) -> None:
        assert skipped(self.write(tmp_path, "", " ", "")).reason == "empty"


class TestPublished:
    def test_metadata_then_option_then_text(self, tmp_path: Path) -> None:
        path = tmp_path / "a.txt"
        path.write_text("ROME, March 3, 2024 (ANSA) — It rose.", encoding="utf-8")
        assert article(path).published_from == "text"
        option = article(path, published=date(2024, 3, 9))
        assert (option.published, option.published_from) == (date(2024, 3, 9), "option")
        given = from_record({"text": "It rose.", "date": "2024-03-01"}, options=ReadOptions(date(2024, 3, 9)))
        assert isinstance(given, Article)
        assert (given.published, given.published_from) == (date(2024, 3, 1), "metadata")


def test_from_text_keeps_every_character() -> None:
    found = from_text("a\r\nb\ud800\x00c")
    assert isinstance(found, Article)
    assert found.text == "a\r\nb\ufffd\x00c"
    assert isinstance(from_text("  "), Skipped)
