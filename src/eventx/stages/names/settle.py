"""What a name stands for where it stands: a place or a person, and which of the places of that name."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from math import log10

from eventx.annotations import Geo, record
from eventx.stages.names.lookup import HYPHENS, Hit, View, by_start
from eventx.stages.names.tables import Gazetteer, Reading, fold

_TOWNS = frozenset({"city", "region"})
_PLACES = frozenset({"city", "capital", "region"})
APOSTROPHES = frozenset({"'", "’"})
_LONGEST = 3  # words of a region that no table knows


def choose(readings: Sequence[Reading], countries: Mapping[str, int], named: Sequence[Reading] = ()) -> Reading:
    """Picks one of several places with the same name.

    Args:
        readings: What the name may stand for, not empty.
        countries: How often the article speaks of each country.
        named: The readings of the place named right after ("Tripoli, Lebanon").

    Returns:
        The reading in the place named after, else the best by size, the article's countries and spelling.
    """
    if len(readings) == 1:
        return readings[0]
    admins = {fold(r.geo.admin1).lower() for r in named if r.geo and r.geo.admin1}
    within = {r.country for r in named if r.label == "country"}

    def weight(reading: Reading) -> float:
        geo = reading.geo
        value = log10(reading.population + 10)
        value += (1.0 if reading.label == "capital" else 0.0) - ("a" in reading.evidence) * 1.0
        spoken = countries.get(reading.country or "", 0)
        value += min(2.5, 1.2 + 0.4 * spoken) * (0.4 if reading.country == "USA" else 1.0) if spoken else 0.0
        value += 1.5 if reading.known else 0.0
        value += 5.0 if reading.country in within else 0.0
        return value + (6.0 if geo and geo.admin1 and fold(geo.admin1).lower() in admins else 0.0)

    return max(readings, key=weight)


def countries_spoken_of(hits: Sequence[Hit], gazetteer: Gazetteer) -> dict[str, int]:
    """Counts the countries that the article names for certain."""
    found: dict[str, int] = {}
    for hit in hits:
        best = hit.best
        certain = best.label not in _TOWNS or (len(hit.readings) == 1 and not best.evidence)
        if best.country and certain and (best.label != "city" or _is_well_known(best, gazetteer)):
            found[best.country] = found.get(best.country, 0) + 1
    return found


def following(view: View, hit: Hit, gazetteer: Gazetteer, starts: Mapping[int, Hit]) -> Hit | None:
    """Returns the place named after another ("Tripoli, Lebanon", "Tripoli (Lebanon)", "Tripoli in Lebanon")."""
    at, words = hit.end, view.words
    if at >= len(words) or words[at].lower not in gazetteer.settings["wider_places"]:
        return None
    for step in (at + 1, at + 2, at + 3):
        if step in starts:
            return starts[step]
        if step >= len(words) or not words[step].text.islower():
            return None
    return None


def place_like(view: View, hit: Hit, gazetteer: Gazetteer, after: Hit | None) -> bool:
    """Tells whether something around a name (`after`: the place named after it) shows that it is a place."""
    settings, words = gazetteer.settings, view.words
    before = words[hit.start - 1].lower if hit.start else None
    if before in settings["place_prepositions"]:
        return not (hit.end < len(words) and words[hit.end].lower in settings["person_verbs"])
    if before == "of" and hit.start > 1:
        head = words[hit.start - 2].lower
        if head in settings["place_heads"] or head in settings["region_kinds"]:
            return True
    if before in settings["directions"]:
        return True
    if _is_dateline(view, hit) and (before is None or "\n" in before):
        return True
    if after is not None and words[hit.end].text in {",", "("} and after.best.label in {"country", "region"}:
        return True
    return any(
        name.label in {"GPE", "LOC", "FAC"} and name.start <= hit.start and name.end <= hit.end + 1
        for name in view.over(hit)
    )


def _is_dateline(view: View, hit: Hit) -> bool:
    """Tells whether a name begins with a word in capitals."""
    text = view.words[hit.start].text
    return len(text) > 3 and text.isupper()


def person_like(view: View, hit: Hit, gazetteer: Gazetteer) -> bool:
    """Tells whether something around a name shows that it is a person's."""
    titles, words = gazetteer.settings["titles"], view.words
    if hit.start:
        before = words[hit.start - 1].text
        if before[:1].isupper() and before.rstrip(".").lower() in titles:
            return True
    for name in view.over(hit):
        if name.label == "PERSON" and (name.start < hit.start or name.end > hit.end) and not _is_dateline(view, hit):
            around = [*words[name.start : hit.start], *words[max(hit.end, name.start) : name.end]]
            rest = [word.lower for word in around if word.text.istitle()]
            if rest and titles.isdisjoint(rest):
                return True
    return False


@record
class Article:
    """What the names of an article tell of each other.

    Attributes:
        countries: How often it speaks of each country.
        surnames: Last words of the full names of persons.
        evident: Names that something shows to be places somewhere.
        hits: All its names.
    """

    countries: Mapping[str, int]
    surnames: frozenset[str]
    evident: frozenset[str]
    hits: Sequence[Hit]

    def names_in_full(self, reading: Reading) -> bool:
        """Tells whether what a short form stands for is named in full somewhere."""
        same = (r for hit in self.hits for r in hit.readings if (r.label, r.name) == (reading.label, reading.name))
        return any("d" not in r.evidence for r in same)


def settle(view: View, hits: Sequence[Hit], gazetteer: Gazetteer, surnames: frozenset[str]) -> list[Hit]:
    """Drops names that are no places here, and picks one reading of each that is."""
    if not hits:
        return []
    starts = by_start(hits)
    after = [following(view, hit, gazetteer, starts) for hit in hits]
    surfaces = [view.surface(hit.start, hit.end) for hit in hits]
    shown = [
        any(r.label in _PLACES for r in hit.readings) and place_like(view, hit, gazetteer, then)
        for hit, then in zip(hits, after, strict=True)
    ]
    article = Article(
        countries_spoken_of(hits, gazetteer),
        surnames,
        frozenset(
            s for s, h, is_shown in zip(surfaces, hits, shown, strict=True) if is_shown and h.best.label in _TOWNS
        ),
        hits,
    )
    explained = _explained(hits, after, surfaces)
    settled = []
    towns = [None, *hits[:-1]]
    for hit, town, then, surface, is_shown in zip(hits, towns, after, surfaces, shown, strict=True):
        named = then or explained.get(surface)
        division = _division_of(view, hit, town) if town is not None and len(hit.readings) > 1 else None
        reading = division or _settle_one(hit, article.countries, named, gazetteer, surface)
        if not _stands(view, hit, reading, gazetteer, article, shown=is_shown, surface=surface):
            continue
        if _is_abroad(reading, article.countries, named, gazetteer):
            reading = Reading("city", surface, geo=Geo("city"), form=surface)
        only = len(hit.readings) == 1 and reading is hit.best
        settled.append(hit if only else Hit(hit.start, hit.end, (reading,)))
    return settled


def _division_of(view: View, hit: Hit, town: Hit) -> Reading | None:
    """Returns the division that the town right before a name lies in: "Atlanta, Georgia" is in no other Georgia."""
    if town.end != hit.start - 1 or view.words[town.end].text != ",":
        return None
    lies_in = {(r.country, r.geo.admin1) for r in town.readings if r.label == "city" and r.geo and r.geo.admin1}
    divisions = (r for r in hit.readings if r.label == "region" and r.geo)
    return next((r for r in divisions if r.geo and (r.country, r.geo.admin1) in lies_in), None)


def _stands(
    view: View, hit: Hit, reading: Reading, gazetteer: Gazetteer, article: Article, *, shown: bool, surface: str
) -> bool:
    """Tells whether a name is what its reading says."""
    if reading.label in _PLACES and reading.form is None:
        return _is_place(view, hit, reading, gazetteer, article, shown=shown, surface=surface)
    if reading.label == "weapon":
        return "w" not in reading.evidence or _before_weapon_noun(view, hit, gazetteer)
    if "d" in reading.evidence:
        return article.names_in_full(reading)
    return not (reading.evidence and person_like(view, hit, gazetteer))


def _is_well_known(town: Reading, gazetteer: Gazetteer) -> bool:
    """Tells whether a town is so well known that it is meant wherever its name stands."""
    return town.known or town.population >= gazetteer.inhabitants["well_known"]


def _is_abroad(reading: Reading, countries: Mapping[str, int], named: Hit | None, gazetteer: Gazetteer) -> bool:
    """Tells whether a small town lies in a country that the article doesn't speak of: then it is some other town."""
    if reading.label != "city" or reading.form is not None:
        return False
    if named is not None and "a" in reading.evidence and _lies_elsewhere(reading, named):
        return True
    if _is_well_known(reading, gazetteer):
        return False
    if named is not None:
        return named.best.country not in {None, reading.country}  # "at Gero, Ghazni" is in Ghazni
    return bool(countries) and reading.country not in countries


def _lies_elsewhere(town: Reading, named: Hit) -> bool:
    """Tells whether the division named after a town is another than the town's: "Newtown, Connecticut"."""
    admin = town.geo.admin1 if town.geo else None
    divisions = [r for r in named.readings if r.label == "region" and r.country == town.country]
    return bool(admin and divisions) and all(r.geo is None or r.geo.admin1 != admin for r in divisions)


def _explained(hits: Sequence[Hit], after: Sequence[Hit | None], surfaces: Sequence[str]) -> dict[str, Hit]:
    """Returns the place named after a name, where one of its readings lies in it: it tells all others of that name."""
    found: dict[str, Hit] = {}
    for hit, then, surface in zip(hits, after, surfaces, strict=True):
        if then and then.best.label in {"country", "region"} and len(hit.readings) > 1:
            admins = {r.name for r in then.readings if r.label == "region"}
            countries = {r.country for r in then.readings if r.label == "country"}
            if any(r.country in countries or (r.geo and r.geo.admin1 in admins) for r in hit.readings):
                found.setdefault(surface, then)
    return found


def _is_place(
    view: View, hit: Hit, reading: Reading, gazetteer: Gazetteer, article: Article, *, shown: bool, surface: str
) -> bool:
    """Tells whether a city, capital or division is meant where its name stands."""
    if surface.lower() in gazetteer.settings["no_towns"] or view.doc[hit.start].ent_type_ in {"DATE", "TIME"}:
        return False
    before = view.words[hit.start - 1].lower if hit.start else ""
    if before == "the" and surface.lower() in gazetteer.settings["titles"]:
        return False  # "spoke with the Sultan"
    if "w" in reading.evidence:
        named = shown and reading.label != "region" and not surface.isupper()
        return named and not person_like(view, hit, gazetteer)
    if surface in article.surnames and not _explained_here(view, hit, gazetteer):
        return reading.known and shown and not person_like(view, hit, gazetteer)
    if person_like(view, hit, gazetteer):
        return reading.known and not reading.evidence
    if reading.known or (not reading.evidence and reading.population >= 50_000):
        return True
    at_home = not reading.evidence and reading.country in article.countries and len(surface) > 4
    return shown or surface in article.evident or at_home


def _explained_here(view: View, hit: Hit, gazetteer: Gazetteer) -> bool:
    """Tells whether more than a preposition shows that a surname is a place here ("the town of X", "northern X")."""
    before = view.words[hit.start - 1].lower if hit.start else ""
    head = view.words[hit.start - 2].lower if hit.start > 1 and before == "of" else ""
    return before in gazetteer.settings["directions"] or head in gazetteer.settings["place_heads"]


def _before_weapon_noun(view: View, hit: Hit, gazetteer: Gazetteer) -> bool:
    """Tells whether a weapon's name stands before a word for weapons ("Patriot missiles")."""
    nouns = gazetteer.settings["weapon_nouns"]
    return any(word.lower in nouns for word in view.words[hit.end : hit.end + 2])


def surnames_of(view: View) -> frozenset[str]:
    """Returns the last words of full names: of the NER's persons, and of capitalised words after a title."""
    words = view.words
    found = set()
    for name in view.names:
        if name.label == "PERSON" and name.end - name.start > 1:
            letters = [word.text for word in words[name.start : name.end] if word.text.isalpha()]
            if len(letters) > 1:
                found.add(letters[-1])
    for i in view.marked:
        if not words[i].is_title:
            continue
        end = i + 1
        while end < len(words) and end - i < 4 and words[end].text.istitle() and words[end].text.isalpha():
            end += 1
        if end - i > 2:
            found.add(words[end - 1].text)
    return frozenset(found)


def _settle_one(
    hit: Hit, countries: Mapping[str, int], then: Hit | None, gazetteer: Gazetteer, surface: str
) -> Reading:
    best = hit.best
    if best.label == "demonym" and best.others and not countries.get(best.country or ""):
        other = next((c for c in best.others if countries.get(c)), None)
        return replace(best, country=other) if other else best
    named = then.readings if then else ()
    if best.label not in _PLACES or best.form is not None:
        abroad = [r for r in hit.readings if r.label == "region" and r.country == "USA"]
        return abroad[0] if best.label == "country" and abroad and countries.get("USA", 0) > 2 and named else best
    cities = [r for r in hit.readings if r.label in {"city", "capital"}]
    if not cities:
        return choose(hit.readings, countries, named)
    city = choose(cities, countries, named)
    abroad = [r for r in hit.readings if r.label == "region" and r.country != city.country]
    if abroad:
        division = choose(abroad, countries, named)
        return choose([city, replace(division, population=gazetteer.inhabitants["as_city"])], countries, named)
    return _so_called(city, hit.readings, surface, gazetteer) or city


def _so_called(city: Reading, readings: Sequence[Reading], surface: str, gazetteer: Gazetteer) -> Reading | None:
    """Returns the division of this name, where a far smaller city only has it besides: Bihar, not Bihar Sharif."""
    spelt = fold(surface).lower()
    if city.known or fold(city.name).lower() == spelt:
        return None
    enough = city.population * gazetteer.inhabitants["division_over_city"]
    fits = (r for r in readings if r.label == "region" and r.country == city.country and r.population >= enough)
    return next((r for r in fits if fold(r.name).lower() == spelt), None)


def merge_regions(view: View, hits: Sequence[Hit], gazetteer: Gazetteer) -> list[Hit]:
    """Returns the names that the kind of region after them joins ("Kharkiv region"), known or not."""
    kinds, sure = gazetteer.settings["region_kinds"], gazetteer.settings["sure_region_kinds"]
    spots = [i for i in view.marked if i and view.words[i].is_kind and view.words[i].lower in kinds]
    if not spots:
        return []
    by_end = {hit.end: hit for hit in hits}
    starts = by_start(hits)
    countries: Mapping[str, int] | None = None
    made = []
    for i in spots:
        word, hit = view.words[i].lower, by_end.get(i) or _before_apostrophe(view, i, by_end)
        start = _proper_start(view, i, by_end, gazetteer) if word in sure else i
        if hit is not None and _is_cut(hit, start, view, is_small=word in gazetteer.settings["small_region_kinds"]):
            made.append(_unknown_region(view, start, i))
        elif hit is not None:
            known = hit.best.label in _PLACES
            if known and (word in sure or any(r.label == "region" for r in hit.readings)):
                countries = countries_spoken_of(hits, gazetteer) if countries is None else countries
                then = following(view, Hit(hit.start, i + 1, hit.readings), gazetteer, starts)
                surface = view.surface(hit.start, hit.end)
                reading = _as_region(hit, surface, countries, then.readings if then else ())
                made.append(Hit(hit.start, i + 1, (reading,)))
        elif start < i:
            made.append(_unknown_region(view, start, i))
    return made


def _before_apostrophe(view: View, i: int, by_end: Mapping[int, Hit]) -> Hit | None:
    """Returns the name that ends in what looks like a possessive: "Al Bayda' Governorate"."""
    return by_end.get(i - 1) if view.words[i - 1].text in APOSTROPHES else None


def _is_cut(hit: Hit, start: int, view: View, *, is_small: bool) -> bool:
    """Tells whether only the last word of a longer name is known, as a town's: "Wali Kot", "Nahr-e Saraj district".

    Before the word for a small region it may be known as a region's too ("Bala Murghab district").
    """
    if start >= hit.start or not view.words[hit.start].text[:1].isupper():
        return False
    small = is_small or view.words[hit.start - 1].text.islower()
    return small or all(r.label in {"city", "capital"} for r in hit.readings)


def _unknown_region(view: View, start: int, end: int) -> Hit:
    name = view.surface(start, end)
    return Hit(start, end + 1, (Reading("region", name, geo=Geo("region"), form=name),))


def _as_region(hit: Hit, hit_name: str, countries: Mapping[str, int], named: Sequence[Reading]) -> Reading:
    """Returns the division that bears the name of a hit, else the city as its seat, else a region nobody knows."""
    divisions = [r for r in hit.readings if r.label == "region"]
    cities = [r for r in hit.readings if r.label != "region"]
    if divisions:
        weighed = [replace(d, population=_seat(d, cities) or d.population) for d in divisions]
        best = choose(weighed, countries, named)
        if countries and best.form is None and best.country not in countries:
            return Reading("region", hit_name, geo=Geo("region"), form=hit_name)
        return replace(best, form=best.form or best.name, evidence="", population=0)
    seat = choose(cities, countries, named)
    if seat.country in countries or not countries:
        geo = seat.geo and replace(seat.geo, precision="region")
        return replace(seat, label="region", geo=geo, form=seat.name, evidence="")
    return Reading("region", hit_name, geo=Geo("region"), form=hit_name)


def _seat(division: Reading, cities: Sequence[Reading]) -> int:
    return max((c.population for c in cities if c.country == division.country), default=0)


def _proper_start(view: View, end: int, by_end: Mapping[int, Hit], gazetteer: Gazetteer) -> int:
    """Returns where the run of at most three capitalised words before a token starts (`end` where there is none).

    Words joined by hyphens are one ("Nahr-e Saraj"), small words between two are passed over ("Dila wa Khushamand"). A
    known town may be the last of them, no other name may be among them.
    """
    words, start, size, settings = view.words, end, 0, gazetteer.settings
    joints, apart = settings["name_joints"], settings["directions"] | settings["no_towns"]
    while start and size < _LONGEST and (start not in by_end or start == end):
        first = start - 1
        if size and words[first].text in joints and words[first - 1].text not in HYPHENS:
            first -= 1
        while first > 1 and words[first - 1].text in HYPHENS and not view.doc[first - 1].whitespace_:
            first -= 2
        text = words[first].text
        if not (text[:1].isupper() and text[1:].islower() and text.replace("'", "").replace("’", "").isalpha()):
            break
        token = view.doc[first]
        if size and words[first].lower in apart:
            break
        if token.is_sent_start or token.pos_ in {"DET", "ADJ", "ADV"} or token.is_stop:
            break
        start, size = first, size + 1
    return start
