"""Trees for the repairs of `eventx.stages.repair.tellers`."""

from __future__ import annotations

ACTS: list[tuple[str, str, list[str]]] = [
    (  # "Nine died near Lima, local media report"
        "teller_at_end",
        "Nine/CD/nsubj/1 died/VBD/ROOT/1 near/IN/prep/1 Lima/NNP/pobj/2 ,/,/punct/3 local/JJ/amod/7 "
        "media/NNS/compound/7 report/NN/appos/3 ././punct/1",
        ["media-nsubj-report", "local-amod-media", "report-ROOT-report", "died-ccomp-report"],
    ),
    (  # "Drones hit Bryansk, local media report", where the place has become part of the report
        "teller_at_end",
        "Drones/NNS/nsubj/1 fell/VBD/ROOT/1 on/IN/prep/1 Lima/NNP/nmod/7 ,/,/punct/7 local/JJ/amod/7 "
        "media/NNS/compound/7 report/NN/pobj/2 ././punct/1",
        ["Lima-pobj-on", "media-nsubj-report", "fell-ccomp-report"],
    ),
    (  # "met colleague Ana Vega, the ministry said"
        "teller_not_apposed",
        "met/VBD/ccomp/7 with/IN/prep/0 colleague/NN/pobj/1 Vega/NNP/nsubj/7 ,/,/punct/3 the/DT/det/6 "
        "ministry/NN/appos/3 said/VBD/ROOT/7",
        ["ministry-nsubj-said", "Vega-pobj-with", "colleague-compound-Vega"],
    ),
    (  # "A man died, says the army, and a tank fired"
        "teller_after_told",
        "He/PRP/nsubj/1 died/VBD/ccomp/3 ,/,/punct/3 says/VBZ/ROOT/3 police/NNS/nsubj/7 and/CC/cc/4 tanks/NNS/nsubj/7 "
        "fired/VBD/ccomp/3",
        ["police-nsubj-says"],
    ),
    (  # "The men, the army said, were killed"
        "subject_around_teller",
        "The/DT/det/1 men/NNS/nsubj/5 ,/,/punct/5 the/DT/det/4 army/NN/nsubj/5 said/VBD/ROOT/5 ,/,/punct/5 "
        "were/VBD/auxpass/8 killed/VBN/ccomp/5",
        ["men-nsubjpass-killed", "army-nsubj-said"],
    ),
    (  # "The men, he said, were freed"
        "subject_around_teller",
        "The/DT/det/1 men/NNS/nsubj/4 ,/,/punct/4 he/PRP/nsubj/4 said/VBD/ccomp/7 ,/,/punct/4 were/VBD/auxpass/7 "
        "freed/VBN/ROOT/7",
        ["men-nsubjpass-freed", "he-nsubj-said"],
    ),
    (  # "Nine died, on Friday, police said"
        "of_what_is_told",
        "Nine/CD/nsubj/1 died/VBD/ccomp/7 ,/,/punct/7 on/IN/prep/7 Friday/NNP/pobj/3 ,/,/punct/7 police/NNS/nsubj/7 "
        "said/VBD/ROOT/7",
        ["on-prep-died", "died-ccomp-said"],
    ),
    (  # "In Gao, media reported, men died"
        "setting_of_told",
        "In/IN/prep/4 Gao/NNP/pobj/0 ,/,/punct/4 media/NNS/nsubj/4 reported/VBD/ccomp/7 ,/,/punct/7 men/NNS/nsubj/7 "
        "died/VBD/ROOT/7",
        ["In-prep-died"],
    ),
    (  # "They raided Hit, police said, killing two"
        "outcome_of_deed",
        "They/PRP/nsubj/1 raided/VBD/ccomp/5 Hit/NNP/dobj/1 ,/,/punct/5 police/NNS/nsubj/5 said/VBD/ROOT/5 ,/,/punct/5 "
        "killing/VBG/advcl/5 two/CD/dobj/7",
        ["killing-advcl-raided"],
    ),
    (  # "There were, he wrote on Telegram, no casualties"
        "nobody_after_aside",
        "There/EX/expl/1 were/VBD/ccomp/3 he/PRP/nsubj/3 wrote/VBD/ROOT/3 on/IN/prep/3 Telegram/NNP/pobj/4 ,/,/punct/5 "
        "no/DT/det/8 casualties/NNS/appos/5",
        ["casualties-attr-were"],
    ),
    (  # "Vega, whom the army said it had wounded, fled"
        "object_of_told",
        "Vega/NNP/nsubj/6 whom/WP/dobj/3 they/PRP/nsubj/3 said/VBD/relcl/0 it/PRP/nsubj/5 wounded/VBD/ccomp/3 "
        "fled/VBD/ROOT/6",
        ["whom-dobj-wounded"],
    ),
    (  # '"... children and women," a nurse said'
        "teller_after_quote",
        "We/PRP/nsubj/1 saw/VBD/ccomp/8 men/NNS/dobj/1 ,/,/punct/8 women/NNS/nsubj/8 ,/,/punct/4 \"/''/punct/4 "
        "nurse/NN/appos/4 said/VBD/ROOT/8",
        ["nurse-nsubj-said", "women-dep-saw"],
    ),
    (  # "A man died in Goma, police and medics said, the first of many"
        "teller_not_listed",
        "man/NN/nsubj/1 died/VBD/ROOT/1 in/IN/prep/1 Goma/NNP/pobj/2 ,/,/punct/3 police/NNS/conj/3 and/CC/cc/5 "
        "medics/NNS/conj/5 said/VBD/parataxis/1",
        ["police-nsubj-said"],
    ),
    (  # "The war began after they raided Goma, killing nine"
        "outcome_of_clause",
        "war/NN/nsubj/1 began/VBD/ROOT/1 after/IN/mark/4 they/PRP/nsubj/4 attacked/VBD/advcl/1 Goma/NNP/dobj/4 "
        ",/,/punct/1 killing/VBG/advcl/1 nine/CD/dobj/7",
        ["killing-advcl-attacked"],
    ),
]

LEAVES: list[tuple[str, str]] = [
    ("teller_at_end", "They/PRP/nsubj/1 read/VBD/ROOT/1 the/DT/det/3 report/NN/dobj/1"),
    # "met with a colleague, Vega, the ministry, said": a comma stands before the name
    (
        "teller_not_apposed",
        "met/VBD/ROOT/0 with/IN/prep/0 colleague/NN/pobj/1 ,/,/punct/0 Vega/NNP/nsubj/8 ,/,/punct/4 the/DT/det/7 "
        "ministry/NN/appos/4 said/VBD/conj/0",
    ),
    # the second does nothing of its own
    (
        "teller_after_told",
        "He/PRP/nsubj/1 died/VBD/ccomp/2 says/VBZ/ROOT/2 police/NNS/nsubj/2 and/CC/cc/3 tanks/NNS/conj/3",
    ),
    (
        "subject_around_teller",
        "men/NNS/nsubj/3 ,/,/punct/3 women/NNS/nsubj/3 fled/VBD/ROOT/3 homes/NNS/dobj/3",
    ),
    # what belongs to the first subject ends the sentence
    ("subject_around_teller", "men/NNS/nsubj/2 he/PRP/nsubj/2 said/VBD/ROOT/2 all/DT/dep/0"),
    (  # no comma after the day: it may be that of the saying
        "of_what_is_told",
        "Nine/CD/nsubj/1 died/VBD/ccomp/6 ,/,/punct/6 on/IN/prep/6 Friday/NNP/pobj/3 police/NNS/nsubj/6 "
        "said/VBD/ROOT/6",
    ),
    # they said so in Gao
    (
        "setting_of_told",
        "In/IN/prep/4 Gao/NNP/pobj/0 ,/,/punct/4 media/NNS/nsubj/4 said/VBD/ROOT/4 men/NNS/nsubj/6 died/VBD/ccomp/4",
    ),
    # what is said comes after the saying
    (
        "outcome_of_deed",
        "He/PRP/nsubj/1 said/VBD/ROOT/1 they/PRP/nsubj/3 fled/VBD/ccomp/1 ,/,/punct/1 killing/VBG/advcl/1 "
        "two/CD/dobj/5",
    ),
    # there is something
    (
        "nobody_after_aside",
        "There/EX/expl/1 was/VBD/ROOT/1 fire/NN/attr/1 ,/,/punct/1 no/DT/det/5 casualties/NNS/appos/2",
    ),
    # whom he told something
    (
        "object_of_told",
        "Vega/NNP/nsubj/6 whom/WP/dobj/3 they/PRP/nsubj/3 told/VBD/relcl/0 it/PRP/nsubj/5 ended/VBD/ccomp/3 "
        "fled/VBD/ROOT/6",
    ),
    # "in Goma, Homs and Gao, said he": the list has its own "and"
    (
        "teller_not_listed",
        "man/NN/nsubj/1 died/VBD/ROOT/1 in/IN/prep/1 Goma/NNP/pobj/2 and/CC/cc/3 ,/,/punct/3 medics/NNS/conj/3 "
        "said/VBD/parataxis/1",
    ),
    # "women, nurses, said so": no quotation ends there
    (
        "teller_after_quote",
        "They/PRP/nsubj/1 died/VBD/ccomp/5 ,/,/punct/5 women/NNS/nsubj/5 nurses/NNS/appos/3 said/VBD/ROOT/5",
    ),
    # "They shot at it after they attacked Goma, killing nine": the deed may be either
    (
        "outcome_of_clause",
        "they/PRP/nsubj/1 shot/VBD/ROOT/1 it/PRP/dobj/1 after/IN/mark/5 they/PRP/nsubj/5 attacked/VBD/advcl/1 "
        "Goma/NNP/dobj/5 ,/,/punct/1 killing/VBG/advcl/1 nine/CD/dobj/8",
    ),
]
