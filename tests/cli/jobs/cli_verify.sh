# llz verify, and --verify while compressing.
. "$(dirname "$0")/../../cli-lib.sh"

LLZ_OPT=--lm-only # a third of the time; what predicts does not matter here
export LLZ_OPT

sample 1100 >a # several frames of level 0, and several pieces
"$llz" -0 -c a >a.llz || fail "cannot compress"
size=$(($(wc -c <a)))
[ $size -gt 33000 ] || fail "test: too small a file"
packed=$(($(wc -c <a.llz)))

# with_byte FILE OFFSET VALUE: FILE with one byte set (VALUE in octal).
with_byte()
{
    head -c "$2" "$1"
    printf "\\$3"
    tail -c +$(($2 + 2)) "$1"
}

# right LINE ARGUMENT...: verify agrees and says so; with -q it says nothing.
right()
{
    line=$1
    shift
    expect 0 "$llz" verify "$@"
    silent
    [ "$(cat "$log/out")" = "$line" ] || fail "'$(cat "$log/out")', not '$line'"
}

# wrong NAME REASON ARGUMENT...: it does not, in one line.
wrong()
{
    name=$1 reason=$2
    shift 2
    expect 1 "$llz" verify "$@"
    says "$name" "$reason"
    [ ! -s "$log/out" ] || fail "success on stdout: $(cat "$log/out")"
}

remember

# All in order, from files, pipes and standard input.
right "a.llz: $size bytes, all hashes right" a.llz
right "a.llz: $size bytes, all hashes right, equal to a" a.llz a
right "a.llz: $size bytes, all hashes right, equal to a" -T1 a.llz --threads=2 -- a
right "a.llz: $size bytes, all hashes right, equal to (stdin)" a.llz - <a
right "(stdin): $size bytes, all hashes right" - <a.llz
right "(stdin): $size bytes, all hashes right, equal to a" - a <a.llz
cat a.llz | "$llz" verify - a >"$log/out" 2>"$log/err" || fail "archive from a pipe"
{ head -c 1000 a; sleep 0.2; tail -c +1001 a; } | "$llz" verify a.llz - >"$log/out" 2>"$log/err" ||
    fail "original from a pipe that delivers it in pieces"
for form in -q --quiet; do
    expect 0 "$llz" verify $form a.llz a
    silent
    [ ! -s "$log/out" ] || fail "$form says something"
done
expect 0 "$llz" verify -v a.llz a
grep -q "^a.llz: $packed -> $size bytes, " "$log/err" || fail "-v does not tell more"
prints ', equal to a$'
unchanged

# Named pipes are read without further ado.
mkfifo pipe
cat a >pipe &
right "a.llz: $size bytes, all hashes right, equal to pipe" a.llz pipe
cat a.llz >pipe &
right "pipe: $size bytes, all hashes right, equal to a" pipe a
rm pipe

# Members in a row are one content; an empty one is one too.
: >empty
"$llz" -0 empty || fail "cannot compress"
cat a a >aa
cat a.llz empty.llz a.llz >aa.llz
right "aa.llz: $((2 * size)) bytes, all hashes right, equal to aa" aa.llz aa
right "empty.llz: 0 bytes, all hashes right, equal to empty" empty.llz empty
wrong aa.llz "a ends at byte $size, the archive goes on" aa.llz a
wrong a.llz "the archive ends at byte $size, aa goes on" a.llz aa
wrong empty.llz 'the archive ends at byte 0, a goes on' empty.llz a
wrong a.llz 'empty ends at byte 0, the archive goes on' a.llz empty
with_byte aa $((size + 5)) 001 >b
wrong aa.llz "differs from b at byte $((size + 5)) " aa.llz b
rm empty empty.llz aa aa.llz

# The first difference, wherever it is: at the ends, beside the borders of pieces and frames.
for at in 0 1 16383 16384 32767 32768 $((size - 1)); do
    with_byte a $at 001 >b
    old=$(tail -c +$((at + 1)) a | head -c 1 | od -An -tx1 | tr -d ' ')
    wrong a.llz "differs from b at byte $at (archive 0x$old, original 0x01)" a.llz b
    head -c $at a >b
    wrong a.llz "b ends at byte $at, the archive goes on" a.llz b
done
with_byte a 5000 001 >c
with_byte c 4000 002 >b
wrong a.llz 'differs from b at byte 4000 (' a.llz b
wrong a.llz 'differs from (stdin) at byte 4000 (' -q a.llz - <b
{ cat a; echo; } >b
wrong a.llz "the archive ends at byte $size, b goes on" a.llz b
rm b c

# Archives that are none, are cut short or were changed, with an original and without.
bad_archive()
{
    wrong bad.llz "$1" bad.llz
    wrong bad.llz "$1" bad.llz a
    wrong '(stdin)' "$1" - a <bad.llz
}
echo 'This is no archive.' >bad.llz
bad_archive 'not an llz archive'
: >bad.llz
bad_archive 'not an llz archive'
for length in 5 $((packed / 2)) $((packed - 1)); do
    head -c $length a.llz >bad.llz
    bad_archive 'ends too early'
done
with_byte a.llz $((packed - 20)) 000 >bad.llz
cmp -s bad.llz a.llz && with_byte a.llz $((packed - 20)) 001 >bad.llz
bad_archive 'the archive is damaged'
{ cat a.llz; echo junk; } >bad.llz
bad_archive 'follows the archive'
# What differs before the damage is told first.
head -c $((packed - 1)) a.llz >bad.llz
with_byte a 3 001 >b
wrong bad.llz 'differs from b at byte 3 ' bad.llz b
rm b bad.llz
unchanged

# What cannot be read, and command lines that make no sense.
mkdir folder
remember
wrong missing 'No such file' missing
wrong missing 'No such file' missing a
wrong missing 'No such file' a.llz missing
wrong folder 'is a directory' folder
wrong folder 'is a directory' a.llz folder
wrong '(stdin)' 'is a directory' a.llz - <folder
wrong '' 'No such file' ''
wrong verify 'needs an archive'
wrong verify 'needs an archive' -q
wrong verify 'one archive and one original' a.llz a a
wrong - 'both' - -
while read -r word line; do
    wrong "$word" '' $line
done <<'EOF'
-d -d a.llz
-t a.llz -t a
-l -ql a.llz
-c -c a.llz
-f -f a.llz a
-o -o x a.llz
-5 -5 a.llz
-z -z a.llz
--rm --rm a.llz a
--verify --verify a.llz
--level=1 --level=1 a.llz
--nonsense --nonsense a.llz
-1 -T-1 a.llz
-T a.llz -T
EOF
expect 0 "$llz" verify -q a.llz <&-
expect 1 "$llz" verify a.llz - <&-
says '(stdin)'
expect 0 "$llz" verify --help
prints '^Usage: llz verify'
expect 0 "$llz" verify -V
prints '^llz '
if [ -c /dev/full ]; then
    "$llz" verify a.llz >/dev/full 2>"$log/err" && fail "a full disk is no error"
    says '(stdout)' 'No space left on device'
fi
unchanged

# Only as the first word; a file of that name stays within reach.
cp a verify
for form in '-0 verify' '-0 -- verify' '-q -0 verify' './verify -0'; do
    expect 0 "$llz" $form
    same verify.llz a.llz
    rm verify.llz
done
expect 0 "$llz" --command=verify a.llz verify
[ "$(cat "$log/out")" = "a.llz: $size bytes, all hashes right, equal to verify" ] || fail "--command=verify"
rm verify

# --verify: the same archive, by each way out, and no other words.
for form in '-0 --verify -c a' '-0c --verify -T1 a' '-0 --verify -o - a'; do
    expect 0 "$llz" $form
    silent
    same "$log/out" a.llz
done
cat a | "$llz" -0 --verify >b 2>"$log/err" || fail "--verify in a pipe"
silent
same b a.llz
expect 0 "$llz" -0 --verify -f -o b a
silent
same b a.llz
rm b
: >empty
cp a b
expect 0 "$llz" -1 --verify -T1 b empty
expect 0 "$llz" verify -q b.llz b
expect 0 "$llz" verify -q empty.llz empty
expect 0 "$llz" -0 --verify -vf b
grep -q ', verified$' "$log/err" || fail "-v does not tell that it was verified"
same b.llz a.llz
rm b.llz empty empty.llz
expect 0 "$llz" -0 --verify --rm b
absent b
same b.llz a.llz
rm b.llz
expect 0 "$llz" -0 --verify --seed=7 -c a
cp "$log/out" b
expect 0 "$llz" -t b
rm b
unchanged

# Where it cannot be done, it is refused. Wrong archives: tests/unit/cli/test_refusal.c.
for form in -d -t -l; do
    expect 1 "$llz" --verify $form a.llz
    says --verify 'for compressing'
done
expect 1 "$llz" --verify=1 -0 a
says --verify=1
expect 1 "$llz" -0 --verify --rm missing
says missing 'No such file'
expect 1 "$llz" -0 --verify a
says a.llz 'already exists'
unchanged
if [ -c /dev/full ]; then
    expect 1 "$llz" -0 --verify -o /dev/full a
    says /dev/full 'No space left on device'
fi
