"""Mends lists of dignitaries: "met King Vega of Chad, President Demir of Niger, and Chancellor Lee of Mali"."""

from __future__ import annotations

from itertools import pairwise
from typing import NamedTuple

import numpy as np
from spacy.tokens import Doc, Token

from eventx.stages.repair.looks import Flags, Ids, Shape

_ROLES = ("nsubj", "nsubjpass", "pobj", "dobj", "dative")
_LEAST = 3


class _Member(NamedTuple):
    """One of the list: tokens [start, end), of which `name` is the last of the name."""

    start: int
    name: int
    end: int


def list_with_titles(sentence: Doc, titles: frozenset[str]) -> None:
    """Joins three or more who are named with title and name, one after the other, whatever the parser made of them."""
    members = _list(sentence, titles)
    if len(members) < _LEAST or (members[0].start and sentence[members[0].start - 1].lower_ == "of"):
        return  # "Department of Veterans Affairs Secretary Vega" is no name with a title from "Veterans" on
    inside = range(members[0].start, members[-1].end)
    names = [sentence[m.name] for m in members]
    outer = _outer(names, inside)
    if outer is None:
        return
    head, relation = outer.head, outer.dep_
    for member, name in zip(members, names, strict=True):
        _hold_together(sentence, member, name)
    names[0].head, names[0].dep_ = head, relation
    for before, name in pairwise(names):
        name.head, name.dep_ = before, "conj"


def _list(sentence: Doc, titles: frozenset[str]) -> list[_Member]:
    """Returns the members of the first list that ends with "and" and one more."""
    found: list[_Member] = []
    start = 0
    while start < len(sentence):
        member = _member(sentence, start, titles)
        if member is None:
            found, start = [], start + 1
            continue
        found.append(member)
        after = member.end
        comma = after < len(sentence) and sentence[after].text == ","
        last = after + comma < len(sentence) and sentence[after + comma].lower_ == "and"
        if last:
            final = _member(sentence, after + comma + 1, titles)
            return [*found, final] if final is not None else []
        if not comma:
            found = []
        start = after + 1
    return []


def _member(sentence: Doc, start: int, titles: frozenset[str]) -> _Member | None:
    """Returns who is named with title, name and, maybe, country from a token on."""
    end = _names(sentence, start)
    title = next((i for i in range(start, end - 1) if sentence[i].lower_ in titles), None)
    if title is None or sentence[end - 1].lower_ in titles:
        return None
    name = end - 1
    while end < len(sentence) and sentence[end].lower_ == "of":
        article = end + 1 < len(sentence) and sentence[end + 1].lower_ == "the"
        country = _names(sentence, end + 1 + article)
        if country == end + 1 + article:
            break
        end = country
    return _Member(start, name, end)


def _names(sentence: Doc, start: int) -> int:
    """Returns where a row of names ends that begins at a token."""
    end = start
    while end < len(sentence) and sentence[end].pos_ == "PROPN" and sentence[end].text[:1].isalpha():
        end += 1
    return end


def _outer(names: list[Token], inside: range) -> Token | None:
    """Returns the one whose place in the tree is that of the whole list."""
    loose = [n for n in names if n.dep_ in _ROLES and n.head.i not in inside and n.head.i != n.i]
    free = [n for n in loose if all(a.i not in inside for a in n.ancestors)]
    return min(free, key=lambda n: _ROLES.index(n.dep_), default=None)


def _hold_together(sentence: Doc, member: _Member, name: Token) -> None:
    """Hangs title and country on the name."""
    for i in range(member.start, member.name):
        sentence[i].head, sentence[i].dep_ = name, "compound"
    if member.end > member.name + 1:
        of = sentence[member.name + 1]
        of.head, of.dep_ = name, "prep"


def third_title(shape: Shape, titles: Ids) -> Flags:
    """Tells of each token whether it is a title with two before it in its sentence, which has a comma and an "and"."""
    at = np.flatnonzero(shape.listed(titles) & shape.pos("PROPN"))
    found = np.zeros(len(shape.heads), dtype=np.bool_)
    third = at[_LEAST - 1 :]
    found[third[shape.sentence[third] == shape.sentence[at[: len(third)]]]] = True
    return found & shape.beside(shape.word("and")) & shape.beside(shape.word(","))
