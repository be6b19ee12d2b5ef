"""Roles beside a name, set off by commas: "Moyo, the foreign minister", "the foreign minister, Moyo"."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from eventx.stages.persons.titles import goes_with_title
from eventx.stages.persons.view import OF, View, is_followed_by_name

OFFICES = frozenset({"person.leader", "person.official", "person.military"})
"""Classes of titles that are offices."""
FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
NEVER_WITHIN = FINITE | {"WP", "WDT", "WP$", "WRB"}
"""Tags of what ends a role after a name."""
ENDS = frozenset({",", ".", ";", ")", "–", "—", "?", "!", ":"})
OPENING = frozenset({",", "(", "–", "—"})
"""What may stand between a name and the role after it."""
LONGEST_AFTER = 21
"""Most words that are read as the role after a name."""
LONGEST_BEFORE = 12
"""Most words between a role and the comma before the name."""


class Role(NamedTuple):
    """The words of a role beside a name: [start, end), and the classes of its nouns."""

    start: int
    end: int
    classes: frozenset[str]


def role_after(view: View, end: int) -> Role | None:
    """Returns the role that follows a name after a comma, or None."""
    doc = view.doc
    if end >= len(doc) or doc[end].text not in OPENING or end + 1 >= len(doc):
        return None
    stop = min(doc[end].sentence[1], end + 1 + LONGEST_AFTER)
    classes: frozenset[str] = frozenset()
    role = -1
    for i in range(end + 1, stop):
        token = doc[i]
        if token.text == "," and role >= 0 and _goes_on(view, i + 1, stop):
            continue
        if token.text in ENDS or token.is_space or token.tag_ in NEVER_WITHIN:
            break
        if i == end + 1 and token.lower_ in view.titles.no_role:
            return None
        if role < 0 and token.lower_ in view.titles.no_role and token.lower_ not in view.titles.within_role:
            break
        found = view.title(i)
        if found is not None and _titles_another(view, i) and not (role >= 0 and serves(view, i, role)):
            return None  # a list: "A, Chancellor B and C"
        if found is not None and not _is_before_noun(view, i):
            if role < 0:
                classes |= found
            role = i
    else:
        i = stop
    if role >= 0 and i < stop and doc[i].text == "," and _is_of_next(view, end, i + 1):
        return None
    acts = i < stop and doc[i].tag_ in FINITE and doc[end].text == ","  # "freed Vega, the king said"
    return Role(end + 1, i, classes) if role >= 0 and not acts else None


def _is_of_next(view: View, end: int, after: int) -> bool:
    """Tells whether a role belongs to the name after it, not to the one with a title before it.

    "At the invitation of President Vega, the President of Malta, Joe Borg, flew to Lima."
    """
    doc = view.doc
    if doc[end + 1].lower_ not in view.titles.determiners:
        return False
    before = end - 1
    while before > 0 and doc[before].pos_ == "PROPN" and view.title(before) is None:
        before -= 1
    close = after
    while close < len(doc) and doc[close].pos_ == "PROPN" and view.title(close) is None:
        close += 1
    named = close - after > 1 and close < len(doc) and doc[close].text == ","
    return named and before < end - 1 and view.title(before) is not None


def role_before(view: View, phrase: int, end: int) -> Role | None:
    """Returns the role before a name and its comma ("its foreign minister, Moyo")."""
    doc = view.doc
    if phrase < 2 or doc[phrase - 1].text != "," or _acts(view, end):
        return None  # "a soldier, Major Moyo said"
    listed = any(t.lower_ in {"and", "or", "&"} for t in doc[end : end + 2])  # "the President, Ms Borg and ..."
    low = doc[phrase].sentence[0]
    classes: frozenset[str] = frozenset()
    i = phrase - 2
    role = -1
    while i >= max(low, phrase - 2 - LONGEST_BEFORE):
        token = doc[i]
        found = view.title(i)
        if found is not None and role < 0 and not _is_before_noun(view, i):
            classes |= found
            term = view.term_at.get(i)
            i = role = term.start if term is not None else i  # "the President of the Republic, Ms Borg"
        elif role < 0 and token.lower_ == "and" and doc[i + 1].text[:1].isupper() and doc[i - 1].text[:1].isupper():
            pass  # "the Minister for Trade and Tourism, Ms Borg"
        elif role < 0 and token.lower_ == "the" and view.doc[i - 1].lower_ in OF:
            pass  # "adviser to the president of the Maldives"
        elif token.lower_ == "the" and _serves_office(view, i) and i - 2 > low:
            i = role = i - 2  # "the Chairman of the Joint Chiefs of Staff"
        elif token.lower_ in view.titles.determiners:
            said = role >= 0 and (doc[role].text.islower() or (token.lower_ == "the" and not listed))
            return Role(i, phrase - 1, classes) if said else None
        elif not goes_with_title(view, i) and token.lower_ not in {"of", "for", "in", "to"}:
            break
        i -= 1
    entity = view.entity_at.get(i + 1)
    starts_owned = role >= 0 and entity is not None and entity.label in {"country", "demonym", "capital", "metonym"}
    alone = not listed and view.title(phrase) is None and end < len(doc) and doc[end].text in {",", "."}
    return Role(i + 1, phrase - 1, classes) if starts_owned and (alone or doc[role].text.islower()) else None


def roles_in(view: View, start: int, end: int) -> Iterator[str]:
    """Yields the titles and role nouns in a range of words, as lemmas in lower case."""
    first = None
    for i in range(start, end):
        if view.title(i) is not None and not (view.doc[i].head.i < end and _is_before_noun(view, i)):
            if first is not None and serves(view, i, first):
                return  # "adviser to the president" is no president
            first = first if first is not None else i
            term = view.term_at.get(i)
            yield term.lemma.lower() if term is not None else view.doc[i].lower_.rstrip(".")


def heads_role(view: View, i: int, start: int, end: int) -> bool:
    """Tells whether token i is the head of an apposition that is a role."""
    token, term = view.doc[i], view.term_at.get(i)
    inside = range(term.start, term.end) if term is not None else range(i, i + 1)
    outside = not start <= token.head.i < end or token.head.i == i
    later = any(view.doc[k].head.i not in inside and not view.doc[k].is_punct for k in inside if k > i)
    return outside and not later and token.pos_ in {"NOUN", "PROPN"} and view.title(i) is not None


def serves(view: View, i: int, role: int) -> bool:
    """Tells whether the role is one beside the person whom token i is a title of ("adviser to President B")."""
    k = i - 1
    while k > role and view.doc[k].lower_ not in OF and (view.title(k) or goes_with_title(view, k)):
        k -= 1
    return k > role and view.doc[k].lower_ in OF


def _goes_on(view: View, i: int, stop: int) -> bool:
    """Tells whether a further role of the same person follows ("deputy premier, Minister for Trade of Malta")."""
    if i >= stop or view.title(i) is None or not view.doc[i].text[:1].isupper():
        return False
    for k in range(i, stop):
        if view.doc[k].text in {",", ".", ";"} or view.doc[k].tag_ in FINITE:
            break
        if view.title(k) is not None and _titles_another(view, k):
            return False
    return True


def _titles_another(view: View, i: int) -> bool:
    """Tells whether the title at token i stands before somebody's name ("Chancellor B", not "Chief Adviser")."""
    if not is_followed_by_name(view, i) or view.title(i + 1) is not None:
        return False
    after = i + 1
    while after + 1 < len(view.doc) and view.doc[after].pos_ == "PROPN":
        after += 1
    if view.doc[after].tag_ == "POS":
        return False  # "President B's son-in-law"
    return view.entity_at.get(i + 1) is not view.entity_at.get(i, 0)


def _is_before_noun(view: View, i: int) -> bool:
    """Tells whether the role noun only modifies another noun ("Security Council", "the reporters' club")."""
    token = view.doc[i]
    if token.head.i <= i or view.title(token.head.i) is not None:
        return False
    return token.dep_ == "compound" or (token.dep_ == "poss" and token.tag_ in {"NN", "NNS"})


def _serves_office(view: View, i: int) -> bool:
    """Tells whether an article stands after an office and "of": "the Chairman of the Joint Chiefs of Staff"."""
    found = view.title(i - 2) if view.doc[i - 1].lower_ == "of" else None
    return found is not None and not OFFICES.isdisjoint(found)


def _acts(view: View, end: int) -> bool:
    """Tells whether a verb follows a name with no comma between, so that the name is its subject."""
    doc = view.doc
    while end < len(doc) and doc[end].tag_ == "RB":
        end += 1
    return end < len(doc) and doc[end].tag_ in FINITE
