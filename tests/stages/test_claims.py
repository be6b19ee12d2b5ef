"""Who says what: the source's head word, what is said, and whether it is denied."""

from __future__ import annotations

import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.language import Language
from spacy.tokens import Doc

from eventx.annotations import ClaimRecord, Late, claims
from eventx.modeldir import ModelError, find_spacy_model, load_yaml, model_dir
from eventx.stages import register
from eventx.stages.claims import claims_about, create_claims, load_speech
from eventx.stages.syntax import load_spacy_model
from eventx.stages.trees import quotations
from eventx.stages.words import words_of


@pytest.fixture(scope="module")
def stages() -> Language:
    """Sentences, syntax and claims alone: the stage needs no other."""
    register()
    nlp = spacy.blank("en", vocab=load_spacy_model(find_spacy_model()).vocab)
    nlp.add_pipe("eventx_sentences")
    nlp.add_pipe("eventx_syntax")
    nlp.add_pipe("eventx_claims")
    return nlp


def marked(nlp: Language, text: str) -> tuple[Doc, int]:
    """Returns the document of a text, and the index of the word in square brackets."""
    start = text.index("[")
    doc = nlp(text.replace("[", "").replace("]", ""))
    return doc, next(t.i for t in doc if t.idx == start)


def sources(doc: Doc, token: int) -> list[str | None]:
    return [None if c.source is None else doc[c.source].text for c in claims_about(claims(doc), token)]


# The word in brackets is the event; given is who answers for it.
SAID = [
    ("By the army's count, nine [died].", ["army"]),
    ("By the count of officials, nine [died].", ["officials"]),
    ("By our count, nine [died].", []),
    ("Nine were shot [down], by the air force's own count.", ["force"]),
    ("Rebels say they repulsed an [assault], claims which nobody could verify.", ["Rebels"]),
    ("The pair had last spoken on the margins of the [summit] in Lima.", []),
    ("Soldiers crossed from Chad; the ministry in Lima claimed that two were [freed].", ["ministry"]),
    ("A drone was shot [down], the governor posted on Telegram.", ["governor"]),
    ("Residents of Gao counted nine [dead].", ["Residents"]),
    # verbs with a clause
    ("The army said its jets [bombed] the camp.", ["army"]),
    ("Police told reporters that two men had been [shot].", ["Police"]),
    (
        "A spokesman for the governor told AFP on condition of anonymity that the raid had been [called] off.",
        ["spokesman"],
    ),
    ("Sources told Reuters the two sides would [meet] in Oslo.", ["Sources"]),
    ("Witnesses and medics said nine people were [killed].", ["Witnesses", "medics"]),
    ("Jorge Paz, the governor of Tarapoto, said that nine people had [drowned].", ["Paz"]),
    ("The mayor said that a bus had burned and that two people had [died].", ["mayor"]),
    ("The rebels, for their part, say they [shot] down a helicopter.", ["rebels"]),
    ("Officials believe that the group [attacked] the dam.", ["Officials"]),
    ("The navy claimed to have [sunk] two boats.", ["navy"]),
    ("The army has confirmed that it [lost] two tanks.", ["army"]),
    ("Figures from the health ministry show 3,000 people have [died] since May.", ["Figures"]),
    ("The ministry's statement said six rockets [hit] the base.", ["statement"]),
    ("Kenya says ready for [talks] with Somalia", ["Kenya"]),
    ("ARMY SAYS NINE REBELS [KILLED] IN RAID", ["ARMY"]),
    ("Police arrested a man who they said [killed] two guards.", ["they"]),
    ("Officials in Goma put the death [toll] at 45.", ["Officials"]),
    ("He went on to say that nine had [died].", ["He"]),
    # tags
    ("Nine people were [killed], the mayor said.", ["mayor"]),
    ("A bus fell into a ravine, [killing] eight, said Raj Singh, who leads the rescue teams.", ["Singh"]),
    ("The bridge, officials said, was [hit] by two missiles.", ["officials"]),
    ("Quake [kills] nine in Quito, officials say", ["officials"]),
    ("Quake [kills] nine, says mayor", ["mayor"]),
    ("Two soldiers died, a source told the BBC, and three more were [wounded].", ["source"]),
    (
        "The sides reached a [deal] on the second day of a meeting here Monday, the conference's co-chairman said.",
        ["chairman"],
    ),
    # attributions
    ("Rebels [fired] nine rockets at the port, according to the navy.", ["navy"]),
    ("According to the coast guard, six migrants [drowned] and two are missing.", ["guard"]),
    ("According to _The Gazette_ , the envoys [met] in Lima.", ["Gazette"]),
    # nouns, objects, prepositions
    ("Officials reported two [deaths] in Lagos.", ["Officials"]),
    ("The army confirmed the [release] of six hostages by the rebels.", ["army"]),
    ("The premier accused the rebels of [attacking] the port.", ["premier"]),
    ("The group's claim that it [shot] down a drone surprised many.", ["group"]),
    ("The envoy described the [talks] as useful.", ["envoy"]),
    ("The envoy was quoted as saying that the talks had [failed].", ["envoy"]),
    ("The agency quoted a security official as saying that three guards were [killed].", ["official"]),
    ("As the army announced on Monday, two jets were [lost].", ["army"]),
    ("Two jets were [lost], as the army itself admitted on Monday.", ["army"]),
    # who is cited is the source
    ("The storm [killed] 40 people, state media reported, citing the interior ministry.", ["ministry"]),
    ("A raid [killed] nine, the paper reported citing residents.", ["residents"]),
    ("The paper, quoting the police chief, reported that nine people were [killed].", ["chief"]),
    ("The agency reported, citing two officials, that nine people had been [killed].", ["officials"]),
    ("Nine people [died], a doctor said, the paper reported, citing the agency.", ["doctor"]),
    # tags with an apposition, before a semicolon, after a colon, before what came of it
    (
        "Two people were hurt when a shell [fell] north of Hit, the Rights Observatory, a war monitor, said.",
        ["Observatory"],
    ),
    ("The king will [visit] Chad in May, the news agency said; he was there in 2019.", ["agency"]),
    ("It was no first: in May, according to the UN, the militia [killed] 31 people.", ["UN"]),
    ("Rebels stormed two villages, officials said, [killing] 40 people.", ["officials"]),
    # headlines
    ("Vega: Chad [returned] nine bodies.", []),
    ("Minister: Chad [returned] nine bodies.", ["Minister"]),
    ("Five [dead] in Oslo blast: police", ["police"]),
    ("Police: five [dead] in Oslo blast", ["Police"]),
    ("Embassy bombing: five [dead] in Oslo", []),
    # nobody
    ("Rebels reportedly [seized] the town.", [None]),
    ("The group is said to have [used] gas.", [None]),
    ("Two men said to have been [hurt] in Oslo blast", [None]),
    ("It was reported that nine people [died].", [None]),
    ("Unconfirmed reports of a [coup] spread in Bissau.", [None]),
    ("Rumours spread that the mayor had been [shot].", [None]),
    # nested: the inner one answers
    ("The minister said that the rebels claimed to have [killed] nine men.", ["rebels"]),
    ("The minister said that the rebels had reportedly [killed] nine men.", ["minister"]),
]


@pytest.mark.parametrize(("text", "who"), SAID)
def test_says_it(stages: Language, text: str, who: list[str | None]) -> None:
    doc, token = marked(stages, text)
    assert sources(doc, token) == who


@pytest.mark.parametrize(
    "text",
    [
        "Chad, which [attacked] Libya, said it was sorry.",
        "The village was shelled, residents said, as [talks] went on in Bamako.",
        "Speaking after a [meeting] with the king, the envoy said he was glad.",
        "While troops [shelled] the town, the mayor said he would stay.",
        "The minister told his men to [attack] the town.",
        "The storm claimed 40 [lives].",
        "The group claimed responsibility for the [attack].",
        "The UN mission condemned the [attack].",
        "The army did not say that it had [attacked].",
        "Nobody believes that they [attacked].",
        "Asked whether rebels had been [killed], the spokesman declined to comment.",
        "The union called off the [strike].",
        "The president would say that they [attacked].",
        "He read the news. Rebels [shelled] the port.",
        "Neither government has said how many men were [freed].",
        "The minister, a lawyer, said nothing when rebels [shelled] the port.",
    ],
)
def test_the_article_says_it_itself(stages: Language, text: str) -> None:
    doc, token = marked(stages, text)
    assert sources(doc, token) == []


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("“We lost three men. Two more are [missing],” the captain said.", ["captain"]),
        ("“We lost three men,” the captain said. “Two more are [missing] in the hills.”", ["captain"]),
        (
            "“We lost three men,” the captain said. Rain fell. “Two more are missing,” a guide [added] later.",
            [],
        ),
        ("The captain spoke. He added: “Two more men are [missing] in the hills.”", ["He"]),
        ("The captain also said:\n\n“Two more men are [missing] in the hills.”", ["captain"]),
        ("“We lost three men,” the captain said.\n\n“Two more men are [missing] in the hills.”", ["captain"]),
        (
            "“We lost three men,” the captain said.\n\nIt rained.\n\n“Two more men are [missing] in the hills.”",
            [],
        ),
        ('"Our mill has been [hit] again," its owner announced, noting that the loss was large.', ["owner"]),
        ("In the hall, the premier said “nine men” had been [killed].", ["premier"]),
    ],
)
def test_quotations_over_several_sentences(stages: Language, text: str, who: list[str | None]) -> None:
    doc, token = marked(stages, text)
    assert sources(doc, token) == who


@pytest.mark.parametrize(
    ("text", "stance"),
    [
        ("The army denied that it had [shelled] the town.", "denies"),
        ("The army rejected reports that it had [shelled] the town.", "denies"),
        ('The army rejected reports that it had [shelled] the town as "baseless".', "denies"),
        ("The army dismissed the claim that it [shelled] the town.", "denies"),
        ("The army did not deny that it had [shelled] the town.", "asserts"),
        ("The army admitted that it had [shelled] the town.", "asserts"),
    ],
)
def test_stance(stages: Language, text: str, stance: str) -> None:
    doc, token = marked(stages, text)
    assert [c.stance for c in claims_about(claims(doc), token) if c.source is not None] == [stance]


def test_what_a_denial_is_set_against_is_not_denied(stages: Language) -> None:
    doc, token = marked(stages, "The army denied that any man had been freed, though two Greeks were [swapped] in May.")
    assert claims_about(claims(doc), token) == ()


def test_rejecting_a_thing_denies_nothing(stages: Language) -> None:
    assert claims(stages("The rebels rejected the ceasefire. The court dismissed the general.")) == ()


@pytest.mark.parametrize(
    ("text", "quoted"),
    [
        ("He said “no.” She said “yes.”", ["“no.”", "“yes.”"]),
        ('He said "no" and "yes".', ['"no"', '"yes"']),
        ("He said ‘no’ to the soldiers’ plan.", ["‘no’"]),
        ("“We go on.\n\n“We stay,” he said.", ["“We go on.", "“We stay,”"]),
        ("The soldiers' plan and the rebels' plan.", []),
    ],
)
def test_quotations(text: str, quoted: list[str]) -> None:
    doc = spacy.blank("en")(text)
    assert [doc[a:b].text.strip() for a, b in quotations(words_of(doc))] == quoted


@settings(max_examples=15, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            [
                "said",
                "“",
                "”",
                '"',
                ",",
                "he",
                "police",
                "according",
                "to",
                ":",
                "\n",
                "killed",
                "that",
                "the",
                ".",
                "’",
                "reports",
            ]
        ),
        max_size=14,
    )
)
def test_never_raises_and_stays_inside(words: list[str]) -> None:
    nlp = spacy.blank("en", vocab=load_spacy_model(find_spacy_model()).vocab)
    nlp.add_pipe("eventx_sentences")
    nlp.add_pipe("eventx_syntax")
    nlp.add_pipe("eventx_claims")
    doc = nlp(" ".join(words))
    for record in claims(doc):
        assert isinstance(record, ClaimRecord)
        assert record.source is None or 0 <= record.source < len(doc)
        assert all(0 <= a < b <= len(doc) for a, b in record.scope)


def test_frames_hold_lemmas_only() -> None:
    data = load_yaml(model_dir() / "lexicon/speech.yml")
    words = [w for frame in data["frames"].values() for w in frame]
    assert all(isinstance(w, str) and w == w.lower().strip() for w in words)


def test_a_missing_list_is_named(tmp_path: pytest.TempPathFactory) -> None:
    path = model_dir() / "lexicon/sentences.yml"  # no list of verbs in it
    with pytest.raises(ModelError, match="nouns"):
        load_speech(path)


def test_factory_is_importable_alone() -> None:
    assert create_claims(spacy.blank("en"), "claims", None, "lexicon/speech.yml") is not None


def test_claims_are_looked_for_once_and_only_when_somebody_asks() -> None:
    asked: list[str] = []

    def find() -> tuple[str, ...]:
        asked.append("now")
        return ("first", "second")

    found = Late(find)
    assert asked == []
    assert (list(found), len(found), found[0], found[1:]) == (["first", "second"], 2, "first", ("second",))
    assert asked == ["now"]
