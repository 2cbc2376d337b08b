# `make run` and `make test` install all packages that they need on a fresh Debian 12. To use
# packages of your own, set NO_SETUP=1. PORT (8080) is for run, run-bg and generate-test-data, DATA
# (data, the data directory) for run, run-bg and clean-data.

.PHONY: help setup build run run-bg stop clean-data generate-test-data \
  test test-unit test-fast it coverage sanitize prove api fuzz mutate \
  lint fmt format instructions bench bench-compare bench-growth clean

help: ## List all commands
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 20

setup: ## Install all packages, for the build and the tests
	@scripts/setup.sh

build: ## Build the program: build/release/main/tocsin
	@scripts/setup.sh build
	@[ -d build/release ] || echo "first build: about 2 to 5 minutes on two cores"
	@cmake --preset release >/dev/null
	@cmake --build --preset release --target tocsin
	@ln -sfn main/tocsin build/release/tocsin

run: build ## Build and run with demo data
	@scripts/run.sh

run-bg: build ## Build and run with demo data in the background; log: build/demo/log
	@scripts/run.sh --background

stop: ## Stop the background run
	@scripts/run.sh --stop

clean-data: ## Remove the demo data
	@scripts/run.sh --clean

generate-test-data: build ## Send synthetic alerts to the running demo for 10 s
	@build/release/main/tocsin generate --url "http://127.0.0.1:$${PORT:-8080}" --duration 10s

test-unit: setup ## Build and run all tests except the end-to-end tests
	@cmake --preset dev >/dev/null
	@cmake --build --preset dev
	@ctest --preset dev --label-exclude e2e --parallel 2

test-fast: test-unit ## Same as test-unit

it: setup ## Build the program and run the end-to-end tests
	@cmake --preset dev >/dev/null
	@cmake --build --preset dev --target tocsin
	@ctest --preset dev --tests-regex '^e2e\.' --parallel 2

test: setup ## Run all tests and the instruction benchmarks, with gates (CI: make lint test)
	@scripts/test.sh

coverage: setup ## Run all tests with coverage; report: coverage/report/
	@scripts/coverage.sh

sanitize: setup ## Run the tests under AddressSanitizer, UBSan and ThreadSanitizer
	@scripts/sanitize.sh

prove: setup ## Verify the guarantees of docs/reliability.md (about 25 min)
	@scripts/prove.sh

api: setup build ## Test every operation of the OpenAPI document
	@TOCSIN_BINARY=build/release/main/tocsin /usr/bin/python3 tests/api

fuzz: setup ## Fuzz the input parsers, 10 s per target
	@scripts/fuzz.sh

mutate: setup ## Run mutation tests on the core
	@scripts/mutate.sh

lint: setup ## Check format and English, and run clang-tidy on the program
	@scripts/lint.sh

format: setup ## Format all C++ files
	@git ls-files '*.cpp' '*.hpp' | xargs clang-format -i

fmt: format ## Same as format

instructions: setup ## Compare the instructions of the hot paths with the baseline
	@scripts/instructions.sh

bench: setup ## Measure the release build
	@scripts/bench.sh

bench-compare: setup ## Measure Tocsin and Alertmanager alternately on this machine
	@scripts/bench-compare.sh

bench-growth: setup ## Measure the cost per event as data grows, and a storm of a million
	@scripts/bench-growth.sh

clean: ## Remove everything that was built
	@rm -rf build coverage/report
