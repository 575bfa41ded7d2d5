# A signal in mid-run: the program dies of it, after it has removed what it had begun.
. "$(dirname "$0")/cli-lib.sh"

sample 100 >a
"$llz" -0 a || fail "cannot compress"
head -c 200000 /dev/zero | "$llz" -0 >zeros.llz || fail "cannot compress"
sample 60000 >big
mkfifo pipe

# killed SIGNAL CODE: sends it to $pid, which must die of it and leave nothing, silently.
killed()
{
    kill -s "$1" $pid
    wait $pid
    code=$?
    [ $code -eq "$2" ] || fail "exit code $code instead of $2 after $1"
    silent
    unchanged
}

# The shell starts background jobs with SIGINT ignored, nohup does so with SIGHUP.
if env --default-signal=INT true 2>"$log/err"; then
    as_usual='env --default-signal=INT --default-signal=HUP'
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
