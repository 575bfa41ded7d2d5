#!/bin/sh
# peers.sh [OPTION...] [FILE...] - llz beside other compressors: size, time, memory.
#   --llz PROGRAM      default: build/release/llz
#   --levels "1 5 9"   llz's levels
#   --threads N        llz's threads (default 2)
#   --options "..."    more options for llz, e.g. "--policy=NAME"
#   --runs N           runs of each program, by turns; the median counts (default 5)
#   --peers "..."      from: gzip xz zstd brotli bzip3 7z zpaq; "" for none (default: all)
#   --head BYTES       only the beginning of each file
#   --csv FILE         the same figures for other programs
# Without FILE: the corpora of $LLZ_CORPORA, or else those of corpora/build.sh.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
top=$here/../..
# shellcheck source=tests/lib.sh
. "$top/tests/lib.sh"

llz=$top/build/release/llz levels="1 5 9" threads=2 options="" runs=5 head="" csv=""
peers="gzip xz zstd brotli bzip3 7z zpaq"
take_options "llz levels threads options runs peers head csv" "$@"
shift "$taken"
need_program "$llz"
install_packages bench
make_scratch

if [ $# -eq 0 ]; then
    corpora=${LLZ_CORPORA:-$top/build/corpora}
    [ -n "${LLZ_CORPORA-}" ] || "$top/corpora/build.sh" "$corpora"
    find "$corpora" -type f -not -path '*/.*' -not -name '*.md' | LC_ALL=C sort >"$scratch/files"
    while read -r file; do
        set -- "$@" "$file"
    done <"$scratch/files"
fi

programs=
for level in $levels; do
    programs="$programs llz-$level"
done
for peer in $peers; do
    if command -v "$peer" >/dev/null; then
        programs="$programs $peer"
    else
        echo "left out: $peer is not here"
    fi
done

# timed COMMAND...: seconds and kilobytes at most in memory, to $scratch/time.
timed() {
    /usr/bin/time -q -f '%e %M' -o "$scratch/time" "$@" >"$scratch/messages" 2>&1 || {
        cat "$scratch/messages" >&2
        echo "failed: $*" >&2
        return 1
    }
}

# pack PROGRAM: compresses $scratch/in to $scratch/out, timed.
# shellcheck disable=SC2086 # llz's options are several words
pack() {
    rm -f "$scratch/out"
    case $1 in
    llz-*) timed "$llz" -q -T "$threads" --level="${1#llz-}" $options -o "$scratch/out" "$scratch/in" ;;
    gzip) timed sh -c "gzip -9 -c '$scratch/in' >'$scratch/out'" ;;
    xz) timed sh -c "xz -9e -T1 -c '$scratch/in' >'$scratch/out'" ;;
    zstd) timed zstd -q --ultra -22 -T1 -o "$scratch/out" "$scratch/in" ;;
    brotli) timed brotli -q 11 -o "$scratch/out" "$scratch/in" ;;
    bzip3) timed bzip3 -e "$scratch/in" "$scratch/out" ;;
    7z) timed 7z a -bd -y -t7z -m0=PPMd -mx9 "$scratch/out.7z" "$scratch/in" && mv "$scratch/out.7z" "$scratch/out" ;;
    zpaq) timed zpaq a "$scratch/out.zpaq" "$scratch/in" -m5 -t1 && mv "$scratch/out.zpaq" "$scratch/out" ;;
    *)
        echo "unknown program $1" >&2
        return 1
        ;;
    esac
}

label() {
    case $1 in
    llz-*) echo "llz --level=${1#llz-}" ;;
    gzip) echo "gzip -9" ;;
    xz) echo "xz -9e" ;;
    zstd) echo "zstd --ultra -22" ;;
    brotli) echo "brotli -q 11" ;;
    7z) echo "7z PPMd -mx9" ;;
    zpaq) echo "zpaq -m5 -t1" ;;
    *) echo "$1" ;;
    esac
}

# The measurements of one file, as lines "label<TAB>packed<TAB>seconds<TAB>kilobytes", to rows of both tables.
tabulate() {
    LC_ALL=C sort -t"$(printf '\t')" -k1,1 -k3,3n "$scratch/measured" | awk -F'\t' -v file="$1" -v bytes="$2" \
        -v order="$scratch/order" -v csv="$scratch/csv" '
        {
            if (!($1 in n)) memory[$1] = 0
            seconds[$1, ++n[$1]] = $3; packed[$1] = $2
            if ($4 > memory[$1]) memory[$1] = $4
        }
        function median(p) { return (seconds[p, int((n[p] + 1) / 2)] + seconds[p, int(n[p] / 2) + 1]) / 2 }
        END {
            zpaq = ("zpaq -m5 -t1" in n) ? median("zpaq -m5 -t1") : 0
            printf "\n%s: %d bytes\n", file, bytes
            form = "%-18s %10s %9s %9s %9s %10s %9s\n"
            printf form, "program", "bytes", "bits/byte", "seconds", "KB/s", "memory MB", "x zpaq"
            while ((getline p < order) > 0) {
                s = median(p)
                bits = bytes ? sprintf("%.3f", 8 * packed[p] / bytes) : "-"
                speed = s > 0 ? sprintf("%.1f", bytes / 1000 / s) : "-"
                ratio = zpaq > 0 ? sprintf("%.2f", s / zpaq) : "-"
                printf form, p, packed[p], bits, sprintf("%.2f", s), speed, sprintf("%.1f", memory[p] / 1024), ratio
                printf "\"%s\",%d,%s,%d,%s,%.2f,%s,%d,%s\n", file, bytes, p, packed[p], bits, s, speed, memory[p], \
                    ratio >> csv
            }
        }'
}

echo "file,bytes,program,packed,bits_per_byte,median_seconds,kb_per_second,peak_kb,time_over_zpaq" >"$scratch/csv"
for file; do
    if [ -n "$head" ]; then head -c "$head" "$file"; else cat "$file"; fi >"$scratch/in"
    for program in $programs; do
        label "$program"
    done >"$scratch/order"
    : >"$scratch/measured"
    run=1
    while [ "$run" -le "$runs" ]; do
        # By turns, so that a busy moment of the machine does not fall on one program alone.
        for program in $programs; do
            pack "$program"
            read -r seconds memory <"$scratch/time"
            printf '%s\t%s\t%s\t%s\n' "$(label "$program")" "$(bytes_of "$scratch/out")" "$seconds" "$memory" \
                >>"$scratch/measured"
            case $run-$program in
            1-llz-*)
                { "$llz" -q -d -c <"$scratch/out" >"$scratch/decoded" && cmp "$scratch/decoded" "$scratch/in"; } || {
                    echo "no round trip: $program, $file" >&2
                    exit 1
                }
                ;;
            esac
        done
        run=$((run + 1))
    done
    tabulate "${file##*/}" "$(bytes_of "$scratch/in")"
done
printf '\nllz: %s, %s threads; every archive of its first run was decoded and compared.\n' "$("$llz" -V -v | head -2 | paste -s -d ' ' -)" "$threads"
[ -z "$csv" ] || cp "$scratch/csv" "$csv"
