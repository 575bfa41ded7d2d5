# Zeros that are not coded: one archive wherever they come from, and any number of them in no time.
. "$(dirname "$0")/../../cli-lib.sh"

if ! truncate -s 1T huge 2>"$log/junk" || [ "$(stat -c %b huge)" -gt 64 ]; then
    skip "this file system has no such holes"
fi
quick='timeout -s KILL 500' # instead of days; sanitizers and busy machines are slow

blocks()
{
    stat -c %b "$1"
}

# A file with holes, one without, and pipes of any pieces.
{ sample 100; head -c 300000 /dev/zero; sample 7; head -c 4096 /dev/zero; } >full
cp --sparse=always full sparse
"$llz" -0 -c full >a.llz || fail "cannot compress"
[ "$(wc -c <a.llz)" -lt 1200 ] || fail "$(wc -c <a.llz) bytes"
expect 0 "$llz" -0 -c sparse
same "$log/out" a.llz
for piece in 1 7 4095 4096 65536; do
    dd if=full ibs=$piece obs=$piece 2>"$log/junk" | "$llz" -0 >b.llz || fail "cannot compress"
    same a.llz b.llz
done
expect 0 "$llz" -d -o back a.llz
same back full
[ "$(blocks back)" -le 32 ] || fail "$(blocks back) blocks: no holes"

# One whole disk.
for level in 0 5; do
    expect 0 $quick "$llz" -$level --verify -f -o huge.llz huge
    [ "$(wc -c <huge.llz)" -lt 60 ] || fail "$(wc -c <huge.llz) bytes"
    expect 0 $quick "$llz" -t huge.llz
    expect 0 $quick "$llz" verify huge.llz huge
    expect 0 "$llz" -l huge.llz
    prints 1099511627776
done
expect 0 $quick "$llz" -d -o back -f huge.llz
[ "$(stat -c %s back)" -eq 1099511627776 ] && [ "$(blocks back)" -le 64 ] || fail "not one hole"
expect 1 "$llz" -t --max-output=1099511627775 huge.llz
says huge.llz --max-output
expect 0 "$llz" -t --max-output=1099511627776 huge.llz
expect 0 $quick "$llz" -d --recover -f -o back huge.llz
[ "$(stat -c %s back)" -eq 1099511627776 ] && [ "$(blocks back)" -le 64 ] || fail "not one hole"

# With something in it, which is found if it differs.
printf x | dd of=huge bs=1 seek=700000000000 conv=notrunc 2>"$log/junk"
expect 0 $quick "$llz" -0 -f -o other.llz huge
[ "$(wc -c <other.llz)" -lt 70 ] || fail "$(wc -c <other.llz) bytes"
expect 0 $quick "$llz" verify other.llz huge
expect 1 $quick "$llz" verify huge.llz huge
says huge.llz "differs from huge at byte 700000000000 (archive 0x00, original 0x78)"

# Into a pipe they are written one by one, until a signal.
"$llz" -dc huge.llz >/dev/null &
pid=$!
sleep 1
kill -TERM $pid
wait $pid
[ $? -ne 0 ] || fail "a terabyte in a second"
expect 0 sh -c '"$1" -dc huge.llz | head -c 1000000 | cmp -n 1000000 - /dev/zero' sh "$llz"

# All of it can be hashed; whoever has not the time can stop it.
head -c 9000000 /dev/zero | "$llz" -0 --check=128 >z.llz || fail "cannot compress"
expect 0 "$llz" -t z.llz
timeout -s TERM 1 "$llz" -0 --check=128 -c huge >cut
[ $? -eq 124 ] || fail "a terabyte in a second"

# In folders.
if "$llz" --help 2>&1 | grep -q -e -C; then
    mkdir d
    mv huge sparse d
    cp a.llz d/small
    expect 0 $quick "$llz" -0 --verify d
    [ "$(wc -c <d.llz)" -lt 3000 ] || fail "$(wc -c <d.llz) bytes"
    expect 0 $quick "$llz" -t d.llz
    mkdir r
    expect 0 $quick "$llz" -d -C r d.llz
    [ "$(stat -c %s r/d/huge)" -eq 1099511627776 ] && [ "$(blocks r/d/huge)" -le 64 ] || fail "not one hole"
    dd if=r/d/huge bs=1 skip=700000000000 count=1 2>"$log/junk" | grep -q x || fail "x is lost"
    same r/d/sparse full
    [ "$(blocks r/d/sparse)" -le 32 ] || fail "$(blocks r/d/sparse) blocks: no holes"
    same r/d/small a.llz
    rm -r r
    mkdir r
    expect 0 $quick "$llz" -d --recover -C r d.llz
    [ "$(blocks r/d/huge)" -le 64 ] || fail "not one hole"
    rm -r r d
fi

# Groups are written down, but their holes are holes.
{ sample 100; head -c 200000 /dev/zero; } >full
"$llz" -0 --split=65536 -c full >g.llz || fail "cannot compress"
expect 0 "$llz" -d -f -o back g.llz
same back full
[ "$(blocks back)" -le 16 ] || fail "$(blocks back) blocks: no holes"
