# Everything runs from here; `make` alone lists the targets. Settings: PYTHON (interpreter for .venv), PORT, SHARED.

PORT ?= 8501
SHARED ?= ../shared
PY := .venv/bin/python
PYTEST := $(PY) -m pytest
export PYTHON

.DEFAULT_GOAL := help
.PHONY: help run test setup setup-dev refresh lint format types unit browser score compile bench screenshots lock clean

help: ## list the targets
	@echo "Shuangcheng: figures from newspaper articles, checked and charted"
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-12s %s\n", $$1, $$2 }' $(firstword $(MAKEFILE_LIST))

# Without a screen, or in continuous integration, no browser is opened.
run: refresh ## set up, build the table and open the dashboard on 127.0.0.1, port 8501 (or PORT=…)
	@if [ -n "$(CI)" ] || { [ "$$(uname)" = Linux ] && [ -z "$$DISPLAY$$WAYLAND_DISPLAY" ]; }; then quiet=true; else quiet=false; fi; \
	exec $(PY) -m streamlit run serve.py --server.address 127.0.0.1 --server.port $(PORT) \
		--server.headless $$quiet --server.showEmailPrompt false

test: lint types unit browser ## set up, then every check and every test, the browser's too

setup: ## make .venv with what the program needs
	@tools/setup requirements.lock

setup-dev: ## make .venv with what the tests need as well
	@tools/setup requirements-dev.lock

# Exit status 1 means: done, but with findings or refused documents, which the dashboard shows.
refresh: setup ## read data/raw and build the table in data/curated
	@$(PY) -m pipelines refresh || [ $$? -eq 1 ]

lint: setup-dev ## style and formatting
	$(PY) -m ruff check .
	$(PY) -m ruff format --check .

format: setup-dev ## mend style and formatting
	$(PY) -m ruff check --fix .
	$(PY) -m ruff format .

types: setup-dev ## static types
	$(PY) -m mypy

unit: setup-dev ## tests that need no browser
	$(PYTEST) -n auto -m "not browser"

browser: setup-dev ## tests of the running app in a real browser
	@tools/browser
	$(PYTEST) -n 2 -m browser

score: setup ## score the extractor on the annotated articles in SHARED
	@PY=$(PY) tools/score $(SHARED)

# The same source as machine code, for archives: about twice as fast. Needs a C compiler, and anew after each change of it.
compile: setup-dev ## compile the reader with mypyc
	$(PY) tools/compile.py

bench: setup-dev ## measure speed as ratios, of the compiled reader where there is a C compiler
	-$(PY) tools/compile.py
	$(PY) -m benchmarks

screenshots: setup-dev ## shoot every page into build/screenshots
	@tools/browser
	$(PY) -m tests.browser.screenshots build/screenshots

lock: ## work out the lock files anew (needs the network)
	tools/lock

clean: ## remove what was made here, except the curated CSVs
	@[ ! -x $(PY) ] || $(PY) tools/compile.py --remove
	rm -rf .venv build .pytest_cache .ruff_cache .mypy_cache .hypothesis data/curated/vintages data/curated/*.lock \
		data/curated/current.json data/curated/refresh.json data/curated/runs.jsonl
