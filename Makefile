# A machine with make and a Python is enough: `make compare` or `make test` does the rest, in .venv and nowhere else.

PYTHON ?= python3 python3.13 python3.12 python3.11
ARGS ?=
VENV := .venv
BIN := $(VENV)/bin

# The same result in every shell: nothing that bends Python, pip or pytest comes in from outside.
unexport PYTHONPATH PYTHONHOME PYTHONSTARTUP PYTHONDONTWRITEBYTECODE PYTHONOPTIMIZE PYTHONWARNINGS PYTHONPLATLIBDIR
unexport VIRTUAL_ENV PIP_USER PIP_TARGET PIP_PREFIX PIP_ROOT PYTEST_ADDOPTS PYTEST_PLUGINS MYPYPATH
export MPLBACKEND := agg
export PIP_DISABLE_PIP_VERSION_CHECK := 1

INSTALL = $(BIN)/python -m pip install -qq --constraint constraints.txt --editable

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help install compare classroom notebooks chromium lint check test test-long clean

help: ## this list
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/\1|\2/p' Makefile | while IFS='|' read -r target text; do \
	  printf '  make %-10s %s\n' "$$target" "$$text"; done

install: $(VENV)/.installed-compare ## the courtship command, in .venv/bin

compare: $(VENV)/.installed-compare ## CX-only against relationship on the CDNOW customers; more with ARGS="seed=2 weeks=104"
	$(BIN)/courtship compare population=cdnow $(ARGS)

classroom: $(VENV)/.installed-classroom ## two markets side by side, moving, in your browser; more with ARGS="strategies=[as_is,hybrid]"
	$(BIN)/courtship classroom $(ARGS)

# agg would keep a notebook from showing its figures. Lab asks nobody for news or updates: nothing leaves the machine. Root
# needs the word, as in a container: Jupyter refuses to start for root without it.
notebooks: $(VENV)/.installed-notebooks ## the notebooks, in your browser; more with ARGS="--no-browser --port=9000"
	env -u MPLBACKEND $(BIN)/jupyter lab --ServerApp.ip=127.0.0.1 --LabApp.news_url=None --LabApp.extension_manager=readonly \
	  --LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate $(if $(filter 0,$(shell id -u)),--allow-root) $(ARGS) notebooks

check: lint ## lint, format, types, architecture: seconds
	$(BIN)/pytest --quiet --numprocesses=0 tests/test_architecture.py tests/test_no_generator.py

lint: $(VENV)/.installed-test
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

test: lint ## lint, format, types, then the fast tests; this is what continuous integration runs
	$(BIN)/pytest $(ARGS)

test-long: $(VENV)/.installed-test ## the tests that take minutes
	$(BIN)/pytest -m long $(ARGS)

# Continuous integration has a machine to itself and may install the browser; everybody else keeps theirs, or the tests
# of the page are skipped and say so.
chromium: ## a Chromium for the tests of the page, where apt-get may install one
	@if command -v chromium >/dev/null; then :; \
	elif command -v apt-get >/dev/null && [ "$$(id -u)" = 0 ]; then \
	  { apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -qq --no-install-recommends chromium; } >/dev/null \
	    || echo "Chromium could not be installed: the tests of the page will be skipped" >&2; \
	else echo "No Chromium here: the tests of the page will be skipped" >&2; fi

clean: ## remove .venv, caches and builds; results in outputs/ stay
	rm -rf $(VENV) build dist *.egg-info .mypy_cache .pytest_cache .ruff_cache .hypothesis .benchmarks
	find simulation experiments tests notebooks docs -name __pycache__ -type d -prune -exec rm -rf {} + 2>/dev/null || true

$(VENV)/.installed-compare: pyproject.toml constraints.txt | $(BIN)/python
	@echo "Installing what compare needs into $(VENV) (about a minute the first time)"
	@$(INSTALL) '.[data]'
	@touch $@

$(VENV)/.installed-classroom: pyproject.toml constraints.txt | $(BIN)/python
	@echo "Installing what the classroom needs into $(VENV) (about a minute the first time)"
	@$(INSTALL) '.[classroom]'
	@touch $@

$(VENV)/.installed-notebooks: pyproject.toml constraints.txt | $(BIN)/python
	@echo "Installing what the notebooks need into $(VENV) (a minute or two the first time)"
	@$(INSTALL) '.[data,notebooks]'
	@touch $@

$(VENV)/.installed-test: pyproject.toml constraints.txt | $(BIN)/python
	@echo "Installing what the tests need into $(VENV) (a minute or two the first time)"
	@$(INSTALL) '.[data,dev,analysis,audit,cluster,excel,classroom]'
	@touch $@ $(VENV)/.installed-compare $(VENV)/.installed-classroom

$(BIN)/python:
	@young= found=; \
	for python in $(PYTHON); do \
	  "$$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || continue; \
	  young=$$python; \
	  "$$python" -c 'import ensurepip, venv' 2>/dev/null || continue; \
	  found=$$python; break; \
	done; \
	if [ -z "$$young" ]; then \
	  echo "No Python 3.11 or newer among: $(PYTHON). Install one (apt install python3 python3-venv), or name yours: make $(MAKECMDGOALS) PYTHON=/path/to/python3" >&2; \
	  exit 1; \
	elif [ -z "$$found" ]; then \
	  echo "$$young cannot make virtual environments: apt install python3-venv, then again make $(MAKECMDGOALS)" >&2; \
	  exit 1; \
	fi; \
	"$$found" -m venv --clear $(VENV) || { rm -rf $(VENV); exit 1; }
