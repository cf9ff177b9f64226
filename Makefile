# Two commands matter: `make run` serves the map, `make test` runs every check and test.
PYTHON ?= python3
BIN := .venv/bin

.PHONY: run test check lock assets screenshots clean

run: .venv/run
	$(BIN)/ressourcenkarten serve

test: .venv/dev check
	$(BIN)/pytest --numprocesses auto --dist worksteal

check: .venv/dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python build_assets.py check

assets: .venv/dev
	$(BIN)/python build_assets.py

screenshots: .venv/dev
	$(BIN)/python -m tests.browser.screenshots

lock: .venv/bin/python
	$(BIN)/python -m pip install --quiet uv==0.13.9
	$(BIN)/uv pip compile --universal --python-version 3.11 --generate-hashes --quiet \
	  --no-emit-index-url --no-emit-find-links --custom-compile-command "make lock" \
	  --extra build pyproject.toml -o requirements/run.txt
	$(BIN)/uv pip compile --universal --python-version 3.11 --generate-hashes --quiet \
	  --no-emit-index-url --no-emit-find-links --custom-compile-command "make lock" \
	  --extra build --extra dev -c requirements/run.txt pyproject.toml -o requirements/dev.txt

.venv/bin/python:
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed")'
	$(PYTHON) -m venv .venv

.venv/run: .venv/bin/python requirements/run.txt pyproject.toml
	$(BIN)/python -m pip install --quiet --require-hashes -r requirements/run.txt
	$(BIN)/python -m pip install --quiet --no-deps --no-build-isolation --editable .
	touch $@

.venv/dev: .venv/run requirements/dev.txt
	$(BIN)/python -m pip install --quiet --require-hashes -r requirements/dev.txt
	touch $@

clean:
	rm -rf .venv build dist maps/static maps/assets/node_modules
