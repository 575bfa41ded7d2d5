# Archives that are none, are cut short, were changed or come from the future.
. "$(dirname "$0")/../../cli-lib.sh"

sample 60 >good
"$llz" -0 -c good >good.llz || fail "cannot compress"
size=$(($(wc -c <good.llz)))

# damaged WHAT: bad.llz fails in every way of reading it, with one line, and leaves nothing.
damaged()
{
    remember
    expect 1 "$llz" -d bad.llz
    says bad.llz
    expect 1 "$llz" -t bad.llz
    says bad.llz
    expect 1 "$llz" -d -o new bad.llz
    says bad.llz
    expect 1 "$llz" -d --rm bad.llz
    unchanged
    expect 1 "$llz" -dc bad.llz
    says bad.llz
    [ ! -s "$log/out" ] || fail "$1: unverified bytes on stdout"
    "$llz" -t <bad.llz 2>"$log/err" && fail "$1: stdin is no error"
    says '(stdin)'
}

# with_byte OFFSET VALUE: good.llz with one byte set (VALUE in octal).
with_byte()
{
    head -c "$1" good.llz
    printf "\\$2"
    tail -c +$(($1 + 2)) good.llz
}

echo 'This is no archive.' >bad.llz
damaged "text"
expect 1 "$llz" -l bad.llz
says bad.llz
: >bad.llz
damaged "empty file"
with_byte 3 002 >bad.llz
damaged "newer version"
grep -qi version "$log/err" || fail "does not say that the version is newer"
expect 1 "$llz" -l bad.llz
says bad.llz version

for length in 1 3 4 5 6 8 $((size / 2)) $((size - 1)); do
    head -c $length good.llz >bad.llz
    damaged "first $length bytes"
done
{ cat good.llz; echo junk; } >bad.llz
expect 1 "$llz" -t bad.llz
says bad.llz

# One bit changed, all over the archive.
at=0
while [ $at -lt $size ]; do
    old=$(tail -c +$((at + 1)) good.llz | head -c 1 | od -An -to1 | tr -d ' ')
    with_byte $at "$(printf '%03o' $((0$old ^ (1 << at % 8))))" >bad.llz
    [ $(($(wc -c <bad.llz))) -eq $size ] || fail "test: wrong size"
    cmp -s bad.llz good.llz && fail "test: nothing changed at $at"
    expect 1 "$llz" -dc bad.llz
    says bad.llz
    [ ! -s "$log/out" ] || fail "bit changed at $at: unverified bytes on stdout"
    at=$((at + 1 + size / 60))
done
damaged "changed bit"

# A bad one among good ones: those before and behind it are written.
cp good.llz x.llz
cp good.llz y.llz
expect 1 "$llz" -d x.llz bad.llz y.llz
says bad.llz
same x good
same y good
absent bad
