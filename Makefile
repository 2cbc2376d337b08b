# The front door. `make run` and `make test` do all the set-up on a fresh Debian 12.

.PHONY: help run build test test-fast coverage sanitize prove api fuzz mutate lint format instructions bench bench-compare bench-growth clean setup

help: ## Say what there is
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 16

setup: ## Install what the build and the tests need
	@scripts/setup.sh

build: setup ## Build the program: build/release/main/tocsin
	@cmake --preset release >/dev/null
	@cmake --build --preset release --target tocsin
	@mkdir -p build/release && ln -sfn main/tocsin build/release/tocsin

run: build ## Build it and run it with demo data
	@scripts/run.sh

test-fast: setup ## Build for development and run all tests but the end-to-end ones
	@cmake --preset dev >/dev/null
	@cmake --build --preset dev
	@ctest --preset dev --label-exclude e2e --parallel 2

test: setup ## Build and run everything: all tests, with coverage and its gates
	@scripts/test.sh

coverage: setup ## The tests with coverage only; the report is coverage/report/index.html
	@scripts/coverage.sh

sanitize: setup ## All tests under AddressSanitizer and UBSan, the concurrent ones under ThreadSanitizer
	@scripts/sanitize.sh

prove: setup ## Prove what docs/reliability.md promises, and print every figure beside its gate (25 min)
	@scripts/prove.sh

lint: setup ## clang-format and clang-tidy
	@scripts/lint.sh

format: ## Format all sources
	@git ls-files '*.cpp' '*.hpp' | xargs clang-format -i

instructions: setup ## Count the instructions of the hot paths and hold them against the baseline
	@scripts/instructions.sh

api: build ## Ask the program everything that its OpenAPI document says
	@TOCSIN_BINARY=build/release/main/tocsin /usr/bin/python3 tests/api

fuzz: setup ## Give what reads bytes from outside any bytes, for ten seconds a target
	@scripts/fuzz.sh

mutate: setup ## Flip what the core decides and count how often a unit test notices
	@scripts/mutate.sh

bench: setup ## Measure the release build
	@scripts/bench.sh

bench-compare: setup ## Measure it and Alertmanager in turn on this machine
	@scripts/bench-compare.sh

bench-growth: setup ## Measure what an event costs as it grows, and a storm of a million
	@scripts/bench-growth.sh

clean: ## Remove what was built
	@rm -rf build coverage/report
