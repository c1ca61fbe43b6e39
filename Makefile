# The commands of this project. Everything runs in .venv, which is set up on demand: needs Python 3.11 or newer,
# make and a network.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
BENCH := .venv-bench
BENCH_READY := $(BENCH)/.ready
DOCS := .venv-docs
DOCS_READY := $(DOCS)/.ready
INTEROP := .venv-interop
INTEROP_READY := $(INTEROP)/.ready
LITELLM := .venv-interop-litellm
LITELLM_READY := $(LITELLM)/.ready
# Clients with an environment of their own: those that CI runs, and those that a scheduled workflow runs.
CLIENTS := pydantic-ai schemathesis
MORE_CLIENTS := livekit pipecat semantic-kernel ag2
VOICE := .venv-voice
VOICE_READY := $(VOICE)/.ready
TOOLS := .venv-interop-tools
TOOLS_READY := $(TOOLS)/.ready
NODE := interop/node_modules
NODE_READY := $(NODE)/.ready

# A comma in an argument of a call.
, := ,

# Made and filled by the targets that try other versions.
MATRIX := .venv-matrix

EXTRAS := .[audio,cli,devices,functions,server,tables,telemetry,webhooks]
DEV := --editable "$(EXTRAS)" --group dev
PYTEST := -m pytest --quiet --numprocesses auto --dist loadgroup
FAST := -m "not slow"
# What runs in other interpreters and modes: the package itself, not the tools around it.
PACKAGE := $(filter-out tests/__init__.py tests/__pycache__ tests/codegen tests/conftest.py tests/fixtures tests/project \
	tests/seeds tests/support tests/typing_api.py,$(wildcard tests/*))

# Set up an environment: its folder, its interpreter, its constraints, and what to install.
define install
$(2) -m venv --clear $(1)
$(1)/bin/python -m pip install --quiet --disable-pip-version-check --constraint requirements/pip.txt pip
$(1)/bin/python -m pip install --quiet $(addprefix --constraint ,$(3)) --build-constraint requirements/dev.txt $(4)
endef

.DEFAULT_GOAL := help
.PHONY: help demo test test-all test-sync test-random test-modes test-pythons test-lowest test-package test-newest \
	mutants fuzz bench calls docs interop interop-more tools voice check generate sync rebuild compare changelog drift lint \
	types spec asyncapi upgrade clean

help: ## show this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-12s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

$(READY): pyproject.toml requirements/dev.txt requirements/pip.txt
	$(call install,$(VENV),$(PYTHON),requirements/dev.txt,$(DEV))
	@touch $@

$(BENCH_READY): pyproject.toml requirements/bench.txt requirements/pip.txt
	$(call install,$(BENCH),$(PYTHON),requirements/bench.txt,--editable . --group bench)
	@touch $@

$(DOCS_READY): pyproject.toml requirements/docs.txt requirements/pip.txt
	$(call install,$(DOCS),$(PYTHON),requirements/docs.txt,--group docs)
	@touch $@

$(INTEROP_READY): pyproject.toml requirements/interop.txt requirements/pip.txt
	$(call install,$(INTEROP),$(PYTHON),requirements/interop.txt,--editable ".[server]" --group interop)
	@touch $@

$(LITELLM_READY): pyproject.toml requirements/litellm.txt requirements/pip.txt
	$(call install,$(LITELLM),$(PYTHON),requirements/litellm.txt,--group interop-litellm)
	@touch $@

.venv-interop-%/.ready: requirements/interop-%.txt requirements/pip.txt
	$(call install,$(@D),$(PYTHON),$<,--group interop-$*)
	@touch $@

$(VOICE_READY): pyproject.toml requirements/voice.txt requirements/pip.txt
	$(call install,$(VOICE),$(PYTHON),requirements/voice.txt,--editable ".[cli$(,)server$(,)voice]" --group test)
	@touch $@

$(NODE_READY): interop/package.json interop/package-lock.json interop/.npmrc
	@command -v npm >/dev/null || { echo "some of the clients and tools are JavaScript: install Node.js and npm"; exit 1; }
	cd interop && npm ci --loglevel=error
	@touch $@

demo: $(READY) ## hold a conversation with the embedded server and show it; ARGS="--url URL" for another server
	$(BIN)/realtime-client demo $(ARGS)

test: $(READY) ## run the tests, without the slow ones
	$(BIN)/python $(PYTEST) $(FAST) $(COVERAGE) $(ARGS)

# As a prerequisite, the fast tests are measured; `make test` alone is quicker without that.
test-all: COVERAGE := --cov --cov-report=
test-all: test ## run the slow tests as well; all of them together must cover 99% of the hand-written code
	$(BIN)/python $(PYTEST) -m "slow and not sync" --cov --cov-append --cov-report term-missing:skip-covered --cov-fail-under 99

test-sync: $(READY) ## run the tests that follow older published revisions, which takes ten minutes
	$(BIN)/python $(PYTEST) -m sync

test-random: $(READY) ## run the tests in random order: make test-random [SEED=number] [ARGS=paths]
	$(BIN)/python $(PYTEST) $(FAST) -p randomly $(if $(SEED),-p randomly --randomly-seed=$(SEED)) $(ARGS)

# Warnings are errors in all tests; here they are also in the processes that tests start, and while pytest starts.
test-modes: $(READY) ## run the tests of the package with the standard library's JSON and warnings as errors, and with -OO
	REALTIME_JSON=stdlib PYTHONWARNINGS=error $(BIN)/python $(PYTEST) $(FAST) $(PACKAGE)
	PYTHONOPTIMIZE=2 $(BIN)/python $(PYTEST) $(FAST) -W ignore::pytest.PytestWarning $(PACKAGE)

test-pythons: ## run the tests of the package on every Python that is found, with the pinned versions
	@set -e; for python in $$($(PYTHON) requirements/pins.py pythons); do \
		echo "== $$python"; $(MAKE) --no-print-directory test-package PYTHON="$$python" VERSIONS=requirements/dev.txt; \
	done

test-lowest: ## run the tests of the package with the lowest versions that it accepts: make test-lowest [PYTHON=…]
	@mkdir -p build && $(PYTHON) requirements/pins.py lowest > build/lowest.txt
	@$(MAKE) --no-print-directory test-package VERSIONS=build/lowest.txt ARGS="-W ignore::DeprecationWarning $(ARGS)"

# The tools are the pinned ones, so that a failure is the package's. Old versions may use what others have deprecated.
test-package:
	$(call install,$(MATRIX),$(PYTHON),requirements/dev.txt,--group test)
	$(MATRIX)/bin/python -m pip install --quiet --constraint $(VERSIONS) --build-constraint requirements/dev.txt --group test --editable "$(EXTRAS)"
	$(MATRIX)/bin/python $(PYTEST) $(FAST) $(ARGS) $(PACKAGE)

test-newest: ## run all tests with the newest versions of everything: make test-newest [PYTHON=…]
	$(call install,$(MATRIX),$(PYTHON),,$(DEV))
	@mkdir -p build && $(MATRIX)/bin/python -m pip freeze --exclude-editable > build/newest.txt
	$(MATRIX)/bin/python $(PYTEST)

mutants: $(READY) ## change the modules that pyproject.toml lists, one line at a time: the tests must notice 95%
	$(BIN)/mutmut run $(ARGS)
	@$(BIN)/python -m tests.support.mutants mutants

fuzz: $(READY) ## read 200,000 mutated messages; what fails is kept in tests/seeds
	REALTIME_EXAMPLES=740 $(BIN)/pytest --quiet --numprocesses auto --hypothesis-seed=random \
		tests/decode/test_properties.py -k mutated_instance

bench: $(READY) $(BENCH_READY) $(INTEROP_READY) ## compare speed, memory and load with others; writes benchmarks/, docs/ and the README: make bench [ONLY=load]
	$(BENCH)/bin/python -m benchmarks $(if $(ONLY),--only $(ONLY))

calls: $(READY) ## write recordings of calls to try tables on: make calls N=100 [FOLDER=build/calls] [ARGS=--sound]
	@test -n "$(N)" || { echo "pass the number of calls: make calls N=100"; exit 2; }
	$(BIN)/python -m benchmarks.calls $(N) $(or $(FOLDER),build/calls) $(ARGS)

docs: $(DOCS_READY) ## build the documentation site in build/site; fails on a broken link or reference
	$(DOCS)/bin/zensical build --clean --strict
	@$(DOCS)/bin/python -m codegen.site build/site

interop: asyncapi $(INTEROP_READY) $(LITELLM_READY) $(NODE_READY) $(CLIENTS:%=.venv-interop-%/.ready) ## hold the embedded server to clients that others wrote
	$(INTEROP)/bin/python -m interop

interop-more: $(INTEROP_READY) $(NODE_READY) $(MORE_CLIENTS:%=.venv-interop-%/.ready) ## the same with clients that take longer to install
	$(INTEROP)/bin/python -m interop --rest

tools: $(TOOLS_READY) $(NODE_READY) ## read openapi.yaml with linters and generators that others wrote, and use what these generate
	$(NODE)/.bin/redocly lint --config interop/redocly.yaml openapi.yaml
	$(NODE)/.bin/spectral lint --fail-severity warn --ruleset interop/spectral.yaml openapi.yaml
	$(NODE)/.bin/openapi-typescript openapi.yaml --default-non-nullable=false --output build/tools/openapi.ts
	$(NODE)/.bin/tsc --noEmit --strict interop/generated_types.ts
	$(TOOLS)/bin/datamodel-codegen --input openapi.yaml --input-file-type openapi --output build/tools/openapi.py \
		--output-model-type pydantic_v2.BaseModel --target-python-version 3.11 --formatters builtin
	$(TOOLS)/bin/python -m interop.generated_models build/tools/openapi.py tests/fixtures/events.jsonl

voice: $(VOICE_READY) ## talk to the embedded server with real speech: make voice [ARGS=tests]; MEASURE=1 measures it
	$(VOICE)/bin/python $(if $(MEASURE),-m benchmarks.voice,-m pytest --quiet tests/voice $(ARGS))

check: $(READY) drift spec lint types docs test-all ## everything that must hold: drift, spec, lint, types, docs, tests

generate: $(READY) ## rewrite realtime_client/_generated/ from openapi.yaml
	@$(BIN)/python -m codegen.generate

# Through the environment, where the shell reads nothing in it: an address and a pattern may hold any character.
sync: override export UPSTREAM := $(value UPSTREAM)
sync: override export GONE := $(value GONE)
sync: override export SOURCE := $(value SOURCE)
sync: $(READY) ## follow a published revision: make sync UPSTREAM=path-or-url [SOURCE=name] [GONE=pattern] [DRY=1] [ARGS=…]
	@test -n "$$UPSTREAM" || { echo "pass the document: make sync UPSTREAM=path-or-url"; exit 2; }
	@$(BIN)/python -m codegen.sync "$$UPSTREAM" $(if $(SOURCE),--source "$$SOURCE") $(if $(GONE),--gone "$$GONE") \
		$(if $(DRY),--dry-run) $(ARGS)

rebuild: $(READY) ## write openapi.yaml and the package again after an edit of codegen/sources.yaml or overlay.yaml: make rebuild [DRY=1]
	@$(BIN)/python -m codegen.sync --kept $(if $(DRY),--dry-run) $(ARGS)

compare: override export A := $(value A)
compare: override export B := $(value B)
compare: override export SINCE := $(value SINCE)
compare: override export OUT := $(value OUT)
compare: $(READY) ## what differs between two documents: make compare A=path B=path [SINCE=revision] [JSON=1] [OUT=path]
	@test -n "$$A" -a -n "$$B" || { echo "pass both: make compare A=path B=path"; exit 2; }
	@$(BIN)/python -m codegen.changes.report "$$A" "$$B" $(if $(SINCE),--since "$$SINCE") $(if $(JSON),--json) \
		$(if $(OUT),--output "$$OUT")

changelog: $(READY) ## make the fragments in changelog.d/ part of CHANGELOG.md: make changelog VERSION=1.2.3
	@test -n "$(VERSION)" || { echo "pass the version: make changelog VERSION=1.2.3"; exit 2; }
	@ls changelog.d/+*.md >/dev/null 2>&1 || { echo "changelog.d/ has no fragments"; exit 1; }
	$(BIN)/towncrier build --yes --version "$(VERSION)"

drift: $(READY) ## fail when the generated package is not what openapi.yaml generates
	@$(BIN)/python -m codegen.drift

spec: $(READY) ## fail when openapi.yaml is not valid, or something in it is not described
	$(BIN)/python -m codegen.contract.lint openapi.yaml
	$(BIN)/python -m codegen.contract.descriptions openapi.yaml

asyncapi: $(READY) ## write the WebSocket protocol as an AsyncAPI 3 document: build/asyncapi.yaml
	@$(BIN)/python -m codegen.asyncapi

lint: $(READY)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/zizmor --offline --quiet .github

types: $(READY)
	$(BIN)/mypy
	$(BIN)/pyright

upgrade: ## write the newest versions of everything to requirements/ and interop/: make upgrade [ARGS=environments]
	$(PYTHON) requirements/pins.py upgrade $(ARGS)
	cd interop && npm install --package-lock-only --loglevel=error $$(npm pkg get dependencies | sed -n 's/^ *"\(.*\)":.*/\1@latest/p')
	cd interop && node -e 'const fs = require("fs"), file = "package-lock.json", lock = JSON.parse(fs.readFileSync(file)); for (const entry of Object.values(lock.packages)) delete entry.funding; fs.writeFileSync(file, JSON.stringify(lock, null, 2) + "\n")'

clean: ## remove everything that was built or installed here
	rm -rf $(VENV) $(BENCH) $(DOCS) $(INTEROP) .venv-interop-* $(VOICE) $(MATRIX) $(NODE) mutants benchmarks/.scratch .sync-* realtime_client/.generate-* .cache build dist *.egg-info .mypy_cache .ruff_cache .pytest_cache .hypothesis .coverage
