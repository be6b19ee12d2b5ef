"""Common nouns that matter to events (people, weapons, facilities, places), with their semantic classes.

The lexicon lists lemmas by class; the forms that stand in texts (plurals, American spelling, compounds with
a space, a hyphen or neither) are made from it when it is loaded. Matching ignores case; where terms overlap
the longest wins.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import product
from pathlib import Path

from spacy.language import Language
from spacy.matcher import PhraseMatcher
from spacy.tokens import Doc, Token
from spacy.util import filter_spans

from eventx.annotations import Term, extent
from eventx.modeldir import ModelError, load_yaml, model_dir

_SIBILANTS = ("s", "x", "z", "ch", "sh")
_KEY = "TERM"
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
        person_endings: Endings that make a noun a person's ("beekeeper"), in the singular.
        no_person_endings: Nouns with such an ending that are none.
    """

    irregular: Mapping[str, str]
    not_man: frozenset[str]
    spelling: Mapping[str, str]
    adjectives: frozenset[str] = frozenset()
    person_endings: tuple[str, ...] = ()
    no_person_endings: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class TermLexicon:
    """The forms of the lexicon's nouns (lower case, to lemma and classes), and what finds them in a text."""

    forms: Mapping[str, tuple[str, frozenset[str]]]
    matcher: PhraseMatcher
    adjectives: frozenset[str] = frozenset()
    inflection: Inflection | None = None


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
    return f"{word}es" if word.endswith(_SIBILANTS) else f"{word}s"


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
    """Reads how lemmas inflect from a lexicon file."""
    data = load_yaml(path)
    return Inflection(
        data["irregular"],
        frozenset(data["not_man"]),
        data["spelling"],
        frozenset(data["adjectives"]),
        tuple(data["person_endings"]),
        frozenset(data["no_person_endings"]),
    )


def load_terms(nlp: Language, folder: Path, inflection: Path) -> TermLexicon:
    """Reads all files of a folder of terms.

    Raises:
        ModelError: A file is malformed.
    """
    rules = load_inflection(inflection)
    classes: dict[str, set[str]] = {}
    for path in sorted(folder.glob("*.yml")):
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
    return TermLexicon(forms, build_matcher(nlp, forms), rules.adjectives, rules)


def build_matcher(nlp: Language, forms: Iterable[str]) -> PhraseMatcher:
    """Returns a matcher of phrases that ignores case."""
    matcher = PhraseMatcher(nlp.vocab, attr="LOWER")
    matcher.add(_KEY, [_as_doc(nlp, form) for form in forms])
    return matcher


def _as_doc(nlp: Language, form: str) -> Doc:
    """Returns the tokens of a phrase; plain words need no tokenizer, which is what takes time at start-up."""
    words = form.split(" ")
    return Doc(nlp.vocab, words=words) if all(w.isalpha() for w in words) else nlp.make_doc(form)


def _is_nominal(head: Token) -> bool:
    """Tells whether the token may be a noun here ("shell" and "guard" are verbs, too)."""
    if head.pos_ in ("VERB", "AUX", "ADP", "ADV", "SCONJ", "INTJ"):
        after_article = head.i > 0 and head.doc[head.i - 1].tag_ == "DT"
        return head.dep_ == "compound" or (after_article and head.tag_ in ("VBN", "VBD", "VBG", "VB"))
    return True


def find_terms(doc: Doc, lexicon: TermLexicon) -> tuple[Term, ...]:
    """Returns the terms of a document, in text order, without overlaps."""
    spans = filter_spans([span for span in lexicon.matcher(doc, as_spans=True) if _is_nominal(span.root)])
    found = []
    for span in spans:
        if span.root.pos_ == "ADJ" and span.text.lower() in lexicon.adjectives:
            continue
        if entry := lexicon.forms.get(span.text.lower()):
            place = extent(doc, span.start, span.end)
            found.append(Term(place.start, place.end, place.start_char, place.end_char, entry[1], entry[0]))
    covered = {i for term in found for i in range(term.start, term.end)}
    found += [] if lexicon.inflection is None else _made_persons(doc, covered, lexicon.inflection)
    return tuple(sorted(found, key=lambda term: term.start))


def _made_persons(doc: Doc, covered: set[int], inflection: Inflection) -> Iterator[Term]:
    """Yields nouns beyond the lexicon whose ending makes them a person's ("a beekeeper", "three ropemakers")."""
    for token in doc:
        if token.tag_ not in ("NN", "NNS") or token.i in covered or not token.text.islower():
            continue
        lemma = singular_person(token.text)
        ending = next((e for e in inflection.person_endings if lemma.endswith(e)), None)
        if ending and len(lemma) >= len(ending) + SHORTEST_STEM and lemma not in inflection.no_person_endings:
            place = extent(doc, token.i, token.i + 1)
            classes = frozenset({"person", "person.civilian"})
            yield Term(place.start, place.end, place.start_char, place.end_char, classes, lemma)


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
        doc._.terms = find_terms(doc, self.lexicon)
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
