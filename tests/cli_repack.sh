# Archives of other kinds: their entries compressed, and nothing of them lost.
. "$(dirname "$0")/cli-lib.sh"

mkdir -p d/sub
sample 40 >d/a.txt
sample 30 >d/sub/b.txt
: >d/sub/none
ln -s a.txt d/soft
ln d/a.txt d/hard
chmod 600 d/sub/b.txt
touch -d '2001-02-03 04:05:06 UTC' d/sub/b.txt d/a.txt

trees_alike()
{
    diff -r "$1" "$2" >&2 || fail "$1 and $2 differ"
    [ "$(stat -c '%a %Y' "$1/sub/b.txt")" = "$(stat -c '%a %Y' "$2/sub/b.txt")" ] || fail "rights or times differ"
}

tar -cf d.tar d
tar -czf d.tgz d
expect 0 "$llz" -0 --repack d.tar
expect 0 "$llz" -d -o tar d.tar.llz
trees_alike d tar
[ "$(stat -c %h tar/hard)" -eq 2 ] || fail "a hard link has become a file"
for f in d.tgz -; do
    "$llz" -0 --repack -c "$f" <d.tar >again || fail "--repack $f"
    same again d.tar.llz
done
if command -v zip >"$log/junk"; then
    zip -qry d.zip d
    expect 0 "$llz" -0 --repack d.zip
    expect 0 "$llz" -d -o zip d.zip.llz
    trees_alike d zip
fi
if command -v 7z >"$log/junk"; then
    7z a -bd d.7z d >"$log/junk"
    expect 0 "$llz" -0 --repack d.7z
    expect 0 "$llz" -d -o 7z d.7z.llz
    same 7z/sub/b.txt d/sub/b.txt
fi

# Not what the folders of an archive hold, but in its order and with its names: a tar that was made from it again has
# the same entries.
"$llz" -dc d.tar.llz | tar -tvf - >"$log/one" && tar -tvf d.tar >"$log/two" || fail "cannot list"
same "$log/one" "$log/two"

# What is none.
remember
sample 10 >text
expect 1 "$llz" -0 --repack text
says text
absent text.llz
head -c $(($(wc -c <d.tgz) / 2)) d.tgz >cut.tgz
expect 1 "$llz" -0 --repack cut.tgz
says cut.tgz
absent cut.tgz.llz
expect 1 "$llz" -0 --repack d
says d 'is a directory'
