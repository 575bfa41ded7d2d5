# Archives of other kinds: their entries compressed, and nothing of them lost.
. "$(dirname "$0")/../../cli-lib.sh"
: "${MAKE_TAR:?}"

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
for format in zip 7zip iso9660 newc ustar; do
    printf 'd e\nf e/one first\nf e/two second\ns e/soft one\n' | "$MAKE_TAR" $format >e.$format || fail "no $format"
    expect 0 "$llz" -0 --repack e.$format
    silent
    expect 0 "$llz" -d -C . --only=e e.$format.llz
    [ "$(cat e/one e/two)" = firstsecond ] && [ "$(cat e/soft)" = first ] || fail "$format: contents"
    [ "$(stat -c %Y e/one)" = 1000000000 ] || fail "$format: times"
    [ "$(stat -c %a e/one)" = 644 ] || [ $format = iso9660 ] || fail "$format: rights" # an iso has none for writing
    chmod -R u+w e
    rm -r e
done

# Not what the folders of an archive hold, but in its order and with its names: a tar that was made from it again has
# the same entries.
"$llz" -dc d.tar.llz | tar -tvf - >"$log/one" && tar -tvf d.tar >"$log/two" || fail "cannot list"
same "$log/one" "$log/two"

# A name that is no ASCII, and so long that a pax has it as UTF-8; the locale is C here.
mkdir u
name=$(printf 'gr\303\274n-' && awk 'BEGIN { for (i = 0; i < 120; i++) printf "n" }')
echo x >"u/$name"
tar --format=posix -cf u.tar u
expect 0 "$llz" -0 --repack u.tar
silent
expect 0 "$llz" -d -o utf8 u.tar.llz
same "utf8/$name" "u/$name"
"$llz" -dc u.tar.llz | tar -xOf - >back || fail "a long name in a tar"
[ "$(cat back)" = x ] || fail "a long name in a tar"

# In a cpio the content stands behind the last name of a file.
printf 'n first\nn second content\nf other x\n' | "$MAKE_TAR" newc >names || fail "cannot make a cpio"
expect 0 "$llz" -0 --repack names
silent
expect 0 "$llz" -d -o cpio names.llz
[ "$(cat cpio/first)" = content ] && [ "$(cat cpio/second)" = content ] || fail "content of a file with two names"
[ "$(stat -c %h cpio/first)" -eq 2 ] || fail "two names have become two files"

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

# A library's words, which end in a line, are one line too.
printf 'f e/one first\n' | "$MAKE_TAR" zip >sized.zip || fail "no zip"
printf '\007' | dd of=sized.zip bs=1 seek=22 conv=notrunc 2>"$log/junk" # the size in the first header
expect 2 "$llz" -0 --repack sized.zip
says e/one 'wrong size'
rm sized.zip sized.zip.llz

# Holes at the end of files, for which a tar has no data.
mkdir holes
: >holes/all
printf 'not a hole' >holes/end
truncate -s 50000 holes/all holes/end
tar -S -cf holes.tar holes
expect 0 "$llz" -0 --repack holes.tar
expect 0 "$llz" -d -o holes-back holes.tar.llz
diff -r holes holes-back >&2 || fail "a hole at the end is lost"

# Tars in a row are one: all of them is read, packed in one piece or in several.
mkdir second
echo 2 >second/file
tar -cf second.tar second
cat d.tar second.tar d.tar >row.tar
gzip -c second.tar >second.tgz
cat d.tgz second.tgz >row.tgz
for f in row.tar row.tgz -; do
    expect 0 "$llz" -0 --repack -f -o row.llz "$f" <row.tar
    silent
    rm -rf row
    mkdir row
    expect 0 "$llz" -d -C row row.llz
    diff -r d row/d && diff -r second row/second || fail "$f: not all of it"
done
# What follows and is not an archive is left out with a line; what is cut off is an error still.
for f in d.tar d.tgz; do
    { gzip -dcf $f; echo 'something else'; } >more.tar
    case $f in
    *.tgz) gzip -c more.tar >more ;;
    *) cp more.tar more ;;
    esac
    expect 2 "$llz" -0 --repack -f more
    says more 'what follows its end is left out'
    expect 0 "$llz" -d -f -o more.d more.llz
    diff -r d more.d || fail "not what the tar held"
    rm -r more.d
done
printf 'f e/one first\n' | "$MAKE_TAR" newc >one.cpio
{ cat one.cpio one.cpio; } >two.cpio
expect 2 "$llz" -0 --repack two.cpio
says two.cpio 'what follows its end is left out'
{ cat one.cpio; head -c 5000 /dev/zero; } >padded.cpio
expect 0 "$llz" -0 --repack padded.cpio
silent
{ cat d.tar; head -c 700 second.tar; } >cut.tar
expect 1 "$llz" -0 --repack cut.tar
absent cut.tar.llz
