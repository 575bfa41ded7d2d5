# Names of files may hold any byte; what people see of them no terminal obeys.
. "$(dirname "$0")/../../cli-lib.sh"

sample 60 >a
esc=$(printf '\033')
evil=$(printf 'e\033]0;pwn\007\302\233\342\200\256\342\201\246\342\200\251\377\t.txt')
shown='e\\033\]0;pwn\\007\\302\\233\\342\\200\\256\\342\\201\\246\\342\\200\\251\\377\\011.txt'
fine=$(printf 'gr\303\274n \346\274\242\345\255\227')
touch "$evil" 2>"$log/junk" || skip "the file system takes no such names"
cp a "$evil"
cp a "$fine"

# tame FILE: holds the name as it is shown, and not one byte that a terminal obeys.
tame()
{
    grep -q -e "$shown" "$1" || fail "the name is not shown as it should be"
    LC_ALL=C tr -d '\n' <"$1" | LC_ALL=C grep -q "[[:cntrl:]]" && fail "control characters come out"
    LC_ALL=C grep -q "$(printf '\302\233\\|\342\200\\|\342\201\\|\377')" "$1" && fail "C1, marks of direction or raw bytes come out"
    return 0
}

for locale in C C.UTF-8; do
    LC_ALL=$locale
    # While compressing and decompressing; errors; listing; verifying; benchmarks.
    expect 0 "$llz" -0 -fv "$evil"
    tame "$log/err"
    expect 1 "$llz" -0 "$evil"
    tame "$log/err"
    expect 0 "$llz" -d -fv "$evil.llz"
    tame "$log/err"
    expect 1 "$llz" -0 "$evil.missing"
    tame "$log/err"
    expect 1 "$llz" -0 "--$evil" a
    tame "$log/err"
    expect 1 "$llz" -0 "--policy=$evil" a
    expect 1 "$llz" "--help=$evil"
    tame "$log/err"
    expect 2 "$llz" -0 "$evil.llz"
    tame "$log/err"
    expect 0 "$llz" -l "$evil.llz"
    tame "$log/out"
    expect 0 "$llz" verify "$evil.llz" "$evil"
    tame "$log/out"
    expect 1 "$llz" verify "$evil.llz" "$fine.missing"
    sed s/line/lime/ a >other
    mv other "other$evil"
    expect 1 "$llz" verify "$evil.llz" "other$evil"
    tame "$log/err"
    expect 0 "$llz" -0 -b "$evil"
    tame "$log/out"
    expect 0 "$llz" -0 --search=2 -v -c "$evil"
    tame "$log/err"
    rm "other$evil" "$evil.llz"

    # Subcommands.
    expect 0 "$llz" compare -v --levels=0 --policies=uniform --no-verify "$evil"
    tame "$log/out"
    tame "$log/err"
    sample 600 >long
    mv long "long$evil"
    expect 0 "$llz" law -v -0 --lm-only --policies=uniform "long$evil"
    tame "$log/out"
    tame "$log/err"
    expect 0 "$llz" why -v -0 "$evil"
    tame "$log/err"
    sample 3000 >"long$evil"
    expect 0 "$llz" train -0 --size=64K -o "$evil.llzp" "long$evil"
    tame "$log/out"
    expect 1 "$llz" -0 -D "$evil.nothing" a
    tame "$log/err"
    rm "long$evil" "$evil.llzp" "$evil.why.html"

    # Letters of all the world stay as they are.
    expect 0 "$llz" -0 -fv "$fine"
    grep -q "^$fine: " "$log/err" || fail "letters are not shown as they are"
done
LC_ALL=C

# Entries of folders.
mkdir d
cp a "d/$evil"
ln -s "to$evil" d/link
if "$llz" -0 d 2>"$log/err"; then
    expect 0 "$llz" -l d.llz
    tame "$log/out"
    [ "$(grep -c -e "$shown" "$log/out")" -eq 2 ] || fail "not both the name and the link's target"
    mkdir e
    expect 0 "$llz" -d -C e d.llz
    expect 2 "$llz" -d -C e d.llz
    tame "$log/err"

    # An entry that cannot be replaced says why; -f has been given already.
    as_nobody=
    if [ "$(id -u)" = 0 ]; then
        as_nobody='setpriv --reuid=65534 --regid=65534 --clear-groups'
        $as_nobody true 2>"$log/junk" || as_nobody=none
        chmod 755 "$work" "$work/here"
        chown -R 65534 e 2>"$log/junk" || as_nobody=none
    fi
    if [ "$as_nobody" != none ]; then
        chmod 500 e/d
        expect 2 $as_nobody "$llz" -d -f -C e d.llz
        chmod 700 e/d
        grep -q 'use -f' "$log/err" && fail "-f is asked for though it is there"
        grep -q 'Permission denied' "$log/err" || fail "EACCES is not told"
    fi
    rm "e/d/$evil"
    mkdir "e/d/$evil"
    expect 2 "$llz" -d -f -C e d.llz
    tame "$log/err"
    grep -q 'use -f' "$log/err" && fail "-f is asked for though it is there"
    grep -q 'a folder of that name' "$log/err" || fail "the folder in the way is not told"
fi

# -q keeps warnings silent, and no error.
mkdir q
cp a q
for form in '-o x.llz q/missing q/a' '-o x.llz q/a q/missing' '-c q/missing q'; do
    expect 1 "$llz" -q -0 $form
    says q/missing 'No such file'
done
cp a x.llz
expect 1 "$llz" -q -0 -f -o x.llz x.llz q/a
[ -s "$log/err" ] || fail "an error says nothing"
same x.llz a
exit 0
