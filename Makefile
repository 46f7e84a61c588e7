# Every command of the project; `make` alone lists them.
SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
.PHONY: help run test dev check e2e bench fmt

# Outside the clone, so that a second clone builds fast.
export CARGO_TARGET_DIR ?= $(HOME)/.cache/jemput-izin/target
export PATH := $(CURDIR)/tools/node_modules/.bin:$(or $(CARGO_HOME),$(HOME)/.cargo)/bin:$(PATH)
export LEPTOS_OUTPUT_NAME := app

# Debug builds carry the flag that `cargo leptos watch` sets by itself: with another one Cargo builds everything twice.
DEBUG := RUSTFLAGS='--cfg erase_components' RUSTDOCFLAGS='--cfg erase_components'
# Never `--workspace`: it would join the features `ssr` and `hydrate` of `app`.
NATIVE := -p domain -p app -p backend -p server --no-default-features --features app/ssr
BROWSER := -p frontend --no-default-features --target wasm32-unknown-unknown --target-dir $(CARGO_TARGET_DIR)/front

# What the release server needs to find its files.
RELEASE := SERVER_BIN=$(CARGO_TARGET_DIR)/release/server LEPTOS_SITE_ROOT=$(CARGO_TARGET_DIR)/site \
	LEPTOS_SITE_PKG_DIR=pkg LEPTOS_HASH_FILES=true LEPTOS_ENV=PROD

help: ## list the commands
	@awk -F':.*## ' '/^[a-z0-9]+:.*## / { printf "make %-7s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

run: ## install what is missing, build, serve on http://127.0.0.1:3000 (SITE_ADDR, DATABASE_URL, DEMO=0, … as in the README)
	@scripts/install-tools.sh run
	@scripts/build-release.sh
	@exec env $(RELEASE) $(CARGO_TARGET_DIR)/release/server serve

test: ## every test: rules, store on SQLite and PostgreSQL, HTTP, browser
	@scripts/install-tools.sh test
	@echo "» Rust tests on SQLite and PostgreSQL (about 10 minutes the first time) …"
	@$(DEBUG) REQUIRE_POSTGRES=1 scripts/with-postgres.sh cargo test --no-fail-fast $(NATIVE)
	@scripts/build-release.sh
	@echo "» Browser tests …"
	@$(RELEASE) node end2end/run.mjs

dev: ## serve a debug build, rebuild and reload on every change
	@scripts/install-tools.sh run
	@env -u RUSTFLAGS LEPTOS_SITE_ROOT=$(CARGO_TARGET_DIR)/site-debug LEPTOS_SITE_ADDR=$${SITE_ADDR:-127.0.0.1:3000} \
		cargo leptos watch -- serve

check: ## format, lints, and the fast tests (SQLite only)
	@scripts/install-tools.sh check
	@cargo fmt --all --check
	@$(DEBUG) cargo clippy $(NATIVE) --all-targets -- -D warnings
	@$(DEBUG) cargo clippy $(BROWSER) -- -D warnings
	@echo "» Tests without PostgreSQL and without browser: 'make test' runs those too"
	@env -u TEST_POSTGRES_URL -u REQUIRE_POSTGRES $(DEBUG) cargo test $(NATIVE)

e2e: ## one browser story: make e2e SPEC=main-job (all of them without SPEC)
	@scripts/install-tools.sh test
	@scripts/build-release.sh
	@$(RELEASE) node end2end/run.mjs $(SPEC)

bench: ## speed and sizes, side by side with their yardsticks
	@scripts/install-tools.sh bench
	@scripts/build-release.sh
	@$(RELEASE) scripts/bench.sh

fmt: ## format the Rust code
	@cargo fmt --all
