# Indexes that small archives blow up: what comes of them is bounded before it is decoded, counted in both limits, and
# takes memory for what is kept of it alone.
. "$(dirname "$0")/../../cli-lib.sh"
: "${MAKE_INDEX:?}"

make() # NAME SHAPE NUMBER [LEVEL]
{
    $MAKE_INDEX "$2" "$3" "${4:-0}" >"$1.llz" || fail "cannot make an index of $3 $2"
}

mkdir in
make entries entries 1000000
make owners owners 1000000
make path path 8000000
make zeros zeros 20000000
make attributes attributes 3000000
bytes=$((7 * 1000000 + 4 + 3 + 1)) # of the index with a million entries

# A few bytes of archive: nobody has said that so much may come out.
for name in entries owners path zeros attributes; do
    [ "$(wc -c <$name.llz)" -le 200 ] || fail "$name.llz has $(wc -c <$name.llz) bytes"
    for form in "-t" "-l" "-d -C in" "-d -o new" "-dc" "-d --recover -o new"; do
        expect 1 "$llz" $form $name.llz
        says $name.llz "its index is far larger than an archive of this size has; --max-output=SIZE allows it"
        [ ! -s "$log/out" ] || fail "$form $name.llz puts something out"
        absent new
        [ -z "$(ls -A in)" ] || fail "$form $name.llz restores something"
    done
    cat $name.llz | "$llz" -l 2>"$log/err" && fail "-l of a pipe with $name"
    grep -q 'its index is far larger' "$log/err" || fail "-l of a pipe with $name: no word why"
done

# The output that is allowed counts the index, in listings too, and so allows it.
for form in "-t" "-l" "-dc" "-d --recover -o new"; do
    expect 1 "$llz" --max-output=$((bytes - 1)) $form entries.llz
    says entries.llz "more comes out than the $((bytes - 1)) bytes that --max-output allows"
    [ ! -s "$log/out" ] || fail "$form puts something out"
done
expect 0 "$llz" -t --max-output=$bytes entries.llz
expect 0 "$llz" -l --max-output=$bytes entries.llz
[ "$(wc -l <"$log/out")" -eq 1000002 ] || fail "not all entries are listed"
expect 0 "$llz" -l --max-output=100M owners.llz
expect 0 "$llz" -l --max-output=100M attributes.llz
expect 0 "$llz" -t --max-output=100M attributes.llz
expect 1 "$llz" -t --max-output=30M zeros.llz
says zeros.llz 'impossible'

# allowed FORM NAME ENOUGH LESS: the first number of bytes is enough beside the model, the second is not.
allowed()
{
    expect 0 "$llz" $1 --max-output=1G --memlimit=$((model + $3)) "$2.llz"
    expect 1 "$llz" $1 --max-output=1G --memlimit=$((model + $4)) "$2.llz"
    says "$2.llz" 'bytes of memory, --memlimit allows'
    [ ! -s "$log/out" ] || fail "$1 $2.llz puts something out"
}
expect 1 "$llz" -l --memlimit=1 --max-output=1G entries.llz
model=$(sed 's/.*needs \([0-9]*\) bytes.*/\1/' "$log/err") || fail "no size of the model"
for form in -t -l; do # both keep the bytes of the index: notes at the end of an archive want the names of entries
    allowed $form entries $((bytes * 5 / 4 + 3350000)) "$bytes"
    allowed $form owners $((11 * 1000000 + 250000)) 8000000
done
allowed -t path 20000000 8000000
# The files' model comes beside what is kept of the index, and is refused before it is there.
make deep entries 700000 1
expect 1 "$llz" -1 --memlimit=1 -c deep.llz
deep=$(sed 's/.*needs \([0-9]*\) bytes.*/\1/' "$log/err")
for form in "-t" "-d -C in" "-dc"; do
    expect 1 "$llz" $form --max-output=1G --memlimit="$deep" deep.llz
    all=$(sed 's/.*needs \([0-9]*\) bytes.*/\1/' "$log/err")
    [ "$all" -gt "$deep" ] && [ "$all" -lt $((deep + bytes * 5 / 4 + 39000000)) ] || fail "$form needs $all"
    expect 1 "$llz" $form --max-output=1G --memlimit=$((all - 1)) deep.llz
    says deep.llz "needs $all bytes of memory, --memlimit allows $((all - 1))"
done
expect 0 "$llz" -t --max-output=1G --memlimit=$(($("$llz" -t --max-output=1G --memlimit="$deep" deep.llz 2>&1 |
    sed 's/.*needs \([0-9]*\) bytes.*/\1/'))) deep.llz
expect 1 "$llz" -d -C in --max-output=1G --memlimit=$((model + 28000000)) entries.llz
says entries.llz 'needs at least'
[ -z "$(ls -A in)" ] || fail "restores something"

# What is packed so is told, and how it is restored.
if [ -n "${MAKE_TAR:-}" ]; then
    awk 'BEGIN { while (length(name) < 900) name = name "n/"; while (i++ < 6000) print "f good/" name " " }' |
        "$MAKE_TAR" >same.tar || fail "cannot make the tar"
    expect 2 "$llz" -0 --repack --verify -o same.llz same.tar
    says same.tar 'its index shrinks so far that -d needs --max-output='
    enough=$(sed 's/.*--max-output=//' "$log/err")
    expect 1 "$llz" -t same.llz
    says same.llz "its index is far larger than an archive of this size has"
    expect 0 "$llz" -t --max-output="$enough" same.llz
    expect 1 "$llz" -t --max-output=$((enough - 1)) same.llz
fi

# And no more is taken than is counted: address space for the program, its libraries and stacks on top.
sane=$( (ulimit -v 200000 && "$llz" -t -T1 --no-sandbox entries.llz) 2>&1)
case $sane in
*'its index is far larger'*) ;;
*) exit 0 ;; # sanitizers and emulators take terabytes
esac
limited() # KIB FORM NAME
{
    (ulimit -v "$1" && "$llz" $2 -q -T1 --no-sandbox --max-output=1G "$3.llz" >"$log/out" 2>"$log/err")
    [ $? -ne 1 ] || fail "$2 $3.llz does not do with $1 KiB"
}
limited 90000 -t entries
limited 90000 -l entries
limited 90000 -t owners
limited 120000 "-d -C in" entries # each entry is refused: it has no name
