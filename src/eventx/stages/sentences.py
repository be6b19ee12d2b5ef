"""Sentence bounds from line breaks and punctuation, before anything is parsed.

The sentence is the unit of parsing, so its bounds can't come from the parser. A line break ends a sentence (a headline
has no full stop) unless the next line goes on in lower case. A dateline ("KABUL, Afghanistan (AP) —") is a sentence
of its own: glued to its first sentence it misleads the parser. So are the hour before an entry of a live page ("19:42")
and the labels that pages leave between their sentences ("Image caption").
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields
from functools import cached_property
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from spacy.attrs import IS_SPACE, ORTH, SENT_START, SPACY
from spacy.language import Language
from spacy.tokens import Doc

from eventx.annotations import doc_text
from eventx.modeldir import load_yaml, model_dir, reading_lists
from eventx.strings import strings_of

_CAPITALISED = r"[A-Z][\w.'’`/-]*"
_BRACKET = r"\([^()\n]{2,60}\)"
_DAY = r"\d{1,2}(?:st|nd|rd|th)?"
_MONTH = r"[A-Z][a-z]{2,8}\.?"
_DATE = rf"(?:{_DAY}[ ]{_MONTH}|{_MONTH}[ ]{_DAY})(?:,?[ ]\d{{4}})?"
_LINE_END = re.compile("[\n\u2028\u2029]")
_DATELINE = re.compile(
    rf"""(?mx) (?:^|(?<=[\u2028\u2029]))[ \t]*
    (?P<place>{_CAPITALISED}(?:[ ]{_CAPITALISED}){{0,3}})
    (?P<rest>(?:[ ]?\[{_CAPITALISED}\])?
    (?:,[ ]{_CAPITALISED}(?:[ ](?:and[ ]|of[ ])?{_CAPITALISED}){{0,3}}){{0,2}}
    (?P<date>(?:,?[ ]{_DATE})?)
    (?P<agency>(?:,[ ][A-Z]{{2,6}})?(?:[ ]*{_BRACKET}){{0,2}}))
    (?:[ ]*(?:[–—]|--?|(?P<colon>:))[ ]+|\.?[ ]+/[A-Za-z]+/(?:\.|[ ]*[–—-])?[ ]+|(?<=\d\))\s+)(?=[A-Z“"‘'\d])"""
)
_LEAD = 100  # characters, at least, of the paragraph after a place and a colon; a headline is shorter
_PLACE = 5  # letters, at least, of such a place: "UN: ..." says who says so


_ENTRY = re.compile(
    r"""(?mx) ^[ \t]* (?:[-–—•*][ ])? \d{1,2}[:h]\d{2} (?P<zone>[ ]?[A-Za-z.]{2,5}(?![\w.]))?
    [ ]* (?:[–—:|-][ ]*)? (?=[A-Z“"‘'])"""
)


@dataclass(frozen=True)
class SentenceRules:
    """The data of the splitter: what ends a sentence and what doesn't."""

    terminators: frozenset[str]
    closers: frozenset[str]
    openers: frozenset[str]
    starters: frozenset[str]
    never_final: frozenset[str]
    labels: frozenset[str] = frozenset()
    zones: frozenset[str] = frozenset()

    @cached_property
    def label(self) -> re.Pattern[str] | None:
        """What finds the labels; None if there are none."""
        if not self.labels:
            return None
        return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, sorted(self.labels)))})(?!\w) *")


def load_sentence_rules(path: Path) -> SentenceRules:
    """Reads the splitter's word lists from a model folder's lexicon file.

    Raises:
        ModelError: The file is missing or a list in it is.
    """
    data = load_yaml(path)
    with reading_lists(path):
        return SentenceRules(**{field.name: frozenset(data[field.name]) for field in fields(SentenceRules)})


def dateline_ends(text: str) -> Iterator[int]:
    """Yields the character offsets at which a dateline is over and its article begins."""
    for match in _DATELINE.finditer(text):
        place = match["place"]
        if match["colon"] and (match["date"] or (match["agency"] and place.isupper())):
            yield match.end()
        elif match["colon"]:
            goes_on = text.find("\n", match.end(), match.end() + _LEAD) < 0 and len(text) - match.end() >= _LEAD
            if place.isupper() and len(place) >= _PLACE and goes_on:
                yield match.end()
        elif place.isupper() or match["rest"]:
            yield match.end()


def entry_starts(text: str, rules: SentenceRules) -> Iterator[int]:
    """Yields the character offsets at which the hour before an entry of a live page is over."""
    for match in _ENTRY.finditer(text):
        zone = match["zone"] or ""
        yield match.end() if not zone or zone.strip() in rules.zones else match.start("zone") + zone.startswith(" ")


def label_bounds(text: str, rules: SentenceRules) -> Iterator[int]:
    """Yields the character offsets at which a label of a page begins, and at which what follows it does."""
    for match in rules.label.finditer(text) if rules.label else ():
        yield from match.span()


class _Words(NamedTuple):
    """The tokens of a document: their texts, whether a space follows, whether they are white space."""

    texts: list[str]
    spaces: list[int]
    is_space: list[int]

    def apart(self, i: int) -> bool:
        """Tells whether white space stands before token i."""
        return bool(self.spaces[i - 1] or self.is_space[i - 1])


def _words_of(doc: Doc) -> _Words:
    table: Any = doc.to_array([ORTH, SPACY, IS_SPACE])
    orths, spaces, is_space = table.T.tolist()
    return _Words(strings_of(doc.vocab, orths), spaces, is_space)


def _is_terminator(words: _Words, i: int, rules: SentenceRules) -> bool:
    text = words.texts[i]
    if text not in rules.terminators:
        return False
    # the tokenizer parts some abbreviations from their full stop
    return i == 0 or bool(words.spaces[i - 1]) or text != "." or f"{words.texts[i - 1]}." not in rules.never_final


def _may_start(text: str, rules: SentenceRules) -> bool:
    return text[:1].isupper() or text[:1].isdigit() or text in rules.openers or text[:1] in "$€£@#"


def _breaks_line(texts: Sequence[str], i: int) -> bool:
    """Tells whether the line break at token i ends a sentence: not within a hard-wrapped one."""
    if i + 1 >= len(texts) or len(_LINE_END.findall(texts[i])) > 1:
        return True
    return not (texts[i + 1][:1].islower() and i > 0 and texts[i - 1] not in ".!?:")


def sentence_starts(doc: Doc, rules: SentenceRules) -> list[bool]:
    """Returns for each token whether a sentence starts there."""
    starts = [False] * len(doc)
    if not starts:
        return starts
    words = _words_of(doc)
    texts, is_space, terminators = words.texts, words.is_space, rules.terminators
    starts[0] = True
    text = doc_text(doc)
    if apart := {*dateline_ends(text), *entry_starts(text, rules), *label_bounds(text, rules)}:
        starts = [i == 0 or token.idx in apart for i, token in enumerate(doc)]
    open_quote = False  # whether a straight quote of the paragraph waits for its partner
    ended = False  # the tokens since the last terminator can all belong to the sentence that it ended
    for i, text in enumerate(texts):
        if is_space[i]:
            if _LINE_END.search(text) and _breaks_line(texts, i):
                open_quote, ended = False, False
                if i + 1 < len(texts):
                    starts[i + 1] = True
            continue
        if text == '"':
            open_quote = not open_quote
        if ended and not starts[i]:
            closing = not open_quote if text == '"' else text in rules.closers and not words.apart(i)
            if closing or _is_terminator(words, i, rules):
                continue
            starts[i] = _may_start(text, rules) and words.apart(i)
        ended = text in terminators and _is_terminator(words, i, rules)
        if not ended and text[-1] == "." and len(text) > 1 and text not in rules.never_final:
            ended = i + 1 < len(texts) and texts[i + 1] in rules.starters
    return starts


class Sentences:
    """Sets `token.is_sent_start` on every token."""

    def __init__(self, rules: SentenceRules) -> None:
        self.rules = rules

    def __call__(self, doc: Doc) -> Doc:
        """Marks the sentence bounds of one document."""
        starts = sentence_starts(doc, self.rules)
        if starts:  # all at once: setting a token's bound looks through the whole document
            bounds: Any = np.where(starts, 1, -1).astype("uint64")
            doc.from_array([SENT_START], bounds.reshape(-1, 1))
        return doc


@Language.factory(
    "eventx_sentences",
    assigns=["token.is_sent_start", "doc.sents"],
    default_config={"model_dir": None, "lexicon": "lexicon/sentences.yml"},
)
def create_sentences(nlp: Language, name: str, model_dir: str | None, lexicon: str) -> Sentences:
    """Builds the sentence splitter from a model folder (None: the bundled one)."""
    return Sentences(load_sentence_rules(_folder(model_dir) / lexicon))


_folder = model_dir
