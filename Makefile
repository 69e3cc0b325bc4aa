# patrolbot: make run, make test. Sets itself up in .venv; needs Python 3.11 or newer and make.
PYTHON ?= $(shell for p in python3.13 python3.12 python3.11 python3; do command -v $$p >/dev/null 2>&1 && $$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$p && break; done)
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.set-up
RUNS := $(VENV)/.set-up-to-run
DENO := DENO_DIR=$(VENV)/deno DENO_NO_UPDATE_CHECK=1 $(BIN)/deno

.PHONY: help run test test-long check bench pictures lock
.DEFAULT_GOAL := help

help: ## what there is
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | expand -t 14

# What it runs on is enough to run; what checks and tests need comes on top of it.
define SET_UP
	@test -n "$(PYTHON)" || { echo "Patrolbot needs Python 3.11 or newer; install it, or name it: make PYTHON=/path/to/python"; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || { echo "Patrolbot needs Python 3.11 or newer, and $(PYTHON) is not; name another: make PYTHON=/path/to/python"; exit 1; }
	@test -x $(BIN)/python || { echo "Setting up $(VENV) (once, some minutes) ..."; $(PYTHON) -m venv $(VENV); }
	@$(BIN)/python -m pip --version >/dev/null 2>&1 || $(BIN)/python -m ensurepip >/dev/null
	@$(BIN)/python -m pip install -q --disable-pip-version-check --require-hashes -r $<
	@$(BIN)/python -m pip install -q --disable-pip-version-check --no-deps --no-build-isolation -e .
endef

$(RUNS): requirements.lock pyproject.toml
	$(SET_UP)
	@touch $@

$(STAMP): requirements-dev.lock pyproject.toml
	$(SET_UP)
	@touch $(RUNS) $@

run: $(RUNS) ## start; without a token: the drill ground; OPEN=1 opens the browser
	@$(BIN)/patrolbot $(if $(OPEN),--open)

check: $(STAMP) ## lint, format, types, arrows; of the pages too
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	PYTHONPATH=. $(BIN)/lint-imports
	$(DENO) lint --quiet
	$(DENO) fmt --quiet --check
	$(DENO) check --quiet --no-remote --no-npm handlers tests/pages/js

# The modules are compiled once, not by each worker and each program that a test starts, whatever the machine is set to.
test: check ## all checks and tests
	PYTHONDONTWRITEBYTECODE= $(BIN)/pytest -n 3 --dist worksteal

test-long: $(STAMP) ## the tests that take minutes
	PYTHONDONTWRITEBYTECODE= $(BIN)/pytest -m long

bench: $(STAMP) ## measured figures
	PYTHONPATH=. $(BIN)/python -m benchmarks

pictures: $(STAMP) ## take the pictures of the README anew
	PYTHONPATH=. $(BIN)/python -m docs.pictures

lock: $(STAMP) ## write the lock files anew
	$(BIN)/uv pip compile -q --generate-hashes --no-emit-index-url --universal --python-version 3.11 requirements.in -o requirements.lock
	$(BIN)/uv pip compile -q --generate-hashes --no-emit-index-url --universal --python-version 3.11 requirements-dev.in -o requirements-dev.lock
