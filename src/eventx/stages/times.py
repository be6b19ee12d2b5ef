"""Finds when: dates, relative times and ranges of times, resolved against the day of the article.

The grammar of `eventx.stages.timex` finds the expressions; this stage gives them their anchor, the tense of the verbs
around them, and the times mentioned before ("the next day"). Without an anchor a relative time keeps its text and has
no dates; nothing is ever resolved against the clock.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from itertools import takewhile

from spacy.language import Language
from spacy.tokens import Doc

from eventx.annotations import TimeRecord, doc_text, note, published, record
from eventx.columns import columns_of
from eventx.events import Grain
from eventx.modeldir import model_dir
from eventx.stages.timex.dates import Period
from eventx.stages.timex.expressions.calendar import CalendarDate
from eventx.stages.timex.expressions.frame import Expression, Frame, Value
from eventx.stages.timex.expressions.named import NamedMonth, NamedWeekday
from eventx.stages.timex.expressions.names import core
from eventx.stages.timex.expressions.parts import IfForward, Range, Unknown
from eventx.stages.timex.expressions.shifts import DayShift, UnitShift, Weekend
from eventx.stages.timex.grammar import Found, Grammar
from eventx.stages.timex.lexer import fold, lexemes
from eventx.stages.timex.lexicon import Lexicon, load_lexicon
from eventx.stages.timex.tense import tense_at

_STORY_TOKENS = 40
_DAILY = frozenset({"day", "night"})


@record
class _Mentioned:
    """A time that was resolved, and where it was mentioned."""

    end: int
    value: Value
    is_narrated: bool = True


def find_times(doc: Doc, lexicon: Lexicon) -> tuple[TimeRecord, ...]:
    """Returns the time expressions of a document, in text order, without overlaps."""
    text = doc_text(doc)
    sentences = columns_of(doc).sentences
    starts = {doc[first].idx for first, _ in sentences} if len(sentences) > 1 else ()
    words = lexemes(text, starts)
    records: list[TimeRecord] = []
    mentioned: list[_Mentioned] = []
    every = list(Grammar(lexicon, words, fold(text)).find())
    narrative = _is_narrative(published(doc), every)
    for found in every:
        start, end = _tokens(doc, found)
        if _is_person(doc, start, end):
            continue
        value = _resolve(doc, found, start, end, mentioned, lexicon, narrative=narrative)
        if value is None and isinstance(found.expression, IfForward):
            continue
        if value is not None:
            mentioned.append(_Mentioned(found.end, value, _is_narrated(doc, start, value, lexicon)))
        records.append(_record(found, start, end, value))
    return tuple(_of_one_day(records, text, published(doc), lexicon))


def _of_one_day(records: list[TimeRecord], text: str, day: date | None, lexicon: Lexicon) -> list[TimeRecord]:
    """Makes a weekday one day wherever an article names it, if that is the day after its own.

    Where the sun rises earlier, what happened "on Tuesday" is told on Monday. No article means tomorrow and six days
    ago by the same bare name.
    """
    if day is None:
        return records
    ahead, behind = day + timedelta(days=1), day - timedelta(days=6)
    named = [r for r in records if r.anchor == "published" and r.earliest in (ahead, behind) and r.grain in _DAILY]
    named = [r for r in named if _names_weekday(fold(text[r.start_char : r.end_char]), lexicon)]
    if len({r.earliest for r in named}) < 2:
        return records
    shift = timedelta(days=7)
    return [
        replace(r, earliest=r.earliest + shift, latest=r.latest and r.latest + shift)
        if r in named and r.earliest == behind
        else r
        for r in records
    ]


def _names_weekday(told: str, lexicon: Lexicon) -> bool:
    """Tells whether a time is a bare weekday, or a part of one ("Tuesday night"), without "last" or a date."""
    words = told.split()
    return words[0] in lexicon.weekday_names or (len(words) == 3 and words[-1] in lexicon.weekday_names)


def _is_narrative(day: date | None, every: Sequence[Found]) -> bool:
    """Tells whether the times of a text go by each other: there is no day of the article, or all of it was long ago.

    A text that says "yesterday" or "on Monday" is news, whatever years it names.
    """
    if day is None:
        return True
    found = [core(f.expression) for f in every]
    if any(_is_of_day(expression) for expression in found):
        return False
    values = (expression.resolve(Frame(None)) for expression in found if isinstance(expression, CalendarDate | Range))
    years = [value.latest.year for value in values if value is not None and value.anchor == "absolute"]
    return len(years) >= _STORY_YEARS and sum(year < day.year - 1 for year in years) >= _LONG_AGO * len(years)


def _is_of_day(expression: Expression) -> bool:
    """Tells whether a time can only be told by the day of the article."""
    if isinstance(expression, CalendarDate):
        return expression.weekday is not None and expression.day is None
    if isinstance(expression, NamedWeekday | UnitShift):
        return not expression.contextual
    return isinstance(expression, DayShift | NamedMonth | Weekend)


_STORY_YEARS = 4  # dates with their year, at least, in a text that tells of what was long ago ...
_LONG_AGO = 0.8  # ... and the share of them that must be years before it


def _is_narrated(doc: Doc, start: int, value: Value, lexicon: Lexicon) -> bool:
    """Tells whether a story comes to a time: "in 1944", but not "the 1944 accord"."""
    if value.anchor == "published":
        return False
    return value.period.grain != "year" or (start > 0 and lexicon.has("narrated_after", doc[start - 1].lower_))


def _resolve(
    doc: Doc, found: Found, start: int, end: int, mentioned: list[_Mentioned], lexicon: Lexicon, *, narrative: bool
) -> Value | None:
    """Gives an expression its frame and asks for its days; a day that no calendar has resolves to nothing."""
    recent = takewhile(lambda m: found.start - m.end <= lexicon.context_reach, reversed(mentioned))
    near = [m.value for m in recent][::-1]
    limit = start > 0 and doc[start - 1].lower_ in lexicon.tense.limits_before
    frame = Frame(
        published=published(doc),
        tense=tense_at(doc, start, end, lexicon.tense) or ("future" if limit else None),
        focus=tuple(near),
        week=_week_ahead(doc, start, mentioned),
        story=_story(doc, start, mentioned),
        limit=limit,
        narrative=narrative,
        told=_told(mentioned, found.start, lexicon) if narrative else None,
        limits=lexicon.limits,
    )
    try:
        return found.expression.resolve(frame)
    except (ValueError, OverflowError):
        return None


def _week_ahead(doc: Doc, start: int, mentioned: list[_Mentioned]) -> Period | None:
    """Returns the week to come that was named just before in the sentence ("next week, perhaps on Tuesday")."""
    day = published(doc)
    if not mentioned or day is None:
        return None
    period = mentioned[-1].value.period
    if period.grain != "week" or period.earliest <= day:
        return None
    between = [t for t in doc[max(0, start - 8) : start] if t.idx >= mentioned[-1].end]
    reaches = mentioned[-1].end >= doc[max(0, start - 8)].idx
    return period if reaches and not any(t.is_sent_start for t in between) else None


def _told(mentioned: Sequence[_Mentioned], start: int, lexicon: Lexicon) -> Value | None:
    """Returns the time that a story has come to, if it was told not too far before."""
    last = next((m for m in reversed(mentioned) if m.is_narrated), None)
    return last.value if last is not None and start - last.end <= lexicon.context_reach else None


def _story(doc: Doc, start: int, mentioned: list[_Mentioned]) -> Value | None:
    """Returns the date last written out with its year, in this sentence or the one before, if it is of another year."""
    day = published(doc)
    if not mentioned:
        return None
    value = mentioned[-1].value
    told = value.anchor == "absolute" or (value.anchor == "context" and len(mentioned) > 1)
    if not told or value.period.grain not in ("day", "month", "night"):
        return None
    if day is not None and value.latest.year >= day.year:
        return None
    first = max(0, start - _STORY_TOKENS)
    if mentioned[-1].end < doc[first].idx:
        return None
    bounds = sum(bool(t.is_sent_start) for t in doc[first : start + 1] if t.idx >= mentioned[-1].end)
    return value if bounds <= 1 else None


def _record(found: Found, start: int, end: int, value: Value | None) -> TimeRecord:
    if value is None:
        return TimeRecord(start, end, found.start, found.end, grain=_grain(found.expression))
    period = value.period
    return TimeRecord(start, end, found.start, found.end, period.earliest, period.latest, period.grain, value.anchor)


def _grain(expression: Expression) -> Grain:
    """Returns the grain of an expression that has no dates."""
    if isinstance(expression, Unknown):
        return expression.grain
    unit = getattr(expression, "unit", None)
    if unit in ("night", "week", "month", "year"):
        grain: Grain = unit
        return grain
    own = getattr(expression, "grain", None)
    return own if own in ("night", "period") else "day"


def _tokens(doc: Doc, found: Found) -> tuple[int, int]:
    """Returns the tokens that an expression touches."""
    span = doc.char_span(found.start, found.end, alignment_mode="expand")
    assert span is not None, "an expression lies within the text"
    return span.start, span.end


def _is_person(doc: Doc, start: int, end: int) -> bool:
    """Tells whether a single word is read as part of a person's name, or a month as a verb ("may")."""
    if end - start != 1:
        return False
    token = doc[start]
    if token.ent_type_ == "PERSON" and start > 0 and doc[start - 1].ent_type_ == "PERSON":
        return True
    return token.tag_ == "MD"


class Times:
    """Writes `doc._.times`."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.lexicon = lexicon

    def __call__(self, doc: Doc) -> Doc:
        """Finds the times of one document."""
        note(doc, "times", find_times(doc, self.lexicon))
        return doc


@Language.factory(
    "eventx_times",
    assigns=["doc._.times"],
    default_config={"model_dir": None, "lexicon": "lexicon/times.yml"},
)
def create_times(nlp: Language, name: str, model_dir: str | None, lexicon: str) -> Times:
    """Builds the stage from a model folder (None: the bundled one)."""
    return Times(load_lexicon(_folder(model_dir) / lexicon))


_folder = model_dir
