"""Parts of the claims stage: the lexicon, who says it, what is said, and quotations."""
