"""The words around a figure that bound it: "at least", "about", "or more"."""

from __future__ import annotations

from typing import Any

from spacy.tokens import Doc

from eventx.events import Bound
from eventx.stages.quantities.lexicon import Phrases
from eventx.stages.quantities.numbers import read_number
from eventx.stages.quantities.passage import Passage
from eventx.stages.quantities.values import Figure, bounded

_STRICT: dict[Bound, Bound] = {"over": "at_least", "under": "at_most"}


def with_modifiers(passage: Passage, figure: Figure, last: int) -> Figure:
    """Extends a figure by the words around it that bound it."""
    start, strictest, _ = bounds_before(passage, figure.start, last, figure.unit)
    end, after = _bound_after(passage, figure)
    if figure.bound == "range":
        return figure._replace(start=start, end=end)
    if figure.bound == "vague":
        if figure.low is None or strictest not in ("at_least", "at_most", "over"):
            return figure
        return figure._replace(start=start, low=None if strictest == "at_most" else figure.low)
    value = figure.value
    assert value is not None
    bound: Bound = strictest
    if after == "or_equal":
        bound = _STRICT.get(bound, bound)
    elif after is not None and (bound in ("exact", "about") or after != "about"):
        bound = after  # type: ignore[assignment]
    low, high = bounded(value, bound)
    return figure._replace(start=start, end=end, low=low, high=high, bound=bound)


def bounds_before(passage: Passage, i: int, last: int, unit: str | None) -> tuple[int, Bound, str | None]:
    """Reads the modifiers that end before i: where they start, the bound they set, and its word (None: none)."""
    start, bound, named, j = i, "exact", None, i
    while j > last and passage.joined(j):
        entry = _ending(passage, passage.data.before, j, last, unit)
        if entry:
            words, meaning = entry
            j = start = j - len(words)
            if bound in ("exact", "about") or meaning not in ("about", "exact"):
                bound = meaning
            named = words[0] if len(words) == 1 else " ".join(words)
            continue
        filler = _ending(passage, passage.data.fillers, j, last, unit)
        if not filler or i - j > 6:
            break
        j -= len(filler[0])
    return start, bound, named  # type: ignore[return-value]


def _bound_after(passage: Passage, figure: Figure) -> tuple[int, str | None]:
    """Reads the modifiers after a figure: "or more", "-plus", "+"."""
    end = figure.end
    if passage.glued(end) and passage.low(end) in passage.lists["plus_signs"]:
        return end + 1, "at_least"
    j = passage.link(end)
    if not passage.joined(j):
        return end, None
    if any(passage.matches(j, words) for words, _ in passage.data.or_equal.get(passage.low(j), ())):
        k = j + 2
        return (
            (k, "or_equal")
            if read_number(passage, k + (passage.low(k) == "to")) is None or not passage.joined(k)
            else (end, None)
        )
    for words, meaning in passage.data.after.get(passage.low(j), ()):
        if not passage.matches(j, words):
            continue
        after = j + len(words)
        if _number_follows(passage, after) or (words[-1] == "more" and passage.low(after) == "than"):
            continue
        return after, meaning
    return end, None


def _ending(
    passage: Passage, table: Phrases, i: int, last: int, unit: str | None
) -> tuple[tuple[str, ...], Any] | None:
    """Returns the longest phrase of the table that ends before atom i."""
    for words, meaning in table.get(passage.low(i - 1), ()):
        first = i - len(words)
        if first < last or not passage.matches(first, words):
            continue
        if len(words) == 1 and _is_preposition(passage, first, unit):
            continue
        return words, meaning
    return None


def _is_preposition(passage: Passage, i: int, unit: str | None) -> bool:
    """Tells whether "over", "around", "about" bounds nothing: "over three days", "about two men", "hand over"."""
    low = passage.low(i)
    if low == "over" and i and passage.low(i - 1) in passage.lists["over_after"]:
        return True
    if low in passage.lists["not_before_durations"] and unit in passage.data.time_units:
        return True
    return low == "about" and _is_tagged_preposition(passage.doc, passage.begin + passage.atoms.starts[i])


def _number_follows(passage: Passage, i: int) -> bool:
    return passage.joined(i) and (
        passage.kind(i) == "n" or passage.low(i) in passage.data.signs or read_number(passage, i) is not None
    )


def _is_tagged_preposition(doc: Doc, start: int) -> bool:
    """Tells whether the tagger sees a preposition in "about", which begins at a character; no tagger sees none."""
    span = doc.char_span(start, start + len("about"))
    return span is not None and len(span) == 1 and span[0].tag_ == "IN"
