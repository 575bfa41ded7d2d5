# What belongs together is bound together: frames, groups, index and files of other archives, of the same options and
# sizes, are not taken for each other, stored ones least of all.
. "$(dirname "$0")/../../cli-lib.sh"
LLZ_OPT=--lm-only # a third of the time; what predicts does not matter here
export LLZ_OPT

frame=16384 # of level 0
head=11     # bytes of a full stored frame before its content: flags, table, check
header=16

# noise SEED BYTES: which are stored.
noise()
{
    awk -v seed="$1" -v n="$2" 'BEGIN { srand(seed); for (i = 0; i < n; i++) printf "%c", int(rand() * 256) }'
}

part()
{
    tail -c +$(($2 + 1)) "$1" | head -c $(($3 - $2))
}

# refused LABEL WHOLE: bad.llz is an error, and what -dc lets out before it is the beginning of WHOLE.
refused()
{
    expect 1 "$llz" -t bad.llz
    says bad.llz
    for threads in 1 3; do
        expect 1 "$llz" -dc -T$threads bad.llz
        says bad.llz
        size=$(($(wc -c <"$log/out")))
        part "$2" 0 $size >"$log/wanted"
        cmp -s "$log/out" "$log/wanted" || fail "$1: wrong bytes are released"
    done
    expect 1 "$llz" -d -o new bad.llz
    absent new
}

# ---- Frames ----

noise 1 $((4 * frame + 100)) >a
noise 2 $((4 * frame + 100)) >b
{ part a 0 $frame; part b $frame $((4 * frame + 100)); } >c # begins like a
for f in a b c; do
    "$llz" -0 $f || fail "cannot compress"
done
for k in 0 1 2 3; do # stored, with a table
    at=$((header + k * (head + frame)))
    [ "$(part a.llz $at $((at + 1)) | od -An -tx1 | tr -d ' ')" = 06 ] || fail "test: the frames are not stored"
done

# frame FILE NUMBER: that frame of an archive, counted from 0; the last one ends it.
frame()
{
    part "$1" $((header + $2 * (head + frame))) $((header + ($2 + 1) * (head + frame)))
}

# made LABEL FRAME...: bad.llz, of the header of a and these frames, FILE:NUMBER.
made()
{
    label=$*
    part a.llz 0 $header >bad.llz
    for f; do
        frame "${f%:*}.llz" "${f#*:}" >>bad.llz
    done
    refused "$label" a
}

made a:0 a:1 a:3 a:4
made a:1 a:2 a:3 a:4
made a:0 a:2 a:1 a:3 a:4
made a:0 a:1 a:1 a:2 a:3 a:4
made a:0 b:1 a:2 a:3 a:4
made a:0 a:1 a:2 a:3 b:4
made a:0 a:1 a:2 a:3 c:4

# --recover hands out what precedes the first frame that does not fit.
part a.llz 0 $header >bad.llz
for f in a:0 b:1 a:2 a:3 a:4; do
    frame "${f%:*}.llz" "${f#*:}" >>bad.llz
done
expect 2 "$llz" --recover -o new bad.llz
[ "$(wc -c <new)" -eq $frame ] || fail "--recover: $(wc -c <new) bytes"
part a 0 $frame >"$log/wanted"
same new "$log/wanted"
rm new

# ---- Groups of two versions that share the first one ----

group=65536
noise 3 $((4 * group)) >v
{ part v 0 $group; noise 4 $((3 * group)); } >w
"$llz" -0 --split=64K v || fail "cannot compress"
"$llz" -0 --split=64K w || fail "cannot compress"
begins()
{
    LC_ALL=C grep -abo "$(printf '\365lz\001')" "$1" | sed 's/:.*//'
    wc -c <"$1"
}
begins v.llz >"$log/v"
begins w.llz >"$log/w"
cmp -s "$log/v" "$log/w" || fail "test: other places"
[ "$(wc -l <"$log/v")" -eq 5 ] || fail "test: not four groups"

# groups V0 W1 ...: bad.llz, of these groups.
groups()
{
    : >bad.llz
    for g; do
        k=${g#?}
        case $g in
        v*) from=v.llz ;;
        *) from=w.llz ;;
        esac
        part $from $(($(sed -n "$((k + 1))p" "$log/v"))) $(($(sed -n "$((k + 2))p" "$log/v"))) >>bad.llz
    done
}

for mix in 'v0 v1 w2 w3' 'v0 w1 v2 v3' 'v0 w1 v2 w3' 'v0 v1 v2 w3' 'w0 w1 w2 v3' 'v0 v2 v1 v3' 'v0 v1 v1 v2 v3' \
    'v1 v2 v3' 'v0 v2 v3' 'v0 v1 v3' 'v0 v1 v2' 'v3' 'v0'; do
    # shellcheck disable=SC2086 # words
    groups $mix
    case $mix in
    w*) refused "$mix" w ;;
    v0\ w1*) refused "$mix" w ;;
    *) refused "$mix" v ;;
    esac
done
groups v0 w1 w2 w3 # the first is the same
expect 0 "$llz" -dc bad.llz
same "$log/out" w

# --recover: a group whose neighbour is lost is restored; of two that contradict each other neither, and a line says so.
zeros()
{
    head -c $(($1 * group)) /dev/zero
}
groups v0 v2 v3
expect 2 "$llz" --recover -c bad.llz
{ part v 0 $group; zeros 1; part v $((2 * group)) $((4 * group)); } >"$log/wanted"
same "$log/out" "$log/wanted"
grep -q 'different archives' "$log/err" && fail "a lost group contradicts"
groups v0 v1 w2 w3
expect 2 "$llz" --recover -c bad.llz
{ part v 0 $group; zeros 2; part w $((3 * group)) $((4 * group)); } >"$log/wanted"
same "$log/out" "$log/wanted"
grep -q "^llz: bad.llz: the groups that meet at byte $((2 * group)) are from different archives; neither is saved\$" "$log/err" ||
    fail "no line says that groups contradict each other"
grep -q "bytes $group to $((3 * group - 1)) are lost" "$log/err" || fail "what is lost is not told"

# ---- Index and files ----

mkdir x y
noise 5 40000 >x/one
noise 6 30000 >x/two
noise 7 40000 >y/one # the same sizes
noise 8 30000 >y/two
if ! "$llz" -0 x 2>"$log/err"; then
    grep -q 'without libarchive' "$log/err" || fail "cannot compress a folder"
    exit 0
fi
"$llz" -0 y || fail "cannot compress a folder"
for f in x y; do
    begins $f.llz >"$log/$f"
    [ "$(wc -l <"$log/$f")" -eq 3 ] || fail "test: not an index and files"
done
# mixed SPLIT: bad.llz has the index of x and the files of y.
mixed()
{
    { part x.llz 0 $(($(sed -n 2p "$log/x"))); tail -c +$(($(sed -n 2p "$log/y") + 1)) y.llz; } >bad.llz
    for how in -t '-d -o new' '-d -C .' -dc --recover '--recover -o new'; do
        rm -rf new bad
        # shellcheck disable=SC2086
        "$llz" $how bad.llz >"$log/out" 2>"$log/err" && fail "$how: no error"
        [ -s "$log/err" ] || fail "$how: nothing said"
        for f in new/one new/two bad/one bad/two; do
            absent $f
        done
    done
    cmp -s x/one "$log/one" && cmp -s x/two "$log/two" || fail "the source is touched"
}
cp x/one x/two "$log"
mixed
for f in x y; do
    "$llz" -0 --split=64K -f $f || fail "cannot compress a folder"
    begins $f.llz >"$log/$f"
    [ "$(wc -l <"$log/$f")" -eq 4 ] || fail "test: not an index and two groups"
done
mixed
exit 0
