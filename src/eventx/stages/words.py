"""The tokens of a parsed document as plain objects, read from spaCy once.

The finders of mentions, references and claims ask a token for its tag, its head and its children many times over. A
spaCy token works each answer out anew; a `Word` has it at hand, under the same name.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import accumulate, count, repeat

from spacy.tokens import Doc
from spacy.vocab import Vocab

from eventx.annotations import doc_text
from eventx.columns import columns_of
from eventx.strings import Memory

Range = tuple[int, int]

_KEY = "eventx_words"
_forms: Memory[int, tuple[str, bool, bool]] = Memory()
"""Text, whether it is white space, whether it is punctuation, by the hash of the text."""


class Word:
    """A token of a parsed document, with the names of `spacy.tokens.Token` for what both know.

    Attributes:
        doc: All words of the document.
        idx: Where it starts in the text.
        lemma: The lemma in lower case.
        sentence: Index of the first word of its sentence, and the one after the last.
    """

    __slots__ = (
        "_edges",
        "dep_",
        "doc",
        "ent_type_",
        "head",
        "i",
        "idx",
        "is_punct",
        "is_space",
        "lefts",
        "lemma",
        "lower_",
        "pos_",
        "rights",
        "sentence",
        "tag_",
        "text",
        "whitespace_",
    )
    head: Word
    lefts: list[Word] | tuple[()]
    rights: list[Word] | tuple[()]

    def __init__(
        self,
        doc: Words,
        i: int,
        idx: int,
        text: str,
        lower: str,
        is_space: bool,
        is_punct: bool,
        lemma: str,
        tag: str,
        pos: str,
        dep: str,
        entity: str,
        whitespace: str,
        sentence: Range,
    ) -> None:
        self.doc = doc
        self.i = i
        self.idx = idx
        self.text = text
        self.lower_ = lower
        self.is_space = is_space
        self.is_punct = is_punct
        self.lemma = lemma
        self.tag_ = tag
        self.pos_ = pos
        self.dep_ = dep
        self.ent_type_ = entity
        self.whitespace_ = whitespace
        self.sentence = sentence
        self.lefts = ()
        self.rights = ()
        self._edges: Range | None = None

    def __repr__(self) -> str:
        return f"Word({self.i}, {self.text!r})"

    @property
    def children(self) -> list[Word]:
        """What hangs on the word, in text order."""
        return [*self.lefts, *self.rights]

    @property
    def is_sent_start(self) -> bool:
        """Whether a sentence begins here."""
        return self.i == self.sentence[0]

    @property
    def edges(self) -> Range:
        """Index of the first word of what hangs on this one, itself included, and the one after the last."""
        if not self.lefts and not self.rights:
            return self.i, self.i + 1
        if self._edges is None:
            token = self.doc.source[self.i]
            self._edges = token.left_edge.i, token.right_edge.i + 1
        return self._edges

    @property
    def subtree(self) -> Iterator[Word]:
        """The word and all that hangs on it, in text order."""
        for child in self.lefts:
            yield from child.subtree
        yield self
        for child in self.rights:
            yield from child.subtree


class Words(list[Word]):
    """The words of a document.

    Attributes:
        source: The document.
        quotations: The token ranges of its quotations, once somebody has asked for them (`trees.quotations`).
    """

    def __init__(self, source: Doc) -> None:
        super().__init__()
        self.source = source
        self.quotations: tuple[Range, ...] | None = None


def words_of(doc: Doc) -> Words:
    """Returns the words of a document that is parsed and won't be parsed anew; read at the first call."""
    words: Words | None = doc.user_data.get(_KEY)
    if words is None:
        words = doc.user_data[_KEY] = _read(doc)
    return words


def let_go(doc: Doc) -> None:
    """Takes apart the words of a document that nobody needs any more.

    They point at each other, so that nothing but the garbage collector, which is slow, would find out.
    """
    words: Words | None = doc.user_data.pop(_KEY, None)
    for word in words or ():
        del word.head
    if words:
        words.clear()


def text_of(words: Words, start: int, end: int) -> str:
    """Returns the text of a range of words, without the space after it."""
    if end - start == 1:
        return words[start].text
    last = words[end - 1]
    return doc_text(words.source)[words[start].idx : last.idx + len(last.text)]


def place_of(words: Sequence[Word], start: int, end: int) -> Range:
    """Returns where a range of words starts and ends in the text."""
    return words[start].idx, words[end - 1].idx + len(words[end - 1].text)


def _read(doc: Doc) -> Words:
    words = Words(doc)
    if not len(doc):
        return words
    c = columns_of(doc)
    forms = _forms.of(c.orth, lambda key: _form(doc.vocab, key))
    texts, is_space, is_punct = zip(*forms, strict=True)
    gaps = [" " if space else "" for space in c.space]
    sentences = [bounds for bounds in c.sentences for _ in range(*bounds)]
    places = accumulate([len(text) + space for text, space in zip(texts, c.space, strict=True)], initial=0)
    described = (texts, c.lower, is_space, is_punct, c.lemma, c.tag, c.pos, c.dep, c.entity, gaps, sentences)
    words.extend(map(Word, repeat(words), count(), places, *described))
    for i, (word, k) in enumerate(zip(words, c.above, strict=True)):
        word.head = head = words[k]
        if i < k:
            if head.lefts:
                head.lefts.append(word)
            else:
                head.lefts = [word]
        elif i > k:
            if head.rights:
                head.rights.append(word)
            else:
                head.rights = [word]
            if not word.dep_:
                word.head = word  # white space hangs on a word, but says that it is a root
    return words


def _form(vocab: Vocab, key: int) -> tuple[str, bool, bool]:
    lexeme = vocab[key]
    return lexeme.text, lexeme.is_space, lexeme.is_punct
