"""Which heads before an anaphor it may mean: where they are looked for, which are excluded, which one of several."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from eventx.annotations import MentionRecord
from eventx.stages import phrases
from eventx.stages.references.context import SUBJECTS, Context
from eventx.stages.words import Word


def heads_before(context: Context, token: Word, reach: int) -> Iterator[list[int]]:
    """Yields the heads before a token, sentence by sentence backwards from its own."""
    here = context.sentence_of[token.i]
    around = excluded_heads(context, token)
    for k in range(here, max(-1, here - reach - 1), -1):
        yield [h for h in context.heads[k] if h < token.i and h not in around]


def excluded_heads(context: Context, token: Word) -> set[int]:
    """Returns the heads that a token can't refer to: its own phrase, and the other arguments of its verb."""
    out = {token.i}
    if token.dep_ == "poss":
        noun = token.head
        out |= {noun.i, *(t.i for t in noun.subtree if t.i > token.i)}
        return out
    if token.dep_ in {"dobj", "dative", "pobj"}:
        verb = token.head.head if token.dep_ == "pobj" else token.head
        out |= {c.i for c in _doers(context, verb)}
    elif token.dep_ in SUBJECTS and _is_bare_complement(token.head):
        out |= {c.i for c in _doers(context, token.head.head)}  # "they let them go"
    return out


def excluded_names(context: Context, token: Word) -> frozenset[str]:
    """Returns the names of the other arguments of a pronoun's verb: "she thanked her" is about two persons."""
    if token.dep_ == "poss":
        return frozenset()
    return frozenset(r.name for h in excluded_heads(context, token) for r in context.records(h))


def commanding_subjects(context: Context, token: Word) -> Iterator[Word]:
    """Yields the subjects of the clauses around a token, innermost first."""
    last = token
    quoted = context.in_quote(token)
    for up in phrases.ancestors(token):
        if quoted and not context.in_quote(up):
            return
        for child in up.lefts:
            if child.dep_ in SUBJECTS and child.i < token.i and child.i != last.i and not _is_part_of(token, child):
                yield child
            elif child.dep_ == "advcl" and child.i < token.i and child.i != last.i:
                yield from (c for c in child.lefts if c.dep_ in SUBJECTS)
        last = up


def coordinated_owner(context: Context, token: Word) -> Sequence[MentionRecord]:
    """Returns the first of coordinated phrases that owns the next ("Chad and its allies")."""
    if token.dep_ != "poss" or token.head.dep_ != "conj":
        return ()
    first = phrases.first_conjunct(token.head)
    return context.records(first.i) if first.i < token.i else ()


def choose(context: Context, token: Word, heads: Sequence[int]) -> int | None:
    """Returns the head that a pronoun means among those of one sentence, or None where it is open."""
    if len({context.records(h)[0].name for h in heads}) == 1:
        return heads[-1]
    if context.sentence_of[heads[0]] == context.sentence_of[token.i]:
        for subject in commanding_subjects(context, token):
            if subject.i in heads:
                return subject.i
    subjects = [h for h in heads if context.doc[h].dep_ in SUBJECTS]
    main = [h for h in subjects if context.doc[h].head.dep_ == "ROOT"]
    for choice in (main, subjects):
        if len({context.records(h)[0].name for h in choice}) == 1:
            return choice[-1]
    named = [h for h in heads if context.records(h)[0].named]
    return named[0] if len({context.records(h)[0].name for h in named}) == 1 else None


def _doers(context: Context, verb: Word) -> list[Word]:
    """Returns the subjects of a verb: its own, or those that it shares with the verb above ("came and freed them").

    What a clause led to has a subject only where that clause is of somebody else, too: not in "the king survived an
    attack, leaving him weak", but in "the king hit a guard, leaving him hurt".
    """
    found = [c for c in verb.children if c.dep_ in SUBJECTS]
    if found or verb.head.i == verb.i:
        return found
    above = verb.head
    objects = [c for c in above.children if c.dep_ == "dobj"]
    if verb.dep_ == "xcomp" and objects:
        return objects  # "urged them to free him"
    does = verb.dep_ == "advcl" and verb.tag_ == "VBG"
    if does and verb.lemma in context.words.outcomes:
        does = any(r.kind in {"person", "group"} for c in objects for r in context.records(c.i))
    return _doers(context, above) if does or verb.dep_ in {"conj", "xcomp"} else []


def _is_bare_complement(verb: Word) -> bool:
    """Tells whether a verb is a complement without an auxiliary: "let them go"."""
    bare = verb.dep_ in {"ccomp", "xcomp"} and verb.tag_ == "VB"
    return bare and all(c.dep_ not in {"aux", "auxpass", "mark"} for c in verb.children)


def _is_part_of(token: Word, subject: Word) -> bool:
    return any(up.i == subject.i for up in phrases.ancestors(token))
