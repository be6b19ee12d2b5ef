"""Common nouns that matter to events (people, weapons, facilities, places), with their semantic classes.

The lexicon lists lemmas by class; the forms that stand in texts (plurals, American spelling, compounds with
a space, a hyphen or neither) are made from it when it is loaded. Matching ignores case; where terms overlap
the longest wins.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import product
from pathlib import Path
from typing import Any

from spacy.language import Language
from spacy.tokens import Doc, Token

from eventx import modeldir
from eventx.annotations import Term, doc_text, extent, note
from eventx.cache import cached, key_of
from eventx.columns import columns_of
from eventx.modeldir import ModelError, load_yaml, model_dir, reading_lists
from eventx.strings import Memory

_MADE = frozenset({"person", "person.civilian"})
SHORTEST_STEM = 3
"""Least letters before an ending that makes a person."""


@dataclass(frozen=True, slots=True)
class Inflection:
    """How lemmas inflect and vary in spelling.

    Attributes:
        irregular: Singular to plural, for whole lemmas or their last word.
        not_man: Words in -man whose plural is not -men.
        spelling: British to American words.
        adjectives: Nouns that are something else as adjectives ("major", "private").
        sibilants: Endings after which a plural is told by "es".
        person_endings: Endings that make a noun a person's ("beekeeper"), in the singular.
        no_person_endings: Nouns with such an ending that are none.
    """

    irregular: Mapping[str, str]
    not_man: frozenset[str]
    spelling: Mapping[str, str]
    adjectives: frozenset[str] = frozenset()
    person_endings: tuple[str, ...] = ()
    no_person_endings: frozenset[str] = frozenset()
    sibilants: tuple[str, ...] = ()


Entry = tuple[str, frozenset[str]]
"""A lemma and its classes."""


@dataclass(frozen=True, slots=True, eq=False)
class TermLexicon:
    """The forms of the lexicon's nouns, in lower case, and what finds them in a text.

    Attributes:
        forms: Lemma and classes of each form.
        plain: Those of letters and single spaces alone, which no tokenizer splits anywhere else.
        longest: How many words the longest of these has that begins with a word.
        split: The others, with hyphens or apostrophes, by their characters without the spaces, and all beginnings of
            these (with no forms): the tokenizer may split them anywhere.
        tokenize: Returns the tokens of a form as the tokenizer splits it.
        adjectives: As in `Inflection`.
        inflection: How lemmas inflect.
    """

    forms: Mapping[str, Entry]
    plain: frozenset[str]
    longest: Mapping[str, int]
    split: Mapping[str, Sequence[str]]
    tokenize: Callable[[str], tuple[str, ...]]
    adjectives: frozenset[str] = frozenset()
    inflection: Inflection | None = None
    _known: Memory[int, tuple[str, bool, str | None]] = field(default_factory=Memory)

    def words(self, doc: Doc) -> list[tuple[str, bool, str | None]]:
        """Returns each token in lower case, whether a form may begin with it, and the person that its ending makes."""
        strings = doc.vocab.strings
        return self._known.of(columns_of(doc).orth, lambda key: self._word(strings[key]))

    def _word(self, text: str) -> tuple[str, bool, str | None]:
        lower = text.lower()
        return lower, lower in self.longest or lower in self.split, made_person(text, self.inflection)


def with_ancestors(name: str) -> Iterator[str]:
    """Yields a dotted class and all classes above it: `weapon`, `weapon.drone`."""
    parts = name.split(".")
    for i in range(len(parts)):
        yield ".".join(parts[: i + 1])


def plural(lemma: str, inflection: Inflection) -> str:
    """Returns the plural of a noun or noun phrase ("prisoner of war" -> "prisoners of war")."""
    if lemma in inflection.irregular:
        return inflection.irregular[lemma]
    head, of, rest = lemma.partition(" of ")
    first, space, last = head.rpartition(" ")
    return f"{first}{space}{_plural_word(last, inflection)}{of}{rest}"


def _plural_word(word: str, inflection: Inflection) -> str:
    if word in inflection.irregular:
        return inflection.irregular[word]
    if word.endswith("man") and word.lower() not in inflection.not_man:
        return f"{word[:-3]}men"
    if word.endswith("y") and word[-2:-1] not in ("", *"aeiou"):
        return f"{word[:-1]}ies"
    return f"{word}es" if word.endswith(inflection.sibilants) else f"{word}s"


def spellings(phrase: str, inflection: Inflection) -> Iterator[str]:
    """Yields a phrase in both spellings, with and without its hyphens, with either apostrophe."""
    options = [(part, inflection.spelling.get(part, part)) for part in re.split(r"([ -])", phrase)]
    for parts in product(*(dict.fromkeys(option) for option in options)):
        text = "".join(parts)
        for joiner in ("-", " ", "") if "-" in text else ("-",):
            form = text.replace("-", joiner)
            yield form
            if "'" in form:
                yield form.replace("'", "’")


def load_inflection(path: Path) -> Inflection:
    """Reads how lemmas inflect from a lexicon file.

    Raises:
        ModelError: The file is missing or a list in it is.
    """
    data = load_yaml(path)
    with reading_lists(path):
        return Inflection(
            data["irregular"],
            frozenset(data["not_man"]),
            data["spelling"],
            frozenset(data["adjectives"]),
            tuple(data["person_endings"]),
            frozenset(data["no_person_endings"]),
            tuple(data["sibilants"]),
        )


def load_terms(nlp: Language, folder: Path, inflection: Path) -> TermLexicon:
    """Reads all files of a folder of terms.

    Raises:
        ModelError: A file is malformed.
    """
    rules = load_inflection(inflection)
    files = sorted(folder.glob("*.yml"))
    key = key_of((path.read_bytes() for path in (*files, inflection)), (__file__, modeldir.__file__))
    data = cached("terms", key, lambda: all_forms(files, rules))
    classes = [frozenset(names) for names in data["classes"]]
    return term_lexicon(
        {form: (lemma, classes[number]) for form, (lemma, number) in data["forms"].items()},
        lambda form: tuple(token.lower_ for token in nlp.make_doc(form)),
        rules,
    )


def all_forms(files: Iterable[Path], rules: Inflection) -> dict[str, Any]:
    """Returns the forms of the terms in files, each with its lemma and which of the `classes` it has, as plain data.

    Raises:
        ModelError: A file is malformed.
    """
    classes: dict[str, set[str]] = {}
    for path in files:
        for name, lemmas in load_yaml(path).items():
            if not isinstance(lemmas, list) or not all(isinstance(lemma, str) for lemma in lemmas):
                raise ModelError(f"{path}: {name}: not a list of nouns")
            for lemma in lemmas:
                classes.setdefault(lemma, set()).update(with_ancestors(name))
    forms: dict[str, tuple[str, frozenset[str]]] = {}
    for lemma, names in classes.items():
        for text in (lemma, plural(lemma, rules)):
            for form in spellings(text, rules):
                first, known = forms.get(form.lower(), (lemma, frozenset[str]()))
                forms[form.lower()] = first, known | names
    numbers: dict[frozenset[str], int] = {}
    return {
        "forms": {form: [lemma, numbers.setdefault(names, len(numbers))] for form, (lemma, names) in forms.items()},
        "classes": [sorted(names) for names in numbers],
    }


def term_lexicon(
    forms: Mapping[str, Entry], tokenize: Callable[[str], tuple[str, ...]], rules: Inflection | None = None
) -> TermLexicon:
    """Puts forms together so that they are found quickly."""
    plain = frozenset(form for form in forms if form.replace(" ", "x").isalpha() and "  " not in f" {form} ")
    longest: dict[str, int] = {}
    for form in plain:
        first = form.partition(" ")[0]
        longest[first] = max(longest.get(first, 1), 1 + form.count(" "))
    split: dict[str, list[str]] = {}
    for form in forms.keys() - plain:
        letters = form.replace(" ", "")
        for end in range(1, len(letters)):
            split.setdefault(letters[:end], [])
        split.setdefault(letters, []).append(form)
    adjectives = frozenset[str]() if rules is None else rules.adjectives
    return TermLexicon(forms, plain, longest, split, lru_cache(maxsize=4096)(tokenize), adjectives, rules)


def _is_nominal(head: Token) -> bool:
    """Tells whether the token may be a noun here ("shell" and "guard" are verbs, too)."""
    if head.pos_ in ("VERB", "AUX", "ADP", "ADV", "SCONJ", "INTJ"):
        after_article = head.i > 0 and head.doc[head.i - 1].tag_ == "DT"
        return head.dep_ == "compound" or (after_article and head.tag_ in ("VBN", "VBD", "VBG", "VB"))
    return True


def find_terms(doc: Doc, lexicon: TermLexicon) -> tuple[Term, ...]:
    """Returns the terms of a document, in text order, without overlaps."""
    words = lexicon.words(doc)
    heads: list[tuple[int, int, Token]] = []
    begins = [i for i, word in enumerate(words) if word[1]]
    for start, end in occurrences([word[0] for word in words], begins, lexicon) if begins else ():
        head = doc[start] if end - start == 1 else doc[start:end].root
        if _is_nominal(head):
            heads.append((start, end, head))
    heads.sort(key=lambda found: (found[0] - found[1], found[0]))
    found = []
    covered: set[int] = set()
    terms: set[int] = set()
    for start, end, head in heads:
        if start in covered or end - 1 in covered:
            continue
        covered.update(range(start, end))
        if end - start == 1:
            text, begin, stop = words[start][0], head.idx, head.idx + len(head)
        else:
            place = extent(doc, start, end)
            begin, stop = place.start_char, place.end_char
            text = doc_text(doc)[begin:stop].lower()
        if text in lexicon.adjectives and head.pos_ == "ADJ":
            continue
        if entry := lexicon.forms.get(text):
            terms.update(range(start, end))
            found.append(Term(start, end, begin, stop, entry[1], entry[0]))
    for i, lemma in [(i, lemma) for i, (_, _, lemma) in enumerate(words) if lemma]:
        if i not in terms and doc[i].tag_ in ("NN", "NNS"):
            place = extent(doc, i, i + 1)
            found.append(Term(i, i + 1, place.start_char, place.end_char, _MADE, lemma))
    return tuple(sorted(found, key=lambda term: term.start))


def occurrences(words: Sequence[str], begins: Iterable[int], lexicon: TermLexicon) -> Iterator[tuple[int, int]]:
    """Yields where the forms of a lexicon stand in a row of words, overlapping ones too.

    White space counts for nothing: what has the tokens of a form is one.

    Args:
        words: In lower case.
        begins: Indices of the words that a form may begin with.
        lexicon: The forms.
    """
    for start in begins:
        first = words[start]
        if first in lexicon.longest:
            if first in lexicon.plain:
                yield start, start + 1
            for end in range(start + 2, min(start + lexicon.longest[first], len(words)) + 1):
                if " ".join(words[start:end]) in lexicon.plain:
                    yield start, end
        letters, end = first, start + 1
        while (forms := lexicon.split.get(letters)) is not None:
            if any(lexicon.tokenize(form) == tuple(words[start:end]) for form in forms):
                yield start, end
            if end == len(words):
                break
            letters, end = letters + words[end], end + 1


def made_person(text: str, inflection: Inflection | None) -> str | None:
    """Returns the lemma of a noun whose ending makes it a person's ("a beekeeper", "three ropemakers"), else None."""
    if inflection is None or not text.islower():
        return None
    lemma = singular_person(text)
    if not lemma.endswith(inflection.person_endings) or lemma in inflection.no_person_endings:
        return None
    ending = next(e for e in inflection.person_endings if lemma.endswith(e))
    return lemma if len(lemma) >= len(ending) + SHORTEST_STEM else None


def singular_person(word: str) -> str:
    """Returns the singular of a person's noun ("boatmen" -> "boatman", "weavers" -> "weaver")."""
    if word.endswith("men"):
        return f"{word[:-3]}man"
    return word[:-1] if word.endswith("s") else word


class Terms:
    """Writes `doc._.terms`."""

    def __init__(self, lexicon: TermLexicon) -> None:
        self.lexicon = lexicon

    def __call__(self, doc: Doc) -> Doc:
        """Finds the terms of one document."""
        note(doc, "terms", find_terms(doc, self.lexicon))
        return doc


@Language.factory(
    "eventx_terms",
    assigns=["doc._.terms"],
    requires=["token.pos", "token.dep"],
    default_config={"model_dir": None, "lexicon": "lexicon/terms", "inflection": "lexicon/inflection.yml"},
)
def create_terms(nlp: Language, name: str, model_dir: str | None, lexicon: str, inflection: str) -> Terms:
    """Builds the stage from a model folder (None: the bundled one)."""
    folder = _folder(model_dir)
    return Terms(load_terms(nlp, folder / lexicon, folder / inflection))


_folder = model_dir
