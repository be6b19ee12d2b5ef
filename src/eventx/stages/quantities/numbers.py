"""Reads the number that starts at an atom: digits, number words, fractions, and what is mixed of them."""

from __future__ import annotations

from eventx.stages.quantities.cardinals import cardinal
from eventx.stages.quantities.denominators import ordinal_value
from eventx.stages.quantities.parts import over_denominator, part_word, sign_fraction, slash, with_tail
from eventx.stages.quantities.passage import Passage
from eventx.stages.quantities.values import LIMIT, Number


def read_number(passage: Passage, i: int) -> Number | None:
    """Reads the longest number that starts at atom i; None where none does."""
    sign, j = _sign(passage, i)
    number = _alone(passage, j) or _unsigned(passage, j)
    if number is None or not -LIMIT < number.value < LIMIT:
        return None
    if j == i:
        return number
    return number._replace(value=sign * number.value, mantissa=sign * number.mantissa, start=i, plain=False)


def ordinal_end(passage: Passage, i: int) -> int | None:
    """Returns where an ordinal in words ends that starts at i ("twenty-first", "two hundredth"); None for none."""
    part = cardinal(passage, i) if passage.kind(i) != "n" else None
    if part is None:
        return None
    words = passage.words
    j = passage.next_word(part.end, words.ordinals)
    if j is None or passage.low(j) in words.lone_parts:
        return None
    hyphenated = j > part.end
    if (
        (part.open_tens and ordinal_value(passage, j) < 10)
        or part.scale >= 100
        or hyphenated
        or ordinal_value(passage, j) >= 100
    ):
        return j + 1 if part.value != 1 else None
    return None


def _sign(passage: Passage, i: int) -> tuple[int, int]:
    low = passage.low(i)
    if low in passage.words.negatives and passage.joined(i + 1):
        return -1, i + 1
    if low in ("-", "−", "‑") and i + 1 < passage.count and passage.gap(i + 1) == 0:
        free = i == 0 or passage.gap(i) or passage.low(i - 1) in "([$£€"
        if free and passage.kind(i + 1) == "n":
            return -1, i + 1
    return 1, i


def _unsigned(passage: Passage, i: int) -> Number | None:
    if i >= passage.count:
        return None
    return sign_fraction(passage, i) or slash(passage, i) or part_word(passage, i) or _counted(passage, i)


def _alone(passage: Passage, i: int) -> Number | None:
    """Reads a numeral or a small number word that nothing after it can belong to: most numbers are such."""
    after = i + 1
    if passage.low(after) in passage.words.going_on or not i < passage.count:
        return None
    kind = passage.kind(after) if after < passage.count else "s"
    if kind == "n" or (kind == "w" and passage.glued(after)):
        return None
    value = passage.value(i)
    if value is not None:
        return Number(value, i, after, value, 1, plain=True, alone=True)
    small = passage.words.plain_ones.get(passage.low(i))
    return None if small is None else Number(small, i, after, small, 1, alone=True)


def _counted(passage: Passage, i: int) -> Number | None:
    part = cardinal(passage, i)
    if part is None:
        return None
    plain = part.end == i + 1 and passage.kind(i) == "n"
    return (
        over_denominator(passage, i, part)
        or with_tail(passage, i, part)
        or Number(part.value, i, part.end, part.mantissa, part.scale, plain=plain)
    )
