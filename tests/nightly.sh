#!/bin/sh
# nightly.sh [PART...]: what takes too long for every change, in parts; all of them without PART, but for coverage, which
# guards nothing and tells which lines no test runs. --list names them, and what each guards that nothing faster does. What
# a part found is kept in build/nightly/COMMIT-PART, so that a second call on the same commit does only what is missing or
# failed; where files differ from the commit nothing is kept. FUZZ_SECONDS (default 120): time for each fuzzer. The last
# lines say which commit, and sum up: N passed, N failed.
set -u
cd "$(dirname "$0")/.." || exit 1
. tests/lib.sh
make_scratch
. tests/checks.sh

# First what takes longest and does not ask what models predict.
parts() {
    cat <<'END'
faults    every call of every command fails once: no loss, no silence
tsan      threads race nowhere; memory is not used before another thread has made it
fuzz      what nobody thought of, in everything that reads bytes or words
asan      memory errors outside of the parsers, where run.sh looks
unsigned  another compiler, with char unsigned as on ARM: what the program does, not only its bytes
aarch64   kernels, models and streams on another CPU, emulated
bits      one archive from every kernel, compiler, optimization and CPU, with every policy, optimizer and prior
kinds     each kind of data at each level; memory never set (valgrind); a real tree
packages  Debian's packages
release   the slow tests of the release build
END
}

llz=build/release/llz

part_faults() {
    check "build: release" build_preset release -DLLZ_WERROR=ON || return
    each_of "faults:" faults restore folder file recover learn stdio
}
faults() {
    built=build/release/tests/fault
    tests/fault/fault.sh "$PWD/$llz" "$PWD/$built/fault.so" "$PWD/$built/fault_drive" "$PWD/$built/fault_attribute" "$1"
}

# Races need threads.
part_tsan() {
    targets=thread_tests
    build_and_test tsan --label-regex threads
    targets=
}

part_asan() {
    build_and_test asan --label-exclude 'slow|once'
}

part_unsigned() {
    build_and_test unsigned --label-exclude 'slow|once'
}

part_coverage() {
    check "build: coverage" build_preset coverage -DLLZ_WERROR=ON || return
    find build/coverage -name '*.gcda' -exec rm -f {} +
    run_tests coverage --label-exclude slow
    (
        cd "$scratch" &&
            find "$OLDPWD/build/coverage/CMakeFiles" -name '*.gcda' -exec gcov -n -r -s "$OLDPWD" {} + 2>/dev/null
    ) | awk -F"[':% ]+" '
        /^File/ { folder = $2; sub("/.*", "", folder) }
        /^Lines executed/ && folder { lines[folder] += $5; run[folder] += $3 * $5 / 100; folder = "" }
        END { for (f in lines) printf "coverage: %-8s %5.1f %% of %d lines\n", f, 100 * run[f] / lines[f], lines[f] }' |
        sort
}

part_fuzz() {
    check "build: fuzz" build_preset fuzz -DLLZ_WERROR=ON || return
    fuzzers=
    for fuzzer in build/fuzz/tests/fuzz_*; do
        [ -x "$fuzzer" ] && [ "${fuzzer##*_}" != seeds ] && fuzzers="$fuzzers ${fuzzer##*fuzz_}"
    done
    # shellcheck disable=SC2086 # one word each
    each_of "fuzz" fuzz $fuzzers
}
fuzz() {
    tests/fuzz/fuzz.sh build/fuzz/tests build/fuzz-corpus "${FUZZ_SECONDS:-120}" "$1"
}

part_aarch64() {
    check "build: release" build_preset release -DLLZ_WERROR=ON
    check "cmocka for aarch64" tests/cross/cross_root.sh
    build_and_test aarch64 --label-exclude long
    run_tests aarch64 --label-regex model
}

part_bits() {
    check "cmocka for aarch64" tests/cross/cross_root.sh # without it, aarch64 would be configured anew
    for preset in release clang debug aarch64; do
        targets=llz
        check "build: $preset" build_preset $preset -DLLZ_WERROR=ON
        targets=
    done
    check "one archive from every build" tests/cross/same_bits.sh
}

part_kinds() {
    check "build: release" build_preset release -DLLZ_WERROR=ON || return
    check "generated corpora" corpora/build.sh --generated build/corpora || return
    # Valgrind knows no AVX-512; the program then chooses another kernel by itself.
    head -c 3000 build/corpora/generated/mixed >"$scratch/small"
    # What the C library keeps for a thread that is never joined is found by a pointer into its middle: "possibly lost".
    check "valgrind" round_trip 0 "$scratch/small" valgrind -q --error-exitcode=9 --leak-check=full \
        --errors-for-leak-kinds=definite,indirect --
    check "tree of the kernel's headers" tree_trip
    all=
    for level in 9 8 7 6 5 4 3 2 1 0; do
        for file in build/corpora/generated/*; do
            all="$all $level:${file##*/}"
        done
    done
    # shellcheck disable=SC2086 # one word each
    each_of "level and kind" level_and_kind $all
}

# round_trip LEVEL FILE [PREFIX...]
round_trip() (
    level=$1 file=$2
    shift 2
    work=$(mktemp -d "$scratch/trip.XXXXXX") || exit 1
    "$@" "$llz" -q -T1 -c --level="$level" "$file" >"$work/archive" &&
        "$@" "$llz" -q -T1 -d -c <"$work/archive" >"$work/restored" && cmp "$work/restored" "$file"
    code=$?
    rm -rf "$work"
    exit $code
)
# The upper levels take seconds for what they learn first, and a millisecond for each ten bytes.
level_and_kind() {
    bytes=200000
    [ "${1%%:*}" -lt 3 ] || bytes=30000
    head -c $bytes "build/corpora/generated/${1#*:}" >"$scratch/input-$1"
    round_trip "${1%%:*}" "$scratch/input-$1" && rm "$scratch/input-$1"
}

# A real tree, with all that belongs to its files; only root can give them back to their owners.
tree_trip() {
    headers=/usr/include/linux owners=
    [ "$(id -u)" = 0 ] || owners="--no-owner --no-group"
    # shellcheck disable=SC2086 # options
    "$llz" -q -0 -c "$headers" >"$scratch/archive" && rm -rf "$scratch/tree" &&
        "$llz" -q -d -o "$scratch/tree" "$scratch/archive" &&
        difference=$(rsync -anicH --delete $owners "$scratch/tree/" "$headers/") && [ -z "$difference" ]
}

part_packages() {
    check "packages for Debian" tests/package/package.sh
}

part_release() {
    build_and_test release --label-regex slow
}

if [ "${1-}" = --list ]; then
    parts
    exit 0
fi
names=$(parts | cut -d ' ' -f 1)
for part; do
    printf '%s\n' "$names" coverage | grep -qx -e "$part" || {
        echo "nightly.sh: no part $part; see --list" >&2
        exit 2
    }
done
[ $# -gt 0 ] && chosen="$*" || chosen=$names

# The commit, or nothing where files are not those of one.
commit=$(git rev-parse --short=12 HEAD 2>/dev/null) && [ -z "$(git status --porcelain 2>/dev/null)" ] || commit=
mkdir -p build/nightly

# record PART: where what it found is kept.
record() {
    echo "build/nightly/${commit:-uncommitted}-$1"
}

check "packages" install_packages build quickstart test nightly || exit 1
for part in $chosen; do
    if [ -n "$commit" ] && grep -q ' 0 failed' "$(record "$part")" 2>/dev/null; then
        continue
    fi
    passed=0 failed=0 skipped=0 began=$(date +%s)
    rm -f "$(record "$part")"
    say "PART $part"
    "part_$part"
    echo "$passed passed, $failed failed, $skipped skipped, $(($(date +%s) - began)) s" >"$(record "$part")"
    rm -rf "${scratch:?}"/*
done

say "commit ${commit:-none: files differ from it}"
passed=0 failed=0 skipped=0
for part in $chosen; do
    found=$(cat "$(record "$part")")
    printf '%-9s %s\n' "$part" "$found"
    # shellcheck disable=SC2086 # words: N passed, N failed, N skipped, N s
    set -- $found
    passed=$((passed + $1)) failed=$((failed + $3)) skipped=$((skipped + $5))
done
[ "$chosen" = "$names" ] || echo "of these parts alone; whole without PART"
summary
