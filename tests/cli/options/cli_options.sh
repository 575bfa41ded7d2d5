# Every option in every form that it may have, and every wrong use of one.
. "$(dirname "$0")/../../cli-lib.sh"

sample 40 >a

# Help and version: on stdout, whatever else stands there.
for o in -h --help; do
    expect 0 "$llz" $o
    silent
    prints '^Usage: llz'
    prints 'Exit status: 0 .*1 .*2 '
done
for o in decompress test list json bench command keep recompress rm verify stdout output force files0-from no-sparse recursive directory only exclude special repack no-reorder level model lm-only experts-only without \
    policy optimizer seed budget search split check recover threads memory memlimit max-output verbose quiet help version; do
    prints "--$o"
done
awk 'length > 80 { exit 1 }' "$log/out" || fail "a line of help may wrap"
for o in -V --version; do
    expect 0 "$llz" $o
    prints '^llz [0-9]*\.[0-9]*\.[0-9]* (kernel [a-z0-9]*)$'
done
expect 0 "$llz" -V -v
[ "$(grep -c '^model  *[0-9]*  [a-z0-9-]*  *[0-9a-f]\{8\}  level [0-9]$' "$log/out")" -eq 10 ] ||
    fail "-V -v does not name ten models"
expect 0 "$llz" -d missing --help
prints '^Usage: llz'

# A topic, or an option, by either form; none else.
topics=$("$llz" --help help | tr -s ' \n' ' ' | sed 's/.*one of: //; s/,//g')
for topic in $topics threads memlimit; do
    expect 0 "$llz" --help $topic
    silent
    [ -s "$log/out" ] || fail "nothing on $topic"
    cp "$log/out" topic
    expect 0 "$llz" --help=$topic
    same "$log/out" topic
done
expect 0 "$llz" --help environment
prints LLZ_OPT
expect 0 "$llz" --help compare
prints '^Usage: llz compare'
expect 0 "$llz" --help threads
prints '--threads=N'
expect 0 "$llz" --help verify # an option and a command
prints '--verify  '
prints '^Usage: llz verify'
expect 1 "$llz" --help nonsense
says nonsense environment
rm topic

# Levels: every spelling of one gives the same bytes.
expect 0 "$llz" --level=0 -c a
cp "$log/out" level0
for form in '-0 -c a' '-c0 a' '--level 0 -c a' '-9 --level=0 -c a' '-c a -0' '-0c -- a' '-0 --stdout a'; do
    expect 0 "$llz" $form
    same "$log/out" level0
done
# An empty file: whatever a level costs, nothing is learned for it.
: >empty
for level in 1 2 3 4 5 6 7 8 9; do
    expect 0 "$llz" -$level -k empty
    expect 0 "$llz" --list empty.llz
    awk -v l=$level 'NR == 2 && $5 == l { ok = 1 } END { exit !ok }' "$log/out" || fail "level $level is lost"
    rm empty.llz
done
expect 0 "$llz" a
expect 0 "$llz" -l a.llz
awk 'NR == 2 && $5 == 5 { ok = 1 } END { exit !ok }' "$log/out" || fail "the default level is not 5"
rm a.llz

# Options that must not change the bytes.
for form in -T1 '-T 1' -T3 -T0 --threads=0 --threads=4 '--threads 2' --check=64 --seed=0 \
    -q --quiet -f --force -k --keep -fkq; do
    expect 0 "$llz" -0 -c $form a
    same "$log/out" level0
    silent
done

# Parts that are left out: the archive names those that are used, and decodes all the same.
expect 0 "$llz" -1 -c a
cp "$log/out" level1
for form in --experts-only --without=lm '--without lm' '--without=lm,lm'; do # level 1 has no language model as it is
    expect 0 "$llz" -1 -c $form a
    same "$log/out" level1
done
for part in lm orders words sparse indirect match kind; do
    expect 0 "$llz" --help without
    prints "[ ,]$part\(,\|$\)"
    [ $part = lm ] || expect 0 "$llz" -1 -c --without=$part empty
done
for form in '-0 --lm-only' '-0 --without=lm' '-1 --lm-only' '-1 --without=orders' '-1 --without words --without match' '-3 --without=lm,kind'; do
    expect 0 "$llz" -c $form a
    cp "$log/out" parts
    for usual in level0 level1; do
        cmp -s parts $usual && fail "$form changes nothing"
    done
    expect 0 "$llz" -dc - <parts
    same "$log/out" a
done
expect 0 "$llz" -1 -c --without=orders,words,sparse,indirect,match,kind a
cp "$log/out" parts
expect 0 "$llz" -1 -c --lm-only a
same "$log/out" parts
rm parts level1 empty

# A seed does change them, up to the largest.
for seed in 1 18446744073709551615; do
    expect 0 "$llz" -0 -c --seed $seed a
    cmp -s "$log/out" level0 && fail "seed $seed changes nothing"
    cp "$log/out" seeded
    expect 0 "$llz" -dc - <seeded
    same "$log/out" a
done

# Every policy that help names is accepted and recorded.
names_of()
{
    "$llz" --help "$1" | sed '/^$/,$d' | tr -s ' \n' ' ' | sed 's/.*one of: //; s/,//g'
}
policies=$(names_of policy)
[ -n "$policies" ] || fail "help names no policy"
for policy in $policies; do
    expect 0 "$llz" -0 --policy $policy -o p.llz a
    expect 0 "$llz" -l p.llz
    prints " $policy "
    expect 0 "$llz" -dc p.llz
    same "$log/out" a
    rm p.llz
done
expect 1 "$llz" -0 --policy=nonsense a
says nonsense "${policies%% *}"
for budget in 0 K 1G -1 '' 2e6 67108865 68M 99999999999999999999M; do
    expect 1 "$llz" -0 --budget="$budget" a
    says "$budget" 'not a budget'
done
for budget in 60000 60K 200K; do
    expect 0 "$llz" -0 --budget="$budget" -c a
    cp "$log/out" budget.llz
    "$llz" -d -c budget.llz | cmp - a || fail "--budget=$budget"
done
rm budget.llz
# Relative to the level: at level 0 a byte takes 18936.
expect 0 "$llz" -0 --budget=302976 -c a
expect 1 "$llz" -0 --budget=302977 -c a
says 302977 'at most 302976'
[ "$("$llz" -0 --budget=60000 -c a | cksum)" = "$("$llz" -0 --budget=60K -c a | cksum)" ] || fail "K"
[ "$("$llz" -0 --budget=updates -c a | cksum)" = "$("$llz" -0 -c a | cksum)" ] || fail "updates"
expect 1 "$llz" -0 --policy=oracle a # which is no way to make an archive
says oracle 'only llz compare runs it'

# So is every optimizer. Archives of the default do not name it; each of the others has bytes of its own, which
# threads do not change.
optimizers=$(names_of optimizer)
[ "${optimizers%% *}" = adam ] || fail "help names no optimizer, or not the default first"
awk 'BEGIN { for (i = 0; i < 3000; i++) printf "%c", (i * i * 7 + i) % 255 + 1 }' >bytes # before them no primer is learned
for optimizer in $optimizers; do
    for level in 0 3; do
        expect 0 "$llz" -$level --lm-only --optimizer $optimizer -T1 -o o.llz bytes
        expect 0 "$llz" -$level --lm-only --optimizer=$optimizer -T2 -c bytes
        same "$log/out" o.llz
        expect 0 "$llz" -l -v o.llz
        prints " $optimizer "
        expect 0 "$llz" -$level --lm-only -c bytes
        cp "$log/out" default
        if [ $optimizer = adam ]; then
            same o.llz default
        else
            cmp -s o.llz default && fail "--optimizer=$optimizer changes nothing"
        fi
        expect 0 "$llz" -dc o.llz
        same "$log/out" bytes
        rm o.llz default
    done
done
rm bytes
expect 1 "$llz" -0 --optimizer=nonsense a
says nonsense "${optimizers%% *}, "

# -v: one line behind each file, also without a terminal; by either name.
for o in -v --verbose; do
    expect 0 "$llz" -0 $o -T1 -c a
    same "$log/out" level0
    [ "$(wc -l <"$log/err")" -eq 1 ] || fail "-v says more or less than a line"
    size=$(($(wc -c <a)))
    packed=$(($(wc -c <level0)))
    for part in "^a: $size -> $packed bytes, " 'ratio [0-9.]*, ' '[0-9.]* bits/byte' 'KB/s' '[0-9.]* s, ' \
        'state [0-9.]* [KMG]*B' 'peak RSS [0-9.]* [KMG]*B' 'level 0' 'kernel [a-z0-9]*' 'threads 1$'; do
        grep -q -e "$part" "$log/err" || fail "-v does not tell: $part"
    done
done
bits=$(awk -v p=$packed -v r=$size 'BEGIN { printf "%.3f bits/byte", 8 * p / r }')
grep -q "$bits" "$log/err" || fail "-v does not tell $bits"
expect 0 "$llz" -0cv -T0 a
grep -q "threads $(getconf _NPROCESSORS_ONLN)\$" "$log/err" || fail "-T0 is not a thread for each core"
expect 0 "$llz" -dvc - <level0
grep -q "^(stdin): $packed -> $size bytes" "$log/err" || fail "-dv tells other sizes"

# Wrong uses: one line, exit code 1, nothing written.
remember
while read -r word line; do
    expect 1 "$llz" $line
    says "$word"
done <<'EOF'
-z -z a
-z -0z a
--nonsense --nonsense a
1x --le=1x a
--keep=1 --keep=1 a
10 --level=10 a
-1 --level -1 a
x --level=x a
-1 -T-1 a
2x -T2x a
99999999999 --threads=99999999999 a
-1 --seed=-1 a
96 --check=96 a
--check -0 a --check
nonsense --without=lm,nonsense a
ord --without=ord a
a --without a
--without --lm-only --experts-only a
--without --without=lm,orders,words,sparse,indirect,match,kind a
18446744073709551616 --seed=18446744073709551616 a
1e3 --seed 1e3 a
-T a -T
--level a --level
-o -o
a -0 -o x a a
-o -d -o x a a
-o --repack -o x a a
-C -C x a
-C -l -C x a
-C -d -C x -o y a
-C -d -C x -c a
--only --only=x a
--only -t --only=x a
--json --json a
--json -t --json a
--recompress -d --recompress a.llz
--recompress --repack --recompress a
--special --special a
--special -dc --special a
--repack -d --repack a
--repack --repack --rm a
-r -r -o x a
a -d -c --only=x a
-o -c -o x a
-o -t -o x a
-o -l -o x a
--rm --rm -c a
--rm --rm -t a
--rm --rm -l a
--rm --rm -b a
--verify --verify -b a
-o -o x -b a
3-1 --bench=3-1 a
x --bench=x a
10 -b10 a
0 --memlimit=0 a
-5 --memlimit=-5 a
5X --memlimit=5X a
1.5GiB --max-output=1.5GiB a
18446744073709551616 --max-output=18446744073709551616 a
17179869184GiB --memlimit=17179869184GiB a
--no-sparse=1 --no-sparse=1 a
--verify --verify -d a
--verify -t --verify a
--verify -l a --verify
EOF
for form in --level= --without= --without=lm,; do
    expect 1 "$llz" $form a
    says ''
done
unchanged
