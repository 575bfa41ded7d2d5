#!/bin/sh
# generated_kinds.sh PROGRAM... - generate_kinds, which may be a program with its emulator, makes the bytes of
# corpora/kinds/SHA256SUMS on every build and machine: at least 120 kinds, each of the size that it is listed with, no
# two equal.
set -u
cd "$(dirname "$0")/.." || exit 1
# shellcheck source=tests/lib.sh
. ./lib.sh
make_scratch
sums=$PWD/../corpora/kinds/SHA256SUMS
LC_ALL=C
export LC_ALL

fail() {
    echo "FAIL: $*"
    exit 1
}

"$@" list >"$scratch/list" || fail "list: exit code $?"
mkdir "$scratch/data"
"$@" all "$scratch/data" || fail "all: exit code $?"
cd "$scratch/data" || exit 1
find . -type f | sed 's,^\./,,' | sort >"$scratch/files"

kinds=$(wc -l <"$scratch/files")
[ "$kinds" -ge 120 ] || fail "$kinds kinds"
cut -f 1 "$scratch/list" | sort | cmp -s - "$scratch/files" || fail "what is listed is not what is made"
while read -r name bytes _; do
    [ "$(bytes_of "$name")" = "$bytes" ] || fail "$name has $(bytes_of "$name") bytes, not $bytes"
done <"$scratch/list"
xargs sha256sum <"$scratch/files" >"$scratch/sums"
cut -c 1-64 "$scratch/sums" | sort | uniq -d | grep -f - "$scratch/sums" && fail "these are equal"
diff "$sums" "$scratch/sums" || fail "other bytes than those of SHA256SUMS"

# One kind alone is the same: none depends on those before it.
mkdir "$scratch/alone"
for name in texts/mail pictures/rgb bundles/everything; do
    "$@" $name "$scratch/alone" || fail "$name: exit code $?"
    cmp "$scratch/alone/$name" $name || fail "$name alone is another"
done

# What goes wrong is said, with an exit code.
"$@" no/kind "$scratch/alone" 2>/dev/null && fail "an unknown kind has exit code 0"
"$@" texts/mail "$scratch/nowhere" 2>"$scratch/errors" && fail "a missing folder has exit code 0"
grep -q "nowhere/texts/mail: " "$scratch/errors" || fail "a missing folder is not named"
echo "$kinds kinds"
