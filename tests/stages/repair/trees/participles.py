"""Trees for the repairs of `eventx.stages.repair.participles`."""

from __future__ import annotations

ACTS: list[tuple[str, str, list[str]]] = [
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
    (  # "A truce agreed in Lima has held"
        "participle_before_verb",
        "A/DT/det/1 truce/NN/nsubj/2 agreed/VBD/ROOT/2 in/IN/prep/2 Lima/NNP/pobj/3 has/VBZ/aux/6 held/VBN/ccomp/2",
        ["held-ROOT-held", "truce-nsubj-held", "agreed-acl-truce"],
    ),
    (  # "the bodies of men drowned off Lima were brought home"
        "participle_before_verb",
        "bodies/NNS/nsubj/3 of/IN/prep/0 men/NNS/pobj/1 drowned/VBN/ROOT/3 off/IN/prep/3 Lima/NNP/pobj/4 "
        "were/VBD/auxpass/7 brought/VBN/ccomp/3 home/RB/advmod/7",
        ["brought-ROOT-brought", "bodies-nsubjpass-brought", "drowned-acl-men"],
    ),
    (  # "a roadside bomb planted by rebels exploded"
        "name_of_participle",
        "a/DT/det/1 roadside/NN/nsubj/6 bomb/NN/nsubj/3 planted/VBN/acl/1 by/IN/agent/3 rebels/NNS/pobj/4 "
        "exploded/VBD/ROOT/6",
        ["bomb-nsubj-exploded", "roadside-compound-bomb", "planted-acl-bomb", "a-det-bomb"],
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
    (  # 'Troops "sent to hell" nine rebels, police said'
        "verb_in_quotes",
        "Troops/NNS/nsubj/10 \"/``/punct/0 sent/VBN/acl/0 to/IN/prep/2 hell/NN/pobj/3 \"/''/punct/2 nine/CD/nummod/7 "
        "rebels/NNS/appos/0 ,/,/punct/10 police/NNS/nsubj/10 said/VBD/ROOT/10",
        ["sent-ccomp-said", "Troops-nsubj-sent", "rebels-dobj-sent"],
    ),
    (  # "men believed to be rebels attacked a base"
        "believed_not_verb",
        "men/NNS/nsubj/1 believed/VBD/ROOT/1 to/TO/aux/3 be/VB/xcomp/1 rebels/NNS/attr/3 attacked/VBD/ccomp/1 "
        "a/DT/det/7 base/NN/dobj/5",
        ["men-nsubj-attacked", "believed-acl-men", "attacked-ROOT-attacked"],
    ),
]

RETAGS: list[tuple[str, str, str, str]] = [
    ("participle_not_past", "crew/NN/ROOT/0 held/VBD/acl/0 captive/JJ/oprd/1", "held", "VBN"),
]

LEAVES: list[tuple[str, str]] = [
    ("participle_not_past", "They/PRP/nsubj/1 held/VBD/ROOT/1 crew/NN/dobj/1"),
    # "they fired from a hill, fled": a comma joins the two; "he went to the house and fell": so does "and"
    (
        "participle_not_verb",
        "men/NNS/nsubj/1 fired/VBD/ROOT/1 from/IN/prep/1 hills/NNS/pobj/2 ,/,/punct/1 fled/VBD/conj/1",
    ),
    # the clause has a subject
    (
        "participle_before_verb",
        "A/DT/det/1 man/NN/nsubj/2 agreed/VBD/ROOT/2 it/PRP/nsubj/5 has/VBZ/aux/5 held/VBN/ccomp/2",
    ),
    # "the town rebels seized in May"
    ("name_of_participle", "the/DT/det/1 town/NN/ROOT/1 rebels/NNS/nsubj/3 seized/VBN/acl/1 in/IN/prep/3"),
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
    # the quotation has no end
    (
        "verb_in_quotes",
        'Troops/NNS/nsubj/6 "/``/punct/0 sent/VBN/acl/0 to/IN/prep/2 hell/NN/pobj/3 police/NNS/nsubj/6 said/VBD/ROOT/6',
    ),
    # "men believed rebels attacked a base": it is what they believed
    (
        "believed_not_verb",
        "men/NNS/nsubj/1 believed/VBD/ROOT/1 rebels/NNS/nsubj/3 attacked/VBD/ccomp/1 a/DT/det/5 base/NN/dobj/3",
    ),
]
