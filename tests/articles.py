"""What the whole pipeline is tested on: the articles of `seeds/`, and some of our own."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from eventx.article import Article

SEEDS = Path(__file__).resolve().parents[1] / "seeds"

OWN = {
    "quiet": "The museum reopened on Monday.\n\nVisitors praised the new garden. It was designed in 1911.",
    "war": """GAO, Mali (Wire) — Rebels staged an attack on the airport of Gao on Tuesday, killing at least 12 soldiers
and wounding dozens, the army said.

Two of the dead were officers. The rebels denied that they had attacked the airport. “They fired 30 rockets at us,”
Colonel Ali Demir said. Air defences shot down nine of them.

Some 400 people have been killed in the region since January, an increase of 31% from last year.
""",
    "talks": """Oman to host new round of talks

The foreign ministers of Chad and Niger will meet in Muscat on Friday for talks on the border, mediated by Oman. The
two countries signed a ceasefire last month. It could be extended, a diplomat said. They also swapped 40 prisoners for
12 bodies.

President Ana Vega of Peru visited Niamey on 3 May.
""",
    "capitals": """POLICE SHOOT DEAD TWO MEN IN LAGOS
LAGOS - Police shot dead two men in Lagos on Sunday, witnesses said.""",
    "odd": """\ufeff“Drones hit Odesa\u2028overnight”,\tsaid a\u00a0source.

\x20
1,000km away… 3 troops—two “hurt”—fled?! \U0001f680 Rebels kill 5
- no one was hurt
- If rebels attack, the army will respond.""",
}


def seeds() -> list[Article]:
    """The sample articles of the repository."""
    paths = sorted(SEEDS.glob("*.txt"))
    return [Article(id=p.stem, text=p.read_text(encoding="utf-8"), published=date(2026, 2, 6)) for p in paths]


def own() -> list[Article]:
    """Articles of several sentences each, in the ways in which articles are written."""
    return [Article(id=name, text=text, published=date(2024, 5, 8)) for name, text in OWN.items()]
