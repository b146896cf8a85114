#!/usr/bin/env bash
# Runs the tour of the README as it is written, against a fresh instance on a free port.
set -euo pipefail
cd "$(dirname "$0")/.."
root=$PWD
cargo build --quiet --bin deskhand
program=${CARGO_TARGET_DIR:-$root/target}/debug/deskhand

desk=$(mktemp -d)
server=
finish() {
    [ -z "$server" ] || kill "$server" 2>/dev/null || true
    rm -rf "$desk"
}
trap finish EXIT

# The commands between the marks, without the fences of the code blocks.
awk '/<!-- tour -->/ {on = 1} /<!-- end of tour -->/ {on = 0} on && /^```/ {code = !code; next} on && code' \
    README.md >"$desk/tour"
[ -s "$desk/tour" ] || { echo "README.md has no tour" >&2; exit 1; }

cd "$desk"
DESKHAND__HTTP__PORT=0 "$program" serve >serve.out 2>serve.log &
server=$!
for _ in $(seq 100); do
    grep -q 'password  ' serve.out && break
    kill -0 "$server" || { cat serve.log >&2; exit 1; }
    sleep 0.1
done
DESK=$(sed -n 's/^deskhand listens on \([^ ]*\).*/\1/p' serve.out)
PASSWORD=$(sed -n 's/^  password  *\([^ ]*\).*/\1/p' serve.out)
export DESK PASSWORD

bash -euo pipefail -x tour >tour.out 2>tour.trace || { cat tour.trace tour.out >&2; exit 1; }
for expected in '"number":1' '"status":"resolved"' 'Subject: \[#1\]'; do
    grep -q "$expected" tour.out || { echo "the tour did not show $expected" >&2; cat tour.trace tour.out >&2; exit 1; }
done

kill -TERM "$server"
wait "$server"
server=
echo "the tour of the README works as written"
