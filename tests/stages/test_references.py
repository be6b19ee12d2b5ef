"""References: what pronouns and descriptions stand for."""

from __future__ import annotations

import pytest
from spacy.language import Language

from eventx.annotations import references


def resolved(nlp: Language, text: str, anaphor: str) -> list[str] | None:
    """Returns the names that the last use of an anaphor stands for; None where it was left open."""
    doc = nlp(text)
    found = [r for r in references(doc) if r.antecedents[0].text(doc) == anaphor]
    return [m.name for m in found[-1].antecedents] if found else None


BORG = "Maltese President Anna Borg met Peruvian Prime Minister Luis Vega in Lima."


@pytest.mark.parametrize(
    ("text", "anaphor", "names"),
    [
        # he, she
        ("Mr Vega spoke. He left.", "He", ["Vega"]),
        (f"{BORG} She left.", "She", ["Anna Borg"]),
        (f"{BORG} He thanked her.", "her", ["Anna Borg"]),
        ("Luis Vega said he would go.", "he", ["Luis Vega"]),
        ("Luis Vega spoke. Paul Moyo listened. He left.", "He", ["Paul Moyo"]),
        ("“No,” said Luis Vega. “Never,” he added.", "he", ["Luis Vega"]),
        # they, it
        ("Chad and Mali agreed. They will meet.", "They", ["Chad", "Mali"]),
        ("The rebels said they would fight.", "they", ["rebels"]),
        ("Ghana said it had sent aid.", "it", ["Ghana"]),
        ("The rebels fled, the army said, after they had burned a bridge.", "they", ["rebels"]),
        ("Ghana recalled its envoy.", "its", ["Ghana"]),
        ("Chad and its allies fought.", "its", ["Chad"]),
        ("After Ghana signed the deal, it sent aid.", "it", ["Ghana"]),
        # whom somebody speaks for
        ("A spokesman for the army said it had withdrawn.", "it", ["army"]),
        ("The rebels' spokeswoman said they had fled.", "they", ["rebels"]),
        ("Army spokesman Luis Vega said it had withdrawn.", "it", ["Army"]),
        ("A spokesman for the president said he would go.", "he", ["president"]),
        ("A government spokesman said he would go.", "he", ["government spokesman"]),
        # who does it to them, they are not
        ("Rebels seized nine drivers. They left and freed them.", "them", ["nine drivers"]),
        ("Rebels fired on two farmers, killing them.", "them", ["two farmers"]),
        ("Rebels surrounded the farmers and shot them.", "them", ["farmers"]),
        ("Rebels stopped four nurses and then let them go.", "them", ["four nurses"]),
        ("Rebels met nine farmers. They made them leave.", "them", ["nine farmers"]),
        ("The rebels urged Chad to free them.", "them", ["rebels"]),
        # ... but what happened may be
        ("Luis Vega fell, leaving him hurt.", "him", ["Luis Vega"]),
        ("Luis Vega hit Paul Moyo, leaving him hurt.", "him", ["Paul Moyo"]),
        # relative pronouns
        ("The soldier who fled was shot.", "who", ["soldier"]),
        ("Luis Vega, who leads Peru, spoke.", "who", ["Luis Vega"]),
        ("They met in Bamako, where talks began.", "where", ["Bamako"]),
        # the parts of a divided nation
        ("South Korea said so. The North denied it.", "The North", ["North Korea"]),
        ("South Korea said so. The two Koreas met.", "The two Koreas", ["North Korea", "South Korea"]),
        # several at once
        ("Chad and Mali signed it. The two countries agreed.", "The two countries", ["Chad", "Mali"]),
        ("Envoys from Chad and Mali met. Both sides agreed.", "Both sides", None),
        (
            "Anna Borg angered Luis Vega, who said the two had spoken.",
            "the two",
            ["Anna Borg", "Luis Vega"],
        ),
        (f"{BORG} The two leaders talked.", "The two leaders", ["Anna Borg", "Luis Vega"]),
        (f"{BORG} The pair last met in May.", "The pair", ["Anna Borg", "Luis Vega"]),
        # roles
        (f"{BORG} The Maltese leader left.", "The Maltese leader", ["Anna Borg"]),
        (f"{BORG} The prime minister left.", "The prime minister", ["Luis Vega"]),
        ("Maltese Foreign Minister Anna Borg spoke. The minister left.", "The minister", ["Anna Borg"]),
        (
            "Chadian spokesman Luis Vega spoke. A spokesman in Bern listened. The spokesman left.",
            "The spokesman",
            ["spokesman"],
        ),
        # places
        ("They met in Bamako. Rebels stormed a bank and shot the clerks there.", "there", None),
        ("They met in the capital of Mali.", "the capital of Mali", ["Bamako"]),
        ("It happened in the Malian capital.", "the Malian capital", ["Bamako"]),
        ("They met in Bamako. Talks were held in the same place.", "the same place", ["Bamako"]),
        ("A bomb exploded in Bamako. Two died there.", "there", ["Bamako"]),
        ("The city of Bamako was hit. The city burned.", "The city", ["Bamako"]),
        ("They met in Gao. Ships left Lagos, Tema and Dakar. The city burned.", "The city", ["Gao"]),
        ("Anna Borg, Malta's president, said her country would help.", "her country", ["Malta"]),
        # groups
        ("Boko Haram attacked a village. The group killed nine.", "The group", ["Boko Haram"]),
        ("Boko Haram attacked a village. The militants killed nine.", "The militants", ["Boko Haram"]),
    ],
)
def test_an_anaphor_stands_for(nlp: Language, text: str, anaphor: str, names: list[str] | None) -> None:
    found = resolved(nlp, text, anaphor)
    if names is None:
        assert found
    else:
        assert found == names


def test_a_pair_of_delegations_is_of_two_countries(nlp: Language) -> None:
    doc = nlp("Delegations from Chad and Mali met in Accra. The two countries will talk again.")
    (pair,) = [r for r in references(doc) if r.antecedents[0].text(doc) == "The two countries"]
    assert [(m.name, m.country) for m in pair.antecedents] == [("Chad", "TCD"), ("Mali", "MLI")]


@pytest.mark.parametrize(
    ("text", "anaphor"),
    [
        ("It is clear that Ghana won.", "It"),
        ("Ghana won. It was raining.", "It"),
        ("Ghana won. It is possible that rain comes.", "It"),
        ("There is a man.", "There"),
        ("He left.", "He"),
        ("Luis Vega met Paul Moyo’s brother and John Hill. Anna and Mary cheered. He left.", "the two countries"),
        ("The minister left.", "The minister"),
        ("Both sides agreed.", "Both sides"),
        ("Anna Borg spoke. He left.", "He"),
        ("A plane landed. They left.", "They"),
        ("They met in Bamako. The deal was made not there but in Accra.", "there"),
        # nor are three women any three leaders
        ("Luis Vega met Paul Moyo and John Hill. The three women left.", "The three women"),
        # a body of another kind is another body
        ("Boko Haram attacked a village. The aid group left.", "The aid group"),
        ("Boko Haram attacked a village. The rights group left.", "The rights group"),
        # a pair without an office may be anybody
        ("Anna Borg and Luis Vega act. The pair met in May.", "The pair"),
        ("Chad said so. The North denied it.", "The North"),
    ],
)
def test_what_is_open_stays_open(nlp: Language, text: str, anaphor: str) -> None:
    assert resolved(nlp, text, anaphor) is None


def test_an_antecedent_keeps_the_anaphors_place_and_tells_its_source(nlp: Language) -> None:
    doc = nlp("Maltese President Anna Borg spoke. She left.")
    (she,) = [m for r in references(doc) for m in r.antecedents if m.text(doc) == "She"]
    assert (she.name, she.kind, she.country) == ("Anna Borg", "person", "MLT")
    assert she.resolved_from is not None
    assert she.resolved_from.text(doc) == "Maltese President Anna Borg"


def test_a_chain_leads_back_to_the_name(nlp: Language) -> None:
    doc = nlp("Mr Vega spoke. He left. He slept.")
    last = [m for r in references(doc) for m in r.antecedents][-1]
    assert last.resolved_from is not None
    assert last.resolved_from.text(doc) == "Mr Vega"
