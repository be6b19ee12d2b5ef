"""Trees for the repairs of `eventx.stages.repair.partners`."""

from __future__ import annotations

ACTS: list[tuple[str, str, list[str]]] = [
    (  # "met with the king to discuss trade"
        "partner_not_subject",
        "They/PRP/nsubj/1 met/VBD/ROOT/1 with/IN/mark/6 the/DT/det/4 king/NN/nsubj/6 to/TO/aux/6 discuss/VB/advcl/1",
        ["with-prep-met", "king-pobj-with", "discuss-advcl-met"],
    ),
    (  # "struck Tula with drones launched at dawn"
        "object_of_with",
        "They/PRP/nsubj/1 struck/VBD/ROOT/1 Tula/NNP/dobj/1 with/IN/prep/1 nine/CD/nummod/5 drones/NNS/nsubj/6 "
        "launched/VBN/conj/1 overnight/RB/advmod/6",
        ["drones-pobj-with", "launched-acl-drones"],
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
    (  # "Talks between President Vega and King Demir failed"
        "partner_not_second_subject",
        "Talks/NNS/nsubj/7 between/IN/prep/0 President/NNP/pobj/1 Vega/NNP/appos/2 and/CC/cc/3 King/NNP/compound/6 "
        "Demir/NNP/nsubj/7 failed/VBD/ROOT/7",
        ["Demir-conj-President", "Talks-nsubj-failed"],
    ),
    (  # "a call with Minister of Chad Vega took place"
        "partner_not_subject_again",
        "a/DT/det/1 call/NN/nsubj/7 with/IN/prep/1 Minister/NNP/nmod/6 of/IN/prep/3 Chad/NNP/pobj/4 Vega/NNP/nsubj/7 "
        "took/VBD/ROOT/7 place/NN/dobj/7",
        ["Vega-pobj-with"],
    ),
]

LEAVES: list[tuple[str, str]] = [
    # "left with the king watching": no purpose
    (
        "partner_not_subject",
        "They/PRP/nsubj/1 left/VBD/ROOT/1 with/IN/mark/5 the/DT/det/4 king/NN/nsubj/5 watching/VBG/advcl/1",
    ),
    # "with nine men killed": the parser has made a clause of it
    (
        "object_of_with",
        "They/PRP/nsubj/1 lost/VBD/ROOT/1 with/IN/prep/1 nine/CD/nummod/4 men/NNS/nsubj/5 killed/VBN/pcomp/2",
    ),
    # "by agreement with Vega": nobody talks by it
    (
        "partner_not_of_device",
        "by/IN/prep/0 agreement/NN/pobj/0 with/IN/prep/1 Vega/NNP/pobj/2",
    ),
    # "That talks failed and that Demir left hurt": no preposition leads to the first
    ("partner_not_second_subject", "Vega/NNP/nsubj/3 and/CC/cc/0 Demir/NNP/nsubj/3 met/VBD/ROOT/3"),
    # "the man he came with Vega knew": "with" hangs on no subject
    (
        "partner_not_subject_again",
        "the/DT/det/1 man/NN/nsubj/6 he/PRP/nsubj/3 came/VBD/relcl/1 with/IN/prep/3 Vega/NNP/nsubj/6 knew/VBD/ROOT/6",
    ),
]
