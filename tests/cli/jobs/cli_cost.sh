#!/bin/sh
# Many small members: what they share, what they need, what they give back. tests/unit/codec/test_cost.c counts what it
# costs. Usage: cli_cost.sh PROGRAM
. "$(dirname "$0")/../../cli-lib.sh"

# repeated N FILE...: the files in a row, so many times.
repeated()
{
    n=$1
    shift
    while [ "$n" -gt 0 ]; do
        cat "$@"
        n=$((n - 1))
    done
}

printf 'the people of the country\n' >text
printf '\001\000\000\000\007\000\003\000\002\000\000\000\007\000\005\000\003\000\000\000\007\000\011\000' >other
: >none
for level in 0 1; do
    for name in text other none; do
        "$llz" -$level -c $name >$name.llz || fail "level $level"
    done
    repeated 12 text other none >all
    repeated 12 text.llz other.llz none.llz >all.llz
    expect 0 "$llz" -t all.llz
    silent
    expect 0 "$llz" -dc all.llz
    same "$log/out" all
    expect 0 "$llz" -d --recover -c all.llz
    same "$log/out" all
    # A limit that allows for one model only changes nothing but the time it takes.
    [ "$level" -eq 0 ] || expect 0 "$llz" -t --memlimit=620MiB all.llz
done

# Members in which nothing is learned need no model: at level 9 it would take 1.6 GB.
: | "$llz" -9 -c >empty.llz || fail "level 9"
repeated 500 empty.llz >empties.llz
(
    ulimit -v 400000 2>/dev/null && "$llz" -V >/dev/null 2>&1 || exit 0 # sanitizers and emulators take terabytes
    "$llz" -T1 -t empties.llz
) || fail "empty members at level 9"

# Mixed settings, in small numbers, are what people do.
: >mixed
: >mixed.llz
for how in -0 '-0 --seed=1' -1 '-1 --policy=law' '-0 --policy=skip' -1 '-0 --without=kind' -0 -1; do
    cat text >>mixed
    # shellcheck disable=SC2086 # two words
    "$llz" $how -c text >>mixed.llz || fail "$how"
done
expect 0 "$llz" -dc mixed.llz
same "$log/out" mixed

# Several inputs of one run share what each would learn anew: archives are the same, whichever stands before them.
for i in 1 2 3 4 5; do
    sample $((90 * i)) >in$i
    "$llz" -1 -c in$i >alone$i || fail "level 1"
done
cp other in6
"$llz" -1 -c in6 >alone6 || fail "level 1"
mkdir below
cp in1 in2 in3 in4 in5 in6 below
expect 0 "$llz" -1 -k in1 in6 in2 in3 in4 in5
expect 0 "$llz" -1 -r --verify below
for i in 1 2 3 4 5 6; do
    same in$i.llz alone$i
    same below/in$i.llz alone$i
    rm below/in$i
done
expect 0 "$llz" -d -r below
for i in 1 2 3 4 5 6; do
    same below/in$i in$i
done
