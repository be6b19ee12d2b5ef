"""Two or more at once: "the two countries", "both sides", "the three leaders", "the pair"."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from eventx.annotations import MentionRecord
from eventx.stages import phrases
from eventx.stages.references.candidates import commanding_subjects, excluded_heads, heads_before
from eventx.stages.references.context import PLURAL, SUBJECTS, Context
from eventx.stages.references.countries import as_country
from eventx.stages.references.definite import has_determiner, is_restricted
from eventx.stages.references.tally import Tally, key_of
from eventx.stages.words import Word

OFFICE = frozenset({"person.leader", "person.official"})
OF_STATE = frozenset({"armed_force", "ministry", "government"})


def number_of(context: Context, token: Word, noun: str) -> int | None:
    """Returns how many a phrase such as "the two countries", "both sides" or "the sides" speaks of."""
    numbers = context.words.numbers
    plural = token.tag_ in PLURAL
    if token.lower_ in context.words.twosomes:
        alone = token.dep_ in SUBJECTS and not any(c.dep_ == "prep" for c in token.rights)
        return context.words.twosomes[token.lower_] if alone and has_determiner(context, token) else None
    if not plural and token.lower_ not in numbers:
        return None
    lefts = {c.lower_: c for c in token.lefts}
    if token.lower_ in numbers and token.dep_ in {"nsubj", "nsubjpass", "dobj", "pobj"} and not any(token.rights):
        definite = token.lower_ == "both" or "the" in lefts
        return numbers[token.lower_] if definite and not plural else None
    if not plural or is_restricted(context, token) or any(c.dep_ in {"acl", "poss"} for c in token.children):
        return None
    definite = has_determiner(context, token) or "both" in lefts
    for word, value in numbers.items():
        if word in lefts and definite:
            return value
    if noun in context.words.bare_pairs or token.lower_ in context.words.bare_pairs:
        return (
            2
            if "the" in lefts and not any(c.dep_ in {"amod", "prep"} and c.lower_ == "of" for c in token.children)
            else None
        )
    return None


def resolve_several(context: Context, token: Word, noun: str, number: int) -> Sequence[MentionRecord]:
    """Returns the leaders, countries or sides that a noun for so many of them stands for."""
    if token.lower_ in context.words.twosomes:
        found = _pair(context, token, "leaders", number)
        return found if all(r.classes & OFFICE for r in found) else ()
    if token.lower_ in context.words.numbers:
        sorts = ["leaders", "countries", "sides"]
    else:
        sorts = [s for s, nouns in context.words.pairs.items() if noun in nouns or token.lower_ in nouns]
    if "leaders" in sorts and (found := _with_speaker(context, token, number)):
        return found
    if noun in context.words.women:  # "the three women" are no three leaders who may be men
        found = _pair(context, token, "leaders", number)
        return found if all(context.gender(r) == "female" for r in found) else ()
    for sort in sorts:
        if found := _pair(context, token, sort, number):
            return found if sort == "leaders" else [_as_side(context, r, sort) for r in found]
    return ()


def _with_speaker(context: Context, token: Word, number: int) -> Sequence[MentionRecord]:
    """Returns who says it and whom else his sentence has named: "Vega met Demir, who said the two had talked"."""
    here = next(iter(heads_before(context, token, 1)), ())
    named = _keyed(context, [context.doc[h] for h in here], "leaders")
    speakers = {r.name for s in list(commanding_subjects(context, token))[:1] for r in context.records(s.i)}
    return list(named.values()) if len(named) == number and not speakers.isdisjoint(named) else ()


def _pair(context: Context, token: Word, sort: str, number: int) -> Sequence[MentionRecord]:
    """Returns the last coordinated pair of a sort, else the last ones named, else the article's main ones."""
    barred = {key_of(r, sort) for h in excluded_heads(context, token) for r in context.records(h)}
    for subject in list(commanding_subjects(context, token))[:1]:
        barred |= {key_of(r, sort) for r in context.records(subject.i)}
    seen: dict[str, MentionRecord] = {}
    for back, heads in enumerate(heads_before(context, token, context.words.reach["pair"])):
        near = back < 2
        inside = [h for h in heads if not _in_phrase(context, h, token)]
        for head in reversed(inside):
            group = _keyed(context, phrases.conjuncts(phrases.first_conjunct(context.doc[head])), sort)
            if len(group) == number and not barred & set(group):
                return list(group.values())
        here = _keyed(context, [context.doc[h] for h in inside], sort)
        here = {k: r for k, r in here.items() if k not in barred}
        if len(here) == number:
            return list(here.values())
        if len(here) > number:
            break
        if near:
            seen.update({k: r for k, r in here.items() if k not in seen})
            if len(seen) == number:
                counts, _ = _counts(context, token, sort)
                return list(seen.values()) if all(counts[key] > 1 for key in seen) else ()
    return _main(context, token, sort, number, barred)


def _main(context: Context, token: Word, sort: str, number: int, barred: set[str | None]) -> Sequence[MentionRecord]:
    """Returns those of a sort that the article so far speaks of most, if they stand out."""
    counts, last = _counts(context, token, sort)
    ranked = [pair for pair in counts.most_common() if pair[0] not in barred][: number + 1]
    if len(ranked) < number or (len(ranked) > number and ranked[number - 1][1] < 2 * ranked[number][1]):
        return ()
    return [last[key] for key, _ in ranked[:number]]


def _counts(context: Context, token: Word, sort: str) -> tuple[Counter[str], dict[str, MentionRecord]]:
    """Returns how often each of a sort is mentioned before a token, and its last mention."""
    tally = context.tallies.setdefault(sort, Tally())
    while tally.done < len(context.ordered) and context.ordered[tally.done] < token.i:
        for record in context.records(context.ordered[tally.done]):
            if key := key_of(record, sort):
                tally.counts[key] += 1
                tally.last[key] = record
        tally.done += 1
    return tally.counts, tally.last


def _in_phrase(context: Context, head: int, token: Word) -> bool:
    return any(m.start <= head < m.end for m in context.by_head.get(token.i, ()))


def _keyed(context: Context, tokens: Sequence[Word], sort: str) -> dict[str, MentionRecord]:
    found: dict[str, MentionRecord] = {}
    for t in tokens:
        if sort != "leaders" and _is_setting(context, t):
            continue
        for record in context.records(t.i):
            if (key := key_of(record, sort)) and (key not in found or record.kind == "country"):
                found[key] = record
    return found


def _is_setting(context: Context, token: Word) -> bool:
    """Tells whether a country is only where something is, or what kind of thing something is."""
    first = phrases.first_conjunct(token)
    if first.dep_ in {"compound", "amod", "nmod"}:
        owned = context.term_at.get(first.head.i)
        return owned is None or "event" not in owned.classes
    relation, governor = phrases.governor(token)
    if relation == "of" and governor is not None:
        return any(r.kind == "place" for r in context.by_head.get(governor.i, ()))
    return relation in context.words.settings


def _as_side(context: Context, record: MentionRecord, sort: str) -> MentionRecord:
    """Returns a country for what is its own: of sides, only for what belongs to its state."""
    return as_country(context, record) if sort == "countries" or record.classes & OF_STATE else record
