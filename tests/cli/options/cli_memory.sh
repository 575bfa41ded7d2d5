# --memory sets the limits of the model's tables: what was made under one decodes again, what takes more than usual has to
# be allowed, too little is refused by name.
. "$(dirname "$0")/../../cli-lib.sh"

# Too little: the least is told, once, and is enough.
sample 200 >a
remember
for size in 1 1MiB 20MiB; do
    expect 1 "$llz" -1 --memory=$size -o x a
    says --memory 'level 1 takes at least'
    [ "$(wc -l <"$log/err")" -eq 1 ] || fail "more than a line"
done
least=$(sed 's/.*at least \([0-9]*\)MiB.*/\1/' "$log/err")
expect 1 "$llz" -1 --memory=$((least * 1048576 - 1)) -o x a
expect 1 "$llz" -b0-1 --memory=$((least - 1))MiB a
says --memory "level 1 takes at least ${least}MiB"
expect 1 "$llz" --model=words-experts-8 --memory=1 -o x a
says --memory "(words-experts-8) takes at least ${least}MiB"
expect 1 env LLZ_OPT=--memory=1 "$llz" -1 -o x a
says --memory 'LLZ_OPT says so'
unchanged
for size in 0 x 1T -1 ''; do
    expect 1 "$llz" -1 --memory="$size" a
    says "$size" 'not a size'
done

# At the least, three megabytes fill the tables, and the archive is larger than as usual.
awk 'BEGIN { x = 1; for (i = 0; i < 480000; i++) {
    x = (x * 69069 + 12345) % 4294967296
    w = int(x / 65536) % 3000; w = int(w * w / 3000)
    printf "%s%c%d", i % 12 ? " " : "\n", 97 + w % 26, w * w + (w % 7 ? 0 : int(x / 256) % 1000)
} }' >text
[ "$(wc -c <text)" -ge 3000000 ] || fail "the text is short"
expect 0 "$llz" -1 --memory=${least}MiB -o text.llz text
expect 0 "$llz" -d -c text.llz
same "$log/out" text
head -c 300000 text >some
expect 0 "$llz" -1 --memory=${least}MiB -o some.llz some
expect 0 "$llz" -1 -o usual.llz some
[ "$(wc -c <some.llz)" -gt $(($(wc -c <usual.llz) + 1000)) ] || fail "less memory is no larger archive"
# Lists for programs name it.
expect 0 "$llz" -l --json text.llz
prints "\"memory\":$((least * 1048576))[,}]"
expect 0 "$llz" -l --json usual.llz
grep -q '"memory"' "$log/out" && fail "memory as usual is told"

# More than usual: --verify and -b are allowed it, others have to be.
expect 0 "$llz" -1 --memory=3GiB --verify -o b.llz a
expect 0 "$llz" -b1 --memory=3GiB a
remember
for form in '-d -o x' '-t' '-dc'; do
    expect 1 "$llz" $form b.llz
    says b.llz 'bytes of memory, more than its model as usual; --memlimit=SIZE allows it'
    unchanged
done
need=$(sed 's/.*needs \([0-9]*\) bytes.*/\1/' "$log/err")
expect 0 "$llz" -l b.llz
expect 1 "$llz" verify b.llz a
says b.llz "needs $need bytes"
for option in memory memlimit; do
    expect 0 "$llz" -dc --$option=$need b.llz
    same "$log/out" a
    expect 0 "$llz" -t --$option=3GiB b.llz
    expect 1 "$llz" -t --$option=$((need - 1)) b.llz
    says b.llz "needs $need bytes"
    expect 1 "$llz" -t --$option=1MiB usual.llz
    says usual.llz 'needs'
done
expect 0 env LLZ_OPT=--memory=3GiB "$llz" -t b.llz
expect 0 "$llz" verify --memlimit=3GiB b.llz a
# What reaches no limit differs in the header alone.
"$llz" -1 -o c.llz a || fail "cannot compress"
[ "$(tail -c 200 b.llz | cksum)" = "$(tail -c 200 c.llz | cksum)" ] ||
    [ $(($(wc -c <b.llz) - $(wc -c <c.llz))) -le 5 ] || fail "another content"

# Groups and searches.
expect 0 "$llz" -0 --split=64KiB -T3 --memory=40MiB --verify -o s.llz some
expect 1 "$llz" -t -T3 s.llz
says s.llz needs
expect 0 "$llz" -dc -T3 --memory=40MiB s.llz
same "$log/out" some
expect 0 "$llz" -0 --search=2 --memory=40MiB --verify -o p.llz a
expect 0 "$llz" -dc --memlimit=1GiB p.llz
same "$log/out" a
