"""Matches compiled rules against an annotated document: triggers by lemma, roles by walking the parse.

`attempts` yields every rule that a trigger woke, with what it lacked; `matches` keeps the complete ones, the best a
trigger. The work is linear in the tokens that carry a trigger word: each walks its own sentence only.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import count
from types import MappingProxyType
from typing import NamedTuple

from spacy.tokens import Doc, Token

from eventx.annotations import (
    Extent,
    MentionRecord,
    QuantityRecord,
    Term,
    entities,
    extent,
    mentions,
    quantities,
    references,
    terms,
)
from eventx.rules.language import Condition, Fill, Rule, RuleBook, RuleFile, Theme, alternatives, token_test
from eventx.rules.paths import PathBook, TokenTest, has_subject

COUNTING = frozenset({"nummod", "amod", "det", "quantmod", "predet", "compound", "nmod", "advmod"})
NESTING = frozenset({"compound", "nmod"})
RELATIVE = frozenset({"WDT", "WP", "WP$"})
JOINING = frozenset({"for", "by", "in", "to", "on", "upon", "under", "as", "during", "through"})
"""Prepositions between a verb and a noun that tell one happening ("freed under a swap", "agreed to a truce")."""
NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "NUM"})


@dataclass(frozen=True, slots=True)
class Filler:
    """What fills a role: the head token of the phrase, whom it names, and how many are counted.

    Attributes:
        head: Token index of the phrase's content head ("drones" in "dozens of drones").
        mentions: Whom or what it names; several for "Russian and American officials".
        count: The number that the phrase gives, or None.
        path: Name of the path that led there.
        rank: Place of that path among its alternatives, 0 the most trusted.
    """

    head: int
    mentions: tuple[MentionRecord, ...]
    count: QuantityRecord | None
    path: str
    rank: int


@dataclass(frozen=True, slots=True)
class Match:
    """A rule that found all it needs; `whole`: the match that it is a subset of ("including two children")."""

    file: RuleFile
    rule: Rule
    head: int
    trigger: Extent
    mode: str
    roles: Mapping[str, tuple[Filler, ...]]
    whole: Match | None = None


@dataclass(frozen=True, slots=True)
class Attempt:
    """A rule that a trigger woke: its match, or what it lacked."""

    rule: Rule
    trigger: Extent
    match: Match | None
    lacks: tuple[str, ...] = ()


class _Entry(NamedTuple):
    rest: tuple[str, ...]
    pos: frozenset[str]
    rule: int


@dataclass(frozen=True, slots=True)
class Compiled:
    """A rule book ready to match: rules by trigger lemma, conditions as token tests."""

    book: RuleBook
    rules: tuple[tuple[RuleFile, Rule], ...]
    verbs: Mapping[str, tuple[_Entry, ...]]
    nouns: Mapping[str, tuple[_Entry, ...]]
    conditions: Mapping[int, tuple[tuple[bool, tuple[tuple[str, Condition, TokenTest], ...]], ...]]

    @property
    def trigger_lemmas(self) -> frozenset[str]:
        """The lemmas of all trigger heads."""
        return frozenset(self.verbs) | frozenset(self.nouns)


def compile_rules(book: RuleBook) -> Compiled:
    """Indexes the rules of a book by the head lemma of their triggers."""
    rules = tuple(book.rules())
    verbs: dict[str, list[_Entry]] = defaultdict(list)
    nouns: dict[str, list[_Entry]] = defaultdict(list)
    conditions = {}
    for i, (file, rule) in enumerate(rules):
        for phrase in rule.trigger.lemma:
            words = phrase.lower().split()
            if "NOUN" in rule.trigger.pos:
                nouns[words[-1]].append(_Entry(tuple(words[:-1]), frozenset({"NOUN", "PROPN"}), i))
            others = frozenset(rule.trigger.pos) - {"NOUN"}
            if others:
                verbs[words[0]].append(_Entry(tuple(words[1:]), others, i))
        conditions[i] = tuple(
            (wanted, tuple((name, test, token_test(test)) for name, test in condition.items()))
            for wanted, group in ((True, rule.when), (False, rule.unless), (False, file.unless))
            for condition in group
        )
    index = tuple({k: tuple(v) for k, v in table.items()} for table in (verbs, nouns))
    return Compiled(book, rules, index[0], index[1], conditions)


class Reader:
    """What the matcher looks up in one document, indexed once."""

    def __init__(
        self, doc: Doc, fills: Mapping[str, Fill], paths: PathBook, themes: Mapping[str, Theme] = MappingProxyType({})
    ) -> None:
        self.doc = doc
        self.fills = fills
        self.paths = paths
        self.theme_words = themes
        self._themes: dict[int, frozenset[str]] = {}
        self.by_head: dict[int, list[MentionRecord]] = defaultdict(list)
        for mention in mentions(doc):
            self.by_head[mention.head].append(mention)
        for reference in references(doc):
            if reference.antecedents:
                self.by_head[reference.head] = list(reference.antecedents)
        self.term_at: dict[int, Term] = {t.end - 1: t for t in terms(doc)}
        self.entity_at = {e.end - 1: e for e in entities(doc)}
        self._routes: dict[tuple[str, int], tuple[list[list[Token]], Iterator[list[Token]]]] = {}
        self._anywhere: dict[TokenTest, bool] = {}
        self.quantity_at = {i: q for q in quantities(doc) for i in range(q.start, q.end)}

    def routes(self, name: str, token: Token) -> Iterator[list[Token]]:
        """Yields where each alternative of a named path leads from a token; walked once, however many rules ask."""
        known, rest = self._routes.setdefault((name, token.i), ([], self.paths.routes(name, token, self.classes)))
        for i in count():
            if i == len(known):
                found = next(rest, None)
                if found is None:
                    return
                known.append(found)
            yield known[i]

    def anywhere(self, test: TokenTest) -> bool:
        """Tells whether any token of the document passes a test; looked up once a test."""
        if test not in self._anywhere:
            self._anywhere[test] = any(test.holds(t, self.classes) for t in self.doc)
        return self._anywhere[test]

    def classes(self, token: Token) -> frozenset[str]:
        """Returns the semantic classes of a token, from its lexicon term, its entity and its mentions."""
        found: frozenset[str] = frozenset()
        if term := self.term_at.get(token.i):
            found |= term.classes
        if entity := self.entity_at.get(token.i):
            subclass = getattr(entity, "subclass", None)
            found |= {entity.label, *([subclass] if subclass else [])}
        for mention in self.by_head.get(token.i, ()):
            found |= mention.classes
        return found

    def themes(self, token: Token) -> frozenset[str]:
        """Returns what the passage around a token is about: its sentence and the few before and after it."""
        start = token.sent.start
        if start not in self._themes:
            words = list(self._passage(token))
            found = {name: self._theme_words(theme, words) for name, theme in self.theme_words.items()}
            self._themes[start] = frozenset(
                name
                for name, theme in self.theme_words.items()
                if len(found[name]) >= theme.least and (not theme.over or len(found[name]) > len(found[theme.over]))
            )
        return self._themes[start]

    def _passage(self, token: Token, sentences: int = 5) -> Iterator[Token]:
        first = last = token.sent
        for _ in range(sentences):
            first = self.doc[first.start - 1].sent if first.start else first
            last = self.doc[last.end].sent if last.end < len(self.doc) else last
        return iter(self.doc[first.start : last.end])

    def _theme_words(self, theme: Theme, words: Iterable[Token]) -> set[str]:
        classes, lemmas = set(theme.cls), set(theme.lemma)
        found = set()
        for token in words:
            term = self.term_at.get(token.i)
            if token.lemma_.lower() in lemmas:
                found.add(token.lemma_.lower())
            elif term and classes & term.classes and term.lemma not in theme.not_lemma:
                found.add(term.lemma)
            elif (entity := self.entity_at.get(token.i)) and classes & {entity.label, entity.subclass}:
                found.add(entity.name)
        return found

    def content(self, token: Token) -> Token:
        """Returns the token that carries the meaning of a phrase: through "dozens of", and "who" to its noun."""
        if token.tag_ in RELATIVE:
            verb = token.head
            while verb.dep_ in {"conj", "xcomp", "aux", "auxpass", "prep", "agent", "pobj"} and verb.dep_ != "relcl":
                verb = verb.head
            if verb.dep_ in {"relcl", "acl"} and verb.head.i < token.i:
                noun = verb.head  # "X, a militia which bombed": of X
                apposed = noun.dep_ == "appos" and noun.head.pos_ == "PROPN" and noun.pos_ == "NOUN"
                return self.content(noun.head if apposed else noun)
            return self._counted_before(token) or token
        if token.lemma_.lower() in self.paths.lists["groups"] or token.pos_ in {"NUM", "DET", "ADJ"}:
            for prep in token.children:
                if prep.dep_ == "prep" and prep.lower_ == "of":
                    for inner in prep.children:
                        if inner.dep_ == "pobj" and (inner.pos_ in {"NOUN", "PROPN", "NUM"} or inner.tag_ in RELATIVE):
                            return self.content(inner)
        return token

    def _counted_before(self, relative: Token) -> Token | None:
        """Returns the noun that "110 of which" is a part of, where the parse loses it: the last one with a number."""
        if relative.dep_ != "pobj" or relative.head.lower_ != "of":
            return None
        before = self.doc[relative.sent.start : relative.head.head.left_edge.i]
        return next(
            (t for t in reversed(before) if t.pos_ == "NOUN" and any(c.dep_ == "nummod" for c in t.children)), None
        )

    def earlier(self, number: Token, fill: Fill) -> tuple[MentionRecord, ...]:
        """Returns what a bare number counts: the last fitting plural before it, at most two sentences back."""
        if number.pos_ != "NUM" and number.i not in self.quantity_at:
            return ()
        start = number.sent
        for _ in range(2):
            start = self.doc[start.start - 1].sent if start.start else start
        for token in reversed(self.doc[start.start : number.i]):
            if token.tag_ not in {"NNS", "NNPS"}:
                continue
            for mention in self.by_head.get(token.i, ()):
                if mention.kind in fill.kind or set(fill.cls) & mention.classes:
                    spot = extent(self.doc, number.i, number.i + 1)
                    where = {k: getattr(spot, k) for k in ("start", "end", "start_char", "end_char")}
                    origin = extent(self.doc, mention.start, mention.end)
                    return (replace(mention, **where, head=number.i, name=token.text, resolved_from=origin),)
        return ()

    def count(self, outer: Token, inner: Token) -> QuantityRecord | None:
        """Returns the number that counts a phrase: of its outer head ("dozens of drones") or before its noun."""
        for token in (outer, inner):
            before = [c for c in token.children if c.i < token.i and c.dep_ in COUNTING]
            inside = [
                t for c in before if c.dep_ in NESTING for t in c.children if t.pos_ == "NUM"
            ]  # "six police force men"
            for spot in (token, *before, *inside):
                if (found := self.quantity_at.get(spot.i)) and not found.unit:
                    return self._part_of(found)
        if inner.i and (found := self.quantity_at.get(inner.i - 1)) and not found.unit and found.end == inner.i:
            return found
        return None

    def _part_of(self, whole: QuantityRecord) -> QuantityRecord:
        """Returns the number that is told to be a part of another ("34 of 40 drones"), else the number itself."""
        if whole.start > 1 and self.doc[whole.start - 1].lower_ == "of":
            part = self.quantity_at.get(whole.start - 2)
            if (
                part
                and not part.unit
                and part.value is not None
                and whole.value is not None
                and part.value < whole.value
            ):
                return part
        return whole

    def stands_for_number(self, token: Token) -> bool:
        """Tells whether a head is a number itself ("killed five", "another was hurt"), not a unit of something else."""
        if quantity := self.quantity_at.get(token.i):
            return not quantity.unit
        return token.lower_ in self.paths.lists.get("bare_counts", frozenset())

    def named(self, token: Token) -> tuple[MentionRecord, ...]:
        """Returns whom or what a head token names; a plain record of its noun phrase where no stage knows it."""
        if found := self.by_head.get(token.i):
            return tuple(found)
        if (
            (entity := self.entity_at.get(token.i))
            and entity.country
            and entity.label in {"demonym", "country", "capital"}
        ):
            spot = (entity.start, entity.end, entity.start_char, entity.end_char)
            classes = frozenset({entity.label})
            return (MentionRecord(*spot, token.i, entity.name, "country", entity.country, classes, entity.geo, True),)
        if token.pos_ not in NOMINAL and token.tag_ not in {"VBN", "JJ", "CD"} and not self.stands_for_number(token):
            return ()
        start = min(
            (t.i for t in token.lefts if t.dep_ in {"amod", "compound", "nummod", "poss", "nmod"}), default=token.i
        )
        where = extent(self.doc, start, token.i + 1)
        return (
            MentionRecord(
                where.start,
                where.end,
                where.start_char,
                where.end_char,
                head=token.i,
                name=where.text(self.doc),
                kind="other",
                classes=self.classes(token),
            ),
        )


def _begins_clause(token: Token, conj: Token) -> bool:
    """Tells whether what hangs on an object as its second half is the subject of the next clause, by the word after.

    The parser reads "killed a guard and two others were hurt" as "killed a guard and two others".
    """
    if token.dep_ in {"nsubj", "nsubjpass", "conj"} or conj.i + 1 >= conj.sent.end:
        return False
    after = conj.doc[conj.i + 1]
    verb = after.head if after.dep_ in {"aux", "auxpass"} else after
    return after.tag_ in {"VBD", "VBP", "VBZ"} and after.pos_ == "AUX" and not has_subject(verb)


def coordinated(token: Token) -> list[Token]:
    """Returns a token and all that is coordinated with it, except clauses."""
    found = [token]
    for child in token.children:
        if child.dep_ == "conj" and child.pos_ in {"NOUN", "PROPN", "PRON", "NUM", "ADJ", "X"}:
            found += [] if _begins_clause(token, child) else coordinated(child)
        elif child.dep_ == "appos":
            found += [t for t in _listed(token, child) if t not in found]
    return found


def _listed(token: Token, apposed: Token) -> list[Token]:
    """Returns what a parse hangs on an apposition though it goes on with the list that the token began.

    "envoys Karl Weber and John Hill" has two names of one plural, "Ali Demir, the army chief, and Omani officials" a
    second member after the comma that closes the apposition, "Ali Demir, Ana Vega (his aide) and Rosa Mora" three.
    """
    names = coordinated(apposed)
    if apposed.ent_type_ == "PERSON" and (token.ent_type_ == "PERSON" or (token.tag_ == "NNP" and not token.ent_type_)):
        return names  # "His Majesty, King X" too: a form of address names nobody
    if token.tag_ == "NNS" and apposed.pos_ == "PROPN":
        return names[1:]
    doc = token.doc
    starts = {t.i: t.left_edge.i for t in names[1:]}
    return [
        t
        for t in names[1:]
        if starts[t.i] > 1 and doc[starts[t.i] - 1].dep_ == "cc" and doc[starts[t.i] - 2].text == ","
    ]


def may_fill(mention: MentionRecord, fill: Fill, head: Token, counted: bool) -> bool:
    """Tells whether a mention is of a type that may fill a role; `counted`: its head is a number or stands for one."""
    if fill.any or head.lower_ in fill.text:
        return True
    if set(fill.not_class) & mention.classes or head.lemma_.lower() in fill.not_lemma:
        return False
    if mention.kind in fill.kind or set(fill.cls) & mention.classes:
        return True
    if fill.unknown and head.tag_ == "NNS" and mention.kind == "other" and not mention.classes:
        return any(child.dep_ == "nummod" for child in head.children)
    as_number = fill.number and counted and mention.kind in {"other", "group"}
    return as_number or (fill.country and mention.country is not None)


def fillers(reader: Reader, start: Token, path: str, fill: Fill, taken: frozenset[int]) -> tuple[Filler, ...]:
    """Returns what fills a role: the first alternative of the path where anything fits, with all coordinated heads."""
    for rank, union in enumerate(alternatives(path)):
        found: dict[int, Filler] = {}
        for name in union:
            for ends in reader.routes(name, start):
                fitting = _fitting(reader, start, ends, fill, taken | {start.i, *found}, name, rank)
                found |= fitting
                if fitting:
                    break
        if found:
            return tuple(found[i] for i in sorted(found))
    return ()


def _fitting(
    reader: Reader, start: Token, ends: Sequence[Token], fill: Fill, taken: frozenset[int], path: str, rank: int
) -> dict[int, Filler]:
    found: dict[int, Filler] = {}
    for end, outer, held in ((e, o, i) for e in ends for t in coordinated(e) for o, i in _contents(reader, t)):
        told = held.i in taken and outer.i not in taken and reader.stands_for_number(outer)
        inner = outer if told else held  # "12 people, six of whom": the people are told already
        if inner.i in found or inner.i in taken or (end.i < start.i < outer.i and end.is_ancestor(start)):
            continue  # "ten men killed and two freed" is no coordination across the trigger
        counted = reader.stands_for_number(inner)
        fitting = tuple(m for m in reader.named(inner) if may_fill(m, fill, inner, counted))
        if not fitting and fill.earlier and outer is inner:
            fitting = reader.earlier(inner, fill)
        if fitting:
            found[inner.i] = Filler(inner.i, fitting, reader.count(outer, inner), path, rank)
    return found


def _contents(reader: Reader, outer: Token) -> Iterator[tuple[Token, Token]]:
    """Yields a head and what it holds, with all that is coordinated there ("a barrage of 36 drones and 9 missiles")."""
    inner = reader.content(outer)
    yield outer, inner
    if inner.i > outer.i:
        yield from ((t, t) for t in coordinated(inner)[1:])


def _lemma(token: Token) -> str:
    return str(token.lemma_).lower()


def _follows(token: Token, rest: tuple[str, ...]) -> int | None:
    """Returns the end (token index) of a trigger of several words that starts at its head, or None."""
    doc, i = token.doc, token.i + 1
    if [_lemma(t) for t in doc[i : i + len(rest)]] == list(rest):
        return int(i + len(rest))
    for child in token.children:
        if (
            child.i > token.i
            and _lemma(child) == rest[0]
            and child.dep_ in {"prt", "advmod", "prep", "dobj", "acomp", "oprd", "attr"}
        ):
            words = [_lemma(t) for t in doc[child.i : child.i + len(rest)]]
            if words == list(rest):
                return int(token.i + 1)
    return None


def _precedes(token: Token, rest: tuple[str, ...]) -> int | None:
    """Returns the start (token index) of a trigger of several words that ends at its head, or None."""
    start = token.i - len(rest)
    if start < 0 or [t.lower_ if t.pos_ == "ADJ" else _lemma(t) for t in token.doc[start : token.i]] != list(rest):
        return None
    return int(start)


def candidates(doc: Doc, compiled: Compiled) -> Iterator[tuple[Token, Extent, int]]:
    """Yields head, extent and rule index of every trigger in the document, in text order."""
    for token in doc:
        if token.dep == 0:
            continue
        lemma = _lemma(token)
        for entry in compiled.verbs.get(lemma, ()):
            if token.pos_ in entry.pos or (token.tag_ in {"VBN", "VBG", "VBD"} and "VERB" in entry.pos):
                end = _follows(token, entry.rest) if entry.rest else token.i + 1
                if end is not None:
                    yield token, extent(doc, token.i, end), entry.rule
        for entry in compiled.nouns.get(lemma, ()):
            if token.pos_ in entry.pos:
                start = _precedes(token, entry.rest) if entry.rest else token.i
                if start is not None:
                    yield token, extent(doc, start, token.i + 1), entry.rule


def _holds(
    reader: Reader,
    token: Token,
    where: Extent,
    name: str,
    condition: Condition,
    test: TokenTest,
    types: Mapping[int, set[str]],
) -> bool:
    doc = reader.doc
    if name == "trigger":
        spots: Sequence[Token] = [token]
    elif name == "before":
        spots = [doc[where.start - 1]] if where.start else []
    elif name == "after":
        spots = [doc[where.end]] if where.end < len(doc) else []
    elif name == "sentence":
        spots = list(token.sent)
    elif name == "document":
        return reader.anywhere(test)
    elif name == "article":
        spots = [doc[i] for i in types if i != token.i]
    elif name == "theme":
        return bool(set(condition.text) & reader.themes(token))
    else:
        spots = [t for end in next(iter(reader.routes(name, token)), []) for t in coordinated(end)]
    return any(
        test.holds(t, reader.classes)
        and (not condition.trigger_of or set(condition.trigger_of) & types.get(t.i, set()))
        for t in spots
    )


def attempts(doc: Doc, compiled: Compiled, thorough: bool = True) -> Iterator[Attempt]:
    """Yields every rule that a trigger of the document woke, with its match or what it lacked.

    Args:
        doc: An annotated document.
        compiled: The rules.
        thorough: Whether to name all that a rule lacked; else the first lack ends its attempt.
    """
    reader = Reader(doc, compiled.book.fills, compiled.book.paths, compiled.book.themes)
    found = list(candidates(doc, compiled))
    types: dict[int, set[str]] = defaultdict(set)
    for token, _, i in found:
        if token.pos_ in {"NOUN", "PROPN"}:
            types[token.i].add(compiled.rules[i][0].type)
    for token, where, i in found:
        yield _attempt(reader, compiled, token, where, i, types, thorough)


def _attempt(
    reader: Reader,
    compiled: Compiled,
    token: Token,
    where: Extent,
    i: int,
    types: Mapping[int, set[str]],
    thorough: bool,
) -> Attempt:
    file, rule = compiled.rules[i]
    lacks: list[str] = []
    for wanted, condition in compiled.conditions[i]:
        if all(_holds(reader, token, where, *part, types) for part in condition) is not wanted:
            names = " and ".join(name for name, _, _ in condition)
            lacks.append(f"{'if' if wanted else 'unless'} {names}")
            if not thorough:
                return Attempt(rule, where, None, tuple(lacks))
    roles = _roles(reader, file, rule, token)
    lacks += [f"no {' or '.join(group)}" for group in rule.need if not any(roles.get(r) for r in group)]
    if lacks:
        return Attempt(rule, where, None, tuple(lacks))
    mode = mode_of(reader, file, rule, token, roles)
    return Attempt(rule, where, Match(file, rule, token.i, where, mode, roles))


def _roles(reader: Reader, file: RuleFile, rule: Rule, token: Token) -> dict[str, tuple[Filler, ...]]:
    roles: dict[str, tuple[Filler, ...]] = {}
    for role, spec in rule.where.items():
        fill = reader.fills[spec.fill or file.roles[role].fill]
        merged = file.roles[role].also
        taken = frozenset(f.head for name, other in roles.items() if name not in merged for f in other)
        roles[role] = fillers(reader, token, spec.path, fill, taken)
    return {role: found for role, found in roles.items() if found}


def mode_of(reader: Reader, file: RuleFile, rule: Rule, token: Token, roles: Mapping[str, tuple[Filler, ...]]) -> str:
    """Returns the mode of a match: the rule's own, else by the classes of weapons and of the trigger's modifiers."""
    if isinstance(rule.mode, str):
        return rule.mode
    table = {**(rule.mode or {})} or dict(file.modes)
    spots = [reader.doc[f.head] for r, spec in file.roles.items() if spec.kind == "items" for f in roles.get(r, ())]
    spots += [t for t in token.lefts if t.dep_ in {"compound", "amod", "nmod"}]
    spots += [c for t in spots for c in t.lefts if c.dep_ in {"compound", "amod"}]
    actors = [reader.doc[f.head] for r in ("attacker", "transfers", "visitor") for f in roles.get(r, ())]
    named = {f.head: m.classes for fs in roles.values() for f in fs for m in f.mentions}
    for spot in [*spots, token, *actors]:
        for name in sorted(
            {*reader.classes(spot), *named.get(spot.i, ()), _lemma(spot), spot.lower_}, key=len, reverse=True
        ):
            if name in table:
                return table[name]
    return table.get("else") or file.default_mode or "other"


def matches(doc: Doc, compiled: Compiled) -> list[Match]:
    """Returns the complete matches, for each trigger and type the best, in text order of their triggers."""
    best: dict[tuple[str, int], Match] = {}
    for attempt in attempts(doc, compiled, thorough=False):
        match = attempt.match
        if match is None:
            continue
        key = (match.file.type, match.head)
        if key not in best or _worth(match) > _worth(best[key]):
            best[key] = match
    told = {(m.file.type, doc[m.head].sent.start) for m in best.values() if not m.rule.fallback}
    found = [m for m in best.values() if not m.rule.fallback or (m.file.type, doc[m.head].sent.start) not in told]
    kept = [m for m in found if not any(_absorbs(doc, other, m) for other in found)]
    reader = Reader(doc, compiled.book.fills, compiled.book.paths)
    return [single for match in kept for single in split(reader, match)]


def _absorbs(doc: Doc, one: Match, other: Match) -> bool:
    """Tells whether a match says all of another: a verb and the noun of the same type that it governs are one event."""
    if one is other or one.file.type != other.file.type or one.head == other.head:
        return False
    if _echoes(doc, one, other):
        return True
    up = next((m for m, n in ((one, other), (other, one)) if _governs(doc[m.head], doc[n.head])), None)
    if up is None:
        return False
    return _worth(one) > _worth(other) or (_worth(one) == _worth(other) and one is up)


def _echoes(doc: Doc, one: Match, other: Match) -> bool:
    """Tells whether a verb says of the same ones what the verb before its "or" says ("shot down or jammed")."""
    verb = doc[other.head]
    if verb.dep_ != "conj" or verb.head.i != one.head or one.mode != other.mode or verb.pos_ != "VERB":
        return False
    mine, yours = ({f.head for fs in m.roles.values() for f in fs} for m in (one, other))
    return bool(yours) and yours <= mine


def _governs(verb: Token, noun: Token) -> bool:
    """Tells whether a verb and a noun (or an infinitive) below it, or above it as a participle, tell one happening."""
    if verb.pos_ != "VERB":
        return False
    if noun.pos_ == "VERB":
        return noun.dep_ == "xcomp" and noun.head.i == verb.i
    if noun.pos_ not in {"NOUN", "PROPN"}:
        return False
    if verb.head.i == noun.i:
        return verb.dep_ == "acl"
    while noun.dep_ == "pobj" and noun.head.lower_ == "of" and noun.head.head.pos_ == "NOUN":
        noun = noun.head.head  # "the first phase of a truce", "as part of a swap"
    above = noun.head
    if above.i == verb.i or (above.dep_ == "xcomp" and above.head.i == verb.i):
        return noun.dep_ in {"dobj", "nsubj", "nsubjpass", "attr"}
    return noun.dep_ == "pobj" and above.head.i == verb.i and above.lower_ in JOINING


def _worth(match: Match) -> tuple[int, int, int]:
    return match.rule.priority, len(match.roles), match.trigger.end - match.trigger.start


def split(reader: Reader, match: Match) -> list[Match]:
    """Splits a match into one for each filler of the role that its type counts by (`each`), and one for each subset."""
    role = match.file.each
    if not role:
        return [match]
    groups = [f for f in match.roles.get(role, ()) if not _names_another(reader.doc[f.head], match.roles[role])]
    wholes = [replace(match, roles={**match.roles, role: (g,)}) for g in groups] if len(groups) > 1 else [match]
    return wholes + [part for k, whole in enumerate(wholes) for part in _parts(reader, whole, role, first=k == 0)]


def _names_another(token: Token, fillers: Sequence[Filler]) -> bool:
    """Tells whether a filler only names another one ("two men, Ali and Omar, were hurt")."""
    heads = {f.head for f in fillers}
    here = token
    while here.dep_ in {"conj", "appos"}:
        apposed, here = here.dep_ == "appos", here.head
        if apposed and here.i in heads:
            return True
    return False


def _parts(reader: Reader, whole: Match, role: str, first: bool) -> Iterator[Match]:
    """Yields the subsets that are told beside a whole ("12 people, including two children")."""
    spec = whole.file.parts
    if spec is None:
        return
    fill = reader.fills[spec.fill or whole.file.roles[role].fill]
    own = {f.head for f in whole.roles.get(role, ())}
    starts = sorted(own | ({whole.head} if first else set()))
    taken = frozenset({whole.head, *(f.head for fs in whole.roles.values() for f in fs)})
    found: dict[int, Filler] = {}
    for start in starts:
        for filler in fillers(reader, reader.doc[start], spec.path, fill, taken):
            found.setdefault(filler.head, filler)
    kept = {name: fs for name, fs in whole.roles.items() if whole.file.roles[name].kind not in {"quantity", "change"}}
    for head in sorted(found):
        yield replace(whole, roles={**kept, role: (found[head],)}, whole=whole)
