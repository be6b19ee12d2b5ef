"""Number expressions: what they are worth, what bounds them, and what is none."""

from __future__ import annotations

import time
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path

import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.language import Language
from spacy.tokens import Doc

from eventx.annotations import Piecewise, QuantityRecord, quantities, quantities_in
from eventx.modeldir import ModelError, load_yaml, model_dir
from eventx.stages.quantities import Quantities, find_quantities, sentence_bounds
from eventx.stages.quantities.lexicon import QuantityData, load_quantity_data
from eventx.stages.quantities.masks import digit_windows
from eventx.stages.quantities.values import bounded

BLANK = spacy.blank("en")
LEXICON = model_dir() / "lexicon/quantities.yml"
DATA: QuantityData = load_quantity_data(LEXICON)


def found(text: str) -> list[tuple[str, QuantityRecord]]:
    doc = BLANK(text)
    return [(record.text(doc), record) for record in find_quantities(doc, DATA)]


def texts(doc: Doc) -> list[str]:
    return [record.text(doc) for record in quantities(doc)]


def only(text: str) -> tuple[str, QuantityRecord]:
    records = found(text)
    assert len(records) == 1, records
    return records[0]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("12 cows", 12),
        ("1,250 tents", 1250),
        ("1 250 tents", 1250),
        ("10\u00a0500 tents", 10500),
        ("12,34,567 votes", 1234567),
        ("1.250.000 tents", 1250000),
        ("2.5 children", 2.5),
        ("2,5 children", 2.5),
        ("seven ships", 7),
        ("Twenty-three ships", 23),
        ("TWENTY THREE SHIPS", 23),
        ("one hundred and four boats", 104),
        ("two hundred fifty thousand men", 250000),
        ("a hundred goats", 100),
        ("twelve hundred goats", 1200),
        ("3 hundred and 20 goats", 320),
        ("six thousand two hundred goats", 6200),
        ("a dozen goats", 12),
        ("two dozen goats", 24),
        ("half a dozen goats", 6),
        ("half a million goats", 500000),
        ("half-million goats", 500000),
        ("a quarter of a million goats", 250000),
        ("4.2 million goats", 4200000),
        ("4.2m goats", 4200000),
        ("7bn goats", 7000000000),
        ("6 lakh goats", 600000),
        ("two and a half million goats", 2500000),
        ("a million and a half", 1500000),
        ("3½ goats", 3.5),
        ("minus four", -4),
        ("zero losses", 0),
        ("a couple of goats", 2),
        ("a couple hundred goats", 200),
        ("a couple of hundred goats", 200),
        ("a couple of dozen goats", 24),
        ("a trio of goats", 3),
        ("nineteen hundred goats", 1900),
        ("a pair of goats", 2),
        ("a single goat", 1),
    ],
)
def test_a_number_has_its_value(text: str, value: float) -> None:
    _, record = only(text)
    assert (record.value, record.low, record.high, record.bound) == (value, value, value, "exact")


@pytest.mark.parametrize(
    ("text", "span", "value", "low", "high", "bound"),
    [
        ("at least 12 cows", "at least 12", 12, 12, None, "at_least"),
        ("AT LEAST TWELVE COWS", "AT LEAST TWELVE", 12, 12, None, "at_least"),
        ("at least another 12 cows", "at least another 12", 12, 12, None, "at_least"),
        ("no fewer than two dozen cows", "no fewer than two dozen", 24, 24, None, "at_least"),
        ("12 or more cows", "12 or more", 12, 12, None, "at_least"),
        ("30+ cows", "30+", 30, 30, None, "at_least"),
        ("30-plus cows", "30-plus", 30, 30, None, "at_least"),
        ("more than 30 cows", "more than 30", 30, 30, None, "over"),
        ("They handed over 30 cows.", "30", 30, 30, 30, "exact"),
        ("over a hundred cows", "over a hundred", 100, 100, None, "over"),
        ("well over 30 cows", "well over 30", 30, 30, None, "over"),
        ("more than a total of 30 cows", "more than a total of 30", 30, 30, None, "over"),
        ("up to 40 cows", "up to 40", 40, None, 40, "at_most"),
        ("as many as 40 cows", "as many as 40", 40, None, 40, "at_most"),
        ("no more than 40 cows", "no more than 40", 40, None, 40, "at_most"),
        ("40 cows or 50 at most", "50 at most", 50, None, 50, "at_most"),
        ("fewer than 40 cows", "fewer than 40", 40, None, 40, "under"),
        ("just under 40 cows", "just under 40", 40, None, 40, "under"),
        ("just under 100 fled", "just under 100", 100, None, 100, "under"),
        ("some 55,000 cows", "some 55,000", 55000, None, None, "about"),
        ("nearly 300 cows", "nearly 300", 300, None, None, "about"),
        ("an estimated 300 cows", "an estimated 300", 300, None, None, "about"),
        ("300 or so cows", "300 or so", 300, None, None, "about"),
        ("40-odd cows", "40-odd", 40, None, None, "about"),
        ("between 20 and 30 cows", "between 20 and 30", None, 20, 30, "range"),
        ("from 20 to 30 cows", "from 20 to 30", None, 20, 30, "range"),
        ("20 to 30 cows", "20 to 30", None, 20, 30, "range"),
        ("20-30 cows", "20-30", None, 20, 30, "range"),
        ("20–30 cows", "20–30", None, 20, 30, "range"),
        ("two or three cows", "two or three", None, 2, 3, "range"),
        ("2-3 million cows", "2-3 million", None, 2000000, 3000000, "range"),
        ("at least 20 and at most 90", "at least 20 and at most 90", None, 20, 90, "range"),
        ("dozens of cows", "dozens", None, 24, None, "vague"),
        ("Scores were hurt.", "Scores", None, 40, None, "vague"),
        ("hundreds of cows", "hundreds", None, 200, None, "vague"),
        ("several hundred cows", "several hundred", None, 200, None, "vague"),
        ("many thousands of cows", "many thousands", None, 2000, None, "vague"),
        ("tens of thousands of cows", "tens of thousands", None, 20000, None, "vague"),
        ("several cows", "several", None, None, None, "vague"),
        ("a few cows", "a few", None, None, None, "vague"),
        ("a large number of cows", "a large number of", None, None, None, "vague"),
        ("an unknown number of cows", "an unknown number of", None, None, None, "vague"),
    ],
)
def test_words_around_a_number_bound_it(
    text: str, span: str, value: float | None, low: float | None, high: float | None, bound: str
) -> None:
    got, record = found(text)[-1]
    assert got == span
    assert (record.value, record.low, record.high, record.bound) == (value, low, high, bound)


@pytest.mark.parametrize(
    ("text", "span", "value", "unit"),
    [
        ("31% of it", "31%", 31, "%"),
        ("31 per cent of it", "31 per cent", 31, "%"),
        ("nearly 5 percent", "nearly 5 percent", 5, "%"),
        ("4 percentage points", "4 percentage points", 4, "percentage point"),
        ("a $4bn loan", "$4bn", 4000000000, "USD"),
        ("a $4 billion loan", "$4 billion", 4000000000, "USD"),
        ("a £1.2m loan", "£1.2m", 1200000, "GBP"),
        ("US$300", "US$300", 300, "USD"),
        ("C$300", "C$300", 300, "CAD"),
        ("EUR 300", "EUR 300", 300, "EUR"),
        ("30 million euros", "30 million euros", 30000000, "EUR"),
        ("40 Syrian pounds", "40 Syrian pounds", 40, "SYP"),
        ("N20 million", "N20 million", 20000000, "NGN"),
        ("twelve dollars and fifty cents", "twelve dollars and fifty cents", 12.5, "USD"),
        ("a 500-pound sack", "500-pound", 500, "lb"),
        ("90 pounds (41 kg", "90 pounds", 90, "lb"),
        ("a 1,000km road", "1,000km", 1000, "km"),
        ("a 600-mile road", "600-mile", 600, "mi"),
        ("200m from the gate", "200m", 200, "m"),
        ("40 square kilometres", "40 square kilometres", 40, "km²"),
        ("30°C", "30°C", 30, "°C"),
        ("three days", "three days", 3, "day"),
        ("a two-week truce", "two-week", 2, "week"),
        ("half an hour", "half an hour", 0.5, "hour"),
        ("half of them", "half", 0.5, "fraction"),
        ("two-thirds of them", "two-thirds", 2 / 3, "fraction"),
        ("a fifth of them", "a fifth", 0.2, "fraction"),
        ("3/4 of them", "3/4", 0.75, "fraction"),
        ("One in four voters", "One in four", 0.25, "fraction"),
        ("Seven in ten voters", "Seven in ten", 0.7, "fraction"),
    ],
)
def test_a_number_has_its_unit(text: str, span: str, value: float, unit: str) -> None:
    got, record = found(text)[0]
    assert (got, record.unit) == (span, unit)
    assert record.value == pytest.approx(value)


@pytest.mark.parametrize(
    ("text", "span"),
    [
        ("There were no casualties.", "no"),
        ("No one was hurt.", "No one"),
        ("None of the crew died.", "None"),
        ("Nobody was hurt.", "Nobody"),
        ("Not a single shot was fired.", "Not a single"),
    ],
)
def test_nothing_counts_as_zero(text: str, span: str) -> None:
    got, record = only(text)
    assert (got, record.value, record.bound) == (span, 0, "exact")


@pytest.mark.parametrize(
    "text",
    [
        # years and dates
        "The bridge was built in 2014.",
        "a 2015 accord",
        "in the 1990s and the 70s",
        "the 1939-45 war",
        "the 2021-2023 plan",
        "It opened on Feb. 1 and shut on 5 March 2021.",
        "on 2026-02-05 or 05/02/2026",
        "between 3 and 14 November",
        "the October 7 attack",
        # clock times
        "at 06:30, at 5 p.m., at 2.17pm and at 1400 GMT",
        "at six o'clock",
        "at nine on Sunday evening",
        # ages
        "a 70-year-old woman and her five-year-old",
        "a boy aged 12, a girl aged nine",
        "Olena Koval, 34, lives there.",
        "Olena Koval (34) lives there.",
        "He died at the age of 81.",
        "children under 5.",
        "a pensioner of 72 lives there",
        "She turned 17 on Monday.",
        # ordinals
        "the 21st, the third and the twenty-first attack, a second man",
        "the two hundredth",
        "the 82nd Airborne",
        # names
        "a MiG-29, an F-16, a Su-34, a T-72, an S-300, an AK-47, an M16, a Shahed-136",
        "a Boeing 737, Flight 17, Resolution 1701, Articles 5 and 6, nos. 3 and 4, Route 66",
        "the G7, the Group of Seven, COVID-19, COP28",
        "aboard Air Force One",
        "the Five Eyes pact was renewed by them",
        "the 1967 Six Day War ended quickly",
        "81mm mortars and a 155-millimetre howitzer, 7.62mm rounds",
        # games, votes, idioms
        "a 3-1 win",
        "They drew 2-2.",
        "They lost the match 1-4.",
        "24/7 coverage of 9/11",
        "a one-sided, one-off, half-hearted plan",
        "a 28-point plan, six-party talks, a two-state solution",
        # addresses
        "Call 555-123-4567 or +380 44 123 45 67.",
        "https://news.example/2026/12 and @user12 and #top10",
        "server 10.0.12.1",
        # "one" and "no" that count nothing
        "the one who fled",
        "They shot at one another.",
        "One can only hope.",
        "a bigger one.",
        "the third one was hit",
        "no longer, no doubt, no evidence",
        "He scores often.",
        "a magnitude 7.8 earthquake, a 6.1-magnitude quake",
    ],
)
def test_what_is_no_quantity(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize(
    ("text", "spans"),
    [
        ("In May 12 people were held.", ["12"]),
        ("In 2014 some 2000 people fled.", ["some 2000"]),
        ("killing 1900 soldiers", ["1900"]),
        ("The toll rose from 5 to 10.", ["5", "10"]),
        ("They downed 17 out of 20 drones.", ["17", "20"]),
        ("Over three days, over 300 shells fell.", ["three days", "over 300"]),
        ("another 12 hurt, a further 5 dead", ["12", "5"]),
        ("Another one was hurt.", ["one"]),
        ("One of the two men said that one man ran.", ["One", "two", "one"]),
        ("A 12-drone attack on a five-member crew", ["12", "five"]),
        ("Two Dead as Five Rockets Hit Base", ["Two", "Five"]),
        ("12 killed,15 hurt", ["12", "15"]),
        ("6.5 million tonnes and 3 commanders", ["6.5 million tonnes", "3"]),
        ("N14 million and three men", ["N14 million", "three"]),
        ("12 S-300 missiles and 3 M1A1 tanks", ["12", "3"]),
        ("five\n\nten", ["five", "ten"]),
        ("at least\n12 cows", ["12"]),
        ("more than\nfive cows", ["more than\nfive"]),
        ("“At least 12” – ‘two dozen’", ["At least 12", "two dozen"]),
    ],
)
def test_spans_are_those_of_the_number_and_its_modifiers(text: str, spans: list[str]) -> None:
    assert [span for span, _ in found(text)] == spans


def test_a_record_knows_the_tokens_it_touches() -> None:
    doc = BLANK("A 1,000km front of at least 12 men")
    records = find_quantities(doc, DATA)
    assert [doc[r.start : r.end].text for r in records] == ["1,000km", "at least 12"]


def test_the_stage_works_alone_and_in_the_pipeline(nlp: Language) -> None:
    alone = spacy.blank("en")
    alone.add_pipe("eventx_quantities")
    text = "A film about two men cost more than $3 million."
    assert texts(alone(text)) == ["about two", "more than $3 million"]
    # the tagger knows that "about" is a preposition here
    assert texts(nlp(text)) == ["two", "more than $3 million"]


def in_sentences(*sentences: str) -> Doc:
    """Returns a document with a sentence for each text."""
    docs = [BLANK(text) for text in sentences]
    starts = [i == 0 for doc in docs for i in range(len(doc))]
    words = [token.text for doc in docs for token in doc]
    return Doc(BLANK.vocab, words=words, spaces=[bool(t.whitespace_) for doc in docs for t in doc], sent_starts=starts)


@pytest.mark.parametrize(
    ("sentences", "spans"),
    [
        (("Twelve men came. ", "Some 20 left."), ["Twelve", "Some 20"]),
        (("The three parts are:\n1. ", "Peace for all\n2. ", "Bread for all"), ["three"]),
    ],
)
def test_numbers_are_found_sentence_by_sentence(sentences: tuple[str, ...], spans: list[str]) -> None:
    doc = in_sentences(*sentences)
    assert [record.text(doc) for record in find_quantities(doc, DATA)] == spans


def test_only_the_sentences_that_are_asked_for_are_looked_at() -> None:
    asked: list[int] = []

    def find(start: int, end: int) -> Sequence[int]:
        asked.append(start)
        return range(start, end)

    found = Piecewise(find, lambda: [(0, 2), (2, 3)])
    assert (list(found.within(2, 3)), asked) == ([2], [2])
    assert (list(found), len(found), found[0], asked) == ([0, 1, 2], 3, 0, [2, 0])


def test_a_sentence_gives_its_own_numbers() -> None:
    doc = Quantities(DATA)(in_sentences("Twelve men came. ", "Some 20 left."))
    last = sentence_bounds(doc)[-1]
    assert [record.text(doc) for record in quantities_in(doc, *last)] == ["Some 20"]
    assert texts(doc) == ["Twelve", "Some 20"]
    assert quantities(doc) == find_quantities(doc, DATA)


def test_the_lexicon_tells_what_is_wrong_with_it(tmp_path: Path) -> None:
    lexicon = tmp_path / "quantities.yml"
    lexicon.write_text("ones: {one: 1}\n", encoding="utf-8")
    with pytest.raises(ModelError, match="no section"):
        load_quantity_data(lexicon)


def test_yaml_reads_no_word_of_the_lexicon_as_something_else() -> None:
    data = load_yaml(LEXICON)
    words = [word for name, words in data.items() if isinstance(words, list) and name not in NUMBERS for word in words]
    assert [word for word in words if not isinstance(word, str)] == []


NUMBERS = {"slash_denominators", "share_denominators"}
PIECES = st.sampled_from(
    [
        *(
            "at least",
            "more than",
            "up to",
            "between",
            "from",
            "and",
            "to",
            "or",
            "or more",
            "out of",
            "in",
            "of",
            "many",
            "no",
        ),
        *(
            "12",
            "3",
            "1,000",
            "1 000",
            "2014",
            ".5",
            "1e9",
            "9999999999999999999999",
            "½",
            "١٢",
            "²",
            "①",
            "%",
            "$",
            "N",
            "USD",
        ),
        *(
            "m",
            "bn",
            "km",
            "million",
            "hundred",
            "dozen",
            "thousands",
            "twenty",
            "one",
            "half",
            "a",
            "third",
            "fifths",
            "point",
        ),
        *(
            "people",
            "days",
            "old",
            "May",
            "5 p.m.",
            "none",
            "several",
            "scores",
            "number of",
            "minus",
            "-",
            "–",
            "−",
            "+",
            "~",
        ),
        *("/", ".", ",", "(", ")", "@", "#", "’", "“", "\n", "\n\n", "\u2028", "\t"),
    ]
)


@settings(max_examples=150, deadline=None)
@given(
    st.one_of(
        st.text(max_size=80), st.lists(PIECES, max_size=25).map(" ".join), st.lists(PIECES, max_size=25).map("".join)
    )
)
def test_any_text_gives_ordered_spans_that_dont_overlap(text: str) -> None:
    doc = BLANK.make_doc(text)
    last = 0
    for record in find_quantities(doc, DATA):
        assert last <= record.start_char < record.end_char <= len(text)
        assert 0 <= record.start < record.end <= len(doc)
        assert doc[record.start].idx <= record.start_char
        assert record.end_char <= doc[record.end - 1].idx + len(doc[record.end - 1])
        if record.bound == "range":
            assert record.value is None and record.low is not None and record.high is not None
            assert record.low <= record.high
        last = record.end_char


@pytest.mark.parametrize(
    "piece",
    [
        "1,",
        "1 ",
        "12 ",
        "1.1",
        "1a",
        "hundred ",
        "twenty and ",
        "at least ",
        "a.",
        "+1 ",
        "million and one ",
        "1/",
        "-1",
        "12-",
    ],
)
def test_odd_texts_take_no_longer_than_their_length(piece: str) -> None:
    text = piece * (3000 // len(piece))
    doc = Doc(BLANK.vocab, words=[text], spaces=[False])
    start = time.perf_counter()
    find_quantities(doc, DATA)
    assert time.perf_counter() - start < 5


@given(st.fractions(min_value=0, max_value=10**9))
def test_bounds_never_contradict_the_value(value: object) -> None:
    for bound in ("exact", "about", "at_least", "at_most", "over", "under"):
        low, high = bounded(value, bound)  # type: ignore[arg-type]
        assert low in (None, value) and high in (None, value)


def test_windows_around_digits_hold_every_digit_once() -> None:
    text = "word " * 30 + "12 May 2020" + " word" * 30 + " 7"
    windows = digit_windows(text)
    assert all(a[1] <= b[0] for a, b in pairwise(windows))
    assert all(any(a <= i < b for a, b in windows) for i, c in enumerate(text) if c.isdigit())


def test_a_mask_that_is_no_regular_expression_is_told_every_time(tmp_path: Path) -> None:
    text = LEXICON.read_text(encoding="utf-8")
    path = tmp_path / "quantities.yml"
    path.write_text(text.replace("  footnote: '", "  footnote: '(", 1), encoding="utf-8")
    for _ in range(2):
        with pytest.raises(ModelError, match=r"digit_masks\.footnote: not a regular expression"):
            load_quantity_data(path)
