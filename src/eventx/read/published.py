"""The publication date: reading one from metadata or an option, and finding the one that a text gives itself.

A text is full of dates, nearly all of past events. What counts as its own, best first:

1. a dateline: "KABUL, Afghanistan (Oct. 5, 2011) —", "LONDON, March 3, 2024 (Reuters) -", "3 March 2024 (JUBA) –";
2. a label: "Published: 3 March 2024", "This story was first published on March 3, 2024";
3. a line of nothing but a date (a weekday, a time, a byline may stand with it), or a headline such as
   "Evening Briefing, March 3, 2024"; not the entries of a timeline;
4. a label of a later change: "Updated March 4, 2024";
5. the signature of an embedded post, "— Name (@handle) March 3, 2024": the latest of these, unless the text names a
   later day, or weekdays but none around it.

Nothing is counted from the clock of the machine. A date without a year is no date, except in a dateline whose month
the release's number above it repeats ("2011-10-S-016", "KABUL, Afghanistan (Oct. 8)").
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from email.utils import parsedate_to_datetime
from functools import lru_cache
from pathlib import Path
from typing import Any

from eventx.modeldir import load_yaml, model_dir, reading_lists
from eventx.read.base import ReadError

LEXICON = "lexicon/published.yml"
HEAD_LINES = 12
"""Lines at the top in which an undecorated date is the article's."""
FOOT_LINES = 4
"""The same at the end."""
MAX_LINE = 400
"""Characters of a line that are looked at: datelines and labels stand at its start."""

MAX_TEXT = 400_000
"""Characters of a text that are looked at; of a longer one the beginning and the end."""

_ISO_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_LINE = re.compile(r"[^\n\r\v\f\x85\u2028\u2029]+")
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_RELEASE_NUMBER = re.compile(
    r"(?:(?:Release )?(?:No|Number|Nr)\b[.:]? ?)?(?P<year>(?:19|20)\d\d)-(?P<month>0[1-9]|1[0-2])-[A-Z]"
)
_FIELD_SEPARATOR = re.compile(r"\s*[|·•]\s*|\s+[/–—-]\s+|\s{3,}")
_SPACE = r"[^\S\n]"


@dataclass(frozen=True, slots=True)
class PublishedRules:
    """Compiled patterns over the words of `lexicon/published.yml`."""

    months: Mapping[str, int]
    weekdays: Mapping[str, int]
    weekday: re.Pattern[str]
    date: re.Pattern[str]
    pure: re.Pattern[str]
    byline: re.Pattern[str]
    datelines: tuple[re.Pattern[str], ...]
    yearless_datelines: tuple[re.Pattern[str], ...]
    placeless: re.Pattern[str]
    published_label: re.Pattern[str]
    updated_label: re.Pattern[str]
    serial: re.Pattern[str]
    signature: re.Pattern[str]
    caption: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class _Line:
    number: int
    text: str
    in_head: bool
    in_foot: bool
    is_caption: bool


def option_date(value: str | date) -> date:
    """Reads the date that a user gives (`--published`): `YYYY-MM-DD` and nothing else.

    Raises:
        ReadError: It is no such date.
    """
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    try:
        if _ISO_DAY.fullmatch(value.strip()):
            return date.fromisoformat(value.strip())
    except ValueError as error:
        raise ReadError(f"no such date: {value!r} ({error}); give YYYY-MM-DD, for example 2024-03-31") from None
    raise ReadError(f"not a date: {value!r}; give YYYY-MM-DD, for example 2024-03-31")


def parse_date(value: object) -> date | None:
    """Reads a date as metadata have it: ISO 8601, RFC 2822, or written out in English; None where it is none.

    Of a time with a zone, the day is the one that it was there.
    """
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    if not isinstance(value, str) or len(value) > 80:
        return None
    text = " ".join(value.split())
    return _parse_iso(text) or _parse_mail(text) or _parse_written(text)


def _parse_iso(text: str) -> date | None:
    match = re.match(r"([0-9]{4})[-/.]?([0-9]{2})[-/.]?([0-9]{2})(?![0-9])", text)
    try:
        return date(*map(int, match.groups())) if match else None
    except ValueError:
        return None


def _parse_mail(text: str) -> date | None:
    try:
        return parsedate_to_datetime(text).date() if ":" in text else None
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


def _parse_written(text: str) -> date | None:
    rules = published_rules()
    match = rules.pure.search(text)
    return _day_of(match, rules) if match else None


def has_year(text: str) -> bool:
    """Tells whether a text names a year: without one it gives itself no date, and no patterns need be compiled."""
    return bool(_YEAR.search(text))


def find_published(text: str, rules: PublishedRules) -> date | None:
    """Returns the publication date that a text gives itself, or None where it gives none for certain."""
    if len(text) > MAX_TEXT:
        text = f"{text[: MAX_TEXT // 2]}\n{text[-MAX_TEXT // 2 :]}"
    if not has_year(text):
        return None
    everything = list(_lines(text, rules))
    lines = [line for line in everything if _YEAR.search(line.text)]
    prose = [line for line in lines if not line.is_caption]
    return (
        _dateline_date(lines, rules)
        or _numbered_date(everything[:HEAD_LINES], rules)
        or _first(_label_dates(prose, rules.published_label, rules))
        or _standing_date(prose, rules)
        or _first(_label_dates(prose, rules.updated_label, rules))
        or _signature_date(text, rules)
    )


def _lines(text: str, rules: PublishedRules) -> Iterator[_Line]:
    texts = [piece for match in _LINE.finditer(text) if (piece := match[0].replace("*", "").strip("#> \t\xa0"))]
    for number, piece in enumerate(texts):
        yield _Line(
            number=number,
            text=piece[:MAX_LINE],
            in_head=number < HEAD_LINES,
            in_foot=number >= len(texts) - FOOT_LINES,
            is_caption=bool(rules.caption.search(piece[:MAX_LINE])) and len(piece) < MAX_LINE,
        )


def _first(days: Iterable[date]) -> date | None:
    return next(iter(days), None)


def _dateline_date(lines: list[_Line], rules: PublishedRules) -> date | None:
    """Returns the date of the dateline that opens the article, else of the only one there is."""
    found = [
        (line, day)
        for line in lines
        for pattern in (*rules.datelines, rules.placeless)
        if (match := pattern.match(line.text))
        and (line.in_head or line.in_foot or match.end() < len(line.text))
        and (day := _day_of(match, rules))
    ]
    days = {day for _, day in found}
    if len(days) == 1 and (found[0][0].in_head or any(p.match(found[0][0].text) for p in rules.datelines)):
        return found[0][1]
    opening = [(line, day) for line, day in found if line.in_head]
    # Of several, the first may be the first entry of a chronicle: then later ones are later.
    return opening[0][1] if opening and opening[0][1] == max(days) else None


def _numbered_date(head: list[_Line], rules: PublishedRules) -> date | None:
    """Returns the date of a dateline without a year, completed from a release number of the same month above it."""
    months: dict[int, int] = {}
    for line in head:
        if number := _RELEASE_NUMBER.match(line.text):
            months.setdefault(int(number["month"]), int(number["year"]))
        for pattern in rules.yearless_datelines if months else ():
            match = pattern.match(line.text)
            month = rules.months[(match["dm_month"] or match["md_month"]).casefold()] if match else 0
            if match and month in months:
                return _valid_day(months[month], month, int(match["dm_day"] or match["md_day"]))
    return None


def _valid_day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _label_dates(lines: list[_Line], pattern: re.Pattern[str], rules: PublishedRules) -> Iterator[date]:
    for line in lines:
        for field in (line.text, *_FIELD_SEPARATOR.split(line.text)):
            if (match := pattern.match(field)) and (day := _day_of(match, rules)):
                yield day


def _standing_date(lines: list[_Line], rules: PublishedRules) -> date | None:
    """Returns the date that stands by itself at the top or the end of the text, unless dates like it head entries."""
    days = [(line, day) for line in lines if (day := _standing_day(line, rules))]
    own = [day for line, day in days if line.in_head] or [day for line, day in days if line.in_foot]
    if not own or own[0] != max(day for _, day in days):
        return None
    return own[0]


def _standing_day(line: _Line, rules: PublishedRules) -> date | None:
    if len(line.text) > 160:
        return None
    for pattern in (rules.pure, rules.byline, *([rules.serial] if line.number < 3 else [])):
        if match := pattern.search(line.text):
            return _day_of(match, rules)
    return _field_day(_FIELD_SEPARATOR.split(line.text), rules) if line.in_head else None


def _field_day(fields: list[str], rules: PublishedRules) -> date | None:
    """Returns the date of the one field ("By A. Writer | 3 March 2024 | Updated 4 March") that holds nothing else."""
    dated = [field for field in fields if rules.date.search(field) and not rules.updated_label.match(field)]
    match = rules.pure.search(dated[0]) if len(dated) == 1 and len(fields) > 1 else None
    return _day_of(match, rules) if match else None


def _signature_date(text: str, rules: PublishedRules) -> date | None:
    """Returns the date of the latest embedded post, if no later day is named: the article is no older than that."""
    signed = [day for match in rules.signature.finditer(text) if (day := _day_of(match, rules))]
    if not signed:
        return None
    named = (day for match in rules.date.finditer(text) if (day := _day_of(match, rules)))
    latest = max(signed)
    weekdays = {rules.weekdays[match[0].casefold()] for match in rules.weekday.finditer(text)}
    near = {(latest.weekday() + step) % 7 for step in (-1, 0, 1)}
    if weekdays and not weekdays & near:
        return None
    return latest if all(day <= latest for day in named) else None


def _day_of(match: re.Match[str], rules: PublishedRules) -> date | None:
    """Returns the day that the date within a match stands for; None for 31 February and for 3/4/2024."""
    found = match.re.groupindex
    parts = {name: match[name] for name in found if match[name]}
    try:
        if "iso_year" in parts:
            return date(int(parts["iso_year"]), int(parts["iso_month"]), int(parts["iso_day"]))
        if "n_year" in parts:
            return _numeric_day(int(parts["n_first"]), int(parts["n_second"]), int(parts["n_year"]))
        order = "dmy" if "dmy_year" in parts else "mdy"
        month = rules.months[parts[f"{order}_month"].casefold()]
        return date(int(parts[f"{order}_year"]), month, int(parts[f"{order}_day"]))
    except (ValueError, KeyError):
        return None


def _numeric_day(first: int, second: int, year: int) -> date | None:
    """Returns the day of 25/10/2011 or 10/25/2011; None where it could be either order."""
    if first == second or first > 12:
        return date(year, second, first)
    return date(year, first, second) if second > 12 else None


def _words(words: Iterable[str]) -> str:
    longest_first = sorted(words, key=lambda word: (-len(word), word))
    return "|".join(re.escape(word).replace(r"\ ", rf"{_SPACE}+") for word in longest_first)


@lru_cache(maxsize=8)
def published_rules(model: str | Path | None = None) -> PublishedRules:
    """Returns the patterns of a model folder (None: the bundled one), compiled once.

    Raises:
        ModelError: The folder or its file is missing or malformed.
    """
    path = model_dir(model) / LEXICON
    with reading_lists(path):
        return compile_rules(load_yaml(path))


def compile_rules(data: Mapping[str, Any]) -> PublishedRules:
    """Builds the patterns from the word lists."""
    months = {name: number for number, names in data["months"].items() for name in names}
    month = rf"(?:{_words(months)})"
    year = r"(?:19|20)\d\d"
    ordinal = r"(?:st|nd|rd|th)?"
    sp = rf"{_SPACE}"
    day_date = (
        rf"(?:(?<![\d.])(?P<dmy_day>\d{{1,2}}){ordinal}[ \u00a0.-]{{1,2}}(?:of{sp})?"
        rf"(?P<dmy_month>{month})\b[.,-]?{sp}?(?P<dmy_year>{year})(?!\d)"
        rf"|\b(?P<mdy_month>{month})\b\.?{sp}{{0,2}}(?P<mdy_day>\d{{1,2}}){ordinal}(?:{sp}?[,.]{sp}{{0,2}}|{sp})"
        rf"(?P<mdy_year>{year})(?!\d)"
        rf"|(?<!\d)(?P<iso_year>{year})-(?P<iso_month>\d\d)-(?P<iso_day>\d\d)(?![\d-])"
        rf"|(?<![\d/.])(?P<n_first>\d{{1,2}})[/.](?P<n_second>\d{{1,2}})[/.](?P<n_year>{year})(?!\d))"
    )
    weekday = rf"(?:{_words(name for names in data['weekdays'] for name in names)})\b\.?"
    zone = rf"(?:\(?(?:{_words(data['zones'])})\b(?:[+-]\d{{1,2}}(?::?\d\d)?)?\)?|[+-]\d\d:?\d\d)"
    time = rf"(?:\d{{1,2}}(?:[:.h]\d\d){{1,2}}{sp}?(?:[ap]\.?m\b\.?)?|\d{{1,2}}{sp}?[ap]\.?m\b\.?|T\d\d:\d\d\S{{0,16}})"
    clock = rf"(?:at{sp}+)?{time}(?:{sp}?{zone})?(?:{sp}?/{sp}?{time}{sp}?{zone})?"
    gap = rf"(?:{sp}|[,|·•–—/-]){{0,4}}"
    dated = rf"(?:(?:{clock}|{weekday}){gap}){{0,2}}{day_date}(?:{gap}{clock})?"
    end = rf"{sp}*[\])]?{sp}*[.,;]?{sp}*$"
    by = rf"by{sp}+[^\d\n:;]{{3,80}}"
    place_word = r"[^\W\d_][\w.'’-]*"
    never = rf"(?!(?:{_words(data['never_a_place'])}|{weekday}|{month}\b\.?{sp}*\d)\b)"
    capital = rf"(?-i:(?=[A-ZÀ-Þ])){place_word}"
    of = rf"(?:(?:{_words(data['place_particles'])}){sp}|(?:{_words(data['place_prefixes'])})-)?"
    place = rf"{never}{capital}(?:[ /]{of}{capital}){{0,6}}(?:,{sp}?{of}{capital}(?:{sp}{of}{capital}){{0,3}}){{0,2}}"
    agency = rf"(?:[(/\[](?!{sp}*\d)[^()\[\]\n/]{{2,40}}[)/\]])"
    dash = r"(?:[–—‒―]|--?)"
    no_span = rf"(?!{sp}*(?:\d{{1,2}}{sp}+{month}\b|{month}\b\.?{sp}*\d))"
    after = rf"(?:{sp}*,?{sp}*{agency})?{sp}*(?:(?:{sp}{dash}|{dash}{sp}|[–—―]|:{sp}){no_span}|$)"
    no_year = (
        rf"(?:(?P<dm_day>\d{{1,2}}){ordinal}{sp}(?P<dm_month>{month})\b\.?"
        rf"|(?P<md_month>{month})\b\.?{sp}?(?P<md_day>\d{{1,2}}){ordinal}(?!\d))"
    )
    parenthesis = rf"\({sp}*(?:{weekday},?{sp}*)?{day_date}(?:{gap}{clock})?{sp}*\)"
    listed = rf"[,.]?{sp}*(?:{agency}{sp}*{dash}?{sp}*)?(?:{weekday},?{sp}*)?{day_date}"
    labels = rf"{sp}*(?:on|at)?{sp}*[:–—-]?{sp}*(?:on{sp})?"
    documents = rf"(?:this{sp}+(?:{_words(data['document_words'])}){sp}+(?:was|has{sp}been){sp}+(?:last{sp}+)?)?"

    def label(words: Iterable[str]) -> str:
        follows = rf"(?=$|{sp}*[^\s\w’']|{sp}+(?-i:[A-Z]|by\b|in\b|and\b))"
        return rf"^[(\[_]*{documents}(?:{by}{sp}+)?(?:{_words(words)})\b{labels}{dated}{follows}"

    def compiled(pattern: str) -> re.Pattern[str]:
        return re.compile(pattern, re.IGNORECASE)

    return PublishedRules(
        months=months,
        weekdays={name: number for number, names in enumerate(data["weekdays"]) for name in names},
        weekday=compiled(rf"\b(?:{_words(names[0] for names in data['weekdays'])})\b"),
        date=compiled(day_date),
        pure=compiled(rf"^[\[(_]*{sp}*{dated}{sp}*[*_]*{end}"),
        byline=compiled(rf"^{by}[,\s]{sp}*{dated}{end}"),
        datelines=(
            compiled(rf"^(?:{by}{sp})?{place}{sp}*{parenthesis}{after}"),
            compiled(rf"^(?:{by}{sp})?{place}{listed}{after}"),
            compiled(
                rf"^(?:{weekday},?{sp}*)?{day_date}{sp}*(?:,{sp}*{place}|\({place}\)){sp}*(?:{agency}{sp}*)?(?:{dash}|$)"
            ),
        ),
        yearless_datelines=(
            compiled(rf"^{place}{sp}*\({no_year}\){after}"),
            compiled(rf"^{place}[,.]?{sp}*(?:{agency}{sp}*{dash}?{sp}*)?{no_year}{after}"),
        ),
        placeless=compiled(
            rf"^(?:{weekday},?{sp}*)?{day_date}{sp}*(?:{agency}{sp}*)?(?:{sp}{dash}|[–—]){no_span}{sp}*(?=\S)"
        ),
        published_label=compiled(label(data["published_labels"])),
        updated_label=compiled(label(data["updated_labels"])),
        serial=compiled(
            rf"^[^.!?]{{0,90}}\b(?-i:(?=[A-Z]))(?:{_words(data['serial_words'])})\b{sp}?[,:(–—-]?{sp}*(?:(?:{_words(data['serial_links'])}){sp}+)?"
            rf"(?:{weekday},?{sp}*)?{day_date}{end}"
        ),
        signature=compiled(rf"\(@\w{{1,30}}\){gap}(?:{clock}{gap})?{day_date}"),
        caption=compiled(rf"(?<!\w)(?:{_words(data['caption_words'])})(?!\w)"),
    )
