#!/bin/sh
# From a fresh clone to a first archive: installs what is missing, builds llz, compresses a real file, restores it,
# compares, and prints the sizes that other programs reach on the same file.
set -eu
cd "$(dirname "$0")/.."
# shellcheck source=tests/lib.sh
. tests/lib.sh
install_packages build quickstart
make_scratch

echo "building llz"
build_preset release
llz=$PWD/build/release/llz
"$llz" --version

# Something real that every Debian machine has: the texts of the common licences; failing that, the program itself.
sample=$scratch/sample
find /usr/share/common-licenses -type f 2>/dev/null | LC_ALL=C sort | while read -r text; do
    cat "$text"
done >"$sample"
what="the texts in /usr/share/common-licenses"
if [ "$(bytes_of "$sample")" -lt 100000 ]; then
    cat "$llz" build/release/libllz.a | head -c 400000 >"$sample"
    what="llz itself"
fi
bytes=$(bytes_of "$sample")
echo "compressing $what, $bytes bytes"

start=$(date +%s)
"$llz" -q -o "$scratch/sample.llz" "$sample"
middle=$(date +%s)
"$llz" -q -d -o "$scratch/restored" "$scratch/sample.llz"
end=$(date +%s)
cmp "$sample" "$scratch/restored"
echo "restored without a difference; $((middle - start)) s to compress, $((end - middle)) s to restore"

row() {
    awk -v name="$1" -v packed="$2" -v bytes="$bytes" \
        'BEGIN { printf "%-18s %9d bytes %7.3f bits a byte\n", name, packed, 8 * packed / bytes }'
}
peer() {
    name=$1
    shift
    if command -v "$1" >/dev/null; then
        row "$name" "$("$@" <"$sample" | wc -c)"
    fi
}
peer "gzip -9" gzip -9 -c
peer "bzip2 -9" bzip2 -9 -c
peer "zstd --ultra -22" zstd -q --ultra -22 -c
peer "xz -9e" xz -9e -c
row "llz" "$(bytes_of "$scratch/sample.llz")"
