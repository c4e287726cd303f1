#!/usr/bin/env bash
# Browser tests of the served pages: Debian's Chromium, driven by Playwright, with axe-core. Skipped loudly where there is
# no browser. Usage: .ci/browser.sh [PROGRAM]; `SHOTS=DIR` also keeps pictures at 1280 and 390 pixels, light and dark.
# PROGRAM is a built `weigh`; without it the release build of the CI's target folder.
set -euo pipefail
cd "$(dirname "$0")/.."
cache="${XDG_CACHE_HOME:-$HOME/.cache}/weigh-ci"
weigh="${1:-${CARGO_TARGET_DIR:-$cache/target}/release/weigh}"
[ -x "$weigh" ] || { echo "no program at $weigh: build it, or name one"; exit 1; }

chromium=$(command -v chromium || command -v chromium-browser || command -v google-chrome || true)
if [ -z "$chromium" ] && [ -n "${CI:-}" ] && [ "$(id -u)" = 0 ] && command -v apt-get > /dev/null; then
    (apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq chromium) > "$cache/apt.log" 2>&1 || true
    chromium=$(command -v chromium || true)
fi
for tool in python3 npm; do
    command -v "$tool" > /dev/null || { echo "SKIPPED: browser tests, there is no $tool"; exit 0; }
done
[ -n "$chromium" ] || { echo "SKIPPED: browser tests, there is no Chromium"; exit 0; }

if [ ! -x "$cache/browser/bin/python" ]; then
    python3 -m venv "$cache/browser" || { echo "SKIPPED: browser tests, python3 cannot make an environment"; exit 0; }
fi
"$cache/browser/bin/python" -c 'import playwright' 2> /dev/null || "$cache/browser/bin/pip" install --quiet playwright
if [ ! -f "$cache/axe/package/axe.min.js" ]; then
    mkdir -p "$cache/axe"
    (cd "$cache/axe" && npm pack axe-core --silent > /dev/null && tar xzf axe-core-*.tgz)
fi

log=$(mktemp)
WEIGH_CACHE="$cache/browser-catalog" WEIGH_TODAY=2026-11-22 "$weigh" serve --listen 127.0.0.1:0 2> "$log" &
server=$!
trap 'kill "$server" 2> /dev/null; wait "$server" 2> /dev/null; rm -f "$log"' EXIT
for _ in $(seq 100); do
    address=$(sed -n 's|^weigh answers at \(http://[^ ]*\)/ .*|\1|p' "$log")
    [ -n "$address" ] && break
    sleep 0.1
done
[ -n "$address" ] || { echo "the server did not start:"; cat "$log"; exit 1; }
"$cache/browser/bin/python" .ci/browser.py "$address" "$chromium" "$cache/axe/package/axe.min.js" "${SHOTS:-}"
