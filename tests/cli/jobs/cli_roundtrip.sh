# Contents come back as they were, by each way in and each way out.
. "$(dirname "$0")/../../cli-lib.sh"

sample 100 >text
printf x >one
: >empty
awk 'BEGIN { for (i = 0; i < 5000; i++) printf "%c", (i * i * 7 + i) % 255 + 1 }' >bytes
head -c 70000 /dev/zero >zeros

# By name.
for f in text one empty bytes zeros; do
    expect 0 "$llz" -0 $f
    silent
    mv $f $f.was
    expect 0 "$llz" -d $f.llz
    silent
    same $f $f.was
    expect 0 "$llz" -t $f.llz
    [ ! -s "$log/out" ] || fail "-t writes"
done
[ $(($(wc -c <text.llz))) -lt $(($(wc -c <text))) ] || fail "text does not shrink"

# Pipes, without a name and with -; a file, a pipe and a slow pipe give one archive.
for form in '' - '-c' '-c -' '-o -' '-o - -' '-o-'; do
    "$llz" -0 $form <text >piped || fail "stdin with '$form'"
    same piped text.llz
    "$llz" -d $form <text.llz >piped || fail "stdin with -d '$form'"
    same piped text
done
cat text | "$llz" -0 | cat >piped
same piped text.llz
{ head -n 30 text; sleep 0.3; tail -n +31 text; } | "$llz" -0 >piped
same piped text.llz
"$llz" -t <text.llz || fail "-t of stdin"

# stdin that is not at its beginning.
{ read -r line; "$llz" -0; } <text >piped
"$llz" -d <piped >back || fail "rest of stdin"
{ read -r line; cat; } <text | cmp - back || fail "rest of stdin differs"

# -o, attached and apart, long and short; the source's name plays no part.
for form in '-oq' '-o q' '--output=q' '--output q'; do
    expect 0 "$llz" -0 $form text
    same q text.llz
    mv q q.any
    expect 0 "$llz" -d $form q.any
    same q text
    rm q q.any
done
"$llz" -0 -o q <text || fail "stdin to -o"
same q text.llz

# -c of several inputs: members in a row, decoded to the contents in a row. - may be among them.
"$llz" -0 -c text one - bytes <zeros >many.llz || fail "-c of several"
cat text one zeros bytes >all
"$llz" -dc many.llz >back || fail "-dc of several members"
same back all
"$llz" -dc text.llz one.llz >back || fail "-dc of several files"
cat text one | cmp - back || fail "-dc of several files differs"
"$llz" -t many.llz text.llz one.llz || fail "-t of several"

# Combined letters.
cp text c
expect 0 "$llz" -0kf c
rm c
expect 0 "$llz" -dkf c.llz
same c text
expect 0 "$llz" -dkf c.llz
same c text

# Names that look like options, and names with spaces and newlines.
odd="a b
c"
for f in -x "$odd" ./-0; do
    cp text ./"$f"
    expect 0 "$llz" -0 -- "$f"
    rm -- "$f"
    expect 0 "$llz" -d -- "$f".llz
    same ./"$f" text
done

# In another folder: the output lies beside its source.
mkdir sub
cp text sub/t
expect 0 "$llz" -0 sub/t
same sub/t.llz text.llz
rm sub/t
(cd / && "$llz" -d "$work/here/sub/t.llz") || fail "absolute name"
same sub/t text
