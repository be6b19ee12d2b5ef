"""Relative pronouns: "the army, which", "the town where"."""

from __future__ import annotations

from collections.abc import Sequence

from eventx.annotations import MentionRecord
from eventx.stages import phrases
from eventx.stages.references.context import COLLECTIVE, PLURAL, Context
from eventx.stages.words import Word

RELATIVE_TAGS = frozenset({"WDT", "WP", "WP$"})
RELATIVE_ADVERBS = frozenset({"that", "where"})


def resolve_relative(context: Context, token: Word) -> Sequence[MentionRecord]:
    """Returns what the noun of a relative clause stands for, and those coordinated with it if the verb is plural."""
    verb = token
    for up in phrases.ancestors(token):
        verb = up
        if up.dep_ == "relcl":
            break
    if verb.dep_ != "relcl" or verb.head.i > token.i:
        return ()
    found: list[MentionRecord] = []
    noun = verb.head
    if noun.dep_ == "appos" and any(r.named for r in context.records(noun.head.i)):
        noun = noun.head
    if token.lower_ in {"who", "whom"} and noun.dep_ == "pobj" and not _is_agent(context, noun):
        outer_noun = noun.head.head
        noun = outer_noun if _is_agent(context, outer_noun) else noun
    if token.lower_ == "where" and noun.dep_ == "pobj" and noun.head.lower_ == "of":
        outer = context.records(noun.head.head.i)
        if outer and outer[0].kind == "place":
            return outer
    plural = any(t.tag_ == "VBP" or t.lower_ in context.words.plural_verbs for t in (verb, *verb.lefts))
    if noun.dep_ == "conj" and plural and noun.tag_ not in PLURAL:
        for t in phrases.conjuncts(phrases.first_conjunct(noun)):
            found += context.records(t.i)
    return found or context.records(noun.i)


def _is_agent(context: Context, noun: Word) -> bool:
    return any(r.kind in COLLECTIVE | {"person"} for r in context.records(noun.i))
