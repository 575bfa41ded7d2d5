# Priors from outside: llz train, -D, LLZ_PRIOR_PATH, and what goes wrong.
. "$(dirname "$0")/../../cli-lib.sh"

sample 2500 >samples
sample 2600 | tail -n 60 >text
expect 0 "$llz" train -0 -o lines.llzp --size=64K samples
silent
prints "^lines.llzp: [0-9]* bytes, id [0-9a-f]\{16\}"
prints "^  worth in it, .*: counts [0-9.-]* bits/byte, passages [0-9.-]*, sample [0-9.-]*$"
id=$(sed -n 's/.* id \([0-9a-f]*\),.*/\1/p' "$log/out")
[ "$(wc -c <lines.llzp)" -le 65536 ] || fail "longer than it may be"

# More of the samples is learned in full, and no more than there is room for.
expect 0 "$llz" train -0 -q -o more.llzp --size=64K --sample=40K samples
expect 0 "$llz" prior lines.llzp more.llzp
awk 'NR == 2 { usual = $6 } NR == 3 && $6 > 36000 && $6 < 46000 && $6 > 2 * usual { ok = 1 } END { exit !ok }' "$log/out" ||
    fail "--sample is of another size"
expect 1 "$llz" train -0 -q -o none.llzp --size=64K --sample=17M samples
says --sample 'is at most 16M'
seq 1000000 | awk '{ print $1 * $1 * 7919 % 1000003 }' | head -c 600000 >numbers
expect 1 "$llz" train -0 -q -o none.llzp --size=64K --sample=300K numbers
says none.llzp 'does not fit into --size'
[ ! -e none.llzp ] || fail "a prior in spite of its sample"
rm more.llzp

# Smaller, restored, named.
expect 0 "$llz" -1 -o cold.llz text
expect 0 "$llz" -1 -D lines.llzp -o warm.llz text
[ "$(wc -c <warm.llz)" -lt "$(wc -c <cold.llz)" ] || fail "the prior does not help"
expect 0 "$llz" -dc -D lines.llzp warm.llz
same "$log/out" text
expect 0 "$llz" verify -D lines.llzp warm.llz text
expect 0 "$llz" -lv warm.llz
end=$(echo "$id" | cut -c 9-16) # what an archive names
prints " $end "
expect 0 "$llz" -lv cold.llz
grep -q "$end" "$log/out" && fail "an archive without prior names one"
expect 0 "$llz" -1 --verify -D lines.llzp -fo again.llz text
same again.llz warm.llz
expect 0 "$llz" -1 --search=2 -D lines.llzp -fo searched.llz text
expect 0 "$llz" -dc -D lines.llzp searched.llz
same "$log/out" text
expect 0 "$llz" compare -D lines.llzp --levels=0 --policies=uniform text
expect 0 "$llz" compare -D lines.llzp --levels=0 --policies=uniform --json=x.json text
grep -q '"prior":"[0-9a-f]\{16\}"' x.json || fail "no prior in results"

# Many files get what each would get alone.
for i in 1 2 3; do
    sed "s/line/line $i/" text >t$i
    expect 0 "$llz" -1 -D lines.llzp -o alone$i.llz t$i
done
expect 0 "$llz" -1 -D lines.llzp t1 t2 t3
for i in 1 2 3; do
    same t$i.llz alone$i.llz
    mv t$i before$i
done
expect 0 "$llz" -d -D lines.llzp t1.llz t2.llz t3.llz
for i in 1 2 3; do same t$i before$i; done

# Groups and folders.
expect 0 "$llz" -0 --split=64K -T2 -D lines.llzp -o groups.llz samples
expect 0 "$llz" -dc -T2 -D lines.llzp groups.llz
same "$log/out" samples
mkdir folder
cp t1 t2 folder
expect 0 "$llz" -1 -D lines.llzp folder
mv folder kept
expect 0 "$llz" -d -D lines.llzp folder.llz
same folder/t1 kept/t1
same folder/t2 kept/t2

# Elsewhere: by name, and by what the archive says.
mkdir shelf
mv lines.llzp shelf
for name in lines lines.llzp; do
    LLZ_PRIOR_PATH=nowhere:shelf expect 0 "$llz" -1 -D $name -fo named.llz text
    same named.llz warm.llz
done
echo "no prior" >shelf/other.llzp
LLZ_PRIOR_PATH=shelf expect 0 "$llz" -dc warm.llz
silent
same "$log/out" text
LLZ_PRIOR_PATH=shelf expect 0 "$llz" -dc -T2 groups.llz
same "$log/out" samples

# llz prior: those of LLZ_PRIOR_PATH, or what is named, with ids and sizes; what is damaged is told.
rm shelf/other.llzp
size=$(($(wc -c <shelf/lines.llzp)))
for form in '' -l --list; do
    LLZ_PRIOR_PATH=shelf expect 0 "$llz" prior $form
    silent
    awk -v id="$id" -v size=$size 'NR == 2 && $1 == id && $2 == size && $3 > 0 && $6 > 0 && $7 == "shelf/lines.llzp" { ok = 1 }
        END { exit !(ok && NR == 2) }' "$log/out" || fail "prior $form tells something else"
    cp "$log/out" listed
done
expect 0 "$llz" prior shelf
same "$log/out" listed
ln -s shelf linked
expect 0 "$llz" prior linked
prints 'linked/lines.llzp$'
LLZ_PRIOR_PATH=nowhere:shelf expect 0 "$llz" prior lines # as -D finds it
same "$log/out" listed
cp shelf/lines.llzp "$(printf 'od\377d')"
expect 0 "$llz" prior --json shelf/lines.llzp od*
silent
[ "$(wc -l <"$log/out")" -eq 2 ] || fail "not a line for each prior"
head -n 1 "$log/out" | grep -q "^{\"type\":\"prior\",\"name\":\"shelf/lines.llzp\",\"id\":\"$id\",\"bytes\":$size,\"words\":[1-9]" ||
    fail "another object: $(cat "$log/out")"
prints '"name":"od\\ufffdd","name_bytes":"6f64ff64"'
rm od* linked listed
remember
expect 1 "$llz" prior
says prior 'set LLZ_PRIOR_PATH'
expect 1 env LLZ_PRIOR_PATH=nowhere "$llz" prior
says nowhere 'No such file'
expect 1 "$llz" prior text shelf/lines.llzp
says text 'not a prior'
prints "^$id "
head -c $((size / 2)) shelf/lines.llzp >shelf/cut.llzp
expect 1 "$llz" prior shelf
says shelf/cut.llzp 'damaged or cut off'
prints "^$id "
[ "$(wc -l <"$log/out")" -eq 2 ] || fail "a damaged prior is listed"
expect 1 "$llz" prior -o x shelf
says -o 'unknown option'
rm shelf/cut.llzp
unchanged
echo "no prior" >shelf/other.llzp

# What goes wrong: one line, and nothing is made.
remember
expect 1 "$llz" -d -o x warm.llz
says warm.llz "starts from the prior whose id ends in $end, which is not here"
expect 1 "$llz" train -0 -o two.llzp --size=64K text
says train "too little to learn from"
cp samples again # what comes twice counts once: what is held out of the one would be learned from the other
expect 0 "$llz" train -0 -o once.llzp --size=64K samples
expect 2 "$llz" train -0 -o twice.llzp --size=64K samples again
says again 'has the same content as samples'
same twice.llzp once.llzp
rm again once.llzp twice.llzp
expect 1 "$llz" train -o two.llzp
says train "nothing to learn from"
expect 1 "$llz" train samples
says train "needs -o"
expect 1 "$llz" train -o two.llzp --size=1K samples
says --size "64K to 64M"
expect 1 "$llz" train -o two.llzp absent
says absent
expect 1 "$llz" train -o text samples
says text "already exists"
expect 1 "$llz" -D absent -o x text
says absent
expect 1 "$llz" -D text -o x text
says text "not a prior"
expect 1 "$llz" -D shelf -o x text
says shelf
expect 1 "$llz" -D shelf/lines.llzp --memlimit=64K -o x text
says shelf/lines.llzp "more memory than --memlimit allows"
unchanged
head -c 1000 shelf/lines.llzp >short.llzp
expect 1 "$llz" -D short.llzp -o x text
says short.llzp "damaged or cut off"
{ head -c 4 shelf/lines.llzp; printf '\011'; tail -c +6 shelf/lines.llzp; } >new.llzp
expect 1 "$llz" -D new.llzp -o x text
says new.llzp "version"
expect 0 "$llz" train -0 -fo text --size=64K samples

# To standard output: the prior alone, and what is told of it on stderr. It does not replace a sample there either.
cp text same.llzp
expect 0 "$llz" train -0 -q -o - --size=64K samples
silent
same "$log/out" same.llzp
expect 0 "$llz" train -0 -o - --size=64K samples
same "$log/out" same.llzp
grep -q '^(stdout): [0-9]* bytes, id ' "$log/err" || fail "nothing told of the prior"
absent ./-
cp samples "$log/samples"
"$llz" train -0 -q -o - --size=64K samples >>samples 2>"$log/err" && fail "a prior is added to its sample"
says '(stdout)' 'is one of the samples'
same samples "$log/samples"
if [ -c /dev/full ]; then
    "$llz" train -0 -q -o - --size=64K samples >/dev/full 2>"$log/err" && fail "a full disk is no error"
    says '(stdout)' 'No space left on device'
fi

# A pipe is not read because of -f, which is about the prior; and no temporary file is needed.
mkfifo pipe
expect 1 "$llz" train -0 -q -f -o same.llzp --size=64K pipe
says pipe 'is not a regular file; a pipe can be given as -'
rm pipe
expect 0 env TMPDIR=/nowhere "$llz" train -0 -q -f -o same.llzp --size=64K samples
same same.llzp text
