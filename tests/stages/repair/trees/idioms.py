"""Trees for the repairs of `eventx.stages.repair.idioms`."""

from __future__ import annotations

ACTS: list[tuple[str, str, list[str]]] = [
    (
        "face_to_face",
        "They/PRP/nsubj/1 met/VBD/ROOT/1 face/NN/dobj/1 to/IN/prep/1 face/NN/pobj/3",
        ["face-advmod-met"],
    ),
    (  # "held candid, in-depth talks"
        "depth_as_adjective",
        "held/VBD/ROOT/0 candid/JJ/dobj/0 ,/,/punct/1 in/IN/prep/1 -/HYPH/punct/3 depth/NN/pobj/3 talks/NNS/pobj/3",
        ["talks-dobj-held", "candid-amod-talks", "in-amod-talks"],
    ),
    (  # "rebels let two priests go on Friday"
        "let_go",
        "Rebels/NNS/nsubj/1 let/VBD/ROOT/1 two/CD/nummod/3 priests/NNS/nsubj/4 go/VB/ccomp/1 on/IN/prep/4 "
        "Friday/NNP/pobj/5",
        ["priests-dobj-let", "go-xcomp-let", "on-prep-let"],
    ),
    (  # "rebels let go four men"
        "let_go",
        "Rebels/NNS/nsubj/2 let/VBD/aux/2 go/VB/ROOT/2 four/CD/nummod/4 men/NNS/dobj/2",
        ["Rebels-nsubj-let", "go-xcomp-let", "men-dobj-let", "let-ROOT-let"],
    ),
    (  # "rebels have let go two men for money"
        "let_go",
        "Rebels/NNS/nsubj/2 have/VBP/aux/2 let/VBN/ROOT/2 go/VB/xcomp/2 two/CD/nummod/5 men/NNS/dobj/3 for/IN/prep/3",
        ["men-dobj-let", "for-prep-let", "go-xcomp-let"],
    ),
    (  # "rebels let them go"
        "let_go",
        "Rebels/NNS/nsubj/1 let/VBD/ROOT/1 them/PRP/nsubj/3 go/VB/ccomp/1",
        ["them-dobj-let", "go-xcomp-let"],
    ),
    (  # "gunmen on a motorcycle opened fire on a guard"
        "fire_not_object",
        "gunmen/NNS/ROOT/0 on/IN/prep/0 a/DT/det/5 motorcycle/NN/npadvmod/4 opened/VBN/amod/5 fire/NN/pobj/1 "
        "on/IN/prep/5 a/DT/det/8 guard/NN/pobj/6",
        ["opened-ROOT-opened", "gunmen-nsubj-opened", "motorcycle-pobj-on", "fire-dobj-opened"],
    ),
]

LEAVES: list[tuple[str, str]] = [
    ("face_to_face", "They/PRP/nsubj/1 face/VBP/ROOT/1 two/CD/nummod/3 trials/NNS/dobj/1"),
    # "in depth": no noun after it
    ("depth_as_adjective", "in/IN/ROOT/0 -/HYPH/punct/0 depth/NN/pobj/0"),
    ("let_go", "Rebels/NNS/nsubj/1 let/VBD/ROOT/1 them/PRP/nsubj/3 go/VB/ccomp/1 home/RB/advmod/3"),
    # "let them go to school": they come back
    (
        "let_go",
        "Rebels/NNS/nsubj/1 let/VBD/ROOT/1 them/PRP/nsubj/3 go/VB/ccomp/1 to/IN/prep/3 school/NN/pobj/4",
    ),
    # "he spoke of newly opened fire on the front": there is no noun before it
    ("fire_not_object", "men/NNS/ROOT/0 under/IN/prep/0 newly/RB/advmod/3 opened/VBN/amod/4 fire/NN/pobj/1"),
]
