"""From one or two sentences to times, places, claims, links and figures of their events.

All articles are of Wednesday, 8 May 2024.
"""

from __future__ import annotations

from datetime import date

import pytest

from eventx.article import Article
from eventx.events import Casualty, EventBase
from eventx.pipeline import Extractor


def events(extractor: Extractor, text: str) -> list[EventBase]:
    return extractor.extract(Article(id="a", text=text, published=date(2024, 5, 8)))


def event(extractor: Extractor, text: str, kind: str, trigger: str) -> EventBase:
    found = [e for e in events(extractor, text) if e.type == kind and e.trigger.text == trigger]
    assert found, f"no {kind} event at {trigger!r}"
    return found[-1]


TIMES: list[tuple[str, str, str, str | None]] = [
    ("Ana Vega, who takes over in May, meets Omar Demir on Friday.", "talks", "meets", "Friday"),
    # not of what an object was before, in what is only agreed to, or of whom a number is
    ("Chad and Niger agreed to repay loans granted in 2003.", "agreement", "agreed", None),
    ("Chad and Niger agreed to begin talks next week.", "agreement", "agreed", None),
    ("Rebels freed 21 of the girls abducted in April.", "exchange", "freed", None),
    # nor of what somebody celebrates, or of another happening beside it
    ("A bomb hit a crowd celebrating New Year's Eve in Lima.", "strike", "hit", None),
    ("They condemned the attack on a mosque in Hit and the raid on Gao in March.", "strike", "attack", None),
    ("A guard was shot while walking home in Lima on Tuesday.", "strike", "shot", "Tuesday"),
    ("It was the first swap since May 2021, when nine men were killed in Gao.", "casualty", "killed", "May 2021"),
    ("Rebels killed five soldiers near Kidal on Tuesday.", "casualty", "killed", "Tuesday"),
    ("On Sunday, rebels killed five soldiers.", "casualty", "killed", "Sunday"),
    # of the talks after which something was said
    ("The king said so after a call with the Omani president on Sunday.", "talks", "call", "Sunday"),
    # not of what is only agreed to there, or is the subject of talks
    ("In a phone call, Chad and Niger agreed to hold a vote on Monday.", "talks", "phone call", None),
    ("Talks on a truce between Chad and Niger took place on Sunday.", "agreement", "truce", None),
    ("Talks on trade between Chad and Niger are expected to resume in May.", "talks", "Talks", "May"),
    ("The kings held talks in Oslo on Sunday on the truce between Chad and Niger.", "agreement", "truce", None),
    # nor of what is in a deal
    ("The deal between Chad and Niger provides for a vote in May.", "agreement", "deal", None),
    # not of what else is told of somebody
    ("The Omani president, who met the king in Rabat, resigned on Monday.", "talks", "met", None),
    # not what tells how rarely it happens
    ("The kings will meet for the first time in two years.", "talks", "meet", None),
    # not of the next clause, but whatever the talks were held by
    ("Talks with the rebels have stalled; nine men were freed on Sunday.", "talks", "Talks", None),
    ("The kings spoke by telephone on Sunday.", "talks", "spoke", "Sunday"),
    ("Omar Demir spoke by phone this morning with the king of Peru.", "talks", "spoke", "this morning"),
    # nor of what was made before, or is only meant for years to come; the day counts more than the year
    (
        "Chad and Niger hailed the deals signed in May 2023 and agreed to reopen the border.",
        "agreement",
        "agreed",
        None,
    ),
    ("Chad and Niger signed a treaty and a plan for 2026.", "agreement", "signed", None),
    ("Last year's truce, signed in Lima on 26 July, collapsed.", "agreement", "truce", "26 July"),
    # nor of what others said of it
    ("The attack, which the UN condemned on Monday, killed nine people in Gao.", "strike", "attack", None),
    ("The accord which Niger denounced on 3 May remains in force.", "agreement", "accord", None),
    # of the verb that it hangs on by a participle
    ("Rebels shelled Goma on Sunday, killing two people.", "casualty", "killing", "Sunday"),
    # of the light verb above a noun, of a clause below it
    ("The sides held talks in Oslo on Friday.", "talks", "talks", "Friday"),
    ("The talks held on Friday failed.", "talks", "talks", "Friday"),
    # of all that befell in one happening
    ("Rebels killed five soldiers and wounded ten near Kidal on Tuesday.", "casualty", "killed", "Tuesday"),
    ("Rebels killed five soldiers and the army freed ten on Tuesday.", "casualty", "killed", None),
    # of what befell others there and then, unless it has its own
    ("Two soldiers were killed and five wounded in Kidal on Sunday.", "casualty", "killed", "Sunday"),
    ("A bomb killed two men and wounded five in Kidal on Sunday.", "casualty", "killed", "Sunday"),
    ("Two men were killed on Monday and five wounded on Sunday.", "casualty", "killed", "Monday"),
    ("The blast wounded more than 100 on Sunday, police said.", "casualty", "wounded", "Sunday"),
    # not of the saying
    ("The army said on Tuesday that rebels had killed five soldiers.", "casualty", "killed", None),
    ("On Tuesday the army said rebels killed five soldiers on Sunday.", "casualty", "killed", "Sunday"),
    ("The army said on Tuesday it had killed five soldiers.", "casualty", "killed", None),
    ("The army said on Tuesday rebels killed five soldiers.", "casualty", "killed", None),
    ("The army said on Tuesday its troops killed five soldiers on Sunday.", "casualty", "killed", "Sunday"),
    ("The army said Sunday's raid killed five soldiers.", "casualty", "killed", "Sunday"),
    # not of what was done before to whom it befalls
    ("Two nurses were killed by rebels freed in 2014.", "casualty", "killed", None),
    ("The army killed two men seized in May.", "casualty", "killed", None),
    ("Nine people were killed in a raid launched on Sunday.", "casualty", "killed", "Sunday"),
    # not of what is said, done or felt about it
    ("The UN on Monday condemned the shelling of Homs.", "strike", "shelling", None),
    ("Residents protested on Friday against the killing of two farmers.", "casualty", "killing", None),
    ("A general was jailed on Monday for shelling a town.", "strike", "shelling", None),
    ("Rebels were arrested on Monday in an ambush near Homs.", "strike", "ambush", "Monday"),
    ("A court on Monday opened the trial over the bombing of a bus.", "strike", "bombing", None),
    ("Two men met on Monday over the shelling of Homs.", "strike", "shelling", None),
    ("A town marked the anniversary of a bombing last year.", "strike", "bombing", "last year"),
    # not of what befell later whom it befell
    ("Two soldiers killed in a raid were buried on Friday.", "casualty", "killed", None),
    ("Doctors treated on Monday dozens of people wounded in the shelling.", "casualty", "wounded", None),
    ("A raid on Friday left two soldiers wounded.", "casualty", "wounded", "Friday"),
    ("Rockets fired by rebels on Friday hit Homs.", "strike", "hit", "Friday"),
    ("Rockets fired by rebels hit Homs on Friday.", "strike", "hit", "Friday"),
    ("Rebels on Friday freed two men they had kidnapped near Homs.", "casualty", "kidnapped", None),
    ("The attack, which had killed nine people, was launched on Friday.", "casualty", "killed", "Friday"),
    ("Rebels shot a guard on Friday, a week after his brother was killed.", "casualty", "killed", None),
    ("Chad and Niger swapped nine prisoners, the first swap since the war began in May.", "exchange", "swapped", None),
    # not of the saying, whoever is cited; of what is told, though it stands before who tells it
    ("Nine men were killed, the ministry said on Monday, citing police.", "casualty", "killed", None),
    ("Nine men were killed when a bus fell into a ravine, on Monday, police said.", "casualty", "killed", "Monday"),
    # not of what was done before to whom another befalls what stands beside it
    ("Rebels freed the guard seized on 2 May, and the attack on Gao was called off.", "strike", "attack", None),
    # not of what it answers
    ("The army shelled Goma in response to the killing of a guard on Sunday.", "strike", "shelled", None),
    ("The army shelled Goma in response to the killing of a guard on Sunday.", "casualty", "killing", "Sunday"),
    # not that in which it is counted how often it was
    ("Rebels shelled Goma for the fifth time this year on Sunday.", "strike", "shelled", "Sunday"),
    ("Rebels shelled Goma for the first time last week.", "strike", "shelled", "last week"),
    # who comes, from when on, and what was before to the dead
    ("Niger freed nine men after a visit by the king to Lima on Friday.", "visit", "visit", "Friday"),
    ("The king will make a visit to Chad starting on Friday.", "visit", "visit", "Friday"),
    ("Chad returned the bodies of six men killed in 2020.", "exchange", "returned", None),
    ("The king welcomed the Omani premier to Lima on Friday for talks on gas.", "talks", "talks", "Friday"),
    # of the clause that says how it came about
    ("Five people were killed when a bus overturned in Lima on Tuesday.", "casualty", "killed", "Tuesday"),
    ("Five people died as police dispersed a crowd on Sunday.", "casualty", "died", "Sunday"),
    ("Fires broke out on Sunday after rebels shelled a depot.", "strike", "shelled", "Sunday"),
    # not of what it came before or after
    ("The talks on Friday came after rebels shelled a depot.", "strike", "shelled", None),
    ("The men were freed on Friday after Chad signed an accord with Niger.", "agreement", "signed", None),
    # not of the plan, the wish or the threat
    ("Chad called on Monday for talks with Niger.", "talks", "talks", None),
    ("Chad will hold talks with Niger on Monday.", "talks", "talks", "Monday"),
    # not of what came before or after, nor a limit
    ("As of Thursday evening, 31 people had died.", "casualty", "died", None),
    ("After the talks on Monday, rebels attacked the town.", "strike", "attacked", None),
    ("The sides will hold talks before Friday.", "talks", "talks", None),
    ("Today marks six years since gunmen killed nine men.", "casualty", "killed", None),
]


@pytest.mark.parametrize(("text", "kind", "trigger", "time"), TIMES)
def test_the_time_of_an_event(extractor: Extractor, text: str, kind: str, trigger: str, time: str | None) -> None:
    found = event(extractor, text, kind, trigger).time
    assert (found and found.text) == time


PLACES: list[tuple[str, str, str, list[str]]] = [
    # where a facility has its name from, unless it is said to be in another country
    ("Nine people were killed at the Goma airport.", "casualty", "killed", ["Goma"]),
    ("Rockets hit Goma's main hospital on Monday.", "strike", "hit", ["Goma"]),
    ("Nine people were killed at a Las Vegas music festival.", "casualty", "killed", ["Las Vegas"]),
    ("Nine people were killed at around 11:30pm PDT.", "casualty", "killed", []),
    ("Nine people were killed at the Lima hotel in Kabul.", "casualty", "killed", ["Kabul"]),
    # at what was hit, of what came of it; where those are who are hit
    ("A ship hit a bridge near Duisburg, injuring nine people.", "casualty", "injuring", ["Duisburg"]),
    ("Gunmen attacked soldiers guarding a church in Mosul.", "strike", "attacked", ["Mosul"]),
    # not the kind of it, not a pronoun beside it
    ("Settlement talks between Chad and Niger began.", "talks", "talks", []),
    ("Had Chad shot down the drone, it could have faced a war.", "interception", "shot down", []),
    ("Lima hosted talks on Sunday.", "talks", "talks", ["Lima"]),
    # of what is said to have happened, not of what it answers
    ("In Gao nine people are said to have been killed.", "casualty", "killed", ["Gao"]),
    ("The army shelled a base in revenge for the killing of a guard in Goma.", "strike", "shelled", []),
    ("Rebels killed five soldiers near Kidal.", "casualty", "killed", ["Kidal"]),
    ("Two people in Odesa were killed.", "casualty", "killed", ["Odesa"]),
    ("Five people were killed in a raid in Homs.", "casualty", "killed", ["Homs"]),
    ("The sides held talks in Oslo.", "talks", "talks", ["Oslo"]),
    ("The talks held in Oslo failed.", "talks", "talks", ["Oslo"]),
    ("Talks hosted by Niger in Oslo failed.", "talks", "Talks", ["Oslo"]),
    ("The talks, which were to be held in Oslo, were called off.", "talks", "talks", ["Oslo"]),
    # not over what a deal is
    ("Chad and Niger reached a deal over Darfur.", "agreement", "deal", []),
    # of what is signed, not of what is talked about
    ("Chad and Niger signed a truce in Oslo.", "agreement", "signed", ["Oslo"]),
    ("The two ministers discussed the situation in Sudan.", "talks", "discussed", []),
    # a name has none of its own: what is said of it belongs to what stands above it
    (
        "Rebels signed a pact with the government of the Central African Republic in Oslo.",
        "agreement",
        "signed",
        ["Oslo"],
    ),
    ("A bomb exploded at the office of the United Nations in Oslo.", "strike", "exploded", ["Oslo"]),
    # not of what is agreed to there
    ("In a phone call, Chad and Niger agreed to hold a vote in Oslo.", "talks", "phone call", []),
    ("The rebels called it revenge for an ambush in Homs.", "strike", "ambush", ["Homs"]),
    ("Five people were killed when a bus overturned in Lima.", "casualty", "killed", ["Lima"]),
    ("A bus plunged into a ravine in Lima, killing five people.", "casualty", "killing", ["Lima"]),
    ("A wall fell on a house in Lima, killing five people.", "casualty", "killing", ["Lima"]),
    ("Rebels abducted 20 girls from a school in Homs.", "casualty", "abducted", ["Homs"]),
    ("Rebels killed a refugee from a camp in Homs.", "casualty", "killed", []),
    # a role that is a place is where, if nothing else is said
    ("Rebels attacked Goma.", "strike", "attacked", ["Goma"]),
    # on one side of a place, if nothing else is said; in a part of it
    ("Clashes north of Homs killed nine soldiers.", "casualty", "killed", ["Homs"]),
    ("A bomb exploded in the city of Hawija, west of Kirkuk.", "strike", "exploded", ["Hawija"]),
    ("A drone hit a market near El Obeid, some 360 km southwest of Khartoum.", "strike", "hit", ["El Obeid"]),
    ("A bomb exploded on a road in Ulvik, south of Homs.", "strike", "exploded", ["Ulvik"]),
    # whatever the NER makes of a name that no list knows, it is where something was
    ("A jet fired three missiles at a block of flats in Haret Ulvik.", "strike", "fired", ["Haret Ulvik"]),
    ("Nine men were shot dead in Ulven on Monday.", "casualty", "shot dead", ["Ulven"]),
    ("He fled Goma, where Chad says nine men were killed.", "casualty", "killed", ["Goma"]),
    ("The two ministers will sit down for talks in Oslo.", "talks", "sit down", ["Oslo"]),
    ("Rebels shelled Goma in Congo.", "strike", "shelled", ["Goma", "Democratic Republic of the Congo"]),
    ("Troops fired mortar shells at Ulvokhi.", "strike", "fired", ["Ulvokhi"]),
    ("A bomb exploded in the Karrada area in Homs.", "strike", "exploded", ["Homs", "Karrada area"]),
    ("Rebels ambushed a convoy near Homs on Monday, killing nine soldiers.", "casualty", "killing", ["Homs"]),
    ("Insurgents beheaded three farmers at Ulvuabe on Wednesday.", "casualty", "beheaded", ["Ulvuabe"]),
    ("A girl was wounded by a splinter near Homs.", "casualty", "wounded", ["Homs"]),
    ("A gunman shot at a nurse.", "strike", "shot", []),
    ("A gunman opened fire at Shiites.", "strike", "opened fire", []),
    ("A bomb exploded at 11:30 PM.", "strike", "exploded", []),
    ("Rebels attacked soldiers in the north of Mali.", "strike", "attacked", ["Mali"]),
    ("Rebels attacked a checkpoint outside of Homs.", "strike", "attacked", ["Homs"]),
    # of whom a weapon hit
    ("A drone killed two rebels in Homs.", "strike", "killed", ["Homs"]),
    # not on whom it is blamed
    ("Nine people died in mine explosions blamed on Chad.", "casualty", "died", []),
    # not of another happening
    ("Two soldiers killed in a raid were buried in Bamako.", "casualty", "killed", []),
    ("After the talks in Oslo, rebels attacked a convoy.", "strike", "attacked", []),
    ("The minister said in Paris that rebels had killed five soldiers.", "casualty", "killed", []),
    # both the wider place said first and the one of what tells it
    ("In Iraq, nine people died in a raid in Mosul.", "casualty", "died", ["Mosul", "Iraq"]),
    ("Rebels killed nine men in an operation targeting a gang in Goma.", "casualty", "killed", ["Goma"]),
    # where the fight was in which somebody was hurt
    ("Nine soldiers were killed in a clash with members of a gang in Goma.", "casualty", "killed", ["Goma"]),
    ("Three soldiers were wounded following a clash with rebels in Kidal.", "casualty", "wounded", ["Kidal"]),
    ("Three soldiers were wounded following a visit to Kidal.", "casualty", "wounded", []),
    # of what is in a town, the town; of a village that no list knows, its name
    ("Two people were killed in the outskirts of Goma.", "casualty", "killed", ["Goma"]),
    ("A rocket crashed into the centre of Goma.", "strike", "crashed", ["Goma"]),
    (
        "On Monday, in Ulven village (Gao region), rebels shot a man.",
        "strike",
        "shot",
        ["Ulven village", "Gao"],
    ),
    # what a place that was hit lies in
    ("Rebels fired a missile at Marib, Marib, Yemen.", "strike", "fired", ["Marib", "Yemen"]),
    ("The US-Africa summit in Lima began.", "talks", "summit", ["Lima"]),
    ("The US-Africa summit of Chad and Niger began.", "talks", "summit", []),
]


@pytest.mark.parametrize(("text", "kind", "trigger", "places"), PLACES)
def test_the_places_of_an_event(extractor: Extractor, text: str, kind: str, trigger: str, places: list[str]) -> None:
    assert [p.name for p in event(extractor, text, kind, trigger).places] == places


@pytest.mark.parametrize(
    ("text", "victims", "source"),
    [
        ("Rebels killed a soldier, army spokesman Ali Hassan said.", "a soldier", "Ali Hassan"),
        ("Rebels killed Ali Hassan, the mayor said.", "Ali Hassan", "mayor"),
        ("Rebels killed Ali Hassan, the mayor of Homs, the army said.", "Ali Hassan", "army"),
    ],
)
def test_who_speaks_after_a_comma_is_another(extractor: Extractor, text: str, victims: str, source: str) -> None:
    found = event(extractor, text, "casualty", "killed")
    assert isinstance(found, Casualty) and found.victims
    assert found.victims.text == victims
    assert [c.source.name for c in found.claims if c.source] == [source]


BLAMED = ["Police blamed the attack on rebels.", "Police attributed the attack to rebels."]


@pytest.mark.parametrize("text", BLAMED)
def test_who_blames_somebody_says_so(extractor: Extractor, text: str) -> None:
    found = event(extractor, text, "strike", "attack")
    assert [(c.source.name, c.stance) for c in found.claims if c.source] == [("Police", "asserts")]


CLAIMS: list[tuple[str, str, list[tuple[str | None, str]]]] = [
    ("Rebels attacked the village.", "occurred", []),
    ("Rebels attacked the village, the army said.", "occurred", [("the army", "asserts")]),
    ("According to witnesses, rebels attacked the village.", "occurred", [("witnesses", "asserts")]),
    ("Rebels reportedly attacked the village.", "occurred", [(None, "asserts")]),
    ("The army denied that its troops had attacked the village.", "denied", [("The army", "denies")]),
    ("If rebels attacked the village, the army would respond.", "hypothetical", []),
    ("Rebels may have attacked the village.", "possible", []),
    ("Rebels have not attacked the village.", "negated", []),
]


@pytest.mark.parametrize(("text", "status", "claims"), CLAIMS)
def test_who_says_so_and_whether_it_happened(
    extractor: Extractor, text: str, status: str, claims: list[tuple[str | None, str]]
) -> None:
    found = event(extractor, text, "strike", "attacked")
    assert found.status == status
    assert [(c.source.text if c.source else None, c.stance) for c in found.claims] == claims


@pytest.mark.parametrize(
    ("text", "same"),
    [
        ("Russia fired 30 missiles at Kyiv. Officials said that Russia fired 30 missiles at Kyiv.", True),
        ("Russia fired 30 missiles at Kyiv. Israel fired 30 missiles at Damascus.", False),
        ("Russia fired 30 missiles at Kyiv on Sunday. Russia fired 30 missiles at Kyiv on Monday.", False),
        ("Russia fired 30 missiles at Kyiv. Russia may have fired 30 missiles at Kyiv.", False),
    ],
)
def test_what_is_told_again_points_at_the_first_telling(extractor: Extractor, text: str, same: bool) -> None:
    first, second = [e for e in events(extractor, text) if e.trigger.text == "fired"]
    assert first.same_as is None
    assert second.same_as == (first.id if same else None)


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("The premier called a meeting for Friday.", "planned"),
        ("The premier called a meeting of ministers on Friday.", "occurred"),
    ],
)
def test_a_meeting_called_for_a_day_is_to_come(extractor: Extractor, text: str, status: str) -> None:
    assert event(extractor, text, "talks", "meeting").status == status


def test_what_is_told_in_the_past_is_over_whatever_the_date(extractor: Extractor) -> None:
    text = "Nine men were killed and two hurt on 5 June 2031. Chad and Niger meet on 5 June 2031."
    assert [e.status for e in events(extractor, text)] == ["occurred", "occurred", "planned"]


def test_casualties_are_parted_into_dead_and_hurt(extractor: Extractor) -> None:
    found = events(extractor, "The mission counted 17 casualties (six killed and 11 injured).")
    assert [(e.mode, e.count.value) for e in found if isinstance(e, Casualty) and e.count] == [
        ("casualties", 17),
        ("killed", 6),
        ("injured", 11),
    ]


def test_nobody_is_the_attacker_of_himself(extractor: Extractor) -> None:
    found = events(extractor, "An assailant was killed after he stabbed a guard in Gao. Rebels shot a man in Gao.")
    assert [[who.name for who in e.attacker] for e in found if isinstance(e, Casualty)] == [[]]


def test_a_deed_is_not_as_late_as_the_death_of_who_did_it(extractor: Extractor) -> None:
    found = events(extractor, "One man died on Monday when a bomb exploded in Gao; the bomber died two days later.")
    assert [e.time.text for e in found if e.type == "strike" and e.time] == ["Monday"]


@pytest.mark.parametrize(
    ("text", "scopes"),
    [
        ("Raids have killed 90 people since May; four men were killed in Gao.", ["cumulative", "event"]),
        ("Since May raids have killed 90 people and hurt 40.", ["cumulative", "cumulative"]),
        ("Six years have passed since nine men were killed.", ["event"]),
    ],
)
def test_a_running_total_ends_at_a_semicolon(extractor: Extractor, text: str, scopes: list[str]) -> None:
    assert [e.scope for e in events(extractor, text) if isinstance(e, Casualty)] == scopes


def test_more_victims_are_not_the_same_ones(extractor: Extractor) -> None:
    found = events(extractor, "Rebels killed two people in Gao. Two more people were killed in Gao.")
    assert [e.same_as for e in found if e.type == "casualty"] == [None, None]


def test_a_casualty_has_its_strike_for_a_cause_and_both_share_time_and_place(extractor: Extractor) -> None:
    strike, casualty = events(extractor, "Rebels shelled Goma on Sunday, killing two people.")
    assert isinstance(casualty, Casualty)
    assert casualty.cause == strike.id
    assert (casualty.time, casualty.places) == (strike.time, strike.places)
    assert [who.name for who in casualty.attacker] == ["Rebels"]


def test_who_hits_a_mine_attacks_nobody(extractor: Extractor) -> None:
    strike, casualty = events(extractor, "A convoy hit a landmine in Gao, killing two people.")
    assert isinstance(casualty, Casualty)
    assert (casualty.cause, casualty.attacker) == (strike.id, [])


def test_a_subset_is_part_of_its_whole(extractor: Extractor) -> None:
    whole, part = events(extractor, "Nine people died in a landslide in Bogotá, including two children.")
    assert isinstance(whole, Casualty) and isinstance(part, Casualty)
    assert (whole.scope, part.scope, part.part_of) == ("event", "part", whole.id)
    assert part.victims and part.victims.category == "child"


@pytest.mark.parametrize(
    ("text", "value", "bound"),
    [
        ("The drone killed a nurse.", 1, "exact"),
        ("At least 12 soldiers were killed.", 12, "at_least"),
        ("Dozens of people were killed.", None, "vague"),
        ("No soldiers were killed.", 0, "exact"),
        ("A missile killed a family of five.", 5, "exact"),
        ("A missile killed a boy of five.", 1, "exact"),
    ],
)
def test_how_many(extractor: Extractor, text: str, value: int | None, bound: str) -> None:
    found = event(extractor, text, "casualty", "killed")
    assert isinstance(found, Casualty) and found.count
    assert (found.count.value, found.count.bound) == (value, bound)
    assert (found.status == "negated") is (value == 0)


ROLES: list[tuple[str, str, str, str, list[str]]] = [
    (
        "The UN Security Council called an emergency meeting for Friday.",
        "talks",
        "meeting",
        "participants",
        ["UN Security Council"],
    ),
    ("That enabled other rebels to move in and kill nine guards.", "casualty", "kill", "attacker", ["other rebels"]),
    # of a relative clause without a pronoun the noun before it is the object
    ("The rebels fed twelve pupils they had abducted.", "casualty", "abducted", "victims", ["twelve pupils"]),
    ("Gunmen shelled a town the army had shelled before.", "strike", "shelled", "target", ["town"]),
    # nobody fills a role of a noun
    ("The attack, which no group has claimed, wounded three guards.", "strike", "attack", "attacker", []),
    # who breaks talks off, or leaves them, took part
    ("Chad and Niger broke off peace talks on Friday.", "talks", "talks", "participants", ["Chad", "Niger"]),
    ("The rebels walked out of talks in Doha.", "talks", "talks", "participants", ["rebels"]),
    (
        "The envoy left Doha after two days of talks with Karl Weber.",
        "talks",
        "talks",
        "participants",
        ["envoy", "Karl Weber"],
    ),
    ("The envoy urged both sides to stop shelling the camp.", "strike", "shelling", "attacker", ["sides"]),
    ("Nobody thinks it was he. Would he be exchanged for two prisoners?", "exchange", "exchanged", "parties", []),
    (
        "Chad and Niger are invited to the summit in Gao on Friday.",
        "talks",
        "summit",
        "participants",
        ["Chad", "Niger"],
    ),
    ("It was the truce which Qatar and Egypt had brokered.", "agreement", "truce", "parties", []),
    (
        "Alexei Orlov was one of them. He died in a camp on 16 February.",
        "casualty",
        "died",
        "victims",
        ["Alexei Orlov"],
    ),
    ("Germany jailed a spy for shooting dead an exile in Lima.", "casualty", "shooting dead", "attacker", ["spy"]),
    ("A trawler sank after being struck by missiles.", "strike", "struck", "target", ["trawler"]),
    ("Chad and Niger are close to signing a treaty.", "agreement", "signing", "parties", ["Chad", "Niger"]),
    # who is blamed; who downs a missile has not sent it
    ("Police blamed the attack on the base on rebels.", "strike", "attack", "attacker", ["rebels"]),
    ("Police accused rebels of the attack on a base.", "strike", "attack", "attacker", ["rebels"]),
    ("Officials attributed the attack to rebels.", "strike", "attack", "attacker", ["rebels"]),
    ("Guards intercepted a missile targeting Goma.", "interception", "intercepted", "attacker", []),
    ("Guards intercepted a missile targeting Goma.", "strike", "targeting", "attacker", []),
    # a participle that looks like the verb; what hangs on the verb before a relative clause
    ("Men believed to be rebels attacked a base in Gao.", "strike", "attacked", "attacker", ["Men"]),
    ("The guards freed a man who was held and killed nine rebels.", "casualty", "killed", "attacker", ["guards"]),
]


@pytest.mark.parametrize(("text", "kind", "trigger", "role", "names"), ROLES, ids=[row[0] for row in ROLES])
def test_who_fills_a_role(
    extractor: Extractor, text: str, kind: str, trigger: str, role: str, names: list[str]
) -> None:
    found = [e for e in events(extractor, text) if e.type == kind and e.trigger.text == trigger]
    filled = getattr(found[-1], role) if found else []
    assert [mention.name for mention in (filled if isinstance(filled, list) else [filled])] == names


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("The army shot down 50 of 65 drones launched by rebels.", {("interception", 50), ("strike", 65)}),
        ("Rebels launched 90 drones overnight. Most were shot down.", {("interception", None), ("strike", 90)}),
        ("Rebels launched 90 drones; air defences neutralised 61 of them.", {("interception", 61), ("strike", 90)}),
        ("Two car bomb attacks shook Gao.", {("strike", None)}),
        ("Rebels launched 62 drones. Fifty-two of 62 were shot down.", {("interception", 52), ("strike", 62)}),
        ("An FPV drone attack on a bus hurt a man.", {("strike", None)}),
        (
            "Rebels sent 138 drones and two missiles against Gao. The army said that 119 had been shot down.",
            {("strike", 138), ("strike", 2), ("interception", 119)},
        ),
    ],
)
def test_how_many_weapons(extractor: Extractor, text: str, wanted: set[tuple[str, int | None]]) -> None:
    found = [(e.type, w.count and w.count.value) for e in events(extractor, text) for w in getattr(e, "weapons", ())]
    assert set(found) == wanted


def test_what_a_semicolon_parts_from_a_tag_is_not_said_there(extractor: Extractor) -> None:
    found = event(
        extractor, "Rebels shelled a market in Goma, the mayor said; Kigali did not comment.", "strike", "shelled"
    )
    assert [claim.source and claim.source.text for claim in found.claims] == ["the mayor"]


@pytest.mark.parametrize(
    ("text", "victims"),
    [
        ("A drone hit a car, killing Ali Demir, a judge, and a guard.", ["Ali Demir", "guard"]),
        ("A bomb killed two men, Ali Demir, a judge, and Omar Vega.", ["two men"]),
        ("In the raid the constable Ali Demir and two guards lost their lives.", ["Ali Demir", "two guards"]),
        ("Since May, 566 people have been killed in Chad, at least 116 of them children.", ["566 people", "children"]),
    ],
)
def test_who_is_killed_beside_whom(extractor: Extractor, text: str, victims: list[str]) -> None:
    found = [e.victims for e in events(extractor, text) if isinstance(e, Casualty) and e.victims]
    assert len(found) == len(victims)
    assert all(any(name in who.text or name == who.name for who in found) for name in victims)


@pytest.mark.parametrize(
    ("text", "kind", "trigger", "status"),
    [
        ("The attack on the depot could not be independently verified.", "strike", "attack", "possible"),
        ("The chemical attack on Gao has not been proven.", "strike", "chemical attack", "possible"),
        ("The downing of a jet near Gao was invented.", "interception", "downing", "negated"),
        (
            "Air defences downed nine drones; two missiles failed to reach the base.",
            "interception",
            "downed",
            "occurred",
        ),
        ("Rebels shelled Gao; talks failed.", "strike", "shelled", "occurred"),
        ("Rumours according to which the mayor was kidnapped are unfounded.", "casualty", "kidnapped", "negated"),
        ("Rumours according to which the mayor was kidnapped spread on.", "casualty", "kidnapped", "occurred"),
    ],
)
def test_what_is_doubted_and_what_is_not(extractor: Extractor, text: str, kind: str, trigger: str, status: str) -> None:
    assert event(extractor, text, kind, trigger).status == status


@pytest.mark.parametrize(
    ("text", "trigger", "source", "stance"),
    [
        ("Nine men died in a raid, the UN said, citing a survey of local clinics.", "died", "the UN", "asserts"),
        ("Nine men died in a raid, the UN said, citing doctors.", "died", "doctors", "asserts"),
        ("The army rejected the rebels' claim that nine men had died in a raid.", "died", "The army", "denies"),
        (
            "Nobody was seized, the army said, rejecting the rebels' claim that nine men had died.",
            "died",
            "the army",
            "denies",
        ),
        ("The army denied that the rebels said nine men had died.", "died", "the rebels", "asserts"),
    ],
)
def test_who_says_so(extractor: Extractor, text: str, trigger: str, source: str, stance: str) -> None:
    found = event(extractor, text, "casualty", trigger)
    assert [(c.source and c.source.text, c.stance) for c in found.claims] == [(source, stance)]


def test_who_answers_killings_did_not_do_them(extractor: Extractor) -> None:
    text = "Rebels shelled a base in retaliation for the killing of three farmers in Goma."
    killed = event(extractor, text, "casualty", "killing")
    assert isinstance(killed, Casualty)
    assert (killed.attacker, killed.cause) == ([], None)


@pytest.mark.parametrize(
    ("text", "kind", "trigger", "role", "names"),
    [
        # whom an attack kills is what it hit only where nothing else is
        ("A drone strike on a hospital killed 16 people.", "strike", "drone strike", "target", ["hospital"]),
        ("A hotel bombing in Gao killed 16 people.", "strike", "bombing", "target", ["hotel"]),
        ("The rebel bombing killed 16 people.", "strike", "bombing", "target", ["16 people"]),
        ("An air strike on a wedding in Gao killed nine.", "strike", "air strike", "target", ["wedding"]),
        # what somebody only says was hit
        ("Turkey struck what it said was a rebel base near Gao.", "strike", "struck", "target", ["rebel base"]),
        ("Chad fired missiles at what it called rebel camps.", "strike", "fired", "target", ["rebel camps"]),
        # jets are what it was done with
        ("Turkish jets bombed a depot.", "strike", "bombed", "attacker", ["Turkey"]),
        ("Warplanes struck a rebel base.", "strike", "struck", "attacker", []),
        # whose ship stands beside it does not own the drones
        (
            "A Danish frigate shot down two drones and the Italian destroyer a third.",
            "interception",
            "shot down",
            "attacker",
            [],
        ),
        ("Nobody fired on the convoy.", "strike", "fired", "attacker", []),
        ("The camp of Gao was the target of a rebel attack.", "strike", "attack", "target", ["camp of Gao"]),
        ("Camps are the target of many a rebel attack.", "strike", "attack", "target", []),
        ("The tanker Delta Star, set ablaze by rebels on Sunday, sank.", "strike", "set ablaze", "target", ["tanker"]),
    ],
)
def test_parts_in_an_attack(
    extractor: Extractor, text: str, kind: str, trigger: str, role: str, names: list[str]
) -> None:
    assert [who.name for who in getattr(event(extractor, text, kind, trigger), role)] == names


def test_nobody_confirms_who_is_confirmed_dead(extractor: Extractor) -> None:
    found = event(extractor, "Twelve miners were trapped and five confirmed dead in Zonguldak.", "casualty", "dead")
    assert not [claim for claim in found.claims if claim.source]


@pytest.mark.parametrize(
    ("text", "kind", "trigger", "attacker"),
    [
        ("Rebels killed nine villagers in a raid on Beni.", "strike", "raid", ["Rebels"]),
        ("Rebels killed nine villagers in a series of attacks near Beni.", "strike", "attacks", ["Rebels"]),
        ("Rebels killed two men and burned houses in a raid on Beni.", "strike", "raid", ["Rebels"]),
        # theirs whom the army fought
        ("The army killed nine rebels in an attack on its base.", "strike", "attack", []),
        ("Rebels burnt houses, looted shops and abducted ten women.", "casualty", "abducted", ["Rebels"]),
        ("Two people were killed after a mortar missed its target and hit a camp.", "strike", "hit", []),
    ],
)
def test_who_attacks(extractor: Extractor, text: str, kind: str, trigger: str, attacker: list[str]) -> None:
    assert [who.text for who in getattr(event(extractor, text, kind, trigger), "attacker", ())] == attacker


def test_ids_hang_on_article_and_place_alone(extractor: Extractor) -> None:
    text = "Rebels killed five soldiers near Kidal on Tuesday."
    (one,) = events(extractor, text)
    assert len(one.id) == 16 and int(one.id, 16) >= 0
    assert one.id == "1594fad8ba8de3e2"  # the same on every machine and in every version of `eventx/1`
    other = extractor.extract(Article(id="b", text=text))
    assert other[0].id != one.id
    longer = extractor.extract(Article(id="a", text=text + " It rained.", published=date(2020, 1, 1)))
    assert longer[0].id == one.id


@pytest.mark.parametrize(
    ("text", "victims"),
    [
        ("Three soldiers and two policemen killed in the attack were buried.", ["Three soldiers", "two policemen"]),
        ("They mourned the six men and one woman who died.", ["one woman", "the six men"]),
        # a clause about one, and one that has its own
        ("Shells hit four civilians and a soldier who died of his wounds.", ["a soldier"]),
        ("The raid left one gunman killed and an officer injured.", ["an officer", "one gunman"]),
    ],
)
def test_a_clause_on_the_last_of_several_counted_is_about_all(
    extractor: Extractor, text: str, victims: list[str]
) -> None:
    found = [e for e in events(extractor, text) if isinstance(e, Casualty)]
    assert sorted(e.victims.text for e in found if e.victims) == victims


def test_a_denial_of_something_else_is_no_claim(extractor: Extractor) -> None:
    raid = event(extractor, "Hamas denied that the raid on Gaza had killed civilians.", "strike", "raid")
    assert (raid.status, raid.claims) == ("occurred", [])


def test_what_is_told_in_the_past_of_a_later_day_is_no_plan(extractor: Extractor) -> None:
    wounded = event(extractor, "On 18 August 2024, another man succumbed to his wounds.", "casualty", "succumbed")
    assert wounded.status == "occurred"


@pytest.mark.parametrize(
    ("headline", "participants", "day"),
    [
        ("US, Iran to hold talks in Oman on Saturday", ["United States", "Iran"], date(2024, 5, 11)),
        ("US, IRAN TO HOLD TALKS IN OMAN ON SATURDAY", ["United States", "Iran"], date(2024, 5, 11)),
        ("TURKISH FOREIGN MINISTER VISITS BAGHDAD FOR TALKS", ["TURKISH FOREIGN MINISTER"], None),
    ],
)
def test_headlines_tell_who_talks(
    extractor: Extractor, headline: str, participants: list[str], day: date | None
) -> None:
    (talks,) = [e for e in events(extractor, headline) if e.type == "talks"]
    assert [m.name for m in talks.participants] == participants  # type: ignore[attr-defined]
    assert (talks.time and talks.time.earliest) == day


def test_a_line_in_capitals_is_read_as_a_headline(extractor: Extractor) -> None:
    found = events(extractor, "ISRAELI STRIKE KILLS NINE IN GAZA")
    assert [(e.type, e.trigger.text) for e in found] == [("strike", "STRIKE"), ("casualty", "KILLS")]
