# make run     start the app                make test    every check
# make quick   most checks, in a minute     make bench   the measured numbers
# make site    all lessons as files that open without a server, in build/site
#
# Variables: PORT=8501, ADDRESS=0.0.0.0 (which network may reach it), PYTHON=python3.12,
#            TORCH_INDEX=<the CPU wheel index from PyTorch's install page> (a smaller torch: 200 MB instead of 2 GB on Linux)

.DEFAULT_GOAL := help

PYTHON      ?= python3
VENV        ?= .venv
BIN         := $(VENV)/bin
TORCH_INDEX ?=
PORT        ?=
ADDRESS     ?=
PYTEST_ARGS ?=
STAGE       := tests/stage

PYTEST := $(BIN)/python -m pytest -n logical --maxprocesses 4 --dist loadfile --no-loadscope-reorder
PIP    := $(BIN)/python -m pip install --disable-pip-version-check --quiet

.PHONY: help run site quick test tests-quick tests-all lint lint-stage bench bench-quick clean

help:
	@sed -n '1,6s/^# \?//p' Makefile

run: $(VENV)/run.stamp
	@exec $(BIN)/streamlit run app.py $(if $(PORT),--server.port $(PORT)) $(if $(ADDRESS),--server.address $(ADDRESS))

# The lessons' networks are trained for it: minutes on two free cores.
site: $(VENV)/run.stamp
	@OMP_NUM_THREADS=1 OPENBLAS_NUM_THREADS=1 $(BIN)/python -m pages._shell.disk build/site

# The tests run side by side, in a process for each processor, four at most: PYTEST_ARGS=-n0 runs them in one.
quick test: export OMP_NUM_THREADS = 1
quick test: export OPENBLAS_NUM_THREADS = 1
# Compiled modules are kept: each process of the tests, and each that they start, would compile its own.
quick test: export PYTHONDONTWRITEBYTECODE =
quick test: $(VENV)/test.stamp $(STAGE)/node_modules/.stamp
quick:
	@$(MAKE) --no-print-directory -j2 tests-quick lint

test:
	@.ci/browser
	@.ci/proxy
	@$(MAKE) --no-print-directory -j2 tests-all lint

# The tests wait now and then: lint and types run beside them. What these say comes between the tests' dots.
tests-quick:
	$(PYTEST) -m "not browser and not server and not slow" --ignore tests/browser --hypothesis-profile quick $(PYTEST_ARGS)

tests-all:
	$(PYTEST) $(PYTEST_ARGS)

lint: $(VENV)/test.stamp
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	@$(MAKE) --no-print-directory lint-stage

# Format, lint and types of the browser side. Its tools are for development: what is in assets is what a browser gets.
lint-stage: $(STAGE)/node_modules/.stamp
	PATH="$(CURDIR)/$(BIN):$$PATH" npm run --silent --prefix $(STAGE) check

bench: $(VENV)/test.stamp
	@$(BIN)/python -m tests.bench

bench-quick: $(VENV)/test.stamp
	@$(BIN)/python -m tests.bench --quick

clean:
	@rm -rf $(VENV) $(STAGE)/node_modules build .mypy_cache .pytest_cache .ruff_cache .hypothesis
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +

# The stamps make the second start quick, and silent on the network.
$(BIN)/python:
	@.ci/python $(PYTHON) $(VENV)

$(VENV)/run.stamp: requirements.txt | $(BIN)/python
	@echo "Installing what the app needs into $(VENV). This happens once."
	@$(if $(TORCH_INDEX),$(PIP) --index-url $(TORCH_INDEX) "$$(grep '^torch' requirements.txt)",true)
	@$(PIP) -r requirements.txt
	@touch $@

$(VENV)/test.stamp: requirements-dev.txt $(VENV)/run.stamp
	@echo "Installing what the checks need into $(VENV). This happens once."
	@$(PIP) -r requirements-dev.txt
	@touch $@

$(STAGE)/node_modules/.stamp: $(STAGE)/package-lock.json | $(BIN)/python
	@echo "Installing what checks the browser side into $(STAGE). This happens once."
	@.ci/node $(VENV)
	@touch $@
