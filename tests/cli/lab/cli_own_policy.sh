# Policies from shared objects: measured and decoded like those that llz has, and taken by nothing that writes an archive.
. "$(dirname "$0")/../../cli-lib.sh"

: "${OWN_POLICIES:?names the folder of own_same.so and others}"
[ -e "$OWN_POLICIES/own_same.so" ] || skip "there are no shared objects here"
cp "$OWN_POLICIES/own_same.so" same.so
cp "$OWN_POLICIES/own_half.so" half.so
cp "$OWN_POLICIES/own_old.so" old.so
sample 1200 >a

# What the wrapper prints of a policy: bytes less those of its name, and whether it was decoded.
row()
{
    awk -F, -v policy="^$1" 'NR > 1 && $5 ~ policy { print $(packed) - $(named), $(verified) }' packed="$(column packed)" \
        named="$(column named)" verified="$(column verified)" o.csv
}
column()
{
    head -n 1 o.csv | tr -d '\r' | tr , '\n' | grep -n -x "$1" | cut -d : -f 1
}

expect 0 "$llz" compare --levels=0 --policies=./same.so,./half.so --csv=o.csv a
prints 'same\.so@[0-9a-f]\{8\} '
set -- $(row uniform) $(row same) $(row half)
[ $# -eq 6 ] || fail "not three rows: $*"
[ "$1" = "$3" ] || fail "uniform under another name makes $3 bytes instead of $1"
[ "$1" != "$5" ] || fail "half of the examples change nothing"
[ "$4$6" = ownown ] || fail "they were not decoded: $*"

# A file that was compiled anew is another policy.
cp "$OWN_POLICIES/own_half.so" same.so
expect 0 "$llz" law -0 --policies=./same.so a
prints '^policy same\.so@'
one=$(grep -o 'same\.so@[0-9a-f]*' "$log/out" | head -n 1)
cp "$OWN_POLICIES/own_same.so" same.so
expect 0 "$llz" law -0 --policies=./same.so a
prints '^same\.so@.* learned as uniform did$'
[ "$one" != "$(grep -o 'same\.so@[0-9a-f]*' "$log/out" | head -n 1)" ] || fail "two policies have one name"

# Nothing that writes an archive takes one.
expect 1 "$llz" -0 --policy=./same.so a
says ./same.so "only llz compare and llz law"
[ ! -e a.llz ] || fail "an archive of a policy that no decoder has"
expect 1 "$llz" why -0 --policy=./same.so a
says ./same.so "only llz compare and llz law"

bad()
{
    name=$1 text=$2
    for command in compare law; do
        expect 1 "$llz" $command --policies="$name" a
        says "$name" "$text"
    done
}
bad ./old.so "was compiled for another llz"
bad ./none.so "No such file"
bad ./a "" # no shared object
: >empty.so
bad ./empty.so ""
cp "$OWN_POLICIES/own_none.so" none.so
bad ./none.so "has no policy"
mkdir twice
cp same.so twice/same.so
for command in compare law; do
    expect 1 "$llz" $command --policies=./same.so,twice/same.so a
    says twice/same.so "by another path"
done
