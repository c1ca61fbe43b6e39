# The verbs of this project. Everything runs in .venv, which is set up on demand: needs Python 3.11 or newer, make and a network.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
BENCH := .venv-bench
BENCH_READY := $(BENCH)/.ready
INTEROP := .venv-interop
INTEROP_READY := $(INTEROP)/.ready
LITELLM := .venv-interop-litellm
LITELLM_READY := $(LITELLM)/.ready
NODE := interop/node_modules
NODE_READY := $(NODE)/.ready

.DEFAULT_GOAL := help
.PHONY: help demo test fuzz bench interop check generate sync compare changelog drift lint types spec clean

help: ## show this list
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-10s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

$(READY): pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --upgrade "pip>=25.1"
	$(BIN)/python -m pip install --quiet --editable ".[cli,functions,server]" --group dev
	@touch $@

$(BENCH_READY): pyproject.toml
	$(PYTHON) -m venv $(BENCH)
	$(BENCH)/bin/python -m pip install --quiet --upgrade "pip>=25.1"
	$(BENCH)/bin/python -m pip install --quiet --editable . --group bench
	@touch $@

$(INTEROP_READY): pyproject.toml
	$(PYTHON) -m venv $(INTEROP)
	$(INTEROP)/bin/python -m pip install --quiet --upgrade "pip>=25.1"
	$(INTEROP)/bin/python -m pip install --quiet --editable ".[server]" --group interop
	@touch $@

$(LITELLM_READY): pyproject.toml
	$(PYTHON) -m venv $(LITELLM)
	$(LITELLM)/bin/python -m pip install --quiet --upgrade "pip>=25.1"
	$(LITELLM)/bin/python -m pip install --quiet --group interop-litellm
	@touch $@

$(NODE_READY): interop/package.json interop/.npmrc
	@command -v npm >/dev/null || { echo "two of the clients are JavaScript: make interop needs Node.js and npm"; exit 1; }
	cd interop && npm install --loglevel=error
	@touch $@

demo: $(READY) ## hold a conversation with the embedded server and show it; ARGS="--url URL" for another server
	$(BIN)/realtime-client demo $(ARGS)

test: $(READY) ## run the tests, with coverage of the hand-written code
	$(BIN)/pytest --quiet --numprocesses auto --cov --cov-report term-missing:skip-covered --cov-fail-under 100

fuzz: $(READY) ## read 200,000 mutated messages; what fails is kept in tests/seeds
	REALTIME_EXAMPLES=740 $(BIN)/pytest --quiet --numprocesses auto --hypothesis-seed=random \
		tests/decode/test_properties.py -k mutated_instance

bench: $(READY) $(BENCH_READY) ## compare speed, memory and load with others; writes benchmarks/ and the README: make bench [ONLY=load]
	$(BENCH)/bin/python -m benchmarks $(if $(ONLY),--only $(ONLY))

interop: $(INTEROP_READY) $(LITELLM_READY) $(NODE_READY) ## hold the embedded server to clients that others wrote
	$(INTEROP)/bin/python -m interop

check: $(READY) drift spec lint types test ## everything that must hold: drift, spec, lint, types, tests

generate: $(READY) ## rewrite realtime_client/_generated/ from openapi.yaml
	$(BIN)/python -m codegen.render.generate

# Through the environment, where the shell reads nothing in it: an address and a pattern may hold any character.
sync: override export UPSTREAM := $(value UPSTREAM)
sync: override export GONE := $(value GONE)
sync: $(READY) ## follow a published revision: make sync UPSTREAM=path-or-url [GONE=pattern] [DRY=1] [ARGS=…]
	@test -n "$$UPSTREAM" || { echo "say which: make sync UPSTREAM=path-or-url"; exit 2; }
	@$(BIN)/python -m codegen.sync "$$UPSTREAM" $(if $(GONE),--gone "$$GONE") $(if $(DRY),--dry-run) $(ARGS)

compare: $(READY) ## what differs between two documents: make compare A=path B=path [SINCE=revision] [JSON=1] [OUT=path]
	@test -n "$(A)" -a -n "$(B)" || { echo "say which two: make compare A=path B=path"; exit 2; }
	@$(BIN)/python -m codegen.changes.report "$(A)" "$(B)" $(if $(SINCE),--since "$(SINCE)") $(if $(JSON),--json) \
		$(if $(OUT),--output "$(OUT)")

changelog: $(READY) ## make the fragments in changelog.d/ part of CHANGELOG.md: make changelog VERSION=1.2.3
	@test -n "$(VERSION)" || { echo "say which: make changelog VERSION=1.2.3"; exit 2; }
	@ls changelog.d/+*.md >/dev/null 2>&1 || { echo "changelog.d/ has nothing to tell"; exit 1; }
	$(BIN)/towncrier build --yes --version "$(VERSION)"

drift: generate ## fail when what is committed is not what the contract generates
	@$(BIN)/python -m codegen.lock
	@changed="$$(git status --porcelain -- realtime_client/_generated codegen/upstream.lock)"; \
	if [ -n "$$changed" ]; then \
		echo "this is not what openapi.yaml generates; commit these or mend the contract:"; \
		echo "$$changed"; exit 1; \
	fi

spec: $(READY) ## fail when openapi.yaml is not valid, or something in it is not described
	$(BIN)/python -m openapi_spec_validator openapi.yaml
	$(BIN)/python -m codegen.contract.descriptions openapi.yaml

lint: $(READY)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(READY)
	$(BIN)/mypy
	$(BIN)/pyright

clean: ## remove everything that was built or installed here
	rm -rf $(VENV) $(BENCH) $(INTEROP) $(LITELLM) $(NODE) benchmarks/.scratch .sync-* realtime_client/.generate-* build dist *.egg-info .mypy_cache .ruff_cache .pytest_cache .hypothesis .coverage
