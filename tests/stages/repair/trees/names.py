"""Trees for the repairs of `eventx.stages.repair.names`."""

from __future__ import annotations

ACTS: list[tuple[str, str, list[str]]] = [
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
    (  # "Adam Hill, Jr. of Malta met Vega"
        "fold_suffix",
        "Adam/NNP/compound/1 Hill/NNP/nsubj/6 ,/,/punct/1 Jr./NNP/appos/1 of/IN/prep/3 Malta/NNP/pobj/4 "
        "met/VBD/ROOT/6 Vega/NNP/dobj/6",
        ["Jr.-nmod-Hill", "of-prep-Hill"],
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
    (  # "Her Majesty the Queen met Vega"
        "office_not_honour",
        "Her/PRP$/poss/1 Majesty/NNP/nsubj/4 the/DT/det/3 Queen/NNP/appos/1 met/VBD/ROOT/4 Vega/NNP/dobj/4",
        ["Queen-nsubj-met", "Majesty-nmod-Queen"],
    ),
    (  # "in Kajuru (Kaduna)"
        "name_before_bracket",
        "shelled/VBD/ROOT/0 Kajuru/NNP/nmod/3 (/-LRB-/punct/3 Kaduna/NNP/dobj/0 )/-RRB-/punct/0",
        ["Kajuru-dobj-shelled", "Kaduna-appos-Kajuru"],
    ),
]

LEAVES: list[tuple[str, str]] = [
    # a suffix that already hangs on its name
    ("fold_suffix", "Adam/NNP/compound/1 Hill/NNP/nsubj/3 Jr./NNP/nmod/1 met/VBD/ROOT/3 Vega/NNP/dobj/3"),
    # a Roman numeral that follows no name
    ("fold_suffix", "the/DT/det/1 volume/NN/nsubj/3 II/NNP/appos/1 sold/VBD/ROOT/3"),
    # "Prime Minister and President Omar Demir met", "the Vega and King museum": one person, or no one at all
    (
        "two_with_titles",
        "Minister/NNP/nmod/4 and/CC/cc/0 President/NNP/conj/0 Omar/NNP/compound/4 Demir/NNP/nsubj/5 met/VBD/ROOT/5",
    ),
    ("two_with_titles", "Vega/NNP/nmod/3 and/CC/cc/0 King/NNP/conj/0 museum/NN/nsubj/4 opened/VBD/ROOT/4"),
    # "His Excellency met the Queen": another one's office
    ("office_not_honour", "His/PRP$/poss/1 Excellency/NNP/nsubj/2 met/VBD/ROOT/2 the/DT/det/4 Queen/NNP/dobj/2"),
    # "the Kajuru (north) bridge": what is in brackets is not what the rest hangs on
    ("name_before_bracket", "Kajuru/NNP/nmod/4 (/-LRB-/punct/4 north/NN/nmod/4 )/-RRB-/punct/4 bridge/NN/ROOT/4"),
]
