# Files of a folder stand in its archive beside what they are like, whatever they are called; nothing but bytes is
# other by that.
. "$(dirname "$0")/../../cli-lib.sh"

# words KIND SEED: of a vocabulary of its own.
words()
{
    awk -v k="$1" -v s="$2" 'BEGIN {
        for (i = 0; i < 250; i++) {
            s = (s * 1103 + 12345) % 65536
            printf "%s%d%s ", k, s % 90 * 7919, k
        }
    }'
}

mkdir d d/sub
for n in 1 2 3 4 5; do
    words fish $n >d/a$n
    words tree $((n + 10)) >d/b$n
    words rock $((n + 20)) >d/sub/c$n
    mv d/a$n d/x${n}a
    mv d/b$n d/x${n}b
done
ln d/x1b d/hard
ln -s x1a d/soft
mkdir d/empty

expect 0 "$llz" -0 d
silent
mv d.llz found
expect 0 "$llz" -0 --no-reorder d
silent
mv d.llz named
[ $(($(wc -c <found) * 100)) -lt $(($(wc -c <named) * 99)) ] ||
    fail "$(wc -c <found) bytes where names give $(wc -c <named)"

# It hangs on what the files hold: not on the order in which they were made, on threads, or on the way they are named.
mkdir e
(cd d && ls -r && ls -r sub | sed 's,^,sub/,') >list
mkdir -p e/d/sub e/d/empty
grep -v 'hard$\|soft$\|empty$\|sub$' list | while read -r f; do cp -p "d/$f" "e/d/$f"; done
rm e/d/x1b
ln -s x1a e/d/soft
cp -p d/hard e/d/hard
ln e/d/hard e/d/x1b
touch -r d e/d
for f in sub empty soft; do touch -h -r d/$f e/d/$f; done
(cd e && expect 0 "$llz" -0 -T1 -o ../again d) || exit 1
same found again
for t in -T1 -T3; do
    expect 0 "$llz" -0 --split=64KiB $t -o split$t d
done
same split-T1 split-T3

# Everything is there again; lists and tars have the order in which it lies in the folder.
for archive in found named split-T1; do
    expect 0 "$llz" -d -o back $archive
    diff -r d back >&2 || fail "$archive holds something else"
    [ "$(stat -c %i back/hard)" = "$(stat -c %i back/x1b)" ] || fail "$archive: a hard link has become a file"
    rm -r back
    expect 0 "$llz" -l $archive
    grep -o ' d/.*' "$log/out" >$archive.list
    expect 0 "$llz" -dc $archive
    tar tf "$log/out" >$archive.tar
    expect 0 "$llz" -d -o one --only=d/sub/c3 $archive
    same one/sub/c3 d/sub/c3
    rm -r one
done
same found.list named.list
same found.tar named.tar

# Tars too.
tar cf t.tar d
expect 0 "$llz" -0 --repack -o t.found t.tar
expect 0 "$llz" -0 --repack --no-reorder -o t.named t.tar
[ "$(wc -c <t.found)" -lt "$(wc -c <t.named)" ] || fail "the entries of a tar stay where they are"

# Where there is nothing to gain the archive is the same.
mkdir f
for n in 1 2 3 4; do
    echo "$n" >f/$n
done
expect 0 "$llz" -0 f
expect 0 "$llz" -0 --no-reorder -o f.named f
same f.llz f.named
