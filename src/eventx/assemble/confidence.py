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
LONG_SENTENCE = 40  # tokens; beyond it the parser errs more often


def features(doc: Doc, match: Match, event: EventBase) -> dict[str, float]:
    """Returns what speaks for and against an event, by name; all values lie in 0..1."""
    fillers = [f for found in match.roles.values() for f in found]
    told = [m for f in fillers for m in f.mentions]
    tree = tree_of(doc)
    start, end = tree.start[match.head], tree.end[match.head]
    fields = event.__dict__
    return {
        f"type {fields['type']}": 1.0,
        "prior": match.rule.prior,
        "nominal": float(tree.pos[match.head] in {"NOUN", "PROPN"}),
        "no role": float(not fillers),
        "one role": float(len(match.roles) == 1),
        "later path": min(max([f.rank for f in fillers], default=0), 3) / 3,
        "unnamed": float(bool(fillers) and not any(m.named or m.country for m in told)),
        "resolved": float(any(m.resolved_from is not None for m in told)),
        "dated": float(fields["time"] is not None),
        "placed": float(bool(fields["places"])),
        "claimed": float(bool(fields["claims"])),
        "not happened": float(fields["status"] not in {"occurred", "ongoing"}),
        "counted": float(fields.get("count") is not None),
        "long sentence": float(end - start > LONG_SENTENCE),
        "quoted": float(not QUOTES.isdisjoint(tree.lower[start:end])),
    }


def confidence(found: Mapping[str, float], weights: Mapping[str, float]) -> float:
    """Returns the probability that an event with these features is right, to two digits."""
    score = weights.get("bias", 0.0) + sum([weights.get(name, 0.0) * value for name, value in found.items() if value])
    return round(1 / (1 + math.exp(-score)), 2)
