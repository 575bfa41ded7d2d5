#!/bin/sh
# All tests of every build, and what takes too long for every change: races, coverage, memory, fuzzing, every call that
# can fail, and every level on every kind of data. FUZZ_SECONDS (default 600): time for each fuzzer. The last line sums up:
# N passed, N failed.
set -u
cd "$(dirname "$0")/.." || exit 1
. tests/lib.sh
make_scratch
. tests/checks.sh

check "packages" install_packages build quickstart test nightly
check "cmocka for aarch64" tests/cross/cross_root.sh
for preset in release clang asan tsan aarch64; do
    build_and_test $preset
done
check "build: fuzz" build_preset fuzz -DLLZ_WERROR=ON
check "build: debug" build_preset debug -DLLZ_WERROR=ON
check "one archive from every build" tests/cross/same_bits.sh
check "packages for Debian" tests/package/package.sh

# Lines run by the tests, for each folder.
check "build: coverage" build_preset coverage -DLLZ_WERROR=ON
find build/coverage -name '*.gcda' -exec rm -f {} +
if run_tests coverage; then
    (
        cd "$scratch" &&
            find "$OLDPWD/build/coverage/CMakeFiles" -name '*.gcda' -exec gcov -n -r -s "$OLDPWD" {} + 2>/dev/null
    ) | awk -F"[':% ]+" '
        /^File/ { folder = $2; sub("/.*", "", folder) }
        /^Lines executed/ && folder { lines[folder] += $5; run[folder] += $3 * $5 / 100; folder = "" }
        END { for (f in lines) printf "coverage: %-8s %5.1f %% of %d lines\n", f, 100 * run[f] / lines[f], lines[f] }' |
        sort
fi

llz=build/release/llz
round_trip() { # PREFIX... -- LEVEL FILE
    prefix=
    while [ "$1" != -- ]; do
        prefix="$prefix $1"
        shift
    done
    # shellcheck disable=SC2086 # the prefix is a command and its options
    $prefix "$llz" -q -c --level="$2" "$3" >"$scratch/archive" &&
        $prefix "$llz" -q -d -c <"$scratch/archive" >"$scratch/restored" && cmp "$scratch/restored" "$3"
}

check "generated corpora" corpora/build.sh --generated build/corpora
head -c 3000 build/corpora/generated/mixed >"$scratch/small"
# Valgrind knows no AVX-512; the program then chooses another kernel by itself.
check "valgrind" round_trip valgrind -q --error-exitcode=9 --leak-check=full -- 0 "$scratch/small"

for level in 0 1 2 3 4 5 6 7 8 9; do
    for file in build/corpora/generated/*; do
        head -c 200000 "$file" >"$scratch/input"
        check "level $level, ${file##*/}" round_trip -- "$level" "$scratch/input"
    done
done

# A real tree, with all that belongs to its files; only root can give them back to their owners.
tree_trip() {
    headers=/usr/include/linux owners=
    [ "$(id -u)" = 0 ] || owners="--no-owner --no-group"
    # shellcheck disable=SC2086 # options
    "$llz" -q -0 -c "$headers" >"$scratch/archive" && rm -rf "$scratch/tree" &&
        "$llz" -q -d -o "$scratch/tree" "$scratch/archive" &&
        difference=$(rsync -anicH --delete $owners "$scratch/tree/" "$headers/") && [ -z "$difference" ]
}
check "tree of the kernel's headers" tree_trip

# Every call of every command fails once; tests/fault/README.md has the counts.
for group in file stdio folder restore recover learn; do
    built=build/release/tests/fault
    check "faults: $group" tests/fault/fault.sh "$PWD/$llz" "$PWD/$built/fault.so" "$PWD/$built/fault_drive" \
        "$PWD/$built/fault_attribute" "$group"
done

for fuzzer in build/fuzz/tests/fuzz_*; do
    name=${fuzzer##*fuzz_}
    [ "$name" = seeds ] && continue
    check "fuzz $name" tests/fuzz/fuzz.sh build/fuzz/tests build/fuzz-corpus "${FUZZ_SECONDS:-600}" "$name"
done

summary
