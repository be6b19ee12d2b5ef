"""Threads of numerical libraries: the sentences of a batch are too few to be worth parting, and processes are many."""

THREADS = (
    "OMP_NUM_THREADS",
    "OPENBLAS_NUM_THREADS",
    "MKL_NUM_THREADS",
    "BLIS_NUM_THREADS",
    "VECLIB_MAXIMUM_THREADS",
)
"""Environment variables that limit them; they are read when the libraries are loaded, and never again."""
