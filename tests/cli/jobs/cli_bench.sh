# -b: a row for each file and level, with true sizes; nothing is written.
. "$(dirname "$0")/../../cli-lib.sh"

sample 100 >a
printf 'hello\n' >b
"$llz" -0 -c a >"$log/a0" && "$llz" -1 -c a >"$log/a1" && "$llz" -0 -c b >"$log/b0" || fail "cannot compress"
remember

# row NUMBER: "level uncompressed compressed ratio bits name" of that row.
row()
{
    awk -v n="$1" 'NR == n { print $1, $2, $3, $4, $5, $NF }' "$log/out"
}

true_row()
{
    awk -v l="$3" -v r="$(wc -c <"$1")" -v p="$(wc -c <"$2")" -v name="$1" \
        'BEGIN { printf "%d %d %d %.3f %.3f %s\n", l, r, p, r / p, 8 * p / r, name }'
}

for form in '-0 -b a' '-b0 a' '--bench=0 a' '-0 --bench a' '-0b a' '-b -0 -- a' '-bq0 a'; do
    expect 0 "$llz" $form
    silent
    [ "$(wc -l <"$log/out")" -eq 2 ] || fail "not a head and a row: $form"
    [ "$(row 2)" = "$(true_row a "$log/a0" 0)" ] || fail "row '$(row 2)': $form"
done
for column in level uncompressed compressed ratio bits/byte 'in, KB/s' 'out, KB/s' memory name; do
    head -n 1 "$log/out" | grep -q "$column" || fail "no column $column"
done
awk 'NR == 2 && !($6 > 0 && $7 > 0 && $8 > 0) { exit 1 }' "$log/out" || fail "no speeds, or no memory"

expect 0 "$llz" -b0-1 a b
[ "$(wc -l <"$log/out")" -eq 5 ] || fail "not a head and four rows"
[ "$(row 2)" = "$(true_row a "$log/a0" 0)" ] || fail "row '$(row 2)'"
[ "$(row 3)" = "$(true_row a "$log/a1" 1)" ] || fail "row '$(row 3)'"
[ "$(row 4)" = "$(true_row b "$log/b0" 0)" ] || fail "row '$(row 4)'"

"$llz" -b0 -v --seed=0 <a >"$log/out" || fail "-b of stdin"
grep -q 'uniform .* (stdin)$' "$log/out" || fail "-bv does not tell the settings"

# What is not there, or empty, is named; the others go on.
: >empty
expect 1 "$llz" -b0 missing empty b
[ "$(wc -l <"$log/err")" -eq 2 ] || fail "not one message for each"
[ "$(row 2)" = "$(true_row b "$log/b0" 0)" ] || fail "row '$(row 2)'"
rm empty
unchanged

# Whoever has too little memory is told how much it takes.
expect 1 "$llz" -b5 --memlimit=1MiB a
grep -q 'a: needs [0-9]* bytes of memory, --memlimit allows 1048576' "$log/err" || fail "not told how much memory it takes"
