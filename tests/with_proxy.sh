#!/usr/bin/env bash
# Puts nginx in front of a running deskhand: tests/with_proxy.sh 127.0.0.1:8080
# It prints the address of the proxy, and serves until its stdin closes. The part between the marks is the example of
# docs/operations.md.
set -euo pipefail

say() { echo "with_proxy: $*" >&2; }

[ $# = 1 ] || { say "which address has deskhand?"; exit 2; }

find_nginx() { command -v nginx || ls /usr/sbin/nginx 2>/dev/null || true; }

nginx=$(find_nginx)
if [ -z "$nginx" ]; then
    if [ "$(id -u)" != 0 ] || ! command -v apt-get >/dev/null; then
        say "nginx is needed for this test. Install it (Debian, Ubuntu: apt-get install nginx-light), or run this as root where apt-get can."
        exit 1
    fi
    say "installing nginx with apt-get"
    # Only the program is wanted, not the server that the package would start.
    mkdir -p /etc/nginx
    export DEBIAN_FRONTEND=noninteractive RUNLEVEL=1
    { apt-get update && apt-get install -y --no-install-recommends nginx-light; } >&2 ||
        { say "apt-get could not install nginx"; exit 1; }
    nginx=$(find_nginx)
    [ -n "$nginx" ] || { say "nginx was installed, but its program was not found"; exit 1; }
fi

home=$(mktemp -d -t deskhand-nginx.XXXXXX)
child=
clean_up() {
    [ -z "$child" ] || kill "$child" 2>/dev/null || true
    [ -z "$child" ] || wait "$child" 2>/dev/null || true
    rm -rf "$home"
}
trap clean_up EXIT
trap 'exit 143' INT TERM HUP

write_config() {
    cat >"$home/nginx.conf" <<CONFIG
daemon off;
pid $home/nginx.pid;
error_log stderr error;
worker_processes 1;
events { worker_connections 2048; }
http {
    access_log off;
    client_body_temp_path $home/body;
    proxy_temp_path $home/proxy;
    fastcgi_temp_path $home/fastcgi;
    uwsgi_temp_path $home/uwsgi;
    scgi_temp_path $home/scgi;

    # example
    upstream deskhand {
        server $1;
        keepalive 16;
        # Shorter than http.idle_timeout: nginx ends idle connections, not deskhand.
        keepalive_timeout 4s;
    }
    server {
        listen 127.0.0.1:$2;
        # Bodies with long texts have at most 1,152 KiB.
        client_max_body_size 2m;
        location / {
            proxy_pass http://deskhand;
            proxy_http_version 1.1;
            proxy_set_header Host \$host;
            proxy_set_header Connection \$upgraded;
            proxy_set_header Upgrade \$http_upgrade;
            # In place of what the client sent. Name the proxy in http.trusted_proxies.
            proxy_set_header X-Forwarded-For \$remote_addr;
            # Longer than the heartbeat of event streams, which comes every 15 seconds.
            proxy_read_timeout 60s;
        }
    }
    map \$http_upgrade \$upgraded {
        default upgrade;
        "" "";
    }
    # end of example
}
CONFIG
}

# A free port may be taken by another program in the meantime: then the next one is tried.
for _ in 1 2 3 4 5; do
    port=$((20000 + RANDOM % 10000))
    write_config "$1" "$port"
    "$nginx" -p "$home" -c "$home/nginx.conf" -e stderr </dev/null >&2 2>"$home/log" &
    child=$!
    for _ in $(seq 100); do
        if (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null && kill -0 "$child" 2>/dev/null; then
            echo "127.0.0.1:$port"
            cat >/dev/null
            exit 0
        fi
        kill -0 "$child" 2>/dev/null || break
        sleep 0.05
    done
    kill "$child" 2>/dev/null || true
    wait "$child" 2>/dev/null || true
done
say "nginx did not start:"
cat "$home/log" >&2
exit 1
