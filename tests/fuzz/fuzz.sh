#!/bin/sh
# fuzz.sh BUILD CORPUS SECONDS [NAME...]: each fuzzer of the build, or those that are named, for so many seconds, on what
# the build makes to begin with and what is in CORPUS/NAME from earlier runs. A line each: runs, edges and features
# covered. Inputs that break something stay as CORPUS/NAME-...; the exit code tells.
set -u
build=$1 corpus=$2 seconds=$3
shift 3
if [ $# -eq 0 ]; then
    for fuzzer in "$build"/fuzz_*; do
        [ "${fuzzer##*_}" = seeds ] || set -- "$@" "${fuzzer##*/fuzz_}"
    done
fi

# Bytes of an input at most: an instrumented model is slow, and a prior is long.
longest() {
    case $1 in
    prior | repack) echo 20000 ;;
    attributes | index | records) echo 20000 ;;
    options) echo 2000 ;;
    roundtrip | search) echo 400 ;;
    *) echo 4096 ;;
    esac
}

seeds=$corpus/seeds-$$ # others may run beside this one
trap 'rm -rf "$seeds"' EXIT
trap 'exit 1' HUP INT TERM
mkdir -p "$seeds" && "$build/fuzz_seeds" "$seeds" || exit 1
failed=0
for name; do
    log=$corpus/$name.log
    mkdir -p "$corpus/$name"
    if ! "$build/fuzz_$name" -max_total_time="$seconds" -max_len="$(longest "$name")" -timeout=120 -rss_limit_mb=4096 \
        -close_fd_mask=2 -artifact_prefix="$corpus/$name-" "$corpus/$name" "$seeds/$name" >"$log" 2>&1; then
        tail -n 60 "$log"
        failed=1
    fi
    sed -n 's/^#\([0-9]*\).* \(cov: [0-9]*\) \(ft: [0-9]*\) .*/\1 runs, \2, \3/p' "$log" | tail -n 1 |
        sed "s/^/fuzz $name: /"
done
exit "$failed"
