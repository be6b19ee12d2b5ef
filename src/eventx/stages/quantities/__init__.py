"""Number expressions: "at least 12", "two dozen", "$4bn", "between 20 and 30 per cent", "hundreds".

What is no quantity stays out: years, dates, clock times, ages, ordinals, scores, phone numbers, numbers in names
("MiG-29", "Resolution 1701"). The stage needs nothing but the tokens; a part-of-speech tag, where there is one, settles
"about" (a preposition or "roughly").

How the fields are set: an exact figure has value = low = high; `about` has a value and no bounds; `at_least` and
`over` have a value, which is also `low` (excluded by `over`); `at_most` and `under` have a value, which is also `high`;
a range has `low` and `high` and no value; `vague` has at most a `low`. The unit is "%", an ISO 4217 code, a unit of
measure or time in the singular, or "fraction" ("two-thirds of the crew" is 0.667 of something, not a count).

`atoms` cuts the text and `masks` hide what is no quantity; `find` goes through what is left. It reads `numbers` (of
`cardinals` and `parts`: fractions), gives them a unit (`units`, `money`; together they are `amounts`), and makes
figures of them: by what stands around them (`modifiers`), two at a time (`ranges`), or without any number (`vague`).
What turns out to be a name, a score or a year is dropped (`no_count`). The words are the `lexicon`.
"""

from __future__ import annotations

from functools import partial
from itertools import pairwise

from spacy.attrs import SENT_START
from spacy.language import Language
from spacy.tokens import Doc

from eventx.annotations import Piecewise, QuantityRecord, doc_text, note
from eventx.modeldir import model_dir as folder_of
from eventx.stages.quantities.atoms import lex
from eventx.stages.quantities.find import candidates, find_figures
from eventx.stages.quantities.lexicon import QuantityData, load_quantity_data
from eventx.stages.quantities.passage import Passage
from eventx.stages.quantities.values import Exact, Figure

AHEAD = 40
"""Characters after a sentence that are looked at: "1." is no number where a list goes on behind it."""


def find_quantities(doc: Doc, data: QuantityData) -> tuple[QuantityRecord, ...]:
    """Returns the number expressions of a document, in text order, without overlaps."""
    return tuple(number for start, end in sentence_bounds(doc) for number in find_within(doc, data, start, end))


def find_within(doc: Doc, data: QuantityData, start: int, end: int) -> tuple[QuantityRecord, ...]:
    """Returns the number expressions that begin in the tokens [start, end), a sentence or more."""
    begin, stop = doc[start].idx, doc[end - 1].idx + len(doc[end - 1])
    atoms = lex(doc_text(doc)[begin : stop + AHEAD])
    places = candidates(atoms, data)
    if not places:
        return ()
    passage = Passage(doc, begin, atoms, data)
    records = (_record(passage, figure) for figure in find_figures(passage, places))
    return tuple(record for record in records if record and record.start_char < stop)


def sentence_bounds(doc: Doc) -> list[tuple[int, int]]:
    """Returns the tokens [start, end) of each sentence of a document; all of one that is not split into sentences."""
    starts = [i for i, mark in enumerate(doc.to_array(SENT_START).tolist()) if mark == 1 or i == 0]
    return list(pairwise([*starts, len(doc)]))


def _record(passage: Passage, figure: Figure) -> QuantityRecord | None:
    """Turns a figure over atoms into a record over tokens and characters."""
    atoms, begin = passage.atoms, passage.begin
    start, end = begin + atoms.starts[figure.start], begin + atoms.end(figure.end - 1)
    span = passage.doc.char_span(start, end, alignment_mode="expand")
    if span is None:
        return None
    return QuantityRecord(
        start=span.start,
        end=span.end,
        start_char=start,
        end_char=end,
        value=_plain(figure.value),
        low=_plain(figure.low),
        high=_plain(figure.high),
        bound=figure.bound,
        unit=figure.unit,
    )


def _plain(value: Exact | None) -> float | int | None:
    if value is None:
        return None
    return value.numerator if value.denominator == 1 else float(value)


class Quantities:
    """Writes the number expressions of a document to `doc._.quantities`; they are looked for when asked for."""

    def __init__(self, data: QuantityData) -> None:
        self.data = data

    def __call__(self, doc: Doc) -> Doc:
        """Annotates one document."""
        find = partial(find_within, doc, self.data)
        note(doc, "quantities", Piecewise(find, partial(sentence_bounds, doc)))
        return doc


@Language.factory(
    "eventx_quantities",
    assigns=["doc._.quantities"],
    default_config={"model_dir": None, "lexicon": "lexicon/quantities.yml"},
)
def create_quantities(nlp: Language, name: str, model_dir: str | None, lexicon: str) -> Quantities:
    """Builds the stage from a model folder (None: the bundled one)."""
    return Quantities(load_quantity_data(folder_of(model_dir) / lexicon))
