# `make demo` sets up and runs the main job on the example archive; `make check` sets up and runs every check.
VENV ?= .venv
PYTHON ?= python3
BIN := $(VENV)/bin
.PHONY: demo check setup bench
.DEFAULT_GOAL := check

setup: $(VENV)/.ready

$(VENV)/.ready: pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/pip install --quiet --disable-pip-version-check --upgrade "pip>=25.1"
	$(BIN)/pip install --quiet --disable-pip-version-check --editable . --group dev
	touch $@

demo: setup
	$(BIN)/moderation scan examples/group.jsonl --ruleset community --out out/verdicts.jsonl

check: setup
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/pytest -n 2
	$(BIN)/moderation lint community platform service examples/my-group/ruleset.yaml examples/watched-group/ruleset.yaml
	$(BIN)/moderation test community platform service examples/my-group/ruleset.yaml examples/watched-group/ruleset.yaml
	$(BIN)/moderation redteam community platform service --guards --format json > /dev/null

bench: setup
	$(BIN)/pip install --quiet --disable-pip-version-check --group bench
	$(BIN)/python -m benchmarks --commit "$$(git describe --always --dirty)"
