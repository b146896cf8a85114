# `make help` lists the tasks. All of them need Rust (see rust-toolchain.toml) and a C compiler. The tests also need
# PostgreSQL's programs, Dovecot, nginx and Chromium with its driver: tests/with_postgres.sh, tests/with_dovecot.sh,
# tests/with_proxy.sh and tests/with_browser.sh find them, or install them as root on Debian. `make api` needs Node.js 20 with npm and
# Python 3.11, and says so.
.DEFAULT_GOAL := help
.PHONY: help run demo doctor test api check crowd soak fuzz lint doc deny domain-alone structure tour release bench bench-quick bench-mail bench-pages bench-programs

help: ## Show this list
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/  make \1	\2/p' $(MAKEFILE_LIST) | expand -t 22

run: ## Build and serve on http://localhost:8080 (first build: some minutes; afterwards seconds)
	@[ -d target/debug/deps ] || echo "First build: about 3 minutes on 2 cores, cargo shows how far it is. Later starts take seconds."
	cargo run --bin deskhand -- serve

demo: ## Fill the database with believable people and tickets
	cargo run --bin deskhand -- demo

doctor: ## Check settings, database and mail server
	cargo run --bin deskhand -- doctor

test: domain-alone ## Run every test: rules, contracts, black box over HTTP and SMTP, browsers, the tour of the README
	tests/with_browser.sh tests/with_dovecot.sh tests/with_postgres.sh sh -c 'cargo test --workspace && DESKHAND_TEST_DATABASE=postgres cargo test --workspace --test blackbox'
	for example in front_desk own_notifier own_repository; do cargo run --quiet --package deskhand-domain --example $$example || exit 1; done
	tests/tour.sh

crowd: ## The long form of the crowd test: 16 people, 500 actions each, three seeds, on both databases
	DESKHAND_TEST_DEEDS=500 cargo test --package deskhand-tests --test blackbox crowd
	DESKHAND_TEST_DEEDS=500 DESKHAND_TEST_DATABASE=postgres tests/with_postgres.sh cargo test --package deskhand-tests --test blackbox crowd

soak: ## The long form of the fault tests: 300 kills on each database, crashes, full disks, hostile clients; about half an hour
	DESKHAND_TEST_ROUNDS=300 tests/with_postgres.sh cargo test --package deskhand-server --test cli faults -- --nocapture

fuzz: ## Send what the OpenAPI document allows, and what it does not, to every operation; needs Python and PyPI; 2 minutes
	tests/fuzz_contract.sh

api: ## The API: rules for its documents, what changed for clients, generated clients, the fuzz; needs node, python3, npm and PyPI
	tests/api.sh

check: lint test api ## What CI runs

lint: doc ## Formatting, clippy and documentation; warnings are errors
	cargo fmt --all --check
	cargo clippy --workspace --all-targets -- -D warnings
	tests/lint_deploy.sh

doc: ## The documentation of all crates, into target/doc; warnings are errors
	RUSTDOCFLAGS='-D warnings' cargo doc --workspace --no-deps

deny: ## Licences, banned crates and sources of all dependencies; needs cargo-deny
	@command -v cargo-deny >/dev/null || { echo "cargo-deny is missing: cargo install cargo-deny --locked (about 3 minutes)" >&2; exit 1; }
	cargo deny check --hide-inclusion-graph licenses bans sources

domain-alone: ## Build the domain by itself, and check its dependencies against its list
	tests/domain_dependencies.sh
	cargo check --quiet --package deskhand-domain

structure: ## No circle of files within a crate, no cited file that is missing, short files
	cargo test --package deskhand-tests --test structure

tour: ## Run the tour of the README as it is written
	tests/tour.sh

release: ## Build the optimized program: target/release/deskhand
	cargo build --release --bin deskhand

# BASE is the revision to compare with; without it nothing is compared. Builds and databases are kept in target/ for the next run.
bench: ## Compare this checkout with BASE=<revision> on both databases, into docs/benchmarks.md (about 20 minutes when built)
	BASE=$(BASE) bench/run.sh docs/benchmarks.md

bench-quick: ## The same for the main operations, in less than 3 minutes when built, into target/
	BASE=$(BASE) bench/run.sh target/bench-quick.md --quick

bench-mail: ## Only mail that comes in: 10,000 mails at a steady pace and as many at once, beside reads and letters, on both databases, into target/ (12 minutes when built)
	bench/run.sh target/bench-mail.md --mail

bench-pages: ## Only the pages: first bytes at 100,000 tickets, another's change, 1,000 open consoles, on both databases, into target/ (6 minutes when built)
	bench/run.sh target/bench-pages.md --pages

bench-programs: ## Only what programs use: changes in bulk, the export of 100,000 tickets, webhooks, on both databases, into target/ (2 minutes when built)
	bench/run.sh target/bench-programs.md --programs
