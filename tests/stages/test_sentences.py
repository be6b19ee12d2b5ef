"""Where sentences end: told by line breaks and punctuation, before anything is parsed."""

from __future__ import annotations

from itertools import pairwise

import pytest
import spacy
from hypothesis import given
from hypothesis import strategies as st

from eventx.modeldir import model_dir
from eventx.stages.sentences import dateline_ends, load_sentence_rules, sentence_starts

NLP = spacy.blank("en")
RULES = load_sentence_rules(model_dir() / "lexicon/sentences.yml")


def sentences(text: str) -> list[str]:
    doc = NLP.make_doc(text)
    starts = [t.idx for t, start in zip(doc, sentence_starts(doc, RULES), strict=True) if start]
    return [text[a:b] for a, b in pairwise([*starts, len(text)])]


# "|" stands where a sentence ends.
SPLITS = [
    # full stops, and what else ends a sentence
    "Rebels fled. |The army came.",
    "He left?! |Really... |Yes! |No.",
    "Wait… |They came.",
    "Some 3.5 million fled. |20 died.",
    "(He left.) |They stayed.",
    # headlines, paragraphs, lists
    "Truce holds in Lima\n|Two men were hurt. |They live.\n",
    "Rebels leave Gao\n\n|the town is calm, say residents",
    "• First point.\n|• Second point",
    "The town fell.\n\t|The army left.",
    "No. 7\u2028|For release\u2028\u2028|GAO, Mali (May 3) – |Rebels fled.",
    # a hard-wrapped sentence goes on in the next line
    "The army said\nthat it won.\n\n|Rebels fled.",
    # the hour of an entry of a live page
    "19:42 |The army says that it won.\n|17:05 GMT |Two men were hurt.",
    "18:20 – |“We won,” he says.",
    # datelines
    "KABUL, Afghanistan (AP) — |Rebels left the town. |The army came.",
    "LIMA, Peru, May 5, 2020 – |The army left.",
    "LIMA - |The army left.",
    # labels that pages leave between sentences
    "The army left |Image copyright |AP |Image caption |President Vega met rebels in Gao.",
    # quotations
    "“We won.” |He left.",
    "“We won,” he said. |“They lost.”",
    'He said: "We won." |They left.',
    '"We won." |"They lost."',
    "‘We won.’ |They left.",
    # a full stop of an abbreviation before a new sentence
    "He lives in the U.S. |The army came.",
    "He met Gen. Vega. |Rebels came.",
    "The vote is at No. 10. |He left.",
    "It belongs to Acme Inc. |The end.",
    # capitals
    "THE ARMY ATTACKED THE TOWN OF GAO ON MONDAY. |REBELS FLED.",
]

STAYS = [
    "The U.S. army met Mr. Hill in St. Paul at 5 p.m. on Monday.",
    "Prof. Hill and Col. Vega met in Jan. 2020.",
    "John F. Hill met J. R. Vega.",
    "The port cost $3.5 million.",
    "The men – three in all – left.",
    "He asked “Why?” and left.",
    "Lima - The army left.",
    "He left.She came.",
    "The image caption was wrong.",
    "At 19:42 The Hague slept.",
    "12:30 kick-off in Lima.",
]


@pytest.mark.parametrize("marked", SPLITS)
def test_a_sentence_ends_here(marked: str) -> None:
    assert sentences(marked.replace("|", "")) == marked.split("|")


@pytest.mark.parametrize("text", STAYS)
def test_a_sentence_goes_on(text: str) -> None:
    assert sentences(text) == [text]


@pytest.mark.parametrize("text", ["", " ", "\n\n  \t\n", "\u2028", ".", '"', "...\n..."])
def test_what_has_no_words_has_at_most_its_own_sentences(text: str) -> None:
    assert "".join(sentences(text)) == text


@pytest.mark.parametrize(
    ("text", "dateline"),
    [
        ("GAO, Mali (Reuters) - Rebels fled.", "GAO, Mali (Reuters) - "),
        ("Gao, Mali – Rebels fled.", "Gao, Mali – "),
        ("Oslo (AP) — “We won,” he said.", "Oslo (AP) — "),
        ("ABU DHABI, 3rd May, 2020 (WAM) -- The king left.", "ABU DHABI, 3rd May, 2020 (WAM) -- "),
        ("Riyadh, May 3, 2020, SPA -- The king left.", "Riyadh, May 3, 2020, SPA -- "),
        ("MOSCOW, May 3. /TASS/. The king left.", "MOSCOW, May 3. /TASS/. "),
        ("New Delhi [India], May 3 (ANI): The king left.", "New Delhi [India], May 3 (ANI): "),
        ("GAO, Mali (May 3, 2020) Rebels fled.", "GAO, Mali (May 3, 2020) "),
        ("Rebels fled - the army came.", ""),
        ("Chad - Niger talks began.", ""),
        # with a colon where a paragraph follows; in a headline it names who says so
        ("LAHORE: " + "The army came to the town by night. " * 4, "LAHORE: "),
        ("LAHORE/GAO: " + "The army came to the town by night. " * 4, "LAHORE/GAO: "),
        ("UNICEF: nine children hurt", ""),
        ("NATO: " + "The army came to the town by night. " * 4, ""),
    ],
)
def test_datelines(text: str, dateline: str) -> None:
    assert text[: next(dateline_ends(text), 0)] == dateline


@given(st.text(alphabet=st.sampled_from("aB. \n\t\"'“”!?(3–\u2028"), max_size=60))
def test_sentences_part_any_text_and_lose_nothing(text: str) -> None:
    assert "".join(sentences(text)) == text
