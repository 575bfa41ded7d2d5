# Parameters of policies: what changes the archive, what is shown, what is refused.
. "$(dirname "$0")/../../cli-lib.sh"

sample 60 >a
expect 0 "$llz" -0 --policy=skip -c a
cp "$log/out" usual
for policy in skip:share=0.5 skip:share=0.500:move=0.00390625; do
    expect 0 "$llz" -0 --policy=$policy -c a
    same "$log/out" usual
done

# Stored, shown, and needed to decode.
expect 0 "$llz" -0 --policy=skip:move=0.01:share=0.6 -c a
cp "$log/out" b.llz
cmp -s b.llz usual && fail "parameters change nothing"
expect 0 "$llz" -dc b.llz
same "$log/out" a
expect 0 "$llz" -lv b.llz
sed -n 2p "$log/out" | grep -q ' skip:share=0.6:move=0.01 ' || fail "-lv does not show the parameters"
expect 0 "$llz" -l b.llz
sed -n 2p "$log/out" | grep -q ' skip  *1 ' || fail "-l does not show the policy"
expect 0 "$llz" -l --json b.llz
prints '"policy":"skip","parameters":"share=0.6:move=0.01"'
LC_ALL=de_DE.UTF-8 LLZ_OPT=--policy=skip:share=0.6:move=0.01 expect 0 "$llz" -0 -c a
same "$log/out" b.llz
expect 0 "$llz" -b --policy=skip:share=0.6 -0 a

# What is wrong, in one line.
refuses_policy()
{
    expect 1 "$llz" -0 --policy="$1" -c a
    says "$2" "$3"
    [ ! -s "$log/out" ] || fail "$1: something comes out"
}
refuses_policy skip:shre=1 shre 'policy skip has no such parameter; did you mean share? It has: share, move'
refuses_policy uniform:share=1 share 'policy uniform has no parameters'
refuses_policy skip:share=5 share=5 'share is a number from 0 to 4, in steps of 0.001'
refuses_policy skip:share=0,6 share=0,6 'share is a number from 0 to 4'
refuses_policy skip:share share 'share is a number from 0 to 4'
refuses_policy recent:windows=1.5 windows=1.5 'windows is a number from 1 to 1024, in steps of 1'
refuses_policy skip:share=1:share=2 share=2 'given twice'
refuses_policy skp:share=1 skp 'did you mean skip'
expect 0 "$llz" --help policy
prints 'skip:share=0.5'
prints 'in steps of 0.001)'

# Compared side by side, whatever way they are written; two names for one policy are one row.
expect 0 "$llz" compare -q --levels=0 --policies=skip:share=0.60,skip:share=0.5,skip,skip:share=0.6 a
[ "$(grep -c 'skip:share=0.6 ' "$log/out")" -eq 1 ] || fail "not one row of skip:share=0.6"
[ "$(grep -c 'skip ' "$log/out")" -eq 1 ] || fail "not one row of skip"
expect 1 "$llz" compare -q --levels=0 --policies=skip,skip:shar=1 a
says shar 'did you mean share'
if "$llz" compare -q --levels=0 --policies=skip:share=0.6 --json=r.json a >"$log/out" 2>"$log/err"; then
    grep -q '"policy": *"skip:share=0.6"' r.json || fail "records do not name the parameters"
    grep '"policy": *"skip:share=0.6"' r.json | grep -q '"share": *0.6' || fail "records have no value"
    lines=$(grep -c '"kind": *"run"' r.json)
    "$llz" compare -q --levels=0 --policies=skip:share=0.6 --json=r.json a >"$log/out" || fail "not read again"
    [ "$(grep -c '"kind": *"run"' r.json)" -eq "$lines" ] || fail "runs with parameters are made again"
    "$llz" compare -q --levels=0 --policies=skip:share=0.7 --json=r.json a >"$log/out" || fail "not added to"
    [ "$(grep -c '"kind": *"run"' r.json)" -gt "$lines" ] || fail "another parameter is taken for the same run"
fi

# Controls: compared and decoded in memory, but in no archive.
expect 0 "$llz" compare -q --levels=0 --policies=law-steps-flipped,law-steps-shuffled:rate=0.02,law-examples-flipped,law-examples-shuffled a
prints 'law-steps-flipped .* control '
prints 'law-steps-flipped is a control: its archive, which no other decoder takes, was decoded in memory'
prints 'law-examples-flipped is a control'
prints 'law-steps-shuffled:rate=0.02 is a control'
refuses_policy law-steps-flipped law-steps-flipped 'exists to lose, so that no archive names it; only llz compare and llz law run it'
refuses_policy oracle oracle 'looks ahead'
