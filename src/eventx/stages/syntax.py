"""Tags, dependency trees, lemmas and names for the sentences of a document, each parsed alone.

A statistical parser gives a sentence another tree when other sentences stand around it. Parsing every sentence as a
document of its own makes its tree depend on nothing but itself: the same in a long article, a short one, or a batch.
White space is kept from the parser, and so are capitals where a whole line is set in them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache, partial
from itertools import islice
from pathlib import Path
from typing import Any

import numpy as np
import spacy
from numpy.typing import NDArray
from spacy.attrs import DEP, ENT_IOB, ENT_TYPE, HEAD, IS_SPACE, LEMMA, ORTH, POS, SENT_START, SPACY, TAG
from spacy.lang.en.stop_words import STOP_WORDS
from spacy.language import Language
from spacy.tokens import Doc

from eventx.annotations import doc_text
from eventx.modeldir import find_spacy_model, load_yaml
from eventx.modeldir import model_dir as _folder
from eventx.stages.morphology import COMPONENTS, mend_lemmas, morphology_of
from eventx.stages.neural.arcs import Parser, parser_of
from eventx.stages.neural.names import recogniser_of
from eventx.stages.neural.tags import tagger_of
from eventx.stages.repair.lexicon import RepairWords, load_repair_words
from eventx.stages.repair.run import repair_all
from eventx.stages.repair.table import repairs_with
from eventx.stages.tokenizer import BARE
from eventx.strings import strings_of

ATTRS = [TAG, POS, LEMMA, DEP, ENT_IOB, ENT_TYPE]
_IOB, _TYPE = ATTRS.index(ENT_IOB), ATTRS.index(ENT_TYPE)
PARSER = "parser"
NER = "ner"
Step = Callable[[Sequence[Doc]], None]
"""What annotates documents, in place."""
Reading = Callable[[list[str]], list[str]]
"""What makes the words of a line such as they are shown to the parser: the very list, where nothing changes."""
OWN: Mapping[str, Callable[[Language, str], Step | None]] = {PARSER: parser_of, NER: recogniser_of}
NO_VECTORS: Any = np.zeros(0, dtype=np.float32)
CURLY = "’"
CAPITALS = frozenset({"US", "IT", "WHO"})
"""Short names that are small words, too."""
ENDS = frozenset({".", "!", "?", "”", '"'})
"""What ends a sentence that is no headline."""


@lru_cache(maxsize=2)
def load_spacy_model(name: str) -> Language:
    """Loads a spaCy pipeline once per process."""
    return spacy.load(name, exclude=["tokenizer", "senter"], config=BARE)  # sentences come split and tokenised


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
    return len(long) > 3 and words[-1] not in ENDS and sum(w[0].isupper() for w in long) > 0.8 * len(long)


def sentence_case(words: list[str], known: frozenset[str]) -> list[str]:
    """Returns the words of a headline with its verbs and adverbs in lower case, the first word as it stands."""

    def is_known(word: str) -> bool:
        forms = (word, word.removesuffix("s"), word.removesuffix("es"), word.removesuffix("ed"), word.removesuffix("d"))
        return any(form in known for form in (*forms, word.removesuffix("ing")))

    return [w.lower() if k and w.istitle() and is_known(w.lower()) else w for k, w in enumerate(words)]


@dataclass(slots=True)
class Unit:
    """A sentence as a document of its own, and which tokens of the article's document its words are.

    A document that is a single sentence, with all its words as they stand, may be its own.
    """

    doc: Doc
    index: list[int]


@dataclass(frozen=True, slots=True)
class Tokens:
    """The tokens of a document that is split into sentences, as lists: spaCy's own take long to ask one by one.

    Attributes:
        texts: Their texts.
        orths: The hashes of these.
        spaces: Whether a space follows.
        is_space: Whether they are white space.
        starts: The index of each sentence's first token.
        read: The hashes of what the parser reads, with straight apostrophes; `orths` itself where all are.
    """

    texts: list[str]
    orths: list[int]
    spaces: list[bool]
    is_space: list[bool]
    starts: list[int]
    read: list[int]

    def bounds(self) -> list[tuple[int, int]]:
        """Returns the token bounds of each sentence."""
        return list(zip(self.starts, [*self.starts[1:], len(self.texts)], strict=True)) if self.starts else []


def tokens_of(doc: Doc) -> Tokens:
    """Reads the tokens of a document."""
    table: Any = doc.to_array([ORTH, SPACY, IS_SPACE, SENT_START]).reshape(-1, 4)
    orths = table[:, 0].tolist()
    spaces, is_space, is_start = (table[:, 1:] == 1).T
    is_start[:1] = True
    texts = strings_of(doc.vocab, orths)
    return Tokens(
        texts,
        orths,
        spaces.tolist(),
        is_space.tolist(),
        np.flatnonzero(is_start).tolist(),
        straightened(doc, texts, orths),
    )


def straightened(doc: Doc, texts: Sequence[str], orths: list[int]) -> list[int]:
    """Returns the hashes of words, contractions with straight apostrophes; the same list where there are none.

    The networks know "n't" and "'re", but not "n’t" and "’re": a negation would be lost.
    """
    if CURLY not in doc_text(doc):
        return orths
    add = doc.vocab.strings.add
    return [
        add(text.replace(CURLY, "'")) if CURLY in text and _is_contraction(text) else orth
        for text, orth in zip(texts, orths, strict=True)
    ]


def _is_contraction(word: str) -> bool:
    """Tells whether a word with a curly apostrophe is short for a verb or "not"; the possessive is read as it is."""
    return (word.startswith(CURLY) and len(word) > 2) or word in {"’d", "’m", "n’t"}


def with_stand_ins(words: list[str], repairs: RepairWords) -> list[str]:
    """Returns the words of a line with others for the names that look like verbs ("IS fighters").

    The very list, where there are none.
    """
    if repairs.read_as.keys().isdisjoint(words) or not any(w.islower() for w in words):
        return words
    return [
        w if w not in repairs.read_as or (k and words[k - 1].lower() in repairs.emphatic) else repairs.read_as[w]
        for k, w in enumerate(words)
    ]


def unit_of(
    doc: Doc, tokens: Tokens, start: int, end: int, read: Reading, *, marked: bool, alone: bool = False
) -> Unit:
    """Returns the sentence of tokens [start, end) as a document of its own, `marked` as one sentence.

    White space is left out, and the words are such as `read` makes them.
    Where nothing of this changes anything, one that is `alone` in its document is that document.
    """
    index = list(range(start, end))
    words, orths, spaces = tokens.texts[start:end], tokens.read[start:end], tokens.spaces[start:end]
    has_space = True in tokens.is_space[start:end]
    if has_space:
        index = [i for i in index if not tokens.is_space[i]]
        words, orths = [tokens.texts[i] for i in index], [tokens.read[i] for i in index]
        spaces = [tokens.spaces[i] for i in index]
    told = read(words)
    if alone and told is words and not has_space and tokens.read is tokens.orths:
        return Unit(doc, index)
    given: Any = orths if told is words else told  # spaCy finds a word by its hash in half the time
    marks: list[bool | int | None] | None = [k == 0 for k in range(len(words))] if marked else None
    return Unit(Doc(doc.vocab, words=given, spaces=spaces, sent_starts=marks), index)


def reading(known: frozenset[str], repairs: RepairWords) -> Reading:
    """Returns what makes the words of a line such as they are shown to the parser.

    A line in capitals gets initial ones, a headline's verbs and adverbs (`known`) small ones, some names others.
    """

    def read(words: list[str]) -> list[str]:
        return with_stand_ins(as_told(words, known) if words and words[-1] not in ENDS else words, repairs)

    return read


def in_small(word: str) -> str:
    """Returns a word set in capitals as a title has it: "IN" is "in", "GAZA" is "Gaza", "UN" may be a short name."""
    if not word.isalpha() or word in CAPITALS:
        return word
    return word.lower() if word.lower() in STOP_WORDS else word.capitalize() if len(word) > 3 else word


def as_told(words: list[str], known: frozenset[str]) -> list[str]:
    """Returns the words of a line with such capitals as they would have in the middle of a text."""
    letters = [w for w in words if w.isalpha() and len(w) > 1]
    if len(letters) > 3 and all(w.isupper() for w in letters):
        first = words[0].capitalize() if len(words[0]) > 3 else words[0]
        told = [first, *map(in_small, words[1:])]
        return sentence_case(told, known) if known else told
    return sentence_case(words, known) if known and is_headline(words) else words


def write_back(doc: Doc, parsed: Iterable[Unit]) -> None:
    """Copies the annotation of parsed sentences onto the document.

    What the parser did not see of a sentence (white space) hangs flat on its root; a name torn by it is still one name.
    A sentence that nobody parsed hangs flat on its first token.
    """
    n = len(doc)
    units = [unit for unit in parsed if unit.index]
    if units and units[0].doc is doc:
        tree: Any = doc.to_array([DEP, HEAD])
        doc.from_array([DEP, HEAD], tree)  # counts what hangs where: repairs moved it
        doc.tensor = NO_VECTORS  # nobody needs them any more
        return
    table = np.zeros((n, len(ATTRS) + 1), dtype=np.uint64)
    table[:, _IOB] = 2
    where = np.array([i for unit in units for i in unit.index], dtype=np.int64)
    if units:
        tables: list[Any] = [unit.doc.to_array([*ATTRS, HEAD]) for unit in units]
        table[where] = np.concatenate(tables)
    if len(where) < n:
        _fill_gaps(doc, table, where)
    filled: Any = table
    doc.from_array([*ATTRS, HEAD], filled)


def _fill_gaps(doc: Doc, table: NDArray[np.uint64], where: NDArray[np.int64]) -> None:
    """Gives heads, counted in tokens from their own places, to what no parsed sentence has, and mends names.

    Args:
        doc: The document.
        table: The annotation of all its tokens, with the heads last.
        where: The tokens that are annotated, sentence after sentence; their heads are counted in these.
    """
    n = len(doc)
    bounds = np.append(np.flatnonzero(doc.to_array([SENT_START]).ravel() == 1), n)
    roots = bounds[:-1].copy()
    heads = where
    if len(where):
        heads = where[np.arange(len(where)) + table[where, -1].astype(np.int64)]
        own = np.flatnonzero(heads == where)[::-1]  # the first root of a sentence counts
        roots[np.searchsorted(bounds, where[own], side="right") - 1] = where[own]
        _mend_names(table, where)
    every = np.repeat(roots, np.diff(bounds))
    every[where] = heads
    table[:, -1] = (every - np.arange(n)).astype(np.uint64)


def _mend_names(table: NDArray[np.uint64], where: NDArray[np.int64]) -> None:
    """Makes what stands between words of a name a part of it.

    Args:
        table: The annotation of all tokens.
        where: The tokens that are annotated.
    """
    is_known = np.zeros(len(table), dtype=np.bool_)
    is_known[where] = True
    words, between = np.flatnonzero(is_known), np.flatnonzero(~is_known)
    after = np.searchsorted(words, between)
    between, after = between[after < len(words)], words[after[after < len(words)]]
    is_torn = table[after, _IOB] == 1
    table[np.ix_(between[is_torn], [_IOB, _TYPE])] = table[np.ix_(after[is_torn], [_IOB, _TYPE])]


def load_verb_forms(path: Path) -> dict[str, str]:
    """Returns the lemma of each verb form that a model folder's lexicon file lists."""
    return {form: lemma for lemma, forms in load_yaml(path).items() for form in forms}


class Syntax:
    """Runs a spaCy pipeline over the sentences of documents, in batches across documents.

    Its components run in three turns, so that each may be given fewer sentences than the one before: `tag` (what the
    parser builds on), `parse`, and `find_names` (the statistical NER).

    Attributes:
        taggers: What runs in the first turn.
        parsers: What runs in the second, before lemmas are worked out and trees mended.
        namers: What runs in the third.
    """

    def __init__(
        self, nlp: Language, base: Language, batch: int, verb_forms: Mapping[str, str], words: RepairWords
    ) -> None:
        self.nlp = nlp
        self.base = base
        self.batch = batch
        self.verb_forms = verb_forms
        self.repairs = repairs_with(words)
        self.read = reading(headline_words(base), words)
        self.morphology = morphology_of(base, verb_forms)
        names = list(base.pipe_names)
        first = names.index(PARSER) if PARSER in names else 0
        tagger = tagger_of(base, names[:first])
        remembered = COMPONENTS if self.morphology else ()
        self.taggers = [tagger] if tagger else self._components(names[:first])
        self.parsers = self._components(n for n in names[first:] if n != NER and n not in remembered)
        self._marked = not any(isinstance(step, Parser) for step in self.parsers)  # spaCy's own would part a sentence
        self.namers = self._components(n for n in names[first:] if n == NER)

    def _components(self, names: Iterable[str]) -> list[Step]:
        return [self._component(name) for name in names]

    def _component(self, name: str) -> Step:
        """Returns a component of the spaCy pipeline: computed here where its kind is known, else by spaCy."""
        made = OWN[name](self.base, name) if name in OWN else None
        return made or partial(run_component, self.base.get_pipe(name), self.batch)

    def __call__(self, doc: Doc) -> Doc:
        """Parses the sentences of one document."""
        return next(self.pipe([doc]))

    def pipe(self, stream: Iterable[Doc], *, batch_size: int = 8) -> Iterator[Doc]:
        """Parses the sentences of many documents, `batch_size` documents at a time."""
        docs = iter(stream)
        while group := list(islice(docs, batch_size)):
            units = [self.units(doc, tokens_of(doc)) for doc in group]
            every = [unit for own in units for unit in own]
            self.tag(every)
            self.parse(every)
            self.find_names(every)
            for doc, own in zip(group, units, strict=True):
                write_back(doc, own)
            yield from group

    def units(self, doc: Doc, tokens: Tokens) -> list[Unit]:
        """Returns all sentences of a document as documents of their own; an only one may be the document itself."""
        bounds = tokens.bounds()
        alone = len(bounds) == 1
        return [unit_of(doc, tokens, start, end, self.read, marked=self._marked, alone=alone) for start, end in bounds]

    def unit(self, doc: Doc, tokens: Tokens, start: int, end: int) -> Unit:
        """Returns the sentence of tokens [start, end) as a document of its own."""
        return unit_of(doc, tokens, start, end, self.read, marked=self._marked)

    def tag(self, units: Sequence[Unit]) -> None:
        """Tags sentences, and does whatever else the parser builds on."""
        self._run(self.taggers, units)

    def parse(self, units: Sequence[Unit]) -> None:
        """Parses tagged sentences and mends what is often wrong; afterwards all is known of them but the names."""
        self._run(self.parsers, units)
        if self.morphology:
            self.morphology([unit.doc for unit in units])
        else:
            for unit in units:
                mend_lemmas(unit.doc, self.verb_forms)
        repair_all([unit.doc for unit in units if len(unit.doc)], self.repairs)

    def find_names(self, units: Sequence[Unit]) -> None:
        """Finds the names in parsed sentences."""
        self._run(self.namers, units)

    def _run(self, steps: Iterable[Step], units: Sequence[Unit]) -> None:
        docs = [unit.doc for unit in units if len(unit.doc)]
        for step in steps:
            step(docs)


def run_component(component: Any, batch: int, docs: Sequence[Doc]) -> None:
    """Runs a component of a spaCy pipeline over documents, in place."""
    for _ in component.pipe(docs, batch_size=batch):
        pass


@Language.factory(
    "eventx_syntax",
    assigns=["token.tag", "token.pos", "token.lemma", "token.dep", "token.head", "doc.ents"],
    requires=["token.is_sent_start"],
    default_config={
        "spacy_model": None,
        "batch": 256,
        "model_dir": None,
        "lexicon": "lexicon/verbs.yml",
        "repairs": "lexicon/repairs.yml",
    },
)
def create_syntax(
    nlp: Language, name: str, spacy_model: str | None, batch: int, model_dir: str | None, lexicon: str, repairs: str
) -> Syntax:
    """Builds the parser stage on an installed spaCy pipeline (None: the first English one found).

    The documents that come in must share that pipeline's strings: build `nlp` with its vocabulary
    (`spacy.blank("en", vocab=load_spacy_model(name).vocab)`).
    """
    base = load_spacy_model(find_spacy_model(spacy_model))
    folder = _folder(model_dir)
    words = load_repair_words(folder / repairs)
    return Syntax(nlp, base, batch, load_verb_forms(folder / lexicon), words)
