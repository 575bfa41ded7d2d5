# What llz compare keeps in JSON lines: nothing is lost, whoever writes beside it, and nothing of another build, machine or prior
# is taken for one's own.
. "$(dirname "$0")/../../cli-lib.sh"

sample 1200 >a
sample 100 >b

compare()
{
    code=$1
    shift
    expect "$code" "$llz" compare --policies=uniform "$@"
}

# field N LEVEL [BLOCK]: of the row of that level in the table's first, second, ... block.
field()
{
    awk -v n="$1" -v l="$2" -v block="${3-1}" '$1 == "level" { b++ } b == block && $1 == l { print $n; exit }' "$log/out"
}

command=compare # for bad
mkdir folder
echo something else >foreign

# JSON is left out of some builds, which say so.
"$llz" compare --policies=uniform --levels=0 --json=r.json b >"$log/out" 2>"$log/err" || {
    says --json 'without jansson'
    absent r.json
    exit 0
}
silent

# Results are kept, a line for each run: who edits one finds it in the table. Other levels are added, names do not matter.
edit()
{
    sed 's/"seconds":[0-9.e-]*/"seconds":4321.5/' r.json >edited && mv edited r.json
}
runs()
{
    grep -c '"kind":"run"' r.json
}
edit
cp r.json before.json
compare 0 --levels=0 --json=r.json b
[ "$(field 9 0)" = 4321.50 ] || fail "a finished run was repeated"
same r.json before.json
compare 0 -v --levels=0,1 --seeds=2 --jobs=2 --json=r.json b a
[ "$(grep -c 'level . uniform' "$log/err")" -eq 0 ] && [ "$(grep -c ': level ' "$log/err")" -eq 7 ] ||
    fail "not the seven runs that were missing"
[ "$(runs)" -eq 8 ] || fail "not eight runs in eight lines"
[ "$(head -1 r.json)" = "$(head -1 before.json)" ] || fail "what stood there changes"
[ "$(grep -c '"seconds":4321.5,' r.json)" -eq 1 ] || fail "the edited result is lost"
edit
mv b renamed
compare 0 --levels=1 --json=r.json renamed
[ "$(field 9 1)" = 4321.50 ] || fail "a renamed file is computed again"
[ "$(runs)" -eq 8 ] || fail "results of other runs are lost"
mv renamed b

# Each line is complete in itself.
build=$("$llz" -V -v | sed -n 's/^build //p')
[ "$(grep -c "^{\"llz_compare\":4,.*\"build\":\"$build\"" r.json)" -eq "$(wc -l <r.json)" ] || fail "a line without its build"
for member in host kernel command threads without budget plan shard prior prior_file search omitted model ended policy optimizer policy_parameters seed named verified; do
    [ "$(grep '"kind":"run"' r.json | grep -c "\"$member\":")" -eq 8 ] || fail "a run without $member"
done
"$llz" compare --levels=0 --policies=skip --json=s.json b >"$log/out" || fail "skip"
grep -q '"policy_parameters":{"share":0.5,"move":' s.json || fail "no parameters of the policy"
grep -q '"command":\["compare","--levels=0","--policies=skip","--json=s.json","b"\]' s.json || fail "no command line"

# Another content and other parts are other runs; so are those of another build, machine or number of threads, which are
# left alone, and said to be.
sed 's/square/cube/' b >other
compare 0 --levels=0 --json=r.json other
silent
[ "$(field 9 0)" != 4321.50 ] || fail "another content is taken for the same"
compare 0 --levels=1 --without=words --json=r.json b
[ "$(field 9 1)" != 4321.50 ] || fail "other parts are taken for the same"
compare 0 --levels=0 -T2 --json=r.json b
[ "$(field 9 0)" != 4321.50 ] || fail "times of other threads are taken for the same"
says r.json '1 run of other kinds of machines, or with other numbers of threads, is left alone'
cp r.json before.json
sed 's/"build":"[0-9a-f]*"/"build":"0123456789abcdef"/' r.json >old.json
compare 0 --levels=0 --seeds=2 --json=old.json b
[ "$(wc -l <"$log/err")" -eq 1 ] && grep -q '^llz: old.json: .* of other builds are left alone$' "$log/err" || fail "nothing said"
[ "$(field 9 0)" != 4321.50 ] || fail "another build is taken for this one"
sed 's/"host":"[^"]*"/"host":"PDP-11"/' before.json >r.json
compare 0 --levels=0 --json=r.json b
[ "$(field 9 0)" != 4321.50 ] || fail "another machine is taken for this one"
rm r.json old.json s.json before.json other

# Models are runs of their own, also where a level stands for one; so are searches.
compare 0 --levels=0 --json=r.json b
"$llz" -0 -c b >b.llz
model=$("$llz" -l --json b.llz | sed -n 's/.*"model":\([0-9]*\).*/\1/p')
rm b.llz
compare 0 -v --models="$model" --search=2 --json=r.json b
[ "$(runs)" -eq 3 ] || fail "a model or a search is taken for a level"
edit
compare 0 -v --levels=0 --models="$model" --search=2 --json=r.json b
[ "$(runs)" -eq 4 ] || fail "the search at the level is not the run that was missing"
grep -q "^b: model $model, uniform, adam, seed 0: " "$log/err" && fail "the model is run again"
rm r.json
compare 0 --levels=0 --policies=uniform --ablate=lm,match --json=r.json b
[ "$(runs)" -eq 3 ] || fail "what is left out is no run of its own"
expect 0 "$llz" report r.json
prints '^0  *lm  *[0-9]'
rm r.json

# A prior is part of what a run is.
sample 4000 >much
expect 0 "$llz" train -q -o p.llzp much
compare 0 --levels=3 --without=lm --json=r.json b
plain=$(field 4 3)
compare 0 --levels=3 --without=lm -D p.llzp --json=r.json b
[ "$(field 4 3)" -ne "$plain" ] || fail "a run without the prior is taken for one with it"
edit
compare 0 --levels=3 --without=lm -D p.llzp --json=r.json b
[ "$(field 9 3)" = 4321.50 ] || fail "a run with a prior is repeated"
rm r.json p.llzp much

# Several files are read, and one is written.
compare 0 --levels=0 --json=r.json b
edit
compare 0 --levels=1 --json=s.json b
cp s.json before.json
compare 0 -v --levels=0,1 --read=r.json --read=s.json b
grep -q '^r.json: 2 of 2 runs are known' "$log/err" || fail "not both files are read"
[ "$(field 9 0)" = 4321.50 ] || fail "--read reads nothing"
compare 0 -v --levels=0,1,2 --json=s.json --read=r.json b
grep -q '^s.json: 2 of 3 runs are known' "$log/err" || fail "not both files are read when one is written"
[ "$(head -2 s.json)" = "$(cat before.json)" ] || fail "what stood there changes"
[ "$(wc -l <r.json)" -eq 2 ] || fail "--read writes"
rm r.json s.json before.json

# Two at a time lose nothing.
for i in 1 2 3; do
    "$llz" compare --policies=uniform --levels=0 --seeds=$((i * 4)) --json=r.json b >"$log/out$i" 2>"$log/err$i" &
done
wait
compare 0 -v --levels=0 --seeds=12 --json=r.json b
grep -q '^r.json: 12 of 12 runs are known' "$log/err" || fail "two programs lose results of each other"
[ "$(grep -c '^{"llz_compare":4,.*}$' r.json)" -eq "$(wc -l <r.json)" ] || fail "lines are mixed"
rm r.json

# What was not verified is not enough for who wants to verify; the other way round it is.
compare 0 --levels=0 --no-verify --json=r.json b
edit
compare 0 --levels=0 --no-verify --json=r.json b
[ "$(field 9 0)" = 4321.50 ] || fail "an unverified run was repeated"
compare 0 --levels=0 --json=r.json b
[ "$(field 9 0)" != 4321.50 ] && [ "$(field 10 0)" = yes ] || fail "not verified"
edit
compare 0 --levels=0 --no-verify --json=r.json b
[ "$(field 9 0)" = 4321.50 ] || fail "a verified run was repeated"
rm r.json

# The figure itself is believed, with its pieces.
compare 0 --levels=0 --json=r.json b
packed=$(sed -n '1s/.*"packed":\([0-9]*\).*/\1/p' r.json)
sed "1s/\"packed\":$packed/\"packed\":77777/; 1s/$packed\]/77777]/" r.json >edited && mv edited r.json
compare 0 --levels=0 --json=r.json b
[ "$(field 4 0)" = 77777 ] || fail "an edited size is lost"

# A line that a crash tore, or that is damaged, is skipped with a warning, and spoils no other.
head -1 r.json >one.json
torn()
{
    sed "$2" one.json >damaged.json
    cmp -s one.json damaged.json && fail "nothing is damaged: $2"
    cp damaged.json kept.json
    compare 2 --levels=0 --json=damaged.json b
    says damaged.json "line 1 is torn or damaged, and skipped: $1"
    [ "$(field 4 0)" != 77777 ] || fail "damage is believed: $2"
    [ "$(head -1 damaged.json)" = "$(head -1 kept.json)" ] || fail "a damaged line is touched"
    compare 2 -v --levels=0 --json=damaged.json b
    grep -q '1 of 1 runs are known' "$log/err" || fail "what follows a damaged line is lost"
}
torn '' 's/,"seed".*//'
torn 'another version' 's/"llz_compare":4/"llz_compare":5/'
torn 'packed' 's/"packed":77777/"packed":"77777"/'
torn 'policy' 's/"policy":"uniform"/"policy":1/'
torn 'it has not the members' 's/"policy":"uniform",//'
torn 'it has not the members' 's/"seed":/"new":1,&/'
torn 'a figure is out of range' 's/"size":[0-9]*/"size":0/'
torn 'pieces' 's/"piece_bytes":4096/"piece_bytes":1/'
torn 'ends has another number' 's/"ends":\[/&1,/'
torn 'ends holds' 's/"ends":\[[0-9]*/"ends":[1.5/'
torn 'the last of ends' 's/77777\]/77778]/'
torn 'a figure is out of range' 's/"threads":[0-9]*/"threads":-3/'
torn 'a figure is out of range' 's/"budget":[0-9]*/"budget":-3/'
torn 'a figure is out of range' 's/"seconds":[0-9.e-]*/"seconds":1e308/'
torn 'file' 's/"file":"/&\\u001b]0;/'
head -c 300 one.json >damaged.json # without an end of the line
compare 2 --levels=0 --json=damaged.json b
compare 2 -v --levels=0 --json=damaged.json b
grep -q '1 of 1 runs are known' "$log/err" || fail "what follows a torn line is lost"
rm one.json kept.json damaged.json

# What is no such file is refused, and stays.
bad foreign 'not usable' --levels=0 --json=foreign a
bad foreign 'not usable' --levels=0 --read=foreign a
bad nowhere 'No such file' --levels=0 --read=nowhere a
bad folder 'is a directory' --levels=0 --json=folder a
bad b 'files that are read' --levels=0 --json=b a b
bad r.json 'share one file' --levels=0 --json=r.json --csv=r.json b
echo '{"format":"llz compare","format_version":2,"piece_bytes":4096,"runs":[]}' >whole.json
bad whole.json 'or by an older one' --levels=0 --json=whole.json b
: >r.json # one that is empty may become one
compare 0 --levels=0 --json=r.json b
[ "$(runs)" -eq 1 ] || fail "an empty file is not used"
rm whole.json

# A name that is no text is none in JSON either.
odd=$(printf 'x\377\001y')
if cp b "$odd" 2>"$log/err"; then
    rm r.json
    compare 0 --levels=0 --json=r.json "$odd"
    grep -q '"file":"x??y"' r.json || fail "name in JSON"
    compare 0 --levels=0 --json=r.json "$odd"
    rm "$odd"
fi

# A signal keeps what is finished and leaves nothing else.
sample 40000 >big
if env --default-signal=INT true 2>"$log/err"; then
    for jobs in 1 2; do
        rm -f r.json
        remember
        env --default-signal=INT "$llz" compare --policies=uniform --levels=0,1 --jobs=$jobs --json=r.json --csv=o.csv b big \
            >"$log/out" 2>"$log/err" &
        pid=$!
        wait_for test -s r.json
        kill -s INT $pid
        wait $pid
        code=$?
        [ $code -eq 130 ] || fail "exit code $code instead of 130"
        silent
        [ ! -s "$log/out" ] || fail "a table of unfinished runs"
        compare 0 -v --levels=0 --json=r.json b
        grep -q '^r.json: 1 of 1 runs are known' "$log/err" || fail "the finished run is lost"
        rm r.json
        unchanged
    done
fi
