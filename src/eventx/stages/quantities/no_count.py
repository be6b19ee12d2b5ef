"""Numbers that count nothing: in names, scores, years, and "one" as a pronoun."""

from __future__ import annotations

from eventx.stages.quantities.modifiers import bounds_before
from eventx.stages.quantities.passage import Passage
from eventx.stages.quantities.values import Amount, Figure, Number


def is_pronoun(passage: Passage, number: Number) -> bool:
    """Tells whether this is "one" as a pronoun: "the one", "one another", "one must"."""
    i = number.start
    if passage.low(i) != "one" or number.end != i + 1:
        return False
    before = passage.low(i - 1) if passage.joined(i) else ""
    after = passage.low(i + 1) if passage.joined(i + 1) else ""
    blocked = passage.lists["one_not_before"]
    if after in blocked or f"{after} {passage.low(i + 2)}" in blocked:
        return True
    if before in passage.lists["one_determiners"]:
        return after != "of"
    return before in passage.lists["one_adjectives"] and not after.isalpha()


def is_name(passage: Passage, amount: Amount) -> bool:
    """Tells whether the number is part of a name: "Flight 17", "Five Eyes", "Air Force One"."""
    i = amount.start
    if amount.number.scale != 1 or (amount.unit and passage.kind(i) != "w"):
        return False
    if amount.number.value.denominator == 1 and amount.number.value < 100000 and _is_designated(passage, i):
        noun = passage.texts[i - 1]
        follows = passage.low(amount.end) if passage.joined(amount.end) else ""
        counted = follows.isalpha() and follows.endswith("s") and noun.islower()
        return not counted
    if passage.kind(i) != "w":
        return _ends_name(passage, amount)
    if not passage.texts[i][:1].isupper() or not passage.joined(i) or _is_headline(passage, i):
        return False
    before = passage.atoms[i - 1]
    after = passage.atoms[amount.end] if passage.joined(amount.end) else None
    if before.kind == "s" and before.low != ",":
        return False
    capital_after = after is not None and after.kind == "w" and after.text[:1].isupper()
    return (before.kind == "w" and before.text[:1].isupper()) or capital_after


def end_of_series(passage: Passage, amount: Amount) -> int:
    """Returns where the numbers of a plural name end: "Articles 5 and 6"."""
    end = amount.end
    if passage.low(amount.start - 1).endswith("s"):
        while (
            passage.low(end) in passage.lists["series_links"]
            and passage.joined(end + 1)
            and passage.value(end + 1) is not None
        ):
            end += 2
    return end


def _is_designated(passage: Passage, i: int) -> bool:
    """Tells whether a noun before i takes the number as its name: "Flight 17", "Group of Seven"."""
    if not passage.joined(i):
        return False
    nouns = passage.data.designators.get(passage.low(i - 1), ())
    return any(passage.matches(i - len(words), words) for words, _ in nouns)


def _ends_name(passage: Passage, amount: Amount) -> bool:
    """Tells whether a small figure ends a name: "the channel France 2 said"."""
    i, end = amount.start, amount.end
    if not amount.number.plain or amount.unit or amount.number.value > 99 or i < 2 or not passage.joined(i):
        return False
    atoms = passage.atoms
    if not atoms.texts[i - 1][:1].isupper() or atoms.kind(i - 1) != "w" or atoms.gap(i - 1) == 2:
        return False
    if atoms.kind(i - 2) != "w":
        return False
    if bounds_before(passage, i, 0, None)[0] < i or _is_headline(passage, i):
        return False
    return end < passage.count and passage.low(end) in {*passage.lists["name_figure_after"], ".", ","}


def _is_headline(passage: Passage, i: int) -> bool:
    """Tells whether the line of atom i is set in capitals or title case."""
    start = i
    while start > 0 and passage.joined(start) and i - start < 40:
        start -= 1
    end = i
    while passage.joined(end + 1) and end - i < 40:
        end += 1
    texts = passage.texts
    long = [texts[k] for k in range(start, min(end + 1, len(texts))) if len(texts[k]) > 3 and passage.kind(k) == "w"]
    lower = sum(word[:1].islower() for word in long)
    return bool(long) and lower / len(long) < passage.data.headline_share


def is_odd(passage: Passage, amount: Amount, last: int) -> bool:
    """Tells whether the number is stuck to something that makes it no count: "28-point", "9M", "a 3-1 win"."""
    i, end = amount.start, amount.end
    if passage.glued(i) and i > last:
        before = passage.atoms[i - 1]
        if before.kind in "wx" or before.low in "/:_\\":
            return True
        if before.low in "-‑" and i > 1 and passage.glued(i - 1) and passage.kind(i - 2) in "wnx":
            return True
    if amount.unit in passage.lists["calibre_units"]:
        return not (passage.joined(end) and passage.low(end) in passage.lists["not_calibre_after"])
    if not passage.glued(end):
        return False
    after = passage.atoms[end]
    if after.kind == "w" and amount.unit is None:
        return True
    if after.low in ("-", "‑") and passage.glued(end + 1) and amount.unit is None:
        word = passage.atoms[end + 1]
        plain = word.low.rstrip("s") if word.low not in passage.lists["hyphen_nouns"] else word.low
        return word.kind != "w" or plain not in passage.lists["hyphen_nouns"]
    return after.low in "/:" and passage.glued(end + 1) and passage.kind(end + 1) in "wnx" and amount.unit is None


def is_score(passage: Passage, first: Amount, second: Amount) -> bool:
    """Tells whether "3-1" or "1-2" is the result of a game or a vote."""
    if first.unit or second.unit or not first.number.plain or not second.number.plain:
        return False
    dashed = passage.low(first.end) in "-–—‑"
    a, b = first.number.value, second.number.value
    if dashed and passage.gap(first.end) == 0 and a >= b:
        return True
    near = {passage.low(k) for k in range(max(0, first.start - 5), min(passage.count, second.end + 4))}
    return dashed and b < 20 and bool(near & passage.lists["score_words"])


def is_year(passage: Passage, amount: Amount, figure: Figure, second: Amount | None, last: int) -> bool:
    """Tells whether a bare number of four digits is a year."""
    bare = amount.number.plain and amount.unit is None and figure.unit is None and figure.bound != "vague"
    text = passage.texts[amount.start]
    if not bare or len(text) != 4 or not text.isdigit() or not 1500 <= int(text) <= 2099:
        return False
    if figure.value is None and second is not None and not 1500 <= second.number.value <= 2099:
        return False
    _, _, bound = bounds_before(passage, figure.start, last, figure.unit)
    people = _counts_people(passage, figure)
    before = passage.low(figure.start - 1) if passage.joined(figure.start) else ""
    if bound is not None:
        weak = bound in passage.lists["year_weak_bounds"]
        return weak and not people and not text.endswith("00")
    if figure.value is None:
        return not people
    if not before and figure.end >= passage.count:
        return int(text) >= 1900
    return before in passage.lists["year_before"] or not people


def _counts_people(passage: Passage, figure: Figure) -> bool:
    """Tells whether people or a plural noun follow a number: "1914 soldiers", not "1914 elections"."""
    following = [passage.low(k) for k in (figure.end, figure.end + 1) if passage.joined(k)]
    year_nouns = passage.lists["year_nouns"]
    if not following or following[0] in year_nouns:
        return False
    if not passage.lists["plural_people"].isdisjoint(following):
        return True
    return any(w.endswith("s") and len(w) > 3 and w not in year_nouns for w in following)
