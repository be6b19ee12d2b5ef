"""What the stages write on a spaCy `Doc`, and the typed way to read it back.

A stage stores plain, frozen records under `doc._.<name>`; later stages and the rules read them through the functions
at the end of this module. Records know their tokens (for the parse) and their characters (for the output): an
expression may begin or end inside a token ("1,000km").
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import Any, Generic, TypeVar, dataclass_transform, overload

from spacy.tokens import Doc

from eventx.events import Anchor, Bound, Grain, Kind, Precision, Stance

T = TypeVar("T")

DOC_EXTENSIONS: dict[str, Any] = {
    "published": None,  # date | None: anchor of relative times
    "title": None,  # str | None: headline from metadata, context only
    "entities": (),
    "terms": (),
    "quantities": (),
    "times": (),
    "mentions": (),
    "references": (),
    "claims": (),
    "blanks": MappingProxyType({}),
}

for _name, _default in DOC_EXTENSIONS.items():
    if not Doc.has_extension(_name):
        Doc.set_extension(_name, default=_default)

TEXT = "eventx_text"
"""Where the text of a document is remembered."""


def doc_text(doc: Doc) -> str:
    """Returns the text of a document; spaCy joins it anew from the tokens at every `doc.text`."""
    text: str | None = doc.user_data.get(TEXT)
    if text is None:
        text = doc.user_data[TEXT] = doc.text
    return text


@dataclass_transform(frozen_default=True)
def record(cls: type[T]) -> type[T]:
    """Makes a dataclass that only the type checker freezes: one that Python freezes is eight times slower to fill."""
    return dataclass(slots=True, unsafe_hash=True)(cls)


class Sought(Sequence[T]):
    """Records that are found when somebody first asks for them; how, a subclass says."""

    __slots__ = ()

    def _all(self) -> Sequence[T]:
        raise NotImplementedError

    @overload
    def __getitem__(self, i: int) -> T: ...
    @overload
    def __getitem__(self, i: slice) -> Sequence[T]: ...
    def __getitem__(self, i: int | slice) -> T | Sequence[T]:
        return self._all()[i]

    def __len__(self) -> int:
        return len(self._all())

    def __iter__(self) -> Iterator[T]:
        return iter(self._all())

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sequence) and tuple(self) == tuple(other)

    __hash__ = None  # type: ignore[assignment]

    def __repr__(self) -> str:
        return repr(self._all())


class Late(Sought[T]):
    """Records that are found all at once: what is said matters only where there are events."""

    __slots__ = ("_find", "_found")

    def __init__(self, find: Callable[[], Sequence[T]]) -> None:
        self._find: Callable[[], Sequence[T]] | None = find
        self._found: Sequence[T] = ()

    def _all(self) -> Sequence[T]:
        if self._find is not None:
            self._found, self._find = self._find(), None
        return self._found


class Piecewise(Sought[T]):
    """Records that are found sentence by sentence: most sentences nobody asks about.

    Args:
        find: Returns the records that begin in the tokens [start, end) of a sentence.
        bounds: Returns the sentences.
    """

    __slots__ = ("_bounds", "_find", "_found")

    def __init__(
        self, find: Callable[[int, int], Sequence[T]], bounds: Callable[[], Iterable[tuple[int, int]]]
    ) -> None:
        self._find = find
        self._bounds = bounds
        self._found: dict[int, Sequence[T]] = {}

    def within(self, start: int, end: int) -> Sequence[T]:
        """Returns the records that begin in a sentence, the tokens [start, end)."""
        found = self._found.get(start)
        if found is None:
            found = self._found[start] = self._find(start, end)
        return found

    def _all(self) -> Sequence[T]:
        return tuple(record for start, end in self._bounds() for record in self.within(start, end))


class Once(Generic[T]):
    """What an object works out when it is first asked for it, and keeps.

    As `functools.cached_property`, which in Python 3.11 takes a lock that costs more than most of what is kept here.
    """

    def __init__(self, find: Callable[[Any], T]) -> None:
        self.__doc__ = find.__doc__
        self._find = find
        self._name = find.__name__

    @overload
    def __get__(self, owner: None, _: type) -> Once[T]: ...
    @overload
    def __get__(self, owner: Any, _: type) -> T: ...
    def __get__(self, owner: Any, _: type) -> T | Once[T]:
        if owner is None:  # asked for on the class
            return self
        found = owner.__dict__[self._name] = self._find(owner)
        return found


@record
class Extent:
    """Where a record lies: tokens [start, end) and characters [start_char, end_char) of the document."""

    start: int
    end: int
    start_char: int
    end_char: int

    def text(self, doc: Doc) -> str:
        """Returns the characters of the extent."""
        return doc_text(doc)[self.start_char : self.end_char]

    def covers(self, token: int) -> bool:
        """Tells whether the token index lies within."""
        return self.start <= token < self.end


@record
class Geo:
    """Where a place lies, as far as the gazetteer knows (degrees, WGS 84)."""

    precision: Precision
    lat: float | None = None
    lon: float | None = None
    geonameid: int | None = None
    admin1: str | None = None


@record
class Entity(Extent):
    """A proper name, from the gazetteer or the statistical NER.

    Attributes:
        label: `country`, `demonym`, `capital`, `city`, `region`, `water`, `metonym` ("the Kremlin"), `org`,
            `armed_force`, `ministry`, `government`, `armed_group`, `igo`, `media`, `person`, `facility`, `weapon`,
            `other`.
        name: Canonical name.
        country: ISO 3166-1 alpha-3, or None.
        geo: Coordinates, for places.
        origin: `gazetteer` or `ner`.
        subclass: Semantic class of a weapon ("weapon.drone"), else None.
    """

    label: str
    name: str
    country: str | None = None
    geo: Geo | None = None
    origin: str = "gazetteer"
    subclass: str | None = None


@record
class Term(Extent):
    """A common noun (or noun phrase) of a lexicon, with its semantic classes.

    `classes` holds dotted names, general to special: {"weapon", "weapon.drone"}, {"person", "person.military"}.
    The last token is the head.
    """

    classes: frozenset[str]
    lemma: str


@record
class QuantityRecord(Extent):
    """A number expression; same fields as `eventx.events.Quantity`."""

    value: float | int | None = None
    low: float | int | None = None
    high: float | int | None = None
    bound: Bound = "exact"
    unit: str | None = None


@record
class TimeRecord(Extent):
    """A time expression; same fields as `eventx.events.Time`."""

    earliest: date | None = None
    latest: date | None = None
    grain: Grain = "day"
    anchor: Anchor | None = None


@record
class MentionRecord(Extent):
    """A noun phrase that names somebody or something.

    Attributes:
        head: Token index of its syntactic head.
        name: Canonical name, or the phrase itself without its determiner.
        kind: As in the output.
        country: ISO 3166-1 alpha-3 of what it belongs to, or None.
        classes: Semantic classes of its head (see `Term`), plus the label of its entity ("city", "armed_force").
        geo: Coordinates, for places.
        named: Whether a proper name gives its identity (else a common noun: "two soldiers").
        resolved_from: The extent that gave the name, where this mention stands for another.
    """

    head: int
    name: str
    kind: Kind
    country: str | None = None
    classes: frozenset[str] = frozenset()
    geo: Geo | None = None
    named: bool = False
    resolved_from: Extent | None = None


@record
class Reference:
    """An anaphoric noun phrase or pronoun and the mentions that it stands for.

    Attributes:
        head: Token index of the head of the phrase.
        antecedents: What it stands for, each with the anaphor's own extent and `resolved_from` set.
    """

    head: int
    antecedents: tuple[MentionRecord, ...]


@record
class ClaimRecord:
    """An act of saying and the stretches of text that it covers.

    Attributes:
        cue: The words that say so ("said", "according to", "reportedly").
        source: Token index of the head of who says it; None for nobody named.
        scope: Token ranges [start, end) of what is said.
        stance: `asserts`, or `denies` where the saying denies its content.
        said: When it was said, if the text tells.
    """

    cue: Extent
    source: int | None
    scope: tuple[tuple[int, int], ...]
    stance: Stance = "asserts"
    said: TimeRecord | None = None

    def covers(self, token: int) -> bool:
        """Tells whether the token index is part of what is said."""
        return any(start <= token < end for start, end in self.scope)


@record
class Blank:
    """What is kept of a sentence that was left out: which words and terms it seems to have, by their letters alone.

    Attributes:
        words: Lower-case words, and the lemmas that they may have.
        terms: Lemma and classes of its terms.
    """

    words: frozenset[str]
    terms: frozenset[tuple[str, frozenset[str]]]


def extent(doc: Doc, start: int, end: int) -> Extent:
    """Returns the extent of the tokens [start, end)."""
    last = doc[end - 1]
    return Extent(start, end, doc[start].idx, last.idx + len(last))


def _noted(doc: Doc, name: str) -> Any:
    """Returns `getattr(doc._, name)`, from where spaCy keeps it: `doc._` takes thirty times as long."""
    noted: dict[Any, Any] = doc.user_data
    return noted.get(("._.", name, None, None), DOC_EXTENSIONS[name])


def note(doc: Doc, name: str, value: Any) -> None:
    """Does what `setattr(doc._, name, value)` does, likewise."""
    if name not in DOC_EXTENSIONS:
        raise AttributeError(f"no stage writes doc._.{name}")
    noted: dict[Any, Any] = doc.user_data
    noted["._.", name, None, None] = value


def published(doc: Doc) -> date | None:
    """Returns the day that relative times are reckoned from."""
    return _noted(doc, "published")  # type: ignore[no-any-return]


def entities(doc: Doc) -> Sequence[Entity]:
    """Returns the proper names, in text order, without overlaps."""
    return _noted(doc, "entities")  # type: ignore[no-any-return]


def terms(doc: Doc) -> Sequence[Term]:
    """Returns the lexicon nouns, in text order, without overlaps."""
    return _noted(doc, "terms")  # type: ignore[no-any-return]


def quantities(doc: Doc) -> Sequence[QuantityRecord]:
    """Returns the numbers, in text order, without overlaps."""
    return _noted(doc, "quantities")  # type: ignore[no-any-return]


def quantities_in(doc: Doc, start: int, end: int) -> Sequence[QuantityRecord]:
    """Returns the numbers that begin in a sentence, the tokens [start, end)."""
    found = quantities(doc)
    if isinstance(found, Piecewise):
        return found.within(start, end)
    return [number for number in found if start <= number.start < end]


def times(doc: Doc) -> Sequence[TimeRecord]:
    """Returns the time expressions, in text order, without overlaps."""
    return _noted(doc, "times")  # type: ignore[no-any-return]


def mentions(doc: Doc) -> Sequence[MentionRecord]:
    """Returns the mentions, in text order; several may share a head ("Russian and American officials")."""
    return _noted(doc, "mentions")  # type: ignore[no-any-return]


def references(doc: Doc) -> Sequence[Reference]:
    """Returns the resolved anaphors, in text order."""
    return _noted(doc, "references")  # type: ignore[no-any-return]


def claims(doc: Doc) -> Sequence[ClaimRecord]:
    """Returns who says what, in text order of the cues."""
    return _noted(doc, "claims")  # type: ignore[no-any-return]


def blanks(doc: Doc) -> Mapping[int, Blank]:
    """Returns what is kept of the sentences that were left out, by the index of the token that stands for each."""
    return _noted(doc, "blanks")  # type: ignore[no-any-return]
