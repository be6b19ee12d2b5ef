"""The gate: which sentences of an article are tagged, parsed, searched for names and given to the later stages.

Four questions, each asked only of what the one before left: do the words allow an event, does the parse, what other
sentences does it take to understand those, and where must names be looked for.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
from spacy.attrs import SENT_START, TAG
from spacy.language import Language
from spacy.tokens import Doc

from eventx.gate.blank import Bounds, blanked
from eventx.gate.context import Candidate, Reach, Sentence, needed, quotations, read_sentence
from eventx.gate.hints import KINDS, Hints
from eventx.gate.marks import HEAD
from eventx.gate.needs import Needs, compile_needs
from eventx.gate.promise import Hopes, Signs, candidate_of, compile_hopes
from eventx.gate.words import Blanks, Words, word_tables
from eventx.modeldir import load_yaml
from eventx.rules.compiled import Compiled
from eventx.rules.tree import tree_of
from eventx.rules.wake import Wake, wakes
from eventx.stages.gazetteer import GazetteerStage
from eventx.stages.quantities import Quantities
from eventx.stages.syntax import Syntax, Tokens, Unit, tokens_of, write_back
from eventx.stages.terms import Terms
from eventx.strings import strings_of


@dataclass(slots=True)
class Plan:
    """What is known of one document on its way through the gate.

    Attributes:
        doc: The document.
        tokens: Its tokens.
        bounds: The bounds of its sentences.
        sentences: Its sentences, by their words.
        first: Number of the first sentence of which events are asked.
        hints: Of which classes names and pronouns may be.
        found: The clauses that each sentence meets which may hold an event.
        units: The sentences to be parsed, or parsed.
        tagged: Sentences that are tagged, but need not be parsed.
        chosen: Which sentences are kept.
        is_whole: Whether all are parsed whatever they say.
    """

    doc: Doc
    tokens: Tokens
    bounds: list[Bounds]
    sentences: list[Sentence]
    first: int = 0
    hints: Hints | None = None
    found: dict[int, int] = field(default_factory=dict)
    units: dict[int, Unit] = field(default_factory=dict)
    tagged: dict[int, Unit] = field(default_factory=dict)
    chosen: list[bool] = field(default_factory=list)
    is_whole: bool = False


class Gate:
    """Decides for the documents of a batch which sentences are needed, and parses them."""

    def __init__(
        self,
        syntax: Syntax,
        terms: Terms,
        words: Words,
        needs: Needs,
        hopes: Hopes,
        reach: Reach,
        dense: float,
        short: int,
    ) -> None:
        self.syntax = syntax
        self.terms = terms
        self.words = words
        self.needs = needs
        self.hopes = hopes
        self.reach = reach
        self.dense = dense
        self.short = short

    def docs(self, docs: Sequence[Doc], begin: int = 0) -> list[Doc]:
        """Returns documents with the needed sentences parsed, and the others blanked out.

        Args:
            docs: Documents that are split into sentences.
            begin: The character from which on events are asked for; what is before is there to understand the rest.
        """
        plans = [self.plan(doc, begin) for doc in docs]
        units = [unit for plan in plans for unit in plan.units.values()]
        self.syntax.tag(units)
        for plan in plans:
            self.drop(plan)
        self.syntax.parse([unit for plan in plans for unit in plan.units.values()])
        for plan in plans:
            plan.chosen = self.choose(plan)
        more = [unit for plan in plans for unit in self._more(plan)]
        self.syntax.tag([unit for unit in more if not unit.doc.has_annotation("TAG")])
        self.syntax.parse(more)
        self.syntax.find_names([unit for plan in plans for unit in with_names(plan)])
        return [self.finished(plan) for plan in plans]

    def plan(self, doc: Doc, begin: int = 0) -> Plan:
        """Returns what the bare words of a document say; its units are the sentences that may hold an event."""
        tokens = tokens_of(doc)
        words = self.words.read(tokens.texts)
        bounds = tokens.bounds()
        sentences = []
        paragraph = 0
        for start, end in bounds:
            sentences.append(read_sentence(words[start:end], paragraph))
            paragraph += "\n" in tokens.texts[end - 1]
        first = bisect_right(bounds, begin, key=lambda place: doc[place[0]].idx) - 1 if begin else 0
        plan = Plan(doc, tokens, bounds, sentences, first)
        if any(sentence.bits & HEAD for sentence in sentences):
            if len(sentences) <= self.short:
                plan.is_whole = True
                plan.units = dict(enumerate(self.syntax.units(doc, tokens)))
            else:
                self._find_units(plan)
        return plan

    def _find_units(self, plan: Plan) -> None:
        """Makes units of the sentences of a document that may hold an event, by their words."""
        hints = plan.hints = Hints(plan.sentences, self.needs.marks, self.reach.farthest)
        for k in range(plan.first, len(plan.sentences)):
            sentence = plan.sentences[k]
            if not sentence.bits & HEAD:
                continue
            found = hints.clauses(k)
            if self.needs.may_yield(sentence.words, found):
                plan.found[k] = found
                plan.units[k] = self.syntax.unit(plan.doc, plan.tokens, *plan.bounds[k])

    def drop(self, plan: Plan) -> None:
        """Sets aside the tagged sentences in which no word has the part of speech that a trigger needs."""
        if self._is_dense(plan):
            return
        for k, unit in list(plan.units.items()):
            tags = strings_of(unit.doc.vocab, unit.doc.to_array(TAG).tolist())
            start, end = plan.bounds[k]
            words = plan.sentences[k].words
            if len(unit.index) < end - start:
                words = [words[i - start] for i in unit.index]
            if not self.needs.may_wake(words, tags, plan.found[k]):
                plan.tagged[k] = plan.units.pop(k)

    def choose(self, plan: Plan) -> list[bool]:
        """Returns which sentences of a document are needed: those that may yield an event, and their context."""
        if self._is_dense(plan):
            return [True] * len(plan.bounds)
        return needed(plan.sentences, self.candidates(plan), self.reach, plan.first)

    def _is_dense(self, plan: Plan) -> bool:
        """Tells whether the words leave so little out that it isn't worth while to look any closer."""
        if plan.is_whole:
            return True
        parsed = sum(plan.bounds[k][1] - plan.bounds[k][0] for k in plan.units)
        before = plan.bounds[plan.first][0] if plan.first else 0
        return parsed >= self.dense * (len(plan.tokens.texts) - before)

    def candidates(self, plan: Plan) -> dict[int, Candidate]:
        """Returns the sentences of a document that may yield an event, by their parse."""
        found: dict[int, Candidate] = {}
        if plan.hints is None:
            return found
        quotes = quotations(plan.sentences)
        for k, unit in plan.units.items():
            woken = self._woken(unit.doc, plan.found[k])
            if not woken:
                continue
            hinted = plan.hints.hinted(k)
            is_open = k in quotes and quotes[k].start < k
            candidate = candidate_of(unit.doc, woken, self.hopes, hinted, self.terms, is_open=is_open)
            if candidate:
                found[k] = candidate
        return found

    def _woken(self, doc: Doc, found: int) -> list[Wake]:
        """Returns the triggers of a parsed sentence with the rules whose words it has."""
        met: dict[int, bool] = {}
        woken = []
        for wake in wakes(tree_of(doc), self.hopes.compiled):
            if wake.rule not in met:
                met[wake.rule] = self.needs.by_rule[wake.rule].met(found)
            if met[wake.rule]:
                woken.append(wake)
        return woken

    def _more(self, plan: Plan) -> list[Unit]:
        """Returns the needed sentences that aren't parsed yet."""
        missing = [k for k, chosen in enumerate(plan.chosen) if chosen and k not in plan.units]
        for k in missing:
            tagged = plan.tagged.get(k)
            plan.units[k] = tagged or self.syntax.unit(plan.doc, plan.tokens, *plan.bounds[k])
        return [plan.units[k] for k in missing]

    def finished(self, plan: Plan) -> Doc:
        """Returns the document of a plan with its needed sentences parsed and the others blanked out."""
        if all(plan.chosen):
            write_back(plan.doc, plan.units.values())
            return plan.doc
        doc, places = blanked(plan.doc, plan.tokens, plan.chosen)
        units = [unit for k, unit in plan.units.items() if plan.chosen[k]]
        write_back(doc, [Unit(unit.doc, [places[i] for i in unit.index]) for unit in units])
        mark_starts(doc, places, [start for start, _ in plan.bounds])
        texts = plan.tokens.texts
        left_out = (bounds for bounds, is_chosen in zip(plan.bounds, plan.chosen, strict=True) if not is_chosen)
        doc._.blanks = Blanks(self.words, {places[start]: texts[start:end] for start, end in left_out})
        return doc


def with_names(plan: Plan) -> Iterator[Unit]:
    """Yields the chosen sentences with a capitalised word that the gazetteer doesn't know for sure."""
    return (unit for k, unit in plan.units.items() if plan.chosen[k] and plan.sentences[k].named)


def mark_starts(doc: Doc, places: Sequence[int], starts: Sequence[int]) -> None:
    """Marks where the sentences of a document start: spaCy takes white space, once parsed, for the end of the last."""
    marks = np.full((len(doc), 1), -1, dtype="int64")
    marks[[places[start] for start in starts]] = 1
    table: Any = marks.astype("uint64")
    doc.from_array([SENT_START], table)


def load_gate(nlp: Language, folder: Path, compiled: Compiled) -> Gate | None:
    """Returns the gate of a pipeline, or None where its stages aren't those that a gate builds on."""
    stages = dict(nlp.pipeline)
    kinds: tuple[type, ...] = (Syntax, Terms, GazetteerStage, Quantities)
    found = [next((s for s in stages.values() if isinstance(s, kind)), None) for kind in kinds]
    match found:
        case [Syntax() as syntax, Terms() as terms, GazetteerStage() as names, Quantities() as quantities]:
            pass
        case _:
            return None
    lemmatizer = syntax.base.get_pipe("lemmatizer") if syntax.base.has_pipe("lemmatizer") else None
    lexicon = folder / "lexicon"
    settings = load_yaml(lexicon / "gate.yml")
    reach = Reach.of(settings, load_yaml(lexicon / "references.yml"))
    needs = compile_needs(compiled)
    irregular, common = word_tables(lemmatizer, syntax.verb_forms)
    words = Words(
        settings,
        irregular,
        terms.lexicon,
        names.gazetteer,
        needs.marks,
        frozenset(needs.by_head),
        frozenset(head for head, found in needs.by_head.items() if any("ADJ" in need.pos for need in found)),
        reach.words,
        common,
    )
    quotes = frozenset(settings["quotes"])
    pronouns = {word: needs.marks.of(shown) & KINDS for word, shown in words.kinds.items()}
    signs = Signs(pronouns, reach.speakers, reach.determiners | reach.numbers, words.numbers, quantities.data, quotes)
    hopes = compile_hopes(compiled, signs)
    return Gate(syntax, terms, words, needs, hopes, reach, settings["dense"], settings["short"])
