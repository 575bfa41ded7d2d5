#!/bin/sh
# What every change must pass, in ten minutes on two cores from a clean clone, packages aside: builds with every warning an
# error (gcc, clang, sanitizers, cross gcc), the main job on a real file, the tests of the release build, and of the
# others what they are there for. tests/README.md tells which risk is where. --more: after that what more.sh has. Goes
# on after a failure, so that one run tells all. The last line sums up: N passed, N failed.
set -u
cd "$(dirname "$0")/.." || exit 1
. tests/lib.sh
make_scratch
. tests/checks.sh

check "packages" install_packages build quickstart test
started=$(date +%s)

check "build: release" build_preset release -DLLZ_WERROR=ON
check "main job: compress a real file, restore it, compare" cli/quickstart.sh
check "every test stands in tests/README.md" tests/table.sh
run_tests release --label-exclude 'slow|more'
targets=compiler_tests
build_and_test clang --label-regex compiler
targets=memory_tests
build_and_test asan --label-regex memory
targets=llz
check "build: aarch64" build_preset aarch64 -DLLZ_WERROR=ON
check "aarch64" tests/cross/aarch64.sh
targets=

[ "${1-}" != --more ] || . tests/more.sh
summary
