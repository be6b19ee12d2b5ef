"""How sure an event is: a logistic model over what its match looks like, fitted on annotated articles.

The weights lie in a model's `confidence.yml`, written by `tools/calibrate.py`: of the events given 0.8, about 80 % are
right in every part.
"""

from __future__ import annotations

import math
from collections.abc import Mapping

from spacy.tokens import Doc

from eventx.events import EventBase
from eventx.rules.match import Match
from eventx.rules.tree import tree_of

QUOTES = frozenset({"“", '"', "``"})
NOUNS = frozenset({"NOUN", "PROPN"})
HAPPENED = frozenset({"occurred", "ongoing"})
LONG_SENTENCE = 40  # tokens; beyond it the parser errs more often


def features(doc: Doc, match: Match, event: EventBase) -> dict[str, float]:
    """Returns what speaks for and against an event, by name; all values lie in 0..1, those that are 0 are left out."""
    tree, head, fields = tree_of(doc), match.head, event.__dict__
    start, end = tree.start[head], tree.end[head]
    rank, named, resolved = 0, False, False
    for fillers in match.roles.values():
        for filler in fillers:
            rank = max(rank, filler.rank)
            for mention in filler.mentions:
                named = named or mention.named or bool(mention.country)
                resolved = resolved or mention.resolved_from is not None
    filled = any(match.roles.values())
    found = {f"type {fields['type']}": 1.0, "prior": match.rule.prior}
    holds = (
        ("nominal", tree.pos[head] in NOUNS),
        ("no role", not filled),
        ("one role", len(match.roles) == 1),
        ("later path", rank),
        ("unnamed", filled and not named),
        ("resolved", resolved),
        ("dated", fields["time"]),
        ("placed", fields["places"]),
        ("claimed", fields["claims"]),
        ("not happened", fields["status"] not in HAPPENED),
        ("counted", fields.get("count")),
        ("long sentence", end - start > LONG_SENTENCE),
        ("quoted", not QUOTES.isdisjoint(tree.lower[start:end])),
    )
    for name, is_so in holds:
        if is_so:
            found[name] = min(rank, 3) / 3 if name == "later path" else 1.0
    return found


def confidence(found: Mapping[str, float], weights: Mapping[str, float]) -> float:
    """Returns the probability that an event with these features is right, to two digits."""
    score = weights.get("bias", 0.0) + sum([weights.get(name, 0.0) * value for name, value in found.items()])
    return round(1 / (1 + math.exp(-score)), 2)
