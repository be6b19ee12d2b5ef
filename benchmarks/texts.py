"""What the benchmarks read: articles of files or folders, or some that are made of templates, always the same ones."""

from __future__ import annotations

import itertools
import random
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import spacy

from eventx.article import Article
from eventx.modeldir import load_yaml
from eventx.read import ReadOptions, read

TEMPLATES = Path(__file__).with_name("texts.yml")
PUBLISHED = date(2024, 5, 8)
SLOT = re.compile(r"\{(\w+)\}")
BLOCK = 100_000
"""Characters that are worked on in one turn: as many as `eventx` parses together."""


def made_news(seed: int = 1) -> Iterator[Article]:
    """Yields articles without end in which a sentence now and then tells an event."""
    data = load_yaml(TEMPLATES)
    chance = random.Random(seed)
    share = data["general"]["telling"]
    for k in itertools.count():
        count = chance.randint(*data["general"]["sentences"])
        templates = [chance.choice(data["telling" if chance.random() < share else "quiet"]) for _ in range(count)]
        yield _article(f"news-{k}", templates, data["lists"], chance)


def made_war(seed: int = 2) -> Iterator[Article]:
    """Yields short reports without end in which nearly every sentence tells an event."""
    data = load_yaml(TEMPLATES)
    chance = random.Random(seed)
    for k in itertools.count():
        count = chance.randint(*data["reports"]["sentences"])
        yield _article(f"war-{k}", [chance.choice(data["war"]) for _ in range(count)], data["lists"], chance)


def _article(name: str, templates: Sequence[str], lists: dict[str, list[str]], chance: random.Random) -> Article:
    sentences = [_filled(template, lists, chance) for template in templates]
    text = ""
    for sentence in sentences:
        gap = "" if not text else "\n\n" if chance.random() < 0.4 else " "
        text += gap + sentence[0].upper() + sentence[1:]
    return Article(id=name, text=text, published=PUBLISHED)


def _filled(template: str, lists: dict[str, list[str]], chance: random.Random) -> str:
    while SLOT.search(template):
        template = SLOT.sub(
            lambda slot: str(chance.randint(2, 90)) if slot[1] == "n" else chance.choice(lists[slot[1]]), template
        )
    return template


def read_articles(path: Path) -> list[Article]:
    """Returns the articles of a file or folder, in an order that mixes them, always the same one.

    Raises:
        ValueError: There is no article in it.
    """
    found = [outcome for outcome in read(path, options=ReadOptions()) if isinstance(outcome, Article)]
    if not found:
        raise ValueError(f"no article in {path}")
    random.Random(3).shuffle(found)
    return found


def taken(articles: Sequence[Article] | Iterator[Article], characters: int) -> list[Article]:
    """Returns so many of the first articles that they have that many characters, or all."""
    kept: list[Article] = []
    for article in articles:
        if characters <= 0:
            break
        kept.append(article)
        characters -= len(article.text)
    return kept


def blocks(articles: Sequence[Article], size: int = BLOCK) -> list[list[Article]]:
    """Parts articles into blocks of about a size, in characters."""
    parted: list[list[Article]] = []
    room = 0
    for article in articles:
        if room < len(article.text) or not parted:
            parted.append([])
            room = size
        parted[-1].append(article)
        room -= len(article.text)
    return parted


def repeated(articles: Sequence[Article], count: int) -> list[Article]:
    """Returns as many articles as are asked for, each with an id of its own; they come again as often as it takes."""
    return [replace(article, id=f"{k}") for k, article in zip(range(count), itertools.cycle(articles), strict=False)]


def cut(articles: Sequence[Article], characters: int, length: int) -> list[Article]:
    """Returns one text of so many characters, made of the paragraphs of articles, as articles of about a length.

    The same characters are in them whatever the length, so that only the length makes a difference.
    """
    paragraphs: list[str] = []
    size = 0
    for article in itertools.cycle(articles):
        for paragraph in filter(None, (p.strip() for p in article.text.split("\n"))):
            paragraphs.append(paragraph)
            size += len(paragraph) + 2
        if size >= characters:
            break
    parts: list[list[str]] = [[]]
    room = length
    for paragraph in paragraphs:
        if parts[-1] and len(paragraph) / 2 > room:
            parts.append([])
            room = length
        parts[-1].append(paragraph)
        room -= len(paragraph) + 2
    return [Article(id=f"{k}", text="\n\n".join(part), published=PUBLISHED) for k, part in enumerate(parts)]


def token_count(articles: Sequence[Article]) -> int:
    """Returns the number of tokens, as spaCy's English tokenizer counts them."""
    tokenizer: Any = spacy.blank("en").tokenizer
    return sum(len(tokenizer(article.text)) for article in articles)
