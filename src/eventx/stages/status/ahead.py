"""Days to come: whether a time after the publication belongs to a word."""

from __future__ import annotations

from eventx.annotations import published, times
from eventx.stages.status.cues import StatusCues
from eventx.stages.trees import edges, is_verb
from eventx.stages.words import Word


def lies_ahead(token: Word, cues: StatusCues) -> bool:
    """Tells whether a time after the publication, or a word such as "next", belongs to the token."""
    doc, future_words = token.doc, cues.sets["future_words"]
    first, last = edges(token)
    day = published(doc.source)
    dated = [(record.start, record.earliest) for record in times(doc.source)] if day else []
    for start, earliest in dated:
        if day and earliest and first <= start < last and _belongs_to(doc[start], token):
            return earliest > day
    for k in range(first, last):
        if doc[k].lower_ in future_words and _belongs_to(doc[k], token):
            beside = k + 1 < len(doc) and doc[k + 1].lower_ == "to"  # "next to"
            if not beside:
                return True
    return False


def is_for_a_time(noun: Word) -> bool:
    """Tells whether "for" and a time stand on a noun or the verb above it: "called a meeting for Monday"."""
    children = (*noun.rights, *noun.head.rights)
    starts = {i for c in children if c.dep_ == "prep" and c.lower_ == "for" for i in range(c.i, edges(c)[1])}
    return bool(starts) and any(record.start in starts for record in times(noun.doc.source))


def _belongs_to(token: Word, owner: Word) -> bool:
    """Tells whether a word belongs to the owner itself, with no verb between."""
    node = token
    while node.i != owner.i:
        if node.head.i == node.i:
            return False
        node = node.head
        if is_verb(node) and node.i != owner.i:
            return False
    return True
