"""The publication date that a text gives itself, and dates in metadata and options."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eventx.read import ReadError, option_date
from eventx.read.published import find_published, parse_date, published_rules

BODY = "Two villages were cut off by the flood, the governor said. Help is on its way."


def found(text: str) -> str | None:
    day = find_published(text, published_rules())
    return day.isoformat() if day else None


@pytest.mark.parametrize(
    "line",
    [
        "KABUL, Afghanistan (Oct. 25, 2011) — ",
        "KABUL, Afghanistan (Oct. 25. 2011) – ",
        "LONDON, October 25, 2011 (Reuters) - ",
        "LONDON (Reuters) - October 25, 2011 - ",
        "MOGADISHU, Oct. 25, 2011 (Xinhua) -- ",
        "MINSK, 25 October 2011 (BelTA) – ",
        "GENEVA/NEW YORK, 25 October 2011 – ",
        "TEL AVIV, Israel, Tuesday, October 25, 2011 — ",
        "WASHINGTON, D.C., Oct. 25, 2011 /PRNewswire/ -- ",
        "Port of Spain, Trinidad and Tobago, October 25, 2011 – ",
        "New Delhi, October 25, 2011: ",
        "25 October 2011 (KHARTOUM) – ",
        "October 25, 2011, NAIROBI – ",
        "*Oslo, 25 October 2011* – ",
        "by Ann Example LIMA, Oct. 25, 2011 (Xinhua) -- ",
    ],
)
def test_dateline(line: str) -> None:
    assert found(f"Floods cut off villages\n{line}{BODY}") == "2011-10-25"


@pytest.mark.parametrize(
    "line",
    [
        "Published: 25 October 2011",
        "Published on October 25, 2011 at 10:15",
        "Published 5:04 PM ET, Tue October 25, 2011",
        "PUBLISHED 25 OCT 2011",
        "**Published:** 25th October 2011",
        "Posted Oct 25, 2011 by admin",
        "Date: 2011-10-25",
        "Dated: 10/25/2011",
        "For Immediate Release: October 25, 2011",
        "This article was originally published on October 25, 2011.",
        "By Ann Example | Published October 25, 2011 | Updated October 26, 2011",
        "Updated 10:15 AM EST, Tue October 25, 2011",
        "Last updated on October 25, 2011 at 10:00 am",
        "25 October 2011",
        "25/10/2011",
        "2011-10-25T10:15:00Z",
        "Tuesday 25 October 2011 14:30 GMT",
        "Tue 25 Oct 2011 10.00 BST",
        "Tue., Oct. 25, 2011, 3:00 p.m.",
        "October 25, 2011 / 10:15 AM EST / Example News",
        "Ann Example, Nairobi - Tue 25 Oct 2011",
        "By Ann Example, October 25, 2011",
        "Morning Situation Update, October 25, 2011",
        "Town Hall, Springfield (October 25, 2011)",
    ],
)
def test_line_of_its_own(line: str) -> None:
    assert found(f"Floods cut off villages\n{line}\n{BODY}") == "2011-10-25"


@pytest.mark.parametrize("separator", ["\n", "\u2028", "\r\n", "\u2028 \u2028"])
def test_any_line_separator(separator: str) -> None:
    assert found(f"Floods{separator}25 October 2011{separator}{BODY}") == "2011-10-25"


@pytest.mark.parametrize(
    "text",
    [
        BODY,
        "The war began on February 24, 2022.",
        "In London, March 3, 2024 - a Sunday - was quiet.",
        "The two sides met in Minsk, 12 February 2015 – a day of talks.",
        "Under a law of 5 May 2010, the town pays.",
        "A man walks through Paris, March 3, 2024. (AP Photo/Ann Example)",
        "LIMA, PERU - MARCH 3, 2024: A man walks. (Photo by Ann Example/Getty Images)",
        "The mayor is pictured in Bonn on March 3, 2024.",
        "Published in the March 3, 2020 issue of the journal, the study was large.",
        "The town council\nsaid in a report of March 1, 2026",
        "ISLAMABAD, Feb 5 (APP): The council met.",
        "Kyiv, Ukraine – The council met in 2021.",
        "03/04/2011",
        "31 February 2026",
        "Ann Example, March 3, 1940 – May 5, 2024",
    ],
)
def test_dates_that_are_not_the_articles(text: str) -> None:
    assert found(text) is None


def test_entries_of_a_timeline_are_no_publication_date() -> None:
    assert found("How it came about\n24 February 2022\nThe invasion.\n2 April 2022\nThe retreat.") is None
    assert found("February 24, 2022 – The invasion.\nApril 2, 2022 – The retreat.") is None


def test_header_date_above_a_timeline() -> None:
    assert found("How it came about\n3 March 2024\n24 February 2022\nThe invasion.") == "2024-03-03"


def test_dateline_goes_before_labels_and_labels_before_updates() -> None:
    dateline = "ROME, March 3, 2024 (ANSA) — The river rose.\n"
    assert found(f"Published: 4 March 2024\n{dateline}") == "2024-03-03"
    assert found("Updated: 5 March 2024\nPublished: 4 March 2024\nThe river rose.") == "2024-03-04"


def test_dateline_of_a_second_article_does_not_count() -> None:
    older = "OSLO, March 1, 2024 (NTB) — Snow fell."
    assert found(f"ROME, March 3, 2024 (ANSA) — The river rose.\n{older}") == "2024-03-03"


class TestEmbeddedPosts:
    SIGNED = "We thank all who helped.\n— Ann Example / Анна (@ann_example) February 5, 2026\n"

    def test_the_signature_dates_the_article(self) -> None:
        assert found(f"The river rose on Thursday.\n{self.SIGNED}Help came.") == "2026-02-05"

    def test_the_latest_of_several(self) -> None:
        assert found(f"{self.SIGNED}More.\n— B (@bb) 3:45 PM · Feb 6, 2026\n") == "2026-02-06"

    def test_a_later_date_in_the_text_contradicts(self) -> None:
        assert found(f"{self.SIGNED}On 9 February 2026 the water fell.") is None

    def test_a_weekday_far_from_it_contradicts(self) -> None:
        assert found(f"The river rose on Monday.\n{self.SIGNED}") is None


def test_a_release_number_completes_a_dateline_without_year() -> None:
    assert found(f"2011-10-S-016\nKABUL, Afghanistan (Oct. 8)\n{BODY}") == "2011-10-08"
    assert found(f"2011-09-S-016\nKABUL, Afghanistan (Oct. 8)\n{BODY}") is None


@given(st.text(st.sampled_from("A, b(@)–-\n 2024March3:/|by*."), max_size=120))
def test_never_raises(text: str) -> None:
    found(text)


@pytest.mark.parametrize(
    ("value", "day"),
    [
        ("2026-02-05", "2026-02-05"),
        ("2026-02-05T10:00:00Z", "2026-02-05"),
        ("2026-02-05T23:30:00-05:00", "2026-02-05"),
        ("2026-02-05 10:00:00", "2026-02-05"),
        ("20260205", "2026-02-05"),
        ("2026/02/05", "2026-02-05"),
        ("5 February 2026", "2026-02-05"),
        ("Feb. 5, 2026 10:00 AM EST", "2026-02-05"),
        ("Thu, 05 Feb 2026 10:00:00 +0000", "2026-02-05"),
        ("Thu Feb 05 10:00:00 +0000 2026", "2026-02-05"),
        (date(2026, 2, 5), "2026-02-05"),
        ("2026-02", None),
        ("2026-02-31", None),
        ("yesterday", None),
        ("03/04/2026", None),
        (1770000000, None),
        (["2026-02-05"], None),
        ("", None),
    ],
)
def test_metadata_dates(value: object, day: str | None) -> None:
    parsed = parse_date(value)
    assert (parsed.isoformat() if parsed else None) == day


def test_option_date() -> None:
    assert option_date("2026-02-05") == date(2026, 2, 5)
    assert option_date(date(2026, 2, 5)) == date(2026, 2, 5)


@pytest.mark.parametrize("value", ["5.2.2026", "2026-2-5", "20260205", "2026-02-30", "today", "", "2026-02-05T10:00"])
def test_bad_option_date_says_what_to_give(value: str) -> None:
    with pytest.raises(ReadError, match="give YYYY-MM-DD"):
        option_date(value)
