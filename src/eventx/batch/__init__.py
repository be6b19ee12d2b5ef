"""Many articles: worker processes, order, progress, and the folder that a run writes."""
