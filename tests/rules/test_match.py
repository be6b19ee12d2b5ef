"""What a rule does with a sentence, on rules of our own over the bundled paths and fillers (`docs/rules.md`)."""

from __future__ import annotations

from typing import Any

import pytest

from eventx.annotations import Term
from eventx.article import Article
from eventx.pipeline import Extractor
from eventx.rules.check import check_examples
from eventx.rules.compiled import Compiled, compile_rules
from eventx.rules.explain import explain
from eventx.rules.language import RuleBook, RuleFile
from eventx.rules.match import Match, attempts, matches
from eventx.rules.reader import reader_of

ROLES = {"attacker": {"fill": "actor"}, "target": {"fill": "thing"}}


def rule(name: str = "r", lemma: str | list[str] = "attack", pos: str = "VERB", **more: Any) -> dict[str, Any]:
    where = {"attacker": "subject | agent", "target": "patient"}
    return {"id": name, "trigger": {"lemma": lemma, "pos": pos}, "where": where, "examples": [{"text": "x"}], **more}


def book(extractor: Extractor, *rules: dict[str, Any], **more: Any) -> RuleBook:
    bundled = extractor.rules.book
    file = RuleFile.model_validate({"type": "clash", "roles": ROLES, "rules": list(rules), **more})
    return RuleBook((file,), bundled.paths, bundled.fills, bundled.themes)


def found(extractor: Extractor, text: str, *rules: dict[str, Any], **more: Any) -> list[Match]:
    return matches(extractor.nlp(text), compile_rules(book(extractor, *rules, **more)))


def words(extractor: Extractor, text: str, match: Match) -> dict[str, list[str]]:
    doc = extractor.nlp(text)
    return {role: [doc[f.head].text for f in fillers] for role, fillers in match.roles.items()}


@pytest.mark.parametrize(
    ("text", "lemma", "pos", "trigger"),
    [
        ("Rebels attacked the town.", "attack", "VERB", "attacked"),
        ("Rebels shot down the drone.", "shoot down", "VERB", "shot down"),
        ("Rebels shot the drone down.", "shoot down", "VERB", "shot"),
        ("Rebels shot the man dead.", "shoot dead", "VERB", "shot"),
        ("The prisoner exchange took place.", "prisoner exchange", "NOUN", "prisoner exchange"),
        ("The exchange took place.", "prisoner exchange", "NOUN", None),
        ("The attack failed.", "attack", "VERB", None),
        ("Rebels attacked the town.", "attack", "NOUN", None),
    ],
)
def test_triggers(extractor: Extractor, text: str, lemma: str, pos: str, trigger: str | None) -> None:
    doc = extractor.nlp(text)
    got = matches(doc, compile_rules(book(extractor, rule(lemma=lemma, pos=pos))))
    assert [m.trigger.text(doc) for m in got] == ([trigger] if trigger else [])


@pytest.mark.parametrize(
    ("text", "roles"),
    [
        ("Rebels attacked the town.", {"attacker": ["Rebels"], "target": ["town"]}),
        ("The town was attacked by rebels and soldiers.", {"attacker": ["rebels", "soldiers"], "target": ["town"]}),
        ("Dozens of rebels attacked the town.", {"attacker": ["rebels"], "target": ["town"]}),
        ("Rebels who attacked the town fled.", {"attacker": ["Rebels"], "target": ["town"]}),
        ("Hunger attacked the town.", {"target": ["town"]}),
    ],
)
def test_roles_are_the_heads_that_may_fill_them(extractor: Extractor, text: str, roles: dict[str, list[str]]) -> None:
    (match,) = found(extractor, text, rule())
    assert words(extractor, text, match) == roles


def test_a_word_fills_the_role_that_is_written_first(extractor: Extractor) -> None:
    where = {"target": "subject", "attacker": "subject"}
    (match,) = found(extractor, "Rebels attacked.", rule(where=where))
    assert words(extractor, "Rebels attacked.", match) == {"target": ["Rebels"]}


@pytest.mark.parametrize(
    ("condition", "fires"),
    [
        ({"require": ["attacker", "target"]}, True),
        ({"require": ["attacker | target"]}, True),
        ({"if": {"subject": {"lemma": ["rebel"]}}}, True),
        ({"if": {"subject": {"class": ["weapon"]}}}, False),
        ({"if": [{"subject": {"class": ["person"]}}, {"patient": {"lemma": "village"}}]}, False),
        ({"unless": {"sentence": {"lemma": ["monday"]}}}, False),
        ({"unless": {"sentence": {"lemma": ["league"]}}}, True),
        ({"unless": {"before": {"text": "rebels"}}}, False),
        ({"unless": {"after": {"pos": "DET"}}}, False),
        ({"unless": {"agent": {}}}, True),
        ({"unless": {"trigger": {"lemma": "attack"}, "patient": {"lemma": "village"}}}, True),
        ({"if": {"document": {"lemma": "flee"}}}, True),
        ({"if": {"patient": {"not_class": "person"}}}, True),
    ],
)
def test_conditions(extractor: Extractor, condition: dict[str, Any], fires: bool) -> None:
    text = "Rebels attacked the town on Monday. Residents fled."
    assert bool(found(extractor, text, rule(**condition))) is fires


def test_a_condition_of_the_file_is_one_of_every_rule(extractor: Extractor) -> None:
    text = "Rebels attacked the town."
    assert not found(extractor, text, rule(), unless=[{"patient": {"lemma": ["town"]}}])


@pytest.mark.parametrize(
    ("first", "second", "wins"),
    [
        ({}, {"priority": 1}, "b"),
        ({"where": {"attacker": "subject"}}, {}, "b"),
        ({}, {}, "a"),
        ({"fallback": True, "priority": 9}, {"lemma": "flee"}, "b"),
    ],
)
def test_which_rule_wins(extractor: Extractor, first: dict[str, Any], second: dict[str, Any], wins: str) -> None:
    got = found(extractor, "Rebels attacked the town and fled.", rule("a", **first), rule("b", **second))
    assert [m.rule.id for m in got] == [wins]


def test_a_verb_and_the_noun_that_it_governs_are_one_event(extractor: Extractor) -> None:
    rules = (
        rule("verb", "launch"),
        rule("noun", "attack", "NOUN", where={"attacker": "light_subject", "target": "on"}),
    )
    (match,) = found(extractor, "Rebels launched an attack on the town.", *rules)
    assert match.rule.id == "verb"


@pytest.mark.parametrize(
    ("text", "mode"),
    [
        ("Rebels attacked the town.", "raid"),
        ("The drone attack failed.", "air"),
        ("The attack failed.", "other"),
    ],
)
def test_modes(extractor: Extractor, text: str, mode: str) -> None:
    rules = (rule("a", mode="raid"), rule("b", pos="NOUN"))
    (match,) = found(extractor, text, *rules, modes={"weapon.drone": "air"})
    assert match.mode == mode


@pytest.mark.parametrize(("modes", "mode"), [({"drone": "a", "swarm": "b"}, "a"), ({"swarm": "b", "drone": "a"}, "b")])
def test_of_two_names_as_long_the_one_written_first_gives_the_mode(
    extractor: Extractor, modes: dict[str, str], mode: str
) -> None:
    """Not the one that comes first in a set, which is another in every process."""
    doc = extractor.nlp("The drone attack failed.")
    head = next(t.i for t in doc if t.text == "drone")
    doc._.terms = [Term(head, head + 1, 4, 9, frozenset({"drone", "swarm"}), "drone")]
    (match,) = matches(doc, compile_rules(book(extractor, rule(pos="NOUN"), modes=modes)))
    assert match.mode == mode


def test_rules_that_copy_others_change_nothing_and_cost_no_walks(extractor: Extractor) -> None:
    """Conditions, paths and fillers that rules have in common are looked at once a trigger."""
    text = "Rebels attacked the town on Monday. Residents of the town fled."
    rules = [rule(f"r{i}", **{"if": {"subject": {"class": "person"}}}) for i in range(16)]
    doc = extractor.nlp(text)
    walked = []
    for some in (rules[:1], rules):
        compiled = compile_rules(book(extractor, *some))
        reader = reader_of(doc, compiled)
        walk, steps = reader.walker._step, []
        reader.walker._step = lambda step, here, walk=walk, steps=steps: steps.append(step) or walk(step, here)  # type: ignore[method-assign,func-returns-value]
        (match,) = matches(doc, compiled, reader)
        assert match.rule.id == "r0"
        walked.append(len(steps))
    assert walked[0] == walked[1] > 0


@pytest.mark.parametrize(
    ("text", "condition", "fires"),
    [
        ("Rebels attacked the town.", {"unless": {"sentence": {"lemma": ["town", "village"]}}}, False),
        ("Rebels attacked the city.", {"unless": {"sentence": {"lemma": ["town", "village"]}}}, True),
        ("Rebels attacked towns.", {"unless": {"sentence": {"lemma": "towns"}}}, False),  # the word as it stands
        ("Rebels attacked towns.", {"unless": {"sentence": {"lemma": "town", "pos": "VERB"}}}, True),
        ("Rebels attacked the town.", {"if": {"sentence": {"lemma": "town"}}}, True),
        ("Rebels attacked the city.", {"if": {"sentence": {"lemma": "town"}}}, False),
        ("They left. Rebels attacked the town.", {"if": {"sentence": {"lemma": "leave"}}}, False),
        ("They left. Attacked by rebels, he fled.", {"unless": {"before": {"text": "."}}}, False),
        (
            "The rebels attacked the town.",
            {"unless": {"patient": {"lemma": "town"}, "subject": {"lemma": "army"}}},
            True,
        ),
        (
            "The rebels attacked the town.",
            {"unless": {"patient": {"lemma": "town"}, "subject": {"lemma": "rebel"}}},
            False,
        ),
    ],
)
def test_conditions_on_words(extractor: Extractor, text: str, condition: dict[str, Any], fires: bool) -> None:
    got = found(extractor, text, rule(**condition))
    assert bool(got) is fires
    told = list(attempts(extractor.nlp(text), compiled(extractor, rule(**condition))))
    assert [a.match is not None for a in told] == [fires]


def test_each_filler_is_an_event_of_its_own(extractor: Extractor) -> None:
    text = "Rebels attacked two soldiers and a nurse."
    got = found(extractor, text, rule(), each="target")
    assert [words(extractor, text, m)["target"] for m in got] == [["soldiers"], ["nurse"]]


def compiled(extractor: Extractor, *rules: dict[str, Any]) -> Compiled:
    return compile_rules(book(extractor, *rules))


def test_explain_tells_what_fired_and_what_was_lacking(extractor: Extractor) -> None:
    rules = (rule("fires"), rule("lacks", require=["attacker"], unless={"patient": {"lemma": "town"}}))
    doc = extractor.nlp("It rained. Hunger attacked the town.")
    fires, lacks = explain(doc, list(attempts(doc, compiled(extractor, *rules))))
    assert (fires.rule, fires.fired, fires.trigger, fires.mode, fires.lacks) == ("fires", True, "attacked", "other", ())
    assert fires.roles == {"target": ("the town (by patient)",)}
    assert (lacks.fired, lacks.mode, lacks.lacks) == (False, None, ("unless patient", "no attacker"))
    assert fires.sentence == lacks.sentence == "Hunger attacked the town."


@pytest.mark.parametrize(
    ("example", "problem"),
    [
        ({"gives": {"attacker": ["Rebels"], "target": ["the town"], "status": "occurred"}}, None),
        ({"gives": {"attacker": ["rebels"]}}, None),
        ({"gives": {"attacker": ["Soldiers"]}}, "attacker: want ['Soldiers'], got ['Rebels']"),
        ({"gives": {"attacker": []}}, "attacker: want [], got ['Rebels']"),
        ({"gives": {"mode": "air"}}, "mode: want 'air', got 'other'"),
        ({"text": "It rained."}, "gives no strike event by this rule; fired: nothing"),
    ],
)
def test_examples_are_checked(extractor: Extractor, example: dict[str, Any], problem: str | None) -> None:
    """Against the events of the bundled rule for attacks, whose id ours takes."""
    (event,) = extractor.extract(Article(id="x", text="Rebels attacked the town."))
    own = book(extractor, rule(event.rule, examples=[{"text": "Rebels attacked the town.", **example}]), type="strike")
    failures = check_examples(own, lambda text: extractor.extract(Article(id="x", text=text)))
    assert [f.problem for f in failures] == ([problem] if problem else [])


def test_a_counter_example_that_gives_an_event_is_told(extractor: Extractor) -> None:
    (event,) = extractor.extract(Article(id="x", text="Rebels attacked the town."))
    text = "Rebels attacked the town."
    own = book(extractor, rule(event.rule, examples=[{"text": text}], counter_examples=[text]), type="strike")
    (failure,) = check_examples(own, lambda t: extractor.extract(Article(id="x", text=t)))
    assert failure.problem == f"gives a strike event ({event.rule}), should give none"
