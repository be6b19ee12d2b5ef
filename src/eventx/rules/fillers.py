"""What fills a role of a trigger: where the role's paths lead, who and what there is of the right sort, how many."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import replace

from eventx.annotations import MentionRecord, extent
from eventx.rules.compiled import FillTest, Slot
from eventx.rules.reader import NESTING, NOMINAL, Filler, Reader
from eventx.rules.tree import Tree

ARGUMENTS = frozenset({"nsubj", "nsubjpass", "dobj", "pobj"})
ONE, SEVERAL = frozenset({"NN", "NNP"}), frozenset({"NNS", "NNPS"})
WEAPON = "weapon."


def fillers(reader: Reader, slot: Slot, start: int, taken: frozenset[int]) -> tuple[Filler, ...]:
    """Returns what fills a role of a trigger, looked up once for all rules that fill it alike.

    The first alternative of the path counts where anything fits, with all coordinated heads.

    Args:
        reader: The document.
        slot: The role.
        start: The trigger.
        taken: The heads that fill other roles.
    """
    key = (slot.number, start, taken)
    found = reader.filled.get(key)
    if found is None:
        found = reader.filled[key] = _fillers(reader, start, slot, taken)
    return found


def _fillers(reader: Reader, start: int, slot: Slot, taken: frozenset[int]) -> tuple[Filler, ...]:
    """Returns what fills a role: the first alternative of the path where anything fits, with all coordinated heads."""
    walker, fill = reader.walker, slot.fill
    branches, lacks = walker.open_names(slot.fan, start)
    for rank, names in branches:
        found: dict[int, Filler] = {}
        for name, words, ways in names:
            if words & lacks:
                continue
            nth = 0
            while (ends := walker.route(name, start, nth, ways)) is not None:
                if fitting := _fitting(reader, start, ends, fill, taken, found, name, rank):
                    found |= fitting
                    break
                nth += 1
        if found:
            return tuple(found.values()) if len(found) == 1 else tuple(found[i] for i in sorted(found))
    return ()


def _fitting(
    reader: Reader,
    start: int,
    ends: Sequence[int],
    fill: FillTest,
    taken: frozenset[int],
    before: Mapping[int, Filler],
    path: str,
    rank: int,
) -> dict[int, Filler]:
    """Returns what fits at the ends of a path; `before`: what was found by other paths."""
    tree = reader.tree
    found: dict[int, Filler] = {}
    for arrived in ends:
        end = _first_counted(reader, start, arrived)
        for outer, held in reader.held(end):
            inner = held
            if inner + 1 < start and tree.lower[inner + 1] == ":":
                continue  # "Goma: rebels kill nine": what stands before a colon does nothing in what follows
            told = held in taken or held == start or held in before
            if told and not (outer in taken or outer == start or outer in before) and reader.stands_for_number(outer):
                inner = outer  # "12 people, six of whom": the people are told already
            if inner in found or inner in taken or inner == start or inner in before:
                continue
            if tree.pos[start] in NOMINAL and reader.is_nobody(inner):
                continue  # the status of a verb says that it did not happen, that of a noun doesn't
            if end < start < outer and tree.is_above(end, start):
                continue  # "ten men killed and two freed" is no coordination across the trigger
            counted = fill.number and reader.stands_for_number(inner)
            fitting = tuple([m for m in reader.named(inner) if _may_fill(tree, m, fill, inner, counted)])
            if not fitting and fill.earlier and (outer == inner or tree.pos[inner] == "NUM"):
                inner = outer  # "50 of 62 were shot down"
                fitting = _earlier(reader, inner, fill)
            if not fitting and (name := _apposed_name(tree, inner)) is not None:  # "his predecessor, General Demir"
                inner = name
                fitting = tuple([m for m in reader.named(name) if _may_fill(tree, m, fill, name, False)])
            if tree.dep[inner] in NESTING and _same_weapon(fitting, before.get(tree.head[inner])):
                continue
            if fitting:
                is_told = tree.dep[start] in {"acl", "relcl"} and tree.dep[inner] in ARGUMENTS
                is_whole = is_told and tree.head[start] == inner
                is_part = tree.head[inner] == start and tree.dep[inner] in NESTING
                counted_by = reader.count(outer, inner, is_whole=is_whole, is_part=is_part)
                found[inner] = Filler(inner, fitting, counted_by, path, rank)
        for inner in _unknown_beside(reader, end, found, taken | {start}):
            found[inner] = Filler(inner, tuple(reader.named(inner)), None, path, rank)
    return found


def _may_fill(tree: Tree, mention: MentionRecord, fill: FillTest, head: int, counted: bool) -> bool:
    """Tells whether a mention is of a type that may fill a role; `counted`: its head is a number or stands for one."""
    if fill.any or tree.lower[head] in fill.text:
        return True
    if not fill.not_class.isdisjoint(mention.classes) or tree.lemma[head] in fill.not_lemma:
        return False
    if mention.kind in fill.kind or not fill.cls.isdisjoint(mention.classes):
        return True
    if fill.unknown and tree.tag[head] == "NNS" and mention.kind == "other" and not mention.classes:
        return any(tree.dep[child] == "nummod" for child in tree.children[head])
    as_number = fill.number and counted and mention.kind in {"other", "group"}
    return as_number or (fill.country and mention.country is not None)


def _first_counted(reader: Reader, start: int, end: int) -> int:
    """Returns the first of whom a clause on the last is about: "six men and a woman killed", "A and B, who met"."""
    tree = reader.tree
    first = last = reader.content(end)
    if last != end and tree.dep[last] == "conj" and _is_of_both(reader, start):
        while tree.dep[first] == "conj" and tree.pos[tree.head[first]] in NOMINAL:
            first = tree.head[first]
        return first
    if last > start or tree.dep[last] != "conj" or not tree.is_above(last, start) or _is_of_one(tree, start):
        return end
    while tree.dep[first] == "conj" and _is_counted(tree, first) and _is_counted(tree, tree.head[first]):
        first = tree.head[first]
        if any(tree.dep[c] in {"acl", "relcl"} for c in tree.children[first]):
            return end  # "one attacker killed and an officer injured"
    return end if first == last else first


def _is_of_both(reader: Reader, verb: int) -> bool:
    """Tells whether a clause says what two do with each other: "the king and the premier, who met in Oslo"."""
    tree = reader.tree
    if tree.dep[verb] != "relcl" or tree.lemma[verb] not in reader.paths.lists.get("mutual", frozenset()):
        return False
    return not any(tree.dep[c] == "dobj" or tree.lower[c] == "with" for c in tree.children[verb])


def _is_of_one(tree: Tree, verb: int) -> bool:
    """Tells whether the words of a clause show that it is about one: "who was killed", "who died of his wounds"."""
    if any(tree.lower[c] in {"was", "is", "has"} for c in tree.lefts(verb)):
        return True
    return any(tree.lower[i] in {"his", "her"} for i in tree.subtree(verb) if i > verb)


def _is_counted(tree: Tree, noun: int) -> bool:
    """Tells whether a common noun says how many there are: "six men", "a woman"."""
    if tree.pos[noun] != "NOUN":
        return False
    return any(tree.dep[c] == "nummod" or tree.lower[c] in {"a", "an"} for c in tree.children[noun])


def _unknown_beside(reader: Reader, end: int, found: Mapping[int, Filler], taken: Set[int]) -> Iterator[int]:
    """Yields the names that no list knows, coordinated with places that fit: "bombed Ulven, Homs and Hama"."""
    tree = reader.tree
    together = [i for _, i in reader.held(end)]
    if len(together) > 1 and any(m.kind == "place" for i in together if i in found for m in found[i].mentions):
        for i in together:
            mentions = () if i in found or i in taken or tree.tag[i] != "NNP" else reader.named(i)
            if any(m.kind == "other" and not m.classes for m in mentions):
                yield i


def _apposed_name(tree: Tree, noun: int) -> int | None:
    """Returns the name that stands beside a common noun."""
    if tree.pos[noun] != "NOUN" or tree.tag[noun] != "NN" or tree.entity[noun]:
        return None
    return next((c for c in tree.children[noun] if tree.dep[c] == "appos" and tree.pos[c] == "PROPN"), None)


def _same_weapon(records: Sequence[MentionRecord], whole: Filler | None) -> bool:
    """Tells whether a weapon only says of what kind another is: "an FPV drone attack" tells one."""
    kinds = {name for m in (whole.mentions if whole else ()) for name in m.classes if name.startswith(WEAPON)}
    return bool(kinds) and any(not kinds.isdisjoint(m.classes) for m in records)


def _earlier(reader: Reader, word: int, fill: FillTest) -> tuple[MentionRecord, ...]:
    """Returns what a bare number, "most" or "it" is about: the last fitting noun, at most two sentences back."""
    tree = reader.tree
    tags = _stands_for(reader, word)
    if not tags:
        return ()
    start = tree.start[word]
    for _ in range(2):
        start = tree.start[start - 1] if start else start
    counted = [
        mention
        for i in reversed(range(start, word))
        if tree.tag[i] in tags and tree.head[i] != tree.head[word]  # "the jets shot down nine" is about no jets
        for mention in reader.by_head.get(i, ())
        if (mention.kind in fill.kind or fill.cls & mention.classes) and not fill.not_class & mention.classes
        if tree.lemma[mention.head] not in fill.not_lemma
    ]
    if not counted:
        return ()
    mention = next((m for m in counted if _may_be_of(reader, word, m)), counted[0])
    spot = extent(reader.doc, word, word + 1)
    where = {k: getattr(spot, k) for k in ("start", "end", "start_char", "end_char")}
    origin = extent(reader.doc, mention.start, mention.end)
    return (replace(mention, **where, head=word, name=reader.doc[mention.head].text, resolved_from=origin),)


def _may_be_of(reader: Reader, number: int, mention: MentionRecord) -> bool:
    """Tells whether so many may be some of those: of "80 drones and two missiles" 60 can only be drones."""
    part, whole = reader.quantity_at(number), reader.count(mention.head, mention.head)
    if part is None or whole is None or part.value is None or whole.value is None:
        return True
    return part.value <= whole.value


def _stands_for(reader: Reader, word: int) -> Set[str]:
    """Returns the tags of the nouns that a word may be about: of one thing, of several, or none."""
    lower, lists = reader.tree.lower[word], reader.paths.lists
    if lower in lists.get("one_told", ()):
        return ONE
    is_number = reader.tree.pos[word] == "NUM" or reader.quantity_at(word)
    return SEVERAL if is_number or lower in lists.get("some_told", ()) else frozenset()
