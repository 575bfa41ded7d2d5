# --memlimit and --max-output refuse by name and leave nothing; they never change what is written.
. "$(dirname "$0")/../../cli-lib.sh"

sample 200 >a
size=$(($(wc -c <a)))
"$llz" -0 a && "$llz" -1 -o b.llz a || fail "cannot compress"
packed=$(($(wc -c <a.llz)))

# What it says it needs is enough, and a byte less is not: in both directions alike.
expect 1 "$llz" -1 --memlimit=1KiB -o x a
says a '--memlimit allows 1024'
need=$(sed 's/.*needs \([0-9]*\) bytes.*/\1/' "$log/err")
remember
for form in "-1 -o x a" "-dc b.llz" "-d -o x b.llz" "-t b.llz"; do
    expect 1 "$llz" --memlimit=$((need - 1)) $form
    says "${form##* }" "needs $need bytes of memory, --memlimit allows $((need - 1))"
    unchanged
    [ ! -s "$log/out" ] || fail "put something out: $form"
done
expect 1 "$llz" verify --memlimit=$((need - 1)) b.llz a
says b.llz "needs $need bytes"
expect 0 "$llz" -1 --memlimit=$need -c a
same "$log/out" b.llz
expect 0 "$llz" -d --memlimit $need -c b.llz
same "$log/out" a
expect 0 "$llz" verify --memlimit=$need b.llz a

# --verify needs it twice.
expect 1 "$llz" -1 --verify --memlimit=$((2 * need - 1)) -o x a
says a "needs $((2 * need)) bytes"
unchanged
expect 0 "$llz" -1 --verify --memlimit=$((2 * need)) -c a
same "$log/out" b.llz

# Units; the large level is refused at once, however long it would take. Listing needs no model.
for limit in 4000000 4000K 4000KiB 4M 4MiB 1G 1GiB; do
    expect 0 "$llz" -0 --memlimit=$limit -c a
    same "$log/out" a.llz
done
expect 1 "$llz" -9 --memlimit=1GiB -o x a
says a '--memlimit allows 1073741824'
expect 0 "$llz" -l --memlimit=1 a.llz
expect 1 "$llz" -b9 --memlimit=1M a
says a 'memory'

# The source stays, the other inputs go on.
cp a c
cp a.llz d.llz
cp b.llz e.llz
expect 1 "$llz" -d --rm --memlimit=4MiB e.llz d.llz
says e.llz 'needs'
same e.llz b.llz
same d a
absent d.llz
rm c d e.llz

# Output: exactly so much, and no byte more; nothing stays of what was begun.
remember
for form in '-d -o x a.llz' '-t a.llz' '-d -o x b.llz'; do
    expect 1 "$llz" --max-output=$((size - 1)) $form
    says "${form##* }" "more comes out than the $((size - 1)) bytes that --max-output allows"
    unchanged
done
expect 1 "$llz" verify --max-output=$((size - 1)) a.llz
says a.llz '--max-output'
expect 0 "$llz" -dc --max-output=$size a.llz
same "$log/out" a
expect 0 "$llz" -t --max-output $size a.llz
expect 1 "$llz" -0 --max-output=$((packed - 1)) -o x a
says a '--max-output'
unchanged
expect 0 "$llz" -0 --max-output=$packed -c a
same "$log/out" a.llz

# In a pipe what came before the limit has been checked; not more than that.
cat a.llz a.llz a.llz >three
expect 1 "$llz" -dc --max-output=$((2 * size + 5)) three
says three
cat a a >two
same "$log/out" two

# A long run of zeros costs what the limit allows, not what it would unfold to.
head -c 300000 /dev/zero | "$llz" -0 >z.llz || fail "cannot compress"
expect 1 "$llz" -dc --max-output=100000 z.llz
says z.llz
[ "$(wc -c <"$log/out")" -le 100000 ] || fail "more than allowed came out"
