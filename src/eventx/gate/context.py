"""What other sentences a sentence needs to be understood: whom its pronouns and surnames mean, who speaks in it."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import pairwise
from typing import Any

from eventx.gate.marks import BACK, COMMON, KNOWN, NAME, PERSON, QUOTE, Word


@dataclass(frozen=True, slots=True)
class Reach:
    """How many sentences back words point, and the words that do.

    Attributes:
        pronoun: Of a pronoun.
        number: Of a number without a noun.
        described: Of a noun that describes what was named before ("the province").
        pair: Of a number or plural that puts named ones together ("both sides").
        speaker: Of a quotation, to who speaks.
        forms: How many sentences that tell more of a name ("Ana Vega", "President Vega") matter, from the first on.
        stretch: Of how many sentences a stretch is; what introduces a name is sought in its own and those beside it.
        lead: Sentences at the article's beginning that always matter.
        farthest: Of a pronoun at most, to what it may mean at all.
        determiners: Words before a noun that was told before.
        descriptions: Nouns that describe what was named.
        numbers: Words that put named ones together after a determiner ("the two").
        words: All words that point back to what was named.
        pairs: Words that do so alone ("the sides", "both").
        speakers: Pronouns for who speaks.
    """

    pronoun: int
    number: int
    described: int
    pair: int
    speaker: int
    forms: int
    stretch: int
    lead: int
    farthest: int
    determiners: frozenset[str]
    descriptions: frozenset[str]
    numbers: frozenset[str]
    pairs: frozenset[str]
    speakers: frozenset[str]
    words: frozenset[str] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "words", self.descriptions | self.numbers | self.pairs)

    @classmethod
    def of(cls, data: Mapping[str, Any], references: Mapping[str, Any]) -> Reach:
        """Reads the settings of a model's `gate.yml`, and the nouns of its `references.yml`."""
        return cls(
            **data["reach"],
            pair=references["reach"]["pair"],
            farthest=references["reach"]["pronoun"],
            determiners=frozenset(references["determiners"]),
            descriptions=frozenset(noun.rpartition(" ")[2].lower() for noun in references["descriptions"]),
            numbers=frozenset(references["pairs"]["numbers"]),
            pairs=frozenset(references["pairs"]["bare"]).union(data["pairs"]),
            speakers=frozenset(references["pronouns"]["speaker"] + references["pronouns"]["speakers"]),
        )

    def of_word(self, word: str, before: str) -> int:
        """Returns how many sentences back a word points, by what stands before it."""
        if word in self.pairs:
            return self.pair
        if before.lower() in self.determiners:
            return self.described if word in self.descriptions else self.pair if word in self.numbers else 0
        return 0


@dataclass(slots=True)
class Sentence:
    """A sentence as its bare words show it.

    Attributes:
        words: Its words.
        bits: What they show, put together.
        names: Its capitalised words that need an introduction, but for the first.
        initial: Its first word, if it is one of them.
        is_named: Whether any capitalised word is one for more than beginning the sentence.
        paragraph: Number of its paragraph.
    """

    words: Sequence[Word]
    bits: int
    names: list[str]
    initial: str | None
    is_named: bool
    paragraph: int

    @property
    def named(self) -> list[str]:
        """All its capitalised words that need an introduction."""
        return [*self.names, self.initial] if self.initial else self.names

    def marks(self) -> int:
        """Returns how many quotation marks it has."""
        return sum(word.bits == QUOTE for word in self.words) if self.bits & QUOTE else 0

    def begins_quoted(self) -> bool:
        """Tells whether it begins with a quotation mark."""
        first = next((word for word in self.words if not word.text.isspace()), None)
        return first is not None and first.bits == QUOTE

    def full(self) -> set[tuple[str, str]]:
        """Returns its capitalised words that follow others, each with the one before."""
        words = self.words
        return {(a.text, b.text) for a, b in pairwise(words) if b.is_name and a.text[0].isupper()}

    def roles(self, reach: Reach) -> set[str]:
        """Returns its nouns for persons after a determiner ("the president", "The President")."""
        if not self.bits & PERSON:
            return set()
        return {b.text for a, b in pairwise(self.words) if b.bits & PERSON and a.text.lower() in reach.determiners}

    def back(self, reach: Reach) -> int:
        """Returns how many sentences back its descriptions point."""
        if not self.bits & BACK:
            return 0
        texts = ["", *(word.text for word in self.words)]
        return max(reach.of_word(b, a) for a, b in pairwise(texts))


def read_sentence(words: Sequence[Word], paragraph: int) -> Sentence:
    """Returns what the bare words of a sentence in a paragraph show."""
    bits = 0
    for word in words:
        bits |= word.bits
    if not bits & NAME:
        return Sentence(words, bits, [], None, False, paragraph)
    names = [word.text for word in words if word.is_name and not word.bits & KNOWN]
    begin = beginning(words)
    first = words[begin]
    initial = names.pop(0) if first.is_name and not first.bits & KNOWN else None
    is_named = (first.is_name and not first.bits & COMMON) or any(word.is_name for word in words[begin + 1 :])
    return Sentence(words, bits, names, initial, is_named, paragraph)


def beginning(words: Sequence[Word]) -> int:
    """Returns the index of the first word of a sentence: white space may stand before it."""
    return next((i for i, word in enumerate(words) if not word.text.isspace()), 0)


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


class Introductions:
    """Where the names of a document are introduced, and its persons named.

    A long document is seen as stretches of sentences: what introduces a name stands in the stretch of the name or one
    beside it, so that a chapter needs no more of a long report than it would need as a report of its own. What is told
    beforehand, for the sake of the rest, introduces a name wherever it stands.

    Args:
        sentences: The sentences of the document.
        stretch: How many sentences a stretch has.
        told: How many of the first sentences are there for the sake of the rest.

    Attributes:
        first: The sentences in which each capitalised word comes first in a stretch; words that only ever begin
            sentences aside.
        full: The sentences in which each is first told beside another ("Ana Vega", "President Vega"), in order; in the
            stretch after the next this counts as the first time again.
    """

    def __init__(self, sentences: Sequence[Sentence], stretch: int, told: int = 0) -> None:
        names = {name for sentence in sentences for name in sentence.names}
        self.sentences = sentences
        self.first: defaultdict[str, list[int]] = defaultdict(list)
        self.full: defaultdict[str, list[int]] = defaultdict(list)
        self._stretch = stretch
        self._told = told
        before: set[tuple[str, str]] = set()
        pairs: set[tuple[str, str]] = set()
        for k, sentence in enumerate(sentences):
            begin = k - k % stretch
            if k == begin:
                before, pairs = pairs, set()
            if not sentence.bits & NAME:
                continue
            for name in sentence.named:
                if name in names:
                    found = self.first[name]
                    if not found or found[-1] < begin:
                        found.append(k)
            new = sentence.full() - pairs
            pairs |= new
            for name in {name for pair in new - before for name in pair}:
                self.full[name].append(k)

    def _near(self, found: Sequence[int], k: int) -> Sequence[int]:
        """Returns those of some sentences that are told beforehand, in the k-th one's stretch or in one beside it."""
        begin = k - k % self._stretch
        told = bisect_left(found, self._told)
        near = max(told, bisect_left(found, begin - self._stretch))
        return [*found[:told], *found[near : bisect_left(found, begin + 2 * self._stretch)]]

    def introducing(self, name: str, k: int, most: int) -> Iterator[int]:
        """Yields the sentences that introduce a name of the k-th one.

        These are the first one with it, the first few that tell it beside another word, and the last of these before
        the k-th, however far that is.
        """
        if name not in self.first:
            return
        yield from self._near(self.first[name], k)[:1]
        found = self.full.get(name, [])
        end = bisect_right(found, k)
        yield from self._near(found, k)[:most]
        yield from found[max(0, end - 1) : end]

    @cached_property
    def persons(self) -> Mapping[str, Sequence[int]]:
        """The sentences with a name in which each noun for persons stands, in whatever form."""
        found: defaultdict[str, list[int]] = defaultdict(list)
        for k, sentence in enumerate(self.sentences):
            if sentence.bits & NAME and sentence.bits & PERSON:
                for word in {word.text: word for word in sentence.words if word.bits & PERSON}.values():
                    for feature in word.features:
                        found[feature].append(k)
        return found

    def last_told(self, role: str, k: int) -> Iterator[int]:
        """Yields the last sentence before the k-th that has a noun for persons and a name."""
        before = bisect_left(found := self.persons.get(role, ()), k)
        if before:
            yield found[before - 1]


def needed(
    sentences: Sequence[Sentence], candidates: Mapping[int, Candidate], reach: Reach, told: int = 0
) -> list[bool]:
    """Returns which sentences are needed for the candidates, these among them.

    Args:
        sentences: The sentences of a document.
        candidates: What in some of them may belong to an event.
        reach: How far words point.
        told: How many of the first sentences are there for the sake of the rest.
    """
    keep = [False] * len(sentences)
    if not candidates:
        return keep
    keep[: reach.lead] = [True] * min(reach.lead, len(keep))
    known = Introductions(sentences, reach.stretch, told)
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
        marks = sentence.marks()
        is_open ^= marks % 2 == 1
        if is_open or start < k or marks:
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
    back = max(sentence.back(reach), reach.pronoun if candidate.points else 0, reach.number if candidate.counts else 0)
    yield from range(max(0, k - back), k + 1)
    for name in candidate.words.intersection(sentence.named):
        yield from known.introducing(name, k, reach.forms)
    for role in candidate.words & sentence.roles(reach):
        yield from known.last_told(role.lower(), k)
    if k in quotes and (candidate.quoted or len(quotes[k]) > 1):
        told = told_from(sentences, quotes, k)
        start = max(0, told - reach.speaker)
        paragraph = sentences[told].paragraph
        yield from (j for j in range(start, quotes[k].stop) if paragraph - sentences[j].paragraph <= 1)
        if quotes[k].stop < len(sentences):
            yield quotes[k].stop


def told_from(sentences: Sequence[Sentence], quotes: Mapping[int, range], k: int) -> int:
    """Returns where what is quoted in the k-th sentence began, maybe paragraphs before: who speaks is told only there.

    A paragraph that begins with a quotation mark goes on with what the paragraph before ends with, if that is quoted.
    """
    first = quotes[k].start
    while first and sentences[first].begins_quoted() and first - 1 in quotes:
        if sentences[first - 1].paragraph == sentences[first].paragraph:
            break
        first = quotes[first - 1].start
    return first
