# Zeros become holes in decompressed files: same contents, fewer blocks on the disk.
. "$(dirname "$0")/../../cli-lib.sh"

blocks()
{
    stat -c %b "$1"
}

{ echo begin; head -c 60000 /dev/zero; echo middle; head -c 40001 /dev/zero; } >a
dd if=/dev/null of=hole bs=1 seek=300000 2>"$log/junk" || fail "cannot make a hole"
if [ "$(blocks hole)" -ge 64 ]; then
    skip "this file system has no holes"
fi
"$llz" -0 a || fail "cannot compress"
mv a original

expect 0 "$llz" -d a.llz
same a original
[ "$(blocks a)" -le 64 ] || fail "$(blocks a) blocks: no holes"
rm a
expect 0 "$llz" -d --no-sparse a.llz
same a original
[ "$(blocks a)" -ge 190 ] || fail "$(blocks a) blocks: holes in spite of --no-sparse"
rm a

# Standard output gets what there is.
"$llz" -dc a.llz >a || fail "cannot decompress"
same a original
rm a

# Nothing but zeros, of all lengths around a block; and a file without any.
for n in 1 4095 4096 4097 8192 12289; do
    head -c $n /dev/zero >z
    { cat z; echo; cat z; } >y
    "$llz" -0 z y || fail "cannot compress"
    mv z z0
    mv y y0
    expect 0 "$llz" -d z.llz y.llz
    same z z0
    same y y0
    rm z y z.llz y.llz
done
sample 2000 >z
"$llz" -0 z && mv z z0 || fail "cannot compress"
expect 0 "$llz" -d z.llz
same z z0
rm z

# Several members in a row, their ends no ends of blocks.
cat z.llz a.llz a.llz z.llz >all.llz
cat z0 original original z0 >all0
expect 0 "$llz" -d all.llz
same all all0
