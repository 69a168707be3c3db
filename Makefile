# make demo   a server, a kiosk and a village to walk in (ONCE=1: play one visit and exit)
# make test   every check: format, clippy, docs, unit tests, both databases, real windows
# make bench   what converting costs, beside gltfpack and gltf-transform (FILES="demo growth": only these)
# make contact-sheet   the real models, each as the kiosk shows it, on one picture
# make fuzz    half an hour of made-up uploads against the conversion (FUZZ_SECONDS=60: a minute)
# README.md says what each needs and how long it takes.

# Outside the checkout, so that a fresh clone on a warm machine rebuilds only what changed.
CACHE := $(or $(XDG_CACHE_HOME),$(HOME)/.cache)
export CARGO_TARGET_DIR ?= $(CACHE)/belvedere/target
BIN := $(CARGO_TARGET_DIR)/debug

# One package at a time, as one does while working (`cargo test -p belvedere-server`): cargo unites the features of
# the packages that it builds together, so building all at once would compile bevy a second time.
PACKAGES := domain server viewer tests

.PHONY: demo test format lint build unit stories contact-sheet packages web bench fuzz

demo: build
	scripts/packages.sh run
	BIN="$(BIN)" ONCE="$(ONCE)" scripts/demo.sh

test: packages lint unit stories

packages:
	scripts/packages.sh build run test

# The pages' scripts, which the server builds into itself. Made anew only when something of them changed.
WEB := server/web
web: $(WEB)/dist/licences.md
$(WEB)/dist/licences.md: $(WEB)/node_modules/.package-lock.json $(wildcard $(WEB)/*.js $(WEB)/src/* $(WEB)/src/*/*)
	cd $(WEB) && npm run build && touch dist/licences.md
$(WEB)/node_modules/.package-lock.json: $(WEB)/package-lock.json
	@command -v npm >/dev/null || { echo "npm is missing: install Node 20.19 or later (nodejs.org), then run make again." >&2; exit 1; }
	cd $(WEB) && npm ci --no-progress && touch node_modules/.package-lock.json

format:
	cargo fmt --all --check

lint: packages format web
	set -e; for p in $(PACKAGES); do cargo clippy -p belvedere-$$p --all-targets --locked -- -D warnings; done
	set -e; for p in $(PACKAGES); do RUSTDOCFLAGS="-D warnings" cargo doc -p belvedere-$$p --no-deps --locked; done

build: web
	scripts/packages.sh build
	cargo build -p belvedere-server --locked
	cargo build -p belvedere-viewer --locked

unit: build
	set -e; for p in domain server viewer; do cargo test -p belvedere-$$p --locked; done

# What the stories' scripts need: to drive a browser, and (scripts/python.sh) to upload by a client of others.
TESTS_WEB := tests/web
$(TESTS_WEB)/node_modules/.package-lock.json: $(TESTS_WEB)/package-lock.json
	cd $(TESTS_WEB) && npm ci --no-progress && touch node_modules/.package-lock.json

# One story at a time: each drives windows and servers of its own, on the cores it needs.
stories: build $(TESTS_WEB)/node_modules/.package-lock.json
	scripts/python.sh
	cargo test -p belvedere-tests --locked -- --test-threads=1

PICTURES := $(CACHE)/belvedere/pictures
contact-sheet: packages build
	rm -rf "$(PICTURES)" && mkdir -p "$(PICTURES)"
	BELVEDERE_PICTURES="$(PICTURES)" cargo test -p belvedere-tests --locked \
	  --test a_real_model_is_published_and_walked_through
	montage -label %t "$(PICTURES)"/*.jpg -tile 5x -geometry 480x270+6+6 "$(PICTURES)/contact-sheet.jpg"
	@echo "$(PICTURES)/contact-sheet.jpg"

PEERS := tests/peers
bench: packages build $(PEERS)/node_modules/.package-lock.json
	cargo build -p belvedere-tests --bin bench --locked
	"$(BIN)/bench" $(PEERS) $(FILES)
$(PEERS)/node_modules/.package-lock.json: $(PEERS)/package-lock.json
	cd $(PEERS) && npm ci --no-progress && touch node_modules/.package-lock.json

# The conversion under libFuzzer, on the stable compiler: `fuzz/` is a workspace of its own, built with the flags that libFuzzer
# counts lines by. What it finds to be new is kept in $(FUZZ)/corpus; a file that breaks something is left in $(FUZZ)/found.
FUZZ_SECONDS ?= 1800
FUZZ := $(CACHE)/belvedere/fuzz
HOST := $(shell rustc -vV | sed -n 's/^host: //p')
LLVM := -sanitizer-coverage-level=4 -sanitizer-coverage-inline-8bit-counters -sanitizer-coverage-pc-table \
  -sanitizer-coverage-trace-compares -sanitizer-coverage-stack-depth -simplifycfg-branch-fold-threshold=0
fuzz: export CARGO_TARGET_DIR = $(FUZZ)/target
fuzz:
	scripts/packages.sh build
	mkdir -p "$(FUZZ)/corpus" "$(FUZZ)/found"
	RUSTFLAGS="-Cpasses=sancov-module $(LLVM:%=-Cllvm-args=%) -Ccodegen-units=1 --cfg fuzzing" \
	  cargo build --manifest-path fuzz/Cargo.toml --locked --release --target $(HOST)
	"$(FUZZ)/target/$(HOST)/release/convert" "$(FUZZ)/corpus" tests/corpus -artifact_prefix="$(FUZZ)/found/" \
	  -max_total_time=$(FUZZ_SECONDS) -max_len=16384 -timeout=300 -rss_limit_mb=2048 >/dev/null
