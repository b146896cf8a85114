#!/usr/bin/env bash
# Checks the API as a product: the rules of OpenAPI and AsyncAPI, what changed since the last release, the clients that are generated from
# the document and drive a running desk, and the fuzz of the contract. Says how long each step took.
# It needs node (20 or newer) with npm, and python3 (3.11 or newer) with venv; their packages come from npm and PyPI, into target/tools.
#   tests/api.sh [lint] [diff] [clients] [fuzz]   only these steps
set -euo pipefail
cd "$(dirname "$0")/.."
root=$PWD
tools=$root/target/tools/api
export NPM_CONFIG_CACHE=$root/target/tools/npm-cache NPM_CONFIG_UPDATE_NOTIFIER=false REDOCLY_TELEMETRY=off PYTHONDONTWRITEBYTECODE=1

need() { command -v "$1" >/dev/null || { echo "$1 is missing: $2" >&2; exit 1; }; }
need node "install Node.js 20 or newer (Debian: apt install nodejs npm)"
need npm "install npm (Debian: apt install npm)"
need python3 "install Python 3.11 or newer (Debian: apt install python3 python3-venv)"
node -e 'process.exit(parseInt(process.versions.node) >= 20 ? 0 : 1)' || { echo "node $(node --version) is too old: 20 or newer is needed" >&2; exit 1; }
python3 -c 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))' || { echo "python3 must be 3.11 or newer, with venv (Debian: apt install python3-venv)" >&2; exit 1; }

# fresh DIRECTORY FILE: whether the packages in the directory are those that the file names.
fresh() { cmp --silent "$1/installed" "$2"; }

# npm_packages DIRECTORY: installs what its lock names, unless it is there.
npm_packages() {
    fresh "$1" "$1/package-lock.json" && return
    (cd "$1" && npm ci --ignore-scripts --no-audit --no-fund --silent)
    cp "$1/package-lock.json" "$1/installed"
}

# recipe FROM TO FILE...: brings the files of a recipe to the place where its packages are.
recipe() {
    from=$1 to=$2
    shift 2
    mkdir -p "$to"
    for file in "$@"; do
        rm -rf "${to:?}/$file"
        cp -R "$from/$file" "$to/$file"
    done
}

lint() {
    recipe tests/api "$tools/lint" package.json package-lock.json .npmrc
    npm_packages "$tools/lint"
    bin=$tools/lint/node_modules/.bin
    "$bin/spectral" lint --fail-severity hint --ruleset tests/api/spectral-openapi.yaml docs/openapi.json
    "$bin/spectral" lint --fail-severity hint --ruleset tests/api/spectral-asyncapi.yaml docs/asyncapi.json
    # Redocly ends well where it only warns; a warning has to be as bad as an error here.
    "$bin/redocly" lint --config tests/api/redocly.yaml --format json docs/openapi.json >"$tools/redocly.json" 2>"$tools/redocly.log" ||
        { cat "$tools/redocly.log" "$tools/redocly.json" >&2; return 1; }
    python3 -c '
import json, sys
report = json.load(open(sys.argv[1]))
for problem in report["problems"]:
    print(problem["ruleId"], problem["message"], [place.get("pointer") for place in problem["location"]], file=sys.stderr)
print("redocly:", report["totals"])
sys.exit(bool(report["totals"]["errors"] or report["totals"]["warnings"]))' "$tools/redocly.json"
}

diff() {
    (cd tests/api && python3 -m unittest discover -q)
    PYTHONPATH=tests/api python3 -m api_diff
}

# desk: starts a desk of its own, and sets DESK, LOGIN and PASSWORD.
desk() {
    cargo build --quiet --bin deskhand
    home=$(mktemp -d -t deskhand-api.XXXXXX)
    trap 'kill "$server" 2>/dev/null || true; wait "$server" 2>/dev/null || true; rm -rf "$home"' EXIT
    export LOGIN=root PASSWORD="a lovely machine of 1843"
    (
        cd "$home"
        DESKHAND__HTTP__PORT=0 DESKHAND__LOG__LEVEL=warn DESKHAND__WEBHOOKS__ALLOW_PRIVATE=true DESKHAND__AUTH__BCRYPT_COST=4 DESKHAND__BOOTSTRAP__USERNAME=$LOGIN \
            DESKHAND__BOOTSTRAP__EMAIL=root@example.com DESKHAND__BOOTSTRAP__PASSWORD=$PASSWORD \
            exec "${CARGO_TARGET_DIR:-$root/target}/debug/deskhand" serve >serve.log 2>&1
    ) &
    server=$!
    for _ in $(seq 100); do
        DESK=$(sed -n 's/^deskhand listens on \(http:[^ ]*\).*/\1/p' "$home/serve.log" 2>/dev/null)
        [ -n "$DESK" ] && break
        kill -0 "$server" || { cat "$home/serve.log" >&2; return 1; }
        sleep 0.1
    done
    export DESK
}

typescript_client() {
    recipe clients/typescript "$tools/typescript" package.json package-lock.json .npmrc tsconfig.json src
    npm_packages "$tools/typescript"
    cd "$tools/typescript"
    rm -rf generated build
    DOCUMENT=$root/docs/openapi.json npm run --silent generate
    npm run --silent build
    npm run --silent drive
}

python_client() {
    recipe clients/python "$tools/python" requirements.txt generator.yaml mypy.ini drive
    cd "$tools/python"
    [ -x .venv/bin/python ] || python3 -m venv .venv
    if ! fresh . requirements.txt; then
        .venv/bin/pip install --quiet --disable-pip-version-check -r requirements.txt
        cp requirements.txt installed
    fi
    rm -rf generated
    .venv/bin/openapi-python-client generate --path "$root/docs/openapi.json" --output-path generated/deskhand_client \
        --meta none --config generator.yaml --fail-on-warning
    .venv/bin/mypy
    PYTHONPATH=generated .venv/bin/python -m drive
}

clients() {
    desk
    # A delivery as the desk signs it, for the libraries of Standard Webhooks.
    export WEBHOOK_DELIVERY=$home/delivery.json
    python3 tests/api/take_delivery.py "$WEBHOOK_DELIVERY"
    (typescript_client)
    (python_client)
}

fuzz() { tests/fuzz_contract.sh; }

step() {
    began=$SECONDS
    echo "== $1"
    ("$1")
    echo "== $1 took $((SECONDS - began)) s"
}

for wanted in "${@:-lint diff clients fuzz}"; do
    for name in $wanted; do
        case $name in
        lint | diff | clients | fuzz) step "$name" ;;
        *) echo "there is no step $name: lint, diff, clients, fuzz" >&2; exit 1 ;;
        esac
    done
done
