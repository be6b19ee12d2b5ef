"""The networks computed here find what spaCy's own components find, whatever the text and the batch."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.language import Language
from spacy.tokens import Doc

from eventx.modeldir import find_spacy_model
from eventx.pipeline import Extractor
from eventx.stages.neural.arcs import parser_of
from eventx.stages.neural.encoder import Encoder, encoder_of
from eventx.stages.neural.names import recogniser_of
from eventx.stages.neural.tags import tagger_of
from eventx.stages.syntax import Syntax, load_spacy_model, tokens_of

SEEDS = sorted((Path(__file__).parents[2] / "seeds").glob("*.txt"))
COMPONENTS = ("tok2vec", "tagger", "parser", "ner")
WORDS = [
    "The",
    "of",
    "Berlin",
    "New",
    "York",
    "said",
    ",",
    "in",
    "May",
    "2021",
    "Anna",
    "Lee",
    "fired",
    "a",
    "and",
    '"',
]


@pytest.fixture(scope="module")
def base() -> Language:
    return load_spacy_model(find_spacy_model())


@pytest.fixture(scope="module")
def syntax(extractor: Extractor) -> Syntax:
    return next(stage for _, stage in extractor.nlp.pipeline if isinstance(stage, Syntax))


def copies(docs: Sequence[Doc]) -> list[Doc]:
    """Returns the documents anew, with no annotation but the words."""
    return [made(doc.vocab, [t.text for t in doc], [bool(t.whitespace_) for t in doc]) for doc in docs]


def made(vocab: spacy.vocab.Vocab, words: list[str], spaces: list[bool] | None = None) -> Doc:
    """Returns a document of one sentence."""
    return Doc(vocab, words=words, spaces=spaces, sent_starts=[k == 0 for k in range(len(words))])


def by_spacy(base: Language, docs: Sequence[Doc]) -> list[Doc]:
    """Returns what spaCy's own components make of documents."""
    found = copies(docs)
    for name in COMPONENTS:
        found = list(base.get_pipe(name).pipe(found, batch_size=64))  # type: ignore[attr-defined]
    return found


def by_us(base: Language, docs: Sequence[Doc]) -> list[Doc]:
    """Returns what the same networks, computed here, make of documents."""
    found = copies(docs)
    for run in (tagger_of(base, ["tok2vec", "tagger"]), parser_of(base, "parser"), recogniser_of(base, "ner")):
        assert run is not None
        run(found)
    return found


def told(doc: Doc) -> list[tuple[str, int, str, str, str]]:
    """Returns all that the networks say of a document's tokens."""
    return [(t.tag_, t.head.i, t.dep_, t.ent_iob_, t.ent_type_) for t in doc]


@pytest.mark.parametrize("seed", SEEDS, ids=lambda path: path.stem)
def test_real_sentences_are_read_as_spacy_reads_them(
    base: Language, syntax: Syntax, extractor: Extractor, seed: Path
) -> None:
    doc = extractor.nlp.get_pipe("sentences")(extractor.nlp.make_doc(seed.read_text(encoding="utf-8")))
    docs = [unit.doc for unit in syntax.units(doc, tokens_of(doc)) if len(unit.doc)]
    assert len(docs) > 3
    assert [told(doc) for doc in by_us(base, docs)] == [told(doc) for doc in by_spacy(base, docs)]


@settings(deadline=None, max_examples=50)
@given(st.lists(st.lists(st.sampled_from(WORDS) | st.text("aAé1-'’", min_size=1), min_size=1, max_size=30), max_size=5))
def test_any_words_are_read_as_spacy_reads_them(base: Language, sentences: list[list[str]]) -> None:
    docs = [made(base.vocab, words) for words in sentences]
    assert [told(doc) for doc in by_us(base, docs)] == [told(doc) for doc in by_spacy(base, docs)]


@pytest.mark.parametrize(
    "text",
    ["A man came in yesterday who wore a red coat .", "The city that he said he would visit was shelled ."],
)
def test_an_arc_that_crosses_others_is_drawn_as_spacy_draws_it(base: Language, text: str) -> None:
    doc = made(base.vocab, text.split())
    (found,) = by_us(base, [doc])
    spans = [sorted((token.i, token.head.i)) for token in found]
    assert any(a < c < b < d for a, b in spans for c, d in spans), "no arc of this tree crosses another"
    assert told(found) == told(by_spacy(base, [doc])[0])


@settings(deadline=None, max_examples=50)
@given(st.lists(st.lists(st.sampled_from(WORDS), min_size=1, max_size=12), min_size=1, max_size=8), st.integers(0, 7))
def test_the_vectors_of_a_sentence_are_the_same_in_any_batch(
    base: Language, sentences: list[list[str]], which: int
) -> None:
    trained = encoder(base)
    docs = [made(base.vocab, words) for words in sentences]
    k = which % len(docs)
    start = sum(map(len, docs[:k]))
    assert np.array_equal(trained.vectors([docs[k]]), trained.vectors(docs)[start : start + len(docs[k])])


def encoder(base: Language) -> Encoder:
    """Returns the encoder of the recogniser."""
    found = encoder_of(base.get_pipe("ner").model.get_ref("tok2vec"))  # type: ignore[attr-defined]
    assert found is not None
    return found[0]


def test_a_vocabulary_that_outgrows_the_memory_of_words_is_learnt_anew(
    base: Language, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("eventx.stages.neural.encoder.KNOWN_WORDS", 10)
    docs = [made(base.vocab, [f"word{k}", "of", f"Name{k}", "."]) for k in range(40)]
    assert [told(doc) for doc in by_us(base, docs)] == [told(doc) for doc in by_spacy(base, docs)]


def test_components_of_other_kinds_are_left_to_spacy() -> None:
    nlp = spacy.blank("en")
    nlp.add_pipe("sentencizer")
    ruler = nlp.add_pipe("entity_ruler", name="ner")
    assert ruler is not None
    assert tagger_of(nlp, ["sentencizer"]) is None
    assert recogniser_of(nlp, "ner") is None
    assert parser_of(nlp, "ner") is None


def test_a_wide_beam_is_left_to_spacy(base: Language, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, of in (("ner", recogniser_of), ("parser", parser_of)):
        monkeypatch.setitem(base.get_pipe(name).cfg, "beam_width", 4)  # type: ignore[attr-defined]
        assert of(base, name) is None
