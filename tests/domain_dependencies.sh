#!/usr/bin/env bash
# Fails when the domain depends on a crate that is not listed in crates/domain/dependencies.txt, or, anywhere in its
# dependency tree, on a runtime, a database, a web framework, a clock or a random source.
set -euo pipefail
cd "$(dirname "$0")/.."
list=crates/domain/dependencies.txt
direct=$(cargo tree --package deskhand-domain --edges normal,build --depth 1 --prefix none | tail -n +2 | cut -d' ' -f1 | sort)
if ! diff <(sort "$list") <(echo "$direct"); then
    echo "The domain's dependencies differ from $list (< listed, > found). A new one needs a line there, and a reason." >&2
    exit 1
fi
all=$(cargo tree --package deskhand-domain --edges normal,build --prefix none | cut -d' ' -f1 | sort -u)
if banned=$(grep -xE 'tokio|sea-orm|sqlx|actix-.*|hyper|reqwest|lettre|chrono|rand|getrandom|deskhand-(memory|persistence|http|email|auth|server)' <<<"$all"); then
    echo "The domain must not depend on: $banned" >&2
    exit 1
fi
memory=$(cargo tree --package deskhand-memory --edges normal,build --prefix none | cut -d' ' -f1 | sort -u)
if banned=$(grep -xE 'tokio|mio|socket2|libc|chrono|rand|getrandom' <<<"$memory"); then
    echo "The memory storage must need no operating system, but depends on: $banned" >&2
    exit 1
fi
if [ -d "$(rustc --print sysroot)/lib/rustlib/wasm32-unknown-unknown" ]; then
    cargo check --quiet --package deskhand-domain --package deskhand-memory --target wasm32-unknown-unknown
fi
echo "The domain depends on $(wc -l <"$list") crates, all of them listed."
