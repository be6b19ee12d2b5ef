"""What changes hands: who passes from whom to whom, in both directions, and how many."""

import pytest

from eventx.article import Article
from eventx.events import Exchange
from eventx.pipeline import Extractor


def exchange(extractor: Extractor, text: str) -> Exchange:
    events = extractor.extract(Article(id="x", text=text))
    return next(e for e in events if isinstance(e, Exchange))


@pytest.mark.parametrize(
    ("text", "transfers"),
    [
        ("Chad returned 12 soldiers to Niger.", [("12 soldiers", 12, "Chad", "Niger")]),
        ("Chad handed over the bodies of 40 soldiers.", [("the bodies of 40 soldiers", 40, "Chad", None)]),
        (
            "The rebels freed nine hostages in exchange for 30 prisoners.",
            [("nine hostages", 9, "The rebels", None), ("30 prisoners", 30, None, "The rebels")],
        ),
        (
            "Peru will trade 2,000 tonnes of rice for Bolivian gas.",
            [("2,000 tonnes of rice", 2000, None, None), ("Bolivian gas", None, None, None)],
        ),
        ("The rebels freed a third of the 30 hostages.", [("the 30 hostages", 10, "The rebels", None)]),
        (
            "The rebels handed over the bodies of 25 of the 28 captives.",
            [("the bodies of 25 of the 28 captives", 25, "The rebels", None)],
        ),
        ("Chad freed a nurse held by rebels, army spokesman Ali Hassan said.", [("a nurse", 1, "Chad", None)]),
        ("Chad and Niger swapped 95 prisoners of war.", [("95 prisoners of war", 95, None, None)]),
    ],
)
def test_transfers(
    extractor: Extractor, text: str, transfers: list[tuple[str, int | None, str | None, str | None]]
) -> None:
    assert [
        (t.who.text, t.count and t.count.value, t.giver and t.giver.text, t.receiver and t.receiver.text)
        for t in exchange(extractor, text).transfers
    ] == transfers


@pytest.mark.parametrize(
    ("text", "parties"),
    [
        ("Chad returned 12 soldiers to Niger.", ["Chad", "Niger"]),
        ("Peru paid for Bolivian gas with rice.", ["Peru", "Bolivia"]),
        ("The 12 hostages held by the militia regained their freedom.", ["militia"]),
    ],
)
def test_giver_receiver_and_origin_are_parties(extractor: Extractor, text: str, parties: list[str]) -> None:
    assert sorted(p.name for p in exchange(extractor, text).parties) == sorted(parties)
