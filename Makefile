# Everything a developer does, from a fresh clone with nothing but Python >= 3.11 and make.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet

.PHONY: help demo test faults fuzz eval bench lint format constraints readme golden clean
.DEFAULT_GOAL := help

help:
	@echo "make demo         install, run on the sample articles, show the events found"
	@echo "make test         install, run the whole test suite"
	@echo "make faults       kill runs at random 200 times; what they write must be that of an undisturbed one"
	@echo "make fuzz         feed readers, rule files and pipeline with random input, for FUZZ_SECONDS (default 600)"
	@echo "make eval         score the gold articles and sets in EVENTX_SHARED (default ../shared), with gains and losses"
	@echo "make bench        measure speed, memory and growth beside plain spaCy (ten minutes; BENCH=... gives options)"
	@echo "make lint         ruff and mypy --strict"
	@echo "make format       put the code into its form"
	@echo "make readme       put true output into the README's code blocks"
	@echo "make golden       write the events of the sample articles in tests/golden anew"
	@echo "make constraints  pin the newest versions of all dependencies anew"
	@echo "make clean        remove the virtual environment and all caches"

# The build backend is installed first, pinned as everything else, so that building needs no environment of its own.
$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
		|| { echo "Python 3.11 or newer is needed: make PYTHON=/path/to/python3.11"; exit 1; }
	$(PYTHON) -m venv $(VENV)

$(VENV)/.installed: pyproject.toml constraints.txt | $(BIN)/python
	$(PIP) install -c constraints.txt hatchling editables
	$(PIP) install -c constraints.txt --no-build-isolation -e .
	@touch $@

$(VENV)/.installed-dev: $(VENV)/.installed
	$(PIP) install -c constraints.txt --no-build-isolation -e '.[dev]'
	@touch $@

demo: $(VENV)/.installed
	$(BIN)/eventx run seeds -o data/out --force
	$(BIN)/eventx show data/out

test: $(VENV)/.installed-dev
	$(BIN)/python -m pytest -n 2 --dist worksteal

faults: $(VENV)/.installed-dev
	$(BIN)/python tools/faults.py --light
	$(BIN)/python tools/faults.py

fuzz: $(VENV)/.installed-dev
	$(BIN)/python tools/fuzz.py --seconds $${FUZZ_SECONDS:-600}

eval: $(VENV)/.installed-dev
	$(BIN)/python tools/evaluate.py

bench: $(VENV)/.installed-dev
	$(BIN)/python -m benchmarks $(BENCH)

lint: $(VENV)/.installed-dev
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy --strict

format: $(VENV)/.installed-dev
	$(BIN)/ruff format
	$(BIN)/ruff check --fix

readme: $(VENV)/.installed-dev
	$(BIN)/python tools/update_readme.py

golden: $(VENV)/.installed-dev
	$(BIN)/python -m pytest tests/test_golden.py --update

constraints:
	$(PYTHON) tools/update_constraints.py

clean:
	rm -rf $(VENV) dist build .pytest_cache .mypy_cache .ruff_cache .hypothesis
