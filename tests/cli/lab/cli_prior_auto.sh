# -D auto: the prior of a content's kind, or none, with every way to compress; what it reads and what it says.
. "$(dirname "$0")/../../cli-lib.sh"

sample 2500 >lines
awk 'BEGIN { for (i = 1; i < 4000; i++) printf "<row id=\"%d\"><name>Item %d</name><price>%d.50</price></row>\n", i, i * 7 % 97, i % 13 }' >rows
mkdir shelf
for kind in lines rows; do
    expect 0 "$llz" train -q -o shelf/$kind.llzp --size=64K $kind
    head -c 70000 $kind >some
    expect 0 "$llz" train -q -o shelf/$kind.scout --size=64K some
done
tail -n 40 lines >a
tail -n 40 rows >b
awk 'BEGIN { srand(1); for (i = 0; i < 3000; i++) printf "%c", 32 + 95 * rand() }' >c # of no kind
rm some

# id FILE: what an archive names, or "-".
id()
{
    "$llz" -lv "$1" 2>/dev/null | awk 'NR == 1 { for (i = 1; i <= NF; i++) if ($i == "prior") at = i } NR == 2 { print $at }'
}
for kind in lines rows; do
    expect 0 "$llz" -0 -D shelf/$kind.llzp -fo x.llz a
    eval "$kind=$(id x.llz)"
done
expect 0 "$llz" -0 -fo x.llz a
none=$(id x.llz)
[ "$lines" != "$rows" ] && [ "$lines" != "$none" ] || fail "ids are not told apart"

LLZ_PRIOR_PATH=shelf
export LLZ_PRIOR_PATH

# Several inputs, each with its own; the bytes are those of -D with that name.
expect 0 "$llz" -0 -D auto a b c
silent
[ "$(id a.llz)" = "$lines" ] && [ "$(id b.llz)" = "$rows" ] && [ "$(id c.llz)" = "$none" ] ||
    fail "chosen: $(id a.llz) $(id b.llz) $(id c.llz)"
expect 0 "$llz" -0 -D shelf/lines.llzp -o named.llz a
same named.llz a.llz
expect 0 "$llz" -0 -o plain.llz c
same plain.llz c.llz
mv a a.was && mv b b.was && mv c c.was
expect 0 "$llz" -d a.llz b.llz c.llz
silent
for f in a b c; do same $f $f.was; done
rm -f ./*.llz ./*.was

# One input alone, by every way.
expect 0 "$llz" -0 -D auto -o f.llz b
cp f.llz file.llz
for way in "" --verify -T1 --search=1 --memlimit=1GiB; do
    expect 0 "$llz" -0 -D auto $way -fo f.llz b
    same f.llz file.llz
done
"$llz" -0 -D auto <b >f.llz || fail "no filter"
same f.llz file.llz
(head -c 1000 b && sleep 0.2 && tail -c +1001 b) | "$llz" -0 -D auto >f.llz || fail "no filter of pieces"
same f.llz file.llz
LLZ_OPT="-0 -D auto" expect 0 "$llz" -fo f.llz b
same f.llz file.llz
expect 0 "$llz" -v -0 -D auto -fo f.llz b
grep -q '^b: -D auto: shelf/rows.llzp$' "$log/err" || fail "-v does not name the prior"
expect 0 "$llz" -v -0 -D auto -fo f.llz c
grep -q '^c: -D auto: none pays$' "$log/err" || fail "-v does not say that none pays"
cat rows rows >long
expect 0 "$llz" -0 -D auto --split=64KiB -fo f.llz long
[ "$(id f.llz)" = "$rows" ] || fail "groups start from $(id f.llz)"
expect 0 "$llz" -dc f.llz
same "$log/out" long
: >empty
expect 0 "$llz" -0 -D auto -fo f.llz empty
silent
expect 0 "$llz" -b -0 -D auto b
prints ' b$'

# Folders; each file below one.
mkdir d
for i in 1 2 3 4 5; do sed "s/Item/Thing $i/" b >d/$i; done
expect 0 "$llz" -0 -D auto -r d
[ "$(id d/3.llz)" = "$rows" ] || fail "-r: $(id d/3.llz)"
rm d/*.llz
expect 0 "$llz" -0 d -o plain.llz
expect 0 "$llz" -v -0 -D auto -fo d.llz d
grep -q '^d: -D auto: shelf/rows.llzp$' "$log/err" || fail "not chosen for a folder"
mv d was
expect 0 "$llz" -d d.llz
diff -r d was || fail "the folder came back otherwise"

# The entries of a tar, read by what is confined.
if tar -cf d.tar d 2>/dev/null; then
    expect 0 "$llz" -v -0 -D auto --repack -fo f.llz d.tar
    grep -q 'd.tar: -D auto: shelf/rows.llzp$' "$log/err" || fail "not chosen for entries of a tar"
fi

# Archives name their priors, so where something is decoded it asks for nothing.
for command in "-t" "-l" "-dc" "verify"; do
    expect 0 "$llz" $command -D auto file.llz
done

# A file of that name is ./auto.
cp shelf/rows.llzp auto
expect 0 "$llz" -0 -D ./auto -fo f.llz b
same f.llz file.llz
rm auto

# What it may read is no output; what is damaged is told by name, and nothing is made.
remember
expect 1 "$llz" -0 -D auto -fo shelf/rows.llzp b
says shelf/rows.llzp
expect 1 "$llz" -0 -D auto -fo shelf/lines.scout b
says shelf/lines.scout
unchanged
expect 1 "$llz" compare -D auto b
says auto 'stands for no prior here'
expect 1 "$llz" compare --priors=lines,auto b
says auto 'stands for no prior here'
expect 1 "$llz" -0 -D auto --memlimit=64K -o x b
says shelf/lines.scout 'more memory than --memlimit allows'
cp shelf/lines.scout whole
head -c 1000 whole >shelf/lines.scout
expect 2 "$llz" -0 -D auto -fo f.llz b # the other one serves
says shelf/lines.scout 'damaged or cut off'
same f.llz file.llz
mv whole shelf/lines.scout
expect 0 env LLZ_PRIOR_PATH=b:shelf "$llz" -0 -D auto -fo f.llz b # no folder
same f.llz file.llz
cp shelf/rows.llzp whole
head -c 1000 whole >shelf/rows.llzp
expect 1 "$llz" -0 -D auto -o x b
says shelf/rows.llzp 'damaged or cut off'
expect 0 "$llz" -0 -D auto -fo f.llz a # which does not need it
silent
cp whole shelf/rows.llzp
cp shelf/rows.scout kept
head -c 1000 kept >shelf/rows.scout
expect 2 "$llz" -0 -D auto -fo f.llz a
says shelf/rows.scout 'damaged or cut off'
rm shelf/rows.scout # then it is not to be chosen
expect 0 "$llz" -0 -D auto -fo f.llz b
[ "$(id f.llz)" != "$rows" ] || fail "chosen without a scout"
absent x

# The prior is away: named, with its package, and nothing is made. Nothing to choose from: a warning, but as a default.
LLZ_PRIOR_PATH=
expect 1 "$llz" -d -o x file.llz
says file.llz "starts from the prior whose id ends in $rows, which is not here: it may be in the package llz-priors"
absent x
: >text
mkdir empty.shelf
LLZ_PRIOR_PATH=empty.shelf
expect 0 env LLZ_OPT='-D auto' "$llz" -0 -fo f.llz b
silent
if ! LLZ_PRIOR_PATH= "$llz" prior >/dev/null 2>&1; then
    expect 2 "$llz" -0 -D auto -fo f.llz b
    says '-D auto' 'the package llz-priors'
    LLZ_PRIOR_PATH=nowhere expect 2 "$llz" -0 -D auto -fo f.llz b
    says '-D auto' 'there is no prior with a scout (nowhere there: No such file'
    expect 0 "$llz" -d -o back f.llz
    same back b
fi
LLZ_PRIOR_PATH=text expect 2 "$llz" -0 -D auto -fo f.llz b
says '-D auto' 'there is no prior with a scout (text there: Not a directory'
