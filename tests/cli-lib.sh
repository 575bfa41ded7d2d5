# cli-lib.sh - sourced by cli_*.sh (the name keeps it from being taken for a test itself).
# Usage: . "$(dirname "$0")/cli-lib.sh"; then $llz is the program, and the working folder is new, empty and
# removed at exit.
# Reference runs use -0, the tiny model, so that kilobytes take milliseconds.

set -u
LC_ALL=C
export LC_ALL

case $1 in
/*) llz=$1 ;;
*) llz=$PWD/$1 ;;
esac
[ -x "$llz" ] || { echo "no program: $llz" >&2; exit 1; }

work=$(mktemp -d) || exit 1
log=$work/log # what expect() captured; apart, so that it is no debris
mkdir "$log" "$work/here" "$work/tmp" && cd "$work/here" || exit 1
# What decodes may write there, so it is not the folder that all else is in: it would hide what the sandbox forbids.
TMPDIR=$work/tmp
export TMPDIR
trap 'rm -rf "$work"' EXIT
trap 'exit 1' HUP INT TERM

fail()
{
    echo "FAILED: $*" >&2
    [ ! -s "$log/err" ] || sed 's/^/    stderr: /' "$log/err" >&2
    exit 1
}

skip()
{
    echo "skipped: $*" >&2
    exit 77
}

# expect CODE COMMAND...: runs it, keeps stdout and stderr, and insists on the exit code.
expect()
{
    want=$1
    shift
    "$@" >"$log/out" 2>"$log/err"
    got=$?
    if grep '^llz: sandbox: ' "$log/err" >"$log/sandbox"; then # which -v tells before all else, where there is one
        grep -v '^llz: sandbox: ' "$log/err" >"$log/rest"
        mv "$log/rest" "$log/err"
    fi
    [ "$got" -eq "$want" ] || fail "exit code $got instead of $want: $*"
}

# Of the last expect: nothing on stderr; or exactly one line, "llz: NAME: " and somewhere behind it TEXT.
silent()
{
    [ ! -s "$log/err" ] || fail "unexpected message"
}

says()
{
    [ "$(wc -l <"$log/err")" -eq 1 ] || fail "not one line on stderr"
    grep -q '^llz: ' "$log/err" || fail "message without program name"
    case $(cat "$log/err") in
    "llz: $1: "*"${2-}"*) ;;
    *) fail "not 'llz: $1: ... ${2-}'" ;;
    esac
}

prints()
{
    grep -q -e "$1" "$log/out" || fail "stdout lacks: $1"
}

same()
{
    cmp "$1" "$2" || fail "$1 and $2 differ"
}

absent()
{
    [ ! -e "$1" ] && [ ! -L "$1" ] || fail "$1 exists"
}

# remember; ...; unchanged: no name came, went or changed its contents in between.
list_files()
{
    for f in .* *; do
        case $f in
        . | .. | '*') ;;
        *) if [ -f "$f" ]; then cksum "./$f"; else echo "other $f"; fi ;;
        esac
    done
}

remember()
{
    list_files >"$log/before"
}

unchanged()
{
    list_files >"$log/after"
    cmp -s "$log/before" "$log/after" || { diff "$log/before" "$log/after" >&2; fail "files changed"; }
}

# wait_for COMMAND...: until it succeeds. It gives up after five minutes, which only what hangs takes: sanitizers and
# busy machines make much of a second.
wait_for()
{
    tries=3000
    until "$@"; do
        tries=$((tries - 1))
        [ "$tries" -gt 0 ] || fail "waited in vain for: $*"
        sleep 0.1
    done
}

# An output is being written here, under the name it has until it is complete.
some_temporary()
{
    ls -A | grep -q '^\.llz-'
}

# commands: the names of all, as --help tells them.
commands()
{
    "$llz" --help | awk '/^Commands/ { inside = 1; next } !NF { inside = 0 } inside && /^  [a-z]/ { print $1 }'
}

# sample LINES >FILE: text that compresses, and differs from line to line.
sample()
{
    awk -v n="$1" 'BEGIN { for (i = 1; i <= n; i++) printf "line %d of the sample, square %d\n", i, i * i }'
}

# bad NAME REASON ARGUMENT...: llz ${command-} fails with that message, prints nothing and changes nothing.
bad()
{
    name=$1 reason=$2
    shift 2
    remember
    # shellcheck disable=SC2086 # a command, or no argument at all
    expect 1 "$llz" ${command-} "$@" </dev/null
    says "$name" "$reason"
    [ ! -s "$log/out" ] || fail "something is printed all the same"
    unchanged
}

# interrupted READY COMMAND...: SIGINT, which READY waits to send, ends it with its exit code; nothing is said, printed
# or changed.
interrupted()
{
    ready=$1
    shift
    remember
    env --default-signal=INT "$@" >"$log/out" 2>"$log/err" &
    pid=$!
    eval "$ready"
    kill -s INT $pid
    wait $pid
    code=$?
    [ $code -eq 130 ] || fail "exit code $code instead of 130"
    silent
    [ ! -s "$log/out" ] || fail "something is printed of what was not finished"
    unchanged
}

# halt READY COMMAND...: starts it ($pid) and stops it once READY succeeds. False: it was stopped too late, and still is.
halt()
{
    ready=$1
    shift
    "$@" >"$log/out" 2>"$log/err" &
    pid=$!
    while kill -0 $pid 2>"$log/junk" && ! eval "$ready"; do sleep 0.01; done
    kill -STOP $pid 2>"$log/junk"
    eval "$ready"
}
