"""Whether an event happened, told from its trigger (the word in square brackets)."""

from __future__ import annotations

import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.language import Language

from eventx.annotations import claims
from eventx.events import Status
from eventx.modeldir import ModelError, find_spacy_model, model_dir
from eventx.stages import register
from eventx.stages.claims import load_speech
from eventx.stages.status import load_cues, load_status, status_of
from eventx.stages.syntax import load_spacy_model


@pytest.fixture(scope="module")
def stages() -> Language:
    """Sentences, syntax and claims: the status needs no other stage."""
    register()
    nlp = spacy.blank("en", vocab=load_spacy_model(find_spacy_model()).vocab)
    nlp.add_pipe("eventx_sentences")
    nlp.add_pipe("eventx_syntax")
    nlp.add_pipe("eventx_claims")
    return nlp


def judged(nlp: Language, text: str) -> Status:
    start = text.index("[")
    doc = nlp(text.replace("[", "").replace("]", ""))
    return status_of(doc, next(t.i for t in doc if t.idx == start), claims(doc))


SENTENCES: dict[Status, list[str]] = {
    "occurred": [
        "The [attack] killed nobody.",
        "The [bombing] of a hotel on Sunday hurt no one.",
        "They discussed the [ceasefire] in Chad.",
        "They talked about the [attack] on the port.",
        "The general had his men [attack] the village.",
        "Negotiators first [met] in Istanbul on 13 July; a round planned for Wednesday was cancelled.",
        "The [truce], due to expire on Sunday, has been extended.",
        "When did the two ministers [meet] in Oslo?",
        "Under a [deal] brokered by Chad, the rebels will leave.",
        "Under the [accord] the panel should have met by July.",
        "She was the first minister to [visit] Oslo.",
        "The two ministers failed to sign a deal at a [meeting] in Oslo.",
        "Vega spoke of the [visit] at talks on trade.",
        "There is new evidence that rebels [attacked] the port.",
        "Not only had the rebels [shelled] the town, they had burned it.",
        "In May had come the news that rebels had [shelled] the town.",
        "Rebels [shelled] the town on Monday.",
        "Nine people were [killed] in the raid.",
        "Chile strikes deal as quake [kills] nine in Lima",
        "The army said its jets [bombed] the camp.",
        "After the [attack], police closed the road.",
        "They began [shelling] the port at dawn.",
        "Gunners managed to [shoot] down two drones.",
        "The army [killed] two suspected militants.",
        "He was accused of [killing] two guards.",
        "Troops carried out an [attack] on the base.",
        "The two ministers held [talks] in Oslo.",
        "Rebels reportedly [seized] the town.",
        "The second day of [talks] ended without result.",
        "The minister said that the [attack] killed nine.",
        "The attack [killed] nine people.",
        "Nine people, including two children, were killed and 12 [wounded].",
        "The two leaders [met] to discuss the war.",
        "Both sides [agreed] to stop fighting.",
        "They [agreed] to hold talks in June.",
        "The two sides [signed] a deal that will take effect in May.",
        "A suspected drone [attack] hit the refinery.",
        "A day after the [strike], the minister called for calm.",
        "The ceasefire was [signed] in 2014.",
        "He condemned the [attack].",
        "The [killing] of nine men angered the tribe.",
        "The ministers will discuss Monday's [attack] on the dam.",
        "Two more soldiers [died] in hospital.",
        "Police are investigating the [attack].",
        "The rebels used drones to [attack] the port.",
        "The army fired rockets, [killing] nine.",
        "The leader was [killed] while planning an attack.",
        "The mayor said there had been two [strikes] overnight.",
        "Air defence [shot] down 12 of 15 drones.",
        "The president has not commented on the [attack].",
        "The two ministers did not attend the [talks].",
        "No group has claimed responsibility for the [attack].",
        "It was not clear who carried out the [attack].",
        "Police do not know how many people were [killed].",
        "The talks [ended] without an agreement.",
        "The army accused the group of [killing] nine men.",
        "The group is accused of [killing] nine men.",
        "The minister said that nine men had been [killed] and that talks would go on.",
        "The president, who will visit Oslo, [met] the king.",
        "Rebels [attack] army base in Mali",
        "US [strikes] kill nine in Yemen",
        "The man was [arrested] before he could flee.",
        "At least nine people have been [killed] since May.",
        "Two of the men [killed] were guards.",
        "She is the third journalist [killed] this year.",
        "The men were [released] in exchange for nine rebels.",
        "Nine men were freed in [exchange] for two pilots.",
        "Gunmen blew up a school, causing no casualties but [destroying] the school.",
        "The rebels organised two [attacks] on the dam.",
        "They carried out the [attack] in order to kill a chief.",
        "The [attack] is believed to have been the work of the rebels.",
        "Gunmen set off a [bomb] next to a school.",
        "The envoy left shortly after two soldiers were [killed].",
        "The sides met soon before the treaty was [signed].",
        "Strong winds probably caused the bus to overturn, [killing] nine.",
        "The pilot may have caused the plane to [crash].",
        "It took two years for Chad and Niger to [sign] the treaty.",
        "Chad insisted that it had [freed] the men.",
        "The army suggested that the rebels [shelled] the town.",
        "Some suspect that the [attack] was carried out by rebels.",
        "Rumours that the general had been [shot] were not false.",
        "Reports that the minister was [killed] are credible.",
        "Police suspect that rebels were behind the [attack].",
        "The army failed to prevent the [attack] on the dam.",
        "Who [killed] the mayor?",
        "Why did the army [shell] the town?",
        "They met a condition of the [truce] signed in May.",
        "The men were not freed until Chad [paid] a ransom.",
        "It is known that rebels [shelled] the town.",
        "She failed to report a plan to rob a bank, and the thief [killed] a guard.",
        "Nine men were [killed], rebels are suspected.",
        "A [treaty] signed in 2015 has not been carried out.",
        "The [deal], which was reached in May, has never been honoured.",
        "The [meeting] was called by the chairman.",
        "The two sides agreed on a [pact].",
        "The [dialogue], which had not been held since May, ended.",
    ],
    "negated": [
        "Lima [talks] cancelled: rebels stay away",
        "[Summit] in Lima called off amid row",
        "The [visit] is no longer on the agenda.",
        "The king was to have [visited] Oslo.",
        "The treaty has yet to be [signed].",
        "A [meeting] is out of the question, he said.",
        "Chad has no plans to [visit] Oslo.",
        "The rebels rejected a [truce].",
        "Chad rejected a proposal for direct [talks].",
        "There are no plans for a [meeting] of the two.",
        "Chad turned down an offer of [talks].",
        "The talks ended without agreement on a [truce].",
        "There were no reports that anyone was [hurt].",
        "Reports that the minister was [killed] are false, the army said.",
        "Reports of an [attack] on the port were fabricated.",
        "Claims that the two were [exchanged] are devoid of any foundation.",
        "Police found no evidence that rebels had [attacked] the port.",
        "The rebels did not [attack] the town.",
        "No [talks] were held in Oslo.",
        "The blast caused damage without [casualties].",
        "The summit was cancelled... the [meeting] was called off.",
        "The sides failed to [reach] an agreement.",
        "There were no [casualties].",
        "No one was [hurt].",
        "Neither side [fired] on the other.",
        "Police foiled an [attack] on the embassy.",
        "The ceasefire was never [signed].",
        "The two leaders have not [met].",
        "The talks ended without an [agreement].",
        "The two sides did not reach an [agreement].",
        "Nobody was [injured] in the crash.",
        "None of the hostages was [released].",
        "The planned [visit] was cancelled.",
        "Neither Chad nor Niger has [signed] the treaty.",
        "The summit never [took] place.",
        "There have been no reports of [casualties].",
        "There were no immediate reports of [injuries].",
        "The missile missed, causing no [casualties].",
        "The president refused to [meet] the rebels.",
        "An [attack] on the embassy was foiled by police.",
        "The army ruled out [talks] with the rebels.",
        "The bombs did not explode or cause any [casualties].",
        "The rebels stopped short of [attacking] the town.",
        "A plot to [kill] the king was foiled.",
        "The two leaders have yet to [meet].",
        "It is not true that rebels [shelled] the town.",
        "Reports that the minister was [killed] proved to be false.",
        "Not a single hostage was [freed].",
        "Not one prisoner has been [exchanged].",
    ],
    "denied": [
        "Tehran denied that it had [attacked] the ship.",
        "The ministry rejected claims that its troops had [shelled] the town.",
        "The group denied that it had [killed] the men.",
        "The minister denied the [attack].",
        "The army dismissed reports that its troops had [fired] on the crowd.",
    ],
    "planned": [
        "They agreed to have their teams start [negotiations].",
        "The [talks] are on the agenda for May.",
        "Chad and Niger extended the truce until talks [resume].",
        "The two sides agreed on the [release] of 18 men.",
        "Chad agreed to the [release] of 18 men.",
        "The two sides settled on the [return] of 18 men.",
        "The deal provides for a [truce].",
        "The king will fly to Oslo to meet Ana Vega, his first [visit] there in years.",
        "The president will be accompanied by the king on the [trip].",
        "A [meeting] of the panel is pencilled in for Monday.",
        "The pact commits them to a truce and to the [release] of prisoners.",
        "The [talks], which were to be held in Oslo on Friday, matter.",
        "She will be the first minister to [visit] Oslo.",
        "Turkish president to [visit] Oslo in May",
        "Peace [talks] to resume in Oslo, rebels say",
        "The army said it would observe a [truce].",
        "The presidents will [meet] in Geneva on Friday.",
        "He is to [visit] Chad.",
        "They agreed to [hold] talks.",
        "The [talks] are scheduled for Monday.",
        "The [meeting] was postponed.",
        "Envoys prepare for next week's [talks].",
        "The premier is due to [visit] Rome.",
        "She is expected to [meet] the king.",
        "The army said it would [release] ten prisoners.",
        "Peru vowed to [attack] the rebels.",
        "Ministers to [meet] in Lagos",
        "The ministers plan to hold [talks] in May.",
        "A new round of [talks] will be held in Cairo.",
        "The leader was killed while planning an [attack].",
        "The premier will travel to Oslo for [talks] with the king.",
        "A second [meeting] is due on Friday.",
        "The ministers are set to [sign] the accord on Tuesday.",
        "The rebels promised to [free] the hostages.",
        "The [meeting], scheduled for Monday, will be the first in a year.",
        "Both armies prepare to [exchange] prisoners.",
        "The king is going to [visit] Chad.",
        "The next round of [talks] will begin in May.",
        "The premier announced a [summit] in May.",
        "He is expected to hold [talks] with the king.",
        "The army is planning an [attack] on the port.",
        "Under the plan, 20 men would be [freed], the envoy said.",
        "The envoy will be [meeting] the rebels.",
        "Chad and Niger are to [hold] talks.",
        "The president and the king will meet and [sign] a treaty.",
        "The two ministers are [meeting] in Oslo next week.",
        "The minister said that nine men had been killed and that [talks] would be held.",
        "Chad, Niger to [sign] peace deal",
        "Under the deal, Chad would [free] nine men.",
        "In return, Niger would [release] two pilots.",
        "The deal provides for the [release] of 90 prisoners.",
        "She hopes that the [visit] will be a turning point.",
    ],
    "possible": [
        "The two leaders discussed the [release] of hostages.",
        "The ministers discussed a [ceasefire] in Chad.",
        "They talked about the [release] of nine captives.",
        "Negotiators haggled over an [exchange] of prisoners.",
        "Qatar sounded out both sides on a [swap] of prisoners.",
        "The consultations about a [truce] go on.",
        "The envoy is working for their [release].",
        "Did the two ministers [meet] in Oslo?",
        "Have the rebels signed a [truce]?",
        "The [meeting] of the two ministers is now in doubt.",
        "A [truce] is on the table.",
        "Asked whether he had decided to [strike] the port, he said nothing.",
        "Envoys held talks on a [truce].",
        "The rebels may have [attacked] the convoy.",
        "Troops might [attack] soon.",
        "The premier is believed to have [met] the envoy.",
        "Police warned of a possible [attack].",
        "The generals threatened to [attack] the port.",
        "The two states will explore a potential [exchange] of prisoners.",
        "The premier could [meet] the king in May.",
        "Ten people are feared [dead].",
        "The two states are considering an [exchange] of prisoners.",
        "There is a threat of an [attack] on the port.",
        "The blast may have [killed] as many as 40.",
        "The driver said he wanted to [kill] the guards.",
        "Officials fear that dozens were [killed].",
        "She hoped that her son had been [freed].",
        "The army has not ruled out [strikes] on the port.",
        "Chad refused to rule out an [attack] on the dam.",
        "[Strikes] on the port have not been ruled out.",
        "Whether the two presidents will [meet] remains unclear.",
        "It was not immediately known if anyone was [hurt].",
        "Did the rebels [shell] the town?",
        "Has Chad [released] the two men?",
        "Was the minister [killed] by rebels?",
        "There is a chance that the men will be [released].",
        "There is speculation that the minister was [killed].",
        "It is likely that rebels [shelled] the town.",
        "The general is presumed [dead].",
        "It could not be confirmed that the general had been [killed].",
        "It makes sense for Chad to [sign] a deal.",
        "The pact paved the way for the rebels to [free] the men.",
    ],
    "demanded": [
        "Vega invited the king to Oslo for [talks].",
        "The minister declined an invitation to the [summit].",
        "He called for [talks] with the rebels.",
        "The union urged a [ceasefire].",
        "She demanded the [release] of the hostages.",
        "Both sides should [meet], he said.",
        "They urged the army to [release] the men.",
        "Kenya proposed [talks] in June.",
        "The pope appealed for a [ceasefire].",
        "The king offered to [mediate].",
        "The UN has called on both sides to [stop] fighting.",
        "Chad invited the rebels to [talks].",
        "Chad wants the rebels to [release] the men.",
        "Chad has proposed to [exchange] prisoners.",
        "The families pleaded for the [release] of the men.",
        "The king must [meet] the rebels, the envoy said.",
        "Chad insisted that Niger withdraw and that it [sign] the accord.",
        "The envoy suggested that the sides [meet] in Oslo.",
        "Chad demanded that the rebels [release] the men.",
        "Chad asked that the men be [freed].",
        "It is vital that both sides [meet].",
        "It is important for Chad to [release] the men.",
    ],
    "hypothetical": [
        "Had the rebels [attacked], the army would have fled.",
        "Should the army [attack] the port, the rebels will flee.",
        "Were the rebels to [attack], the army would flee.",
        "If rebels [attack] the dam, thousands will flee.",
        "Any future [attack] will be punished.",
        "New radars are to deter [attacks] from the sea.",
        "The pact protects the state against [attacks].",
        "The army sent troops to prevent [attacks].",
        "An [attack] would be a mistake.",
        "In such a war, Chad would [attack] the port.",
        "The pact would be void if the rebels [attacked].",
        "Unless the rebels [release] the men, the army will act.",
        "Chad needs the means to defend itself against [attacks].",
        "The wall is to keep the city safe in case of an [attack].",
        "Soldiers guard the bridge to prevent [attacks].",
        "The rebels said they would not free the men until the army [released] their chief.",
        "He will not sign the deal until the rebels [release] the men.",
        "A deal would allow the [release] of the men.",
    ],
    "ongoing": [
        "Troops are [fighting] in the suburbs.",
        "The army continues to [shell] the town.",
        "The army has been [shelling] the town for weeks.",
        "[Talks] are under way in Doha.",
        "The [talks] remain in progress.",
        "The ongoing [talks] cover prisoners.",
        "[Fighting] continues in the north.",
        "Rebels are still [holding] nine men.",
        "Heavy [fighting] is going on in the north.",
        "The [talks] are continuing in Doha.",
        "The army keeps [shelling] the town.",
        "The two ministers are [meeting] in Oslo.",
        "The [siege] entered its second week.",
        "Troops have been [fighting] since Monday.",
    ],
}


@pytest.mark.parametrize(("status", "text"), [(s, text) for s, texts in SENTENCES.items() for text in texts])
def test_status(stages: Language, status: Status, text: str) -> None:
    assert judged(stages, text) == status


@settings(max_examples=15, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            [
                "will",
                "not",
                "if",
                "attack",
                "the",
                "to",
                "killed",
                "plan",
                "no",
                "of",
                "said",
                ".",
                ",",
                "for",
                "talks",
            ]
        ),
        min_size=1,
        max_size=12,
    )
)
def test_never_raises(words: list[str]) -> None:
    nlp = spacy.blank("en", vocab=load_spacy_model(find_spacy_model()).vocab)
    nlp.add_pipe("eventx_sentences")
    nlp.add_pipe("eventx_syntax")
    doc = nlp(" ".join(words))
    for token in doc:
        assert isinstance(status_of(doc, token.i, ()), str)


def test_cues_are_those_of_the_contract() -> None:
    cues = load_cues()
    assert cues.get("modals", "will") == "planned"
    assert cues.get("objects", "attack") is None


def test_a_missing_list_is_named() -> None:
    speech = load_speech(model_dir() / "lexicon/speech.yml")
    with pytest.raises(ModelError, match=r"sentences\.yml: the list 'modals'"):
        load_status(model_dir() / "lexicon/sentences.yml", speech)
