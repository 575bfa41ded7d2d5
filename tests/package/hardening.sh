#!/bin/sh
# usage: tests/package/hardening.sh FILE...
# The program, the library and the module, as a Release build links them: position-independent, relocated before they
# start, read-only then; and what parses has its stack and the sizes in calls of libc checked.
set -u
for file; do
    headers=$(readelf -hldW "$file") || exit 1
    for sign in 'Type: *DYN' GNU_RELRO 'BIND_NOW'; do
        echo "$headers" | grep -q "$sign" || {
            echo "$file: no $sign"
            exit 1
        }
    done
    echo "$headers" | grep 'GNU_STACK' | grep -q 'RW ' || {
        echo "$file: its stack can be executed"
        exit 1
    }
    case $file in *llz_blas.so) continue ;; esac # it has no array and no string
    symbols=$(readelf --dyn-syms -W "$file") || exit 1
    for symbol in __stack_chk_fail __memcpy_chk; do
        echo "$symbols" | grep -q "$symbol" || {
            echo "$file: no $symbol"
            exit 1
        }
    done
done
