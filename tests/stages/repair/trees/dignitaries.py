"""Lists of dignitaries as the parser errs."""

from __future__ import annotations

ACTS: list[tuple[str, str, list[str]]] = [
    (  # "met with President Vega of Chad, King Demir, and Chancellor Lee of Mali"
        "list_with_titles",
        "met/VBD/ROOT/0 with/IN/prep/0 President/NNP/compound/3 Vega/NNP/pobj/1 of/IN/prep/3 Chad/NNP/pobj/4 "
        ",/,/punct/0 King/NNP/compound/8 Demir/NNP/npadvmod/0 ,/,/punct/8 and/CC/cc/8 Chancellor/NNP/compound/12 "
        "Lee/NNP/conj/8 of/IN/prep/0 Mali/NNP/pobj/13",
        ["Vega-pobj-with", "Demir-conj-Vega", "Lee-conj-Demir", "of-prep-Lee"],
    ),
    (  # "President Vega, King Demir and Chancellor Lee met": the last has the place of all
        "list_with_titles",
        "President/NNP/compound/1 Vega/NNP/nmod/4 ,/,/punct/4 King/NNP/compound/4 Demir/NNP/nsubj/8 and/CC/cc/4 "
        "Chancellor/NNP/compound/7 Lee/NNP/conj/4 met/VBD/ROOT/8",
        ["Vega-nsubj-met", "Demir-conj-Vega", "Lee-conj-Demir"],
    ),
]

LEAVES: list[tuple[str, str]] = [
    # "met President Vega, King of Chad, and Lee": no more than one is named with a title
    (
        "list_with_titles",
        "met/VBD/ROOT/0 President/NNP/compound/2 Vega/NNP/dobj/0 ,/,/punct/2 King/NNP/appos/2 of/IN/prep/4 "
        "Chad/NNP/pobj/5 ,/,/punct/2 and/CC/cc/2 Lee/NNP/conj/2",
    ),
    # "King Vega, King Demir left; King Lee stayed": no "and" before the last
    (
        "list_with_titles",
        "King/NNP/compound/1 Vega/NNP/nsubj/5 ,/,/punct/1 King/NNP/compound/4 Demir/NNP/appos/1 left/VBD/ROOT/5 "
        ";/:/punct/5 King/NNP/compound/8 Lee/NNP/nsubj/9 stayed/VBD/conj/5",
    ),
]
