#!/usr/bin/env bash
# Runs a command beside a ChromeDriver: tests/with_browser.sh cargo test --package deskhand-tests --test blackbox console
# The command finds it in DESKHAND_TEST_BROWSER, as an address, and the browser itself in DESKHAND_TEST_CHROME.
# CHROME and CHROMEDRIVER may name programs of your own, of the same version.
# axe-core, which finds faults of accessibility, is fetched from npm into target/ once; the tests find it in DESKHAND_TEST_AXE.
# Afterwards, however it ends, nothing is left of the driver.
set -euo pipefail

say() { echo "with_browser: $*" >&2; }

[ $# -gt 0 ] || { say "which command?"; exit 2; }
[ -z "${DESKHAND_TEST_BROWSER:-}" ] || exec "$@"

first_of() {
    local name
    for name in "$@"; do
        command -v "$name" && return
    done
    return 0
}

find_programs() {
    chrome=${CHROME:-$(first_of chromium google-chrome google-chrome-stable chromium-browser)}
    driver=${CHROMEDRIVER:-$(first_of chromedriver)}
    # Ubuntu's chromium-browser only says that the browser is a snap.
    if [ -n "$chrome" ] && ! "$chrome" --version >/dev/null 2>&1; then
        say "$chrome does not run (on Ubuntu it may be a stub for a snap): name another one in CHROME"
        chrome=
    fi
}

find_programs
if [ -z "$chrome" ] || [ -z "$driver" ]; then
    if [ "$(id -u)" != 0 ] || ! command -v apt-get >/dev/null || ! grep -qs '^ID=debian' /etc/os-release; then
        say "Chromium and ChromeDriver are needed for this test. Install them (Debian: apt-get install chromium chromium-driver), name them in"
        say "CHROME and CHROMEDRIVER, or run this as root on Debian."
        exit 1
    fi
    say "installing Chromium and ChromeDriver with apt-get"
    export DEBIAN_FRONTEND=noninteractive
    { apt-get update && apt-get install -y --no-install-recommends chromium chromium-driver; } >&2 ||
        { say "apt-get could not install them"; exit 1; }
    find_programs
    [ -n "$chrome" ] && [ -n "$driver" ] || { say "they were installed, but not found"; exit 1; }
fi

# "Chromium 156.0.8078.108 built on Debian", "ChromeDriver 156.0.8078.108 (...)"
major() { "$1" --version 2>/dev/null | grep -o '[0-9]\+' | head -n 1; }
if [ "$(major "$chrome")" != "$(major "$driver")" ]; then
    say "$chrome ($(major "$chrome")) and $driver ($(major "$driver")) are of different versions"
    exit 1
fi

# One version, by its checksum, so that a run finds today what it found yesterday.
axe_version=4.10.3
axe_sum=0f2b4d7dcdf7d1219df8d1959ad68e565f51d14c3f0d88bb71cd59abeb956292
axe=$(dirname "$0")/../target/tools/axe-core-$axe_version.js
fetch_axe() {
    mkdir -p "$(dirname "$axe")"
    curl -sSfL --retry 3 "https://registry.npmjs.org/axe-core/-/axe-core-$axe_version.tgz" -o "$axe.tgz" || return
    echo "$axe_sum  $axe.tgz" | sha256sum --check --quiet || return
    tar --extract --gzip --to-stdout --file "$axe.tgz" package/axe.min.js >"$axe.new"
    mv "$axe.new" "$axe"
    rm "$axe.tgz"
}
if [ -f "$axe" ] || fetch_axe; then
    DESKHAND_TEST_AXE=$(realpath "$axe")
    export DESKHAND_TEST_AXE
else
    say "axe-core $axe_version could not be fetched from registry.npmjs.org: put its axe.min.js into $axe, or faults of accessibility are NOT looked for"
fi

log=$(mktemp)
server=
child=
clean_up() {
    trap '' INT TERM HUP
    [ -z "$child" ] || kill -- "-$child" 2>/dev/null || true
    # Its browsers are of its process group.
    [ -z "$server" ] || kill -- "-$server" 2>/dev/null || true
    [ -z "$server" ] || wait "$server" 2>/dev/null || true
    rm -f "$log"
}
trap clean_up EXIT
trap 'exit 130' INT
trap 'exit 143' TERM HUP

set -m
"$driver" --port=0 >"$log" 2>&1 &
server=$!
port=
for _ in $(seq 100); do
    port=$(sed -n 's/.*started successfully on port \([0-9]\+\).*/\1/p' "$log")
    [ -z "$port" ] || break
    kill -0 "$server" 2>/dev/null || break
    sleep 0.1
done
[ -n "$port" ] || { say "ChromeDriver did not start:"; cat "$log" >&2; exit 1; }

DESKHAND_TEST_BROWSER=http://127.0.0.1:$port DESKHAND_TEST_CHROME=$chrome "$@" &
child=$!
status=0
wait "$child" || status=$?
child=
exit "$status"
