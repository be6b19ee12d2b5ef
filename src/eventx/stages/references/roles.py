"""Persons told by what they are: "the president", "the French minister"."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from eventx.annotations import MentionRecord
from eventx.stages.persons.people import NameUse, Person
from eventx.stages.references.context import Context
from eventx.stages.references.definite import has_name, is_restricted
from eventx.stages.words import Word


def resolve_role(context: Context, token: Word, noun: str) -> Sequence[MentionRecord]:
    """Returns the person with the role (and the country) of a description."""
    if is_restricted(context, token) or any(c.dep_ in {"appos", "nummod"} for c in token.children):
        return ()
    if any(c.lower_ in context.words.unseated for c in token.lefts):
        return ()
    countries = {r.country for r in context.by_head.get(token.i, ()) if r.country}
    if (has_name(context, token) or context.in_quote(token)) and not countries:
        return ()
    wanted = context.words.roles.get(noun, frozenset({noun}))
    having = {id(p): p for role in wanted for p in context.with_role.get(role, ())}.values()
    fitting = [p for p in having if p.country in countries or not countries]
    before = [p for p in fitting if p.uses[0].start < token.i]
    exactly = {id(p) for p in context.with_role.get(noun, ())}
    exact = [p for p in before if id(p) in exactly]
    best = _nearest(exact or before, token.i)
    if best is None or (countries and len(before) > 1 and not exact):
        return () if len(before) != 1 else mention_of(context, before[0], token.i)
    if (
        not countries
        and context.sentence_of[token.i] - context.sentence_of[_last_use(best, token.i)] > context.words.reach["place"]
    ):
        return ()
    if not countries and (newer := _introduced(context, noun, _last_use(best, token.i), token.i)):
        return newer
    return mention_of(context, best, token.i)


def mention_of(context: Context, person: Person, before: int) -> Sequence[MentionRecord]:
    """Returns the last mention of a person by name before a token."""
    found = context.named[person.name].get(_last_use(person, before))
    return () if found is None else [found]


def _introduced(context: Context, noun: str, start: int, end: int) -> Sequence[MentionRecord]:
    """Returns who was introduced without a name between two tokens: "a spokesman in Bern"."""
    for i in range(end - 1, start, -1):
        token = context.doc[i]
        if token.lemma == noun and token.tag_ == "NN" and any(c.lower_ in {"a", "an"} for c in token.lefts):
            return [r for r in context.by_head.get(i, ()) if r.kind == "person"][:1]
    return ()


def _nearest(people: Sequence[Person], before: int) -> Person | None:
    return max(people, key=lambda p: _last_use(p, before), default=None)


def _last_use(person: Person, before: int) -> int:
    return person.uses[max(0, bisect_left(person.uses, before, key=_start) - 1)].start


def _start(use: NameUse) -> int:
    return use.start
