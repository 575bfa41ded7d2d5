#!/bin/sh
# small_files.sh [OPTION...] OUT - thousands of small files, each compressed alone, with and without a dictionary.
#   --debs FOLDER      keeps the downloaded packages there
#   --llz PROGRAM      llz trains a prior and compresses too: "llz train" and "llz -D"; without it, only the peers
#   --levels "5"       llz's levels
#   --tests N          test files (default 5000); all others are for training
#   --size N           size of the dictionary and the prior (default 1M)
#   --sample N         as of llz train
#   --probes N         every N-th of the training files becomes a probe, by which llz train selects
# Manual pages of the Debian packages in small_files.txt (downloaded and unpacked, never installed): sections of
# /usr/share/man itself, unpacked, of 200 to 16,384 bytes, no links, no duplicates, at most 200 of a package.
# OUT/train and OUT/test take them by a hash, so that each family of pages is on both sides.
# OUT/results.tsv: what, bytes. Every sum is that of whole files, headers included; every .zst and .llz is decoded
# and compared.
set -eu
export LC_ALL=C
here=$(cd "$(dirname "$0")" && pwd)
# shellcheck source=tests/lib.sh
. "$here/../lib.sh"
# shellcheck source=tests/bench/debs.sh
. "$here/debs.sh"

llz="" levels=5 size=1M tests=5000 debs="" sample="" probes=""
take_options "debs llz levels size tests sample probes" "$@"
shift "$taken"
[ $# -eq 1 ] || {
    echo "wanted: small_files.sh [OPTION...] OUT" >&2
    exit 2
}
install_packages small_files
make_scratch
mkdir -p "$1" "${debs:=$scratch/debs}"
out=$(cd "$1" && pwd)
debs=$(cd "$debs" && pwd)

# pages PACKAGE: its manual pages into $scratch/pages.
pages() {
    rm -rf "$scratch/deb" "$scratch/pages"
    mkdir "$scratch/deb" "$scratch/pages"
    for package in "$debs/$1"_*.deb; do
        [ ! -f "$package" ] || unpack_members "$package" "$scratch/deb" './usr/share/man/man*/*'
    done
    find "$scratch/deb" -type f -name '*.gz' -exec gzip -dq {} + || true
    find "$scratch/deb" -type f -size +199c -size -16385c | sort | head -n 200 | xargs -r -d '\n' mv -t "$scratch/pages"
}

# The pages of the lowest hashes are the test, the others the training, whatever they have in common otherwise.
collect() {
    download_debs "$debs" "$here/small_files.txt"
    mkdir -p "$out/train" "$scratch/test"
    : >"$scratch/seen"
    while read -r name; do
        pages "$name"
        (cd "$scratch/pages" && find . -type f -exec sha256sum {} +) | sort -k 2 >"$scratch/sums"
        # Only the first page of each content and of each name.
        awk 'FILENAME == ARGV[1] { seen[$1]; seen[$2]; next }
            !($1 in seen) && !($2 in seen) { seen[$1]; print }' "$scratch/seen" "$scratch/sums" >"$scratch/new"
        cat "$scratch/new" >>"$scratch/seen"
        (cd "$scratch/pages" && sed 's/^[^ ]* *//' "$scratch/new" | xargs -r mv -t "$out/train")
    done <"$here/small_files.txt"
    sort "$scratch/seen" | head -n "$tests" | sed 's/^[^ ]* *//' >"$scratch/chosen"
    (cd "$out/train" && xargs mv -t "$scratch/test" <"$scratch/chosen")
    mv "$scratch/test" "$out/test"
}

sum_of() {
    find "$1" -type f -name "$2" -printf '%s\n' | awk '{ sum += $1 } END { print sum + 0 }'
}

report() {
    printf '%s\t%s\n' "$1" "$2" | tee -a "$out/results.tsv"
}

# over_tests COMMAND...: one process, or a few, for all test files.
over_tests() {
    (cd "$out/test" && find . -type f -print0 | sort -z | xargs -0 -s 1000000 "$@")
}

zstd_sum() {
    what=$1
    shift
    rm -rf "$scratch/zstd"
    mkdir "$scratch/zstd" "$scratch/zstd/out" "$scratch/zstd/back"
    over_tests zstd -q --ultra -22 "$@" --output-dir-flat "$scratch/zstd/out"
    find "$scratch/zstd/out" -type f -print0 |
        xargs -0 -s 1000000 zstd -dq "$@" --output-dir-flat "$scratch/zstd/back"
    diff -r "$out/test" "$scratch/zstd/back"
    report "$what" "$(sum_of "$scratch/zstd/out" '*')"
}

llz_sum() {
    level=$1
    shift
    rm -rf "$scratch/llz"
    cp -r "$out/test" "$scratch/llz"
    find "$scratch/llz" -type f -print0 | sort -z | xargs -0 -s 1000000 "$llz" "-$level" "$@" -k
    report "llz -$level${1:+ with the prior}" "$(sum_of "$scratch/llz" '*.llz')"
    find "$scratch/llz" -type f -not -name '*.llz' -delete
    find "$scratch/llz" -type f -print0 | sort -z | xargs -0 -s 1000000 "$llz" -d "$@"
    diff -r "$out/test" "$scratch/llz" -x '*.llz'
}

take_probes() {
    [ -d "$out/probes" ] || {
        mkdir "$out/probes"
        find "$out/train" -type f | sort | awk -v n="$probes" 'NR % n == 0' | xargs -d '\n' mv -t "$out/probes"
    }
}

train() {
    [ -z "$probes" ] || take_probes
    # A folder, for a list of so many names may be too long for one command. Status 2: what every page begins with
    # stands in probes and samples.
    "$llz" --command=train -f -o "$out/prior.llzp" --size "$size" ${sample:+"--sample=$sample"} \
        ${probes:+"--select=$out/probes"} -r "$out/train" || [ $? = 2 ]
    report "prior of llz" "$(bytes_of "$out/prior.llzp")"
}

[ -d "$out/test" ] || collect
: >"$out/results.tsv"
report "test, $(find "$out/test" -type f | wc -l) files" "$(sum_of "$out/test" '*')"
report "train, $(find "$out/train" -type f | wc -l) files" "$(sum_of "$out/train" '*')"
if [ -n "$llz" ]; then
    train
    for level in $levels; do
        llz_sum "$level"
        llz_sum "$level" -D "$out/prior.llzp"
    done
fi
zstd -q --train --maxdict="${size}B" -r "$out/train" -o "$out/dict.zstd" -f
report "dictionary of zstd" "$(bytes_of "$out/dict.zstd")"
zstd_sum "zstd -22 -D" -D "$out/dict.zstd"
zstd_sum "zstd -22 -D --no-check --no-dictID" -D "$out/dict.zstd" --no-check --no-dictID
zstd_sum "zstd -22"
zstd_sum "zstd -22 --no-check" --no-check
# shellcheck disable=SC2016 # the inner shell expands it
report "xz -9e" "$(over_tests sh -c 'for f; do xz -9e -c "$f"; done' xz | wc -c)"
# shellcheck disable=SC2016
report "brotli -q 11" "$(over_tests sh -c 'for f; do brotli -q 11 -c "$f"; done' brotli | wc -c)"
