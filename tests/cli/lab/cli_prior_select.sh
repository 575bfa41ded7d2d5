# llz train --select: priors for files like the probes, and probes that are of no use.
. "$(dirname "$0")/../../cli-lib.sh"

# Lines of NAME from FROM to TO.
kind()
{
    awk -v name="$1" -v from="$2" -v to="$3" 'BEGIN {
        for (i = from; i < to; i++)
            printf "%s_%d(%s[%d], %d);\n", name, i * i % 9973, name, i * 31 % 997, i * i % 65521
    }'
}

mkdir samples probes
for name in alpha beta gamma delta epsilon zeta; do
    kind $name 0 1500 >samples/$name
done
kind gamma 2000 2500 >probes/one
kind gamma 2500 3000 >probes/two
kind gamma 3000 3100 >text

expect 0 "$llz" train -0 --size=64K --select=probes -o chosen.llzp -r samples
silent
prints "^chosen.llzp: [0-9]* bytes, id [0-9a-f]\{16\}"
expect 0 "$llz" train -0 -q --size=64K -o plain.llzp -r samples
[ "$(wc -c <chosen.llzp)" -le 65536 ] || fail "longer than it may be"
cmp -s chosen.llzp plain.llzp && fail "the probes change nothing"
for p in chosen plain; do
    expect 0 "$llz" -1 -D $p.llzp -o $p.llz text
    expect 0 "$llz" -dc -D $p.llzp $p.llz
    same "$log/out" text
done
[ "$(wc -c <chosen.llz)" -le "$(wc -c <plain.llz)" ] || fail "what is selected is worse"

# A file, as the folder that has it alone; what the trial is made with changes nothing.
mkdir alone
cp probes/one alone
expect 0 "$llz" train -q --size=64K --select=probes/one -o one.llzp -r samples
expect 0 "$llz" train -0 --size=64K --select alone -fo two.llzp -r samples
same one.llzp two.llzp

# Below folders what is empty is passed over; what was named is an error.
: >samples/none
: >alone/none
expect 2 "$llz" train -0 -q --size=64K --select alone -fo two.llzp -r samples
silent
same one.llzp two.llzp
expect 2 "$llz" train -0 --size=64K -fo two.llzp -r samples
says samples/none 'skipped: is empty'
same plain.llzp two.llzp
rm alone/none
expect 1 "$llz" train -0 --size=64K -fo two.llzp -r samples samples/none
grep -q '^llz: samples/none: is empty$' "$log/err" || fail "an empty sample that was named"
rm samples/none

remember
expect 1 "$llz" train -q --select=absent -o x.llzp -r samples
says absent 'No such file'
expect 1 "$llz" train -q --select=text -o x.llzp -r samples
says text 'too little to select by'
expect 1 "$llz" train -q --select=samples/beta -o x.llzp -r samples
says samples/beta 'is a probe and a sample'
expect 1 "$llz" train -q -f --select=probes -o probes/one -r samples
says probes/one 'is one of the probes'
expect 1 "$llz" train --select
says --select
mkdir empty
expect 1 "$llz" train -q --select=empty -o x.llzp -r samples
says empty 'too little to select by'
rmdir empty
unchanged

# Most of it in the samples: said, and made nevertheless.
cat samples/beta probes/one >both
expect 2 "$llz" train -0 --size=64K --select=both -o x.llzp -r samples
says x.llzp 'of the probes stand in the samples'
[ -s x.llzp ] || fail "a warning keeps the prior from being made"
