# llz law: figures that hold together and do not depend on how they are made, and every wrong use.
. "$(dirname "$0")/../../cli-lib.sh"

sample 1200 >a
sample 480 >b

law()
{
    code=$1
    shift
    expect "$code" "$llz" law -0 "$@"
}

# Each policy's course in eight stages, the same losses for all, and a line of fits for each.
law 0 --lm-only --policies=law-steps,prune-el2n-least,skip,law-examples a
silent
prints "^a, level 0, adam: [0-9]* bytes learned from, [0-9]* held back as the probe$"
[ "$(grep -c '^policy [a-z]' "$log/out")" -eq 5 ] || fail "not five courses"
[ "$(sed -n '/^policy uniform$/,/^$/p' "$log/out" | wc -l)" -eq 11 ] || fail "not eight stages"
[ "$(awk '/^at the same/ { on = 1 } on && /^$/ { exit } on' "$log/out" | grep -c '^[a-z0-9-]*  *[0-9]')" -eq 16 ] ||
    fail "not four losses for each of four policies that act"
awk '/^loss on the probe/ { on = 1 } on' "$log/out" >"$log/fits"
[ "$(awk 'NR > 2 { print $1 }' "$log/fits" | tr '\n' ' ')" = 'uniform law-steps prune-el2n-least skip law-examples ' ] || fail "fits"

# It is the language model that learns: its losses fall, and a policy that drops a quarter says so.
awk '/^policy uniform$/ { on = 1 } /^$/ { on = 0 }
    on && $1 + 0 > 0 { if (!first) first = $3; last = $3; if ($6 != "0.0" || $5 + 0 > 100) bad = 1 }
    END { exit bad || !(last < first) }' "$log/out" || fail "course of uniform"
awk '/^policy prune-el2n-least$/ { on = 1 } /^$/ { on = 0 }
    on && $1 + 0 > 0 { n++; if ($6 != "25.0") bad = 1 } END { exit bad || n != 8 }' "$log/out" || fail "a quarter is not used"

# A policy that cannot change how the language model learns is no measurement: alone it has no mixers, whose steps
# law-steps moves, and elsewhere they are not what is measured.
inert()
{
    awk '/^loss on the probe/ { on = 1 } on' "$log/out" | grep -q "^$1 .* - * - * - * - *inert here\$"
}
inert law-steps || fail "law-steps acts without mixers"
inert skip && fail "skip is inert"
inert law-examples && fail "law-examples is inert"
prints '^policy law-steps: inert here$'
law 0 --lm-only --policies=law-steps,law-frugal,hypergradient,skip --csv=o.csv b
inert law-steps && inert law-frugal && inert hypergradient || fail "there are no matches and no mixers"
grep -q '1\.0000 .* 1\.0000' "$log/out" && fail "an acceleration of nothing"
[ "$(grep -c ',inert here.$' o.csv)" -eq 96 ] || fail "inert in CSV"
rm o.csv
law 0 --policies=hypergradient b
inert hypergradient || fail "mixers are measured"

# Where a curve's parameters stand at their bounds there is no acceleration by curves; CSV has what the table has.
head -c 40000 a >late
# Its loss falls at the end; but for a y now and then it would be a repeat, which nobody learns.
awk 'BEGIN { for (i = 0; i < 30000; i++) { r = (r * 1103 + 12345) % 65536; printf "%s", r % 37 ? "x" : "y" } }' >>late
law 0 --policies=skip --csv=o.csv late a
[ "$(grep -c ' at its bound: not identified$' "$log/out")" -ge 2 ] || fail "a curve through a late fall"
awk '/ at its bound: not identified$/ && ($2 $3 $4 != "---" || ($1 == "skip" && $6 != "-")) { exit 1 }' "$log/out" ||
    fail "figures of a fit at its bound"
awk -F, '$1 == "late" && ($25 $26 $27 $29 $30 $31 != "" || $35 !~ /not identified/) { exit 1 }' o.csv ||
    fail "figures of a fit at its bound in CSV"
[ "$(awk -F, '$1 == "a" && $5 == "skip" { printf "%.4f %.4f", $27, $29; exit }' o.csv)" = \
    "$(awk '/^a, / { on = 1 } on && /^loss on/ { fits = 1 } fits && $1 == "skip" { printf "%s %s", $4, $6 }' "$log/out")" ] ||
    fail "another acceleration in CSV"
rm late o.csv

# The same figures, however many threads, whatever the spelling; uniform is always there, and once.
law 0 --policies=uniform,law b
cp "$log/out" "$log/table"
for form in -T1 '--policies=law --threads 1' '--policies law,uniform,law -q' --level=0; do
    law 0 $form b
    cmp "$log/out" "$log/table" || fail "$form changes the figures"
done
expect 0 "$llz" law -0 - <b
sed 's/^(stdin),/b,/' "$log/out" | cmp - "$log/table" || fail "standard input gives other figures"
law 0 -v --policies=uniform a
[ "$(grep -c '^a: uniform: [0-9.]* bits/byte on the probe after [0-9]* bytes$' "$log/err")" -eq 1 ] || fail "-v"

# Other settings are other figures.
for form in --seed=1 --optimizer=sgd --level=3; do
    law 0 $form b
    cp "$log/out" "$log/other"
    law 0 b
    cmp -s "$log/out" "$log/other" && fail "$form changes nothing"
done

# What else predicts changes the archive, and what the language model learns: half of that is what the mixture got wrong.
course()
{
    awk '/^policy uniform$/ { on = 1 } /^$/ { on = 0 } on { if (column) { print $column } else { $2 = ""; print } }' column="$1" \
        "$log/out"
}
law 0 --policies=uniform b
course 0 >"$log/measured"
course 2 >"$log/coded"
law 0 --policies=uniform --lm-only b
course 0 | cmp -s - "$log/measured" && fail "the language model learns nothing from what the experts say"
course 2 | cmp -s - "$log/coded" && fail "the experts change nothing"

# Bytes that only name a policy are taken off where they are: what learns nothing has the same course under all.
head -c 20000 /dev/zero >zeros
law 0 --lm-only zeros
course 2 >"$log/coded"
awk '/^policy law$/ { on = 1 } /^$/ { on = 0 } on { print $2 }' "$log/out" | sed 1d >"$log/named"
sed 1d "$log/coded" | cmp - "$log/named" || fail "names are costs of learning"
rm zeros

# CSV: RFC 4180, 32 checkpoints of each policy of each file.
{ cat b; echo; } >'c, "d"'
law 0 --csv=o.csv b 'c, "d"'
[ "$(grep -c '^policy [a-z]' "$log/out")" -eq 4 ] || fail "not two policies for each of two files"
awk -F, '
    !/\r$/ { print "no CR LF"; bad = 1 }
    NR == 1 && (NF != 35 || $5 != "policy" || $9 != "position") { print "header"; bad = 1 }
    NR > 1 && /^b/ && (NF != 35 || $2 != size || $4 != 0 || $12 <= 0 || $13 < 1 || $16 != 0) { print "fields"; bad = 1 }
    END { exit bad || NR != 129 }' size=$(($(wc -c <b))) o.csv || fail "CSV"
[ "$(grep -c '^"c, ""d""",' o.csv)" -eq 64 ] || fail "quotes in CSV"
law 0 --policies=uniform --csv=o.csv b # its own kind is replaced
[ "$(wc -l <o.csv)" -eq 33 ] || fail "CSV is not replaced"
cp o.csv before
expect 1 "$llz" law -1 --csv=o.csv b
cmp -s o.csv before || fail "a failure costs the older CSV"
rm o.csv before 'c, "d"'

# Several levels and seeds: each is what it is alone, and the seeds are put together.
expect 0 "$llz" law --level=3 --seed=4 --policies=skip b
sed 1d "$log/out" >"$log/alone"
expect 0 "$llz" law --levels=0,3 --seeds=4-5 --policies=skip --csv=o.csv --html=o.html b
silent
[ "$(grep -c '^b, level [03], adam, seed [45]: ' "$log/out")" -eq 4 ] || fail "not two levels with two seeds"
awk '/^b, level 3, adam, seed 4: / { on = 1; next } /^b, / || /^over / { on = 0 } on' "$log/out" | sed '$d' | cmp - "$log/alone" ||
    fail "a level and a seed among others are not what they are alone"
[ "$(grep -c '^over 2 seeds: ' "$log/out")" -eq 2 ] || fail "not what the seeds say at each level"
awk '/^over 2 seeds/ { on = 1 } on && $1 == "skip" { n += $4 == 2 && $2 > 0 && $3 > 0; on = 0 } END { exit n != 2 }' "$log/out" || fail "means over seeds"
[ "$(wc -l <o.csv)" -eq 257 ] || fail "rows of levels and seeds"
grep -q '</html>' o.html || fail "the page has no end"
[ "$(grep -c '<svg class=chart' o.html)" -eq 4 ] || fail "not a chart for each level and seed"
grep -q '<th scope=col title="cosine: of the next window' o.html || fail "a column says nothing of itself"
grep -qi 'https\?:\|src=\|href=' o.html && fail "the page needs something from elsewhere"
expect 0 "$llz" law -0 --policies=uniform --html=o.html b # its own kind is replaced
[ "$(grep -c '<svg class=chart' o.html)" -eq 1 ] || fail "the page is not replaced"
rm o.csv o.html

# Several at once measure the same; JSON has what CSV has.
expect 0 "$llz" law -0 --seeds=2 --policies=skip --csv=one.csv b
cp "$log/out" "$log/one"
expect 0 "$llz" law -0 --seeds=2 --policies=skip --jobs=3 --csv=o.csv --json=o.json b
cmp "$log/out" "$log/one" || fail "--jobs changes the figures"
cmp one.csv o.csv || fail "--jobs changes CSV"
[ "$(grep -c '^{"kind":"law course","file":"b",' o.json)" -eq 4 ] || fail "not a line for each policy and seed"
if command -v python3 >"$log/python"; then
    python3 -c '
import csv, json
lines = [json.loads(line) for line in open("o.json")]
rows = list(csv.DictReader(open("o.csv", newline="")))
assert len(rows) == 32 * len(lines)
for row, line in zip(rows, [line for line in lines for k in range(32)]):
    k = rows.index(row) % 32
    assert all(str(line[key]) == row[key] for key in ("policy", "seed", "xxh3_128", "level", "build", "note"))
    for key in ("position", "probe_bits", "evenness", "rank_rows"):
        assert abs(line[key][k] - float(row[key])) <= 1e-5 * abs(line[key][k]) + 1e-6, key
    for key in ("fit_l0", "fitted", "read_low"):
        assert line[key] is None if row[key] == "" else abs(line[key] - float(row[key])) <= 1e-5 * abs(line[key]), key
' || fail "JSON and CSV disagree"
fi
expect 0 "$llz" law -0 --policies=uniform --json=o.json b # its own kind is replaced
[ "$(wc -l <o.json)" -eq 1 ] || fail "JSON is not replaced"
expect 1 "$llz" law -0 --json=o.csv b
says o.csv "was not written by this command"
rm o.csv one.csv o.json

# On a terminal the line names the policy.
if [ -n "${CLOCK-}" ] && script -qec true /dev/null >"$log/out" 2>&1 </dev/null; then
    script -qec "env LD_PRELOAD='$CLOCK' CLOCK_STEP=400 '$llz' law -0 --policies=skip b" /dev/null >"$log/out" 2>&1 </dev/null || fail "on a terminal"
    prints 'uniform, leve' # the first course's; how long the second one is seen depends on what else runs
fi

expect 0 "$llz" law --help
prints '^Usage: llz law'
for option in policies optimizer level levels lm-only without seed seeds jobs threads verbose quiet csv json html; do
    prints "--$option"
done
"$llz" --help | grep -q '^  law  *measure' || fail "--help does not mention llz law"
cp b law
expect 0 "$llz" -0 ./law
rm law law.llz

command=law # for bad
mkdir folder
: >empty
head -c 16383 a >short
echo something else >foreign
bad nonsense 'known are: uniform' --policies=uniform,nonsense a
bad law 'no file'
bad missing 'No such file' -0 missing a
bad empty 'is empty' -0 a empty
bad short 'too short' -0 a short
bad folder 'is a directory' -0 folder
bad 10 'not a level' --level=10 a
bad x 'not a seed' --seed=x a
bad -d 'unknown option; try llz law --help' -d a
bad --csv 'needs a value' a --csv
bad --without 'leaves out lm' --without=lm a
bad a 'try --lm-only' -1 a
bad - 'standard output' -0 --csv=- a
bad nowhere/x 'No such file' -0 --csv=nowhere/x a
bad ./a 'files that are read' -0 --csv=./a b a
bad foreign 'not overwritten' -0 --csv=foreign a
mkfifo pipe # which has no writer
bad pipe 'is not a regular file; a pipe can be given as -' -0 pipe
rm pipe
(TMPDIR=/nowhere && bad '(temporary file in TMPDIR)' 'No such file' -0 --csv=o.csv a) || exit 1
bad foreign 'not overwritten' -0 --html=foreign a
bad 3-1 'range of seeds' -0 --seeds=3-1 a
bad 10 'not a level' --levels=0,10 a
bad --levels 'not with a level or a model' --levels=0 -1 a
bad --levels 'not with a level or a model' --levels=0 --model=words-experts-8 a
bad --seeds 'not with --seed' --seed=7 --seeds=1 a
head -c 16384 a >least
law 0 --policies=uniform least
if [ -c /dev/full ]; then
    "$llz" law -0 --policies=uniform b >/dev/full 2>"$log/err" && fail "a full disk is no error"
    says '(stdout)' 'No space left on device'
fi

# A signal leaves nothing.
if env --default-signal=INT true 2>"$log/err"; then
    sample 200000 >big
    interrupted 'sleep 1' "$llz" law -0 --csv=o.csv big
fi
