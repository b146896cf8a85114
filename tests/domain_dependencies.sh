#!/usr/bin/env bash
# The domain stays pure: its direct dependencies are exactly those of crates/domain/dependencies.txt, and nothing in
# its whole tree is a runtime, a database, a web framework, a clock or a random source.
set -euo pipefail
cd "$(dirname "$0")/.."
list=crates/domain/dependencies.txt
direct=$(cargo tree --package deskhand-domain --edges normal --depth 1 --prefix none | tail -n +2 | cut -d' ' -f1 | sort)
if ! diff <(sort "$list") <(echo "$direct"); then
    echo "the domain's dependencies differ from $list (< allowed, > found)" >&2
    exit 1
fi
all=$(cargo tree --package deskhand-domain --edges normal --prefix none | cut -d' ' -f1 | sort -u)
if banned=$(grep -xE 'tokio|sea-orm|sqlx|actix-.*|hyper|reqwest|lettre|chrono|rand|getrandom|deskhand-(memory|persistence|http|email|auth|server)' <<<"$all"); then
    echo "the domain must not depend on: $banned" >&2
    exit 1
fi
echo "the domain depends on $(wc -l <"$list") crates, all of them allowed"
