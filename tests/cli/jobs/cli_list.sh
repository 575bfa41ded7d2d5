# The table of -l tells the truth.
. "$(dirname "$0")/../../cli-lib.sh"

sample 100 >a
printf 'hello\n' >b
"$llz" -0 a && "$llz" -1 b || fail "cannot compress"

# row NUMBER: "compressed uncompressed ratio bits level" of that row of the last listing.
row()
{
    awk -v n="$1" 'NR == n { print $1, $2, $3, $4, $5 }' "$log/out"
}

true_row()
{
    awk -v r="$(wc -c <"$1")" -v p="$(wc -c <"$1.llz")" -v l="$2" \
        'BEGIN { printf "%d %d %.3f %.3f %d\n", p, r, r / p, 8 * p / r, l }'
}

expect 0 "$llz" -l a.llz
silent
[ "$(wc -l <"$log/out")" -eq 2 ] || fail "not a head and a row"
for column in compressed uncompressed ratio bits/byte level policy frames name; do
    head -n 1 "$log/out" | grep -q "$column" || fail "no column $column"
done
[ "$(row 2)" = "$(true_row a 0)" ] || fail "row '$(row 2)', not '$(true_row a 0)'"
sed -n 2p "$log/out" | grep -q ' a\.llz$' || fail "no name in the row"
sed -n 2p "$log/out" | awk '{ exit !($7 >= 1 && NF == 8) }' || fail "no frames in the row"
cp "$log/out" first
expect 0 "$llz" --list a.llz
same "$log/out" first

# From a pipe.
cat a.llz | "$llz" -l >"$log/out" || fail "-l of stdin"
[ "$(row 2)" = "$(true_row a 0)" ] || fail "stdin: row '$(row 2)'"

# Several: totals.
expect 0 "$llz" -l a.llz b.llz
[ "$(wc -l <"$log/out")" -eq 4 ] || fail "not a head, two rows and totals"
[ "$(row 3)" = "$(true_row b 1)" ] || fail "second row '$(row 3)'"
cat a b >c
cat a.llz b.llz >c.llz
[ "$(row 4 | cut -d ' ' -f 1-4)" = "$(true_row c 0 | cut -d ' ' -f 1-4)" ] || fail "totals '$(row 4)'"
tail -n 1 "$log/out" | grep -q '(2 files)$' || fail "totals have no name"

# Members in a row are one archive.
expect 0 "$llz" -l c.llz
[ "$(row 2 | cut -d ' ' -f 1-4)" = "$(true_row c 0 | cut -d ' ' -f 1-4)" ] || fail "two members '$(row 2)'"

# An empty file.
: >d
"$llz" -0 d || fail "cannot compress"
expect 0 "$llz" -l d.llz
[ "$(row 2)" = "$(($(wc -c <d.llz))) 0 0.000 0.000 0" ] || fail "empty: row '$(row 2)'"

# -v: the hash of the contents.
expect 0 "$llz" -lv a.llz
head -n 1 "$log/out" | grep -q xxh3 || fail "no column for the hash"
for column in model optimizer seed prior parts; do
    head -n 1 "$log/out" | grep -q " $column " || fail "no column $column"
done
sed -n 2p "$log/out" | grep -q ' adam  *0  *-  *[0-9a-f]\{16\} *lm,orders,words,sparse,indirect,match,kind  a.llz$' || fail "not all settings"
hash=$(sed -n 2p "$log/out" | grep -o ' [0-9a-f]\{16\} ' | tr -d ' ') || fail "no hash"
if command -v xxhsum >"$log/junk"; then
    xxhsum -H3 a | grep -q "[_ ]$hash\b" || fail "hash $hash is not that of the contents: $(xxhsum -H3 a)"
fi
"$llz" -0 --check=128 -c a >wide.llz || fail "cannot compress"
[ $(($(wc -c <wide.llz))) -eq $(($(wc -c <a.llz) + 8)) ] || fail "--check=128 costs other than 8 bytes"
expect 0 "$llz" -lv wide.llz
wide=$(sed -n 2p "$log/out" | grep -o '[0-9a-f]\{32\}') || fail "no wide hash"
if command -v xxh128sum >"$log/junk"; then
    [ "$wide" = "$(xxh128sum a | cut -c 1-32)" ] || fail "hash $wide is not that of the contents"
fi
rm wide.llz
expect 0 "$llz" -lv b.llz
grep -q "$hash" "$log/out" && fail "two contents have one hash"

# Bad ones are named, the others listed.
expect 1 "$llz" -l a.llz a b.llz missing
[ "$(wc -l <"$log/err")" -eq 2 ] || fail "not one message for each"
[ "$(wc -l <"$log/out")" -eq 4 ] || fail "the good ones are not listed"
head -c 20 a.llz >e.llz
expect 1 "$llz" -l e.llz
says e.llz
[ ! -s "$log/out" ] || fail "lists what is cut short"
