# Archives of other kinds that are compressed and damaged: nothing that no check has seen becomes an archive.
. "$(dirname "$0")/../../cli-lib.sh"
: "${MAKE_TAR:?}"

mkdir d
sample 60 >d/a
sample 30 | tr a-z A-Z >d/b
tar -cf d.tar d || fail "no tar"
awk 'BEGIN { for (i = 1; i < 80; i++) printf "f e/%d content of %d\n", i, i * i }' | "$MAKE_TAR" newc >d.cpio || fail "no cpio"
for f in d.tar d.cpio; do
    "$llz" -0 --repack -c $f >$f.llz || fail "--repack $f"
done

# flip FILE BYTE: with one of its bits changed.
flip()
{
    byte=$(od -An -tu1 -j "$2" -N 1 "$1")
    head -c "$2" "$1"
    # shellcheck disable=SC2059 # it is an octal number
    printf "\\$(printf '%03o' $((byte ^ 1 << $2 % 8)))"
    tail -c +$(($2 + 2)) "$1"
}

# refused FILE: with one line, and nothing else.
refused()
{
    expect 1 "$llz" -0 --repack -c "$1"
    says "$1"
    [ ! -s "$log/out" ] || fail "$1: something was written"
}

# not_wrong FILE WHOLE: an error, or what there was to be.
not_wrong()
{
    "$llz" -0 --repack -c "$1" >"$log/out" 2>"$log/err"
    case $? in
    0) cmp -s "$log/out" "$2" || fail "$1 is wrong and no error" ;;
    1)
        [ ! -s "$log/out" ] || fail "$1: something was written"
        errors=$((errors + 1))
        ;;
    *) fail "$1: neither well nor an error" ;;
    esac
}

# Bits here and there, and all bytes of gzip's sum and length; and ends that are missing.
for packer in gzip bzip2 xz zstd; do
    command -v $packer >"$log/junk" || continue
    for f in d.tar d.cpio; do
        $packer -c $f >whole
        size=$(wc -c <whole)
        for source in whole -; do
            "$llz" -0 --repack -c $source <whole >"$log/out" 2>"$log/err" || fail "$packer of $f"
            same "$log/out" $f.llz
        done
        errors=0
        for at in $(awk -v n="$size" 'BEGIN { for (i = 0; i < 20; i++) print int(i * n / 20); for (i = 1; i < 9; i++) print n - i }'); do
            flip whole "$at" >flipped
            not_wrong flipped $f.llz
        done
        [ $errors -gt 20 ] || fail "$packer of $f: only $errors of 28 errors"
        for n in 1 4 7 100 $((size / 2)); do
            head -c $((size - n)) whole >cut
            refused cut
        done
    done
done

# Members in a row are one. Behind the last, zeros are padding; anything else is left out with a line, as by gzip.
half=2000
{ head -c $half d.tar | gzip -c; } >one.gz
{ tail -c +$((half + 1)) d.tar | gzip -c; } >two.gz
cat one.gz two.gz >row
expect 0 "$llz" -0 --repack -c row
same "$log/out" d.tar.llz
{ cat row; head -c 100000 /dev/zero; } >padded
expect 0 "$llz" -0 --repack -c padded
silent
same "$log/out" d.tar.llz
for what in x "$(printf '\037')"; do
    { cat row; printf %s "$what"; } >more
    expect 2 "$llz" -0 --repack -c more
    says more 'what follows its end is left out'
    same "$log/out" d.tar.llz
done
first=$(wc -c <one.gz)
for at in $((first - 2)) $((first + 30)) $(($(wc -c <row) - 2)); do
    flip row "$at" >flipped
    refused flipped
    "$llz" -0 --repack -c - <flipped >"$log/out" 2>"$log/err" && fail "damage in a pipe is no error"
done
{ cat one.gz; printf '\037\213'; } >cut
refused cut
: | gzip -c >none
refused none

# What somebody padded a tar with may be anything, but not damaged.
{ cat d.tar; echo 'something else'; } | gzip -c >more
expect 2 "$llz" -0 --repack -c more
same "$log/out" d.tar.llz
flip more $(($(wc -c <more) - 6)) >flipped
refused flipped

# Behind bzip2's end, and around it.
if command -v bzip2 >"$log/junk"; then
    bzip2 -c d.tar >b
    { cat b; echo more; } >more
    expect 2 "$llz" -0 --repack -c more
    says more 'what follows its end is left out'
    same "$log/out" d.tar.llz
    gzip -c b >both
    expect 0 "$llz" -0 --repack -c both
    same "$log/out" d.tar.llz
    flip both $(($(wc -c <both) - 6)) >flipped
    refused flipped
    gzip -c d.tar | bzip2 -c >both # whose sum nobody would look at
    refused both
fi
