"""The typed events of `eventx/1`: what is written to `events.jsonl`, as pydantic models.

Every value that comes from the text is a `Span` into it, or holds one. Offsets count Unicode code points of the
article's text as ingested: `article.text[span.start:span.end] == span.text`.
"""

from __future__ import annotations

from collections.abc import Mapping, Set
from datetime import date
from functools import lru_cache
from typing import Annotated, Any, Literal, NamedTuple, TypeVar, get_args

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter

from eventx.contract import SCHEMA_VERSION

Kind = Literal["country", "org", "person", "group", "place", "facility", "weapon", "other"]
Bound = Literal["exact", "about", "at_least", "at_most", "over", "under", "range", "vague"]
Grain = Literal["day", "night", "week", "month", "season", "year", "period"]
Anchor = Literal["published", "absolute", "context"]
Precision = Literal["exact", "city", "region", "country"]
Stance = Literal["asserts", "denies"]
Status = Literal["occurred", "ongoing", "planned", "possible", "demanded", "denied", "negated", "hypothetical"]
Scope = Literal["event", "cumulative", "part"]


class Model(BaseModel):
    """Base of all output models: immutable, and strict about field names."""

    model_config = ConfigDict(frozen=True, extra="forbid")


M = TypeVar("M", bound=Model)


class _Form(NamedTuple):
    """The fields of a model in their order, as they are if nothing is said of them; which are lists; their names."""

    values: Mapping[str, Any]
    lists: tuple[str, ...]
    names: set[str]


@lru_cache(maxsize=512)
def _form(model: type[Model]) -> _Form:
    fields = model.model_fields
    values = {name: None if field.is_required() else field.default for name, field in fields.items()}
    return _Form(values, tuple(name for name, value in values.items() if value == []), set(fields))


def field_names(model: type[Model]) -> Set[str]:
    """Returns the names of a model's fields."""
    return _form(model).names


def built(model: type[M], values: Mapping[str, Any]) -> M:
    """Returns a model of values that this package made itself: they are taken as they are.

    Checking and converting takes most of the time of making a model (pydantic's own `model_construct` takes as long).
    What comes from outside goes through `model_validate`.

    Args:
        model: The class.
        values: All that it requires, and what else is known; all of its fields only in their order.
    """
    form = _form(model)
    if len(values) < len(form.names):
        values = {**form.values, **values}
        for name in form.lists:
            if values[name] is form.values[name]:
                values[name] = []  # no two models share a list
    return _filled(model, values, form.names)


def changed(value: M, **values: Any) -> M:
    """Returns a model with some of its values replaced by others that this package made itself."""
    return _filled(type(value), {**value.__dict__, **values}, _form(type(value)).names)


def _filled(model: type[M], values: Mapping[str, Any], names: set[str]) -> M:
    """Returns a model that holds values, all of its fields in their order."""
    made = object.__new__(model)
    _set_values(made, values)
    _set_names(made, names)
    _set_extra(made, None)
    _set_private(made, None)
    return made


_set_values, _set_names, _set_extra, _set_private = (
    BaseModel.__dict__[slot].__set__
    for slot in ("__dict__", "__pydantic_fields_set__", "__pydantic_extra__", "__pydantic_private__")
)
"""Set what belongs to a model though it is frozen; `object.__setattr__` looks each of them up."""


class Span(Model):
    """A stretch of the article's text; `text == article.text[start:end]`."""

    text: str
    start: int = Field(ge=0)
    end: int = Field(ge=0)


class Mention(Span):
    """Somebody or something named in the text.

    Attributes:
        name: Canonical name ("Chad", "Russian Ministry of Defence").
        kind: What it is.
        country: ISO 3166-1 alpha-3 code of the country it belongs to.
        resolved_from: The span that gave the name, where this mention stands for another ("he", "the two countries").
    """

    name: str
    kind: Kind
    country: str | None = None
    resolved_from: Span | None = None


class Place(Mention):
    """A mention of a place, with what the gazetteer knows of it (degrees, WGS 84)."""

    lat: float | None = None
    lon: float | None = None
    geonameid: int | None = None
    admin1: str | None = None
    precision: Precision | None = None


class Quantity(Span):
    """A number with its bounds; null bounds are open, a null value is unknown or a range."""

    value: float | int | None = None
    low: float | int | None = None
    high: float | int | None = None
    bound: Bound = "exact"
    unit: str | None = None


class Time(Span):
    """A time expression and the days it covers, both inclusive; null where it has no known anchor."""

    earliest: date | None = None
    latest: date | None = None
    grain: Grain = "day"
    anchor: Anchor | None = None


class Claim(Model):
    """Who says that it happened; `source` is null for "reportedly"."""

    source: Mention | None
    cue: Span
    stance: Stance = "asserts"
    said: Time | None = None


class Weapon(Model):
    """A kind of weapon and how many of them."""

    item: Mention
    count: Quantity | None = None


class Transfer(Model):
    """Who or what passes from `giver` to `receiver`."""

    receiver: Mention | None = None
    giver: Mention | None = None
    who: Mention
    count: Quantity | None = None


class Change(Model):
    """A change of a figure, in percent (negative for a fall), since a time."""

    percent: float | int
    since: Time | None = None


class Victims(Mention):
    """The people hurt; `category` is military, civilian, child, journalist, ... or null."""

    category: str | None = None


class DocInfo(Model):
    """The article that an event was found in."""

    id: str
    source: str | None = None
    title: str | None = None
    publisher: str | None = None
    lang: str = "en"
    published: date | None = None
    published_from: Literal["metadata", "option", "text"] | None = None


class Codes(Model):
    """PLOVER and CAMEO codes; null where the scheme has nothing."""

    plover: str | None = None
    cameo: str | None = None


class EventBase(Model):
    """What every event has."""

    schema_version: Literal["eventx/1"] = SCHEMA_VERSION
    id: str
    type: str
    mode: str
    doc: DocInfo
    trigger: Span
    evidence: Span
    time: Time | None = None
    places: list[Place] = []
    claims: list[Claim] = []
    status: Status = "occurred"
    same_as: str | None = None
    codes: Codes = Codes()
    rule: str
    confidence: float = Field(ge=0, le=1)


class Talks(EventBase):
    """Somebody talks with somebody: negotiations, calls, summits, meetings."""

    type: Literal["talks"] = "talks"
    mode: Literal["negotiation", "call", "summit", "meeting"]
    participants: list[Mention] = []
    mediators: list[Mention] = []
    topic: Span | None = None
    round: Quantity | None = None


class Agreement(EventBase):
    """Parties agree on something."""

    type: Literal["agreement"] = "agreement"
    mode: Literal["reached", "signed", "ceasefire", "cooperation", "resumption"]
    parties: list[Mention] = []
    topic: Span | None = None


class Strike(EventBase):
    """An attack: by drone, missile, from the air, with guns, bombs or on the ground."""

    type: Literal["strike"] = "strike"
    mode: Literal["drone", "missile", "air", "artillery", "bombing", "shooting", "ground", "other"]
    attacker: list[Mention] = []
    target: list[Mention] = []
    weapons: list[Weapon] = []


class Interception(EventBase):
    """Weapons or aircraft brought down before they hit."""

    type: Literal["interception"] = "interception"
    mode: Literal["drone", "missile", "aircraft", "other"]
    interceptor: list[Mention] = []
    attacker: list[Mention] = []
    weapons: list[Weapon] = []


class Exchange(EventBase):
    """Prisoners, bodies or goods change hands, in one direction or both."""

    type: Literal["exchange"] = "exchange"
    mode: Literal["prisoners", "bodies", "goods", "other"]
    parties: list[Mention] = []
    mediators: list[Mention] = []
    transfers: list[Transfer] = []


class Casualty(EventBase):
    """A casualty figure: one outcome, one group of victims."""

    type: Literal["casualty"] = "casualty"
    mode: Literal["killed", "injured", "missing", "captured", "displaced", "casualties"]
    count: Quantity | None = None
    scope: Scope = "event"
    part_of: str | None = None
    victims: Victims | None = None
    attacker: list[Mention] = []
    weapons: list[Weapon] = []
    cause: str | None = None
    change: Change | None = None
    period: Time | None = None


class Visit(EventBase):
    """Somebody goes to see somebody."""

    type: Literal["visit"] = "visit"
    mode: Literal["official", "working", "other"]
    visitor: list[Mention] = []
    host: list[Mention] = []


Event = Annotated[
    Talks | Agreement | Strike | Interception | Exchange | Casualty | Visit,
    Field(discriminator="type"),
]
event_adapter: TypeAdapter[Event] = TypeAdapter(Event)
"""Validates and dumps any event line; the `type` field says which model it is."""


EVENT_MODELS: dict[str, type[EventBase]] = {m.model_fields["type"].default: m for m in get_args(get_args(Event)[0])}
"""The class of each event type of the contract."""


@lru_cache(maxsize=512)
def modes_of(kind: str) -> frozenset[str]:
    """Returns the modes that the contract gives an event type; empty for a type that it doesn't know."""
    model = EVENT_MODELS.get(kind)
    return frozenset(get_args(model.model_fields["mode"].annotation)) if model else frozenset()


def json_schema() -> dict[str, Any]:
    """Returns the JSON Schema of one line of `events.jsonl`."""
    schema = event_adapter.json_schema(mode="serialization")
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": "eventx/1 event", **schema}
