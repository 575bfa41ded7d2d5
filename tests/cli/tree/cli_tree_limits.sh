# --memlimit, --max-output and holes with folders, as with any other input.
. "$(dirname "$0")/../../cli-lib.sh"

mkdir -p d/sub
sample 60 >d/a
sample 50 >d/sub/b
{ head -c 40000 /dev/zero; echo end; head -c 9000 /dev/zero; } >d/zeros
"$llz" -0 d && "$llz" -1 -o one.llz d/a d/sub || fail "cannot compress"
packed=$(($(wc -c <d.llz)))
files=$(cat d/a d/sub/b d/zeros | wc -c)
tar=$("$llz" -dc d.llz | wc -c)

# Memory: what it says it needs is enough, a byte less is not, for encoder, decoder, and the decoder of an index, with
# what is kept of that.
expect 1 "$llz" -1 --memlimit=1KiB -o x d
says d '--memlimit allows 1024'
need=$(sed 's/.*needs \([0-9]*\) bytes.*/\1/' "$log/err")
less=$((need - 1))
mkdir here
remember
for form in "-1 -o x d/a d/sub" "-d -o x one.llz" "-d -C here one.llz" "-dc one.llz" "-t one.llz" "-l one.llz"; do
    expect 1 "$llz" --memlimit=$less $form
    grep -q "needs $need bytes of memory, --memlimit allows $less" "$log/err" || fail "no limit: $form"
    unchanged
    [ ! -s "$log/out" ] || fail "put something out: $form"
done
[ -z "$(ls -A here)" ] || fail "restored something"
for form in "-t one.llz" "-l one.llz" "-d -o x one.llz" "-d -C here one.llz" "-dc one.llz"; do
    expect 1 "$llz" --memlimit=$need $form
    all=$(sed 's/.*needs \([0-9]*\) bytes.*/\1/' "$log/err")
    [ "$all" -gt $((need + 100)) ] && [ "$all" -lt $((need + 2000)) ] || fail "the index takes $((all - need)): $form"
    expect 1 "$llz" --memlimit=$((all - 1)) $form
    grep -q "needs $all bytes of memory, --memlimit allows $((all - 1))" "$log/err" || fail "no limit: $form"
    [ ! -s "$log/out" ] || fail "put something out: $form"
    unchanged
    [ -z "$(ls -A here)" ] || fail "restored something"
    expect 0 "$llz" --memlimit=$all $form
    rm -rf x here
    mkdir here
done
expect 0 "$llz" -1 --memlimit=$need -c d/a d/sub
same "$log/out" one.llz
expect 1 "$llz" -1 --verify --memlimit=$((2 * need - 1)) -o x d/a d/sub
says d/a "needs $((2 * need)) bytes"
unchanged
expect 0 "$llz" -1 --verify --memlimit=$((2 * need)) -c d/a d/sub
same "$log/out" one.llz

# Output: both members of an archive count.
expect 1 "$llz" -0 --max-output=$((packed - 1)) -o x d
says d "more comes out than the $((packed - 1)) bytes that --max-output allows"
absent x
for limit in 1 40; do
    expect 1 "$llz" -0 --max-output=$limit -o x d
    says d --max-output
    absent x
done
expect 0 "$llz" -0 --max-output=$packed -c d
same "$log/out" d.llz

# So do index and files; a folder that is there gets nothing of what would be too much. The index is what the files
# leave of the least limit that is enough.
enough=$files
until "$llz" -t --max-output=$enough d.llz 2>"$log/junk"; do
    enough=$((enough + 1))
    [ $enough -lt $((files + 1000)) ] || fail "the index counts too much"
done
[ $enough -gt $((files + 20)) ] || fail "the index does not count"
remember
for limit in $((enough - 1)) $files 1000 10; do
    for form in "-d -o x d.llz" "-d -C here d.llz" "-dc d.llz" "-t d.llz" "-d -C here --only=d/a d.llz"; do
        expect 1 "$llz" --max-output=$limit $form
        says d.llz "more comes out than the $limit bytes that --max-output allows"
        unchanged
        [ ! -s "$log/out" ] || fail "put something out: $form"
    done
    [ -z "$(ls -A here)" ] || fail "restored something"
done
expect 0 "$llz" -d --max-output=$enough -C here d.llz
same here/d/zeros d/zeros
expect 1 "$llz" -l --max-output=1 d.llz
says d.llz "more comes out than the 1 bytes that --max-output allows"
expect 1 "$llz" -l --max-output=$((enough - files - 1)) d.llz
expect 0 "$llz" -l --max-output=$((enough - files)) d.llz

# A tar is larger than the files in it, and is never longer than allowed.
[ "$tar" -gt $enough ] || fail "a tar of $tar bytes"
expect 1 "$llz" -dc --max-output=$((tar - 1)) d.llz
says d.llz --max-output
[ "$(wc -c <"$log/out")" -lt "$tar" ] || fail "the whole tar came out"
expect 0 "$llz" -dc --max-output=$tar d.llz
[ "$(wc -c <"$log/out")" -eq "$tar" ] || fail "not the whole tar"

# Holes.
dd if=/dev/null of=hole bs=1 seek=300000 2>"$log/junk" || fail "cannot make a hole"
[ "$(stat -c %b hole)" -lt 64 ] || exit 0 # this file system has none
[ "$(stat -c %b here/d/zeros)" -le 32 ] || fail "$(stat -c %b here/d/zeros) blocks: no holes"
[ "$(stat -c '%s %Y' here/d/zeros)" = "$(stat -c '%s %Y' d/zeros)" ] || fail "another length or time"
expect 0 "$llz" -d --no-sparse -o full d.llz
same full/zeros d/zeros
[ "$(stat -c %b full/zeros)" -ge 90 ] || fail "$(stat -c %b full/zeros) blocks: holes in spite of --no-sparse"
"$llz" -dc d.llz | tar -xOf - d/zeros | cmp - d/zeros || fail "a tar lacks zeros"
