#!/bin/sh
# whole.sh [OPTION...] - whole files: bytes at each level, decoded again and compared, and time beside zpaq -m5.
#   --levels "..."   default: "1 2 5 9"
#   --files "..."    names in $LLZ_CORPORA (default: xml ooffice dickens mr nci8m enwik4m)
#   --threads N      of llz (default: 2); zpaq has one
#   --llz PROGRAM    default: build/release/llz
#   --table FILE     default: build/whole.tsv; what it has from the same build, and of zpaq, is not measured again
#   --no-decode      compress only
# Ratios are those of sums of seconds by the clock over the same files; other work on the machine spoils them.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
top=$(cd "$here/../.." && pwd)
# shellcheck source=tests/lib.sh
. "$top/tests/lib.sh"

levels="1 2 5 9" files="xml ooffice dickens mr nci8m enwik4m" threads=2
llz=$top/build/release/llz table=$top/build/whole.tsv decode=1
while [ $# -gt 0 ]; do
    case $1 in
    --levels) levels=$2 ;;
    --files) files=$2 ;;
    --threads) threads=$2 ;;
    --llz) llz=$2 ;;
    --table) table=$2 ;;
    --no-decode)
        decode=
        shift
        continue
        ;;
    --help)
        sed -n '2,/^set/s/^# \{0,1\}//p' "$0"
        exit 0
        ;;
    *)
        echo "unknown option $1; see --help" >&2
        exit 1
        ;;
    esac
    shift 2
done
: "${LLZ_CORPORA:?the folder with the corpora}"
llz=$(absolute "$llz") table=$(absolute "$table") LLZ_CORPORA=$(absolute "$LLZ_CORPORA")
need_program "$llz"
install_packages bench
make_scratch
cd "$scratch"
build=$("$llz" -V -v | awk 'NR == 2 { print $2 }')

# timed COMMAND...: seconds by the clock, in user mode, and megabytes.
timed() {
    /usr/bin/time -q -f '%e %U %M' -o time "$@" >&2
    awk '{ printf "%s\t%s\t%.0f", $1, $2, $3 * 1.024 / 1000 }' time
}

# has BUILD PROGRAM THREADS FILE
has() {
    grep -q "^$1	$2	$3	$4	" "$table" 2>/dev/null
}

pack_zpaq() {
    has zpaq -m5 1 "$1" && return
    rm -f out.zpaq
    t=$(timed zpaq a out.zpaq in -m5 -t1 2>/dev/null)
    printf 'zpaq\t-m5\t1\t%s\t%s\t%s\t%s\t-\n' "$1" "$(bytes_of in)" "$(bytes_of out.zpaq)" "$t" >>"$table"
}

pack_llz() {
    has "$build" "-$2" "$threads" "$1" && return
    t=$(timed "$llz" -q -f -T"$threads" --level="$2" -o out in)
    back=-
    if [ "$decode" ]; then
        back=$(timed "$llz" -q -d -f -T"$threads" -o back out | cut -f 1)
        cmp in back
    fi
    printf '%s\t-%s\t%s\t%s\t%s\t%s\t%s\t%s\n' "$build" "$2" "$threads" "$1" "$(bytes_of in)" "$(bytes_of out)" \
        "$t" "$back" >>"$table"
}

for file in $files; do
    cp "$(find "$LLZ_CORPORA" -name "$file" -type f | head -n 1)" in
    pack_zpaq "$file"
    for level in $levels; do
        pack_llz "$file" "$level"
    done
done

# Columns: build level threads file bytes packed seconds user megabytes back.
awk -F'\t' -v b="$build" -v t="$threads" -v files="$files" -v levels="-m5 $(echo "$levels" | sed 's/[0-9]/-&/g')" '
    ($1 == b && $3 == t) || $1 == "zpaq" { packed[$2, $4] = $6; clock[$2, $4] = $7; mb[$2, $4] = $9; back[$2, $4] = $10 }
    END {
        n = split(files, file, " ")
        m = split(levels, level, " ")
        printf "| level |"
        for (i = 1; i <= n; i++)
            printf " %s |", file[i]
        printf " seconds | of zpaq | decoding | MB |\n|---|"
        for (i = 1; i <= n + 4; i++)
            printf "---:|"
        print ""
        for (k = 1; k <= m; k++) {
            sum = peer = again = most = 0
            printf "| %s |", level[k]
            for (i = 1; i <= n; i++) {
                printf " %s |", packed[level[k], file[i]]
                sum += clock[level[k], file[i]]; peer += clock["-m5", file[i]]
                again += back[level[k], file[i]]
                if (mb[level[k], file[i]] + 0 > most) most = mb[level[k], file[i]]
            }
            printf " %.1f | %.2f | %s | %d |\n", sum, sum / peer, again ? sprintf("%.2f", again / sum) : "-", most
        }
    }' "$table"
