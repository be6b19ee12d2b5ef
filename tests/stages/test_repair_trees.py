"""Each repair on trees as the parser errs: where it acts, and where the words leave another reading.

A tree is written `word/TAG/relation/head`, the head as its place in the sentence (from 0); nothing is parsed here.
"""

from __future__ import annotations

from collections.abc import Callable
from random import Random

import pytest
import spacy
from hypothesis import given
from hypothesis import strategies as st
from spacy.tokens import Doc

from eventx.modeldir import model_dir
from eventx.stages import looks, repair
from eventx.stages.repair import load_repair_words, repairs_with

REPAIRS = repairs_with(load_repair_words(model_dir() / "lexicon" / "repairs.yml"))

POS = {"NN": "NOUN", "NNS": "NOUN", "NNP": "PROPN", "PRP": "PRON", "IN": "ADP", "DT": "DET", "CC": "CCONJ", "CD": "NUM"}
POS |= {"JJ": "ADJ", "RB": "ADV", "TO": "PART", "MD": "AUX", ",": "PUNCT", ".": "PUNCT"}
VOCAB = spacy.blank("en").vocab


def tree(text: str) -> Doc:
    rows = [row.rsplit("/", 3) for row in text.split()]
    words, tags, deps, heads = ([row[k] for row in rows] for k in range(4))
    auxiliary = [dep in {"aux", "auxpass"} for dep in deps]
    pos = ["AUX" if aux else POS.get(tag, "VERB") for tag, aux in zip(tags, auxiliary, strict=True)]
    return Doc(VOCAB, words=words, tags=tags, pos=pos, deps=deps, heads=[int(h) for h in heads], lemmas=words)


def arcs(doc: Doc) -> set[str]:
    """The arcs of a tree as `word-relation-head`; the root hangs on itself."""
    return {f"{t.text}-{t.dep_}-{t.head.text}" for t in doc}


ACTS: list[tuple[str, str, list[str]]] = [
    (  # "left one dead and 30 injured"
        "state_of_second",
        "left/VBD/ROOT/0 one/CD/dobj/0 dead/JJ/amod/1 and/CC/cc/1 30/CD/conj/1 injured/VBN/oprd/0",
        ["injured-acl-30", "dead-amod-one"],
    ),
    (  # "2 killed, 5 wounded"
        "outcome_of_first",
        "2/CD/nsubj/4 killed/VBN/acl/0 ,/,/punct/4 5/CD/nsubj/4 wounded/VBN/ROOT/4 in/IN/prep/4 Gao/NNP/pobj/5",
        ["2-nsubj-killed", "5-nsubj-wounded", "killed-ccomp-wounded"],
    ),
    (  # "1 killed 3 injured"
        "outcome_of_first",
        "1/CD/nsubj/1 killed/VBD/ROOT/1 3/CD/dobj/1 injured/VBN/acl/2",
        ["1-nsubj-killed", "3-nsubj-injured", "injured-conj-killed"],
    ),
    (  # "killing him, his wife and two others"
        "conjunct_of_object",
        "killing/VBG/ROOT/0 him/PRP/dobj/0 ,/,/punct/0 his/PRP$/poss/4 wife/NN/conj/0 and/CC/cc/4 two/CD/nummod/7 "
        "others/NNS/conj/4",
        ["wife-conj-him", "others-conj-wife"],
    ),
    (  # "shelled Gao, resulting in two men injured"
        "state_of_result",
        "shelled/VBD/ROOT/0 Gao/NNP/dobj/0 ,/,/punct/0 resulting/VBG/advcl/0 in/IN/prep/3 two/CD/nummod/6 "
        "men/NNS/pobj/4 injured/VBN/advcl/0",
        ["injured-acl-men", "men-pobj-in"],
    ),
    (  # "a drone targeted US forces"
        "verb_not_adjective",
        "a/DT/det/1 drone/NN/nsubj/2 targeted/VBD/amod/4 US/NNP/compound/4 forces/NNS/ROOT/4",
        ["targeted-ROOT-targeted", "drone-nsubj-targeted", "forces-dobj-targeted"],
    ),
    (  # "a mine laid by rebels exploded in Gao"
        "verb_of_root_noun",
        "a/DT/det/1 mine/NN/ROOT/1 laid/VBN/acl/1 by/IN/agent/2 rebels/NNS/pobj/3 exploded/VBN/acl/4 in/IN/prep/5 "
        "Gao/NNP/pobj/6",
        ["exploded-ROOT-exploded", "mine-nsubj-exploded", "laid-acl-mine", "in-prep-exploded"],
    ),
    (  # "a drone of a group hit a depot"
        "verb_with_object",
        "a/DT/det/1 drone/NN/ROOT/1 of/IN/prep/1 a/DT/det/4 group/NN/pobj/2 hit/VBN/acl/4 a/DT/det/7 depot/NN/dobj/5",
        ["hit-ROOT-hit", "drone-nsubj-hit", "of-prep-drone", "depot-dobj-hit"],
    ),
    (  # "men died when rockets fired from a hill hit"
        "participle_not_verb",
        "men/NNS/nsubj/1 died/VBD/ROOT/1 when/WRB/advmod/4 rockets/NNS/nsubj/4 fired/VBD/advcl/1 from/IN/prep/4 "
        "hills/NNS/pobj/5 hit/VBD/advcl/4",
        ["hit-advcl-died", "rockets-nsubj-hit", "fired-acl-rockets", "when-advmod-hit"],
    ),
    (  # "rockets fired from a hill crashed into a port"
        "participle_not_verb",
        "rockets/NNS/nsubj/1 fired/VBD/ROOT/1 from/IN/prep/1 a/DT/det/4 hill/NN/pobj/2 crashed/VBD/advcl/1 "
        "into/IN/prep/5 a/DT/det/8 port/NN/pobj/6",
        ["crashed-ROOT-crashed", "rockets-nsubj-crashed", "fired-acl-rockets", "into-prep-crashed"],
    ),
    (  # "they beheaded two men working as guards"
        "object_with_participle",
        "they/PRP/nsubj/1 beheaded/VBD/ROOT/1 two/CD/nummod/3 men/NNS/nsubj/4 working/VBG/ccomp/1 as/IN/prep/4 "
        "guards/NNS/pobj/5",
        ["men-dobj-beheaded", "working-acl-men"],
    ),
    (  # "they destroyed two drones fired at Safed"
        "object_with_participle",
        "they/PRP/nsubj/1 destroyed/VBD/ROOT/1 two/CD/nummod/3 drones/NNS/nsubj/4 fired/VBD/ccomp/1 at/IN/prep/4 "
        "Safed/NNP/pobj/5",
        ["drones-dobj-destroyed", "fired-acl-drones"],
    ),
    (  # "they killed nine men and six others were hurt"
        "subject_not_second_object",
        "they/PRP/nsubj/1 killed/VBD/ROOT/1 nine/CD/nummod/3 men/NNS/dobj/1 and/CC/cc/3 six/CD/nummod/6 "
        "others/NNS/conj/3 were/VBD/auxpass/8 hurt/VBN/conj/1",
        ["men-dobj-killed", "others-nsubjpass-hurt", "and-cc-killed"],
    ),
    (  # the same, where all are taken for the subject
        "subject_not_second_object",
        "they/PRP/nsubj/1 killed/VBD/ROOT/1 nine/CD/nummod/3 men/NNS/nsubjpass/8 and/CC/cc/3 six/CD/nummod/6 "
        "others/NNS/conj/3 were/VBD/auxpass/8 hurt/VBN/ccomp/1",
        ["men-dobj-killed", "others-nsubjpass-hurt", "hurt-conj-killed"],
    ),
    (  # "they killed two and three others were hurt"
        "number_not_of_subject",
        "they/PRP/nsubj/1 killed/VBD/ROOT/1 two/CD/nummod/5 and/CC/cc/2 three/CD/conj/2 others/NNS/dobj/1 "
        "were/VBD/auxpass/7 hurt/VBN/conj/1",
        ["two-dobj-killed", "three-nummod-others", "others-nsubjpass-hurt"],
    ),
    (  # "killing between 20 and 40 people"
        "count_between",
        "killing/VBG/ROOT/0 between/IN/prep/0 20/CD/nummod/5 and/CC/cc/2 40/CD/conj/2 people/NNS/pobj/1",
        ["people-dobj-killing", "between-quantmod-20"],
    ),
    (  # "between ten and twelve people were likely killed"
        "count_between",
        "between/IN/prep/7 ten/CD/nummod/4 and/CC/cc/1 twelve/CD/conj/1 people/NNS/pobj/0 were/VBD/auxpass/7 "
        "likely/RB/advmod/7 killed/VBN/ROOT/7",
        ["people-nsubjpass-killed", "between-quantmod-ten"],
    ),
    (  # "gunmen on a motorbike shot and killed two"
        "shot_not_noun",
        "gunmen/NNS/ROOT/0 on/IN/prep/0 a/DT/det/4 motorbike/NN/compound/4 shot/NN/pobj/1 and/CC/cc/0 "
        "killed/VBD/conj/0 two/CD/dobj/6",
        ["shot-ROOT-shot", "gunmen-nsubj-shot", "motorbike-pobj-on", "killed-conj-shot"],
    ),
    (  # the same, where "killed" is all that they did
        "shot_not_noun",
        "gunmen/NNS/nsubj/6 on/IN/prep/0 a/DT/det/4 motorbike/NN/compound/4 shot/NN/pobj/1 and/CC/cc/0 "
        "killed/VBD/ROOT/6 two/CD/dobj/6",
        ["shot-ROOT-shot", "gunmen-nsubj-shot", "motorbike-pobj-on", "killed-conj-shot", "two-dobj-killed"],
    ),
    (  # "men in a car shot dead a guard"
        "shot_not_noun",
        "men/NNS/nsubj/5 in/IN/prep/0 a/DT/det/3 car/NN/compound/4 shot/VBN/pobj/1 dead/JJ/ROOT/5 a/DT/det/7 "
        "guard/NN/dobj/5",
        ["shot-ROOT-shot", "men-nsubj-shot", "car-pobj-in", "dead-oprd-shot", "guard-dobj-shot"],
    ),
    (  # "they shelled with mortars several camps"
        "object_after_weapon",
        "they/PRP/nsubj/1 shelled/VBD/ROOT/1 with/IN/prep/1 mortars/NNS/nmod/5 several/JJ/amod/5 camps/NNS/pobj/2",
        ["mortars-pobj-with", "camps-dobj-shelled", "several-amod-camps"],
    ),
    (  # "they targeted with a drone a post"
        "object_after_weapon",
        "they/PRP/nsubj/1 targeted/VBD/ROOT/1 with/IN/prep/1 a/DT/det/4 drone/NN/pobj/2 a/DT/det/6 post/NN/appos/4",
        ["drone-pobj-with", "post-dobj-targeted"],
    ),
    (  # "killed in shelling by rebels"
        "act_after_preposition",
        "killed/VBN/ROOT/0 in/IN/prep/0 shelling/VBG/pcomp/1 by/IN/prep/2 rebels/NNS/pobj/3",
        ["shelling-pobj-in"],
    ),
    (  # "a roadside bomb planted by rebels exploded"
        "name_of_participle",
        "a/DT/det/1 roadside/NN/nsubj/6 bomb/NN/nsubj/3 planted/VBN/acl/1 by/IN/agent/3 rebels/NNS/pobj/4 "
        "exploded/VBD/ROOT/6",
        ["bomb-nsubj-exploded", "roadside-compound-bomb", "planted-acl-bomb", "a-det-bomb"],
    ),
    (  # "gunmen on a motorcycle opened fire on a guard"
        "fire_not_object",
        "gunmen/NNS/ROOT/0 on/IN/prep/0 a/DT/det/5 motorcycle/NN/npadvmod/4 opened/VBN/amod/5 fire/NN/pobj/1 "
        "on/IN/prep/5 a/DT/det/8 guard/NN/pobj/6",
        ["opened-ROOT-opened", "gunmen-nsubj-opened", "motorcycle-pobj-on", "fire-dobj-opened"],
    ),
    (  # "in Kajuru (Kaduna)"
        "name_before_bracket",
        "shelled/VBD/ROOT/0 Kajuru/NNP/nmod/3 (/-LRB-/punct/3 Kaduna/NNP/dobj/0 )/-RRB-/punct/0",
        ["Kajuru-dobj-shelled", "Kaduna-appos-Kajuru"],
    ),
    (
        "fold_suffix",
        "Adam/NNP/compound/3 Hill/NNP/nmod/3 ,/,/punct/3 Jr./NNP/nsubj/5 ,/,/punct/3 met/VBD/ROOT/5 Vega/NNP/dobj/5",
        ["Hill-nsubj-met", "Jr.-nmod-Hill", "Adam-compound-Hill"],
    ),
    (
        "fold_suffix",
        "Adviser/NNP/compound/3 Adam/NNP/compound/3 Hill/NNP/compound/3 III/NNP/nsubj/4 spoke/VBD/ROOT/4",
        ["Hill-nsubj-spoke", "III-nmod-Hill"],
    ),
    (  # "President Vega and King Omar Demir met"
        "two_with_titles",
        "President/NNP/compound/1 Vega/NNP/nmod/5 and/CC/cc/1 King/NNP/conj/1 Omar/NNP/compound/5 Demir/NNP/nsubj/6 "
        "met/VBD/ROOT/6",
        ["President-compound-Vega", "Vega-nsubj-met", "Demir-conj-Vega", "King-compound-Demir", "Omar-compound-Demir"],
    ),
    (  # "Adviser Ana Vega and army chief Omar Demir met"
        "two_with_titles",
        "Adviser/NNP/compound/6 Vega/NNP/appos/0 and/CC/cc/1 army/NN/compound/4 chief/NN/conj/1 Omar/NNP/compound/6 "
        "Demir/NNP/nsubj/7 met/VBD/ROOT/7",
        ["Vega-nsubj-met", "Adviser-compound-Vega", "Demir-conj-Vega", "chief-compound-Demir"],
    ),
    (  # "Talks between President Vega and King Demir failed"
        "partner_not_second_subject",
        "Talks/NNS/nsubj/7 between/IN/prep/0 President/NNP/pobj/1 Vega/NNP/appos/2 and/CC/cc/3 King/NNP/compound/6 "
        "Demir/NNP/nsubj/7 failed/VBD/ROOT/7",
        ["Demir-conj-President", "Talks-nsubj-failed"],
    ),
    (  # "In Chad rebels of the FACT attacked a camp"
        "subject_after_place",
        "In/IN/prep/6 Chad/NNP/compound/2 rebels/NNS/pobj/0 of/IN/prep/2 the/DT/det/5 FACT/NNP/pobj/3 "
        "attacked/VBD/ROOT/6 a/DT/det/8 camp/NN/dobj/6",
        ["Chad-pobj-In", "rebels-nsubj-attacked", "of-prep-rebels"],
    ),
    (  # "In the South Bank 18 men have been killed"
        "subject_after_place",
        "In/IN/prep/8 the/DT/det/5 South/NNP/compound/3 Bank/NNP/nmod/5 18/CD/nummod/5 men/NNS/nsubjpass/8 "
        "have/VBP/aux/8 been/VBN/auxpass/8 killed/VBN/ROOT/8",
        ["Bank-pobj-In", "the-det-Bank", "South-compound-Bank", "18-nummod-men", "men-nsubjpass-killed"],
    ),
    (  # "In the Red Sea Houthi missiles struck": where the place ends is known by its last word
        "subject_after_place",
        "In/IN/prep/6 the/DT/det/5 Red/NNP/compound/4 Sea/NNP/compound/4 Houthi/NNP/compound/5 missiles/NNS/pobj/0 "
        "struck/VBD/ROOT/6",
        ["Sea-pobj-In", "Red-compound-Sea", "the-det-Sea", "Houthi-compound-missiles", "missiles-nsubj-struck"],
    ),
    (  # "In eastern Chad a strike killed nine"
        "subject_after_place",
        "In/IN/prep/5 eastern/JJ/amod/4 Chad/NNP/compound/4 a/DT/det/4 strike/NN/nsubj/5 killed/VBD/ROOT/5 "
        "nine/CD/dobj/5",
        ["Chad-pobj-In", "eastern-amod-Chad", "a-det-strike", "strike-nsubj-killed"],
    ),
    (  # "the bombing on 1 April of its consulate"
        "of_act_not_date",
        "the/DT/det/1 bombing/NN/ROOT/1 on/IN/prep/1 1/CD/nummod/4 April/NNP/pobj/2 of/IN/prep/4 its/PRP$/poss/7 "
        "consulate/NN/pobj/5",
        ["of-prep-bombing", "consulate-pobj-of"],
    ),
    (  # "Niger signed, with Chad, a deal"
        "object_after_aside",
        "Niger/NNP/nsubj/1 signed/VBD/ROOT/1 ,/,/punct/1 with/IN/prep/1 Chad/NNP/pobj/3 ,/,/punct/4 a/DT/det/7 "
        "deal/NN/appos/4",
        ["deal-dobj-signed", "a-det-deal"],
    ),
    (  # "He talked by telephone with Vega"
        "partner_not_of_device",
        "He/PRP/nsubj/1 talked/VBD/ROOT/1 by/IN/prep/1 telephone/NN/pobj/2 with/IN/prep/3 Vega/NNP/pobj/4",
        ["with-prep-talked", "Vega-pobj-with"],
    ),
    (  # "Vega met at the palace with Demir"
        "partner_not_of_device",
        "Vega/NNP/nsubj/1 meet/VBD/ROOT/1 at/IN/prep/1 the/DT/det/4 palace/NN/pobj/2 with/IN/prep/4 Demir/NNP/pobj/5",
        ["with-prep-meet", "Demir-pobj-with"],
    ),
    (  # "Adam Hill, Jr. of Malta met Vega"
        "fold_suffix",
        "Adam/NNP/compound/1 Hill/NNP/nsubj/6 ,/,/punct/1 Jr./NNP/appos/1 of/IN/prep/3 Malta/NNP/pobj/4 "
        "met/VBD/ROOT/6 Vega/NNP/dobj/6",
        ["Jr.-nmod-Hill", "of-prep-Hill"],
    ),
    (  # "Nine died, on Friday, police said"
        "of_what_is_told",
        "Nine/CD/nsubj/1 died/VBD/ccomp/7 ,/,/punct/7 on/IN/prep/7 Friday/NNP/pobj/3 ,/,/punct/7 police/NNS/nsubj/7 "
        "said/VBD/ROOT/7",
        ["on-prep-died", "died-ccomp-said"],
    ),
    (  # "Nine died near Lima, local media report"
        "teller_at_end",
        "Nine/CD/nsubj/1 died/VBD/ROOT/1 near/IN/prep/1 Lima/NNP/pobj/2 ,/,/punct/3 local/JJ/amod/7 "
        "media/NNS/compound/7 report/NN/appos/3 ././punct/1",
        ["media-nsubj-report", "local-amod-media", "report-ROOT-report", "died-ccomp-report"],
    ),
    (  # "Drones hit Bryansk, local media report", where the place has become part of the report
        "teller_at_end",
        "Drones/NNS/nsubj/1 fell/VBD/ROOT/1 on/IN/prep/1 Lima/NNP/nmod/7 ,/,/punct/7 local/JJ/amod/7 "
        "media/NNS/compound/7 report/NN/pobj/2 ././punct/1",
        ["Lima-pobj-on", "media-nsubj-report", "fell-ccomp-report"],
    ),
    (  # "local sources report"
        "subject_not_compound",
        "Raid/NN/nsubj/1 kills/VBZ/ccomp/6 nine/CD/dobj/1 ,/,/punct/6 local/JJ/amod/5 sources/NNS/compound/6 "
        "report/VBP/ROOT/6",
        ["sources-nsubj-report"],
    ),
    (  # "In Lima shelling wounded four"
        "act_not_participle",
        "In/IN/prep/3 Lima/NNP/pobj/0 shelling/VBG/aux/3 wounded/VBD/ROOT/3 four/CD/dobj/3",
        ["shelling-nsubj-wounded"],
    ),
    (  # "Within hours Vega was dead"
        "subject_not_beside_object",
        "Within/IN/prep/3 hours/NNS/pobj/0 Vega/NNP/pobj/0 was/VBD/ROOT/3 dead/JJ/acomp/3",
        ["hours-pobj-Within", "Vega-nsubj-was"],
    ),
    (  # "By the count of officials 32 people died"
        "subject_not_beside_object",
        "By/IN/prep/7 the/DT/det/2 count/NN/pobj/0 of/IN/prep/2 officials/NNS/pobj/3 32/CD/nummod/6 "
        "people/NNS/appos/4 died/VBD/ROOT/7",
        ["people-nsubj-died", "officials-pobj-of"],
    ),
    (  # "crossing bridges and bombing posts"
        "gerund_not_compound",
        "crossing/VBG/ROOT/0 bridges/NNS/dobj/0 and/CC/cc/0 bombing/NN/compound/4 posts/NNS/conj/0",
        ["bombing-conj-crossing", "posts-dobj-bombing"],
    ),
    (  # "Two died at a clinic and 16 people, all young, were hurt"
        "subject_after_and",
        "Two/CD/nsubj/1 died/VBD/ccomp/13 at/IN/prep/1 a/DT/det/4 clinic/NN/pobj/2 and/CC/cc/4 16/CD/nummod/7 "
        "people/NNS/conj/4 ,/,/punct/7 all/DT/dep/10 young/JJ/amod/7 ,/,/punct/13 were/VBD/auxpass/13 hurt/VBN/ROOT/13",
        ["people-nsubjpass-hurt", "clinic-pobj-at"],
    ),
    (  # "The men, the army said, were killed"
        "subject_around_teller",
        "The/DT/det/1 men/NNS/nsubj/5 ,/,/punct/5 the/DT/det/4 army/NN/nsubj/5 said/VBD/ROOT/5 ,/,/punct/5 "
        "were/VBD/auxpass/8 killed/VBN/ccomp/5",
        ["men-nsubjpass-killed", "army-nsubj-said"],
    ),
    (  # "The men, he said, were freed"
        "subject_around_teller",
        "The/DT/det/1 men/NNS/nsubj/4 ,/,/punct/4 he/PRP/nsubj/4 said/VBD/ccomp/7 ,/,/punct/4 were/VBD/auxpass/7 "
        "freed/VBN/ROOT/7",
        ["men-nsubjpass-freed", "he-nsubj-said"],
    ),
    (  # "Chad, meanwhile, shelled the border"
        "subject_before_aside",
        "Chad/NNP/npadvmod/4 ,/,/punct/4 meanwhile/RB/advmod/4 ,/,/punct/4 shelled/VBD/ROOT/4 borders/NNS/dobj/4",
        ["Chad-nsubj-shelled"],
    ),
    (  # "had eliminated Omar Demir"
        "object_not_attribute",
        "It/PRP/nsubj/2 had/VBD/aux/2 eliminated/VBN/ROOT/2 Omar/NNP/compound/4 Demir/NNP/attr/2",
        ["Demir-dobj-eliminated"],
    ),
    (  # "rebels let two priests go on Friday"
        "let_go",
        "Rebels/NNS/nsubj/1 let/VBD/ROOT/1 two/CD/nummod/3 priests/NNS/nsubj/4 go/VB/ccomp/1 on/IN/prep/4 "
        "Friday/NNP/pobj/5",
        ["priests-dobj-let", "go-xcomp-let", "on-prep-let"],
    ),
    (  # "Peace talks resume in Lima"
        "headline_verb",
        "Peace/NN/compound/2 talks/NNS/compound/2 resume/NN/ROOT/2 in/IN/prep/2 Lima/NNP/pobj/3",
        ["talks-nsubj-resume", "Peace-compound-talks", "resume-ROOT-resume"],
    ),
    (  # "rebels let go four men"
        "let_go",
        "Rebels/NNS/nsubj/2 let/VBD/aux/2 go/VB/ROOT/2 four/CD/nummod/4 men/NNS/dobj/2",
        ["Rebels-nsubj-let", "go-xcomp-let", "men-dobj-let", "let-ROOT-let"],
    ),
    (  # "rebels let them go"
        "let_go",
        "Rebels/NNS/nsubj/1 let/VBD/ROOT/1 them/PRP/nsubj/3 go/VB/ccomp/1",
        ["them-dobj-let", "go-xcomp-let"],
    ),
    (  # "the worst attack since the war took place in Oslo"
        "since_then",
        "attack/NN/ROOT/0 since/IN/mark/4 the/DT/det/3 war/NN/nsubj/4 took/VBD/advcl/0 place/NN/dobj/4 ././punct/0",
        ["attack-nsubj-took", "since-prep-attack", "war-pobj-since", "took-ROOT-took", ".-punct-took"],
    ),
    (  # "On Monday shells fell"
        "subject_after_day",
        "On/IN/prep/3 Monday/NNP/compound/2 shells/NNS/pobj/0 fell/VBD/ROOT/3",
        ["Monday-pobj-On", "shells-nsubj-fell"],
    ),
    (  # "At the invitation of Vega, the premier, Omar Demir, will visit Oslo"
        "give_subject",
        "of/IN/prep/8 Vega/NNP/pobj/0 ,/,/punct/1 premier/NN/appos/1 ,/,/punct/3 Demir/NNP/appos/3 ,/,/punct/3 "
        "will/MD/aux/8 visit/VB/ROOT/8 Oslo/NNP/dobj/8",
        ["premier-nsubj-visit", "Demir-appos-premier"],
    ),
    (  # "Chad, Niger hold talks"
        "headline_pair",
        "Chad/NNP/npadvmod/3 ,/,/punct/3 Niger/NNP/nsubj/3 hold/VBP/ROOT/3 talks/NNS/dobj/3",
        ["Chad-nsubj-hold", "Niger-conj-Chad"],
    ),
    (  # "Chad, Niger to hold talks"
        "headline_pair",
        "Chad/NNP/nsubj/4 ,/,/punct/0 Niger/NNP/appos/0 to/TO/aux/4 hold/VB/ROOT/4 talks/NNS/dobj/4",
        ["Chad-nsubj-hold", "Niger-conj-Chad"],
    ),
    (  # "met with the king to discuss trade"
        "partner_not_subject",
        "They/PRP/nsubj/1 met/VBD/ROOT/1 with/IN/mark/6 the/DT/det/4 king/NN/nsubj/6 to/TO/aux/6 discuss/VB/advcl/1",
        ["with-prep-met", "king-pobj-with", "discuss-advcl-met"],
    ),
    (  # "as a result of the drone strikes"
        "noun_not_verb",
        "result/NN/ROOT/0 of/IN/prep/0 the/DT/det/3 drone/NN/nsubj/4 strikes/VBZ/pobj/1",
        ["drone-compound-strikes", "the-det-strikes", "strikes-pobj-of"],
    ),
    (
        "object_not_clause",
        "Chad/NNP/nsubj/1 signed/VBD/ROOT/1 a/DT/det/4 gas/NN/compound/4 deal/NN/ccomp/1",
        ["deal-dobj-signed"],
    ),
    (  # "Alongside the talks, Chad held a vote"
        "give_subject",
        "Alongside/IN/prep/5 the/DT/det/2 talks/NNS/pobj/0 ,/,/punct/2 Chad/NNP/appos/2 held/VBD/ROOT/5 it/PRP/dobj/5",
        ["Chad-nsubj-held"],
    ),
    (  # "They met in Oslo, the ministry said"
        "give_subject",
        "They/PRP/nsubj/1 met/VBD/ROOT/1 in/IN/prep/1 Oslo/NNP/pobj/2 ,/,/punct/3 the/DT/det/6 ministry/NN/appos/3 "
        "said/VBD/conj/1",
        ["ministry-nsubj-said", "said-ROOT-said", "met-ccomp-said"],
    ),
    (  # "After the raid, two men were held": a passive
        "give_subject",
        "After/IN/prep/7 the/DT/det/2 raid/NN/pobj/0 ,/,/punct/2 two/CD/nummod/5 men/NNS/appos/2 were/VBD/auxpass/7 "
        "held/VBN/ROOT/7",
        ["men-nsubjpass-held"],
    ),
    (  # "flew over Tula, Oryol and Kursk"
        "join_list",
        "Drones/NNS/nsubj/1 flew/VBD/ROOT/1 over/IN/prep/1 Tula/NNP/pobj/2 ,/,/punct/1 Oryol/NNP/npadvmod/1 "
        "and/CC/cc/5 Kursk/NNP/conj/5",
        ["Oryol-conj-Tula", "Kursk-conj-Oryol"],
    ),
    (  # "between Demir, the head of the army, and Vega"
        "close_apposition",
        "Talks/NNS/ROOT/0 between/IN/prep/0 Demir/NNP/pobj/1 ,/,/punct/2 the/DT/det/5 head/NN/appos/2 of/IN/prep/5 "
        "the/DT/det/8 army/NN/pobj/6 ,/,/punct/8 and/CC/cc/8 Vega/NNP/conj/8",
        ["Vega-conj-Demir"],
    ),
]

ACTS += [
    (
        "day_not_counted",
        "It/PRP/nsubj/1 rose/VBD/ROOT/1 to/IN/prep/1 six/CD/nummod/4 Friday/NNP/pobj/2",
        ["six-pobj-to", "Friday-npadvmod-rose"],
    ),
    (
        "adjective_of_place",
        "met/VBD/ROOT/0 in/IN/prep/0 neighbouring/VBG/pcomp/1 Chad/NNP/dobj/2",
        ["Chad-pobj-in", "neighbouring-amod-Chad"],
    ),
    (
        "gerund_as_noun",
        "Shelling/VBG/csubj/4 in/IN/prep/0 the/DT/det/3 east/NN/pobj/1 killed/VBD/ROOT/4 two/CD/dobj/4",
        ["Shelling-nsubj-killed"],
    ),
    (
        "gerund_as_noun",
        "Shelling/VBG/csubj/3 by/IN/agent/0 rebels/NNS/pobj/1 killed/VBD/ROOT/3 two/CD/dobj/3",
        ["Shelling-nsubj-killed"],
    ),
    (  # "They raided Hit, police said, killing two"
        "outcome_of_deed",
        "They/PRP/nsubj/1 raided/VBD/ccomp/5 Hit/NNP/dobj/1 ,/,/punct/5 police/NNS/nsubj/5 said/VBD/ROOT/5 ,/,/punct/5 "
        "killing/VBG/advcl/5 two/CD/dobj/7",
        ["killing-advcl-raided"],
    ),
    (
        "face_to_face",
        "They/PRP/nsubj/1 met/VBD/ROOT/1 face/NN/dobj/1 to/IN/prep/1 face/NN/pobj/3",
        ["face-advmod-met"],
    ),
]
ACTS += [
    (  # "struck Tula with drones launched at dawn"
        "object_of_with",
        "They/PRP/nsubj/1 struck/VBD/ROOT/1 Tula/NNP/dobj/1 with/IN/prep/1 nine/CD/nummod/5 drones/NNS/nsubj/6 "
        "launched/VBN/conj/1 overnight/RB/advmod/6",
        ["drones-pobj-with", "launched-acl-drones"],
    ),
    (  # "A gunman dressed as a guard shot two"
        "object_in_participle",
        "A/DT/det/1 gunman/NN/ROOT/1 dressed/VBN/acl/1 as/IN/prep/2 a/DT/det/5 guard/NN/nsubj/6 shot/VBN/relcl/1 "
        "two/CD/dobj/6",
        ["gunman-nsubj-shot", "guard-pobj-as", "shot-ROOT-shot"],
    ),
    (  # "killed in Turkish shelling"
        "act_not_participle",
        "killed/VBN/ROOT/0 in/IN/prep/0 Turkish/JJ/pobj/1 shelling/VBG/advcl/0",
        ["shelling-pobj-in", "Turkish-amod-shelling"],
    ),
    (  # "suicide bomber targets procession"
        "subject_not_compound",
        "Suicide/NN/compound/1 bomber/NN/compound/2 targets/VBZ/ROOT/2 procession/NN/dobj/2",
        ["bomber-nsubj-targets"],
    ),
    (  # "after night shelling of Goma"
        "gerund_as_noun",
        "Died/VBD/ROOT/0 after/IN/prep/0 night/NN/nsubj/3 shelling/VBG/pcomp/1 of/IN/prep/3 Goma/NNP/pobj/4",
        ["shelling-pobj-after", "night-compound-shelling"],
    ),
    (
        "number_as_object",
        "They/PRP/nsubj/1 shot/VBD/ROOT/1 down/RP/prt/1 nine/CD/npadvmod/1 of/IN/prep/3 them/PRP/pobj/4",
        ["nine-dobj-shot"],
    ),
    (  # "Seven died, three of them officers": the parser makes a clause of the second half
        "some_of_them",
        "Seven/CD/nummod/1 men/NNS/nsubj/2 died/VBD/ccomp/7 ,/,/punct/7 three/CD/nsubj/7 of/IN/prep/4 them/PRP/pobj/5 "
        "officers/NNS/ROOT/7",
        ["died-ROOT-died", "officers-dep-men", "three-dep-officers"],
    ),
    (  # "killed four, one of them a 14-year-old boy"
        "some_of_them",
        "killed/VBD/ROOT/0 four/CD/dobj/0 ,/,/punct/0 one/CD/npadvmod/0 of/IN/prep/3 them/PRP/pobj/4 a/DT/det/12 "
        "14/CD/nummod/9 -/HYPH/punct/9 year/NN/npadvmod/11 -/HYPH/punct/11 old/JJ/amod/12 boy/NN/appos/3",
        ["boy-dep-four", "one-dep-boy"],
    ),
    (  # "Vega, whom the army said it had wounded, fled"
        "object_of_told",
        "Vega/NNP/nsubj/6 whom/WP/dobj/3 they/PRP/nsubj/3 said/VBD/relcl/0 it/PRP/nsubj/5 wounded/VBD/ccomp/3 "
        "fled/VBD/ROOT/6",
        ["whom-dobj-wounded"],
    ),
    (  # "The number of men believed killed rose": the parser makes "killed" the verb
        "state_in_number",
        "The/DT/det/1 number/NN/nsubj/5 of/IN/prep/1 men/NNS/pobj/2 believed/VBN/acl/3 killed/VBN/ROOT/5 "
        "rose/VBD/advcl/5",
        ["rose-ROOT-rose", "number-nsubj-rose", "killed-oprd-believed"],
    ),
    (  # "A tour of Chad, Niger and Mali"
        "join_list",
        "tour/NN/ROOT/0 of/IN/prep/0 Chad/NNP/pobj/1 ,/,/punct/2 Niger/NNP/appos/2 and/CC/cc/4 Mali/NNP/conj/4",
        ["Niger-conj-Chad"],
    ),
    (  # "A truce agreed in Lima has held"
        "participle_before_verb",
        "A/DT/det/1 truce/NN/nsubj/2 agreed/VBD/ROOT/2 in/IN/prep/2 Lima/NNP/pobj/3 has/VBZ/aux/6 held/VBN/ccomp/2",
        ["held-ROOT-held", "truce-nsubj-held", "agreed-acl-truce"],
    ),
    (  # 'Troops "sent to hell" nine rebels, police said'
        "verb_in_quotes",
        "Troops/NNS/nsubj/10 \"/``/punct/0 sent/VBN/acl/0 to/IN/prep/2 hell/NN/pobj/3 \"/''/punct/2 nine/CD/nummod/7 "
        "rebels/NNS/appos/0 ,/,/punct/10 police/NNS/nsubj/10 said/VBD/ROOT/10",
        ["sent-ccomp-said", "Troops-nsubj-sent", "rebels-dobj-sent"],
    ),
    (  # "In Gao, media reported, men died"
        "setting_of_told",
        "In/IN/prep/4 Gao/NNP/pobj/0 ,/,/punct/4 media/NNS/nsubj/4 reported/VBD/ccomp/7 ,/,/punct/7 men/NNS/nsubj/7 "
        "died/VBD/ROOT/7",
        ["In-prep-died"],
    ),
    (  # "A man died, says the army, and a tank fired"
        "teller_after_told",
        "He/PRP/nsubj/1 died/VBD/ccomp/3 ,/,/punct/3 says/VBZ/ROOT/3 police/NNS/nsubj/7 and/CC/cc/4 tanks/NNS/nsubj/7 "
        "fired/VBD/ccomp/3",
        ["police-nsubj-says"],
    ),
    (  # "There were, he wrote on Telegram, no casualties"
        "nobody_after_aside",
        "There/EX/expl/1 were/VBD/ccomp/3 he/PRP/nsubj/3 wrote/VBD/ROOT/3 on/IN/prep/3 Telegram/NNP/pobj/4 ,/,/punct/5 "
        "no/DT/det/8 casualties/NNS/appos/5",
        ["casualties-attr-were"],
    ),
    (  # "Eight men died, five of them in Lima, he says"
        "some_of_them",
        "Eight/CD/nummod/1 men/NNS/nsubj/2 died/VBD/ccomp/9 ,/,/punct/9 five/CD/nsubj/9 of/IN/prep/4 them/PRP/pobj/5 "
        "here/RB/advmod/4 he/PRP/nsubj/9 says/VBZ/ROOT/9",
        ["five-appos-men"],
    ),
    (
        "found_to_be",
        "Five/CD/nummod/1 men/NNS/nsubj/2 confirmed/VBD/ROOT/2 dead/JJ/acomp/2",
        ["men-nsubjpass-confirmed"],
    ),
]
ACTS += [
    (  # "met colleague Ana Vega, the ministry said"
        "teller_not_apposed",
        "met/VBD/ccomp/7 with/IN/prep/0 colleague/NN/pobj/1 Vega/NNP/nsubj/7 ,/,/punct/3 the/DT/det/6 "
        "ministry/NN/appos/3 said/VBD/ROOT/7",
        ["ministry-nsubj-said", "Vega-pobj-with", "colleague-compound-Vega"],
    ),
    (  # "Her Majesty the Queen met Vega"
        "office_not_honour",
        "Her/PRP$/poss/1 Majesty/NNP/nsubj/4 the/DT/det/3 Queen/NNP/appos/1 met/VBD/ROOT/4 Vega/NNP/dobj/4",
        ["Queen-nsubj-met", "Majesty-nmod-Queen"],
    ),
    (  # "received at home the envoy of Chad"
        "received_not_apposed",
        "Vega/NNP/nsubj/1 received/VBD/ROOT/1 at/IN/prep/1 home/NN/pobj/2 the/DT/det/5 envoy/NN/appos/3 "
        "of/IN/prep/5 Chad/NNP/pobj/6",
        ["envoy-dobj-received"],
    ),
    (  # "held candid, in-depth talks"
        "depth_as_adjective",
        "held/VBD/ROOT/0 candid/JJ/dobj/0 ,/,/punct/1 in/IN/prep/1 -/HYPH/punct/3 depth/NN/pobj/3 talks/NNS/pobj/3",
        ["talks-dobj-held", "candid-amod-talks", "in-amod-talks"],
    ),
]


RETAGS: list[tuple[str, str, str, str]] = [
    ("verb_not_noun", "rebels/NNS/nsubj/2 have/VBP/aux/2 overrun/NN/ROOT/2 towns/NNS/dobj/2", "overrun", "VBN"),
    ("infinitive_not_noun", "offered/VBD/ROOT/0 to/TO/aux/2 host/NN/xcomp/0 talks/NNS/dobj/2", "host", "VB"),
    ("participle_not_past", "crew/NN/ROOT/0 held/VBD/acl/0 captive/JJ/oprd/1", "held", "VBN"),
    (
        "age_as_noun",
        "shot/VBD/ROOT/0 a/DT/det/5 17/CD/nummod/4 year/NN/npadvmod/5 -/HYPH/punct/5 old/JJ/dobj/0",
        "old",
        "NN",
    ),
]
"""Repairs that move no arc but change what a word is tagged as."""

LEAVES: list[tuple[str, str]] = [
    # "left two men and a woman injured": all of them are
    (
        "state_of_second",
        "left/VBD/ROOT/0 two/CD/nummod/2 men/NNS/dobj/0 and/CC/cc/2 a/DT/det/5 woman/NN/conj/2 injured/VBN/oprd/0",
    ),
    # "two killed in a raid": the raid is no state
    ("outcome_of_first", "2/CD/nsubj/1 killed/VBN/ROOT/1 in/IN/prep/1 raids/NNS/pobj/2"),
    # "met him and his wife": they are joined already
    ("conjunct_of_object", "met/VBD/ROOT/0 him/PRP/dobj/0 and/CC/cc/1 his/PRP$/poss/4 wife/NN/conj/1"),
    # "fled in a car wounded": nothing results
    (
        "state_of_result",
        "he/PRP/nsubj/1 fled/VBD/ROOT/1 in/IN/prep/1 a/DT/det/4 car/NN/pobj/2 wounded/VBN/advcl/1",
    ),
    # "a US-backed force left": no subject; "a drone targeted in May": nothing after it
    ("verb_not_adjective", "a/DT/det/2 backed/VBD/amod/2 force/NN/ROOT/2"),
    # "a mine laid by rebels killed in Gao": not what becomes of mines
    (
        "verb_of_root_noun",
        "a/DT/det/1 mine/NN/ROOT/1 laid/VBN/acl/1 by/IN/agent/2 rebels/NNS/pobj/3 killed/VBN/acl/4 in/IN/prep/5",
    ),
    # "the leader of a group given a car by him": what is given
    (
        "verb_with_object",
        "leader/NN/ROOT/0 of/IN/prep/0 groups/NNS/pobj/1 given/VBN/acl/2 cars/NNS/dobj/3 by/IN/agent/3 him/PRP/pobj/5",
    ),
    # "they fired from a hill, fled": a comma joins the two; "he went to the house and fell": so does "and"
    (
        "participle_not_verb",
        "men/NNS/nsubj/1 fired/VBD/ROOT/1 from/IN/prep/1 hills/NNS/pobj/2 ,/,/punct/1 fled/VBD/conj/1",
    ),
    # "he saw two men working": what one sees may be a clause
    ("object_with_participle", "he/PRP/nsubj/1 saw/VBD/ROOT/1 two/CD/nummod/3 men/NNS/nsubj/4 working/VBG/ccomp/1"),
    # "he said nine men and six others were hurt"
    (
        "subject_not_second_object",
        "he/PRP/nsubj/1 said/VBD/ROOT/1 nine/CD/nummod/3 men/NNS/nsubjpass/8 and/CC/cc/3 six/CD/nummod/6 "
        "others/NNS/conj/3 were/VBD/auxpass/8 hurt/VBN/ccomp/1",
    ),
    # "they killed two and three others"
    (
        "number_not_of_subject",
        "they/PRP/nsubj/1 killed/VBD/ROOT/1 two/CD/nummod/5 and/CC/cc/2 three/CD/conj/2 others/NNS/dobj/1",
    ),
    # "they met between 20 and 40 times" counts, "fell between two and three lines" has no such number
    (
        "count_between",
        "they/PRP/nsubj/1 made/VBD/ROOT/1 peace/NN/dobj/1 between/IN/prep/1 two/CD/nummod/7 and/CC/cc/4 "
        "three/CD/conj/4 clans/NNS/pobj/3",
    ),
    # "a long shot and a goal": nobody shot
    ("shot_not_noun", "took/VBD/ROOT/0 a/DT/det/3 goal/NN/compound/3 shot/NN/dobj/0 and/CC/cc/0 won/VBD/conj/0"),
    # "they attacked with mortars", "they attacked with rocket launchers"
    (
        "object_after_weapon",
        "they/PRP/nsubj/1 attacked/VBD/ROOT/1 with/IN/prep/1 rocket/NN/compound/4 launchers/NNS/pobj/2",
    ),
    # "accused of shelling the town", "killed after firing at a patrol"
    ("act_after_preposition", "accused/VBN/ROOT/0 of/IN/prep/0 shelling/VBG/pcomp/1 towns/NNS/dobj/2"),
    ("act_after_preposition", "died/VBD/ROOT/0 after/IN/prep/0 firing/VBG/pcomp/1 at/IN/prep/2 men/NNS/pobj/3"),
    # "the town rebels seized in May"
    ("name_of_participle", "the/DT/det/1 town/NN/ROOT/1 rebels/NNS/nsubj/3 seized/VBN/acl/1 in/IN/prep/3"),
    # "he spoke of newly opened fire on the front": there is no noun before it
    ("fire_not_object", "men/NNS/ROOT/0 under/IN/prep/0 newly/RB/advmod/3 opened/VBN/amod/4 fire/NN/pobj/1"),
    # "the Kajuru (north) bridge": what is in brackets is not what the rest hangs on
    ("name_before_bracket", "Kajuru/NNP/nmod/4 (/-LRB-/punct/4 north/NN/nmod/4 )/-RRB-/punct/4 bridge/NN/ROOT/4"),
    # "Prime Minister and President Omar Demir met", "the Vega and King museum": one person, or no one at all
    (
        "two_with_titles",
        "Minister/NNP/nmod/4 and/CC/cc/0 President/NNP/conj/0 Omar/NNP/compound/4 Demir/NNP/nsubj/5 met/VBD/ROOT/5",
    ),
    ("two_with_titles", "Vega/NNP/nmod/3 and/CC/cc/0 King/NNP/conj/0 museum/NN/nsubj/4 opened/VBD/ROOT/4"),
    # "That talks failed and that Demir left hurt": no preposition leads to the first
    ("partner_not_second_subject", "Vega/NNP/nsubj/3 and/CC/cc/0 Demir/NNP/nsubj/3 met/VBD/ROOT/3"),
    # "In Lima, Chad held talks", "Yesterday, Chad holds talks": one of the two is no name, or one holds them
    ("headline_pair", "In/IN/prep/3 Lima/NNP/pobj/0 ,/,/punct/3 hold/VBP/ROOT/3 talks/NNS/dobj/3"),
    ("headline_pair", "Vega/NNP/nsubj/3 ,/,/punct/0 Niger/NNP/appos/0 holds/VBZ/ROOT/3 talks/NNS/dobj/3"),
    ("day_not_counted", "after/IN/prep/2 two/CD/nummod/2 Fridays/NNPS/ROOT/2"),
    ("adjective_of_place", "by/IN/prep/0 leaving/VBG/pcomp/0 Chad/NNP/dobj/1"),
    ("gerund_as_noun", "Shelling/VBG/csubj/3 the/DT/det/2 east/NN/dobj/0 killed/VBD/ROOT/3 two/CD/dobj/3"),
    # what is said comes after the saying
    (
        "outcome_of_deed",
        "He/PRP/nsubj/1 said/VBD/ROOT/1 they/PRP/nsubj/3 fled/VBD/ccomp/1 ,/,/punct/1 killing/VBG/advcl/1 "
        "two/CD/dobj/5",
    ),
    ("let_go", "Rebels/NNS/nsubj/1 let/VBD/ROOT/1 them/PRP/nsubj/3 go/VB/ccomp/1 home/RB/advmod/3"),
    # "let them go to school": they come back
    (
        "let_go",
        "Rebels/NNS/nsubj/1 let/VBD/ROOT/1 them/PRP/nsubj/3 go/VB/ccomp/1 to/IN/prep/3 school/NN/pobj/4",
    ),
    # nothing is counted
    (
        "state_in_number",
        "None/NN/nsubj/6 of/IN/prep/0 the/DT/det/3 men/NNS/pobj/1 believed/VBN/acl/3 dead/JJ/oprd/4 came/VBD/ROOT/6",
    ),
    # the second does nothing of its own; there is something
    (
        "teller_after_told",
        "He/PRP/nsubj/1 died/VBD/ccomp/2 says/VBZ/ROOT/2 police/NNS/nsubj/2 and/CC/cc/3 tanks/NNS/conj/3",
    ),
    (
        "nobody_after_aside",
        "There/EX/expl/1 was/VBD/ROOT/1 fire/NN/attr/1 ,/,/punct/1 no/DT/det/5 casualties/NNS/appos/2",
    ),
    # they said so in Gao
    (
        "setting_of_told",
        "In/IN/prep/4 Gao/NNP/pobj/0 ,/,/punct/4 media/NNS/nsubj/4 said/VBD/ROOT/4 men/NNS/nsubj/6 died/VBD/ccomp/4",
    ),
    # the clause has a subject; the quotation has no end
    (
        "participle_before_verb",
        "A/DT/det/1 man/NN/nsubj/2 agreed/VBD/ROOT/2 it/PRP/nsubj/5 has/VBZ/aux/5 held/VBN/ccomp/2",
    ),
    (
        "verb_in_quotes",
        'Troops/NNS/nsubj/6 "/``/punct/0 sent/VBN/acl/0 to/IN/prep/2 hell/NN/pobj/3 police/NNS/nsubj/6 said/VBD/ROOT/6',
    ),
    # whom he told something
    (
        "object_of_told",
        "Vega/NNP/nsubj/6 whom/WP/dobj/3 they/PRP/nsubj/3 told/VBD/relcl/0 it/PRP/nsubj/5 ended/VBD/ccomp/3 "
        "fled/VBD/ROOT/6",
    ),
    # the clause has its subject; one man of a family; a name without what shows where it ends
    (
        "subject_after_place",
        "For/IN/prep/4 Chad/NNP/compound/2 rebels/NNS/pobj/0 it/PRP/nsubj/4 ended/VBD/ROOT/4",
    ),
    ("subject_after_place", "With/IN/prep/3 Lima/NNP/compound/2 rain/NN/pobj/0 ended/VBD/ROOT/3"),
    ("subject_after_place", "At/IN/prep/4 the/DT/det/3 Vega/NNP/compound/3 trials/NNS/pobj/0 ended/VBD/ROOT/4"),
    (
        "of_act_not_date",
        "they/PRP/nsubj/1 met/VBD/ROOT/1 in/IN/prep/1 April/NNP/pobj/2 of/IN/prep/3 that/DT/det/6 year/NN/pobj/4",
    ),
    # a friend of who came along; an agreement with somebody
    (
        "object_after_aside",
        "He/PRP/nsubj/1 met/VBD/ROOT/1 Demir/NNP/dobj/1 with/IN/prep/1 Vega/NNP/pobj/3 ,/,/punct/4 a/DT/det/7 "
        "friend/NN/appos/4",
    ),
    (
        "partner_not_of_device",
        "by/IN/prep/0 agreement/NN/pobj/0 with/IN/prep/1 Vega/NNP/pobj/2",
    ),
    # the object of the second preposition; "officials, 32 in all, died"
    (
        "subject_not_beside_object",
        "In/IN/prep/4 Lima/NNP/pobj/0 and/CC/cc/1 Cusco/NNP/conj/1 came/VBD/ROOT/4 rain/NN/nsubj/4",
    ),
    (
        "subject_not_beside_object",
        "Of/IN/prep/5 officials/NNS/pobj/0 ,/,/punct/1 32/CD/nummod/4 men/NNS/appos/1 died/VBD/ROOT/5",
    ),
    ("gerund_not_compound", "selling/VBG/ROOT/0 cars/NNS/dobj/0 and/CC/cc/1 building/NN/compound/4 posts/NNS/conj/1"),
    ("object_not_attribute", "They/PRP/nsubj/1 become/VBP/ROOT/1 King/NNP/compound/3 Omar/NNP/attr/1"),
    (
        "subject_after_and",
        "Two/CD/nsubj/1 met/VBD/ROOT/1 a/DT/det/3 nurse/NN/dobj/1 and/CC/cc/3 16/CD/nummod/6 men/NNS/conj/3 "
        ",/,/punct/1 spoke/VBD/conj/1",
    ),
    (
        "subject_around_teller",
        "men/NNS/nsubj/3 ,/,/punct/3 women/NNS/nsubj/3 fled/VBD/ROOT/3 homes/NNS/dobj/3",
    ),
    # what belongs to the first subject ends the sentence
    ("subject_around_teller", "men/NNS/nsubj/2 he/PRP/nsubj/2 said/VBD/ROOT/2 all/DT/dep/0"),
    ("subject_before_aside", "Monday/NNP/npadvmod/2 ,/,/punct/2 shelled/VBD/ROOT/2 borders/NNS/dobj/2"),
    ("verb_not_noun", "they/PRP/nsubj/1 have/VBP/ROOT/1 fun/NN/dobj/1"),
    (  # no comma after the day: it may be that of the saying
        "of_what_is_told",
        "Nine/CD/nsubj/1 died/VBD/ccomp/6 ,/,/punct/6 on/IN/prep/6 Friday/NNP/pobj/3 police/NNS/nsubj/6 "
        "said/VBD/ROOT/6",
    ),
    ("teller_at_end", "They/PRP/nsubj/1 read/VBD/ROOT/1 the/DT/det/3 report/NN/dobj/1"),
    ("headline_verb", "A/DT/det/2 market/NN/compound/2 stall/NN/ROOT/2 in/IN/prep/2 Lima/NNP/pobj/3"),
    ("since_then", "Shelling/NN/nsubj/1 went/VBD/ROOT/1 since/IN/mark/4 they/PRP/nsubj/4 came/VBD/advcl/1"),
    # the noun after a day is what happens on it where the verb has a subject
    ("subject_after_day", "At/IN/prep/3 Monday/NNP/compound/2 talks/NNS/pobj/0 agreed/VBD/ROOT/3 they/PRP/nsubj/3"),
    ("face_to_face", "They/PRP/nsubj/1 face/VBP/ROOT/1 two/CD/nummod/3 trials/NNS/dobj/1"),
    ("participle_not_past", "They/PRP/nsubj/1 held/VBD/ROOT/1 crew/NN/dobj/1"),
    ("infinitive_not_noun", "offered/VBD/ROOT/0 the/DT/det/2 host/NN/dobj/0 talks/NNS/dative/0"),
    ("age_as_noun", "a/DT/det/5 17/CD/nummod/2 year/NN/npadvmod/4 -/HYPH/punct/4 old/JJ/amod/5 boy/NN/ROOT/5"),
    # "with nine men killed": the parser has made a clause of it
    (
        "object_of_with",
        "They/PRP/nsubj/1 lost/VBD/ROOT/1 with/IN/prep/1 nine/CD/nummod/4 men/NNS/nsubj/5 killed/VBN/pcomp/2",
    ),
    # "ran nine of the miles": a noun is counted
    (
        "number_as_object",
        "They/PRP/nsubj/1 ran/VBD/ROOT/1 nine/CD/npadvmod/1 miles/NNS/dobj/1 of/IN/prep/3 it/PRP/pobj/4",
    ),
    # "seven men died, three of them in Goma": no noun after it
    (
        "some_of_them",
        "Seven/CD/nummod/1 men/NNS/nsubj/2 died/VBD/ROOT/2 ,/,/punct/2 three/CD/npadvmod/2 of/IN/prep/4 "
        "them/PRP/pobj/5 in/IN/prep/4 Goma/NNP/pobj/7",
    ),
    # "the mayor confirmed nine dead"
    (
        "found_to_be",
        "Mayors/NNS/nsubj/1 confirmed/VBD/ROOT/1 nine/CD/nummod/3 dead/JJ/dobj/1",
    ),
    # "the gunman dressed as police said he would"
    (
        "object_in_participle",
        "The/DT/det/1 gunman/NN/nsubj/5 dressed/VBN/acl/1 as/IN/prep/2 guard/NN/pobj/3 shot/VBD/ROOT/5 two/CD/dobj/5",
    ),
    # "spent in Gao shelling the town": what somebody did
    (
        "act_not_participle",
        "spent/VBN/ROOT/0 in/IN/prep/0 Gao/NNP/pobj/1 shelling/VBG/advcl/0 towns/NNS/dobj/3",
    ),
    # "bomber jackets sell": the verb has its subject
    (
        "subject_not_compound",
        "The/DT/det/1 bomber/NN/compound/3 it/PRP/nsubj/3 targets/VBZ/ROOT/3 crowds/NNS/dobj/3",
    ),
    # "after thinking of Goma", "with police shelling of": what somebody does
    ("gerund_as_noun", "Left/VBD/ROOT/0 after/IN/prep/0 thinking/VBG/pcomp/1 of/IN/prep/2 Goma/NNP/pobj/3"),
    # a suffix that already hangs on its name
    ("fold_suffix", "Adam/NNP/compound/1 Hill/NNP/nsubj/3 Jr./NNP/nmod/1 met/VBD/ROOT/3 Vega/NNP/dobj/3"),
    # a Roman numeral that follows no name
    ("fold_suffix", "the/DT/det/1 volume/NN/nsubj/3 II/NNP/appos/1 sold/VBD/ROOT/3"),
    # "left with the king watching": no purpose
    (
        "partner_not_subject",
        "They/PRP/nsubj/1 left/VBD/ROOT/1 with/IN/mark/5 the/DT/det/4 king/NN/nsubj/5 watching/VBG/advcl/1",
    ),
    # "wants to attack": a verb after "to" stays one
    ("noun_not_verb", "He/PRP/nsubj/1 wants/VBZ/ROOT/1 to/TO/aux/3 attack/VB/dobj/1"),
    # "by attacking": nothing before it that only a noun could have
    ("noun_not_verb", "He/PRP/nsubj/1 won/VBD/ROOT/1 by/IN/prep/1 strikes/VBZ/pobj/2"),
    # "said the deal is dead": a clause with a subject of its own
    ("object_not_clause", "He/PRP/nsubj/1 said/VBD/ROOT/1 deals/NNS/nsubj/4 are/VBP/aux/4 talk/NN/ccomp/1"),
    # "said on Monday a deal": not right after the verb
    ("object_not_clause", "He/PRP/nsubj/1 said/VBD/ROOT/1 again/RB/advmod/1 a/DT/det/4 deal/NN/ccomp/1"),
    # "left Oslo and returned": the subject is shared, and "Oslo" is none
    (
        "give_subject",
        "Envoys/NNS/nsubj/1 left/VBD/ROOT/1 Oslo/NNP/dobj/1 and/CC/cc/1 returned/VBD/conj/1 home/RB/advmod/4",
    ),
    # "The envoy, a spy, left": the verb has its subject
    (
        "give_subject",
        "The/DT/det/1 envoy/NN/nsubj/6 ,/,/punct/1 a/DT/det/4 spy/NN/appos/1 ,/,/punct/1 left/VBD/ROOT/6",
    ),
    # "In Lima, talk to them": an imperative needs none
    ("give_subject", "In/IN/prep/3 Lima/NNP/pobj/0 ,/,/punct/1 talk/VB/ROOT/3"),
    # "flew over Tula on Monday and Friday": no list after a comma
    (
        "join_list",
        "Drones/NNS/nsubj/1 flew/VBD/ROOT/1 over/IN/prep/1 Tula/NNP/pobj/2 Monday/NNP/npadvmod/1 and/CC/cc/4 "
        "Friday/NNP/conj/4",
    ),
    # "over Tula, targets and homes burnt": the subject of the next clause is no member of the list
    (
        "join_list",
        "Over/IN/prep/6 Tula/NNP/pobj/0 ,/,/punct/1 targets/NNS/nsubj/6 and/CC/cc/3 homes/NNS/conj/3 burnt/VBD/ROOT/6",
    ),
    # "Demir, the head of the army and navy": no comma closes the apposition
    (
        "close_apposition",
        "Demir/NNP/ROOT/0 ,/,/punct/0 the/DT/det/3 head/NN/appos/0 of/IN/prep/3 the/DT/det/6 army/NN/pobj/4 "
        "and/CC/cc/6 navy/NN/conj/6",
    ),
    # "the heads of the army, and of ...": no apposition above
    # "said Vega, the minister, left", "Her Majesty the Queen" in one piece, "in the town, the port of Chad", "in depth"
    (
        "teller_not_apposed",
        "met/VBD/ROOT/0 with/IN/prep/0 colleague/NN/pobj/1 ,/,/punct/0 Vega/NNP/nsubj/8 ,/,/punct/4 the/DT/det/7 "
        "ministry/NN/appos/4 said/VBD/conj/0",
    ),
    ("office_not_honour", "His/PRP$/poss/1 Excellency/NNP/nsubj/2 met/VBD/ROOT/2 the/DT/det/4 Queen/NNP/dobj/2"),
    (
        "received_not_apposed",
        "met/VBD/ROOT/0 in/IN/prep/0 Oslo/NNP/pobj/1 ,/,/punct/2 the/DT/det/5 capital/NN/appos/2",
    ),
    ("depth_as_adjective", "in/IN/ROOT/0 -/HYPH/punct/0 depth/NN/pobj/0"),
    ("close_apposition", "heads/NNS/ROOT/0 of/IN/prep/0 army/NN/pobj/1 ,/,/punct/2 and/CC/cc/2 navy/NN/conj/2"),
]


def mend(name: str) -> Callable[[Doc], None]:
    return REPAIRS[name][0]


@pytest.mark.parametrize(("name", "text", "wanted"), ACTS)
def test_a_repair_acts(name: str, text: str, wanted: list[str]) -> None:
    doc = tree(text)
    mend(name)(doc)
    assert set(wanted) <= arcs(doc)


@pytest.mark.parametrize(("name", "text"), LEAVES)
def test_a_repair_leaves_what_may_be_meant(name: str, text: str) -> None:
    doc = tree(text)
    before = arcs(doc)
    mend(name)(doc)
    assert arcs(doc) == before


@pytest.mark.parametrize(("name", "text"), [(name, text) for name, text, _ in ACTS] + LEAVES)
def test_repairs_settle_and_leave_a_tree(name: str, text: str) -> None:
    """A second round finds nothing more to mend; every word still leads to one root."""
    doc = tree(text)
    repair.repair(doc, REPAIRS)
    once = arcs(doc)
    repair.repair(doc, REPAIRS)
    assert arcs(doc) == once
    assert len({[t, *t.ancestors][-1].i for t in doc}) == 1


def test_a_noun_mended_from_a_verb_is_tagged_as_one() -> None:
    doc = tree("result/NN/ROOT/0 of/IN/prep/0 the/DT/det/3 drone/NN/nsubj/4 strikes/VBZ/pobj/1")
    repair.noun_not_verb(doc)
    assert (doc[4].tag_, doc[4].pos_) == ("NNS", "NOUN")


@pytest.mark.parametrize(("name", "text", "word", "tag"), RETAGS)
def test_a_repair_tags_anew(name: str, text: str, word: str, tag: str) -> None:
    doc = tree(text)
    mend(name)(doc)
    assert {t.text: t.tag_ for t in doc}[word] == tag


def test_every_repair_is_specified_here() -> None:
    """Both ways: a sentence where it must act and one where it must not."""
    names = set(REPAIRS)
    assert names - {name for name, _, _ in ACTS} - {name for name, *_ in RETAGS} == set()
    assert names - {name for name, _ in LEAVES} == set()


@pytest.mark.parametrize(("name", "text"), [(name, text) for name, text, *_ in (*ACTS, *RETAGS)])
def test_the_quick_look_passes_where_a_repair_acts(name: str, text: str) -> None:
    assert REPAIRS[name][1](looks.shape_of([tree(text)])).any()


WORDS = ["with", "face", "to", "old", "year", "-", ",", ",", "and", "Jr.", "Friday", "neighbouring", "Chad", "raids"]
TAGS = ["NN", "NNS", "NNP", "IN", "DT", "CC", "CD", "TO", "MD", "RB", "VBD", "VBZ", "VB", "VBG", "VBN"]
RELATIONS = ["nsubj", "csubj", "dobj", "pobj", "conj", "cc", "appos", "acl", "xcomp", "ccomp", "advcl", "pcomp"]
RELATIONS += ["prep", "mark", "det", "nummod", "aux", "advmod", "npadvmod", "attr", "compound", "punct"]


def random_tree(seed: int, length: int) -> Doc:
    """A tree of words that repairs look for, in any order, with no arcs that cross."""
    random = Random(seed)
    heads = [0] * length

    def hang(start: int, end: int, head: int) -> None:
        while start < end:
            stop = random.randint(start + 1, end)
            top = random.randrange(start, stop)
            heads[top] = head
            hang(start, top, top)
            hang(top + 1, stop, top)
            start = stop

    top = random.randrange(length)
    heads[top] = top
    hang(0, top, top)
    hang(top + 1, length, top)
    rows = []
    for i, head in enumerate(heads):
        relation = "ROOT" if head == i else random.choice(RELATIONS)
        rows.append(f"{random.choice(WORDS)}/{random.choice(TAGS)}/{relation}/{head}")
    return tree(" ".join(rows))


@given(seed=st.integers(0, 2**32), length=st.integers(1, 14))
def test_what_the_quick_looks_leave_out_would_not_have_acted(seed: int, length: int) -> None:
    doc, whole = random_tree(seed, length), random_tree(seed, length)
    repair.repair(doc, REPAIRS)
    for each, _ in REPAIRS.values():
        each(whole)
    assert [(t.tag_, t.dep_, t.head.i, t.pos_, t.lemma_) for t in doc] == [
        (t.tag_, t.dep_, t.head.i, t.pos_, t.lemma_) for t in whole
    ]
