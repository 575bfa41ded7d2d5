# --recover: what is undamaged of a damaged archive comes out at its place, what is lost is told, and nothing else.
. "$(dirname "$0")/../../cli-lib.sh"

LLZ_OPT=--lm-only # a third of the time; what predicts does not matter here
export LLZ_OPT

group=65536
sample 6000 >"$log/text"
head -c 140000 "$log/text" >a # three groups, the last of 8928 bytes
"$llz" -0 --split=64K a || fail "cannot compress"
"$llz" -0 -o plain.llz a || fail "cannot compress"
size=$(($(wc -c <a.llz)))
frame=16384 # of level 0

# begin NUMBER: where that member of a.llz begins, counted from 1; behind the last, its end.
begins=$(LC_ALL=C grep -abo "$(printf '\365lz\001')" a.llz | sed 's/:.*//')
begin()
{
    { echo "$begins"; echo "$size"; } | sed -n "$1p"
}

# part FILE FROM TO: these bytes of it.
part()
{
    tail -c +$(($2 + 1)) "$1" | head -c $(($3 - $2))
}

# with_hole FROM TO [FILE]: the content with zeros there.
with_hole()
{
    part "${3-a}" 0 "$1"
    head -c $(($2 - $1)) /dev/zero
    tail -c +$(($2 + 1)) "${3-a}"
}

# changed FILE AT: with one byte changed.
changed()
{
    old=$(part "$1" "$2" $(($2 + 1)) | od -An -to1 | tr -d ' ')
    part "$1" 0 "$2"
    printf "\\$(printf '%03o' $((0$old ^ 1)))"
    tail -c +$(($2 + 2)) "$1"
}

# saved CODE FILE LINE...: bad.llz becomes what FILE holds, with these lines.
saved()
{
    code=$1
    wanted=$2
    shift 2
    rm -f out
    expect "$code" "$llz" --recover -o out bad.llz
    same out "$wanted"
    : >"$log/lines"
    for line; do
        echo "llz: bad.llz: $line" >>"$log/lines"
    done
    same "$log/err" "$log/lines"
}

# The same from a pipe, and to standard output.
saved_in_pipes()
{
    saved "$@"
    expect "$code" "$llz" -d --recover -T1 -c bad.llz
    same "$log/out" "$wanted"
    cat bad.llz | "$llz" --recover -q >"$log/out" 2>"$log/err"
    [ $? -eq "$code" ] || fail "another exit code from a pipe"
    same "$log/out" "$wanted"
    silent
}

lost()
{
    echo "bytes $1 to $2 are lost"
}

unknown()
{
    echo "from byte $1 on an unknown number of bytes is lost"
}

# Whole ones.
cp a.llz bad.llz
saved_in_pipes 0 a
cp plain.llz bad.llz
saved 0 a
cat a.llz plain.llz a.llz >bad.llz
cat a a a >"$log/three"
saved 0 "$log/three"
: | "$llz" -0 >bad.llz
: >"$log/empty"
saved 0 "$log/empty"

# A frame: what is before it in its group is saved, and all other groups. The last byte of a group is in its last frame.
changed a.llz $(($(begin 3) - 1)) >bad.llz
with_hole $((group + 3 * frame)) $((2 * group)) >"$log/wanted"
saved_in_pipes 2 "$log/wanted" "$(lost $((group + 3 * frame)) $((2 * group - 1)))"
expect 1 "$llz" -t bad.llz
changed a.llz $(($(begin 2) + 100)) >bad.llz
with_hole $group $((2 * group)) >"$log/wanted"
saved 2 "$log/wanted" "$(lost $group $((2 * group - 1)))"
changed a.llz $((size - 1)) >bad.llz
with_hole $((2 * group)) 140000 >"$log/wanted"
saved 2 "$log/wanted" "$(lost $((2 * group)) 139999)"

# A header: every byte of it.
for at in 0 5 9 20; do
    changed a.llz $(($(begin 2) + at)) >bad.llz
    with_hole $group $((2 * group)) >"$log/wanted"
    saved 2 "$log/wanted" "$(lost $group $((2 * group - 1)))"
done
changed a.llz 7 >bad.llz
with_hole 0 $group >"$log/wanted"
saved 2 "$log/wanted" "$(lost 0 $((group - 1)))"
changed a.llz $(($(begin 3) + 7)) >bad.llz
part a 0 $((2 * group)) >"$log/wanted"
saved 2 "$log/wanted" "$(unknown $((2 * group)))"

# Two groups in a row are one loss.
changed a.llz 7 >"$log/bad"
changed "$log/bad" $(($(begin 2) + 7)) >bad.llz
with_hole 0 $((2 * group)) >"$log/wanted"
saved 2 "$log/wanted" "$(lost 0 $((2 * group - 1)))"

# Bytes that are missing, and bytes that do not belong there.
{ part a.llz 0 $(($(begin 2) + 100)); part a.llz $(($(begin 2) + 103)) $size; } >bad.llz
with_hole $group $((2 * group)) >"$log/wanted"
saved 2 "$log/wanted" "$(lost $group $((2 * group - 1)))"
{ part a.llz 0 $(($(begin 2) + 100)); head -c 5000 a; part a.llz $(($(begin 2) + 100)) $size; } >bad.llz
saved 2 "$log/wanted" "$(lost $group $((2 * group - 1)))"
{ part a.llz 0 "$(begin 2)"; head -c 70000 a; part a.llz "$(begin 2)" $size; } >bad.llz # between groups: nothing is lost
saved 0 a
{ head -c 5000 a; cat a.llz; } >bad.llz # what it was nobody knows
saved 2 a "$(unknown 0)"
{ cat a.llz; head -c 5000 a; } >bad.llz
saved 2 a "$(unknown 140000)"

# Groups that are missing, moved or there twice.
{ part a.llz 0 "$(begin 2)"; part a.llz "$(begin 3)" $size; } >bad.llz
saved 2 "$log/wanted" "$(lost $group $((2 * group - 1)))"
part a.llz "$(begin 2)" $size >bad.llz
with_hole 0 $group >"$log/wanted"
saved 2 "$log/wanted" "$(lost 0 $((group - 1)))"
{ part a.llz 0 "$(begin 3)"; part a.llz "$(begin 2)" $size; } >bad.llz
saved 0 a

# A truncated end.
part a.llz 0 "$(begin 3)" >bad.llz
part a 0 $((2 * group)) >"$log/wanted"
saved 2 "$log/wanted" "$(unknown $((2 * group)))"
part a.llz 0 $(($(begin 3) - 100)) >bad.llz
{ part a 0 $((group + 3 * frame)); head -c $frame /dev/zero; } >"$log/wanted"
saved 2 "$log/wanted" "$(lost $((group + 3 * frame)) $((2 * group - 1)))" "$(unknown $((2 * group)))"

# Archives in a row.
changed a.llz $(($(begin 2) + 100)) | cat - a.llz plain.llz >bad.llz
{ with_hole $group $((2 * group)); cat a a; } >"$log/wanted"
saved 2 "$log/wanted" "$(lost $group $((2 * group - 1)))"
part a.llz 0 $(($(begin 3) + 50)) | cat - a.llz >bad.llz
{ part a 0 $((2 * group)); head -c $((140000 - 2 * group)) /dev/zero; cat a; } >"$log/wanted"
saved 2 "$log/wanted" "$(lost $((2 * group)) 139999)"

# Without groups: the frames before the damage.
half=$(($(wc -c <plain.llz) / 2))
changed plain.llz $half >bad.llz
expect 2 "$llz" --recover -c bad.llz
kept=$(($(wc -c <"$log/out")))
[ $kept -gt 0 ] && [ $((kept % frame)) -eq 0 ] || fail "$kept bytes are not whole frames"
part a 0 $kept >"$log/wanted"
saved 2 "$log/wanted" "$(unknown $kept)"
part plain.llz 0 $half >bad.llz
saved 2 "$log/wanted" "$(unknown $kept)"
changed plain.llz $half | cat - plain.llz >bad.llz
{ part a 0 $kept; cat a; } >"$log/wanted"
saved 2 "$log/wanted" "$(unknown $kept)"

# An archive that was compressed: what lies in it is not taken for what follows.
# Noise is stored as it is.
awk 'BEGIN { srand(1); for (i = 0; i < 90000; i++) printf "%c", 1 + int(rand() * 255) }' >noise
tail -c 70000 noise | "$llz" -0 --split=64K >inner.llz || fail "cannot compress"
{ head -c 20000 noise; cat inner.llz; cat a; } >"$log/nested"
"$llz" -0 --split=64K <"$log/nested" >nested.llz || fail "cannot compress"
[ "$(LC_ALL=C grep -abo "$(printf '\365lz\001')" nested.llz | wc -l)" -gt 4 ] || fail "test: nothing is nested"
{ part nested.llz 0 500; part nested.llz 501 $(($(wc -c <nested.llz))); } >bad.llz
with_hole 0 $group "$log/nested" >"$log/wanted"
saved 2 "$log/wanted" "$(lost 0 $((group - 1)))"

# Nothing at all: one line, and no file.
for what in text empty header frame; do
    case $what in
    text) cp a bad.llz ;;
    empty) : >bad.llz ;;
    header) changed plain.llz 3 >bad.llz ;;
    frame) changed plain.llz 300 >bad.llz ;;
    esac
    rm -f out
    expect 1 "$llz" --recover -o out bad.llz
    says bad.llz 'nothing can be recovered'
    absent out
done

# Names, limits and what cannot be combined.
changed a.llz $(($(begin 2) + 100)) >bad.llz
with_hole $group $((2 * group)) >"$log/wanted"
expect 2 "$llz" --recover bad.llz
same bad "$log/wanted"
expect 1 "$llz" --recover bad.llz
says bad 'already exists'
expect 2 "$llz" --recover -f --no-sparse bad.llz
same bad "$log/wanted"
rm bad
expect 1 "$llz" --recover --max-output=139999 bad.llz
grep -q -e --max-output "$log/err" || fail "--max-output does not count"
absent bad
expect 1 "$llz" --recover --memlimit=1000 bad.llz
says bad.llz '--memlimit allows 1000'
absent bad
expect 0 "$llz" --recover --max-output=140000 -c a.llz
for other in -t -l -b --rm; do
    expect 1 "$llz" --recover $other bad.llz
    [ "$(wc -l <"$log/err")" -eq 1 ] || fail "--recover $other: not one line"
done

# A folder: its files, each of them whole or not at all.
mkdir d
head -c 100000 a >d/1
head -c 100000 "$log/text" | tac >d/2
ln d/1 d/3
: >d/4
if ! "$llz" -0 --split=64K d 2>"$log/err"; then
    grep -q 'without libarchive' "$log/err" || fail "cannot compress a folder"
    exit 0
fi
begins=$(LC_ALL=C grep -abo "$(printf '\365lz\001')" d.llz | sed 's/:.*//')
size=$(($(wc -c <d.llz)))
[ "$(echo "$begins" | wc -l)" -eq 5 ] || fail "test: not an index and four groups"
changed d.llz $(($(begin 2) + 100)) >bad.llz
expect 2 "$llz" --recover -o e bad.llz
[ "$(wc -l <"$log/err")" -eq 2 ] || fail "not a line for the file and one for its link"
grep -q '^llz: d/[13]: lost' "$log/err" || fail "the lost file is not named"
absent e/1
absent e/3
same e/2 d/2
same e/4 d/4
rm -r e
expect 2 "$llz" --recover -q -o e bad.llz
silent
rm -r e
part d.llz 0 "$(begin 5)" >bad.llz # the end
expect 2 "$llz" --recover -o e bad.llz
grep -q '^llz: d/2: lost' "$log/err" || fail "the lost file is not named"
same e/1 d/1
same e/3 d/1
absent e/2
rm -r e
expect 0 "$llz" --recover -o e d.llz
silent
same e/2 d/2
rm -r e
for at in 7 $(($(begin 2) - 5)); do # header, frame of the index
    changed d.llz $at >bad.llz
    expect 1 "$llz" --recover -o e bad.llz
    says bad.llz 'index of the folder'
    absent e
done
expect 1 "$llz" --recover -c d.llz
says d.llz 'makes no tar'
