# Archives of models that this program does not have: refused by name, never called damaged, and listed all the same.
. "$(dirname "$0")/../../cli-lib.sh"
: "${MAKE_FOREIGN:?}"

# foreign FILE [NUMBER]: bad.llz is that archive, by another model.
foreign()
{
    # shellcheck disable=SC2086 # an emulator and its options may stand before the program
    $MAKE_FOREIGN 3f2a1b0c "${2-74}" <"$1" >bad.llz || fail "test: cannot make it"
}

# refused [HOW]: in every way of reading it, by name, with nothing put out.
refused()
{
    named=${1-made by model 74 of identity 3f2a1b0c, which this program has not}
    for how in -t -d -dc --recover '-d -o new' verify; do
        rm -f bad new
        # shellcheck disable=SC2086 # an option and its value
        expect 1 "$llz" $how bad.llz
        says bad.llz "$named"
        [ ! -s "$log/out" ] || fail "$how: something comes out"
        absent bad
        absent new
    done
    expect 1 "$llz" -dc - <bad.llz
    says '(stdin)' "$named"
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
own=$("$llz" -V -v | awk '$NF == 0 && $(NF - 1) == "level" { print $2, $3, $4 }')
[ "$own" ] || fail "-V -v names no model for level 0"
[ "$(sed -n 2p "$log/out" | awk '{ print $9, $10, $11 }')" = "$own" ] || fail "-lv and -V -v do not agree"

# A number that no model has.
foreign a.llz 200
refused 'made by model 200 of identity 3f2a1b0c, which this program has not'
expect 0 "$llz" -lv bad.llz
sed -n 2p "$log/out" | awk '{ exit !($5 == "-" && $9 == 200 && $10 == "-") }' || fail "not its number"
expect 1 "$llz" --model=200 -c a
says 200 'no model has this number; known are: 74, 75'

# One that is retired, by number and name.
"$llz" -V -v >"$log/models" || fail "no models"
awk '$4 == "retired" { print $2, $3 }' "$log/models" >"$log/retired"
[ -s "$log/retired" ] || fail "no model is retired"
while read -r number name; do
    foreign a.llz "$number"
    expect 1 "$llz" -t bad.llz
    says bad.llz "made by model $number ($name), which is retired: this program has it no longer"
    expect 0 "$llz" -lv bad.llz
    sed -n 2p "$log/out" | awk -v n="$number" -v name="$name" '{ exit !($5 == "-" && $9 == n && $10 == name) }' ||
        fail "-lv does not name model $number"
    expect 1 "$llz" --model="$number" -c a
    says "$number" "model $name is retired: this program has it no longer"
    [ ! -s "$log/out" ] || fail "something comes out"
done <"$log/retired"
refused 'which is retired: this program has it no longer'

# Every model that is here, by number and by name; whatever it costs, nothing is learned for an empty file.
: >empty
awk '/^model/ && $4 != "retired" { print $2, $3 }' "$log/models" >"$log/here"
[ "$(wc -l <"$log/here")" -ge 10 ] || fail "fewer models than levels"
while read -r number name; do
    expect 0 "$llz" --model="$number" -c empty
    cp "$log/out" m.llz
    expect 0 "$llz" -0 --model "$name" -c empty
    same "$log/out" m.llz
    expect 0 "$llz" -lv m.llz
    sed -n 2p "$log/out" | awk -v n="$number" -v name="$name" '{ exit !($9 == n && $10 == name) }' ||
        fail "-lv does not name model $number"
    expect 0 "$llz" -dc m.llz
    same "$log/out" empty
done <"$log/here"
for level in 0 3; do
    model=$(awk -v l=$level '$5 == "level" && $6 == l { print $2 }' "$log/models")
    expect 0 "$llz" -$level -c a
    cp "$log/out" by-level
    expect 0 "$llz" --model="$model" -c a
    same "$log/out" by-level
    expect 0 "$llz" -dc by-level
    same "$log/out" a
done

# The later one of level and model counts.
expect 0 "$llz" -0 -c a
cp "$log/out" zero
expect 0 "$llz" -3 --model=74 -c a
same "$log/out" zero
expect 0 "$llz" --model=77 -0 -c a
same "$log/out" zero
expect 0 "$llz" --model=77 --level=0 -c a
same "$log/out" zero
LLZ_OPT=--model=77 expect 0 "$llz" -0 -c a
same "$log/out" zero
LLZ_OPT=--model=74 expect 0 "$llz" -c a
same "$log/out" zero
expect 0 "$llz" -b --model=74 a
sed -n 2p "$log/out" | awk '{ exit $1 != 0 }' || fail "-b takes another model"

# Names that are none.
expect 1 "$llz" --model=words-joint-3 -c a
says words-joint-3 'unknown model; did you mean words-joint-36'
expect 1 "$llz" --model=25x -c a
says 25x 'unknown model'
expect 1 "$llz" --model= -c a

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
        grep -q 'made by model 74 of identity 3f2a1b0c' "$log/err" || fail "$how: the model is not named"
        absent bad
        absent new
    done
    expect 2 "$llz" -lv bad.llz
    says bad.llz 'made by model 74 of identity 3f2a1b0c'
    sed -n 2p "$log/out" | grep -q ' 3f2a1b0c .* bad.llz$' || fail "not its row"
    [ "$(wc -l <"$log/out")" -eq 2 ] || fail "more than its row"
fi

# A prior that is missing is named by --recover, too.
sample 3000 >"$log/s"
"$llz" train --size=64K -o p.llzp "$log/s" >"$log/junk" 2>&1 || fail "cannot train"
"$llz" -0 -D p.llzp -fo bad.llz a || fail "cannot compress"
expect 1 "$llz" --recover bad.llz
says bad.llz 'which is not here'
