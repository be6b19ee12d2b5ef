"""Finds the figures of a passage: where one may begin, what stands there, and whether it counts anything."""

from __future__ import annotations

from eventx.stages.quantities.amounts import amount_at
from eventx.stages.quantities.atoms import Atoms
from eventx.stages.quantities.lexicon import QuantityData
from eventx.stages.quantities.masks import masked
from eventx.stages.quantities.modifiers import with_modifiers
from eventx.stages.quantities.money import money_prefix
from eventx.stages.quantities.no_count import end_of_series, is_name, is_odd, is_score, is_year
from eventx.stages.quantities.numbers import ordinal_end
from eventx.stages.quantities.passage import Passage
from eventx.stages.quantities.ranges import combined, range_of, second_amount, share_of
from eventx.stages.quantities.vague import fixed_figure, vague_figure
from eventx.stages.quantities.values import Amount, Figure


def candidates(atoms: Atoms, data: QuantityData) -> list[int]:
    """Returns where a figure may begin: a quick look, as most words begin none, before anything is masked."""
    openers = data.openers
    words = [i for i, low in enumerate(atoms.lows) if low in openers and _may_begin(atoms, data, i)]
    return sorted(words + atoms.numerals)


def _may_begin(atoms: Atoms, data: QuantityData, i: int) -> bool:
    """Tells whether what follows an opening word lets a figure begin with it."""
    low, is_last = atoms.lows[i], i + 1 == len(atoms)
    after = "" if is_last else atoms.lows[i + 1]
    if low in data.minus:
        return not is_last and atoms.kind(i + 1) == "n"
    followers = data.followers.get(low)
    if followers is not None:
        return after in followers
    money = after in ("$", ".") or (not is_last and atoms.kind(i + 1) == "n")
    return money or low in data.starters or low in data.signs


def find_figures(passage: Passage, places: list[int]) -> list[Figure]:
    """Returns the figures in text order, without overlaps.

    Args:
        passage: Where they are looked for.
        places: The atoms at which one may begin.
    """
    passage.atoms.mask(masked(passage.atoms.text, passage.data.masks, passage.data.digit_masks))
    found: list[Figure] = []
    go_on, last = 0, 0
    for i in places:
        if i < go_on or not _begins(passage, i):
            continue
        figure, go_on = _at(passage, i, last)
        if figure is not None:
            found.append(figure)
            go_on = last = figure.end
    return combined(passage, found)


def _begins(passage: Passage, i: int) -> bool:
    """Tells whether a numeral, a word that a figure can begin with, or a sum of money stands at i."""
    kind = passage.kind(i)
    if kind in "nx":
        return kind == "n"
    return passage.low(i) in passage.data.starters or money_prefix(passage, i) is not None


def _at(passage: Passage, i: int, last: int) -> tuple[Figure | None, int]:
    """Looks for a figure whose number starts at i; without one, tells where to look on."""
    if passage.low(i) in passage.data.wordy and (figure := fixed_figure(passage, i) or vague_figure(passage, i)):
        return with_modifiers(passage, figure, last), i
    amount = amount_at(passage, i)
    if amount is None:
        return None, ordinal_end(passage, i) or i + 1
    ordinal = ordinal_end(passage, i) if amount.unit is None and not amount.number.alone else None
    if ordinal and ordinal > amount.end:
        return None, ordinal
    return _counted(passage, amount, i, last)


def _counted(passage: Passage, amount: Amount, i: int, last: int) -> tuple[Figure | None, int]:
    """Makes a figure of an amount, and of a second one that belongs to it; without one, tells where to look on."""
    second = second_amount(passage, amount)
    if second and is_score(passage, amount, second):
        return None, second.end
    figure = range_of(passage, amount, second, last) if second else None
    if figure is None:
        if is_name(passage, amount):
            return None, end_of_series(passage, amount)
        if is_odd(passage, amount, last):
            return None, amount.end
        figure = share_of(passage, amount) or Figure(
            amount.start, amount.end, amount.number.value, None, None, "exact", amount.unit
        )
    if is_year(passage, amount, figure, second, last):
        return None, figure.end
    return with_modifiers(passage, figure, last), i
