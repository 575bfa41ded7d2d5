# llz report: it says of records what llz compare said, whoever made them, and mixes nothing that does not belong together.
. "$(dirname "$0")/../../cli-lib.sh"

sample 1200 >a
sample 300 >b
sed 's/square/cube/; s/sample/example/' a >c

# JSON is left out of some builds, which say so.
"$llz" compare --policies=loss --levels=0 --json=one.jsonl b >"$log/out" 2>"$log/err" || {
    says --json 'without jansson'
    expect 1 "$llz" report one.jsonl
    says report 'without jansson'
    exit 0
}
rm one.jsonl

compare()
{
    expect 0 "$llz" compare --levels=0 --policies=loss,skip --seeds=2 "$@"
}

# Four processes, each with a share, make what one makes, to the byte and in every form; the order of the files does not matter.
compare --jobs=2 --json=whole.jsonl a b c
cp "$log/out" "$log/table"
for shard in 1 2 3 4; do
    "$llz" compare --levels=0 --policies=loss,skip --seeds=2 --shard=$shard/4 --json=part$shard.jsonl a b c \
        >"$log/out$shard" 2>"$log/err$shard" &
done
wait
for shard in 1 2 3 4; do
    grep -q "^shard $shard/4 of comparison [0-9a-f]*: [45] of its [45] runs are done, of 18 in all" "$log/out$shard" || fail "shard $shard"
done
[ "$(cat part?.jsonl | grep -c '"kind":"run"')" -eq 18 ] || fail "shards make some runs twice"
cp -r . "$log/copy"
for form in text markdown latex html csv curves; do
    (cd "$log/copy" && rm -f a b c) # the files are not needed
    (cd "$log/copy" && "$llz" report --no-times --format=$form whole.jsonl) >"$log/whole" || fail "report of all as $form"
    expect 0 "$llz" report --no-times --format=$form part3.jsonl part1.jsonl part4.jsonl part2.jsonl
    silent
    same "$log/whole" "$log/out"
    grep -qi 'seconds\|kernel\|processors' "$log/whole" && fail "times in $form"
done

# The figures are those of the table.
expect 0 "$llz" report --no-times --format=csv whole.jsonl
cp "$log/out" o.csv
[ "$(awk -F, '$5 == "loss" && $2 == "a" { printf "%+.3f", $18; exit }' o.csv)" = "$(awk '$2 == "loss" { print $6; exit }' "$log/table")" ] ||
    fail "another difference than the table's"
awk -F, '!/\r$/ { bad = 1 } NR == 1 { n = NF } NF != n { bad = 1 } END { exit bad || NR != 13 }' o.csv || fail "CSV"
expect 0 "$llz" report whole.jsonl
prints '^- loss, level 0: [0-9.]* % smaller, too few pieces to be sure'
prints "^- skip, level 0: "
prints '^3 files, 1 level, 3 ways of learning, 2 seeds, from 0; made by llz '
prints '^Times: .*, kernel .*, threads: 1\.$'
prints 'seconds'
prints '^Too short for a curve, with fewer than 33 pieces of 4096 bytes: a, b, c\.$'
expect 0 "$llz" report --format=markdown whole.jsonl
prints '^| *row |.*| verdict |'
prints '^|---:|---'
expect 0 "$llz" report --format=latex whole.jsonl
[ "$(grep -c '^\\begin{tabular}\|\\begin{tabular}' "$log/out")" -eq "$(grep -c '\\end{tabular}' "$log/out")" ] || fail "LaTeX"
awk 'ended && !/^\\hline/ { bad = 1 } { ended = /\\\\$/ } END { exit bad }' "$log/out" || fail "two backslashes take what begins the next row"
grep -q '[^\\]%[^ ]' "$log/out" && fail "a comment in LaTeX"

# The page needs nothing from elsewhere, and escapes names.
cp b '<b>&"'
"$llz" compare --levels=0 --policies=loss --json=odd.jsonl '<b>&"' >"$log/junk" || fail "odd name"
expect 0 "$llz" report --format=html -o o.html odd.jsonl
silent
[ ! -s "$log/out" ] || fail "something printed beside -o"
grep -q '</html>' o.html || fail "no end"
grep -qi 'https\?:\|src=\|href=' o.html && fail "needs something from elsewhere"
grep -q '&lt;b&gt;&amp;&quot;' o.html || fail "names in HTML"
grep -q '<b>' o.html && fail "a name becomes HTML"
expect 1 "$llz" report --format=html -o o.html odd.jsonl
says o.html
expect 0 "$llz" report --format=html -f -o o.html odd.jsonl
rm odd.jsonl o.html o.csv '<b>&"'

# A row can be made again, and its record is not believed if it lies.
expect 0 "$llz" report --rerun 3 whole.jsonl
[ "$(grep -c ', seed [01]: [0-9]* bytes, as recorded$' "$log/out")" -eq 4 ] || fail "not the runs of two variants under two seeds"
prints '^a, level 0, uniform, adam, seed 0: '
prints '^a, level 0, loss, adam, seed 1: '
packed=$(sed -n 's/.*"file":"a".*"policy":"loss".*"seed":1,"packed":\([0-9]*\),.*/\1/p' whole.jsonl)
sed "s/\"packed\":$packed,/\"packed\":$((packed - 1)),/; s/,$packed\]/,$((packed - 1))]/" whole.jsonl >lie.jsonl
expect 1 "$llz" report --rerun 3 lie.jsonl
says --rerun '1 of the runs is not what the records say'
cp a kept
cp b a
expect 1 "$llz" report --rerun 3 whole.jsonl
says a 'another file than the one'
mv kept a

# Two records of one run are one run, unless they differ.
cat part?.jsonl whole.jsonl >twice.jsonl
"$llz" report --no-times twice.jsonl >"$log/twice" || fail "runs made twice"
"$llz" report --no-times whole.jsonl | cmp - "$log/twice" || fail "runs made twice count twice"
sed 's/"operations":[0-9]*/"operations":1/' part1.jsonl >twice.jsonl
expect 1 "$llz" report part1.jsonl twice.jsonl
says twice.jsonl 'another result than'
rm twice.jsonl

for end in -1 99999999; do
    sed "s/\"ends\":\[[0-9]*,/\"ends\":[$end,/" part1.jsonl >odd.jsonl
    cmp -s odd.jsonl part1.jsonl && fail "no pieces"
    expect 1 "$llz" report odd.jsonl
    grep -q 'line 1 is torn or damaged, and skipped: ends holds a figure out of range$' "$log/err" || fail "$end is believed"
done
rm odd.jsonl

# Of a row of which runs are missing the others are made again, and of none nothing.
grep -v '"file":"a".*"policy":"loss".*"seed":1,' whole.jsonl >gap.jsonl
expect 2 "$llz" report --rerun 3 gap.jsonl
says --rerun '1 of the 4 runs are not in the records'
prints '^a, level 0, loss, adam, seed 0: '
rm gap.jsonl

command=report # for bad
echo something else >foreign
: >empty
mkdir folder
bad report 'no file of results'
bad nowhere 'No such file' nowhere
bad foreign 'not usable' foreign
bad empty 'holds no runs' empty
bad pdf 'unknown format; known are: text' --format=pdf whole.jsonl
bad 12 'not a build' --build=12 whole.jsonl
bad 0 'not the number of a row' --rerun 0 whole.jsonl
bad x 'not the number of a row' --rerun x whole.jsonl
bad 999 'no such row' --rerun 999 whole.jsonl
bad --rerun 'makes no report and prints each run: not with -o' --rerun 2 -o kept whole.jsonl
bad --rerun 'not with --format' --rerun 2 --format=csv whole.jsonl
[ ! -e kept ] || fail "an output of --rerun"
bad --fit=1 'takes no value' --fit=1 whole.jsonl
bad a 'too little data for a curve' --fit whole.jsonl
bad lie.jsonl 'holds another result than whole.jsonl of the same run: loss, seed 1' whole.jsonl lie.jsonl
rm lie.jsonl
sed 's/"build":"[0-9a-f]*"/"build":"0123456789abcdef"/' part1.jsonl >old.jsonl
bad old.jsonl 'holds runs of build 0123456789abcdef' old.jsonl
bad old.jsonl 'holds runs of build 0123456789abcdef' part2.jsonl old.jsonl
bad part2.jsonl 'no runs of that build' --build=00000000000000ff part2.jsonl
bad --rerun 'another build' --build=0123456789abcdef --rerun 2 old.jsonl
expect 2 "$llz" report --build=0123456789abcdef old.jsonl part2.jsonl
grep -q '^llz: --build: [45] runs of other builds are left out$' "$log/err" || fail "nothing said of what is left out"
prints 'build 0123456789abcdef\.$'
rm old.jsonl
sed 's/"host":"[^"]*"/"host":"PDP-11"/' part2.jsonl >slow.jsonl
bad slow.jsonl 'holds times of another kind of machine' part1.jsonl slow.jsonl
expect 2 "$llz" report --no-times part1.jsonl slow.jsonl
rm slow.jsonl
"$llz" compare --levels=0 --policies=loss,skip --seeds=2 --shard=2/4 --json=other.jsonl a b >"$log/junk" || fail "another comparison"
bad other.jsonl 'is a shard of another comparison than in part1.jsonl' part1.jsonl other.jsonl
"$llz" compare --levels=0 --without=words --policies=loss --json=less.jsonl b >"$log/junk" || fail "parts left out"
bad whole.jsonl 'other parts left out than in less.jsonl' less.jsonl whole.jsonl
"$llz" compare --levels=0 --policies=uniform --seeds=3-3 --json=gap.jsonl b >"$log/junk" || fail "another seed"
bad gap.jsonl 'together they make none' gap.jsonl whole.jsonl
rm less.jsonl gap.jsonl other.jsonl

# No output takes the place of results, by whatever name, nor of what is there without -f.
ln part1.jsonl hard
ln -s part1.jsonl soft
for name in part1.jsonl ./part1.jsonl hard soft; do
    bad $name 'is one of the files that are read' -f -o $name part2.jsonl part1.jsonl
done
rm hard soft
cp part1.jsonl "$log/results"
"$llz" report part1.jsonl >>part1.jsonl 2>"$log/err" && fail "results are added to those that are read"
says '(stdout)' 'is one of the files that are read'
same part1.jsonl "$log/results"
bad foreign 'already exists' -o foreign nowhere # before anything is gathered

# What is missing is said, and spoils no other row.
expect 2 "$llz" report --no-times part1.jsonl part2.jsonl part3.jsonl
says part1.jsonl 'of 18 runs are missing'
prints 'incomplete'
head -c 300 whole.jsonl >torn.jsonl
expect 1 "$llz" report torn.jsonl
grep -q 'torn or damaged' "$log/err" || fail "a torn line is not told of"

# A share of nothing is a file, too; alone it says nothing.
for shard in 1 2 3; do
    expect 0 "$llz" compare -q --levels=0 --policies=uniform --shard=$shard/3 --json=few$shard.jsonl b
done
expect 0 "$llz" report few1.jsonl few2.jsonl few3.jsonl
silent
bad few3.jsonl 'holds no runs' few3.jsonl

# Bytes that only name a policy are no cost of its first piece: what learns nothing costs the same under all.
head -c 20000 /dev/zero >zeros
expect 0 "$llz" compare -q --levels=0 --policies=law --lm-only --json=zeros.jsonl zeros
expect 0 "$llz" report --format=curves zeros.jsonl
awk -F, '$4 == "uniform" { cost[$9] = $10; n++ } $4 == "law" { if ($10 != cost[$9]) bad = 1; m++ }
    END { exit bad || n != 5 || m != 5 }' "$log/out" || fail "names are costs of pieces"

# Models and searches are rows as others are.
"$llz" compare --levels=0 --models=75 --policies=uniform --search=2 --json=more.jsonl b >"$log/junk" || fail "models"
expect 0 "$llz" report more.jsonl
prints '^- search of 2, level 0: '
prints '^- search of 2, model 75: '
prints '^0 to model 75 '
expect 0 "$llz" report --rerun 4 more.jsonl
prints '^b, model 75, uniform, adam, search 2, seed 0: [0-9]* bytes, as recorded$'

# A budget is told of, and nothing that is not there.
"$llz" compare --levels=0 --policies=uniform --budget=20K --json=less.jsonl b >"$log/junk" || fail "a budget"
expect 0 "$llz" report --format=html less.jsonl
prints '<p>Budget: 20000 operations for each byte.</p>'
grep -q '<p></p>' "$log/out" && fail "a paragraph without words"
"$llz" compare --levels=0 --policies=uniform --without=words --json=fewer.jsonl b >"$log/junk" || fail "parts"
expect 0 "$llz" report fewer.jsonl
prints '^Without words\.$'

expect 0 "$llz" report --help
prints '^Usage: llz report'
for option in format no-times build fit rerun output force quiet; do
    prints "--$option"
done
