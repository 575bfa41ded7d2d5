# What stands in the way of a restored folder is replaced with -f, but only by what is complete and checked.
. "$(dirname "$0")/../../cli-lib.sh"
LLZ_OPT=--lm-only # a third of the time; what predicts does not matter here
export LLZ_OPT
: "${MAKE_TAR:?}"

# Damage in the middle of the contents: the old files stay, and no temporary ones.
mkdir d
sample 3000 >d/a
sample 20 >d/b
expect 0 "$llz" -q -0 d
mkdir out out/d
echo old >out/d/a
echo old >out/d/b
size=$(wc -c <d.llz)
printf '\377\377\377\377' | dd of=d.llz bs=1 seek=$((size - 400)) conv=notrunc 2>/dev/null
expect 1 "$llz" -d -f -C out d.llz
says d.llz "damaged"
for f in out/d/a out/d/b; do
    [ "$(cat $f)" = old ] || same "$f" "d/${f##*/}"
done
find out | grep -q '\.llz-' && fail "temporary names are left"

# The same, whole: they are replaced.
expect 0 "$llz" -q -0 -f d
expect 0 "$llz" -d -f -C out d.llz
same out/d/a d/a
same out/d/b d/b
find out | grep -q '\.llz-' && fail "temporary names are left"

# A file that is a link to itself, by another spelling, is not lost.
printf 'f a content\nh ./a a\n' | "$MAKE_TAR" >self.tar || fail "cannot make the tar"
expect 0 "$llz" -q -0 --repack self.tar
mkdir into
"$llz" -q -d -f -C into self.tar.llz
[ "$(cat into/a)" = content ] || fail "a is lost"
[ "$(ls -A into)" = a ] || fail "more than a is there"

# A file in the way of a folder goes only when the folder is complete. (d/sub has what is damaged.)
mkdir d/sub
mv d/a d/sub
expect 0 "$llz" -q -0 -f d
rm -r out
mkdir -p out/d
echo old >out/d/sub
cp d.llz whole.llz
size=$(wc -c <d.llz)
printf '\377\377\377\377' | dd of=d.llz bs=1 seek=$((size - 400)) conv=notrunc 2>/dev/null
expect 1 "$llz" -d -f -C out d.llz
[ "$(cat out/d/sub)" = old ] || fail "a file was removed for a folder that did not come"
find out | grep -q '\.llz-' && fail "temporary names are left"
expect 2 "$llz" -d -C out whole.llz
[ "$(cat out/d/sub)" = old ] || fail "replaced without -f"
expect 0 "$llz" -d -f -C out whole.llz
same out/d/sub/a d/sub/a
same out/d/b d/b
find out | grep -q '\.llz-' && fail "temporary names are left"
mv d/sub/a d
rmdir d/sub
rm -r out/d/sub
mv whole.llz d.llz
cp d/a out/d
expect 0 "$llz" -q -0 -f d

# Without -f what is there stays; a link or a folder in the way is told as before.
echo old >out/d/a
expect 2 "$llz" -d -C out d.llz
[ "$(cat out/d/a)" = old ] || fail "replaced without -f"
rm out/d/a
mkdir out/d/a
expect 2 "$llz" -d -f -C out d.llz
[ -d out/d/a ] || fail "a folder was replaced by a file"

# -q keeps what a failure has cost no secret (root reads everything).
if [ "$(id -u)" != 0 ]; then
    mkdir locked
    chmod 000 locked
    expect 1 "$llz" -q -0 -o locked.llz locked
    says locked
    chmod 700 locked
fi
