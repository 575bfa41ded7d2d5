#!/bin/sh
# Writes the table of models' identities in learner/identity.c anew. Run it when a change of the model is meant:
# tests/identity.sh [BUILD_FOLDER], by default build/release, which is brought up to date before and after.
set -eu
cd "$(dirname "$0")/.."
build=${1-build/release}
table=learner/identity.c
lines=$(mktemp)
trap 'rm -f "$lines" "$lines.c"' EXIT

cmake --build "$build" --target test_identity
"$build/tests/test_identity" --print >"$lines"
[ "$(grep -c '^    { [0-9]*, 0x[0-9a-f]\{8\} },$' "$lines")" -gt 0 ] || { echo "no identities" >&2; exit 1; }
awk -v lines="$lines" '
    /^    \{ [0-9]+, 0x[0-9a-f]+ \},$/ {
        if (!done) while ((getline line <lines) > 0) print line
        done = 1
        next
    }
    { print }
    END { exit !done }' "$table" >"$lines.c"
cat "$lines.c" >"$table"
cmake --build "$build"
git --no-pager diff --stat -- "$table"
