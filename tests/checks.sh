# Sourced by run.sh and nightly.sh, after lib.sh: what a check is, and the count of them.
# shellcheck shell=sh disable=SC2154
passed=0 failed=0 skipped=0
started=$(date +%s)

say() {
    printf '\n== %s\n' "$*"
}

# check NAME COMMAND...: a step that is one check of its own. All that it said is shown if it fails; if not, its last line,
# and what it left out.
check() {
    say "$1"
    shift
    if "$@" >"$scratch/log" 2>&1; then
        grep -i '^skipped' "$scratch/log"
        tail -n 1 "$scratch/log"
        passed=$((passed + 1))
    else
        cat "$scratch/log"
        echo "FAILED: $*"
        failed=$((failed + 1))
        return 1
    fi
}

# each_of NAME FUNCTION ARGUMENT...: a check for each argument, of which FUNCTION is called with that one; two at a time, so
# each had better keep to one thread and one place of its own.
each_of() {
    what=$1 call=$2
    shift 2
    rm -rf "$scratch/lanes"
    mkdir "$scratch/lanes"
    lane "$@" &
    other=$!
    lane "$@"
    wait "$other"
    number=0
    for argument; do
        number=$((number + 1))
        check "$what $argument" told "$scratch/lanes/$number"
    done
}

# Takes one argument after the other that no other lane has taken.
lane() {
    number=0
    for argument; do
        number=$((number + 1))
        mkdir "$scratch/lanes/$number" 2>/dev/null || continue
        "$call" "$argument" >"$scratch/lanes/$number/log" 2>&1
        echo $? >"$scratch/lanes/$number/code"
    done
}

told() {
    cat "$1/log"
    return "$(cat "$1/code")"
}

# The number that attribute $1 has in ctest's report.
reported() {
    sed -n "s/.*[[:space:]]$1=\"\([0-9]*\)\".*/\1/p;/<testcase/q" "$scratch/report.xml" | head -n 1
}

# run_tests PRESET [CTEST OPTION...]: ctest, its figures added to ours. No report, or no tests in it, is a failure. One test
# more at a time than there are cores in the two that we count on: some wait.
run_tests() {
    say "tests: $*"
    rm -f "$scratch/report.xml"
    ctest --preset "$@" --parallel 3 --output-junit "$scratch/report.xml" >"$scratch/tests.log" 2>&1
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
        grep -E 'Skipped|tests passed|Total Test time' "$scratch/tests.log"
    fi
    passed=$((passed + all - bad - left))
    failed=$((failed + bad))
    skipped=$((skipped + left))
    [ "$bad" -eq 0 ]
}

# build_and_test PRESET [CTEST OPTION...]: a preset that builds is tested.
build_and_test() {
    check "build: $1" build_preset "$1" -DLLZ_WERROR=ON && run_tests "$@"
}

# The closing count, and the exit code.
summary() {
    printf '\n%d s\n' $(($(date +%s) - started))
    counts="$passed passed, $failed failed"
    [ "$skipped" -eq 0 ] || counts="$counts, $skipped skipped"
    echo "$counts"
    [ "$failed" -eq 0 ] && [ "$passed" -gt 0 ]
}
