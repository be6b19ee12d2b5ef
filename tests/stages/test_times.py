"""What the times stage finds, and what dates it gives; Thursday 5 February 2026 is the day of the article."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.language import Language
from spacy.tokens import Doc

import eventx.annotations  # noqa: F401  (registers the Doc extensions)
from eventx.annotations import TimeRecord
from eventx.modeldir import bundled_models
from eventx.stages.times import find_times
from eventx.stages.timex import dates
from eventx.stages.timex.lexicon import Lexicon, load_lexicon

THURSDAY = date(2026, 2, 5)


@pytest.fixture(scope="module")
def blank() -> Language:
    nlp = spacy.blank("en")
    nlp.add_pipe("sentencizer")
    return nlp


@pytest.fixture(scope="module")
def lexicon() -> Lexicon:
    return load_lexicon(bundled_models() / "eventx_en" / "lexicon" / "times.yml")


@pytest.fixture(scope="module")
def times(blank: Language, lexicon: Lexicon) -> Any:
    def find(text: str, published: date | None = THURSDAY) -> list[tuple[str, str]]:
        doc = blank(text)
        doc._.published = published
        return [(r.text(doc), _days(r)) for r in find_times(doc, lexicon)]

    return find


def _days(record: TimeRecord) -> str:
    if record.earliest is None or record.latest is None:
        return "?"
    first, last = record.earliest.isoformat(), record.latest.isoformat()
    return first if first == last else f"{first}..{last}"


# A text with its one time in brackets, and the days it means.
SPEC = """
full dates
    A bomb exploded in the bazaar on [March 9, 2021]. = 2021-03-09
    A bomb exploded in the bazaar on [9 March 2021]. = 2021-03-09
    It was signed on [the 9th of March, 2021]. = 2021-03-09
    It was signed on [Sept. 3 2019]. = 2019-09-03
    It was dated [2021-03-09]. = 2021-03-09
    It was dated [3/9/2021]. = 2021-03-09
    It was dated [09.03.2021]. = 2021-03-09
    They met on [Tuesday, March 9, 2021]. = 2021-03-09
    They met on [march the ninth two thousand and eight]. = 2008-03-09
    They met on [january twenty second]. = 2026-01-22
    They met on [january first two thousand and nine]. = 2009-01-01
    In [last July] ten men died. = 2025-07-01..2025-07-31
no such day
    It was dated [February 30, 2021]. = ?
days without a year lie behind, unless a word looks ahead
    They spoke of their intention to meet on [Feb. 20]. = 2026-02-20
    Shells fell on [January 12]. = 2026-01-12
    Shells fell on [Dec. 28]. = 2025-12-28
    The talks will resume on [12 March]. = 2026-03-12
    The talks are scheduled for [Feb. 11]. = 2026-02-11
    The vote is to be held by [Feb. 28]. = 2026-02-28
    The minister agreed to meet them on [Feb. 20]. = 2026-02-20
    He was buried on [the 24th]. = 2026-01-24
    The market reopens on [Sunday, 8 February]. = 2026-02-08
months, years and longer
    It began in [October 2019]. = 2019-10-01..2019-10-31
    Fighting began in [October]. = 2025-10-01..2025-10-31
    Since [last July] ten Americans were freed. = 2025-07-01..2025-07-31
    It was annexed in [2014]. = 2014-01-01..2014-12-31
    The [2015] accord failed. = 2015-01-01..2015-12-31
    The music of [the 1970s] faded. = 1970-01-01..1979-12-31
    Output fell in [the second quarter of 2020]. = 2020-04-01..2020-06-30
    It was hot in [the summer of 2018]. = 2018-06-01..2018-08-31
    Many died [last winter]. = 2024-12-01..2025-02-28
parts
    Fighting began in [early 2025]. = 2025-01-01..2025-04-30
    Troops massed in [late 2021]. = 2021-09-01..2021-12-31
    It ended in [mid-January]. = 2026-01-11..2026-01-20
    It ended at [the end of January]. = 2026-01-21..2026-01-31
    He fell ill [earlier this month]. = 2026-02-01..2026-02-05
    He came in [the first week of January]. = 2026-01-01..2026-01-07
around the day of the article
    He arrived [today]. = 2026-02-05
    He arrived [yesterday]. = 2026-02-04
    He arrives [tomorrow]. = 2026-02-06
    He arrived [the day before yesterday]. = 2026-02-03
    Drones hit the port [overnight]. = 2026-02-04..2026-02-05
    Drones hit the port [last night]. = 2026-02-04
    Drones hit the port [this morning]. = 2026-02-05
    Drones hit the port [overnight into Tuesday]. = 2026-02-02..2026-02-03
weekdays: the nearest that is not to come, unless a word looks ahead
    He arrived on [Thursday]. = 2026-02-05
    He arrived on [Friday]. = 2026-01-30
    He arrived [Wednesday]. = 2026-02-04
    He will arrive on [Friday]. = 2026-02-06
    The premier called a meeting for [Friday]. = 2026-02-06
    They discussed preparations for the [July 9-11] summit. = 2026-07-09..2026-07-11
    The premier called a meeting on [Friday]. = 2026-01-30
    He could not say who would arrive on [Monday]. = 2026-02-09
    He arrived [last Thursday]. = 2026-01-29
    He arrived on [Monday of last week]. = 2026-01-26
    They meet [next Tuesday]. = 2026-02-10
    They meet on [Wednesday next week]. = 2026-02-11
    They meet [this coming Sunday]. = 2026-02-08
    He was shot [late on Tuesday night]. = 2026-02-03
    He was shot on [Tuesday morning, Jan. 27]. = 2026-01-27
    He was shot at [dawn on Wednesday]. = 2026-02-04
    He was shot at [5 p.m. on Wednesday]. = 2026-02-04
    He was shot at [7:20 p.m. (1620 GMT) Wednesday]. = 2026-02-04
    He was shot in [the early hours of January 3]. = 2026-01-03
calendar units
    He said so [last week]. = 2026-01-26..2026-02-01
    He said so [this week]. = 2026-02-02..2026-02-08
    [Last month]'s talks failed. = 2026-01-01..2026-01-31
    They may meet [next month]. = 2026-03-01..2026-03-31
    Many fled [last year]. = 2025-01-01..2025-12-31
    He was freed in [June last year]. = 2025-06-01..2025-06-30
    Over [the weekend], it rained. = 2026-01-31..2026-02-01
so long ago, so long from now
    He left [three days ago]. = 2026-02-02
    He left [two weeks ago]. = 2026-01-19..2026-01-25
    He left [five months ago]. = 2025-09-01..2025-09-30
    The mine shut [almost six years ago]. = 2020-01-01..2020-12-31
    In [the past 24 hours], nine died. = 2026-02-04..2026-02-05
    Over [the last three months], nine died. = 2025-11-05..2026-02-05
    In [recent weeks] nine died. = ?
    He left [a few years ago]. = ?
    He will be tried in [two days]. = 2026-02-07
    He came [a day after March 3, 2020]. = 2020-03-04
ranges
    They met [from 28 August to 3 September 2023]. = 2023-08-28..2023-09-03
    They met [between 5 and 7 January]. = 2026-01-05..2026-01-07
    They met on [January 5-7, 2026]. = 2026-01-05..2026-01-07
    They met on [5–7 January 2026]. = 2026-01-05..2026-01-07
    He served [from 2014 to 2016]. = 2014-01-01..2016-12-31
    The [1950-53] war divided it. = 1950-01-01..1953-12-31
    They met on [Monday and Tuesday]. = 2026-02-02..2026-02-03
    They met on [Saturday, Sunday and Monday]. = 2026-01-31..2026-02-02
    Drones came [late Friday and early Saturday]. = 2026-01-30..2026-01-31
    [Between ten on Tuesday night and four this morning] sirens wailed. = 2026-02-03..2026-02-05
    It rained in [January and February]. = 2026-01-01..2026-02-28
holidays
    On [New Year's Day] shelling stopped. = 2026-01-01
    On [Christmas Eve] shelling stopped. = 2025-12-24
    On [Easter Sunday] shelling stopped. = 2025-04-20
    On [Eid al-Fitr] shelling stopped. = ?
so long ago, on a day
    He won [a year ago today]. = 2025-02-05
    He died [three weeks ago on Saturday]. = 2026-01-17
    He died [Saturday two weeks ago]. = 2026-01-24
    He died [half a year ago]. = 2025-08-01..2025-08-31
    He died [half a century ago]. = 1976-01-01..1976-12-31
before last, and a week on
    He died [the Tuesday before last]. = 2026-01-27
    He died [the week before last]. = 2026-01-19..2026-01-25
    He died on [the 9th of last month]. = 2026-01-09
    They will meet on [Monday week]. = 2026-02-16
winters, halves, fiscal years
    It froze in [the winter of 2022/23]. = 2022-12-01..2023-02-28
    It froze in [winter 2023-24]. = 2023-12-01..2024-02-29
    Trade fell in [H1 2024]. = 2024-01-01..2024-06-30
    Spending fell in [FY2024]. = 2024-01-01..2024-12-31
    It rained in [the first days of January 2026]. = 2026-01-01..2026-01-10
    There were many in [the noughties]. = 2000-01-01..2009-12-31
present tenses that look ahead, and how people write
    The vote comes [Sunday]. = 2026-02-08
    The vote is [Sunday]. = 2026-02-08
    Between now and [Sunday] he will wait. = 2026-02-08
    They signed a deal to meet on [Sunday]. = 2026-02-08
    They signed a deal to buy jets on [Sunday]. = 2026-02-01
    He had been due to meet them on [Tuesday]. = 2026-02-03
    Hand it in no later than [Sunday]. = 2026-02-08
    He left on [Sun 2/1 at dawn]. = 2026-02-01
    They meet [next Fri] in Oslo. = 2026-02-13
    He flies [tmrw]. = 2026-02-06
names that are known by their day
    Since the [Sept. 11] attacks much has changed. = 2001-09-11
    In this [Dec. 31, 2016] photo he smiles. = 2016-12-31
events without a date keep their text
    [Since the invasion began], many have fled. = ?
    Many have fled [since the start of the war]. = ?
"""


def _cases() -> list[Any]:
    found, topic = [], ""
    for line in SPEC.strip("\n").split("\n"):
        if not line.startswith(" "):
            topic = line
            continue
        text, _, days = line.strip().rpartition(" = ")
        found.append(pytest.param(text, days, id=f"{topic}: {text}"))
    return found


@pytest.mark.parametrize(("marked", "days"), _cases())
def test_finds_the_span_and_its_days(times: Any, marked: str, days: str) -> None:
    span = marked[marked.index("[") + 1 : marked.index("]")]
    assert times(marked.replace("[", "").replace("]", "")) == [(span, days)]


@pytest.mark.parametrize(
    "text",
    [
        "A 70-year-old man was held for three days.",
        "The two-hour meeting was the second this way.",
        "Patrols leave every Monday, weekly, and 24/7.",
        "She has lived there since 9/11.",
        "Open Mon-Fri 9-5.",
        "He ruled in the 5th century BC and died in 1512 BCE.",
        "Half of the year was wet.",
        "More than 2,014 people fled and 1990 soldiers died.",
        "From 2000 to 3000 people marched.",
        "The World Cup 2022 squad used Windows 2000 and Resolution 1973.",
        "He may march; the sun sat in a mar.",
        "The Sunday Times recalled Bloody Sunday.",
        "Fridays are quiet and Monday mornings busy.",
        "The talks broke off at 5 p.m.",
        "The 24th Brigade held the 17th floor.",
        "It fell by 3/4 to 1.25 in the second half.",
        "He was killed in two days.",
        "They will meet for the first time in two years.",
        "It was a visit, the first in years.",
        "It will be the first such visit in three weeks.",
        "The truce will last 22 days and the accord more.",
        "He turned 38 on every birthday.",
        "See https://example.org/2021/03/09/story and report@2021.example.org.",
        "Theresa May met April Jones.",
    ],
)
def test_finds_no_time(times: Any, text: str) -> None:
    assert times(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "The city fell on March 9, 2021. The next day, two died. That night, it burned.",
            [("March 9, 2021", "2021-03-09"), ("The next day", "2021-03-10"), ("That night", "2021-03-10")],
        ),
        (
            "It began on March 9, 2021. Two weeks later it ended.",
            [("March 9, 2021", "2021-03-09"), ("Two weeks later", "2021-03-23")],
        ),
        (
            "It was taken in May 2012. The previous year it had held.",
            [("May 2012", "2012-05-01..2012-05-31"), ("The previous year", "2011-01-01..2011-12-31")],
        ),
        ("The following day, he left.", [("The following day", "?")]),
        (
            "He fled in 2014. In March of the following year, he came back.",
            [("2014", "2014-01-01..2014-12-31"), ("March of the following year", "2015-03-01..2015-03-31")],
        ),
        (
            "It began on March 9, 2021, and on April 2 it ended.",
            [("March 9, 2021", "2021-03-09"), ("April 2", "2021-04-02")],
        ),
        (
            "He said on Tuesday that talks will resume on Monday.",
            [("Tuesday", "2026-02-03"), ("Monday", "2026-02-09")],
        ),
        # where the sun rises earlier it is Friday already
        (
            "Chad fired a missile on Friday. The council will meet later on Friday.",
            [("Friday", "2026-02-06"), ("later on Friday", "2026-02-06")],
        ),
        ("He is holding talks on Friday.", [("Friday", "2026-02-06")]),
        (
            "Envoys will talk next week, perhaps on Wednesday.",
            [("next week", "2026-02-09..2026-02-15"), ("Wednesday", "2026-02-11")],
        ),
        (
            "ROME, FEB 3 - THE ARMY SAID ON MONDAY IT WOULD LEAVE IN MAY.",
            [("FEB 3", "2026-02-03"), ("MONDAY", "2026-02-02"), ("MAY", "2026-05-01..2026-05-31")],
        ),
    ],
)
def test_reads_a_time_in_what_stands_around_it(times: Any, text: str, expected: list[tuple[str, str]]) -> None:
    assert times(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It was shelled overnight and on Monday.", [("overnight", "?"), ("Monday", "?")]),
        ("It was shelled last week and on May 3.", [("last week", "?"), ("May 3", "?")]),
        ("It was shelled on May 3, 2020.", [("May 3, 2020", "2020-05-03")]),
        (
            "It was shelled on May 3, 2020, and again the next day.",
            [("May 3, 2020", "2020-05-03"), ("the next day", "2020-05-04")],
        ),
    ],
)
def test_without_an_anchor_only_full_dates_have_days(times: Any, text: str, expected: list[tuple[str, str]]) -> None:
    assert times(text, None) == expected


NARRATIVE = """
The war began on 28 June 1914. In 1915 it spread. On 4 May a second front was opened, and on the 9th, a third one. In
June it was calm. On Christmas Day the guns were still. The next year they were not: from 1 July to 18 November 1916
they fired. On 20 November 1916 it snowed.
"""


@pytest.mark.parametrize("published", [None, date(2009, 1, 15)])
def test_in_a_story_of_long_ago_dates_go_by_each_other(times: Any, published: date | None) -> None:
    found = dict(times(NARRATIVE, published))
    assert found["4 May"] == "1915-05-04"
    assert found["the 9th"] == "1915-05-09"
    assert found["June"] == "1915-06-01..1915-06-30"
    assert found["Christmas Day"] == "1915-12-25"
    assert found["The next year"] == "1916-01-01..1916-12-31"


def test_news_that_names_years_goes_by_its_own_day(times: Any) -> None:
    text = "It met in 1999, in 2001, in May 2002 and on 5 March 2003. On 3 January it met again. It will on Monday."
    assert times(text)[-2:] == [("3 January", "2026-01-03"), ("Monday", "2026-02-09")]


@pytest.mark.parametrize(
    ("text", "grain", "anchor"),
    [
        ("It was in May 2012.", "month", "absolute"),
        ("It was in 2012.", "year", "absolute"),
        ("It was on Monday.", "day", "published"),
        ("It was hit overnight.", "night", "published"),
        ("It was hit last week.", "week", "published"),
        ("It was hit last summer.", "season", "published"),
        ("It was hit in early 2012.", "period", "absolute"),
        ("It was hit in recent weeks.", "period", None),
    ],
)
def test_tells_how_exactly_and_from_what(
    blank: Language, lexicon: Lexicon, text: str, grain: str, anchor: str | None
) -> None:
    doc = blank(text)
    doc._.published = THURSDAY
    (record,) = find_times(doc, lexicon)
    assert (record.grain, record.anchor) == (grain, anchor)


@pytest.mark.parametrize(
    ("text", "days"),
    [("He was due in court on Monday.", "2026-02-09"), ("She met those who had planned it on Monday.", "2026-02-02")],
)
def test_tags_tell_the_tense(lexicon: Lexicon, blank: Language, text: str, days: str) -> None:
    doc = blank(text)
    tags = {"was": "VBD", "due": "JJ", "met": "VBD", "had": "VBD", "planned": "VBN"}
    for token in doc:
        token.tag_ = tags.get(token.text, "NN")
    doc._.published = THURSDAY
    assert [_days(r) for r in find_times(doc, lexicon)] == [days]


def test_the_component_writes_what_the_function_finds(blank: Language, lexicon: Lexicon) -> None:
    nlp = spacy.blank("en")
    nlp.add_pipe("eventx_times")
    doc = nlp.make_doc("It was hit on Monday.")
    doc._.published = THURSDAY
    nlp.get_pipe("eventx_times")(doc)  # type: ignore[operator]
    assert doc._.times == find_times(doc, lexicon)


@pytest.mark.parametrize(
    ("year", "month", "day"), [(1961, 4, 2), (2000, 4, 23), (2024, 3, 31), (2025, 4, 20), (2038, 4, 25)]
)
def test_easter(year: int, month: int, day: int) -> None:
    assert dates.easter(year) == date(year, month, day)


_WORDS = [
    "early",
    "late",
    "mid",
    "last",
    "next",
    "this",
    "the",
    "past",
    "previous",
    "following",
    "of",
    "and",
    "to",
    "from",
    "between",
    "until",
    "since",
    "ago",
    "later",
    "before",
    "after",
    "Monday",
    "Tuesday",
    "Friday",
    "weekend",
    "week",
    "month",
    "year",
    "day",
    "night",
    "morning",
    "overnight",
    "today",
    "yesterday",
    "January",
    "May",
    "12",
    "March",
    "Feb.",
    "24",
    "3rd",
    "2014",
    "1990s",
    "30",
    "31",
    "9999",
    "1500",
    "five",
    "twenty-one",
    "first",
    "second",
    "half",
    "quarter",
    "Q3",
    "summer",
    "Easter",
    "Christmas",
    "Eve",
    "in",
    "on",
    "at",
    "5",
    "p.m.",
    "(",
    ")",
    ",",
    ".",
    "-",
    "–",
    "/",
    "'",
    "'s",
    "noon",
    "GMT",
    "a",
    "an",
    "few",
    "several",
    "coming",
    "that",
    "same",
    "every",
    "since",
    "invasion",
    "began",
    "end",
    "start",
    "two",
    "thousand",
    "nineteen",
    "ninety",
    "century",
]
_TEXTS = st.one_of(
    st.text(max_size=80),
    st.lists(st.sampled_from(_WORDS), max_size=14).map(" ".join),
    st.lists(st.sampled_from([*_WORDS, "\n", "\u2028", "\t"]), max_size=14).map("".join),
)


@settings(max_examples=400, deadline=None)
@given(text=_TEXTS, published=st.one_of(st.none(), st.dates()))
def test_holds_on_any_text(blank: Language, lexicon: Lexicon, text: str, published: date | None) -> None:
    doc: Doc = blank.make_doc(text)
    doc._.published = published
    found = find_times(doc, lexicon)
    assert found == find_times(doc, lexicon)
    end = 0
    for record in found:
        assert end <= record.start_char < record.end_char
        end = record.end_char
        assert doc.text[record.start_char : record.end_char].strip() == record.text(doc)
        assert doc[record.start].idx <= record.start_char < doc[record.start].idx + len(doc[record.start])
        assert doc[record.end - 1].idx < record.end_char <= doc[record.end - 1].idx + len(doc[record.end - 1])
        assert (record.earliest is None) == (record.latest is None) == (record.anchor is None)
        if record.earliest and record.latest:
            assert record.earliest <= record.latest


@pytest.mark.parametrize(
    "unit", ["1 and ", "5 pm (", "the night of ", "two days and ", "Friday, ", "a.", "early ", "1-"]
)
def test_long_repetition_takes_no_long_time(times: Any, unit: str) -> None:
    times(unit * 400)
