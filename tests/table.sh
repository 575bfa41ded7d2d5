#!/bin/sh
# Every test of the release build stands in the table of tests/README.md; a * there stands for the rest of a name.
set -uf
cd "$(dirname "$0")/.." || exit 1
# Words in backticks, between bars; a blank for each bar.
known=$(sed -n '/^| risk /,/^$/s/[|`]/ /gp' tests/README.md)
missing=$(ctest --preset release -N | sed -n 's/.*Test *#[0-9]*: //p' | while read -r name; do
    for word in $known; do
        # shellcheck disable=SC2254 # it is a pattern
        case $name in $word) continue 2 ;; esac
    done
    echo "$name"
done)
[ -n "$known" ] && [ -z "$missing" ] && exit 0
echo "the table in tests/README.md does not tell what these hold:"
echo "$missing"
exit 1
