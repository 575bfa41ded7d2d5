#!/bin/sh
# modalities.sh [OPTION...] OUT - does a model of text compress pictures and sound? A table for corpora/RESULTS.md.
#   --llz PROGRAM      default: build/release/llz
#   --level N          llz's level (default 5)
#   --prior FILE       a prior, e.g. of English; without it llz's columns with a prior stay empty
#   --frozen "..."     options that keep the prior from learning (default --budget=1: the language model learns nothing
#                      more, the experts do)
#   --chunks N         pieces of each file for the second table, evenly spread (default 32)
#   --measure "..."    which programs to run now (default: optipng flac xz zpaq llz llz-adapting llz-frozen)
# Data: image/*.png of $LLZ_CORPORA as pixels, three bytes each, and audio/*.wav as they are. First each file as a
# whole, then pieces of 2,048 bytes, each compressed alone; sizes are those of whole files, headers included, and sums
# of them for the pieces. optipng takes the PNG instead of its pixels, and no pieces, for they are no pictures; flac
# takes the pieces as samples. What llz writes is decoded and compared. OUT/results.tsv keeps what was measured, which
# is not measured again: give the same OUT to add columns. Results of another build of llz, level, prior, --frozen or
# --chunks are left alone there, and in no table.
set -eu
export LC_ALL=C
here=$(cd "$(dirname "$0")" && pwd)
top=$here/../..
# shellcheck source=tests/lib.sh
. "$top/tests/lib.sh"

llz=$top/build/release/llz level=5 prior="" frozen=--budget=1 chunks=32
measure="optipng flac xz zpaq llz llz-adapting llz-frozen" # peers first: they are quick
take_options "llz level prior frozen chunks measure" "$@"
shift "$taken"
if [ $# -ne 1 ] || [ -z "${LLZ_CORPORA-}" ]; then
    echo "wanted: modalities.sh [OPTION...] OUT, and LLZ_CORPORA set; --help tells more" >&2
    exit 2
fi
need_program "$llz"
install_packages modalities
make_scratch
mkdir -p "$1/whole" "$1/pieces"
out=$(cd "$1" && pwd)
touch "$out/results.tsv"
build=$("$llz" -V -v | sed -n 's/^build //p')
prior_sum=$([ -z "$prior" ] || cksum <"$prior" | tr ' ' -)
tab=$(printf '\t')

# Pixels without the header of three lines that a PPM has.
prepare() {
    for png in "$LLZ_CORPORA"/image/*.png; do
        pngtopnm "$png" | tail -n +4 >"$out/whole/$(basename "$png" .png).rgb"
    done
    cp "$LLZ_CORPORA"/audio/*.wav "$out/whole/"
    for file in "$out"/whole/*; do
        pieces=$out/pieces/$(basename "$file")
        rm -rf "$pieces" # there may have been another number of them
        mkdir "$pieces"
        there=$(($(bytes_of "$file") / 2048)) i=0
        while [ "$i" -lt "$chunks" ]; do
            dd if="$file" of="$pieces/$(printf %04d "$i")" bs=2048 skip=$((i * there / chunks)) count=1 status=none
            i=$((i + 1))
        done
    done
}

# Bytes of all files in a folder that end in $2.
sum_of() {
    find "$1" -type f -name "*$2" -printf '%s\n' | awk '{ sum += $1 } END { print sum + 0 }'
}

# llz_sum OPTION...: of the files in $scratch/work, which are decoded and compared with those in $scratch/input.
llz_sum() {
    find "$scratch/work" -type f -print0 | sort -z | xargs -0 "$llz" -q "-$level" "$@" -k
    sum_of "$scratch/work" .llz
    find "$scratch/work" -type f -not -name '*.llz' -delete
    find "$scratch/work" -type f -print0 | sort -z | xargs -0 "$llz" -q -d "$@"
    find "$scratch/work" -name '*.llz' -delete
    diff -r "$scratch/input" "$scratch/work" >&2
}

# How flac is to read samples that have no header: the shape of the WAV they come from.
sample_format() {
    od -An -t u2 -j 22 -N 2 "$1" | tr -d ' \n' >"$scratch/channels"
    od -An -t u4 -j 24 -N 4 "$1" | tr -d ' \n' >"$scratch/rate"
    echo "--force-raw-format --endian=little --sign=signed --bps=16 --channels=$(cat "$scratch/channels")" \
        "--sample-rate=$(cat "$scratch/rate")"
}

# each COMMAND...: the sum of what the command, given a file and the name of the result, makes of each file.
each() {
    total=0
    for file in "$scratch"/input/*; do
        "$@" "$file" "$scratch/work/result" >"$scratch/messages" 2>&1 || {
            cat "$scratch/messages" >&2
            exit 1
        }
        total=$((total + $(bytes_of "$scratch/work/result")))
        rm "$scratch/work/result"
    done
    echo "$total"
}

with_xz() {
    xz -9e -T1 -c "$1" >"$2"
}

# The archive keeps the name that it is told, so a short one.
with_zpaq() {
    (cd "$(dirname "$1")" && zpaq a "$2.zpaq" "$(basename "$1")" -m5 -t1) && mv "$2.zpaq" "$2"
}

# shellcheck disable=SC2086 # several options
with_flac() {
    flac -s -8ep --no-padding --no-seektable $format -o "$2" "$1"
}

with_optipng() {
    optipng -quiet -o7 -out "$2" "$LLZ_CORPORA/image/$(basename "$1" .rgb).png"
}

# measure PROGRAM SHAPE NAME: bytes, or nothing where the program has nothing to do.
measure() {
    case $1 in
    llz-adapting) [ -n "$prior" ] || return 0 ;;
    llz-frozen) [ -n "$prior" ] && [ -n "$frozen" ] || return 0 ;;
    esac
    rm -rf "$scratch/input" "$scratch/work"
    mkdir "$scratch/work" "$scratch/input"
    find "$out/$2/$3" -type f -exec cp -t "$scratch/input" {} +
    case $1 in
    llz*) cp "$scratch"/input/* "$scratch/work" ;;
    esac
    format=""
    [ "$2" = whole ] || [ "$1" != flac ] || format=$(sample_format "$out/whole/$3")
    # shellcheck disable=SC2086 # $frozen may be several options
    case $1-$2-$3 in
    llz-whole-* | llz-pieces-*) llz_sum ;;
    llz-adapting-*) llz_sum -D "$prior" ;;
    llz-frozen-*) llz_sum -D "$prior" $frozen ;;
    optipng-whole-*.rgb) each with_optipng ;;
    flac-*.wav) each with_flac ;;
    xz-*) each with_xz ;;
    zpaq-*) each with_zpaq ;;
    esac
}

row() {
    printf '| %s |' "$1"
    shift
    printf ' %s |' "$@"
    printf '\n'
}

# key_of PROGRAM SHAPE: what a result depends on besides its file.
key_of() {
    key=-
    case $1 in
    llz) key=$build,$level ;;
    llz-adapting) key=$build,$level,$prior_sum ;;
    llz-frozen) key=$build,$level,$prior_sum,$frozen ;;
    esac
    [ "$2" = whole ] || key=$key,$chunks
    echo "$key"
}

measure_all() {
    for program in $measure; do
        for shape in pieces whole; do
            for file in "$out/whole/"*; do
                name=${file##*/}
                current "$program" "$shape" | grep -qF "$shape$tab$name$tab$program$tab" && continue
                bytes=$(measure "$program" "$shape" "$name") || exit 1
                [ -z "$bytes" ] || printf '%s\t%s\t%s\t%s\t%s\n' "$shape" "$name" "$program" "$bytes" \
                    "$(key_of "$program" "$shape")" >>"$out/results.tsv"
            done
        done
    done
}

# current PROGRAM SHAPE: its results that were made as they would be now.
current() {
    awk -F'\t' -v program="$1" -v shape="$2" -v key="$(key_of "$1" "$2")" \
        '$1 == shape && $3 == program && $5 == key' "$out/results.tsv"
}

# table SHAPE: a line for each file and one for each kind of data.
table() {
    for program in llz llz-adapting llz-frozen optipng flac xz zpaq; do
        current "$program" "$1"
    done >"$scratch/current"
    for file in "$out/whole/"*; do
        printf '%s\t%s\t%s\t%s\n' "$1" "${file##*/}" bytes "$(sum_of "$out/$1/${file##*/}" '')"
    done >"$scratch/rows"
    awk -F'\t' -v shape="$1" -v programs="bytes llz llz-adapting llz-frozen optipng flac xz zpaq" '
        function commas(n, out) {
            for (n = n ""; length(n) > 3; n = substr(n, 1, length(n) - 3))
                out = "," substr(n, length(n) - 2) out
            return n out
        }
        function line(title, key, n, list, i) {
            n = split(programs, list, " ")
            printf "| %s |", title
            for (i = 1; i <= n; i++)
                printf " %s |", many[key, list[i]] == many[key, "bytes"] ? commas(size[key, list[i]]) : "-"
            print ""
        }
        $1 == shape {
            size[$2, $3] = $4
            kind = $2 ~ /rgb$/ ? "pictures" : "sound"
            size[kind, $3] += $4
            many[$2, $3]++
            many[kind, $3]++
            if (!($2 in seen)) order[++files] = $2
            seen[$2]
        }
        END {
            for (i = 1; i <= files; i++)
                line(order[i], order[i])
            line("**all pictures**", "pictures")
            line("**all sound**", "sound")
        }' "$scratch/rows" "$scratch/current" >"$scratch/lines"
    row file bytes "llz -$level" "llz -D, adapting" "llz -D, frozen" "optipng -o7" "flac -8ep" "xz -9e" "zpaq -m5"
    echo "|---|---:|---:|---:|---:|---:|---:|---:|---:|"
    cat "$scratch/lines"
}

prepare
measure_all
echo "Whole files:"
echo
table whole
echo
echo "$chunks pieces of 2,048 bytes of each file, evenly spread, each compressed alone:"
echo
table pieces
echo
echo "llz: $("$llz" --version), build $build; prior: $([ -z "$prior" ] && echo none || echo "$(bytes_of "$prior") bytes")."
