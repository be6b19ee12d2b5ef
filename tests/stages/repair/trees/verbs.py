"""Trees for the repairs of `eventx.stages.repair.verbs`."""

from __future__ import annotations

ACTS: list[tuple[str, str, list[str]]] = [
    (  # "crossing bridges and bombing posts"
        "gerund_not_compound",
        "crossing/VBG/ROOT/0 bridges/NNS/dobj/0 and/CC/cc/0 bombing/NN/compound/4 posts/NNS/conj/0",
        ["bombing-conj-crossing", "posts-dobj-bombing"],
    ),
    (  # "Peace talks resume in Lima"
        "headline_verb",
        "Peace/NN/compound/2 talks/NNS/compound/2 resume/NN/ROOT/2 in/IN/prep/2 Lima/NNP/pobj/3",
        ["talks-nsubj-resume", "Peace-compound-talks", "resume-ROOT-resume"],
    ),
    (  # "a drone targeted US forces"
        "verb_not_adjective",
        "a/DT/det/1 drone/NN/nsubj/2 targeted/VBD/amod/4 US/NNP/compound/4 forces/NNS/ROOT/4",
        ["targeted-ROOT-targeted", "drone-nsubj-targeted", "forces-dobj-targeted"],
    ),
    (  # "gunmen on a motorbike shot and killed two"
        "shot_not_noun",
        "gunmen/NNS/ROOT/0 on/IN/prep/0 a/DT/det/4 motorbike/NN/compound/4 shot/NN/pobj/1 and/CC/cc/0 "
        "killed/VBD/conj/0 two/CD/dobj/6",
        ["shot-ROOT-shot", "gunmen-nsubj-shot", "motorbike-pobj-on", "killed-conj-shot"],
    ),
    (  # the same, where "killed" is all that they did
        "shot_not_noun",
        "gunmen/NNS/nsubj/6 on/IN/prep/0 a/DT/det/4 motorbike/NN/compound/4 shot/NN/pobj/1 and/CC/cc/0 "
        "killed/VBD/ROOT/6 two/CD/dobj/6",
        ["shot-ROOT-shot", "gunmen-nsubj-shot", "motorbike-pobj-on", "killed-conj-shot", "two-dobj-killed"],
    ),
    (  # "men in a car shot dead a guard"
        "shot_not_noun",
        "men/NNS/nsubj/5 in/IN/prep/0 a/DT/det/3 car/NN/compound/4 shot/VBN/pobj/1 dead/JJ/ROOT/5 a/DT/det/7 "
        "guard/NN/dobj/5",
        ["shot-ROOT-shot", "men-nsubj-shot", "car-pobj-in", "dead-oprd-shot", "guard-dobj-shot"],
    ),
    (  # "a man stabbed and badly wounded two shoppers"
        "active_with_second",
        "man/NN/ROOT/0 stabbed/VBN/acl/0 and/CC/cc/1 badly/RB/advmod/4 wounded/VBD/conj/1 two/CD/nummod/6 "
        "shoppers/NNS/dobj/4",
        ["stabbed-ROOT-stabbed", "man-nsubj-stabbed", "wounded-conj-stabbed"],
    ),
    (  # "they freed a man who was held and killed nine"
        "conjunct_not_of_passive",
        "they/PRP/nsubj/1 freed/VBD/ROOT/1 a/DT/det/3 man/NN/dobj/1 who/WP/nsubjpass/6 was/VBD/auxpass/6 "
        "held/VBN/relcl/3 and/CC/cc/6 killed/VBN/conj/6 nine/CD/dobj/8",
        ["killed-conj-freed"],
    ),
]

RETAGS: list[tuple[str, str, str, str]] = [
    ("verb_not_noun", "rebels/NNS/nsubj/2 have/VBP/aux/2 overrun/NN/ROOT/2 towns/NNS/dobj/2", "overrun", "VBN"),
    ("infinitive_not_noun", "offered/VBD/ROOT/0 to/TO/aux/2 host/NN/xcomp/0 talks/NNS/dobj/2", "host", "VB"),
    (
        "active_with_second",
        "gunman/NN/nsubj/1 killed/VBN/ROOT/1 and/CC/cc/1 wounded/VBD/conj/1 dozens/NNS/dobj/3",
        "killed",
        "VBD",
    ),
]

LEAVES: list[tuple[str, str]] = [
    ("verb_not_noun", "they/PRP/nsubj/1 have/VBP/ROOT/1 fun/NN/dobj/1"),
    ("infinitive_not_noun", "offered/VBD/ROOT/0 the/DT/det/2 host/NN/dobj/0 talks/NNS/dative/0"),
    ("gerund_not_compound", "selling/VBG/ROOT/0 cars/NNS/dobj/0 and/CC/cc/1 building/NN/compound/4 posts/NNS/conj/1"),
    ("headline_verb", "A/DT/det/2 market/NN/compound/2 stall/NN/ROOT/2 in/IN/prep/2 Lima/NNP/pobj/3"),
    # "a US-backed force left": no subject; "a drone targeted in May": nothing after it
    ("verb_not_adjective", "a/DT/det/2 backed/VBD/amod/2 force/NN/ROOT/2"),
    # "a long shot and a goal": nobody shot
    ("shot_not_noun", "took/VBD/ROOT/0 a/DT/det/3 goal/NN/compound/3 shot/NN/dobj/0 and/CC/cc/0 won/VBD/conj/0"),
    # "two killed and wounded on Monday": the second has no object either
    ("active_with_second", "two/CD/nsubj/1 killed/VBN/ROOT/1 and/CC/cc/1 wounded/VBN/conj/1 Monday/NNP/npadvmod/1"),
    # "they freed a man who was held and beaten": no object
    (
        "conjunct_not_of_passive",
        "they/PRP/nsubj/1 freed/VBD/ROOT/1 a/DT/det/3 man/NN/dobj/1 who/WP/nsubjpass/6 was/VBD/auxpass/6 "
        "held/VBN/relcl/3 and/CC/cc/6 beaten/VBN/conj/6",
    ),
]
