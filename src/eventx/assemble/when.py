"""When an event happened: the time expression of its sentence that belongs to its trigger."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from spacy.tokens import Doc

from eventx.annotations import TimeRecord
from eventx.rules.tree import Tree, tree_of

ARGUMENTS = frozenset({"nsubj", "nsubjpass", "dobj", "dative"})
NOMINAL = frozenset({"NOUN", "PROPN"})
COUNTED = 8  # levels: a time in which happenings are counted gives way to any other
TIMING = frozenset({"pobj", "prep", "npadvmod", "compound", "nummod"})


@dataclass(frozen=True, slots=True)
class TimeWords:
    """The words that tell which event a time dates.

    Attributes:
        no_event_time: Prepositions whose time dates something else or a period ("since", "by").
        clock: Words for an hour of the day; what is before or after one is still on its day.
        own_time: Verbs whose participles have a time of their own ("rebels freed in 2014").
        opening: Participles that say from when ("a visit starting on Friday").
        remains: Nouns for what is left of the dead, to whom something was done before.
        extending: Verbs after which "to" leads to when something shall end ("extended the truce to May").
        observing: Verbs whose object, a day, is no time ("a crowd celebrating Easter").
    """

    no_event_time: frozenset[str]
    clock: frozenset[str]
    own_time: frozenset[str]
    opening: frozenset[str]
    remains: frozenset[str]
    extending: frozenset[str]
    observing: frozenset[str]


def _head(tree: Tree, record: TimeRecord) -> int:
    """Returns the token of a time expression that hangs on something outside it."""
    inside = range(record.start, record.end)
    return next((i for i in inside if tree.head[i] not in inside or tree.head[i] == i), record.start)


def _governed_by(doc: Doc, record: TimeRecord, words: frozenset[str], trigger: int) -> bool:
    """Tells whether a time hangs on one of some words ("since", "before"), by the parse or close before it.

    The way back to the word ends at the trigger ("before the talks on Monday" dates the talks), a verb and a comma.
    """
    tree = tree_of(doc)
    head = _head(tree, record)
    if tree.dep[head] == "poss":
        return False
    prep = tree.head[head]
    word, above = tree.lower[prep], tree.lower[tree.head[prep]]
    if tree.dep[head] == "pobj" and prep < record.start and {word, above, f"{above} {word}"} & words:
        return trigger not in range(prep, record.start)
    for i in range(record.start - 1, max(record.start - 8, tree.start[record.start] - 1), -1):
        if i == trigger or tree.pos[i] in {"VERB", "AUX"} or doc[i].is_punct:
            return False
        if tree.lower[i] in words and tree.dep[i] != "quantmod":  # "wounded more than 100 on Monday"
            return not _has_doer(tree, i, trigger) and not _has_means(tree, i)  # "seized by rebels in May"
    return False


def _has_doer(tree: Tree, prep: int, trigger: int) -> bool:
    """Tells whether a preposition leads to who does something: "seized by rebels in May", "a visit by him in May"."""
    if tree.dep[prep] == "agent":
        return True
    if tree.lower[prep] == "by" and any(tree.pos[c] == "PROPN" and c > prep for c in tree.children[prep]):
        return True  # "at a villa by Lake Geneva on Friday"; no time stands right after "by" here
    noun = tree.head[prep]
    of = tree.head[noun]  # "the release of nine men by rebels in May"
    owned = tree.dep[noun] == "pobj" and tree.lower[of] == "of" and tree.head[of] == trigger
    return tree.lower[prep] == "by" and tree.pos[trigger] in NOMINAL and (noun == trigger or owned)


def _is_term(tree: Tree, record: TimeRecord, head: int, trigger: int, extending: frozenset[str]) -> bool:
    """Tells whether a time is only what something is meant for: "signed a plan for 2026-2027", "extended it to May"."""
    prep = tree.head[head]
    if tree.dep[head] == "pobj" and tree.lower[prep] == "to":
        above = tree.head[prep]
        return not extending.isdisjoint({tree.lemma[above], tree.lemma[tree.head[above]]})
    if record.grain not in {"year", "period"} or tree.dep[head] != "pobj" or tree.lower[prep] != "for":
        return False
    return tree.pos[tree.head[prep]] == "NOUN" and tree.head[prep] != trigger


def _dates_terms(tree: Tree, head: int, trigger: int) -> bool:
    """Tells whether a time only dates what something is done under: "under Friday's accord, Chad is to free nine"."""
    here = tree.head[head] if tree.dep[head] == "poss" else trigger
    while here != trigger and tree.head[here] != here:
        if tree.lower[here] == "under":
            return True
        here = tree.head[here]
    return False


def _dates_clause_above(tree: Tree, head: int, trigger: int) -> bool:
    """Tells whether a time dates what came since: "today marks six years since nine men were killed"."""
    here = trigger
    while tree.head[here] != here:
        if any(tree.dep[c] == "mark" and tree.lower[c] == "since" for c in tree.children[here]):
            return not tree.is_above(here, head)
        here = tree.head[here]
    return False


def _has_means(tree: Tree, prep: int) -> bool:
    """Tells whether a preposition has a bare noun in the singular: "spoke by phone on Monday", "came by sea in May"."""
    noun = prep + 1
    return tree.tag[noun] == "NN" and tree.head[noun] == prep and not any(c < noun for c in tree.children[noun])


def time_of(
    doc: Doc,
    trigger: int,
    records: Sequence[TimeRecord],
    reach: Mapping[int, int],
    speech: frozenset[int],
    words: TimeWords,
) -> TimeRecord | None:
    """Returns the time expression that dates the event, or None.

    Args:
        doc: The document.
        trigger: Token index of the trigger.
        records: The time expressions of its sentence.
        reach: Levels by token (see `reach.levels`).
        speech: Token indices of saying verbs, whose times date the saying.
        words: The words that tell which event a time dates.
    """
    tree = tree_of(doc)
    avoid = words.no_event_time
    found: list[tuple[int, bool, int, int]] = []
    for k, record in enumerate(records):
        head = _head(tree, record)
        if (
            _is_term(tree, record, head, trigger, words.extending)
            or _dates_terms(tree, head, trigger)
            or _dates_saying(tree, head, trigger, speech)
            or _dates_past_of_argument(tree, head, trigger, words)
            or _dates_clause_above(tree, head, trigger)
            or (tree.dep[head] == "dobj" and tree.lemma[tree.head[head]] in words.observing)
        ):
            continue
        if tree.dep[head] == "pobj" and any(tree.lower[i] in words.clock for i in range(record.start, record.end)):
            level = reach.get(
                tree.head[tree.head[head]]
            )  # "before dawn on Monday" is on Monday, whatever "before" says
        elif _governed_by(doc, record, avoid, trigger):
            continue
        elif _follows_noun(tree, record, trigger) and tree.lower[record.start] not in avoid:
            level = 0
        else:
            level = reach.get(record.start, reach.get(head))
            if level is None and (opening := _opened(tree, head, words.opening)):
                level = reach.get(tree.head[opening])
        aside = _in_participle(tree, head, trigger) + (COUNTED if _counts(tree, record) else 0)
        if level is not None and not (aside and _runs_since(tree, trigger)):
            far = level + (2 if record.earliest is None else 0) + aside
            found.append((far, record.grain == "year", abs(head - trigger), k))
    best = min(found, default=None)
    if (best is None or best[0] > 0) and (told := _told_by_when(tree, records, trigger)) is not None:
        return told
    return None if best is None else records[best[-1]]


def _counts(tree: Tree, record: TimeRecord) -> bool:
    """Tells whether a time is that in which happenings are counted: "hit for the fifth time this year"."""
    first, before = record.start, record.start - 1
    return before >= 0 and tree.tag[first] == "DT" and (tree.lower[before], tree.lower[first]) == ("time", "this")


def _told_by_when(tree: Tree, records: Sequence[TimeRecord], trigger: int) -> TimeRecord | None:
    """Returns the time that a clause with "when" tells of: "since May, when nine men were freed"."""
    verb = trigger
    while tree.dep[verb] not in {"relcl", "ROOT"}:
        verb = tree.head[verb]
    if tree.dep[verb] == "ROOT":
        return None
    when = next((child for child in tree.children[verb] if tree.lower[child] == "when"), None)
    return next((r for r in records if when is not None and r.end <= when <= r.end + 1), None)


def _follows_noun(tree: Tree, record: TimeRecord, trigger: int) -> bool:
    """Tells whether a time stands right after a noun and so dates it: "the raid last year"; a day may date the verb."""
    return record.start == trigger + 1 and tree.pos[trigger] in NOMINAL and record.grain != "day"


def dates_wish(tree: Tree, record: TimeRecord, trigger: int, reach: Mapping[int, int]) -> bool:
    """Tells whether a time says when somebody planned an event, or asked for it: "called on Monday for talks"."""
    head = _head(tree, record)
    if reach.get(record.start, reach.get(head, 0)) == 0:
        return False
    owner, prep = tree.head[head], ""
    if tree.dep[head] == "pobj":
        owner, prep = tree.head[owner], tree.lower[owner]
    if prep == "for" or tree.pos[owner] != "VERB" or tree.tag[owner] != "VBD" or not tree.is_above(owner, trigger):
        return False
    return all(tree.dep[child] not in {"auxpass", "nsubjpass"} for child in tree.children[owner])


def _runs_since(tree: Tree, trigger: int) -> bool:
    """Tells whether an event is counted since some time, so that only a time of its own can date it."""
    return any(tree.lower[child] == "since" for child in tree.children[trigger])


def _in_participle(tree: Tree, head: int, trigger: int) -> bool:
    """Tells whether a time dates a participle inside what a verb governs: "men seized in May were freed in June"."""
    while head not in {trigger, tree.head[head]}:
        if tree.dep[head] == "acl" and tree.pos[head] == "VERB":
            return tree.pos[trigger] == "VERB" and tree.is_above(trigger, head)
        head = tree.head[head]
    return False


def _opened(tree: Tree, head: int, opening: frozenset[str]) -> int | None:
    """Returns the participle of which a time says from when something is: "a visit starting on Friday"."""
    verb = tree.head[head]
    if tree.pos[verb] == "ADP":
        verb = tree.head[verb]
    return verb if tree.tag[verb] == "VBG" and tree.lemma[verb] in opening and tree.head[verb] != verb else None


def _dates_past_of_argument(tree: Tree, head: int, trigger: int, words: TimeWords) -> bool:
    """Tells whether a time dates what was done before to whom the event befalls: "rebels seized in May died"."""
    while tree.head[head] != head and head != trigger:
        noun = tree.head[head]
        if tree.dep[head] == "acl" and trigger not in {head, noun} and _is_of_remains(tree, noun, words.remains):
            return True
        if tree.dep[head] == "acl" and tree.lemma[head] in words.own_time and noun != trigger:
            up = tree.head[noun]
            if tree.dep[noun] == "pobj" and (tree.dep[up] == "agent" or tree.lower[up] == "of"):
                whole = tree.head[up]  # "21 of the girls seized in May"
                return trigger in {whole, tree.head[whole]} if tree.pos[whole] == "NUM" else whole == trigger
            return tree.dep[noun] in ARGUMENTS and (up == trigger or not tree.is_above(noun, trigger))
        if tree.dep[head] == "acl" and tree.tag[head] == "VBN" and _in_infinitive(tree, noun, trigger):
            return True
        head = noun
    return False


def _is_of_remains(tree: Tree, noun: int, remains: frozenset[str]) -> bool:
    """Tells whether somebody is spoken of who is dead: "the bodies of nine men killed in 2014"."""
    if tree.dep[noun] != "pobj" or tree.lower[tree.head[noun]] != "of":
        return False
    return tree.lemma[tree.head[tree.head[noun]]] in remains


def _in_infinitive(tree: Tree, word: int, trigger: int) -> bool:
    """Tells whether a word is of what a trigger leads to: "agreed to repay bonuses"."""
    while word not in {trigger, tree.head[word]}:
        if tree.dep[word] == "xcomp":
            return tree.head[word] == trigger
        word = tree.head[word]
    return False


def _dates_saying(tree: Tree, head: int, trigger: int, speech: frozenset[int]) -> bool:
    """Tells whether a time dates what somebody says; a trigger is none: in "they spoke today" the saying happened."""
    while tree.dep[head] in TIMING and tree.head[head] != head:
        head = tree.head[head]
        if head == trigger:
            return False
        if head in speech:
            return True
    return head in speech and head != trigger
