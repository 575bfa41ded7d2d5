#!/bin/sh
# Every test of the release build stands in the table of tests/README.md, in the column of tests; a * there stands for the
# rest of a name.
set -uf
cd "$(dirname "$0")/.." || exit 1
# shellcheck disable=SC2016 # backticks are what is looked for
known=$(sed -n '/^| risk /,/^$/p' tests/README.md | cut -d '|' -f 3 | grep -o '`[^`]*`' | tr -d '`')
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
