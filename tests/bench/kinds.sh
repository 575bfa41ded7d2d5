#!/bin/sh
# kinds.sh [OPTION...] [FOLDER] - llz beside six other compressors on all kinds of corpora/kinds, losers first.
#   --llz PROGRAM      default: build/release/llz
#   --level N          llz's level (default 5)
#   --threads N        llz's threads (default 2)
#   --only GLOB        some kinds only, e.g. 'sounds/*'
# FOLDER (default build/kinds) keeps the data, and in sizes.tsv every size ever measured: the hash of the file, the
# program with its version (llz: the hash of the program), bytes. What is there is not measured again, so a run that
# was interrupted goes on, and a run with another llz measures llz alone. Each size is that of the whole file that the
# program makes, its headers, names and checks included; each archive of llz is decoded and compared.
# Exit code 1: a kind takes more than 3 % and 24 bytes above the best of the others, or an archive is not what it was.
set -eu
export LC_ALL=C
here=$(cd "$(dirname "$0")" && pwd)
top=$(cd "$here/../.." && pwd)
# shellcheck source=tests/lib.sh
. "$top/tests/lib.sh"

llz=$top/build/release/llz level=5 threads=2 only='*'
take_options "llz level threads only" "$@"
shift "$taken"
[ $# -le 1 ] || {
    echo "wanted: kinds.sh [OPTION...] [FOLDER]" >&2
    exit 2
}
need_program "$llz"
install_packages bench
make_scratch
mkdir -p "${1:-$top/build/kinds}"
out=$(cd "${1:-$top/build/kinds}" && pwd)
sizes=$out/sizes.tsv
tab=$(printf '\t')

prepare() {
    "${CC:-cc}" -std=c11 -D_POSIX_C_SOURCE=200809L -O2 -o "$scratch/generate_kinds" "$top"/corpora/kinds/*.c
    "$scratch/generate_kinds" list >"$scratch/list"
    mkdir -p "$out/data"
    "$scratch/generate_kinds" all "$out/data"
    touch "$sizes"
    # The program itself, so that one built anew meanwhile is not taken for it.
    cp "$llz" "$scratch/llz"
}

version_of() {
    dpkg-query -W -f='${Version}' "$1"
}

# The archives of 7z and zpaq hold the name and the time of the file: always the same ones.
with_7z() {
    rm -f "$scratch/a.7z"
    (cd "$scratch" && 7z a -bd -y -t7z -m0=PPMd -mx9 a.7z a >/dev/null)
    mv "$scratch/a.7z" "$scratch/packed"
}

with_zpaq() {
    rm -f "$scratch/a.zpaq"
    (cd "$scratch" && zpaq a a.zpaq a -m5 -t1 >/dev/null 2>&1)
    mv "$scratch/a.zpaq" "$scratch/packed"
}

with_llz() {
    "$scratch/llz" -q -T "$threads" --level="$level" -o "$scratch/packed" "$scratch/a"
    "$scratch/llz" -q -d -c "$scratch/packed" >"$scratch/decoded"
    cmp "$scratch/decoded" "$scratch/a"
}

# pack PROGRAM: $scratch/a to $scratch/packed.
pack() {
    rm -f "$scratch/packed"
    case $1 in
    xz) xz -9e -T1 -c "$scratch/a" >"$scratch/packed" ;;
    zstd) zstd -q --ultra -22 -T1 -o "$scratch/packed" "$scratch/a" ;;
    brotli) brotli -q 11 -w 24 -o "$scratch/packed" "$scratch/a" ;;
    bzip3) bzip3 -e "$scratch/a" "$scratch/packed" ;;
    7z) with_7z ;;
    zpaq) with_zpaq ;;
    llz) with_llz ;;
    esac
}

# measure HASH PROGRAM VERSION: a line of $sizes, unless it is there.
measure() {
    if ! grep -q "^$1$tab$2 $3$tab" "$sizes"; then
        pack "$2" || {
            echo "failed: $2 on $name" >&2
            exit 1
        }
        printf '%s\t%s %s\t%s\n' "$1" "$2" "$3" "$(bytes_of "$scratch/packed")" >>"$sizes"
    fi
    printf '%s\t%s\t%s\n' "$name" "$2" "$(sed -n "s/^$1$tab$2 $3$tab//p" "$sizes" | head -n 1)" >>"$scratch/measured"
}

prepare
{
    echo "xz $(version_of xz-utils)"
    echo "7z $(version_of p7zip-full)"
    for program in zstd brotli bzip3 zpaq; do
        echo "$program $(version_of $program)"
    done
    echo "llz $(sha256sum <"$scratch/llz" | cut -c 1-16)-$level"
} >"$scratch/programs"
: >"$scratch/measured"
while IFS=$tab read -r name bytes _; do
    # shellcheck disable=SC2254 # a glob is wanted
    case $name in $only) ;; *) continue ;; esac
    hash=$(sha256sum <"$out/data/$name" | cut -c 1-32)
    cp "$out/data/$name" "$scratch/a"
    touch -d @1600000000 "$scratch/a"
    while read -r program version; do
        measure "$hash" "$program" "$version" </dev/null
    done <"$scratch/programs"
    printf '%s\tbytes\t%s\n' "$name" "$bytes" >>"$scratch/measured"
done <"$scratch/list"

# The worst first: what is beyond the limit, in bytes.
awk -F'\t' '
    $2 == "bytes" { bytes[$1] = $3; next }
    $2 == "llz" { llz[$1] = $3; next }
    !($1 in best) || $3 < best[$1] { best[$1] = $3; who[$1] = $2 }
    END {
        for (name in llz) {
            more = llz[name] - best[name]
            limit = best[name] * 0.03 > 24 ? best[name] * 0.03 : 24
            printf "%d\t%s\t%d\t%d\t%d\t%s\t%+d\t%+.2f\t%s\n", more - limit, name, bytes[name], llz[name], best[name], \
                who[name], more, 100 * more / best[name], (more > limit ? "beyond" : "")
        }
    }' "$scratch/measured" | sort -t"$tab" -k1,1nr -k2,2 | cut -f 2- >"$scratch/table"
awk -F'\t' -v level="$level" '
    BEGIN {
        form = "%-34s %8s %8s %8s %-7s %8s %8s %s\n"
        printf form, "kind", "bytes", "llz -" level, "best", "of", "more", "%", ""
    }
    {
        printf form, $1, $2, $3, $4, $5, $6, $7, $8
        smallest += $6 <= 0
        beyond += $8 == "beyond"
        ours += $3
        theirs += $4
    }
    END {
        printf "\nsmallest on %d of %d; %d beyond the limit; %d bytes in all, the best of the others %d\n", \
            smallest, NR, beyond, ours, theirs
        exit beyond > 0
    }' "$scratch/table"
