"""Figures without a number: "a pair of", "nobody", "dozens", "several hundred", "a large number of"."""

from __future__ import annotations

from eventx.stages.quantities.cardinals import scales_from
from eventx.stages.quantities.passage import Passage
from eventx.stages.quantities.units import unit_at
from eventx.stages.quantities.values import Exact, Figure, Number, exact


def fixed_figure(passage: Passage, i: int) -> Figure | None:
    """Reads "a pair of", "nobody", "no" before a noun."""
    for words, value in passage.data.fixed.get(passage.low(i), ()):
        if passage.matches(i, words) and not (passage.glued(i) and passage.low(i - 1) in "-‑"):
            if " ".join(words) in passage.words.before_scale and passage.low(i + len(words)) in passage.words.scales:
                return None  # "a couple of hundred"
            return Figure(i, i + len(words), exact(value), None, None, "exact", None)
    after = passage.low(i + 1) if passage.joined(i + 1) else ""
    if passage.low(i) in passage.lists["single"] and passage.count == 1:
        return Figure(i, i + 1, 1, None, None, "exact", None)
    if passage.low(i) in passage.lists["no"] and after.isalpha() and after not in passage.lists["no_not_before"]:
        if passage.low(i + 1) in passage.words.ones or passage.low(i + 1) in passage.words.scales:
            return None
        return Figure(i, i + 1, 0, None, None, "exact", None)
    if passage.low(i) == "a" and after == "couple":
        more = passage.low(i + 2) if passage.joined(i + 2) else ""
        if more in passage.lists["couple_more"] - set(passage.words.scales):
            return Figure(i, i + 2, 2, None, None, "exact", None)
    return None


def vague_figure(passage: Passage, i: int) -> Figure | None:
    """Reads "dozens", "several hundred", "a large number of"."""
    end = _number_of(passage, i)
    if end:
        return Figure(i, end, None, None, None, "vague", None)
    scaled = _scaled(passage, i)
    if scaled:
        return scaled
    for words, low in passage.data.vague.get(passage.low(i), ()):
        if not passage.matches(i, words) or not _fits(passage, i, i + len(words)):
            continue
        end, name = i + len(words), None
        of = end + 1 if passage.low(end) in passage.lists["vague_of"] and passage.joined(end + 1) else end
        found = unit_at(passage, of, _number_of_value(2, i, end))
        if found:
            name, end = found
        lowest = None if low is None else exact(low)
        return Figure(i, end, None, lowest, None, "vague", name)
    return None


def _fits(passage: Passage, i: int, end: int) -> bool:
    before = passage.low(i - 1) if passage.joined(i) else ""
    after = passage.low(end) if passage.joined(end) else ""
    if passage.glued(end) and passage.low(end) in "-‑" and passage.glued(end + 1):
        return False
    if passage.low(i) == "scores" and end == i + 1:
        return after in passage.lists["scores_after"] or before in passage.lists["scores_before"]
    if passage.low(i) == "tens" and end == i + 1:
        return after == "of"
    return before not in passage.lists["vague_not_after"] or passage.low(i) not in passage.lists["vague_adjectives"]


def _scaled(passage: Passage, i: int) -> Figure | None:
    """Reads "several hundred", "a few dozen", "many thousands of"."""
    words = passage.low(i)
    j = i + 1
    if words == "a" and passage.joined(j):
        words, j = f"a {passage.low(j)}", j + 1
    if words not in passage.lists["vague_before_scale"] or not passage.joined(j):
        return None
    if passage.low(j) not in passage.words.scales:
        return None
    if words == "some" and not passage.low(j).endswith("s"):
        return None
    value, after = scales_from(passage, j)
    found = unit_at(passage, after, _number_of_value(value, j, after))
    end, unit = (found[1], found[0]) if found else (after, None)
    return Figure(i, end, None, 2 * value, None, "vague", unit)


def _number_of(passage: Passage, i: int) -> int | None:
    """Reads "a large number of", "significant numbers of", "an as yet unknown number of"; returns its end."""
    j = i + 1 if passage.low(i) in ("a", "an") and passage.joined(i + 1) else i
    k = j
    while passage.low(k) in passage.lists["number_of"] and passage.joined(k + 1) and k < j + 4:
        k += 1
    for words, _ in passage.data.number_words.get(passage.low(k), ()):
        if passage.matches(k, words) and (k > i or words[0] != "number"):
            return k + len(words)
    return None


def _number_of_value(value: Exact, start: int, end: int) -> Number:
    return Number(value, start, end, value, 1)
