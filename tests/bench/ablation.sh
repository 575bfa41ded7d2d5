#!/bin/sh
# ablation.sh [OPTION...] LEVEL FILE - the size of FILE's archive with every part of the predictor left out in turn.
#   --llz PROGRAM   default: build/release/llz
#   --table FILE    default: build/ablation.tsv; what it has from the same build is not measured again
# One row each: build, level, file, what is left out, bytes, seconds of the processor in user mode. One thread.
set -eu
top=$(cd "$(dirname "$0")/../.." && pwd)
# shellcheck source=tests/lib.sh
. "$top/tests/lib.sh"

llz=$top/build/release/llz table=$top/build/ablation.tsv
while [ $# -gt 2 ]; do
    case $1 in
    --llz) llz=$2 ;;
    --table) table=$2 ;;
    *) break ;;
    esac
    shift 2
done
if [ $# != 2 ] || [ "$1" = --help ]; then
    sed -n '2,/^set/s/^# \{0,1\}//p' "$0"
    [ "${1-}" = --help ]
    exit
fi
level=$1 file=$2
install_packages bench
make_scratch
build=$("$llz" -V -v | awk 'NR == 2 { print $2 }')

# measure NAME OPTION...
measure() {
    row="$build	$level	${file##*/}	$1"
    grep -qF "$row	" "$table" 2>/dev/null && return
    shift
    /usr/bin/time -q -f %U -o "$scratch/time" "$llz" -q -c -T1 --level="$level" "$@" "$file" >"$scratch/archive"
    printf '%s\t%s\t%s\n' "$row" "$(bytes_of "$scratch/archive")" "$(cat "$scratch/time")" >>"$table"
}

measure nothing
for part in lm orders words sparse indirect match kind; do
    measure $part --without=$part
done
awk -F'\t' -v b="$build" -v l="$level" -v f="${file##*/}" '
    $1 != b || $2 != l || $3 != f { next }
    $4 == "nothing" { whole = $5 }
    { printf "%-10s %10d  %+7.3f %%  %8.1f s\n", $4, $5, 100 * ($5 - whole) / whole, $6 }' "$table"
