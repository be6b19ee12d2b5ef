"""Parts of speech and lemmas are those that spaCy's attribute ruler and lemmatizer give, looking at every token."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.lang.en import English
from spacy.language import Language
from spacy.tokens import Doc

from eventx.modeldir import find_spacy_model
from eventx.stages.morphology import Morphology, morphology_of
from eventx.stages.syntax import load_spacy_model

VERB_FORMS = {"staged": "stage"}
STEMS = [
    "stag",
    "kill",
    "wolv",
    "tax",
    "church",
    "larg",
    "wom",
    "ladi",
    "go",
    "is",
    "x-ray",
    "u.s",
    "box",
    "Ärzt",
    "'",
    "",
]
ENDINGS = ["s", "ses", "ves", "xes", "ches", "shes", "men", "ies", "er", "est", "ed", "ing", "es", "e", "n't", "y", ""]
NAMED = [
    "I",
    "you",
    "It",
    "but",
    "that",
    "The",
    "did",
    "'S",
    "gon",
    "na",
    "let",
    "all",
    "y'",
    "There",
    "nothin'",
    " ",
    "“",
]
TAGS = ["NN", "NNS", "NNP", "VB", "VBD", "VBG", "VBN", "VBZ", "VBP", "MD", "JJ", "JJR", "RBS", "IN", "DT", "WDT", "PRP"]
MORE_TAGS = ["PRP$", "RB", "CC", "CD", "EX", "TO", "_SP", "``", ".", "POS", "UH", "RP"]
LABELS = ["nsubj", "dobj", "pobj", "aux", "auxpass", "ROOT", "advcl", "mark", "det", "quantmod", "expl", "conj", "amod"]

Row = tuple[str, str, str]
WORDS = st.one_of(
    st.tuples(st.sampled_from(STEMS), st.sampled_from(ENDINGS)).map("".join).filter(bool),
    st.sampled_from(NAMED),
    st.text(min_size=1, max_size=8),
)
ROWS = st.tuples(
    st.one_of(WORDS, WORDS.map(str.upper)), st.sampled_from(TAGS + MORE_TAGS), st.sampled_from([*LABELS, "punct"])
)


@pytest.fixture(scope="module")
def base() -> Language:
    return load_spacy_model(find_spacy_model())


@pytest.fixture(scope="module")
def morphology(base: Language) -> Morphology:
    found = morphology_of(base, VERB_FORMS)
    assert found is not None
    return found


def parsed(base: Language, rows: Sequence[Row]) -> Doc:
    words, tags, labels = (list(column) for column in zip(*rows, strict=True))
    return Doc(base.vocab, words=words, tags=tags, deps=labels, heads=[0] * len(words))


def told(doc: Doc) -> list[tuple[str, str, str, str, str]]:
    return [(token.text, token.tag_, token.dep_, token.pos_, token.lemma_) for token in doc]


def as_spacy_tells(base: Language, doc: Doc) -> list[tuple[str, str, str, str, str]]:
    for name in ("attribute_ruler", "lemmatizer"):
        doc = base.get_pipe(name)(doc)
    for token in doc:
        if token.pos_ == "VERB" and token.lower_ in VERB_FORMS:
            token.lemma_ = VERB_FORMS[token.lower_]
    return told(doc)


@settings(max_examples=300, deadline=None)
@given(documents=st.lists(st.lists(ROWS, min_size=1, max_size=12), min_size=1, max_size=4))
def test_any_words_are_told_as_spacy_tells_them(
    base: Language, morphology: Morphology, documents: list[list[Row]]
) -> None:
    docs = [parsed(base, rows) for rows in documents]
    expected = [as_spacy_tells(base, doc.copy()) for doc in docs]
    labels = [[token.dep_ for token in doc] for doc in docs]
    morphology(docs)
    for doc, own, rows in zip(docs, labels, expected, strict=True):
        assert [row[3:] for row in told(doc)] == [row[3:] for row in rows]
        assert [token.dep_ for token in doc] == own


@pytest.mark.parametrize(
    ("word", "tag", "lemma"),
    [
        ("Wolves", "NNS", "wolf"),
        ("women", "NNS", "woman"),
        ("stopped", "VBD", "stop"),
        ("went", "VBD", "go"),
        ("BOMBINGS", "NNS", "bombing"),
        ("larger", "JJR", "large"),
        ("Bombings", "NNP", "Bombings"),
        ("staged", "VBD", "stage"),
        ("staged", "VBN", "stage"),
        ("qwxed", "VBD", "qwxe"),
    ],
)
def test_lemmas(base: Language, morphology: Morphology, word: str, tag: str, lemma: str) -> None:
    doc = parsed(base, [(word, tag, "ROOT")])
    morphology([doc])
    assert doc[0].lemma_ == lemma


def test_words_of_a_kind_are_told_without_asking_spacy_again(
    base: Language, morphology: Morphology, monkeypatch: pytest.MonkeyPatch
) -> None:
    morphology([parsed(base, [("guards", "NNS", "dobj")])])
    monkeypatch.setattr(morphology, "ruler", None)
    doc = parsed(base, [("Wardens", "NNS", "dobj"), ("qwxies", "NNS", "nsubj")])
    morphology([doc])
    assert [token.lemma_ for token in doc] == ["warden", "qwxie"]


def test_a_pipeline_with_another_lemmatizer_is_left_to_spacy() -> None:
    nlp = English()
    nlp.add_pipe("attribute_ruler")
    nlp.add_pipe("lemmatizer", config={"mode": "lookup"})
    assert morphology_of(nlp, {}) is None
