# What happened to the entries of a folder while they were packed: whoever gets the archive learns it, of the entries that he
# asked for, and removes no archive because it seems to be restored; and no notes are taken for those of another archive.
. "$(dirname "$0")/../../cli-lib.sh"

LLZ_OPT='--lm-only --no-reorder' # a third of the time, what predicts does not matter here; noise comes first
export LLZ_OPT
: "${MAKE_TAR:?}"
trap 'chmod -R u+w "$work"; rm -rf "$work"' EXIT

# Noise fills the pipe, so that nothing further is read until somebody takes it.
mkdir -p c/sub
awk 'BEGIN { srand(1); for (i = 0; i < 150000; i++) printf "%c", int(rand() * 255) + 1 }' >c/a.bin
sample 50 >c/sub/s.txt
sample 30 >c/sub/whole.txt
sample 40 >c/z.txt
ln c/z.txt c/zz.txt
mkfifo fifo

# packed ARCHIVE COMMAND OPTION...: COMMAND runs when the index has been written.
packed()
{
    archive=$1
    command=$2
    shift 2
    "$llz" -0 -c "$@" c >fifo 2>"$log/err" &
    pid=$!
    exec 6<fifo
    head -c 1 <&6 >"$archive"
    $command
    cat <&6 >>"$archive"
    wait $pid
    code=$?
    exec 6<&-
    return $code
}

hurt()
{
    printf 'short' >c/z.txt
    echo more >>c/sub/s.txt
}
mend()
{
    sample 50 >c/sub/s.txt
    sample 40 >c/z.txt
}

cut='could not be read to its end when it was packed'
grew='grew while it was packed'
line()
{
    grep -q "^llz: $1: $2" "$log/err" || fail "no line about $1"
}
lines()
{
    [ "$(wc -l <"$log/err")" -eq "$1" ] || fail "not $1 lines"
}

# changed FILE AT: with one byte changed.
changed()
{
    old=$(tail -c +$(($2 + 1)) "$1" | head -c 1 | od -An -to1 | tr -d ' ')
    head -c "$2" "$1"
    printf "\\$(printf '%03o' $((0$old ^ 1)))"
    tail -c +$(($2 + 2)) "$1"
}

# Nothing costs nothing.
packed whole.llz true || fail "nothing has changed"
for how in -t -l -dc '-d -o x'; do
    # shellcheck disable=SC2086 # words
    expect 0 "$llz" $how whole.llz
    silent
done
rm -r x
[ "$(LC_ALL=C grep -abo "$(printf '\365lz\001')" whole.llz | wc -l)" -eq 2 ] || fail "not an index and files alone"

for split in '' --split=64KiB; do
    mend
    # shellcheck disable=SC2086
    packed c.llz hurt $split
    [ $? -eq 2 ] || fail "changes are no warning"
    for threads in 1 3; do
        for how in -t -l -dc '-d -o x' --recover\ -o\ x 'verify' '-d -q -C y'; do
            rm -rf x y
            mkdir y
            # shellcheck disable=SC2086
            expect 2 "$llz" $how -T$threads c.llz
            lines 2
            line c/z.txt "$cut"
            line c/sub/s.txt "$grew"
        done
    done
    expect 2 "$llz" verify c.llz
    prints 'bytes, all hashes right'
    expect 2 "$llz" -l c.llz
    [ "$(grep -c '^-rw[-r]*! ' "$log/out")" -eq 2 ] || fail "entries are not marked"
    prints '! .* c/z.txt$'
    prints '^ .* 0 uniform .* c.llz$'
    cat c.llz | "$llz" -l >"$log/out" 2>"$log/err" # from a pipe, too
    [ $? -eq 2 ] || fail "-l of a pipe"
    lines 2
    cat c.llz | "$llz" -dc >"$log/out" 2>"$log/err"
    [ $? -eq 2 ] || fail "-dc of a pipe"
    lines 2
    [ "$(tar -tf "$log/out" | wc -l)" -eq 7 ] || fail "no tar"
done

# Of what was asked for, under whatever name.
for only in c/sub/whole.txt c/a.bin; do
    rm -rf x
    expect 0 "$llz" -d --only=$only -o x c.llz
    silent
    expect 0 "$llz" -l --only=$only c.llz
    silent
done
rm -rf x
expect 2 "$llz" -d --only=c/sub -o x c.llz
says c/sub/s.txt "$grew"
expect 2 "$llz" -l --only=c/sub c.llz
says c/sub/s.txt "$grew"
rm -rf x
expect 2 "$llz" -d --only=c/zz.txt -o x c.llz # a hard link to it
says c/zz.txt "$cut"
[ "$(head -c 5 x/zz.txt 2>"$log/junk" || head -c 5 x/c/zz.txt)" = short ] || fail "no content"

# --rm: the archive stays, and a line says so.
for how in '-o x' '-C y'; do
    rm -rf x y
    mkdir y
    cp c.llz kept.llz
    # shellcheck disable=SC2086
    expect 2 "$llz" -d --rm $how kept.llz
    lines 3
    line kept.llz 'not removed: not all in it was whole when it was packed'
    same kept.llz c.llz
done

# The same archive from a run that checks itself, and from one within limits.
mend
packed v.llz hurt --verify
[ $? -eq 2 ] || fail "--verify"
expect 2 "$llz" -t v.llz
lines 2
expect 2 "$llz" -t --memlimit=64M --max-output=1M v.llz
lines 2

# Cut off, taken from another archive, or put where none were announced.
begins()
{
    LC_ALL=C grep -abo "$(printf '\365lz\001')" "$1" | sed 's/:.*//'
}
notes=$(begins v.llz | tail -1)
size=$(($(wc -c <v.llz)))
[ "$(begins v.llz | wc -l)" -eq 3 ] || fail "test: not an index, files and notes"
mend
rewrite()
{
    printf X | dd of=c/z.txt conv=notrunc 2>"$log/junk"
}
packed w.llz rewrite
[ $? -eq 2 ] || fail "a change is no warning"
for n in "$notes" $((notes + 5)) $((size - 1)); do
    head -c "$n" v.llz >bad.llz
    for how in -t -l -dc verify '-d -o new'; do
        # shellcheck disable=SC2086
        expect 1 "$llz" $how bad.llz
        says bad.llz 'ends too early'
        absent new
    done
    expect 2 "$llz" --recover -o x2 bad.llz
    says bad.llz 'which entries changed while they were packed, if any did, is lost'
    [ -s x2/sub/s.txt ] || fail "--recover without notes"
    rm -r x2
done
{ head -c "$notes" v.llz; tail -c +$(($(begins w.llz | tail -1) + 1)) w.llz; } >bad.llz
for how in -t -l -dc verify '-d -o new'; do
    # shellcheck disable=SC2086
    expect 1 "$llz" $how bad.llz
    says bad.llz 'damaged'
    absent new
done
{ cat whole.llz; tail -c +$((notes + 1)) v.llz; } >bad.llz
expect 1 "$llz" -t bad.llz
expect 1 "$llz" -l bad.llz
{ cat v.llz; tail -c +$((notes + 1)) v.llz; } >bad.llz
expect 1 "$llz" -t bad.llz

# Damage elsewhere: the notes are found, and told of what is restored.
changed c.llz $(($(begins c.llz | sed -n 2p) + 1000)) >bad.llz # in the first of the groups
rm -rf x
expect 2 "$llz" --recover -o x bad.llz
lines 3
line c/a.bin 'lost: it is in the damaged part'
line c/z.txt "$cut"
line c/sub/s.txt "$grew"

# What could not be read of the archive that it was made from has no entry: the archive itself is what lacks something.
printf 'f one.txt one\nf two.txt two\n' | "$MAKE_TAR" zip >z.zip
crc=$(($(LC_ALL=C grep -abo "$(printf 'PK\001\002')" z.zip | sed -n '2s/:.*//p') + 16)) # of the second one
changed z.zip $crc >bad.zip
expect 2 "$llz" -0 --repack -o z.llz bad.zip
says two.txt 'CRC'
for how in -t -l -dc '-d -o z'; do
    # shellcheck disable=SC2086
    expect 2 "$llz" $how z.llz
    says z.llz 'was packed without some of what is in it'
done
[ "$(cat z/one.txt)" = one ] || fail "what is whole in a damaged archive"

# A file and a folder that nobody may read: the folder that they are in lacks something.
user=
if [ "$(id -u)" -eq 0 ]; then
    chmod 755 "$work"
    user='setpriv --reuid=65534 --regid=65534 --clear-groups'
    $user "$llz" -V >"$log/junk" 2>&1 || exit 0
fi
mkdir -p u/shut
echo 1 >u/open.txt
echo 2 >u/secret.txt
chmod 000 u/secret.txt
chmod 711 u/shut
[ -n "$user" ] || chmod 111 u/shut
$user "$llz" -0 -c u >u.llz 2>"$log/err"
[ $? -eq 2 ] || fail "what cannot be read is no warning"
line u/secret.txt 'Permission denied'
line u/shut 'Permission denied'
lack='was packed without some of what is in it, which could not be read'
for how in -t -l -dc '-d -o n'; do
    # shellcheck disable=SC2086
    expect 2 "$llz" $how u.llz
    says u "$lack"
done
expect 0 "$llz" -d --only=u/open.txt -o n2 u.llz
silent
exit 0

# Where the end of the files is lost nobody knows whether there were notes; what they would have told is not passed over.
lost='which entries changed while they were packed, if any did, is lost'
for archive in v.llz whole.llz; do
    head -c $((notes - 40)) $archive >bad.llz
    expect 2 "$llz" --recover -o x3 bad.llz
    grep -q "^llz: bad.llz: $lost" "$log/err" || fail "$archive, cut: lost notes are not told"
    rm -r x3
done

# What follows the end of a folder's archive, with or without notes, is not restored, and that is said.
for archive in v.llz whole.llz; do
    { cat $archive; head -c 500 c/z.txt; } >bad.llz
    expect 2 "$llz" --recover -o x4 bad.llz
    grep -q '^llz: bad.llz: what follows its end is not restored' "$log/err" || fail "$archive: nothing is said of the rest"
    grep -q "$lost" "$log/err" && fail "$archive: notes are called lost"
    rm -r x4
    cat $archive whole.llz >bad.llz
    expect 2 "$llz" --recover -o x4 bad.llz
    grep -q '^llz: bad.llz: what follows its end is not restored' "$log/err" || fail "$archive: nothing is said of another"
    rm -r x4
done
