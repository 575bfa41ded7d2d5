# llz lab: a table that holds together, the same each time, and every wrong use.
. "$(dirname "$0")/../../cli-lib.sh"

lab()
{
    code=$1
    shift
    expect "$code" "$llz" lab "$@"
}

# All policies for each seed, then once more over all seeds.
lab 0 perceptron --passes=16 --seeds=2
says perceptron 'searches to do, about 0:'
[ "$(grep -c '^perceptron, seed [01]: 16 dimensions, 128 examples, 512 + 512 targets, 100 steps, eta 0.1, ' "$log/out")" -eq 2 ] ||
    fail "not two problems"
[ "$(grep -c '^2 seeds, ' "$log/out")" -eq 1 ] || fail "nothing over all seeds"
for row in uniform 'uniform, best step' 'uniform, step x 5.5' 'adam, best rate' 'steps by stages' 'features by stages' \
    constant 'constant, best step' full 'full, best step' shuffled flipped myopic 'projected gradient'; do
    [ "$(grep -c "^$row   *[0-9-]" "$log/out")" -eq 5 ] || fail "$row is not there in all tables"
done
cp "$log/out" "$log/both"

# uniform does not accelerate itself, and its best step is better; the optimum for a kind of policy is not worse than what it
# begins with.
awk '
    function J() { return substr($0, 42, 8) + 0 }
    /^perceptron/ { n++; on = 1 }
    /^$/ { on = 0 }
    !on { next }
    /^uniform  / { uniform = J(); if (substr($0, 67, 8) + 0 != 1) bad = 1 }
    /^uniform, best/ { best = J(); if (!(best < uniform)) bad = 1 }
    /^(constant|full)  / { if (!(J() < uniform)) bad = 1 }
    /^steps by/ { if (J() > best) bad = 1 }
    /^flipped/ { if (!(J() > uniform)) bad = 1 }
    END { exit bad || n != 2 }' "$log/out" || fail "figures contradict each other"

# Bytes add up, a decoder has told that they come back, and uniform is cheapest to send.
awk '
    /^bytes, decoded again: .* 6400 labels, 64 at each step$/ { n++; on = 1; next }
    /^$/ { on = 0 }
    on && !/^policy/ { policy = substr($0, 21, 10) + 0; both = substr($0, 41, 10) + 0; if (policy + substr($0, 31, 10) != both || both < 3) bad = 1 }
    on && /^uniform  / { if (policy > 8) bad = 1 }
    on && /^full  / { if (policy < 100) bad = 1 }
    END { exit bad || n != 2 }' "$log/both" || fail "bytes"

# Whatever the number of threads; and lengths add problems and leave the others as they are.
lab 0 perceptron --passes=16 --seeds=2 -q -T3
cmp "$log/out" "$log/both" || fail "threads change figures"
lab 0 perceptron --passes=16 --seeds=2 -q -T2 --lengths
for steps in 25 50 100; do
    [ "$(grep -c "^perceptron, seed [01]: .* $steps steps, " "$log/out")" -eq 2 ] || fail "not two problems of $steps steps"
    prints "^2 seeds, $steps steps, "
done
prints '^policy  .*AR 25 .*best 25 .*AR 50 .*best 100 '
sed -n '/^perceptron.* 100 steps/,/^$/p' "$log/out" >"$log/long"
sed -n '/^perceptron.* 100 steps/,/^$/p' "$log/both" | cmp - "$log/long" || fail "--lengths changes the whole length"

# A run that was ended goes on to the same figures, and what is there is not computed again.
state=$log/state
lab 0 perceptron --passes=16 --seeds=2 -q --state="$state"
cmp "$log/out" "$log/both" || fail "--state changes figures"
[ "$(ls "$state" | wc -l)" -eq 28 ] || fail "not a file for each row"
rm "$state/perceptron-t100-seed0-row07" "$state/perceptron-t100-seed1-row10"
lab 0 perceptron --passes=16 --seeds=2 --state="$state"
says perceptron '2 searches to do'
cmp "$log/out" "$log/both" || fail "a run that goes on comes to other figures"
lab 0 perceptron --passes=16 --seeds=2 --state="$state"
silent
cmp "$log/out" "$log/both" || fail "what was kept is not what was computed"
row=$state/perceptron-t100-seed1-row03
refused()
{
    reason=$1
    shift
    lab 1 perceptron --passes=16 --seeds=2 --state="$state" "$@"
    says "${name-$row}" "$reason"
    [ -s "$log/out" ] && fail "a table of a folder that was refused"
}
name=$state/perceptron-t100-seed0-row00
refused 'other options' --eta=0.2
unset name
cp "$row" "$log/row"
printf x | dd of="$row" bs=1 seek=1000 conv=notrunc 2>"$log/err"
refused 'is damaged'
head -c 1000 "$log/row" >"$row"
refused 'is damaged'
head -c 100 "$log/row" >"$row" # within the line that says what made it
refused 'is damaged'
: >"$row"
refused 'is damaged'
echo llz >"$row"
refused 'is not a row of llz lab'
rm "$row"
mkdir "$row"
refused 'Is a directory'
rmdir "$row"
lab 1 perceptron --passes=16 --state="$log/out/folder"
says "$log/out/folder" 'Not a directory'

# For programs: the figures of the table, and what one cannot read is not overwritten.
lab 0 perceptron --passes=16 --seeds=2 -q --state="$state" --csv="$log/a.csv" --json="$log/a.jsonl"
[ "$(wc -l <"$log/a.csv")" -eq 29 ] || fail "not a line of CSV for each row"
[ "$(grep -c '^{"kind":"lab row",.*}$' "$log/a.jsonl")" -eq 28 ] || fail "not an object for each row"
[ "$(grep -c '^{"kind":"lab estimate",.*}$' "$log/a.jsonl")" -eq 14 ] || fail "not an object for each policy"
awk -F , 'NR == 1 { for (i = 1; i <= NF; i++) if ($i == "j_seen") column = i }
    NR == 2 { printf "%.4f\n", $column }' "$log/a.csv" >"$log/csv"
awk '/^uniform  / { printf "%.4f\n", substr($0, 42, 8); exit }' "$log/both" | cmp - "$log/csv" || fail "CSV tells another J"
if command -v python3 >"$log/err"; then
    python3 -c 'import json, sys
for line in open(sys.argv[1]): json.loads(line)' "$log/a.jsonl" || fail "not JSON"
fi
cp "$log/a.csv" "$log/b.csv"
lab 0 perceptron --passes=16 --seeds=2 -q --state="$state" --csv="$log/a.csv"
cmp "$log/a.csv" "$log/b.csv" || fail "CSV differs from one time to the next"
echo mine >"$log/mine"
for option in csv json html; do
    lab 1 perceptron --passes=16 --$option="$log/mine"
    says "$log/mine" 'not overwritten'
done
lab 1 perceptron --passes=16 --json="$log/c" --csv="$log/c"
says "$log/c" 'two outputs cannot share one file'

mkdir "$log/rows"
lab 1 perceptron -q --state="$log/rows" --csv="$log/./rows/perceptron-t100-seed0-row00"
says "$log/./rows/perceptron-t100-seed0-row00" 'is a name of the rows that --state keeps'
expect 1 env TMPDIR=/nowhere "$llz" lab perceptron -q --json="$log/c"
says '(temporary file in TMPDIR)' 'No such file'

# The page: a chart of each length, every figure of the tables, and nothing from elsewhere; one of its own kind is replaced.
lab 0 perceptron --passes=16 --seeds=2 -q --state="$state" --html="$log/a.html"
cmp "$log/out" "$log/both" || fail "--html changes figures"
grep -q '</html>' "$log/a.html" || fail "the page has no end"
[ "$(grep -c '<svg class=chart' "$log/a.html")" -eq 1 ] || fail "not a chart"
[ "$(grep -c '<polyline' "$log/a.html")" -ge 10 ] || fail "not a line for each policy"
grep -q '<th scope=col title="by lambda: equality' "$log/a.html" || fail "a column says nothing of itself"
grep -qi 'https\?:\|src=\|href=' "$log/a.html" && fail "the page needs something from elsewhere"
[ "$(grep -c 'full, best step</t[hd]>' "$log/a.html")" -eq 6 ] || fail "full, best step is not there in all tables of the page"
J=$(awk '/^full  / { printf "%.4f", substr($0, 42, 8); exit }' "$log/both")
grep -q ">$J<" "$log/a.html" || fail "the page tells another J"
cp "$log/a.html" "$log/b.html"
lab 0 perceptron --passes=16 --seeds=2 -q --state="$state" --html="$log/a.html"
cmp "$log/a.html" "$log/b.html" || fail "the page differs from one time to the next"

# A seed is a problem, whatever others are run; the same command prints the same.
lab 0 perceptron --passes=16 --seeds=1-1 --size=small -q
sed -n '/seed 1:/,/^$/p' "$log/both" >"$log/one"
sed -n '/seed 1:/,/^$/p' "$log/out" | cmp - "$log/one" || fail "seed 1 depends on seed 0"
for form in --eta=0.05 --spread=1 --shift=0.25 --start=zero --passes=17; do
    lab 0 perceptron --passes=16 --seeds=1-1 -q "$form"
    sed -n '/seed 1:/,/^$/p' "$log/out" | cmp -s - "$log/one" && fail "$form changes nothing"
done
lab 0 perceptron --passes=16 --seeds=1-1 --labels=32
sed -n '/seed 1:/,/^$/p' "$log/out" | cmp - "$log/one" || fail "--labels changes what is learned"
prints '3200 labels, 32 at each step$'
lab 0 perceptron --passes=16 --seeds=1-1 --outer-rate=0.0000005
grep -v '^projected' "$log/one" >"$log/others"
sed -n '/seed 1:/,/^$/p' "$log/out" | grep -v '^projected' | cmp - "$log/others" || fail "--outer-rate changes other rows"
sed -n '/seed 1:/,/^$/p' "$log/out" | cmp -s - "$log/one" && fail "--outer-rate changes nothing"

# Where everything overflows it says nothing rather than something wrong.
lab 0 perceptron --passes=16 --eta=1000 --spread=100 -q
silent
grep -i -e nan -e inf "$log/out" && fail "a figure that is no number"

# ---- The transformer ----

tiny() # EXPECTED OPTION...
{
    code=$1
    shift
    lab "$code" transformer --size=tiny --passes=16 -q "$@"
}
tiny 0
silent
cp "$log/out" "$log/tiny"
prints '^transformer, seed 0: 9472 parameters, 16 examples, 16 + 16 targets, 8 steps, eta 0.1, 2 layers of 16, texts of 16 symbols$'
prints '^bytes, decoded again: the quantised policy and 256 labels, 32 at each step$'
[ "$(grep -c '^full, best step   *[0-9-]' "$log/out")" -eq 3 ] || fail "full, best step is not there in all tables"
grep 'projected' "$log/out" && fail "the transformer has no projected gradient"
awk '
    function J() { return substr($0, 42, 8) + 0 }
    /^transformer/ { on = 1 }
    /^$/ { on = 0 }
    !on { next }
    /^uniform  / { uniform = J() }
    /^uniform, best/ { best = J(); if (!(best < uniform)) bad = 1 }
    /^(constant|full)  / { if (!(J() < uniform)) bad = 1 }
    /^steps by/ { if (J() > best) bad = 1 }
    /^flipped/ { if (!(J() > uniform)) bad = 1 }
    END { exit bad }' "$log/out" || fail "figures of the transformer contradict each other"
tiny 0 -T3
cmp "$log/out" "$log/tiny" || fail "threads change figures of the transformer"

# A search goes on from between two courses, though it was killed.
state=$log/tiny.state
"$llz" lab transformer --size=tiny --passes=16 -q --state="$state" >"$log/out" 2>"$log/err" &
pid=$!
until [ -s "$state/transformer-t8-seed0-row09-search" ]; do
    kill -0 $pid 2>"$log/junk" || break
    sleep 0.02
done
kill -9 $pid 2>"$log/junk"
wait $pid 2>"$log/junk"
ls "$state"/*-search >"$log/junk" || fail "no search is kept"
tiny 0 --state="$state"
cmp "$log/out" "$log/tiny" || fail "a search that goes on comes to other figures"
tiny 0 --state="$state" --json="$log/tiny.jsonl" --csv="$log/tiny.csv"
[ "$(grep -c '^transformer,' "$log/tiny.csv")" -eq 13 ] || fail "not a line of CSV for each row of the transformer"
[ "$(grep -c '"experiment":"transformer"' "$log/tiny.jsonl")" -eq 26 ] || fail "not an object for each row of the transformer"

lab 0 --help
prints '^Usage: llz lab'
for option in size seeds eta passes spread shift start outer-rate labels lengths threads state csv json html quiet; do
    prints "--$option"
done

command=lab # for bad
bad lab 'no experiment'
bad ear 'known are: perceptron, transformer' ear
bad full 'not a size of this experiment' transformer --size=full
bad --lengths 'only the perceptron' transformer --lengths
for option in spread=3 shift=2 start=zero outer-rate=1; do
    bad "--${option%=*}" 'of the perceptron alone' transformer --size=tiny --$option
done
bad a 'one word too many' perceptron a
bad medium 'known are: small, full, tiny, large' perceptron --size=medium
bad one 'known are: linear, zero' perceptron --start=one
bad 0 'not a number of seeds' perceptron --seeds=0
bad 3-1 'not a number of seeds' perceptron --seeds=3-1
bad 1- 'not a number of seeds' perceptron --seeds=1-
bad 0-1000 'not a number of seeds' perceptron --seeds=0-1000
bad 99999999999 'not a number of seeds' perceptron --seeds=99999999999
bad 15 'not a number of passes' perceptron --passes=15
bad 1e3 'not a number of passes' perceptron --passes=1e3
bad --labels 'not a multiple of 16' perceptron --labels=24
bad 0 'not a number of labels' perceptron --labels=0
for option in eta spread shift outer-rate; do
    bad 0 'not a number above 0' perceptron --$option=0
    bad x 'not a decimal' perceptron --$option=x
    bad -1 'not a decimal' perceptron --$option=-1
    bad 5000 'not a number above 0' perceptron --$option=5000
    bad --$option 'needs a value' perceptron --$option
done
bad --level=1 'unknown option' perceptron --level=1
bad two 'not a number of threads' perceptron --threads=two
if [ -c /dev/full ]; then
    "$llz" lab perceptron --passes=16 -q >/dev/full 2>"$log/err" && fail "a full disk is no error"
    says '(stdout)' 'No space left on device'
fi

# A signal ends it, and nothing is printed.
if env --default-signal=INT true 2>"$log/err"; then
    interrupted 'sleep 1' "$llz" lab perceptron --passes=1000000 -q
fi
