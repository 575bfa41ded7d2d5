#!/bin/sh
# fault.sh LLZ PRELOAD DRIVER ATTRIBUTE [GROUP...] - runs the program with one call failing after the other, and
# tells what was lost, wrong or silent. FAULT_EVERY (default 1): only every n-th call. FAULT_PASSES: only these
# kinds of failure, with commas between them. FAULT_ONLY: only this scenario. See tests/fault/README.md.
set -u
LC_ALL=C TZ=UTC
export LC_ALL TZ
unset LLZ_PRIOR_PATH TAPE
llz=$1 preload=$2 driver=$3 attribute=$4
shift 4
[ $# -gt 0 ] || set -- file stdio folder restore recover learn
here=$(cd "$(dirname "$0")" && pwd)
every=${FAULT_EVERY:-1}

scratch=$(mktemp -d "${TMPDIR:-/tmp}/llz-fault.XXXXXX") || exit 3
trap 'rm -rf "$scratch"' EXIT
trap 'exit 3' HUP INT TERM
bad=0

# The program's world: $box/tmp for temporary files, $box/home, and the folder it works in.
box=$scratch/box
HOME=$box/home TMPDIR=$box/tmp
export HOME TMPDIR

# An empty world. What follows makes the scenario's files in the current folder.
begin() {
    cd "$scratch" && rm -rf "$box" && mkdir -p "$box/tmp" "$box/home" && cd "$box" || exit 3
}

# Times that no run gives by itself.
aged() {
    find . -depth -exec touch -h -d '2001-02-03 04:05:06.789' {} +
}

# run NAME [DRIVER OPTION...] -- ARGUMENT...: the program's arguments.
run() {
    name=$1 options=
    shift
    while [ "$1" != -- ]; do
        options="$options $1"
        shift
    done
    shift
    [ "${FAULT_ONLY:-$name}" = "$name" ] || return 0
    aged
    # shellcheck disable=SC2086 # options are words
    "$driver" -n "$name" -e "$every" -k "$here/known.txt" ${FAULT_PASSES:+-p "$FAULT_PASSES"} $options \
        "$box" "$scratch" "$preload" "$llz" "$@" >"$scratch/result"
    [ $? -eq 0 ] || bad=1
    cat "$scratch/result"
    grep "^$name: " "$scratch/result" >>"$scratch/counts"
}

lines() {
    awk -v n="$1" 'BEGIN { for (i = 1; i <= n; i++) printf "line %d of the sample, square %d\n", i, i * i }'
}

# A folder with one of each: files, an empty one, links, an attribute, a folder without files.
folder() {
    mkdir -p d/sub/empty
    lines 20 >d/one
    lines 5 >d/sub/two
    : >d/none
    ln d/one d/sub/hard
    ln -s ../one d/sub/soft
    "$attribute" d/one user.kind sample || :
    chmod 640 d/sub/two
    chmod 750 d/sub
}

group_file() {
    begin; lines 30 >a
    run compress -- -0 -T1 a
    run compress-quiet -q -- -q -0 -T1 a
    run compress-rm -- -0 -T1 --rm a
    run compress-verify -- -0 -T1 --verify --rm a
    run compress-search -- -0 -T1 --search=2 a
    echo old >a.llz
    run compress-force -- -0 -T1 -f a
    begin; lines 2000 >a
    run compress-split -- -0 --lm-only -T2 --split=64K --rm a
    begin; lines 30 >a; cp a b
    run compress-several -s -- -0 -T1 --rm a b
    run compress-beside -s -- -0 -T2 --rm a b
    begin; lines 30 >original; "$llz" -q -0 -o a.llz original; rm original
    run decompress -- -d -T1 a.llz
    run decompress-rm -- -d -T1 --rm a.llz
    echo old >a
    run decompress-force -- -d -T1 -f --rm a.llz
    begin; { lines 3; head -c 70000 /dev/zero; lines 3; } >original; "$llz" -q -0 -o a.llz original; rm original
    run decompress-sparse -- -d -T1 --rm a.llz
    begin; lines 2000 >original; "$llz" -q -0 --lm-only --split=64K -o a.llz original; rm original
    run decompress-split -- -d -T2 --rm a.llz
}

group_stdio() {
    begin; lines 30 >a; "$llz" -q -0 a
    run compress-stdout -x -- -0 -T1 -c a
    run compress-pipe -x -I a -- -0 -T1
    run decompress-stdout -x -- -d -T1 -c a.llz
    run decompress-pipe -x -I a.llz -- -d -T1
    run verify -- verify -T1 a.llz a
    folder; "$llz" -q -0 d; cat a.llz d.llz >both.llz
    run test -- -t -T1 a.llz d.llz
    run test-pipe -I d.llz -- -t -q -T1
    run list -- -l a.llz d.llz
    run list-long -- -l -v a.llz d.llz
    run list-pipe -I d.llz -- -l
    run bad-magic -c 1 -- -d -T1 a
    begin; lines 2000 >original; "$llz" -q -0 --lm-only --split=64K -o a.llz original; rm original
    run decompress-split-stdout -x -- -d -T2 -c a.llz
    run list-split -- -l -v a.llz
    run test-split -- -t -T2 a.llz
}

group_folder() {
    begin; folder
    run folder -- -0 -T1 d
    run folder-verify -- -0 -T1 --verify d
    run folder-quiet -- -0 -T1 -q d
    run folder-stdout -- -0 -T1 -c d
    run folder-recursive -s -c 2 -- -0 -T1 -r --rm d
    lines 3 >a; echo old >o.llz
    run folder-several -- -0 -T1 -f -o o.llz a d
    if command -v tar >/dev/null; then
        begin; folder; tar cf t.tar d; tar czf t.tgz d; rm -r d
        run repack -- -0 -T1 --repack t.tar
        run repack-packed -- -0 -T1 --repack t.tgz
    fi
}

group_restore() {
    begin; folder; "$llz" -q -0 d; rm -r d
    run restore -a -- -d -T1 d.llz
    run restore-rm -a -- -d -T1 --rm d.llz
    run restore-quiet -a -q -- -d -q -T1 d.llz
    run restore-pipe -a -I d.llz -- -d -T1 -o d
    run restore-tar -- -d -T1 -c d.llz
    mkdir out
    run restore-into -- -d -T1 -C out d.llz
    run restore-into-rm -- -d -T1 --rm -C out d.llz
    run restore-only -- -d -T1 -C out --only=d/sub d.llz
    mkdir -p out/d/sub; echo old >out/d/one; echo old >out/d/sub/two; ln -s nowhere out/d/sub/soft
    run restore-force -- -d -T1 -f -C out d.llz
    rm -r out/d/sub; echo old >out/d/sub
    run restore-instead -- -d -T1 -f --rm -C out d.llz
    begin; folder; "$llz" -q -0 --lm-only --split=64K d; rm -r d
    run restore-split -a -- -d -T2 d.llz
    begin; mkdir d; lines 30 >d/a; lines 20 >d/b; "$llz" -q -0 -r d; rm d/a d/b
    run restore-recursive -s -- -d -T1 -r --rm d
}

# spoil FILE: one byte becomes another, 30 bytes before the end.
spoil() {
    at=$(($(wc -c <"$1") - 30))
    printf '\377' | dd of="$1" bs=1 seek="$at" conv=notrunc 2>/dev/null
}

group_recover() {
    begin; lines 2000 >original; "$llz" -q -0 --lm-only --split=64K -o a.llz original; rm original; spoil a.llz
    run recover -c 2 -- --recover -T1 a.llz
    run damaged -c 1 -- -d -T1 --rm a.llz
    begin; folder; lines 2000 >d/sub/big; "$llz" -q -0 --lm-only --split=64K d; rm -r d; spoil d.llz
    run recover-folder -c 2 -- --recover -T1 d.llz
    run damaged-folder -a -c 1 -- -d -T1 --rm d.llz
}

group_learn() {
    begin; lines 2000 >a; lines 30 >b
    run train -- train -0 -q -o p.llzp a
    echo old >p.llzp
    run train-force -- train -0 -q -f -o p.llzp a
    lines 400 | tr a-z n-za-m >c
    run train-select -- train -0 -q -f --size=64K --select=c -o p.llzp a
    "$llz" train -0 -q -f --size=64K -o p.llzp a
    run compress-prior -- -0 -T1 -D p.llzp b
    cp p.llzp p.scout
    export LLZ_PRIOR_PATH=.
    run compress-prior-auto -- -0 -T1 -D auto b
    unset LLZ_PRIOR_PATH
    rm p.scout
    begin; lines 200 >b
    run why -- why -0 -T1 b
    run compare -l -g c.json,c.csv,c.html -- compare --levels=0 --policies=uniform,law --no-verify -T1 \
        --json=c.json --csv=c.csv --html=c.html b
    run why-against -g w.html,w.csv -- why -0 -T1 --against=uniform --policy=law --csv=w.csv -o w.html b
    "$llz" compare --levels=0 --policies=uniform,law -T1 --json=c.json b >/dev/null
    run report-page -g r.html -- report --format=html -o r.html c.json
    run report-text -g r.txt -- report --format=text -o r.txt c.json
    lines 480 >b
    run law -g l.csv,l.json,l.html -- law -0 -T1 --policies=uniform,skip --jobs=2 --csv=l.csv --json=l.json --html=l.html b
}

echo "faults at every $every. call"
for group; do
    "group_$group"
done
awk '{ t += $2; f += $4; k += $6 } END { printf "%d tries, %d failures, %d known failures\n", t, f, k }' "$scratch/counts"
exit $bad
