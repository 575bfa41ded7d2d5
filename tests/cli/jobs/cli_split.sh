# --split: groups of content. Threads never change the archive, and any number of them restores it.
. "$(dirname "$0")/../../cli-lib.sh"
LLZ_OPT=--lm-only # a third of the time; what predicts does not matter here
export LLZ_OPT

sample 6000 >"$log/text" # more than 200,000 bytes
group=65536

# members FILE: how many there are.
members()
{
    LC_ALL=C grep -abo "$(printf '\365lz\001')" "$1" | wc -l
}

# Sizes at the borders of groups.
for size in 0 1 $((group - 1)) $group $((group + 1)) $((3 * group)) 200000; do
    head -c $size "$log/text" >a
    expect 0 "$llz" -0 --split=64KiB -T1 -fo one.llz a
    silent
    wanted=$(((size + group - 1) / group))
    [ "$(members one.llz)" -eq $((wanted > 0 ? wanted : 1)) ] || fail "$size bytes: $(members one.llz) groups"
    for threads in 2 4; do
        expect 0 "$llz" -0 --split=64K -T$threads -fo many.llz a
        same one.llz many.llz
    done
    for threads in 1 3; do
        expect 0 "$llz" -dc -T$threads one.llz
        same "$log/out" a
    done
    if [ $size -le $group ]; then
        expect 0 "$llz" -0 -fo plain.llz a
        same one.llz plain.llz
    fi
done

# Pipes, in whatever pieces they bring.
{ head -c 70000 a; sleep 0.2; tail -c +70001 a; } | "$llz" -0 --split=$group -T3 >piped.llz || fail "cannot compress a pipe"
same one.llz piped.llz
{ head -c 30000 one.llz; sleep 0.2; tail -c +30001 one.llz; } | "$llz" -d -T3 >"$log/out" || fail "cannot restore a pipe"
same "$log/out" a

# Another size is another archive, and is smaller if it is larger.
expect 0 "$llz" -0 --split=128KiB -fo large.llz a
[ "$(wc -c <large.llz)" -lt "$(wc -c <one.llz)" ] || fail "larger groups do not help"

# Reading it in the other ways.
expect 0 "$llz" -t one.llz
expect 0 "$llz" verify one.llz a
prints "^one.llz: 200000 bytes"
expect 0 "$llz" -lv one.llz
head -n 1 "$log/out" | grep -q ' members ' || fail "-lv has no column for members"
sed -n 2p "$log/out" | awk '{ exit !($2 == 200000 && $8 == 4) }' || fail "-lv does not tell 4 members"
expect 0 "$llz" -l one.llz
sed -n 2p "$log/out" | awk '{ exit !($2 == 200000 && NF == 8) }' || fail "-l of groups"
cat one.llz one.llz >two.llz
cat a a >"$log/two"
expect 0 "$llz" -dc two.llz
same "$log/out" "$log/two"
expect 0 "$llz" -0 --split=64K --verify -fvo verified.llz a
same verified.llz one.llz
grep -q verified "$log/err" || fail "--verify is not told of"
expect 0 "$llz" -b0 --split=64K a

# Holes in what is restored.
{ head -c 100000 /dev/zero; head -c 1000 a; head -c 100000 /dev/zero; } >zeros
expect 0 "$llz" -0 --split=64K --rm zeros
expect 0 "$llz" -d zeros.llz
head -c 101000 zeros | tail -c 1000 >"$log/part"
head -c 1000 a >"$log/wanted"
same "$log/part" "$log/wanted"
[ "$(wc -c <zeros)" -eq 201000 ] || fail "a hole at the end has another length"

# Memory: fewer at a time rather than none. What one needs is known.
expect 1 "$llz" -0 --split=64K -T4 --memlimit=1000 -c a
says a '--memlimit allows 1000'
one=$(sed 's/.*needs \([0-9]*\) bytes.*/\1/' "$log/err")
expect 1 "$llz" -0 --split=64K -T4 --memlimit=$((one - 1)) -c a
for k in 1 2 5; do
    expect 0 "$llz" -0 --split=64K -T4 --memlimit=$((k * one)) -c a
    same "$log/out" one.llz
done
expect 0 "$llz" -0 --split=64K -T4 --verify --memlimit=$((2 * one)) -c a
same "$log/out" one.llz
expect 0 "$llz" -dc -T4 --memlimit="$one" one.llz
same "$log/out" a
expect 1 "$llz" -dc -T4 --memlimit=1000 one.llz
says one.llz '--memlimit allows 1000'

# Output.
remember
expect 1 "$llz" -d -T3 -o x --max-output=199999 one.llz
says one.llz --max-output
expect 1 "$llz" -0 --split=64K -o x --max-output=1000 a
says a --max-output
unchanged
expect 0 "$llz" -d -T3 -o x --max-output=200000 one.llz
same x a
rm x

# Damage: the same error, and nothing behind it, as with one thread.
at=$(LC_ALL=C grep -abo "$(printf '\365lz\001')" one.llz | sed -n '3s/:.*//p')
{ head -c $((at + 2000)) one.llz; printf 'damage'; tail -c +$((at + 2007)) one.llz; } >bad.llz
expect 1 "$llz" -dc -T1 bad.llz
says bad.llz
cp "$log/out" "$log/first"
cp "$log/err" "$log/said"
[ "$(wc -c <"$log/first")" -ge $((2 * group)) ] || fail "whole groups before the damage are held back"
expect 1 "$llz" -dc -T3 bad.llz
same "$log/out" "$log/first"
same "$log/err" "$log/said"
head -c $(($(wc -c <"$log/first"))) a >"$log/wanted"
same "$log/first" "$log/wanted"
expect 1 "$llz" -d -o x bad.llz
absent x
third=$(LC_ALL=C grep -abo "$(printf '\365lz\001')" one.llz | sed -n '4s/:.*//p')
head -c "$third" one.llz >bad.llz # the last group
expect 1 "$llz" -t bad.llz
says bad.llz 'too early'
{ head -c "$at" one.llz; tail -c +$((third + 1)) one.llz; } >bad.llz # the third
expect 1 "$llz" -t bad.llz
says bad.llz impossible
expect 1 "$llz" -l bad.llz
says bad.llz impossible

# In the environment it is a wish.
LLZ_OPT='-0 --split=64K --lm-only'
expect 0 "$llz" -c a
same "$log/out" one.llz
expect 0 "$llz" -dc one.llz
expect 0 "$llz" --search=1 -c a
[ "$(members "$log/out")" -eq 1 ] || fail "--search makes groups"
LLZ_OPT=--lm-only

# What is no size, and what cannot be.
for bad in 0 1 65535 2000G x ''; do
    expect 1 "$llz" -0 --split="$bad" -c a
    [ "$(wc -l <"$log/err")" -eq 1 ] || fail "--split=$bad: not one line"
done
expect 1 "$llz" -0 --split=64K --search=2 -c a
says --split --search

# A folder's files, in any number of threads.
mkdir d
cp a d/b
head -c 70000 a >d/c
if "$llz" -0 --split=64K -T3 d 2>"$log/err"; then
    [ "$(members d.llz)" -eq 6 ] || fail "not an index and five groups"
    cp d.llz many.llz
    expect 0 "$llz" -0 --split=64K -T1 -f d
    same d.llz many.llz
    expect 0 "$llz" -d -o e d.llz
    same e/b d/b
    same e/c d/c
    expect 0 "$llz" -l d.llz
    prints ' d/c$'
    expect 0 "$llz" -t d.llz
    head -c $(($(wc -c <d.llz) - 3000)) d.llz >bad.llz
    expect 1 "$llz" -t bad.llz
else
    grep -q 'without libarchive' "$log/err" || fail "cannot compress a folder"
fi
