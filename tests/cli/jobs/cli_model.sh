# Archives of models that this program does not have: refused by name, never called damaged, and listed all the same.
. "$(dirname "$0")/../../cli-lib.sh"
: "${MAKE_FOREIGN:?}"

# foreign FILE [NUMBER]: bad.llz is that archive, by another model.
foreign()
{
    # shellcheck disable=SC2086 # an emulator and its options may stand before the program
    $MAKE_FOREIGN 3f2a1b0c "${2-0}" <"$1" >bad.llz || fail "test: cannot make it"
}

# refused: in every way of reading it, by name, with nothing put out.
refused()
{
    for how in -t -d -dc --recover '-d -o new' verify; do
        rm -f bad new
        # shellcheck disable=SC2086 # an option and its value
        expect 1 "$llz" $how bad.llz
        says bad.llz "made by model 3f2a1b0c (level ${1-0}), which this program has not"
        [ ! -s "$log/out" ] || fail "$how: something comes out"
        absent bad
        absent new
    done
    expect 1 "$llz" -dc - <bad.llz
    says '(stdin)' 3f2a1b0c
}

sample 300 >a
"$llz" -0 a || fail "cannot compress"
foreign a.llz
cmp -s bad.llz a.llz && fail "test: nothing changed"
refused

# The list tells sizes, model and identity; nothing is decoded for it.
expect 0 "$llz" -l bad.llz
silent
[ "$(sed -n 2p "$log/out" | awk '{ print $1, $2, $5 }')" = "$(($(wc -c <a.llz))) $(($(wc -c <a))) 0" ] || fail "not its sizes"
expect 0 "$llz" -lv bad.llz
head -n 1 "$log/out" | grep -q ' model ' || fail "no column for the model"
sed -n 2p "$log/out" | grep -q ' 3f2a1b0c ' || fail "not its identity"
expect 0 "$llz" -lv a.llz
own=$("$llz" -V -v | sed -n 's/^level 0: model //p')
sed -n 2p "$log/out" | grep -q " $own " || fail "-lv and -V -v do not agree"

# A number that no level has.
foreign a.llz 200
refused 200
expect 0 "$llz" -lv bad.llz
sed -n 2p "$log/out" | awk '{ exit $5 != 200 }' || fail "not its number"

# Groups, with any number of threads.
sample 4000 >"$log/long"
"$llz" -0 --split=64K -o long.llz "$log/long" || fail "cannot compress"
foreign long.llz
refused
expect 1 "$llz" -dc -T4 bad.llz
says bad.llz 3f2a1b0c
expect 0 "$llz" -l bad.llz

# A folder: its sizes, and a line that its entries cannot be listed.
mkdir d
cp a d/b
if "$llz" -0 d 2>"$log/err"; then
    foreign d.llz
    for how in -t -d -dc --recover '-d -o new'; do
        # shellcheck disable=SC2086
        expect 1 "$llz" $how bad.llz
        grep -q 'made by model 3f2a1b0c' "$log/err" || fail "$how: the model is not named"
        absent bad
        absent new
    done
    expect 2 "$llz" -lv bad.llz
    says bad.llz 'made by model 3f2a1b0c'
    sed -n 2p "$log/out" | grep -q ' 3f2a1b0c .* bad.llz$' || fail "not its row"
    [ "$(wc -l <"$log/out")" -eq 2 ] || fail "more than its row"
fi

# A prior that is missing is named by --recover, too.
sample 3000 >"$log/s"
"$llz" train --size=64K -o p.llzp "$log/s" >"$log/junk" 2>&1 || fail "cannot train"
"$llz" -0 -D p.llzp -fo bad.llz a || fail "cannot compress"
expect 1 "$llz" --recover bad.llz
says bad.llz 'which is not here'
