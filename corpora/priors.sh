#!/bin/sh
# priors.sh [OPTION...] OUT - builds llz-priors, a package for Debian with a prior for each kind of priors.tsv.
#   --llz PROGRAM    trains them (default build/release/llz)
#   --debs FOLDER    keeps downloaded packages there
#   --size N         of a prior's file at most (default 1M)
#   --keep FOLDER    priors of the package before this one, unpacked: archives name priors, so none may ever go
#   --table FILE     in place of priors.tsv
# Samples come out of Debian packages, which are downloaded and unpacked, never installed. OUT/samples/KIND are theirs,
# OUT/priors what the package holds: KIND.llzp, and KIND.scout, by which `llz -D auto` chooses (cli/prior/README.md).
# The package's copyright file lists the packages with their licences. Needs apt, dpkg-deb, perl, xz and gzip.
set -eu
export LC_ALL=C
here=$(cd "$(dirname "$0")" && pwd)
root=$here/..
# shellcheck source=tests/lib.sh
. "$root/tests/lib.sh"
# shellcheck source=tests/bench/debs.sh
. "$root/tests/bench/debs.sh"

llz=$root/build/release/llz debs="" size=1M keep="" table=$here/priors.tsv
take_options "llz debs size keep table" "$@"
shift "$taken"
[ $# -eq 1 ] || {
    echo "wanted: priors.sh [OPTION...] OUT" >&2
    exit 2
}
need_program "$llz"
make_scratch
mkdir -p "$1" "${debs:=$scratch/debs}"
out=$(cd "$1" && pwd)
debs=$(cd "$debs" && pwd)
llz=$(cd "$(dirname "$llz")" && pwd)/$(basename "$llz")
tab=$(printf '\t')

FILE_MOST=131072        # bytes of a file, lest one decide what its kind is like,
ROW_MOST=2000000        # of a row of the table,
SCOUT_SAMPLES=1000000   # and of a kind in its scout's samples: it is to be read in no time

# Members of a package that is unpacked here which the patterns name, in the order of their names.
members() {
    (
        set -f
        yes=
        for pattern; do yes="$yes -o -path ./$pattern"; done
        # shellcheck disable=SC2086 # one word an argument of find
        find . -type f \( ${yes# -o} \) | sort
    )
}

# The files of stdin, of which whole ones evenly spread stay, $1 bytes of them at most, about.
thin() {
    xargs -r -d '\n' stat --printf '%s\t%n\n' >"$scratch/sizes"
    awk -F '\t' -v most="$1" -v each="$FILE_MOST" '
        { size = $1 < each ? $1 : each }
        FNR == NR {
            sum += size
            next
        }
        { due += sum > most ? size * most / sum : size }
        due > 0 && due >= done + size / 2 { done += size; print $2 }' "$scratch/sizes" "$scratch/sizes"
}

# The content of a file, unpacked.
content() {
    case $1 in
    *.xz) xz -dc "$1" ;;
    *) gzip -cdfq "$1" ;;
    esac
}

# The text of what comes in.
convert() {
    case $1 in
    html) perl -0777 -pe 's/<(script|style)\b.*?<\/\1>//gis; s/<(br|p|div|li|h\d|tr)\b[^>]*>/\n/gi; s/<[^>]*>//g;
        s/&nbsp;|&#160;/ /g; s/&lt;/</g; s/&gt;/>/g; s/&quot;/"/g; s/&amp;/&/g; s/\s*\n\s*\n\s*/\n\n/g' ;;
    *) cat ;;
    esac | head -c "$FILE_MOST"
}

# The folder of a package, unpacked once.
unpacked() {
    if [ ! -d "$scratch/unpacked/$1" ]; then
        set -- "$1" "$debs/$1"_*.deb
        [ -f "$2" ] || {
            echo "Debian has no package $1" >&2
            return 1
        }
        mkdir -p "$scratch/unpacked/$1"
        dpkg-deb -x "$2" "$scratch/unpacked/$1"
    fi
    echo "$scratch/unpacked/$1"
}

# Unpacks what of the first pattern's tar the others name, and goes there.
enter_tar() {
    tar=$(members "$1")
    shift
    mkdir -p "$scratch/tar"
    tar -xf "$tar" -C "$scratch/tar" --wildcards "$@" 2>/dev/null || true
    cd "$scratch/tar"
}

# Samples of one row: OUT/samples/KIND/NNNNNN, each content once.
sample_row() {
    kind=$1 form=$3 folder=$(unpacked "$2") || return 1
    shift 3
    rm -rf "$scratch/tar"
    (
        cd "$folder"
        if [ "$form" = tar ]; then
            enter_tar "$@"
            shift
        fi
        members "$@" | case $form in
        script) while IFS= read -r file; do
            head -n 1 "$file" | grep -aq '^#!.*sh\b' && printf '%s\n' "$file"
        done || true ;;
        *) cat ;;
        esac | thin "$ROW_MOST" >"$scratch/chosen"
        while IFS= read -r file; do
            content "$file" | convert "$form" >"$scratch/sample" || true
            sum="$kind $(sha256sum <"$scratch/sample")"
            if [ ! -s "$scratch/sample" ] || grep -q "$sum" "$scratch/seen"; then continue; fi
            echo "$sum" >>"$scratch/seen"
            mv "$scratch/sample" "$out/samples/$kind/$(printf %06d "$(wc -l <"$scratch/seen")")"
        done <"$scratch/chosen"
    )
}

sample() {
    rm -rf "$out/samples"
    : >"$scratch/seen"
    grep -v '^#' "$table" | cut -f 2 >"$scratch/packages"
    download_debs "$debs" "$scratch/packages"
    grep -v '^#' "$table" >"$scratch/rows"
    while IFS=$tab read -r kind package form patterns; do
        mkdir -p "$out/samples/$kind"
        set -f
        # shellcheck disable=SC2086 # one word a pattern
        set -- "$kind" "$package" "$form" $patterns
        set +f
        sample_row "$@"
    done <"$scratch/rows"
}

# A scout is a small prior of some of the same samples.
train() {
    mkdir -p "$out/priors"
    for folder in "$out"/samples/*; do
        kind=$(basename "$folder")
        rm -rf "$scratch/thin"
        mkdir -p "$scratch/thin"
        (cd "$folder" && find . -type f | sort | thin "$SCOUT_SAMPLES" | xargs cp -t "$scratch/thin")
        "$llz" train -0 -r --size="$size" -fo "$out/priors/$kind.llzp" "$folder"
        "$llz" train -0 -r --size=64K -fo "$out/priors/$kind.scout" "$scratch/thin"
    done
}

# Priors of an earlier package that this one has no longer, under the end of their ids. No scout: new archives start
# from the new ones.
keep_earlier() {
    for prior in ${keep:+"$keep"/*.llzp}; do
        id=$("$llz" prior --json "$prior" | sed 's/.*"id":"[0-9a-f]\{8\}\([0-9a-f]\{8\}\)".*/\1/')
        kind=$(basename "$prior" .llzp)
        "$llz" prior --json "$out/priors" | grep -q "\"id\":\"[0-9a-f]\{8\}$id\"" ||
            cp "$prior" "$out/priors/${kind%-????????}-$id.llzp"
    done
}

# What every package is called in control files: its source and that one's version.
source_of() {
    dpkg-deb -W --showformat='${source:Package} (= ${source:Version})' "$1"
}

# The copyright file of a package, which some have in common with another of their source.
copyright_file() {
    documents=$(unpacked "$1")/usr/share/doc
    if [ -L "$documents/$1" ]; then
        owner=$(basename "$(readlink "$documents/$1")")
        echo "$owner" >"$scratch/owner"
        download_debs "$debs" "$scratch/owner" >&2
        copyright_file "$owner"
    else
        echo "$documents/$1/copyright"
    fi
}

copyright() {
    cat <<TEXT
Priors of llz, made by corpora/priors.sh of its sources. They hold counts and passages of files out of the packages
of Debian that are listed here. Their sources are those packages'; below are the copyright files of all of them.
llz itself, and the scripts: Copyright 2026 the llz authors, under the Expat licence.

TEXT
    sort -u "$scratch/packages" | while read -r package; do
        echo "$package: of $(source_of "$debs/${package}"_*.deb)"
        file=$(copyright_file "$package")
        sed -n 's/^License: */    /p' "$file" | sort -u
    done
    sort -u "$scratch/packages" | while read -r package; do
        printf '\n==== %s ====\n\n' "$package"
        file=$(copyright_file "$package")
        tr -d '\r' <"$file"
    done
}

# control TREE: the control file of what lies in that folder.
control() {
    cat <<TEXT
Package: llz-priors
Version: $version
Architecture: all
Section: utils
Priority: optional
Maintainer: the llz authors <maintainers@llz.example>
Installed-Size: $(du -sk "$1" | cut -f 1)
Enhances: llz
Built-Using: $(sort -u "$scratch/packages" | while read -r p; do source_of "$debs/${p}"_*.deb; echo; done | sort -u | paste -sd , - | sed 's/,/, /g')
Description: Lossless compressor whose model learns while it codes - priors
 llz compresses files with a language model and many small experts, all of
 which learn while they code. A prior says beforehand what files of a kind are
 like, which helps most where they are short.
 .
 This package has priors of these kinds:
 $(cd "$out/priors" && echo *.scout | sed 's/\.scout//g;s/ /, /g').
 Who decompresses needs the package too.
TEXT
}

pack() {
    version=$(sed -n 's/^#define LLZ_VERSION_[MP][AI][JNT][OC][RH]* *//p' "$root/codec/llz.h" | paste -sd . -)-1
    date=$(sed -n 's/^set(LLZ_DOCS_DATE "\(.*\)").*/\1/p' "$root/CMakeLists.txt")
    SOURCE_DATE_EPOCH=$(date -u -d "$date" +%s)
    export SOURCE_DATE_EPOCH
    tree=$scratch/tree documents=$scratch/tree/usr/share/doc/llz-priors
    mkdir -p "$tree/DEBIAN" "$tree/usr/share/llz/priors" "$documents"
    cp "$out"/priors/* "$tree/usr/share/llz/priors"
    copyright >"$documents/copyright"
    printf 'llz-priors (%s) unstable; urgency=medium\n\n  * Priors of the packages in the copyright file.\n\n -- %s  %s\n' \
        "$version" "the llz authors <maintainers@llz.example>" "$(date -u -R -d "$date")" | gzip -9nc >"$documents/changelog.Debian.gz"
    control "$tree" >"$tree/DEBIAN/control"
    (cd "$tree" && find usr -type f | sort | xargs md5sum >DEBIAN/md5sums)
    find "$tree" -type d -exec chmod 755 {} + -o -exec chmod 644 {} +
    dpkg-deb --root-owner-group -Zxz --build "$tree" "$out/llz-priors_${version}_all.deb" >/dev/null
}

sample
train
keep_earlier
pack
"$llz" prior "$out/priors"
ls -l "$out"/*.deb
