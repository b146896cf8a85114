#!/usr/bin/env bash
# Builds this checkout and, where one is given, a base revision, and compares them: bench/run.sh REPORT [REVISION] [-- OPTION...]
# The program of a revision, the load tool and the filled databases are kept under target/ for the next run.
set -euo pipefail
cd "$(dirname "$0")/.."

oha_version=1.15.0
oha=target/tools/bin/oha

report=$1
base=${2:-}
[ "$base" != -- ] || base=
shift $(($# > 1 ? 2 : 1))
[ "${1:-}" != -- ] || shift

# Of two builds, the older one fills the databases.
newest_migration() { git ls-tree --name-only "$1" migrations/src/ | sed -n 's/.*\/\(m[0-9].*\)\.rs/\1/p' | tail -n 1; }

build_base() {
    local folder=target/bench/builds/$1
    [ -x "$folder/deskhand" ] && return
    echo "Building $1: about 10 minutes on 2 cores the first time." >&2
    mkdir -p "$folder/source"
    # With new times of change: cargo goes by them.
    git archive "$1" | tar --extract --touch --directory "$folder/source"
    local cargo=$PWD/target/bench/cargo
    (cd "$folder/source" && CARGO_TARGET_DIR=$cargo cargo build --release --locked --bin deskhand)
    cp "$cargo/release/deskhand" "$folder/deskhand.new"
    mv "$folder/deskhand.new" "$folder/deskhand"
    rm -rf "$folder/source"
}

if [ "$("$oha" --version 2>/dev/null)" != "oha $oha_version" ]; then
    cargo install oha --locked --version "$oha_version" --root target/tools
fi
cargo build --release --bin deskhand
cargo build --package deskhand-bench

arguments=(--ours target/release/deskhand --oha "$oha" --report "$report")
if [ -n "$base" ]; then
    revision=$(git rev-parse --verify "$base^{commit}")
    build_base "$revision"
    arguments+=(--base "target/bench/builds/$revision/deskhand" --base-name "${revision:0:12}")
fi
arguments+=(--data "target/bench-data/$(newest_migration "${revision:-HEAD}")")

# The variable is set within.
DESKHAND_TEST_POSTGRES_KEEP=target/bench-data/postgres tests/with_postgres.sh \
    bash -c 'exec target/debug/deskhand-bench --postgres "$DESKHAND_TEST_POSTGRES_URL" "$@"' bench "${arguments[@]}" "$@"
