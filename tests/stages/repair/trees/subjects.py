"""Trees for the repairs of `eventx.stages.repair.subjects`."""

from __future__ import annotations

ACTS: list[tuple[str, str, list[str]]] = [
    (  # "At the invitation of Vega, the premier, Omar Demir, will visit Oslo"
        "give_subject",
        "of/IN/prep/8 Vega/NNP/pobj/0 ,/,/punct/1 premier/NN/appos/1 ,/,/punct/3 Demir/NNP/appos/3 ,/,/punct/3 "
        "will/MD/aux/8 visit/VB/ROOT/8 Oslo/NNP/dobj/8",
        ["premier-nsubj-visit", "Demir-appos-premier"],
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
    (  # "local sources report"
        "subject_not_compound",
        "Raid/NN/nsubj/1 kills/VBZ/ccomp/6 nine/CD/dobj/1 ,/,/punct/6 local/JJ/amod/5 sources/NNS/compound/6 "
        "report/VBP/ROOT/6",
        ["sources-nsubj-report"],
    ),
    (  # "suicide bomber targets procession"
        "subject_not_compound",
        "Suicide/NN/compound/1 bomber/NN/compound/2 targets/VBZ/ROOT/2 procession/NN/dobj/2",
        ["bomber-nsubj-targets"],
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
    (  # "Chad, meanwhile, shelled the border"
        "subject_before_aside",
        "Chad/NNP/npadvmod/4 ,/,/punct/4 meanwhile/RB/advmod/4 ,/,/punct/4 shelled/VBD/ROOT/4 borders/NNS/dobj/4",
        ["Chad-nsubj-shelled"],
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
    (  # "Two died at a clinic and 16 people, all young, were hurt"
        "subject_after_and",
        "Two/CD/nsubj/1 died/VBD/ccomp/13 at/IN/prep/1 a/DT/det/4 clinic/NN/pobj/2 and/CC/cc/4 16/CD/nummod/7 "
        "people/NNS/conj/4 ,/,/punct/7 all/DT/dep/10 young/JJ/amod/7 ,/,/punct/13 were/VBD/auxpass/13 hurt/VBN/ROOT/13",
        ["people-nsubjpass-hurt", "clinic-pobj-at"],
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
    (  # "the worst attack since the war took place in Oslo"
        "since_then",
        "attack/NN/ROOT/0 since/IN/mark/4 the/DT/det/3 war/NN/nsubj/4 took/VBD/advcl/0 place/NN/dobj/4 ././punct/0",
        ["attack-nsubj-took", "since-prep-attack", "war-pobj-since", "took-ROOT-took", ".-punct-took"],
    ),
]

LEAVES: list[tuple[str, str]] = [
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
    # "bomber jackets sell": the verb has its subject
    (
        "subject_not_compound",
        "The/DT/det/1 bomber/NN/compound/3 it/PRP/nsubj/3 targets/VBZ/ROOT/3 crowds/NNS/dobj/3",
    ),
    # the clause has its subject; one man of a family; a name without what shows where it ends
    (
        "subject_after_place",
        "For/IN/prep/4 Chad/NNP/compound/2 rebels/NNS/pobj/0 it/PRP/nsubj/4 ended/VBD/ROOT/4",
    ),
    ("subject_after_place", "With/IN/prep/3 Lima/NNP/compound/2 rain/NN/pobj/0 ended/VBD/ROOT/3"),
    ("subject_after_place", "At/IN/prep/4 the/DT/det/3 Vega/NNP/compound/3 trials/NNS/pobj/0 ended/VBD/ROOT/4"),
    ("subject_before_aside", "Monday/NNP/npadvmod/2 ,/,/punct/2 shelled/VBD/ROOT/2 borders/NNS/dobj/2"),
    # the object of the second preposition; "officials, 32 in all, died"
    (
        "subject_not_beside_object",
        "In/IN/prep/4 Lima/NNP/pobj/0 and/CC/cc/1 Cusco/NNP/conj/1 came/VBD/ROOT/4 rain/NN/nsubj/4",
    ),
    (
        "subject_not_beside_object",
        "Of/IN/prep/5 officials/NNS/pobj/0 ,/,/punct/1 32/CD/nummod/4 men/NNS/appos/1 died/VBD/ROOT/5",
    ),
    (
        "subject_after_and",
        "Two/CD/nsubj/1 met/VBD/ROOT/1 a/DT/det/3 nurse/NN/dobj/1 and/CC/cc/3 16/CD/nummod/6 men/NNS/conj/3 "
        ",/,/punct/1 spoke/VBD/conj/1",
    ),
    # "he said nine men and six others were hurt"
    (
        "subject_not_second_object",
        "he/PRP/nsubj/1 said/VBD/ROOT/1 nine/CD/nummod/3 men/NNS/nsubjpass/8 and/CC/cc/3 six/CD/nummod/6 "
        "others/NNS/conj/3 were/VBD/auxpass/8 hurt/VBN/ccomp/1",
    ),
    ("since_then", "Shelling/NN/nsubj/1 went/VBD/ROOT/1 since/IN/mark/4 they/PRP/nsubj/4 came/VBD/advcl/1"),
]
