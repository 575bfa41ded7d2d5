#!/bin/sh
# Everything that a change must pass, from a clean clone: builds with every warning an error (gcc, clang, sanitizers,
# cross gcc), the main job on a real file, all tests, and one archive from every build. Goes on after a failure, so
# that one run tells all. The last line sums up: N passed, N failed.
set -u
cd "$(dirname "$0")/.." || exit 1
. tests/lib.sh
make_scratch
passed=0 failed=0 skipped=0

say() {
    printf '\n== %s\n' "$*"
}

# A step that is one check of its own.
check() {
    say "$1"
    shift
    if "$@"; then
        passed=$((passed + 1))
    else
        echo "FAILED: $*"
        failed=$((failed + 1))
        return 1
    fi
}

# The number that attribute $1 has in ctest's report.
reported() {
    sed -n "s/.*[[:space:]]$1=\"\([0-9]*\)\".*/\1/p;/<testcase/q" "$scratch/report.xml" | head -n 1
}

# run_tests PRESET [CTEST OPTION...]: ctest, its figures added to ours. No report, or no tests in it, is a failure.
run_tests() {
    say "tests: $*"
    rm -f "$scratch/report.xml"
    ctest --preset "$@" --parallel 2 --output-junit "$scratch/report.xml" >"$scratch/tests.log" 2>&1
    status=$?
    all=0 bad=0 left=0
    if [ -s "$scratch/report.xml" ]; then
        all=$(reported tests) bad=$(reported failures) left=$(($(reported skipped) + $(reported disabled)))
    fi
    if [ "$status" -ne 0 ] || [ "${all:-0}" -eq 0 ]; then
        cat "$scratch/tests.log"
        [ "$bad" -gt 0 ] || bad=1
        [ "$all" -ge "$bad" ] || all=$bad
    else
        grep -E 'Skipped|tests passed' "$scratch/tests.log"
    fi
    passed=$((passed + all - bad - left))
    failed=$((failed + bad))
    skipped=$((skipped + left))
}

# build_and_test PRESET [CTEST OPTION...]: a preset that builds is tested.
build_and_test() {
    check "build: $1" build_preset "$1" -DLLZ_WERROR=ON && run_tests "$@"
}

started=$(date +%s)
check "packages" install_packages build quickstart test
say "cmocka for aarch64"
tests/cross/cross_root.sh || echo "skipped: cannot be fetched, so the unit tests are not run on aarch64"

check "build: release" build_preset release -DLLZ_WERROR=ON
check "main job: compress a real file, restore it, compare" cli/quickstart.sh
run_tests release
build_and_test clang
build_and_test asan
build_and_test aarch64 --label-exclude long # emulated; tests/nightly.sh runs all
check "build: debug" build_preset debug -DLLZ_WERROR=ON
check "one archive from every build" tests/cross/same_bits.sh

check "packages for Debian" tests/package/package.sh

printf '\n%d s\n' $(($(date +%s) - started))
summary="$passed passed, $failed failed"
[ "$skipped" -eq 0 ] || summary="$summary, $skipped skipped"
echo "$summary"
[ "$failed" -eq 0 ] && [ "$passed" -gt 0 ]
