# What happens to files: kept, removed, replaced, their rights and times, and links and special files.
. "$(dirname "$0")/../../cli-lib.sh"

sample 60 >sample
"$llz" -0 -c sample >sample.llz || fail "cannot compress"
attributes()
{
    stat -c '%a %y' "$1"
}

# Mode and modification time, to the nanosecond, both ways; a umask does not matter.
cp sample a
chmod 640 a
touch -d '2001-02-03 04:05:06.123456789 UTC' a
before=$(attributes a)
(umask 077 && "$llz" -0 a) || fail "cannot compress"
[ "$(attributes a.llz)" = "$before" ] || fail "attributes of the archive: $(attributes a.llz), not $before"
rm a
(umask 0 && "$llz" -d a.llz) || fail "cannot decompress"
[ "$(attributes a)" = "$before" ] || fail "attributes of the contents: $(attributes a), not $before"
chmod 400 a
"$llz" -0 -f a || fail "read-only source"
[ "$(stat -c %a a.llz)" = 400 ] || fail "mode 400 is not kept"
rm -f a a.llz
chmod 600 sample
(umask 027 && "$llz" -0 -o p <sample) || fail "stdin to -o"
[ "$(stat -c %a p)" = 640 ] || fail "output of stdin does not obey umask"
chmod 644 sample
rm p

# Owner: root can keep another's.
if [ "$(id -u)" -eq 0 ]; then
    cp sample a
    if chown 12345:23456 a 2>"$log/err" && chmod 604 a; then
        "$llz" -0 a || fail "cannot compress"
        [ "$(stat -c '%u %g %a' a.llz)" = '12345 23456 604' ] || fail "owner is not kept"
    fi
    rm -f a a.llz
fi

# The source stays, unless --rm; -k takes --rm back, the last of them counts.
for form in '' -k --keep '--rm -k'; do
    cp sample a
    expect 0 "$llz" -0 $form a
    same a sample
    same a.llz sample.llz
    rm a.llz
done
expect 0 "$llz" -0 -k --rm a
absent a
expect 0 "$llz" -d a.llz
same a.llz sample.llz
rm a
expect 0 "$llz" -d --rm a.llz
absent a.llz
same a sample
expect 0 "$llz" -0 --rm -o b a
absent a
same b sample.llz
rm b
# --rm where nothing that could be removed was read, or nothing that lasts was written: a warning.
cp sample a
expect 2 "$llz" -0 --rm -o /dev/null a
says a 'not removed'
same a sample
expect 2 "$llz" -0 -q --rm -o /dev/null a
silent
expect 2 "$llz" -0 --rm -o b - <a
says '(stdin)' 'not removed'
rm b

# What is complete, but whose source stays against its will, says what failed.
mkdir locked out
cp sample locked/a
as_other=
if [ "$(id -u)" -eq 0 ]; then
    as_other='setpriv --reuid=65534 --regid=65534 --clear-groups'
    $as_other "$llz" -V >"$log/junk" 2>&1 || as_other=none
    chmod 755 "$work" "$work/here"
    chown -R 65534 locked out 2>"$log/junk" || as_other=none
fi
if [ "$as_other" != none ]; then
    chmod 500 locked
    # shellcheck disable=SC2086 # words
    expect 1 $as_other "$llz" -0 --rm -o out/a.llz locked/a
    says locked/a 'cannot be removed: Permission denied'
    same locked/a sample
    same out/a.llz sample.llz
    chmod 700 locked
fi
rm -rf locked out

# Existing outputs are refused before anything is done, replaced with -f, and stay when that fails.
echo precious >a.llz
remember
expect 1 "$llz" -0 a
says a.llz 'already exists; use -f to overwrite'
expect 1 "$llz" -0 --rm a
expect 1 "$llz" -0 -o a.llz sample
expect 1 "$llz" -d sample.llz
says sample 'already exists'
expect 1 "$llz" -df a.llz
says a.llz
unchanged
mkfifo pipe
exec 5<>pipe # never delivers anything
expect 1 timeout 300 "$llz" -0 -o a.llz - <pipe
says a.llz 'already exists'
exec 5>&-
rm pipe
expect 0 "$llz" -0 -f a
same a.llz sample.llz
echo other >a
expect 0 "$llz" -d --force a.llz
same a sample
rm a.llz

# A link as the output's name: refused, and with -f replaced itself, not what it points to.
echo precious >goal
ln -s goal a.llz
expect 1 "$llz" -0 a
says a.llz 'already exists'
expect 0 "$llz" -0 -f a
[ ! -L a.llz ] && [ "$(cat goal)" = precious ] || fail "wrote through a link"
rm a.llz
ln -s nowhere a.llz
expect 1 "$llz" -0 a
says a.llz 'already exists'
absent nowhere
rm a.llz goal

# An output that appears while the model works is not replaced either.
mkfifo pipe
"$llz" -0 -o late - <pipe 2>"$log/err" &
pid=$!
exec 5>pipe
cat sample >&5
wait_for some_temporary
echo precious >late
exec 5>&-
wait $pid
[ $? -eq 1 ] || fail "a late output was replaced"
says late 'already exists'
[ "$(cat late)" = precious ] || fail "a late output was destroyed"
some_temporary && fail "debris"
rm late

# Nor is a pipe that appears by then, even with -f.
"$llz" -0 -f -o late - <pipe 2>"$log/err" &
pid=$!
exec 5>pipe
cat sample >&5
wait_for some_temporary
mkfifo late
exec 5>&-
wait $pid
[ $? -eq 1 ] || fail "a late pipe was replaced"
says late 'not a regular file by now'
[ -p late ] || fail "a late pipe was destroyed"
some_temporary && fail "debris"
rm pipe late

# Input and output in one.
remember
for output in a ./a "$PWD/a"; do
    expect 1 "$llz" -0 -f -o "$output" a
    says "$output" 'same file'
    expect 1 "$llz" -0 -f -o "$output" - <a
    says "$output" 'same file'
    unchanged
done
ln a hard
expect 1 "$llz" -0 -f -o hard a
says hard 'same file'
rm hard
"$llz" -0 -c a >>a 2>"$log/err" && fail "appends to its own input"
says '(stdout)' 'same file'
unchanged

# Links to sources are followed; with --rm it is the link that goes.
ln -s sample s
expect 0 "$llz" -0 s
same s.llz sample.llz
rm s s.llz

# Special files: read with -f or -c, written directly.
mkfifo pipe
expect 1 "$llz" -0 pipe
says pipe 'not a regular file'
cat sample >pipe &
expect 0 "$llz" -0 -c pipe
same "$log/out" sample.llz
cat sample >pipe &
expect 0 "$llz" -0 -f pipe
same pipe.llz sample.llz
rm pipe.llz
cat pipe >read &
expect 0 "$llz" -0 -o pipe sample
wait
same read sample.llz
rm pipe read
expect 0 "$llz" -0 -o /dev/null sample
expect 0 "$llz" -d -o /dev/null sample.llz
[ -c /dev/null ] || fail "replaced /dev/null"

# Archives are not compressed again by accident.
remember
expect 2 "$llz" -0 sample.llz
says sample.llz skipped
expect 2 "$llz" -0 -q sample.llz
silent
unchanged
expect 0 "$llz" -0 -o twice sample.llz
expect 0 "$llz" -0 -c sample.llz
same "$log/out" twice
expect 2 "$llz" -0 -f sample.llz # -f is about what is there already, not about what is read
says sample.llz --recompress
absent sample.llz.llz
expect 0 "$llz" -0 --recompress sample.llz
same sample.llz.llz twice
expect 1 "$llz" -0 --recompress sample.llz
says sample.llz.llz 'use -f'
