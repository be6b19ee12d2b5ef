"""Whether an event happened: occurred, ongoing, planned, possible, demanded, denied, negated or hypothetical.

A walk over the parse from the event's trigger upwards: first the trigger's own auxiliaries, negation and modifiers,
then what governs it ("plans to", "a call for"), as far as that says something about it. Verbs of saying change nothing.
What the parser may have torn away, a modal or "not" right before the verb, is read from the surface.

`judge` begins the walk and weighs what it finds: what a verb says itself (`mood`) with what stands above it (`clauses`,
`complements`), what is said on a noun (`nouns`) with what it is to its verb (`arguments`) or what preposition it stands
behind (`prepositions`). All of them ask small questions: of negation and auxiliaries (`verb_group`), of noun phrases
(`noun_phrase`), of days to come (`ahead`), and of what is called false or unsure (`doubt`). The words are `cues`.
"""
