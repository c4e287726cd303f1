#!/usr/bin/env bash
# Requests generated from the OpenAPI document against the real server: every answer must be one the document allows.
# Usage: .ci/schemathesis.sh [PROGRAM]; PROGRAM is a built `weigh`, without it the release build of the CI's target folder.
# The generator is a Python package, kept in the cache folder. Without Python the check is skipped, and says so.
set -euo pipefail
cd "$(dirname "$0")/.."

cache="${XDG_CACHE_HOME:-$HOME/.cache}/weigh-ci"
weigh="${1:-${CARGO_TARGET_DIR:-$cache/target}/release/weigh}"
tool="$cache/schemathesis"
version=4.32.5

skip() { echo "SKIPPED: $*, so no generated requests were sent to the API"; exit 0; }

command -v python3 >/dev/null || skip "python3 is missing"
mkdir -p "$cache"
if ! "$tool/bin/schemathesis" --version 2>/dev/null | grep -q "$version"; then
    rm -rf "$tool"
    python3 -m venv "$tool" || skip "python3 cannot make an environment (its venv module is missing)"
    "$tool/bin/pip" install --quiet "schemathesis==$version"
fi

[ -x "$weigh" ] || { echo "no program at $weigh: build it, or name one"; exit 1; }
work=$(mktemp -d "$cache/api.XXXXXX")
WEIGH_CACHE="$work" WEIGH_TODAY=2026-11-22 "$weigh" serve --listen 127.0.0.1:0 2> "$work/log" &
server=$!
trap 'cd /; kill "$server" 2>/dev/null || true; wait "$server" 2>/dev/null || true; rm -rf "$work"' EXIT

address=""
for _ in $(seq 100); do
    address=$(sed -n 's|.*weigh answers at \(http://[^/]*\)/.*|\1|p' "$work/log")
    [ -n "$address" ] && break
    kill -0 "$server" 2>/dev/null || { cat "$work/log"; echo "the server did not start"; exit 1; }
    sleep 0.1
done
[ -n "$address" ] || { cat "$work/log"; echo "the server did not say where it answers"; exit 1; }

# It leaves notes of its own where it runs: in the work folder, not in the checkout.
config="$PWD/.ci/schemathesis.toml"
cd "$work"
"$tool/bin/schemathesis" --config-file "$config" run "$address/api/v1/openapi.json" \
    --checks all --max-examples "${SCHEMATHESIS_EXAMPLES:-20}" --seed 1
