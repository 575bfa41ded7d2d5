# What decodes is confined: code that took it over could neither read, make nor remove other files, nor start programs,
# nor open sockets. The intruder (tests/helper/intruder.c) is such code, preloaded.
. "$(dirname "$0")/../../cli-lib.sh"

sample 80 >a
mkdir d && cp a d/one && cp a d/two
expect 0 "$llz" -3 a
expect 0 "$llz" -0 --split=64KiB -o groups.llz a
expect 0 "$llz" -0 d
expect 0 "$llz" -v -t a.llz
grep -q 'sandbox: files and system calls are confined' "$log/sandbox" ||
    skip "no sandbox here: $(sed -n 's/^llz: sandbox: //p' "$log/sandbox")"
[ -n "${INTRUDER-}" ] || skip "no intruder"

# attacked SUCCEEDS COMMAND...: whatever the intruder reports must be in the pattern; and it must have been there.
attacked()
{
    allowed=$1
    shift
    echo hidden >../secret
    echo victim >../victim
    rm -f ../planted beside
    expect 0 env LD_PRELOAD="$INTRUDER" "$@"
    grep -q '^intruder: main: was here' "$log/err" || fail "the intruder was not run: $*"
    if grep '^intruder' "$log/err" | grep -v 'was here' | grep -vE "$allowed"; then
        fail "not confined: $*"
    fi
    [ "$(cat ../secret)" = hidden ] && [ -f ../victim ] && [ ! -e ../planted ] || fail "files were changed: $*"
}

nothing='^$'
attacked "$nothing" "$llz" -t a.llz
attacked "$nothing" "$llz" -t d.llz
attacked "$nothing" "$llz" -l a.llz
attacked "$nothing" "$llz" -l d.llz
attacked "$nothing" "$llz" -dc a.llz
same "$log/out" a
attacked "$nothing" "$llz" -t a.llz d.llz
attacked "$nothing" "$llz" verify a.llz
attacked "$nothing" "$llz" verify a.llz a
attacked "$nothing" "$llz" verify d.llz
attacked "$nothing" "$llz" -t -T2 groups.llz
# Nor where priors could still be asked for.
export LLZ_PRIOR_PATH=d
attacked "$nothing" "$llz" -t a.llz
attacked "$nothing" "$llz" -dc a.llz
same "$log/out" a
unset LLZ_PRIOR_PATH
# Where outputs go files can be made, and nowhere else.
attacked 'beside the input' "$llz" -d -f a.llz
attacked 'beside the input' "$llz" -d --rm -o b groups.llz
same a b
mkdir to && attacked "$nothing" "$llz" -d -C to d.llz
cmp -s d/one to/d/one || cmp -s d/one to/one || fail "not restored"

# Nothing that is asked for is in the way: outputs beside their archives, with -r of a file and of a folder.
mkdir r && cp a.llz r/b.llz && cp a.llz c.llz
expect 0 "$llz" -d -r c.llz r
silent
same c a
same r/b a

# Threads are confined too, and compressing is not: the intruder reports, so it is no dud.
attacked "$nothing" "$llz" -t -T2 a.llz
grep -q '^intruder: thread: was here' "$log/err" || fail "no thread was attacked"
LD_PRELOAD=$INTRUDER "$llz" -0 -f a 2>&1 | grep -q 'intruder: main: exec' || fail "the intruder cannot do anything"
LD_PRELOAD=$INTRUDER "$llz" --no-sandbox -t a.llz 2>&1 | grep -q 'intruder: main: exec' || fail "--no-sandbox confines"
expect 0 "$llz" --no-sandbox -v -t a.llz
grep -q 'sandbox: off' "$log/sandbox" || fail "-v does not tell that the sandbox is off"
