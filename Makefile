# Two commands matter: `make demo` shows Guichet, `make test` proves it. `make help` lists the rest.
SHELL := bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help

BIN := .venv/bin
PORT ?= 8000
BENCHES := access batches photos shrunk papers curled hostile verdicts orientation deskew codes pages pdf_pages twin deposits memory uploads journal search queue people monitoring clerk lighthouse
COMPILE = $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header

# Where it is set, each of the many processes of tests and demo would compile what it imports anew
unexport PYTHONDONTWRITEBYTECODE

.PHONY: help setup demo test torture check lint types imports templates bench lock strings voices screenshots states

help: ## list what can be asked for
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sort | awk -F ':.*## ' '{printf "  make %-10s %s\n", $$1, $$2}'

setup: .venv/ready-dev node_modules/ready ## make .venv with everything that work on Guichet needs

demo: .venv/ready ## start Guichet with made-up data at http://127.0.0.1:8000 (PORT= changes it)
	@exec $(BIN)/python -I -S dossier/leash.py $$PPID 15 -1 -1 $(BIN)/guichet demo --port $(PORT) # ends when make is killed

test: .venv/ready-dev node_modules/ready ## try one example of each promise, in a browser too (ARGS= passes words to pytest)
	@$(BIN)/python -m tests.support.chromium
	@$(BIN)/pytest -n 2 --dist loadfile --no-loadscope-reorder $(ARGS)

# The disk that forgets takes root, /dev/fuse and libfuse (Debian: apt-get install libfuse3-3); without them it skips with a word
torture: .venv/ready-dev node_modules/ready ## try the breadth of them, which takes hours (ARGS= passes words to pytest)
	@$(BIN)/pytest -m torture $(ARGS)

check: lint types imports templates ## check style, types, rooms and templates

lint: .venv/ready-dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: .venv/ready-dev
	$(BIN)/mypy

imports: .venv/ready-dev
	$(BIN)/lint-imports --no-logo

# Linted, not formatted: djLint's formatter adds white space inside macros and attributes, where it is seen
templates: .venv/ready-dev
	$(BIN)/djlint --quiet --lint templates

bench: .venv/ready-dev ## measure what has a figure to hold
	@for each in $(BENCHES); do $(BIN)/python -m bench.$$each; done

strings: .venv/ready-dev ## gather the texts of screens into the catalogues of locale/
	@$(BIN)/python -m infra.strings

voices: .venv/ready-dev ## record what the kiosk says and has not said yet (Debian: espeak-ng, opus-tools)
	@$(BIN)/python -m infra.voices

screenshots: .venv/ready-dev ## take the README's pictures of a demo that runs (PORT=, CODE= its kiosk's pairing code)
	@$(BIN)/python -m infra.screenshots http://127.0.0.1:$(PORT) "$(CODE)"

states: .venv/ready-dev ## photograph every state of the portal's screens into var/states (ONLY= the first letters of names, SCHEME=dark, SPOKEN=ar, BEST=1: those that docs show)
	@ONLY="$(ONLY)" SCHEME="$(or $(SCHEME),light)" SPOKEN="$(SPOKEN)" BEST="$(BEST)" $(BIN)/pytest tests/states/pictures.py

lock: .venv/ready-dev ## write the hash-pinned locks anew from pyproject.toml
	$(COMPILE) infra/uv.in -o infra/uv.txt
	$(COMPILE) pyproject.toml --group build -o requirements.txt
	$(COMPILE) pyproject.toml --group build --group dev -c requirements.txt -o requirements-dev.txt

.venv/ready: requirements.txt infra/uv.txt infra/setup
	@infra/setup requirements.txt
	@touch $@

.venv/ready-dev: requirements-dev.txt infra/uv.txt infra/setup
	@infra/setup requirements-dev.txt
	@touch .venv/ready $@

# Programs that tests speak with; where there is no Node, those tests skip with a word
node_modules/ready: package.json package-lock.json .npmrc
	@if command -v npm >/dev/null; then npm ci --silent; fi
	@mkdir -p node_modules && touch $@
