"""Mends what a small parser gets wrong so often that rules can't be written around it.

Each repair looks at one sentence right after parsing and moves an arc only where the words leave no other reading. They
stand in modules named by what they mend, each followed by its quick look, which tells where it may have work to do.
`table` has them all in the order in which `run` runs them; `lexicon` holds the words that they look for.
"""
