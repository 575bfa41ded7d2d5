# llz compare: figures that are those of real archives, results that are kept, and every wrong use.
. "$(dirname "$0")/../../cli-lib.sh"

sample 300 >a
sample 100 >b

compare()
{
    code=$1
    shift
    expect "$code" "$llz" compare --policies=uniform "$@" # all of them would take minutes
}

# The table without its column of seconds, which stands before "verified".
timeless()
{
    awk '{ for (i = 2; i <= NF; i++) if ($i == "yes" || $i == "no") $(i - 1) = ""; print }' "$log/out"
}

# field N LEVEL [BLOCK]: of the row of that level in the table's first, second, ... block.
field()
{
    awk -v n="$1" -v l="$2" -v block="${3-1}" '$1 == "level" { b++ } b == block && $1 == l { print $n; exit }' "$log/out"
}

# Sizes are means of those that real archives have.
compare 0 --levels=0,1 --seeds=2 a b
silent
for level in 0 1; do
    sum=0
    for seed in 0 1; do
        sum=$((sum + $("$llz" -$level --seed=$seed -c a | wc -c)))
    done
    mean=$(awk -v s=$sum 'BEGIN { printf "%.1f", s / 2 }')
    bits=$(awk -v s=$sum -v n="$(wc -c <a)" 'BEGIN { printf "%.4f", 8 * s / 2 / n }')
    [ "$(field 4 $level)" = "$mean" ] || fail "level $level: $(field 4 $level) bytes instead of $mean"
    [ "$(field 5 $level)" = "$bits" ] || fail "level $level: $(field 5 $level) bits a byte instead of $bits"
    total=$(awk -v a="$(field 4 $level)" -v b="$(field 4 $level 2)" 'BEGIN { printf "%.1f", a + b }')
    [ "$(field 4 $level 3)" = "$total" ] || fail "level $level: $(field 4 $level 3) bytes in all instead of $total"
done
prints "^a, $(($(wc -c <a))) bytes$"
prints '^(2 files'
timeless | grep -q ' yes ' || fail "nothing verified"
timeless >"$log/table"

# However many run at once, whatever the spelling, the table is the same.
for form in '--jobs=2 -q --levels 1,0-0,1' '--jobs 9 -T2 --optimizers=adam --policies uniform,uniform'; do
    compare 0 --levels=0,1 $form --seeds=2 a b
    timeless | cmp - "$log/table" || fail "$form changes the table"
done
compare 0 --levels=0 --no-verify a
prints ' no  '
grep -q ' yes ' "$log/out" && fail "verified without verifying"

# Parts left out are those of the archive.
compare 0 --levels=1 --without=words --no-verify a
[ "$(field 4 1)" -eq "$("$llz" -1 --without=words -c a | wc -c)" ] || fail "--without is lost"
compare 0 --levels=3 --lm-only --no-verify b
[ "$(field 4 3)" -eq "$("$llz" -3 --lm-only -c b | wc -c)" ] || fail "--lm-only is lost"

# Each optimizer has its own reference, which comes first; rows are those of real archives.
compare 0 --levels=0 --policies=law,skip --optimizers=adam,sgd b
awk '$1 == "level" { block++ } block == 1 && $1 == 0 { print $2, $3 }' "$log/out" >"$log/ways"
printf '%s\n' 'uniform adam' 'law adam' 'skip adam' 'uniform sgd' 'law sgd' 'skip sgd' >"$log/want"
cmp "$log/ways" "$log/want" || fail "ways of learning"
[ "$(awk '$2 == "law" && $3 == "sgd" { print $4; exit }' "$log/out")" -eq \
    "$("$llz" -0 --policy=law --optimizer=sgd -c b | wc -c)" ] || fail "not the archive of law and sgd"

# The upper bound is run, not decoded, and marked.
compare 0 --levels=0 --policies=oracle --csv=bound.csv b
[ "$(awk '$2 == "oracle" || $2 == "uniform" { print / bound / ? "bound" : "yes" }' "$log/out" | tr '\n' ' ')" = 'yes bound ' ] || fail "no bound"
[ "$(cut -d, -f5,15 bound.csv | tr -d '\r' | tr '\n' ' ')" = 'policy,verified uniform,yes oracle,bound ' ] || fail "bound in CSV"
# It bounds what the language model alone can do.
compare 0 --levels=0 --lm-only --policies=oracle b
awk '$2 == "uniform" { u = $4 } $2 == "oracle" { o = $4 } END { exit !(o < u) }' "$log/out" || fail "the bound is none"

# A budget is one of floating-point operations, for all policies, and one of archives.
compare 0 --levels=0 --policies=skip --budget=80K b
awk '$1 == "level" { head = 1 } $1 == 0 { rows++; for (i = 1; i <= NF; i++) if ($i >= 79200 && $i <= 80800 && $(i + 2) == "yes") near++ }
    END { exit !(rows == 2 && near == 2) }' "$log/out" || fail "not the budget"
[ "$(field 4 0)" -eq "$("$llz" -0 --budget=80K -c b | wc -c)" ] || fail "--budget is lost"

# Models stand beside levels, or in their place; a level's model makes the level's archive.
"$llz" -0 -c b >b.llz
model=$("$llz" -l --json b.llz | sed -n 's/.*"model":\([0-9]*\).*/\1/p')
row=$("$llz" -l --json b.llz | sed -n 's/.*"model_name":"\([^"]*\)".*/\1/p')
compare 0 --models="$row" b
prints "^model $model uniform  *adam  *$(wc -c <b.llz) "
compare 0 --levels=0 --models="$model" b
[ "$(field 4 0)" -eq "$(wc -c <b.llz)" ] || fail "the level beside a model"
rm b.llz

# Seeds from A to B are those.
compare 0 -v --levels=0 --seeds=5-6 b
[ "$(grep -c 'seed [56]:' "$log/err")" -eq 2 ] && [ "$(wc -l <"$log/err")" -eq 2 ] || fail "not seeds 5 and 6"
sum=$(($("$llz" -0 --seed=5 -c b | wc -c) + $("$llz" -0 --seed=6 -c b | wc -c)))
[ "$(field 4 0)" = "$(awk -v s=$sum 'BEGIN { printf "%.1f", s / 2 }')" ] || fail "the mean of seeds 5 and 6"
compare 0 --levels=0 --seeds=7-7 b
sample 1200 >c # pieces enough for an interval
compare 0 --levels=0 --policies=skip --seeds=7-7 c
prints '^one seed: verdicts are about seed 7 alone$'
rm c

# A search is one variant more: its archive is that of --search, whichever pass it came from, and its costs add up to it.
"$llz" -1 --search=4 -c a >a.llz
compare 0 --levels=1 --policies=law --search=4 --html=s.html a
awk -v n="$(wc -c <a.llz)" '$2 == "uniform" && $4 == 4 && $5 == n { found = 1 } END { exit !found }' "$log/out" || fail "not the archive of --search"
[ "$(awk '$1 == "level" { print $4; exit }' "$log/out")" = search ] || fail "no column of searches"
[ "$(awk '$1 == 1' "$log/out" | wc -l)" -eq 3 ] || fail "not one variant more"
rm a.llz s.html

# Without each part in turn: the archive is that of --without, and what is not there is inert.
"$llz" -3 --without=words -c b >b.llz
compare 0 --levels=1,3 --policies=uniform --ablate=words,lm --html=s.html --csv=o.csv b
awk -v n="$(wc -c <b.llz)" '$1 == 3 && $4 == "words" && $5 == n { found = 1 } END { exit !found }' "$log/out" || fail "not the archive of --without"
[ "$(awk '$1 == "level" { print $4; exit }' "$log/out")" = omitted ] || fail "no column of what is left out"
awk '$1 == 1 && $4 == "lm" && !/inert here$/ { exit 1 }' "$log/out" || fail "what level 1 has not is left out"
grep -q '>What parts buy</h2>' s.html || fail "no word on what parts buy"
[ "$(tr -d '\r' <o.csv | awk -F, 'NR > 1 { print $36 }' | sort | uniq -c | tr -s ' \n' ' ')" = ' 2 2 lm 2 words ' ] || fail "CSV does not tell parts"
rm b.llz s.html o.csv

# Priors are measured against none; an archive from one is that of -D.
sample 4000 >much
expect 0 "$llz" train -q -o p.llzp much
sample 5000 >much
expect 0 "$llz" train -q -o q.llzp much
rm much
compare 0 --levels=1 --without=words --policies=law --priors=p.llzp,none,q.llzp b
awk '$1 == 1 { print $2, $4 == "-" ? "none" : "prior", $7 == "-" ? "-" : "%" }' "$log/out" >"$log/ways"
printf '%s\n' 'uniform none -' 'law none %' 'uniform prior %' 'law prior %' 'uniform prior %' 'law prior %' >"$log/want"
cmp "$log/ways" "$log/want" || fail "priors"
[ "$(awk '$1 == 1 && $4 != "-" { print $5; exit }' "$log/out")" -eq "$("$llz" -1 --without=words -D p.llzp -c b | wc -c)" ] || fail "not the archive of -D"
[ "$(awk '$1 == 1 { print $5; exit }' "$log/out")" -eq "$("$llz" -1 --without=words -c b | wc -c)" ] || fail "not the archive without a prior"

# -r: all files below a folder, those without content aside.
mkdir -p tree/deep
cp b tree/one
sample 120 >tree/deep/two
: >tree/empty
cp b tree/left.out
expect 2 "$llz" compare --policies=uniform --levels=0 -r --exclude='*.out' tree
says tree/empty 'skipped: is empty'
grep -o '^tree/[a-z/.]*,' "$log/out" | tr '\n' ' ' >"$log/names"
[ "$(cat "$log/names")" = 'tree/deep/two, tree/one, ' ] || fail "files below a folder: $(cat "$log/names")"
expect 2 "$llz" compare -q --policies=uniform --levels=0 -r --exclude='*.out' tree
silent # as llz -q -r is
expect 1 "$llz" compare -q --policies=uniform --levels=0 -r tree/one tree/empty
says tree/empty 'is empty' # it was named
rm -r tree

# -v: a line for each run. Standard input is a file like any other; a file may have the command's name.
compare 0 -v --levels=0-1 --seeds=2 b
[ "$(grep -c '^b: level [01], uniform, adam, seed [01]: [0-9]* -> [0-9]* bytes' "$log/err")" -eq 4 ] || fail "-v lacks runs"
expect 0 "$llz" compare --policies=uniform --levels=0 - <b
prints '^(stdin), '
cp b compare
expect 0 "$llz" -0 ./compare
expect 0 "$llz" -0 -f -- compare
rm compare compare.llz
compare 0 --help
prints '^Usage: llz compare'
for option in policies optimizers levels models seeds priors ablate search recursive exclude shard jobs no-verify json read csv html lm-only experts-only without budget threads verbose quiet; do
    prints "--$option"
done

# What comes twice counts once: no figure gets surer by it.
cp b again
expect 0 "$llz" compare --levels=0 --policies=loss b
mv "$log/out" "$log/once"
expect 2 "$llz" compare --levels=0 --policies=loss b again
says again 'has the same content as b'
sed 's/ [0-9.]* yes/ yes/; s/ [0-9.]* no/ no/' "$log/once" >"$log/a"
sed 's/ [0-9.]* yes/ yes/; s/ [0-9.]* no/ no/' "$log/out" | cmp - "$log/a" || fail "counted twice"
rm again

# CSV: RFC 4180, one row a run.
{ cat b; echo; } >'c, "d"'
compare 0 --levels=0,1 --seeds=2 --csv=o.csv b 'c, "d"'
awk -F, '
    !/\r$/ { print "no CR LF"; bad = 1 }
    NR == 1 && (NF != 36 || $1 != "file" || $5 != "policy") { print "header"; bad = 1 }
    NR > 1 && /^b/ && NF != 36 { print "columns"; bad = 1 }
    NR > 1 && /^b/ && ($2 != size || $4 !~ /^[01]$/ || $9 != 0 || $10 + 0 <= 0 || $15 != "yes") { print "fields"; bad = 1 }
    END { exit bad || NR != 11 }' size=$(($(wc -c <b))) o.csv || fail "CSV"
[ "$(grep -c '^"c, ""d""",' o.csv)" -eq 4 ] || fail "quotes in CSV"

# HTML: complete, self-contained, names escaped.
cp b '<b>&"'
compare 0 --levels=0 --html=o.html a '<b>&"'
[ "$(grep -c '<svg class=chart viewBox' o.html)" -eq 2 ] || fail "not a chart for each file"
grep -q '</html>' o.html || fail "HTML has no end"
grep -qi 'https\?:\|src=\|href=' o.html && fail "HTML needs something from elsewhere"
grep -q '&lt;b&gt;&amp;&quot;, level 0' o.html || fail "names in HTML"
grep -q '<b>' o.html && fail "a name becomes HTML"
grep -q 'bits per byte' o.html || fail "an axis has no label"
compare 0 --levels=0 --html=o.html --csv=o.csv b # their own kind is replaced
[ "$(wc -l <o.csv)" -eq 2 ] || fail "CSV is not replaced"
rm o.csv o.html 'c, "d"' '<b>&"'

# A policy that cannot act says so: no interval, no win, and its archive is uniform's but for the name.
inert()
{
    awk -v p="$1" '$2 == p { if (/ inert here$/ && $6 == "-" && $7 == "-") ok = 1; else bad = 1 } END { exit bad || !ok }' "$log/out"
}
expect 0 "$llz" compare --levels=0 --lm-only --policies=law-steps,hypergradient,skip --csv=o.csv --html=o.html a
inert law-steps || fail "law-steps acts without mixers"
inert hypergradient || fail "hypergradient acts without mixers"
inert skip && fail "skip is inert"
[ "$(awk '$2 == "law-steps" { print $4 - $11 }' "$log/out")" = "$(awk '$2 == "uniform" { print $4 - $11 }' "$log/out")" ] ||
    fail "an inert policy is not uniform"
awk '$2 == "law-steps" && $11 < 1 || $2 == "uniform" && $11 != 0 { exit 1 }' "$log/out" || fail "names are not counted"
[ "$(grep -c ',inert here,' o.csv)" -eq 2 ] && [ "$(grep -c '<td class=word>inert here</td>' o.html)" -eq 2 ] || fail "inert in exports"
expect 0 "$llz" compare --levels=1 --policies=skip,replay,law-examples,law --optimizers=adam,sgd --no-verify b
inert skip && inert replay && inert law-examples || fail "the language model's policies act without one"
awk '$2 == "uniform" && $3 == "sgd" && !/ inert here$/ { exit 1 }' "$log/out" || fail "an optimizer acts on nothing"
awk '$2 == "law" && $3 == "adam" && / inert here$/ { exit 1 }' "$log/out" || fail "law is inert over mixers"
expect 0 "$llz" compare --levels=1 --lm-only --policies=law-steps,law-frugal,law --no-verify b
inert law-steps && inert law-frugal || fail "law-steps acts on the language model alone"
inert law && fail "law is inert"
expect 0 "$llz" compare --levels=0 --budget=80K --policies=replay,recent --no-verify b
inert replay || fail "with a budget every policy replays"
inert recent && fail "recent is inert with a budget"

# The names of policies are no cost of learning: where two archives differ by them alone the difference is 0, and who adds
# nothing but a name has no larger bytes. All statistics stand in every export, the same everywhere.
sample 1200 >a # pieces enough for an interval
expect 0 "$llz" compare --levels=0 --seeds=2 --policies=loss,skip --csv=o.csv --html=o.html a b
head -1 o.csv | grep -q ',named,restarts,mean_packed,packed_sd,mean_named,difference_percent,low_percent,high_percent,difference_sd_percent,p,p_holm,comparisons,verdict,fewest' ||
    fail "statistics in CSV"
awk -F, '$5 == "uniform" { u = $10 - $21 } $5 == "loss" && $1 == "b" && $7 == 0 { l = $10 - $21 } END { exit !(u > 0 && l > 0) }' o.csv ||
    fail "bytes without names"
for column in '26 %+.3f' '29 %.3f' '30 %.2g' '31 %.2g' '33 %s'; do # difference, its spread over the seeds, p, corrected p, verdict
    value=$(awk -F, -v c="${column% *}" -v how="${column#* }" '$1 == "a" && $5 == "loss" { printf how, $c; exit }' o.csv)
    [ -n "$value" ] && grep -q "<th scope=row>[0-9]*</th><td class=word>a</td>.*<td class=word>loss</td>.*>$value</td>" o.html ||
        fail "column $column of the statistics"
done
[ "$(grep -c '<svg class=chart viewBox' o.html)" -eq 4 ] || fail "not two charts for each file"
[ "$(awk -F, '$1 == "(2 files)"' o.csv | wc -l)" -eq 3 ] || fail "all files in CSV"
[ "$(awk -F, '$1 == "a" && $5 == "loss" { printf "%+.3f", $26; exit }' o.csv)" = "$(awk '$2 == "loss" { print $6; exit }' "$log/out")" ] ||
    fail "another difference in CSV"
awk '$2 == "loss" && !/ (undecided|larger)$/ { exit 1 }' "$log/out" || fail "half of the examples are better than all"

# Nobody has the fewest bytes where that may be chance: uniform against itself under another optimizer's name never.
expect 0 "$llz" compare --levels=0 --policies=skip --csv=o.csv --html=o.html b
prints '^fewest bytes at level 0: undecided$' # 4 KB are too few pieces
[ "$(grep -c ',undecided' o.csv)" -eq 2 ] && grep -q '<td class=word>undecided</td>' o.html || fail "a win by chance"
sample 2400 >c
expect 0 "$llz" compare --levels=1 --lm-only --optimizers=adam,sgd --policies=uniform c
prints '^fewest bytes at level 1: uniform, adam$'
rm o.csv o.html

# On a terminal: how far it is; nothing with -q. The clock is ours and far ahead at each look, so that all takes long.
if [ -n "${CLOCK-}" ] && script -qec true /dev/null >"$log/out" 2>&1 </dev/null; then
    on_terminal="env LD_PRELOAD='$CLOCK' CLOCK_STEP=400 '$llz' compare --policies=uniform --levels=0 --jobs=1 --seeds=4"
    script -qec "$on_terminal b" /dev/null >"$log/out" 2>&1 </dev/null || fail "on a terminal"
    prints '[0-9]\.[0-9] %  [0-3] of 4 runs  [0-9:]*:[0-9][0-9] left  level 0, uniform, adam, seed [0-3]: b'
    script -qec "$on_terminal -q b" /dev/null >"$log/out" 2>&1 </dev/null
    grep -q ' of 4 runs' "$log/out" && fail "-q shows progress"
fi

command=compare # for bad
mkdir folder
: >empty
echo something else >foreign
bad nonsense 'known are: uniform' --policies=uniform,nonsense a
bad '' 'known are: uniform' --policies= a
bad compare 'no file'
bad missing 'No such file' --levels=0 missing a
bad empty 'is empty' --levels=0 a empty
bad folder 'is a directory' --levels=0 folder
bad '(stdin)' 'is empty' --levels=0 -
bad 3-1 'range' --levels=3-1 a
bad 3-1 'range of seeds' --levels=0 --seeds=3-1 a
bad 0-1000 'more than 1000' --levels=0 --seeds=0-1000 a
bad '' 'not a seed' --levels=0 --seeds=1- a
bad 9223372036854775807-9223372036854775808 'at most' --levels=0 --seeds=9223372036854775807-9223372036854775808 a
mkfifo pipe # which has no writer
bad pipe 'is not a regular file; a pipe can be given as -' --levels=0 pipe
rm pipe
(TMPDIR=/nowhere && bad '(temporary file in TMPDIR)' 'No such file' --levels=0 --csv=o.csv a) || exit 1
bad 3 'not a shard' --levels=0 --shard=3 a
bad 4/3 'no such shard' --levels=0 --shard=4/3 a
bad 0 'from 1 to' --levels=0 --shard=0/3 a
bad --shard 'needs --json' --levels=0 --shard=1/2 a
bad --shard 'needs --json' --levels=0 --shard=1/1 a
bad --exclude 'needs -r' --levels=0 --exclude=a a
bad 99999 'no model has this number' --models=99999 a
bad '' 'unknown model' --models= a
bad 'no.llzp' 'No such file' --levels=0 --priors=no.llzp a
bad p.llzp, 'an empty name' --levels=0 --priors=p.llzp, a
cp p.llzp same.llzp
bad same.llzp 'same prior' --levels=0 --priors=p.llzp,same.llzp a
bad --priors 'not with -D' --levels=0 -D p.llzp --priors=q.llzp a
bad -r 'no file' --levels=0 -r folder
bad 1001 'from 1 to' --levels=0 --search=1001 a
bad nothing 'part of the predictor' --levels=0 --ablate=lm,nothing a
bad --ablate 'one part alone' --levels=0 --lm-only --ablate=lm a
bad 10 'not a level' --levels=0,10 a
bad '' 'not a level' --levels=0- a
bad '' 'not a level' --levels=0,, a
bad 0 'from 1 to' --seeds=0 a
bad 1001 'from 1 to' --jobs=1001 a
bad -d 'unknown option; try llz compare --help' -d a
bad -5 'unknown option' -5 a
bad --policy=uniform 'unknown option' --policy=uniform a
bad --csv 'needs a value' a --csv
bad --without 'leaves nothing' --lm-only --experts-only a
for kind in csv html; do
    bad - 'standard output' --levels=0 --$kind=- a
    bad '' 'not the name of a file' --levels=0 --$kind= a
    bad folder 'is a directory' --levels=0 --$kind=folder a
    bad folder/ 'is a directory' --levels=0 --$kind=folder/ a
    bad nowhere/x 'No such file' --levels=0 --$kind=nowhere/x a
    bad /dev/null 'not a regular file' --levels=0 --$kind=/dev/null a
    bad ./a 'files that are read' --levels=0 --$kind=./a b a
    bad foreign 'not overwritten' --levels=0 --$kind=foreign a
    bad empty 'not overwritten' --levels=0 --$kind=empty a
done
bad folder/../x 'share one file' --levels=0 --csv=x --html=folder/../x a
if truncate -s 4000G folder/huge 2>"$log/err"; then # in a folder, for bad() reads all files here
    bad folder/huge 'memory' --levels=0 folder/huge
fi
rm -f folder/huge
# A run that fails: for want of memory, where so little can be asked for (a sanitizer takes more for itself).
if (ulimit -v 1000000 && exec "$llz" -0 -c a) >/dev/null 2>&1; then
    (ulimit -v 1000000 && exec "$llz" compare --policies=uniform --levels=9 a) >"$log/out" 2>"$log/err" &&
        fail "a gigabyte is enough for level 9"
    says a 'level 9, uniform, adam, seed 0: '
    prints 'incomplete'
fi
# Where there is no room for a thread, nobody has to have asked for one.
for room in 200000 100000 70000 60000 50000; do
    (ulimit -v $room && exec "$llz" compare -q --policies=uniform --levels=0 b) >"$log/out" 2>"$log/err" ||
        ! grep -q 'Resource temporarily' "$log/err" || says 'cannot start a thread'
done
if [ -c /dev/full ]; then
    "$llz" compare --policies=uniform --levels=0 b >/dev/full 2>"$log/err" && fail "a full disk is no error"
    says '(stdout)' 'No space left on device'
fi

# A conclusion stands once in the results, also where a mean has more digits than are written.
awk 'BEGIN { for (i = 0; i < 1030000; i++) { x = (x * 69069 + 1) % 4294967296; printf "%c", 1 + int(x / 65536) % 255 } }' >many
for run in 1 2; do
    compare 0 --levels=0 --lm-only --seeds=3 --no-verify --json=many.json many
    [ "$(grep -c '"comparison"' many.json)" -eq 1 ] || fail "run $run: not one conclusion"
done
grep -q '"mean_packed":[0-9]\{7\}\.[0-9]' many.json || fail "test: the mean has too few digits"
