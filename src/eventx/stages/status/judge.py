"""The status of an event from its trigger: the walk, and what it weighs against each other."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from spacy.tokens import Doc

from eventx.annotations import ClaimRecord
from eventx.events import Status
from eventx.stages.claims import claims_about
from eventx.stages.status.ahead import lies_ahead
from eventx.stages.status.clauses import governed_status
from eventx.stages.status.cues import StatusCues, load_cues
from eventx.stages.status.mood import aspect, own_status
from eventx.stages.status.noun_phrase import is_definite
from eventx.stages.status.nouns import is_wondered, modified_status, noun_governor_status
from eventx.stages.status.verb_group import is_nominal
from eventx.stages.status.walk import DEPTH
from eventx.stages.trees import is_verb
from eventx.stages.words import Word, words_of

_STRONG: frozenset[Status | None] = frozenset({"negated", "hypothetical", "demanded"})
"""What holds, whatever else is said."""


def status_of(doc: Doc, trigger: int, claims: Sequence[ClaimRecord], cues: StatusCues | None = None) -> Status:
    """Returns the status of the event whose trigger is the verb, noun or adjective at a token index.

    Args:
        doc: A parsed document.
        trigger: Word index of the event's trigger.
        claims: Who says what; a denial of the event makes it `denied`.
        cues: The cue words (None: those of the bundled model).
    """
    cues, word = cues or load_cues(), words_of(doc)[trigger]
    found = _Judge(cues, tuple(claims)).status(word, 0) or "occurred"
    if claims and found != "negated":
        about = claims_about(claims, trigger)
        if about and about[0].stance == "denies" and not _is_granted(word, about[0].cue.start, cues):
            return "denied"
    return found


@dataclass(frozen=True, slots=True)
class _Judge:
    """The walk over the parse; every method returns None where nothing is said about the event."""

    cues: StatusCues
    claims: tuple[ClaimRecord, ...]

    def status(self, word: Word, depth: int) -> Status | None:
        """Returns the status of any trigger word."""
        if depth > DEPTH:
            return None
        return self.verb(word, depth) if is_verb(word) and not is_nominal(word) else self.noun(word, depth)

    def verb(self, verb: Word, depth: int) -> Status | None:
        """Returns the status of an event told by a verb."""
        own = own_status(verb, self)
        if own in _STRONG:
            return own
        governed = governed_status(verb, depth, self)
        if governed in _STRONG or (governed == "possible" and own == "planned"):
            return governed
        return own or governed or aspect(verb, self.cues)

    def noun(self, noun: Word, depth: int) -> Status | None:
        """Returns the status of an event told by a noun (or an adjective: "dead")."""
        own = modified_status(noun, self)
        if own == "negated":
            return own
        if is_wondered(noun, self.cues):
            return "possible"
        around = noun_governor_status(noun, depth, self)
        if own is not None and (around not in _STRONG or (own == "hypothetical" and around != "negated")):
            return own
        if around is not None:
            return around
        return "planned" if lies_ahead(noun, self.cues) else None

    def governed(self, verb: Word, depth: int) -> Status | None:
        """Returns what stands above a verb, whatever it says itself."""
        return governed_status(verb, depth, self)


def _is_granted(noun: Word, cue: int, cues: StatusCues) -> bool:
    """Tells whether a denial takes a happening for granted: "denied that the talks had collapsed".

    What is denied is what a clause says of it, unless that is only that it happens, or is carried out.
    """
    if _is_answered(noun, cue, cues):
        return True
    if is_verb(noun) or not is_definite(noun, cues):
        return False
    above = noun
    while not is_verb(above) and above.head.i != above.i:
        below, above = above, above.head
    if not is_verb(above) or above.i == cue:
        return False
    if above.lemma not in cues.sets["light"]:
        return True
    if below.lower_ == "with":
        return True  # "denied that it had anything to do with the meeting"
    return below.dep_ == "nsubj" and any(c.dep_ == "dobj" and c.lemma != "place" for c in above.children)


def _is_answered(word: Word, cue: int, cues: StatusCues) -> bool:
    """Tells whether what is denied is that something answered it: "denied that it was in retaliation for the raid"."""
    here = word
    while here.i not in {cue, here.head.i}:
        here = here.head
        if here.lemma in cues.sets["answering"]:
            return True
    return False
