#!/bin/sh
# aarch64.sh [BUILD FOLDER] - the aarch64 program, emulated, makes the archive that this machine's makes, and restores it.
# Uses the presets release and aarch64. same_bits.sh tries more.
set -eu
cd "$(dirname "$0")/../.."
. tests/lib.sh
builds=${1-build}
make_scratch

# Text at level 0, and at level 3, before which no primer is learned, machine code: emulated, a primer takes half a minute.
head -c 8000 README.md >"$scratch/0"
head -c 3000 "$builds/release/llz" >"$scratch/3"
for level in 0 3; do
    input=$scratch/$level
    for build in release/llz aarch64/llz-emulated; do
        "$builds/$build" -q -c --level=$level "$input" >"$scratch/${build%/*}"
    done
    cmp "$scratch/release" "$scratch/aarch64"
    for build in release/llz aarch64/llz-emulated; do
        "$builds/$build" -q -d -c <"$scratch/release" | cmp - "$input"
    done
done
echo "one archive from both, restored by both, at levels 0 and 3"
