"""Which noun phrases speak of one that is known already: "the ministry", but not "the army of Chad"."""

from __future__ import annotations

from eventx.stages import phrases
from eventx.stages.references.context import PLURAL, Context
from eventx.stages.words import Word


def is_definite(context: Context, token: Word) -> bool:
    """Tells whether a phrase begins as of something known already: "the group", "Maltese president"."""
    return bool(token.lefts) and (has_determiner(context, token) or _has_demonym(context, token))


def has_determiner(context: Context, token: Word) -> bool:
    """Tells whether "the", "that" or the like stands before a noun."""
    marks = {"det", "amod", "nsubj"} if token.tag_ not in PLURAL else {"det"}
    return any(c.lower_ in context.words.determiners and c.dep_ in marks for c in token.lefts)


def _has_demonym(context: Context, token: Word) -> bool:
    return any(r.classes & {"demonym"} for m in phrases.modifiers(token) for r in context.by_head.get(m.i, ()))


def has_name(context: Context, token: Word) -> bool:
    """Tells whether a description holds a name of its own ("the Nok group", "the army of Chad")."""
    inside = [*phrases.modifiers(token), *phrases.objects(token, "of")]
    return any(
        t.pos_ == "PROPN" or t.i in context.within_names or any(r.named for r in context.records(t.i)) for t in inside
    )


def is_restricted(context: Context, token: Word) -> bool:
    """Tells whether a relative clause without a comma says which one is meant."""
    clauses = (c for c in token.rights if c.dep_ == "relcl")
    return any(c.edges[0] > 0 and context.doc[c.edges[0] - 1].text != "," for c in clauses)
