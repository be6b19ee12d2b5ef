"""Named paths over a dependency parse: the syntax that rules refer to by name.

A path is a row of steps from the trigger to a role's head token, written as text in a model's `paths.yml`:

    active >nsubj                  a child by dependency label, if the trigger is active
    passive >agent >pobj           two steps down
    bare <conj >nsubj              up to the verb it is coordinated with, then down; `bare`: it has no subject itself
    >prep[on|against] >pobj        a child with one of these lemmas
    <dobj[#light] >nsubj           a lemma of the named list `light`
    >dobj[pos=NOUN,class=weapon]   tests on the token that the step arrives at
    >>[class=weapon]               any token of the trigger's own clause
    -[pos=NUM]                     the word right before; + is the one right after
    <dobj[#light] @subject         goes on from there as the named path does

A predicate (`active`, `bare`...) tests the token that the path has reached so far. A name stands for alternatives in
order of trust: the first that arrives anywhere wins.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from spacy.tokens import Token

from eventx.annotations import Extent

Classes = Callable[[Token], frozenset[str]]
"""Gives the semantic classes of a token (see `eventx.annotations.Term`)."""

OBJECT_DEPS = frozenset({"dobj", "dative"})
CLAUSE_DEPS = frozenset({"ccomp", "advcl", "relcl", "parataxis", "csubj"})
SUBJECT_DEPS = frozenset({"nsubj", "nsubjpass", "csubj", "expl"})
BARE_PASSIVE_DEPS = frozenset(
    {
        "acl",
        "advcl",
        "amod",
        "ROOT",
        "relcl",
        "ccomp",
        "conj",
        "dep",
        "appos",
        "pobj",
        "compound",
        "oprd",
        "xcomp",
        "pcomp",
    }
)
PREDICATES = frozenset({"active", "passive", "bare", "verb", "noun", "participle", "infinitive", "objectless"})
_STEP = re.compile(r"(?P<dir>>>|>|<|-|\+)(?P<deps>[A-Za-z|]*)(?:\[(?P<tests>[^\]]*)\])?")


class PathError(ValueError):
    """A path is not well formed; the message says where."""


@dataclass(frozen=True, slots=True)
class TokenTest:
    """Conditions on one token; all that are given must hold, each by one of its values."""

    lemma: frozenset[str] = frozenset()
    text: frozenset[str] = frozenset()
    pos: frozenset[str] = frozenset()
    tag: frozenset[str] = frozenset()
    dep: frozenset[str] = frozenset()
    cls: frozenset[str] = frozenset()
    no_cls: frozenset[str] = frozenset()

    def holds(self, token: Token, classes: Classes) -> bool:
        """Tells whether the token passes."""
        if self.lemma and token.lemma_.lower() not in self.lemma and token.lower_ not in self.lemma:
            return False
        if self.text and token.lower_ not in self.text:
            return False
        if self.pos and token.pos_ not in self.pos:
            return False
        if self.tag and token.tag_ not in self.tag:
            return False
        if self.dep and token.dep_ not in self.dep:
            return False
        if not self.cls and not self.no_cls:
            return True
        have = classes(token)
        return not (self.cls and not self.cls & have) and not self.no_cls & have


@dataclass(frozen=True, slots=True)
class Step:
    """One move: `>` to children, `<` to the parent, `>>` to the whole clause; `=` stays and tests a predicate."""

    direction: str
    deps: frozenset[str]
    test: TokenTest
    predicate: str = ""

    def walk(self, token: Token, classes: Classes) -> Iterator[Token]:
        """Yields the tokens that the step arrives at, in text order."""
        if self.direction == "=":
            return iter([token] if _PREDICATES[self.predicate](token) else [])
        if self.direction == "<":
            fits = token.head.i != token.i and (not self.deps or token.dep_ in self.deps)
            found: Iterator[Token] = iter([token.head] if fits else [])
        elif self.direction in "-+":
            i = token.i + (1 if self.direction == "+" else -1)
            fits = token.sent.start <= i < token.sent.end and (not self.deps or token.doc[i].dep_ in self.deps)
            found = iter([token.doc[i]] if fits else [])
        elif self.direction == ">":
            found = (t for t in token.children if not self.deps or t.dep_ in self.deps)
        else:
            found = (t for t in clause(token) if t.i != token.i and (not self.deps or t.dep_ in self.deps))
        return (t for t in found if self.test.holds(t, classes))


@dataclass(frozen=True, slots=True)
class Path:
    """A compiled path: steps and tests in the order written."""

    source: str
    steps: tuple[Step, ...]

    def walk(self, token: Token, classes: Classes) -> list[Token]:
        """Returns the tokens at the end of the path, in text order, without repeats."""
        here = [token]
        for step in self.steps:
            here = [t for h in here for t in step.walk(h, classes)]
            if not here:
                return []
        return list({t.i: t for t in here if t.i != token.i}.values())


@dataclass(frozen=True, slots=True)
class PathBook:
    """The named paths, word lists and prepositions of a model."""

    named: Mapping[str, tuple[Path, ...]]
    lists: Mapping[str, frozenset[str]] = field(default_factory=dict)

    def walk(self, name: str, token: Token, classes: Classes) -> list[Token]:
        """Returns what the first alternative of a named path that arrives anywhere arrives at."""
        return next(self.routes(name, token, classes), [])

    def routes(self, name: str, token: Token, classes: Classes) -> Iterator[list[Token]]:
        """Yields what each alternative of a named path arrives at, in order of trust, where it arrives anywhere."""
        return (found for path in self.named[name] if (found := path.walk(token, classes)))


def is_passive(verb: Token) -> bool:
    """Tells whether a verb is passive: by its auxiliary or subject, or as a bare past participle ("people killed")."""
    deps = {t.dep_ for t in verb.children}
    if deps & {"auxpass", "nsubjpass"}:
        return True
    if verb.tag_ != "VBN" or deps & {"dobj", "aux"}:
        return False
    if "nsubj" in deps:  # "and 12 wounded", "Two hurt in crash"
        return True
    if verb.dep_ == "conj" and verb.head.pos_ in {"VERB", "AUX"}:
        return is_passive(verb.head)
    return verb.dep_ in BARE_PASSIVE_DEPS


def is_objectless(verb: Token) -> bool:
    """Tells whether a verb has no object of its own nor one shared with the next verb ("killed and wounded dozens")."""
    chain = [verb, *(t for t in verb.children if t.dep_ == "conj" and not has_subject(t))]
    return not any(c.dep_ in OBJECT_DEPS for t in chain for c in t.children)


def has_subject(token: Token) -> bool:
    """Tells whether a subject hangs on the token itself."""
    return any(t.dep_ in SUBJECT_DEPS for t in token.children)


def clause(token: Token) -> list[Token]:
    """Returns the tokens of the clause that a token governs, without the clauses inside it, in text order."""
    found: list[Token] = []
    stack = [token]
    while stack:
        here = stack.pop()
        found.append(here)
        stack += [t for t in here.children if t.dep_ not in CLAUSE_DEPS and not (t.dep_ == "conj" and has_subject(t))]
    return sorted(found, key=lambda t: t.i)


_PREDICATES: dict[str, Callable[[Token], bool]] = {
    "active": lambda t: t.pos_ in {"VERB", "AUX"} and not is_passive(t),
    "passive": is_passive,
    "bare": lambda t: not has_subject(t),
    "verb": lambda t: t.pos_ in {"VERB", "AUX"},
    "noun": lambda t: t.pos_ in {"NOUN", "PROPN"},
    "participle": lambda t: t.tag_ in {"VBG", "VBN"} and not any(c.dep_ in {"aux", "auxpass"} for c in t.children),
    "objectless": is_objectless,
    "infinitive": lambda t: any(c.tag_ == "TO" for c in t.children),
}


def compile_test(text: str, lists: Mapping[str, frozenset[str]]) -> TokenTest:
    """Compiles the inside of a step's brackets: bare words are lemmas, `#name` a list, `key=a|b` any other test.

    Raises:
        PathError: An unknown key or list.
    """
    keys = {"lemma": "lemma", "text": "text", "pos": "pos", "tag": "tag", "dep": "dep", "class": "cls", "not": "no_cls"}
    values: dict[str, set[str]] = {}
    for part in filter(None, (p.strip() for p in text.split(","))):
        key, equals, right = part.partition("=")
        if not equals:
            key, right = "lemma", part
        if key not in keys:
            raise PathError(f"unknown test {key!r}; known are {', '.join(keys)}")
        for word in right.split("|"):
            if word.startswith("#"):
                if word[1:] not in lists:
                    raise PathError(f"unknown word list {word!r}")
                values.setdefault(keys[key], set()).update(lists[word[1:]])
            else:
                values.setdefault(keys[key], set()).add(word)
    return TokenTest(**{k: frozenset(v) for k, v in values.items()})


def compile_path(source: str, lists: Mapping[str, frozenset[str]]) -> Path:
    """Compiles one path.

    Raises:
        PathError: It is not well formed.
    """
    steps: list[Step] = []
    for word in source.split():
        match = _STEP.fullmatch(word)
        if match:
            deps = frozenset(filter(None, match["deps"].split("|")))
            steps.append(Step(match["dir"], deps, compile_test(match["tests"] or "", lists)))
        elif word in PREDICATES:
            steps.append(Step("=", frozenset(), TokenTest(), word))
        else:
            known = ", ".join(sorted(PREDICATES))
            raise PathError(f"{word!r} in path {source!r} is neither a step (>dep, <dep, >>) nor one of: {known}")
    if all(step.direction == "=" for step in steps):
        raise PathError(f"path {source!r} has no step")
    return Path(source, tuple(steps))


def expand(source: str, paths: Mapping[str, Sequence[str]], within: tuple[str, ...] = ()) -> list[str]:
    """Replaces the `@name` that may end a path by each alternative of that named path.

    Raises:
        PathError: There is no such path, or it leads back to itself.
    """
    start, at, name = source.partition("@")
    if not at:
        return [source]
    if name not in paths:
        raise PathError(f"path {source!r} goes on as {name!r}, which is no named path")
    if name in within:
        raise PathError(f"path {source!r} goes round in a circle")
    return [start + rest for inner in paths[name] for rest in expand(inner, paths, (*within, name))]


def compile_book(
    paths: Mapping[str, Sequence[str]],
    lists: Mapping[str, Sequence[str]],
    prepositions: Sequence[str],
    templates: Sequence[str],
) -> PathBook:
    """Compiles a model's paths; every preposition becomes a path of its own name by the templates (`{}` is the word).

    Raises:
        PathError: One of them is not well formed; the message names it.
    """
    words = {name: frozenset(values) for name, values in lists.items()}
    named = {p: tuple(compile_path(t.format(p), words) for t in templates) for p in prepositions}
    for name, sources in paths.items():
        try:
            named[name] = tuple(compile_path(s, words) for source in sources for s in expand(source, paths, (name,)))
        except PathError as error:
            raise PathError(f"path {name!r}: {error}") from None
    return PathBook(named, words)


def phrase_extent(token: Token) -> Extent:
    """Returns the extent of a token alone."""
    return Extent(token.i, token.i + 1, token.idx, token.idx + len(token))
