# All that starts threads does so once, on little, and says what one thread says: what ThreadSanitizer is asked to watch.
# Under it all takes some fifteen times as long, so nothing here is repeated.
. "$(dirname "$0")/../../cli-lib.sh"

# The learner's second thread.
sample 20 >a
"$llz" -1 -T1 -c a >a.llz || fail "cannot compress"
"$llz" -1 -T2 -c a >b.llz || fail "cannot compress with two threads"
same a.llz b.llz
expect 0 "$llz" -T2 --verify -1 -o c.llz a
same a.llz c.llz
expect 0 "$llz" -T2 -d -c a.llz
same "$log/out" a

# Several files in turn, between which a learner waits.
sample 10 >x
sample 12 >y
expect 0 "$llz" -0 -T2 x y
expect 0 "$llz" -T2 -t x.llz y.llz
rm x y
expect 0 "$llz" -T2 -d -v x.llz y.llz

# Groups, coded and decoded side by side; some of them; of a folder.
sample 6000 >long
expect 0 "$llz" -0 --lm-only --split=64KiB -T3 long
expect 0 "$llz" -T3 -d -c long.llz
same "$log/out" long
mkdir folder
cp a x folder
cp long folder/y
expect 0 "$llz" -0 --lm-only --split=64KiB -T3 folder
expect 0 "$llz" -T3 -d -o out --only=folder/x folder.llz
same out/x x
head -c $(($(wc -c <long.llz) - 40)) long.llz >cut.llz
expect 1 "$llz" -T3 -t cut.llz

# Passes of a search.
"$llz" -0 -T1 --search=3 -c x >x1 2>"$log/err" || fail "no search"
"$llz" -0 -T2 --search=3 -c x >x2 2>"$log/err" || fail "no search with two threads"
same x1 x2

# Runs, policies and courses side by side; llz law measures 16 KB and more.
head -c 17000 long >enough
for jobs in 1 2; do
    "$llz" compare --levels=0 --policies=uniform,skip --jobs=$jobs --json=runs$jobs x >"$log/out" 2>"$log/err" &&
        "$llz" report --no-times runs$jobs >compare$jobs 2>"$log/err" || fail "compare"
    "$llz" law -0 --policies=uniform,law-steps --jobs=$jobs --csv=law$jobs enough >"$log/out" 2>"$log/err" || fail "law"
    "$llz" lab perceptron --passes=16 -T$jobs --state=state$jobs --csv=lab$jobs >"$log/out" 2>"$log/err" || fail "lab"
done
same compare1 compare2
same law1 law2
same lab1 lab2
