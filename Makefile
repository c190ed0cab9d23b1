# chat: talk with her. test: everything that CI runs. Both start from nothing but Python 3.11 to 3.13.
VENV := .venv
BIN := $(VENV)/bin
.DEFAULT_GOAL := chat
.PHONY: chat test check bench screenshot schema

chat: $(VENV)/.installed
	@$(BIN)/companion models get --if-none
	@$(BIN)/companion

test: $(VENV)/.installed-dev
	@$(MAKE) --no-print-directory check

check:
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-cache
	$(BIN)/pytest --numprocesses=4 --dist=loadfile

bench: $(VENV)/.installed-dev
	$(BIN)/python -m tests.benchmarks

screenshot: $(VENV)/.installed-dev
	$(BIN)/python -m tests.screenshot docs

schema: $(VENV)/.installed-dev
	$(BIN)/python -m companion.persona.jsonschema

$(VENV)/.installed: pyproject.toml | $(VENV)/pyvenv.cfg
	@echo "Installing, a minute or two the first time ..."
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[embedded]'
	@touch $@

$(VENV)/.installed-dev: pyproject.toml | $(VENV)/pyvenv.cfg
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[embedded,dev]'
	@touch $@ $(VENV)/.installed

# The first of these that is new enough and has venv; PYTHON=... chooses another.
$(VENV)/pyvenv.cfg:
	@for python in $(PYTHON) python3.13 python3.12 python3.11 python3 python; do \
		"$$python" -c 'import sys, venv, ensurepip; sys.exit(not (3, 11) <= sys.version_info < (3, 14))' 2>/dev/null \
			&& exec "$$python" -m venv $(VENV); \
	done; \
	echo "Samantha needs Python 3.11, 3.12 or 3.13 with its venv module, and none was found." >&2; \
	echo "Install one (on Debian and Ubuntu: apt install python3 python3-venv), then run make again;" >&2; \
	echo "or name one: make PYTHON=/path/to/python3.12" >&2; \
	exit 1
