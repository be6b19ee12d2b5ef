"""spaCy's English tokenizer, with some hyphens left alone, asked for less.

The tokenizer looks for what it may cut off or split in every word that it hasn't met yet, and works out two dozen facts
of every new token. Most words are nothing but letters, in which there is nothing to find, and most of the facts are
asked by nobody.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from functools import partial
from typing import Any

from spacy.attrs import IDS, IS_PUNCT, IS_SPACE, IS_STOP, LOWER, NORM, PREFIX, SHAPE, SUFFIX
from spacy.lang import lex_attrs
from spacy.language import Language
from spacy.strings import get_string_id
from spacy.tokenizer import Tokenizer
from spacy.util import add_lookups, compile_infix_regex, compile_prefix_regex, compile_suffix_regex, registry

Search = Callable[[str], re.Match[str] | None]
Finder = Callable[[str], Iterable[re.Match[str]]]
Getter = Callable[[str], Any]
"""Gives an attribute of a word."""

BARE = {"nlp": {"tokenizer": {"@tokenizers": "eventx.bare_tokenizer.v1"}}}
"""Settings of a spaCy pipeline that need not split texts into tokens."""
ATTRIBUTES = frozenset({LOWER, NORM, SHAPE, PREFIX, SUFFIX, IS_PUNCT, IS_SPACE, IS_STOP})
"""What the stages and spaCy's small models ask of a word."""
EXCEPTIONAL = add_lookups(str.lower).func  # type: ignore[attr-defined]
"""What spaCy's getters with tables of exceptions are made of."""
LONG = 100
"""Characters from which on all words have one shape."""
LONG_TEXT = 20_000
"""Characters from which on it is worth while to show a tokenizer the words of a text beforehand."""
_LETTERS = re.compile(r"[A-Za-z]*")
_AFTER_DOTS = r"(?<=[A-Z]\.)[-\u2013\u2014](?=[A-Za-z])"
"""The hyphen after an abbreviation with dots ("U.S.-brokered"), which spaCy leaves alone."""


def create_tokenizer(nlp: Language, prefixes: Sequence[str]) -> Tokenizer:
    """Returns spaCy's tokenizer of the language, which leaves the hyphen after some prefixes alone ("re-establish").

    Split there, "re" and "establish" are two verbs to the parser. "U.S.-brokered" is split as "US-brokered" is.
    """
    own = nlp.Defaults
    return Tokenizer(
        nlp.vocab,
        rules=own.tokenizer_exceptions,
        prefix_search=prefix_finder(compile_prefix_regex(own.prefixes or ()).search),
        suffix_search=suffix_finder(compile_suffix_regex(own.suffixes or ())),
        infix_finditer=infix_finder(compile_infix_regex((*(own.infixes or ()), _AFTER_DOTS)).finditer, prefixes),
        token_match=own.token_match,
        url_match=url_finder(own.url_match),
    )


class Rehearsal:
    """Shows a tokenizer the words that come again in a long text, one by one, so that it knows how to cut them.

    spaCy's tokenizer remembers how it has cut a word only until the text has one of its special cases ("U.S.",
    "don't"): from there on it begins anew with every word that it doesn't know from elsewhere.

    Args:
        tokenizer: The tokenizer, which remembers a bounded number of words.
    """

    def __init__(self, tokenizer: Tokenizer) -> None:
        self._tokenizer = tokenizer
        self._most: int = tokenizer.max_cache_size
        self._shown: set[str] = set()

    def __call__(self, text: str) -> None:
        """Shows the words of a text."""
        vocab: Any = self._tokenizer.vocab
        if len(text) < LONG_TEXT or len(self._shown) >= self._most or vocab.in_memory_zone:
            return
        again = {word for word, times in Counter(text.split()).items() if times > 1}
        for word in again - self._shown:
            self._tokenizer(word)
        self._shown |= again


@registry.tokenizers("eventx.bare_tokenizer.v1")  # type: ignore[untyped-decorator]
def create_bare_tokenizer() -> Callable[[Language], Tokenizer]:
    """Returns what makes a tokenizer without rules, which take long to load, for a pipeline that is given tokens."""
    return lambda nlp: Tokenizer(nlp.vocab)


def prefix_finder(find: Search) -> Search:
    """Returns a prefix search that has a quick look first: only currencies ("US$") begin with a letter."""

    def finder(text: str) -> re.Match[str] | None:
        return None if text[0].isalpha() and text.isascii() and "$" not in text else find(text)

    return finder


def suffix_finder(pattern: re.Pattern[str]) -> Search:
    """Returns a suffix search that passes over the letters that a word begins with: no suffix starts among them."""
    search, letters = pattern.search, _LETTERS.match

    def finder(text: str) -> re.Match[str] | None:
        begin = letters(text)
        after = begin.end() if begin else 0
        return search(text, after) if after < len(text) else None

    return finder


def infix_finder(find: Finder, prefixes: Sequence[str]) -> Finder:
    """Returns an infix finder that looks into no word of mere letters, and leaves the hyphen after some prefixes."""
    kept = re.compile(rf"\b(?:{'|'.join(prefixes)})$", re.IGNORECASE)

    def finder(text: str) -> Iterable[re.Match[str]]:
        if text.isascii() and text.isalpha():
            return ()
        if "-" not in text:
            return find(text)
        return (m for m in find(text) if m.group() != "-" or not kept.search(text[: m.start()]))

    return finder


def url_finder(match: Search | None) -> Search | None:
    """Returns a match of addresses that has a quick look first: none is without a full stop."""
    if match is None:
        return None
    return lambda text: match(text) if "." in text else None


def without_idle_attributes(base: Language) -> None:
    """Keeps a pipeline's vocabulary from working out what nobody asks of a word ("does it look like an address?").

    What the pipeline's configuration or the patterns of its components name is kept. What is left is worked out faster.
    """
    patterns = [getattr(component, "patterns", ()) for _, component in base.pipeline]
    named = set(re.findall(r"[A-Z_]{3,}", f"{base.config.to_str()} {patterns}"))
    asked = ATTRIBUTES.union(number for name, number in IDS.items() if name in named)
    getters: dict[int, Any] = base.vocab.lex_attr_getters  # type: ignore[attr-defined]
    for attribute in getters.keys() - asked:
        del getters[attribute]
    getters.update((attribute, faster(getter)) for attribute, getter in getters.items())


def faster(getter: Getter) -> Getter:
    """Returns what gives the same as one of spaCy's functions for the attributes of words, but sooner for most."""
    if getter is lex_attrs.word_shape:
        return shape
    if getter is lex_attrs.is_punct:
        return lambda word: not word[0].isalpha() and lex_attrs.is_punct(word)
    if not isinstance(getter, partial):
        return getter
    if getter.func is lex_attrs.is_stop and set(getter.keywords) == {"stops"}:
        stops = getter.keywords["stops"]
        return lambda word: word.lower() in stops
    known, otherwise = looked_up(getter)
    return getter if known is None else lambda word: known.get(get_string_id(word)) or otherwise(word)


def shape(word: str) -> str:
    """Returns the shape of a word, as spaCy has it: "Xxxxx" for "Seventy", of each run of equals four at most."""
    if not word.isascii() or not word.isalpha() or len(word) >= LONG:
        return lex_attrs.word_shape(word)
    if word.islower():
        return "xxxx"[: len(word)]
    if word.isupper():
        return "XXXX"[: len(word)]
    return "Xxxxx"[: len(word)] if word.istitle() else lex_attrs.word_shape(word)


def looked_up(getter: Getter) -> tuple[dict[int, str] | None, Getter]:
    """Returns the tables of exceptions of a getter, as one by the numbers of words, and what gives all other values.

    None stands for a getter that knows no exceptions, or tables that can't be put together.
    """
    if not isinstance(getter, partial) or getter.func is not EXCEPTIONAL or len(getter.args) != 2 or getter.keywords:
        return None, getter
    inner, tables = getter.args
    known, otherwise = looked_up(inner)
    found = dict(known or {})
    for table in reversed(tables):
        found.update((get_string_id(key), value) for key, value in table.items())
    return found if all(found.values()) else None, otherwise
