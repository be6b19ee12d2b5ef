"""Trees for the repairs of `eventx.stages.repair.states`."""

from __future__ import annotations

ACTS: list[tuple[str, str, list[str]]] = [
    (  # "left one dead and 30 injured"
        "state_of_second",
        "left/VBD/ROOT/0 one/CD/dobj/0 dead/JJ/amod/1 and/CC/cc/1 30/CD/conj/1 injured/VBN/oprd/0",
        ["injured-acl-30", "dead-amod-one"],
    ),
    (  # "shelled Gao, resulting in two men injured"
        "state_of_result",
        "shelled/VBD/ROOT/0 Gao/NNP/dobj/0 ,/,/punct/0 resulting/VBG/advcl/0 in/IN/prep/3 two/CD/nummod/6 "
        "men/NNS/pobj/4 injured/VBN/advcl/0",
        ["injured-acl-men", "men-pobj-in"],
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
    (
        "found_to_be",
        "Five/CD/nummod/1 men/NNS/nsubj/2 confirmed/VBD/ROOT/2 dead/JJ/acomp/2",
        ["men-nsubjpass-confirmed"],
    ),
    (  # "The number of men believed killed rose": the parser makes "killed" the verb
        "state_in_number",
        "The/DT/det/1 number/NN/nsubj/5 of/IN/prep/1 men/NNS/pobj/2 believed/VBN/acl/3 killed/VBN/ROOT/5 "
        "rose/VBD/advcl/5",
        ["rose-ROOT-rose", "number-nsubj-rose", "killed-oprd-believed"],
    ),
    (  # "left six men dead and 30 injured in Goma": the parser has "dead and 30"
        "state_of_second",
        "raid/NN/nsubj/1 left/VBD/ROOT/1 men/NNS/dobj/1 dead/JJ/oprd/1 and/CC/cc/3 30/CD/conj/3 injured/VBN/advcl/1 "
        "in/IN/prep/6 Goma/NNP/pobj/7",
        ["injured-acl-30", "in-prep-left"],
    ),
    (  # "left two dead and three hurt in Goma"
        "setting_of_states",
        "raid/NN/nsubj/1 left/VBD/ROOT/1 two/CD/dobj/1 dead/JJ/oprd/1 and/CC/cc/1 three/CD/nsubj/6 hurt/VBN/conj/1 "
        "in/IN/prep/6 Goma/NNP/pobj/7",
        ["in-prep-left"],
    ),
    (  # "leaving six men dead and 30 injured": the parser has "six men dead and 30" as one subject
        "state_of_first",
        "leaving/VBG/ROOT/0 men/NNS/nsubj/5 dead/JJ/amod/1 and/CC/cc/1 30/CD/conj/1 injured/VBN/ccomp/0",
        ["men-dobj-leaving", "dead-oprd-leaving", "30-conj-dead", "injured-acl-30"],
    ),
]

LEAVES: list[tuple[str, str]] = [
    # "left two men and a woman injured": all of them are
    (
        "state_of_second",
        "left/VBD/ROOT/0 two/CD/nummod/2 men/NNS/dobj/0 and/CC/cc/2 a/DT/det/5 woman/NN/conj/2 injured/VBN/oprd/0",
    ),
    # "fled in a car wounded": nothing results
    (
        "state_of_result",
        "he/PRP/nsubj/1 fled/VBD/ROOT/1 in/IN/prep/1 a/DT/det/4 car/NN/pobj/2 wounded/VBN/advcl/1",
    ),
    # "two killed in a raid": the raid is no state
    ("outcome_of_first", "2/CD/nsubj/1 killed/VBN/ROOT/1 in/IN/prep/1 raids/NNS/pobj/2"),
    # "the mayor confirmed nine dead"
    (
        "found_to_be",
        "Mayors/NNS/nsubj/1 confirmed/VBD/ROOT/1 nine/CD/nummod/3 dead/JJ/dobj/1",
    ),
    # nothing is counted
    (
        "state_in_number",
        "None/NN/nsubj/6 of/IN/prep/0 the/DT/det/3 men/NNS/pobj/1 believed/VBN/acl/3 dead/JJ/oprd/4 came/VBD/ROOT/6",
    ),
    # "the raid hit men and three were hurt in Goma": a clause of its own
    (
        "setting_of_states",
        "raid/NN/nsubj/1 hit/VBD/ROOT/1 men/NNS/dobj/1 dead/JJ/oprd/1 and/CC/cc/1 three/CD/nsubjpass/7 "
        "were/VBD/auxpass/7 hurt/VBN/conj/1 in/IN/prep/7 Goma/NNP/pobj/8",
    ),
    # "saw men and 30 injured": nothing else is said of the first
    (
        "state_of_first",
        "saw/VBD/ROOT/0 men/NNS/nsubj/4 and/CC/cc/1 30/CD/conj/1 injured/VBN/ccomp/0",
    ),
]
