#!/usr/bin/env bash
# Runs a command beside a throw-away PostgreSQL: tests/with_postgres.sh cargo test --workspace
# The command finds it in DESKHAND_TEST_POSTGRES_URL. Afterwards, however it ends, nothing is left of it.
#
# tests/with_postgres.sh --until-stdin-closes says the URL instead, and waits: a test process that was started
# without this script starts it like that, and even if it is killed, its end of the pipe closes. A line "stop" on stdin
# ends the server as a crash would, "start" starts it again; each is answered by a line when it is done.
#
# DESKHAND_TEST_POSTGRES_KEEP=folder keeps the databases there for the next time. That server is as durable as one that
# serves, and has more memory: it is for measurements.
set -euo pipefail

say() { echo "with_postgres: $*" >&2; }

[ $# -gt 0 ] || { say "which command?"; exit 2; }

# One server is enough, also for a script that calls this one again, or for one that you keep running yourself.
if [ -n "${DESKHAND_TEST_POSTGRES_URL:-}" ] && [ "$1" != --until-stdin-closes ]; then
    exec "$@"
fi

# On Debian the server's programs are not on the path, and a bare link to one of them may be.
find_programs() {
    local found candidate
    found=$(command -v initdb || true)
    for candidate in ${found:+"$(dirname "$(readlink -f "$found")")"} \
        $(ls -d /usr/lib/postgresql/*/bin /usr/pgsql-*/bin 2>/dev/null | sort -rV); do
        if [ -x "$candidate/initdb" ] && [ -x "$candidate/pg_ctl" ] && [ -x "$candidate/postgres" ]; then
            echo "$candidate"
            return
        fi
    done
}

install_programs() {
    if [ "$(id -u)" != 0 ] || ! command -v apt-get >/dev/null; then
        say "PostgreSQL is needed for the tests, and was found neither on the path nor under /usr/lib/postgresql."
        say "Install it (Debian, Ubuntu: apt-get install postgresql), or run this as root where apt-get can."
        exit 1
    fi
    say "installing PostgreSQL with apt-get"
    # Only the programs are wanted, not the server that the package would set up for good.
    if [ ! -e /etc/postgresql-common/createcluster.conf ]; then
        mkdir -p /etc/postgresql-common
        echo "create_main_cluster = false" >/etc/postgresql-common/createcluster.conf
    fi
    export DEBIAN_FRONTEND=noninteractive
    { apt-get update && apt-get install -y --no-install-recommends -o Dpkg::Options::=--force-confold postgresql; } >&2 ||
        { say "apt-get could not install PostgreSQL"; exit 1; }
}

programs=$(find_programs)
if [ -z "$programs" ]; then
    install_programs
    programs=$(find_programs)
    [ -n "$programs" ] || { say "PostgreSQL was installed, but its programs were not found"; exit 1; }
fi

# The server refuses to run as root.
if [ "$(id -u)" = 0 ]; then
    owner=$(id -un postgres 2>/dev/null || echo nobody)
    as_owner() { setpriv --reuid="$owner" --regid="$(id -g "$owner")" --clear-groups -- "$@"; }
    home=$(TMPDIR=/tmp mktemp -d -t deskhand-postgres.XXXXXX)
    chown "$owner" "$home"
else
    as_owner() { "$@"; }
    home=$(mktemp -d -t deskhand-postgres.XXXXXX)
fi

data=$home/data
stop_mode=immediate
if [ -n "${DESKHAND_TEST_POSTGRES_KEEP:-}" ]; then
    mkdir -p "$DESKHAND_TEST_POSTGRES_KEEP"
    data=$(cd "$DESKHAND_TEST_POSTGRES_KEEP" && pwd)/$("$programs/postgres" --version | sed 's/[^0-9]*\([0-9]*\).*/\1/')
    stop_mode=fast
    mkdir -p "$data" && chmod 700 "$data"
    [ "$(id -u)" != 0 ] || chown "$owner" "$data"
fi

child=
started=
clean_up() {
    trap '' INT TERM HUP
    [ -z "$child" ] || kill -- "-$child" 2>/dev/null || true
    [ -z "$started" ] || as_owner "$programs/pg_ctl" -D "$data" -m "$stop_mode" -w stop >/dev/null 2>&1 || true
    rm -rf "$home"
}
trap clean_up EXIT
trap 'exit 130' INT
trap 'exit 143' TERM HUP

# Letters beyond ASCII are letters to the trigram index only where the locale says so.
make_cluster() {
    cd "$home"
    as_owner "$programs/initdb" -D "$data" -U deskhand --auth=trust --encoding=UTF8 --locale="$1" --no-sync
}
([ -e "$data/PG_VERSION" ] || make_cluster C.UTF-8 || { rm -rf "$data"/* && make_cluster en_US.UTF-8; }) >"$home/initdb.log" 2>&1 ||
    { say "initdb failed:"; cat "$home/initdb.log" >&2; exit 1; }

# Reached only through a socket in a directory that is its owner's (and root's).
settings="-c listen_addresses='' -c unix_socket_directories='$home' -c max_connections=300"
if [ "$data" = "$home/data" ]; then
    # Nothing of it outlives the tests, so nothing of it needs to survive a power failure.
    settings="$settings -c shared_buffers=64MB -c fsync=off -c synchronous_commit=off -c full_page_writes=off"
else
    settings="$settings -c shared_buffers=512MB -c max_wal_size=4GB"
fi
if as_owner "$programs/pg_ctl" -D "$data" status >/dev/null 2>&1; then
    say "another run uses $data"
    exit 1
fi
started=yes
start_server() {
    (cd "$home" && as_owner "$programs/pg_ctl" -D "$data" -l "$home/server.log" -o "$settings" -w -t 60 start) >"$home/start.log" 2>&1 </dev/null
}
start_server ||
    { say "PostgreSQL did not start:"; cat "$home/start.log" "$home/server.log" >&2; exit 1; }

export DESKHAND_TEST_POSTGRES_URL="postgres://deskhand@localhost/postgres?host=$home"

obey() {
    local order
    while read -r order; do
        case $order in
        stop) as_owner "$programs/pg_ctl" -D "$data" -m immediate -w stop >"$home/stop.log" 2>&1 </dev/null || true ;;
        start) start_server || cat "$home/start.log" >&2 ;;
        esac
        echo "$order"
    done
}

# In a process group of its own, so that all of it can be ended with this script.
set -m
if [ "$1" = --until-stdin-closes ]; then
    echo "$DESKHAND_TEST_POSTGRES_URL"
    obey <&0 &
else
    "$@" <&0 &
fi
child=$!
set +m
status=0
wait "$child" || status=$?
child=
exit "$status"
