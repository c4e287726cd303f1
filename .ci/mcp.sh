#!/usr/bin/env bash
# The MCP server against the official Python client, over stdio and over HTTP. Usage: .ci/mcp.sh [PROGRAM]
# PROGRAM is a built `weigh`; without it the release build of the CI's target folder.
set -euo pipefail
cd "$(dirname "$0")/.."

cache="${XDG_CACHE_HOME:-$HOME/.cache}/weigh-ci"
weigh="${1:-${CARGO_TARGET_DIR:-$cache/target}/release/weigh}"
client="$cache/mcp-client"

if ! command -v python3 >/dev/null 2>&1; then
    echo "SKIPPED: python3 is not installed, so the official MCP client did not ask anything"
    exit 0
fi
[ -x "$weigh" ] || { echo "no program at $weigh: build it, or name one"; exit 1; }
if ! "$client/bin/python" -c 'import mcp' >/dev/null 2>&1; then
    rm -rf "$client"
    mkdir -p "$cache"
    if ! python3 -m venv "$client"; then
        echo "SKIPPED: python3 cannot make a virtual environment (package python3-venv), so the MCP client did not ask anything"
        exit 0
    fi
    "$client/bin/pip" install --quiet --disable-pip-version-check mcp
fi
timeout 300 "$client/bin/python" .ci/mcp_client.py "$weigh"
