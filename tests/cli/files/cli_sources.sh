# What changes while it is read: a line and exit status 2, and the source stays.
. "$(dirname "$0")/../../cli-lib.sh"

LLZ_OPT=--lm-only # a third of the time; what predicts does not matter here
export LLZ_OPT

noise()
{
    awk -v n="$1" 'BEGIN { srand(7); for (i = 0; i < n; i++) printf "%c", int(rand() * 255) + 1 }'
}

noise 120000 >big.was || fail "no noise"
"$llz" -0 -c big.was >big.llz.was || fail "cannot compress noise"
chmod 640 big.was

# halted COMMAND...: runs it until it writes its output, and holds it there. A machine that was too busy to catch it
# in time tries again, from the same files.
halted()
{
    tries=50
    while :; do
        rm -f out a a.llz back new
        cp -p big.was a
        cp big.llz.was a.llz
        sleep 0.02 # ticks of the file system's clock, within one of which a change would look like none
        halt some_temporary "$@" && return
        kill -CONT $pid 2>"$log/junk" # it is complete
        wait $pid
        tries=$((tries - 1))
        [ $tries -gt 0 ] || fail "never caught: $*"
    done
}

# released CODE: lets it go on.
released()
{
    kill -CONT $pid
    wait $pid
    got=$?
    [ $got -eq "$1" ] || fail "exit code $got instead of $1"
}

# A source that grows, shrinks, is written over, or is another file by the time it has been read.
change()
{
    case $1 in
    grows) echo more >>a ;;
    shrinks) truncate -s 119000 a ;;
    rewritten) printf 'X' | dd of=a bs=1 count=1 conv=notrunc 2>"$log/junk" ;;
    restored) # the old time is put back, which a backup may do: the inode tells
        printf 'X' | dd of=a bs=1 count=1 conv=notrunc 2>"$log/junk"
        touch -r big.was a ;;
    replaced) cp big.was new && mv new a ;;
    removed) rm a ;;
    esac
}

for how in grows shrinks rewritten restored replaced removed; do
    case $how in
    replaced) text='was replaced by another file while it was read' ;;
    removed) text='was removed while it was read' ;;
    *) text='changed while it was read' ;;
    esac
    for options in '' --rm; do
        halted "$llz" -0 $options -o out a
        change $how
        cp a changed 2>"$log/junk"
        released 2
        says a "$text"
        [ -z "$options" ] || says a 'not removed: '
        [ $how = removed ] || same a changed
        [ -f out ] || fail "$how: no archive"
        "$llz" -t out || fail "$how: not an archive"
    done
done
for options in --verify --search=2 --split=64KiB '--rm --verify' '--rm --search=2'; do
    halted "$llz" -0 $options -o out a
    change grows
    released 2
    says a 'changed while it was read'
    [ -f a ] || fail "$options: the source is gone"
    "$llz" -t out || fail "$options: not an archive"
done
halted "$llz" -0 -q --rm -o out a
change grows
released 2
silent
[ -f a ] || fail "the source is gone, and nothing is said"
halted sh -c "exec '$llz' -0 -o out - <a"
change grows
released 2
says '(stdin)' 'changed while it was read'

# The same of archives that are decompressed. At the end of an archive there may come more, so it is touched only.
for options in '' --rm; do
    halted "$llz" -d $options -o back a.llz
    touch a.llz
    released 2
    says a.llz 'changed while it was read'
    same a.llz big.llz.was
    same back big.was
done
halted "$llz" -d --recover -o back a.llz
touch a.llz
released 2
says a.llz 'changed while it was read'

# Where no output tells when, /proc does.
has_open()
{
    ls -l /proc/$pid/fd 2>"$log/junk" | grep -q "/$1\$"
}

# touched CODE NAME COMMAND...: NAME changes while the program has it open.
touched()
{
    want=$1
    name=$2
    shift 2
    tries=50
    while :; do
        sleep 0.02 # as above: it may have been touched just now
        halt 'has_open "$name"' "$@" && break
        kill -KILL $pid 2>"$log/junk" # it may be at work for long
        wait $pid 2>"$log/junk"
        tries=$((tries - 1))
        [ $tries -gt 0 ] || fail "never caught: $*"
    done
    touch "$name"
    released "$want"
    says "$name" 'changed while it was read'
}

if [ -d /proc/self/fd ]; then
    rm -f out back a a.llz
    cp big.was a
    cp big.llz.was a.llz
    touched 2 a.llz "$llz" -t a.llz
    touched 2 a.llz "$llz" verify a.llz
    touched 2 a "$llz" verify a.llz a
    touched 2 a "$llz" -0 -c a
    touched 2 a.llz "$llz" -dc a.llz
    # Figures of what no file ever held would be worth nothing. What is read in a moment has to be long to be caught.
    truncate -s 300M long
    for command in 'compare' 'why -o page' 'train -o prior' 'law' '-b0'; do
        touched 1 long "$llz" $command -q long
        absent page
        absent prior
    done
    rm long
fi
