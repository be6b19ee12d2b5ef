"""Casualty figures as specifications: what a sentence says was the outcome, of how many, of whom, counted how."""

from __future__ import annotations

from typing import Any

import pytest

from eventx.article import Article
from eventx.pipeline import Extractor


def casualties(extractor: Extractor, text: str) -> list[Any]:
    """Returns the casualty events of a text."""
    return [e for e in extractor.extract(Article(id="x", text=text)) if e.type == "casualty"]


def figures(extractor: Extractor, text: str) -> list[tuple[str, Any, str]]:
    """Returns outcome, number and scope of the casualties of a text, the greatest first."""
    events = casualties(extractor, text)
    found = [(e.mode, e.count.value if e.count else None, e.scope) for e in events]
    return sorted(found, key=lambda f: (f[0] != "killed", -(f[1] or 0)))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Five were killed and 12 wounded in the raid.", [("killed", 5, "event"), ("injured", 12, "event")]),
        ("Two clerks were killed and another was hurt.", [("killed", 2, "event"), ("injured", 1, "event")]),
        (
            "At least 20 killed and 50 injured in Kano market blast",
            [("killed", 20, "event"), ("injured", 50, "event")],
        ),
        ("21 dead, 40 hurt in Lima bus crash", [("killed", 21, "event"), ("injured", 40, "event")]),
        (
            "A bomb left 15 people dead and more than 30 wounded.",
            [("killed", 15, "event"), ("injured", 30, "event")],
        ),
        ("The flood has claimed the lives of 62 people.", [("killed", 62, "event")]),
        ("Nine people lost their lives when the ferry capsized.", [("killed", 9, "event")]),
        ("Two more deaths brought the toll to 4,899.", [("killed", 4899, "event"), ("killed", 2, "event")]),
        ("A farmer and his two sons were killed.", [("killed", 2, "event"), ("killed", 1, "event")]),
        # one number may count several groups
        ("At least 12 women and children were killed.", [("killed", 12, "event")]),
        ("A mine wounded 15 soldiers, policemen and guards.", [("injured", 15, "event")]),
        ("Nine soldiers and a policeman were killed.", [("killed", 9, "event"), ("killed", 1, "event")]),
        ("Nine soldiers and others were killed.", [("killed", 9, "event"), ("killed", None, "event")]),
        ("The bomber killed himself and three others.", [("killed", 3, "event"), ("killed", 1, "event")]),
        ("Two journalists, Ana Ruiz and Omar Said, were killed.", [("killed", 2, "event")]),
        ("The quake injured another 9,000.", [("injured", 9000, "event")]),
        (
            "Rebels killed one guard and another four were hurt.",
            [("killed", 1, "event"), ("injured", 4, "event")],
        ),
        ("Two clerks were killed and a third was hurt.", [("killed", 2, "event"), ("injured", 1, "event")]),
        ("Two clerks were killed and a third hurt in Lima.", [("killed", 2, "event"), ("injured", 1, "event")]),
        ("Half of the 44 passengers were killed.", [("killed", 22, "event")]),
        ("Two-thirds of the 90 guests were injured.", [("injured", 60, "event")]),
        ("Nearly a third of the crew were killed.", [("killed", None, "event")]),
        ("The number of farmers killed rose to 640, officials said.", [("killed", 640, "event")]),
        ("The number of those killed rose from 77 to 87.", [("killed", 87, "event")]),
        # a rank since May counts nothing since May
        ("The army lost ten men on Tuesday, its heaviest one-day loss since May.", [("killed", 10, "event")]),
        # a figure put anew counts what the one before it does
        ("A bomb killed nine men. The mayor put the figure at 11.", [("killed", 11, "event"), ("killed", 9, "event")]),
        (
            "Nine men were wounded by a bomb. The mayor later revised the number to six.",
            [("injured", 9, "event"), ("injured", 6, "event")],
        ),
        (
            "A bomb killed 31 people and injured 57. The mayor had first put the figure at 26.",
            [("killed", 31, "event"), ("killed", 26, "event"), ("injured", 57, "event")],
        ),
        ("The mayor put the figure at 11.", []),
        ("A bomb killed nine men. The mayor put the number of tanks at 11.", [("killed", 9, "event")]),
        # so does a part that follows it
        (
            "Ninety men were killed. As many as seven of them were pupils.",
            [("killed", 90, "event"), ("killed", 7, "part")],
        ),
        ("A shell wounded nine men. Four of them were pupils.", [("injured", 9, "event"), ("injured", 4, "part")]),
        ("Nine men met in a village that was shelled. Four of them were pupils.", []),
        ("Of the 133 killed, 40 were children.", [("killed", 133, "event"), ("killed", 40, "part")]),
        ("The raid was long. Twelve of the victims were women.", [("killed", 12, "part")]),
        ("The UN says 200,000 were displaced by the fighting.", [("displaced", 200000, "event")]),
    ],
)
def test_each_outcome_and_group_is_a_figure(
    extractor: Extractor, text: str, expected: list[tuple[str, Any, str]]
) -> None:
    assert figures(extractor, text) == expected


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("Gunmen killed 14 people, including two teachers.", 2),
        ("Gunmen killed 14 people, among them two teachers.", 2),
        ("Gunmen killed 14 people, four of them children.", 4),
        ("Gunmen killed 14 passengers, six of whom were tourists.", 6),
        ("Fourteen people died, including the attacker.", 1),
        ("Gunmen killed 14 people, one of them a 15-year-old girl.", 1),
        ("Fourteen people have died, nine of them miners.", 9),
        ("Fourteen soldiers were captured, two of them officers.", 2),
        ("The raid left 14 dead, three of them nurses.", 3),
    ],
)
def test_a_subset_points_at_its_whole(extractor: Extractor, text: str, part: int) -> None:
    events = casualties(extractor, text)
    wholes = [e for e in events if e.scope == "event"]
    parts = [e for e in events if e.scope == "part"]
    assert [e.count.value for e in wholes] == [14]
    assert [(e.count.value, e.part_of) for e in parts] == [(part, wholes[0].id)]


@pytest.mark.parametrize(
    "text",
    [
        "No one was hurt.",
        "There were no casualties in the attack.",
        "The shell exploded without casualties.",
        "The rocket landed in a field without causing injuries.",
        "The bomb did not kill anyone.",
        "Neither pilot was hurt.",
    ],
)
def test_nobody_hurt_is_zero_and_negated(extractor: Extractor, text: str) -> None:
    events = casualties(extractor, text)
    assert [(e.count.value, e.status) for e in events] == [(0, "negated")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # one number for both
        ("Two hundred people were killed or wounded in the raid.", [("casualties", 200, "event")]),
        ("The army lost 90 soldiers killed and wounded.", [("casualties", 90, "event")]),
        # one number, told by two words
        ("Medics put the toll at 24 dead and 60 wounded.", [("killed", 24, "event"), ("injured", 60, "event")]),
        ("The brigade lost 40 killed and 120 wounded.", [("killed", 40, "event"), ("injured", 120, "event")]),
        # not one for both
        ("The blast killed nine and injured 30 people.", [("killed", 9, "event"), ("injured", 30, "event")]),
        ("A bomb left 11 people dead and injured 35.", [("killed", 11, "event"), ("injured", 35, "event")]),
    ],
)
def test_a_number_is_told_once(extractor: Extractor, text: str, expected: list[tuple[str, Any, str]]) -> None:
    assert figures(extractor, text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Rebels abducted 23 pupils, 12 of whom were girls.", [23, 12]),
        ("Rebels abducted 23 pupils, 12 of whom escaped.", [23]),
    ],
)
def test_a_subset_shares_the_outcome(extractor: Extractor, text: str, expected: list[int]) -> None:
    assert [number for _, number, _ in figures(extractor, text)] == expected


@pytest.mark.parametrize(
    ("text", "victim"),
    [
        ("The police chief said the gunman killed himself.", "the gunman"),
        ("Ana Ruiz and a guard died; the gunman then killed himself.", "the gunman"),
    ],
)
def test_who_kills_himself(extractor: Extractor, text: str, victim: str) -> None:
    (event,) = [e for e in casualties(extractor, text) if e.attacker]
    assert event.victims.resolved_from.text == victim


@pytest.mark.parametrize(
    ("text", "scope"),
    [
        ("The raid, the deadliest since May, killed 14 people.", "event"),
        ("It was the first raid since May and killed 14 people.", "event"),
        ("At least 14 people have been killed since May.", "cumulative"),
        ("At least 14 people have been killed since the truce collapsed.", "cumulative"),
        ("Nurses said that four have since died.", "event"),
    ],
)
def test_how_a_happening_ranks_makes_no_total(extractor: Extractor, text: str, scope: str) -> None:
    assert [s for _, _, s in figures(extractor, text)] == [scope]


def test_a_running_total_has_its_period(extractor: Extractor) -> None:
    events = casualties(extractor, "Since 2021, more than 6,000 civilians have been killed in the province.")
    assert [(e.scope, e.period.text) for e in events] == [("cumulative", "2021")]


@pytest.mark.parametrize(
    ("text", "scope"),
    [
        ("Floods kill 200 people a year in Assam.", "cumulative"),
        ("The truce came a day after a missile killed 12 people.", "event"),
        ("Twelve people were killed on a day of heavy shelling.", "event"),
        ("Rebels killed 300 villagers last year.", "cumulative"),
        ("Last year a series of raids killed 200 villagers.", "cumulative"),
        ("A bomb killed 12 people in Gao last year.", "event"),
        ("Nine people were killed in a raid last year.", "event"),
        ("Nine people were killed last year when a bus overturned.", "event"),
        ("A nurse was killed last year.", "event"),
        ("It was the deadliest raid in recent years, killing 40 villagers.", "event"),
    ],
)
def test_a_time_makes_a_total_only_of_many_happenings(extractor: Extractor, text: str, scope: str) -> None:
    assert [e.scope for e in casualties(extractor, text)] == [scope]


@pytest.mark.parametrize(
    "text",
    [
        "The senate killed the bill.",
        "The number of casualties was unknown.",
        "Rangers are missing two players.",
        "Farmers burned 300 dead cows.",
        "The actor died of cancer.",
        "Police detained 12 protesters.",
        "The talks hit a dead end.",
        "The war took a heavy toll.",
    ],
)
def test_false_friends_are_no_casualties(extractor: Extractor, text: str) -> None:
    assert figures(extractor, text) == []


def test_groups_that_one_number_counts_are_one_phrase(extractor: Extractor) -> None:
    (event,) = casualties(extractor, "A mine wounded 15 soldiers, policemen and guards.")
    assert event.victims.text == "15 soldiers, policemen and guards"
