# Two commands do all the set-up: `make demo` and `make test`. Both make .venv by themselves; they need git, make,
# python3 (3.11 or later) and the package index that pip is set up for. Nothing else is downloaded.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
UV_VERSION := 0.13.9
STAMP := $(VENV)/.ready

.PHONY: setup demo test lint floors lock docs clean

setup: $(STAMP)

# uv comes from the package index: in a folder of its own, so that nothing is installed outside the project.
.bootstrap/uv:
	@echo "setup: getting uv $(UV_VERSION) into .bootstrap/"
	@$(PYTHON) -c 'import sys; v = sys.version_info; sys.exit(0 if v >= (3, 11) else f"setup: Détente needs Python 3.11 or later; {sys.executable} is {v[0]}.{v[1]}. Install one, or run: make PYTHON=/path/to/python3.11")'
	@mkdir -p .bootstrap
	@$(PYTHON) -m venv .bootstrap/venv >/dev/null 2>&1 && .bootstrap/venv/bin/python -m pip install -q --disable-pip-version-check uv==$(UV_VERSION) \
	  && ln -sf venv/bin/uv .bootstrap/uv \
	  || { rm -rf .bootstrap/venv; $(PYTHON) -m pip install -q --disable-pip-version-check --target .bootstrap/lib uv==$(UV_VERSION) && ln -sf lib/bin/uv .bootstrap/uv; } \
	  || { echo "setup: could not install uv: python3 needs its venv or pip module (on Debian: apt-get install python3-venv), and the package index must be reachable" >&2; exit 1; }

$(STAMP): requirements.txt pyproject.toml .bootstrap/uv
	@echo "setup: making $(VENV) from requirements.txt (pinned by hash)"
	@.bootstrap/uv venv -q --allow-existing --python $(PYTHON) $(VENV)
	@.bootstrap/uv pip sync -q --compile-bytecode --python $(BIN)/python --require-hashes requirements.txt
	@.bootstrap/uv pip install -q --python $(BIN)/python --no-deps --no-build-isolation --editable .
	@$(BIN)/python -m compileall -q src/detente
	@touch $@
	@echo "setup: done; the program is $(BIN)/detente"

demo: $(STAMP)
	@$(BIN)/detente demo

test: $(STAMP) lint
	@echo "test: running the tests"
	@$(BIN)/pytest

lint: $(STAMP)
	@echo "test: ruff, mypy --strict, import-linter"
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports --no-logo 2>/dev/null || $(BIN)/lint-imports

# The figures of the README, and the floors that the tests hold them to.
floors: $(STAMP)
	@$(BIN)/detente evaluate --update

docs: $(STAMP)
	@$(BIN)/python scripts/make_codebook_docs.py

lock: .bootstrap/uv
	@.bootstrap/uv pip compile -q --universal --generate-hashes --python-version 3.11 --group dev --no-header pyproject.toml -o requirements.txt

clean:
	@rm -rf $(VENV) .bootstrap
