# Two commands do everything on a machine with Python 3.11+, git and make:
#   make serve   the site on http://127.0.0.1:8000, live
#   make test    every test
PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
PORT ?= 8000

export NO_MKDOCS_2_WARNING := 1

.DEFAULT_GOAL := help
.PHONY: help serve build test check format bench schema constraints system clean

help: ## List the commands
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 14

$(READY): pyproject.toml constraints.txt
	$(PYTHON) -c 'import sys; sys.exit("Chronicle needs Python 3.11 or later") if sys.version_info < (3, 11) else None'
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable '.[dev]'
	@touch $@

serve: $(READY) ## Show the site on http://127.0.0.1:8000 and follow every change
	$(BIN)/mkdocs serve --dev-addr 127.0.0.1:$(PORT)

build: $(READY) ## Build the site into site/
	$(BIN)/mkdocs build --strict

test: $(READY) system ## Run every test
	$(BIN)/python -m pytest --numprocesses 2 --dist loadfile

check: $(READY) ## Check code, types and records
	$(BIN)/ruff format --check generator tests
	$(BIN)/ruff check generator tests
	$(BIN)/mypy
	$(BIN)/chronicle check
	$(BIN)/python -m pytest --quiet tests/test_docs.py tests/site/test_layers.py

format: $(READY) ## Format the code
	$(BIN)/ruff format generator tests
	$(BIN)/ruff check --fix --quiet generator tests

bench: $(READY) ## Time builds against plain MkDocs
	$(BIN)/python -m tests.benchmarks

schema: $(READY) ## Write docs/schema anew from the models
	$(BIN)/chronicle schema --out docs/schema

constraints: $(READY) ## Pin what is installed now
	$(BIN)/python -m pip freeze --exclude-editable --disable-pip-version-check > constraints.txt

# Browser tests drive Debian's chromium; the Nu checker runs on Java. Nothing else is needed.
system:
	@sh tests/system.sh

clean: ## Delete what was built
	rm -rf site .pytest_cache .mypy_cache .ruff_cache .hypothesis build dist
