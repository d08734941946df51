# The whole workflow. `make run` and `make test` are all one needs.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

.PHONY: run serve install install-dev browser demo test test-long lint unit bench lock clean

# The demonstration is made only where there is no database: GOUVERNAIL_DATABASE names another file.
DATABASE := $(or $(GOUVERNAIL_DATABASE),var/gouvernail.duckdb)

run: install demo serve  ## build the demonstration when there is no database, then serve http://localhost:8501

serve: install  ## serve the database there is; an empty one when there is none, to start real work
	$(BIN)/python -m streamlit run app.py

install: $(VENV)/installed  ## make .venv with the pinned requirements

$(VENV)/installed: requirements.txt constraints.txt
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed")'
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements.txt -c constraints.txt
	touch $@

install-dev: $(VENV)/installed-dev

$(VENV)/installed-dev: $(VENV)/installed requirements-dev.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements-dev.txt -c constraints.txt
	touch $@

browser:  ## Debian's Chromium, when none is there and this machine lets us install it
	@command -v chromium chromium-browser google-chrome >/dev/null 2>&1 || \
	if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
		apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq chromium >/dev/null; \
	else echo "No browser found: install Chromium (Debian: apt-get install chromium) for the browser tests."; fi

demo: install  ## the demonstration database and its first séance, when there is no database
	@test -e "$(DATABASE)" || { \
		echo "Building the demonstration (about 20 seconds)..." && \
		$(BIN)/python -m data demo --seed 44 && \
		$(BIN)/python -m indicators snapshot --label "Comité du 15 décembre 2021" \
			--on 2021-12-15 --as-of 2021-12-15T17:00:00 --comment "Relancer les écoles silencieuses avant février."; }

# The browser is installed while the rest is, and while the types are checked.
test:  ## lint, types, unit, screen and browser tests
	$(MAKE) -j 2 lint browser
	$(MAKE) unit

lint: install-dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

unit: install-dev
	$(BIN)/python -m pytest -n 2 --dist loadfile --no-loadscope-reorder

test-long: install-dev browser  ## everything, with the long share: 200 kills, 300 damages, an exception at every statement, 2,000 mutants
	GOUVERNAIL_LONG=1 $(BIN)/python -m pytest -n 2 --dist loadfile --no-loadscope-reorder

bench: install-dev browser  ## ratios of DESIGN section 8, printed and written to var/bench.json
	$(BIN)/python -m tests.benchmarks

lock: install-dev  ## write constraints.txt from what is installed
	$(BIN)/python -m pip freeze --exclude-editable > constraints.txt

clean:
	rm -rf $(VENV) build .pytest_cache .mypy_cache .ruff_cache
