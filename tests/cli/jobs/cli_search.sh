# --search: several passes, the smallest archive; interrupted, the best so far.
. "$(dirname "$0")/../../cli-lib.sh"

sample 200 >a
"$llz" -1 -c a >plain || fail "cannot compress"

# Never larger than one pass; one pass is no other archive; neither threads nor a pipe change it.
expect 0 "$llz" -1 --search=1 -c a
silent
same "$log/out" plain
expect 0 "$llz" -1 --search=4 -c a
silent
cp "$log/out" found
[ "$(wc -c <found)" -lt "$(wc -c <plain)" ] || fail "nothing found"
for form in '--search 4 -T1' '--search=4 -T2' '--search=4 --verify' '--search=2 --search=4'; do
    expect 0 "$llz" -1 $form -c a
    same "$log/out" found
done
cat a | "$llz" -1 --search=4 >piped || fail "no search over a pipe"
same piped found
for threads in 1 2; do
    expect 0 "$llz" -T$threads -d -c found
    same "$log/out" a
done
"$llz" verify found a >"$log/out" || fail "not what was compressed"
: >empty
expect 0 "$llz" --search=3 empty
expect 0 "$llz" -l empty.llz

# As a file, with everything else that a file has.
expect 0 "$llz" -1 --search=4 --rm -v -o b.llz a
same b.llz found
absent a
for pass in 1 2 3 4; do
    grep -q "^a: pass $pass of 4, best so far [0-9]* bytes\$" "$log/err" || fail "pass $pass is not told of"
done
grep -q "^a: [0-9]* -> $(($(wc -c <found))) bytes" "$log/err" || fail "no summary"
expect 0 "$llz" -d -o a b.llz

# What cannot be.
mkdir folder
cp a folder
remember
for n in 0 1001 -1 x '' 99999999999999999999; do
    expect 1 "$llz" --search="$n" a
    says "$n" 'not a number from 1 to 1000'
done
for form in '-d b.llz' '-t b.llz' '-l b.llz' '-b1 a'; do
    expect 1 "$llz" --search=2 -f $form
    says --search 'is for compressing'
done
expect 1 "$llz" verify --search=2 b.llz
expect 1 "$llz" --repack --search=2 a
says --search 'is for files and streams'
expect 1 "$llz" -1 --search=2 folder
says folder '--search is for files and streams, not for folders'
expect 1 "$llz" -1 --search=2 -o x a b.llz
says a '--search is for files and streams'
unchanged

# Limits: what it says it needs is enough for passes one after another, and a byte less is not. Of a pipe nothing is known.
for threads in 1 2; do
    expect 1 "$llz" -1 -T$threads --search=4 --memlimit=1MiB -o x a
    says a '--memlimit allows 1048576'
    need=$(sed 's/.*needs \([0-9]*\) bytes.*/\1/' "$log/err")
    remember
    expect 1 "$llz" -1 -T$threads --search=4 --memlimit=$((need - 1)) -o x a
    says a "needs $need bytes of memory, --memlimit allows $((need - 1))"
    unchanged
    for limit in $need $((2 * need)); do
        expect 0 "$llz" -1 -T$threads --search=4 --verify --memlimit=$limit -c a
        same "$log/out" found
    done
done
"$llz" -1 --search=4 --memlimit=$((need / 2)) <a >x 2>"$log/err" && fail "no limit for a pipe"
grep -q 'bytes of memory, --memlimit allows' "$log/err" || fail "nothing is said of the limit"
[ ! -s x ] || fail "put something out"
rm x
packed=$(($(wc -c <found)))
remember
expect 1 "$llz" -1 --search=4 --max-output=$((packed - 1)) -o x a
says a "more comes out than the $((packed - 1)) bytes that --max-output allows"
unchanged
expect 0 "$llz" -1 --search=4 --max-output=$packed -c a
same "$log/out" found

# In the environment it is a wish, for compressing alone.
LLZ_OPT=--search=4
export LLZ_OPT
expect 0 "$llz" -1 -c a
same "$log/out" found
expect 0 "$llz" -1 --search=1 -c a
same "$log/out" plain
expect 0 "$llz" -dc found
same "$log/out" a
expect 0 "$llz" -1 folder
unset LLZ_OPT
expect 0 "$llz" -1 -r --search=4 -k folder
same folder/a.llz found
rm -r folder folder.llz

# Interrupted behind the first pass: the best so far, and success. Other signals, and SIGINT before that, end it.
if env --default-signal=INT true 2>"$log/err"; then
    sample 200 >big
    env --default-signal=INT "$llz" -1 -v --search=1000 -o out big 2>"$log/err" &
    pid=$!
    wait_for grep -q 'pass 2 of' "$log/err"
    kill -s INT $pid
    wait $pid || fail "exit code $? behind SIGINT"
    grep -q '^llz: big: interrupted; the best of [0-9]* of 1000 passes is kept$' "$log/err" || fail "nothing is said of it"
    "$llz" verify out big >"$log/out" || fail "not what was compressed"
    "$llz" -1 -c big >plain || fail "cannot compress"
    [ "$(wc -c <out)" -le "$(wc -c <plain)" ] || fail "larger than the first pass"
    rm out

    sample 60000 >huge
    interrupted 'wait_for some_temporary; sleep 0.3' "$llz" -9 --search=3 huge
    rm huge
fi
remember
"$llz" -1 -v --search=1000 -o out a 2>"$log/err" &
pid=$!
wait_for grep -q 'pass 2 of' "$log/err"
kill -s TERM $pid
wait $pid
code=$?
[ $code -eq 143 ] || fail "exit code $code instead of 143"
unchanged
