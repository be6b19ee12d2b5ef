"""Trees for the repairs of `eventx.stages.repair.objects`."""

from __future__ import annotations

ACTS: list[tuple[str, str, list[str]]] = [
    (
        "object_not_clause",
        "Chad/NNP/nsubj/1 signed/VBD/ROOT/1 a/DT/det/4 gas/NN/compound/4 deal/NN/ccomp/1",
        ["deal-dobj-signed"],
    ),
    (  # "they beheaded two men working as guards"
        "object_with_participle",
        "they/PRP/nsubj/1 beheaded/VBD/ROOT/1 two/CD/nummod/3 men/NNS/nsubj/4 working/VBG/ccomp/1 as/IN/prep/4 "
        "guards/NNS/pobj/5",
        ["men-dobj-beheaded", "working-acl-men"],
    ),
    (  # "they destroyed two drones fired at Safed"
        "object_with_participle",
        "they/PRP/nsubj/1 destroyed/VBD/ROOT/1 two/CD/nummod/3 drones/NNS/nsubj/4 fired/VBD/ccomp/1 at/IN/prep/4 "
        "Safed/NNP/pobj/5",
        ["drones-dobj-destroyed", "fired-acl-drones"],
    ),
    (  # "had eliminated Omar Demir"
        "object_not_attribute",
        "It/PRP/nsubj/2 had/VBD/aux/2 eliminated/VBN/ROOT/2 Omar/NNP/compound/4 Demir/NNP/attr/2",
        ["Demir-dobj-eliminated"],
    ),
    (  # "they give Chad the remains"
        "receiver_not_object",
        "They/PRP/nsubj/1 give/VBP/ROOT/1 Chad/NNP/dobj/1 the/DT/det/4 remains/NNS/dobj/1",
        ["Chad-dative-give", "remains-dobj-give"],
    ),
    (  # "Niger signed, with Chad, a deal"
        "object_after_aside",
        "Niger/NNP/nsubj/1 signed/VBD/ROOT/1 ,/,/punct/1 with/IN/prep/1 Chad/NNP/pobj/3 ,/,/punct/4 a/DT/det/7 "
        "deal/NN/appos/4",
        ["deal-dobj-signed", "a-det-deal"],
    ),
    (  # "they shelled with mortars several camps"
        "object_after_weapon",
        "they/PRP/nsubj/1 shelled/VBD/ROOT/1 with/IN/prep/1 mortars/NNS/nmod/5 several/JJ/amod/5 camps/NNS/pobj/2",
        ["mortars-pobj-with", "camps-dobj-shelled", "several-amod-camps"],
    ),
    (  # "they targeted with a drone a post"
        "object_after_weapon",
        "they/PRP/nsubj/1 targeted/VBD/ROOT/1 with/IN/prep/1 a/DT/det/4 drone/NN/pobj/2 a/DT/det/6 post/NN/appos/4",
        ["drone-pobj-with", "post-dobj-targeted"],
    ),
    (  # "A gunman dressed as a guard shot two"
        "object_in_participle",
        "A/DT/det/1 gunman/NN/ROOT/1 dressed/VBN/acl/1 as/IN/prep/2 a/DT/det/5 guard/NN/nsubj/6 shot/VBN/relcl/1 "
        "two/CD/dobj/6",
        ["gunman-nsubj-shot", "guard-pobj-as", "shot-ROOT-shot"],
    ),
    (  # "received at home the envoy of Chad"
        "received_not_apposed",
        "Vega/NNP/nsubj/1 received/VBD/ROOT/1 at/IN/prep/1 home/NN/pobj/2 the/DT/det/5 envoy/NN/appos/3 "
        "of/IN/prep/5 Chad/NNP/pobj/6",
        ["envoy-dobj-received"],
    ),
    (  # "police blamed the raid on rebels"
        "blamed_on",
        "police/NNS/nsubj/1 blamed/VBD/ROOT/1 the/DT/det/3 raid/NN/dobj/1 on/IN/prep/3 rebels/NNS/pobj/4",
        ["on-prep-blamed"],
    ),
    (  # "police accused rebels of the raid"
        "blamed_on",
        "police/NNS/nsubj/1 accused/VBD/ROOT/1 rebels/NNS/dobj/1 of/IN/prep/2 the/DT/det/5 raid/NN/pobj/3",
        ["of-prep-accused"],
    ),
]

LEAVES: list[tuple[str, str]] = [
    # "said the deal is dead": a clause with a subject of its own
    ("object_not_clause", "He/PRP/nsubj/1 said/VBD/ROOT/1 deals/NNS/nsubj/4 are/VBP/aux/4 talk/NN/ccomp/1"),
    # "said on Monday a deal": not right after the verb
    ("object_not_clause", "He/PRP/nsubj/1 said/VBD/ROOT/1 again/RB/advmod/1 a/DT/det/4 deal/NN/ccomp/1"),
    # "he saw two men working": what one sees may be a clause
    ("object_with_participle", "he/PRP/nsubj/1 saw/VBD/ROOT/1 two/CD/nummod/3 men/NNS/nsubj/4 working/VBG/ccomp/1"),
    ("object_not_attribute", "They/PRP/nsubj/1 become/VBP/ROOT/1 King/NNP/compound/3 Omar/NNP/attr/1"),
    # "named Chad the winner", "gave hostages Monday": nobody gets anything
    (
        "receiver_not_object",
        "They/PRP/nsubj/1 named/VBD/ROOT/1 Chad/NNP/dobj/1 the/DT/det/4 winner/NN/dobj/1",
    ),
    # "met Demir with Vega, a friend": one of who came along
    (
        "object_after_aside",
        "He/PRP/nsubj/1 met/VBD/ROOT/1 Demir/NNP/dobj/1 with/IN/prep/1 Vega/NNP/pobj/3 ,/,/punct/4 a/DT/det/7 "
        "friend/NN/appos/4",
    ),
    # "they attacked with mortars", "they attacked with rocket launchers"
    (
        "object_after_weapon",
        "they/PRP/nsubj/1 attacked/VBD/ROOT/1 with/IN/prep/1 rocket/NN/compound/4 launchers/NNS/pobj/2",
    ),
    # "the gunman dressed as police said he would"
    (
        "object_in_participle",
        "The/DT/det/1 gunman/NN/nsubj/5 dressed/VBN/acl/1 as/IN/prep/2 guard/NN/pobj/3 shot/VBD/ROOT/5 two/CD/dobj/5",
    ),
    # "met in Oslo, the capital": a comma stands before it
    (
        "received_not_apposed",
        "met/VBD/ROOT/0 in/IN/prep/0 Oslo/NNP/pobj/1 ,/,/punct/2 the/DT/det/5 capital/NN/appos/2",
    ),
    # "police accused members of the gang": whose members they are
    (
        "blamed_on",
        "police/NNS/nsubj/1 accused/VBD/ROOT/1 members/NNS/dobj/1 of/IN/prep/2 the/DT/det/5 gang/NN/pobj/3",
    ),
    # "she blamed the book on rebels": no deed
    ("blamed_on", "she/PRP/nsubj/1 blamed/VBD/ROOT/1 the/DT/det/3 book/NN/dobj/1 on/IN/prep/3 rebels/NNS/pobj/4"),
]
