"""What a casualty figure means: how many people a phrase stands for, of what kind, and over what time."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, field
from pathlib import Path

from spacy.tokens import Doc

from eventx.annotations import MentionRecord, QuantityRecord, TimeRecord
from eventx.events import Scope
from eventx.modeldir import ModelError, load_yaml
from eventx.rules.tree import Tree, tree_of

LONG = frozenset({"month", "season", "year", "period", "week"})
SINGULAR = frozenset({"NN", "NNP"})
SUPERLATIVE = frozenset({"JJS", "RBS"})


@dataclass(frozen=True, slots=True)
class FigureWords:
    """The word lists of a model's `figures.yml`.

    Attributes:
        counts: Words that stand for a number ("another", "both"); None for an unknown one ("they").
        each: Determiners that make one of many ("every soldier").
        single: Determiners of one thing ("a bomb").
        single_time: What begins a clause that tells of one moment ("when a bomb went off").
        any: Words that are nobody where it did not happen ("did not hurt anyone").
        collectives: Singular nouns that are many people ("family").
        categories: Semantic class of victims to their category; the first class that fits wins.
        cumulative: Phrases that make a figure a running total ("since", "so far").
        loose: Phrases of `cumulative` that may also say when a single happening was ("last year").
        many: Nouns that are many happenings ("a series of raids").
        no_rate_before: Words before "a day" that make it a time, not a rate ("on a day").
        no_rate_after: Words after it that do ("a day after").
        period: Words before the time that a running total covers.
        compared: Words before the time that a change is measured against.
        begun_since: Words of `cumulative` that lead in a time or a clause ("since").
        ranks: Words that say that a happening is the first of its kind since then.
        no_rank: Superlatives that rank nothing ("at least").
        begun_by: The phrases of `cumulative` by their first words.
    """

    counts: Mapping[str, int | None]
    each: frozenset[str]
    single: frozenset[str]
    single_time: frozenset[str]
    any: frozenset[str]
    collectives: frozenset[str]
    categories: Mapping[str, str]
    cumulative: tuple[str, ...]
    loose: frozenset[str]
    many: frozenset[str]
    no_rate_before: frozenset[str]
    no_rate_after: frozenset[str]
    period: frozenset[str]
    compared: frozenset[str]
    begun_since: frozenset[str]
    ranks: frozenset[str]
    no_rank: frozenset[str]
    begun_by: Mapping[str, list[str]] = field(init=False)

    def __post_init__(self) -> None:
        begun_by: dict[str, list[str]] = {}
        for phrase in (*self.cumulative, *self.loose):
            begun_by.setdefault(phrase.split()[0], []).append(phrase)
        object.__setattr__(self, "begun_by", begun_by)


def load_figure_words(path: Path) -> FigureWords:
    """Reads the word lists.

    Raises:
        ModelError: The file is missing, malformed, or lacks a section.
    """
    data = load_yaml(path)
    try:
        return FigureWords(
            counts=data["counts"],
            each=frozenset(data["each"]),
            single=frozenset(data["single"]),
            single_time=frozenset(data["single_time"]),
            any=frozenset(data["any"]),
            collectives=frozenset(data["collectives"]),
            categories=data["categories"],
            cumulative=tuple(f" {phrase} " for phrase in data["cumulative"]),
            loose=frozenset(f" {phrase} " for phrase in data["loose"]),
            many=frozenset(data["many"]),
            no_rate_before=frozenset(data["no_rate_before"]),
            no_rate_after=frozenset(data["no_rate_after"]),
            period=frozenset(data["period"]),
            compared=frozenset(data["compared"]),
            begun_since=frozenset(data["begun_since"]),
            ranks=frozenset(data["ranks"]),
            no_rank=frozenset(data["no_rank"]),
        )
    except (KeyError, TypeError) as error:
        raise ModelError(f"{path}: no section {error}, or a malformed one") from None


def counted_by_word(tree: Tree, token: int, records: Sequence[MentionRecord], words: FigureWords) -> int | None:
    """Returns how many people a phrase without a number stands for: 1 for "a nurse", 2 for "both"; None if unknown."""
    if tree.lower[token] in words.counts:
        hedged = any(tree.dep[c] in {"advmod", "quantmod"} for c in tree.lefts(token))  # "about a third" of them
        return None if hedged and tree.tag[token] in {"NN", "JJ"} else words.counts[tree.lower[token]]
    if len(records) != 1 or tree.tag[token] not in SINGULAR or tree.lemma[token] in words.collectives:
        return None
    determiners = _determiners(tree, token)
    if is_any(tree, token, words) or not determiners.isdisjoint(words.each):
        return None
    if "neither" in determiners:
        return 0
    record = records[0]
    return 1 if record.kind == "person" or "person" in record.classes else None


def is_any(tree: Tree, token: int, words: FigureWords) -> bool:
    """Tells whether a phrase is "anyone" or "any pilot": nobody, where it did not happen."""
    return tree.lower[token] in words.any or not words.any.isdisjoint(_determiners(tree, token))


def _determiners(tree: Tree, token: int) -> set[str]:
    return {tree.lower[child] for child in tree.children[token] if tree.dep[child] == "det"}


def category_of(record: MentionRecord, words: FigureWords) -> str | None:
    """Returns the category of victims, or None."""
    return next((category for cls, category in words.categories.items() if cls in record.classes), None)


def scope_of(tree: Tree, reach: Mapping[int, int], words: FigureWords, *, of_one: bool = False) -> Scope:
    """Tells whether a figure counts one event or is a running total, by the words in reach of its trigger.

    Args:
        tree: The parse.
        reach: Levels by token (see `reach.levels`), the trigger first.
        words: The word lists.
        of_one: The figure is a single person, who dies but once.
    """
    trigger = next(iter(reach))
    (start, end), lower, head = _stretch(tree, trigger), tree.lower, tree.head
    begun = words.begun_by.keys() & lower[start:end]
    if not begun:
        return "event"
    near = {i for i, level in reach.items() if level <= 1}
    near |= {c for c in tree.children[trigger] if tree.dep[c] == "conj" and tree.tag[c] == tree.tag[trigger] == "VBN"}
    told = [  # but not "four have since died"
        i
        for i in range(start, end)
        if (i in near or head[i] in near or (lower[i] in words.begun_since and _since_then(tree, i, near)))
        and not (lower[i] in words.begun_since and (tree.head[i] == i + 1 or _ranks(tree, i, words)))
        and not (tree.dep[i] == "mark" and head[i] == trigger != head[trigger])  # "a year since nine men were killed"
    ]
    phrases = [phrase for word in begun for phrase in words.begun_by[word]]
    if not _held(phrases, [lower[i] for i in told]):
        return "event"
    found = _held(phrases, [lower[i] for i in told if not _no_rate(tree, i, words)])
    if not found or (found <= words.loose and (of_one or _of_one_happening(tree, trigger, words))):
        return "event"
    return "cumulative"


def _stretch(tree: Tree, token: int) -> tuple[int, int]:
    """Returns the token range between the semicolons around a token: what stands beyond them is told apart."""
    start, end = tree.start[token], tree.end[token]
    parts = [i for i in range(start, end) if tree.lower[i] == ";"]
    return max([start, *(i for i in parts if i < token)]), min([end, *(i for i in parts if i > token)])


def _since_then(tree: Tree, since: int, near: Set[int]) -> bool:
    """Tells whether a word begins a clause of what is in reach: "have been killed since the truce collapsed"."""
    clause = tree.head[since]
    above = tree.head[clause]
    perfect = any(tree.dep[c] == "aux" and tree.lemma[c] == "have" for c in tree.children[above])
    return tree.dep[since] == "mark" and tree.dep[clause] == "advcl" and above in near and perfect


def _ranks(tree: Tree, since: int, words: FigureWords) -> bool:
    """Tells whether a word only says among what a happening ranks: "the deadliest raid since May"."""
    for i in reversed(range(tree.start[since], since)):
        if tree.lower[i] in words.ranks or (tree.tag[i] in SUPERLATIVE and tree.lower[i] not in words.no_rank):
            return True
        if tree.pos[i] in {"VERB", "AUX"} or (tree.pos[i] == "PUNCT" and tree.tag[i] != "HYPH"):
            return False
    return False


def _held(phrases: Iterable[str], words: Iterable[str]) -> set[str]:
    """Returns the phrases, each between blanks, that some words hold."""
    said = f" {' '.join(words)} "
    return {phrase for phrase in phrases if phrase in said}


def _of_one_happening(tree: Tree, trigger: int, words: FigureWords) -> bool:
    """Tells whether a figure is of one happening: "a bomb killed", "died in a fire", "killed when a bus overturned"."""
    verb = tree.head[trigger] if tree.dep[trigger] in {"advcl", "acl"} and tree.tag[trigger] == "VBG" else trigger
    for owner in {trigger, verb}:
        for child in tree.children[owner]:
            dep = tree.dep[child]
            if dep == "attr" and tree.tag[child] in SINGULAR and tree.lemma[child] not in words.many:
                return True  # "it was the deadliest raid in recent years, killing 40"
            if dep == "advcl" and any(tree.lower[c] in words.single_time for c in tree.children[child]):
                return True
            nouns = [child] if dep == "nsubj" else tree.children[child] if dep in {"agent", "prep"} else []
            if any(_single(tree, noun, words) for noun in nouns):
                return True
    return False


def _single(tree: Tree, noun: int, words: FigureWords) -> bool:
    """Tells whether a phrase names one thing for the first time: "a bomb", not "a series of raids"."""
    if tree.tag[noun] not in SINGULAR or tree.lemma[noun] in words.many or tree.dep[noun] not in {"nsubj", "pobj"}:
        return False
    return not _determiners(tree, noun).isdisjoint(words.single)


def _no_rate(tree: Tree, token: int, words: FigureWords) -> bool:
    """Tells whether "a" begins a stretch of time that is no rate: "a day after", "on a day", not "20 a day"."""
    lower, start, end = tree.lower, tree.start[token], tree.end[token]
    if lower[token] != "a" or token + 1 == end:
        return False
    before = lower[token - 1] if token > start else ""
    return before in words.no_rate_before or (token + 2 < end and lower[token + 2] in words.no_rate_after)


def period_of(
    doc: Doc, trigger: int, records: Sequence[TimeRecord], reach: Mapping[int, int], leads: frozenset[str]
) -> TimeRecord | None:
    """Returns the first stretch of time in reach that one of some words leads in ("since the invasion"), or None.

    Args:
        doc: The document.
        trigger: Token index of the trigger.
        records: The time expressions of its sentence.
        reach: Levels by token (see `reach.levels`).
        leads: The words.
    """
    tree = tree_of(doc)
    for record in records:
        if not _is_within(tree, record.start, reach):
            continue
        before = {tree.lower[i] for i in range(max(tree.start[trigger], record.start - 2), record.start + 1)}
        if "since" in before & leads or (record.grain in LONG and before & leads):
            return record
    return None


def _is_within(tree: Tree, token: int, reach: Mapping[int, int]) -> bool:
    """Tells whether a token is in reach, or hangs on what is, but not by a clause on a noun ("formed in 2002")."""
    while token not in reach:
        if tree.dep[token] in {"relcl", "acl"} or tree.head[token] == token:
            return False
        token = tree.head[token]
    return True


def percent_near(token: int, quantities: Iterable[QuantityRecord]) -> QuantityRecord | None:
    """Returns the percentage that stands nearest to a word, or None."""
    return min((q for q in quantities if q.unit == "%"), key=lambda q: abs(q.start - token), default=None)
