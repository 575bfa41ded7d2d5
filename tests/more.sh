# Sourced by run.sh --more, which continuous integration runs: parts of nightly.sh that guard what nothing faster does,
# always the same, in a quarter of an hour.
# shellcheck shell=sh
more=$(date +%s)
run_tests release --label-regex 'slow|more'
say "cmocka for aarch64"
tests/cross/cross_root.sh || echo "skipped: cannot be fetched, so the unit tests are not run on aarch64"
build_and_test aarch64 --label-exclude long # emulated
check "build: clang" build_preset clang -DLLZ_WERROR=ON # all of it: run.sh builds what the label compiler needs
check "build: debug" build_preset debug -DLLZ_WERROR=ON
check "build: fuzz" build_preset fuzz -DLLZ_WERROR=ON # else nobody would see that a fuzzer no longer builds
check "one archive from every build" tests/cross/same_bits.sh
check "packages for Debian" tests/package/package.sh
printf '\n%d s for more.sh\n' $(($(date +%s) - more))
