"""A name with all that stands around it: titles, roles, country, gender."""

from __future__ import annotations

from eventx.stages import phrases
from eventx.stages.persons.belonging import country_after, owner_in
from eventx.stages.persons.people import NameUse
from eventx.stages.persons.roles import heads_role, role_after, role_before, roles_in, serves
from eventx.stages.persons.titles import titles_before
from eventx.stages.persons.view import View


def use_at(view: View, start: int, end: int) -> NameUse:
    """Returns a name with what stands around it."""
    phrase, classes, gender = titles_before(view, start)
    country, owner = owner_in(view, phrase, start)
    end_of_name = _after_suffix(view, end)
    after = role_after(view, end_of_name)
    before = role_before(view, phrase, end)
    for found in (after, before):
        if found is not None:
            classes |= found.classes
            if country is None:
                country, near = owner_in(view, found.start, found.end, first=found is after)
                owner = owner if owner is not None else near
    if country is None:
        country = country_after(view, end_of_name)
    ranges = [(phrase, start), *((found.start, found.end) for found in (after, before) if found is not None)]
    roles = frozenset(lemma for a, b in ranges for lemma in roles_in(view, a, b))
    apposed = frozenset(i for a, b in ranges[1:] for i in range(a, b) if heads_role(view, i, a, b))
    apposed = frozenset(i for i in apposed if not any(k < i and serves(view, i, k) for k in apposed))
    sure = bool(classes) or end - start > 1 or phrases.governor(view.doc[start])[0] not in view.titles.whereabouts
    return NameUse(start, end, phrase, classes, country, gender, owner, roles, apposed, sure)


def _after_suffix(view: View, end: int) -> int:
    """Returns where a name ends whose suffix stands after a comma ("Borg, Jr., of Malta")."""
    doc = view.doc
    if end + 1 < len(doc) and doc[end].text == "," and doc[end + 1].lower_ in view.titles.suffixes:
        return end + 2
    return end
