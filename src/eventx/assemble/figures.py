"""What a casualty figure means: how many people a phrase stands for, of what kind, and over what time."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from spacy.tokens import Doc, Token

from eventx.annotations import MentionRecord, QuantityRecord, TimeRecord, times
from eventx.events import Scope
from eventx.modeldir import ModelError, load_yaml

LONG = frozenset({"month", "season", "year", "period", "week"})
SINGULAR = frozenset({"NN", "NNP"})


@dataclass(frozen=True, slots=True)
class FigureWords:
    """The word lists of a model's `figures.yml`.

    Attributes:
        counts: Words that stand for a number ("another", "both"); None for an unknown one ("they").
        any: Words that are nobody where it did not happen ("did not hurt anyone").
        collectives: Singular nouns that are many people ("family").
        categories: Semantic class of victims to their category; the first class that fits wins.
        cumulative: Phrases that make a figure a running total ("since", "so far").
        period: Words before the time that a running total covers.
        compared: Words before the time that a change is measured against.
    """

    counts: Mapping[str, int | None]
    any: frozenset[str]
    collectives: frozenset[str]
    categories: Mapping[str, str]
    cumulative: tuple[str, ...]
    period: frozenset[str]
    compared: frozenset[str]


def load_figure_words(path: Path) -> FigureWords:
    """Reads the word lists.

    Raises:
        ModelError: The file is missing, malformed, or lacks a section.
    """
    data = load_yaml(path)
    try:
        return FigureWords(
            counts=data["counts"],
            any=frozenset(data["any"]),
            collectives=frozenset(data["collectives"]),
            categories=data["categories"],
            cumulative=tuple(f" {phrase} " for phrase in data["cumulative"]),
            period=frozenset(data["period"]),
            compared=frozenset(data["compared"]),
        )
    except (KeyError, TypeError) as error:
        raise ModelError(f"{path}: no section {error}, or a malformed one") from None


def counted_by_word(token: Token, records: Sequence[MentionRecord], words: FigureWords) -> int | None:
    """Returns how many people a phrase without a number stands for: 1 for "a nurse", 2 for "both"; None if unknown."""
    if token.lower_ in words.counts:
        return words.counts[token.lower_]
    if len(records) != 1 or token.tag_ not in SINGULAR or token.lemma_.lower() in words.collectives:
        return None
    if is_any(token, words) or any(
        child.dep_ == "det" and child.lower_ in {"every", "each"} for child in token.children
    ):
        return None
    if any(child.dep_ == "det" and child.lower_ == "neither" for child in token.children):
        return 0
    record = records[0]
    return 1 if record.kind == "person" or "person" in record.classes else None


def is_any(token: Token, words: FigureWords) -> bool:
    """Tells whether a phrase is "anyone" or "any pilot": nobody, where it did not happen."""
    return token.lower_ in words.any or any(
        child.dep_ == "det" and child.lower_ in words.any for child in token.children
    )


def category_of(record: MentionRecord, words: FigureWords) -> str | None:
    """Returns the category of victims, or None."""
    return next((category for cls, category in words.categories.items() if cls in record.classes), None)


def scope_of(doc: Doc, reach: Mapping[int, int], words: FigureWords) -> Scope:
    """Tells whether a figure counts one event or is a running total, by the words in reach of its trigger."""
    near = {i for i, level in reach.items() if level <= 1}
    sentence = doc[min(near)].sent
    said = " ".join(t.lower_ for t in sentence if t.i in near or t.head.i in near)
    return "cumulative" if any(phrase in f" {said} " for phrase in words.cumulative) else "event"


def period_of(doc: Doc, trigger: int, reach: Mapping[int, int], leads: frozenset[str]) -> TimeRecord | None:
    """Returns the first stretch of time in reach that one of some words leads in ("since the invasion"), or None."""
    sentence = doc[trigger].sent
    for record in times(doc):
        token = doc[record.start]
        if not sentence.start <= record.start < sentence.end:
            continue
        if record.start not in reach and not any(a.i in reach for a in token.ancestors):
            continue
        before = {doc[i].lower_ for i in range(max(sentence.start, record.start - 2), record.start + 1)}
        if "since" in before & leads or (record.grain in LONG and before & leads):
            return record
    return None


def percent_near(token: Token, quantities: Sequence[QuantityRecord]) -> QuantityRecord | None:
    """Returns the percentage that stands nearest to a word in its sentence, or None."""
    inside = [q for q in quantities if q.unit == "%" and token.sent.start <= q.start < token.sent.end]
    return min(inside, key=lambda q: abs(q.start - token.i), default=None)
