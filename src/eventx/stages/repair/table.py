"""All repairs in their order, each with its quick look."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TypeVar

from spacy.tokens import Doc

from eventx.stages.repair import (
    counts,
    dates,
    dignitaries,
    idioms,
    lists,
    names,
    nouns,
    objects,
    participles,
    partners,
    states,
    subjects,
    tellers,
    verbs,
)
from eventx.stages.repair.lexicon import RepairWords
from eventx.stages.repair.looks import Flags, Ids, Shape, any_of, ids

Words = TypeVar("Words")
Mend = Callable[[Doc], None]
Look = Callable[[Shape], Flags]
Repairs = Mapping[str, tuple[Mend, Look]]
"""The repairs in their order, each with what tells at a glance the tokens without which it has nothing to do."""


def repairs_with(words: RepairWords) -> Repairs:
    """Returns all repairs, those that look for certain words with these.

    Later ones build on what earlier ones have mended: the order is part of what they do.
    """
    calendar = words.weekdays | words.months
    return {
        "state_of_second": _looking_for(words.states, states.state_of_second, states.state_after_conjunct),
        "state_of_first": _looking_for(words.states, states.state_of_first, states.state_as_complement),
        "setting_of_states": _looking_for(words.states, states.setting_of_states, states.state_as_conjunct),
        "state_of_result": _looking_for(words.states, states.state_of_result, states.state_as_clause),
        "conjunct_of_object": (lists.conjunct_of_object, lists.noun_beside_verb),
        "outcome_of_first": _looking_for(words.states, states.outcome_of_first, states.state_as_root),
        "name_before_bracket": (names.name_before_bracket, names.before_bracket),
        "fire_not_object": (idioms.fire_not_object, idioms.opened_as_adjective),
        "name_of_participle": (participles.name_of_participle, participles.subject_of_participle),
        "verb_not_adjective": (verbs.verb_not_adjective, verbs.subject_of_adjective),
        "verb_of_root_noun": _looking_for(words.endings, participles.verb_of_root_noun, participles.participle_of_noun),
        "verb_with_object": (participles.verb_with_object, participles.object_of_participle),
        "participle_not_verb": (participles.participle_not_verb, participles.bare_past),
        "object_with_participle": _looking_for(words.harms, objects.object_with_participle, objects.before_participle),
        "subject_not_second_object": _given(
            words.harms, subjects.subject_not_second_object, subjects.conjunct_before_verb
        ),
        "number_not_of_subject": (counts.number_not_of_subject, counts.number_after_and),
        "count_between": (counts.count_between, counts.between_numbers),
        "shot_not_noun": (verbs.shot_not_noun, verbs.shot_as_noun),
        "object_after_weapon": _looking_for(words.arms, objects.object_after_weapon, objects.with_arms),
        "act_after_preposition": (
            lambda sentence: nouns.act_after_preposition(sentence, words.acts, words.aims),
            _seeing(words.acts, nouns.act_as_clause),
        ),
        "fold_suffix": _looking_for(words.name_suffixes, names.fold_suffix, any_of),
        "partner_not_subject": (partners.partner_not_subject, partners.bare_with),
        "object_of_with": (partners.object_of_with, partners.bare_with),
        "object_in_participle": (objects.object_in_participle, objects.bare_in_participle),
        "count_around": (counts.count_around, counts.around_number),
        "number_as_object": (counts.number_as_object, counts.number_as_measure),
        "arms_not_verb": _looking_for(words.arms, nouns.arms_not_verb, nouns.arms_as_verb),
        "noun_not_verb": (nouns.noun_not_verb, nouns.verb_as_object),
        "object_not_clause": (objects.object_not_clause, objects.noun_as_clause),
        "give_subject": (subjects.give_subject, subjects.bare_verb),
        "join_list": (lists.join_list, lists.loose_list),
        "close_apposition": (lists.close_apposition, lists.comma_and),
        "participle_not_past": (participles.participle_not_past, participles.past_on_noun),
        "infinitive_not_noun": (verbs.infinitive_not_noun, verbs.noun_as_infinitive),
        "gerund_as_noun": _given(words.company, nouns.gerund_as_noun, nouns.gerund_as_subject),
        "subject_not_compound": (subjects.subject_not_compound, subjects.compound_of_verb),
        "act_at_start": _given(words.gerunds, nouns.act_at_start, nouns.gerund_as_clause),
        "act_not_participle": _looking_for(words.acts, nouns.act_not_participle, nouns.act_as_verb),
        "day_not_counted": _looking_for(words.weekdays, dates.day_not_counted, dates.counted_day),
        "subject_after_day": _looking_for(words.weekdays, dates.subject_after_day, dates.day_as_compound),
        "subject_after_place": _given(words.place_ends, subjects.subject_after_place, subjects.name_of_place),
        "gerund_not_compound": _given(words.gerunds, verbs.gerund_not_compound, verbs.compound_of_conjunct),
        "verb_not_noun": (verbs.verb_not_noun, verbs.noun_with_auxiliary),
        "subject_before_aside": _given(calendar, subjects.subject_before_aside, subjects.name_as_adverb),
        "object_not_attribute": _given(words.copulas, objects.object_not_attribute, objects.name_as_attribute),
        "receiver_not_object": _given(words.giving, objects.receiver_not_object, objects.second_object),
        "of_act_not_date": _looking_for(calendar, dates.of_act_not_date, dates.of_day),
        "object_after_aside": (objects.object_after_aside, objects.aside_of_object),
        "of_what_is_told": (tellers.of_what_is_told, tellers.before_teller),
        "partner_not_of_device": (
            lambda sentence: partners.partner_not_of_device(sentence, words.devices, words.venues, words.meeters),
            _seeing(words.devices | words.venues, partners.with_device),
        ),
        "teller_at_end": _looking_for(words.sayings, tellers.teller_at_end, tellers.noun_of_saying),
        "age_as_noun": _looking_for(words.ages, nouns.age_as_noun, nouns.old_after_age),
        "adjective_of_place": _looking_for(words.beside, nouns.adjective_of_place, nouns.verb_of_place),
        "outcome_of_clause": (
            lambda sentence: tellers.outcome_of_clause(sentence, words.outcomes, words.harms),
            _seeing(words.outcomes, tellers.outcome_beside_clause),
        ),
        "outcome_of_deed": _looking_for(words.outcomes, tellers.outcome_of_deed, tellers.outcome_as_clause),
        "face_to_face": (idioms.face_to_face, idioms.face),
        "partner_not_second_subject": (partners.partner_not_second_subject, partners.second_subject),
        "partner_not_subject_again": (partners.partner_not_subject_again, partners.subject_after_with),
        "let_go": _given(words.errands, idioms.let_go, idioms.let),
        "since_then": (subjects.since_then, subjects.since_as_mark),
        "headline_pair": (lists.headline_pair, lists.name_comma),
        "headline_verb": _looking_for(words.courses, verbs.headline_verb, any_of),
        "some_of_them": (counts.some_of_them, counts.them_of_some),
        "subject_not_beside_object": (subjects.subject_not_beside_object, subjects.beside_object),
        "subject_after_and": (subjects.subject_after_and, subjects.counted_conjunct),
        "participle_before_verb": (participles.participle_before_verb, participles.past_with_clause),
        "verb_in_quotes": (participles.verb_in_quotes, participles.after_quote),
        "teller_after_quote": (tellers.teller_after_quote, tellers.last_of_quote),
        "teller_not_listed": _looking_for(
            words.saying_forms, tellers.teller_not_listed, tellers.saying_without_subject
        ),
        "teller_after_told": (tellers.teller_after_told, tellers.second_of_two),
        "nobody_after_aside": (tellers.nobody_after_aside, tellers.empty_there),
        "setting_of_told": (tellers.setting_of_told, tellers.setting_first),
        "object_of_told": _given(words.saying_forms, tellers.object_of_told, tellers.relative_object),
        "subject_around_teller": (tellers.subject_around_teller, tellers.second_of_two),
        "teller_not_apposed": (tellers.teller_not_apposed, tellers.name_with_aside),
        "office_not_honour": _looking_for(words.honours, names.office_not_honour, any_of),
        "received_not_apposed": _looking_for(words.receiving, objects.received_not_apposed, any_of),
        "depth_as_adjective": (idioms.depth_as_adjective, idioms.in_depth),
        "found_to_be": (
            lambda sentence: states.found_to_be(sentence, words.found, words.states),
            _seeing(words.found, states.found_alone),
        ),
        "state_in_number": (
            lambda sentence: states.state_in_number(sentence, words.found, words.states, words.figures),
            _seeing(words.found, states.found_of_number),
        ),
        "place_in_place": (lists.place_in_place, lists.joined_name),
        "believed_not_verb": _looking_for(words.found, participles.believed_not_verb, participles.found_with_clause),
        "conjunct_not_of_passive": (verbs.conjunct_not_of_passive, verbs.conjunct_of_passive),
        "blamed_on": (
            lambda sentence: objects.blamed_on(sentence, words.blaming, words.crimes),
            _seeing(frozenset(words.blaming), objects.of_blamed),
        ),
        "two_with_titles": _looking_for(words.titles, names.two_with_titles, names.joined_to_name),
        "list_with_titles": _looking_for(words.titles, dignitaries.list_with_titles, dignitaries.third_title),
        "weapons_of_act": (
            lambda sentence: nouns.weapons_of_act(sentence, words.arms, words.raids),
            _seeing(words.raids, nouns.joined_act),
        ),
        "active_with_second": (verbs.active_with_second, verbs.bare_before_second),
    }


def _looking_for(
    words: frozenset[str], mend: Callable[[Doc, frozenset[str]], None], look: Callable[[Shape, Ids], Flags]
) -> tuple[Mend, Look]:
    """Returns a repair that looks for some words, and its quick look, both with these words."""
    return lambda sentence: mend(sentence, words), _seeing(words, look)


def _given(words: Words, mend: Callable[[Doc, Words], None], look: Look) -> tuple[Mend, Look]:
    """Returns a repair with some words, and its quick look, which does without them."""
    return lambda sentence: mend(sentence, words), look


def _seeing(words: frozenset[str], look: Callable[[Shape, Ids], Flags]) -> Look:
    """Returns a quick look that looks for some words."""
    numbers = ids(words)
    return lambda shape: look(shape, numbers)
