#!/usr/bin/env bash
# Runs the two tours of the README as they are written, each against a fresh instance on a free port.
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
commands() {
    awk -v from="<!-- $1 -->" -v to="<!-- end of $1 -->" \
        '$0 == from {on = 1} $0 == to {on = 0} on && /^```/ {code = !code; next} on && code' "$root/README.md"
}

start() {
    DESKHAND__HTTP__PORT=0 "$program" serve >serve.out 2>serve.log &
    server=$!
    for _ in $(seq 100); do
        grep -q 'password  ' serve.out && return
        kill -0 "$server" || { cat serve.log >&2; exit 1; }
        sleep 0.1
    done
}

stop() {
    kill -TERM "$server"
    wait "$server"
    server=
}

# tour NAME EXPECTED...: every text must be in what the tour prints.
tour() {
    name=$1
    shift
    commands "$name" >tour
    [ -s tour ] || { echo "README.md has no $name" >&2; exit 1; }
    bash -euo pipefail -x tour >tour.out 2>tour.trace || { cat tour.trace tour.out serve.log >&2; exit 1; }
    for expected in "$@"; do
        grep -q "$expected" tour.out || { echo "the $name did not show $expected" >&2; cat tour.trace tour.out >&2; exit 1; }
    done
    echo "the $name of the README works as written"
}

mkdir "$desk/one" "$desk/two"
cd "$desk/one"
start
DESK=$(sed -n 's/^deskhand listens on \([^ ]*\).*/\1/p' serve.out)
PASSWORD=$(sed -n 's/^  password  *\([^ ]*\).*/\1/p' serve.out)
DESKHAND=$program
export DESK PASSWORD DESKHAND
tour "tour" '"number":1' '^status    resolved' '"status":"resolved"' 'Subject: \[#1\]'
stop

cd "$desk/two"
export DESKHAND__MAIL__IN__ADDRESS=support@desk.example.com DESKHAND__MAIL__IN__REPLY_ADDRESS='support+{tag}@desk.example.com'
start
tour "mail tour" 'posted #1' 'opened #1'
stop
