# On a terminal: progress is shown, compressed data are not.
. "$(dirname "$0")/../../cli-lib.sh"
LLZ_OPT=--lm-only # a third of the time; what predicts does not matter here
export LLZ_OPT

script -qec true /dev/null >"$log/out" 2>&1 </dev/null || skip "no script(1) to make a pseudo terminal"
sample 3000 >a
"$llz" -0 -c a >a.llz || fail "cannot compress"

# on_terminal CODE COMMAND: runs a shell command there; what was seen is in $log/out.
on_terminal()
{
    : >"$log/err"
    script -qec "$2" /dev/null >"$log/out" 2>&1 </dev/null
    code=$?
    [ $code -eq "$1" ] || { cat "$log/out" >&2; fail "exit code $code instead of $1: $2"; }
}

progress_line='[0-9.]* [KM]*B -> [0-9.]* [KM]*B  [0-9.]* bits/byte  [0-9.]* KB/s'
slow="{ cat a; sleep 1.3; cat a; }" # no pipe holds the first half, so the program is at work when the second begins to wait
cat a a >aa

# Longer than a second, size unknown: amounts and speed, no share; cleared at the end.
on_terminal 0 "$slow | '$llz' -0 -c >out"
prints "$progress_line"
grep -q 'left\|%' "$log/out" && fail "tells a share of an unknown size"
tr '\r' '\n' <"$log/out" | tail -n 1 | grep -q '^  *$' || fail "the line is not cleared"
"$llz" -dc out | cmp - aa || fail "round trip"
awk '{ n = split($0, part, "\r"); for (i = 1; i <= n; i++) if (length(part[i]) > 79) exit 1 }' "$log/out" ||
    fail "the line may wrap"

# -v: the summary stands alone on its line, behind the cleared progress.
on_terminal 0 "$slow | '$llz' -0 -v -c >out"
prints "$progress_line"
tr '\r' '\n' <"$log/out" | grep -q '^(stdin): [0-9]* -> [0-9]* bytes' || fail "no summary"

# -q, or no terminal: nothing, however long.
on_terminal 0 "$slow | '$llz' -0 -q -c >out"
[ ! -s "$log/out" ] || fail "-q shows something"
eval "$slow" | "$llz" -0 -c >out 2>"$log/err" || fail "cannot compress"
silent

# at_width COLUMNS COMMAND: on a terminal of that width, which no line fills.
at_width()
{
    on_terminal 0 "stty cols $1; $2"
    tr '\r' '\n' <"$log/out" >"$log/lines"
    LC_ALL=C.UTF-8 awk -v n="$1" 'length($0) >= n { exit 1 }' "$log/lines" || fail "a line fills a terminal of $1 columns"
}

# What follows is a matter of how long things take, and the clock is ours: it stands, or it is far ahead at each look.
if [ -n "${CLOCK-}" ]; then
    standing="env LD_PRELOAD='$CLOCK' CLOCK_STEP=0 '$llz'" fast="env LD_PRELOAD='$CLOCK' CLOCK_STEP=400 '$llz'"

    # Quick operations show nothing.
    on_terminal 0 "$standing -0 -f a -o out"
    [ ! -s "$log/out" ] || fail "a quick operation shows something"

    # A known size: percent and time left, both ways.
    head -n 2000 a >big
    head -n 20 a >little
    "$llz" -0 little || fail "cannot compress"
    "$llz" -0 big || fail "cannot compress"
    for form in '-0 -c <big >out' '-t big.llz'; do
        on_terminal 0 "$fast $form"
        prints "[0-9]\.[0-9] %  $progress_line  [0-9]*:[0-9][0-9] left"
        grep -q '[^0]\.[0-9] %' "$log/out" || fail "the share does not grow"
        grep -q '1[0-9][1-9]\.[0-9] %' "$log/out" && fail "more than the whole"
    done

    # The width of the terminal counts; what fits is shown.
    at_width 40 "$fast -0 -c <big >out"
    grep -q '%.* left' "$log/lines" || fail "no share and time left in 40 columns"
    grep -q 'bits/byte' "$log/lines" && fail "40 columns are too few for bits/byte"
    at_width 25 "$fast -0 -c <big >out"
    at_width 200 "$fast -0 -c <big >out"
    prints "$progress_line  [0-9]*:[0-9][0-9] left"

    # Of several inputs the line names the one, and which it is; nothing in a name is obeyed.
    evil=$(printf 'b\033[31m\302\233g')
    cp big "$evil"
    for form in '-0 -f' '-d -f' -t; do
        case $form in
        -0*) names="little '$evil' little" ;;
        *) names="little.llz '$evil.llz' little.llz" ;;
        esac
        at_width 120 "$fast $form $names"
        grep -q '2 of 3  b\\033\[31m\\302\\233g' "$log/lines" || fail "$form does not tell which of the inputs it is"
        at_width 50 "$fast $form $names"
        grep -q '2 of 3  b' "$log/lines" || fail "$form does not tell which of the inputs it is in 50 columns"
    done
    at_width 100 "$fast -0 --search=2 -f little '$evil'"
    grep -q '2 of 2  b.*pass [12] of 2' "$log/lines" || fail "a search does not tell which of the inputs it is"
    rm "$evil" "$evil.llz"

    # Learning the primer; compare tells how much time is left.
    at_width 80 "$fast -1 -c little >out"
    grep -q 'learning the primer [0-9]* %' "$log/lines" || fail "learning the primer shows nothing"
    at_width 80 "$fast -t out"
    grep -q 'learning the primer [0-9]* %' "$log/lines" || fail "learning the primer again shows nothing"
    at_width 60 "$fast compare --levels=0 --jobs=1 --seeds=2 --no-verify --policies=uniform,skip big >table"
    grep -q '[0-9] %  [0-9] of 4 runs  [0-9:]*:[0-9][0-9] left' "$log/lines" || fail "compare does not tell the time left"
fi

# Compressed data and terminals.
on_terminal 1 "'$llz' -0 -c a"
prints '^llz: (stdout): .*terminal'
on_terminal 1 "'$llz' -0 <a"
prints '^llz: (stdout): .*terminal'
on_terminal 1 "'$llz' -0 -o /dev/tty a"
prints '^llz: /dev/tty: .*terminal'
on_terminal 1 "'$llz' train -q -0 -o - a"
prints '^llz: (stdout): .*terminal'
absent ./-
on_terminal 0 "'$llz' -0 -f -c a"
[ -s "$log/out" ] || fail "-f writes nothing"
on_terminal 0 "'$llz' -d -c a.llz"
prints 'line 1 of the sample'
for form in -d -t -l 'verify -' '-d -o x' '-df -'; do
    on_terminal 1 "'$llz' $form"
    prints '^llz: (stdin): .*terminal'
done
absent x
