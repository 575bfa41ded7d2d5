# What is installed beside llz: llzcat, llzgrep and the filter for less.
folder=$(cd "$(dirname "$0")/../../../cli/packaging" && pwd)
. "$(dirname "$0")/../../cli-lib.sh"

bin=$work/bin
mkdir "$bin"
printf '#!/bin/sh\nexec "%s" "$@"\n' "$llz" >"$bin/llz"
chmod +x "$bin/llz"
ln -s "$folder/llzgrep.sh" "$bin/llzgrep"
ln -s "$folder/lessfilter.sh" "$bin/lessfilter"
PATH=$bin:$PATH
export PATH

printf 'one\ntwo\nthree\n' >a
printf 'four\nfive two\n' >'b c'
"$llz" -0 a 'b c' || fail "cannot compress"

# llzcat: llz -dc, whose words are all names. An emulated program has no second name.
if [ "${llz##*/}" = llz ]; then
    ln -s "$llz" "$bin/llzcat"
    expect 0 llzcat a.llz 'b c.llz'
    silent
    cat a 'b c' | cmp - "$log/out" || fail "llzcat writes something else"
    expect 0 llzcat <a.llz
    same "$log/out" a
    cp a.llz verify
    expect 0 llzcat verify # a file here, and no command
    same "$log/out" a
    rm verify
    expect 0 llzcat -dcfk -T1 -- a.llz
    same "$log/out" a
    [ -s a.llz ] || fail "llzcat removes what it reads"
    remember
    expect 1 llzcat a
    says a
    expect 1 llzcat -o x a.llz
    says -o 'try llzcat --help'
    expect 1 llzcat compress a.llz
    says compress 'No such file'
    LLZ_OPT=-v expect 0 llzcat a.llz
    expect 0 llzcat --help
    prints '^Usage: llzcat '
    unchanged
fi

# finds CODE 'LINES' ARGUMENT...: what llzgrep prints, with a | for each end of a line.
finds()
{
    code=$1 lines=$2
    shift 2
    expect "$code" llzgrep "$@"
    [ "$(tr '\n' '|' <"$log/out")" = "$lines" ] || fail "llzgrep $*: $(cat "$log/out")"
}
printf 'x\n' | grep --label=y -H x >"$log/junk" 2>&1 || { echo "no grep that knows --label"; exit 0; }
finds 0 'two|' two a.llz
finds 1 '' zwei a.llz
finds 0 'a.llz:two|b c.llz:five two|' two a.llz 'b c.llz'
finds 0 'a.llz:two|a:two|b c:five two|' two a.llz a 'b c' # a file that is not an archive is searched as it is
finds 0 'two|five two|' -h two a.llz 'b c.llz'
finds 0 'a.llz:two|' -H two a.llz
finds 0 '2:two|3:three|' -n t a.llz
finds 0 '2:two|' a.llz -n -e two
finds 0 '2:two|' -ne two a.llz
finds 0 'one|three|' -v two a.llz
finds 0 'a.llz:1|b c.llz:1|' -c two a.llz 'b c.llz'
finds 0 'a.llz|' -l one a.llz 'b c.llz'
finds 0 'b c.llz|' -L one a.llz 'b c.llz'
finds 0 'two|three|' -A 1 two a.llz
finds 0 'two|three|' --after-context=1 two a.llz
finds 0 'one|two|' -B1 two a.llz
finds 0 'one|' -m 1 e a.llz
finds 0 'one|three|' -e one --regexp three a.llz
finds 0 'five two|' -iw FIVE 'b c.llz'
finds 0 'two|' -E '^t(wo|en)$' a.llz
finds 0 '' -q two a.llz missing
finds 1 '' -q zwei a.llz
finds 0 'two|' -- two a.llz
cp a.llz -x.llz 2>"$log/junk" || cp a.llz ./-x.llz
finds 0 '-x.llz:two|a.llz:two|' two -- -x.llz a.llz
rm ./-x.llz
printf "it's \$HOME\n" >quote
finds 0 "quote:it's \$HOME|" "it's \$H" quote a.llz
printf 'two\nthree\n' >patterns
finds 0 'a.llz:two|a.llz:three|b c.llz:five two|' -f patterns a.llz 'b c.llz'
expect 0 sh -c 'cat patterns | llzgrep -f - a.llz "b c.llz"'
[ "$(wc -l <"$log/out")" -eq 3 ] || fail "patterns from a pipe serve one file only"
expect 0 llzgrep -lZ one a.llz a
[ "$(tr '\0' '|' <"$log/out")" = 'a.llz|a|' ] || fail "-Z: $(cat "$log/out")"

# Standard input, compressed or not, and of any bytes.
for input in a.llz a; do
    expect 0 llzgrep -n two <$input
    [ "$(cat "$log/out")" = 2:two ] || fail "from standard input: $(cat "$log/out")"
    expect 0 llzgrep -H two - <$input
    [ "$(cat "$log/out")" = '(standard input):two' ] || fail "no label: $(cat "$log/out")"
    cat $input | expect 0 llzgrep --label=in -c t - a.llz || exit 1
    [ "$(tr '\n' '|' <"$log/out")" = 'in:2|a.llz:2|' ] || fail "--label: $(cat "$log/out")"
done
printf 'a\n' | expect 0 llzgrep a || exit 1
printf '\000\377%%s\\n\n' | expect 0 llzgrep -ac '%s.n' || exit 1
printf '' | expect 1 llzgrep a || exit 1

# What cannot be read or is damaged: exit code 2, and the others are searched all the same.
sample 3000 >long
"$llz" -0 long
head -c 5000 long.llz >cut.llz
expect 2 llzgrep -c line cut.llz a.llz
says cut.llz
grep -q '^a.llz:0$' "$log/out" || fail "what follows is not searched"
expect 0 llzgrep -m1 line long.llz # a search that ends early is no damage
silent
expect 0 llzgrep -l line long.llz
silent
expect 2 llzgrep two missing.llz a.llz
says missing.llz 'No such file'
prints '^a.llz:two$'
mkdir d
expect 2 llzgrep two d
says d
for form in '-r two a' '--include=x two a' '-e' '--regexp' ''; do
    # shellcheck disable=SC2086 # one word each
    expect 2 llzgrep $form
    grep -q '^llzgrep: ' "$log/err" || fail "no line on $form"
done
expect 0 llzgrep --help
ls -A "$work/tmp" | grep . && fail "something is left behind"

# less: the text of a file, the entries of a folder; all else is left to it.
expect 0 lessfilter a.llz
same "$log/out" a
expect 0 lessfilter 'b c.llz'
same "$log/out" 'b c'
cp a other.llz
for name in a other.llz missing.llz d; do
    expect 1 lessfilter $name
    [ ! -s "$log/out" ] || fail "lessfilter shows $name"
    silent
done
cp a d/file
if "$llz" -0 -q d 2>"$log/junk"; then
    expect 0 lessfilter d.llz
    prints ' d/file$'
fi
if command -v less >"$log/junk"; then
    LESSOPEN='|lessfilter %s' expect 0 less a.llz
    same "$log/out" a
fi
exit 0
