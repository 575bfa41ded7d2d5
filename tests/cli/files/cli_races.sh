# Whoever may change the folder in which llz works gets nothing by it. The other user (tests/helper/swap.c) is always
# in time: it puts a link in the place of a name just before the call that uses it. Another process would not be in the
# sandbox, so this is left out.
. "$(dirname "$0")/../../cli-lib.sh"
[ -n "${SWAP-}" ] || skip "nobody to race against"

sample 60 >sample
echo precious >secret
chmod 600 secret
secret_is_safe()
{
    [ "$(cat secret)" = precious ] || fail "$1: the file that a link led to was written"
    [ "$(stat -c '%a %h' secret)" = "600 $2" ] || fail "$1: the file that a link led to was changed"
}

# raced AT LAST NAME GOAL COMMAND...: exit code in $got.
raced()
{
    at=$1 last=$2 name=$3 goal=$4
    shift 4
    env LLZ_OPT=--no-sandbox SWAP_AT="$at" ${last:+SWAP_LAST="$last"} SWAP_NAME="$name" SWAP_GOAL="$goal" LD_PRELOAD="$SWAP" "$@" \
        >"$log/out" 2>"$log/err"
    got=$?
    grep -q '^swap: ' "$log/err" || fail "nothing was swapped: $*"
}

# A FIFO that becomes a link to a file, or another name of one.
for goal in secret =secret; do
    for command in "-0" "-0 -f" "-d"; do
        mkfifo pipe
        cat pipe >/dev/null &
        reader=$!
        case $command in
        -d) "$llz" -0 -c sample >input ;;
        *) cp sample input ;;
        esac
        raced open pipe pipe $goal "$llz" $command -o pipe input
        kill -9 $reader 2>/dev/null
        wait $reader 2>/dev/null
        [ $got -eq 1 ] || fail "exit code $got: $command"
        secret_is_safe "$command" "$([ $goal = secret ] && echo 1 || echo 2)"
        rm -f pipe pipe.moved
    done
done

# A file below a folder, after -r has seen it and before it is opened.
mkdir below victim
echo precious >victim/inner
for goal in secret victim; do
    cp sample below/a
    cp sample below/b
    raced open-read a below/b ../$goal "$llz" -0 -r below
    [ $got -eq 1 ] || fail "exit code $got: -r followed a link to $goal"
    absent below/b.llz
    rm below/*
done
rm -r below victim

# The folder of a restore that fails is being removed, and a link takes its place.
mkdir d d/sub victim victim/d victim/d/sub victim/sub
sample 1500 >d/one
sample 20 >d/sub/two
expect 0 "$llz" -q -0 d
size=$(wc -c <d.llz)
cp d.llz damaged.llz
printf '\377\377\377\377' | dd of=damaged.llz bs=1 seek=$((size - 60)) conv=notrunc 2>/dev/null
for f in one sub/two d/one d/sub/two; do
    echo precious >victim/$f
done
for first in remove,unlinkat; do
    raced $first '' '.llz-*' victim "$llz" -d -o new damaged.llz
    [ $got -eq 1 ] || fail "exit code $got"
    for f in one sub/two d/one d/sub/two; do
        [ -f victim/$f ] || fail "victim/$f was removed"
    done
    grep -q '\.llz-' "$log/err" || fail "nothing tells that a folder is left"
    rm -rf .llz-*
done

# The same into a folder that is there.
mkdir in in/victim
cp -r victim/. in/victim
raced remove,unlinkat '' 'in/.llz-*' victim "$llz" -d -C in damaged.llz
[ $got -eq 1 ] || fail "exit code $got"
for f in one sub/two d/one d/sub/two; do
    [ -f in/victim/$f ] || fail "in/victim/$f was removed"
done
rm -rf in .llz-*

# Modes of a FIFO, given to what a link leads to, into both kinds of folders.
mkfifo d/pipe
chmod 646 d/pipe
expect 0 "$llz" -q -0 -f d
rm -r d
for call in chmod,fchmodat chown,fchownat; do
    raced $call '' '.llz-*/pipe' "$PWD/secret" "$llz" -d --special d.llz
    secret_is_safe $call 1
    rm -rf d .llz-*
    mkdir in
    raced $call '' 'in/.llz-*/.llz-*' "$PWD/secret" "$llz" -d --special -C in d.llz
    secret_is_safe "$call -C" 1
    rm -rf in
done

# --rm removes what was read, though the way there leads elsewhere by then.
mkdir from
cp sample from/one
raced unlink,unlinkat one from victim "$llz" -0 --rm -o one.llz from/one
[ -f victim/one ] || fail "--rm removed another file"
rm -rf from from.moved one.llz

# A journal that is a link is not written through.
if "$llz" compare --help >/dev/null 2>&1 && "$llz" compare -q --levels=0 --json=json --no-verify sample >/dev/null 2>&1; then
    mv json elsewhere
    cp elsewhere was
    ln -s elsewhere json
    "$llz" compare -q --levels=0 --seeds=2 --json=json --no-verify sample >/dev/null 2>"$log/err" &&
        fail "wrote through a link"
    same elsewhere was
fi
