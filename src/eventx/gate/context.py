"""What other sentences a sentence needs to be understood: whom its pronouns and surnames mean, who speaks in it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from eventx.gate.words import COMMON, KNOWN, NAME, PRONOUN, class_mark

PERSON = class_mark("person")


@dataclass(frozen=True, slots=True)
class Reach:
    """How many sentences back words point, and the words that do.

    Attributes:
        pronoun: Of a pronoun.
        number: Of a number without a noun.
        described: Of a noun that describes what was named before ("the province").
        pair: Of a number or plural that puts named ones together ("both sides").
        speaker: Of a quotation, to who speaks.
        lead: Sentences at the article's beginning that always matter.
        quotes: Quotation marks.
        determiners: Words before a noun that was told before.
        descriptions: Nouns that describe what was named.
        numbers: Words that put named ones together after a determiner ("the two").
        words: All words that point back to what was named.
        pairs: Words that do so alone ("the sides", "both").
    """

    pronoun: int
    number: int
    described: int
    pair: int
    speaker: int
    lead: int
    quotes: frozenset[str]
    determiners: frozenset[str]
    descriptions: frozenset[str]
    numbers: frozenset[str]
    pairs: frozenset[str]
    words: frozenset[str] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "words", self.descriptions | self.numbers | self.pairs)

    @classmethod
    def of(cls, data: Mapping[str, Any], references: Mapping[str, Any]) -> Reach:
        """Reads the settings of a model's `gate.yml`, and the nouns of its `references.yml`."""
        return cls(
            **data["reach"],
            quotes=frozenset(data["quotes"]),
            determiners=frozenset(references["determiners"]),
            descriptions=frozenset(noun.rpartition(" ")[2].lower() for noun in references["descriptions"]),
            numbers=frozenset(references["pairs"]["numbers"]),
            pairs=frozenset(references["pairs"]["bare"]).union(data["pairs"]),
        )

    def of_word(self, word: str, before: str) -> int:
        """Returns how many sentences back a word points, by what stands before it."""
        if word in self.pairs:
            return self.pair
        if before.lower() in self.determiners:
            return self.described if word in self.descriptions else self.pair if word in self.numbers else 0
        return 0


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence as its bare words show it.

    Attributes:
        features: Of all its words.
        names: Its capitalised words that need an introduction, but for the first.
        initial: Its first word, if it is one of them.
        is_named: Whether any capitalised word is one for more than beginning the sentence.
        full: Capitalised words that follow each other.
        roles: Nouns for persons after a determiner ("the president").
        back: How many sentences back its descriptions point.
        points: Whether it has a pronoun.
        marks: How many quotation marks it has.
        paragraph: Number of its paragraph.
    """

    features: frozenset[str]
    names: frozenset[str]
    initial: str | None
    is_named: bool
    full: frozenset[tuple[str, str]]
    roles: frozenset[str]
    back: int
    points: bool
    marks: int
    paragraph: int

    @property
    def named(self) -> frozenset[str]:
        """All its capitalised words that need an introduction."""
        return self.names | {self.initial} if self.initial else self.names


def read_sentence(texts: Sequence[str], words: Sequence[frozenset[str]], paragraph: int, reach: Reach) -> Sentence:
    """Returns what the bare words of a sentence show.

    Args:
        texts: Its words.
        words: The features of each.
        paragraph: Number of its paragraph.
        reach: How far words point.
    """
    names: list[str] = []
    full: set[tuple[str, str]] = set()
    roles: set[str] = set()
    initial, before, marks, back, is_named = None, "", 0, 0, False
    features = frozenset().union(*words)
    for text, found in zip(texts, words, strict=True):
        if not found:
            marks += text in reach.quotes
            before = "." if before else text
            continue
        if NAME in found:
            is_named = is_named or bool(before) or COMMON not in found
            if before[:1].isupper():
                full.add((before, text))
            if KNOWN not in found and before:
                names.append(text)
            elif KNOWN not in found:
                initial = text
        else:
            if text in reach.words:
                back = max(back, reach.of_word(text, before))
            if PERSON in found and before.lower() in reach.determiners:
                roles.add(text)
        before = text
    points = PRONOUN in features
    return Sentence(
        features, frozenset(names), initial, is_named, frozenset(full), frozenset(roles), back, points, marks, paragraph
    )


@dataclass(frozen=True, slots=True)
class Candidate:
    """What in a sentence may belong to an event.

    Attributes:
        words: The words of the phrases that may fill a role or say who tells it.
        points: Whether a pronoun is among them.
        counts: Whether a number is among them that may count what a sentence before names.
        quoted: Whether the trigger stands in a quotation.
    """

    words: frozenset[str]
    points: bool
    counts: bool
    quoted: bool


@dataclass(frozen=True, slots=True)
class Introductions:
    """Where the names of a document are introduced.

    Attributes:
        first: The sentence in which each capitalised word comes first; words that only ever begin sentences aside.
        full: The sentences in which each is first told beside another ("Ana Vega", "President Vega").
    """

    first: Mapping[str, int]
    full: Mapping[str, frozenset[int]]


def introductions(sentences: Sequence[Sentence]) -> Introductions:
    """Returns where the names of a document are introduced."""
    names = frozenset().union(*(sentence.names for sentence in sentences))
    first: dict[str, int] = {}
    pairs: dict[tuple[str, str], int] = {}
    for k, sentence in enumerate(sentences):
        for name in sentence.named & names:
            first.setdefault(name, k)
        for pair in sentence.full:
            pairs.setdefault(pair, k)
    full: defaultdict[str, set[int]] = defaultdict(set)
    for pair, k in pairs.items():
        for name in pair:
            full[name].add(k)
    return Introductions(first, {name: frozenset(found) for name, found in full.items()})


def needed(sentences: Sequence[Sentence], candidates: Mapping[int, Candidate], reach: Reach) -> list[bool]:
    """Returns which sentences are needed for the candidates, these among them."""
    keep = [False] * len(sentences)
    if not candidates:
        return keep
    keep[: reach.lead] = [True] * min(reach.lead, len(keep))
    known = introductions(sentences)
    quotes = quotations(sentences)
    for k, candidate in candidates.items():
        for other in _context(sentences, k, candidate, known, quotes, reach):
            keep[other] = True
    for group in set(quotes.values()):
        if any(keep[k] for k in group):
            keep[group.start : group.stop] = [True] * len(group)
    return keep


def quotations(sentences: Sequence[Sentence]) -> dict[int, range]:
    """Returns for each sentence with a quotation mark or within quotation marks all that the quotation reaches over."""
    found: dict[int, range] = {}
    start = 0
    is_open = False
    for k, sentence in enumerate(sentences):
        if k and sentence.paragraph != sentences[k - 1].paragraph:
            is_open = False
        if not is_open:
            start = k
        is_open ^= sentence.marks % 2 == 1
        if is_open or start < k or sentence.marks:
            found |= dict.fromkeys(range(start, k + 1), range(start, k + 1))
    return found


def _context(
    sentences: Sequence[Sentence],
    k: int,
    candidate: Candidate,
    known: Introductions,
    quotes: Mapping[int, range],
    reach: Reach,
) -> Iterator[int]:
    sentence = sentences[k]
    back = max(sentence.back, reach.pronoun if candidate.points else 0, reach.number if candidate.counts else 0)
    yield from range(max(0, k - back), k + 1)
    for name in sentence.named & candidate.words:
        if name in known.first:
            yield known.first[name]
            yield from known.full.get(name, ())
    for role in sentence.roles & candidate.words:
        yield from _last_told(sentences, k, role)
    if k in quotes and (candidate.quoted or len(quotes[k]) > 1):
        start = max(0, quotes[k].start - reach.speaker)
        yield from (j for j in range(start, quotes[k].stop) if sentence.paragraph - sentences[j].paragraph <= 1)
        if quotes[k].stop < len(sentences):
            yield quotes[k].stop


def _last_told(sentences: Sequence[Sentence], k: int, role: str) -> Iterator[int]:
    """Yields the last sentence before the k-th that has a noun and a name."""
    for j in range(k - 1, -1, -1):
        if role in sentences[j].features and NAME in sentences[j].features:
            yield j
            return
