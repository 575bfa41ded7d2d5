# --only and --exclude of an archive in groups decode those groups alone in which something wanted is: damage in
# another one does no harm, and its model need not be here.
. "$(dirname "$0")/../../cli-lib.sh"

mkdir d
for f in a b; do
    awk -v f=$f -v n=2400 'BEGIN { for (i = 1; i <= n; i++) printf "line %d of file %s, square %d\n", i, f, i * i % 7919 }' >d/$f
done
: >d/empty
expect 0 "$llz" -0 --lm-only --split=64KiB d
size=$(($(wc -c <d.llz)))

# flip AT FILE >COPY: one byte of it is another.
flip()
{
    head -c "$1" "$2"
    head -c $(($1 + 1)) "$2" | tail -c 1 | tr '\000-\377' '\001-\377\000'
    tail -c +$(($1 + 2)) "$2"
}

whole()
{
    for f in a b; do
        rm -rf out
        "$llz" -d "$2" --only=d/$f -o out "$1" >"$log/out" 2>"$log/err" && same out/$f d/$f && printf %s $f
    done
}
for threads in -T1 -T3; do
    [ "$(whole d.llz $threads)" = ab ] || fail "$threads: some of the whole archive is missing"
done

# Damage in the first and in the last files' groups: each spares the others, whatever the number of threads.
for at in $((size / 10)) $((size * 9 / 10)); do
    flip $at d.llz >bad.llz
    expect 1 "$llz" -t bad.llz
    expect 1 "$llz" -d -o all bad.llz
    rm -rf all
    first=
    for threads in -T1 -T3; do
        saved=$(whole bad.llz $threads)
        [ ${#saved} -eq 1 ] || fail "$threads, damage at $at: only '$saved' is saved"
        [ "${first:=$saved}" = "$saved" ] || fail "$threads saves other files"
    done
    eval "saved_$at=\$first"
    for f in a b; do
        case $first in
        *$f*) ;;
        *) lost=$f ;;
        esac
    done
    expect 1 "$llz" -dc --only=d/$lost bad.llz
    f=${first%"${first#?}"}
    expect 0 "$llz" -dc --only=d/empty --only="d/$f" bad.llz
    tar xOf "$log/out" "d/$f" | cmp - "d/$f" || fail "another file in the tar"
    mkdir pipe
    cat bad.llz | expect 0 "$llz" -d -C pipe --only="d/$f" || exit 1
    same pipe/d/$f d/$f
    rm -r pipe
done
rm -rf out

# Where the archive is a file, payloads that nobody wants are not even read. Frames of level 0 are short, so at level 1.
if [ -r /proc/self/io ]; then
    mkdir big
    head -c 300000 /dev/urandom >big/noise
    cp d/a big/a
    "$llz" -1 --split=128KiB big
    # read_by COMMAND...: bytes that it reads.
    read_by()
    {
        sh -c '"$@" >/dev/null; sed -n "s/^rchar: //p" /proc/$$/io' sh "$@"
    }
    all=$(read_by "$llz" -t big.llz)
    for form in '-d -o big2 --only=big/a' -l '-l --json'; do
        rm -rf big2
        # shellcheck disable=SC2086 # one word each
        some=$(read_by "$llz" $form big.llz)
        [ $((some + 100000)) -lt "$all" ] || fail "llz $form reads $some bytes, and -t $all"
    done
    "$llz" -dc --only=big/a big.llz >"$log/out" || fail "cannot decompress"
    tar xOf "$log/out" big/a | cmp - d/a || fail "another content"
fi

# What is left out is not wanted either. Headers, and that groups follow each other, are checked all the same.
flip $((size * 9 / 10)) d.llz >bad.llz
eval "first=\$saved_$((size * 9 / 10))"
set --
for f in a b; do
    case $first in
    *$f*) ;;
    *) set -- "$@" --exclude=$f ;;
    esac
done
expect 0 "$llz" -d -o out "$@" bad.llz
for f in $(echo "$first" | sed 's/./& /g'); do same out/$f d/$f; done
[ -f out/empty ] || fail "the empty file is missing"
head -c $((size - 5)) d.llz >cut.llz
expect 1 "$llz" -d -o cut --only=d/empty cut.llz
says cut.llz
absent cut
exit 0
