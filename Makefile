# make demo   a server, a kiosk and a village to walk in (ONCE=1: play one visit and exit)
# make test   every check, from format to stories over real windows
# README.md says what each needs and how long it takes.

# Outside the checkout, so that a fresh clone on a warm machine rebuilds only what changed.
CACHE := $(or $(XDG_CACHE_HOME),$(HOME)/.cache)
export CARGO_TARGET_DIR ?= $(CACHE)/belvedere/target
BIN := $(CARGO_TARGET_DIR)/debug

.PHONY: demo test lint build unit stories packages

demo: build
	scripts/packages.sh run
	BIN="$(BIN)" ONCE="$(ONCE)" scripts/demo.sh

test: packages lint build unit stories

packages:
	scripts/packages.sh build run test

lint: packages
	cargo fmt --all --check
	cargo clippy --workspace --all-targets --locked -- -D warnings
	RUSTDOCFLAGS="-D warnings" cargo doc --workspace --no-deps --locked

build:
	scripts/packages.sh build
	cargo build --workspace --bins --locked

unit: build
	cargo test --workspace --exclude belvedere-tests --locked

# One story at a time: each drives windows and servers of its own, on the cores it needs.
stories: build
	cargo test --package belvedere-tests --locked -- --test-threads=1
