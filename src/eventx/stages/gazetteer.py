"""Proper names from the gazetteer: countries, cities, regions, forces, ministries, armed groups, weapons and more.

Names are matched by their letters, longest first, with their case ("US" is a country, "us" isn't; in a line of capitals
case says nothing). The gazetteer overrules the statistical NER, which takes Goma for a person, but it doesn't tear a
longer name apart (Jack London, Sierra Leone Telecom). A town that is named like a word or a person (Nice, Jackson) must
show that it is a place.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from spacy.language import Language
from spacy.tokens import Doc

from eventx.annotations import Entity, Geo, extent, note
from eventx.events import Precision
from eventx.modeldir import model_dir as folder_of
from eventx.stages.names.lookup import (
    HYPHENS,
    POSSESSIVES,
    Hit,
    Name,
    View,
    Words,
    body_hits,
    by_start,
    lexical_hits,
    longest,
    view_of,
    weapon_hits,
)
from eventx.stages.names.settle import merge_regions, settle, surnames_of
from eventx.stages.names.tables import Body, Gazetteer, Reading, load_gazetteer

_PLACES = frozenset({"country", "capital", "city", "region", "water"})
_OWNERS = frozenset({"country", "capital", "demonym", "metonym"})
_ENDS = POSSESSIVES | {"'", "’"}
_NER_LABELS = {
    "PERSON": "person",
    "ORG": "org",
    "GPE": "city",
    "LOC": "region",
    "FAC": "facility",
    "NORP": "demonym",
    "PRODUCT": "other",
}
_PRECISION: Mapping[str, Precision] = {"city": "city", "region": "region"}


def compose(view: View, hits: Sequence[Hit], gazetteer: Gazetteer) -> list[Hit]:
    """Returns countries joined with the institution after ("Russia's defence ministry") or before them ("of Iraq")."""
    bodies = list(body_hits(view, gazetteer))
    if not bodies:
        return []
    by_end = {hit.end: hit for hit in hits}
    starts = by_start(hits)
    made: list[Hit] = []
    for start, end, body in bodies:
        before = by_end.get(start)
        if before is None and start and view.words[start - 1].text in _ENDS:
            before = by_end.get(start - 1)
        after = _country_after(view, end, starts)
        owner = before if before and before.best.label in _OWNERS else None
        if owner and (owner.best.country or owner.best.others):
            made.append(_institution(owner.best, body, owner.start, end, gazetteer))
        elif after and after.best.country:
            made.append(_institution(after.best, body, start, after.end, gazetteer))
        elif body.alone and not any(h.start < end and start < h.end for h in hits):
            made.append(Hit(start, end, (Reading(body.label, body.name),)))
    return made


def _country_after(view: View, end: int, starts: Mapping[int, Hit]) -> Hit | None:
    """Returns the country in "of Ukraine", "of the United States"."""
    words = view.words
    if end >= len(words) or words[end].lower != "of":
        return None
    at = end + 2 if end + 1 < len(words) and words[end + 1].lower == "the" else end + 1
    hit = starts.get(at)
    return hit if hit and hit.best.label == "country" else None


def _institution(owner: Reading, body: Body, start: int, end: int, gazetteer: Gazetteer) -> Hit:
    adjective = gazetteer.adjectives.get(owner.country or "", owner.name)
    return Hit(start, end, (Reading(body.label, f"{adjective} {body.name}", owner.country, others=owner.others),))


def unknown_towns(view: View, hits: Sequence[Hit], gazetteer: Gazetteer) -> list[Hit]:
    """Returns the towns that no table knows: "the village of X"."""
    words = view.words
    taken: set[int] | None = None
    found = []
    for i in view.marked:
        if not words[i].is_kind or i >= len(words) - 2 or words[i + 1].lower != "of":
            continue
        if words[i].lower not in gazetteer.settings["town_kinds"]:
            continue
        if taken is None:
            taken = {k for hit in hits for k in range(hit.start, hit.end)}
        start = end = i + 2
        while end < len(words) and end - start < 4 and _in_name(view, end) and end not in taken:
            end += 1
        if end > start:
            name = view.surface(start, end)
            found.append(Hit(start, end, (Reading("city", name, geo=Geo("city"), form=name),)))
    return found


def _in_name(view: View, i: int) -> bool:
    text = view.words[i].text
    if text in HYPHENS:
        return i + 1 < len(view.words) and not view.doc[i].whitespace_ and not view.doc[i - 1].whitespace_
    return text[:1].isupper() and text[-1:].isalpha()


def _entity(view: View, hit: Hit) -> Entity:
    area, best = extent(view.doc, hit.start, hit.end), hit.best
    return Entity(
        area.start, area.end, area.start_char, area.end_char,
        label=best.label, name=best.name, country=best.country, geo=best.geo, subclass=best.subclass,
    )  # fmt: skip


def _ner_entity(view: View, name: Name, inside: Sequence[Hit], gazetteer: Gazetteer) -> Entity | None:
    """Returns what the statistical NER found, without article, possessive and stray punctuation."""
    label = _NER_LABELS.get(name.label)
    if label is None:
        return None
    start, end, words = name.start, name.end, view.words
    while start < end and (_is_stray(view, start) or words[start].lower in {"the", "a", "an"}):
        start += 1
    while end > start and (_is_stray(view, end - 1) or words[end - 1].text in _ENDS):
        end -= 1
    if start == end or not any(word.text[:1].isupper() for word in words[start:end]):
        return None
    if end - start == 1 and words[start].lower in gazetteer.settings["no_names"]:
        return None
    area = extent(view.doc, start, end)
    return Entity(
        area.start, area.end, area.start_char, area.end_char,
        label=label, name=view.surface(start, end), origin="ner",
        country=next((h.best.country for h in inside if h.best.country and not _is_surname(h, name, label)), None),
        geo=Geo(_PRECISION[label]) if label in _PRECISION else None,
    )  # fmt: skip


def _is_surname(hit: Hit, name: Name, label: str) -> bool:
    """Tells whether a nationality is the surname of a person: "Mark Cuban"."""
    return label == "person" and hit.best.label == "demonym" and name.start < hit.start


def _is_stray(view: View, i: int) -> bool:
    """Tells whether a token is punctuation or white space."""
    if view.words[i].text.isalnum():
        return False
    token = view.doc[i]
    return bool(token.is_punct or token.is_space)


def ner_wins(view: View, name: Name, inside: Sequence[Hit], gazetteer: Gazetteer) -> bool:
    """Tells whether a name of the statistical NER is to stand although it holds names of the gazetteer."""
    if any(h.start < name.start or h.end > name.end for h in inside):
        return False
    if len({h.best.country for h in inside}) > 1:
        return False
    words = view.words
    covered = {i for h in inside for i in range(h.start, h.end)}
    rest = [i for i in range(name.start, name.end) if i not in covered and _may_be_part(view, i, gazetteer)]
    if any(h.best.label in _PLACES and _is_shouted(words[h.start].text) for h in inside):
        return all(words[i].text.isupper() for i in rest) and bool(rest) and name.label == "ORG"
    if not rest or any(_parts_names(word.text) for word in words[name.start : name.end - 1]):
        return False
    labels = {h.best.label for h in inside}
    if name.label == "PERSON":
        if labels == {"demonym"}:  # "Mohammed Shia al-Sudani"
            return all(name.start < h.start and h.end < name.end for h in inside)
        return labels <= {"city", "capital", "country", "region"} and any(h.best.evidence for h in inside)
    if name.label in {"ORG", "FAC"}:
        if inside and inside[0].start == name.start and _after_office(view, name.start, gazetteer):
            return False
        return labels <= {"city", "capital", "country", "region", "demonym", "water"}
    return name.label in {"GPE", "LOC"} and labels <= {"city", "region"} and any(h.best.evidence for h in inside)


def _after_office(view: View, start: int, gazetteer: Gazetteer) -> bool:
    """Tells whether an office of a country stands before a name: "President of Eritrea Isaias Borg"."""
    of = start > 1 and view.words[start - 1].lower == "of"
    return of and view.words[start - 2].lower in gazetteer.settings["titles"]


def _may_be_part(view: View, i: int, gazetteer: Gazetteer) -> bool:
    """Tells whether a token looks like a part of a longer name: a capitalised word that is no title and no verb."""
    word = view.words[i]
    if not word.text.isalpha() or not word.text[:1].isupper() or word.lower in gazetteer.settings["titles"]:
        return False
    token = view.doc[i]
    return not token.is_stop and token.pos_ not in {"VERB", "AUX", "ADV"}


def _is_shouted(text: str) -> bool:
    return len(text) > 3 and text.isupper()


def _parts_names(text: str) -> bool:
    """Tells whether a token parts two names."""
    return text in _ENDS or text in ",;:" or text.lower() in {"and", "or"}


def _is_known_surname(view: View, name: Name, surnames: frozenset[str], gazetteer: Gazetteer) -> bool:
    """Tells whether a name that the NER takes for something else is a person's: known in full, or after a title."""
    before = view.words[name.start - 1].text if name.start else ""
    if before.istitle() and name.label == "GPE":
        return before.rstrip(".").lower() in gazetteer.settings["titles"]
    labels = {"ORG", "GPE", "NORP", "PRODUCT", "FAC", "LOC"}
    return name.end - name.start <= 2 and name.label in labels and view.words[name.start].text in surnames


def find_entities(doc: Doc, gazetteer: Gazetteer, words: Words | None = None) -> tuple[Entity, ...]:
    """Returns the proper names of a document, in text order, without overlaps.

    Works on tokens alone; tags and `doc.ents` are used where there are any. `words` are those met in other documents.
    """
    view = view_of(doc, Words(gazetteer) if words is None else words)
    hits = lexical_hits(view, gazetteer)
    if weapons := list(weapon_hits(view, gazetteer)):
        hits = longest([*hits, *weapons])
    if institutions := compose(view, hits, gazetteer):
        hits = longest([*hits, *institutions])
    if regions := merge_regions(view, hits, gazetteer):
        hits = longest([*regions, *hits])
    surnames = surnames_of(view)
    hits = settle(view, hits, gazetteer, surnames)
    if towns := unknown_towns(view, hits, gazetteer):
        hits = longest([*hits, *towns])
    hit_at = {i: hit for hit in hits for i in range(hit.start, hit.end)}
    found: list[Entity] = []
    dropped: set[int] = set()
    for name in view.names:
        inside = list({h.start: h for i in range(name.start, name.end) if (h := hit_at.get(i))}.values())
        if inside and not ner_wins(view, name, inside, gazetteer):
            continue
        entity = _ner_entity(view, name, inside, gazetteer)
        if entity is None:
            continue
        if not inside and _is_known_surname(view, name, surnames, gazetteer):
            entity = replace(entity, label="person", geo=None)
        found.append(entity)
        dropped.update(hit.start for hit in inside)
    found += [_entity(view, hit) for hit in hits if hit.start not in dropped]
    return tuple(sorted(found, key=lambda e: e.start))


class GazetteerStage:
    """Writes `doc._.entities`."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self.gazetteer = gazetteer
        self.words = Words(gazetteer)

    def __call__(self, doc: Doc) -> Doc:
        """Finds the proper names of one document."""
        note(doc, "entities", find_entities(doc, self.gazetteer, self.words))
        return doc


@Language.factory(
    "eventx_gazetteer",
    assigns=["doc._.entities"],
    requires=["doc.ents"],
    default_config={"model_dir": None, "folder": "gazetteer", "lexicon": "lexicon/gazetteer.yml"},
)
def create_gazetteer(nlp: Language, name: str, model_dir: str | None, folder: str, lexicon: str) -> GazetteerStage:
    """Builds the gazetteer stage from a model folder (None: the bundled one)."""
    root = folder_of(model_dir)
    return GazetteerStage(load_gazetteer(root / folder, root / lexicon))
