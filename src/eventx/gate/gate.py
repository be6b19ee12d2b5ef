"""The gate: which sentences of an article are tagged, parsed, searched for names and given to the later stages.

Four questions, each asked only of what the one before left: do the words allow an event, does the parse, what other
sentences does it take to understand those, and where must names be looked for.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from spacy.attrs import ORTH
from spacy.language import Language
from spacy.strings import StringStore
from spacy.tokens import Doc

from eventx.gate.blank import Bounds, blanked
from eventx.gate.context import Reach, Sentence, needed
from eventx.gate.needs import Needs, compile_needs, hint_mark
from eventx.gate.promise import Hopes, compile_hopes, promising
from eventx.gate.words import KNOWN, NAME, Words, load_words
from eventx.modeldir import load_yaml
from eventx.rules.match import Compiled
from eventx.stages.gazetteer import GazetteerStage
from eventx.stages.syntax import Syntax, Unit, unit_of, write_back
from eventx.stages.terms import Terms

LABELS = frozenset(
    {"country", "demonym", "capital", "city", "region", "water", "metonym", "org", "armed_force", "ministry"}
    | {"government", "armed_group", "igo", "media", "person", "facility", "weapon", "other"}
)
"""Classes that a name may have whatever the document says of it."""


@dataclass(slots=True)
class Plan:
    """What is known of one document on its way through the gate."""

    doc: Doc
    bounds: list[Bounds]
    sentences: list[Sentence]
    hinted: frozenset[str]
    units: dict[int, Unit] = field(default_factory=dict)
    chosen: list[bool] = field(default_factory=list)


class Gate:
    """Decides for the documents of a batch which sentences are needed, and parses them."""

    def __init__(self, syntax: Syntax, terms: Terms, words: Words, needs: Needs, hopes: Hopes, reach: Reach) -> None:
        self.syntax = syntax
        self.terms = terms
        self.words = words
        self.needs = needs
        self.hopes = hopes
        self.reach = reach

    def docs(self, docs: Sequence[Doc]) -> list[Doc]:
        """Returns documents with the needed sentences parsed, and the others blanked out.

        Args:
            docs: Documents that are split into sentences.
        """
        plans = [self.plan(doc) for doc in docs]
        units = [unit for plan in plans for unit in plan.units.values()]
        self.syntax.tag(units)
        self.syntax.parse(units)
        for plan in plans:
            plan.chosen = self.choose(plan)
        more = [unit for plan in plans for unit in self._more(plan)]
        self.syntax.tag(more)
        self.syntax.parse(more)
        self.syntax.find_names([unit for plan in plans for k, unit in plan.units.items() if plan.chosen[k]])
        return [finished(plan) for plan in plans]

    def plan(self, doc: Doc) -> Plan:
        """Returns what the bare words of a document say; its units are the sentences that may hold an event."""
        strings = doc.vocab.strings
        orths = doc.to_array([ORTH]).ravel().tolist()
        features = self.words.features(orths, strings)
        hinted = self.needs.hinted(features, LABELS)
        hints = frozenset(map(hint_mark, hinted))
        starts = [token.i for token in doc if token.is_sent_start]
        bounds = list(zip(starts, [*starts[1:], len(doc)], strict=True))
        plan = Plan(doc, bounds, [], hinted)
        paragraph = 0
        for k, (start, end) in enumerate(bounds):
            words = features[start:end]
            plan.sentences.append(self._sentence(orths[start:end], words, strings, paragraph))
            if "\n" in doc[end - 1].text:
                paragraph += 1
            if self.needs.may_yield(words, hints):
                plan.units[k] = unit_of(doc, start, end, self.syntax.known)
        return plan

    def _sentence(
        self, orths: list[int], words: list[frozenset[str]], strings: StringStore, paragraph: int
    ) -> Sentence:
        named = [(orth, KNOWN in found) for orth, found in zip(orths, words, strict=True) if NAME in found]
        begins = bool(named) and NAME in next(filter(None, words))
        names = [strings[orth] for orth, is_known in named[begins:] if not is_known]
        initial = strings[named[0][0]] if begins and not named[0][1] else None
        marks = sum(strings[orth] in self.reach.quotes for orth, found in zip(orths, words, strict=True) if not found)
        features = frozenset().union(*words)
        return Sentence(features, frozenset(names), initial, marks, paragraph)

    def choose(self, plan: Plan) -> list[bool]:
        """Returns which sentences of a document are needed: those that may yield an event, and their context."""
        chosen = [False] * len(plan.bounds)
        for k, unit in plan.units.items():
            chosen[k] = promising(self.terms(unit.doc), self.hopes, plan.hinted)
        return needed(plan.sentences, chosen, self.reach)

    def _more(self, plan: Plan) -> list[Unit]:
        """Returns the needed sentences that aren't parsed yet."""
        missing = [k for k, chosen in enumerate(plan.chosen) if chosen and k not in plan.units]
        for k in missing:
            plan.units[k] = unit_of(plan.doc, *plan.bounds[k], self.syntax.known)
        return [plan.units[k] for k in missing]


def finished(plan: Plan) -> Doc:
    """Returns the document of a plan with its needed sentences parsed and the others blanked out."""
    doc, places = blanked(plan.doc, plan.bounds, plan.chosen)
    units = [unit for k, unit in plan.units.items() if plan.chosen[k]]
    write_back(doc, [Unit(unit.doc, [places[i] for i in unit.index]) for unit in units])
    doc._context = plan.doc._context
    return doc


def load_gate(nlp: Language, folder: Path, compiled: Compiled) -> Gate | None:
    """Returns the gate of a pipeline, or None where its stages aren't those that a gate builds on."""
    stages = dict(nlp.pipeline)
    kinds: tuple[type, ...] = (Syntax, Terms, GazetteerStage)
    found = [next((s for s in stages.values() if isinstance(s, kind)), None) for kind in kinds]
    match found:
        case [Syntax() as syntax, Terms() as terms, GazetteerStage() as names]:
            pass
        case _:
            return None
    lemmatizer = syntax.base.get_pipe("lemmatizer") if syntax.base.has_pipe("lemmatizer") else None
    words = load_words(folder, lemmatizer, syntax.verb_forms, terms.lexicon, names.gazetteer)
    data = load_yaml(folder / "lexicon" / "gate.yml")
    return Gate(syntax, terms, words, compile_needs(compiled), compile_hopes(compiled), Reach.of(data))
