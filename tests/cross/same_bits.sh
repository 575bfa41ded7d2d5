#!/bin/sh
# same_bits.sh [BUILD FOLDER] - one input, one archive: whatever kernel, number of threads, compiler, optimization and
# CPU made it. Uses the builds of the presets release, clang, debug and aarch64 that are there (default: build/).
# Prints a line for each comparison that fails or is skipped; exit code 1 on failure, also when nothing was compared.
set -u
cd "$(dirname "$0")/../.." || exit 1
. tests/lib.sh
builds=${1-build}
make_scratch
passed=0 failed=0 skipped=0

skip() {
    echo "skipped: $1"
    skipped=$((skipped + 1))
}

# The wide kernels are named only where they would really run: an absent one is an error.
kernels=portable
if grep -qw fma /proc/cpuinfo && grep -qw avx2 /proc/cpuinfo; then
    kernels="$kernels avx2"
else
    skip "kernel avx2: not on this CPU"
fi
if grep -qw avx512bw /proc/cpuinfo && grep -qw avx512dq /proc/cpuinfo && grep -qw avx512vl /proc/cpuinfo; then
    kernels="$kernels avx512"
else
    skip "kernel avx512: not on this CPU"
fi
if [ "$(uname -m)" != x86_64 ]; then
    kernels="portable neon"
fi

"${CC:-cc}" -std=c11 -O2 -o "$scratch/generate" corpora/generate.c || exit 1

options= # of every encoder, one word
ways= # to learn, besides the usual one
for optimizer in sgd momentum muon twoscale; do
    ways="$ways --optimizer=$optimizer"
done
for budget in 20K 200K; do
    ways="$ways --budget=$budget"
done
for policy in skip loss prune-el2n-least prune-el2n-most prune-grand-least prune-grand-most hypergradient law-myopic law-steps \
    recent replay law-frugal law-examples law; do
    ways="$ways --policy=$policy"
done
ways="$ways --search=4" # its decisions too are the same everywhere

# expect LEVEL-KIND-BYTES: the input, and the archive that all others must equal.
expect() {
    level=${1%%-*} bytes=${1##*-} kind=${1#*-}
    kind=${kind%-*} input=$scratch/input-$kind-$bytes reference=$scratch/reference-$1$(echo "$options" | tr / _)
    [ -f "$input" ] || "$scratch/generate" "$kind" "$bytes" 1 >"$input"
    [ -f "$reference" ] && return 0
    "$builds/release/llz" -q -c --level="$level" ${options:+"$options"} --threads=1 "$input" >"$reference" || reference=/dev/null
    if ! "$builds/release/llz" -q -d <"$reference" >"$scratch/decoded" || ! cmp -s "$scratch/decoded" "$input"; then
        echo "FAIL: $1: no round trip"
        failed=$((failed + 1))
    fi
}

# same WHAT PROGRAM...: the program's archive of $input is $reference.
same() {
    what=$1
    shift
    "$@" -q -c --level="$level" ${options:+"$options"} "$input" >"$scratch/archive" 2>"$scratch/errors"
    if [ -s "$scratch/archive" ] && cmp -s "$scratch/archive" "$reference"; then
        passed=$((passed + 1))
    else
        echo "FAIL: $what, level $level $options, $(bytes_of "$input") bytes: another archive"
        cat "$scratch/errors"
        failed=$((failed + 1))
    fi
}

# restores WHAT PROGRAM...: the program decodes $reference to $input.
restores() {
    what=$1
    shift
    if "$@" -q -d -c <"$reference" >"$scratch/decoded" 2>"$scratch/errors" && cmp -s "$scratch/decoded" "$input"; then
        passed=$((passed + 1))
    else
        echo "FAIL: $what, level $level, $(bytes_of "$input") bytes: does not decode the archive of release"
        cat "$scratch/errors"
        failed=$((failed + 1))
    fi
}

# Kernels, threads and compilers.
for preset in release clang; do
    if [ ! -x "$builds/$preset/llz" ]; then
        skip "$preset: not built"
        continue
    fi
    for kernel in $kernels; do
        cases="0-mixed-100000 1-mixed-100000 2-mixed-20000 5-mixed-20000 5-sine-20000"
        # Without vectors, a fiftieth of the speed; and before what is no text no primer is learned.
        [ "$kernel" = portable ] && cases="0-mixed-20000 1-mixed-10000 2-sine-6000 3-sine-6000 5-sine-6000"
        for case in $cases; do
            expect "$case"
            for threads in 1 2; do
                same "$preset, kernel $kernel, threads $threads" \
                    env LLZ_KERNEL="$kernel" "$builds/$preset/llz" --threads="$threads"
            done
        done
        for options in $ways; do
            for case in 0-mixed-4000 3-sine-4000; do
                expect "$case"
                same "$preset, kernel $kernel" env LLZ_KERNEL="$kernel" "$builds/$preset/llz"
            done
        done
        options=
    done
done

# Optimization: what the compiler leaves as it is written.
if [ -x "$builds/debug/llz" ]; then
    for level in 0 1; do
        expect "$level-mixed-10000"
        for threads in 1 2; do
            same "debug, threads $threads" "$builds/debug/llz" --threads="$threads"
        done
    done
else
    skip "debug: not built"
fi

# Another architecture, emulated: makes the same archive, and decodes this machine's.
if [ -x "$builds/aarch64/llz-emulated" ] && "$builds/aarch64/llz-emulated" --version >/dev/null 2>&1; then
    for case in 0-mixed-20000 1-mixed-4000 3-sine-4000; do
        expect "$case"
        for kernel in neon portable; do
            same "aarch64, kernel $kernel" env LLZ_KERNEL="$kernel" "$builds/aarch64/llz-emulated" --threads=1
        done
        same "aarch64, threads 2" "$builds/aarch64/llz-emulated" --threads=2
        restores "aarch64" "$builds/aarch64/llz-emulated"
    done
    for options in $ways; do
        expect 3-sine-1000
        same "aarch64" "$builds/aarch64/llz-emulated"
    done
else
    skip "aarch64: not built, or no emulator"
fi

# Priors: every build makes the same of the same samples, and starts from it alike.
# prior_of NAME PROGRAM...
prior_of() {
    name=$1
    shift
    # With --sample a model codes its texts.
    "$@" train -q --size=64K --sample=20K -o "$scratch/$name.llzp" "$scratch/samples" || echo "FAIL: $name: cannot train"
}

"$scratch/generate" grammar 120000 7 >"$scratch/samples"
prior_of release "$builds/release/llz"
options=--prior=$scratch/release.llzp
LLZ_PRIOR_PATH=$scratch
export LLZ_PRIOR_PATH
for build in release clang debug aarch64; do
    program=$builds/$build/llz cases="0-grammar-4000 1-grammar-2000 3-grammar-500"
    [ $build = aarch64 ] && program=$builds/aarch64/llz-emulated cases=0-grammar-1000
    if ! { [ -x "$program" ] && "$program" --version >/dev/null 2>&1; }; then
        skip "$build: not built, or no emulator"
        continue
    fi
    prior_of $build-again "$program"
    if cmp -s "$scratch/release.llzp" "$scratch/$build-again.llzp"; then
        passed=$((passed + 1))
    else
        echo "FAIL: $build: another prior"
        failed=$((failed + 1))
    fi
    rm -f "$scratch/$build-again.llzp"
    for case in $cases; do
        expect "$case"
        same "$build, with a prior" "$program" --threads=2
        restores "$build, with a prior" "$program"
    done
done
options=

echo "same bits: $passed passed, $failed failed, $skipped skipped"
[ "$failed" -eq 0 ] && [ "$passed" -gt 0 ]
