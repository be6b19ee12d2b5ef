"""The parse of a document as plain lists, read from spaCy once.

The rules ask a token's lemma, label, head and children many times over; a list answers in a fraction of the time that a
spaCy token takes. Tokens are named by their index.
"""

from __future__ import annotations

from dataclasses import field

from spacy.tokens import Doc

from eventx.annotations import record
from eventx.columns import columns_of

KEY = "eventx_tree"


@record
class Tree:
    """A parsed document; each list has an entry a token.

    Attributes:
        lemma: The lemma in lower case.
        lower: The word in lower case.
        pos: The part of speech.
        tag: The fine-grained tag.
        dep: The dependency label.
        entity: The label of the statistical NER, or "".
        head: The index of the head; that of the token itself for a root and for what no label ties to a head.
        children: The indices of what hangs on the token, in text order.
        start: Where the token's sentence starts.
        end: Where it ends.
        sentences: Where each sentence starts, in order.
    """

    lemma: list[str]
    lower: list[str]
    pos: list[str]
    tag: list[str]
    dep: list[str]
    entity: list[str]
    head: list[int]
    children: list[list[int]]
    start: list[int]
    end: list[int]
    sentences: list[int]
    _words: dict[int, frozenset[str]] = field(default_factory=dict)

    def __len__(self) -> int:
        return len(self.head)

    def lefts(self, i: int) -> list[int]:
        """Returns what hangs on a token before it."""
        return [c for c in self.children[i] if c < i]

    def words(self, start: int) -> frozenset[str]:
        """Returns the lemmas and words of the sentence that starts at a token."""
        found = self._words.get(start)
        if found is None:
            end = self.end[start]
            found = self._words[start] = frozenset(self.lemma[start:end]).union(self.lower[start:end])
        return found

    def subtree(self, i: int) -> list[int]:
        """Returns a token and all below it, what hangs on each before it and after it around it."""
        before = self.lefts(i)
        after = self.children[i][len(before) :]
        return [t for c in before for t in self.subtree(c)] + [i] + [t for c in after for t in self.subtree(c)]

    def is_above(self, one: int, other: int) -> bool:
        """Tells whether a token is an ancestor of another."""
        while self.head[other] != other:
            other = self.head[other]
            if other == one:
                return True
        return False


def tree_of(doc: Doc) -> Tree:
    """Returns the tree of a document that is parsed and won't be parsed anew; built at the first call."""
    tree: Tree | None = doc.user_data.get(KEY)
    if tree is None:
        tree = doc.user_data[KEY] = _read(doc)
    return tree


def _read(doc: Doc) -> Tree:
    columns = columns_of(doc)
    above, dep = columns.above, columns.dep
    children: list[list[int]] = [[] for _ in above]
    for i, head in enumerate(above):
        if head != i:
            children[head].append(i)
    start: list[int] = []
    end: list[int] = []
    for first, last in columns.sentences:
        start += [first] * (last - first)
        end += [last] * (last - first)
    return Tree(
        lemma=columns.lemma,
        lower=columns.lower,
        pos=columns.pos,
        tag=columns.tag,
        dep=dep,
        entity=columns.entity,
        head=[head if label else i for i, (head, label) in enumerate(zip(above, dep, strict=True))],  # as spaCy has it
        children=children,
        start=start,
        end=end,
        sentences=[first for first, _ in columns.sentences],
    )
