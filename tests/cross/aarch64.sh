#!/bin/sh
# aarch64.sh [BUILD FOLDER] - the aarch64 program, emulated, makes the archive that this machine's makes, and restores it.
# Uses the presets release and aarch64. same_bits.sh tries more.
set -eu
cd "$(dirname "$0")/../.."
. tests/lib.sh
builds=${1-build}
make_scratch

head -c 8000 README.md >"$scratch/input"
for level in 0 3; do
    for build in release/llz aarch64/llz-emulated; do
        "$builds/$build" -q -c --level=$level "$scratch/input" >"$scratch/${build%/*}"
    done
    cmp "$scratch/release" "$scratch/aarch64"
    for build in release/llz aarch64/llz-emulated; do
        "$builds/$build" -q -d -c <"$scratch/release" | cmp - "$scratch/input"
    done
done
echo "one archive from both, restored by both, at levels 0 and 3"
