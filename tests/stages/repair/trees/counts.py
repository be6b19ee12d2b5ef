"""Trees for the repairs of `eventx.stages.repair.counts`."""

from __future__ import annotations

ACTS: list[tuple[str, str, list[str]]] = [
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
    (  # "Eight men died, five of them in Lima, he says"
        "some_of_them",
        "Eight/CD/nummod/1 men/NNS/nsubj/2 died/VBD/ccomp/9 ,/,/punct/9 five/CD/nsubj/9 of/IN/prep/4 them/PRP/pobj/5 "
        "here/RB/advmod/4 he/PRP/nsubj/9 says/VBZ/ROOT/9",
        ["five-appos-men"],
    ),
    (
        "count_around",
        "They/PRP/nsubj/1 killed/VBD/ROOT/1 around/IN/prep/1 50/CD/pobj/2 of/IN/prep/3 them/PRP/pobj/4",
        ["50-dobj-killed", "around-quantmod-50"],
    ),
]

LEAVES: list[tuple[str, str]] = [
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
    # "they met around nine": no part of a number is told
    (
        "count_around",
        "They/PRP/nsubj/1 met/VBD/ROOT/1 around/IN/prep/1 nine/CD/pobj/2",
    ),
]
