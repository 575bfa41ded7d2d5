# Archives of other kinds in pipes, and compressed: what they become is what the plain file becomes, and what follows an
# end, or stands before a beginning, is told of.
. "$(dirname "$0")/../../cli-lib.sh"
: "${MAKE_TAR:?}"

make()
{
    printf 'f e/one first\ns e/lnk one\nf e/two second\n' | "$MAKE_TAR" "$1" >"$2" || fail "no $1"
}

# becomes WHAT FILE: compressed and through a pipe, the same archive as plain.
becomes()
{
    expect "$1" "$llz" -0 --repack -f -o plain.llz "$2"
    gzip -c "$2" >packed
    expect "$1" "$llz" -0 --repack -f -o packed.llz packed
    [ "$1" -eq 0 ] || says packed 'what follows its end is left out'
    same packed.llz plain.llz
    "$llz" -0 --repack -c - <"$2" >piped.llz 2>"$log/err"
    [ $? -eq "$1" ] || fail "$2 from a pipe of a file"
    cat "$2" | "$llz" -0 --repack -c - >piped.llz 2>"$log/err"
    [ $? -eq "$1" ] || fail "$2 from a pipe"
    same piped.llz plain.llz
}

for format in zip 7zip iso9660 newc ustar; do
    make $format one
    becomes 0 one
    "$llz" -l plain.llz | grep -q 'lnk -> one' || fail "$format: no link"
    # Where an iso ends is not known; a tar's end is not looked for in a pipe (cli_repack_checks).
    case $format in iso9660 | ustar) continue ;; esac
    { cat one; echo more; } >more
    becomes 2 more
done

# A second one after the first; gzip's members are one content.
printf 'f e/three third\n' | "$MAKE_TAR" newc >three || fail "no newc"
make newc one
cat one three >both
becomes 2 both
{ gzip -c one; gzip -c three; } >rows
expect 2 "$llz" -0 --repack -f -o rows.llz rows
says rows 'what follows its end is left out'
{ cat one; head -c 5000 /dev/zero; } >padded
becomes 0 padded

# Of two zips the last one's table counts.
printf 'f e/three third\n' | "$MAKE_TAR" zip >three || fail "no zip"
make zip one
cat three one >both
expect 2 "$llz" -0 --repack -f -o both.llz both
says both 'what stands before its beginning is left out'
expect 0 "$llz" -0 --repack -f -o one.llz one
same both.llz one.llz
