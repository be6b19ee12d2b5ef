"""How fast `eventx` is, beside plain spaCy and as things grow: `make bench`, or `python -m benchmarks --help`.

A module measures one thing each and gives a `Section`; `texts.py` says what is read, `timing.py` how time is taken.
"""
