"""Trees for the repairs of `eventx.stages.repair.lists`."""

from __future__ import annotations

ACTS: list[tuple[str, str, list[str]]] = [
    (  # "flew over Tula, Oryol and Kursk"
        "join_list",
        "Drones/NNS/nsubj/1 flew/VBD/ROOT/1 over/IN/prep/1 Tula/NNP/pobj/2 ,/,/punct/1 Oryol/NNP/npadvmod/1 "
        "and/CC/cc/5 Kursk/NNP/conj/5",
        ["Oryol-conj-Tula", "Kursk-conj-Oryol"],
    ),
    (  # "A tour of Chad, Niger and Mali"
        "join_list",
        "tour/NN/ROOT/0 of/IN/prep/0 Chad/NNP/pobj/1 ,/,/punct/2 Niger/NNP/appos/2 and/CC/cc/4 Mali/NNP/conj/4",
        ["Niger-conj-Chad"],
    ),
    (  # "the UN, the EU and the AU met"
        "join_list",
        "the/DT/det/1 UN/NNP/nsubj/8 ,/,/punct/1 the/DT/det/4 EU/NNP/appos/1 and/CC/cc/4 the/DT/det/7 AU/NNP/conj/4 "
        "met/VBD/ROOT/8",
        ["EU-conj-UN", "AU-conj-EU"],
    ),
    (  # "between Demir, the head of the army, and Vega"
        "close_apposition",
        "Talks/NNS/ROOT/0 between/IN/prep/0 Demir/NNP/pobj/1 ,/,/punct/2 the/DT/det/5 head/NN/appos/2 of/IN/prep/5 "
        "the/DT/det/8 army/NN/pobj/6 ,/,/punct/8 and/CC/cc/8 Vega/NNP/conj/8",
        ["Vega-conj-Demir"],
    ),
    (  # "killing him, his wife and two others"
        "conjunct_of_object",
        "killing/VBG/ROOT/0 him/PRP/dobj/0 ,/,/punct/0 his/PRP$/poss/4 wife/NN/conj/0 and/CC/cc/4 two/CD/nummod/7 "
        "others/NNS/conj/4",
        ["wife-conj-him", "others-conj-wife"],
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
    (  # "Chad, Mali and Niger signed it"
        "join_list",
        "Chad/NNP/nsubj/5 ,/,/punct/0 Mali/NNP/appos/0 and/CC/cc/2 Niger/NNP/conj/2 signed/VBD/ROOT/5",
        ["Mali-conj-Chad"],
    ),
    (  # "in Hit, Anbar, Iraq"
        "place_in_place",
        "in/IN/ROOT/0 Hit/NNP/pobj/0 ,/,/punct/1 Anbar/NNP/conj/1 ,/,/punct/3 Iraq/NNP/appos/3",
        ["Anbar-appos-Hit"],
    ),
]

LEAVES: list[tuple[str, str]] = [
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
    # "the heads of the army, and of the navy": no apposition above
    ("close_apposition", "heads/NNS/ROOT/0 of/IN/prep/0 army/NN/pobj/1 ,/,/punct/2 and/CC/cc/2 navy/NN/conj/2"),
    # "met him and his wife": they are joined already
    ("conjunct_of_object", "met/VBD/ROOT/0 him/PRP/dobj/0 and/CC/cc/1 his/PRP$/poss/4 wife/NN/conj/1"),
    # "In Lima, Chad held talks", "Yesterday, Chad holds talks": one of the two is no name, or one holds them
    ("headline_pair", "In/IN/prep/3 Lima/NNP/pobj/0 ,/,/punct/3 hold/VBP/ROOT/3 talks/NNS/dobj/3"),
    ("headline_pair", "Vega/NNP/nsubj/3 ,/,/punct/0 Niger/NNP/appos/0 holds/VBZ/ROOT/3 talks/NNS/dobj/3"),
    # "Lima, capital of Peru, signed it"
    (
        "join_list",
        "Lima/NNP/nsubj/4 ,/,/punct/0 Peru/NNP/appos/0 ,/,/punct/0 signed/VBD/ROOT/4",
    ),
    # "in Hit, Anbar and Iraq": a list
    (
        "place_in_place",
        "in/IN/ROOT/0 Hit/NNP/pobj/0 ,/,/punct/1 Anbar/NNP/conj/1 and/CC/cc/3 Iraq/NNP/conj/3",
    ),
    # "met Vega, Moyo, the king": no place
    (
        "place_in_place",
        "met/VBD/ROOT/0 Vega/NNP/dobj/0 ,/,/punct/1 Moyo/NNP/conj/1 ,/,/punct/3 the/DT/det/6 king/NN/appos/3",
    ),
]
