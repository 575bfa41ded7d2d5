# A signal in mid-run: the program dies of it, after it has removed what it had begun.
. "$(dirname "$0")/../../cli-lib.sh"

sample 100 >a
"$llz" -0 a || fail "cannot compress"
head -c 200000 /dev/zero | "$llz" -0 >zeros.llz || fail "cannot compress"
sample 60000 >big
mkfifo pipe

# ended_in_time NAME: $pid has ended. A second is the aim; a busy machine may need far more. A program that goes on to its
# end has another exit code, one that hangs has not ended after five minutes.
ended_in_time()
{
    tries=15000
    while kill -s 0 $pid 2>"$log/junk"; do
        tries=$((tries - 1))
        [ $tries -gt 0 ] || { kill -s KILL $pid; fail "goes on: $1"; }
        sleep 0.02
    done
}

# killed SIGNAL CODE: sends it to $pid, which must die of it and leave nothing, silently.
killed()
{
    kill -s "$1" $pid
    ended_in_time "$1"
    wait $pid
    code=$?
    [ $code -eq "$2" ] || fail "exit code $code instead of $2 after $1"
    silent
    unchanged
}

# The shell starts background jobs with SIGINT ignored, nohup does so with SIGHUP.
if env --default-signal=INT true 2>"$log/err"; then
    as_usual='env --default-signal=INT --default-signal=HUP --default-signal=QUIT'
    signals='TERM:143 INT:130 HUP:129'
else
    as_usual=
    signals=TERM:143
fi
remember

# While it waits for input, in both directions and with the source's removal asked for.
for signal in $signals; do
    for form in '-0 -o out' '-d -o out' '-0f -o a.llz' '-0 --verify -o out'; do
        $as_usual "$llz" $form - <pipe 2>"$log/err" &
        pid=$!
        exec 5>pipe
        case $form in
        -d*) head -c 20 a.llz >&5 ;;
        *) cat a >&5 ;;
        esac
        wait_for some_temporary
        killed "${signal%:*}" "${signal#*:}"
        exec 5>&-
    done
done

# While it computes.
for form in '-9 big' '-9 --rm big' '-9 -f -o a big'; do
    $as_usual "$llz" $form 2>"$log/err" &
    pid=$!
    wait_for some_temporary
    sleep 0.3
    some_temporary || fail "over too soon to be killed"
    killed TERM 143
done

# A benchmark, which has nothing to clean up, ends too.
$as_usual "$llz" -b9 big 2>"$log/err" >"$log/out" &
pid=$!
sleep 0.5
killed TERM 143

# Several inputs: those behind are not begun.
$as_usual "$llz" -9 big - zeros.llz -c <a 2>"$log/err" >"$log/out" &
pid=$!
sleep 0.5
killed TERM 143

# While a FIFO has no writer, while a reader does not read.
$as_usual "$llz" -0 -f pipe 2>"$log/err" &
pid=$!
wait_for some_temporary
killed TERM 143
exec 5<>pipe
$as_usual "$llz" -dc zeros.llz >pipe 2>"$log/err" &
pid=$!
sleep 1
killed TERM 143
exec 5>&-

# An ignored signal stays ignored.
if [ -n "$as_usual" ]; then
    env --ignore-signal=HUP "$llz" -0 -o out - <pipe 2>"$log/err" &
    pid=$!
    exec 5>pipe
    wait_for some_temporary
    kill -s HUP $pid
    cat a >&5
    exec 5>&-
    wait $pid || fail "died of an ignored signal"
    same out a.llz
fi

rm -f out
remember

# The first signal counts, also while the head of an archive is awaited, wherever it has been cut.
for bytes in 0 3 7 20; do
    for form in '-d -c' '-t' '-l' '-d -o out' 'verify'; do
        $as_usual "$llz" $form - <pipe >"$log/out" 2>"$log/err" &
        pid=$!
        exec 5>pipe
        head -c $bytes a.llz >&5
        sleep 0.2
        killed TERM 143
        exec 5>&-
    done
done

# A FIFO that nobody reads, or that is named as a prior.
for form in '-0 -o pipe a' '-d -o pipe a.llz' '-0 -c --verify -o pipe a' 'why -0 -o pipe a'; do
    case $form in *-c*) continue ;; esac
    $as_usual "$llz" $form 2>"$log/err" &
    pid=$!
    sleep 0.3
    killed TERM 143
done
mkdir priors
mkfifo priors/p.llzp
remember
expect 1 "$llz" -0 -c -D priors/p.llzp a
says priors/p.llzp 'not a regular file'
LLZ_PRIOR_PATH=priors expect 1 "$llz" -d -D a -c a.llz
rm -r priors
remember

# It waits for a reader as for a writer.
"$llz" -0 -o pipe a &
pid=$!
sleep 0.2
cat pipe >"$log/through"
wait $pid || fail "a FIFO is not written into"
same "$log/through" a.llz
[ -p pipe ] || fail "the FIFO is gone"

# Whatever else would end it: nothing is left.
[ -z "$as_usual" ] || others=QUIT:131
for signal in ${others-} XCPU:152 USR1:138 USR2:140 ALRM:142 VTALRM:154 PROF:155; do
    (ulimit -c 0 && exec $as_usual "$llz" -9 big) 2>"$log/err" &
    pid=$!
    wait_for some_temporary
    killed "${signal%:*}" "${signal#*:}"
done

# A limit on the length of files is an error like a full disk.
(ulimit -f 1 2>"$log/junk" && cat big big >"$log/junk") 2>"$log/junk"
if [ $? -ne 0 ]; then
    (ulimit -f 2 && exec "$llz" -0 -o out big) 2>"$log/err"
    [ $? -eq 1 ] || fail "a file beyond its limit is no error"
    says out 'File too large'
    unchanged
    (ulimit -f 2 && exec "$llz" -d -c zeros.llz >"$log/long") 2>"$log/err"
    [ $? -eq 1 ] || fail "output beyond its limit is no error"
    says '(stdout)' 'File too large'
fi
if (ulimit -S -t 1) 2>"$log/junk"; then
    # Seconds of the CPU, of all threads.
    (ulimit -S -t 1 && exec $as_usual "$llz" -9 big) 2>"$log/err"
    code=$?
    [ $code -eq 152 ] || [ $code -eq 1 ] || fail "exit code $code after a second of the CPU"
    unchanged
fi

# in_time NAME COMMAND...: what computes ends soon after a signal, wherever it is. What counts is that nothing is left,
# and that it does not go on to its end, which would take a minute or more.
in_time()
{
    name=$1
    shift
    $as_usual "$llz" "$@" >"$log/out" 2>"$log/err" &
    pid=$!
    sleep 0.4
    kill -s 0 $pid 2>"$log/junk" || fail "$name is over too soon to be killed"
    kill -s TERM $pid
    ended_in_time "$name"
    wait $pid
    code=$?
    [ $code -eq 143 ] || fail "exit code $code instead of 143: $name"
    unchanged
}

# The primer alone takes seconds at level 9.
in_time 'learning the primer' -9 -o out a
in_time 'learning the primer, in groups' -9 --split=64K -T2 -o out big
in_time comparing compare --levels=9 --json=out a
in_time 'comparing beside each other' compare --levels=9 --jobs=2 --csv=out big
in_time measuring law -9 --csv=out big
in_time explaining why -9 -o out big
in_time benchmarking -b9 a
awk 'BEGIN { s = 1; for (i = 0; i < 700000; i++) { s = (s * 16807) % 2147483647; printf "%s%d", i % 9 ? " w" : "\n", s % 99991 } }' \
    >words
for i in 1 2 3 4 5 6 7 8; do
    cat words
done >samples
remember
in_time training train -o out samples
exit 0
