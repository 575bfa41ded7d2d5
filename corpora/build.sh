#!/bin/sh
# build.sh [--generated] [FOLDER] - assembles the test data of manifest.tsv in FOLDER (default build/corpora).
# Packages are downloaded and unpacked, never installed; --generated makes only what needs no network.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
generated_only=false
if [ "${1-}" = --generated ]; then
    generated_only=true
    shift
fi
folder=${1-$here/../build/corpora}
mkdir -p "$folder/.packages"
folder=$(cd "$folder" && pwd)
LC_ALL=C
export LC_ALL

generator=$folder/.packages/generate
${CC:-cc} -std=c11 -O2 -o "$generator" "$here/generate.c"

# Unpacks a package once; prints where.
unpack() {
    where=$folder/.packages/$1
    if [ ! -d "$where" ]; then
        (cd "$folder/.packages" && apt-get -qq -o Acquire::Retries=3 -o APT::Sandbox::User= download "$1") >&2 &&
            dpkg-deb -x "$folder/.packages/$1"_*.deb "$where.new" || return 1
        rm -f "$folder/.packages/$1"_*.deb
        mv "$where.new" "$where"
    fi
    echo "$where"
}

# Regular files only: several packages name one file by many links.
concatenate() {
    for member in $1; do
        if [ ! -f "$member" ] || [ -L "$member" ]; then continue; fi
        case $member in
        *.gz) gzip -dc "$member" ;;
        *) cat "$member" ;;
        esac
    done
}

wrong=0 changed=0 made=0
tab=$(printf '\t')
while IFS=$tab read -r name kind source members bytes hash; do
    case $name in '#'* | '') continue ;; esac
    target=$folder/$kind/$name
    if [ -f "$target" ] && [ "$(sha256sum <"$target" | cut -d' ' -f1)" = "$hash" ]; then
        made=$((made + 1))
        continue
    fi
    mkdir -p "$folder/$kind"
    if [ "$source" = generate ]; then
        # shellcheck disable=SC2086 # kind, bytes and seed are three words
        "$generator" $members >"$target.new"
    elif $generated_only; then
        continue
    else
        where=$(unpack "$source") || {
            echo "warning: $name: package $source cannot be had" >&2
            changed=$((changed + 1))
            continue
        }
        (cd "$where" && concatenate "$members") >"$target.new"
    fi
    mv "$target.new" "$target"
    made=$((made + 1))
    is=$(sha256sum <"$target" | cut -d' ' -f1)
    if [ "$is" != "$hash" ]; then
        echo "warning: $name: manifest says $bytes bytes $hash, this is $(($(wc -c <"$target"))) bytes $is" >&2
        if [ "$source" = generate ]; then
            wrong=$((wrong + 1))
        else
            changed=$((changed + 1)) # another version of the package: good for tests, not for comparing figures
        fi
    fi
done <"$here/manifest.tsv"

echo "$made files in $folder ($changed unlike the manifest because of their packages)"
if [ "$wrong" -gt 0 ]; then
    echo "error: the generator does not make the bytes of the manifest" >&2
    exit 1
fi
