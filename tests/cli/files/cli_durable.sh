# A name appears only when its file is on the disk, a source goes only when its result is, an error of the disk is
# told, and what a kill left is named by the next run.
. "$(dirname "$0")/../../cli-lib.sh"

sample 60 >a
mkdir d d/sub
cp a d/one
sample 20 >d/sub/two
expect 0 "$llz" -q -0 d
expect 0 "$llz" -q -0 a

# What a kill leaves is told once, by one line, and stays; what a program that runs is at is none.
mkdir left
cp a left
mkfifo feed
"$llz" -0 -o left/b <feed &
running=$!
exec 9>feed
temporary_in()
{
    ls -A "$1" | grep -q '^\.llz-'
}
wait_for temporary_in left
expect 0 "$llz" -0 left/a
silent
kill -9 $running
wait $running 2>/dev/null
exec 9>&-
name=$(ls -A left | grep '^\.llz-')
expect 0 "$llz" -0 -f left/a
says left/ "left by a run that was killed: $name"
[ -f "left/$name" ] || fail "it was removed"
expect 0 "$llz" -0 -q -f left/a
silent
cp left/a left/c
expect 0 "$llz" -0 -f left/a left/c
[ "$(wc -l <"$log/err")" -eq 1 ] || fail "told twice"

# A restore, into a new folder and into one that is there: nothing but complete files and one temporary folder.
sample 8000 >d/sub/big
expect 0 "$llz" -q -0 -f d
for place in "-o box/new" "-C box"; do
    mkdir box
    "$llz" -q -d $place d.llz &
    running=$!
    wait_for temporary_in box
    kill -9 $running
    wait $running 2>/dev/null
    name=$(ls -A box | grep '^\.llz-')
    [ "$(find box -name '.llz-*' | wc -l)" -ge 1 ] || fail "was not killed in time"
    for f in $(find box -name '.llz-*' -prune -o -type f -print); do
        case $f in
        */one) same "$f" d/one ;;
        */two) same "$f" d/sub/two ;;
        */big) same "$f" d/sub/big ;;
        *) fail "$f" ;;
        esac
    done
    expect 0 "$llz" -d $place d.llz
    says box/ "left by a run that was killed: $name"
    rm -r box
done
rm d/sub/big
expect 0 "$llz" -q -0 -f d
[ -n "${TRACE_LIBRARY-}" ] || exit 0

# traced COMMAND...: its calls are in $log/trace.
traced()
{
    rm -f "$log/trace"
    expect 0 env TRACE="$log/trace" LD_PRELOAD="$TRACE_LIBRARY" "$llz" "$@"
}

# in_order PATTERN...: lines that match come in this order, not necessarily one after the other.
in_order()
{
    at=0
    for pattern; do
        next=$(tail -n "+$((at + 1))" "$log/trace" | grep -n -m1 -E -e "$pattern" | cut -d: -f1)
        [ -n "$next" ] || { cat "$log/trace" >&2; fail "no '$pattern' after line $at"; }
        at=$((at + next))
    done
}

# The file, then its name, then the folder, then the source.
cp a b
traced -0 --rm b
in_order '^fsync \.llz-' '^linkat \.llz-.* b\.llz$' '^fsync here$' '^unlinkat b$'
absent b
cp a b
traced -0 -f --rm b
in_order '^fsync \.llz-' '^renameat \.llz-.* b\.llz$' '^fsync here$' '^unlinkat b$'

# A new folder: all that is in it, its name, the folder around it.
cp d.llz e.llz
traced -d --rm e.llz
in_order '^syncfs \.llz-' '^renameat \.llz-.* e$' '^fsync here$' '^unlinkat e\.llz$'
[ "$(grep -c '^syncfs' "$log/trace")" -eq 1 ] || fail "more than one syncfs"
same e/one d/one

# A folder that is there: files in the stage, their names, all names.
for force in '' -f; do
    mkdir to
    cp d.llz f.llz
    traced -d $force --rm -C to f.llz
    in_order '^syncfs \.llz-' '(linkat|renameat) \.llz-.* (one|two)$' '(linkat|renameat) \.llz-.* (one|two)$' \
        '^syncfs to$' '^unlinkat f\.llz$'
    same to/d/one d/one
    temporary_in to && fail "temporary names are left"
    rm -r to
done

# An error of the disk is an error, costs no source, and leaves no name.
for call in syncfs fsync; do
    rm -rf new
    expect 1 env TRACE_FAIL=$call LD_PRELOAD="$TRACE_LIBRARY" "$llz" -d --rm -o new d.llz
    says new 'Input/output error'
    [ $call = fsync ] || absent new # of the folder around it: the name is there
    [ -f d.llz ] || fail "the source is gone"
done
mkdir to
expect 1 env TRACE_FAIL=syncfs LD_PRELOAD="$TRACE_LIBRARY" "$llz" -d --rm -C to d.llz
says to 'Input/output error'
[ -f d.llz ] || fail "the source is gone"
[ -z "$(find to -type f)" ] || fail "a file has its name"
temporary_in to && fail "temporary names are left"
cp a b
expect 1 env TRACE_FAIL=fsync LD_PRELOAD="$TRACE_LIBRARY" "$llz" -0 -f --rm b
same a b

# A file that is there and cannot be read is none that has vanished: no zeros take its place, whoever reads it first.
mkdir disk
sample 50 >disk/a
for i in 1 2 3 4; do sample $((i * 9)) >disk/$i; done
for order in '' --no-reorder; do
    # shellcheck disable=SC2086 # a word, or none
    expect 1 env TRACE_FAIL=pread64 LD_PRELOAD="$TRACE_LIBRARY" "$llz" -0 $order -o disk.llz disk
    says disk/1 'Input/output error'
    absent disk.llz
done
