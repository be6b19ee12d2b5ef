"""The typed events: their schema, and that a line is read back as what it was."""

from __future__ import annotations

import copy
import json
import pickle
from typing import Any

import pytest
from pydantic import ValidationError

from eventx.events import EVENT_MODELS, EventBase, Mention, Span, Talks, built, changed, event_adapter, json_schema

SPAN = {"text": "a", "start": 0, "end": 1}
MENTION = {**SPAN, "name": "a", "kind": "country", "country": "TCD", "resolved_from": None}
QUANTITY = {**SPAN, "value": 2, "low": 2, "high": 2, "bound": "exact", "unit": None}
FULL: dict[str, dict[str, Any]] = {
    "talks": {"mode": "call", "participants": [MENTION], "topic": SPAN, "round": QUANTITY},
    "agreement": {"mode": "signed", "parties": [MENTION]},
    "strike": {"mode": "drone", "attacker": [MENTION], "weapons": [{"item": MENTION, "count": QUANTITY}]},
    "interception": {"mode": "missile", "interceptor": [MENTION]},
    "exchange": {"mode": "bodies", "transfers": [{"receiver": MENTION, "giver": None, "who": MENTION, "count": None}]},
    "casualty": {
        "mode": "killed",
        "count": QUANTITY,
        "scope": "part",
        "part_of": "f",
        "victims": {**MENTION, "category": "child"},
        "change": {"percent": -9, "since": None},
    },
    "visit": {"mode": "official", "visitor": [MENTION], "host": [MENTION]},
}


def line(kind: str, **changed: Any) -> dict[str, Any]:
    base = {
        "id": "0",
        "type": kind,
        "doc": {"id": "d"},
        "trigger": SPAN,
        "evidence": SPAN,
        "rule": "r",
        "confidence": 0.5,
    }
    return {**base, "confidence": 0.5, **FULL[kind], **changed}


def test_every_type_is_specified_here() -> None:
    assert set(FULL) == set(EVENT_MODELS)


@pytest.mark.parametrize("kind", FULL)
def test_the_type_says_which_model_reads_a_line(kind: str) -> None:
    event = event_adapter.validate_python(line(kind))
    assert type(event) is EVENT_MODELS[kind]
    assert event_adapter.validate_json(event.model_dump_json()) == event
    assert json.loads(event.model_dump_json()) == event.model_dump(mode="json")


@pytest.mark.parametrize(
    "changed",
    [
        {"type": "parade"},
        {"mode": "telepathy"},
        {"status": "maybe"},
        {"confidence": 1.5},
        {"confidence": -0.1},
        {"colour": "red"},
        {"trigger": {"text": "a", "start": -1, "end": 1}},
        {"schema_version": "eventx/2"},
        {"participants": [{**MENTION, "kind": "planet"}]},
    ],
)
def test_what_the_contract_does_not_know_is_refused(changed: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        event_adapter.validate_python(line("talks", **changed))


def test_an_event_cannot_be_changed() -> None:
    event = event_adapter.validate_python(line("talks"))
    with pytest.raises(ValidationError):
        event.status = "planned"  # type: ignore[misc]


@pytest.mark.parametrize("kind", FULL)
def test_an_event_built_of_good_values_is_what_checking_them_gives(kind: str) -> None:
    given = line(kind)
    event = event_adapter.validate_python(given)
    same = built(type(event), {name: getattr(event, name) for name in reversed(given)})
    assert same == event
    assert same.model_dump_json() == event.model_dump_json()
    assert repr(same) == repr(event)
    assert same == pickle.loads(pickle.dumps(same)) == copy.deepcopy(same) == same.model_copy()
    with pytest.raises(ValidationError):
        same.status = "planned"  # type: ignore[misc]


def test_no_two_events_share_a_list() -> None:
    values = dict(event_adapter.validate_python(line("talks", participants=[])))
    del values["participants"], values["places"]
    one, other = (built(Talks, values) for _ in range(2))
    assert one.participants == one.places == []
    assert len({id(found) for event in (one, other) for found in (event.participants, event.places)}) == 4


def test_a_changed_event_leaves_the_first_as_it_was() -> None:
    event = event_adapter.validate_python(line("talks"))
    other = changed(event, status="planned", same_as="f")
    assert other == event_adapter.validate_python(line("talks", status="planned", same_as="f"))
    assert (event.status, event.same_as) == ("occurred", None)
    mention = Mention(**{**MENTION, "resolved_from": Span(**SPAN)})
    assert changed(mention, name="b").model_dump() == {**mention.model_dump(), "name": "b"}


def resolved(schema: dict[str, Any], part: dict[str, Any]) -> dict[str, Any]:
    ref = part.get("$ref")
    found: dict[str, Any] = schema["$defs"][ref.rsplit("/", 1)[1]] if ref else part
    return found


def refs(value: Any) -> set[str]:
    if isinstance(value, dict):
        own = {value["$ref"]} if isinstance(value.get("$ref"), str) else set()
        return own.union(*(refs(v) for v in value.values()))
    return set().union(*(refs(v) for v in value)) if isinstance(value, list) else set()


def test_the_schema_is_whole() -> None:
    schema = json_schema()
    assert json.loads(json.dumps(schema)) == schema
    assert {ref.removeprefix("#/$defs/") for ref in refs(schema)} == set(schema["$defs"])
    assert set(schema["discriminator"]["mapping"]) == set(FULL)


@pytest.mark.parametrize("kind", FULL)
def test_the_schema_says_what_a_line_has(kind: str) -> None:
    schema = json_schema()
    part = resolved(schema, {"$ref": schema["discriminator"]["mapping"][kind]})
    written = event_adapter.validate_python(line(kind)).model_dump(mode="json")
    assert set(part["properties"]) == set(written)
    assert set(part["required"]) <= set(written)
    assert part["additionalProperties"] is False
    assert part["properties"]["type"]["const"] == kind
    assert written["mode"] in part["properties"]["mode"]["enum"]


def test_every_type_has_what_every_event_has() -> None:
    for model in EVENT_MODELS.values():
        assert list(model.model_fields)[: len(EventBase.model_fields)] == list(EventBase.model_fields)
    assert Talks.__doc__
