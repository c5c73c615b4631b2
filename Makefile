# `make demo` and `make test` set up what they need in .venv; the second run reuses it.
.PHONY: demo test lint docs accuracy bench lock wheel clean
.DEFAULT_GOAL := demo

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check -q
# Annotated articles for measuring; not part of the project. Format: docs/annotation.md
DATA ?= ../shared/data
COGGED := docs/cli.md docs/errors.md

demo: $(VENV)/.run
	$(BIN)/quoteattr extract quotes.db seeds/
	@echo
	$(BIN)/quoteattr lookup quotes.db
	@echo
	@echo "Browse it:  $(BIN)/quoteattr serve quotes.db"

test: lint
	$(BIN)/python -m pytest

lint: $(VENV)/.dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/cog --check -I . $(COGGED)

docs: $(VENV)/.dev
	$(BIN)/cog -r -I . $(COGGED)

accuracy: $(VENV)/.dev
	$(BIN)/python benchmarks/accuracy.py $(wildcard $(DATA))

bench: $(VENV)/.dev
	$(BIN)/python benchmarks/speed.py $(wildcard $(DATA))

# Pins for Python 3.11 and later on every platform, with the hashes of PyPI.
lock: $(VENV)/.run
	$(PIP) install uv
	$(BIN)/uv pip compile pyproject.toml $(UV_FLAGS) -o requirements.lock
	$(BIN)/uv pip compile pyproject.toml --group dev -c requirements.lock $(UV_FLAGS) -o requirements-dev.lock

UV_FLAGS := --quiet --upgrade --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
	--no-emit-find-links --custom-compile-command "make lock"

wheel: $(VENV)/.dev
	$(PIP) wheel --no-deps -w dist .

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed: make PYTHON=...")'
	$(PYTHON) -m venv $(VENV)

$(VENV)/.run: requirements.lock pyproject.toml | $(BIN)/python
	$(PIP) install --require-hashes -r requirements.lock
	$(PIP) install --no-deps -e .
	@touch $@

$(VENV)/.dev: requirements-dev.lock $(VENV)/.run
	$(PIP) install --require-hashes -r requirements-dev.lock
	@touch $@

clean:
	rm -rf $(VENV) dist build
