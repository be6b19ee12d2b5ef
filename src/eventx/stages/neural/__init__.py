"""What a small spaCy pipeline's networks compute, for many sentences at once and without spaCy's detours.

spaCy's networks are trained to be general: every one embeds each word of each text anew, and asks of every move of a
transition system in turn whether it is allowed. On a processor that costs several times what the numbers themselves do.
The modules here take the trained weights and compute the same numbers with NumPy: a word is embedded once
(`encoder`), the tags of all words are one product of matrices (`tags`), and names are searched only where one begins
(`names`). A component of another architecture than the ones known here is left to spaCy itself.
"""
