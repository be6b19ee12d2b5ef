"""Titles and offices before a name: "General Moyo", "the Minister of Trade Anna Borg"."""

from __future__ import annotations

from eventx.stages.persons.lexicon import Gender, gender_of
from eventx.stages.persons.spelling import fold
from eventx.stages.persons.view import OF, View, is_followed_by_name

_LED = frozenset({"country", "igo", "government"})
"""Labels of what somebody with an office may lead."""
TITLE_WORDS = 14
"""Most words that are read as the title of a name."""
OFFICE_WORDS = 12
"""Most words between a title and the name after its office ("Minister of Foreign Affairs and Trade Borg")."""


def is_titled(view: View, i: int) -> bool:
    """Tells whether a title stands right before token i ("General Moyo", not "generals in Harare")."""
    if i == 0 or view.doc[i].is_sent_start:
        return False
    before = view.doc[i - 1]
    entity = view.entity_at.get(i)
    if view.title(i - 1) is None:
        known = fold(view.doc[i].text) in view.titles.given or (entity is not None and entity.label == "person")
        if known or _is_after_portfolio(view, i):
            return _office_start(view, i) is not None
        return _is_after_country_led(view, i)
    if entity is not None and entity.label not in {"person", "org", "other"}:
        return is_after_rank(view, i)
    return before.tag_ not in {"NNS", "NNPS"} or (entity is not None and entity.label == "person")


def is_after_rank(view: View, i: int) -> bool:
    """Tells whether a capitalised title of a single person stands right before token i ("President Paris")."""
    if i == 0 or view.doc[i].is_sent_start:
        return False
    before = view.doc[i - 1]
    found = view.title(i - 1)
    high = found is not None and bool({"person.leader", "person.military"} & found)
    if _is_after_country_led(view, i):
        return True
    ranked = high or before.lower_ in view.titles.classes
    term = view.term_at.get(i - 1)  # "President-elect Vega"
    first = view.doc[term.start] if high and term is not None else before
    return ranked and first.text[:1].isupper() and before.tag_ not in {"NNS", "NNPS"}


def titles_before(view: View, start: int) -> tuple[int, frozenset[str], Gender | None]:
    """Returns where the phrase of a name begins, and what the titles before it say."""
    doc = view.doc
    low = max(doc[start].sentence[0], start - TITLE_WORDS)
    classes: frozenset[str] = frozenset()
    gender: Gender | None = None
    i, first, titled = start - 1, start, False
    if i >= low and view.title(i) is None and (office := _office_start(view, start)) is not None:
        i = office
    while i >= low:
        token = doc[i]
        found = view.title(i)
        if i in view.timed or (token.is_punct and token.whitespace_ and doc[i - 1].whitespace_):
            break
        if found is not None:
            classes |= found
            gender = gender or view.titles.gender.get(token.lower_) or gender_of(found)
            titled, first = True, i
        elif not titled and not (token.lower_ in view.titles.prefixes or token.text == "-"):
            break
        elif goes_with_title(view, i):
            first = i
            serves = doc[i - 1].lower_ == "to" and view.title(i - 2) is not None
            if token.pos_ == "DET" and doc[i - 1].lower_ not in {"of", "for"} and not serves:
                break
        elif not (titled and first == i + 1 and _is_second_office(view, i)):
            break
        i -= 1
    while first < start and (doc[first].is_punct or doc[first].is_space or doc[first].tag_ == "POS"):
        first += 1
    return (first, classes, gender) if titled else (start, frozenset(), None)


def goes_with_title(view: View, i: int) -> bool:
    """Tells whether what is no title itself may stand within one ("the", "of", a country, "foreign")."""
    token = view.doc[i]
    entity = view.entity_at.get(i)
    if entity is not None:
        return True
    if token.lower_ in OF:
        return i > 0 and view.title(i - 1) is not None
    if token.lower_ == "the" and i > 0 and view.doc[i - 1].lower_ in {"of", "for"}:
        return True
    if token.text == "," and i > 0:  # "His Highness, Crown Prince Salim"
        return view.doc[i - 1].lower_ in view.titles.styles
    if token.tag_ == "POS" or token.text in {"-", "'s", "’s", "&"} or token.lower_ in view.titles.prefixes:
        return True
    return token.pos_ in {"ADJ", "NOUN", "PROPN", "DET"} or token.tag_ in {"PRP$", "NNP", "NNPS"}


def _is_second_office(view: View, i: int) -> bool:
    """Tells whether "and" joins two offices of one: "Deputy Premier and Minister Borg", not "the King and ..."."""
    before = view.doc[i - 1]
    if view.doc[i].lower_ != "and" or view.title(i - 1) is None or before.tag_ != "NNP":
        return False
    low, k = view.doc[i].sentence[0], i - 1
    while k >= low and (view.title(k) is not None or goes_with_title(view, k)):
        if view.doc[k].pos_ == "DET":
            return False
        k -= 1
    return True


def _is_after_country_led(view: View, i: int) -> bool:
    """Tells whether a name of two words follows an office and its country ("President of Chad Moussa Deby")."""
    before = view.entity_at.get(i - 1)
    if before is None or before.label not in _LED or before.start <= i <= before.end - 1:
        return False
    return is_followed_by_name(view, i) and _office_start(view, i) is not None


def _is_after_portfolio(view: View, i: int) -> bool:
    """Tells whether the office before a name ends with what it is for ("Minister of Defence Borg")."""
    before = fold(view.doc[i - 1].text)
    return i > 2 and before in view.titles.portfolios and view.doc[i - 2].lower_ in OF and bool(view.title(i - 3))


def _office_start(view: View, i: int) -> int | None:
    """Returns where a title with its office begins that ends right before token i ("Minister of Trade Borg")."""
    doc = view.doc
    low = max(doc[i].sentence[0], i - OFFICE_WORDS)
    for k in range(i - 1, low - 1, -1):
        token = doc[k]
        if view.title(k) is not None and k + 1 < i and doc[k + 1].lower_ in OF:
            return k
        small = token.lower_ in {"of", "for", "the", "and", "&", "to"} and k < i - 1
        if not small and not token.text[:1].isupper():
            return None
    return None
