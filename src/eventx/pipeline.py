"""Puts a model folder together into an extractor: article in, typed events out."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import spacy
from spacy.language import Language
from spacy.tokens import Doc

import eventx.annotations  # noqa: F401  (registers the Doc extensions)
from eventx.article import Article
from eventx.events import Event
from eventx.modeldir import ModelError, model_dir
from eventx.stages.syntax import find_spacy_model, load_spacy_model


class Extractor:
    """A loaded model. Call it with an article or a text; it keeps no state between calls."""

    def __init__(self, nlp: Language, folder: Path) -> None:
        self.nlp = nlp
        self.folder = folder

    def doc(self, article: Article) -> Doc:
        """Runs the stages over one article and returns the annotated document."""
        return self.nlp(self._prepare(article))

    def _prepare(self, article: Article) -> Doc:
        doc = self.nlp.make_doc(article.text)
        doc._.published = article.published
        doc._.title = article.title
        return doc

    def docs(self, articles: Iterable[Article]) -> Iterator[Doc]:
        """Runs the stages over many articles, in batches."""
        yield from self.nlp.pipe(self._prepare(a) for a in articles)

    def extract(self, article: Article) -> list[Event]:
        """Returns the events of one article, in contract order."""
        raise NotImplementedError

    def annotate(self, article: Article) -> dict[str, Any]:
        """Returns what the stages found, without the rules: `{"doc", "quantities", "times", "mentions"}`."""
        raise NotImplementedError


def load(model: str | Path | None = None, spacy_model: str | None = None) -> Extractor:
    """Loads a model folder (None: the bundled English one) on a spaCy pipeline (None: the first one installed).

    Raises:
        ModelError: The model folder is missing or malformed.
        SpacyModelError: The spaCy model is not installed.
    """
    folder = model_dir(model)
    base = load_spacy_model(find_spacy_model(spacy_model))
    nlp = spacy.blank("en", vocab=base.vocab)
    for name, factory, config in stage_configs(folder):
        settings = {"spacy_model": spacy_model, **config} if factory == "eventx_syntax" else {"model_dir": str(folder), **config}
        nlp.add_pipe(factory, name=name, config=settings)
    return Extractor(nlp, folder)


def stage_configs(folder: Path) -> Iterator[tuple[str, str, dict[str, Any]]]:
    """Yields name, factory and settings of the stages that a model folder's `config.cfg` lists, in order.

    Raises:
        ModelError: The file is missing or malformed.
    """
    path = folder / "config.cfg"
    try:
        config = spacy.util.load_config(path)
        for name in config["nlp"]["pipeline"]:
            settings = dict(config["components"][name])
            yield name, settings.pop("factory"), settings
    except OSError:
        raise ModelError(f"{path}: no such file; a model folder holds a config.cfg") from None
    except (KeyError, ValueError, json.JSONDecodeError) as error:
        raise ModelError(f"{path}: not a pipeline config: {error}") from None
