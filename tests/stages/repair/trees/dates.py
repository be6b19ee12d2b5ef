"""Trees for the repairs of `eventx.stages.repair.dates`."""

from __future__ import annotations

ACTS: list[tuple[str, str, list[str]]] = [
    (
        "day_not_counted",
        "It/PRP/nsubj/1 rose/VBD/ROOT/1 to/IN/prep/1 six/CD/nummod/4 Friday/NNP/pobj/2",
        ["six-pobj-to", "Friday-npadvmod-rose"],
    ),
    (  # "On Monday shells fell"
        "subject_after_day",
        "On/IN/prep/3 Monday/NNP/compound/2 shells/NNS/pobj/0 fell/VBD/ROOT/3",
        ["Monday-pobj-On", "shells-nsubj-fell"],
    ),
    (  # "the bombing on 1 April of its consulate"
        "of_act_not_date",
        "the/DT/det/1 bombing/NN/ROOT/1 on/IN/prep/1 1/CD/nummod/4 April/NNP/pobj/2 of/IN/prep/4 its/PRP$/poss/7 "
        "consulate/NN/pobj/5",
        ["of-prep-bombing", "consulate-pobj-of"],
    ),
]

LEAVES: list[tuple[str, str]] = [
    ("day_not_counted", "after/IN/prep/2 two/CD/nummod/2 Fridays/NNPS/ROOT/2"),
    # the noun after a day is what happens on it where the verb has a subject
    ("subject_after_day", "At/IN/prep/3 Monday/NNP/compound/2 talks/NNS/pobj/0 agreed/VBD/ROOT/3 they/PRP/nsubj/3"),
    (
        "of_act_not_date",
        "they/PRP/nsubj/1 met/VBD/ROOT/1 in/IN/prep/1 April/NNP/pobj/2 of/IN/prep/3 that/DT/det/6 year/NN/pobj/4",
    ),
]
