"""How far from a trigger a time or a place still belongs to its event.

Level 0 is the trigger's own clause or noun phrase. From there the way leads up, a level each, through verbs that tell
of the same happening: the light verb that governs it, the verb it is coordinated with, the clause that a participle
hangs on, the verb whose circumstance it is. It never leads out of what somebody says, nor through words that put one
happening before or after another.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from eventx.rules.tree import Tree

UP_DEPS = frozenset(
    {
        "dobj",
        "nsubj",
        "nsubjpass",
        "attr",
        "pobj",
        "pcomp",
        "prep",
        "agent",
        "conj",
        "advcl",
        "xcomp",
        "acl",
        "relcl",
        "appos",
        "dep",
    }
    | {"compound", "amod", "poss", "nmod", "npadvmod", "oprd", "acomp", "dative", "csubj", "ccomp"}
)
SUBJECTS = frozenset({"nsubj", "nsubjpass"})
VERBAL = frozenset({"VERB", "AUX"})
NOMINAL = frozenset({"NOUN", "PROPN"})
DOWN_STOPS = frozenset({"ccomp", "advcl", "relcl", "parataxis", "csubj"})


def take_in(
    tree: Tree,
    token: int,
    level: int,
    apart: frozenset[str],
    reached: dict[int, int],
    without: Collection[int] = (),
    answering: frozenset[str] = frozenset(),
) -> None:
    """Adds the tokens of the phrase that a token governs, not those in clauses of their own, to what is reached.

    Args:
        tree: The parse.
        token: The head.
        level: Their level.
        apart: Words that set another happening apart ("after", "before"): what hangs on them is left out.
        reached: Levels by token; below what is there already there is nothing to add.
        without: Heads of phrases that are left out.
        answering: Nouns after whose preposition stands what was before ("in retaliation for").
    """
    dep, lower, lemma, pos, children = tree.dep, tree.lower, tree.lemma, tree.pos, tree.children
    reached.setdefault(token, level)
    found = [token]
    for here in found:  # grows while it is read
        for child in children[here]:
            label = dep[child]
            if label in DOWN_STOPS or child in reached or lower[child] in apart or child in without:
                continue
            if label == "conj" and pos[child] in VERBAL:
                continue
            if label == "prep" and lemma[here] in answering and here != token:
                continue
            if label == "amod" and child > here + 1 and lower[here + 1] == ",":
                continue  # "the king, due in Oslo on Monday, met the envoy"
            reached[child] = level
            found.append(child)


@dataclass(frozen=True, slots=True)
class Bounds:
    """The words at which the way up from an event ends: what stands above them is another happening.

    Attributes:
        apart: Words that set another happening apart ("after", "before").
        other: Verbs and nouns whose object is a happening of its own ("condemn the raid", "the trial over the raid").
        answering: Nouns that say what a deed answers; that was before ("in retaliation for the raid on Monday").
        inside: Prepositions that nevertheless put an event into what such a verb tells ("arrested in a raid").
        about: Prepositions that lead to a happening of its own, whatever the verb ("met over the raid").
        bearing: Verbs that tell what befell their object ("left nine people wounded").
        own_time: Verbs whose participles tell what was before ("two men seized in May were freed").
        pluperfect: The auxiliary of what was done before ("whom they had seized").
        sequence: Conjunctions that put a clause before or after another.
        coming: Verbs that only say when something was ("the talks came after nine people were killed").
        befalling: Verbs of what befalls people; a clause says how, and so when and where.
        whereupon: Conjunctions of such a clause ("nine people died when a bus overturned in Lima").
        ordeals: Nouns that say how as such clauses do ("three died after a clash in Kidal").
        following: Prepositions before these.
        pledge: Verbs whose infinitive is yet to come ("on the phone they agreed to meet in Oslo").
        talking: Nouns of talks, of which what stands after a preposition of the next list is only the subject.
        topical: These prepositions ("talks on a truce").
        greeting: Verbs whose object is a guest where a preposition follows ("welcomed him on Monday for talks").
        terms: Verbs that tell what is in a deal ("the deal provides for a vote in May").
    """

    apart: frozenset[str]
    other: frozenset[str]
    answering: frozenset[str]
    inside: frozenset[str]
    about: frozenset[str]
    bearing: frozenset[str]
    own_time: frozenset[str]
    pluperfect: frozenset[str]
    sequence: frozenset[str]
    coming: frozenset[str]
    befalling: frozenset[str]
    whereupon: frozenset[str]
    ordeals: frozenset[str]
    following: frozenset[str]
    pledge: frozenset[str]
    talking: frozenset[str]
    topical: frozenset[str]
    greeting: frozenset[str]
    terms: frozenset[str]


def levels(
    tree: Tree,
    token: int,
    bounds: Bounds,
    speech: frozenset[int],
    *,
    parted: bool = False,
    clauses: Iterable[int] = (),
    events: Collection[int] = (),
    limit: int = 6,
) -> dict[int, int]:
    """Returns how many levels away from the trigger the tokens of its sentence lie; those out of reach are left out.

    Args:
        tree: The parse.
        token: The trigger.
        bounds: Where the way up ends.
        speech: Token indices of saying verbs; no way leads through them.
        parted: No way leads out of a clause of what was before or after, either.
        clauses: Verbs that say how it came about (see `circumstances`, `joined`); they lie farthest away.
        events: The triggers of all events.
        limit: How far to go up.
    """
    apart, answering = bounds.apart, bounds.answering
    reached: dict[int, int] = {}
    without = [*_beside(tree, token, events), *_pledged(tree, token, bounds)]
    take_in(tree, token, 0, apart, reached, without, answering=answering)
    for child in _own_clauses(tree, token, bounds):
        if child not in speech:
            take_in(tree, child, 0, apart, reached)
    here = token
    for level in range(1, limit):
        up = tree.head[here]
        if up == here or tree.dep[here] not in UP_DEPS or tree.lower[up] in apart:
            break
        if up in speech and not _is_hearsay(tree, here):
            break
        if _tells_another(tree, token, here, bounds) or _in_sequence(tree, here, bounds, parted=parted):
            break
        if _of_person(tree, here, parted=parted) or _done_before(tree, here, bounds):
            break
        if _is_parted(tree, here, up) or _set_apart(tree, here, bounds):
            break
        without = _left_out(tree, here, bounds, reached)
        take_in(tree, up, level, apart, reached, without, answering=answering if not without else frozenset())
        here = up
    for clause in clauses:
        take_in(tree, clause, limit, apart, reached)
    return reached


def _beside(tree: Tree, token: int, events: Collection[int]) -> list[int]:
    """Returns the happenings beside one with its own circumstances: "the raid in Hit and the assault on Gao in May"."""
    if tree.pos[token] not in NOMINAL:
        return []
    children = tree.children[token]
    told = next((c for c in children if tree.dep[c] == "prep"), None)
    if told is None:
        return []
    return [c for c in children if tree.dep[c] == "conj" and c > told and c in events and _has_phrase(tree, c)]


def _pledged(tree: Tree, token: int, bounds: Bounds) -> list[int]:
    """Returns what a trigger only says will come: "agreed to meet in Oslo on Friday" was not then and there."""
    if tree.lemma[token] not in bounds.pledge:
        return []
    return [c for c in tree.children[token] if tree.dep[c] == "xcomp"]


def _has_phrase(tree: Tree, noun: int) -> bool:
    return tree.pos[noun] in NOMINAL and any(tree.dep[c] == "prep" for c in tree.children[noun])


def _is_hearsay(tree: Tree, here: int) -> bool:
    """Tells whether a word on the way up is what a passive says happened: "in Gao nine are said to have died"."""
    told = tree.dep[here] in {"xcomp", "nsubjpass"}
    return told and any(tree.dep[c] == "auxpass" for c in tree.children[tree.head[here]])


def circumstances(tree: Tree, token: int, bounds: Bounds) -> list[int]:
    """Returns the verbs of the clauses that say how what befell somebody came about, and nouns that do.

    "Nine died when a bus overturned in Lima", "nine died after a clash in Kidal".
    """
    if tree.lemma[token] not in bounds.befalling:
        return []
    owners = [token, tree.head[token]] if tree.dep[token] == "conj" else [token]
    clauses = [c for owner in owners for c in tree.children[owner] if tree.dep[c] == "advcl" and c > token]
    clauses = [c for c in clauses if any(tree.lower[w] in bounds.whereupon for w in tree.lefts(c))]
    return [c for c in clauses if not _is_measured(tree, c)] + _ordeals(tree, owners, token, bounds)


def _ordeals(tree: Tree, owners: Sequence[int], token: int, bounds: Bounds) -> list[int]:
    """Returns the nouns after a preposition that say how something came about: "wounded following a clash"."""
    preps = (c for owner in owners for c in tree.children[owner] if c > token and tree.dep[c] == "prep")
    preps = (c for c in preps if tree.lower[c] in bounds.following and not _is_measured(tree, c))
    nouns = (c for prep in preps for c in tree.children[prep] if tree.dep[c] in {"pobj", "dobj"})
    return [c for c in nouns if tree.lemma[c] in bounds.ordeals]


def joined(tree: Tree, token: int, bounds: Bounds) -> list[int]:
    """Returns the verbs coordinated after one that tell what befell others: "two were killed and five hurt in Gao"."""
    found, here = list[int](), token
    while tree.lemma[token] in bounds.befalling:
        after = (c for c in tree.children[here] if c > here and tree.dep[c] == "conj")
        found += (verbs := [c for c in after if tree.lemma[c] in bounds.befalling][:1])
        if not verbs:
            break
        here = verbs[0]
    return found


def _done_before(tree: Tree, here: int, bounds: Bounds) -> bool:
    """Tells whether a clause tells what had been done before to those whom it is about: "men whom they had seized"."""
    if tree.dep[here] != "relcl" or all(tree.lower[c] not in bounds.pluperfect for c in tree.lefts(here)):
        return False
    return any(tree.dep[c] in SUBJECTS and tree.tag[c] != "WDT" for c in tree.lefts(here))


def _is_parted(tree: Tree, here: int, up: int) -> bool:
    """Tells whether a semicolon parts a clause from the next: "talks have stalled; nine men were freed on Monday"."""
    return tree.dep[here] == "ccomp" and here < up and ";" in tree.lower[here:up]


def _own_clauses(tree: Tree, token: int, bounds: Bounds) -> list[int]:
    """Returns the clauses on a noun that tell of it: "talks held Friday", not "the raid, which he condemned Friday"."""
    if tree.pos[token] not in {"NOUN", "PROPN"}:
        return []
    clauses = [c for c in tree.children[token] if tree.dep[c] in {"acl", "relcl"}]
    return [c for c in clauses if tree.dep[c] == "acl" or tree.lemma[c] not in bounds.other]


def _left_out(tree: Tree, here: int, bounds: Bounds, reached: Collection[int]) -> list[int]:
    """Returns what on the word above one on the way up is of another happening.

    The call was not where, "on the phone, they agreed to meet in Oslo".
    """
    up = tree.head[here]
    if tree.lemma[up] in bounds.pledge and tree.dep[here] == "prep":
        return [c for c in tree.children[up] if tree.dep[c] == "xcomp" and c not in reached]
    return _told_of_objects(tree, up) if tree.dep[here] == "conj" and tree.pos[up] == "VERB" else []


def _told_of_objects(tree: Tree, verb: int) -> list[int]:
    """Returns the participles that tell of a verb's objects: "reviewed the deals made in May and agreed"."""
    found = [c for c in tree.children[verb] if tree.dep[c] == "dobj"]
    for here in found:  # grows while it is read
        found += [c for c in tree.children[here] if tree.dep[c] in {"prep", "pobj", "conj"}]
    return [c for noun in found for c in tree.children[noun] if tree.dep[c] == "acl"]


def _set_apart(tree: Tree, here: int, bounds: Bounds) -> bool:
    """Tells whether a conjunction stands between a word and the clause above it: "they met first since war began"."""
    up = tree.head[here]
    between = (c for c in tree.lefts(up) if tree.dep[c] == "mark" and here < c)
    return any(tree.lower[c] in bounds.sequence for c in between)


def _in_sequence(tree: Tree, here: int, bounds: Bounds, *, parted: bool) -> bool:
    """Tells whether a word on the way up heads a clause of what was before or after: "met after a truce was signed"."""
    if tree.dep[here] != "advcl" or not (
        parted or _is_measured(tree, here) or tree.lemma[tree.head[here]] in bounds.coming
    ):
        return False
    return any(tree.lower[child] in bounds.sequence for child in tree.lefts(here))


def _is_measured(tree: Tree, verb: int) -> bool:
    """Tells whether a clause is so long before or after another: "a week after his deputy was killed"."""
    return any(tree.dep[c] == "npadvmod" for c in tree.lefts(verb))


def _of_person(tree: Tree, here: int, *, parted: bool) -> bool:
    """Tells whether a clause tells something else of somebody: "Vega, who met him in May, won".

    Where time and place are shared more freely, only one set off by a comma does.
    """
    if tree.dep[here] != "relcl":
        return False
    who = next((c for c in tree.lefts(here) if tree.lower[c] == "who" or _is_whose(tree, c)), None)
    return who is not None and (parted or (who > 0 and tree.lower[min(tree.subtree(who)) - 1] == ","))


def _is_whose(tree: Tree, subject: int) -> bool:
    """Tells whether a subject is somebody's of whom more is told: "Vega, whose parents were killed in May, won"."""
    return tree.dep[subject] in SUBJECTS and any(tree.lower[c] == "whose" for c in tree.lefts(subject))


def _is_of_talks(tree: Tree, word: int, talking: frozenset[str]) -> bool:
    """Tells whether a word is one for talks, or a verb that has one as its object: "held talks on a truce"."""
    if tree.lemma[word] in talking:
        return True
    return tree.pos[word] == "VERB" and any(
        tree.dep[c] == "dobj" and tree.lemma[c] in talking for c in tree.children[word]
    )


def _tells_another(tree: Tree, token: int, here: int, bounds: Bounds) -> bool:
    """Tells whether the word above one on the way up from a trigger is of another happening.

    "The army condemned the raid on Monday", "nine people killed in the raid were buried on Monday".
    """
    up, dep = tree.head[here], tree.dep[here]
    if tree.lemma[up] in bounds.other:
        if dep in {"dobj", "nsubjpass"} or (dep == "nsubj" and here != token):
            return True
        greeted = tree.lemma[up] in bounds.greeting and tree.lemma[token] in bounds.talking  # "welcomed him for talks"
        if dep == "prep" and tree.lower[here] not in bounds.inside and not greeted:
            return True
    if dep == "prep" and tree.head[token] == here and tree.lower[here] in bounds.about and tree.pos[up] == "VERB":
        return True
    if dep == "nsubj" and here == token and tree.lemma[up] in bounds.terms:
        return True
    if dep == "prep" and tree.lower[here] in bounds.topical and _is_of_talks(tree, up, bounds.talking):
        return True
    if tree.dep[token] == "acl" and tree.tag[token] == "VBN" and tree.pos[up] in VERBAL:
        earlier = tree.lemma[token] in bounds.own_time or tree.lemma[token] in bounds.befalling
        beside = dep in {"attr", "acl"} or tree.lower[here] == "with"  # "with nine people killed"
        return earlier and not beside and tree.lemma[up] not in bounds.bearing
    return False
