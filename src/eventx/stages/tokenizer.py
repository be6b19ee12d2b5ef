"""spaCy's English tokenizer, with some hyphens left alone, asked for less.

The tokenizer looks for what it may cut off or split in every word that it hasn't met yet, and works out two dozen facts
of every new token. Most words are nothing but letters, in which there is nothing to find, and most of the facts are
asked by nobody.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from spacy.attrs import IDS, IS_PUNCT, IS_SPACE, IS_STOP, LANG, LOWER, NORM, PREFIX, SHAPE, SUFFIX
from spacy.language import Language
from spacy.tokenizer import Tokenizer
from spacy.util import compile_infix_regex, compile_prefix_regex, compile_suffix_regex, registry

Search = Callable[[str], re.Match[str] | None]
Finder = Callable[[str], Iterable[re.Match[str]]]

BARE = {"nlp": {"tokenizer": {"@tokenizers": "eventx.bare_tokenizer.v1"}}}
"""Settings of a spaCy pipeline that need not split texts into tokens."""
ATTRIBUTES = frozenset({LANG, LOWER, NORM, SHAPE, PREFIX, SUFFIX, IS_PUNCT, IS_SPACE, IS_STOP})
"""What the stages and spaCy's small models ask of a word."""
_LETTERS = re.compile(r"[A-Za-z]*")


def create_tokenizer(nlp: Language, prefixes: Sequence[str]) -> Tokenizer:
    """Returns spaCy's tokenizer of the language, which leaves the hyphen after some prefixes alone ("re-establish").

    Split there, "re" and "establish" are two verbs to the parser.
    """
    own = nlp.Defaults
    return Tokenizer(
        nlp.vocab,
        rules=own.tokenizer_exceptions,
        prefix_search=prefix_finder(compile_prefix_regex(own.prefixes or ()).search),
        suffix_search=suffix_finder(compile_suffix_regex(own.suffixes or ())),
        infix_finditer=infix_finder(compile_infix_regex(own.infixes or ()).finditer, prefixes),
        token_match=own.token_match,
        url_match=url_finder(own.url_match),
    )


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

    What the pipeline's configuration or the patterns of its components name is kept.
    """
    patterns = [getattr(component, "patterns", ()) for _, component in base.pipeline]
    named = set(re.findall(r"[A-Z_]{3,}", f"{base.config.to_str()} {patterns}"))
    asked = ATTRIBUTES.union(number for name, number in IDS.items() if name in named)
    getters: dict[int, Any] = base.vocab.lex_attr_getters  # type: ignore[attr-defined]
    for attribute in getters.keys() - asked:
        del getters[attribute]
