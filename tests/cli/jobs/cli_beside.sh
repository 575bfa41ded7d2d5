# Several files with several threads: as if one had been worked on after another.
. "$(dirname "$0")/../../cli-lib.sh"

# plain FILE: the messages without what differs from run to run, and the threads that each input gets.
plain()
{
    grep -v '^llz: sandbox: ' "$1" |
        sed 's/, [0-9.]* KB\/s, [0-9.]* s, state .*, peak RSS [^,]*,/,/; s/threads [0-9]*/threads/'
}

# both FOLDER CODE ARGUMENT...: in copies of a folder, with one thread and with four; $one and $four are what came of it.
both()
{
    from=$1 want=$2
    shift 2
    for threads in 1 4; do
        rm -rf "$log/with$threads"
        cp -a "$from" "$log/with$threads"
        (cd "$log/with$threads" && expect "$want" "$llz" -T$threads "$@") || exit 1
        plain "$log/err" >"$log/told$threads"
        cp "$log/out" "$log/stdout$threads"
    done
    one=$log/with1 four=$log/with4
    diff -r --no-dereference "$one" "$four" >&2 || fail "four threads make something else: $*"
    diff "$log/told1" "$log/told4" >&2 || fail "four threads say something else: $*"
}

# The first file takes longer than all others, and most of them have something to say. The sixth is larger than what is
# worked on side by side.
mkdir files files/folder
sample 2000 | head -c 60000 >files/first
sample 3 >files/taken
echo old >files/taken.llz
: >files/empty
sample 20 >files/second
awk 'BEGIN { r = 1; for (i = 0; i < 66000; i++) { r = (r * 69069 + 1) % 2147483648; printf "%c", 32 + r / 16777216 % 90 } }' >files/large
sample 30 >files/third
sample 5 >files/folder/inside
sample 40 >files/last
order='first taken missing empty second large third folder last'
# shellcheck disable=SC2086 # names
both files 1 -1 -v $order
[ "$(cut -d: -f1 "$log/told4" | sort -u | tr '\n' ' ')" = 'empty first folder large last llz second third ' ] ||
    fail "not all say something: $(cat "$log/told4")"
[ "$(head -n 1 "$log/told4" | cut -d: -f1)" = first ] || fail "the second was told before the first"
[ ! -e "$four/missing.llz" ] && [ -s "$four/last.llz" ] || fail "an error ends all"
[ "$(cat "$four/taken.llz")" = old ] || fail "overwritten"

[ "$(wc -c <"$four/large.llz")" -gt 16384 ] || fail "nothing is larger than what is decoded side by side"

# And back, with a folder and a damaged archive among them; with the sources removed.
mkdir archives
for name in first empty second large third folder last; do
    mv "$four/$name.llz" archives
done
head -c 40 archives/third.llz >archives/cut.llz
order='first.llz cut.llz folder.llz empty.llz second.llz large.llz nowhere.llz last.llz'
# shellcheck disable=SC2086
both archives 1 -d -v --rm $order
for name in first empty second large last; do
    same "files/$name" "$four/$name"
    absent "$four/$name.llz"
done
same files/folder/inside "$four/folder/inside"
absent "$four/cut"
[ -e "$four/cut.llz" ] || fail "removed what could not be restored"
# shellcheck disable=SC2086
both archives 1 -t -v $order

# Two archives of a folder, the first of which takes longer: it makes the folder, and the second finds it there.
mkdir twice twice/folder
cp archives/folder.llz twice/b.llz
cp files/first twice/folder/inside
(cd twice && expect 0 "$llz" -1 -o a.llz folder) || exit 1
rm -r twice/folder
[ "$(wc -c <twice/a.llz)" -lt 16000 ] || fail "too large to be worked on side by side"
both twice 2 -d -C . a.llz b.llz
same "$four/folder/inside" files/first

# One file under several names: the first one changes or removes it.
mkdir links
cp files/second files/third links
ln links/second links/hard
ln -s second links/soft
both links 0 -0 --rm third second hard
both links 1 -0 --rm second soft third
both links 1 -0 --rm -f second second
both links 2 -0 --rm -r .

# All of a folder; one name twice, of which the second finds what the first one made.
both files 0 -0 -r --rm folder
both files 1 -0 second second
# To one place they come in their order.
both files 0 -0 -c first empty second
expect 0 "$llz" -0 -T1 -c files/first files/empty files/second
same "$log/out" "$log/stdout4"

# Each of those that are small has one thread, unless memory is limited: the limit is one for all together.
both files 0 -0 -v second third last
grep -q 'threads 1$' "$log/err" || fail "not side by side"
both files 0 -0 -v --memlimit=64M second third last
grep -q 'threads 4$' "$log/err" || fail "side by side in spite of the limit"
if (ulimit -v 4000000 && exec "$llz" -V) >/dev/null 2>&1; then # sanitizers and emulators take terabytes
    rm -rf limited
    cp -r files limited
    (ulimit -v 4000000 && cd limited && expect 0 "$llz" -0 -v -T4 second third) || exit 1
    grep -q 'threads 4$' "$log/err" || fail "side by side in spite of the system's limit"
fi

# The first one waits for whoever reads its output; the second is made meanwhile.
mkdir together
sample 3 >together/first
sample 3 >together/second
mkfifo together/first.llz
"$llz" -0 -T2 together/first together/second 2>"$log/err" &
pid=$!
tries=15000
while [ ! -e together/second.llz ]; do
    tries=$((tries - 1))
    kill -s 0 $pid || fail "ended before the first has a reader"
    [ $tries -gt 0 ] || { kill $pid; fail "the second waits for the first"; }
    sleep 0.02
done
cat together/first.llz >got.llz
wait $pid || fail "exit code"
expect 0 "$llz" -d -c got.llz
same "$log/out" together/first
