"""Finding the names of the gazetteer in the words of a document, longest first."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from spacy.tokens import Doc
from spacy.vocab import Vocab

from eventx.annotations import doc_text, record
from eventx.columns import columns_of
from eventx.stages.names.tables import Body, Gazetteer, Reading, fold
from eventx.strings import Memory

HYPHENS = frozenset("-‐‑–")
POSSESSIVES = frozenset({"'s", "’s", "'S", "’S"})
_NOTHING = (("", ""),)
_INSIDE, _OUTSIDE, _BEGIN = 1, 2, 3
"""What spaCy marks a token with: it goes on with a name, is in none, or begins one."""
_MOST = 20_000
"""Names remembered at most."""

Part = tuple[str, str]
"""A word of a name, folded: in lower case, and as it stands."""


@record
class Hit:
    """Tokens [start, end) and the readings that they may have."""

    start: int
    end: int
    readings: tuple[Reading, ...]

    @property
    def best(self) -> Reading:
        """The reading that comes first."""
        return self.readings[0]


class Word(NamedTuple):
    """What can be told of a token by its letters alone.

    Attributes:
        text: As it stands.
        lower: In lower case.
        parts: The words that it is to names: one as a rule, an empty one where it ends a name (punctuation, a
            possessive), none for a hyphen.
        begins: Whether a name may begin with it.
        in_body: Whether one of its parts may begin an institution.
        is_title: Whether it is a title before a person's name, with its capital.
        is_kind: Whether it is a kind of region or town.
        ends_line: Whether it holds a line's end.
        counts: Whether any of these is true.
    """

    text: str
    lower: str
    parts: tuple[Part, ...]
    begins: bool
    in_body: bool
    is_title: bool
    is_kind: bool
    ends_line: bool
    counts: bool


class Words:
    """The words met so far, by the hash that spaCy gives their text, the same in every vocabulary."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self.gazetteer = gazetteer
        self.kinds = gazetteer.settings["region_kinds"] | gazetteer.settings["town_kinds"]
        self.titles = gazetteer.settings["titles"]
        self._known: Memory[int, Word] = Memory()

    def of(self, vocab: Vocab, keys: Sequence[int]) -> list[Word]:
        """Returns the words of these hashes."""
        strings = vocab.strings
        return self._known.of(keys, lambda key: self._word(strings[key]))

    def _word(self, text: str) -> Word:
        gazetteer, lower, parts = self.gazetteer, text.lower(), parts_of(text)
        begins = bool(parts and parts[0][0]) and gazetteer.begins(parts[0][1])
        in_body = not gazetteer.body_words.keys().isdisjoint([part for part, _ in parts])
        is_title = lower.rstrip(".") in self.titles and text.istitle()
        is_kind, ends_line = lower in self.kinds, "\n" in text
        counts = begins or in_body or is_title or is_kind or ends_line
        return Word(text, lower, parts, begins, in_body, is_title, is_kind, ends_line, counts)


def parts_of(text: str) -> tuple[Part, ...]:
    """Returns the words that a token is to names."""
    if text.isascii() and text.isalpha():  # most are, and folding leaves them as they are
        return ((text.lower(), text),)
    if text in HYPHENS:
        return ()
    if text in POSSESSIVES:
        return _NOTHING
    parts = tuple((part.lower(), part) for part in fold(text).split())
    ends = not parts or (not parts[0][1][0].isalnum() and parts[0][1] not in "&,")
    return _NOTHING if ends else parts


@record
class Name:
    """A name of the statistical NER: tokens [start, end) and a label."""

    start: int
    end: int
    label: str


@dataclass(slots=True, eq=False)
class View:
    """What the stage asks of a document again and again.

    Attributes:
        doc: The document.
        words: Its tokens.
        marked: Indices of the tokens whose words count for something.
        names: What the statistical NER found, in text order.
        name_at: The same by the index of each of its tokens.
    """

    doc: Doc
    words: list[Word]
    marked: list[int]
    names: list[Name]
    name_at: dict[int, Name]
    _ends: list[int] | None = None
    _shouted: dict[int, bool] = field(default_factory=dict)

    def surface(self, start: int, end: int) -> str:
        """Returns the text of the tokens [start, end)."""
        if end - start == 1:
            return self.words[start].text
        return doc_text(self.doc)[self.doc[start].idx : self.doc[end - 1].idx + len(self.words[end - 1].text)]

    def over(self, hit: Hit) -> list[Name]:
        """Returns the names of the NER that share a token with a hit."""
        found: list[Name] = []
        for i in range(hit.start, hit.end):
            name = self.name_at.get(i)
            if name is not None and (not found or found[-1] is not name):
                found.append(name)
        return found

    def parts(self, i: int) -> tuple[Part, ...]:
        """Returns the words that a token is to names; a hyphen with space around ends a name."""
        parts = self.words[i].parts
        if not parts and (self.doc[i].whitespace_ or (i and self.doc[i - 1].whitespace_)):
            return _NOTHING
        return parts

    def part_after(self, i: int) -> str:
        """Returns the second word from a token on, in lower case; an empty one at the end."""
        parts = self.words[i].parts
        if len(parts) == 1 and i + 1 < len(self.words):
            parts += self.words[i + 1].parts
        if len(parts) > 1:
            return parts[1][0]
        run = self.run(i, 1)
        return run[1][0] if len(run) > 1 else ""

    def run(self, i: int, size: int) -> list[tuple[str, str, int]]:
        """Returns the parts from a token on, each with its token: so many and one more, as far as there are any."""
        found: list[tuple[str, str, int]] = []
        while i < len(self.words) and len(found) <= size:
            found += [(lower, cased, i) for lower, cased in self.parts(i)]
            i += 1
        return found

    def shouted(self, i: int) -> bool:
        """Tells whether a token stands in a line of capitals."""
        if self._ends is None:
            self._ends = [k for k in self.marked if self.words[k].ends_line]
        ends = self._ends
        at = bisect_left(ends, i)
        first = ends[at - 1] + 1 if at else 0
        known = self._shouted.get(first)
        if known is None:
            last = ends[at] + 1 if at < len(ends) else len(self.words)
            letters = [w.text for w in self.words[first:last] if w.text.isalpha() and len(w.text) > 1]
            known = len(letters) > 3 and sum(map(str.isupper, letters)) >= 0.8 * len(letters)
            self._shouted[first] = known
        return known


def _names(marks: Sequence[int], labels: Sequence[str]) -> Iterator[Name]:
    """Yields what the statistical NER found, from its mark and its label of each token: `doc.ents` makes more of it."""
    start = -1
    for i, mark in enumerate((*marks, _OUTSIDE)):
        if mark == _INSIDE:
            continue
        if start >= 0:
            yield Name(start, i, labels[start])
        start = i if mark == _BEGIN and labels[i] else -1


def _parted(name: Name, words: Sequence[Word]) -> Iterator[Name]:
    """Parts a name from what stands in brackets after it, where it holds but the first bracket: "Kajuru (Kaduna"."""
    texts = [word.text for word in words[name.start : name.end]]
    at = texts.index("(") if "(" in texts and ")" not in texts else 0
    if not at or at + 1 == len(texts) or texts[-1].isupper():  # "the Border Force (BF"
        yield name
        return
    yield Name(name.start, name.start + at, name.label)
    yield Name(name.start + at + 1, name.end, name.label)


def view_of(doc: Doc, words: Words) -> View:
    """Reads a document for the stage."""
    columns = columns_of(doc)
    here = words.of(doc.vocab, columns.orth)
    found = _names(columns.iob, columns.entity) if any(columns.entity) else ()
    names = [part for name in found for part in (_parted(name, here) if name.end - name.start > 2 else (name,))]
    return View(
        doc,
        here,
        [i for i, word in enumerate(here) if word.counts],
        names,
        {i: name for name in names for i in range(name.start, name.end)},
    )


def case_fits(form: str | None, cased: str, articles: frozenset[str], *, shouted: bool) -> bool:
    """Tells whether a name may be written as it stands in the text.

    Args:
        form: The spelling of the name; None where any capitalised one will do.
        cased: How it stands in the text, folded.
        articles: Words that may begin a name in small letters ("al").
        shouted: Whether the text is in capitals there.
    """
    if form is None:
        if cased.isupper() and 1 < len(cased) <= 4 and not shouted:
            return False  # "UVA" is an abbreviation, not the province of Uva
        return cased[:1].isupper() or (_first(cased).lower() in articles and any(c.isupper() for c in cased))
    wanted = fold(form)
    if cased == wanted:
        return True
    if cased.isupper():
        return len(cased) > 4 or shouted
    return cased[:1].isupper() and cased[1:] == wanted[1:] and " " in wanted


def _first(name: str) -> str:
    """Returns the first word of a name of several; else nothing."""
    first, space, _ = name.partition(" ")
    return first if space else ""


def lookup(view: View, gazetteer: Gazetteer, i: int) -> Hit | None:
    """Returns the longest name that starts at a token."""
    parts = view.words[i].parts
    lower, cased = parts[0]
    if lower in gazetteer.longest and (size := gazetteer.longest.get(f"{lower} {view.part_after(i)}")):
        run = view.run(i, size)
        for end in range(min(size, len(run)), 1, -1):
            if end < len(run) and run[end][2] == run[end - 1][2]:
                continue
            words = run[:end]
            key = " ".join([word[0] for word in words])
            if fits := _fitting(view, gazetteer, i, key, " ".join([word[1] for word in words])):
                return Hit(i, words[-1][2] + 1, fits)
    if len(parts) == 1 and (fits := _fitting(view, gazetteer, i, lower, cased)):
        return Hit(i, i + 1, fits)
    return None


def _fitting(view: View, gazetteer: Gazetteer, i: int, key: str, cased: str) -> tuple[Reading, ...]:
    """Returns the readings of a name, by its folded letters, that may be written as it stands at a token."""
    in_capitals = gazetteer.settings["words_in_capitals"]
    if key in in_capitals or (cased.isupper() and len(cased) <= 4):  # the rest of the line matters
        shouted = view.shouted(i)
        return () if shouted and key in in_capitals else _written_so(gazetteer, key, cased, shouted=shouted)
    known = gazetteer.written.get(cased)
    if known is None:
        if len(gazetteer.written) > _MOST:
            gazetteer.written.clear()
        known = gazetteer.written[cased] = _written_so(gazetteer, key, cased, shouted=False)
    return known


def _written_so(gazetteer: Gazetteer, key: str, cased: str, *, shouted: bool) -> tuple[Reading, ...]:
    readings, articles = gazetteer.readings(key), gazetteer.settings["name_articles"]
    fits = tuple([reading for reading in readings if case_fits(reading.form, cased, articles, shouted=shouted)])
    return readings if len(fits) == len(readings) else fits


def lexical_hits(view: View, gazetteer: Gazetteer) -> list[Hit]:
    """Returns the names of the index, longest first, without overlaps, in text order."""
    words = view.words
    hits: list[Hit] = []
    free = 0
    for i in view.marked:
        if i < free or not words[i].begins:
            continue
        hit = lookup(view, gazetteer, i)
        if hit is None:
            continue
        if words[i].parts[0][0] == "the" and len(words[i].parts) == 1:
            after = next((k for k in range(i + 1, len(words)) if view.parts(k)), None)
            inner = lookup(view, gazetteer, after) if after is not None and words[after].begins else None
            hit = inner if inner is not None and inner.end > hit.end else hit
        free = hit.end
        hits.append(_without_article(view, hit))
    return hits


def _without_article(view: View, hit: Hit) -> Hit:
    article = hit.end - hit.start > 1 and view.words[hit.start].lower == "the"
    return replace(hit, start=hit.start + 1) if article else hit


def weapon_hits(view: View, gazetteer: Gazetteer) -> Iterator[Hit]:
    """Yields the weapons that a pattern of letters and digits tells ("Kh-101")."""
    text = doc_text(view.doc)
    anywhere = gazetteer.any_pattern
    starts = _starts(anywhere, text) if anywhere else ()
    for pattern, subclass in gazetteer.patterns if starts or not anywhere else ():
        for match in _matches_at(pattern, text, starts) if anywhere else pattern.finditer(text):
            span = view.doc.char_span(*match.span(), alignment_mode="contract")
            if span is not None and len(span):
                yield Hit(span.start, span.end, (Reading("weapon", match.group(), subclass=subclass),))


def _starts(pattern: re.Pattern[str], text: str) -> list[int]:
    """Returns where a pattern matches, within earlier matches as well."""
    found = []
    match = pattern.search(text)
    while match:
        found.append(match.start())
        match = pattern.search(text, match.start() + 1)
    return found


def _matches_at(pattern: re.Pattern[str], text: str, starts: Sequence[int]) -> Iterator[re.Match[str]]:
    """Yields the matches of a pattern that follow each other, which begin nowhere but at some places."""
    free = 0
    for start in starts:
        match = pattern.match(text, start) if start >= free else None
        if match:
            free = match.end()
            yield match


def body_hits(view: View, gazetteer: Gazetteer) -> Iterator[tuple[int, int, Body]]:
    """Yields the institutions without their country: "defence ministry"."""
    free = (0, 0)
    for i in view.marked:
        if not view.words[i].in_body:
            continue
        for k, (first, _) in enumerate(view.words[i].parts):
            size = gazetteer.body_words.get(first, 0)
            if not size or (i, k) < free:
                continue
            run = view.run(i, k + size)[k:]
            for end in range(min(size, len(run)), 0, -1):
                body = gazetteer.bodies.get(" ".join([word[0] for word in run[:end]]))
                if body is not None:
                    yield i, run[end - 1][2] + 1, body
                    last = run[end - 1][2]
                    within = sum(word[2] == last for word in run[:end]) + (k if last == i else 0)
                    free = (last, within)
                    break


def longest(hits: Iterable[Hit]) -> list[Hit]:
    """Returns the hits without overlaps, the longer ones first; of equally long ones the first given."""
    taken: set[int] = set()
    kept = []
    for hit in sorted(hits, key=lambda h: h.start - h.end):
        if taken.isdisjoint(range(hit.start, hit.end)):
            taken.update(range(hit.start, hit.end))
            kept.append(hit)
    return sorted(kept, key=lambda h: h.start)


def by_start(hits: Sequence[Hit]) -> dict[int, Hit]:
    """Returns hits by the token where they start."""
    return {hit.start: hit for hit in hits}
