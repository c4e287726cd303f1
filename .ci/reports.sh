#!/usr/bin/env bash
# Reports of `weigh check` against the published schemas, and the files to copy in docs/check. Usage: .ci/reports.sh [PROGRAM]
# PROGRAM is a built `weigh`; without it the release build of the CI's target folder. The schemas come with packages that
# carry them and stay in the cache folder: SARIF in serde-sarif (crates.io), JUnit as Jenkins publishes it in the sources of
# pytest, GitHub workflows in check-jsonschema (PyPI).
set -euo pipefail
cd "$(dirname "$0")/.."

cache="${XDG_CACHE_HOME:-$HOME/.cache}/weigh-ci"
weigh="${1:-${CARGO_TARGET_DIR:-$cache/target}/release/weigh}"
tool="$cache/reports"

skip() { echo "SKIPPED: $*, so no report was held against its schema"; exit 0; }

command -v python3 >/dev/null || skip "python3 is missing"
[ -x "$weigh" ] || { echo "no program at $weigh: build it, or name one"; exit 1; }
mkdir -p "$cache"
if ! "$tool/bin/python" -c 'import jsonschema, xmlschema, check_jsonschema' >/dev/null 2>&1; then
    rm -rf "$tool"
    python3 -m venv "$tool" || skip "python3 cannot make an environment (its venv module is missing)"
    "$tool/bin/pip" install --quiet --disable-pip-version-check check-jsonschema==0.39.0 xmlschema==4.3.2 ruamel.yaml
fi
junit="$tool/junit/junit-10.xsd"
if [ ! -f "$junit" ]; then
    mkdir -p "$tool/junit"
    "$tool/bin/pip" download --quiet --disable-pip-version-check --no-deps --no-binary :all: --dest "$tool/junit" pytest==9.2.0
    tar xzf "$tool/junit/pytest-9.2.0.tar.gz" -C "$tool/junit" --strip-components=3 pytest-9.2.0/testing/example_scripts/junit-10.xsd
fi
sarif="$tool/sarif/schema.json"
if [ ! -f "$sarif" ]; then
    mkdir -p "$tool/sarif/src"
    printf '[package]\nname = "schemas"\nversion = "0.0.0"\nedition = "2021"\n[dependencies]\nserde-sarif = "=0.8.0"\n[workspace]\n' \
        > "$tool/sarif/Cargo.toml"
    : > "$tool/sarif/src/lib.rs"
    (cd "$tool/sarif" && cargo vendor --quiet vendor >/dev/null)
    cp "$tool/sarif/vendor/serde-sarif/src/schema.json" "$sarif"
    rm -rf "$tool/sarif/vendor"
fi

work=$(mktemp -d "$cache/reports.XXXXXX")
trap 'rm -rf "$work"' EXIT
run() { (cd "$work" && WEIGH_CACHE="$work/cache" WEIGH_TODAY=2026-11-22 "$weigh" check "$@"); }
# Findings of every level, and a route that is not there, in a use with a name that needs escapes.
cat > "$work/weigh.toml" <<'TOML'
[needs]
no-training = true
[[use]]
name = "a, <b> & \"c\": 50% \u0007"
route = "openai/o4-mini@openai"
needs = { context = "900k" }
[[use]]
route = "meta/llama-3.2-1b@fireworks-ai"
[[use]]
route = "nobody/nothing@nowhere"
TOML
for format in sarif junit github; do
    if run --format "$format" --write "$work/out.$format"; then
        echo "a project with errors passed"
        exit 1
    fi
    test -s "$work/out.$format"
done
"$tool/bin/python" .ci/reports.py "$work" "$sarif" "$junit"
"$tool/bin/check-jsonschema" --builtin-schema vendor.github-workflows docs/check/github-action.yml
"$tool/bin/python" - docs/check/pre-commit-config.yaml <<'PYTHON'
import sys
from ruamel.yaml import YAML
hooks = [hook for repo in YAML(typ="safe").load(open(sys.argv[1]))["repos"] for hook in repo["hooks"]]
assert [set(hook) >= {"id", "name", "entry", "language"} for hook in hooks] == [True], hooks
PYTHON
echo "reports: SARIF, JUnit, annotations and the files to copy are as their readers want them"
