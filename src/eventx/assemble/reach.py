"""How far from a trigger a time or a place still belongs to its event.

Level 0 is the trigger's own clause or noun phrase. From there the way leads up, a level each, through verbs that tell
of the same happening: the light verb that governs it, the verb it is coordinated with, the clause that a participle
hangs on, the verb whose circumstance it is. It never leads out of what somebody says, nor through words that put one
happening before or after another.
"""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

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
DOWN_STOPS = frozenset({"ccomp", "advcl", "relcl", "parataxis", "csubj"})


def own(token: Token, apart: frozenset[str]) -> Iterator[Token]:
    """Yields the tokens of the phrase that a token governs, not those in clauses of their own.

    Args:
        token: The head.
        apart: Words that set another happening apart ("after", "before"): what hangs on them is left out.
    """
    stack = [token]
    while stack:
        here = stack.pop()
        yield here
        for child in here.children:
            if child.dep_ in DOWN_STOPS or child.lower_ in apart:
                continue
            if child.dep_ == "conj" and child.pos_ in {"VERB", "AUX"}:
                continue
            stack.append(child)


def levels(token: Token, apart: frozenset[str], speech: frozenset[int], limit: int = 6) -> dict[int, int]:
    """Returns how many levels away from the trigger the tokens of its sentence lie; those out of reach are left out.

    Args:
        token: The trigger.
        apart: Words that set another happening apart.
        speech: Token indices of saying verbs; no way leads through them.
        limit: How far to go up.
    """
    reached = {t.i: 0 for t in own(token, apart)}
    if token.pos_ in {"NOUN", "PROPN"}:  # "talks held Friday", "a bombing that rocked the capital on Monday"
        for child in token.children:
            if child.dep_ in {"acl", "relcl"} and child.i not in speech:
                reached.update({t.i: 0 for t in own(child, apart) if t.i not in reached})
    here = token
    for level in range(1, limit):
        up = here.head
        if up.i == here.i or here.dep_ not in UP_DEPS or up.i in speech or up.lower_ in apart:
            break
        for t in own(up, apart):
            reached.setdefault(t.i, level)
        here = up
    return reached
