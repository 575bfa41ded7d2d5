# Folders: one archive holds them, and they come back with all that belongs to them.
. "$(dirname "$0")/../../cli-lib.sh"
trap 'chmod -R u+w "$work"; rm -rf "$work"' EXIT # folders among them that cannot be emptied as they are

# Everything about the files below $1, one a line, and their contents; the size of a folder is the file system's affair.
snapshot()
{
    (cd "$1" && find . -printf '%P %y %m %U %G %T@ %n %l %s\n' | sed '/^[^ ]* d /s/ [0-9]*$//' | sort &&
        find . -type f -exec cksum {} + | sort)
}

alike()
{
    snapshot "$1" >"$log/one" && snapshot "$2" >"$log/two" || fail "no snapshots of $1 and $2"
    cmp -s "$log/one" "$log/two" || { diff "$log/one" "$log/two" >&2; fail "$1 and $2 differ"; }
    if command -v rsync >"$log/junk"; then
        [ -z "$(rsync -anicH --delete "$1/" "$2/")" ] || fail "rsync sees a difference between $1 and $2"
    fi
}

mkdir -p d/sub/deep/er d/empty d/locked "d/odd
name"
sample 40 >d/a.txt
sample 30 >d/sub/b.c
sample 35 >d/sub/deep/b.txt
: >d/nothing
printf 'x\n' >"d/odd
name/\\ *?\"'"
printf 'y\n' >"d/sub/$(printf 'gr\303\274n \377')"
awk 'BEGIN { for (i = 0; i < 300; i++) printf "%c", (i * i * 7 + i) % 255 + 1 }' >d/sub/deep/er/bytes
printf 'z\n' >d/locked/in
ln d/a.txt d/sub/hard
ln d/a.txt d/zzz
ln -s ../a.txt d/sub/soft
ln -s nowhere/at/all d/dangling
ln -s /etc/passwd d/absolute
ln -s sub d/folder-link
chmod 640 d/a.txt
chmod 400 d/sub/b.c
chmod 000 d/nothing
chmod 1777 d/empty
touch -h -d '1999-01-02 03:04:05.678901234 UTC' d/dangling
touch -d '1955-11-05 06:15:00 UTC' d/sub/b.c
touch -d '2001-02-03 04:05:06.123456789 UTC' d/sub d/sub/deep d/a.txt
chmod 500 d/locked
if [ "$(id -u)" -ne 0 ]; then
    chmod 400 d/nothing # its owner has to be able to read it
fi
touch -d '2002-02-02 02:02:02 UTC' d

# There and back; the names of operands do not matter, nor do threads.
expect 0 "$llz" -0 d
silent
cp d.llz first
expect 0 "$llz" -0f -T1 ./d/
same d.llz first
expect 0 "$llz" -0 -c "$work/here/d"
same "$log/out" first
expect 0 "$llz" -t d.llz
[ ! -s "$log/out" ] || fail "-t writes"
mv d was
expect 0 "$llz" -d d.llz
silent
alike d was
[ "$(stat -c %i d/a.txt)" = "$(stat -c %i d/sub/hard)" ] || fail "a hard link has become a file"
expect 0 "$llz" -0 -c d
same "$log/out" first
expect 0 "$llz" -d -o other d.llz
alike other was
"$llz" -d -o piped <d.llz || fail "stdin to -o"
alike piped was
chmod -R u+w other piped
rm -r other piped
mkdir in
expect 0 "$llz" -d -C in d.llz
alike in/d was
expect 0 "$llz" -l d.llz
[ "$(wc -l <"$log/out")" -eq $(($(find d -printf 'x\n' | wc -l) + 2)) ] || fail "-l does not list every entry"
prints '^-rw-r----- .* 1[0-9]* 2001-02-0[234] ..:..:.. d/a.txt$'
prints '^hrw-r----- .* d/sub/hard link to d/a.txt$'
prints '^lrwxrwxrwx .* d/sub/soft -> ../a.txt$'
prints '^drwxrwxrwt .* d/empty$'
prints 'd/odd.012name/'
cat d.llz | "$llz" -l | tail -n +3 >"$log/piped"
tail -n +3 "$log/out" | cmp -s - "$log/piped" || fail "-l of a pipe differs"
expect 0 "$llz" -l d.llz first
[ "$(grep -c '[0-9] d/a.txt$' "$log/out")" -eq 2 ] || fail "-l of two archives"
tail -n 1 "$log/out" | grep -q '(2 files)$' || fail "totals have no name"

# Its header says what it is, and an index that is cut off or damaged is noticed by -l, without the files.
head -c 60 d.llz >cut.llz
expect 1 "$llz" -l cut.llz
says cut.llz 'ends too early'
{ head -c 40 d.llz; printf '\377'; tail -c +42 d.llz; } >bad.llz
expect 1 "$llz" -l bad.llz
says bad.llz
# Damage further behind: nothing is left of the new folder.
size=$(($(wc -c <d.llz)))
{ head -c $((size - 9)) d.llz; printf '\377\376'; tail -c 7 d.llz; } >bad.llz
remember
expect 1 "$llz" -d bad.llz
says bad.llz damaged
expect 1 "$llz" -t bad.llz
head -c $((size - 5)) d.llz >cut.llz
remember
expect 1 "$llz" -d cut.llz
unchanged
# Archives that are whole, but joined: whatever reads them says so.
echo stream | "$llz" -0 >stream.llz || fail "cannot compress"
cat d.llz d.llz >twice.llz
cat d.llz stream.llz >then.llz
cat stream.llz d.llz >before.llz
remember
for f in twice then before; do
    for how in -d -dc -t -l verify; do
        expect 1 "$llz" $how $f.llz
        says $f.llz 'cannot be joined'
    done
done
# That it begins with a folder is known all the same.
expect 1 "$llz" -d --only=d then.llz
says then.llz 'cannot be joined'
unchanged
rm stream.llz then.llz before.llz

# Several operands, into one archive; what would become one entry is refused.
sample 20 >top
mkdir e
sample 10 >e/top
expect 0 "$llz" -0 -o many.llz top e
expect 0 "$llz" -d many.llz
same many/top top
same many/e/top e/top
rm -r many
"$llz" -0 -c e top >both.llz || fail "-c of a folder and a file"
expect 0 "$llz" -d -o many both.llz
same many/top top
same many/e/top e/top
rm -r many
expect 1 "$llz" -0 -o two.llz top e/top
says e/top 'another operand has that name too'
absent two.llz
expect 1 "$llz" -0 -o two.llz top missing
says missing 'No such file'
absent two.llz
expect 1 "$llz" -0 .
says . 'use -o or -c'
(cd e && "$llz" -0 -c .) >dot || fail "-c of the working folder"
expect 0 "$llz" -l dot
prints ' e/top$'
# Without -o each gets its own.
expect 0 "$llz" -0 top e
"$llz" -dc top.llz | cmp - top || fail "a file beside a folder"
expect 0 "$llz" -d -o f e.llz
same f/top e/top
rm -r f

# Names on the command line are followed, those below are not.
ln -s d link
expect 0 "$llz" -0 link
expect 0 "$llz" -d -o l link.llz
alike l was
chmod -R u+w l
rm -r l link link.llz

# Some entries only.
for only in '--only=d/sub/deep' '--only d/sub/deep*' '--only=*/er --only=*deep/b.txt'; do
    (set -f; expect 0 "$llz" -d -o part $only d.llz) || exit 1
    same part/sub/deep/er/bytes was/sub/deep/er/bytes
    same part/sub/deep/b.txt was/sub/deep/b.txt
    absent part/a.txt
    absent part/sub/b.c
    rm -r part
done
expect 0 "$llz" -d -o part '--only=*/hard' d.llz
same part/sub/hard was/a.txt
absent part/a.txt
rm -r part
expect 0 "$llz" -l '--only=*.c' d.llz
[ "$(wc -l <"$log/out")" -eq 3 ] || fail "-l lists more or less than --only asks for"
expect 1 "$llz" -d -o part --only=nothing-like-it d.llz
says nothing-like-it 'no such entry'
absent part
expect 1 "$llz" -d -o part --only=nothing-like-it --only=d/a.txt d.llz
same part/a.txt was/a.txt
rm -r part
expect 1 "$llz" -d '--only=x' top.llz
says top.llz 'holds no folder'
expect 1 "$llz" -d -C in top.llz
says top.llz 'holds no folder'
expect 1 "$llz" verify d.llz top
says d.llz 'holds a folder'
expect 0 "$llz" verify d.llz

# What is there already is not replaced, unless -f asks for it.
expect 1 "$llz" -d d.llz
says d 'already exists'
alike d was
expect 1 "$llz" -0 d
says d.llz 'already exists'
echo changed >in/d/sub/deep/b.txt
rm in/d/sub/soft
expect 2 "$llz" -d -C in d.llz
grep -q 'd/sub/deep/b.txt: refused: already exists' "$log/err" || fail "no line about a file that exists"
[ "$(cat in/d/sub/deep/b.txt)" = changed ] || fail "replaced a file without -f"
[ -L in/d/sub/soft ] || fail "what was missing is not restored"
chmod u+w in/d/locked # nobody but root can replace what is in there
expect 0 "$llz" -d -f -C in d.llz
alike in/d was
expect 1 "$llz" -d -C missing d.llz
says missing 'No such file'
expect 1 "$llz" -d -C top d.llz
says top 'Not a directory'

# --rm: an archive may go when all of it is restored; folders never do.
cp d.llz gone.llz
expect 0 "$llz" -d --rm gone.llz
absent gone.llz
alike gone was
expect 1 "$llz" -0 --rm e
says e '--rm removes no folders'
[ -d e ] || fail "removed a folder"

# --verify sees both members.
expect 0 "$llz" -0 --verify -v -o checked.llz was
grep -q verified "$log/err" || fail "-v does not tell that it was verified"
expect 0 "$llz" -d -o checked checked.llz
alike checked was

# Both members have all the settings of the header.
expect 0 "$llz" -0 --budget=60K --seed=7 --policy=loss --optimizer=sgd -o settings.llz was
expect 0 "$llz" -d -o settings settings.llz
alike settings was
expect 0 "$llz" -lv settings.llz
prints ' loss .* sgd  *7 .* settings.llz$'
chmod -R u+w settings
rm -r settings

# An output inside the folder is no part of it.
mkdir o
sample 5 >o/x
"$llz" -0 -c o >o/out.llz 2>"$log/err"
[ $? -eq 2 ] || fail "the output was read"
says o/out.llz 'is the output'
expect 0 "$llz" -l o/out.llz
prints ' o/x$'
[ "$(grep -c 'out.llz$' "$log/out")" -eq 1 ] || fail "the output is an entry"

# A folder is no output.
mkdir e2 e2.llz
for force in '' -f; do
    expect 1 "$llz" -0 $force e2
    says e2.llz 'is a directory'
done

# What cannot be read is left out, with a line.
if [ "$(id -u)" -ne 0 ]; then
    chmod 000 o/x
    expect 2 "$llz" -0 -o o2.llz o
    says o/x 'Permission denied'
    chmod 644 o/x
fi

# A signal in the middle: nothing is left of the new folder.
mkdir s && cd s || fail "no folder"
mkfifo ../fifo
"$llz" -d -o new - <../fifo 2>"$log/err" &
pid=$!
exec 5>../fifo
head -c 200 ../d.llz >&5
wait_for some_temporary
kill -TERM $pid
wait $pid
[ $? -gt 128 ] || fail "a signal does not end it"
exec 5>&-
[ -z "$(ls -A)" ] || fail "debris: $(ls -A)"
cd ..

# From a pipe into a folder that exists.
mkdir in2
cat d.llz | "$llz" -d -C in2 || fail "-C of stdin"
alike in2/d was

# A file that shrinks while another is read: a line, and zeros instead of what the index has promised. Noise fills the
# pipe, so that nothing further is read until somebody takes it.
mkdir c
awk 'BEGIN { srand(1); for (i = 0; i < 150000; i++) printf "%c", int(rand() * 255) + 1 }' >c/a.bin
sample 50 >c/z.txt
sample 50 >z.was
"$llz" -0 -c c >fifo 2>"$log/err" &
pid=$!
exec 6<fifo
head -c 1 <&6 >c.llz
printf 'short' >c/z.txt
cat <&6 >>c.llz
wait $pid
[ $? -eq 2 ] || fail "a file that shrinks is no warning"
exec 6<&-
says c/z.txt 'could not be read to its end'
expect 2 "$llz" -d -o c2 c.llz # which learns it, too
says c/z.txt 'could not be read to its end when it was packed'
same c2/a.bin c/a.bin
{ printf 'short'; head -c $(($(wc -c <z.was) - 5)) /dev/zero; } | cmp - c2/z.txt || fail "no zeros in a file that shrank"

# As a tar, and as the filter of tar.
"$llz" -dc d.llz >d.tar || fail "-dc"
mkdir t
tar -xpf d.tar -C t || fail "tar does not read it"
alike t/d was
tar --format=posix -I "$llz -0" -cf x.tar.llz -C was . && mkdir u && tar -I "$llz" -xpf x.tar.llz -C u || fail "tar -I llz"
alike u was
mkdir v
tar -I "$llz" -xpf d.llz -C v || fail "tar -I llz of a folder's archive"
alike v/d was
"$llz" -dc '--only=*.c' d.llz | tar -tf - >"$log/out" || fail "-dc --only"
[ "$(cat "$log/out")" = d/sub/b.c ] || fail "-dc --only writes something else"
"$llz" -d <d.llz | cmp - d.tar || fail "-d of stdin is no tar"

# A real tree, if there is one.
if [ -d /usr/include/linux/netfilter ]; then
    cp -a /usr/include/linux/netfilter headers # so that they are ours
    expect 0 "$llz" -0 -o real.llz headers
    expect 0 "$llz" -d real.llz
    alike real headers
fi

# Times before 1970, with fractions, by way of tar and back: a tar has the distance from 1970 with a sign in front.
mkdir old
for time in '1969-12-31 23:59:58.25' '1969-12-31 23:59:59.25' '1969-12-31 23:59:59' '1970-01-01 00:00:00' \
    '1970-01-01 00:00:00.25' '1955-11-05 06:15:59.000000001' '1901-12-13 20:45:52.999999999' '2001-02-03 04:05:06.75'; do
    touch -d "$time UTC" "old/$time"
    ln -s nowhere "old/link $time"
    touch -h -d "$time UTC" "old/link $time"
done
echo 1 >"old/18 mtime=-1.250"
touch -d '1969-12-31 23:59:59.25 UTC' "old/18 mtime=-1.250" old
expect 0 "$llz" -0 old
expect 0 "$llz" -d -o old1 old.llz
alike old old1
expect 0 "$llz" -dc old.llz
cp "$log/out" old.tar
mkdir old2
tar -xpf old.tar -C old2 2>"$log/junk" || fail "tar does not read it"
alike old old2/old
[ $(($(wc -c <old.tar) % 10240)) -eq 0 ] || fail "not whole records"
tar --format=posix -cf old3.tar old || fail "no tar"
for tar in old.tar old3.tar; do
    expect 0 "$llz" -0 --repack -f -o old4.llz $tar
    rm -rf old4
    expect 0 "$llz" -d -o old4 old4.llz
    alike old old4
done
# Where the tar is packed too, libarchive alone tells: all but the last second of 1969.
rm old/*23:59:59.25 old/18*
touch -d '1969-12-31 23:59:58.25 UTC' old
tar --format=posix -czf old5.tgz old
expect 0 "$llz" -0 --repack -f -o old5.llz old5.tgz
expect 0 "$llz" -d -o old5 old5.llz
alike old old5
