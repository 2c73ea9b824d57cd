# Two commands do all the set-up on a machine with Python 3.11 or newer and make: `make demo`, `make test`.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
export PIP_DISABLE_PIP_VERSION_CHECK := 1

# `make demo SERVE=--no-serve` makes the demonstration and ends.
SERVE ?= --serve

.PHONY: demo test proofs bench lock messages clean

demo: $(VENV)/.installed
	$(BIN)/withstand demo --out demo $(SERVE)

test: $(VENV)/.dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/pytest -n auto --dist worksteal

proofs: $(VENV)/.dev
	WITHSTAND_PROOFS=1 $(BIN)/pytest -n auto --dist worksteal

bench: $(VENV)/.bench
	$(BIN)/python -m benchmarks

# A pinned uv in an environment of its own writes the lock files: hashes for every file, no index address.
lock:
	$(PYTHON) -m venv $(VENV)-lock
	$(VENV)-lock/bin/pip install --quiet "uv>=0.13,<0.14"
	$(VENV)-lock/bin/python tools/lock.py

# Translations: collected from the program and compiled; what is new is then filled in by hand, and this run again.
messages: $(VENV)/.dev
	$(BIN)/python tools/messages.py

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Withstand needs Python 3.11 or newer: run make with PYTHON=/path/to/python3.11"; exit 2; }
	$(PYTHON) -m venv $(VENV)

$(VENV)/.installed: requirements.lock pyproject.toml | $(VENV)/bin/python
	$(BIN)/pip install --quiet --require-hashes -r requirements.lock
	$(BIN)/pip install --quiet --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/.dev: requirements-dev.lock $(VENV)/.installed
	$(BIN)/pip install --quiet --require-hashes -r requirements-dev.lock
	@touch $@

$(VENV)/.bench: requirements-bench.lock $(VENV)/.dev
	$(BIN)/pip install --quiet --require-hashes -r requirements-bench.lock
	@touch $@

clean:
	rm -rf $(VENV) $(VENV)-lock demo .mypy_cache .ruff_cache .pytest_cache .hypothesis
