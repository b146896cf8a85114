#!/usr/bin/env bash
# Runs a command beside a throw-away Dovecot, an IMAP server: tests/with_dovecot.sh cargo test -p deskhand-mail-in
# The command finds it in DESKHAND_TEST_DOVECOT: the folder of the server, with
#   port, tls_port   the ports on 127.0.0.1
#   ca.pem           the authority that signed its certificate
# Every user has the password "hunter2", an empty mailbox, and a folder "Done".
# Afterwards, however it ends, nothing is left of it.
set -euo pipefail

say() { echo "with_dovecot: $*" >&2; }

[ $# -gt 0 ] || { say "which command?"; exit 2; }
[ -z "${DESKHAND_TEST_DOVECOT:-}" ] || exec "$@"

# The server, if it serves IMAP: that is a package of its own.
find_dovecot() {
    if [ -x /usr/lib/dovecot/imap ] || [ -x /usr/libexec/dovecot/imap ]; then
        command -v dovecot || ls /usr/sbin/dovecot 2>/dev/null || true
    fi
}

dovecot=$(find_dovecot)
if [ -z "$dovecot" ]; then
    if [ "$(id -u)" != 0 ] || ! command -v apt-get >/dev/null; then
        say "Dovecot is needed for this test. Install it (Debian, Ubuntu: apt-get install dovecot-imapd), or run this as root where"
        say "apt-get can."
        exit 1
    fi
    say "installing Dovecot with apt-get"
    # Only the programs are wanted, not the server that the package would start.
    export DEBIAN_FRONTEND=noninteractive RUNLEVEL=1
    { apt-get update && apt-get install -y --no-install-recommends dovecot-imapd; } >&2 ||
        { say "apt-get could not install Dovecot"; exit 1; }
    dovecot=$(find_dovecot)
    [ -n "$dovecot" ] || { say "Dovecot was installed, but its program was not found"; exit 1; }
fi
command -v openssl >/dev/null || { say "openssl is needed for the certificate of the test server"; exit 1; }

# Not below $TMPDIR: the name of a Unix socket has at most 108 characters.
home=$(TMPDIR=/tmp mktemp -d -t dovecot.XXXXXX)
server=
child=
clean_up() {
    trap '' INT TERM HUP
    [ -z "$child" ] || kill -- "-$child" 2>/dev/null || true
    [ -z "$server" ] || kill "$server" 2>/dev/null || true
    [ -z "$server" ] || wait "$server" 2>/dev/null || true
    rm -rf "$home"
}
trap clean_up EXIT
trap 'exit 130' INT
trap 'exit 143' TERM HUP

make_certificate() {
    cd "$home"
    openssl req -x509 -newkey rsa:2048 -nodes -days 2 -subj "/CN=test authority" -keyout ca.key -out ca.pem
    openssl req -newkey rsa:2048 -nodes -subj "/CN=127.0.0.1" -keyout tls.key -out tls.csr
    printf 'subjectAltName=IP:127.0.0.1,DNS:localhost\n' >tls.ext
    openssl x509 -req -in tls.csr -CA ca.pem -CAkey ca.key -CAcreateserial -days 2 -extfile tls.ext -out tls.pem
}
(make_certificate) >"$home/openssl.log" 2>&1 || { say "openssl failed:"; cat "$home/openssl.log" >&2; exit 1; }

# It needs no rights, so it gets none.
if [ "$(id -u)" = 0 ]; then
    owner=daemon
    as_owner() { exec setpriv --reuid="$owner" --regid="$(id -g "$owner")" --clear-groups -- "$@"; }
    chown -R "$owner" "$home"
else
    owner=$(id -un)
    as_owner() { exec "$@"; }
fi

write_config() {
    cat >"$home/dovecot.conf" <<CONFIG
base_dir = $home/run
state_dir = $home/state
log_path = $home/log
protocols = imap
listen = 127.0.0.1
default_internal_user = $owner
default_internal_group = $(id -gn "$owner")
default_login_user = $owner
disable_plaintext_auth = no
ssl = yes
ssl_cert = <$home/tls.pem
ssl_key = <$home/tls.key
mail_location = maildir:$home/mail/%u
mail_uid = $(id -u "$owner")
mail_gid = $(id -g "$owner")
first_valid_uid = 1
first_valid_gid = 1
passdb {
  driver = static
  args = password=hunter2
}
userdb {
  driver = static
  args = uid=$(id -u "$owner") gid=$(id -g "$owner") home=$home/mail/%u
}
namespace inbox {
  inbox = yes
  mailbox Done {
    auto = create
  }
}
service imap-login {
  chroot =
  inet_listener imap {
    port = $1
  }
  inet_listener imaps {
    port = $2
  }
}
service anvil {
  chroot =
}
service stats {
  chroot =
}
CONFIG
}

# A free port may be taken by another program in the meantime: then the next two are tried.
answers() { (exec 3<>"/dev/tcp/127.0.0.1/$1") 2>/dev/null; }
for _ in 1 2 3 4 5; do
    port=$((20000 + RANDOM % 10000))
    tls_port=$((port + 1))
    write_config "$port" "$tls_port"
    as_owner "$dovecot" -F -c "$home/dovecot.conf" </dev/null >"$home/out" 2>&1 &
    server=$!
    for _ in $(seq 100); do
        if answers "$port" && answers "$tls_port" && kill -0 "$server" 2>/dev/null; then
            break 2
        fi
        kill -0 "$server" 2>/dev/null || break
        sleep 0.05
    done
    kill "$server" 2>/dev/null || true
    wait "$server" 2>/dev/null || true
    server=
done
[ -n "$server" ] || { say "Dovecot did not start:"; cat "$home/out" "$home/log" >&2; exit 1; }
echo "$port" >"$home/port"
echo "$tls_port" >"$home/tls_port"
export DESKHAND_TEST_DOVECOT=$home

# In a process group of its own, so that all of it can be ended with this script.
set -m
"$@" <&0 &
child=$!
set +m
status=0
wait "$child" || status=$?
child=
exit "$status"
