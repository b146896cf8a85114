#!/usr/bin/env bash
# Runs tests while the feed lags: tests/with_postgres.sh tests/with_lagging_feed.sh cargo test --test blackbox
#
# PostgreSQL's feed shows an event once no older transaction of the server is open. Here one always is, for 60 ms or what
# DESKHAND_TEST_LAG says, so events are shown 30 to 60 ms late. A test that reads them without waiting fails here each
# time; otherwise it fails where the machine is busy.
set -euo pipefail

[ $# -gt 0 ] || { echo "with_lagging_feed: which command?" >&2; exit 2; }
: "${DESKHAND_TEST_POSTGRES_URL:?with_lagging_feed: put tests/with_postgres.sh before it}"
command -v psql >/dev/null || { echo "with_lagging_feed: psql is needed (Debian, Ubuntu: apt-get install postgresql-client)" >&2; exit 1; }

lag=${DESKHAND_TEST_LAG:-0.06}

hold_transactions() {
    while psql --quiet --no-psqlrc --set ON_ERROR_STOP=1 "$DESKHAND_TEST_POSTGRES_URL" >/dev/null 2>&1 <<SQL
BEGIN; SELECT pg_current_xact_id(); SELECT pg_sleep($lag); COMMIT;
SQL
    do :; done
}

# Two of them, half a turn apart, each in a process group of its own, to be ended with what it runs.
holders=()
end_holders() { for holder in "${holders[@]}"; do kill -- "-$holder" 2>/dev/null || true; done; }
trap end_holders EXIT
set -m
hold_transactions &
holders+=($!)
sleep "$(awk "BEGIN { print $lag / 2 }")"
hold_transactions &
holders+=($!)
set +m

"$@"
