"""The last step of reading, the same for every format: no blank texts, no lone surrogates, a publication date.

In a run (`ReadOptions.select`), what is no article in English is left out here, too.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from eventx.article import Article
from eventx.read.base import Outcome, ReadOptions, Skipped
from eventx.read.decode import count_surrogates, replace_surrogates
from eventx.read.language import has_sentence, language_rules, other_language
from eventx.read.published import find_published, has_year, published_rules

MAX_NESTING = 50
"""Levels of `extra` that are kept: what is nested deeper can be neither written nor sent to another process."""
TOO_DEEP = "(nested too deep)"


def finish(outcome: Outcome, options: ReadOptions) -> Outcome:
    """Completes what a format has read.

    A date that the format took from metadata stays; else comes the option, else the date that the text gives itself.
    """
    if isinstance(outcome, Skipped):
        return outcome
    article = _clean(outcome)
    if not article.text.strip():
        return Skipped(article.source or article.id, "empty", _blank_message(article))
    if options.select and (reason := _unfit(article, options)):
        return reason
    if article.published is not None:
        return replace(article, published_from=article.published_from or "metadata")
    if options.published is not None:
        return replace(article, published=options.published, published_from="option")
    found = find_published(article.text, published_rules(options.model)) if has_year(article.text) else None
    return replace(article, published=found, published_from="text" if found else None)


def _unfit(article: Article, options: ReadOptions) -> Skipped | None:
    """Returns why a text is no article in English, or None."""
    where = article.source or article.id
    rules = language_rules(options.model)
    if language := other_language(article.text, rules):
        return Skipped(where, "not_english", f"{language} (article {article.id!r})")
    if not has_sentence(article.text, rules):
        return Skipped(where, "too_short", f"no sentence in it (article {article.id!r})")
    return None


def _blank_message(article: Article) -> str:
    return f"no text in it (article {article.id!r})"


def _clean(article: Article) -> Article:
    """Replaces lone surrogates wherever they may stand, and counts those of the text."""
    count = count_surrogates(article.text)
    return replace(
        article,
        id=replace_surrogates(article.id),
        text=replace_surrogates(article.text) if count else article.text,
        source=_clean_value(article.source),
        title=_clean_value(article.title),
        publisher=_clean_value(article.publisher),
        replaced=article.replaced + count,
        extra=_clean_value(article.extra),
    )


def _clean_value(value: Any, depth: int = 0) -> Any:
    if isinstance(value, str):
        return replace_surrogates(value)
    if isinstance(value, Mapping | list | tuple) and depth == MAX_NESTING:
        return TOO_DEEP
    if isinstance(value, Mapping):
        return {_clean_value(key): _clean_value(item, depth + 1) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_clean_value(item, depth + 1) for item in value]
    return value
