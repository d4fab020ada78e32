# The only entrance. `make demo` to look, `make test` to check; `make help` lists the rest.
FRAMEWORK ?= worcestershire
PORT ?= 8000
PYTHON ?= python3
WORKERS ?= 2
export LINEOFSIGHT_HOME ?= $(CURDIR)/var

.PHONY: help demo test lint test-engine test-product test-web test-postgres test-browser test-spark test-cluster test-peers bench docs fix clean
.DEFAULT_GOAL := help

help:
	@echo "make demo            an invented authority at 127.0.0.1:$(PORT)  (FRAMEWORK=, PORT=)"
	@echo "make test            everything that needs no system package"
	@echo "make test-postgres   the web tests on the PostgreSQL of DATABASE_URL"
	@echo "make test-browser    journeys and accessibility in Chromium"
	@echo "make test-spark      every definition of a figure again on Spark (needs Java 17)"
	@echo "make test-cluster    the same on a real Spark cluster on this machine, as CI does"
	@echo "make test-peers      rules against the tools in use, for the night (LINEOFSIGHT_PEERS)"
	@echo "make bench           the benchmark of bench/README.md"
	@echo "make docs            writes docs/reference/generated anew"
	@echo "make fix             lint what can be mended, format"

# Each environment is made once for each state of its lock; a broken one is made anew.
define environment
	@./scripts/environment $(PYTHON) $(1) $(2)
endef

demo:
	$(call environment,.venv,product)
	@./scripts/front-end .venv
	@.venv/bin/lineofsight demo --framework $(FRAMEWORK) --port $(PORT)

test: lint test-engine test-product

lint:
	$(call environment,.venv,test)
	.venv/bin/ruff check .
	.venv/bin/ruff format --check .
	.venv/bin/lint-imports

# The engine, where Django is not installed at all: it must not need it.
test-engine:
	$(call environment,.venv-engine,engine)
	@! .venv-engine/bin/python -c "import django" 2>/dev/null || { echo "Django is in .venv-engine: delete that folder and run make again."; exit 1; }
	.venv-engine/bin/python -m pytest -q -n $(WORKERS) --dist worksteal -p no:django -m "not spark" tests/unit tests/spec tests/property

test-product:
	$(call environment,.venv,test)
	@./scripts/front-end .venv
	.venv/bin/python -m pytest -q -n $(WORKERS) --dist worksteal -m "not browser and not postgres" tests/repo tests/web

test-web:
	$(call environment,.venv,test)
	.venv/bin/python -m pytest -q -n $(WORKERS) --dist worksteal -m "not browser and not postgres" tests/web

test-postgres:
	@test -n "$$DATABASE_URL" || { echo "Set DATABASE_URL to a PostgreSQL server's address, then run make test-postgres again."; exit 2; }
	$(call environment,.venv,test)
	.venv/bin/python -m pytest -q -n $(WORKERS) --dist worksteal -m "not browser" tests/web

test-browser:
	$(call environment,.venv,test)
	@./scripts/front-end .venv
	.venv/bin/python -m pytest -q -m browser tests/browser

test-spark:
	$(call environment,.venv-spark,spark)
	.venv-spark/bin/python -m pytest -q -m spark -p no:randomly tests/spec

# The same on a cluster of one master and two workers, each a process of its own, that two
# processes of tests share.
test-cluster:
	$(call environment,.venv-spark,spark)
	.venv-spark/bin/python -m tests.spec.standalone_cluster .venv-spark/bin/python -m pytest -q -n $(WORKERS) --dist worksteal -m spark -p no:randomly tests/spec

test-peers:
	$(call environment,.venv,test)
	@test -n "$$LINEOFSIGHT_PEERS" || { echo "Set LINEOFSIGHT_PEERS to the Python of an environment with the tools (docs/how-to/compare-with-the-tools-in-use.md)."; exit 2; }
	.venv/bin/python -m pytest -q tests/peers

bench:
	$(call environment,.venv,test)
	.venv/bin/python -m bench

docs:
	$(call environment,.venv,test)
	.venv/bin/lineofsight docs
	.venv/bin/python -m tests.repo.coverage
	.venv/bin/python -m tests.peers.page

fix:
	$(call environment,.venv,test)
	.venv/bin/ruff check --fix .
	.venv/bin/ruff format .

clean:
	rm -rf .venv .venv-engine .venv-spark node_modules var
