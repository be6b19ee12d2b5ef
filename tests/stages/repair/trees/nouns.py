"""Trees for the repairs of `eventx.stages.repair.nouns`."""

from __future__ import annotations

ACTS: list[tuple[str, str, list[str]]] = [
    (  # "as a result of the drone strikes"
        "noun_not_verb",
        "result/NN/ROOT/0 of/IN/prep/0 the/DT/det/3 drone/NN/nsubj/4 strikes/VBZ/pobj/1",
        ["drone-compound-strikes", "the-det-strikes", "strikes-pobj-of"],
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
    (  # "Shelling of Goma killed two, Vega said"
        "act_at_start",
        "Shelling/VBG/advcl/7 of/IN/prep/0 Goma/NNP/pobj/1 killed/VBN/acl/2 two/CD/dobj/3 ,/,/punct/7 "
        "Vega/NNP/nsubj/7 said/VBD/ROOT/7",
        ["Shelling-nsubj-killed", "killed-ccomp-said"],
    ),
    (  # "after night shelling of Goma"
        "gerund_as_noun",
        "Died/VBD/ROOT/0 after/IN/prep/0 night/NN/nsubj/3 shelling/VBG/pcomp/1 of/IN/prep/3 Goma/NNP/pobj/4",
        ["shelling-pobj-after", "night-compound-shelling"],
    ),
    (  # "In Lima shelling wounded four"
        "act_not_participle",
        "In/IN/prep/3 Lima/NNP/pobj/0 shelling/VBG/aux/3 wounded/VBD/ROOT/3 four/CD/dobj/3",
        ["shelling-nsubj-wounded"],
    ),
    (  # "killed in Turkish shelling"
        "act_not_participle",
        "killed/VBN/ROOT/0 in/IN/prep/0 Turkish/JJ/pobj/1 shelling/VBG/advcl/0",
        ["shelling-pobj-in", "Turkish-amod-shelling"],
    ),
    (  # "killed in shelling by rebels"
        "act_after_preposition",
        "killed/VBN/ROOT/0 in/IN/prep/0 shelling/VBG/pcomp/1 by/IN/prep/2 rebels/NNS/pobj/3",
        ["shelling-pobj-in"],
    ),
    (
        "adjective_of_place",
        "met/VBD/ROOT/0 in/IN/prep/0 neighbouring/VBG/pcomp/1 Chad/NNP/dobj/2",
        ["Chad-pobj-in", "neighbouring-amod-Chad"],
    ),
    (  # "launched a missile and drone attack on Chad"
        "weapons_of_act",
        "launched/VBD/ROOT/0 a/DT/det/2 missile/NN/dobj/0 and/CC/cc/2 drone/NN/compound/5 attack/NN/conj/2 "
        "on/IN/prep/5 Chad/NNP/pobj/6",
        ["attack-dobj-launched", "a-det-attack", "missile-nmod-attack", "drone-conj-missile"],
    ),
    (  # "used shells and drones against towns"
        "arms_not_verb",
        "They/PRP/nsubj/1 used/VBD/ROOT/1 shells/NNS/dobj/1 and/CC/cc/2 drones/VBZ/conj/2 against/IN/prep/4 "
        "towns/NNS/pobj/5",
        ["against-prep-used"],
    ),
]

RETAGS: list[tuple[str, str, str, str]] = [
    (
        "age_as_noun",
        "shot/VBD/ROOT/0 a/DT/det/5 17/CD/nummod/4 year/NN/npadvmod/5 -/HYPH/punct/5 old/JJ/dobj/0",
        "old",
        "NN",
    ),
    (
        "arms_not_verb",
        "They/PRP/nsubj/1 used/VBD/ROOT/1 shells/NNS/dobj/1 and/CC/cc/2 drones/VBZ/conj/2",
        "drones",
        "NNS",
    ),
]

LEAVES: list[tuple[str, str]] = [
    # "wants to attack": a verb after "to" stays one
    ("noun_not_verb", "He/PRP/nsubj/1 wants/VBZ/ROOT/1 to/TO/aux/3 attack/VB/dobj/1"),
    # "by attacking": nothing before it that only a noun could have
    ("noun_not_verb", "He/PRP/nsubj/1 won/VBD/ROOT/1 by/IN/prep/1 strikes/VBZ/pobj/2"),
    ("gerund_as_noun", "Shelling/VBG/csubj/3 the/DT/det/2 east/NN/dobj/0 killed/VBD/ROOT/3 two/CD/dobj/3"),
    # "Shooting at men, Vega killed two"
    (
        "act_at_start",
        "Shooting/VBG/advcl/5 at/IN/prep/0 men/NNS/pobj/1 ,/,/punct/5 Vega/NNP/nsubj/5 killed/VBD/ROOT/5 two/CD/dobj/5",
    ),
    # "after thinking of Goma", "with police shelling of": what somebody does
    ("gerund_as_noun", "Left/VBD/ROOT/0 after/IN/prep/0 thinking/VBG/pcomp/1 of/IN/prep/2 Goma/NNP/pobj/3"),
    # "spent in Gao shelling the town": what somebody did
    (
        "act_not_participle",
        "spent/VBN/ROOT/0 in/IN/prep/0 Gao/NNP/pobj/1 shelling/VBG/advcl/0 towns/NNS/dobj/3",
    ),
    # "accused of shelling the town", "killed after firing at a patrol"
    ("act_after_preposition", "accused/VBN/ROOT/0 of/IN/prep/0 shelling/VBG/pcomp/1 towns/NNS/dobj/2"),
    ("act_after_preposition", "died/VBD/ROOT/0 after/IN/prep/0 firing/VBG/pcomp/1 at/IN/prep/2 men/NNS/pobj/3"),
    ("adjective_of_place", "by/IN/prep/0 leaving/VBG/pcomp/0 Chad/NNP/dobj/1"),
    ("age_as_noun", "a/DT/det/5 17/CD/nummod/2 year/NN/npadvmod/4 -/HYPH/punct/4 old/JJ/amod/5 boy/NN/ROOT/5"),
    # "fired a missile and planned a drone attack": two things
    (
        "weapons_of_act",
        "fired/VBD/ROOT/0 a/DT/det/2 missile/NN/dobj/0 and/CC/cc/2 a/DT/det/6 drone/NN/compound/6 attack/NN/conj/2",
    ),
    # "the shells hit it and rockets it": a verb has an object
    (
        "arms_not_verb",
        "They/PRP/nsubj/1 saw/VBD/ROOT/1 men/NNS/dobj/1 and/CC/cc/2 rockets/VBZ/conj/2 it/PRP/dobj/4",
    ),
]
