"""Each repair on trees as the parser errs: where it acts, and where the words leave another reading.

The trees stand in `trees`, in a module for each of `eventx.stages.repair`: `ACTS` with arcs that a repair makes,
`RETAGS` with tags of repairs that move no arc, and `LEAVES` that a repair leaves as they are. A tree is written
`word/TAG/relation/head`, the head as its place in the sentence (from 0); nothing is parsed here.
"""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from random import Random

import pytest
import spacy
from hypothesis import given
from hypothesis import strategies as st
from spacy.tokens import Doc

from eventx.modeldir import model_dir
from eventx.stages.repair.lexicon import load_repair_words
from eventx.stages.repair.looks import Shape
from eventx.stages.repair.nouns import noun_not_verb
from eventx.stages.repair.run import repair
from eventx.stages.repair.table import repairs_with

REPAIRS = repairs_with(load_repair_words(model_dir() / "lexicon" / "repairs.yml"))

TREES = [import_module(f"trees.{path.stem}") for path in sorted((Path(__file__).parent / "trees").glob("*.py"))]
ACTS: list[tuple[str, str, list[str]]] = [row for module in TREES for row in getattr(module, "ACTS", [])]
RETAGS: list[tuple[str, str, str, str]] = [row for module in TREES for row in getattr(module, "RETAGS", [])]
LEAVES: list[tuple[str, str]] = [row for module in TREES for row in getattr(module, "LEAVES", [])]

POS = {"NN": "NOUN", "NNS": "NOUN", "NNP": "PROPN", "PRP": "PRON", "IN": "ADP", "DT": "DET", "CC": "CCONJ", "CD": "NUM"}
POS |= {"JJ": "ADJ", "RB": "ADV", "TO": "PART", "MD": "AUX", ",": "PUNCT", ".": "PUNCT"}
VOCAB = spacy.blank("en").vocab


def tree(text: str) -> Doc:
    rows = [row.rsplit("/", 3) for row in text.split()]
    words, tags, deps, heads = ([row[k] for row in rows] for k in range(4))
    auxiliary = [dep in {"aux", "auxpass"} for dep in deps]
    pos = ["AUX" if aux else POS.get(tag, "VERB") for tag, aux in zip(tags, auxiliary, strict=True)]
    return Doc(VOCAB, words=words, tags=tags, pos=pos, deps=deps, heads=[int(h) for h in heads], lemmas=words)


def arcs(doc: Doc) -> set[str]:
    """The arcs of a tree as `word-relation-head`; the root hangs on itself."""
    return {f"{t.text}-{t.dep_}-{t.head.text}" for t in doc}


def mend(name: str) -> Callable[[Doc], None]:
    return REPAIRS[name][0]


@pytest.mark.parametrize(("name", "text", "wanted"), ACTS)
def test_a_repair_acts(name: str, text: str, wanted: list[str]) -> None:
    doc = tree(text)
    mend(name)(doc)
    assert set(wanted) <= arcs(doc)


@pytest.mark.parametrize(("name", "text"), LEAVES)
def test_a_repair_leaves_what_may_be_meant(name: str, text: str) -> None:
    doc = tree(text)
    before = arcs(doc)
    mend(name)(doc)
    assert arcs(doc) == before


@pytest.mark.parametrize(("name", "text"), [(name, text) for name, text, _ in ACTS] + LEAVES)
def test_repairs_settle_and_leave_a_tree(name: str, text: str) -> None:
    """A second round finds nothing more to mend; every word still leads to one root."""
    doc = tree(text)
    repair(doc, REPAIRS)
    once = arcs(doc)
    repair(doc, REPAIRS)
    assert arcs(doc) == once
    assert len({[t, *t.ancestors][-1].i for t in doc}) == 1


def test_a_noun_mended_from_a_verb_is_tagged_as_one() -> None:
    doc = tree("result/NN/ROOT/0 of/IN/prep/0 the/DT/det/3 drone/NN/nsubj/4 strikes/VBZ/pobj/1")
    noun_not_verb(doc)
    assert (doc[4].tag_, doc[4].pos_) == ("NNS", "NOUN")


@pytest.mark.parametrize(("name", "text", "word", "tag"), RETAGS)
def test_a_repair_tags_anew(name: str, text: str, word: str, tag: str) -> None:
    doc = tree(text)
    mend(name)(doc)
    assert {t.text: t.tag_ for t in doc}[word] == tag


def test_every_repair_is_specified_here() -> None:
    """Both ways: a sentence where it must act and one where it must not."""
    names = set(REPAIRS)
    assert names - {name for name, _, _ in ACTS} - {name for name, *_ in RETAGS} == set()
    assert names - {name for name, _ in LEAVES} == set()


@pytest.mark.parametrize(("name", "text"), [(name, text) for name, text, *_ in (*ACTS, *RETAGS)])
def test_the_quick_look_passes_where_a_repair_acts(name: str, text: str) -> None:
    assert REPAIRS[name][1](Shape([tree(text)])).any()


WORDS = ["with", "face", "to", "old", "year", "-", ",", ",", "and", "Jr.", "Friday", "neighbouring", "Chad", "raids"]
TAGS = ["NN", "NNS", "NNP", "IN", "DT", "CC", "CD", "TO", "MD", "RB", "VBD", "VBZ", "VB", "VBG", "VBN"]
RELATIONS = ["nsubj", "csubj", "dobj", "pobj", "conj", "cc", "appos", "acl", "xcomp", "ccomp", "advcl", "pcomp"]
RELATIONS += ["prep", "mark", "det", "nummod", "aux", "advmod", "npadvmod", "attr", "compound", "punct"]


def random_tree(seed: int, length: int) -> Doc:
    """A tree of words that repairs look for, in any order, with no arcs that cross."""
    random = Random(seed)
    heads = [0] * length

    def hang(start: int, end: int, head: int) -> None:
        while start < end:
            stop = random.randint(start + 1, end)
            top = random.randrange(start, stop)
            heads[top] = head
            hang(start, top, top)
            hang(top + 1, stop, top)
            start = stop

    top = random.randrange(length)
    heads[top] = top
    hang(0, top, top)
    hang(top + 1, length, top)
    rows = []
    for i, head in enumerate(heads):
        relation = "ROOT" if head == i else random.choice(RELATIONS)
        rows.append(f"{random.choice(WORDS)}/{random.choice(TAGS)}/{relation}/{head}")
    return tree(" ".join(rows))


@given(seed=st.integers(0, 2**32), length=st.integers(1, 14))
def test_what_the_quick_looks_leave_out_would_not_have_acted(seed: int, length: int) -> None:
    doc, whole = random_tree(seed, length), random_tree(seed, length)
    repair(doc, REPAIRS)
    for each, _ in REPAIRS.values():
        each(whole)
    assert [(t.tag_, t.dep_, t.head.i, t.pos_, t.lemma_) for t in doc] == [
        (t.tag_, t.dep_, t.head.i, t.pos_, t.lemma_) for t in whole
    ]
