# Of folders: an archive goes when all of it is restored, no output takes the place of an input, and what changes or
# vanishes while it is packed gets a line.
. "$(dirname "$0")/../../cli-lib.sh"

LLZ_OPT=--lm-only # a third of the time; what predicts does not matter here
export LLZ_OPT
: "${MAKE_TAR:?}"
trap 'chmod -R u+w "$work"; rm -rf "$work"' EXIT # folders of the kernel among them, which cannot be written

mkdir -p d/sub
sample 40 >d/a
sample 30 >d/sub/b
expect 0 "$llz" -0 d

# --rm: not after --only, whatever it asks for, nor when anything was refused, failed or came back without all it had.
kept()
{
    cp d.llz x.llz
    expect "$@"
    same x.llz d.llz
}

for only in --only=d/a --only=d '--only=*'; do
    mkdir x
    kept 2 "$llz" -d --rm "$only" -C x x.llz
    says x.llz 'not removed: --only restores only some of it'
    same x/d/a d/a
    kept 2 "$llz" -d -q --rm "$only" -o y x.llz
    silent
    rm -r x y
done
mkdir -p x/d
echo mine >x/d/a
kept 2 "$llz" -d --rm -C x x.llz
grep -q '^llz: x.llz: not removed: not all of it was restored$' "$log/err" || fail "no line about the archive"
rm -r x
kept 2 "$llz" -d --rm -o - x.llz
says x.llz 'not removed: the output is not a folder'
printf 'f e/one x\np e/pipe\n' | "$MAKE_TAR" ustar | "$llz" -0 --repack -o pipe.llz - || fail "no archive with a FIFO"
cp pipe.llz x.llz
expect 2 "$llz" -d --rm x.llz
same x.llz pipe.llz
rm -r x
expect 0 "$llz" -d --rm --special x.llz
absent x.llz
[ -p x/pipe ] || fail "no FIFO"
rm -r x

# The archive itself, and others that are read in the same run, are no places for entries.
mkdir e x
cp d.llz e/a
cp d.llz e/b
expect 0 "$llz" -0 e
cp e.llz x/own
mkdir x/e
mv x/own x/e/a
cp x/e/a e.was
cp d.llz x/e/b
cp x/e/b x/b.was
expect 2 "$llz" -d -f -C x x/e/a x/e/b
[ "$(grep -c 'refused: would replace one of the files that are read' "$log/err")" -eq 2 ] || fail "not a line for each"
same x/e/a e.was
same x/e/b x/b.was
rm -r x e e.llz

# An output among what is packed.
cp d/a a.was
ln d/a hard
ln -s d/a soft
ln -s nowhere d/soft
remember
for output in d/a ./d/../d/a d/sub/b hard soft; do
    expect 1 "$llz" -0 -f -o $output d
    says $output 'is one of the files that are read'
    expect 1 "$llz" -0 -f -o $output d.llz d
    says $output 'is one of the files that are read'
    unchanged
    same d/a a.was
done
rm d/soft hard soft
ln -s ../a.was d/soft
expect 1 "$llz" -0 -f -o d/soft d
says d/soft 'is one of the files that are read'
[ -L d/soft ] || fail "a link among the inputs was replaced"
rm d/soft
# A new one is no entry, and there is nothing to say; what a shell has opened is left out with a line.
expect 0 "$llz" -0 -o d/new d
silent
expect 0 "$llz" -l d/new
[ "$(grep -c ' d/new$' "$log/out")" -eq 1 ] || fail "a new output is an entry"
rm d/new
"$llz" -0 -f -o /dev/stdout d >d/out 2>"$log/err"
[ $? -eq 2 ] || fail "the output was read"
says d/out 'skipped: is the output'
expect 0 "$llz" -t d/out
rm d/out

# Into files that are not regular.
"$llz" -0 -c d >now || fail "-c of a folder"
mkfifo pipe
cat pipe >read &
expect 0 "$llz" -0 -f -o pipe d
wait $!
same read now
[ -p pipe ] || fail "a pipe was replaced"
"$llz" -0 -f -o /dev/stdout d >read || fail "a folder into /dev/stdout"
same read now

# A tar that changes while it is repacked.
sample 2000 >n # so that there is time to halt it
tar -cf d.tar d n
cp d.tar tar.was
(
    halted=50
    until halt some_temporary "$llz" -0 --repack -f -o r.llz d.tar; do
        kill -CONT $pid 2>"$log/junk" # it is complete
        wait $pid
        halted=$((halted - 1))
        [ $halted -gt 0 ] || fail "never caught"
    done
    touch d.tar
    kill -CONT $pid
    wait $pid
    [ $? -eq 2 ] || fail "a tar that changes is no warning"
) || exit 1
says d.tar 'changed while it was read'

# What changes or vanishes before its turn comes. Noise that comes first fills the pipe, so that nothing further is read
# until somebody takes it.
mkdir c
awk 'BEGIN { srand(1); for (i = 0; i < 100000; i++) printf "%c", int(rand() * 255) + 1 }' >c/a.bin
mkfifo fifo
# packed NAME TEXT TOLD COMMAND...: COMMAND runs when the index has been written; NAME gets a line with TEXT, alone, and one
# with TOLD from whoever reads the archive.
packed()
{
    name=$1
    text=$2
    told=$3
    shift 3
    for file in c/grown c/shrunk c/rewritten c/replaced c/vanished c/linked c/piped; do
        rm -f $file.txt
        sample 50 >$file.txt
    done
    : >c/empty.txt
    touch -d '2001-02-03 04:05:06 UTC' c/*.txt
    "$llz" -0 --no-reorder -c c >fifo 2>"$log/err" &
    pid=$!
    exec 6<fifo
    head -c 1 <&6 >c.llz
    "$@"
    cat <&6 >>c.llz
    wait $pid
    [ $? -eq 2 ] || fail "$*: no warning"
    exec 6<&-
    says "$name" "$text"
    rm -rf c2
    for how in '-d -o c2' -t -l verify -dc '--recover -o c3'; do
        # shellcheck disable=SC2086 # words
        expect 2 "$llz" $how c.llz
        says "$name" "$told"
    done
    same c2/a.bin c/a.bin
    same c3/a.bin c/a.bin
    rm -r c3
}

lost='could not be read to its end'
grow()
{
    echo more >>c/grown.txt
    touch -d '2001-02-03 04:05:06 UTC' c/grown.txt
}
shrink()
{
    head -c 100 c/shrunk.txt >x
    cat x >c/shrunk.txt
}
rewrite()
{
    printf X | dd of=c/rewritten.txt conv=notrunc 2>"$log/junk"
    touch -d '2001-02-03 04:05:06 UTC' c/rewritten.txt
}
replace()
{
    cp -p c/replaced.txt x
    mv x c/replaced.txt
}
link_away()
{
    rm c/linked.txt
    ln -s /etc/passwd c/linked.txt
}
pipe_away()
{
    rm c/piped.txt
    mkfifo c/piped.txt
}
packed c/grown.txt 'grew while it was read' 'grew while it was packed' grow
packed c/shrunk.txt "$lost" "$lost when it was packed" shrink
head -c 100 c2/shrunk.txt | cmp - x || fail "what was there of a file that shrank"
packed c/rewritten.txt 'changed while it was read' 'changed while it was packed' rewrite
packed c/replaced.txt 'changed while it was read' 'changed while it was packed' replace
packed c/vanished.txt "$lost" 'vanished while it was packed' rm c/vanished.txt
packed c/empty.txt 'vanished' 'vanished while it was packed' rm c/empty.txt
packed c/linked.txt "$lost" 'vanished while it was packed' link_away
packed c/piped.txt "$lost" "$lost when it was packed" pipe_away
rm -r c c2

# Files that the kernel makes up as they are read, whatever size it tells; and one that cannot be read.
expect_kernel()
{
    [ -r "$1" ] || return 0
    cat "$1" >was 2>"$log/junk" && [ -s was ] || return 0
    expect 0 "$llz" -0 -f -o k.llz "$1" d/a
    [ ! -e k ] || chmod -R u+w k
    rm -rf k
    expect 0 "$llz" -d -o k k.llz
    same k/"${1##*/}" was
    same k/a d/a
}
expect_kernel /proc/sys/kernel/random/boot_id
expect_kernel /proc/version
expect_kernel /sys/devices/system/cpu/online
if [ -r /proc/sys/fs/inotify/max_user_watches ]; then
    expect 0 "$llz" -0 -f -o k.llz /proc/sys/fs/inotify
    [ ! -e k ] || chmod -R u+w k
    rm -rf k
    expect 0 "$llz" -d -o k k.llz
    diff -r k /proc/sys/fs/inotify || fail "files of /proc"
fi
if [ -e /proc/self/mem ] && ! cat /proc/self/mem >"$log/junk" 2>&1; then
    mkdir m && ln -s /proc/self/mem m/link # an operand is followed
    expect 1 "$llz" -0 -f -o k.llz m/link d/a
    grep -q '^llz: /proc/.*mem: ' "$log/err" || fail "no line about what cannot be read"
fi
# Holes that take no blocks, and an empty file, are what they seem.
mkdir h
truncate -s 5000 h/short
truncate -s 1000000 h/long
: >h/none
printf 'x' >h/one
expect 0 "$llz" -0 h
silent
expect 0 "$llz" -d -o h2 h.llz
diff -r h h2 || fail "holes"

# Tars in a row are none: who reads them stops at the end of the first.
mkdir e
echo e >e/e
expect 0 "$llz" -0 e d/a
for names in 'd.llz e.llz' 'e.llz e.llz'; do
    expect 1 "$llz" -dc $names
    [ ! -s "$log/out" ] || fail "half of it was written"
    [ "$(grep -c 'holds a folder, of which -c makes a tar' "$log/err")" -eq 2 ] || fail "not a line for each"
done
expect 1 "$llz" -dc e.llz d/a.llz
says e.llz 'holds a folder'
same "$log/out" d/a
expect 0 "$llz" -dc e.llz
tar -tf "$log/out" | grep -qx e/e || fail "no tar"

# Without a descriptor to read a file by, what is there has not vanished: there is no archive, or a whole one.
mkdir w w/empty
sample 20 >w/a
: >w/empty/a
told=0
for n in 5 6 7 8 9 10 11 12; do
    for folder in w w/empty; do
        rm -f few.llz
        (ulimit -n $n; exec "$llz" -0 -o few.llz $folder) 2>"$log/err"
        code=$?
        [ $code -eq 0 ] || [ $code -eq 1 ] || fail "exit code $code with $n descriptors"
        [ $code -eq 0 ] || absent few.llz
        [ $code -eq 1 ] || "$llz" -t few.llz || fail "an archive that is not whole"
        ! grep -q "^llz: $folder/.*a: Too many open files" "$log/err" || told=$((told + 1))
    done
done
[ $told -ge 2 ] || fail "no descriptor was missing when a file was read"
