"""Results out: the folder of a run, lines of JSON, readable tables."""
