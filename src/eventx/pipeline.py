"""Puts a model folder together into an extractor: article in, typed events out."""

from __future__ import annotations

import gc
import json
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext
from pathlib import Path
from typing import Any

import spacy
from spacy.lang.en import English
from spacy.language import Language
from spacy.tokens import Doc

import eventx.annotations  # noqa: F401  (registers the Doc extensions)
from eventx.annotations import TEXT, ClaimRecord, mentions, note, quantities, times
from eventx.article import Article
from eventx.assemble import values
from eventx.assemble.confidence import confidence, features
from eventx.assemble.event import Assembler, doc_info, load_assembly_data
from eventx.assemble.link import Linker, stands_alone
from eventx.events import EventBase, Span, Status, changed
from eventx.gate.gate import Gate, load_gate
from eventx.modeldir import ModelError, find_spacy_model, load_yaml, model_dir
from eventx.rules.compiled import Compiled, compile_rules
from eventx.rules.language import load_rules
from eventx.rules.match import Attempt, Match, attempts, matches
from eventx.rules.reader import Reader, reader_of
from eventx.stages import register
from eventx.stages.status.cues import load_cues
from eventx.stages.status.judge import status_of
from eventx.stages.syntax import Syntax, load_spacy_model
from eventx.stages.tokenizer import Rehearsal, create_tokenizer, without_idle_attributes
from eventx.stages.words import let_go
from eventx.windows import WINDOW, Introduced, Window, bounds, introduced, moved, placed, relinked, window

VOCABULARY = 95_000
"""Words and other strings that the vocabulary keeps for good; those that come later are forgotten again."""
BATCH = 100_000
"""Characters of the articles that are tagged and parsed together."""


class Extractor:
    """A loaded model. Call it with an article or a text; it keeps no state between calls.

    Attributes:
        nlp: The pipeline of all stages, which parses every sentence.
        folder: The model folder.
        rules: Its rules.
        gate: What spares sentences that can't yield an event the parser; None: every sentence is parsed.
    """

    def __init__(self, nlp: Language, folder: Path, *, gated: bool = True) -> None:
        self.nlp = nlp
        self.folder = folder
        self.rules: Compiled = compile_rules(load_rules(folder))
        self.gate: Gate | None = load_gate(nlp, folder, self.rules) if gated else None
        self._rehearse = Rehearsal(nlp.tokenizer)
        self._linker = Linker(folder)
        self._assembly = load_assembly_data(folder)
        self._status_of = create_status(folder)
        self._weights: dict[str, float] = load_yaml(folder / "confidence.yml")

    def doc(self, article: Article) -> Doc:
        """Runs the stages over one article, every sentence of it, and returns the annotated document."""
        return self.nlp(self._prepare(article))

    def _prepare(self, article: Article) -> Doc:
        self._rehearse(article.text)
        doc = self.nlp.make_doc(article.text)
        doc.user_data[TEXT] = article.text
        note(doc, "published", article.published)
        note(doc, "title", article.title)
        return doc

    def docs(self, articles: Iterable[Article], begin: int = 0) -> Iterator[Doc]:
        """Runs the stages over a few articles at once; the gate, if there is one, leaves out what is not needed.

        Each stage goes through all of them before the next begins: over short ones that is a third quicker than one
        article after the other, as what a stage looks things up in stays in the processor's cache.

        Args:
            articles: The articles.
            begin: The character of each from which on events are asked for.
        """
        made = [self._prepare(article) for article in articles]
        for _, component in self.nlp.pipeline:
            if self.gate and isinstance(component, Syntax):
                made = self.gate.docs(made, begin)
            else:
                made = list(run_stage(component, made))
        yield from made

    def extract(self, article: Article) -> list[EventBase]:
        """Returns the events of one article, in contract order; a long one goes through in windows."""
        return next(events for _, events in self.extract_many([article]))

    def _extract_long(self, article: Article) -> list[EventBase]:
        found: list[EventBase] = []
        for where, doc in self._windows(article, self._window_doc):
            found += placed((e for e in self.events(doc, where.article) if e.trigger.start >= where.begin), where)
        return relinked(found, self._linker.further)

    def _window_doc(self, where: Window) -> Doc:
        return next(self.docs([where.article], where.begin))

    def _windows(self, article: Article, read: Callable[[Window], Doc]) -> Iterator[tuple[Window, Doc]]:
        """Yields the windows of a long article, each with its document, which is gone when the next one comes."""
        known = Introduced()
        for start, end in bounds(article.text):
            where = window(article, start, end, known)
            with self._forgetting(), uncollected():
                doc = read(where)
                yield where, doc
                for name, (first, last) in introduced(doc, where.begin, known).items():
                    known.add(name, where.place(first), where.place(last - 1) + 1)
                release(doc)

    def _forgetting(self) -> AbstractContextManager[Any]:
        """Returns a context in which what the vocabulary learns is forgotten, once it knows enough words.

        Words that it may keep are tokenised quicker when they come again.
        """
        return self.nlp.memory_zone() if len(self.nlp.vocab.strings) > VOCABULARY else nullcontext()

    def extract_many(self, articles: Iterable[Article]) -> Iterator[tuple[Article, list[EventBase]]]:
        """Yields the events of many articles, in order; their sentences are parsed in common batches."""
        for batch in batches(articles, BATCH):
            if len(batch[0].text) > WINDOW:
                yield batch[0], self._extract_long(batch[0])
                continue
            with self._forgetting(), uncollected():
                found = self._taken(list(self.docs(batch)), batch)
            yield from zip(batch, found, strict=True)

    def _taken(self, docs: Sequence[Doc], articles: Sequence[Article]) -> list[list[EventBase]]:
        """Returns the events of documents that nobody needs any more: all are matched, then all assembled."""
        matched = [self._matched(doc) for doc in docs]
        found = [
            [event for event, _ in self._assembled(doc, article, *match)]
            for doc, article, match in zip(docs, articles, matched, strict=True)
        ]
        for doc in docs:
            release(doc)
        return found

    def events(self, doc: Doc, article: Article) -> list[EventBase]:
        """Returns the events of a document that went through the stages, in contract order."""
        return [event for event, _ in self.described(doc, article)]

    def described(self, doc: Doc, article: Article) -> list[tuple[EventBase, dict[str, float]]]:
        """Returns the events of a document with the features that their confidence follows from."""
        return self._assembled(doc, article, *self._matched(doc))

    def _matched(self, doc: Doc) -> tuple[Reader, list[Match]]:
        """Returns the matches of a document, with what they were looked up in."""
        reader = reader_of(doc, self.rules)
        return reader, matches(doc, self.rules, reader)

    def _assembled(
        self, doc: Doc, article: Article, reader: Reader, matched: Sequence[Match]
    ) -> list[tuple[EventBase, dict[str, float]]]:
        """Returns the events of some matches, as `described` does."""
        if not matched:
            reader.close()
            return []
        strikes = frozenset([match.head for match in matched if match.file.type == "strike"])
        assembler = Assembler(doc, article, reader, self._assembly, self._status_of, strikes)
        found: dict[str, tuple[Match, EventBase]] = {}
        for match in matched:
            event = assembler.event(match)
            if stands_alone(match, event, nominal=reader.tree.pos[match.head] in {"NOUN", "PROPN"}):
                found[event.id] = (match, event)
        result = []
        for event in self._linker.link([e for _, e in found.values()]):
            described = features(doc, found[event.id][0], event)
            sure = confidence(described, self._weights)
            result.append((changed(event, confidence=sure), described))
        reader.close()
        return result

    def with_features(self, article: Article) -> list[tuple[EventBase, dict[str, float]]]:
        """Returns the events of one article with the features that their confidence follows from."""
        return self.described(self.doc(article), article)

    def attempts(self, article: Article) -> tuple[Doc, list[Attempt]]:
        """Returns the document and every rule that a trigger in it woke, with what it lacked."""
        doc = self.doc(article)
        return doc, list(attempts(doc, self.rules))

    def annotate(self, article: Article) -> dict[str, Any]:
        """Returns what the stages found, without the rules: `{"doc", "quantities", "times", "mentions"}`."""
        found: dict[str, list[Any]] = {"quantities": [], "times": [], "mentions": []}
        for where, doc in self._windows(article, lambda where: self.doc(where.article)):
            made: dict[str, Iterator[Span]] = {
                "quantities": (values.quantity(doc, q) for q in quantities(doc)),
                "times": (values.time(doc, t) for t in times(doc)),
                "mentions": (values.mention(doc, m) for m in mentions(doc)),
            }
            for name, spans in made.items():
                found[name] += [moved(s, where).model_dump(mode="json") for s in spans if s.start >= where.begin]
        return {"doc": doc_info(article).model_dump(mode="json"), **found}


def release(doc: Doc) -> None:
    """Frees a document that nobody needs any more.

    What was noted of it points back at it, and both would wait for the garbage collector.
    """
    let_go(doc)
    doc.user_data.clear()


def create_status(folder: Path) -> Callable[[Doc, int, Sequence[ClaimRecord]], Status]:
    """Returns the function that tells the status of an event from its trigger."""
    cues = load_cues(folder)
    return lambda doc, trigger, claims: status_of(doc, trigger, claims, cues)


@contextmanager
def uncollected() -> Iterator[None]:
    """Keeps the garbage collector from going through all of the model again and again while a batch is worked on."""
    if not gc.isenabled():
        yield
        return
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


def run_stage(component: Callable[[Doc], Doc], docs: Iterable[Doc]) -> Iterable[Doc]:
    """Returns documents as they come out of a stage, in batches where it works in batches."""
    if isinstance(component, Syntax):
        return component.pipe(docs)
    return map(component, docs)


def batches(articles: Iterable[Article], size: int) -> Iterator[list[Article]]:
    """Yields articles in groups of no more characters than `size`; one that is longer comes alone."""
    batch: list[Article] = []
    characters = 0
    for article in articles:
        if batch and characters + len(article.text) > size:
            yield batch
            batch, characters = [], 0
        batch.append(article)
        characters += len(article.text)
    if batch:
        yield batch


def load(model: str | Path | None = None, spacy_model: str | None = None, *, gated: bool = True) -> Extractor:
    """Loads a model folder (None: the bundled English one) on a spaCy pipeline (None: the first one installed).

    Args:
        model: The model folder, or the name of one that comes with eventx.
        spacy_model: Name or folder of the spaCy pipeline.
        gated: Whether sentences that can't yield an event are left out before they are parsed.

    Raises:
        ModelError: The model folder is missing or malformed.
        SpacyModelError: The spaCy model is not installed.
    """
    folder = model_dir(model)
    base = load_spacy_model(find_spacy_model(spacy_model))
    try:
        return Extractor(build_pipeline(folder, base, spacy_model), folder, gated=gated)
    except (KeyError, TypeError, AttributeError) as error:
        raise ModelError(f"{folder}: a data file of the model lacks or misshapes {error}") from error


def build_pipeline(folder: Path, base: Language, spacy_model: str | None) -> Language:
    """Returns the pipeline of stages that a model folder lists, on the vocabulary of a spaCy pipeline.

    Raises:
        ModelError: The folder lists a stage that there isn't.
    """
    register()
    without_idle_attributes(base)
    prefixes = load_yaml(folder / "lexicon" / "tokens.yml")["hyphenated_prefixes"]
    nlp: Language = English(vocab=base.vocab, create_tokenizer=lambda nlp: create_tokenizer(nlp, prefixes))
    nlp.max_length = sys.maxsize
    for name, factory, config in stage_configs(folder):
        if not nlp.has_factory(factory):
            raise ModelError(f"{folder / 'config.cfg'}: stage {name!r}: there is no spaCy factory {factory!r}")
        own: dict[str, Any] = {"model_dir": str(folder)}
        if factory == "eventx_syntax":
            own["spacy_model"] = spacy_model
        nlp.add_pipe(factory, name=name, config={**own, **config})
    return nlp


def stage_configs(folder: Path) -> Iterator[tuple[str, str, dict[str, Any]]]:
    """Yields name, factory and settings of the stages that a model folder's `config.cfg` lists, in order.

    A stage without a section of its own has the factory `eventx_NAME` with its default settings.

    Raises:
        ModelError: The file is missing or malformed.
    """
    path = folder / "config.cfg"
    try:
        config = spacy.util.load_config(path)
        for name in config["nlp"]["pipeline"]:
            settings = dict(config.get("components", {}).get(name, {}))
            yield name, settings.pop("factory", f"eventx_{name}"), settings
    except OSError:
        raise ModelError(f"{path}: no such file; a model folder holds a config.cfg") from None
    except (KeyError, ValueError, json.JSONDecodeError) as error:
        raise ModelError(f"{path}: not a pipeline config: {error}") from None
