# --verify while compressing.
. "$(dirname "$0")/cli-lib.sh"

sample 1100 >a # several frames of level 0
"$llz" -0 -c a >a.llz || fail "cannot compress"
remember

# --verify: the same archive, by each way out, and no other words.
for form in '-0 --verify -c a' '-0c --verify -T1 a' '-0 --verify -o - a'; do
    expect 0 "$llz" $form
    silent
    same "$log/out" a.llz
done
cat a | "$llz" -0 --verify >b 2>"$log/err" || fail "--verify in a pipe"
silent
same b a.llz
expect 0 "$llz" -0 --verify -f -o b a
silent
same b a.llz
rm b
: >empty
cp a b
expect 0 "$llz" -1 --verify -T1 b empty
expect 0 "$llz" -dc b.llz
same "$log/out" b
expect 0 "$llz" -dc empty.llz
same "$log/out" empty
expect 0 "$llz" -0 --verify -vf b
grep -q ', verified$' "$log/err" || fail "-v does not tell that it was verified"
same b.llz a.llz
rm b.llz empty empty.llz
expect 0 "$llz" -0 --verify --rm b
absent b
same b.llz a.llz
rm b.llz
expect 0 "$llz" -0 --verify --seed=7 -c a
cp "$log/out" b
expect 0 "$llz" -t b
rm b
unchanged

# Where it cannot be done, it is refused. Wrong archives: tests/test_refusal.c.
for form in -d -t -l; do
    expect 1 "$llz" --verify $form a.llz
    says --verify 'for compressing'
done
expect 1 "$llz" --verify=1 -0 a
says --verify=1
expect 1 "$llz" -0 --verify --rm missing
says missing 'No such file'
expect 1 "$llz" -0 --verify a
says a.llz 'already exists'
unchanged
if [ -c /dev/full ]; then
    expect 1 "$llz" -0 --verify -o /dev/full a
    says /dev/full 'No space left on device'
fi
